//! Whether a word could be a Vietnamese syllable, by the spelling rules of the script alone.
//!
//! It knows no dictionary: `nghiêng` and the unused `nghiêch` are told apart, `lan` and the unused `lơm` are not. That
//! is enough to tell text in one character set from the same bytes read as another.
//!
//! *Invariant:* every syllable of Vietnamese in ordinary spelling is possible, with the tone on either vowel of `oa`,
//! `oe`, `uy`; no word with a final consonant that Vietnamese lacks is.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

/// Longest first, so that the first that fits is the right one.
const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
    "n", "p", "r", "s", "t", "v", "x", "",
];

/// What may follow the onset, without tone.
const RIMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong \
    ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt \
    u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt \
    uyn uynh uyp uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu";

/// The same, to look one up.
static RIME: LazyLock<BTreeSet<&str>> = LazyLock::new(|| RIMES.split_ascii_whitespace().collect());

/// What may follow `qu` besides the rimes that begin with `a`, `ă`, `â`, `e`, `ê`, `i`.
const AFTER_QU: &str = "ơ ơi ơn ôc y ych yên yêt ynh yt yn yp";

/// The five tone marks; no mark is the sixth tone.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Whether the word is spelled as a Vietnamese syllable, in lower case, in capitals or with one capital first.
pub fn possible(word: &str) -> bool {
    if !well_cased(word) || word.chars().count() > 8 {
        return false;
    }
    let (tones, letters): (Vec<char>, Vec<char>) =
        word.nfd().flat_map(char::to_lowercase).partition(|c| TONES.contains(c));
    let letters: String = letters.into_iter().nfc().collect();
    if tones.len() > 1 || letters.is_empty() {
        return false;
    }
    let toned = word.nfc().position(|c| c.nfd().any(|part| TONES.contains(&part)));
    let stopped = ["c", "ch", "p", "t"].iter().any(|last| letters.ends_with(last));
    let tone_fits = !stopped || matches!(tones.first(), Some('\u{301}' | '\u{323}'));
    tone_fits
        && toned.is_none_or(|toned| may_bear_tone(&letters, toned))
        && ONSETS.iter().any(|onset| letters.strip_prefix(onset).is_some_and(|rime| fits(onset, rime)))
}

/// Whether the tone may be written on this letter: on the vowel that has a mark of its own where there is one, and never
/// on a glide at the end.
fn may_bear_tone(letters: &str, toned: usize) -> bool {
    const GLIDING: [&str; 11] = ["ai", "ao", "au", "ay", "eo", "ia", "iu", "oi", "ua", "ui", "uyu"];
    let letters_of: Vec<char> = letters.chars().collect();
    // `ñ` is an `n` with a tone to Unicode.
    if !letters_of.get(toned).is_some_and(|letter| "aăâeêioôơuưy".contains(*letter)) {
        return false;
    }
    match letters_of.iter().rposition(|c| "ăâêôơư".contains(*c)) {
        Some(marked) => toned == marked,
        None => {
            let last = toned + 1 == letters_of.len();
            !last || matches!(letters, "gia" | "giu" | "qua") || !GLIDING.iter().any(|rime| letters.ends_with(rime))
        }
    }
}

fn fits(onset: &str, rime: &str) -> bool {
    let known = || RIME.contains(rime);
    let Some(first) = rime.chars().next() else { return false };
    let front = matches!(first, 'i' | 'e' | 'ê');
    match onset {
        "qu" => {
            AFTER_QU.split_ascii_whitespace().any(|after| after == rime)
                || (matches!(first, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i') && known())
        }
        "gh" | "ngh" => front && known(),
        "k" => (front || first == 'y') && known(),
        "c" | "ng" => !front && known(),
        "g" => (first == 'i' || !front) && known(),
        "" => !rime.starts_with("iê") && known(),
        _ => (first != 'y' || rime == "y") && known(),
    }
}

/// All lower, all upper, or one capital first.
fn well_cased(word: &str) -> bool {
    let rest = || word.chars().skip(1);
    let first_upper = word.chars().next().is_some_and(char::is_uppercase);
    rest().all(|c| !c.is_uppercase()) || (first_upper && rest().all(|c| !c.is_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_syllables_are_possible() {
        for word in "Nguyễn Thị Hoà Hòa Thúy Thuý Quốc quýt Nghiêm giếng gì gìn giữ khuya khuỷu ngoằn ngoèo ƯỚC ĐƯỜNG \
                     yên Ý Y Kỷ thuở Huệ ưu hươu xoong quên Phượng Khuê uống ỷ oai ấp ủy UỶ Uyên boong quờ Quới giá quá quả khoẻ khỏe khoái hoà thuở già lửa ướt tuổi nghĩa"
            .split_whitespace()
        {
            assert!(possible(word), "{word}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for word in "Müller François Noël hôtel NguyÔn V¨n Kỉt tôt hât ceng ngên kan John Smith wifi Đắk bb íí where \
                     Nguyeãn Vaên où Thaï leỏ maí lưạ ñinh ñi"
            .split_whitespace()
        {
            assert!(!possible(word), "{word}");
        }
    }
}
