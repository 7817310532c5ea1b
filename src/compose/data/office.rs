//! Who issues a paper, to whom, and who signs it: `don_vi`, `xa`, `nguoi_ky`.

use jiff::civil::Date;
use serde::Serialize;

use crate::cell::text_of;
use crate::compose::ending::bare;
use crate::compose::vietnamese::{self, BLANK, DOTTED};
use crate::locality;
use crate::model::{self, Authority, Registration};
use crate::plan;
use crate::post;
use crate::text::fold;

/// A unit: `don_vi`.
#[derive(Clone, Debug, Serialize)]
pub struct Office {
    /// Its name as a line begins with it.
    #[serde(rename = "ten")]
    pub name: String,
    /// The same with the commune's name, as it stands over its council's.
    #[serde(rename = "ten_tai_xa")]
    pub located: String,
    /// To whom it submits, within a sentence.
    #[serde(rename = "trinh")]
    pub submits: String,
    /// What it stands under, in capitals; empty where no cell tells that of a body which is not the committee's.
    #[serde(rename = "co_quan_cap_tren")]
    pub parent: String,
    /// `Địa danh`.
    #[serde(rename = "dia_danh")]
    pub place: String,
    /// The part of a document symbol behind the type.
    #[serde(rename = "ky_hieu")]
    pub symbol: String,
    /// `Kính gửi`; none where no cell says so.
    #[serde(rename = "kinh_gui")]
    pub addressees: Vec<String>,
    /// `Nơi nhận`, with the decree's punctuation; none where no cell says so.
    #[serde(rename = "noi_nhan")]
    pub recipients: Vec<String>,
}

impl Office {
    /// What a workbook says of an office in a commune that has this plan.
    pub fn of(office: &model::Office, plan: &plan::Plan) -> Self {
        let parent = text_of(office.parent.as_ref());
        let place = text_of(office.place.as_ref());
        let parent = match parent {
            "" if locality::stands_apart(&office.name) => String::new(),
            "" => format!("UBND {}", plan.commune),
            parent => parent.to_owned(),
        };
        Self {
            name: vietnamese::capitalised(&office.name),
            located: vietnamese::capitalised(&locality::located(&office.name, &plan.commune)),
            submits: submits(office, &plan.commune),
            parent: parent.to_uppercase(),
            place: if place.is_empty() { plan.place.clone() } else { place.to_owned() },
            symbol: office.symbol.as_ref().map_or(BLANK, |symbol| &symbol.value).to_owned(),
            addressees: office.addressees.iter().map(|at| addressee(&at.value).to_owned()).collect(),
            recipients: recipients(&office.recipients.iter().map(|at| at.value.as_str()).collect::<Vec<_>>()),
        }
    }
}

/// The commune: `xa`.
#[derive(Clone, Debug, Serialize)]
pub struct Commune {
    /// Its council's office.
    #[serde(flatten)]
    office: Office,
    /// `xã`, `phường`, …
    #[serde(rename = "loai")]
    pub kind: &'static str,
    /// Its People's Committee.
    #[serde(rename = "ubnd")]
    committee: String,
    /// Its council.
    #[serde(rename = "hoi_dong")]
    council: String,
}

impl Commune {
    /// What the commune's workbook, where there is one, says of its council's office.
    pub fn of(commune: Option<&model::Commune>, plan: &plan::Plan) -> Self {
        let default = model::Office::default();
        let office = commune.map_or(&default, |commune| &commune.office);
        let name = locality::commune(&office.name, &plan.commune);
        Self {
            kind: locality::commune_kind(&name).unwrap_or("xã"),
            committee: format!("Ủy ban nhân dân {name}"),
            council: format!("Hội đồng Thi đua - Khen thưởng {name}"),
            office: Office {
                submits: submits(office, &name),
                symbol: council_symbol(office).to_owned(),
                name,
                ..Office::of(office, plan)
            },
        }
    }
}

/// The council's part of a document symbol.
pub fn council_symbol(office: &model::Office) -> &str {
    office.symbol.as_ref().map_or("HĐTĐKT", |symbol| &symbol.value)
}

/// To whom an office in a commune of this name submits, within a sentence.
fn submits(office: &model::Office, commune: &str) -> String {
    let addressees: Vec<&str> = office.addressees.iter().map(|at| addressee(&at.value)).collect();
    submits_to(&addressees, &format!("Chủ tịch Ủy ban nhân dân {commune}"))
}

/// The same of these addressees: the Chairman, where one of them is, who decides (Luật Thi đua, khen thưởng, Điều 80 khoản
/// 3); whoever else stands first considers it and submits it to the Chairman.
fn submits_to(addressees: &[&str], chairman: &str) -> String {
    match addressees.iter().find(|line| locality::names_chairman(line)) {
        Some(chairman) => format!("{chairman} xem xét,"),
        None => addressees
            .first()
            .map_or_else(|| format!("{chairman} xem xét,"), |first| format!("{first} xem xét, trình {chairman}")),
    }
}

/// An addressee, without the label that the paper prints itself.
fn addressee(line: &str) -> &str {
    let label = |line: &str| {
        line.split_once(':').filter(|(label, _)| fold(label) == "kinh gui").map(|(label, _)| label.len() + 1)
    };
    bare(label(line).map_or(line, |at| &line[at..])).trim_start_matches(['-', ' '])
}

/// Recipients with the decree's punctuation: `;` after each, a full stop after the last (Mục II.9).
fn recipients(lines: &[&str]) -> Vec<String> {
    let last = lines.len().saturating_sub(1);
    lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let line = bare(line.trim_start_matches(['-', ' ']));
            format!("{line}{}", if index == last { "." } else { ";" })
        })
        .collect()
}

/// Who signs: `nguoi_ky`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// The lines of capacity and post.
    #[serde(rename = "dong")]
    pub lines: Vec<String>,
    /// Another post, above the name; empty where there is none.
    #[serde(rename = "chuc_vu")]
    pub post: String,
    /// The name; empty where no cell says it.
    #[serde(rename = "ten")]
    pub name: String,
}

/// Who signs for an office of its own (NĐ 30/2020, Phụ lục I, Mục II.7).
pub fn signer(office: &model::Office) -> Signature {
    let title = text_of(office.signer_title.as_ref());
    let name = text_of(office.signer.as_ref());
    signed(office.authority, title, name, &office.name)
}

fn signed(authority: Authority, title: &str, name: &str, body: &str) -> Signature {
    // A post that no cell says is written by hand.
    let title = if title.is_empty() { DOTTED } else { title };
    let first = title.lines().next().unwrap_or("");
    let on_behalf = (authority == Authority::OnBehalf).then(|| format!("TM. {body}"));
    let own = post::as_deputy(first);
    let posts = match (authority.before_head(), post::head_of(own)) {
        (Some(mark), _) => {
            let (head, own) = post::head_and_own(title);
            // Written by hand where no cell says whose place, order or authority it is.
            vec![format!("{mark} {}", head.as_deref().unwrap_or(DOTTED)), own.to_owned()]
        }
        (None, _) if authority == Authority::Acting => vec![format!("Q. {first}")],
        // A deputy signs in the head's place, whatever is said of it.
        (None, Some(head)) => vec![format!("KT. {head}"), own.to_owned()],
        // Every line that the cell has: nothing of it is left out.
        (None, None) => title.lines().map(str::to_owned).collect(),
    };
    let lines = on_behalf.into_iter().chain(posts).filter(|line| !line.is_empty());
    Signature { lines: lines.map(|line| line.to_uppercase()).collect(), post: String::new(), name: name.to_owned() }
}

/// A citation such as `Biên bản số 05/BB-HĐTĐKT ngày 05 tháng 12 năm 2023`, with the form's blanks; dated by `date`, else by
/// the paper's own day.
pub fn cited(kind: &str, paper: &Registration, symbol: &str, date: Option<Date>) -> String {
    let number = paper.number.as_ref().map_or_else(|| BLANK.to_owned(), |number| padded_number(&number.value));
    let date = date.or_else(|| paper.date.as_ref().map(|date| date.value));
    format!("{kind} số {number}/{symbol} {}", vietnamese::long_date(date))
}

/// A number below ten with its leading zero (Mục II.3.c); anything else as written.
pub fn padded_number(number: &str) -> String {
    match number.parse::<u64>() {
        Ok(n) if n < 10 && number.len() == 1 => format!("0{n}"),
        _ => number.to_owned(),
    }
}

/// The number of a registration as the head prints it.
pub fn number(registration: &Registration) -> String {
    registration.number.as_ref().map_or_else(String::new, |number| padded_number(&number.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chairman_alone_is_asked_to_decide() {
        let chairman = "Chủ tịch Ủy ban nhân dân xã Tam Phước";
        for (addressees, submits) in [
            (&[][..], "Chủ tịch Ủy ban nhân dân xã Tam Phước xem xét,"),
            (&["Đồng chí Chủ tịch UBND xã"], "Đồng chí Chủ tịch UBND xã xem xét,"),
            (&["Hội đồng Thi đua", "Chủ tịch UBND xã"], "Chủ tịch UBND xã xem xét,"),
            (&["Ủy ban nhân dân xã"], "Ủy ban nhân dân xã xem xét, trình Chủ tịch Ủy ban nhân dân xã Tam Phước"),
            (
                &["Chủ tịch Hội đồng Thi đua", "Văn phòng"],
                "Chủ tịch Hội đồng Thi đua xem xét, trình Chủ tịch Ủy ban nhân dân xã Tam Phước",
            ),
        ] {
            assert_eq!(submits_to(addressees, chairman), submits);
        }
    }

    #[test]
    fn a_deputy_signs_in_the_heads_place_and_nobodys_head_is_guessed() {
        let check = |authority, title: &str, lines: &[&str]| {
            assert_eq!(signed(authority, title, "", "Văn phòng").lines, lines);
        };
        let deputy = "Phó Trưởng bộ phận";
        check(Authority::ForHead, deputy, &["KT. TRƯỞNG BỘ PHẬN", "PHÓ TRƯỞNG BỘ PHẬN"]);
        check(Authority::Own, deputy, &["KT. TRƯỞNG BỘ PHẬN", "PHÓ TRƯỞNG BỘ PHẬN"]);
        let in_charge = "Phó Trưởng bộ phận phụ trách";
        check(Authority::Own, in_charge, &["KT. TRƯỞNG BỘ PHẬN", "PHÓ TRƯỞNG BỘ PHẬN"]);
        check(Authority::ForHead, in_charge, &["KT. TRƯỞNG BỘ PHẬN", "PHÓ TRƯỞNG BỘ PHẬN"]);
        check(Authority::OnBehalf, deputy, &["TM. VĂN PHÒNG", "KT. TRƯỞNG BỘ PHẬN", "PHÓ TRƯỞNG BỘ PHẬN"]);
        check(Authority::Own, "Trưởng bộ phận", &["TRƯỞNG BỘ PHẬN"]);
        check(Authority::Own, "KT. Trưởng phòng\nPhó Trưởng phòng", &["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"]);
        check(Authority::ByOrder, "Trợ lý", &["TL. ……………", "TRỢ LÝ"]);
        check(Authority::ForHead, "Ủy viên", &["KT. ……………", "ỦY VIÊN"]);
        check(Authority::ByAuthorisation, "Phó Trưởng ấp", &["TUQ. TRƯỞNG ẤP", "PHÓ TRƯỞNG ẤP"]);
        check(Authority::Acting, "Trưởng phòng", &["Q. TRƯỞNG PHÒNG"]);
        check(Authority::ByAuthorisation, "", &["TUQ. ……………", "……………"]);
        check(Authority::Acting, "", &["Q. ……………"]);
        check(Authority::OnBehalf, "", &["TM. VĂN PHÒNG", "……………"]);
        check(Authority::Own, "", &["……………"]);
        check(Authority::ByOrder, "Chỉ huy trưởng\nTrợ lý", &["TL. CHỈ HUY TRƯỞNG", "TRỢ LÝ"]);
    }
}
