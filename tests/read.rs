//! Workbooks as offices send them.

use hoso::assets::Assets;
use hoso::read::{Options, read};

#[test]
fn the_sample_reads_without_a_word() {
    let input = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("input");
    let options = Options { threads: 2, ..Options::default() };
    let intake = read(&input, &Assets::default(), &options, &|_| true, &|_| ()).expect("a folder");
    let said: Vec<String> = intake.problems.iter().map(|problem| format!("{problem:?}")).collect();
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(intake.units.len(), 3);
    assert!(intake.commune.is_some());
}
