//! `hoso`: from a commune's spreadsheets to award dossiers that only need a signature.

pub mod assets;
pub mod cell;
pub mod compose;
pub mod init;
pub mod judge;
pub mod model;
pub mod number;
pub mod page;
pub mod parallel;
pub mod plan;
pub mod press;
pub mod problem;
pub mod read;
pub mod record;
pub mod text;

// Stand-in until the entry lands.
use std::collections::BTreeMap;
use std::path::PathBuf;

pub struct Job {
    pub input: PathBuf,
    pub output: PathBuf,
    pub templates: Option<PathBuf>,
    pub fonts: Option<PathBuf>,
    pub plan: Option<String>,
    pub accept_legacy: bool,
    pub blanks: bool,
    pub threads: usize,
    pub today: jiff::civil::Date,
    pub papers: bool,
}
pub enum Step<'a> {
    Reading(&'a str),
    Judged { units: usize, people: usize, papers: usize },
    Printed { path: &'a str, done: usize, of: usize },
    Published,
    Archived(&'a str),
}
pub struct Conversion {
    pub cell: cell::Cell,
    pub before: String,
    pub after: String,
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub column: u32,
    pub header: String,
    pub text: String,
}
pub type Excerpts = BTreeMap<cell::Cell, Vec<Field>>;
pub struct UnitOutcome {
    pub name: String,
    pub file: String,
    pub folder: String,
    pub people: usize,
    pub nominated: usize,
    pub stopped: bool,
}
pub struct Refused {
    pub unit: String,
    pub name: String,
    pub code: String,
    pub why: Vec<String>,
}
pub struct Outcome {
    pub plan: String,
    pub campaign: String,
    pub folder: PathBuf,
    pub units: Vec<UnitOutcome>,
    pub papers: usize,
    pub reused: usize,
    pub problems: problem::Problems,
    pub conversions: Vec<Conversion>,
    pub excerpts: Excerpts,
    pub withheld: Vec<String>,
    pub archived: Option<String>,
    pub notes: Vec<String>,
    pub refused: Vec<Refused>,
    pub record: serde_json::Value,
}
impl Outcome {
    pub fn stopped(&self) -> bool {
        self.problems.errors().next().is_some()
    }
}
pub fn run(job: &Job, tell: &(dyn Fn(Step) + Sync)) -> anyhow::Result<Outcome> {
    tell(Step::Published);
    anyhow::bail!("chưa có: {}", job.input.display())
}
