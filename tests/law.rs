//! Finished papers held to NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, by measure: poppler reads them, not the program that
//! wrote them. Each rule is tried on every kind of paper, with ordinary and with absurdly long content.

use serde_json::Value as Json;

use crate::paper::{self, File, MM, NEAR, Rule, Text, have};

const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";

struct Sheets {
    name: String,
    texts: Vec<Text>,
    rules: Vec<Rule>,
    pages: usize,
    file: File,
}

impl Sheets {
    fn new(name: &str, parts: Vec<Json>) -> Self {
        let print = paper::print(name, parts);
        let file = File::new(&print.pdf);
        let texts = paper::texts(&file.path);
        Self { name: name.to_owned(), texts, rules: paper::rules(&file.path, 1), pages: print.pages, file }
    }

    /// The first text that begins so.
    fn find(&self, start: &str) -> &Text {
        self.get(start).unwrap_or_else(|| panic!("{}: không thấy “{start}”", self.name))
    }

    fn get(&self, start: &str) -> Option<&Text> {
        self.texts.iter().find(|text| text.text.starts_with(start))
    }

    /// The nearest rule below a text, on page 1.
    fn rule_below(&self, text: &Text) -> Rule {
        let below = |rule: &&Rule| {
            rule.y > text.bottom - 4.0 && rule.y < text.bottom + 12.0 && (rule.middle() - text.middle()).abs() < 3.0
        };
        let rule = self.rules.iter().find(below);
        *rule.unwrap_or_else(|| panic!("{}: không có đường kẻ dưới “{}”", self.name, text.text))
    }

    fn body(&self) -> impl Iterator<Item = &Text> {
        self.texts.iter().filter(|text| text.top > 20.0 * MM - 2.0)
    }
}

/// Every kind of paper, ordinary and absurd; none where poppler is missing.
fn papers() -> Vec<Sheets> {
    if !have("pdftohtml", &["-v"]) {
        return Vec::new();
    }
    let kinds = [("tờ trình", paper::submission()), ("biên bản", paper::minutes()), ("báo cáo", paper::report())];
    let mut papers = Vec::new();
    for (name, part) in kinds {
        papers.push(Sheets::new(&format!("{name} dài"), vec![paper::absurd(part.clone())]));
        papers.push(Sheets::new(name, vec![part]));
    }
    papers
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= NEAR
}

#[test]
fn paper_margins_and_fonts() {
    for sheets in papers() {
        let name = &sheets.name;
        let info = paper::told("pdfinfo", &[], &sheets.file.path, &[]);
        assert!(info.contains("595.276 x 841.89 pts (A4)"), "{name}: {info}");
        let fonts = paper::told("pdffonts", &[], &sheets.file.path, &[]);
        for line in fonts.lines().skip(2) {
            assert!(line.contains("LiberationSerif") && line.contains(" yes yes yes "), "{name}: {line}");
        }
        for text in sheets.body() {
            assert!(text.left >= 30.0 * MM - NEAR && text.right <= 195.0 * MM + NEAR, "{name}, lề: {text:?}");
            assert!(text.bottom <= 277.0 * MM + NEAR, "{name}, lề dưới: {text:?}");
        }
    }
}

#[test]
fn page_numbers() {
    for sheets in papers() {
        let numbers: Vec<&Text> = sheets.texts.iter().filter(|text| text.top <= 20.0 * MM - 2.0).collect();
        let found: Vec<(usize, &str)> = numbers.iter().map(|text| (text.page, text.text.as_str())).collect();
        let wanted: Vec<(usize, String)> = (2..=sheets.pages).map(|page| (page, page.to_string())).collect();
        assert_eq!(
            found,
            wanted.iter().map(|(page, text)| (*page, text.as_str())).collect::<Vec<_>>(),
            "{}",
            sheets.name
        );
        for number in numbers {
            assert!(near(number.middle(), 112.5 * MM) && near(number.size, 14.0) && !number.bold && !number.italic);
        }
    }
}

#[test]
fn nation_and_motto() {
    for sheets in papers() {
        let (nation, motto) = (sheets.find(NATION), sheets.find("Độc lập - Tự do - Hạnh phúc"));
        assert!(nation.bold && !nation.italic && (12.0..=13.0).contains(&nation.size), "{nation:?}");
        assert!(motto.bold && !motto.italic && (13.0..=14.0).contains(&motto.size), "{motto:?}");
        assert!(nation.top < 24.0 * MM && nation.page == 1 && near(nation.middle(), motto.middle()));
        let step = motto.top - nation.top;
        assert!((14.0..=17.5).contains(&step), "cách dòng đơn: {step}");
        let rule = sheets.rule_below(motto);
        assert!((rule.width() - motto.width()).abs() < 1.5, "{}: {rule:?} {motto:?}", sheets.name);
    }
}

#[test]
fn issuer_number_and_day() {
    for sheets in papers() {
        let name = &sheets.name;
        let nation = sheets.find(NATION);
        let left: Vec<&Text> = sheets
            .texts
            .iter()
            .filter(|text| {
                text.page == 1 && text.right < nation.left && text.size < 13.5 && text.top < sheets.title().top
            })
            .collect();
        let number = left.iter().copied().find(|text| text.text.starts_with("Số:"));
        let issuer: Vec<&Text> = left.iter().copied().filter(|text| text.bold).collect();
        let parent: Vec<&Text> = left
            .iter()
            .copied()
            .filter(|text| !text.bold && Some(text.top) < number.map(|n| n.top).or(Some(f64::MAX)))
            .collect();
        assert!(!issuer.is_empty() && !parent.is_empty(), "{name}");
        assert!(parent.iter().all(|text| text.bottom < issuer[0].bottom), "{name}: cơ quan chủ quản ở trên");
        assert!(left.iter().all(|text| (12.0..=13.0).contains(&text.size) && !text.italic), "{name}");
        let last = issuer.last().expect("an issuer");
        let rule = sheets.rule_below(last);
        let share = rule.width() / last.width();
        assert!((0.32..=0.51).contains(&share), "{name}: đường kẻ {share}");
        let date = sheets.texts.iter().find(|text| text.page == 1 && text.italic && text.text.contains("ngày"));
        let dated = !name.starts_with("biên bản");
        assert_eq!(date.is_some_and(|date| date.top < sheets.title().top), dated, "{name}");
        if let Some(date) = date.filter(|_| dated) {
            assert!((13.0..=14.0).contains(&date.size) && !date.bold, "{date:?}");
            let line: Vec<&Text> =
                sheets.texts.iter().filter(|text| text.page == 1 && text.italic && near(text.top, date.top)).collect();
            let whole: Vec<&str> = line.iter().map(|text| text.text.as_str()).collect();
            assert!(whole.concat().contains("năm"), "{name}: ngày tháng trên một dòng: {whole:?}");
            // The year's blank, 12 mm for the pen, is part of the line.
            let blank = if whole.concat().ends_with("năm") { 12.0 * MM } else { 0.0 };
            let middle = f64::midpoint(line[0].left, line[line.len() - 1].right + blank);
            assert!((middle - nation.middle()).abs() < 2.0, "{name}: canh giữa dưới Quốc hiệu");
            if let Some(number) = number {
                assert!(near(number.bottom, date.bottom), "{name}: số và ngày trên một dòng: {number:?} {date:?}");
            }
        }
    }
}

impl Sheets {
    fn title(&self) -> &Text {
        let names = ["TỜ TRÌNH", "BIÊN BẢN", "BÁO CÁO THÀNH TÍCH", "MỤC LỤC"];
        names.iter().find_map(|name| self.get(name)).expect("a title")
    }
}

#[test]
fn name_and_subject() {
    for sheets in papers() {
        let name = &sheets.name;
        let title = sheets.title();
        assert!(
            title.bold && (13.0..=14.0).contains(&title.size) && near(title.middle(), 112.5 * MM),
            "{name}: {title:?}"
        );
        let from = sheets.texts.iter().position(|text| std::ptr::eq(text, title)).expect("it is there");
        let subject: Vec<&Text> = sheets.texts[from + 1..]
            .iter()
            .take_while(|text| text.bold && near(text.size, 14.0) && !text.text.starts_with("Cá nhân đề nghị"))
            .collect();
        assert!(subject.len() >= 2, "{name}");
        assert!(subject.iter().all(|line| near(line.middle(), 112.5 * MM)), "{name}: {subject:?}");
        let last = subject.last().expect("a subject");
        let share = sheets.rule_below(last).width() / last.width();
        assert!((0.32..=0.51).contains(&share), "{name}: đường kẻ dưới trích yếu {share}");
    }
}

#[test]
fn body_lines_and_paragraphs() {
    for sheets in papers() {
        let name = &sheets.name;
        let body: Vec<&Text> = sheets
            .body()
            .filter(|text| near(text.size, 14.0) && (near(text.left, 30.0 * MM) || near(text.left, 40.0 * MM)))
            .filter(|text| text.page > 1 || text.top > sheets.title().top)
            .collect();
        assert!(body.iter().any(|text| near(text.left, 40.0 * MM)), "{name}: lùi đầu dòng 1 cm");
        for pair in body.windows(2).filter(|pair| pair[0].page == pair[1].page) {
            let step = pair[1].top - pair[0].top;
            let breaks_anywhere = pair[0].text.contains("ngảNghiêng");
            if near(pair[1].left, 30.0 * MM) && step < 40.0 && pair[0].italic == pair[1].italic && !breaks_anywhere {
                assert!((15.8..=24.4).contains(&step), "{name}: cách dòng {step}: {pair:?}");
                let line = sheets.texts.iter().filter(|text| text.page == pair[0].page && near(text.top, pair[0].top));
                let right = line.map(|text| text.right).fold(0.0, f64::max);
                assert!((right - 195.0 * MM).abs() < 1.5, "{name}: canh đều hai lề: {:?}", pair[0]);
            } else if near(pair[1].left, 40.0 * MM) && step > 0.0 {
                assert!(step >= 16.1 + 6.0 - NEAR, "{name}: cách đoạn {step}: {pair:?}");
            }
        }
    }
}

#[test]
fn addressees() {
    for sheets in papers().iter().filter(|sheets| sheets.name.starts_with("tờ trình")) {
        let label = sheets.find("Kính gửi:");
        assert!(near(label.size, 14.0) && !label.bold && !label.italic && label.text == "Kính gửi:");
        let dashes: Vec<&Text> = sheets
            .texts
            .iter()
            .skip_while(|text| !std::ptr::eq(*text, label))
            .take_while(|text| !text.text.starts_with("Căn cứ"))
            .filter(|text| text.text.starts_with("- "))
            .collect();
        assert!(dashes.len() >= 2 && dashes.iter().all(|dash| near(dash.left, dashes[0].left)));
        assert!(dashes[0].left < label.right && dashes[0].left > label.right - 6.0, "gạch đầu dòng dưới dấu hai chấm");
    }
    if have("pdftohtml", &["-v"]) {
        let mut part = paper::submission();
        part["to"] = serde_json::json!(["Chủ tịch Ủy ban nhân dân xã Tam Phước"]);
        let sheets = Sheets::new("một nơi nhận", vec![part]);
        assert_eq!(sheets.find("Kính gửi:").text, "Kính gửi: Chủ tịch Ủy ban nhân dân xã Tam Phước");
    }
}

#[test]
fn recipients_and_signatures() {
    for sheets in papers() {
        let name = &sheets.name;
        let capacities =
            ["KT. TRƯỞNG BỘ PHẬN", "PHÓ TRƯỞNG BỘ PHẬN", "THƯ KÝ", "CHỦ TỌA", "XÁC NHẬN CỦA", "NGƯỜI BÁO CÁO"];
        let signed: Vec<&Text> =
            capacities.iter().filter_map(|start| sheets.texts.iter().rfind(|text| text.text == *start)).collect();
        assert!(signed.len() >= 2 && signed.iter().all(|text| text.bold && near(text.size, 14.0)), "{name}");
        let page = signed[0].page;
        let top = signed.iter().map(|text| text.top).fold(f64::MAX, f64::min);
        assert!(signed.iter().all(|text| text.page == page), "{name}: khối chữ ký trên một trang");
        let above: Vec<&Text> = sheets.body().filter(|text| text.page == page && text.bottom < top).collect();
        let lines: std::collections::BTreeSet<String> = above.iter().map(|text| format!("{:.0}", text.top)).collect();
        assert!(lines.len() >= 2, "{name}: khối chữ ký đi cùng ít nhất hai dòng: {above:?}");
        let end = above.iter().map(|text| text.text.as_str()).next_back().expect("the text's end");
        assert!(end.ends_with("./."), "{name}: {end}");
        if let Some(label) = sheets.get("Nơi nhận:") {
            assert!(
                label.bold && label.italic && near(label.size, 12.0) && near(label.left, 30.0 * MM),
                "{name}: {label:?}"
            );
            let first = sheets.texts.iter().find(|text| near(text.size, 11.0)).expect("a recipient");
            assert!(first.text.starts_with("- ") && !first.bold && !first.italic && near(first.left, 30.0 * MM));
            if name.starts_with("tờ trình") {
                assert!((label.bottom - signed[0].bottom).abs() < 3.0 && label.page == page, "{name}: {label:?}");
            }
        }
    }
}

#[test]
fn room_for_pen_and_seal() {
    for sheets in papers().iter().filter(|sheets| !sheets.name.ends_with("dài")) {
        for (capacity, signer) in [("PHÓ TRƯỞNG", "Nguyễn Thị Hồng Hạnh"), ("CHỦ TỌA", "Nguyễn Văn An")]
        {
            let Some(capacity) = sheets.get(capacity) else { continue };
            let signer = sheets.texts.iter().rfind(|text| text.text == signer).expect("a signer");
            assert!(
                signer.bold && near(signer.size, 14.0) && near(signer.middle(), capacity.middle()),
                "{}",
                sheets.name
            );
            assert!(signer.top - capacity.bottom >= 28.0 * MM, "{}", sheets.name);
        }
    }
}

#[test]
fn a_signature_is_never_alone_wherever_the_text_ends() {
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    for paragraphs in 8..15 {
        for last in [1, 30, 90, 200] {
            let mut part = paper::submission();
            let mut body: Vec<Json> = (0..paragraphs).map(|_| paper::block("p", &paper::words(32))).collect();
            body.push(paper::block("p", &format!("{}./.", paper::words(last))));
            part["body"] = Json::Array(body);
            let print = paper::print("vị trí chữ ký", vec![part]);
            let texts = paper::texts(&File::new(&print.pdf).path);
            let capacity = texts.iter().find(|text| text.text == "KT. TRƯỞNG BỘ PHẬN").expect("a capacity");
            let signer = texts.iter().find(|text| text.text == "Nguyễn Thị Hồng Hạnh").expect("a signer");
            let above =
                texts.iter().filter(|text| text.page == capacity.page && text.top > 50.0 && text.bottom < capacity.top);
            assert!(above.count() >= 2 && signer.page == capacity.page, "{paragraphs} đoạn, {last} chữ");
        }
    }
}

#[test]
fn tables_repeat_their_head_and_keep_rows_whole() {
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    let mut part = paper::submission();
    part["body"][4] = paper::table("de-nghi", paper::rows(60, 5, 40));
    let sheets = Sheets::new("bảng 60 dòng", vec![part]);
    let heads: Vec<usize> = sheets.texts.iter().filter(|text| text.text == "STT").map(|text| text.page).collect();
    assert!(heads.len() > 3 && heads.windows(2).all(|pair| pair[1] == pair[0] + 1), "{heads:?}");
    // The ordinal stands at a row's head: whatever text is above the first ordinal of a page would be a broken row.
    for page in &heads[1..] {
        let on = |text: &&Text| text.page == *page && near(text.size, 13.0) && !text.bold;
        let first = sheets.texts.iter().filter(on).map(|text| text.top).fold(f64::MAX, f64::min);
        let ordinal = sheets
            .texts
            .iter()
            .filter(on)
            .filter(|text| text.right < 42.0 * MM)
            .map(|text| text.top)
            .fold(f64::MAX, f64::min);
        assert!((first - ordinal).abs() < 1.0, "trang {page}");
    }
    let mut part = paper::submission();
    let mut rows = paper::rows(3, 5, 5);
    rows[1][3] = paper::words(3000);
    part["body"][4] = paper::table("de-nghi", rows);
    let print = paper::print("dòng cao hơn trang", vec![part]);
    assert!(print.pages > 3, "a row taller than a page goes on over pages");
}

#[test]
fn an_annex_is_numbered_by_itself() {
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    let mut part = paper::submission();
    let annex = serde_json::json!({"kind": "annex", "label": "Phụ lục I", "title": ["DANH SÁCH CÁ NHÂN"], "attached": "(Kèm theo Tờ trình số 01/TTr-VPTK ngày 05 tháng 12 năm 2023 của Văn phòng - Thống kê)"});
    let body = part["body"].as_array_mut().expect("a body");
    body.push(annex);
    body.push(paper::table("de-nghi", paper::rows(30, 5, 30)));
    let sheets = Sheets::new("phụ lục", vec![part]);
    let label = sheets.find("Phụ lục I");
    assert!(label.bold && near(label.size, 14.0) && near(label.middle(), 112.5 * MM));
    let title = sheets.find("DANH SÁCH");
    assert!(title.bold && near(title.size, 14.0) && title.page == label.page);
    assert!(sheets.find("(Kèm theo").italic);
    let number = |page: usize| {
        sheets.texts.iter().find(|text| text.page == page && text.top < 50.0).map(|text| text.text.clone())
    };
    assert_eq!((number(label.page), number(label.page + 1)), (None, Some("2".to_owned())));
}

#[test]
fn an_annex_in_a_file_of_its_own_is_like_one_behind_its_paper() {
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    let sheets = Sheets::new("phụ lục riêng", vec![paper::annex()]);
    let label = sheets.find("Phụ lục II");
    assert!(label.bold && near(label.size, 14.0) && near(label.middle(), 112.5 * MM) && label.page == 1);
    let title = sheets.find("KẾT QUẢ XÉT");
    assert!(title.bold && near(title.size, 14.0) && title.page == 1 && title.top > label.top);
    let attached = sheets.find("(Kèm theo");
    assert!(attached.italic && !attached.bold && near(attached.size, 14.0) && attached.top > title.top);
    let number = |page: usize| {
        sheets.texts.iter().find(|text| text.page == page && text.top < 50.0).map(|text| text.text.clone())
    };
    assert_eq!((number(1), number(2)), (None, Some("2".to_owned())));
}

#[test]
fn units_are_not_parted_at_a_line_end() {
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    let starts = [
        "ngày 05 tháng 12 năm 2023",
        "khoản 4 Điều 1",
        "01 bộ hồ sơ",
        "ông Nguyễn",
        "số 12/KH-UBND",
        "1.234.567 m² đường",
        "năm học 2025 - 2026,",
    ];
    let mut part = paper::submission();
    part["body"] = (0..60)
        .map(|index| {
            paper::block(
                "p",
                &format!(
                    "{} {}.",
                    "x".repeat(1 + index % 9),
                    (0..14).map(|n| starts[(n + index) % starts.len()]).collect::<Vec<_>>().join(" ")
                ),
            )
        })
        .collect();
    let sheets = Sheets::new("không tách", vec![part]);
    let ends = ["ngày", "tháng", "khoản", "Điều", "01", "ông", "số", "12/", "1.234.567", "m", "2025"];
    for text in sheets.body().filter(|text| near(text.size, 14.0) && near(text.right, 195.0 * MM)) {
        let last = text.text.split(' ').next_back().expect("a word");
        assert!(!ends.contains(&last), "{}", text.text);
    }
}

#[test]
fn a_long_place_leaves_the_names_room() {
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    let mut part = paper::report();
    part["head"]["place"] = serde_json::json!("Phú Thọ Hòa - Tân Sơn Nhì Thạnh Lộc");
    part["head"]["issuer"] = serde_json::json!("BỘ PHẬN TƯ PHÁP - HỘ TỊCH");
    let sheets = Sheets::new("địa danh dài", vec![part]);
    let place = sheets.find("Phú Thọ Hòa");
    assert!(place.text.ends_with("Thạnh Lộc,"), "on a line of its own: {}", place.text);
    let day = sheets.find("ngày");
    assert!(day.top > place.top + 10.0, "below it");
    let heads = sheets.texts.iter().filter(|text| text.page == 1 && text.right < 95.0 * MM && text.top < place.top);
    assert!(heads.count() <= 3, "the names above are not squeezed");
}

#[test]
fn a_symbol_of_many_capitals_stays_in_its_column() {
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    let mut part = paper::contents();
    part["extra"]["rows"][0][1] = serde_json::json!("07/TTr-VPHĐNDUBND");
    let sheets = Sheets::new("ký hiệu dài", vec![part]);
    let end = sheets.texts.iter().filter(|text| text.text.contains("DUBND")).map(|text| text.right);
    let end = end.fold(0.0, f64::max);
    let next = sheets.texts.iter().find(|text| text.text.contains("05/12/2023")).expect("the day");
    assert!(end > 0.0 && end < next.left - 2.0, "{end} {}", next.left);
}
