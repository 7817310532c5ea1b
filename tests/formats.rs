//! One unit as many programs save it (`tests/workbooks`, made by `make.py` there): it must read the same from each.

use std::path::{Path, PathBuf};

use hoso::model::{Unit, Value};
use hoso::read::Intake;

use crate::read::{intake_of, line};

fn workbooks(beginning: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workbooks");
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of workbooks")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(beginning)))
        .collect();
    found.sort();
    found
}

/// Reads one workbook alone, under the name it has or another.
fn alone(path: &Path, name: &str) -> Intake {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::copy(path, folder.path().join(name)).expect("a copy");
    intake_of(folder.path())
}

fn lines(intake: &Intake) -> Vec<String> {
    intake.problems.iter().map(line).collect()
}

/// Everything the unit says, without cells.
fn told(unit: &Unit) -> String {
    let council = &unit.council;
    let mut told = vec![
        format!("{} số {:?}", unit.office.name, unit.submission.number.as_ref().map(|at| &at.value)),
        format!("{:?}", unit.office.recipients.iter().map(|at| &at.value).collect::<Vec<_>>()),
        format!("{:?} {:?}", council.date.as_ref().map(|at| at.value), council.begins.as_ref().map(|at| at.value)),
        format!("{:?}", council.ends.as_ref().map(|at| at.value)),
    ];
    for member in &council.members {
        told.push(format!("{} {:?} {}", member.name.value, member.role, member.present));
    }
    for vote in &council.votes {
        told.push(format!("{} {}/{}/{}", vote.code.value, vote.favour.value, vote.against.value, vote.abstain.value));
    }
    for person in &unit.candidates {
        let born = person.born.as_ref().map(|at| at.value);
        told.push(format!("{} {} {born:?} {:?}", person.code.value, person.name.value, person.kind));
        told.push(format!("cấp trên {}, {:?}", person.further, person.education.as_ref().map(|at| &at.value)));
        for (code, figure) in &person.figures {
            let value = match &figure.value {
                Value::Share { done, total } => format!("{}/{}", done.value, total.value),
                Value::Cut(cut) => format!("{} của {}", cut.taken.value, cut.allowed.value),
                Value::YesNo(yes) => yes.value.to_string(),
                Value::Count(count) => count.value.to_string(),
                Value::Violations(count) => count.value.to_string(),
                Value::Checklist(items) => items.iter().map(|item| format!("{} ", item.item)).collect(),
                Value::NotApplicable(reason) => reason.value.clone(),
            };
            told.push(format!("{code}: {value} ({:?})", figure.evidence.as_ref().map(|at| &at.value)));
        }
        told.extend(person.area_evidence.iter().map(|(area, evidence)| format!("{area}: {}", evidence.value)));
        told.extend(person.initiatives.iter().map(|initiative| initiative.name.value.clone()));
    }
    told.join("\n")
}

#[test]
fn every_program_says_the_same() {
    let good = workbooks("tot-");
    assert!(good.len() >= 11, "run tests/workbooks/make.py");
    let mut first: Option<String> = None;
    for path in good {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let intake = alone(&path, &name);
        // What one of them holds beside the rest: a column of notes, a hidden row.
        let beside = |line: &String| line.contains("cột không dùng đến") || line.contains("đang bị ẩn");
        let said: Vec<String> = lines(&intake).into_iter().filter(|line| !beside(line)).collect();
        assert_eq!(said, Vec::<String>::new(), "{name}");
        let unit = intake.units.first().unwrap_or_else(|| panic!("{name} has a unit"));
        let told = told(unit);
        assert!(told.contains("Some(2023-12-05) Some(08:30:00)"), "{name}: {told}");
        assert!(told.contains("4.3.2: 60.5 của 100"), "{name}: {told}");
        assert_eq!(*first.get_or_insert_with(|| told.clone()), told, "{name}");
    }
}

#[test]
fn a_workbook_is_known_by_its_content_not_its_ending() {
    for path in workbooks("tot-") {
        for ending in ["xlsx", "xls", "ods", "XLSB"] {
            let intake = alone(&path, &format!("a.{ending}"));
            assert_eq!(intake.units.len(), 1, "{} as .{ending}", path.display());
        }
    }
}

#[test]
fn plans_and_communes_of_every_program_say_the_same() {
    for ending in ["xlsx", "ods", "xls"] {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["ke-hoach", "xa"] {
            let file = format!("{name}.{ending}");
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workbooks").join(&file);
            std::fs::copy(path, folder.path().join(file)).expect("a copy");
        }
        let intake = intake_of(folder.path());
        let said: Vec<String> = lines(&intake).into_iter().filter(|line| !line.contains("chưa có tệp nào")).collect();
        assert_eq!(said, Vec::<String>::new(), "{ending}");
        let plan = &intake.plan;
        let period = (jiff::civil::date(2023, 1, 1), jiff::civil::date(2023, 12, 31));
        assert_eq!((plan.code.as_str(), plan.limit, (plan.from, plan.to)), ("dan-van-2023", 3, period), "{ending}");
        assert_eq!(plan.criteria.len(), 2, "{ending}");
        let council = &intake.commune.expect("a commune").council;
        let hours = [&council.begins, &council.ends].map(|at| at.as_ref().map(|at| at.value));
        assert_eq!(hours, [(8, 0), (10, 30)].map(|(hour, minute)| Some(jiff::civil::time(hour, minute, 0, 0))));
        assert_eq!((council.members.len(), council.votes[0].favour.value), (3, 3), "{ending}");
    }
}

#[track_caller]
fn says(file: &str, expected: &[&str]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workbooks").join(file);
    assert_eq!(lines(&alone(&path, file)), expected);
}

#[test]
fn formulas_without_a_value_are_said() {
    says(
        "sai-cong-thuc.xlsx",
        &[
            "LỖI [Số liệu!C2] Cột “Kết quả” cần số đếm, ô ghi tỷ lệ “99,17%”",
            "LỖI [Số liệu!C11] Ô ở “Kết quả” là công thức chưa được tính",
            "LỖI [Số liệu!C15] Ô ở “Kết quả” là công thức chưa được tính",
        ],
    );
}

#[test]
fn a_formula_without_a_value_is_said_before_what_it_would_contradict() {
    let cells = (2..10).map(|row| format!("LỖI [Số liệu!E{row}] Ô ở “Không áp dụng” là công thức chưa được tính"));
    let expected: Vec<String> = cells.collect();
    says("sai-chua-tinh.xlsx", &expected.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn a_failed_formula_stored_as_text_is_no_text() {
    says(
        "sai-loi-dang-chu.xlsx",
        &[
            "LỖI [Cá nhân!G2] Ô ở “Chức vụ” mang lỗi công thức #REF!",
            "LỖI [Số liệu!F2] Ô ở “Dẫn chứng” mang lỗi công thức #N/A",
            "LỖI [Số liệu!C3] Ô ở “Kết quả” mang lỗi công thức #ERROR!",
            "LỖI [Số liệu!F4] Ô ở “Dẫn chứng” là ảnh chèn trong ô nên không đọc được",
        ],
    );
    says(
        "sai-cong-thuc.xlsb",
        &[
            "LỖI [Số liệu!E2] Ô ở “Không áp dụng” mang lỗi công thức #N/A",
            "LỖI [Số liệu!F3] Ô ở “Dẫn chứng” mang lỗi công thức #DIV/0!",
        ],
    );
}

/// calamine refuses a whole sheet for an error code that it does not know.
#[test]
fn errors_of_a_newer_excel_are_said_where_they_matter() {
    says(
        "sai-loi-moi.xlsx",
        &[
            "LỖI [Số liệu!F2] Ô ở “Dẫn chứng” mang lỗi công thức #PYTHON!",
            "LỖI [Số liệu!C11] Ô ở “Kết quả” mang lỗi công thức #SPILL!",
        ],
    );
}

#[test]
fn a_cell_given_twice_is_not_guessed_at() {
    says(
        "sai-o-hai-lan.xlsx",
        &["LỖI [sai-o-hai-lan.xlsx/Số liệu] Trang “Số liệu” có hai nội dung khác nhau cho ô C11"],
    );
}

#[test]
fn formulas_that_failed_are_said() {
    says(
        "sai-cong-thuc-da-tinh.ods",
        &[
            "LỖI [Số liệu!C2] Cột “Kết quả” cần số đếm, ô ghi tỷ lệ “99,17%”",
            "LỖI [Số liệu!C15] Ô ở “Kết quả” mang lỗi công thức #DIV/0!",
        ],
    );
}

/// `100%` is stored as 1, and is no count of one.
#[test]
fn percentages_of_old_and_binary_workbooks_are_no_counts() {
    for file in ["sai-phan-tram.xls", "sai-phan-tram.xlsb"] {
        says(
            file,
            &[
                "LỖI [Số liệu!C11] Cột “Kết quả” cần số đếm, ô ghi tỷ lệ “100%”",
                "LỖI [Số liệu!D11] Cột “Tổng số” cần số đếm, ô ghi tỷ lệ “100%”",
                "LỖI [Số liệu!C17] Cột “Kết quả” cần số đếm, ô ghi tỷ lệ “94,92%”",
            ],
        );
    }
}

/// calamine joins what was struck out, and a raised digit, to the rest, and does not tell which rows are hidden.
#[test]
fn what_is_struck_out_raised_or_hidden_is_seen_in_every_format() {
    for ending in ["xlsx", "ods", "xls", "xlsb"] {
        let file = format!("sai-gach-ngang.{ending}");
        let sheet = format!("nhắc [{file}/Hội đồng] Trang “Hội đồng” đang ẩn nhưng vẫn được đọc");
        let cells = [
            "LỖI [Cá nhân!C2] Ô có chữ bị gạch ngang (“Họ và tên”)",
            "LỖI [Cá nhân!D2] “Ngày sinh” cần ngày tháng năm, ô chỉ hiện 03/1985",
            "nhắc [Cá nhân!G2] Trang “Cá nhân” có ô G2 bị gạch ngang nhưng vẫn được tính",
            "nhắc [Số liệu!E1] Trang “Số liệu” có cột đang bị ẩn nhưng vẫn được tính: E (“Không áp dụng”)",
            "LỖI [Số liệu!C2] Cột “Kết quả” cần số, ô ghi “119¹”",
            "LỖI [Số liệu!F3] Ô có chữ bị gạch ngang (“Dẫn chứng”)",
            "nhắc [Số liệu!A16] Trang “Số liệu” có dòng 16 đang bị ẩn hoặc bị lọc nhưng vẫn được tính",
            "nhắc [Số liệu!F17] Trang “Số liệu” có ô F17 bị gạch ngang nhưng vẫn được tính",
        ];
        // The sheet of the one that we wrote ourselves is not hidden.
        let mut expected = cells.to_vec();
        if ending != "xlsb" {
            expected.insert(3, &sheet);
        }
        says(&file, &expected);
    }
}

#[test]
fn what_a_merged_cell_hides_is_not_read() {
    let told = lines(&alone(&workbooks("sai-bi-che")[0], "a.xlsx"));
    assert!(told.contains(&"LỖI [Số liệu!C3] Ô C3 bị ô gộp C2 che mà vẫn còn nội dung khác".to_owned()), "{told:?}");
}

#[test]
fn old_workbooks_are_bounded_before_they_are_read() {
    let too_much = "Tệp có quá nhiều dữ liệu so với một bảng tính thông thường nên không đọc";
    says("sai-o-xa.xls", &[&format!("LỖI [sai-o-xa.xls] {too_much}")]);
    says("sai-chuoi-lap.xls", &[&format!("LỖI [sai-chuoi-lap.xls] {too_much}")]);
    // Found by fuzzing: calamine corrects a stated size to a larger one and makes room for all of it.
    says("sai-co-khai-man.xls", &[&format!("LỖI [sai-co-khai-man.xls] {too_much}")]);
}

#[test]
fn locked_files_and_other_documents_are_said() {
    says("sai-mat-khau.xlsx", &["LỖI [sai-mat-khau.xlsx] Tệp có đặt mật khẩu nên không đọc được"]);
    says(
        "sai-van-ban.ods",
        &[
            "LỖI [sai-van-ban.ods] Tệp không phải là bảng tính Excel: nội dung là văn bản hoặc bản trình chiếu OpenDocument",
        ],
    );
}

/// Found by fuzzing: a header with a control character came into the message as it was.
#[test]
fn what_is_quoted_steers_nothing() {
    says(
        "sai-ky-tu-dieu-khien.xls",
        // Of headers over nothing nothing is said.
        &["LỖI [Số liệu!B12] Kế hoạch không có chỉ tiêu “Không được giao”"],
    );
}

/// A small generator of numbers: the same ones in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides.max(1)
    }

    /// Spoils some bytes: one changed, a piece cut out, a piece doubled, or a number made very large.
    fn spoil(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.roll(3) {
            let at = self.roll(bytes.len());
            let length = self.roll(40).min(bytes.len() - at);
            match self.roll(4) {
                0 if !bytes.is_empty() => bytes[at] = u8::try_from(self.roll(256)).expect("a byte"),
                1 => drop(bytes.drain(at..at + length)),
                2 => {
                    let piece = bytes[at..at + length].to_vec();
                    bytes.splice(at..at, piece);
                }
                _ => bytes[at..at + length.min(4)].fill(0xFF),
            }
        }
    }
}

/// A package with one of its parts spoiled.
fn with_a_spoiled_part(bytes: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let mut source = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
    let chosen = dice.roll(source.len());
    let mut made = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..source.len() {
        let mut part = source.by_index(index).ok()?;
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut content).ok()?;
        if index == chosen {
            dice.spoil(&mut content);
        }
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        made.start_file(part.name().ok()?, stored).ok()?;
        std::io::Write::write_all(&mut made, &content).ok()?;
    }
    Some(made.finish().ok()?.into_inner())
}

/// How many spoiled files are read; `HOSO_SPOILED=100000` for a long look.
fn rounds() -> usize {
    std::env::var("HOSO_SPOILED").ok().and_then(|text| text.parse().ok()).unwrap_or(20)
}

#[test]
fn spoiled_files_end_in_words() {
    let mut dice = Dice(2023);
    let folder = tempfile::tempdir().expect("a folder");
    for path in workbooks("") {
        let bytes = std::fs::read(&path).expect("a workbook");
        for _ in 0..rounds() {
            let whole = dice.roll(4) == 0;
            let part = if whole { None } else { with_a_spoiled_part(&bytes, &mut dice) };
            let spoiled = part.unwrap_or_else(|| {
                let mut spoiled = bytes.clone();
                dice.spoil(&mut spoiled);
                spoiled
            });
            std::fs::write(folder.path().join("a.xlsx"), &spoiled).expect("a file");
            let intake = intake_of(folder.path());
            assert!(intake.units.len() + intake.problems.len() > 0, "neither read nor refused");
        }
    }
}
