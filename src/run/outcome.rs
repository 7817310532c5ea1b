//! What a run came to, for whoever started it.
//!
//! *Invariant:* what is said here of units and people is what was judged; nothing is decided again.

use std::path::PathBuf;
use std::sync::Arc;

use super::Job;
use crate::compose::{self, CommunePaper, Paper, PaperKind};
use crate::judge::{Judged, JudgedUnit, Reason, Standing};
use crate::model::{Headcount, Kind};
use crate::plan::Plan;
use crate::problem::Problems;
use crate::read::Conversion;
use crate::read::excerpt::Excerpts;

/// Somebody a unit does not nominate, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The unit.
    pub unit: String,
    /// The person.
    pub name: String,
    /// `Mã`.
    pub code: String,
    /// What is nominated there.
    pub kind: Kind,
    /// The reasons.
    pub why: Vec<Why>,
}

/// Why somebody is not nominated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// In Vietnamese.
    pub message: String,
    /// The code of the criterion that is not met, if it is one.
    pub criterion: Option<Arc<str>>,
}

/// One unit's outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitOutcome {
    /// Its name.
    pub name: String,
    /// Its folder below the plan's.
    pub folder: String,
    /// Its workbook.
    pub file: String,
    /// Whether an error withholds its papers.
    pub stopped: bool,
    /// In how many volumes its set of papers is bound; 0 where there is none.
    pub volumes: usize,
    /// Whether its minutes are all that it has: it nominates nobody.
    pub minutes_alone: bool,
    /// Whom it nominates.
    pub nominated: Headcount,
    /// Who was judged.
    pub judged: Headcount,
}

/// What the commune council's own papers wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// Nothing: they are made, or only errors are in their way.
    Nothing,
    /// There is no workbook of the commune yet.
    Workbook,
    /// Its workbook has no votes yet.
    Votes,
}

/// What a run came to.
#[derive(Debug)]
pub struct Outcome {
    /// `Mã kế hoạch`.
    pub plan: String,
    /// `Tên phong trào`.
    pub campaign: String,
    /// Where the papers are.
    pub folder: PathBuf,
    /// The units that could be read.
    pub units: Vec<UnitOutcome>,
    /// Papers of the run.
    pub papers: usize,
    /// In how many volumes the commune's set is bound; 0 where there is none.
    pub commune_volumes: usize,
    /// In how many its summary is; of several, none is in the set.
    pub summary_volumes: usize,
    /// Whether there was nothing to read: no workbook of a unit.
    pub is_empty: bool,
    /// Those taken over unchanged from the run before.
    pub reused: usize,
    /// All problems, sorted.
    pub problems: Problems,
    /// Every text that was converted from an old character set.
    pub conversions: Vec<Conversion>,
    /// The rows around the cells at fault.
    pub excerpts: Excerpts,
    /// What the commune council's papers wait for.
    pub waits: Waits,
    /// Papers that are not made, and why.
    pub withheld: Vec<String>,
    /// The archive's word on this run.
    pub archived: Option<String>,
    /// What else there is to say of the places of papers: what was put right after a run that was cut off, what was kept.
    pub notes: Vec<String>,
    /// Who is not nominated.
    pub refused: Vec<Refused>,
    /// What the plan does not say, and every paper leaves open where it is named: its number, its day.
    pub plan_lacks: Vec<&'static str>,
    /// Whether somebody is proposed to the level above without the award that it is asked for.
    pub award_open: bool,
    /// Whether there are whole certificates, and no picture of the national emblem for them.
    pub without_emblem: bool,
}

impl Outcome {
    /// Whether something in the data stopped a document (exit status 1).
    pub fn stopped(&self) -> bool {
        self.problems.errors().next().is_some()
    }
}

/// What a run came to as far as is known before its papers are made; `emblem` says whether there is a picture of it.
pub(super) fn outcome(
    job: &Job,
    judged: &Judged,
    papers: &[Paper],
    conversions: Vec<Conversion>,
    emblem: bool,
    is_empty: bool,
) -> Outcome {
    let certificate = |paper: &Paper| matches!(paper.kind, PaperKind::Commune(CommunePaper::Certificate(_)));
    let folders = compose::folders(judged);
    let mut volumes = vec![0; judged.units.len()];
    let mut minutes = vec![false; judged.units.len()];
    for paper in papers {
        match paper.kind {
            PaperKind::Set(unit, _) => volumes[unit] += 1,
            PaperKind::Minutes(unit) => minutes[unit] = true,
            _ => {}
        }
    }
    let count = |is_one: fn(&PaperKind) -> bool| papers.iter().filter(|paper| is_one(&paper.kind)).count();
    let units = judged
        .units
        .iter()
        .zip(folders)
        .zip(volumes.into_iter().zip(minutes))
        .map(|((unit, folder), (volumes, minutes))| UnitOutcome {
            name: unit.unit.office.name.clone(),
            folder,
            file: unit.unit.file.to_string(),
            stopped: unit.stopped,
            volumes,
            minutes_alone: minutes && volumes == 0,
            nominated: unit.headcount(),
            judged: unit.unit.candidates.iter().collect(),
        })
        .collect();
    Outcome {
        plan: judged.plan.code.clone(),
        campaign: judged.plan.campaign.clone(),
        folder: job.output.join(&judged.plan.code),
        units,
        papers: papers.len(),
        commune_volumes: count(|kind| matches!(kind, PaperKind::CommuneSet(_))),
        summary_volumes: count(|kind| matches!(kind, PaperKind::Commune(CommunePaper::Summary(_)))),
        is_empty,
        reused: 0,
        problems: judged.problems.clone(),
        conversions,
        excerpts: Excerpts::new(),
        waits: match judged.commune {
            None => Waits::Workbook,
            Some(_) if !judged.commune_stopped && !judged.ranking.voted => Waits::Votes,
            Some(_) => Waits::Nothing,
        },
        withheld: compose::commune::withheld(judged),
        archived: None,
        notes: Vec::new(),
        refused: refused(judged),
        plan_lacks: plan_lacks(judged.plan),
        award_open: !judged.plan.level_above.is_empty()
            && judged.plan.award_above.is_empty()
            && judged.units.iter().flat_map(JudgedUnit::nominated).any(|person| person.candidate.further),
        without_emblem: !emblem && !job.blanks && papers.iter().any(certificate),
    }
}

/// What is left to be written by hand wherever a paper rests on the plan.
fn plan_lacks(plan: &Plan) -> Vec<&'static str> {
    let number = plan.symbol.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let day = plan.issued.is_some_and(|issued| issued.day.is_some());
    [("Số ký hiệu", number), ("Ngày ban hành", day)]
        .into_iter()
        .filter(|(_, given)| !given)
        .map(|(label, _)| label)
        .collect()
}

fn refused(judged: &Judged) -> Vec<Refused> {
    let people = judged.units.iter().flat_map(|unit| unit.assessments.iter().map(move |person| (unit, person)));
    let refused = people.filter(|(_, person)| !person.nominated() && person.standing != Standing::Stopped);
    refused
        .map(|(unit, person)| Refused {
            unit: unit.unit.office.name.clone(),
            name: person.candidate.name.value.clone(),
            code: person.candidate.code.value.clone(),
            kind: person.candidate.kind,
            why: match person.standing {
                Standing::Refused => {
                    let why =
                        |reason: &Reason| Why { message: reason.message.clone(), criterion: reason.criterion.clone() };
                    person.reasons.iter().map(why).collect()
                }
                _ => vec![Why { message: compose::data::why_not(person), criterion: None }],
            },
        })
        .collect()
}
