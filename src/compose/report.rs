//! The achievement report (báo cáo thành tích): each figure as a sentence with its evidence, under the plan's content areas.
//!
//! *Invariant:* every figure of the workbook that concerns the person is said once, in the plan's order, and no figure
//! is said that the workbook does not hold.

use anyhow::anyhow;
use serde_json::{Value as Json, json};

use super::ending::{bare, ended, unquoted};
use super::vietnamese::count;
use super::{Words, data};
use crate::cell::text_of;
use crate::judge::{Assessment, Finding, Reading, Verdict, words};
use crate::model::{Checked, Value};
use crate::number::{self, vietnamese, written};
use crate::plan::{Criterion, Measure, Plan};
use crate::problem::Problems;

/// The person with all achievements: `nguoi`.
pub fn person(words: &Words, plan: &Plan, person: &Assessment) -> anyhow::Result<Json> {
    let mut nguoi = data::person(person.candidate);
    let mut areas = Vec::new();
    for (index, area) in plan.areas.iter().enumerate() {
        let mut points = Vec::new();
        for finding in person.findings.iter().filter(|finding| finding.criterion.area == index) {
            points.extend(point(words, person, finding)?);
        }
        if let Some(evidence) = person.candidate.area_evidence.get(&area.code) {
            points.push(said(ended(&evidence.value), ""));
        }
        if !points.is_empty() {
            areas.push(json!({"ten": area.name, "cac_y": points}));
        }
    }
    if !plan.criteria.iter().any(|criterion| criterion.counts_initiatives) && !person.candidate.initiatives.is_empty() {
        let mut point = said("Các sáng kiến, giải pháp đã đề xuất, thực hiện:".to_owned(), "");
        point["sang_kien"] = initiatives(person);
        areas.push(json!({"ten": "Sáng kiến, giải pháp", "cac_y": [point]}));
    }
    let counted =
        |verdicts: &[Verdict]| person.findings.iter().filter(|finding| verdicts.contains(&finding.verdict)).count();
    nguoi["linh_vuc"] = Json::Array(areas);
    nguoi["so_vuot"] = json!(counted(&[Verdict::Exceeded]));
    nguoi["so_dat"] = json!(counted(&[Verdict::Exceeded, Verdict::Met]));
    nguoi["so_ap_dung"] = json!(counted(&[Verdict::Exceeded, Verdict::Met, Verdict::Missed, Verdict::NoData]));
    nguoi["so_sang_kien"] = json!(person.candidate.initiatives.len());
    Ok(nguoi)
}

fn said(sentence: String, evidence: &str) -> Json {
    json!({"cau": sentence, "dan_chung": if evidence.is_empty() { String::new() } else { ended(evidence) }, "sang_kien": [], "cac_muc": []})
}

fn point(words: &Words, person: &Assessment, finding: &Finding) -> anyhow::Result<Option<Json>> {
    let evidence = text_of(finding.figure.and_then(|figure| figure.evidence.as_ref()));
    Ok(match finding.verdict {
        Verdict::NoData => None,
        Verdict::NotApplicable => match finding.figure.map(|figure| &figure.value) {
            Some(Value::NotApplicable(reason)) => {
                let mut point = said(format!("{}: {}", finding.criterion.short, excused(&reason.value)), evidence);
                if finding.criterion.counts_initiatives {
                    point["sang_kien"] = initiatives(person);
                }
                Some(point)
            }
            Some(Value::Checklist(items)) => Some(of_no_concern(finding.criterion, items)),
            _ => None,
        },
        Verdict::Exceeded | Verdict::Met | Verdict::Missed => {
            let mut point = said(sentence(words, person, finding)?, evidence);
            if finding.criterion.counts_initiatives {
                point["sang_kien"] = initiatives(person);
            }
            if let Some(Value::Checklist(items)) = finding.figure.map(|figure| &figure.value) {
                point["cac_muc"] = items.iter().map(|item| checked(finding.criterion, item)).collect();
            }
            Some(point)
        }
    })
}

/// A checklist none of whose items concerns the person: each reason once, below it its items where there are several.
fn of_no_concern(criterion: &Criterion, items: &[Checked]) -> Json {
    let mut reasons: Vec<(&str, Vec<&Checked>)> = Vec::new();
    for item in items {
        let reason = bare(item.excuse.as_deref().map_or("", |excuse| &excuse.value));
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, alike)) => alike.push(item),
            None => reasons.push((reason, vec![item])),
        }
    }
    if let [(reason, alike)] = &reasons[..] {
        return said(format!("{}: {}", criterion.short, excused(reason)), &evidence_of(alike));
    }
    let told = reasons.iter().map(|(reason, alike)| {
        let names: Vec<&str> = alike.iter().map(|item| item_name(criterion, item)).collect();
        listed(reason, ended(&names.join(", ")), &evidence_of(alike))
    });
    let mut point = said(format!("{}: không áp dụng, lý do:", criterion.short), "");
    point["cac_muc"] = told.collect();
    point
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

fn checked(criterion: &Criterion, item: &Checked) -> Json {
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
fn listed(name: &str, result: String, evidence: &str) -> Json {
    json!({"ten": name, "ket_qua": result, "dan_chung": if evidence.is_empty() { String::new() } else { ended(evidence) }})
}

/// Why a target does not concern the person; its short name stands before, for its full wording reads as a result.
fn excused(reason: &str) -> String {
    format!("không áp dụng, lý do: {}", ended(reason))
}

fn initiatives(person: &Assessment) -> Json {
    person
        .candidate
        .initiatives
        .iter()
        .map(|initiative| {
            let effect = bare(text_of(initiative.effect.as_ref()));
            let recognition = bare(text_of(initiative.recognition.as_ref()));
            let stops = ended(if recognition.is_empty() { effect } else { recognition }).ends_with('.');
            let stop = if stops { "." } else { "" };
            json!({"ten": unquoted(&initiative.name.value), "hieu_qua": effect, "cong_nhan": recognition, "cham": stop})
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

/// Everything a sentence may speak of.
fn sentence_data(person: &Assessment, finding: &Finding) -> Json {
    let criterion = finding.criterion;
    let (result, total) = match &finding.reading() {
        Reading::Rate { result, total } => {
            (data::padded_number(&written(*result)), data::padded_number(&written(*total)))
        }
        Reading::Count(n) => (words::padded(*n), String::new()),
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
    let above = finding.margin().filter(|margin| *margin > number::Fraction::default());
    json!({
        "ket_qua": result, "tong_so": total,
        "ty_le": finding.percent().map_or_else(String::new, |percent| format!("{}%", vietnamese(&percent))),
        "muc_dat": words::target(criterion), "chi_tieu": criterion.name, "don_vi_tinh": criterion.unit,
        "danh_gia": match finding.verdict {
            Verdict::Exceeded => "vượt chỉ tiêu",
            Verdict::Met => "đạt chỉ tiêu",
            Verdict::Missed => "không đạt chỉ tiêu",
            Verdict::NotApplicable => "không áp dụng",
            Verdict::NoData => "thiếu số liệu",
        },
        "chenh_lech": above.map_or_else(String::new, |margin| {
            format!("{} điểm phần trăm", vietnamese(&number::percent(&margin, step(criterion).as_slice())))
        }),
        "thoi_gian_giam": saved, "cach_do": measure(&criterion.measure),
        "ho_ten": person.candidate.name.value, "xung_ten": data::addressed(person.candidate),
        "so_sang_kien": count(u64::try_from(person.candidate.initiatives.len()).unwrap_or(u64::MAX)),
        "dan_chung": text_of(finding.figure.and_then(|figure| figure.evidence.as_ref())),
    })
}

/// By how much `Mức vượt` is above `Mức đạt`: a margin is written on its own side of that.
fn step(criterion: &Criterion) -> Option<number::Fraction> {
    match &criterion.measure {
        Measure::Share(bounds) | Measure::Cut(bounds) => {
            bounds.exceeded.as_ref().map(|exceeded| number::difference(exceeded.value(), bounds.met.value()))
        }
        Measure::YesNo | Measure::Count(_) | Measure::NoViolation | Measure::Checklist(_) => None,
    }
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
    const NAMES: [&str; 14] = [
        "ket_qua",
        "tong_so",
        "ty_le",
        "muc_dat",
        "chi_tieu",
        "don_vi_tinh",
        "danh_gia",
        "chenh_lech",
        "thoi_gian_giam",
        "cach_do",
        "ho_ten",
        "xung_ten",
        "so_sang_kien",
        "dan_chung",
    ];
    let data: Json =
        NAMES.iter().map(|name| ((*name).to_owned(), json!("1"))).collect::<serde_json::Map<_, _>>().into();
    for sentence in plan.criteria.iter().filter_map(|criterion| criterion.sentence.as_ref()) {
        if let Err(fault) = words.sentence(&sentence.value, &data) {
            problems.error(
                sentence,
                format!("Câu báo cáo “{}” {fault}", words::shortened(&sentence.value)),
                format!("Dùng các tên: {}; viết trong hai ngoặc nhọn, ví dụ {{{{ ket_qua }}}}", NAMES.join(", ")),
            );
        }
    }
}
