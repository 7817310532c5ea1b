//! Files that are no workbooks, or workbooks made to do harm: each costs one sentence, and the unit beside it is served.

use std::io::{Cursor, Write as _};
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::book::Book;
use crate::read::{intake_of, line};

/// A folder with a good unit, `z.xlsx`, and one bad file; what is said of the bad one.
#[track_caller]
fn beside(name: &str, bytes: &[u8], expected: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(name), bytes).expect("a file");
    Book::unit("Văn phòng").complete().save(folder.path().join("z.xlsx"));
    check(folder.path(), expected);
}

#[track_caller]
fn check(folder: &Path, expected: &[&str]) {
    let intake = intake_of(folder);
    let said: Vec<String> = intake.problems.iter().map(line).collect();
    assert_eq!(said, expected);
    assert_eq!(intake.units.len(), 1, "the good unit is served");
    assert!(!intake.problems.stop("z.xlsx"));
}

const TOO_MUCH: &str = "LỖI [a.xlsx] Tệp có quá nhiều dữ liệu so với một bảng tính thông thường nên không đọc";
const DAMAGED: &str = "LỖI [a.xlsx] Tệp bị hỏng hoặc chưa tải về đủ nên không đọc được";

/// The parts of a package.
struct Package(ZipWriter<Cursor<Vec<u8>>>);

impl Package {
    /// A workbook whose only sheet, `Đơn vị`, has this XML.
    fn with_sheet(sheet: &str) -> Self {
        Self::with_parts().part("xl/worksheets/sheet1.xml", sheet.as_bytes())
    }

    /// A workbook that still lacks its sheet.
    fn with_parts() -> Self {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        Self::without_workbook().part(
            "xl/workbook.xml",
            format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Đơn vị\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>").as_bytes(),
        )
    }

    /// All but the list of sheets.
    fn without_workbook() -> Self {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let package = "http://schemas.openxmlformats.org/package/2006";
        Self(ZipWriter::new(Cursor::new(Vec::new())))
            .part("[Content_Types].xml", format!("<Types xmlns=\"{package}/content-types\"/>").as_bytes())
            .part(
                "_rels/.rels",
                format!("<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>").as_bytes(),
            )
            .part(
                "xl/_rels/workbook.xml.rels",
                format!("<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>").as_bytes(),
            )
    }

    fn part(self, name: &str, content: &[u8]) -> Self {
        self.repeated(name, &[content], 1, b"")
    }

    /// A part of `head`, then `body` so many times, then `tail`.
    fn repeated(mut self, name: &str, head: &[&[u8]], times: usize, tail: &[u8]) -> Self {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        self.0.start_file(name, options).expect("a part");
        if let [head, body] = head {
            self.0.write_all(head).expect("memory");
            for _ in 0..times {
                self.0.write_all(body).expect("memory");
            }
        } else {
            self.0.write_all(&head.concat()).expect("memory");
        }
        self.0.write_all(tail).expect("memory");
        self
    }

    fn bytes(self) -> Vec<u8> {
        self.0.finish().expect("a package").into_inner()
    }
}

#[test]
fn files_that_are_no_workbooks() {
    beside("a.xlsx", b"", &["LỖI [a.xlsx] Tệp rỗng, không có nội dung"]);
    let says = |kind: &str| format!("LỖI [a.xls] Tệp không phải là bảng tính Excel: nội dung {kind}");
    beside("a.xls", b"%PDF-1.7\n%x", &[&says("là văn bản PDF đã đổi tên")]);
    beside(
        "a.xls",
        b"<html><body><table><tr><td>M\xC3\xA3</td></tr></table>",
        &[&says("là trang web (HTML) đã đổi tên")],
    );
    beside("a.xls", "Mã;Họ và tên\n1;An\n".as_bytes(), &[&says("là tệp văn bản thường (CSV, TXT) đã đổi tên")]);
    beside(
        "a.xls",
        &Package::with_parts().0.finish().expect("a package").into_inner()[..40],
        &["LỖI [a.xls] Tệp bị hỏng hoặc chưa tải về đủ nên không đọc được"],
    );
    let word = Package(ZipWriter::new(Cursor::new(Vec::new()))).part("word/document.xml", b"<w/>").bytes();
    beside(
        "a.xlsx",
        &word,
        &["LỖI [a.xlsx] Tệp không phải là bảng tính Excel: nội dung là văn bản Word (.docx) đã đổi tên"],
    );
    let plain = Package(ZipWriter::new(Cursor::new(Vec::new()))).part("a.txt", b"x").bytes();
    beside("a.xlsx", &plain, &["LỖI [a.xlsx] Tệp không phải là bảng tính Excel: nội dung là tệp nén (ZIP)"]);
}

/// Neither is passed over in silence: what follows would be missed.
#[test]
fn formulas_and_merged_cells_that_cannot_be_read() {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let row = |inside: &str, behind: &str| {
        let text = "<c r=\"A1\" t=\"str\"><v>Mục</v></c>";
        format!(
            "<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\">{text}{inside}</row></sheetData>{behind}</worksheet>"
        )
    };
    let formula = row("<c r=\"B1\"><f t=\"shared\">1+1</f><v>2</v></c><c r=\"C1\"><f>1+1</f></c>", "");
    beside("a.xlsx", &Package::with_sheet(&formula).bytes(), &[DAMAGED]);
    let merged = row("", "<mergeCells count=\"2\"><mergeCell ref=\"A2:\"/><mergeCell ref=\"A3:A9\"/></mergeCells>");
    beside("a.xlsx", &Package::with_sheet(&merged).bytes(), &[DAMAGED]);
    let sound =
        row("<c r=\"B1\"><f>1+1</f><v>2</v></c>", "<mergeCells count=\"1\"><mergeCell ref=\"A3:A9\"/></mergeCells>");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.xlsx"), Package::with_sheet(&sound).bytes()).expect("a file");
    assert!(!intake_of(folder.path()).problems.iter().any(|problem| line(problem) == DAMAGED));
}

#[test]
fn files_cut_off_anywhere() {
    let whole = Book::unit("Tư pháp").complete().bytes();
    for part in 1..8 {
        beside("a.xlsx", &whole[..whole.len() * part / 8], &[DAMAGED]);
    }
    beside("a.xlsx", &whole[..whole.len() - 1], &[DAMAGED]);
}

#[test]
fn a_workbook_under_another_ending_is_known_by_its_content() {
    beside("a.xls", &Book::unit("Tư pháp").complete().bytes()[..0], &["LỖI [a.xls] Tệp rỗng, không có nội dung"]);
    let folder = tempfile::tempdir().expect("a folder");
    Book::unit("Tư pháp").complete().save(folder.path().join("a.xls"));
    let intake = intake_of(folder.path());
    assert_eq!((intake.units.len(), intake.problems.len()), (1, 0));
}

#[test]
fn packages_that_unpack_without_end() {
    // A gigabyte of one cell in about a megabyte.
    let open = b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>";
    let letters = vec![b'x'; 1 << 20];
    let cell = Package::with_parts().repeated(
        "xl/worksheets/sheet1.xml",
        &[open, &letters],
        1024,
        b"</t></is></c></row></sheetData></worksheet>",
    );
    beside("a.xlsx", &cell.bytes(), &[TOO_MUCH]);
    // A hundred million rows of nothing.
    let rows = Package::with_parts().repeated(
        "xl/worksheets/sheet1.xml",
        &[b"<worksheet><sheetData>", &b"<row/>".repeat(10_000)],
        2_000,
        b"</sheetData></worksheet>",
    );
    beside("a.xlsx", &rows.bytes(), &[TOO_MUCH]);
    // A picture of a gigabyte, in a part nobody reads.
    let picture = Package::with_sheet("<worksheet><sheetData/></worksheet>").repeated(
        "xl/media/image1.png",
        &[b"", &letters],
        300,
        b"",
    );
    beside("a.xlsx", &picture.bytes(), &[TOO_MUCH]);
    // Many parts, each within its bound.
    let mut many = Package::with_sheet("<worksheet><sheetData/></worksheet>");
    for n in 0..5 {
        many = many.repeated(&format!("xl/media/image{n}.png"), &[b"", &letters], 50, b"");
    }
    beside("a.xlsx", &many.bytes(), &[TOO_MUCH]);
}

#[test]
fn numbers_that_a_reader_would_believe() {
    let empty = "<worksheet><sheetData/></worksheet>";
    let strings =
        Package::with_sheet(empty).part("xl/sharedStrings.xml", b"<sst uniqueCount=\"18446744073709551615\"></sst>");
    beside("a.xlsx", &strings.bytes(), &[TOO_MUCH]);
    let strings = Package::with_sheet(empty).part("xl/sharedStrings.xml", b"<sst uniqueCount=\"9999999999\"></sst>");
    beside("a.xlsx", &strings.bytes(), &[TOO_MUCH]);
    let formula = "<worksheet><sheetData><row><c r=\"A1\"><f t=\"shared\" ref=\"A1:A2\" si=\"4294967295\">1</f></c></row></sheetData></worksheet>";
    beside("a.xlsx", &Package::with_sheet(formula).bytes(), &[TOO_MUCH]);
    let styles = Package::with_sheet(empty).repeated(
        "xl/styles.xml",
        &[b"<styleSheet><cellXfs>", b"<xf/>"],
        200_000,
        b"</cellXfs></styleSheet>",
    );
    beside("a.xlsx", &styles.bytes(), &[TOO_MUCH]);
}

#[test]
fn parts_and_bodies_that_are_there_twice() {
    let twice = "<worksheet><sheetData/><sheetData/></worksheet>";
    beside("a.xlsx", &Package::with_sheet(twice).bytes(), &[DAMAGED]);
    let values = "<worksheet><sheetData><row><c r=\"A1\"><v>1</v><v>2</v></c></row></sheetData></worksheet>";
    beside("a.xlsx", &Package::with_sheet(values).bytes(), &[DAMAGED]);
    // The writer refuses two parts of one name, so the second gets its name afterwards.
    let mut bytes = Package::with_sheet("<worksheet><sheetData/></worksheet>")
        .part("xl/worksheets/sheet9.xml", b"<worksheet><sheetData/></worksheet>")
        .bytes();
    let name = b"xl/worksheets/sheet9.xml";
    while let Some(at) = bytes.windows(name.len()).position(|window| window == name) {
        bytes[at + name.len() - 5] = b'1';
    }
    beside("a.xlsx", &bytes, &[DAMAGED]);
}

#[test]
fn what_mending_does_not_mend() {
    // No number, and none that writing it anew would make one.
    for value in ["4&amp;2", "&amp;#50;", "&lt;4"] {
        let sheet = format!("<worksheet><sheetData><row><c r=\"A1\"><v>{value}</v></c></row></sheetData></worksheet>");
        beside("a.xlsx", &Package::with_sheet(&sheet).bytes(), &[DAMAGED]);
    }
}

#[test]
fn xml_that_goes_deep_or_reaches_out() {
    let deep = format!("<worksheet>{}<sheetData/></worksheet>", "<a>".repeat(100_000));
    beside("a.xlsx", &Package::with_sheet(&deep).bytes(), &[TOO_MUCH]);
    let outside = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c r=\"A1\" t=\"str\"><v>&e;</v></c></row></sheetData></worksheet>";
    beside("a.xlsx", &Package::with_sheet(outside).bytes(), &[DAMAGED]);
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><worksheet><sheetData><row><c r=\"A1\" t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>";
    beside("a.xlsx", &Package::with_sheet(laughs).bytes(), &[DAMAGED]);
    let broken = "<worksheet><sheetData><row><c r=\"A1\"><v>1</v>";
    beside("a.xlsx", &Package::with_sheet(broken).bytes(), &[DAMAGED]);
}

#[test]
fn many_sheets_that_are_one_part() {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let sheet = |n: usize| format!("<sheet name=\"Đơn vị{}\" sheetId=\"{n}\" r:id=\"rId1\"/>", " ".repeat(n));
    let sheets: String = (0..20).map(sheet).collect();
    let workbook = format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{sheets}</sheets></workbook>");
    // The larger the largest part, the fewer sheets are gone through; a picture stands for it, which costs no test time.
    let picture = vec![0; 1 << 20];
    let package = |megabytes| {
        Package::without_workbook()
            .part("xl/workbook.xml", workbook.as_bytes())
            .part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData/></worksheet>")
            .repeated("xl/media/image1.bin", &[b"", &picture], megabytes, b"")
    };
    beside("a.xlsx", &package(60).bytes(), &[TOO_MUCH]);
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.xlsx"), package(1).bytes()).expect("a file");
    let said: Vec<String> = intake_of(folder.path()).problems.iter().map(line).collect();
    assert!(said.iter().any(|line| line.contains("hai trang cùng tên")), "{said:?}");
}

#[test]
fn cells_at_the_end_of_the_world() {
    let far = |cell: &str| {
        format!(
            "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row><c r=\"A1\" t=\"str\"><v>Mục</v></c><c r=\"B1\" t=\"str\"><v>Nội dung</v></c></row><row><c r=\"{cell}\" t=\"str\"><v>x</v></c></row></sheetData></worksheet>"
        )
    };
    let missing = ["Cá nhân", "Số liệu", "Sáng kiến", "Hội đồng", "Biểu quyết"];
    let mut expected: Vec<String> =
        missing.iter().map(|sheet| format!("LỖI [a.xlsx] Tệp thiếu trang “{sheet}”")).collect();
    expected.sort();
    expected.push("LỖI [Đơn vị!A1] Chưa ghi “Tên đơn vị”".to_owned());
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    beside("a.xlsx", &Package::with_sheet(&far("XFD1048576")).bytes(), &expected);
    let beyond = ["LỖI [a.xlsx] Tệp có ô nằm ngoài giới hạn của bảng tính, tệp có thể đã bị sửa hỏng"];
    beside("a.xlsx", &Package::with_sheet(&far("A4294967295")).bytes(), &beyond);
    beside(
        "a.xlsx",
        &Package::with_sheet(&far("$$$")).bytes(),
        &["LỖI [a.xlsx] Trang “Đơn vị” có ô không đọc được, ngay sau ô B1"],
    );
}

#[test]
fn a_million_cells_that_say_something() {
    let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(100));
    let cells = Package::with_parts().repeated(
        "xl/worksheets/sheet1.xml",
        &[b"<worksheet><sheetData>", row.as_bytes()],
        11_000,
        b"</sheetData></worksheet>",
    );
    beside("a.xlsx", &cells.bytes(), &[TOO_MUCH]);
}

#[test]
fn folders_links_and_what_hides() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("input");
    std::fs::create_dir_all(input.join("x.xlsx")).expect("a folder");
    std::fs::create_dir_all(input.join(".git")).expect("a folder");
    let outside = Book::unit("Ngoài").complete().save(folder.path().join("ngoai.xlsx"));
    std::fs::copy(&outside, input.join(".git/a.xlsx")).expect("a copy");
    std::fs::write(input.join("~$z.xlsx"), b"lock").expect("a file");
    std::fs::write(input.join(".~lock.z.xlsx#"), b"lock").expect("a file");
    std::fs::write(input.join("đọc tôi.txt"), b"x").expect("a file");
    std::fs::write(input.join("so-lieu.csv"), b"x").expect("a file");
    std::fs::write(input.join("ap-hai.zip"), b"PK").expect("a file");
    std::fs::write(input.join("ap-hai.docx"), b"PK").expect("a file");
    std::fs::write(input.join("ap-ba.xlsx.crdownload"), b"PK").expect("a file");
    std::fs::write(input.join("ap-bon.xlsx.lnk"), b"L").expect("a file");
    std::fs::copy(&outside, input.join("ap-nam.xlsx.bak")).expect("a copy");
    std::fs::copy(&outside, input.join("ap-sau")).expect("a copy");
    std::fs::write(input.join("ap-bay.xlsx.pdf"), b"%PDF").expect("a file");
    std::fs::write(input.join("ghi-chu"), b"xin chao").expect("a file");
    Book::unit("Văn phòng").complete().save(input.join("z.xlsx"));
    #[cfg_attr(not(unix), expect(unused_mut, reason = "other systems make no such links here"))]
    let mut expected = vec![
        "nhắc [ap-ba.xlsx.crdownload] Đây là tệp tải về chưa xong nên không được đọc",
        "nhắc [ap-bon.xlsx.lnk] Đây là lối tắt (liên kết) nên không được đọc",
        "nhắc [ap-hai.docx] Đây là tệp văn bản (Word), chương trình không đọc được",
        "nhắc [ap-hai.zip] Đây là tệp nén, các tệp bên trong không được đọc",
        "nhắc [ap-nam.xlsx.bak] Tên tệp không hết bằng .xlsx nên tệp không được đọc, dù có thể là bảng tính",
        "nhắc [ap-sau] Tên tệp không hết bằng .xlsx nên tệp không được đọc, dù có thể là bảng tính",
        "nhắc [so-lieu.csv] Đây là tệp CSV, chương trình không đọc được",
        "nhắc [x.xlsx] Đây là thư mục có tên như tệp Excel; các tệp bên trong vẫn được đọc",
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&outside, input.join("lien-ket.xlsx")).expect("a link");
        std::os::unix::fs::symlink(folder.path(), input.join("vong")).expect("a link");
        // A pipe that nobody writes to would be read for ever; a socket stands for it, which the standard library makes.
        std::os::unix::net::UnixListener::bind(input.join("o-cam.xlsx")).expect("a socket");
        expected.push("nhắc [o-cam.xlsx] Đây không phải là tệp thường (ống dẫn, thiết bị) nên không được đọc");
        expected.push("nhắc [lien-ket.xlsx] Đây là lối tắt (liên kết) nên không được đọc");
        expected.push("nhắc [vong] Đây là lối tắt (liên kết) nên không được đọc");
        expected.sort_unstable();
    }
    check(&input, &expected);
}

#[test]
#[cfg(target_os = "linux")]
fn a_name_in_no_known_letters_is_said() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let name = std::ffi::OsStr::from_bytes(b"a\xFF.xlsx");
    Book::unit("Tư pháp").complete().save(folder.path().join(name));
    Book::unit("Văn phòng").complete().save(folder.path().join("z.xlsx"));
    check(folder.path(), &["LỖI [a\u{FFFD}.xlsx] Tên tệp hoặc thư mục có ký tự hỏng nên không đọc"]);
}

#[test]
fn an_empty_folder_and_one_that_is_not_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("dau-vao");
    std::fs::create_dir(&input).expect("a folder");
    let said: Vec<String> = intake_of(&input).problems.iter().map(line).collect();
    assert_eq!(said, ["LỖI [dau-vao] Thư mục “dau-vao” chưa có tệp bảng tính nào"]);
    let read = |path: &Path| {
        let options = hoso::read::Options::default();
        hoso::read::read(path, &hoso::assets::Assets::default(), &options, &|_| true, &|_| ()).map(|_| ())
    };
    let error = read(&folder.path().join("khong-co")).expect_err("no folder").to_string();
    assert!(error.starts_with("Không có thư mục “"), "{error}");
    let file = folder.path().join("a.txt");
    std::fs::write(&file, b"x").expect("a file");
    let error = read(&file).expect_err("no folder").to_string();
    assert!(error.contains("không phải là thư mục"), "{error}");
}

#[test]
fn many_files() {
    let folder = tempfile::tempdir().expect("a folder");
    for n in 0..500 {
        std::fs::write(folder.path().join(format!("{n:04}.xlsx")), b"%PDF-1.4").expect("a file");
    }
    Book::unit("Văn phòng").complete().save(folder.path().join("z.xlsx"));
    let intake = intake_of(folder.path());
    assert_eq!((intake.units.len(), intake.problems.len(), intake.sources.len()), (1, 500, 501));
}

/// For measuring: `HOSO_INPUT=folder command time -v cargo test -- --ignored a_folder_of_ones_own`.
#[test]
#[ignore = "reads the folder that HOSO_INPUT names"]
fn a_folder_of_ones_own() {
    let folder = std::env::var("HOSO_INPUT").expect("HOSO_INPUT names a folder");
    for problem in &intake_of(Path::new(&folder)).problems {
        println!("{}", line(problem));
    }
}
