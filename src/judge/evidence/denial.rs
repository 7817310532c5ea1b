//! Texts that tell of something else than the result they stand beside, or of its opposite: what is planned, what was not done,
//! what was late.
//!
//! *Invariant:* a text is only said to deny where a part of it says so without a negation before it.

use super::document::is_year;
use super::{About, Text, own, parts};
use crate::cell::Cell;
use crate::judge::{Finding, Reading};
use crate::model::Value;
use crate::number::{self, Decimal};
use crate::text::{bare_but_percent, fold};

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
    const LATE: [&str; 6] = ["tre han", "qua han", "cham han", "bi tre", "bi cham", "cham tre"];
    /// What says that it is no case of this year, or none yet.
    const NONE: [&str; 6] = ["khong", "giam", "sap", "canh bao", "khac phuc", "truoc"];
    const TIMES: [&str; 6] = ["ngay", "gio", "phut", "buoi", "tuan", "thang"];
    /// So many words may stand between a count and that.
    const BETWEEN: usize = 4;
    let About::Finding(finding) = text.about else { return false };
    let Reading::Rate { result, total } = finding.reading() else { return false };
    let is_share = matches!(finding.figure.map(|figure| &figure.value), Some(Value::Share { .. }));
    let counts = |word: &str| count(word).is_some_and(|count| count > total - result);
    // Most texts have no such words, and need not be looked through part by part.
    let may_be_late = || {
        let said = fold(text.said);
        LATE.iter().any(|late| said.contains(late))
    };
    is_share
        && may_say(text.said, &["trễ", "quá", "chậm", "tre", "qua", "cham"])
        && may_be_late()
        && parts(text.said).any(|part| {
            let words: Vec<&str> = part.split_whitespace().collect();
            let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
            let said = format!(" {} ", folded.join(" "));
            let is_other =
                NONE.iter().any(|word| said.contains(&format!(" {word} "))) || folded.iter().any(|word| is_year(word));
            !is_other
                && folded.windows(2).enumerate().any(|(at, pair)| {
                    // `quá hạn 02 ngày` counts none.
                    let of_time = folded.get(at + 3).is_some_and(|word| TIMES.contains(&word.as_str()));
                    let behind = words.iter().skip(at + 2).take(usize::from(!of_time));
                    LATE.contains(&pair.join(" ").as_str())
                        && words[at.saturating_sub(BETWEEN)..at].iter().chain(behind).any(|word| counts(word))
                })
        })
}

/// Whether a text has one of these letters in a row, in NFC as all texts are: most have none, and need not be looked through word
/// by word.
pub fn may_say(text: &str, letters: &[&str]) -> bool {
    let lower = text.to_lowercase();
    letters.iter().any(|letters| lower.contains(letters))
}

/// What a word counts; no percentage does.
pub fn count(word: &str) -> Option<Decimal> {
    let word = bare_but_percent(word);
    number::from_text(word).filter(|typed| !typed.percent).map(|typed| typed.value)
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
