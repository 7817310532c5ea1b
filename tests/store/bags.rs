//! Bags: what they hold, when a new one is made, what verification finds, how papers come back.

use std::fs;
use std::path::Path;

use hoso::assets::Assets;
use hoso::store::archive::{self, Added, Change, How, Kind};
use hoso::store::digest::Mark;
use hoso::store::{Key, Stage};

use super::{PLAN, assert_bags_whole, make, names, papers, run, tree, with_contents, workbook};

fn sample() -> super::Papers {
    papers(&[
        ("van-phong-thong-ke/01-to-trinh.pdf", "tờ trình"),
        ("van-phong-thong-ke/03-bao-cao-vp01-nguyen-van-an.pdf", "báo cáo"),
        ("danh-gia.json", "{}"),
        ("tong-hop.html", "<p>"),
    ])
}

#[test]
fn a_bag_holds_the_run() {
    let home = tempfile::tempdir().expect("a folder");
    let inputs = [
        workbook(&home.path().join("input"), "Văn phòng - Thống kê.xlsx", "a"),
        workbook(&home.path().join("input"), "Ấp Phước Hòa/Số liệu đạt 50%.xlsx", "b"),
        workbook(&home.path().join("input"), "So\u{302}\u{301} lie\u{323}\u{302}u.xlsx", "c"),
        workbook(&home.path().join("input"), "S\u{1ed1} li\u{1ec7}u.xlsx", "d"),
        workbook(&home.path().join("input"), if cfg!(windows) { "hai dòng.xlsx" } else { "hai\ndòng.xlsx" }, "e"),
    ];
    let output = home.path().join("output");
    let (added, _) = run(&output, &sample(), &inputs).expect("a run");
    let Added::New { bag, changes, damaged } = added else { panic!("a first run makes a bag") };
    assert_eq!((bag.name.as_str(), bag.number, bag.units, bag.people, bag.papers), ("cchc-2023-0001", 1, 1, 1, 2));
    assert_eq!((bag.date.as_str(), bag.commune.as_str()), ("2023-12-05", "Ủy ban nhân dân xã Tam Phước"));
    assert!(changes.is_empty() && damaged.is_empty() && bag.corrects.is_none());
    let data = tree(&bag.folder.join("data"));
    assert_eq!(data["giay-to/van-phong-thong-ke/01-to-trinh.pdf"], "tờ trình");
    assert_eq!(data["giay-to/tong-hop.html"], "<p>");
    assert_eq!(data["danh-gia.json"], "{}");
    assert_eq!(data["dau-vao/Văn phòng - Thống kê.xlsx"], "a");
    assert_eq!(data["dau-vao/Ấp Phước Hòa/Số liệu đạt 50_.xlsx"], "b");
    assert_eq!(data["mau/bao-cao.jinja"], "Kính gửi {{ nơi }}");
    assert!(data["ten-tep.json"].contains("Số liệu đạt 50%.xlsx"));
    assert_eq!(data.len(), 13);
    let info = fs::read_to_string(bag.folder.join("bag-info.txt")).expect("tags");
    assert!(info.contains("External-Description: Hồ sơ Cải cách hành chính năm 2023: 1 đơn vị, 1 người, 2 văn bản\n"));
    assert_bags_whole(&output);
}

#[test]
fn the_same_content_makes_no_bag_and_a_correction_makes_the_next() {
    let home = tempfile::tempdir().expect("a folder");
    let inputs = [workbook(&home.path().join("input"), "a.xlsx", "a")];
    let output = home.path().join("output");
    run(&output, &sample(), &inputs).expect("a run");
    let before = tree(&output.join("luu-tru"));
    let (added, published) = run(&output, &sample(), &inputs).expect("a run");
    assert!(matches!(&added, Added::Unchanged(bag) if bag.number == 1) && published.unchanged);
    assert_eq!(tree(&output.join("luu-tru")), before);

    let mut corrected = sample();
    corrected.insert("van-phong-thong-ke/01-to-trinh.pdf".to_owned(), "tờ trình sửa".to_owned());
    corrected.insert("van-phong-thong-ke/03-bao-cao-vp02.pdf".to_owned(), "mới".to_owned());
    corrected.remove("van-phong-thong-ke/03-bao-cao-vp01-nguyen-van-an.pdf");
    let (added, _) = run(&output, &corrected, &inputs).expect("a run");
    let Added::New { bag, changes, .. } = added else { panic!("a correction makes a bag") };
    let change = |how, path: &str| Change { how, path: format!("giay-to/van-phong-thong-ke/{path}") };
    let expected = [
        change(How::Altered, "01-to-trinh.pdf"),
        change(How::Removed, "03-bao-cao-vp01-nguyen-van-an.pdf"),
        change(How::Added, "03-bao-cao-vp02.pdf"),
    ];
    assert_eq!(changes, expected);
    assert_eq!(
        (bag.corrects.as_deref(), bag.changed, &bag.changes[..]),
        (Some("cchc-2023-0001"), [1, 1, 1], &expected[..])
    );
    assert_eq!(archive::changes(&bag), expected);
    assert_eq!(archive::list(&output).expect("a list")[1], bag);
    let after = tree(&output.join("luu-tru"));
    assert!(before.iter().all(|(path, text)| after.get(path) == Some(text)), "the first bag is as it was");

    // Back to the first content: the newest bag is another, so this is a third.
    let (added, _) = run(&output, &sample(), &inputs).expect("a run");
    assert_eq!(added.bag().name, "cchc-2023-0003");
    assert_bags_whole(&output);
}

#[test]
fn a_workbook_changed_meanwhile_stops_the_run() {
    let home = tempfile::tempdir().expect("a folder");
    let inputs = [workbook(&home.path().join("input"), "a.xlsx", "a")];
    fs::write(&inputs[0].path, "b").expect("an edit");
    let output = home.path().join("output");
    let refused = run(&output, &sample(), &inputs).expect_err("refused").to_string();
    assert!(refused.contains("a.xlsx") && refused.contains("vừa bị sửa"), "{refused}");
    assert_eq!(names(&output.join("luu-tru")), [""; 0]);
    assert_eq!(names(&output).iter().filter(|name| name.contains("luu-tru")).count(), 0, "nothing half-made stays");
}

#[test]
fn a_bag_sure_to_be_new_is_filled_along_with_the_run() {
    let home = tempfile::tempdir().expect("a folder");
    let output = home.path().join("output");
    let aside = output.join(".luu-tru.dang-lap");
    let made_from = |text: &str| [workbook(&home.path().join("input").join(text), "a.xlsx", text)];
    let begun = |text: &str| {
        with_contents(&made_from(text), 1, |contents| {
            let mut stage = Stage::begin(&output, PLAN).expect("a stage");
            archive::begin(&mut stage, contents).expect("begun");
            stage
        })
    };
    let of_run = |stage: &Stage| {
        make(stage, &sample()).expect("made");
        tree(&aside.join("data"))
    };
    let stage = begun("một");
    let along = of_run(&stage);
    let whole = sample()
        .into_iter()
        .map(|(path, text)| (if path == "danh-gia.json" { path } else { format!("giay-to/{path}") }, text));
    assert_eq!(along, whole.collect(), "a plan's first");
    drop(stage);
    assert!(!aside.exists(), "a run that gives up leaves nothing of its bag");

    run(&output, &sample(), &made_from("một")).expect("a run");
    assert_eq!(of_run(&begun("một")), papers(&[]), "it may be the same again");
    assert_eq!(of_run(&begun("hai")), along, "taken over papers are in it too");
    let paper = output.join(PLAN).join("van-phong-thong-ke/01-to-trinh.pdf");
    fs::write(&paper, "sửa tay").expect("an edit");
    assert_eq!(of_run(&begun("hai")), along, "an edited paper is not, but as it is made anew");
    run(&output, &sample(), &made_from("hai")).expect("a run");
    assert_eq!(tree(&output.join("luu-tru/cchc-2023-0002/data/giay-to")).len(), 3);
    assert!(!aside.exists());
    assert_bags_whole(&output);
}

#[test]
fn a_set_of_which_a_paper_was_edited_leaves_no_copy_in_the_bag() {
    let home = tempfile::tempdir().expect("a folder");
    let output = home.path().join("output");
    let made_from = |text: &str| [workbook(&home.path().join("input").join(text), "a.xlsx", text)];
    let set = Key { source: Some(Mark::of(b"workbook")), ..Key::of("set") };
    let stage = Stage::begin(&output, PLAN).expect("a stage");
    stage.write("1.pdf", Key::of("one"), b"one").expect("written");
    stage.write("2.pdf", Key::of("two"), b"two").expect("written");
    stage.write("bo.pdf", set, b"set").expect("written");
    stage.publish().expect("a run");
    fs::write(output.join(PLAN).join("2.pdf"), "sửa tay").expect("an edit");
    with_contents(&made_from("một"), 1, |contents| {
        let mut stage = Stage::begin(&output, PLAN).expect("a stage");
        archive::begin(&mut stage, contents).expect("begun");
        assert!(!stage.reuse_set("bo.pdf", &["1.pdf", "2.pdf"], Mark::of(b"workbook")).expect("an answer"));
        assert!(stage.reuse("1.pdf", Key::of("one")).expect("an answer"));
        stage.write("2.pdf", Key::of("two"), b"two").expect("written");
        assert!(stage.reuse("bo.pdf", set).expect("an answer"));
        let ready = stage.finish().expect("finished");
        archive::add(&ready, contents).expect("archived");
        ready.publish(2).expect("on show");
    });
    let expected = papers(&[("1.pdf", "one"), ("2.pdf", "two"), ("bo.pdf", "set")]);
    assert_eq!(tree(&output.join(PLAN)), expected);
    assert_eq!(tree(&output.join("luu-tru/cchc-2023-0001/data/giay-to")), expected);
    assert_bags_whole(&output);
}

/// Damages a copy of an archive of two bags and looks at what is found.
#[track_caller]
fn check(damage: impl Fn(&Path), expected: &[(&str, Kind, Option<&str>)]) {
    let home = tempfile::tempdir().expect("a folder");
    let inputs = [workbook(&home.path().join("input"), "a.xlsx", "a")];
    let output = home.path().join("output");
    let mut second = sample();
    second.insert("danh-gia.json".to_owned(), "{ }".to_owned());
    run(&output, &sample(), &inputs).expect("a run");
    run(&output, &second, &inputs).expect("a run");
    damage(&output.join("luu-tru"));
    let verified = archive::verify(&output, None, 2, &|_| ()).expect("an archive that can be read");
    let found: Vec<_> = verified.findings.iter().map(|f| (f.bag.as_str(), f.kind, f.path.as_deref())).collect();
    assert_eq!(found, expected);
    assert!(verified.findings.iter().all(|f| f.message.starts_with(&f.bag)));
    // The next run recovers: whatever became of the newest bag, the run ends in a whole one.
    let (added, _) = run(&output, &second, &inputs).expect("the next run");
    let again = archive::verify(&output, Some(&added.bag().name), 2, &|_| ()).expect("a bag");
    assert_eq!(again.findings, []);
}

const ONE: &str = "cchc-2023-0001";
const TWO: &str = "cchc-2023-0002";
const PAPER: &str = "data/giay-to/van-phong-thong-ke/01-to-trinh.pdf";

#[test]
fn damage_is_found_by_name() {
    let write = |path: &Path, text: &str| fs::write(path, text).expect("damage");
    let cut = |path: &Path, by: usize| {
        let text = fs::read(path).expect("a list");
        fs::write(path, &text[..text.len() - by]).expect("damage");
    };
    check(|_| (), &[]);
    check(|home| write(&home.join(ONE).join(PAPER), "tờ trính"), &[(ONE, Kind::Altered, Some(PAPER))]);
    check(|home| write(&home.join(TWO).join(PAPER), ""), &[(TWO, Kind::Altered, Some(PAPER))]);
    check(|home| fs::remove_file(home.join(TWO).join(PAPER)).expect("damage"), &[(TWO, Kind::Missing, Some(PAPER))]);
    check(|home| write(&home.join(TWO).join("data/thêm.pdf"), "x"), &[(TWO, Kind::Extra, Some("data/thêm.pdf"))]);
    check(|home| write(&home.join(ONE).join("thêm.txt"), "x"), &[(ONE, Kind::Extra, Some("thêm.txt"))]);
    check(|home| write(&home.join(TWO).join("data/giay-to/Thumbs.db"), "Explorer's"), &[]);
    let manifest = "manifest-sha512.txt";
    check(
        |home| cut(&home.join(ONE).join(manifest), 1),
        &[(ONE, Kind::CutShort, Some(manifest)), (ONE, Kind::Altered, Some(manifest))],
    );
    check(
        |home| {
            let path = home.join(ONE).join(manifest);
            let last = fs::read_to_string(&path).expect("a list").lines().last().map_or(0, |line| line.len() + 1);
            cut(&path, last);
        },
        &[(ONE, Kind::CutShort, Some(manifest)), (ONE, Kind::Altered, Some(manifest))],
    );
    check(
        |home| fs::remove_file(home.join(ONE).join(manifest)).expect("damage"),
        &[(ONE, Kind::Missing, Some(manifest))],
    );
    let seal = "tagmanifest-sha512.txt";
    check(|home| fs::remove_file(home.join(TWO).join(seal)).expect("damage"), &[(TWO, Kind::Missing, Some(seal))]);
    check(|home| cut(&home.join(TWO).join(seal), 3), &[(TWO, Kind::CutShort, Some(seal)), (TWO, Kind::Resealed, None)]);
}

#[test]
fn whole_bags_that_go_or_change_are_missed() {
    let info = "bag-info.txt";
    check(|home| fs::remove_dir_all(home.join(ONE)).expect("damage"), &[(ONE, Kind::Missing, None)]);
    check(|home| fs::remove_dir_all(home.join(TWO)).expect("damage"), &[(TWO, Kind::Missing, None)]);
    check(
        |home| fs::rename(home.join(TWO), home.join("cchc-2023-0009")).expect("damage"),
        &[("cchc-2023-0009", Kind::Renamed, None), (TWO, Kind::Missing, None)],
    );
    check(|home| fs::create_dir(home.join("Của tôi")).expect("damage"), &[("Của tôi", Kind::Extra, None)]);
    check(
        |home| {
            let text = fs::read_to_string(home.join(ONE).join(info)).expect("tags");
            fs::write(home.join(ONE).join(info), text.replace("Layout: 1", "Layout: 2")).expect("damage");
        },
        &[(ONE, Kind::Newer, None), (ONE, Kind::Altered, Some(info))],
    );
}

#[test]
fn a_bag_altered_with_its_own_lists_is_found_by_its_seal() {
    const RESEAL: &str = "import sys, bagit\nb = bagit.Bag(sys.argv[1])\nb.save(manifests=True)";
    if !crate::paper::python("bagit") {
        return;
    }
    let home = tempfile::tempdir().expect("a folder");
    run(home.path(), &sample(), &[]).expect("a run");
    let bag = home.path().join("luu-tru").join(ONE);
    fs::write(bag.join(PAPER), "giả").expect("damage");
    let done = std::process::Command::new("python3").args(["-c", RESEAL]).arg(&bag).output().expect("python starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let verified = archive::verify(home.path(), None, 2, &|_| ()).expect("an archive");
    assert!(verified.findings.iter().any(|finding| finding.kind == Kind::Resealed), "{:?}", verified.findings);
    let restored = archive::restore(home.path(), "1", &home.path().join("ra"), 2).expect("restored");
    assert!(restored.findings.iter().any(|finding| finding.kind == Kind::Resealed), "said when it is taken out too");
}

#[test]
fn a_number_is_not_given_twice() {
    let home = tempfile::tempdir().expect("a folder");
    for text in ["1", "2", "3"] {
        run(home.path(), &papers(&[("a.pdf", text)]), &[]).expect("a run");
    }
    assert_eq!(archive::missing(home.path()).expect("a register"), [""; 0]);
    fs::remove_dir_all(home.path().join("luu-tru/cchc-2023-0003")).expect("damage");
    assert_eq!(archive::missing(home.path()).expect("a register"), ["cchc-2023-0003"]);
    let (added, _) = run(home.path(), &papers(&[("a.pdf", "4")]), &[]).expect("a run");
    assert_eq!(added.bag().name, "cchc-2023-0004");
}

#[test]
fn bags_are_found_by_name_or_number() {
    let home = tempfile::tempdir().expect("a folder");
    run(home.path(), &sample(), &[]).expect("a run");
    assert_eq!(archive::find(home.path(), "1").expect("a bag").name, ONE);
    assert_eq!(archive::find(home.path(), ONE).expect("a bag").number, 1);
    for none in ["2", "cchc-2023-0002", "..", ""] {
        archive::find(home.path(), none).expect_err("no such bag");
    }
    fs::create_dir(home.path().join("luu-tru/khac-0001")).expect("another plan's");
    let refused = archive::find(home.path(), "1").expect_err("two of them").to_string();
    assert!(refused.contains("cchc-2023-0001, khac-0001"), "{refused}");
}

#[test]
fn a_bag_comes_back_whole_and_a_damaged_file_stays_out() {
    let home = tempfile::tempdir().expect("a folder");
    let output = home.path().join("output");
    let inputs = [workbook(&home.path().join("input"), "Ấp 1/Số liệu.xlsx", "a")];
    let (added, _) = run(&output, &sample(), &inputs).expect("a run");
    let to = home.path().join("ra");
    let restored = archive::restore(&output, "1", &to, 2).expect("restored");
    assert_eq!(tree(&to), tree(&added.bag().folder.join("data")));
    assert_eq!((restored.files, restored.findings), (tree(&to).len(), vec![]));
    let refused = archive::restore(&output, "1", &to, 2).expect_err("not over other files").to_string();
    assert!(refused.contains("thư mục trống"), "{refused}");
    let refused = archive::restore(&output, "1", &output.join("luu-tru/ra"), 2).expect_err("no stranger").to_string();
    assert!(refused.contains("nằm trong kho lưu trữ") && !output.join("luu-tru/ra").exists(), "{refused}");
    for detour in ["../output/luu-tru/ra", "moi/../luu-tru/ra", "luu-tru/../luu-tru/cchc-2023-0001/ra"] {
        assert!(archive::restore(&output, "1", &output.join(detour), 2).is_err(), "{detour}");
    }

    fs::write(added.bag().folder.join(PAPER), "giả").expect("damage");
    let to = home.path().join("ra 2");
    let restored = archive::restore(&output, ONE, &to, 2).expect("restored");
    assert!(!to.join("giay-to/van-phong-thong-ke/01-to-trinh.pdf").exists());
    assert_eq!(restored.findings.len(), 1);
    assert_eq!(restored.files + 1, tree(&added.bag().folder.join("data")).len());
}

#[test]
fn a_manifest_that_leads_out_of_its_bag_is_not_followed() {
    let home = tempfile::tempdir().expect("a folder");
    let output = home.path().join("output");
    let (added, _) = run(&output, &sample(), &[]).expect("a run");
    let manifest = added.bag().folder.join("manifest-sha512.txt");
    let secret = home.path().join("secret");
    fs::write(&secret, "s").expect("a file");
    let digest = hoso::store::digest::Digest::of(b"s");
    let text = fs::read_to_string(&manifest).expect("a list");
    fs::write(&manifest, format!("{text}{digest}  data/../../../../secret\n")).expect("damage");
    let to = home.path().join("ra");
    let restored = archive::restore(&output, "1", &to, 1).expect("restored");
    assert!(restored.findings.iter().any(|finding| finding.path.as_deref() == Some("data/../../../../secret")));
    assert_eq!(tree(&to).len(), restored.files);
}

#[test]
fn papers_made_again_are_compared() {
    let home = tempfile::tempdir().expect("a folder");
    let output = home.path().join("output");
    let inputs =
        [workbook(&home.path().join("input"), "a 50%.xlsx", "a"), workbook(&home.path().join("input"), "b.xlsx", "b")];
    let (added, _) = run(&output, &sample(), &inputs).expect("a run");
    let before = tree(&output);
    let bag = added.bag();
    let fonts =
        |text: &[u8]| Assets::from_files([].into(), [("Tinos.ttf".to_owned(), text.to_vec())].into()).expect("no text");
    let same = archive::rebuild(bag, &fonts(b"font"), &|again, sink| {
        assert_eq!(tree(&again.input), papers(&[("a 50%.xlsx", "a"), ("b.xlsx", "b")]));
        assert_eq!(again.assets.template("bao-cao.jinja"), Some("Kính gửi {{ nơi }}".as_bytes()));
        assert_eq!(again.settings["accept_legacy"], "false");
        sample().iter().for_each(|(path, text)| sink(path, text.as_bytes()));
        Ok(())
    });
    let same = same.expect("made again");
    assert_eq!((same.same, same.differences.len(), same.version.as_str()), (4, 0, "0.1.0"));
    let other = archive::rebuild(bag, &fonts(b"font"), &|_, sink| {
        sink("danh-gia.json", b"other");
        sink("new.pdf", b"");
        sink("tong-hop.html", b"<p>");
        Ok(())
    });
    let other = other.expect("made again");
    let found: Vec<_> = other.differences.iter().map(|difference| (difference.how, difference.path.as_str())).collect();
    let gone = ["van-phong-thong-ke/01-to-trinh.pdf", "van-phong-thong-ke/03-bao-cao-vp01-nguyen-van-an.pdf"];
    let expected =
        [(How::Altered, "danh-gia.json"), (How::Added, "new.pdf"), (How::Removed, gone[0]), (How::Removed, gone[1])];
    assert_eq!((found, other.same), (expected.to_vec(), 1));
    let refused = archive::rebuild(bag, &fonts(b"other"), &|_, _| Ok(())).expect_err("no such font").to_string();
    assert!(refused.contains("Tinos.ttf") && refused.contains("--fonts"), "{refused}");
    assert_eq!(tree(&output), before, "nothing was left behind");
}

/// Many bags: looked at as one archive, each read once. How long it takes is said, not demanded.
#[test]
fn two_thousand_bags_are_listed() {
    let home = tempfile::tempdir().expect("a folder");
    let (added, _) = run(home.path(), &sample(), &[]).expect("a run");
    let first = added.bag().folder.clone();
    let bags = std::env::var("HOSO_BAGS").ok().and_then(|bags| bags.parse().ok()).unwrap_or(200);
    for number in 2..=bags {
        let name = format!("{PLAN}-{number:04}");
        copy(&first, &home.path().join("luu-tru").join(&name));
        let info = home.path().join("luu-tru").join(&name).join("bag-info.txt");
        let text = fs::read_to_string(&info).expect("tags").replace(ONE, &name);
        fs::write(&info, &text).expect("tags");
        let seal = info.with_file_name("tagmanifest-sha512.txt");
        let old = hoso::store::digest::Digest::of(&fs::read(first.join("bag-info.txt")).expect("tags")).to_string();
        let new = hoso::store::digest::Digest::of(text.as_bytes()).to_string();
        fs::write(&seal, fs::read_to_string(&seal).expect("a list").replace(&old, &new)).expect("a list");
    }
    let start = std::time::Instant::now();
    assert_eq!(archive::list(home.path()).expect("a list").len(), bags);
    println!("{bags} bags listed in {:?}", start.elapsed());
    let start = std::time::Instant::now();
    let verified = archive::verify(home.path(), None, 2, &|_| ()).expect("an archive");
    assert_eq!((verified.bags, verified.findings.len()), (bags, 0));
    println!("and verified in {:?}: {} files", start.elapsed(), verified.files);
    let start = std::time::Instant::now();
    let (added, _) = run(home.path(), &super::papers(&[("a.pdf", "x")]), &[]).expect("a run");
    assert_eq!(added.bag().number as usize, bags + 1);
    println!("a run on top in {:?}", start.elapsed());
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("our own folder");
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("a folder");
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}
