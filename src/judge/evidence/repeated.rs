//! The same sentence in two people's reports.
//!
//! Short sentences repeat by nature (`Không có`, the name of a register), one report may prove several people's figures,
//! and one decision may recognise several initiatives: so only a whole cell of some words besides the documents it
//! cites counts, or a long sentence, and never the recognition.
//!
//! *Invariant:* a group of people is warned of once, whatever the number of sentences and people, at the cells of the
//! longest sentence.

use std::collections::{BTreeMap, BTreeSet};

use super::document::is_symbol;
use super::{About, Text};
use crate::cell::Cell;
use crate::model::Headcount;
use crate::phrase::shortened;
use crate::problem::{Place, Problems, Severity};
use crate::text::{fold, is_alphabetic};

/// Words besides citations that a whole cell has at least to be compared.
const CELL: usize = 6;
/// Words besides citations that a sentence inside a cell has at least to be compared.
const SENTENCE: usize = 9;
/// How many people of a sentence are named.
const NAMED: usize = 5;

/// Where a sentence stands: the index of its text, and itself as written there.
type Uses<'a> = Vec<(usize, &'a str)>;

/// Warns of what two people's texts share.
pub fn check(texts: &[Text], problems: &mut Problems) {
    let mut seen: BTreeMap<String, Uses> = BTreeMap::new();
    for (index, text) in texts.iter().enumerate() {
        if matches!(text.about, About::Recognition) {
            continue;
        }
        let whole = text.said;
        let mut keep = |part, least| {
            if own_words(part) >= least {
                seen.entry(fold(part)).or_default().push((index, part));
            }
        };
        if !is_a_source(whole) {
            keep(whole, CELL);
        }
        for clause in text.clauses().filter(|clause| clause.len() < whole.len() && !is_a_source(clause)) {
            keep(clause, SENTENCE);
        }
    }
    let mut shared: Vec<Uses> = seen.into_values().map(|uses| one_each(texts, uses)).collect();
    shared.retain(|uses| uses.len() > 1);
    // The longest first: it is the one that is quoted.
    shared.sort_by_key(|uses| (std::cmp::Reverse(uses[0].1.len()), uses[0].0));
    let mut groups: BTreeMap<Vec<&Cell>, Vec<Uses>> = BTreeMap::new();
    for uses in shared {
        let people = uses.iter().map(|(index, _)| &texts[*index].person.candidate.code.cell).collect();
        groups.entry(people).or_default().push(uses);
    }
    for sentences in groups.into_values() {
        let cells: BTreeSet<&Cell> = sentences.iter().map(|uses| texts[uses[0].0].cell).collect();
        say(texts, &sentences[0], cells.len() - 1, problems);
    }
}

/// Whether a text names where a figure is taken from, and gives none itself: people of one office share a system, minutes of an
/// inspection, a notice.
fn is_a_source(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let has_digit = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let cites = words.iter().any(|word| is_symbol(word) && has_digit(word));
    // A number of its own: neither a symbol's, nor a day's, nor one that a word before it numbers.
    let own = |(index, word): (usize, &&str)| {
        let is_day = || word.matches(['/', '-', '.']).count() == 2;
        has_digit(word) && !is_symbol(word) && !is_day() && {
            let before = index.checked_sub(1).map(|at| fold(words[at])).unwrap_or_default();
            !matches!(before.as_str(), "so" | "ngay" | "thang" | "nam" | "quy" | "dieu" | "khoan" | "muc")
        }
    };
    cites && !words.iter().enumerate().any(own)
}

/// How many words a sentence has besides numbers and the documents it cites.
fn own_words(sentence: &str) -> usize {
    const CITING: [&str; 8] = ["số", "ngày", "tháng", "năm", "ubnd", "xã", "huyện", "của"];
    const CITING_PAIRS: [(&str, &str); 10] = [
        ("báo", "cáo"),
        ("quyết", "định"),
        ("công", "văn"),
        ("kế", "hoạch"),
        ("thông", "báo"),
        ("biên", "bản"),
        ("tờ", "trình"),
        ("ủy", "ban"),
        ("uỷ", "ban"),
        ("nhân", "dân"),
    ];
    let lower = sentence.to_lowercase();
    let mut words = lower
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphabetic) && !word.contains(|c: char| c.is_ascii_digit()))
        .map(|word| word.trim_matches(|c: char| !is_alphabetic(c)))
        .peekable();
    let mut count = 0;
    while let Some(word) = words.next() {
        if words.next_if(|next| CITING_PAIRS.contains(&(word, next))).is_none() {
            count += usize::from(!CITING.contains(&word));
        }
    }
    count
}

/// The first use of each person.
fn one_each<'a>(texts: &[Text], uses: Uses<'a>) -> Uses<'a> {
    let mut people = BTreeSet::new();
    uses.into_iter().filter(|(index, _)| people.insert(&texts[*index].person.candidate.code.cell)).collect()
}

fn say(texts: &[Text], uses: &[(usize, &str)], more: usize, problems: &mut Problems) {
    let first: Vec<&Text> = uses.iter().take(NAMED).map(|(index, _)| &texts[*index]).collect();
    let names: Vec<&str> = first.iter().map(|text| text.person.candidate.name.value.as_str()).collect();
    let others = if uses.len() > NAMED { " và những trường hợp khác" } else { "" };
    let all: Headcount = uses.iter().map(|(index, _)| texts[*index].person.candidate).collect();
    let more = if more > 0 { format!("; {more} ô nữa cũng giống nhau") } else { String::new() };
    problems.between(
        Severity::Warning,
        first.iter().map(|text| Place::from(text.cell)).collect(),
        format!("Câu “{}” có trong hồ sơ của {all}: {}{others}{more}", shortened(uses[0].1.trim()), names.join(", ")),
        "Nếu chép từ hồ sơ này sang hồ sơ kia thì viết lại theo kết quả của từng trường hợp; nếu là việc làm chung thì \
         nêu phần của mỗi bên",
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_shared_and_a_figure_is_not() {
        for source in [
            "Biên bản kiểm tra công vụ số 12/BB-KTCV ngày 05/10/2023 của Đoàn kiểm tra Phòng Nội vụ huyện",
            "Không có cán bộ, công chức nào bị kỷ luật; Thông báo số 45/TB-UBND ngày 15/12/2023",
            "Trích xuất hệ thống một cửa điện tử theo Công văn số 9/CV-VP ngày 5 tháng 12 năm 2023",
        ] {
            assert!(is_a_source(source), "{source}");
        }
        for told in [
            "Giải quyết 412/413 hồ sơ đúng hạn theo Báo cáo số 45/BC-UBND ngày 05/12/2023",
            "Tiếp 120 lượt công dân, Báo cáo số 45/BC-UBND",
            "Tham mưu ban hành kế hoạch kiểm tra việc chấp hành kỷ luật của từng bộ phận",
        ] {
            assert!(!is_a_source(told), "{told}");
        }
    }

    #[test]
    fn citations_are_no_words_of_ones_own() {
        for (sentence, count) in [
            ("Báo cáo số 45/BC-UBND ngày 05 tháng 12 năm 2023 của Ủy ban nhân dân xã", 0),
            ("Quyết định số 308/QĐ-UBND ngày 21/6/2023 về phân công nhiệm vụ", 5),
            ("Giải quyết đúng hạn 412/413 hồ sơ", 6),
            ("Giải quyết 412/413 hồ sơ đúng hạn theo Báo cáo số 45/BC-UBND", 7),
        ] {
            assert_eq!(own_words(sentence), count, "{sentence}");
        }
    }
}
