//! The summary (bảng tổng hợp): every candidate of every unit against every target, as the council wants it before it
//! votes: figures, verdicts, a bar for each rate, the proposed order and why, and the refused with their reasons.
//!
//! Beyond so many people it is bound in volumes, so that a paper of a province's size is printed like any other.
//!
//! *Invariant:* a bar ends on the same side of its target's mark as the exact rate; rows stand in the ranking's order,
//! then by unit and code.

use std::ops::Range;

use num_traits::ToPrimitive as _;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::papers::{NO_RANK, not_chosen, place};
use super::views::Common;
use crate::compose::volumes::{self, Binding, Volume};
use crate::compose::words::Tables;
use crate::compose::{Composer, Part, data, names, vietnamese};
use crate::judge::{Assessment, Finding, Judged, JudgedUnit, Ranked, Reading, Standing, Verdict, points};
use crate::model::Kind;
use crate::number::{Fraction, vietnamese as written};
use crate::phrase;
use crate::plan::targets;
use crate::plan::{Criterion, Measure, Plan, Priority};

/// In one piece it is some ten sheets at most, as much as a council passes round; a volume takes about a megabyte a person
/// while it is made.
const BINDING: Binding = Binding { whole: 50, volume: 25 };

/// In how many volumes the summary is bound; one where there is anybody at all.
pub fn volumes(judged: &Judged) -> usize {
    BINDING.volumes(people(judged))
}

/// Which people of the whole summary a volume holds, by their places in it.
pub fn rows_of(judged: &Judged, volume: usize) -> Range<usize> {
    BINDING.people_of(volume, people(judged))
}

fn people(judged: &Judged) -> usize {
    judged.units.iter().map(|unit| unit.assessments.len()).sum()
}

/// One person's row before it is written.
#[derive(Clone, Copy)]
enum Row<'a> {
    Ranked(&'a Ranked),
    Unranked(&'a JudgedUnit<'a>, &'a Assessment<'a>),
}

/// What every volume is cut from.
pub struct Everybody<'a> {
    /// The rows below the heads of their groups.
    groups: [(&'static str, Vec<Row<'a>>); 5],
    counts: Counts,
}

/// What the introduction counts.
#[derive(Clone, Copy, Serialize)]
struct Counts {
    #[serde(rename = "so_don_vi")]
    units: usize,
    #[serde(rename = "so_truong_hop")]
    cases: usize,
    /// Individuals among them.
    #[serde(rename = "so_xet_ca_nhan")]
    individuals: usize,
    #[serde(rename = "so_xet_tap_the")]
    collectives: usize,
    /// Of units in error, of whom nothing is settled yet.
    #[serde(rename = "so_chua_xet")]
    stopped: usize,
    #[serde(rename = "so_du_tieu_chuan")]
    eligible: usize,
    #[serde(rename = "so_duoc_de_nghi")]
    nominated: usize,
}

/// `bang-tong-hop.jinja`.
#[derive(Serialize)]
struct Summary<'a> {
    #[serde(flatten)]
    common: Common<'a>,
    #[serde(flatten)]
    counts: Counts,
    /// Whether the commune's council has voted.
    #[serde(rename = "da_bieu_quyet")]
    voted: bool,
    /// Whether it voted again between equals.
    #[serde(rename = "bieu_quyet_lai")]
    voted_again: bool,
    /// The files still in error, by whose they are.
    #[serde(rename = "don_vi_con_loi")]
    waiting: Vec<String>,
    /// Those equal across the line; none but in the first volume.
    #[serde(rename = "bang_nhau")]
    equal: Vec<Equal<'a>>,
    #[serde(rename = "tap")]
    volume: Option<Volume>,
    /// The submission that it goes with, once there is one.
    #[serde(rename = "to_trinh")]
    submission: Option<String>,
}

/// Somebody equal to others across the line.
#[derive(Serialize)]
struct Equal<'a> {
    #[serde(rename = "ten")]
    name: String,
    #[serde(rename = "ma")]
    code: &'a str,
    /// What the place was decided by.
    #[serde(rename = "so_lieu")]
    why: &'a str,
}

impl<'a> Everybody<'a> {
    /// Everybody in the summary's order.
    pub fn of(judged: &'a Judged<'a>) -> Self {
        let ranked = |people: &'a [Ranked]| -> Vec<Row<'a>> { people.iter().map(Row::Ranked).collect() };
        let rest = |pick: &dyn Fn(Standing) -> bool| -> Vec<Row<'a>> {
            let mut rows = Vec::new();
            for unit in &judged.units {
                let mut people: Vec<_> = unit.assessments.iter().filter(|person| pick(person.standing)).collect();
                people.sort_by(|one, other| one.candidate.code.value.cmp(&other.candidate.code.value));
                rows.extend(people.into_iter().map(|person| Row::Unranked(unit, person)));
            }
            rows
        };
        let groups = [
            ("Cá nhân được đơn vị đề nghị, xếp theo thứ tự đề xuất", ranked(&judged.ranking.individuals)),
            ("Tập thể được đơn vị đề nghị, xếp theo thứ tự đề xuất", ranked(&judged.ranking.collectives)),
            ("Trường hợp được đơn vị đề nghị, chưa xếp thứ tự", rest(&|standing| standing == Standing::Nominated)),
            (
                "Trường hợp không được đơn vị đề nghị",
                rest(&|standing| !standing.nominated() && standing != Standing::Stopped),
            ),
            (
                "Trường hợp thuộc đơn vị có số liệu còn phải chỉnh sửa, chưa xét",
                rest(&|standing| standing == Standing::Stopped),
            ),
        ];
        let people: Vec<&Assessment> = judged.units.iter().flat_map(|unit| &unit.assessments).collect();
        let count = |pick: &dyn Fn(&Assessment) -> bool| people.iter().filter(|person| pick(person)).count();
        let collectives = count(&|person| person.candidate.kind == Kind::Collective);
        let counts = Counts {
            units: judged.units.len(),
            cases: people.len(),
            individuals: people.len() - collectives,
            collectives,
            stopped: count(&|person| person.standing == Standing::Stopped),
            // Of those whose figures have to be corrected first nothing is known yet.
            eligible: count(&|person| person.eligible() && person.standing != Standing::Stopped),
            nominated: count(&|person| person.nominated()),
        };
        Self { groups, counts }
    }
}

impl<'a> Composer<'a> {
    /// A volume of the bảng tổng hợp, from 0.
    pub(super) fn summary(&self, volume: usize) -> anyhow::Result<Part> {
        let judged = self.judged;
        let data = Summary {
            common: self.commune_common(),
            counts: self.everybody().counts,
            voted: judged.ranking.voted,
            voted_again: judged.ranking.all().any(|ranked| ranked.order.again.is_some()),
            waiting: judged.ranking.waiting.iter().map(|file| waits_for(judged, file)).collect(),
            equal: if volume == 0 { self.equal() } else { Vec::new() },
            volume: volumes::told(volume, volumes(judged)),
            submission: (super::issued(judged) && judged.ranking.selected().next().is_some())
                .then(|| self.citations().submission),
        };
        let priority = match &judged.plan.priority {
            Priority::Nobody | Priority::Others(_) => "",
            Priority::ByRule(words) if words.is_empty() => "nhóm ưu tiên",
            Priority::ByRule(_) => "nhóm ưu tiên của Kế hoạch",
        };
        let columns: Vec<Json> = judged.plan.criteria.iter().map(column).collect();
        let mut extra = json!({"priority": priority, "columns": columns});
        // Moved in: `json!` copies what it is given.
        extra["groups"] = self.groups(rows_of(judged, volume)).into();
        let script = self.words.script("bang-tong-hop.jinja", &data, &Tables::default())?;
        Ok(Part { extra, ..Part::of("bang-tong-hop", script, String::new(), None) })
    }

    /// Those equal across the line, with what each was ordered by.
    fn equal(&self) -> Vec<Equal<'a>> {
        let judged = self.judged;
        let tied = judged.ranking.individuals.iter().filter(|ranked| ranked.standing == Standing::Tied);
        let told = |ranked: &'a Ranked| Equal {
            name: data::addressed_within(super::person(judged, ranked).candidate),
            code: &ranked.code,
            why: &ranked.why,
        };
        tied.map(told).collect()
    }

    /// The rows at these places, below the heads of their groups.
    fn groups(&self, places: Range<usize>) -> Vec<Json> {
        let mut groups = Vec::new();
        let mut at = 0;
        for (title, rows) in &self.everybody().groups {
            let first = places.start.saturating_sub(at).min(rows.len());
            let last = places.end.saturating_sub(at).min(rows.len());
            at += rows.len();
            if first < last {
                let mut group = json!({"title": title});
                group["rows"] = rows[first..last].iter().map(|row| self.row(*row)).collect();
                groups.push(group);
            }
        }
        groups
    }

    fn row(&self, row: Row) -> Json {
        match row {
            Row::Ranked(ranked) => self.ranked_row(ranked),
            Row::Unranked(unit, person) => unranked_row(self.judged, unit, person),
        }
    }

    fn ranked_row(&self, ranked: &Ranked) -> Json {
        let judged = self.judged;
        let unit = &judged.units[ranked.unit];
        let person = super::person(judged, ranked);
        let limit = judged.plan.limit;
        let (key, label) = match ranked.standing {
            Standing::Tied => ("tied", "Bằng nhau ở vị trí cuối, Hội đồng biểu quyết chọn".to_owned()),
            Standing::Chosen => ("selected", "Được chọn".to_owned()),
            Standing::Expected => ("selected", "Đề xuất chọn".to_owned()),
            _ if judged.ranking.voted => ("beyond", vietnamese::capitalised(&not_chosen(ranked, limit))),
            _ => ("beyond", format!("Ngoài số lượng tối đa {}", vietnamese::count(limit.into()))),
        };
        row(judged.plan, unit, person, &place(ranked), (key, &label), &ranked.why)
    }
}

/// What has to be corrected in a file before anybody can be ranked.
fn waits_for(judged: &Judged, file: &str) -> String {
    if judged.commune.is_some_and(|commune| &*commune.file == file) {
        return "phiếu biểu quyết của Hội đồng Thi đua - Khen thưởng".to_owned();
    }
    format!("số liệu tại {}", super::whose(judged, file))
}

fn unranked_row(judged: &Judged, unit: &JudgedUnit, person: &Assessment) -> Json {
    let (rank, outcome, why) = match person.standing {
        Standing::Stopped => {
            let file = names::printed(&unit.unit.file);
            let why = format!("Số liệu tại tệp “{file}” còn phải chỉnh sửa, chỉ để tham khảo");
            ("", ("stopped", "Chưa xét"), why)
        }
        standing if standing.nominated() => {
            let why = format!(
                "vượt {} chỉ tiêu; mức vượt bình quân {} điểm phần trăm",
                vietnamese::count(u64::try_from(person.exceeded()).unwrap_or(u64::MAX)),
                points(&person.margin())
            );
            ("", ("unranked", "Chờ xếp thứ tự"), why)
        }
        Standing::Refused => (NO_RANK, ("refused", "Không đủ tiêu chuẩn"), refusal(person)),
        _ => (NO_RANK, ("refused", "Đơn vị không đề nghị"), refusal(person)),
    };
    row(judged.plan, unit, person, rank, outcome, &why)
}

/// Why the person is not nominated, short: the row shows figures and names already.
fn refusal(person: &Assessment) -> String {
    if person.eligible() {
        return vietnamese::capitalised(&data::why_not(person));
    }
    let short = |finding: &Finding| {
        let (code, target) = (&finding.criterion.code.value, short_target(finding.criterion));
        match finding.verdict {
            Verdict::Missed => Some(format!("Chỉ tiêu {code}: {}, cần {target}", shown(finding).0)),
            Verdict::NoData => Some(format!("Chỉ tiêu {code}: thiếu số liệu, cần {target}")),
            Verdict::Exceeded | Verdict::Met | Verdict::NotApplicable => None,
        }
    };
    let mut lines: Vec<String> = person.findings.iter().filter_map(short).collect();
    // The reasons that lie in no figure come after those that do.
    lines.extend(person.reasons.iter().skip(lines.len()).map(|reason| reason.message.clone()));
    lines.join("\n")
}

fn row(plan: &Plan, unit: &JudgedUnit, person: &Assessment, rank: &str, outcome: (&str, &str), why: &str) -> Json {
    let mut row = json!({
        "rank": rank, "name": data::addressed(person.candidate), "code": person.candidate.code.value,
        "post": data::post_and_workplace(person.candidate), "unit": vietnamese::capitalised(&unit.unit.office.name),
        "kind": person.candidate.kind.vietnamese(), "priority": person.nominated() && person.priority(plan),
        "vote": person.vote.as_ref().map_or_else(String::new, |vote| {
            format!("{}/{}", vietnamese::count(vote.favour), vietnamese::count(vote.electorate))
        }),
        "outcome": outcome.0, "label": outcome.1, "why": vietnamese::capitalised(why),
    });
    row["cells"] = person.findings.iter().map(cell).collect();
    row
}

fn column(criterion: &Criterion) -> Json {
    json!({
        "code": &*criterion.code.value, "name": criterion.short, "target": short_target(criterion),
        "rated": matches!(criterion.measure, Measure::Share(_) | Measure::Cut(_)),
    })
}

/// The target as a column head has room for: `≥ 95%`, `≥ 01 sáng kiến`, `Có`, `0`.
fn short_target(criterion: &Criterion) -> String {
    match criterion.measure {
        Measure::Checklist(_) => "Có".to_owned(),
        Measure::Count(_) => targets::short_target(criterion) + &targets::unit_suffix(criterion),
        _ => targets::short_target(criterion),
    }
}

/// One figure: the verdict's key, the figure, its counts, and the bar of a rate.
fn cell(finding: &Finding) -> Json {
    let (text, counts) = shown(finding);
    json!({"verdict": finding.verdict.key(), "text": text, "counts": counts, "bar": bar(finding)})
}

/// The figure in short, and the counts of a rate.
fn shown(finding: &Finding) -> (String, String) {
    match &finding.reading() {
        Reading::Rate { result, total } => (
            finding.percent().map_or_else(String::new, |percent| format!("{}%", written(&percent))),
            format!("{}/{}", phrase::padded(*result), phrase::padded(*total)),
        ),
        Reading::Nothing => (String::new(), String::new()),
        Reading::YesNo(yes) => (if *yes { "Có" } else { "Không" }.to_owned(), String::new()),
        Reading::Count(count) => (phrase::padded(*count), String::new()),
        Reading::Items { done, concerned } => (phrase::of(*done, *concerned), String::new()),
    }
}

/// The rate and its target in thousandths of the bar's length; nothing where the finding is no rate.
fn bar(finding: &Finding) -> Json {
    let (Some(rate), Measure::Share(bounds) | Measure::Cut(bounds)) = (finding.rate(), &finding.criterion.measure)
    else {
        return Json::Null;
    };
    let thousandths = |value: &Fraction| {
        // Not by the fraction's own product, which would reduce it first.
        let scaled: num_bigint::BigInt = value.numer() * 1000 / value.denom();
        scaled.to_i64().unwrap_or(0).clamp(0, 1000)
    };
    let (value, mark) = (thousandths(&rate), thousandths(bounds.met.value()));
    let value = match finding.verdict {
        Verdict::Missed => value.min(mark - 1).max(0),
        Verdict::Exceeded | Verdict::Met => value.max(mark),
        Verdict::NotApplicable | Verdict::NoData => value,
    };
    json!({"value": value, "mark": mark})
}
