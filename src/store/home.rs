//! Folders in the making, and the second copy of a run's files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::digest::Mark;
use super::disk;

/// A folder in the making. Threads may write into it together.
#[derive(Debug)]
pub(super) struct Home {
    root: PathBuf,
    /// Those of its folders that are there.
    made: Mutex<BTreeSet<String>>,
}

impl Home {
    pub(super) fn of(root: PathBuf) -> Self {
        Self { root, made: Mutex::default() }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Where the file of this path, written with `/`, is to lie: its folder is there.
    ///
    /// # Errors
    /// The folder cannot be made; in Vietnamese.
    pub(super) fn place(&self, path: &str) -> anyhow::Result<PathBuf> {
        let folder = path.rsplit_once('/').map(|(folder, _)| folder).unwrap_or_default();
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if !made.contains(folder) {
            disk::create_folder(&self.root.join(folder))?;
            made.insert(folder.to_owned());
        }
        Ok(self.root.join(path))
    }
}

/// A second copy of each file of a run, made along with the first. Whoever needs it moves its folder away; else it goes.
#[derive(Debug)]
pub(super) struct Twin {
    home: Home,
    /// The path that a file has here.
    path: fn(&str) -> String,
}

impl Twin {
    pub(super) fn new(root: PathBuf, path: fn(&str) -> String) -> Self {
        Self { home: Home::of(root), path }
    }

    /// Where the copy of this file is to lie.
    ///
    /// # Errors
    /// Its folder cannot be made; in Vietnamese.
    pub(super) fn place(&self, path: &str) -> anyhow::Result<PathBuf> {
        self.home.place(&(self.path)(path))
    }

    /// Copies a file that should have this mark; `false`, and no copy, where it has not or cannot be read.
    ///
    /// # Errors
    /// The copy's folder cannot be made, or what is no copy cannot be removed; in Vietnamese.
    pub(super) fn take(&self, path: &str, from: &Path, mark: Mark) -> anyhow::Result<bool> {
        let to = self.place(path)?;
        let is_it = disk::copy_new::<Mark>(from, &to).is_ok_and(|(is, _)| is == mark);
        if !is_it {
            disk::remove_file(&to)?;
        }
        Ok(is_it)
    }

    /// Removes a copy that is not wanted after all.
    ///
    /// # Errors
    /// It cannot be removed; in Vietnamese.
    pub(super) fn forget(&self, path: &str) -> anyhow::Result<()> {
        disk::remove_file(&self.place(path)?)
    }
}

impl Drop for Twin {
    fn drop(&mut self) {
        // What cannot be removed now the next run removes.
        disk::remove_folder(self.home.root()).ok();
    }
}
