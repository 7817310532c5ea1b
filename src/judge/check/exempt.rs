//! Targets that are said not to concern a person (`Không áp dụng`), or that the plan does not set for one: whether that can be so.
//!
//! *Invariant:* everything here is a warning; no verdict changes.

use crate::cell::At;
use crate::judge::{Assessment, Finding, Verdict};
use crate::model::Value;
use crate::phrase::{more, shortened};
use crate::plan::Measure;
use crate::problem::{Place, Problems, Severity};
use crate::text::{fold, only_words};

/// Checks what a person is excused from.
pub fn person(person: &Assessment, problems: &mut Problems) {
    nothing_to_judge(person, problems);
    not_asked(person, problems);
    exempt(person, problems);
    doubtful(person, problems);
}

/// Why a target is said not to concern the person; nothing where it is not.
fn reason_of<'p>(finding: &Finding<'p>) -> Option<&'p At<String>> {
    match finding.figure.map(|figure| &figure.value) {
        Some(Value::NotApplicable(reason)) => Some(reason),
        _ => None,
    }
}

/// Reasons that tell how somebody fared, that somebody forgot, or who said so: the target does concern the person then.
fn doubtful(person: &Assessment, problems: &mut Problems) {
    // Of no violation it is said already.
    let findings = person.findings.iter().filter(|finding| !matches!(finding.criterion.measure, Measure::NoViolation));
    let reasons = findings.filter_map(|finding| Some((&finding.criterion.code.value, reason_of(finding)?)));
    let found: Vec<_> = reasons.filter(|(_, reason)| concerns_after_all(&reason.value)).collect();
    let Some((code, reason)) = found.first() else { return };
    problems.between(
        Severity::Warning,
        found.iter().map(|(_, reason)| Place::from(*reason)).collect(),
        format!(
            "{} – chỉ tiêu {code}: “Không áp dụng” ghi “{}”, có vẻ chỉ tiêu vẫn liên quan đến người này{}",
            person.candidate.name.value,
            shortened(&reason.value),
            more(found.len() - 1, "; ", " chỉ tiêu nữa cũng vậy")
        ),
        "Có được giao việc thì chỉ tiêu có liên quan, kể cả khi chưa làm xong: xóa lý do, ghi số liệu; không được giao thì ghi rõ “Không được giao …”",
    );
}

fn concerns_after_all(reason: &str) -> bool {
    // With their marks: neither `quen` nor `ban` (ban ấp), `lam` of a name.
    const FAILED: [&str; 14] = [
        "quên",
        "không kịp",
        "chưa kịp",
        "không có thời gian làm",
        "không có thời gian thực hiện",
        "bận việc",
        "xin xem xét",
        "như người trên",
        "như trên",
        "làm chung với",
        "chưa có phần mềm",
        "chưa thống kê",
        "không thống kê",
        "bảo bỏ",
    ];
    const DONE: [&str; 6] = ["đã làm", "làm tốt", "đều đúng hạn", "đúng hạn", "trễ hạn", "hoàn thành tốt"];
    // Why somebody has no figure of one's own, whatever else is said.
    const REASONS: [&str; 13] = [
        "không giao",
        "không được giao",
        "không phân công",
        "không được phân công",
        "không tiếp nhận",
        "tính chung",
        "tính cho",
        "theo cá nhân",
        "từng người",
        "từng ấp",
        "đến ấp",
        "mới nhận",
        "mới được",
    ];
    let said = format!(" {} ", only_words(&reason.to_lowercase()));
    let has = |words: &&str| said.contains(&format!(" {words} "));
    let denies = ["không", "chưa", "do", "thuộc"].iter().any(has);
    !REASONS.iter().any(has) && (FAILED.iter().any(has) || !denies && DONE.iter().any(has))
}

/// Somebody whom no target concerns, or hardly any, meets all that do: a clerk should look.
fn nothing_to_judge(person: &Assessment, problems: &mut Problems) {
    /// So many targets are excused before one that is left is worth a question.
    const MANY: usize = 5;
    let candidate = person.candidate;
    // Initiatives are everybody's, and no result.
    let measured = || person.findings.iter().filter(|finding| !finding.criterion.counts_initiatives);
    let concerns = |finding: &&Finding| finding.verdict != Verdict::NotApplicable;
    // What the plan sets for others is nobody's excuse.
    let is_excused = |finding: &&Finding| finding.criterion.concerns(candidate.kind) && reason_of(finding).is_some();
    let excused = measured().filter(is_excused).count();
    // Nor is having done nothing wrong.
    let by_work = |finding: &&Finding| !matches!(finding.criterion.measure, Measure::NoViolation);
    let left = measured().filter(concerns).filter(by_work).count();
    let message = if measured().next().is_some() && !measured().any(|finding| concerns(&finding)) {
        format!(
            "Mọi chỉ tiêu của “{}”, trừ sáng kiến, đều không áp dụng nên không có kết quả nào để xét",
            candidate.name.value
        )
    } else if excused >= MANY && left < 2 {
        let left = if left == 0 { "không còn chỉ tiêu nào" } else { "chỉ còn 1 chỉ tiêu" };
        format!("“{}” {left} về kết quả công việc để xét: {excused} chỉ tiêu ghi không áp dụng", candidate.name.value)
    } else {
        return;
    };
    problems.warning(
        &candidate.code,
        message,
        "Kiểm tra cột “Không áp dụng” và cột “Áp dụng cho” của kế hoạch; Hội đồng cân nhắc khi biểu quyết",
    );
}

/// A target of no violation that is said not to apply: whoever can be disciplined can be without discipline.
fn exempt(person: &Assessment, problems: &mut Problems) {
    // Of those whom somebody manages: there may be none.
    const MANAGED: [&str; 8] = [
        "quan ly",
        "truc thuoc",
        "thuoc quyen",
        "duoi quyen",
        "nguoi dung dau",
        "khong co can bo",
        "khong co cong chuc",
        "khong co nhan vien",
    ];
    let of_violation = |finding: &&Finding| matches!(finding.criterion.measure, Measure::NoViolation);
    for finding in person.findings.iter().filter(of_violation) {
        let Some(reason) = reason_of(finding) else { continue };
        let said = fold(&reason.value);
        if MANAGED.iter().any(|words| said.contains(words)) {
            continue;
        }
        problems.warning(
            reason,
            format!(
                "{} – chỉ tiêu {}: ghi “Không áp dụng”, mà chỉ tiêu về vi phạm thường áp dụng cho mọi người",
                person.candidate.name.value, finding.criterion.code.value
            ),
            "Không có trường hợp vi phạm nào thì xóa lý do này và ghi 0 vào “Kết quả”",
        );
    }
}

/// Figures given for targets that the plan does not set for such a candidate: they are not judged, nor printed.
fn not_asked(person: &Assessment, problems: &mut Problems) {
    let candidate = person.candidate;
    let given =
        person.findings.iter().filter(|finding| !finding.criterion.concerns(candidate.kind)).filter_map(|finding| {
            let figure = finding.figure.filter(|figure| match &figure.value {
                Value::NotApplicable(_) => false,
                Value::Checklist(items) => items.iter().any(|item| item.done.is_some()),
                _ => true,
            })?;
            Some((&*finding.criterion.code.value, Place::from(&figure.source)))
        });
    let (codes, places): (Vec<&str>, Vec<Place>) = given.unzip();
    if !codes.is_empty() {
        problems.between(
            Severity::Warning,
            places,
            format!(
                "Kế hoạch không áp dụng chỉ tiêu {} cho “{}” nên số liệu của “{}” ở đó không được xét, không in vào báo cáo",
                codes.join(", "),
                candidate.kind.vietnamese(),
                candidate.name.value
            ),
            "Nếu ghi nhầm thì xóa số liệu, hoặc sửa “Đối tượng” ở trang “Cá nhân”; nếu kế hoạch sai thì sửa cột “Áp dụng cho”",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_that_tells_of_ones_own_work_is_doubtful() {
        for reason in [
            "Đã làm tốt",
            "Có 02 văn bản, đều đúng hạn",
            "Quên chưa làm",
            "Không kịp",
            "Chưa có phần mềm thống kê",
            "Như người trên",
            "Anh Khang bảo bỏ",
        ] {
            assert!(concerns_after_all(reason), "{reason}");
        }
        for reason in [
            "Không được giao tham mưu văn bản quy phạm pháp luật",
            "Không trực tiếp giải quyết hồ sơ nên không có hồ sơ đúng hạn, trễ hạn",
            "Việc này do Bộ phận Một cửa đã thực hiện",
            "Giải quyết trong ngày, không có thời gian quy định để rút ngắn",
            "Xã đã hoàn thành sắp xếp từ năm 2021",
            "Hệ thống không thống kê theo cá nhân",
            "Như trên (không được giao tham mưu)",
            "Ấp chưa có phần mềm một cửa nên không tiếp nhận",
            "Trong năm không phát sinh",
            "Thuộc nhiệm vụ của công chức khác, đã hoàn thành",
            "Ban ấp không được giao",
        ] {
            assert!(!concerns_after_all(reason), "{reason}");
        }
    }
}
