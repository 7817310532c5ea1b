//! What may be a slip is asked about at its cell, and what says nothing is refused or left blank.

use super::faults::judged;
use super::*;

/// What is new in what is said of a unit, whose papers lack nothing, once it is changed.
#[track_caller]
pub fn asked(change: impl FnOnce(Book) -> Book, expected: &[&str]) {
    let whole = || good().signed();
    let before = judged(&[("a.xlsx", whole())]);
    let after = judged(&[("a.xlsx", change(whole()))]);
    let new: Vec<&String> = after.iter().filter(|line| !before.contains(line)).collect();
    assert_eq!(new, expected);
}

#[test]
fn marks_for_what_stands_above_are_refused() {
    for mark in ["nt", "-nt-", "Như trên", "\"", "”"] {
        let told = format!("LỖI [Cá nhân!H2] Ô ở “Đơn vị công tác” ghi “{mark}” (như trên), không có nội dung");
        wrong(|book| book.put("Cá nhân", "H2", mark), &[&told]);
    }
    wrong(
        |book| book.put("Số liệu", "F2", "như trên"),
        &["LỖI [Số liệu!F2] Ô ở “Dẫn chứng” ghi “như trên” (như trên), không có nội dung"],
    );
}

#[test]
fn a_zero_from_another_cell_may_be_a_blank_one() {
    // Nobody disciplined is what the plan asks, and what a blank cell would come to.
    let punished =
        |formula| Book::unit("Văn phòng").figure("VP01", "4.5.2", Value::Formula(formula, "0"), "", "Sổ số 1");
    let told = |formula| {
        let lines = judged(&[("a.xlsx", punished(formula).complete().signed())]);
        lines.into_iter().filter(|line| line.contains("công thức")).collect::<Vec<_>>()
    };
    for formula in ["='Nguồn số liệu'!B5", "=+$B$5", "=[1]Nguon!B5"] {
        assert_eq!(told(formula), ["nhắc [Số liệu!C2] Trang “Số liệu” có ô C2 bằng 0 do công thức lấy từ ô khác"]);
    }
    for formula in ["=SUM(B5:B9)", "=COUNTIF(Nguon!B5:B9,1)", "=Nguon!B5+Nguon!B6", "=0"] {
        assert!(told(formula).is_empty(), "{formula}");
    }
    let two = punished("=B5").figure("VP01", "4.1.1", Value::Formula("=B6", "0"), 9, "Sổ số 2");
    let lines = judged(&[("a.xlsx", two.complete().signed())]);
    assert!(lines.iter().any(|line| line.contains("có 2 ô, đầu tiên là ô C2, bằng 0")), "{lines:#?}");
}

#[test]
fn recipients_may_be_those_above() {
    let recipients = |book: Book| book.says("Nơi nhận", "- Như trên;").row("Đơn vị", &["", "- Lưu: VT."]);
    let unit = says(recipients(good()), &[]).units;
    assert_eq!(unit[0].office.recipients.iter().map(|at| &*at.value).collect::<Vec<_>>(), ["Như trên;", "Lưu: VT."]);
}

#[test]
fn a_label_said_twice_in_two_words_is_said_once() {
    wrong(|book| book.says("Người ký", "Đỗ Thị Ký").says("Họ và tên người ký", "Đỗ Thị Ký"), &[]);
    wrong(
        |book| book.says("Người ký", "Đỗ Thị Ký").says("Họ và tên người ký", "Phan Thị Một"),
        &["LỖI [Đơn vị!B6 + Đơn vị!B7] Mục “Người ký” được ghi hai lần"],
    );
}

#[test]
fn a_mark_that_says_nothing_leaves_a_particular_blank() {
    for mark in ["?", "x", ".", "N/A", "Không", "…"] {
        asked(|book| book.put("Cá nhân", "G2", mark), &["nhắc [Cá nhân!G2] Chưa ghi “Chức vụ” của “Nguyễn Văn An”"]);
    }
    asked(|book| book.put("Cá nhân", "J2", "12/12"), &[]);
}

#[test]
fn a_day_that_excel_made_is_no_text() {
    let day = || Value::Formatted(46_368.0, "d-mmm");
    wrong(
        |book| book.put("Cá nhân", "J2", day()),
        &["LỖI [Cá nhân!J2] Ô ở “Trình độ” là ngày 12/12/2026, không phải nội dung"],
    );
    wrong(
        |book| book.put("Hội đồng", "E6", day()),
        &["LỖI [Hội đồng!E6] Ô ở “Lý do vắng” là ngày 12/12/2026, không phải nội dung"],
    );
}

#[test]
fn letters_that_were_lost_are_refused() {
    for broken in ["BÃ¡o cÃ¡o sá»‘ 45/BC-UBND", "B?o c?o s? 45/BC-UBND"] {
        let told = format!("LỖI [Số liệu!F2] Ô ở “Dẫn chứng” có chữ bị vỡ hoặc mất dấu: “{broken}”");
        wrong(|book| book.put("Số liệu", "F2", broken), &[&told]);
    }
}

#[test]
fn an_excuse_that_is_a_result_is_none() {
    let excused = |excuse: &str| {
        let book = good().put("Số liệu", "C2", "").put("Số liệu", "D2", "");
        lines(&intake(&[("a.xlsx", book.put("Số liệu", "E2", excuse))]))
    };
    for excuse in [
        "Kết quả thấp",
        "Kết quả 95%",
        "Kết quả: 12/12",
        "Kết quả đạt yêu cầu",
        "Trễ hạn 3 hồ sơ",
        "Bỏ trống",
        "Chưa đạt chỉ tiêu",
        "Không hoàn thành nhiệm vụ",
        "Bị đánh giá không đạt",
        "Hồ sơ trễ hạn nhiều",
        "Không thống kê được",
        "Sẽ bổ sung",
        "Xem file khác",
        "Không rõ",
    ] {
        let told = format!("LỖI [Số liệu!E2] “Không áp dụng” cần ghi lý do, ô ghi “{excuse}”");
        assert_eq!(excused(excuse), [told]);
    }
    for excuse in [
        "Không đặt Bộ phận Một cửa",
        "Chị Đạt phụ trách",
        "Hồ sơ trẻ em",
        "Chưa làm công chức năm 2023",
        "Kết quả do huyện chấm",
        "Xem xét giao từ năm 2024",
        "Bị đánh giá chung với xã",
        "Không phụ trách lĩnh vực này",
        "Nếu có - không phát sinh",
        "Chưa phát sinh hồ sơ",
        "Chưa được giao nhiệm vụ",
        "Kết quả do bộ phận khác theo dõi, không được giao",
        "Đang nghỉ thai sản",
    ] {
        assert_eq!(excused(excuse), [""; 0], "{excuse}");
    }
}

#[test]
fn an_initiative_has_a_name_and_a_recognition() {
    for name in ["5S", "KPI", "Quyết định số hóa toàn bộ hồ sơ hộ tịch"] {
        wrong(|book| book.put("Sáng kiến", "B2", name), &[]);
    }
    for name in ["SK", "x", "Quyết định số 304/QĐ-UBND"] {
        let told = format!("LỖI [Sáng kiến!B2] “{name}” không phải là tên sáng kiến");
        wrong(|book| book.put("Sáng kiến", "B2", name), &[&told]);
    }
    for said in ["304/QĐ", "QĐ 304/2023", "Quyết định số 304/QĐ-UBND, cấp huyện đang trình"] {
        asked(|book| book.put("Sáng kiến", "D2", said), &[]);
    }
    for said in [
        "Bị từ chối theo QĐ số 5/QĐ-UBND",
        "Không được công nhận",
        "Chưa công nhận",
        "Đang trình công nhận",
        "Có",
        "304",
    ] {
        let told = format!(
            "nhắc [Sáng kiến!D2] Nguyễn Văn An – sáng kiến “Hòm thư góp ý”: “Công nhận” ghi “{said}”, không phải văn bản công nhận"
        );
        asked(|book| book.put("Sáng kiến", "B2", "Hòm thư góp ý").put("Sáng kiến", "D2", said), &[&told]);
    }
}

#[test]
fn a_name_is_a_name_and_no_more() {
    let name = |name: &'static str| move |book: Book| book.put("Cá nhân", "C2", name);
    asked(
        name("Đồng chí Nguyễn Văn An"),
        &[
            "nhắc [Cá nhân!C2] Họ và tên “Đồng chí Nguyễn Văn An” bắt đầu bằng danh xưng, văn bản sẽ ghi “Ông Đồng chí Nguyễn Văn An”",
        ],
    );
    for said in [
        "- Nguyễn Văn An",
        "Nguyễn Văn An -",
        "Nguyễn Văn An, Bí thư",
        "Nguyễn Văn An (đã nghỉ)",
        "Nguyễn Văn An và Lê Thị Bé",
    ] {
        let told = format!("nhắc [Cá nhân!C2] Ô họ và tên ghi thêm dấu hoặc chữ khác: “{said}”");
        let told_of_it = judged(&[("a.xlsx", good().signed().put("Cá nhân", "C2", said))]);
        assert!(told_of_it.contains(&told), "{told_of_it:?}");
    }
    for said in ["Bà Đỗ Thị Ký", "Đỗ Thị Ký."] {
        let told = format!("Tên người ký hoặc thành viên có ghi thêm cách xưng hô hoặc dấu: “{said}”");
        let lines = judged(&[("a.xlsx", good().signed().says("Người ký", said))]);
        assert!(lines.iter().any(|line| line.ends_with(&told)), "{lines:?}");
    }
    asked(name("Nguyen Van An"), &["nhắc [Cá nhân!C2] Họ và tên có chữ hoặc dấu lạ: “Nguyen Van An”"]);
    for said in ["N/A", "Không", "A"] {
        let told = lines(&intake(&[("a.xlsx", good().put("Cá nhân", "C2", said))]));
        assert!(told.contains(&format!("LỖI [Cá nhân!C2] “{said}” không phải là họ tên")), "{told:?}");
    }
    let told = judged(&[("a.xlsx", good().signed().put("Cá nhân", "C2", "Trần Thị Bích"))]);
    assert!(told.contains(&"nhắc [Cá nhân!B2] Danh xưng của “Trần Thị Bích” là Ông".to_owned()), "{told:?}");
    let told = judged(&[("a.xlsx", good().signed().collective("VP02", "Nguyễn Văn Bình").complete())]);
    assert!(
        told.contains(&"nhắc [Cá nhân!C3] “Nguyễn Văn Bình” ghi là tập thể mà giống họ tên của một người".to_owned())
    );
}

#[test]
fn a_rank_is_no_name_typed_wrong() {
    asked(|book| book.says("Người ký", "Thiếu tá Đỗ Minh Khang"), &[]);
}

#[test]
fn two_of_one_name_may_be_one() {
    let two =
        "nhắc [Cá nhân!C2 + Cá nhân!C3] Hai người cùng họ tên “Nguyễn Văn An”, khác ngày sinh, được tính là hai người";
    let book = good().candidate("VP02", "Nguyễn Văn An").put("Cá nhân", "D3", "1/2/1980").complete().signed();
    assert!(judged(&[("a.xlsx", book)]).contains(&two.to_owned()));
    let other = |born: &str| {
        let one = Book::unit("Văn phòng").candidate("VP01", "Nguyễn Văn An").complete().signed();
        let other =
            Book::unit("Tư pháp").candidate("TP01", "Nguyễn Văn An").put("Cá nhân", "D2", born).complete().signed();
        judged(&[("a.xlsx", one), ("b.xlsx", other)])
            .iter()
            .any(|told| told.contains("khác ngày sinh, được tính là hai người"))
    };
    assert!(other("05/12/1985"), "day and month are each other's");
    assert!(!other("06/12/1985"));
}

#[test]
fn post_and_workplace_in_each_others_columns_are_seen() {
    asked(
        |book| book.put("Cá nhân", "G2", "UBND xã Tam Phước").put("Cá nhân", "H2", "Trưởng bộ phận"),
        &["nhắc [Cá nhân!G2 + Cá nhân!H2] “Chức vụ” và “Đơn vị công tác” của “Nguyễn Văn An” có vẻ ghi ngược cột"],
    );
}

#[test]
fn a_signer_is_spelt_as_on_the_council() {
    asked(
        |book| book.says("Người ký", "Phan Thi Mót"),
        &[
            "nhắc [Đơn vị!B8 + Hội đồng!A2] Người ký “Phan Thi Mót” và thành viên Hội đồng “Phan Thị Một” chỉ khác nhau ở dấu",
        ],
    );
    let head = |book: Book| book.put("Hội đồng", "B2", "Trưởng bộ phận").says("Người ký", "Phan Thị Một");
    asked(head, &[]);
}

#[test]
fn hands_that_were_not_counted_are_told() {
    asked(
        |book| book.put("Biểu quyết", "B2", 3),
        &["nhắc [Biểu quyết!B2] Mã “VP01” có 3 thành viên biểu quyết, ít hơn 4 thành viên có mặt"],
    );
    asked(|book| book.put("Biểu quyết", "B2", 3).put("Biểu quyết", "D2", 1), &[]);
    // Nobody votes on oneself.
    let own = judged(&[("a.xlsx", good().signed().put("Cá nhân", "C2", "Phan Văn Hai").put("Biểu quyết", "B2", 3))]);
    assert!(!own.iter().any(|told| told.contains("thành viên biểu quyết")), "{own:?}");
}

#[test]
fn a_vote_goes_by_the_code_and_its_name_has_to_agree() {
    let two = || good().candidate("VP02", "Trần Thị Bích").complete().signed();
    let with_name =
        |name: &str| judged(&[("a.xlsx", two().put("Biểu quyết", "F1", "Họ và tên").put("Biểu quyết", "F2", name))]);
    let before = judged(&[("a.xlsx", two())]);
    // It is a reminder: written as anybody likes, unless it is somebody else's.
    for name in ["Ông nguyễn văn an", "Nguyễn Văn An (VP)", "Nguyễn V. An", "An", "VP01", "VP-TK"] {
        assert_eq!(with_name(name), before, "{name}");
    }
    let told = "LỖI [Biểu quyết!F2 + Cá nhân!C2] Dòng biểu quyết của mã “VP01” ghi tên “Trần Thị Bích”, còn mã này là của \
                “Nguyễn Văn An”";
    assert!(with_name("Trần Thị Bích").contains(&told.to_owned()));
    for other in ["Lê Văn Tám", "Bích", "Bà Bích"] {
        let told = format!(
            "nhắc [Biểu quyết!F2 + Cá nhân!C2] Dòng biểu quyết của mã “VP01” ghi tên “{other}”, còn mã này là của “Nguyễn Văn An”"
        );
        assert!(with_name(other).contains(&told), "{other}: {:?}", with_name(other));
    }
    let footer = two().put("Biểu quyết", "F1", "Họ và tên").put("Biểu quyết", "F9", "Chủ trì: Đỗ Minh Khang");
    assert_eq!(judged(&[("a.xlsx", footer)]), before, "no row by itself");
}

#[test]
fn a_council_has_a_chairman_one_secretary_and_posts() {
    asked(
        |book| book.put("Hội đồng", "C3", "Thư ký"),
        &["nhắc [Hội đồng!A3 + Hội đồng!A5] Hội đồng có hai Thư ký có mặt; biên bản do “Phan Văn Hai” ký"],
    );
    asked(
        |book| book.put("Hội đồng", "C2", "Phó Chủ tịch"),
        &["nhắc [a.xlsx/Hội đồng] Danh sách Hội đồng không có Chủ tịch"],
    );
    asked(
        |book| book.put("Hội đồng", "B3", "").put("Hội đồng", "B4", "-"),
        &["nhắc [Hội đồng!B3 + Hội đồng!B4] Có 2 thành viên Hội đồng chưa ghi “Chức vụ”"],
    );
}

#[test]
fn another_commune_in_a_units_workbook_is_told() {
    asked(
        |book| book.says("Địa điểm họp", "Hội trường UBND xã Phước Hưng").put("Cá nhân", "H2", "UBND xã Phước Hưng"),
        &["nhắc [Đơn vị!B6 + Cá nhân!H2] Ghi “xã Phước Hưng”, mà kế hoạch là của xã Tam Phước"],
    );
    // The town that the district has its name from.
    asked(|book| book.says("Địa điểm họp", "Hội trường UBND Thị trấn Long Điền"), &[]);
    asked(
        |book| book.says("Địa danh", "Tam Phước, ngày"),
        &["nhắc [Đơn vị!B9] “Địa danh” ghi “Tam Phước, ngày”, văn bản in đúng như thế trước ngày tháng năm"],
    );
    let other = judged(&[("a.xlsx", good().signed().says("Địa danh", "Phước Hưng"))]);
    assert!(
        other.iter().any(|told| told.contains("“Địa danh” ghi “Phước Hưng”, còn kế hoạch ghi “Tam Phước”")),
        "{other:?}"
    );
    asked(|book| book.says("Địa danh", "xã Tam Phước"), &[]);
}

#[test]
fn a_deputy_who_is_listed_as_the_head_is_asked_about() {
    let told = judged(&[(
        "a.xlsx",
        good().signed().says("Người ký", "Phan Thị Một").says("Chức vụ người ký", "KT. TRƯỞNG ẤP\nPHÓ TRƯỞNG ẤP"),
    )]);
    assert!(told.iter().any(|line| line.contains("nhưng trang “Hội đồng” ghi “Trưởng ấp”")), "{told:#?}");
}

#[test]
fn a_document_dated_after_the_meeting_did_not_lie_before_it() {
    let told = "nhắc [Số liệu!F2 + Đơn vị!B3] Nguyễn Văn An – chỉ tiêu 4.1.1: dẫn chứng có văn bản ngày 28/12/2023, sau ngày Hội đồng họp (05/12/2023)";
    for day in ["ngày", "Ngày"] {
        let proof = format!("412 văn bản, Báo cáo số 45/BC-UBND {day} 28/12/2023");
        asked(|book| book.put("Số liệu", "F2", proof), &[told]);
    }
    asked(|book| book.put("Số liệu", "F2", "412 văn bản, Báo cáo số 45/BC-UBND ngày 05/12/2023"), &[]);
    asked(|book| book.put("Số liệu", "F2", "412 văn bản, hạn giải quyết đến 28/12/2023"), &[]);
}

#[test]
fn a_blank_leads_to_its_own_cell() {
    asked(
        |book| book.says("Ngày họp", "").says("Giờ kết thúc", ""),
        &["nhắc [Đơn vị!B3 + Đơn vị!B5] Chưa ghi “Ngày họp”, “Giờ kết thúc” nên văn bản để trống các chỗ đó"],
    );
}

#[test]
fn days_and_hours_may_have_words_around_them() {
    wrong(
        |book| book.says("Ngày họp", "Thứ Hai, 05/12/2023"),
        &[
            "LỖI [Đơn vị!B3] “Ngày họp” cần ngày tháng năm, ô ghi “Thứ Hai, 05/12/2023” (ngày này không phải thứ đó trong tuần)",
        ],
    );
    let book = good().says("Ngày họp", "Thứ Ba, ngày 05/12/2023").says("Giờ kết thúc", "10 giờ 30 phút cùng ngày");
    let council = &says(book, &[]).units[0].council;
    assert_eq!(council.date.as_ref().map(|at| at.value), Some(date(2023, 12, 5)));
    assert_eq!(council.ends.as_ref().map(|at| at.value), Some(time(10, 30, 0, 0)));
}

#[test]
fn what_evidence_says_plainly_is_held_against_its_row() {
    let evidence = |text: &'static str| move |book: Book| book.put("Số liệu", "F2", text);
    let told = |message: &str| format!("nhắc [Số liệu!F2] Nguyễn Văn An – chỉ tiêu 4.1.1: dẫn chứng {message}");
    asked(
        evidence("Báo cáo số .../BC-UBND, 412 văn bản"),
        &[&told("“Báo cáo số .../BC-UBND, 412 văn bản” còn chỗ chấm chưa điền")],
    );
    asked(evidence("412"), &[&told("“412” chỉ có con số, chưa nêu nguồn")]);
    asked(
        evidence("Bị khiển trách theo Quyết định số 5/QĐ-UBND ngày 03/3/2023"),
        &[&told(
            "“Bị khiển trách theo Quyết định số 5/QĐ-UBND ngày 03/3/2023” nói có người bị kỷ luật, mà cột “Kỷ luật” của người này ghi Không",
        )],
    );
}

#[test]
fn a_plan_that_papers_would_say_strangely_is_asked_about() {
    let told = |change: &dyn Fn(Book) -> Book| {
        let unit = Book::unit("Dân vận").candidate("DV01", "Lê Thị Sáu").figure("DV01", "1.1", 19, 20, "Sổ số 1");
        let unit = unit.put("Cá nhân", "H2", "UBND xã Phước Hội").initiative("DV01", "Hòm thư").vote("DV01", 4, 0, 0);
        judged(&[("k.xlsx", change(Book::plan("dan-van-2023"))), ("dv.xlsx", unit.signed())])
    };
    let before = told(&|plan| plan);
    let new = |label: &str, text: &str| -> Vec<String> {
        let after = told(&|plan| plan.says(label, text));
        after.into_iter().filter(|line| !before.contains(line)).collect()
    };
    for (label, text, words) in [
        (
            "Hình thức khen thưởng",
            "Bằng khen của Chủ tịch Ủy ban nhân dân xã Phú Hội",
            "không phải là hình thức khen thưởng của cấp xã",
        ),
        (
            "Hình thức khen thưởng",
            "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố Cần Thơ",
            "không phải là hình thức khen thưởng của cấp xã",
        ),
        (
            "Hình thức khen thưởng",
            "Giấy khen của Chủ tịch UBND huyện Đất Đỏ",
            "không phải là hình thức khen thưởng của cấp xã",
        ),
        (
            "Hình thức đề nghị cấp trên",
            "Bằng khen của Chủ tịch UBND tỉnh",
            "không phải của cấp trên của xã, là Ủy ban nhân dân huyện Đất Đỏ",
        ),
        (
            "Hình thức đề nghị cấp trên",
            "Giấy khen của Chủ tịch Ủy ban nhân dân huyện Đất Đỏ",
            "do Chủ tịch quyết định, nhưng tờ trình gửi Ủy ban nhân dân huyện Đất Đỏ",
        ),
        (
            "Ưu tiên",
            "Công chức được Ủy ban nhân dân phường giao nhiệm vụ",
            "“Ưu tiên” nói đến Ủy ban nhân dân phường, nhưng kế hoạch là của xã",
        ),
        ("Đến ngày", "31/12/2032", "Thời gian xét từ năm 2023 đến năm 2032"),
        ("Số ký hiệu", "KH số 15/KH-UBND", "“Số ký hiệu” của kế hoạch có chữ đứng trước số: “KH số 15/KH-UBND”"),
        ("Số ký hiệu", "45/QĐ-UBND", "“Số ký hiệu” của kế hoạch là của loại văn bản khác: “45/QĐ-UBND”"),
        ("Tỷ lệ phiếu tối thiểu", "> 5%", "“Tỷ lệ phiếu tối thiểu” dưới một nửa"),
        ("Căn cứ", "x", "Văn bản sẽ ghi “Căn cứ x”"),
    ] {
        let said = new(label, text);
        assert!(said.iter().any(|line| line.starts_with("nhắc [K") && line.contains(words)), "{label}: {said:?}");
    }
    for (label, text) in [
        ("Hình thức khen thưởng", "Giấy khen của Chủ tịch Ủy ban nhân dân xã Phước Hội"),
        ("Hình thức khen thưởng", "Giấy khen của Chủ tịch Ủy ban nhân dân xã Phước Hội, huyện Đất Đỏ"),
        ("Hình thức khen thưởng", "Giấy khen cho cán bộ có tinh thần trách nhiệm cao trong công tác quân sự"),
        ("Hình thức đề nghị cấp trên", "Giấy khen của Chủ tịch Ủy ban nhân dân huyện"),
        ("Đến ngày", "31/12/2027"),
        ("Tỷ lệ phiếu tối thiểu", "≥ 50%"),
    ] {
        let said = new(label, text);
        let strange = ["khen thưởng của cấp xã", "của cấp trên của xã", "Thời gian xét từ", "dưới một nửa"];
        assert!(!said.iter().any(|line| strange.iter().any(|words| line.contains(words))), "{label}: {said:?}");
    }
}

#[test]
fn nobody_signs_the_decision_on_oneself() {
    let signed_by = |name: &str| {
        let commune = Book::commune().vote("VP01", 4, 0, 0).says("Người ký quyết định", name);
        judged(&[("a.xlsx", good().signed()), ("xa.xlsx", commune)])
    };
    let told = "“Nguyễn Văn An” ký quyết định khen thưởng cho chính mình";
    assert!(signed_by("Nguyễn Văn An").iter().any(|line| line.ends_with(told)));
    assert!(!signed_by("Trịnh Xuân Đông").iter().any(|line| line.contains("cho chính mình")));
}

#[test]
fn nobody_signs_on_behalf_of_an_office_with_one_head() {
    let told = |name: &str| judged(&[("a.xlsx", good().signed().says("Tên đơn vị", name).says("Quyền hạn ký", "TM."))]);
    let asked = |name: &str| told(name).iter().filter(|line| line.contains("chế độ thủ trưởng")).count();
    assert_eq!([asked("Văn phòng - Thống kê"), asked("Ban ấp An Thạnh")], [1, 0]);
}

#[test]
fn a_code_that_excel_counted_on_is_said_once() {
    let dragged = |book: Book| {
        let code = |row: usize| format!("VP{:02}", row - 1);
        (3..8).fold(book, |book, row| book.put("Số liệu", &format!("A{row}"), code(row)))
    };
    let told = "LỖI [Số liệu!A3 + Số liệu!A4 + Số liệu!A5 + Số liệu!A6 + Số liệu!A7] Trang “Số liệu” ghi các mã liền nhau từ \
                “VP02” đến “VP06” (ô A3 đến A7), không có trong trang “Cá nhân”";
    wrong(dragged, &[told]);
    wrong(
        |book| book.put("Số liệu", "A3", "VP02").put("Số liệu", "A4", "VP03"),
        &[
            "LỖI [Số liệu!A3] Mã “VP02” ở trang “Số liệu” không có trong trang “Cá nhân”",
            "LỖI [Số liệu!A4] Mã “VP03” ở trang “Số liệu” không có trong trang “Cá nhân”",
        ],
    );
}

#[test]
fn a_code_on_the_first_row_alone_is_asked_for_once() {
    let blank = |book: Book| (3..7).fold(book, |book, row| book.put("Số liệu", &format!("A{row}"), ""));
    let told =
        "LỖI [Số liệu!A3 + Số liệu!A4 + Số liệu!A5 + Số liệu!A6] Chưa ghi “Mã” ở 4 dòng liền nhau, từ ô A3 đến ô A6";
    wrong(blank, &[told]);
    wrong(|book| book.put("Số liệu", "A3", ""), &["LỖI [Số liệu!A3] Chưa ghi “Mã”"]);
}

#[test]
fn a_column_that_may_be_the_totals_is_named() {
    let told = "LỖI [Số liệu!D1] Trang “Số liệu” thiếu cột “Tổng số”";
    let unused = "nhắc [Số liệu!D1] Trang “Số liệu” có cột không dùng đến: “Tổng”";
    wrong(|book| book.put("Số liệu", "D1", "Tổng"), &[told, unused]);
}

#[test]
fn a_day_left_open_may_be_left_out() {
    let book = good().says("Ngày tờ trình", ".../12/2023");
    let problems = intake(&[("a.xlsx", book)]).problems;
    let problem = problems.iter().next().expect("a problem");
    assert_eq!(problem.hint, "Chưa biết ngày thì để trống ô này: văn bản chừa chỗ để ghi tay");
}

#[test]
fn who_signs_in_the_post_of_another_is_asked_about() {
    let signed = |post: &'static str| {
        move |book: Book| book.put("Hội đồng", "B2", post).says("Chức vụ người ký", post).says("Người ký", "Đỗ Thị Ký")
    };
    let after = judged(&[("a.xlsx", signed("Trưởng ấp")(good()))]);
    let told = "“Đỗ Thị Ký” ký với chức vụ “Trưởng ấp”, mà trang “Hội đồng” ghi chức vụ này của";
    assert!(after.iter().any(|line| line.contains(told)), "{after:?}");
    let deputies = judged(&[("a.xlsx", signed("Phó Trưởng ấp")(good()))]);
    assert!(!deputies.iter().any(|line| line.contains("ký với chức vụ")), "{deputies:?}");
}

#[test]
fn a_units_name_in_capitals_is_asked_about() {
    let named = |name: &'static str| move |book: Book| book.put("Đơn vị", "B2", name);
    let told = "Tên đơn vị “VĂN PHÒNG - THỐNG KÊ” viết hoa toàn bộ, trong câu cũng in như vậy";
    asked(named("VĂN PHÒNG - THỐNG KÊ"), &[&format!("nhắc [Đơn vị!B2] {told}")]);
    asked(named("VPTK"), &[]);
}

#[test]
fn a_target_that_no_row_speaks_of_is_asked_about() {
    let told = "nhắc [Cá nhân!A2] “Nguyễn Văn An” không có dòng số liệu cho chỉ tiêu 4.3.3 nên không đủ điều kiện";
    let without = |mut book: Book| {
        book.rows("Số liệu").retain(|row| !matches!(&row[1], Value::Text(code) if code == "4.3.3"));
        book
    };
    asked(without, &[told]);
}

/// What to do about the first error of a unit's workbook.
fn first_hint(book: Book) -> String {
    intake(&[("a.xlsx", book)]).problems.errors().next().expect("an error").hint.clone()
}

#[test]
fn a_name_in_the_place_of_a_code_is_known() {
    let hint = first_hint(good().put("Biểu quyết", "A2", "Nguyễn Văn An"));
    assert!(hint.starts_with("“Nguyễn Văn An” là họ tên, mã của người này là “VP01”"), "{hint}");
}

#[test]
fn what_to_write_in_the_place_of_a_text_that_is_no_number() {
    for (text, said) in [
        ("95.5", "Phần lẻ thì ghi sau dấu phẩy: 95,5; số hàng nghìn thì gõ liền: 955"),
        ("Không phát sinh", "Chỉ tiêu không liên quan thì để trống ô này"),
        ("412/413", "Ghi số đứng trước dấu /"),
    ] {
        let hint = first_hint(good().put("Số liệu", "C2", text));
        assert!(hint.starts_with(said), "{text}: {hint}");
    }
}

#[test]
fn the_items_of_a_list_are_told_where_one_is_not_known() {
    let hint = first_hint(good().put("Số liệu", "B2", "4.1.3/XYZ"));
    assert!(hint.starts_with("Danh mục này có các mục: 4.1.3/"), "{hint}");
}

#[test]
fn who_acts_in_a_post_signs_with_q() {
    let unit = |book: Book| intake(&[("a.xlsx", book)]).units.remove(0);
    let acting = unit(good().says("Chức vụ người ký", "Quyền Trưởng phòng").says("Người ký", "Đỗ Thị Ký")).office;
    assert_eq!(acting.authority, Authority::Acting);
    assert_eq!(acting.signer_title.map(|at| at.value).as_deref(), Some("Trưởng phòng"));
    let given = good().says("Quyền hạn ký", "TL.").says("Chức vụ người ký", "Quyền Trưởng phòng");
    assert_eq!(unit(given).office.signer_title.map(|at| at.value).as_deref(), Some("Quyền Trưởng phòng"));
}

#[test]
fn who_acts_as_the_chairman_chairs_the_council_under_its_own_title() {
    let chair = "Quyền Chủ tịch Ủy ban nhân dân xã";
    let book = Book::commune().says("Chức vụ người ký", chair).says("Chức vụ người ký quyết định", chair);
    let commune = intake(&[("xa.xlsx", book), ("a.xlsx", good())]).commune.expect("a commune");
    assert_eq!(commune.office.authority, Authority::Own);
    assert_eq!(commune.office.signer_title.map(|at| at.value).as_deref(), Some(chair));
    assert_eq!(commune.decision_signer.authority, Authority::Acting);
    assert_eq!(commune.decision_signer.title.map(|at| at.value).as_deref(), Some("Chủ tịch Ủy ban nhân dân xã"));
}

#[test]
fn tellers_on_lines_of_their_own_are_a_list() {
    let ballots = |book: Book| {
        ["phát ra", "thu vào", "hợp lệ"].iter().fold(book, |book, kind| book.says(&format!("Số phiếu {kind}"), 4))
    };
    let book = ballots(good()).says("Ban kiểm phiếu", "- Ông Từ Văn Nghĩa, Trưởng ban\n- Bà La Thị Hoa, thành viên");
    let tellers = intake(&[("a.xlsx", book)]).units.remove(0).council.ballots.and_then(|ballots| ballots.tellers);
    assert_eq!(tellers.map(|at| at.value).as_deref(), Some("Ông Từ Văn Nghĩa, Trưởng ban; Bà La Thị Hoa, thành viên"));
}

#[test]
fn a_member_without_a_name_makes_no_vote_wrong() {
    let told = lines(&intake(&[("a.xlsx", good().put("Hội đồng", "A3", ""))]));
    assert!(told.iter().any(|line| line == "LỖI [Hội đồng!A3] Chưa ghi “Họ và tên”"), "{told:?}");
    assert!(!told.iter().any(|line| line.contains("Biểu quyết")), "{told:?}");
}
