//! Posts and workplaces as papers and certificates print them (NĐ 98/2023, Điều 104): whether they are any, and how they are
//! written.
//!
//! *Invariant:* nothing here stops or changes papers.

use std::collections::HashSet;

use super::once;
use super::written::is_loud;
use crate::cell::{At, Cell};
use crate::judge::JudgedUnit;
use crate::model::{Candidate, Council, Kind};
use crate::phrase;
use crate::problem::{Place, Problems, Severity};
use crate::text::fold;

/// What a post begins with, with its marks: `trường` is no `trưởng`, nor `phố` a `phó`.
const POSTS: [&str; 12] = [
    "trưởng ",
    "phó ",
    "công chức ",
    "chuyên viên ",
    "cán bộ ",
    "nhân viên ",
    "chủ tịch ",
    "bí thư ",
    "kế toán ",
    "giáo viên ",
    "hiệu trưởng",
    "giám đốc",
];

/// What a level of schooling begins with.
const DEGREES: [&str; 8] = ["đại học", "cao đẳng", "trung cấp", "sơ cấp", "thạc sĩ", "tiến sĩ", "tốt nghiệp", "12/12"];

/// Looks at those of a unit's people and council.
pub fn unit(judged: &JudgedUnit, problems: &mut Problems) {
    swapped(judged, problems);
    let people = || judged.unit.candidates.iter().filter(|candidate| candidate.kind != Kind::Collective);
    let posts = people().filter_map(|person| Some((&person.name, person.post.as_ref()?)));
    let none = no_posts(posts.chain(of(&judged.unit.council)), problems);
    no_degrees(people(), problems);
    let places = people().filter_map(|person| person.workplace.as_ref());
    let printed = people().filter_map(|person| person.post.as_ref()).chain(places);
    let printed = printed.chain(of(&judged.unit.council).map(|(_, post)| post));
    written(&others(printed, &none), problems);
}

/// Looks at those of the commune's council.
pub fn commune(council: &Council, problems: &mut Problems) {
    let none = no_posts(of(council), problems);
    written(&others(of(council).map(|(_, post)| post), &none), problems);
}

/// Those cells of which nothing was said.
fn others<'a>(all: impl Iterator<Item = &'a At<String>>, said: &[&At<String>]) -> Vec<&'a At<String>> {
    let said: HashSet<&Cell> = said.iter().map(|text| &text.cell).collect();
    all.filter(|text| !said.contains(&text.cell)).collect()
}

/// The members' posts beside their names.
fn of(council: &Council) -> impl Iterator<Item = (&At<String>, &At<String>)> {
    council.members.iter().filter_map(|member| Some((&member.name, member.post.as_ref()?)))
}

/// A degree, a kind or a name where a post is asked for; gives those cells.
fn no_posts<'a>(
    posts: impl Iterator<Item = (&'a At<String>, &'a At<String>)>,
    problems: &mut Problems,
) -> Vec<&'a At<String>> {
    let kinds = Kind::ALL.map(|kind| fold(kind.vietnamese()));
    let is_none = |(name, post): &(&At<String>, &At<String>)| {
        let (lower, said) = (post.value.to_lowercase(), fold(&post.value));
        // A title may stand before a post: `Thạc sĩ, Trạm trưởng Trạm Y tế`.
        let is_degree = DEGREES.iter().any(|degree| lower.starts_with(degree));
        is_degree && !POSTS.iter().any(|post| lower.contains(post))
            || kinds.contains(&said)
            || said == fold(&name.value)
    };
    let found: Vec<&At<String>> = posts.filter(is_none).map(|(_, post)| post).collect();
    once(
        &found,
        "Cột “Chức vụ” ghi nội dung không phải chức vụ",
        "ô",
        "Ghi chức vụ, chức danh, ví dụ Công chức Văn phòng - Thống kê; trình độ, đối tượng, họ tên ghi ở cột của chúng",
        problems,
    );
    found
}

/// A post where a degree is asked for.
fn no_degrees<'a>(people: impl Iterator<Item = &'a Candidate>, problems: &mut Problems) {
    // These are what is taught as well.
    const TAUGHT: [&str; 5] = ["kế toán ", "chuyên viên ", "giáo viên ", "cán bộ ", "nhân viên "];
    let is_post = |degree: &&At<String>| {
        let lower = degree.value.to_lowercase();
        let begins = POSTS.iter().any(|post| lower.starts_with(post) && !TAUGHT.contains(post));
        begins && !DEGREES.iter().any(|degree| lower.contains(degree))
    };
    let found: Vec<&At<String>> = people.filter_map(|person| person.education.as_ref()).filter(is_post).collect();
    once(
        &found,
        "Cột “Trình độ” ghi chức vụ",
        "ô",
        "Ghi trình độ chuyên môn, ví dụ Đại học Hành chính; chức vụ ghi ở cột “Chức vụ”",
        problems,
    );
}

/// What sentences and certificates would print in capitals, or with a mark of a list or a sentence.
fn written(all: &[&At<String>], problems: &mut Problems) {
    // Abbreviations have no vowel with a mark: `ĐU - HĐND - UBND`.
    let is_marked_vowel = |c: char| !c.is_ascii() && c.is_alphabetic() && !matches!(c, 'Đ' | 'đ');
    let loud = |text: &&At<String>| is_loud(&text.value) && text.value.chars().any(is_marked_vowel);
    once(
        &all.iter().copied().filter(loud).collect::<Vec<_>>(),
        "Chức vụ hoặc đơn vị công tác viết hoa toàn bộ",
        "ô",
        "Viết như trong câu, ví dụ Công chức Văn phòng - Thống kê; văn bản và giấy khen in đúng như trong ô",
        problems,
    );
    let marked = |text: &&At<String>| {
        let shortens = text.value.ends_with("v.v.");
        let begins = text.value.starts_with(['-', '–', '+', '*', '•']);
        !loud(text) && (begins || text.value.ends_with(['.', ',', ';', ':']) && !shortens)
    };
    once(
        &all.iter().copied().filter(marked).collect::<Vec<_>>(),
        "Chức vụ hoặc đơn vị công tác có dấu thừa ở đầu hoặc cuối ô",
        "ô",
        "Xóa dấu đó; văn bản và giấy khen in đúng như trong ô",
        problems,
    );
}

/// A post where the workplace is asked for and the other way round.
fn swapped(judged: &JudgedUnit, problems: &mut Problems) {
    const BODIES: [&str; 10] =
        ["ủy ban ", "uỷ ban ", "ubnd ", "văn phòng", "bộ phận ", "phòng ", "ban ", "công an xã", "trạm ", "hội "];
    let begins = |text: &At<String>, words: &[&str]| {
        let said = format!("{} ", text.value.to_lowercase());
        words.iter().any(|word| said.starts_with(word))
    };
    let is_swapped = |candidate: &&Candidate| match (&candidate.post, &candidate.workplace) {
        (Some(post), Some(place)) => begins(post, &BODIES) && begins(place, &POSTS),
        _ => false,
    };
    let people = judged.unit.candidates.iter().filter(|candidate| candidate.kind != Kind::Collective);
    let found: Vec<&Candidate> = people.filter(is_swapped).collect();
    let Some(first) = found.first() else { return };
    let others = phrase::more(found.len() - 1, " và ", " người nữa");
    let places = found.iter().flat_map(|person| person.post.iter().chain(&person.workplace)).map(Place::from).collect();
    problems.between(
        Severity::Warning,
        places,
        format!("“Chức vụ” và “Đơn vị công tác” của “{}”{others} có vẻ ghi ngược cột", first.name.value),
        "Đổi lại nội dung hai cột; giấy khen in chức vụ trước, đơn vị công tác sau",
    );
}
