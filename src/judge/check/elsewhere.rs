//! Another commune's name where a unit's papers name their own: what is left of a workbook that was taken over.
//!
//! *Invariant:* nothing here stops papers; a plan that leaves the commune's name open contradicts none.

use super::shortened;
use crate::cell::{At, Cell};
use crate::locality;
use crate::model::{Office, Unit};
use crate::plan::Plan;
use crate::problem::{Place, Problems, Severity};
use crate::text::fold;

/// A submission to a level above the commune, whose own Chairman it asks for the award.
fn to_the_district(office: &Office, problems: &mut Problems) {
    const BODIES: [&str; 4] = ["uy ban nhan dan", "ubnd", "chu tich", "hoi dong thi dua"];
    let is_above = |line: &&At<String>| {
        let said = format!(" {} ", fold(&line.value));
        let level = locality::LEVELS_ABOVE.iter().filter_map(|level| said.find(&format!(" {level} "))).min();
        // `xã Tam Phước, huyện Long Điền` is the commune.
        let commune = locality::COMMUNE_KINDS.iter().filter_map(|kind| said.find(&format!(" {} ", fold(kind)))).min();
        BODIES.iter().any(|body| said.contains(body))
            && level.is_some_and(|level| commune.is_none_or(|commune| commune > level))
    };
    if let Some(line) = office.addressees.iter().find(is_above) {
        problems.warning(
            line,
            format!("Tờ trình của đơn vị gửi “{}”, là cấp trên của xã", shortened(&line.value)),
            "Đơn vị trình cấp xã; xã trình cấp trên bằng tờ trình riêng. Sửa “Kính gửi”, hoặc để trống thì chương trình ghi sẵn",
        );
    }
}

/// What a unit's workbook says of its place.
pub fn unit(plan: &Plan, unit: &Unit, problems: &mut Problems) {
    if plan.commune.contains('…') {
        return;
    }
    let office = &unit.office;
    // The town that the district has its name from.
    let is_the_seat = |named: &str| {
        let lower = named.to_lowercase();
        let town = lower.strip_prefix("thị trấn ").map(fold);
        town.is_some_and(|town| format!(" {} ", fold(&plan.district)).ends_with(&format!(" {town} ")))
    };
    let workplaces = unit.candidates.iter().filter_map(|person| person.workplace.as_ref());
    let told = office.parent.iter().chain(&office.addressees).chain(&unit.council.venue).chain(workplaces);
    let told = told.map(|at: &At<String>| (at.value.as_str(), &at.cell));
    let named: Vec<(&str, &Cell)> = std::iter::once((office.name.as_str(), &unit.name_cell))
        .chain(told)
        .filter_map(|(text, cell)| Some((locality::other_commune(text, &plan.commune)?, cell)))
        .filter(|(named, _)| !is_the_seat(named))
        .collect();
    if let Some((first, _)) = named.first() {
        problems.between(
            Severity::Warning,
            named.iter().map(|(_, cell)| Place::from(*cell)).collect(),
            format!("Ghi “{}”, mà kế hoạch là của {}", shortened(first), plan.commune),
            "Nếu chép từ tệp của xã khác thì sửa lại; nếu đúng là xã khác thì không phải làm gì",
        );
    }
    to_the_district(office, problems);
    let says_more = |place: &&At<String>| {
        place.value.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | ':' | '(' | '/'))
            || fold(&place.value).split(' ').any(|word| word == "ngay")
    };
    if let Some(place) = office.place.as_ref().filter(says_more) {
        problems.warning(
            place,
            format!("“Địa danh” ghi “{}”, văn bản in đúng như thế trước ngày tháng năm", shortened(&place.value)),
            "Chỉ ghi tên địa danh, ví dụ Tam Phước; chữ “ngày … tháng … năm” do chương trình ghi",
        );
    }
    let another = |place: &&At<String>| {
        let (said, planned) = (fold(&place.value), fold(&plan.place));
        !said.contains(&planned) && !planned.contains(&said) && !says_more(place)
    };
    if let Some(place) = office.place.as_ref().filter(another) {
        problems.between(
            Severity::Warning,
            vec![Place::from(place), Place::from(plan.cell("Địa danh"))],
            format!("“Địa danh” ghi “{}”, còn kế hoạch ghi “{}”", shortened(&place.value), plan.place),
            "Địa danh trên văn bản là tên xã; sửa lại, hoặc xóa nội dung ô này để lấy theo kế hoạch",
        );
    }
}
