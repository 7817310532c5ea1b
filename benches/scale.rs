//! How fast, and in how much memory: `cargo bench` (10 to 1,000 people), `cargo bench -- 10000` for one size of your own.
//!
//! Workbooks of real shape (twenty people a unit, figures, evidence, votes) are made first; then each row of the table is a
//! process of its own, so that its peak memory is its own. `plain` is what one would write first over the typst library:
//! a loop that compiles and writes each of the same papers, without archive, fields, record or page.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use hoso::assets::Assets;
use hoso::compose::{Composer, Words, papers};
use hoso::{Job, judge, press, read};

#[path = "../tests/book.rs"]
#[expect(dead_code, reason = "a builder offers more than a benchmark uses")]
mod book;
#[path = "scale/plain.rs"]
mod plain;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [kind, folder, threads] = &arguments[..] {
        return child(kind, Path::new(folder), threads.parse().unwrap_or(1));
    }
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![10, 100, 1_000];
    }
    println!("{:>7} {:<22} {:>8} {:>9} {:>10} {:>9}", "people", "what", "papers", "seconds", "papers/s", "peak MiB");
    for size in sizes {
        let folder = tempfile::tempdir().expect("a folder for the workbooks");
        workbooks(size, &folder.path().join("input"));
        for (kind, threads) in [("check", "1"), ("whole", "1"), ("whole", "2"), ("plain", "1"), ("again", "2")] {
            let this = std::env::current_exe().expect("the benchmark's own path");
            let output = Command::new(this)
                .args([kind, &folder.path().display().to_string(), threads])
                .output()
                .expect("the benchmark starts itself");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            print!("{size:>7} {}", String::from_utf8_lossy(&output.stdout));
        }
    }
}

/// Units of twenty people each.
fn workbooks(people: usize, input: &Path) {
    std::fs::create_dir_all(input).expect("a folder");
    for (unit, first) in (0..people).step_by(20).enumerate() {
        let mut book = book::Book::unit(&format!("Bộ phận số {unit}"));
        for person in first..people.min(first + 20) {
            let code = format!("N{person:05}");
            book = book.candidate(&code, &format!("Nguyễn Văn {}", name(person)));
        }
        book.complete().save(input.join(format!("don-vi-{unit:04}.xlsx")));
    }
}

/// A made-up given name of three syllables, another for every number below 13,824.
fn name(number: usize) -> String {
    const SYLLABLES: [&str; 24] = [
        "An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hà", "Hải", "Hùng", "Khánh", "Lan", "Linh", "Long", "Mai",
        "Minh", "Nam", "Nga", "Phong", "Phúc", "Quân", "Sơn", "Thảo", "Trang", "Việt",
    ];
    [number / 576 % 24, number / 24 % 24, number % 24].map(|index| SYLLABLES[index]).join(" ")
}

/// One row: what is said on standard output.
fn child(kind: &str, folder: &Path, threads: usize) {
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
        record: false,
    };
    if kind == "again" {
        one_cell(&job.input);
    }
    let start = Instant::now();
    let made = if kind == "plain" { plain_loop(&job) } else { hoso::run(&job, &|_| ()).expect("the run").papers };
    let seconds = start.elapsed().as_secs_f64();
    let what = match kind {
        "check" => "check, no papers".to_owned(),
        "whole" => format!("whole, {threads} thread(s)"),
        "again" => "again, one cell".to_owned(),
        _ => "plain loop".to_owned(),
    };
    #[expect(clippy::cast_precision_loss, reason = "a rate for people to read")]
    let rate = made as f64 / seconds;
    println!("{what:<22} {made:>8} {seconds:>9.2} {rate:>10.1} {:>9}", peak_mib());
}

/// Changes one figure of the first unit.
fn one_cell(input: &Path) {
    let path = input.join("don-vi-0000.xlsx");
    let mut book = book::Book::unit("Bộ phận số 0");
    let people = std::fs::read_dir(input).map_or(1, |files| if files.count() > 1 { 20 } else { 10 });
    for person in 0..people {
        book = book.candidate(&format!("N{person:05}"), &format!("Nguyễn Văn {}", name(person)));
    }
    let mut book = book.complete();
    for row in book.rows("Số liệu").iter_mut().skip(1).take(1) {
        row[2] = book::Value::Number(99.0);
        row[3] = book::Value::Number(100.0);
    }
    book.save(path);
}

fn plain_loop(job: &Job) -> usize {
    let assets = Assets::default();
    let press = press::Press::new(&assets).expect("the press");
    let options = read::Options { accept_legacy: false, plan: None, threads: 1 };
    let mut intake = read::read(&job.input, &assets, &options, &|c| press.can_print(c), &|_| ()).expect("the intake");
    let problems = std::mem::take(&mut intake.problems);
    let judged = judge::judge(&intake.plan, &intake.units, None, problems);
    let words = Words::new(assets.texts(".jinja")).expect("the words");
    let composer = Composer::new(&judged, &words, press.family());
    let world = plain::World::new(&assets);
    let list = papers(&judged);
    for paper in &list {
        let document = composer.compose(paper).expect("the paper's data");
        let path = job.output.join(&paper.path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, world.print(&document.data.to_string())).expect("a file");
    }
    list.len()
}

/// The most memory this process held, in MiB; 0 where the system does not say.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}
