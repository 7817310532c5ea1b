//! Workbooks to begin with: what is in them, and that they read without a word once filled in.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use calamine::Reader as _;
use hoso::assets::Assets;
use hoso::init::{File, workbooks};
use hoso::number::Fraction;
use hoso::plan::{Bound, Criterion, Plan};
use hoso::read::single::{embedded_plan, plan_workbook};

use crate::book::{Book, row};
use crate::paper::{have, python};
use crate::read::{intake_of, line};

fn plan() -> Plan {
    embedded_plan(&Assets::default(), None).expect("the embedded plan")
}

fn laid(files: &[File]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in files {
        std::fs::write(folder.path().join(&file.name), &file.bytes).expect("a file");
    }
    folder
}

/// The first column of a sheet, and the second, below the header.
fn first_two(folder: &Path, name: &str, sheet: &str) -> Vec<[String; 2]> {
    let mut book = calamine::open_workbook_auto(folder.join(name)).expect("a workbook");
    let range = book.worksheet_range(sheet).expect("a sheet");
    let text = |cell: Option<&calamine::Data>| cell.map(ToString::to_string).unwrap_or_default();
    range.rows().skip(1).map(|row| [text(row.first()), text(row.get(1))]).collect()
}

/// Everything of a plan but its cells.
fn told(plan: &Plan) -> Vec<String> {
    let text = |at: &hoso::cell::At<String>| at.value.clone();
    let of = |criterion: &Criterion| {
        let Criterion { area, name, measure, unit, kinds, counts_initiatives, target_words, short, .. } = criterion;
        let (code, sentence) = (&criterion.code.value, criterion.sentence.as_ref().map(text));
        format!(
            "{code} {area} {name} {measure:?} {unit} {kinds:?} {counts_initiatives} {target_words} {short} {sentence:?}"
        )
    };
    let mut told: Vec<String> = plan.criteria.iter().map(of).collect();
    told.extend(plan.areas.iter().map(|area| format!("{area:?}")));
    told.extend(plan.bases.iter().map(text));
    told.extend([&plan.standards, &plan.recipients].into_iter().flatten().cloned());
    let money = [&plan.coefficient, &plan.base_salary].map(|at| at.as_ref().map(|at| at.value.normalize().to_string()));
    told.push(format!("{:?} {:?} {} {money:?}", plan.threshold, plan.quorum, plan.limit));
    told.push(format!("{:?} {} {}", plan.issued, plan.from, plan.to));
    let Plan { code, campaign, symbol, commune, district, province, award, .. } = plan;
    let Plan { report_form, level_above, award_above, priority, place, subject, .. } = plan;
    let texts = [code, campaign, symbol, commune, district, province, award];
    told.extend([report_form, level_above, award_above, place, subject].map(Clone::clone));
    told.extend(texts.map(Clone::clone));
    told.push(format!("{priority:?}"));
    told
}

#[test]
fn every_embedded_plan_reads_back_as_itself() {
    let assets = Assets::default();
    let codes = assets.templates().filter_map(|(name, _)| name.strip_prefix("ke-hoach-")?.strip_suffix(".json"));
    let codes: Vec<&str> = codes.collect();
    assert!(codes.contains(&"cchc-2023"));
    for code in codes {
        reads_back(&embedded_plan(&assets, Some(code)).expect("an embedded plan"));
    }
}

#[test]
fn every_share_reads_back_as_itself() {
    let share = |above: i64, below: i64| Fraction::new(above.into(), below.into());
    for (quorum, votes) in [(share(1, 1), share(1, 2)), (share(5, 9), share(9, 10)), (share(2, 3), share(1, 3))] {
        let mut plan = plan();
        plan.quorum = Bound::AtLeast(quorum);
        plan.threshold.bound = Bound::MoreThan(votes);
        reads_back(&plan);
    }
}

#[test]
fn a_plan_without_a_level_above_or_with_mingled_areas_reads_back_as_itself() {
    let mut plan = plan();
    plan.level_above = String::new();
    reads_back(&plan);
    let last = plan.criteria.iter().rposition(|criterion| criterion.area == plan.criteria[0].area);
    let moved = plan.criteria.remove(last.expect("a criterion"));
    plan.criteria.push(moved);
    reads_back(&plan);
}

fn reads_back(plan: &Plan) {
    let folder = laid(&workbooks(plan, &[], 1).expect("workbooks"));
    let (again, problems) = plan_workbook(&folder.path().join("ke-hoach.xlsx"), &|_| true);
    // Less than a half is asked about, and read.
    let told_of = problems.iter().map(line).filter(|told| !told.contains("“Tỷ lệ phiếu tối thiểu” dưới một nửa"));
    assert_eq!(told_of.collect::<Vec<_>>(), Vec::<String>::new());
    assert_eq!(told(&again.expect("a plan")), told(plan));
}

#[test]
fn every_criterion_stands_in_the_figures_for_every_person() {
    let plan = plan();
    let folder = laid(&workbooks(&plan, &[], 3).expect("workbooks"));
    let rows = first_two(folder.path(), "don-vi.xlsx", "Số liệu");
    let labels: Vec<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    for criterion in &plan.criteria {
        let code = &criterion.code.value;
        let times = labels
            .iter()
            .filter(|label| label.starts_with(&format!("{code} ")) || label.starts_with(&format!("{code}/")))
            .count();
        assert!(times >= 3, "{code} stands {times} times");
    }
    let one: BTreeSet<&str> = labels.iter().copied().collect();
    assert_eq!(one.len() * 3, labels.len(), "each line once a person");
    assert!(rows.iter().all(|row| row[0].is_empty()), "no code is made up");
    let noted = |code: &str, note: &str| labels.iter().any(|label| label.starts_with(code) && label.ends_with(note));
    assert!(noted("4.1.4 – ", " (tự đếm từ trang Sáng kiến)"), "{labels:?}");
    assert!(noted("3.6 – ", " (chỉ ghi dẫn chứng, nếu có)"), "{labels:?}");
}

#[test]
fn a_workbook_for_each_unit_named() {
    let units = ["Văn phòng - Thống kê", "Ấp Phước Trinh", "Văn phòng Thống kê", "Xã"].map(str::to_owned);
    let files = workbooks(&plan(), &units, 1).expect("workbooks");
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let expected = ["van-phong-thong-ke.xlsx", "ap-phuoc-trinh.xlsx", "van-phong-thong-ke-2.xlsx", "xa-2.xlsx"];
    assert_eq!(names[..4], expected);
    assert_eq!(names[4..], ["xa.xlsx", "ke-hoach.xlsx"]);
    let folder = laid(&files);
    let office = first_two(folder.path(), "ap-phuoc-trinh.xlsx", "Đơn vị");
    assert_eq!(office[0], ["Tên đơn vị", "Ấp Phước Trinh"].map(str::to_owned));
}

#[test]
fn the_commune_can_enter_a_vote_held_again_and_no_unit_can() {
    let folder = laid(&workbooks(&plan(), &[], 1).expect("workbooks"));
    let headers = |name: &str| -> Vec<String> {
        let mut book = calamine::open_workbook_auto(folder.path().join(name)).expect("a workbook");
        let range = book.worksheet_range("Biểu quyết").expect("a sheet");
        range.rows().next().expect("headers").iter().map(ToString::to_string).collect()
    };
    let of_unit = ["Mã", "Đồng ý", "Không đồng ý", "Không có ý kiến", "Ý kiến"];
    assert_eq!(headers("don-vi.xlsx"), of_unit);
    let of_commune = ["Mã", "Đồng ý", "Không đồng ý", "Không có ý kiến", "Biểu quyết lại", "Ý kiến"];
    assert_eq!(headers("xa.xlsx"), of_commune);
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let plan = plan();
    let made = || workbooks(&plan, &[], 2).expect("workbooks");
    assert!(made() == made());
}

#[test]
fn what_is_not_filled_in_is_said_at_its_place() {
    let folder = laid(&workbooks(&plan(), &[], 2).expect("workbooks"));
    let lines: Vec<String> = intake_of(folder.path()).problems.iter().map(line).collect();
    let expected = [
        "LỖI [don-vi.xlsx/Cá nhân] Trang “Cá nhân” chưa có người nào",
        "LỖI [don-vi.xlsx/Hội đồng] Trang “Hội đồng” chưa có thành viên nào",
        "LỖI [Đơn vị!B2] Chưa ghi “Tên đơn vị”",
        "LỖI [xa.xlsx/Hội đồng] Trang “Hội đồng” chưa có thành viên nào",
    ];
    assert_eq!(lines, expected);
}

/// Fills in three prepared people's workbooks for two people with openpyxl.
fn filled() -> Option<tempfile::TempDir> {
    if !python("openpyxl") {
        return None;
    }
    let folder = laid(&workbooks(&plan(), &[], 3).expect("workbooks"));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/init/fill.py");
    let done = Command::new("python3").arg(script).arg(folder.path()).arg("2").output().expect("python starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Some(folder)
}

#[track_caller]
fn reads_without_a_word(folder: &Path) {
    let intake = intake_of(folder);
    assert_eq!(intake.problems.iter().map(line).collect::<Vec<_>>(), Vec::<String>::new());
    let judged = hoso::judge::judge(&intake.plan, &intake.units, intake.commune.as_ref(), intake.problems.clone(), 1);
    // The column of second votes is read, and said to be of no use where nobody is equal.
    let needless = "nhắc [Biểu quyết!E2] “Biểu quyết lại” của những người không bằng nhau ở vị trí cuối trong số cá nhân được chọn không được tính";
    assert_eq!(judged.problems.iter().map(line).collect::<Vec<_>>(), [needless]);
    let people = &judged.units[0].assessments;
    assert_eq!(people.len(), 2);
    for person in people {
        assert!(person.nominated(), "{:?}", person.reasons);
        let missing = person.findings.iter().find(|finding| finding.verdict == hoso::judge::Verdict::NoData);
        assert!(missing.is_none(), "{:?}", missing.map(|finding| &finding.criterion.code));
    }
    let commune = intake.commune.expect("the commune");
    let again = |vote: &hoso::model::Vote| vote.again.as_ref().map(|again| again.value);
    assert_eq!(commune.council.votes.iter().map(again).collect::<Vec<_>>(), [Some(3), None]);
}

#[test]
fn filled_in_by_openpyxl_it_reads_without_a_word() {
    if let Some(folder) = filled() {
        reads_without_a_word(folder.path());
    }
}

#[test]
fn saved_by_libreoffice_it_reads_without_a_word() {
    if !have("soffice", &["--version"]) {
        return;
    }
    let Some(folder) = filled() else { return };
    for ending in ["xlsx", "ods", "xls"] {
        let saved = tempfile::tempdir().expect("a folder");
        let home = format!("-env:UserInstallation=file://{}", saved.path().join("home").display());
        for name in ["don-vi", "xa", "ke-hoach"] {
            let done = Command::new("soffice")
                .args([&home, "--headless", "--convert-to", ending, "--outdir"])
                .arg(saved.path())
                .arg(folder.path().join(format!("{name}.xlsx")))
                .output()
                .expect("LibreOffice starts");
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }
        std::fs::remove_dir_all(saved.path().join("home")).expect("the profile goes");
        reads_without_a_word(saved.path());
    }
}

#[test]
fn another_plan_gives_another_workbook() {
    let mut book = Book::default();
    let general = [
        ("Mã kế hoạch", "chuyen-doi-so-2024"),
        ("Tên phong trào", "Chuyển đổi số"),
        ("Từ ngày", "01/01/2024"),
        ("Đến ngày", "31/12/2024"),
        ("Xã", "xã Phước Hội"),
        ("Căn cứ", "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"),
        ("Hình thức khen thưởng", "Giấy khen của Chủ tịch Ủy ban nhân dân xã"),
        ("Số lượng tối đa", "3"),
        ("Mẫu báo cáo", "Mẫu số 08"),
    ];
    let mut rows = vec![row(&["Mục", "Nội dung"])];
    rows.extend(general.map(|(label, content)| row(&[label, content])));
    book.sheets.push(("Kế hoạch".to_owned(), rows));
    let targets = vec![
        row(&["Mã", "Nội dung", "Chỉ tiêu", "Cách đo", "Mức đạt", "Mức vượt", "Đơn vị tính", "Áp dụng cho"]),
        row(&["CT 1", "1 Hạ tầng", "Hộ dân có mạng", "tỷ lệ", "≥ 90%", "> 95%", "hộ", "Người đứng đầu"]),
        row(&["CT 2", "1 Hạ tầng", "Các nền tảng dùng chung", "danh mục", "", "", "", ""]),
        row(&["CT 2/Nền tảng A", "1 Hạ tầng", "Nền tảng A", "có/không", "", "", "", ""]),
    ];
    book.sheets.push(("Chỉ tiêu".to_owned(), targets));
    let folder = tempfile::tempdir().expect("a folder");
    book.save(folder.path().join("ke-hoach-2024.xlsx"));
    let (plan, problems) = plan_workbook(&folder.path().join("ke-hoach-2024.xlsx"), &|_| true);
    let plan = plan.unwrap_or_else(|| panic!("{:?}", problems.iter().map(line).collect::<Vec<_>>()));
    let made = laid(&workbooks(&plan, &["Ấp 1".to_owned()], 1).expect("workbooks"));
    let labels: Vec<String> =
        first_two(made.path(), "ap-1.xlsx", "Số liệu").into_iter().map(|[_, label]| label).collect();
    assert_eq!(labels, ["CT 1 – Hộ dân có mạng", "CT 2/Nền tảng A – Nền tảng A"]);
    let (again, problems) = plan_workbook(&made.path().join("ke-hoach.xlsx"), &|_| true);
    assert_eq!(problems.len(), 0);
    assert_eq!(told(&again.expect("a plan")), told(&plan));
}
