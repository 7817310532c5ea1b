//! One person or collective: eligible, or the reasons why not (rule 2, plan III.2).
//!
//! *Invariant:* a refused candidate has at least one reason, and each reason names the cell that shows it.

use super::vote::Votes;
use super::{Assessment, Finding, Reading, Reason, Standing, Verdict, criterion, words};
use crate::cell::Cell;
use crate::model::Candidate;
use crate::plan::targets;
use crate::plan::{Measure, Plan};

/// Judges one candidate of a unit whose council's votes these are.
pub fn assess<'a>(plan: &'a Plan, votes: &Votes, candidate: &'a Candidate) -> Assessment<'a> {
    let findings: Vec<Finding<'a>> =
        plan.criteria.iter().map(|criterion| criterion::judge(criterion, candidate)).collect();
    let mut reasons: Vec<Reason> =
        findings.iter().filter_map(|finding| refusal(finding, &candidate.code.cell)).collect();
    let no_initiative_said = findings.iter().any(|finding| {
        finding.criterion.counts_initiatives && matches!(finding.verdict, Verdict::Missed | Verdict::NoData)
    });
    if candidate.initiatives.is_empty() && !no_initiative_said && plan.asks_for_initiatives() {
        let asked =
            if plan.standards_name_initiatives() { "tiêu chuẩn khen thưởng của Kế hoạch " } else { "" };
        let message = format!("Không có sáng kiến, giải pháp nào ({asked}yêu cầu có ít nhất 01)");
        reasons.push(Reason { criterion: None, message, cell: candidate.code.cell.clone() });
    }
    if candidate.discipline.value {
        let message = "Bị xử lý kỷ luật trong thời gian của phong trào thi đua";
        reasons.push(Reason { criterion: None, message: message.to_owned(), cell: candidate.discipline.cell.clone() });
    }
    let vote = votes.tally(plan, &candidate.code.value);
    let standing = Standing::in_unit(reasons.is_empty(), vote.as_ref().map(|vote| vote.carried));
    Assessment { candidate, findings, reasons, vote, standing }
}

fn refusal(finding: &Finding, fallback: &Cell) -> Option<Reason> {
    let criterion = finding.criterion;
    let what = || format!("Chỉ tiêu {} “{}”", criterion.code.value, criterion.short);
    let target = || targets::target(criterion);
    let missing: Vec<String> = finding.missing_items().map(|item| format!(" “{}”", item.name)).collect();
    let message = match finding.verdict {
        Verdict::Missed => {
            let figure = || words::figure(finding);
            let said = match criterion.measure {
                Measure::YesNo => format!("kết quả “{}”, yêu cầu {}", figure(), target()),
                Measure::Checklist(_) if missing.is_empty() => {
                    format!("thực hiện {} được giao, yêu cầu đủ mọi mục", figure())
                }
                Measure::Checklist(_) => {
                    let missing = missing.join(",");
                    format!("thực hiện {} được giao, thiếu số liệu{missing}, yêu cầu đủ mọi mục", figure())
                }
                Measure::NoViolation => format!("có {}, yêu cầu {}", words::cases(finding), target()),
                Measure::Count(_) if matches!(finding.reading(), Reading::Count(count) if count.is_zero()) => {
                    format!("không có{} nào, không đạt mức {}", targets::unit_suffix(criterion), target())
                }
                Measure::Count(_) => format!("kết quả {}, không đạt mức {}", figure(), target()),
                Measure::Share(_) | Measure::Cut(_) => {
                    format!("{}, không đạt mức {}", words::figure_with_percent(finding), target())
                }
            };
            format!("{}: {said}", what())
        }
        Verdict::NoData => {
            format!("{}: thiếu số liệu{} để đối chiếu với chỉ tiêu {}", what(), missing.join(","), target())
        }
        Verdict::Exceeded | Verdict::Met | Verdict::NotApplicable => return None,
    };
    let code = criterion.code.value.clone();
    Some(Reason { criterion: Some(code), message, cell: finding.source().unwrap_or(fallback).clone() })
}
