//! What a clerk wrote for a colleague, or left to be written later, in a cell that a paper prints: `(nhờ chị Lan xem lại)`, `???`.
//!
//! A list that is too short asks too little; nothing is listed that a report may say of its own work (`Kiểm tra lại 120 văn bản`).
//!
//! *Invariant:* nothing here refuses a text; it is asked about.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// Of whom a colleague is asked something, behind the words that ask.
const ASKED: [&str; 6] = ["chị", "anh", "em", "sếp", "a.", "c."];
/// Words that ask a colleague, or wait for one.
const ASKS: [&str; 4] = ["nhờ", "hỏi", "đợi", "chờ"];
/// What is left for later, where nothing goes on behind it.
const LATER: [&str; 6] = ["bổ sung sau", "cập nhật sau", "điền sau", "ghi sau", "nhập sau", "số giúp em"];
/// What no paper of an office says, wherever it stands.
const ANYWHERE: [&str; 6] =
    ["số liệu tạm tính", "copy từ", "chưa chắc", "xem file đính kèm", "theo file đính kèm", "điền vào đây"];
/// What a short remark in brackets ends with, or is.
const IN_BRACKETS: [&str; 15] = [
    "xem lại",
    "kiểm tra lại",
    "hỏi lại",
    "coi lại",
    "sửa lại",
    "bản nháp",
    "nháp",
    "chưa ký",
    "số tạm",
    "cần bổ sung",
    "sẽ bổ sung",
    "duyệt chưa",
    "chưa xong",
    "gạch bỏ",
    "cần kiểm tra",
];
/// So many words has such a remark at most.
const SHORT: usize = 6;
/// Endings of files, which no paper cites.
const FILES: [&str; 6] = [".doc", ".docx", ".xls", ".xlsx", ".jpg", ".png"];

/// What every note has one of, in small letters.
static SIGNS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let signs = ["??", "(", "[", "xx", "todo", r":\"].into_iter().chain(FILES).chain(ASKS).chain(LATER).chain(ANYWHERE);
    AhoCorasick::new(signs).expect("a short list of words")
});

/// The words of a note in a text; none where it has none. What members said, or why they were away (`opinion`), may be of asking
/// somebody, or of what is to be added later.
pub fn note(text: &str, opinion: bool) -> Option<String> {
    // Most texts have no sign of a note, and need not be looked through word by word.
    let lower = text.to_lowercase();
    if !SIGNS.is_match(&lower) {
        return None;
    }
    if text.contains("??") {
        return Some("???".to_owned());
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if let Some(word) = words.iter().find(|word| is_placeholder(word) || is_file(&word.to_lowercase())) {
        return Some((*word).to_owned());
    }
    if let Some(said) = ANYWHERE.into_iter().find(|said| lower.contains(said)) {
        return Some(said.to_owned());
    }
    let later =
        || LATER.into_iter().find(|later| if opinion { lower.trim() == *later } else { ends_a_clause(&lower, later) });
    if opinion {
        return later().map(str::to_owned);
    }
    to_a_colleague(&words).or_else(|| later().or_else(|| in_brackets(&lower)).map(str::to_owned))
}

/// `xxx`, `xx/5/2023`, `todo`; large ones are a number (`thế kỷ XX`, `NQ/ĐH-XX`).
fn is_placeholder(word: &str) -> bool {
    let parts: Vec<&str> = word.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let crosses = |part: &&str| part.len() > 1 && part.bytes().all(|byte| byte == b'x');
    parts.iter().any(|part| part.len() > 2 && crosses(part) || part.eq_ignore_ascii_case("todo"))
        || parts.len() > 1 && word.contains('/') && parts.iter().any(crosses)
}

/// The path or name of a file; neither a kind of them (`119 tệp .docx`) nor one that an office publishes.
fn is_file(word: &str) -> bool {
    let word = word.trim_end_matches([')', ']', ',', ';', '.']);
    let is_named = !word.starts_with('.') && !word.contains("gov.vn");
    word.as_bytes().get(1..3) == Some(br":\") || is_named && FILES.iter().any(|ending| word.ends_with(ending))
}

/// `nhờ chị Lan`, `hỏi anh Khang`.
fn to_a_colleague(words: &[&str]) -> Option<String> {
    fn open(word: &str) -> &str {
        word.trim_start_matches(['(', '['])
    }
    // `hỏi chị em phụ nữ` asks no colleague.
    let asks = |three: &[&str]| {
        ASKS.contains(&open(three[0]).to_lowercase().as_str())
            && ASKED.contains(&three[1].to_lowercase().as_str())
            && three[2].to_lowercase() != "em"
    };
    let at = words.windows(3).position(asks)?;
    Some(open(&words[at..words.len().min(at + 3)].join(" ")).to_owned())
}

/// Whether these words stand where a sentence or a remark ends.
fn ends_a_clause(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let behind = text[at + words.len()..].trim_start();
        let begins = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        // `02 hồ sơ bổ sung sau`, `được bổ sung sau` tell of files.
        let of_files = [" sơ ", " được "].iter().any(|before| text[..at].ends_with(before));
        begins && !of_files && (behind.is_empty() || behind.starts_with([')', ']', ';', ',', '.', '!', '?']))
    })
}

/// A short remark in brackets that says that the text is not done.
fn in_brackets(text: &str) -> Option<&str> {
    text.split(['(', '[']).skip(1).find_map(|rest| {
        let remark = rest.split([')', ']']).next()?.trim().trim_end_matches(['?', '!', '.']);
        let is_short = remark.split_whitespace().count() <= SHORT && !remark.contains(|c: char| c.is_ascii_digit());
        // What begins so tells of files: `(đã kiểm tra lại)`, `(hồ sơ cần bổ sung)`.
        const TOLD: [&str; 11] =
            ["đã ", "sau khi ", "gồm ", "không ", "trừ ", "hồ sơ ", "văn bản ", "còn ", "một ", "cả ", "chỉ "];
        let is_told = TOLD.iter().any(|told| remark.starts_with(told));
        let says = |words: &str| {
            let before = remark.strip_suffix(words);
            before.is_some_and(|before| before.is_empty() || before.ends_with(' '))
        };
        (is_short && !is_told && IN_BRACKETS.iter().any(|words| says(words))).then_some(remark)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_told_from_what_a_report_says() {
        for told in [
            "Báo cáo số 152/BC-UBND ngày 22/5/2023 (nhờ chị Lan xem lại)",
            "119/120 văn bản, bổ sung sau",
            "Báo cáo số 152/BC-UBND ngày 22/5/2023???",
            "Báo cáo số 152/BC-UBND ngày 22/5/2023 (cần kiểm tra lại)",
            "Báo cáo số 152/BC-UBND ngày 22/5/2023 - anh Khang cho số giúp em",
            "Báo cáo số 152/BC-UBND ngày 22/5/2023 [sếp duyệt chưa]",
            "Todo: 119 văn bản",
            "Báo cáo số xxx/BC-UBND ngày 22/5/2023",
            "Báo cáo số 152/BC-UBND ngày xx/5/2023",
            r"D:\Hoso\2023\bao-cao-152.docx",
            "Báo cáo số 152 (bản nháp)",
            "Báo cáo số 152/BC-UBND ngày 22/5/2023; (đợi anh Phong ký)",
            "Công chức Văn phòng - Thống kê (chị Lan kiểm tra lại)",
            "Số liệu tạm tính 119/120 văn bản",
            "Báo cáo số 152/BC-UBND ngày 22/5/2023 (copy từ năm ngoái)",
            "Xem file đính kèm 152",
        ] {
            assert!(note(told, false).is_some(), "{told}");
        }
        for silent in [
            "Kiểm tra lại 120 văn bản, 119 văn bản đúng hạn",
            "Chờ phê duyệt quyết toán: 01 nhiệm vụ; đã xong 119 nhiệm vụ (Báo cáo số 152/BC-UBND ngày 22/5/2023)",
            "Bổ sung hồ sơ theo Công văn số 12/UBND, hoàn thành 119 nhiệm vụ; 02 hồ sơ bổ sung sau khi thẩm định",
            "Nhờ phần mềm quản lý văn bản, 119/120 văn bản xử lý đúng hạn",
            "Phối hợp chị Lan (Hội Phụ nữ) thực hiện 119 việc",
            "100% văn bản được kiểm tra lại.",
            "Nhiệm kỳ Đại hội lần thứ XX; thế kỷ XX",
            "Ông Trịnh Xuân Đông, Chủ tịch UBND xã, giao 120 việc (Thông báo số 09/TB-UBND ngày 01/02/2023)",
            "Hỏi - đáp trực tuyến 119 câu; Đề án được phê duyệt (sửa đổi, bổ sung năm 2022)",
            "Số 5/UBND-VX; ký hiệu VX, XDCB; Nghị quyết số 01-NQ/ĐH-XX, khóa XXIX",
            "Luật Thi đua, khen thưởng (sửa đổi, bổ sung)",
            "Đăng 12 tin tại https://tamphuoc.gov.vn, hướng dẫn 119 lượt qua nhóm Zalo",
            "01 nhiệm vụ chờ số liệu của Chi cục Thống kê; giá trị tạm tính 12 tỷ đồng",
            "Ký số 119 tệp .docx; 02 hồ sơ bổ sung sau, Báo cáo số 152/BC-UBND",
            "119 văn bản (đã kiểm tra lại), 01 văn bản (hồ sơ cần bổ sung)",
            "Không để thất lạc hồ sơ; sổ hộ tịch ghi theo hướng dẫn của Thông tư số 04/2020/TT-BTP",
            "Quỹ ủng hộ em, gặp anh em đoàn viên, gặp chị em phụ nữ 12 buổi",
        ] {
            assert_eq!(note(silent, false), None, "{silent}");
        }
        assert_eq!(note("Đề nghị đồng chí bổ sung sau, nhờ chị Ngọc hướng dẫn", true), None);
        for told in ["bổ sung sau", "???"] {
            assert!(note(told, true).is_some(), "{told}");
        }
    }
}
