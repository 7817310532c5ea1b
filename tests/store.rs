//! The store: runs on show, the archive, and what becomes of both when a run is cut off or the disk refuses.

mod bags;
mod crash;
mod disk;
mod faults;
mod sequences;
mod stage;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use hoso::assets::Assets;
use hoso::model::Headcount;
use hoso::store::archive::{self, Added, Contents, Input};
use hoso::store::digest::{Digest, Mark};
use hoso::store::{Key, Published, Stage};
use jiff::civil::date;

/// The plan of these tests.
pub const PLAN: &str = "cchc-2023";

/// Papers by path; a paper's key is its text.
pub type Papers = BTreeMap<String, String>;

/// Papers from pairs of path and text.
pub fn papers(pairs: &[(&str, &str)]) -> Papers {
    pairs.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// Makes the papers of a run as the program does: takes over what it can, writes the rest.
pub fn make(stage: &Stage, papers: &Papers) -> anyhow::Result<()> {
    for (path, text) in papers {
        if !stage.reuse(path, Key::of(text))? {
            stage.write(path, Key::of(text), text.as_bytes())?;
        }
    }
    Ok(())
}

/// A run without the archive.
pub fn publish(output: &Path, papers: &Papers) -> anyhow::Result<Published> {
    let stage = Stage::begin(output, PLAN)?;
    make(&stage, papers)?;
    stage.publish()
}

/// Does something with what is archived of a run made from these workbooks, of so many people.
pub fn with_contents<R>(inputs: &[Input], people: usize, work: impl FnOnce(&Contents) -> R) -> R {
    let templates = [("bao-cao.jinja".to_owned(), "Kính gửi {{ nơi }}".as_bytes().to_vec())];
    let fonts = [("Tinos.ttf".to_owned(), b"font".to_vec())];
    let assets = Assets::from_files(templates.into(), fonts.into()).expect("texts");
    let settings = BTreeMap::from([("accept_legacy".to_owned(), "false".to_owned())]);
    work(&Contents {
        inputs,
        assets: &assets,
        plan: b"{\"plan\":\"cchc-2023\"}",
        settings: &settings,
        commune: "Ủy ban nhân dân xã Tam Phước",
        plan_name: "Cải cách hành chính năm 2023",
        date: date(2023, 12, 5),
        version: "0.1.0",
        units: 1,
        nominated: Headcount { people, collectives: 0 },
        threads: 2,
    })
}

/// A whole run: papers, bag, exchange.
pub fn run(output: &Path, papers: &Papers, inputs: &[Input]) -> anyhow::Result<(Added, Published)> {
    let people = papers.keys().filter(|path| path.contains("bao-cao")).count();
    with_contents(inputs, people, |contents| {
        let mut stage = Stage::begin(output, PLAN)?;
        archive::begin(&mut stage, contents)?;
        make(&stage, papers)?;
        let ready = stage.finish()?;
        let added = archive::add(&ready, contents)?;
        Ok((added, ready.publish(2)?))
    })
}

/// Every file below a folder but the list of what was made, with its text.
pub fn tree(folder: &Path) -> Papers {
    let mut found = Papers::new();
    if !folder.exists() {
        return found;
    }
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.expect("a folder of this test");
        if entry.file_type().is_file() && entry.file_name() != ".giay.json" {
            let below = entry.path().strip_prefix(folder).expect("below its root");
            let text = std::fs::read(entry.path()).expect("a file of this test");
            found.insert(below.to_string_lossy().replace('\\', "/"), String::from_utf8_lossy(&text).into_owned());
        }
    }
    found
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A workbook of these tests.
pub fn workbook(folder: &Path, name: &str, text: &str) -> Input {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder for workbooks");
    std::fs::write(&path, text).expect("a workbook");
    let (digest, mark) = (Digest::of(text.as_bytes()), Mark::of(text.as_bytes()));
    Input { name: name.to_owned(), path, digest, mark }
}

/// Has an independent validator read these bags; what it says where it refuses one. `None` where it is not installed.
pub fn bagit(bags: &[PathBuf]) -> Option<Result<(), String>> {
    const CODE: &str = "import sys\ntry:\n import bagit\nexcept ImportError:\n sys.exit(77)\n\
                        for p in sys.argv[1:]:\n bagit.Bag(p).validate()";
    let output = Command::new("python3").args(["-c", CODE]).args(bags).output().ok()?;
    match output.status.code() {
        Some(0) => Some(Ok(())),
        Some(77) => None,
        _ => Some(Err(String::from_utf8_lossy(&output.stderr).into_owned())),
    }
}

/// Every bag is whole, says our own verification and the independent one.
#[track_caller]
pub fn assert_bags_whole(output: &Path) {
    let verified = archive::verify(output, None, 2, &|_| ()).expect("an archive that can be read");
    assert_eq!(verified.findings, [], "findings");
    let bags: Vec<PathBuf> = archive::list(output).expect("a list").into_iter().map(|bag| bag.folder).collect();
    match bagit(&bags) {
        Some(result) => assert_eq!(result, Ok(())),
        None => crate::paper::absent("bagit"),
    }
}
