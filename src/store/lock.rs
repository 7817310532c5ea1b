//! One run at a time in an output folder.
//!
//! The lock is the system's own, on an open file: it ends with the process however that ends, so a killed run leaves
//! nothing to clear away. The file itself stays; to remove it would let two runs hold two files of one name.
//!
//! *Invariant:* whoever holds a [`Lock`] is the only one that changes the folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

use anyhow::bail;

use super::disk::{self, Deed};

/// The right to change an output folder, until dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

const FILE: &str = ".hoso.lock";
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);

/// Whether the disk has no locks. Windows has three ways to say it of a network disk (1, 50 and 120).
fn is_without_locks(fault: &std::io::Error) -> bool {
    fault.kind() == std::io::ErrorKind::Unsupported
        || cfg!(windows) && matches!(fault.raw_os_error(), Some(1 | 50 | 120))
}

impl Lock {
    /// Takes the lock of an output folder, making the folder where it is missing; waits five seconds at most.
    ///
    /// # Errors
    /// Another run still holds it, or the folder cannot be written; in Vietnamese.
    pub fn take(output: &Path) -> anyhow::Result<Self> {
        disk::create_folder(output)?;
        let path = output.join(FILE);
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|fault| disk::explain(&fault, Deed::Write, &path))?;
        for _ in 0..TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                // Some network disks know no locks; there the clerk's care is all there is.
                Err(TryLockError::Error(fault)) if is_without_locks(&fault) => return Ok(Self { _file: file }),
                Err(TryLockError::Error(fault)) => return Err(disk::explain(&fault, Deed::Write, &path)),
            }
        }
        bail!("Một lần chạy hoso khác đang làm việc trong “{}”; chờ lần đó xong rồi chạy lại", output.display())
    }
}
