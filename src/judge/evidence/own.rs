//! Whether a text gives the very figure that it stands beside: what else it names then is compared with that.

use super::{About, Text};
use crate::judge::Reading;
use crate::number::{self, Decimal, Fraction, fraction, ratio};
use crate::text::bare_but_percent;

/// A number below this stands in many a text by chance.
const LEAST: i64 = 10;

/// Whether a part of a text gives the figure, as counts, as a rate that is whole or cut or rounded, or as the result alone.
pub fn is_in(part: &str, text: &Text) -> bool {
    let About::Finding(finding) = text.about else { return false };
    let words = part.split_whitespace().map(bare_but_percent);
    match finding.reading() {
        Reading::Rate { result, total } => {
            let rate = finding.rate();
            words.into_iter().any(|word| {
                is_pair(word, result, total)
                    || is_number(word, result)
                    || rate.as_ref().is_some_and(|rate| is_rate(word, rate))
            })
        }
        Reading::Count(count) => words.into_iter().any(|word| is_number(word, count)),
        Reading::Nothing | Reading::YesNo(_) | Reading::Items { .. } => false,
    }
}

fn is_pair(word: &str, result: Decimal, total: Decimal) -> bool {
    let Some((done, of)) = word.split_once('/') else { return false };
    let value = |text: &str| number::from_text(text).map(|typed| typed.value);
    value(done) == Some(result) && value(of) == Some(total)
}

/// Whether a word is this count, which is none that stands everywhere by chance.
pub fn is_number(word: &str, count: Decimal) -> bool {
    count >= Decimal::from(LEAST) && number::from_text(word).is_some_and(|typed| !typed.percent && typed.value == count)
}

fn is_rate(word: &str, rate: &Fraction) -> bool {
    number::from_text(word).is_some_and(|typed| typed.percent && is_near(typed.value, rate))
}

/// Whether a percentage is the rate, to half a percentage point, as whole percentages are rounded.
pub fn is_near(percent: Decimal, rate: &Fraction) -> bool {
    let exact = rate * Fraction::from_integer(100.into());
    let half = ratio(Decimal::ONE, Decimal::TWO);
    let off = exact - fraction(percent);
    off <= half && off >= -half
}
