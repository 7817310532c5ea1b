//! One run: from the input folder to published, archived papers.
//!
//! *Invariant:* nothing here depends on the clock, the number of threads or the folders' names; the day comes in with
//! the job and is said only in the archive.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::assets::Assets;
use crate::compose::{self, Paper, Words, report};
use crate::judge::{self, Judged};
use crate::press::Press;
use crate::problem::Problems;
use crate::read::excerpt::Excerpts;
use crate::read::{self, Conversion};
use crate::record;

/// What to do, and with what.
#[derive(Clone, Debug)]
pub struct Job {
    /// The folder with the workbooks.
    pub input: PathBuf,
    /// The folder that papers and archive go to.
    pub output: PathBuf,
    /// The office's own templates, over the embedded ones.
    pub templates: Option<PathBuf>,
    /// The office's own fonts.
    pub fonts: Option<PathBuf>,
    /// Code of an embedded plan, where no workbook brings one.
    pub plan: Option<String>,
    /// Whether text in TCVN3 or VNI is converted instead of refused.
    pub accept_legacy: bool,
    /// Whether certificates carry the text alone, for printed blanks.
    pub blanks: bool,
    /// Threads for reading and printing.
    pub threads: usize,
    /// The day of the run: said in the archive, nowhere else.
    pub today: Date,
    /// Whether papers are made; otherwise the data is only judged and nothing is written.
    pub papers: bool,
}

/// What a run tells while it works.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// A workbook is being read.
    Reading(&'a str),
    /// Everything is judged; so many papers will be made.
    Judged {
        /// Units read.
        units: usize,
        /// Candidates judged.
        people: usize,
        /// Papers to make.
        papers: usize,
    },
    /// A paper is made.
    Printed {
        /// Its path below the plan's folder.
        path: &'a str,
        /// Papers made so far.
        done: usize,
        /// Papers to make.
        of: usize,
    },
    /// The papers are in place.
    Published,
    /// The archive's bag of this run.
    Archived(&'a str),
}

/// Somebody a unit does not nominate, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The unit.
    pub unit: String,
    /// The person.
    pub name: String,
    /// `Mã`.
    pub code: String,
    /// The reasons in Vietnamese.
    pub why: Vec<String>,
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
    /// How many it nominates.
    pub nominated: usize,
    /// How many were judged.
    pub people: usize,
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
    /// Those taken over unchanged from the run before.
    pub reused: usize,
    /// All problems, sorted.
    pub problems: Problems,
    /// Every text that was converted from an old character set.
    pub conversions: Vec<Conversion>,
    /// The rows around the cells at fault.
    pub excerpts: Excerpts,
    /// Papers that are not made, and why.
    pub withheld: Vec<String>,
    /// The archive's word on this run.
    pub archived: Option<String>,
    /// What was put right from an earlier run that was cut off.
    pub notes: Vec<String>,
    /// Who is not nominated.
    pub refused: Vec<Refused>,
    /// `danh-gia.json`.
    pub record: serde_json::Value,
}

impl Outcome {
    /// Whether something in the data stopped a document (exit status 1).
    pub fn stopped(&self) -> bool {
        self.problems.errors().next().is_some()
    }
}

/// Does the job.
///
/// # Errors
/// Only what is at fault outside the data: folders, templates, fonts, the disk. What is wrong in the workbooks is in
/// [`Outcome::problems`].
pub fn run(job: &Job, tell: &(dyn Fn(Step) + Sync)) -> anyhow::Result<Outcome> {
    let assets = Assets::load(job.templates.as_deref(), job.fonts.as_deref())?;
    let press = Press::new(&assets)?;
    let words = Words::new(assets.texts(".jinja"))?;
    let options = read::Options { accept_legacy: job.accept_legacy, plan: job.plan.clone(), threads: job.threads };
    let mut intake =
        read::read(&job.input, &assets, &options, &|c| press.can_print(c), &|file| tell(Step::Reading(file)))?;
    report::check_sentences(&words, &intake.plan, &mut intake.problems);
    let problems = std::mem::take(&mut intake.problems);
    let judged = judge::judge(&intake.plan, &intake.units, intake.commune.as_ref(), problems);
    let papers = compose::papers(&judged);
    let people = judged.units.iter().map(|unit| unit.assessments.len()).sum();
    tell(Step::Judged { units: judged.units.len(), people, papers: papers.len() });
    let record = record::record(&judged, &papers);
    let outcome = outcome(job, &judged, &papers, std::mem::take(&mut intake.conversions), &record);
    Ok(outcome)
}

fn outcome(
    job: &Job,
    judged: &Judged,
    papers: &[Paper],
    conversions: Vec<Conversion>,
    record: &record::Record,
) -> Outcome {
    let folders = compose::folders(judged);
    let units = judged
        .units
        .iter()
        .zip(folders)
        .map(|(unit, folder)| UnitOutcome {
            name: unit.unit.office.name.clone(),
            folder,
            file: unit.unit.file.to_string(),
            stopped: unit.stopped,
            nominated: if unit.stopped { 0 } else { unit.nominated().count() },
            people: unit.assessments.len(),
        })
        .collect();
    Outcome {
        plan: judged.plan.code.clone(),
        campaign: judged.plan.campaign.clone(),
        folder: job.output.join(&judged.plan.code),
        units,
        papers: papers.len(),
        reused: 0,
        problems: judged.problems.clone(),
        conversions,
        excerpts: Excerpts::new(),
        withheld: compose::commune::withheld(judged),
        archived: None,
        notes: Vec::new(),
        refused: refused(judged),
        record: serde_json::to_value(record).expect("the record is plain data"),
    }
}

fn refused(judged: &Judged) -> Vec<Refused> {
    let units = judged.units.iter().filter(|unit| !unit.stopped);
    units
        .flat_map(|unit| {
            unit.assessments.iter().filter(|person| !person.nominated()).map(|person| Refused {
                unit: unit.unit.office.name.clone(),
                name: person.candidate.name.value.clone(),
                code: person.candidate.code.value.clone(),
                why: vec![compose::data::why_not(person)],
            })
        })
        .collect()
}
