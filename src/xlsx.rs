//! The bytes of a workbook that the program writes: the same on every system.
//!
//! *Invariant:* a list made on Windows is, byte for byte, the one that an archive's bag gives again on Linux.

use rust_xlsxwriter::{Workbook, XlsxError};

/// A ZIP entry's system “Unix” (APPNOTE.TXT, 4.4.2.2): the library writes where it ran.
const UNIX: u8 = 3;

/// The finished file.
///
/// # Errors
/// Those of the library: what it was told to write does not go together.
pub fn bytes(mut book: Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut bytes = book.save_to_buffer()?;
    for at in systems(&bytes) {
        if let Some(system) = bytes.get_mut(at) {
            *system = UNIX;
        }
    }
    Ok(bytes)
}

/// Where each entry of the central directory names the system it was written on (APPNOTE.TXT, 4.3.12 and 4.3.16).
fn systems(bytes: &[u8]) -> Vec<usize> {
    const END: usize = 22;
    const ENTRY: usize = 46;
    let number = |at: usize, length: usize| -> Option<usize> {
        let digits = bytes.get(at..at.checked_add(length)?)?;
        Some(digits.iter().rev().fold(0, |number, digit| number << 8 | usize::from(*digit)))
    };
    let mut found = Vec::new();
    let end = bytes.len().saturating_sub(END);
    let mut next = number(end + 16, 4);
    while let Some(at) = next.filter(|&at| bytes.get(at..).is_some_and(|rest| rest.starts_with(b"PK\x01\x02"))) {
        found.push(at + 5);
        let lengths = [28, 30, 32].map(|field| number(at + field, 2).unwrap_or_default());
        next = at.checked_add(ENTRY + lengths.iter().sum::<usize>());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_gives_the_same_bytes() {
        let mut book = Workbook::new();
        book.add_worksheet().write_string(0, 0, "Họ và tên").expect("a cell");
        let unix = bytes(book).expect("a workbook");
        let places = systems(&unix);
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&unix)).expect("a package");
        assert_eq!(places.len(), zip.len());
        assert!(places.iter().all(|&at| unix[at] == UNIX) && zip.by_index(0).is_ok());
        assert!(systems(b"PK").is_empty() && systems(&[0; 40]).is_empty());
    }
}
