//! What is wrong in a page template, told in Vietnamese with its file and line; Typst's own words follow for whoever
//! wrote the template.
//!
//! *Invariant:* a fault always has a Vietnamese sentence first.

use anyhow::anyhow;
use typst::diag::SourceDiagnostic;
use typst::syntax::DiagSpan;
use typst::{World, WorldExt as _};

use super::world::PaperWorld;

/// The faults as one error, each on lines of its own.
pub fn told(world: &PaperWorld, faults: &[SourceDiagnostic]) -> anyhow::Error {
    let told: Vec<String> = faults.iter().map(|fault| one(world, fault)).collect();
    anyhow!("{}", told.join("\n"))
}

fn one(world: &PaperWorld, fault: &SourceDiagnostic) -> String {
    // Where Typst cannot say (the fault is in its own library or in no file), the nearest call that it can name.
    let spans = std::iter::once(fault.span).chain(fault.trace.iter().map(|point| DiagSpan::from(point.span)));
    let place = spans.into_iter().find_map(|span| place(world, span)).unwrap_or_else(|| "Mẫu trang: ".to_owned());
    let hints: Vec<String> = fault.hints.iter().map(|hint| format!("; {}", hint.v)).collect();
    format!("{place}{}\n  Chi tiết kỹ thuật: {}{}", kind(&fault.message), fault.message, hints.concat())
}

fn place(world: &PaperWorld, span: DiagSpan) -> Option<String> {
    let id = span.id()?;
    let name = PaperWorld::name(id);
    let line = world
        .source(id)
        .ok()
        .zip(world.range(span))
        .and_then(|(source, range)| source.lines().byte_to_line(range.start));
    Some(match line {
        Some(line) => format!("Mẫu trang “{name}”, dòng {}: ", line + 1),
        None => format!("Mẫu trang “{name}”: "),
    })
}

/// The sort of fault, in words for a clerk's office.
fn kind(message: &str) -> &'static str {
    const KINDS: [(&str, &str); 16] = [
        ("unknown variable", "dùng một tên không có"),
        ("does not contain", "dùng một mục dữ liệu không có"),
        ("has no field", "dùng một mục dữ liệu không có"),
        ("has no method", "gọi một lệnh không có"),
        ("unknown font family", "dùng một phông chữ không có"),
        ("file not found", "gọi một tệp không có"),
        ("failed to load", "gọi một tệp không có"),
        ("could not be displayed", "có một chữ mà phông không in được"),
        ("PDF/UA", "trang không hợp chuẩn PDF/UA-1"),
        ("PDF/A", "trang không hợp chuẩn PDF/A-2a"),
        ("missing argument", "thiếu tham số"),
        ("unexpected argument", "thừa tham số"),
        ("unclosed", "có dấu mở mà không đóng"),
        ("unexpected", "viết sai cú pháp"),
        ("expected", "viết sai cú pháp hoặc sai kiểu dữ liệu"),
        ("did not converge", "bố cục trang không ổn định"),
    ];
    KINDS.iter().find(|(part, _)| message.contains(part)).map_or("không dàn được trang", |(_, words)| words)
}
