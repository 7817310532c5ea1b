//! Words around a day or year outside the campaign's period that say why it may stand there.
//!
//! *Invariant:* what tells of results is never excused by what it rests on.

use super::document::is_symbol;
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
    of_an_index || is_bought || LEADS.iter().any(|lead| near.contains(&format!(" {lead} "))) || near.ends_with(" sinh ")
}

/// Whether a day is that of a decision which orders how work is done or who does it: it holds until another takes its place, and
/// proves nothing of the campaign's own time; so do the orders of the levels above.
pub fn is_of_a_standing_order(before: &[&str], after: &[&str]) -> bool {
    const NEAR: usize = 12;
    const ORDERS: [&str; 11] = [
        "phan cong",
        "kien toan",
        "ban hanh",
        "cong bo",
        "con hieu luc",
        "giao nhiem vu",
        "quy dinh",
        "thanh lap",
        "ubnd tinh",
        "nhan dan tinh",
        "tinh uy",
    ];
    let last = |word: &&str| is_symbol(word) || matches!(fold(word).as_str(), "qd" | "dinh");
    if !before.iter().rev().take(6).any(last) {
        return false;
    }
    let is_report = |word: &&str| fold(word).split(' ').any(|word| word == "bao");
    let words = after.iter().take(NEAR).take_while(|word| !is_report(word)).map(|word| fold(word)).collect::<Vec<_>>();
    let said = format!(" {} ", words.join(" "));
    // What commends somebody tells of results.
    !said.contains(" khen ") && ORDERS.iter().any(|order| said.contains(&format!(" {order} ")))
}

/// Whether a decision or rules stand right before a day.
pub fn is_of_a_decision(before: &[&str]) -> bool {
    const NEAR: usize = 6;
    let is_one = |word: &&str| {
        is_symbol(word) && fold(word).contains("qd") || matches!(fold(word).as_str(), "qd" | "dinh" | "che")
    };
    before.iter().rev().take(NEAR).any(is_one)
}
