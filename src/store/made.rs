//! From what each published file was made: its key, and what its bytes were known by when it was written.
//!
//! The list lies in the published folder itself (`.giay.json`), so it is always the list of exactly the files beside it.
//!
//! *Invariant:* a list that cannot be read is an empty list: everything is made anew and nothing is taken for ours.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::digest::{Digest, Mark};
use super::disk;

/// The list's file name.
pub(super) const FILE: &str = ".giay.json";

/// What a file is made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// Stands for everything that the file depends on: data, templates, fonts, program version. `None` where it is always made
    /// anew.
    pub own: Option<Mark>,
    /// Of a set: stands for what all of it comes from, its papers too, as long as nothing but that decides what they say.
    pub source: Option<Mark>,
}

impl Key {
    /// The key of a file that is no set and depends on this alone.
    pub fn of(text: &str) -> Self {
        Mark::of(text.as_bytes()).into()
    }
}

impl From<Mark> for Key {
    fn from(own: Mark) -> Self {
        Self { own: Some(own), source: None }
    }
}

/// One file we made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Made {
    /// What it was made from.
    pub(super) key: Key,
    /// Its bytes, as a bag's manifest lists them.
    pub(super) digest: Digest,
    /// Its bytes, as it is compared with what is there.
    pub(super) mark: Mark,
}

impl Made {
    /// Whether another was made from the same data into the same bytes.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        self.key.own == other.key.own && self.digest == other.digest
    }

    /// Whether a file has these bytes still. Whatever keeps it from being read, it is not what was made.
    pub(super) fn is(&self, file: &Path) -> bool {
        disk::sum(file).is_ok_and(|(mark, _): (Mark, u64)| mark == self.mark)
    }
}

/// Files by their path below the folder.
pub(super) type List = BTreeMap<Arc<str>, Made>;

/// The list on disk. What it says of a file goes into the archive, so a letter of it gone wrong must not pass.
#[derive(Serialize, Deserialize)]
struct Sealed {
    files: BTreeMap<String, Line>,
    /// The digest of `files` as it is written.
    seal: String,
}

#[derive(Serialize, Deserialize)]
struct Line {
    key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    blake3: String,
    sha512: String,
}

/// A list of an earlier program, which marked files by SHA-256; the first had neither marks nor a seal.
#[derive(Deserialize)]
#[serde(untagged)]
enum Earlier {
    Sealed { files: BTreeMap<String, Summed> },
    First(BTreeMap<String, Summed>),
}

#[derive(Deserialize)]
struct Summed {
    key: String,
    sha512: String,
}

/// The list of a published folder; empty where there is none that can be read.
pub(super) fn load(folder: &Path) -> List {
    let bytes = disk::read(&folder.join(FILE)).ok().flatten().unwrap_or_default();
    let Ok(list) = serde_json::from_slice::<Sealed>(&bytes) else { return earlier(folder, &bytes) };
    if list.seal != seal(&list.files) {
        return List::new();
    }
    let made = |line: Line| {
        let (digest, mark) = (Digest::parse(&line.sha512)?, Mark::parse(&line.blake3)?);
        let source = line.source.as_deref().and_then(Mark::parse);
        Some(Made { key: Key { own: Mark::parse(&line.key), source }, digest, mark })
    };
    list.files.into_iter().filter_map(|(path, line)| Some((path.into(), made(line)?))).collect()
}

/// A list of an earlier program, by the digests of its files as they are now.
fn earlier(folder: &Path, bytes: &[u8]) -> List {
    let Ok(Earlier::Sealed { files: lines } | Earlier::First(lines)) = serde_json::from_slice(bytes) else {
        return List::new();
    };
    let made = |(path, line): (String, Summed)| {
        let file = folder.join(&path);
        let (digest, mark) = disk::sums(&file).ok()?;
        let unchanged = Digest::parse(&line.sha512) == Some(digest);
        unchanged
            .then_some((path.into(), Made { key: Key { own: Mark::parse(&line.key), source: None }, digest, mark }))
    };
    lines.into_iter().filter_map(made).collect()
}

fn seal(files: &BTreeMap<String, Line>) -> String {
    Digest::of(&serde_json::to_vec(files).expect("paths and digests are plain text")).to_string()
}

fn text(list: &List) -> Vec<u8> {
    let line = |made: &Made| Line {
        key: made.key.own.map_or_else(String::new, |own| own.to_string()),
        source: made.key.source.map(|source| source.to_string()),
        blake3: made.mark.to_string(),
        sha512: made.digest.to_string(),
    };
    let files = list.iter().map(|(path, made)| (path.to_string(), line(made))).collect();
    let seal = seal(&files);
    serde_json::to_vec(&Sealed { files, seal }).expect("paths and digests are plain text")
}

/// Writes the list into a folder in the making.
pub(super) fn save(folder: &Path, list: &List) -> anyhow::Result<()> {
    disk::write_unflushed(&folder.join(FILE), &text(list))
}

/// Puts the list in place of that of a published folder, whose files are the same.
pub(super) fn renew(folder: &Path, list: &List) -> anyhow::Result<()> {
    disk::replace(&folder.join(FILE), &text(list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_believed_whole_or_not_at_all() {
        let home = tempfile::tempdir().expect("a folder");
        std::fs::write(home.path().join("1.pdf"), "one").expect("a file");
        let file = home.path().join("1.pdf");
        let (digest, mark) = disk::sums(&file).expect("its sums");
        let made = Made { key: Key { source: Some(mark), ..Key::of("k") }, digest, mark };
        let list = List::from([("1.pdf".into(), made.clone())]);
        save(home.path(), &list).expect("written");
        assert_eq!(load(home.path()), list);
        let text = std::fs::read_to_string(home.path().join(FILE)).expect("the list");
        let first = digest.to_string();
        let (one, other) = (&first[..1], if first.starts_with('0') { "1" } else { "0" });
        let wrong = text.replace(&first, &first.replacen(one, other, 1));
        assert_ne!(wrong, text);
        std::fs::write(home.path().join(FILE), wrong).expect("a digit gone wrong");
        assert_eq!(load(home.path()), List::new());
        for old in [
            r#"{"1.pdf":{"key":"k","sha512":"_"}}"#,
            r#"{"files":{"1.pdf":{"key":"k","source":"s","sha256":"0","sha512":"_"}},"seal":"0"}"#,
        ] {
            let old = old.replace("\"k\"", &format!("\"{}\"", Mark::of(b"k")));
            std::fs::write(home.path().join(FILE), old.replace('_', &first)).expect("a list of an earlier program");
            assert_eq!(load(home.path()), List::from([("1.pdf".into(), Made { key: Key::of("k"), ..made.clone() })]));
            let edited = old.replace('_', &first.replacen(one, other, 1));
            std::fs::write(home.path().join(FILE), edited).expect("of an edited file");
            assert_eq!(load(home.path()), List::new());
        }
    }
}
