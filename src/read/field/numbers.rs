//! Numbers: counts and quantities, as numbers and as people type them.
//!
//! *Invariant:* a percentage is no count, and no number is rounded.

use super::Field;
use crate::cell::At;
use crate::number::{self, Decimal, written};
use crate::phrase::shortened;
use crate::read::desk::Desk;
use crate::read::grid::Raw;
use crate::read::moment;
use crate::text::fold;

/// So many decimals may be meant as thousands: where a comma groups them, 1,234 is one thousand and more.
const THOUSANDS: u32 = 3;

impl Field<'_> {
    /// A count: whole and not negative.
    pub fn whole(&self, desk: &mut Desk) -> Option<At<u64>> {
        let value = self.number(desk)?;
        // “1,000” may well be a thousand.
        if !value.is_integer() || value.scale() == THOUSANDS {
            let hint = if value.scale() == THOUSANDS {
                in_one_go(value)
            } else {
                "Ghi số đếm được (văn bản, hồ sơ, người…), không ghi tỷ lệ".to_owned()
            };
            self.error(desk, format!("{} cần số nguyên, ô ghi “{}”", self.called(), as_typed(value)), hint);
            return None;
        }
        u64::try_from(value).ok().map(|count| self.at(count))
    }

    /// A number that is not negative; a percentage is refused, since a count is asked for.
    pub fn decimal(&self, desk: &mut Desk) -> Option<At<Decimal>> {
        self.number(desk).map(|value| self.at(value.normalize()))
    }

    /// The same with as many decimals as were typed.
    fn number(&self, desk: &mut Desk) -> Option<Decimal> {
        let value = match self.raw? {
            Raw::Number { value, percent: true, .. } => {
                let shown = written(*value * Decimal::ONE_HUNDRED);
                return self.percentage(desk, &shown);
            }
            Raw::Number { value, .. } => *value,
            Raw::Text(text) => {
                let text = self.cleaned(desk, text)?;
                if text.is_empty() {
                    return None;
                }
                match number::from_text(&text) {
                    Some(typed) if typed.percent => return self.percentage(desk, &written(typed.value)),
                    Some(typed) => typed.value,
                    None => return self.not_a_number(desk, &text),
                }
            }
            Raw::Moment { serial, .. } => {
                let of_two = if matches!(self.name, "Kết quả" | "Tổng số") {
                    "; nếu đã gõ dạng 4/12 thì ghi số đứng trước dấu / vào “Kết quả”, số đứng sau vào “Tổng số”"
                } else {
                    ""
                };
                self.error(
                    desk,
                    format!("{} cần số nhưng Excel đã đổi thành ngày, giờ “{}”", self.called(), moment::shown(*serial)),
                    format!("Chọn ô, đặt định dạng ô là Chung (General) rồi gõ lại số{of_two}"),
                );
                return None;
            }
            Raw::Bool(yes) => return self.not_a_number(desk, if *yes { "TRUE" } else { "FALSE" }),
            Raw::Fault(_) | Raw::Pending | Raw::Endless => return self.unusable(desk),
        };
        if value.is_sign_negative() && !value.is_zero() {
            self.error(desk, format!("{} có số âm “{}”", self.called(), written(value)), "Ghi số từ 0 trở lên");
            return None;
        }
        Some(value)
    }

    /// A number that may have decimals; one that may be meant as thousands is told.
    pub fn quantity(&self, desk: &mut Desk) -> Option<At<Decimal>> {
        let number = self.number(desk)?;
        if number.scale() == THOUSANDS && number >= Decimal::ONE {
            let thousands = written(number * Decimal::ONE_THOUSAND);
            desk.problems.warning(
                &self.cell,
                format!("{} có số {}: được đọc là số lẻ, không phải {thousands}", self.called(), as_typed(number)),
                in_one_go(number),
            );
        }
        Some(self.at(number.normalize()))
    }

    fn percentage<T>(&self, desk: &mut Desk, shown: &str) -> Option<T> {
        let hint = if matches!(self.name, "Kết quả" | "Tổng số") {
            "Ghi số đã làm vào “Kết quả”, tổng số vào “Tổng số” (ví dụ 412 và 413; mức giảm thì thời gian đã giải quyết và thời gian \
             theo quy định); tỷ lệ được tính tự động"
        } else {
            "Ghi số đếm được, không ghi tỷ lệ; tỷ lệ được tính tự động"
        };
        self.error(desk, format!("{} cần số đếm, ô ghi tỷ lệ “{shown}%”", self.called()), hint);
        None
    }

    fn not_a_number<T>(&self, desk: &mut Desk, shown: &str) -> Option<T> {
        if shown.len() > 15 && shown.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            let (what, hint) = if shown.contains('.') {
                ("quá dài", "Ghi số ngắn hơn; dấu phẩy để tách phần lẻ")
            } else {
                ("quá lớn", "Kiểm tra lại số này")
            };
            self.error(desk, format!("{} có số {what}: “{}”", self.called(), shortened(shown)), hint);
            return None;
        }
        let hint = self.instead_of(shown);
        self.error(desk, format!("{} cần số, ô ghi “{}”", self.called(), shortened(shown)), hint);
        None
    }

    /// What to write in the place of a text that is no number.
    fn instead_of(&self, shown: &str) -> String {
        let of_figures = matches!(self.name, "Kết quả" | "Tổng số");
        let told = fold(shown);
        let none = ["khong phat sinh", "khong co", "khong ap dung", "khong duoc giao"];
        if of_figures && none.iter().any(|none| told.starts_with(none)) {
            return "Chỉ tiêu không liên quan thì để trống ô này và ghi lý do vào “Không áp dụng”; có liên quan thì ghi số, không có thì \
                    ghi 0"
                .to_owned();
        }
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if let Some((whole, part)) = shown.split_once('.').filter(|(whole, part)| digits(whole) && digits(part)) {
            return format!("Phần lẻ thì ghi sau dấu phẩy: {whole},{part}; số hàng nghìn thì gõ liền: {whole}{part}");
        }
        let grouped: String = shown.split(' ').collect();
        if shown.contains(' ') && digits(&grouped) {
            return format!("Số hàng nghìn thì gõ liền: {grouped}");
        }
        let meant: String = shown
            .chars()
            .map(|c| match c {
                'O' | 'o' => '0',
                'l' | 'I' => '1',
                c => c,
            })
            .collect();
        if meant != shown && digits(&meant) && shown.contains(|c: char| c.is_ascii_digit()) {
            return format!("Ô có chữ cái thay cho chữ số (O, l): nếu là {meant} thì gõ lại bằng phím số");
        }
        let is_of = shown.split_once('/').is_some_and(|(done, _)| done.ends_with(|c: char| c.is_ascii_digit()));
        let hint = match is_of {
            true if of_figures => {
                "Ghi số đứng trước dấu / vào “Kết quả”, số đứng sau vào “Tổng số” (ví dụ 412 và 413), không ghi đơn vị tính"
            }
            true => "Chỉ ghi số đứng trước dấu /",
            false => {
                "Chỉ ghi số, không ghi đơn vị tính (số đo bằng các đơn vị khác nhau thì quy về một đơn vị); số hàng nghìn thì gõ \
                 liền, ví dụ 1234"
            }
        };
        hint.to_owned()
    }
}

/// What to do with a number that has three decimals, which may be thousands: Excel in English takes the 1.234 that people
/// write here for a fraction, however often it is typed.
fn in_one_go(value: Decimal) -> String {
    let thousands = (value * Decimal::ONE_THOUSAND).normalize();
    format!(
        "Nếu là {} thì gõ liền {thousands}, không gõ dấu chấm hay dấu phẩy (Excel tiếng Anh hiểu dấu chấm là dấu phẩy)",
        written(thousands)
    )
}

/// A number with all the decimals that it was typed with.
fn as_typed(value: Decimal) -> String {
    if value.scale() > 0 { value.to_string().replace('.', ",") } else { written(value) }
}
