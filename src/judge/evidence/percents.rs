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

/// `%` in words.
const SPELLED: &str = "phần trăm";

/// A percentage as typed.
struct Percent {
    shown: String,
    value: Decimal,
    decimals: u32,
    /// The three words before it, folded.
    before: String,
    /// The words before it back to a comma, eight at most, folded.
    phrase: String,
    /// The count right before it, as in `trước hạn 350 (84,75%)`.
    count: Option<Decimal>,
}

/// Two counts as typed: `412/413`.
struct Counts {
    done: Decimal,
    total: Decimal,
    /// The words before them back to a comma, eight at most, folded.
    phrase: String,
}

/// Warns of the first contradiction in a text.
pub fn check(text: &Text, problems: &mut Problems) {
    if !text.at.value.contains(['%', '/']) && !text.at.value.contains(SPELLED) {
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
    let (Reading::Rate { result, total }, Some(rate)) = (&finding.reading(), finding.rate()) else { return None };
    let figures = || words::figure(finding);
    let is_share = matches!(finding.figure.map(|figure| &figure.value), Some(Value::Share { .. }));
    let mut counts: Vec<Counts> = text.clauses().flat_map(counts_of).collect();
    let alone = counts.len() == 1;
    counts
        .retain(|counts| counts.total == *total || (alone && counts.done == *result && !is_like_a_year(counts.total)));
    let online = fold(&finding.criterion.name).contains("truc tuyen");
    // Where the figure itself stands in the text, or its parts do, other counts of the same total are parts of it.
    let agrees = counts.iter().any(|counts| counts.done == *result && counts.total == *total)
        || (counts.len() > 1 && counts.iter().map(|counts| counts.done).sum::<Decimal>() == *result);
    let other = counts.iter().find(|counts| !is_part(&counts.phrase, online));
    if let Some(other) = other.filter(|_| is_share && !agrees) {
        let shown = format!("{}/{}", number::written(other.done), number::written(other.total));
        return Some(format!("ghi {shown}, còn cột “Kết quả”, “Tổng số” là {}", figures()));
    }
    let is_cut = matches!(finding.criterion.measure, Measure::Cut(_));
    let landmarks = finding.landmarks();
    let typed: Vec<Percent> = text.clauses().flat_map(percents_of).collect();
    let rest = Fraction::from_integer(1.into()) - &rate;
    if are_parts(&typed, *total) {
        return None;
    }
    if typed.iter().any(|percent| fits(percent, &rate) || (is_cut && fits(percent, &rest))) {
        return None;
    }
    // What the text reckons by itself, of other counts than the figure's: `trực tuyến 120/413, đạt 29,06%`.
    let parts: Vec<Counts> =
        text.clauses().flat_map(counts_of).filter(|counts| is_part(&counts.phrase, online)).collect();
    let of_total = |percent: &Percent| percent.count.is_some_and(|count| fits(percent, &ratio(count, *total)));
    let explained = |percent: &Percent| {
        parts.iter().any(|part| fits(percent, &ratio(part.done, part.total)))
            || (is_part(&percent.phrase, online) && of_total(percent))
    };
    let wrong = typed.iter().filter(|percent| !explained(percent)).find(|percent| {
        let is_landmark = landmarks.iter().any(|mark| fraction(percent.value) == mark * hundred());
        !is_landmark && !is_other_quantity(percent, is_cut)
    })?;
    let exact = finding.percent().map(|percent| number::vietnamese(&percent))?;
    Some(format!("ghi {}, còn số liệu {} là {exact}%", wrong.shown, figures()))
}

/// One clause against itself: `412/413 hồ sơ, đạt 98%`.
fn within(clause: &str) -> Option<String> {
    let [counts] = &counts_of(clause)[..] else { return None };
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

/// Whether at least two percentages stand behind counts that are those parts of the total.
fn are_parts(typed: &[Percent], total: Decimal) -> bool {
    let counted = typed
        .iter()
        .filter_map(|percent| percent.count.filter(|count| !total.is_zero() && fits(percent, &ratio(*count, total))));
    let counts: Vec<Decimal> = counted.collect();
    counts.len() > 1 && counts.iter().sum::<Decimal>() <= total
}

/// Whether the words before two counts say that they are a part, or another quantity.
fn is_part(phrase: &str, online: bool) -> bool {
    const PARTS: [&str; 7] = ["trong do", "gom", "con lai", "hai long", "thanh toan", "lien thong", "so hoa"];
    let has = |word: &str| format!(" {phrase} ").contains(&format!(" {word} "));
    PARTS.iter().any(|word| has(word)) || (!online && has("truc tuyen"))
}

fn hundred() -> Fraction {
    Fraction::from_integer(100.into())
}

/// Whether the words before it say that it is a target, a change, the rest, a part, or what people think.
fn is_other_quantity(percent: &Percent, is_cut: bool) -> bool {
    const OTHERS: [&str; 18] = [
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
        "truoc han",
        "con lai",
        "toan trinh",
        "mot phan",
    ];
    let has = |word: &str| format!(" {} ", percent.before).contains(&format!(" {word} "));
    let far = format!(" {} ", percent.phrase);
    OTHERS.iter().any(|word| has(word))
        || [" hai long ", " thanh toan "].iter().any(|words| far.contains(words))
        || (!is_cut && (has("giam") || has("rut ngan")))
}

fn percents_of(clause: &str) -> Vec<Percent> {
    let mut found = Vec::new();
    let clause = clause.replace(SPELLED, "%");
    for (at, _) in clause.match_indices('%') {
        let head = clause[..at].trim_end();
        let begin = head
            .rfind(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
            .map_or(0, |last| last + head[last..].chars().next().map_or(1, char::len_utf8));
        let typed = head[begin..].trim_start_matches(['.', ',']);
        let plain = typed.replace(',', ".");
        let Ok(value) = plain.parse::<Decimal>() else { continue };
        let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let words: Vec<&str> = head[..begin].trim_end_matches('(').split_whitespace().collect();
        let before = words.iter().rev().take(3).rev().map(|word| fold(word)).collect::<Vec<_>>().join(" ");
        found.push(Percent {
            shown: format!("{typed}%"),
            value,
            decimals: u32::try_from(decimals).unwrap_or(u32::MAX).min(20),
            before,
            phrase: phrase(&words),
            count: count_before(&words),
        });
    }
    found
}

/// The last words, back to a comma and eight at most, folded.
fn phrase(words: &[&str]) -> String {
    let near = words.iter().rev().take(8).enumerate().take_while(|(back, word)| *back == 0 || !word.ends_with(','));
    let near: Vec<String> = near.map(|(_, word)| fold(word)).collect();
    near.into_iter().rev().collect::<Vec<_>>().join(" ")
}

/// The number that ends the words, be it followed by what it counts or by a bracket.
fn count_before(words: &[&str]) -> Option<Decimal> {
    let number = |word: &&str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        number::from_text(word).filter(|typed| !typed.percent).map(|typed| typed.value)
    };
    words.iter().rev().take(6).find_map(number)
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
        let beside = |at: Option<usize>| at.and_then(|at| words.get(at)).map(|word| fold(word)).unwrap_or_default();
        let before = beside(index.checked_sub(1));
        let numbered = matches!(before.as_str(), "so" | "ngay" | "thang" | "quy" | "hang")
            || matches!(beside(Some(index + 1)).as_str(), "diem" | "sao");
        let is_day = done <= Decimal::from(31) && total <= Decimal::from(12);
        let is_year = is_like_a_year(total) && done <= Decimal::from(12);
        if !numbered && !is_day && !is_year && done <= total && !total.is_zero() {
            found.push(Counts { done, total, phrase: phrase(&words[..index]) });
        }
    }
    found
}

fn is_like_a_year(count: Decimal) -> bool {
    count >= Decimal::from(1900) && count <= Decimal::from(2100)
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
            ("xếp hạng 13/18 đơn vị", 0),
            ("đạt 98/100 điểm", 0),
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
