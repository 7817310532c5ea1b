//! What the targets that read share: an input folder of one file, read, judged, and told of.

use std::path::Path;
use std::sync::OnceLock;

use hoso::assets::Assets;
use hoso::read::{Intake, Options};

/// The embedded templates and plans, loaded once.
pub fn assets() -> &'static Assets {
    static ASSETS: OnceLock<Assets> = OnceLock::new();
    ASSETS.get_or_init(Assets::default)
}

/// Reads a folder that holds these bytes as its one workbook. Whatever the bytes are, reading ends and gives a result.
pub fn read(bytes: &[u8], can_print: &(dyn Fn(char) -> bool + Sync)) -> Intake {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let in_memory = Path::new("/dev/shm");
    let folder = FOLDER.get_or_init(|| {
        let made = if in_memory.is_dir() { tempfile::tempdir_in(in_memory) } else { tempfile::tempdir() };
        made.expect("a folder")
    });
    std::fs::write(folder.path().join("tep.xlsx"), bytes).expect("a file");
    let options = Options { accept_legacy: bytes.len() % 2 == 0, threads: 1, ..Options::default() };
    hoso::read::read(folder.path(), assets(), &options, can_print, &|_| ()).expect("the folder is there")
}

/// Judges what was read and writes the list of problems, which hold for any intake.
pub fn judge(intake: &Intake) {
    let judged = hoso::judge::judge(&intake.plan, &intake.units, intake.commune.as_ref(), intake.problems.clone(), 1);
    for problem in &judged.problems {
        assert!(!problem.places.is_empty() && !problem.message.trim().is_empty());
        assert!(!problem.message.chars().any(|c| c.is_control() && c != '\n'), "{}", problem.message);
    }
    hoso::problem_sheet::workbook(&judged.problems, "../../input").expect("a list can always be written");
}
