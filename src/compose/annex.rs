//! Annexes (phụ lục): what submissions, minutes and the decision say of each of many people, in files of their own (NĐ 30/2020,
//! Phụ lục I, Phần I, Mục III.1, of which d) and đ) tell of such files and of pages numbered for each annex).
//!
//! A paper is laid out in one piece, and takes memory with every page: so one about ten thousand people has to be parted. The
//! submission to the level above is not: it is about those whom the commune proposes there.
//!
//! *Invariant:* of everybody before it a paper speaks in its body, or in one of its annexes, in the same order.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::{Value as Json, json};

use super::vietnamese::roman;
use super::volumes::Binding;

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
            Self::Submission => "01-to-trinh",
            Self::Minutes => "02-bien-ban",
            Self::Decision => "03-quyet-dinh",
        }
    }

    /// What an annex's file is called, without its ending.
    pub fn annex_file(self, annex: usize) -> String {
        format!("{}-phu-luc-{:02}", self.file(), annex + 1)
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
pub fn cited(people: usize) -> Json {
    holding(0..people, people)
}

/// The annexes that hold those of everybody in the paper of whom it is so; nothing where it has none.
pub fn holding_those(everybody: impl ExactSizeIterator<Item = bool>) -> Json {
    let people = everybody.len();
    holding(everybody.enumerate().filter_map(|(place, is_so)| is_so.then_some(place)), people)
}

/// The annexes that hold those at these places; nothing where the paper about so many people has none.
fn holding(places: impl IntoIterator<Item = usize>, people: usize) -> Json {
    if annexes(people) == 0 {
        return Json::Null;
    }
    let held: BTreeSet<usize> = places.into_iter().map(|place| place / ANNEX.volume + 1).collect();
    let names: Vec<String> = held.iter().map(|annex| roman(*annex)).collect();
    match &names[..] {
        [] => Json::Null,
        [one] => json!(format!("Phụ lục {one}")),
        [one, other] => json!(format!("Phụ lục {one} và Phụ lục {other}")),
        [first, .., last]
            if held.last().zip(held.first()).is_some_and(|(last, first)| last - first + 1 == held.len()) =>
        {
            json!(format!("các Phụ lục từ {first} đến {last}"))
        }
        [before @ .., last] => json!(format!("các Phụ lục {} và {last}", before.join(", "))),
    }
}

/// What an annex says of itself: `phu_luc`.
pub fn told(annex: usize, people: usize) -> Json {
    let places = ANNEX.people_of(annex, people);
    json!({"so": roman(annex + 1), "so_nguoi": places.len(), "tu": places.start + 1, "den": places.end})
}

/// Tells an annex to a list whether there are individuals and collectives in it: in these two of its tables.
pub fn tell_kinds(data: &mut Json, tables: &Json, [individuals, collectives]: [&str; 2]) {
    for (name, table) in [("co_ca_nhan", individuals), ("co_tap_the", collectives)] {
        data[name] = json!(tables[table].as_array().is_some_and(|rows| !rows.is_empty()));
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
            assert_eq!(cited(people).is_null(), annexes(people) == 0);
            assert_ne!(annexes(people), 1, "several are numbered, as they are cited");
        }
    }

    #[test]
    fn an_annex_says_which_it_is() {
        assert_eq!(cited(51), json!("Phụ lục I và Phụ lục II"));
        assert_eq!(cited(101), json!("các Phụ lục từ I đến III"));
        for (places, words) in [
            (vec![7], "Phụ lục I"),
            (vec![60, 50, 99], "Phụ lục II"),
            (vec![149, 0], "Phụ lục I và Phụ lục III"),
            (vec![60, 120, 180], "các Phụ lục từ II đến IV"),
            (vec![0, 120, 180], "các Phụ lục I, III và IV"),
        ] {
            assert_eq!(holding(places, 200), json!(words));
        }
        assert_eq!((holding([7], 50), holding([], 60)), (Json::Null, Json::Null));
        assert_eq!(told(1, 101), json!({"so": "II", "so_nguoi": 50, "tu": 51, "den": 100}));
        assert_eq!(told(2, 101), json!({"so": "III", "so_nguoi": 1, "tu": 101, "den": 101}));
        assert_eq!(Annexed::Minutes.annex_file(0), "02-bien-ban-phu-luc-01");
    }
}
