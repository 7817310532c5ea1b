//! Rows of a table that are no entries, as clerks put some between and below them, and entries that a clerk does not see.
//!
//! *Invariant:* what is left out is said, and nothing is left out that has a code and anything beside it.

use super::head::Known;
use super::signature::Signature;
use super::{Row, Spec, Table, again};
use crate::cell::column_name;
use crate::phrase::shortened;
use crate::read::desk::Desk;
use crate::read::grid::Raw;
use crate::read::letters::{is_blank, visible};
use crate::text::marks::STRUCK;
use crate::text::tidy;

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
    // Rows that explain the headers stand right below them, one below the other at most.
    let mut explained = table.bottom + 2;
    let mut signature = Signature::default();
    for row in rows {
        let apart = row > before + 1;
        before = row;
        if again::repeats_headers(table, spec, known, row, desk) {
            explained = row + 2;
            continue;
        }
        if row <= explained && again::explains_headers(table, spec, row) {
            continue;
        }
        let signs = signature.takes(table, spec, row, apart);
        let aside = if signs { Some(first(table, row).map_or("", |(_, text)| text)) } else { words(table, spec, row) };
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

/// The words of a total, or of a note in the column of codes alone.
fn words<'g>(table: &Table<'g>, spec: &Spec, row: u32) -> Option<&'g str> {
    // A sheet of labels has no totals: “tổng số thành viên” is what a plan says of its votes.
    let key = spec.required.first().filter(|key| **key != "Mục")?;
    let key_column = *table.columns.get(key)?;
    if let Some(section) = section(table, row) {
        return Some(section);
    }
    // A note may stand in any column, by itself.
    let mut cells = table.grid.row(row);
    if let (Some((_, Raw::Text(text))), None) = (cells.next(), cells.next())
        && is_marked_note(text)
    {
        return Some(text);
    }
    // Beside a total stand numbers alone: an initiative may be called “Tổng số hóa hồ sơ”.
    let mut texts = table.grid.row(row).filter_map(|(column, raw)| match raw {
        Raw::Text(text) if !is_blank(text) && text.trim().parse::<u32>().is_err() => Some((column, text)),
        _ => None,
    });
    if let Some((column, text)) = texts.next()
        && (column == key_column || table.grid.shown(row, key_column).is_none())
        && is_total(text, texts.next().is_none() && Some(&column) != table.columns.get("Tên sáng kiến"))
    {
        return Some(text);
    }
    let Some(Raw::Text(text)) = table.grid.get(row, key_column) else { return None };
    let names = *key != "Mã";
    let note = if names { is_marked_note(text) } else { is_note(text) };
    (note && Row { table, row }.holds_only(key)).then_some(text.as_str())
}

/// The words of a row that is one cell over the whole width: a heading between entries.
fn section<'g>(table: &Table<'g>, row: u32) -> Option<&'g str> {
    let (column, text) = first(table, row)?;
    let wide =
        table.columns.values().filter(|other| table.grid.across.get(&(row, **other)) == Some(&(row, column))).count();
    let alone = table.grid.row(row).nth(1).is_none();
    (alone && wide + 1 >= table.columns.len().min(3)).then_some(text)
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
    // What most codes are is told apart at once.
    if text.is_ascii()
        && !["tong", "total"]
            .iter()
            .any(|word| text.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word)))
    {
        return false;
    }
    let said = tidy(&visible(text)).to_lowercase();
    let whole = said.trim_end_matches([':', '.', ' ']);
    // What is made digital is no sum.
    let digital = ["tổng số hóa", "tổng số hoá"].iter().any(|word| said.starts_with(word));
    // A sum that says what of is one wherever it stands; one that goes on in words only by itself.
    let total = TOTALS_OF.iter().find_map(|total| said.strip_prefix(total));
    let goes_on = |rest: &str| rest.trim_start().starts_with(char::is_alphabetic);
    TOTALS.contains(&whole) || !digital && total.is_some_and(|rest| alone || !goes_on(rest))
}

/// Words, and more of them than a code has that is written with a blank (`VP 03`).
fn is_note(text: &str) -> bool {
    let code = || text.is_ascii() && text.len() <= 30 && text.contains(|c: char| c.is_ascii_digit());
    text.contains(' ') && (text.split_whitespace().count() > 2 || text.chars().count() > 15) && !code()
}

/// A note that says of itself that it is one, where names stand.
fn is_marked_note(text: &str) -> bool {
    let said = tidy(&visible(text)).to_lowercase();
    const MARKS: [&str; 9] = [
        "ghi chú",
        "lưu ý",
        "chú thích",
        "(*)",
        "(ghi chú",
        "* ",
        "danh sách này",
        "danh sách có",
        "ấn định danh sách",
    ];
    let bare = said.trim_start_matches(['(', '[', ' ']);
    MARKS.iter().any(|mark| said.starts_with(mark) || bare.starts_with(mark))
}

/// Says that rows and columns are hidden which count all the same.
pub fn hidden(table: &Table, desk: &mut Desk) {
    hidden_rows(table, desk);
    hidden_columns(table, desk);
}

fn hidden_columns(table: &Table, desk: &mut Desk) {
    let grid = table.grid;
    let holds = |column: u32| table.rows.iter().any(|row| grid.get(*row, column).is_some());
    let hidden = table.columns.iter().filter(|(_, column)| grid.hidden.hides_column(**column) && holds(**column));
    let mut hidden: Vec<(u32, &str)> = hidden.map(|(name, column)| (*column, *name)).collect();
    hidden.sort_unstable();
    let Some((first, _)) = hidden.first() else { return };
    let names: Vec<String> =
        hidden.iter().map(|(column, name)| format!("{} (“{name}”)", column_name(*column))).collect();
    desk.problems.warning(
        &grid.cell(table.header, *first),
        format!("Trang “{}” có cột đang bị ẩn nhưng vẫn được tính: {}", grid.sheet, names.join(", ")),
        "Không cần làm gì nếu nội dung ở cột ấy vẫn dùng; không dùng thì bôi đen cột bên trái và cột bên phải, bấm chuột phải, \
         chọn Bỏ ẩn (Unhide), rồi xóa",
    );
}

fn hidden_rows(table: &Table, desk: &mut Desk) {
    let rows = &table.grid.hidden.rows;
    let hidden: Vec<u32> = table.rows.iter().copied().filter(|row| rows.contains(row)).collect();
    let [first, ..] = hidden[..] else { return };
    let column = table.grid.row(first).next().map_or(0, |(column, _)| column);
    let which = match hidden.len() {
        1 => format!("dòng {}", first + 1),
        count => format!("{count} dòng (đầu tiên là dòng {})", first + 1),
    };
    let message = format!("Trang “{}” có {which} đang bị ẩn hoặc bị lọc nhưng vẫn được tính", table.grid.sheet);
    let hint = "Không cần làm gì nếu các dòng ấy vẫn dùng; không dùng thì cho hiện lại rồi xóa: đang lọc thì bấm Dữ liệu (Data) › Xóa \
                (Clear); đang ẩn thì bôi đen dòng trên và dòng dưới, bấm chuột phải, chọn Bỏ ẩn (Unhide)";
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
        for text in ["Tổng cộng", "Tổng số: 07 đồng chí", "Tổng cộng (4 người)", "TỔNG PHIẾU"] {
            assert!(is_total(text, false), "{text}");
        }
        assert!(is_total("Cộng:", false) && !is_total("Tổng số lượt phục vụ", false), "words stand beside it");
        assert!(is_note("Ghi chú: danh sách đã họp xét") && is_note("A. CÁ NHÂN"));
        assert!(!is_note("VP 03") && !is_note("VP03") && !is_note("VP TK 03") && !is_note("VANPHONG THONGKE 1"));
    }
}
