//! Persons' names as they are compared: with their marks, wherever these are written, and without what people are called before
//! them.
//!
//! *Invariant:* `An` and `Ân` are two names; that two may be one person's is asked, never decided.

use unicode_normalization::UnicodeNormalization as _;

use crate::text::fold;

/// What two spellings of one person's name have in common where diacritics count: lower case, the tone mark taken off
/// the vowel and put at the end of its syllable, so that `Hòa` and `Hoà` are one while `An` and `Ân` stay two.
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len() + 4);
    for syllable in name.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        add_syllable_key(&mut key, syllable);
    }
    key
}

/// The same of a person who may be addressed: `Ông Nguyễn Văn An` is `Nguyễn Văn An`, who sits on a council without the column
/// for it.
pub fn person_key(name: &str) -> String {
    name_key(unaddressed(name).unwrap_or(name))
}

/// What the keys of a name have in common that differ in marks, or in `y` and `i`, alone: `Lý`, `Lí`.
pub fn plain_key(key: &str) -> String {
    fold(key).replace('y', "i")
}

/// Whether a person is addressed before the name; a surname `Ông` is told from that by nothing.
pub fn is_addressed(name: &str) -> bool {
    unaddressed(name).is_some()
}

/// The name behind an address, where that is two words or more.
fn unaddressed(name: &str) -> Option<&str> {
    address(name).map(|(_, rest)| rest).filter(|rest| rest.contains(' '))
}

/// What people are called before their names.
#[derive(Debug)]
pub struct Address {
    /// In lower case.
    word: &'static str,
    /// Whether it may be a name as well.
    pub may_be_a_name: bool,
}

/// How a person is addressed in a text that begins so, in whatever case, and what follows.
pub fn address(text: &str) -> Option<(&'static Address, &str)> {
    const fn name(word: &'static str) -> Address {
        Address { word, may_be_a_name: true }
    }
    const fn title(word: &'static str) -> Address {
        Address { word, may_be_a_name: false }
    }
    const ADDRESSES: [Address; 10] = [
        name("ông"),
        name("bà"),
        name("anh"),
        name("chị"),
        title("đồng chí"),
        title("đ/c"),
        title("đc"),
        title("mr"),
        title("mrs"),
        title("ms"),
    ];
    const BEHIND: [char; 3] = [' ', ':', '.'];
    let begins = |address: &'static Address| {
        let mut rest = text.chars();
        let same = address.word.chars().all(|c| rest.next().is_some_and(|own| own.to_lowercase().eq([c])));
        let rest = rest.as_str();
        // `Đồng Chí Hiếu` may be of the family Đồng.
        let is_so = same && !text[..text.len() - rest.len()].ends_with(" Chí");
        (is_so && rest.starts_with(BEHIND)).then(|| (address, rest.trim_start_matches(BEHIND)))
    };
    const { &ADDRESSES }.iter().find_map(begins)
}

fn add_syllable_key(key: &mut String, syllable: &str) {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    if syllable.is_ascii() {
        key.extend(syllable.chars().map(|c| c.to_ascii_lowercase()));
        return;
    }
    let (tones, letters): (Vec<char>, Vec<char>) =
        syllable.nfd().flat_map(char::to_lowercase).partition(|c| TONES.contains(c));
    key.extend(letters.into_iter().nfc().chain(tones));
}

/// Whether exactly one word differs, and that by its marks or by one letter. The words are keys.
pub fn is_near<'k>(own: impl Iterator<Item = &'k str>, found: impl Iterator<Item = &'k str>) -> bool {
    differing(own, found).is_some_and(|(own, found)| within_one_letter(&fold(own), &fold(found)))
}

/// Whether two [`person_key`]s, which are not equal, may be of one person whose name was mistyped once: a mark, `i` for `y`, or a
/// letter left out where a long word ends (`Phươg`). Elsewhere a letter makes another name: `Phương`, `Hương`, `Phong`.
pub fn may_be_one(key: &str, other: &str) -> bool {
    key.split(' ').nth(2).is_some()
        && differing(key.split(' '), other.split(' ')).is_some_and(|(one, other)| {
            let (one, other) = (plain_key(one), plain_key(other));
            one == other || is_left_out(&one, &other) || is_left_out(&other, &one)
        })
}

/// Whether a word is the other, which is long, without one of its last two letters.
fn is_left_out(one: &str, other: &str) -> bool {
    const LONG: usize = 5;
    let head = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    other.len() >= LONG && one.len() + 1 == other.len() && head + 2 >= other.len() && within_one_letter(one, other)
}

/// The one word in which two names of as many words differ.
fn differing<'k>(
    mut one: impl Iterator<Item = &'k str>,
    mut other: impl Iterator<Item = &'k str>,
) -> Option<(&'k str, &'k str)> {
    let mut only = None;
    loop {
        match (one.next(), other.next()) {
            (None, None) => return only,
            (Some(word), Some(same)) if word == same => {}
            (Some(word), Some(another)) if only.is_none() => only = Some((word, another)),
            _ => return None,
        }
    }
}

/// Whether two words are the same but for one letter changed, added or left out.
fn within_one_letter(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let same_head = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    let same_tail = short.bytes().rev().zip(long.bytes().rev()).take_while(|(a, b)| a == b).count();
    long.len() - short.len() <= 1 && same_head + same_tail + 1 >= long.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare_whatever_the_place_of_the_tone() {
        assert_eq!(name_key("Nguyễn Thị Hòa"), name_key("NGUYỄN THỊ HOÀ"));
        assert_ne!(name_key("Nguyễn Văn An"), name_key("Nguyễn Văn Ân"));
        for addressed in [
            "Ông Nguyễn Văn An",
            "ông  nguyễn văn an",
            "BÀ NGUYỄN VĂN AN",
            "Đồng chí Nguyễn Văn An",
            "Đ/c Nguyễn Văn An",
            "Đc. Nguyễn Văn An",
        ] {
            assert_eq!(person_key(addressed), name_key("Nguyễn Văn An"), "{addressed}");
        }
        assert_eq!(person_key("Ông Ngọc"), name_key("Ông Ngọc"), "a family name");
        assert_eq!(person_key("Đồng chí Nguyễn Chí Thanh"), name_key("Nguyễn Chí Thanh"));
        assert_eq!(person_key("Đồng Chí Minh Hiếu"), name_key("Đồng Chí Minh Hiếu"), "a family name");
        assert_eq!(person_key("Ba Văn An"), name_key("Ba Văn An"));
    }

    #[test]
    fn one_letter_or_one_mark_is_near() {
        let near = |own: &str, found: &str| {
            let (own, found) = (name_key(own), name_key(found));
            is_near(own.split(' '), found.split(' '))
        };
        assert!(near("Nguyễn Văn An", "Nguyễn Văn Ân"));
        assert!(near("Nguyễn Văn An", "Nguyễn Văn Anh"));
        assert!(near("Trần Thị Hường", "TRẦN THỊ HƯƠNG"));
        assert!(!near("Nguyễn Văn An", "Nguyễn Văn Bình"));
        assert!(!near("Nguyễn Thị Hòa", "Nguyễn Thị Hoà"));
        assert!(!near("Nguyễn Văn An", "Nguyễn Thị Ân"));
    }

    #[test]
    fn one_slip_may_hide_one_person() {
        let may = |one: &str, other: &str| may_be_one(&person_key(one), &person_key(other));
        assert!(may("Trần Thị Hường", "Trần Thị Hương"));
        assert!(may("Ông Nguyễn Văn Ân", "Nguyễn Văn An"));
        assert!(may("Lê Thị Mỹ Lý", "Lê Thị Mỹ Lí"));
        assert!(may("Trần Quốc Phương", "Trần Quốc Phươg"));
        assert!(!may("Nguyễn Thị Hà", "Nguyễn Thị Hải"));
        for (one, other) in
            [("Phương", "Khương"), ("Hương", "Phương"), ("Huyền", "Khuyên"), ("Phong", "Phương"), ("Trung", "Trường")]
        {
            assert!(!may(&format!("Nguyễn Văn {one}"), &format!("Nguyễn Văn {other}")), "{one}, {other}");
        }
        assert!(!may("Nguyễn Thị Hà", "Nguyễn Thị Hà"));
        assert!(!may("Lê Ân", "Lê An"), "too little to tell by");
        assert!(!may("Nguyễn Văn An", "Nguyễn Văn An Bình"));
    }
}
