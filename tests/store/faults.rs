//! Disks with a fault: without hard links, failing to flush. A library between this program and the system's plays them
//! (`faulty.c`), which Linux alone can have, and which wants a C compiler; elsewhere these tests say that they skip.

use std::path::{Path, PathBuf};
use std::process::Command;

use hoso::store::archive;

use super::{PLAN, Papers, assert_bags_whole, names, run, tree, workbook};

const CHILD: &str = "HOSO_STORE_FAULT";

/// Papers of which one differs from run to run.
fn papers_of(n: usize) -> Papers {
    let same = (0..4).map(|paper| (format!("don-vi/03-bao-cao-{paper}.pdf"), "nội dung ".repeat(500)));
    same.chain([("don-vi/01-to-trinh.pdf".to_owned(), n.to_string())]).collect()
}

/// Not a test of its own: the process that has the fault.
#[test]
fn child() {
    let Ok(home) = std::env::var(CHILD) else { return };
    let (home, n) = home.rsplit_once('|').expect("a folder and a number");
    match make(Path::new(home), n.parse().expect("a number")) {
        Ok(()) => println!("<<done>>"),
        Err(fault) => println!("<<{fault:#}>>"),
    }
}

/// Run `n` below a folder. Two after another have one workbook, so that of two bags one is begun along with the run.
fn make(home: &Path, n: usize) -> anyhow::Result<()> {
    let inputs = [workbook(&home.join("input").join(n.to_string()), "a.xlsx", &(n / 2).to_string())];
    run(&home.join("output"), &papers_of(n), &inputs).map(drop)
}

/// A disk with a fault.
struct Faulty {
    home: tempfile::TempDir,
    library: PathBuf,
}

impl Faulty {
    fn new() -> Option<Self> {
        let home = tempfile::tempdir().expect("a folder");
        let library = home.path().join("faulty.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/store/faulty.c");
        let built = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).args([source, "-ldl"]).output();
        if cfg!(target_os = "linux") && built.is_ok_and(|built| built.status.success()) {
            Some(Self { home, library })
        } else {
            println!("no faulty disk can be played here: skipped");
            None
        }
    }

    fn output(&self) -> PathBuf {
        self.home.path().join("output")
    }

    /// Makes run `n` with the fault; what the program says where it gives up.
    fn run(&self, n: usize, fault: (&str, &str)) -> Result<(), String> {
        let output = Command::new(std::env::current_exe().expect("this program"))
            .args(["store::faults::child", "--exact", "--nocapture", "--test-threads=1"])
            .env(CHILD, format!("{}|{n}", self.home.path().display()))
            .env("LD_PRELOAD", &self.library)
            .env(fault.0, fault.1)
            .output()
            .expect("this program again");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let said = said.split_once("<<").and_then(|(_, said)| said.split_once(">>")).expect(&said).0.to_owned();
        if said == "done" { Ok(()) } else { Err(said) }
    }
}

#[test]
fn without_hard_links_everything_is_copied() {
    let Some(disk) = Faulty::new() else { return };
    for n in 0..4 {
        disk.run(n, ("NO_LINKS", "1")).expect("a run");
        assert!(tree(&disk.output().join(PLAN)) == papers_of(n));
        assert_bags_whole(&disk.output());
    }
    assert_eq!(archive::list(&disk.output()).expect("a list").len(), 4);
}

#[test]
fn a_flush_that_fails_leaves_one_whole_run() {
    let Some(disk) = Faulty::new() else { return };
    let (home, output) = (disk.home.path().to_owned(), disk.output());
    let mut last = 0;
    make(&home, last).expect("a run");
    // From the same workbook as the run before, and from another.
    for step in [1, 2] {
        let mut refused = 0;
        loop {
            let n = last + step;
            let result = disk.run(n, ("FAILING_FLUSH", &(refused + 1).to_string()));
            let shown = tree(&output.join(PLAN));
            assert!(shown == papers_of(n) || (result.is_err() && shown == papers_of(last)), "a mixture");
            assert_bags_whole(&output);
            // With the disk mended the next run goes through, and nothing is left of the one before.
            last = n + step;
            make(&home, last).expect("a run");
            assert!(tree(&output.join(PLAN)) == papers_of(last));
            assert!(names(&output).iter().all(|name| !name.contains("dang-lap")), "{:?}", names(&output));
            let Err(said) = result else { break };
            assert!(said.contains("Không ghi được") && !said.contains("os error"), "{said}");
            refused += 1;
        }
        assert!(refused > 4, "a run flushes more often than {refused} times");
    }
}
