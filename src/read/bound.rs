//! `Mức đạt`, `Mức vượt` and shares: a bound as plans write it.
//!
//! *Invariant:* `95`, `95%` and a percent-formatted 0.95 are one bound; a plain `0,95`, which could be two, is refused.

use num_traits::Signed as _;

use super::desk::Desk;
use super::field::Field;
use super::grid::Raw;
use crate::number::{self, Decimal, Fraction, fraction, from_text, written};
use crate::phrase::shortened;
use crate::plan::Bound;
use crate::text::{fold, tidy};

const AT_LEAST: [&str; 11] =
    ["≥", ">=", "=>", "tối thiểu", "ít nhất", "không dưới", "không thấp hơn", "từ", "đạt", "bằng", "="];
const MORE_THAN: [&str; 7] = [">", "trên", "lớn hơn", "cao hơn", "hơn", "quá", "vượt"];

/// A share of at most 1 where it makes sense; the value as a ratio (95 % is 95/100).
pub fn share(field: &Field, desk: &mut Desk) -> Option<Bound> {
    let hint = "Ghi tỷ lệ có dấu %, ví dụ >= 95% hoặc > 95%; phân số như 2/3 thì đặt định dạng ô là Văn bản (Text) rồi gõ lại 2/3";
    let (more, read) = match field.raw? {
        Raw::Number { value, percent: true, .. } => (false, Some(Ok(fraction(*value)))),
        Raw::Number { value, .. } => (false, bare(*value)),
        Raw::Text(_) => {
            let (more, rest) = relation(&field.written(desk)?.value);
            (more, rest.and_then(|rest| ratio(&rest)))
        }
        _ => (false, None),
    };
    match read {
        Some(Ok(value)) if !value.is_negative() => {
            return Some(if more { Bound::MoreThan(value) } else { Bound::AtLeast(value) });
        }
        Some(Err(doubt)) => field.error(desk, doubt, hint),
        _ => {
            let shown = shortened(&field.written(desk)?.value);
            field.error(desk, format!("“{}” ghi “{shown}”, không phải tỷ lệ", field.name), hint);
        }
    }
    None
}

/// A count.
pub fn count(field: &Field, unit: &str, desk: &mut Desk) -> Option<Bound<Decimal>> {
    let (more, value) = match field.raw? {
        Raw::Number { value, percent: false, .. } => (false, Some(*value)),
        _ => {
            let text = field.written(desk)?.value;
            let (more, rest) = relation(&text);
            let number = rest.as_deref().and_then(|rest| without_unit(rest, unit));
            (
                more,
                number
                    .and_then(|rest| from_text(&rest))
                    // “1,000” may well be a thousand.
                    .filter(|typed| !(typed.percent || typed.value.is_integer() && typed.value.scale() == 3))
                    .map(|typed| typed.value.normalize()),
            )
        }
    };
    match value.filter(|value| !value.is_sign_negative()) {
        Some(value) if more => Some(Bound::MoreThan(value)),
        Some(value) => Some(Bound::AtLeast(value)),
        None => {
            let shown = field.written(desk).map_or_else(String::new, |at| shortened(&at.value));
            field.error(desk, format!("“{}” ghi “{shown}”, không phải số lượng", field.name), "Ghi số, ví dụ ≥ 1");
            None
        }
    }
}

/// Whether the text says “more than”, and what stands behind the relation; `None` where it says “at most”.
fn relation(text: &str) -> (bool, Option<String>) {
    let lower = tidy(text).to_lowercase();
    let behind = |word: &str| lower.strip_prefix(word).map(|rest| rest.trim().to_owned());
    if ["quá nửa", "quá bán"].contains(&lower.as_str()) {
        return (true, Some("1/2".to_owned()));
    }
    let upward = |rest: String| rest.strip_suffix("trở lên").map_or(rest.clone(), |rest| rest.trim().to_owned());
    if let Some(rest) = AT_LEAST.iter().find_map(|word| behind(word)) {
        return (false, Some(upward(rest)));
    }
    if let Some(rest) = MORE_THAN.iter().find_map(|word| behind(word)) {
        return (true, Some(rest));
    }
    let downward = ["<", "≤", "dưới", "tối đa", "không quá", "nhỏ hơn"].iter().any(|word| lower.starts_with(word));
    (false, if downward { None } else { Some(upward(lower)) })
}

/// A ratio behind its relation: `95%`, `95,5 %`, `2/3`, `95`. `None` is no number, the error one with two meanings.
fn ratio(text: &str) -> Option<Result<Fraction, String>> {
    if let Some((above, below)) = text.split_once('/') {
        let whole = |text: &str| text.trim().parse::<u32>().ok();
        let (above, below) = (whole(above)?, whole(below)?);
        return (below > 0).then(|| Ok(Fraction::new(above.into(), below.into())));
    }
    let typed = from_text(text)?;
    if typed.percent { Some(Ok(hundredth(typed.value))) } else { bare(typed.value) }
}

/// Exact, where a quotient of decimals would be rounded to what a decimal holds.
fn hundredth(value: Decimal) -> Fraction {
    number::ratio(value, Decimal::ONE_HUNDRED)
}

/// A number without a percent sign: above 1 it can only be percent, up to 1 it has two meanings.
fn bare(value: Decimal) -> Option<Result<Fraction, String>> {
    if value <= Decimal::ZERO || value > Decimal::ONE_HUNDRED {
        return None;
    }
    if value > Decimal::ONE {
        return Some(Ok(hundredth(value)));
    }
    let shown = written(value);
    Some(Err(format!("Không rõ “{shown}” là {shown}% hay {}%", written(value * Decimal::ONE_HUNDRED))))
}

/// The number of `1 sáng kiến` where the unit is `sáng kiến`.
fn without_unit(text: &str, unit: &str) -> Option<String> {
    match text.split_once(' ') {
        None => Some(text.to_owned()),
        Some((number, rest)) if fold(rest) == fold(unit) => Some(number.to_owned()),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Cell;

    fn read(raw: &Raw) -> Option<Bound> {
        let mut desk = Desk::new(&|_| true, false);
        let cell = Cell::named("a", "b", 0, 0);
        let bound = share(&Field { raw: Some(raw), cell, name: "Mức đạt", epoch: 0 }, &mut desk);
        assert_eq!(bound.is_none(), desk.problems.len() == 1);
        bound
    }

    #[test]
    fn bounds_are_read_as_plans_write_them() {
        let share = |n: i64, d: i64| Fraction::new(n.into(), d.into());
        for text in ["≥ 95 %", ">= 95%", "95%", "tối thiểu 95%", "95", "95 % trở lên", "Từ 95% trở lên", "= 95%"]
        {
            assert_eq!(read(&Raw::Text(text.to_owned())), Some(Bound::AtLeast(share(95, 100))), "{text}");
        }
        for text in ["> 95%", "trên 95 %", ">95%"] {
            assert_eq!(read(&Raw::Text(text.to_owned())), Some(Bound::MoreThan(share(95, 100))), "{text}");
        }
        assert_eq!(read(&Raw::Text("2/3".to_owned())), Some(Bound::AtLeast(share(2, 3))));
        assert_eq!(read(&Raw::Text("quá nửa".to_owned())), Some(Bound::MoreThan(share(1, 2))));
        let percent = |text: &str| Raw::Number { value: text.parse().expect("a decimal"), percent: true, zeros: 0 };
        assert_eq!(read(&percent("0.95")), Some(Bound::AtLeast(share(95, 100))));
        assert_eq!(read(&percent("-0.95")), None);
        assert_eq!(read(&Raw::number(Decimal::from(95))), Some(Bound::AtLeast(share(95, 100))));
        for text in ["0,95", "1", "≤ 95%", "dưới 5%", "95.5%", "nhiều", "35% - 40%", "-5%", "0", "150", "-5"] {
            assert_eq!(read(&Raw::Text(text.to_owned())), None, "{text}");
        }
    }
}
