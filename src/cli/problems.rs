//! The problems of a run, as good compilers print code: what is wrong, the place, the row around the cell at fault with
//! the cell marked, and what to do.
//!
//! *Invariant:* every problem is printed, each once, under the file its first place is in.

use std::fmt::Write as _;

use hoso::Excerpts;
use hoso::cell::Cell;
use hoso::problem::{Place, Problem, Problems, Severity};

use super::excerpt;
use super::terminal::{BOLD, CYAN, FAINT, RED, YELLOW, harmless, paint, wrap};

/// At most so many places of one problem are drawn; the others are counted.
const PLACES: usize = 4;

/// All problems, grouped by file, with a count at the end; empty where there is none.
pub fn list(problems: &Problems, excerpts: &Excerpts, columns: usize) -> String {
    let mut text = String::new();
    let all: Vec<&Problem> = problems.iter().collect();
    let groups: Vec<&[&Problem]> = all.chunk_by(|a, b| a.places[0].file() == b.places[0].file()).collect();
    for group in &groups {
        let file = harmless(&group[0].places[0].file_in_words());
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
    let places: Vec<&Place> = problem.places.iter().take(PLACES).collect();
    for row in places.chunk_by(|a, b| same_row(a, b)) {
        let _ = writeln!(text, "{}{} {}", " ".repeat(gutter - 1), paint(FAINT, "→"), named(row));
        let cells: Vec<&Cell> = row.iter().filter_map(|place| cell(place)).collect();
        if let Some(fields) = cells.first().and_then(|cell| excerpts.get(cell)) {
            let manner = excerpt::Manner { gutter, columns, colour, message: &problem.message };
            text.push_str(&excerpt::drawn(&cells, fields, &manner));
        }
    }
    if problem.places.len() > PLACES {
        let _ = writeln!(text, "{}… và {} chỗ nữa", " ".repeat(gutter + 1), problem.places.len() - PLACES);
    }
    if !problem.hint.is_empty() {
        let hint = wrap(&format!("cần làm: {}", harmless(&problem.hint)), columns - gutter - 1, &" ".repeat(10));
        let hint = hint.replace('\n', &format!("\n{}", " ".repeat(gutter)));
        let rest = hint.strip_prefix("cần làm").unwrap_or(&hint);
        let _ = writeln!(text, "{} {}{rest}", " ".repeat(gutter), paint(CYAN, "cần làm"));
    }
    text.push('\n');
}

fn cell(place: &Place) -> Option<&Cell> {
    match place {
        Place::Cell(cell) => Some(cell),
        Place::Input(_) | Place::File(_) | Place::Sheet(..) => None,
    }
}

fn line_number(place: &Place) -> String {
    cell(place).map(excerpt::number).unwrap_or_default()
}

fn same_row(a: &Place, b: &Place) -> bool {
    let row = |place| cell(place).map(|cell: &Cell| (cell.file(), cell.sheet(), cell.row));
    row(a).is_some() && row(a) == row(b)
}

/// Places of one row together: `van-phong.xlsx › Số liệu › C7, D7`.
fn named(row: &[&Place]) -> String {
    let others = row[1..].iter().filter_map(|place| cell(place)).map(ToString::to_string);
    std::iter::once(name(row[0])).chain(others).collect::<Vec<_>>().join(", ")
}

/// `van-phong.xlsx › Số liệu › C7`.
pub fn name(place: &Place) -> String {
    harmless(&place.in_words())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: u32, column: u32) -> Cell {
        Cell::named("van-phong.xlsx", "Số liệu", row, column)
    }

    fn field(column: u32, header: &str, text: &str) -> hoso::Field {
        hoso::Field { column, header: header.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn the_programs_own_plan_is_no_file() {
        let place = Place::Cell(Cell::named("ke-hoach-cchc-2025.json", "Kế hoạch", 4, 1));
        assert_eq!(name(&place), "kế hoạch cchc-2025 có sẵn trong chương trình › Kế hoạch › B5");
        assert_eq!(name(&Place::File("ke-hoach-2024.xlsx".into())), "ke-hoach-2024.xlsx");
    }

    #[test]
    fn a_problem_is_printed_with_its_row() {
        let mut problems = Problems::default();
        let both = vec![Place::from(&cell(6, 2)), Place::from(&cell(6, 3))];
        problems.between(Severity::Error, both, "Kết quả 420 lớn hơn Tổng số 413", "Sửa lại một trong hai số");
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
  → van-phong.xlsx › Số liệu › C7, D7
    │ A: Mã │ B: Chỉ tiêu │ C: Kết quả │ D: Tổng số │ F: Dẫn chứng                   │
  7 │ VP01  │ 4.3.1       │ 420        │ 413        │ Báo cáo số 296/BC-UBND ngày 1… │
    │                       ^^^          ^^^
    cần làm: Sửa lại một trong hai số

xa.xlsx: 1 cảnh báo

cảnh báo: Trang “Ghi chú” không được dùng
  → xa.xlsx

Tất cả: 1 lỗi, 1 cảnh báo trong 2 tệp

";
        assert_eq!(plain, expected);
    }
}
