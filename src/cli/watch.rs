//! `hoso watch`: the run again whenever a workbook, a template or a font is saved, and what that changed.
//!
//! Polling, not the system's notices: it works on network drives and USB sticks, and an office has few files. Excel saves
//! by writing another file and renaming twice; LibreOffice writes in place. So a change is only believed when the
//! folder has looked the same for two looks in a row and every changed package has its end.
//!
//! *Invariant:* a fault of one run is told and does not end the watch; Ctrl-C ends it without a word, and a run it cuts
//! off is put right by the next.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use hoso::assets::{FONT_ENDINGS, TEMPLATE_ENDINGS};
use hoso::read::{self, WORKBOOKS};
use hoso::{Job, Outcome, Step};

use super::args::RunArgs;
use super::changes::{self, State};
use super::folders::Folders;
use super::progress::Progress;
use super::terminal::{BOLD, CYAN, RED, complain, harmless, paint};
use super::{fault, run, terminal};

/// Between two looks at the folder.
const LOOK: Duration = Duration::from_millis(400);
/// So many looks a half-written file is waited for; then it is read as it is, and its problem told.
const PATIENCE: u32 = 25;

/// What a folder looks like: each file with its time and size.
type Look = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Watches until it is stopped.
///
/// # Errors
/// The input folder does not exist at the start, or standard output cannot be written.
pub fn watch(args: RunArgs) -> anyhow::Result<ExitCode> {
    let as_json = args.check.json;
    let (mut job, folders) = run::job(args, true)?;
    let mut last: Option<State> = None;
    let mut seen = look(&job);
    loop {
        if let Some((outcome, now)) = once(&job, as_json)? {
            if !as_json {
                tell(&outcome, &folders, last.as_ref().map(|last| changes::between(last, &now)))?;
            }
            last = Some(now);
        } else if !as_json {
            terminal::print("Sửa xong chỗ đó thì lưu lại một tệp Excel bất kỳ để chương trình làm lại.\n")?;
        }
        if !as_json {
            terminal::print(&paint(CYAN, "Đang chờ tệp được lưu; nhấn Ctrl-C để dừng.\n"))?;
        }
        let changed = wait(&job, &mut seen);
        // It may be tomorrow.
        job.today = run::today();
        if !as_json {
            let names: Vec<String> = changed.iter().map(|path| shown(path, &job)).collect();
            terminal::print(&format!("\n{} {}\n", paint(BOLD, "Có thay đổi:"), names.join(", ")))?;
        }
    }
}

/// One run; `None` where something outside the data was at fault, which is told.
fn once(job: &Job, as_json: bool) -> anyhow::Result<Option<(Outcome, State)>> {
    let progress = Progress::new(as_json);
    let told = Mutex::new((String::new(), State::default()));
    let outcome = hoso::run(job, &|step| {
        progress.show(&step);
        match step {
            Step::Done { outcome, record } => {
                let text = if as_json { run::json(outcome, record) } else { String::new() };
                *run::held(&told) = (text, State::of(outcome, record));
            }
            Step::Unpublished(outcome) if !as_json => run::held(&told).0 = run::found(outcome),
            _ => {}
        }
    });
    progress.wipe();
    match outcome {
        Ok(outcome) => {
            let (text, state) = std::mem::take(&mut *run::held(&told));
            if as_json {
                terminal::print(&text)?;
            }
            Ok(Some((outcome, state)))
        }
        Err(error) => {
            let told =
                if as_json { run::faulty(&error).to_string() + "\n" } else { std::mem::take(&mut run::held(&told).0) };
            terminal::print(&told)?;
            complain(&format!("{}: {}\n", paint(RED, "lỗi"), fault(&error)));
            Ok(None)
        }
    }
}

/// The whole story the first time; afterwards the problems and what changed.
fn tell(outcome: &Outcome, folders: &Folders, changes: Option<Vec<String>>) -> std::io::Result<()> {
    let Some(changes) = changes else { return run::tell(outcome, folders, true) };
    let mut text = run::found(outcome);
    if changes.is_empty() {
        text += "Kết quả không đổi.\n";
    }
    for change in changes {
        text += &terminal::wrap(&format!("  {change}"), terminal::columns(), "    ");
        text.push('\n');
    }
    terminal::print(&text)
}

/// Waits for a change that has settled; says which files changed, appeared or went.
fn wait(job: &Job, seen: &mut Look) -> Vec<PathBuf> {
    let mut before = look(job);
    let mut patience = PATIENCE;
    loop {
        std::thread::sleep(LOOK);
        let now = look(job);
        let settled = now == before;
        before = now;
        if !settled || before == *seen {
            continue;
        }
        let changed = difference(seen, &before);
        if patience > 0 && !changed.iter().all(|path| is_whole(path)) {
            patience -= 1;
            continue;
        }
        *seen = before;
        return changed;
    }
}

fn difference(before: &Look, after: &Look) -> Vec<PathBuf> {
    let paths: BTreeSet<&PathBuf> = before.keys().chain(after.keys()).collect();
    paths.into_iter().filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}

fn look(job: &Job) -> Look {
    let mut files = Look::new();
    for entry in read::walk(&job.input).flatten() {
        note(entry.into_path(), &WORKBOOKS, &mut files);
    }
    let assets = [(&job.templates, &TEMPLATE_ENDINGS[..]), (&job.fonts, &FONT_ENDINGS[..])];
    for (folder, endings) in assets {
        let entries = folder.as_ref().and_then(|folder| std::fs::read_dir(folder).ok());
        for entry in entries.into_iter().flatten().flatten() {
            note(entry.path(), endings, &mut files);
        }
    }
    files
}

/// A file with one of these endings; a hidden one is nobody's.
fn note(path: PathBuf, endings: &[&str], files: &mut Look) {
    let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
    let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).unwrap_or_default();
    if hidden || !endings.contains(&ending.as_str()) {
        return;
    }
    if let Some(about) = path.symlink_metadata().ok().filter(std::fs::Metadata::is_file) {
        files.insert(path, (about.modified().ok(), about.len()));
    }
}

/// Whether a zipped workbook has its end, which is written last; any other file, and one that is gone, is whole.
fn is_whole(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).unwrap_or_default();
    if !path.exists() || !matches!(ending.as_str(), "xlsx" | "xlsm" | "xlsb" | "ods") {
        return true;
    }
    let tail = || {
        let mut file = std::fs::File::open(path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(66_000)))?;
        let mut tail = Vec::new();
        file.read_to_end(&mut tail)?;
        std::io::Result::Ok(tail)
    };
    tail().is_ok_and(|tail| tail.windows(4).any(|four| four == b"PK\x05\x06"))
}

fn shown(path: &Path, job: &Job) -> String {
    harmless(&path.strip_prefix(&job.input).unwrap_or(path).display().to_string())
}
