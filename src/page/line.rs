//! One person in the page's tables: in the order, and in the matrix. All that is known of the person is in `person`.

use serde::Serialize;

use super::draw::Axis;
use super::person::{Crowd, short, target};
use super::view::{Link, link};
use crate::compose::data;
use crate::compose::vietnamese::capitalised;
use crate::judge::{Finding, Verdict};
use crate::model::Kind;

/// Who stands in a line of the order.
#[derive(Debug, Serialize)]
pub struct Who {
    /// The person's number in the run, from 0.
    n: usize,
    /// With the honorific.
    addressed: String,
    /// Name of the unit.
    unit_name: String,
    /// Key of what became of the person.
    outcome: &'static str,
    /// The same in Vietnamese.
    outcome_words: String,
    /// Papers about the person.
    papers: Vec<Link>,
}

/// A line of the matrix.
#[derive(Debug, Serialize)]
pub struct Line {
    /// The person's number in the run, from 0.
    n: usize,
    /// The name alone.
    name: String,
    /// Index of the unit.
    unit: usize,
    /// Its name.
    unit_name: String,
    /// Key of what became of the person.
    outcome: &'static str,
    /// The same in Vietnamese.
    outcome_words: String,
    /// Place in the commune's order; 0 where not ranked.
    rank: usize,
    /// Whether it is a collective.
    collective: bool,
    /// One a criterion.
    cells: Vec<Shown>,
}

/// A cell of the matrix.
#[derive(Debug, Serialize)]
struct Shown {
    class: char,
    sign: char,
    /// The verdict; empty where a short form says all.
    verdict: String,
    /// What the cell shows in place of the sign; may be empty.
    short: String,
    /// Where the rate ends on the column's own scale; the column says where its target stands.
    near: Option<i32>,
}

impl Crowd<'_> {
    /// Who a person in the order is.
    pub fn who(&self, n: usize) -> Who {
        let (assessment, unit) = self.assessment(n);
        Who {
            n,
            addressed: data::addressed(assessment.candidate),
            unit_name: unit.unit.office.name.clone(),
            outcome: assessment.standing.key(),
            outcome_words: capitalised(assessment.standing.vietnamese()),
            papers: self.papers(n).iter().map(|path| link(path)).collect(),
        }
    }

    /// The person's line of the matrix.
    pub fn line(&self, n: usize) -> Line {
        let (assessment, unit) = self.assessment(n);
        let findings = assessment.findings.iter().zip(&self.axes);
        Line {
            n,
            name: assessment.candidate.name.value.clone(),
            unit: self.unit(n),
            unit_name: unit.unit.office.name.clone(),
            outcome: assessment.standing.key(),
            outcome_words: capitalised(assessment.standing.vietnamese()),
            rank: self.rank(n),
            collective: assessment.candidate.kind == Kind::Collective,
            cells: findings.map(|(finding, axis)| shown(finding, *axis)).collect(),
        }
    }
}

/// The letter for the page's class and the sign: `x` exceeded, `m` met, `f` missed, `n` not applicable, `q` no data.
pub fn class(verdict: Verdict) -> (char, char) {
    match verdict {
        Verdict::Exceeded => ('x', '▲'),
        Verdict::Met => ('m', '●'),
        Verdict::Missed => ('f', '✕'),
        Verdict::NotApplicable => ('n', '–'),
        Verdict::NoData => ('q', '?'),
    }
}

fn shown(finding: &Finding, axis: Axis) -> Shown {
    let (class, sign) = class(finding.verdict);
    let short = short(finding);
    let compared = finding.rate().zip(target(finding));
    Shown {
        class,
        sign,
        verdict: if short.is_empty() { capitalised(finding.verdict.vietnamese()) } else { String::new() },
        short,
        near: compared.map(|(rate, target)| axis.mark(&rate, target).end),
    }
}
