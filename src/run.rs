//! One run: from the input folder to published, archived papers.
//!
//! *Invariant:* nothing here depends on the clock, the number of threads or the folders' names; the day comes in with
//! the job and is said only in the archive.

mod outcome;
mod settings;
mod work;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::civil::Date;
pub use outcome::{Outcome, Refused, UnitOutcome, Waits, Why};

use crate::assets::Assets;
use crate::compose::{self, Words, report};
use crate::judge::{self, JudgedUnit};
use crate::model::Headcount;
use crate::press::Press;
use crate::read::{self, Intake};
use crate::record::Record;
use crate::store::digest::{Hasher, Mark};
use crate::store::{Key, Make, Stage, archive};
use crate::{parallel, problem_sheet, record};
use outcome::outcome;
use settings::Settings;
use work::{Shelf, Work};

/// What to do, and with what.
#[derive(Clone, Debug)]
pub struct Job {
    /// The folder with the workbooks.
    pub input: PathBuf,
    /// The folder that papers and archive go to.
    pub output: PathBuf,
    /// The office's own templates, over the embedded ones.
    pub templates: Option<PathBuf>,
    /// The office's own fonts.
    pub fonts: Option<PathBuf>,
    /// Code of an embedded plan, where no workbook brings one.
    pub plan: Option<String>,
    /// Whether text in TCVN3 or VNI is converted instead of refused.
    pub accept_legacy: bool,
    /// Whether certificates carry the text alone, for printed blanks.
    pub blanks: bool,
    /// Threads for reading and printing.
    pub threads: usize,
    /// The day of the run: said in the archive, nowhere else.
    pub today: Date,
    /// Whether papers are made; otherwise the data is only judged and nothing is written.
    pub papers: bool,
}

/// What a run tells while it works.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// A workbook is being read.
    Reading(&'a str),
    /// Everything is judged; so many papers will be made.
    Judged {
        /// Units read.
        units: usize,
        /// Who was judged.
        judged: Headcount,
        /// Papers to make.
        papers: usize,
    },
    /// A paper is made.
    Printed {
        /// Its path below the plan's folder.
        path: &'a str,
        /// Papers made so far.
        done: usize,
        /// Papers to make.
        of: usize,
    },
    /// The papers are in place.
    Published,
    /// The archive's word on this run: its bag, and what differs from the one before.
    Archived(&'a str),
    /// Something outside the data is at fault after all was judged: what was found of the data all the same.
    Unpublished(&'a Outcome),
    /// All is done, and the record is still at hand.
    Done {
        /// What [`run`] will return.
        outcome: &'a Outcome,
        /// What `danh-gia.json` says.
        record: &'a Record<'a>,
    },
}

/// Does the job.
///
/// # Errors
/// Only what is at fault outside the data: folders, templates, fonts, the disk. What is wrong in the workbooks is in
/// [`Outcome::problems`].
pub fn run(job: &Job, tell: &(dyn Fn(Step) + Sync)) -> anyhow::Result<Outcome> {
    let assets = Assets::load(job.templates.as_deref(), job.fonts.as_deref())?;
    let tools = Tools::new(&assets)?;
    let ahead = job.papers && job.threads > 1;
    parallel::beside(
        || {
            if ahead {
                tools.prepare()
            }
        },
        || run_with(&tools, job, tell),
    )
}

fn run_with(tools: &Tools, job: &Job, tell: &(dyn Fn(Step) + Sync)) -> anyhow::Result<Outcome> {
    let mut settings = Settings {
        accept_legacy: job.accept_legacy,
        blanks: job.blanks,
        plan: job.plan.clone(),
        ..Settings::default()
    };
    let mut intake = tools.read(&job.input, &settings, job.threads, tell)?;
    let inputs = if job.papers { digests(&intake) } else { Vec::new() };
    settings.outside = Some(std::mem::take(&mut intake.outside));
    let problems = std::mem::take(&mut intake.problems);
    let (plan, units, commune) = (&intake.plan, &intake.units, intake.commune.as_ref());
    let judge = || parallel::apart(|| judge::judge(plan, units, commune, problems, job.threads));
    // What the run before left is looked at meanwhile: whatever is wrong with the place is told after what is with the data.
    let begin = || job.papers.then(|| Stage::begin(&job.output, &plan.code));
    let (stage, judged) = if job.threads > 1 {
        let mut stage = None;
        let judged = parallel::beside(|| stage = begin(), judge);
        (stage, judged)
    } else {
        (begin(), judge())
    };
    settings.way = problem_sheet::way(&job.input, &job.output, &judged.plan.code);
    let papers = compose::papers(&judged);
    let all = units.iter().flat_map(|unit| &unit.candidates).collect();
    tell(Step::Judged { units: units.len(), judged: all, papers: papers.len() });
    let record = record::record(&judged, &papers);
    let conversions = std::mem::take(&mut intake.conversions);
    let mut outcome = outcome(job, &judged, &papers, conversions, tools.assets.has_emblem(), intake.is_empty);
    let excerpts = || read::excerpt::of(&intake.sources, &judged.problems);
    if let Some(stage) = stage {
        let work =
            Work { tools, judged: &judged, inputs: &inputs, papers: &papers, record: &record, settings: &settings };
        let mut early = None;
        // Beside many papers there is no room to open workbooks again.
        let ahead = job.threads > 1 && papers.len() <= work::MANY;
        let publish = || stage.and_then(|stage| publish(stage, job, tell, &work, &mut outcome));
        let published = parallel::beside(|| early = ahead.then(excerpts), publish);
        outcome.excerpts = early.unwrap_or_else(excerpts);
        if let Err(fault) = published {
            tell(Step::Unpublished(&outcome));
            return Err(fault);
        }
    } else {
        outcome.excerpts = excerpts();
    }
    tell(Step::Done { outcome: &outcome, record: &record });
    Ok(outcome)
}

/// Makes the papers of an archived bag again from its own inputs, plan and templates, and compares them.
///
/// # Errors
/// A bag that cannot be read, or whose fonts are not at hand; in Vietnamese.
pub fn rebuild(bag: &archive::Bag, fonts: Option<&Path>, threads: usize) -> anyhow::Result<archive::Rebuilt> {
    let assets = Assets::load(None, fonts)?;
    archive::rebuild(bag, &assets, &|again, sink| {
        let tools = Tools::new(&again.assets)?;
        let settings = Settings::of(&again.settings);
        let mut intake = tools.read(&again.input, &settings, threads, &|_| ())?;
        let problems = std::mem::take(&mut intake.problems);
        let judged = judge::judge(&intake.plan, &intake.units, intake.commune.as_ref(), problems, threads);
        let papers = compose::papers(&judged);
        let record = record::record(&judged, &papers);
        let (papers, record, settings) = (&papers[..], &record, &settings);
        let work = Work { tools: &tools, judged: &judged, inputs: &[], papers, record, settings };
        work.make(threads, &|_, _, _| (), &Sink(sink))?;
        Ok(())
    })
}

/// Takes every file, none from a run before.
struct Sink<'a>(&'a (dyn Fn(&str, &[u8]) + Sync));

impl Shelf for Sink<'_> {
    fn reuse(&self, _: &str, _: Key) -> anyhow::Result<bool> {
        Ok(false)
    }

    fn has(&self, _: &str) -> bool {
        false
    }

    fn source_before(&self, _: &str) -> Option<Mark> {
        None
    }

    fn reuse_set(&self, _: &str, _: &[&str], _: Mark) -> anyhow::Result<bool> {
        Ok(false)
    }

    fn put(&self, path: &str, _: Key, make: Make) -> anyhow::Result<()> {
        let mut bytes = Vec::new();
        make(&mut bytes)?;
        (self.0)(path, &bytes);
        Ok(())
    }
}

impl Shelf for Stage {
    fn reuse(&self, path: &str, key: Key) -> anyhow::Result<bool> {
        Stage::reuse(self, path, key)
    }

    fn has(&self, path: &str) -> bool {
        Stage::has(self, path)
    }

    fn source_before(&self, set: &str) -> Option<Mark> {
        Stage::source_before(self, set)
    }

    fn reuse_set(&self, set: &str, papers: &[&str], source: Mark) -> anyhow::Result<bool> {
        Stage::reuse_set(self, set, papers, source)
    }

    fn put(&self, path: &str, key: Key, make: Make) -> anyhow::Result<()> {
        self.make(path, key, make)
    }
}

/// Templates and fonts, ready to be used.
struct Tools<'a> {
    assets: &'a Assets,
    press: Press,
    words: Words,
    digest: OnceLock<Mark>,
}

impl<'a> Tools<'a> {
    fn new(assets: &'a Assets) -> anyhow::Result<Self> {
        let words = Words::new(assets.texts(".jinja"))?;
        Ok(Self { assets, press: Press::new(assets)?, words, digest: OnceLock::new() })
    }

    /// What every paper is made from besides its own data.
    fn digest(&self) -> Mark {
        *self.digest.get_or_init(|| digest_of(self.assets))
    }

    /// Does what the first paper would wait for while the workbooks are still being read.
    fn prepare(&self) {
        self.digest();
        self.press.prepare();
    }

    fn read(
        &self,
        input: &Path,
        settings: &Settings,
        threads: usize,
        tell: &(dyn Fn(Step) + Sync),
    ) -> anyhow::Result<Intake> {
        let options = read::Options {
            accept_legacy: settings.accept_legacy,
            plan: settings.plan.clone(),
            threads,
            outside: settings.outside.clone(),
        };
        let can_print = |c| self.press.can_print(c);
        let mut intake = read::read(input, self.assets, &options, &can_print, &|file| tell(Step::Reading(file)))?;
        report::check_sentences(&self.words, &intake.plan, &mut intake.problems);
        Ok(intake)
    }
}

fn publish(
    mut stage: Stage,
    job: &Job,
    tell: &(dyn Fn(Step) + Sync),
    work: &Work,
    outcome: &mut Outcome,
) -> anyhow::Result<()> {
    let (plan, settings) = (record::plan(work.judged.plan), work.settings.kept(!work.judged.problems.is_empty()));
    let contents = (!work.papers.is_empty()).then(|| contents(job, work, plan.as_bytes(), &settings));
    if let Some(contents) = &contents {
        archive::begin(&mut stage, contents)?;
    } else if stage.shows_papers()
        && let Some(bag) = archive::newest(&job.output, &work.judged.plan.code)?
    {
        outcome.notes.push(format!(
            "Lần này không có văn bản nào; văn bản của lần chạy trước vẫn còn trong bản lưu trữ “{}”",
            bag.name
        ));
    }
    stage.expect(work.papers.iter().map(|paper| paper.path.clone()));
    let made = |path: &str, done, of| tell(Step::Printed { path, done, of });
    outcome.reused = stage.along(|| work.make(job.threads, &made, &stage))?;
    let ready = stage.finish()?;
    if let Some(contents) = &contents {
        let word = word_on(&archive::add(&ready, contents)?);
        tell(Step::Archived(&word));
        outcome.archived = Some(word);
    }
    let published = ready.publish(job.threads)?;
    outcome.notes.extend(published.notes);
    if let Some((folder, files)) = published.kept {
        outcome.notes.push(format!(
            "Các tệp đã bị sửa hoặc thêm vào thư mục kết quả được giữ lại trong “{}”: {}",
            folder.display(),
            files.join(", ")
        ));
    }
    tell(Step::Published);
    Ok(())
}

/// What the run's bag holds and says beside the papers.
fn contents<'a>(
    job: &Job,
    work: &Work<'a>,
    plan: &'a [u8],
    settings: &'a BTreeMap<String, String>,
) -> archive::Contents<'a> {
    let with_papers = work.judged.units.iter().filter(|unit| !unit.stopped);
    archive::Contents {
        inputs: work.inputs,
        assets: work.tools.assets,
        plan,
        settings,
        commune: &work.judged.plan.commune,
        plan_name: &work.judged.plan.campaign,
        date: job.today,
        version: env!("CARGO_PKG_VERSION"),
        units: with_papers.clone().count(),
        nominated: with_papers.map(JudgedUnit::headcount).sum(),
        threads: job.threads,
    }
}

/// The archive's word on the run, in Vietnamese.
fn word_on(added: &archive::Added) -> String {
    let name = added.bag().folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match added {
        archive::Added::Unchanged(_) => {
            format!("{name} (không có gì thay đổi so với lần trước nên không thêm bản mới)")
        }
        archive::Added::New { changes, damaged, .. } => {
            let changed = if changes.is_empty() {
                String::new()
            } else {
                format!(", {} tệp khác lần trước", changes.len())
            };
            let damage = if damaged.is_empty() {
                ""
            } else {
                "; bản trước đó đã bị hỏng, gõ “hoso xac-minh” để xem"
            };
            format!("{name}{changed}{damage}")
        }
    }
}

/// The workbooks as they were when they were read. One that could not be is an error of its own already.
fn digests(intake: &Intake) -> Vec<archive::Input> {
    let input = |source: &read::Source| {
        let (digest, mark) = source.sums()?;
        Some(archive::Input { name: source.name.to_string(), path: source.path.clone(), digest, mark })
    };
    intake.sources.iter().filter_map(input).collect()
}

/// What a paper is made from besides its own data: program, templates, fonts.
fn digest_of(assets: &Assets) -> Mark {
    let mut hash = Hasher::<Mark>::default();
    hash.add(concat!(env!("CARGO_PKG_VERSION"), " ", env!("HOSO_SOURCES")).as_bytes());
    for (name, bytes) in assets.templates().chain(assets.fonts()) {
        hash.add(name.as_bytes());
        hash.add(&bytes.len().to_le_bytes());
        hash.add(bytes);
    }
    hash.finish()
}
