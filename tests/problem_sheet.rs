//! `loi.xlsx` as other programs read it: calamine, openpyxl and LibreOffice.

use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx};
use hoso::cell::Cell;
use hoso::problem::{Place, Problems, Severity};
use hoso::problem_sheet;

const ODD: &str = "ấp Phước Trinh/Số liệu 5%20 & 'x' [1].xlsx";

fn cell(file: &str, sheet: &str, row: u32, column: u32) -> Cell {
    Cell::named(file, sheet, row, column)
}

fn problems() -> Problems {
    let mut problems = Problems::default();
    let first = cell("van-phong.xlsx", "Số liệu", 6, 2);
    problems.error(&first, "Ô ghi “=cmd|' /C calc'!A0”", "=HYPERLINK(\"http://x\")");
    problems.warning(&cell(ODD, "Đơn vị 'A'", 9, 27), "@SUM(1+1)\nhai dòng <b>&amp;", "");
    problems.warning(Place::File("b.xlsx".into()), "+1", "-1");
    problems.error(Place::Sheet("b.xlsx".into(), "Hội đồng".into()), "http://khong.vn/", "mailto:a@b.vn");
    let both = vec![Place::from(&first), Place::from(&cell("tu-phap.xlsx", "Cá nhân", 1, 0))];
    problems.between(Severity::Error, both, "Hai nơi", "Sửa một");
    problems.sorted()
}

fn made() -> Vec<u8> {
    problem_sheet::workbook(&problems(), "../../input").expect("a workbook").expect("problems")
}

#[test]
fn every_cell_is_text_and_no_formula() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(made())).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Lỗi"]);
    let range = book.worksheet_range("Lỗi").expect("the sheet");
    assert_eq!(range.height(), 6);
    for (_, _, data) in range.used_cells() {
        assert!(matches!(data, Data::String(_)), "{data:?}");
    }
    assert_eq!(book.worksheet_formula("Lỗi").expect("formulas").used_cells().count(), 0);
    let row = |n: usize| range.rows().nth(n).expect("a row").iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(row(0), ["STT", "Mức độ", "Tệp", "Trang", "Ô", "Vấn đề", "Cách xử lý", "Chỗ liên quan"]);
    assert_eq!(row(1)[..5], ["1", "Cảnh báo", "b.xlsx", "", ""]);
    assert_eq!(row(2)[..5], ["2", "Lỗi", "b.xlsx", "Hội đồng", ""]);
    assert_eq!(row(3)[1..6], ["Lỗi", "van-phong.xlsx", "Số liệu", "C7", "Ô ghi “=cmd|' /C calc'!A0”"]);
    assert_eq!(row(4)[7], "tu-phap.xlsx › Cá nhân › A2");
    assert_eq!(row(5)[5], "@SUM(1+1)\nhai dòng <b>&amp;");
}

#[test]
fn the_same_problems_give_the_same_bytes() {
    assert_eq!(made(), made());
}

/// What a program of Python's prints about the workbook at the path; `None` where openpyxl is absent.
fn python(code: &str, path: &Path) -> Option<String> {
    if !crate::paper::python("openpyxl") {
        return None;
    }
    let output = Command::new("python3").arg("-c").arg(code).arg(path).output().expect("python starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}

#[test]
fn openpyxl_finds_the_links_and_the_layout() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("loi.xlsx");
    std::fs::write(&path, made()).expect("a file");
    let code = r"
import sys, openpyxl
sys.stdout.reconfigure(encoding='utf-8')
sheet = openpyxl.load_workbook(sys.argv[1])['Lỗi']
for row in sheet.iter_rows():
    for cell in row:
        assert cell.data_type in 's' 'n' and (cell.value is None or isinstance(cell.value, str)), cell
        if cell.hyperlink:
            print(cell.coordinate, cell.hyperlink.target, cell.hyperlink.location, sep='|')
page = sheet.page_setup
print(sheet.freeze_panes, sheet.auto_filter.ref, page.orientation, page.paperSize, sheet.print_title_rows)
print(all(cell.alignment.wrap_text for cell in sheet[2]), sheet.column_dimensions['F'].width > 50)
";
    let Some(found) = python(code, &path) else { return };
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(
        lines,
        [
            "C2|../../input/b.xlsx|None",
            "C3|../../input/b.xlsx|'Hội đồng'!A1",
            "E4|../../input/van-phong.xlsx|'Số liệu'!C7",
            "E5|../../input/van-phong.xlsx|'Số liệu'!C7",
            "H5|../../input/tu-phap.xlsx|'Cá nhân'!A2",
            "E6|../../input/ấp%20Phước%20Trinh/Số%20liệu%205%2520%20&%20'x'%20%5b1%5d.xlsx|'Đơn vị ''A'''!AB10",
            "A2 A1:H6 landscape 9 $1:$1",
            "True True",
        ]
    );
}
