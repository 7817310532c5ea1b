//! The workbooks below the input folder, in one order on every machine.
//!
//! *Invariant:* nothing outside the input folder is opened, and no file is passed over that a clerk may have meant as a
//! workbook without a word about it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use walkdir::{DirEntry, WalkDir};

use crate::problem::{Place, Problems};
use crate::store::is_own_folder;

/// Endings of workbooks.
pub const WORKBOOKS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];
/// Endings of files that hold tables but cannot be read, with what they are.
const TABLES: [(&str, &str); 21] = [
    ("csv", "tệp CSV"),
    ("tsv", "tệp TSV"),
    ("et", "tệp của WPS Spreadsheets"),
    ("numbers", "tệp Numbers của máy Mac"),
    ("xltx", "tệp mẫu của Excel"),
    ("xltm", "tệp mẫu của Excel"),
    ("xlt", "tệp mẫu của Excel"),
    ("ots", "tệp mẫu của LibreOffice"),
    ("ett", "tệp mẫu của WPS Spreadsheets"),
    ("fods", "tệp OpenDocument dạng XML"),
    ("uos", "tệp bảng tính UOF"),
    ("sxc", "tệp OpenOffice đời cũ"),
    ("slk", "tệp SYLK"),
    ("dif", "tệp DIF"),
    ("dbf", "tệp dBASE"),
    ("xlw", "tệp Excel đời rất cũ"),
    ("xml", "tệp XML"),
    ("htm", "trang web"),
    ("html", "trang web"),
    ("mht", "trang web"),
    ("mhtml", "trang web"),
];
/// Endings of files of running text, which a unit may have filled in instead.
const TEXTS: [&str; 6] = ["doc", "docx", "docm", "odt", "rtf", "wps"];
/// Endings of files that units pack their workbooks into.
const PACKED: [&str; 6] = ["zip", "rar", "7z", "tar", "gz", "tgz"];
/// Endings of files that a browser has not fetched whole.
const FETCHED_IN_PART: [&str; 4] = ["crdownload", "part", "partial", "download"];
/// Endings of links to files elsewhere, as Windows has them.
const SHORTCUTS: [&str; 2] = ["lnk", "url"];
/// Deeper folders are nobody's filing.
const DEEPEST: usize = 64;

/// A file that may be a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookFile {
    /// Its path below the input folder, with `/`.
    pub name: Arc<str>,
    /// Where it is.
    pub path: PathBuf,
}

/// Lists the workbooks below `input`, sorted by name.
///
/// # Errors
/// The folder is missing, is no folder, or cannot be read.
pub fn find(input: &Path, problems: &mut Problems) -> anyhow::Result<Vec<BookFile>> {
    if !input.exists() {
        bail!("Không có thư mục “{}”; hãy tạo thư mục này rồi chép các tệp Excel của các đơn vị vào", input.display());
    }
    if !input.is_dir() {
        bail!("“{}” không phải là thư mục; hãy chỉ đúng thư mục chứa các tệp Excel", input.display());
    }
    if std::fs::read_dir(input).is_err() {
        bail!("Không mở được thư mục “{}”; kiểm tra quyền đọc của thư mục", input.display());
    }
    let mut found = Vec::new();
    for entry in walk(input) {
        match entry {
            Ok(entry) => take(&entry, input, &mut found, problems),
            Err(error) => {
                let path = error.path().unwrap_or(input);
                problems.error(
                    Place::File(name_below(path, input)),
                    "Không mở được thư mục này",
                    "Kiểm tra quyền đọc của thư mục",
                );
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// All that may be a clerk's below the input folder: nothing hidden, nothing of an earlier run's; links are not followed.
pub fn walk(input: &Path) -> impl Iterator<Item = walkdir::Result<DirEntry>> {
    let walk = WalkDir::new(input).min_depth(1).max_depth(DEEPEST).follow_links(false);
    walk.into_iter().filter_entry(|entry| !hidden(entry) && !own_result(entry))
}

fn take(entry: &DirEntry, input: &Path, found: &mut Vec<BookFile>, problems: &mut Problems) {
    let ending = ending(entry.path());
    let name = name_below(entry.path(), input);
    let is_workbook = WORKBOOKS.contains(&ending.as_str());
    if entry.path_is_symlink() {
        if is_workbook || entry.path().is_dir() {
            problems.warning(
                Place::File(name),
                "Đây là lối tắt (liên kết) nên không được đọc",
                "Chép chính tệp hoặc thư mục đó vào thư mục này",
            );
        }
    } else if entry.file_type().is_dir() {
        if is_workbook {
            problems.warning(
                Place::File(name),
                "Đây là thư mục có tên như tệp Excel; các tệp bên trong vẫn được đọc",
                "Đổi tên thư mục nếu đặt nhầm",
            );
        }
    } else if is_workbook && !entry.file_type().is_file() {
        // A pipe or a socket: reading it would never end.
        problems.warning(
            Place::File(name),
            "Đây không phải là tệp thường (ống dẫn, thiết bị) nên không được đọc",
            "Xóa mục này, hoặc chép tệp Excel thật vào thư mục này",
        );
    } else if is_workbook {
        if entry.path().strip_prefix(input).is_ok_and(|below| below.to_str().is_none()) {
            problems.error(
                Place::File(name),
                "Tên tệp hoặc thư mục có ký tự hỏng nên không đọc",
                "Đổi tên tệp (và thư mục chứa nó) thành chữ không dấu",
            );
        } else {
            found.push(BookFile { name, path: entry.path().to_owned() });
        }
    } else if ending == "gsheet" {
        problems.warning(
            Place::File(name),
            "Đây là đường dẫn tới Google Trang tính, chương trình không đọc được",
            "Mở bằng trình duyệt, chọn Tệp (File) › Tải xuống (Download) › Microsoft Excel (.xlsx); chép tệp tải về vào thư mục này \
             rồi đưa tệp .gsheet ra ngoài",
        );
    } else if let Some((_, kind)) = TABLES.iter().find(|(known, _)| *known == ending) {
        problems.warning(
            Place::File(name),
            format!("Đây là {kind}, chương trình không đọc được"),
            "Mở bằng phần mềm bảng tính, lưu thành Excel Workbook (.xlsx) trong thư mục này rồi đưa tệp cũ ra ngoài",
        );
    } else if TEXTS.contains(&ending.as_str()) {
        problems.warning(
            Place::File(name),
            "Đây là tệp văn bản (Word), chương trình không đọc được",
            "Nếu đơn vị ghi số liệu ở đây thì chép sang tệp Excel theo mẫu (mẫu là “don-vi.xlsx”); nếu chỉ là tài liệu kèm theo thì \
             đưa ra ngoài thư mục này",
        );
    } else if PACKED.contains(&ending.as_str()) {
        problems.warning(
            Place::File(name),
            "Đây là tệp nén, các tệp bên trong không được đọc",
            "Giải nén, chép các tệp Excel bên trong vào thư mục này, rồi đưa tệp nén ra ngoài",
        );
    } else if entry.file_type().is_file()
        && let Some((message, hint)) = meant_as_a_workbook(entry.path(), &ending)
    {
        problems.warning(Place::File(name), message, hint);
    }
}

/// What a file of another ending has of a workbook, and what to do.
fn meant_as_a_workbook(path: &Path, ending: &str) -> Option<(&'static str, &'static str)> {
    if FETCHED_IN_PART.contains(&ending) {
        return Some((
            "Đây là tệp tải về chưa xong nên không được đọc",
            "Đợi tải xong hoặc tải lại; nếu là tệp bỏ đi thì xóa",
        ));
    }
    if SHORTCUTS.contains(&ending) {
        return Some((
            "Đây là lối tắt (liên kết) nên không được đọc",
            "Chép chính tệp hoặc thư mục đó vào thư mục này",
        ));
    }
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let inside = WORKBOOKS.iter().any(|known| {
        name.split_once(&format!(".{known}")).is_some_and(|(_, rest)| !rest.starts_with(char::is_alphanumeric))
    });
    ((inside || ending.is_empty()) && begins_like_a_workbook(path)).then_some((
        "Tên tệp không hết bằng .xlsx nên tệp không được đọc, dù có thể là bảng tính",
        "Nếu là bảng tính của đơn vị thì đổi tên cho hết bằng .xlsx; nếu là bản lưu cũ thì đưa ra khỏi thư mục",
    ))
}

fn begins_like_a_workbook(path: &Path) -> bool {
    use std::io::Read as _;
    let mut begin = [0; 4];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut begin));
    read.is_ok() && (begin == *b"PK\x03\x04" || begin == [0xD0, 0xCF, 0x11, 0xE0])
}

/// Excel's lock files (`~$…`), LibreOffice's (`.~lock…`) and whatever else hides.
fn hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() > 0 && (name.starts_with("~$") || name.starts_with('.'))
}

/// A folder that an earlier run made: where the output lies below the input, its lists, the archive's copies of the workbooks
/// and what was set aside are nobody's data.
fn own_result(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_type().is_dir() && is_own_folder(entry.path())
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// The path below the input folder, with `/`; letters as the disk has them, for links lead there.
fn name_below(path: &Path, input: &Path) -> Arc<str> {
    let below = path.strip_prefix(input).unwrap_or(path);
    let parts: Vec<String> = below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/").into()
}
