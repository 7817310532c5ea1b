//! The award money (tiền thưởng): coefficient × base salary, exact, rounded up to the next ten thousand đồng
//! (NĐ 91/2017, Điều 68 and 73; NĐ 152/2025, Điều 49 and 54: “làm tròn số lên hàng chục nghìn đồng”).
//!
//! *Invariant:* whole đồng; a sum that the plan does not say is absent, never zero.

use num_traits::ToPrimitive as _;
use serde::Serialize;

use super::vietnamese::{self, BLANK};
use crate::number::{Decimal, Fraction, fraction, vietnamese as written};
use crate::plan::Plan;

/// Money for one paper, in đồng.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Award {
    /// For each individual.
    pub individual: u64,
    /// For each collective: the coefficient is twice the individual's, and rounded after that.
    pub collective: u64,
    /// Whether rounding changed each, which the decision then says.
    pub rounded: (bool, bool),
}

impl Award {
    /// What the plan gives; `None` where it lacks the coefficient or the base salary.
    pub fn of(plan: &Plan) -> Option<Self> {
        Self::reckon(plan.coefficient.as_ref()?.value, plan.base_salary.as_ref()?.value)
    }

    fn reckon(coefficient: Decimal, salary: Decimal) -> Option<Self> {
        let one = fraction(coefficient) * fraction(salary);
        let two = &one + &one;
        let (individual, collective) = (rounded_up(&one)?, rounded_up(&two)?);
        let exact = |sum: u64, fraction: &Fraction| Fraction::from_integer(sum.into()) == *fraction;
        Some(Self { individual, collective, rounded: (!exact(individual, &one), !exact(collective, &two)) })
    }

    /// For so many of each.
    pub fn total(self, individuals: usize, collectives: usize) -> u64 {
        let times = |sum: u64, n: usize| sum.saturating_mul(u64::try_from(n).unwrap_or(u64::MAX));
        times(self.individual, individuals).saturating_add(times(self.collective, collectives))
    }
}

/// The next whole ten thousand, the sum itself where it is one.
fn rounded_up(sum: &Fraction) -> Option<u64> {
    let step = Fraction::from_integer(10_000.into());
    ((sum / &step).ceil() * step).to_integer().to_u64()
}

/// The sums as papers write them, with the form's blanks where the plan gives none: `tien`.
#[derive(Clone, Debug, Serialize)]
pub struct Money {
    #[serde(rename = "ca_nhan")]
    individual: Sum,
    #[serde(rename = "tap_the")]
    collective: Sum,
    /// For all.
    #[serde(rename = "tong")]
    pub total: Sum,
    /// In base salaries.
    #[serde(rename = "he_so")]
    coefficient: String,
    #[serde(rename = "he_so_tap_the")]
    of_collectives: String,
    /// The base salary, without its unit.
    #[serde(rename = "luong")]
    salary: String,
    /// Whether the plan says all of it.
    #[serde(rename = "du")]
    known: bool,
}

/// One sum.
#[derive(Clone, Debug, Serialize)]
pub struct Sum {
    #[serde(rename = "so")]
    figures: String,
    #[serde(rename = "chu")]
    words: String,
    #[serde(rename = "lam_tron")]
    rounded: bool,
}

impl Money {
    /// What the plan gives so many of each.
    pub fn of(plan: &Plan, individuals: usize, collectives: usize) -> Self {
        let award = Award::of(plan);
        let sum = |pick: &dyn Fn(Award) -> (u64, bool)| match award.map(pick) {
            Some((sum, rounded)) => Sum { figures: figures(sum), words: in_words(sum), rounded },
            None => Sum { figures: format!("{BLANK} đồng"), words: BLANK.to_owned(), rounded: true },
        };
        let decimal = |value: Option<Decimal>| value.map_or_else(|| BLANK.to_owned(), crate::number::written);
        let coefficient = plan.coefficient.as_ref().map(|at| at.value);
        Self {
            individual: sum(&|award| (award.individual, award.rounded.0)),
            collective: sum(&|award| (award.collective, award.rounded.1)),
            total: sum(&|award| (award.total(individuals, collectives), false)),
            coefficient: decimal(coefficient),
            of_collectives: decimal(coefficient.map(|value| value + value)),
            salary: decimal(plan.base_salary.as_ref().map(|at| at.value)),
            known: award.is_some(),
        }
    }
}

/// `230.000 đồng`.
pub fn figures(sum: u64) -> String {
    format!("{} đồng", written(&sum.to_string()))
}

/// `Hai trăm ba mươi nghìn đồng`.
pub fn in_words(sum: u64) -> String {
    format!("{} đồng", vietnamese::capitalised(&vietnamese::in_words(sum)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(coefficient: &str, salary: u64, individual: u64, collective: u64, rounded: (bool, bool)) {
        let award = Award::reckon(coefficient.parse().expect("a decimal"), salary.into());
        assert_eq!(award, Some(Award { individual, collective, rounded }), "{coefficient} {salary}");
        let total = award.map(|award| award.total(3, 2));
        assert_eq!(total, Some(3 * individual + 2 * collective));
    }

    #[test]
    fn sums_are_rounded_up_to_ten_thousand() {
        check("0.15", 1_490_000, 230_000, 450_000, (true, true));
        check("0.15", 1_800_000, 270_000, 540_000, (false, false));
        check("0.15", 2_340_000, 360_000, 710_000, (true, true));
        check("0.3", 2_340_000, 710_000, 1_410_000, (true, true));
        check("0.3", 2_530_000, 760_000, 1_520_000, (true, true));
        check("0.3", 1_490_000, 450_000, 900_000, (true, true));
        check("0.25", 1_500_000, 380_000, 750_000, (true, false));
    }

    #[test]
    fn sums_are_written_in_figures_and_words() {
        assert_eq!(figures(1_150_000), "1.150.000 đồng");
        assert_eq!(in_words(230_000), "Hai trăm ba mươi nghìn đồng");
    }
}
