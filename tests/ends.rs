//! Where the text ends and the hand begins: signatures, recipients and what must stand with them, wherever the page ends.
//! Poppler measures the finished pages.

use serde_json::{Value as Json, json};

use crate::paper::{self, File, MM, Text, have};

fn texts(part: Json) -> Vec<Text> {
    paper::texts(&File::new(&paper::print("chỗ kết thúc", vec![part]).pdf).path)
}

fn with(mut part: Json, body: Vec<Json>) -> Json {
    part["body"] = Json::Array(body);
    part
}

/// The lines of text (not of the page's number) above a text on its page.
fn lines_above(texts: &[Text], below: &Text) -> usize {
    let above = texts.iter().filter(|text| text.page == below.page && text.top > 18.0 * MM && text.bottom < below.top);
    let mut tops: Vec<f64> = above.map(|text| text.top).collect();
    tops.sort_by(f64::total_cmp);
    tops.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    tops.len()
}

#[test]
fn a_line_right_below_a_table_takes_its_last_row_along() {
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    let mut moved = 0;
    for rows in 6..18 {
        let body = vec![
            paper::block("p", "Danh sách như sau:"),
            paper::table("de-nghi", paper::rows(rows, 5, 12)),
            paper::block("p", "Kính trình./."),
        ];
        let texts = texts(with(paper::submission(), body));
        let capacity = texts.iter().find(|text| text.text == "KT. TRƯỞNG BỘ PHẬN").expect("a capacity");
        assert!(lines_above(&texts, capacity) >= 2, "{rows} dòng");
        let ordinals = texts.iter().filter(|text| text.text == rows.to_string() && text.left < 42.0 * MM);
        assert_eq!(ordinals.count(), 1, "{rows} dòng: the last row stands once");
        // The head is repeated above the row that goes over.
        let heads = texts.iter().filter(|text| text.text == "STT" && text.page == capacity.page).count();
        moved += usize::from(heads == 1 && capacity.page > 1 && lines_above(&texts, capacity) < 8);
    }
    assert!(moved > 0, "some table ends where its line finds no room");
}

#[test]
fn the_recipients_label_is_never_alone() {
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    for paragraphs in 6..13 {
        let body = (0..paragraphs).map(|_| paper::block("p", &paper::words(32)));
        let body: Vec<Json> = body.chain([paper::block("p", "Cuộc họp kết thúc./.")]).collect();
        let mut part = with(paper::minutes(), body);
        let long = "Ban Chỉ đạo công tác cải cách hành chính và chuyển đổi số của Ủy ban nhân dân thị trấn Long Điền";
        part["recipients"] = (0..12).map(|index| format!("{long} số {index};")).collect();
        let texts = texts(part);
        let label = texts.iter().find(|text| text.text == "Nơi nhận:").expect("a label");
        let first = texts.iter().find(|text| text.text.starts_with("- Ban Chỉ đạo")).expect("a recipient");
        assert_eq!(label.page, first.page, "{paragraphs} đoạn");
    }
}

#[test]
fn an_item_that_announces_others_stays_with_them() {
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    for paragraphs in 5..14 {
        let mut body: Vec<Json> = (0..paragraphs).map(|_| paper::block("p", &paper::words(32))).collect();
        body.push(paper::block("p", "Các giải pháp gồm:"));
        body.push(paper::block("item", "Đã đề xuất, thực hiện:"));
        body.extend((0..20).map(|_| paper::block("sub", &paper::words(40))));
        body.push(paper::block("p", "Hết./."));
        let texts = texts(with(paper::report(), body));
        for pair in texts.windows(2) {
            assert!(!pair[0].text.ends_with(':') || pair[0].page == pair[1].page, "{paragraphs} đoạn: {pair:?}");
        }
        let item = texts.iter().find(|text| text.text.starts_with("- Đã đề xuất")).expect("an item");
        let sub = texts.iter().find(|text| text.text.starts_with("+ ")).expect("what it announces");
        assert!((item.left - 40.0 * MM).abs() < 0.8 && (sub.left - 40.0 * MM).abs() < 0.8, "lùi đầu dòng 1 cm");
    }
}

#[test]
fn a_day_not_yet_known_is_left_to_the_pen() {
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    for part in [paper::submission(), paper::report()] {
        let texts = texts(part);
        let day: Vec<&str> =
            texts.iter().filter(|text| text.italic && text.page == 1).map(|text| text.text.as_str()).collect();
        let day = day.join(" ");
        let line = day.split("Căn cứ").next().expect("a first part");
        assert!(line.contains("tháng") && line.contains("năm") && !line.contains("202"), "{line}");
    }
}

#[test]
fn a_report_names_its_form_above_its_head() {
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    let mut part = paper::report();
    part["form"] = json!("Mẫu số 07, Nghị định số 91/2017/NĐ-CP");
    let texts = texts(part);
    let form: Vec<&Text> = texts.iter().filter(|text| text.text.starts_with("Mẫu số 07")).collect();
    assert!(
        form.len() == 1 && form[0].page == 1 && form[0].bottom < 20.0 * MM && (form[0].right - 195.0 * MM).abs() < 1.0
    );
}
