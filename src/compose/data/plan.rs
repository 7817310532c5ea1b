//! The plan in force, as papers cite it: `ke_hoach`.

use serde::Serialize;

use crate::compose::ending::{bare, ended};
use crate::compose::vietnamese::{self, BLANK};
use crate::phrase::lower_first;
use crate::plan::{self, Issued};

/// `ke_hoach`.
#[derive(Clone, Debug, Serialize)]
pub struct Plan<'a> {
    /// `Mã kế hoạch`.
    #[serde(rename = "ma")]
    code: &'a str,
    /// `Tên phong trào`.
    #[serde(rename = "phong_trao")]
    campaign: &'a str,
    /// The year, or the years, that are judged.
    #[serde(rename = "nam")]
    years: String,
    /// The commune, with its kind.
    #[serde(rename = "xa")]
    commune: &'a str,
    /// Empty where there is no district level.
    #[serde(rename = "huyen")]
    district: &'a str,
    /// With its kind.
    #[serde(rename = "tinh")]
    province: &'a str,
    /// `Địa danh`.
    #[serde(rename = "dia_danh")]
    place: &'a str,
    /// `Giấy khen của Chủ tịch …`.
    #[serde(rename = "hinh_thuc")]
    award: &'a str,
    /// `Giấy khen`.
    #[serde(rename = "hinh_thuc_ngan")]
    short_award: &'a str,
    /// How many individuals may be proposed.
    #[serde(rename = "so_luong_toi_da")]
    limit: u32,
    /// The report's form with its decree.
    #[serde(rename = "mau_bao_cao")]
    report_form: &'a str,
    /// How many copies of a set are submitted.
    #[serde(rename = "so_bo")]
    copies: &'static str,
    /// `Căn cứ`, without final punctuation.
    #[serde(rename = "can_cu")]
    bases: Vec<&'a str>,
    /// The plan as a document: number, day and issuer.
    #[serde(rename = "van_ban_ngan")]
    short_citation: String,
    /// The same with what it is about.
    #[serde(rename = "van_ban")]
    citation: String,
    /// `Tiêu chuẩn`, a sentence each.
    #[serde(rename = "tieu_chuan")]
    standards: Vec<String>,
    /// The plan's own sentence on the priority group; empty where it has none.
    #[serde(rename = "uu_tien")]
    priority: String,
    /// Whether the group is that of rule 5, so that the order heeds it.
    #[serde(rename = "co_uu_tien")]
    prioritised: bool,
    /// `Cấp trên`; empty where the plan knows none.
    #[serde(rename = "cap_tren")]
    level_above: &'a str,
    /// The award that the level above is asked for; empty where the plan leaves it open.
    #[serde(rename = "hinh_thuc_cap_tren")]
    award_above: &'a str,
    /// The same where that level was named before: without whose it is.
    #[serde(rename = "hinh_thuc_cua_cap_tren")]
    award_of_theirs: &'a str,
    /// `Nơi nhận`.
    #[serde(rename = "noi_nhan")]
    recipients: &'a [String],
    /// First day judged.
    #[serde(rename = "tu_ngay")]
    from: String,
    /// Last day judged.
    #[serde(rename = "den_ngay")]
    to: String,
}

impl<'a> Plan<'a> {
    /// The same plan in words.
    pub fn of(plan: &'a plan::Plan) -> Self {
        let issuer = format!("Ủy ban nhân dân {}", plan.commune);
        let number = symbol_with_blank(&plan.symbol);
        let short_citation = format!("Kế hoạch số {number} {} của {issuer}", issued(plan.issued));
        let years = plan.years();
        let subject = subject(&plan.subject)
            .unwrap_or_else(|| format!("về việc phát động phong trào thi đua “{}” năm {years}", plan.campaign));
        Self {
            code: &plan.code,
            campaign: &plan.campaign,
            commune: &plan.commune,
            district: &plan.district,
            province: &plan.province,
            place: &plan.place,
            award: &plan.award,
            short_award: short_award(&plan.award),
            limit: plan.limit,
            report_form: report_form(plan),
            copies: "01 bộ",
            bases: plan.bases.iter().map(|basis| bare(&basis.value)).collect(),
            citation: format!("{short_citation} {subject}"),
            short_citation,
            years,
            standards: plan.standards.iter().map(|standard| ended(standard)).collect(),
            priority: Some(plan.priority.words()).filter(|words| !words.is_empty()).map(ended).unwrap_or_default(),
            prioritised: plan.priority.is_by_rule(),
            level_above: &plan.level_above,
            award_above: &plan.award_above,
            award_of_theirs: plan
                .award_above
                .strip_suffix(&format!(" của {}", plan.level_above))
                .unwrap_or(&plan.award_above),
            recipients: &plan.recipients,
            from: vietnamese::short_date(plan.from),
            to: vietnamese::short_date(plan.to),
        }
    }
}

/// What the plan says it is about, as it goes on in a sentence; `None` where it says nothing.
fn subject(written: &str) -> Option<String> {
    /// With which words such a line begins, as far as they are no names.
    const BEGINNINGS: [&str; 10] = [
        "Về",
        "Phát động",
        "Tổ chức",
        "Triển khai",
        "Thực hiện",
        "Đẩy mạnh",
        "Nâng cao",
        "Tăng cường",
        "Xây dựng",
        "Hưởng ứng",
    ];
    let written = bare(written.trim_end_matches(['.', '/', ' ']));
    // `KẾ HOẠCH` over the subject is the paper's type, which the citation begins with already.
    let goes_on = |rest: &&str| BEGINNINGS.iter().any(|beginning| vietnamese::capitalised(rest).starts_with(beginning));
    let typed =
        ["Kế hoạch ", "KẾ HOẠCH ", "kế hoạch "].iter().find_map(|paper| written.strip_prefix(paper)).filter(goes_on);
    let written = typed.unwrap_or(written).trim_start_matches([':', ' ']);
    let short = ["V/v ", "v/v "].iter().find_map(|short| written.strip_prefix(short));
    let written = short.map_or_else(|| written.to_owned(), |rest| format!("về việc {}", lower_first(rest)));
    let begins = BEGINNINGS.iter().any(|beginning| written.starts_with(beginning));
    (!written.is_empty()).then(|| if begins { lower_first(&written) } else { written })
}

fn issued(issued: Option<Issued>) -> String {
    match issued {
        Some(Issued { day, month, year }) => {
            let day = day.map_or_else(|| BLANK.to_owned(), |day| format!("{day:02}"));
            format!("ngày {day} tháng {} năm {year}", vietnamese::month(month))
        }
        None => vietnamese::long_date(None),
    }
}

fn symbol_with_blank(symbol: &str) -> String {
    if symbol.is_empty() {
        BLANK.to_owned()
    } else if symbol.starts_with('/') {
        format!("{BLANK}{symbol}")
    } else {
        symbol.to_owned()
    }
}

/// The report's form; its decree is cited short where the papers' legal bases, which come first, cite it in full.
fn report_form(plan: &plan::Plan) -> &str {
    let short = plan.report_form.split_once(" ngày ").map_or("", |(short, _)| short);
    let decree = short.rsplit_once(", ").map_or("", |(_, decree)| decree);
    let cited = !decree.is_empty() && plan.bases.iter().any(|basis| basis.value.starts_with(&format!("{decree} ")));
    if cited { short } else { &plan.report_form }
}

/// `Giấy khen` of `Giấy khen của Chủ tịch …`.
pub fn short_award(award: &str) -> &str {
    award.split_once(" của ").map_or(award, |(short, _)| short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_plan_is_about_goes_on_in_a_sentence() {
        for (written, said) in [
            ("", None),
            ("Phát động phong trào thi đua năm 2023./.", Some("phát động phong trào thi đua năm 2023")),
            ("V/v Phát động phong trào;", Some("về việc phát động phong trào")),
            ("Về việc tổ chức phong trào", Some("về việc tổ chức phong trào")),
            ("Tam Phước thi đua", Some("Tam Phước thi đua")),
            ("KẾ HOẠCH Phát động phong trào", Some("phát động phong trào")),
            ("Kế hoạch tổ chức phong trào", Some("tổ chức phong trào")),
            ("Kế hoạch hóa công tác", Some("Kế hoạch hóa công tác")),
        ] {
            assert_eq!(subject(written).as_deref(), said);
        }
    }
}
