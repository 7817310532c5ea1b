//! Text in the character sets from before Unicode: TCVN3 (the `.Vn…` fonts, ABC) and VNI-Windows (the `VNI-…` fonts).
//!
//! A workbook stores such text as letters of Latin-1 that only its font shows as Vietnamese: `NguyÔn V¨n An`,
//! `Nguyeãn Vaên An`. Many of those letters are also Vietnamese, French or German, so no letter decides. A word is a
//! witness only if it is no Vietnamese syllable as it stands and becomes one when converted; a cell speaks for a set if
//! its witnesses outweigh the words that the set makes nonsense of; and a column is suspected only if two different
//! words witness, at least one of them in a way that no European language writes.
//!
//! Both tables were compared with three independent converters (xvnkb and two others) and, for TCVN3, with glibc's
//! `TCVN5712-1`, of whose capitals with tone the `.Vn…` fonts have none.
//!
//! What cannot be known afterwards:
//! - TCVN3 writes `ư` as U+00AD, the soft hyphen, which many programs strip as invisible. **Both functions must see the
//!   raw text of the cell, before any cleaning.** Where it has been stripped already, `Trường` arrives as `Trêng`: the
//!   conversion says `Trờng` and that it is lossy, if the word shows it (`Lưu` arrives as `Lu`, which does not).
//! - TCVN3 has no capitals with tone: `NGUYỄN` is stored as `NGUYÔN`, in a font that draws small letters as capitals. A
//!   word or cell whose other letters are all capitals is raised; text typed wholly in small letters in such a font
//!   stays small, as nothing in the text says otherwise. `Ý`, `Ánh` at the beginning of a word are raised where all
//!   other words of the cell begin with a capital, and that is called lossy.
//!
//! *Invariant:* pure; a column of Vietnamese in Unicode is never suspected, whatever its words.

mod syllable;

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A character set from before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Charset {
    /// TCVN 5712:1993 VN3, also called ABC.
    Tcvn3,
    /// VNI for Windows.
    Vni,
}

impl Charset {
    /// As a clerk knows it.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (phông .VnTime)",
            Self::Vni => "VNI (phông VNI-Times)",
        }
    }
}

/// A text in Unicode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// The text as its font showed it, in form NFC.
    pub text: String,
    /// Whether the text is to be compared with the paper: a word came out that is no Vietnamese syllable (a letter may
    /// have been lost before, as the soft hyphen of TCVN3, or the word was not in this set), or a capital is likely but
    /// not certain.
    pub lossy: bool,
}

/// `TCVN3` letters and what they show as.
const TCVN3: &str = "µà¶ả·ã¸á¹ạ¨ă»ằ¼ẳ½ẵ¾ắÆặ©âÇầÈẩÉẫÊấËậ®đÌèÎẻÏẽÐéÑẹªêÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞị\
                     ßòáỏâõãóäọ«ôåồæổçỗèốéộ¬ơêờëởìỡíớîợïùñủòũóúôụ\u{ad}ưõừöửø\u{1ee9}÷ữùựúỳûỷüỹýýþỵ¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ";

/// Letters of VNI that stand alone.
const VNI_ALONE: &str = "ñđôơöưììííæỉóĩòịîỵ";

/// Marks of VNI behind any vowel that stands alone, and the combining marks they are.
const VNI_TONES: &str = "ø\u{300}ù\u{301}û\u{309}õ\u{303}ï\u{323}";

/// Marks of VNI behind `a`, `e` or `o`: a circumflex and a tone.
const VNI_CIRCUMFLEX: &str = "ââàầáấåẩãẫäậ";

/// Marks of VNI behind `a`: a breve and a tone.
const VNI_BREVE: &str = "êăèằéắúẳüẵëặ";

/// The old character set that the column's text is in, by all its cells; `None` where it is in Unicode or where too
/// little speaks. Give it the cells' raw text (see the module). Cells that hold letters only Unicode has are passed
/// over, so a column filled half in an old font and half in a new one is suspected for its old half.
pub fn suspect(column: &[&str]) -> Option<Charset> {
    // Answers and kinds repeat down a column; each text is heard once and counts as often as it stands there.
    let mut old: BTreeMap<&str, usize> = BTreeMap::new();
    for text in column.iter().filter(|text| is_open(text)) {
        *old.entry(text).or_default() += 1;
    }
    let mut votes = [Votes::default(), Votes::default()];
    for (text, times) in old {
        let cell: String = text.nfc().collect();
        if !undecided(&cell) {
            continue;
        }
        let [tcvn3, vni] = [Charset::Tcvn3, Charset::Vni].map(|charset| Testimony::of(charset, &cell));
        if tcvn3.convinces() && tcvn3.witnesses.len() >= vni.witnesses.len() {
            votes[0].add(tcvn3, times);
        } else if vni.convinces() {
            votes[1].add(vni, times);
        } else if tcvn3.against > 0 {
            votes.iter_mut().for_each(|votes| votes.others += times);
        }
    }
    let [tcvn3, vni] = votes;
    let (winner, charset) = if tcvn3.cells >= vni.cells { (tcvn3, Charset::Tcvn3) } else { (vni, Charset::Vni) };
    (winner.words.len() >= 2 && winner.strong && winner.cells * 2 >= winner.others).then_some(charset)
}

/// What one text seems to say in an old set, in a column that is not in it: where a word speaks for the set in a way that no
/// European language writes, or two words do in any way, and none against it. One cell is too little to convert by, but enough to ask. In a text with
/// letters that only Unicode has, its other words may speak, each for itself: some were pasted, or typed before the
/// keyboard was changed.
pub fn seeming(text: &str) -> Option<(Charset, String)> {
    let cell: String = text.nfc().collect();
    if !is_open(&cell) {
        return [Charset::Tcvn3, Charset::Vni].into_iter().find_map(|charset| Some((charset, mended(charset, &cell)?)));
    }
    let speaks = |charset: &Charset| {
        let testimony = Testimony::of(*charset, &cell);
        let several = testimony.witnesses.iter().collect::<BTreeSet<_>>().len() > 1;
        (testimony.strong || several) && testimony.convinces() && testimony.against == 0
    };
    let charset = [Charset::Tcvn3, Charset::Vni].into_iter().find(|charset| undecided(&cell) && speaks(charset))?;
    Some((charset, convert(charset, &cell).text))
}

/// Whether a text of a sheet that is in an old set is in it too: a word of it speaks for the set, and none against it.
pub fn speaks_for(charset: Charset, text: &str) -> bool {
    let cell: String = text.nfc().collect();
    let testimony = || Testimony::of(charset, &cell);
    is_open(&cell) && undecided(&cell) && testimony().convinces() && testimony().against == 0
}

/// A text in Unicode with those of its words converted that speak for an old set; `None` where none does.
fn mended(charset: Charset, text: &str) -> Option<String> {
    let mend = |piece: &str| {
        let word = piece.trim_end_matches(is_gap);
        spoken(charset, word).unwrap_or_else(|| word.to_owned()) + &piece[word.len()..]
    };
    let mended = outside_sums(text, |part| part.split_inclusive(is_gap).map(mend).collect());
    (mended != text).then_some(mended)
}

/// The text with the parts between the signs of sums made anew.
fn outside_sums(text: &str, anew: impl Fn(&str) -> String) -> String {
    let (mut made, mut at) = (String::with_capacity(text.len()), 0);
    for (index, sign) in sums(text) {
        made.push_str(&anew(&text[at..index]));
        made.push_str(sign);
        at = index + sign.len();
    }
    made + &anew(&text[at..])
}

/// `×` and `÷` beside a number, which are letters in TCVN3, but not there: `3m×4m`, `7h÷11h`.
fn sums(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let number = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    let signs = text.match_indices(['×', '÷']);
    signs.filter(move |(index, sign)| number(index.checked_sub(1)) || number(Some(index + sign.len())))
}

/// A word that speaks for an old set by itself, converted.
fn spoken(charset: Charset, word: &str) -> Option<String> {
    // A sign alone is one, not a letter; so it is before a letter (`µm`, `§a`) and, raised, behind a word.
    let is_sign = word.starts_with(['µ', '§']) && word.chars().count() < 3;
    let is_footnote = word.strip_suffix('¹').is_some_and(syllable::possible);
    let is_word = word.contains(|c: char| c.is_ascii_alphabetic()) && !is_sign && !is_footnote;
    if !is_word || !undecided(word) || !is_strong(charset, word) || syllable::possible(word) {
        return None;
    }
    let decoded = decode(charset, word);
    let decoded = if is_capitals(word) { decoded.to_uppercase() } else { decoded };
    (decoded != word && syllable::possible(&decoded)).then_some(decoded)
}

/// Whether a text with letters of Unicode may hold words of an old set at first sight: what few words of Vietnamese have.
pub fn is_marked(text: &str) -> bool {
    let latin = |c: char| ('\u{a1}'..='\u{ff}').contains(&c);
    let mut before = ' ';
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let base = |c: char| pair(VNI_ALONE, lower(c)).unwrap_or(lower(c));
    let sign = |c: char| !c.is_alphabetic() || matches!(c, 'þ' | 'Þ' | 'Ð' | 'ñ' | 'Ñ' | '\u{aa}' | '\u{b5}');
    text.chars().any(|c| {
        let before = std::mem::replace(&mut before, c);
        latin(c)
            && (sign(c)
                || c.is_uppercase() && before.is_lowercase()
                || before.is_alphabetic() && vni_marked(base(before), lower(c)).is_some())
    })
}

/// The text converted. A text that holds letters only Unicode has is left as it is, and so is one that is Vietnamese as
/// it stands and would not be once converted (`Quê quán`, `Quờ quỏn`); where it is both, the column decides, unsurely.
pub fn convert(charset: Charset, text: &str) -> Converted {
    let text: String = text.nfc().collect();
    if !undecided(&text) {
        return Converted { text, lossy: false };
    }
    let decoded = outside_sums(&text, |part| decode(charset, part));
    let (converted, unsure) = match charset {
        Charset::Tcvn3 => raised(&decoded),
        Charset::Vni => (decoded, false),
    };
    let is_sound = |text: &str| words(text).all(|word| word.is_ascii() || syllable::possible(word));
    let stands = is_sound(&text);
    if stands && !is_sound(&converted) {
        return Converted { text, lossy: false };
    }
    let unsure = unsure || (stands && converted != text);
    let lossy = unsure || words(&converted).any(|word| suspicious(charset, word));
    Converted { text: converted, lossy }
}

/// What the words of one cell say about one set.
struct Testimony<'a> {
    witnesses: Vec<&'a str>,
    against: usize,
    strong: bool,
}

impl<'a> Testimony<'a> {
    fn of(charset: Charset, cell: &'a str) -> Self {
        let mut found = Self { witnesses: Vec::new(), against: 0, strong: false };
        let raise = is_capitals(cell);
        for word in words(cell) {
            let decoded = decode(charset, word);
            let decoded = if charset == Charset::Tcvn3 && (raise || is_capitals(word)) {
                decoded.to_uppercase()
            } else {
                decoded
            };
            if syllable::possible(&decoded) {
                // One letter alone is as likely a sign: `£ 20`; so is `µm`.
                let is_sign = word.starts_with('µ') && word.chars().nth(2).is_none();
                if decoded != word && !is_sign && word.chars().nth(1).is_some() && !syllable::possible(word) {
                    found.strong |= is_strong(charset, word);
                    found.witnesses.push(word);
                }
            } else if !is_abbreviation(&decoded) {
                found.against += 1;
            }
        }
        found
    }

    fn convinces(&self) -> bool {
        !self.witnesses.is_empty() && self.witnesses.len() >= self.against * 2
    }
}

/// What the cells of a column say about one set.
#[derive(Default)]
struct Votes {
    cells: usize,
    words: BTreeSet<String>,
    strong: bool,
    /// Cells whose letters are in no set.
    others: usize,
}

impl Votes {
    fn add(&mut self, testimony: Testimony, times: usize) {
        self.cells += times;
        self.strong |= testimony.strong;
        // Two words suffice, and a long column need not keep ten thousand.
        if self.words.len() < 2 {
            self.words.extend(testimony.witnesses.into_iter().map(str::to_lowercase));
        }
    }
}

/// Whether a text could be in an old set at first sight: quick, and the answer for most.
pub fn is_open(text: &str) -> bool {
    !text.is_ascii() && !text.contains(is_unicode)
}

/// Whether every letter could be of Latin-1: text with `đ`, `ơ`, `ạ` or a combining mark is Unicode for certain.
fn undecided(text: &str) -> bool {
    text.chars().all(|c| c < '\u{100}' || !(c.is_alphabetic() || is_combining_mark(c)))
}

/// Letters of Vietnamese that only Unicode has and that stay in a text whatever form it is in: `đ`, `ơ`, `ạ`.
fn is_unicode(c: char) -> bool {
    matches!(c, 'đ' | 'Đ' | 'ă' | 'Ă' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1EA0}'..='\u{1EF9}')
}

/// Runs of letters, and of the signs that are letters in TCVN3.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let ends = sums(text).map(|(index, _)| index).chain([text.len()]);
    let starts = std::iter::once(0).chain(sums(text).map(|(index, sign)| index + sign.len()));
    let parts = starts.zip(ends).map(|(start, end)| &text[start..end]);
    parts.flat_map(|part| part.split(is_gap)).filter(|word| !word.is_empty())
}

/// What parts words: no letter, nor a sign that is one in TCVN3.
fn is_gap(c: char) -> bool {
    !c.is_alphabetic() && pair(TCVN3, c).is_none()
}

/// Spellings of no European language: a sign inside a word, a capital behind a small letter, `þ` or `Ð`; for VNI a
/// mark behind a vowel, but for those that French and Spanish put there too (`Loïc`, `où`, `Saül`, `Jaén`).
fn is_strong(charset: Charset, word: &str) -> bool {
    const ELSEWHERE: [&str; 9] = ["aï", "oï", "eï", "uï", "où", "oû", "aü", "aë", "aé"];
    let lower: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    match charset {
        Charset::Tcvn3 => {
            word.chars().skip_while(|c| !c.is_lowercase()).any(char::is_uppercase)
                || word.chars().any(|c| matches!(c, '\u{a1}'..='\u{bf}' | '×' | '÷' | 'þ' | 'Þ' | 'Ð'))
        }
        Charset::Vni => {
            let strange = |pair: &[char]| {
                let base = self::pair(VNI_ALONE, pair[0]).unwrap_or(pair[0]);
                vni_marked(base, pair[1]).is_some() && !ELSEWHERE.contains(&String::from_iter(pair).as_str())
            };
            lower.first() == Some(&'ñ') || lower.windows(2).any(strange)
        }
    }
}

/// A short word of capitals without any tone, or one letter: it says nothing about the set.
fn is_abbreviation(word: &str) -> bool {
    let plain = |c: char| c.is_ascii() || c == 'Đ';
    word.chars().all(plain) && (word.len() == 1 || word.chars().skip(1).any(char::is_uppercase))
}

/// Whether the text has no small ASCII letter and a word with two capitals.
fn is_capitals(text: &str) -> bool {
    let capitals = |word: &str| word.chars().filter(char::is_ascii_uppercase).count() >= 2;
    !text.chars().any(|c| c.is_ascii_lowercase()) && text.split_whitespace().any(capitals)
}

/// Capitals where the other letters say that there were capitals, since TCVN3 has none with tone: in words and cells of
/// capitals, and at the beginning of a word in a cell whose other words all begin with one (`TrÇn Kh¸nh ý`). The second
/// is the likely reading and no more, so it is said, as is a small letter with tone at the beginning of the cell.
fn raised(text: &str) -> (String, bool) {
    if is_capitals(text) {
        return (text.to_uppercase(), false);
    }
    let small_tone = |word: &str| word.chars().next().is_some_and(|c| c.is_lowercase() && !c.is_ascii());
    let small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let mut others = text.split_whitespace().filter(|word| !small_tone(word)).peekable();
    let title = others.peek().is_some() && others.all(|word| !small(word));
    let unsure = text.split_whitespace().enumerate().any(|(index, word)| small_tone(word) && (title || index == 0));
    let raise = |word: &str| {
        if is_capitals(word) {
            word.to_uppercase()
        } else if title && small_tone(word) {
            let mut letters = word.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        } else {
            word.to_owned()
        }
    };
    (text.split_inclusive(char::is_whitespace).map(raise).collect(), unsure)
}

fn decode(charset: Charset, text: &str) -> String {
    match charset {
        Charset::Tcvn3 => text.chars().map(|c| pair(TCVN3, c).unwrap_or(c)).collect(),
        Charset::Vni => vni(text),
    }
}

fn vni(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
        let base = pair(VNI_ALONE, lower(letter)).unwrap_or(lower(letter));
        let shown = match letters.peek().and_then(|mark| vni_marked(base, lower(*mark))) {
            Some(marked) => {
                letters.next();
                marked
            }
            None => base,
        };
        if letter.is_uppercase() { result.extend(shown.to_uppercase()) } else { result.push(shown) }
    }
    result
}

/// A vowel with the mark behind it, both in lower case.
fn vni_marked(base: char, mark: char) -> Option<char> {
    let circumflex = || pair(VNI_CIRCUMFLEX, mark).map(|vowel| vowel.nfd().skip(1));
    match base {
        'a' if pair(VNI_BREVE, mark).is_some() => pair(VNI_BREVE, mark),
        'a' | 'e' | 'o' if circumflex().is_some() => std::iter::once(base).chain(circumflex()?).nfc().next(),
        'a' | 'e' | 'o' | 'u' | 'y' | 'ơ' | 'ư' => {
            pair(VNI_TONES, mark).and_then(|tone| std::iter::once(base).chain(std::iter::once(tone)).nfc().next())
        }
        _ => None,
    }
}

/// What stands behind the character in a table of pairs.
fn pair(table: &str, wanted: char) -> Option<char> {
    if wanted.is_ascii() {
        return None;
    }
    let mut letters = table.chars();
    while let (Some(from), Some(to)) = (letters.next(), letters.next()) {
        if from == wanted {
            return Some(to);
        }
    }
    None
}

/// A converted word that something is wrong with: a tone on what is no syllable, or, in TCVN3, which may have lost its
/// `ư`, small letters without a vowel.
fn suspicious(charset: Charset, word: &str) -> bool {
    const UNITS: [&str; 10] = ["km", "kg", "cm", "mm", "ml", "tr", "tp", "tt", "ths", "ts"];
    let vowel = |c: char| "aeiouy".contains(c.nfd().next().unwrap_or(c).to_ascii_lowercase());
    if syllable::possible(word) || is_abbreviation(word) {
        return false;
    }
    let ascii_without_vowel = !word.chars().any(vowel) && !UNITS.contains(&word.to_lowercase().as_str());
    !word.is_ascii() || (charset == Charset::Tcvn3 && ascii_without_vowel)
}

#[cfg(test)]
mod tests;
