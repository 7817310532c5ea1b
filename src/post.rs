//! Posts of those who sign: who is a deputy, and what the head is called in whose place, or by whose order, somebody signs
//! (NĐ 30/2020, Phụ lục I, Phần I, Mục II.7).
//!
//! *Invariant:* no post is guessed: a head's is known from the deputy's, or from the line above the signer's, or not at all.

use crate::text::fold;

/// What deputies' posts begin with, in lower case; a `Phố trưởng` is the head of a street.
const DEPUTY: [&str; 3] = ["phó ", "p. ", "p."];

/// The military's deputy and head, whose posts end with what tells them apart.
const COMMANDERS: (&str, &str) = ("chỉ huy phó", "trưởng");

/// Whether a post is a deputy's.
pub fn is_deputy(title: &str) -> bool {
    let lower = title.to_lowercase();
    behind_deputy(&lower).is_some() || lower.starts_with(COMMANDERS.0) || lower == "pct" || lower.starts_with("pct ")
}

/// What follows the word for a deputy in a post in lower case.
fn behind_deputy(lower: &str) -> Option<&str> {
    let unmarked = || lower.strip_prefix("pho ").filter(|_| lower.is_ascii());
    DEPUTY.iter().find_map(|word| lower.strip_prefix(word)).or_else(unmarked)
}

/// A post as it is compared, with what is often shortened in full.
pub fn in_full(post: &str) -> String {
    const SHORT: [(&str, &str); 5] = [
        (" pct ", " pho chu tich "),
        (" ct ", " chu tich "),
        (" ubnd ", " uy ban nhan dan "),
        (" bp ", " bo phan "),
        (" vp ", " van phong "),
    ];
    let said = SHORT.iter().fold(format!(" {} ", fold(post)), |said, (short, full)| said.replace(short, full));
    let said = said.trim();
    said.strip_prefix("p ").map_or_else(|| said.to_owned(), |rest| format!("pho {rest}"))
}

/// Whether a post is that of the Chairman of a People's Committee.
pub fn is_chairman(post: &str) -> bool {
    let post = fold(post);
    post.starts_with("chu tich uy ban nhan dan") || post.starts_with("chu tich ubnd")
}

/// A deputy's post without what its holder was put in charge of or is besides: `Phó Giám đốc phụ trách` signs as any deputy does,
/// in the place of a `Giám đốc` (Mục II.7.b).
pub fn as_deputy(title: &str) -> &str {
    let lower = title.to_lowercase();
    let at = ["phụ trách", "kiêm"].iter().filter_map(|charge| lower.find(&format!(" {charge}"))).min();
    at.filter(|_| is_deputy(title)).and_then(|at| title.get(..at)).unwrap_or(title)
}

/// Whether a post is that of a leader of the commune, whom no head of its offices is above.
pub fn leads_a_commune(post: &str) -> bool {
    let post = fold(post);
    let post = post.strip_prefix("pho ").unwrap_or(&post);
    is_chairman(post)
        || ["chu tich hoi dong nhan dan", "chu tich hdnd", "bi thu dang uy"]
            .iter()
            .any(|leader| post.starts_with(leader))
}

/// The head's post and the signer's own, of `Chức vụ người ký`: a first line above the signer's is the head's, and
/// `Phó Trưởng ấp` signs for the `Trưởng ấp`.
pub fn head_and_own(title: &str) -> (Option<String>, &str) {
    let mut lines = title.lines();
    let first = lines.next().unwrap_or("");
    match lines.next() {
        Some(own) => (Some(first.to_owned()), own),
        None => (head_of(as_deputy(first)), as_deputy(first)),
    }
}

/// The head's post, of a deputy's: of several deputies one is standing (`Thường trực`), a head is not.
pub fn head_of(title: &str) -> Option<String> {
    let lower = title.to_lowercase();
    if let Some(rest) = lower.strip_prefix(COMMANDERS.0) {
        let letters = COMMANDERS.0.chars().count();
        let (head, behind) = (letters - "phó".chars().count(), letters);
        let at = |count: usize| title.char_indices().nth(count).map_or(title.len(), |(at, _)| at);
        let loud = !title.chars().any(char::is_lowercase);
        let own = if loud { COMMANDERS.1.to_uppercase() } else { COMMANDERS.1.to_owned() };
        return (rest.is_empty() || rest.starts_with(' '))
            .then(|| format!("{}{own}{}", &title[..at(head)], &title[at(behind)..]));
    }
    if lower == "pct" || lower.starts_with("pct ") {
        return Some(format!("Chủ tịch{}", &title["pct".len()..]));
    }
    let rest = behind_deputy(&lower)?;
    let (at, _) = title.char_indices().nth(lower.chars().count() - rest.chars().count())?;
    let words = title[at..].split(' ').collect::<Vec<_>>();
    let standing = words.windows(2).position(|two| fold(&two.join(" ")) == "thuong truc");
    let kept = words.iter().enumerate().filter(|(place, _)| standing.is_none_or(|at| !(at..at + 2).contains(place)));
    Some(kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" "))
}

/// The post that somebody holds who is said to act in it (`Quyền Trưởng phòng`), which a signature says by `Q.` (Mục II.7.b).
pub fn acted_in(title: &str) -> Option<&str> {
    let (first, rest) = title.split_once(' ')?;
    (fold(first) == "quyen" && !title.contains('\n')).then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_known_from_the_deputy_or_the_line_above() {
        for (title, head, own) in [
            ("Phó Trưởng ấp", Some("Trưởng ấp"), "Phó Trưởng ấp"),
            ("PHÓ CHỦ TỊCH", Some("CHỦ TỊCH"), "PHÓ CHỦ TỊCH"),
            ("Chủ tịch\nChánh Văn phòng", Some("Chủ tịch"), "Chánh Văn phòng"),
            ("Chánh Văn phòng", None, "Chánh Văn phòng"),
            ("Phó Giám đốc phụ trách", Some("Giám đốc"), "Phó Giám đốc"),
            ("PHÓ CHỦ TỊCH PHỤ TRÁCH VĂN XÃ", Some("CHỦ TỊCH"), "PHÓ CHỦ TỊCH"),
            ("Phó Trưởng ban Thường trực", Some("Trưởng ban"), "Phó Trưởng ban Thường trực"),
            ("Phó Bí thư thường trực Đảng ủy", Some("Bí thư Đảng ủy"), "Phó Bí thư thường trực Đảng ủy"),
            ("Phó Trưởng ban kiêm Tổ trưởng", Some("Trưởng ban"), "Phó Trưởng ban"),
            ("Phó Trưởng ban điều hành ấp", Some("Trưởng ban điều hành ấp"), "Phó Trưởng ban điều hành ấp"),
            ("Trưởng trạm phụ trách", None, "Trưởng trạm phụ trách"),
            ("Phố trưởng", None, "Phố trưởng"),
            ("Chỉ huy phó", Some("Chỉ huy trưởng"), "Chỉ huy phó"),
            ("CHỈ HUY PHÓ", Some("CHỈ HUY TRƯỞNG"), "CHỈ HUY PHÓ"),
            ("Chỉ huy phó quân sự", Some("Chỉ huy trưởng quân sự"), "Chỉ huy phó quân sự"),
            ("P. Hiệu trưởng", Some("Hiệu trưởng"), "P. Hiệu trưởng"),
            ("P.Hiệu trưởng", Some("Hiệu trưởng"), "P.Hiệu trưởng"),
            ("Phòng viên", None, "Phòng viên"),
            ("Pho Truong ap", Some("Truong ap"), "Pho Truong ap"),
            ("Phong trào viên", None, "Phong trào viên"),
            ("Phó", None, "Phó"),
            ("", None, ""),
        ] {
            assert_eq!(head_and_own(title), (head.map(str::to_owned), own), "{title}");
        }
    }
}
