//! What calamine does not tell: of .xlsx which rows are hidden; of .xls and .xlsb how cells show their numbers, for `100%` is
//! stored as 1, and would be taken for a count of one; of .xlsb also what it passes over in silence: formulas that failed,
//! texts in several fonts, merged cells.
//!
//! *Invariant:* of numbers only cells whose format says more than the number itself are kept, and not more than
//! [`MOST_CELLS`] cells in all: a workbook within its budget has no more.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Cursor, Read as _};

use zip::ZipArchive;

use super::book::{MOST_CELLS, Shows};
use super::grid::Raw;
use super::guard::Trouble;
use super::ole::{self, records, u16_at, u32_at};

/// Cells of a sheet with such a format, by row and column from zero.
pub type Shown = BTreeMap<(u32, u32), Shows>;

/// One map a sheet, in the workbook's order.
pub fn xls(bytes: &[u8]) -> Result<Vec<Shown>, Trouble> {
    let Some(stream) = ole::workbook_stream(bytes) else { return Ok(Vec::new()) };
    let formats = Formats::of(&stream);
    let mut left = MOST_CELLS;
    let starts = records(&stream, 0).take_while(|(kind, _)| *kind != END).filter(|(kind, _)| *kind == BOUND_SHEET);
    let starts: Vec<usize> =
        starts.map(|(_, content)| u32_at(content, 0).and_then(|at| at.try_into().ok()).unwrap_or(usize::MAX)).collect();
    starts.into_iter().map(|start| sheet(&stream, start, &formats, &mut left)).collect()
}

const END: u16 = 0x000A;
const BOUND_SHEET: u16 = 0x0085;

/// What each format of cells (XF) of a workbook shows, by its number.
struct Formats(Vec<Shows>);

/// Number formats that Excel does not write down.
fn built_in() -> BTreeMap<u16, String> {
    BTreeMap::from([(9, "0%".to_owned()), (10, "0.00%".to_owned())])
}

impl Formats {
    fn new(codes: &BTreeMap<u16, String>, numbers: &[u16]) -> Self {
        let shows = |number: &u16| codes.get(number).map_or_else(Shows::default, |code| Shows::of_code(code));
        Self(numbers.iter().map(shows).collect())
    }

    fn of(stream: &[u8]) -> Self {
        const FORMAT: u16 = 0x041E;
        const CELL_FORMAT: u16 = 0x00E0;
        let (mut codes, mut numbers) = (built_in(), Vec::new());
        for (kind, content) in records(stream, 0).take_while(|(kind, _)| *kind != END) {
            match (kind, u16_at(content, 0), u16_at(content, 2)) {
                (FORMAT, Some(number), _) => drop(codes.insert(number, code(content))),
                (CELL_FORMAT, _, Some(number)) => numbers.push(number),
                _ => {}
            }
        }
        Self::new(&codes, &numbers)
    }

    /// What the format of this number shows, where that is more than the number itself.
    fn get(&self, number: Option<u32>) -> Option<Shows> {
        self.0.get(usize::try_from(number?).ok()?).copied().filter(|shows| *shows != Shows::default())
    }
}

/// The text of a FORMAT record: its length, how wide its letters are, its letters. The marks looked for are ASCII.
fn code(content: &[u8]) -> String {
    let letters = content.get(5..).unwrap_or_default();
    if content.get(4).is_some_and(|flags| flags & 1 != 0) {
        wide(letters)
    } else {
        letters.iter().map(|byte| char::from(*byte)).collect()
    }
}

fn sheet(stream: &[u8], start: usize, formats: &Formats, left: &mut usize) -> Result<Shown, Trouble> {
    const FORMULA: u16 = 0x0006;
    const NUMBER: u16 = 0x0203;
    const SHORT: u16 = 0x027E;
    const SHORT_RUN: u16 = 0x00BD;
    const BEGIN: u16 = 0x0809;
    let mut cells = Shown::new();
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
            let Some(shows) = formats.get(u16_at(content, 4 + place * 6).map(u32::from)) else { continue };
            *left = left.checked_sub(1).ok_or_else(Trouble::too_large)?;
            cells.insert((row.into(), u32::from(first) + u32::try_from(place).unwrap_or(u32::MAX)), shows);
        }
    }
    Ok(cells)
}

fn wide(letters: &[u8]) -> String {
    let units: Vec<u16> = letters.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// Rows of each sheet of .xlsx that hold something and are hidden, by the sheet's name. It is only for a warning, so what
/// cannot be followed is passed over.
pub fn hidden_rows(bytes: &[u8]) -> BTreeMap<String, BTreeSet<u32>> {
    let mut found = BTreeMap::new();
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return found };
    let relations = part(&mut zip, "xl/_rels/workbook.xml.rels").map(|xml| targets(&xml)).unwrap_or_default();
    for (name, relation) in part(&mut zip, "xl/workbook.xml").map(|xml| sheets_of(&xml)).unwrap_or_default() {
        let Some(target) = relations.get(&relation) else { continue };
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        if let Some(sheet) = name_of(&mut zip, &path).and_then(|path| zip.by_name(&path).ok()) {
            found.insert(name, hidden(BufReader::new(sheet)));
        }
    }
    found
}

/// Names and relations of the sheets of a workbook.
fn sheets_of(xml: &[u8]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    tags(xml, |tag| {
        if tag.local_name().as_ref() == "sheet" {
            let value = |wanted: &str| {
                let attribute =
                    tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == wanted)?;
                quick_xml::escape::unescape(&attribute.value).ok().map(std::borrow::Cow::into_owned)
            };
            found.extend(value("name").zip(value("id")));
        }
    });
    found
}

fn hidden(xml: impl BufRead) -> BTreeSet<u32> {
    let mut rows = BTreeSet::new();
    let (mut row, mut is_hidden) = (0_u32, false);
    tags(xml, |tag| {
        let value = |name: &str| Some(tag.try_get_attribute(name).ok()??.value.into_owned());
        match tag.local_name().as_ref() {
            "row" => {
                // From 1 in the file; without its number, the one after the last.
                row = value("r").and_then(|number| number.parse().ok()).unwrap_or_else(|| row.saturating_add(1));
                is_hidden = value("hidden").is_some_and(|hidden| matches!(hidden.as_str(), "1" | "true"));
            }
            "c" if is_hidden => drop(rows.insert(row.saturating_sub(1))),
            _ => {}
        }
    });
    rows
}

/// Every tag of a part that begins something.
fn tags(xml: impl BufRead, mut each: impl FnMut(&quick_xml::events::BytesStart)) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => each(&tag),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// What is to be known of a sheet of .xlsb besides its plain cells.
#[derive(Debug, Default)]
pub struct Beside {
    /// How cells show their numbers.
    pub shown: Shown,
    /// Cells that calamine passes over.
    pub cells: Vec<((u32, u32), Raw)>,
    /// First and last cell of merged ones.
    pub merged: Vec<((u32, u32), (u32, u32))>,
}

/// What is beside the plain cells of each sheet, by its name, of at most so many sheets.
pub fn xlsb(bytes: &[u8], mut sheets: usize) -> Result<BTreeMap<String, Beside>, Trouble> {
    let mut found = BTreeMap::new();
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(found) };
    let formats = part(&mut zip, "xl/styles.bin").map_or_else(|| Formats(Vec::new()), |styles| styles_of(&styles));
    let workbook = part(&mut zip, "xl/workbook.bin").unwrap_or_default();
    let relations = part(&mut zip, "xl/_rels/workbook.bin.rels").map(|xml| targets(&xml)).unwrap_or_default();
    let mut left = MOST_CELLS;
    for (kind, content) in short_records(&workbook) {
        const SHEET: u32 = 0x009C;
        let Some((relation, rest)) = content.get(8..).and_then(text).filter(|_| kind == SHEET) else { continue };
        let (Some((name, _)), Some(target)) = (text(rest), relations.get(&relation)) else { continue };
        sheets = sheets.checked_sub(1).ok_or_else(Trouble::too_large)?;
        let Some(sheet) = part(&mut zip, &format!("xl/{target}")) else { continue };
        found.insert(name, cells(&sheet, &formats, &mut left)?);
    }
    Ok(found)
}

/// A part's own spelling of its name.
fn name_of(zip: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Option<String> {
    (0..zip.len()).find_map(|index| {
        let name = zip.by_index(index).ok()?.name().ok()?.into_owned();
        name.eq_ignore_ascii_case(path).then_some(name)
    })
}

/// A part's content, which `package` has measured.
fn part(zip: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Option<Vec<u8>> {
    let name = name_of(zip, path)?;
    let mut content = Vec::new();
    zip.by_name(&name).ok()?.read_to_end(&mut content).ok()?;
    Some(content)
}

/// Relations of the workbook: their targets by their names.
fn targets(xml: &[u8]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    tags(xml, |tag| {
        let value = |name: &str| Some(tag.try_get_attribute(name).ok()??.value.into_owned());
        found.extend(value("Id").zip(value("Target")));
    });
    found
}

/// Records of a part of .xlsb: type and content.
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

/// A text with its length before it, and what follows it.
fn text(content: &[u8]) -> Option<(String, &[u8])> {
    let length = usize::try_from(u32_at(content, 0)?).ok()?.checked_mul(2)?;
    let (letters, rest) = content.get(4..)?.split_at_checked(length)?;
    Some((wide(letters), rest))
}

fn styles_of(part: &[u8]) -> Formats {
    const FORMAT: u32 = 0x2C;
    const CELL_FORMAT: u32 = 0x2F;
    const BEGIN: u32 = 0x0269;
    const END: u32 = 0x026A;
    let (mut codes, mut numbers, mut of_cells) = (built_in(), Vec::new(), false);
    for (kind, content) in short_records(part) {
        match kind {
            FORMAT => codes.extend(u16_at(content, 0).zip(content.get(2..).and_then(text).map(|(code, _)| code))),
            BEGIN => of_cells = true,
            END => of_cells = false,
            CELL_FORMAT if of_cells => numbers.extend(u16_at(content, 2)),
            _ => {}
        }
    }
    Formats::new(&codes, &numbers)
}

fn cells(part: &[u8], formats: &Formats, left: &mut usize) -> Result<Beside, Trouble> {
    const ROW: u32 = 0;
    const SHORT: u32 = 2;
    const REAL: u32 = 5;
    const FORMULA: u32 = 9;
    const FAILED: u32 = 11;
    const RICH: u32 = 62;
    const MERGED: u32 = 176;
    let mut beside = Beside::default();
    let mut row = 0;
    for (kind, content) in short_records(part) {
        let (Some(first), second) = (u32_at(content, 0), u32_at(content, 4)) else { continue };
        let mut take = || {
            *left = left.checked_sub(1).ok_or_else(Trouble::too_large)?;
            Ok(())
        };
        match (kind, second) {
            (ROW, _) => row = first,
            (SHORT | REAL | FORMULA, Some(style)) => {
                if let Some(shows) = formats.get(Some(style & 0x00FF_FFFF)) {
                    take()?;
                    beside.shown.insert((row, first), shows);
                }
            }
            (FAILED, _) => {
                take()?;
                let fault = Raw::Fault(fault(content.get(8).copied()).to_owned());
                beside.cells.push(((row, first), fault));
            }
            (RICH, _) => {
                take()?;
                // Of those that share a part each has a copy, so letters are taken as cells.
                *left = left.checked_sub(content.len() / 32).ok_or_else(Trouble::too_large)?;
                let rich = content.get(9..).and_then(text).and_then(|(rich, _)| Raw::text(rich));
                beside.cells.extend(rich.map(|rich| ((row, first), rich)));
            }
            (MERGED, Some(last)) => {
                take()?;
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
