//! What a run was told besides its workbooks and templates, and how the archive keeps it (`tuy-chon.json`).
//!
//! *Invariant:* what is kept here, with a bag's workbooks, plan and templates, makes the same papers again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::problem::{Place, Problems, Severity};

const LEGACY: &str = "chuyen-ma";
const BLANKS: &str = "phoi";
const WAY: &str = "dau-vao";
const PLAN: &str = "ke-hoach";
const OUTSIDE: &str = "ngoai-bang-tinh";

/// What decides what the papers say beside the workbooks, the plan and the templates.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Whether text in TCVN3 or VNI is converted.
    pub accept_legacy: bool,
    /// Whether certificates carry the text alone.
    pub blanks: bool,
    /// Code of the embedded plan that was asked for.
    pub plan: Option<String>,
    /// From the plan's folder to the input folder, for the links of `loi.xlsx`.
    pub way: String,
    /// What was wrong with files that are no workbooks or could not be read, which the archive does not hold; `None` before
    /// the folder was looked through.
    pub outside: Option<Problems>,
}

/// A problem of a whole file.
#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(rename = "tep")]
    file: String,
    #[serde(rename = "loi")]
    stops: bool,
    #[serde(rename = "noi-dung")]
    message: String,
    #[serde(rename = "can-lam")]
    hint: String,
}

impl Settings {
    /// As the archive kept them.
    pub fn of(kept: &BTreeMap<String, String>) -> Self {
        let yes = |name: &str| kept.get(name).is_some_and(|value| value == "1");
        Self {
            accept_legacy: yes(LEGACY),
            blanks: yes(BLANKS),
            plan: kept.get(PLAN).filter(|code| !code.is_empty()).cloned(),
            way: kept.get(WAY).cloned().unwrap_or_default(),
            outside: kept.get(OUTSIDE).and_then(|text| problems(text)),
        }
    }

    /// What decides what a unit's papers say.
    pub fn decisive(&self) -> BTreeMap<String, String> {
        let yes = |on: bool| if on { "1" } else { "0" }.to_owned();
        BTreeMap::from([
            (LEGACY.to_owned(), yes(self.accept_legacy)),
            (BLANKS.to_owned(), yes(self.blanks)),
            (PLAN.to_owned(), self.plan.clone().unwrap_or_default()),
        ])
    }

    /// All of it, for the archive; the way to the workbooks only where there is something to link to them, for it may name
    /// folders of the clerk's.
    pub fn kept(&self, links: bool) -> BTreeMap<String, String> {
        let mut kept = self.decisive();
        if links {
            kept.insert(WAY.to_owned(), self.way.clone());
        }
        let outside = self.outside.as_ref().filter(|problems| !problems.is_empty());
        kept.extend(outside.map(|problems| (OUTSIDE.to_owned(), text(problems))));
        kept
    }
}

fn text(problems: &Problems) -> String {
    let kept = problems.iter().map(|problem| Kept {
        file: problem.places[0].file().to_string(),
        stops: problem.severity == Severity::Error,
        message: problem.message.clone(),
        hint: problem.hint.clone(),
    });
    serde_json::to_string(&kept.collect::<Vec<_>>()).expect("texts are JSON")
}

fn problems(text: &str) -> Option<Problems> {
    let mut problems = Problems::default();
    for Kept { file, stops, message, hint } in serde_json::from_str::<Vec<Kept>>(text).ok()? {
        let place = Place::File(file.into());
        if stops { problems.error(place, message, hint) } else { problems.warning(place, message, hint) }
    }
    Some(problems)
}
