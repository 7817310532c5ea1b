//! Rows that are of the headers: their numbers and units right below them, and the headers again on a later page.
//!
//! *Invariant:* no row is taken for one of these that could be an entry.

use super::head::{Known, named};
use super::{Spec, Table};
use crate::read::desk::Desk;
use crate::read::grid::Raw;

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
        in_brackets(text) && text.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
            || text.starts_with('(') && text.contains(")=") | text.contains(") =")
    };
    let key = spec.required.first().and_then(|key| table.columns.get(key));
    let nobodys = key.is_some_and(|key| grid.shown(row, *key).is_none());
    if cells.iter().all(numbered) && cells.len() >= table.width.min(3) {
        return true;
    }
    if cells.iter().all(in_brackets) && nobodys {
        return true;
    }
    // Without brackets they are the columns' numbers only where each column has its own, and there are too many for a vote.
    const MORE_THAN_A_VOTE: usize = 5;
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
    let least = if cells.first().is_some_and(|text| text == "A") { 3 } else { MORE_THAN_A_VOTE };
    cells.len() >= table.width.max(least) && cells.iter().all(next)
}

/// The headers again, as on each page of a long list, are left out; in another order they are an error, for what stands below
/// them would be read as something else.
pub fn repeats_headers(table: &Table, spec: &Spec, known: &Known, row: u32, desk: &mut Desk) -> bool {
    // Most rows have no cell that so much as begins like the first header.
    let begins = |text: &str| text.trim_start().chars().next().map(|c| c.to_lowercase().next());
    let key = spec.required.first().copied().unwrap_or_default();
    let may_be = |raw: &Raw| matches!(raw, Raw::Text(text) if begins(text) == begins(key));
    if !table.grid.row(row).any(|(_, raw)| may_be(raw)) {
        return false;
    }
    let said = |column: u32| match table.grid.shown(row, column) {
        Some(Raw::Text(text)) => named(text, known),
        _ => None,
    };
    let shown: Vec<(u32, &str)> = table.grid.row(row).filter_map(|(column, _)| Some((column, said(column)?))).collect();
    if shown.len() < 2 || !shown.iter().any(|(_, name)| *name == key) {
        return false;
    }
    let other = shown.iter().find(|(column, name)| table.columns.get(name) != Some(column));
    if let Some((column, name)) = other {
        desk.problems.error(
            &table.grid.cell(row, *column),
            format!("Dòng {} lặp lại tiêu đề nhưng cột “{name}” không ở chỗ cũ", row + 1),
            "Mỗi trang chỉ một bảng: đặt các cột của phần dưới đúng thứ tự của phần trên, hoặc chuyển sang tệp khác",
        );
    }
    true
}
