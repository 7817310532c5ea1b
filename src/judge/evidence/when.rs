//! Days, months, quarters and years as texts write them.
//!
//! *Invariant:* a document's symbol (`34/2019/NĐ-CP`) is never read as a day.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::document::{is_symbol, is_year};
use crate::text::fold;

/// What a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// First and last day of what is named: a day, a month or a year.
    Span(Date, Date),
    /// Written as a day that no calendar has.
    Never,
}

impl When {
    /// Whether it is one day.
    pub fn is_day(self) -> bool {
        matches!(self, Self::Span(begin, end) if begin == end)
    }

    /// Whether it is a term of years.
    pub fn is_longer_than_a_year(self) -> bool {
        matches!(self, Self::Span(begin, end) if end.saturating_sub(400.days()) > begin)
    }

    /// Whether it is a month or a quarter, or a day.
    pub fn is_short_of_a_year(self) -> bool {
        matches!(self, Self::Span(begin, end) if end.saturating_sub(300.days()) < begin)
    }
}

/// What the word at `index` ends naming, and the index of its first word.
pub fn named(words: &[&str], index: usize) -> Option<(When, usize)> {
    let word = words[index];
    let before = |back: usize| index.checked_sub(back).map(|at| fold(words[at])).unwrap_or_default();
    if !word.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    if let Some(quarter) = quarter_of(word)
        && before(1) == "quy"
    {
        return Some((quarter, index));
    }
    if let Some(short) = shortened(word) {
        return Some((short, index));
    }
    if is_symbol(word) {
        return None;
    }
    // Behind what is no day there are things that a number counts: `mỗi ngày 40 lượt`, `trong tháng 11/20 hồ sơ`.
    let counts_nothing =
        words.get(index + 1).is_none_or(|next| matches!(fold(next).as_str(), "ve" | "cua" | "do" | "tai"));
    let parts: Vec<&str> = word.split(['/', '-', '.', '–']).collect();
    match parts[..] {
        [day, month, year] if is_year(year) => Some((day_of(day, month, year)?, index)),
        // A digit of the year is missing, or one too many: `13/05/203`.
        [day, month, year]
            if matches!(year.len(), 3 | 5)
                && before(1) == "ngay"
                && [day, month, year].iter().all(|part| number(part).is_some()) =>
        {
            Some((When::Never, index))
        }
        // As computers write it: `2023-05-06`.
        [year, month, day] if is_year(year) && month.len() <= 2 && day.len() <= 2 => {
            Some((day_of(day, month, year)?, index))
        }
        [day, month, year] if year.len() == 2 && before(1) == "ngay" => {
            Some((day_of(day, month, &format!("20{year}"))?, index))
        }
        // A date's two parts are not joined by a dot: `12.2023` is a number.
        [month, year] if is_year(year) && !word.contains('.') && !is_year(month) => {
            Some((month_or_register(month, year, &before(1))?, index))
        }
        // `tháng 12/22`
        [month, year]
            if counts_nothing && before(1) == "thang" && matches!(number(year), Some(15..=40)) && year.len() == 2 =>
        {
            Some((month_of(month, &format!("20{year}"))?, index))
        }
        // Of any year: one with 29 February.
        [day, month] if counts_nothing && before(1) == "ngay" && day != month && day.len() < 3 && month.len() < 3 => {
            (day_of(day, month, "2024")? == When::Never).then_some((When::Never, index))
        }
        [first, last] if is_year(first) && is_year(last) && is_term(&before(1)) => Some((years(first, last)?, index)),
        // `giai đoạn 2020 - 2022`, whose dash stands alone.
        [year] if is_year(year) && is_year(word_at(words, index, 1)) && is_term(&before(2)) => {
            Some((years(word_at(words, index, 1), year)?, index - 1))
        }
        [first, last] if is_year(first) && is_year(last) && before(1) == "hoc" && before(2) == "nam" => {
            Some((school_years(first, last)?, index))
        }
        // `năm học 2021 - 2022`, whose dash stands alone.
        [year] if is_year(year) && is_year(word_at(words, index, 1)) && before(2) == "hoc" && before(3) == "nam" => {
            Some((school_years(word_at(words, index, 1), year)?, index - 1))
        }
        [year] if is_year(year) && before(1) == "hoc" && before(2) == "nam" => {
            let is_first = words.get(index + 1).is_some_and(|next| is_year(next));
            if is_first { None } else { Some((school_years(year, &following(year)?)?, index)) }
        }
        // A day that a formula joined to a text is Excel's number for it: `ngày 45068`.
        [serial]
            if counts_nothing
                && before(1) == "ngay"
                && (36_526..73_051).contains(&serial.parse::<u32>().unwrap_or_default()) =>
        {
            Some((When::Never, index))
        }
        [year] if is_year(year) => match before(1).as_str() {
            "nam" => Some(long_form(words, index).or_else(|| Some((year_of(year)?, index)))?),
            "hoach" | "cchc" | "trao" | "dua" | "trinh" | "nay" | "ky" => Some((year_of(year)?, index)),
            "papi" | "sipas" | "pci" | "dti" | "pobi" | "index" => Some((year_of(year)?, index)),
            _ => None,
        },
        _ => None,
    }
}

/// `12/2023`: a month, or the number of a register with its year; a share of some thousand is none: `1870/1950 văn bản`,
/// `768/1920 giờ`.
fn month_or_register(month: &str, year: &str, before: &str) -> Option<When> {
    if month.len() > 3 || year < "1990" {
        return None;
    }
    match number(month)? {
        1..=12 if before != "so" => month_of(month, year),
        _ if before == "thang" => Some(When::Never),
        _ => year_of(year),
    }
}

/// Whether a word, folded, ends `giai đoạn` or `nhiệm kỳ`.
fn is_term(word: &str) -> bool {
    matches!(word, "doan" | "ky")
}

/// `ngày 05 tháng 3 năm 2023`, `tháng 3 năm 2023`, ending at the year.
fn long_form(words: &[&str], index: usize) -> Option<(When, usize)> {
    let folded = |back: usize| index.checked_sub(back).map(|at| fold(words[at])).unwrap_or_default();
    let word = |back: usize| index.checked_sub(back).map_or("", |at| words[at]);
    if folded(3) != "thang" {
        return None;
    }
    if folded(5) == "ngay" {
        return Some((day_of(word(4), word(2), words[index])?, index - 5));
    }
    Some((month_of(word(2), words[index])?, index - 3))
}

fn word_at<'a>(words: &[&'a str], index: usize, back: usize) -> &'a str {
    index.checked_sub(back).map_or("", |at| words[at])
}

/// `T12/2022`, `Q4/2022`: a month and a quarter as tables head their columns.
fn shortened(word: &str) -> Option<When> {
    let (month, year) = word.split_once('/').filter(|(_, year)| is_year(year))?;
    match month.split_at_checked(1)? {
        ("T" | "t", month) if (1..=12).contains(&number(month)?) => month_of(month, year),
        ("Q" | "q", quarter) => quarter_of(&format!("{quarter}/{year}")),
        _ => None,
    }
}

/// A school year, with the holidays on both sides: `2021-2022`.
fn school_years(first: &str, last: &str) -> Option<When> {
    let (first, last) = (Date::new(number(first)?, 6, 1).ok()?, Date::new(number(last)?, 8, 31).ok()?);
    (first <= last).then_some(When::Span(first, last))
}

/// The year after.
fn following(year: &str) -> Option<String> {
    Some((number(year)? + 1).to_string())
}

/// `IV/2022`, `4/2022`.
fn quarter_of(word: &str) -> Option<When> {
    let (quarter, year) = word.split_once('/').filter(|(_, year)| is_year(year))?;
    let quarters = [["i", "1"], ["ii", "2"], ["iii", "3"], ["iv", "4"]];
    let quarter = quarters.iter().position(|written| written.contains(&quarter.to_lowercase().as_str()))?;
    let first = Date::new(number(year)?, i8::try_from(quarter * 3 + 1).ok()?, 1).ok()?;
    Some(When::Span(first, first.saturating_add(2.months()).last_of_month()))
}

fn number(text: &str) -> Option<i16> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn day_of(day: &str, month: &str, year: &str) -> Option<When> {
    let (day, month, year) = (number(day)?, number(month)?, number(year)?);
    let date = i8::try_from(month).ok().zip(i8::try_from(day).ok());
    let date = date.and_then(|(month, day)| Date::new(year, month, day).ok());
    Some(date.map_or(When::Never, |date| When::Span(date, date)))
}

fn month_of(month: &str, year: &str) -> Option<When> {
    let first = Date::new(number(year)?, i8::try_from(number(month)?).ok()?, 1).ok()?;
    Some(When::Span(first, first.last_of_month()))
}

fn year_of(year: &str) -> Option<When> {
    years(year, year)
}

fn years(first: &str, last: &str) -> Option<When> {
    let (first, last) = (Date::new(number(first)?, 1, 1).ok()?, Date::new(number(last)?, 12, 31).ok()?);
    (first <= last).then_some(When::Span(first, last))
}
