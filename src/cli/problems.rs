//! The problems of a run, as good compilers print code: what is wrong, the place, the row around the cell at fault with
//! the cell marked, and what to do.
//!
//! *Invariant:* every problem is printed, each once, under the file its first place is in.

use std::fmt::Write as _;

use hoso::Excerpts;
use hoso::cell::{Cell, column_name};
use hoso::problem::{Place, Problem, Problems, Severity};

use super::terminal::{BOLD, CYAN, FAINT, RED, YELLOW, cut, harmless, pad, paint, width, wrap};

/// At most so many columns of the screen for one cell of an excerpt.
const FIELD: usize = 30;
/// At most so many places of one problem are drawn; the others are counted.
const PLACES: usize = 4;

/// All problems, grouped by file, with a count at the end; empty where there is none.
pub fn list(problems: &Problems, excerpts: &Excerpts, columns: usize) -> String {
    let mut text = String::new();
    let mut all: Vec<&Problem> = problems.iter().collect();
    // A stable sort: whole files come before sheets and cells in the library's order, whatever the file.
    all.sort_by(|a, b| a.places[0].file().cmp(b.places[0].file()));
    let groups: Vec<&[&Problem]> = all.chunk_by(|a, b| a.places[0].file() == b.places[0].file()).collect();
    for group in &groups {
        let file = harmless(group[0].places[0].file());
        let _ = writeln!(text, "{}: {}\n", paint(BOLD, &file), counted(group));
        for problem in *group {
            one(&mut text, problem, excerpts, columns);
        }
    }
    if groups.len() > 1 {
        let _ = writeln!(text, "Tất cả: {} trong {} tệp\n", counted(&all), groups.len());
    }
    text
}

/// `3 lỗi, 1 cảnh báo`.
fn counted(problems: &[&Problem]) -> String {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    match (errors, problems.len() - errors) {
        (errors, 0) => format!("{errors} lỗi"),
        (0, warnings) => format!("{warnings} cảnh báo"),
        (errors, warnings) => format!("{errors} lỗi, {warnings} cảnh báo"),
    }
}

fn one(text: &mut String, problem: &Problem, excerpts: &Excerpts, columns: usize) {
    let (word, colour) = match problem.severity {
        Severity::Error => ("lỗi", RED),
        Severity::Warning => ("cảnh báo", YELLOW),
    };
    let message = wrap(&format!("{word}: {}", harmless(&problem.message)), columns, "  ");
    let rest = message.strip_prefix(word).unwrap_or(&message);
    let _ = writeln!(text, "{}{}", paint(colour, word), paint(BOLD, rest));
    let gutter = problem.places.iter().take(PLACES).map(|place| line_number(place).len()).max().unwrap_or(1).max(3);
    for place in problem.places.iter().take(PLACES) {
        let _ = writeln!(text, "{}{} {}", " ".repeat(gutter - 1), paint(FAINT, "→"), name(place));
        if let Place::Cell(cell) = place
            && let Some(row) = excerpts.get(cell)
        {
            excerpt(text, cell, row, gutter, columns, colour);
        }
    }
    if problem.places.len() > PLACES {
        let _ = writeln!(text, "{}… và {} chỗ nữa", " ".repeat(gutter + 1), problem.places.len() - PLACES);
    }
    if !problem.hint.is_empty() {
        let hint = wrap(&format!("cần làm: {}", harmless(&problem.hint)), columns - gutter - 1, &" ".repeat(11));
        let hint = hint.replace('\n', &format!("\n{}", " ".repeat(gutter)));
        let rest = hint.strip_prefix("cần làm").unwrap_or(&hint);
        let _ = writeln!(text, "{} {}{rest}", " ".repeat(gutter), paint(CYAN, "cần làm"));
    }
    text.push('\n');
}

fn line_number(place: &Place) -> String {
    match place {
        Place::Cell(cell) => (u64::from(cell.row) + 1).to_string(),
        Place::File(_) | Place::Sheet(..) => String::new(),
    }
}

/// `van-phong.xlsx › Số liệu › C7`.
pub fn name(place: &Place) -> String {
    let mut parts = vec![harmless(place.file())];
    parts.extend(place.sheet().map(|sheet| harmless(sheet)));
    if let Place::Cell(cell) = place {
        parts.push(cell.to_string());
    }
    parts.join(" › ")
}

/// The row around a cell: a line of headers, the row itself, and a line that marks the cell.
fn excerpt(text: &mut String, cell: &Cell, row: &[hoso::Field], gutter: usize, columns: usize, colour: &str) {
    let fields: Vec<(String, String, bool)> = row
        .iter()
        .map(|field| {
            let letters = column_name(field.column);
            let header = if field.header.is_empty() { letters } else { format!("{letters}: {}", field.header) };
            (cut(&harmless(&header), FIELD), cut(&harmless(&field.text), FIELD), field.column == cell.column)
        })
        .collect();
    let Some(marked) = fields.iter().position(|field| field.2) else { return };
    let wide = |field: &(String, String, bool)| width(&field.0).max(width(&field.1));
    let shown = around(marked, &fields.iter().map(|field| wide(field) + 3).collect::<Vec<_>>(), columns - gutter - 6);
    let bar = paint(FAINT, "│");
    let mut lines = [String::new(), String::new(), String::new()];
    for field in &fields[shown] {
        let columns = wide(field);
        let sign = if field.2 { "^".repeat(width(&field.1).max(1)) } else { String::new() };
        lines[0] += &format!("{} {bar} ", paint(FAINT, &pad(&field.0, columns)));
        lines[1] += &format!("{} {bar} ", pad(&field.1, columns));
        lines[2] += &if field.2 { paint(colour, &sign) + "   " } else { " ".repeat(columns + 3) };
    }
    let marks = lines[2].trim_end();
    let blank = " ".repeat(gutter);
    let _ = writeln!(text, "{blank} {bar} {}", lines[0].trim_end());
    let number = (u64::from(cell.row) + 1).to_string();
    let _ = writeln!(text, "{:>gutter$} {bar} {}", number, lines[1].trim_end());
    let _ = writeln!(text, "{blank} {bar} {marks}");
}

/// The range of fields around `marked` that fits: the neighbours are taken in turn, left first.
fn around(marked: usize, widths: &[usize], columns: usize) -> std::ops::Range<usize> {
    let (mut from, mut to) = (marked, marked + 1);
    let mut used = widths[marked];
    loop {
        let left = from.checked_sub(1).filter(|index| used + widths[*index] <= columns);
        if let Some(index) = left {
            from = index;
            used += widths[index];
        }
        let right = (to < widths.len()).then_some(to).filter(|index| used + widths[*index] <= columns);
        if let Some(index) = right {
            to = index + 1;
            used += widths[index];
        }
        if left.is_none() && right.is_none() {
            return from..to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: u32, column: u32) -> Cell {
        Cell { file: "van-phong.xlsx".into(), sheet: "Số liệu".into(), row, column }
    }

    fn field(column: u32, header: &str, text: &str) -> hoso::Field {
        hoso::Field { column, header: header.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_problem_is_printed_with_its_row() {
        let mut problems = Problems::default();
        problems.error(&cell(6, 2), "Kết quả 420 lớn hơn Tổng số 413", "Sửa lại một trong hai số");
        problems.warning(Place::File("xa.xlsx".into()), "Trang “Ghi chú” không được dùng", "");
        let row = vec![
            field(0, "Mã", "VP01"),
            field(1, "Chỉ tiêu", "4.3.1"),
            field(2, "Kết quả", "420"),
            field(3, "Tổng số", "413"),
            field(5, "Dẫn chứng", "Báo cáo số 296/BC-UBND ngày 19/5/2023 của Ủy ban nhân dân xã"),
        ];
        let text = list(&problems.sorted(), &Excerpts::from([(cell(6, 2), row)]), 100);
        let plain = anstream::adapter::strip_str(&text).to_string();
        let expected = "\
van-phong.xlsx: 1 lỗi

lỗi: Kết quả 420 lớn hơn Tổng số 413
  → van-phong.xlsx › Số liệu › C7
    │ A: Mã │ B: Chỉ tiêu │ C: Kết quả │ D: Tổng số │ F: Dẫn chứng                   │
  7 │ VP01  │ 4.3.1       │ 420        │ 413        │ Báo cáo số 296/BC-UBND ngày 1… │
    │                       ^^^
    cần làm: Sửa lại một trong hai số

xa.xlsx: 1 cảnh báo

cảnh báo: Trang “Ghi chú” không được dùng
  → xa.xlsx

Tất cả: 1 lỗi, 1 cảnh báo trong 2 tệp

";
        assert_eq!(plain, expected);
    }

    #[test]
    fn a_long_row_shows_the_neighbours_that_fit() {
        assert_eq!(around(3, &[20, 20, 20, 20, 20, 20], 65), 2..5);
        assert_eq!(around(0, &[200], 65), 0..1);
        assert_eq!(around(5, &[10; 6], 1000), 0..6);
    }
}
