//! The commune's workbook: its council, its votes, and who signs what.
//!
//! *Invariant:* every number and day may stay blank; the papers then leave the place for the records office.

use rust_xlsxwriter::XlsxError;

use super::form::{self, Entry, Item, sheet, table};
use super::guide;
use super::unit::{BLANK, GUIDE, UNDATED, common, council, day, votes};
use crate::plan::Plan;

/// The workbook.
pub fn workbook(plan: &Plan) -> Result<Vec<u8>, XlsxError> {
    let mut book = form::book("Hồ sơ khen thưởng: tệp của xã")?;
    guide::commune(sheet(&mut book, GUIDE, 0)?, plan)?;
    form::pairs(sheet(&mut book, "Xã", 1)?, &office(plan))?;
    table(sheet(&mut book, "Hội đồng", 1)?, &council(), 15)?;
    votes(&mut book, None, 15)?;
    crate::xlsx::bytes(book)
}

fn office(plan: &Plan) -> Vec<Item> {
    // A plan that is no commune's own yet leaves the name open.
    let name = if plan.commune.contains('…') { "" } else { plan.commune.as_str() };
    let mut rows = vec![Item::required("Tên xã", Entry::Text, "Tên xã, ví dụ: xã Tam Phước").holding(name)];
    rows.extend(common(plan, "Mỗi nơi một dòng trong ô (Alt+Enter); để trống thì ghi Chủ tịch Ủy ban nhân dân xã"));
    rows.extend([
        Item::new("Số quyết định", Entry::Verbatim, BLANK),
        Item::new("Ngày quyết định", day(plan), UNDATED),
        Item::new(
            "Quyền hạn ký quyết định",
            Entry::Choice(&["KT.", "Q.", "TL.", "TUQ."]),
            "Để trống khi Chủ tịch tự ký; Phó Chủ tịch ký thay thì chọn KT.",
        ),
        Item::new("Chức vụ người ký quyết định", Entry::Text, "Ví dụ: Chủ tịch"),
        Item::new("Người ký quyết định", Entry::Text, "Họ và tên"),
        Item::new("Số tờ trình cấp trên", Entry::Verbatim, BLANK),
        Item::new("Ngày tờ trình cấp trên", day(plan), UNDATED),
    ]);
    rows
}
