//! Bytes → records, behind the compression: the input is the parts of an .xlsx package as text, each under a line
//! `%%% path`, so that mutations reach the XML instead of breaking a checksum.
#![no_main]

mod room;

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MARK: &str = "%%% ";
const MOST_PARTS: usize = 60;

fuzz_target!(|bytes: &[u8]| room::judge(&room::read(&package(bytes), &|_| true)));

fn package(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for part in text.split(MARK).skip(1).take(MOST_PARTS) {
        let (path, content) = part.split_once('\n').unwrap_or((part, ""));
        // The library refuses a path twice; a package that has one is the other target's.
        if zip.start_file(path.trim(), options).is_ok() {
            zip.write_all(content.as_bytes()).expect("memory");
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}
