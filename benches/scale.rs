//! How fast, and in how much memory: `cargo bench` (10 to 1,000 people), `cargo bench -- 10000` for one size of your own,
//! `cargo bench -- 1000/100` for one in units of a hundred, `cargo bench -- workbooks FOLDER 100` for the workbooks alone.
//!
//! Workbooks of real shape (a plan's figures, evidence, votes, mostly five people a unit, the commune's council) are made
//! first; then each row of the table is a process of its own, so that its peak memory is its own. `plain loop` is what one would
//! write first over the typst library: a loop that compiles and writes each of the same papers, without archive,
//! signature fields, record or page.

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use hoso::assets::Assets;
use hoso::compose::{Composer, Words, papers};
use hoso::{Job, Step, judge, press, read};

#[path = "../tests/book.rs"]
#[expect(dead_code, reason = "a builder offers more than a benchmark uses")]
mod book;
#[path = "scale/made_up.rs"]
mod made_up;
#[path = "scale/plain.rs"]
mod plain;
#[path = "scale/workbooks.rs"]
mod workbooks;

use workbooks::Size;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What is measured, and on how many threads.
const ROWS: [(&str, usize); 6] = [("read", 2), ("check", 2), ("whole", 1), ("whole", 2), ("plain", 1), ("again", 2)];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match &arguments[..] {
        [kind, folder, size] if kind == "workbooks" => {
            return Size::parse(size).expect("a size").make(&Path::new(folder).join("input"));
        }
        [kind, folder, size, threads] if ROWS.iter().any(|(known, _)| known == kind) => {
            let size = Size::parse(size).expect("a size");
            return child(kind, Path::new(folder), size, threads.parse().unwrap_or(1));
        }
        _ => {}
    }
    let mut sizes: Vec<Size> = arguments.iter().filter_map(|argument| Size::parse(argument)).collect();
    if sizes.is_empty() {
        sizes = [10, 100, 1_000].map(Size::of).into();
    }
    println!(
        "{:>7} {:<16} {:>7} {:>9} {:>11} {:>8} {:>8} {:>9} {:>12} {:>9}",
        "people", "what", "papers", "judged s", "set s", "filed s", "whole s", "papers/s", "first ms", "peak MiB"
    );
    // Removed at the end: some file systems look past every file deleted in the last minutes when they make one.
    let mut folders = Vec::new();
    for size in sizes {
        let folder = tempfile::tempdir().expect("a folder for the workbooks");
        size.make(&folder.path().join("input"));
        for (kind, threads) in ROWS {
            let this = std::env::current_exe().expect("the benchmark's own path");
            let output = Command::new(this)
                .args([kind, &folder.path().display().to_string(), &size.to_string(), &threads.to_string()])
                .output()
                .expect("the benchmark starts itself");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            print!("{:>7} {}", size.to_string(), String::from_utf8_lossy(&output.stdout));
        }
        folders.push(folder);
    }
}

/// When a run came how far, from its start.
#[derive(Default)]
struct Times {
    judged: Duration,
    first: Duration,
    set: Duration,
    whole: Duration,
}

/// One row: what is said on standard output.
fn child(kind: &str, folder: &Path, size: Size, threads: usize) {
    let job = Job {
        input: folder.join("input"),
        output: folder.join(if kind == "again" { "out-whole-2".to_owned() } else { format!("out-{kind}-{threads}") }),
        templates: None,
        fonts: None,
        plan: None,
        accept_legacy: false,
        blanks: false,
        threads,
        today: jiff::civil::date(2023, 12, 20),
        papers: kind != "check",
    };
    if kind == "again" {
        size.change_one_cell(&job.input);
    }
    let start = Instant::now();
    let times = Mutex::new(Times::default());
    let made = match kind {
        "read" => read_only(&job),
        "plain" => plain_loop(&job),
        _ => whole(&job, start, &times),
    };
    let mut times = times.into_inner().expect("times");
    times.whole = start.elapsed();
    let what = match kind {
        "read" => "reading alone".to_owned(),
        "check" => "check, no papers".to_owned(),
        "whole" => format!("whole, {threads} thread{}", if threads == 1 { "" } else { "s" }),
        "again" => "one cell changed".to_owned(),
        _ => "plain loop".to_owned(),
    };
    let (typeset, filed) = (times.set.saturating_sub(times.judged), times.whole.saturating_sub(times.set));
    #[expect(clippy::float_arithmetic, reason = "a rate for people to read")]
    let rate = made as f64 / times.whole.as_secs_f64();
    let seconds = |time: Duration| if time.is_zero() { String::new() } else { format!("{:.2}", time.as_secs_f64()) };
    let (typeset, filed) = if times.set.is_zero() { Default::default() } else { (seconds(typeset), seconds(filed)) };
    let first = if times.first.is_zero() { String::new() } else { times.first.as_millis().to_string() };
    println!(
        "{what:<16} {made:>7} {:>9} {typeset:>11} {filed:>8} {:>8} {rate:>9.1} {first:>12} {:>9}",
        seconds(times.judged),
        seconds(times.whole),
        peak_mib()
    );
}

/// The program's own work; how many papers.
fn whole(job: &Job, start: Instant, times: &Mutex<Times>) -> usize {
    let told = |step: Step| {
        let mut times = times.lock().expect("times");
        match step {
            Step::Judged { .. } => times.judged = start.elapsed(),
            Step::Printed { done, .. } => {
                if done == 1 {
                    times.first = start.elapsed();
                }
                times.set = start.elapsed();
            }
            Step::Reading(_) | Step::Published | Step::Archived(_) | Step::Unpublished(_) | Step::Done { .. } => {}
        }
    };
    hoso::run(job, &told).expect("the run").papers
}

fn intake(job: &Job, assets: &Assets, press: &press::Press) -> read::Intake {
    let options = read::Options { threads: job.threads, ..read::Options::default() };
    read::read(&job.input, assets, &options, &|c| press.can_print(c), &|_| ()).expect("the intake")
}

fn read_only(job: &Job) -> usize {
    let assets = Assets::default();
    let press = press::Press::new(&assets).expect("the press");
    intake(job, &assets, &press).units.len()
}

fn plain_loop(job: &Job) -> usize {
    let assets = Assets::default();
    let press = press::Press::new(&assets).expect("the press");
    let mut intake = intake(job, &assets, &press);
    let problems = std::mem::take(&mut intake.problems);
    let judged = judge::judge(&intake.plan, &intake.units, intake.commune.as_ref(), problems, job.threads);
    let words = Words::new(assets.texts(".jinja")).expect("the words");
    let composer = Composer::new(&judged, &words, press.family());
    let world = plain::World::new(&assets);
    let list = papers(&judged);
    for paper in &list {
        let document = composer.compose(paper).expect("the paper's data");
        let path = job.output.join(&*paper.path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, world.print(&serde_json::to_string(&document).expect("its data"))).expect("a file");
    }
    list.len()
}

/// The most memory this process held, in MiB; 0 where the system does not say.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}
