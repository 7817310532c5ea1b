//! Percentages and counts that a text gives, held against the figure it proves and against each other.
//!
//! *Invariant:* a percentage is only called wrong where neither rounding nor cutting off the exact one gives it, and
//! where nothing says that it is another quantity (a target, a change, the people's satisfaction).

use super::{About, Text};
use crate::judge::{Reading, words};
use crate::model::Value;
use crate::number::{self, Decimal, Fraction, fraction, ratio};
use crate::plan::Measure;
use crate::problem::Problems;
use crate::text::fold;

/// A percentage as typed.
struct Percent {
    shown: String,
    value: Decimal,
    decimals: u32,
    /// The three words before it, folded.
    before: String,
}

/// Two counts as typed: `412/413`.
#[derive(Clone, Copy)]
struct Counts {
    done: Decimal,
    total: Decimal,
}

/// Warns of the first contradiction in a text.
pub fn check(text: &Text, problems: &mut Problems) {
    if !text.at.value.contains(['%', '/']) {
        return;
    }
    let message = against_figure(text).or_else(|| text.clauses().find_map(within));
    if let Some(message) = message {
        problems.warning(
            text.at,
            format!("{} {message}", text.what()),
            "Xem lại số liệu gốc, rồi sửa dẫn chứng hoặc cột “Kết quả”, “Tổng số” cho khớp nhau",
        );
    }
}

/// The text against the figure it stands beside.
fn against_figure(text: &Text) -> Option<String> {
    let About::Finding(finding) = text.about else { return None };
    let Reading::Rate { result, total, rate } = &finding.reading else { return None };
    let figures = || words::figure(finding);
    let is_share = matches!(finding.figure.map(|figure| &figure.value), Some(Value::Share { .. }));
    let counts = text.clauses().flat_map(counts_of);
    let other = counts.filter(|counts| is_share && counts.total == *total).find(|counts| counts.done != *result);
    if let Some(other) = other {
        let shown = format!("{}/{}", number::written(other.done), number::written(other.total));
        return Some(format!("ghi {shown}, còn cột “Kết quả”, “Tổng số” là {}", figures()));
    }
    let is_cut = matches!(finding.criterion.measure, Measure::Cut(_));
    let landmarks = finding.landmarks();
    let typed: Vec<Percent> = text.clauses().flat_map(percents_of).collect();
    let rest = Fraction::from_integer(1.into()) - rate;
    if typed.iter().any(|percent| fits(percent, rate) || (is_cut && fits(percent, &rest))) {
        return None;
    }
    let wrong = typed.iter().find(|percent| {
        let is_landmark = landmarks.iter().any(|mark| fraction(percent.value) == mark * hundred());
        !is_landmark && !is_other_quantity(percent, is_cut)
    })?;
    let exact = finding.percent().map(|percent| number::vietnamese(&percent))?;
    Some(format!("ghi {}, còn số liệu {} là {exact}%", wrong.shown, figures()))
}

/// One clause against itself: `412/413 hồ sơ, đạt 98%`.
fn within(clause: &str) -> Option<String> {
    let [counts] = counts_of(clause)[..] else { return None };
    let [percent] = &percents_of(clause)[..] else { return None };
    if is_other_quantity(percent, false) || fits(percent, &ratio(counts.done, counts.total)) {
        return None;
    }
    let shown = format!("{}/{}", number::written(counts.done), number::written(counts.total));
    let exact = number::vietnamese(&number::percent(&ratio(counts.done, counts.total), &[]));
    Some(format!("ghi {shown} và {}, mà {shown} là {exact}%", percent.shown))
}

/// Whether the exact rate, rounded or cut off to as many decimals, is what was typed; 100 % is never rounded to.
fn fits(percent: &Percent, rate: &Fraction) -> bool {
    let exact = rate * hundred();
    let typed = fraction(percent.value);
    let scale = Fraction::from_integer(num_bigint::BigInt::from(10u8).pow(percent.decimals));
    let cut = (&exact * &scale).floor() / &scale;
    let near = number::rounded(&exact, percent.decimals) == typed || cut == typed;
    near && (typed == hundred()) == (exact == hundred())
}

fn hundred() -> Fraction {
    Fraction::from_integer(100.into())
}

/// Whether the words before it say that it is a target, a change, the rest, a part, or what people think.
fn is_other_quantity(percent: &Percent, is_cut: bool) -> bool {
    const OTHERS: [&str; 17] = [
        "chi tieu",
        "muc tieu",
        "vuot",
        "tang",
        "hon",
        "toi thieu",
        "it nhat",
        "hai long",
        "so voi",
        // What was not done, and one kind of the services counted.
        "tre",
        "tre han",
        "qua han",
        "cham",
        "chua",
        "con lai",
        "toan trinh",
        "mot phan",
    ];
    let has = |word: &str| format!(" {} ", percent.before).contains(&format!(" {word} "));
    OTHERS.iter().any(|word| has(word)) || (!is_cut && (has("giam") || has("rut ngan")))
}

fn percents_of(clause: &str) -> Vec<Percent> {
    let mut found = Vec::new();
    for (at, _) in clause.match_indices('%') {
        let head = clause[..at].trim_end();
        let begin = head
            .rfind(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
            .map_or(0, |last| last + head[last..].chars().next().map_or(1, char::len_utf8));
        let typed = head[begin..].trim_start_matches(['.', ',']);
        let plain = typed.replace(',', ".");
        let Ok(value) = plain.parse::<Decimal>() else { continue };
        let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let words: Vec<&str> = head[..begin].split_whitespace().collect();
        let before = words.iter().rev().take(3).rev().map(|word| fold(word)).collect::<Vec<_>>().join(" ");
        found.push(Percent {
            shown: format!("{typed}%"),
            value,
            decimals: u32::try_from(decimals).unwrap_or(u32::MAX).min(20),
            before,
        });
    }
    found
}

/// Pairs of counts; neither a day and month nor the number of a register.
fn counts_of(clause: &str) -> Vec<Counts> {
    if !clause.split('/').skip(1).any(|behind| behind.starts_with(|c: char| c.is_ascii_digit())) {
        return Vec::new();
    }
    let words: Vec<&str> = clause.split_whitespace().collect();
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let Some((done, total)) = word.split_once('/') else { continue };
        let [Some(done), Some(total)] = [done, total].map(|part| number::from_text(part).map(|typed| typed.value))
        else {
            continue;
        };
        let numbered = index > 0 && matches!(fold(words[index - 1]).as_str(), "so" | "ngay" | "thang" | "quy");
        let is_day = done <= Decimal::from(31) && total <= Decimal::from(12);
        let is_year = total >= Decimal::from(1900) && total <= Decimal::from(2100) && done <= Decimal::from(12);
        if !numbered && !is_day && !is_year && done <= total && !total.is_zero() {
            found.push(Counts { done, total });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_fit(typed: &str, done: u32, total: u32, fit: bool) {
        let percents = percents_of(typed);
        assert_eq!(percents.len(), 1, "{typed}");
        assert_eq!(fits(&percents[0], &ratio(done.into(), total.into())), fit, "{typed}");
    }

    #[test]
    fn rounded_and_cut_percentages_fit() {
        for typed in ["đạt 99,76%", "đạt 99,75 %", "99.76%", "đạt 99,8%", "(99,7%)", "99%", "99,758%"] {
            check_fit(typed, 412, 413, true);
        }
        for typed in ["98%", "100%", "đạt 99,77%", "99,9 %", "100,0%"] {
            check_fit(typed, 412, 413, false);
        }
        check_fit("100%", 5, 5, true);
    }

    #[test]
    fn counts_are_told_from_days_and_numbers() {
        for (text, count) in [
            ("412/413 hồ sơ", 1),
            ("1.980/2.000 hồ sơ (99%)", 1),
            ("ngày 12/5 và 12/5/2023", 0),
            ("số 228/2023", 0),
            ("176/BC-UBND", 0),
            ("tháng 3/2023", 0),
            ("quý 4/2023", 0),
        ] {
            assert_eq!(counts_of(text).len(), count, "{text}");
        }
    }

    #[test]
    fn a_clause_may_contradict_itself() {
        assert!(within("Giải quyết 412/413 hồ sơ, đạt 98%").is_some());
        assert!(within("Giải quyết 412/413 hồ sơ, đạt 99,76%").is_none());
        assert!(within("Giải quyết 412/413 hồ sơ, vượt 0,76%").is_none());
        assert!(within("Giảm 30% lượt hỏi trực tiếp").is_none());
        assert!(within("Giải quyết 413/413 hồ sơ, không hồ sơ nào trễ hạn (0%)").is_none());
        assert!(within("Trực tuyến 1.234/1.300 hồ sơ, trong đó toàn trình 45%").is_none());
    }
}
