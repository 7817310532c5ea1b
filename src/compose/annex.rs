//! Annexes (phụ lục): what submissions and minutes say of each of many people, in files of their own (NĐ 30/2020, Phụ lục I,
//! Phần I, Mục III.1, of which d) and đ) tell of such files and of pages numbered for each annex).
//!
//! A paper is laid out in one piece, and takes memory with every page: so one about ten thousand people has to be parted.
//!
//! *Invariant:* a paper speaks of each of its people itself, or all of its annexes together do, in the same order.

use std::ops::Range;

use serde_json::{Value as Json, json};

use super::vietnamese::{count, roman};
use super::volumes::Binding;

/// How many people a paper has room for, and each of its annexes.
pub const ANNEX: Binding = Binding { whole: 50, volume: 50 };

/// How much of a set's volume an annex takes, beside a report's 1: it has some dozen pages, a report three or four.
pub const WEIGHT: usize = 4;

/// How many annexes a paper about so many people has.
pub fn annexes(people: usize) -> usize {
    if ANNEX.volumes(people) > 1 { ANNEX.volumes(people) } else { 0 }
}

/// What a paper says itself of its people, by their places: all of them, or nothing where it has annexes.
pub fn in_body(people: usize) -> Range<usize> {
    if annexes(people) == 0 { 0..people } else { 0..0 }
}

/// Which annexes a paper refers its reader to; nothing where it has none.
pub fn cited(people: usize) -> Json {
    json!((annexes(people) > 0).then(|| format!("các Phụ lục từ I đến {}", roman(annexes(people)))))
}

/// What an annex says of itself: `phu_luc`.
pub fn told(annex: usize, people: usize) -> Json {
    let places = ANNEX.people_of(annex, people);
    let number = |place: usize| count(u64::try_from(place).unwrap_or(u64::MAX));
    json!({"so": roman(annex + 1), "so_nguoi": places.len(), "tu": number(places.start + 1), "den": number(places.end)})
}

/// What the name of an annex's file ends with.
pub fn suffix(annex: usize) -> String {
    format!("-phu-luc-{:02}", annex + 1)
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
        assert_eq!(cited(101), json!("các Phụ lục từ I đến III"));
        assert_eq!(told(1, 101), json!({"so": "II", "so_nguoi": 50, "tu": "51", "den": "100"}));
        assert_eq!(told(2, 101), json!({"so": "III", "so_nguoi": 1, "tu": "101", "den": "101"}));
        assert_eq!(suffix(0), "-phu-luc-01");
    }
}
