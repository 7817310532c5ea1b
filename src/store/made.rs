//! From what each published file was made: its key, and its digest when it was written.
//!
//! The list lies in the published folder itself (`.giay.json`), so it is always the list of exactly the files beside it.
//!
//! *Invariant:* a list that cannot be read is an empty list: everything is made anew and nothing is taken for ours.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::disk;

/// The list's file name.
pub(super) const FILE: &str = ".giay.json";

/// One file we made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Made {
    /// Names everything it was made from.
    pub(super) key: String,
    /// Of a set: names what all of it is made from, the papers that it binds with it.
    pub(super) source: Option<String>,
    /// Its bytes.
    pub(super) digest: Digest,
}

/// Files by their path below the folder.
pub(super) type List = BTreeMap<String, Made>;

#[derive(Serialize, Deserialize)]
struct Line {
    key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    sha512: String,
}

/// The list of a published folder; empty where there is none that can be read.
pub(super) fn load(folder: &Path) -> List {
    let bytes = disk::read(&folder.join(FILE)).ok().flatten().unwrap_or_default();
    let lines: BTreeMap<String, Line> = serde_json::from_slice(&bytes).unwrap_or_default();
    let made = |line: Line| Some(Made { key: line.key, source: line.source, digest: Digest::parse(&line.sha512)? });
    lines.into_iter().filter_map(|(path, line)| Some((path, made(line)?))).collect()
}

/// Writes the list into a folder in the making.
pub(super) fn save(folder: &Path, list: &List) -> anyhow::Result<()> {
    let line =
        |made: &Made| Line { key: made.key.clone(), source: made.source.clone(), sha512: made.digest.to_string() };
    let lines: BTreeMap<&str, Line> = list.iter().map(|(path, made)| (path.as_str(), line(made))).collect();
    let text = serde_json::to_vec(&lines).expect("paths and digests are plain text");
    disk::write_unflushed(&folder.join(FILE), &text)
}
