//! The records of .xlsb ([MS-XLSB]) that say how cells are shown, and those of cells that calamine passes over.

use std::collections::BTreeMap;
use std::io::Cursor;

use zip::ZipArchive;

use super::parts::{part, targets};
use super::{Beside, Formats, Left, built_in, look, units};
use crate::read::grid::Raw;
use crate::read::guard::Trouble;
use crate::read::look::Rich;
use crate::read::ole::{u16_at, u32_at};

/// What is beside the plain cells of each sheet, by its name, of at most so many sheets.
pub fn xlsb(bytes: &[u8], mut sheets: usize) -> Result<BTreeMap<String, Beside>, Trouble> {
    let mut found = BTreeMap::new();
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(found) };
    let formats = part(&mut zip, "xl/styles.bin").map(|styles| formats(&styles)).unwrap_or_default();
    let strings = part(&mut zip, "xl/sharedStrings.bin").unwrap_or_default();
    let strings = shared(&strings, &formats);
    let workbook = part(&mut zip, "xl/workbook.bin").unwrap_or_default();
    let relations = part(&mut zip, "xl/_rels/workbook.bin.rels").map(|xml| targets(&xml)).unwrap_or_default();
    let mut left = Left::of_a_workbook();
    for (kind, content) in short_records(&workbook) {
        const SHEET: u32 = 0x009C;
        let Some((relation, rest)) = content.get(8..).and_then(text).filter(|_| kind == SHEET) else { continue };
        let (Some((name, _)), Some(path)) = (text(rest), relations.get(&relation)) else { continue };
        sheets = sheets.checked_sub(1).ok_or_else(Trouble::too_large)?;
        let Some(sheet) = part(&mut zip, path) else { continue };
        found.insert(name, cells(&sheet, &formats, &strings, &mut left)?);
    }
    Ok(found)
}

/// Records of a part: type and content.
fn short_records(part: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let kind = number(part, &mut at, 2)?;
        let length = usize::try_from(number(part, &mut at, 4)?).ok()?;
        let content = part.get(at..at.checked_add(length)?)?;
        at += length;
        Some((kind, content))
    })
}

/// A number of seven bits a byte, the lowest first, in at most so many bytes.
fn number(part: &[u8], at: &mut usize, most: u32) -> Option<u32> {
    let mut sum = 0;
    for place in 0..most {
        let byte = *part.get(*at)?;
        *at += 1;
        sum |= u32::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(sum)
}

/// Letters with their number before them, and what follows them.
fn letters(content: &[u8]) -> Option<(Vec<u16>, &[u8])> {
    let length = usize::try_from(u32_at(content, 0)?).ok()?.checked_mul(2)?;
    let (letters, rest) = content.get(4..)?.split_at_checked(length)?;
    Some((units(letters), rest))
}

fn text(content: &[u8]) -> Option<(String, &[u8])> {
    letters(content).map(|(letters, rest)| (String::from_utf16_lossy(&letters), rest))
}

/// A text that may have several fonts.
fn rich(content: &[u8]) -> Option<Rich> {
    const HAS_RUNS: u8 = 1;
    let (letters, rest) = letters(content.get(1..)?)?;
    let runs = if content[0] & HAS_RUNS == 0 { &[] } else { rest.get(4..).unwrap_or_default() };
    let runs = runs.chunks_exact(4).filter_map(|run| u16_at(run, 0).zip(u16_at(run, 2)));
    let stated = u32_at(rest, 0).and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
    Some(Rich { letters, runs: runs.take(stated).collect() })
}

/// Those of the shared strings whose fonts change what they say, by their numbers.
fn shared(part: &[u8], formats: &Formats) -> BTreeMap<u32, Rich> {
    const STRING: u32 = 19;
    let strings = short_records(part).filter(|(kind, _)| *kind == STRING);
    let rich = (0..).zip(strings).filter_map(|(index, (_, content))| Some((index, rich(content)?)));
    rich.filter(|(_, rich)| formats.matter(rich)).collect()
}

fn formats(part: &[u8]) -> Formats {
    const FORMAT: u32 = 0x2C;
    const FONT: u32 = 0x2B;
    const CELL_FORMAT: u32 = 0x2F;
    const BEGIN: u32 = 0x0269;
    const END: u32 = 0x026A;
    let (mut codes, mut fonts, mut cells, mut of_cells) = (built_in(), Vec::new(), Vec::new(), false);
    for (kind, content) in short_records(part) {
        match kind {
            FORMAT => codes.extend(u16_at(content, 0).zip(content.get(2..).and_then(text).map(|(code, _)| code))),
            FONT => fonts.push(look(u16_at(content, 2).unwrap_or(0), u16_at(content, 6).unwrap_or(0))),
            BEGIN => of_cells = true,
            END => of_cells = false,
            CELL_FORMAT if of_cells => cells.extend(u16_at(content, 2).zip(u16_at(content, 4))),
            _ => {}
        }
    }
    Formats::new(&codes, fonts, &cells)
}

fn cells(part: &[u8], formats: &Formats, strings: &BTreeMap<u32, Rich>, left: &mut Left) -> Result<Beside, Trouble> {
    const ROW: u32 = 0;
    const SHORT: u32 = 2;
    const REAL: u32 = 5;
    const TEXT: u32 = 6;
    const SHARED_TEXT: u32 = 7;
    const FORMULA: u32 = 9;
    const FAILED: u32 = 11;
    const COLUMNS: u32 = 60;
    const RICH: u32 = 62;
    const MERGED: u32 = 176;
    let mut beside = Beside::default();
    let mut row = 0;
    for (kind, content) in short_records(part) {
        let (Some(first), second) = (u32_at(content, 0), u32_at(content, 4)) else { continue };
        let format = second.unwrap_or(0) & 0x00FF_FFFF;
        if let SHORT | REAL | TEXT | SHARED_TEXT | FORMULA | RICH = kind
            && let Some(shows) = formats.get(format)
        {
            left.take(1)?;
            beside.shown.insert((row, first), shows);
        }
        match (kind, second) {
            (ROW, _) => {
                const HIDDEN: u8 = 0x10;
                row = first;
                if content.get(11).is_some_and(|flags| flags & HIDDEN != 0) {
                    beside.hidden.rows.insert(row);
                }
            }
            (COLUMNS, Some(last)) if content.get(16).is_some_and(|flags| flags & 1 != 0) => {
                beside.hidden.hide_columns(first, last);
            }
            (FAILED, _) => {
                left.take(1)?;
                let fault = Raw::Fault(fault(content.get(8).copied()).to_owned());
                beside.cells.push(((row, first), fault));
            }
            (SHARED_TEXT, _) => {
                if let Some(rich) = u32_at(content, 8).and_then(|index| strings.get(&index)) {
                    beside.keep((row, first), rich, formats.read(format, rich), left)?;
                }
            }
            // calamine passes over it, whatever its fonts say.
            (RICH, _) => {
                if let Some(rich) = content.get(8..).and_then(rich) {
                    let read = formats.read(format, &rich).unwrap_or_else(|| String::from_utf16_lossy(&rich.letters));
                    beside.keep((row, first), &rich, Some(read), left)?;
                }
            }
            (MERGED, Some(last)) => {
                left.take(1)?;
                if let (Some(left), Some(right)) = (u32_at(content, 8), u32_at(content, 12)) {
                    beside.merged.push(((first, left), (last, right)));
                }
            }
            _ => {}
        }
    }
    Ok(beside)
}

/// An error value by its number in a record.
fn fault(number: Option<u8>) -> &'static str {
    match number {
        Some(0x00) => "#NULL!",
        Some(0x07) => "#DIV/0!",
        Some(0x0F) => "#VALUE!",
        Some(0x17) => "#REF!",
        Some(0x1D) => "#NAME?",
        Some(0x24) => "#NUM!",
        Some(0x2A) => "#N/A",
        _ => "#ERROR!",
    }
}
