//! How a clerk's words end where a sentence of the paper's own goes on, or ends with them.
//!
//! *Invariant:* only punctuation at the ends is taken off or put on; what the words say stays.

/// The words without the stop that they may end with: the sentence around them has its own.
pub fn bare(text: &str) -> &str {
    text.trim_end_matches(['.', ';', ' '])
}

/// The words as the end of a sentence: one full stop, or the question mark or exclamation mark that they have.
pub fn ended(text: &str) -> String {
    let text = bare(text);
    // A mark may stand within the quotes that the words end with.
    let said = text.trim_end_matches(['”', '"', '’']);
    // Of dots, two runs are the form's blank.
    let stops = said.ends_with(['!', '?']) || said.ends_with('…') && !said.ends_with("……");
    format!("{text}{}", if stops { "" } else { "." })
}

/// The words without the quotes around all of them: the paper puts its own.
pub fn unquoted(text: &str) -> &str {
    let text = bare(text);
    let within = |open: char, close: char| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then_some(inner.trim())
    };
    let pairs = [('“', '”'), ('"', '"'), ('«', '»'), ('\'', '\''), ('‘', '’')];
    let found = pairs.into_iter().find_map(|(open, close)| within(open, close));
    found.filter(|inner| !inner.is_empty()).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_once() {
        for (text, sentence) in [
            ("Bị ốm", "Bị ốm."),
            ("Bị ốm.", "Bị ốm."),
            ("Bị ốm; ", "Bị ốm."),
            ("Chưa thuyết phục!", "Chưa thuyết phục!"),
            ("Đề nghị “bổ sung?”", "Đề nghị “bổ sung?”"),
            ("Cần xem lại…", "Cần xem lại…"),
            ("……", "……."),
        ] {
            assert_eq!(ended(text), sentence);
        }
    }

    #[test]
    fn quotes_around_all_of_it_go() {
        for (text, inner) in [
            ("“Một cửa thân thiện”.", "Một cửa thân thiện"),
            ("\"Một cửa\"", "Một cửa"),
            ("“Một cửa” và “Một ngày”", "“Một cửa” và “Một ngày”"),
            ("Mô hình “Một cửa”", "Mô hình “Một cửa”"),
            ("“”", "“”"),
        ] {
            assert_eq!(unquoted(text), inner);
        }
    }
}
