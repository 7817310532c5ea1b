//! Annexes (phụ lục): what submissions, minutes and the decision say of each of many people, in files of their own (NĐ 30/2020,
//! Phụ lục I, Phần I, Mục III.1, of which d) and đ) tell of such files and of pages numbered for each annex).
//!
//! A paper is laid out in one piece, and takes memory with every page: so one about ten thousand people has to be parted. The
//! submission to the level above is not: it is about those whom the commune proposes there.
//!
//! *Invariant:* of everybody before it a paper speaks in its body, or in one of its annexes, in the same order.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;

use super::names;
use super::vietnamese::roman;
use super::volumes::Binding;
use super::words::Tables;

/// How many people a paper has room for, and each of its annexes.
pub const ANNEX: Binding = Binding { whole: 50, volume: 50 };

/// How much of a set's volume an annex takes, beside a report's 1: it has some dozen pages, a report three or four.
pub const WEIGHT: usize = 4;

/// The papers that may have annexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Annexed {
    /// Tờ trình.
    Submission,
    /// Biên bản.
    Minutes,
    /// Quyết định; its list is an annex already, in the same file where it is short.
    Decision,
}

impl Annexed {
    /// What the paper's file is called, without its ending.
    pub fn file(self) -> &'static str {
        match self {
            Self::Submission => names::SUBMISSION,
            Self::Minutes => names::MINUTES,
            Self::Decision => names::DECISION,
        }
    }

    /// What an annex's file is called, without its ending.
    pub fn annex_file(self, annex: usize) -> String {
        names::annex(self.file(), annex)
    }
}

/// How many annexes a paper about so many people has.
pub fn annexes(people: usize) -> usize {
    if ANNEX.volumes(people) > 1 { ANNEX.volumes(people) } else { 0 }
}

/// Whom a paper's body tells of one by one, by their places: everybody, or nobody where it has annexes.
pub fn in_body(people: usize) -> Range<usize> {
    if annexes(people) == 0 { 0..people } else { 0..0 }
}

/// Which annexes a paper refers its reader to; nothing where it has none.
pub fn cited(people: usize) -> Option<String> {
    holding(0..people, people)
}

/// The annexes that hold those of everybody in the paper of whom it is so; nothing where it has none.
pub fn holding_those(everybody: impl ExactSizeIterator<Item = bool>) -> Option<String> {
    let people = everybody.len();
    holding(everybody.enumerate().filter_map(|(place, is_so)| is_so.then_some(place)), people)
}

/// The annexes that hold those at these places; nothing where the paper about so many people has none.
fn holding(places: impl IntoIterator<Item = usize>, people: usize) -> Option<String> {
    if annexes(people) == 0 {
        return None;
    }
    let held: BTreeSet<usize> = places.into_iter().map(|place| place / ANNEX.volume + 1).collect();
    let names: Vec<String> = held.iter().map(|annex| roman(*annex)).collect();
    match &names[..] {
        [] => None,
        [one] => Some(format!("Phụ lục {one}")),
        [one, other] => Some(format!("Phụ lục {one} và Phụ lục {other}")),
        [first, .., last]
            if held.last().zip(held.first()).is_some_and(|(last, first)| last - first + 1 == held.len()) =>
        {
            Some(format!("các Phụ lục từ {first} đến {last}"))
        }
        [before @ .., last] => Some(format!("các Phụ lục {} và {last}", before.join(", "))),
    }
}

/// What an annex says of itself: `phu_luc`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Annex {
    /// Its number, in Roman figures.
    #[serde(rename = "so")]
    number: String,
    /// How many people are in it.
    #[serde(rename = "so_nguoi")]
    people: usize,
    /// The number of the first.
    #[serde(rename = "tu")]
    first: usize,
    /// The number of the last.
    #[serde(rename = "den")]
    last: usize,
}

impl Annex {
    /// An annex, from 0, of a paper about so many people.
    pub fn of(annex: usize, people: usize) -> Self {
        let places = ANNEX.people_of(annex, people);
        Self { number: roman(annex + 1), people: places.len(), first: places.start + 1, last: places.end }
    }
}

/// Of whom an annex's list is.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Kinds {
    #[serde(rename = "co_ca_nhan")]
    individuals: bool,
    #[serde(rename = "co_tap_the")]
    collectives: bool,
}

impl Kinds {
    /// Of those in these two of the tables.
    pub fn of(tables: &Tables, [individuals, collectives]: [&str; 2]) -> Self {
        Self { individuals: tables.len(individuals) > 0, collectives: tables.len(collectives) > 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_in_the_paper_or_in_an_annex() {
        for people in 0..=2 * ANNEX.whole + ANNEX.volume {
            let annexed: Vec<usize> = (0..annexes(people)).flat_map(|annex| ANNEX.people_of(annex, people)).collect();
            let all: Vec<usize> = in_body(people).chain(annexed).collect();
            assert_eq!(all, (0..people).collect::<Vec<_>>());
            assert_eq!(cited(people).is_none(), annexes(people) == 0);
            assert_ne!(annexes(people), 1, "several are numbered, as they are cited");
        }
    }

    #[test]
    fn an_annex_says_which_it_is() {
        assert_eq!(cited(51).as_deref(), Some("Phụ lục I và Phụ lục II"));
        assert_eq!(cited(101).as_deref(), Some("các Phụ lục từ I đến III"));
        for (places, words) in [
            (vec![7], "Phụ lục I"),
            (vec![60, 50, 99], "Phụ lục II"),
            (vec![149, 0], "Phụ lục I và Phụ lục III"),
            (vec![60, 120, 180], "các Phụ lục từ II đến IV"),
            (vec![0, 120, 180], "các Phụ lục I, III và IV"),
        ] {
            assert_eq!(holding(places, 200).as_deref(), Some(words));
        }
        assert_eq!((holding([7], 50), holding([], 60)), (None, None));
        for (annex, number, people, first, last) in [(1, "II", 50, 51, 100), (2, "III", 1, 101, 101)] {
            assert_eq!(Annex::of(annex, 101), Annex { number: number.to_owned(), people, first, last });
        }
        assert_eq!(Annexed::Minutes.annex_file(0), "02-bien-ban-phu-luc-01");
    }
}
