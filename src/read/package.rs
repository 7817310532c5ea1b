//! A zip package measured before anything reads it: how much it unpacks to, and what would trip the readers.
//!
//! Every part is unpacked once into nothing and counted, since the sizes a zip states may be lies; XML is followed by
//! [`xml`](super::xml) meanwhile. A package that the readers would misread, though every office program reads it, passes
//! as what [`mend`](super::mend) makes of it.
//!
//! *Invariant:* what this passes unpacks to at most [`TOTAL`], no part of it to more than [`PART`].

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::guard::{Format, NO_TABLE, Passed, Trouble, UNPACK};
use super::mend;
use super::xml::{Traits, Xml};

/// Most bytes that one part may unpack to: the figures of ten thousand people, with room.
pub const PART: u64 = 96 << 20;
/// Most bytes that the whole package may unpack to.
pub const TOTAL: u64 = 192 << 20;
/// Most parts.
const PARTS: u64 = 5_000;
/// From how many formats on a package is read alone.
const MANY_STYLES: u32 = 5_000;
/// Most bytes that a list of styles, or of shared strings in records, may unpack to: each short entry becomes a value many
/// times its size.
const LIST: u64 = 24 << 20;
/// The same of shared strings in XML, whose entries are counted.
const STRINGS: u64 = 64 << 20;
/// A package that unpacks to more is read alone.
const HEAVY: u64 = 16 << 20;

/// Measures a package and tells its format. One that is to be read as it is mended is measured as that too, once: what a
/// reader would still misread then is refused.
pub fn inspect(bytes: &[u8]) -> Result<Passed, Trouble> {
    let (passed, to_mend) = look(bytes)?;
    if !to_mend {
        return Ok(passed);
    }
    match look(&mend::mend(bytes)?)? {
        (_, true) => Err(Trouble::damaged()),
        (passed, false) => Ok(Passed { mend: true, ..passed }),
    }
}

/// Measures a package; says beside it whether its readers would misread it.
fn look(bytes: &[u8]) -> Result<(Passed, bool), Trouble> {
    let stated = stated_parts(bytes)?;
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::damaged())?;
    // Two parts of one name are one to the reader: which of them the office meant, nobody knows.
    if u64::try_from(zip.len()) != Ok(stated) {
        return Err(Trouble::damaged());
    }
    let mut names = Vec::new();
    let (mut total, mut largest) = (0, 0);
    let mut found = Traits::default();
    let mut block = vec![0; 64 << 10];
    for index in 0..zip.len() {
        let entry = match zip.by_index(index) {
            Ok(entry) => entry,
            Err(zip::result::ZipError::UnsupportedArchive(_) | zip::result::ZipError::InvalidPassword) => {
                return Err(Trouble::password());
            }
            Err(_) => return Err(Trouble::damaged()),
        };
        let name = entry.name().map_err(|_| Trouble::damaged())?.to_lowercase();
        let size = measure(entry, &name, &mut block, &mut found)?;
        total += size;
        largest = largest.max(size);
        if total > TOTAL {
            return Err(Trouble::too_large());
        }
        names.push(name);
    }
    let format = format(&mut zip, &names)?;
    let to_mend = found.to_mend && format != Format::Xlsb;
    let heavy = total > HEAVY || found.styles > MANY_STYLES || format == Format::Xlsb;
    let Traits { formulas, merged, hidden, .. } = found;
    let passed = Passed { format, heavy, formulas, merged, hidden, largest, mend: false };
    Ok((passed, to_mend))
}

/// The end record's own count of parts, before a reader makes a list of them: a directory of a million names is no
/// workbook's. Programs that write as they go state it in the larger record before (zip64).
fn stated_parts(bytes: &[u8]) -> Result<u64, Trouble> {
    let from = bytes.len().saturating_sub(66_000);
    let tail = &bytes[from..];
    let at = tail.windows(4).rposition(|mark| mark == b"PK\x05\x06").ok_or_else(Trouble::damaged)?;
    let record = tail.get(at..at + 22).ok_or_else(Trouble::damaged)?;
    let (parts, size) = (number(&record[10..12]), number(&record[12..16]));
    let (parts, size) = if parts == 0xFFFF || size == 0xFFFF_FFFF {
        let locator = (from + at).checked_sub(20).and_then(|start| bytes.get(start..start + 20));
        let locator = locator.filter(|locator| locator.starts_with(b"PK\x06\x07")).ok_or_else(Trouble::damaged)?;
        let start = usize::try_from(number(&locator[8..16])).map_err(|_| Trouble::damaged())?;
        let large = bytes.get(start..).and_then(|rest| rest.get(..56)).ok_or_else(Trouble::damaged)?;
        if !large.starts_with(b"PK\x06\x06") {
            return Err(Trouble::damaged());
        }
        (number(&large[32..40]), number(&large[40..48]))
    } else {
        (parts, size)
    };
    if parts > PARTS || size > 4 << 20 { Err(Trouble::too_large()) } else { Ok(parts) }
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

fn format(zip: &mut ZipArchive<Cursor<&[u8]>>, names: &[String]) -> Result<Format, Trouble> {
    let has = |name: &str| names.iter().any(|known| known == name);
    if has("mimetype") && has("content.xml") {
        let mut kind = String::new();
        let entry = zip.by_name("mimetype").map_err(|_| Trouble::damaged())?;
        entry.take(100).read_to_string(&mut kind).map_err(|_| Trouble::damaged())?;
        return match kind.trim() {
            "application/vnd.oasis.opendocument.spreadsheet" => Ok(Format::Ods),
            _ => Err(not_a_workbook("văn bản hoặc bản trình chiếu OpenDocument", NO_TABLE)),
        };
    }
    if names.iter().any(|name| name.ends_with("workbook.bin")) {
        return Ok(Format::Xlsb);
    }
    if has("[content_types].xml") && names.iter().any(|name| name.contains("workbook") && name.ends_with(".xml")) {
        return Ok(Format::Xlsx);
    }
    Err(if names.iter().any(|name| name.starts_with("word/")) {
        not_a_workbook("văn bản Word (.docx) đã đổi tên", NO_TABLE)
    } else if names.iter().any(|name| name.starts_with("ppt/")) {
        not_a_workbook("bản trình chiếu PowerPoint đã đổi tên", NO_TABLE)
    } else if names.iter().any(|name| name.ends_with(".iwa")) {
        let hint = "Mở bằng Numbers, xuất ra tệp Excel (.xlsx) rồi đưa tệp này ra khỏi thư mục";
        not_a_workbook("tệp Numbers của máy Mac", hint)
    } else {
        not_a_workbook("tệp nén (ZIP)", UNPACK)
    })
}

fn not_a_workbook(kind: &str, hint: &'static str) -> Trouble {
    Trouble::file(format!("Tệp không phải là bảng tính Excel: nội dung là {kind}"), hint)
}

/// Unpacks one part into nothing, block by block, and counts its bytes.
fn measure(mut part: impl Read, name: &str, block: &mut [u8], found: &mut Traits) -> Result<u64, Trouble> {
    let mut scan = Scan::new(name);
    let strings = name.contains("sharedstrings");
    let most = if strings && name.ends_with(".xml") {
        STRINGS
    } else if strings || name.contains("styles") {
        LIST
    } else {
        PART
    };
    let mut size = 0_u64;
    loop {
        let read = part.read(block).map_err(|_| Trouble::damaged())?;
        if read == 0 {
            if let Scan::Xml(xml) = scan {
                if xml.found.contradicts {
                    return Err(Trouble::damaged());
                }
                found.join(&xml.found);
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
            Self::Xml(Xml::new(name.contains("styles")))
        } else if records {
            Self::Records(super::records::Records::default())
        } else {
            Self::Nothing
        }
    }

    fn passes(&mut self, block: &[u8]) -> bool {
        match self {
            Self::Xml(xml) => xml.passes(block),
            Self::Records(records) => records.pass(block),
            Self::Nothing => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_large_package_tells_its_counts_too() {
        let end = |parts: u16, size: u32| {
            let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
            end.extend([parts.to_le_bytes(), parts.to_le_bytes()].concat());
            end.extend([size.to_le_bytes(), [0; 4]].concat());
            end.extend([0, 0]);
            end
        };
        assert_eq!(stated_parts(&end(3, 150)), Ok(3));
        assert_eq!(stated_parts(&end(60_000, 150)), Err(Trouble::too_large()));
        assert_eq!(stated_parts(&end(0xFFFF, 0xFFFF_FFFF)), Err(Trouble::damaged()));
        let large = |parts: u64| {
            let mut record = b"PK\x06\x06".to_vec();
            record.extend([0; 28]);
            record.extend([parts.to_le_bytes(), 150_u64.to_le_bytes(), [0; 8]].concat());
            record.extend(b"PK\x06\x07\0\0\0\0");
            record.extend(0_u64.to_le_bytes());
            record.extend([1, 0, 0, 0]);
            record.extend(end(0xFFFF, 0xFFFF_FFFF));
            record
        };
        assert_eq!(stated_parts(&large(3)), Ok(3));
        assert_eq!(stated_parts(&large(u64::MAX)), Err(Trouble::too_large()));
    }
}
