//! Workbooks in, plain data and problems out.
//!
//! Every file is first looked at alone: what it is by its content (`guard`), then what it is by its sheets. The plan is
//! read before any unit, since figures are read as its measures ask. Files are read at the same time on our own threads;
//! large ones one by one, so that the memory of one bounds the memory of all.
//!
//! | part | does |
//! | --- | --- |
//! | `find` | lists the workbooks below the input folder |
//! | `guard`, `package`, `xml`, `records`, `ole` | refuse what is no workbook or would cost too much |
//! | `mend` | writes anew what the readers would misread |
//! | `book`, `ods`, `space`, `shown`, `shows`, `look` | bytes to grids |
//! | `charset`, `legacy` | text from before Unicode, by whole columns |
//! | `grid`, `letters`, `moment`, `field`, `table`, `pairs` | grids to typed fields, with problems at the cell |
//! | `calm` | a reader's panic as a damaged file |
//! | `desk` | what a workbook's readers share: problems, conversions, what can be printed |
//! | `excerpt` | the rows around the cells at fault |
//! | `single` | one plan by itself, for `hoso init` |
//! | `sheets` | what a workbook is, and the sheets it must have |
//! | `alike` | one copy of the texts that are alike |
//! | `said`, `notes` | what a cell's words say: nothing, the same as above, its own label, a note for a colleague |
//! | `unit`, `near`, `figure`, `commune`, `council`, `office`, `plan`, `criteria`, `bound` | fields to the model |
//!
//! *Invariant:* whatever lies in the folder, reading ends, says what it could not read, and gives the rest.

mod alike;
mod book;
mod bound;
mod calm;
pub mod charset;
mod commune;
mod council;
mod criteria;
mod desk;
pub mod excerpt;
mod field;
mod figure;
mod find;
mod grid;
mod guard;
mod legacy;
mod letters;
mod look;
mod mend;
mod moment;
mod near;
mod notes;
mod ods;
mod office;
mod ole;
mod package;
mod pairs;
mod plan;
mod records;
mod said;
mod sheets;
mod shown;
mod shows;
pub mod single;
mod space;
mod table;
mod unit;
mod xml;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::assets::Assets;
use crate::cell::Cell;
use crate::model::{Candidate, Commune, Unit};
use crate::parallel;
use crate::plan::Plan;
use crate::problem::{Place, Problems, Severity};
use crate::store::digest::{Digest, Mark};
use crate::text::fold;
use alike::Alike;
use book::{Book, Budget, Order};
use desk::Desk;
use find::BookFile;
pub use find::{WORKBOOKS, walk};
use guard::{Passed, Trouble};
pub use plan::DEFAULT as DEFAULT_PLAN;
use sheets::{KINDS, sheet, sheet_or_error};

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Convert text in TCVN3 or VNI instead of refusing it.
    pub accept_legacy: bool,
    /// Code of an embedded plan, for where no plan workbook is given.
    pub plan: Option<String>,
    /// How many files are read at the same time.
    pub threads: usize,
    /// What was wrong with what the folder held beside readable workbooks, where it does not hold that any more: as the
    /// archive kept it.
    pub outside: Option<Problems>,
}

/// A file that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path below the input folder, with `/`.
    pub name: Arc<str>,
    /// Where it is.
    pub path: PathBuf,
    looked: Looked,
}

impl Source {
    /// What it is by its sheets.
    pub fn kind(&self) -> SourceKind {
        self.looked.kind
    }

    /// What the bytes that were read are known by; `None` where they could not be.
    pub fn sums(&self) -> Option<(Digest, Mark)> {
        self.looked.sums
    }
}

/// What the first look at a file showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Looked {
    kind: SourceKind,
    sums: Option<(Digest, Mark)>,
    /// What the guard found of these bytes; `None` where it turned them away.
    passed: Option<Passed>,
}

/// What a workbook is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// A unit's: it has `Đơn vị`.
    Unit,
    /// The commune's: it has `Xã`.
    Commune,
    /// A plan's: it has `Kế hoạch`.
    Plan,
    /// None of these, or not to be read at all.
    Unknown,
}

/// Text that was converted from an old character set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// Its cell.
    pub cell: Cell,
    /// As the file has it.
    pub before: String,
    /// As Unicode.
    pub after: String,
}

/// Everything that was read.
#[derive(Debug)]
pub struct Intake {
    /// The plan in force.
    pub plan: Plan,
    /// The units that could be read, in the order of their files.
    pub units: Vec<Unit>,
    /// The commune's own workbook.
    pub commune: Option<Commune>,
    /// What was found wrong, sorted.
    pub problems: Problems,
    /// Every file that was looked at, in the order of their names.
    pub sources: Vec<Source>,
    /// Whether the folder itself is at fault: no workbook of a unit is in it.
    pub is_empty: bool,
    /// Every conversion from an old character set.
    pub conversions: Vec<Conversion>,
    /// Those of the problems that are of no bytes that were read: files of other kinds, and those that could not be opened.
    pub outside: Problems,
}

/// Reads everything below `input`.
///
/// # Errors
/// The folder is missing or cannot be read; the code names no embedded plan.
pub fn read(
    input: &Path,
    assets: &Assets,
    options: &Options,
    can_print: &(dyn Fn(char) -> bool + Sync),
    tell: &(dyn Fn(&str) + Sync),
) -> anyhow::Result<Intake> {
    let mut outside = Problems::default();
    let found = find::find(input, &mut outside)?;
    let embedded = plan::embedded(assets, options.plan.as_deref().unwrap_or(plan::DEFAULT))?;
    let reader = Reader { can_print, accept_legacy: options.accept_legacy, alone: Mutex::new(()) };
    let looked = parallel::map(options.threads, &found, |file| {
        tell(&file.name);
        reader.look(file)
    });
    let mut problems = Problems::default();
    let mut sources = Vec::new();
    for (file, (looked, wrong)) in found.into_iter().zip(looked) {
        let of_bytes = looked.sums.is_some();
        if of_bytes { &mut problems } else { &mut outside }.extend(wrong);
        sources.push(Source { name: file.name, path: file.path, looked });
    }
    let outside = options.outside.clone().unwrap_or(outside);
    problems.extend(outside.clone());
    let mut intake = Intake {
        plan: embedded,
        units: Vec::new(),
        commune: None,
        problems,
        is_empty: false,
        sources,
        conversions: Vec::new(),
        outside,
    };
    nothing_to_read(input, &mut intake);
    only_one(&mut intake, SourceKind::Plan, "kế hoạch");
    only_one(&mut intake, SourceKind::Commune, "của xã");
    let sound = read_plan(&reader, options, &mut intake);
    read_rest(&reader, sound, options, &mut intake);
    intake.problems = std::mem::take(&mut intake.problems).sorted();
    Ok(intake)
}

/// What every file is read with.
struct Reader<'a> {
    can_print: &'a (dyn Fn(char) -> bool + Sync),
    accept_legacy: bool,
    /// Held while a large file's cells are in memory.
    alone: Mutex<()>,
}

impl Reader<'_> {
    fn desk(&self) -> Desk<'_> {
        Desk::new(self.can_print, self.accept_legacy)
    }

    /// What a file is, and what is wrong with it as a file.
    fn look(&self, file: &BookFile) -> (Looked, Problems) {
        let mut looked = Looked { kind: SourceKind::Unknown, sums: None, passed: None };
        let first = |name: &str| KINDS.iter().any(|(sheet, _, _)| fold(sheet) == fold(name));
        let kind = bytes(&file.path).and_then(|bytes| {
            looked.sums = Some((Digest::of(&bytes), Mark::of(&bytes)));
            let passed = calm::calmly(|| guard::inspect(&bytes)).unwrap_or_else(|| Err(Trouble::damaged()))?;
            looked.passed = Some(passed);
            let _alone = self.alone(passed);
            let book =
                self.open(&file.name, bytes, passed, Order { wanted: &first, budget: Budget::small(), others: false })?;
            sheets::kind(&book)
        });
        let mut problems = Problems::default();
        match kind {
            Ok(kind) => looked.kind = kind,
            Err(trouble) => problems.error(Place::File(file.name.clone()), trouble.message, trouble.hint),
        }
        (looked, problems)
    }

    /// The sheets of the order, from the very bytes that were looked at.
    fn again(&self, source: &Source, order: Order) -> Result<Book, Trouble> {
        let bytes = bytes(&source.path)?;
        match source.looked.passed {
            Some(passed) if source.sums().map(|(_, mark)| mark) == Some(Mark::of(&bytes)) => {
                self.open(&source.name, bytes, passed, order)
            }
            _ => Err(Trouble::changed()),
        }
    }

    fn open(&self, name: &Arc<str>, bytes: Vec<u8>, passed: Passed, order: Order) -> Result<Book, Trouble> {
        calm::calmly(|| book::read(name, bytes, passed, order)).unwrap_or_else(|| Err(Trouble::damaged()))
    }

    /// Waits until no other large file's cells are in memory, where this is one; until the guard is dropped.
    fn alone(&self, passed: Passed) -> Option<MutexGuard<'_, ()>> {
        passed.heavy.then(|| self.alone.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads one workbook of a known kind with `f`, which has the book and a desk.
    fn workbook<T>(&self, source: &Source, f: impl FnOnce(&Book, &mut Desk) -> Option<T>) -> (Option<T>, Desk<'_>) {
        let mut desk = self.desk();
        let sheets = sheets::sheets(source.kind());
        let wanted = |name: &str| sheets.iter().any(|sheet| fold(sheet) == fold(name));
        let _alone = source.looked.passed.and_then(|passed| self.alone(passed));
        let budget = source.looked.passed.map_or_else(Budget::small, Budget::of);
        let mut book = match self.again(source, Order { wanted: &wanted, budget, others: true }) {
            Ok(book) => book,
            Err(trouble) => {
                desk.problems.error(Place::File(source.name.clone()), trouble.message, trouble.hint);
                return (None, desk);
            }
        };
        sheets::troubles(&book, &source.name, &mut desk);
        for grid in &mut book.grids {
            legacy::settle(grid, &mut desk);
        }
        let read = f(&book, &mut desk);
        desk.close();
        (read, desk)
    }
}

/// A file's bytes.
fn bytes(path: &Path) -> Result<Vec<u8>, Trouble> {
    let size = std::fs::metadata(path).map_err(|_| Trouble::unreadable())?.len();
    if size > guard::LARGEST_FILE {
        return Err(Trouble::too_large());
    }
    std::fs::read(path).map_err(|_| Trouble::unreadable())
}

/// Tells of a folder without any unit's workbook.
fn nothing_to_read(input: &Path, intake: &mut Intake) {
    let folder = input.file_name().map_or_else(|| input.to_string_lossy(), |name| name.to_string_lossy());
    let place = Place::Input(folder.as_ref().into());
    let hint = "Chép tệp Excel của từng đơn vị vào thư mục này rồi chạy lại";
    let told = intake.problems.len();
    if intake.sources.is_empty() {
        intake.problems.error(place, format!("Thư mục “{folder}” chưa có tệp bảng tính nào"), hint);
    } else if intake.problems.errors().next().is_none()
        && !intake.sources.iter().any(|source| source.kind() == SourceKind::Unit)
    {
        intake.problems.error(place, format!("Thư mục “{folder}” chưa có tệp nào của đơn vị trình khen"), hint);
    }
    intake.is_empty = intake.problems.len() > told;
}

/// At most one plan and one commune: a second is an error in both.
fn only_one(intake: &mut Intake, kind: SourceKind, what: &str) {
    let files: Vec<&Arc<str>> =
        intake.sources.iter().filter(|source| source.kind() == kind).map(|source| &source.name).collect();
    if files.len() > 1 {
        intake.problems.between(
            Severity::Error,
            files.iter().map(|name| Place::File((*name).clone())).collect(),
            format!("Có {} tệp {what}, chỉ được có một", files.len()),
            "Giữ lại tệp đúng, đưa tệp kia ra khỏi thư mục",
        );
    }
}

/// Reads the plan workbook, if there is one; whether units can be judged by what is in force now.
fn read_plan(reader: &Reader, options: &Options, intake: &mut Intake) -> bool {
    let Some(source) = intake.sources.iter().find(|source| source.kind() == SourceKind::Plan).cloned() else {
        return true;
    };
    let (read, desk) = reader.workbook(&source, |book, desk| Some((plan::name(book), plan::read(book, desk))));
    let (name, plan) = read.unwrap_or_default();
    let sound = plan.is_some() && !desk.problems.stop(&source.name) && !intake.problems.stop(&source.name);
    intake.problems.extend(desk.problems);
    intake.conversions.extend(desk.conversions);
    match plan {
        Some(plan) if sound => intake.plan = plan,
        // What stands in for it has its name and names the file at fault, so that nothing is judged by another plan, nor
        // put in the place of another's papers.
        _ => {
            let place = Cell::named(&source.name, intake.plan.source.sheet(), 0, 0);
            intake.plan = intake.plan.clone().stand_in(place, name.code, name.campaign);
        }
    }
    if sound
        && let Some(code) = &options.plan
        && *code != intake.plan.code
    {
        intake.problems.warning(
            Place::File(source.name.clone()),
            format!(
                "Trong thư mục có tệp kế hoạch (mã “{}”) nên không dùng kế hoạch có sẵn “{code}”",
                intake.plan.code
            ),
            "Muốn dùng kế hoạch có sẵn thì đưa tệp kế hoạch này ra khỏi thư mục",
        );
    }
    if !sound {
        intake.problems.warning(
            Place::File(source.name),
            "Kế hoạch còn lỗi nên chưa đối chiếu được số liệu và ngày tháng của đơn vị và của xã với kế hoạch",
            "Sửa tệp kế hoạch rồi chạy lại",
        );
    }
    sound
}

/// Reads units and commune by the plan in force; where that has errors, only for what is wrong in them whatever the plan.
fn read_rest(reader: &Reader, sound: bool, options: &Options, intake: &mut Intake) {
    let commune = intake.sources.iter().find(|source| source.kind() == SourceKind::Commune);
    if let Some(source) = commune {
        let plan = sound.then_some(&intake.plan);
        let (commune, desk) = reader.workbook(source, |book, desk| commune::read(book, plan, desk));
        if let Some(commune) = commune.filter(|_| sound) {
            plan::take_name(&mut intake.plan, &commune.office.name);
            intake.commune = Some(commune);
        }
        intake.problems.extend(desk.problems);
        intake.conversions.extend(desk.conversions);
    }
    let units: Vec<&Source> = intake.sources.iter().filter(|source| source.kind() == SourceKind::Unit).collect();
    let plan = sound.then_some(&intake.plan);
    let read = |source: &&Source| {
        let (unit, desk) = reader.workbook(source, |book, desk| unit::read(book, plan, desk));
        (unit, desk.problems, desk.conversions)
    };
    let mut alike = Alike::default();
    let copy = |(unit, problems, conversions): &(Option<Unit>, Problems, Vec<Conversion>)| {
        let mut unit = unit.as_ref().filter(|_| sound).cloned();
        let people = unit.iter_mut().flat_map(|unit| &mut unit.candidates);
        people.flat_map(Candidate::evidence_mut).for_each(|text| alike.settle(text));
        (unit, problems.clone(), conversions.clone())
    };
    for (unit, problems, conversions) in parallel::map_copied(options.threads, &units, read, copy) {
        intake.units.extend(unit);
        intake.problems.extend(problems);
        intake.conversions.extend(conversions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_saved_between_two_looks_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.xlsx");
        let mut workbook = rust_xlsxwriter::Workbook::new();
        workbook.add_worksheet().set_name("Đơn vị").expect("a name").write(0, 0, "Mục").expect("a cell");
        workbook.save(&path).expect("a workbook");
        let reader = Reader { can_print: &|_| true, accept_legacy: false, alone: Mutex::new(()) };
        let name: Arc<str> = "a.xlsx".into();
        let (looked, problems) = reader.look(&BookFile { name: name.clone(), path: path.clone() });
        assert!(problems.is_empty() && looked.kind == SourceKind::Unit);
        let source = Source { name, path: path.clone(), looked };
        let again = || reader.again(&source, Order { wanted: &|_| true, budget: Budget::small(), others: true });
        assert_eq!(again().expect("the same bytes").grids.len(), 1);
        std::fs::write(&path, "another").expect("a file");
        assert_eq!(again().expect_err("other bytes"), Trouble::changed());
    }
}
