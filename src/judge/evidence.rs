//! A second look at evidence (plan III.4: “kết quả cụ thể, có số liệu dẫn chứng, chứng minh, không nêu kết quả chung”).
//!
//! *Invariant:* everything here is a warning with its cell; it never stops a paper and never changes a verdict.

use super::{Assessment, Finding, JudgedUnit};
use crate::cell::{At, Cell};
use crate::model::Value;
use crate::plan::Plan;
use crate::problem::Problems;

/// Looks at the evidence of every figure.
pub fn look(plan: &Plan, units: &[JudgedUnit], problems: &mut Problems) {
    for person in units.iter().flat_map(|unit| &unit.assessments) {
        for finding in &person.findings {
            for (evidence, cell) in given(finding) {
                one(plan, person, finding, evidence, cell, problems);
            }
        }
    }
}

/// The evidence texts of a finding with the cell to open; one for each item of a checklist.
fn given<'a>(finding: &Finding<'a>) -> Vec<(Option<&'a At<String>>, &'a Cell)> {
    match finding.figure {
        None => Vec::new(),
        Some(figure) => match &figure.value {
            Value::NotApplicable(_) => Vec::new(),
            Value::Checklist(items) => items
                .iter()
                .filter(|item| item.done.is_some())
                .map(|item| (item.evidence.as_ref(), &item.source))
                .collect(),
            Value::Share { .. } | Value::Cut { .. } | Value::YesNo(_) | Value::Count(_) | Value::Violations(_) => {
                vec![(figure.evidence.as_ref(), &figure.source)]
            }
        },
    }
}

fn one(
    _plan: &Plan,
    person: &Assessment,
    finding: &Finding,
    evidence: Option<&At<String>>,
    cell: &Cell,
    problems: &mut Problems,
) {
    let what = format!("{} – chỉ tiêu {}", person.candidate.name.value, finding.criterion.code.value);
    match evidence {
        None => problems.warning(
            cell,
            format!("{what}: có số liệu nhưng chưa ghi dẫn chứng"),
            "Ghi văn bản chứng minh: số, ký hiệu, ngày tháng năm",
        ),
        Some(text) if !text.value.chars().any(|c| c.is_ascii_digit()) => problems.warning(
            text,
            format!("{what}: dẫn chứng “{}” không có số liệu nào", crate::judge::words::shortened(&text.value)),
            "Nêu cụ thể, có con số: số văn bản, ngày tháng năm, số lượng",
        ),
        Some(_) => {}
    }
}
