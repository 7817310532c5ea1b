//! The archive: every run that produced papers, as one numbered bag (BagIt 1.0, RFC 8493) in `output/luu-tru/`.
//!
//! ```text
//! luu-tru/cchc-2023-0002/
//!   bagit.txt  bag-info.txt                       what it is: commune, plan, day, counts, which bag it corrects
//!   manifest-sha512.txt  tagmanifest-sha512.txt   a digest for every file below data/, and for the files beside it
//!   data/giay-to/…      the papers as delivered
//!   data/danh-gia.json  every verdict with its cell
//!   data/dau-vao/…      the workbooks
//!   data/mau/…          the templates in force
//!   data/ke-hoach.json  the plan in force
//!   data/tuy-chon.json  what else the run was told
//!   data/ten-tep.json   names that had to be changed, where there are any
//! ```
//!
//! Fonts are not copied: the embedded ones come with the program, and Times New Roman is not ours to hand on. Their digests
//! are in `bag-info.txt`, and [`rebuild`] asks for exactly those.
//!
//! Each bag names the seal of the one before it, the digest of its list of lists, and the register beside the archive names
//! all: so a bag altered together with its own lists, or taken away, is still missed.
//!
//! *Invariant:* a bag in its place is whole and is never written again, renumbered or removed by this program.

mod bag;
mod names;
mod rebuild;
mod register;
mod restore;
mod tags;
mod verify;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use jiff::civil::Date;

pub use bag::{Bag, Change, How, LAYOUT};
pub use rebuild::{Again, Difference, Rebuilt, rebuild};
pub use restore::{Restored, restore};
pub use verify::{Discrepancy, Kind, Verified, verify};

use super::digest::{Digest, Mark};
use super::home::{Home, Twin};
use super::{Ready, Stage, disk};
use crate::assets::Assets;
use crate::model::Headcount;
use crate::parallel;
use bag::{differences, name_of};
use names::Names;
use tags::{Manifest, Tags};

/// The archive's folder below `output/`.
pub const FOLDER: &str = "luu-tru";
const ASIDE: &str = ".luu-tru.dang-lap";

/// What a bag says of itself.
const LISTS: [&str; 3] = ["bag-info.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt"];

/// Below a bag's `data/`: every verdict, and the folder of all else that a run made.
const RECORD: &str = "danh-gia.json";
const PAPERS: &str = "giay-to";

/// A workbook as it was when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its path below `input/`, with `/`.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// Its bytes then, as the bag's manifest lists them.
    pub digest: Digest,
    /// The same, as what is copied is compared with them.
    pub mark: Mark,
}

/// What a run's bag holds and says beside the papers.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    /// The workbooks that were read.
    pub inputs: &'a [Input],
    /// Templates (kept) and fonts (their digests kept) in force.
    pub assets: &'a Assets,
    /// The plan in force, as JSON.
    pub plan: &'a [u8],
    /// Whatever else decides what the papers say, such as command-line options, by name.
    pub settings: &'a BTreeMap<String, String>,
    /// The commune's name.
    pub commune: &'a str,
    /// The plan's name.
    pub plan_name: &'a str,
    /// The day of the run.
    pub date: Date,
    /// The program's version.
    pub version: &'a str,
    /// How many units have papers.
    pub units: usize,
    /// Who has papers.
    pub nominated: Headcount,
    /// How many threads may work.
    pub threads: usize,
}

/// What became of a run in the archive.
#[derive(Clone, Debug)]
pub enum Added {
    /// It made a new bag.
    New {
        /// The bag.
        bag: Bag,
        /// Every file that differs from the bag before; empty in a plan's first bag.
        changes: Vec<Change>,
        /// What is wrong with the bag before, where something is.
        damaged: Vec<Discrepancy>,
    },
    /// Its content equals this bag, the plan's newest, which is whole.
    Unchanged(Bag),
}

impl Added {
    /// The bag that holds the run.
    pub fn bag(&self) -> &Bag {
        match self {
            Self::New { bag, .. } | Self::Unchanged(bag) => bag,
        }
    }
}

/// Where a file of the payload comes from.
enum From<'a> {
    /// It was put there along with the run.
    There,
    /// A file of the run or a workbook, known by its mark.
    File(PathBuf, Mark),
    Memory(Cow<'a, [u8]>),
}

struct Item<'a> {
    path: String,
    digest: Digest,
    from: From<'a>,
}

/// Begins a run's bag along with the run, so that little is left for [`add`]. Only where the bag is sure to be a new one:
/// what the run is made from is known already, and is not what the plan's newest bag holds.
///
/// # Errors
/// The output folder cannot be read or written; in Vietnamese.
pub fn begin(run: &mut Stage, contents: &Contents) -> anyhow::Result<()> {
    let output = run.output();
    let aside = clear_aside(output)?;
    let (known, newest) = (manifest(&known(contents)), newest(output, run.plan())?);
    if !newest.is_some_and(|bag| known.iter().eq(bag.manifest().iter().filter(|(path, _)| !is_of_run(path)))) {
        run.copy_to(Twin::new(aside, path_of));
    }
    Ok(())
}

/// Takes a finished run into the archive: a new bag, unless the plan's newest bag holds the same and is whole.
///
/// # Errors
/// A workbook changed since it was read; the disk is full or cannot be written. Nothing is left behind then and no number
/// is used, unless the bag was in its place and the register alone could not be written: the next run enters it. In
/// Vietnamese.
pub fn add(run: &Ready, contents: &Contents) -> anyhow::Result<Added> {
    let output = run.output();
    let aside = if run.twin.is_some() { output.join(ASIDE) } else { clear_aside(output)? };
    let mut items = files_of(run);
    items.extend(known(contents));
    let manifest = manifest(&items);
    let newest = newest(output, run.plan())?;
    // What another program keeps from being read is not damaged, and nothing is said of it for ever.
    let locked = |bag: &Bag| LISTS.map(|list| bag.folder.join(list)).into_iter().find(|list| disk::is_locked(list));
    if let Some(list) = newest.as_ref().and_then(locked) {
        return Err(disk::in_use(&list));
    }
    let before = newest.as_ref().map(Bag::manifest).unwrap_or_default();
    let mut damaged = Vec::new();
    if let Some(newest) = &newest {
        let same = before == manifest;
        // A claim that nothing changed is made only of a bag that was read whole.
        damaged = verify::bag(newest, if same { contents.threads } else { 0 }, &mut Default::default());
        let files = damaged.iter().filter_map(|finding| Some(newest.folder.join(finding.path.as_ref()?)));
        if let Some(file) = files.into_iter().find(|file| disk::is_locked(file)) {
            return Err(disk::in_use(&file));
        }
        if same && damaged.is_empty() {
            return Ok(Added::Unchanged(newest.clone()));
        }
    }
    let changes = newest.as_ref().map(|_| differences(&before, &manifest)).unwrap_or_default();
    let made = fill(&aside, &items, contents.threads)
        .and_then(|size| close(&aside, run, contents, &manifest, size, newest.as_ref().map(|bag| (bag, &changes[..]))))
        .and_then(|number| settle(output, &aside, run.plan(), number));
    if made.is_err() {
        disk::remove_folder(&aside).ok();
    }
    Ok(Added::New { bag: made?, changes, damaged })
}

/// Removes what a run that was cut off left of its bag, and enters in the register what it could not; gives the place of a
/// bag in the making.
fn clear_aside(output: &Path) -> anyhow::Result<PathBuf> {
    let aside = output.join(ASIDE);
    disk::remove_folder(&aside)?;
    register::complete(output)?;
    Ok(aside)
}

/// The path in a bag of a file of the run.
fn path_of(path: &str) -> String {
    if path == RECORD { format!("data/{path}") } else { format!("data/{PAPERS}/{path}") }
}

/// Whether a path in a bag is one of those.
fn is_of_run(path: &str) -> bool {
    let path = path.strip_prefix("data/").unwrap_or_default();
    path == RECORD || path.strip_prefix(PAPERS).is_some_and(|rest| rest.starts_with('/'))
}

fn manifest(items: &[Item]) -> Manifest {
    items.iter().map(|item| (item.path.clone(), item.digest)).collect()
}

/// The run's own files.
fn files_of(run: &Ready) -> Vec<Item<'static>> {
    let from = |file, mark| if run.twin.is_some() { From::There } else { From::File(file, mark) };
    let item = |(path, file, digest, mark)| Item { path: path_of(path), digest, from: from(file, mark) };
    run.files().map(item).collect()
}

/// What the run was made from.
fn known<'a>(contents: &Contents<'a>) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    let mut names = Names::default();
    let mut inputs: Vec<&Input> = contents.inputs.iter().collect();
    inputs.sort_by(|one, other| one.name.cmp(&other.name));
    for input in inputs {
        let path = format!("data/{}", names.store("dau-vao", &input.name));
        items.push(Item { path, digest: input.digest, from: From::File(input.path.clone(), input.mark) });
    }
    let mut memory = |path: String, bytes: Cow<'a, [u8]>| {
        items.push(Item { path: format!("data/{path}"), digest: Digest::of(&bytes), from: From::Memory(bytes) });
    };
    for (name, bytes) in contents.assets.templates() {
        memory(names.store("mau", name), Cow::Borrowed(bytes));
    }
    memory("ke-hoach.json".to_owned(), Cow::Borrowed(contents.plan));
    let settings = serde_json::to_vec_pretty(contents.settings).expect("settings are plain text");
    memory("tuy-chon.json".to_owned(), Cow::Owned(settings));
    if let Some(list) = names.file() {
        memory(names::FILE.to_owned(), Cow::Owned(list));
    }
    items
}

/// Writes what is missing of the payload into the bag in the making; gives its size in bytes.
fn fill(aside: &Path, items: &[Item], threads: usize) -> anyhow::Result<u64> {
    let home = Home::of(aside.to_owned());
    let one = |item: &Item| -> anyhow::Result<u64> {
        let to = home.place(&item.path)?;
        match &item.from {
            From::There => disk::size(&to),
            From::Memory(bytes) => disk::write_unflushed(&to, bytes).map(|()| bytes.len() as u64),
            From::File(from, mark) => copy(from, &to, *mark),
        }
    };
    parallel::map(threads, items, one).into_iter().sum()
}

/// Copies a file that must still be what it was; gives its size in bytes.
fn copy(from: &Path, to: &Path, was: Mark) -> anyhow::Result<u64> {
    let (is, size) = disk::copy_new::<Mark>(from, to)?;
    if is != was {
        bail!("Tệp “{}” vừa bị sửa trong khi chạy; lưu và đóng tệp đó rồi chạy lại", from.display());
    }
    Ok(size)
}

/// Writes the bag's own files, the last of which seals the others, and flushes all; gives the bag's number.
fn close(
    aside: &Path,
    run: &Ready,
    contents: &Contents,
    manifest: &Manifest,
    size: u64,
    before: Option<(&Bag, &[Change])>,
) -> anyhow::Result<u32> {
    let number = register::last(run.output(), run.plan())? + 1;
    let info = info(run, contents, manifest, size, number, before);
    let texts = [
        ("bagit.txt", tags::BAGIT.to_owned()),
        ("bag-info.txt", info.text()),
        ("manifest-sha512.txt", tags::manifest_text(manifest)),
    ];
    let seal: Manifest = texts.iter().map(|(name, text)| ((*name).to_owned(), Digest::of(text.as_bytes()))).collect();
    for (name, text) in &texts {
        disk::write_unflushed(&aside.join(name), text.as_bytes())?;
    }
    disk::write_unflushed(&aside.join("tagmanifest-sha512.txt"), tags::manifest_text(&seal).as_bytes())?;
    disk::flush_all(aside)?;
    Ok(number)
}

fn info(
    run: &Ready,
    contents: &Contents,
    manifest: &Manifest,
    size: u64,
    number: u32,
    before: Option<(&Bag, &[Change])>,
) -> Tags {
    let name = name_of(run.plan(), number);
    let papers = manifest.keys().filter(|path| path.starts_with("data/giay-to/") && path.ends_with(".pdf")).count();
    let Contents { units, nominated, .. } = contents;
    let mut told = format!("Hồ sơ {}: {units} đơn vị, {nominated}, {papers} văn bản", contents.plan_name);
    if let Some((bag, _)) = before {
        told = format!("{told}; thay cho bản {}", bag.name);
    }
    let mut tags = Tags::default();
    tags.add("Source-Organization", contents.commune);
    tags.add("External-Identifier", name);
    tags.add("External-Description", told);
    tags.add("Bag-Group-Identifier", run.plan());
    tags.add("Bagging-Date", contents.date);
    tags.add("Payload-Oxum", format!("{size}.{}", manifest.len()));
    tags.add("Bag-Software-Agent", format!("hoso {}", contents.version));
    tags.add("Hoso-Layout", LAYOUT);
    tags.add("Hoso-Version", contents.version);
    tags.add("Hoso-Plan-Name", contents.plan_name);
    tags.add("Hoso-Units", units);
    tags.add("Hoso-People", nominated.people);
    tags.add("Hoso-Collectives", nominated.collectives);
    tags.add("Hoso-Papers", papers);
    for (name, bytes) in contents.assets.fonts() {
        tags.add("Hoso-Font", format!("{} {name}", Digest::of(bytes)));
    }
    if let Some((bag, changes)) = before {
        tags.add("Hoso-Corrects", &bag.name);
        if let Some(seal) = bag.seal() {
            tags.add("Hoso-Corrects-Seal", seal);
        }
        bag::write_changes(&mut tags, changes);
    }
    tags
}

/// Moves a finished bag to its place, which must be free.
fn settle(output: &Path, aside: &Path, plan: &str, number: u32) -> anyhow::Result<Bag> {
    let home = output.join(FOLDER);
    disk::create_folder(&home)?;
    let folder = home.join(name_of(plan, number));
    disk::move_new(aside, &folder)?;
    register::complete(output)?;
    Ok(Bag::open(&folder).expect("the folder was just named so").0)
}

/// Every bag, by plan and number, from its `bag-info.txt` alone.
///
/// # Errors
/// The archive's folder cannot be read; in Vietnamese. A bag that cannot tell of itself is listed with its fault.
pub fn list(output: &Path) -> anyhow::Result<Vec<Bag>> {
    let mut bags: Vec<Bag> =
        names_in(output)?.into_iter().filter_map(|name| Some(Bag::open(&output.join(FOLDER).join(name))?.0)).collect();
    bags.sort_by(|one, other| (&one.plan, one.number).cmp(&(&other.plan, other.number)));
    Ok(bags)
}

/// Whether an output folder has a register of bags.
pub(super) fn is_registered_in(output: &Path) -> bool {
    register::is_in(output)
}

/// The bags that the register names and that are not there any more.
///
/// # Errors
/// The archive's folder or the register cannot be read; in Vietnamese.
pub fn missing(output: &Path) -> anyhow::Result<Vec<String>> {
    let present: BTreeSet<String> = names_in(output)?.into_iter().collect();
    let noted: BTreeSet<String> = register::read(output)?.into_keys().collect();
    Ok(noted.difference(&present).cloned().collect())
}

/// The bag of this name (`cchc-2023-0003`) or number (`3`).
///
/// # Errors
/// There is none, or several plans have one of this number; in Vietnamese, with the names to choose from.
pub fn find(output: &Path, which: &str) -> anyhow::Result<Bag> {
    let number: Option<u32> = which.parse().ok();
    let asked = |name: &str| name == which || number.is_some() && bag::split(name).map(|(_, n)| n) == number;
    let mut names: Vec<String> = names_in(output)?.into_iter().filter(|name| asked(name)).collect();
    names.sort();
    match &names[..] {
        [] => bail!("Không có bản lưu trữ “{which}” trong “{}”", output.join(FOLDER).display()),
        [name] => {
            let bag = Bag::open(&output.join(FOLDER).join(name));
            Ok(bag.with_context(|| format!("“{name}” không phải là bản lưu trữ"))?.0)
        }
        _ => bail!("Có nhiều bản lưu trữ số {which}: {}; ghi đủ tên bản cần dùng", names.join(", ")),
    }
}

/// Every file that differs between a bag and the one it corrects, from their manifests; empty in a plan's first bag.
pub fn changes(bag: &Bag) -> Vec<Change> {
    let Some(before) = &bag.corrects else { return Vec::new() };
    let before = Bag::open(&bag.folder.with_file_name(before)).map(|(bag, _)| bag.manifest());
    before.map_or_else(|| bag.changes.clone(), |before| differences(&before, &bag.manifest()))
}

/// The names in the archive's folder, but for hidden ones.
fn names_in(output: &Path) -> anyhow::Result<Vec<String>> {
    let home = output.join(FOLDER);
    let entries = match home.read_dir() {
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|fault| disk::explain(&fault, disk::Deed::Read, &home))?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|fault| disk::explain(&fault, disk::Deed::Read, &home))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| !name.starts_with('.'));
    Ok(names)
}

/// A plan's bag with the greatest number.
///
/// # Errors
/// The archive's folder cannot be read; in Vietnamese.
pub fn newest(output: &Path, plan: &str) -> anyhow::Result<Option<Bag>> {
    let number = names_in(output)?
        .iter()
        .filter_map(|name| bag::split(name))
        .filter_map(|(known, number)| (known == plan).then_some(number))
        .max();
    Ok(number.and_then(|number| Some(Bag::open(&output.join(FOLDER).join(name_of(plan, number)))?.0)))
}
