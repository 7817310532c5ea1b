//! The exchange of the folder on show for a finished one, and what is done when it was cut off.
//!
//! | cut off | found by the next run | done |
//! | --- | --- | --- |
//! | while writing | `.dang-lap` with its mark | removed |
//! | before or after the exchange | `.dang-lap` without the mark | one whole run, ours or the one before: swept |
//! | between two renames (no exchange) | `.cu`, nothing on show | moved back |
//! | after two renames | `.cu` beside the folder on show | swept |
//! | while sweeping | `.bo1` | removed |
//!
//! Sweeping a folder removes the files we made and sets everything else aside in `giu-lai/`.
//!
//! *Invariant:* what is on show is one whole run before and after every step.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;

use super::digest::{Digest, Mark};
use super::disk;
use super::home::Twin;
use super::lock::Lock;
use super::made::{self, List};
use super::stage::{Places, UNFINISHED, is_plain};
use super::{KEPT, NO_PLAN};
use crate::parallel;

const NOT_SWEPT: &str = "Chưa dọn hết tệp của lần chạy trước, lần sau sẽ dọn tiếp";

/// A folder below `giu-lai/`, and the paths of the files set aside in it.
pub type Kept = (PathBuf, Vec<String>);

/// A finished run, flushed, not yet on show. Holds the output folder's lock.
#[derive(Debug)]
pub struct Ready {
    pub(super) places: Places,
    /// A second copy of every file, where one was begun. It goes before the lock does.
    pub(super) twin: Option<Twin>,
    pub(super) _lock: Lock,
    pub(super) notes: Vec<String>,
    pub(super) shown: List,
    pub(super) files: List,
    pub(super) reused: BTreeSet<Arc<str>>,
}

/// What was put on show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The folder on show.
    pub folder: PathBuf,
    /// How many files it holds.
    pub files: usize,
    /// How many of them were taken over from the run before.
    pub reused: usize,
    /// The folder on show was already exactly this and was left alone.
    pub unchanged: bool,
    /// The folder below `giu-lai/` that now holds the clerk's own or edited files, and their paths in it.
    pub kept: Option<Kept>,
    /// What was brought in order, a sentence each, in Vietnamese.
    pub notes: Vec<String>,
}

impl Ready {
    /// The output folder.
    pub fn output(&self) -> &Path {
        &self.places.output
    }

    /// The plan's code.
    pub fn plan(&self) -> &str {
        &self.places.plan
    }

    /// Every file of the run, by its path, with where it lies now and what its bytes are known by.
    pub fn files(&self) -> impl Iterator<Item = (&str, PathBuf, Digest, Mark)> {
        let aside = self.places.aside();
        self.files.iter().map(move |(path, made)| (&**path, aside.join(&**path), made.digest, made.mark))
    }

    /// Puts the run on show in place of the one before, whole; so many threads clear that away.
    ///
    /// # Errors
    /// A file on show is open in another program (Windows), or the folder cannot be written; the run before then stays on
    /// show as it was. In Vietnamese.
    pub fn publish(self, threads: usize) -> anyhow::Result<Published> {
        let mut published = self.put_on_show(threads)?;
        match self.clear_errors(threads) {
            Ok(kept) => published.notes.extend(kept.map(set_aside)),
            Err(fault) => published.notes.push(format!("{NOT_SWEPT}: {fault:#}")),
        }
        Ok(published)
    }

    fn put_on_show(&self, threads: usize) -> anyhow::Result<Published> {
        let mut published = Published {
            folder: self.places.shown(),
            files: self.files.len(),
            reused: self.reused.len(),
            unchanged: false,
            kept: None,
            notes: self.notes.clone(),
        };
        if self.is_on_show() {
            discard(&self.places, &self.places.aside(), threads)?;
            if self.files != self.shown {
                made::renew(&self.places.shown(), &self.files)?;
            }
            published.unchanged = true;
            return Ok(published);
        }
        published.kept = self.clear_place()?;
        if let Some(old) = self.swap()? {
            match sweep(&self.places, &old, &self.shown, &self.reused, threads) {
                Ok(kept) => published.kept = kept.or(published.kept),
                // The new run is on show; the next one sweeps again.
                Err(fault) => published.notes.push(format!("{NOT_SWEPT}: {fault:#}")),
            }
        }
        Ok(published)
    }

    /// Clears away the errors of a plan workbook that had no code when they were found.
    fn clear_errors(&self, threads: usize) -> anyhow::Result<Option<Kept>> {
        let places = Places { output: self.places.output.clone(), plan: NO_PLAN.to_owned() };
        let shown = places.shown();
        if self.plan() == NO_PLAN || !is_plain_folder(&shown) {
            return Ok(None);
        }
        sweep(&places, &shown, &made::load(&shown), &BTreeSet::new(), threads)
    }

    /// Whether the folder on show is this run already, byte for byte, with nothing beside it; whatever it came from.
    fn is_on_show(&self) -> bool {
        let shown = self.places.shown();
        let same = |(path, file): &(String, PathBuf)| {
            path == made::FILE
                || self
                    .files
                    .get(&**path)
                    .is_some_and(|made| self.reused.contains(&**path) || is_plain(file) && made.is(file))
        };
        let alike =
            |(path, made): (&Arc<str>, &made::Made)| self.shown.get(path).is_some_and(|shown| shown.is_alike(made));
        self.files.len() == self.shown.len()
            && self.files.iter().all(alike)
            && disk::files(&shown).is_ok_and(|files| files.len() == self.files.len() + 1 && files.iter().all(same))
    }

    /// Sets aside what stands in the folder's place without being a folder: a file, or a link to somewhere else.
    fn clear_place(&self) -> anyhow::Result<Option<Kept>> {
        let shown = self.places.shown();
        if shown.symlink_metadata().is_err() || is_plain_folder(&shown) {
            return Ok(None);
        }
        let home = next_home(&self.places)?;
        disk::move_new(&shown, &home.join(self.plan()))?;
        Ok(Some((home, vec![self.plan().to_owned()])))
    }

    /// Moves the finished folder into place; gives where the one before now is.
    fn swap(&self) -> anyhow::Result<Option<PathBuf>> {
        let (shown, aside, before) = (self.places.shown(), self.places.aside(), self.places.before());
        if shown.symlink_metadata().is_err() {
            disk::move_new(&aside, &shown)?;
            return Ok(None);
        }
        if disk::exchange(&aside, &shown)? {
            return Ok(Some(aside));
        }
        self.swap_by_renames()?;
        Ok(Some(before))
    }

    /// Where the system has no exchange: the folder on show steps back, the finished one steps forward. For an instant
    /// nothing is on show; the next run puts right what is cut off there.
    fn swap_by_renames(&self) -> anyhow::Result<()> {
        let (shown, aside, before) = (self.places.shown(), self.places.aside(), self.places.before());
        disk::move_new(&shown, &before).map_err(|fault| match disk::held(&shown) {
            Some(file) => disk::in_use(&file),
            None => {
                fault.context("Không thay được thư mục kết quả; đóng các tệp và cửa sổ đang mở thư mục đó rồi chạy lại")
            }
        })?;
        disk::move_new(&aside, &shown).or_else(|fault| {
            disk::move_new(&before, &shown).context("Lần chạy sau sẽ tự khôi phục thư mục kết quả")?;
            Err(fault)
        })
    }
}

/// Brings in order what a cut-off run of this plan left; says what was done.
pub(super) fn recover(places: &Places) -> anyhow::Result<Vec<String>> {
    let (shown, aside, before) = (places.shown(), places.aside(), places.before());
    let mut notes = Vec::new();
    for unwanted in places.unwanted() {
        // What another program holds hinders nobody; it goes with a later run.
        notes.extend(disk::remove_folder(&unwanted).err().map(|fault| format!("{NOT_SWEPT}: {fault:#}")));
    }
    if before.is_dir() {
        if shown.symlink_metadata().is_err() {
            disk::move_new(&before, &shown)?;
            notes.push(format!("Lần chạy trước bị ngắt giữa chừng; đã đưa thư mục “{}” về như cũ", shown.display()));
        } else {
            notes.extend(leftovers(places, &before)?);
        }
    }
    if aside.is_dir() {
        if aside.join(UNFINISHED).exists() || empty(&aside) {
            discard(places, &aside, 1)?;
            notes.push("Lần chạy trước bị ngắt giữa chừng; đã bỏ phần làm dở, kết quả cũ vẫn nguyên vẹn".to_owned());
        } else {
            notes.extend(leftovers(places, &aside)?);
        }
    }
    Ok(notes)
}

/// A folder, and no link to one.
fn is_plain_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|about| about.is_dir())
}

/// A folder without any entry: where a run was cut off before its first file.
fn empty(folder: &Path) -> bool {
    folder.read_dir().is_ok_and(|mut entries| entries.next().is_none())
}

fn leftovers(places: &Places, folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut notes = vec!["Lần chạy trước bị ngắt lúc thay thư mục kết quả; đã dọn phần còn lại".to_owned()];
    notes.extend(sweep(places, folder, &made::load(folder), &BTreeSet::new(), 1)?.map(set_aside));
    Ok(notes)
}

fn set_aside((folder, files): Kept) -> String {
    format!("Đã giữ lại {} tệp riêng hoặc đã sửa tay trong “{}”", files.len(), folder.display())
}

/// Removes a folder of papers we made, by this list; sets aside in `giu-lai/` whatever we did not make or someone changed
/// since. `known` are on show again: where the two names are still those of one file, nothing can be lost with this one.
fn sweep(
    places: &Places,
    folder: &Path,
    list: &List,
    known: &BTreeSet<Arc<str>>,
    threads: usize,
) -> anyhow::Result<Option<Kept>> {
    let shown = places.shown();
    let is_kept = |path: &str, file: &Path| known.contains(path) && disk::is_one_file(file, &shown.join(path));
    let ours = |(path, file): &(String, PathBuf)| {
        path == made::FILE
            || disk::is_litter(path)
            || is_kept(path, file)
            || is_plain(file) && list.get(&**path).is_some_and(|made| made.is(file))
    };
    let files = disk::files(folder)?;
    // What cannot be read just now is nobody's yet.
    if let Some((_, file)) = files.iter().find(|(_, file)| disk::is_locked(file)) {
        return Err(disk::in_use(file));
    }
    let ours = parallel::map(threads, &files, ours);
    let foreign: Vec<_> = files.into_iter().zip(ours).filter(|(_, ours)| !ours).map(|(file, _)| file).collect();
    let kept = if foreign.is_empty() {
        None
    } else {
        let home = next_home(places)?;
        for (path, file) in &foreign {
            let to = home.join(path);
            disk::create_folder(to.parent().expect("a file is in a folder"))?;
            disk::move_new(file, &to)?;
        }
        Some((home, foreign.into_iter().map(|(path, _)| path).collect()))
    };
    discard(places, folder, threads)?;
    Ok(kept)
}

/// Removes a folder none of whose files is wanted any more. It gets a name first that says so: a removal that is cut off
/// would else leave papers without the list that tells them from the clerk's own.
pub(super) fn discard(places: &Places, folder: &Path, threads: usize) -> anyhow::Result<()> {
    let free = places.unwanted().find(|unwanted| unwanted.symlink_metadata().is_err());
    let unwanted = free.unwrap_or_else(|| folder.to_owned());
    if unwanted != folder {
        disk::move_new(folder, &unwanted)?;
    }
    disk::remove_large_folder(&unwanted, threads)
}

/// A new numbered folder below `giu-lai/`.
fn next_home(places: &Places) -> anyhow::Result<PathBuf> {
    let homes = places.output.join(KEPT);
    disk::create_folder(&homes)?;
    let home = (1..)
        .map(|number| homes.join(format!("{}-{number:04}", places.plan)))
        .find(|home| home.symlink_metadata().is_err())
        .expect("numbers do not run out");
    disk::create_folder(&home)?;
    Ok(home)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::{Key, Stage};

    const PLAN: &str = "cchc";

    fn ready(output: &Path, papers: &[(&str, &str)]) -> Ready {
        let stage = Stage::begin(output, PLAN).expect("a stage");
        for (path, text) in papers {
            if !stage.reuse(path, Key::of(text)).expect("an answer") {
                stage.write(path, Key::of(text), text.as_bytes()).expect("written");
            }
        }
        stage.finish().expect("finished")
    }

    fn texts(folder: &Path) -> Vec<(String, String)> {
        let files = disk::files(folder).expect("a folder").into_iter().filter(|(path, _)| path != made::FILE);
        files.map(|(path, file)| (path, fs::read_to_string(file).expect("a text"))).collect()
    }

    const OLD: &[(&str, &str)] = &[("a/1.pdf", "one"), ("a/2.pdf", "two")];
    const NEW: &[(&str, &str)] = &[("a/1.pdf", "one"), ("b/3.pdf", "three")];

    /// A run before on show, a finished one aside, then `cut` as if the process had ended there; what the next run finds on
    /// show and how many notes it makes.
    #[track_caller]
    fn check(cut: impl FnOnce(Ready), on_show: &[(&str, &str)], notes: usize, kept: &[(&str, &str)]) {
        let home = tempfile::tempdir().expect("a folder");
        ready(home.path(), OLD).publish(1).expect("a run");
        cut(ready(home.path(), NEW));
        let stage = Stage::begin(home.path(), PLAN).expect("the next run");
        let owned = |files: &[(&str, &str)]| -> Vec<_> {
            files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
        };
        assert_eq!(texts(&home.path().join(PLAN)), owned(on_show));
        assert_eq!(stage.notes().len(), notes, "{:?}", stage.notes());
        drop(stage);
        assert_eq!(texts(&home.path().join("giu-lai")), owned(kept));
        let places = Places { output: home.path().to_owned(), plan: PLAN.to_owned() };
        for left in [places.aside(), places.before()].into_iter().chain(places.unwanted()) {
            assert!(!left.exists(), "{}", left.display());
        }
    }

    #[test]
    fn cut_off_anywhere() {
        let home = |ready: &Ready| ready.places.clone();
        let keep = |places: &Places| disk::create_folder(&places.output.join("giu-lai")).expect("a folder");
        check(|run| keep(&home(&run)), OLD, 1, &[]);
        let mark = |run: Ready| {
            keep(&run.places);
            fs::write(run.places.aside().join(UNFINISHED), "").expect("a mark");
        };
        check(mark, OLD, 1, &[]);
        let nothing = |run: Ready| {
            keep(&run.places);
            fs::remove_dir_all(run.places.aside()).expect("ours");
            fs::create_dir(run.places.aside()).expect("ours");
        };
        check(nothing, OLD, 1, &[]);
        let exchanged = |run: Ready| {
            keep(&run.places);
            fs::write(run.places.shown().join("a/2.pdf"), "edited").expect("an edit");
            fs::rename(run.places.shown(), run.places.before()).expect("ours");
            fs::rename(run.places.aside(), run.places.shown()).expect("ours");
            fs::rename(run.places.before(), run.places.aside()).expect("ours");
        };
        check(exchanged, NEW, 2, &[("cchc-0001/a/2.pdf", "edited")]);
        let stepped_back = |run: Ready| {
            keep(&run.places);
            fs::rename(run.places.shown(), run.places.before()).expect("ours");
        };
        check(stepped_back, OLD, 2, &[]);
        let stepped_forward = |run: Ready| {
            keep(&run.places);
            fs::rename(run.places.shown(), run.places.before()).expect("ours");
            fs::rename(run.places.aside(), run.places.shown()).expect("ours");
            fs::write(run.places.before().join("scan.pdf"), "s").expect("the clerk's");
        };
        check(stepped_forward, NEW, 2, &[("cchc-0001/scan.pdf", "s")]);
        let sweeping = |run: Ready| {
            keep(&run.places);
            let unwanted = run.places.unwanted().next().expect("a name");
            fs::rename(run.places.aside(), &unwanted).expect("ours");
            fs::remove_file(unwanted.join(made::FILE)).expect("ours");
        };
        check(sweeping, OLD, 0, &[]);
    }

    #[test]
    fn errors_of_a_plan_without_a_code_go_with_the_next_run() {
        let home = tempfile::tempdir().expect("a folder");
        let errors = home.path().join(NO_PLAN);
        let stage = Stage::begin(home.path(), NO_PLAN).expect("a stage");
        stage.write("loi.xlsx", Key::default(), b"errors").expect("written");
        stage.finish().expect("finished").publish(1).expect("a run");
        fs::write(errors.join("ghi-chu.txt"), "mine").expect("the clerk's");
        let published = ready(home.path(), OLD).publish(1).expect("a run");
        assert!(!errors.exists());
        assert_eq!(published.notes.len(), 1, "{:?}", published.notes);
        let kept = [("ke-hoach-loi-0001/ghi-chu.txt".to_owned(), "mine".to_owned())];
        assert_eq!(texts(&home.path().join("giu-lai")), kept);
        assert_eq!(texts(&home.path().join(PLAN)).len(), OLD.len());
    }

    #[test]
    fn without_an_exchange() {
        let home = tempfile::tempdir().expect("a folder");
        ready(home.path(), OLD).publish(1).expect("a run");
        let run = ready(home.path(), NEW);
        run.swap_by_renames().expect("swapped");
        let kept = sweep(&run.places, &run.places.before(), &run.shown, &run.reused, 2).expect("swept");
        assert_eq!(kept, None);
        assert_eq!(texts(&run.places.shown()).len(), 2);
        assert!(!run.places.before().exists() && !run.places.aside().exists());
    }
}
