//! The times that a text gives, held against those taken and allowed beside it.
//!
//! *Invariant:* only times as long as those of all files together are compared: those of one procedure may be any.

use super::{About, Text, clauses, count, may_say, parts};
use crate::model::{Cut, Value};
use crate::number::{Decimal, ratio};
use crate::text::{bare, fold};

/// The clause of a text that compares two times, neither of which is the one taken or allowed, nor has their ratio: `1.152 giờ so
/// với 1.920 giờ`.
pub fn others<'t>(text: &'t Text) -> Option<&'t str> {
    /// A time below this may well be one procedure's.
    const LEAST: Decimal = Decimal::ONE_HUNDRED;
    // Nor are these times of all files together.
    const PARTS: [&str; 3] = ["thu tuc", "linh vuc", "cung ky"];
    let cut = cut_of(text)?;
    let (taken, allowed) = (cut.taken.value, cut.allowed.value);
    // Of a percentage beside it, the text is held against the figure by that.
    if !text.said.contains(" so với ") || text.said.contains('%') {
        return None;
    }
    if text.said.split_whitespace().filter_map(count).any(|time| time == taken || time == allowed) {
        return None;
    }
    clauses(text.said).find(|clause| {
        let said = fold(clause);
        let differs = |(less, more): (Decimal, Decimal)| {
            less >= LEAST && less < more && (allowed.is_zero() || ratio(less, more) != ratio(taken, allowed))
        };
        compared(clause).is_some_and(differs) && !PARTS.iter().any(|part| said.contains(part))
    })
}

fn cut_of<'t>(text: &Text<'t>) -> Option<&'t Cut> {
    let About::Finding(finding) = text.about else { return None };
    match finding.figure.map(|figure| &figure.value) {
        Some(Value::Cut(cut)) => Some(cut),
        _ => None,
    }
}

/// The two times that a clause compares: the last before `so với` and the first behind, each with its unit.
fn compared(clause: &str) -> Option<(Decimal, Decimal)> {
    /// `ngày làm việc`, `giờ`; `tổng`, `quy định là`.
    const BETWEEN: usize = 4;
    let (before, behind) = clause.split_once(" so với ")?;
    let before: Vec<&str> = before.split_whitespace().collect();
    let behind: Vec<&str> = behind.split_whitespace().take(BETWEEN).collect();
    let near = &before[before.len().saturating_sub(BETWEEN)..];
    Some((times(near).last()?, times(&behind).next()?))
}

/// The numbers that have a unit of time right behind them.
fn times<'t>(words: &'t [&str]) -> impl Iterator<Item = Decimal> + 't {
    words.windows(2).filter(|pair| is_unit(pair[1])).filter_map(|pair| count(pair[0]))
}

fn is_unit(word: &str) -> bool {
    ["giờ", "ngày", "phút", "buổi"].contains(&bare(word).to_lowercase().as_str())
}

/// The part of a text by which the time taken is the time saved: `rút ngắn 6.244 giờ`.
pub fn saved<'t>(text: &'t Text) -> Option<&'t str> {
    let cut = cut_of(text)?;
    let (taken, allowed) = (cut.taken.value, cut.allowed.value);
    let reduces = |words: &[String]| {
        let said = format!(" {} ", words.join(" "));
        let has = |word: &&str| said.contains(&format!(" {word} "));
        ["rut ngan", "tiet kiem", "giam"].iter().any(has)
            && !["con", "xuong", "sau", "so", "thanh", "la"].iter().any(has)
    };
    let may = taken + taken != allowed && may_say(text.said, &["giảm", "ngắn", "kiệm", "giam", "ngan", "kiem"]);
    parts(text.said).find(|part| {
        let words: Vec<&str> = part.split_whitespace().collect();
        let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
        // `thời gian sau khi giảm`, `thời gian đã rút ngắn`: what is left. Of one procedure it is none of these.
        let said = folded.join(" ");
        let beside =
            folded.iter().any(|word| word == "sau") || said.contains("thoi gian") || said.starts_with("thu tuc");
        may && !beside
            && (0..words.len()).any(|at| {
                count(words[at]) == Some(taken)
                    && words.get(at + 1).is_some_and(|unit| is_unit(unit))
                    && reduces(&folded[at.saturating_sub(3)..at])
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_times_are_compared() {
        let of = |clause: &str| compared(clause).map(|(less, more)| (less.to_string(), more.to_string()));
        let times = |less: &str, more: &str| Some((less.to_owned(), more.to_owned()));
        assert_eq!(of("còn 1.152 giờ so với 1.920 giờ"), times("1152", "1920"));
        assert_eq!(of("12 ngày làm việc so với tổng 20 ngày"), times("12", "20"));
        assert_eq!(of("giảm 40% so với 20 ngày"), None);
        assert_eq!(of("12 ngày, nhanh hơn nhiều so với năm trước"), None);
        assert_eq!(of("tương đương 768 giờ so với năm 2022"), None);
        assert_eq!(of("350 hồ sơ so với 420 hồ sơ"), None);
    }
}
