//! The program as a clerk runs it: processes, their words, their statuses.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value as Json;

use crate::book::Book;

/// A folder to work in, with the sample's workbooks or none.
struct Place(tempfile::TempDir);

impl Place {
    fn empty() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn sample() -> Self {
        let place = Self::empty();
        std::fs::create_dir(place.path("input")).expect("a folder");
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("input");
        for entry in sample.read_dir().expect("the sample") {
            let entry = entry.expect("an entry");
            std::fs::copy(entry.path(), place.path("input").join(entry.file_name())).expect("a copy");
        }
        place
    }

    /// One complete unit by the name of `van-phong.xlsx`.
    fn unit(book: &Book) -> Self {
        let place = Self::empty();
        std::fs::create_dir(place.path("input")).expect("a folder");
        book.save(place.path("input/van-phong.xlsx"));
        place
    }

    fn path(&self, below: &str) -> std::path::PathBuf {
        self.0.path().join(below)
    }

    fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hoso"));
        command.args(line).current_dir(self.0.path()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command
    }

    fn run(&self, line: &[&str]) -> Ran {
        Ran::of(self.command(line).output().expect("the program starts"))
    }
}

#[derive(Debug)]
struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let status = output.status.code().expect("an exit, not a signal");
        Self { status, out: text(output.stdout), err: text(output.stderr) }
    }

    #[track_caller]
    fn says(&self, status: i32, words: &[&str]) {
        assert_eq!(self.status, status, "{self:?}");
        for word in words {
            assert!(self.out.contains(word) || self.err.contains(word), "“{word}” in\n{}\n{}", self.out, self.err);
        }
    }

    #[track_caller]
    fn json(&self) -> Json {
        serde_json::from_str(&self.out).unwrap_or_else(|fault| panic!("{fault}: {self:?}"))
    }
}

fn one() -> Book {
    Book::unit("Văn phòng").candidate("VP01", "Nguyễn Văn An").complete().signed()
}

#[test]
fn whoever_takes_the_workbooks_away_is_told_where_the_papers_are() {
    let place = Place::unit(&Book::unit("Văn phòng").complete());
    assert_eq!(place.run(&[]).status, 0);
    std::fs::remove_file(place.path("input/van-phong.xlsx")).expect("it is there");
    let ran = place.run(&[]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("vẫn còn trong bản lưu trữ") && ran.out.contains("cchc-2023-0001"), "{}", ran.out);
    assert!(!place.run(&[]).out.contains("vẫn còn trong bản lưu trữ"), "there is none on show any more");
}

#[test]
fn forms_are_made_for_the_plan_that_the_office_has() {
    let place = Place::empty();
    std::fs::create_dir(place.path("input")).expect("a folder");
    Book::plan("dan-van-2023").save(place.path("input/kế hoạch của xã.xlsx"));
    let ran = place.run(&["mau", "tep-moi"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.out.starts_with("Theo kế hoạch trong “input"), "{}", ran.out);
    assert!(ran.out.contains("Chép các tệp đã điền vào thư mục “input”"), "{}", ran.out);
    let press = hoso::press::Press::new(&hoso::assets::Assets::default()).expect("the press");
    let (plan, _) = hoso::read::single::plan_workbook(&place.path("tep-moi/ke-hoach.xlsx"), &|c| press.can_print(c));
    assert_eq!(plan.expect("a plan").code, "dan-van-2023");
}

#[test]
fn a_workbook_in_error_harms_no_other_whatever_its_name() {
    for name in ["hồ sơ ✅.xlsx", "办公室.xlsx", "a\u{FDD1}\n@ky xx\n\u{1}.xlsx"] {
        let place = Place::unit(&Book::unit("Văn phòng").complete());
        let wrong = Book::unit("Tư pháp").candidate("TP01", "Lê Thị Bê").figure("TP01", "4.3.1", 999, 413, "Sổ số 1");
        wrong.complete().save(place.path("input").join(name));
        let ran = place.run(&[]);
        assert_eq!(ran.status, 1, "{name:?}: {ran:?}");
        assert!(place.path("output/cchc-2023/van-phong/bo-ho-so.pdf").is_file(), "{name:?}");
        assert!(place.path("output/cchc-2023/xa/00-bang-tong-hop.pdf").is_file(), "{name:?}");
    }
}

#[test]
fn help_is_vietnamese_throughout() {
    let place = Place::empty();
    let mut lines = vec![vec!["--help"], vec!["-h"], vec!["--tro-giup"], vec!["help"], vec!["tro-giup"], vec!["/?"]];
    for name in ["check", "kiem-tra", "init", "mau", "watch", "theo-doi", "verify", "xac-minh", "archive", "luu-tru"] {
        lines.push(vec![name, "--help"]);
    }
    lines.extend([vec!["archive", "list", "-h"], vec!["luu-tru", "danh-sach", "-h"], vec!["luu-tru", "restore", "-h"]]);
    for line in lines {
        let ran = place.run(&line);
        ran.says(0, &["Cách dùng: hoso", "Tùy chọn:"]);
        assert!(ran.err.is_empty());
        for english in
            ["Usage", "Options", "Commands", "Arguments", "Print ", "[default", "[possible", "[aliases", "help"]
        {
            let said = ran.out.replace("--help", "").replace("hoso help", "");
            assert!(!said.contains(english), "{english} in {}", ran.out);
        }
        assert!(ran.out.lines().all(|line| line.chars().count() <= 110), "{}", ran.out);
    }
    place.run(&["--version"]).says(0, &[env!("CARGO_PKG_VERSION")]);
}

#[test]
fn a_wrong_line_is_said_in_vietnamese_with_status_2() {
    let place = Place::sample();
    for (line, words) in [
        (&["--foo"][..], "Không có tùy chọn “--foo”"),
        (&["--inptu", "x"], "có phải là “--input”?"),
        (&["chek"], "Không có lệnh “chek”; có phải là “check”?"),
        (&["check", "thua"], "Thừa “thua” trên dòng lệnh"),
        (&["--jobs", "0"], "“0” không dùng được cho “--jobs”: cần một số nguyên từ 1 đến 256"),
        (&["--plan"], "Sau “--plan” còn thiếu nội dung"),
        (&["--plan", "a", "--plan", "b"], "“--plan” chỉ ghi được một lần"),
        (&["init", "--ca-nhan", "nhiều"], "“nhiều” không dùng được cho “--ca-nhan”"),
        (&["archive", "restore", "1"], "Còn thiếu THƯ MỤC"),
        (&["--json=3"], "Thừa “3” sau “--json”"),
        (&["--plan", "khong-co"], "Không có kế hoạch “khong-co”"),
        (&["--input", "khong-co"], "Thư mục “khong-co” không có"),
        (&["--templates", "khong-co"], "khong-co"),
        (&["--output", "input/van-phong.xlsx"], "“input/van-phong.xlsx” là một tệp, không phải thư mục"),
        (&["mau", "input/van-phong.xlsx"], "“input/van-phong.xlsx” là một tệp, không phải thư mục"),
        (&["--jobs", "2", "init"], "Tùy chọn của lệnh “mau” viết sau chữ “mau”"),
    ] {
        let ran = place.run(line);
        ran.says(2, &[words]);
        assert!(ran.err.starts_with("lỗi: ") && ran.out.is_empty(), "{ran:?}");
        for english in ["error", "Usage", "invalid", "unexpected", "For more", "No such file", "os error"] {
            assert!(!ran.err.contains(english), "{english} in {}", ran.err);
        }
    }
    assert!(!place.path("output").exists());
    Place::empty().run(&[]).says(2, &["Thư mục “input” không có", "hoso mau"]);
}

#[test]
fn a_whole_run_ends_with_what_was_made_and_what_is_next() {
    let place = Place::sample();
    let ran = place.run(&[]);
    let folder = Path::new("output").join("cchc-2023");
    let (folder, page) = (folder.display(), folder.join("tong-hop.html"));
    ran.says(
        0,
        &[
            "Đã lập: 3 bộ hồ sơ cho 6 người và 1 tập thể",
            "Không được đề nghị: 3 người",
            "  - VP03 Lê Quốc Cường (Văn phòng - Thống kê): ",
            &format!("Văn bản ở:      {folder}"),
            &format!("Trang tổng hợp: {}", page.display()),
            "Số lưu trữ:     cchc-2023-0001",
            "Việc cần làm tiếp:",
            "bo-ho-so.pdf",
        ],
    );
    assert!(ran.err.is_empty() && !ran.out.contains('\u{1b}'), "no colour and no progress where nobody looks: {ran:?}");
    assert!(place.path("output/cchc-2023/van-phong-thong-ke/bo-ho-so.pdf").is_file());
    let again = place.run(&["--jobs", "1"]);
    again.says(0, &["không đổi từ lần trước"]);
    place.run(&["verify"]).says(0, &["nguyên vẹn"]);
    for command in ["verify", "archive"] {
        place.run(&[command, "--output", "khong-co"]).says(2, &["Không có thư mục “khong-co”"]);
    }
    place.run(&["luu-tru"]).says(0, &["cchc-2023-0001"]);
    let list = place.run(&["archive", "list", "--json"]).json();
    assert_eq!(list["bags"].as_array().map(Vec::len), Some(1));
    place.run(&["archive", "restore", "1", "ra"]).says(0, &["cchc-2023-0001"]);
    assert!(place.path("ra/dau-vao/van-phong.xlsx").is_file());
    place.run(&["archive", "restore", "9", "ra2"]).says(2, &["Không có bản lưu trữ “9”"]);
    let kept = place.path("output/luu-tru/cchc-2023-0001/data/danh-gia.json");
    std::fs::write(&kept, "{}").expect("a change");
    place.run(&["xac-minh"]).says(1, &["danh-gia.json", "đã bị sửa đổi"]);
    assert_eq!(place.run(&["verify", "--json"]).json()["ok"], false);
}

/// One person more than a set in one file holds: the clerk is told of the volumes, and one cell changed makes anew the file
/// it is in alone of them.
#[test]
fn a_unit_of_many_people_has_its_set_in_volumes() {
    let many = hoso::compose::SET.whole + 1;
    let book = |late: i32| {
        let add = |book: Book, n: usize| {
            let (code, done) = (format!("VP{n:02}"), if n == many { 412 - late } else { 412 });
            let words = ["An", "Bình", "Cường", "Dũng", "Giang"];
            let book = book.candidate(&code, &format!("Nguyễn {} {}", words[n / 5], words[n % 5]));
            book.figure(&code, "4.3.1", done, 413, "Báo cáo số 125/BC-UBND ngày 30/11/2023")
        };
        (1..=many).fold(Book::unit("Văn phòng").says("Người ký", "Trần Thị Lãnh Đạo"), add).complete()
    };
    let place = Place::unit(&book(0));
    let told = "(có “bo-ho-so-tap-02.pdf” thì in đủ các tập)";
    let ran = place.run(&[]);
    ran.says(0, &["In tệp “bo-ho-so.pdf”"]);
    let words = |ran: &Ran| ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words(&ran).contains(told), "{ran:?}");
    let names = ["bo-ho-so.pdf", "bo-ho-so-tap-02.pdf", "bo-ho-so-tap-03.pdf"];
    let files = || names.map(|name| std::fs::read(place.path("output/cchc-2023/van-phong").join(name)).expect(name));
    let before = files();
    book(1).save(place.path("input/van-phong.xlsx"));
    place.run(&[]).says(0, &["cchc-2023-0002"]);
    let changed: Vec<bool> = before.iter().zip(files()).map(|(before, after)| *before != after).collect();
    assert_eq!(changed, [true, false, true], "the first has the submission and the minutes, the last the report");
    assert!(!words(&Place::sample().run(&[])).contains(told));
}

#[test]
fn a_check_writes_nothing() {
    let place = Place::sample();
    for name in ["check", "kiem-tra"] {
        place.run(&[name]).says(0, &["Đã xét: 3 bộ hồ sơ cho 6 người và 1 tập thể", "lệnh này chỉ kiểm tra"]);
    }
    place.run(&["-i", "input", "check"]).says(0, &["Đã xét"]);
    assert!(!place.path("output").exists());
}

#[test]
fn a_problem_is_shown_in_its_row_with_status_1() {
    let mut book = one();
    let rows = book.rows("Số liệu");
    let row = rows.iter().position(|row| row[1] == "4.3.1".into()).expect("the criterion");
    rows[row][2] = 420.into();
    rows[row][3] = 413.into();
    let place = Place::unit(&book);
    let ran = place.run(&["check"]);
    let at = row + 1;
    ran.says(
        1,
        &[
            "lỗi: Kết quả 420 lớn hơn tổng số 413\n",
            &format!("→ van-phong.xlsx › Số liệu › C{at}, D{at}\n"),
            "│ A: Mã │ B: Chỉ tiêu │ C: Kết quả │ D: Tổng số │",
            "│ VP01  │ 4.3.1       │ 420        │ 413        │",
            "^^^          ^^^\n",
            "cần làm: ",
            "Sửa 1 lỗi kê ở trên",
        ],
    );
    let json = place.run(&["--json"]);
    assert_eq!((json.status, json.err.as_str()), (1, ""));
    let record = json.json();
    assert_eq!(record["plan"], "cchc-2023");
    assert_eq!(record["problems"][0]["cell"], format!("C{at}"));
    assert_eq!((&record["summary"]["errors"], &record["summary"]["status"]), (&1.into(), &1.into()));
    let fault = place.run(&["--json", "--input", "khong-co"]);
    assert_eq!(fault.status, 2);
    assert!(fault.json()["error"].as_str().is_some_and(|error| error.contains("khong-co")));
}

#[test]
fn colours_are_there_only_where_they_are_wanted() {
    let place = Place::unit(&Book::unit("Văn phòng"));
    let coloured = |variables: &[(&str, &str)]| {
        let mut command = place.command(&["check"]);
        command.envs(variables.iter().copied());
        Ran::of(command.output().expect("the program starts")).out.contains("\u{1b}[1;31mlỗi\u{1b}[0m")
    };
    assert!(!coloured(&[]), "a pipe");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let place = Place::sample();
    for line in [&["check"][..], &["--help"], &["check", "--json"]] {
        let mut child = place.command(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a start");
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("text");
        assert!(child.wait().expect("an end").success(), "{err}");
        assert_eq!(err, "");
    }
}

#[test]
fn workbooks_to_begin_with_are_laid_once() {
    let place = Place::empty();
    place.run(&["init"]).says(0, &["don-vi.xlsx, xa.xlsx, ke-hoach.xlsx", "Chạy: hoso\n"]);
    let before = std::fs::read(place.path("input/don-vi.xlsx")).expect("a workbook");
    place.run(&["mau", "--ca-nhan", "1"]).says(0, &["Đã có sẵn nên giữ nguyên"]);
    assert!(std::fs::read(place.path("input/don-vi.xlsx")).expect("a workbook") == before);
    place.run(&["check"]).says(1, &["Chưa ghi “Tên đơn vị”", "Đơn vị › B2"]);
    let sample = Place::sample();
    sample.run(&["init"]).says(2, &["nên không để thêm tệp mẫu vào đó"]);
    sample.run(&["init", "--don-vi", "Ấp Một"]).says(0, &["ap-mot.xlsx", "Chạy: hoso\n"]);
    assert!(!sample.path("input/ke-hoach.xlsx").exists());
    place.run(&["init", "khac", "--plan", "khong-co"]).says(2, &["cchc-2023"]);
    place.run(&["init", "khac", "--plan", "khong-co.xlsx"]).says(2, &["Không có tệp kế hoạch “khong-co.xlsx”"]);
    place.run(&["init", "khac", "--plan", "input/don-vi.xlsx"]).says(1, &["không phải là tệp kế hoạch"]);
    assert!(!place.path("khac").exists());
    place.run(&["init", "khac", "--plan", "input/ke-hoach.xlsx"]).says(0, &["Đã tạo trong “khac”"]);
}

#[test]
fn own_words_show_in_the_next_run_and_a_slip_names_its_line() {
    let place = Place::unit(&one());
    place.run(&["init", "--templates"]).says(0, &["to-trinh.jinja", "hoso --templates mau-chu"]);
    place.run(&["--templates", "mau-chu"]).says(0, &["Đã lập"]);
    let report = place.path("mau-chu/bao-cao.jinja");
    let words = std::fs::read_to_string(&report).expect("a template");
    let lines = words.lines().count();
    std::fs::write(&report, format!("{words}\n{{{{ khong_co_ten_nay }}}}\n")).expect("a change");
    let ran = place.run(&["--templates", "mau-chu"]);
    ran.says(2, &["bao-cao.jinja", &(lines + 2).to_string()]);
    assert!(ran.out.is_empty());
    // What is to be mended in the data does not wait.
    std::fs::write(place.path("input/ghi-chu.csv"), "a;b").expect("a file");
    place.run(&["--templates", "mau-chu"]).says(2, &["Đây là tệp CSV", "khong_co_ten_nay"]);
    std::fs::remove_file(place.path("input/ghi-chu.csv")).expect("ours");
    assert!(ran.err.contains("│ {{ khong_co_ten_nay }}\n") && ran.err.contains("^^^^^^^^^^^^^^^^"), "{}", ran.err);
    assert!(!ran.err.contains("undefined"), "{}", ran.err);
    let changed = words.replacen("BÁO CÁO", "BẢN BÁO CÁO", 1);
    assert!(changed != words, "the template has its title");
    std::fs::write(&report, changed).expect("a change");
    place.run(&["--templates", "mau-chu"]).says(0, &["Đã lập"]);
    if crate::paper::have("pdftotext", &["-v"]) {
        let paper = place.path("output/cchc-2023/van-phong/03-bao-cao-vp01-nguyen-van-an.pdf");
        let text = Command::new("pdftotext").arg(paper).arg("-").output().expect("pdftotext starts");
        assert!(String::from_utf8_lossy(&text.stdout).contains("BẢN BÁO CÁO"));
    }
}

/// What a run said, its wrapped lines joined.
fn unwrapped(ran: Ran) -> Ran {
    let words: Vec<&str> = ran.out.split_whitespace().collect();
    Ran { out: words.join(" "), ..ran }
}

#[test]
fn what_is_next_fits_what_is_there() {
    let council = "Hội đồng cấp xã họp, xét theo bảng tổng hợp “xa/00-bang-tong-hop.pdf”";
    let empty = Place::empty();
    std::fs::create_dir(empty.path("input")).expect("a folder");
    for line in [&["kiem-tra"][..], &[]] {
        let ran = unwrapped(empty.run(line));
        ran.says(
            1,
            &[
                "Chưa có gì để xét.",
                "Chép tệp Excel của các đơn vị vào thư mục “input”",
                "chưa có tệp thì gõ “hoso mau”",
            ],
        );
        for wrong in ["tệp “input”", "Sửa 1 lỗi", "bảng tổng hợp", "Đã xét"] {
            assert!(!ran.out.contains(wrong), "{wrong} in {}", ran.out);
        }
    }
    let place = Place::unit(&one());
    unwrapped(place.run(&[])).says(0, &[council, "điền tệp của xã (mẫu là “xa.xlsx”"]);
    let mut commune = Book::commune();
    commune.rows("Biểu quyết").truncate(1);
    commune.save(place.path("input/xa.xlsx"));
    unwrapped(place.run(&[])).says(0, &[council, "ghi số phiếu vào trang “Biểu quyết” trong tệp của xã"]);
    let emblem = "Giấy khen chưa có hình Quốc huy: gõ “hoso --phoi”";
    let place = Place::sample();
    let sample = unwrapped(place.run(&[]));
    sample.says(0, &["trong thư mục của từng đơn vị và trong thư mục “xa”, trình ký", emblem]);
    assert!(!sample.out.contains(council), "{}", sample.out);
    let on_blanks = unwrapped(place.run(&["--phoi"]));
    assert!(!on_blanks.out.contains(emblem), "{}", on_blanks.out);
    let nobody = unwrapped(Place::unit(&one()).run(&[]));
    assert!(!nobody.out.contains(emblem), "no certificates: {}", nobody.out);
}

/// Reads lines of a running program until one holds the words; gives all that was read.
#[track_caller]
fn until(lines: &std::sync::mpsc::Receiver<String>, words: &str) -> String {
    let mut read = String::new();
    while !read.contains(words) {
        match lines.recv_timeout(std::time::Duration::from_secs(120)) {
            Ok(line) => read += &(line + "\n"),
            Err(fault) => panic!("{fault} while waiting for “{words}” behind\n{read}"),
        }
    }
    read
}

/// A program that ends with its test, however that ends.
struct Ended(std::process::Child);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[test]
fn watching_makes_papers_again_and_says_what_changed() {
    const WAITS: &str = "Đang chờ tệp được lưu";
    let place = Place::unit(&one());
    let mut child = Ended(place.command(&["watch"]).stdout(Stdio::piped()).spawn().expect("a start"));
    let out = child.0.stdout.take().expect("a pipe");
    let (send, lines) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        BufReader::new(out).lines().map_while(Result::ok).try_for_each(|line| send.send(line)).ok();
    });
    assert!(until(&lines, WAITS).contains("Đã lập: 1 bộ hồ sơ cho 1 người"));
    // Excel's dance: a lock file, a half-written file of another name, then both renamed into place.
    let mut book = one();
    let rows = book.rows("Số liệu");
    let row = rows.iter().position(|row| row[1] == "4.3.1".into()).expect("the criterion");
    rows[row][2] = 1.into();
    std::fs::write(place.path("input/~$van-phong.xlsx"), "khóa").expect("a lock file");
    let aside = place.path("moi.xlsx");
    book.save(&aside);
    let bytes = std::fs::read(&aside).expect("a workbook");
    std::fs::write(place.path("input/van-phong.xlsx"), &bytes[..bytes.len() / 2]).expect("half a file");
    std::thread::sleep(std::time::Duration::from_millis(1500));
    std::fs::rename(&aside, place.path("input/van-phong.xlsx")).expect("a rename");
    let told = until(&lines, WAITS);
    for words in [
        "Có thay đổi: van-phong.xlsx",
        "văn bản bỏ: van-phong/01-to-trinh.pdf",
        "VP01 Nguyễn Văn An: 4.3.1 ",
        " → không đạt",
        "→ không đủ tiêu chuẩn",
    ] {
        assert!(told.contains(words), "“{words}” in\n{told}");
    }
    assert!(!told.contains("hỏng"), "the half-written file was not read: {told}");
    drop(child);
    reader.join().expect("the reader ends");
}

/// What lies beside the workbooks is complained of in files that the archive keeps, and is not kept itself.
#[test]
fn a_run_with_other_files_beside_its_workbooks_is_made_again_as_it_was() {
    let place = Place::sample();
    std::fs::write(place.path("input/ghi-chu.csv"), "a;b").expect("a file");
    let large = std::fs::File::create(place.path("input/lon.xlsx")).expect("a file");
    large.set_len(1 << 32).expect("a large file");
    Book::plan("dan-van-2023").save(place.path("input/ke-hoach.xlsx"));
    let ran = place.run(&["--plan", "cchc-2025"]);
    ran.says(1, &["Đây là tệp CSV", "lon.xlsx", "không dùng kế hoạch có sẵn"]);
    std::fs::remove_file(place.path("input/ke-hoach.xlsx")).expect("ours");
    place.run(&[]).says(1, &["Đã lập: 3 bộ hồ sơ", "lon.xlsx"]);
    let again = place.run(&["verify", "--rebuild"]);
    again.says(0, &["nguyên vẹn"]);
    assert!(!again.out.contains("không còn như lúc lưu"), "{again:?}");
}
