//! `hoso init`: workbooks to begin with, or the papers' words to begin from.
//!
//! *Invariant:* a file that is there already is never written over, and no second commune or plan is laid beside a first.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use hoso::assets::Assets;
use hoso::init::{self, File};
use hoso::plan::Plan;
use hoso::press::Press;
use hoso::read::{WORKBOOKS, excerpt, single};
use hoso::store::disk;

use super::args::InitArgs;
use super::terminal::{self, CYAN, paint};
use super::{folders, problems};

/// Writes the files; status 1 where the plan's workbook cannot be used.
///
/// # Errors
/// A folder or file that cannot be written, a folder that is in use already, a plan's code that is not known.
pub fn init(args: InitArgs) -> anyhow::Result<ExitCode> {
    if args.templates {
        let folder = args.folder.unwrap_or_else(|| PathBuf::from("mau-chu"));
        let told = write(&folder, &init::words())?;
        let next = format!("\nSửa câu chữ trong các tệp này rồi chạy: hoso --templates {}\n", quoted(&folder));
        terminal::print(&(told + &next))?;
        return Ok(ExitCode::SUCCESS);
    }
    let folder = args.folder.unwrap_or_else(|| PathBuf::from("input"));
    let own = args.plan.is_none().then(|| own_plan(&folder)).flatten();
    let asked = args.plan.clone().or_else(|| own.as_ref().map(|path| path.display().to_string()));
    let Some(plan) = plan(asked.as_deref())? else { return Ok(ExitCode::from(1)) };
    let mut files = init::workbooks(&plan, &args.don_vi, args.ca_nhan)?;
    if let Some(other) = in_use(&folder, &files) {
        anyhow::ensure!(
            !args.don_vi.is_empty(),
            "Thư mục “{}” đã có tệp “{other}” nên không để thêm tệp mẫu vào đó; hãy chọn thư mục khác, ví dụ \
             “hoso mau tep-mau”, hoặc chỉ thêm tệp của một đơn vị bằng “--don-vi TÊN”",
            folder.display()
        );
        files.retain(|file| !init::is_shared(&file.name));
    }
    let next = next(&folder, own.as_deref(), &files);
    let of_it = own.map_or_else(String::new, |path| format!("Theo kế hoạch trong “{}”\n", path.display()));
    let told = of_it + &write(&folder, &files)?;
    terminal::print(&(told + &next))?;
    Ok(ExitCode::SUCCESS)
}

/// What to do with the workbooks, step by step; `own` is the plan's workbook that they were made for, where the office had one.
fn next(folder: &Path, own: Option<&Path>, files: &[File]) -> String {
    let has = |name: &str| files.iter().any(|file| file.name == name);
    let mut steps = Vec::new();
    if has(init::ANY_UNIT) {
        steps.push("Chép “don-vi.xlsx” cho mỗi đơn vị một bản, tên tệp tùy ý; bản trống không dùng đến thì đưa ra khỏi thư mục".to_owned());
    }
    steps.push("Mở tệp của đơn vị bằng Excel, xem trang “Hướng dẫn” rồi điền".to_owned());
    if files.iter().any(|file| init::is_shared(&file.name)) {
        steps.push("Hội đồng cấp xã họp rồi thì điền “xa.xlsx”; chưa họp thì đưa tệp này ra khỏi thư mục".to_owned());
        if own.is_none() {
            steps.push("Kế hoạch của xã khác với “ke-hoach.xlsx” thì sửa tệp này; không khác thì để nguyên".to_owned());
        }
    }
    let default = folders::resolve(None, None).input;
    steps.push(if folder == default {
        "Chạy: hoso".to_owned()
    } else if own.is_some_and(|plan| plan.parent() == Some(&default)) {
        format!("Chép các tệp đã điền vào thư mục “{}”, nơi đã có tệp kế hoạch, rồi chạy: hoso", default.display())
    } else {
        format!("Chạy: hoso --input {}", quoted(folder))
    });
    let mut text = format!("\n{}\n", paint(CYAN, "Việc cần làm tiếp:"));
    for (number, step) in (1..).zip(steps) {
        text += &terminal::wrap(&format!("  {number}. {step}"), terminal::columns(), "     ");
        text.push('\n');
    }
    text
}

/// A folder as it is to be typed.
fn quoted(folder: &Path) -> String {
    let shown = folder.display().to_string();
    if shown.contains(' ') { format!("\"{shown}\"") } else { shown }
}

/// A workbook in the folder that is none of those to be made.
fn in_use(folder: &Path, files: &[File]) -> Option<String> {
    let names = folder.read_dir().ok()?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut others = names.filter(|name| {
        let lower = name.to_lowercase();
        lower.rsplit_once('.').is_some_and(|(_, ending)| WORKBOOKS.contains(&ending))
            && !lower.starts_with(['~', '.'])
            && files.iter().all(|file| file.name != *name)
    });
    others.next()
}

/// The plan's workbook that the office has already, whatever it is called: in the folder that is to be filled, or where a run
/// would read it.
fn own_plan(folder: &Path) -> Option<PathBuf> {
    let input = folders::resolve(None, None).input;
    let places = if folder == input { vec![input] } else { vec![folder.to_owned(), input] };
    places.iter().find_map(|place| single::plan_in(place))
}

/// The plan asked for: of a workbook, of a code, or the one in force.
fn plan(asked: Option<&str>) -> anyhow::Result<Option<Plan>> {
    let assets = Assets::default();
    let Some(path) = asked.map(Path::new).filter(|path| path.is_file()) else {
        let file = asked.filter(|asked| asked.contains(['.', '/', '\\']));
        anyhow::ensure!(file.is_none(), "Không có tệp kế hoạch “{}”", file.unwrap_or_default());
        return single::embedded_plan(&assets, asked).map(Some);
    };
    let press = Press::new(&assets)?;
    let (plan, found) = single::plan_workbook(path, &|c| press.can_print(c));
    if plan.is_none() {
        terminal::print(&problems::list(&found, &excerpt::Excerpts::new(), terminal::columns()))?;
    }
    Ok(plan)
}

fn write(folder: &Path, files: &[File]) -> anyhow::Result<String> {
    folders::no_file(folder)?;
    disk::create_folder(folder)?;
    let (mut made, mut kept) = (Vec::new(), Vec::new());
    for file in files {
        let path = folder.join(&file.name);
        if path.symlink_metadata().is_ok() {
            kept.push(file.name.as_str());
        } else {
            disk::write_new(&path, &file.bytes)?;
            made.push(file.name.as_str());
        }
    }
    let mut told = String::new();
    if !made.is_empty() {
        told += &format!("Đã tạo trong “{}”: {}\n", folder.display(), made.join(", "));
    }
    if !kept.is_empty() {
        told += &format!("Đã có sẵn nên giữ nguyên: {}\n", kept.join(", "));
    }
    Ok(told)
}
