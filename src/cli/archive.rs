//! `hoso verify` and `hoso archive`: whether the archive is whole, what is in it, and a bag taken out again.
//!
//! *Invariant:* nothing here changes a bag; with `--json` standard output carries one JSON object and nothing else.

use std::path::Path;
use std::process::ExitCode;

use hoso::model::Headcount;
use hoso::store::archive::{self, Bag, Discrepancy, Verified};
use serde_json::json;

use super::args::{Action, ArchiveArgs, PlaceArgs, VerifyArgs};
use super::{folders, terminal};

/// Files of a change that are named on the terminal.
const NAMED: usize = 12;

/// Verifies all bags, or those asked for; status 1 where anything is wrong.
///
/// # Errors
/// The archive cannot be read, or has no such bag.
pub fn verify(args: VerifyArgs) -> anyhow::Result<ExitCode> {
    let output = folders::output(args.place.output)?;
    let threads = threads();
    let mut verified = Verified::default();
    let asked: Vec<Option<&str>> =
        if args.numbers.is_empty() { vec![None] } else { args.numbers.iter().map(|n| Some(n.as_str())).collect() };
    for only in &asked {
        let one = archive::verify(&output, *only, threads, &|_| ())?;
        verified.bags += one.bags;
        verified.files += one.files;
        verified.bytes += one.bytes;
        verified.findings.extend(one.findings);
    }
    let fonts = args.fonts.or_else(folders::fonts);
    let rebuilt = if args.rebuild { rebuild(&output, &asked, fonts.as_deref(), threads)? } else { Vec::new() };
    let sound = verified.findings.is_empty() && rebuilt.iter().all(|again| again.differences.is_empty());
    if args.place.json {
        let again: Vec<_> = rebuilt.iter().map(Again::json).collect();
        terminal::print(&(json!({"ok": sound, "verified": verified, "rebuilt": again}).to_string() + "\n"))?;
    } else {
        terminal::print(&report(&output, &verified, &rebuilt))?;
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// A bag whose papers were made again.
struct Again {
    bag: String,
    version: String,
    same: usize,
    differences: Vec<String>,
}

impl Again {
    fn json(&self) -> serde_json::Value {
        json!({"bag": self.bag, "version": self.version, "same": self.same, "differences": self.differences})
    }
}

fn rebuild(output: &Path, asked: &[Option<&str>], fonts: Option<&Path>, threads: usize) -> anyhow::Result<Vec<Again>> {
    let mut bags = Vec::new();
    for only in asked {
        match only {
            Some(which) => bags.push(archive::find(output, which)?),
            None => bags.extend(archive::list(output)?),
        }
    }
    let made = |bag: Bag| {
        let rebuilt = hoso::run::rebuild(&bag, fonts, threads)?;
        let differences = rebuilt.differences.iter().map(|one| format!("{} ({})", one.path, one.how)).collect();
        Ok(Again { bag: bag.name, version: rebuilt.version, same: rebuilt.same, differences })
    };
    bags.into_iter().filter(|bag| bag.fault.is_none()).map(made).collect()
}

fn report(output: &Path, verified: &Verified, rebuilt: &[Again]) -> String {
    let mut text = String::new();
    // What the register names though no bag is left is still missed.
    if verified.bags == 0 && verified.findings.is_empty() {
        return format!("Chưa có bản lưu trữ nào trong “{}”.\n", output.join(archive::FOLDER).display());
    }
    text += &format!("Đã xác minh {} bản lưu trữ, {} tệp.\n", verified.bags, verified.files);
    for Discrepancy { message, .. } in &verified.findings {
        text += &format!("- {message}\n");
    }
    for again in rebuilt {
        text += &format!("{}: làm lại {} tệp giống hệt", again.bag, again.same);
        if again.differences.is_empty() {
            text += ".\n";
        } else {
            text += &format!(", {} tệp khác (do phiên bản {} lập):\n", again.differences.len(), again.version);
            for difference in again.differences.iter().take(NAMED) {
                text += &format!("- {difference}\n");
            }
        }
    }
    let sound = verified.findings.is_empty() && rebuilt.iter().all(|again| again.differences.is_empty());
    text + if sound {
        "Tất cả còn nguyên vẹn.\n"
    } else {
        "Có chỗ không còn như lúc lưu; xem các dòng ở trên.\n"
    }
}

/// Lists the archive, or takes a bag out.
///
/// # Errors
/// The archive cannot be read, there is no such bag, or the folder to copy into is not empty.
pub fn archive(args: ArchiveArgs) -> anyhow::Result<ExitCode> {
    match args.action {
        None => list(args.place),
        Some(Action::List(place)) => list(place.or(args.place)),
        Some(Action::Restore { number, folder, place }) => restore(&number, &folder, place.or(args.place)),
    }
}

impl PlaceArgs {
    /// What was said behind the command, else before it.
    fn or(self, before: Self) -> Self {
        Self { output: self.output.or(before.output), json: self.json || before.json }
    }
}

fn list(place: PlaceArgs) -> anyhow::Result<ExitCode> {
    let output = folders::output(place.output)?;
    let (bags, missing) = (archive::list(&output)?, archive::missing(&output)?);
    if place.json {
        terminal::print(&(json!({"bags": bags, "missing": missing}).to_string() + "\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    if bags.is_empty() && missing.is_empty() {
        terminal::print(&format!("Chưa có bản lưu trữ nào trong “{}”.\n", output.join(archive::FOLDER).display()))?;
    }
    for bag in &bags {
        terminal::print(&line(bag))?;
    }
    for name in &missing {
        terminal::print(&format!("{name}  không còn trong kho: đã bị xóa hoặc chuyển đi\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn line(bag: &Bag) -> String {
    if let Some(fault) = &bag.fault {
        return format!("{}  {fault}\n", bag.name);
    }
    let [added, altered, removed] = bag.changed;
    let changed = match &bag.corrects {
        Some(before) => format!("; so với {before}: thêm {added}, sửa {altered}, bỏ {removed} tệp"),
        None => String::new(),
    };
    format!(
        "{}  ngày {}  {} đơn vị, {}, {} văn bản{changed}\n",
        bag.name,
        vietnamese_day(&bag.date),
        bag.units,
        Headcount { people: bag.people, collectives: bag.collectives },
        bag.papers
    )
}

/// `2023-12-05` as `05/12/2023`.
fn vietnamese_day(date: &str) -> String {
    date.split('-').rev().collect::<Vec<_>>().join("/")
}

fn restore(number: &str, folder: &Path, place: PlaceArgs) -> anyhow::Result<ExitCode> {
    let output = folders::output(place.output)?;
    let restored = archive::restore(&output, number, folder, threads())?;
    if place.json {
        let told = json!({
            "bag": restored.bag, "folder": restored.folder, "files": restored.files, "findings": restored.findings,
        });
        terminal::print(&(told.to_string() + "\n"))?;
    } else {
        let mut text = format!(
            "Đã chép {} tệp của bản lưu trữ {} vào “{}”.\n",
            restored.files,
            restored.bag.name,
            restored.folder.display()
        );
        for finding in &restored.findings {
            text += &format!("- {finding}\n");
        }
        terminal::print(&text)?;
    }
    Ok(if restored.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}
