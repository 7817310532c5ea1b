//! The plan's own workbook, filled in with the plan in force, to be changed into another.
//!
//! *Invariant:* what is written here is read back as the same plan.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::form::{self, Column, Entry, Item, body, height, sheet, table};
use super::guide;
use super::unit::GUIDE;
use crate::cell::At;
use crate::number::Decimal;
use crate::plan::targets;
use crate::plan::targets::{levels, share, sign};
use crate::plan::{Criterion, Measure, Plan, Priority, Way};

/// The workbook.
pub fn workbook(plan: &Plan) -> Result<Vec<u8>, XlsxError> {
    let mut book = form::book("Kế hoạch phát động phong trào thi đua")?;
    guide::plan(sheet(&mut book, GUIDE, 0)?, plan)?;
    form::pairs(sheet(&mut book, "Kế hoạch", 1)?, &head(plan))?;
    criteria(sheet(&mut book, "Chỉ tiêu", 1)?, plan)?;
    crate::xlsx::bytes(book)
}

fn head(plan: &Plan) -> Vec<Item> {
    let any = Entry::Text;
    let item = |label, message, content: &str| Item::new(label, any.clone(), message).holding(content);
    let need = |label, message, content: &str| Item::required(label, any.clone(), message).holding(content);
    // As text, since Excel would take 2/3 for a day.
    let verbatim = |label, message, content: String| Item::new(label, Entry::Verbatim, message).holding(content);
    let date = |label, date: jiff::civil::Date| {
        let years = Entry::Day(jiff::civil::date(2000, 1, 1), jiff::civil::date(2100, 12, 31));
        Item::required(label, years, "Gõ ngày/tháng/năm, ví dụ 31/12/2023").holding(date.to_string())
    };
    let mut rows = vec![
        need("Mã kế hoạch", "Chữ thường không dấu, số và gạch nối; là tên thư mục văn bản", &plan.code),
        need("Tên phong trào", "Không ghi dấu ngoặc kép, không ghi năm", &plan.campaign),
        item("Số ký hiệu", "Ví dụ 25/KH-UBND; chưa có số thì ghi /KH-UBND", &plan.symbol),
        item(
            "Trích yếu",
            "Như trên kế hoạch, ngay dưới chữ KẾ HOẠCH; để trống thì viện dẫn theo tên phong trào",
            &plan.subject,
        ),
        Item::new("Ngày ban hành", Entry::Verbatim, "Ngày/tháng/năm; chưa có ngày thì ghi tháng/năm")
            .holding(issued(plan)),
        date("Từ ngày", plan.from),
        date("Đến ngày", plan.to),
        need("Xã", "Ví dụ: xã Tam Phước", &plan.commune),
        item("Huyện", "Không có cấp huyện thì để trống", &plan.district),
        item("Tỉnh", "Ví dụ: tỉnh Bà Rịa - Vũng Tàu", &plan.province),
        item("Địa danh", "Nơi ghi trước ngày tháng trên văn bản", &plan.place),
        item(
            "Cấp trên",
            "Nơi xã đề nghị khen tiếp; không có thì ghi Không (để trống là Ủy ban nhân dân huyện hoặc tỉnh)",
            if plan.level_above.is_empty() { "Không" } else { &plan.level_above },
        ),
        item(
            "Hình thức đề nghị cấp trên",
            "Ví dụ: Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh; kế hoạch không nói thì để trống",
            &plan.award_above,
        ),
    ];
    let bases = plan.bases.iter().map(|basis| item("Căn cứ", "Không ghi chữ Căn cứ ở đầu", &basis.value));
    rows.extend(bases);
    rows.extend([
        need("Hình thức khen thưởng", "", &plan.award),
        Item::required("Số lượng tối đa", Entry::Whole, "Nhiều nhất bao nhiêu cá nhân được chọn, ví dụ 5")
            .holding(plan.limit.to_string()),
        verbatim("Tỷ lệ thành viên dự họp tối thiểu", "Ví dụ 2/3", sign(&plan.quorum, share)),
        verbatim("Tỷ lệ phiếu tối thiểu", "Ví dụ > 50% hoặc ≥ 2/3", sign(&plan.threshold.bound, share)),
        Item::new("Tính trên", Entry::Choice(&["có mặt", "tổng số thành viên"]), "Tỷ lệ phiếu tính trên số nào")
            .holding(plan.threshold.of.vietnamese()),
        need("Mẫu báo cáo", "Mẫu báo cáo thành tích và nghị định quy định mẫu", &plan.report_form),
        Item::new(
            "Hệ số tiền thưởng",
            Entry::Number,
            "Ví dụ 0,15 (Excel tiếng Anh gõ 0.15), gõ xong nhìn lại ô; không có thì để trống",
        )
        .holding(money(plan.coefficient.as_ref())),
        Item::new("Mức lương cơ sở", Entry::Whole, "Đồng, tại ngày quyết định")
            .holding(money(plan.base_salary.as_ref())),
    ]);
    rows.extend(plan.standards.iter().map(|text| item("Tiêu chuẩn", "Mỗi tiêu chuẩn một dòng", text)));
    rows.push(item(
        "Ưu tiên",
        "Không có nhóm ưu tiên thì ghi Không",
        if plan.priority == Priority::Nobody { "Không" } else { plan.priority.words() },
    ));
    rows.extend(
        plan.recipients
            .iter()
            .map(|text| item("Nơi nhận", "Nơi nhận của kế hoạch, mỗi nơi một dòng; không in ra văn bản nào", text)),
    );
    rows
}

fn issued(plan: &Plan) -> String {
    plan.issued.map_or_else(String::new, |issued| match issued.day {
        Some(day) => format!("{day}/{}/{}", issued.month, issued.year),
        None => format!("{}/{}", issued.month, issued.year),
    })
}

fn money(value: Option<&At<Decimal>>) -> String {
    value.map_or_else(String::new, |at| at.value.normalize().to_string())
}

fn columns() -> Vec<Column> {
    vec![
        Column::required("Mã", 10, Entry::Verbatim, "Số thứ tự trong kế hoạch, ví dụ 4.3.1"),
        Column::required(
            "Nội dung",
            30,
            Entry::Text,
            "Nội dung thi đua (mục II.3), ghi cả số, ví dụ 3.1 Về công tác chỉ đạo",
        ),
        Column::new(
            "Tên gọn",
            30,
            Entry::Text,
            "Chỉ tiêu nói trong vài từ, dùng trong các bảng; không có thì để trống",
        ),
        Column::required("Chỉ tiêu", 60, Entry::Text, ""),
        Column::required("Cách đo", 14, Entry::Choice(&Way::WORDS), "Chọn trong danh sách"),
        Column::new("Mức đạt", 12, Entry::Verbatim, "Ví dụ ≥ 95%"),
        Column::new("Mức vượt", 12, Entry::Verbatim, "Ví dụ > 95%; không có thì để trống"),
        Column::new("Đơn vị tính", 14, Entry::Text, "Ví dụ hồ sơ, văn bản"),
        Column::new(
            "Áp dụng cho",
            22,
            Entry::Text,
            "Các đối tượng, cách nhau bằng dấu phẩy; mọi đối tượng thì để trống",
        ),
        Column::new("Nguồn", 14, Entry::Choice(&["Sáng kiến"]), "Chọn Sáng kiến khi đếm từ trang Sáng kiến"),
        Column::new(
            "Câu báo cáo",
            70,
            Entry::Text,
            "Câu nêu kết quả trong báo cáo; phần trong {{ }} và {% %} là chỗ chương trình điền số, giữ nguyên; để trống thì dùng câu có sẵn",
        ),
    ]
}

fn criteria(sheet: &mut Worksheet, plan: &Plan) -> Result<(), XlsxError> {
    let rows = rows(plan);
    let columns = columns();
    table(sheet, &columns, 0)?;
    for (row, cells) in (1u32..).zip(&rows) {
        for ((index, column), text) in (0u16..).zip(&columns).zip(cells) {
            let format = body(&column.entry, false);
            if text.is_empty() {
                sheet.write_blank(row, index, &format)?;
            } else {
                sheet.write_with_format(row, index, text.as_str(), &format)?;
            }
        }
        let sized: Vec<(&str, f64)> =
            cells.iter().map(String::as_str).zip(columns.iter().map(|column| f64::from(column.width))).collect();
        height(sheet, row, &sized)?;
    }
    Ok(())
}

/// The rows in the plan's order, each with its area; an area that asks for nothing has one of its own, before those behind it.
fn rows(plan: &Plan) -> Vec<[String; 11]> {
    let heading = |index: usize| format!("{} {}", plan.areas[index].code, plan.areas[index].name).trim().to_owned();
    let asks = |index: usize| plan.criteria.iter().any(|criterion| criterion.area == index);
    let mut empty = (0..plan.areas.len()).filter(|index| !asks(*index)).peekable();
    let alone = |index: usize| {
        let mut cells = <[String; 11]>::default();
        cells[1] = heading(index);
        cells
    };
    let mut rows = Vec::new();
    for criterion in &plan.criteria {
        while let Some(index) = empty.next_if(|index| *index < criterion.area) {
            rows.push(alone(index));
        }
        let heading = heading(criterion.area);
        rows.push(row(criterion, &heading));
        if let Measure::Checklist(items) = &criterion.measure {
            rows.extend(items.iter().map(|item| {
                let mut cells = <[String; 11]>::default();
                cells[0] = format!("{}/{}", criterion.code.value, item.code);
                cells[1].clone_from(&heading);
                cells[3].clone_from(&item.name);
                cells[4] = "có/không".to_owned();
                cells
            }));
        }
    }
    rows.extend(empty.map(alone));
    rows
}

fn row(criterion: &Criterion, heading: &str) -> [String; 11] {
    let (formal, exceeded) = levels(&criterion.measure);
    // The plan's own words for a target are kept; the program's are said shortly.
    let own = criterion.target_words != targets::target(criterion);
    let met = if own { criterion.target_words.clone() } else { formal };
    let kinds: Vec<&str> = criterion.kinds.iter().map(|kind| kind.vietnamese()).collect();
    [
        criterion.code.value.to_string(),
        heading.to_owned(),
        if criterion.short == criterion.name { String::new() } else { criterion.short.clone() },
        criterion.name.clone(),
        criterion.measure.way().vietnamese().to_owned(),
        met,
        exceeded,
        criterion.unit.clone(),
        kinds.join(", "),
        if criterion.counts_initiatives { "Sáng kiến".to_owned() } else { String::new() },
        criterion.sentence.as_ref().map(|at| at.value.clone()).unwrap_or_default(),
    ]
}
