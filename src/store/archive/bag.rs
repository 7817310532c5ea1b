//! One bag as its folder and its `bag-info.txt` tell it, without reading what it holds.
//!
//! *Invariant:* a bag's plan and number come from its folder's name; everything else it says of itself.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::tags::{self, Manifest, Tags};
use crate::store::digest::Digest;
use crate::store::disk;

/// The layout of the bags this program makes; a greater number is a newer program's.
pub const LAYOUT: usize = 1;

/// How a file differs from the bag before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// It was not there.
    Added,
    /// Its bytes are others.
    Altered,
    /// It is there no more.
    Removed,
}

impl How {
    const ALL: [(Self, &str); 3] = [(Self::Added, "added"), (Self::Altered, "altered"), (Self::Removed, "removed")];
}

impl fmt::Display for How {
    /// In Vietnamese: thêm, sửa, bỏ.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Added => "thêm",
            Self::Altered => "sửa",
            Self::Removed => "bỏ",
        })
    }
}

/// One file that differs from the bag before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What became of it.
    pub how: How,
    /// Its path below `data/`, as `giay-to/van-phong/01-to-trinh.pdf`.
    pub path: String,
}

/// A bag of the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bag {
    /// Its folder's name, as `cchc-2023-0001`.
    pub name: String,
    /// Its plan's code.
    pub plan: String,
    /// Its number among the plan's bags, from 1.
    pub number: u32,
    /// Where it lies.
    #[serde(skip)]
    pub folder: PathBuf,
    /// The day of the run, `2023-12-05`.
    pub date: String,
    /// The commune.
    pub commune: String,
    /// The plan's name.
    pub plan_name: String,
    /// The version of the program that made it.
    pub version: String,
    /// How many units had papers.
    pub units: usize,
    /// How many people had papers; in a bag that does not tell of collectives, those too.
    pub people: usize,
    /// How many collectives.
    pub collectives: usize,
    /// How many papers it holds.
    pub papers: usize,
    /// The bag that this one corrects.
    pub corrects: Option<String>,
    /// How many files of `data/` were added, altered and removed since that one.
    pub changed: [usize; 3],
    /// Those files, the first hundred; [`changes`](super::changes) gives all.
    pub changes: Vec<Change>,
    /// Why the bag cannot tell of itself, in Vietnamese.
    pub fault: Option<String>,
}

/// How many changed files `bag-info.txt` names.
const NAMED: usize = 100;

impl Bag {
    /// The bag in this folder, with its tags; `None` where the folder's name is not a bag's.
    pub(super) fn open(folder: &Path) -> Option<(Self, Tags)> {
        let name = folder.file_name()?.to_str()?.to_owned();
        let (plan, number) = split(&name)?;
        let read = disk::read(&folder.join("bag-info.txt")).ok().flatten();
        let tags = read.as_deref().and_then(Tags::read);
        let fault = tags.is_none().then(|| "không đọc được bag-info.txt".to_owned());
        let tags = tags.unwrap_or_default();
        let text = |label: &str| tags.get(label).unwrap_or_default().to_owned();
        let count = |label: &str| tags.number(label).unwrap_or_default();
        let bag = Self {
            plan: plan.to_owned(),
            number,
            folder: folder.to_owned(),
            date: text("Bagging-Date"),
            commune: text("Source-Organization"),
            plan_name: text("Hoso-Plan-Name"),
            version: text("Hoso-Version"),
            units: count("Hoso-Units"),
            people: count("Hoso-People"),
            collectives: count("Hoso-Collectives"),
            papers: count("Hoso-Papers"),
            corrects: tags.get("Hoso-Corrects").map(str::to_owned),
            changed: ["Hoso-Added", "Hoso-Altered", "Hoso-Removed"].map(count),
            changes: tags.all("Hoso-Changed").filter_map(read_change).collect(),
            fault,
            name,
        };
        Some((bag, tags))
    }

    /// The digest of the bag's list of lists: it changes with any byte of the bag.
    pub fn seal(&self) -> Option<Digest> {
        disk::sum(&self.folder.join("tagmanifest-sha512.txt")).ok().map(|(digest, _)| digest)
    }

    /// The payload's digests as the bag lists them, by their paths below the bag.
    pub(super) fn manifest(&self) -> Manifest {
        let text = disk::read(&self.folder.join("manifest-sha512.txt")).ok().flatten().unwrap_or_default();
        tags::read_manifest(&text).0
    }
}

/// `cchc-2023-0001` as the plan's code and the number.
pub(super) fn split(name: &str) -> Option<(&str, u32)> {
    let (plan, digits) = name.rsplit_once('-')?;
    let number = digits.parse().ok().filter(|_| digits.bytes().all(|digit| digit.is_ascii_digit()))?;
    (number > 0 && name_of(plan, number) == name && crate::store::fit_for_folder(plan)).then_some((plan, number))
}

/// The folder of a plan's bag.
pub(super) fn name_of(plan: &str, number: u32) -> String {
    format!("{plan}-{number:04}")
}

/// What differs between two payloads, sorted by path.
pub(super) fn differences(before: &Manifest, after: &Manifest) -> Vec<Change> {
    let below = |path: &str| path.strip_prefix("data/").unwrap_or(path).to_owned();
    let gone = before.keys().filter(|path| !after.contains_key(*path)).map(|path| (How::Removed, path));
    let other = after.iter().filter_map(|(path, digest)| match before.get(path) {
        None => Some((How::Added, path)),
        Some(old) if old != digest => Some((How::Altered, path)),
        Some(_) => None,
    });
    let mut all: Vec<Change> = gone.chain(other).map(|(how, path)| Change { how, path: below(path) }).collect();
    all.sort_by(|one, other| one.path.cmp(&other.path));
    all
}

/// Says what changed in `bag-info.txt`.
pub(super) fn write_changes(tags: &mut Tags, changes: &[Change]) {
    for ((how, word), label) in How::ALL.iter().zip(["Hoso-Added", "Hoso-Altered", "Hoso-Removed"]) {
        debug_assert!(label.to_ascii_lowercase().ends_with(word), "labels stand in the order of the words");
        tags.add(label, changes.iter().filter(|change| change.how == *how).count());
    }
    // The papers come first: they are what the reader of the list asks for.
    let (papers, rest): (Vec<_>, Vec<_>) = changes.iter().partition(|change| change.path.starts_with("giay-to/"));
    for change in papers.into_iter().chain(rest).take(NAMED) {
        let word = How::ALL.iter().find(|(how, _)| *how == change.how).map_or("", |(_, word)| word);
        tags.add("Hoso-Changed", format!("{word} {}", change.path));
    }
}

fn read_change(value: &str) -> Option<Change> {
    let (word, path) = value.split_once(' ')?;
    let how = How::ALL.iter().find(|(_, known)| *known == word)?.0;
    Some(Change { how, path: path.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(split("cchc-2023-0001"), Some(("cchc-2023", 1)));
        assert_eq!(split("a-12345"), Some(("a", 12345)));
        // A plan's code alone has the shape of a bag of a shorter one; what its folder holds tells them apart.
        assert_eq!(split("cchc-2023"), Some(("cchc", 2023)));
        for other in ["a-0000", "a-1", "-0001", ".a-0001", "a-00001", "a-+001", "a-0001x"] {
            assert_eq!(split(other), None, "{other}");
        }
    }
}
