//! What each of the commune's papers says: verdicts, votes and ranks as the data of its words and tables.
//!
//! *Invariant:* people stand in the order of the ranking, whatever the order of files, units and rows.

use std::ops::Range;

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::{CommunePaper, further, person, signing};
use crate::cell::text_of;
use crate::compose::annex::{self, ANNEX, Annexed};
use crate::compose::unit::{ballot, examined, highlights, members, merge, remarks};
use crate::compose::vietnamese::{self, BLANK};
use crate::compose::{Composer, PaperKind, bound, contents_row, data, money, volumes, volumes_of};
use crate::judge::{Assessment, Ranked, Tally, law};
use crate::locality;
use crate::model::{Commune, Kind};
use crate::number::vietnamese as written;

/// Somebody nominated, with the place in the ranking.
type Case<'a> = (&'a Ranked, &'a Assessment<'a>);

impl<'a> Composer<'a> {
    /// The part of one of the commune's papers, and its date.
    pub(in crate::compose) fn commune(&self, paper: CommunePaper) -> anyhow::Result<(Json, Date)> {
        let part = match paper {
            CommunePaper::Summary(volume) => self.summary(volume)?,
            CommunePaper::Submission => self.council_submission()?,
            CommunePaper::Minutes => self.council_minutes()?,
            CommunePaper::Decision => self.decision()?,
            CommunePaper::Annex(Annexed::Minutes, annex) => self.council_minutes_annex(annex)?,
            CommunePaper::Annex(annexed, annex) => self.list_annex(annexed, annex)?,
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
            CommunePaper::Submission | CommunePaper::Annex(Annexed::Submission, _) => commune.submission.date.as_ref(),
            CommunePaper::Decision | CommunePaper::Annex(Annexed::Decision, _) | CommunePaper::Certificate(_) => {
                commune.decision.date.as_ref()
            }
            CommunePaper::Proposal => commune.proposal.date.as_ref(),
            CommunePaper::Summary(_) | CommunePaper::Minutes | CommunePaper::Annex(Annexed::Minutes, _) => None,
        };
        own.or(commune.council.date.as_ref()).map_or(self.judged.plan.to, |date| date.value)
    }

    /// Those selected, in order.
    fn chosen(&self) -> Vec<Case<'a>> {
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
        let name = locality::commune(&office.name, &plan.commune);
        let mut xa = data::office(office, plan);
        merge(
            &mut xa,
            json!({
                "ten": name, "loai": locality::commune_kind(&name).unwrap_or("xã"), "ubnd": format!("Ủy ban nhân dân {name}"), "trinh": data::submits(office, &name), "hoi_dong": format!("Hội đồng Thi đua - Khen thưởng {name}"),
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
        let meeting = commune.council.date.as_ref().map(|date| date.value);
        json!({
            "bien_ban": data::cited("Biên bản", &commune.minutes, "BB-HĐTĐKT", meeting),
            "to_trinh": data::cited("Tờ trình", &commune.submission, &format!("TTr-{symbol}"), None),
            "quyet_dinh": data::cited("Quyết định", &commune.decision, "QĐ-UBND", None),
            "co_quyet_dinh": commune.decision.number.is_some(),
        })
    }

    fn council_submission(&self) -> anyhow::Result<Json> {
        let commune = self.own();
        let mut data = self.commune_common();
        merge(&mut data, self.citations());
        data["nguoi_ky"] = signing::council(commune);
        let chosen = self.chosen().len();
        data["bien_ban_co_phu_luc"] = json!(annex::annexes(self.judged.ranking.all().count()) > 0);
        data["so_don_vi"] = json!(self.nominating_units());
        data["so_cap_tren"] = json!(further(self.judged).count());
        data["cap_tren"] = self.chosen_further(annex::in_body(chosen));
        data["phu_luc_cap_tren"] =
            annex::holding_those(self.chosen().iter().map(|(_, person)| person.candidate.further));
        self.cite("xa-to-trinh.jinja", &mut data, chosen)?;
        let tables = self.chosen_rows(annex::in_body(chosen));
        let script = self.words.script("xa-to-trinh.jinja", &data, &tables)?;
        let date = commune.submission.date.as_ref().map(|date| date.value);
        Ok(self.part("van-ban", script, data::number(&commune.submission), date, json!({})))
    }

    /// An annex of the submission or of the decision: a part of the list of those chosen.
    fn list_annex(&self, annexed: Annexed, annex: usize) -> anyhow::Result<Json> {
        let commune = self.own();
        let chosen = self.chosen().len();
        let places = ANNEX.people_of(annex, chosen);
        let mut data = self.commune_common();
        merge(&mut data, self.citations());
        data["phu_luc"] = annex::told(annex, chosen);
        data["cap_tren"] = self.chosen_further(places.clone());
        let decision = annexed == Annexed::Decision;
        let (template, registration, names, tables) = if decision {
            let names = ["khen-ca-nhan", "khen-tap-the"];
            ("quyet-dinh-phu-luc.jinja", &commune.decision, names, self.rewarded(places))
        } else {
            let names = ["xa-de-nghi", "xa-tap-the"];
            ("xa-to-trinh-phu-luc.jinja", &commune.submission, names, self.chosen_rows(places))
        };
        annex::tell_kinds(&mut data, &tables, names);
        if decision {
            let [individuals, collectives] = names.map(|name| tables[name].as_array().map_or(0, Vec::len));
            data["tien_phu_luc"] = money::described(self.judged.plan, individuals, collectives)["tong"].clone();
        }
        let script = self.words.script(template, &data, &tables)?;
        let date = registration.date.as_ref().map(|date| date.value);
        Ok(self.part("phu-luc", script, data::number(registration), date, json!({})))
    }

    /// Those chosen, at these places, whom the commune proposes to the level above too.
    fn chosen_further(&self, places: Range<usize>) -> Json {
        let chosen = self.chosen();
        let further = chosen[places].iter().filter(|(_, person)| person.candidate.further);
        further.map(|(_, person)| json!(data::addressed_within(person.candidate))).collect()
    }

    /// The rows of the submission's tables: of those chosen at these places, the individuals before the collectives.
    fn chosen_rows(&self, places: Range<usize>) -> Json {
        let row = |index: usize, ranked: &Ranked, person: &Assessment| {
            json!([
                (index + 1).to_string(),
                data::addressed(person.candidate),
                data::post_and_workplace(person.candidate),
                highlights(person),
                ranked.vote.as_deref().map_or_else(String::new, share),
            ])
        };
        json!({
            "xa-de-nghi": self.numbered(false, places.clone(), row),
            "xa-tap-the": self.numbered(true, places, |index, ranked, person| without_post(row(index, ranked, person))),
        })
    }

    /// Rows of the individuals or of the collectives chosen, of those at these places among all.
    fn numbered(
        &self,
        collectives: bool,
        places: Range<usize>,
        row: impl Fn(usize, &Ranked, &Assessment) -> Json,
    ) -> Vec<Json> {
        let chosen = self.chosen();
        let of_kind =
            chosen.iter().enumerate().filter(|(_, (_, person))| collective(person) == collectives).enumerate();
        let within = of_kind.filter(|(_, (place, _))| places.contains(place));
        within.map(|(index, (_, (ranked, person)))| row(index, ranked, person)).collect()
    }

    fn council_minutes(&self) -> anyhow::Result<Json> {
        let (commune, judged) = (self.own(), self.judged);
        let cases = self.cases();
        let mut data = self.commune_common();
        merge(&mut data, data::meeting(&commune.council, judged.plan));
        data["so_de_cu"] = json!(cases.len());
        data["so_don_vi"] = json!(self.nominating_units());
        data["so_bieu_quyet"] = json!(cases.iter().filter(|(ranked, _)| ranked.vote.is_some()).count());
        data["so_khong_chon"] = json!(cases.iter().filter(|(ranked, _)| !ranked.selected).count());
        data["bieu_quyet_lai"] = cases
            .iter()
            .filter_map(|(ranked, person)| Some((person, ranked.order.again?)))
            .map(|(person, again)| json!({"ten": data::addressed(person.candidate), "so_phieu": again}))
            .collect();
        self.cite("xa-bien-ban.jinja", &mut data, cases.len())?;
        let mut tables = self.decided(&cases, annex::in_body(cases.len()), &mut data);
        // A few stand in the conclusion itself.
        let chosen = self.chosen();
        data["so_cap_tren"] = json!(further(judged).count());
        data["cap_tren"] = self.chosen_further(annex::in_body(chosen.len()));
        data["phu_luc_duoc_chon"] = annex::holding_those(cases.iter().map(|(ranked, _)| ranked.selected));
        data["phu_luc_khong_chon"] = annex::holding_those(cases.iter().map(|(ranked, _)| !ranked.selected));
        data["phu_luc_cap_tren"] =
            annex::holding_those(cases.iter().map(|(ranked, person)| ranked.selected && person.candidate.further));
        data["duoc_chon"] = chosen[annex::in_body(chosen.len())]
            .iter()
            .map(|(ranked, person)| data::with_votes(person.candidate, ranked.vote.as_deref()))
            .collect();
        tables["thanh-phan"] = members(&commune.council.members).into();
        let script = self.words.script("xa-bien-ban.jinja", &data, &tables)?;
        Ok(self.part("bien-ban", script, data::number(&commune.minutes), None, json!({})))
    }

    /// An annex of the minutes: what the council found and decided of some of the cases.
    fn council_minutes_annex(&self, annex: usize) -> anyhow::Result<Json> {
        let cases = self.cases();
        let mut data = self.commune_common();
        merge(&mut data, self.citations());
        data["phu_luc"] = annex::told(annex, cases.len());
        let tables = self.decided(&cases, ANNEX.people_of(annex, cases.len()), &mut data);
        let script = self.words.script("xa-bien-ban-phu-luc.jinja", &data, &tables)?;
        Ok(self.part("phu-luc", script, data::number(&self.own().minutes), None, json!({})))
    }

    /// How many units nominate anybody.
    fn nominating_units(&self) -> usize {
        self.judged.units.iter().filter(|unit| unit.nominated().next().is_some()).count()
    }

    /// Everybody nominated, in the ranking's order.
    fn cases(&self) -> Vec<Case<'a>> {
        let judged = self.judged;
        judged.ranking.all().map(|ranked| (ranked, person(judged, ranked))).collect()
    }

    /// What the council found and decided of the cases at these places: the rows of the tables, and in the data the lists
    /// below them.
    fn decided(&self, cases: &[Case], places: Range<usize>, data: &mut Json) -> Json {
        // Only those who were voted on are counted in the table of votes; in annexes everybody keeps one number.
        let voted = cases
            .iter()
            .enumerate()
            .filter_map(|(place, (ranked, person))| Some((place, *person, ranked.vote.as_deref()?)));
        let annexed = annex::annexes(cases.len()) > 0;
        let voted = voted.enumerate().map(|(index, case)| (if annexed { case.0 } else { index }, case));
        let voted: Vec<_> = voted.filter(|(_, (place, ..))| places.contains(place)).collect();
        let first = places.start;
        let cases = &cases[places];
        data["co_phieu"] = json!(!voted.is_empty());
        data["cac_y_kien"] = remarks(voted.iter().map(|(_, (_, person, vote))| (*person, *vote)));
        data["duoc_chon"] = cases
            .iter()
            .filter(|(ranked, _)| ranked.selected)
            .map(|(ranked, person)| data::with_votes(person.candidate, ranked.vote.as_deref()))
            .collect();
        let further = cases.iter().filter(|(ranked, person)| ranked.selected && person.candidate.further);
        data["cap_tren"] = further.map(|(_, person)| json!(data::addressed_within(person.candidate))).collect();
        data["khong_chon"] = cases
            .iter()
            .filter(|(ranked, _)| !ranked.selected)
            .map(|(ranked, person)| {
                let why = not_chosen(ranked, self.judged.plan.limit);
                json!({"xung_ten": data::addressed(person.candidate), "vi_sao": why})
            })
            .collect();
        let examined = (first..).zip(cases).map(|(place, (_, person))| examined(place, person));
        json!({
            "xet-duyet": examined.collect::<Vec<_>>(),
            "bieu-quyet": voted.iter().map(|(index, (_, person, vote))| ballot(*index, person, vote)).collect::<Vec<_>>(),
            "xep-thu-tu": cases.iter().map(|(ranked, person)| placed(ranked, person, self.judged.ranking.voted)).collect::<Vec<_>>(),
        })
    }

    fn decision(&self) -> anyhow::Result<Json> {
        let commune = self.own();
        let chosen = self.chosen().len();
        let mut data = self.commune_common();
        merge(&mut data, self.citations());
        data["nguoi_ky"] = signing::chairman(commune);
        data["luat_chinh_quyen"] = json!(self.local_government());
        data["quyet_dinh_nay"] = data["quyet_dinh"].clone();
        self.cite("quyet-dinh.jinja", &mut data, chosen)?;
        let tables = self.rewarded(annex::in_body(chosen));
        let script = self.words.script("quyet-dinh.jinja", &data, &tables)?;
        let date = commune.decision.date.as_ref().map(|date| date.value);
        Ok(self.part("quyet-dinh", script, data::number(&commune.decision), date, json!({})))
    }

    /// The rows of the decision's list: of those chosen at these places, the individuals before the collectives.
    fn rewarded(&self, places: Range<usize>) -> Json {
        let award = money::Award::of(self.judged.plan);
        let individuals = self.chosen().iter().filter(|(_, person)| !collective(person)).count();
        let sum = |pick: &dyn Fn(money::Award) -> u64| {
            award.map_or_else(|| BLANK.to_owned(), |award| written(&pick(award).to_string()))
        };
        json!({
            "khen-ca-nhan": self.numbered(false, places.clone(), |index, _, person| json!([
                (index + 1).to_string(), data::addressed(person.candidate), data::post_and_workplace(person.candidate),
                sum(&|award| award.individual),
            ])),
            // Counted on from the individuals: the number is that of the certificate in the golden book.
            "khen-tap-the": self.numbered(true, places, |index, _, person| json!([
                (individuals + index + 1).to_string(), data::name(person.candidate), text_of(person.candidate.workplace.as_ref()),
                sum(&|award| award.collective),
            ])),
        })
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
        data["bien_ban_co_phu_luc"] = json!(annex::annexes(self.judged.ranking.all().count()) > 0);
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
        let kinds = bound(self.judged, PaperKind::CommuneSet(volume));
        let chosen = self.chosen();
        let certificate = |kind: &PaperKind| match kind {
            PaperKind::Commune(CommunePaper::Certificate(index)) => Some(chosen[*index]),
            _ => None,
        };
        let certified: Vec<Case> = kinds.iter().filter_map(certificate).collect();
        let mut common = self.commune_common();
        common["tap"] = volumes::told(volume, volumes_of(&super::set(self.judged)).len());
        // The certificates of one decision are one entry: their names are in its list.
        let single = parts.len() - certified.len();
        let listed = kinds.iter().zip(parts).take(single + certified.len().min(1)).enumerate();
        let mut rows: Vec<Json> =
            listed.map(|(index, (kind, part))| self.contents_entry(index, *kind, part, &common)).collect();
        let mut covered = vec![1; rows.len()];
        if let (2.., Some(row), Some(parts)) = (certified.len(), rows.last_mut(), covered.last_mut()) {
            row[3] = json!(format!("{} tặng {}", data::short_award(&self.judged.plan.award), counted(&certified)));
            *parts = certified.len();
        }
        let script = self.words.script("xa-muc-luc.jinja", &common, &json!({}))?;
        let contents = self.part("muc-luc", script, String::new(), None, json!({"rows": rows, "parts": covered}));
        Ok((contents, self.commune_date(CommunePaper::Submission)))
    }

    fn contents_entry(&self, index: usize, kind: PaperKind, part: &Json, common: &Json) -> Json {
        let meeting = self.own().council.date.as_ref().map(|date| vietnamese::short_date(date.value));
        // Abbreviated as in a list of recipients: the head of this list says in full whose papers they are.
        let commune = common["xa"]["loai"].as_str().unwrap_or_default();
        let (council, committee) = (format!("Hội đồng TĐKT {commune}"), format!("UBND {commune}"));
        let PaperKind::Commune(kind) = kind else { unreachable!("the commune's set binds the commune's papers") };
        let (day, author) = match kind {
            CommunePaper::Minutes | CommunePaper::Annex(Annexed::Minutes, _) => (meeting, council),
            CommunePaper::Decision | CommunePaper::Annex(Annexed::Decision, _) | CommunePaper::Certificate(_) => {
                (None, format!("Chủ tịch {committee}"))
            }
            CommunePaper::Proposal => (None, committee),
            // The summary lies before the meeting, and bears no day.
            CommunePaper::Summary(_) | CommunePaper::Submission | CommunePaper::Annex(Annexed::Submission, _) => {
                (None, council)
            }
        };
        contents_row(index, part, day, &author)
    }
}

fn collective(person: &Assessment) -> bool {
    person.candidate.kind == Kind::Collective
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

fn placed(ranked: &Ranked, person: &Assessment, voted: bool) -> Json {
    json!([
        if collective(person) { "Tập thể".to_owned() } else { place(ranked, voted) },
        data::addressed(person.candidate),
        // Within its own minutes it is “the council”.
        ranked.why.replacen("Hội đồng cấp xã", "Hội đồng", 1),
        if ranked.selected { "Đề nghị" } else { "Không đề nghị" },
    ])
}

/// In the place of a rank.
pub(super) const NO_RANK: &str = "–";

/// The place in the order as papers print it: whom the council has not carried has none among those it orders.
pub(super) fn place(ranked: &Ranked, voted: bool) -> String {
    if ranked.passes(voted) { ranked.rank.to_string() } else { NO_RANK.to_owned() }
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
fn counted(people: &[Case]) -> String {
    let of = |collectives: bool, what: &str| {
        let n = people.iter().filter(|(_, person)| collective(person) == collectives).count();
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        (n > 0).then(|| format!("{} ({}) {what}", vietnamese::count(n), vietnamese::in_words(n)))
    };
    [of(false, "cá nhân"), of(true, "tập thể")].into_iter().flatten().collect::<Vec<_>>().join(" và ")
}
