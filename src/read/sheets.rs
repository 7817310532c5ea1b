//! A workbook by its sheets: what kind it is, which sheets it must have, which it has too much of.
//!
//! *Invariant:* a file's name decides nothing.

use std::sync::Arc;

use super::SourceKind;
use super::book::Book;
use super::desk::Desk;
use super::grid::Grid;
use super::guard::Trouble;
use super::office;
use crate::phrase::shortened;
use crate::problem::{Place, Severity};
use crate::text::fold;

/// The first sheet of each kind of workbook, and the label that only it has.
pub const KINDS: [(&str, &str, SourceKind); 3] = [
    ("Đơn vị", "Tên đơn vị", SourceKind::Unit),
    ("Xã", "Tên xã", SourceKind::Commune),
    ("Kế hoạch", "Mã kế hoạch", SourceKind::Plan),
];

/// The sheets that a kind of workbook has.
pub fn sheets(kind: SourceKind) -> &'static [&'static str] {
    match kind {
        SourceKind::Unit => &["Đơn vị", "Cá nhân", "Số liệu", "Sáng kiến", "Hội đồng", "Biểu quyết"],
        SourceKind::Commune => &["Xã", "Hội đồng", "Biểu quyết"],
        SourceKind::Plan => &["Kế hoạch", "Chỉ tiêu"],
        SourceKind::Unknown => &[],
    }
}

/// What a workbook is, by its sheets; where it has the first sheet of two kinds, by what these say.
pub fn kind(book: &Book) -> Result<SourceKind, Trouble> {
    let mut kinds: Vec<(SourceKind, bool)> = KINDS
        .iter()
        .filter_map(|(name, label, kind)| sheet(book, name).map(|grid| (*kind, office::says(grid, label))))
        .collect();
    if kinds.len() > 1 {
        kinds.retain(|(_, says)| *says);
    }
    match kinds.as_slice() {
        [(kind, _)] => Ok(*kind),
        [] if !book.troubles.is_empty() => {
            let (_, trouble) = &book.troubles[0];
            Err(trouble.clone())
        }
        [] => {
            let quoted = |name: &String| format!("“{}”", shortened(name));
            let names: Vec<String> = book.others.iter().take(8).map(quoted).collect();
            let names = if names.is_empty() {
                "không có trang nào có nội dung".to_owned()
            } else {
                format!("có các trang {}", names.join(", "))
            };
            Err(Trouble::file(
                format!("Không nhận ra tệp này là của đơn vị, của xã hay kế hoạch: {names}"),
                "Tệp của đơn vị có trang “Đơn vị”, của xã có trang “Xã”, kế hoạch có trang “Kế hoạch”; sửa tên trang, hoặc đưa tệp ra khỏi thư mục",
            ))
        }
        _ => {
            let first = KINDS.iter().filter_map(|(name, ..)| sheet(book, name).map(|grid| book.named(&grid.sheet)));
            Err(Trouble::file(
                format!(
                    "Tệp vừa có trang của đơn vị, vừa có trang của xã hoặc của kế hoạch: {}",
                    first.collect::<Vec<_>>().join(", ")
                ),
                "Tách thành các tệp riêng, hoặc xóa trang không dùng",
            ))
        }
    }
}

/// A sheet by its name, in any spelling.
pub fn sheet<'b>(book: &'b Book, name: &str) -> Option<&'b Grid> {
    let key = fold(name);
    book.grids.iter().find(|grid| fold(&grid.sheet) == key)
}

/// A sheet by its name; an error at the file, that of `beside`, where it is not there.
pub fn sheet_or_error<'b>(book: &'b Book, beside: &Grid, name: &str, desk: &mut Desk) -> Option<&'b Grid> {
    let found = sheet(book, name);
    let troubled = book.troubles.iter().any(|(sheet, _)| fold(sheet) == fold(name));
    if found.is_none() && !troubled {
        desk.problems.error(
            Place::File(beside.file.clone()),
            format!("Tệp thiếu trang “{name}”"),
            format!("Thêm trang “{name}” theo mẫu; nếu đã có thì sửa tên trang cho đúng"),
        );
    }
    found
}

/// Sheets that could not be read, sheets nobody asked for, and sheets of one name.
pub fn troubles(book: &Book, file: &Arc<str>, desk: &mut Desk) {
    for (name, trouble) in &book.troubles {
        desk.problems.error(Place::Sheet(file.clone(), name.as_str().into()), trouble.message.clone(), trouble.hint);
    }
    // The sheet that `hoso init` begins its workbooks with is nobody's mistake.
    let others: Vec<&String> = book.others.iter().filter(|name| fold(name) != "huong dan").collect();
    if !others.is_empty() {
        let names: Vec<String> = others.iter().take(8).map(|name| book.named(name)).collect();
        desk.problems.warning(
            Place::File(file.clone()),
            format!("Tệp có trang không dùng đến: {}", names.join(", ")),
            "Không cần làm gì nếu trang này chỉ để ghi nhớ; nếu là trang cần dùng thì sửa tên trang cho đúng, dữ liệu chia ra nhiều trang thì chép về một trang",
        );
    }
    for grid in &book.grids {
        struck(grid, desk);
        zeros_taken_over(grid, desk);
        let place = || Place::Sheet(grid.file.clone(), grid.sheet.clone());
        if grid.merged_in_part {
            let message = format!("Trang “{}” có quá nhiều ô gộp nên không đọc hết", grid.sheet);
            desk.problems.error(place(), message, "Bỏ gộp ô, ghi nội dung vào từng dòng");
        }
        if book.hides(&grid.sheet) {
            desk.problems.warning(
                place(),
                format!("Trang “{}” đang ẩn nhưng vẫn được đọc", grid.sheet),
                "Bấm chuột phải vào tên một trang, chọn Bỏ ẩn (Unhide) để xem; không dùng thì xóa trang ấy",
            );
        }
    }
    for (index, grid) in book.grids.iter().enumerate() {
        let same = |other: &&Grid| fold(&other.sheet) == fold(&grid.sheet);
        if let Some(first) = book.grids[..index].iter().find(same) {
            let place = |grid: &Grid| Place::Sheet(grid.file.clone(), grid.sheet.clone());
            desk.problems.between(
                Severity::Error,
                vec![place(grid), place(first)],
                format!("Tệp có hai trang cùng tên: {} và {}", book.named(&grid.sheet), book.named(&first.sheet)),
                "Giữ lại một trang, đổi tên hoặc xóa trang kia; trang đang ẩn thì bấm chuột phải vào tên một trang, chọn Bỏ ẩn \
                 (Unhide)",
            );
        }
    }
}

/// Cells that are struck out and count all the same: whoever struck them out may have meant to delete them.
fn struck(grid: &Grid, desk: &mut Desk) {
    let what = "bị gạch ngang nhưng vẫn được tính";
    some(grid, &grid.struck, what, "Nội dung không dùng nữa thì xóa hẳn; vẫn dùng thì bỏ gạch ngang", desk);
}

/// Zeros that come from other cells, which may be blank: where none is the target, a zero that nobody wrote would meet it.
fn zeros_taken_over(grid: &Grid, desk: &mut Desk) {
    let hint = "Ô được lấy mà để trống thì Excel cũng cho ra số 0: xem ô ấy có ghi số 0 thật không; chưa có số liệu thì xóa công \
                thức, để trống";
    some(grid, &grid.zeros_taken_over, "bằng 0 do công thức lấy từ ô khác", hint, desk);
}

/// Says what is the matter with some of a sheet's cells, at the first of them.
fn some(grid: &Grid, cells: &[(u32, u32)], what: &str, hint: &str, desk: &mut Desk) {
    let [(row, column), others @ ..] = cells else { return };
    let first = grid.cell(*row, *column);
    let which = match others.len() {
        0 => format!("ô {first}"),
        more => format!("{} ô, đầu tiên là ô {first},", more + 1),
    };
    desk.problems.warning(&first, format!("Trang “{}” có {which} {what}", grid.sheet), hint);
}
