//! OpenDocument spreadsheets, streamed.
//!
//! calamine reads an .ods into dense tables, forgets which numbers are percentages, and shows a formula without a value
//! as a blank; repeated rows make it ask for gigabytes. The format is plain XML, so it is read here directly.
//!
//! *Invariant:* blanks are skipped, however often they are repeated, and a cell's number is exactly the decimal written.

mod looks;

use std::io::{BufReader, Cursor, Read};
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::book::{Book, Budget, Order, put};
use super::grid::{DayOrder, Grid, MAX_COLUMNS, MAX_ROWS, Raw};
use super::guard::Trouble;
use super::moment;
use super::space::{Space, Spaces};
use crate::number::{Decimal, from_float, from_text};
use looks::Looks;

/// A value may be filled this far, down or to the right; further it is a sheet of copies that nobody typed.
const REPEATS: u32 = 10_000;

/// Reads the sheets of the order.
pub fn read(file: &Arc<str>, source: Cursor<Vec<u8>>, order: Order) -> Result<Book, Trouble> {
    let mut zip = ZipArchive::new(source).map_err(|_| Trouble::damaged())?;
    locked(&mut zip)?;
    let content = zip.by_name("content.xml").map_err(|_| Trouble::damaged())?;
    let mut sheets = Sheets {
        file,
        wanted: order.wanted,
        book: Book::default(),
        budget: order.budget,
        grid: None,
        named: false,
        state: State::default(),
        spaces: Spaces::default(),
        looks: Looks::default(),
    };
    let mut xml = Reader::from_reader(BufReader::new(content));
    xml.config_mut().expand_empty_elements = true;
    xml.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| Trouble::damaged())? {
            Event::Start(tag) => sheets.begins(&tag)?,
            Event::End(tag) if sheets.ends(tag.name().as_ref())? => break,
            Event::Text(text) => sheets.typed(&text.xml10_content()),
            Event::CData(text) => sheets.typed(&text.xml10_content()),
            Event::GeneralRef(name) => match (name.as_ref() as &str, name.resolve_char_ref()) {
                ("amp", _) => sheets.text("&"),
                ("lt", _) => sheets.text("<"),
                ("gt", _) => sheets.text(">"),
                ("quot", _) => sheets.text("\""),
                ("apos", _) => sheets.text("'"),
                (_, Ok(Some(letter))) => sheets.text(letter.encode_utf8(&mut [0; 4])),
                _ => return Err(Trouble::damaged()),
            },
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(sheets.book)
}

/// An encrypted document keeps its manifest readable.
fn locked(zip: &mut ZipArchive<Cursor<Vec<u8>>>) -> Result<(), Trouble> {
    let Ok(manifest) = zip.by_name("META-INF/manifest.xml") else { return Ok(()) };
    let mut text = String::new();
    manifest.take(4 << 20).read_to_string(&mut text).map_err(|_| Trouble::damaged())?;
    if text.contains("encryption-data") { Err(Trouble::password()) } else { Ok(()) }
}

/// What is being gone through.
struct Sheets<'a> {
    file: &'a Arc<str>,
    wanted: &'a dyn Fn(&str) -> bool,
    book: Book,
    budget: Budget,
    grid: Option<Grid>,
    /// Whether the open sheet, which nobody asked for, is already among the others.
    named: bool,
    state: State,
    spaces: Spaces,
    looks: Looks,
}

#[derive(Default)]
struct State {
    sheet: String,
    row: u32,
    row_repeats: u32,
    /// Whether the open row is hidden or filtered out.
    hidden: bool,
    column: u32,
    /// How many columns are described so far.
    columns: u32,
    cell: Option<Open>,
    /// Values of the open row, to lay down once for each repeat, and whether each is struck out whole.
    values: Vec<(u32, Raw, bool)>,
    /// Depth inside what [`is_aside`], whose paragraphs are not the cell's.
    aside: u32,
}

/// A cell whose end tag has not come yet.
struct Open {
    repeats: u32,
    covered: bool,
    kind: String,
    value: String,
    formula: bool,
    struck: bool,
    spans: (u32, u32),
    paragraphs: Vec<String>,
}

impl Sheets<'_> {
    fn begins(&mut self, tag: &BytesStart) -> Result<(), Trouble> {
        self.spaces.learn(tag)?;
        let name = tag.name();
        let kind = self.spaces.of(name.as_ref());
        let is_sheet = kind == (Space::Table, "table");
        if self.state.aside > 0 || is_aside(kind) || (self.state.cell.is_some() && is_sheet) {
            self.state.aside += 1;
            return Ok(());
        }
        match kind {
            (Space::Table, "table") => {
                let sheet = self.spaces.attribute(tag, Space::Table, "name").unwrap_or_default();
                if self.looks.hides(&self.spaces, tag) {
                    self.book.hidden.push(sheet.clone());
                }
                self.grid = (self.wanted)(&sheet).then(|| Grid::new(self.file, &sheet));
                self.named = false;
                self.state = State { sheet, ..State::default() };
                self.looks.sheet();
            }
            (Space::Table, "table-column") => {
                let repeats = self.repeats(tag, Space::Table, "number-columns-repeated", MAX_COLUMNS);
                self.looks.column(&self.spaces, tag, repeats);
                let first = self.state.columns;
                self.state.columns = first.saturating_add(repeats);
                if let Some(grid) = self.grid.as_mut().filter(|_| is_collapsed(&self.spaces, tag)) {
                    grid.hidden.hide_columns(first, self.state.columns.saturating_sub(1));
                }
            }
            (Space::Table, "table-row") => {
                self.state.hidden = is_collapsed(&self.spaces, tag);
                self.looks.row(&self.spaces, tag);
                self.state.row_repeats = self.repeats(tag, Space::Table, "number-rows-repeated", MAX_ROWS);
                self.state.column = 0;
                self.state.values.clear();
            }
            (Space::Table, "table-cell") => self.state.cell = Some(self.open(tag, false)),
            (Space::Table, "covered-table-cell") => self.state.cell = Some(self.open(tag, true)),
            (Space::Text, "p") => {
                if let Some(cell) = &mut self.state.cell {
                    cell.paragraphs.push(String::new());
                }
            }
            (Space::Text, "s") => {
                let blanks = self.repeats(tag, Space::Text, "c", 1_000);
                self.text(&" ".repeat(usize::try_from(blanks).unwrap_or(1)));
            }
            (Space::Text, "span") => self.looks.span(&self.spaces, tag),
            (Space::Style, _) => self.looks.learn(&self.spaces, tag),
            (Space::Text, "tab") => self.text(" "),
            (Space::Text, "line-break") => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn open(&self, tag: &BytesStart, covered: bool) -> Open {
        const VALUES: [&str; 5] = ["value", "date-value", "time-value", "boolean-value", "string-value"];
        let of_office = |name: &&str| self.spaces.attribute(tag, Space::Office, name);
        Open {
            repeats: self.repeats(tag, Space::Table, "number-columns-repeated", MAX_COLUMNS),
            covered,
            kind: of_office(&"value-type").unwrap_or_default(),
            value: VALUES.iter().find_map(of_office).unwrap_or_default(),
            formula: self.spaces.attribute(tag, Space::Table, "formula").is_some(),
            struck: self.looks.strikes(&self.spaces, tag, self.state.column),
            spans: (
                self.repeats(tag, Space::Table, "number-rows-spanned", MAX_ROWS),
                self.repeats(tag, Space::Table, "number-columns-spanned", MAX_COLUMNS),
            ),
            paragraphs: Vec::new(),
        }
    }

    fn repeats(&self, tag: &BytesStart, space: Space, name: &str, most: u32) -> u32 {
        let stated = self.spaces.attribute(tag, space, name).and_then(|text| text.parse::<u32>().ok());
        stated.unwrap_or(1).clamp(1, most)
    }

    /// Whether the spreadsheet has ended.
    fn ends(&mut self, name: &str) -> Result<bool, Trouble> {
        if self.state.aside > 0 {
            self.state.aside -= 1;
            return Ok(false);
        }
        match self.spaces.of(name) {
            (Space::Table, "table-cell" | "covered-table-cell") => {
                if let Some(cell) = self.state.cell.take() {
                    self.cell(cell)?;
                }
            }
            (Space::Style, "style") => self.looks.learnt(),
            (Space::Text, "span") => self.looks.span_ends(),
            (Space::Table, "table-row") => self.row()?,
            (Space::Table, "table") => {
                if let Some(grid) = self.grid.take() {
                    self.book.grids.push(grid);
                }
            }
            (Space::Office, "spreadsheet") => return Ok(true),
            _ => {}
        }
        Ok(false)
    }

    /// Text between tags, where a line's end is a blank like any other.
    fn typed(&mut self, text: &str) {
        self.text(&text.replace(['\n', '\r', '\t'], " "));
    }

    fn text(&mut self, text: &str) {
        if self.state.aside > 0 {
            return;
        }
        if let Some(paragraph) = self.state.cell.as_mut().and_then(|cell| cell.paragraphs.last_mut()) {
            paragraph.push_str(&self.looks.now().read(text));
        }
    }

    fn cell(&mut self, cell: Open) -> Result<(), Trouble> {
        let column = self.state.column;
        self.state.column = column.saturating_add(cell.repeats);
        let raw = if cell.covered { None } else { value(&cell) };
        let Some(raw) = raw else { return Ok(()) };
        if cell.repeats > REPEATS {
            return Err(Trouble::too_large());
        }
        if cell.spans != (1, 1)
            && let Some(grid) = &mut self.grid
        {
            let last = (self.state.row + cell.spans.0 - 1, column + cell.spans.1 - 1);
            grid.merge((self.state.row, column), last);
        }
        for place in column..self.state.column {
            self.state.values.push((place, raw.clone(), cell.struck));
            if self.state.values.len() > usize::try_from(MAX_COLUMNS).unwrap_or(usize::MAX) {
                return Err(Trouble::out_of_bounds());
            }
        }
        Ok(())
    }

    fn row(&mut self) -> Result<(), Trouble> {
        let first = self.state.row;
        self.state.row = first.saturating_add(self.state.row_repeats);
        if self.state.values.is_empty() {
            return Ok(());
        }
        let Some(grid) = &mut self.grid else {
            if !self.named {
                self.named = true;
                self.book.others.push(self.state.sheet.clone());
            }
            return Ok(());
        };
        if self.state.row_repeats > REPEATS {
            return Err(Trouble::too_large());
        }
        for row in first..self.state.row {
            if self.state.hidden {
                grid.hidden.rows.insert(row);
            }
            for (column, raw, struck) in &self.state.values {
                if *struck {
                    grid.struck.push((row, *column));
                }
                put(grid, &mut self.budget, (row, *column), raw.clone())?;
            }
        }
        Ok(())
    }
}

/// Whether a row or column is hidden or filtered out.
fn is_collapsed(spaces: &Spaces, tag: &BytesStart) -> bool {
    let visibility = spaces.attribute(tag, Space::Table, "visibility");
    matches!(visibility.as_deref(), Some("collapse" | "filter"))
}

/// What is no part of a cell's or a sheet's own words: comments, notes, readings above letters, drawings and whatever is
/// written in them, forms, earlier states, copies of other workbooks.
fn is_aside((space, name): (Space, &str)) -> bool {
    const ASIDE: [&str; 7] = ["annotation", "note", "ruby-text", "shapes", "forms", "tracked-changes", "dde-links"];
    space == Space::Drawing || ASIDE.contains(&name)
}

/// What a cell says; `None` where it is blank.
fn value(cell: &Open) -> Option<Raw> {
    let text = || cell.paragraphs.join("\n");
    let shown = text();
    let number = |percent: bool| match exact(&cell.value) {
        Some(value) => Raw::Number { value, percent, zeros: zeros(&shown) },
        None => Raw::Endless,
    };
    let fault = shown.starts_with('#') || shown.starts_with("Err:");
    match cell.kind.as_str() {
        _ if cell.formula && fault => Some(Raw::Fault(shown)),
        "float" | "currency" | "percentage" if cell.value.is_empty() && !shown.is_empty() => Some(Raw::Text(shown)),
        // A formula's truth value, as LibreOffice writes it.
        "float" if cell.formula && matches!(shown.as_str(), "TRUE" | "FALSE") => Some(Raw::Bool(shown == "TRUE")),
        "float" if is_written_percent(&cell.value, &shown) => {
            let value = exact(&cell.value).map(|value| value / Decimal::ONE_HUNDRED);
            Some(value.map_or(Raw::Endless, |value| Raw::Number { value, percent: true, zeros: 0 }))
        }
        "float" | "currency" => Some(number(false)),
        "percentage" => Some(number(true)),
        "boolean" => Some(Raw::Bool(cell.value == "true")),
        "date" => Some(match moment::serial_of_iso(&cell.value) {
            Some(serial) => Raw::Moment { serial, order: order(serial, &shown) },
            None => Raw::Text(shown),
        }),
        "time" => Some(time(&cell.value).map_or(Raw::Text(shown), Raw::moment)),
        "string" => {
            let text = if cell.paragraphs.is_empty() { cell.value.clone() } else { shown };
            Raw::text(text)
        }
        // LibreOffice writes no type for a formula that gives an empty text, but the paragraph.
        _ if cell.formula && cell.paragraphs.is_empty() => Some(Raw::Pending),
        _ => Raw::text(shown),
    }
}

/// The number as Excel would show it: as written where it has at most 15 digits.
fn exact(text: &str) -> Option<Decimal> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    match text.parse::<Decimal>() {
        Ok(value) if digits <= 15 => Some(value.normalize()),
        _ => text.parse::<f64>().ok().and_then(from_float),
    }
}

/// Whether a number is shown with a `%` that is written behind it and not reckoned with: 40 as `40%`.
fn is_written_percent(value: &str, shown: &str) -> bool {
    let digits = shown.trim().strip_suffix('%').map(|words| words.trim().rsplit(' ').next().unwrap_or_default());
    let Some((digits, value)) = digits.zip(exact(value)) else { return false };
    // The Vietnamese way, or the English.
    let vietnamese = from_text(digits).map(|typed| typed.value);
    let english = digits.replace(',', "").parse::<Decimal>().ok();
    vietnamese == Some(value) || english == Some(value)
}

/// How a cell shows its day, by the numbers in what it shows.
fn order(serial: Decimal, shown: &str) -> DayOrder {
    let Some(day) = moment::day(serial) else { return DayOrder::DayFirst };
    // Hours stand behind colons.
    let words = shown.split_whitespace().filter(|word| !word.contains(':'));
    let numbers: Vec<i16> = words
        .flat_map(|word| word.split(|c: char| !c.is_ascii_digit()))
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let (date, month, year) = (i16::from(day.day()), i16::from(day.month()), day.year());
    let is_year = |number: i16| number == year || number == year % 100;
    // A month may be spelled out.
    let spelled = shown.chars().any(|c| c.is_ascii_alphabetic()) && !crate::text::fold(shown).contains("th");
    match numbers[..] {
        [first, second, ..] if first == month && second == date && month != date && !spelled => DayOrder::MonthFirst,
        [first, last] if first == month && is_year(last) && !spelled => DayOrder::MonthAlone,
        [first, last] if first == year && last == month && !spelled => DayOrder::MonthAlone,
        [alone] if is_year(alone) && shown.contains(char::is_alphabetic) => DayOrder::MonthAlone,
        [alone] if is_year(alone) => DayOrder::YearAlone,
        _ => DayOrder::DayFirst,
    }
}

/// Digits of a number that is shown with zeros before it, such as `007`.
fn zeros(shown: &str) -> usize {
    let padded = shown.len() > 1 && shown.starts_with('0') && shown.bytes().all(|byte| byte.is_ascii_digit());
    if padded { shown.len().min(20) } else { 0 }
}

/// `PT08H30M00S` as a part of a day.
fn time(text: &str) -> Option<Decimal> {
    let rest = text.strip_prefix("PT")?;
    let (hours, rest) = rest.split_once('H')?;
    let (minutes, _) = rest.split_once('M')?;
    let minutes = hours.parse::<u32>().ok()?.checked_mul(60)?.checked_add(minutes.parse().ok()?)?;
    Some(Decimal::from(minutes) / Decimal::from(1440))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_known_by_what_the_cell_shows_of_it() {
        let serial = moment::serial_of_iso("1985-03-05").expect("a day");
        for (shown, expected) in [
            ("05/03/1985", DayOrder::DayFirst),
            ("5/3/85", DayOrder::DayFirst),
            ("03/05/1985", DayOrder::MonthFirst),
            ("3/5/85 08:30", DayOrder::MonthFirst),
            ("1985-03-05", DayOrder::DayFirst),
            ("03/1985", DayOrder::MonthAlone),
            ("1985-03", DayOrder::MonthAlone),
            ("Mar-85", DayOrder::MonthAlone),
            ("5-Mar-85", DayOrder::DayFirst),
            ("1985", DayOrder::YearAlone),
            ("", DayOrder::DayFirst),
        ] {
            assert_eq!(order(serial, shown), expected, "{shown}");
        }
    }

    #[test]
    fn a_percent_sign_that_is_only_written_is_seen() {
        for (value, shown, written) in [
            ("100", "100%", true),
            ("99.5", "99,5 %", true),
            ("99.5", "99.5%", true),
            ("1000", "1.000%", true),
            ("1000", "1,000%", true),
            ("95", "Đạt 95%", true),
            ("1", "100%", false),
            ("100", "100", false),
        ] {
            assert_eq!(is_written_percent(value, shown), written, "{value} {shown}");
        }
    }
}
