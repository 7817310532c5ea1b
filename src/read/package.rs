//! A zip package measured before anything reads it: how much it unpacks to, and what would trip the readers.
//!
//! Every part is unpacked once into nothing and counted, since the sizes a zip states may be lies. Of XML the scan also
//! knows the depth, the longest run without markup, and two numbers calamine would believe: the count of shared strings,
//! for which it reserves memory at once, and the index of a shared formula.
//!
//! *Invariant:* what this passes unpacks to at most [`TOTAL`], no part of it to more than [`PART`].

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::guard::{Format, Passed, Trouble};

/// Most bytes that one part may unpack to.
pub const PART: u64 = 64 << 20;
/// Most bytes that the whole package may unpack to.
pub const TOTAL: u64 = 192 << 20;
/// Most parts.
const PARTS: usize = 5_000;
/// Deepest XML.
const DEPTH: u32 = 256;
/// Longest run of text, or of one tag; Excel's longest cell is 32 767 letters.
const RUN: usize = 1 << 20;
/// Most formats of cells; Excel has 65 490 of its own.
const STYLES: u32 = 70_000;
/// From how many formats on a package is read alone.
const MANY_STYLES: u32 = 5_000;
/// Longest run in the styles, whose names calamine copies into every format; Excel's longest is 255 letters.
const STYLE_RUN: usize = 2_048;
/// Most bytes that styles or shared strings may unpack to: each short entry becomes a value many times its size.
const LISTS: u64 = 24 << 20;
/// A package that unpacks to more is read alone.
const HEAVY: u64 = 16 << 20;

/// Measures a package and tells its format.
pub fn inspect(bytes: &[u8]) -> Result<Passed, Trouble> {
    central_directory(bytes)?;
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::damaged())?;
    if zip.len() > PARTS {
        return Err(Trouble::too_large());
    }
    let mut names = Vec::new();
    let (mut total, mut largest) = (0, 0);
    let mut found = Found::default();
    for index in 0..zip.len() {
        let entry = match zip.by_index(index) {
            Ok(entry) => entry,
            Err(zip::result::ZipError::UnsupportedArchive(_) | zip::result::ZipError::InvalidPassword) => {
                return Err(Trouble::password());
            }
            Err(_) => return Err(Trouble::damaged()),
        };
        let name = entry.name().map_err(|_| Trouble::damaged())?.to_lowercase();
        let size = measure(entry, &name, &mut found)?;
        total += size;
        largest = largest.max(size);
        if total > TOTAL {
            return Err(Trouble::too_large());
        }
        names.push(name);
    }
    let format = format(&mut zip, &names)?;
    let heavy = total > HEAVY || found.styles > MANY_STYLES || format == Format::Xlsb;
    Ok(Passed { format, heavy, formulas: found.formulas, merged: found.merged, largest })
}

/// What the scans found of the parts, besides their sizes.
#[derive(Default)]
struct Found {
    /// The most formats of cells in one part.
    styles: u32,
    formulas: bool,
    merged: bool,
}

/// The end record's own counts, before a reader makes a list of the parts: a directory of a million names is no workbook's.
fn central_directory(bytes: &[u8]) -> Result<(), Trouble> {
    let from = bytes.len().saturating_sub(66_000);
    let tail = &bytes[from..];
    let at = tail.windows(4).rposition(|mark| mark == b"PK\x05\x06").ok_or_else(Trouble::damaged)?;
    let record = tail.get(at..at + 22).ok_or_else(Trouble::damaged)?;
    let parts = usize::from(u16::from_le_bytes([record[10], record[11]]));
    let size = u32::from_le_bytes([record[12], record[13], record[14], record[15]]);
    if parts > PARTS || size > 4 << 20 { Err(Trouble::too_large()) } else { Ok(()) }
}

fn format(zip: &mut ZipArchive<Cursor<&[u8]>>, names: &[String]) -> Result<Format, Trouble> {
    let has = |name: &str| names.iter().any(|known| known == name);
    if has("mimetype") && has("content.xml") {
        let mut kind = String::new();
        let entry = zip.by_name("mimetype").map_err(|_| Trouble::damaged())?;
        entry.take(100).read_to_string(&mut kind).map_err(|_| Trouble::damaged())?;
        return match kind.trim() {
            "application/vnd.oasis.opendocument.spreadsheet" => Ok(Format::Ods),
            _ => Err(not_a_workbook("văn bản hoặc bản trình chiếu OpenDocument")),
        };
    }
    if names.iter().any(|name| name.ends_with("workbook.bin")) {
        return Ok(Format::Xlsb);
    }
    if has("[content_types].xml") && names.iter().any(|name| name.contains("workbook") && name.ends_with(".xml")) {
        return Ok(Format::Xlsx);
    }
    let kind = if names.iter().any(|name| name.starts_with("word/")) {
        "văn bản Word (.docx) đã đổi tên"
    } else if names.iter().any(|name| name.starts_with("ppt/")) {
        "bản trình chiếu PowerPoint đã đổi tên"
    } else if names.iter().any(|name| name.ends_with(".iwa")) {
        "tệp Numbers của máy Mac"
    } else {
        "tệp nén (ZIP)"
    };
    Err(not_a_workbook(kind))
}

fn not_a_workbook(kind: &str) -> Trouble {
    Trouble::file(
        format!("Tệp không phải là bảng tính Excel: nội dung là {kind}"),
        "Lưu bảng tính thành tệp Excel Workbook (.xlsx)",
    )
}

/// Unpacks one part into nothing and counts its bytes.
fn measure(mut part: impl Read, name: &str, found: &mut Found) -> Result<u64, Trouble> {
    let mut scan = Scan::new(name);
    let list = name.contains("styles") || name.contains("sharedstrings");
    let most = if list { LISTS } else { PART };
    let mut block = vec![0; 64 << 10];
    let mut size = 0_u64;
    loop {
        let read = part.read(&mut block).map_err(|_| Trouble::damaged())?;
        if read == 0 {
            if let Scan::Xml(xml) = scan {
                found.styles = found.styles.max(xml.found.styles);
                found.formulas |= xml.found.formulas;
                found.merged |= xml.found.merged;
            }
            return Ok(size);
        }
        size += u64::try_from(read).unwrap_or(u64::MAX);
        if size > most || !scan.passes(&block[..read]) {
            return Err(Trouble::too_large());
        }
    }
}

/// What is followed of a part while its bytes go by.
enum Scan {
    Xml(Xml),
    Records(super::records::Records),
    Nothing,
}

impl Scan {
    fn new(name: &str) -> Self {
        let records = ["workbook.bin", "sharedstrings.bin", "styles.bin"].iter().any(|end| name.ends_with(end))
            || (name.contains("worksheets/") && name.ends_with(".bin"));
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let longest = if name.contains("styles") { STYLE_RUN } else { RUN };
            Self::Xml(Xml { longest, ..Xml::default() })
        } else if records {
            Self::Records(super::records::Records::default())
        } else {
            Self::Nothing
        }
    }

    fn passes(&mut self, block: &[u8]) -> bool {
        match self {
            Self::Xml(xml) => block.iter().all(|byte| xml.passes(*byte)),
            Self::Records(records) => records.pass(block),
            Self::Nothing => true,
        }
    }
}

/// XML byte by byte: enough of it to know depth, runs and the two numbers.
#[derive(Default)]
struct Xml {
    tag: Vec<u8>,
    in_tag: bool,
    depth: u32,
    run: usize,
    longest: usize,
    found: Found,
}

impl Xml {
    fn passes(&mut self, byte: u8) -> bool {
        self.run += 1;
        match byte {
            b'<' => {
                (self.in_tag, self.run) = (true, 0);
                self.tag.clear();
                true
            }
            b'>' if self.in_tag => {
                (self.in_tag, self.run) = (false, 0);
                self.ended()
            }
            // Two bytes a letter (UTF-16), which is not followed: anything may be there.
            0 => {
                (self.found.formulas, self.found.merged) = (true, true);
                self.run <= self.longest
            }
            _ => {
                if self.in_tag && self.tag.len() < 4096 {
                    self.tag.push(byte);
                }
                self.run <= self.longest
            }
        }
    }

    /// A tag has ended.
    fn ended(&mut self) -> bool {
        match self.tag.first() {
            Some(b'?' | b'!') | None => return true,
            Some(b'/') => {
                self.depth = self.depth.saturating_sub(1);
                return true;
            }
            Some(_) if self.tag.ends_with(b"/") => {}
            Some(_) => self.depth += 1,
        }
        let name_end =
            self.tag.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'/').unwrap_or(self.tag.len());
        let local = self.tag[..name_end].rsplit(|byte| *byte == b':').next().unwrap_or_default();
        let believed = match local {
            b"sst" => self.number(b"uniqueCount").is_none_or(|count| count <= 4_000_000),
            b"f" => {
                self.found.formulas = true;
                self.number(b"si").is_none_or(|index| index <= 1_000_000)
            }
            b"xf" => {
                self.found.styles += 1;
                self.found.styles <= STYLES
            }
            b"mergeCell" => {
                self.found.merged = true;
                true
            }
            _ => true,
        };
        believed && self.depth <= DEPTH
    }

    /// The number an attribute of the tag states; one too long to be a number counts as endless.
    fn number(&self, name: &[u8]) -> Option<u64> {
        let at = self.tag.windows(name.len()).position(|window| window == name)?;
        let digits: Vec<u8> = self.tag[at + name.len()..]
            .iter()
            .copied()
            .skip_while(|byte| !byte.is_ascii_digit() && *byte != b'>')
            .take_while(u8::is_ascii_digit)
            .collect();
        let text = String::from_utf8(digits).ok()?;
        if text.is_empty() { None } else { Some(text.parse().unwrap_or(u64::MAX)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(xml: &str) -> bool {
        let mut scan = Xml { longest: RUN, ..Xml::default() };
        xml.bytes().all(|byte| scan.passes(byte))
    }

    #[test]
    fn xml_is_bounded() {
        assert!(passes("<?xml version=\"1.0\"?><a><b/><c>x</c></a>"));
        assert!(!passes(&"<a>".repeat(300)));
        assert!(passes(&"<a/>".repeat(3000)));
        assert!(!passes(&format!("<a>{}</a>", "x".repeat(RUN + 1))));
        assert!(passes("<sst uniqueCount=\"12\">"));
        assert!(!passes("<x:sst count=\"1\" uniqueCount=\"99999999999\">"));
        assert!(!passes("<f t=\"shared\" si=\"4294967295\"/>"));
    }

    #[test]
    fn what_a_sheet_may_hold_is_seen() {
        let found = |bytes: &[u8]| {
            let mut scan = Xml { longest: RUN, ..Xml::default() };
            assert!(bytes.iter().all(|byte| scan.passes(*byte)));
            (scan.found.formulas, scan.found.merged)
        };
        assert_eq!(found(b"<worksheet><c><v>1</v></c><mergeCells/></worksheet>"), (false, false));
        assert_eq!(found(b"<x:c><x:f>1+1</x:f></x:c>"), (true, false));
        assert_eq!(found(b"<f/>"), (true, false));
        assert_eq!(found(b"<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>"), (false, true));
        let wide: Vec<u8> = "<c>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(found(&wide), (true, true));
    }
}
