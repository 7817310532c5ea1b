//! The plan's rules applied to what the workbooks say: verdicts, reasons, votes and ranks.
//!
//! The order of the steps is the order of the contract: each figure against its target (`criterion`), each person
//! (`candidate`), each council (`vote`), what only the whole shows (`check`, `evidence`), the law of the day (`law`), the
//! commune's order (`rank`).
//!
//! *Invariant:* pure and total: the same inputs give the same verdicts whatever the order of files, rows and units, and
//! nothing here can fail; what is wrong is a [`Problem`](crate::problem::Problem).

mod candidate;
mod check;
mod criterion;
mod evidence;
pub mod law;
mod rank;
mod standing;
mod vote;
pub mod words;

use std::sync::Arc;

use crate::cell::Cell;
use crate::model::{Candidate, Commune, Figure, Headcount, Kind, Unit};
use crate::number::{Decimal, Fraction};
use crate::plan::{Criterion, Plan};
use crate::problem::Problems;

pub use rank::{Key, Line, Order, Ranked, Ranking, points};
pub use standing::Standing;
pub use vote::{Tally, present};

/// Everything that was decided in one run.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The plan it was decided by.
    pub plan: &'a Plan,
    /// Every unit that could be read, in the order of its name.
    pub units: Vec<JudgedUnit<'a>>,
    /// The commune's own workbook, if there is one.
    pub commune: Option<&'a Commune>,
    /// Whether an error stops the commune's papers, though not necessarily the ranking.
    pub commune_stopped: bool,
    /// The commune's order of the nominated.
    pub ranking: Ranking,
    /// The problems of reading and of judging, sorted.
    pub problems: Problems,
}

/// One unit and what was found of its people.
#[derive(Debug)]
pub struct JudgedUnit<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Its candidates: individuals, then collectives, each in the workbook's order.
    pub assessments: Vec<Assessment<'a>>,
    /// Whether an error in its workbook withholds its papers.
    pub stopped: bool,
}

impl<'a> JudgedUnit<'a> {
    /// Those the unit nominates (rule 4).
    pub fn nominated(&self) -> impl Iterator<Item = &Assessment<'a>> {
        self.assessments.iter().filter(|assessment| assessment.nominated())
    }

    /// How many they are.
    pub fn headcount(&self) -> Headcount {
        self.nominated().map(|assessment| assessment.candidate).collect()
    }
}

/// What was found of one candidate.
#[derive(Debug)]
pub struct Assessment<'a> {
    /// The candidate.
    pub candidate: &'a Candidate,
    /// One finding a criterion, in the plan's order.
    pub findings: Vec<Finding<'a>>,
    /// Why the candidate is refused; empty means eligible (rule 2).
    pub reasons: Vec<Reason>,
    /// The unit council's vote; `None` where it did not vote on the candidate.
    pub vote: Option<Tally>,
    /// How far the candidate has come.
    pub standing: Standing,
}

impl Assessment<'_> {
    /// Rule 2.
    pub fn eligible(&self) -> bool {
        self.reasons.is_empty()
    }

    /// Rule 4: eligible, and carried by the unit's council; nobody is of a unit in error.
    pub fn nominated(&self) -> bool {
        self.standing.nominated()
    }

    /// How many targets were exceeded.
    pub fn exceeded(&self) -> usize {
        self.findings.iter().filter(|finding| finding.verdict == Verdict::Exceeded).count()
    }

    /// Plan III.2 “Ưu tiên”: professional staff and part-timers who exceeded a target.
    /// Nobody, where the plan in force says so.
    pub fn priority(&self, plan: &Plan) -> bool {
        plan.priority.is_by_rule()
            && matches!(self.candidate.kind, Kind::Official | Kind::PartTime)
            && self.exceeded() > 0
    }

    /// The mean margin over target, as a ratio (1/100 is one percentage point), over the rates (`tỷ lệ`, `mức giảm`)
    /// that concern the candidate; 0 where none does. Counts have no common scale with rates and stay out.
    pub fn margin(&self) -> Fraction {
        crate::number::mean(&self.findings.iter().filter_map(Finding::margin).collect::<Vec<_>>())
    }
}

/// Why a candidate is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The code of the criterion that is not met, if it is one.
    pub criterion: Option<Arc<str>>,
    /// The criterion, figure and target in Vietnamese, as the minutes print it.
    pub message: String,
    /// The cell that shows it.
    pub cell: Cell,
}

/// One criterion of one candidate.
#[derive(Debug)]
pub struct Finding<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// The candidate.
    pub candidate: &'a Candidate,
    /// What the workbook says; `None` where it says nothing or the plan does not ask this kind of candidate.
    pub figure: Option<&'a Figure>,
    /// The verdict (rule 1).
    pub verdict: Verdict,
}

/// The outcome of one criterion (rule 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Vượt.
    Exceeded,
    /// Đạt.
    Met,
    /// Không đạt.
    Missed,
    /// Không áp dụng.
    NotApplicable,
    /// Thiếu số liệu.
    NoData,
}

impl Verdict {
    /// As `danh-gia.json` writes it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Exceeded => "exceeded",
            Self::Met => "met",
            Self::Missed => "missed",
            Self::NotApplicable => "not_applicable",
            Self::NoData => "no_data",
        }
    }

    /// As papers write it.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::Exceeded => "vượt",
            Self::Met => "đạt",
            Self::Missed => "không đạt",
            Self::NotApplicable => "không áp dụng",
            Self::NoData => "thiếu số liệu",
        }
    }
}

/// A figure as it was judged: exact numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// No number to show.
    Nothing,
    /// `tỷ lệ` or `mức giảm`: the two numbers that [`Finding::rate`] comes from.
    Rate {
        /// Kết quả.
        result: Decimal,
        /// Tổng số.
        total: Decimal,
    },
    /// `có/không`.
    YesNo(bool),
    /// `số lượng`, `không vi phạm`.
    Count(Decimal),
    /// `danh mục`: items done, and items that concern the candidate.
    Items {
        /// Those answered Có.
        done: usize,
        /// Those that concern the candidate.
        concerned: usize,
    },
}

/// Judges everything that was read, with the problems that reading found; on so many threads, which change nothing in
/// what is found.
pub fn judge<'a>(
    plan: &'a Plan,
    units: &'a [Unit],
    commune: Option<&'a Commune>,
    mut problems: Problems,
    threads: usize,
) -> Judged<'a> {
    let mut judged: Vec<JudgedUnit<'a>> = units
        .iter()
        .map(|unit| {
            let votes = vote::Votes::of(&unit.council);
            let assess = |candidate| candidate::assess(plan, &votes, candidate);
            let mut assessments: Vec<Assessment> = unit.candidates.iter().map(assess).collect();
            // Every paper counts and lists individuals before collectives, in whatever order the sheet has them.
            assessments.sort_by_key(|person| person.candidate.kind == Kind::Collective);
            JudgedUnit { unit, assessments, stopped: false }
        })
        .collect();
    judged.sort_by(|a, b| key(a.unit).cmp(&key(b.unit)));
    check::units(plan, &judged, &mut problems);
    evidence::look(plan, &judged, threads, &mut problems);
    law::look(plan, &judged, commune, &mut problems);
    // Before the commune's own checks: what its workbook gets wrong about a unit's people does the unit no harm.
    let stopped = problems.stopped();
    for unit in &mut judged {
        unit.stopped = stopped.contains(&unit.unit.file) || stopped.contains(plan.source.file());
        if unit.stopped {
            standing::stop(&mut unit.assessments);
        }
    }
    let counted = commune.filter(|commune| check::commune(plan, commune, &judged, &mut problems));
    let ranking = rank::rank(plan, &judged, commune, counted, &mut problems);
    standing::settle(&mut judged, &ranking);
    let commune_stopped =
        commune.is_some_and(|commune| problems.stop(&commune.file)) || problems.stop(plan.source.file());
    Judged { plan, units: judged, commune, commune_stopped, ranking, problems: problems.sorted() }
}

/// Units stand in the order of their names, whatever their files are called.
fn key(unit: &Unit) -> (String, &str, &str) {
    (crate::text::fold(&unit.office.name), &unit.office.name, &unit.file)
}
