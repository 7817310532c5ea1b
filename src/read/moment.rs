//! Days and hours as workbooks hold them: serial days, and what clerks type.
//!
//! The day stands before the month, always; a year has four digits; a day that does not exist is refused.
//!
//! *Invariant:* a text is read in one way or not at all.

use jiff::civil::{Date, Time, date, time};

use crate::number::Decimal;
use crate::text::fold;

/// The day of a serial: days since 30 December 1899 (so 45019 is 03/4/2023), time of day dropped.
pub fn day(serial: Decimal) -> Option<Date> {
    let days = i64::try_from(serial.floor()).ok()?;
    // Excel counts a 29 February 1900 that never was: days before it are one later than they seem.
    let days = if days < 60 { days + 1 } else { days };
    let day = START.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    (1900..=2100).contains(&day.year()).then_some(day)
}

/// Excel's day 0.
const START: Date = date(1899, 12, 30);

/// The serial of a day and a time of day, for formats that write them out.
pub fn serial(day: Date, at: Time) -> Decimal {
    let days = START.until(day).map_or(0, |span| span.get_days());
    let seconds = i64::from(at.hour()) * 3600 + i64::from(at.minute()) * 60 + i64::from(at.second());
    Decimal::from(days) + Decimal::from(seconds) / Decimal::from(86_400)
}

/// The hour and minute of a serial, whose seconds are dropped as those of a text are; none before the first day.
pub fn hour(serial: Decimal) -> Option<Time> {
    if serial.is_sign_negative() && !serial.is_zero() {
        return None;
    }
    // A workbook's fraction of a day is near a whole second, not one.
    let seconds = (serial.fract() * Decimal::from(86_400)).round();
    let minutes = i32::try_from(seconds).ok()? / 60;
    let (hour, minute) = (minutes / 60 % 24, minutes % 60);
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}

/// Whether a plain number may stand for a day: April 1949 to January 2119, and four years later in the 1904 system.
pub fn likely_serial(value: Decimal) -> bool {
    value.is_integer() && value >= Decimal::from(18_000) && value <= Decimal::from(80_000)
}

/// A moment as a clerk would write it.
pub fn shown(serial: Decimal) -> String {
    let hour = hour(serial).map(|time| format!("{:02}:{:02}", time.hour(), time.minute())).unwrap_or_default();
    match day(serial) {
        Some(day) if serial.fract().is_zero() => format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()),
        Some(day) if serial >= Decimal::ONE => format!("{:02}/{:02}/{} {hour}", day.day(), day.month(), day.year()),
        _ if serial < Decimal::ONE => hour,
        _ => serial.to_string(),
    }
}

/// Month and year of a moment that shows no day.
pub fn shown_month(serial: Decimal) -> String {
    day(serial).map_or_else(|| shown(serial), |day| format!("{:02}/{}", day.month(), day.year()))
}

/// A day typed as text: `d/m/yyyy`, `d-m-yyyy`, `d.m.yyyy`, `ngày 5 tháng 12 năm 2023`, `2023-12-05`.
/// The error says why in Vietnamese.
pub fn day_of_text(text: &str) -> Result<Date, &'static str> {
    let folded = fold(text);
    // `Thứ Ba, 12/12/2023`, `Chủ nhật, ngày 10/12/2023`.
    const WEEK: [&str; 7] = ["thu hai ", "thu ba ", "thu tu ", "thu nam ", "thu sau ", "thu bay ", "chu nhat "];
    const IN_FIGURES: [&str; 7] = ["thu 2 ", "thu 3 ", "thu 4 ", "thu 5 ", "thu 6 ", "thu 7 ", "cn "];
    let begins = |names: [&'static str; 7]| {
        names.into_iter().enumerate().find_map(|(day, name)| Some((day, folded.strip_prefix(name)?)))
    };
    let named = begins(WEEK).or_else(|| begins(IN_FIGURES));
    let weekday = named.map(|(day, _)| day);
    let folded = named.map_or(folded.as_str(), |(_, rest)| rest);
    let spelled = folded.strip_prefix("ngay ").map_or_else(|| folded.to_owned(), str::to_owned);
    let words: Vec<&str> = spelled.split(' ').filter(|word| !matches!(*word, "thang" | "nam")).collect();
    let [first, second, third] = words.as_slice() else {
        return Err("không phải ngày/tháng/năm");
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if ![first, second, third].into_iter().all(|word| digits(word)) {
        return Err("không phải ngày/tháng/năm");
    }
    let (day, month, year) =
        if first.len() == 4 && text.contains('-') { (third, second, first) } else { (first, second, third) };
    if first.len() == 4 && year.len() < 4 {
        return Err("ngày viết trước, rồi đến tháng, năm viết sau cùng");
    }
    if year.len() != 4 {
        return Err("năm phải đủ bốn chữ số");
    }
    if day.len() > 2 || month.len() > 2 {
        return Err("không phải ngày/tháng/năm");
    }
    let (day, month, year) = (day.parse::<i8>(), month.parse::<i8>(), year.parse::<i16>());
    let (Ok(day), Ok(month), Ok(year)) = (day, month, year) else { return Err("không phải ngày/tháng/năm") };
    if !(1..=12).contains(&month) {
        return Err("không có tháng này; ngày viết trước, tháng viết sau");
    }
    if !(1900..=2100).contains(&year) {
        return Err("năm không hợp lý");
    }
    let date = Date::new(year, month, day).map_err(|_| "không có ngày này trong lịch")?;
    let agrees = |day: usize| usize::try_from(date.weekday().to_monday_zero_offset()).is_ok_and(|own| own == day);
    if weekday.is_none_or(agrees) { Ok(date) } else { Err("ngày này không phải thứ đó trong tuần") }
}

/// An hour typed as text: `08:30`, `8 giờ 30`, `8 giờ 30 phút`, `8h30`, `8g`, `8`.
pub fn hour_of_text(text: &str) -> Option<Time> {
    let folded = fold(text);
    let folded = [" cung ngay", " sang"].iter().find_map(|word| folded.strip_suffix(word)).unwrap_or(&folded);
    // From one hour to another: two times.
    let marks = folded.replace("phut", " ").replace("gio", "h").replace('g', "h").matches('h').count();
    if marks > 1
        || text.contains(['-', '–', '—', '−', '~', '→', '>'])
        || folded.split(' ').any(|word| matches!(word, "den" | "toi"))
    {
        return None;
    }
    let spaced: String = folded.replace("phut", " ").replace("gio", " ").replace(['h', 'g', 'p'], " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let pieces: Option<Vec<i8>> =
        words.iter().map(|word| if word.len() <= 2 { word.parse().ok() } else { None }).collect();
    let separated = text.contains([':', ' ']) || folded.contains(['h', 'g']);
    match pieces?.as_slice() {
        [hour] => Time::new(*hour, 0, 0, 0).ok(),
        [hour, minute] if separated => Time::new(*hour, *minute, 0, 0).ok(),
        [hour, minute, second] if text.contains(':') => {
            Time::new(*hour, *minute, 0, 0).ok().filter(|_| (0..60).contains(second))
        }
        _ => None,
    }
}

/// A day in ISO 8601, with the hour or without, as some formats store it: `2023-12-05`, `2023-12-05T08:30:00`.
pub fn serial_of_iso(text: &str) -> Option<Decimal> {
    let (day, hour) = match text.split_once('T') {
        Some((day, hour)) => (day.parse::<Date>().ok()?, hour.trim_end_matches('Z').parse::<Time>().ok()?),
        None => (text.parse::<Date>().ok()?, time(0, 0, 0, 0)),
    };
    Some(serial(day, hour))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_excels() {
        for (serial, shown_as) in
            [("45019", "03/04/2023"), ("61", "01/03/1900"), ("1", "01/01/1900"), ("0.354166666666667", "08:30")]
        {
            assert_eq!(shown(serial.parse().expect("a decimal")), shown_as);
        }
        assert_eq!(serial(date(2023, 4, 3), time(12, 0, 0, 0)).normalize().to_string(), "45019.5");
        assert_eq!(serial_of_iso("2023-04-03").map(|s| s.to_string()).as_deref(), Some("45019"));
    }

    #[test]
    fn the_day_comes_before_the_month() {
        for text in
            ["5/12/2023", "05-12-2023", "05.12.2023", "ngày 05 tháng 12 năm 2023", "2023-12-05", "5 / 12 / 2023"]
        {
            assert_eq!(day_of_text(text), Ok(date(2023, 12, 5)), "{text}");
        }
        for text in
            ["12/25/2023", "31/2/2023", "5/12/23", "5/12", "tháng 12/2023", "2023/12/05", "5/12/20233", "0/1/2023", ""]
        {
            assert!(day_of_text(text).is_err(), "{text}");
        }
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        for text in ["08:30", "8 giờ 30", "8 giờ 30 phút", "8h30", "8g30", "08:30:00", "8h30p"] {
            assert_eq!(hour_of_text(text), Some(time(8, 30, 0, 0)), "{text}");
        }
        assert_eq!(hour_of_text("14 giờ"), Some(time(14, 0, 0, 0)));
        for text in
            ["25:00", "8.30", "sáng", "", "8:75", "830", "8h - 10h", "8 – 10", "8 giờ đến 10 giờ", "8h/10h", "8h (10h)"]
        {
            assert_eq!(hour_of_text(text), None, "{text}");
        }
    }
}
