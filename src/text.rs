//! Vietnamese letters: one Unicode form, comparison without diacritics, and plain ASCII names for files.
//!
//! *Invariant:* every function is total and depends on nothing but its argument.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Noncharacters with which the program marks places in a text. No office program writes them, and a cell that holds one is
/// refused.
pub mod marks {
    /// Before a value that a template prints.
    pub const OPEN: char = '\u{FDD0}';
    /// Behind it.
    pub const CLOSE: char = '\u{FDD1}';
    /// Before letters of a cell that were struck out.
    pub const STRUCK: char = '\u{FDD2}';
    /// In the place of a value, to see whether it comes to be printed.
    pub const TRACED: char = '\u{FDD3}';
}

/// The text in Unicode form NFC, with runs of blanks (no-break ones too) as one space and none at the ends.
/// Line breaks inside the cell are kept, one each.
pub fn tidy(text: &str) -> String {
    text.nfc()
        .collect::<String>()
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Letters and digits in lower case without diacritics, anything else as one space: what two spellings of a header,
/// a name or a choice have in common.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    let mut add = |c: char| {
        // `ð` is often typed for `đ`: their capitals look alike.
        let c = if matches!(c, 'đ' | 'ð' | 'ɖ') { 'd' } else { c };
        if is_alphanumeric(c) {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(c);
        } else {
            gap = true;
        }
    };
    for c in text.chars() {
        if c.is_ascii() {
            add(c.to_ascii_lowercase());
        } else {
            // The order of the marks does not matter, since they go.
            decompose_canonical(c, |part| {
                if !is_combining_mark(part) {
                    part.to_lowercase().for_each(&mut add);
                }
            });
        }
    }
    folded
}

/// Whether two spellings are one code: their [`code_key`] is the same.
pub fn same_code(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() { a.eq_ignore_ascii_case(b) } else { code_key(a) == code_key(b) }
}

/// What the spellings of one code have in common: case makes no other.
pub fn code_key(code: &str) -> String {
    code.to_lowercase()
}

/// Whether a letter or digit: those of Vietnamese are known without Unicode's tables, which take ten times as long.
pub fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_alphabetic(c) || c.is_numeric() }
}

/// Whether a letter, as [`is_alphanumeric`] knows them.
pub fn is_alphabetic(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_alphabetic(),
        '×' | '÷' => false,
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => true,
        _ => c.is_alphabetic(),
    }
}

/// A word without the punctuation around it.
pub fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !is_alphanumeric(c))
}

/// The same with a percent sign at its end, or begin.
pub fn bare_but_percent(word: &str) -> &str {
    word.trim_matches(|c: char| !is_alphanumeric(c) && c != '%')
}

/// The name, or with the first number behind it by which it is none of those that are taken; it is one of them then.
pub fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}-{number}");
        number += 1;
    }
    candidate
}

/// A text's words with a blank between, without what stands between them: `Tam-Phước, ` is `Tam Phước`.
pub fn only_words(text: &str) -> String {
    let words = text.split(|c: char| !is_alphanumeric(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A file or folder name in lower-case ASCII that every system takes: letters, digits and single hyphens, at most
/// 60 characters, none of Windows' reserved names, never empty.
pub fn slug(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<String> = folded
        .split(' ')
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    let mut name = words.join("-");
    name.truncate(60);
    let name = name.trim_matches('-').to_owned();
    if name.is_empty() {
        "khong-ten".to_owned()
    } else if is_device(&name) {
        format!("{name}-") + "x"
    } else {
        name
    }
}

/// Whether Windows takes a file's name for one of a device, whatever its ending.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = |kind: &str| stem.strip_prefix(kind).is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']));
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// A word that is a year of these times: `2023`.
pub fn year(word: &str) -> Option<i16> {
    let is_year = word.len() == 4 && word.starts_with("20") && word.bytes().all(|b| b.is_ascii_digit());
    is_year.then(|| word.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_fold_together() {
        for spelling in ["Họ và tên", "HỌ VÀ TÊN", "ho va ten", "  Họ\u{a0}và  tên ", "Ho\u{323} va\u{300} te\u{302}n"]
        {
            assert_eq!(fold(spelling), "ho va ten");
        }
        assert_eq!(fold("Có/Không"), "co khong");
    }

    #[test]
    fn slugs_are_safe_everywhere() {
        for (text, name) in [
            ("Văn phòng - Thống kê", "van-phong-thong-ke"),
            ("../../etc/passwd", "etc-passwd"),
            ("CON", "con-x"),
            ("com1", "com1-x"),
            ("Đặng Thị Ường", "dang-thi-uong"),
            ("…", "khong-ten"),
        ] {
            assert_eq!(slug(text), name);
        }
        assert!(slug(&"ấp ".repeat(100)).len() <= 60);
    }
}
