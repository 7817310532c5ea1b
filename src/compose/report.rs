//! The achievement report (báo cáo thành tích): each figure as a sentence with its evidence, under the plan's content areas.
//!
//! *Invariant:* every figure of the workbook that concerns the person is said once, in the plan's order, and no figure
//! is said that the workbook does not hold.

use std::borrow::Cow;

use anyhow::anyhow;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::Words;
use super::data::{self, Person};
use super::ending::{bare, ended, unquoted};
use super::vietnamese::count;
use crate::cell::text_of;
use crate::judge::{Assessment, Finding, Reading, Verdict};
use crate::model::{Checked, Value};
use crate::number::{self, vietnamese, written};
use crate::phrase;
use crate::plan::targets;
use crate::plan::{Criterion, Measure, Plan};
use crate::problem::Problems;

/// The person with all achievements: `nguoi`.
#[derive(Debug, Serialize)]
pub struct Reporter<'a> {
    #[serde(flatten)]
    person: Person<'a>,
    /// The plan's content areas of which there is something to tell.
    #[serde(rename = "linh_vuc")]
    areas: Vec<Area<'a>>,
    /// Targets exceeded.
    #[serde(rename = "so_vuot")]
    exceeded: usize,
    /// Targets met or exceeded.
    #[serde(rename = "so_dat")]
    met: usize,
    /// Targets that concern the person.
    #[serde(rename = "so_ap_dung")]
    concerned: usize,
    #[serde(rename = "so_sang_kien")]
    initiatives: usize,
}

/// What is told under one heading.
#[derive(Debug, Serialize)]
struct Area<'a> {
    #[serde(rename = "ten")]
    name: &'a str,
    #[serde(rename = "cac_y")]
    points: Vec<Point<'a>>,
}

/// One achievement.
#[derive(Debug, Default, Serialize)]
struct Point<'a> {
    #[serde(rename = "cau")]
    sentence: String,
    /// A sentence of its own; empty where there is none.
    #[serde(rename = "dan_chung")]
    evidence: String,
    #[serde(rename = "sang_kien")]
    initiatives: Vec<Initiative<'a>>,
    /// Items of a checklist.
    #[serde(rename = "cac_muc")]
    items: Vec<Item>,
}

/// An initiative.
#[derive(Debug, Serialize)]
struct Initiative<'a> {
    /// Without quotes around it.
    #[serde(rename = "ten")]
    name: &'a str,
    #[serde(rename = "hieu_qua")]
    effect: &'a str,
    #[serde(rename = "cong_nhan")]
    recognition: &'a str,
    /// The full stop after all of it; empty where it ends with a mark of its own.
    #[serde(rename = "cham")]
    stop: &'static str,
}

/// An item below an achievement.
#[derive(Debug, Serialize)]
struct Item {
    #[serde(rename = "ten")]
    name: String,
    /// A sentence.
    #[serde(rename = "ket_qua")]
    result: String,
    /// A sentence of its own; empty where there is none.
    #[serde(rename = "dan_chung")]
    evidence: String,
}

/// Everything of a person that the report tells.
pub fn reporter<'a>(words: &Words, plan: &'a Plan, person: &'a Assessment) -> anyhow::Result<Reporter<'a>> {
    let mut areas = Vec::new();
    for (index, area) in plan.areas.iter().enumerate() {
        let mut points = Vec::new();
        for finding in person.findings.iter().filter(|finding| finding.criterion.area == index) {
            points.extend(point(words, person, finding)?);
        }
        if let Some(evidence) = person.candidate.area_evidence.get(&area.code) {
            points.push(Point::said(ended(&evidence.value), ""));
        }
        if !points.is_empty() {
            areas.push(Area { name: &area.name, points });
        }
    }
    if !plan.criteria.iter().any(|criterion| criterion.counts_initiatives) && !person.candidate.initiatives.is_empty() {
        let sentence = "Các sáng kiến, giải pháp đã đề xuất, thực hiện:".to_owned();
        let point = Point { initiatives: initiatives(person), ..Point::said(sentence, "") };
        areas.push(Area { name: "Sáng kiến, giải pháp", points: vec![point] });
    }
    let counted =
        |verdicts: &[Verdict]| person.findings.iter().filter(|finding| verdicts.contains(&finding.verdict)).count();
    Ok(Reporter {
        person: Person::of(person.candidate),
        areas,
        exceeded: counted(&[Verdict::Exceeded]),
        met: counted(&[Verdict::Exceeded, Verdict::Met]),
        concerned: counted(&[Verdict::Exceeded, Verdict::Met, Verdict::Missed, Verdict::NoData]),
        initiatives: person.candidate.initiatives.len(),
    })
}

impl Point<'_> {
    fn said(sentence: String, evidence: &str) -> Self {
        Self { sentence, evidence: own_sentence(evidence), ..Self::default() }
    }
}

/// Evidence as a sentence of its own, where there is any.
fn own_sentence(evidence: &str) -> String {
    if evidence.is_empty() { String::new() } else { ended(evidence) }
}

fn point<'a>(words: &Words, person: &'a Assessment, finding: &'a Finding) -> anyhow::Result<Option<Point<'a>>> {
    let evidence = text_of(finding.figure.and_then(|figure| figure.evidence.as_ref()));
    let own = || if finding.criterion.counts_initiatives { initiatives(person) } else { Vec::new() };
    Ok(match finding.verdict {
        Verdict::NoData => None,
        Verdict::NotApplicable => match finding.figure.map(|figure| &figure.value) {
            Some(Value::NotApplicable(reason)) => {
                let sentence = format!("{}: {}", finding.criterion.short, excused(&reason.value));
                Some(Point { initiatives: own(), ..Point::said(sentence, evidence) })
            }
            Some(Value::Checklist(items)) => Some(of_no_concern(finding.criterion, items)),
            _ => None,
        },
        Verdict::Exceeded | Verdict::Met | Verdict::Missed => {
            let items = match finding.figure.map(|figure| &figure.value) {
                Some(Value::Checklist(items)) => items.iter().map(|item| checked(finding.criterion, item)).collect(),
                _ => Vec::new(),
            };
            Some(Point { initiatives: own(), items, ..Point::said(sentence(words, person, finding)?, evidence) })
        }
    })
}

/// A checklist none of whose items concerns the person: each reason once, below it its items where there are several.
fn of_no_concern<'a>(criterion: &Criterion, items: &[Checked]) -> Point<'a> {
    let mut reasons: Vec<(&str, Vec<&Checked>)> = Vec::new();
    for item in items {
        let reason = bare(item.excuse.as_deref().map_or("", |excuse| &excuse.value));
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, alike)) => alike.push(item),
            None => reasons.push((reason, vec![item])),
        }
    }
    if let [(reason, alike)] = &reasons[..] {
        return Point::said(format!("{}: {}", criterion.short, excused(reason)), &evidence_of(alike));
    }
    let told = reasons.iter().map(|(reason, alike)| {
        let names: Vec<&str> = alike.iter().map(|item| item_name(criterion, item)).collect();
        listed(reason, ended(&names.join(", ")), &evidence_of(alike))
    });
    let sentence = format!("{}: không áp dụng, lý do:", criterion.short);
    Point { items: told.collect(), ..Point::said(sentence, "") }
}

/// The evidence of these items, each text once.
fn evidence_of(items: &[&Checked]) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for text in items.iter().map(|item| bare(text_of(item.evidence.as_ref()))) {
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.join("; ")
}

/// What the plan calls an item.
fn item_name<'a>(criterion: &'a Criterion, item: &'a Checked) -> &'a str {
    match &criterion.measure {
        Measure::Checklist(items) => {
            items.iter().find(|known| known.code == item.item).map_or(&*item.item, |known| known.name.as_str())
        }
        Measure::Share(_) | Measure::Cut(_) | Measure::YesNo | Measure::Count(_) | Measure::NoViolation => &item.item,
    }
}

fn checked(criterion: &Criterion, item: &Checked) -> Item {
    let name = item_name(criterion, item);
    let result = match (&item.done, &item.excuse) {
        (Some(done), _) if done.value => "đã thực hiện.".to_owned(),
        (Some(_), _) => "chưa thực hiện.".to_owned(),
        (None, Some(excuse)) => excused(&excuse.value),
        (None, None) => "không áp dụng.".to_owned(),
    };
    listed(name, result, text_of(item.evidence.as_ref()))
}

/// An item below a point.
fn listed(name: &str, result: String, evidence: &str) -> Item {
    Item { name: name.to_owned(), result, evidence: own_sentence(evidence) }
}

/// Why a target does not concern the person; its short name stands before, for its full wording reads as a result.
fn excused(reason: &str) -> String {
    format!("không áp dụng, lý do: {}", ended(&within_a_sentence(reason)))
}

/// A reason behind a colon, where no sentence begins (NĐ 30/2020, Phụ lục II, Mục I): in lower case where it begins with a word
/// that is no name.
fn within_a_sentence(reason: &str) -> Cow<'_, str> {
    const NO_NAMES: [&str; 16] = [
        "Không", "Chưa", "Do", "Vì", "Bởi", "Theo", "Trong", "Được", "Là", "Thuộc", "Việc", "Các", "Chỉ", "Ngoài",
        "Đã", "Đang",
    ];
    let first = reason.split_whitespace().next().unwrap_or_default();
    if NO_NAMES.contains(&first) { phrase::lower_first(reason).into() } else { reason.into() }
}

fn initiatives<'a>(person: &'a Assessment) -> Vec<Initiative<'a>> {
    person
        .candidate
        .initiatives
        .iter()
        .map(|initiative| {
            let effect = bare(text_of(initiative.effect.as_ref()));
            let recognition = bare(text_of(initiative.recognition.as_ref()));
            let stops = ended(if recognition.is_empty() { effect } else { recognition }).ends_with('.');
            let stop = if stops { "." } else { "" };
            Initiative { name: unquoted(&initiative.name.value), effect, recognition, stop }
        })
        .collect()
}

fn sentence(words: &Words, person: &Assessment, finding: &Finding) -> anyhow::Result<String> {
    let data = sentence_data(person, finding);
    let own = finding.criterion.sentence.as_ref();
    let Some(own) = own.filter(|own| !own.value.trim().is_empty()) else {
        return words.line(DEFAULT, &data);
    };
    let mut data = data;
    let with_figures = words.prints_any(&own.value, &data, &FIGURES);
    let text = words.sentence(&own.value, &data).map_err(|fault| anyhow!("{}: {fault}", own.cell))?;
    if with_figures || matches!(finding.reading(), Reading::YesNo(_) | Reading::Nothing) {
        return Ok(ended(&text));
    }
    // A sentence without figures says what; the figures follow it (plan III.4: không nêu kết quả chung).
    data["chi_tieu"] = json!(bare(&text));
    words.line(DEFAULT, &data)
}

const DEFAULT: &str = "cau-bao-cao.jinja";
const FIGURES: [&str; 5] = ["ket_qua", "tong_so", "ty_le", "chenh_lech", "thoi_gian_giam"];

/// Everything a sentence may speak of: a field for each name.
#[derive(Default, Serialize)]
struct Told {
    #[serde(rename = "ket_qua")]
    result: String,
    #[serde(rename = "tong_so")]
    total: String,
    #[serde(rename = "ty_le")]
    rate: String,
    #[serde(rename = "muc_dat")]
    target: String,
    #[serde(rename = "chi_tieu")]
    criterion: String,
    #[serde(rename = "don_vi_tinh")]
    unit: String,
    #[serde(rename = "danh_gia")]
    verdict: &'static str,
    /// By how much the target is exceeded; empty where it is not.
    #[serde(rename = "chenh_lech")]
    margin: String,
    #[serde(rename = "thoi_gian_giam")]
    saved: String,
    #[serde(rename = "cach_do")]
    measure: &'static str,
    /// Whether what is measured is time.
    #[serde(rename = "la_thoi_gian")]
    of_time: bool,
    #[serde(rename = "ho_ten")]
    name: String,
    #[serde(rename = "xung_ten")]
    addressed: String,
    #[serde(rename = "so_sang_kien")]
    initiatives: String,
    #[serde(rename = "dan_chung")]
    evidence: String,
}

fn sentence_data(person: &Assessment, finding: &Finding) -> Json {
    let criterion = finding.criterion;
    let (result, total) = match &finding.reading() {
        Reading::Rate { result, total } => {
            (data::padded_number(&written(*result)), data::padded_number(&written(*total)))
        }
        Reading::Count(n) => (phrase::padded(*n), String::new()),
        Reading::YesNo(yes) => (if *yes { "Có" } else { "Không" }.to_owned(), String::new()),
        Reading::Items { done, concerned } => {
            (data::padded_number(&done.to_string()), data::padded_number(&concerned.to_string()))
        }
        Reading::Nothing => (String::new(), String::new()),
    };
    let saved = match &finding.reading() {
        Reading::Rate { result, total } if matches!(criterion.measure, Measure::Cut(_)) => written(*total - *result),
        _ => String::new(),
    };
    let is_above = finding.margin().is_some_and(|margin| margin > number::Fraction::default());
    json!(Told {
        result,
        total,
        rate: finding.percent().map_or_else(String::new, |percent| format!("{}%", vietnamese(&percent))),
        target: targets::target(criterion),
        criterion: criterion.name.clone(),
        unit: criterion.unit.clone(),
        verdict: match finding.verdict {
            Verdict::Exceeded => "vượt chỉ tiêu",
            Verdict::Met => "đạt chỉ tiêu",
            Verdict::Missed => "không đạt chỉ tiêu",
            Verdict::NotApplicable => "không áp dụng",
            Verdict::NoData => "thiếu số liệu",
        },
        margin: finding
            .margin_points()
            .filter(|_| is_above)
            .map_or_else(String::new, |points| { format!("{} điểm phần trăm", vietnamese(&points)) }),
        saved,
        measure: measure(&criterion.measure),
        of_time: criterion.reduces_time(),
        name: person.candidate.name.value.clone(),
        addressed: data::addressed(person.candidate),
        initiatives: count(u64::try_from(person.candidate.initiatives.len()).unwrap_or(u64::MAX)),
        evidence: text_of(finding.figure.and_then(|figure| figure.evidence.as_ref())).to_owned(),
    })
}

fn measure(measure: &Measure) -> &'static str {
    match measure {
        Measure::Share(_) => "ty_le",
        Measure::Cut(_) => "muc_giam",
        Measure::YesNo => "co_khong",
        Measure::Count(_) => "so_luong",
        Measure::NoViolation => "khong_vi_pham",
        Measure::Checklist(_) => "danh_muc",
    }
}

/// Tries every sentence of the plan on made-up figures, so that a mistake in one is said at its cell before anything is printed.
pub fn check_sentences(words: &Words, plan: &Plan, problems: &mut Problems) {
    let mut data = json!(Told::default());
    let names: Vec<String> = data.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    for value in data.as_object_mut().into_iter().flat_map(|data| data.values_mut()).filter(|value| value.is_string()) {
        *value = json!("1");
    }
    for sentence in plan.criteria.iter().filter_map(|criterion| criterion.sentence.as_ref()) {
        if let Err(fault) = words.sentence(&sentence.value, &data) {
            problems.error(
                sentence,
                format!("Câu báo cáo “{}” {fault}", phrase::shortened(&sentence.value)),
                format!("Dùng các tên: {}; viết trong hai ngoặc nhọn, ví dụ {{{{ ket_qua }}}}; hoặc xóa nội dung ô để dùng câu có sẵn", names.join(", ")),
            );
        }
    }
}
