//! A unit's dossier set: submission, minutes, reports, and the set with its list of contents (plan III.4).
//!
//! *Invariant:* the names and counts in the submission, the minutes and the reports come from one list of those nominated.

use std::ops::Range;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;

use super::annex::{self, ANNEX, Annex, Annexed, Kinds, annexes};
use super::data::{self, Case, Decided, Meeting, Office, Remark, Signature, Voted, Without};
use super::report::{self, Reporter};
use super::volumes::{self, Volume};
use super::words::{Rows, Tables};
use super::{Composer, PaperKind, Part, bound, vietnamese, volumes_of};
use crate::cell::text_of;
use crate::judge::{Assessment, Judged, JudgedUnit};
use crate::locality;
use crate::model::{Authority, Kind};
use crate::name::person_key;
use crate::plan::Plan;
use crate::post;

/// What every paper of a unit may speak of.
#[derive(Serialize)]
struct Common<'a> {
    #[serde(rename = "ke_hoach")]
    plan: &'a data::Plan<'a>,
    #[serde(rename = "don_vi")]
    office: Office,
    #[serde(rename = "nguoi_ky")]
    signer: Signature,
    /// Individuals nominated.
    #[serde(rename = "so_ca_nhan")]
    individuals: usize,
    /// Collectives nominated.
    #[serde(rename = "so_tap_the")]
    collectives: usize,
}

/// `to-trinh.jinja`.
#[derive(Serialize)]
struct Submission<'a> {
    #[serde(flatten)]
    common: Common<'a>,
    /// The minutes as cited.
    #[serde(rename = "bien_ban")]
    minutes: String,
    /// Whether they have annexes.
    #[serde(rename = "bien_ban_co_phu_luc")]
    minutes_annexed: bool,
    /// The annexes with the lists; none where the lists stand in the body.
    #[serde(rename = "phu_luc")]
    annexes: Option<String>,
    /// Whether everybody nominated has an initiative.
    #[serde(rename = "deu_co_sang_kien")]
    initiatives: bool,
    /// How many are to be proposed to the level above too.
    #[serde(rename = "so_cap_tren")]
    further_count: usize,
    /// Who they are, where the lists stand in the body.
    #[serde(rename = "cap_tren")]
    further: Vec<String>,
    /// The annexes that name them.
    #[serde(rename = "phu_luc_cap_tren")]
    further_annexes: Option<String>,
}

/// `to-trinh-phu-luc.jinja`.
#[derive(Serialize)]
struct SubmissionAnnex<'a> {
    #[serde(flatten)]
    common: Common<'a>,
    #[serde(rename = "phu_luc")]
    annex: Annex,
    /// The submission as cited.
    #[serde(rename = "to_trinh")]
    submission: String,
    /// Who of those in it is to be proposed to the level above too.
    #[serde(rename = "cap_tren")]
    further: Vec<String>,
    #[serde(flatten)]
    kinds: Kinds,
}

/// `bien-ban.jinja`.
#[derive(Serialize)]
struct Minutes<'a> {
    #[serde(flatten)]
    common: Common<'a>,
    #[serde(flatten)]
    meeting: Meeting,
    /// Cases before the council.
    #[serde(rename = "so_de_cu")]
    cases: usize,
    /// Those voted on.
    #[serde(rename = "so_bieu_quyet")]
    voted_on: usize,
    /// Those not nominated.
    #[serde(rename = "so_khong_de_nghi")]
    others_count: usize,
    /// Those to be proposed to the level above too.
    #[serde(rename = "so_cap_tren")]
    further_count: usize,
    /// The annexes with the cases; none where they stand in the body.
    #[serde(rename = "phu_luc")]
    annexes: Option<String>,
    #[serde(rename = "phu_luc_de_nghi")]
    nominated_annexes: Option<String>,
    #[serde(rename = "phu_luc_khong_de_nghi")]
    others_annexes: Option<String>,
    #[serde(rename = "phu_luc_cap_tren")]
    further_annexes: Option<String>,
    #[serde(flatten)]
    found: Found<'a>,
}

/// `bien-ban-phu-luc.jinja`.
#[derive(Serialize)]
struct MinutesAnnex<'a> {
    #[serde(flatten)]
    common: Common<'a>,
    #[serde(rename = "phu_luc")]
    annex: Annex,
    /// The minutes as cited.
    #[serde(rename = "bien_ban")]
    minutes: String,
    #[serde(flatten)]
    found: Found<'a>,
}

/// What the council found and decided, of those in the body or in an annex.
#[derive(Serialize)]
struct Found<'a> {
    /// Whether any of them was voted on.
    #[serde(rename = "co_phieu")]
    voted: bool,
    #[serde(rename = "cac_y_kien")]
    remarks: Vec<Remark>,
    /// Those nominated, with their votes.
    #[serde(rename = "de_nghi")]
    nominated: Vec<Voted<'a>>,
    /// Who of them is to be proposed to the level above too.
    #[serde(rename = "cap_tren")]
    further: Vec<String>,
    #[serde(rename = "khong_de_nghi")]
    others: Vec<Without>,
}

/// `bao-cao.jinja`.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    common: Common<'a>,
    #[serde(rename = "nguoi")]
    reporter: Reporter<'a>,
    #[serde(rename = "xac_nhan")]
    confirmation: Confirmation,
    /// Whether it asks for the award of the level above.
    #[serde(rename = "gui_cap_tren")]
    above: bool,
}

/// Who confirms a report.
#[derive(Serialize)]
struct Confirmation {
    /// The lines of capacity and post below the form's own.
    #[serde(rename = "dong")]
    lines: Vec<String>,
    #[serde(rename = "ten")]
    name: String,
    /// Whether the commune does: the unit's signer would confirm a report of his own, or the report goes to the level above.
    #[serde(rename = "chinh_minh")]
    by_the_commune: bool,
}

impl Confirmation {
    fn of_the_commune() -> Self {
        Self { lines: Vec::new(), name: String::new(), by_the_commune: true }
    }
}

/// `muc-luc.jinja`.
#[derive(Serialize)]
struct Contents<'a> {
    #[serde(flatten)]
    common: Common<'a>,
    #[serde(rename = "tap")]
    volume: Option<Volume>,
}

/// The papers of a unit's set, in order; only minutes where it nominates nobody.
pub(super) fn set(judged: &Judged, unit: usize) -> Vec<PaperKind> {
    let people = &judged.units[unit].assessments;
    let nominated: Vec<usize> = (0..people.len()).filter(|person| people[*person].nominated()).collect();
    let mut set = Vec::new();
    if !nominated.is_empty() {
        set.push(PaperKind::Submission(unit));
        set.extend((0..annexes(nominated.len())).map(|annex| PaperKind::Annex(unit, Annexed::Submission, annex)));
    }
    set.push(PaperKind::Minutes(unit));
    set.extend((0..annexes(people.len())).map(|annex| PaperKind::Annex(unit, Annexed::Minutes, annex)));
    set.extend(nominated.into_iter().map(|person| PaperKind::Report(unit, person)));
    set
}

impl<'a> Composer<'a> {
    fn unit(&self, unit: usize) -> &'a JudgedUnit<'a> {
        &self.judged.units[unit]
    }

    /// The date a unit's submission is dated by: its own, else the meeting's, else the plan's last day.
    pub(super) fn submission_date(&self, unit: usize) -> Date {
        let own = self.unit(unit).unit.submission.date.as_ref().map(|date| date.value);
        own.unwrap_or_else(|| self.meeting_date(unit))
    }

    /// The day of a unit's meeting, else the plan's last day.
    pub(super) fn meeting_date(&self, unit: usize) -> Date {
        self.unit(unit).unit.council.date.as_ref().map_or(self.judged.plan.to, |date| date.value)
    }

    fn common(&self, judged: &JudgedUnit) -> Common<'_> {
        let office = &judged.unit.office;
        let headcount = judged.headcount();
        Common {
            plan: &self.plan,
            office: Office::of(office, self.judged.plan),
            signer: data::signer(office),
            individuals: headcount.people,
            collectives: headcount.collectives,
        }
    }

    /// Tờ trình.
    pub(super) fn submission(&self, unit: usize) -> anyhow::Result<Part> {
        let judged = self.unit(unit);
        let listed = listed(judged);
        let own = annex::in_body(listed.len());
        let data = Submission {
            common: self.common(judged),
            minutes: minutes_cited(judged),
            minutes_annexed: annexes(judged.assessments.len()) > 0,
            annexes: self.cited("to-trinh.jinja", listed.len())?,
            initiatives: listed.iter().all(|person| !person.candidate.initiatives.is_empty()),
            further_count: listed.iter().filter(|person| person.candidate.further).count(),
            further: data::further(listed[own.clone()].iter().copied()),
            further_annexes: annex::holding_those(listed.iter().map(|person| person.candidate.further)),
        };
        let script = self.words.script("to-trinh.jinja", &data, &proposed(self.judged.plan, &listed, own))?;
        let registration = &judged.unit.submission;
        let date = registration.date.as_ref().map(|date| date.value);
        Ok(Part::of("van-ban", script, data::number(registration), date))
    }

    /// An annex of the submission: the list of those nominated.
    pub(super) fn submission_annex(&self, unit: usize, annex: usize) -> anyhow::Result<Part> {
        let judged = self.unit(unit);
        let registration = &judged.unit.submission;
        let listed = listed(judged);
        let places = ANNEX.people_of(annex, listed.len());
        let tables = proposed(self.judged.plan, &listed, places.clone());
        let common = self.common(judged);
        let data = SubmissionAnnex {
            annex: Annex::of(annex, listed.len()),
            submission: data::cited("Tờ trình", registration, &format!("TTr-{}", common.office.symbol), None),
            further: data::further(listed[places].iter().copied()),
            kinds: Kinds::of(&tables, ["de-nghi", "tap-the"]),
            common,
        };
        let date = registration.date.as_ref().map(|date| date.value);
        let script = self.words.script("to-trinh-phu-luc.jinja", &data, &tables)?;
        Ok(Part::of("phu-luc", script, data::number(registration), date))
    }

    /// Biên bản.
    pub(super) fn minutes(&self, unit: usize) -> anyhow::Result<Part> {
        let judged = self.unit(unit);
        let council = &judged.unit.council;
        let people = &judged.assessments;
        let further = |person: &Assessment| person.nominated() && person.candidate.further;
        let (found, tables) = decided(judged, annex::in_body(people.len()));
        let data = Minutes {
            common: self.common(judged),
            meeting: Meeting::of(council, self.judged.plan),
            cases: people.len(),
            voted_on: people.iter().filter(|person| person.vote.is_some()).count(),
            others_count: people.iter().filter(|person| !person.nominated()).count(),
            further_count: people.iter().filter(|person| further(person)).count(),
            annexes: self.cited("bien-ban.jinja", people.len())?,
            nominated_annexes: annex::holding_those(people.iter().map(Assessment::nominated)),
            others_annexes: annex::holding_those(people.iter().map(|person| !person.nominated())),
            further_annexes: annex::holding_those(people.iter().map(further)),
            found,
        };
        let tables = tables.and("thanh-phan", data::attendance(council));
        let script = self.words.script("bien-ban.jinja", &data, &tables)?;
        Ok(Part::of("bien-ban", script, data::number(&judged.unit.minutes), None))
    }

    /// An annex of the minutes: what the council found and decided of some of those proposed to it.
    pub(super) fn minutes_annex(&self, unit: usize, annex: usize) -> anyhow::Result<Part> {
        let judged = self.unit(unit);
        let people = judged.assessments.len();
        let (found, tables) = decided(judged, ANNEX.people_of(annex, people));
        let data = MinutesAnnex {
            common: self.common(judged),
            annex: Annex::of(annex, people),
            minutes: minutes_cited(judged),
            found,
        };
        let script = self.words.script("bien-ban-phu-luc.jinja", &data, &tables)?;
        Ok(Part::of("phu-luc", script, data::number(&judged.unit.minutes), None))
    }

    /// Báo cáo thành tích: for the commune's award, or for that of the level above, to which the commune itself confirms it.
    pub(super) fn report(&self, unit: usize, person: usize, above: bool) -> anyhow::Result<Part> {
        let judged = self.unit(unit);
        let assessment = &judged.assessments[person];
        let common = self.common(judged);
        let data = Report {
            reporter: report::reporter(self.words, self.judged.plan, assessment)?,
            confirmation: if above {
                Confirmation::of_the_commune()
            } else {
                confirmation(judged, assessment, &common.signer, self.judged.plan)
            },
            above,
            common,
        };
        let script = self.words.script("bao-cao.jinja", &data, &Tables::default())?;
        Ok(Part::of("bao-cao", script, String::new(), None))
    }

    /// The list of contents of a volume of the unit's set, of these parts (NĐ 30/2020, Phụ lục V).
    pub(super) fn contents(&self, unit: usize, volume: usize, parts: &[Part]) -> anyhow::Result<Part> {
        let judged = self.unit(unit);
        let kind = PaperKind::Set(unit, volume);
        let volumes = volumes_of(&set(self.judged, unit)).len();
        let data = Contents { common: self.common(judged), volume: volumes::told(volume, volumes) };
        let meeting = judged.unit.council.date.as_ref().map(|date| vietnamese::short_date(date.value));
        let office = &data.common.office.name;
        let row = |(index, (kind, part)): (usize, (PaperKind, &Part))| match kind {
            PaperKind::Minutes(_) | PaperKind::Annex(_, Annexed::Minutes, _) => {
                let council = format!("Hội đồng Thi đua - Khen thưởng của {}", locality::within(office));
                super::contents_row(index, part, meeting.clone(), &council)
            }
            // Who reports: the person, or the collective itself.
            PaperKind::Report(_, person) => {
                super::contents_row(index, part, None, &data::name(judged.assessments[person].candidate))
            }
            _ => super::contents_row(index, part, None, office),
        };
        let rows: Vec<_> = bound(self.judged, kind).into_iter().zip(parts).enumerate().map(row).collect();
        let script = self.words.script("muc-luc.jinja", &data, &Tables::default())?;
        Ok(Part { extra: json!({"rows": rows}), ..Part::of("muc-luc", script, String::new(), None) })
    }
}

/// The minutes as other papers cite them.
fn minutes_cited(judged: &JudgedUnit) -> String {
    let date = judged.unit.council.date.as_ref().map(|date| date.value);
    data::cited("Biên bản", &judged.unit.minutes, "BB-HĐTĐKT", date)
}

/// Those nominated in the order of the submission's lists, the individuals before the collectives.
fn listed<'p>(judged: &'p JudgedUnit) -> Vec<&'p Assessment<'p>> {
    let of_kind = |collective: bool| {
        judged.nominated().filter(move |person| (person.candidate.kind == Kind::Collective) == collective)
    };
    of_kind(false).chain(of_kind(true)).collect()
}

/// The rows of the submission's tables, of those at these places of its lists.
fn proposed(plan: &Plan, listed: &[&Assessment], places: Range<usize>) -> Tables {
    let award = || data::short_award(&plan.award).to_owned();
    let individuals = listed.iter().take_while(|person| person.candidate.kind != Kind::Collective).count();
    let (mut people, mut collectives) = (Rows::new(), Rows::new());
    for (place, person) in places.clone().zip(&listed[places]) {
        if place < individuals {
            people.push(vec![
                (place + 1).to_string(),
                data::addressed(person.candidate),
                data::post_and_workplace(person.candidate),
                data::highlights(person),
                award(),
            ]);
        } else {
            let number = (place - individuals + 1).to_string();
            collectives.push(vec![number, data::name(person.candidate), data::highlights(person), award()]);
        }
    }
    Tables::default().and("de-nghi", people).and("tap-the", collectives)
}

/// Nobody confirms a report of one's own, a unit not of itself, nor a deputy that of the head (plan III.4: the head confirms).
fn confirmation(judged: &JudgedUnit, reporter: &Assessment, signature: &Signature, plan: &Plan) -> Confirmation {
    let (office, candidate) = (&judged.unit.office, reporter.candidate);
    let signer = text_of(office.signer.as_ref());
    // Whether somebody else than the head signs: a confirmation says so then too (Mục II.7.b).
    let deputy = || post::is_deputy(text_of(office.signer_title.as_ref()));
    let below_head = office.authority.before_head().is_some() || office.authority != Authority::Acting && deputy();
    let of_oneself = !signer.is_empty() && person_key(signer) == person_key(&candidate.name.value)
        || below_head && candidate.kind == Kind::Head
        // Who signs in the head's own name, and is not named, may be the head who reports.
        || signer.is_empty() && office.authority == Authority::Own && candidate.kind == Kind::Head
        || data::is_unit_itself(candidate, &office.name, plan)
        || post::leads_a_commune(text_of(candidate.post.as_ref())) && !post::is_chairman(text_of(office.signer_title.as_ref()));
    // The form's heading names the head of a person's unit, but nobody where a collective is confirmed; nor does it
    // tell an acting head from another.
    let acting = office.authority == Authority::Acting;
    let says_post = !of_oneself && (below_head || acting || candidate.kind == Kind::Collective);
    // For whom somebody signs stands above already: the unit.
    let lines = signature.lines.iter().filter(|line| says_post && !line.starts_with("TM. "));
    Confirmation {
        lines: lines.cloned().collect(),
        name: if of_oneself { "" } else { signer }.to_owned(),
        by_the_commune: of_oneself,
    }
}

/// What the council found and decided of those proposed to it at these places, and the rows of the tables.
fn decided<'a>(judged: &'a JudgedUnit<'a>, places: Range<usize>) -> (Found<'a>, Tables) {
    let case =
        |person: &'a Assessment| Case { person, vote: person.vote.as_ref(), again: None, favoured: person.nominated() };
    let cases: Vec<Case> = judged.assessments.iter().map(case).collect();
    let decided = Decided::of(&cases, places, |place| data::why_not(cases[place].person));
    let found = Found {
        voted: decided.voted,
        remarks: decided.remarks,
        nominated: decided.favoured,
        further: decided.further,
        others: decided.others,
    };
    (found, Tables::default().and("xet-duyet", decided.examined).and("bieu-quyet", decided.ballots))
}
