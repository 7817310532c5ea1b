//! What the page's template may speak of: finished Vietnamese strings, whole numbers, booleans and lists.
//!
//! *Invariant:* every name the template uses exists for every input; what a workbook does not give is the empty string.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::Serde;
use serde::Serialize;

use super::draw::Axis;
use super::list::{Member, Source, list};
use super::order::{self, Order};
use super::person::{self, Crowd};
use crate::cell::Cell;
use crate::compose::names;
use crate::compose::vietnamese::{capitalised, count, short_date};
use crate::judge::{Finding, Judged, Standing};
use crate::model::{Kind, Value};
use crate::number::Fraction;
use crate::phrase;
use crate::plan::targets;
use crate::plan::{Bound, Criterion, Measure};
use crate::problem::{Place, Problem, Severity};
use crate::record::Record;

/// Everything on the page; its long lists are made when the template comes to them.
#[derive(Debug, Serialize)]
pub struct View {
    campaign: String,
    year: String,
    commune: String,
    from: String,
    to: String,
    award: String,
    counts: Counts,
    errors: minijinja::Value,
    warnings: minijinja::Value,
    order: Order,
    areas: Vec<Area>,
    criteria: Vec<Target>,
    units: minijinja::Value,
    lines: minijinja::Value,
    people: minijinja::Value,
    outcomes: Vec<Choice>,
    papers: Vec<Link>,
}

/// The first line of the page.
#[derive(Debug, Serialize)]
struct Counts {
    units: usize,
    individuals: usize,
    collectives: usize,
    nominated: usize,
    selected: usize,
    errors: usize,
    warnings: usize,
}

/// One problem.
#[derive(Debug, Serialize)]
struct Trouble {
    message: String,
    hint: String,
    spots: Vec<Spot>,
}

/// A place of a problem, with the figure it belongs to where there is one.
#[derive(Debug, Serialize)]
struct Spot {
    words: String,
    figure: String,
}

/// A content area over its columns.
#[derive(Debug, Serialize)]
struct Area {
    name: String,
    span: usize,
}

/// A criterion as a column.
#[derive(Debug, Serialize)]
struct Target {
    code: String,
    name: String,
    brief: String,
    short: String,
    words: String,
    exceeded: String,
    area: String,
    /// Items of a checklist, as the plan names them.
    items: Vec<String>,
    /// Where the target stands on the column's scale, and on a line from 0 to 100 %.
    ticks: Option<[i32; 2]>,
    /// The code, the brief name and the target, for strings of a style sheet.
    css: [String; 3],
}

/// A unit and its papers.
#[derive(Debug, Serialize)]
struct UnitView {
    name: String,
    file: String,
    stopped: bool,
    people: usize,
    papers: Vec<Link>,
}

/// One choice of a filter.
#[derive(Debug, Serialize)]
struct Choice {
    key: &'static str,
    words: String,
}

/// A link to a paper.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// The address, relative to the page, percent-encoded.
    pub href: String,
    /// What it is.
    pub words: String,
}

/// What the page is made from, and where its members lie.
pub struct Pages<'a> {
    judged: &'a Judged<'a>,
    record: &'a Record<'a>,
    crowd: Crowd<'a>,
    errors: Vec<&'a Problem>,
    warnings: Vec<&'a Problem>,
    /// Which entry shows a cell of a problem.
    figures: BTreeMap<&'a Cell, String>,
    /// By group.
    order: [Vec<usize>; 2],
}

impl<'a> Pages<'a> {
    /// What the page of one run is made from.
    pub fn new(judged: &'a Judged<'a>, record: &'a Record<'a>) -> Self {
        let axes = (0..judged.plan.criteria.len()).map(|index| axis(judged, index)).collect();
        let crowd = Crowd::new(judged, record, axes);
        let side = |severity| judged.problems.iter().filter(|problem| problem.severity == severity).collect();
        let (errors, warnings) = (side(Severity::Error), side(Severity::Warning));
        Self { figures: figure_cells(judged), order: order::places(&crowd), judged, record, crowd, errors, warnings }
    }

    /// How many figures the page shows.
    pub fn figures(&self) -> usize {
        self.crowd.len() * (self.judged.plan.criteria.len() + 1)
    }

    /// The page, whose lists ask `source`.
    pub fn view(&self, source: &Source) -> View {
        let (judged, crowd) = (self.judged, &self.crowd);
        let plan = judged.plan;
        let collectives = crowd.everybody().filter(|person| person.candidate.kind == Kind::Collective).count();
        let targets = plan.criteria.iter().zip(&crowd.axes);
        View {
            campaign: plan.campaign.clone(),
            year: plan.years(),
            commune: plan.commune.clone(),
            from: short_date(plan.from),
            to: short_date(plan.to),
            award: plan.award.clone(),
            counts: Counts {
                units: judged.units.len(),
                individuals: crowd.len() - collectives,
                collectives,
                nominated: crowd.everybody().filter(|person| person.nominated()).count(),
                selected: judged.ranking.selected().count(),
                errors: self.errors.len(),
                warnings: self.warnings.len(),
            },
            errors: list(source, self.errors.len(), Member::Error),
            warnings: list(source, self.warnings.len(), Member::Warning),
            order: order::order(judged, &self.order, source),
            areas: areas(judged),
            criteria: targets.map(|(criterion, axis)| target(judged, criterion, *axis)).collect(),
            units: list(source, judged.units.len(), Member::Unit),
            outcomes: outcomes(crowd),
            papers: self.record.papers.iter().map(|path| link(path)).collect(),
            lines: list(source, crowd.len(), Member::Line),
            people: list(source, crowd.len(), Member::Person),
        }
    }

    /// One member of one of its lists.
    pub fn member(&self, member: Member) -> minijinja::Value {
        match member {
            Member::Person(n) => minijinja::Value::from(Serde(self.crowd.person(n))),
            Member::Line(n) => minijinja::Value::from(Serde(self.crowd.line(n))),
            Member::Row(group, at) => minijinja::Value::from(Serde(order::row(&self.crowd, &self.order, group, at))),
            Member::Unit(unit) => minijinja::Value::from(Serde(self.unit(unit))),
            Member::Error(at) => minijinja::Value::from(Serde(trouble(self.errors[at], &self.figures))),
            Member::Warning(at) => minijinja::Value::from(Serde(trouble(self.warnings[at], &self.figures))),
        }
    }

    fn unit(&self, index: usize) -> UnitView {
        let unit = &self.judged.units[index];
        UnitView {
            name: unit.unit.office.name.clone(),
            file: unit.unit.file.to_string(),
            stopped: unit.stopped,
            people: unit.assessments.len(),
            papers: self.record.papers_about(index, None).iter().map(|path| link(path)).collect(),
        }
    }
}

/// One line's scale for a whole column: its rates, its target, and where it is exceeded.
fn axis(judged: &Judged, criterion: usize) -> Axis {
    let people = judged.units.iter().flat_map(|unit| &unit.assessments);
    let findings = people.filter_map(|person| person.findings.get(criterion));
    let rates: Vec<Fraction> = findings.filter_map(Finding::rate).collect();
    let bounds: Vec<&Fraction> = match &judged.plan.criteria[criterion].measure {
        Measure::Share(bounds) | Measure::Cut(bounds) => {
            std::iter::once(&bounds.met).chain(&bounds.exceeded).map(Bound::value).collect()
        }
        _ => Vec::new(),
    };
    Axis::around(&rates.iter().chain(bounds).collect::<Vec<_>>())
}

/// Which entry shows a cell that a problem names: for the problems' links.
fn figure_cells<'a>(judged: &'a Judged) -> BTreeMap<&'a Cell, String> {
    let places = judged.problems.iter().flat_map(|problem| &problem.places);
    let named: BTreeSet<&Cell> = places.filter_map(Place::cell).collect();
    let mut figures = BTreeMap::new();
    let mut shows = |cell: &'a Cell, entry: &dyn Fn() -> String| {
        if named.contains(cell) {
            figures.entry(cell).or_insert_with(entry);
        }
    };
    for (n, assessment) in judged.units.iter().flat_map(|unit| &unit.assessments).enumerate() {
        let candidate = assessment.candidate;
        shows(&candidate.code.cell, &|| person::id(n));
        shows(&candidate.name.cell, &|| person::id(n));
        for (index, finding) in assessment.findings.iter().enumerate() {
            let figure = finding.figure;
            let evidence = figure.and_then(|figure| figure.evidence.as_ref()).map(|evidence| &evidence.cell);
            let items = match figure.map(|figure| &figure.value) {
                Some(Value::Checklist(items)) => items.as_slice(),
                _ => &[],
            };
            let in_items = items.iter().flat_map(|item| {
                std::iter::once(&item.source).chain(item.evidence.as_ref().map(|evidence| &evidence.cell))
            });
            for cell in finding.source().into_iter().chain(evidence).chain(in_items) {
                shows(cell, &|| person::figure_id(n, index));
            }
        }
    }
    figures
}

fn trouble(problem: &Problem, figures: &BTreeMap<&Cell, String>) -> Trouble {
    let spot = |place: &Place| {
        let figure = place.cell().and_then(|cell| figures.get(cell)).cloned().unwrap_or_default();
        Spot { words: place.in_words(), figure }
    };
    Trouble {
        message: problem.message.clone(),
        hint: problem.hint.clone(),
        spots: problem.places.iter().map(spot).collect(),
    }
}

fn areas(judged: &Judged) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    let mut last = None;
    for criterion in &judged.plan.criteria {
        if last == Some(criterion.area) {
            if let Some(area) = areas.last_mut() {
                area.span += 1;
            }
        } else {
            areas.push(Area { name: area_words(judged, criterion), span: 1 });
            last = Some(criterion.area);
        }
    }
    areas
}

fn area_words(judged: &Judged, criterion: &Criterion) -> String {
    judged.plan.areas.get(criterion.area).map_or_else(String::new, |area| {
        if area.code.is_empty() { area.name.clone() } else { format!("{}. {}", area.code, area.name) }
    })
}

fn target(judged: &Judged, criterion: &Criterion, axis: Axis) -> Target {
    Target {
        code: criterion.code.value.to_string(),
        name: criterion.name.clone(),
        brief: criterion.short.clone(),
        short: targets::short_target(criterion),
        words: targets::target(criterion),
        exceeded: match &criterion.measure {
            Measure::Share(bounds) | Measure::Cut(bounds) => {
                bounds.exceeded.as_ref().map_or_else(String::new, |bound| targets::sign(bound, targets::bound_percent))
            }
            Measure::Count(bounds) => bounds
                .exceeded
                .as_ref()
                .map_or_else(String::new, |bound| targets::sign(bound, |count| phrase::padded(*count))),
            _ => String::new(),
        },
        area: area_words(judged, criterion),
        items: match &criterion.measure {
            Measure::Checklist(items) => items.iter().map(|item| item.name.clone()).collect(),
            _ => Vec::new(),
        },
        ticks: match &criterion.measure {
            Measure::Share(bounds) | Measure::Cut(bounds) => {
                let target = bounds.met.value();
                Some([axis, Axis::whole(&[target])].map(|axis| axis.tick(target)))
            }
            _ => None,
        },
        css: [&*criterion.code.value, &criterion.short, &targets::target(criterion)].map(css),
    }
}

/// The inside of a style sheet's string, every character as its number, so that it can end neither string nor sheet.
fn css(text: &str) -> String {
    text.chars().map(|c| format!("\\{:06x}", u32::from(c))).collect()
}

fn outcomes(crowd: &Crowd) -> Vec<Choice> {
    let found: BTreeSet<&str> = crowd.everybody().map(|person| person.standing.key()).collect();
    let all = Standing::ALL.into_iter().filter(|standing| found.contains(standing.key()));
    all.map(|standing| Choice { key: standing.key(), words: capitalised(standing.vietnamese()) }).collect()
}

/// A link to a paper below the page's folder.
pub fn link(path: &str) -> Link {
    Link { href: encoded(path), words: names::words(path) }
}

/// Percent-encoding of all but letters, digits, `-._~` and the `/` between folders.
fn encoded(path: &str) -> String {
    path.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// `05 cá nhân`.
pub fn counted(n: usize, noun: &str) -> String {
    format!("{} {noun}", count(u64::try_from(n).unwrap_or(u64::MAX)))
}
