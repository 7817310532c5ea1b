//! `loi.xlsx`: the problems where the clerk works, one a row, each with a link that opens the very cell.
//!
//! Its absence means that there is no problem.
//!
//! *Invariant:* nothing but text and links of our own making is written: a message that quotes `=cmd|…` stays a text.

#![expect(clippy::float_arithmetic, reason = "heights of rows")]

use std::path::{Component, Path, PathBuf};

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, IgnoreError, Url,
    Workbook, Worksheet, XlsxError,
};

use crate::problem::{Place, Problem, Problems, Severity};

/// The file's name below the plan's folder.
pub const NAME: &str = "loi.xlsx";

const HEADERS: [(&str, u16); 8] = [
    ("STT", 6),
    ("Mức độ", 11),
    ("Tệp", 24),
    ("Trang", 14),
    ("Ô", 8),
    ("Vấn đề", 62),
    ("Cách xử lý", 52),
    ("Chỗ liên quan", 26),
];
/// Excel's limit of one cell, in characters; of links on one sheet; and of rows, the last of which says what is left off.
const CELL: usize = 32_000;
const LINKS: usize = 65_000;
const ROWS: usize = 1_000_000;
/// Height of a line, and of the highest row that Excel takes, in points.
const LINE: f64 = 16.0;
const HIGHEST: f64 = 409.0;

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
        sheet.set_column_width(column, f64::from(width))?.write_string_with_format(0, column, header, &head)?;
    }
    let mut links = Links { input, left: LINKS };
    let mut last = 0;
    for problem in problems.iter().take(ROWS) {
        last += 1;
        line(sheet, last, problem, &mut links)?;
    }
    if problems.len() > ROWS {
        let rest = format!("Còn {} chỗ nữa, chưa ghi ở đây", problems.len() - ROWS);
        sheet.write_string_with_format(last + 1, 5, rest, &base())?;
    }
    sheet.autofilter(0, 0, last, 7)?;
    // Row numbers are texts like all else; Excel need not point that out.
    sheet.ignore_error_range(1, 0, last, 0, IgnoreError::NumberStoredAsText)?;
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&RTrang &P/&N");
    crate::xlsx::bytes(book)
}

fn base() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(12).set_text_wrap().set_border(FormatBorder::Thin)
}

fn line(sheet: &mut Worksheet, row: u32, problem: &Problem, links: &mut Links) -> Result<(), XlsxError> {
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
    let file = place.file_in_words();
    sheet.write_string_with_format(row, 2, cut(&file), &plain)?;
    sheet.write_string_with_format(row, 3, cut(sheet_name), &plain)?;
    let (column, text) = if cell.is_empty() { (2, cut(&file)) } else { (4, cell.clone()) };
    links.write(sheet, row, column, place, &text)?;
    if cell.is_empty() {
        sheet.write_string_with_format(row, 4, "", &plain)?;
    }
    sheet.write_string_with_format(row, 5, cut(&problem.message), &plain)?;
    sheet.write_string_with_format(row, 6, cut(&problem.hint), &plain)?;
    let others = problem.places[1..].iter().map(Place::in_words).collect::<Vec<_>>().join("\n");
    let texts = [(2, &*file), (3, sheet_name), (5, &problem.message), (6, &problem.hint), (7, &others)];
    let lines = texts.iter().map(|(column, text)| lines(text, HEADERS[*column].1)).max().unwrap_or(1);
    // Excel fits rows by itself when it opens the file, other programs do not.
    sheet.set_row_height(row, (lines as f64 * LINE).min(HIGHEST))?;
    match &problem.places[1..] {
        [] => sheet.write_string_with_format(row, 7, "", &plain).map(|_| ()),
        // A cell holds one link: it opens the first of them.
        [first, ..] => links.write(sheet, row, 7, first, &cut(&others)),
    }
}

/// How many lines a text takes in a column of that width, at most: as many characters fit as the column is wide, but a
/// line breaks between words.
fn lines(text: &str, width: u16) -> usize {
    let wide = usize::from(width) * 9 / 10;
    text.lines().map(|line| line.chars().count().div_ceil(wide.max(1)).max(1)).sum::<usize>().max(1)
}

/// Writes the links, as long as Excel takes them.
struct Links<'a> {
    input: &'a str,
    left: usize,
}

impl Links<'_> {
    /// A text that opens the place; the text alone where Excel could not follow the link.
    fn write(&mut self, sheet: &mut Worksheet, row: u32, column: u16, to: &Place, text: &str) -> Result<(), XlsxError> {
        let plain = base().set_align(FormatAlign::Top);
        match address(self.input, to).filter(|_| self.left > 0) {
            Some(address) => {
                self.left -= 1;
                let blue = plain.set_font_color(Color::Blue).set_underline(FormatUnderline::Single);
                sheet.write_url_with_format(row, column, Url::new(address).set_text(text), &blue)?;
            }
            None => {
                sheet.write_string_with_format(row, column, text, &plain)?;
            }
        }
        Ok(())
    }
}

/// Where a link has to lead: the file's way from the workbook of problems, then sheet and cell. `None` where it would be
/// longer than Excel takes, where there is no such file, or where the file's name holds the sign that parts file and cell.
fn address(input: &str, place: &Place) -> Option<String> {
    if place.own_plan().is_some() {
        return None;
    }
    let file = match place {
        Place::Input(_) => input.to_owned(),
        _ => format!("{input}/{}", place.file()),
    };
    let inside = match place {
        Place::Input(_) | Place::File(_) => String::new(),
        Place::Sheet(_, name) => format!("#'{}'!A1", name.replace('\'', "''")),
        Place::Cell(cell) => format!("#'{}'!{cell}", cell.sheet().replace('\'', "''")),
    };
    // On the network the library knows a path by its backslashes alone; any other keeps its slash in the scheme's own three.
    let path = escaped(&file);
    let path = match path.strip_prefix("//") {
        Some(share) => format!(r"\\{}", share.replace('/', r"\")),
        None => path.trim_start_matches('/').to_owned(),
    };
    let length = path.encode_utf16().count() + inside.encode_utf16().count();
    (!file.contains('#') && length < 2_000).then(|| format!("file:///{path}{inside}"))
}

/// The signs that Excel wants escaped in a path. The library would do so too, but takes a name such as `tăng%20.xlsx`
/// for one that is escaped already.
fn escaped(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '%' | '"' | ' ' | '<' | '>' | '[' | ']' | '^' | '`' | '{' | '}' => {
                text += &format!("%{:02x}", u32::from(c))
            }
            other => text.push(other),
        }
    }
    text
}

fn cut(text: &str) -> String {
    text.chars().take(CELL).collect()
}

/// The way from `output/<plan>/` to the input folder, with `/`; the whole path where there is no shorter one.
pub fn way(input: &Path, output: &Path, plan: &str) -> String {
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

/// The absolute path without links in it, as far as it exists: the output folder may not exist yet, and half of a pair
/// with its links followed and half without would have no common beginning.
fn whole(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (there, real) = path
        .ancestors()
        .find_map(|there| Some((there, there.canonicalize().ok()?)))
        .unwrap_or((path.as_path(), path.clone()));
    let rest = path.strip_prefix(there).unwrap_or(Path::new(""));
    let plain = without_verbatim(&real);
    if rest.as_os_str().is_empty() { plain } else { plain.join(rest) }
}

/// Windows' `\\?\C:\…`, as canonical paths begin there, in the form that Excel knows.
fn without_verbatim(path: &Path) -> PathBuf {
    let text = path.to_string_lossy();
    match (text.strip_prefix(r"\\?\UNC\"), text.strip_prefix(r"\\?\")) {
        (Some(share), _) => PathBuf::from(format!(r"\\{share}")),
        (None, Some(disk)) => PathBuf::from(disk),
        (None, None) => path.to_owned(),
    }
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
    fn the_way_back_is_relative_through_links_and_before_the_output_exists() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("input")).expect("a folder");
        assert_eq!(way(&folder.path().join("input"), &folder.path().join("output"), "p"), "../../input");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path(), folder.path().join("lối tắt")).expect("a link");
            let linked = folder.path().join("lối tắt");
            assert_eq!(way(&linked.join("input"), &folder.path().join("output"), "p"), "../../input");
            assert_eq!(way(&folder.path().join("input"), &linked.join("output"), "p"), "../../input");
        }
        assert_eq!(without_verbatim(Path::new(r"\\?\D:\hồ sơ")), PathBuf::from(r"D:\hồ sơ"));
        assert_eq!(without_verbatim(Path::new(r"\\?\UNC\máy\chung")), PathBuf::from(r"\\máy\chung"));
    }

    #[test]
    fn a_link_is_escaped_once() {
        let at = |file: &str, sheet: &str| {
            let cell = Cell::named(file, sheet, 6, 2);
            address("../../input", &Place::Cell(cell))
        };
        let found = at("ấp/tăng 5%20 [1].xlsx", "Đơn vị 'A'").expect("a link");
        assert_eq!(found, "file:///../../input/ấp/tăng%205%2520%20%5b1%5d.xlsx#'Đơn vị ''A'''!C7");
        let place = Place::File("a.xlsx".into());
        assert_eq!(address("/home/x", &place).as_deref(), Some("file:///home/x/a.xlsx"));
        assert_eq!(address("//máy/chung", &place).as_deref(), Some(r"file:///\\máy\chung\a.xlsx"));
        let folder = Place::Input("input".into());
        assert_eq!(address("../../input", &folder).as_deref(), Some("file:///../../input"));
        assert_eq!(at("số #1.xlsx", "Số liệu"), None);
        assert_eq!(at(&"x".repeat(2_000), "Số liệu"), None);
    }

    #[test]
    fn no_problem_no_file_and_the_same_problems_the_same_bytes() {
        let mut problems = Problems::default();
        assert_eq!(workbook(&problems, "../../input").expect("a file"), None);
        let cell = Cell::named("vp.xlsx", "Số liệu", 6, 2);
        problems.error(&cell, "=cmd|' /C calc'!A0", "@SUM(1+1)");
        problems.warning(Place::File("b.xlsx".into()), "Lạ", "");
        let made = || workbook(&problems, "../../input").expect("a file").expect("a problem");
        assert_eq!(made(), made());
    }
}
