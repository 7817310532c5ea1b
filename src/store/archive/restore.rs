//! A bag's payload, taken out of the archive into a folder of its own.
//!
//! *Invariant:* every file that arrives has the bytes the bag lists; a damaged one is left out and named.

use std::path::{Component, Path, PathBuf};

use anyhow::bail;

use super::verify::{Kind, stays_below, verify};
use super::{Bag, Discrepancy, FOLDER, find};
use crate::store::digest::Digest;
use crate::store::disk;

/// What was taken out.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The bag.
    pub bag: Bag,
    /// Where its payload now lies: `giay-to/`, `dau-vao/`, `mau/` and the rest.
    pub folder: PathBuf,
    /// How many files arrived.
    pub files: usize,
    /// What is wrong with the bag; files that are missing or altered were left out.
    pub findings: Vec<Discrepancy>,
}

/// Where a path really leads: links and `..` followed, of the part that exists and of the rest.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut real = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            Component::CurDir => {}
            other => real.push(other),
        }
        real = real.canonicalize().unwrap_or(real);
    }
    real
}

/// Copies the payload of the bag of this name or number into `to`, a folder that is empty or not there yet.
///
/// # Errors
/// There is no such bag, the folder holds something, or it cannot be written; in Vietnamese.
pub fn restore(output: &Path, which: &str, to: &Path, threads: usize) -> anyhow::Result<Restored> {
    let bag = find(output, which)?;
    if to.symlink_metadata().is_ok() && !to.read_dir().is_ok_and(|mut entries| entries.next().is_none()) {
        bail!("“{}” không phải là thư mục trống; chọn một thư mục mới để lấy hồ sơ ra", to.display());
    }
    if resolved(to).starts_with(resolved(&output.join(FOLDER))) {
        bail!("“{}” nằm trong kho lưu trữ; chọn một thư mục mới ở nơi khác để lấy hồ sơ ra", to.display());
    }
    // By what the next bag and the register noted of it too.
    let findings = verify(output, Some(&bag.name), threads.max(1), &|_| ())?.findings;
    let damaged = |path: &str| {
        let whole = [Kind::Missing, Kind::Altered, Kind::Unreadable];
        !stays_below(path) || findings.iter().any(|f| whole.contains(&f.kind) && f.path.as_deref() == Some(path))
    };
    disk::create_folder(to)?;
    let mut files = 0;
    for (path, digest) in bag.manifest() {
        let Some(below) = path.strip_prefix("data/").filter(|_| !damaged(&path)) else { continue };
        let target = to.join(below);
        disk::create_folder(target.parent().expect("a file is in a folder"))?;
        if disk::copy_new::<Digest>(&bag.folder.join(&path), &target)?.0 != digest {
            bail!(
                "Tệp “{path}” của bản “{}” thay đổi trong khi chép; xóa thư mục “{}” rồi chạy lại",
                bag.name,
                to.display()
            );
        }
        files += 1;
    }
    disk::flush_all(to)?;
    Ok(Restored { bag, folder: to.to_owned(), files, findings })
}
