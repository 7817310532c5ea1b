//! One slip of the clerk's is one problem, told where it is, and what follows from it is not told besides.

use super::asked::asked;
use super::faults::judged;
use super::*;

#[test]
fn what_was_not_met_is_no_reason() {
    for reason in [
        "Không áp dụng vì không đạt",
        "không áp dụng, lý do: Tỷ lệ chưa đạt nên không áp dụng",
        "Do tỷ lệ thấp",
        "Chưa triển khai",
        "Đã giải quyết đúng hạn",
        "Xem dẫn chứng",
        "Xin bỏ qua",
        "Nếu có",
        "Do chưa có số liệu",
        "Có thực hiện nhưng chưa tổng hợp số liệu",
        "Vì chưa thống kê",
        "Do không thực hiện",
        "Do đạt 90%",
        "Không áp dụng vì",
        "Khong ap dung vi khong dat",
    ] {
        let told = judged(&[(
            "a.xlsx",
            good().put("Số liệu", "C2", "").put("Số liệu", "D2", "").put("Số liệu", "E2", reason),
        )]);
        let told = told.iter().filter(|line| line.contains("“Không áp dụng” cần ghi lý do")).count();
        assert_eq!(told, 1, "{reason}");
    }
    for reason in [
        "Không được giao tham mưu văn bản quy phạm pháp luật",
        "Do không làm việc tại Bộ phận Một cửa",
        "Vì mới được tuyển dụng từ tháng 11/2023",
        "Không áp dụng đối với người hoạt động không chuyên trách",
        "Chưa triển khai dịch vụ công trực tuyến đối với lĩnh vực này theo Quyết định số 12/QĐ-UBND",
        "Do được cử đi học tập trung cả năm",
        "Không được giao rà soát các tiêu chí chưa đạt chuẩn",
        "Không phát sinh văn bản không đạt yêu cầu trong năm 2023",
        "Đã hoàn thành năm 2022",
        "Không áp dụng: ốm",
    ] {
        let book = good().put("Số liệu", "C2", "").put("Số liệu", "D2", "").put("Số liệu", "E2", reason);
        let told = judged(&[("a.xlsx", book)]);
        assert!(!told.iter().any(|line| line.contains("cần ghi lý do")), "{reason}: {told:#?}");
    }
}

#[test]
fn the_words_behind_a_code_may_not_be_anothers() {
    let plan = intake(&[("a.xlsx", good())]).plan;
    let other = plan.criteria.iter().find(|criterion| &*criterion.code.value == "4.3.1").expect("a criterion");
    for words in [&other.name, &other.short] {
        let told = judged(&[("a.xlsx", good().put("Số liệu", "B2", format!("4.1.1 – {words}")))]);
        assert!(told.contains(&"LỖI [Số liệu!B2] Mã “4.1.1” mà lời là của chỉ tiêu 4.3.1".to_owned()), "{told:#?}");
        assert!(!told.iter().any(|line| line.contains("không có dòng số liệu")), "the row is there: {told:#?}");
    }
}

#[test]
fn a_head_among_the_staff_is_asked_about() {
    asked(
        |book| book.put("Cá nhân", "G2", "Trưởng bộ phận Tư pháp - Hộ tịch"),
        &[
            "nhắc [Cá nhân!G2] “Nguyễn Văn An” có chức vụ “Trưởng bộ phận Tư pháp - Hộ tịch” mà “Đối tượng” ghi Công chức chuyên môn",
        ],
    );
    asked(|book| book.put("Cá nhân", "G2", "Phó Trưởng bộ phận"), &[]);
}

#[test]
fn what_is_wrong_with_a_total_is_told_beside_a_bad_result() {
    for (result, total, lines) in [
        ("", "x", 2),
        ("x", "", 2),
        ("", "0", 2),
        // To write both is what a rate is told.
        ("95%", "", 1),
        ("412/413", "", 1),
    ] {
        let book = good().put("Số liệu", "C2", result).put("Số liệu", "D2", total);
        let told = judged(&[("a.xlsx", book)]);
        let told: Vec<&String> =
            told.iter().filter(|line| line.contains("[Số liệu!C2") || line.contains("[Số liệu!D2")).collect();
        assert_eq!(told.len(), lines, "{result} {total}: {told:#?}");
    }
}

#[test]
fn a_column_that_nobody_filled_in_is_one_error() {
    let book = (2..=6).fold(good().signed(), |book, row| book.put("Hội đồng", &format!("D{row}"), ""));
    let told = judged(&[("a.xlsx", book)]);
    let errors: Vec<&String> = told.iter().filter(|line| line.starts_with("LỖI")).collect();
    assert_eq!(errors, ["LỖI [Hội đồng!D1] Cột “Có mặt” chưa có dấu nào"]);
    assert!(!told.iter().any(|line| line.contains("vắng mặt nhưng")), "{told:#?}");
}

#[test]
fn headers_that_stand_over_each_others_columns_are_one_error() {
    let book = good().put("Số liệu", "C1", "Tổng số").put("Số liệu", "D1", "Kết quả");
    let told = judged(&[("a.xlsx", book)]);
    let told: Vec<&String> = told.iter().filter(|line| line.contains("Số liệu")).collect();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].starts_with("LỖI [Số liệu!D1 + Số liệu!C1] Hai cột “Kết quả” và “Tổng số” bị đổi chỗ: "),
        "{told:#?}"
    );
}

#[test]
fn a_target_may_be_called_by_its_own_name() {
    let plan = intake(&[("a.xlsx", good())]).plan;
    let first = plan.criteria.iter().find(|criterion| &*criterion.code.value == "4.1.1").expect("a criterion");
    for name in [&first.name, &first.short] {
        asked(|book| book.put("Số liệu", "B2", name.to_uppercase()), &[]);
    }
    for written in ["Chỉ tiêu 4.1.1", "Mục 4.1.1", "(4.1.1)", "Mã 4.1.1."] {
        asked(|book| book.put("Số liệu", "B2", written), &[]);
    }
    for written in ["4.1.3 PAR INDEX", "4.1.3 - PARINDEX"] {
        asked(|book| book.put("Số liệu", "B4", written), &[]);
    }
    let told = judged(&[("a.xlsx", good().put("Số liệu", "B2", "Mệnh lệnh"))]);
    assert!(told.iter().any(|line| line.contains("Kế hoạch không có chỉ tiêu “Mệnh lệnh”")), "{told:#?}");
}

#[test]
fn an_item_without_a_row_is_named() {
    let book = ["A4", "B4", "C4", "F4"].iter().fold(good(), |book, cell| book.put("Số liệu", cell, ""));
    let told = judged(&[("a.xlsx", book)]);
    let told: Vec<&String> = told.iter().filter(|line| line.contains("không có dòng số liệu")).collect();
    let expected =
        "nhắc [Cá nhân!A2] “Nguyễn Văn An” không có dòng số liệu cho chỉ tiêu 4.1.3/PARINDEX nên không đủ điều kiện";
    assert_eq!(told, [expected]);
}

#[test]
fn a_note_below_the_people_is_nobody() {
    for column in ["A", "C", "G"] {
        let book = good().put("Cá nhân", &format!("{column}4"), "(Danh sách có 01 người)");
        let told = judged(&[("a.xlsx", book)]);
        let told: Vec<&String> = told.iter().filter(|line| line.contains("Cá nhân")).collect();
        let expected = format!(
            "nhắc [Cá nhân!{column}4] Dòng “(Danh sách có 01 người)” không phải dòng dữ liệu nên không được dùng"
        );
        assert_eq!(told, [&expected]);
    }
}

#[test]
fn ditto_marks_in_the_place_of_codes_are_one_error() {
    let book = (3..=18).fold(good(), |book, row| book.put("Số liệu", &format!("A{row}"), "\""));
    let told = judged(&[("a.xlsx", book)]);
    let errors: Vec<&String> = told.iter().filter(|line| line.starts_with("LỖI")).collect();
    assert_eq!(errors.len(), 1, "{told:#?}");
    assert!(errors[0].contains("Chưa ghi “Mã” ở 16 dòng liền nhau, từ ô A3 đến ô A18"), "{told:#?}");
}

#[test]
fn rows_under_anothers_code_are_one_error() {
    let mut book =
        Book::unit("Văn phòng").candidate("VP01", "Nguyễn Văn An").candidate("VP02", "Trần Thị Bích").complete();
    book.rows("Số liệu").iter_mut().skip(1).for_each(|row| row[0] = Value::from("VP01"));
    let told = judged(&[("a.xlsx", book)]);
    let told: Vec<&String> = told.iter().filter(|line| line.contains("hai dòng số liệu")).collect();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].contains("“Nguyễn Văn An” có hai dòng số liệu cho mỗi chỉ tiêu của 17 dòng, từ ô B19 đến ô B35"),
        "{told:#?}"
    );
}

#[test]
fn kinds_that_no_post_has_are_asked_about() {
    let of = |kind: &'static str, post: &'static str| {
        move |book: Book| book.put("Cá nhân", "I2", kind).put("Cá nhân", "G2", post)
    };
    let told = |post: &str, kind: &str| {
        format!("nhắc [Cá nhân!G2] “Nguyễn Văn An” có chức vụ “{post}” mà “Đối tượng” ghi {kind}")
    };
    asked(of("Không chuyên trách", "Trưởng bộ phận"), &[&told("Trưởng bộ phận", "Không chuyên trách")]);
    asked(of("Không chuyên trách", "Trưởng ấp"), &[]);
    asked(of("Người đứng đầu", "Phó Trưởng ấp"), &[&told("Phó Trưởng ấp", "Người đứng đầu")]);
    asked(of("Người đứng đầu", "Phó Trưởng phòng phụ trách"), &[]);
}

#[test]
fn notes_for_colleagues_are_told_once_wherever_they_stand() {
    let books = [("a.xlsx", good().put("Số liệu", "F2", "Sổ số 12 (nhờ chị Lan xem lại)").put("Số liệu", "F3", "???"))];
    let told = judged(&books);
    let has = |line: &str| told.iter().any(|told| told == line);
    assert!(has("nhắc [Số liệu!F2] Có lời nhắn hoặc chỗ chưa viết xong: “nhờ chị Lan”"), "{told:#?}");
    assert!(has("nhắc [Số liệu!F3] Có lời nhắn hoặc chỗ chưa viết xong: “???”"), "{told:#?}");
}

#[test]
fn one_absent_member_is_one_problem() {
    let two = good().candidate("B1", "Trần Thị Bình").complete().put("Hội đồng", "D2", "");
    let told = judged(&[("a.xlsx", two)]);
    let more: Vec<&String> = told.iter().filter(|line| line.contains("nhiều hơn 3 thành viên có mặt")).collect();
    assert!(more.len() == 1 && more[0].contains("; 1 mã nữa cũng vậy"), "{told:#?}");
}

#[test]
fn percentages_typed_as_counts_and_times_in_two_units_are_asked_about() {
    let told = |totals: [i32; 3], hours: i32| {
        let figures = ["4.1.1", "4.3.1", "4.7.1"].into_iter().zip(totals);
        let book = figures
            .fold(Book::unit("Văn phòng").candidate("VP01", "Nguyễn Văn An"), |book, (code, total)| {
                book.figure("VP01", code, total, total, "Sổ số 12/2023")
            });
        let lines = judged(&[("a.xlsx", book.figure("VP01", "4.3.2", hours, 1_920, "Sổ số 13/2023").complete())]);
        let asks = |line: &&String| line.contains("tỷ lệ phần trăm") || line.contains("sáu phần bảy");
        lines.iter().filter(asks).count()
    };
    assert_eq!(told([100, 100, 413], 1_152), 0);
    assert_eq!(told([100, 100, 100], 1_152), 1);
    assert_eq!(told([100, 120, 413], 48), 1);
}

#[test]
fn a_body_entered_as_a_person_and_too_few_ballots_are_asked_about() {
    let told = |book: Book| judged(&[("a.xlsx", book)]);
    let of = |name: &str| told(good().candidate("B1", name).complete());
    let asks = |lines: &[String], what: &str| lines.iter().filter(|line| line.contains(what)).count();
    assert_eq!(asks(&of("Ban Ấp Phước Trinh"), "có vẻ là tập thể"), 1);
    assert_eq!(asks(&of("Tô Văn Ban"), "có vẻ là tập thể"), 0);
    let ballots = |count: i32| {
        let labels = ["Số phiếu phát ra", "Số phiếu thu vào", "Số phiếu hợp lệ"];
        told(labels.into_iter().fold(good(), |book, label| book.says(label, count)))
    };
    assert_eq!(asks(&ballots(3), "Phát ra 3 phiếu, ít hơn 4 thành viên có mặt"), 1);
    assert_eq!(asks(&ballots(4), "ít hơn"), 0);
}
