//! How official papers spell dates, hours, counts and sums (NĐ 30/2020, Phụ lục I, Phần I, Mục II).
//!
//! *Invariant:* a count below ten has its leading zero; a day below ten and the months 1 and 2 have theirs, no other.

use crate::phrase;
use jiff::civil::{Date, Time};
use minijinja::{Environment, Error, ErrorKind};

pub use crate::phrase::{counted as count, month, short_date};

/// A blank in running text, as the law's forms print it.
pub const BLANK: &str = "……";

/// A blank at the end of a line, with room for a place or a reason (Mẫu 1.9).
pub const LONG_BLANK: &str = "……………………………………………";

/// A blank on a line of its own, for a pen to write a post on.
pub const DOTTED: &str = "……………";

/// `ngày 05 tháng 12 năm 2023`; `ngày …… tháng …… năm ……` where the day is not known.
pub fn long_date(date: Option<Date>) -> String {
    match date {
        Some(date) => format!("ngày {} tháng {} năm {}", day(date), month(date.month()), date.year()),
        None => format!("ngày {BLANK} tháng {BLANK} năm {BLANK}"),
    }
}

/// The day with its leading zero.
pub fn day(date: Date) -> String {
    format!("{:02}", date.day())
}

/// `08 giờ 30 phút`, `08 giờ 00 phút`; the form's blank where the hour is not known.
pub fn hour(time: Option<Time>) -> String {
    match time {
        Some(time) => format!("{:02} giờ {:02} phút", time.hour(), time.minute()),
        None => format!("{BLANK} giờ {BLANK} phút"),
    }
}

/// A whole number as annexes are counted, in Roman figures (Phụ lục I, Phần I, Mục III.1).
pub fn roman(mut n: usize) -> String {
    const FIGURES: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (value, figure) in FIGURES {
        out.push_str(&figure.repeat(n / value));
        n %= value;
    }
    out
}

/// A whole number in words: `hai`, `mười lăm`, `hai mươi mốt`, `một trăm linh năm`.
pub fn in_words(n: u64) -> String {
    const SCALES: [&str; 3] = ["", "nghìn", "triệu"];
    if n == 0 {
        return "không".to_owned();
    }
    let billions = n / 1_000_000_000;
    let mut parts = Vec::new();
    if billions > 0 {
        parts.push(format!("{} tỷ", in_words(billions)));
    }
    for (scale, name) in SCALES.iter().enumerate().rev() {
        let group = n / 1000_u64.pow(u32::try_from(scale).expect("three scales")) % 1000;
        if group > 0 {
            let words = three_digits(group, !parts.is_empty());
            parts.push(if name.is_empty() { words } else { format!("{words} {name}") });
        }
    }
    parts.join(" ")
}

fn three_digits(n: u64, after_more: bool) -> String {
    let (hundreds, tens, ones) = (n / 100, n / 10 % 10, n % 10);
    let mut words: Vec<String> = Vec::new();
    if hundreds > 0 || after_more {
        words.push(format!("{} trăm", digit(hundreds)));
    }
    match tens {
        0 if ones > 0 && !words.is_empty() => words.push("linh".to_owned()),
        0 => {}
        1 => words.push("mười".to_owned()),
        _ => words.push(format!("{} mươi", digit(tens))),
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt".to_owned()),
        (1.., 5) => words.push("lăm".to_owned()),
        _ => words.push(digit(ones).to_owned()),
    }
    words.join(" ")
}

fn digit(n: u64) -> &'static str {
    const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
    usize::try_from(n).ok().and_then(|n| DIGITS.get(n)).copied().unwrap_or("")
}

/// The first letter in upper case.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The filters of the papers' words, by the names their authors use.
pub fn add_filters(environment: &mut Environment) {
    environment.add_filter("so", |n: i64| whole(n).map(count));
    environment.add_filter("chu", |n: i64| whole(n).map(in_words));
    environment.add_filter("so_va_chu", |n: i64| whole(n).map(|n| format!("{} ({})", count(n), in_words(n))));
    environment.add_filter("hoa", |text: String| text.to_uppercase());
    environment.add_filter("hoa_dau", |text: String| capitalised(&text));
    environment.add_filter("trong_cau", |text: String| crate::locality::within(&text));
    environment.add_filter("thuong_dau", |text: String| phrase::lower_first(&text));
    environment.add_filter("viet_du", |text: String| in_full(&text));
}

/// The abbreviations of a plan's sentence in full, but for those in a document's symbol (`25/KH-UBND`).
fn in_full(text: &str) -> String {
    const SHORT: [(&str, &str); 2] = [("UBND", "Ủy ban nhân dân"), ("CCHC", "cải cách hành chính")];
    let full = |word: &str| {
        let own = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '-'));
        let known = SHORT.iter().find(|(short, _)| *short == own);
        known.map_or_else(|| word.to_owned(), |(short, full)| word.replacen(short, full, 1))
    };
    text.split_inclusive(char::is_whitespace).map(full).collect()
}

fn whole(n: i64) -> Result<u64, Error> {
    u64::try_from(n).map_err(|_| Error::new(ErrorKind::InvalidOperation, "số âm"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn annexes_are_counted_in_roman_figures() {
        let counted = [1, 4, 9, 14, 40, 48, 99, 400, 1994].map(roman);
        assert_eq!(counted, ["I", "IV", "IX", "XIV", "XL", "XLVIII", "XCIX", "CD", "MCMXCIV"]);
    }

    #[test]
    fn dates_and_hours_follow_the_decree() {
        assert_eq!(long_date(Some(date(2020, 1, 5))), "ngày 05 tháng 01 năm 2020");
        assert_eq!(long_date(Some(date(2019, 6, 29))), "ngày 29 tháng 6 năm 2019");
        assert_eq!(short_date(date(2023, 4, 3)), "03/4/2023");
        assert_eq!(short_date(date(2023, 2, 13)), "13/02/2023");
        assert_eq!(long_date(None), "ngày …… tháng …… năm ……");
        assert_eq!(hour(Some(time(8, 0, 0, 0))), "08 giờ 00 phút");
        assert_eq!(hour(Some(time(14, 30, 0, 0))), "14 giờ 30 phút");
    }

    #[test]
    fn abbreviations_are_written_in_full_and_symbols_as_they_are() {
        assert_eq!(in_full("UBND xã (CCHC), UBND"), "Ủy ban nhân dân xã (cải cách hành chính), Ủy ban nhân dân");
        for symbol in ["số 25/KH-UBND", "CCHC2023", "Cchc"] {
            assert_eq!(in_full(symbol), symbol);
        }
    }

    #[test]
    fn numbers_are_read_as_people_read_them() {
        for (n, words) in [
            (0, "không"),
            (2, "hai"),
            (10, "mười"),
            (15, "mười lăm"),
            (21, "hai mươi mốt"),
            (24, "hai mươi bốn"),
            (105, "một trăm linh năm"),
            (110, "một trăm mười"),
            (1_001, "một nghìn không trăm linh một"),
            (270_000, "hai trăm bảy mươi nghìn"),
            (1_490_000, "một triệu bốn trăm chín mươi nghìn"),
            (2_000_000_000, "hai tỷ"),
        ] {
            assert_eq!(in_words(n), words);
        }
        assert_eq!((count(5), count(12), count(1234)), ("05".to_owned(), "12".to_owned(), "1.234".to_owned()));
    }
}
