//! Exact numbers: what a cell holds, how two ratios compare, and how both are written the Vietnamese way.
//!
//! A binary float never decides anything. A workbook stores numbers as floats, so a cell's number is the decimal that
//! Excel itself shows, of at most 15 significant digits; from there on everything is a whole number, a [`Decimal`] or a
//! [`Fraction`].
//!
//! *Invariant:* a written percentage lies on the same side of every landmark (a target, 0 %, 100 %) as the exact one.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::{BigRational, Ratio};
use num_traits::{
    CheckedAdd as _, CheckedDiv as _, CheckedSub as _, One as _, Signed as _, ToPrimitive as _, Zero as _,
};
pub use rust_decimal::Decimal;

/// An exact ratio of whole numbers of any size.
pub type Fraction = BigRational;

/// No number that a clerk counts with is as large: a cell holds 15 significant digits. Sums and multiples of what is smaller
/// stay within a decimal.
const TOO_LARGE: i64 = 1_000_000_000_000_000;
/// Below it 15 significant digits have more than the 28 decimals that a decimal holds.
const LEAST: f64 = 1e-14;

/// Whether a number is one that a clerk may count with.
pub fn is_countable(value: Decimal) -> bool {
    value.abs() < Decimal::from(TOO_LARGE)
}

/// The decimal a workbook's float stands for: its 15 significant digits, as Excel shows them; zero where it is less than a
/// decimal's last places, as what a formula leaves that should have come to nothing.
/// `None` for what is not a number or too large to be one that a clerk counts with.
pub fn from_float(value: f64) -> Option<Decimal> {
    #[expect(clippy::cast_precision_loss, reason = "a power of ten that a float holds")]
    if !value.is_finite() || value.abs() >= TOO_LARGE as f64 {
        return None;
    }
    // A whole number below 10^15 is what it is: most numbers of a clerk's.
    if value.fract() == 0.0 {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and below 10^15")]
        return Some(Decimal::from(value as i64));
    }
    if value.abs() < LEAST {
        return Some(Decimal::ZERO);
    }
    let digits = format!("{value:.14e}");
    Decimal::from_scientific(&digits).ok().map(|decimal| decimal.normalize())
}

/// What a text was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The number before any `%`, with the decimals that were typed.
    pub value: Decimal,
    /// Whether a `%` was written behind it.
    pub percent: bool,
}

/// Reads a number typed as text the Vietnamese way: `1.234`, `95,5`, `95,5 %`, `-3`. A dot groups thousands, a comma
/// begins the decimals. Anything else, `95.5` too, is `None`: it could mean two numbers; and what is too large to count with.
pub fn from_text(text: &str) -> Option<Typed> {
    let text = text.trim();
    let (digits, percent) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    };
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits),
    };
    let (whole, decimals) = match digits.split_once(',') {
        Some((_, "")) => return None,
        Some((whole, decimals)) => (whole, decimals),
        None => (digits, ""),
    };
    let groups: Vec<&str> = whole.split('.').collect();
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (first, rest) = groups.split_first()?;
    let well_grouped =
        rest.is_empty() || (first.len() <= 3 && !first.starts_with('0') && rest.iter().all(|group| group.len() == 3));
    if !groups.iter().all(|group| all_digits(group)) || !well_grouped {
        return None;
    }
    if !decimals.is_empty() && !all_digits(decimals) {
        return None;
    }
    let plain = if decimals.is_empty() {
        format!("{sign}{}", groups.concat())
    } else {
        format!("{sign}{}.{decimals}", groups.concat())
    };
    // More digits than a decimal holds would be rounded in silence.
    let value = Decimal::from_str_exact(&plain).ok().filter(|value| is_countable(*value))?;
    Some(Typed { value, percent })
}

/// The exact fraction a decimal is.
pub fn fraction(value: Decimal) -> Fraction {
    ratio(value, Decimal::ONE)
}

/// The exact fraction `numerator / denominator`; the denominator is not zero.
pub fn ratio(numerator: Decimal, denominator: Decimal) -> Fraction {
    if let Some(small) = small_ratio(numerator, denominator) {
        return large(&small);
    }
    let (above, below) = (BigInt::from(numerator.mantissa()), BigInt::from(denominator.mantissa()));
    Fraction::new(above * power_of_ten(denominator.scale()), below * power_of_ten(numerator.scale()))
}

/// The exact fraction by which `after` is less than `before`, of `before`, which is not zero.
pub fn reduction(before: Decimal, after: Decimal) -> Fraction {
    let small = || {
        let scale = before.scale().max(after.scale());
        let whole = |value: Decimal| value.mantissa().checked_mul(10_i128.checked_pow(scale - value.scale())?);
        let (before, after) = (whole(before)?, whole(after)?);
        Some(Small::new(before.checked_sub(after)?, before))
    };
    small().map_or_else(|| (fraction(before) - fraction(after)) / fraction(before), |reduction| large(&reduction))
}

/// The same in machine words, as are those below, for the numbers that clerks count with; `None` where they do not fit.
fn small_ratio(numerator: Decimal, denominator: Decimal) -> Option<Small> {
    let scaled = |one: Decimal, other: Decimal| one.mantissa().checked_mul(10_i128.checked_pow(other.scale())?);
    Some(Small::new(scaled(numerator, denominator)?, scaled(denominator, numerator)?))
}

/// A ratio in machine words: many times faster, and exact, as every step says where it does not fit.
type Small = Ratio<i128>;

fn small(value: &Fraction) -> Option<Small> {
    // In lowest terms already, with a denominator above zero.
    Some(Small::new_raw(value.numer().to_i128()?, value.denom().to_i128()?))
}

fn large(value: &Small) -> Fraction {
    Fraction::new_raw((*value.numer()).into(), (*value.denom()).into())
}

/// `one − other`.
pub fn difference(one: &Fraction, other: &Fraction) -> Fraction {
    let small = || small(one)?.checked_sub(&small(other)?);
    small().map_or_else(|| one - other, |difference| large(&difference))
}

/// The mean of the values; 0 where there is none.
pub fn mean(values: &[Fraction]) -> Fraction {
    let small = || {
        let sum = values.iter().try_fold(Small::zero(), |sum, value| sum.checked_add(&small(value)?))?;
        sum.checked_div(&Small::from_integer(i128::try_from(values.len().max(1)).ok()?))
    };
    let any = || values.iter().sum::<Fraction>() / Fraction::from_integer(values.len().max(1).into());
    small().map_or_else(any, |mean| large(&mean))
}

/// Which of two fractions is greater.
pub fn compare(one: &Fraction, other: &Fraction) -> Ordering {
    (one.numer() * other.denom()).cmp(&(other.numer() * one.denom()))
}

fn power_of_ten(places: u32) -> BigInt {
    BigInt::from(10u8).pow(places)
}

/// Decimals of a percentage that no number of decimals says whole, such as two thirds: a target is written with so many, and
/// a figure that is exactly the target no less.
pub const ENDLESS_PLACES: u32 = 4;

/// A percentage of a ratio, in plain notation with a dot (`99.76`), rounded half up to two decimals, or to as many more
/// as keep it on the same side of each landmark (given as ratios, so 95 % is 95/100). 0 % and 100 % are always landmarks.
/// Where it is a landmark without a finite decimal form, it has [`ENDLESS_PLACES`] at least.
pub fn percent(value: &Fraction, landmarks: &[Fraction]) -> String {
    percent_of_small(value, landmarks).unwrap_or_else(|| percent_of_any(value, landmarks))
}

/// The same in machine words, for the numbers that clerks count with; `None` where they or the decimals do not fit.
fn percent_of_small(value: &Fraction, landmarks: &[Fraction]) -> Option<String> {
    const LARGEST: i128 = 1 << 40;
    let parts = |fraction: &Fraction| {
        let parts = (fraction.numer().to_i128()?, fraction.denom().to_i128()?);
        (parts.0.abs() <= LARGEST && parts.1 <= LARGEST).then_some(parts)
    };
    let (above, below) = parts(value)?;
    let mut marks: Vec<(i128, i128)> = landmarks.iter().map(parts).collect::<Option<_>>()?;
    marks.extend([(0, 1), (1, 1)]);
    [2_u32, 3, 4, 5, 6].into_iter().find_map(|places| {
        let scale = 10_i128.pow(places);
        // Half up, away from zero.
        let whole = (2 * above.abs() * 100 * scale + below) / (2 * below) * above.signum();
        let same_side = |&(a, b): &(i128, i128)| {
            let side = (above * b).cmp(&(a * below));
            let endless = side.is_eq() && !ends(&b.into());
            if endless { places >= ENDLESS_PLACES } else { (whole * b).cmp(&(100 * a * scale)) == side }
        };
        marks.iter().all(same_side).then(|| Decimal::from_i128_with_scale(whole, places).normalize().to_string())
    })
}

fn percent_of_any(value: &Fraction, landmarks: &[Fraction]) -> String {
    let hundred = Fraction::from_integer(BigInt::from(100u8));
    let exact = value * &hundred;
    let mut marks: Vec<Fraction> = landmarks.iter().map(|mark| mark * &hundred).collect();
    marks.push(Fraction::zero());
    marks.push(hundred);
    // A landmark is the value, and has a finite form, or differs from it by more than the two denominators' product allows:
    // so this ends.
    (2..)
        .map(|places| (places, rounded(&exact, places)))
        .find(|(places, shown)| {
            marks.iter().all(|mark| {
                let side = exact.cmp(mark);
                let endless = side.is_eq() && !ends(mark.denom());
                if endless { *places >= ENDLESS_PLACES } else { shown.cmp(mark) == side }
            })
        })
        .map(|(_, shown)| plain(&shown))
        .expect("more decimals come as close as one likes")
}

/// Whether a fraction has a finite decimal form.
pub fn has_end(value: &Fraction) -> bool {
    ends(value.denom())
}

/// Whether a fraction in lowest terms with this denominator has a finite decimal form.
fn ends(denominator: &BigInt) -> bool {
    let mut rest = denominator.clone();
    for prime in [2_u8, 5] {
        while (&rest % prime).is_zero() {
            rest /= prime;
        }
    }
    rest.is_one()
}

/// A ratio as a percentage, or percentage points, rounded half up, away from zero, to so many decimals: plain notation without
/// needless zeros.
pub fn hundredfold(value: &Fraction, places: u32) -> String {
    let any = || plain(&rounded(&(value * Fraction::from_integer(100.into())), places));
    hundredfold_of_small(value, places).unwrap_or_else(any)
}

/// The same in machine words; `None` where it does not fit.
fn hundredfold_of_small(value: &Fraction, places: u32) -> Option<String> {
    let (above, below) = (value.numer().to_i128()?, value.denom().to_i128()?);
    let twice = above.abs().checked_mul(10_i128.checked_pow(places + 2)?)?.checked_mul(2)?.checked_add(below)?;
    let whole = twice / below.checked_mul(2)? * above.signum();
    Some(Decimal::try_from_i128_with_scale(whole, places).ok()?.normalize().to_string())
}

/// `value` rounded half up, away from zero, to `places` decimals.
pub fn rounded(value: &Fraction, places: u32) -> Fraction {
    let scale = power_of_ten(places);
    // Twice over, so that the half is whole.
    let twice = value.numer().abs() * &scale * 2u8 + value.denom();
    let whole = twice / (value.denom() * 2u8);
    Fraction::new(if value.is_negative() { -whole } else { whole }, scale)
}

/// A fraction that has a finite decimal form, in plain notation without needless zeros: `95`, `99.76`, `-0.5`.
/// Other fractions are cut after 30 decimals; round first. A finite form is never cut.
pub fn plain(value: &Fraction) -> String {
    let above = value.numer().abs();
    let whole = &above / value.denom();
    let mut rest = above % value.denom();
    let mut digits = String::new();
    let finite = ends(value.denom());
    while !rest.is_zero() && (finite || digits.len() < 30) {
        rest *= 10u8;
        digits.push_str(&(&rest / value.denom()).to_string());
        rest %= value.denom();
    }
    let sign = if value.is_negative() { "-" } else { "" };
    if digits.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{digits}") }
}

/// A number in plain notation written the Vietnamese way: `1234.5` is `1.234,5`.
pub fn vietnamese(plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    match decimals {
        Some(decimals) => format!("{sign}{grouped},{decimals}"),
        None => format!("{sign}{grouped}"),
    }
}

/// A decimal written the Vietnamese way.
pub fn written(value: Decimal) -> String {
    vietnamese(&value.normalize().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(n: i64, d: i64) -> Fraction {
        Fraction::new(n.into(), d.into())
    }

    #[track_caller]
    fn check_percent(n: i64, d: i64, target: i64, shown: &str) {
        assert_eq!(percent(&whole(n, d), &[whole(target, 100)]), shown);
    }

    #[test]
    fn a_percentage_is_never_rounded_across_its_target() {
        check_percent(412, 413, 99, "99.76");
        check_percent(2849, 3000, 95, "94.97");
        check_percent(18_999, 20_000, 95, "94.995");
        check_percent(190_001, 200_000, 95, "95.001");
        check_percent(19, 20, 95, "95");
        check_percent(99_999, 100_000, 95, "99.999");
        check_percent(1, 100_000, 95, "0.001");
        check_percent(999_999_999_999_999, 1_000_000_000_000_000, 95, "99.9999999999999");
        check_percent(2, 3, 50, "66.67");
    }

    proptest::proptest! {
        #[test]
        fn a_rounded_percentage_is_the_same_in_machine_words(n in -1_000_000_i64..1_000_000, d in 1_i64..1_000_000, places in 0_u32..9) {
            let value = whole(n, d);
            let slow = plain(&rounded(&(&value * whole(100, 1)), places));
            proptest::prop_assert_eq!(hundredfold_of_small(&value, places), Some(slow.clone()));
            proptest::prop_assert_eq!(hundredfold(&value, places), slow);
        }
    }

    #[test]
    fn a_percentage_that_is_a_target_without_end_ends() {
        let large = i64::MAX / 9 * 3;
        for (value, landmark, shown) in [
            (whole(4, 6), whole(2, 3), "66.6667"),
            (whole(1, 3), whole(1, 3), "33.3333"),
            (whole(1, 6), whole(1, 6), "16.6667"),
            (whole(large / 3, large), whole(1, 3), "33.3333"),
            (whole(2, 3), whole(666_667, 1_000_000), "66.66667"),
            (whole(6_667, 10_000), whole(2, 3), "66.67"),
        ] {
            let marks = [landmark];
            assert_eq!(percent(&value, &marks), shown);
            assert_eq!(percent_of_any(&value, &marks), shown);
        }
        // Two landmarks: one is the value, the other so near that four decimals would cross it.
        let marks = [whole(2, 3), whole(6_666_668, 10_000_000)];
        assert_eq!(percent(&whole(2, 3), &marks), "66.66667");
        assert_eq!(plain(&whole(1, 1 << 40)).len(), 42, "a finite form is whole");
    }

    proptest::proptest! {
        #[test]
        fn small_numbers_give_the_same_percentage_as_any(
            n in -3_000_i64..1_000_000_000_000, d in 1_i64..1_000_000_000_000, target in 0_i64..120, near in -2_i64..3,
        ) {
            for value in [whole(n, d), whole(target * d / 100 + near, d)] {
                let marks = [whole(target, 100)];
                if let Some(percent) = percent_of_small(&value, &marks) {
                    proptest::prop_assert_eq!(percent, percent_of_any(&value, &marks));
                }
            }
            proptest::prop_assert!(percent_of_small(&whole(2849, 3000), &[whole(target, 100)]).is_some());
        }

        #[test]
        fn machine_words_or_not_the_numbers_are_the_same(
            parts in proptest::collection::vec((proptest::num::i64::ANY, 1_i64..), 1..9), scale in 0_u32..28,
        ) {
            let fractions: Vec<Fraction> = parts.iter().map(|&(n, d)| whole(n, d)).collect();
            // The last ones are beyond machine words.
            for values in [&fractions[..1], &fractions[..]] {
                let sum = values.iter().fold(whole(0, 1), |sum, value| sum + value);
                proptest::prop_assert_eq!(mean(values), sum / Fraction::from_integer(values.len().into()));
            }
            for other in &fractions {
                proptest::prop_assert_eq!(difference(&fractions[0], other), &fractions[0] - other);
                proptest::prop_assert_eq!(compare(&fractions[0], other), fractions[0].cmp(other));
            }
            let (n, d) = parts[0];
            let (above, below) = (Decimal::from_i128_with_scale(n.into(), scale), Decimal::from(d));
            let exact = Fraction::new(n.into(), BigInt::from(d) * power_of_ten(scale));
            proptest::prop_assert_eq!(ratio(above, below), exact.clone());
            if n != 0 {
                proptest::prop_assert_eq!(ratio(below, above) * exact, whole(1, 1));
            }
            for (before, after) in [(below, above), (above, below)].into_iter().filter(|(before, _)| !before.is_zero()) {
                let exact = (fraction(before) - fraction(after)) / fraction(before);
                proptest::prop_assert_eq!(reduction(before, after), exact);
            }
        }
    }

    #[test]
    fn texts_are_read_the_vietnamese_way() {
        for (text, value, percent) in [
            ("1.234", "1234", false),
            ("1.234.567", "1234567", false),
            ("95,5", "95.5", false),
            ("95,50 %", "95.5", true),
            ("95%", "95", true),
            (" 007 ", "7", false),
            ("-3", "-3", false),
        ] {
            let typed = from_text(text).unwrap_or_else(|| panic!("{text} is a number"));
            assert_eq!((typed.value.normalize().to_string().as_str(), typed.percent), (value, percent), "{text}");
        }
        for text in [
            "", "95.5", "1,234,5", "0.950", "00.950", "01.234", "1.23.456", "12a", "1 234", "+5", ",5", "5,", "1e3",
            "٣", "--3",
        ] {
            assert_eq!(from_text(text), None, "{text}");
        }
    }

    #[test]
    fn floats_are_what_excel_shows() {
        for (float, shown) in
            [(0.1 + 0.2, "0.3"), (412.0, "412"), (0.855, "0.855"), (1e14, "100000000000000"), (-2.5, "-2.5")]
        {
            assert_eq!(from_float(float).map(|d| d.to_string()).as_deref(), Some(shown));
        }
        for left in [0.1 + 0.2 - 0.3, -9.999e-15, f64::MIN_POSITIVE] {
            assert_eq!(from_float(left), Some(Decimal::ZERO), "{left:e} is what a sum left that is nothing");
        }
        assert_eq!(from_float(1.5e-14).map(|d| d.to_string()).as_deref(), Some("0.000000000000015"));
        assert_eq!(from_float(f64::NAN), None);
        assert_eq!(from_float(1e300), None);
    }

    #[test]
    fn numbers_are_written_the_vietnamese_way() {
        assert_eq!(vietnamese("1234567.89"), "1.234.567,89");
        assert_eq!(vietnamese("-123"), "-123");
        assert_eq!(written("1490000.0".parse().expect("a decimal")), "1.490.000");
    }
}
