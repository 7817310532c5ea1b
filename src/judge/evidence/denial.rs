//! Texts that tell of something else than the result they stand beside, or of its opposite: what is planned, what was not done,
//! what was late.
//!
//! *Invariant:* a text is only said to deny where a part of it says so without a negation before it.

use super::document::is_year;
use super::{About, Text, count, may_say, own, parts};
use crate::cell::Cell;
use crate::judge::{Finding, Reading};
use crate::model::Value;
use crate::number::Decimal;
use crate::text::fold;

/// Whether a text begins with what is hoped for or reckoned, and nothing in it is the figure.
pub fn is_planned(text: &Text) -> bool {
    const PLANS: [&str; 8] =
        ["phan dau", "du kien", "uoc tinh", "uoc dat", "uoc thuc hien", "uoc ca nam", "chi tieu giao", "muc tieu dat"];
    // No such beginning is longer.
    let begins = || {
        let first: Vec<&str> = text.said.split_whitespace().take(3).collect();
        let said = fold(&first.join(" "));
        PLANS.iter().any(|plan| said.strip_prefix(plan).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
    };
    matches!(text.about, About::Finding(_)) && begins() && !parts(text.said).skip(1).any(|part| own::is_in(part, text))
}

/// Whether what is answered Có was, by the text, not done.
pub fn is_unmet(text: &Text) -> bool {
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
    let About::Finding(finding) = text.about else { return false };
    is_answered_yes(finding, text.cell)
        && may_say(text.said, &["chưa", "không", "thiếu", "chua", "khong", "thieu"])
        && parts(text.said).any(|part| tells(&fold(part), &DENIES))
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

/// Whether more were late, by the text, than are left of a share's total.
pub fn is_late(text: &Text) -> bool {
    let About::Finding(finding) = text.about else { return false };
    let Reading::Rate { result, total } = finding.reading() else { return false };
    let is_share = matches!(finding.figure.map(|figure| &figure.value), Some(Value::Share { .. }));
    is_share
        && may_say(text.said, &["trễ", "quá", "chậm", "tre", "qua", "cham"])
        && parts(text.said).filter_map(late).any(|late| late > total - result)
}

/// How many cases were late, by a part of a text.
fn late(part: &str) -> Option<Decimal> {
    const LATE: [&str; 6] = ["tre han", "qua han", "cham han", "bi tre", "bi cham", "cham tre"];
    /// What says that it is no case of this year, or none yet.
    const NONE: [&str; 6] = ["khong", "giam", "sap", "canh bao", "khac phuc", "truoc"];
    const TIMES: [&str; 6] = ["ngay", "gio", "phut", "buoi", "tuan", "thang"];
    /// So many words may stand between a count and that.
    const BETWEEN: usize = 4;
    let words: Vec<&str> = part.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let at = folded.windows(2).position(|pair| LATE.contains(&pair.join(" ").as_str()))?;
    let said = format!(" {} ", folded.join(" "));
    if NONE.iter().any(|word| said.contains(&format!(" {word} "))) || folded.iter().any(|word| is_year(word)) {
        return None;
    }
    // `quá hạn 02 ngày` counts none.
    let of_time = folded.get(at + 3).is_some_and(|word| TIMES.contains(&word.as_str()));
    let behind = words.get(at + 2).and_then(|word| count(word)).filter(|_| !of_time);
    // Nor does the number of a file (`hồ sơ số 152`), and what was set off before is counted for itself: `413 hồ sơ (trễ hạn 01)`.
    let is_number = |near: usize| near > 0 && folded[near - 1] == "so";
    let near = (at.saturating_sub(BETWEEN)..at).rev().take_while(|&near| !words[near].ends_with([':', ')']));
    let before = || near.filter(|&near| !is_number(near)).find_map(|near| count(words[near]));
    if words[at].starts_with('(') { behind } else { behind.or_else(before) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_cases_are_counted() {
        let of = |part: &str| late(part).map(|count| count.to_string());
        for (part, count) in [
            ("trong đó 03 hồ sơ trễ hạn", Some("3")),
            ("có 3 hồ sơ bị trễ hạn", Some("3")),
            ("giải quyết 413 hồ sơ (trễ hạn 01 hồ sơ)", Some("1")),
            ("tổng số 413 hồ sơ: trễ hạn 01 hồ sơ", Some("1")),
            ("412 hồ sơ và trễ hạn 01 hồ sơ", Some("1")),
            ("giải quyết 413 hồ sơ (trễ hạn: không)", None),
            ("hồ sơ số 152 bị trễ hạn", None),
            ("1 nhiệm vụ quá hạn 02 ngày", Some("1")),
            ("không có hồ sơ trễ hạn", None),
        ] {
            assert_eq!(of(part).as_deref(), count, "{part}");
        }
    }

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
