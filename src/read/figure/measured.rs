//! What a row's result and total come to by its criterion's measure.
//!
//! *Invariant:* done ≤ total and total > 0, or there is no value and an error says why; what is wrong with one of the two is
//! told whatever is wrong with the other.

use crate::cell::At;
use crate::model::{Cut, Value};
use crate::number::{Decimal, written};
use crate::phrase::shortened;
use crate::plan::{Criterion, Measure};
use crate::problem::{Place, Severity};
use crate::read::desk::Desk;
use crate::read::field::Field;
use crate::read::grid::Raw;
use crate::read::table::Row;
use crate::text::fold;

/// The value that a row gives; none of a checklist's own row.
pub fn measured(row: &Row, criterion: &Criterion, with_evidence: bool, desk: &mut Desk) -> Option<Value> {
    let result = row.field("Kết quả");
    let total = row.field("Tổng số");
    let two = matches!(criterion.measure, Measure::Share(_) | Measure::Cut(_));
    if let Measure::Checklist(_) = criterion.measure {
        listed(row, criterion, desk);
        return None;
    }
    if result.is_blank() {
        if with_evidence || !total.is_blank() {
            result.missing(desk, "Ghi kết quả; nếu chỉ tiêu không áp dụng thì ghi lý do vào “Không áp dụng”");
            if two {
                alone(&total, criterion, desk);
            }
        } else {
            desk.unfilled.push(row.field("Chỉ tiêu").cell);
        }
        return None;
    }
    if two && total.is_blank() {
        // The result is read all the same: what a rate there is told is to write both.
        if result.decimal(desk).is_some() || !result.is_rate() {
            alone(&total, criterion, desk);
        }
        return None;
    }
    match &criterion.measure {
        Measure::Share(_) => share(&result, &total, desk),
        Measure::Cut(_) => {
            let (taken, allowed) = (result.quantity(desk), total.quantity(desk));
            let (taken, allowed) = (taken?, allowed?);
            if allowed.value.is_zero() {
                zero(&total, desk);
                return None;
            }
            doubtful(&taken, &allowed, desk);
            Some(Value::Cut(Box::new(Cut { taken, allowed })))
        }
        Measure::YesNo => result.yes_no(desk).map(Value::YesNo),
        Measure::Count(_) => result.quantity(desk).map(Value::Count),
        Measure::NoViolation => violations(&result, desk).map(Value::Violations),
        Measure::Checklist(_) => None,
    }
}

/// A total whose result cannot be held against it: what is wrong with it is told all the same.
fn alone(total: &Field, criterion: &Criterion, desk: &mut Desk) {
    if total.is_blank() {
        let hint = if matches!(criterion.measure, Measure::Cut(_)) {
            "Ghi tổng thời gian theo quy định của các hồ sơ ấy (chỉ tiêu khác thì số trước khi giảm); mức giảm được tính tự động"
        } else {
            "Ghi tổng số (ví dụ tổng số hồ sơ phải giải quyết); tỷ lệ được tính tự động"
        };
        total.missing(desk, hint);
    } else if total.quantity(desk).is_some_and(|total| total.value.is_zero()) {
        zero(total, desk);
    }
}

/// A time taken that is next to nothing of the time allowed: a blank cell's formula gives 0, and an English Excel makes 1,5 of
/// 1.500.
fn doubtful(taken: &At<Decimal>, allowed: &At<Decimal>, desk: &mut Desk) {
    let few = taken.value * Decimal::ONE_HUNDRED < allowed.value;
    let told = if taken.value.is_zero() {
        "kết quả bằng 0".to_owned()
    } else if few && taken.value.scale() < 3 {
        format!("{} rất nhỏ so với {}", written(taken.value), written(allowed.value))
    } else if taken.value > allowed.value {
        let message =
            format!("Mức giảm có kết quả {} lớn hơn tổng số {}", written(taken.value), written(allowed.value));
        let hint = "Nếu đúng là không giảm thì không phải sửa; có thể đã ghi ngược “Kết quả” và “Tổng số”";
        desk.problems.between(Severity::Warning, vec![Place::from(taken), Place::from(allowed)], message, hint);
        return;
    } else {
        return;
    };
    desk.problems.warning(
        taken,
        format!("Cột “Kết quả” của mức giảm: {told}"),
        "Kiểm tra lại: ô có thể lấy từ ô trống, hoặc số hàng nghìn (1.500) đã bị Excel đổi thành số lẻ (1,5)",
    );
}

/// How many; `Không` alone may say that there is none, or that the target is missed.
fn violations(result: &Field, desk: &mut Desk) -> Option<At<u64>> {
    const NONE: [&str; 5] = ["khong co", "khong co truong hop nao", "khong co ai", "khong ai", "khong co vi pham"];
    if let Some(Raw::Text(text)) = result.raw
        && fold(text).starts_with("khong")
    {
        if NONE.contains(&fold(text).as_str()) {
            return Some(result.at(0));
        }
        result.error(
            desk,
            format!("Cột “{}” cần số trường hợp, ô ghi “{}”", result.name, shortened(text)),
            "Ghi 0 nếu không có trường hợp nào, hoặc ghi số trường hợp",
        );
        return None;
    }
    result.whole(desk)
}

fn share(result: &Field, total: &Field, desk: &mut Desk) -> Option<Value> {
    let (done, of) = (result.whole(desk), total.whole(desk));
    let (done, of) = (done?, of?);
    if of.value == 0 {
        zero(total, desk);
        return None;
    }
    if done.value > of.value {
        desk.problems.between(
            Severity::Error,
            vec![Place::from(&done), Place::from(&of)],
            format!(
                "Kết quả {} lớn hơn tổng số {}",
                written(Decimal::from(done.value)),
                written(Decimal::from(of.value))
            ),
            "Kiểm tra lại hai số này; có thể đã ghi nhầm cột",
        );
        return None;
    }
    Some(Value::Share { done, total: of })
}

fn zero(total: &Field, desk: &mut Desk) {
    total.error(
        desk,
        "Tổng số bằng 0 nên không tính được tỷ lệ",
        "Nếu trong kỳ không phát sinh thì xóa số liệu và ghi lý do vào cột “Không áp dụng”",
    );
}

/// A checklist's own row says nothing but that the whole list does not apply.
fn listed(row: &Row, criterion: &Criterion, desk: &mut Desk) {
    let code = &criterion.code.value;
    let Measure::Checklist(items) = &criterion.measure else { return };
    let example = items.first().map_or("PAPI", |item| &*item.code);
    row.field("Chỉ tiêu").error(
        desk,
        format!("Chỉ tiêu {code} là danh mục: cần một dòng cho từng mục"),
        format!("Ghi mỗi mục một dòng, ví dụ {code}/{example}, kết quả là Có hoặc Không; hoặc ghi lý do ở “Không áp dụng” cho cả chỉ tiêu"),
    );
}
