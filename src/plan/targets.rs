//! Targets in Vietnamese: the phrases that reasons, papers and the page share.
//!
//! *Invariant:* every number written here is written the Vietnamese way and lies on the right side of its target.

use num_traits::One as _;

use super::{Bound, Bounds, Criterion, Measure};
use crate::number::{self, Fraction, vietnamese};
use crate::phrase::padded;

/// A ratio as a percentage the Vietnamese way: `99,76%`.
pub fn percent(value: &Fraction, landmarks: &[Fraction]) -> String {
    format!("{}%", vietnamese(&number::percent(value, landmarks)))
}

/// A target's ratio: `99%`, `99,5%`; `66,6667%` of two thirds, which have no finite decimal form.
pub fn bound_percent(value: &Fraction) -> String {
    if number::has_end(value) {
        return share(value);
    }
    format!("{}%", vietnamese(&number::hundredfold(value, number::ENDLESS_PLACES)))
}

/// A share as it is, and as a plan may write it: `50%`, `2/3`, `5/9`; a fraction where no decimals say it whole.
pub fn share(value: &Fraction) -> String {
    if !number::has_end(value) {
        return value.to_string();
    }
    vietnamese(&number::plain(&(value * Fraction::from_integer(100.into())))) + "%"
}

/// `Mức đạt` and `Mức vượt` as a plan may write them, exact; empty where there is none.
pub fn levels(measure: &Measure) -> (String, String) {
    fn both<T>(bounds: &Bounds<T>, write: impl Fn(&T) -> String) -> (String, String) {
        let exceeded = bounds.exceeded.as_ref().map(|level| sign(level, &write));
        (sign(&bounds.met, &write), exceeded.unwrap_or_default())
    }
    match measure {
        Measure::Share(bounds) | Measure::Cut(bounds) => both(bounds, share),
        Measure::Count(bounds) => both(bounds, |value| vietnamese(&number::plain(&number::fraction(*value)))),
        Measure::YesNo => ("Có".to_owned(), String::new()),
        Measure::NoViolation => ("0".to_owned(), String::new()),
        Measure::Checklist(_) => Default::default(),
    }
}

/// What a criterion asks for: `tối thiểu 99%`, `100%`, `có`, `0 trường hợp`.
pub fn target(criterion: &Criterion) -> String {
    let unit = unit_suffix(criterion);
    match &criterion.measure {
        Measure::Share(bounds) | Measure::Cut(bounds) => share_target(&bounds.met),
        Measure::YesNo => "“Có”".to_owned(),
        Measure::Count(bounds) => match &bounds.met {
            Bound::AtLeast(value) => format!("tối thiểu {}{unit}", padded(*value)),
            Bound::MoreThan(value) => format!("trên {}{unit}", padded(*value)),
        },
        Measure::NoViolation => format!("0{}", if unit.is_empty() { " trường hợp".to_owned() } else { unit }),
        Measure::Checklist(_) => "“Có” ở mọi mục được giao".to_owned(),
    }
}

fn share_target(bound: &Bound) -> String {
    match bound {
        Bound::AtLeast(value) if value.is_one() => "100%".to_owned(),
        Bound::AtLeast(value) => format!("tối thiểu {}", bound_percent(value)),
        Bound::MoreThan(value) => format!("trên {}", bound_percent(value)),
    }
}

/// A bound with its sign: `≥ 95%`, `> 95%`.
pub fn sign<T>(bound: &Bound<T>, write: impl Fn(&T) -> String) -> String {
    match bound {
        Bound::AtLeast(value) => format!("≥ {}", write(value)),
        Bound::MoreThan(value) => format!("> {}", write(value)),
    }
}

/// A target as short as a column's head has room for, without the unit: `≥ 95%`, `≥ 01`, `Có`, `0`, `mọi mục`.
pub fn short_target(criterion: &Criterion) -> String {
    match &criterion.measure {
        Measure::Share(bounds) | Measure::Cut(bounds) => match &bounds.met {
            Bound::AtLeast(value) if value.is_one() => "100%".to_owned(),
            bound => sign(bound, bound_percent),
        },
        Measure::Count(bounds) => sign(&bounds.met, |count| padded(*count)),
        Measure::YesNo => "Có".to_owned(),
        Measure::NoViolation => "0".to_owned(),
        Measure::Checklist(_) => "mọi mục".to_owned(),
    }
}

/// The unit behind a number of it; nothing where the plan gives none.
pub fn unit_suffix(criterion: &Criterion) -> String {
    if criterion.unit.is_empty() { String::new() } else { format!(" {}", criterion.unit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_said_whole() {
        let said = |above: i64, below: i64| share(&Fraction::new(above.into(), below.into()));
        assert_eq!([said(1, 2), said(2, 3), said(5, 9), said(5, 8)], ["50%", "2/3", "5/9", "62,5%"]);
    }

    #[test]
    fn a_bound_is_never_rounded_where_it_can_be_said() {
        let said = |above: i64, below: i64| bound_percent(&Fraction::new(above.into(), below.into()));
        assert_eq!([said(9_999_999, 10_000_000), said(199, 200), said(2, 3)], ["99,99999%", "99,5%", "66,6667%"]);
    }
}
