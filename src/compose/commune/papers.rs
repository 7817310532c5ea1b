//! What each of the commune's papers says: verdicts, votes and ranks as the data of its words and tables.
//!
//! *Invariant:* people stand in the order of the ranking, whatever the order of files, units and rows.

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::{CommunePaper, further, person, signing};
use crate::cell::text_of;
use crate::compose::unit::{examined, highlights, members, merge};
use crate::compose::vietnamese::{self, BLANK};
use crate::compose::{Composer, SET, contents_row, data, money};
use crate::judge::{Assessment, Ranked, Tally, law};
use crate::model::{Commune, Kind};
use crate::number::vietnamese as written;

impl<'a> Composer<'a> {
    /// The part of one of the commune's papers, and its date.
    pub(in crate::compose) fn commune(&self, paper: CommunePaper) -> anyhow::Result<(Json, Date)> {
        let part = match paper {
            CommunePaper::Summary(volume) => self.summary(volume)?,
            CommunePaper::Submission => self.council_submission()?,
            CommunePaper::Minutes => self.council_minutes()?,
            CommunePaper::Decision => self.decision()?,
            CommunePaper::Certificate(index) => self.certificate(index)?,
            CommunePaper::Proposal => self.proposal()?,
        };
        Ok((part, self.commune_date(paper)))
    }

    fn own(&self) -> &'a Commune {
        self.judged.commune.expect("only the summary is made without the commune's workbook")
    }

    /// A paper's own day, else that of the meeting, else the plan's last.
    fn commune_date(&self, paper: CommunePaper) -> Date {
        let Some(commune) = self.judged.commune else { return self.judged.plan.to };
        let own = match paper {
            CommunePaper::Submission => commune.submission.date.as_ref(),
            CommunePaper::Decision | CommunePaper::Certificate(_) => commune.decision.date.as_ref(),
            CommunePaper::Proposal => commune.proposal.date.as_ref(),
            CommunePaper::Summary(_) | CommunePaper::Minutes => None,
        };
        own.or(commune.council.date.as_ref()).map_or(self.judged.plan.to, |date| date.value)
    }

    /// Those selected, in order.
    fn chosen(&self) -> Vec<(&'a Ranked, &'a Assessment<'a>)> {
        let judged = self.judged;
        judged.ranking.selected().map(|ranked| (ranked, person(judged, ranked))).collect()
    }

    /// What every paper of the commune may speak of.
    pub(super) fn commune_common(&self) -> Json {
        let plan = self.judged.plan;
        let chosen = self.chosen();
        let collectives = chosen.iter().filter(|(_, person)| collective(person)).count();
        let individuals = chosen.len() - collectives;
        let default = crate::model::Office::default();
        let commune = self.judged.commune;
        let office = commune.map_or(&default, |commune| &commune.office);
        let name = commune_name(&office.name, &plan.commune);
        let mut xa = data::office(office, plan);
        merge(
            &mut xa,
            json!({
                "ten": name, "loai": kind_of(&name), "ubnd": format!("Ủy ban nhân dân {name}"), "hoi_dong": format!("Hội đồng Thi đua - Khen thưởng {name}"),
                "ky_hieu": office.symbol.as_ref().map_or("HĐTĐKT", |symbol| symbol.value.as_str()),
            }),
        );
        json!({
            "ke_hoach": self.plan, "xa": xa, "don_vi": xa, "so_ca_nhan": individuals, "so_tap_the": collectives,
            "tien": money::described(plan, individuals, collectives),
        })
    }

    fn citations(&self) -> Json {
        let commune = self.own();
        let symbol = commune.office.symbol.as_ref().map_or("HĐTĐKT", |symbol| symbol.value.as_str());
        let cited = |kind: &str, registration: &crate::model::Registration, symbol: &str, date: Option<Date>| {
            let number = registration.number.as_ref().map(|number| number.value.as_str());
            data::citation(kind, number, symbol, date.or_else(|| registration.date.as_ref().map(|date| date.value)))
        };
        let meeting = commune.council.date.as_ref().map(|date| date.value);
        json!({
            "bien_ban": cited("Biên bản", &commune.minutes, "BB-HĐTĐKT", meeting),
            "to_trinh": cited("Tờ trình", &commune.submission, &format!("TTr-{symbol}"), None),
            "quyet_dinh": cited("Quyết định", &commune.decision, "QĐ-UBND", None),
            "co_quyet_dinh": commune.decision.number.is_some(),
        })
    }

    fn council_submission(&self) -> anyhow::Result<Json> {
        let commune = self.own();
        let mut data = self.commune_common();
        merge(&mut data, self.citations());
        data["nguoi_ky"] = signing::council(commune);
        data["cap_tren"] = further(self.judged).map(|person| json!(data::addressed_within(person.candidate))).collect();
        let row = |index: usize, ranked: &Ranked, person: &Assessment| {
            json!([
                (index + 1).to_string(),
                data::addressed(person.candidate),
                data::post_and_workplace(person.candidate),
                highlights(person),
                ranked.vote.as_deref().map_or_else(String::new, share),
            ])
        };
        let tables = json!({
            "xa-de-nghi": self.numbered(false, row),
            "xa-tap-the": self.numbered(true, |index, ranked, person| without_post(row(index, ranked, person))),
        });
        let script = self.words.script("xa-to-trinh.jinja", &data, &tables)?;
        let date = commune.submission.date.as_ref().map(|date| date.value);
        Ok(self.part("van-ban", script, data::number(&commune.submission), date, json!({})))
    }

    /// Rows of the individuals or of the collectives chosen.
    fn numbered(&self, collectives: bool, row: impl Fn(usize, &Ranked, &Assessment) -> Json) -> Vec<Json> {
        let chosen = self.chosen();
        let of_kind = chosen.iter().filter(|(_, person)| collective(person) == collectives);
        of_kind.enumerate().map(|(index, (ranked, person))| row(index, ranked, person)).collect()
    }

    fn council_minutes(&self) -> anyhow::Result<Json> {
        let (commune, judged) = (self.own(), self.judged);
        let ranked: Vec<(&Ranked, &Assessment)> =
            judged.ranking.all().map(|ranked| (ranked, person(judged, ranked))).collect();
        let voted: Vec<(&Assessment, &Tally)> =
            ranked.iter().filter_map(|(ranked, person)| ranked.vote.as_deref().map(|vote| (*person, vote))).collect();
        let mut data = self.commune_common();
        merge(&mut data, data::meeting(&commune.council, judged.plan));
        data["so_de_cu"] = json!(ranked.len());
        data["so_don_vi"] = json!(judged.units.iter().filter(|unit| unit.nominated().next().is_some()).count());
        data["so_bieu_quyet"] = json!(voted.len());
        data["cac_y_kien"] = remarks(&voted);
        data["bieu_quyet_lai"] = voted
            .iter()
            .filter_map(|(person, vote)| Some((person, vote.again?)))
            .map(|(person, again)| json!({"ten": data::addressed(person.candidate), "so_phieu": again}))
            .collect();
        data["duoc_chon"] = self.chosen().iter().map(|(ranked, person)| with_votes(ranked, person)).collect();
        data["khong_chon"] = ranked
            .iter()
            .filter(|(ranked, _)| !ranked.selected)
            .map(|(ranked, person)| {
                json!({"xung_ten": data::addressed(person.candidate), "vi_sao": not_chosen(ranked, judged.plan.limit)})
            })
            .collect();
        data["cap_tren"] = further(judged).map(|person| json!(data::addressed_within(person.candidate))).collect();
        let tables = json!({
            "thanh-phan": members(&commune.council.members),
            "xet-duyet": ranked.iter().enumerate().map(|(index, (_, person))| examined(index, person)).collect::<Vec<_>>(),
            "bieu-quyet": voted.iter().enumerate().map(|(index, (person, vote))| ballot(index, person, vote)).collect::<Vec<_>>(),
            "xep-thu-tu": ranked.iter().map(|(ranked, person)| placed(ranked, person)).collect::<Vec<_>>(),
        });
        let script = self.words.script("xa-bien-ban.jinja", &data, &tables)?;
        Ok(self.part("bien-ban", script, data::number(&commune.minutes), None, json!({})))
    }

    fn decision(&self) -> anyhow::Result<Json> {
        let commune = self.own();
        let mut data = self.commune_common();
        merge(&mut data, self.citations());
        data["nguoi_ky"] = signing::chairman(commune);
        data["luat_chinh_quyen"] = json!(self.local_government());
        let date = commune.decision.date.as_ref().map(|date| date.value);
        data["quyet_dinh_nay"] = data["quyet_dinh"].clone();
        let award = money::Award::of(self.judged.plan);
        let sum = |pick: &dyn Fn(money::Award) -> u64| {
            award.map_or_else(|| BLANK.to_owned(), |award| written(&pick(award).to_string()))
        };
        let tables = json!({
            "khen-ca-nhan": self.numbered(false, |index, _, person| json!([
                (index + 1).to_string(), data::addressed(person.candidate), data::post_and_workplace(person.candidate),
                sum(&|award| award.individual),
            ])),
            "khen-tap-the": self.numbered(true, |index, _, person| json!([
                (index + 1).to_string(), person.candidate.name.value, text_of(person.candidate.workplace.as_ref()),
                sum(&|award| award.collective),
            ])),
        });
        let script = self.words.script("quyet-dinh.jinja", &data, &tables)?;
        Ok(self.part("quyet-dinh", script, data::number(&commune.decision), date, json!({})))
    }

    /// The law of the decision's authority, unless the plan cites it itself.
    fn local_government(&self) -> &'static str {
        let plan = self.judged.plan;
        let cited = plan.bases.iter().any(|basis| basis.value.contains("Tổ chức chính quyền địa phương"));
        if cited { "" } else { law::local_government(law::day_of(plan, self.judged.commune)).unwrap_or("") }
    }

    fn certificate(&self, index: usize) -> anyhow::Result<Json> {
        let commune = self.own();
        let (_, person) = self.chosen()[index];
        let mut data = self.commune_common();
        merge(&mut data, self.citations());
        data["nguoi_ky"] = signing::chairman(commune);
        data["nguoi"] = data::person(person.candidate);
        // “Tập thể ấp …” is not called a collective twice.
        data["tu_goi_tap_the"] = json!(crate::text::fold(&person.candidate.name.value).starts_with("tap the"));
        data["so_so_vang"] = json!(index + 1);
        data["quyet_dinh_ngay"] = json!(vietnamese::long_date(commune.decision.date.as_ref().map(|date| date.value)));
        let script = self.words.script("giay-khen.jinja", &data, &json!({}))?;
        let date = commune.decision.date.as_ref().map(|date| date.value);
        let extra = json!({"text-only": self.certificates.text_only, "emblem": self.certificates.emblem});
        Ok(self.part("giay-khen", script, String::new(), date, extra))
    }

    fn proposal(&self) -> anyhow::Result<Json> {
        let commune = self.own();
        let mut data = self.commune_common();
        merge(&mut data, self.citations());
        data["nguoi_ky"] = signing::committee(commune);
        let people: Vec<&Assessment> = further(self.judged).collect();
        let collectives = people.iter().filter(|person| collective(person)).count();
        data["so_ca_nhan"] = json!(people.len() - collectives);
        data["so_tap_the"] = json!(collectives);
        data["co_giay_khen"] = json!(commune.decision.number.is_some());
        let rows = |collectives: bool| -> Vec<Json> {
            let of_kind = people.iter().filter(|person| collective(person) == collectives);
            let row = |(index, person): (usize, &&Assessment)| {
                let row = json!([
                    (index + 1).to_string(),
                    data::addressed(person.candidate),
                    data::post_and_workplace(person.candidate),
                    highlights(person),
                ]);
                if collectives { without_post(row) } else { row }
            };
            of_kind.enumerate().map(row).collect()
        };
        let tables = json!({"cap-tren-ca-nhan": rows(false), "cap-tren-tap-the": rows(true)});
        let script = self.words.script("to-trinh-huyen.jinja", &data, &tables)?;
        let date = commune.proposal.date.as_ref().map(|date| date.value);
        Ok(self.part("van-ban", script, data::number(&commune.proposal), date, json!({})))
    }

    /// The list of contents of a volume of the commune's set of these parts, and the set's date.
    pub(in crate::compose) fn commune_contents(&self, volume: usize, parts: &[Json]) -> anyhow::Result<(Json, Date)> {
        let chosen = self.chosen();
        let certified = &chosen[SET.people_of(volume, chosen.len())];
        let mut common = self.commune_common();
        common["tap"] = SET.told(volume, chosen.len());
        // The certificates of one decision are one entry: their names are in its list.
        let single = parts.len() - certified.len();
        let listed = parts.iter().take(single + certified.len().min(1)).enumerate();
        let mut rows: Vec<Json> = listed.map(|(index, part)| self.contents_entry(index, part, &common)).collect();
        let mut covered = vec![1; rows.len()];
        if let (2.., Some(row), Some(parts)) = (certified.len(), rows.last_mut(), covered.last_mut()) {
            row[3] = json!(format!("{} tặng {}", data::short_award(&self.judged.plan.award), counted(certified)));
            *parts = certified.len();
        }
        let script = self.words.script("xa-muc-luc.jinja", &common, &json!({}))?;
        let contents = self.part("muc-luc", script, String::new(), None, json!({"rows": rows, "parts": covered}));
        Ok((contents, self.commune_date(CommunePaper::Submission)))
    }

    fn contents_entry(&self, index: usize, part: &Json, common: &Json) -> Json {
        let meeting = self.own().council.date.as_ref().map(|date| vietnamese::short_date(date.value));
        // Abbreviated as in a list of recipients: the head of this list says in full whose papers they are.
        let kind = common["xa"]["loai"].as_str().unwrap_or_default();
        let (council, committee) = (format!("Hội đồng TĐKT {kind}"), format!("UBND {kind}"));
        let (day, author) = match part["kind"].as_str() {
            Some("bien-ban" | "bang-tong-hop") => (meeting, council),
            Some("quyet-dinh" | "giay-khen") => (None, format!("Chủ tịch {committee}")),
            _ if part["head"]["symbol"] == "TTr-UBND" => (None, committee),
            _ => (None, council),
        };
        contents_row(index, part, day, &author)
    }
}

fn collective(person: &Assessment) -> bool {
    person.candidate.kind == Kind::Collective
}

/// The commune's name with its kind in lower case (`xã Tam Phước`), however the workbook writes it.
fn commune_name(written: &str, plan: &str) -> String {
    let mut name = written.trim();
    for prefix in ["Ủy ban nhân dân ", "Uỷ ban nhân dân ", "ỦY BAN NHÂN DÂN ", "UBND "] {
        name = name.strip_prefix(prefix).unwrap_or(name);
    }
    if name.is_empty() || crate::text::fold(name) == crate::text::fold(plan) {
        return plan.to_owned();
    }
    let (kind, rest) = name.split_once(' ').unwrap_or((name, ""));
    match kind.to_lowercase().as_str() {
        "xã" | "phường" => format!("{} {rest}", kind.to_lowercase()),
        "thị" | "đặc" => crate::judge::words::lower_first(name),
        // Without its kind: the plan knows it, where it is the same commune.
        _ if crate::text::fold(plan).ends_with(&format!(" {}", crate::text::fold(name))) => plan.to_owned(),
        _ => name.to_owned(),
    }
}

/// `xã` of `xã Tam Phước`: what the commune is called where its name is not.
fn kind_of(name: &str) -> &'static str {
    const KINDS: [&str; 4] = ["phường", "thị trấn", "đặc khu", "xã"];
    let lower = name.to_lowercase();
    KINDS.into_iter().find(|kind| lower.starts_with(kind)).unwrap_or("xã")
}

/// A collective has no post: its row lacks that column.
fn without_post(mut row: Json) -> Json {
    if let Some(cells) = row.as_array_mut() {
        cells.remove(2);
    }
    row
}

/// `09/09 phiếu (100%)`.
fn share(vote: &Tally) -> String {
    format!(
        "{}/{} phiếu ({}%)",
        vietnamese::count(vote.favour),
        vietnamese::count(vote.electorate),
        written(&vote.percent())
    )
}

fn with_votes(ranked: &Ranked, person: &Assessment) -> Json {
    let mut nguoi = data::person(person.candidate);
    nguoi["phieu"] = json!(ranked.vote.as_deref().map_or_else(String::new, data::votes));
    nguoi
}

fn remarks(voted: &[(&Assessment, &Tally)]) -> Json {
    voted
        .iter()
        .filter(|(_, vote)| !vote.remark.is_empty())
        .map(|(person, vote)| data::remark(person.candidate, vote))
        .collect()
}

fn ballot(index: usize, person: &Assessment, vote: &Tally) -> Json {
    json!([
        (index + 1).to_string(),
        data::addressed(person.candidate),
        vietnamese::count(vote.favour),
        vietnamese::count(vote.against),
        vietnamese::count(vote.abstain),
        format!("{}%", written(&vote.percent())),
    ])
}

fn placed(ranked: &Ranked, person: &Assessment) -> Json {
    json!([
        if collective(person) { "Tập thể".to_owned() } else { ranked.rank.to_string() },
        data::addressed(person.candidate),
        ranked.why,
        if ranked.selected { "Đề nghị" } else { "Không đề nghị" },
    ])
}

/// Why somebody ranked was not chosen.
pub(super) fn not_chosen(ranked: &Ranked, limit: u32) -> String {
    match &ranked.vote {
        None => "Hội đồng không biểu quyết".to_owned(),
        Some(vote) if !vote.carried => format!("không đạt tỷ lệ phiếu ({})", data::votes(vote)),
        Some(_) => {
            format!("xếp thứ {}, ngoài số lượng tối đa {} cá nhân", ranked.rank, vietnamese::count(limit.into()))
        }
    }
}

/// `05 (năm) cá nhân và 01 (một) tập thể`.
fn counted(people: &[(&Ranked, &Assessment)]) -> String {
    let of = |collectives: bool, what: &str| {
        let n = people.iter().filter(|(_, person)| collective(person) == collectives).count();
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        (n > 0).then(|| format!("{} ({}) {what}", vietnamese::count(n), vietnamese::in_words(n)))
    };
    [of(false, "cá nhân"), of(true, "tập thể")].into_iter().flatten().collect::<Vec<_>>().join(" và ")
}
