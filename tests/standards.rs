//! Both standards, judged by veraPDF where it is at hand (`verapdf` on the path): every paper of the sample, and papers with
//! everything as long as a clerk could make it.

use std::path::Path;
use std::process::Command;

use crate::paper::{self, have};

#[test]
fn every_paper_conforms_to_both_standards() {
    if !have("verapdf", &["--version"]) {
        return;
    }
    let home = tempfile::tempdir().expect("a folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("input");
    for blanks in [&[][..], &["--phoi"][..]] {
        let output = home.path().join(format!("output-{}", blanks.len()));
        let mut command = Command::new(env!("CARGO_BIN_EXE_hoso"));
        let run = command.arg("--input").arg(&sample).arg("--output").arg(output).args(blanks).output();
        assert!(run.expect("the program starts").status.success());
    }
    let long = [paper::submission(), paper::minutes(), paper::report()].map(paper::absurd);
    let long = [paper::contents(), paper::annex()].into_iter().chain(long).collect();
    std::fs::write(home.path().join("dai.pdf"), paper::print("dai", long).pdf).expect("a file");
    for flavour in ["2a", "ua1"] {
        let judged = Command::new("verapdf")
            .args(["--flavour", flavour, "--format", "text", "--recurse"])
            .arg(home.path())
            .output()
            .expect("veraPDF starts");
        let (said, complaints) = (String::from_utf8_lossy(&judged.stdout), String::from_utf8_lossy(&judged.stderr));
        let passed = said.lines().filter(|line| line.starts_with("PASS ")).count();
        assert!(
            judged.status.success() && passed == said.lines().count() && passed > 100,
            "{flavour}: {said}{complaints}"
        );
    }
}
