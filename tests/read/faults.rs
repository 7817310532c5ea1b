//! One fault hides no other and is blamed on nobody else; what only the whole shows is held against real workbooks.

use hoso::judge::{Reading, Verdict};

use super::*;

/// The problems of reading and judging.
pub(super) fn judged(books: &[(&str, Book)]) -> Vec<String> {
    let intake = intake(books);
    let judged = hoso::judge::judge(&intake.plan, &intake.units, intake.commune.as_ref(), intake.problems.clone(), 1);
    // Evidence has tests of its own.
    judged.problems.iter().map(line).filter(|line| !line.contains("có trong hồ sơ của")).collect()
}

#[track_caller]
fn together(books: &[(&str, Book)], expected: &[&str]) {
    assert_eq!(judged(books), expected);
}

fn unit(name: &str, code: &str, person: &str) -> Book {
    Book::unit(name).candidate(code, person).complete().signed()
}

#[test]
fn a_person_in_error_hides_no_figure_in_error() {
    let book = Book::unit("Văn phòng").candidate("VP01", "Nguyễn Văn An").figure("VP01", "4.3.1", 101, 100, "Sổ số 1");
    let book = book.complete().put("Cá nhân", "K2", "");
    let intake = says(
        book,
        &["LỖI [Cá nhân!K2] Chưa ghi “Kỷ luật”", "LỖI [Số liệu!C2 + Số liệu!D2] Kết quả 101 lớn hơn tổng số 100"],
    );
    assert!(intake.units[0].candidates.is_empty(), "nobody is judged by a row in error");
}

#[test]
fn a_unit_without_a_name_has_its_other_errors_said() {
    wrong(
        |book| book.says("Tên đơn vị", "").says("Ngày tờ trình", "31/02/2024"),
        &[
            "LỖI [Đơn vị!B2] Chưa ghi “Tên đơn vị”",
            "LỖI [Đơn vị!B6] “Ngày tờ trình” cần ngày tháng năm, ô ghi “31/02/2024” (không có ngày này trong lịch)",
        ],
    );
}

#[test]
fn a_member_of_no_known_role_is_a_member_still() {
    wrong(|book| book.put("Hội đồng", "C2", "Trưởng ban"), &["LỖI [Hội đồng!C2] “Vai trò” không nhận “Trưởng ban”"]);
}

#[test]
fn every_error_of_a_plan_is_said_and_none_twice() {
    let plan = Book::plan("dan-van-2023")
        .says("Xã", "")
        .says("Ngày ban hành", "hôm qua")
        .says("Tỷ lệ thành viên dự họp tối thiểu", "nhiều")
        .row("Chỉ tiêu", &["1.2", "1", "Đối thoại", "vui"])
        .row("Chỉ tiêu", &["1.2/QUY", "", "Đối thoại hằng quý", ""]);
    let said: Vec<String> = lines(&intake(&[("k.xlsx", plan), ("a.xlsx", good())]));
    let errors: Vec<&str> = said.iter().filter(|line| line.starts_with("LỖI")).map(String::as_str).collect();
    assert_eq!(
        errors,
        [
            "LỖI [Chỉ tiêu!D3] “Cách đo” không nhận “vui”",
            "LỖI [Kế hoạch!B5] “Ngày ban hành” cần ngày tháng năm, ô ghi “hôm qua” (không phải ngày/tháng/năm)",
            "LỖI [Kế hoạch!B8] Chưa ghi “Xã”",
            "LỖI [Kế hoạch!B15] “Tỷ lệ thành viên dự họp tối thiểu” ghi “nhiều”, không phải tỷ lệ",
        ]
    );
}

#[test]
fn more_than_half_of_the_members_is_not_half() {
    let half = |quorum: &str| {
        let plan = Book::plan("dan-van-2023").says("Tỷ lệ thành viên dự họp tối thiểu", quorum);
        let unit = Book::unit("Dân vận").candidate("DV01", "Lê Thị Sáu").figure("DV01", "1.1", 19, 20, "Sổ số 1");
        let unit = unit.initiative("DV01", "Hòm thư").vote("DV01", 4, 0, 0).signed();
        let unit = unit.put("Cá nhân", "H2", "UBND xã Phước Hội");
        let absent = ["Sáu", "Bảy", "Tám"];
        let unit = absent.iter().fold(unit, |unit, name| {
            unit.row("Hội đồng", &[&format!("Phan Văn {name}"), "Hội viên", "Ủy viên", "", "Đi học"])
        });
        judged(&[("k.xlsx", plan), ("dv.xlsx", unit)])
    };
    assert_eq!(half("≥ 1/2"), Vec::<String>::new());
    let short = "LỖI [Hội đồng!A2] Hội đồng có mặt 4/8 thành viên, phải có trên 50% thành viên theo Kế hoạch";
    assert_eq!(half("> 50%"), [short]);
}

#[test]
fn codes_are_one_in_any_case() {
    let book = unit("Văn phòng", "ĐV01", "Nguyễn Văn An").put("Biểu quyết", "A2", "đv01").put("Số liệu", "A2", "Đv01");
    let intake = intake(&[("a.xlsx", book)]);
    assert_eq!(lines(&intake), Vec::<String>::new());
    let judged = hoso::judge::judge(&intake.plan, &intake.units, None, intake.problems.clone(), 1);
    assert!(judged.units[0].assessments[0].nominated());
}

#[test]
fn hamlets_may_differ_by_a_diacritic_alone() {
    let other = || unit("Ấp Phước An", "A01", "Nguyễn Văn An");
    together(&[("a.xlsx", other()), ("b.xlsx", unit("Ấp Phước Ân", "B01", "Lê Thị Bê"))], &[]);
    together(
        &[("a.xlsx", other()), ("b.xlsx", unit("ẤP PHƯỚC  AN", "B01", "Lê Thị Bê"))],
        &[
            "LỖI [Đơn vị!B2 + Đơn vị!B2] Hai tệp cùng là của đơn vị “Ấp Phước An”",
            "nhắc [Đơn vị!B2] Tên đơn vị “ẤP PHƯỚC AN” viết hoa toàn bộ, trong câu cũng in như vậy",
        ],
    );
}

#[test]
fn a_code_that_nobody_has_is_said_once_a_sheet() {
    let book = good();
    let said = lines(&intake(&[("a.xlsx", book.put("Cá nhân", "A2", "VP1"))]));
    let strangers: Vec<&String> = said.iter().filter(|line| line.contains("không có trong trang")).collect();
    assert_eq!(
        strangers,
        [
            "LỖI [Biểu quyết!A2] Mã “VP01” ở trang “Biểu quyết” không có trong trang “Cá nhân”",
            "LỖI [Sáng kiến!A2] Mã “VP01” ở trang “Sáng kiến” không có trong trang “Cá nhân”",
            "LỖI [Số liệu!A2] Mã “VP01” ở trang “Số liệu” không có trong trang “Cá nhân” (17 dòng, đến ô A18)",
        ]
    );
}

#[test]
fn a_code_that_looks_like_anothers_is_told_from_it() {
    // A Cyrillic letter, and a letter for a figure.
    for (typed, why) in [
        ("V\u{420}01", "ký tự thứ 2 ở đây là chữ “\u{420}”"),
        ("VPO1", "khác ở ký tự thứ 3"),
        ("VP1", "chỉ khác ở số 0"),
    ] {
        let intake = intake(&[("a.xlsx", good().put("Số liệu", "A2", typed))]);
        let hint = &intake.problems.iter().find(|problem| problem.message.contains(typed)).expect("said").hint;
        assert!(hint.starts_with(&format!("Có thể là mã “VP01” ({why}")), "{hint}");
    }
    let two = Book::unit("Văn phòng").candidate("VP01", "Nguyễn Văn An").candidate("VP02", "Lê Thị Bê").complete();
    let intake = intake(&[("a.xlsx", two.put("Số liệu", "A2", "VP03"))]);
    assert!(intake.problems.iter().any(|problem| problem.hint.starts_with("Sửa mã cho đúng")), "nothing is guessed");
}

#[test]
fn a_person_whose_rows_wait_to_be_filled_in_is_named_once() {
    let mut book = unit("Văn phòng", "VP01", "Nguyễn Văn An");
    for code in ["4.1.1", "4.1.2", "4.3.1", "4.3.2"] {
        book = book.row("Số liệu", &["VP02", code]);
    }
    let book = book.candidate("VP02", "Lê Thị Bê").row("Biểu quyết", &["VP02", "3"]);
    let said = lines(&intake(&[("a.xlsx", book)]));
    let said: Vec<&String> = said.iter().filter(|line| line.contains("chưa có kết quả")).collect();
    assert_eq!(
        said,
        [
            "nhắc [Số liệu!B19] “Lê Thị Bê” (VP02) có 4 dòng chưa có kết quả (từ ô B19 đến ô B22) nên được coi là thiếu số liệu"
        ]
    );
}

#[test]
fn a_name_beside_another_persons_code_is_refused_once() {
    let two = || Book::unit("Văn phòng").candidate("VP01", "Nguyễn Văn An").candidate("VP02", "Lê Thị Bê").complete();
    let named = |names: &[(&str, &str)]| {
        let book = names
            .iter()
            .fold(two().put("Số liệu", "G1", "Họ và tên"), |book, (at, name)| book.put("Số liệu", at, *name));
        lines(&intake(&[("a.xlsx", book)]))
    };
    assert_eq!(
        named(&[("G2", "Lê Thị Bê"), ("G3", "lê thị bê"), ("G4", "Nguyễn Văn An"), ("G20", "Nguyễn Văn An")]),
        [
            "LỖI [Số liệu!G2 + Số liệu!G3 + Số liệu!G20] Dòng số liệu của mã “VP01” ghi tên “Lê Thị Bê”, còn mã này là của “Nguyễn Văn An”; 2 dòng nữa cũng vậy"
        ]
    );
    assert_eq!(named(&[("G2", "Ông Nguyễn Văn An"), ("G3", "An"), ("G4", "Tổ trưởng")]), Vec::<String>::new());
}

#[test]
fn a_table_of_another_year_is_asked_about() {
    let headed = |header: &str| lines(&intake(&[("a.xlsx", good().put("Số liệu", "C1", header))]));
    assert_eq!(headed("Kết quả (năm 2022)"), ["nhắc [Số liệu!C1] Bảng số liệu ghi năm 2022: “Kết quả (năm 2022)”"]);
    assert_eq!(headed("Kết quả (năm 2023)"), Vec::<String>::new());
}

#[test]
fn many_codes_of_another_plan_are_said_once_with_what_to_do() {
    let mut book = good();
    for code in ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6"] {
        book = book.row("Số liệu", &["VP01", code, "Có"]);
    }
    let intake = intake(&[("a.xlsx", book)]);
    let [problem] = &intake.problems.iter().collect::<Vec<_>>()[..] else { panic!("{:?}", lines(&intake)) };
    assert_eq!(
        problem.message,
        "Có 6 dòng ghi mã chỉ tiêu không có trong kế hoạch “cchc-2023”: 1.1, 1.2, 1.3, 1.4, 1.5, …"
    );
    assert!(problem.hint.starts_with("Thư mục chưa có tệp kế hoạch") && problem.places.len() == 6);
}

#[test]
fn what_was_not_read_any_more_is_not_missing() {
    let mut book = good();
    for _ in 0..1_200 {
        book = book.row("Số liệu", &["VP01", "", "1"]);
    }
    let said = lines(&intake(&[("a.xlsx", book)]));
    assert_eq!(said.iter().filter(|line| line.contains("Chưa ghi “Chỉ tiêu”")).count(), 1_000);
    let others: Vec<&String> = said.iter().filter(|line| !line.contains("Chưa ghi “Chỉ tiêu”")).collect();
    assert_eq!(others, ["LỖI [a.xlsx/Số liệu] Tệp có quá nhiều lỗi nên chưa kiểm tra hết"]);
}

#[test]
fn a_file_beside_its_own_copy_is_said_once_whatever_is_in_it() {
    let two = || {
        let book = Book::unit("Văn phòng").candidate("VP01", "Nguyễn Văn An").candidate("VP02", "Lê Thị Bê");
        let evidence = "Tham mưu 12 kế hoạch, tổ chức 04 lớp tập huấn cho 86 lượt cán bộ, công chức";
        book.figure("VP01", "4.3.1", 412, 413, evidence).complete()
    };
    let intake = intake(&[("a.xlsx", two()), ("a (1).xlsx", two())]);
    let judged = hoso::judge::judge(&intake.plan, &intake.units, None, intake.problems.clone(), 1);
    let said: Vec<String> = judged.problems.iter().map(line).collect();
    assert_eq!(said, ["LỖI [Đơn vị!B2 + Đơn vị!B2] Hai tệp cùng là của đơn vị “Văn phòng”"]);
}

#[test]
fn another_communes_name_is_said_at_its_cell() {
    let commune = Book::commune().says("Tên xã", "xã Phước Thạnh");
    let said = judged(&[("a.xlsx", good()), ("x.xlsx", commune)]);
    let named: Vec<&String> = said.iter().filter(|line| line.contains("khác tên trong kế hoạch")).collect();
    assert_eq!(named, ["nhắc [Xã!B2] Tên xã “xã Phước Thạnh” khác tên trong kế hoạch “xã Tam Phước”"]);
    for (written, other) in [("Xã Tam Phước", 0), ("xã Tam Phuoc", 0), ("Tam-Phước", 0), ("xã Tâm Phước", 1)]
    {
        let said = judged(&[("a.xlsx", good()), ("x.xlsx", Book::commune().says("Tên xã", written))]);
        assert_eq!(said.iter().filter(|line| line.contains("khác tên trong kế hoạch")).count(), other, "{written}");
    }
}

#[test]
fn a_year_alone_does_not_tell_a_person_from_another() {
    let born = |value: &str| {
        let other = unit("Ấp Hai", "B01", "NGUYỄN VĂN AN").put("Cá nhân", "D2", value);
        judged(&[("a.xlsx", unit("Ấp Một", "A01", "Nguyễn Văn An")), ("b.xlsx", other)])
    };
    let doubt =
        "nhắc [Cá nhân!C2 + Cá nhân!C2] Có 2 dòng cùng họ tên “NGUYỄN VĂN AN” mà không đủ ngày sinh để phân biệt";
    let loud = "nhắc [Cá nhân!C2] Họ và tên chưa viết hoa đúng: “NGUYỄN VĂN AN”";
    assert_eq!(born("1985"), [loud, doubt]);
    assert_eq!(born("1986"), [loud]);
    let slip =
        "nhắc [Cá nhân!C2 + Cá nhân!C2] Hai người cùng họ tên “NGUYỄN VĂN AN”, khác ngày sinh, được tính là hai người";
    assert_eq!(born("13/5/1985"), [loud, slip], "one slip of the pen may be between the two");
    assert_eq!(born("13/6/1985"), [loud]);
}

#[test]
fn where_a_paper_is_kept_is_the_recipients_last_line() {
    let told = |lines: &str| {
        let said = judged(&[("a.xlsx", good().says("Nơi nhận", lines))]);
        said.into_iter().filter(|line| line.contains("Nơi nhận")).collect::<Vec<_>>()
    };
    assert_eq!(told("Như trên;\nLưu: VT, TĐKT."), Vec::<String>::new());
    assert_eq!(told("Như trên;\nPhòng Nội vụ."), ["nhắc [Đơn vị!B6] “Nơi nhận” chưa có dòng “Lưu: VT”"]);
    assert_eq!(told("Như trên; Lưu: VT."), ["nhắc [Đơn vị!B6] “Nơi nhận” ghi nhiều nơi trên một dòng"]);
    let colon = "nhắc [Đơn vị!B6] “Nơi nhận” ghi “Lưu VT.”, thiếu dấu hai chấm sau chữ “Lưu”";
    assert_eq!(told("Như trên;\nLưu VT."), [colon]);
}

#[test]
fn what_a_run_made_below_the_input_is_no_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |path: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        path
    };
    good().save(at("vp.xlsx"));
    good().save(at("output/luu-tru/cchc-2023-0001/data/dau-vao/vp.xlsx"));
    good().save(at("output/cchc-2023/xa/danh-sach.xlsx"));
    for mark in ["output/.so-luu-tru.txt", "output/cchc-2023/.giay.json"] {
        std::fs::write(at(mark), "").expect("a file");
    }
    assert_eq!(lines(&intake_of(folder.path())), Vec::<String>::new());
    assert_eq!(intake_of(folder.path()).sources.len(), 1);
}

#[test]
fn what_no_page_can_set_and_no_person_is_are_said() {
    wrong(
        |book| book.put("Số liệu", "F11", format!("Báo cáo 1 {}", "x".repeat(1_001))),
        &["LỖI [Số liệu!F11] Ô ở “Dẫn chứng” có hơn 1.000 ký tự viết liền, không có dấu cách"],
    );
    let sentence = "Báo cáo số 125/BC-UBND ngày 30/11/2023; ".repeat(800);
    wrong(|book| book.put("Số liệu", "F11", sentence), &[]);
    wrong(
        |book| book.put("Cá nhân", "C2", "Nguy\u{1EC5}n V\u{103}n \u{410}n"),
        &["nhắc [Cá nhân!C2] “Nguyễn Văn Аn” có chữ “А” của bảng chữ cái khác, nhìn giống chữ Việt"],
    );
    // 1985 typed into a cell of dates.
    wrong(
        |book| book.put("Cá nhân", "D2", Value::Formatted(1985.0, "dd/mm/yyyy")),
        &["nhắc [Cá nhân!D2] “Nguyễn Văn An” sinh năm 1905, không hợp với phong trào đến năm 2023"],
    );
    wrong(
        |book| book.put("Cá nhân", "D2", "05/3/2024"),
        &["nhắc [Cá nhân!D2] “Nguyễn Văn An” sinh năm 2024, không hợp với phong trào đến năm 2023"],
    );
    wrong(|book| book.says("Tên đơn vị", "- …"), &["LỖI [Đơn vị!B2] “- …” không phải là tên"]);
}

#[test]
fn days_and_hours_that_no_meeting_has_are_said() {
    let far = "cách xa thời gian của phong trào (từ 01/01/2023 đến 31/12/2023)";
    let said = |at: &str, what: &str| format!("nhắc [Đơn vị!{at}] {what} {far}");
    wrong(|book| book.says("Ngày họp", "05/12/2032"), &[&said("B3", "Ngày họp 05/12/2032")]);
    wrong(|book| book.says("Ngày tờ trình", "05/12/2022"), &[&said("B6", "Ngày tờ trình 05/12/2022")]);
    wrong(|book| book.says("Ngày tờ trình", "05/02/2024"), &[]);
    wrong(|book| book.says("Ngày họp", "05/12/2024"), &[&said("B3", "Ngày họp 05/12/2024")]);
    // 8 typed into a cell of hours.
    wrong(
        |book| book.says("Giờ bắt đầu", Value::Formatted(8.0, "hh:mm")),
        &["nhắc [Đơn vị!B4] Giờ bắt đầu 00:00 là nửa đêm về sáng"],
    );
}

#[test]
fn numbers_and_names_beyond_all_measure_are_refused_at_their_cells() {
    const HUGE: &str = "79228162514264337593543950335";
    let plan = Book::plan("dan-van-2023").says("Hệ số tiền thưởng", HUGE).put("Chỉ tiêu", "E2", HUGE);
    let evidence = format!("{HUGE} ({HUGE}%), {HUGE} ({HUGE}%)");
    let unit = Book::unit("Dân vận")
        .candidate("DV01", "Lê Thị Sáu")
        .figure("DV01", "1.1", 95, 100, &evidence)
        .says("Người ký", "Nguyễn ".repeat(100))
        .row("Hội đồng", &[&"Lê ".repeat(60), "Hội viên", "Ủy viên", "x", ""]);
    let recipients = (0..101).fold(unit, |unit, index| unit.row("Đơn vị", &["Nơi nhận", &format!("Nơi {index}")]));
    let said = lines(&intake(&[("k.xlsx", plan), ("dv.xlsx", recipients.initiative("DV01", "Hòm thư"))]));
    let errors: Vec<&str> = said.iter().filter(|line| line.starts_with("LỖI")).map(String::as_str).collect();
    let expected = [
        "LỖI [Hội đồng!A7] “Họ và tên” dài 179 ký tự, nhiều nhất là 150",
        "LỖI [Đơn vị!B6] “Người ký” dài 699 ký tự, nhiều nhất là 150",
        "LỖI [Đơn vị!B107] Mục “Nơi nhận” có 101 dòng, nhiều nhất là 100",
        &format!("LỖI [Chỉ tiêu!E2] “Mức đạt” ghi “{HUGE}”, không phải tỷ lệ"),
        &format!("LỖI [Kế hoạch!B15] Mục “Hệ số tiền thưởng” có số quá lớn: “{HUGE}”"),
    ];
    assert_eq!(errors, expected);
    // Evidence may say what it likes.
    judged(&[("vp.xlsx", good().put("Số liệu", "F2", evidence))]);
}

#[test]
fn a_code_with_a_full_stop_is_the_same_without() {
    let plan = Book::plan("dan-van-2023").put("Chỉ tiêu", "A2", "1.1.");
    let unit = Book::unit("Dân vận").candidate("DV01", "Lê Thị Sáu").figure("DV01", "1.1", 19, 20, "Sổ số 1");
    let files = [("k.xlsx", plan), ("dv.xlsx", unit.initiative("DV01", "Hòm thư").vote("DV01", 4, 0, 0))];
    assert_eq!(lines(&intake(&files)), Vec::<String>::new());
}

/// Where the output lies in the input folder, what runs made and set aside is nobody's workbook.
#[test]
fn what_runs_leave_below_the_input_is_not_read() {
    let home = tempfile::tempdir().expect("a folder");
    good().save(home.path().join("a.xlsx"));
    std::fs::write(home.path().join(".so-luu-tru.txt"), "").expect("a file");
    for folder in ["giu-lai/cchc-2023-0001/xa", "luu-tru/cchc-2023-0001/data/dau-vao"] {
        std::fs::create_dir_all(home.path().join(folder)).expect("a folder");
        good().save(home.path().join(folder).join("b.xlsx"));
    }
    let intake = intake_of(home.path());
    assert_eq!((intake.units.len(), lines(&intake)), (1, Vec::new()));
    // Without the list of an archive beside it, the folder is the clerk's own.
    std::fs::remove_file(home.path().join(".so-luu-tru.txt")).expect("a file");
    assert_eq!(intake_of(home.path()).units.len(), 3);
}

#[test]
fn an_item_that_nothing_is_said_of_is_missing_and_named() {
    let code = "4.1.3";
    let reason = |pci: &str| {
        let mut book = unit("Văn phòng", "VP01", "Nguyễn Văn An");
        book.rows("Số liệu").retain(|row| row[1] != "4.1.3/POBI".into());
        let row = book.rows("Số liệu").iter().position(|row| row[1] == "4.1.3/PCI".into()).expect("the item") + 1;
        let intake = intake(&[("a.xlsx", book.put("Số liệu", &format!("C{row}"), pci))]);
        let judged = hoso::judge::judge(&intake.plan, &intake.units, None, intake.problems.clone(), 1);
        let person = &judged.units[0].assessments[0];
        let finding = person.findings.iter().find(|finding| &*finding.criterion.code.value == code).expect("the list");
        let reason = person.reasons.iter().find(|reason| reason.criterion.as_deref() == Some(code)).expect("a reason");
        let cell = format!("{} {}", reason.cell.sheet(), reason.cell);
        (finding.verdict, finding.reading(), reason.message.clone(), cell, format!("Số liệu C{row}"))
    };
    let missing = "thiếu số liệu “Chỉ số công khai ngân sách (POBI)”";
    let (verdict, reading, message, cell, _) = reason("Có");
    assert_eq!((verdict, reading), (Verdict::NoData, Reading::Items { done: 5, concerned: 6 }));
    assert!(message.contains(&format!("{missing} để đối chiếu")), "{message}");
    assert_eq!(cell, "Cá nhân A2", "no row of another item");
    let (verdict, reading, message, cell, row) = reason("Không");
    assert_eq!((verdict, reading), (Verdict::Missed, Reading::Items { done: 4, concerned: 6 }));
    let both = format!("thực hiện 04/06 chỉ số được giao, {missing}, yêu cầu đủ mọi mục");
    assert!(message.ends_with(&both) && cell == row, "{message}");
}

#[test]
fn a_figure_for_a_target_of_others_is_said_to_be_left_out() {
    let plan = Book::plan("dan-van-2023")
        .row("Chỉ tiêu", &["1.2", "1 Công tác dân vận", "Đối thoại", "số lượng", "≥ 1", "", "cuộc", "Người đứng đầu"]);
    let unit = |result: &str, excuse: &str| {
        let unit = Book::unit("Dân vận").candidate("DV01", "Lê Thị Sáu").figure("DV01", "1.1", 19, 20, "Sổ số 1");
        let unit = unit.row("Số liệu", &["DV01", "1.2", result, "", excuse, "Sổ số 2"]);
        let unit = unit.put("Cá nhân", "H2", "UBND xã Phước Hội");
        unit.initiative("DV01", "Hòm thư").vote("DV01", 4, 0, 0).signed()
    };
    let said = |unit: Book| judged(&[("dv.xlsx", unit), ("k.xlsx", plan.clone())]);
    let told = "nhắc [Số liệu!C3] Kế hoạch không áp dụng chỉ tiêu 1.2 cho “Công chức chuyên môn” nên số liệu của “Lê Thị \
                Sáu” ở đó không được xét, không in vào báo cáo";
    assert_eq!(said(unit("3", "")), [told]);
    assert_eq!(said(unit("", "Không phụ trách")), [""; 0]);
    let unfilled = unit("", "").put("Số liệu", "F3", "");
    assert_eq!(said(unfilled), [""; 0], "a row that the form lists for everybody may stay blank");
}

#[test]
fn a_name_half_in_an_old_font_is_asked_about() {
    let asked = judged(&[("a.xlsx", unit("Văn phòng", "VP01", "Trần V¨n An"))]);
    let asked: Vec<&String> = asked.iter().filter(|line| line.contains("bảng mã cũ")).collect();
    let told = "nhắc [Cá nhân!C2] “Trần V¨n An” có thể là chữ theo bảng mã cũ TCVN3 (phông .VnTime), khi đó đọc là “Trần Văn An”";
    assert_eq!(asked, [told]);
}

#[test]
fn what_is_of_another_kind_or_said_twice_on_paper_is_told() {
    let told = |book: Book| judged(&[("a.xlsx", book)]);
    let team = unit("Văn phòng", "VP01", "Tổ Một cửa").put("Cá nhân", "I2", "Tập thể");
    let said = told(team);
    let kind =
        "“Tổ Một cửa” là tập thể nên “Danh xưng”, “Ngày sinh”, “Quê quán”, “Trình độ”, chỉ có ở cá nhân, không được in";
    assert!(said.iter().any(|line| line.ends_with(kind)), "{said:?}");
    let person = unit("Văn phòng", "VP01", "Nguyễn Văn An").put("Cá nhân", "M1", "Năm thành lập");
    let founded = "nhắc [Cá nhân!M2] “Nguyễn Văn An” là cá nhân nên “Năm thành lập”, chỉ có ở tập thể, không được in";
    assert_eq!(told(person.put("Cá nhân", "M2", 1998)), [founded]);
    let symbol = "nhắc [Đơn vị!B9] “Ký hiệu đơn vị” ghi “TTr-VP”, văn bản sẽ ghi “/TTr-TTr-VP”";
    assert_eq!(told(unit("Văn phòng", "VP01", "Nguyễn Văn An").says("Ký hiệu đơn vị", "TTr-VP")), [symbol]);
}

#[test]
fn a_founding_year_is_printed_as_written() {
    let founded = |value: Value| {
        let team = unit("Văn phòng", "VP01", "Tổ Một cửa").put("Cá nhân", "I2", "Tập thể");
        let team = team.put("Cá nhân", "M1", "Năm thành lập").put("Cá nhân", "M2", value);
        let intake = intake(&[("a.xlsx", team)]);
        let told = intake.units[0].candidates[0].particulars.as_ref().and_then(|told| told.founded.clone());
        let said = lines(&intake).into_iter().filter(|line| line.contains("Năm thành lập")).collect::<Vec<_>>();
        (told.map(|at| at.value), said)
    };
    for (value, written) in [(Value::from(1998), "1998"), ("năm 1998".into(), "năm 1998"), ("8/1998".into(), "8/1998")]
    {
        assert_eq!(founded(value), (Some(written.to_owned()), Vec::new()));
    }
}

#[test]
fn a_heading_over_members_is_no_member() {
    for heading in ["Các ủy viên:", "II. Các ủy viên", "Ủy viên", "THÀNH VIÊN HỘI ĐỒNG"] {
        let members = good().rows("Hội đồng").len();
        let told = format!(
            "nhắc [Hội đồng!A{}] Dòng “{heading}” không phải là một thành viên nên không được dùng",
            members + 1
        );
        wrong(|book| book.row("Hội đồng", &[heading]), &[&told]);
    }
}

#[test]
fn what_a_report_leaves_blank_of_somebody_is_told_once() {
    let told = |book: Book| {
        let said = judged(&[("a.xlsx", book)]);
        said.into_iter().filter(|line| line.contains("[Cá nhân!")).collect::<Vec<_>>()
    };
    let book = good().put("Cá nhân", "E2", Value::Blank).put("Cá nhân", "J2", Value::Blank);
    assert_eq!(told(book), ["nhắc [Cá nhân!E2 + Cá nhân!J2] Chưa ghi “Quê quán”, “Trình độ” của “Nguyễn Văn An”"]);
    let degree = "nhắc [Cá nhân!C2] Trước họ tên có ghi học hàm, học vị hoặc danh hiệu: “ThS. Nguyễn Văn An”";
    assert_eq!(told(good().put("Cá nhân", "C2", "ThS. Nguyễn Văn An")), [degree]);
}
