//! One sheet as a sparse map of raw cells, whatever format it came from.
//!
//! A cell keeps what decides how it may be read: an exact number and whether it is formatted as a percentage, a point
//! in time as a serial day, an error value, a formula whose value was never calculated.
//!
//! *Invariant:* nothing is interpreted here; a cell that is not in the map is blank, and only cells inside Excel's own
//! bounds exist.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use super::SourceKind;
use super::letters;
use super::sheets::sheets;
use crate::cell::{Cell, Sheet};
use crate::number::Decimal;

/// Rows of Excel's largest sheet.
pub const MAX_ROWS: u32 = 1_048_576;
/// Columns of Excel's largest sheet.
pub const MAX_COLUMNS: u32 = 16_384;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    /// Text, as the file has it.
    Text(String),
    /// A number.
    Number {
        /// Its exact value; 95 % is 0.95.
        value: Decimal,
        /// Whether the cell shows it as a percentage.
        percent: bool,
        /// Digits that the cell's format pads it to with zeros (`000`), else 0.
        zeros: usize,
    },
    /// A day and hour.
    Moment {
        /// Days since 30 December 1899, whatever system the workbook counts in.
        serial: Decimal,
        /// How the cell shows the day.
        order: DayOrder,
    },
    /// TRUE or FALSE.
    Bool(bool),
    /// An error value such as `#DIV/0!`.
    Fault(String),
    /// A formula that no program has calculated yet.
    Pending,
    /// A number beyond what anybody counts with (1e300).
    Endless,
}

/// How a cell shows a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayOrder {
    /// As people here write it, or in no way that is known.
    #[default]
    DayFirst,
    /// The month before the day.
    MonthFirst,
    /// Month and year: the day is the office program's, which wants one.
    MonthAlone,
    /// The year: month and day are the office program's.
    YearAlone,
}

/// The fault of a cell that holds a picture.
pub const PICTURE: &str = "DISPIMG";

impl Raw {
    /// Whether nothing is to be seen of it.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if letters::is_blank(text))
    }

    /// What a text says; `None` for an empty one. Google Sheets stores what a formula failed with as text, and so does
    /// whoever pastes it as a value: `#N/A` is nobody's name.
    pub fn text(text: String) -> Option<Self> {
        // A picture inside a cell, as WPS Spreadsheets stores it.
        let picture =
            |text: &str| text.trim_start_matches(['=', '@']).trim_start_matches("_xlfn.").starts_with("DISPIMG(");
        match text.trim() {
            _ if text.is_empty() => None,
            text if picture(text) => Some(Self::Fault(PICTURE.to_owned())),
            fault if is_fault(fault) => Some(Self::Fault(fault.to_owned())),
            _ => Some(Self::Text(text)),
        }
    }

    /// A point in time, shown as people here do.
    pub fn moment(serial: Decimal) -> Self {
        Self::Moment { serial, order: DayOrder::DayFirst }
    }

    /// A plain number.
    pub fn number(value: Decimal) -> Self {
        Self::Number { value, percent: false, zeros: 0 }
    }
}

/// Whether a text is what formulas fail with: `#DIV/0!`, `#NAME?`, and whatever newer versions of Excel add in that form.
fn is_fault(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('#') else { return false };
    let code = rest.strip_suffix(['!', '?']).unwrap_or_default();
    let letters = code.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'/' | b'_' | b'0'));
    matches!(rest, "N/A" | "GETTING_DATA") || (code.len() > 1 && letters)
}

/// Rows and columns of a sheet that are not shown.
#[derive(Clone, Debug, Default)]
pub struct Hidden {
    /// Rows that hold something, as far as that is looked for.
    pub rows: BTreeSet<u32>,
    /// The first and last of columns beside one another.
    columns: Vec<(u32, u32)>,
}

impl Hidden {
    /// Columns that are not shown, from the first to the last of them. Nobody hides so many groups.
    pub fn hide_columns(&mut self, first: u32, last: u32) {
        if self.columns.len() < 200 {
            self.columns.push((first, last));
        }
    }

    /// Whether a column is not shown.
    pub fn hides_column(&self, column: u32) -> bool {
        self.columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }
}

/// Most cells below the first of merged ones that a sheet keeps; a clerk's sheet has some hundreds.
const MOST_COVERED: usize = 500_000;

/// The contract's sheet names, one copy for all workbooks: they stay as long as any cell does.
static KNOWN: LazyLock<Vec<Arc<str>>> = LazyLock::new(|| {
    let kinds = [SourceKind::Unit, SourceKind::Commune, SourceKind::Plan];
    kinds.into_iter().flat_map(sheets).map(|name| Arc::from(*name)).collect()
});

/// One sheet of a workbook.
#[derive(Clone, Debug)]
pub struct Grid {
    /// The workbook.
    pub file: Arc<str>,
    /// The sheet's name as the workbook spells it.
    pub sheet: Arc<str>,
    place: Arc<Sheet>,
    /// Cells that hold something, by row and column from zero.
    pub cells: BTreeMap<(u32, u32), Raw>,
    /// Cells merged with one above them in the same column, and that one, whose value they show.
    pub covered: BTreeMap<(u32, u32), (u32, u32)>,
    /// Cells merged with one in a column before theirs, and that one: they show nothing of their own.
    pub across: BTreeMap<(u32, u32), (u32, u32)>,
    /// What is not shown of it.
    pub hidden: Hidden,
    /// Cells of merged areas gone over so far.
    walked: usize,
    /// Whether there are more merged cells than are kept.
    pub merged_in_part: bool,
    /// Cells that hold something and are struck out whole.
    pub struck: Vec<(u32, u32)>,
    /// Cells with a zero that a formula takes from another cell, as Excel gives it for a blank one too; only .xlsx tells.
    pub zeros_taken_over: Vec<(u32, u32)>,
    /// What to add to a plain number to make it a serial day: 1462 where the workbook counts from 1904, else 0.
    pub epoch: u16,
}

impl Grid {
    /// An empty sheet.
    pub fn new(file: &Arc<str>, sheet: &str) -> Self {
        let sheet = KNOWN.iter().find(|known| ***known == *sheet).cloned().unwrap_or_else(|| sheet.into());
        let place = Arc::new(Sheet { file: file.clone(), name: sheet.clone() });
        Self {
            file: file.clone(),
            sheet,
            place,
            cells: BTreeMap::new(),
            covered: BTreeMap::new(),
            across: BTreeMap::new(),
            hidden: Hidden::default(),
            walked: 0,
            merged_in_part: false,
            struck: Vec::new(),
            zeros_taken_over: Vec::new(),
            epoch: 0,
        }
    }

    /// The place of a cell.
    pub fn cell(&self, row: u32, column: u32) -> Cell {
        Cell::of(&self.place, row, column)
    }

    /// What a cell holds by itself.
    pub fn get(&self, row: u32, column: u32) -> Option<&Raw> {
        self.cells.get(&(row, column))
    }

    /// Merges cells, first to last; the value stands in the first.
    pub fn merge(&mut self, first: (u32, u32), last: (u32, u32)) {
        // Cells walked over count, for areas that lie over one another fill no map.
        let room = MOST_COVERED.saturating_sub(self.walked);
        let rows = usize::try_from(last.0.saturating_sub(first.0)).unwrap_or(usize::MAX);
        let all = usize::try_from(last.1.saturating_sub(first.1))
            .unwrap_or(usize::MAX)
            .saturating_mul(rows.saturating_add(1));
        self.merged_in_part |= rows > room || all > room;
        self.walked = self.walked.saturating_add(rows).saturating_add(all).min(2 * MOST_COVERED);
        let below = (first.0.saturating_add(1)..=last.0).take(room);
        self.covered.extend(below.map(|row| ((row, first.1), first)));
        let columns = first.1.saturating_add(1)..=last.1;
        let beside = (first.0..=last.0).flat_map(|row| columns.clone().map(move |column| (row, column)));
        self.across.extend(beside.take(room).map(|place| (place, first)));
    }

    /// What a cell shows: its own content, else that of the cell above that it is merged with.
    pub fn shown(&self, row: u32, column: u32) -> Option<&Raw> {
        self.get(row, column).or_else(|| self.covered.get(&(row, column)).and_then(|first| self.cells.get(first)))
    }

    /// What is merged into another cell and yet holds something: each such cell with the one that is shown in its place.
    pub fn beneath(&self) -> impl Iterator<Item = ((u32, u32), (u32, u32))> {
        let shown = |place: &(u32, u32)| self.covered.get(place).or_else(|| self.across.get(place)).copied();
        let any = !(self.covered.is_empty() && self.across.is_empty());
        self.cells.keys().take(if any { usize::MAX } else { 0 }).filter_map(move |place| Some((*place, shown(place)?)))
    }

    /// Rows that hold something, in order.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|(row, _)| *row).collect();
        rows.dedup();
        rows
    }

    /// Columns that hold below this row what is asked for.
    pub fn columns_below(&self, row: u32, is_asked_for: impl Fn(&Raw) -> bool) -> BTreeSet<u32> {
        let below = self.cells.range((row.saturating_add(1), 0)..);
        below.filter(|(_, raw)| is_asked_for(raw)).map(|((_, column), _)| *column).collect()
    }

    /// Columns of one row that hold something.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Raw)> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|((_, column), raw)| (*column, raw))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_formula_failed_with_is_no_text() {
        for text in ["#N/A", " #REF! ", "#DIV/0!", "#NAME?", "#GETTING_DATA", "#SPILL!", "#PYTHON!", "#BLOCKED!"] {
            assert_eq!(Raw::text(text.to_owned()), Some(Raw::Fault(text.trim().to_owned())), "{text}");
        }
        for text in ["#1", "#!", "# N/A", "#Cchc!", "C#", "#CCHC", "1#REF!"] {
            assert_eq!(Raw::text(text.to_owned()), Some(Raw::Text(text.to_owned())), "{text}");
        }
    }
}
