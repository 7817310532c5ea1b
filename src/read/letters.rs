//! What a cell's text must be before anything reads it: one Unicode form, nothing invisible, nothing that cannot be printed.
//!
//! *Invariant:* text that passes holds only characters that a page can show, and what was taken out of it never showed.

use std::borrow::Cow;

pub use crate::text::marks::STRUCK;
use crate::text::tidy;

/// A character that may not stand in a cell, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// A control character.
    Control,
    /// A mark that turns the direction of writing around.
    Direction,
    /// A character without agreed meaning (private use, noncharacter).
    Private,
    /// U+FFFD: a letter that was already lost.
    Lost,
    /// Letters that were struck out.
    Struck,
    /// A character none of the fonts has.
    Unprintable(char),
}

/// A text made fit to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clean {
    /// The text, tidied; line breaks kept.
    pub text: String,
    /// A letter that stood for another, and that: `ƣ` for `ư`, as text copied out of old PDFs has it, `Ð` for `Đ`.
    pub mended: Option<(char, char)>,
}

/// Tidies a text; the error is its first character that may not stand there.
pub fn clean(text: &str, can_print: &dyn Fn(char) -> bool) -> Result<Clean, Unfit> {
    if is_clean(text, can_print) {
        return Ok(Clean { text: text.to_owned(), mended: None });
    }
    let mended = text.chars().find_map(|c| Some((c, meant(c)?)));
    let visible: String = text
        .replace("\r\n", "\n")
        .chars()
        .filter(|c| !invisible(*c))
        .map(|c| if c == '\r' { '\n' } else { meant(c).unwrap_or(c) })
        .collect();
    let text = tidy(&visible);
    match text.chars().find_map(|c| unfit(c, can_print)) {
        Some(unfit) => Err(unfit),
        None => Ok(Clean { text, mended }),
    }
}

/// Whether [`clean`] would change nothing: what most cells are, known in one look at each letter.
fn is_clean(text: &str, can_print: &dyn Fn(char) -> bool) -> bool {
    let mut before = ' ';
    for c in text.chars() {
        let fine = match c {
            ' ' | '\n' => before != ' ' && before != '\n',
            c if meant(c).is_some() => false,
            // Letters that are composed and stay so whatever stands beside them, and the punctuation of papers.
            '!'..='\u{2FF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2010}'..='\u{2027}' => {
                !c.is_whitespace() && !invisible(c) && unfit(c, can_print).is_none()
            }
            _ => false,
        };
        if !fine {
            return false;
        }
        before = c;
    }
    before != ' ' && before != '\n'
}

/// The Vietnamese letter that a letter of another language stands for, which looks the same or nearly so.
fn meant(c: char) -> Option<char> {
    match c {
        'ƣ' => Some('ư'),
        'Ƣ' => Some('Ư'),
        'Ð' | 'Ɖ' => Some('Đ'),
        'ð' => Some('đ'),
        _ => None,
    }
}

/// The text as a header or label is compared: without what is not seen.
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_seen = |c: char| !invisible(c) && c != STRUCK;
    if text.chars().all(is_seen) { text.into() } else { text.chars().filter(|c| is_seen(*c)).collect() }
}

/// Whether nothing is to be seen of the text.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || invisible(c))
}

/// Longest run of letters without a blank: no word nor address is longer, and no page can set one of twenty thousand.
const LONGEST_WORD: usize = 1_000;

/// Whether the text has a run of letters that no line takes.
pub fn has_endless_word(text: &str) -> bool {
    text.len() > LONGEST_WORD && text.split_whitespace().any(|word| word.chars().nth(LONGEST_WORD).is_some())
}

/// Whether a letter is of another alphabet than names in this country are written in: a Cyrillic `А` looks like an `A`.
/// The apostrophe of `HʼMông` (U+02BC) is a letter to Unicode, and belongs to them.
pub fn is_strange(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, '\0'..='\u{24F}' | '\u{2B0}'..='\u{2FF}' | '\u{1E00}'..='\u{1EFF}')
}

/// What a hint adds where a text that looks right is not: it has a letter of another alphabet.
pub fn strange_hint(text: &str) -> String {
    let strange = text.chars().find(|c| is_strange(*c));
    strange.map_or_else(String::new, |letter| {
        format!("; chữ “{letter}” ở đây thuộc bảng chữ cái khác, chỉ nhìn giống: gõ lại bằng bộ gõ tiếng Việt")
    })
}

/// Characters that take no room and carry no meaning in Vietnamese: they come with copied text.
fn invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{FE0E}' | '\u{FE0F}')
}

fn unfit(c: char, can_print: &dyn Fn(char) -> bool) -> Option<Unfit> {
    match c {
        '\n' | ' ' => None,
        STRUCK => Some(Unfit::Struck),
        '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            Some(Unfit::Direction)
        }
        c if c.is_control() => Some(Unfit::Control),
        '\u{FFFD}' => Some(Unfit::Lost),
        c if private(c) => Some(Unfit::Private),
        c if !can_print(c) => Some(Unfit::Unprintable(c)),
        _ => None,
    }
}

fn private(c: char) -> bool {
    let code = u32::from(c);
    matches!(code, 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xF0000..) || code & 0xFFFE == 0xFFFE
}

impl Unfit {
    /// What is wrong and what to do, in Vietnamese.
    pub fn words(self) -> (String, &'static str) {
        let code = |c: char| format!("U+{:04X}", u32::from(c));
        match self {
            Self::Struck => {
                ("Ô có chữ bị gạch ngang".to_owned(), "Xóa hẳn phần chữ đã gạch; phần vẫn dùng thì bỏ gạch ngang")
            }
            Self::Control => (
                "Ô có ký tự lạ không nhìn thấy, không in được".to_owned(),
                "Xóa nội dung ô và gõ lại (không dán từ phần mềm khác)",
            ),
            Self::Direction => (
                "Ô có ký tự ẩn làm đảo chiều chữ khi in".to_owned(),
                "Xóa nội dung ô và gõ lại (không dán từ phần mềm khác)",
            ),
            Self::Private => (
                "Ô có ký tự của riêng một phông chữ, máy khác không đọc được".to_owned(),
                "Xóa ký tự đó và gõ lại bằng bảng mã Unicode",
            ),
            Self::Lost => (
                "Ô có ký tự hỏng “\u{FFFD}”: chữ ở đó đã mất khi lưu hoặc chuyển tệp".to_owned(),
                "Gõ lại nội dung ô bằng bảng mã Unicode",
            ),
            Self::Unprintable(c) => (
                format!("Ô có ký tự “{c}” ({}) mà phông chữ của văn bản không có", code(c)),
                "Thay ký tự đó bằng chữ viết thông thường",
            ),
        }
    }
}

/// Whether letters were lost on the way: the bytes of one encoding read as another's (`BÃ¡o cÃ¡o`), or a question mark in the
/// place of each letter that a program did not know (`B?o c?o`).
pub fn are_broken(text: &str) -> bool {
    // Nearly every text has none of the signs that tell it.
    if !text.contains(['?', '»', 'º', 'Ã', 'Ä', 'Æ']) {
        return false;
    }
    const READ_WRONG: [&str; 6] = ["Ä‘", "Æ°", "Æ¡", "Ã¡", "Ã´", "Ãª"];
    // The first two bytes of three, and the third: `á»…`. `á»` alone is a letter before a closing guillemet.
    let of_three = |letters: &[char]| {
        letters[0] == 'á'
            && matches!(letters[1], '»' | 'º')
            && !letters[2].is_whitespace()
            && !letters[2].is_ascii_punctuation()
    };
    let letters: Vec<char> = text.chars().collect();
    let lost = |word: &str| {
        let letters: Vec<char> = word.chars().collect();
        let between = |three: &[char]| three[1] == '?' && three[0].is_alphabetic() && three[2].is_lowercase();
        letters.windows(3).filter(|three| between(three)).count()
    };
    // No address of a page.
    let words = text.split_whitespace().filter(|word| !word.contains(['/', '=']) && !word.starts_with("www."));
    READ_WRONG.iter().any(|wrong| text.contains(wrong))
        || letters.windows(3).any(of_three)
        || words.map(lost).sum::<usize>() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(_: char) -> bool {
        true
    }

    #[test]
    fn letters_of_another_alphabet_are_seen() {
        assert!(!"Nguyễn Thị Ước, HʼMông, Y Moan Êñuôl, K’Sor ª".chars().any(is_strange));
        assert!(['А', 'Ο', '中'].into_iter().all(is_strange));
    }

    #[test]
    fn what_is_not_seen_is_taken_out() {
        let text = "\u{FEFF}Nguye\u{302}\u{303}n\u{200B} Văn\u{A0} An\u{AD} ";
        assert_eq!(clean(text, &all).map(|clean| clean.text).as_deref(), Ok("Nguyễn Văn An"));
        assert_eq!(clean("a\r\nb\rc\n\n d", &all).map(|clean| clean.text).as_deref(), Ok("a\nb\nc\nd"));
    }

    #[test]
    fn a_text_known_as_clean_is_what_cleaning_gives() {
        for text in [
            "a b",
            "a  b",
            " a",
            "a\n",
            "a\nb",
            "a\n\nb",
            "a \nb",
            "a\n b",
            "x\u{A0}y",
            "Đặng – “1”",
            "e\u{302}",
            "…",
            "",
        ] {
            let looked = is_clean(text, &all);
            assert!(!looked || tidy(text) == text, "{text:?}");
            assert_eq!(clean(text, &all).map(|clean| clean.text), Ok(tidy(text)), "{text:?}");
        }
        assert!(is_clean("Nguyễn Thị Ường – “nhất”\n(2)", &all));
    }

    #[test]
    fn a_letter_of_old_pdfs_is_mended_and_said() {
        let mended = |from, to| Some((from, to));
        let clean = |text| clean(text, &all).map(|clean| (clean.text, clean.mended));
        assert_eq!(clean("Nhƣ trên"), Ok(("Như trên".to_owned(), mended('ƣ', 'ư'))));
        assert_eq!(clean("\u{D0}ỗ Văn \u{D0}ạt"), Ok(("Đỗ Văn Đạt".to_owned(), mended('\u{D0}', 'Đ'))));
        assert_eq!(clean("Đỗ"), Ok(("Đỗ".to_owned(), None)));
    }

    #[test]
    fn what_cannot_be_printed_is_refused() {
        for (text, unfit) in [
            ("a\u{202E}b", Unfit::Direction),
            ("a\u{1}b", Unfit::Control),
            ("\u{E001}", Unfit::Private),
            ("\u{FDD0}", Unfit::Private),
            ("\u{1FFFE}", Unfit::Private),
            ("\u{FFFD}", Unfit::Lost),
            ("😀", Unfit::Unprintable('😀')),
        ] {
            assert_eq!(clean(text, &|c| c != '😀'), Err(unfit));
        }
    }

    #[test]
    fn letters_that_were_lost_are_seen() {
        for broken in ["BÃ¡o cÃ¡o sá»‘ 45", "B?o c?o s? 45 ng?y 5", "Nguyá»…n VÄƒn An"] {
            assert!(are_broken(broken), "{broken}");
        }
        for whole in [
            "Báo cáo số 45",
            "Vì sao? Đã xong? Rồi",
            "https://a.vn/?x=1&b?c=d",
            "ĐÃ ĐẠT",
            "50 m² (rộng?)",
            "«Đề án số hoá», 5 hồ sơ",
            "Đúng hạn?Có. Có báo?Có",
            "www.a.vn/b?c www.a.vn/d?e",
        ] {
            assert!(!are_broken(whole), "{whole}");
        }
    }
}
