//! One paper with two days: a number that was dragged down together with its day, or one of the two mistyped.
//!
//! *Invariant:* a workbook is warned of once; a paper of the same number and symbol in another year is another paper.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::document::is_symbol;
use super::when::{When, named};
use super::{NAMED, Text};
use crate::cell::Cell;
use crate::phrase::{more, short_date};
use crate::problem::{Place, Problems, Severity};
use crate::text::bare;

/// Of a paper's day and symbol so many words at most lie between: `ngày 05 tháng 12 năm 2023`.
const NEAR: usize = 6;

/// A paper as it is written first, and where it is cited first with each of its days.
#[derive(Default)]
struct Paper<'a> {
    symbol: &'a str,
    days: BTreeMap<Date, &'a Cell>,
}

/// Warns of papers with more than one day, as the texts of one workbook cite them.
pub fn check(texts: &[Text], problems: &mut Problems) {
    let mut papers: BTreeMap<(&Arc<str>, i16, String), Paper> = BTreeMap::new();
    for text in texts.iter().filter(|text| text.said.contains('/')) {
        for (symbol, day) in text.clauses().flat_map(cited) {
            // `05/BC-VP` is `5/BC-VP`.
            let key = symbol.trim_start_matches('0').to_lowercase();
            let new = || Paper { symbol, ..Paper::default() };
            let paper = papers.entry((text.cell.file(), day.year(), key)).or_insert_with(new);
            paper.days.entry(day).or_insert(text.cell);
        }
    }
    let mut by_file: BTreeMap<&Arc<str>, Vec<&Paper>> = BTreeMap::new();
    for ((file, ..), paper) in papers.iter().filter(|(_, paper)| paper.days.len() > 1) {
        by_file.entry(file).or_default().push(paper);
    }
    for found in by_file.into_values() {
        let Paper { symbol, days } = found[0];
        let shown: Vec<String> = days.keys().take(NAMED).map(|day| short_date(*day)).collect();
        problems.between(
            Severity::Warning,
            days.values().take(NAMED).map(|cell| Place::from(*cell)).collect(),
            format!(
                "Văn bản số {} được ghi nhiều ngày khác nhau: {}{}",
                symbol,
                shown.join(", "),
                more(found.len() - 1, "; ", " văn bản nữa cũng vậy")
            ),
            "Một văn bản chỉ có một ngày: nếu kéo chuột xuống thì Excel đã tự đổi ngày; nếu là văn bản của hai cơ quan thì không \
             phải sửa",
        );
    }
}

/// The papers with a number that a clause cites, and the day of each.
fn cited(clause: &str) -> Vec<(&str, Date)> {
    let is_one = |word: &str| is_symbol(word) && word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('-');
    let mut found = Vec::new();
    let mut words = clause.split_whitespace();
    while let Some(word) = words.next() {
        if !word.contains('/') || !is_one(bare(word)) {
            continue;
        }
        let near: Vec<&str> = words.clone().take(NEAR).map(bare).filter(|word| !word.is_empty()).collect();
        if near.first().is_none_or(|first| first.to_lowercase() != "ngày") {
            continue;
        }
        let day = (1..near.len()).take_while(|at| !is_symbol(near[*at])).find_map(|at| match named(&near, at)? {
            (When::Span(first, last), _) if first == last => Some(first),
            _ => None,
        });
        found.extend(day.map(|day| (bare(word), day)));
    }
    found
}
#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_paper_is_its_number_and_symbol() {
        let fifth = date(2023, 12, 5);
        for text in
            ["Báo cáo số 05/BC-UBND ngày 05/12/2023", "Báo cáo số 05/BC-UBND, ngày 5 tháng 12 năm 2023 của UBND xã"]
        {
            assert_eq!(cited(text), [("05/BC-UBND", fifth)], "{text}");
        }
        assert_eq!(cited("Sổ số 12/2023, 412/413 hồ sơ ngày 05/12/2023; Báo cáo số 7 ngày 1/2/2023"), []);
        assert_eq!(cited("Kế hoạch số 1/KH-UBND và Báo cáo số 2/BC-UBND ngày 05/12/2023"), [("2/BC-UBND", fifth)]);
    }
}
