//! The summary's pages as a reader's eye sees them: a red frame stands about a figure that is refused, and nowhere else.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crate::paper::{self, File, MM, NEAR, have};

/// A summary of so many whose figures are met, and of one whose figures are not.
fn summary(met: usize) -> Json {
    let cell = |verdict: &str| json!({"verdict": verdict, "text": "90%", "counts": "90/100", "bar": {"value": 900, "mark": 950}});
    let row = |name: &str, verdict: &str| {
        json!({
            "rank": "1", "name": name, "code": "A1", "post": "Công chức", "unit": "Văn phòng", "kind": "Công chức", "priority": false,
            "vote": "05/05", "outcome": "beyond", "label": "Ngoài số lượng", "why": "", "cells": [cell(verdict), cell(verdict), cell(verdict)],
        })
    };
    let mut rows: Vec<Json> = (0..met).map(|_| row("Ông Nguyễn Văn An", "met")).collect();
    rows.push(row("Ông Trần Văn Rớt", "missed"));
    let column = json!({"code": "4.1.1", "name": "Hồ sơ đúng hạn", "target": "≥ 95%", "rated": true});
    let mut part = paper::minutes();
    part["kind"] = json!("bang-tong-hop");
    part["body"] = json!([paper::block("p", "Có các trường hợp được đưa ra xét.")]);
    part["extra"] =
        json!({"priority": "", "columns": [column, column, column], "groups": [{"title": "Cá nhân", "rows": rows}]});
    part
}

/// Where the red dots of a page begin and end from above, in thousandths of its height; none where there are none.
fn red(file: &std::path::Path, page: usize) -> Option<(usize, usize)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let picture = folder.path().join("trang");
    let number = page.to_string();
    let target = picture.to_str().expect("a plain path");
    paper::told("pdftoppm", &["-r", "100", "-singlefile", "-f", &number, "-l", &number], file, &[target]);
    let bytes = std::fs::read(picture.with_extension("ppm")).expect("a picture");
    // P6, width, height, depth, then three bytes a dot.
    let mut at = 0;
    let mut field = || {
        let from = at + bytes[at..].iter().position(|byte| !byte.is_ascii_whitespace()).expect("a header");
        at = from + bytes[from..].iter().position(u8::is_ascii_whitespace).expect("a header");
        String::from_utf8_lossy(&bytes[from..at]).into_owned()
    };
    let (_, width, height, _) = (field(), field(), field(), field());
    let (width, height): (usize, usize) = (width.parse().expect("a width"), height.parse().expect("a height"));
    let is_red = |dot: &[u8]| dot[0] > 100 && dot[1] < 90 && dot[2] < 90;
    let rows = bytes[at + 1..].chunks_exact(3 * width);
    let red: BTreeSet<usize> =
        rows.enumerate().filter(|(_, row)| row.chunks_exact(3).any(is_red)).map(|(y, _)| y * 1000 / height).collect();
    Some((*red.first()?, *red.last()?))
}

#[test]
fn a_page_that_ends_above_a_refused_figure_shows_no_red() {
    if !have("pdftoppm", &["-v"]) || !have("pdftohtml", &["-v"]) {
        return;
    }
    let mut first_on_its_page = 0;
    // The first page has red in its legend.
    for met in 14..40 {
        let file = File::new(&paper::print("bảng", vec![summary(met)]).pdf);
        let texts = paper::texts(&file.path);
        let refused = texts.iter().find(|text| text.text.starts_with("Ông Trần Văn Rớt")).expect("the last row");
        for page in 2..refused.page {
            assert_eq!(red(&file.path, page), None, "{met} rows, page {page}");
        }
        if refused.page > 2 {
            assert!(red(&file.path, refused.page).is_some(), "{met} rows");
            let others = texts.iter().filter(|text| text.page == refused.page && text.text.starts_with("Ông Nguyễn"));
            first_on_its_page += usize::from(others.count() == 0);
        }
    }
    assert!(first_on_its_page > 0, "some page ends right above the refused figure");
}

/// Mục I.3 asks the same of a landscape sheet.
#[test]
fn every_page_has_the_margins_of_a_paper() {
    if !have("pdftohtml", &["-v"]) {
        return;
    }
    let file = File::new(&paper::print("bảng", vec![summary(30)]).pdf);
    let texts = paper::texts(&file.path);
    assert!(texts.iter().any(|text| text.page > 2));
    for text in texts.iter().filter(|text| text.top > 18.0 * MM) {
        assert!(text.left >= 30.0 * MM - NEAR && text.right <= (297.0 - 15.0) * MM + NEAR, "{text:?}");
        assert!(text.top >= 20.0 * MM - NEAR && text.bottom <= (210.0 - 20.0) * MM + NEAR, "{text:?}");
    }
}
