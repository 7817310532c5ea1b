//! Percentages and counts that a text gives, held against the figure it proves and against each other.
//!
//! *Invariant:* a percentage is only called wrong where neither rounding nor cutting off the exact one gives it, and
//! where nothing says that it is another quantity (a target, a change, the people's satisfaction).

use std::borrow::Cow;
use std::cell::LazyCell;

use super::document::is_year;
use super::{About, Text, clauses};
use crate::judge::{Reading, words};
use crate::model::Value;
use crate::number::{self, Decimal, Fraction, fraction, ratio};
use crate::plan::Measure;
use crate::problem::Problems;
use crate::text::fold;

/// `%` in words.
const SPELLED: &str = "phần trăm";

/// A percentage as typed.
struct Percent<'a> {
    shown: String,
    value: Decimal,
    decimals: u32,
    /// What its clause says before it.
    head: &'a str,
    /// And behind it.
    tail: &'a str,
}

impl Percent<'_> {
    /// The three words before it, folded.
    fn before(&self) -> String {
        let words: Vec<&str> = self.head.split_whitespace().rev().take(3).collect();
        words.into_iter().rev().map(fold).collect::<Vec<_>>().join(" ")
    }

    /// The words before it back to a comma, eight at most, folded.
    fn phrase(&self) -> String {
        phrase(self.head.split_whitespace().rev())
    }

    /// Whether the words before it say that something became less by so much.
    fn is_reduction(&self) -> bool {
        let phrase = format!(" {} ", self.phrase());
        let behind = ["giam", "rut ngan", "tiet kiem"].iter().filter_map(|word| {
            let (_, behind) = phrase.rsplit_once(&format!(" {word} "))?;
            Some(format!(" {behind}"))
        });
        // `giảm xuống còn 60%` is what is left.
        let is_left =
            |behind: &String| ["con", "xuong", "bang", "chi"].iter().any(|word| behind.contains(&format!(" {word} ")));
        behind.min_by_key(String::len).is_some_and(|behind| !is_left(&behind))
    }

    /// The words behind it up to a comma, a dozen at most, folded.
    fn behind(&self) -> String {
        let near = self.tail.trim_start_matches([')', ' ']).split_whitespace().take(PHRASE + PHRASE / 2);
        let mut words: Vec<String> = Vec::new();
        for word in near {
            words.push(fold(word));
            if word == "và" || word.ends_with([',', ')', '(']) {
                break;
            }
        }
        words.join(" ")
    }

    /// The count right before it, as in `trước hạn 350 (84,75%)`: followed by what it counts or by a bracket.
    fn count(&self) -> Option<Decimal> {
        let number = |word: &str| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            number::from_text(word).filter(|typed| !typed.percent).map(|typed| typed.value)
        };
        self.head.split_whitespace().rev().take(6).find_map(number)
    }
}

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
    const REST: [&str; 6] = ["tre", "qua han", "cham", "chua", "truc tiep", "con lai"];
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
pub fn check(text: &Text, problems: &mut Problems) {
    let value = in_signs(text.said);
    if !value.contains(['%', '/']) {
        return;
    }
    let said: Vec<Said> = clauses(&value).map(Said::of).collect();
    if said.iter().map(|said| said.counts.len() + said.percents.len()).sum::<usize>() > MOST {
        return;
    }
    if let Some(message) = against_figure(text, &said).or_else(|| said.iter().find_map(within)) {
        problems.warning(
            text.cell,
            format!("{} {message}", text.what()),
            "Xem lại số liệu gốc, rồi sửa dẫn chứng hoặc cột “Kết quả”, “Tổng số” cho khớp nhau",
        );
    }
}

/// The text against the figure it stands beside.
fn against_figure(text: &Text, said: &[Said]) -> Option<String> {
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
    let agrees = counts.iter().any(|counts| counts.done == *result && counts.total == *total)
        || (counts.len() > 1 && counts.iter().map(|counts| counts.done).sum::<Decimal>() == *result);
    if is_share
        && !agrees
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
        fits(percent, &rest) && if is_cut { !percent.is_reduction() } else { is_of_the_rest(&percent.phrase()) }
    };
    if typed.iter().any(|percent| fits(percent, &rate) || rests(percent)) {
        return None;
    }
    if are_parts(&typed, *total) {
        return None;
    }
    // What the text reckons by itself, of other counts than the figure's: `trực tuyến 120/413, đạt 29,06%`.
    let parts: Vec<&Counts> = all.iter().filter(|counts| is_part(&counts.phrase(), *online)).copied().collect();
    // And what it reckons of other counts beside them: `hộ tịch 120/121 (99,17%)`.
    let own: Vec<&Counts> = all.into_iter().filter(|counts| counts.total != *total || agrees).collect();
    let of_total = |percent: &Percent| percent.count().is_some_and(|count| fits(percent, &ratio(count, *total)));
    let explained = |percent: &Percent| {
        parts.iter().chain(&own).any(|part| fits(percent, &ratio(part.done, part.total)))
            || (is_part(&percent.phrase(), *online) && of_total(percent))
    };
    let landmarks = finding.landmarks();
    let wrong = typed.iter().filter(|percent| !explained(percent)).find(|percent| {
        let is_landmark = landmarks.iter().any(|mark| fraction(percent.value) == mark * hundred());
        // Beside the figure itself another year's may stand.
        let of_a_year = || agrees && percent.phrase().split(' ').any(is_year);
        !is_landmark && !is_other_quantity(percent, is_cut) && !of_a_year()
    })?;
    let exact = finding.percent().map(|percent| number::vietnamese(&percent))?;
    Some(format!("ghi {}, còn số liệu {} là {exact}%", wrong.shown, figures()))
}

/// One clause against itself: `412/413 hồ sơ, đạt 98%`.
fn within(said: &Said) -> Option<String> {
    let ([counts], [percent]) = (&said.counts[..], &said.percents[..]) else { return None };
    if fits(percent, &ratio(counts.done, counts.total)) || is_other_quantity(percent, false) {
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
fn are_parts(typed: &[&Percent], total: Decimal) -> bool {
    let counted = typed
        .iter()
        .filter_map(|percent| percent.count().filter(|count| !total.is_zero() && fits(percent, &ratio(*count, total))));
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
    let near = format!(" {} ", percent.before());
    let has = |word: &str| near.contains(&format!(" {word} "));
    // What is counted beside files done in time, and said before the percentage or behind it.
    const COUNTED: [&str; 6] = ["hai long", "thanh toan", "ky so", "so hoa", "dinh danh", "moi truong mang"];
    let (far, behind) = (format!(" {} ", percent.phrase()), format!(" {} ", percent.behind()));
    // `cắt giảm 30-50%`
    let is_range = percent.head.trim_end().ends_with(['-', '–']);
    is_range
        || OTHERS.iter().any(|word| has(word))
        || COUNTED.map(|words| format!(" {words} ")).iter().any(|words| far.contains(words) || behind.contains(words))
        || (!is_cut && (has("giam") || has("rut ngan")))
}

fn percents_of(clause: &str) -> Vec<Percent<'_>> {
    let mut found = Vec::new();
    for (at, _) in clause.match_indices('%') {
        let head = clause[..at].trim_end();
        let begin = head
            .rfind(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
            .map_or(0, |last| last + head[last..].chars().next().map_or(1, char::len_utf8));
        let typed = head[begin..].trim_start_matches(['.', ',']);
        let plain = typed.replace(',', ".");
        let Some(value) = plain.parse::<Decimal>().ok().filter(|value| number::is_countable(*value)) else { continue };
        let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        found.push(Percent {
            shown: format!("{typed}%"),
            value,
            decimals: u32::try_from(decimals).unwrap_or(u32::MAX).min(20),
            head: head[..begin].trim_end_matches('('),
            tail: &clause[at + 1..],
        });
    }
    found
}

/// How far back words say what a number is.
const PHRASE: usize = 8;
/// And how far behind two counts.
const BEHIND: usize = 4;

/// Most numbers of one text that are held against each other: evidence has some dozens.
const MOST: usize = 300;

/// The last words, given from the last on, back to a comma and eight at most, folded.
fn phrase<'a>(last_first: impl Iterator<Item = &'a str>) -> String {
    let near = last_first.take(PHRASE).enumerate().take_while(|(back, word)| *back == 0 || !word.ends_with(','));
    let near: Vec<String> = near.map(|(_, word)| fold(word)).collect();
    near.into_iter().rev().collect::<Vec<_>>().join(" ")
}

/// Pairs of counts; neither a day and month nor the number of a register.
fn counts_of(clause: &str) -> Vec<Counts<'_>> {
    let is_digit = |c: char| c.is_ascii_digit();
    if !clause.split('/').skip(1).any(|behind| behind.starts_with(is_digit)) {
        return Vec::new();
    }
    let words: Vec<&str> = clause.split_whitespace().collect();
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
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
            let behind = words[index + 1..].iter().take(BEHIND).copied().collect();
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
