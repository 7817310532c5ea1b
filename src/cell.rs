//! Where a value was written: the file, the sheet and the cell.
//!
//! Every value that comes out of a workbook travels as [`At`], so that whatever is said of it later, in a message, in
//! the record or on the page, can name the cell a clerk has to open.
//!
//! *Invariant:* rows and columns are counted from zero here and only [`Cell`]'s `Display` speaks Excel's `C7`.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::sync::Arc;

/// One sheet of one workbook.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sheet {
    /// Path of the workbook below the input folder, with `/` between folders.
    pub file: Arc<str>,
    /// Name of the sheet as the workbook spells it.
    pub name: Arc<str>,
}

/// One cell of one sheet of one workbook: small, for every figure of every person keeps some of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    sheet: Arc<Sheet>,
    /// Row, from zero.
    pub row: u32,
    /// Column, from zero.
    pub column: u32,
}

impl Cell {
    /// The cell of a sheet.
    pub fn of(sheet: &Arc<Sheet>, row: u32, column: u32) -> Self {
        Self { sheet: sheet.clone(), row, column }
    }

    /// The cell of a sheet that is known by its names.
    pub fn named(file: &str, sheet: &str, row: u32, column: u32) -> Self {
        Self { sheet: Arc::new(Sheet { file: file.into(), name: sheet.into() }), row, column }
    }

    /// Path of the workbook below the input folder, with `/` between folders.
    pub fn file(&self) -> &Arc<str> {
        &self.sheet.file
    }

    /// Name of the sheet as the workbook spells it.
    pub fn sheet(&self) -> &Arc<str> {
        &self.sheet.name
    }

    /// Another cell of the same sheet.
    #[must_use]
    pub fn sibling(&self, row: u32, column: u32) -> Self {
        Self::of(&self.sheet, row, column)
    }

    /// The cell beside this one, in the same row.
    #[must_use]
    pub fn in_column(&self, column: u32) -> Self {
        Self { column, ..self.clone() }
    }
}

/// Excel's name of the cell, such as `C7`.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_name(self.column), u64::from(self.row) + 1)
    }
}

/// Excel's letters for a column counted from zero: 0 is `A`, 26 is `AA`.
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).expect("a remainder below 26")));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// A value and the cell it was written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its cell.
    pub cell: Cell,
}

impl<T> At<T> {
    /// Pairs a value with its cell.
    pub fn new(value: T, cell: Cell) -> Self {
        Self { value, cell }
    }

    /// Another value, in the same cell.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> At<U> {
        At { value: f(self.value), cell: self.cell }
    }
}

/// The text of a cell that may be absent; absent is the empty string, which prints as the form's blank.
pub fn text_of<T: AsRef<str>>(value: Option<&At<T>>) -> &str {
    value.map_or("", |at| at.value.as_ref())
}

/// The cell in which a key was met first; none where it is this one, which is kept then.
pub fn first_of<K: Ord>(seen: &mut BTreeMap<K, Cell>, key: K, cell: &Cell) -> Option<Cell> {
    match seen.entry(key) {
        Entry::Occupied(first) => Some(first.get().clone()),
        Entry::Vacant(place) => {
            place.insert(cell.clone());
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_excel_names_them() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(column_name(column), name);
        }
        let cell = Cell::named("a.xlsx", "Số liệu", 6, 2);
        assert_eq!(cell.to_string(), "C7");
    }
}
