//! The closing words of a run: what was made, who was refused and why, what to do next, where things are.
//!
//! *Invariant:* every number said here is counted from the outcome; nothing is promised that was not done.

use std::fmt::Write as _;
use std::path::Path;

use hoso::Outcome;
use hoso::problem::Severity;

use super::terminal::{BOLD, CYAN, GREEN, RED, YELLOW, harmless, pad, paint, width, wrap};

/// So many refused people get a line each; the others are counted.
const REFUSED: usize = 60;

/// What the words depend on besides the outcome.
pub struct Manner<'a> {
    /// Columns of the screen.
    pub columns: usize,
    /// Whether papers were asked for (`hoso`), or only a judgement (`hoso check`).
    pub papers: bool,
    /// The input folder, as it is to be shown.
    pub input: &'a Path,
}

/// The whole closing text.
pub fn write(outcome: &Outcome, manner: &Manner) -> String {
    let mut text = String::new();
    conversions(&mut text, outcome, manner);
    for note in &outcome.notes {
        let _ = writeln!(text, "{}", wrap(&format!("Ghi chú: {}", harmless(note)), manner.columns, "  "));
    }
    if !outcome.campaign.is_empty() {
        let title = format!("Phong trào thi đua “{}” ({})", harmless(&outcome.campaign), harmless(&outcome.plan));
        let _ = writeln!(text, "{}\n", paint(BOLD, &wrap(&title, manner.columns, "  ")));
    }
    units(&mut text, outcome, manner);
    refused(&mut text, outcome, manner);
    made(&mut text, outcome, manner);
    next(&mut text, outcome, manner);
    text
}

fn conversions(text: &mut String, outcome: &Outcome, manner: &Manner) {
    if outcome.conversions.is_empty() {
        return;
    }
    let _ = writeln!(text, "Đã chuyển {} ô từ bảng mã cũ sang Unicode; hãy đọc lại:", outcome.conversions.len());
    for one in &outcome.conversions {
        let place = super::problems::name(&hoso::problem::Place::Cell(one.cell.clone()));
        let line = format!("  {place}: “{}” thành “{}”", harmless(&one.before), harmless(&one.after));
        let _ = writeln!(text, "{}", wrap(&line, manner.columns, "    "));
    }
    text.push('\n');
}

fn units(text: &mut String, outcome: &Outcome, manner: &Manner) {
    let names: Vec<String> = outcome.units.iter().map(|unit| harmless(&unit.name)).collect();
    let column = names.iter().map(|name| width(name)).max().unwrap_or(0).min(manner.columns / 2);
    for (unit, name) in outcome.units.iter().zip(&names) {
        let state = if unit.stopped {
            paint(RED, "chưa làm, tệp có lỗi")
        } else if manner.papers {
            format!("{} người, đề nghị {}", unit.people, unit.nominated)
        } else {
            format!("{} người, đủ điều kiện đề nghị {}", unit.people, unit.nominated)
        };
        let _ = writeln!(text, "  {}  {state}", pad(name, column));
    }
    if !outcome.units.is_empty() {
        text.push('\n');
    }
}

fn refused(text: &mut String, outcome: &Outcome, manner: &Manner) {
    if outcome.refused.is_empty() {
        return;
    }
    let _ = writeln!(text, "Không được đề nghị: {} người", outcome.refused.len());
    for one in outcome.refused.iter().take(REFUSED) {
        let line = format!("  - {} {} ({}): {}", one.code, one.name, one.unit, why(&one.why));
        let _ = writeln!(text, "{}", wrap(&harmless(&line), manner.columns, "    "));
    }
    if outcome.refused.len() > REFUSED {
        let rest = outcome.refused.len() - REFUSED;
        let _ = writeln!(text, "  … và {rest} người nữa; xem đủ trong trang tổng hợp");
    }
    text.push('\n');
}

/// The first reason whole; of the others, which targets they are about.
fn why(reasons: &[String]) -> String {
    let Some((first, others)) = reasons.split_first() else { return String::new() };
    if others.is_empty() {
        return first.clone();
    }
    let code = |reason: &String| Some(reason.strip_prefix("Chỉ tiêu ")?.split_once(' ')?.0.to_owned());
    let codes: Vec<String> = others.iter().filter_map(code).collect();
    let named = if codes.len() == others.len() { format!(": chỉ tiêu {}", codes.join(", ")) } else { String::new() };
    format!("{first}; còn {} lý do nữa{named}", others.len())
}

fn made(text: &mut String, outcome: &Outcome, manner: &Manner) {
    let sets = outcome.units.iter().filter(|unit| !unit.stopped && unit.nominated > 0);
    let (sets, people) = sets.fold((0, 0), |(sets, people), unit| (sets + 1, people + unit.nominated));
    if !manner.papers {
        let _ = writeln!(
            text,
            "{} {sets} bộ hồ sơ cho {people} người có thể làm được; lệnh này chỉ kiểm tra, chưa làm văn bản nào.",
            paint(GREEN, "Đã xét:")
        );
    } else if outcome.papers == 0 {
        let _ = writeln!(text, "{}", paint(YELLOW, "Chưa làm được văn bản nào."));
    } else {
        let kept = match outcome.reused {
            0 => String::new(),
            kept => format!(", trong đó {kept} không đổi từ lần trước"),
        };
        let _ = writeln!(
            text,
            "{} {sets} bộ hồ sơ cho {people} người, {} văn bản{kept}.",
            paint(GREEN, "Đã làm:"),
            outcome.papers
        );
    }
    for withheld in &outcome.withheld {
        let _ = writeln!(text, "{}", wrap(&format!("  - {}", harmless(withheld)), manner.columns, "    "));
    }
    if manner.papers && outcome.papers > 0 {
        let _ = writeln!(text, "Văn bản ở:      {}", outcome.folder.display());
        let page = outcome.folder.join("tong-hop.html");
        if page.is_file() {
            let _ = writeln!(text, "Trang tổng hợp: {}", page.display());
        }
    }
    if manner.papers && outcome.folder.join("loi.xlsx").is_file() {
        let _ = writeln!(text, "Danh sách lỗi:  {}", outcome.folder.join("loi.xlsx").display());
    }
    if let Some(number) = &outcome.archived {
        let _ = writeln!(text, "Số lưu trữ:     {}", harmless(number));
    }
    text.push('\n');
}

fn next(text: &mut String, outcome: &Outcome, manner: &Manner) {
    let of = |severity| outcome.problems.iter().filter(|problem| problem.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let again = if manner.papers { "hoso" } else { "hoso check" };
    let mut steps = Vec::new();
    if outcome.units.is_empty() && errors == 0 {
        steps.push(format!(
            "Chép tệp Excel của các đơn vị vào thư mục “{}”; chưa có thì tạo tệp mẫu bằng “hoso init”",
            manner.input.display()
        ));
    }
    if errors > 0 {
        steps.push(format!("Sửa {errors} lỗi kê ở trên, lưu tệp, rồi chạy lại “{again}”"));
    }
    if warnings > 0 {
        steps.push(format!("Xem lại {warnings} cảnh báo; cảnh báo không dừng văn bản nào"));
    }
    if manner.papers && outcome.papers > 0 {
        steps.push("In tệp “bo-ho-so.pdf” trong thư mục của từng đơn vị, trình ký".to_owned());
        steps.push("Sau khi ký, văn thư ghi số và ngày vào chỗ để trống".to_owned());
    } else if !manner.papers && errors == 0 && !outcome.units.is_empty() {
        steps.push("Chạy “hoso” để làm văn bản".to_owned());
    }
    if steps.is_empty() {
        return;
    }
    let _ = writeln!(text, "{}", paint(CYAN, "Việc cần làm tiếp:"));
    for (number, step) in (1..).zip(steps) {
        let _ = writeln!(text, "{}", wrap(&format!("  {number}. {step}"), manner.columns, "     "));
    }
}
