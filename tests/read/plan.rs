//! Plan workbooks, and the embedded plan of 2023.

use hoso::plan::Priority;

use super::*;

#[test]
fn a_plan_workbook_replaces_the_embedded_plan() {
    let unit = Book::unit("Dân vận").candidate("DV01", "Lê Thị Sáu").figure("DV01", "1.1", 19, 20, "Sổ số 1");
    let unit = unit.initiative("DV01", "Hòm thư").vote("DV01", 4, 0, 0);
    let plan = Book::plan("dan-van-2023")
        .says("Tỷ lệ phiếu tối thiểu", "≥ 70%")
        .says("Tính trên", "Tổng số thành viên")
        .row("Chỉ tiêu", &["1.2", "1", "Đối thoại", "danh mục", "", "", "", "Người đứng đầu, Tập thể"])
        .row("Chỉ tiêu", &["1.2/QUY", "", "Đối thoại hằng quý", ""])
        .row("Chỉ tiêu", &["1.3", "2. Tuyên truyền", "Tin, bài", "số lượng", "≥ 10 bài", "12", "bài"])
        .row("Chỉ tiêu", &["", "3 Tài chính"]);
    let intake = intake(&[("ke-hoach.xlsx", plan), ("dv.xlsx", unit)]);
    assert_eq!(lines(&intake), Vec::<String>::new());
    let plan = &intake.plan;
    assert_eq!((plan.code.as_str(), plan.limit, plan.place.as_str()), ("dan-van-2023", 3, "Phước Hội"));
    assert_eq!(plan.commune, "xã Phước Hội");
    assert_eq!(plan.level_above, "Ủy ban nhân dân huyện Đất Đỏ");
    assert_eq!(plan.issued, Some(Issued { day: Some(10), month: 1, year: 2023 }));
    assert_eq!(plan.threshold.of, Electorate::Members);
    assert_eq!(plan.threshold.bound, Bound::AtLeast(Fraction::new(7.into(), 10.into())));
    let areas: Vec<(&str, &str)> = plan.areas.iter().map(|area| (area.code.as_str(), area.name.as_str())).collect();
    assert_eq!(areas, [("1", "Công tác dân vận"), ("2", "Tuyên truyền"), ("3", "Tài chính")]);
    assert_eq!(plan.criteria[1].area, 0);
    assert_eq!(plan.criteria[1].kinds.len(), 2);
    assert!(matches!(&plan.criteria[1].measure, Measure::Checklist(items) if &*items[0].code == "QUY"));
    let ten = Bounds { met: Bound::AtLeast(Decimal::from(10)), exceeded: Some(Bound::AtLeast(Decimal::from(12))) };
    assert_eq!(plan.criteria[2].measure, Measure::Count(ten));
}

#[track_caller]
fn plan_says(change: impl FnOnce(Book) -> Book, expected: &[&str]) {
    let plan = change(Book::plan("dan-van-2023"));
    let intake = intake(&[("k.xlsx", plan), ("vp.xlsx", good())]);
    let notice = "nhắc [k.xlsx] Kế hoạch còn lỗi nên chưa đối chiếu được số liệu và ngày tháng của đơn vị và của xã với kế hoạch";
    let (notices, rest): (Vec<String>, Vec<String>) = lines(&intake).into_iter().partition(|line| line == notice);
    assert_eq!((notices.len(), rest), (1, expected.iter().map(|line| (*line).to_owned()).collect()));
    assert!(intake.units.is_empty() && intake.problems.stop(intake.plan.source.file()));
}

/// All problems at once: what is wrong in a unit whatever the plan is not held back.
#[test]
fn a_plan_in_error_hides_no_error_of_others() {
    let plan = Book::plan("dan-van-2023").says("Đến ngày", "");
    let unit = good().candidate("VP01", "Lê Thị Sáu").figure("XX", "9.9", 1, 2, "");
    let commune = Book::commune().says("Ngày họp", "31/02/2023");
    let intake = intake(&[("k.xlsx", plan), ("vp.xlsx", unit), ("xa.xlsx", commune)]);
    let errors: Vec<String> = lines(&intake).into_iter().filter(|line| line.starts_with("LỖI")).collect();
    let expected = [
        "LỖI [Kế hoạch!B7] Chưa ghi “Đến ngày”",
        "LỖI [Cá nhân!A3 + Cá nhân!A2] Mã “VP01” được dùng cho hai người",
        "LỖI [Số liệu!A19] Mã “XX” ở trang “Số liệu” không có trong trang “Cá nhân”",
        "LỖI [Xã!B3] “Ngày họp” cần ngày tháng năm, ô ghi “31/02/2023” (không có ngày này trong lịch)",
    ];
    assert_eq!(errors, expected, "and the figure of an unknown criterion is not blamed on the unit");
    assert!(intake.units.is_empty() && intake.commune.is_none());
}

/// Nothing is put in the place of another plan's papers.
#[test]
fn a_plan_in_error_keeps_its_own_name() {
    let named = |change: &dyn Fn(Book) -> Book| {
        let intake = intake(&[("k.xlsx", change(Book::plan("dan-van-2023"))), ("vp.xlsx", good())]);
        assert!(intake.problems.stop(intake.plan.source.file()));
        assert!(intake.plan.is_stand_in() && !intake.plan.commune.contains("Tam Phước"), "and nothing of another");
        assert_eq!(intake.plan.years(), "……");
        (intake.plan.code, intake.plan.campaign)
    };
    let own = |campaign: &str| ("dan-van-2023".to_owned(), campaign.to_owned());
    let campaign = own("Dân vận khéo");
    assert_eq!(named(&|plan| plan.put("Chỉ tiêu", "E2", "≤ 5%")), campaign);
    assert_eq!(named(&|plan| plan.says("Đến ngày", "")), campaign);
    assert_eq!(named(&|plan| plan.says("Tên phong trào", "")), own("……"));
    assert_eq!(named(&|plan| plan.says("Mã kế hoạch", "Kế hoạch/2023")), ("ke-hoach-loi".to_owned(), campaign.1));
}

#[test]
fn a_label_for_another_kind_of_place_says_the_kind() {
    let named = |cell: &str, label: &str, name: &str| {
        let plan =
            Book::plan("dan-van-2026").put("Kế hoạch", cell, label).put("Kế hoạch", &cell.replace('A', "B"), name);
        let plan = intake(&[("k.xlsx", plan), ("vp.xlsx", good())]).plan;
        [plan.commune, plan.province]
    };
    assert_eq!(named("A8", "Phường", "Phước Lễ")[0], "phường Phước Lễ");
    assert_eq!(named("A8", "Đặc khu", "Côn Đảo")[0], "đặc khu Côn Đảo");
    assert_eq!(named("A8", "Phường", "Phường 12")[0], "Phường 12");
    assert_eq!(named("A10", "Thành phố", "Cần Thơ")[1], "thành phố Cần Thơ");
    assert_eq!(named("A8", "Xã", "Phước Hội"), ["xã Phước Hội", "tỉnh Bà Rịa - Vũng Tàu"]);
}

#[test]
fn a_plan_that_makes_no_sense_stops_everything() {
    plan_says(
        |plan| plan.says("Mã kế hoạch", "Kế hoạch/2023"),
        &["LỖI [Kế hoạch!B2] Mã kế hoạch “Kế hoạch/2023” không dùng làm tên thư mục được"],
    );
    plan_says(
        |plan| plan.says("Đến ngày", "01/01/2022"),
        &["LỖI [Kế hoạch!B7 + Kế hoạch!B6] “Đến ngày” trước “Từ ngày”"],
    );
    plan_says(|plan| plan.put("Chỉ tiêu", "E2", "0,9"), &["LỖI [Chỉ tiêu!E2] Không rõ “0,9” là 0,9% hay 90%"]);
    plan_says(
        |plan| plan.put("Chỉ tiêu", "F2", "> 80%"),
        &["LỖI [Chỉ tiêu!F2 + Chỉ tiêu!E2] “Mức vượt” không cao hơn “Mức đạt”"],
    );
    plan_says(
        |plan| plan.put("Chỉ tiêu", "D2", "có/không").put("Chỉ tiêu", "E2", "Không").put("Chỉ tiêu", "F2", ""),
        &["LỖI [Chỉ tiêu!E2] Cách đo “có/không” chỉ đạt khi kết quả là “Có”"],
    );
    plan_says(
        |plan| plan.put("Chỉ tiêu", "D2", "không vi phạm").put("Chỉ tiêu", "E2", "≤ 2").put("Chỉ tiêu", "F2", ""),
        &["LỖI [Chỉ tiêu!E2] Cách đo “không vi phạm” chỉ đạt khi không có trường hợp nào"],
    );
    plan_says(|plan| plan.put("Chỉ tiêu", "D2", "ước lượng"), &["LỖI [Chỉ tiêu!D2] “Cách đo” không nhận “ước lượng”"]);
    plan_says(
        |plan| plan.row("Chỉ tiêu", &["1.1", "1", "Khác", "có/không"]),
        &["LỖI [Chỉ tiêu!A3 + Chỉ tiêu!A2] Mã chỉ tiêu “1.1” được ghi hai lần"],
    );
    plan_says(
        |plan| plan.row("Chỉ tiêu", &["1.1/A", "", "Khác", ""]),
        &["LỖI [Chỉ tiêu!A3] Mục “1.1/A” không thuộc danh mục nào"],
    );
    plan_says(|plan| plan.without("Chỉ tiêu"), &["LỖI [k.xlsx] Tệp thiếu trang “Chỉ tiêu”"]);
}

#[test]
fn the_embedded_plan_says_what_the_plan_says() {
    let intake = intake(&[("a.xlsx", good())]);
    let plan = &intake.plan;
    assert_eq!(plan.symbol, "/KH-UBND");
    assert_eq!(plan.issued, Some(Issued { day: None, month: 4, year: 2023 }));
    assert_eq!((plan.from, plan.to), (date(2023, 1, 1), date(2023, 12, 31)));
    assert_eq!(plan.limit, 5);
    assert_eq!(plan.quorum, Bound::AtLeast(Fraction::new(2.into(), 3.into())));
    assert_eq!(plan.threshold.bound, Bound::MoreThan(Fraction::new(1.into(), 2.into())));
    assert_eq!(plan.coefficient.as_ref().map(|at| at.value.to_string()).as_deref(), Some("0.15"));
    let codes: Vec<&str> = plan.criteria.iter().map(|criterion| &*criterion.code.value).collect();
    assert_eq!(
        codes,
        ["4.1.1", "4.1.2", "4.1.3", "4.1.4", "4.2.1", "4.3.1", "4.3.2", "4.3.3", "4.4.1", "4.5.1", "4.5.2", "4.7.1"]
    );
    let areas: Vec<&str> = plan.areas.iter().map(|area| area.code.as_str()).collect();
    assert_eq!(areas, ["3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7"]);
    assert!(plan.criteria.iter().all(|criterion| criterion.sentence.is_some()));
    assert_eq!(plan.standards.len(), 2);
    assert_eq!(plan.recipients.len(), 10);
}

#[test]
fn a_coefficient_may_be_a_percentage() {
    for written in [Value::from("15%"), Value::Formatted(0.15, "0%"), Value::from(0.15), Value::from("0,15")] {
        let plan = Book::plan("k").says("Hệ số tiền thưởng", written.clone());
        let plan = intake(&[("k.xlsx", plan), ("a.xlsx", good())]).plan;
        let coefficient = plan.coefficient.as_ref().map(|at| at.value.to_string());
        assert_eq!(coefficient.as_deref(), Some("0.15"), "{written:?}");
    }
}

#[test]
fn what_a_label_says_is_no_total() {
    let mut plan = Book::plan("k").says("Tính trên", "tổng số thành viên");
    plan.rows("Kế hoạch").iter_mut().for_each(|row| row.reverse());
    let intake = intake(&[("k.xlsx", plan), ("a.xlsx", good())]);
    assert_eq!(intake.plan.threshold.of, Electorate::Members, "{:?}", lines(&intake));
}

#[test]
fn what_a_plan_says_and_the_papers_cannot_is_told() {
    let told = |change: &dyn Fn(Book) -> Book| {
        let intake = intake(&[("k.xlsx", change(Book::plan("k"))), ("a.xlsx", good())]);
        let about_the_plan = lines(&intake).into_iter().filter(|line| line.contains("[Kế hoạch!")).collect::<Vec<_>>();
        (intake.plan, about_the_plan)
    };
    let (plan, said) = told(&|plan| plan.says("Ưu tiên", "Ưu tiên phụ nữ, công chức trẻ"));
    assert!(matches!(plan.priority, Priority::Others(_)), "nobody is said to belong to a group that is not judged");
    assert!(
        said[0].ends_with(
            "Chương trình không tự xét được ưu tiên này nên chỉ xếp thứ tự theo số phiếu của Hội đồng cấp xã"
        ),
        "{said:?}"
    );
    let (plan, said) = told(&|plan| plan.says("Ưu tiên", "Không chuyên trách, chuyên môn vượt chỉ tiêu"));
    assert_eq!((plan.priority.words(), said.len()), ("Không chuyên trách, chuyên môn vượt chỉ tiêu", 0));
    assert!(plan.priority.is_by_rule());
    let (plan, said) = told(&|plan| plan.says("Ưu tiên", "Không có"));
    assert_eq!((plan.priority, said.len()), (Priority::Nobody, 0));
    for others in ["Ưu tiên công chức chuyên môn vượt chỉ tiêu", "Ưu tiên người không chuyên trách vượt chỉ tiêu"]
    {
        assert!(!told(&|plan| plan.says("Ưu tiên", others)).0.priority.is_by_rule(), "one group is not both");
    }
    let none = "Không ưu tiên công chức chuyên môn, người không chuyên trách vượt chỉ tiêu";
    assert_eq!(told(&|plan| plan.says("Ưu tiên", none)).0.priority, Priority::Nobody);
    assert_eq!(told(&|plan| plan.says("Cấp trên", "-")).0.level_above, "");
    assert!(told(&|plan| plan.says("Tên phong trào", "Thi đua giai đoạn 2021 - 2025")).1.is_empty());
    let (plan, said) = told(&|plan| plan.says("Cấp trên", "Không"));
    assert_eq!((plan.level_above.as_str(), said.len()), ("", 0), "and no level above it is made up");
    let (plan, _) = told(&|plan| plan.says("Huyện", "không có"));
    assert_eq!(
        (plan.district.as_str(), plan.level_above.as_str()),
        ("", "Chủ tịch Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu")
    );
    let (plan, _) = told(&|plan| plan.says("Huyện", "").says("Tỉnh", "Long An"));
    assert_eq!(plan.level_above, "Chủ tịch Ủy ban nhân dân tỉnh Long An");
    let (_, said) = told(&|plan| plan.says("Số ký hiệu", "12"));
    assert!(said[0].ends_with("“Số ký hiệu” của kế hoạch chỉ ghi “12”, không có ký hiệu"), "{said:?}");
    let (_, said) = told(&|plan| plan.says("Số ký hiệu", "KH-UBND"));
    assert!(said[0].ends_with("chỉ ghi “KH-UBND”, không có số"), "{said:?}");
    let (_, said) = told(&|plan| plan.says("Số ký hiệu", "85/KH-UBND ngày 10/4/2023"));
    assert!(said[0].ends_with("ghi cả ngày: “85/KH-UBND ngày 10/4/2023”"), "{said:?}");
    let cited = |subject: &str| told(&|plan| plan.says("Trích yếu", subject)).1;
    for subject in ["", "Phát động phong trào thi đua “Dân vận khéo” trên địa bàn xã Phước Hội năm 2023"]
    {
        assert!(cited(subject).is_empty());
    }
    let said = cited("Phát động phong trào thi đua “Một cửa” trên địa bàn xã Tam Phước năm 2022");
    let all = "“Trích yếu” của kế hoạch không khớp với “Tên phong trào”, “Từ ngày”, “Xã”";
    assert!(said.len() == 1 && said[0].ends_with(all), "{said:?}");
    let said = cited("PHÁT ĐỘNG PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO” NĂM 2023");
    assert!(said.len() == 1 && said[0].contains("“Trích yếu” của kế hoạch viết hoa toàn bộ"), "{said:?}");
    let said = cited("của UBND xã phát động phong trào thi đua “Dân vận khéo” năm 2023");
    assert!(said.len() == 1 && said[0].contains("bắt đầu bằng tên cơ quan"), "{said:?}");
    for share in ["> 100%", "101%"] {
        let (_, said) = told(&|plan| plan.says("Tỷ lệ phiếu tối thiểu", share));
        assert!(said[0].starts_with("LỖI") && said[0].ends_with("không bao giờ đạt được"), "{said:?}");
    }
    assert!(told(&|plan| plan.says("Tỷ lệ phiếu tối thiểu", "100%")).1.is_empty());
    let (_, said) = told(&|plan| plan.says("Tên phong trào", "Dân vận khéo năm 2026"));
    assert!(said[0].ends_with("“Tên phong trào” có ghi năm, mà văn bản nào cũng ghi năm ngay sau tên"), "{said:?}");
    let (plan, _) = told(&|plan| plan.says("Căn cứ", "căn cứ  Nghị định số 91/2017/NĐ-CP;"));
    assert_eq!(plan.bases[0].value, "Nghị định số 91/2017/NĐ-CP");
    let several = "- Căn cứ Luật A;\n- Luật B\nsửa đổi năm 2013;\nNghị định C.";
    let (plan, _) = told(&|plan| plan.says("Căn cứ", several));
    let bases: Vec<&str> = plan.bases.iter().map(|basis| &*basis.value).take(3).collect();
    assert_eq!(bases, ["Luật A", "Luật B sửa đổi năm 2013", "Nghị định C"]);
    let (_, said) = told(&|plan| plan.says("Căn cứ", "Xét đề nghị của Văn phòng"));
    assert!(said.len() == 1 && said[0].ends_with("Văn bản sẽ ghi “Căn cứ Xét đề nghị của Văn phòng”"), "{said:?}");
    let (plan, _) = told(&|plan| plan.says("Từ ngày", "01/7/2023").says("Đến ngày", "30/6/2024"));
    assert_eq!(plan.years(), "2023 - 2024");
}

/// What is said of a changed plan by itself.
fn said_of(change: impl FnOnce(Book) -> Book) -> Vec<String> {
    let intake = intake(&[("k.xlsx", change(Book::plan("dan-van-2023")))]);
    lines(&intake).into_iter().filter(|line| line.contains("[Kế hoạch!") || line.contains("[Chỉ tiêu!")).collect()
}

#[test]
fn what_is_left_of_another_plan_is_asked_about() {
    for (label, value, told) in [
        ("Địa danh", "Tam Phước", "“Địa danh” ghi “Tam Phước”, còn “Xã” ghi “xã Phước Hội”"),
        ("Cấp trên", "Ủy ban nhân dân huyện Long Điền", "không phải huyện, tỉnh của kế hoạch này"),
        ("Mã kế hoạch", "cchc-2021", "Mã kế hoạch “cchc-2021” ghi năm 2021"),
    ] {
        let said = said_of(|plan| plan.says(label, value));
        assert!(said.iter().any(|line| line.starts_with("nhắc") && line.contains(told)), "{said:?}");
    }
    assert_eq!(said_of(|plan| plan), Vec::<String>::new());
    let same = said_of(|plan| plan.says("Địa danh", "Phước Hội").says("Cấp trên", "Chủ tịch UBND huyện Đất Đỏ"));
    assert!(!same.iter().any(|line| line.contains("Địa danh") || line.contains("không phải huyện")), "{same:?}");
}

#[test]
fn an_office_that_is_no_commune_is_refused_and_another_level_asked_about() {
    let said = |name: &str| -> Vec<String> {
        said_of(|plan| plan.says("Xã", name)).into_iter().filter(|line| line.contains("không phải là")).collect()
    };
    assert!(said("Trường Tiểu học Kim Đồng")[0].starts_with("LỖI"));
    assert!(said("huyện Châu Thành")[0].starts_with("nhắc"));
    for commune in ["xã Trường Sơn", "Trường Xuân", "phường Sở Dầu", "đặc khu Phú Quốc"] {
        assert_eq!(said(commune), Vec::<String>::new(), "{commune}");
    }
}

#[test]
fn a_sentence_with_a_figure_of_its_own_is_asked_about() {
    let sentence = |text: &'static str| said_of(|plan| plan.put("Chỉ tiêu", "J2", text));
    assert!(sentence("Đã đối thoại 12 lần.").iter().any(|line| line.contains("ghi sẵn con số")));
    assert_eq!(sentence("Đã đối thoại {{ ket_qua }} lần."), Vec::<String>::new());
}
