//! What the words of each of the commune's papers may name: a structure for each template.

use serde::Serialize;

use crate::compose::annex::{Annex, Kinds};
use crate::compose::data::{self, Meeting, Person, Remark, Signature, Voted, Without};
use crate::compose::money::{Money, Sum};
use crate::compose::volumes::Volume;

/// What every paper of the commune may speak of.
#[derive(Serialize)]
pub(super) struct Common<'a> {
    #[serde(rename = "ke_hoach")]
    pub(super) plan: &'a data::Plan<'a>,
    #[serde(rename = "xa")]
    pub(super) commune: data::Commune,
    /// The same, for words that units' papers share.
    #[serde(rename = "don_vi")]
    pub(super) office: data::Commune,
    /// Individuals chosen.
    #[serde(rename = "so_ca_nhan")]
    pub(super) individuals: usize,
    /// Collectives chosen.
    #[serde(rename = "so_tap_the")]
    pub(super) collectives: usize,
    #[serde(rename = "tien")]
    pub(super) money: Money,
}

/// The commune's papers as they cite each other.
#[derive(Serialize)]
pub(super) struct Citations {
    #[serde(rename = "bien_ban")]
    pub(super) minutes: String,
    #[serde(rename = "to_trinh")]
    pub(super) submission: String,
    #[serde(rename = "quyet_dinh")]
    pub(super) decision: String,
    /// Whether the decision has its number.
    #[serde(rename = "co_quyet_dinh")]
    pub(super) decided: bool,
}

/// `xa-to-trinh.jinja`.
#[derive(Serialize)]
pub(super) struct Submission<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    #[serde(flatten)]
    pub(super) citations: Citations,
    #[serde(rename = "nguoi_ky")]
    pub(super) signer: Signature,
    /// Whether the minutes have annexes.
    #[serde(rename = "bien_ban_co_phu_luc")]
    pub(super) minutes_annexed: bool,
    /// Units that nominate anybody.
    #[serde(rename = "so_don_vi")]
    pub(super) units: usize,
    /// Volumes of the summary.
    #[serde(rename = "so_tap_tong_hop")]
    pub(super) summaries: usize,
    /// The annexes with the lists; none where the lists stand in the body.
    #[serde(rename = "phu_luc")]
    pub(super) annexes: Option<String>,
    /// How many are to be proposed to the level above too.
    #[serde(rename = "so_cap_tren")]
    pub(super) further_count: usize,
    /// Who they are, where the lists stand in the body.
    #[serde(rename = "cap_tren")]
    pub(super) further: Vec<String>,
    /// The annexes that name them.
    #[serde(rename = "phu_luc_cap_tren")]
    pub(super) further_annexes: Option<String>,
}

/// `xa-to-trinh-phu-luc.jinja`, `quyet-dinh-phu-luc.jinja`.
#[derive(Serialize)]
pub(super) struct ListAnnex<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    #[serde(flatten)]
    pub(super) citations: Citations,
    #[serde(rename = "phu_luc")]
    pub(super) annex: Annex,
    /// Who of those in it is to be proposed to the level above too.
    #[serde(rename = "cap_tren")]
    pub(super) further: Vec<String>,
    #[serde(flatten)]
    pub(super) kinds: Kinds,
    /// The money for those in it.
    #[serde(rename = "tien_phu_luc")]
    pub(super) money: Sum,
}

/// `xa-bien-ban.jinja`.
#[derive(Serialize)]
pub(super) struct Minutes<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    #[serde(flatten)]
    pub(super) meeting: Meeting,
    /// Cases before the council.
    #[serde(rename = "so_de_cu")]
    pub(super) cases: usize,
    /// Individuals whom it carried, and orders.
    #[serde(rename = "so_xep")]
    pub(super) ordered: usize,
    /// Collectives among them.
    #[serde(rename = "so_de_cu_tap_the")]
    pub(super) collective_cases: usize,
    /// Units that nominate anybody.
    #[serde(rename = "so_don_vi")]
    pub(super) units: usize,
    /// Those voted on.
    #[serde(rename = "so_bieu_quyet")]
    pub(super) voted_on: usize,
    /// Those not chosen.
    #[serde(rename = "so_khong_chon")]
    pub(super) others_count: usize,
    /// Those to be proposed to the level above too.
    #[serde(rename = "so_cap_tren")]
    pub(super) further_count: usize,
    /// Second votes between equals.
    #[serde(rename = "bieu_quyet_lai")]
    pub(super) again: Vec<Again>,
    /// The annexes with the cases; none where they stand in the body.
    #[serde(rename = "phu_luc")]
    pub(super) annexes: Option<String>,
    #[serde(rename = "phu_luc_duoc_chon")]
    pub(super) chosen_annexes: Option<String>,
    #[serde(rename = "phu_luc_khong_chon")]
    pub(super) others_annexes: Option<String>,
    #[serde(rename = "phu_luc_cap_tren")]
    pub(super) further_annexes: Option<String>,
    #[serde(flatten)]
    pub(super) found: Found<'a>,
}

/// A second vote on somebody.
#[derive(Serialize)]
pub(super) struct Again {
    #[serde(rename = "ten")]
    pub(super) name: String,
    /// The votes in words.
    #[serde(rename = "phieu")]
    pub(super) votes: String,
}

/// `xa-bien-ban-phu-luc.jinja`.
#[derive(Serialize)]
pub(super) struct MinutesAnnex<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    #[serde(flatten)]
    pub(super) citations: Citations,
    #[serde(rename = "phu_luc")]
    pub(super) annex: Annex,
    #[serde(flatten)]
    pub(super) found: Found<'a>,
}

/// What the council found and decided, of those in the body or in an annex.
#[derive(Serialize)]
pub(super) struct Found<'a> {
    /// Whether any of them was voted on.
    #[serde(rename = "co_phieu")]
    pub(super) voted: bool,
    #[serde(rename = "cac_y_kien")]
    pub(super) remarks: Vec<Remark>,
    /// Those chosen, with their votes.
    #[serde(rename = "duoc_chon")]
    pub(super) chosen: Vec<Voted<'a>>,
    /// Who of them is to be proposed to the level above too.
    #[serde(rename = "cap_tren")]
    pub(super) further: Vec<String>,
    #[serde(rename = "khong_chon")]
    pub(super) others: Vec<Without>,
}

/// `quyet-dinh.jinja`.
#[derive(Serialize)]
pub(super) struct Decision<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    #[serde(flatten)]
    pub(super) citations: Citations,
    #[serde(rename = "nguoi_ky")]
    pub(super) signer: Signature,
    /// The law of its authority; empty where the plan cites it.
    #[serde(rename = "luat_chinh_quyen")]
    pub(super) local_government: &'static str,
    /// The decision itself, as its own list cites it.
    #[serde(rename = "quyet_dinh_nay")]
    pub(super) itself: String,
    /// The annexes with the list; none where the list stands in the same file.
    #[serde(rename = "phu_luc")]
    pub(super) annexes: Option<String>,
    /// Whom it rewards, where that is one: named in the decision itself, without a list.
    #[serde(rename = "nguoi")]
    pub(super) only: Option<Person<'a>>,
}

/// `giay-khen.jinja`.
#[derive(Serialize)]
pub(super) struct Certificate<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    #[serde(flatten)]
    pub(super) citations: Citations,
    #[serde(rename = "nguoi_ky")]
    pub(super) signer: Signature,
    #[serde(rename = "nguoi")]
    pub(super) person: Person<'a>,
    /// The number in the golden book: that in the decision's list.
    #[serde(rename = "so_so_vang")]
    pub(super) number: usize,
    /// The decision's day.
    #[serde(rename = "quyet_dinh_ngay")]
    pub(super) day: String,
}

/// `to-trinh-huyen.jinja`: individuals and collectives are those proposed.
#[derive(Serialize)]
pub(super) struct Proposal<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    #[serde(flatten)]
    pub(super) citations: Citations,
    #[serde(rename = "nguoi_ky")]
    pub(super) signer: Signature,
    /// Whether the minutes have annexes.
    #[serde(rename = "bien_ban_co_phu_luc")]
    pub(super) minutes_annexed: bool,
}

/// `xa-muc-luc.jinja`.
#[derive(Serialize)]
pub(super) struct Contents<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    #[serde(rename = "tap")]
    pub(super) volume: Option<Volume>,
}
