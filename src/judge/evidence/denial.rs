//! Texts that tell of something else than the result they stand beside, or of its opposite: what is planned, what was not done,
//! what was late or against the rules.
//!
//! *Invariant:* a text is only said to deny where a part of it says so without a negation before it.

use std::ops::Range;

use super::document::is_year;
use super::{About, Text, count, may_say, own, parts};
use crate::cell::Cell;
use crate::judge::{Finding, Reading};
use crate::model::Value;
use crate::number::Decimal;
use crate::plan::Measure;
use crate::text::{bare, fold};

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

/// The part of a text by which more were late than are left of a share's total.
pub fn late<'t>(text: &'t Text) -> Option<&'t str> {
    let About::Finding(finding) = text.about else { return None };
    let Reading::Rate { result, total } = finding.reading() else { return None };
    let is_share = matches!(finding.figure.map(|figure| &figure.value), Some(Value::Share { .. }));
    let may = is_share && may_say(text.said, &["trễ", "quá", "chậm", "tre", "qua", "cham"]);
    // What was done, and all there was, is not what was late.
    let is_own = |count: Decimal| count == result || count == total;
    parts(text.said).find(|part| may && late_in(part, is_own).is_some_and(|late| late > total - result))
}

/// How many cases were late, by a part of a text; not one of those counts that are known for others.
fn late_in(part: &str, is_other: impl Fn(Decimal) -> bool) -> Option<Decimal> {
    const LATE: [&str; 6] = ["tre han", "qua han", "cham han", "bi tre", "bi cham", "cham tre"];
    /// What says that there is none, that it is no case of this year, or nobody's who is nominated: others were urged, the
    /// software said so, a birth was registered late.
    const NONE: [&str; 18] = [
        "khong",
        "giam",
        "sap",
        "canh bao",
        "khac phuc",
        "truoc",
        "cung ky",
        "nhac",
        "don doc",
        "phan mem",
        "gia han",
        "cap huyen",
        "lien thong",
        "khai sinh",
        "khai tu",
        "ket hon",
        "dang ky",
        "dong bo",
    ];
    // With their marks: neither `cụ thể`, `bảo vệ` nor `gắn`.
    const MARKED: [&str; 6] = ["gần", "nợ", "vay", "thẻ", "cccd", "về"];
    let words: Vec<&str> = part.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let at = folded.windows(2).position(|pair| LATE.contains(&pair.join(" ").as_str()))?;
    let said = format!(" {} ", folded.join(" "));
    let is_marked = |word: &&str| MARKED.contains(&bare(word).to_lowercase().as_str());
    if NONE.iter().any(|word| said.contains(&format!(" {word} ")))
        || words.iter().any(is_marked)
        || folded.iter().any(|word| is_year(word))
    {
        return None;
    }
    counted(&words, &folded, at..at + 2, is_other)
}

/// The part of a text by which more broke the rules than the figure beside it leaves: of a target of no violation, or of how many
/// keep the rules.
pub fn violations<'t>(text: &'t Text) -> Option<&'t str> {
    let About::Finding(finding) = text.about else { return None };
    let keeps = || fold(&finding.criterion.name).contains("chap hanh");
    let most = match (finding.reading(), &finding.criterion.measure) {
        (Reading::Count(count), Measure::NoViolation) => count,
        (Reading::Rate { result, total }, Measure::Share(_)) if keeps() => total - result,
        _ => return None,
    };
    let may = may_say(text.said, &["phạm", "trễ", "muộn", "pham", "tre", "muon"]);
    parts(text.said).find(|part| may && violated_in(part).is_some_and(|count| count > most))
}

/// How many broke the rules, by a part of a text.
fn violated_in(part: &str) -> Option<Decimal> {
    const VIOLATE: [&str; 4] = ["vi pham", "di tre", "di muon", "ve muon"];
    const NONE: [&str; 9] =
        ["khong", "chua", "0", "00", "phong chong", "tuyen truyen", "giam", "hanh chinh", "nguoi dan"];
    let words: Vec<&str> = part.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let at = folded.windows(2).position(|pair| VIOLATE.contains(&pair.join(" ").as_str()))?;
    let said = format!(" {} ", folded.join(" "));
    if NONE.iter().any(|word| said.contains(&format!(" {word} "))) || folded.iter().any(|word| is_year(word)) {
        return None;
    }
    counted(&words, &folded, at..at + 2, |_| false)
}

/// What is counted by these words of a part, given folded too: the number right behind them, else the nearest before; not one of
/// those counts that are known for others.
fn counted(words: &[&str], folded: &[String], at: Range<usize>, is_other: impl Fn(Decimal) -> bool) -> Option<Decimal> {
    const TIMES: [&str; 6] = ["ngay", "gio", "phut", "buoi", "tuan", "thang"];
    /// What a number behind it names.
    const NAMED: [&str; 12] = ["so", "thang", "quy", "ky", "ngay", "ap", "thon", "to", "pho", "ma", "dieu", "khoan"];
    /// So many words may stand between a count and that.
    const BETWEEN: usize = 4;
    // `quá hạn 02 ngày` counts none.
    let of_time = folded.get(at.end + 1).is_some_and(|word| TIMES.contains(&word.as_str()));
    let counts = |near: usize| count(words[near]).filter(|count| !is_other(*count));
    let behind = words.get(at.end).filter(|_| !of_time).and_then(|_| counts(at.end));
    // What was set off before is counted for itself: `413 hồ sơ (trễ hạn 01)`.
    let is_number = |near: usize| near > 0 && NAMED.contains(&folded[near - 1].as_str());
    let near = (at.start.saturating_sub(BETWEEN)..at.start).rev();
    let near = near.take_while(|&near| !words[near].ends_with([':', ')']));
    let before = || near.filter(|&near| !is_number(near)).find_map(counts);
    if words[at.start].starts_with('(') { behind } else { behind.or_else(before) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_cases_are_counted() {
        let is_other = |count: Decimal| count == Decimal::from(412) || count == Decimal::from(413);
        let of = |part: &str| late_in(part, is_other).map(|count| count.to_string());
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
            ("trong 413 hồ sơ chỉ 01 hồ sơ bị trễ", Some("1")),
            ("tiếp nhận 413 trễ hạn 01", Some("1")),
            ("tháng 3 có hồ sơ trễ hạn", None),
            ("đăng ký khai sinh quá hạn 25 trường hợp", None),
            ("nhắc 05 đơn vị trễ hạn phối hợp", None),
            ("30 hộ vay quá hạn", None),
            ("cụ thể 03 hồ sơ trễ hạn", Some("3")),
        ] {
            assert_eq!(of(part).as_deref(), count, "{part}");
        }
    }

    #[test]
    fn violations_are_counted() {
        let of = |part: &str| violated_in(part).map(|count| count.to_string());
        for (part, count) in [
            ("Có 02 trường hợp vi phạm", Some("2")),
            ("Có 02 người đi trễ", Some("2")),
            ("0 vi phạm", None),
            ("kiểm tra 12 lượt không có vi phạm", None),
            ("lập biên bản 12 vụ vi phạm hành chính", None),
            ("Quy chế số 12 về xử lý vi phạm", None),
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
