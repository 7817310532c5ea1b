//! Rows of a table that are no entries, as clerks put some between and below them, and entries that a clerk does not see.
//!
//! *Invariant:* what is left out is said, and nothing is left out that has a code and anything beside it.

use super::head::{Known, named};
use super::{Row, Spec, Table};
use crate::judge::words::shortened;
use crate::read::desk::Desk;
use crate::read::grid::Raw;
use crate::read::letters::{is_blank, visible};
use crate::text::{STRUCK, fold, tidy};

/// What the first cell of a total says, or begins with.
const TOTALS: [&str; 6] = ["tổng", "cộng", "total", "tong cong", "t.cộng", "σ"];
const TOTALS_OF: [&str; 5] = ["tổng cộng", "tổng số", "tổng phiếu", "cộng phiếu", "cộng:"];

/// So many rows left out are said one by one.
const FEW: usize = 3;

/// Those of these rows that are entries.
pub fn entries(
    table: &Table,
    spec: &Spec,
    known: &Known,
    rows: impl Iterator<Item = u32>,
    desk: &mut Desk,
) -> Vec<u32> {
    let mut left_out: Vec<(u32, &str)> = Vec::new();
    let mut entries = Vec::new();
    let mut before = table.bottom;
    let mut signed = false;
    for row in rows {
        // Who made the sheet signs below the list, apart from it.
        signed = below_list(table, spec, row, before) && (signed || row > before + 1 && signs(table, row));
        before = row;
        if explains_headers(table, spec, row) || repeats_header(table, spec, known, row, desk) {
            continue;
        }
        let aside = if signed { Some(first(table, row).map_or("", |(_, text)| text)) } else { words(table, spec, row) };
        match aside {
            Some(words) => left_out.push((row, words)),
            None => entries.push(row),
        }
    }
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

/// Rows right below the headers that say more of them: the numbers of the columns, `(1) (2) (3)` or `A B 1 2`, and units,
/// `(phiếu)`.
fn explains_headers(table: &Table, spec: &Spec, row: u32) -> bool {
    // One below the other, at most.
    if row > table.bottom + 2 {
        return false;
    }
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
fn repeats_header(table: &Table, spec: &Spec, known: &Known, row: u32, desk: &mut Desk) -> bool {
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

/// Whether a row begins what is signed below a list: place and day, or who made it.
fn signs(table: &Table, row: u32) -> bool {
    const BEGINNINGS: [&str; 12] = [
        "nguoi lap",
        "nguoi ghi",
        "nguoi tong hop",
        "lap bieu",
        "thu truong",
        "xac nhan",
        "tm ",
        "kt ",
        "ky ten",
        "ky ghi",
        "chu tich hoi dong",
        "thu ky",
    ];
    let said = fold(first(table, row).map_or("", |(_, text)| text));
    BEGINNINGS.iter().any(|words| said.starts_with(words)) || said.contains("ngay ") && said.contains("thang ")
}

/// Whether a row may be of what stands below a list: no more than a few words, and none in the columns that every entry has.
fn below_list(table: &Table, spec: &Spec, row: u32, before: u32) -> bool {
    if *spec.required.first().unwrap_or(&"Mục") == "Mục" || before == table.bottom {
        return false;
    }
    let texts = table.grid.row(row).all(|(_, raw)| matches!(raw, Raw::Text(_) | Raw::Moment { .. }));
    let required =
        |name: &&&str| table.columns.get(**name).is_some_and(|column| table.grid.get(row, *column).is_some());
    texts && table.grid.row(row).count() <= 2 && spec.required.iter().filter(required).count() <= 1 && {
        let key = spec.required.first().and_then(|key| table.columns.get(key));
        key.is_none_or(|key| table.grid.shown(row, *key).is_none())
    }
}

/// The words of a total, or of a note in the column of codes alone.
fn words<'g>(table: &Table<'g>, spec: &Spec, row: u32) -> Option<&'g str> {
    // A sheet of labels has no totals: “tổng số thành viên” is what a plan says of its votes.
    let key = spec.required.first().filter(|key| **key != "Mục")?;
    let key_column = *table.columns.get(key)?;
    // Beside a total stand numbers alone: an initiative may be called “Tổng số hóa hồ sơ”.
    let mut texts = table.grid.row(row).filter_map(|(column, raw)| match raw {
        Raw::Text(text) if !is_blank(text) && text.trim().parse::<u32>().is_err() => Some((column, text)),
        _ => None,
    });
    if let Some((column, text)) = texts.next()
        && (column == key_column || table.grid.shown(row, key_column).is_none())
        && is_total(text, texts.next().is_none())
    {
        return Some(text);
    }
    let Some(Raw::Text(text)) = table.grid.get(row, key_column) else { return None };
    let names = *key != "Mã";
    let note = if names { is_marked_note(text) } else { is_note(text) };
    (note && Row { table, row }.holds_only(key)).then_some(text.as_str())
}

/// The first cell of a row, where it is text.
fn first<'g>(table: &Table<'g>, row: u32) -> Option<(u32, &'g str)> {
    match table.grid.row(row).next()? {
        (column, Raw::Text(text)) => Some((column, text)),
        _ => None,
    }
}

fn is_total(text: &str, alone: bool) -> bool {
    const BEFORE: [char; 6] = [' ', STRUCK, '-', '*', '+', '\u{A0}'];
    let text = text.trim_start_matches(BEFORE);
    if text.len() > 120 || !text.starts_with(['T', 't', 'C', 'c', 'Σ']) {
        return false;
    }
    let said = tidy(&visible(text)).to_lowercase();
    let whole = said.trim_end_matches([':', '.', ' ']);
    // What is made digital is no sum.
    let digital = ["tổng số hóa", "tổng số hoá"].iter().any(|word| said.starts_with(word));
    TOTALS.contains(&whole) || alone && !digital && TOTALS_OF.iter().any(|total| said.starts_with(total))
}

/// Words, and more of them than a code has that is written with a blank (`VP 03`).
fn is_note(text: &str) -> bool {
    let code = || text.is_ascii() && text.len() <= 30 && text.contains(|c: char| c.is_ascii_digit());
    text.contains(' ') && (text.split_whitespace().count() > 2 || text.chars().count() > 15) && !code()
}

/// A note that says of itself that it is one, where names stand.
fn is_marked_note(text: &str) -> bool {
    let said = tidy(&visible(text)).to_lowercase();
    ["ghi chú", "lưu ý", "chú thích", "(*)", "(ghi chú", "* "].iter().any(|mark| said.starts_with(mark))
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
        for text in [
            "Tổng cộng",
            "TỔNG CỘNG:",
            "Cộng",
            "Tổng cộng (4 người)",
            "Cộng: 7 người",
            "To\u{302}\u{309}ng phiếu",
            "TỔNG.",
            "- Tổng cộng",
            "Total",
            "Σ",
        ] {
            assert!(is_total(text, true), "{text}");
        }
        for text in ["VP01", "T01", "Cộng Thị Hoa", "Tống Văn An", "Công", "Tổng Văn Bê", "", "Tổng số hóa sổ đăng ký"]
        {
            assert!(!is_total(text, true), "{text}");
        }
        assert!(is_total("Cộng:", false) && !is_total("Tổng số lượt phục vụ", false), "words stand beside it");
        assert!(is_note("Ghi chú: danh sách đã họp xét") && is_note("A. CÁ NHÂN"));
        assert!(!is_note("VP 03") && !is_note("VP03") && !is_note("VP TK 03") && !is_note("VANPHONG THONGKE 1"));
    }
}
