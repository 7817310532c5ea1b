//! A workbook's bytes as grids, through calamine for Excel's formats and our own reader for OpenDocument.
//!
//! calamine's `worksheet_range` is never called on .xlsx or .xlsb: it makes a dense table of the used range, and one
//! cell at XFD1048576 asks for half a terabyte. Cells are streamed and counted instead. The old .xls has no streaming
//! reader; [`guard`](super::guard) has bounded it before it comes here.
//!
//! *Invariant:* what is kept of a workbook is bounded by [`Budget`], whatever its bytes say.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, DataRef, Dimensions, Reader as _, Xls, Xlsb, XlsbError, Xlsx, XlsxError, XlsxFormulaMetadata};

use super::grid::{Grid, Hidden, MAX_COLUMNS, MAX_ROWS, Raw};
use super::guard::{Format, Passed, Trouble};
use super::mend;
use super::moment;
use super::ods;
use super::shown::{self, Beside};
use super::shows::Shows;
use crate::cell::Cell;
use crate::number::{Decimal, from_float};
use crate::phrase::shortened;
use crate::text::marks::STRUCK;

/// Days between the two date systems of Excel.
const EPOCH_1904: u16 = 1462;

/// A workbook as far as it is of use.
#[derive(Debug, Default)]
pub struct Book {
    /// The sheets that were asked for, in the workbook's order.
    pub grids: Vec<Grid>,
    /// Other sheets that hold something, in the workbook's order; not looked for where the order does without.
    pub others: Vec<String>,
    /// Sheets that the workbook hides.
    pub hidden: Vec<String>,
    /// Sheets asked for that could not be read whole.
    pub troubles: Vec<(String, Trouble)>,
}

/// What one workbook may still cost.
#[derive(Debug)]
pub struct Budget {
    cells: usize,
    bytes: usize,
}

/// Most cells that are read of one workbook: a unit of ten thousand people, each with some twenty rows of figures.
pub const MOST_CELLS: usize = 2_000_000;

impl Budget {
    /// What a workbook takes: one that is read alone as many cells and 64 MiB of text, another a quarter of the cells and
    /// half of the text, which is a unit of eighty thousand rows.
    pub fn of(passed: Passed) -> Self {
        if passed.heavy {
            Self { cells: MOST_CELLS, bytes: 64 << 20 }
        } else {
            Self { cells: MOST_CELLS / 4, bytes: 32 << 20 }
        }
    }

    /// What the first sheet of a workbook takes, which is a list of some dozen labels.
    pub fn small() -> Self {
        Self { cells: 50_000, bytes: 4 << 20 }
    }

    /// Takes one cell's cost off.
    pub fn spend(&mut self, raw: &Raw) -> Result<(), Trouble> {
        let bytes = if let Raw::Text(text) = raw { text.len() } else { 0 };
        match (self.cells.checked_sub(1), self.bytes.checked_sub(bytes)) {
            (Some(cells), Some(bytes)) => {
                (self.cells, self.bytes) = (cells, bytes);
                Ok(())
            }
            _ => Err(Trouble::too_large()),
        }
    }
}

/// Which sheets are asked for, and what they may cost together.
pub struct Order<'a> {
    /// Whether a sheet of this name is.
    pub wanted: &'a dyn Fn(&str) -> bool,
    /// What may be spent.
    pub budget: Budget,
    /// Whether others that hold something are of use even where just one of these is there.
    pub others: bool,
}

/// Reads the sheets of the order.
pub fn read(file: &Arc<str>, bytes: Vec<u8>, passed: Passed, order: Order) -> Result<Book, Trouble> {
    let source = Cursor::new(if passed.mend { mend::mend(&bytes)? } else { bytes });
    match passed.format {
        Format::Xlsx => {
            let hidden = if passed.hidden { shown::hidden(source.get_ref()) } else { BTreeMap::new() };
            xlsx(file, Xlsx::new(source).map_err(|error| xlsx_trouble(&error))?, &hidden, passed, order)
        }
        Format::Xlsb => {
            let beside = shown::xlsb(source.get_ref(), passed.sheets())?;
            let workbook = Xlsb::new(source).map_err(|error| xlsb_trouble(&error))?;
            xlsb(file, workbook, &beside, Turns::new(passed), order)
        }
        Format::Xls => {
            let beside = shown::xls(source.get_ref())?;
            xls(file, Xls::new(source).map_err(|_| Trouble::damaged())?, &beside, order)
        }
        Format::Ods => ods::read(file, source, order),
    }
}

type Source = Cursor<Vec<u8>>;

fn hidden(sheets: &[calamine::Sheet]) -> Vec<String> {
    let hidden = sheets.iter().filter(|sheet| sheet.visible != calamine::SheetVisible::Visible);
    hidden.map(|sheet| sheet.name.clone()).collect()
}

impl Book {
    /// Whether the clerk does not see a sheet.
    pub fn hides(&self, sheet: &str) -> bool {
        self.hidden.iter().any(|name| name == sheet)
    }

    /// A sheet's name as messages quote it, and whether the clerk sees no such sheet.
    pub fn named(&self, sheet: &str) -> String {
        let hidden = if self.hides(sheet) { " (trang đang ẩn)" } else { "" };
        format!("“{}”{hidden}", shortened(sheet))
    }

    /// Looks which of the others hold something, where all of them are of use, or not just one sheet of those asked for is
    /// there, by which the workbook is known.
    fn look_at(&mut self, others: Vec<String>, all: bool, mut turns: Turns, mut holds: impl FnMut(&str) -> bool) {
        if all || self.grids.len() != 1 {
            self.others.extend(others.into_iter().filter(|name| turns.other(|| holds(name))));
        }
    }
}

/// How many sheets may still be gone through, of those asked for and of the others.
struct Turns {
    wanted: usize,
    others: usize,
}

impl Turns {
    fn new(passed: Passed) -> Self {
        Self { wanted: passed.sheets(), others: passed.sheets() }
    }

    /// Takes one of those asked for.
    fn take(&mut self) -> Result<(), Trouble> {
        self.wanted = self.wanted.checked_sub(1).ok_or_else(Trouble::too_large)?;
        Ok(())
    }

    /// Whether another sheet holds something, by `look`; one that cannot be looked at any more may.
    fn other(&mut self, look: impl FnOnce() -> bool) -> bool {
        let may = self.others > 0;
        self.others = self.others.saturating_sub(1);
        !may || look()
    }
}

fn xlsx(
    file: &Arc<str>,
    mut workbook: Xlsx<Source>,
    unshown: &BTreeMap<String, Hidden>,
    passed: Passed,
    order: Order,
) -> Result<Book, Trouble> {
    let mut turns = Turns::new(passed);
    let mut book = Book { hidden: hidden(workbook.sheets_metadata()), ..Book::default() };
    let Order { wanted, mut budget, others: all } = order;
    let (asked, others): (Vec<_>, Vec<_>) = workbook.sheet_names().into_iter().partition(|name| wanted(name));
    for name in asked {
        turns.take()?;
        let mut grid = Grid::new(file, &name);
        grid.epoch = if workbook.has_1904_epoch() { EPOCH_1904 } else { 0 };
        grid.hidden = unshown.get(&name).cloned().unwrap_or_default();
        let read = xlsx_sheet(&mut workbook, &name, &mut grid, &mut budget)
            .and_then(
                |()| if passed.formulas { formulas(&mut workbook, &name, &mut grid, &mut budget) } else { Ok(()) },
            )
            .and_then(|()| {
                if passed.merged {
                    let merged = workbook.merge_cells_by_sheet_name(&name).map_err(|error| xlsx_trouble(&error))?;
                    merge(&mut grid, &merged);
                }
                Ok(())
            });
        match read {
            Ok(()) => book.grids.push(grid),
            Err(trouble) if trouble.whole_file => return Err(trouble),
            Err(trouble) => book.troubles.push((name, trouble)),
        }
    }
    book.look_at(others, all, turns, |name| xlsx_holds_something(&mut workbook, name));
    Ok(book)
}

fn xlsx_holds_something(workbook: &mut Xlsx<Source>, name: &str) -> bool {
    // What cannot be read may well be something.
    let Ok(mut reader) = workbook.worksheet_cells_reader(name) else { return true };
    loop {
        match reader.next_cell() {
            Ok(Some(cell)) if *cell.get_value() == DataRef::Empty => {}
            Ok(None) => return false,
            Ok(Some(_)) | Err(_) => return true,
        }
    }
}

fn xlsx_sheet(workbook: &mut Xlsx<Source>, name: &str, grid: &mut Grid, budget: &mut Budget) -> Result<(), Trouble> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|error| xlsx_trouble(&error))?;
    let shows: Vec<Shows> = reader.styles().iter().map(Shows::of).collect();
    let mut last = (0, 0);
    loop {
        match reader.next_cell_with_style_id() {
            Ok(Some((cell, style))) => {
                last = cell.get_position();
                let shows = shows.get(style).copied().unwrap_or_default();
                if let Some(raw) = raw(cell.get_value().clone().into(), shows, grid.epoch) {
                    // Its letters may say for themselves which of them are struck out.
                    let says = matches!(&raw, Raw::Text(text) if text.contains(STRUCK));
                    if shows.struck && !says {
                        grid.struck.push(last);
                    }
                    put(grid, budget, last, raw)?;
                }
            }
            Ok(None) => break,
            Err(error) => return Err(unknown_value(&error, grid.cell(last.0, last.1))),
        }
    }
    Ok(())
}

/// What formulas alone tell: which have no value yet, for the value reader passes them over in silence, and which take a zero
/// from another cell.
fn formulas(workbook: &mut Xlsx<Source>, name: &str, grid: &mut Grid, budget: &mut Budget) -> Result<(), Trouble> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|error| xlsx_trouble(&error))?;
    // Formulas that were dragged over several cells are written in the first of them.
    let mut dragged = BTreeSet::new();
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|error| xlsx_trouble(&error))? {
        let taken_over = match &record.formula {
            None => continue,
            Some(XlsxFormulaMetadata::Normal { formula }) if formula.trim().is_empty() => continue,
            Some(XlsxFormulaMetadata::Normal { formula }) => is_reference(formula),
            Some(XlsxFormulaMetadata::Shared { shared_index, formula, .. }) => {
                let is_one = is_reference(formula);
                if is_one {
                    dragged.insert(*shared_index);
                } else {
                    dragged.remove(shared_index);
                }
                is_one
            }
            Some(XlsxFormulaMetadata::SharedDerived { shared_index }) => dragged.contains(shared_index),
            Some(_) => false,
        };
        let (row, column) = record.pos;
        if record.value == DataRef::Empty {
            put(grid, budget, record.pos, Raw::Pending)?;
        } else if taken_over && matches!(grid.get(row, column), Some(Raw::Number { value, .. }) if value.is_zero()) {
            grid.zeros_taken_over.push(record.pos);
        }
    }
    Ok(())
}

/// Whether a formula is nothing but another cell: `B5`, `+$B$5`, `'Nguồn số liệu'!B5`.
fn is_reference(formula: &str) -> bool {
    let formula = formula.trim().trim_start_matches(['=', '+']);
    let (sheet, cell) = formula.rsplit_once('!').unwrap_or(("", formula));
    let quoted = sheet.len() > 1 && sheet.starts_with('\'') && sheet.ends_with('\'');
    let cell = cell.replace('$', "");
    let number = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = cell.len() - number.len();
    (quoted || !sheet.contains(['(', ')', '+', '-', '*', '/', ',', ';', '&', '<', '>', '=', '"', '\'']))
        && (1..=3).contains(&letters)
        && number.parse::<u32>().is_ok_and(|row| (1..=MAX_ROWS).contains(&row))
}

fn xlsb(
    file: &Arc<str>,
    mut workbook: Xlsb<Source>,
    beside: &BTreeMap<String, Beside>,
    mut turns: Turns,
    order: Order,
) -> Result<Book, Trouble> {
    let mut book = Book { hidden: hidden(workbook.sheets_metadata()), ..Book::default() };
    let Order { wanted, mut budget, others: all } = order;
    let (asked, others): (Vec<_>, Vec<_>) = workbook.sheet_names().into_iter().partition(|name| wanted(name));
    for name in asked {
        turns.take()?;
        let mut grid = Grid::new(file, &name);
        grid.epoch = if workbook.has_1904_epoch() { EPOCH_1904 } else { 0 };
        let mut reader = match workbook.worksheet_cells_reader(&name) {
            Ok(reader) => reader,
            Err(error) => {
                book.troubles.push((name, xlsb_trouble(&error)));
                continue;
            }
        };
        let nothing = Beside::default();
        let beside = beside.get(&name).unwrap_or(&nothing);
        while let Some(cell) = reader.next_cell().map_err(|error| xlsb_trouble(&error))? {
            put_shown(&mut grid, &mut budget, cell.get_position(), cell.get_value().clone().into(), beside)?;
        }
        put_beside(&mut grid, &mut budget, beside)?;
        book.grids.push(grid);
    }
    book.look_at(others, all, turns, |name| match workbook.worksheet_cells_reader(name) {
        Ok(mut reader) => matches!(reader.next_cell(), Ok(Some(_))),
        Err(_) => false,
    });
    Ok(book)
}

fn xls(file: &Arc<str>, mut workbook: Xls<Source>, beside: &[Beside], order: Order) -> Result<Book, Trouble> {
    let mut book = Book { hidden: hidden(workbook.sheets_metadata()), ..Book::default() };
    let Order { wanted, mut budget, .. } = order;
    let nothing = Beside::default();
    for (number, name) in workbook.sheet_names().into_iter().enumerate() {
        let beside = beside.get(number).unwrap_or(&nothing);
        let range = workbook.worksheet_range(&name).map_err(|_| Trouble::damaged())?;
        if !wanted(&name) {
            if !range.is_empty() {
                book.others.push(name);
            }
            continue;
        }
        let mut grid = Grid::new(file, &name);
        grid.epoch = if workbook.has_1904_epoch() { EPOCH_1904 } else { 0 };
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let place = (top + index(row), left + index(column));
            put_shown(&mut grid, &mut budget, place, value.clone(), beside)?;
        }
        put_beside(&mut grid, &mut budget, beside)?;
        let merged = workbook.merge_cells_by_sheet_name(&name).map_err(|_| Trouble::damaged())?;
        merge(&mut grid, &merged);
        book.grids.push(grid);
    }
    Ok(book)
}

/// Lays a value of calamine's into the grid as its cell shows it.
fn put_shown(
    grid: &mut Grid,
    budget: &mut Budget,
    place: (u32, u32),
    value: Data,
    beside: &Beside,
) -> Result<(), Trouble> {
    let shows = beside.shown.get(&place).copied().unwrap_or_default();
    let Some(raw) = raw(value, shows, grid.epoch) else { return Ok(()) };
    if shows.struck {
        grid.struck.push(place);
    }
    put(grid, budget, place, raw)
}

/// Lays down what calamine does not tell.
fn put_beside(grid: &mut Grid, budget: &mut Budget, beside: &Beside) -> Result<(), Trouble> {
    for (place, raw) in &beside.cells {
        replace(grid, budget, *place, raw.clone())?;
    }
    beside.merged.iter().for_each(|(first, last)| grid.merge(*first, *last));
    grid.hidden.clone_from(&beside.hidden);
    Ok(())
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Lays a cell into the grid, within Excel's bounds and the budget. A file that gives one cell twice says which it means
/// by neither.
pub fn put(grid: &mut Grid, budget: &mut Budget, place: (u32, u32), raw: Raw) -> Result<(), Trouble> {
    match grid.cells.get(&place) {
        Some(before) if *before != raw => Err(Trouble::sheet(
            format!("Trang “{}” có hai nội dung khác nhau cho ô {}", grid.sheet, grid.cell(place.0, place.1)),
            "Tệp đã bị sửa hỏng: mở bằng Excel, xem lại ô đó rồi lưu thành tệp mới",
        )),
        _ => replace(grid, budget, place, raw),
    }
}

/// The same, over what calamine made of that cell.
fn replace(grid: &mut Grid, budget: &mut Budget, place: (u32, u32), raw: Raw) -> Result<(), Trouble> {
    if place.0 >= MAX_ROWS || place.1 >= MAX_COLUMNS {
        return Err(Trouble::out_of_bounds());
    }
    budget.spend(&raw)?;
    grid.cells.insert(place, raw);
    Ok(())
}

fn merge(grid: &mut Grid, areas: &[Dimensions]) {
    areas.iter().for_each(|area| grid.merge(area.start, area.end));
}

/// A value of calamine's as a raw cell; `None` for a blank one.
fn raw(value: Data, shows: Shows, epoch: u16) -> Option<Raw> {
    Some(match value {
        Data::Empty => return None,
        Data::String(text) | Data::DurationIso(text) => return Raw::text(text),
        Data::Int(value) => shows.number(Some(Decimal::from(value))),
        Data::Float(value) => shows.number(from_float(value)),
        Data::Bool(yes) => Raw::Bool(yes),
        Data::DateTime(moment) => match from_float(moment.as_f64()) {
            // A time of day alone, or a length of time, has no day to shift.
            Some(days) if days < Decimal::ONE || moment.is_duration() => Raw::moment(days),
            Some(days) => Raw::Moment { serial: days + Decimal::from(epoch), order: shows.day_order },
            None => Raw::Endless,
        },
        Data::DateTimeIso(text) => match moment::serial_of_iso(&text) {
            Some(serial) => Raw::moment(serial),
            None => Raw::Text(text),
        },
        Data::Error(error) => Raw::Fault(error.to_string()),
    })
}

fn unknown_value(error: &XlsxError, after: Cell) -> Trouble {
    match error {
        XlsxError::Xml(_) | XlsxError::XmlEof(_) | XlsxError::Io(_) | XlsxError::Zip(_) => xlsx_trouble(error),
        _ => Trouble::sheet(
            format!("Trang “{}” có ô không đọc được, ngay sau ô {after}", after.sheet()),
            "Xóa nội dung ô đó rồi gõ lại, hoặc mở tệp bằng Excel và lưu lại",
        ),
    }
}

fn xlsx_trouble(error: &XlsxError) -> Trouble {
    match error {
        XlsxError::Password => Trouble::password(),
        XlsxError::NotAWorksheet(kind) if kind == "chartsheet" => {
            Trouble::sheet("Trang này là biểu đồ, không phải bảng", "Ghi dữ liệu vào một trang bảng tính")
        }
        XlsxError::NotAWorksheet(_) => Trouble::sheet(
            "Trang này không phải là bảng tính, hoặc phần của nó trong tệp đã hỏng",
            "Mở tệp bằng Excel, chép nội dung sang một trang bảng tính mới rồi lưu lại",
        ),
        _ => Trouble::damaged(),
    }
}

fn xlsb_trouble(error: &XlsbError) -> Trouble {
    match error {
        XlsbError::Password => Trouble::password(),
        _ => Trouble::damaged(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_lies_outside_a_sheet_or_says_two_things() {
        let (mut grid, mut budget) = (Grid::new(&"a.xlsb".into(), "Xã"), Budget::small());
        let text = |text: &str| Raw::Text(text.to_owned());
        for place in [(MAX_ROWS, 0), (0, MAX_COLUMNS), (u32::MAX, u32::MAX)] {
            assert_eq!(put(&mut grid, &mut budget, place, text("a")), Err(Trouble::out_of_bounds()));
            assert_eq!(replace(&mut grid, &mut budget, place, text("a")), Err(Trouble::out_of_bounds()));
        }
        assert!([text("a"), text("a")].into_iter().all(|raw| put(&mut grid, &mut budget, (0, 0), raw).is_ok()));
        assert!(put(&mut grid, &mut budget, (0, 0), text("b")).is_err());
        assert_eq!(replace(&mut grid, &mut budget, (0, 0), text("b")), Ok(()));
        assert_eq!(grid.cells.len(), 1);
    }

    #[test]
    fn a_value_knows_its_date_system() {
        let moment = calamine::ExcelDateTime::new(43_557.0, calamine::ExcelDateTimeType::DateTime, true);
        let serial = raw(Data::DateTime(moment), Shows::default(), EPOCH_1904);
        assert_eq!(serial, Some(Raw::moment(Decimal::from(45_019))));
        assert_eq!(raw(Data::Empty, Shows::default(), 0), None);
    }
}
