//! What each of the commune's papers says: verdicts, votes and ranks as the data of its words and tables.
//!
//! *Invariant:* people stand in the order of the ranking, whatever the order of files, units and rows.

use std::ops::Range;

use jiff::civil::Date;
use serde_json::json;

use super::views::{
    Again, Certificate, Citations, Common, Contents, Decision, Found, ListAnnex, Minutes, MinutesAnnex, Proposal,
    Submission,
};
use super::{CommunePaper, further, person, signing};
use crate::cell::text_of;
use crate::compose::annex::{self, ANNEX, Annex, Annexed, Kinds, annexes};
use crate::compose::data::{self, Decided, Meeting, Person, Voted};
use crate::compose::money::{Award, Money};
use crate::compose::vietnamese::{self, BLANK};
use crate::compose::volumes;
use crate::compose::words::{Rows, Tables};
use crate::compose::{Composer, PaperKind, Part, bound, contents_row, volumes_of};
use crate::judge::{Assessment, Ranked, Tally, law, words};
use crate::model::{Commune, Kind};
use crate::number::vietnamese as written;

/// Somebody nominated, with the place in the ranking.
type Case<'a> = (&'a Ranked, &'a Assessment<'a>);

impl<'a> Composer<'a> {
    /// The part of one of the commune's papers, and its date.
    pub(in crate::compose) fn commune(&self, paper: CommunePaper) -> anyhow::Result<(Part, Date)> {
        let part = match paper {
            CommunePaper::Summary(volume) => self.summary(volume)?,
            CommunePaper::Submission => self.council_submission()?,
            CommunePaper::Minutes => self.council_minutes()?,
            CommunePaper::Decision => self.decision()?,
            CommunePaper::Annex(Annexed::Minutes, annex) => self.council_minutes_annex(annex)?,
            CommunePaper::Annex(annexed, annex) => self.list_annex(annexed, annex)?,
            CommunePaper::Certificate(index) => self.certificate(index)?,
            CommunePaper::Proposal => self.proposal()?,
            CommunePaper::Report(index) => {
                let (ranked, _) = self.chosen()[index];
                self.report(ranked.unit, ranked.person, true)?
            }
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
            CommunePaper::Proposal | CommunePaper::Report(_) => commune.proposal.date.as_ref(),
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
    pub(super) fn commune_common(&self) -> Common<'_> {
        let plan = self.judged.plan;
        let chosen = self.chosen();
        let collectives = chosen.iter().filter(|(_, person)| collective(person)).count();
        let individuals = chosen.len() - collectives;
        let commune = data::Commune::of(self.judged.commune, plan);
        Common {
            plan: &self.plan,
            office: commune.clone(),
            commune,
            individuals,
            collectives,
            money: Money::of(plan, individuals, collectives),
        }
    }

    pub(super) fn citations(&self) -> Citations {
        let commune = self.own();
        let symbol = data::council_symbol(&commune.office);
        let meeting = commune.council.date.as_ref().map(|date| date.value);
        Citations {
            minutes: data::cited("Biên bản", &commune.minutes, "BB-HĐTĐKT", meeting),
            submission: data::cited("Tờ trình", &commune.submission, &format!("TTr-{symbol}"), None),
            decision: data::cited("Quyết định", &commune.decision, "QĐ-UBND", None),
            decided: commune.decision.number.is_some(),
        }
    }

    /// Whether the minutes have annexes.
    fn minutes_annexed(&self) -> bool {
        annexes(self.judged.ranking.all().count()) > 0
    }

    fn council_submission(&self) -> anyhow::Result<Part> {
        let commune = self.own();
        let chosen = self.chosen();
        let own = annex::in_body(chosen.len());
        let data = Submission {
            common: self.commune_common(),
            citations: self.citations(),
            signer: signing::council(commune),
            minutes_annexed: self.minutes_annexed(),
            units: self.nominating_units(),
            summaries: super::summary::volumes(self.judged),
            annexes: self.cited("xa-to-trinh.jinja", chosen.len())?,
            further_count: further(self.judged).count(),
            further: chosen_further(&chosen[own.clone()]),
            further_annexes: annex::holding_those(chosen.iter().map(|(_, person)| person.candidate.further)),
        };
        let script = self.words.script("xa-to-trinh.jinja", &data, &self.chosen_rows(own))?;
        let date = commune.submission.date.as_ref().map(|date| date.value);
        Ok(Part::of("van-ban", script, data::number(&commune.submission), date))
    }

    /// An annex of the submission or of the decision: a part of the list of those chosen.
    fn list_annex(&self, annexed: Annexed, annex: usize) -> anyhow::Result<Part> {
        let commune = self.own();
        let chosen = self.chosen();
        let places = ANNEX.people_of(annex, chosen.len());
        let here = places.clone();
        let (template, registration, names, tables) = if annexed == Annexed::Decision {
            let names = ["khen-ca-nhan", "khen-tap-the"];
            ("quyet-dinh-phu-luc.jinja", &commune.decision, names, self.rewarded(places))
        } else {
            let names = ["xa-de-nghi", "xa-tap-the"];
            ("xa-to-trinh-phu-luc.jinja", &commune.submission, names, self.chosen_rows(places))
        };
        let [individuals, collectives] = names.map(|name| tables.len(name));
        let data = ListAnnex {
            common: self.commune_common(),
            citations: self.citations(),
            annex: Annex::of(annex, chosen.len()),
            further: chosen_further(&chosen[here]),
            kinds: Kinds::of(&tables, names),
            money: Money::of(self.judged.plan, individuals, collectives).total,
        };
        let script = self.words.script(template, &data, &tables)?;
        let date = registration.date.as_ref().map(|date| date.value);
        Ok(Part::of("phu-luc", script, data::number(registration), date))
    }

    /// The rows of the submission's tables: of those chosen at these places, the individuals before the collectives.
    fn chosen_rows(&self, places: Range<usize>) -> Tables {
        let row = |index: usize, ranked: &Ranked, person: &Assessment| {
            vec![
                (index + 1).to_string(),
                data::addressed(person.candidate),
                data::post_and_workplace(person.candidate),
                data::highlights(person),
                share(ranked),
            ]
        };
        let of_collective =
            |index: usize, ranked: &Ranked, person: &Assessment| without_post(row(index, ranked, person));
        Tables::default()
            .and("xa-de-nghi", self.numbered(false, places.clone(), row))
            .and("xa-tap-the", self.numbered(true, places, of_collective))
    }

    /// Rows of the individuals or of the collectives chosen, of those at these places among all.
    fn numbered(
        &self,
        collectives: bool,
        places: Range<usize>,
        row: impl Fn(usize, &Ranked, &Assessment) -> Vec<String>,
    ) -> Rows {
        let chosen = self.chosen();
        let of_kind =
            chosen.iter().enumerate().filter(|(_, (_, person))| collective(person) == collectives).enumerate();
        let within = of_kind.filter(|(_, (place, _))| places.contains(place));
        within.map(|(index, (_, (ranked, person)))| row(index, ranked, person)).collect()
    }

    fn council_minutes(&self) -> anyhow::Result<Part> {
        let (commune, judged) = (self.own(), self.judged);
        let (cases, chosen) = (self.cases(), self.chosen());
        let is_further = |(ranked, person): &Case| ranked.standing.selected() && person.candidate.further;
        let (found, tables) = self.decided(&cases, annex::in_body(cases.len()));
        // A few stand in the conclusion itself.
        let few = &chosen[annex::in_body(chosen.len())];
        let data = Minutes {
            common: self.commune_common(),
            meeting: Meeting::of(&commune.council, judged.plan),
            cases: cases.len(),
            ordered: judged.ranking.individuals.iter().filter(|ranked| ranked.place().is_some()).count(),
            collective_cases: cases.iter().filter(|(_, person)| collective(person)).count(),
            units: self.nominating_units(),
            voted_on: cases.iter().filter(|(ranked, _)| ranked.vote.is_some()).count(),
            others_count: cases.iter().filter(|(ranked, _)| !ranked.standing.selected()).count(),
            further_count: further(judged).count(),
            again: cases.iter().filter_map(again).collect(),
            annexes: self.cited("xa-bien-ban.jinja", cases.len())?,
            chosen_annexes: annex::holding_those(cases.iter().map(|(ranked, _)| ranked.standing.selected())),
            others_annexes: annex::holding_those(cases.iter().map(|(ranked, _)| !ranked.standing.selected())),
            further_annexes: annex::holding_those(cases.iter().map(is_further)),
            found: Found {
                chosen: few.iter().map(|case| Voted::of(&before_council(case))).collect(),
                further: chosen_further(few),
                ..found
            },
        };
        let tables = tables.and("thanh-phan", data::attendance(&commune.council));
        let script = self.words.script("xa-bien-ban.jinja", &data, &tables)?;
        Ok(Part::of("bien-ban", script, data::number(&commune.minutes), None))
    }

    /// An annex of the minutes: what the council found and decided of some of the cases.
    fn council_minutes_annex(&self, annex: usize) -> anyhow::Result<Part> {
        let cases = self.cases();
        let (found, tables) = self.decided(&cases, ANNEX.people_of(annex, cases.len()));
        let data = MinutesAnnex {
            common: self.commune_common(),
            citations: self.citations(),
            annex: Annex::of(annex, cases.len()),
            found,
        };
        let script = self.words.script("xa-bien-ban-phu-luc.jinja", &data, &tables)?;
        Ok(Part::of("phu-luc", script, data::number(&self.own().minutes), None))
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

    /// What the council found and decided of the cases at these places, and the rows of the tables.
    fn decided(&self, cases: &[Case<'a>], places: Range<usize>) -> (Found<'a>, Tables) {
        let before: Vec<data::Case> = cases.iter().map(before_council).collect();
        let placed = cases[places.clone()].iter().map(|(ranked, person)| placed(ranked, person)).collect();
        let decided = Decided::of(&before, places, |place| not_chosen(cases[place].0, self.judged.plan.limit));
        let found = Found {
            voted: decided.voted,
            remarks: decided.remarks,
            chosen: decided.favoured,
            further: decided.further,
            others: decided.others,
        };
        let tables = Tables::default()
            .and("xet-duyet", decided.examined)
            .and("bieu-quyet", decided.ballots)
            .and("xep-thu-tu", placed);
        (found, tables)
    }

    fn decision(&self) -> anyhow::Result<Part> {
        let commune = self.own();
        let cases = self.chosen();
        let chosen = cases.len();
        let only = if let [(_, person)] = cases[..] { Some(Person::of(person.candidate)) } else { None };
        let citations = self.citations();
        let data = Decision {
            common: self.commune_common(),
            signer: signing::chairman(commune),
            local_government: self.local_government(),
            itself: citations.decision.clone(),
            citations,
            annexes: self.cited("quyet-dinh.jinja", chosen)?,
            only,
        };
        let tables = self.rewarded(annex::in_body(chosen));
        let script = self.words.script("quyet-dinh.jinja", &data, &tables)?;
        let date = commune.decision.date.as_ref().map(|date| date.value);
        Ok(Part::of("quyet-dinh", script, data::number(&commune.decision), date))
    }

    /// The rows of the decision's list: of those chosen at these places, the individuals before the collectives.
    fn rewarded(&self, places: Range<usize>) -> Tables {
        let award = Award::of(self.judged.plan);
        let individuals = self.chosen().iter().filter(|(_, person)| !collective(person)).count();
        let sum = |pick: &dyn Fn(Award) -> u64| {
            award.map_or_else(|| BLANK.to_owned(), |award| written(&pick(award).to_string()))
        };
        let of_person = |index: usize, _: &Ranked, person: &Assessment| {
            vec![
                (index + 1).to_string(),
                data::addressed(person.candidate),
                data::post_and_workplace(person.candidate),
                sum(&|award| award.individual),
            ]
        };
        // Counted on from the individuals: the number is that of the certificate in the golden book.
        let of_collective = |index: usize, _: &Ranked, person: &Assessment| {
            vec![
                (individuals + index + 1).to_string(),
                data::name(person.candidate),
                text_of(person.candidate.workplace.as_ref()).to_owned(),
                sum(&|award| award.collective),
            ]
        };
        Tables::default()
            .and("khen-ca-nhan", self.numbered(false, places.clone(), of_person))
            .and("khen-tap-the", self.numbered(true, places, of_collective))
    }

    /// The law of the decision's authority, unless the plan cites it itself.
    fn local_government(&self) -> &'static str {
        let plan = self.judged.plan;
        let cited = plan.bases.iter().any(|basis| law::is_of_local_government(&basis.value));
        if cited { "" } else { law::local_government(law::day_of(plan, self.judged.commune)).unwrap_or("") }
    }

    fn certificate(&self, index: usize) -> anyhow::Result<Part> {
        let commune = self.own();
        let (_, person) = self.chosen()[index];
        let date = commune.decision.date.as_ref().map(|date| date.value);
        let data = Certificate {
            common: self.commune_common(),
            citations: self.citations(),
            signer: signing::chairman(commune),
            person: Person::of(person.candidate),
            number: index + 1,
            day: vietnamese::long_date(date),
        };
        let script = self.words.script("giay-khen.jinja", &data, &Tables::default())?;
        let extra = json!({"text-only": self.certificates.text_only, "emblem": self.certificates.emblem});
        Ok(Part { extra, ..Part::of("giay-khen", script, String::new(), date) })
    }

    fn proposal(&self) -> anyhow::Result<Part> {
        let commune = self.own();
        let (collectives, individuals): (Vec<&Assessment>, Vec<&Assessment>) =
            further(self.judged).partition(|person| collective(person));
        let data = Proposal {
            common: Common { individuals: individuals.len(), collectives: collectives.len(), ..self.commune_common() },
            citations: self.citations(),
            signer: signing::committee(commune),
            minutes_annexed: self.minutes_annexed(),
        };
        let row = |(index, person): (usize, &&Assessment)| {
            vec![
                (index + 1).to_string(),
                data::addressed(person.candidate),
                data::post_and_workplace(person.candidate),
                data::highlights(person),
            ]
        };
        let tables = Tables::default()
            .and("cap-tren-ca-nhan", individuals.iter().enumerate().map(row).collect())
            .and("cap-tren-tap-the", collectives.iter().enumerate().map(|case| without_post(row(case))).collect());
        let script = self.words.script("to-trinh-huyen.jinja", &data, &tables)?;
        let date = commune.proposal.date.as_ref().map(|date| date.value);
        Ok(Part::of("van-ban", script, data::number(&commune.proposal), date))
    }

    /// The list of contents of a volume of the commune's set of these parts, and the set's date.
    pub(in crate::compose) fn commune_contents(&self, volume: usize, parts: &[Part]) -> anyhow::Result<(Part, Date)> {
        let kinds = bound(self.judged, PaperKind::CommuneSet(volume));
        let chosen = self.chosen();
        let certificate = |kind: &PaperKind| match kind {
            PaperKind::Commune(CommunePaper::Certificate(index)) => Some(chosen[*index]),
            _ => None,
        };
        let certified: Vec<Case> = kinds.iter().filter_map(certificate).collect();
        let volumes = volumes_of(&super::set(self.judged)).len();
        let data = Contents { common: self.commune_common(), volume: volumes::told(volume, volumes) };
        let kind_of_commune = data.common.commune.kind;
        // The certificates of one decision are one entry: their names are in its list.
        let (mut rows, mut covered): (Vec<[String; 7]>, Vec<usize>) = Default::default();
        let mut after_one = false;
        for (kind, part) in kinds.iter().zip(parts) {
            let is_one = certificate(kind).is_some();
            if let Some(first) = covered.last_mut().filter(|_| is_one && after_one) {
                *first += 1;
                continue;
            }
            after_one = is_one;
            let mut row = self.contents_entry(rows.len(), *kind, part, kind_of_commune);
            if is_one && certified.len() > 1 {
                row[3] = format!("{} tặng {}", data::short_award(&self.judged.plan.award), counted(&certified));
            }
            rows.push(row);
            covered.push(1);
        }
        let script = self.words.script("xa-muc-luc.jinja", &data, &Tables::default())?;
        let extra = json!({"rows": rows, "parts": covered});
        let contents = Part { extra, ..Part::of("muc-luc", script, String::new(), None) };
        Ok((contents, self.commune_date(CommunePaper::Submission)))
    }

    fn contents_entry(&self, index: usize, kind: PaperKind, part: &Part, kind_of_commune: &str) -> [String; 7] {
        let meeting = self.own().council.date.as_ref().map(|date| vietnamese::short_date(date.value));
        // Abbreviated as in a list of recipients: the head of this list says in full whose papers they are.
        let (council, committee) = (format!("Hội đồng TĐKT {kind_of_commune}"), format!("UBND {kind_of_commune}"));
        let PaperKind::Commune(kind) = kind else { unreachable!("the commune's set binds the commune's papers") };
        let (day, author) = match kind {
            CommunePaper::Minutes | CommunePaper::Annex(Annexed::Minutes, _) => (meeting, council),
            CommunePaper::Decision | CommunePaper::Annex(Annexed::Decision, _) | CommunePaper::Certificate(_) => {
                (None, format!("Chủ tịch {committee}"))
            }
            CommunePaper::Proposal => (None, committee),
            // Who reports: the person, or the collective itself.
            CommunePaper::Report(index) => (None, data::name(self.chosen()[index].1.candidate)),
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
fn without_post(mut row: Vec<String>) -> Vec<String> {
    row.remove(2);
    row
}

/// A case as the council had it before it.
fn before_council<'a>((ranked, person): &Case<'a>) -> data::Case<'a> {
    data::Case { person, vote: ranked.vote.as_deref(), again: ranked.order.again, favoured: ranked.standing.selected() }
}

/// Whom of these the level above is asked to commend too.
fn chosen_further(chosen: &[Case]) -> Vec<String> {
    data::further(chosen.iter().map(|(_, person)| *person))
}

/// A second vote on somebody, where it decided.
fn again((ranked, person): &Case) -> Option<Again> {
    Some(Again { name: data::addressed(person.candidate), votes: data::votes(&ranked.voted_again()?) })
}

/// `09/09 thành viên đồng ý (100%)`, and the second vote where that decided.
fn share(ranked: &Ranked) -> String {
    let of = |vote: &Tally| format!("{} ({}%)", words::agreed(vote), written(&vote.percent()));
    let again = ranked.voted_again().map_or_else(String::new, |vote| format!("; biểu quyết lại: {}", of(&vote)));
    ranked.vote.as_deref().map_or_else(String::new, |vote| of(vote) + &again)
}

fn placed(ranked: &Ranked, person: &Assessment) -> Vec<String> {
    vec![
        if collective(person) { "Tập thể".to_owned() } else { place(ranked) },
        data::addressed(person.candidate),
        // Within its own minutes it is “the council”.
        ranked.why.replacen("Hội đồng cấp xã", "Hội đồng", 1),
        if ranked.standing.selected() { "Đề nghị" } else { "Không đề nghị" }.to_owned(),
    ]
}

/// In the place of a rank.
pub(super) const NO_RANK: &str = "–";

/// The place in the order as papers print it: whom the council has not carried has none among those it orders.
pub(super) fn place(ranked: &Ranked) -> String {
    ranked.place().map_or_else(|| NO_RANK.to_owned(), |place| place.to_string())
}

/// Why somebody ranked was not chosen.
pub(super) fn not_chosen(ranked: &Ranked, limit: u32) -> String {
    match &ranked.vote {
        None => "Hội đồng không biểu quyết".to_owned(),
        Some(vote) if !vote.carried => format!("không đủ tỷ lệ đồng ý ({})", data::votes(vote)),
        Some(_) => {
            let again = ranked
                .voted_again()
                .map_or_else(String::new, |vote| format!(" (biểu quyết lại: {})", words::agreed(&vote)));
            format!("xếp thứ {}, ngoài số lượng tối đa {} cá nhân{again}", ranked.rank, vietnamese::count(limit.into()))
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
