//! Figures that were typed as something else than what is asked for: percentages as counts, times in two units.
//!
//! *Invariant:* everything here is a warning; the figures stand as they are.

use crate::judge::{Assessment, JudgedUnit};
use crate::model::Value;
use crate::number::{Decimal, written};
use crate::phrase::more;
use crate::problem::{Place, Problems, Severity};

/// So many totals of exactly 100 are no chance.
const MANY: usize = 3;

/// Checks the figures of a unit's people.
pub fn unit(judged: &JudgedUnit, problems: &mut Problems) {
    for person in &judged.assessments {
        of_a_hundred(person, problems);
        in_two_units(person, problems);
    }
}

/// Totals of 100 again and again: a rate in percent was typed where counts are asked for.
fn of_a_hundred(person: &Assessment, problems: &mut Problems) {
    let figures = person.findings.iter().filter_map(|finding| finding.figure);
    let is_one = |value: &Value| matches!(value, Value::Share { total, .. } if total.value == 100);
    let found: Vec<_> = figures.filter(|figure| is_one(&figure.value)).collect();
    if found.len() < MANY {
        return;
    }
    problems.between(
        Severity::Warning,
        found.iter().map(|figure| Place::from(&figure.source)).collect(),
        format!(
            "{} có {} chỉ tiêu mà “Tổng số” đúng bằng 100: có vẻ ghi tỷ lệ phần trăm",
            person.candidate.name.value,
            found.len()
        ),
        "Ghi số lượng thật vào “Kết quả”, “Tổng số” (ví dụ 118/120), chương trình tự tính tỷ lệ; đúng là 100 thì không phải làm gì",
    );
}

/// A time cut to less than a seventh: hours beside days, mostly. What is less than a hundredth is asked about where it is read.
fn in_two_units(person: &Assessment, problems: &mut Problems) {
    let cuts = person.findings.iter().filter_map(|finding| match &finding.figure?.value {
        Value::Cut(cut) => {
            let (taken, allowed) = (cut.taken.value, cut.allowed.value);
            let is_one = taken * Decimal::from(7) < allowed && taken * Decimal::ONE_HUNDRED >= allowed;
            is_one.then_some((finding, cut))
        }
        _ => None,
    });
    let found: Vec<_> = cuts.collect();
    let Some((finding, cut)) = found.first() else { return };
    problems.between(
        Severity::Warning,
        found.iter().flat_map(|(_, cut)| [Place::from(&cut.taken), Place::from(&cut.allowed)]).collect(),
        format!(
            "{} – chỉ tiêu {}: {} so với {} là giảm hơn sáu phần bảy{}",
            person.candidate.name.value,
            finding.criterion.code.value,
            written(cut.taken.value),
            written(cut.allowed.value),
            more(found.len() - 1, "; ", " chỉ tiêu nữa cũng vậy")
        ),
        "Xem “Kết quả” và “Tổng số” có cùng đơn vị tính không (ngày hay giờ), và “Kết quả” có phải là thời gian đã giải quyết không; đúng \
         thì không phải làm gì",
    );
}
