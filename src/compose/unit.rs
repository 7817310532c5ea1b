//! A unit's dossier set: submission, minutes, reports, and the set with its list of contents (plan III.4).
//!
//! *Invariant:* the names and counts in the submission, the minutes and the reports come from one list of those nominated.

use std::ops::Range;

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::annex::{self, ANNEX, Annexed, annexes};
use super::{Composer, PaperKind, bound, data, report, vietnamese, volumes, volumes_of};
use crate::cell::text_of;
use crate::judge::{Assessment, Judged, JudgedUnit, Reason, Tally, Verdict, words};
use crate::locality;
use crate::model::{Authority, Kind, Office};
use crate::number::vietnamese as written;
use crate::plan::Plan;
use crate::post;
use crate::text::person_key;

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

    fn common(&self, judged: &JudgedUnit) -> Json {
        let office = &judged.unit.office;
        let counted = |collective: bool| {
            judged.nominated().filter(|person| (person.candidate.kind == Kind::Collective) == collective).count()
        };
        json!({
            "ke_hoach": self.plan, "don_vi": data::office(office, self.judged.plan),
            "nguoi_ky": data::signer(
                office.authority, text_of(office.signer_title.as_ref()), text_of(office.signer.as_ref()), &office.name,
            ),
            "so_ca_nhan": counted(false), "so_tap_the": counted(true),
        })
    }

    /// Tờ trình.
    pub(super) fn submission(&self, unit: usize) -> anyhow::Result<Json> {
        let judged = self.unit(unit);
        let mut data = self.common(judged);
        data["bien_ban"] = json!(minutes_cited(judged));
        let listed = listed(judged);
        let own = annex::in_body(listed.len());
        data["so_cap_tren"] = json!(listed.iter().filter(|person| person.candidate.further).count());
        data["bien_ban_co_phu_luc"] = json!(annexes(judged.assessments.len()) > 0);
        data["cap_tren"] = proposed_further(&listed[own.clone()]);
        data["phu_luc_cap_tren"] = annex::holding_those(listed.iter().map(|person| person.candidate.further));
        self.cite("to-trinh.jinja", &mut data, listed.len())?;
        let tables = proposed(self.judged.plan, &listed, own);
        let script = self.words.script("to-trinh.jinja", &data, &tables)?;
        let registration = &judged.unit.submission;
        let date = registration.date.as_ref().map(|date| date.value);
        Ok(self.part("van-ban", script, data::number(registration), date, json!({})))
    }

    /// An annex of the submission: the list of those nominated.
    pub(super) fn submission_annex(&self, unit: usize, annex: usize) -> anyhow::Result<Json> {
        let judged = self.unit(unit);
        let registration = &judged.unit.submission;
        let listed = listed(judged);
        let places = ANNEX.people_of(annex, listed.len());
        let mut data = self.common(judged);
        data["phu_luc"] = annex::told(annex, listed.len());
        let symbol = data["don_vi"]["ky_hieu"].as_str().unwrap_or_default();
        data["to_trinh"] = json!(data::cited("Tờ trình", registration, &format!("TTr-{symbol}"), None));
        data["cap_tren"] = proposed_further(&listed[places.clone()]);
        let tables = proposed(self.judged.plan, &listed, places);
        annex::tell_kinds(&mut data, &tables, ["de-nghi", "tap-the"]);
        let date = registration.date.as_ref().map(|date| date.value);
        let script = self.words.script("to-trinh-phu-luc.jinja", &data, &tables)?;
        Ok(self.part("phu-luc", script, data::number(registration), date, json!({})))
    }

    /// Biên bản.
    pub(super) fn minutes(&self, unit: usize) -> anyhow::Result<Json> {
        let judged = self.unit(unit);
        let council = &judged.unit.council;
        let people = judged.assessments.len();
        let mut data = self.common(judged);
        merge(&mut data, data::meeting(council, self.judged.plan));
        data["so_de_cu"] = json!(people);
        data["so_bieu_quyet"] = json!(judged.assessments.iter().filter(|person| person.vote.is_some()).count());
        data["so_khong_de_nghi"] = json!(people - judged.nominated().count());
        data["so_cap_tren"] = json!(judged.nominated().filter(|person| person.candidate.further).count());
        let all = || judged.assessments.iter();
        data["phu_luc_de_nghi"] = annex::holding_those(all().map(Assessment::nominated));
        data["phu_luc_khong_de_nghi"] = annex::holding_those(all().map(|person| !person.nominated()));
        data["phu_luc_cap_tren"] =
            annex::holding_those(all().map(|person| person.nominated() && person.candidate.further));
        self.cite("bien-ban.jinja", &mut data, people)?;
        let mut tables = decided(judged, annex::in_body(people), &mut data);
        tables["thanh-phan"] = members(&council.members).into();
        let script = self.words.script("bien-ban.jinja", &data, &tables)?;
        Ok(self.part("bien-ban", script, data::number(&judged.unit.minutes), None, json!({})))
    }

    /// An annex of the minutes: what the council found and decided of some of those proposed to it.
    pub(super) fn minutes_annex(&self, unit: usize, annex: usize) -> anyhow::Result<Json> {
        let judged = self.unit(unit);
        let people = judged.assessments.len();
        let mut data = self.common(judged);
        data["phu_luc"] = annex::told(annex, people);
        data["bien_ban"] = json!(minutes_cited(judged));
        let tables = decided(judged, ANNEX.people_of(annex, people), &mut data);
        let script = self.words.script("bien-ban-phu-luc.jinja", &data, &tables)?;
        Ok(self.part("phu-luc", script, data::number(&judged.unit.minutes), None, json!({})))
    }

    /// Báo cáo thành tích.
    pub(super) fn report(&self, unit: usize, person: usize) -> anyhow::Result<Json> {
        let judged = self.unit(unit);
        let assessment = &judged.assessments[person];
        let mut data = self.common(judged);
        data["nguoi"] = report::person(self.words, self.judged.plan, assessment)?;
        let signer = text_of(judged.unit.office.signer.as_ref());
        let below_head = signs_below_head(&judged.unit.office);
        // Nobody confirms a report of one's own, a unit not of itself, nor a deputy that of the head (plan III.4: the head
        // confirms).
        let own = !signer.is_empty() && person_key(signer) == person_key(&assessment.candidate.name.value)
            || below_head && assessment.candidate.kind == Kind::Head
            // Who signs in the head's own name, and is not named, may be the head who reports.
            || signer.is_empty() && judged.unit.office.authority == Authority::Own && assessment.candidate.kind == Kind::Head
            || data::is_unit_itself(assessment.candidate, &judged.unit.office.name, self.judged.plan);
        // The form's heading names the head of a person's unit, but nobody where a collective is confirmed; nor does it
        // tell an acting head from another.
        let acting = judged.unit.office.authority == Authority::Acting;
        let says_post = !own && (below_head || acting || assessment.candidate.kind == Kind::Collective);
        // For whom somebody signs stands above already: the unit.
        let of_signer = data["nguoi_ky"]["dong"].as_array().into_iter().flatten();
        let lines: Vec<Json> = of_signer
            .filter(|line| says_post && !line.as_str().is_some_and(|line| line.starts_with("TM. ")))
            .cloned()
            .collect();
        data["xac_nhan"] = json!({"ten": if own { "" } else { signer }, "chinh_minh": own, "dong": lines});
        let script = self.words.script("bao-cao.jinja", &data, &json!({}))?;
        Ok(self.part("bao-cao", script, String::new(), None, json!({})))
    }

    /// The list of contents of a volume of the unit's set, of these parts (NĐ 30/2020, Phụ lục V).
    pub(super) fn contents(&self, unit: usize, volume: usize, parts: &[Json]) -> anyhow::Result<Json> {
        let judged = self.unit(unit);
        let mut data = self.common(judged);
        let kind = PaperKind::Set(unit, volume);
        data["tap"] = volumes::told(volume, volumes_of(&set(self.judged, unit)).len());
        let meeting = judged.unit.council.date.as_ref().map(|date| vietnamese::short_date(date.value));
        let office = &vietnamese::capitalised(&judged.unit.office.name);
        let row = |(index, (kind, part)): (usize, (PaperKind, &Json))| match kind {
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
        let rows: Vec<Json> = bound(self.judged, kind).into_iter().zip(parts).enumerate().map(row).collect();
        let script = self.words.script("muc-luc.jinja", &data, &json!({}))?;
        Ok(self.part("muc-luc", script, String::new(), None, json!({"rows": rows})))
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
fn proposed(plan: &Plan, listed: &[&Assessment], places: Range<usize>) -> Json {
    let award = data::short_award(&plan.award);
    let individuals = listed.iter().take_while(|person| person.candidate.kind != Kind::Collective).count();
    let (mut people, mut collectives) = (Vec::new(), Vec::new());
    for (place, person) in places.clone().zip(&listed[places]) {
        if place < individuals {
            people.push(json!([
                (place + 1).to_string(),
                data::addressed(person.candidate),
                data::post_and_workplace(person.candidate),
                highlights(person),
                award
            ]));
        } else {
            let number = (place - individuals + 1).to_string();
            collectives.push(json!([number, data::name(person.candidate), highlights(person), award]));
        }
    }
    json!({"de-nghi": people, "tap-the": collectives})
}

/// Whether somebody else than the head signs: a confirmation says so then too (Mục II.7.b).
fn signs_below_head(office: &Office) -> bool {
    let deputy = || post::is_deputy(text_of(office.signer_title.as_ref()));
    office.authority.before_head().is_some() || office.authority != Authority::Acting && deputy()
}

/// Those of them whom their unit would have proposed to the level above too.
fn proposed_further(listed: &[&Assessment]) -> Json {
    let further = listed.iter().filter(|person| person.candidate.further);
    further.map(|person| json!(data::addressed_within(person.candidate))).collect()
}

/// What the council found and decided of those proposed to it at these places: the rows of the tables, and in the data
/// the lists below them.
fn decided(judged: &JudgedUnit, places: Range<usize>, data: &mut Json) -> Json {
    let people: Vec<(usize, &Assessment)> = judged.assessments.iter().enumerate().collect();
    // Only those who were voted on are counted in the table of votes; in annexes everybody keeps one number.
    let annexed = annexes(people.len()) > 0;
    let voted = people.iter().filter_map(|(place, person)| Some((*place, *person, person.vote.as_ref()?))).enumerate();
    let voted =
        voted.map(|(index, (place, person, vote))| (if annexed { place } else { index }, (place, person, vote)));
    let voted: Vec<_> = voted.filter(|(_, (place, ..))| places.contains(place)).collect();
    let people = &people[places];
    data["co_phieu"] = json!(!voted.is_empty());
    data["cac_y_kien"] = remarks(voted.iter().map(|(_, (_, person, vote))| (*person, *vote)));
    let nominated = people.iter().filter(|(_, person)| person.nominated());
    data["de_nghi"] = nominated.map(|(_, person)| data::with_votes(person.candidate, person.vote.as_ref())).collect();
    let further = people.iter().filter(|(_, person)| person.nominated() && person.candidate.further);
    data["cap_tren"] = further.map(|(_, person)| json!(data::addressed_within(person.candidate))).collect();
    let refused = people.iter().filter(|(_, person)| !person.nominated());
    data["khong_de_nghi"] = refused
        .map(|(_, person)| json!({"xung_ten": data::addressed(person.candidate), "vi_sao": data::why_not(person)}))
        .collect();
    json!({
        "xet-duyet": people.iter().map(|(place, person)| examined(*place, person)).collect::<Vec<_>>(),
        "bieu-quyet": voted.iter().map(|(index, (_, person, vote))| ballot(*index, person, vote)).collect::<Vec<_>>(),
    })
}

/// What the council's members said.
pub(super) fn remarks<'p>(voted: impl Iterator<Item = (&'p Assessment<'p>, &'p Tally)>) -> Json {
    let said = voted.filter(|(_, vote)| !vote.remark.is_empty());
    said.map(|(person, vote)| data::remark(person.candidate, vote)).collect()
}

/// A row of the table of votes.
pub(super) fn ballot(index: usize, person: &Assessment, vote: &Tally) -> Json {
    json!([
        (index + 1).to_string(),
        data::addressed(person.candidate),
        vietnamese::count(vote.favour),
        vietnamese::count(vote.against),
        vietnamese::count(vote.abstain),
        format!("{}%", written(&vote.percent())),
    ])
}

pub(super) fn merge(data: &mut Json, more: Json) {
    if let (Some(data), Json::Object(more)) = (data.as_object_mut(), more) {
        data.extend(more);
    }
}

/// The rows of a council's attendance, by rank, then as the workbook has them.
pub(super) fn members(members: &[crate::model::Member]) -> Vec<Json> {
    let mut ordered: Vec<&crate::model::Member> = members.iter().collect();
    ordered.sort_by_key(|member| member.role);
    ordered
        .into_iter()
        .enumerate()
        .map(|(index, member)| {
            json!([
                (index + 1).to_string(),
                member.name.value,
                text_of(member.post.as_ref()),
                data::role(member.role),
                if member.present { "Có mặt" } else { "Vắng mặt" },
            ])
        })
        .collect()
}

pub(super) fn examined(index: usize, person: &Assessment) -> Json {
    let counted = |verdicts: &[Verdict]| {
        let n = person.findings.iter().filter(|finding| verdicts.contains(&finding.verdict)).count();
        u64::try_from(n).unwrap_or(u64::MAX)
    };
    let text = if person.eligible() {
        let initiatives = u64::try_from(person.candidate.initiatives.len()).unwrap_or(u64::MAX);
        let exceeded = counted(&[Verdict::Exceeded]);
        let above = if exceeded == 0 {
            String::new()
        } else {
            format!(", trong đó vượt {} chỉ tiêu", vietnamese::count(exceeded))
        };
        // Discipline is a person's; of a collective the reports and the minutes say nothing of the kind.
        let collective = person.candidate.kind == Kind::Collective;
        let discipline = if collective { "" } else { "; không bị xử lý kỷ luật" };
        format!(
            "Đạt {}/{} chỉ tiêu được áp dụng{above}; có {} sáng kiến, giải pháp{discipline}",
            vietnamese::count(counted(&[Verdict::Exceeded, Verdict::Met])),
            vietnamese::count(counted(&[Verdict::Exceeded, Verdict::Met, Verdict::Missed, Verdict::NoData])),
            vietnamese::count(initiatives),
        )
    } else {
        let lower = |(index, reason): (usize, &Reason)| match index {
            0 => reason.message.clone(),
            _ => words::lower_first(&reason.message),
        };
        person.reasons.iter().enumerate().map(lower).collect::<Vec<_>>().join(";\n")
    };
    let conclusion = if person.eligible() { "Đủ tiêu chuẩn" } else { "Không đủ tiêu chuẩn" };
    json!([(index + 1).to_string(), data::addressed(person.candidate), text, conclusion])
}

/// The submission's short word on each person: targets exceeded with their figures, and initiatives.
pub(super) fn highlights(person: &Assessment) -> String {
    let mut parts: Vec<String> = person
        .findings
        .iter()
        .filter(|finding| finding.verdict == Verdict::Exceeded && !finding.criterion.counts_initiatives)
        .map(|finding| {
            let figure =
                finding.percent().map_or_else(|| words::figure(finding), |rate| format!("{}%", written(&rate)));
            format!("{}: {figure} (chỉ tiêu {})", finding.criterion.short, words::target(finding.criterion))
        })
        .collect();
    if parts.is_empty() {
        parts.push("Đạt đủ các chỉ tiêu được áp dụng".to_owned());
    }
    let initiatives = u64::try_from(person.candidate.initiatives.len()).unwrap_or(u64::MAX);
    parts.push(format!("có {} sáng kiến, giải pháp", vietnamese::count(initiatives)));
    // One sentence: only its first word has a capital.
    for part in parts.iter_mut().skip(1) {
        *part = words::lower_first(part);
    }
    parts.join("; ")
}
