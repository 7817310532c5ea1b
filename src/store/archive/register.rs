//! The register of bags, `output/.so-luu-tru.txt`: a line a bag, its seal and its name, as it was when it came in.
//!
//! A bag cannot tell that a later one was taken away; the register can. It lies beside the archive, not in it, so that
//! `luu-tru/` holds nothing but bags.
//!
//! *Invariant:* lines are only ever added, so a number once given is not given again.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::bag::{self, Bag};
use super::{FOLDER, names_in};
use crate::store::digest::Digest;
use crate::store::disk;

const FILE: &str = ".so-luu-tru.txt";

/// Whether an output folder has a register, so that an archive is, or was, beside it.
pub(super) fn is_in(output: &Path) -> bool {
    output.join(FILE).is_file()
}

/// The bags the register knows and their seals. Lines that cannot be read are passed over: the bags tell for themselves.
pub(super) fn read(output: &Path) -> anyhow::Result<BTreeMap<String, Digest>> {
    let text = disk::read(&output.join(FILE))?.unwrap_or_default();
    let line = |line: &str| {
        let (seal, name) = line.split_once("  ")?;
        bag::split(name)?;
        Some((name.to_owned(), Digest::parse(seal)?))
    };
    Ok(String::from_utf8_lossy(&text).lines().filter_map(line).collect())
}

/// Enters every bag that is not in the register: the newest, and those of a run that was cut off before this line.
pub(super) fn complete(output: &Path) -> anyhow::Result<()> {
    disk::clear_aside(&output.join(FILE))?;
    let known = read(output)?;
    let mut added = String::new();
    for name in names_in(output)?.into_iter().filter(|name| bag::split(name).is_some()) {
        if !known.contains_key(&name) {
            let seal = Bag::open(&output.join(FOLDER).join(&name)).and_then(|(bag, _)| bag.seal());
            if let Some(seal) = seal {
                writeln!(added, "{seal}  {name}").expect("text takes text");
            }
        }
    }
    if added.is_empty() {
        return Ok(());
    }
    // What is there stays as it is, even a line that cannot be read.
    let mut text = disk::read(&output.join(FILE))?.unwrap_or_default();
    if text.last().is_some_and(|last| *last != b'\n') {
        text.push(b'\n');
    }
    text.extend(added.bytes());
    disk::replace(&output.join(FILE), &text)
}

/// The greatest number a plan's bag ever had; 0 where it has none.
pub(super) fn last(output: &Path, plan: &str) -> anyhow::Result<u32> {
    let registered = read(output)?.into_keys();
    let numbers = registered.chain(names_in(output)?).filter_map(|name| {
        let (known, number) = bag::split(&name)?;
        (known == plan).then_some(number)
    });
    Ok(numbers.max().unwrap_or(0))
}
