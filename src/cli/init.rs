//! `hoso init`: workbooks to begin with, or the papers' words to begin from.
//!
//! *Invariant:* a file that is there already is never written over.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use hoso::assets::Assets;
use hoso::init::{self, File};
use hoso::plan::Plan;
use hoso::press::Press;
use hoso::read::{excerpt, single};
use hoso::store::disk;

use super::args::InitArgs;
use super::{problems, terminal};

/// Writes the files; status 1 where the plan's workbook cannot be used.
///
/// # Errors
/// A folder or file that cannot be written, a plan's code that is not known.
pub fn init(args: InitArgs) -> anyhow::Result<ExitCode> {
    if args.templates {
        let folder = args.folder.unwrap_or_else(|| PathBuf::from("mau-chu"));
        let told = write(&folder, &init::words())?;
        let next = format!("Sửa các tệp này rồi chạy: hoso --templates {}\n", folder.display());
        terminal::print(&(told + &next))?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(plan) = plan(args.plan.as_deref())? else { return Ok(ExitCode::from(1)) };
    let folder = args.folder.unwrap_or_else(|| PathBuf::from("input"));
    let told = write(&folder, &init::workbooks(&plan, &args.don_vi, args.ca_nhan)?)?;
    let next = "Mở từng tệp bằng Excel, xem trang “Hướng dẫn”, điền xong thì chạy: hoso\n";
    terminal::print(&(told + next))?;
    Ok(ExitCode::SUCCESS)
}

/// The plan asked for: of a workbook, of a code, or the one in force.
fn plan(asked: Option<&str>) -> anyhow::Result<Option<Plan>> {
    let assets = Assets::default();
    let Some(path) = asked.map(Path::new).filter(|path| path.is_file()) else {
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
