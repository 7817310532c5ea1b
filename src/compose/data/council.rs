//! A council's meeting, and what it found and decided of the cases before it: a unit's council and the commune's alike.

use std::ops::Range;

use serde::Serialize;

use super::{Person, addressed, addressed_within};
use crate::cell::text_of;
use crate::compose::annex::annexes;
use crate::compose::ending::{bare, ended};
use crate::compose::vietnamese::{self, BLANK, LONG_BLANK};
use crate::compose::words::Rows;
use crate::judge::{Assessment, Reason, Tally, Verdict, words};
use crate::model::{Council, Kind, Member, Role};
use crate::number::vietnamese as written;
use crate::phrase;
use crate::plan::targets;
use crate::plan::{Bound, Electorate, Plan};

/// The meeting as minutes tell of it.
#[derive(Clone, Debug, Serialize)]
pub struct Meeting {
    /// When it began.
    #[serde(rename = "gio_bat_dau")]
    begins: String,
    /// When it ended.
    #[serde(rename = "gio_ket_thuc")]
    ends: String,
    /// Its day.
    #[serde(rename = "ngay_hop")]
    day: String,
    /// Where.
    #[serde(rename = "dia_diem")]
    venue: String,
    /// Members.
    #[serde(rename = "so_thanh_vien")]
    members: usize,
    /// Members present.
    #[serde(rename = "so_co_mat")]
    present: usize,
    /// Members absent.
    #[serde(rename = "so_vang")]
    absences: usize,
    /// Who they are.
    #[serde(rename = "vang_mat")]
    absent: Vec<Absent>,
    /// How many of all members have to be present.
    #[serde(rename = "toi_thieu_du_hop")]
    quorum: String,
    /// Who presided.
    #[serde(rename = "chu_toa")]
    chair: Officer,
    /// Who took the minutes.
    #[serde(rename = "thu_ky")]
    secretary: Officer,
    /// The papers of a secret ballot; none where hands were raised.
    #[serde(rename = "phieu_kin")]
    ballots: Option<Ballots>,
    /// What the share of votes is of.
    #[serde(rename = "tinh_tren")]
    electorate: &'static str,
    /// The share that carries.
    #[serde(rename = "nguong")]
    threshold: String,
}

/// A member who was absent.
#[derive(Clone, Debug, Serialize)]
struct Absent {
    #[serde(rename = "ten")]
    name: String,
    #[serde(rename = "chuc_vu")]
    post: String,
    #[serde(rename = "ly_do")]
    excuse: String,
}

/// Who presided or took the minutes.
#[derive(Clone, Debug, Serialize)]
struct Officer {
    #[serde(rename = "ten")]
    name: String,
    /// Name, post and title in the council; the form's blank where nobody is known.
    #[serde(rename = "ten_va_vai_tro")]
    introduced: String,
}

/// The papers of a secret ballot.
#[derive(Clone, Debug, Serialize)]
struct Ballots {
    #[serde(rename = "phat_ra")]
    issued: String,
    #[serde(rename = "thu_vao")]
    returned: String,
    #[serde(rename = "hop_le")]
    valid: String,
    #[serde(rename = "khong_hop_le")]
    invalid: String,
    /// Who counted them; empty where the workbook does not say.
    #[serde(rename = "ban_kiem_phieu")]
    tellers: String,
}

impl Meeting {
    /// The meeting of a council under this plan.
    pub fn of(council: &Council, plan: &Plan) -> Self {
        let absent: Vec<Absent> = council.members.iter().filter(|member| !member.present).map(absent).collect();
        let venue = text_of(council.venue.as_ref());
        Self {
            begins: vietnamese::hour(council.begins.as_ref().map(|at| at.value)),
            ends: vietnamese::hour(council.ends.as_ref().map(|at| at.value)),
            day: vietnamese::long_date(council.date.as_ref().map(|at| at.value)),
            venue: if venue.is_empty() { LONG_BLANK } else { bare(venue) }.to_owned(),
            members: council.members.len(),
            present: council.members.len() - absent.len(),
            absences: absent.len(),
            absent,
            quorum: match &plan.quorum {
                Bound::AtLeast(value) => format!("ít nhất {}", targets::share(value)),
                Bound::MoreThan(value) => format!("trên {}", targets::share(value)),
            },
            chair: officer(chair(council)),
            secretary: officer(secretary(council)),
            ballots: council.ballots.as_ref().map(|ballots| Ballots {
                issued: vietnamese::count(ballots.issued.value),
                returned: vietnamese::count(ballots.returned.value),
                valid: vietnamese::count(ballots.valid.value),
                invalid: vietnamese::count(ballots.returned.value.saturating_sub(ballots.valid.value)),
                tellers: bare(text_of(ballots.tellers.as_ref())).to_owned(),
            }),
            electorate: match plan.threshold.of {
                Electorate::Present => "số thành viên có mặt",
                Electorate::Members => "tổng số thành viên Hội đồng",
            },
            threshold: match &plan.threshold.bound {
                Bound::AtLeast(value) => format!("từ {} trở lên", targets::share(value)),
                Bound::MoreThan(value) => format!("trên {}", targets::share(value)),
            },
        }
    }
}

fn absent(member: &Member) -> Absent {
    let excuse = text_of(member.excuse.as_ref());
    Absent {
        name: member.name.value.clone(),
        post: text_of(member.post.as_ref()).to_owned(),
        excuse: ended(if excuse.is_empty() { LONG_BLANK } else { excuse }),
    }
}

/// Who presided: the chair where present, else the first deputy present.
fn chair(council: &Council) -> Option<&Member> {
    [Role::Chair, Role::Deputy]
        .into_iter()
        .find_map(|role| council.members.iter().find(|member| member.present && member.role == role))
}

/// Who took the minutes: the first secretary present.
fn secretary(council: &Council) -> Option<&Member> {
    council.members.iter().find(|member| member.present && member.role == Role::Secretary)
}

fn officer(member: Option<&Member>) -> Officer {
    let Some(member) = member else { return Officer { name: String::new(), introduced: BLANK.to_owned() } };
    let name = &member.name.value;
    let post = text_of(member.post.as_ref());
    let post = if post.is_empty() { String::new() } else { format!("{post}, ") };
    Officer { name: name.clone(), introduced: format!("{name} - {post}{} Hội đồng", role(member.role)) }
}

/// A role as papers write it.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Chair => "Chủ tịch",
        Role::Deputy => "Phó Chủ tịch",
        Role::Member => "Ủy viên",
        Role::Secretary => "Thư ký",
    }
}

/// The rows of a council's attendance, by rank, then as the workbook has them.
pub fn attendance(council: &Council) -> Rows {
    let mut ordered: Vec<&Member> = council.members.iter().collect();
    ordered.sort_by_key(|member| member.role);
    ordered
        .into_iter()
        .enumerate()
        .map(|(index, member)| {
            vec![
                (index + 1).to_string(),
                member.name.value.clone(),
                text_of(member.post.as_ref()).to_owned(),
                role(member.role).to_owned(),
                if member.present { "Có mặt" } else { "Vắng mặt" }.to_owned(),
            ]
        })
        .collect()
}

/// A case before a council.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// Whom it is about.
    pub person: &'a Assessment<'a>,
    /// The council's vote, where it held one.
    pub vote: Option<&'a Tally>,
    /// Votes in favour where the council voted again between equals.
    pub again: Option<u64>,
    /// Whether the council decided for the person.
    pub favoured: bool,
}

/// What a council found and decided of some of the cases before it.
#[derive(Debug)]
pub struct Decided<'a> {
    /// Whether it voted on any of them.
    pub voted: bool,
    /// What its members said.
    pub remarks: Vec<Remark>,
    /// For whom it decided.
    pub favoured: Vec<Voted<'a>>,
    /// Whom of those it wants proposed to the level above too.
    pub further: Vec<String>,
    /// For whom it did not.
    pub others: Vec<Without>,
    /// The rows of what it found.
    pub examined: Rows,
    /// The rows of votes.
    pub ballots: Rows,
}

impl<'a> Decided<'a> {
    /// Of the cases at these places among all before the council; `why_not` gives the reason for one that it decided against.
    pub fn of(cases: &[Case<'a>], places: Range<usize>, why_not: impl Fn(usize) -> String) -> Self {
        // Only those who were voted on are counted in the table of votes; in annexes everybody keeps one number.
        let annexed = annexes(cases.len()) > 0;
        let voted = cases.iter().enumerate().filter_map(|(place, case)| Some((place, case.person, case.vote?)));
        let voted = voted.enumerate().map(|(index, vote)| (if annexed { vote.0 } else { index }, vote));
        let voted: Vec<_> = voted.filter(|(_, (place, ..))| places.contains(place)).collect();
        let here = || places.clone().zip(&cases[places.clone()]);
        let favoured = || here().filter(|(_, case)| case.favoured);
        Self {
            voted: !voted.is_empty(),
            remarks: voted.iter().filter_map(|(_, (_, person, vote))| Remark::of(person, vote)).collect(),
            favoured: favoured().map(|(_, case)| Voted::of(case)).collect(),
            further: further(favoured().map(|(_, case)| case.person)),
            others: here()
                .filter(|(_, case)| !case.favoured)
                .map(|(place, case)| Without { addressed: addressed(case.person.candidate), why: why_not(place) })
                .collect(),
            examined: here().map(|(place, case)| examined(place, case.person)).collect(),
            ballots: voted.iter().map(|(index, (_, person, vote))| ballot(*index, person, vote)).collect(),
        }
    }
}

/// Whom of these the level above is asked to commend too.
pub fn further<'a>(people: impl Iterator<Item = &'a Assessment<'a>>) -> Vec<String> {
    people.filter(|person| person.candidate.further).map(|person| addressed_within(person.candidate)).collect()
}

/// What a council's member said of somebody.
#[derive(Clone, Debug, Serialize)]
pub struct Remark {
    #[serde(rename = "ten")]
    name: String,
    #[serde(rename = "noi_dung")]
    said: String,
}

impl Remark {
    fn of(person: &Assessment, vote: &Tally) -> Option<Self> {
        let said = || Self { name: addressed_within(person.candidate), said: ended(&vote.remark) };
        (!vote.remark.is_empty()).then(said)
    }
}

/// Somebody with the council's vote.
#[derive(Clone, Debug, Serialize)]
pub struct Voted<'a> {
    #[serde(flatten)]
    person: Person<'a>,
    /// The vote in words; empty where the council held none.
    #[serde(rename = "phieu")]
    votes: String,
}

impl<'a> Voted<'a> {
    /// The person of a case, with the vote there.
    pub fn of(case: &Case<'a>) -> Self {
        let again = |vote: &Tally| {
            let second = case.again.map(|favour| Tally { favour, ..vote.clone() });
            second.map_or_else(String::new, |second| format!("; biểu quyết lại: {}", votes(&second)))
        };
        let votes = case.vote.map_or_else(String::new, |vote| votes(vote) + &again(vote));
        Self { person: Person::of(case.person.candidate), votes }
    }
}

/// Somebody whom the council decided against, and why.
#[derive(Clone, Debug, Serialize)]
pub struct Without {
    #[serde(rename = "xung_ten")]
    addressed: String,
    #[serde(rename = "vi_sao")]
    why: String,
}

/// `09/09 thành viên đồng ý, đạt 100%`.
pub fn votes(vote: &Tally) -> String {
    format!("{}, đạt {}%", words::agreed(vote), written(&vote.percent()))
}

/// Why somebody was not nominated.
pub fn why_not(person: &Assessment) -> String {
    if !person.eligible() {
        return "không đủ tiêu chuẩn (lý do nêu tại kết quả đối chiếu)".to_owned();
    }
    match &person.vote {
        None => "Hội đồng không biểu quyết".to_owned(),
        Some(vote) => format!("không đủ tỷ lệ đồng ý ({})", votes(vote)),
    }
}

/// A row of the table of votes.
fn ballot(index: usize, person: &Assessment, vote: &Tally) -> Vec<String> {
    vec![
        (index + 1).to_string(),
        addressed(person.candidate),
        vietnamese::count(vote.favour),
        vietnamese::count(vote.against),
        vietnamese::count(vote.abstain),
        format!("{}%", written(&vote.percent())),
    ]
}

/// A row of what the council found.
fn examined(index: usize, person: &Assessment) -> Vec<String> {
    let counted = |verdicts: &[Verdict]| {
        let n = person.findings.iter().filter(|finding| verdicts.contains(&finding.verdict)).count();
        u64::try_from(n).unwrap_or(u64::MAX)
    };
    let text = if person.eligible() {
        let initiatives = initiatives(person).map_or_else(String::new, |said| format!("; {said}"));
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
            "Đạt {}/{} chỉ tiêu được áp dụng{above}{initiatives}{discipline}",
            vietnamese::count(counted(&[Verdict::Exceeded, Verdict::Met])),
            vietnamese::count(counted(&[Verdict::Exceeded, Verdict::Met, Verdict::Missed, Verdict::NoData])),
        )
    } else {
        let lower = |(index, reason): (usize, &Reason)| match index {
            0 => reason.message.clone(),
            _ => phrase::lower_first(&reason.message),
        };
        person.reasons.iter().enumerate().map(lower).collect::<Vec<_>>().join(";\n")
    };
    let conclusion = if person.eligible() { "Đủ tiêu chuẩn" } else { "Không đủ tiêu chuẩn" };
    vec![(index + 1).to_string(), addressed(person.candidate), text, conclusion.to_owned()]
}

/// How many initiatives a person has; nothing where there are none, which only a plan that asks for none lets pass.
fn initiatives(person: &Assessment) -> Option<String> {
    let count = u64::try_from(person.candidate.initiatives.len()).unwrap_or(u64::MAX);
    (count > 0).then(|| format!("có {} sáng kiến, giải pháp", vietnamese::count(count)))
}

/// A submission's short word on each person: targets exceeded with their figures, and initiatives.
pub fn highlights(person: &Assessment) -> String {
    let mut parts: Vec<String> = person
        .findings
        .iter()
        .filter(|finding| finding.verdict == Verdict::Exceeded && !finding.criterion.counts_initiatives)
        .map(|finding| {
            let figure =
                finding.percent().map_or_else(|| words::figure(finding), |rate| format!("{}%", written(&rate)));
            format!("{}: {figure} (chỉ tiêu {})", finding.criterion.short, targets::target(finding.criterion))
        })
        .collect();
    if parts.is_empty() {
        parts.push("Đạt đủ các chỉ tiêu được áp dụng".to_owned());
    }
    parts.extend(initiatives(person));
    // One sentence: only its first word has a capital.
    for part in parts.iter_mut().skip(1) {
        *part = phrase::lower_first(part);
    }
    parts.join("; ")
}
