//! `Số liệu`: each row against its criterion's measure.
//!
//! *Invariant:* a figure that comes out of here fits its measure (done ≤ total, total > 0); a criterion without a row
//! has no figure, and a row that cannot be read is an error, never a figure.

mod subject;
mod totals;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::desk::Desk;
use super::field::Field;
use super::grid::{Grid, Raw};
use super::said::is_no_reason;
use super::table::{Row, Spec, Table};
use super::unit::{People, not_filled_in, owner};
use crate::cell::{At, Cell};
use crate::model::{Candidate, Checked, Cut, Figure, Value};
use crate::number::{Decimal, written};
use crate::phrase::shortened;
use crate::plan::{Criterion, Measure, Plan};
use crate::problem::{Place, Severity};
use crate::text::fold;

use subject::Subject;
pub use subject::item_key;
use totals::Totals;

/// `Số liệu`.
pub const FIGURES: Spec = Spec {
    required: &["Mã", "Chỉ tiêu", "Kết quả"],
    optional: &["Tổng số", "Không áp dụng", "Dẫn chứng"],
    aliases: &[("Mã số", "Mã"), ("Mã chỉ tiêu", "Chỉ tiêu"), ("Lý do không áp dụng", "Không áp dụng")],
    notes: &[],
};

/// Reads the figures into the people's records.
pub fn read(grid: &Grid, plan: &Plan, people: &mut People, desk: &mut Desk) {
    let Some(table) = Table::find(grid, &FIGURES, desk) else { return people.each_may_have_more() };
    let mut seen: BTreeMap<(usize, String), Cell> = BTreeMap::new();
    let mut given = BTreeSet::new();
    let mut totals = Totals::default();
    let mut unfilled: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
    let mut shared: BTreeSet<Cell> = BTreeSet::new();
    // A row prepared by `hoso init` for nobody in particular holds a criterion and nothing else.
    for row in table.rows().filter(|row| !row.holds_only("Chỉ tiêu")) {
        if desk.is_full(grid) {
            break;
        }
        let Some(person) = owner(&row, people, desk) else {
            people.each_may_have_more();
            continue;
        };
        given.insert(person);
        let Some((code, subject)) = subject::of(&row, plan, desk) else {
            people.list[person].may_have_more = true;
            continue;
        };
        if let Some(first) = seen.insert((person, subject.key()), code.cell.clone()) {
            desk.problems.between(
                Severity::Error,
                vec![Place::from(&code), Place::Cell(first)],
                format!("“{}” có hai dòng số liệu cho “{}”", people.list[person].name.value, subject.code()),
                "Giữ lại một dòng đúng",
            );
            continue;
        }
        if !totals.look(&row, &subject, &table) {
            continue;
        }
        for name in ["Kết quả", "Tổng số"] {
            if let Some(first) = row.merged_with(name).filter(|first| shared.insert(first.clone())) {
                one_for_several(&first, name, desk);
            }
        }
        let kind = people.list[person].kind;
        let is_asked = subject.criterion().is_none_or(|criterion| criterion.concerns(kind));
        take(&row, &code, subject, &mut people.list[person], desk);
        let mut blank = std::mem::take(&mut desk.unfilled);
        if is_asked {
            unfilled.entry(person).or_default().append(&mut blank);
        }
    }
    for (person, cells) in unfilled {
        not_filled_in(&people.list[person], &cells, desk);
    }
    totals.tell(grid, &table, desk);
    if !people.unknown {
        without_figures(grid, people, &given, desk);
    }
}

/// A figure merged down over several rows counts in each of them, which the clerk may not have meant.
fn one_for_several(first: &Cell, name: &str, desk: &mut Desk) {
    desk.problems.warning(
        first,
        format!("Ô {first} (“{name}”) gộp nhiều dòng: số liệu này được tính cho từng chỉ tiêu của các dòng ấy"),
        "Nếu mỗi chỉ tiêu có số liệu riêng thì bỏ gộp ô và ghi vào từng dòng",
    );
}

/// Checks whose the rows are, where no plan can be read that says what they should hold.
pub fn owners(grid: &Grid, people: &mut People, desk: &mut Desk) {
    let Some(table) = Table::find(grid, &FIGURES, desk) else { return };
    let mut given = BTreeSet::new();
    for row in table.rows().filter(|row| !row.holds_only("Chỉ tiêu")) {
        if desk.is_full(grid) {
            break;
        }
        given.extend(owner(&row, people, desk));
    }
    if !people.unknown {
        without_figures(grid, people, &given, desk);
    }
}

fn without_figures(grid: &Grid, people: &People, given: &BTreeSet<usize>, desk: &mut Desk) {
    for (_, person) in people.list.iter().enumerate().filter(|(index, _)| !given.contains(index)) {
        if desk.is_full(grid) {
            break;
        }
        desk.problems.between(
            Severity::Error,
            vec![Place::from(&person.code), Place::Sheet(grid.file.clone(), grid.sheet.clone())],
            format!("“{}” ({}) chưa có dòng số liệu nào", person.name.value, person.code.value),
            "Ghi số liệu từng chỉ tiêu của người này vào trang “Số liệu”, hoặc bỏ người này khỏi trang “Cá nhân”",
        );
    }
}

fn take(row: &Row, code: &At<String>, subject: Subject, person: &mut Candidate, desk: &mut Desk) {
    let evidence = row.field("Dẫn chứng").proof(desk).map(|at| at.map(Arc::<str>::from));
    match subject {
        // A prepared row without evidence says nothing, and nothing is asked of it.
        Subject::Area(area) => {
            if let Some(figure) =
                ["Kết quả", "Tổng số"].map(|name| row.field(name)).into_iter().find(|field| !field.is_blank())
            {
                desk.problems.warning(
                    &figure.cell,
                    format!("Nội dung {area} không có chỉ tiêu nên số liệu ở “{}” không được dùng", figure.name),
                    "Ghi kết quả bằng lời vào “Dẫn chứng”, hoặc sửa mã chỉ tiêu nếu ghi nhầm",
                );
            }
            if let Some(evidence) = evidence {
                person.area_evidence.insert(area, evidence);
            }
        }
        Subject::Item(criterion, item) => {
            let Some(checked) = checked(row, code, item, evidence, desk) else {
                return without_figure(row, criterion, person);
            };
            let figure = person.figures.entry(criterion.code.value.clone()).or_insert_with(|| {
                let source = checked.source.clone();
                Figure { value: Value::Checklist(Vec::new()), evidence: None, source }
            });
            match &mut figure.value {
                Value::Checklist(items) => items.push(checked),
                Value::NotApplicable(reason) => contradiction(reason, code, desk),
                _ => {}
            }
        }
        Subject::Criterion(criterion) => whole(row, code, criterion, evidence, person, desk),
    }
}

fn contradiction(reason: &At<String>, code: &At<String>, desk: &mut Desk) {
    desk.problems.between(
        Severity::Error,
        vec![Place::from(code), Place::from(reason)],
        format!("Danh mục đã ghi “Không áp dụng” cho cả chỉ tiêu mà vẫn có dòng “{}”", code.value),
        "Bỏ dòng “Không áp dụng” của cả chỉ tiêu, hoặc bỏ các dòng của từng mục",
    );
}

/// A row about a criterion itself.
fn whole(
    row: &Row,
    code: &At<String>,
    criterion: &Criterion,
    evidence: Option<At<Arc<str>>>,
    person: &mut Candidate,
    desk: &mut Desk,
) {
    let value = match excuse(row, desk) {
        Excuse::Given(reason) => {
            if criterion.counts_initiatives
                && let Some(first) = person.initiatives.first()
            {
                desk.problems.between(
                    Severity::Warning,
                    vec![Place::from(&reason), Place::from(&first.name)],
                    format!("Ghi “Không áp dụng” cho sáng kiến nhưng “{}” có sáng kiến", person.name.value),
                    "Nếu nhầm thì xóa lý do ở đây (chương trình tự đếm sáng kiến); nếu đúng thì sáng kiến vẫn được kê trong báo cáo",
                );
            }
            if let Some(Value::Checklist(items)) = person.figures.get(&criterion.code.value).map(|figure| &figure.value)
                && let Some(first) = items.first()
            {
                let item = At::new(format!("{}/{}", criterion.code.value, first.item), first.source.clone());
                contradiction(&reason, &item, desk);
                return;
            }
            Some((Value::NotApplicable(reason), code.cell.clone()))
        }
        Excuse::Contradicted => None,
        // A prepared row left as it is: the initiatives speak for themselves on their own sheet.
        Excuse::None if criterion.counts_initiatives && evidence.is_none() && row.field("Kết quả").is_blank() => {
            None
        }
        Excuse::None if criterion.counts_initiatives => initiatives(row, code, person, desk),
        Excuse::None => {
            measured(row, criterion, evidence.is_some(), desk).map(|value| (value, row.field("Kết quả").cell))
        }
    };
    match value {
        Some((value, source)) => {
            person.figures.insert(criterion.code.value.clone(), Figure { value, evidence, source });
        }
        None => without_figure(row, criterion, person),
    }
}

/// A row that says something of a criterion, but no figure: whoever asks for the figure is led there.
fn without_figure(row: &Row, criterion: &Criterion, person: &mut Candidate) {
    let code = &criterion.code.value;
    if person.without_figure.get(code).is_none() {
        person.without_figure.insert(code.clone(), row.field("Kết quả").cell);
    }
}

enum Excuse {
    None,
    Given(At<String>),
    Contradicted,
}

/// `Không áp dụng`: a reason, beside which no figure stands.
fn excuse(row: &Row, desk: &mut Desk) -> Excuse {
    let field = row.field("Không áp dụng");
    if field.is_blank() {
        return Excuse::None;
    }
    // What cannot be read is said first: a formula without a value is no reason against the figures beside it.
    let Some(reason) = field.listed(desk) else { return Excuse::Contradicted };
    let result = row.field("Kết quả");
    let figure = if result.is_blank() { row.field("Tổng số") } else { result };
    if !figure.is_blank() {
        desk.problems.between(
            Severity::Error,
            vec![Place::Cell(field.cell.clone()), Place::Cell(figure.cell.clone())],
            format!("Dòng này vừa ghi “Không áp dụng” vừa có “{}”", figure.name),
            "Xóa số liệu nếu chỉ tiêu không áp dụng, hoặc xóa lý do nếu có áp dụng",
        );
        return Excuse::Contradicted;
    }
    if is_no_reason(&reason.value) {
        field.error(
            desk,
            format!("“Không áp dụng” cần ghi lý do, ô ghi “{}”", reason.value),
            "Ghi lý do cụ thể, ví dụ: Không được giao tham mưu văn bản quy phạm pháp luật; chỉ tiêu có áp dụng thì để trống ô \
             này và ghi số liệu",
        );
        return Excuse::Contradicted;
    }
    Excuse::Given(reason)
}

/// The number of initiatives counts itself; a stated one must agree.
fn initiatives(row: &Row, code: &At<String>, person: &Candidate, desk: &mut Desk) -> Option<(Value, Cell)> {
    let counted = Decimal::from(person.initiatives.len());
    let field = row.field("Kết quả");
    if field.is_blank() {
        return Some((Value::Count(At::new(counted, code.cell.clone())), code.cell.clone()));
    }
    let stated = field.decimal(desk)?;
    if stated.value != counted {
        let other = person.initiatives.first().map(|initiative| initiative.name.cell.clone());
        let places = vec![Place::from(&stated), Place::Cell(other.unwrap_or_else(|| person.code.cell.clone()))];
        desk.problems.between(
            Severity::Error,
            places,
            format!(
                "Ghi {} sáng kiến nhưng trang “Sáng kiến” có {} dòng của “{}”",
                written(stated.value),
                written(counted),
                person.name.value
            ),
            "Sửa số ở đây (hoặc để trống: chương trình tự đếm), hoặc ghi đủ sáng kiến ở trang “Sáng kiến”",
        );
        return None;
    }
    Some((Value::Count(stated), field.cell))
}

fn measured(row: &Row, criterion: &Criterion, with_evidence: bool, desk: &mut Desk) -> Option<Value> {
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
        // The result is read all the same: what a percentage there is told is to write both.
        if result.decimal(desk).is_some() || !result.is_percentage() {
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

/// How many; `Không` may say that there is none, or that the target is missed.
fn violations(result: &Field, desk: &mut Desk) -> Option<At<u64>> {
    if let Some(Raw::Text(text)) = result.raw
        && fold(text).starts_with("khong")
    {
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

/// One item of a checklist.
fn checked(
    row: &Row,
    code: &At<String>,
    item: Arc<str>,
    evidence: Option<At<Arc<str>>>,
    desk: &mut Desk,
) -> Option<Checked> {
    match excuse(row, desk) {
        Excuse::Given(reason) => {
            Some(Checked { item, done: None, excuse: Some(Box::new(reason)), evidence, source: code.cell.clone() })
        }
        Excuse::Contradicted => None,
        Excuse::None => {
            let result = row.field("Kết quả");
            if result.is_blank() {
                if evidence.is_some() {
                    result.missing(desk, "Ghi Có hoặc Không");
                } else {
                    desk.unfilled.push(row.field("Chỉ tiêu").cell);
                }
                return None;
            }
            let done = result.yes_no(desk)?;
            Some(Checked { item, source: done.cell.clone(), done: Some(done), excuse: None, evidence })
        }
    }
}
