//! Whom a paper is about: `nguoi`, and the names of people and collectives as sentences need them.

use serde::Serialize;

use crate::cell::text_of;
use crate::compose::vietnamese;
use crate::locality::{self, COLLECTIVE};
use crate::model::{Birth, Candidate, Kind};
use crate::name::name_key;
use crate::phrase;
use crate::plan::Plan;

/// One candidate, without the achievements.
#[derive(Clone, Debug, Serialize)]
pub struct Person<'a> {
    /// `Mã`.
    #[serde(rename = "ma")]
    code: &'a str,
    /// The name as a line begins with it.
    #[serde(rename = "ho_ten")]
    name: String,
    /// The same with the honorific.
    #[serde(rename = "xung_ten")]
    addressed: String,
    /// The same within a sentence.
    #[serde(rename = "xung_ten_trong_cau")]
    addressed_within: String,
    /// `Danh xưng`.
    #[serde(rename = "danh_xung")]
    honorific: &'a str,
    /// A day, or a year alone.
    #[serde(rename = "ngay_sinh")]
    born: String,
    /// `Quê quán`.
    #[serde(rename = "que_quan")]
    origin: &'a str,
    /// `Nơi thường trú`.
    #[serde(rename = "thuong_tru")]
    residence: &'a str,
    /// `Chức vụ`.
    #[serde(rename = "chuc_vu")]
    post: &'a str,
    /// `Đơn vị công tác`.
    #[serde(rename = "don_vi_cong_tac")]
    workplace: &'a str,
    /// Post and workplace as one phrase.
    #[serde(rename = "chuc_vu_don_vi")]
    post_and_workplace: String,
    /// `Đối tượng`.
    #[serde(rename = "doi_tuong")]
    kind: &'static str,
    /// `Trình độ`.
    #[serde(rename = "trinh_do")]
    education: &'a str,
    /// Of a collective: `Năm thành lập`.
    #[serde(rename = "nam_thanh_lap")]
    founded: &'a str,
    /// `Cơ cấu tổ chức`.
    #[serde(rename = "co_cau_to_chuc")]
    structure: &'a str,
    /// `Chức năng, nhiệm vụ`.
    #[serde(rename = "chuc_nang")]
    tasks: &'a str,
    /// Whether it is a collective.
    #[serde(rename = "tap_the")]
    collective: bool,
    /// A collective called one, within a sentence; empty for a person.
    #[serde(rename = "goi_tap_the")]
    called_collective: String,
}

impl<'a> Person<'a> {
    /// What a workbook says of a candidate.
    pub fn of(candidate: &'a Candidate) -> Self {
        let collective = candidate.kind == Kind::Collective;
        let particulars = candidate.particulars.as_deref();
        Self {
            code: &candidate.code.value,
            name: name(candidate),
            addressed: addressed(candidate),
            addressed_within: addressed_within(candidate),
            honorific: text_of(candidate.honorific.as_ref()),
            born: candidate.born.as_ref().map_or_else(String::new, |born| birth(born.value)),
            origin: text_of(candidate.origin.as_ref()),
            residence: text_of(candidate.residence.as_ref()),
            post: text_of(candidate.post.as_ref()),
            workplace: text_of(candidate.workplace.as_ref()),
            post_and_workplace: post_and_workplace(candidate),
            kind: candidate.kind.vietnamese(),
            education: text_of(candidate.education.as_ref()),
            founded: text_of(particulars.and_then(|told| told.founded.as_ref())),
            structure: text_of(particulars.and_then(|told| told.structure.as_ref())),
            tasks: text_of(particulars.and_then(|told| told.tasks.as_ref())),
            collective,
            called_collective: if collective { called_collective(&candidate.name.value) } else { String::new() },
        }
    }
}

/// The name as it begins a line: a collective's may begin with a common noun (`ấp An Thạnh`).
pub fn name(candidate: &Candidate) -> String {
    match candidate.kind {
        Kind::Collective => vietnamese::capitalised(&candidate.name.value),
        Kind::Head | Kind::Official | Kind::PartTime => candidate.name.value.clone(),
    }
}

/// `Ông Nguyễn Văn An`; the name alone where no honorific is given.
pub fn addressed(candidate: &Candidate) -> String {
    let honorific = text_of(candidate.honorific.as_ref());
    if honorific.is_empty() { name(candidate) } else { format!("{honorific} {}", candidate.name.value) }
}

/// The same within a sentence: `ông Nguyễn Văn An` (Phụ lục II: a title has its capital only where a sentence begins).
pub fn addressed_within(candidate: &Candidate) -> String {
    let honorific = text_of(candidate.honorific.as_ref());
    if honorific.is_empty() {
        name_within(&candidate.name.value)
    } else {
        format!("{} {}", phrase::lower_first(honorific), candidate.name.value)
    }
}

/// A collective's name within a sentence, where it may call itself one: `tập thể ấp An Thạnh`.
fn name_within(name: &str) -> String {
    match locality::behind_collective(name) {
        Some(rest) => format!("{COLLECTIVE} {}", locality::within(rest)),
        None => locality::within(name),
    }
}

/// Whether a collective is the unit that nominates it, be it named with its commune or as the committee of a hamlet.
pub fn is_unit_itself(candidate: &Candidate, unit: &str, plan: &Plan) -> bool {
    let own = |name: &str| {
        let key = name_key(locality::body(name, &plan.commune));
        key.strip_prefix("ban ").unwrap_or(&key).to_owned()
    };
    candidate.kind == Kind::Collective && own(&candidate.name.value) == own(unit)
}

/// The same, called a collective once whatever its name is.
fn called_collective(name: &str) -> String {
    format!("{COLLECTIVE} {}", locality::within(locality::behind_collective(name).unwrap_or(name)))
}

/// Post and workplace as one phrase.
pub fn post_and_workplace(candidate: &Candidate) -> String {
    let (post, workplace) = (text_of(candidate.post.as_ref()), text_of(candidate.workplace.as_ref()));
    match (post.is_empty(), workplace.is_empty()) {
        (true, _) => workplace.to_owned(),
        (_, true) => post.to_owned(),
        // A post that already names its workplace, or begins to, is not told twice.
        _ if in_full(post).ends_with(&in_full(workplace)) => post.to_owned(),
        _ => match told_already(post, workplace) {
            Some(rest) => format!("{post} {rest}"),
            None if heads(post, workplace) => format!("{post} {workplace}"),
            None => format!("{post}, {}", locality::within(workplace)),
        },
    }
}

/// In lower case, and what is often shortened in full.
fn in_full(text: &str) -> String {
    text.to_lowercase().replace("ubnd", "ủy ban nhân dân").replace("uỷ", "ủy")
}

/// Whether a post says nothing but that it heads such a body, whose name goes on with it: `Giám đốc Trung tâm …`.
fn heads(post: &str, workplace: &str) -> bool {
    const HEADS: [(&str, &str); 2] = [("giám đốc", "trung tâm "), ("hiệu trưởng", "trường ")];
    let (post, workplace) = (post.to_lowercase(), workplace.to_lowercase());
    let post = post.strip_prefix("phó ").unwrap_or(&post);
    HEADS.iter().any(|(head, body)| post == *head && workplace.starts_with(body))
}

/// What is left of a workplace that a post's last words begin: `Tam Phước` of `Ủy ban nhân dân xã Tam Phước` behind
/// `Phó Chủ tịch Ủy ban nhân dân xã`, `An Thạnh` of `Ấp An Thạnh` behind `Trưởng ấp`.
fn told_already<'a>(post: &str, workplace: &'a str) -> Option<&'a str> {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let (of_post, of_place) = (words(&in_full(post)), words(&workplace.to_lowercase().replace("uỷ", "ủy")));
    let told = (1..of_place.len().min(of_post.len()))
        .rev()
        .find(|&n| (n > 1 || locality::is_residential(&of_place[0])) && of_post.ends_with(&of_place[..n]))?;
    let rest = workplace.trim_start().splitn(told + 1, char::is_whitespace).nth(told)?;
    Some(rest.trim_start())
}

fn birth(born: Birth) -> String {
    match born {
        Birth::Day(date) => vietnamese::short_date(date),
        Birth::Year(year) => year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_that_begins_to_name_its_workplace_goes_on_with_it() {
        for (post, workplace, rest) in [
            ("Phó Chủ tịch Ủy ban nhân dân xã", "Ủy ban nhân dân xã Tam Phước", Some("Tam Phước")),
            ("Chủ tịch Hội Nông dân xã", "Hội nông dân xã Tam Phước", Some("Tam Phước")),
            ("Công chức UBND xã", "Ủy ban nhân dân xã Tam Phước", Some("Tam Phước")),
            ("Trưởng ấp", "Ấp An Thạnh", Some("An Thạnh")),
            ("Công chức xã", "Xã Tam Phước", None),
            ("Trưởng ấp", "Ban ấp An Thạnh", None),
            ("Văn thư", "Văn phòng", None),
        ] {
            assert_eq!(told_already(post, workplace), rest, "{post}");
        }
    }

    #[test]
    fn a_bare_head_goes_on_with_the_body() {
        assert!(heads("Giám đốc", "Trung tâm Phục vụ hành chính công"));
        assert!(heads("Phó Hiệu trưởng", "Trường Mầm non Hoa Sen"));
        assert!(!heads("Giám đốc phụ trách", "Trung tâm Y tế") && !heads("Công chức", "Trung tâm Y tế"));
        assert!(in_full("Công chức, UBND xã A").ends_with(&in_full("Uỷ ban nhân dân xã A")));
    }

    #[test]
    fn a_collective_is_called_one_once() {
        for (name, within, called) in [
            ("Tập thể ấp An Thạnh", "tập thể ấp An Thạnh", "tập thể ấp An Thạnh"),
            ("Ấp An Thạnh", "ấp An Thạnh", "tập thể ấp An Thạnh"),
            ("TẬP THỂ Bộ phận Một cửa", "tập thể Bộ phận Một cửa", "tập thể Bộ phận Một cửa"),
            ("Bộ phận Một cửa", "Bộ phận Một cửa", "tập thể Bộ phận Một cửa"),
            ("Tập thể", "Tập thể", "tập thể Tập thể"),
        ] {
            assert_eq!((name_within(name), called_collective(name)), (within.to_owned(), called.to_owned()));
        }
    }
}
