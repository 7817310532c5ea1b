//! The functions on text alone: numbers, folding, file names, old character sets, the list of problems.
#![no_main]

use hoso::name::name_key;
use hoso::number;
use hoso::problem::{Place, Problems};
use hoso::read::charset::{Charset, convert, suspect};
use hoso::text::{fold, slug, tidy};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(typed) = number::from_text(text) {
        let written = number::written(typed.value);
        assert_eq!(number::from_text(&written).map(|again| again.value), Some(typed.value), "{text:?} {written:?}");
    }
    let tidied = tidy(text);
    assert_eq!(tidy(&tidied), tidied);
    assert_eq!(fold(&tidied), fold(&fold(&tidied)));
    let name = slug(text);
    assert!(!name.is_empty() && name.len() <= 62, "{name:?}");
    assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{name:?}");
    name_key(text);
    let lines: Vec<&str> = text.lines().collect();
    suspect(&lines);
    for charset in [Charset::Tcvn3, Charset::Vni] {
        let converted = convert(charset, text);
        assert!(converted.text.len() <= text.len() * 4 + 8);
    }
    let mut problems = Problems::default();
    problems.error(Place::File(text.into()), text, text);
    hoso::problem_sheet::workbook(&problems, "../../input").expect("a list can always be written");
});
