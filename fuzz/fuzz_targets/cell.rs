//! Cell text → words → page data → PDF: a text in every cell of a unit's workbook that takes one. Either the reader
//! refuses it at its cell, or every paper is made, with the text in it as it is.
#![no_main]

#[expect(dead_code, reason = "a builder offers more than a target uses")]
#[path = "../../tests/book.rs"]
mod book;
#[expect(dead_code, reason = "this target judges for itself")]
mod room;

use std::sync::OnceLock;

use book::Book;
use hoso::compose::{Composer, PaperKind, Words};
use hoso::press::Press;
use libfuzzer_sys::fuzz_target;

struct Tools {
    words: Words,
    press: Press,
}

fn tools() -> &'static Tools {
    static TOOLS: OnceLock<Tools> = OnceLock::new();
    TOOLS.get_or_init(|| Tools {
        words: Words::new(room::assets().texts(".jinja")).expect("the embedded words"),
        press: Press::new(room::assets()).expect("the embedded pages"),
    })
}

fuzz_target!(|text: &str| {
    // Excel's own limit, and what a run can try in reasonable time.
    if text.chars().count() > 2_000 || text.trim().is_empty() {
        return;
    }
    let tools = tools();
    let bytes = workbook(text).bytes();
    let intake = room::read(&bytes, &|c| tools.press.can_print(c));
    let judged = hoso::judge::judge(&intake.plan, &intake.units, None, intake.problems.clone(), 1);
    let composer = Composer::new(&judged, &tools.words, tools.press.family());
    for paper in hoso::compose::papers(&judged) {
        let document = composer.compose(&paper).expect("no text is a fault of the templates");
        if matches!(paper.kind, PaperKind::Report(..)) {
            let shown = hoso::text::tidy(&intake.units[0].candidates[0].name.value);
            let data = serde_json::to_value(&document).expect("its data");
            assert!(said(&data, shown.lines().next().unwrap_or_default()), "{shown:?} is not in the report");
        }
        // As a run does: a set is laid out once, and its papers are written from its pages.
        if paper.kind.is_set() {
            let pages = tools.press.lay_out(&document).expect("what was read can be set");
            for part in 0..=hoso::compose::bound(&judged, paper.kind).len() {
                let cut = pages.print_part(part, &document.front).expect("the embedded templates mark every part");
                cut.expect("what was set can be written");
            }
        } else {
            tools.press.print(&document).expect("what was read can be printed");
        }
    }
});

fn workbook(text: &str) -> Book {
    Book::unit("Văn phòng")
        .candidate("VP01", text)
        .figure("VP01", "4.3.1", 412, 413, text)
        .initiative("VP01", text)
        .says("Địa điểm họp", text)
        .says("Người ký", text)
        .says("Nơi nhận", text)
        .complete()
}

/// Whether a string of the page's data holds the text.
fn said(data: &serde_json::Value, text: &str) -> bool {
    match data {
        serde_json::Value::String(string) => string.to_lowercase().contains(&text.to_lowercase()),
        serde_json::Value::Array(items) => items.iter().any(|item| said(item, text)),
        serde_json::Value::Object(fields) => fields.values().any(|item| said(item, text)),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => false,
    }
}
