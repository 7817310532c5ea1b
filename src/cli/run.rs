//! `hoso` and `hoso check`: a run, told on the terminal or as JSON.
//!
//! *Invariant:* with `--json` standard output carries one JSON object and nothing else.

use std::process::ExitCode;
use std::sync::{Mutex, MutexGuard};

use hoso::model::Headcount;
use hoso::problem::Severity;
use hoso::record::Record;
use hoso::{Job, Outcome, Refused, Step};
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::args::RunArgs;
use super::folders::{self, Folders};
use super::progress::{Progress, spelled};
use super::{problems, summary, terminal};

/// Runs and tells; the status is the run's.
///
/// # Errors
/// What is at fault outside the data: a folder, a template, a disk.
pub fn run(args: RunArgs, papers: bool) -> anyhow::Result<ExitCode> {
    let as_json = args.check.json;
    let (job, folders) = job(args, papers)?;
    let progress = Progress::new(as_json);
    let told = Mutex::new(String::new());
    let outcome = hoso::run(&job, &|step| {
        progress.show(&step);
        match step {
            Step::Done { outcome, record } if as_json => *held(&told) = json(outcome, record),
            Step::Unpublished(outcome) if !as_json => {
                *held(&told) = found(outcome);
            }
            _ => {}
        }
    });
    progress.wipe();
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(fault) => {
            // What the clerk has to mend does not wait until the other fault is gone.
            terminal::print(&held(&told))?;
            return Err(fault);
        }
    };
    if as_json {
        terminal::print(&held(&told))?;
    } else {
        tell(&outcome, &folders, papers)?;
        if let Some(time) = progress.elapsed() {
            terminal::complain(&format!("Xong sau {}.\n", spelled(time)));
        }
    }
    Ok(status(&outcome))
}

/// The job that was asked for.
///
/// # Errors
/// The input folder does not exist or is none.
pub fn job(args: RunArgs, papers: bool) -> anyhow::Result<(Job, Folders)> {
    let check = args.check;
    let given = check.input.is_some();
    let folders = folders::resolve(check.input, check.output);
    if !folders.input.is_dir() {
        let there = if folders.input.exists() { "không phải là thư mục" } else { "không có" };
        let shown = folders.input.display();
        anyhow::ensure!(!given, "Thư mục “{shown}” {there}; hãy kiểm tra lại đường dẫn sau “--input”");
        anyhow::bail!(
            "Thư mục “{shown}” {there}; hãy tạo tệp mẫu bằng lệnh “hoso mau”, hoặc chỉ thư mục khác bằng “--input”"
        );
    }
    folders::no_file(&folders.output)?;
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let job = Job {
        input: folders.input.clone(),
        output: folders.output.clone(),
        templates: check.templates,
        fonts: check.fonts.or_else(folders::fonts),
        plan: check.plan,
        accept_legacy: check.accept_legacy,
        blanks: args.phoi,
        threads: check.jobs.unwrap_or(cores),
        today: today(),
        papers,
    };
    Ok((job, folders))
}

/// Today in Vietnam, which is seven hours ahead of UTC all year: no time-zone data are needed.
pub fn today() -> jiff::civil::Date {
    jiff::tz::Offset::constant(7).to_datetime(jiff::Timestamp::now()).date()
}

/// Prints problems and summary.
///
/// # Errors
/// Standard output cannot be written.
pub fn tell(outcome: &Outcome, folders: &Folders, papers: bool) -> std::io::Result<()> {
    let manner = summary::Manner {
        columns: terminal::columns(),
        papers,
        input: &folders.input,
        clicked: super::window::is_own(),
    };
    terminal::print(&(found(outcome) + &summary::write(outcome, &manner)))
}

/// The problems alone, as the terminal shows them.
pub fn found(outcome: &Outcome) -> String {
    problems::list(&outcome.problems, &outcome.excerpts, terminal::columns())
}

/// 1 where something in the data stopped a document, else 0.
pub fn status(outcome: &Outcome) -> ExitCode {
    ExitCode::from(u8::from(outcome.stopped()))
}

/// A fault outside the data, for programs.
pub fn faulty(error: &anyhow::Error) -> Json {
    json!({"error": format!("{error:#}"), "summary": {"status": 2}})
}

/// What a run told from another thread.
pub fn held<T>(told: &Mutex<T>) -> MutexGuard<'_, T> {
    told.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// `danh-gia.json` with a `summary` beside its own keys, on one line.
pub fn json(outcome: &Outcome, record: &Record) -> String {
    #[derive(Serialize)]
    struct Told<'a> {
        #[serde(flatten)]
        record: &'a Record<'a>,
        summary: Json,
    }
    let told = Told { record, summary: summed_up(outcome) };
    serde_json::to_string(&told).expect("plain data without maps is always JSON") + "\n"
}

fn summed_up(outcome: &Outcome) -> Json {
    let of = |severity| outcome.problems.iter().filter(|problem| problem.severity == severity).count();
    let reasons = |one: &Refused| one.why.iter().map(|why| why.message.clone()).collect::<Vec<_>>();
    let refused = outcome
        .refused
        .iter()
        .map(|one| json!({"unit": one.unit, "code": one.code, "name": one.name, "reasons": reasons(one)}));
    let nominated: Headcount = outcome.units.iter().map(|unit| unit.nominated).sum();
    let conversions = outcome.conversions.iter().map(|one| {
        json!({"file": &**one.cell.file(), "sheet": &**one.cell.sheet(), "cell": one.cell.to_string(),
            "before": one.before, "after": one.after})
    });
    json!({
        "folder": outcome.folder.display().to_string(),
        "units": outcome.units.len(),
        "sets": outcome.units.iter().filter(|unit| unit.nominated.total() > 0).count(),
        "people": nominated.people,
        "collectives": nominated.collectives,
        "papers": outcome.papers,
        "reused": outcome.reused,
        "errors": of(Severity::Error),
        "warnings": of(Severity::Warning),
        "refused": refused.collect::<Vec<_>>(),
        "withheld": outcome.withheld,
        "conversions": conversions.collect::<Vec<_>>(),
        "archived": outcome.archived,
        "notes": outcome.notes,
        "status": u8::from(outcome.stopped()),
    })
}
