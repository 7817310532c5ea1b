//! `danh-gia.json`: every verdict with file, sheet and cell of its figure, for other programs.
//!
//! The types here are the file's format, of their own: the model may change its shape, a key of the contract may not.
//! The contract's keys come first and in its order; the added ones follow them.
//!
//! What the contract leaves open:
//! - every number is a string in plain notation (`"99.76"`), so that no reader rounds it; a key without a value is `null`;
//! - `result` and `target` of a yes-or-no criterion are `"Có"` or `"Không"`, as the workbook has them; of a checklist,
//!   `result` and `total` are the items done and those that concern the candidate, and `target` is `"Có"`;
//! - a criterion that does not apply or has no data has no `result`, `total` or `percent`;
//! - a unit in error nominates nobody yet: its people have their verdicts, `nominated` is false and `stopped` says why.
//!
//! *Invariant:* the bytes depend on nothing but the judged data and the list of papers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cell::{At, Cell};
use crate::compose::{self, Paper, PaperKind};
use crate::judge::{Assessment, Finding, Judged, JudgedUnit, Line, Ranked, Reading, Tally};
use crate::model::Value;
use crate::number::{self, Decimal, Fraction, plain, rounded};
use crate::plan::{Item, Measure};
use crate::problem::{Place, Problem, Severity};

/// The whole file.
#[derive(Debug, Serialize)]
pub struct Record {
    /// `Mã kế hoạch`.
    pub plan: String,
    /// Every unit that could be read, in the order of its name.
    pub units: Vec<Unit>,
    /// Everything the clerk should know, sorted by place.
    pub problems: Vec<Trouble>,
    /// Added: the campaign's name, as the plan has it.
    pub campaign: String,
    /// Added: the state of the commune's order.
    pub ranking: Standing,
    /// Added: paths of the commune's papers, below the plan's folder.
    pub papers: Vec<String>,
}

/// One unit that nominates.
#[derive(Debug, Serialize)]
pub struct Unit {
    /// `Tên đơn vị`.
    pub name: String,
    /// Its workbook, below the input folder.
    pub file: String,
    /// Its folder of papers, below the plan's folder.
    pub folder: String,
    /// Its people, in the workbook's order.
    pub candidates: Vec<Candidate>,
    /// Added: whether an error withholds its papers.
    pub stopped: bool,
    /// Added: paths of its papers that concern no single person.
    pub papers: Vec<String>,
}

/// One person or collective.
#[derive(Debug, Serialize)]
pub struct Candidate {
    /// `Mã`.
    pub code: String,
    /// `Họ và tên`.
    pub name: String,
    /// `head`, `official`, `part_time` or `collective`.
    pub kind: &'static str,
    /// Rule 2.
    pub eligible: bool,
    /// Rule 4; false while the unit is in error.
    pub nominated: bool,
    /// Place in the commune's order; collectives are ranked apart. `null` where not ranked.
    pub rank: Option<usize>,
    /// Whether the commune proposes the person to the Chairman.
    pub selected: bool,
    /// One verdict a criterion, in the plan's order.
    pub criteria: Vec<Criterion>,
    /// Why the person is refused, in Vietnamese, each with its cell.
    pub reasons: Vec<String>,
    /// Added: the same reasons in parts.
    pub reason_cells: Vec<ReasonCell>,
    /// Added: the cell of the person's code.
    pub source: Source,
    /// Added: whether the unit's papers are withheld.
    pub stopped: bool,
    /// Added: whether the person belongs to the plan's priority group.
    pub priority: bool,
    /// Added: how many targets were exceeded.
    pub exceeded: usize,
    /// Added: mean margin over target in percentage points, two decimals.
    pub margin: String,
    /// Added: the unit council's vote.
    pub vote: Option<Ballot>,
    /// Added: the commune council's vote.
    pub commune_vote: Option<Ballot>,
    /// Added: what the rank was decided by, in Vietnamese.
    pub why: Option<String>,
    /// Added: whether the person is equal to somebody on the other side of the line.
    pub tied: bool,
    /// Added: paths of the papers about this person.
    pub papers: Vec<String>,
}

/// The verdict on one criterion.
#[derive(Debug, Serialize)]
pub struct Criterion {
    /// `Mã` of the criterion.
    pub code: String,
    /// `exceeded`, `met`, `missed`, `not_applicable` or `no_data`.
    pub verdict: &'static str,
    /// `Kết quả`.
    pub result: Option<String>,
    /// `Tổng số`.
    pub total: Option<String>,
    /// The rate in percent, never rounded across a target.
    pub percent: Option<String>,
    /// `Mức đạt`: in percent for rates.
    pub target: Option<String>,
    /// The cell of the figure.
    pub source: Option<Source>,
    /// Added: `Mức vượt`.
    pub exceeded_target: Option<String>,
    /// Added: how far the rate lies above its target, in percentage points; below it negative.
    pub margin: Option<String>,
    /// Added: `Dẫn chứng`.
    pub evidence: Option<Said>,
    /// Added: the reason given in `Không áp dụng`.
    pub excuse: Option<Said>,
    /// Added: the cell of `Tổng số`.
    pub total_source: Option<Source>,
    /// Added: the items of a checklist.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckedItem>,
    /// Added: the candidate's initiatives, where the figure is their number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub initiatives: Vec<Said>,
}

/// A cell of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The workbook, below the input folder.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// Excel's name of the cell.
    pub cell: String,
}

/// A text and its cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The cell's text.
    pub text: String,
    /// The cell.
    pub source: Source,
}

/// One item of a checklist.
#[derive(Debug, Serialize)]
pub struct CheckedItem {
    /// What follows the slash of its code.
    pub code: String,
    /// Its name in the plan; the code where the plan has none.
    pub name: String,
    /// Có or Không; `null` where it does not concern the candidate.
    pub done: Option<bool>,
    /// The cell of the answer.
    pub source: Source,
    /// `Dẫn chứng` of the item.
    pub evidence: Option<Said>,
    /// `Không áp dụng` of the item.
    pub excuse: Option<Said>,
}

/// A council's vote on one candidate.
#[derive(Debug, Serialize)]
pub struct Ballot {
    /// Votes in favour.
    pub favour: u64,
    /// Votes against.
    pub against: u64,
    /// Neither.
    pub abstain: u64,
    /// What the share is of.
    pub electorate: u64,
    /// The share in percent, never rounded across the plan's threshold.
    pub percent: String,
    /// Whether it reaches the threshold.
    pub carried: bool,
}

/// A reason in parts.
#[derive(Debug, Serialize)]
pub struct ReasonCell {
    /// The reason in Vietnamese.
    pub message: String,
    /// The workbook.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
}

/// The commune's order as a whole.
#[derive(Debug, Serialize)]
pub struct Standing {
    /// `not_ranked` while a unit is in error, `clear`, or `tied` where equal people stand on both sides of the line.
    pub state: &'static str,
    /// How many individuals the plan lets the commune propose.
    pub limit: u32,
    /// Codes of the individuals, best first.
    pub individuals: Vec<String>,
    /// Codes of the collectives, best first.
    pub collectives: Vec<String>,
    /// Codes of those equal across the line.
    pub tied: Vec<String>,
    /// Whether an error stops the commune's own papers.
    pub commune_stopped: bool,
}

/// One problem.
#[derive(Debug, Serialize)]
pub struct Trouble {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The first place's file.
    pub file: String,
    /// Its sheet; `null` for a whole file.
    pub sheet: Option<String>,
    /// Its cell; `null` for a whole sheet.
    pub cell: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
    /// Added: every place, the first one too.
    pub places: Vec<Spot>,
}

/// A place of a problem.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// The cell.
    pub cell: Option<String>,
}

/// What was judged, in the file's form; `papers` are those that are made.
pub fn record(judged: &Judged, papers: &[Paper]) -> Record {
    let folders = compose::folders(judged);
    let mut by_folder: BTreeMap<&str, Vec<&Paper>> = BTreeMap::new();
    for paper in papers {
        by_folder.entry(folder_of(paper)).or_default().push(paper);
    }
    let ranking = &judged.ranking;
    let ranked = ranking.individuals.iter().chain(&ranking.collectives);
    let places: Places = ranked.map(|ranked| ((ranked.unit, ranked.person), ranked)).collect();
    let units: Vec<Unit> = judged
        .units
        .iter()
        .zip(&folders)
        .enumerate()
        .map(|(index, (unit, folder))| {
            let own = by_folder.remove(folder.as_str()).unwrap_or_default();
            self::unit(index, unit, folder, &own, &places)
        })
        .collect();
    // What no unit took is the commune's.
    let is_left = |paper: &&Paper| by_folder.contains_key(folder_of(paper));
    let of_the_commune = papers.iter().filter(is_left).map(|paper| paper.path.clone());
    let listed = !papers.is_empty() && compose::list::issued(judged);
    let list = listed.then(|| compose::list::PATH.to_owned());
    Record {
        plan: judged.plan.code.clone(),
        problems: judged.problems.iter().map(trouble).collect(),
        campaign: judged.plan.campaign.clone(),
        ranking: standing(judged),
        papers: of_the_commune.chain(list).collect(),
        units,
    }
}

/// People's places in the commune's order, by the index of the unit and of the person in it.
type Places<'a> = BTreeMap<(usize, usize), &'a Ranked>;

impl Record {
    /// The file: indented, one line end at the end.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("plain data without maps is always JSON");
        bytes.push(b'\n');
        bytes
    }
}

/// The folder a paper lies in; empty for one that lies in none.
fn folder_of(paper: &Paper) -> &str {
    paper.path.split_once('/').map_or("", |(folder, _)| folder)
}

fn unit(index: usize, unit: &JudgedUnit, folder: &str, own: &[&Paper], places: &Places) -> Unit {
    let about = |paper: &Paper| match paper.kind {
        PaperKind::Report(_, person) => Some(person),
        _ => None,
    };
    let of = |who: Option<usize>| -> Vec<String> {
        own.iter().filter(|paper| about(paper) == who).map(|paper| paper.path.clone()).collect()
    };
    Unit {
        name: unit.unit.office.name.clone(),
        file: unit.unit.file.to_string(),
        folder: folder.to_owned(),
        candidates: unit
            .assessments
            .iter()
            .enumerate()
            .map(|(person, assessment)| {
                let place = places.get(&(index, person)).copied();
                candidate(unit, assessment, place, of(Some(person)))
            })
            .collect(),
        stopped: unit.stopped,
        papers: of(None),
    }
}

fn candidate(unit: &JudgedUnit, person: &Assessment, place: Option<&Ranked>, papers: Vec<String>) -> Candidate {
    let candidate = person.candidate;
    Candidate {
        code: candidate.code.value.clone(),
        name: candidate.name.value.clone(),
        kind: candidate.kind.key(),
        eligible: person.eligible(),
        nominated: person.nominated() && !unit.stopped,
        rank: place.map(|ranked| ranked.rank),
        selected: place.is_some_and(|ranked| ranked.selected),
        criteria: person.findings.iter().map(|finding| criterion(person, finding)).collect(),
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
        priority: person.priority(),
        exceeded: person.exceeded(),
        margin: points(&person.margin()),
        vote: person.vote.as_ref().map(ballot),
        commune_vote: place.and_then(|ranked| ranked.vote.as_ref()).map(ballot),
        why: place.map(|ranked| ranked.why.clone()),
        tied: place.is_some_and(|ranked| ranked.tied),
        papers,
    }
}

/// A cell as people say it: `van-phong.xlsx, trang “Số liệu”, ô C7`.
pub fn words(cell: &Cell) -> String {
    format!("{}, trang “{}”, ô {cell}", cell.file, cell.sheet)
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
    let (result, total) = match &finding.reading {
        Reading::Nothing => (None, None),
        Reading::Rate { result, total, .. } => (Some(decimal(*result)), Some(decimal(*total))),
        Reading::YesNo(yes) => (Some(yes_no(*yes)), None),
        Reading::Count(count) => (Some(decimal(*count)), None),
        Reading::Items { done, concerned } => (Some(done.to_string()), Some(concerned.to_string())),
    };
    let (target, exceeded_target) = targets(&finding.criterion.measure);
    let total_cell = match value {
        Some(Value::Share { total, .. }) => Some(&total.cell),
        Some(Value::Cut { allowed, .. }) => Some(&allowed.cell),
        _ => None,
    };
    let initiatives = if finding.criterion.counts_initiatives { &*person.candidate.initiatives } else { &[] };
    Criterion {
        code: finding.criterion.code.value.clone(),
        verdict: finding.verdict.key(),
        result,
        total,
        percent: finding.percent(),
        target,
        source: finding.source.as_ref().map(Source::from),
        exceeded_target,
        margin: finding.margin().map(|margin| number::percent(&margin, &[])),
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
    let name = known.iter().find(|item| item.code == given.item).map_or(&given.item, |item| &item.name);
    CheckedItem {
        code: given.item.clone(),
        name: name.clone(),
        done: given.done.as_ref().map(|done| done.value),
        source: (&given.source).into(),
        evidence: given.evidence.as_ref().map(Said::from),
        excuse: given.excuse.as_ref().map(Said::from),
    }
}

/// `Mức đạt` and `Mức vượt` in plain notation.
fn targets(measure: &Measure) -> (Option<String>, Option<String>) {
    let rate = |value: &Fraction| plain(&(value * Fraction::from_integer(100.into())));
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
    plain(&rounded(&(margin * Fraction::from_integer(100.into())), 2))
}

fn standing(judged: &Judged) -> Standing {
    let ranking = &judged.ranking;
    let codes = |people: &[Ranked]| people.iter().map(|ranked| ranked.code.clone()).collect();
    let (state, tied) = match &ranking.line {
        Line::NotRanked => ("not_ranked", Vec::new()),
        Line::Clear => ("clear", Vec::new()),
        Line::Tied(codes) => ("tied", codes.clone()),
    };
    Standing {
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

impl From<&Cell> for Source {
    fn from(cell: &Cell) -> Self {
        Self { file: cell.file.to_string(), sheet: cell.sheet.to_string(), cell: cell.to_string() }
    }
}

impl From<&At<String>> for Said {
    fn from(at: &At<String>) -> Self {
        Self { text: at.value.clone(), source: (&at.cell).into() }
    }
}

impl From<&Place> for Spot {
    fn from(place: &Place) -> Self {
        let cell = match place {
            Place::File(_) | Place::Sheet(..) => None,
            Place::Cell(cell) => Some(cell.to_string()),
        };
        Self { file: place.file().to_string(), sheet: place.sheet().map(ToString::to_string), cell }
    }
}
/// The plan in force as JSON text, for whoever reads the archive without this program.
pub fn plan(plan: &crate::plan::Plan) -> String {
    let mut json = compose::data::plan(plan);
    json["noi_dung"] = plan.areas.iter().map(|area| serde_json::json!([area.code, area.name])).collect();
    json["chi_tieu"] = plan
        .criteria
        .iter()
        .map(|criterion| {
            serde_json::json!({
                "ma": criterion.code.value, "chi_tieu": criterion.name, "muc_dat": crate::judge::words::target(criterion),
                "muc": format!("{:?}", criterion.measure), "don_vi_tinh": criterion.unit,
                "cau_bao_cao": crate::cell::text_of(criterion.sentence.as_ref()),
            })
        })
        .collect();
    format!("{json:#}\n")
}
