//! What may be read for something else than it says: said or refused, never taken in silence.

use super::asked::asked;
use super::*;

#[test]
fn a_forgotten_vote_is_no_vote_against_anybody() {
    let blank = |book: Book| book.row("Biểu quyết", &["VP02"]);
    let two = good().candidate("VP02", "Lê Thị Sáu").complete();
    let mut book = two;
    book.rows("Biểu quyết").truncate(2);
    let intake = says(blank(book), &["nhắc [Biểu quyết!B3] Chưa ghi số phiếu nào của mã VP02"]);
    assert_eq!(intake.units[0].council.votes.len(), 1, "nobody is said to have no vote in favour");
    wrong(
        |book| book.put("Biểu quyết", "B2", Value::Blank).put("Biểu quyết", "C2", 4),
        &["nhắc [Biểu quyết!B2] Ô “Đồng ý” để trống nên tính là không có phiếu đồng ý nào"],
    );
    // A vote that cannot be read is there all the same; the code beside it is the one without a number.
    let mut book = good().candidate("VP02", "Lê Thị Sáu").complete();
    book.rows("Biểu quyết").truncate(2);
    let told = lines(&super::intake(&[("a.xlsx", blank(book.put("Biểu quyết", "B2", "năm phiếu")))]));
    assert!(told.contains(&"nhắc [Biểu quyết!B3] Chưa ghi số phiếu nào của mã VP02".to_owned()), "{told:?}");
    // In the commune's council a number is missing where others have theirs.
    let commune = Book::commune().vote("VP01", 5, 0, 0).row("Biểu quyết", &["VP02"]);
    let told = lines(&intake_with(commune));
    assert!(told.contains(&"LỖI [Biểu quyết!B3] Chưa ghi số phiếu nào của mã VP02".to_owned()), "{told:?}");
    let commune = Book::commune().row("Biểu quyết", &["VP01"]).row("Biểu quyết", &["VP02"]);
    let told = lines(&intake_with(commune));
    assert!(told.contains(&"nhắc [Biểu quyết!B2] Trang “Biểu quyết” chưa ghi số phiếu nào".to_owned()), "{told:?}");
}

fn intake_with(commune: Book) -> Intake {
    intake(&[("a.xlsx", good()), ("xa.xlsx", commune)])
}

#[test]
fn none_by_any_words_is_no_initiative_and_no_reason() {
    for nothing in [
        "Không có sáng kiến nào",
        "Chưa có sáng kiến được công nhận",
        "N/A",
        "Ko",
        "Năm 2023 không có sáng kiến",
        "Không được công nhận",
        "KPS",
        "Đang cập nhật",
        "Không đăng ký sáng kiến",
        "Ko có",
    ] {
        let told = format!("LỖI [Sáng kiến!B3] “{nothing}” không phải là tên sáng kiến");
        wrong(|book| book.row("Sáng kiến", &["VP01", nothing]), &[&told]);
    }
    for name in [
        "Không có hồ sơ trễ hạn nhờ nhắc việc qua Zalo",
        "Chưa có căn cước cũng nộp được hồ sơ",
        "Cập nhật sáu bộ thủ tục",
    ] {
        wrong(
            |book| book.row("Sáng kiến", &["VP01", name, "Giảm 10 phút", "Quyết định số 3/QĐ-UBND ngày 05/10/2023"]),
            &[],
        );
    }
    let excused = |reason: &str| {
        let book = Book::unit("Văn phòng").candidate("VP01", "Nguyễn Văn An");
        lines(&intake(&[("a.xlsx", book.not_applicable("VP01", "4.3.2", reason).complete())]))
    };
    for reason in [
        "Chưa có số liệu",
        "Đạt 100%",
        "Vẫn áp dụng",
        "Chưa thực hiện",
        "Đang tổng hợp",
        "Không đạt",
        "Không (có áp dụng)",
    ] {
        let told = format!("LỖI [Số liệu!E2] “Không áp dụng” cần ghi lý do, ô ghi “{reason}”");
        assert_eq!(excused(reason), [told]);
    }
    for reason in [
        "Đất đai không thuộc nhiệm vụ",
        "Đảng ủy xã phụ trách",
        "Đang nghỉ thai sản cả năm",
        "Vượt thẩm quyền của ấp",
        "Hoàn thành từ năm 2022, năm 2023 không giao",
        "Chưa báo cáo vì không được giao",
        "Chưa được giao nhiệm vụ",
        "Chưa phát sinh hồ sơ",
        "Không được giao",
    ] {
        assert_eq!(excused(reason), Vec::<String>::new(), "{reason}");
    }
}

#[test]
fn a_tick_tells_a_v_apart_as_a_cross_does() {
    let ticked = (2..6).fold(good(), |book, row| book.put("Hội đồng", &format!("D{row}"), "✓"));
    let lines = lines(&intake(&[("a.xlsx", ticked.put("Hội đồng", "D3", "V"))]));
    assert!(
        lines.iter().any(|line| line.starts_with("LỖI [Hội đồng!D3] Cột “Có mặt” ghi V bên cạnh dấu khác")),
        "{lines:?}"
    );
}

#[test]
fn a_letter_that_may_mean_absent_is_asked_about() {
    for letter in ["v", "V"] {
        let told = "LỖI [Hội đồng!D3] Cột “Có mặt” ghi V bên cạnh dấu khác: không rõ là có mặt hay vắng";
        wrong(|book| book.put("Hội đồng", "D3", letter), &[told]);
        // Who is absent is no rival mark.
        let absent = good().put("Hội đồng", "D6", "Vắng");
        let absent = (2..6).fold(absent, |book, row| book.put("Hội đồng", &format!("D{row}"), letter));
        assert!(lines(&intake(&[("a.xlsx", absent)])).iter().all(|line| line.starts_with("nhắc")));
        // Throughout, it is a tick.
        let mut book = good();
        book.rows("Hội đồng")
            .iter_mut()
            .skip(1)
            .filter(|row| row[3] == Value::from("x"))
            .for_each(|row| row[3] = letter.into());
        says(book, &[]);
    }
}

#[test]
fn a_thousand_typed_with_a_comma_is_no_one() {
    figure(
        "4.3.1",
        "1,000",
        "1,000",
        &[
            "LỖI [Số liệu!C2] Cột “Kết quả” cần số nguyên, ô ghi “1,000”",
            "LỖI [Số liệu!D2] Cột “Tổng số” cần số nguyên, ô ghi “1,000”",
        ],
    );
    figure("4.3.1", "5,0", 10, &[]);
    figure(
        "4.3.2",
        "12,500",
        "21,000",
        &[
            "nhắc [Số liệu!C2] Cột “Kết quả” có số 12,500: được đọc là số lẻ, không phải 12.500",
            "nhắc [Số liệu!D2] Cột “Tổng số” có số 21,000: được đọc là số lẻ, không phải 21.000",
        ],
    );
    figure("4.3.2", 3, "4.125", &["nhắc [Số liệu!C2] Cột “Kết quả” của mức giảm: 3 rất nhỏ so với 4.125"]);
    figure("4.3.2", 20, 12, &["nhắc [Số liệu!C2 + Số liệu!D2] Mức giảm có kết quả 20 lớn hơn tổng số 12"]);
}

#[test]
fn a_header_that_says_more_is_another() {
    let missing = "LỖI [a.xlsx/Số liệu] Trang “Số liệu” không có dòng tiêu đề đủ cột: thiếu “Kết quả”";
    for header in ["Kết quả (%)", "Kết quả %", "Kết quả (kế hoạch)", "Kết quả (tỷ lệ %)", "Kết quả (dự kiến)"]
    {
        let told = lines(&intake(&[("a.xlsx", good().put("Số liệu", "C1", header))]));
        assert!(told.contains(&missing.to_owned()), "{header}: {told:?}");
    }
    for header in ["Kết quả (số đã làm)", "Kết quả (năm 2023)", "Kết quả (không ghi %)"] {
        wrong(|book| book.put("Số liệu", "C1", header), &[]);
    }
    let more =
        [("Số liệu", "D1", "Tổng số (kế hoạch giao)"), ("Số liệu", "F1", "Dẫn chứng (tên, số văn bản năm 2023)")];
    for (sheet, cell, header) in more {
        wrong(|book| book.put(sheet, cell, header), &[]);
    }
    let years = good().put("Số liệu", "C1", "Kết quả (năm 2022)").put("Số liệu", "G1", "Kết quả năm 2023");
    let told = lines(&intake(&[("a.xlsx", years)]));
    let two = "LỖI [Số liệu!C1 + Số liệu!G1] Có hai cột “Kết quả” của hai năm khác nhau, không rõ cột nào được dùng";
    assert!(told.contains(&two.to_owned()), "{told:?}");
    wrong(
        |book| book.put("Biểu quyết", "F1", "Đồng ý (%)").put("Biểu quyết", "F2", 100),
        &["nhắc [Biểu quyết!F1] Trang “Biểu quyết” có cột không dùng đến: “Đồng ý (%)”"],
    );
    let told = lines(&intake(&[("a.xlsx", good().says("Ngày họp (dự kiến)", "01/12/2023"))]));
    assert!(told.iter().any(|line| line.contains("Không hiểu mục “Ngày họp (dự kiến)”")), "{told:?}");
    // The name itself goes before other words for it.
    wrong(
        |book| book.put("Biểu quyết", "F1", "Số phiếu đồng ý").put("Biểu quyết", "F2", "4/4"),
        &["nhắc [Biểu quyết!F1] Trang “Biểu quyết” có cột không dùng đến: “Số phiếu đồng ý”"],
    );
    // Other words of the same meaning are the same.
    let mut book = good();
    book.rows("Biểu quyết")[0] =
        row(&["Mã số", "Số phiếu đồng ý", "Số phiếu không đồng ý", "Không có ý kiến", "Ý kiến"]);
    says(book.put("Số liệu", "B1", "Mã chỉ tiêu").put("Số liệu", "E1", "Lý do không áp dụng"), &[]);
}

#[test]
fn the_rest_of_a_name_beside_it_is_not_lost() {
    let beside = |rest: &str| {
        let mut book = good();
        for (index, row) in book.rows("Hội đồng").iter_mut().enumerate() {
            row.insert(1, if index == 0 { Value::Blank } else { Value::from(rest) });
        }
        book
    };
    let told =
        "LỖI [Hội đồng!B2] Cột B không có tiêu đề, cạnh cột “Họ và tên”, có chữ: họ và tên có thể bị tách làm hai";
    // Letters with their marks apart, and an apostrophe, are letters of names.
    for rest in ["An", "Hie\u{302}\u{309}n", "H'Hen"] {
        says(beside(rest), &[told]);
    }
    // A full stop is no heading, and half of the rows are enough.
    says(beside("An").put("Hội đồng", "B1", "."), &[told]);
    says(beside("An").put("Hội đồng", "B3", Value::Blank), &[told]);
    for word in ["Kinh", "Nữ", "đã ký"] {
        says(beside(word), &["nhắc [Hội đồng!B2] Trang “Hội đồng” có cột không có tiêu đề nên không được dùng: B"]);
    }
}

#[test]
fn a_dash_fills_a_cell_that_stays_blank() {
    for dash in ["-", "–", "—", " - "] {
        wrong(|book| book.put("Biểu quyết", "D2", dash), &[]);
        figure("4.4.1", dash, "", &["LỖI [Số liệu!C2] Chưa ghi “Kết quả”"]);
        let unit = &says(good().put("Cá nhân", "G2", dash), &[]).units[0];
        assert_eq!(unit.candidates[0].post, None, "a dash is no post");
        // There it is the usual word for none.
        wrong(|book| book.put("Cá nhân", "K2", dash), &[]);
    }
}

#[test]
fn a_member_is_no_signature() {
    // Few cells, a title that signs too, and blank rows before it.
    let mut book = good();
    let rows = book.rows("Hội đồng");
    rows.insert(3, Vec::new());
    rows.push(row(&["Lê Thị Tám", "", "Ủy viên", "x"]));
    let book = book.put("Biểu quyết", "C2", 1);
    let post = "nhắc [Hội đồng!B8] Thành viên Hội đồng ở dòng 8 chưa ghi “Chức vụ”";
    assert_eq!(says(book, &[post]).units[0].council.members.len(), 6);
    // No title, or none that is known, and a post that may sign: whoever has a mark, a reason or a sentence of a post counts.
    for cells in [
        ["Lê Thị Tám", "Trưởng Chi hội Khuyến học", "Ủy viên dự khuyết", "", ""],
        ["Lê Thị Tám", "Bí thư Chi bộ", "", "x", ""],
        ["Lê Thị Tám", "", "", "", "Đi công tác"],
        ["Lê Thị Tám", "", "", "vắng", ""],
    ] {
        let book = good().row("Hội đồng", &[]).row("Hội đồng", &cells);
        let members = &intake(&[("a.xlsx", book)]).units[0].council.members;
        assert_eq!(members.len(), 6, "{cells:?}");
    }
    let below = |sheet: &str, rows: &[&[&str]]| {
        let book = rows.iter().fold(good().row(sheet, &[]), |book, cells| book.row(sheet, cells));
        lines(&intake(&[("a.xlsx", book)]))
    };
    for sheet in ["Sáng kiến", "Số liệu"] {
        let told = below(sheet, &[&["", "NGƯỜI LẬP BIỂU"], &["", "(Ký, ghi rõ họ tên)"], &["", "Lê Thị Lập"]]);
        assert!(
            told.iter().all(|line| line.starts_with("nhắc") && line.contains("không phải dòng dữ liệu")),
            "{told:?}"
        );
    }
    let told = below("Hội đồng", &[&["Tam Phước, ngày 05 tháng 12 năm 2023"], &["Người lập"], &["Lê Thị Lập"]]);
    assert!(told.iter().all(|line| line.starts_with("nhắc")), "{told:?}");
}

#[test]
fn an_initiative_on_two_rows_is_not_two() {
    let book = good().row("Sáng kiến", &["", "qua tin nhắn Zalo", "", ""]);
    let book = [0, 2, 3].into_iter().fold(book, |book, column| book.merge("Sáng kiến", 1, column, 2, column));
    says(book, &["LỖI [Sáng kiến!B3] Không rõ ô này ghi tiếp tên sáng kiến ở dòng trên hay là một sáng kiến khác"]);
}

#[test]
fn members_of_one_name_are_told_apart_by_their_posts() {
    let named = |book: Book, name: &str, post: &str| {
        book.put("Hội đồng", name, "Đỗ Minh Khang").put("Hội đồng", &name.replace('A', "B"), post)
    };
    let namesakes = |post: &str| named(named(good(), "A3", "Công chức Văn phòng"), "A4", post);
    let told = |post: &str| {
        lines(&intake(&[("a.xlsx", namesakes(post))])).iter().any(|line| line.contains("được ghi hai lần"))
    };
    assert!(told("") && !told("Công chức Địa chính"));
    says(
        namesakes("Công chức Địa chính"),
        &[
            "nhắc [Hội đồng!A3 + Hội đồng!A4] Hai thành viên cùng họ tên “Đỗ Minh Khang”, khác chức vụ, được tính là hai người",
        ],
    );
}

#[test]
fn a_figure_beside_an_area_is_said() {
    let book = Book::unit("Văn phòng").candidate("VP01", "Nguyễn Văn An").figure("VP01", "3.6", 5, "", "Sổ số 1");
    says(
        book.complete(),
        &["nhắc [Số liệu!C2] Nội dung 3.6 không có chỉ tiêu nên số liệu ở “Kết quả” không được dùng"],
    );
}

#[test]
fn a_total_that_nothing_is_done_with_is_told() {
    let told = |code: &str| {
        format!("nhắc [Số liệu!D2] Chỉ tiêu {code} chỉ xét “Kết quả” nên “Tổng số” ở dòng này không được dùng")
    };
    figure("4.3.3", "Có", 120, &[&told("4.3.3")]);
    figure("4.1.3/PAPI", "Có", "120", &[&told("4.1.3")]);
    figure("4.5.2", 0, 24, &[&told("4.5.2")]);
    for nothing in ["-", "0", "Không có"] {
        figure("4.3.3", "Có", nothing, &[]);
    }
    figure("4.3.3", "Có", 0, &[]);
}

#[test]
fn a_truth_value_is_no_text() {
    let told = "LỖI [Cá nhân!H2] Ô ở “Đơn vị công tác” ghi TRUE (Excel hiểu là đúng), không phải nội dung";
    says(good().put("Cá nhân", "H2", Value::Bool(true)), &[told]);
}

#[test]
fn a_post_is_one_and_is_written_as_in_a_sentence() {
    let none = "nhắc [Cá nhân!G2] Cột “Chức vụ” ghi nội dung không phải chức vụ";
    for post in ["Đại học Hành chính", "Công chức chuyên môn", "Nguyễn Văn An"] {
        asked(|book| book.put("Cá nhân", "G2", post), &[&format!("{none}: “{post}”")]);
    }
    let loud = "CÔNG CHỨC VĂN PHÒNG - THỐNG KÊ";
    asked(
        |book| book.put("Cá nhân", "G2", loud),
        &[&format!("nhắc [Cá nhân!G2] Chức vụ hoặc đơn vị công tác viết hoa toàn bộ: “{loud}”")],
    );
    for marked in ["Công chức Văn phòng - Thống kê.", "- Công chức Văn phòng - Thống kê"] {
        asked(
            |book| book.put("Cá nhân", "G2", marked),
            &[&format!("nhắc [Cá nhân!G2] Chức vụ hoặc đơn vị công tác có dấu thừa ở đầu hoặc cuối ô: “{marked}”")],
        );
    }
    asked(
        |book| book.put("Cá nhân", "J2", "Công chức Văn phòng - Thống kê"),
        &["nhắc [Cá nhân!J2] Cột “Trình độ” ghi chức vụ: “Công chức Văn phòng - Thống kê”"],
    );
    for post in ["Công chức VP-TK", "Trưởng ấp", "UVTV, Chủ tịch Hội LHPN"] {
        asked(|book| book.put("Cá nhân", "G2", post), &[]);
    }
}

#[test]
fn a_label_that_papers_print_is_asked_about() {
    asked(
        |book| book.put("Số liệu", "F2", "Dẫn chứng: Báo cáo số 152/BC-UBND ngày 22/5/2023"),
        &["nhắc [Số liệu!F2] Ô ở “Dẫn chứng” ghi lại tên mục “Dẫn chứng:”"],
    );
}
