//! `Số liệu`: each row against its criterion's measure.
//!
//! *Invariant:* a figure that comes out of here fits its measure (done ≤ total, total > 0); a criterion without a row
//! has no figure, and a row that cannot be read is an error, never a figure.

mod measured;
mod named;
mod subject;
mod totals;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::council::NAMES;
use super::desk::Desk;
use super::field::Field;
use super::grid::{Grid, Raw};
use super::said::is_no_reason;
use super::table::{Row, Spec, Table};
use super::unit::{People, not_filled_in, owner};
use crate::cell::{At, Cell, first_of};
use crate::model::{Candidate, Checked, Figure, Value};
use crate::number::{Decimal, written};
use crate::phrase::shortened;
use crate::plan::{Criterion, Measure, Plan};
use crate::problem::{Place, Severity};

use crate::text::{fold, year};
use measured::measured;
use named::Named;
use subject::Subject;
pub use subject::item_key;
use totals::Totals;

/// `Số liệu`.
pub const FIGURES: Spec = Spec {
    required: &["Mã", "Chỉ tiêu", "Kết quả"],
    optional: &["Tổng số", "Không áp dụng", "Dẫn chứng"],
    aliases: &[("Mã số", "Mã"), ("Mã chỉ tiêu", "Chỉ tiêu"), ("Lý do không áp dụng", "Không áp dụng")],
    notes: &NAMES,
};

/// Reads the figures into the people's records.
pub fn read(grid: &Grid, plan: &Plan, people: &mut People, desk: &mut Desk) {
    let Some(table) = Table::find(grid, &FIGURES, desk) else { return people.each_may_have_more() };
    if swapped(&table, plan, desk) {
        return people.each_may_have_more();
    }
    another_year(grid, &table, plan, desk);
    let mut seen: BTreeMap<(usize, String), Cell> = BTreeMap::new();
    let mut given = BTreeSet::new();
    let mut totals = Totals::default();
    let mut unfilled: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
    let mut shared: BTreeSet<Cell> = BTreeSet::new();
    let mut doubles: BTreeMap<usize, Vec<Double>> = BTreeMap::new();
    let mut unknown = Vec::new();
    let mut named = Named::new(&people.list);
    let mut unattributed = false;
    // A row prepared by `hoso init` for nobody in particular holds a criterion and nothing else.
    for row in table.rows().filter(|row| !row.holds_only("Chỉ tiêu")) {
        if desk.is_full(grid) {
            break;
        }
        let Some(person) = owner(&row, people, desk) else {
            unattributed = true;
            continue;
        };
        given.insert(person);
        named.look(&row, person, &people.list[person]);
        let Some((code, subject)) = subject::of(&row, plan, &mut unknown, desk) else {
            people.list[person].may_have_more = true;
            continue;
        };
        if let Some(first) = first_of(&mut seen, (person, subject.key()), &code.cell) {
            doubles.entry(person).or_default().push(Double { code: code.cell, first, of: subject.code() });
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
    subject::unknown(&unknown, plan, desk);
    named.tell(&people.list, desk);
    if unattributed {
        people.each_may_have_more();
    }
    for (person, doubles) in doubles {
        twice(&people.list[person], &doubles, desk);
    }
    for (person, cells) in unfilled {
        not_filled_in(&people.list[person], &cells, desk);
    }
    totals.tell(grid, &table, desk);
    if !people.unknown {
        without_figures(grid, people, &given, desk);
    }
}

/// A title above the table, or a header over its figures, that names a year outside the plan's and none within: last year's sheet.
fn another_year(grid: &Grid, table: &Table, plan: &Plan, desk: &mut Desk) {
    let years = plan.from.year()..=plan.to.year();
    let headers =
        ["Kết quả", "Tổng số", "Dẫn chứng"].into_iter().filter(|name| table.has(name)).map(|name| table.header(name));
    let headers: Vec<(u32, u32)> = headers.map(|cell| (cell.row, cell.column)).collect();
    let first = headers.first().map_or(0, |(row, _)| *row);
    let titles = (0..first).flat_map(|row| grid.row(row).map(move |(column, _)| (row, column)));
    for (row, column) in titles.chain(headers.iter().copied()) {
        let Some(Raw::Text(text)) = grid.get(row, column) else { continue };
        let folded = fold(text);
        // The number of a decree has a year too.
        let words: Vec<&str> = folded.split(' ').collect();
        let named: Vec<i16> =
            words.windows(2).filter(|pair| pair[0] == "nam").filter_map(|pair| year(pair[1])).collect();
        if let Some(other) = named.first().filter(|_| !named.iter().any(|year| years.contains(year))) {
            desk.problems.warning(
                &grid.cell(row, column),
                format!("Bảng số liệu ghi năm {other}: “{}”", shortened(text)),
                "Nếu là bảng của năm trước thì thay bằng số liệu của thời gian phong trào; nếu chỉ còn lại tiêu đề cũ thì sửa tiêu đề",
            );
            return;
        }
    }
}

/// A second row of somebody's on one thing.
struct Double {
    code: Cell,
    first: Cell,
    of: String,
}

/// Says which targets somebody has two rows on. Of many another person's rows bear this one's code.
fn twice(person: &Candidate, doubles: &[Double], desk: &mut Desk) {
    const FEW: usize = 3;
    /// So many cells are named.
    const NAMED: usize = 20;
    let name = &person.name.value;
    if let [first, .., last] = doubles
        && doubles.len() > FEW
    {
        desk.problems.between(
            Severity::Error,
            doubles.iter().take(NAMED).map(|double| Place::from(&double.code)).collect(),
            format!(
                "“{name}” có hai dòng số liệu cho mỗi chỉ tiêu của {} dòng, từ ô {} đến ô {}",
                doubles.len(),
                first.code,
                last.code
            ),
            "Xem lại cột “Mã”: mã của người này có thể đã gộp ô hoặc kéo xuống cả dòng của người khác; ghi mã đúng cho từng dòng, dòng \
             thừa thì xóa",
        );
        return;
    }
    for Double { code, first, of } in doubles {
        desk.problems.between(
            Severity::Error,
            vec![Place::from(code), Place::from(first)],
            format!("“{name}” có hai dòng số liệu cho “{of}”"),
            "Giữ lại một dòng đúng",
        );
    }
}

/// Whether the headers of results and totals stand over each other's columns: every total is less than its result, and what has
/// no total stands where that would be. One error says so, instead of one for each row.
fn swapped(table: &Table, plan: &Plan, desk: &mut Desk) -> bool {
    let number = |field: &Field| match field.raw {
        Some(Raw::Number { value, .. }) => Some(*value),
        _ => None,
    };
    let measure = |row: &Row| {
        let Some(Raw::Text(text)) = row.field("Chỉ tiêu").raw else { return None };
        let head = text.split([' ', '/']).next().unwrap_or_default();
        plan.criterion(head).map(|criterion| &criterion.measure)
    };
    let (mut more, mut less, mut alone) = (0, 0, 0);
    for row in table.rows() {
        let (result, total) = (row.field("Kết quả"), row.field("Tổng số"));
        match (measure(&row), number(&result), number(&total)) {
            // Of a cut the result may honestly be the larger.
            (Some(Measure::Share(_)), Some(result), Some(total)) if result > total => more += 1,
            (Some(Measure::Share(_)), Some(result), Some(total)) if result < total => less += 1,
            (Some(Measure::Share(_) | Measure::Cut(_)), ..) => {}
            _ if result.is_blank() && !total.is_blank() => alone += 1,
            _ => {}
        }
    }
    // One slip of each kind is two slips.
    let is_so = more > 1 && less == 0 && alone > 1;
    if is_so {
        let places = ["Kết quả", "Tổng số"].map(|name| Place::from(&table.header(name)));
        desk.problems.between(
            Severity::Error,
            places.into(),
            format!("Hai cột “Kết quả” và “Tổng số” bị đổi chỗ: {more} dòng có kết quả lớn hơn tổng số"),
            "Đổi lại tên hai cột ở dòng tiêu đề; mẫu có “Kết quả” trước, “Tổng số” sau",
        );
    }
    is_so
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
            "Xóa số liệu nếu chỉ tiêu không áp dụng; có áp dụng thì xóa lý do, hoặc chuyển sang “Dẫn chứng” nếu đó là dẫn chứng",
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
