//! Lists as people keep them: headers merged and repeated, rows above and below the entries, and what must not be lost of them.

use super::*;
use crate::book::FIGURES;

#[test]
fn a_header_over_two_columns_loses_no_half_of_a_name() {
    let split = |sheet: &str, column: u32| {
        let rows = move |book: Book| {
            let mut book = book;
            for (index, row) in book.rows(sheet).iter_mut().enumerate() {
                let at = usize::try_from(column).expect("a column") + 1;
                let given = if index == 0 { Value::Blank } else { Value::from("An") };
                row.insert(at, given);
            }
            book.merge(sheet, 0, column, 0, column + 1)
        };
        rows(good())
    };
    says(
        split("Hội đồng", 0),
        &["LỖI [Hội đồng!A1] Tiêu đề “Họ và tên” gộp nhiều cột; nội dung ở cột B không đọc được"],
    );
    says(split("Cá nhân", 2), &["LỖI [Cá nhân!C1] Tiêu đề “Họ và tên” gộp nhiều cột; nội dung ở cột D không đọc được"]);
}

#[test]
fn a_header_merged_down_over_an_entry_swallows_none() {
    let merged = good().merge("Số liệu", 0, 5, 1, 5);
    let told = lines(&intake(&[("a.xlsx", merged)]));
    let header = "LỖI [Số liệu!F1] Ô tiêu đề F1 gộp xuống cả dòng 2, là dòng dữ liệu".to_owned();
    assert!(told.contains(&header), "{told:?}");
}

#[test]
fn columns_without_a_header_are_told() {
    says(
        good().put("Biểu quyết", "G2", 5),
        &["nhắc [Biểu quyết!G2] Trang “Biểu quyết” có cột không có tiêu đề nên không được dùng: G"],
    );
    let mut counted = good();
    for (index, row) in counted.rows("Hội đồng").iter_mut().enumerate() {
        row.insert(0, if index == 0 { Value::Blank } else { i32::try_from(index).expect("a row").into() });
    }
    says(counted, &[]);
    let aside = good().says("Người ký", Value::Blank).put("Đơn vị", "C6", "Đỗ Minh Khang");
    says(aside, &["nhắc [Đơn vị!C6] Ô này nằm ngoài cột “Nội dung” nên không được dùng"]);
}

#[test]
fn a_second_table_in_another_order_is_not_read_by_the_first() {
    says(
        good().row("Biểu quyết", &["Mã", "Không đồng ý", "Đồng ý"]),
        &["LỖI [Biểu quyết!C3] Dòng 3 lặp lại tiêu đề nhưng cột C không còn là “Không đồng ý”"],
    );
    // Another column in its place is another table.
    let guests = ["Họ và tên", "Chức vụ", "Thành phần", "Có mặt"];
    says(
        good().row("Hội đồng", &guests),
        &["LỖI [Hội đồng!C7] Dòng 7 lặp lại tiêu đề nhưng cột C không còn là “Vai trò”"],
    );
    let mut again = FIGURES.to_vec();
    again[0] = "MÃ (của người)";
    says(good().row("Số liệu", &again), &[]);
}

#[test]
fn numbers_of_columns_come_again_with_the_headers() {
    let book = good().row("Số liệu", FIGURES).row("Số liệu", &["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]);
    says(book, &[]);
}

#[test]
fn a_vote_is_no_numbering_and_numbers_of_columns_are_no_vote() {
    let mut book = Book::unit("Văn phòng").candidate("1", "Nguyễn Văn An").complete();
    book.rows("Biểu quyết")[1] = vec![1.into(), 2.into(), 2.into(), Value::Blank];
    let votes = says(book, &[]);
    assert_eq!(votes.units[0].council.votes[0].favour.value, 2);
    // Nor is a figure, where codes are numbers too.
    let told = lines(&intake(&[("a.xlsx", {
        let mut book = Book::unit("Văn phòng").candidate("1", "Nguyễn Văn An").complete();
        book.rows("Số liệu").iter_mut().for_each(|row| row.truncate(4));
        book.rows("Số liệu").insert(1, vec![1.into(), 2.into(), 3.into(), 4.into()]);
        book
    })]));
    assert!(told.contains(&"LỖI [Số liệu!B2] Kế hoạch không có chỉ tiêu “2”".to_owned()), "{told:?}");
    for numbers in [["(1)", "(2)", "(3)", "(4)", "(5)"], ["A", "1", "2", "3", "4"], ["A", "B", "1", "2", "3"]] {
        let mut book = good();
        book.rows("Biểu quyết").insert(1, row(&numbers));
        says(book, &[]);
    }
    let mut units = good();
    units.rows("Biểu quyết").insert(1, row(&["", "(phiếu)", "(phiếu)"]));
    says(units, &[]);
}

#[test]
fn who_made_a_list_is_not_on_it() {
    let mut book = good();
    for line in
        [&["", ""][..], &["", "", "", "Người lập biểu"], &["", "", "", "(Ký, ghi rõ họ tên)"], &["", "", "", "Lê Lập"]]
    {
        book = book.row("Số liệu", line);
    }
    says(
        book,
        &[
            "nhắc [Số liệu!D20] Dòng “Người lập biểu” không phải dòng dữ liệu nên không được dùng",
            "nhắc [Số liệu!D21] Dòng “(Ký, ghi rõ họ tên)” không phải dòng dữ liệu nên không được dùng",
            "nhắc [Số liệu!D22] Dòng “Lê Lập” không phải dòng dữ liệu nên không được dùng",
        ],
    );
    let mut two = good();
    for line in [
        &[][..],
        &["", "", "", "Tam Phước, ngày 08 tháng 12 năm 2023"],
        &["NGƯỜI LẬP BIỂU", "", "", "TRƯỞNG BỘ PHẬN"],
        &[],
        &["Lê Lập", "", "", "Đỗ Khang"],
    ] {
        two = two.row("Biểu quyết", line);
    }
    says(
        two,
        &[
            "nhắc [Biểu quyết!D4] Dòng “Tam Phước, ngày 08 tháng 12 năm 2023” không phải dòng dữ liệu nên không được dùng",
            "nhắc [Biểu quyết!A5] Dòng “NGƯỜI LẬP BIỂU” không phải dòng dữ liệu nên không được dùng",
            "nhắc [Biểu quyết!A7] Dòng “Lê Lập” không phải dòng dữ liệu nên không được dùng",
        ],
    );
    says(
        good().row("Hội đồng", &["Ghi chú: theo Quyết định số 12/QĐ-UBND"]),
        &[
            "nhắc [Hội đồng!A7] Dòng “Ghi chú: theo Quyết định số 12/QĐ-UBND” không phải dòng dữ liệu nên không được dùng",
        ],
    );
}

#[test]
fn an_initiative_may_be_called_like_a_total_but_not_like_nothing() {
    wrong(
        |book| book.row("Sáng kiến", &[]).row("Sáng kiến", &["", "Xác nhận nơi cư trú qua Zalo"]),
        &["LỖI [Sáng kiến!A4] Chưa ghi “Mã”"],
    );
    wrong(
        |book| book.row("Sáng kiến", &["", "Tổng số hóa sổ đăng ký", "Giảm 10 phút", "Quyết định số 3"]),
        &["LỖI [Sáng kiến!A3] Chưa ghi “Mã”"],
    );
    for nothing in ["Không", "Không có", "…", "Chưa có sáng kiến"] {
        let told = format!("LỖI [Sáng kiến!B3] “{nothing}” không phải là tên sáng kiến");
        wrong(|book| book.row("Sáng kiến", &["VP01", nothing]), &[&told]);
    }
}

#[test]
fn a_row_is_of_one_criterion_and_an_item_is_not_its_list() {
    let excused = |code: &str| Book::unit("Văn phòng").not_applicable("VP01", code, "Không được giao");
    for (code, told) in [
        ("4.1.3 - nhất là PAPI", "“4.1.3 - nhất là PAPI” không cho biết là cả danh mục hay một mục"),
        ("4.1.3 (Chỉ số PAR INDEX)", "“4.1.3 (Chỉ số PAR INDEX)” không cho biết là cả danh mục hay một mục"),
        ("4.3.1 - 4.3.3", "Một dòng ghi cho nhiều chỉ tiêu (4.3.1, 4.3.3)"),
        ("4.1.3/PAPI, SIPAS", "Một dòng ghi cho nhiều chỉ tiêu (PAPI, SIPAS)"),
        ("4.3.1 – 3", "Không hiểu mã chỉ tiêu “4.3.1 – 3”"),
        ("4.1.1 và 4.1.2", "Một dòng ghi cho nhiều chỉ tiêu (4.1.1, 4.1.2)"),
    ] {
        let book = excused(code).candidate("VP01", "Nguyễn Văn An").complete();
        says(book, &[&format!("LỖI [Số liệu!B2] {told}")]);
    }
    for code in ["4.2.1 – Văn bản quy phạm pháp luật", "4.2.1: theo Nghị định 34/2016", "4.2.1"] {
        let mut book = good();
        let rows = book.rows("Số liệu").iter_mut();
        rows.filter(|row| row[1] == Value::from("4.2.1")).for_each(|row| row[1] = Value::from(code));
        says(book, &[]);
    }
}

#[test]
fn lines_within_a_cell_are_words_not_entries() {
    let book = good()
        .put("Cá nhân", "G2", "Công chức\nVăn phòng - Thống kê")
        .says("Tên đơn vị", "Bộ phận\nTư pháp - Hộ tịch")
        .put("Hội đồng", "B2", "Trưởng bộ phận\nVăn phòng");
    let unit = &says(book, &[]).units[0];
    assert_eq!(unit.office.name, "Bộ phận Tư pháp - Hộ tịch");
    let post = unit.candidates[0].post.as_ref().map(|at| at.value.as_str());
    assert_eq!(post, Some("Công chức Văn phòng - Thống kê"));
    wrong(
        |book| book.put("Hội đồng", "A2", "Đỗ Minh Khang\nHồ Thị Lan"),
        &["LỖI [Hội đồng!A2] “Đỗ Minh Khang Hồ Thị Lan” ghi trên nhiều dòng của một ô"],
    );
}

#[test]
fn a_formulas_nought_and_a_yes_without_marks_decide_nothing() {
    wrong(|book| book.put("Cá nhân", "K2", 0), &["LỖI [Cá nhân!K2] Cột “Kỷ luật” cần “Có” hoặc “Không”, ô ghi số 0"]);
    wrong(
        |book| book.put("Cá nhân", "K2", "Vâng"),
        &["LỖI [Cá nhân!K2] Cột “Kỷ luật” cần “Có” hoặc “Không”, ô ghi “Vâng”"],
    );
    figure("4.3.2", 0, 1920, &["nhắc [Số liệu!C2] Cột “Kết quả” của mức giảm: kết quả bằng 0"]);
    figure("4.3.2", 1.5, 1920, &["nhắc [Số liệu!C2] Cột “Kết quả” của mức giảm: 1,5 rất nhỏ so với 1.920"]);
}

#[test]
fn a_second_vote_is_the_communes_alone() {
    says(
        good().put("Biểu quyết", "F1", "Biểu quyết lại").put("Biểu quyết", "F2", 4),
        &["nhắc [Biểu quyết!F1] Trang “Biểu quyết” có cột không dùng đến: “Biểu quyết lại”"],
    );
}

#[test]
fn a_figure_merged_over_two_criteria_is_told() {
    let mut book = good();
    book.rows("Số liệu")[2][2] = Value::Blank;
    let told = lines(&intake(&[("a.xlsx", book.merge("Số liệu", 1, 2, 2, 2))]));
    let of_merge: Vec<&String> = told.iter().filter(|line| line.contains("gộp nhiều dòng")).collect();
    assert_eq!(of_merge.len(), 1, "{told:?}");
}

#[test]
fn a_name_with_a_number_is_told() {
    wrong(
        |book| book.put("Cá nhân", "C2", "Nguyễn Văn An 2"),
        &["nhắc [Cá nhân!C2] Họ tên “Nguyễn Văn An 2” có chữ số, văn bản in đúng như thế"],
    );
    says(Book::unit("Ấp").collective("T01", "Ấp 3").complete(), &[]);
}
