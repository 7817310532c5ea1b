//! A person's initiatives: what each did and who recognised it, and whether two rows are one.
//!
//! *Invariant:* everything here is a warning; whether two are one, the clerk knows.

use std::collections::BTreeSet;

use super::document::is_year;
use crate::cell::At;
use crate::judge::Assessment;
use crate::model::Initiative;
use crate::phrase::shortened;
use crate::problem::{Place, Problems, Severity};
use crate::text::fold;

/// Checks those that could be read.
pub fn check(person: &Assessment, initiatives: &[&Initiative], problems: &mut Problems) {
    for (index, initiative) in initiatives.iter().enumerate() {
        let before = &initiatives[..index];
        let is_above = |above: &&&Initiative| above.name.cell.row + 1 == initiative.name.cell.row;
        if let Some(above) = before.last().filter(|above| is_above(above) && goes_on(initiative)) {
            problems.between(
                Severity::Warning,
                vec![Place::from(&initiative.name), Place::from(&above.name)],
                format!(
                    "{} – “{}” có vẻ là phần tiếp theo của tên sáng kiến ở dòng trên, mà được tính là một sáng kiến nữa",
                    person.candidate.name.value,
                    shortened(&initiative.name.value)
                ),
                "Ghi tên một sáng kiến liền trong một ô; đúng là hai sáng kiến thì viết hoa chữ đầu, ghi “Hiệu quả”, “Công nhận”",
            );
            continue;
        }
        complete(person, initiative, problems);
        if let Some(other) = before.iter().find(|other| are_one(other, initiative)) {
            problems.between(
                Severity::Warning,
                vec![Place::from(&initiative.name), Place::from(&other.name)],
                format!(
                    "{} – hai sáng kiến “{}” và “{}” gần giống tên, cùng một quyết định công nhận: có thể là một",
                    person.candidate.name.value,
                    shortened(&other.name.value),
                    shortened(&initiative.name.value)
                ),
                "Nếu là một thì giữ lại một dòng: báo cáo đếm số sáng kiến; nếu là hai thì không phải làm gì",
            );
        }
    }
}

/// Whether a row goes on with the name above: it begins with a small letter, and nothing else stands in it.
fn goes_on(initiative: &Initiative) -> bool {
    // `eOffice`, `e-Form` begin so too.
    let first = initiative.name.value.split_whitespace().next().unwrap_or_default();
    initiative.effect.is_none() && initiative.recognition.is_none() && first.chars().all(|c| c.is_lowercase())
}

/// Whether two with one decision have names of which one says little more than the other.
fn are_one(one: &Initiative, other: &Initiative) -> bool {
    let decision = |of: &Initiative| of.recognition.as_ref().map(|at| fold(&at.value));
    if decision(one).is_none() || decision(one) != decision(other) {
        return false;
    }
    let (one, other) = (words(&one.name.value), words(&other.name.value));
    // `đợt 1`, `đợt 2`.
    let numbers = |of: &BTreeSet<String>| -> Vec<String> {
        of.iter().filter(|word| word.bytes().any(|byte| byte.is_ascii_digit())).cloned().collect()
    };
    if numbers(&one) != numbers(&other) {
        return false;
    }
    let common = one.intersection(&other).count();
    // Most words of the longer, and all but one of the shorter.
    common > 2 && common + 1 >= one.len().min(other.len()) && 3 * common >= 2 * one.len().max(other.len())
}

/// The words of a name, with what offices shorten written out, and without the year.
fn words(name: &str) -> BTreeSet<String> {
    const SHORT: [(&str, &str); 6] = [
        ("tthc", "thu tuc hanh chinh"),
        ("cchc", "cai cach hanh chinh"),
        ("dvctt", "dich vu cong truc tuyen"),
        ("dvc", "dich vu cong"),
        ("cntt", "cong nghe thong tin"),
        ("ubnd", "uy ban nhan dan"),
    ];
    let in_full = |word: &str| {
        SHORT.iter().find(|(short, _)| *short == word).map_or(word.to_owned(), |(_, full)| (*full).to_owned())
    };
    let all = fold(name).split(' ').map(in_full).collect::<Vec<_>>().join(" ");
    let counts = |word: &&str| *word != "nam" && !is_year(word);
    all.split(' ').filter(counts).map(str::to_owned).collect()
}

/// An initiative counts for the person (rule 2), so the report has to say what it did and who recognised it.
fn complete(person: &Assessment, initiative: &Initiative, problems: &mut Problems) {
    let what = format!("{} – sáng kiến “{}”", person.candidate.name.value, shortened(&initiative.name.value));
    if is_no_name(&initiative.name.value) {
        problems.warning(
            &initiative.name,
            format!("{what}: chưa phải tên một sáng kiến"),
            "Ghi tên sáng kiến, giải pháp đúng như trong quyết định công nhận: báo cáo và biên bản in tên này",
        );
    }
    let exchanged = |effect: &&At<String>| is_a_decision(&effect.value);
    if let Some(effect) = initiative.effect.as_ref().filter(exchanged) {
        problems.warning(
            effect,
            format!("{what}: “Hiệu quả” ghi “{}”, là văn bản công nhận", shortened(&effect.value)),
            "Ghi quyết định ở cột “Công nhận”; cột “Hiệu quả” ghi kết quả cụ thể, có con số",
        );
        return;
    }
    if let Some(said) = initiative.recognition.as_ref().filter(|said| is_no_recognition(&said.value)) {
        problems.warning(
            said,
            format!("{what}: “Công nhận” ghi “{}”, không phải văn bản công nhận", shortened(&said.value)),
            "Đã có quyết định thì ghi số, ký hiệu, ngày; chưa có thì để trống ô này; báo cáo in đúng như ô đang ghi",
        );
    }
    let has_number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let said = [&initiative.effect, &initiative.recognition].into_iter().flatten();
    // Of a few words it is plain that they say nothing, whatever number the decision has.
    let says_little =
        |effect: &&At<String>| effect.value.split_whitespace().count() <= LITTLE && !has_number(&effect.value);
    let without = |effect: &&At<String>| says_little(effect) || !said.clone().any(|at| has_number(&at.value));
    if let Some(effect) = initiative.effect.as_ref().filter(without) {
        problems.warning(
            effect,
            format!("{what}: hiệu quả “{}” không có số liệu nào", shortened(&effect.value)),
            "Nêu cụ thể, có con số: số lượt, số hồ sơ, thời gian giảm được",
        );
    }
    let (effect, recognition) = (initiative.effect.is_none(), initiative.recognition.is_none());
    let missing = match (effect, recognition) {
        (true, true) => "hiệu quả và quyết định công nhận",
        (true, false) => "hiệu quả",
        (false, true) => "quyết định công nhận",
        (false, false) => return,
    };
    let hint = if effect {
        "Ghi kết quả cụ thể, có con số, ở cột “Hiệu quả”; số, ký hiệu, ngày của quyết định ở cột “Công nhận”"
    } else {
        "Ghi số, ký hiệu, ngày của quyết định công nhận ở cột “Công nhận”, nếu đã có"
    };
    problems.warning(&initiative.name, format!("{what}: chưa ghi {missing}"), hint);
}

/// An effect of so many words at most, none of them a number, says nothing.
const LITTLE: usize = 2;

/// Whether a name says no more than that there is an initiative, or is that of the paper that recognised it. One that is nothing
/// but a decision's number is refused where it is read.
fn is_no_name(name: &str) -> bool {
    const NOTHING: [&str; 11] = ["sang", "kien", "giai", "phap", "ten", "cai", "tien", "dang", "viet", "chua", "co"];
    let said = fold(name);
    let says = |word: &str| !NOTHING.contains(&word) && word.chars().any(char::is_alphabetic);
    !said.split(' ').any(says)
        || is_a_decision(name)
        || said == "hoan thanh tot nhiem vu"
        || said == "hoan thanh tot nhiem vu duoc giao"
}

/// Whether a text begins with the paper that recognises an initiative.
fn is_a_decision(text: &str) -> bool {
    const PAPERS: [&str; 4] = [
        "quyet dinh ve viec cong nhan sang kien",
        "quyet dinh cong nhan sang kien",
        "giay chung nhan sang kien",
        "giay chung nhan so",
    ];
    let said = fold(text);
    let numbered = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    PAPERS.iter().any(|words| said.starts_with(words))
        || ["quyet dinh so ", "qd so "].iter().any(|words| said.strip_prefix(words).is_some_and(numbered))
}

/// Whether what stands for a recognition says that there is none, none yet, or nothing; a decision with a number is one,
/// whatever else is said of it.
fn is_no_recognition(text: &str) -> bool {
    const NONE: [&str; 16] = [
        "da trinh",
        "cho hoi dong",
        "don de nghi",
        "khong duoc cong nhan",
        "khong cong nhan",
        "chua duoc cong nhan",
        "chua cong nhan",
        "chua co quyet dinh",
        "khong co quyet dinh",
        "dang trinh",
        "dang cho",
        "dang xet",
        "da nop",
        "de nghi cong nhan",
        "tu choi",
        "khong dat",
    ];
    // What begins so denies, whatever number follows.
    const DENIES: [&str; 10] = [
        "cho quyet dinh",
        "cho cong nhan",
        "khong duoc cong nhan",
        "khong cong nhan",
        "bi tu choi",
        "bi tra lai",
        "chua duoc cong nhan",
        "du thao",
        "cho hoi dong",
        "dang cho",
    ];
    // And what asks for it, unless the decision stands behind.
    const ASKS: [&str; 5] = ["to trinh so", "ke hoach so", "da trinh", "da nop", "don de nghi"];
    let said = fold(text);
    // And what says so of a decision in brackets or behind a comma.
    let denied = [
        "(không công nhận",
        "(không được công nhận",
        ", không công nhận",
        ", không được công nhận",
        "(dự thảo",
        "(thu hồi)",
        "(đã thu hồi",
    ];
    let lower = text.to_lowercase();
    let asks = ASKS.iter().any(|words| said.starts_with(words)) && !said.contains("quyet dinh");
    if asks || DENIES.iter().any(|words| said.starts_with(words)) || denied.iter().any(|words| lower.contains(words)) {
        return true;
    }
    let letters = said.chars().filter(|c| c.is_alphabetic()).count();
    if said.contains(|c: char| c.is_ascii_digit()) {
        return letters == 0;
    }
    letters < 4
        || matches!(
            said.as_str(),
            "khong"
                | "khong co"
                | "chua co"
                | "chua"
                | "da cong nhan"
                | "cong nhan mieng"
                | "cong nhan"
                | "khen thuong"
                | "ubnd"
        )
        || NONE.iter().any(|none| said.contains(none))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Cell;

    fn initiative(name: &str, recognition: Option<&str>) -> Initiative {
        let at = |text: &str| At::new(text.to_owned(), Cell::named("a.xlsx", "Sáng kiến", 1, 1));
        Initiative { name: at(name), effect: None, recognition: recognition.map(at) }
    }

    #[test]
    fn one_initiative_in_two_rows_is_told_from_two() {
        let decision = Some("Quyết định số 306/QĐ-UBND ngày 30/10/2023");
        let one = |one: &str, other: &str| are_one(&initiative(one, decision), &initiative(other, decision));
        let name = "Hướng dẫn nộp hồ sơ thủ tục hành chính trực tuyến bằng video ngắn";
        assert!(one(name, "Hướng dẫn nộp hồ sơ TTHC trực tuyến bằng video ngắn năm 2023"));
        assert!(one(name, "Hướng dẫn nộp hồ sơ thủ tục hành chính trực tuyến bằng video"));
        assert!(!one(name, "Lịch hẹn trả kết quả qua Zalo"));
        assert!(!one("Số hóa hồ sơ đất đai", "Số hóa hồ sơ hộ tịch"));
        assert!(!one("Trả kết quả tại nhà, đợt 1", "Trả kết quả tại nhà, đợt 2"));
        assert!(!are_one(&initiative(name, None), &initiative(name, None)));
        assert!(goes_on(&initiative("bằng video ngắn", None)));
        assert!(!goes_on(&initiative("Bằng video ngắn", None)) && !goes_on(&initiative("bằng", decision)));
    }

    #[test]
    fn a_name_says_what_the_initiative_is() {
        for none in [
            "Sáng kiến",
            "Sáng kiến 1",
            "Giải pháp",
            "(tên sáng kiến)",
            "Đang viết",
            "Quyết định về việc công nhận sáng kiến năm 2023",
        ] {
            assert!(is_no_name(none), "{none}");
        }
        for name in [
            "Zalo ấp",
            "Số hóa",
            "5S",
            "Hồ sơ số",
            "Cải tiến sổ sách",
            "Giấy chứng nhận kết hôn trả tại nhà",
            "Số hóa hồ sơ",
            "Hòm thư góp ý",
            "Mô hình “Ngày không hẹn”",
            "Giải pháp rút ngắn thời gian trả hồ sơ",
        ] {
            assert!(!is_no_name(name), "{name}");
        }
    }
}
