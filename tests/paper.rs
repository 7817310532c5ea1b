//! Made-up papers, the press that prints them, and readers that did not write them (poppler) to measure what came out.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use hoso::assets::Assets;
use hoso::compose::{Document, Front, Part};
use hoso::press::{Press, Print};
use jiff::civil::date;
use serde_json::{Value as Json, json};

/// Points in a millimetre.
pub const MM: f64 = 72.0 / 25.4;

/// Poppler rounds to a third of a point.
pub const NEAR: f64 = 0.8;

/// The press with everything embedded, made once.
pub fn press() -> &'static Press {
    static PRESS: OnceLock<Press> = OnceLock::new();
    PRESS.get_or_init(|| Press::new(&Assets::default()).expect("embedded templates and fonts"))
}

/// A document of these parts.
pub fn document(name: &str, parts: Vec<Json>, family: &str) -> Document {
    let parts: Vec<Part> = parts.into_iter().map(|part| serde_json::from_value(part).expect("a part")).collect();
    let front =
        Front { path: format!("thu/{name}.pdf").into(), title: parts[0].bookmark.clone(), date: date(2023, 12, 5) };
    Document { front, font: family.to_owned(), parts, density: 1 }
}

/// What the page templates are given of a document.
pub trait Data {
    fn data(&self) -> Json;
}

impl Data for Document {
    fn data(&self) -> Json {
        serde_json::to_value(self).expect("a document is plain data")
    }
}

/// Prints these parts with the embedded family.
pub fn print(name: &str, parts: Vec<Json>) -> Print {
    press().print(&document(name, parts, press().family())).unwrap_or_else(|fault| panic!("{fault:#}"))
}

/// A paragraph or another block of running text.
pub fn block(kind: &str, text: &str) -> Json {
    json!({"kind": kind, "runs": [{"t": text}]})
}

pub fn table(name: &str, rows: Vec<Vec<String>>) -> Json {
    json!({"kind": "table", "name": name, "rows": rows})
}

pub fn signature(side: &str, lines: &[&str], name: &str, field: &str) -> Json {
    json!({"side": side, "lines": lines, "note": "", "name": name, "post": [], "field": field, "place_date": ""})
}

fn part(kind: &str, name: &str, head: Json, body: Vec<Json>, signatures: Vec<Json>) -> Json {
    json!({
        "kind": kind, "bookmark": format!("{name} của Văn phòng - Thống kê"), "head": head, "name": name,
        "subject": ["Về việc đề nghị tặng Giấy khen của Chủ tịch Ủy ban nhân dân xã", "trong phong trào thi đua năm 2023"],
        "authority": "", "to": [], "body": body, "recipients": ["Như trên;", "Lưu: VT."], "signatures": signatures, "extra": {},
    })
}

fn head(symbol: &str, place: &str) -> Json {
    json!({
        "parent": "UBND XÃ TAM PHƯỚC", "issuer": "VĂN PHÒNG - THỐNG KÊ", "number": "", "symbol": symbol, "place": place,
        "day": "", "month": "", "year": "",
    })
}

/// A sentence of so many words.
pub fn words(count: usize) -> String {
    const WORDS: &str = "giải quyết đúng hạn hồ sơ thủ tục hành chính theo khoản 4 Mục II của Kế hoạch số 12/KH-UBND ngày 03 tháng 4 năm 2023 với 412 hồ sơ và 02 (hai) sáng kiến do ông Nguyễn Văn An đề xuất";
    let list: Vec<&str> = WORDS.split(' ').collect();
    (0..count).map(|index| list[index * 7 % list.len()]).collect::<Vec<_>>().join(" ")
}

/// Rows of a table of so many columns; the longest cell has so many words.
pub fn rows(count: usize, columns: usize, longest: usize) -> Vec<Vec<String>> {
    let cell = |row: usize, column: usize| match column {
        0 => (row + 1).to_string(),
        3 => words(1 + (row * 5) % longest),
        _ => format!("Ông Nguyễn Văn {row}"),
    };
    (0..count).map(|row| (0..columns).map(|column| cell(row, column)).collect()).collect()
}

/// Tờ trình.
pub fn submission() -> Json {
    let body = vec![
        block("basis", "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003;"),
        block(
            "basis",
            "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ quy định chi tiết thi hành một số điều của Luật Thi đua, khen thưởng.",
        ),
        block(
            "p",
            "Trên cơ sở kết quả biểu quyết của Hội đồng Thi đua - Khen thưởng, Văn phòng - Thống kê kính trình Chủ tịch Ủy ban nhân dân xã Tam Phước xem xét, quyết định tặng Giấy khen cho 02 (hai) cá nhân sau:",
        ),
        block("h1", "CÁ NHÂN ĐƯỢC ĐỀ NGHỊ"),
        table("de-nghi", rows(2, 5, 12)),
        block("item", "Báo cáo thành tích của 02 (hai) cá nhân được đề nghị (01 bộ)."),
        block("p", "Văn phòng - Thống kê kính trình Chủ tịch Ủy ban nhân dân xã Tam Phước xem xét, quyết định./."),
    ];
    let signatures = vec![signature(
        "right",
        &["KT. TRƯỞNG BỘ PHẬN", "PHÓ TRƯỞNG BỘ PHẬN"],
        "Nguyễn Thị Hồng Hạnh",
        "chu-ky-nguoi-ky",
    )];
    let mut part = part("van-ban", "TỜ TRÌNH", head("TTr-VPTK", "Tam Phước"), body, signatures);
    part["to"] = json!(["Chủ tịch Ủy ban nhân dân xã Tam Phước", "Hội đồng Thi đua - Khen thưởng xã Tam Phước"]);
    part
}

/// Biên bản.
pub fn minutes() -> Json {
    let body = vec![
        block("p", "Thời gian bắt đầu: 08 giờ 00, ngày 05 tháng 12 năm 2023."),
        table("thanh-phan", rows(5, 5, 3)),
        block("h1", "I. ĐỐI CHIẾU TIÊU CHUẨN"),
        block("p", "Kết quả đối chiếu như sau:"),
        table("xet-duyet", rows(2, 4, 4)),
        block("h1", "II. KẾT LUẬN"),
        block("p", "Hội đồng thống nhất đề nghị tặng Giấy khen cho 02 (hai) cá nhân."),
        block("p", "Cuộc họp kết thúc vào 10 giờ 30 phút, ngày 05 tháng 12 năm 2023./."),
    ];
    let signatures = vec![
        signature("left", &["THƯ KÝ"], "Phạm Thị Hồng Nhung", "chu-ky-thu-ky"),
        signature("right", &["CHỦ TỌA"], "Nguyễn Văn An", "chu-ky-chu-toa"),
    ];
    let mut part = part("bien-ban", "BIÊN BẢN", head("BB-HĐTĐKT", ""), body, signatures);
    part["head"]["issuer"] = json!("HỘI ĐỒNG\nTHI ĐUA - KHEN THƯỞNG");
    part["head"]["number"] = json!("05");
    part
}

/// Phụ lục of minutes, in a file of its own.
pub fn annex() -> Json {
    let attached = "(Kèm theo Biên bản số 05/BB-HĐTĐKT ngày 05 tháng 12 năm 2023 họp Hội đồng)";
    let body = vec![
        json!({"kind": "annex", "label": "Phụ lục II", "title": ["KẾT QUẢ XÉT, BIỂU QUYẾT"], "attached": attached}),
        block("h1", "1. Kết quả đối chiếu"),
        table("xet-duyet", rows(30, 4, 30)),
        block("h1", "2. Kết luận"),
        block("p", "Phụ lục này có 30 (ba mươi) trường hợp, từ số 51 đến số 80./."),
    ];
    let mut part = part("phu-luc", "", head("BB-HĐTĐKT", ""), body, Vec::new());
    part["recipients"] = json!([]);
    part
}

/// Báo cáo thành tích.
pub fn report() -> Json {
    let fact = |label: &str, runs: Json| json!({"kind": "fact", "label": label, "runs": runs});
    let body = vec![
        block("decree", "Cá nhân đề nghị khen thưởng: Ông Nguyễn Văn An, Công chức Văn phòng - Thống kê"),
        block("h1", "I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH"),
        fact("Họ và tên", json!([{"t": "Nguyễn Văn An"}])),
        fact("Quê quán", json!([])),
        block("h1", "II. THÀNH TÍCH ĐẠT ĐƯỢC"),
        block("h2", "1. Công tác chỉ đạo, điều hành"),
        block(
            "item",
            "Giải quyết đúng hạn 412/413 hồ sơ thủ tục hành chính, đạt tỷ lệ 99,76% (vượt chỉ tiêu 99%). Dẫn chứng: Báo cáo số 12/BC-UBND ngày 03/4/2023.",
        ),
        block("sub", "“Sổ tay hướng dẫn”. Hiệu quả: giảm 30 phút mỗi hồ sơ."),
        block(
            "p",
            "Tổng hợp: đạt 11/11 chỉ tiêu được áp dụng; có 02 (hai) sáng kiến, giải pháp; không bị xử lý kỷ luật trong thời gian thực hiện phong trào thi đua./.",
        ),
    ];
    let mut confirmation =
        signature("left", &["XÁC NHẬN CỦA", "THỦ TRƯỞNG ĐƠN VỊ"], "Nguyễn Thị Hồng Hạnh", "chu-ky-xac-nhan");
    confirmation["note"] = json!("(Ký, đóng dấu)");
    let own = signature("right", &["NGƯỜI BÁO CÁO"], "Nguyễn Văn An", "chu-ky-nguoi-bao-cao");
    let mut part = part("bao-cao", "BÁO CÁO THÀNH TÍCH", head("", "Tam Phước"), body, vec![confirmation, own]);
    part["recipients"] = json!([]);
    part
}

/// Mục lục of a set with three papers behind it.
pub fn contents() -> Json {
    let row = |number: &str, name: &str| json!(["1", number, "05/12/2023", name, "Văn phòng - Thống kê", "", ""]);
    let mut part = part("muc-luc", "MỤC LỤC VĂN BẢN, TÀI LIỆU", head("", ""), Vec::new(), Vec::new());
    part["recipients"] = json!([]);
    part["extra"] = json!({"rows": [row("……/TTr-VPTK", "Tờ trình"), row("05/BB-HĐTĐKT", "Biên bản"), row("", "Báo cáo thành tích")]});
    part
}

/// The same paper with everything as long as a clerk could make it.
pub fn absurd(mut part: Json) -> Json {
    let long = "Ban Chỉ đạo công tác cải cách hành chính và chuyển đổi số kết hợp phòng, chống thiên tai của Ủy ban nhân dân thị trấn Long Điền";
    part["head"]["parent"] = json!("UBND HUYỆN LONG ĐIỀN, TỈNH BÀ RỊA - VŨNG TÀU");
    part["head"]["issuer"] = json!(long.to_uppercase());
    if part["head"]["place"] != "" {
        part["head"]["place"] = json!("Thành phố Hồ Chí Minh");
        for (key, value) in [("day", "29"), ("month", "10"), ("year", "2023")] {
            part["head"][key] = json!(value);
        }
    }
    part["subject"] = json!([format!("Về việc {long} {long}")]);
    if part["to"] != json!([]) {
        part["to"] = (0..10).map(|index| format!("{long} số {index}")).collect();
    }
    part["recipients"] = (0..10).map(|index| format!("{long} số {index};")).collect();
    for signature in part["signatures"].as_array_mut().expect("signatures") {
        signature["name"] = json!("Tôn Nữ Công Huyền Hoàng Thị Nguyễn Phước Bảo Quỳnh Anh Thư");
    }
    let body = part["body"].as_array_mut().expect("a body");
    let last = body.len() - 1;
    for (index, length) in [40, 700, 3, 90].into_iter().enumerate() {
        body.insert(last, block(if index == 2 { "h1" } else { "p" }, &words(length)));
    }
    body.insert(last, table("de-nghi", rows(60, 5, 90)));
    body.insert(last, block("p", &"Nghiêngngả".repeat(120)));
    part
}

/// A text as poppler finds it: where it stands (points from the page's upper left corner) and how it is set.
#[derive(Clone, Debug)]
pub struct Text {
    pub page: usize,
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    pub size: f64,
    pub bold: bool,
    pub italic: bool,
    pub text: String,
}

impl Text {
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }
    pub fn width(&self) -> f64 {
        self.right - self.left
    }
}

/// Says what a test misses and passes over; where CI has just installed it, as `HOSO_TOOLS` says, missing it is a fault.
#[track_caller]
pub fn absent(what: &str) {
    let installed = std::env::var("HOSO_TOOLS").unwrap_or_default();
    assert!(!installed.split(' ').any(|tool| tool == what), "{what} was installed and cannot be used");
    eprintln!("bỏ qua: máy này không có {what}");
}

/// Whether a program can be started; says so where it cannot.
#[track_caller]
pub fn have(program: &str, arguments: &[&str]) -> bool {
    let found = Command::new(program).args(arguments).output().is_ok_and(|output| output.status.code() != Some(127));
    if !found {
        absent(program);
    }
    found
}

/// Whether Python has these modules, named with commas between; says so where it has not.
#[track_caller]
pub fn python(modules: &str) -> bool {
    let found = Command::new("python3").args(["-c", &format!("import {modules}")]).output();
    let found = found.is_ok_and(|output| output.status.success());
    if !found {
        modules.split(", ").for_each(absent);
    }
    found
}

/// A PDF on disk for the time of a test.
pub struct File {
    pub path: PathBuf,
    _folder: tempfile::TempDir,
}

impl File {
    pub fn new(pdf: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("van-ban.pdf");
        std::fs::write(&path, pdf).expect("a temporary file");
        Self { path, _folder: folder }
    }
}

/// What a program prints about a file.
pub fn told(program: &str, before: &[&str], file: &Path, after: &[&str]) -> String {
    let output = Command::new(program).args(before).arg(file).args(after).output().expect("the program starts");
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Every line of text of a PDF, measured by poppler to a third of a point, in its order.
pub fn texts(file: &Path) -> Vec<Text> {
    const ZOOM: f64 = 3.0;
    let xml = told("pdftohtml", &["-xml", "-zoom", "3", "-i", "-stdout"], file, &[]);
    let mut sizes = std::collections::BTreeMap::new();
    let mut page = 0;
    let mut texts = Vec::new();
    for line in xml.lines().map(str::trim) {
        if let Some(number) = attribute(line, "<page ", "number") {
            page = number.parse().expect("a page number");
        } else if let Some(id) = attribute(line, "<fontspec ", "id") {
            let size = attribute(line, "<fontspec ", "size").expect("a size");
            sizes.insert(id.to_owned(), size.parse::<f64>().expect("a number") / ZOOM);
        } else if let Some(font) = attribute(line, "<text ", "font") {
            let number =
                |name| attribute(line, "<text ", name).expect("a box").parse::<f64>().expect("a number") / ZOOM;
            let (left, top) = (number("left"), number("top"));
            let inner = line.split_once('>').map_or("", |(_, rest)| rest).trim_end_matches("</text>");
            let text = ["<b>", "</b>", "<i>", "</i>"].iter().fold(inner.to_owned(), |text, tag| text.replace(tag, ""));
            // The space at a line's end is no part of what is seen.
            let space = if text.ends_with(' ') { sizes[font] / 4.0 } else { 0.0 };
            texts.push(Text {
                page,
                left,
                top,
                right: left + number("width") - space,
                bottom: top + number("height"),
                size: sizes[font],
                bold: inner.contains("<b>"),
                italic: inner.contains("<i>"),
                text: plain(&text),
            });
        }
    }
    lines(texts)
}

fn attribute<'a>(line: &'a str, tag: &str, name: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(tag)?;
    let (_, rest) = rest.split_once(&format!("{name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn plain(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#34;", "\"");
    text.replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Joins what stands on one line next to each other and is set alike.
fn lines(texts: Vec<Text>) -> Vec<Text> {
    let mut lines: Vec<Text> = Vec::new();
    for text in texts.into_iter().filter(|text| !text.text.is_empty()) {
        let joins = |line: &Text| {
            line.page == text.page
                && (line.top - text.top).abs() < 0.6
                && (line.size - text.size).abs() < 0.01
                && (line.bold, line.italic) == (text.bold, text.italic)
                && text.left >= line.right - 1.0
                && text.left - line.right < 12.0
        };
        match lines.last_mut().filter(|line| joins(line)) {
            Some(line) => {
                let gap = if text.left - line.right > 0.8 { " " } else { "" };
                line.text = format!("{}{gap}{}", line.text, text.text);
                line.right = text.right;
            }
            None => lines.push(text),
        }
    }
    lines
}

/// A ruled line as the eye sees it: from left to right at a height, all in points.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub left: f64,
    pub right: f64,
    pub y: f64,
}

impl Rule {
    pub fn width(&self) -> f64 {
        self.right - self.left
    }
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }
}

/// The horizontal rules of one page, from its picture.
pub fn rules(file: &Path, page: usize) -> Vec<Rule> {
    const DOTS: f64 = 300.0;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let picture = folder.path().join("trang");
    let number = page.to_string();
    let target = picture.to_str().expect("a plain path");
    told("pdftoppm", &["-r", "300", "-gray", "-singlefile", "-f", &number, "-l", &number], file, &[target]);
    let bytes = std::fs::read(picture.with_extension("pgm")).expect("a picture");
    let mut at = 0;
    let mut field = || {
        let from = at + bytes[at..].iter().position(|byte| !byte.is_ascii_whitespace()).expect("a header");
        at = from + bytes[from..].iter().position(u8::is_ascii_whitespace).expect("a header");
        String::from_utf8_lossy(&bytes[from..at]).into_owned()
    };
    let (_, width, _, _) = (field(), field(), field(), field());
    let width: usize = width.parse().expect("a width");
    let mut rules: Vec<Rule> = Vec::new();
    for (y, row) in bytes[at + 1..].chunks_exact(width).enumerate() {
        let mut start = None;
        for (x, dark) in row.iter().map(|dot| *dot < 160).chain([false]).enumerate() {
            match (dark, start) {
                (true, None) => start = Some(x),
                (false, Some(from)) => {
                    start = None;
                    let point = |dots: usize| f64::from(u32::try_from(dots).expect("a page")) / DOTS * 72.0;
                    let rule = Rule { left: point(from), right: point(x), y: point(y) };
                    let known = rules
                        .iter()
                        .any(|other| (other.y - rule.y).abs() < 1.0 && (other.left - rule.left).abs() < 1.0);
                    if rule.width() > 15.0 && !known {
                        rules.push(rule);
                    }
                }
                _ => {}
            }
        }
    }
    rules
}
