//! What a text says plainly against what stands beside it: dots that nobody filled in, a number alone, a discipline of which
//! the person's own row knows nothing.
//!
//! *Invariant:* once a person and kind, at the first such text.

use super::{About, NAMED, Text, cases, denial, times};
use crate::phrase::{self, shortened};
use crate::problem::{Place, Problems, Severity};
use crate::text::{fold, is_alphabetic};

/// A kind of such a text.
struct Kind {
    /// The words of a text that are of this kind; none where it has none.
    words: for<'t> fn(&'t Text) -> Option<&'t str>,
    message: &'static str,
    hint: &'static str,
}

const KINDS: [Kind; 9] = [
    Kind {
        words: |text| has_dots(text.said).then_some(text.said),
        message: "còn chỗ chấm chưa điền",
        hint: "Điền số, ký hiệu, ngày của văn bản vào chỗ chấm, hoặc bỏ văn bản này",
    },
    Kind {
        // Of a recognition it is said elsewhere.
        words: |text| {
            // `5S` is a name.
            let letters = usize::from(!matches!(text.about, About::Initiative));
            let is_one = !matches!(text.about, About::Recognition)
                && text.said.chars().filter(|c| is_alphabetic(*c)).nth(letters).is_none();
            is_one.then_some(text.said)
        },
        message: "chỉ có con số, chưa nêu nguồn",
        hint: "Ghi tên, số, ký hiệu, ngày của văn bản hoặc sổ sách chứng minh",
    },
    Kind {
        words: |text| {
            text.clauses().find(|clause| !text.person.candidate.discipline.value && tells_of_discipline(clause))
        },
        message: "nói có người bị kỷ luật, mà cột “Kỷ luật” của người này ghi Không",
        hint: "Nếu chính người này bị kỷ luật trong thời gian của phong trào thì sửa cột “Kỷ luật”; nếu là người khác thì ghi rõ",
    },
    Kind {
        words: denial::planned,
        message: "nói điều dự kiến, không phải kết quả",
        hint: "Ghi kết quả đã có và văn bản chứng minh",
    },
    Kind {
        words: denial::unmet,
        message: "nói việc chưa làm hoặc không đạt, mà cột “Kết quả” ghi Có",
        hint: "Xem lại: sửa “Kết quả” hoặc dẫn chứng cho khớp nhau",
    },
    Kind {
        words: cases::late,
        message: "nói số trường hợp trễ hạn nhiều hơn “Tổng số” trừ “Kết quả”",
        hint: "Xem lại số liệu gốc; trường hợp trễ hạn không tính vào “Kết quả”",
    },
    Kind {
        words: cases::violations,
        message: "nói số trường hợp vi phạm nhiều hơn số liệu bên cạnh",
        hint: "Xem lại số liệu gốc, rồi sửa dẫn chứng hoặc “Kết quả”, “Tổng số” cho khớp nhau",
    },
    Kind {
        words: times::saved,
        message: "nói số ở cột “Kết quả” là phần thời gian đã giảm",
        hint: "“Kết quả” là thời gian đã giải quyết, không phải phần giảm được; mức giảm được tính tự động",
    },
    Kind {
        words: times::others,
        message: "so sánh hai mức thời gian không khớp với cột “Kết quả”, “Tổng số”",
        hint: "Xem lại số liệu gốc, rồi sửa dẫn chứng hoặc hai cột ấy cho khớp nhau",
    },
];

/// Looks at one person's texts.
pub fn check(texts: &[Text], problems: &mut Problems) {
    for kind in &KINDS {
        let found: Vec<(&Text, &str)> = texts.iter().filter_map(|text| Some((text, (kind.words)(text)?))).collect();
        let Some((first, words)) = found.first() else { continue };
        let others = phrase::more(found.len() - 1, "; ", " chỗ nữa cũng vậy");
        problems.between(
            Severity::Warning,
            found.iter().take(NAMED).map(|(text, _)| Place::from(text.cell)).collect(),
            format!("{} “{}” {}{others}", first.what(), shortened(words.trim()), kind.message),
            kind.hint,
        );
    }
}

/// Whether a document's number or day was left open: `số …/BC-UBND`, `ngày .../.../2023`.
fn has_dots(text: &str) -> bool {
    if !text.contains("..") && !text.contains('…') {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_open = |word: &str| {
        let begins = word.trim_start_matches(['(', '[']);
        begins.starts_with("...") || begins.starts_with('…') || begins.starts_with("../")
    };
    words.windows(2).any(|pair| is_open(pair[1]) && matches!(fold(pair[0]).as_str(), "so" | "ngay" | "thang" | "nam"))
}

/// Whether a clause tells that somebody was disciplined, and not that nobody was.
fn tells_of_discipline(clause: &str) -> bool {
    const TELLS: [&str; 6] =
        ["bi khien trach", "bi canh cao", "bi ky luat", "bi xu ly ky luat", "bi cach chuc", "bi ha bac luong"];
    const NOBODY: [&str; 5] = ["khong", "chua", "0", "00", "ko"];
    if !clause.contains("bị") && !clause.contains("Bị") && !clause.is_ascii() {
        return false;
    }
    let said = fold(clause);
    let told = TELLS.iter().filter_map(|words| said.find(words)).min();
    told.is_some_and(|at| {
        let before = &said[..at];
        !before.split(' ').any(|word| NOBODY.contains(&word))
            && !said[at..].contains(" khong")
            && ![" 0", " 00"].iter().any(|none| said[at..].ends_with(none))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_places_are_seen() {
        for open in ["Báo cáo số .../BC-UBND", "Báo cáo số 5/BC-UBND ngày …/…/2023", "(QĐ số …)"] {
            assert!(has_dots(open), "{open}");
        }
        for whole in ["Báo cáo số 5/BC-UBND…", "Các sổ theo dõi...", "Báo cáo số 12/BC-UBND ngày 05/12/2023"]
        {
            assert!(!has_dots(whole), "{whole}");
        }
    }

    #[test]
    fn discipline_is_told_from_none() {
        for told in [
            "Bị khiển trách theo QĐ số 5/QĐ-UBND",
            "Có 01 công chức bị cảnh cáo",
            "Thông báo số 44/TB-UBND: có 01 trường hợp bị xử lý kỷ luật",
        ] {
            assert!(tells_of_discipline(told), "{told}");
        }
        for none in [
            "Không có cán bộ, công chức bị kỷ luật",
            "Số cán bộ bị kỷ luật: 0",
            "Chưa có trường hợp bị xử lý kỷ luật",
            "Số người bị kỷ luật trong năm: không có",
            "0 công chức bị khiển trách",
        ] {
            assert!(!tells_of_discipline(none), "{none}");
        }
    }
}
