//! Which folders a run works in.
//!
//! Unless told otherwise: `input` and `output` in the folder one stands in; where there is no `input` there, beside the
//! program itself, so that a double-click finds the folders that lie next to it.
//!
//! *Invariant:* only paths are decided here; nothing is made or changed.

use std::path::{Path, PathBuf};

/// Input and output of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Where the workbooks are.
    pub input: PathBuf,
    /// Where the papers go.
    pub output: PathBuf,
}

/// The folders of a run.
pub fn resolve(input: Option<PathBuf>, output: Option<PathBuf>) -> Folders {
    let home = home(input.is_none() && !Path::new("input").is_dir(), "input");
    Folders {
        input: input.unwrap_or_else(|| home.join("input")),
        output: output.unwrap_or_else(|| home.join("output")),
    }
}

/// Where a double-click is to work: the program's own folder, unless the one it was started in has workbooks and that one has
/// none. Windows starts what an administrator double-clicks on among the system's own files.
pub fn of_double_click() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let beside = program.parent()?;
    (beside.join("input").is_dir() || !Path::new("input").is_dir()).then(|| beside.to_owned())
}

/// The output folder alone, for commands that read what is there. Nobody need have made any papers yet.
///
/// # Errors
/// The folder that was asked for is missing: an archive at a mistyped place is no archive that is whole.
pub fn output(asked: Option<PathBuf>) -> anyhow::Result<PathBuf> {
    let Some(output) = asked else { return Ok(home(!Path::new("output").is_dir(), "output").join("output")) };
    anyhow::ensure!(
        output.is_dir(),
        "Không có thư mục “{}”; kiểm tra tên thư mục ghi sau “--output”",
        output.display()
    );
    Ok(output)
}

/// Makes sure that no file stands where a folder is to be written.
///
/// # Errors
/// A file is there.
pub fn no_file(folder: &Path) -> anyhow::Result<()> {
    anyhow::ensure!(!folder.is_file(), "“{}” là một tệp, không phải thư mục; hãy chọn thư mục khác", folder.display());
    Ok(())
}

/// The folder `fonts`, where the clerk may have put Times New Roman: here, else beside the program.
pub fn fonts() -> Option<PathBuf> {
    let folder = home(!Path::new("fonts").is_dir(), "fonts").join("fonts");
    folder.is_dir().then_some(folder)
}

/// The program's own folder if it should be looked in and has such a folder, else the current one (as no prefix at all).
fn home(look: bool, folder: &str) -> PathBuf {
    let program = look.then(std::env::current_exe).and_then(Result::ok);
    let beside = program.as_deref().and_then(Path::parent).map(Path::to_path_buf);
    beside.filter(|beside| beside.join(folder).is_dir()).unwrap_or_default()
}
