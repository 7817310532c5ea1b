//! The few calls that change the disk, each with its path in the complaint, in the clerk's language.
//!
//! Nothing is ever written where a reader may look: a file or folder is made aside, flushed and moved into place.
//!
//! *Invariant:* no error of the system leaves this module in the system's own words.

mod complaint;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

pub use complaint::{Deed, explain};

use super::digest::{Digest, Hasher, Known, Mark};
use crate::parallel;
use complaint::busy;
pub(super) use complaint::in_use;

/// What a rename does when its target exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Refuses: what is there stays.
    New,
    /// Trades places with it, at one stroke.
    Exchange,
}

/// Size of the pieces in which files are read: large enough to be fast, small enough to forget.
const PIECE: usize = 64 << 10;

/// What many small writes are gathered in.
const BUFFER: usize = 64 << 10;

/// Writes a file that must not exist yet, and flushes it.
///
/// # Errors
/// The file exists, or cannot be written; in Vietnamese, with the path.
pub fn write_new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|fault| explain(&fault, Deed::Write, path))
}

/// As [`write_new`], for one of many files that [`flush_all`] flushes together.
pub(super) fn write_unflushed(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    make_unflushed(&[path], &|to| Ok(to.write_all(bytes)?)).map(|_| ())
}

/// As [`write_unflushed`], for bytes that `make` writes piece by piece, into each of the files; gives what the bytes are
/// known by.
pub(super) fn make_unflushed(paths: &[&Path], make: Make) -> anyhow::Result<(Digest, Mark)> {
    let open = |path: &&Path| {
        let file = OpenOptions::new().write(true).create_new(true).open(path);
        Ok((file.map_err(|fault| explain(&fault, Deed::Write, path))?, path.to_path_buf()))
    };
    let files = paths.iter().map(open).collect::<anyhow::Result<_>>()?;
    let summed = Summed { files, digest: Hasher::default(), mark: Hasher::default(), fault: None };
    let mut to = BufWriter::with_capacity(BUFFER, summed);
    let made = make(&mut to).and_then(|()| Ok(to.flush()?));
    let (to, _) = to.into_parts();
    // A full disk is told as one, whatever the maker made of it.
    if let Some(fault) = to.fault {
        return Err(fault);
    }
    made?;
    if cfg!(not(target_os = "linux")) {
        for (file, path) in &to.files {
            file.sync_all().map_err(|fault| explain(&fault, Deed::Write, path))?;
        }
    }
    Ok((to.digest.finish(), to.mark.finish()))
}

/// Writes a file's bytes.
pub type Make<'a> = &'a dyn Fn(&mut dyn Write) -> anyhow::Result<()>;

/// Files of the same bytes, what went into each, and the first fault.
struct Summed {
    files: Vec<(File, PathBuf)>,
    digest: Hasher<Digest>,
    mark: Hasher<Mark>,
    fault: Option<anyhow::Error>,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for (file, path) in &mut self.files {
            if let Err(fault) = file.write_all(bytes) {
                self.fault.get_or_insert_with(|| explain(&fault, Deed::Write, path));
                return Err(fault.kind().into());
            }
        }
        self.digest.add(bytes);
        self.mark.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Puts a file in place of whatever is there: made aside, flushed, moved. A reader sees the old bytes or the new.
///
/// # Errors
/// It cannot be written, or another program holds it; in Vietnamese, with the path.
pub fn replace(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let aside = clear_aside(path)?;
    write_new(&aside, bytes)?;
    if let Err(fault) = patiently(|| fs::rename(&aside, path)) {
        remove_file(&aside).ok();
        return Err(explain(&fault, Deed::Replace, path));
    }
    flush_folder(path.parent().unwrap_or(Path::new(".")))
}

/// Removes what a [`replace`] that was cut off left; gives its place.
pub(super) fn clear_aside(path: &Path) -> anyhow::Result<PathBuf> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let aside = path.with_file_name(format!(".{name}.dang-ghi"));
    remove_file(&aside)?;
    Ok(aside)
}

/// Makes a folder and those above it, where they are missing.
///
/// # Errors
/// In Vietnamese, with the path.
pub fn create_folder(path: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(path).map_err(|fault| explain(&fault, Deed::Write, path))
}

/// Reads a small file whole; `None` where there is none.
///
/// # Errors
/// In Vietnamese, with the path.
pub fn read(path: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(explain(&fault, Deed::Read, path)),
    }
}

/// A file's size in bytes.
pub(super) fn size(path: &Path) -> anyhow::Result<u64> {
    Ok(path.symlink_metadata().map_err(|fault| explain(&fault, Deed::Read, path))?.len())
}

/// A file's digest, or mark, and its size in bytes, read piece by piece.
///
/// # Errors
/// In Vietnamese, with the path.
pub fn sum<S: Known>(path: &Path) -> anyhow::Result<(S, u64)> {
    let mut hasher = Hasher::default();
    let size = File::open(path)
        .and_then(|file| {
            pour(file, |piece| {
                hasher.add(piece);
                Ok(())
            })
        })
        .map_err(|fault| explain(&fault, Deed::Read, path))?;
    Ok((hasher.finish(), size))
}

/// A file's digest and mark, from one reading.
///
/// # Errors
/// In Vietnamese, with the path.
pub(super) fn sums(path: &Path) -> anyhow::Result<(Digest, Mark)> {
    let (mut digest, mut mark) = (Hasher::<Digest>::default(), Hasher::<Mark>::default());
    let add = |piece: &[u8]| {
        digest.add(piece);
        mark.add(piece);
        Ok(())
    };
    File::open(path).and_then(|file| pour(file, add)).map_err(|fault| explain(&fault, Deed::Read, path))?;
    Ok((digest.finish(), mark.finish()))
}

/// Copies a file to a new place and gives the digest, or mark, and the size of what was written. Flushed by [`flush_all`].
pub(super) fn copy_new<S: Known>(from: &Path, to: &Path) -> anyhow::Result<(S, u64)> {
    let source = File::open(from).map_err(|fault| explain(&fault, Deed::Read, from))?;
    let mut target =
        OpenOptions::new().write(true).create_new(true).open(to).map_err(|fault| explain(&fault, Deed::Write, to))?;
    let mut hasher = Hasher::default();
    // Which of the two disks is at fault.
    let mut unwritten = false;
    let write = |piece: &[u8]| {
        hasher.add(piece);
        target.write_all(piece).inspect_err(|_| unwritten = true)
    };
    let poured = pour(source, write);
    let size =
        poured.map_err(
            |fault| {
                if unwritten { explain(&fault, Deed::Write, to) } else { explain(&fault, Deed::Read, from) }
            },
        )?;
    if cfg!(not(target_os = "linux")) {
        target.sync_all().map_err(|fault| explain(&fault, Deed::Write, to))?;
    }
    Ok((hasher.finish(), size))
}

fn pour(mut source: File, mut to: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<u64> {
    // A small file needs a small piece; one byte more tells that it has ended.
    let length = source.metadata().map_or(PIECE, |about| usize::try_from(about.len()).unwrap_or(PIECE));
    let mut piece = vec![0; length.saturating_add(1).min(PIECE)];
    let mut size = 0;
    loop {
        let read = match source.read(&mut piece) {
            Ok(0) => return Ok(size),
            Ok(read) => read,
            Err(fault) if fault.kind() == ErrorKind::Interrupted => continue,
            Err(fault) => return Err(fault),
        };
        to(&piece[..read])?;
        size += read as u64;
    }
}

/// Another name for the same file; `false` where the disk has no such thing, so that the caller copies.
pub(super) fn link(from: &Path, to: &Path) -> bool {
    fs::hard_link(from, to).is_ok()
}

/// Removes a file; that there is none is as good.
pub(super) fn remove_file(path: &Path) -> anyhow::Result<()> {
    gone(patiently(|| fs::remove_file(path)), path)
}

/// Removes a folder and all in it; that there is none is as good.
pub(super) fn remove_folder(path: &Path) -> anyhow::Result<()> {
    gone(patiently(|| fs::remove_dir_all(path)), path)
}

/// As [`remove_folder`], the folders right below it at the same time, on so many threads.
pub(super) fn remove_large_folder(path: &Path, threads: usize) -> anyhow::Result<()> {
    // A link is removed itself, not what it leads to.
    if threads > 1 && path.symlink_metadata().is_ok_and(|about| about.is_dir()) {
        let entries = path.read_dir().into_iter().flatten().filter_map(Result::ok);
        let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        let folders: Vec<PathBuf> = folders.map(|entry| entry.path()).collect();
        // What stays here is tried again below, and told.
        parallel::map(threads, &folders, |folder| fs::remove_dir_all(folder).ok());
    }
    remove_folder(path)
}

fn gone(result: io::Result<()>, path: &Path) -> anyhow::Result<()> {
    match result {
        Err(fault) if fault.kind() != ErrorKind::NotFound => {
            Err(held(path).map_or_else(|| explain(&fault, Deed::Replace, path), |file| in_use(&file)))
        }
        _ => Ok(()),
    }
}

/// Whether two names are surely those of one file; only Unix can tell.
pub(super) fn is_one_file(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let known = |path: &Path| path.symlink_metadata().ok().map(|about| (about.dev(), about.ino()));
        known(one).is_some_and(|one| Some(one) == known(other))
    }
    #[cfg(not(unix))]
    {
        let _ = (one, other);
        false
    }
}

/// Moves a file or folder into a place that must be free.
pub(super) fn move_new(from: &Path, to: &Path) -> anyhow::Result<()> {
    let result = match rename_with(from, to, Move::New) {
        Some(result) => result,
        None if to.symlink_metadata().is_ok() => Err(ErrorKind::AlreadyExists.into()),
        None => for_long(|| fs::rename(from, to)),
    };
    result.map_err(|fault| match held(from) {
        Some(file) => in_use(&file),
        // Refused, or shared with nobody: the folder itself is in use.
        None if cfg!(windows) && matches!(fault.raw_os_error(), Some(5 | 32 | 33)) => busy(from),
        None => explain(&fault, Deed::Replace, to),
    })?;
    flush_folder(to.parent().unwrap_or(Path::new(".")))
}

/// Trades two folders' places at one stroke; `false` where the system or the disk cannot.
pub(super) fn exchange(one: &Path, other: &Path) -> anyhow::Result<bool> {
    match rename_with(one, other, Move::Exchange) {
        None => Ok(false),
        Some(result) => {
            result.map_err(|fault| explain(&fault, Deed::Replace, other))?;
            flush_folder(other.parent().unwrap_or(Path::new(".")))?;
            Ok(true)
        }
    }
}

/// Linux's `renameat2`; `None` where the kernel or the file system does not know it.
#[cfg(target_os = "linux")]
fn rename_with(from: &Path, to: &Path, how: Move) -> Option<io::Result<()>> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    let flags = match how {
        Move::New => RenameFlags::NOREPLACE,
        Move::Exchange => RenameFlags::EXCHANGE,
    };
    match renameat_with(CWD, from, CWD, to, flags) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => None,
        result => Some(result.map_err(io::Error::from)),
    }
}

#[cfg(not(target_os = "linux"))]
fn rename_with(_: &Path, _: &Path, _: Move) -> Option<io::Result<()>> {
    None
}

/// Makes everything written below this folder outlast a power cut. On Linux one call flushes the whole disk, fifty
/// times faster than a call a file; elsewhere each file was flushed as it was written.
pub(super) fn flush_all(folder: &Path) -> anyhow::Result<()> {
    #[cfg(target_os = "linux")]
    File::open(folder)
        .and_then(|folder| rustix::fs::syncfs(&folder).map_err(io::Error::from))
        .map_err(|fault| explain(&fault, Deed::Write, folder))?;
    flush_folder(folder)
}

/// Does the work while what it writes below this folder is flushed all along, so that little is left for [`flush_all`] when
/// it is done.
///
/// # Errors
/// The work's; else what could not be flushed, for Linux tells it only once.
pub(super) fn flushing_along<R>(folder: &Path, work: impl FnOnce() -> anyhow::Result<R>) -> anyhow::Result<R> {
    if cfg!(not(target_os = "linux")) {
        return work();
    }
    const PAUSE: Duration = Duration::from_millis(100);
    let fault = Mutex::new(None);
    let flush = || match flush_all(folder) {
        Ok(()) => true,
        Err(told) => {
            *fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
            false
        }
    };
    let done = parallel::while_at_work(PAUSE, flush, work)?;
    match fault.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(fault) => Err(fault),
        None => Ok(done),
    }
}

/// Makes a folder's list of names outlast a power cut. Windows keeps that list by itself and has no such call.
pub(super) fn flush_folder(folder: &Path) -> anyhow::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if cfg!(unix) {
        let flushed = File::open(folder).and_then(|folder| folder.sync_all());
        // Some network disks cannot flush a folder; that is no reason to stop.
        if let Err(fault) = flushed.or_else(|fault| match fault.kind() {
            ErrorKind::InvalidInput | ErrorKind::Unsupported => Ok(()),
            _ => Err(fault),
        }) {
            return Err(explain(&fault, Deed::Write, folder));
        }
    }
    Ok(())
}

/// Tries again for a moment on Windows, where an indexer or a virus scanner often holds a new file for an instant.
fn patiently<T>(deed: impl Fn() -> io::Result<T>) -> io::Result<T> {
    again(20, deed)
}

/// The same for a whole folder of new files, which keeps a scanner busy for seconds.
fn for_long<T>(deed: impl Fn() -> io::Result<T>) -> io::Result<T> {
    again(100, deed)
}

fn again<T>(tries: u32, deed: impl Fn() -> io::Result<T>) -> io::Result<T> {
    let mut tries = if cfg!(windows) { tries } else { 1 };
    loop {
        tries -= 1;
        match deed() {
            Err(fault) if tries > 0 && fault.kind() != ErrorKind::NotFound => {
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            result => return result,
        }
    }
}

/// Every plain file below a folder: its path below it, with `/`, sorted by name. Links and other oddities are listed
/// too, so that nobody overlooks them; names that are not UTF-8 are shown as well as they can be.
pub(super) fn files(folder: &Path) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|fault| {
            let path = fault.path().unwrap_or(folder).to_owned();
            explain(&fault.into_io_error().unwrap_or(ErrorKind::Other.into()), Deed::Read, &path)
        })?;
        if !entry.file_type().is_dir() {
            let below = entry.path().strip_prefix(folder).expect("a walk stays below its root");
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            found.push((parts.join("/"), entry.into_path()));
        }
    }
    Ok(found)
}

/// What systems and office programs strew about; nobody misses it.
pub(super) fn is_litter(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    matches!(name, "Thumbs.db" | "desktop.ini" | ".DS_Store") || name.starts_with("~$") || name.starts_with(".~lock.")
}

/// Whether another program lets nobody read this file at the moment, on Windows, as some do while they show it.
pub(super) fn is_locked(file: &Path) -> bool {
    let shut = |fault: &io::Error| matches!(fault.raw_os_error(), Some(32 | 33));
    cfg!(windows) && patiently(|| File::open(file)).is_err_and(|fault| shut(&fault))
}

/// The first file of a folder that another program holds open, where the system can tell: only on Windows, the one
/// system on which this hinders a move.
pub(super) fn held(folder: &Path) -> Option<PathBuf> {
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt as _;
        let alone = |path: &PathBuf| OpenOptions::new().read(true).share_mode(0).open(path).is_err();
        files(folder).ok()?.into_iter().map(|(_, path)| path).find(alone)
    }
    #[cfg(not(windows))]
    {
        let _ = folder;
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_goes_whole_on_any_number_of_threads() {
        for threads in [1, 3] {
            let home = tempfile::tempdir().expect("a folder");
            let folder = home.path().join("x");
            for file in ["1", "a/1", "a/b/1", "c/1"] {
                let file = folder.join(file);
                create_folder(file.parent().expect("a folder")).expect("made");
                fs::write(file, "x").expect("a file");
            }
            remove_large_folder(&folder, threads).expect("removed");
            assert!(!folder.exists());
            remove_large_folder(&folder, threads).expect("gone already");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_leads_to_stays() {
        use std::os::unix::fs::symlink;
        for threads in [1, 3] {
            let home = tempfile::tempdir().expect("a folder");
            let (folder, outside) = (home.path().join("x"), home.path().join("outside"));
            create_folder(&folder.join("a")).expect("made");
            create_folder(&outside).expect("made");
            fs::write(outside.join("1"), "the clerk's").expect("a file");
            symlink(&outside, folder.join("link")).expect("a link");
            symlink(&outside, folder.join("a/link")).expect("a link");
            remove_large_folder(&folder, threads).expect("removed");
            assert!(!folder.exists() && outside.join("1").exists());
            symlink(&outside, &folder).expect("a link in its place");
            // Whether the link itself goes is the system's affair.
            let _ = remove_large_folder(&folder, threads);
            assert!(outside.join("1").exists());
        }
    }
}
