//! Words around a day or year outside the campaign's period that say why it may stand there.
//!
//! *Invariant:* what tells of results is never excused by what it rests on.

use super::document::{is_symbol, is_year};
use super::parts;
use crate::text::fold;

/// Whether the words lead up to a comparison, a term of years, a beginning long ago or what is always of the year before.
pub fn is_excused(before: &[&str]) -> bool {
    const LEADS: [&str; 30] = [
        "chi so",
        "diem tru",
        "khac phuc",
        "ton tai",
        "han che",
        "tuyen quan",
        "nhap ngu",
        "cong bo",
        "so voi",
        "cung ky",
        "nhiem ky",
        "tu nam",
        "ke tu",
        "nam truoc",
        "thanh lap",
        "sinh ngay",
        "sinh nam",
        "nien khoa",
        "truoc day",
        "quyet toan",
        "du toan",
        "chuyen sang",
        "phuong huong",
        "gia han",
        "tuyen dung",
        "tot nghiep",
        "vao nganh",
        "ket nap",
        "bo nhiem",
        "lap dat",
    ];
    // Indices are published in the year after the one they measure.
    const INDICES: [&str; 6] = ["papi", "sipas", "pci", "dti", "pobi", "index"];
    let near: Vec<String> = before.iter().rev().take(6).rev().map(|word| fold(word)).collect();
    let of_an_index = near.iter().any(|word| INDICES.contains(&word.as_str()));
    // Pupils (học sinh) of a school year are not born in it.
    let near = format!(" {} ", near.join(" ")).replace(" sinh nam hoc ", " nam hoc ");
    // With its marks: neither rain (mưa) nor a season (mùa).
    let is_bought = before.iter().rev().take(6).any(|word| word.to_lowercase() == "mua");
    // `cấp năm 2015`, `các năm 2019, 2020`.
    let is_of_a_thing = matches!(before, [.., word, year] if fold(year) == "nam"
        && ["cấp", "xây", "lắp", "các", "những"].contains(&word.to_lowercase().as_str()));
    of_an_index
        || is_bought
        || is_of_a_thing
        || is_mended(before)
        || compares(before, &near)
        || LEADS.iter().any(|lead| near.contains(&format!(" {lead} ")))
        || near.ends_with(" sinh ")
}

/// Whether what a paper found wrong was put right: `khắc phục 03 tồn tại nêu tại Thông báo số 55/TB-UBND ngày …`.
fn is_mended(before: &[&str]) -> bool {
    const NEAR: usize = 16;
    let words: Vec<String> = before.iter().rev().take(NEAR).rev().map(|word| fold(word)).collect();
    let said = format!(" {} ", words.join(" "));
    let faults = [" ton tai ", " han che ", " kien nghi "];
    // And the paper that found it: `nêu tại`, `chỉ ra tại`.
    let found = [" neu tai ", " chi ra tai ", " neu trong "].iter().filter_map(|words| said.find(words)).max();
    said.contains(" khac phuc ") && found.is_some_and(|at| faults.iter().any(|what| said[..=at].contains(what)))
}

/// Whether the words right before a year, folded too with a blank on both sides, compare with it: `cao hơn năm 2022`, `so năm
/// 2022`, `bằng 199% năm 2022`.
fn compares(before: &[&str], near: &str) -> bool {
    const MORE: [&str; 9] = ["cao", "thap", "nhieu", "it", "lon", "nho", "nhanh", "tot", "som"];
    const LAST: [&str; 6] = ["vuot", "gap doi", "gap ba", "trong khi", "doi chieu", "nhu"];
    let before = before.strip_suffix(&["năm"]).unwrap_or(before);
    let near = near.strip_suffix("nam ").unwrap_or(near);
    // With its marks: no file (hồ sơ).
    let is_so = || before.last().is_some_and(|word| word.to_lowercase() == "so");
    let of = || matches!(before, [.., bang, rate] if fold(bang) == "bang" && rate.ends_with('%'));
    let times = || matches!(before, [.., gap, _, lan] if fold(gap) == "gap" && fold(lan) == "lan");
    MORE.iter().any(|word| near.contains(&format!(" {word} hon ")))
        || LAST.iter().any(|words| near.ends_with(&format!(" {words} ")))
        || is_so()
        || of()
        || times()
}

/// Whether another year, as a text names it, stands beside a figure of its own, or beside a word that compares, in a part that cites
/// no paper: what that part tells is what this year's figure is compared with.
pub fn is_beside(text: &str, year: &str) -> bool {
    const PAPERS: [&str; 14] = [
        "bao cao",
        "bc",
        "phieu",
        "ke hoach",
        "quyet dinh",
        "thong bao",
        "bien ban",
        "danh sach",
        "to trinh",
        "cong van",
        "nghi quyet",
        "chuong trinh",
        "thong ke",
        "so lieu",
    ];
    // With their marks: neither `chỉ đạo` nor `mới nhất`.
    const COMPARING: [(&str, &[&str]); 5] = [
        ("chưa", &[]),
        ("mới", &["nhất"]),
        ("chỉ", &["đạo", "số", "tiêu", "thị", "huy"]),
        ("tăng", &[]),
        ("giảm", &[]),
    ];
    let year = year.trim_start_matches(|c: char| !c.is_ascii_digit());
    let tells = |part: &str| {
        let said = format!(" {} ", fold(part));
        let rest = part.replacen(year, "", 1);
        let words: Vec<String> = rest.split_whitespace().map(str::to_lowercase).collect();
        let cites = rest.split_whitespace().any(is_symbol)
            || words.iter().any(|word| word == "sổ")
            || PAPERS.iter().any(|paper| said.contains(&format!(" {paper} ")));
        let beside = |at: Option<usize>| at.and_then(|at| words.get(at)).map(|word| fold(word)).unwrap_or_default();
        // `12 tháng`, `số 12` and the day before the year are no figures.
        let is_figure = |at: usize| {
            let numbers = matches!(beside(at.checked_sub(1)).as_str(), "so" | "thang" | "quy" | "ngay");
            let measures_time = matches!(beside(Some(at + 1)).as_str(), "thang" | "quy" | "ngay" | "nam");
            words[at].contains(|c: char| c.is_ascii_digit())
                && !words[at].starts_with("31/12")
                && !is_year(&words[at])
                && !numbers
                && !measures_time
        };
        let compares = |at: usize| {
            COMPARING
                .iter()
                .any(|(word, but)| words[at] == *word && !but.contains(&words.get(at + 1).map_or("", |next| next)))
        };
        !cites && (0..words.len()).any(|at| is_figure(at) || compares(at))
    };
    let mut naming = parts(text).filter(|part| part.contains(year)).peekable();
    naming.peek().is_some() && naming.all(tells)
}

/// Whether a day is that of a decision which orders how work is done or who does it: it holds until another takes its place, and
/// proves nothing of the campaign's own time; so do the orders of the levels above.
pub fn is_of_a_standing_order(before: &[&str], after: &[&str]) -> bool {
    const NEAR: usize = 12;
    const ORDERS: [&str; 12] = [
        "phan cong",
        "kien toan",
        "ban hanh",
        "cong bo",
        "con hieu luc",
        "giao nhiem vu",
        "quy dinh ve",
        "quy dinh chuc nang",
        "thanh lap",
        "cua ubnd tinh",
        "cua uy ban nhan dan tinh",
        "tinh uy",
    ];
    let last = |word: &&str| {
        let word = fold(word);
        word.split(' ').any(|part| matches!(part, "qd" | "dinh"))
    };
    if !before.iter().rev().take(6).any(last) {
        return false;
    }
    // What it orders may stand between its kind and its number: `QĐ thành lập Bộ phận Một cửa số 77/QĐ-UBND`.
    let kind = |word: &&str| matches!(fold(word).as_str(), "qd" | "dinh");
    let within = before.iter().rev().take(NEAR).position(kind).map(|back| &before[before.len() - back..]);
    let within = within.unwrap_or_default().iter().map(|word| fold(word)).collect::<Vec<_>>().join(" ");
    let orders = |said: &str| ORDERS.iter().any(|order| said.contains(&format!(" {order} ")));
    if orders(&format!(" {within} ")) {
        return true;
    }
    let is_report = |word: &&str| fold(word).split(' ').any(|word| word == "bao");
    let words = after.iter().take(NEAR).take_while(|word| !is_report(word)).map(|word| fold(word)).collect::<Vec<_>>();
    let said = format!(" {} ", words.join(" "));
    // What commends somebody tells of results.
    !said.contains(" khen ") && orders(&said)
}

/// Whether a decision or rules stand right before a day.
pub fn is_of_a_decision(before: &[&str]) -> bool {
    const NEAR: usize = 6;
    let is_one = |word: &&str| {
        is_symbol(word) && fold(word).contains("qd") || matches!(fold(word).as_str(), "qd" | "dinh" | "che")
    };
    before.iter().rev().take(NEAR).any(is_one)
}
