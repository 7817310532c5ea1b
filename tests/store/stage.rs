//! Papers on show: whole runs, taking over what did not change, the clerk's own files.

use std::fs;

use hoso::store::digest::Mark;
use hoso::store::{Key, Stage};

use super::{PLAN, names, papers, publish, tree};

#[test]
fn a_run_replaces_the_one_before_whole() {
    let home = tempfile::tempdir().expect("a folder");
    let first = papers(&[
        ("van-phong/01.pdf", "a"),
        ("van-phong/03-an.pdf", "b"),
        ("ap-1/01.pdf", "c"),
        ("danh-gia.json", "1"),
    ]);
    let published = publish(home.path(), &first).expect("a run");
    assert_eq!((published.files, published.reused, published.unchanged), (4, 0, false));
    assert_eq!(tree(&home.path().join(PLAN)), first);

    let second = papers(&[("van-phong/01.pdf", "a"), ("danh-gia.json", "2")]);
    let published = publish(home.path(), &second).expect("a run");
    assert_eq!((published.files, published.reused), (2, 1));
    assert_eq!(published.kept, None, "papers we made are not set aside");
    assert_eq!(tree(&home.path().join(PLAN)), second, "papers of people no longer nominated are gone");
    assert_eq!(names(home.path()), [".hoso.lock", PLAN]);
}

#[test]
fn the_same_run_again_changes_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    let one = papers(&[("a/1.pdf", "a"), ("danh-gia.json", "1")]);
    publish(home.path(), &one).expect("a run");
    let before = fs::metadata(home.path().join(PLAN)).and_then(|about| about.modified()).expect("a time");
    let published = publish(home.path(), &one).expect("a run");
    assert!(published.unchanged && published.reused == 2);
    let after = fs::metadata(home.path().join(PLAN)).and_then(|about| about.modified()).expect("a time");
    assert_eq!(before, after, "the folder on show was left alone");
    assert_eq!(names(home.path()), [".hoso.lock", PLAN]);
}

#[test]
fn an_edited_paper_is_made_anew_and_the_edit_is_kept() {
    let home = tempfile::tempdir().expect("a folder");
    let one = papers(&[("a/1.pdf", "one"), ("a/2.pdf", "two"), ("danh-gia.json", "1")]);
    publish(home.path(), &one).expect("a run");
    let shown = home.path().join(PLAN);
    fs::write(shown.join("a/1.pdf"), "sửa tay").expect("an edit in place");
    fs::write(shown.join("a/Bản đã ký.pdf"), "scan").expect("a file of the clerk's");
    fs::write(shown.join("Thumbs.db"), "x").expect("litter");
    let published = publish(home.path(), &one).expect("a run");
    assert_eq!((published.reused, published.unchanged), (2, false));
    assert_eq!(tree(&shown), one);
    let (kept, files) = published.kept.expect("the edit and the scan");
    assert_eq!(kept, home.path().join("giu-lai").join("cchc-2023-0001"));
    assert_eq!(files, ["a/1.pdf", "a/Bản đã ký.pdf"]);
    assert_eq!(tree(&kept), papers(&[("a/1.pdf", "sửa tay"), ("a/Bản đã ký.pdf", "scan")]));
}

#[test]
fn an_edit_in_place_after_a_rerun_harms_no_other_copy() {
    let home = tempfile::tempdir().expect("a folder");
    let one = papers(&[("a/1.pdf", "one"), ("danh-gia.json", "1")]);
    let two = papers(&[("a/1.pdf", "one"), ("danh-gia.json", "2")]);
    super::run(home.path(), &one, &[]).expect("a run");
    super::run(home.path(), &two, &[]).expect("a run that takes a paper over");
    fs::write(home.path().join(PLAN).join("a/1.pdf"), "sửa tay").expect("an edit in place");
    super::assert_bags_whole(home.path());
}

#[test]
fn another_key_is_another_paper() {
    let home = tempfile::tempdir().expect("a folder");
    publish(home.path(), &papers(&[("1.pdf", "one")])).expect("a run");
    let stage = Stage::begin(home.path(), PLAN).expect("a stage");
    assert!(!stage.reuse("1.pdf", Key::of("other templates")).expect("an answer"));
    assert!(!stage.reuse("2.pdf", Key::of("one")).expect("an answer"));
    assert!(stage.reuse("1.pdf", Key::of("one")).expect("an answer"));
}

#[test]
fn what_was_expected_and_not_written_stops_the_run() {
    let home = tempfile::tempdir().expect("a folder");
    publish(home.path(), &papers(&[("1.pdf", "one")])).expect("a run");
    let stage = Stage::begin(home.path(), PLAN).expect("a stage");
    stage.expect(["1.pdf".into(), "2.pdf".into()].into_iter());
    stage.write("1.pdf", Key::of("two"), b"two").expect("written");
    assert!(stage.publish().expect_err("a paper is missing").to_string().contains("“2.pdf”"));
    assert_eq!(fs::read(home.path().join(PLAN).join("1.pdf")).expect("the run before"), b"one");
}

#[test]
fn a_set_is_taken_over_whole_or_not_at_all() {
    let home = tempfile::tempdir().expect("a folder");
    let made = || {
        let stage = Stage::begin(home.path(), PLAN).expect("a stage");
        stage.write("1.pdf", Key::of("one"), b"one").expect("written");
        stage.write("bo.pdf", Key { source: Some(Mark::of(b"workbook")), ..Key::of("set") }, b"set").expect("written");
        stage.publish().expect("a run");
    };
    made();
    let again = |source: &str| {
        let stage = Stage::begin(home.path(), PLAN).expect("a stage");
        (stage.reuse_set("bo.pdf", &["1.pdf"], Mark::of(source.as_bytes())).expect("an answer"), stage)
    };
    assert!(!again("another workbook").0);
    let (taken, stage) = again("workbook");
    assert!(taken);
    let published = stage.publish().expect("a run");
    assert!(published.unchanged && published.reused == 2);
    let stage = Stage::begin(home.path(), PLAN).expect("a stage");
    assert!(!stage.reuse_set("1.pdf", &[], Mark::of(b"workbook")).expect("an answer"), "it is no set");
    assert!(
        !stage.reuse_set("bo.pdf", &["1.pdf", "2.pdf"], Mark::of(b"workbook")).expect("an answer"),
        "it had no such paper"
    );
    drop(stage);
    fs::write(home.path().join(PLAN).join("1.pdf"), "sửa tay").expect("an edit");
    let (taken, stage) = again("workbook");
    assert!(!taken);
    assert!(stage.reuse("bo.pdf", Key::of("set")).expect("an answer"), "nothing of it was taken yet");
}

#[test]
fn a_run_that_gives_up_leaves_the_one_before() {
    let home = tempfile::tempdir().expect("a folder");
    let one = papers(&[("1.pdf", "one")]);
    publish(home.path(), &one).expect("a run");
    let stage = Stage::begin(home.path(), PLAN).expect("a stage");
    stage.write("2.pdf", Key::of("k"), b"half").expect("written");
    drop(stage);
    assert_eq!(tree(&home.path().join(PLAN)), one);
    assert_eq!(names(home.path()), [".hoso.lock", PLAN]);
}

#[test]
fn threads_write_together() {
    let home = tempfile::tempdir().expect("a folder");
    let stage = Stage::begin(home.path(), PLAN).expect("a stage");
    let numbers: Vec<u32> = (0..500).collect();
    let written = hoso::parallel::map(8, &numbers, |number| {
        let text = number.to_string();
        stage.write(&format!("don-vi-{}/{number}.pdf", number % 7), Key::of(&text), text.as_bytes())
    });
    written.into_iter().collect::<anyhow::Result<()>>().expect("all written");
    assert_eq!(stage.publish().expect("a run").files, 500);
    assert_eq!(tree(&home.path().join(PLAN)).len(), 500);
}

#[test]
fn a_second_run_waits_and_then_says_so() {
    let home = tempfile::tempdir().expect("a folder");
    let first = Stage::begin(home.path(), PLAN).expect("a stage");
    let refused = Stage::begin(home.path(), PLAN).expect_err("the folder is taken").to_string();
    assert!(refused.contains("Một lần chạy hoso khác đang làm việc"), "{refused}");
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| Stage::begin(home.path(), PLAN).map(drop));
        std::thread::sleep(std::time::Duration::from_millis(300));
        drop(first);
        waiting.join().expect("no panic").expect("it waited for the first");
    });
}

#[test]
fn a_plan_code_that_cannot_name_a_folder() {
    let home = tempfile::tempdir().expect("a folder");
    for code in ["../x", "luu-tru", "", "kế hoạch", "a/b"] {
        let refused = Stage::begin(home.path(), code).expect_err("refused").to_string();
        assert!(refused.contains("Mã kế hoạch"), "{refused}");
    }
    assert!(names(home.path()).is_empty());
}
