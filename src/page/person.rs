//! All of one person on the page: what became of the person, and the entries behind the figures.
//!
//! *Invariant:* an entry's id is the person's number in the run and the criterion's in the plan; nothing else has that id.

use serde::Serialize;

use super::draw::{Axis, Mark};
use super::line::class;
use super::view::{Link, link};
use crate::cell::{Cell, text_of};
use crate::compose::data;
use crate::compose::vietnamese::capitalised;
use crate::judge::{Assessment, Finding, Judged, JudgedUnit, Ranked, Reading, Verdict, words};
use crate::model::{Candidate, Checked, Initiative, Kind, Value};
use crate::number::{Fraction, vietnamese};
use crate::phrase;
use crate::plan::Measure;
use crate::record::{self, Record};

/// A person and the entries.
#[derive(Debug, Serialize)]
pub struct Person {
    /// The person's number in the run, from 0.
    pub n: usize,
    /// `Mã`.
    pub code: String,
    /// With the honorific.
    pub addressed: String,
    /// What `post` is.
    pub post_label: &'static str,
    /// Post and workplace.
    pub post: String,
    /// `Đối tượng`.
    pub kind: &'static str,
    /// Name of the unit.
    pub unit_name: String,
    /// Its workbook.
    pub file: String,
    /// Sheet and cell of the code.
    pub place: String,
    /// The sheet of the figures; empty where there is none.
    pub sheet: String,
    /// Key of what became of the person.
    pub outcome: &'static str,
    /// The same in Vietnamese.
    pub outcome_words: String,
    /// Place in the commune's order; 0 where not ranked.
    pub rank: usize,
    /// The unit council's vote; empty where none.
    pub vote: String,
    /// The commune council's vote; empty where none.
    pub commune_vote: String,
    /// Whether the person belongs to the priority group.
    pub priority: bool,
    /// Why refused.
    pub reasons: Vec<String>,
    /// Papers about the person.
    pub papers: Vec<Link>,
    /// One entry a criterion.
    pub figures: Vec<Figure>,
}

/// The id of a person's sheet.
pub fn id(n: usize) -> String {
    format!("p{n}")
}

/// The id of an entry.
pub fn figure_id(n: usize, criterion: usize) -> String {
    format!("f{n}-{criterion}")
}

/// One figure's entry.
#[derive(Debug, Serialize)]
pub struct Figure {
    /// A letter for the page's class: `x` exceeded, `m` met, `f` missed, `n` not applicable, `q` no data.
    pub class: char,
    /// The sign of the verdict.
    pub sign: char,
    /// The verdict.
    pub verdict: String,
    /// The figure as short as it can be said; may be empty.
    pub short: String,
    /// The counts: `412/413 hồ sơ`; empty where a rate's short form or nothing says all.
    pub counts: String,
    /// How far from the target, in words; empty where there is no rate or no distance.
    pub margin: String,
    /// On a line from 0 to 100 %, or further where the rate lies outside.
    pub whole: Option<Mark>,
    /// Whether that line is a longer one, so that the target does not stand where the criterion says.
    pub longer: bool,
    /// Cell of the figure, with its sheet where that is not the person's; empty where there is none.
    pub place: String,
    /// Cell of `Tổng số`, in the same sheet; empty where there is none.
    pub total_place: String,
    /// `Dẫn chứng`; empty where there is none.
    pub evidence: String,
    /// Its cell, in the same way.
    pub evidence_place: String,
    /// Why it does not apply; empty where it does or the plan does not ask this kind.
    pub excuse: String,
    /// Items of a checklist, or initiatives: what, how it stands, and where.
    pub lines: Vec<Line>,
}

/// A line below a figure.
#[derive(Debug, Serialize)]
pub struct Line {
    what: String,
    how: String,
    /// Its cell, in the same way.
    place: String,
}

/// Everybody, unit by unit.
pub struct Crowd<'a> {
    /// What was judged.
    pub judged: &'a Judged<'a>,
    record: &'a Record<'a>,
    /// One for each criterion.
    pub axes: Vec<Axis>,
    /// By the person's number: the unit, and the place there.
    places: Vec<(usize, usize)>,
    /// The number of each unit's first person.
    first: Vec<usize>,
}

impl<'a> Crowd<'a> {
    /// Everybody of a run.
    pub fn new(judged: &'a Judged<'a>, record: &'a Record<'a>, axes: Vec<Axis>) -> Self {
        let mut places = Vec::new();
        let mut first = Vec::new();
        for (index, unit) in judged.units.iter().enumerate() {
            first.push(places.len());
            places.extend((0..unit.assessments.len()).map(|person| (index, person)));
        }
        Self { judged, record, axes, places, first }
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// The number of a person in the run.
    pub fn number(&self, unit: usize, person: usize) -> usize {
        self.first[unit] + person
    }

    /// What was found of the person, and the unit.
    pub fn assessment(&self, n: usize) -> (&'a Assessment<'a>, &'a JudgedUnit<'a>) {
        let (unit, person) = self.places[n];
        let unit = &self.judged.units[unit];
        (&unit.assessments[person], unit)
    }

    /// What was found of everybody.
    pub fn everybody(&self) -> impl Iterator<Item = &'a Assessment<'a>> {
        self.judged.units.iter().flat_map(|unit| &unit.assessments)
    }

    /// The index of the person's unit.
    pub fn unit(&self, n: usize) -> usize {
        self.places[n].0
    }

    /// Where the person stands in the commune's order.
    pub fn place(&self, n: usize) -> Option<&'a Ranked> {
        let (unit, person) = self.places[n];
        self.record.place(unit, person)
    }

    /// The place as the page shows it: 0 where there is none, as of those whom the council did not carry.
    pub fn rank(&self, n: usize) -> usize {
        self.place(n).and_then(Ranked::place).unwrap_or(0)
    }

    /// Paths of the papers about the person.
    pub fn papers(&self, n: usize) -> Vec<String> {
        let (unit, person) = self.places[n];
        self.record.papers_about(unit, Some(person))
    }

    /// All of the person.
    pub fn person(&self, n: usize) -> Person {
        let (unit, place) = self.places[n];
        let (assessment, judged) = self.assessment(n);
        let recorded = self.record.without_criteria(unit, place);
        let candidate = assessment.candidate;
        let main = main_sheet(assessment);
        Person {
            n,
            code: recorded.code,
            addressed: data::addressed(candidate),
            post_label: match candidate.kind {
                Kind::Collective => "Đơn vị quản lý",
                _ if candidate.post.is_none() => "Đơn vị công tác",
                _ => "Chức vụ",
            },
            post: data::post_and_workplace(candidate),
            kind: candidate.kind.vietnamese(),
            unit_name: judged.unit.office.name.clone(),
            file: judged.unit.file.to_string(),
            place: self::place(&candidate.code.cell),
            sheet: main.map_or_else(String::new, |cell| cell.sheet().to_string()),
            outcome: assessment.standing.key(),
            outcome_words: capitalised(assessment.standing.vietnamese()),
            rank: self.rank(n),
            vote: recorded.vote.as_ref().map_or_else(String::new, votes),
            commune_vote: recorded.commune_vote.as_ref().map_or_else(String::new, votes),
            priority: recorded.priority,
            reasons: recorded.reasons,
            papers: recorded.papers.iter().map(|path| link(path)).collect(),
            figures: assessment.findings.iter().map(|finding| figure(candidate, finding, main)).collect(),
        }
    }
}

/// `05/07 thành viên đồng ý (71,43%)`.
fn votes(vote: &record::Ballot) -> String {
    let count = crate::compose::vietnamese::count;
    format!("{}/{} thành viên đồng ý ({}%)", count(vote.favour), count(vote.electorate), vietnamese(&vote.percent))
}

/// Sheet and cell: `Số liệu › C7`. The file is said once a person.
fn place(cell: &Cell) -> String {
    format!("{} › {cell}", cell.sheet())
}

/// A cell of the sheet that holds the person's figures: the first of a sheet that no initiative is in.
fn main_sheet<'a>(assessment: &'a Assessment) -> Option<&'a Cell> {
    let of_initiatives = |cell: &Cell| {
        assessment.candidate.initiatives.iter().any(|initiative| initiative.name.cell.sheet() == cell.sheet())
    };
    assessment.findings.iter().filter_map(|finding| finding.source()).find(|cell| !of_initiatives(cell))
}

/// The cell alone where its sheet is that of `beside`, which is said once for the person.
fn near(cell: &Cell, beside: Option<&Cell>) -> String {
    if beside.is_some_and(|beside| beside.sheet() == cell.sheet()) { cell.to_string() } else { place(cell) }
}

/// The target that a rate is compared with.
pub fn target<'a>(finding: &'a Finding) -> Option<&'a Fraction> {
    match &finding.criterion.measure {
        Measure::Share(bounds) | Measure::Cut(bounds) => Some(bounds.met.value()),
        _ => None,
    }
}

/// `main`: a cell of the sheet that is said once for all the person's figures.
fn figure(candidate: &Candidate, finding: &Finding, main: Option<&Cell>) -> Figure {
    let (class, sign) = class(finding.verdict);
    let value = finding.figure.map(|figure| &figure.value);
    let evidence = finding.figure.and_then(|figure| figure.evidence.as_ref());
    let target = target(finding);
    let rate = finding.rate();
    let compared = rate.as_ref().zip(target);
    let whole = compared.map_or_else(|| Axis::whole(&[]), |(rate, target)| Axis::whole(&[rate, target]));
    Figure {
        class,
        sign,
        verdict: capitalised(finding.verdict.vietnamese()),
        short: short(finding),
        counts: if finding.percent().is_some() { words::figure(finding) } else { String::new() },
        margin: finding.margin_points().map_or_else(String::new, |points| margin_words(&points)),
        whole: compared.map(|(rate, target)| whole.mark(rate, target)),
        longer: target.is_some_and(|target| whole.tick(target) != Axis::whole(&[target]).tick(target)),
        place: finding.source().map_or_else(String::new, |cell| near(cell, main)),
        total_place: match value {
            Some(Value::Share { total, .. }) => total.cell.to_string(),
            Some(Value::Cut(cut)) => cut.allowed.cell.to_string(),
            _ => String::new(),
        },
        evidence: text_of(evidence).to_owned(),
        evidence_place: evidence.map_or_else(String::new, |evidence| near(&evidence.cell, main)),
        excuse: match value {
            Some(Value::NotApplicable(reason)) => reason.value.clone(),
            _ => String::new(),
        },
        lines: lines(candidate, finding, main),
    }
}

/// What a cell of the matrix has room for.
pub fn short(finding: &Finding) -> String {
    match (&finding.reading(), finding.percent()) {
        (_, Some(percent)) => format!("{}%", vietnamese(&percent)),
        (Reading::Nothing | Reading::Rate { .. }, _) => String::new(),
        (Reading::YesNo(yes), _) => if *yes { "Có" } else { "Không" }.to_owned(),
        (Reading::Count(count), _) => phrase::padded(*count),
        (Reading::Items { done, concerned }, _) => phrase::of(*done, *concerned),
    }
}

/// `hơn 0,76 điểm %`, of percentage points in plain notation.
fn margin_words(points: &str) -> String {
    match points.strip_prefix('-') {
        _ if points == "0" => String::new(),
        Some(below) => format!("thiếu {} điểm %", vietnamese(below)),
        None => format!("hơn {} điểm %", vietnamese(points)),
    }
}

fn lines(candidate: &Candidate, finding: &Finding, main: Option<&Cell>) -> Vec<Line> {
    if finding.criterion.counts_initiatives && finding.verdict != Verdict::NotApplicable {
        return candidate.initiatives.iter().map(|one| initiative(one, main)).collect();
    }
    match finding.figure.map(|figure| &figure.value) {
        Some(Value::Checklist(items)) => {
            items.iter().map(|item| checked(&finding.criterion.measure, item, main)).collect()
        }
        _ => Vec::new(),
    }
}

fn initiative(initiative: &Initiative, beside: Option<&Cell>) -> Line {
    let said = |label: &str, text: &str| if text.is_empty() { String::new() } else { format!("{label} “{text}”") };
    let effect = said("hiệu quả", text_of(initiative.effect.as_ref()));
    let recognition = said("công nhận", text_of(initiative.recognition.as_ref()));
    let how: Vec<&str> = [effect.as_str(), recognition.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
    Line {
        what: format!("“{}”", initiative.name.value),
        how: how.join("; "),
        place: near(&initiative.name.cell, beside),
    }
}

fn checked(measure: &Measure, given: &Checked, beside: Option<&Cell>) -> Line {
    let known = match measure {
        Measure::Checklist(items) => items.iter().find(|item| item.code == given.item),
        _ => None,
    };
    let stands = match &given.done {
        Some(done) if done.value => "Có",
        Some(_) => "Không",
        None => "Không áp dụng",
    };
    let more = given.excuse.as_deref().map_or_else(|| text_of(given.evidence.as_ref()), |excuse| &excuse.value);
    Line {
        // A code that its name ends with, `PAPI`, says enough: the whole name stands once, with the targets.
        what: known.filter(|item| !item.name.contains(&*item.code)).map_or(&*given.item, |item| &item.name).to_owned(),
        how: if more.is_empty() { stands.to_owned() } else { format!("{stands}. {more}") },
        place: near(&given.source, beside),
    }
}
