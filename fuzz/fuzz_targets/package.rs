//! Bytes → records, behind the compression: the input is the parts of a package (.xlsx, .xlsb, .ods), each under a line
//! `%%% path`, so that mutations reach the XML and the binary records instead of breaking a checksum.
#![no_main]

mod room;

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MARK: &[u8] = b"%%% ";
const MOST_PARTS: usize = 60;

fuzz_target!(|bytes: &[u8]| room::judge(&room::read(&package(bytes), &|_| true)));

fn package(bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for part in parts(bytes) {
        let end = part.iter().position(|byte| *byte == b'\n').unwrap_or(part.len());
        let (path, content) = (String::from_utf8_lossy(&part[..end]), part.get(end + 1..).unwrap_or_default());
        // The library refuses a path twice; a package that has one is the other target's.
        if zip.start_file(path.trim(), options).is_ok() {
            zip.write_all(content).expect("memory");
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// What stands behind each mark, up to the next.
fn parts(bytes: &[u8]) -> Vec<&[u8]> {
    let is_mark = |at: &usize| bytes[*at..].starts_with(MARK);
    let marks: Vec<usize> = (0..bytes.len()).filter(is_mark).take(MOST_PARTS + 1).collect();
    let ends = marks.iter().skip(1).copied().chain([bytes.len()]);
    marks.iter().zip(ends).take(MOST_PARTS).map(|(begin, end)| &bytes[begin + MARK.len()..end]).collect()
}
