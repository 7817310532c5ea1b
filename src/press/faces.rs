//! Which fonts are in force: real Times New Roman where the clerk put its four files, else the embedded family.
//!
//! *Invariant:* exactly four faces of one family, each with every Vietnamese letter; no other font exists for Typst, so
//! nothing can fall back to another.

use std::borrow::Cow;

use anyhow::{anyhow, bail};
use typst::foundations::Bytes;
use typst::text::{Font, FontStyle, FontWeight};

/// The law's font (NĐ 30/2020, Phụ lục I, Phần I, Mục I.4), in the clerk's own copy.
const REAL: &str = "Times New Roman";
/// Its free metric copy, which comes with the program.
const EMBEDDED: &str = "Liberation Serif";

/// The faces a paper needs, and the file that real Times New Roman keeps each in.
const FACES: [(&str, FontStyle, FontWeight, &str); 4] = [
    ("thường", FontStyle::Normal, FontWeight::REGULAR, "times.ttf"),
    ("đậm", FontStyle::Normal, FontWeight::BOLD, "timesbd.ttf"),
    ("nghiêng", FontStyle::Italic, FontWeight::REGULAR, "timesi.ttf"),
    ("đậm nghiêng", FontStyle::Italic, FontWeight::BOLD, "timesbi.ttf"),
];

const LETTERS: &str = "ĂÂĐÊÔƠƯăâđêôơưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹÀÁÃÈÉÌÍĨÒÓÕÙÚŨÝàáãèéìíĩòóõùúũý“”–…";

/// The four faces in force.
pub struct Faces {
    family: &'static str,
    fonts: Vec<Font>,
    /// One bit a character that can be printed, looked up for every letter of every cell.
    printable: Vec<u64>,
}

impl Faces {
    /// Looks through every font file for one family with all four faces.
    pub fn choose(files: impl Iterator<Item = Cow<'static, [u8]>>) -> anyhow::Result<Self> {
        let all: Vec<Font> = files.flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect();
        let family = if all.iter().any(|font| font.info().family == REAL) { REAL } else { EMBEDDED };
        let mut fonts = Vec::new();
        let mut missing = Vec::new();
        for (name, style, weight, file) in FACES {
            let wanted = |font: &&Font| {
                let info = font.info();
                info.family == family && info.variant.style == style && info.variant.weight == weight
            };
            match all.iter().find(wanted) {
                Some(font) => fonts.push(font.clone()),
                None => missing.push(format!("{name} ({file})")),
            }
        }
        if !missing.is_empty() {
            bail!(
                "Bộ phông chữ “{family}” thiếu kiểu: {}; hãy chép đủ bốn tệp của phông vào thư mục phông chữ, hoặc bỏ hết để dùng phông có sẵn",
                missing.join(", ")
            );
        }
        let printable = printable(&fonts);
        let faces = Self { family, fonts, printable };
        match LETTERS.chars().find(|letter| !faces.can_print(*letter)) {
            None => Ok(faces),
            Some(letter) => Err(anyhow!(
                "Phông chữ “{family}” không có chữ “{letter}”; hãy dùng bản phông có đủ chữ tiếng Việt (Unicode)"
            )),
        }
    }

    /// The family's name.
    pub fn family(&self) -> &str {
        self.family
    }

    /// The four faces.
    pub fn fonts(&self) -> &[Font] {
        &self.fonts
    }

    /// Whether all four faces have the character, its capital and small letter too, and PDF/A and PDF/UA admit it.
    pub fn can_print(&self, c: char) -> bool {
        c == '\n' || holds(&self.printable, c)
    }
}

/// The characters that every face has and that may be printed, whatever their case, as bits.
fn printable(fonts: &[Font]) -> Vec<u64> {
    let bits_of = |font: &Font| {
        let mut bits = Vec::new();
        let may = |c: &char| !c.is_control() && !forbidden(*c);
        for (word, bit) in font.info().coverage.iter().filter_map(char::from_u32).filter(may).map(place) {
            bits.resize(bits.len().max(word + 1), 0);
            bits[word] |= 1 << bit;
        }
        bits
    };
    let in_both = |one: Vec<u64>, other: Vec<u64>| one.iter().zip(other).map(|(a, b)| a & b).collect();
    let mut bits: Vec<u64> = fonts.iter().map(bits_of).reduce(in_both).unwrap_or_default();
    // Papers set names in capitals, and put them within sentences.
    let has = |c: char| holds(&bits, c);
    let all = font_letters(fonts).filter(|c| has(*c));
    let alone: Vec<char> = all.filter(|c| !c.to_uppercase().chain(c.to_lowercase()).all(has)).collect();
    for (word, bit) in alone.into_iter().map(place) {
        bits[word] &= !(1 << bit);
    }
    bits
}

/// What the first face has.
fn font_letters(fonts: &[Font]) -> impl Iterator<Item = char> {
    fonts.iter().take(1).flat_map(|font| font.info().coverage.iter().filter_map(char::from_u32))
}

fn holds(bits: &[u64], c: char) -> bool {
    let (word, bit) = place(c);
    bits.get(word).is_some_and(|bits| bits >> bit & 1 == 1)
}

fn place(c: char) -> (usize, u32) {
    let code = u32::from(c);
    (usize::try_from(code / 64).unwrap_or(usize::MAX), code % 64)
}

/// Characters that have no picture of their own: marks of direction, joiners, private use, noncharacters.
fn forbidden(c: char) -> bool {
    matches!(
        u32::from(c),
        0x00AD | 0x061C | 0x180E | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF
            | 0xFFF0..=0xFFFF | 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xE0000..
    )
}
