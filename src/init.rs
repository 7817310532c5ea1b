//! Workbooks to begin with, made for the plan in force: a unit's, the commune's and the plan's own.
//!
//! What a clerk may choose from is a drop-down list, what a cell wants is said when it is entered, and the figures'
//! sheet already holds a row for each person and criterion, so that nothing can be forgotten. A row in which nothing but
//! the prepared cells is filled counts as blank when it is read, so what is not needed may stay as it is.
//!
//! *Invariant:* the sheets and headers are the contract's (`read` knows them all), no cell holds a formula, and the same
//! plan gives the same bytes.

mod commune;
mod form;
mod guide;
mod plan;
mod unit;

use std::collections::BTreeSet;

use anyhow::Context as _;

use crate::assets::Assets;
use crate::plan::Plan;
use crate::text::slug;

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, plain ASCII.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The workbook for whichever unit, where none is named.
pub const ANY_UNIT: &str = "don-vi.xlsx";

/// Whether a workbook of this name is not a unit's but all units': the commune's or the plan's.
pub fn is_shared(name: &str) -> bool {
    ["xa.xlsx", "ke-hoach.xlsx"].contains(&name)
}

/// The workbooks for a plan: one for each unit named (`don-vi.xlsx` where none is), `xa.xlsx` and `ke-hoach.xlsx`.
/// `people` is how many candidates get prepared rows, from 1.
///
/// # Errors
/// None that a plan can cause; the workbook's writer reports its own limits as errors.
pub fn workbooks(plan: &Plan, units: &[String], people: u32) -> anyhow::Result<Vec<File>> {
    let mut taken = BTreeSet::from(["xa".to_owned(), "ke-hoach".to_owned()]);
    let mut files = Vec::new();
    let mut add = |name: String, made: Result<Vec<u8>, rust_xlsxwriter::XlsxError>| {
        let name = format!("{name}.xlsx");
        let bytes = made.with_context(|| format!("Không tạo được tệp mẫu “{name}”"))?;
        files.push(File { name, bytes });
        anyhow::Ok(())
    };
    if units.is_empty() {
        add("don-vi".to_owned(), unit::workbook(plan, "", people))?;
    }
    for unit in units {
        let base = slug(unit);
        let mut names = std::iter::once(base.clone()).chain((2..).map(|number| format!("{base}-{number}")));
        let name = names.find(|name| taken.insert(name.clone())).expect("numbers do not run out");
        add(name, unit::workbook(plan, unit, people))?;
    }
    add("xa".to_owned(), commune::workbook(plan))?;
    add("ke-hoach".to_owned(), plan::workbook(plan))?;
    Ok(files)
}

/// The embedded words of the papers, to be changed and used with `--templates`, and a page that says how.
pub fn words() -> Vec<File> {
    let assets = Assets::default();
    let mut files: Vec<File> =
        assets.texts(".jinja").map(|(name, text)| File { name: name.to_owned(), bytes: text.into() }).collect();
    files.push(File { name: "DOC-TRUOC.txt".to_owned(), bytes: guide::WORDS.replace('\n', "\r\n").into() });
    files
}
