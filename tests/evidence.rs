//! The second look at evidence, on people in model values: what is warned of, at which cell, and what is not.

use hoso::model::{Initiative, Value};
use hoso::problem::{Place, Problem, Severity};

use crate::made::{self, Made};

/// The problems of a change to the small commune that it does not have without.
fn new_problems(change: impl FnOnce(&mut Made)) -> Vec<Problem> {
    let before = small().judged().problems;
    let mut made = small();
    change(&mut made);
    let judged = made.judged();
    judged.problems.iter().filter(|problem| !before.iter().any(|old| old == *problem)).cloned().collect()
}

/// The small commune, in which nobody has as many files as the first person.
fn small() -> Made {
    let mut made = made::small();
    let others = made.units.iter_mut().flat_map(|unit| &mut unit.candidates).skip(1);
    for (person, n) in others.zip(600..) {
        if let Some(Value::Share { done, total }) = person.figures.get_mut("4.3.1").map(|figure| &mut figure.value) {
            (done.value, total.value) = (n - 1, n);
        }
    }
    made
}

/// Puts a text as the evidence of a criterion of the first person (Nguyễn Văn An); 412 of 413 files in time.
fn with_evidence(code: &str, text: &str) -> Vec<Problem> {
    new_problems(|made| set(made, 0, 0, code, text))
}

fn set(made: &mut Made, unit: usize, person: usize, code: &str, text: &str) {
    let candidate = &mut made.units[unit].candidates[person];
    let figure = candidate.figures.get_mut(code).expect("a criterion of the plan");
    figure.evidence.as_mut().expect("evidence is given").value = text.into();
    if let Value::Share { done, total } = &mut figure.value
        && code == "4.3.1"
    {
        (done.value, total.value) = (412, 413);
    }
}

#[track_caller]
fn check(code: &str, text: &str, words: &[&str]) {
    let found = with_evidence(code, text);
    assert!(found.iter().all(|problem| problem.severity == Severity::Warning), "{text}: {found:?}");
    let evidence = |problem: &Problem| matches!(&problem.places[0], Place::Cell(cell) if cell.column == 5);
    assert!(found.iter().all(evidence), "{text}: {found:?}");
    assert_eq!(found.len(), words.len(), "{text}: {found:?}");
    for (problem, words) in found.iter().zip(words) {
        assert!(problem.message.contains(words), "{text}: {}", problem.message);
    }
}

#[test]
fn good_evidence_is_left_alone() {
    for text in [
        "Giải quyết 412/413 hồ sơ, đạt 99,76%; Báo cáo số 45/BC-UBND ngày 05/12/2023",
        "412/413 hồ sơ đúng hạn (99,8%), vượt chỉ tiêu 99%",
        "Theo Nghị định số 34/2019/NĐ-CP ngày 24/4/2019 của Chính phủ, đã giải quyết 412 hồ sơ",
        "Sổ theo dõi hồ sơ số 12/2023, giảm 15% hồ sơ trễ so với năm 2022",
        "Ông Nguyễn Văn An xử lý 412 hồ sơ",
        "Ông NGUYỄN VĂN AN phối hợp với bà Trần Thị Bích Ngọc xử lý 412 hồ sơ",
        "99% người dân hài lòng trên tổng số 412 hồ sơ",
        "Giải quyết 413 hồ sơ: trước hạn 350 (84,75%), đúng hạn 62 (15,01%), trễ hạn 01 (0,24%)",
        "412/413 hồ sơ đúng hạn. Tỷ lệ hài lòng của người dân 98,5%",
        "Hồ sơ trực tuyến 120/413, đạt 29,06%; Báo cáo số 45/BC-UBND ngày 05/12/2023",
        "Giải quyết 412/413 hồ sơ; hồ sơ còn lại (1/413) được gia hạn",
        "Gồm 212/413 hồ sơ chứng thực và 200/413 hồ sơ hộ tịch",
        "Xử lý 413 hồ sơ trong đó 203 hồ sơ nộp trực tuyến (49,15%), đúng hạn 412",
        "Số hóa 392/413 hồ sơ, đạt 94,9%",
        "Đúng hạn 412 hồ sơ, cao hơn chỉ tiêu 0,76 điểm phần trăm",
        "Đạt 98/100 điểm, giải quyết 412/413 hồ sơ",
        "Trích xuất Hệ thống thông tin giải quyết TTHC ngày 31 tháng 12 năm 2023, 412 hồ sơ",
        "Giải quyết 412/413 hồ sơ; tỷ lệ ký số đạt 98%",
        "Báo cáo số 45/BC-UBND ngày 05/12/2023: 100% văn bản được xử lý trên môi trường mạng",
        "Báo cáo số 45/BC-UBND ngày 05/12/2023; số hóa kết quả 100%, cắt giảm 30-50% thời gian",
        "Chứng thực 291/292 (99,66%), hộ tịch 120/121 (99,17%)",
        "Trước hạn 275/412 hồ sơ (66,75%); Báo cáo số 45/BC-UBND ngày 05/12/2023",
        "Năm 2022: 380/390; năm 2023: 412/413",
    ] {
        check("4.3.1", text, &[]);
    }
}

#[test]
fn what_honest_people_write_is_left_alone() {
    let mut lines = 0;
    for line in include_str!("data/dan-chung.txt").lines().filter(|line| !line.starts_with('#')) {
        let [code, result, total, text] = line.split('|').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let found = new_problems(|made| {
            let candidate = &mut made.units[0].candidates[0];
            let place = candidate.figures.get("4.3.1").expect("a figure").evidence.clone().expect("evidence is given");
            let evidence = place.clone().map(|_| text.into());
            let Some(figure) = candidate.figures.get_mut(code) else {
                candidate.area_evidence.insert(code.to_owned(), evidence);
                return;
            };
            match &mut figure.value {
                Value::Share { done, total: of } => {
                    (done.value, of.value) = (result.parse().expect("a count"), total.parse().expect("a count"));
                }
                Value::Cut(cut) => {
                    (cut.taken.value, cut.allowed.value) =
                        (result.parse().expect("a time"), total.parse().expect("a time"));
                }
                _ => {}
            }
            figure.evidence = Some(evidence);
        });
        let warned: Vec<&Problem> = found.iter().filter(|problem| problem.message.contains(": dẫn chứng")).collect();
        assert!(warned.is_empty(), "{line}: {warned:?}");
        lines += 1;
    }
    assert!(lines > 130, "{lines}");
}

#[test]
fn evidence_without_a_number_or_of_another_time_is_warned_of() {
    check("4.3.1", "Hoàn thành tốt nhiệm vụ", &["không có số liệu nào"]);
    check("4.3.1", "Báo cáo số 45/BC-UBND ngày 05/12/2022", &["ghi “05/12/2022”, ngoài thời gian"]);
    check("4.3.1", "Báo cáo tháng 3/2022 và tháng 4/2022 của 412 hồ sơ", &["“3/2022”, “4/2022”"]);
    check("4.3.1", "Báo cáo ngày 5 tháng 12 năm 2022", &["“ngày 5 tháng 12 năm 2022”, ngoài thời gian"]);
    check("4.3.1", "Kế hoạch số 12/KH-UBND năm 2022 giao 412 hồ sơ", &["kế hoạch của thời gian khác"]);
    check("4.3.1", "Báo cáo số 3/BC-UBND ngày 08/01/2024", &["không nằm trong thời gian"]);
    check("4.3.1", "Báo cáo số 45 ngày 31/11/2023", &["không có ngày như vậy"]);
    check("4.3.1", "Báo cáo số 45 ngày 2023-05-06", &[]);
    check("4.3.1", "Báo cáo số 45 ngày 2023-11-31", &["không có ngày như vậy"]);
    check("4.3.1", "Báo cáo số 45 ngày 2021-05-06", &["ngoài thời gian của phong trào"]);
}

#[test]
fn what_goes_for_many_figures_of_a_person_is_said_once() {
    let codes = ["4.1.1", "4.1.2", "4.3.1", "4.3.3", "4.4.1", "4.5.1"];
    let all = |text: Option<&str>| {
        new_problems(|made| {
            for code in codes {
                let figure = made.units[0].candidates[0].figures.get_mut(code).expect("a criterion of the plan");
                match (text, &mut figure.evidence) {
                    (Some(text), Some(evidence)) => evidence.value = text.into(),
                    _ => figure.evidence = None,
                }
            }
        })
    };
    for (text, words) in [
        (None, "chỉ tiêu 4.1.1, 4.1.2, 4.3.1, 4.3.3, 4.4.1, …: 6 dòng có số liệu nhưng chưa ghi dẫn chứng"),
        (Some("Tốt"), "chỉ tiêu 4.1.1, 4.1.2, 4.3.1, 4.3.3, 4.4.1, …: 6 dòng dẫn chứng “Tốt” không có số liệu nào"),
        (Some("Báo cáo số 4 ngày 5/12/2022"), "6 dẫn chứng, trước hết là chỗ ghi “5/12/2022”, ngoài thời gian"),
    ] {
        let found = all(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].message.contains(words), "{}", found[0].message);
        assert_eq!(found[0].places.len(), 5);
    }
}

#[test]
fn percentages_that_the_counts_contradict_are_warned_of() {
    check("4.3.1", "Giải quyết đúng hạn 98% hồ sơ", &["ghi 98%, còn số liệu 412/413 hồ sơ là 99,76%"]);
    check("4.3.1", "Giải quyết đúng hạn 100% hồ sơ", &["ghi 100%"]);
    check("4.3.1", "Giải quyết 410/413 hồ sơ", &["ghi 410/413, còn cột “Kết quả”"]);
    check("4.3.1", "Giải quyết 412/430 hồ sơ", &["ghi 412/430, còn cột “Kết quả”"]);
    check("4.3.1", "Giải quyết 410 hồ sơ trên tổng số 413 hồ sơ", &["ghi 410/413, còn cột “Kết quả”"]);
    check("4.3.1", "Giải quyết 412 hồ sơ đúng hạn trong tổng số 413", &[]);
    check("4.3.1", "Giải quyết đúng hạn 97 phần trăm hồ sơ", &["ghi 97%"]);
    check("4.3.1", "Giải quyết 405 hồ sơ (98,06%)", &["ghi 98,06%"]);
    check("4.3.1", "Tăng cường kiểm tra, rà soát nên đạt 98%", &["ghi 98%"]);
    check("4.7.1", "Nộp trực tuyến 70/100 hồ sơ", &["ghi 70/100"]);
    check("4.7.1", "Nộp trực tuyến 83/100 hồ sơ", &[]);
    check("4.3.3", "Niêm yết 50/60 thủ tục, đạt 90%", &["ghi 50/60 và 90%, mà 50/60 là 83,33%"]);
    check("4.3.2", "Rút ngắn 40% thời gian", &[]);
    check("4.3.2", "Rút ngắn 45% thời gian", &["ghi 45%"]);
}

#[test]
fn another_years_figure_may_stand_beside_this_ones() {
    check("4.3.1", "Báo cáo số 12/BC-UBND ngày 01/12/2023: 412/413 hồ sơ; năm 2022 đạt 56,3%", &[]);
    check("4.3.1", "Đúng hạn 412/413 hồ sơ; năm 2022 đạt 56,3%", &[]);
    for text in [
        "Tỷ lệ đúng hạn 99,76%, cao hơn năm 2022 (98,6%)",
        "412 hồ sơ đúng hạn, gấp 1,4 lần năm 2022 (295)",
        "Đúng hạn 99,76%, năm 2022: 98,4%, năm 2021: 97%",
        "412/413 hồ sơ, trong khi năm 2022 chỉ 380/390",
        "Năm 2022 mới đạt 61%, đến nay đạt 99,76% (412 hồ sơ)",
        "412/413 hồ sơ = 99,76%, tăng từ 61% (31/12/2022)",
        "412/413 hồ sơ - năm 2022 chưa đạt chỉ tiêu",
        "412 hồ sơ, bằng 199% năm 2022",
        "Không còn tình trạng chỉ đạt 61% như năm 2022; nay 412/413",
        "Đã khắc phục 03 tồn tại nêu tại Thông báo số 55/TB-UBND ngày 20/12/2022; đúng hạn 412/413",
        "Quy chế hoạt động của Bộ phận Một cửa ban hành kèm QĐ số 30/QĐ-UBND ngày 18/02/2020; đúng hạn 412/413",
    ] {
        check("4.3.1", text, &[]);
    }
    for text in [
        "Giải quyết 412/413 hồ sơ, năm 2022",
        "Năm 2022, giải quyết 412/413 hồ sơ",
        "Năm 2022 giải quyết 412/413 hồ sơ",
        "Năm 2022: 413 hồ sơ, đúng hạn 412",
        "412/413 hồ sơ; Sổ theo dõi năm 2022",
        "412 hồ sơ năm 2022, Báo cáo số 45/BC-UBND ngày 05/12/2023",
    ] {
        check("4.3.1", text, &["“2022”"]);
    }
    check("4.3.1", "Kết quả xếp loại của năm 2022", &["“2022”"]);
    check("4.3.1", "Đúng hạn 412/413 hồ sơ; Báo cáo năm 2022 của bộ phận", &["“2022”"]);
}

#[test]
fn a_percentage_of_something_else_may_stand_beside_the_figure() {
    for text in [
        "412 hồ sơ đúng hạn, trong đó 75% sớm hạn, 25% đúng hạn",
        "412/413 hồ sơ; 75% là hồ sơ chứng thực",
        "412/413 hồ sơ, có mặt họp giao ban đạt 98%",
        "412 hồ sơ đúng hạn, 98% gửi qua trục liên thông",
        "412/413 hồ sơ (huyện 78%, tỉnh 72%)",
        "412 hồ sơ; 28 thủ tục rút ngắn từ 35% đến 60%",
        "Trước hạn 82,5%, đúng hạn 17,3%, trễ hạn 0,2%",
        "Sớm hạn 300/413, đúng hạn 112/413, trễ 1/413",
        "Đã hoàn thành 413/413 hồ sơ, đúng hạn 412",
        "Chỉ 1/413 hồ sơ nộp giấy",
    ] {
        check("4.3.1", text, &[]);
    }
    check("4.3.1", "Giải quyết 412 hồ sơ, đạt 92%", &["ghi 92%"]);
    check("4.3.1", "412/413 hồ sơ, tỷ lệ đúng hạn 92%", &["ghi 92%"]);
    check("4.3.1", "Giải quyết 300/413 hồ sơ đúng hạn", &["ghi 300/413"]);
}

#[test]
fn what_is_planned_or_denied_is_no_result() {
    check("4.3.1", "Phấn đấu giải quyết đúng hạn 99% hồ sơ", &["nói điều dự kiến"]);
    check("4.3.1", "Dự kiến đến 31/12/2023 giải quyết 500 hồ sơ", &["nói điều dự kiến"]);
    check("4.3.1", "Chỉ tiêu giao 95%, thực hiện 412/413 hồ sơ", &[]);
    check("4.3.3", "Biên bản số 84/BB-UBND: còn thiếu 02 máy tính", &["nói việc chưa làm"]);
    check("4.3.3", "Biên bản số 84/BB-UBND: kết luận không đạt yêu cầu", &["nói việc chưa làm"]);
    check("4.3.3", "Biên bản số 84/BB-UBND: không còn thiếu máy tính", &[]);
    check("4.5.1", "Có 02 người đi trễ, Thông báo số 64/TB-UBND", &["trường hợp vi phạm nhiều hơn"]);
    check("4.5.2", "Có 02 trường hợp vi phạm, Thông báo số 101/TB-UBND", &["trường hợp vi phạm nhiều hơn"]);
    check("4.5.2", "Thông báo số 101/TB-UBND: không có trường hợp vi phạm", &[]);
    check("4.3.2", "Rút ngắn 60 giờ theo Báo cáo số 45/BC-UBND", &["là phần thời gian đã giảm"]);
    check("4.3.2", "Rút ngắn còn 60 giờ theo Báo cáo số 45/BC-UBND", &[]);
    let whole = |text: &str| {
        let whole = |made: &mut Made| {
            set(made, 0, 0, "4.3.1", text);
            let figure = made.units[0].candidates[0].figures.get_mut("4.3.1").expect("a figure");
            if let Value::Share { done, total } = &mut figure.value {
                (done.value, total.value) = (413, 413);
            }
        };
        new_problems(whole).iter().filter(|problem| problem.message.contains("trễ hạn nhiều hơn")).count()
    };
    assert_eq!(whole("413/413 hồ sơ, trong đó 02 hồ sơ trễ hạn"), 1);
    assert_eq!(whole("413/413 hồ sơ, không có hồ sơ trễ hạn"), 0);
    assert_eq!(whole("413/413 hồ sơ, 0 hồ sơ trễ hạn"), 0);
    check("4.3.1", "412/413 hồ sơ, trong đó 03 hồ sơ trễ hạn", &["trễ hạn nhiều hơn “Tổng số” trừ “Kết quả”"]);
    check("4.3.1", "412/413 hồ sơ, trong đó 01 hồ sơ trễ hạn", &[]);
}

#[test]
fn evidence_that_contradicts_or_is_of_another_time_is_asked_about() {
    let lines = include_str!("data/dan-chung-sai.txt").lines().filter(|line| !line.starts_with('#'));
    let passed: Vec<&str> = lines
        .filter(|line| {
            let (code, text) = line.split_once('\t').expect("a code and a text");
            !with_evidence(code, text).iter().any(|problem| problem.message.contains(": dẫn chứng"))
        })
        .collect();
    assert_eq!(passed, Vec::<&str>::new());
}

#[test]
fn work_well_done_is_no_denial() {
    for (code, text) in [
        ("4.3.3", "Hướng dẫn người dân bổ sung giấy tờ còn thiếu, 120 lượt"),
        ("4.3.3", "Đã bổ sung 02 máy tính còn thiếu"),
        ("4.3.3", "Đã khắc phục tình trạng chưa niêm yết 05 thủ tục"),
        ("4.3.3", "Rà soát, niêm yết bổ sung 15 thủ tục chưa niêm yết"),
        ("4.3.2", "Tổng thời gian sau rút ngắn 60 giờ, quy định 100 giờ"),
        ("4.3.2", "thời gian đã rút ngắn: 60 giờ so với 100 giờ"),
        ("4.3.2", "Thời gian sau khi giảm 60 giờ"),
        ("4.3.1", "Mục tiêu cải cách hành chính được quán triệt; 412/413 hồ sơ"),
    ] {
        check(code, text, &[]);
    }
}

#[test]
fn a_paper_has_one_day() {
    let dragged = |made: &mut Made| {
        set(made, 0, 0, "4.1.1", "Sổ theo dõi năm 2023; Báo cáo số 07/BC-VPTK ngày 20/11/2023");
        set(made, 0, 1, "4.1.1", "Sổ theo dõi năm 2023; Báo cáo số 07/BC-VPTK ngày 21/11/2023");
        // Of another unit it is another paper, and of another year.
        set(made, 1, 0, "4.1.1", "Sổ theo dõi năm 2023; Báo cáo số 07/BC-VPTK ngày 22/11/2023");
    };
    let found = new_problems(dragged);
    let [problem] = &found[..] else { panic!("{found:?}") };
    assert_eq!(problem.message, "Văn bản số 07/BC-VPTK được ghi nhiều ngày khác nhau: 20/11/2023, 21/11/2023");
    assert_eq!(problem.places.len(), 2);
}

#[test]
fn what_was_late_is_the_rest() {
    check("4.3.1", "Báo cáo số 12/BC-UBND ngày 01/12/2023: trễ hạn 1/413 hồ sơ", &[]);
    check("4.3.1", "Báo cáo số 12/BC-UBND ngày 01/12/2023: quá hạn 1 hồ sơ (0,24%)", &[]);
    check("4.3.1", "Báo cáo số 12/BC-UBND ngày 01/12/2023: 1 hồ sơ trễ hạn trên tổng số 413", &[]);
    check("4.3.1", "Báo cáo số 12/BC-UBND ngày 01/12/2023: đúng hạn 1/413 hồ sơ", &["ghi 1/413"]);
}

#[test]
fn what_was_cut_is_no_rest() {
    // 4.3.2 of the first person is cut by 40 %.
    let reduction = |text: &str| with_evidence("4.3.2", text).len();
    for (text, warnings) in [
        ("Rút ngắn 40% thời gian theo Báo cáo số 45/BC-UBND", 0),
        ("Thời gian giải quyết còn 60% so với quy định, Báo cáo số 45/BC-UBND", 0),
        ("Báo cáo số 45/BC-UBND: rút ngắn được 60% thời gian", 1),
        ("Giảm 60% theo Báo cáo số 45/BC-UBND", 1),
        ("Rút ngắn được 35% thời gian theo Báo cáo số 45/BC-UBND", 1),
        ("Rút ngắn 35% thời gian theo chỉ tiêu, Báo cáo số 45/BC-UBND", 0),
        ("Thực hiện Kế hoạch số 12/KH-UBND về rút ngắn 35% thời gian", 0),
        ("Quyết định số 178/QĐ-UBND ngày 21/6/2023 về việc rút ngắn 35% thời gian", 0),
        ("Báo cáo số 45/BC-UBND: còn 1.152 giờ so với 1.920 giờ", 0),
        ("Báo cáo số 45/BC-UBND: còn 1.100 giờ so với 1.920 giờ", 1),
        ("Báo cáo số 45/BC-UBND: thủ tục khai sinh còn 1 ngày so với 3 ngày", 0),
        ("Thời gian giảm chỉ còn khoảng 60% so với quy định, Báo cáo số 45/BC-UBND", 0),
        ("Rút ngắn thời gian xuống bằng 60% quy định, Báo cáo số 45/BC-UBND", 0),
    ] {
        assert_eq!(reduction(text), warnings, "{text}");
    }
}

#[test]
fn another_name_in_ones_own_evidence_is_warned_of() {
    check("4.3.1", "Bà Trần Thị Bích Ngọc xử lý 412 hồ sơ", &["nêu tên “Trần Thị Bích Ngọc”"]);
    check("4.3.1", "Ông Nguyễn Văn Ân xử lý 412 hồ sơ", &["ghi “Nguyễn Văn Ân”, gần giống"]);
    check("4.3.1", "Ông Nguyễn Văn Bình xử lý 412 hồ sơ", &[]);
    let found = with_evidence("4.3.1", "Bà Trần Thị Bích Ngọc xử lý 412 hồ sơ");
    assert!(found.iter().any(|problem| problem.message.contains("nêu tên") && problem.places.len() == 2));
}

#[test]
fn one_sentence_in_two_reports_is_said_once_with_both_cells() {
    let copied =
        "Tham mưu 12 kế hoạch, tổ chức 04 lớp tập huấn cho 86 lượt cán bộ; Báo cáo số 45/BC-UBND ngày 5/12/2023";
    let found = new_problems(|made| {
        set(made, 0, 0, "4.3.1", copied);
        set(made, 1, 0, "4.3.3", copied);
        set(made, 2, 1, "4.4.1", "Việc khác: 1 việc. Tham mưu 12 kế hoạch, tổ chức 04 lớp tập huấn cho 86 lượt cán bộ");
    });
    let repeated: Vec<&Problem> = found.iter().filter(|problem| problem.message.starts_with("Câu “")).collect();
    assert_eq!(repeated.len(), 2, "{repeated:?}");
    let files = |problem: &Problem| problem.places.iter().map(|place| place.file().to_string()).collect::<Vec<_>>();
    assert!(repeated.iter().any(|problem| files(problem) == ["tu-phap.xlsx", "van-phong.xlsx"]
        || files(problem) == ["van-phong.xlsx", "tu-phap.xlsx"]));
    assert!(repeated.iter().any(|problem| problem.places.len() == 3));
}

#[test]
fn figures_of_one_person_in_anothers_rows_are_said_once() {
    let with = |first: &[(&str, u64, u64)], second: &[(&str, u64, u64)]| -> Vec<Problem> {
        let change = |made: &mut Made| {
            let mut given = 0_u64;
            for (place, person) in made.units.iter_mut().flat_map(|unit| &mut unit.candidates).enumerate() {
                let own = [first, second].get(place).copied().unwrap_or_default();
                for (code, figure) in &mut person.figures {
                    given += 1;
                    let own = own.iter().find(|(known, ..)| *known == &**code).map(|(_, done, total)| (*done, *total));
                    if let Value::Share { done, total } = &mut figure.value {
                        (done.value, total.value) = own.unwrap_or((900 + given, 1_900 + given));
                    }
                    if let Value::Cut(cut) = &mut figure.value {
                        cut.taken.value = given.into();
                    }
                }
            }
        };
        let mut made = made::small();
        change(&mut made);
        let alike = |problem: &&Problem| problem.message.contains("giống hệt nhau");
        made.judged().problems.iter().filter(alike).cloned().collect()
    };
    let found = with(&[("4.1.1", 57, 60), ("4.3.1", 412, 413)], &[("4.1.1", 57, 60), ("4.3.1", 412, 413)]);
    let [problem] = &found[..] else { panic!("{found:?}") };
    assert_eq!(
        problem.message,
        "Nguyễn Văn An, Trần Thị Bích Ngọc: 2 chỉ tiêu có kết quả và tổng số giống hệt nhau (4.1.1: 57/60 văn bản; \
         4.3.1: 412/413 hồ sơ)"
    );
    assert_eq!((problem.severity, problem.places.len()), (Severity::Warning, 2));
    for (first, second) in [
        // One may be chance, so may small ones, and whoever does all does the same as others.
        ([("4.1.1", 57, 60), ("4.3.1", 412, 413)], [("4.1.1", 57, 60), ("4.3.1", 411, 413)]),
        ([("4.1.1", 20, 24), ("4.3.1", 412, 413)], [("4.1.1", 20, 24), ("4.3.1", 412, 413)]),
        ([("4.1.1", 60, 60), ("4.3.1", 90, 90)], [("4.1.1", 60, 60), ("4.3.1", 90, 90)]),
    ] {
        assert_eq!(with(&first, &second), []);
    }
}

#[test]
fn a_neighbours_figures_are_known_in_another_workbook() {
    let with = |common: u64| {
        let mut made = made::small();
        let mut given = 0;
        for (place, unit) in made.units.iter_mut().enumerate() {
            for (at, person) in unit.candidates.iter_mut().enumerate() {
                let mut shares = 0;
                for (_, figure) in person.figures.iter_mut() {
                    given += 1;
                    match &mut figure.value {
                        Value::Share { done, total } => {
                            shares += 1;
                            let own = if at == 0 && place < 2 && shares <= common { shares } else { given + 50 };
                            (done.value, total.value) = (900 + own, 1_900 + own);
                        }
                        Value::Cut(cut) => cut.taken.value = given.into(),
                        _ => {}
                    }
                }
            }
        }
        let problems = made.judged().problems;
        let alike = problems.iter().filter(|problem| problem.message.contains("giống hệt nhau"));
        alike.map(|problem| (problem.places.len(), problem.severity)).collect::<Vec<_>>()
    };
    assert_eq!(with(3), [(2, Severity::Warning)]);
    assert_eq!(with(2), []);
}

#[test]
fn an_initiative_says_what_it_did_and_who_recognised_it() {
    let found = new_problems(|made| {
        let candidate = &mut made.units[0].candidates[0];
        let name = candidate.initiatives[0].name.clone();
        let cell = name.cell.sibling(40, name.cell.column);
        let name = hoso::cell::At::new("Số hóa sổ hộ tịch".to_owned(), cell);
        candidate.initiatives.push(Initiative { name, effect: None, recognition: None });
    });
    assert!(
        found.iter().any(|problem| problem.message.contains("“Số hóa sổ hộ tịch”: chưa ghi hiệu quả và quyết định"))
    );
}

#[test]
fn an_initiative_and_an_area_say_a_number() {
    let effect = |effect: &str, recognition: &str| {
        let found = new_problems(|made| {
            let initiative = &mut made.units[0].candidates[0].initiatives[0];
            initiative.effect.as_mut().expect("an effect").value = effect.to_owned();
            initiative.recognition.as_mut().expect("a recognition").value = recognition.to_owned();
        });
        found.iter().filter(|problem| problem.message.contains("hiệu quả “")).count()
    };
    assert_eq!(effect("Tốt, được người dân đồng tình", "Được Chủ tịch xã công nhận"), 1);
    assert_eq!(effect("Giảm 02 lượt đi lại", "Được Chủ tịch xã công nhận"), 0);
    assert_eq!(effect("Được người dân đồng tình", "Quyết định số 12/QĐ-UBND"), 0, "a decision has a number");
    assert_eq!(effect("Tốt", "Quyết định số 12/QĐ-UBND"), 1, "and a word says nothing");
    let area = |text: &str| {
        new_problems(|made| {
            let candidate = &mut made.units[0].candidates[0];
            let at = hoso::cell::At::new(text.into(), made::cell("van-phong.xlsx", "Số liệu", 40, 5));
            candidate.area_evidence.insert("3.6".to_owned(), at);
        })
        .len()
    };
    assert_eq!((area("Công khai đầy đủ, kịp thời theo quy định"), area("Công khai 04 lần")), (1, 0));
}

#[test]
fn evidence_that_cannot_be_read_is_not_called_missing() {
    let mut made = made::small();
    let figure = made.units[0].candidates[0].figures.get_mut("4.3.1").expect("a criterion of the plan");
    figure.evidence = None;
    let cell = figure.source.in_column(5);
    let missing = |problems: &hoso::problem::Problems| {
        problems.iter().filter(|problem| problem.message.contains("chưa ghi dẫn chứng")).count()
    };
    assert_eq!(missing(&made.judged().problems), 1);
    made.units[0].evidence_unread.push(cell);
    assert_eq!(missing(&made.judged().problems), 0);
}

#[test]
fn somebody_excused_from_nearly_all_is_asked_about() {
    let excused = |left: &[&str]| {
        let found = new_problems(|made| {
            let candidate = &mut made.units[0].candidates[0];
            for (code, figure) in &mut candidate.figures {
                if !left.contains(&&**code) && !matches!(figure.value, Value::Count(_)) {
                    let reason = "Không được giao".to_owned();
                    figure.value = Value::NotApplicable(hoso::cell::At::new(reason, figure.source.clone()));
                }
            }
        });
        let told = found.iter().filter(|problem| problem.message.contains("về kết quả công việc để xét"));
        told.map(|problem| problem.message.split(" về ").next().expect("a text").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(excused(&["4.1.1", "4.5.2"]), ["“Nguyễn Văn An” chỉ còn 1 chỉ tiêu"]);
    assert_eq!(excused(&["4.5.2"]), ["“Nguyễn Văn An” không còn chỉ tiêu nào"]);
    assert_eq!(excused(&["4.1.1", "4.1.2", "4.5.2"]), Vec::<String>::new());
}
