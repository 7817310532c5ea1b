//! Cost follows change: after any edits a rerun gives what a run from nothing gives, and makes only what they touch.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use hoso::{Job, Outcome};
use jiff::civil::date;
use proptest::prelude::*;

use crate::book::Book;

/// Something that a clerk does between two runs.
#[derive(Clone, Copy, Debug)]
enum Edit {
    /// So many more files of a person, all in time.
    Figure { unit: usize, person: usize, more: i32 },
    /// Somebody else signs for the unit.
    Signer { unit: usize, name: usize },
    /// A person is called otherwise.
    Name { unit: usize, person: usize, name: usize },
    /// The unit's workbook is taken away, or put back; with the last one the folder is empty.
    Unit { unit: usize },
    /// The commune's council votes otherwise on a person.
    Vote { unit: usize, person: usize, against: i32 },
    /// The commune's workbook is taken away, or put back.
    Commune,
    /// A file on show is deleted.
    Delete { at: usize },
    /// A file on show is written into.
    Spoil { at: usize },
    /// Nothing.
    Nothing,
}

const UNITS: usize = 2;
const PEOPLE: usize = 2;
const NAMES: [&str; 3] = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Đức Cường"];

fn edits() -> impl Strategy<Value = Edit> {
    let (unit, person) = (0..UNITS, 0..PEOPLE);
    prop_oneof![
        (unit.clone(), person.clone(), 0..3).prop_map(|(unit, person, more)| Edit::Figure { unit, person, more }),
        (unit.clone(), 0..3_usize).prop_map(|(unit, name)| Edit::Signer { unit, name }),
        (unit.clone(), person.clone(), 0..3_usize).prop_map(|(unit, person, name)| Edit::Name { unit, person, name }),
        unit.clone().prop_map(|unit| Edit::Unit { unit }),
        (unit, person, 0..3).prop_map(|(unit, person, against)| Edit::Vote { unit, person, against }),
        Just(Edit::Commune),
        (0..99_usize).prop_map(|at| Edit::Delete { at }),
        (0..99_usize).prop_map(|at| Edit::Spoil { at }),
        Just(Edit::Nothing),
    ]
}

#[derive(Clone, Copy, Default)]
struct Person {
    more: i32,
    name: usize,
    against: i32,
}

#[derive(Clone, Copy, Default)]
struct Unit {
    away: bool,
    signer: usize,
    people: [Person; PEOPLE],
}

/// What the workbooks say.
#[derive(Default)]
struct Office {
    units: [Unit; UNITS],
    without_commune: bool,
    /// Code of the embedded plan.
    plan: Option<&'static str>,
}

fn code(unit: usize, person: usize) -> String {
    format!("N{unit}{person}")
}

impl Office {
    fn edit(&mut self, edit: Edit, shown: &Path) {
        match edit {
            Edit::Figure { unit, person, more } => self.units[unit].people[person].more = more,
            Edit::Signer { unit, name } => self.units[unit].signer = name,
            Edit::Name { unit, person, name } => self.units[unit].people[person].name = name,
            Edit::Unit { unit } => self.units[unit].away = !self.units[unit].away,
            Edit::Vote { unit, person, against } => self.units[unit].people[person].against = against,
            Edit::Commune => self.without_commune = !self.without_commune,
            Edit::Delete { at } => on_show(shown, at).iter().for_each(|path| fs::remove_file(path).expect("a file")),
            Edit::Spoil { at } => on_show(shown, at).iter().for_each(|path| fs::write(path, "x").expect("a file")),
            Edit::Nothing => {}
        }
    }

    fn is_empty(&self) -> bool {
        self.units.iter().all(|unit| unit.away)
    }

    fn write(&self, input: &Path) {
        let _ = fs::remove_dir_all(input);
        fs::create_dir_all(input).expect("a folder");
        let mut commune = Book::commune().says("Người ký", "Trần Thị Lãnh Đạo");
        for (number, unit) in self.units.iter().enumerate().filter(|(_, unit)| !unit.away) {
            let mut book = Book::unit(&format!("Bộ phận {number}")).says("Người ký", NAMES[unit.signer]);
            for (index, person) in unit.people.iter().enumerate() {
                let code = code(number, index);
                // Nobody is equal to somebody else.
                let files = 400 + person.more + i32::try_from(number * 10 + index).expect("small");
                let name = format!("{} {}", NAMES[person.name], ["Một", "Hai", "Ba", "Bốn"][number * PEOPLE + index]);
                book = book.candidate(&code, &name).figure(&code, "4.3.1", files - 1, files, "Báo cáo số 12/BC-UBND");
                commune = commune.vote(&code, 4 - person.against, person.against, 0);
            }
            book.complete().save(input.join(format!("don-vi-{number}.xlsx")));
        }
        if !self.without_commune && !self.is_empty() {
            commune.save(input.join("xa.xlsx"));
        }
    }
}

/// One of the papers on show, by any number; none where there is none.
fn on_show(shown: &Path, at: usize) -> Option<PathBuf> {
    let papers: Vec<PathBuf> =
        tree(shown).into_keys().filter(|path| path.ends_with(".pdf")).map(PathBuf::from).collect();
    Some(shown.join(papers.get(at % papers.len().max(1))?))
}

/// Every file below a folder.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
            (name, fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

fn run(input: &Path, output: &Path, plan: Option<&str>) -> Outcome {
    let job = Job {
        input: input.to_owned(),
        output: output.to_owned(),
        templates: None,
        fonts: None,
        plan: plan.map(str::to_owned),
        accept_legacy: false,
        blanks: false,
        threads: 2,
        today: date(2023, 12, 20),
        papers: true,
    };
    hoso::run(&job, &|_| ()).expect("the run")
}

/// How many sequences of edits are tried; more with `HOSO_EDITS=100`.
fn cases() -> u32 {
    std::env::var("HOSO_EDITS").ok().and_then(|cases| cases.parse().ok()).unwrap_or(3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, max_shrink_iters: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_rerun_makes_what_the_edits_touch_and_no_more(edits in prop::collection::vec(edits(), 1..4)) {
        check(Office::default(), &edits);
    }
}

/// Makes the edits one after another; after each, a rerun is compared with a run from nothing.
#[track_caller]
fn check(mut office: Office, edits: &[Edit]) {
    let home = tempfile::tempdir().expect("a folder");
    let (input, output) = (home.path().join("input"), home.path().join("output"));
    office.write(&input);
    let first = run(&input, &output, office.plan);
    assert_eq!(first.reused, 0);
    let shown = output.join(&first.plan);
    for (number, edit) in edits.iter().enumerate() {
        office.edit(*edit, &shown);
        office.write(&input);
        let before = tree(&shown);
        let rerun = run(&input, &output, office.plan);
        let after = tree(&shown);
        let fresh = home.path().join(format!("output-{number}"));
        run(&input, &fresh, office.plan);
        let anew = tree(&fresh.join(&first.plan));
        for (path, bytes) in &anew {
            assert!(after.get(path) == Some(bytes), "{edit:?}: {path}");
        }
        assert_eq!(after.len(), anew.len());
        let papers: Vec<_> = after.iter().filter(|(path, _)| path.ends_with(".pdf")).collect();
        let untouched = papers.iter().filter(|(path, bytes)| before.get(*path) == Some(bytes)).count();
        assert_eq!(rerun.reused, untouched, "{edit:?}");
        let as_asked = if office.is_empty() { papers.is_empty() } else { papers.len() > 5 };
        assert!(as_asked, "{edit:?}: {} papers, {:?}", papers.len(), rerun.problems);
    }
}

/// Nothing is on show of what is in no workbook; it comes back with the workbook.
#[test]
fn without_workbooks_there_is_no_paper() {
    let (first, last) = (Edit::Unit { unit: 1 }, Edit::Unit { unit: 0 });
    check(Office::default(), &[first, last, Edit::Delete { at: 1 }, Edit::Nothing, last]);
}

#[test]
fn every_kind_of_edit_once() {
    let (unit, person) = (1, 0);
    check(
        Office::default(),
        &[
            Edit::Figure { unit, person, more: 2 },
            Edit::Signer { unit, name: 2 },
            Edit::Nothing,
            Edit::Name { unit, person, name: 2 },
            Edit::Vote { unit, person, against: 2 },
            Edit::Delete { at: 3 },
            Edit::Spoil { at: 9 },
            Edit::Commune,
            Edit::Unit { unit },
            Edit::Unit { unit },
        ],
    );
}

/// The plan for after 01/7/2025 leaves the commune's name to the commune's workbook: the units' papers name it.
#[test]
fn the_name_of_the_commune_is_in_the_papers_of_every_unit() {
    let office = Office { without_commune: true, plan: Some("cchc-2025"), ..Office::default() };
    check(office, &[Edit::Commune, Edit::Commune]);
}
