//! What may be typed: commands and options, each under its English and its Vietnamese name.
//!
//! clap writes its own English in a dozen places (headings, defaults, aliases, choices); each is overridden or hidden
//! here, and what it says of a mistake is put into Vietnamese by [`super::usage`].
//!
//! *Invariant:* nothing a clerk reads here is English, save the names of commands and options.

use std::path::PathBuf;

use clap::{ArgAction, Args as Group, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

/// A whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "hoso",
    version,
    about = "Từ bảng tính của xã ra hồ sơ khen thưởng (PDF), chỉ còn việc ký",
    help_template = TOP,
    override_usage = "hoso [TÙY CHỌN]\n         hoso LỆNH [TÙY CHỌN]",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Args {
    /// The options of a whole run.
    #[command(flatten)]
    pub run: RunArgs,
    /// Another command than the whole run.
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    asked: Asked,
    /// The version.
    #[arg(short = 'V', long, alias = "phien-ban", action = ArgAction::Version, help = "Cho biết phiên bản")]
    version: Option<bool>,
}

const TOP: &str = "{about}

Cách dùng: {usage}

Để các tệp Excel của đơn vị và của xã vào thư mục “input” rồi chạy “hoso”: văn bản nằm ở thư mục “output”.

Lệnh (mỗi lệnh có hai tên, gõ tên nào cũng được):
  mau       init      Tạo tệp Excel mẫu để điền
  kiem-tra  check     Chỉ kiểm tra và xét, không lập văn bản
  theo-doi  watch     Làm lại mỗi khi một tệp Excel được lưu
  xac-minh  verify    Xác minh kho lưu trữ còn nguyên vẹn
  luu-tru   archive   Xem kho lưu trữ, lấy lại một bản lưu trữ
Gõ “hoso LỆNH --help” để xem cách dùng từng lệnh.

Tùy chọn:
{options}

Mã kết thúc: 0 làm xong mọi văn bản; 1 có chỗ trong dữ liệu phải sửa; 2 sai lệnh, thư mục hoặc mẫu.
";

const SUB: &str = "{about}

Cách dùng: {usage}

{all-args}{after-help}
";

/// A command beside the whole run.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judge without papers.
    #[command(
        alias = "kiem-tra",
        about = "Chỉ kiểm tra và xét, không lập văn bản (tên khác của lệnh: check)",
        override_usage = "hoso kiem-tra [TÙY CHỌN]",
        help_template = SUB
    )]
    Check(CheckArgs),
    /// Workbooks to begin with.
    #[command(
        alias = "mau",
        about = "Tạo thư mục có sẵn các tệp Excel mẫu để điền (tên khác của lệnh: init)",
        override_usage = "hoso mau [THƯ MỤC] [TÙY CHỌN]",
        help_template = SUB
    )]
    Init(InitArgs),
    /// Run again whenever a workbook is saved.
    #[command(
        alias = "theo-doi",
        about = "Làm lại văn bản mỗi khi một tệp Excel được lưu (tên khác của lệnh: watch); nhấn Ctrl-C để dừng",
        override_usage = "hoso theo-doi [TÙY CHỌN]",
        help_template = SUB
    )]
    Watch(WatchArgs),
    /// Verify the archive.
    #[command(
        alias = "xac-minh",
        about = "Xác minh từng bộ trong kho lưu trữ còn nguyên vẹn (tên khác của lệnh: verify)",
        override_usage = "hoso xac-minh [SỐ…] [TÙY CHỌN]",
        help_template = SUB
    )]
    Verify(VerifyArgs),
    /// Look into the archive.
    #[command(
        alias = "luu-tru",
        about = "Xem kho lưu trữ, lấy lại một bản lưu trữ (tên khác của lệnh: archive)",
        subcommand_help_heading = "Lệnh",
        override_usage = "hoso luu-tru [TÙY CHỌN]\n         hoso luu-tru lay-lai SỐ THƯ MỤC [TÙY CHỌN]",
        help_template = SUB
    )]
    Archive(ArchiveArgs),
}

/// `-h`, on every command.
#[derive(Clone, Debug, Default, Group)]
pub struct Asked {
    /// The help.
    #[arg(short = 'h', long, alias = "tro-giup", action = ArgAction::Help, global = true,
        help = "In hướng dẫn này", help_heading = HEADING, display_order = 900)]
    help: Option<bool>,
}

const HEADING: &str = "Tùy chọn";

/// Options of a run that makes papers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Group)]
pub struct RunArgs {
    /// What a check takes too.
    #[command(flatten)]
    pub check: CheckArgs,
    /// Text alone, for printed blanks.
    #[arg(long, help = "Giấy khen in lên phôi có sẵn: chỉ in phần chữ", help_heading = HEADING)]
    pub phoi: bool,
}

/// Options of a run, with papers or without.
#[derive(Clone, Debug, Default, PartialEq, Eq, Group)]
pub struct CheckArgs {
    /// Input folder.
    #[arg(short, long, alias = "dau-vao", value_name = "THƯ MỤC", help_heading = HEADING,
        help = "Thư mục có các tệp Excel; nếu không ghi thì là “input”")]
    pub input: Option<PathBuf>,
    /// Output folder.
    #[arg(short, long, alias = "dau-ra", value_name = "THƯ MỤC", help_heading = HEADING,
        help = "Thư mục để văn bản; nếu không ghi thì là “output”")]
    pub output: Option<PathBuf>,
    /// Own wording.
    #[arg(long, alias = "mau-chu", value_name = "THƯ MỤC", help_heading = HEADING,
        help = "Thư mục có mẫu câu chữ của riêng xã, thay cho mẫu có sẵn cùng tên")]
    pub templates: Option<PathBuf>,
    /// Own fonts.
    #[arg(long, alias = "phong-chu", value_name = "THƯ MỤC", help_heading = HEADING,
        help = "Thư mục có phông chữ (.ttf, .otf) để dùng thay phông có sẵn")]
    pub fonts: Option<PathBuf>,
    /// Another embedded plan.
    #[arg(long, alias = "ke-hoach", value_name = "MÃ", help_heading = HEADING,
        help = "Mã của một kế hoạch có sẵn trong chương trình, khi thư mục không có tệp kế hoạch")]
    pub plan: Option<String>,
    /// Threads.
    #[arg(short, long, alias = "so-luong", value_name = "SỐ", value_parser = jobs, help_heading = HEADING,
        help = "Số việc làm cùng lúc; nếu không ghi thì theo số nhân của máy")]
    pub jobs: Option<usize>,
    /// Convert old character sets.
    #[arg(long, alias = "chuyen-ma", help_heading = HEADING,
        help = "Chuyển chữ theo bảng mã cũ (TCVN3, VNI) sang Unicode và kê ra từng chỗ (tên khác: --chuyen-ma)")]
    pub accept_legacy: bool,
    /// For programs.
    #[arg(long, help_heading = HEADING, help = "In kết quả dạng JSON, dành cho chương trình khác đọc")]
    pub json: bool,
}

/// Options of `init`.
#[derive(Clone, Debug, Group)]
pub struct InitArgs {
    /// Where to.
    #[arg(
        value_name = "THƯ MỤC",
        help_heading = "Đối số",
        help = "Thư mục để tệp mẫu; nếu không ghi thì là “input” (với --templates: “mau-chu”)"
    )]
    pub folder: Option<PathBuf>,
    /// People.
    #[arg(short = 'n', long, value_name = "SỐ", value_parser = people, default_value = "5", hide_default_value = true,
        help_heading = HEADING, help = "Số cá nhân được chừa sẵn dòng số liệu trong tệp của đơn vị; nếu không ghi thì là 5")]
    pub ca_nhan: u32,
    /// A unit's name.
    #[arg(long, value_name = "TÊN", help_heading = HEADING,
        help = "Tên đơn vị: làm sẵn một tệp mang tên đơn vị đó; có thể ghi nhiều lần")]
    pub don_vi: Vec<String>,
    /// Whose plan.
    #[arg(long, alias = "ke-hoach", value_name = "MÃ|TỆP", help_heading = HEADING,
        help = "Theo kế hoạch khác: mã của kế hoạch có sẵn, hoặc một tệp Excel kế hoạch")]
    pub plan: Option<String>,
    /// Wording instead of workbooks.
    #[arg(long, alias = "mau-chu", help_heading = HEADING,
        help = "Thay vì tệp Excel, chép ra mẫu câu chữ của văn bản để sửa, dùng với “hoso --templates”")]
    pub templates: bool,
}

/// Options of `watch`.
#[derive(Clone, Debug, Group)]
pub struct WatchArgs {
    /// As for a run.
    #[command(flatten)]
    pub run: RunArgs,
}

/// Options of `verify`.
#[derive(Clone, Debug, Group)]
pub struct VerifyArgs {
    /// Which bags.
    #[arg(value_name = "SỐ", help_heading = "Đối số", help = "Số lưu trữ; nếu không ghi thì xác minh tất cả")]
    pub numbers: Vec<String>,
    /// Where the archive is.
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Own fonts.
    #[arg(long, alias = "phong-chu", value_name = "THƯ MỤC", help_heading = HEADING,
        help = "Thư mục phông chữ đã dùng khi lập văn bản, cần cho --rebuild")]
    pub fonts: Option<PathBuf>,
    /// Make the papers again and compare.
    #[arg(long, alias = "lam-lai", help_heading = HEADING,
        help = "Làm lại văn bản từ dữ liệu đã lưu và so từng tệp")]
    pub rebuild: bool,
}

/// Options of `archive`.
#[derive(Clone, Debug, Group)]
pub struct ArchiveArgs {
    /// Where the archive is.
    #[command(flatten)]
    pub place: PlaceArgs,
    /// What to do with it.
    #[command(subcommand)]
    pub action: Option<Action>,
}

/// What to do with the archive.
#[derive(Clone, Debug, Subcommand)]
pub enum Action {
    /// List.
    #[command(
        name = "danh-sach",
        alias = "list",
        about = "Kê các bản lưu trữ (tên khác của lệnh: list)",
        override_usage = "hoso luu-tru danh-sach [TÙY CHỌN]",
        help_template = SUB
    )]
    List(PlaceArgs),
    /// Copy one bag out.
    #[command(
        name = "lay-lai",
        alias = "restore",
        about = "Chép một bản lưu trữ ra một thư mục mới (tên khác của lệnh: restore)",
        override_usage = "hoso luu-tru lay-lai SỐ THƯ MỤC [TÙY CHỌN]",
        help_template = SUB
    )]
    Restore {
        /// Which.
        #[arg(
            value_name = "SỐ",
            help_heading = "Đối số",
            display_order = 1,
            help = "Số lưu trữ, ví dụ 3 hoặc cchc-2023-0003"
        )]
        number: String,
        /// Where to.
        #[arg(value_name = "THƯ MỤC", help_heading = "Đối số", display_order = 2, help = "Thư mục mới để chép ra")]
        folder: PathBuf,
        /// Where the archive is.
        #[command(flatten)]
        place: PlaceArgs,
    },
}

/// Where the archive is, and how to answer.
#[derive(Clone, Debug, Default, Group)]
pub struct PlaceArgs {
    /// Output folder.
    #[arg(short, long, alias = "dau-ra", value_name = "THƯ MỤC", help_heading = HEADING,
        help = "Thư mục văn bản có kho lưu trữ; nếu không ghi thì là “output”")]
    pub output: Option<PathBuf>,
    /// For programs.
    #[arg(long, help_heading = HEADING, help = "In kết quả dạng JSON, dành cho chương trình khác đọc")]
    pub json: bool,
}

/// Reads a command line.
///
/// # Errors
/// clap's own error, which asking for help or the version is too; [`super::usage::say`] words it.
pub fn parse(line: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Args, clap::Error> {
    let mut line: Vec<_> = line.into_iter().collect();
    // What many programs answer to, and what somebody tries who knows no option yet.
    if let Some(word) = line.get_mut(1).filter(|word| *word == "help" || *word == "tro-giup" || *word == "/?") {
        *word = "--help".into();
    }
    let matches = command().try_get_matches_from(line)?;
    let args = Args::from_arg_matches(&matches)?;
    Ok(args)
}

/// clap's command, its positional and option headings in Vietnamese.
pub fn command() -> clap::Command {
    Args::command()
}

impl Args {
    /// Whether the answer is to be JSON.
    pub fn wants_json(&self) -> bool {
        let asked = match &self.command {
            None | Some(Command::Init(_)) => false,
            Some(Command::Check(check)) => check.json,
            Some(Command::Watch(watch)) => watch.run.check.json,
            Some(Command::Verify(verify)) => verify.place.json,
            Some(Command::Archive(archive)) => match &archive.action {
                None => archive.place.json,
                Some(Action::List(place) | Action::Restore { place, .. }) => place.json || archive.place.json,
            },
        };
        asked || self.run.check.json
    }
}

impl CheckArgs {
    /// These options, and where they are silent those written before the command.
    pub fn after(self, before: Self) -> Self {
        Self {
            input: self.input.or(before.input),
            output: self.output.or(before.output),
            templates: self.templates.or(before.templates),
            fonts: self.fonts.or(before.fonts),
            plan: self.plan.or(before.plan),
            jobs: self.jobs.or(before.jobs),
            accept_legacy: self.accept_legacy || before.accept_legacy,
            json: self.json || before.json,
        }
    }
}

impl RunArgs {
    /// Whether nothing was asked for.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// These options, and where they are silent those written before the command.
    pub fn after(self, before: Self) -> Self {
        Self { check: self.check.after(before.check), phoi: self.phoi || before.phoi }
    }
}

fn jobs(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (1..=256).contains(number));
    number.ok_or_else(|| "cần một số nguyên từ 1 đến 256".to_owned())
}

fn people(text: &str) -> Result<u32, String> {
    let number = text.parse().ok().filter(|number| (1..=200).contains(number));
    number.ok_or_else(|| "cần một số nguyên từ 1 đến 200".to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn clap_finds_no_contradiction() {
        super::command().debug_assert();
    }
}
