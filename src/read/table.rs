//! A sheet as a table: the header row found by its words, then rows of fields.
//!
//! *Invariant:* the order of columns, the rows above the header, blank rows and columns nobody asked for change nothing
//! in what the rows say.

mod again;
mod aside;
mod head;
mod signature;

use std::collections::BTreeMap;

use super::desk::Desk;
use super::field::Field;
use super::grid::{Grid, Raw};
use super::letters::visible;
use crate::cell::{At, Cell};
use crate::problem::{Place, Severity};
use crate::text::fold;

pub use head::header_row;

/// Which headers a sheet has.
pub struct Spec {
    /// Headers without which the sheet cannot be read.
    pub required: &'static [&'static str],
    /// Headers that may be absent.
    pub optional: &'static [&'static str],
    /// Other words for a header: (word, header).
    pub aliases: &'static [(&'static str, &'static str)],
    /// Folded headers of columns that only remind the reader of something.
    pub notes: &'static [&'static str],
}

/// A sheet whose header row was found.
pub struct Table<'g> {
    grid: &'g Grid,
    header: u32,
    /// The last row that the header's cells are merged over.
    bottom: u32,
    /// How many cells of the header row show something.
    width: usize,
    /// What heads each column, known or not, folded.
    heads: Vec<(u32, String)>,
    columns: BTreeMap<&'static str, u32>,
    rows: Vec<u32>,
}

/// One row of a table.
#[derive(Clone, Copy)]
pub struct Row<'t, 'g> {
    table: &'t Table<'g>,
    row: u32,
}

impl Spec {
    /// Whether a text is one of the headers, in any spelling of Unicode.
    pub fn has(&self, text: &str) -> bool {
        let key = fold(text);
        let words = self.aliases.iter().map(|(word, _)| word);
        self.required.iter().chain(self.optional).chain(words).any(|name| fold(name) == key)
    }
}

impl<'g> Table<'g> {
    /// Finds the header row: the first that holds every required header. `None`, with an error at the sheet, where none does.
    pub fn find(grid: &'g Grid, spec: &Spec, desk: &mut Desk) -> Option<Self> {
        let known = head::known(spec);
        let rows = grid.rows();
        // The first row with every required header, and the row that comes nearest to it.
        let mut best: Option<(usize, u32)> = None;
        for row in rows.iter().copied() {
            let found = head::headings(grid, row, &known);
            let has = |name: &&&'static str| found.iter().any(|(_, known)| *known == Some(**name));
            let count = spec.required.iter().filter(has).count();
            if best.is_none_or(|(most, _)| count > most) {
                best = Some((count, row));
            }
            if count == spec.required.len() {
                break;
            }
        }
        let Some((_, header)) = best.filter(|(count, _)| *count == spec.required.len()) else {
            let found = best.map(|(_, row)| head::headings(grid, row, &known)).unwrap_or_default();
            head::missing(grid, spec, best.map(|(_, row)| row), &found, desk);
            return None;
        };
        let mut found = head::headings(grid, header, &known);
        head::settle(grid, header, &mut found, desk);
        let mut columns = BTreeMap::new();
        for (column, name) in found.iter().filter_map(|(column, name)| name.map(|name| (*column, name))) {
            if let Some(first) = columns.get(name).copied() {
                desk.problems.between(
                    Severity::Error,
                    vec![Place::Cell(grid.cell(header, first)), Place::Cell(grid.cell(header, column))],
                    format!("Có hai cột cùng tên “{name}”"),
                    "Giữ lại một cột, đổi tên hoặc xóa cột kia",
                );
            } else {
                columns.insert(name, column);
            }
        }
        head::extra_columns(grid, header, &found, spec, desk);
        let width = found.len();
        let text =
            |(column, raw): (u32, &Raw)| if let Raw::Text(text) = raw { Some((column, fold(text))) } else { None };
        let heads = grid.row(header).filter_map(text).collect();
        let mut table = Self { grid, header, bottom: header, width, heads, columns, rows: Vec::new() };
        table.bottom = head::bottom(&table, spec, desk);
        let below = rows.into_iter().filter(|row| *row > table.bottom && !table.is_blank(*row));
        table.rows = aside::entries(&table, spec, &known, below, desk);
        aside::hidden(&table, desk);
        head::merged_across(&table, desk);
        head::without_header(&table, spec, &found, desk);
        beneath(&table, desk);
        Some(table)
    }

    /// Rows below the header that hold something under a known header. A loop over them ends where the desk is
    /// [full](Desk::is_full).
    pub fn rows(&self) -> impl Iterator<Item = Row<'_, 'g>> {
        self.rows.iter().map(|row| Row { table: self, row: *row })
    }

    /// Whether the sheet has this column.
    pub fn has(&self, name: &str) -> bool {
        self.columns.contains_key(name)
    }

    /// The columns of the headers it has.
    pub fn columns(&self) -> &BTreeMap<&'static str, u32> {
        &self.columns
    }

    /// The cell of a header; the row's first cell where the column is not there.
    pub fn header(&self, name: &str) -> Cell {
        self.grid.cell(self.header, self.columns.get(name).copied().unwrap_or(0))
    }

    /// Whether a row shows nothing under the known headers.
    fn is_blank(&self, row: u32) -> bool {
        self.columns.values().all(|column| self.grid.get(row, *column).is_none_or(Raw::is_blank))
    }
}

impl<'g> Row<'_, 'g> {
    /// The field under a header; where its cell is merged with those above, what they show.
    pub fn field(&self, name: &'static str) -> Field<'g> {
        let grid = self.table.grid;
        let column = self.table.columns.get(name).copied();
        Field {
            raw: column.and_then(|column| grid.shown(self.row, column)).filter(|raw| !is_dash(raw)),
            cell: grid.cell(self.row, column.unwrap_or(0)),
            name,
            epoch: grid.epoch,
        }
    }

    /// What the row says in a column of notes, by the folded words that may head it: text, and never a row by itself.
    pub fn note(&self, headers: &[&str]) -> Option<At<&'g str>> {
        let grid = self.table.grid;
        let (column, _) = self.table.heads.iter().find(|(_, text)| headers.contains(&text.as_str()))?;
        match grid.get(self.row, *column)? {
            Raw::Text(text) if text.contains(char::is_alphabetic) => {
                Some(At::new(text.as_str(), grid.cell(self.row, *column)))
            }
            _ => None,
        }
    }

    /// Whether the table has this column.
    pub fn has(&self, name: &str) -> bool {
        self.table.has(name)
    }

    /// Whether the cell under a header holds a dash alone, which [`field`](Self::field) takes for blank.
    pub fn is_dashed(&self, name: &str) -> bool {
        let column = self.table.columns.get(name);
        column.and_then(|column| self.table.grid.shown(self.row, *column)).is_some_and(is_dash)
    }

    /// The cell above that this row's cell under a header is merged with, whose content it shows.
    pub fn merged_with(&self, name: &str) -> Option<Cell> {
        let column = self.table.columns.get(name)?;
        let (row, column) = self.table.grid.covered.get(&(self.row, *column))?;
        Some(self.table.grid.cell(*row, *column))
    }

    /// Whether the row holds something under this header and nothing under any other that is known.
    pub fn holds_only(&self, name: &str) -> bool {
        let table = self.table;
        let blank = |column: u32| table.grid.shown(self.row, column).is_none_or(|raw| raw.is_blank() || is_dash(raw));
        table.columns.iter().all(|(known, column)| blank(*column) != (*known == name))
    }
}

/// Whether a cell holds no more than a dash, as many fill a cell with that stays blank.
fn is_dash(raw: &Raw) -> bool {
    // Nearly every cell begins with a letter or digit: that is no dash, whatever else it holds.
    let may_be = |text: &str| !text.starts_with(|c: char| c.is_ascii_alphanumeric());
    matches!(raw, Raw::Text(text) if may_be(text) && matches!(visible(text).trim(), "-" | "–" | "—" | "−" | "--"))
}

/// Cells of entries that a merged cell hides, and that say something else than it shows: nobody sees them, and they would be
/// read.
fn beneath(table: &Table, desk: &mut Desk) {
    let Table { grid, bottom, columns, .. } = table;
    let is_read = |column: u32| columns.values().any(|known| *known == column);
    for (place, shown) in grid.beneath().filter(|(place, _)| place.0 > *bottom && is_read(place.1)) {
        if desk.is_full(grid) {
            break;
        }
        let Some(held) = grid.get(place.0, place.1).filter(|raw| !raw.is_blank()) else { continue };
        let alike = match (grid.get(shown.0, shown.1), Some(held)) {
            (Some(Raw::Text(one)), Some(Raw::Text(other))) => fold(one) == fold(other),
            (one, other) => one == other,
        };
        if alike {
            continue;
        }
        let cell = grid.cell(place.0, place.1);
        desk.problems.error(
            &cell,
            format!("Ô {cell} bị ô gộp {} che mà vẫn còn nội dung khác", grid.cell(shown.0, shown.1)),
            "Bỏ gộp ô (mũi tên cạnh nút Merge & Center › Unmerge Cells), xóa nội dung bị che hoặc ghi đúng vào từng ô, rồi lưu lại",
        );
    }
}
