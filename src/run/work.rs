//! The files of one run, made by all threads together: papers, record, page and lists.
//!
//! *Invariant:* which thread makes a file, and when, changes nothing in it.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Tools;
use super::settings::Settings;
use crate::compose::{self, Certificates, CommunePaper, Composer, Document, Front, Paper, PaperKind};
use crate::judge::Judged;
use crate::parallel::{Crew, Later, Load};
use crate::press::{Pages, Print};
use crate::record::Record;
use crate::store::archive::Input;
use crate::store::digest::{Hasher, Mark};
use crate::store::{Key, Make};
use crate::{page, parallel, problem_sheet};

/// One run's papers to be made.
pub struct Work<'a> {
    /// Templates and fonts.
    pub tools: &'a Tools<'a>,
    /// What was decided.
    pub judged: &'a Judged<'a>,
    /// The workbooks as they were when they were read; where none is named, nothing can be taken over by its source.
    pub inputs: &'a [Input],
    /// The papers to be made.
    pub papers: &'a [Paper],
    /// The same for programs.
    pub record: &'a Record<'a>,
    /// What the command line decides.
    pub settings: &'a Settings,
}

/// Where the files of a run go.
pub trait Shelf: Sync {
    /// Takes over the file of the run before, where it was made from the same key; says whether it did.
    ///
    /// # Errors
    /// The place cannot be written, in Vietnamese.
    fn reuse(&self, path: &str, key: Key) -> anyhow::Result<bool>;

    /// Whether the run before made this file.
    fn has(&self, path: &str) -> bool;

    /// What the set of the run before was made from.
    fn source_before(&self, set: &str) -> Option<Mark>;

    /// Takes over a set of the run before and the papers that it binds, all or none, where it was made from the same source.
    ///
    /// # Errors
    /// The same.
    fn reuse_set(&self, set: &str, papers: &[&str], source: Mark) -> anyhow::Result<bool>;

    /// Puts a new file in its place.
    ///
    /// # Errors
    /// The same, and what `make` says.
    fn put(&self, path: &str, key: Key, make: Make) -> anyhow::Result<()>;
}

/// How many reports, or as much else, may be laid out at once for each thread: on two, enough for two sets of five, or one of
/// them beside a summary of a hundred people, but not for anything beside a set of twenty.
const ROOM: usize = 14;

/// Of more papers than these, lists and layouts fill so much memory that one waits for the other.
pub const MANY: usize = 1_000;

/// What one thread makes at a time.
enum File<'a> {
    Paper(&'a Paper),
    /// A set and the papers that it binds, in their order there: laid out once for all of them.
    Set(&'a Paper, Vec<&'a Paper>),
    /// For programs.
    Record,
    /// For people.
    Page,
    /// Those whom the commune rewards.
    List,
    /// For the clerk.
    Problems,
}

impl Work<'_> {
    /// Makes every file of the run; says how many were taken over from the run before. `made` is told of each paper, with
    /// how many there are so far and in all.
    ///
    /// # Errors
    /// The first of the files, in their order, that cannot be made or put in its place; in Vietnamese.
    pub fn make(
        &self,
        threads: usize,
        made: &(dyn Fn(&str, usize, usize) + Sync),
        shelf: &dyn Shelf,
    ) -> anyhow::Result<usize> {
        let emblem = self.tools.assets.has_emblem();
        let kind = Certificates { text_only: self.settings.blanks, emblem };
        let own = self.judged.plan.criteria.iter().filter_map(|criterion| criterion.sentence.as_ref());
        let words = self.tools.words.with_sentences(own.map(|sentence| sentence.value.as_str()));
        let composer = Composer::new(self.judged, &words, self.tools.press.family()).certificates(kind);
        let count = || AtomicUsize::new(0);
        let maker = Maker {
            work: self,
            composer,
            shelf,
            made,
            sources: self.sources(),
            done: count(),
            reused: count(),
            begun: AtomicBool::new(false),
            fault: Mutex::default(),
        };
        // What is taken over is in place at once, so nobody waits for a rerun's first paper.
        maker.begun.store(self.papers.iter().any(|paper| maker.is_as_before(paper)), Ordering::Relaxed);
        let files: Vec<(usize, File)> = self.files().into_iter().enumerate().collect();
        // Nobody is hired for nothing: a pool of rayon's is never freed.
        let threads = threads.min(files.len() + self.papers.len());
        let room = threads * ROOM;
        let load = |(_, file): &(usize, File)| maker.load(file);
        parallel::crew(threads, room, &files, load, |crew, (place, file)| {
            maker.tried(*place, || maker.file(crew, *place, file));
        });
        let reused = maker.reused.into_inner();
        // What follows, the lists of all files and the archive's, has room where the layouts were; of few it needs none.
        if self.papers.len() - reused > MANY {
            self.tools.press.forget();
        }
        match maker.fault.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some((_, fault)) => Err(fault),
            None => Ok(reused),
        }
    }

    /// The source of each unit's set, by its workbook's name: the workbook, and what decides what is made of it, which is
    /// program, templates, fonts, options, and the plan in force (which may have the commune's name from the commune's
    /// workbook). No other workbook has a word in it.
    fn sources(&self) -> HashMap<&str, Mark> {
        let common = format!("{} {:?} {:?} ", self.tools.digest(), self.judged.plan, self.settings.decisive());
        let source = |input: &Input| {
            let mut hash = Hasher::<Mark>::default();
            hash.add(common.as_bytes());
            hash.add(format!("{:?} {}", input.name, input.digest).as_bytes());
            hash.finish()
        };
        self.inputs.iter().map(|input| (&*input.name, source(input))).collect()
    }

    /// Every file of the run: the papers first, each within its set where there is one.
    fn files(&self) -> Vec<File<'_>> {
        let by_kind: HashMap<PaperKind, &Paper> = self.papers.iter().map(|paper| (paper.kind, paper)).collect();
        let sets = self.papers.iter().filter(|paper| paper.kind.is_set()).map(|set| {
            let bound = compose::bound(self.judged, set.kind).into_iter();
            (set, bound.map(|kind| by_kind[&kind]).collect::<Vec<_>>())
        });
        // A set is made in the place of its first paper.
        let mut sets: HashMap<PaperKind, (&Paper, Vec<&Paper>)> =
            sets.filter_map(|(set, bound)| Some((bound.first()?.kind, (set, bound)))).collect();
        let within: HashSet<PaperKind> =
            sets.values().flat_map(|(_, bound)| bound.iter().map(|paper| paper.kind)).collect();
        let mut files: Vec<File> = Vec::new();
        for paper in self.papers {
            match sets.remove(&paper.kind) {
                Some((set, bound)) => files.push(File::Set(set, bound)),
                None if paper.kind.is_set() || within.contains(&paper.kind) => {}
                None => files.push(File::Paper(paper)),
            }
        }
        files.extend([File::Record, File::Page]);
        if compose::list::issued(self.judged) {
            files.push(File::List);
        }
        files.push(File::Problems);
        files
    }
}

/// What the threads share while they make a run's files.
struct Maker<'a> {
    work: &'a Work<'a>,
    composer: Composer<'a>,
    shelf: &'a dyn Shelf,
    made: &'a (dyn Fn(&str, usize, usize) + Sync),
    /// What each unit's set comes from, by its workbook.
    sources: HashMap<&'a str, Mark>,
    /// Papers in place.
    done: AtomicUsize,
    /// Those of them that were taken over.
    reused: AtomicUsize,
    /// Whether a paper is in place, or about to be.
    begun: AtomicBool,
    /// What went wrong with the first of the files that cannot be made, and its place among them. One template's fault is
    /// every paper's, so nothing is made that comes after it; what comes before is, lest the threads decide what is told.
    fault: Mutex<Option<(usize, anyhow::Error)>>,
}

/// A paper that has to be printed from the pages of its set.
struct Wanted<'a> {
    paper: &'a Paper,
    front: Front,
    key: Key,
    /// Which part of the set it is.
    part: usize,
}

/// A set that is laid out: it and its papers are to be written from its pages.
struct Printing<'a> {
    pages: Pages<'a>,
    front: Front,
    key: Key,
    wanted: Vec<Wanted<'a>>,
}

impl Maker<'_> {
    /// What is begun sooner than the rest. In a rerun these are the sets that changed, which take long; then page and record,
    /// each of which is one thread's to the end; then what else the commune has, which may have changed. What is taken over
    /// fills the time beside them. Where all is made it is the larger first: volumes of the summary come last, in pairs.
    fn load(&self, file: &File) -> Load {
        let paper = match file {
            File::Paper(paper) | File::Set(paper, _) => *paper,
            File::Page | File::Record => return Load { weight: usize::MAX - 1, size: 0 },
            File::List | File::Problems => return Load::default(),
        };
        if self.is_as_before(paper) {
            return Load::default();
        }
        let kind = paper.kind;
        let extent = compose::extent(self.work.judged, kind);
        // The commune's own is one among many: small sets go on beside it, however large it is.
        let size = if let PaperKind::CommuneSet(_) = kind { extent.min(ROOM) } else { extent };
        let weight = match self.source(kind) {
            Some(_) if self.shelf.source_before(&paper.path).is_some() => usize::MAX,
            None if self.shelf.has(&paper.path) => usize::MAX / 2,
            _ => extent,
        };
        Load { weight, size }
    }

    /// Whether it is a set made from what that of the run before was made from: it is taken over, if nobody has touched it.
    fn is_as_before(&self, paper: &Paper) -> bool {
        let source = self.source(paper.kind);
        source.is_some() && source == self.shelf.source_before(&paper.path)
    }

    /// Does some of the work on the file at this place, unless it or one before it has failed.
    fn tried(&self, place: usize, work: impl FnOnce() -> anyhow::Result<()>) {
        let is_moot = |fault: &Option<(usize, _)>| fault.as_ref().is_some_and(|(failed, _)| *failed <= place);
        if is_moot(&self.fault()) {
            return;
        }
        if let Err(told) = work() {
            let mut fault = self.fault();
            if !is_moot(&fault) {
                *fault = Some((place, told));
            }
        }
    }

    fn fault(&self) -> MutexGuard<'_, Option<(usize, anyhow::Error)>> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn file<'b>(&'b self, crew: &Crew<'b>, place: usize, file: &'b File) -> anyhow::Result<()> {
        let Work { judged, record, tools, settings, .. } = self.work;
        let anew = Key::default();
        match file {
            File::Paper(paper) => self.paper(paper),
            File::Set(set, bound) => self.set(crew, place, set, bound),
            File::Record => self.shelf.put("danh-gia.json", anew, &|to| Ok(record.write(to)?)),
            File::Page => self.shelf.put("tong-hop.html", anew, &|to| page::page(judged, record, tools.assets, to)),
            File::List => {
                self.shelf.put(&compose::list::path(), anew, &|to| Ok(to.write_all(&compose::list::workbook(judged)?)?))
            }
            File::Problems => match problem_sheet::workbook(&judged.problems, &settings.way)? {
                Some(sheet) => self.shelf.put(problem_sheet::NAME, anew, &|to| Ok(to.write_all(&sheet)?)),
                None => Ok(()),
            },
        }
    }

    fn paper(&self, paper: &Paper) -> anyhow::Result<()> {
        let document = self.composer.compose(paper)?;
        let key = self.key_of(&document);
        if self.reuse(&paper.path, key)? { Ok(()) } else { self.alone(&document, key) }
    }

    /// A set and its papers: what is unchanged is taken over, and the rest printed from one layout, later.
    fn set<'b>(&'b self, crew: &Crew<'b>, place: usize, set: &'b Paper, bound: &'b [&Paper]) -> anyhow::Result<()> {
        let source = self.source(set.kind);
        if let Some(source) = source {
            let paths: Vec<&str> = bound.iter().map(|paper| &*paper.path).collect();
            if self.shelf.reuse_set(&set.path, &paths, source)? {
                paths.iter().chain([&&*set.path]).for_each(|path| self.count_reused(path));
                return Ok(());
            }
        }
        let first = self.first_of(bound)?;
        let mut papers = Vec::with_capacity(bound.len());
        let mut wanted = Vec::new();
        for (index, paper) in bound.iter().enumerate() {
            let document = self.composer.compose(paper)?;
            let key = self.key_of(&document);
            if first != Some(index) && !self.reuse(&paper.path, key)? {
                wanted.push(Wanted { paper, front: document.front.clone(), key, part: index + 1 });
            }
            papers.push(document);
        }
        let document = self.composer.bind(set, papers)?;
        let key = Key { source, ..self.key_of(&document) };
        if self.reuse(&set.path, key)? {
            // Nothing that it says changed, but a file is gone or was edited.
            return wanted.iter().try_for_each(|paper| self.alone(&self.composer.compose(paper.paper)?, paper.key));
        }
        let pages = self.work.tools.press.lay_out(&document)?;
        let printing = Arc::new(Printing { pages, front: document.front, key, wanted });
        // The set itself first, which takes longest.
        let files = std::iter::once(None).chain((0..printing.wanted.len()).map(Some));
        crew.defer(files.map(|which| {
            let printing = printing.clone();
            Box::new(move || self.tried(place, || self.print(&printing, which))) as Later
        }));
        Ok(())
    }

    /// Makes one of a set's papers by itself where the run has none yet, and somebody waits: the first paper waits neither for
    /// its set nor for the words of the others, though its own are made again for the set. One without tables is set soonest. Its
    /// place among them.
    fn first_of(&self, bound: &[&Paper]) -> anyhow::Result<Option<usize>> {
        if self.begun.swap(true, Ordering::Relaxed) {
            return Ok(None);
        }
        let light = |paper: &&Paper| {
            matches!(paper.kind, PaperKind::Report(..) | PaperKind::Commune(CommunePaper::Certificate(_)))
        };
        let first = bound.iter().position(light).unwrap_or_default();
        bound.get(first).map(|paper| self.paper(paper)).transpose()?;
        Ok(Some(first))
    }

    /// Writes one of the wanted papers, or the set.
    fn print(&self, printing: &Printing, which: Option<usize>) -> anyhow::Result<()> {
        let Printing { pages, front, key, wanted } = printing;
        let Some(paper) = which.map(|which| &wanted[which]) else {
            return self.put(front, *key, &pages.print(front)?);
        };
        match pages.print_part(paper.part, &paper.front) {
            Some(print) => self.put(&paper.front, paper.key, &print?),
            None => self.alone(&self.composer.compose(paper.paper)?, paper.key),
        }
    }

    fn alone(&self, document: &Document, key: Key) -> anyhow::Result<()> {
        self.put(&document.front, key, &self.work.tools.press.print(document)?)
    }

    fn put(&self, front: &Front, key: Key, print: &Print) -> anyhow::Result<()> {
        self.shelf.put(&front.path, key, &|to| Ok(to.write_all(&print.pdf)?))?;
        self.count(&front.path);
        Ok(())
    }

    fn reuse(&self, path: &str, key: Key) -> anyhow::Result<bool> {
        let reused = self.shelf.reuse(path, key)?;
        if reused {
            self.count_reused(path);
        }
        Ok(reused)
    }

    fn count_reused(&self, path: &str) {
        self.reused.fetch_add(1, Ordering::Relaxed);
        self.count(path);
    }

    fn count(&self, path: &str) {
        self.begun.store(true, Ordering::Relaxed);
        (self.made)(path, self.done.fetch_add(1, Ordering::Relaxed) + 1, self.work.papers.len());
    }

    /// The key of all that a paper is made from: its data, and what is in force.
    fn key_of(&self, document: &Document) -> Key {
        let mut hash = Hasher::<Mark>::default();
        hash.add(self.work.tools.digest().to_string().as_bytes());
        // Title and date are in the PDF too, beside what its pages say.
        hash.add(format!("{} {:?} ", document.front.date, document.front.title).as_bytes());
        hash.add(&serde_json::to_vec(document).expect("a paper's data is plain"));
        hash.finish().into()
    }

    /// What a unit's set comes from; the commune's comes from all that was read and has no such source.
    fn source(&self, set: PaperKind) -> Option<Mark> {
        let unit = &self.work.judged.units[set.unit()?];
        self.sources.get(&*unit.unit.file).copied()
    }
}
