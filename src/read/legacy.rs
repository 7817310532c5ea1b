//! Text from before Unicode, column by column: refused with its reading, or converted and listed.
//!
//! It works on the raw cells of a sheet, before anything cleans them, since TCVN3 writes `ư` as a character that
//! cleaning takes for invisible. The grid goes on in Unicode either way, so that refused text is said once, in its own
//! words, and not again as a header or name that nobody knows.
//!
//! *Invariant:* a column in Unicode beside no two in an old set stays as it is to the last byte.

use std::collections::BTreeMap;

use super::Conversion;
use super::charset::{Charset, convert, is_marked, is_open, seeming, speaks_for, suspect};
use super::desk::Desk;
use super::excerpt::TABLES;
use super::grid::{Grid, Raw};
use crate::cell::Cell;
use crate::model::Kind;
use crate::phrase::shortened;

/// Converts the columns of a sheet that are in an old character set, and what else of the sheet speaks for it.
pub fn settle(grid: &mut Grid, desk: &mut Desk) {
    let mut columns: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for ((_, column), raw) in &grid.cells {
        if let Raw::Text(text) = raw {
            columns.entry(*column).or_default().push(text);
        }
    }
    let suspects: BTreeMap<u32, Charset> =
        columns.into_iter().filter_map(|(column, texts)| Some((column, suspect(&texts)?))).collect();
    let prevailing = prevailing(&suspects);
    ask(grid, &suspects, prevailing, desk);
    if suspects.is_empty() {
        return;
    }
    let places: Vec<(u32, u32)> = grid.cells.keys().copied().collect();
    for (row, column) in places {
        let Some(Raw::Text(text)) = grid.cells.get(&(row, column)) else { continue };
        let of_column = suspects.get(&column).copied();
        // An answer has no word that speaks for a set, but only in that set it is one.
        let of_sheet = || prevailing.filter(|set| speaks_for(*set, text) || is_answer(&convert(*set, text).text));
        let Some(charset) = of_column.or_else(of_sheet) else { continue };
        if desk.is_full(grid) {
            break;
        }
        let cell = grid.cell(row, column);
        let Some(Raw::Text(text)) = grid.cells.get_mut(&(row, column)) else { continue };
        // A template's own headers above a column filled in an old font, and what was chosen from its lists below headers in one.
        if TABLES.iter().any(|table| table.has(text)) || is_answer(text) {
            continue;
        }
        let converted = convert(charset, text);
        if converted.text == *text {
            continue;
        }
        let before = std::mem::replace(text, converted.text.clone());
        let (quoted, reading) = (shortened(&shown(&before)), shortened(&converted.text));
        if !desk.accept_legacy {
            desk.problems.error(
                &cell,
                format!("Chữ theo bảng mã cũ {}: “{quoted}”, đọc là “{reading}”", charset.vietnamese()),
                "Gõ lệnh “hoso --chuyen-ma”: chương trình chuyển sang Unicode và kê từng chỗ để đọc lại; hoặc gõ lại ô bằng tiếng Việt Unicode",
            );
            continue;
        }
        if converted.lossy && !is_answer(&converted.text) {
            unsure(&cell, &shown(&before), &converted.text, desk);
        }
        desk.conversions.push(Conversion { cell, before, after: converted.text });
    }
}

/// The old set of a sheet that was typed in it: two columns are. A cell elsewhere that speaks for it, such as a header, is in it too;
/// what was chosen from a list does not.
fn prevailing(suspects: &BTreeMap<u32, Charset>) -> Option<Charset> {
    let count = |charset| suspects.values().filter(|other| **other == charset).count();
    [Charset::Tcvn3, Charset::Vni].into_iter().find(|charset| count(*charset) > 1)
}

/// Whether a text is what a cell with a list of answers holds, as Unicode writes it: to read it in an old set would make another
/// word of it (`Có`, `Cú`).
fn is_answer(text: &str) -> bool {
    const OTHERS: [&str; 8] = ["Có", "Không", "Ông", "Bà", "Chủ tịch", "Phó Chủ tịch", "Ủy viên", "Thư ký"];
    let said = text.trim().to_lowercase();
    OTHERS.into_iter().chain(Kind::ALL.map(Kind::vietnamese)).any(|answer| answer.to_lowercase() == said)
}

/// Single cells that seem to be in an old set where their column is not, or in part: typed on another machine, or pasted. They
/// are asked about, or converted where that was asked for.
fn ask(grid: &mut Grid, suspects: &BTreeMap<u32, Charset>, prevailing: Option<Charset>, desk: &mut Desk) {
    // Answers repeat down a column.
    let mut heard: BTreeMap<&str, Option<(Charset, String)>> = BTreeMap::new();
    let mut converted: Vec<((u32, u32), String)> = Vec::new();
    for ((row, column), raw) in &grid.cells {
        let Raw::Text(text) = raw else { continue };
        // A column that is converted leaves out what holds letters of Unicode too.
        let may_be = if is_open(text) { !suspects.contains_key(column) } else { is_marked(text) };
        if !may_be {
            continue;
        }
        let Some((charset, reading)) = heard.entry(text).or_insert_with(|| seeming(text)) else { continue };
        // This one is converted, or refused.
        if prevailing == Some(*charset) && speaks_for(*charset, text) {
            continue;
        }
        if desk.is_full(grid) {
            break;
        }
        if desk.accept_legacy {
            converted.push(((*row, *column), reading.clone()));
            continue;
        }
        desk.problems.warning(
            &grid.cell(*row, *column),
            format!(
                "“{}” có thể là chữ theo bảng mã cũ {}, khi đó đọc là “{}”",
                shortened(&shown(text)),
                charset.vietnamese(),
                shortened(reading)
            ),
            "Nếu đúng thế thì gõ lại ô này bằng Unicode (hoặc gõ lệnh “hoso --chuyen-ma”); văn bản in đúng như ô đang ghi",
        );
    }
    for ((row, column), reading) in converted {
        let cell = grid.cell(row, column);
        let before = grid.cells.insert((row, column), Raw::Text(reading.clone()));
        let Some(Raw::Text(before)) = before else { continue };
        unsure(&cell, &shown(&before), &reading, desk);
        desk.conversions.push(Conversion { cell, before, after: reading });
    }
}

/// Says that a conversion may be wrong.
fn unsure(cell: &Cell, before: &str, after: &str, desk: &mut Desk) {
    desk.problems.warning(
        cell,
        format!("Chuyển “{}” sang Unicode thành “{}”, có chỗ chưa chắc", shortened(before), shortened(after)),
        "So lại với bản giấy; nếu sai thì gõ lại ô này bằng Unicode",
    );
}

/// The text as it can be quoted: without what is not seen.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && *c != '\u{AD}').collect()
}
