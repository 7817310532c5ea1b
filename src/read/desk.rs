//! What one workbook's reading has at hand: what can be printed, and where problems are laid down.
//!
//! *Invariant:* one desk a workbook, so that files can be read at the same time and their problems joined in order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Conversion;
use super::grid::Grid;
use crate::cell::Cell;
use crate::phrase::{more, shortened};
use crate::problem::{Place, Problems, Severity};

/// Most errors of one workbook: whoever mends so many has seen what is wrong.
const MOST: usize = 1_000;
/// Most problems of one workbook, warnings and all.
const MOST_IN_ALL: usize = 20_000;
/// So many cells of one kind are named.
const NAMED: usize = 5;

/// The place where a workbook is read.
pub struct Desk<'a> {
    /// Whether the fonts have a character.
    pub can_print: &'a (dyn Fn(char) -> bool + Sync),
    /// Whether text in an old character set is converted instead of refused.
    pub accept_legacy: bool,
    /// What was found wrong.
    pub problems: Problems,
    /// What was converted from an old character set.
    pub conversions: Vec<Conversion>,
    /// Cells of rows that are prepared and not filled in, of the person whose row is read.
    pub unfilled: Vec<Cell>,
    /// Cells of evidence that could not be read; see [`Unit::evidence_unread`](crate::model::Unit::evidence_unread).
    pub evidence_unread: Vec<Cell>,
    /// Cells with a note for a colleague, by its words.
    notes: BTreeMap<String, BTreeSet<Cell>>,
    /// Cells that begin with the label of their own field, by field and label.
    labels: BTreeMap<(String, String), BTreeSet<Cell>>,
    /// Sheets and headers of days that are shown month first, which has been said of one of them.
    pub month_first: BTreeSet<(Arc<str>, String)>,
    /// How many problems there were when the sheet was read no further.
    full: Option<usize>,
    /// How many problems were looked at, and how many of them are errors.
    counted: (usize, usize),
}

impl<'a> Desk<'a> {
    /// A clean desk.
    pub fn new(can_print: &'a (dyn Fn(char) -> bool + Sync), accept_legacy: bool) -> Self {
        Self {
            can_print,
            accept_legacy,
            problems: Problems::default(),
            conversions: Vec::new(),
            unfilled: Vec::new(),
            labels: BTreeMap::new(),
            evidence_unread: Vec::new(),
            notes: BTreeMap::new(),
            month_first: BTreeSet::new(),
            full: None,
            counted: (0, 0),
        }
    }

    /// Whether so much is wrong that the sheet is not read any further; says so once.
    pub fn is_full(&mut self, grid: &Grid) -> bool {
        let full = self.is_over();
        if full && self.full.is_none() {
            self.problems.error(
                Place::Sheet(grid.file.clone(), grid.sheet.clone()),
                "Tệp có quá nhiều lỗi nên chưa kiểm tra hết",
                "Sửa các lỗi đã nêu rồi chạy lại",
            );
        }
        if full {
            self.full.get_or_insert(self.problems.len());
        }
        full
    }

    fn is_over(&mut self) -> bool {
        let length = self.problems.len();
        if length < MOST {
            return false;
        }
        let (seen, errors) = self.counted;
        let new = self.problems.iter().skip(seen).filter(|problem| problem.severity == Severity::Error).count();
        self.counted = (length, errors + new);
        errors + new >= MOST || length >= MOST_IN_ALL
    }

    /// Keeps in mind that a cell holds a note of these words; where the same stands in many cells it is said once.
    pub fn noted(&mut self, words: String, cell: &Cell) {
        self.notes.entry(words).or_default().insert(cell.clone());
    }

    /// Keeps in mind that a cell of a field begins with its own label.
    pub fn labelled(&mut self, field: &str, label: &str, cell: &Cell) {
        self.labels.entry((field.to_owned(), label.to_owned())).or_default().insert(cell.clone());
    }

    /// Ends the reading: what was said after it was broken off is forgotten, since what was not read is not missing.
    pub fn close(&mut self) {
        if let Some(length) = self.full {
            self.problems.truncate(length);
            return;
        }
        for (words, cells) in std::mem::take(&mut self.notes) {
            self.problems.between(
                Severity::Warning,
                cells.iter().take(NAMED).map(Place::from).collect(),
                format!(
                    "Có lời nhắn hoặc chỗ chưa viết xong: “{}”{}",
                    shortened(&words),
                    more(cells.len() - 1, "; ", " ô nữa cũng vậy")
                ),
                "Viết cho xong, xóa lời nhắn: văn bản in đúng như ô đang ghi; lời nhắn nên để ở chú thích (Comment) của ô",
            );
        }
        for ((field, label), cells) in std::mem::take(&mut self.labels) {
            let label = shortened(&label);
            self.problems.between(
                Severity::Warning,
                cells.iter().take(NAMED).map(Place::from).collect(),
                format!("Ô ở “{field}” ghi lại tên mục “{label}:”{}", more(cells.len() - 1, "; ", " ô nữa cũng vậy")),
                format!("Xóa “{label}:” ở đầu ô: văn bản in đúng như trong ô"),
            );
        }
    }
}
