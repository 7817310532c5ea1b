//! Names of a clerk's files as a bag can hold them on every system, for every reader.
//!
//! Validators disagree on `%` in a manifest (bagit-python writes it plain, the RFC as `%25`), Windows refuses some signs and
//! macOS spells letters apart. So such names are changed in the bag, and `data/ten-tep.json` says what each was.
//!
//! *Invariant:* no two stored names differ only in case or in how letters are composed.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;

use crate::text::is_device;

/// The list of changed names, below `data/`: stored path to original path. There only where a name was changed.
pub(super) const FILE: &str = "ten-tep.json";

/// Gives each path of one folder the name it is stored under.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
    changed: BTreeMap<String, String>,
}

impl Names {
    /// The path below `data/` under which `folder/original` is stored.
    pub(super) fn store(&mut self, folder: &str, original: &str) -> String {
        let parts: Vec<String> = original.split('/').map(plain).collect();
        let wanted = format!("{folder}/{}", parts.join("/"));
        let (stem, ending) = match wanted.rsplit_once('.') {
            Some((stem, ending)) if !ending.contains('/') => (stem.to_owned(), format!(".{ending}")),
            _ => (wanted.clone(), String::new()),
        };
        let mut path = wanted;
        let mut number = 2;
        while !self.taken.insert(path.to_lowercase()) {
            path = format!("{stem} ({number}){ending}");
            number += 1;
        }
        if path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) != Some(original) {
            self.changed.insert(path.clone(), format!("{folder}/{original}"));
        }
        path
    }

    /// The list of changed names as a file, where there are any.
    pub(super) fn file(&self) -> Option<Vec<u8>> {
        let text = || serde_json::to_vec_pretty(&self.changed).expect("names are plain text");
        (!self.changed.is_empty()).then(text)
    }
}

/// Reads the list back.
pub(super) fn read(bytes: &[u8]) -> Option<BTreeMap<String, String>> {
    serde_json::from_slice(bytes).ok()
}

/// One part of a path with every sign replaced that some system or tool would stumble over.
fn plain(part: &str) -> String {
    let sign = |c: char| match c {
        '%' | '<' | '>' | ':' | '"' | '\\' | '|' | '?' | '*' => '_',
        c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => '_',
        c => c,
    };
    let mut name: String = part.nfc().map(sign).collect();
    if name.starts_with(['.', ' ']) {
        name.replace_range(..1, "_");
    }
    if name.ends_with(['.', ' ']) {
        name.replace_range(name.len() - 1.., "_");
    }
    if name.is_empty() || is_device(&name) {
        name.insert(0, '_');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_names() {
        let mut names = Names::default();
        let mut store = |original| names.store("dau-vao", original);
        assert_eq!(store("van-phong.xlsx"), "dau-vao/van-phong.xlsx");
        assert_eq!(store("Ấp 1/Số liệu.xlsx"), "dau-vao/Ấp 1/Số liệu.xlsx");
        assert_eq!(store("Ấp 1/So\u{302}\u{301} liệu.xlsx"), "dau-vao/Ấp 1/Số liệu (2).xlsx");
        assert_eq!(store("đạt 50%.xlsx"), "dau-vao/đạt 50_.xlsx");
        assert_eq!(store("a\nb.xlsx"), "dau-vao/a_b.xlsx");
        assert_eq!(store("../x.xlsx"), "dau-vao/__/x.xlsx");
        assert_eq!(store("Aux.xlsx"), "dau-vao/_Aux.xlsx");
        assert_eq!(store("VAN-PHONG.xlsx"), "dau-vao/VAN-PHONG (2).xlsx");
        let changed = read(&names.file().expect("names were changed")).expect("our own list");
        assert_eq!(changed.len(), 6);
        assert_eq!(changed["dau-vao/đạt 50_.xlsx"], "dau-vao/đạt 50%.xlsx");
        assert_eq!(Names::default().file(), None);
    }
}
