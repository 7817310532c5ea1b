//! The plan: a clerk's plan workbook and the embedded plans, through one reader.
//!
//! An embedded plan is a JSON file with the same two sheets that a plan workbook has, so every check holds for both.
//!
//! *Invariant:* a plan that comes out of here without an error has targets that make sense: shares between 0 and 1,
//! exceeding above meeting, codes that are unique.

mod asked;
mod entries;

use std::sync::Arc;

use anyhow::{Context as _, bail};
use serde_json::Value as Json;

use super::book::Book;
use super::desk::Desk;
use super::field::Field;
use super::grid::{Grid, Raw};
use super::pairs::{Labels, Pairs};
use super::{criteria, sheet, sheet_or_error};
use crate::assets::{Assets, plan_code, plan_file};
use crate::cell::At;
use crate::locality;
use crate::number::{Decimal, Fraction};
use crate::plan::{Bound, Plan};
use crate::problem::Place;
use crate::store::NO_PLAN;
use entries::{
    Levels, bases, coefficient, fit_for_a_folder, issued, levels, limit, positive, priority, share, threshold,
};

/// The embedded plan that is used where nothing else is asked for.
pub const DEFAULT: &str = "cchc-2023";

const LABELS: Labels = Labels {
    once: &[
        "Mã kế hoạch",
        "Tên phong trào",
        "Số ký hiệu",
        "Trích yếu",
        "Ngày ban hành",
        "Từ ngày",
        "Đến ngày",
        "Xã",
        "Huyện",
        "Tỉnh",
        "Hình thức khen thưởng",
        "Số lượng tối đa",
        "Tỷ lệ thành viên dự họp tối thiểu",
        "Tỷ lệ phiếu tối thiểu",
        "Tính trên",
        "Mẫu báo cáo",
        "Hệ số tiền thưởng",
        "Mức lương cơ sở",
        "Cấp trên",
        "Hình thức đề nghị cấp trên",
        "Ưu tiên",
        "Địa danh",
    ],
    many: &["Căn cứ", "Tiêu chuẩn", "Nơi nhận"],
    aliases: &[
        ("Số, ký hiệu", "Số ký hiệu"),
        ("Trích yếu nội dung", "Trích yếu"),
        ("Tỉ lệ thành viên dự họp tối thiểu", "Tỷ lệ thành viên dự họp tối thiểu"),
        ("Tỉ lệ phiếu tối thiểu", "Tỷ lệ phiếu tối thiểu"),
        ("Phường", "Xã"),
        ("Thị trấn", "Xã"),
        ("Đặc khu", "Xã"),
        ("Thành phố", "Tỉnh"),
    ],
};

/// Reads a plan workbook; `None`, with errors laid down, where it cannot be used.
pub fn read(book: &Book, desk: &mut Desk) -> Option<Plan> {
    let about = sheet(book, "Kế hoạch")?;
    let targets = sheet_or_error(book, about, "Chỉ tiêu", desk);
    let pairs = Pairs::read(about, &LABELS, desk)?;
    let general = general(&pairs, about, desk);
    let (areas, criteria) = criteria::read(targets?, desk)?;
    let mut plan = general?;
    (plan.areas, plan.criteria) = (areas, criteria);
    Some(plan)
}

/// What a plan calls itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// `Mã kế hoạch`.
    pub code: String,
    /// `Tên phong trào`.
    pub campaign: String,
}

impl Default for Name {
    /// Of a plan that does not say it.
    fn default() -> Self {
        Self { code: NO_PLAN.to_owned(), campaign: "……".to_owned() }
    }
}

/// The name of a plan workbook, as far as it can be read, whatever else is wrong with it.
pub fn name(book: &Book) -> Name {
    let mut name = Name::default();
    // What is wrong is said by `read`.
    let mut desk = Desk::new(&|_| true, false);
    let pairs = sheet(book, "Kế hoạch").and_then(|about| Pairs::read(about, &LABELS, &mut desk));
    let Some(pairs) = pairs else { return name };
    let code = pairs.field("Mã kế hoạch");
    let fits = |at: &At<String>, desk: &mut Desk| fit_for_a_folder(&at.value, &code, desk);
    if let Some(at) = code.code(&mut desk).filter(|at| fits(at, &mut desk)) {
        name.code = at.value;
    }
    if let Some(at) = pairs.field("Tên phong trào").text(&mut desk) {
        name.campaign = campaign_of(&at.value);
    }
    name
}

/// A campaign's name without the quotation marks that the papers put around it.
fn campaign_of(written: &str) -> String {
    written.trim_matches(['“', '”', '"']).to_owned()
}

/// A plan that leaves the commune's name open, as the embedded ones of no commune do, takes it from the commune's own
/// workbook.
pub fn take_name(plan: &mut Plan, name: &str) {
    if !plan.commune.contains('…') || name.is_empty() {
        return;
    }
    plan.commune = locality::commune(name, "");
    if plan.place.contains('…') {
        plan.place = locality::bare(&plan.commune).to_owned();
    }
}

/// The codes of the embedded plans.
pub fn codes(assets: &Assets) -> Vec<String> {
    assets.templates().filter_map(|(name, _)| plan_code(name)).map(str::to_owned).collect()
}

/// Reads the embedded plan of a code. A fault in it is the author's, not the clerk's data.
pub fn embedded(assets: &Assets, code: &str) -> anyhow::Result<Plan> {
    let name = plan_file(code);
    let Some(bytes) = assets.template(&name) else {
        bail!("Không có kế hoạch “{code}” trong chương trình; các kế hoạch có sẵn: {}", codes(assets).join(", "));
    };
    let json: Json =
        serde_json::from_slice(bytes).with_context(|| format!("Tệp kế hoạch “{name}” viết sai cú pháp JSON"))?;
    let file: Arc<str> = name.as_str().into();
    let mut book = Book::default();
    for (sheet, rows) in json["trang"].as_object().with_context(|| format!("Tệp kế hoạch “{name}” thiếu “trang”"))?
    {
        book.grids.push(grid(&file, sheet, rows));
    }
    let mut desk = Desk::new(&|_| true, false);
    let plan = read(&book, &mut desk);
    if let Some(problem) = desk.problems.errors().next() {
        let place = match &problem.places[0] {
            Place::Cell(cell) => format!("trang “{}”, ô {cell}", cell.sheet()),
            other => other.sheet().map_or_else(String::new, |sheet| format!("trang “{sheet}”")),
        };
        bail!("Tệp kế hoạch “{name}” có lỗi ở {place}: {}", problem.message);
    }
    plan.with_context(|| format!("Tệp kế hoạch “{name}” thiếu trang “Kế hoạch”"))
}

fn grid(file: &Arc<str>, sheet: &str, rows: &Json) -> Grid {
    let mut grid = Grid::new(file, sheet);
    for (row, cells) in (0..).zip(rows.as_array().map_or(&[][..], Vec::as_slice)) {
        for (column, value) in (0..).zip(cells.as_array().map_or(&[][..], Vec::as_slice)) {
            let raw = match value {
                Json::String(text) if !text.is_empty() => Raw::Text(text.clone()),
                Json::Number(number) => match number.to_string().parse::<Decimal>() {
                    Ok(value) => Raw::number(value),
                    Err(_) => Raw::Endless,
                },
                _ => continue,
            };
            grid.cells.insert((row, column), raw);
        }
    }
    grid
}

/// The sheet `Kế hoạch`, with no targets yet.
fn general(pairs: &Pairs, about: &Grid, desk: &mut Desk) -> Option<Plan> {
    let code = required(pairs, "Mã kế hoạch", "Ghi mã ngắn không dấu, ví dụ cchc-2023", desk);
    let code = code.code(desk).filter(|code| fit_for_a_folder(&code.value, &pairs.field("Mã kế hoạch"), desk));
    let campaign = required(pairs, "Tên phong trào", "Ghi tên phong trào, không ghi năm", desk).text(desk);
    let from = required(pairs, "Từ ngày", "Ghi ngày đầu của thời gian xét, ví dụ 01/01/2023", desk).date(desk);
    let to = required(pairs, "Đến ngày", "Ghi ngày cuối của thời gian xét, ví dụ 31/12/2023", desk).date(desk);
    let commune = required(pairs, "Xã", "Ghi tên xã, ví dụ xã Tam Phước", desk).text(desk);
    let award =
        required(pairs, "Hình thức khen thưởng", "Ví dụ: Giấy khen của Chủ tịch Ủy ban nhân dân xã", desk).text(desk);
    let limit = limit(pairs, desk);
    let form = required(pairs, "Mẫu báo cáo", "Ví dụ: Mẫu số 07, Nghị định số 91/2017/NĐ-CP", desk).text(desk);
    let bases = bases(pairs, about, desk);
    asked::in_order(from.as_ref(), to.as_ref(), desk);
    let optional = |label: &'static str, desk: &mut Desk| text(pairs, label, desk);
    let levels = levels(pairs, desk);
    let place = optional("Địa danh", desk);
    let subject = optional("Trích yếu", desk);
    let award_above = optional("Hình thức đề nghị cấp trên", desk);
    let threshold = threshold(pairs, desk);
    // No law sets a quorum: two thirds stand where the plan says nothing, as its note in the embedded plans has it.
    let quorum = share(&pairs.field("Tỷ lệ thành viên dự họp tối thiểu"), desk)
        .unwrap_or_else(|| Bound::AtLeast(Fraction::new(2.into(), 3.into())));
    let symbol = optional("Số ký hiệu", desk);
    asked::about_symbol(&symbol, &pairs.field("Số ký hiệu"), desk);
    if let Some(campaign) = &campaign {
        asked::with_year(campaign, desk);
    }
    let issued = issued(&pairs.field("Ngày ban hành"), desk);
    let coefficient = coefficient(&pairs.field("Hệ số tiền thưởng"), desk);
    let base_salary = positive(&pairs.field("Mức lương cơ sở"), desk);
    let priority = priority(&pairs.field("Ưu tiên"), desk);
    let mut entries = |label| pairs.entries(label, desk).into_iter().map(|at| at.value).collect();
    let (standards, recipients) = (entries("Tiêu chuẩn"), entries("Nơi nhận"));
    // From here on nothing is read any more, so that one fault hides no other.
    if let (Some(campaign), Some(from), Some(to)) = (&campaign, &from, &to) {
        let commune = commune.as_ref().map_or("", |at| &at.value);
        asked::about_another(&subject, &campaign_of(&campaign.value), commune, from.value..=to.value, pairs, desk);
    }
    if let Some(commune) = &commune {
        asked::is_no_commune(commune, desk);
        let name = locality::spelled(&commune.value, &pairs.word("Xã").to_lowercase());
        if let (Some(from), Some(to)) = (&from, &to)
            && from.value <= to.value
        {
            asked::left_over(&name, &levels, from.value.year()..=to.value.year(), pairs, desk);
        }
    }
    let Levels { district, province, level_above } = levels;
    let commune_name = commune.map(|at| locality::spelled(&at.value, &pairs.word("Xã").to_lowercase()))?;
    Some(Plan {
        code: code?.value,
        campaign: campaign_of(&campaign?.value),
        symbol,
        issued,
        from: from?.value,
        to: to?.value,
        level_above,
        award_above,
        place: if place.is_empty() { locality::bare(&commune_name).to_owned() } else { place },
        commune: commune_name,
        district,
        province,
        bases,
        award: award?.value,
        limit: limit?,
        quorum,
        threshold,
        report_form: form?.value,
        subject,
        coefficient,
        base_salary,
        standards,
        priority,
        recipients,
        areas: Vec::new(),
        criteria: Vec::new(),
        source: pairs.field("Mã kế hoạch").cell.sibling(0, 0),
        cells: pairs.cells(),
    })
}

pub(super) fn required<'g>(pairs: &Pairs<'g>, label: &'static str, hint: &str, desk: &mut Desk) -> Field<'g> {
    let field = pairs.field(label);
    if field.is_blank() {
        field.missing(desk, hint);
    }
    field
}

pub(super) fn text(pairs: &Pairs, label: &'static str, desk: &mut Desk) -> String {
    pairs.field(label).text(desk).map_or_else(String::new, |at| at.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_plan_reads() {
        let assets = Assets::default();
        for code in codes(&assets) {
            let plan = embedded(&assets, &code).expect("an embedded plan");
            assert_eq!(plan.code, code);
        }
        assert!(embedded(&assets, "khong-co").expect_err("unknown").to_string().contains("cchc-2023"));
    }
}
