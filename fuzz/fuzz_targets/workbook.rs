//! Bytes → records: any bytes under the name of a workbook.
#![no_main]

mod room;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| room::judge(&room::read(bytes, &|_| true)));
