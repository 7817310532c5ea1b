//! `loi.xlsx`: the problems where the clerk works, one a row, each with a link that opens the very cell.
//!
//! Its absence means that there is no problem.
//!
//! *Invariant:* nothing but text and links of our own making is written: a message that quotes `=cmd|…` stays a text.

use std::path::{Component, Path, PathBuf};

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Url, Workbook, Worksheet,
    XlsxError,
};

use crate::problem::{Place, Problem, Problems, Severity};

/// The file's name below the plan's folder.
pub const NAME: &str = "loi.xlsx";

const HEADERS: [(&str, f64); 8] = [
    ("STT", 6.0),
    ("Mức độ", 11.0),
    ("Tệp", 24.0),
    ("Trang", 14.0),
    ("Ô", 8.0),
    ("Vấn đề", 62.0),
    ("Cách xử lý", 52.0),
    ("Chỗ liên quan", 26.0),
];
/// Excel's limit of one cell, in characters; and of links on one sheet.
const CELL: usize = 32_000;
const LINKS: usize = 60_000;

/// The workbook's bytes; `None` where there is no problem. `input` is the way from the plan's folder to the input folder,
/// as [`way`] gives it.
///
/// # Errors
/// The library cannot write the file; nothing in the data makes it so.
pub fn workbook(problems: &Problems, input: &str) -> anyhow::Result<Option<Vec<u8>>> {
    if problems.is_empty() {
        return Ok(None);
    }
    let bytes = write(problems, input).map_err(|fault| anyhow::anyhow!("Không lập được “{NAME}” ({fault})"))?;
    Ok(Some(bytes))
}

fn write(problems: &Problems, input: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed day, so that the same problems give the same bytes.
    let made = ExcelDateTime::from_ymd(2023, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title("Những chỗ cần xem lại").set_creation_datetime(&made));
    let sheet = book.add_worksheet().set_name("Lỗi")?;
    let head = base().set_bold().set_align(FormatAlign::Center).set_background_color("#D9E2F3");
    for (column, (header, width)) in (0..).zip(HEADERS) {
        sheet.set_column_width(column, width)?.write_string_with_format(0, column, header, &head)?;
    }
    for (row, problem) in (1..).zip(problems) {
        line(sheet, row, problem, input)?;
    }
    let last = u32::try_from(problems.len()).unwrap_or(u32::MAX).min(1_048_575);
    sheet.autofilter(0, 0, last, 7)?;
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&RTrang &P/&N");
    book.save_to_buffer()
}

fn base() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(12).set_text_wrap().set_border(FormatBorder::Thin)
}

fn line(sheet: &mut Worksheet, row: u32, problem: &Problem, input: &str) -> Result<(), XlsxError> {
    let plain = base().set_align(FormatAlign::Top);
    let (word, shade) = match problem.severity {
        Severity::Error => ("Lỗi", "#F8CBAD"),
        Severity::Warning => ("Cảnh báo", "#FFF2CC"),
    };
    let place = &problem.places[0];
    let sheet_name = place.sheet().map_or("", |name| name);
    let cell = if let Place::Cell(cell) = place { cell.to_string() } else { String::new() };
    sheet.write_string_with_format(row, 0, row.to_string(), &plain)?;
    sheet.write_string_with_format(row, 1, word, &plain.clone().set_background_color(shade))?;
    sheet.write_string_with_format(row, 2, cut(place.file()), &plain)?;
    sheet.write_string_with_format(row, 3, cut(sheet_name), &plain)?;
    link(sheet, row, if cell.is_empty() { 2 } else { 4 }, place, input)?;
    if cell.is_empty() {
        sheet.write_string_with_format(row, 4, "", &plain)?;
    }
    sheet.write_string_with_format(row, 5, cut(&problem.message), &plain)?;
    sheet.write_string_with_format(row, 6, cut(&problem.hint), &plain)?;
    let others: Vec<String> = problem.places.iter().skip(1).map(said).collect();
    sheet.write_string_with_format(row, 7, cut(&others.join("\n")), &plain)?;
    Ok(())
}

/// The place as a link, or as text where it would be longer than Excel takes.
fn link(sheet: &mut Worksheet, row: u32, column: u16, place: &Place, input: &str) -> Result<(), XlsxError> {
    let text = if let Place::Cell(cell) = place { cell.to_string() } else { place.file().to_string() };
    let blue = base().set_align(FormatAlign::Top).set_font_color(Color::Blue).set_underline(FormatUnderline::Single);
    let file = format!("{input}/{}", place.file());
    let inside = match place {
        Place::File(_) => String::new(),
        Place::Sheet(_, name) => format!("#'{}'!A1", name.replace('\'', "''")),
        Place::Cell(cell) => format!("#'{}'!{cell}", cell.sheet.replace('\'', "''")),
    };
    // An absolute path keeps its slash in the scheme's own three.
    // A file whose own name holds the sign that parts file and cell cannot be linked.
    if file.contains('#') || file.chars().count() + inside.chars().count() > 1_900 || row as usize > LINKS {
        sheet.write_string_with_format(row, column, text, &base().set_align(FormatAlign::Top))?;
        return Ok(());
    }
    let url = Url::new(format!("file:///{}{inside}", file.trim_start_matches('/'))).set_text(text);
    sheet.write_url_with_format(row, column, url, &blue)?;
    Ok(())
}

fn said(place: &Place) -> String {
    let mut text = place.file().to_string();
    if let Some(sheet) = place.sheet() {
        text += &format!(" › {sheet}");
    }
    if let Place::Cell(cell) = place {
        text += &format!(" › {cell}");
    }
    text
}

fn cut(text: &str) -> String {
    text.chars().take(CELL).collect()
}

/// The way from `output/<plan>/` to the input folder, with `/`; the whole path where there is no shorter one.
pub fn way(input: &Path, output: &Path, plan: &str) -> String {
    let whole = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or(path.to_owned());
    let (to, from) = (whole(input), whole(output).join(plan));
    let shared = to.components().zip(from.components()).take_while(|(one, other)| one == other).count();
    let prefix = matches!(to.components().next(), Some(Component::Prefix(_)));
    let path = if shared == 0 || (prefix && shared < 2) {
        to
    } else {
        let up = from.components().skip(shared).map(|_| Component::ParentDir);
        up.chain(to.components().skip(shared)).collect::<PathBuf>()
    };
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Cell;

    #[test]
    fn the_way_back_is_relative() {
        let base = std::env::temp_dir();
        let way = way(&base.join("khong-co/input"), &base.join("khong-co/output"), "cchc-2023");
        assert_eq!(way, "../../input");
    }

    #[test]
    fn no_problem_no_file_and_the_same_problems_the_same_bytes() {
        let mut problems = Problems::default();
        assert_eq!(workbook(&problems, "../../input").expect("a file"), None);
        let cell = Cell { file: "vp.xlsx".into(), sheet: "Số liệu".into(), row: 6, column: 2 };
        problems.error(&cell, "=cmd|' /C calc'!A0", "@SUM(1+1)");
        problems.warning(Place::File("b.xlsx".into()), "Lạ", "");
        let made = || workbook(&problems, "../../input").expect("a file").expect("a problem");
        assert_eq!(made(), made());
    }
}
