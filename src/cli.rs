//! The conversation with the clerk: what was typed, what is answered, and the exit status.
//!
//! Statuses: 0 everything was produced; 1 something in the data stopped a document; 2 the command line, a folder or a
//! template is at fault. A reader that goes away (`hoso | head`) changes none of them.
//!
//! *Invariant:* clap, the terminal, the clock and the environment are known only here and below.

mod archive;
mod args;
mod changes;
mod excerpt;
mod folders;
mod init;
mod problems;
mod progress;
mod run;
mod summary;
mod terminal;
mod usage;
mod watch;
mod window;

use std::ffi::OsString;
use std::process::ExitCode;

use args::{Args, Command, RunArgs};
use terminal::{RED, complain, paint};

/// The whole program.
pub fn main() -> ExitCode {
    let line: Vec<_> = std::env::args_os().collect();
    let own_window = window::is_own();
    let double_clicked = line.len() < 2 && own_window;
    if double_clicked && let Some(folder) = folders::of_double_click() {
        // Where one may not go, one stays.
        let _ = std::env::set_current_dir(folder);
    }
    // A file that was dropped on the program is its only argument.
    let dropped = own_window && line.len() == 2 && std::path::Path::new(&line[1]).exists();
    let first_time = double_clicked && !folders::resolve(None, None).input.is_dir();
    let status = guarded(|| match args::parse(if first_time { begin(line) } else { line }) {
        Ok(args) => answer(args),
        Err(error) => refuse(&error),
    });
    if double_clicked || dropped {
        window::wait();
    }
    status
}

/// A fault of the program's own ends in words and a status too. The files of the run before stand where they stood.
fn guarded(work: impl FnOnce() -> ExitCode) -> ExitCode {
    let usual = std::panic::take_hook();
    let told = std::sync::Once::new();
    std::panic::set_hook(Box::new(move |fault| {
        // Other threads fall with the first.
        told.call_once(|| {
            // The file's name alone: whose folders it was built in says nothing here.
            let at = fault.location().map_or_else(String::new, |at| {
                let file = at.file().rsplit(['/', '\\']).next().unwrap_or_default();
                format!(" ({file}:{})", at.line())
            });
            complain(&format!(
                "{}: Chương trình gặp lỗi của chính nó{at} nên dừng lại; văn bản của lần trước còn nguyên.\n  Thử chạy lại; nếu \
                 vẫn lỗi thì gửi dòng này cùng các tệp Excel cho người phụ trách chương trình.\n",
                paint(RED, "lỗi")
            ));
        });
        // For whoever looks into it.
        if std::env::var_os("RUST_BACKTRACE").is_some() {
            usual(fault);
        }
    }));
    let status = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    drop(std::panic::take_hook());
    status.unwrap_or(ExitCode::from(2))
}

/// The line of somebody who double-clicks on the program before there is anything to read: the forms are laid out.
fn begin(mut line: Vec<OsString>) -> Vec<OsString> {
    line.push("mau".into());
    line
}

/// Does what was asked; a fault outside the data is said in one paragraph.
fn answer(args: Args) -> ExitCode {
    let as_json = args.wants_json();
    obey(args).unwrap_or_else(|error| {
        if as_json {
            // Where standard output is at fault itself, standard error still says so.
            let _ = terminal::print(&(run::faulty(&error).to_string() + "\n"));
        }
        complain(&format!("{}: {}\n", paint(RED, "lỗi"), fault(&error)));
        ExitCode::from(2)
    })
}

fn obey(args: Args) -> anyhow::Result<ExitCode> {
    let before = args.run;
    match args.command {
        None => run::run(before, true),
        Some(Command::Check(check)) => run::run(RunArgs { check, phoi: false }.after(before), false),
        Some(Command::Watch(watch)) => watch::watch(watch.run.after(before)),
        Some(Command::Init(init)) => {
            anyhow::ensure!(before.is_plain(), "Tùy chọn của lệnh “mau” viết sau chữ “mau”");
            init::init(init)
        }
        Some(Command::Verify(verify)) => archive::verify(verify),
        Some(Command::Archive(archive)) => archive::archive(archive),
    }
}

/// An error and its causes: the first is a sentence for the clerk, the causes follow, one a line.
fn fault(error: &anyhow::Error) -> String {
    let mut parts = error.chain().map(|cause| match cause.downcast_ref::<std::io::Error>() {
        Some(fault) => system(fault),
        None => cause.to_string(),
    });
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |text, cause| text + "\n  do: " + &cause)
}

/// What the system says, in Vietnamese.
fn system(fault: &std::io::Error) -> String {
    use std::io::ErrorKind as Kind;
    let words = match fault.kind() {
        Kind::NotFound => "không có tệp hoặc thư mục này",
        Kind::PermissionDenied => "không có quyền truy cập, hoặc tệp đang mở trong chương trình khác",
        Kind::NotADirectory => "đây không phải là thư mục",
        Kind::IsADirectory => "đây là thư mục, không phải là tệp",
        Kind::StorageFull | Kind::QuotaExceeded => "ổ đĩa đã đầy",
        Kind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc",
        Kind::AlreadyExists => "đã có tệp hoặc thư mục cùng tên",
        _ => return fault.raw_os_error().map_or_else(|| fault.to_string(), |code| format!("máy báo lỗi số {code}")),
    };
    words.to_owned()
}

/// Help and version go to standard output; a mistake goes to standard error with the way out.
fn refuse(error: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind;
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            match terminal::print(&error.render().ansi().to_string()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(_) => ExitCode::from(2),
            }
        }
        _ => {
            let help = "Xem cách dùng: hoso --help";
            complain(&format!("{}: {}\n{help}\n", paint(RED, "lỗi"), terminal::harmless(&usage::say(error))));
            ExitCode::from(2)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_double_click_lays_out_the_forms() {
        let args = args::parse(begin(vec!["hoso".into()])).expect("a command");
        assert!(matches!(args.command, Some(Command::Init(init)) if init.folder.is_none()));
    }

    #[test]
    fn a_fault_of_our_own_is_a_status_too() {
        assert_eq!(guarded(|| panic!("a fault")), ExitCode::from(2));
        assert_eq!(guarded(|| ExitCode::from(1)), ExitCode::from(1));
    }
}
