//! The records of .xls ([MS-XLS]) that say how cells are shown.

use std::collections::BTreeMap;

use super::{Beside, Formats, Left, built_in, look, units};
use crate::read::guard::Trouble;
use crate::read::look::Rich;
use crate::read::ole::{self, records, sheet_records, u16_at, u32_at};

const END: u16 = 0x000A;

/// What is beside the plain cells of each sheet, in the workbook's order.
pub fn xls(bytes: &[u8]) -> Result<Vec<Beside>, Trouble> {
    const BOUND_SHEET: u16 = 0x0085;
    let Some(stream) = ole::workbook_stream(bytes) else { return Ok(Vec::new()) };
    let formats = formats(&stream);
    let strings = ole::shared_strings(&stream).enumerate();
    let rich = strings.filter_map(|(index, string)| Some((u32::try_from(index).ok()?, string.rich?)));
    let rich: BTreeMap<u32, Rich> = rich.filter(|(_, rich)| formats.matter(rich)).collect();
    let mut left = Left::of_a_workbook();
    let starts = records(&stream, 0).take_while(|(kind, _)| *kind != END).filter(|(kind, _)| *kind == BOUND_SHEET);
    let starts: Vec<usize> =
        starts.map(|(_, content)| u32_at(content, 0).and_then(|at| at.try_into().ok()).unwrap_or(usize::MAX)).collect();
    starts.into_iter().map(|start| sheet(&stream, start, &formats, &rich, &mut left)).collect()
}

fn formats(stream: &[u8]) -> Formats {
    const FORMAT: u16 = 0x041E;
    const FONT: u16 = 0x0031;
    const CELL_FORMAT: u16 = 0x00E0;
    /// No font has this number: the one behind the fourth is the fifth.
    const SKIPPED: usize = 4;
    let (mut codes, mut fonts, mut cells) = (built_in(), Vec::new(), Vec::new());
    for (kind, content) in records(stream, 0).take_while(|(kind, _)| *kind != END) {
        match (kind, u16_at(content, 0), u16_at(content, 2)) {
            (FORMAT, Some(number), _) => drop(codes.insert(number, code(content))),
            (FONT, _, Some(flags)) => {
                if fonts.len() == SKIPPED {
                    fonts.push(look(0, 0));
                }
                fonts.push(look(flags, u16_at(content, 8).unwrap_or(0)));
            }
            (CELL_FORMAT, Some(font), Some(number)) => cells.push((number, font)),
            _ => {}
        }
    }
    Formats::new(&codes, fonts, &cells)
}

/// The text of a FORMAT record: its length, how wide its letters are, its letters. The marks looked for are ASCII.
fn code(content: &[u8]) -> String {
    let letters = content.get(5..).unwrap_or_default();
    if content.get(4).is_some_and(|flags| flags & 1 != 0) {
        String::from_utf16_lossy(&units(letters))
    } else {
        letters.iter().map(|byte| char::from(*byte)).collect()
    }
}

fn sheet(
    stream: &[u8],
    start: usize,
    formats: &Formats,
    rich: &BTreeMap<u32, Rich>,
    left: &mut Left,
) -> Result<Beside, Trouble> {
    const FORMULA: u16 = 0x0006;
    const NUMBER: u16 = 0x0203;
    const TEXT: u16 = 0x0204;
    const SHORT: u16 = 0x027E;
    const SHARED_TEXT: u16 = 0x00FD;
    const SHORT_RUN: u16 = 0x00BD;
    const ROW: u16 = 0x0208;
    const COLUMNS: u16 = 0x007D;
    let mut beside = Beside::default();
    for (kind, content) in sheet_records(stream, start) {
        let (Some(row), Some(first)) = (u16_at(content, 0), u16_at(content, 2)) else { continue };
        let (row, first) = (u32::from(row), u32::from(first));
        let run = match kind {
            ROW => {
                const HIDDEN: u16 = 0x20;
                if u16_at(content, 12).is_some_and(|flags| flags & HIDDEN != 0) {
                    beside.hidden.rows.insert(row);
                }
                0
            }
            COLUMNS => {
                // First and last stand where other records have row and column.
                if u16_at(content, 8).is_some_and(|flags| flags & 1 != 0) {
                    beside.hidden.hide_columns(row, first);
                }
                0
            }
            FORMULA | NUMBER | SHORT | TEXT | SHARED_TEXT => 1,
            SHORT_RUN => content.len().saturating_sub(6) / 6,
            _ => 0,
        };
        for place in 0..run {
            let Some(shows) = u16_at(content, 4 + place * 6).and_then(|format| formats.get(format.into())) else {
                continue;
            };
            left.take(1)?;
            beside.shown.insert((row, first + u32::try_from(place).unwrap_or(u32::MAX)), shows);
        }
        if kind == SHARED_TEXT
            && let Some(rich) = u32_at(content, 6).and_then(|index| rich.get(&index))
        {
            let format = u16_at(content, 4).unwrap_or(0);
            beside.keep((row, first), rich, formats.read(format.into(), rich), left)?;
        }
    }
    Ok(beside)
}
