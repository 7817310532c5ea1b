//! A plan by itself, to make workbooks from: embedded, or in a workbook that lies anywhere.
//!
//! *Invariant:* a plan given out here is one that judging could use.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::find::{BookFile, find};
use super::{Reader, Source, SourceKind, plan};
use crate::assets::Assets;
use crate::plan::Plan;
use crate::problem::{Place, Problems};

/// The embedded plan of a code, or the one that is used where nothing is asked for.
///
/// # Errors
/// No embedded plan has this code; the message names those there are.
pub fn embedded_plan(assets: &Assets, code: Option<&str>) -> anyhow::Result<Plan> {
    plan::embedded(assets, code.unwrap_or(plan::DEFAULT))
}

/// The plan's workbook in a folder, known by its sheets as a run knows it; the first by name of several, of which a run tells.
pub fn plan_in(folder: &Path) -> Option<PathBuf> {
    let reader = Reader { can_print: &|_| true, accept_legacy: false, alone: Mutex::new(()) };
    let found = find(folder, &mut Problems::default()).ok()?;
    found.into_iter().find(|file| reader.look(file).0.kind == SourceKind::Plan).map(|file| file.path)
}

/// The plan in a workbook that lies anywhere; `None`, with errors among the problems, where it cannot be used.
pub fn plan_workbook(path: &Path, can_print: &(dyn Fn(char) -> bool + Sync)) -> (Option<Plan>, Problems) {
    let name: Arc<str> = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().as_ref().into();
    let reader = Reader { can_print, accept_legacy: false, alone: Mutex::new(()) };
    let (looked, mut problems) = reader.look(&BookFile { name: name.clone(), path: path.to_owned() });
    if looked.kind != SourceKind::Plan {
        if problems.is_empty() {
            let hint = "Tệp kế hoạch có trang “Kế hoạch” và trang “Chỉ tiêu”";
            problems.error(Place::File(name), "Tệp này không phải là tệp kế hoạch", hint);
        }
        return (None, problems);
    }
    let source = Source { name, path: path.to_owned(), looked };
    let (plan, desk) = reader.workbook(&source, plan::read);
    problems.extend(desk.problems);
    let sound = !problems.stop(&source.name);
    (plan.filter(|_| sound), problems.sorted())
}
