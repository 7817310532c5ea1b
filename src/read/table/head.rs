//! The header row of a table: where it is, what it says, and what stands below headers that it does not have.
//!
//! *Invariant:* what is not read because of its header is said.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::again::explains_headers;
use super::{Spec, Table};
use crate::cell::column_name;
use crate::phrase::shortened;
use crate::problem::{Place, Severity};
use crate::read::desk::Desk;
use crate::read::grid::{Grid, MAX_ROWS, Raw};
use crate::read::letters::{is_blank, strange_hint, visible};
use crate::text::{fold, tidy, year};

/// Headers of numbers.
const NUMBERS: [&str; 6] = ["Kết quả", "Tổng số", "Đồng ý", "Không đồng ý", "Không có ý kiến", "Biểu quyết lại"];

/// Bytes of a text that may still be a header.
const LONGEST: usize = 400;

/// Every word that stands for a header, folded, with the header.
pub type Known = Vec<(String, &'static str)>;

/// The words of a sheet's headers.
pub fn known(spec: &Spec) -> Known {
    let own = spec.required.iter().chain(spec.optional).map(|name| (fold(name), *name));
    own.chain(spec.aliases.iter().map(|(word, name)| (fold(word), *name))).collect()
}

/// The first row that shows at least two required headers of one of these tables: where the headers are, whatever else
/// is wrong with them.
pub fn header_row(grid: &Grid, specs: &[&Spec]) -> Option<u32> {
    let known: Vec<(String, &'static str)> =
        specs.iter().flat_map(|spec| spec.required).map(|name| (fold(name), *name)).collect();
    let headed = |row: &u32| headings(grid, *row, &known).iter().filter(|(_, name)| name.is_some()).count() >= 2;
    grid.rows().into_iter().take(200).find(headed)
}

/// The last of the rows that cells of the header row are merged over, short of the first entry: a header merged down over
/// that is an error, for the entry would be lost.
pub fn bottom(table: &Table, spec: &Spec, desk: &mut Desk) -> u32 {
    let (grid, header) = (table.grid, table.header);
    let last = |column: u32| {
        let first = grid.covered.get(&(header, column)).copied().unwrap_or((header, column));
        (header + 1..MAX_ROWS).take_while(|row| grid.covered.get(&(*row, column)) == Some(&first)).last()
    };
    let merged: Vec<(u32, u32)> =
        table.columns.values().filter_map(|column| last(*column).map(|row| (row, *column))).collect();
    let Some((bottom, column)) = merged.iter().copied().max() else { return header };
    let labels = spec.required.first() == Some(&"Mục");
    let key = spec.required.first().and_then(|key| table.columns.get(key)).copied();
    // A heading of two rows has something below the key's only where that is a heading too.
    let is_entry = |row: &u32| {
        let own = |column: &u32| grid.get(*row, *column).is_some_and(|raw| !raw.is_blank());
        let holds = if labels { table.columns.values().any(own) } else { key.as_ref().is_some_and(own) };
        holds && !explains_headers(table, spec, *row)
    };
    let Some(entry) = (header + 1..=bottom).find(is_entry) else { return bottom };
    desk.problems.error(
        &grid.cell(header, column),
        format!("Ô tiêu đề {} gộp xuống cả dòng {}, là dòng dữ liệu", grid.cell(header, column), entry + 1),
        "Bỏ gộp ô tiêu đề này (mũi tên cạnh nút Merge & Center › Unmerge Cells), để tiêu đề chỉ ở dòng tiêu đề",
    );
    entry - 1
}

/// A header merged over several columns, of which the second and further ones are not read: where these hold something, a
/// name would be cut in half. A share beside the number it is of is a share.
pub fn merged_across(table: &Table, desk: &mut Desk) {
    let grid = table.grid;
    for column in table.columns.values() {
        let first = grid.covered.get(&(table.header, *column)).copied().unwrap_or((table.header, *column));
        let further =
            grid.across.range((first.0, column + 1)..=(first.0, u32::MAX)).take_while(|(_, of)| **of == first);
        // Of what is counted in the first column, by its heading or by what it holds.
        let is_share = |column: u32| {
            let mut below = (first.0 + 1..=table.bottom).filter_map(|row| grid.get(row, column));
            let words =
                |text: &str| ["ty le", "ti le", "ty trong", "ti trong"].iter().any(|word| fold(text).contains(word));
            below.any(|raw| matches!(raw, Raw::Text(text) if text.contains('%') || words(text)))
        };
        let name = table.columns.iter().find(|(_, known)| *known == column).map_or("", |(name, _)| name);
        // Beside a number stands what it counts; beside words, more of them.
        let counts = NUMBERS.contains(&name);
        let lost = |raw: &Raw| match raw {
            Raw::Number { percent, .. } => !percent,
            Raw::Text(text) if counts => text.trim().parse::<u64>().is_ok(),
            Raw::Text(text) => !is_blank(text) && !text.trim_end().ends_with('%'),
            _ => true,
        };
        let holds = |column: u32| {
            let own = |row: &u32| {
                let held = grid.get(*row, column).filter(|_| !grid.across.contains_key(&(*row, column)));
                held.is_some_and(lost)
            };
            table.rows.iter().any(own)
        };
        // Nobody merges a header over so many.
        let further: Vec<u32> = further.map(|((_, column), _)| *column).take(32).collect();
        if let Some(lost) = further.into_iter().find(|column| !is_share(*column) && holds(*column)) {
            let (header, lost) = (grid.cell(first.0, first.1), column_name(lost));
            desk.problems.error(
                &header,
                format!("Tiêu đề “{name}” gộp nhiều cột; nội dung ở cột {lost} không đọc được"),
                format!("Bỏ gộp ô tiêu đề, ghi đủ nội dung vào một cột (cột {})", column_name(*column)),
            );
        }
    }
}

/// Columns of entries without any header; of labels, what stands beside a blank content.
pub fn without_header(table: &Table, spec: &Spec, found: &[(u32, Option<&'static str>)], desk: &mut Desk) {
    let grid = table.grid;
    let says = |column: u32| match grid.shown(table.header, column) {
        Some(Raw::Text(text)) => text.chars().any(char::is_alphanumeric),
        _ => true,
    };
    let headings = found.iter().map(|(column, _)| *column).filter(|column| says(*column));
    let beside = grid.across.range((table.header, 0)..=(table.header, u32::MAX)).map(|((_, column), _)| *column);
    let below = (table.header + 1..=table.bottom).flat_map(|row| grid.row(row).map(|(column, _)| column));
    let headed: BTreeSet<u32> = headings.chain(beside).chain(below).collect();
    let headed = |column: u32| headed.contains(&column);
    if spec.required.first() == Some(&"Mục") {
        let content = table.columns.get("Nội dung").copied().unwrap_or_default();
        let blank = |raw: Option<&Raw>| raw.is_none_or(Raw::is_blank);
        for row in table.rows.iter().filter(|row| blank(grid.shown(**row, content))) {
            if let Some((column, Raw::Text(_) | Raw::Number { .. } | Raw::Moment { .. })) =
                grid.row(*row).find(|(column, _)| *column > content && !headed(*column))
            {
                desk.problems.warning(
                    &grid.cell(*row, column),
                    "Ô này nằm ngoài cột “Nội dung” nên không được dùng",
                    format!("Nếu là nội dung của mục thì ghi vào cột “Nội dung” (cột {})", column_name(content)),
                );
            }
        }
        return;
    }
    let mut columns: BTreeMap<u32, u32> = BTreeMap::new();
    for row in &table.rows {
        for (column, raw) in grid.row(*row).filter(|(column, _)| !headed(*column)) {
            if !raw.is_blank() {
                columns.entry(column).or_insert(*row);
            }
        }
    }
    // Entries are counted before their codes in many a list, with or without a header.
    let first = table.columns.values().copied().min().unwrap_or_default();
    let counted = |column: u32| {
        let mut held = table.rows.iter().filter_map(|row| grid.get(*row, column)).zip(1_u32..);
        held.all(|(raw, n)| *raw == Raw::number(n.into()))
    };
    columns.retain(|column, _| *column >= first || !counted(*column));
    if let Some(name) = table.columns.get("Họ và tên").copied()
        && let Some((column, row)) = columns.get_key_value(&(name + 1))
        && is_rest_of_names(table, name)
    {
        let message = format!(
            "Cột {} không có tiêu đề, cạnh cột “Họ và tên”, có chữ: họ và tên có thể bị tách làm hai",
            column_name(*column)
        );
        let hint = format!(
            "Ghi đủ họ và tên vào cột {}, rồi xóa cột này; nếu là nội dung khác thì ghi tiêu đề của cột",
            column_name(name)
        );
        desk.problems.error(&grid.cell(*row, *column), message, hint);
        return;
    }
    if let Some((column, row)) = columns.first_key_value() {
        const NAMED: usize = 8;
        let names: Vec<String> = columns.keys().take(NAMED).map(|column| column_name(*column)).collect();
        let more = if columns.len() > NAMED { ", …" } else { "" };
        desk.problems.warning(
            &grid.cell(*row, *column),
            format!("Trang “{}” có cột không có tiêu đề nên không được dùng: {}{more}", grid.sheet, names.join(", ")),
            "Không cần làm gì nếu cột này chỉ để ghi nhớ; nếu là cột cần dùng thì ghi tiêu đề của cột vào dòng tiêu đề",
        );
    }
}

/// Whether the column beside the names holds, beside half of them at least, a word or two that may be the rest of the name, and
/// nothing else.
fn is_rest_of_names(table: &Table, name: u32) -> bool {
    /// What else is said of people in a word.
    const OTHERS: [&str; 16] = [
        "nam",
        "nu",
        "ong",
        "ba",
        "kinh",
        "hoa",
        "khmer",
        "cham",
        "tay",
        "thai",
        "muong",
        "nung",
        "x",
        "co",
        "khong",
        "dang vien",
    ];
    let part = |row: u32| match table.grid.get(row, name + 1) {
        Some(Raw::Text(text)) if !is_blank(text) => {
            let text = tidy(&visible(text));
            let letters = |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'));
            let like_a_name = text.split(' ').all(|word| word.starts_with(char::is_uppercase) && letters(word));
            Some(like_a_name && text.split(' ').count() <= 2 && !OTHERS.contains(&fold(&text).as_str()))
        }
        Some(Raw::Text(_)) | None => None,
        Some(_) => Some(false),
    };
    let named = table.rows.iter().filter(|row| table.grid.get(**row, name).is_some()).count();
    let parts: Vec<bool> = table.rows.iter().filter_map(|row| part(*row)).collect();
    parts.len() * 2 >= named && parts.iter().all(|part| *part)
}

/// The headers a row shows: each column with the known header it stands for.
pub fn headings(grid: &Grid, row: u32, known: &[(String, &'static str)]) -> Vec<(u32, Option<&'static str>)> {
    let mut columns: Vec<u32> = grid.row(row).map(|(column, _)| column).collect();
    columns.extend(grid.covered.range((row, 0)..=(row, u32::MAX)).map(|((_, column), _)| *column));
    columns.sort_unstable();
    columns.dedup();
    let name = |column: u32| match grid.shown(row, column) {
        Some(Raw::Text(text)) => Some(named(text, known)),
        Some(_) => Some(None),
        None => None,
    };
    columns.into_iter().filter_map(|column| name(column).map(|name| (column, name))).collect()
}

/// The known header a text stands for, as it is or without what it adds in brackets.
pub fn named(text: &str, known: &[(String, &'static str)]) -> Option<&'static str> {
    if text.len() > LONGEST {
        return None;
    }
    let text = visible(text);
    let find = |text: &str| {
        let key = fold(text);
        known.iter().find(|(word, _)| *word == key).map(|(_, name)| *name)
    };
    let bracket = text.split_once('(');
    let name = find(&text).or_else(|| bracket.and_then(|(before, _)| find(before)))?;
    (!says_other(name, &text)).then_some(name)
}

/// Whether what a heading adds to a name makes it another: `Kết quả (%)`, `Kết quả (kế hoạch)`, `Họ và tên (đệm)`.
fn says_other(name: &str, text: &str) -> bool {
    const PARTS: [&str; 12] = [
        "ho",
        "ten",
        "dem",
        "ho dem",
        "ho va dem",
        "ten dem",
        "chu dem",
        "ho va chu dem",
        "chu lot",
        "ho va chu lot",
        "ho chu lot",
        "ho lot",
    ];
    let (outside, inside) = text.split_once('(').unwrap_or((text, ""));
    let inside = inside.split(')').next().unwrap_or_default();
    let said = fold(inside);
    let begins = |word: &&str| said == **word || said.starts_with(&format!("{word} "));
    if NUMBERS.contains(&name) {
        // Folded, a percent sign is lost, which makes a count of a share.
        let sign = outside.trim_end().ends_with('%') || inside.trim_start().starts_with('%');
        let planned = name != "Tổng số" && ["ke hoach", "du kien", "uoc"].iter().any(begins);
        return sign || ["ty le", "ti le"].iter().any(begins) || planned;
    }
    name == "Họ và tên" && PARTS.contains(&said.as_str())
}

/// Headings of one row that stand for the same: the name itself is the one, before other words for it. Of two that name
/// different years it is not known which is meant.
pub fn settle(grid: &Grid, header: u32, found: &mut [(u32, Option<&'static str>)], desk: &mut Desk) {
    let text = |column: u32| match grid.shown(header, column) {
        Some(Raw::Text(text)) => visible(text),
        _ => Cow::Borrowed(""),
    };
    let base = |text: &str| fold(text.split('(').next().unwrap_or_default());
    let named: BTreeSet<&str> =
        found.iter().filter_map(|(column, name)| name.filter(|name| base(&text(*column)) == fold(name))).collect();
    for (column, name) in found.iter_mut() {
        if name.is_some_and(|name| named.contains(name) && base(&text(*column)) != fold(name)) {
            *name = None;
        }
    }
    let year = |text: &str| fold(text).split(' ').find_map(year);
    for (column, name) in found.iter().filter_map(|(column, name)| name.map(|name| (*column, name))) {
        let Some(own) = year(&text(column)) else { continue };
        let of_another = |(other, known): &&(u32, Option<&str>)| {
            let text = text(*other);
            known.is_none()
                && fold(&text).starts_with(&format!("{} ", fold(name)))
                && year(&text).is_some_and(|year| year != own)
        };
        if let Some((other, _)) = found.iter().find(of_another) {
            desk.problems.between(
                Severity::Error,
                vec![Place::Cell(grid.cell(header, column)), Place::Cell(grid.cell(header, *other))],
                format!("Có hai cột “{name}” của hai năm khác nhau, không rõ cột nào được dùng"),
                format!("Đặt tên cột được dùng là “{name}”, xóa hoặc đổi tên cột kia"),
            );
        }
    }
}

pub fn missing(grid: &Grid, spec: &Spec, row: Option<u32>, found: &[(u32, Option<&'static str>)], desk: &mut Desk) {
    let missing: Vec<String> = spec
        .required
        .iter()
        .filter(|name| !found.iter().any(|(_, known)| *known == Some(**name)))
        .map(|name| format!("“{name}”"))
        .collect();
    let unknown = found.iter().filter(|(_, known)| known.is_none());
    let strange = unknown.filter_map(|(column, _)| match row.and_then(|row| grid.get(row, *column)) {
        Some(Raw::Text(text)) => Some(strange_hint(text)).filter(|hint| !hint.is_empty()),
        _ => None,
    });
    let strange = strange.take(1).collect::<String>();
    let all: Vec<String> = spec.required.iter().map(|name| format!("“{name}”")).collect();
    desk.problems.error(
        Place::Sheet(grid.file.clone(), grid.sheet.clone()),
        format!("Trang “{}” không có dòng tiêu đề đủ cột: thiếu {}", grid.sheet, missing.join(", ")),
        format!("Đặt các tiêu đề {} trên cùng một dòng, đúng tên{strange}", all.join(", ")),
    );
}

/// Columns of no use that hold something: what stands there would be missed.
pub fn extra_columns(grid: &Grid, header: u32, found: &[(u32, Option<&'static str>)], spec: &Spec, desk: &mut Desk) {
    let used = grid.columns_below(header, says);
    let holds = |column: u32| used.contains(&column);
    let unknown: Vec<(u32, String)> = found
        .iter()
        .filter(|(column, name)| name.is_none() && holds(*column))
        .filter_map(|(column, _)| match grid.get(header, *column) {
            Some(Raw::Text(text))
                if !fold(text).is_empty()
                    && !["stt", "tt"].iter().chain(spec.notes).any(|known| *known == fold(text)) =>
            {
                Some((*column, format!("“{}”", shortened(&visible(text)))))
            }
            _ => None,
        })
        .collect();
    if let Some((column, _)) = unknown.first() {
        let names: Vec<&str> = unknown.iter().map(|(_, name)| name.as_str()).collect();
        desk.problems.warning(
            &grid.cell(header, *column),
            format!("Trang “{}” có cột không dùng đến: {}", grid.sheet, names.join(", ")),
            "Không cần làm gì nếu cột này chỉ để ghi nhớ; nếu là cột cần dùng thì sửa tên cột cho đúng",
        );
    }
}

fn says(raw: &Raw) -> bool {
    !raw.is_blank()
}
