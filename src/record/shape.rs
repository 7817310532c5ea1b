//! The shapes of `danh-gia.json`, of their own: the model may change, a key of the contract may not.
//!
//! *Invariant:* the contract's keys come first and in its order; the added ones follow them.

use serde::Serialize;

use crate::cell::{At, Cell};
use crate::problem::Place;

/// One unit that nominates; its people are made when they are written.
#[derive(Debug, Serialize)]
pub struct Unit<C> {
    /// `Tên đơn vị`.
    pub name: String,
    /// Its workbook, below the input folder.
    pub file: String,
    /// Its folder of papers, below the plan's folder.
    pub folder: String,
    /// Its people, in the workbook's order, the collectives last.
    pub candidates: C,
    /// Added: whether an error withholds its papers.
    pub stopped: bool,
    /// Added: paths of its papers that concern no single person.
    pub papers: Vec<String>,
}

/// One person or collective.
#[derive(Debug, Serialize)]
pub struct Candidate {
    /// `Mã`.
    pub code: String,
    /// `Họ và tên`.
    pub name: String,
    /// `head`, `official`, `part_time` or `collective`.
    pub kind: &'static str,
    /// Rule 2.
    pub eligible: bool,
    /// Rule 4; false while the unit is in error.
    pub nominated: bool,
    /// Place in the commune's order; collectives are ranked apart. `null` where not ranked, or not carried by the commune's council.
    pub rank: Option<usize>,
    /// Whether the commune proposes the person to the Chairman.
    pub selected: bool,
    /// One verdict a criterion, in the plan's order.
    pub criteria: Vec<Criterion>,
    /// Why the person is refused, in Vietnamese, each with its cell.
    pub reasons: Vec<String>,
    /// Added: the same reasons in parts.
    pub reason_cells: Vec<ReasonCell>,
    /// Added: the cell of the person's code.
    pub source: Source,
    /// Added: whether the unit's papers are withheld.
    pub stopped: bool,
    /// Added: whether the person belongs to the plan's priority group.
    pub priority: bool,
    /// Added: how many targets were exceeded.
    pub exceeded: usize,
    /// Added: mean margin over target in percentage points: two decimals, or as many as keep it off 0.
    pub margin: String,
    /// Added: the unit council's vote.
    pub vote: Option<Ballot>,
    /// Added: the commune council's vote.
    pub commune_vote: Option<Ballot>,
    /// Added: what the rank was decided by, in Vietnamese.
    pub why: Option<String>,
    /// Added: whether the person is equal to somebody on the other side of the line.
    pub tied: bool,
    /// Added: paths of the papers about this person.
    pub papers: Vec<String>,
}

/// The verdict on one criterion.
#[derive(Debug, Serialize)]
pub struct Criterion {
    /// `Mã` of the criterion.
    pub code: String,
    /// `exceeded`, `met`, `missed`, `not_applicable` or `no_data`.
    pub verdict: &'static str,
    /// `Kết quả`.
    pub result: Option<String>,
    /// `Tổng số`.
    pub total: Option<String>,
    /// The rate in percent, never rounded across a target.
    pub percent: Option<String>,
    /// `Mức đạt`: in percent for rates.
    pub target: Option<String>,
    /// The cell of the figure.
    pub source: Option<Source>,
    /// Added: `Mức vượt`.
    pub exceeded_target: Option<String>,
    /// Added: how far the rate lies above its target, in percentage points; below it negative.
    pub margin: Option<String>,
    /// Added: `Dẫn chứng`.
    pub evidence: Option<Said>,
    /// Added: the reason given in `Không áp dụng`.
    pub excuse: Option<Said>,
    /// Added: the cell of `Tổng số`.
    pub total_source: Option<Source>,
    /// Added: the items of a checklist.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckedItem>,
    /// Added: the candidate's initiatives, where the figure is their number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub initiatives: Vec<Said>,
}

/// A cell of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The workbook, below the input folder.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// Excel's name of the cell.
    pub cell: String,
}

/// A text and its cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The cell's text.
    pub text: String,
    /// The cell.
    pub source: Source,
}

/// One item of a checklist.
#[derive(Debug, Serialize)]
pub struct CheckedItem {
    /// What follows the slash of its code.
    pub code: String,
    /// Its name in the plan; the code where the plan has none.
    pub name: String,
    /// Có or Không; `null` where it does not concern the candidate.
    pub done: Option<bool>,
    /// The cell of the answer.
    pub source: Source,
    /// `Dẫn chứng` of the item.
    pub evidence: Option<Said>,
    /// `Không áp dụng` of the item.
    pub excuse: Option<Said>,
}

/// A council's vote on one candidate.
#[derive(Debug, Serialize)]
pub struct Ballot {
    /// Votes in favour.
    pub favour: u64,
    /// Votes against.
    pub against: u64,
    /// Neither.
    pub abstain: u64,
    /// What the share is of.
    pub electorate: u64,
    /// The share in percent, never rounded across the plan's threshold.
    pub percent: String,
    /// Whether it reaches the threshold.
    pub carried: bool,
}

/// A reason in parts.
#[derive(Debug, Serialize)]
pub struct ReasonCell {
    /// The reason in Vietnamese.
    pub message: String,
    /// The workbook.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
}

/// The commune's order as a whole.
#[derive(Debug, Serialize)]
pub struct Ranks {
    /// `not_ranked` while a unit is in error, `clear`, or `tied` where equal people stand on both sides of the line.
    pub state: &'static str,
    /// How many individuals the plan lets the commune propose.
    pub limit: u32,
    /// Codes of the individuals, best first.
    pub individuals: Vec<String>,
    /// Codes of the collectives, best first.
    pub collectives: Vec<String>,
    /// Codes of those equal across the line.
    pub tied: Vec<String>,
    /// Whether an error stops the commune's own papers.
    pub commune_stopped: bool,
}

/// One problem.
#[derive(Debug, Serialize)]
pub struct Trouble {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The first place's file.
    pub file: String,
    /// Its sheet; `null` for a whole file.
    pub sheet: Option<String>,
    /// Its cell; `null` for a whole sheet.
    pub cell: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
    /// Added: every place, the first one too.
    pub places: Vec<Spot>,
}

/// A place of a problem.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// The cell.
    pub cell: Option<String>,
}

impl From<&Cell> for Source {
    fn from(cell: &Cell) -> Self {
        Self { file: cell.file().to_string(), sheet: cell.sheet().to_string(), cell: cell.to_string() }
    }
}

impl<T: AsRef<str>> From<&At<T>> for Said {
    fn from(at: &At<T>) -> Self {
        Self { text: at.value.as_ref().to_owned(), source: (&at.cell).into() }
    }
}

impl From<&Place> for Spot {
    fn from(place: &Place) -> Self {
        let cell = match place {
            Place::Input(_) | Place::File(_) | Place::Sheet(..) => None,
            Place::Cell(cell) => Some(cell.to_string()),
        };
        Self { file: place.file().to_string(), sheet: place.sheet().map(ToString::to_string), cell }
    }
}
