//! Which of the known codes a code that nobody has may be meant for: `VPO1`, `VP1` or a Cyrillic `VР01` for `VP01`.
//!
//! *Invariant:* only a hint to the clerk; a code is never taken for another.

use super::letters::is_strange;
use crate::text::code_key;

/// What to say of a code that only one of the known ones is like; `None` where none is, or more than one.
pub fn hint<'k>(code: &str, known: impl Iterator<Item = &'k str> + Clone) -> Option<String> {
    let own = skeleton(code);
    let alike = only(known.clone().filter(|known| skeleton(known) == own));
    if let Some(near) = alike {
        let why = match (strange(code), strange(near)) {
            (Some((letter, place)), _) => {
                format!("ký tự thứ {place} ở đây là chữ “{letter}” của bảng chữ cái khác, nhìn giống")
            }
            (_, Some((letter, place))) => {
                format!("ký tự thứ {place} của mã ấy là chữ “{letter}” của bảng chữ cái khác, nhìn giống")
            }
            _ => match difference(code, near) {
                Some(place) => format!("khác ở ký tự thứ {place}, nhìn gần giống nhau"),
                None => "chỉ khác ở số 0, dấu hoặc khoảng trắng".to_owned(),
            },
        };
        return Some(format!("Có thể là mã “{near}” ({why})"));
    }
    let (near, place) = only(known.filter_map(|known| Some((known, difference(code, known)?))))?;
    Some(format!("Có thể là mã “{near}” (khác ở ký tự thứ {place})"))
}

fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The first letter that is of another alphabet, and its place from 1.
pub fn strange(code: &str) -> Option<(char, usize)> {
    code.chars().zip(1..).find(|(letter, _)| is_strange(*letter))
}

/// The only place, from 1, in which two codes of one length differ.
fn difference(code: &str, known: &str) -> Option<usize> {
    let [code, known] = [code, known].map(|code| code_key(code).chars().collect::<Vec<_>>());
    if code.len() != known.len() || known.len() < 3 {
        return None;
    }
    only((1..).zip(code.iter().zip(&known)).filter(|(_, (one, other))| one != other)).map(|(place, _)| place)
}

/// What codes that look alike have in common: Latin letters and digits, without zeros before a number.
fn skeleton(code: &str) -> String {
    let mut skeleton = String::new();
    for letter in code_key(code).chars().map(latin).filter(|letter| letter.is_alphanumeric()) {
        if letter.is_ascii_digit() && skeleton.ends_with('0') && !ends_within_number(&skeleton) {
            skeleton.pop();
        }
        skeleton.push(letter);
    }
    skeleton
}

/// Whether the zero at the end stands behind another digit.
fn ends_within_number(skeleton: &str) -> bool {
    skeleton.chars().rev().nth(1).is_some_and(|before| before.is_ascii_digit())
}

/// The letter or digit that a small letter is taken for.
fn latin(letter: char) -> char {
    match letter {
        'о' | 'ο' | 'o' => '0',
        'і' | 'ι' | 'i' | 'l' => '1',
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' => 'c',
        'е' | 'ε' => 'e',
        'н' | 'η' => 'h',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'ν' => 'n',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'у' | 'υ' => 'y',
        'х' | 'χ' => 'x',
        'ζ' => 'z',
        'đ' => 'd',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 4] = ["VP01", "VP02", "VP10", "TP-7"];

    fn near(code: &str) -> String {
        hint(code, KNOWN.into_iter()).unwrap_or_default()
    }

    #[test]
    fn a_code_that_looks_like_one_is_told_so() {
        for (code, meant) in [("vp1", "VP01"), ("VP-001", "VP01"), ("TP7", "TP-7")] {
            assert_eq!(
                near(code),
                format!("Có thể là mã “{meant}” (chỉ khác ở số 0, dấu hoặc khoảng trắng)"),
                "{code}"
            );
        }
        for (code, meant, place) in [("VPO1", "VP01", 3), ("VPl0", "VP10", 3)] {
            let told = format!("Có thể là mã “{meant}” (khác ở ký tự thứ {place}, nhìn gần giống nhau)");
            assert_eq!(near(code), told, "{code}");
        }
        assert!(near("V\u{420}02").contains("“VP02” (ký tự thứ 2 ở đây là chữ “\u{420}” của bảng chữ cái khác"));
        let other = hint("VP02", ["VP01", "V\u{420}02"].into_iter()).unwrap_or_default();
        assert!(other.contains("ký tự thứ 2 của mã ấy là chữ “\u{420}”"), "{other}");
    }

    #[test]
    fn a_slip_of_one_letter_is_told_where_only_one_code_is_so_near() {
        assert_eq!(near("TQ-7"), "Có thể là mã “TP-7” (khác ở ký tự thứ 2)");
        assert_eq!([near("VP03"), near("XX99"), near("")], ["", "", ""]);
    }
}
