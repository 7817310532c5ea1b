//! A sheet as a table: the header row found by its words, then rows of fields.
//!
//! *Invariant:* the order of columns, the rows above the header, blank rows and columns nobody asked for change nothing
//! in what the rows say.

mod aside;

use std::collections::BTreeMap;

use super::desk::Desk;
use super::field::Field;
use super::grid::{Grid, MAX_ROWS, Raw};
use super::letters::{strange_hint, visible};
use crate::cell::Cell;
use crate::judge::words::shortened;
use crate::problem::{Place, Severity};
use crate::text::fold;

/// Bytes of a text that may still be a header.
const LONGEST_HEADER: usize = 400;

/// Which headers a sheet has.
pub struct Spec {
    /// Headers without which the sheet cannot be read.
    pub required: &'static [&'static str],
    /// Headers that may be absent.
    pub optional: &'static [&'static str],
    /// Other words for a header: (word, header).
    pub aliases: &'static [(&'static str, &'static str)],
}

/// A sheet whose header row was found.
pub struct Table<'g> {
    grid: &'g Grid,
    header: u32,
    /// The last row that the header's cells are merged over.
    bottom: u32,
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
        let known: Vec<(String, &'static str)> = spec
            .required
            .iter()
            .chain(spec.optional)
            .map(|name| (fold(name), *name))
            .chain(spec.aliases.iter().map(|(word, name)| (fold(word), *name)))
            .collect();
        let rows = grid.rows();
        // The first row with every required header, and the row that comes nearest to it.
        let mut best: Option<(usize, u32)> = None;
        for row in rows.iter().copied() {
            let found = headings(grid, row, &known);
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
            let found = best.map(|(_, row)| headings(grid, row, &known)).unwrap_or_default();
            missing_headers(grid, spec, best.map(|(_, row)| row), &found, desk);
            return None;
        };
        let found = headings(grid, header, &known);
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
        extra_columns(grid, header, &found, desk);
        let bottom = bottom(grid, header, columns.values().copied());
        let mut table = Self { grid, header, bottom, columns, rows: Vec::new() };
        let below = rows.into_iter().filter(|row| *row > bottom && !table.skipped(*row));
        table.rows = aside::entries(&table, spec, below, desk);
        aside::hidden(&table, desk);
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

    /// The cell of a header; the row's first cell where the column is not there.
    pub fn header(&self, name: &str) -> Cell {
        self.grid.cell(self.header, self.columns.get(name).copied().unwrap_or(0))
    }

    fn skipped(&self, row: u32) -> bool {
        let held = |column: &u32| Field {
            raw: self.grid.get(row, *column),
            cell: self.grid.cell(row, *column),
            name: "",
            epoch: 0,
        };
        self.columns.values().all(|column| held(column).is_blank()) || self.numbering(row)
    }

    /// The row of column numbers, `(1) (2) (3)`, that official tables have below their headers.
    fn numbering(&self, row: u32) -> bool {
        if row != self.bottom + 1 {
            return false;
        }
        let mut expected = 1_u32;
        for (_, raw) in self.grid.row(row) {
            let number = match raw {
                Raw::Number { value, percent: false, .. } => u32::try_from(*value).ok(),
                Raw::Text(text) => text.trim().trim_matches(['(', ')']).parse().ok(),
                _ => None,
            };
            if number != Some(expected) {
                return false;
            }
            expected += 1;
        }
        expected > 3
    }
}

impl<'g> Row<'_, 'g> {
    /// The field under a header; where its cell is merged with those above, what they show.
    pub fn field(&self, name: &'static str) -> Field<'g> {
        let grid = self.table.grid;
        let column = self.table.columns.get(name).copied();
        Field {
            raw: column.and_then(|column| grid.shown(self.row, column)),
            cell: grid.cell(self.row, column.unwrap_or(0)),
            name,
            epoch: grid.epoch,
        }
    }

    /// Whether the row holds something under this header and nothing under any other that is known.
    pub fn holds_only(&self, name: &str) -> bool {
        let table = self.table;
        let blank = |column: u32| {
            let (raw, cell) = (table.grid.shown(self.row, column), table.grid.cell(self.row, column));
            Field { raw, cell, name: "", epoch: 0 }.is_blank()
        };
        table.columns.iter().all(|(known, column)| blank(*column) != (*known == name))
    }
}

/// The first row that shows at least two required headers of one of these tables: where the headers are, whatever else
/// is wrong with them.
pub fn header_row(grid: &Grid, specs: &[&Spec]) -> Option<u32> {
    let known: Vec<(String, &'static str)> =
        specs.iter().flat_map(|spec| spec.required).map(|name| (fold(name), *name)).collect();
    let headed = |row: &u32| headings(grid, *row, &known).iter().filter(|(_, name)| name.is_some()).count() >= 2;
    grid.rows().into_iter().take(200).find(headed)
}

/// The last of the rows that cells of the header row are merged over.
fn bottom(grid: &Grid, header: u32, columns: impl Iterator<Item = u32>) -> u32 {
    let last = |column: u32| {
        let first = grid.covered.get(&(header, column)).copied().unwrap_or((header, column));
        (header + 1..MAX_ROWS).take_while(|row| grid.covered.get(&(*row, column)) == Some(&first)).last()
    };
    columns.filter_map(last).max().unwrap_or(header)
}

/// The headers a row shows: each column with the known header it stands for.
fn headings(grid: &Grid, row: u32, known: &[(String, &'static str)]) -> Vec<(u32, Option<&'static str>)> {
    let mut columns: Vec<u32> = grid.row(row).map(|(column, _)| column).collect();
    columns.extend(grid.covered.range((row, 0)..=(row, u32::MAX)).map(|((_, column), _)| *column));
    columns.sort_unstable();
    columns.dedup();
    let name = |column: u32| match grid.shown(row, column) {
        Some(Raw::Text(text)) => Some(named(text, known)),
        Some(_) => Some(None),
        None => None,
    };
    columns.into_iter().filter_map(|column| name(column).map(|name| (column, name))).collect()
}

/// The known header a text stands for, as it is or without what it adds in brackets.
fn named(text: &str, known: &[(String, &'static str)]) -> Option<&'static str> {
    if text.len() > LONGEST_HEADER {
        return None;
    }
    let text = visible(text);
    let find = |text: &str| {
        let key = fold(text);
        known.iter().find(|(word, _)| *word == key).map(|(_, name)| *name)
    };
    find(&text).or_else(|| text.split_once('(').and_then(|(before, _)| find(before)))
}

fn missing_headers(grid: &Grid, spec: &Spec, row: Option<u32>, found: &[(u32, Option<&'static str>)], desk: &mut Desk) {
    let missing: Vec<String> = spec
        .required
        .iter()
        .filter(|name| !found.iter().any(|(_, known)| *known == Some(**name)))
        .map(|name| format!("“{name}”"))
        .collect();
    let unknown = found.iter().filter(|(_, known)| known.is_none());
    let strange = unknown.filter_map(|(column, _)| match row.and_then(|row| grid.get(row, *column)) {
        Some(Raw::Text(text)) => Some(strange_hint(text)).filter(|hint| !hint.is_empty()),
        _ => None,
    });
    let strange = strange.take(1).collect::<String>();
    let all: Vec<String> = spec.required.iter().map(|name| format!("“{name}”")).collect();
    desk.problems.error(
        Place::Sheet(grid.file.clone(), grid.sheet.clone()),
        format!("Trang “{}” không có dòng tiêu đề đủ cột: thiếu {}", grid.sheet, missing.join(", ")),
        format!("Đặt các tiêu đề {} trên cùng một dòng, đúng tên{strange}", all.join(", ")),
    );
}

fn extra_columns(grid: &Grid, header: u32, found: &[(u32, Option<&'static str>)], desk: &mut Desk) {
    let unknown: Vec<(u32, String)> = found
        .iter()
        .filter(|(_, name)| name.is_none())
        .filter_map(|(column, _)| match grid.get(header, *column) {
            Some(Raw::Text(text)) if !fold(text).is_empty() && fold(text) != "stt" && fold(text) != "tt" => {
                Some((*column, format!("“{}”", shortened(&visible(text)))))
            }
            _ => None,
        })
        .collect();
    if let Some((column, _)) = unknown.first() {
        let names: Vec<&str> = unknown.iter().map(|(_, name)| name.as_str()).collect();
        desk.problems.warning(
            &grid.cell(header, *column),
            format!("Trang “{}” có cột không dùng đến: {}", grid.sheet, names.join(", ")),
            "Không cần làm gì nếu cột này chỉ để ghi nhớ; nếu là cột cần dùng thì sửa tên cột cho đúng",
        );
    }
}
