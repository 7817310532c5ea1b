//! Disks that refuse: full, read-only, a folder without permission. The run stops in words, what is on show and every
//! bag stay as they were, and with the cause gone the next run goes through.
//!
//! The small disks are memory mounted for the test, which only the administrator may do; elsewhere these tests say that
//! they skip.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use hoso::store::{archive, disk};

use super::{PLAN, Papers, assert_bags_whole, names, papers, publish, run, tree, workbook};

/// A disk of its own, gone with the test.
struct Disk {
    home: tempfile::TempDir,
}

impl Disk {
    fn new(options: &str) -> Option<Self> {
        let home = tempfile::tempdir().expect("a folder");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", options, "hoso-test"]).arg(home.path()).output();
        if mounted.is_ok_and(|mounted| mounted.status.success()) {
            Some(Self { home })
        } else {
            println!("no disk can be mounted here: skipped");
            None
        }
    }

    fn path(&self) -> PathBuf {
        self.home.path().join("output")
    }

    fn remount(&self, options: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(self.home.path()).status();
        assert!(done.is_ok_and(|done| done.success()), "the disk is mounted anew");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        Command::new("umount").arg("-l").arg(self.home.path()).status().ok();
    }
}

fn sample(text: &str, size: usize) -> Papers {
    let filler = text.repeat(size / text.len());
    (0..8).map(|n| (format!("van-phong/03-bao-cao-{n}.pdf"), format!("{n}{filler}"))).collect()
}

#[track_caller]
fn refuses(result: anyhow::Result<impl std::fmt::Debug>, words: &[&str]) {
    let said = format!("{:#}", result.expect_err("a disk that refuses"));
    for word in words {
        assert!(said.contains(word), "{said}");
    }
    for english in ["os error", "No space", "denied", "Read-only file", "No such"] {
        assert!(!said.contains(english), "{said}");
    }
}

#[test]
fn a_full_disk_at_every_stage() {
    let input = tempfile::tempdir().expect("a folder");
    let workbooks = ["một", "hai"].map(|text| [workbook(&input.path().join(text), "a.xlsx", text)]);
    // From another workbook the bag is written along with the papers, from the same one after them.
    for second in [&workbooks[1], &workbooks[0]] {
        let Some(small) = Disk::new("size=4m") else { return };
        let output = small.path();
        let first = sample("a", 30_000);
        run(&output, &first, &workbooks[0]).expect("room enough");
        // Less and less room: the papers find none, then only the bag, then neither.
        let mut refused = 0;
        for room in [40_000, 150_000, 260_000, 330_000, 420_000, 520_000, 620_000, 900_000] {
            let ballast = small.home.path().join("ballast");
            fill(&ballast, room);
            let result = run(&output, &sample("b", 30_000), second);
            if result.is_ok() {
                println!("{room} bytes are enough");
            } else {
                refuses(result, &["Đĩa đã đầy", "xóa bớt tệp"]);
                assert!(tree(&output.join(PLAN)) == first, "the run before is on show");
                assert_eq!(names(&output.join("luu-tru")), ["cchc-2023-0001"]);
                assert!(!output.join(".luu-tru.dang-lap").exists(), "nothing of a bag is left");
                refused += 1;
            }
            fs::remove_file(&ballast).expect("ballast");
            assert_bags_whole(&output);
            run(&output, &first, &workbooks[0]).expect("room again");
            assert!(tree(&output.join(PLAN)) == first);
            assert!(names(&output).iter().all(|name| !name.contains("dang-lap")), "{:?}", names(&output));
            if archive::list(&output).expect("a list").len() > 1 {
                break;
            }
        }
        assert!(refused > 3, "the disk was full in the middle of runs");
        assert!(archive::list(&output).expect("a list").len() > 1, "and had room in the end");
    }
}

/// Fills the disk but for so many bytes.
fn fill(ballast: &Path, room: u64) {
    use std::io::Write as _;
    let mut file = fs::File::create(ballast).expect("ballast");
    while file.write_all(&[0; 4096]).is_ok() {}
    let size = file.metadata().expect("ballast").len();
    file.set_len(size.saturating_sub(room)).expect("ballast");
}

#[test]
fn a_disk_that_is_read_only() {
    let Some(small) = Disk::new("size=4m") else { return };
    let output = small.path();
    let first = sample("a", 3000);
    run(&output, &first, &[]).expect("a run");
    small.remount("ro");
    refuses(run(&output, &sample("b", 3000), &[]), &["chỉ cho đọc", &output.display().to_string()]);
    refuses(disk::replace(&output.join("x.txt"), b"x"), &["chỉ cho đọc", "x.txt"]);
    assert_bags_whole(&output);
    let ra = tempfile::tempdir().expect("a folder");
    let restored = archive::restore(&output, "1", &ra.path().join("ra"), 2).expect("reading needs no writing");
    assert_eq!(restored.findings, []);
    small.remount("rw");
    run(&output, &sample("b", 3000), &[]).expect("a run");
    assert_bags_whole(&output);
}

#[test]
#[cfg(unix)]
fn a_folder_without_permission() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().expect("a folder");
    let output = home.path().join("output");
    publish(&output, &sample("a", 100)).expect("a run");
    let permit = |mode| fs::set_permissions(&output, fs::Permissions::from_mode(mode)).expect("our own folder");
    permit(0o555);
    if fs::write(output.join("x"), b"").is_ok() {
        fs::remove_file(output.join("x")).expect("our own file");
        println!("the administrator may write everywhere: skipped");
    } else {
        refuses(publish(&output, &sample("b", 100)), &["Không được phép ghi", "output"]);
        assert_eq!(tree(&output.join(PLAN)), sample("a", 100));
    }
    permit(0o755);
    publish(&output, &sample("b", 100)).expect("a run");
}

#[test]
fn a_file_where_the_folder_should_be() {
    let home = tempfile::tempdir().expect("a folder");
    let output = home.path().join("output");
    fs::write(&output, b"x").expect("a file in the way");
    refuses(publish(&output, &sample("a", 100)), &["output"]);
    fs::remove_file(&output).expect("ours");
    fs::create_dir(&output).expect("ours");
    fs::write(output.join(PLAN), "ghi chú").expect("a file in the plan's place");
    publish(&output, &sample("a", 100)).expect("it is set aside");
    assert_eq!(tree(&output.join(PLAN)), sample("a", 100));
    assert_eq!(tree(&output.join("giu-lai")), papers(&[("cchc-2023-0001/cchc-2023", "ghi chú")]));
}

/// Opens a file as Windows' programs do: others may read it, not remove it.
fn as_a_viewer(path: &Path) -> fs::File {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::share_mode(&mut options, 1);
    options.open(path).expect("a paper")
}

#[test]
fn a_paper_open_in_another_program_stays_readable() {
    use std::io::Read as _;
    let home = tempfile::tempdir().expect("a folder");
    publish(home.path(), &papers(&[("a/1.pdf", "one"), ("a/2.pdf", "two")])).expect("a run");
    let mut open = as_a_viewer(&home.path().join(PLAN).join("a/1.pdf"));
    let result = publish(home.path(), &papers(&[("a/1.pdf", "ONE")]));
    if cfg!(windows) {
        // Windows refuses to move the folder; Wine moves it and cannot remove the file.
        let notes = match result {
            Ok(published) => published.notes.join("\n"),
            Err(fault) => format!("{fault:#}"),
        };
        assert!(notes.contains("1.pdf") && notes.contains("đang mở trong chương trình khác"), "{notes}");
        publish(home.path(), &papers(&[("a/1.pdf", "ONE"), ("b.pdf", "b")])).ok();
        drop(open);
        publish(home.path(), &papers(&[("a/1.pdf", "ONE")])).expect("once it is closed");
        assert_eq!(names(home.path()), [".hoso.lock", PLAN]);
    } else {
        result.expect("a run");
        let mut text = String::new();
        open.read_to_string(&mut text).expect("still there");
        assert_eq!(text, "one");
    }
    assert_eq!(tree(&home.path().join(PLAN)), papers(&[("a/1.pdf", "ONE")]));
}

#[test]
fn small_files_are_written_whole_or_not_at_all() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("mẫu.xlsx");
    disk::write_new(&path, b"one").expect("written");
    refuses(disk::write_new(&path, b"two"), &["mẫu.xlsx", "đã có sẵn"]);
    assert_eq!(fs::read(&path).expect("a file"), b"one");
    disk::replace(&path, b"two").expect("replaced");
    disk::replace(&home.path().join("mới.txt"), b"x").expect("made");
    assert_eq!(names(home.path()), ["mẫu.xlsx", "mới.txt"]);
    assert_eq!(fs::read(&path).expect("a file"), b"two");
    refuses(disk::write_new(&home.path().join("không/có/x"), b""), &["Không tìm thấy"]);
}
