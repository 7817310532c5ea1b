//! Makes the sample workbooks in `input/`: `cargo run --example sample`. Every name, number and document is made up.
//!
//! Between them they show every verdict, every measure, somebody the council did not carry, a collective, and no error.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Rows of one sheet; the first is the header.
type Rows = Vec<Vec<String>>;

/// One person with all rows that concern them.
struct Person {
    code: &'static str,
    /// Danh xưng, họ tên, ngày sinh, quê quán, thường trú, chức vụ, đơn vị công tác, đối tượng, trình độ, cấp trên.
    particulars: [&'static str; 10],
    /// Of a collective: năm thành lập, cơ cấu tổ chức, chức năng và nhiệm vụ.
    collective: Option<[&'static str; 3]>,
    /// Chỉ tiêu, kết quả, tổng số, không áp dụng, dẫn chứng.
    figures: &'static [[&'static str; 5]],
    /// Tên, hiệu quả, công nhận.
    initiatives: &'static [[&'static str; 3]],
    /// Đồng ý, không đồng ý, không có ý kiến, ý kiến.
    vote: [&'static str; 4],
}

struct Unit {
    file: &'static str,
    office: &'static [(&'static str, &'static str)],
    people: &'static [Person],
    /// Họ tên, chức vụ, vai trò, có mặt, lý do vắng.
    council: &'static [[&'static str; 5]],
}

fn main() -> Result<(), XlsxError> {
    for unit in [&van_phong::UNIT, &tu_phap::UNIT, &ap::UNIT] {
        unit_workbook(unit)?;
    }
    commune_workbook()
}

/// An empty workbook whose bytes do not depend on the day it is made.
fn workbook() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2023, 12, 20)?));
    Ok(book)
}

fn unit_workbook(unit: &Unit) -> Result<(), XlsxError> {
    let mut book = workbook()?;
    sheet(&mut book, "Đơn vị", &pairs(unit.office))?;
    let mut people = vec![cells(&[
        "Mã",
        "Danh xưng",
        "Họ và tên",
        "Ngày sinh",
        "Quê quán",
        "Nơi thường trú",
        "Chức vụ",
        "Đơn vị công tác",
        "Đối tượng",
        "Trình độ",
        "Kỷ luật",
        "Đề nghị cấp huyện",
    ])];
    if unit.people.iter().any(|person| person.collective.is_some()) {
        people[0].extend(cells(&["Năm thành lập", "Cơ cấu tổ chức", "Chức năng, nhiệm vụ"]));
    }
    let mut figures = vec![cells(&["Mã", "Chỉ tiêu", "Kết quả", "Tổng số", "Không áp dụng", "Dẫn chứng"])];
    let mut initiatives = vec![cells(&["Mã", "Tên sáng kiến", "Hiệu quả", "Công nhận"])];
    let mut votes = vec![cells(&["Mã", "Đồng ý", "Không đồng ý", "Không có ý kiến", "Ý kiến"])];
    for person in unit.people {
        let [rest @ .., further] = &person.particulars;
        let mut row = with_code(person.code, rest);
        row.extend(["Không".to_owned(), (*further).to_owned()]);
        row.extend(person.collective.iter().flat_map(|told| cells(told)));
        people.push(row);
        figures.extend(person.figures.iter().map(|row| with_code(person.code, row)));
        initiatives.extend(person.initiatives.iter().map(|row| with_code(person.code, row)));
        if !person.vote[0].is_empty() {
            votes.push(with_code(person.code, &person.vote));
        }
    }
    sheet(&mut book, "Cá nhân", &people)?;
    sheet(&mut book, "Số liệu", &figures)?;
    sheet(&mut book, "Sáng kiến", &initiatives)?;
    sheet(&mut book, "Hội đồng", &council(unit.council))?;
    sheet(&mut book, "Biểu quyết", &votes)?;
    book.save(format!("input/{}", unit.file))
}

fn commune_workbook() -> Result<(), XlsxError> {
    let mut book = workbook()?;
    sheet(&mut book, "Xã", &pairs(xa::OFFICE))?;
    sheet(&mut book, "Hội đồng", &council(xa::COUNCIL))?;
    let mut votes = vec![cells(&["Mã", "Đồng ý", "Không đồng ý", "Không có ý kiến", "Ý kiến"])];
    votes.extend(xa::VOTES.iter().map(|row| cells(row)));
    sheet(&mut book, "Biểu quyết", &votes)?;
    book.save("input/xa-tam-phuoc.xlsx")
}

fn cells(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn with_code(code: &str, rest: &[&str]) -> Vec<String> {
    std::iter::once(&code).chain(rest).map(|text| (*text).to_owned()).collect()
}

fn pairs(rows: &[(&str, &str)]) -> Rows {
    let mut all = vec![cells(&["Mục", "Nội dung"])];
    all.extend(rows.iter().map(|(label, value)| cells(&[label, value])));
    all
}

fn council(members: &[[&str; 5]]) -> Rows {
    let mut all = vec![cells(&["Họ và tên", "Chức vụ", "Vai trò", "Có mặt", "Lý do vắng"])];
    all.extend(members.iter().map(|row| cells(row)));
    all
}

/// Writes a sheet as a clerk would: whole numbers as numbers, all else as text.
fn sheet(book: &mut Workbook, name: &str, rows: &Rows) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_background_color("#DDEBF7");
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    let sheet: &mut Worksheet = book.add_worksheet().set_name(name)?;
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            let format = if row == 0 { &head } else { &body };
            match text.parse::<f64>() {
                Ok(number) if row > 0 && !text.starts_with('0') => {
                    sheet.write_with_format(row, column, number, format)?
                }
                _ => sheet.write_with_format(row, column, text.as_str(), format)?,
            };
        }
    }
    for (column, header) in (0..).zip(&rows[0]) {
        let longest = rows.iter().filter_map(|row| row.get(usize::from(column))).map(|text| text.chars().count()).max();
        let width = longest.unwrap_or(8).clamp(header.chars().count().min(14), 60);
        sheet.set_column_width(column, f64::from(u8::try_from(width + 2).unwrap_or(60)))?;
    }
    sheet.set_freeze_panes(1, 0)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

mod ap;
mod tu_phap;
mod van_phong;
mod xa;
