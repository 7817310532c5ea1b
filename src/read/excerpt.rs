//! The row around a cell at fault, as the workbook shows it: what the terminal prints beside a problem.
//!
//! *Invariant:* an excerpt is shown, never judged; a workbook that cannot be read again has none.

use std::collections::BTreeMap;

use crate::cell::Cell;

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
