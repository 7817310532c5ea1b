//! The text of a bag's tag files: manifests, `bag-info.txt`, `bagit.txt` (RFC 8493, 2.1 and 2.2).
//!
//! *Invariant:* what is written here is read back the same; what cannot be read is told, never skipped.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::store::digest::Digest;

/// Files of a bag and their digests.
pub type Manifest = BTreeMap<String, Digest>;

/// What a bag declares itself to be.
pub(super) const BAGIT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// A manifest's text: a line a file, sorted, each ended.
pub(super) fn manifest_text(manifest: &Manifest) -> String {
    let mut text = String::new();
    for (path, digest) in manifest {
        writeln!(text, "{digest}  {}", encode(path)).expect("text takes text");
    }
    text
}

/// Reads a manifest; the second value tells whether every line was whole. A last line without an end is not believed.
pub(super) fn read_manifest(text: &[u8]) -> (Manifest, bool) {
    let mut manifest = Manifest::new();
    let Ok(text) = std::str::from_utf8(text) else { return (manifest, false) };
    let ended = text.rfind(['\n', '\r']).map_or("", |end| &text[..=end]);
    let mut whole = ended.len() == text.len();
    for line in ended.split(['\n', '\r']).filter(|line| !line.is_empty()) {
        let entry = line.split_once([' ', '\t']).and_then(|(digest, path)| {
            let path = path.trim_start_matches([' ', '\t', '*']);
            Some((decode(path.strip_prefix("./").unwrap_or(path)), Digest::parse(digest)?))
        });
        match entry {
            Some((path, digest)) if !path.is_empty() => whole &= manifest.insert(path, digest).is_none(),
            _ => whole = false,
        }
    }
    (manifest, whole)
}

/// A path as manifests spell it: only what would break the line, and the sign that says so.
fn encode(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn decode(path: &str) -> String {
    let mut plain = path.to_owned();
    for (code, sign) in [("%0D", "\r"), ("%0d", "\r"), ("%0A", "\n"), ("%0a", "\n"), ("%25", "%")] {
        plain = plain.replace(code, sign);
    }
    plain
}

/// `bag-info.txt`: labels and values, in order; a label may come again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tags(Vec<(String, String)>);

impl Tags {
    /// Adds a line. Whatever would end it becomes a space.
    pub(super) fn add(&mut self, label: &str, value: impl ToString) {
        let value = value.to_string().replace(|c: char| c.is_control(), " ");
        self.0.push((label.to_owned(), value.trim().to_owned()));
    }

    /// The first value of a label.
    pub(super) fn get(&self, label: &str) -> Option<&str> {
        self.all(label).next()
    }

    /// Every value of a label.
    pub(super) fn all(&self, label: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(label)).map(|(_, value)| value.as_str())
    }

    /// The label's value as a number.
    pub(super) fn number(&self, label: &str) -> Option<usize> {
        self.get(label)?.parse().ok()
    }

    pub(super) fn text(&self) -> String {
        self.0.iter().fold(String::new(), |text, (label, value)| text + label + ": " + value + "\n")
    }

    /// Reads tags; a line that begins with space goes on with the one before.
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        let mut tags = Self::default();
        for line in std::str::from_utf8(text).ok()?.lines().filter(|line| !line.trim().is_empty()) {
            if line.starts_with([' ', '\t']) {
                let last = tags.0.last_mut()?;
                last.1 = format!("{} {}", last.1, line.trim());
            } else {
                let (label, value) = line.split_once(':')?;
                tags.0.push((label.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Some(tags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manifests_come_back() {
        let digest = Digest::of(b"x");
        let odd = ["data/Số liệu 50%.xlsx", "data/a\nb", "data/%0A", "data/ hai  dấu cách ", "data/*"];
        let manifest: Manifest = odd.iter().map(|path| ((*path).to_owned(), digest)).collect();
        let text = manifest_text(&manifest);
        // A leading star is another tool's mark for "binary"; none of our paths begins with one.
        assert_eq!(read_manifest(text.as_bytes()), (manifest, true));
        assert!(!read_manifest(&text.as_bytes()[..text.len() - 1]).1, "the last line's end is missing");
        assert!(!read_manifest(b"xyz  data/a\n").1);
        assert!(!read_manifest(&[0xff]).1);
        let twice = format!("{digest}  data/a\n{digest}  data/a\n");
        assert!(!read_manifest(twice.as_bytes()).1);
    }

    #[test]
    fn tags_come_back() {
        let mut tags = Tags::default();
        tags.add("Source-Organization", "UBND xã Tam Phước\nhuyện Châu Thành: A");
        tags.add("Hoso-Changed", "a");
        tags.add("Hoso-Changed", "b");
        assert_eq!(Tags::read(tags.text().as_bytes()), Some(tags.clone()));
        assert_eq!(tags.get("source-organization"), Some("UBND xã Tam Phước huyện Châu Thành: A"));
        assert_eq!(tags.all("Hoso-Changed").collect::<Vec<_>>(), ["a", "b"]);
        let folded = Tags::read(b"A: one\n  two\n").expect("two lines of one value");
        assert_eq!(folded.get("A"), Some("one two"));
        assert_eq!(Tags::read(b"no colon"), None);
    }
}
