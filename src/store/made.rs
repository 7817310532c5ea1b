//! From what each published file was made: its key, and what its bytes were known by when it was written.
//!
//! The list lies in the published folder itself (`.giay.json`), so it is always the list of exactly the files beside it.
//!
//! *Invariant:* a list that cannot be read is an empty list: everything is made anew and nothing is taken for ours.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::digest::{Digest, Mark};
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
    /// Its bytes, as a bag's manifest lists them.
    pub(super) digest: Digest,
    /// Its bytes, as it is compared with what is there.
    pub(super) mark: Mark,
}

impl Made {
    /// Whether a file has these bytes still. Whatever keeps it from being read, it is not what was made.
    pub(super) fn is(&self, file: &Path) -> bool {
        disk::sum(file).is_ok_and(|(mark, _): (Mark, u64)| mark == self.mark)
    }
}

/// Files by their path below the folder.
pub(super) type List = BTreeMap<String, Made>;

#[derive(Serialize, Deserialize)]
struct Line {
    key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    sha256: String,
    sha512: String,
}

/// The list of a published folder; empty where there is none that can be read.
pub(super) fn load(folder: &Path) -> List {
    let bytes = disk::read(&folder.join(FILE)).ok().flatten().unwrap_or_default();
    let lines: BTreeMap<String, Line> = serde_json::from_slice(&bytes).unwrap_or_default();
    let made = |line: Line| {
        let (digest, mark) = (Digest::parse(&line.sha512)?, Mark::parse(&line.sha256)?);
        Some(Made { key: line.key, source: line.source, digest, mark })
    };
    lines.into_iter().filter_map(|(path, line)| Some((path, made(line)?))).collect()
}

/// Writes the list into a folder in the making.
pub(super) fn save(folder: &Path, list: &List) -> anyhow::Result<()> {
    let line = |made: &Made| Line {
        key: made.key.clone(),
        source: made.source.clone(),
        sha256: made.mark.to_string(),
        sha512: made.digest.to_string(),
    };
    let lines: BTreeMap<&str, Line> = list.iter().map(|(path, made)| (path.as_str(), line(made))).collect();
    let text = serde_json::to_vec(&lines).expect("paths and digests are plain text");
    disk::write_unflushed(&folder.join(FILE), &text)
}
