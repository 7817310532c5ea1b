//! A run's papers in the making, aside, until they are whole.
//!
//! *Invariant:* nothing here changes what is on show.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use anyhow::bail;

use super::digest::{Digest, Mark};
use super::disk::Make;
use super::home::{Home, Twin};
use super::lock::Lock;
use super::made::{self, Key, List, Made};
use super::publish::{self, Ready};
use super::{OWN_FOLDERS, disk, fit_for_folder, safe};

/// The places of one plan's run in an output folder.
#[derive(Clone, Debug)]
pub(super) struct Places {
    pub(super) output: PathBuf,
    pub(super) plan: String,
}

impl Places {
    /// The folder on show.
    pub(super) fn shown(&self) -> PathBuf {
        self.output.join(&self.plan)
    }

    /// The folder in the making.
    pub(super) fn aside(&self) -> PathBuf {
        self.output.join(format!(".{}.dang-lap", self.plan))
    }

    /// Where the run before goes on systems without an exchange.
    pub(super) fn before(&self) -> PathBuf {
        self.output.join(format!(".{}.cu", self.plan))
    }

    /// The names of folders on their way out; more than one, for a file in one of them may be held by another program.
    pub(super) fn unwanted(&self) -> impl Iterator<Item = PathBuf> {
        (1..=9).map(|number| self.output.join(format!(".{}.bo{number}", self.plan)))
    }
}

/// Lies in a folder in the making until it is whole.
pub(super) const UNFINISHED: &str = ".dang-lap";

/// A run's papers in the making. Threads may write into it together.
#[derive(Debug)]
pub struct Stage {
    places: Places,
    home: Home,
    /// Where each file is copied to while it is at hand. It goes before the lock does.
    twin: Option<Twin>,
    lock: Option<Lock>,
    notes: Vec<String>,
    shown: List,
    files: Mutex<BTreeMap<Arc<str>, Slot>>,
}

/// What is known of one file of the run.
#[derive(Debug, Default)]
struct Slot {
    key: Key,
    /// Its bytes; `None` until it is written.
    bytes: Option<(Digest, Mark)>,
    /// Whether it was taken over from the run before.
    reused: bool,
}

impl Stage {
    /// Takes the output folder's lock, brings in order what a cut-off run left, and begins a folder aside.
    ///
    /// # Errors
    /// Another run is at work; the folder cannot be written; the plan's code cannot name a folder. In Vietnamese.
    pub fn begin(output: &Path, plan_code: &str) -> anyhow::Result<Self> {
        if !fit_for_folder(plan_code) {
            bail!(
                "Mã kế hoạch “{plan_code}” không đặt tên thư mục được; chỉ dùng chữ không dấu, chữ số, dấu gạch nối, và \
                 không dùng “{}”",
                OWN_FOLDERS.join("”, “")
            );
        }
        let lock = Lock::take(output)?;
        let places = Places { output: output.to_owned(), plan: plan_code.to_owned() };
        let notes = publish::recover(&places)?;
        disk::create_folder(&places.aside())?;
        disk::write_unflushed(&places.aside().join(UNFINISHED), b"")?;
        let (shown, home) = (made::load(&places.shown()), Home::of(places.aside()));
        Ok(Self { places, home, twin: None, lock: Some(lock), notes, shown, files: Mutex::default() })
    }

    /// The output folder.
    pub(super) fn output(&self) -> &Path {
        &self.places.output
    }

    /// The plan's code.
    pub(super) fn plan(&self) -> &str {
        &self.places.plan
    }

    /// From now on each file has a second copy in the twin.
    pub(super) fn copy_to(&mut self, twin: Twin) {
        self.twin = Some(twin);
    }

    /// Does the work that writes into this stage, while what is written is flushed already.
    ///
    /// # Errors
    /// The work's; else that something could not be flushed, in Vietnamese.
    pub fn along<R>(&self, work: impl FnOnce() -> anyhow::Result<R>) -> anyhow::Result<R> {
        disk::flushing_along(&self.places.aside(), work)
    }

    /// Makes room for what will be noted of these files, so that the threads that write them need not: they allocate and
    /// free much for each, and whatever stays among it keeps their heaps from shrinking.
    pub fn expect(&self, paths: impl Iterator<Item = Arc<str>>) {
        let mut expected: BTreeMap<_, _> = paths.map(|path| (path, Slot::default())).collect();
        let mut files = held(&self.files);
        expected.append(&mut files);
        *files = expected;
    }

    /// What was brought in order at the beginning, a sentence each, in Vietnamese.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Takes over the published file of this path, where it was made from the same key and is unchanged; `false` where the
    /// caller has to make it.
    ///
    /// The bytes are read and compared with their mark, for a clerk may have edited the paper. An unchanged file gets a
    /// second name (a hard link) rather than a copy: that costs no space and no flush, and the first name goes away with
    /// the old folder as soon as the new one is on show. Where the disk knows no links the file is copied. A program that
    /// writes into the very file during these moments is noticed by the next run, which compares marks again.
    ///
    /// # Errors
    /// The stage cannot be written; in Vietnamese, with the path.
    pub fn reuse(&self, path: &str, key: Key) -> anyhow::Result<bool> {
        let made = self.shown.get(path).filter(|made| key.own.is_some() && made.key.own == key.own);
        let Some(made) = made else { return Ok(false) };
        Ok(self.is_unchanged(path, made)? && self.take_over(path, key, made)?)
    }

    /// Whether the run on show made any paper.
    pub fn shows_papers(&self) -> bool {
        self.shown.keys().any(|path| path.ends_with(".pdf"))
    }

    /// Whether the run on show made this file; it may be gone since.
    pub fn has(&self, path: &str) -> bool {
        self.shown.contains_key(path)
    }

    /// The source that the published set was made from; it may have been edited since.
    pub fn source_before(&self, set: &str) -> Option<Mark> {
        self.shown.get(set)?.key.source
    }

    /// Takes over a published set and the papers that it binds, all or none, where it was made from this source and all
    /// are unchanged: what a paper says need not even be known then.
    ///
    /// # Errors
    /// As [`reuse`](Self::reuse).
    pub fn reuse_set(&self, set: &str, papers: &[&str], source: Mark) -> anyhow::Result<bool> {
        if self.source_before(set) != Some(source) {
            return Ok(false);
        }
        let known = papers.iter().chain([&set]).map(|path| Some((*path, self.shown.get(*path)?)));
        let Some(known) = known.collect::<Option<Vec<_>>>() else { return Ok(false) };
        for (index, (path, made)) in known.iter().enumerate() {
            if !self.is_unchanged(path, made)? {
                known[..index].iter().try_for_each(|(path, _)| self.forget(path))?;
                return Ok(false);
            }
        }
        for (path, made) in known {
            if !self.take_over(path, made.key, made)? {
                bail!("Tệp “{path}” vừa bị sửa trong khi chạy; lưu và đóng tệp đó rồi chạy lại");
            }
        }
        Ok(true)
    }

    /// Whether the file on show has the bytes that were written; where there is a twin, it is in there too then, for all
    /// bytes have to be read anyway. Whatever keeps the file from being read, making it anew is the remedy.
    fn is_unchanged(&self, path: &str, made: &Made) -> anyhow::Result<bool> {
        assert!(safe(path), "a paper's path stays below its folder: {path}");
        let file = self.places.shown().join(path);
        match &self.twin {
            _ if !is_plain(&file) => Ok(false),
            Some(twin) => twin.take(path, &file, made.mark),
            None => Ok(made.is(&file)),
        }
    }

    /// Gives a file on show that is unchanged its second name; `false` where it has to be copied and is no longer what it
    /// was.
    fn take_over(&self, path: &str, key: Key, made: &Made) -> anyhow::Result<bool> {
        let (from, to) = (self.places.shown().join(path), self.home.place(path)?);
        if !disk::link(&from, &to) && disk::copy_new::<Mark>(&from, &to)?.0 != made.mark {
            disk::remove_file(&to)?;
            self.forget(path)?;
            return Ok(false);
        }
        self.note(path, key, (made.digest, made.mark), true);
        Ok(true)
    }

    /// Removes the twin's copy of a file that is not taken over after all.
    fn forget(&self, path: &str) -> anyhow::Result<()> {
        self.twin.as_ref().map_or(Ok(()), |twin| twin.forget(path))
    }

    /// Writes a file of the run.
    ///
    /// # Errors
    /// The stage cannot be written (a full disk, say); in Vietnamese, with the path.
    pub fn write(&self, path: &str, key: Key, bytes: &[u8]) -> anyhow::Result<()> {
        self.make(path, key, &|to| Ok(to.write_all(bytes)?))
    }

    /// As [`write`](Self::write), for bytes that `make` writes piece by piece.
    ///
    /// # Errors
    /// The same; and what `make` says.
    pub fn make(&self, path: &str, key: Key, make: Make) -> anyhow::Result<()> {
        assert!(safe(path), "a paper's path stays below its folder: {path}");
        let twin = self.twin.as_ref().map(|twin| twin.place(path)).transpose()?;
        let places = [Some(self.home.place(path)?), twin];
        let places: Vec<&Path> = places.iter().flatten().map(PathBuf::as_path).collect();
        let bytes = disk::make_unflushed(&places, make)?;
        self.note(path, key, bytes, false);
        Ok(())
    }

    /// Everything is written: flushes it, so that it can be archived and then published.
    ///
    /// # Errors
    /// The stage cannot be written, or a file that was [expected](Self::expect) was not; in Vietnamese, with the path.
    pub fn finish(mut self) -> anyhow::Result<Ready> {
        let slots = std::mem::take(&mut *held(&self.files));
        if let Some((path, _)) = slots.iter().find(|(_, slot)| slot.bytes.is_none()) {
            bail!("Chưa ghi được tệp “{path}”; kết quả cũ vẫn nguyên vẹn");
        }
        let reused = slots.iter().filter(|(_, slot)| slot.reused).map(|(path, _)| path.clone()).collect();
        let made = |(path, slot): (Arc<str>, Slot)| {
            let (digest, mark) = slot.bytes?;
            Some((path, Made { key: slot.key, digest, mark }))
        };
        let files: List = slots.into_iter().filter_map(made).collect();
        let aside = self.places.aside();
        made::save(&aside, &files)?;
        disk::flush_all(&aside)?;
        disk::remove_file(&aside.join(UNFINISHED))?;
        disk::flush_folder(&aside)?;
        let lock = self.lock.take().expect("a stage holds its lock until it is finished");
        let shown = std::mem::take(&mut self.shown);
        let notes = std::mem::take(&mut self.notes);
        let twin = self.twin.take();
        Ok(Ready { places: self.places.clone(), twin, _lock: lock, notes, shown, files, reused })
    }

    /// [`finish`](Self::finish) and [`Ready::publish`], where nothing is to be archived.
    ///
    /// # Errors
    /// As those.
    pub fn publish(self) -> anyhow::Result<super::Published> {
        self.finish()?.publish(1)
    }

    fn note(&self, path: &str, key: Key, bytes: (Digest, Mark), reused: bool) {
        let mut files = held(&self.files);
        if !files.contains_key(path) {
            files.insert(path.into(), Slot::default());
        }
        let slot = files.get_mut(path).expect("there, or just put there");
        *slot = Slot { key, bytes: Some(bytes), reused };
    }
}

impl Drop for Stage {
    /// A run that gave up leaves nothing; what cannot be removed now the next run removes.
    fn drop(&mut self) {
        if self.lock.is_some() {
            publish::discard(&self.places, &self.places.aside(), 1).ok();
        }
    }
}

/// A plain file: not a link to one, nor a folder.
pub(super) fn is_plain(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|about| about.is_file())
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
