//! The files of one run, made by all threads together: papers, record, page and lists.
//!
//! *Invariant:* which thread makes a file, and when, changes nothing in it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use sha2::{Digest as _, Sha256};

use super::{Settings, Tools, hex};
use crate::compose::{self, Certificates, Composer, Document, Paper};
use crate::judge::Judged;
use crate::record::Record;
use crate::store::Make;
use crate::{page, parallel, problem_sheet};

/// One run's papers to be made.
pub struct Work<'a> {
    /// Templates and fonts.
    pub tools: &'a Tools<'a>,
    /// What was decided.
    pub judged: &'a Judged<'a>,
    /// The papers to be made.
    pub papers: &'a [Paper],
    /// The same for programs.
    pub record: &'a Record<'a>,
    /// What the command line decides.
    pub settings: &'a Settings,
}

/// One file of a run.
enum File<'a> {
    Paper(&'a Paper),
    /// For programs.
    Record,
    /// For people.
    Page,
    /// Those whom the commune rewards.
    List,
    /// For the clerk.
    Problems,
}

/// Takes one file of the run: its path, the key of what it is made from, and how to make it. Says whether it was taken
/// over from the run before instead.
pub type Put<'a> = &'a (dyn Fn(&str, &str, Make) -> anyhow::Result<bool> + Sync);

impl Work<'_> {
    /// Makes every file of the run; says how many were taken over from the run before.
    pub fn make(&self, threads: usize, made: &(dyn Fn(&str, usize, usize) + Sync), put: Put) -> anyhow::Result<usize> {
        self.tools.press.expect(self.papers.len());
        let emblem = self.tools.assets.template("quoc-huy.png").is_some();
        let kind = Certificates { text_only: self.settings.blanks, emblem };
        let own = self.judged.plan.criteria.iter().filter_map(|criterion| criterion.sentence.as_ref());
        let words = self.tools.words.with_sentences(own.map(|sentence| sentence.value.as_str()));
        let composer = Composer::new(self.judged, &words, self.tools.press.family()).certificates(kind);
        let (done, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
        let weight = |file: &File| match file {
            File::Paper(paper) => compose::extent(self.judged, paper),
            _ => self.judged.units.iter().map(|unit| unit.assessments.len()).sum(),
        };
        let results = parallel::map_weighed(threads, &self.files(), weight, |file| -> anyhow::Result<bool> {
            // One template's fault is every paper's; the first is enough.
            if failed.load(Ordering::Relaxed) {
                return Ok(false);
            }
            let reused = self.file(file, &composer, put).inspect_err(|_| failed.store(true, Ordering::Relaxed))?;
            if let File::Paper(paper) = file {
                made(&paper.path, done.fetch_add(1, Ordering::Relaxed) + 1, self.papers.len());
            }
            Ok(reused)
        });
        let mut reused = 0;
        for result in results {
            reused += usize::from(result?);
        }
        Ok(reused)
    }

    /// Every file of the run: the papers first.
    fn files(&self) -> Vec<File<'_>> {
        let mut files: Vec<File> = self.papers.iter().map(File::Paper).collect();
        files.extend([File::Record, File::Page]);
        if compose::list::issued(self.judged) {
            files.push(File::List);
        }
        files.push(File::Problems);
        files
    }

    fn file(&self, file: &File, composer: &Composer, put: Put) -> anyhow::Result<bool> {
        match file {
            File::Paper(paper) => self.one(composer, paper, put),
            File::Record => put("danh-gia.json", "", &|to| Ok(self.record.write(to)?)),
            File::Page => put("tong-hop.html", "", &|to| page::page(self.judged, self.record, self.tools.assets, to)),
            File::List => put(compose::list::PATH, "", &|to| Ok(to.write_all(&compose::list::workbook(self.judged)?)?)),
            File::Problems => match problem_sheet::workbook(&self.judged.problems, &self.settings.way)? {
                Some(sheet) => put(problem_sheet::NAME, "", &|to| Ok(to.write_all(&sheet)?)),
                None => Ok(false),
            },
        }
    }

    fn one(&self, composer: &Composer, paper: &Paper, put: Put) -> anyhow::Result<bool> {
        let document = composer.compose(paper)?;
        let key = key_of(self.tools.digest(), &document);
        put(&paper.path, &key, &|to| Ok(to.write_all(&self.tools.press.print(&document)?.pdf)?))
    }
}

fn key_of(assets: &str, document: &Document) -> String {
    let mut hash = Sha256::new();
    hash.update(assets);
    // Title and date are in the PDF too, beside what its pages say.
    hash.update(format!("{} {:?} ", document.date, document.title));
    hash.update(document.data.to_string());
    hex(&hash.finalize())
}
