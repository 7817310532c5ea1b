//! Whether each bag still is what it was: nothing missing, nothing added, nothing altered.
//!
//! Files are read piece by piece and one bag's lists are held at a time, so memory does not grow with the archive.
//!
//! *Invariant:* a bag without a finding has exactly the bytes it was made with, beside what systems strew about
//! (`Thumbs.db`), as far as its own lists, the next bag and the register can tell.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use serde::Serialize;

use super::bag::{Bag, LAYOUT, split};
use super::tags::{self, Manifest, Tags};
use super::{FOLDER, find, list, names_in, register};
use crate::parallel;
use crate::store::digest::Digest;
use crate::store::disk;
use crate::store::stage::is_plain;

/// What is wrong with a bag or a file in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A file the bag lists is not there; or the whole bag is not.
    Missing,
    /// A file is there that the bag does not list; or a folder that is no bag.
    Extra,
    /// A file has other bytes than the bag lists.
    Altered,
    /// A file cannot be read.
    Unreadable,
    /// A list is cut short or garbled.
    CutShort,
    /// The bag was made by a newer program, whose layout this one does not know.
    Newer,
    /// The bag's folder was renamed or renumbered.
    Renamed,
    /// The bag and its own lists were changed together: its seal is not the one that was noted elsewhere.
    Resealed,
}

/// One thing wrong in the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Discrepancy {
    /// The bag's name.
    pub bag: String,
    /// What is wrong.
    pub kind: Kind,
    /// The file, by its path below the bag; none where the whole bag is meant.
    pub path: Option<String>,
    /// The whole finding in Vietnamese.
    pub message: String,
}

impl Discrepancy {
    fn new(bag: &str, kind: Kind, path: Option<&str>) -> Self {
        let of = path.map_or_else(String::new, |path| format!(" “{path}”"));
        let what = match (kind, path.is_some()) {
            (Kind::Missing, true) => format!("thiếu tệp{of}"),
            (Kind::Missing, false) => "cả bản lưu trữ đã bị xóa hoặc chuyển đi".to_owned(),
            (Kind::Extra, true) => format!("có tệp lạ{of}, không nằm trong danh mục"),
            (Kind::Extra, false) => "không phải là bản lưu trữ".to_owned(),
            (Kind::Altered, _) => format!("tệp{of} đã bị sửa đổi"),
            (Kind::Unreadable, _) => format!("không đọc được tệp{of} lúc này"),
            (Kind::CutShort, _) => format!("danh mục{of} bị cắt cụt hoặc hỏng"),
            (Kind::Newer, _) => "do phiên bản hoso mới hơn lập; dùng phiên bản đó để kiểm tra đầy đủ".to_owned(),
            (Kind::Renamed, _) => "tên thư mục không phải tên lúc lập".to_owned(),
            (Kind::Resealed, _) => "đã bị thay đổi cùng với danh mục của nó".to_owned(),
        };
        Self { bag: bag.to_owned(), kind, path: path.map(str::to_owned), message: format!("{bag}: {what}") }
    }
}

impl fmt::Display for Discrepancy {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// How much was verified and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// How many bags were read.
    pub bags: usize,
    /// How many files.
    pub files: usize,
    /// How many bytes.
    pub bytes: u64,
    /// What is wrong, by bag.
    pub findings: Vec<Discrepancy>,
}

/// Verifies every bag, or only the one of this name or number; `tell` hears each bag's name before it is read.
///
/// # Errors
/// The archive cannot be read, or there is no such bag; in Vietnamese. Whatever is wrong in a bag is a finding.
pub fn verify(
    output: &Path,
    only: Option<&str>,
    threads: usize,
    tell: &(dyn Fn(&str) + Sync),
) -> anyhow::Result<Verified> {
    let bags = match only {
        Some(which) => vec![find(output, which)?],
        None => list(output)?,
    };
    let seals = noted_seals(output)?;
    // Threads share out the bags where there are many, the files of a bag where there are few.
    let (across, within) = if bags.len() > threads { (threads, 1) } else { (1, threads.max(1)) };
    let one = |one: &Bag| {
        tell(&one.name);
        let mut verified = Verified { bags: 1, ..Verified::default() };
        verified.findings = bag(one, within, &mut verified);
        let seal = one.seal();
        let other = |noted: &Vec<Digest>| seal.is_some_and(|seal| noted.iter().any(|noted| *noted != seal));
        if seals.get(&one.name).is_some_and(other) {
            verified.findings.push(Discrepancy::new(&one.name, Kind::Resealed, None));
        }
        verified
    };
    let mut verified = Verified::default();
    for mut part in parallel::map(across, &bags, one) {
        verified.bags += part.bags;
        verified.files += part.files;
        verified.bytes += part.bytes;
        verified.findings.append(&mut part.findings);
    }
    if only.is_none() {
        let present: BTreeSet<&str> = bags.iter().map(|bag| bag.name.as_str()).collect();
        let gone = seals.keys().filter(|name| !present.contains(name.as_str()));
        verified.findings.extend(gone.map(|name| Discrepancy::new(name, Kind::Missing, None)));
        let strange = names_in(output)?.into_iter().filter(|name| split(name).is_none() && !disk::is_litter(name));
        verified.findings.extend(strange.map(|name| Discrepancy::new(&name, Kind::Extra, None)));
    }
    Ok(verified)
}

/// What the register and each later bag say of a bag's seal.
fn noted_seals(output: &Path) -> anyhow::Result<BTreeMap<String, Vec<Digest>>> {
    let mut seals: BTreeMap<String, Vec<Digest>> = BTreeMap::new();
    for (name, seal) in register::read(output)? {
        seals.entry(name).or_default().push(seal);
    }
    for name in names_in(output)? {
        let Some((_, tags)) = Bag::open(&output.join(FOLDER).join(name)) else { continue };
        let seal = tags.get("Hoso-Corrects-Seal").and_then(Digest::parse);
        if let (Some(before), Some(seal)) = (tags.get("Hoso-Corrects"), seal) {
            seals.entry(before.to_owned()).or_default().push(seal);
        }
    }
    Ok(seals)
}

/// Verifies one bag by its own lists. With no threads only its own files and the names below `data/` are looked at, not
/// the payload's bytes.
pub(super) fn bag(bag: &Bag, threads: usize, verified: &mut Verified) -> Vec<Discrepancy> {
    let mut findings = Vec::new();
    let mut find = |kind, path: Option<&str>| findings.push(Discrepancy::new(&bag.name, kind, path));
    let text = |name: &str| disk::read(&bag.folder.join(name)).ok().flatten();
    let tags = text("bag-info.txt").and_then(|text| Tags::read(&text)).unwrap_or_default();
    if tags.number("Hoso-Layout").is_some_and(|layout| layout > LAYOUT) || newer_bagit(text("bagit.txt")) {
        find(Kind::Newer, None);
    }
    if tags.get("External-Identifier").is_some_and(|name| name != bag.name) {
        find(Kind::Renamed, None);
    }
    let mut lists = List::read(bag, "tagmanifest-sha512.txt", &mut find);
    let needed = ["bagit.txt", "bag-info.txt", "manifest-sha512.txt"];
    lists.at_least(needed.iter().all(|name| lists.files.contains_key(*name)), &mut find);
    let mut payload = List::read(bag, "manifest-sha512.txt", &mut find);
    let count = tags.get("Payload-Oxum").and_then(|oxum| oxum.split_once('.')?.1.parse::<usize>().ok());
    payload.at_least(count.is_none_or(|count| count <= payload.files.len()), &mut find);
    findings.extend(names(bag, &lists, &payload));
    findings.extend(bytes(bag, &lists.files, threads.max(1), verified));
    if threads > 0 {
        findings.extend(bytes(bag, &payload.files, threads, verified));
    }
    findings
}

/// One of a bag's two manifests.
struct List {
    name: &'static str,
    files: Manifest,
    /// Whether it can be believed to name everything.
    whole: bool,
}

impl List {
    fn read(bag: &Bag, name: &'static str, find: &mut impl FnMut(Kind, Option<&str>)) -> Self {
        let nothing = Self { name, files: Manifest::new(), whole: false };
        match disk::read(&bag.folder.join(name)) {
            Ok(Some(text)) => {
                let (files, whole) = tags::read_manifest(&text);
                let mut list = Self { name, files, whole: true };
                list.at_least(whole, find);
                list
            }
            Ok(None) => {
                find(Kind::Missing, Some(name));
                nothing
            }
            Err(_) => {
                find(Kind::Unreadable, Some(name));
                nothing
            }
        }
    }

    /// Tells once that the list is cut short, unless this much of it is there.
    fn at_least(&mut self, enough: bool, find: &mut impl FnMut(Kind, Option<&str>)) {
        if self.whole && !enough {
            find(Kind::CutShort, Some(self.name));
        }
        self.whole &= enough;
    }
}

fn newer_bagit(declared: Option<Vec<u8>>) -> bool {
    let version =
        declared.and_then(|text| Tags::read(&text)).and_then(|tags| tags.get("BagIt-Version").map(str::to_owned));
    version.is_some_and(|version| !matches!(version.as_str(), "1.0" | "0.97"))
}

/// Files listed but not there, and there but not listed.
fn names(bag: &Bag, lists: &List, payload: &List) -> Vec<Discrepancy> {
    let finding = |kind, path: &str| Discrepancy::new(&bag.name, kind, Some(path));
    let Ok(files) = disk::files(&bag.folder) else {
        return vec![finding(Kind::Unreadable, ".")];
    };
    let there: BTreeSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    // The two manifests themselves: one is listed nowhere, and that the other is missing is told where it is read.
    let own = |path: &str| path == lists.name || path == payload.name;
    let listed = |path: &str| {
        // Where a list is cut short nobody can say what else belongs to the bag; the list is told instead.
        let list = if path.starts_with("data/") { payload } else { lists };
        !list.whole || own(path) || list.files.contains_key(path) || disk::is_litter(path)
    };
    let missing = lists.files.keys().chain(payload.files.keys()).map(String::as_str);
    let missing = missing.filter(|path| !there.contains(path) && !own(path)).map(|path| finding(Kind::Missing, path));
    let extra = there.iter().filter(|path| !listed(path)).map(|path| finding(Kind::Extra, path));
    let mut all: Vec<_> = missing.chain(extra).collect();
    all.sort_by(|one, other| one.path.cmp(&other.path));
    all
}

/// Files that are there with other bytes than listed.
fn bytes(bag: &Bag, listed: &Manifest, threads: usize, verified: &mut Verified) -> Vec<Discrepancy> {
    let listed: Vec<(&String, &Digest)> = listed.iter().collect();
    // A thread for a handful of small files costs more than it saves.
    let threads = threads.min(listed.len() / 16 + 1);
    let one = |(path, digest): &(&String, &Digest)| {
        let file = bag.folder.join(path);
        // A listed path that leads out of the bag is not the bag's; it is told as missing.
        if !stays_below(path) || file.symlink_metadata().is_err() {
            return (None, 0);
        }
        match disk::sum::<Digest>(&file) {
            Ok((found, size)) if found == **digest && is_plain(&file) => (None, size),
            Ok((_, size)) => (Some(Kind::Altered), size),
            Err(_) => (Some(Kind::Unreadable), 0),
        }
    };
    let results = if threads > 1 { parallel::map(threads, &listed, one) } else { listed.iter().map(one).collect() };
    verified.files += results.len();
    verified.bytes += results.iter().map(|(_, size)| size).sum::<u64>();
    let found = listed.iter().zip(results).filter_map(|((path, _), (kind, _))| Some((kind?, *path)));
    found.map(|(kind, path)| Discrepancy::new(&bag.name, kind, Some(path))).collect()
}

/// Whether a path from a manifest stays in its bag.
pub(super) fn stays_below(path: &str) -> bool {
    path.split('/').all(|part| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']))
}
