//! A mistake in a template, in Vietnamese: which template, which line, what is wrong, and the line itself with the place
//! marked.
//!
//! *Invariant:* no sentence of the library's and no value of a workbook is in it, only the template's own text.

use anyhow::anyhow;
use minijinja::{Environment, Error, ErrorKind};

use super::plain;
use super::sentence::SENTENCE;
use crate::text::marks::OPEN;

/// A template's fault, with its file, its line and the line's text.
pub fn said(error: &Error) -> anyhow::Error {
    let place = match (error.name(), error.line()) {
        (Some(name), Some(line)) => format!("{} “{name}”, dòng {line}: ", called(name)),
        (Some(name), None) => format!("{} “{name}”: ", called(name)),
        _ => "Mẫu câu chữ: ".to_owned(),
    };
    anyhow!("{place}{}{}", kind(error), excerpt(error).unwrap_or_default())
}

/// The fault of a sentence of the plan, which has no file and one line.
pub fn sentence(error: &Error) -> &'static str {
    kind(error)
}

/// Where the template's line stands that became `line` once filled: its name and number; the paper's template alone
/// where no line begins like it.
pub fn place(environment: &Environment, name: &str, line: &str) -> String {
    let begins = plain(line.split(OPEN).next().unwrap_or_default());
    let begins = begins.trim();
    let found = |name: &str| {
        let template = environment.get_template(name).ok()?;
        let at = template.source().lines().position(|line| line.trim().starts_with(begins))?;
        Some(format!("Mẫu câu chữ “{name}”, dòng {}", at + 1))
    };
    // The line may have come from a template that this one includes.
    let others = environment.templates().map(|(name, _)| name).filter(|name| !name.starts_with(SENTENCE));
    let mut names = std::iter::once(name).chain(others.filter(|other| *other != name));
    names.find_map(found).unwrap_or_else(|| format!("Mẫu câu chữ “{name}”"))
}

/// What a template is called, by its name: the page's is no wording of a paper.
fn called(name: &str) -> &'static str {
    if name.ends_with(".html") { "Mẫu trang tổng hợp" } else { "Mẫu câu chữ" }
}

fn kind(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::SyntaxError => "viết sai cú pháp",
        ErrorKind::UndefinedError => "dùng một tên không có",
        ErrorKind::UnknownFilter => "dùng một bộ lọc không có",
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod | ErrorKind::UnknownTest => "gọi một hàm không có",
        ErrorKind::TemplateNotFound => "không có mẫu này",
        ErrorKind::OutOfFuel => "lặp quá lâu",
        _ => "không điền được",
    }
}

/// The line at fault, and a line of marks below the part that is wrong.
fn excerpt(error: &Error) -> Option<String> {
    let source = error.template_source()?;
    let number = error.line()?;
    let start: usize = source.split_inclusive('\n').take(number.checked_sub(1)?).map(str::len).sum();
    let line = source.get(start..)?.lines().next()?;
    let range = error.range().unwrap_or(start..start);
    let inside = |at: usize| line.floor_char_boundary(at.saturating_sub(start).min(line.len()));
    let (from, to) = (inside(range.start), inside(range.end));
    let marks = line[from..to].chars().count().max(1);
    let gutter = number.to_string().len();
    let blank = " ".repeat(gutter + 2);
    let before = " ".repeat(line[..from].chars().count());
    Some(format!("\n  {number} │ {line}\n{blank} │ {before}{}", "^".repeat(marks)))
}
