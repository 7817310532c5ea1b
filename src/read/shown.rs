//! How the cells of an .xls show their numbers, which calamine reads but does not tell: `100%` is stored as 1, and would
//! be taken for a count of one.
//!
//! *Invariant:* only cells whose format says more than the number itself are kept, and not more than [`MOST`].

use std::collections::BTreeMap;

use super::book::Shows;
use super::guard::Trouble;
use super::ole::{self, records, u16_at, u32_at};

/// Most cells of all sheets together; a workbook within its budget has no more.
const MOST: usize = 500_000;

/// Cells with such a format, by row and column from zero; one map a sheet, in the workbook's order.
pub fn xls(bytes: &[u8]) -> Result<Vec<BTreeMap<(u32, u32), Shows>>, Trouble> {
    let Some(stream) = ole::workbook_stream(bytes) else { return Ok(Vec::new()) };
    let formats = Formats::of(&stream);
    let mut left = MOST;
    let starts = records(&stream, 0).take_while(|(kind, _)| *kind != END).filter(|(kind, _)| *kind == BOUND_SHEET);
    let starts: Vec<usize> =
        starts.map(|(_, content)| u32_at(content, 0).and_then(|at| at.try_into().ok()).unwrap_or(usize::MAX)).collect();
    starts.into_iter().map(|start| sheet(&stream, start, &formats, &mut left)).collect()
}

const END: u16 = 0x000A;
const BOUND_SHEET: u16 = 0x0085;

/// What each format of cells (XF) of a workbook shows, by its number.
struct Formats(Vec<Shows>);

impl Formats {
    fn of(stream: &[u8]) -> Self {
        const FORMAT: u16 = 0x041E;
        const CELL_FORMAT: u16 = 0x00E0;
        let mut codes: BTreeMap<u16, String> = BTreeMap::from([(9, "0%".to_owned()), (10, "0.00%".to_owned())]);
        let mut numbers = Vec::new();
        for (kind, content) in records(stream, 0).take_while(|(kind, _)| *kind != END) {
            match (kind, u16_at(content, 0), u16_at(content, 2)) {
                (FORMAT, Some(number), _) => drop(codes.insert(number, code(content))),
                (CELL_FORMAT, _, Some(number)) => numbers.push(number),
                _ => {}
            }
        }
        let shows = |number: &u16| codes.get(number).map_or_else(Shows::default, |code| Shows::of_code(code));
        Self(numbers.iter().map(shows).collect())
    }

    /// What the format of this number shows, where that is more than the number itself.
    fn get(&self, number: Option<u16>) -> Option<Shows> {
        self.0.get(usize::from(number?)).copied().filter(|shows| *shows != Shows::default())
    }
}

/// The text of a FORMAT record: its length, how wide its letters are, its letters. The marks looked for are ASCII.
fn code(content: &[u8]) -> String {
    let letters = content.get(5..).unwrap_or_default();
    if content.get(4).is_some_and(|flags| flags & 1 != 0) {
        let units: Vec<u16> = letters.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
        String::from_utf16_lossy(&units)
    } else {
        letters.iter().map(|byte| char::from(*byte)).collect()
    }
}

fn sheet(
    stream: &[u8],
    start: usize,
    formats: &Formats,
    left: &mut usize,
) -> Result<BTreeMap<(u32, u32), Shows>, Trouble> {
    const FORMULA: u16 = 0x0006;
    const NUMBER: u16 = 0x0203;
    const SHORT: u16 = 0x027E;
    const SHORT_RUN: u16 = 0x00BD;
    const BEGIN: u16 = 0x0809;
    let mut cells = BTreeMap::new();
    let mut depth = 0_u32;
    for (kind, content) in records(stream, start) {
        let (Some(row), Some(first)) = (u16_at(content, 0), u16_at(content, 2)) else {
            if kind == END {
                if depth <= 1 {
                    break;
                }
                depth -= 1;
            }
            continue;
        };
        let run = match kind {
            BEGIN => {
                depth += 1;
                0
            }
            FORMULA | NUMBER | SHORT => 1,
            SHORT_RUN => content.len().saturating_sub(6) / 6,
            _ => 0,
        };
        for place in 0..run {
            let Some(shows) = formats.get(u16_at(content, 4 + place * 6)) else { continue };
            *left = left.checked_sub(1).ok_or_else(Trouble::too_large)?;
            cells.insert((row.into(), u32::from(first) + u32::try_from(place).unwrap_or(u32::MAX)), shows);
        }
    }
    Ok(cells)
}
