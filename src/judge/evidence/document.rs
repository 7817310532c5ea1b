//! What a text calls the papers it cites, as far as that decides whose their days are.
//!
//! *Invariant:* a paper is only taken for one of the State, or for a rule that work is done by, where its name, its symbol
//! or the words before it say so.

use crate::text::fold;

/// What the words up to here are the beginning of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// An act of the State or a ministry, by its name or symbol.
    National,
    /// A plan.
    Plan,
    /// Anything else.
    Other,
}

/// The last document that the words name.
pub fn document(before: &[&str]) -> Document {
    const ACTS: [&str; 6] = ["nghi dinh", "thong tu", "phap lenh", "hien phap", "bo luat", "luat"];
    let mut found = Document::Other;
    let mut is_standing = false;
    // How many words ago a paper was named that stands by its kind.
    let mut since_standing = usize::MAX;
    let mut behind = [String::new(), String::new()];
    for (index, word) in before.iter().enumerate() {
        if is_symbol(word) {
            found = match symbol(&word.to_lowercase()) {
                Document::Other if is_standing => Document::National,
                other => other,
            };
        }
        let word = fold(word);
        let [second, first] = &behind;
        let pair = format!("{first} {word}");
        let is_short = SHORT_RULES.contains(&word.as_str());
        let numbered = || before.get(index + 1).is_some_and(|next| fold(next) == "so");
        let stands = STANDING.contains(&pair.as_str())
            || word == SHORT_REGULATION
            || (NUMBERED.contains(&pair.as_str()) && numbered());
        since_standing = if stands { 0 } else { since_standing.saturating_add(1) };
        let is_rule = stands || is_short || RULES.contains(&pair.as_str());
        if is_rule || REPORTS.contains(&pair.as_str()) {
            let lead = if is_short { first } else { second };
            // `Nội quy cơ quan (QĐ số …)`, `Quy chế … ban hành kèm theo QĐ số …`: the decision that made it.
            let came_with = || {
                let near = before[index.saturating_sub(4)..index].iter().map(|word| fold(word)).collect::<Vec<_>>();
                near.join(" ").contains("hanh kem") && since_standing <= CAME_WITH
            };
            let made_it =
                (since_standing <= MADE_BY && second != "kem" || came_with()) && matches!(word.as_str(), "qd" | "dinh");
            is_standing = is_rule && (stands || made_it || LEADS_TO_RULES.contains(&lead.as_str()));
            found = if is_standing { Document::National } else { Document::Other };
        }
        if pair == "ke hoach" {
            found = Document::Plan;
        } else if ACTS.contains(&pair.as_str())
            || (ACTS.contains(&word.as_str()) && !matches!(first.as_str(), "phap" | "ky" | "dung"))
        {
            found = Document::National;
        }
        behind.rotate_left(1);
        behind[1] = word;
    }
    found
}

/// Papers that lay down rules: where work is done `theo` or `căn cứ` one of them, its day is no evidence's.
const RULES: [&str; 9] =
    ["quyet dinh", "nghi quyet", "chi thi", "ket luan", "quy che", "quy dinh", "chuong trinh", "de an", "huong dan"];
/// Those that stand until another takes their place: work is done by them, whatever their day.
const STANDING: [&str; 6] = ["quy che", "noi quy", "nghi quyet", "dieu le", "huong uoc", "quy uoc"];
/// [`RULES`] where a number follows, which tells them from what is done.
const NUMBERED: [&str; 3] = ["chuong trinh", "hanh dong", "huong dan"];
/// How many words behind one of these the decision that made it is named.
const MADE_BY: usize = 5;
/// And where it says that they came with it.
const CAME_WITH: usize = 15;
/// `Quy chế phối hợp`, shortened.
const SHORT_REGULATION: &str = "qcph";
/// [`RULES`] as they are shortened.
const SHORT_RULES: [&str; 4] = ["qd", "nq", "ct", "kl"];
/// Last syllables of the words that lead up to them: theo, căn cứ, thực hiện, triển khai, quy định tại.
const LEADS_TO_RULES: [&str; 5] = ["theo", "cu", "hien", "khai", "tai"];
/// Papers that report or plan: their own day counts.
const REPORTS: [&str; 7] = ["ke hoach", "bao cao", "cong van", "bien ban", "thong bao", "to trinh", "danh sach"];

/// What a document is by its symbol in lower case.
fn symbol(symbol: &str) -> Document {
    const OF_THE_STATE: [&str; 10] = ["-cp", "-ttg", "/tt-", "/qh", "-tw", "/tw", "ubtvqh", "-bnv", "-btc", "/nq-hđnd"];
    // With the year inside, a decision is a legal act of its own (Luật Ban hành VBQPPL): `15/2022/QĐ-UBND`; a regulation
    // (quy chế) stands until another takes its place.
    let is_law = (symbol.split('/').nth(1).is_some_and(is_year) && symbol.contains("/qđ-")) || symbol.contains("/qc-");
    if is_law
        || BODIES.iter().any(|body| symbol.ends_with(body))
        || OF_THE_STATE.iter().any(|part| symbol.contains(part))
        || is_of_the_assembly(symbol)
    {
        Document::National
    } else if symbol.contains("/kh-") {
        Document::Plan
    } else {
        Document::Other
    }
}

/// Ministries and bodies of their rank, and the province's Party committee, as symbols end with them.
const BODIES: [&str; 25] = [
    "-btp",
    "-btttt",
    "-byt",
    "-bgdđt",
    "-bca",
    "-blđtbxh",
    "-bkhđt",
    "-bxd",
    "-btnmt",
    "-bnnptnt",
    "-bqp",
    "-bvhttdl",
    "-bgtvt",
    "-bct",
    "-bkhcn",
    "-bng",
    "-vpcp",
    "-ttcp",
    "-bhxh",
    "-ubdt",
    "-nhnn",
    "-ktnn",
    "-tandtc",
    "-vksndtc",
    "/tu",
];

/// `06/2022/QH15`.
fn is_of_the_assembly(symbol: &str) -> bool {
    symbol.rsplit('/').next().is_some_and(|last| last.starts_with("qh"))
}

/// A document's symbol: figures and letters around a slash, as `34/2019/NĐ-CP`, `12/QĐ-UBND`.
pub fn is_symbol(word: &str) -> bool {
    word.contains('/') && word.chars().any(char::is_alphabetic)
}

/// A year of this age or the last.
pub fn is_year(text: &str) -> bool {
    let of_digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    of_digits && (text.starts_with("19") || text.starts_with("20"))
}
