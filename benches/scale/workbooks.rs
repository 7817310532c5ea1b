//! Made-up workbooks of real shape: five people a unit with figures of their own, evidence and votes; up to a
//! hundred people, a commune's council, which voted on the first ten.

use std::path::Path;

use crate::book::Book;
use crate::made_up::{evidence, name};

/// People a unit.
const UNIT: usize = 5;
/// How many the plan lets the council choose.
const CHOSEN: usize = 5;
/// How many the council votes on.
const VOTED_ON: usize = 10;
/// No one council has more people before it.
const COMMUNE: usize = 100;

/// Workbooks for so many people.
pub fn make(people: usize, input: &Path) {
    std::fs::create_dir_all(input).expect("a folder");
    for (unit, first) in (0..people).step_by(UNIT).enumerate() {
        save(input, unit, first..people.min(first + UNIT), 0);
    }
    if people > COMMUNE {
        return;
    }
    let mut commune = Book::commune().says("Người ký", "Trần Thị Lãnh Đạo");
    for person in 0..people.min(VOTED_ON) {
        // The first ones lead; nobody is equal across the line.
        let favour = if person < CHOSEN { 4 } else { 3 };
        commune = commune.vote(&code(person), favour, 4 - favour, 0);
    }
    commune.save(input.join("xa.xlsx"));
}

/// Changes one figure of the middle unit: one more file was late, and what is met stays met.
pub fn change_one_cell(input: &Path) {
    let unit = std::fs::read_dir(input).expect("the workbooks").count() / 2;
    let unit = unit.saturating_sub(1);
    let people = unit * UNIT..(unit + 1) * UNIT;
    save(input, unit, people, 1);
}

fn save(input: &Path, unit: usize, people: std::ops::Range<usize>, late: usize) {
    let mut book = Book::unit(&format!("Bộ phận số {unit}")).says("Người ký", "Trần Thị Lãnh Đạo");
    for person in people.clone() {
        book = book.candidate(&code(person), &name(person));
        for (criterion, missed, of) in [("4.1.1", 2, 1_200), ("4.3.1", 1, 400), ("4.7.1", 3, 60)] {
            let total = of + person * 7 % 211;
            let missed = missed + if person == people.start && criterion == "4.1.1" { late } else { 0 };
            book = book.figure(&code(person), criterion, number(total - missed), number(total), &evidence(person));
        }
    }
    book.complete().save(input.join(format!("don-vi-{unit:04}.xlsx")));
}

fn number(value: usize) -> i32 {
    i32::try_from(value).expect("a small number")
}

fn code(person: usize) -> String {
    format!("N{person:05}")
}
