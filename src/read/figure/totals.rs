//! `Tổng số`: the rows that need one on a sheet without the column, and those that have one for nothing.
//!
//! *Invariant:* nothing here decides what a figure is.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::subject::Subject;
use crate::cell::Cell;
use crate::number::Decimal;
use crate::phrase::shortened;
use crate::plan::{Criterion, Measure};
use crate::problem::{Place, Severity};
use crate::read::desk::Desk;
use crate::read::grid::{Grid, Raw};
use crate::read::said::says_nothing;
use crate::read::table::{Row, Table};
use crate::text::fold;

const NAME: &str = "Tổng số";

/// What is found of the column while rows are read.
#[derive(Debug, Default)]
pub struct Totals {
    /// Whether a row needs the column, and the sheet has none.
    missing: bool,
    /// Cells that say something their criterion's measure has no use for, by the criterion's code.
    unused: BTreeMap<Arc<str>, Vec<Cell>>,
}

impl Totals {
    /// Looks at a row; says whether it can be read at all.
    pub fn look(&mut self, row: &Row, subject: &Subject, table: &Table) -> bool {
        // A content area has no figures, which is told for both columns where it is read.
        let Some(criterion) = subject.criterion() else { return true };
        if takes_one(criterion) {
            let known = table.has(NAME);
            self.missing |= !known;
            return known;
        }
        let field = row.field(NAME);
        let says = match field.raw {
            None => false,
            Some(Raw::Text(text)) => !says_nothing(text) || text.contains(|c: char| matches!(c, '1'..='9')),
            Some(Raw::Number { value, .. }) => *value != Decimal::ZERO,
            Some(_) => true,
        };
        // Beside a reason it is an error of its own.
        if says && row.field("Không áp dụng").is_blank() {
            self.unused.entry(criterion.code.value.clone()).or_default().push(field.cell);
        }
        true
    }

    /// Tells what was found.
    pub fn tell(self, grid: &Grid, table: &Table, desk: &mut Desk) {
        if self.missing {
            let message = format!("Trang “{}” thiếu cột “{NAME}”", grid.sheet);
            let row = table.header("Kết quả").row;
            let like_it = |(column, raw): (u32, &Raw)| match raw {
                Raw::Text(text) if fold(text).split(' ').next() == Some("tong") => {
                    Some((grid.cell(row, column), text.clone()))
                }
                _ => None,
            };
            match grid.row(row).find_map(like_it) {
                Some((cell, text)) => desk.problems.error(
                    &cell,
                    message,
                    format!(
                        "Nếu cột “{}” là tổng số thì sửa tên cột thành “{NAME}”; nếu không thì thêm cột “{NAME}”",
                        shortened(&text)
                    ),
                ),
                None => {
                    let hint = "Thêm cột “Tổng số” cạnh cột “Kết quả”";
                    desk.problems.error(&table.header("Kết quả"), message, hint);
                }
            }
        }
        for (code, cells) in self.unused {
            desk.problems.between(
                Severity::Warning,
                cells.into_iter().map(Place::Cell).collect(),
                format!("Chỉ tiêu {code} chỉ xét “Kết quả” nên “{NAME}” ở dòng này không được dùng"),
                "Xóa “Tổng số” nếu thừa; nếu số liệu là của chỉ tiêu khác thì sửa mã ở cột “Chỉ tiêu”",
            );
        }
    }
}

/// Whether a criterion's figure is one number of another.
fn takes_one(criterion: &Criterion) -> bool {
    matches!(criterion.measure, Measure::Share(_) | Measure::Cut(_))
}
