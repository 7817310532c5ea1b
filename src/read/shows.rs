//! How a cell shows what it holds, as far as that decides how it is read: a percent sign, zeros in front, a month before its
//! day, a line through all of it.
//!
//! *Invariant:* of a number format whose code is not understood nothing is believed.

use super::grid::{DayOrder, Raw};
use crate::number::Decimal;

/// How a cell shows its number, as far as that decides how it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shows {
    /// Whether a number is shown as a percentage.
    pub percent: bool,
    /// A `%` is written behind the number without being reckoned with: 40 is shown as `40%`.
    pub written_percent: bool,
    /// Digits that a number is padded to with zeros, else 0.
    pub zeros: usize,
    /// How a day is shown.
    pub day_order: DayOrder,
    /// The whole cell is struck out.
    pub struck: bool,
}

impl Shows {
    /// What a style of calamine's shows.
    pub fn of(style: &calamine::Style) -> Self {
        // Excel's own formats of days follow the computer's language, whatever their code says.
        const OWN_DAYS: std::ops::RangeInclusive<u32> = 14..=22;
        let shows = style.number_format.as_ref().map_or_else(Self::default, |format| {
            let own = format.format_id.is_some_and(|id| OWN_DAYS.contains(&id));
            let shows = Self::of_code(&format.format_code);
            let follows = own && shows.day_order == DayOrder::MonthFirst;
            Self { day_order: if follows { DayOrder::DayFirst } else { shows.day_order }, ..shows }
        });
        Self { struck: style.font.as_ref().is_some_and(calamine::Font::has_strikethrough), ..shows }
    }

    /// A number as it is seen.
    pub fn number(self, value: Option<Decimal>) -> Raw {
        match value {
            Some(value) if self.written_percent => {
                Raw::Number { value: value / Decimal::ONE_HUNDRED, percent: true, zeros: 0 }
            }
            Some(value) => Raw::Number { value, percent: self.percent, zeros: self.zeros },
            None => Raw::Endless,
        }
    }

    /// What a number format such as `0.0%` or `000` shows.
    pub fn of_code(code: &str) -> Self {
        let first = code.split(';').next().unwrap_or_default();
        // A condition picks another section for other numbers: what is shown then is not known here.
        if ["[<", "[>", "[="].iter().any(|condition| first.contains(condition)) {
            return Self::default();
        }
        // Behind `_` a % is but the room it takes; inside quotes or behind a backslash it is written, not reckoned with.
        let signs = first.replace("_%", "");
        let bare = signs.split('"').step_by(2).collect::<String>().replace("\\%", "");
        let percent = bare.contains('%');
        // Alone behind the number, not within words.
        let in_words = signs.split('"').skip(1).step_by(2).any(|words| words.trim() == "%");
        let written_percent = !percent && (in_words || signs.contains("\\%"));
        let only_zeros = first.len() > 1 && first.bytes().all(|byte| byte == b'0');
        let zeros = if only_zeros { first.len().min(20) } else { 0 };
        Self { percent, written_percent, zeros, day_order: day_order(&bare), struck: false }
    }
}

/// How a number format without its quoted words shows a day: `3/5/1985` for the fifth of March, or `03/1985`.
fn day_order(bare: &str) -> DayOrder {
    // What is in brackets says the language.
    let letters: String = bare.split('[').map(|piece| piece.split_once(']').map_or(piece, |(_, rest)| rest)).collect();
    let letters = letters.to_ascii_lowercase().replace("am/pm", "").replace("a/p", "");
    let mut runs: Vec<(char, usize)> = Vec::new();
    let mut before = ' ';
    for letter in letters.chars() {
        match runs.last_mut() {
            Some((_, length)) if letter == before && "dmyhs".contains(letter) => *length += 1,
            _ if "dmyhs".contains(letter) => runs.push((letter, 1)),
            _ => {}
        }
        before = letter;
    }
    let at = |place: usize| runs.get(place).map(|(letter, _)| *letter);
    // Between hours and seconds an m is minutes.
    let is_month = |place: &usize| {
        at(*place) == Some('m') && place.checked_sub(1).and_then(at) != Some('h') && at(*place + 1) != Some('s')
    };
    let find = |letter: char| runs.iter().position(|(run, _)| *run == letter);
    match ((0..runs.len()).find(is_month), find('d')) {
        (Some(month), Some(day)) if month < day && runs[month].1 < 3 && find('y').is_none_or(|year| year > day) => {
            DayOrder::MonthFirst
        }
        (Some(_), None) if find('y').is_some() => DayOrder::MonthAlone,
        (None, None) if find('y').is_some() => DayOrder::YearAlone,
        _ => DayOrder::DayFirst,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_sign_that_is_only_written_is_read_as_it_is_seen() {
        for code in ["0\"%\"", "0\\%", "General\"%\"", "0 \" %\"", "0%", "0.0%;-0.0%"] {
            let shows = Shows::of_code(code);
            let (shown, value) = if shows.percent { (true, 0.4) } else { (shows.written_percent, 40.0) };
            assert!(shown, "{code}");
            let expected = Raw::Number { value: Decimal::new(4, 1), percent: true, zeros: 0 };
            assert_eq!(shows.number(crate::number::from_float(value)), expected, "{code}");
        }
        for code in ["0", "0_%", "General", "#,##0.00", "0\" hồ sơ (đạt 100%)\"", "[<1]0%;0"] {
            assert!(!Shows::of_code(code).percent && !Shows::of_code(code).written_percent, "{code}");
        }
    }

    #[test]
    fn a_missing_number_format_is_general() {
        let shows = Shows::of(&calamine::Style::default());
        assert!(!shows.percent && shows.zeros == 0);
    }

    #[test]
    fn days_are_known_that_show_their_month_first() {
        for code in ["m/d/yyyy", "[$-409]mm\\-dd\\-yy", "M/D/YY h:mm", "mm/dd"] {
            assert_eq!(Shows::of_code(code).day_order, DayOrder::MonthFirst, "{code}");
        }
        for code in ["mm/yyyy", "mmm-yy", "\"tháng\" m \"năm\" yyyy", "[$-42A]mm/yyyy;@"] {
            assert_eq!(Shows::of_code(code).day_order, DayOrder::MonthAlone, "{code}");
        }
        assert_eq!(Shows::of_code("yyyy").day_order, DayOrder::YearAlone);
        for code in [
            "dd/mm/yyyy",
            "yyyy-mm-dd",
            "d mmm yyyy",
            "mmm d, yyyy",
            "h:mm",
            "hh:mm dd/mm/yyyy",
            "h:mm AM/PM dd/mm/yyyy",
            "hh:mm:ss d/m/yyyy;@",
            "\"ngày\" dd \"tháng\" mm",
            "General",
            "#,##0",
        ] {
            assert_eq!(Shows::of_code(code).day_order, DayOrder::DayFirst, "{code}");
        }
    }
}
