//! The closing words of a run: what was made, who was refused and why, what to do next, where things are.
//!
//! *Invariant:* every number said here is counted from the outcome; nothing is promised that was not done.

use std::fmt::Write as _;
use std::path::Path;

use hoso::compose::names::{self, COMMUNE, MINUTES, SET, SUMMARY};
use hoso::model::Headcount;
use hoso::problem::Severity;
use hoso::{Outcome, Refused, UnitOutcome, Waits, Why};

use super::terminal::{BOLD, CYAN, GREEN, RED, YELLOW, harmless, pad, paint, width, wrap};

/// So many refused people get a line each; the others are counted.
const REFUSED: usize = 60;

/// What is said where nobody is nominated: that, or that all have to be corrected first.
fn nobody(outcome: &Outcome) -> &'static str {
    if outcome.units.iter().all(|unit| unit.stopped) {
        "chưa xét được trường hợp nào vì còn lỗi"
    } else {
        "không có trường hợp nào được đề nghị"
    }
}

/// What the words depend on besides the outcome.
pub struct Manner<'a> {
    /// Columns of the screen.
    pub columns: usize,
    /// Whether papers were asked for (`hoso`), or only a judgement (`hoso check`).
    pub papers: bool,
    /// The input folder, as it is to be shown.
    pub input: &'a Path,
    /// Whether the program was started by a double-click, in a window where nothing can be typed.
    pub clicked: bool,
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
        let state = if unit.stopped && !outcome.problems.stop(&unit.file) {
            "chưa lập, chờ sửa tệp kế hoạch".to_owned()
        } else if unit.stopped {
            "chưa lập, tệp có lỗi".to_owned()
        } else if manner.papers {
            format!("{}, đề nghị {}", unit.judged, part(unit))
        } else {
            format!("{}, đủ điều kiện đề nghị {}", unit.judged, part(unit))
        };
        let fits = column.max(width(name)) + width(&state) + 4 <= manner.columns;
        let state = if unit.stopped { paint(RED, &state) } else { state };
        let _ = if fits {
            writeln!(text, "  {}  {state}", pad(name, column))
        } else {
            writeln!(text, "{}\n    {state}", wrap(&format!("  {name}"), manner.columns, "  "))
        };
    }
    if !outcome.units.is_empty() {
        text.push('\n');
    }
}

/// How many of a unit's people are nominated: a bare number where all are of one kind.
fn part(unit: &UnitOutcome) -> String {
    let Headcount { people, collectives } = unit.judged;
    if people > 0 && collectives > 0 && unit.nominated.total() > 0 {
        unit.nominated.to_string()
    } else {
        unit.nominated.total().to_string()
    }
}

fn refused(text: &mut String, outcome: &Outcome, manner: &Manner) {
    if outcome.refused.is_empty() {
        return;
    }
    let (told, rest) = outcome.refused.split_at(outcome.refused.len().min(REFUSED));
    let count = |some: &[Refused]| some.iter().map(|one| one.kind.into()).sum::<Headcount>();
    let _ = writeln!(text, "Không được đề nghị: {}", count(&outcome.refused));
    for one in told {
        let line = format!("  - {} {} ({}): {}", one.code, one.name, one.unit, why(&one.why));
        let _ = writeln!(text, "{}", wrap(&harmless(&line), manner.columns, "    "));
    }
    if !rest.is_empty() {
        let _ = writeln!(text, "  … và {} nữa; xem đủ trong tệp tong-hop.html", count(rest));
    }
    text.push('\n');
}

/// The first reason whole; of the others, which targets they are about.
fn why(reasons: &[Why]) -> String {
    let Some((Why { message: first, .. }, others)) = reasons.split_first() else { return String::new() };
    if others.is_empty() {
        return first.clone();
    }
    let codes: Option<Vec<&str>> = others.iter().map(|why| why.criterion.as_deref()).collect();
    let named = codes.map(|codes| format!(": chỉ tiêu {}", codes.join(", "))).unwrap_or_default();
    format!("{first}; còn {} lý do nữa{named}", others.len())
}

fn made(text: &mut String, outcome: &Outcome, manner: &Manner) {
    let nominated = || outcome.units.iter().map(|unit| unit.nominated).filter(|nominated| nominated.total() > 0);
    let (sets, nominated) = (nominated().count(), nominated().sum::<Headcount>());
    let kept = match outcome.reused {
        0 => String::new(),
        kept => format!(", trong đó {kept} không đổi từ lần trước"),
    };
    let none = nominated.total() == 0;
    let sets = format!("{sets} bộ hồ sơ cho {nominated}");
    let (colour, head, rest) = if outcome.is_empty {
        (YELLOW, "Chưa có gì để xét.", String::new())
    } else if !manner.papers {
        let can = if none { nobody(outcome).to_owned() } else { format!("{sets} có thể lập được") };
        (GREEN, "Đã xét:", format!(" {can}; lệnh này chỉ kiểm tra, chưa lập văn bản nào."))
    } else if outcome.papers == 0 {
        (YELLOW, "Chưa lập được văn bản nào.", String::new())
    } else {
        let for_whom = if none { nobody(outcome) } else { &sets };
        (GREEN, "Đã lập:", format!(" {for_whom}, {} văn bản{kept}.", outcome.papers))
    };
    let line = wrap(&format!("{head}{rest}"), manner.columns, "  ");
    let _ = writeln!(text, "{}{}", paint(colour, head), line.strip_prefix(head).unwrap_or_default());
    // Without a single unit there is nothing to say of the commune's papers.
    let withheld = if outcome.is_empty { &[] } else { outcome.withheld.as_slice() };
    for withheld in withheld {
        let _ = writeln!(text, "{}", wrap(&format!("  - {}", harmless(withheld)), manner.columns, "    "));
    }
    if manner.papers && outcome.papers > 0 {
        let _ = writeln!(text, "Văn bản ở:      {}", outcome.folder.display());
        let _ = writeln!(text, "Trang tổng hợp: {}", outcome.folder.join("tong-hop.html").display());
    }
    if manner.papers && !outcome.is_empty && !outcome.problems.is_empty() {
        let name = if outcome.stopped() { "Danh sách lỗi: " } else { "Chỗ cần xem:   " };
        let _ = writeln!(text, "{name} {}", outcome.folder.join("loi.xlsx").display());
    }
    if let Some(number) = &outcome.archived {
        let _ = writeln!(text, "Số lưu trữ:     {}", harmless(number));
    }
    text.push('\n');
}

fn next(text: &mut String, outcome: &Outcome, manner: &Manner) {
    let steps = steps(outcome, manner);
    if steps.is_empty() {
        return;
    }
    let _ = writeln!(text, "{}", paint(CYAN, "Việc cần làm tiếp:"));
    for (number, step) in (1..).zip(steps) {
        let _ = writeln!(text, "{}", wrap(&format!("  {number}. {step}"), manner.columns, "     "));
    }
}

/// What to do, in order: first what is wrong, then what the papers made are for, last what the others wait for.
fn steps(outcome: &Outcome, manner: &Manner) -> Vec<String> {
    let input = manner.input.display();
    let again = match (manner.clicked, manner.papers) {
        (true, _) => "nhấp đúp lại hoso.exe",
        (false, true) => "chạy lại “hoso”",
        (false, false) => "chạy lại “hoso kiem-tra”",
    };
    let how = if manner.clicked {
        " (để gõ lệnh: mở thư mục có hoso.exe, bấm vào thanh địa chỉ, gõ cmd, nhấn Enter)"
    } else {
        ""
    };
    if outcome.is_empty {
        return vec![format!(
            "Chép tệp Excel của các đơn vị vào thư mục “{input}” rồi {again}; chưa có tệp thì gõ “hoso mau” để tạo tệp mẫu{how}"
        )];
    }
    let of = |severity| outcome.problems.iter().filter(|problem| problem.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let mut steps = Vec::new();
    if errors > 0 {
        let listed =
            if manner.papers { " (mở “loi.xlsx”, bấm cột “Ô” là tới đúng ô)" } else { "" };
        steps.push(format!("Sửa {errors} lỗi kê ở trên{listed}, lưu tệp rồi {again}"));
    }
    if warnings > 0 {
        let made = if manner.papers && outcome.papers > 0 { "; văn bản vẫn được lập" } else { "" };
        steps.push(format!("Xem lại {warnings} cảnh báo{made}"));
    }
    if manner.papers && outcome.papers > 0 {
        steps.extend(plan(outcome, again));
        let sets = outcome.units.iter().map(|unit| unit.volumes).max().unwrap_or(0);
        let commune =
            if outcome.commune_volumes > 0 { format!(" và trong thư mục “{COMMUNE}”") } else { String::new() };
        let volumes = if sets.max(outcome.commune_volumes) > 1 {
            format!(" (có “{}.pdf” thì in đủ các tập)", names::volume(SET, 1))
        } else {
            String::new()
        };
        if sets > 0 {
            steps.push(format!("In tệp “{SET}.pdf” trong thư mục của từng đơn vị{commune}{volumes}, trình ký"));
            if outcome.commune_volumes > 0 && outcome.summary_volumes > 1 {
                let [first, second] = [0, 1].map(|volume| names::volume(SUMMARY, volume));
                steps.push(format!(
                    "In riêng bảng tổng hợp, đủ các tập (“{COMMUNE}/{first}.pdf”, “{COMMUNE}/{second}.pdf”…): bảng có nhiều tập nên \
                     không nằm trong bộ hồ sơ của xã"
                ));
            }
        }
        // A unit that nominates nobody has its minutes alone.
        let minutes = outcome.units.iter().filter(|unit| unit.minutes_alone);
        let of: Vec<String> = minutes.map(|unit| format!("“{}”", unit.folder)).collect();
        if !of.is_empty() {
            let listed = if of.len() > 5 { format!("của {} đơn vị", of.len()) } else { of.join(", ") };
            steps.push(format!("In tệp “{MINUTES}.pdf” trong thư mục {listed} (đơn vị không đề nghị ai), trình ký"));
        }
        if outcome.without_emblem {
            steps.push(format!(
                "Giấy khen chưa có hình Quốc huy: gõ “hoso --phoi” để chỉ in lời lên phôi có sẵn; hoặc gõ “hoso mau --templates”, để \
                 hình “quoc-huy.png” vào thư mục “mau-chu” rồi gõ “hoso --templates mau-chu”{how}"
            ));
        }
        if sets > 0 || !of.is_empty() {
            steps.push("Sau khi ký, văn thư ghi số và ngày vào chỗ để trống".to_owned());
        }
    } else if !manner.papers && errors == 0 {
        steps.push("Chạy “hoso” để lập văn bản".to_owned());
    }
    let anybody = outcome.units.iter().any(|unit| unit.nominated.total() > 0);
    if errors == 0 && anybody {
        steps.extend(council(outcome.waits, again, how));
    }
    steps
}

/// What the plan should say before anything is signed: what a paper rests on is cited whole (NĐ 30/2020, Phụ lục I, Phần I, Mục II.6).
fn plan(outcome: &Outcome, again: &str) -> Option<String> {
    let mut open = Vec::new();
    if !outcome.plan_lacks.is_empty() {
        open.push(format!(
            "chưa ghi “{}” nên các văn bản để trống chỗ viện dẫn Kế hoạch",
            outcome.plan_lacks.join("”, “")
        ));
    }
    if outcome.award_open {
        open.push("chưa ghi “Hình thức đề nghị cấp trên” nên văn bản chỉ đề nghị cấp trên khen thưởng".to_owned());
    }
    let all = open.join("; ");
    (!open.is_empty())
        .then(|| format!("Kế hoạch {all}: ghi vào tệp “ke-hoach.xlsx” rồi {again}, hoặc viết tay trước khi trình ký"))
}

/// What the commune's council has still to do.
fn council(waits: Waits, again: &str, how: &str) -> Option<String> {
    let meet = format!("Hội đồng cấp xã họp, xét theo bảng tổng hợp “{COMMUNE}/{SUMMARY}.pdf”; họp xong thì");
    match waits {
        Waits::Nothing => None,
        Waits::Workbook => Some(format!(
            "{meet} điền tệp của xã (mẫu là “xa.xlsx”; chưa có mẫu thì gõ “hoso mau tep-mau”), để vào thư mục có tệp của các đơn vị rồi \
             {again}{how}"
        )),
        Waits::Votes => {
            Some(format!("{meet} ghi số phiếu vào trang “Biểu quyết” trong tệp của xã, lưu tệp rồi {again}"))
        }
    }
}
