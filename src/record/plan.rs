//! The plan in force as the archive keeps it: as papers cite it, with its content areas, targets and rules of voting.

use serde::Serialize;
use serde_json::json;

use crate::cell::{At, text_of};
use crate::compose::data;
use crate::number::Decimal;
use crate::plan::targets;
use crate::plan::{self, Measure};

/// The whole file.
#[derive(Serialize)]
struct Plan<'a> {
    #[serde(flatten)]
    cited: data::Plan<'a>,
    /// Code and name of each content area.
    #[serde(rename = "noi_dung")]
    areas: Vec<[&'a str; 2]>,
    #[serde(rename = "chi_tieu")]
    criteria: Vec<Criterion<'a>>,
    #[serde(rename = "ty_le_du_hop")]
    quorum: String,
    #[serde(rename = "ty_le_phieu")]
    threshold: String,
    #[serde(rename = "tinh_tren")]
    electorate: &'static str,
    #[serde(rename = "he_so_tien_thuong")]
    coefficient: Option<String>,
    #[serde(rename = "muc_luong_co_so")]
    base_salary: Option<String>,
}

/// A target.
#[derive(Serialize)]
struct Criterion<'a> {
    #[serde(rename = "ma")]
    code: &'a str,
    #[serde(rename = "chi_tieu")]
    name: &'a str,
    #[serde(rename = "cach_do")]
    measure: &'static str,
    #[serde(rename = "muc_dat")]
    met: String,
    #[serde(rename = "muc_vuot")]
    exceeded: String,
    #[serde(rename = "loi_muc_dat")]
    words: &'a str,
    /// Code and name of each item of a checklist.
    #[serde(rename = "muc_con")]
    items: Vec<[&'a str; 2]>,
    #[serde(rename = "don_vi_tinh")]
    unit: &'a str,
    #[serde(rename = "dem_sang_kien")]
    counts_initiatives: bool,
    #[serde(rename = "ap_dung_cho")]
    kinds: Vec<&'static str>,
    #[serde(rename = "cau_bao_cao")]
    sentence: &'a str,
}

/// The plan in force as JSON text, for whoever reads the archive without this program.
pub fn plan(plan: &plan::Plan) -> String {
    let number = |at: Option<&At<Decimal>>| at.map(|at| super::decimal(at.value));
    let file = Plan {
        cited: data::Plan::of(plan),
        areas: plan.areas.iter().map(|area| [&*area.code, &*area.name]).collect(),
        criteria: plan.criteria.iter().map(criterion).collect(),
        quorum: targets::sign(&plan.quorum, targets::share),
        threshold: targets::sign(&plan.threshold.bound, targets::share),
        electorate: plan.threshold.of.vietnamese(),
        coefficient: number(plan.coefficient.as_ref()),
        base_salary: number(plan.base_salary.as_ref()),
    };
    // Through a value, which sorts the keys.
    format!("{:#}\n", json!(file))
}

fn criterion(criterion: &plan::Criterion) -> Criterion<'_> {
    let (met, exceeded) = targets::levels(&criterion.measure);
    Criterion {
        code: &criterion.code.value,
        name: &criterion.name,
        measure: criterion.measure.way().vietnamese(),
        met,
        exceeded,
        words: &criterion.target_words,
        items: match &criterion.measure {
            Measure::Checklist(items) => items.iter().map(|item| [&*item.code, &*item.name]).collect(),
            _ => Vec::new(),
        },
        unit: &criterion.unit,
        counts_initiatives: criterion.counts_initiatives,
        kinds: criterion.kinds.iter().map(|kind| kind.vietnamese()).collect(),
        sentence: text_of(criterion.sentence.as_ref()),
    }
}
