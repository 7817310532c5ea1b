//! How letters of a cell are shown, as far as that changes what they say: struck out, or raised above the line.
//!
//! *Invariant:* letters struck out are marked ([`STRUCK`]), digits raised are raised digits, and nothing else is changed.

use std::borrow::Cow;

use super::letters::STRUCK;

/// How some letters are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// A line goes through them.
    pub struck: bool,
    /// They stand above the line.
    pub raised: bool,
}

impl Look {
    /// Letters of this look as they are read.
    pub fn read(self, letters: &str) -> Cow<'_, str> {
        if self == Self::default() || letters.trim().is_empty() {
            return letters.into();
        }
        if self.struck {
            return format!("{STRUCK}{letters}").into();
        }
        let raised: Option<String> =
            letters.chars().map(|c| if c.is_whitespace() { Some(c) } else { raised(c) }).collect();
        raised.map_or(letters.into(), Cow::from)
    }
}

/// A digit as it stands above the line; `None` for other letters, which say the same wherever they stand.
fn raised(letter: char) -> Option<char> {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    DIGITS.get(usize::try_from(letter.to_digit(10)?).ok()?).copied()
}

/// A text of several looks, as the binary formats keep it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rich {
    /// Its letters, in UTF-16.
    pub letters: Vec<u16>,
    /// At which letter a font begins, and which; letters before the first have the cell's own.
    pub runs: Vec<(u16, u16)>,
}

impl Rich {
    /// The text as it is read; `None` where its fonts say nothing beyond its letters.
    pub fn read(&self, own: Look, font: impl Fn(u16) -> Look) -> Option<String> {
        let begins =
            std::iter::once((0, own)).chain(self.runs.iter().map(|(at, number)| (usize::from(*at), font(*number))));
        // Runs lie in their order, and none behind the end; a file that says otherwise loses no letter for it.
        let length = self.letters.len();
        let mut begins: Vec<(usize, Look)> = begins.map(|(at, look)| (at.min(length), look)).collect();
        begins.sort_by_key(|(at, _)| *at);
        if begins.iter().all(|(_, look)| *look == Look::default()) {
            return None;
        }
        let ends = begins.iter().skip(1).map(|(at, _)| *at).chain([self.letters.len()]);
        let piece = |((from, look), to): (&(usize, Look), usize)| {
            let letters = self.letters.get(*from..to).unwrap_or_default();
            look.read(&String::from_utf16_lossy(letters)).into_owned()
        };
        Some(begins.iter().zip(ends).map(piece).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRUCK_OUT: Look = Look { struck: true, raised: false };
    const RAISED: Look = Look { struck: false, raised: true };

    #[test]
    fn what_is_struck_out_is_marked_and_raised_digits_are_no_plain_ones() {
        for (look, letters, read) in [
            (Look::default(), "12", "12"),
            (STRUCK_OUT, "12", "\u{FDD2}12"),
            (STRUCK_OUT, " \n", " \n"),
            (RAISED, "12 ", "¹² "),
            (RAISED, "a1", "a1"),
        ] {
            assert_eq!(look.read(letters), read);
        }
    }

    #[test]
    fn runs_part_a_text() {
        let fonts = [Look::default(), STRUCK_OUT, RAISED];
        let read = |text: &str, own: Look, runs: &[(u16, u16)]| {
            let rich = Rich { letters: text.encode_utf16().collect(), runs: runs.to_vec() };
            rich.read(own, |number| fonts.get(usize::from(number)).copied().unwrap_or_default())
        };
        assert_eq!(read("Nguyễn Văn Anh", Look::default(), &[(11, 1)]).as_deref(), Some("Nguyễn Văn \u{FDD2}Anh"));
        assert_eq!(read("1234", Look::default(), &[(3, 2)]).as_deref(), Some("123⁴"));
        assert_eq!(read("12 34", STRUCK_OUT, &[(2, 0)]).as_deref(), Some("\u{FDD2}12 34"));
        assert_eq!(read("1234", Look::default(), &[(2, 0), (3, 9)]), None);
        assert_eq!(read("12", Look::default(), &[(9, 1), (1, 2)]).as_deref(), Some("1²"), "whatever a file has wrong");
    }
}
