//! Cases that a text counts, held against what the figure beside it leaves room for: those that were late, those that broke the rules.
//!
//! *Invariant:* a count is taken for theirs only where it stands beside the words that tell of them.

use super::document::is_year;
use super::{About, Text, count, may_say, parts};
use crate::judge::Reading;
use crate::model::Value;
use crate::number::Decimal;
use crate::plan::Measure;
use crate::text::{bare, fold};

/// How a kind of case is told.
struct Cases {
    /// Two words that tell of them, folded.
    told: &'static [&'static str],
    /// Words, folded, of a part that tells of none of them, or of others'.
    none: &'static [&'static str],
    /// The same with their marks, which other words are without: `thẻ`, `cụ thể`.
    marked: &'static [&'static str],
}

/// Others were urged, the software said so, a birth was registered late: these are nobody's who is nominated.
const LATE: Cases = Cases {
    told: &["tre han", "qua han", "cham han", "bi tre", "bi cham", "cham tre"],
    none: &[
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
    ],
    marked: &["gần", "nợ", "vay", "thẻ", "cccd", "về"],
};

const VIOLATIONS: Cases = Cases {
    told: &["vi pham", "di tre", "di muon", "ve muon"],
    none: &["khong", "chua", "phong chong", "tuyen truyen", "giam", "hanh chinh", "nguoi dan"],
    marked: &[],
};

/// The part of a text by which more were late than are left of a share's total.
pub fn late<'t>(text: &'t Text) -> Option<&'t str> {
    let About::Finding(finding) = text.about else { return None };
    let Reading::Rate { result, total } = finding.reading() else { return None };
    let is_share = matches!(finding.figure.map(|figure| &figure.value), Some(Value::Share { .. }));
    if !is_share || !may_say(text.said, &["trễ", "quá", "chậm", "tre", "qua", "cham"]) {
        return None;
    }
    // What was done, and all there was, is not what was late.
    let is_own = |count: Decimal| count == result || count == total;
    parts(text.said).find(|part| LATE.counted(part, is_own).is_some_and(|late| late > total - result))
}

/// The part of a text by which more broke the rules than the figure beside it leaves: of a target of no violation, or of how many
/// keep the rules (plan II.4, 4.5.1 and 4.5.2).
pub fn violations<'t>(text: &'t Text) -> Option<&'t str> {
    let About::Finding(finding) = text.about else { return None };
    if !may_say(text.said, &["phạm", "trễ", "muộn", "pham", "tre", "muon"]) {
        return None;
    }
    let most = match (finding.reading(), &finding.criterion.measure) {
        (Reading::Count(count), Measure::NoViolation) => count,
        (Reading::Rate { result, total }, Measure::Share(_)) if fold(&finding.criterion.name).contains("chap hanh") => {
            total - result
        }
        _ => return None,
    };
    parts(text.said).find(|part| VIOLATIONS.counted(part, |_| false).is_some_and(|count| count > most))
}

impl Cases {
    /// How many of them a part of a text counts: the number right behind the words that tell of them, else the nearest before; not
    /// one that is known for something else.
    fn counted(&self, part: &str, is_other: impl Fn(Decimal) -> bool) -> Option<Decimal> {
        const TIMES: [&str; 6] = ["ngay", "gio", "phut", "buoi", "tuan", "thang"];
        /// What a number behind it names.
        const NAMED: [&str; 12] =
            ["so", "thang", "quy", "ky", "ngay", "ap", "thon", "to", "pho", "ma", "dieu", "khoan"];
        /// So many words may stand between a count and what it counts.
        const BETWEEN: usize = 4;
        let words: Vec<&str> = part.split_whitespace().collect();
        let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
        let at = folded.windows(2).position(|pair| self.told.contains(&pair.join(" ").as_str()))?;
        let said = format!(" {} ", folded.join(" "));
        let is_marked = |word: &&str| self.marked.contains(&bare(word).to_lowercase().as_str());
        if self.none.iter().any(|word| said.contains(&format!(" {word} ")))
            || words.iter().any(is_marked)
            || folded.iter().any(|word| is_year(word))
        {
            return None;
        }
        // `quá hạn 02 ngày` counts none.
        let of_time = folded.get(at + 3).is_some_and(|word| TIMES.contains(&word.as_str()));
        let counts = |near: usize| count(words[near]).filter(|count| !is_other(*count));
        let behind = words.get(at + 2).filter(|_| !of_time).and_then(|_| counts(at + 2));
        // What was set off before is counted for itself: `413 hồ sơ (trễ hạn 01)`.
        let is_number = |near: usize| near > 0 && NAMED.contains(&folded[near - 1].as_str());
        let near = (at.saturating_sub(BETWEEN)..at).rev().take_while(|&near| !words[near].ends_with([':', ')']));
        let before = || near.filter(|&near| !is_number(near)).find_map(counts);
        if words[at].starts_with('(') { behind } else { behind.or_else(before) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_cases_are_counted() {
        let is_other = |count: Decimal| count == Decimal::from(412) || count == Decimal::from(413);
        let of = |part: &str| LATE.counted(part, is_other).map(|count| count.to_string());
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
        let of = |part: &str| VIOLATIONS.counted(part, |_| false).map(|count| count.to_string());
        for (part, count) in [
            ("Có 02 trường hợp vi phạm", Some("2")),
            ("Có 02 người đi trễ", Some("2")),
            ("0 vi phạm", Some("0")),
            ("kiểm tra 12 lượt không có vi phạm", None),
            ("lập biên bản 12 vụ vi phạm hành chính", None),
            ("Quy chế số 12 về xử lý vi phạm", None),
        ] {
            assert_eq!(of(part).as_deref(), count, "{part}");
        }
    }
}
