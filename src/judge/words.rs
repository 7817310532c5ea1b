//! Figures, targets and verdicts in Vietnamese: the phrases that reasons, papers and the page share.
//!
//! *Invariant:* every number written here is written the Vietnamese way and lies on the right side of its target.

use jiff::civil::Date;
use num_traits::One as _;

use super::{Finding, Reading, Tally};
use crate::number::{self, Decimal, Fraction, vietnamese, written};
use crate::plan::{Bound, Bounds, Criterion, Measure};

/// A ratio as a percentage the Vietnamese way: `99,76%`.
pub fn percent(value: &Fraction, landmarks: &[Fraction]) -> String {
    format!("{}%", vietnamese(&number::percent(value, landmarks)))
}

/// A target's ratio: `99%`, `99,5%`; `66,6667%` of two thirds, which have no finite decimal form.
pub fn bound_percent(value: &Fraction) -> String {
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

/// How many agreed, true of raised hands and of papers alike: `09/09 thành viên đồng ý`.
pub fn agreed(vote: &Tally) -> String {
    format!("{}/{} thành viên đồng ý", counted(vote.favour), counted(vote.electorate))
}

/// A count as minutes write it: `00`, `09`, `1.234`.
pub fn counted(n: u64) -> String {
    if n == 0 { "00".to_owned() } else { padded(n.into()) }
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

/// The figure as counts: `412/413 hồ sơ`, `Có`, `02 sáng kiến`, `5/6 mục`; empty where there is none.
pub fn figure(finding: &Finding) -> String {
    let unit = unit_suffix(finding.criterion);
    match &finding.reading() {
        Reading::Nothing => String::new(),
        Reading::Rate { result, total } => format!("{}/{}{unit}", written(*result), written(*total)),
        Reading::YesNo(yes) => if *yes { "Có" } else { "Không" }.to_owned(),
        Reading::Count(count) => format!("{}{unit}", padded(*count)),
        Reading::Items { done, concerned } if unit.is_empty() => format!("{done}/{concerned} mục"),
        Reading::Items { done, concerned } => format!("{done}/{concerned}{unit}"),
    }
}

/// A count of what must not be: `01 trường hợp`, or in the criterion's own unit.
pub fn cases(finding: &Finding) -> String {
    let figure = figure(finding);
    if finding.criterion.unit.is_empty() { format!("{figure} trường hợp") } else { figure }
}

/// The figure with its percentage: `đạt 98,5% (197/200 hồ sơ)`; of a reduction, what was taken of what was allowed.
pub fn figure_with_percent(finding: &Finding) -> String {
    if let (Measure::Cut(_), Some(percent), Reading::Rate { result, total }) =
        (&finding.criterion.measure, finding.percent(), &finding.reading())
    {
        let (result, total, unit) = (written(*result), written(*total), unit_suffix(finding.criterion));
        let (more, percent) = match percent.strip_prefix('-') {
            Some(more) => (true, more.to_owned()),
            None => (false, percent),
        };
        let percent = vietnamese(&percent);
        if !finding.criterion.reduces_time() {
            let change = if more { "tăng thêm" } else { "giảm" };
            return format!("{change} {percent}% ({result}{unit} so với {total}{unit})");
        }
        let change = if more { "kéo dài thêm" } else { "rút ngắn" };
        return format!("{change} {percent}% (thực hiện {result}{unit} so với {total}{unit} theo quy định)");
    }
    match finding.percent() {
        Some(percent) => format!("đạt {}% ({})", vietnamese(&percent), figure(finding)),
        None => figure(finding),
    }
}

/// A whole number below ten with the leading zero of official papers: `05`, `12`, `1.234`.
pub fn padded(value: Decimal) -> String {
    let plain = value.normalize();
    if plain.scale() == 0 && plain > Decimal::ZERO && plain < Decimal::TEN {
        format!("0{plain}")
    } else {
        written(value)
    }
}

/// `05/12/2023`, `03/4/2023`: a day as tables and messages write it.
pub fn short_date(date: Date) -> String {
    format!("{:02}/{}/{}", date.day(), month(date.month()), date.year())
}

/// The month, with a leading zero for January and February only (NĐ 30/2020, Phụ lục I, Phần I, Mục II.4).
pub fn month(month: i8) -> String {
    if month < 3 { format!("0{month}") } else { month.to_string() }
}

/// The phrase with its first letter in lower case, unless the word is an abbreviation.
pub fn lower_first(phrase: &str) -> String {
    let mut letters = phrase.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => phrase.to_owned(),
    }
}

/// The unit behind a number of it; nothing where the plan gives none.
pub fn unit_suffix(criterion: &Criterion) -> String {
    if criterion.unit.is_empty() { String::new() } else { format!(" {}", criterion.unit) }
}

/// The beginning of a long text, for quoting it in a message.
pub fn shortened(text: &str) -> String {
    const LIMIT: usize = 60;
    let line = text.replace('\n', " ");
    if line.chars().count() <= LIMIT { line } else { line.chars().take(LIMIT).chain(std::iter::once('…')).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_said_whole() {
        let said = |above: i64, below: i64| share(&Fraction::new(above.into(), below.into()));
        assert_eq!([said(1, 2), said(2, 3), said(5, 9), said(5, 8)], ["50%", "2/3", "5/9", "62,5%"]);
    }
}
