//! Runs killed at random moments: what is on show is one whole run, every bag is whole, and the next run goes on.
//!
//! `HOSO_KILLS` says how often (20 without it). The killed process is this test program itself, told by an environment
//! variable to make runs until it is stopped.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use hoso::store::Published;
use hoso::store::archive::{self, Added};

use super::{PLAN, Papers, assert_bags_whole, names, tree, workbook};

const CHILD: &str = "HOSO_STORE_CHILD";

/// The papers of run `n`: some of every run, some of this one alone, so that a mixture is seen at once.
fn papers_of(n: usize) -> Papers {
    let filler = "nội dung ".repeat(2000);
    let mut papers = Papers::new();
    for paper in 0..5 + n % 7 {
        papers.insert(format!("don-vi-{}/03-bao-cao-{paper}.pdf", paper % 3), format!("{n} {filler}"));
        papers.insert(format!("don-vi-{}/luon-co-{paper}.pdf", paper % 3), filler.clone());
    }
    papers.insert(format!("rieng-{n}/01.pdf"), n.to_string());
    papers.insert("danh-gia.json".to_owned(), n.to_string());
    papers
}

/// Makes run `n` below a folder. Two after another have one workbook, so that of two bags one is begun along with the run.
fn run(home: &Path, n: usize) -> anyhow::Result<(Added, Published)> {
    let inputs = [workbook(&home.join("input").join(n.to_string()), "a.xlsx", &(n / 2).to_string())];
    super::run(&home.join("output"), &papers_of(n), &inputs)
}

/// Not a test of its own: the process that is killed.
#[test]
fn child() {
    let Ok(home) = std::env::var(CHILD) else { return };
    let (home, first) = home.rsplit_once('|').expect("a folder and a number");
    for n in first.parse::<usize>().expect("a number").. {
        println!(".");
        run(Path::new(home), n).expect("a run");
    }
}

fn kill_once(home: &Path, first: usize, after: Duration) {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["store::crash::child", "--exact", "--nocapture", "--test-threads=1"])
        .env(CHILD, format!("{}|{first}", home.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("this program again");
    // The first dot is the first run's; whatever the test harness says before has none.
    let mut said = [0];
    let mut out = child.stdout.take().expect("piped");
    while said != *b"." {
        assert_ne!(out.read(&mut said).expect("the child's word"), 0, "the child ended by itself");
    }
    std::thread::sleep(after);
    child.kill().expect("a child that still runs");
    child.wait().expect("a child that ended");
}

/// What is on show is one whole run; its number.
#[track_caller]
fn whole_run(output: &Path) -> Option<usize> {
    let shown = tree(&output.join(PLAN));
    if !output.join(PLAN).exists() {
        return None;
    }
    let n = shown["danh-gia.json"].parse().expect("a run's number");
    assert!(shown == papers_of(n), "a mixture: {:?}", shown.keys());
    Some(n)
}

#[test]
fn killed_at_random_moments() {
    let kills = std::env::var("HOSO_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(20);
    let home = tempfile::tempdir().expect("a folder");
    let (home, output) = (home.path(), &home.path().join("output"));
    let mut dice: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut left_behind: BTreeMap<String, usize> = BTreeMap::new();
    let mut bags: BTreeMap<String, Papers> = BTreeMap::new();
    for kill in 0..kills {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        kill_once(home, kill * 1000, Duration::from_micros(dice % 60_000));
        for name in names(output).into_iter().filter(|name| name.starts_with('.')) {
            *left_behind.entry(name).or_default() += 1;
        }
        let shown = whole_run(output);
        // Before anything is mended: every bag in its place is whole, and those known from before are as they were.
        let there = names(&output.join("luu-tru"));
        let expected: Vec<String> = (1..=there.len()).map(|number| format!("{PLAN}-{number:04}")).collect();
        assert_eq!(there, expected, "numbers without gaps");
        for (name, files) in &bags {
            assert!(tree(&output.join("luu-tru").join(name)) == *files, "{name} changed");
        }
        if let Some(n) = shown {
            let archived = there.iter().any(|name| {
                let told = fs::read_to_string(output.join("luu-tru").join(name).join("data/danh-gia.json"));
                told.is_ok_and(|told| told == n.to_string())
            });
            assert!(archived, "run {n} is on show but not archived");
        }
        let verified = archive::verify(output, None, 2, &|_| ()).expect("an archive");
        assert_eq!(verified.findings, []);
        // The next run mends what is to be mended and leaves nothing behind.
        let next = kill * 1000 + 999;
        let (added, _) = run(home, next).expect("the next run");
        assert_eq!(added.bag().number as usize, there.len() + 1);
        assert_eq!(whole_run(output), Some(next));
        assert_eq!(names(output), [".hoso.lock", ".so-luu-tru.txt", PLAN, "luu-tru"]);
        // The archive would grow without end; the checks above need only the last bags.
        bags = archive::list(output)
            .expect("a list")
            .iter()
            .rev()
            .take(3)
            .map(|b| (b.name.clone(), tree(&b.folder)))
            .collect();
    }
    assert_bags_whole(output);
    println!("{kills} kills, {} bags; left behind and mended: {left_behind:?}", names(&output.join("luu-tru")).len());
}

#[test]
fn runs_at_the_same_moment_are_all_kept() {
    let home = tempfile::tempdir().expect("a folder");
    std::thread::scope(|scope| {
        for n in 0..6 {
            let home = home.path();
            scope.spawn(move || run(home, n).expect("it waits for the others"));
        }
    });
    let output = &home.path().join("output");
    let mut kept: Vec<String> = archive::list(output)
        .expect("a list")
        .iter()
        .map(|bag| fs::read_to_string(bag.folder.join("data/danh-gia.json")).expect("a record"))
        .collect();
    kept.sort();
    assert_eq!(kept, ["0", "1", "2", "3", "4", "5"]);
    assert!(whole_run(output).is_some());
    assert_bags_whole(output);
}
