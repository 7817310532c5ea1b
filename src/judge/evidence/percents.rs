//! Percentages and counts that a text gives, held against the figure it proves and against each other.
//!
//! *Invariant:* a percentage is only called wrong where neither rounding nor cutting off the exact one gives it, and
//! where nothing says that it is another quantity (a target, a change, the people's satisfaction).

use std::borrow::Cow;
use std::cell::LazyCell;

use super::document::is_year;
use super::percent::{PHRASE, Percent, fits, hundred, is_other_quantity, percents_of, phrase};
use super::period::Period;
use super::{About, Text, clauses, own};
use crate::judge::{Reading, words};
use crate::model::Value;
use crate::number::{self, Decimal, Fraction, fraction, ratio};
use crate::plan::Measure;
use crate::problem::Problems;
use crate::text::{bare, fold};

/// `%` in words.
const SPELLED: &str = "phần trăm";

/// Two counts as typed: `412/413`.
struct Counts<'a> {
    done: Decimal,
    total: Decimal,
    /// The last words before them in their clause, as many as [`phrase`] looks at.
    words: Vec<&'a str>,
    /// The words behind them that may say what they count.
    behind: Vec<&'a str>,
}

impl Counts<'_> {
    /// The words before them back to a comma, eight at most, folded.
    fn phrase(&self) -> String {
        phrase(self.words.iter().rev().copied())
    }

    /// The words on both sides, folded.
    fn around(&self) -> String {
        let behind = self.behind.iter().map(|word| fold(word)).collect::<Vec<_>>().join(" ");
        format!("{} {behind}", self.phrase())
    }
}

/// Whether words, folded, say that a number is of what was not done, or not in time, or not in this way.
fn is_of_the_rest(words: &str) -> bool {
    const REST: [&str; 9] =
        ["tre", "qua han", "cham", "chua", "truc tiep", "con lai", "nop giay", "ho so giay", "ban giay"];
    let words = format!(" {words} ");
    REST.iter().any(|word| words.contains(&format!(" {word} ")))
}

/// What a clause gives in numbers.
struct Said<'a> {
    counts: Vec<Counts<'a>>,
    percents: Vec<Percent<'a>>,
}

impl<'a> Said<'a> {
    fn of(clause: &'a str) -> Self {
        Self { counts: counts_of(clause), percents: percents_of(clause) }
    }
}

/// `/` in words, between two counts.
const OF: [&str; 2] = [" trên tổng số ", " trong tổng số "];

/// A text with its percentages and counts as signs: `đạt 98 phần trăm`, `90 hồ sơ trên tổng số 107 hồ sơ`.
fn in_signs(text: &str) -> Cow<'_, str> {
    if !text.contains(SPELLED) && !OF.iter().any(|of| text.contains(of)) {
        return Cow::Borrowed(text);
    }
    let mut text = text.replace(SPELLED, "%");
    while let Some(joined) = OF.iter().find_map(|of| joined(&text, of)) {
        text = joined;
    }
    Cow::Owned(text)
}

/// A text in which the first two counts with these words between them are one: `90/107 hồ sơ hồ sơ`. What the first one
/// counts may stand behind it.
fn joined(text: &str, of: &str) -> Option<String> {
    /// So many words may.
    const BETWEEN: usize = 4;
    let is_count = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit()) && number::from_text(word).is_some_and(|typed| !typed.percent)
    };
    text.match_indices(of).find_map(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + of.len()..]);
        let end = behind.find(|c: char| c.is_whitespace() || ",;:()".contains(c)).unwrap_or(behind.len());
        let total = behind[..end].trim_end_matches('.');
        let mut start = before.len();
        for _ in 0..=BETWEEN {
            let word = before[..start].trim_end().rsplit(char::is_whitespace).next()?;
            start = before[..start].trim_end().len() - word.len();
            if is_count(word) {
                let (head, unit) = (&before[..start], &before[start + word.len()..]);
                return is_count(total).then(|| format!("{head}{word}/{total}{unit}{}", &behind[total.len()..]));
            }
            if word.contains(|c: char| c.is_ascii_digit() || ",;:()%".contains(c)) {
                return None;
            }
        }
        None
    })
}

/// Warns of the first contradiction in a text.
pub fn check(text: &Text, period: &Period, problems: &mut Problems) {
    let value = in_signs(text.said);
    if !value.contains(['%', '/']) {
        return;
    }
    let said: Vec<Said> = clauses(&value).map(Said::of).collect();
    if said.iter().map(|said| said.counts.len() + said.percents.len()).sum::<usize>() > MOST {
        return;
    }
    if let Some(message) = against_figure(text, &said, period).or_else(|| said.iter().find_map(within)) {
        problems.warning(
            text.cell,
            format!("{} {message}", text.what()),
            "Xem lại số liệu gốc, rồi sửa dẫn chứng hoặc cột “Kết quả”, “Tổng số” cho khớp nhau",
        );
    }
}

/// The text against the figure it stands beside.
fn against_figure(text: &Text, said: &[Said], period: &Period) -> Option<String> {
    let About::Finding(finding) = text.about else { return None };
    let (Reading::Rate { result, total }, Some(rate)) = (&finding.reading(), finding.rate()) else { return None };
    let figures = || words::figure(finding);
    let is_share = matches!(finding.figure.map(|figure| &figure.value), Some(Value::Share { .. }));
    let all: Vec<&Counts> = said.iter().flat_map(|said| &said.counts).collect();
    let of_the_figure = |counts: &&&Counts| {
        counts.total == *total || (all.len() == 1 && counts.done == *result && !is_like_a_year(counts.total))
    };
    let counts: Vec<&Counts> = all.iter().filter(of_the_figure).copied().collect();
    let online = LazyCell::new(|| fold(&finding.criterion.name).contains("truc tuyen"));
    // Where the figure itself stands in the text, or its parts do, other counts of the same total are parts of it.
    let sum =
        |counts: &[&&Counts]| counts.len() > 1 && counts.iter().map(|counts| counts.done).sum::<Decimal>() == *result;
    let done: Vec<&&Counts> = counts.iter().filter(|counts| !is_of_the_rest(&counts.around())).collect();
    let agrees = counts.iter().any(|counts| counts.done == *result && counts.total == *total)
        || sum(&counts.iter().collect::<Vec<_>>())
        || sum(&done);
    // `đúng hạn 97` beside `100/100 nhiệm vụ`.
    let names_result = || {
        text.said
            .split_whitespace()
            .any(|word| own::is_number(word.trim_matches([',', ';', '.', '(', ')', ':']), *result))
    };
    if is_share
        && !agrees
        && !(counts.iter().all(|counts| counts.done == counts.total) && names_result())
        // What was not done in time is what is left of the total.
        && let Some(other) = counts.iter().find(|counts| {
            let is_rest = || counts.done + *result == counts.total && is_of_the_rest(&counts.around());
            !is_part(&counts.phrase(), *online) && !is_rest()
        })
    {
        let shown = format!("{}/{}", number::written(other.done), number::written(other.total));
        return Some(format!("ghi {shown}, còn cột “Kết quả”, “Tổng số” là {}", figures()));
    }
    let typed: Vec<&Percent> = said.iter().flat_map(|said| &said.percents).collect();
    if typed.is_empty() {
        return None;
    }
    let is_cut = matches!(finding.criterion.measure, Measure::Cut(_));
    let rest = Fraction::from_integer(1.into()) - &rate;
    // What was taken, too; but not where the text says by how much it was cut.
    let rests = |percent: &Percent| {
        let is_of_it = || is_of_the_rest(&percent.phrase()) || is_of_the_rest(&percent.behind());
        fits(percent, &rest) && if is_cut { !percent.is_reduction() } else { is_of_it() }
    };
    if typed.iter().any(|percent| fits(percent, &rate) || rests(percent)) {
        return None;
    }
    if are_parts(&typed, *total) || make_a_whole(&typed, &rate) {
        return None;
    }
    // What the text reckons by itself, of other counts than the figure's: `trực tuyến 120/413, đạt 29,06%`.
    let parts: Vec<&Counts> = all.iter().filter(|counts| is_part(&counts.phrase(), *online)).copied().collect();
    // And what it reckons of other counts beside them: `hộ tịch 120/121 (99,17%)`.
    let own: Vec<&Counts> = all.into_iter().filter(|counts| counts.total != *total || agrees).collect();
    let of_total = |percent: &Percent| percent.counts().any(|count| fits(percent, &ratio(count, *total)));
    // Beside the figure itself a percentage of something else may stand.
    let stands = agrees || names_result();
    let is_of_something_else = |percent: &Percent| stands && (of_total(percent) || !percent.is_of_the_figure());
    let explained = |percent: &Percent| {
        is_of_something_else(percent)
            || parts.iter().chain(&own).any(|part| fits(percent, &ratio(part.done, part.total)))
            || (is_part(&percent.phrase(), *online) && of_total(percent))
    };
    let landmarks = finding.landmarks();
    let wrong = typed.iter().filter(|percent| !explained(percent)).find(|percent| {
        let is_landmark = landmarks.iter().any(|mark| fraction(percent.value) == mark * hundred())
            && !(is_cut && percent.is_said_to_be_cut());
        // Beside the figure itself that of a year outside the campaign's may stand.
        let around = || format!("{} {}", percent.phrase(), percent.behind());
        let of_a_year = || stands && around().split(' ').any(|word| is_year(word) && period.is_another(word));
        !is_landmark && !is_other_quantity(percent, is_cut) && !of_a_year()
    })?;
    let exact = finding.percent().map(|percent| number::vietnamese(&percent))?;
    Some(format!("ghi {}, còn số liệu {} là {exact}%", wrong.shown, figures()))
}

/// One clause against itself: `412/413 hồ sơ, đạt 98%`.
fn within(said: &Said) -> Option<String> {
    let ([counts], [percent]) = (&said.counts[..], &said.percents[..]) else { return None };
    let of_these = percent.is_of_the_figure();
    if !of_these || fits(percent, &ratio(counts.done, counts.total)) || is_other_quantity(percent, false) {
        return None;
    }
    let shown = format!("{}/{}", number::written(counts.done), number::written(counts.total));
    let exact = number::vietnamese(&number::percent(&ratio(counts.done, counts.total), &[]));
    Some(format!("ghi {shown} và {}, mà {shown} là {exact}%", percent.shown))
}

/// Whether at least two percentages stand behind counts that are those parts of the total.
fn are_parts(typed: &[&Percent], total: Decimal) -> bool {
    let counted = typed
        .iter()
        .filter_map(|percent| percent.counts().find(|count| !total.is_zero() && fits(percent, &ratio(*count, total))));
    let counts: Vec<Decimal> = counted.collect();
    counts.len() > 1 && counts.iter().sum::<Decimal>() <= total
}

/// Whether percentages are the parts of a whole: `75% sớm hạn, 25% đúng hạn`. Where some of them are of what was not done, the
/// others together are the rate.
fn make_a_whole(typed: &[&Percent], rate: &Fraction) -> bool {
    let sum = |percents: &[&Percent]| percents.iter().map(|percent| percent.value).sum::<Decimal>();
    let is_rest = |percent: &&Percent| is_of_the_rest(&percent.phrase()) || is_of_the_rest(&percent.behind());
    let (rest, done): (Vec<&Percent>, Vec<&Percent>) = typed.iter().copied().partition(is_rest);
    typed.len() > 1 && sum(typed) == Decimal::ONE_HUNDRED && (rest.is_empty() || own::is_near(sum(&done), rate))
}

/// Whether the words before two counts say that they are a part, or another quantity.
fn is_part(phrase: &str, online: bool) -> bool {
    const PARTS: [&str; 7] = ["trong do", "gom", "con lai", "hai long", "thanh toan", "lien thong", "so hoa"];
    let has = |word: &str| format!(" {phrase} ").contains(&format!(" {word} "));
    PARTS.iter().any(|word| has(word)) || (!online && has("truc tuyen"))
}

/// How far behind two counts words say what they are of.
const BEHIND: usize = 4;

/// Most numbers of one text that are held against each other: evidence has some dozens.
const MOST: usize = 300;

/// Pairs of counts; neither a day and month nor the number of a register.
fn counts_of(clause: &str) -> Vec<Counts<'_>> {
    let is_digit = |c: char| c.is_ascii_digit();
    if !clause.split('/').skip(1).any(|behind| behind.starts_with(is_digit)) {
        return Vec::new();
    }
    let words: Vec<&str> = clause.split_whitespace().collect();
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let word = bare(word);
        let Some((done, total)) = word.split_once('/').filter(|(_, total)| total.starts_with(is_digit)) else {
            continue;
        };
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
            let ends = |word: &str| word.ends_with([',', ';']);
            let near = words[index..].iter().take(BEHIND + 1).copied();
            let count = near.clone().take_while(|word| !ends(word)).count();
            let behind = near.skip(1).take(count).collect();
            found.push(Counts { done, total, words: words[index.saturating_sub(PHRASE)..index].to_vec(), behind });
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
    fn what_is_said_in_words_is_read_as_signs() {
        for (text, signs) in [
            ("Xử lý 90 trên tổng số 107 hồ sơ.", "Xử lý 90/107 hồ sơ."),
            ("Trả 1.980 hồ sơ đúng hạn trong tổng số 2.000.", "Trả 1.980/2.000 hồ sơ đúng hạn."),
            ("5 trên tổng số 6, 7 trong tổng số 9", "5/6, 7/9"),
            ("98 phần trăm trên tổng số 12 hồ sơ", "98 % trên tổng số 12 hồ sơ"),
            ("Có 90 hồ sơ, hài lòng trên tổng số 107", "Có 90 hồ sơ, hài lòng trên tổng số 107"),
            ("trên tổng số 107", "trên tổng số 107"),
            ("7 trên tổng số các hồ sơ", "7 trên tổng số các hồ sơ"),
        ] {
            assert_eq!(in_signs(text), signs);
        }
    }

    #[test]
    fn a_clause_may_contradict_itself() {
        assert!(within(&Said::of("Giải quyết 412/413 hồ sơ, đạt 98%")).is_some());
        assert!(within(&Said::of("Giải quyết 412/413 hồ sơ, đạt 99,76%")).is_none());
        assert!(within(&Said::of("Giải quyết 412/413 hồ sơ, vượt 0,76%")).is_none());
        assert!(within(&Said::of("Giảm 30% lượt hỏi trực tiếp")).is_none());
        assert!(within(&Said::of("Giải quyết 413/413 hồ sơ, không hồ sơ nào trễ hạn (0%)")).is_none());
        assert!(within(&Said::of("Trực tuyến 1.234/1.300 hồ sơ, trong đó toàn trình 45%")).is_none());
    }
}
