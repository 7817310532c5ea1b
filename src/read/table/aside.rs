//! Rows of a table that are no entries, as clerks put some between and below them, and entries that a clerk does not see.
//!
//! *Invariant:* what is left out is said, and nothing is left out that has a code and anything beside it.

use super::{Row, Spec, Table};
use crate::judge::words::shortened;
use crate::read::desk::Desk;
use crate::read::grid::Raw;
use crate::read::letters::visible;
use crate::text::{STRUCK, fold, tidy};

/// What the first cell of a total says, or begins with.
const TOTALS: [&str; 2] = ["tổng", "cộng"];
const TOTALS_OF: [&str; 5] = ["tổng cộng", "tổng số", "tổng phiếu", "cộng phiếu", "cộng:"];

/// So many rows left out are said one by one.
const FEW: usize = 3;

/// Those of these rows that are entries.
pub fn entries(table: &Table, spec: &Spec, rows: impl Iterator<Item = u32>, desk: &mut Desk) -> Vec<u32> {
    let mut left_out: Vec<(u32, &str)> = Vec::new();
    let entry = |row: &u32| {
        let aside = if repeats_header(table, spec, *row) { Some(None) } else { words(table, spec, *row).map(Some) };
        left_out.extend(aside.flatten().map(|words| (*row, words)));
        aside.is_none()
    };
    let entries = rows.filter(entry).collect();
    say(table, &left_out, desk);
    entries
}

fn say(table: &Table, left_out: &[(u32, &str)], desk: &mut Desk) {
    const HINT: &str =
        "Không cần làm gì nếu đây là dòng tổng, tiêu đề hoặc ghi chú; nếu là dữ liệu thì ghi đủ mã và các cột khác";
    let cell = |row: u32| table.grid.cell(row, first(table, row).map_or(0, |(column, _)| column));
    match left_out {
        [(first, words), .., (last, _)] if left_out.len() > FEW => desk.problems.warning(
            &cell(*first),
            format!(
                "Trang “{}” có {} dòng không phải dòng dữ liệu nên không được dùng: từ “{}” ở dòng {} đến dòng {}",
                table.grid.sheet,
                left_out.len(),
                shortened(words),
                first + 1,
                last + 1
            ),
            HINT,
        ),
        _ => {
            for (row, words) in left_out {
                let message = format!("Dòng “{}” không phải dòng dữ liệu nên không được dùng", shortened(words));
                desk.problems.warning(&cell(*row), message, HINT);
            }
        }
    }
}

/// The headers again, as on each page of a long list. They are told from entries by two of them at least.
fn repeats_header(table: &Table, spec: &Spec, row: u32) -> bool {
    let repeats = |name: &str| {
        let Some(Raw::Text(text)) = table.columns.get(name).and_then(|column| table.grid.shown(row, *column)) else {
            return false;
        };
        // Most cells are not so much as alike.
        let begins = |text: &str| text.chars().next().map(|c| c.to_lowercase().next());
        begins(text.trim_start()) == begins(name) && fold(text) == fold(name)
    };
    let key = spec.required.first().is_some_and(|name| repeats(name));
    key && table.columns.keys().filter(|name| repeats(name)).count() > 1
}

/// The words of a total, or of a note in the column of codes alone.
fn words<'g>(table: &Table<'g>, spec: &Spec, row: u32) -> Option<&'g str> {
    // A sheet of labels has no totals: “tổng số thành viên” is what a plan says of its votes.
    let key = spec.required.first().filter(|key| **key != "Mục")?;
    let key_column = *table.columns.get(key)?;
    if let Some((column, text)) = first(table, row)
        && (column == key_column || table.grid.shown(row, key_column).is_none())
        && is_total(text)
    {
        return Some(text);
    }
    let Some(Raw::Text(text)) = table.grid.get(row, key_column).filter(|_| *key == "Mã") else { return None };
    (is_note(text) && Row { table, row }.holds_only(key)).then_some(text.as_str())
}

/// The first cell of a row, where it is text.
fn first<'g>(table: &Table<'g>, row: u32) -> Option<(u32, &'g str)> {
    match table.grid.row(row).next()? {
        (column, Raw::Text(text)) => Some((column, text)),
        _ => None,
    }
}

fn is_total(text: &str) -> bool {
    if text.len() > 120 || !text.trim_start_matches([' ', STRUCK]).starts_with(['T', 't', 'C', 'c']) || text.is_ascii()
    {
        return false;
    }
    let said = tidy(&visible(text)).to_lowercase();
    TOTALS.contains(&said.trim_end_matches(':').trim_end()) || TOTALS_OF.iter().any(|total| said.starts_with(total))
}

/// Words, and more of them than a code has that is written with a blank (`VP 03`).
fn is_note(text: &str) -> bool {
    text.contains(' ') && (text.split_whitespace().count() > 2 || text.chars().count() > 15)
}

/// Says that rows are hidden which count all the same.
pub fn hidden(table: &Table, desk: &mut Desk) {
    let hidden: Vec<u32> = table.rows.iter().copied().filter(|row| table.grid.hidden.contains(row)).collect();
    let [first, ..] = hidden[..] else { return };
    let column = table.grid.row(first).next().map_or(0, |(column, _)| column);
    let which = match hidden.len() {
        1 => format!("dòng {}", first + 1),
        count => format!("{count} dòng (đầu tiên là dòng {})", first + 1),
    };
    let message = format!("Trang “{}” có {which} đang bị ẩn hoặc bị lọc nhưng vẫn được tính", table.grid.sheet);
    let hint = "Không cần làm gì nếu các dòng ấy vẫn dùng; không dùng thì cho hiện lại rồi xóa";
    desk.problems.warning(&table.grid.cell(first, column), message, hint);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_and_notes_are_known_and_people_are_not_taken_for_them() {
        for text in
            ["Tổng cộng", "TỔNG CỘNG:", "Cộng", "Tổng cộng (4 người)", "Cộng: 7 người", "To\u{302}\u{309}ng phiếu"]
        {
            assert!(is_total(text), "{text}");
        }
        for text in ["VP01", "T01", "Cộng Thị Hoa", "Tống Văn An", "Công", "Tổng Văn Bê", ""] {
            assert!(!is_total(text), "{text}");
        }
        assert!(is_note("Ghi chú: danh sách đã họp xét") && is_note("A. CÁ NHÂN"));
        assert!(!is_note("VP 03") && !is_note("VP03"));
    }
}
