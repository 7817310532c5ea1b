//! Who made a list, signing below it: place and day, posts, names.
//!
//! *Invariant:* a row with a code, with a number, or with as much in it as an entry has, is none of these.

use super::{Spec, Table};
use crate::read::council::ROLES;
use crate::read::grid::Raw;
use crate::text::fold;

/// The rows of a signature, once it has begun.
#[derive(Default)]
pub struct Signature {
    begun: bool,
}

impl Signature {
    /// Whether the row is of it; `apart` says that blank rows stand before it.
    pub fn takes(&mut self, table: &Table, spec: &Spec, row: u32, apart: bool) -> bool {
        if !self.begun && !apart && table.grid.row(row).count() > 2 {
            return false;
        }
        let begins = begins(table, row, apart);
        self.begun = may_be(table, spec, row, self.begun) && (self.begun || begins);
        self.begun
    }
}

/// Most who sign beside one another.
const MOST: usize = 3;

fn may_be(table: &Table, spec: &Spec, row: u32, below: bool) -> bool {
    let key = *spec.required.first().unwrap_or(&"Mục");
    if key == "Mục" || is_member(table, row, below) {
        return false;
    }
    let texts = table.grid.row(row).all(|(_, raw)| matches!(raw, Raw::Text(_) | Raw::Moment { .. }));
    let coded = table.columns.get(key).and_then(|column| table.grid.shown(row, *column)).is_some_and(|raw| match raw {
        Raw::Text(text) => text.contains(|c: char| c.is_ascii_digit()) && !dated(&fold(text)),
        _ => true,
    });
    // What a list is of stands there in entries alone, but for who signs below it.
    let of_an_entry = ["Tên sáng kiến", "Chỉ tiêu"].iter().filter_map(|name| table.columns.get(name));
    let mut of_an_entry = of_an_entry.filter_map(|column| match table.grid.get(row, *column) {
        Some(Raw::Text(text)) => {
            let short = text.split_whitespace().count() <= 4;
            let heads = signs(text, false) || signs(text, true) && !text.chars().any(char::is_lowercase);
            Some(short && heads || dated(&fold(text)) || below && is_name_or_note(text))
        }
        Some(_) => Some(false),
        None => None,
    });
    texts && !coded && of_an_entry.all(|of_a_signature| of_a_signature) && table.grid.row(row).count() <= MOST
}

/// Whether a row of a council's list has a name, and beside it what only a member has: a title in the council, a mark of
/// presence, a reason, a post that is nobody's name. Once a signature has `begun`, the title alone tells.
fn is_member(table: &Table, row: u32, begun: bool) -> bool {
    let text = |name: &str| match table.columns.get(name).and_then(|column| table.grid.shown(row, *column)) {
        Some(Raw::Text(text)) => Some(text),
        _ => None,
    };
    if text("Họ và tên").is_none_or(|name| signs(name, true)) {
        return false;
    }
    let is_title = |text: &&String| {
        let said = fold(text);
        ROLES.iter().any(|(word, _)| if begun { said == fold(word) } else { said.starts_with(&fold(word)) })
    };
    if text("Vai trò").is_some_and(|role| is_title(&role)) {
        return true;
    }
    let is_sentence = |text: &&String| {
        !is_name_or_note(text) && text.chars().any(char::is_lowercase) && text.starts_with(char::is_alphabetic)
    };
    let is_mark = |text: &&String| MARKS.contains(&fold(text).as_str()) || text.chars().all(|c| !c.is_alphanumeric());
    !begun
        && text("Họ và tên").is_some_and(|name| is_name(name))
        && (text("Có mặt").is_some_and(|mark| is_mark(&mark))
            || ["Chức vụ", "Lý do vắng"].iter().any(|name| text(name).is_some_and(|said| is_sentence(&said))))
}

/// Marks of presence and absence, folded.
const MARKS: [&str; 6] = ["x", "v", "co", "vang", "co mat", "vang mat"];

/// A name, each word with its capital, or what a form says below a signature: `(Ký, ghi rõ họ tên)`.
fn is_name_or_note(text: &str) -> bool {
    is_name(text) || text.trim_start().starts_with('(') && fold(text).starts_with("ky")
}

fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=6).contains(&words.len())
        && words.iter().all(|word| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic))
}

/// Whether some cell of the row is what a signature begins with.
fn begins(table: &Table, row: u32, apart: bool) -> bool {
    let mut texts =
        table.grid.row(row).filter_map(|(_, raw)| if let Raw::Text(text) = raw { Some(text) } else { None });
    texts.any(|text| signs(text, apart))
}

fn signs(text: &str, apart: bool) -> bool {
    /// Who makes lists.
    const MAKERS: [&str; 6] = ["nguoi lap", "nguoi ghi", "nguoi tong hop", "lap bieu", "thu truong don vi", "ky ten"];
    /// Who else signs; words that other texts may begin with.
    const SIGNERS: [&str; 19] = [
        "ke toan",
        "van thu",
        "thu quy",
        "can bo lap",
        "lanh dao",
        "chu tri",
        "chu toa",
        "thu truong",
        "xac nhan",
        "tm",
        "kt",
        "ky ghi",
        "chu tich",
        "thu ky",
        "pho truong",
        "giam doc",
        "hieu truong",
        "chi huy truong",
        "bi thu",
    ];
    if text.chars().count() > 60 {
        return false;
    }
    let said = fold(text);
    let begins = |words: &[&str]| {
        words.iter().any(|word| said.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
    };
    // A school (trường) signs nothing.
    let head = || text.trim().to_lowercase().starts_with("trưởng ");
    // Nor does a programmer (người lập trình).
    begins(&MAKERS) && !said.starts_with("nguoi lap trinh") || dated(&said) || apart && (begins(&SIGNERS) || head())
}

/// Whether a text, folded, is a place and a day: `tam phuoc ngay 05 thang 12 nam 2023`.
fn dated(said: &str) -> bool {
    let Some((place, day)) = said.split_once("ngay") else { return false };
    let place_alone = place.split_whitespace().count() <= 4 && !place.contains(|c: char| c.is_ascii_digit());
    place_alone
        && day.contains("thang")
        && day.contains(" nam")
        && !place.contains("bao cao")
        && !place.contains("quyet dinh")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_told_from_what_lists_hold() {
        for text in ["Người lập biểu", "NGƯỜI LẬP", "Tam Phước, ngày 05 tháng 12 năm 2023", "THỦ TRƯỞNG ĐƠN VỊ"]
        {
            assert!(signs(text, false), "{text}");
        }
        assert!(signs("TRƯỞNG BỘ PHẬN", true) && !signs("TRƯỞNG BỘ PHẬN", false));
        for text in ["Báo cáo ngày 05 tháng 12 năm 2023", "Người lập trình", "Nguyễn Văn An", "Trường học điện tử", ""]
        {
            assert!(!signs(text, true), "{text}");
        }
    }
}
