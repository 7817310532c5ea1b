//! The certificate's texts stay clear of each other and of its frame, however long they are.

use serde_json::{Value as Json, json};

use crate::paper::{self, File, MM, Text, have};

/// The inner line of the frame, from the sheet's edges.
const FRAME: f64 = 15.5 * MM;

fn certificate(giver: &str, name: &str, post: &str, place: &str, lines: &[&str]) -> Json {
    let mut signature = paper::signature("right", lines, "Tôn Nữ Huyền Trang", "chu-ky-nguoi-ky");
    signature["place_date"] = json!(format!("{place}, ngày 20 tháng 12 năm 2023"));
    json!({
        "kind": "giay-khen", "bookmark": "Giấy khen", "name": "GIẤY KHEN", "authority": "TẶNG",
        "head": {"parent": "", "issuer": giver, "number": "", "symbol": "", "place": "", "day": "", "month": "", "year": ""},
        "subject": ["Đã có thành tích xuất sắc trong phong trào thi đua", format!("“{}” năm 2023", paper::words(16))],
        "to": [], "recipients": ["Quyết định số 09/QĐ-UBND ngày 20 tháng 12 năm 2023", "Số sổ vàng: 44"],
        "body": [paper::block("decree", name), paper::block("p", post)],
        "signatures": [signature], "extra": {"text-only": false, "emblem": false},
    })
}

#[track_caller]
fn check(part: Json) -> Vec<Text> {
    let print = paper::print("giấy khen", vec![part]);
    assert_eq!(print.pages, 1);
    let texts = paper::texts(&File::new(&print.pdf).path);
    for text in &texts {
        let (right, bottom) = (297.0 * MM - FRAME, 210.0 * MM - FRAME);
        assert!(text.left > FRAME && text.right < right && text.top > FRAME && text.bottom < bottom, "{text:?}");
    }
    for (index, one) in texts.iter().enumerate() {
        for other in &texts[..index] {
            // A line's box is higher than its letters.
            let apart = one.top > other.bottom - 4.0 || other.top > one.bottom - 4.0;
            assert!(apart || one.left > other.right || other.left > one.right, "{one:?} {other:?}");
        }
    }
    texts
}

#[test]
fn nothing_touches_the_frame_or_another_line() {
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    let long = "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG PHÚ THỌ HÒA - TÂN SƠN NHÌ THẠNH LỘC";
    let deputy = ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"];
    check(certificate("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TAM PHƯỚC", "Ông Y Ă", "Trưởng ấp", "Tam Phước", &["CHỦ TỊCH"]));
    let texts = check(certificate(long, "Ông Y Ă", &paper::words(40), "Phú Thọ Hòa - Tân Sơn Nhì Thạnh Lộc", &deputy));
    let line = |start: &str| texts.iter().find(|text| text.text.starts_with(start)).expect("the line").text.clone();
    assert_eq!(line("CHỦ TỊCH ỦY BAN"), long, "on one line");
    assert_eq!(line("ngày 20"), "ngày 20 tháng 12 năm 2023", "in one piece");
}
