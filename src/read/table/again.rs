//! Rows that are of the headers: their numbers and units right below them, and the headers again on a later page.
//!
//! *Invariant:* no row is taken for one of these that could be an entry.

use super::head::{Known, named};
use super::{Spec, Table};
use crate::cell::column_name;
use crate::read::desk::Desk;
use crate::read::grid::Raw;
use crate::text::fold;

/// Rows right below the headers that say more of them: the numbers of the columns, `(1) (2) (3)` or `A B 1 2`, and units,
/// `(phiếu)`.
pub fn explains_headers(table: &Table, spec: &Spec, row: u32) -> bool {
    let grid = table.grid;
    let texts = |raw: &Raw| match raw {
        Raw::Text(text) => Some(text.trim().to_owned()),
        Raw::Number { value, percent: false, .. } => Some(value.normalize().to_string()),
        _ => None,
    };
    let Some(cells) = grid.row(row).map(|(_, raw)| texts(raw)).collect::<Option<Vec<String>>>() else { return false };
    let in_brackets = |text: &String| text.starts_with(['(', '[']) && text.ends_with([')', ']']);
    let numbered = |text: &String| {
        let reckoned = text.starts_with('(') && [")=", ") ="].iter().any(|sign| text.contains(sign));
        reckoned || in_brackets(text) && text.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
    };
    if cells.iter().all(numbered) && cells.len() >= table.width.min(3) {
        return true;
    }
    if cells.iter().all(in_brackets) {
        return true;
    }
    // Without brackets they are the columns' numbers where nearly each column has its own; where entries are numbers too, each
    // has, and there are more than a vote or a figure has.
    const MORE_THAN_AN_ENTRY: usize = 5;
    let of_numbers = ["Đồng ý", "Kết quả"].iter().any(|name| spec.required.contains(name));
    let mut letters = 'A'..='Z';
    let mut numbers = 1_u32..;
    let next = |text: &String| {
        let bare = text.trim_matches(['(', ')', '[', ']', '.']);
        let letter = bare.chars().next().filter(|c| bare.len() == 1 && c.is_ascii_uppercase());
        match letter {
            Some(letter) => numbers.start == 1 && letters.next() == Some(letter),
            None => bare.parse().ok() == numbers.next(),
        }
    };
    // No number is called B.
    let lettered = cells.get(1).is_some_and(|text| text == "B");
    let least = if of_numbers && !lettered {
        table.width.max(MORE_THAN_AN_ENTRY)
    } else {
        table.width.saturating_sub(1).max(3)
    };
    cells.len() >= least && cells.iter().all(next)
}

/// The headers again, as on each page of a long list, are left out; in another order they are an error, for what stands below
/// them would be read as something else.
pub fn repeats_headers(table: &Table, spec: &Spec, known: &Known, row: u32, desk: &mut Desk) -> bool {
    // Nobody's code or name is that of its column; most rows have nothing there that so much as begins like it.
    let begins = |text: &str| text.trim_start().chars().next().map(|c| c.to_lowercase().next());
    let Some((key, column)) = spec.required.first().and_then(|key| Some((*key, *table.columns.get(key)?))) else {
        return false;
    };
    let text = |row: u32, column: u32| match table.grid.shown(row, column) {
        Some(Raw::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let said = |column: u32| text(row, column).and_then(|text| named(text, known));
    let names = |wanted: &str| table.grid.row(row).any(|(column, _)| said(column) == Some(wanted));
    let may_be = |raw: &Raw| matches!(raw, Raw::Text(text) if begins(text) == begins(key));
    let at_its_place = text(row, column).is_some_and(|text| begins(text) == begins(key)) && said(column) == Some(key);
    // Few rows have a cell that may be the key, so that is asked first.
    let moved = || {
        let known = || table.grid.row(row).filter(|(column, _)| said(*column).is_some()).count();
        table.grid.row(row).any(|(_, raw)| may_be(raw)) && names(key) && known() > 1
    };
    // Two of its headers under themselves are no entry either, whatever stands before them.
    let likely = |(name, column): &(&&str, &u32)| text(row, **column).is_some_and(|text| begins(text) == begins(name));
    let under_themselves = || {
        let likely: Vec<(&&str, &u32)> = table.columns.iter().filter(likely).collect();
        likely.len() > 1 && likely.iter().filter(|(name, column)| said(**column) == Some(**name)).count() > 1
    };
    if !(at_its_place || moved() || under_themselves()) {
        return false;
    }
    // Under a heading over several columns stand their own in the next row.
    let is_group = |column: u32| table.grid.across.get(&(row, column + 1)) == Some(&(row, column));
    let as_before = |name: &str, column: u32| {
        said(column) == Some(name)
            || text(row, column).map(fold) == text(table.header, column).map(fold)
            || text(row, column).is_none()
            || is_group(column)
    };
    if let Some((name, column)) = table.columns.iter().find(|(name, column)| !as_before(name, **column)) {
        desk.problems.error(
            &table.grid.cell(row, *column),
            format!("Dòng {} lặp lại tiêu đề nhưng cột {} không còn là “{name}”", row + 1, column_name(*column)),
            "Mỗi trang chỉ một bảng: đặt các cột của phần dưới đúng thứ tự của phần trên, hoặc chuyển sang tệp khác",
        );
    }
    true
}
