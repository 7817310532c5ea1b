//! What a cell answers: yes or no, a cross, one of a closed list.
//!
//! *Invariant:* an answer that could mean either is none.

use super::Field;
use crate::cell::At;
use crate::number::Decimal;
use crate::phrase::shortened;
use crate::read::desk::Desk;
use crate::read::grid::Raw;
use crate::read::letters::{self, visible};
use crate::text::fold;

impl Field<'_> {
    /// Có or Không.
    ///
    /// A bare 0 is what a formula makes of a blank cell, so it is no answer.
    pub fn yes_no(&self, desk: &mut Desk) -> Option<At<bool>> {
        if let Some(Raw::Number { value, .. } | Raw::Moment { serial: value, .. }) = self.raw
            && value.is_zero()
        {
            self.error(
                desk,
                format!("Cột “{}” cần “Có” hoặc “Không”, ô ghi số 0", self.name),
                "Ghi Có hoặc Không bằng chữ; công thức lấy từ ô trống cũng cho số 0",
            );
            return None;
        }
        let answer = self.answer(desk)?;
        // A target is met or not; of a discipline nobody says so.
        let met = |shown: &str| match fold(shown).as_str() {
            "dat" if self.name != "Kỷ luật" => Some(true),
            "khong dat" | "chua dat" if self.name != "Kỷ luật" => Some(false),
            _ => None,
        };
        match answer {
            Ok(yes) => Some(self.at(yes)),
            Err(shown) if met(&shown).is_some() => met(&shown).map(|yes| self.at(yes)),
            Err(shown) => {
                let message = format!("Cột “{}” cần “Có” hoặc “Không”, ô ghi “{}”", self.name, shortened(&shown));
                let which = if self.name == "Kỷ luật" {
                    ": Có là bị xử lý kỷ luật trong thời gian của phong trào"
                } else {
                    ""
                };
                self.error(desk, message, format!("Ghi Có hoặc Không{which}{}", letters::strange_hint(&shown)));
                None
            }
        }
    }

    /// A cross: blank is no; `None` for a cell that cannot be understood.
    pub fn mark(&self, desk: &mut Desk) -> Option<bool> {
        match self.answer(desk) {
            None => self.is_blank().then_some(false),
            Some(Ok(yes)) => Some(yes),
            Some(Err(shown)) => {
                self.error(
                    desk,
                    format!("Cột “{}” cần dấu x hoặc để trống, ô ghi “{}”", self.name, shortened(&shown)),
                    format!("Ghi x nếu có; để trống nếu không{}", letters::strange_hint(&shown)),
                );
                None
            }
        }
    }

    /// Whether the cell holds a V alone: a tick, or who is absent (vắng).
    pub fn is_v(&self) -> bool {
        matches!(self.raw, Some(Raw::Text(text)) if fold(text) == "v")
    }

    /// Whether the cell says by another mark that somebody is there.
    pub fn is_present_without_v(&self, desk: &mut Desk) -> bool {
        !self.is_v() && matches!(self.answer(desk), Some(Ok(true)))
    }

    /// The same of somebody's presence: where others in the list have another mark, a V may well say that somebody is absent.
    pub fn presence(&self, others_have_another: bool, desk: &mut Desk) -> Option<bool> {
        if others_have_another && self.is_v() {
            self.error(
                desk,
                format!("Cột “{}” ghi V bên cạnh dấu khác: không rõ là có mặt hay vắng", self.name),
                "Ghi x nếu có mặt; vắng thì để trống ô này và ghi lý do vào “Lý do vắng”",
            );
            return None;
        }
        self.mark(desk)
    }

    /// What a cell answers; `Err` with its text where that is no answer, `None` where it is blank or unusable.
    fn answer(&self, desk: &mut Desk) -> Option<Result<bool, String>> {
        let text = match self.raw? {
            Raw::Bool(yes) => return Some(Ok(*yes)),
            Raw::Number { value, percent: false, .. } if value.is_zero() || *value == Decimal::ONE => {
                return Some(Ok(!value.is_zero()));
            }
            // Marks that papers' fonts need not have; the last two are what Excel's font of signs makes ticks of.
            Raw::Text(text) if text.contains(letters::STRUCK) => self.written(desk)?.value,
            Raw::Text(text) if ["✓", "✔", "√", "☑", "☒", "ü", "þ"].contains(&visible(text).trim()) => {
                return Some(Ok(true));
            }
            Raw::Text(text) if visible(text).trim() == "☐" => return Some(Ok(false)),
            _ => self.written(desk)?.value,
        };
        Some(match (fold(&text).as_str(), text.as_str()) {
            // It means yes, and is “vắng” without its marks.
            ("vang", said) if said.to_lowercase().contains('â') => Err(text),
            ("co" | "x" | "dung" | "yes" | "y" | "true" | "1" | "v" | "co mat", _) => Ok(true),
            (
                "khong" | "sai" | "no" | "n" | "false" | "0" | "vang" | "vang mat" | "vang co phep" | "vang khong phep"
                | "vang co ly do" | "khong co" | "khong bi ky luat" | "khong vi pham",
                _,
            ) => Ok(false),
            _ => Err(text),
        })
    }

    /// One of a closed list, compared without case and diacritics.
    /// The first word of each value is the one to write.
    pub fn choice<T: Copy + PartialEq>(&self, desk: &mut Desk, choices: &[(&str, T)]) -> Option<At<T>> {
        let text = self.text(desk)?;
        let key = fold(&text.value);
        let found = choices.iter().find(|(word, _)| fold(word) == key).map(|(_, value)| *value);
        if found.is_none() {
            let first =
                |(index, (_, value)): &(usize, &(&str, T))| !choices[..*index].iter().any(|(_, other)| other == value);
            let words: Vec<&str> = choices.iter().enumerate().filter(first).map(|(_, (word, _))| *word).collect();
            self.error(
                desk,
                format!("“{}” không nhận “{}”", self.name, shortened(&text.value)),
                format!("Ghi một trong các mục: {}{}", words.join(" · "), letters::strange_hint(&text.value)),
            );
        }
        found.map(|value| self.at(value))
    }
}
