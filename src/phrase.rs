//! Small forms that messages and papers share: counts, days, the beginning of a text.
//!
//! *Invariant:* every number written here is written the Vietnamese way.

use jiff::civil::Date;

use crate::number::{Decimal, written};

/// A whole number below ten with the leading zero of official papers: `05`, `12`, `1.234`.
pub fn padded(value: Decimal) -> String {
    let plain = value.normalize();
    if plain.scale() == 0 && plain > Decimal::ZERO && plain < Decimal::TEN {
        format!("0{plain}")
    } else {
        written(value)
    }
}

/// A count as minutes write it: `00`, `09`, `1.234`.
pub fn counted(n: u64) -> String {
    if n == 0 { "00".to_owned() } else { padded(n.into()) }
}

/// So many items of so many: `05/06`.
pub fn of(done: usize, concerned: usize) -> String {
    let counted = |n: usize| counted(u64::try_from(n).unwrap_or(u64::MAX));
    format!("{}/{}", counted(done), counted(concerned))
}

/// `05/12/2023`, `03/4/2023`: a day as tables and messages write it.
pub fn short_date(date: Date) -> String {
    format!("{:02}/{}/{}", date.day(), month(date.month()), date.year())
}

/// The month, with a leading zero for January and February only (NĐ 30/2020, Phụ lục I, Phần I, Mục II.4).
pub fn month(month: i8) -> String {
    if month < 3 { format!("0{month}") } else { month.to_string() }
}

/// The phrase with its first letter in lower case, unless the word is an abbreviation.
pub fn lower_first(phrase: &str) -> String {
    let mut letters = phrase.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => phrase.to_owned(),
    }
}

/// What follows the first of several: `; 3 chỗ nữa cũng vậy`; nothing where no more are left.
pub fn more(rest: usize, before: &str, after: &str) -> String {
    if rest == 0 { String::new() } else { format!("{before}{rest}{after}") }
}

/// The beginning of a long text, for quoting it in a message.
pub fn shortened(text: &str) -> String {
    const LIMIT: usize = 60;
    let line = text.replace('\n', " ");
    if line.chars().count() <= LIMIT { line } else { line.chars().take(LIMIT).chain(std::iter::once('…')).collect() }
}
