//! Who signs the commune's papers, and how (NĐ 30/2020, Phụ lục I, Phần I, Mục II.7).
//!
//! The council's papers bear the signer's title in the council, and above the name the post in the People's Committee;
//! the Chairman's papers are the Chairman's own, without `TM.`; the People's Committee's are `TM. ỦY BAN NHÂN DÂN`.
//!
//! *Invariant:* a name or post that no workbook gives stays blank.

use crate::cell::text_of;
use crate::compose::data::{self, Signature};
use crate::compose::vietnamese::DOTTED;
use crate::locality::names_committee;
use crate::model::{Authority, Commune};
use crate::post;
use crate::text::fold;

fn signature(lines: Vec<String>, post: &str, name: &str) -> Signature {
    Signature { lines, post: post.to_uppercase(), name: name.to_owned() }
}

/// Who signs the council's submission.
pub fn council(commune: &Commune) -> Signature {
    let office = &commune.office;
    let name = text_of(office.signer.as_ref());
    let (posts, titles): (Vec<&str>, Vec<&str>) =
        text_of(office.signer_title.as_ref()).lines().partition(|line| names_committee(line));
    let member = commune.council.member(name);
    // Who acts as chair is listed under another title.
    let role = || member.filter(|_| office.authority != Authority::Acting).map_or("", |member| data::role(member.role));
    // Of the committee's deputies one is standing; the signature says what the signer is in the council (Mục II.7.c).
    let of_committee = |title: &str| fold(title).contains("thuong truc") && !fold(title).contains("hoi dong");
    let title = match titles.first() {
        Some(title) if of_committee(title) && !role().is_empty() => role(),
        Some(title) => bare_title(title),
        None => role(),
    };
    // A second line, or a line that names the committee, is the post outside the council.
    let given = posts.first().or_else(|| titles.get(1)).copied();
    // Who acts as the head is not the head that the list says.
    let acting = |post: &str| office.authority == Authority::Acting && post::is_chairman(post);
    let listed = member.map(|member| text_of(member.post.as_ref())).filter(|post| !acting(post));
    let post = given.or(listed).unwrap_or("");
    let lines = lines(office.authority, title);
    if matches!(office.authority, Authority::ByOrder | Authority::ByAuthorisation) {
        // Above stands a post outside the council already.
        let given = given.filter(|post| fold(post) != fold(title)).unwrap_or("");
        let of_council = |line: String| line.replace("CHỦ TỊCH", "CHỦ TỊCH HỘI ĐỒNG");
        let lines = lines.into_iter().enumerate().map(|(at, line)| if at == 0 { of_council(line) } else { line });
        return signature(lines.collect(), given, name);
    }
    signature([vec!["TM. HỘI ĐỒNG".to_owned()], lines].concat(), post, name)
}

/// Capacity and post of whoever signs as the Chairman or the council's chair, or for one, of whose post the workbook says
/// this. A post that it does not say is written by hand, unless the capacity leaves no other.
fn lines(authority: Authority, title: &str) -> Vec<String> {
    let deputy = post::is_deputy(title);
    let own = if title.is_empty() { DOTTED.to_owned() } else { post::as_deputy(title).to_uppercase() };
    match authority {
        // A deputy who signs for a collective does so in the chair's place.
        Authority::OnBehalf | Authority::Own if deputy => vec!["KT. CHỦ TỊCH".to_owned(), own],
        Authority::OnBehalf | Authority::Own => vec![own],
        Authority::Acting => vec![format!("Q. {}", if title.is_empty() { "CHỦ TỊCH" } else { &own })],
        Authority::ForHead | Authority::ByOrder | Authority::ByAuthorisation => {
            vec![format!("{} CHỦ TỊCH", authority.before_head().unwrap_or_default()), own]
        }
    }
}

/// The title in the council, without the council's own name behind it.
fn bare_title(title: &str) -> &str {
    let at = title.to_lowercase().find(" hội đồng");
    at.and_then(|at| title.get(..at)).unwrap_or(title).trim()
}

/// Who signs in the Chairman's stead or as the Chairman: decision and certificates.
pub fn chairman(commune: &Commune) -> Signature {
    let (lines, name) = chairman_lines(commune);
    signature(lines, "", &name)
}

/// Who signs for the People's Committee: the submission to the level above.
pub fn committee(commune: &Commune) -> Signature {
    let (mut lines, name) = chairman_lines(commune);
    // By order or authority of the Chairman nobody signs for the committee.
    if !matches!(commune.decision_signer.authority, Authority::ByOrder | Authority::ByAuthorisation) {
        lines.insert(0, "TM. ỦY BAN NHÂN DÂN".to_owned());
    }
    signature(lines, "", &name)
}

fn chairman_lines(commune: &Commune) -> (Vec<String>, String) {
    let signer = &commune.decision_signer;
    let name = text_of(signer.name.as_ref());
    let title = text_of(signer.title.as_ref());
    let in_own_name = matches!(signer.authority, Authority::Own | Authority::OnBehalf);
    if name.is_empty() && title.is_empty() && in_own_name {
        // Whoever the workbook calls the Chairman; without that, the head's line over a blank.
        let chairman = commune.council.chairman();
        return (vec!["CHỦ TỊCH".to_owned()], chairman.map_or_else(String::new, |member| member.name.value.clone()));
    }
    let listed = commune.council.member(name).map_or("", |member| text_of(member.post.as_ref()));
    // The head signs in the head's own name, unless the list of members knows the signer, or the head, for another.
    let other = commune.council.chairman().is_some();
    let title = match title {
        "" if in_own_name && listed.is_empty() && !other => "Chủ tịch",
        "" if signer.authority == Authority::Acting => "",
        "" => listed,
        title => title,
    };
    (lines(signer.authority, bare_post(title)), name.to_owned())
}

/// `Phó Chủ tịch` of `Phó Chủ tịch Ủy ban nhân dân xã`: on the committee's own papers its name is not repeated.
fn bare_post(title: &str) -> &str {
    // Of another post the committee's name may be a part: `Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân`.
    if !["chu tich ", "pho chu tich "].iter().any(|post| fold(title).starts_with(post)) {
        return title.trim();
    }
    let lower = title.to_lowercase();
    let at = [" ủy ban nhân dân", " uỷ ban nhân dân", " ubnd"].iter().find_map(|tail| lower.find(tail));
    at.and_then(|at| title.get(..at)).unwrap_or(title).trim()
}
