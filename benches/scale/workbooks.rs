//! Made-up workbooks of real shape: units of five people, or as many as are asked for, with figures of their own, evidence
//! and votes; up to a hundred people, a commune's council, which voted on the first ten.

use std::fmt;
use std::path::Path;

use crate::book::Book;
use crate::made_up::{evidence, name};

/// People a unit, unless a size says otherwise.
const UNIT: usize = 5;
/// How many the plan lets the council choose.
const CHOSEN: usize = 5;
/// How many the council votes on.
const VOTED_ON: usize = 10;
/// No one council has more people before it.
const COMMUNE: usize = 100;

/// How many people, and how many a unit.
#[derive(Clone, Copy)]
pub struct Size {
    people: usize,
    unit: usize,
}

impl Size {
    /// So many people in units as usual.
    pub fn of(people: usize) -> Self {
        Self { people, unit: UNIT }
    }

    /// Reads `1000`, or `1000/100` for units of a hundred.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            Some((people, unit)) => {
                Some(Self { people: people.parse().ok()?, unit: unit.parse().ok().filter(|unit| *unit > 0)? })
            }
            None => Some(Self::of(text.parse().ok()?)),
        }
    }

    /// Writes the workbooks.
    pub fn make(self, input: &Path) {
        std::fs::create_dir_all(input).expect("a folder");
        for unit in 0..self.people.div_ceil(self.unit) {
            self.save(input, unit, 0);
        }
        if self.people > COMMUNE {
            return;
        }
        let mut commune = Book::commune().says("Người ký", "Trần Thị Lãnh Đạo");
        for person in 0..self.people.min(VOTED_ON) {
            // The first ones lead; nobody is equal across the line.
            let favour = if person < CHOSEN { 4 } else { 3 };
            commune = commune.vote(&code(person), favour, 4 - favour, 0);
        }
        commune.save(input.join("xa.xlsx"));
    }

    /// Changes one figure of the middle unit: one more file was late, and what is met stays met.
    pub fn change_one_cell(self, input: &Path) {
        self.save(input, self.people.div_ceil(self.unit).saturating_sub(1) / 2, 1);
    }

    /// Writes a unit's workbook, with so many files late of its first person.
    fn save(self, input: &Path, unit: usize, late: usize) {
        let first = unit * self.unit;
        let people = first..self.people.min(first + self.unit);
        let mut book = Book::unit(&format!("Bộ phận số {unit}")).signed();
        for person in people.clone() {
            book = book.candidate(&code(person), &name(person));
            // Nobody has two figures of another: what each target's totals go round by are primes of its own.
            let own = [
                ("4.1.1", 2, 1_200, 211),
                ("4.1.2", 0, 90, 199),
                ("4.3.1", 1, 400, 197),
                ("4.5.1", 0, 24, 1),
                ("4.7.1", 3, 60, 193),
            ];
            let hours = 200 + 10 * (person % 191);
            book = book.figure(&code(person), "4.3.2", number(hours * 6 / 10), number(hours), &evidence(person));
            for (criterion, missed, of, round) in own {
                let total = of + person * 7 % round;
                let missed = missed + if person == first && criterion == "4.1.1" { late } else { 0 };
                book = book.figure(&code(person), criterion, number(total - missed), number(total), &evidence(person));
            }
        }
        book.complete().save(input.join(format!("don-vi-{unit:04}.xlsx")));
    }
}

/// As [`Size::parse`] reads it.
impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            UNIT => write!(f, "{}", self.people),
            unit => write!(f, "{}/{unit}", self.people),
        }
    }
}

fn number(value: usize) -> i32 {
    i32::try_from(value).expect("a small number")
}

fn code(person: usize) -> String {
    format!("N{person:05}")
}
