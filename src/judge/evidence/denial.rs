//! Texts that tell of something else than the result they stand beside, or of its opposite: what is planned, what was not done.
//!
//! *Invariant:* a text is only said to deny where a part of it says so without a negation before it.

use super::{About, Text, may_say, own, parts};
use crate::cell::Cell;
use crate::judge::Finding;
use crate::model::Value;
use crate::text::fold;

/// What a text begins with where that is hoped for or reckoned, and nothing in it is the figure.
pub fn planned<'t>(text: &'t Text) -> Option<&'t str> {
    const PLANS: [&str; 8] =
        ["phan dau", "du kien", "uoc tinh", "uoc dat", "uoc thuc hien", "uoc ca nam", "chi tieu giao", "muc tieu dat"];
    // No such beginning is longer.
    let begins = || {
        let first: Vec<&str> = text.said.split_whitespace().take(3).collect();
        let said = fold(&first.join(" "));
        PLANS.iter().any(|plan| said.strip_prefix(plan).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
    };
    let is_one = matches!(text.about, About::Finding(_)) && begins();
    (is_one && !parts(text.said).skip(1).any(|part| own::is_in(part, text))).then_some(text.said)
}

/// The part of a text by which what is answered Có was not done.
pub fn unmet<'t>(text: &'t Text) -> Option<&'t str> {
    const DENIES: [&str; 15] = [
        "chua trien khai",
        "chua thuc hien",
        "khong thuc hien duoc",
        "chua niem yet",
        "chua hoan thanh",
        "chua bo tri",
        "chua dam bao",
        "khong bo tri duoc",
        "chua dat yeu cau",
        "chua dat chi tieu",
        "ket luan khong dat",
        "khong dat yeu cau",
        "con thieu",
        "chua ban hanh",
        "khong trien khai",
    ];
    let About::Finding(finding) = text.about else { return None };
    let may = is_answered_yes(finding, text.cell)
        && may_say(text.said, &["chưa", "không", "thiếu", "chua", "khong", "thieu"]);
    parts(text.said).find(|part| may && tells(&fold(part), &DENIES))
}

fn is_answered_yes(finding: &Finding, evidence: &Cell) -> bool {
    match finding.figure.map(|figure| &figure.value) {
        Some(Value::YesNo(yes)) => yes.value,
        Some(Value::Checklist(items)) => {
            let of_it = items.iter().find(|item| item.evidence.as_ref().is_some_and(|at| at.cell == *evidence));
            of_it.is_some_and(|item| item.done.as_ref().is_some_and(|done| done.value))
        }
        _ => false,
    }
}

/// Whether a part, folded, says one of these, and neither that there is none of it nor that something was done about it.
fn tells(said: &str, words: &[&str]) -> bool {
    const NONE: [&str; 5] = ["khong co", "khong con", "khong de", "khong thu tuc", "0"];
    const MENDED: [&str; 12] = [
        "bo sung",
        "khac phuc",
        "don doc",
        "ho tro",
        "huong dan",
        "van dong",
        "kien toan",
        "ra soat",
        "nhac nho",
        "nhac",
        "xu ly",
        "tuyen truyen",
    ];
    let said = format!(" {said} ");
    words.iter().any(|words| {
        said.find(&format!(" {words} ")).is_some_and(|at| {
            let before = &said[..=at];
            let has = |word: &&str| before.contains(&format!(" {word} "));
            !before.ends_with(" khong ") && !NONE.iter().any(has) && !MENDED.iter().any(has)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_is_told_from_none() {
        let words = ["con thieu", "chua niem yet"];
        for clause in ["hien con thieu 02 may tinh", "chua niem yet 05 thu tuc"] {
            assert!(tells(clause, &words), "{clause}");
        }
        for clause in ["khong con thieu may tinh", "khong co thu tuc nao chua niem yet", "khong thu tuc chua niem yet"]
        {
            assert!(!tells(clause, &words), "{clause}");
        }
    }
}
