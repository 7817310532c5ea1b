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
            "nhắc [Biểu quyết!A3] Dòng “Cộng:” không phải dòng dữ liệu nên không được dùng",
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
    let evidence = raised.units[0].candidates[0].figures.get("4.1.1").expect("a figure").evidence.as_ref();
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
        &["nhắc [Số liệu!A2] Trang “Số liệu” có dòng 2 đang bị ẩn hoặc bị lọc nhưng vẫn được tính"],
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

/// Figures below a header of two rows, whose codes are merged down each person's rows.
#[test]
fn a_header_of_two_rows_and_merged_codes_lose_no_figure() {
    let mut book = good();
    let rows = book.rows("Số liệu");
    rows[0] = row(&["Mã", "Chỉ tiêu", "Số liệu trong kỳ", "", "Không áp dụng", "Dẫn chứng"]);
    rows.insert(1, row(&["", "", "Kết quả", "Tổng số", "", ""]));
    for row in rows.iter_mut().skip(3) {
        row[0] = Value::Blank;
    }
    let last = u32::try_from(rows.len()).expect("few rows") - 1;
    let book = [0, 1, 4, 5].into_iter().fold(book, |book, column| book.merge("Số liệu", 0, column, 1, column));
    let intake = says(book.merge("Số liệu", 0, 2, 0, 3).merge("Số liệu", 2, 0, last, 0), &[]);
    assert_eq!(intake.units[0].candidates[0].figures.len(), 12);
}

#[test]
fn rows_that_the_header_is_merged_over_are_no_entries() {
    let mut book = good();
    book.rows("Hội đồng").insert(1, row(&["", "", "", "(x)", ""]));
    book.rows("Hội đồng").insert(2, row(&["(1)", "(2)", "(3)", "(4)", "(5)"]));
    let book = [0, 1, 2, 4].into_iter().fold(book, |book, column| book.merge("Hội đồng", 0, column, 1, column));
    assert_eq!(says(book, &[]).units[0].council.members.len(), 5);
}

#[test]
fn a_code_written_with_a_blank_is_no_note() {
    let book = Book::unit("Văn phòng").candidate("VP 03", "Nguyễn Văn An").complete();
    let mut book = book;
    book.rows("Biểu quyết")[1].truncate(1);
    let intake = says(book, &["nhắc [Biểu quyết!B2] Trang “Biểu quyết” chưa ghi số phiếu nào"]);
    assert!(intake.units[0].council.votes.is_empty(), "nobody is said to have no vote in favour");
}

#[test]
fn many_warnings_stop_no_reading() {
    let mut book = good();
    for number in 0..1_500 {
        book = book.row("Số liệu", &[&format!("Ghi chú thứ {number} của bảng")]);
    }
    let told = "nhắc [Số liệu!A19] Trang “Số liệu” có 1500 dòng không phải dòng dữ liệu nên không được dùng: từ “Ghi chú thứ 0 \
                của bảng” ở dòng 19 đến dòng 1518";
    says(book, &[told]);
}

#[test]
fn a_formulas_nought_is_printed_nowhere() {
    let nought = |label: &str| good().says(label, 0);
    for label in ["Kính gửi", "Nơi nhận", "Chức vụ người ký", "Người ký", "Địa danh"] {
        let said = lines(&intake(&[("a.xlsx", nought(label))]));
        assert_eq!(said, [format!("LỖI [Đơn vị!B6] Ô ở “{label}” ghi số 0, không phải nội dung")]);
    }
    assert!(lines(&intake(&[("a.xlsx", nought("Số tờ trình"))]))[0].contains("chỉ ghi số của văn bản, ô ghi “0”"));
    let excuse = good().put("Số liệu", "E2", 0);
    says(excuse, &["LỖI [Số liệu!E2] Ô ở “Không áp dụng” ghi số 0, không phải nội dung"]);
    let moment = good().put("Cá nhân", "J2", Value::Formatted(0.0, "hh:mm"));
    says(moment, &["LỖI [Cá nhân!J2] Ô ở “Trình độ” ghi số 0, không phải nội dung"]);
}

#[test]
fn who_made_the_sheet_is_no_entry_below_an_unknown_label_either() {
    let mut book = good().says("Email", "vp@xa.vn");
    for line in ["và số khác", "", "", "Người lập biểu"] {
        book = book.row("Đơn vị", &["", line]);
    }
    says(
        book,
        &[
            "nhắc [Đơn vị!A6] Không hiểu mục “Email”, nội dung của mục này không được dùng",
            "nhắc [Đơn vị!B10] Ô dưới các dòng trống (“Người lập biểu”) không thuộc mục nào nên không được dùng",
        ],
    );
}
