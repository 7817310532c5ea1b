//! The row around a cell at fault, as the workbook shows it: what the terminal prints beside a problem.
//!
//! Only the files that have problems are opened again, and not more of them than anybody reads about.
//!
//! *Invariant:* an excerpt is shown, never judged; a workbook that cannot be read again has none.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::book::{Budget, Order};
use super::field::Field as Read;
use super::grid::{Grid, Raw};
use super::letters::STRUCK;
use super::table::{Spec, header_row};
use super::{Desk, Reader, Source, council, criteria, figure, pairs, unit};
use crate::cell::Cell;
use crate::problem::{Place, Problems};

/// One filled cell of the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Column, from zero.
    pub column: u32,
    /// The column's header; empty above the header row.
    pub header: String,
    /// What the cell holds, as text.
    pub text: String,
}

/// The row of each cell a problem names.
pub type Excerpts = BTreeMap<Cell, Vec<Field>>;

/// Most cells shown with their rows.
const CELLS: usize = 200;
/// Most files opened again.
const FILES: usize = 30;
/// Most cells of a row that are shown.
const COLUMNS: usize = 30;

/// Every kind of table that a workbook has.
pub(super) const TABLES: [&Spec; 7] = [
    &pairs::SPEC,
    &unit::PEOPLE,
    &figure::FIGURES,
    &unit::INITIATIVES,
    &council::MEMBERS,
    &council::VOTES,
    &criteria::TARGETS,
];

/// Reads the rows around the cells that problems name first.
pub fn of(sources: &[Source], problems: &Problems) -> Excerpts {
    let mut cells: BTreeMap<&Arc<str>, Vec<&Cell>> = BTreeMap::new();
    let first = problems.iter().filter_map(|problem| match problem.places.first() {
        Some(Place::Cell(cell)) => Some(cell),
        _ => None,
    });
    for cell in first.take(CELLS) {
        cells.entry(cell.file()).or_default().push(cell);
    }
    let reader = Reader { can_print: &|_| true, accept_legacy: true, alone: Mutex::new(()) };
    let mut excerpts = Excerpts::new();
    for (file, cells) in cells.into_iter().take(FILES) {
        let Some(source) = sources.iter().find(|source| source.name == *file) else { continue };
        let wanted = |name: &str| cells.iter().any(|cell| &**cell.sheet() == name);
        let Some(passed) = source.looked.passed else { continue };
        let order = Order { wanted: &wanted, budget: Budget::of(passed), others: false };
        let Ok(book) = reader.again(source, order) else {
            continue;
        };
        for grid in &book.grids {
            let header = header_row(grid, &TABLES);
            for cell in cells.iter().filter(|cell| *cell.sheet() == grid.sheet) {
                excerpts.insert((*cell).clone(), row(grid, header, cell));
            }
        }
    }
    excerpts
}

/// The row of a cell, which is in it even where it is blank.
fn row(grid: &Grid, header: Option<u32>, cell: &Cell) -> Vec<Field> {
    let mut columns: Vec<u32> = grid.row(cell.row).map(|(column, _)| column).take(COLUMNS).collect();
    if let Err(place) = columns.binary_search(&cell.column) {
        columns.insert(place, cell.column);
    }
    let header = header.filter(|header| *header < cell.row);
    columns
        .into_iter()
        .map(|column| Field {
            column,
            header: header.map_or_else(String::new, |header| shown(grid, header, column)),
            text: shown(grid, cell.row, column),
        })
        .collect()
}

fn shown(grid: &Grid, row: u32, column: u32) -> String {
    let raw = grid.shown(row, column);
    let field = Read { raw, cell: grid.cell(row, column), name: "", epoch: 0 };
    let text = field.written(&mut Desk::new(&|_| true, true)).map(|at| at.value);
    let text = text.unwrap_or_else(|| raw.map_or_else(String::new, refused));
    text.chars().take(200).collect()
}

/// What a cell shows of which no text can be read: the cell at fault, often.
fn refused(raw: &Raw) -> String {
    match raw {
        Raw::Text(text) | Raw::Fault(text) => text.chars().filter(|c| *c != STRUCK).collect(),
        Raw::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Raw::Pending | Raw::Endless | Raw::Number { .. } | Raw::Moment { .. } => String::new(),
    }
}
