//! One figure against one target: rule 1 of the contract.
//!
//! *Invariant:* rates are compared as exact fractions, never divided into decimals first.

use super::{Finding, Reading, Verdict};
use crate::cell::Cell;
use crate::model::{Candidate, Checked, Figure, Value};
use crate::number::{Decimal, Fraction, difference, ratio, reduction};
use crate::plan::{Bound, Bounds, Criterion, Item, Measure};

/// Judges one criterion of one candidate.
pub fn judge<'a>(criterion: &'a Criterion, candidate: &'a Candidate) -> Finding<'a> {
    let figure = candidate.figures.get(&criterion.code.value);
    let unjudged = Finding { criterion, candidate, figure, verdict: Verdict::NotApplicable };
    Finding { verdict: verdict(&unjudged), ..unjudged }
}

fn verdict(finding: &Finding) -> Verdict {
    if !finding.is_asked() {
        return Verdict::NotApplicable;
    }
    let measure = &finding.criterion.measure;
    // Its items say more than the two numbers that are read of them.
    if let Some(Value::Checklist(given)) = finding.figure.map(|figure| &figure.value) {
        return listed(given, finding.missing_items().next().is_none());
    }
    match (finding.reading(), measure) {
        (Reading::Rate { .. }, Measure::Share(bounds) | Measure::Cut(bounds)) => {
            finding.rate().map_or(Verdict::NoData, |rate| within(bounds, &rate))
        }
        (Reading::YesNo(yes), _) => met_if(yes),
        (Reading::Count(count), Measure::Count(bounds)) => within(bounds, &count),
        (Reading::Count(count), Measure::NoViolation) => met_if(count.is_zero()),
        (Reading::Nothing | Reading::Rate { .. } | Reading::Count(_) | Reading::Items { .. }, _) => Verdict::NoData,
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

/// Done over total, or the part saved.
fn rate(measure: &Measure, result: Decimal, total: Decimal) -> Option<Fraction> {
    match measure {
        Measure::Share(_) => Some(ratio(result, total)),
        Measure::Cut(_) => Some(reduction(total, result)),
        Measure::YesNo | Measure::Count(_) | Measure::NoViolation | Measure::Checklist(_) => None,
    }
}

/// A checklist is met when every item that concerns the person is Có; an item of the plan without a row is missing
/// data, unless another item already misses.
fn listed(given: &[Checked], complete: bool) -> Verdict {
    if answers(given).any(|done| !done) {
        Verdict::Missed
    } else if !complete || given.is_empty() {
        Verdict::NoData
    } else if answers(given).next().is_none() {
        Verdict::NotApplicable
    } else {
        Verdict::Met
    }
}

/// Có or Không of each item that concerns the candidate.
fn answers(given: &[Checked]) -> impl Iterator<Item = bool> {
    given.iter().filter_map(|item| item.done.as_ref().map(|done| done.value))
}

impl<'a> Finding<'a> {
    /// Whether the plan asks this kind of candidate, and the workbook gives no reason why it would not apply.
    fn is_asked(&self) -> bool {
        self.criterion.concerns(self.candidate.kind)
            && !matches!(self.figure.map(|figure| &figure.value), Some(Value::NotApplicable(_)))
    }

    /// The figure as it was judged. It is taken from the workbook's each time: what is kept is kept for every figure of
    /// every person.
    pub fn reading(&self) -> Reading {
        if !self.is_asked() {
            return Reading::Nothing;
        }
        if self.criterion.counts_initiatives {
            return Reading::Count(Decimal::from(self.candidate.initiatives.len()));
        }
        match self.figure.map(|figure| &figure.value) {
            None | Some(Value::NotApplicable(_)) => Reading::Nothing,
            Some(Value::Share { done, total }) => {
                Reading::Rate { result: Decimal::from(done.value), total: Decimal::from(total.value) }
            }
            Some(Value::Cut(cut)) => Reading::Rate { result: cut.taken.value, total: cut.allowed.value },
            Some(Value::YesNo(yes)) => Reading::YesNo(yes.value),
            Some(Value::Count(count)) => Reading::Count(count.value),
            Some(Value::Violations(count)) => Reading::Count(Decimal::from(count.value)),
            // Of items that all do not concern the candidate nothing is counted.
            Some(Value::Checklist(given)) if answers(given).next().is_none() => Reading::Nothing,
            Some(Value::Checklist(given)) => Reading::Items {
                done: answers(given).filter(|done| *done).count(),
                concerned: answers(given).count() + self.missing_items().count(),
            },
        }
    }

    /// The items of a checklist that the workbook says nothing of, though it does of others.
    pub fn missing_items(&self) -> impl Iterator<Item = &'a Item> {
        let (asked, given): (&[Item], &[Checked]) = match (&self.criterion.measure, self.figure) {
            (Measure::Checklist(asked), Some(Figure { value: Value::Checklist(given), .. })) => (asked, given),
            _ => (&[], &[]),
        };
        asked.iter().filter(|item| !given.iter().any(|row| row.item == item.code))
    }

    /// The cell that shows the figure, or that should: for a checklist the item that decides, for initiatives the first of them;
    /// `None` where no row is there.
    pub fn source(&self) -> Option<&'a Cell> {
        let of_figure = self.figure.map(|figure| &figure.source);
        if self.criterion.counts_initiatives {
            return self.candidate.initiatives.first().map(|initiative| &initiative.name.cell).or(of_figure);
        }
        let without = self.candidate.without_figure.get(&self.criterion.code.value);
        let Some(Value::Checklist(given)) = self.figure.map(|figure| &figure.value) else {
            return of_figure.or(without);
        };
        let decisive = given.iter().find(|item| item.done.as_ref().is_some_and(|done| !done.value));
        let of_figure = of_figure.filter(|_| self.missing_items().next().is_none());
        decisive.map(|item| &item.source).or(of_figure).or(without)
    }

    /// The rate that was compared: done over total, or the part saved; `None` where the finding is no rate. It is worked
    /// out each time: kept for every figure, it would be half of what a run holds.
    pub fn rate(&self) -> Option<Fraction> {
        match self.reading() {
            Reading::Rate { result, total } => rate(&self.criterion.measure, result, total),
            Reading::Nothing | Reading::YesNo(_) | Reading::Count(_) | Reading::Items { .. } => None,
        }
    }

    /// How far a rate lies above its target (below: negative); `None` where the finding is no rate.
    pub fn margin(&self) -> Option<Fraction> {
        match &self.criterion.measure {
            Measure::Share(bounds) | Measure::Cut(bounds) => Some(difference(&self.rate()?, bounds.met.value())),
            Measure::YesNo | Measure::Count(_) | Measure::NoViolation | Measure::Checklist(_) => None,
        }
    }

    /// The margin in percentage points, in plain notation, never rounded across what the exceeding target and the whole lie above
    /// the target by.
    pub fn margin_points(&self) -> Option<String> {
        let (Measure::Share(bounds) | Measure::Cut(bounds)) = &self.criterion.measure else { return None };
        let whole = Fraction::from_integer(1.into());
        let marks = bounds.exceeded.iter().map(Bound::value).chain([&whole]);
        let marks: Vec<Fraction> = marks.map(|mark| difference(mark, bounds.met.value())).collect();
        Some(crate::number::percent(&self.margin()?, &marks))
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
