//! Words that fill a cell and say nothing: that there is none, that the same stands above, that a target does not apply and no
//! more. Lists of what clerks write; a list that is too short asks too little, one too long refuses what was said.
//!
//! *Invariant:* nothing here reads a number or a name; whatever is not listed says something.

use crate::text::fold;

/// Whether a text says no more than that the same stands above: `nt`, `Như trên`, a ditto mark.
pub fn points_above(text: &str) -> bool {
    const MARKS: [&str; 9] = ["\"", "”", "“", "''", "’’", "〃", "″", "--\"--", "-\"-"];
    // No name or content is as short, and few of those begin so.
    let begins = |c: char| matches!(c, 'n' | 'N' | '-' | ' ') || !c.is_alphanumeric();
    text.len() < 24
        && text.starts_with(begins)
        && (matches!(fold(text).as_str(), "nt" | "n t" | "nhu tren" | "nhu ben tren" | "nhu dong tren")
            || MARKS.contains(&text.trim()))
}

/// The label that a text begins with, of the field whose own it is: `Dẫn chứng` of `Dẫn chứng: Báo cáo …`, `Sáng kiến` in `Tên sáng
/// kiến`. Those of the addressees, recipients and reasons are taken off where they are read.
pub fn own_label<'t>(text: &'t str, field: &str) -> Option<&'t str> {
    const LONGEST: usize = 4;
    let (label, rest) = text.split_once(':')?;
    let is_short = label.split_whitespace().take(LONGEST + 1).count() <= LONGEST;
    // Of several labels each says what follows: `Chức năng: …; nhiệm vụ: …`.
    if !is_short
        || rest.trim().is_empty()
        || rest.contains(':')
        || matches!(field, "Kính gửi" | "Nơi nhận" | "Không áp dụng")
    {
        return None;
    }
    let key = fold(label);
    (!key.is_empty() && format!(" {} ", fold(field)).contains(&format!(" {key} "))).then(|| label.trim())
}

/// Whether a text says that there is none, or nothing: a dash, `Không có`.
pub fn says_nothing(text: &str) -> bool {
    const WORDS: [&str; 15] = [
        "khong",
        "khong co",
        "chua",
        "chua co",
        "khong ap dung",
        "khong co sang kien",
        "chua co sang kien",
        "vang",
        "trong",
        "na",
        "n a",
        "kps",
        "nil",
        "none",
        "null",
    ];
    let said = fold(text);
    !said.contains(char::is_alphabetic) || WORDS.contains(&said.as_str())
}

/// Whether what stands for the name of an initiative says that there is none: `Không có sáng kiến nào`, `Đang cập nhật`. A name may
/// begin with no (`Không có hồ sơ trễ hạn`).
pub fn says_there_is_none(text: &str) -> bool {
    const WHOLE: [&str; 17] = [
        "ko",
        "k",
        "ko co",
        "k co",
        "khong dang ky",
        "chua dang ky",
        "khong phat sinh",
        "chua phat sinh",
        "khong thuc hien",
        "chua thuc hien",
        "khong tham gia",
        "khong viet",
        "khong duoc cong nhan",
        "chua duoc cong nhan",
        "dang cap nhat",
        "cap nhat sau",
        "bo sung sau",
    ];
    const NONE: [&str; 8] =
        ["khong co", "chua co", "khong dang ky", "chua dang ky", "khong viet", "ko co", "k co", "khong phat sinh"];
    const INITIATIVES: [&str; 3] = ["sang kien", "giai phap", "de tai"];
    let said = fold(text);
    // Right behind it: `Không có đề tài, sáng kiến`.
    let none_of = |none: &str, what: &str| said.contains(&format!("{none} {what}"));
    // A name is more than a letter or two (`SK`), unless a number is in it (`5S`), and is no paper's.
    let has_digit = said.contains(|c: char| c.is_ascii_digit());
    let is_short = !has_digit && said.chars().filter(|c| c.is_alphabetic()).count() < 3;
    let numbered = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let lower = text.trim().to_lowercase();
    let is_a_paper =
        ["quyết định số ", "qđ số ", "qđ "].iter().any(|word| lower.strip_prefix(word).is_some_and(numbered));
    is_short
        || is_a_paper
        || says_nothing(text)
        || WHOLE.contains(&said.as_str())
        || NONE.iter().any(|none| INITIATIVES.iter().any(|what| none_of(none, what)))
}

/// Where this is all that is said, it is no reason.
const NO_REASONS: [&str; 43] = [
    "khong lam",
    "khong thong ke",
    "khong thuc hien",
    "da lam",
    "bo qua",
    "bo trong",
    "quen",
    "xem xet sau",
    "chua lam",
    "khong thong ke duoc",
    "chua thuc hien duoc",
    "khong ro",
    "khong nho",
    "khong biet",
    "khong hoan thanh nhiem vu",
    "khong hoan thanh",
    "chua xong",
    "ket qua thap",
    "hoan thanh mot phan",
    "dang thuc hien",
    "ap dung",
    "khong co ap dung",
    "ap dung binh thuong",
    "ap dung cho tat ca",
    "bat buoc",
    "khong ap dung chi tieu nay",
    "co thuc hien",
    "da thuc hien",
    "chua thuc hien",
    "chua trien khai",
    "chua hoan thanh",
    "hoan thanh",
    "da hoan thanh",
    "hoan thanh tot",
    "dat",
    "da dat",
    "dat chi tieu",
    "khong dat",
    "chua dat",
    "vuot",
    "vuot chi tieu",
    "tre han",
    "khong thuc hien duoc",
];

/// Nor is what begins so: that there are no data yet.
const NO_DATA: [&str; 18] = [
    "xem dan chung",
    "xin bo qua",
    "neu co",
    "da giai quyet",
    "chua co so lieu",
    "khong co so lieu",
    "thieu so lieu",
    "chua co du lieu",
    "khong co du lieu",
    "chua co bao cao",
    "chua thong ke",
    "chua bao cao",
    "chua tong hop",
    "chua cap nhat",
    "van ap dung",
    "co ap dung",
    "dang tong hop",
    "dang cap nhat",
];

/// Nor what begins so and without their marks would be other words (`trẻ em`, `đặt`): a result, or that somebody else has it.
const RESULTS: [&str; 28] = [
    "tỷ lệ thấp",
    "tỉ lệ thấp",
    "tỷ lệ chưa",
    "tỉ lệ chưa",
    "kết quả thấp",
    "kết quả kém",
    "kết quả tốt",
    "kết quả đạt",
    "kết quả không đạt",
    "kết quả chưa",
    "chưa đạt",
    "không đạt chỉ tiêu",
    "không đạt yêu cầu",
    "không đạt mức",
    "chỉ đạt",
    "chưa hoàn thành",
    "không hoàn thành",
    "bị đánh giá không",
    "bị đánh giá chưa",
    "bị đánh giá thấp",
    "hồ sơ trễ",
    "hồ sơ trể",
    "trễ hạn",
    "không có dẫn chứng",
    "sẽ bổ sung",
    "xem file",
    "xem báo cáo",
    "xem bc",
];

/// Whether a text says no more than that a target does not concern the person, or even that it does, or how it was met: data
/// that is missing is no pass. So does what follows `không áp dụng vì`.
pub fn is_no_reason(text: &str) -> bool {
    let behind = without_lead(text);
    fold(text).chars().filter(|c| c.is_alphabetic()).count() < 4
        || says_nothing(text)
        || is_result(text)
        || behind.trim().is_empty()
        || is_result(behind)
}

/// Whether a text is what is known to be no reason: that there are no data, or a result.
fn is_result(text: &str) -> bool {
    let said = fold(text);
    let lower = text.to_lowercase();
    let count = said.split(' ').count();
    let marked = |word: &&str| {
        let begins = |said: &str, word: &str| {
            said.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        begins(lower.trim(), word) || said == lower.trim() && begins(&said, &fold(word))
    };
    // What goes on says why, and so does `nếu có - không phát sinh`.
    let begins = |word: &&str| {
        let rest = said.strip_prefix(*word);
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ') && !rest.ends_with(" khong phat sinh");
        count <= 6 && rest.is_some_and(ends)
    };
    // A result: `Đạt 100%`, `Kết quả: 12/12`.
    let result = || {
        let rest = ["dat ", "ket qua "].iter().find_map(|word| said.strip_prefix(word));
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    NO_REASONS.contains(&said.as_str())
        || NO_DATA.iter().any(begins)
        // However it goes on: then the target does concern the person.
        || said.starts_with("co thuc hien")
        || count <= 8 && RESULTS.iter().any(marked)
        || result()
}

/// What stands behind the words that a target does not concern the person, and behind `vì`: `không đạt` of `Không áp dụng vì không
/// đạt`; all of a text that has none of them.
fn without_lead(text: &str) -> &str {
    const LEADS: [&str; 4] = ["không áp dụng", "lý do", "vì", "do"];
    let mut rest = text.trim();
    while let Some(behind) = LEADS.iter().find_map(|lead| behind(rest, lead)) {
        rest = behind.trim_start_matches([' ', ':', ',', '(', '-', '–']);
    }
    rest
}

/// What follows some words, in whatever case or without marks, that a text begins with.
fn behind<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let end = text.char_indices().nth(words.chars().count()).map_or(text.len(), |(at, _)| at);
    let (head, rest) = text.split_at(end);
    let same = head.to_lowercase() == words || head.is_ascii() && fold(head) == fold(words);
    (same && !rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_of_its_own_begins_a_cell() {
        for (text, field, label) in [
            ("Dẫn chứng: Báo cáo số 152/BC-UBND", "Dẫn chứng", Some("Dẫn chứng")),
            ("SÁNG KIẾN : Hòm thư góp ý", "Tên sáng kiến", Some("SÁNG KIẾN")),
            ("Địa điểm: Phòng họp số 1", "Địa điểm họp", Some("Địa điểm")),
            ("Báo cáo số 152/BC-UBND: 412 hồ sơ", "Dẫn chứng", None),
            ("Kính gửi: Chủ tịch Ủy ban nhân dân xã", "Kính gửi", None),
            ("Dẫn chứng:", "Dẫn chứng", None),
        ] {
            assert_eq!(own_label(text, field), label, "{text}");
        }
    }
}
