//! A unit's dossier set: submission, minutes, reports, and the set with its list of contents (plan III.4).
//!
//! *Invariant:* the names and counts in the submission, the minutes and the reports come from one list of those nominated.

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::{Composer, data, report, vietnamese};
use crate::cell::text_of;
use crate::judge::{Assessment, JudgedUnit, Verdict, words};
use crate::model::{Kind, Role};
use crate::number::vietnamese as written;
use crate::text::name_key;

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
        let minutes = &judged.unit.minutes;
        let mut data = self.common(judged);
        data["bien_ban"] = json!(data::citation(
            "Biên bản",
            minutes.number.as_ref().map(|number| number.value.as_str()),
            "BB-HĐTĐKT",
            judged.unit.council.date.as_ref().map(|date| date.value),
        ));
        data["cap_tren"] = judged
            .nominated()
            .filter(|person| person.candidate.further)
            .map(|person| json!(data::addressed_within(person.candidate)))
            .collect();
        let award = data::short_award(&self.judged.plan.award);
        let row = |(index, person): (usize, &Assessment)| {
            json!([
                (index + 1).to_string(),
                data::addressed(person.candidate),
                data::post_and_workplace(person.candidate),
                highlights(person),
                award
            ])
        };
        let collective_row = |(index, person): (usize, &Assessment)| {
            json!([(index + 1).to_string(), person.candidate.name.value, highlights(person), award])
        };
        let (collectives, individuals): (Vec<&Assessment>, Vec<&Assessment>) =
            judged.nominated().partition(|person| person.candidate.kind == Kind::Collective);
        let tables = json!({
            "de-nghi": individuals.into_iter().enumerate().map(row).collect::<Vec<_>>(),
            "tap-the": collectives.into_iter().enumerate().map(collective_row).collect::<Vec<_>>(),
        });
        let script = self.words.script("to-trinh.jinja", &data, &tables)?;
        let registration = &judged.unit.submission;
        let date = registration.date.as_ref().map(|date| date.value);
        Ok(self.part("van-ban", script, data::number(registration), date, json!({})))
    }

    /// Biên bản.
    pub(super) fn minutes(&self, unit: usize) -> anyhow::Result<Json> {
        let judged = self.unit(unit);
        let council = &judged.unit.council;
        let mut data = self.common(judged);
        merge(&mut data, data::meeting(council, self.judged.plan));
        data["so_de_cu"] = json!(judged.assessments.len());
        let voted: Vec<(&Assessment, _)> =
            judged.assessments.iter().filter_map(|person| person.vote.as_ref().map(|vote| (person, vote))).collect();
        data["so_bieu_quyet"] = json!(voted.len());
        data["cac_y_kien"] = voted
            .iter()
            .filter(|(_, vote)| !vote.remark.is_empty())
            .map(|(person, vote)| data::remark(person.candidate, vote))
            .collect();
        data["de_nghi"] = judged
            .nominated()
            .map(|person| {
                let mut nguoi = data::person(person.candidate);
                nguoi["phieu"] = json!(person.vote.as_ref().map_or_else(String::new, data::votes));
                nguoi
            })
            .collect();
        data["khong_de_nghi"] = judged
            .assessments
            .iter()
            .filter(|person| !person.nominated())
            .map(|person| json!({"xung_ten": data::addressed(person.candidate), "vi_sao": data::why_not(person)}))
            .collect();
        let tables = json!({
            "thanh-phan": members(&council.members),
            "xet-duyet": judged.assessments.iter().enumerate().map(|(index, person)| examined(index, person)).collect::<Vec<_>>(),
            "bieu-quyet": voted.iter().enumerate().map(|(index, (person, vote))| json!([
                (index + 1).to_string(), data::addressed(person.candidate), vietnamese::count(vote.favour),
                vietnamese::count(vote.against), vietnamese::count(vote.abstain), format!("{}%", written(&vote.percent())),
            ])).collect::<Vec<_>>(),
        });
        let script = self.words.script("bien-ban.jinja", &data, &tables)?;
        Ok(self.part("bien-ban", script, data::number(&judged.unit.minutes), None, json!({})))
    }

    /// Báo cáo thành tích.
    pub(super) fn report(&self, unit: usize, person: usize) -> anyhow::Result<Json> {
        let judged = self.unit(unit);
        let assessment = &judged.assessments[person];
        let mut data = self.common(judged);
        data["nguoi"] = report::person(self.words, self.judged.plan, assessment)?;
        let signer = text_of(judged.unit.office.signer.as_ref());
        // The head of the unit does not confirm the head's own report.
        let own = !signer.is_empty() && name_key(signer) == name_key(&assessment.candidate.name.value);
        data["xac_nhan"] = json!({"ten": if own { "" } else { signer }, "chinh_minh": own});
        let script = self.words.script("bao-cao.jinja", &data, &json!({}))?;
        Ok(self.part("bao-cao", script, String::new(), None, json!({})))
    }

    /// The list of contents of a volume of the unit's set, of these parts (NĐ 30/2020, Phụ lục V).
    pub(super) fn contents(&self, unit: usize, volume: usize, parts: &[Json]) -> anyhow::Result<Json> {
        let judged = self.unit(unit);
        let mut data = self.common(judged);
        data["tap"] = super::SET.told(volume, judged.nominated().count());
        let meeting = judged.unit.council.date.as_ref().map(|date| vietnamese::short_date(date.value));
        let author = |part: &Json| match part["kind"].as_str() {
            Some("bao-cao") => {
                part["signatures"][1]["name"].as_str().filter(|name| !name.is_empty()).map(str::to_owned)
            }
            Some("bien-ban") => Some(format!("Hội đồng Thi đua - Khen thưởng của {}", judged.unit.office.name)),
            _ => None,
        };
        let rows: Vec<Json> = parts
            .iter()
            .enumerate()
            .map(|(index, part)| {
                let day = if part["kind"] == "bien-ban" { meeting.clone() } else { None };
                let author = author(part).unwrap_or_else(|| judged.unit.office.name.clone());
                super::contents_row(index, part, day, &author)
            })
            .collect();
        let script = self.words.script("muc-luc.jinja", &data, &json!({}))?;
        Ok(self.part("muc-luc", script, String::new(), None, json!({"rows": rows})))
    }
}

pub(super) fn merge(data: &mut Json, more: Json) {
    if let (Some(data), Json::Object(more)) = (data.as_object_mut(), more) {
        data.extend(more);
    }
}

/// The rows of a council's attendance, by rank, then as the workbook has them.
pub(super) fn members(members: &[crate::model::Member]) -> Vec<Json> {
    let mut ordered: Vec<&crate::model::Member> = members.iter().collect();
    ordered.sort_by_key(|member| match member.role {
        Role::Secretary => Role::Secretary,
        other => other,
    });
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
        let reasons: Vec<&str> = person.reasons.iter().map(|reason| reason.message.as_str()).collect();
        reasons.join(";\n")
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
    parts.join("; ")
}
