//! What a sheet shows and what its cells hold: merged, struck out, raised, hidden, and rows that are no entries.

use super::*;
use crate::book::FIGURES;

#[test]
fn merged_cells_say_the_same_in_all_their_rows() {
    let two = || Book::unit("Văn phòng").candidate("VP01", "Nguyễn Văn An").candidate("VP02", "Lê Thị Bê").complete();
    let mut book = two();
    for sheet in ["Biểu quyết", "Cá nhân"] {
        let columns = if sheet == "Cá nhân" { 8..11 } else { 1..2 };
        book.rows(sheet)[2][columns].iter_mut().for_each(|value| *value = Value::Blank);
    }
    for (row, column) in [(2, 3), (3, 3), (4, 2)] {
        book.rows("Hội đồng")[row][column] = Value::Blank;
    }
    let book = book.merge("Biểu quyết", 1, 1, 2, 1).merge("Cá nhân", 1, 8, 2, 8).merge("Cá nhân", 1, 9, 2, 9);
    let book = book.merge("Cá nhân", 1, 10, 2, 10).merge("Hội đồng", 1, 3, 3, 3).merge("Hội đồng", 3, 2, 4, 2);
    let merged = intake(&[("a.xlsx", book)]);
    let plain = intake(&[("a.xlsx", two())]);
    let told = |intake: &Intake| {
        let unit = &intake.units[0];
        let votes: Vec<u64> = unit.council.votes.iter().map(|vote| vote.favour.value).collect();
        let present: Vec<bool> = unit.council.members.iter().map(|member| member.present).collect();
        let kinds: Vec<_> = unit.candidates.iter().map(|person| (person.kind, person.discipline.value)).collect();
        (votes, present, kinds, lines(intake).into_iter().filter(|line| line.starts_with("LỖI")).collect::<Vec<_>>())
    };
    assert_eq!(told(&merged).0, [4, 4]);
    assert_eq!((told(&merged).1, told(&merged).2), (told(&plain).1, told(&plain).2));
}

#[test]
fn a_bare_nought_is_no_text() {
    wrong(
        |book| book.put("Cá nhân", "E2", 0).put("Số liệu", "F2", 0).put("Hội đồng", "B2", 0),
        &[
            "LỖI [Cá nhân!E2] Ô ở “Quê quán” ghi số 0, không phải nội dung",
            "LỖI [Hội đồng!B2] Ô ở “Chức vụ” ghi số 0, không phải nội dung",
            "LỖI [Số liệu!F2] Ô ở “Dẫn chứng” ghi số 0, không phải nội dung",
        ],
    );
}

#[test]
fn a_decimal_that_may_be_thousands_is_told() {
    let told = "nhắc [Số liệu!C2] Cột “Kết quả” có số 1,152: được đọc là số lẻ, không phải 1.152";
    for typed in [Value::from("1,152"), Value::from(1.152)] {
        figure("4.3.2", typed, 1920, &[told]);
    }
    figure("4.3.2", 0.125, 1, &[]);
    figure("4.3.2", "1.152", "1.920", &[]);
}

#[test]
fn a_day_shown_with_its_month_first_is_told() {
    let shown = |serial: f64, format: &'static str| good().put("Cá nhân", "D2", Value::Formatted(serial, format));
    says(shown(31_111.0, "m/d/yyyy"), &["nhắc [Cá nhân!D2] “Ngày sinh”: ô hiện 3/5/1985, là ngày 05 tháng 3"]);
    says(shown(31_111.0, "dd/mm/yyyy"), &[]);
    says(shown(31_119.0, "m/d/yyyy"), &[]);
}

#[test]
fn rows_that_are_no_entries_are_left_out_and_said() {
    wrong(
        |book| {
            book.row("Cá nhân", &["Ghi chú: danh sách đã được họp xét"])
                .row("Số liệu", FIGURES)
                .row("Số liệu", &["Tổng cộng", "", "17", "20"])
                .row("Biểu quyết", &["Cộng:", "4"])
        },
        &[
            "nhắc [Biểu quyết!A3] Dòng “Cộng” không phải dòng dữ liệu nên không được dùng",
            "nhắc [Cá nhân!A3] Dòng “Ghi chú: danh sách đã được họp xét” không phải dòng dữ liệu nên không được dùng",
            "nhắc [Số liệu!A20] Dòng “Tổng cộng” không phải dòng dữ liệu nên không được dùng",
        ],
    );
}

#[test]
fn what_stands_below_a_list_is_not_of_it() {
    let mut book = good().says("Nơi nhận", "Lưu: VT.");
    for line in ["", "Lưu: Hồ sơ.", "", "", "NGƯỜI LẬP BIỂU", "", "Nguyễn Văn Lập"] {
        book = book.row("Đơn vị", &["", line]);
    }
    let told = |cell: &str, words: &str| {
        format!("nhắc [Đơn vị!{cell}] Ô dưới các dòng trống (“{words}”) không thuộc mục nào nên không được dùng")
    };
    let intake = says(book, &[&told("B11", "NGƯỜI LẬP BIỂU"), &told("B13", "Nguyễn Văn Lập")]);
    assert_eq!(intake.units[0].office.recipients.len(), 2);
}

#[test]
fn ticks_are_crosses_and_an_unreadable_one_blames_no_vote() {
    for tick in ["✓", "☑", "√", "ü", "þ"] {
        let intake = says(good().put("Hội đồng", "D2", tick), &[]);
        assert!(intake.units[0].council.members[0].present, "{tick}");
    }
    wrong(
        |book| book.put("Hội đồng", "D2", "có lẽ"),
        &["LỖI [Hội đồng!D2] Cột “Có mặt” cần dấu x hoặc để trống, ô ghi “có lẽ”"],
    );
}

#[test]
fn no_may_mean_no_violation_or_a_target_missed() {
    figure("4.5.2", "Không", "", &["LỖI [Số liệu!C2] Cột “Kết quả” cần số trường hợp, ô ghi “Không”"]);
}

#[test]
fn letters_struck_out_are_refused_and_digits_raised_are_no_digits_of_the_number() {
    wrong(
        |book| {
            book.put("Cá nhân", "C2", Value::PartStruck("Nguyễn Văn ", "Anh"))
                .put("Số liệu", "C2", Value::PartRaised("1234", "1"))
                .put("Số liệu", "F2", Value::PartRaised("Trồng 1.000 m", "2"))
        },
        &[
            "LỖI [Cá nhân!C2] Ô có chữ bị gạch ngang (“Họ và tên”)",
            "LỖI [Số liệu!C2] Cột “Kết quả” cần số, ô ghi “1234¹”",
        ],
    );
    let raised = intake(&[("a.xlsx", good().put("Số liệu", "F2", Value::PartRaised("Trồng 1.000 m", "2")))]);
    let evidence = raised.units[0].candidates[0].figures["4.1.1"].evidence.as_ref();
    assert_eq!(evidence.map(|at| &*at.value), Some("Trồng 1.000 m²"));
}

#[test]
fn what_is_struck_out_whole_or_hidden_counts_and_is_told() {
    wrong(
        |book| book.put("Cá nhân", "A2", Value::Struck("VP01")).put("Cá nhân", "C2", Value::Struck("Nguyễn Văn An")),
        &["nhắc [Cá nhân!A2] Trang “Cá nhân” có 2 ô, đầu tiên là ô A2, bị gạch ngang nhưng vẫn được tính"],
    );
    wrong(
        |book| book.hide("Số liệu", 1),
        &["nhắc [a.xlsx] Tệp có dòng đang bị ẩn hoặc bị lọc; dữ liệu ở các dòng ấy vẫn được tính"],
    );
}

#[test]
fn a_letter_that_only_looks_right_is_named() {
    for (sheet, cell, typed) in
        [("Số liệu", "A1", "\u{41c}ã"), ("Hội đồng", "D2", "\u{445}"), ("Cá nhân", "I2", "Tập th\u{435}")]
    {
        let intake = intake(&[("a.xlsx", good().put(sheet, cell, typed))]);
        let told = intake.problems.errors().filter(|problem| problem.hint.contains("thuộc bảng chữ cái khác"));
        assert_eq!(told.count(), 1, "{sheet} {cell}: {:?}", lines(&intake));
    }
}
