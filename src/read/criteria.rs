//! The plan's sheet `Chỉ tiêu`: content areas, targets, and the items of checklists.
//!
//! A row whose code has a slash (`4.1.3/PAPI`) is an item of the checklist `4.1.3`. A row that only fills `Nội dung` is a
//! content area without a target, which keeps its heading in the report.
//!
//! *Invariant:* areas and targets stand in the order of the rows; each target belongs to one area.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bound;
use super::desk::Desk;
use super::figure::item_key;
use super::grid::Grid;
use super::table::{Row, Spec, Table};
use super::unit::KINDS;
use crate::cell::{At, Cell, first_of};
use crate::model::Kind;
use crate::number::Decimal;
use crate::phrase::shortened;
use crate::plan::targets::target;
use crate::plan::{Area, Bound, Bounds, Criterion, Item, Measure, Way};
use crate::problem::{Place, Severity};
use crate::text::{code_key, fold, same_code};

/// `Chỉ tiêu`.
pub const TARGETS: Spec = Spec {
    required: &["Mã", "Nội dung", "Chỉ tiêu", "Cách đo"],
    optional: &["Tên gọn", "Mức đạt", "Mức vượt", "Đơn vị tính", "Áp dụng cho", "Nguồn", "Câu báo cáo"],
    aliases: &[],
    notes: &[],
};

/// Reads areas and targets; `None` where the sheet has no header row.
pub fn read(grid: &Grid, desk: &mut Desk) -> Option<(Vec<Area>, Vec<Criterion>)> {
    let table = Table::find(grid, &TARGETS, desk)?;
    let mut areas: Vec<Area> = Vec::new();
    let mut criteria: Vec<Criterion> = Vec::new();
    let mut items: Vec<(At<String>, At<String>)> = Vec::new();
    let mut seen: BTreeMap<String, Cell> = BTreeMap::new();
    for row in table.rows() {
        if desk.is_full(grid) {
            break;
        }
        let code = row.field("Mã");
        if code.is_blank() {
            headless(&row, &mut areas, desk);
            continue;
        }
        let Some(code) = code.code(desk) else { continue };
        let code = code.map(without_stop);
        if let Some(first) = first_of(&mut seen, key(&code.value), &code.cell) {
            desk.problems.between(
                Severity::Error,
                vec![Place::from(&code), Place::Cell(first)],
                format!("Mã chỉ tiêu “{}” được ghi hai lần", shortened(&code.value)),
                "Mỗi chỉ tiêu có một mã riêng",
            );
            continue;
        }
        let name = row.field("Chỉ tiêu");
        if name.is_blank() {
            name.missing(desk, "Ghi nội dung chỉ tiêu như kế hoạch");
        }
        if code.value.contains('/') {
            items.extend(name.text(desk).map(|name| (code, name)));
        } else if let Some(criterion) = criterion(&row, code, &mut areas, desk) {
            criteria.push(criterion);
        }
    }
    for (code, name) in items {
        // The items of a criterion that could not be read are not at fault for it.
        let head = code.value.split('/').next().unwrap_or_default().trim();
        let read = criteria.iter().any(|criterion| same_code(&criterion.code.value, head));
        if read || !seen.contains_key(&key(head)) {
            item(&code, name, &mut criteria, desk);
        }
    }
    for criterion in &criteria {
        if matches!(&criterion.measure, Measure::Checklist(items) if items.is_empty()) {
            let code = &criterion.code.value;
            desk.problems.warning(
                &criterion.code,
                format!("Danh mục của chỉ tiêu “{code}” chưa kê mục nào nên không biết được đơn vị còn thiếu mục nào"),
                format!("Thêm mỗi mục một dòng, mã gồm mã chỉ tiêu, dấu / và tên mục, ví dụ {code}/PAPI"),
            );
        }
    }
    if seen.is_empty() {
        desk.problems.error(
            Place::Sheet(grid.file.clone(), grid.sheet.clone()),
            format!("Trang “{}” chưa có chỉ tiêu nào", grid.sheet),
            "Ghi mỗi chỉ tiêu một dòng",
        );
    }
    Some((areas, criteria))
}

/// `4.3.1.` is `4.3.1`, as figures write it.
fn without_stop(code: String) -> String {
    let bare = code.trim_end_matches(['.', ' ']);
    if bare.is_empty() { code } else { bare.to_owned() }
}

/// What figures know a code by: a criterion's, or an item's behind it.
fn key(code: &str) -> String {
    match code.split_once('/') {
        Some((head, item)) => format!("{}/{}", code_key(head.trim()), item_key(item)),
        None => code_key(code),
    }
}

/// A row without a code: a content area of its own, or a row somebody forgot to finish.
fn headless(row: &Row, areas: &mut Vec<Area>, desk: &mut Desk) {
    if row.field("Chỉ tiêu").is_blank() && row.field("Cách đo").is_blank() {
        area(row, areas, desk);
    } else {
        row.field("Mã").missing(desk, "Ghi mã của chỉ tiêu, ví dụ 4.3.1");
    }
}

fn criterion(row: &Row, code: At<String>, areas: &mut Vec<Area>, desk: &mut Desk) -> Option<Criterion> {
    let area = area(row, areas, desk);
    let way_field = row.field("Cách đo");
    if way_field.is_blank() {
        way_field.missing(desk, &format!("Ghi một trong: {}", Way::WORDS.join(" · ")));
    }
    let mut ways = Way::ALL.map(|way| (way.vietnamese(), way)).to_vec();
    ways.push(("tỉ lệ", Way::Share));
    let way = way_field.choice(desk, &ways).map(|at| at.value);
    let unit = row.field("Đơn vị tính").text(desk).map_or_else(String::new, |at| at.value);
    let measure = way.and_then(|way| measure(row, way, &unit, desk));
    let counts_initiatives = source(row, way, desk);
    let kinds = kinds(row, desk);
    let name = row.field("Chỉ tiêu").text(desk);
    let short = row.field("Tên gọn").text(desk);
    let written = row.field("Mức đạt").written(desk).map_or_else(String::new, |at| at.value);
    let sentence = row.field("Câu báo cáo").text(desk);
    if let (Some(sentence), Some(Measure::Share(_) | Measure::Cut(_) | Measure::Count(_))) = (&sentence, &measure) {
        says_a_figure(sentence, desk);
    }
    let mut criterion = Criterion {
        code: code.map(Arc::from),
        area: area?,
        short: short.or_else(|| name.clone())?.value.trim_end_matches(['.', ';']).to_owned(),
        name: name?.value.trim_end_matches(['.', ';']).to_owned(),
        measure: measure?,
        unit,
        kinds,
        counts_initiatives,
        sentence,
        target_words: written,
    };
    if !criterion.target_words.chars().any(char::is_alphabetic) {
        criterion.target_words = target(&criterion);
    }
    Some(criterion)
}

/// A sentence of a report that no figure goes into, and that gives one itself: it would say the same of everybody.
fn says_a_figure(sentence: &At<String>, desk: &mut Desk) {
    // The number of a paper, an article or a target is everybody's.
    let words: Vec<&str> = sentence.value.split_whitespace().collect();
    let numbers = |word: &str| matches!(fold(word).as_str(), "so" | "dieu" | "khoan" | "nam" | "muc");
    let has_figure = words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).map_or("", |at| words[at]);
        word.starts_with(|c: char| c.is_ascii_digit()) && !word.contains('/') && !numbers(before)
    });
    if has_figure && !sentence.value.contains("{{") && !sentence.value.contains("{%") {
        desk.problems.warning(
            sentence,
            format!("“Câu báo cáo” ghi sẵn con số, báo cáo của ai cũng in như vậy: “{}”", shortened(&sentence.value)),
            "Thay con số bằng chỗ chương trình điền (xem mẫu ở các dòng khác), hoặc để trống thì dùng câu có sẵn",
        );
    }
}

/// The area a row names, by its index: `3.1 Về công tác chỉ đạo điều hành`, its words alone, or its number alone.
fn area(row: &Row, areas: &mut Vec<Area>, desk: &mut Desk) -> Option<usize> {
    let field = row.field("Nội dung");
    if field.is_blank() {
        field.missing(desk, "Ghi nội dung thi đua mà chỉ tiêu này thuộc về, ví dụ 3.1 Về công tác chỉ đạo điều hành");
        return None;
    }
    let text = field.code(desk)?.value;
    let (code, name) = split_code(&text);
    let known =
        areas.iter().position(|area| if code.is_empty() { fold(&area.name) == fold(name) } else { area.code == code });
    if known.is_some() {
        return known;
    }
    if name.is_empty() {
        field.error(
            desk,
            format!("Nội dung “{code}” chưa có tên"),
            "Ghi cả số và tên ở lần đầu, ví dụ 3.1 Về công tác chỉ đạo điều hành",
        );
        return None;
    }
    areas.push(Area { code: code.to_owned(), name: name.to_owned() });
    Some(areas.len() - 1)
}

/// `3.1` and what follows it.
fn split_code(text: &str) -> (&str, &str) {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let number = first.trim_end_matches(['.', ')', ':']);
    let is_number =
        number.starts_with(|c: char| c.is_ascii_digit()) && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    if is_number { (number, rest.trim_start_matches(['-', '–', ' '])) } else { ("", without_mark(text)) }
}

/// The name of an area without what another list numbers it by, for papers number it themselves: `I. Xóa bỏ hủ tục`, `a)`,
/// `III.1.`, `Mục 2.`, `- `.
fn without_mark(text: &str) -> &str {
    let Some((first, rest)) = text.split_once(' ') else { return text };
    let (mark, rest) = (first.trim_end_matches(['.', ')', ':']), rest.trim_start());
    let is_marked = mark.len() < first.len();
    let is_letter = mark.chars().count() == 1 && mark.chars().all(char::is_alphabetic);
    let is_roman = mark.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | '.') || c.is_ascii_digit()) && !mark.is_empty();
    if matches!(first, "-" | "–" | "+" | "•") || is_marked && (is_letter || is_roman) {
        return rest;
    }
    let numbered = |(number, name): (&'_ str, &'_ str)| {
        let digits = number.trim_end_matches(['.', ')', ':']);
        let is_one = !digits.is_empty()
            && digits.len() < number.len()
            && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X'));
        is_one.then(|| text.len() - name.len())
    };
    let at = matches!(first, "Mục" | "Nhóm" | "Phần").then(|| rest.split_once(' ').and_then(numbered)).flatten();
    at.map_or(text, |at| text[at..].trim_start())
}

fn measure(row: &Row, way: Way, unit: &str, desk: &mut Desk) -> Option<Measure> {
    let (met, exceeded) = (row.field("Mức đạt"), row.field("Mức vượt"));
    let none =
        exceeded.is_blank() || exceeded.written(desk).is_some_and(|at| ["-", "–", "—"].contains(&at.value.as_str()));
    let counted = matches!(way, Way::Share | Way::Cut | Way::Count);
    if counted && met.is_blank() {
        met.missing(desk, "Ghi mức phải đạt, ví dụ >= 95% hoặc >= 1");
        return None;
    }
    if !counted && !none {
        exceeded.error(desk, "Cách đo này không có mức vượt", "Để trống ô “Mức vượt”");
        return None;
    }
    // Its words are the plan's own, but they may not ask for something else than is measured.
    let asked = || met.text(&mut Desk::new(&|_| true, false)).map_or_else(String::new, |at| fold(&at.value));
    if way == Way::YesNo && asked() == "khong" {
        met.error(desk, "Cách đo “có/không” chỉ đạt khi kết quả là “Có”", "Viết lại chỉ tiêu sao cho “Có” là đạt");
        return None;
    }
    // The first number is how many; behind it a year may stand.
    let how_many = || asked().split(' ').find(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned);
    if way == Way::NoViolation && how_many().is_some_and(|number| number.contains(|c: char| c != '0')) {
        met.error(
            desk,
            "Cách đo “không vi phạm” chỉ đạt khi không có trường hợp nào",
            "Để trống hoặc ghi 0; cho phép một số trường hợp thì dùng cách đo khác",
        );
        return None;
    }
    let bounds = match way {
        Way::YesNo => return Some(Measure::YesNo),
        Way::NoViolation => return Some(Measure::NoViolation),
        Way::Checklist => return Some(Measure::Checklist(Vec::new())),
        Way::Count => {
            let met_bound = bound::count(&met, unit, desk);
            let exceeded_bound = if none { None } else { Some(bound::count(&exceeded, unit, desk)) };
            let bounds = together(met_bound, exceeded_bound)?;
            ordered(&bounds, &met.cell, &exceeded.cell, desk)?;
            return Some(Measure::Count(bounds));
        }
        Way::Share | Way::Cut => {
            let met_bound = bound::share(&met, desk);
            let exceeded_bound = if none { None } else { Some(bound::share(&exceeded, desk)) };
            together(met_bound, exceeded_bound)?
        }
    };
    ordered(&bounds, &met.cell, &exceeded.cell, desk)?;
    let beyond = [Some(&bounds.met), bounds.exceeded.as_ref()].into_iter().flatten().any(|bound| {
        let hundred = crate::number::fraction(Decimal::ONE);
        *bound.value() > hundred || *bound == Bound::MoreThan(hundred)
    });
    if beyond {
        met.error(desk, "Mức đạt hoặc mức vượt lớn hơn 100% thì không ai đạt được", "Sửa lại mức của chỉ tiêu này");
        return None;
    }
    // `0,95%` or `9%` for 95 %, which everybody would meet.
    if way == Way::Share && *bounds.met.value() < crate::number::ratio(Decimal::ONE, Decimal::TEN) {
        desk.problems.warning(
            &met.cell,
            "“Mức đạt” dưới 10%",
            "Kiểm tra lại: 95% thì ghi ≥ 95%, không ghi 0,95%; nếu đúng là mức này thì không phải sửa",
        );
    }
    Some(if way == Way::Share { Measure::Share(bounds) } else { Measure::Cut(bounds) })
}

/// Both bounds, unless one that is given could not be read.
fn together<T>(met: Option<Bound<T>>, exceeded: Option<Option<Bound<T>>>) -> Option<Bounds<T>> {
    Some(match exceeded {
        None => Bounds { met: met?, exceeded: None },
        Some(exceeded) => Bounds { met: met?, exceeded: Some(exceeded?) },
    })
}

/// What exceeds a target lies above what meets it.
fn ordered<T: PartialOrd>(bounds: &Bounds<T>, met: &Cell, exceeded: &Cell, desk: &mut Desk) -> Option<()> {
    let above = match (&bounds.met, &bounds.exceeded) {
        (_, None) => true,
        (Bound::AtLeast(met), Some(Bound::MoreThan(exceeded))) => exceeded >= met,
        (met, Some(exceeded)) => exceeded.value() > met.value(),
    };
    if above {
        return Some(());
    }
    desk.problems.between(
        Severity::Error,
        vec![Place::from(exceeded), Place::from(met)],
        "“Mức vượt” không cao hơn “Mức đạt”",
        "Sửa lại một trong hai mức; nếu chỉ tiêu không có mức vượt thì để trống",
    );
    None
}

fn source(row: &Row, way: Option<Way>, desk: &mut Desk) -> bool {
    let field = row.field("Nguồn");
    let counts = field.choice(desk, &[("Sáng kiến", true)]).is_some();
    if counts && way.is_some_and(|way| way != Way::Count) {
        field.error(
            desk,
            "“Nguồn” là Sáng kiến thì cách đo phải là “số lượng”",
            "Sửa “Cách đo” thành số lượng, hoặc để trống “Nguồn”",
        );
    }
    counts
}

fn kinds(row: &Row, desk: &mut Desk) -> Vec<Kind> {
    let field = row.field("Áp dụng cho");
    let Some(text) = field.several_lines(desk) else { return Vec::new() };
    if ["tat ca", "moi doi tuong", "tat ca cac doi tuong"].contains(&fold(&text.value).as_str()) {
        return Vec::new();
    }
    let mut kinds = Vec::new();
    for word in text.value.replace(" và ", ",").split([',', ';', '\n', '·']).filter(|word| !fold(word).is_empty()) {
        match KINDS.iter().find(|(known, _)| fold(known) == fold(word)) {
            Some((_, kind)) => kinds.push(*kind),
            None => field.error(
                desk,
                format!("“Áp dụng cho” không nhận “{}”", shortened(word.trim())),
                "Ghi các đối tượng cách nhau bằng dấu phẩy: Người đứng đầu, Công chức chuyên môn, Không chuyên trách, Tập thể; để trống nếu áp dụng cho tất cả",
            ),
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn item(code: &At<String>, name: At<String>, criteria: &mut [Criterion], desk: &mut Desk) {
    let (head, item) = code.value.split_once('/').unwrap_or((code.value.as_str(), ""));
    let owner = criteria.iter_mut().find(|criterion| same_code(&criterion.code.value, head.trim()));
    match owner.map(|criterion| &mut criterion.measure) {
        Some(Measure::Checklist(items)) if !item.trim().is_empty() => {
            items.push(Item { code: item.trim().into(), name: name.value });
        }
        _ => desk.problems.error(
            code,
            format!("Mục “{}” không thuộc danh mục nào", shortened(&code.value)),
            "Mã của mục gồm mã chỉ tiêu có cách đo “danh mục”, dấu / và tên mục, ví dụ 4.1.3/PAPI",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_may_have_a_number() {
        assert_eq!(split_code("3.1 Về công tác"), ("3.1", "Về công tác"));
        assert_eq!(split_code("3.1. Về công tác"), ("3.1", "Về công tác"));
        assert_eq!(split_code("Về công tác"), ("", "Về công tác"));
        assert_eq!(split_code("3.6"), ("3.6", ""));
        for text in [
            "I. Xóa bỏ",
            "II. Xóa bỏ",
            "a) Xóa bỏ",
            "A. Xóa bỏ",
            "III.1. Xóa bỏ",
            "- Xóa bỏ",
            "Mục 1. Xóa bỏ",
            "Nhóm 1: Xóa bỏ",
        ] {
            assert_eq!(split_code(text), ("", "Xóa bỏ"), "{text}");
        }
        for text in ["Xóa bỏ hủ tục", "Ý thức", "Mục tiêu 1. Xóa bỏ", "Nhóm trẻ"] {
            assert_eq!(split_code(text), ("", text), "{text}");
        }
    }
}
