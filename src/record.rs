//! `danh-gia.json`: every verdict with file, sheet and cell of its figure, for other programs.
//!
//! What the contract leaves open:
//! - every number is a string in plain notation (`"99.76"`), so that no reader rounds it; a key without a value is `null`;
//! - `result` and `target` of a yes-or-no criterion are `"Có"` or `"Không"`, as the workbook has them; of a checklist,
//!   `result` and `total` are the items done and those that concern the candidate, and `target` is `"Có"`;
//! - a criterion that does not apply, as its row says or each item of its checklist, or that has no data, has no `result`,
//!   `total` or `percent`;
//! - a unit in error nominates nobody yet: its people have their verdicts, `nominated` is false and `stopped` says why.
//!
//! *Invariant:* the bytes depend on nothing but the judged data and the list of papers.

mod lines;
mod plan;
mod shape;

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use crate::cell::Cell;
use crate::compose::{self, Paper, PaperKind};
use crate::judge::{Assessment, Finding, Judged, JudgedUnit, Line, Ranked, Reading, Standing, Tally};
use crate::model::Value;
use crate::number::{self, Decimal, Fraction, plain};
use crate::plan::Plan;
use crate::plan::{Item, Measure};
use crate::problem::{Problem, Severity};
use lines::Lines;
pub use plan::plan;
pub use shape::*;

/// The whole file, made from what was judged one person at a time: ten thousand need no memory here.
#[derive(Debug)]
pub struct Record<'a> {
    judged: &'a Judged<'a>,
    folders: Vec<String>,
    /// The paths of each unit's papers, in the order of which of its people they are about.
    own: Vec<Vec<(Option<usize>, &'a str)>>,
    /// By unit and person.
    places: BTreeMap<(usize, usize), &'a Ranked>,
    /// Added: paths of the commune's papers, below the plan's folder.
    pub papers: Vec<String>,
}

/// What was judged, in the file's form; `papers` are those that are made.
pub fn record<'a>(judged: &'a Judged<'a>, papers: &'a [Paper]) -> Record<'a> {
    let mut own: Vec<Vec<(Option<usize>, &str)>> = vec![Vec::new(); judged.units.len()];
    let mut of_the_commune = Vec::new();
    for paper in papers {
        let about = match paper.kind {
            PaperKind::Report(_, person) => Some(person),
            _ => None,
        };
        match paper.kind.unit() {
            Some(unit) => own[unit].push((about, &*paper.path)),
            None => of_the_commune.push(paper.path.to_string()),
        }
    }
    for papers in &mut own {
        papers.sort_by_key(|(about, _)| *about);
        papers.shrink_to_fit();
    }
    if !papers.is_empty() && compose::list::issued(judged) {
        of_the_commune.push(compose::list::path());
    }
    let places = judged.ranking.all().map(|ranked| ((ranked.unit, ranked.person), ranked)).collect();
    Record { judged, folders: compose::folders(judged), own, places, papers: of_the_commune }
}

impl<'a> Record<'a> {
    /// The file: indented, a verdict on a line, one line end at the end.
    ///
    /// # Errors
    /// Only those of the writer.
    pub fn write(&self, to: impl Write) -> io::Result<()> {
        // serde_json writes every bracket and comma by itself.
        let mut to = BufWriter::new(to);
        self.serialize(&mut serde_json::Serializer::with_formatter(&mut to, Lines::default()))?;
        to.write_all(b"\n")?;
        to.flush()
    }

    /// What was found of everybody, in the order of the file.
    pub fn assessments(&self) -> impl Iterator<Item = &'a Assessment<'a>> {
        self.judged.units.iter().flat_map(|unit| &unit.assessments)
    }

    fn candidates_of(&self, unit: usize) -> impl Iterator<Item = Candidate> {
        (0..self.judged.units[unit].assessments.len()).map(move |person| self.candidate(unit, person))
    }

    fn unit(&self, index: usize) -> Unit<impl Serialize> {
        let unit = &self.judged.units[index];
        Unit {
            name: unit.unit.office.name.clone(),
            file: unit.unit.file.to_string(),
            folder: self.folders[index].clone(),
            candidates: Each(move || self.candidates_of(index)),
            stopped: unit.stopped,
            papers: self.papers_about(index, None),
        }
    }

    /// One person of a unit, by their places in [`Judged::units`] and the unit's assessments.
    pub fn candidate(&self, unit: usize, person: usize) -> Candidate {
        let assessment = &self.judged.units[unit].assessments[person];
        let criteria = assessment.findings.iter().map(|finding| criterion(assessment, finding)).collect();
        Candidate { criteria, ..self.without_criteria(unit, person) }
    }

    /// Where the person stands in the commune's order.
    pub fn place(&self, unit: usize, person: usize) -> Option<&'a Ranked> {
        self.places.get(&(unit, person)).copied()
    }

    /// The same without the verdicts on the criteria.
    pub fn without_criteria(&self, unit: usize, person: usize) -> Candidate {
        let judged = &self.judged.units[unit];
        let (place, papers) = (self.place(unit, person), self.papers_about(unit, Some(person)));
        candidate(self.judged.plan, judged, &judged.assessments[person], place, papers)
    }

    /// Paths of a unit's papers about this person, or about no single one.
    pub fn papers_about(&self, unit: usize, person: Option<usize>) -> Vec<String> {
        let papers = &self.own[unit];
        let first = papers.partition_point(|(about, _)| *about < person);
        papers[first..].iter().take_while(|(about, _)| *about == person).map(|(_, path)| (*path).to_owned()).collect()
    }
}

impl Serialize for Record<'_> {
    /// The contract's keys first, then the added ones.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let judged = self.judged;
        let mut file = serializer.serialize_struct("Record", 6)?;
        file.serialize_field("plan", &judged.plan.code)?;
        file.serialize_field("units", &Each(|| (0..judged.units.len()).map(|unit| self.unit(unit))))?;
        file.serialize_field("problems", &Each(|| judged.problems.iter().map(trouble)))?;
        file.serialize_field("campaign", &judged.plan.campaign)?;
        file.serialize_field("ranking", &ranks(judged))?;
        file.serialize_field("papers", &self.papers)?;
        file.end()
    }
}

/// A list whose members are made when they are written.
struct Each<F>(F);

impl<F: Fn() -> I, I: Iterator<Item: Serialize>> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

fn candidate(
    plan: &Plan,
    unit: &JudgedUnit,
    person: &Assessment,
    place: Option<&Ranked>,
    papers: Vec<String>,
) -> Candidate {
    let candidate = person.candidate;
    Candidate {
        code: candidate.code.value.clone(),
        name: candidate.name.value.clone(),
        kind: candidate.kind.key(),
        eligible: person.eligible(),
        nominated: person.nominated(),
        rank: place.and_then(Ranked::place),
        selected: person.standing.selected(),
        criteria: Vec::new(),
        reasons: person.reasons.iter().map(|reason| format!("{} ({})", reason.message, words(&reason.cell))).collect(),
        reason_cells: person
            .reasons
            .iter()
            .map(|reason| {
                let Source { file, sheet, cell } = Source::from(&reason.cell);
                ReasonCell { message: reason.message.clone(), file, sheet, cell }
            })
            .collect(),
        source: (&candidate.code.cell).into(),
        stopped: unit.stopped,
        priority: person.standing != Standing::Stopped && person.priority(plan),
        exceeded: person.exceeded(),
        margin: points(&person.margin()),
        vote: person.vote.as_ref().map(ballot),
        commune_vote: place.and_then(|ranked| ranked.vote.as_deref()).map(ballot),
        why: place.map(|ranked| ranked.why.clone()),
        tied: person.standing == Standing::Tied,
        papers,
    }
}

/// A cell as people say it: `van-phong.xlsx, trang “Số liệu”, ô C7`.
pub fn words(cell: &Cell) -> String {
    format!("{}, trang “{}”, ô {cell}", cell.file(), cell.sheet())
}

fn ballot(vote: &Tally) -> Ballot {
    Ballot {
        favour: vote.favour,
        against: vote.against,
        abstain: vote.abstain,
        electorate: vote.electorate,
        percent: vote.percent(),
        carried: vote.carried,
    }
}

fn criterion(person: &Assessment, finding: &Finding) -> Criterion {
    let value = finding.figure.map(|figure| &figure.value);
    let (result, total) = match &finding.reading() {
        Reading::Nothing => (None, None),
        Reading::Rate { result, total } => (Some(decimal(*result)), Some(decimal(*total))),
        Reading::YesNo(yes) => (Some(yes_no(*yes)), None),
        Reading::Count(count) => (Some(decimal(*count)), None),
        Reading::Items { done, concerned } => (Some(done.to_string()), Some(concerned.to_string())),
    };
    let (target, exceeded_target) = targets(&finding.criterion.measure);
    let total_cell = match value {
        Some(Value::Share { total, .. }) => Some(&total.cell),
        Some(Value::Cut(cut)) => Some(&cut.allowed.cell),
        _ => None,
    };
    let initiatives = if finding.criterion.counts_initiatives { &*person.candidate.initiatives } else { &[] };
    Criterion {
        code: finding.criterion.code.value.to_string(),
        verdict: finding.verdict.key(),
        result,
        total,
        percent: finding.percent(),
        target,
        source: finding.source().map(Source::from),
        exceeded_target,
        margin: finding.margin_points(),
        evidence: finding.figure.and_then(|figure| figure.evidence.as_ref()).map(Said::from),
        excuse: match value {
            Some(Value::NotApplicable(reason)) => Some(reason.into()),
            _ => None,
        },
        total_source: total_cell.map(Source::from),
        items: match value {
            Some(Value::Checklist(given)) => given.iter().map(|item| checked(finding, item)).collect(),
            _ => Vec::new(),
        },
        initiatives: initiatives.iter().map(|initiative| (&initiative.name).into()).collect(),
    }
}

fn checked(finding: &Finding, given: &crate::model::Checked) -> CheckedItem {
    let known: &[Item] = match &finding.criterion.measure {
        Measure::Checklist(items) => items,
        _ => &[],
    };
    let name = known.iter().find(|item| item.code == given.item).map_or(&*given.item, |item| &item.name);
    CheckedItem {
        code: given.item.to_string(),
        name: name.to_owned(),
        done: given.done.as_ref().map(|done| done.value),
        source: (&given.source).into(),
        evidence: given.evidence.as_ref().map(Said::from),
        excuse: given.excuse.as_deref().map(Said::from),
    }
}

/// `Mức đạt` and `Mức vượt` in plain notation.
fn targets(measure: &Measure) -> (Option<String>, Option<String>) {
    let hundred = || Fraction::from_integer(100.into());
    let endless = |value: &Fraction| number::hundredfold(value, number::ENDLESS_PLACES);
    let rate = |value: &Fraction| if number::has_end(value) { plain(&(value * hundred())) } else { endless(value) };
    match measure {
        Measure::Share(bounds) | Measure::Cut(bounds) => {
            (Some(rate(bounds.met.value())), bounds.exceeded.as_ref().map(|bound| rate(bound.value())))
        }
        Measure::Count(bounds) => {
            (Some(decimal(*bounds.met.value())), bounds.exceeded.as_ref().map(|bound| decimal(*bound.value())))
        }
        Measure::NoViolation => (Some("0".to_owned()), None),
        Measure::YesNo | Measure::Checklist(_) => (Some(yes_no(true)), None),
    }
}

fn decimal(value: Decimal) -> String {
    value.normalize().to_string()
}

fn yes_no(yes: bool) -> String {
    if yes { "Có" } else { "Không" }.to_owned()
}

fn points(margin: &Fraction) -> String {
    number::percent(margin, &[])
}

fn ranks(judged: &Judged) -> Ranks {
    let ranking = &judged.ranking;
    let codes = |people: &[Ranked]| people.iter().map(|ranked| ranked.code.clone()).collect();
    let (state, tied) = match &ranking.line {
        Line::NotRanked => ("not_ranked", Vec::new()),
        Line::Clear => ("clear", Vec::new()),
        Line::Tied(codes) => ("tied", codes.clone()),
    };
    Ranks {
        state,
        limit: judged.plan.limit,
        individuals: codes(&ranking.individuals),
        collectives: codes(&ranking.collectives),
        tied,
        commune_stopped: judged.commune_stopped,
    }
}

fn trouble(problem: &Problem) -> Trouble {
    let places: Vec<Spot> = problem.places.iter().map(Spot::from).collect();
    let first = problem.places.first().map(Spot::from).expect("a problem names a place");
    Trouble {
        severity: match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        file: first.file,
        sheet: first.sheet,
        cell: first.cell,
        message: problem.message.clone(),
        hint: problem.hint.clone(),
        places,
    }
}
