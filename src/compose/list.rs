//! `xa/danh-sach.xlsx`: those chosen, in the columns that the provincial award systems import.
//!
//! Column names and the choices in them follow the import workbook of a production system (sheets `file nhận`, `PLDT`,
//! `LVHD`, `phan loai kt`). A choice that the workbooks do not decide is left blank for the list of the system itself.
//!
//! *Invariant:* the bytes depend on the judged data alone; every cell is text, so no code or number is reformatted.

use anyhow::Context as _;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::names;
use crate::cell::text_of;
use crate::judge::Judged;
use crate::locality::committee_kind;
use crate::model::{Candidate, Kind};
use crate::plan::Plan;
use crate::text::fold;

/// Where the list goes, below the plan's output folder.
pub fn path() -> String {
    format!("{}/{}.xlsx", names::COMMUNE, names::LIST)
}

/// The sheet's name in the import.
pub const SHEET: &str = "file nhận";

/// The columns, in the import's order.
pub const COLUMNS: [&str; 9] = [
    "STT",
    "Tên gọi (Ông/Bà/Chức danh)",
    "Tên tập thể/cá nhân/hộ gia đình",
    "Chức vụ",
    "Đơn vị công tác",
    "Phân loại khen thưởng",
    "Danh hiệu thi đua/Hình thức khen thưởng",
    "Phân loại đối tượng",
    "Lĩnh vực hoạt động",
];

/// Widths in Excel's characters.
const WIDTHS: [f64; 9] = [6.0, 16.0, 32.0, 32.0, 36.0, 22.0, 40.0, 40.0, 24.0];

/// Whether the list is issued: together with the Chairman's papers.
pub fn issued(judged: &Judged) -> bool {
    super::commune::issued(judged) && judged.ranking.selected().next().is_some()
}

/// The workbook of those chosen, in the order of the decision.
///
/// # Errors
/// Where the workbook cannot be written, which the data cannot bring about.
pub fn workbook(judged: &Judged) -> anyhow::Result<Vec<u8>> {
    written(&rows(judged)).context("Không lập được danh sách “danh-sach.xlsx”")
}

/// The rows below the header.
pub fn rows(judged: &Judged) -> Vec<[String; 9]> {
    judged
        .ranking
        .selected()
        .map(|ranked| judged.units[ranked.unit].assessments[ranked.person].candidate)
        .enumerate()
        .map(|(index, candidate)| row(judged.plan, index, candidate))
        .collect()
}

fn row(plan: &Plan, index: usize, candidate: &Candidate) -> [String; 9] {
    let collective = candidate.kind == Kind::Collective;
    let text = |value| text_of(value).to_owned();
    [
        (index + 1).to_string(),
        if collective { String::new() } else { text(candidate.honorific.as_ref()) },
        candidate.name.value.clone(),
        text(candidate.post.as_ref()),
        text(candidate.workplace.as_ref()),
        if collective { "Khen thưởng tập thể" } else { "Khen thưởng cá nhân" }.to_owned(),
        award(plan),
        // Who leads what, and what a collective is, the system's list asks more finely than the workbooks say.
        match candidate.kind {
            Kind::Official | Kind::PartTime => {
                "Người trực tiếp công tác, lao động, học tập, chiến đấu và phục vụ chiến đấu"
            }
            Kind::Head | Kind::Collective => "",
        }
        .to_owned(),
        // Its choices are of the whole economy; what field a person or collective works in no workbook says.
        String::new(),
    ]
}

/// The award as the system's list spells it, else as the plan does.
fn award(plan: &Plan) -> String {
    let folded = fold(&plan.award);
    let by_chairman = committee_kind(&plan.award).is_some() || folded.contains("cap xa");
    if folded.starts_with("giay khen") && by_chairman {
        "Giấy khen của Chủ tịch Ủy ban nhân dân cấp xã".to_owned()
    } else {
        plan.award.clone()
    }
}

fn written(rows: &[[String; 9]]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The library would write the clock.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let frame = Format::new().set_text_wrap().set_border(FormatBorder::Thin).set_num_format("@");
    let head = frame.clone().set_bold().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    let body = frame.set_align(FormatAlign::Top);
    let sheet = book.add_worksheet().set_name(SHEET)?;
    for (column, (title, width)) in (0..).zip(COLUMNS.iter().zip(WIDTHS)) {
        sheet.set_column_width(column, width)?.write_string_with_format(0, column, *title, &head)?;
    }
    for (line, cells) in (1..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string_with_format(line, column, text, &body)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    crate::xlsx::bytes(book)
}
