//! One figure against one target: rule 1 of the contract.
//!
//! *Invariant:* rates are compared as exact fractions, never divided into decimals first.

use super::{Finding, Reading, Verdict};
use crate::cell::Cell;
use crate::model::{Candidate, Checked, Figure, Value};
use crate::number::{Decimal, Fraction, fraction, ratio};
use crate::plan::{Bounds, Criterion, Item, Measure};

/// Judges one criterion of one candidate.
pub fn judge<'a>(criterion: &'a Criterion, candidate: &'a Candidate) -> Finding<'a> {
    let figure = candidate.figures.get(&criterion.code.value).map(Box::as_ref);
    let (verdict, reading) = if !criterion.concerns(candidate.kind) {
        (Verdict::NotApplicable, Reading::Nothing)
    } else {
        outcome(criterion, candidate, figure)
    };
    Finding { criterion, figure, verdict, reading, source: source(criterion, candidate, figure) }
}

fn outcome(criterion: &Criterion, candidate: &Candidate, figure: Option<&Figure>) -> (Verdict, Reading) {
    let value = figure.map(|figure| &figure.value);
    if let Some(Value::NotApplicable(_)) = value {
        return (Verdict::NotApplicable, Reading::Nothing);
    }
    if criterion.counts_initiatives {
        let count = Decimal::from(candidate.initiatives.len());
        return (counted(&criterion.measure, count), Reading::Count(count));
    }
    match value {
        None | Some(Value::NotApplicable(_)) => (Verdict::NoData, Reading::Nothing),
        Some(Value::Share { done, total }) => {
            let (result, total) = (Decimal::from(done.value), Decimal::from(total.value));
            rated(&criterion.measure, result, total)
        }
        Some(Value::Cut { taken, allowed }) => {
            let (result, total) = (taken.value, allowed.value);
            rated(&criterion.measure, result, total)
        }
        Some(Value::YesNo(yes)) => (met_if(yes.value), Reading::YesNo(yes.value)),
        Some(Value::Count(count)) => (counted(&criterion.measure, count.value), Reading::Count(count.value)),
        Some(Value::Violations(count)) => (met_if(count.value == 0), Reading::Count(Decimal::from(count.value))),
        Some(Value::Checklist(given)) => listed(&criterion.measure, given),
    }
}

fn met_if(met: bool) -> Verdict {
    if met { Verdict::Met } else { Verdict::Missed }
}

fn within<T: PartialOrd>(bounds: &Bounds<T>, value: &T) -> Verdict {
    if !bounds.met.admits(value) {
        Verdict::Missed
    } else if bounds.exceeded.as_ref().is_some_and(|bound| bound.admits(value)) {
        Verdict::Exceeded
    } else {
        Verdict::Met
    }
}

fn rated(measure: &Measure, result: Decimal, total: Decimal) -> (Verdict, Reading) {
    let verdict = match (measure, rate(measure, result, total)) {
        (Measure::Share(bounds) | Measure::Cut(bounds), Some(rate)) => within(bounds, &rate),
        _ => Verdict::NoData,
    };
    (verdict, Reading::Rate { result, total })
}

/// Done over total, or the part saved.
fn rate(measure: &Measure, result: Decimal, total: Decimal) -> Option<Fraction> {
    match measure {
        Measure::Share(_) => Some(ratio(result, total)),
        Measure::Cut(_) => Some((fraction(total) - fraction(result)) / fraction(total)),
        Measure::YesNo | Measure::Count(_) | Measure::NoViolation | Measure::Checklist(_) => None,
    }
}

fn counted(measure: &Measure, count: Decimal) -> Verdict {
    match measure {
        Measure::Count(bounds) => within(bounds, &count),
        Measure::NoViolation => met_if(count.is_zero()),
        Measure::Share(_) | Measure::Cut(_) | Measure::YesNo | Measure::Checklist(_) => Verdict::NoData,
    }
}

/// A checklist is met when every item that concerns the person is Có; an item of the plan without a row is missing
/// data, unless another item already misses.
fn listed(measure: &Measure, given: &[Checked]) -> (Verdict, Reading) {
    let asked: &[Item] = match measure {
        Measure::Checklist(items) => items,
        Measure::Share(_) | Measure::Cut(_) | Measure::YesNo | Measure::Count(_) | Measure::NoViolation => &[],
    };
    let concerned: Vec<bool> = given.iter().filter_map(|item| item.done.as_ref().map(|done| done.value)).collect();
    let complete = asked.iter().all(|item| given.iter().any(|row| row.item == item.code));
    let reading = Reading::Items { done: concerned.iter().filter(|done| **done).count(), concerned: concerned.len() };
    let verdict = if concerned.contains(&false) {
        Verdict::Missed
    } else if !complete || given.is_empty() {
        Verdict::NoData
    } else if concerned.is_empty() {
        Verdict::NotApplicable
    } else {
        Verdict::Met
    };
    (verdict, reading)
}

/// The cell that shows the figure: for a checklist the item that decides, for initiatives the first of them.
fn source<'a>(criterion: &Criterion, candidate: &'a Candidate, figure: Option<&'a Figure>) -> Option<&'a Cell> {
    let figure_cell = || figure.map(|figure| &figure.source);
    if criterion.counts_initiatives {
        let first = candidate.initiatives.first().map(|initiative| &initiative.name.cell);
        return first.or_else(figure_cell);
    }
    match figure.map(|figure| &figure.value) {
        Some(Value::Checklist(given)) => {
            let decisive = given.iter().find(|item| item.done.as_ref().is_some_and(|done| !done.value));
            decisive.map(|item| &item.source).or_else(figure_cell)
        }
        _ => figure_cell(),
    }
}

impl Finding<'_> {
    /// The rate that was compared: done over total, or the part saved; `None` where the finding is no rate. It is worked
    /// out each time: kept for every figure, it would be half of what a run holds.
    pub fn rate(&self) -> Option<Fraction> {
        match self.reading {
            Reading::Rate { result, total } => rate(&self.criterion.measure, result, total),
            Reading::Nothing | Reading::YesNo(_) | Reading::Count(_) | Reading::Items { .. } => None,
        }
    }

    /// How far a rate lies above its target (below: negative); `None` where the finding is no rate.
    pub fn margin(&self) -> Option<Fraction> {
        match &self.criterion.measure {
            Measure::Share(bounds) | Measure::Cut(bounds) => Some(self.rate()? - bounds.met.value()),
            Measure::YesNo | Measure::Count(_) | Measure::NoViolation | Measure::Checklist(_) => None,
        }
    }

    /// The targets a written percentage of this finding must stay on the right side of.
    pub fn landmarks(&self) -> Vec<Fraction> {
        match &self.criterion.measure {
            Measure::Share(bounds) | Measure::Cut(bounds) => {
                std::iter::once(&bounds.met).chain(&bounds.exceeded).map(|bound| bound.value().clone()).collect()
            }
            Measure::YesNo | Measure::Count(_) | Measure::NoViolation | Measure::Checklist(_) => Vec::new(),
        }
    }

    /// The rate as a percentage in plain notation (`99.76`), never rounded across a target.
    pub fn percent(&self) -> Option<String> {
        self.rate().map(|rate| crate::number::percent(&rate, &self.landmarks()))
    }
}
