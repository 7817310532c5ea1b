//! Workbooks as offices send them: what is read, and what is said of it, with the cell.

mod asked;
mod faults;
mod legacy;
mod lists;
mod plan;
mod properties;
mod shown;
mod signers;
mod silent;
mod slips;

use std::path::Path;

use hoso::assets::Assets;
use hoso::model::{Authority, Birth, Role, Value as Figure};
use hoso::number::{Decimal, Fraction};
use hoso::plan::{Bound, Bounds, Electorate, Issued, Measure};
use hoso::problem::{Place, Problem, Severity};
use hoso::read::{Intake, Options, SourceKind, read};
use jiff::civil::{date, time};

use crate::book::{Book, Value, row};

/// Reads a folder of workbooks.
pub fn intake(books: &[(&str, Book)]) -> Intake {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, book) in books {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        book.save(path);
    }
    intake_of(folder.path())
}

/// Reads a folder with letters that a plain font has.
pub fn intake_of(folder: &Path) -> Intake {
    let options = Options { threads: 2, ..Options::default() };
    read(folder, &Assets::default(), &options, &|c| u32::from(c) < 0x2E80, &|_| ()).expect("a folder that can be read")
}

/// A problem on one line: severity, places, message.
pub fn line(problem: &Problem) -> String {
    let place = |place: &Place| match place {
        Place::Input(file) | Place::File(file) => file.to_string(),
        Place::Sheet(file, sheet) => format!("{file}/{sheet}"),
        Place::Cell(cell) => format!("{}!{cell}", cell.sheet()),
    };
    let severity = if problem.severity == Severity::Error { "LỖI" } else { "nhắc" };
    let places: Vec<String> = problem.places.iter().map(place).collect();
    format!("{severity} [{}] {}", places.join(" + "), problem.message)
}

fn lines(intake: &Intake) -> Vec<String> {
    intake.problems.iter().map(line).collect()
}

/// One unit and nothing but these problems.
#[track_caller]
fn says(book: Book, expected: &[&str]) -> Intake {
    let intake = intake(&[("a.xlsx", book)]);
    assert_eq!(lines(&intake), expected);
    intake
}

/// A complete unit, changed, and nothing but these problems.
#[track_caller]
fn wrong(change: impl FnOnce(Book) -> Book, expected: &[&str]) {
    says(change(good()), expected);
}

fn good() -> Book {
    Book::unit("Văn phòng").complete()
}

/// A complete unit with a figure said beforehand; its row is the first, 2.
#[track_caller]
fn figure(criterion: &str, result: impl Into<Value>, total: impl Into<Value>, expected: &[&str]) {
    let book = Book::unit("Văn phòng").candidate("VP01", "Nguyễn Văn An");
    says(book.figure("VP01", criterion, result, total, "Sổ số 1").complete(), expected);
}

#[test]
fn the_sample_reads_without_a_word() {
    let intake = intake_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("input"));
    assert_eq!(lines(&intake), Vec::<String>::new());
    assert_eq!(intake.units.len(), 3);
    assert!(intake.commune.is_some());
}

#[test]
fn a_unit_is_read_whole() {
    let book = Book::unit("Văn phòng")
        .says("Quyền hạn ký:", "kt")
        .says("Chức vụ người ký", "Chủ tịch\nPhó Chủ tịch")
        .says("Số tờ trình", 7)
        .says("Ngày tờ trình", Value::Formatted(45_266.0, "dd/mm/yyyy"))
        .says("Nơi nhận", "- Như trên;\n- Lưu: VT.")
        .row("Đơn vị", &["", "Văn phòng"])
        .candidate("VP01", "Nguyễn Văn An")
        .figure("VP01", "3.6", "", "", "Công khai 04 lần")
        .not_applicable("VP01", "4.2.1", "Không được giao")
        .complete();
    let intake = says(book, &[]);
    let unit = &intake.units[0];
    assert_eq!((unit.office.name.as_str(), unit.office.authority), ("Văn phòng", Authority::ForHead));
    assert_eq!(unit.office.signer_title.as_ref().map(|at| at.value.as_str()), Some("Chủ tịch\nPhó Chủ tịch"));
    assert_eq!(unit.submission.number.as_ref().map(|at| at.value.as_str()), Some("7"));
    assert_eq!(unit.submission.date.as_ref().map(|at| at.value), Some(date(2023, 12, 6)));
    let recipients: Vec<&str> = unit.office.recipients.iter().map(|at| at.value.as_str()).collect();
    assert_eq!(recipients, ["Như trên;", "Lưu: VT.", "Văn phòng"]);
    assert_eq!(unit.council.begins.as_ref().map(|at| at.value), Some(time(8, 0, 0, 0)));
    assert_eq!(unit.council.members.len(), 5);
    assert_eq!(unit.council.members[3].role, Role::Secretary);
    let person = &unit.candidates[0];
    assert_eq!(person.born.as_ref().map(|at| at.value), Some(Birth::Day(date(1985, 5, 12))));
    assert_eq!(&*person.area_evidence.get("3.6").expect("evidence").value, "Công khai 04 lần");
    let Figure::NotApplicable(reason) = &person.figures.get("4.2.1").expect("a figure").value else {
        panic!("a reason")
    };
    assert_eq!(reason.value, "Không được giao");
    let Figure::Share { done, total } = &person.figures.get("4.3.1").expect("a figure").value else {
        panic!("a share")
    };
    assert_eq!((done.value, total.value, done.cell.to_string().as_str()), (412, 413, "C12"));
    let Figure::Checklist(items) = &person.figures.get("4.1.3").expect("a figure").value else { panic!("a checklist") };
    assert_eq!(items.len(), 6);
}

#[test]
fn headers_are_found_in_any_spelling_below_a_title() {
    let mut book = good();
    let rows = book.rows("Số liệu");
    rows[0] = row(&["MA", "chi tieu", "KẾT QUẢ ", "To\u{302}\u{309}ng\u{a0}số", "không áp dụng", "DẪN CHỨNG"]);
    rows.insert(0, row(&["SỐ LIỆU NĂM 2023"]));
    rows.insert(1, vec![]);
    rows.insert(3, row(&["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]));
    rows.insert(6, vec![]);
    book.rows("Hội đồng")[0] = row(&["Họ và tên", "Chức vụ", "Vai trò", "Có mặt (x)", "Lý do vắng"]);
    let sheets = &mut book.sheets;
    sheets[0].0 = "ĐƠN VỊ ".to_owned();
    sheets[1].0 = "ca nhan".to_owned();
    says(book, &[]);
}

#[test]
fn headers_may_be_merged() {
    let mut book = good();
    let rows = book.rows("Biểu quyết");
    rows[0] = row(&["Mã", "Số phiếu", "", "", "Ý kiến"]);
    rows.insert(1, row(&["", "Đồng ý", "Không đồng ý", "Không có ý kiến"]));
    let book = book.merge("Biểu quyết", 0, 0, 1, 0).merge("Biểu quyết", 0, 1, 0, 3).merge("Biểu quyết", 0, 4, 1, 4);
    let intake = says(book, &[]);
    assert_eq!(intake.units[0].council.votes[0].favour.value, 4);
}

#[test]
fn a_code_may_be_merged_over_its_rows() {
    let mut book = good();
    for row in book.rows("Số liệu").iter_mut().skip(2) {
        row[0] = Value::Blank;
    }
    let last = u32::try_from(book.rows("Số liệu").len()).expect("few rows") - 1;
    says(book.merge("Số liệu", 1, 0, last, 0), &[]);
}

#[test]
fn what_is_not_used_is_said() {
    let mut book = good().sheet("Sheet2", vec![]).sheet("Ghi chú", vec![row(&["xin chào"])]);
    book.rows("Số liệu")[0].extend(["Ghi\u{202e} chú".into(), "STT".into(), "Ký tên".into()]);
    book = book.put("Số liệu", "G3", "đã đối chiếu");
    says(
        book.says("Mật khẩu", "123"),
        &[
            "nhắc [a.xlsx] Tệp có trang không dùng đến: “Ghi chú”",
            "nhắc [Số liệu!G1] Trang “Số liệu” có cột không dùng đến: “Ghi· chú”",
            "nhắc [Đơn vị!A6] Không hiểu mục “Mật khẩu”, nội dung của mục này không được dùng",
        ],
    );
}

#[test]
fn missing_sheets_headers_and_labels() {
    wrong(|book| book.without("Sáng kiến"), &["LỖI [a.xlsx] Tệp thiếu trang “Sáng kiến”"]);
    wrong(
        |mut book| {
            book.rows("Số liệu")[0][2] = "Ket qua dat duoc".into();
            book
        },
        &["LỖI [a.xlsx/Số liệu] Trang “Số liệu” không có dòng tiêu đề đủ cột: thiếu “Kết quả”"],
    );
    wrong(|book| book.says("Tên đơn vị", ""), &["LỖI [Đơn vị!B2] Chưa ghi “Tên đơn vị”"]);
    wrong(
        |mut book| {
            book.rows("Số liệu")[0].push("ket qua".into());
            book
        },
        &["LỖI [Số liệu!C1 + Số liệu!G1] Có hai cột cùng tên “Kết quả”"],
    );
    wrong(
        |book| book.row("Đơn vị", &["Ngày họp", "06/12/2023"]),
        &["LỖI [Đơn vị!B3 + Đơn vị!B6] Mục “Ngày họp” được ghi hai lần"],
    );
}

#[test]
fn counts_are_read_as_clerks_type_them() {
    for (result, total) in [
        (Value::from("1.234"), Value::from("1.300")),
        (Value::from(" 1234 "), Value::from(1300)),
        (Value::from("\u{a0}1.234\u{200b}"), Value::from("1300")),
        (Value::Formatted(1234.0, "#,##0"), Value::Formatted(1300.0, "0")),
        (Value::Formula("=1000+234", "1234"), Value::from(1300)),
    ] {
        let book = Book::unit("Văn phòng").candidate("VP01", "Nguyễn Văn An");
        let intake = says(book.figure("VP01", "4.7.1", result, total, "Sổ số 1").complete(), &[]);
        let Figure::Share { done, total } =
            &intake.units[0].candidates[0].figures.get("4.7.1").expect("a figure").value
        else {
            panic!()
        };
        assert_eq!((done.value, total.value), (1234, 1300));
    }
}

#[test]
fn what_is_no_count_is_refused_at_its_cell() {
    let percent = Value::Formatted(0.9976, "0.00%");
    figure("4.3.1", percent, 413, &["LỖI [Số liệu!C2] Cột “Kết quả” cần số đếm, ô ghi tỷ lệ “99,76%”"]);
    figure("4.3.1", "99,76 %", "", &["LỖI [Số liệu!C2] Cột “Kết quả” cần số đếm, ô ghi tỷ lệ “99,76%”"]);
    figure("4.3.1", 99.5, 100, &["LỖI [Số liệu!C2] Cột “Kết quả” cần số nguyên, ô ghi “99,5”"]);
    figure("4.3.1", "1,234", 2000, &["LỖI [Số liệu!C2] Cột “Kết quả” cần số nguyên, ô ghi “1,234”"]);
    figure("4.3.1", "95.5", 100, &["LỖI [Số liệu!C2] Cột “Kết quả” cần số, ô ghi “95.5”"]);
    figure("4.3.1", "412 hồ sơ", 413, &["LỖI [Số liệu!C2] Cột “Kết quả” cần số, ô ghi “412 hồ sơ”"]);
    figure("4.3.1", -1, 413, &["LỖI [Số liệu!C2] Cột “Kết quả” có số âm “-1”"]);
    figure("4.3.1", 1e300, 413, &["LỖI [Số liệu!C2] Ô ở “Kết quả” chứa số quá lớn"]);
    figure(
        "4.3.1",
        Value::Formatted(45_019.0, "dd/mm/yyyy"),
        413,
        &["LỖI [Số liệu!C2] Cột “Kết quả” cần số nhưng Excel đã đổi thành ngày, giờ “03/04/2023”"],
    );
    figure(
        "4.3.1",
        Value::Formula("=1/0", "#DIV/0!"),
        413,
        &["LỖI [Số liệu!C2] Ô ở “Kết quả” mang lỗi công thức #DIV/0!"],
    );
    figure("4.3.3", "Chắc là có", "", &["LỖI [Số liệu!C2] Cột “Kết quả” cần “Có” hoặc “Không”, ô ghi “Chắc là có”"]);
}

#[test]
fn figures_agree_with_themselves() {
    figure("4.3.1", 414, 413, &["LỖI [Số liệu!C2 + Số liệu!D2] Kết quả 414 lớn hơn tổng số 413"]);
    figure("4.3.1", 0, 0, &["LỖI [Số liệu!D2] Tổng số bằng 0 nên không tính được tỷ lệ"]);
    figure("4.3.1", 412, "", &["LỖI [Số liệu!D2] Chưa ghi “Tổng số”"]);
    figure("4.3.1", "", 413, &["LỖI [Số liệu!C2] Chưa ghi “Kết quả”"]);
    figure("4.3.2", 60, 0, &["LỖI [Số liệu!D2] Tổng số bằng 0 nên không tính được tỷ lệ"]);
    figure(
        "4.1.4",
        2,
        "",
        &["LỖI [Số liệu!C2 + Sáng kiến!B2] Ghi 2 sáng kiến nhưng trang “Sáng kiến” có 1 dòng của “Nguyễn Văn An”"],
    );
    figure("4.1.4", 1, "", &[]);
    wrong(
        |book| book.figure("VP01", "4.3.1", 1, 2, "Sổ số 2"),
        &["LỖI [Số liệu!B19 + Số liệu!B11] “Nguyễn Văn An” có hai dòng số liệu cho “4.3.1”"],
    );
    wrong(
        |book| book.put("Số liệu", "E11", "Không được giao"),
        &["LỖI [Số liệu!E11 + Số liệu!C11] Dòng này vừa ghi “Không áp dụng” vừa có “Kết quả”"],
    );
    wrong(
        |book| book.put("Số liệu", "C11", "").put("Số liệu", "D11", "").put("Số liệu", "E11", "x"),
        &["LỖI [Số liệu!E11] “Không áp dụng” cần ghi lý do, ô ghi “x”"],
    );
    wrong(
        |book| book.put("Số liệu", "C11", "").put("Số liệu", "D11", "").put("Số liệu", "E11", "Không."),
        &["LỖI [Số liệu!E11] “Không áp dụng” cần ghi lý do, ô ghi “Không.”"],
    );
    figure(
        "4.5.2",
        "18446744073709551616",
        "",
        &["LỖI [Số liệu!C2] Cột “Kết quả” có số quá lớn: “18446744073709551616”"],
    );
    wrong(
        |book| book.put("Số liệu", "C11", "").put("Số liệu", "D11", "").put("Số liệu", "F11", ""),
        &["nhắc [Số liệu!B11] Dòng chưa có kết quả nên được coi là thiếu số liệu"],
    );
}

#[test]
fn checklists_are_read_item_by_item() {
    figure("4.1.3/KHAC", "Có", "", &["LỖI [Số liệu!B2] Kế hoạch không có chỉ tiêu “4.1.3/KHAC”"]);
    figure("4.1.3", "Có", "", &["LỖI [Số liệu!B2] Chỉ tiêu 4.1.3 là danh mục: cần một dòng cho từng mục"]);
    wrong(
        |book| book.not_applicable("VP01", "4.1.3", "Không được giao chỉ số nào"),
        &[
            "LỖI [Số liệu!C4 + Số liệu!E19] Danh mục đã ghi “Không áp dụng” cho cả chỉ tiêu mà vẫn có dòng “4.1.3/PARINDEX”",
        ],
    );
    let mut book = good();
    book.rows("Số liệu")[3][1] = "4.1.3 / par index".into();
    let intake = says(book, &[]);
    let Figure::Checklist(items) = &intake.units[0].candidates[0].figures.get("4.1.3").expect("a figure").value else {
        panic!()
    };
    assert_eq!(&*items[0].item, "PARINDEX");
}

#[test]
fn rule_six_names_both_cells() {
    figure("9.9.9", 1, 1, &["LỖI [Số liệu!B2] Kế hoạch không có chỉ tiêu “9.9.9”"]);
    wrong(
        |book| book.figure("VP09", "4.3.1", 1, 2, "Sổ số 2"),
        &["LỖI [Số liệu!A19] Mã “VP09” ở trang “Số liệu” không có trong trang “Cá nhân”"],
    );
    wrong(
        |book| book.initiative("VP09", "Một sáng kiến"),
        &["LỖI [Sáng kiến!A3] Mã “VP09” ở trang “Sáng kiến” không có trong trang “Cá nhân”"],
    );
    wrong(
        |book| book.vote("VP09", 1, 3, 0),
        &["LỖI [Biểu quyết!A3] Mã “VP09” ở trang “Biểu quyết” không có trong trang “Cá nhân”"],
    );
    wrong(
        |book| book.candidate("VP02", "Trần Thị Bình"),
        &["LỖI [Cá nhân!A3 + a.xlsx/Số liệu] “Trần Thị Bình” (VP02) chưa có dòng số liệu nào"],
    );
    wrong(
        |book| book.candidate("vp01", "Trần Thị Bình"),
        &["LỖI [Cá nhân!A3 + Cá nhân!A2] Mã “vp01” được dùng cho hai người"],
    );
    wrong(|book| book.row("Số liệu", &["", "4.3.1", "1", "2"]), &["LỖI [Số liệu!A19] Chưa ghi “Mã”"]);
}

#[test]
fn people_are_read_with_closed_choices() {
    wrong(|book| book.put("Cá nhân", "I2", "Nhân viên"), &["LỖI [Cá nhân!I2] “Đối tượng” không nhận “Nhân viên”"]);
    wrong(|book| book.put("Hội đồng", "D2", "√").put("Hội đồng", "D3", "X "), &[]);
    wrong(|book| book.put("Cá nhân", "B2", "Mr"), &["LỖI [Cá nhân!B2] “Danh xưng” không nhận “Mr”"]);
    wrong(|book| book.put("Cá nhân", "K2", ""), &["LỖI [Cá nhân!K2] Chưa ghi “Kỷ luật”"]);
    wrong(|book| book.put("Cá nhân", "C2", ""), &["LỖI [Cá nhân!C2] Chưa ghi “Họ và tên”"]);
    wrong(|book| book.put("Cá nhân", "C2", "123"), &["LỖI [Cá nhân!C2] “123” không phải là họ tên"]);
    for (written, born) in [
        (Value::from(1985), Birth::Year(1985)),
        (Value::from("1985"), Birth::Year(1985)),
        (Value::Formatted(31_179.0, "dd/mm/yyyy"), Birth::Day(date(1985, 5, 12))),
        (Value::from("12.5.1985"), Birth::Day(date(1985, 5, 12))),
    ] {
        let intake = says(good().put("Cá nhân", "D2", written), &[]);
        assert_eq!(intake.units[0].candidates[0].born.as_ref().map(|at| at.value), Some(born));
    }
    wrong(
        |book| book.put("Cá nhân", "D2", "12/31/1985"),
        &[
            "LỖI [Cá nhân!D2] “Ngày sinh” cần ngày tháng năm, ô ghi “12/31/1985” (không có tháng này; ngày viết trước, tháng viết sau)",
        ],
    );
    wrong(
        |book| book.put("Cá nhân", "D2", "12/5/85"),
        &["LỖI [Cá nhân!D2] “Ngày sinh” cần ngày tháng năm, ô ghi “12/5/85” (năm phải đủ bốn chữ số)"],
    );
}

#[test]
fn codes_that_excel_made_into_dates_are_said() {
    let date = Value::Formatted(37_015.0, "dd/mm/yyyy");
    wrong(
        |book| book.put("Số liệu", "B11", date),
        &["LỖI [Số liệu!B11] Cột “Chỉ tiêu” cần mã nhưng Excel đã đổi thành ngày 04/05/2001"],
    );
}

#[test]
fn councils_and_votes_add_up() {
    wrong(
        |book| book.put("Biểu quyết", "B2", 5),
        &["LỖI [Biểu quyết!B2 + Hội đồng!A2] Mã “VP01” có 5 phiếu, nhiều hơn 4 thành viên có mặt"],
    );
    let ballots = |book: Book| book.says("Số phiếu phát ra", 4).says("Số phiếu thu vào", 4).says("Số phiếu hợp lệ", 4);
    wrong(ballots, &[]);
    wrong(
        |book| ballots(book).put("Biểu quyết", "B2", 3),
        &["LỖI [Biểu quyết!B2 + Đơn vị!B8] Mã “VP01” có tổng 3 phiếu, khác số phiếu hợp lệ 4"],
    );
    wrong(
        |book| ballots(book).says("Số phiếu phát ra", 3),
        &["LỖI [Đơn vị!B7 + Đơn vị!B6] Số phiếu thu vào nhiều hơn số phiếu phát ra (4 > 3)"],
    );
    wrong(
        |book| ballots(book).says("Số phiếu phát ra", 5),
        &["LỖI [Đơn vị!B6 + Hội đồng!A2] Phát ra 5 phiếu, nhiều hơn 4 thành viên có mặt"],
    );
    wrong(|book| ballots(book).says("Ban kiểm phiếu", "Ông Lê Văn Bốn, bà Trần Thị Năm"), &[]);
    wrong(
        |book| book.says("Tổ kiểm phiếu", "Ông Lê Văn Bốn"),
        &[
            "nhắc [Đơn vị!B6] Có “Ban kiểm phiếu” nhưng không ghi số phiếu, nên biên bản không nói đến phiếu kín và Ban kiểm phiếu",
        ],
    );
    wrong(
        |book| book.says("Số phiếu phát ra", 4),
        &[
            "LỖI [Đơn vị!B6] Có số phiếu kín nhưng thiếu “Số phiếu hợp lệ”",
            "LỖI [Đơn vị!B6] Có số phiếu kín nhưng thiếu “Số phiếu thu vào”",
        ],
    );
    wrong(|book| book.vote("VP01", 1, 3, 0), &["LỖI [Biểu quyết!A2 + Biểu quyết!A3] Mã “VP01” có hai dòng biểu quyết"]);
    wrong(
        |book| book.row("Hội đồng", &["PHAN THỊ MỘT", "Trưởng ấp", "Ủy viên", "x"]).put("Biểu quyết", "C2", 1),
        &["LỖI [Hội đồng!A2 + Hội đồng!A7] Thành viên “PHAN THỊ MỘT” được ghi hai lần"],
    );
    wrong(|book| book.put("Hội đồng", "E6", ""), &["nhắc [Hội đồng!E6] “Phan Văn Năm” vắng mặt nhưng chưa ghi lý do"]);
    wrong(
        |book| book.put("Hội đồng", "C5", "Ủy viên"),
        &["nhắc [a.xlsx/Hội đồng] Hội đồng không có Thư ký nào có mặt; chỗ ký của Thư ký trong biên bản để trống"],
    );
    wrong(
        |book| book.put("Hội đồng", "C2", "Ủy viên").put("Hội đồng", "C3", "Ủy viên"),
        &["LỖI [a.xlsx/Hội đồng] Hội đồng không có Chủ tịch hoặc Phó Chủ tịch nào có mặt để chủ trì"],
    );
    wrong(
        |book| book.says("Giờ kết thúc", "7 giờ"),
        &["LỖI [Đơn vị!B5 + Đơn vị!B4] Giờ kết thúc 07:00 không sau giờ bắt đầu 08:00"],
    );
}

#[test]
fn letters_that_cannot_be_printed_are_refused() {
    wrong(
        |book| book.put("Cá nhân", "C2", "Nguyễn Văn An 😀"),
        &["LỖI [Cá nhân!C2] Ô có ký tự “😀” (U+1F600) mà phông chữ của văn bản không có (“Họ và tên”)"],
    );
    wrong(
        |book| book.put("Cá nhân", "C2", "Nguyễn \u{202E}An"),
        &["LỖI [Cá nhân!C2] Ô có ký tự ẩn làm đảo chiều chữ khi in (“Họ và tên”)"],
    );
    let intake = says(
        good().put("Cá nhân", "F2", "Nhƣ trên"),
        &["nhắc [Cá nhân!F2] “Nhƣ trên” có chữ “ƣ” của bảng chữ cái khác, được đọc là “ư”"],
    );
    assert_eq!(intake.units[0].candidates[0].residence.as_ref().map(|at| at.value.as_str()), Some("Như trên"));
}

#[test]
fn what_is_wrong_in_other_sheets_is_said_though_nobody_is_known() {
    let wrong_figure = "LỖI [Số liệu!C2] Cột “Kết quả” cần số, ô ghi “nhiều”";
    let mut book = good().put("Số liệu", "C2", "nhiều");
    for header in &mut book.rows("Cá nhân")[0] {
        if matches!(header, Value::Text(text) if text == "Đối tượng") {
            *header = "Loại".into();
        }
    }
    let said = lines(&intake(&[("a.xlsx", book)]));
    assert!(said.iter().any(|line| line == wrong_figure), "{said:#?}");
    assert!(said.iter().any(|line| line.contains("“Đối tượng”")), "{said:#?}");
    let said = lines(&intake(&[("a.xlsx", good().without("Cá nhân").put("Số liệu", "C2", "nhiều"))]));
    assert_eq!(said, ["LỖI [a.xlsx] Tệp thiếu trang “Cá nhân”", wrong_figure]);
}

#[test]
fn a_vote_that_is_wrong_is_not_said_to_be_missing() {
    let missing = "trang “Biểu quyết” không có dòng nào";
    for book in [good().put("Biểu quyết", "B2", "nhiều"), good().without("Biểu quyết")] {
        let intake = intake(&[("a.xlsx", book)]);
        let judged = hoso::judge::judge(&intake.plan, &intake.units, None, intake.problems.clone(), 1);
        let said: Vec<String> = judged.problems.iter().map(line).collect();
        assert!(!said.is_empty() && !said.iter().any(|line| line.contains(missing)), "{said:#?}");
    }
}

#[test]
fn a_person_without_a_code_makes_no_other_code_a_strangers() {
    let intake = intake(&[("a.xlsx", good().put("Cá nhân", "A2", ""))]);
    assert_eq!(lines(&intake), ["LỖI [Cá nhân!A2] Chưa ghi “Mã”"]);
    assert!(intake.units[0].people_unread);
}

/// The letter of Icelandic looks like ours, and old keyboards give it.
#[test]
fn the_other_d_with_a_stroke_is_ours() {
    let mut book = good().put("Cá nhân", "C2", "\u{D0}ỗ Văn \u{D0}ạt");
    for header in &mut book.rows("Cá nhân")[0] {
        if let Value::Text(text) = header {
            *text = text.replace('Đ', "\u{D0}").replace('đ', "\u{F0}");
        }
    }
    let said = "nhắc [Cá nhân!C2] “\u{D0}ỗ Văn \u{D0}ạt” có chữ “\u{D0}” của bảng chữ cái khác, được đọc là “Đ”";
    assert_eq!(says(book, &[said]).units[0].candidates[0].name.value, "Đỗ Văn Đạt");
}

#[test]
fn one_name_in_a_cell() {
    wrong(
        |book| book.put("Cá nhân", "C2", "Nguyễn Văn An\nTrần Văn Bình"),
        &["LỖI [Cá nhân!C2] “Nguyễn Văn An Trần Văn Bình” ghi trên nhiều dòng của một ô"],
    );
    wrong(
        |book| book.put("Cá nhân", "C2", "Ông Nguyễn Văn An"),
        &[
            "nhắc [Cá nhân!C2] Họ và tên “Ông Nguyễn Văn An” bắt đầu bằng danh xưng, văn bản sẽ ghi “Ông Ông Nguyễn Văn An”",
        ],
    );
    wrong(
        |book| book.put("Cá nhân", "C2", "ông Nguyễn Văn An"),
        &[
            "nhắc [Cá nhân!C2] Họ và tên “ông Nguyễn Văn An” bắt đầu bằng danh xưng, văn bản sẽ ghi “Ông ông Nguyễn Văn An”",
        ],
    );
}

#[test]
fn initiatives_that_stand_beside_a_word_that_they_do_not_apply_are_said() {
    wrong(
        |book| book.put("Số liệu", "C18", "").put("Số liệu", "E18", "Không được giao nhiệm vụ"),
        &["nhắc [Số liệu!E18 + Sáng kiến!B2] Ghi “Không áp dụng” cho sáng kiến nhưng “Nguyễn Văn An” có sáng kiến"],
    );
}

#[test]
fn texts_are_composed_and_tidied() {
    let intake = says(good().put("Cá nhân", "C2", " Nguye\u{302}\u{303}n\u{a0} Va\u{306}n\u{200b} An"), &[]);
    assert_eq!(intake.units[0].candidates[0].name.value, "Nguyễn Văn An");
}

#[test]
fn the_commune_is_read_whole() {
    let commune = Book::commune()
        .says("Số tờ trình huyện", 3)
        .says("Ngày quyết định", "20/12/2023")
        .says("Quyền hạn ký quyết định", "KT.")
        .says("Người ký quyết định", "Trịnh Xuân Đông")
        .vote("VP01", 4, 0, 0);
    let intake = intake(&[("xa.xlsx", commune.clone()), ("sâu/hơn/vp.xlsx", good())]);
    assert_eq!(lines(&intake), Vec::<String>::new());
    let commune_read = intake.commune.expect("a commune");
    assert_eq!(commune_read.decision.date.as_ref().map(|at| at.value), Some(date(2023, 12, 20)));
    assert_eq!(commune_read.proposal.number.as_ref().map(|at| at.value.as_str()), Some("3"));
    assert_eq!(commune_read.decision_signer.authority, Authority::ForHead);
    assert_eq!(commune_read.council.votes.len(), 1);
    assert_eq!(&*intake.sources[0].name, "sâu/hơn/vp.xlsx");
    let twice = self::intake(&[("xa.xlsx", commune.clone()), ("xa2.xlsx", commune), ("vp.xlsx", good())]);
    assert_eq!(lines(&twice), ["LỖI [xa.xlsx + xa2.xlsx] Có 2 tệp của xã, chỉ được có một"]);
}

#[test]
fn files_are_known_by_their_sheets() {
    let stranger = Book::default().sheet("Lương", vec![row(&["a"])]);
    let both = good().sheet("Xã", vec![row(&["Mục", "Nội dung"]), row(&["Tên xã", "xã A"])]);
    let note = good().says("Tên đơn vị", "Tư pháp").sheet("Kế hoạch", vec![row(&["việc cần làm"])]);
    let intake = intake(&[("1.xlsx", stranger), ("2.xlsx", both), ("3.xlsx", note)]);
    assert_eq!(
        lines(&intake),
        [
            "LỖI [1.xlsx] Không nhận ra tệp này là của đơn vị, của xã hay kế hoạch: có các trang “Lương”",
            "LỖI [2.xlsx] Tệp vừa có trang của đơn vị, vừa có trang của xã hoặc của kế hoạch: “Đơn vị”, “Xã”",
            "nhắc [3.xlsx] Tệp có trang không dùng đến: “Kế hoạch”",
        ]
    );
    let kinds: Vec<SourceKind> = intake.sources.iter().map(|source| source.kind()).collect();
    assert_eq!(kinds, [SourceKind::Unknown, SourceKind::Unknown, SourceKind::Unit]);
}

#[test]
fn a_problem_shows_its_row() {
    let folder = tempfile::tempdir().expect("a folder");
    good().put("Số liệu", "D11", "").save(folder.path().join("a.xlsx"));
    let intake = intake_of(folder.path());
    let excerpts = hoso::read::excerpt::of(&intake.sources, &intake.problems);
    let (cell, row) = excerpts.first_key_value().expect("an excerpt");
    assert_eq!(cell.to_string(), "D11");
    let shown: Vec<String> = row.iter().map(|field| format!("{}={}", field.header, field.text)).collect();
    assert_eq!(
        shown,
        ["Mã=VP01", "Chỉ tiêu=4.3.1", "Kết quả=412", "Tổng số=", "Dẫn chứng=Báo cáo số 125/BC-UBND ngày 30/11/2023"]
    );
}
