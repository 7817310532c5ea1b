//! A bag's papers made again from its own workbooks, plan and templates, and compared byte for byte.
//!
//! *Invariant:* nothing but the bag and the fonts it names goes into the papers made again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context as _, bail};

use super::tags::Manifest;
use super::verify::stays_below;
use super::{Bag, How, names};
use crate::assets::Assets;
use crate::store::digest::Digest;
use crate::store::{Lock, disk};

/// Where workbooks get their own names back, below `output/`.
const SCRATCH: &str = ".dung-lai";

/// What the papers of a bag are made again from.
#[derive(Debug)]
pub struct Again {
    /// The folder of the workbooks, to be read as `input/` was.
    pub input: PathBuf,
    /// The bag's templates, and the fonts it names.
    pub assets: Assets,
    /// Whatever else the run was told.
    pub settings: BTreeMap<String, String>,
}

/// A file that came out otherwise than the bag holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// [`How::Removed`]: it was not made again; [`How::Added`]: the bag does not hold it; [`How::Altered`]: other bytes.
    pub how: How,
    /// Its path, as published: `van-phong/01-to-trinh.pdf`.
    pub path: String,
}

/// What came of making a bag's papers again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// The version of the program that made the bag; another version may set papers otherwise.
    pub version: String,
    /// How many files came out the same.
    pub same: usize,
    /// Those that did not, by path.
    pub differences: Vec<Difference>,
}

/// Where the papers made again go: a path as published, and its bytes. May be called from several threads.
pub type Sink<'a> = &'a (dyn Fn(&str, &[u8]) + Sync);

/// Makes a bag's papers again with `make`, which hands every file it would have published to the sink, and compares.
/// `assets` are searched for the fonts that the bag names. No paper is kept in memory or written.
///
/// # Errors
/// A font is not among the assets; a file of the bag cannot be read; whatever `make` says. In Vietnamese.
pub fn rebuild(
    bag: &Bag,
    assets: &Assets,
    make: &dyn Fn(&Again, Sink) -> anyhow::Result<()>,
) -> anyhow::Result<Rebuilt> {
    let output = bag.folder.parent().and_then(Path::parent).unwrap_or(Path::new("."));
    let manifest = bag.manifest();
    let again = prepare(bag, &manifest, assets)?;
    if again.input.starts_with(&bag.folder) {
        return compare(bag, &manifest, &again, make);
    }
    let _lock = Lock::take(output)?;
    let result = take_all(bag, &manifest, &again.input).and_then(|()| compare(bag, &manifest, &again, make));
    let swept = disk::remove_folder(&again.input);
    let rebuilt = result?;
    swept.map(|()| rebuilt)
}

fn compare(
    bag: &Bag,
    manifest: &Manifest,
    again: &Again,
    make: &dyn Fn(&Again, Sink) -> anyhow::Result<()>,
) -> anyhow::Result<Rebuilt> {
    let wanted: BTreeMap<&str, &Digest> =
        manifest.iter().filter_map(|(path, digest)| Some((published(path)?, digest))).collect();
    let seen = Mutex::new((BTreeSet::new(), Vec::new()));
    make(again, &|path: &str, bytes: &[u8]| {
        let how = match wanted.get(path) {
            None => Some(How::Added),
            Some(digest) => (**digest != Digest::of(bytes)).then_some(How::Altered),
        };
        let mut seen = seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        seen.0.insert(path.to_owned());
        seen.1.extend(how.map(|how| Difference { how, path: path.to_owned() }));
    })?;
    let (seen, mut differences) = seen.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let same = seen.len() - differences.len();
    let missing = wanted.keys().filter(|path| !seen.contains(**path));
    differences.extend(missing.map(|path| Difference { how: How::Removed, path: (*path).to_owned() }));
    differences.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(Rebuilt { version: bag.version.clone(), same, differences })
}

/// The published path of a file of the payload.
fn published(path: &str) -> Option<&str> {
    let below = path.strip_prefix("data/")?;
    if below == "danh-gia.json" { Some(below) } else { below.strip_prefix("giay-to/") }
}

fn prepare(bag: &Bag, manifest: &Manifest, assets: &Assets) -> anyhow::Result<Again> {
    let changed = changed_names(bag)?;
    let mut templates = BTreeMap::new();
    for path in manifest.keys().filter_map(|path| path.strip_prefix("data/")).filter(|path| path.starts_with("mau/")) {
        let name = changed.get(path).map_or(path, String::as_str);
        templates.insert(name.strip_prefix("mau/").unwrap_or(name).to_owned(), file(bag, path)?);
    }
    let settings = serde_json::from_slice(&file(bag, "tuy-chon.json")?).ok();
    let settings = settings.with_context(|| format!("Bản “{}” có tuy-chon.json hỏng", bag.name))?;
    let renamed = changed.keys().any(|path| path.starts_with("dau-vao/"));
    let output = bag.folder.parent().and_then(Path::parent).unwrap_or(Path::new("."));
    let input = if renamed { output.join(SCRATCH) } else { bag.folder.join("data/dau-vao") };
    let assets = Assets::from_files(templates, fonts(bag, assets)?)?;
    Ok(Again { input, assets, settings })
}

/// One file of the payload.
fn file(bag: &Bag, below: &str) -> anyhow::Result<Vec<u8>> {
    let bytes = disk::read(&bag.folder.join("data").join(below))?;
    bytes.with_context(|| format!("Bản “{}” thiếu tệp “data/{below}”", bag.name))
}

fn changed_names(bag: &Bag) -> anyhow::Result<BTreeMap<String, String>> {
    match disk::read(&bag.folder.join("data").join(names::FILE))? {
        Some(bytes) => names::read(&bytes).with_context(|| format!("Bản “{}” có ten-tep.json hỏng", bag.name)),
        None => Ok(BTreeMap::new()),
    }
}

/// Copies the workbooks to where they have their own names again.
fn take_all(bag: &Bag, manifest: &Manifest, scratch: &Path) -> anyhow::Result<()> {
    let changed = changed_names(bag)?;
    disk::remove_folder(scratch)?;
    for path in manifest.keys().filter_map(|path| path.strip_prefix("data/")) {
        let name = changed.get(path).map_or(path, String::as_str);
        let Some(name) = name.strip_prefix("dau-vao/").filter(|_| path.starts_with("dau-vao/")) else { continue };
        if name.split('/').any(|part| matches!(part, "" | "." | "..")) {
            bail!("Tên tệp “{name}” trong ten-tep.json của bản “{}” không dùng được", bag.name);
        }
        let to = scratch.join(name);
        disk::create_folder(to.parent().expect("a workbook is in a folder"))?;
        disk::copy_new::<Digest>(&bag.folder.join("data").join(path), &to)?;
    }
    Ok(())
}

/// The fonts that a bag names, from those at hand, by their digests.
fn fonts(bag: &Bag, assets: &Assets) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let at_hand: BTreeMap<Digest, &[u8]> = assets.fonts().map(|(_, bytes)| (Digest::of(bytes), bytes)).collect();
    let (_, tags) = Bag::open(&bag.folder).context("Bản lưu trữ không còn đọc được")?;
    let mut fonts = BTreeMap::new();
    for line in tags.all("Hoso-Font") {
        let (digest, name) = line.split_once(' ').unwrap_or_default();
        let bytes = Digest::parse(digest).and_then(|digest| at_hand.get(&digest));
        let Some(bytes) = bytes.filter(|_| stays_below(name)) else {
            bail!(
                "Bản “{}” dùng phông chữ “{name}” mà máy này không có đúng tệp đó; chỉ thư mục phông chữ bằng --fonts",
                bag.name
            );
        };
        fonts.insert(name.to_owned(), bytes.to_vec());
    }
    Ok(fonts)
}
