//! Rows whose name, in a column that only reminds of it, is another person's than the code's: one of the two columns was sorted or
//! copied without the other, and whose figures these are nobody can know.
//!
//! *Invariant:* said once for a sheet, at the names.

use std::collections::HashSet;

use crate::cell::Cell;
use crate::model::Candidate;
use crate::name::person_key;
use crate::phrase::{more, shortened};
use crate::problem::{Place, Severity};
use crate::read::council::NAMES;
use crate::read::desk::Desk;
use crate::read::table::Row;
use crate::text::fold;

/// What the rows looked at so far say.
pub struct Named {
    /// The names of all people of the workbook.
    names: HashSet<String>,
    /// Where a row names another of them, what it says, and whose code it has.
    found: Vec<(Cell, String, usize)>,
}

impl Named {
    /// Ready to look at rows of these people.
    pub fn new(people: &[Candidate]) -> Self {
        Self { names: people.iter().map(|person| key(&person.name.value)).collect(), found: Vec::new() }
    }

    /// Looks at a row that has this person's code.
    pub fn look(&mut self, row: &Row, index: usize, person: &Candidate) {
        if let Some(said) = row.note(&NAMES)
            && key(said.value) != key(&person.name.value)
            && self.names.contains(&key(said.value))
        {
            self.found.push((said.cell.clone(), said.value.to_owned(), index));
        }
    }

    /// Says what was found.
    pub fn tell(&self, people: &[Candidate], desk: &mut Desk) {
        /// So many cells are named.
        const NAMED: usize = 20;
        let Some((_, said, index)) = self.found.first() else { return };
        let person = &people[*index];
        desk.problems.between(
            Severity::Error,
            self.found.iter().take(NAMED).map(|(cell, ..)| Place::from(cell)).collect(),
            format!(
                "Dòng số liệu của mã “{}” ghi tên “{}”, còn mã này là của “{}”{}",
                person.code.value,
                shortened(said),
                person.name.value,
                more(self.found.len() - 1, "; ", " dòng nữa cũng vậy")
            ),
            "Sửa mã hoặc họ tên cho khớp với trang “Cá nhân”: có thể chỉ một cột đã được sắp xếp hoặc chép sang; lấy lại bảng gốc rồi sắp xếp cả bảng",
        );
    }
}

fn key(name: &str) -> String {
    fold(&person_key(name))
}
