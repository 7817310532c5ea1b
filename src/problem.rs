//! The one shape of every complaint about the data.
//!
//! Rules for the words, which are the product: plain Vietnamese; say what is there and what was wanted, quoting the
//! cell's text; the hint says what to do; nobody is blamed; no full stop at the end of either. The first place is the
//! one to open; a second place is the other half of a contradiction.
//!
//! *Invariant:* a problem is collected, never thrown; every place in it exists in the input, and nothing in its words steers
//! what shows them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::assets::plan_code;
use crate::cell::{At, Cell};
use crate::text::marks::STRUCK;

/// Whether a problem stops papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Papers are withheld: those of every unit whose file is named in the problem's places; where the commune's workbook
    /// contradicts the units', the commune's alone.
    Error,
    /// Papers are made; the clerk should look.
    Warning,
}

/// What a problem points at; ordered by file, then by sheet, row and column, the whole before its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The input folder, by its name.
    Input(Arc<str>),
    /// A whole file, or a folder of the input.
    File(Arc<str>),
    /// A sheet of a file.
    Sheet(Arc<str>, Arc<str>),
    /// A cell.
    Cell(Cell),
}

impl Place {
    /// The file, or the folder, the place is in.
    pub fn file(&self) -> &Arc<str> {
        match self {
            Self::Input(file) | Self::File(file) | Self::Sheet(file, _) => file,
            Self::Cell(cell) => cell.file(),
        }
    }

    /// The code of the plan that the place is in, where that is one of the program's own: no file that a clerk could open.
    pub fn own_plan(&self) -> Option<&str> {
        plan_code(self.file())
    }

    /// The file as the clerk knows it.
    pub fn file_in_words(&self) -> String {
        match self.own_plan() {
            Some(code) => format!("kế hoạch {code} có sẵn trong chương trình"),
            None => self.file().to_string(),
        }
    }

    /// Where to look, as the clerk knows it: `van-phong.xlsx › Số liệu › C7`.
    pub fn in_words(&self) -> String {
        let file = self.file_in_words();
        match self {
            Self::Input(_) | Self::File(_) => file,
            Self::Sheet(_, sheet) => format!("{file} › {sheet}"),
            Self::Cell(cell) => format!("{file} › {} › {cell}", cell.sheet()),
        }
    }

    /// The cell, where the place is one.
    pub fn cell(&self) -> Option<&Cell> {
        match self {
            Self::Input(_) | Self::File(_) | Self::Sheet(..) => None,
            Self::Cell(cell) => Some(cell),
        }
    }

    /// The sheet, where the place is inside one.
    pub fn sheet(&self) -> Option<&Arc<str>> {
        match self {
            Self::Input(_) | Self::File(_) => None,
            Self::Sheet(_, sheet) => Some(sheet),
            Self::Cell(cell) => Some(cell.sheet()),
        }
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.file(), self.sheet(), self.cell()).cmp(&(other.file(), other.sheet(), other.cell()))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<&Cell> for Place {
    fn from(cell: &Cell) -> Self {
        Self::Cell(cell.clone())
    }
}

impl<T> From<&At<T>> for Place {
    fn from(at: &At<T>) -> Self {
        Self::Cell(at.cell.clone())
    }
}

/// One thing in the data that the clerk should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Whether it stops papers.
    pub severity: Severity,
    /// What is wrong, in Vietnamese.
    pub message: String,
    /// What to do about it, in Vietnamese; empty where the message says all.
    pub hint: String,
    /// Where to look, the first place first. Never empty.
    pub places: Vec<Place>,
}

/// The problems of a run, as they are found.
#[derive(Clone, Debug, Default)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Adds an error: what is wrong at `place`, and what to do.
    pub fn error(&mut self, place: impl Into<Place>, message: impl Into<String>, hint: impl Into<String>) {
        self.push(Severity::Error, vec![place.into()], message.into(), hint.into());
    }

    /// Adds a warning.
    pub fn warning(&mut self, place: impl Into<Place>, message: impl Into<String>, hint: impl Into<String>) {
        self.push(Severity::Warning, vec![place.into()], message.into(), hint.into());
    }

    /// Adds a problem that lies between several places.
    pub fn between(
        &mut self,
        severity: Severity,
        places: Vec<Place>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.push(severity, places, message.into(), hint.into());
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, others: Problems) {
        self.0.extend(others.0);
    }

    /// Every problem, in the order of [`Problems::sorted`] or as found.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }

    /// Forgets all but the first so many.
    pub fn truncate(&mut self, length: usize) {
        self.0.truncate(length);
    }

    /// How many problems there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an error names this file in any of its places.
    pub fn stop(&self, file: &str) -> bool {
        self.errors().any(|problem| problem.places.iter().any(|place| &**place.file() == file))
    }

    /// Every file that an error names; for asking after many.
    pub fn stopped(&self) -> BTreeSet<Arc<str>> {
        self.errors().flat_map(|problem| &problem.places).map(|place| place.file().clone()).collect()
    }

    /// The same by the files that they name, so that whoever asks after one file looks through no other's; what lies between
    /// two files is in both.
    pub fn by_file(self) -> BTreeMap<Arc<str>, Self> {
        let mut shares: BTreeMap<Arc<str>, Self> = BTreeMap::new();
        for problem in self.0 {
            let mut files: Vec<Arc<str>> = problem.places.iter().map(|place| place.file().clone()).collect();
            files.sort();
            files.dedup();
            for file in files {
                shares.entry(file).or_default().0.push(problem.clone());
            }
        }
        shares
    }

    /// The errors alone.
    pub fn errors(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter().filter(|problem| problem.severity == Severity::Error)
    }

    /// The same problems by file, sheet, row and column, each said once.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.0.sort_by(|a, b| (&a.places, a.severity, &a.message).cmp(&(&b.places, b.severity, &b.message)));
        self.0.dedup();
        self
    }

    fn push(&mut self, severity: Severity, places: Vec<Place>, message: String, hint: String) {
        assert!(!places.is_empty(), "a problem names a place");
        let [message, hint] = [message, hint].map(seen);
        self.0.push(Problem { severity, message, hint, places });
    }
}

/// A quoted header may hold what cannot be shown: it stands as `·`, as the terminal has it. A mark of our own goes.
fn seen(text: String) -> String {
    let hidden =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let text = if text.contains(STRUCK) { text.replace(STRUCK, "") } else { text };
    if text.contains(hidden) { text.replace(hidden, "·") } else { text }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
