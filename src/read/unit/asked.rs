//! What a person's row says that may be a slip: the clerk is asked, and nothing is changed.
//!
//! *Invariant:* everything here is a warning at its cell.

use crate::cell::At;
use crate::model::{Birth, Candidate, Kind};
use crate::name::address;
use crate::plan::Plan;
use crate::problem::{Place, Severity};
use crate::read::desk::Desk;
use crate::read::grid::Raw;
use crate::read::table::Row;
use crate::text::fold;

/// Warns of what is given of a person that only a collective has, or the other way round: no paper prints it, and the kind
/// may be the mistake.
pub fn of_the_other_kind(row: &Row, name: &At<String>, collective: bool, desk: &mut Desk) {
    let labels: &[&'static str] = if collective {
        &["Danh xưng", "Ngày sinh", "Quê quán", "Trình độ"]
    } else {
        &["Năm thành lập", "Cơ cấu tổ chức", "Chức năng, nhiệm vụ"]
    };
    let fields = labels.iter().map(|label| row.field(label)).filter(|field| !field.is_blank());
    let (given, places): (Vec<&str>, Vec<Place>) = fields.map(|field| (field.name, Place::from(&field.cell))).unzip();
    if !given.is_empty() {
        let (is, other) = if collective { ("tập thể", "cá nhân") } else { ("cá nhân", "tập thể") };
        desk.problems.between(
            Severity::Warning,
            places,
            format!("“{}” là {is} nên “{}”, chỉ có ở {other}, không được in", name.value, given.join("”, “")),
            "Kiểm tra cột “Đối tượng”; nếu đúng thì để trống các ô này",
        );
    }
}

/// Warns of a birth that hardly anybody at work has: a year typed into a date cell shows as a day of 1905. No rule sets the
/// bounds: they are wide, and a warning stops no paper.
pub fn of_an_age(person: &Candidate, plan: &Plan, desk: &mut Desk) {
    let Some(born) = person.born.as_ref().filter(|_| person.kind != Kind::Collective) else { return };
    let year = match born.value {
        Birth::Year(year) => year,
        Birth::Day(day) => day.year(),
    };
    if !(15..=100).contains(&(plan.to.year() - year)) {
        desk.problems.warning(
            born,
            format!("“{}” sinh năm {year}, không hợp với phong trào đến năm {}", person.name.value, plan.to.year()),
            "Kiểm tra lại năm sinh; nếu ô hiện khác điều đã gõ thì gõ lại đủ ngày/tháng/năm",
        );
    }
}

/// `Danh xưng`, as the papers print it.
fn honorific_of(row: &Row) -> Option<&'static str> {
    match row.field("Danh xưng").raw {
        Some(Raw::Text(text)) => ["Ông", "Bà"].into_iter().find(|honorific| fold(honorific) == fold(text)),
        _ => None,
    }
}

/// What a name says besides: how the person is addressed, digits; and what it says against the rest of the row.
pub fn about_name(row: &Row, name: &At<String>, collective: bool, desk: &mut Desk) {
    let lower = name.value.to_lowercase();
    let honorific = honorific_of(row);
    let address = address(&name.value).map(|(address, _)| address);
    if let Some(address) = address.filter(|address| !collective && (honorific.is_some() || !address.may_be_a_name)) {
        let printed = honorific.map_or_else(|| name.value.clone(), |honorific| format!("{honorific} {}", name.value));
        let hint =
            if address.may_be_a_name { " (không cần sửa nếu đó là họ của người này)" } else { "" };
        desk.problems.warning(
            name,
            format!("Họ và tên “{}” bắt đầu bằng danh xưng, văn bản sẽ ghi “{printed}”", name.value),
            format!("Chỉ ghi họ và tên ở cột này{hint}"),
        );
    }
    if collective {
        if is_like_a_persons(&lower) {
            desk.problems.warning(
                name,
                format!("“{}” ghi là tập thể mà giống họ tên của một người", name.value),
                "Nếu đúng là tập thể thì không phải làm gì; cá nhân thì ghi Người đứng đầu, Công chức chuyên môn hoặc Không chuyên trách ở “Đối tượng”",
            );
        }
        return;
    }
    row.field("Họ và tên").without_digits(name, desk);
    // Middle names of women's and of men's.
    let words: Vec<&str> = lower.split(' ').collect();
    let middle = |name| words.len() > 2 && words[1..words.len() - 1].contains(&name);
    let other = match honorific {
        Some("Ông") if middle("thị") => Some("Bà"),
        Some("Bà") if middle("văn") && !middle("thị") => Some("Ông"),
        _ => None,
    };
    if let (Some(honorific), Some(other)) = (honorific, other) {
        desk.problems.warning(
            &row.field("Danh xưng").cell,
            format!("Danh xưng của “{}” là {honorific}", name.value),
            format!("Sửa thành {other} nếu ghi nhầm; nếu đúng thì không phải làm gì"),
        );
    }
}

/// Whether a name in lower case is made as people's names are: of a few words, the first of them among the surnames that most
/// people have and no office begins with.
fn is_like_a_persons(lower: &str) -> bool {
    const SURNAMES: [&str; 14] =
        ["nguyễn", "trần", "lê", "phạm", "huỳnh", "hoàng", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "ngô", "dương"];
    let words: Vec<&str> = lower.split(' ').collect();
    (3..=5).contains(&words.len()) && SURNAMES.contains(&words[0])
}
