//! The plan: a clerk's plan workbook and the embedded plans, through one reader.
//!
//! An embedded plan is a JSON file with the same two sheets that a plan workbook has, so every check holds for both.
//!
//! *Invariant:* a plan that comes out of here without an error has targets that make sense: shares between 0 and 1,
//! exceeding above meeting, codes that are unique.

mod asked;

use std::sync::Arc;

use anyhow::{Context as _, bail};
use serde_json::Value as Json;

use super::book::Book;
use super::bound;
use super::desk::Desk;
use super::field::{Field, says_nothing};
use super::grid::{Grid, Raw};
use super::pairs::{Labels, Pairs};
use super::{criteria, sheet, sheet_or_error};
use crate::assets::{Assets, plan_code, plan_file};
use crate::cell::At;
use crate::locality;
use crate::number::{self, Decimal, Fraction};
use crate::phrase;
use crate::plan::{Bound, Electorate, Issued, Plan, Priority, Threshold};
use crate::problem::Place;
use crate::store::{NO_PLAN, OWN_FOLDERS, fit_for_folder};
use crate::text::{fold, slug};

/// The embedded plan that is used where nothing else is asked for.
pub const DEFAULT: &str = "cchc-2023";

const LABELS: Labels = Labels {
    once: &[
        "Mã kế hoạch",
        "Tên phong trào",
        "Số ký hiệu",
        "Trích yếu",
        "Ngày ban hành",
        "Từ ngày",
        "Đến ngày",
        "Xã",
        "Huyện",
        "Tỉnh",
        "Hình thức khen thưởng",
        "Số lượng tối đa",
        "Tỷ lệ thành viên dự họp tối thiểu",
        "Tỷ lệ phiếu tối thiểu",
        "Tính trên",
        "Mẫu báo cáo",
        "Hệ số tiền thưởng",
        "Mức lương cơ sở",
        "Cấp trên",
        "Hình thức đề nghị cấp trên",
        "Ưu tiên",
        "Địa danh",
    ],
    many: &["Căn cứ", "Tiêu chuẩn", "Nơi nhận"],
    aliases: &[
        ("Số, ký hiệu", "Số ký hiệu"),
        ("Trích yếu nội dung", "Trích yếu"),
        ("Tỉ lệ thành viên dự họp tối thiểu", "Tỷ lệ thành viên dự họp tối thiểu"),
        ("Tỉ lệ phiếu tối thiểu", "Tỷ lệ phiếu tối thiểu"),
        ("Phường", "Xã"),
        ("Thành phố", "Tỉnh"),
    ],
};

/// Reads a plan workbook; `None`, with errors laid down, where it cannot be used.
pub fn read(book: &Book, desk: &mut Desk) -> Option<Plan> {
    let about = sheet(book, "Kế hoạch")?;
    let targets = sheet_or_error(book, about, "Chỉ tiêu", desk);
    let pairs = Pairs::read(about, &LABELS, desk)?;
    let general = general(&pairs, about, desk);
    let (areas, criteria) = criteria::read(targets?, desk)?;
    let mut plan = general?;
    (plan.areas, plan.criteria) = (areas, criteria);
    Some(plan)
}

/// What a plan calls itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// `Mã kế hoạch`.
    pub code: String,
    /// `Tên phong trào`.
    pub campaign: String,
}

impl Default for Name {
    /// Of a plan that does not say it.
    fn default() -> Self {
        Self { code: NO_PLAN.to_owned(), campaign: "……".to_owned() }
    }
}

/// The name of a plan workbook, as far as it can be read, whatever else is wrong with it.
pub fn name(book: &Book) -> Name {
    let mut name = Name::default();
    // What is wrong is said by `read`.
    let mut desk = Desk::new(&|_| true, false);
    let pairs = sheet(book, "Kế hoạch").and_then(|about| Pairs::read(about, &LABELS, &mut desk));
    let Some(pairs) = pairs else { return name };
    let code = pairs.field("Mã kế hoạch");
    let fits = |at: &At<String>, desk: &mut Desk| fit_for_a_folder(&at.value, &code, desk);
    if let Some(at) = code.code(&mut desk).filter(|at| fits(at, &mut desk)) {
        name.code = at.value;
    }
    if let Some(at) = pairs.field("Tên phong trào").text(&mut desk) {
        name.campaign = campaign_of(&at.value);
    }
    name
}

/// A campaign's name without the quotation marks that the papers put around it.
fn campaign_of(written: &str) -> String {
    written.trim_matches(['“', '”', '"']).to_owned()
}

/// A plan that leaves the commune's name open, as the embedded ones of no commune do, takes it from the commune's own
/// workbook.
pub fn take_name(plan: &mut Plan, name: &str) {
    if !plan.commune.contains('…') || name.is_empty() {
        return;
    }
    plan.commune = locality::commune(name, "");
    if plan.place.contains('…') {
        plan.place = locality::bare(&plan.commune).to_owned();
    }
}

/// The codes of the embedded plans.
pub fn codes(assets: &Assets) -> Vec<String> {
    assets.templates().filter_map(|(name, _)| plan_code(name)).map(str::to_owned).collect()
}

/// Reads the embedded plan of a code. A fault in it is the author's, not the clerk's data.
pub fn embedded(assets: &Assets, code: &str) -> anyhow::Result<Plan> {
    let name = plan_file(code);
    let Some(bytes) = assets.template(&name) else {
        bail!("Không có kế hoạch “{code}” trong chương trình; các kế hoạch có sẵn: {}", codes(assets).join(", "));
    };
    let json: Json =
        serde_json::from_slice(bytes).with_context(|| format!("Tệp kế hoạch “{name}” viết sai cú pháp JSON"))?;
    let file: Arc<str> = name.as_str().into();
    let mut book = Book::default();
    for (sheet, rows) in json["trang"].as_object().with_context(|| format!("Tệp kế hoạch “{name}” thiếu “trang”"))?
    {
        book.grids.push(grid(&file, sheet, rows));
    }
    let mut desk = Desk::new(&|_| true, false);
    let plan = read(&book, &mut desk);
    if let Some(problem) = desk.problems.errors().next() {
        let place = match &problem.places[0] {
            Place::Cell(cell) => format!("trang “{}”, ô {cell}", cell.sheet()),
            other => other.sheet().map_or_else(String::new, |sheet| format!("trang “{sheet}”")),
        };
        bail!("Tệp kế hoạch “{name}” có lỗi ở {place}: {}", problem.message);
    }
    plan.with_context(|| format!("Tệp kế hoạch “{name}” thiếu trang “Kế hoạch”"))
}

fn grid(file: &Arc<str>, sheet: &str, rows: &Json) -> Grid {
    let mut grid = Grid::new(file, sheet);
    for (row, cells) in (0..).zip(rows.as_array().map_or(&[][..], Vec::as_slice)) {
        for (column, value) in (0..).zip(cells.as_array().map_or(&[][..], Vec::as_slice)) {
            let raw = match value {
                Json::String(text) if !text.is_empty() => Raw::Text(text.clone()),
                Json::Number(number) => match number.to_string().parse::<Decimal>() {
                    Ok(value) => Raw::number(value),
                    Err(_) => Raw::Endless,
                },
                _ => continue,
            };
            grid.cells.insert((row, column), raw);
        }
    }
    grid
}

/// The sheet `Kế hoạch`, with no targets yet.
fn general(pairs: &Pairs, about: &Grid, desk: &mut Desk) -> Option<Plan> {
    let code = required(pairs, "Mã kế hoạch", "Ghi mã ngắn không dấu, ví dụ cchc-2023", desk);
    let code = code.code(desk).filter(|code| fit_for_a_folder(&code.value, &pairs.field("Mã kế hoạch"), desk));
    let campaign = required(pairs, "Tên phong trào", "Ghi tên phong trào, không ghi năm", desk).text(desk);
    let from = required(pairs, "Từ ngày", "Ghi ngày đầu của thời gian xét, ví dụ 01/01/2023", desk).date(desk);
    let to = required(pairs, "Đến ngày", "Ghi ngày cuối của thời gian xét, ví dụ 31/12/2023", desk).date(desk);
    let commune = required(pairs, "Xã", "Ghi tên xã, ví dụ xã Tam Phước", desk).text(desk);
    let award =
        required(pairs, "Hình thức khen thưởng", "Ví dụ: Giấy khen của Chủ tịch Ủy ban nhân dân xã", desk).text(desk);
    let limit = required(pairs, "Số lượng tối đa", "Ghi số cá nhân nhiều nhất được đề nghị, ví dụ 5", desk).whole(desk);
    let form = required(pairs, "Mẫu báo cáo", "Ví dụ: Mẫu số 07, Nghị định số 91/2017/NĐ-CP", desk).text(desk);
    let bases = bases(pairs, about, desk);
    asked::in_order(from.as_ref(), to.as_ref(), desk);
    let limit = limit.filter(|limit| {
        let fit = (1..=10_000).contains(&limit.value);
        if !fit {
            pairs.field("Số lượng tối đa").error(desk, "“Số lượng tối đa” phải từ 1 đến 10.000", "Ghi số cá nhân");
        }
        fit
    });
    let optional = |label: &'static str, desk: &mut Desk| text(pairs, label, desk);
    // A level that is not there may be said so in a word.
    let level = |label: &'static str, desk: &mut Desk| Some(optional(label, desk)).filter(|text| !says_nothing(text));
    let district = placed(level("Huyện", desk).unwrap_or_default(), "huyện");
    let province = placed(optional("Tỉnh", desk), "tỉnh");
    let above = level("Cấp trên", desk);
    let none_above = above.is_none() && (!pairs.field("Cấp trên").is_blank() || pairs.is_dashed("Cấp trên"));
    let place = optional("Địa danh", desk);
    let subject = optional("Trích yếu", desk);
    let award_above = optional("Hình thức đề nghị cấp trên", desk);
    let threshold = threshold(pairs, desk);
    let quorum = share(&pairs.field("Tỷ lệ thành viên dự họp tối thiểu"), desk)
        .unwrap_or_else(|| Bound::AtLeast(Fraction::new(2.into(), 3.into())));
    let symbol = optional("Số ký hiệu", desk);
    asked::about_symbol(&symbol, &pairs.field("Số ký hiệu"), desk);
    if let Some(campaign) = &campaign {
        asked::with_year(campaign, desk);
    }
    let issued = issued(&pairs.field("Ngày ban hành"), desk);
    let coefficient = coefficient(&pairs.field("Hệ số tiền thưởng"), desk);
    let base_salary = positive(&pairs.field("Mức lương cơ sở"), desk);
    let priority = priority(&pairs.field("Ưu tiên"), desk);
    let mut entries = |label| pairs.entries(label, desk).into_iter().map(|at| at.value).collect();
    let (standards, recipients) = (entries("Tiêu chuẩn"), entries("Nơi nhận"));
    // From here on nothing is read any more, so that one fault hides no other.
    if let (Some(campaign), Some(from), Some(to)) = (&campaign, &from, &to) {
        let commune = commune.as_ref().map_or("", |at| &at.value);
        asked::about_another(&subject, &campaign_of(&campaign.value), commune, from.value..=to.value, pairs, desk);
    }
    let commune_name = commune.map(|at| locality::spelled(&at.value, "xã"))?;
    Some(Plan {
        code: code?.value,
        campaign: campaign_of(&campaign?.value),
        symbol,
        issued,
        from: from?.value,
        to: to?.value,
        level_above: match above {
            Some(above) => above,
            None if none_above => String::new(),
            None => level_above(&district, &province),
        },
        award_above,
        place: if place.is_empty() { locality::bare(&commune_name).to_owned() } else { place },
        commune: commune_name,
        district,
        province,
        bases,
        award: award?.value,
        limit: u32::try_from(limit?.value).ok()?,
        quorum,
        threshold,
        report_form: form?.value,
        subject,
        coefficient,
        base_salary,
        standards,
        priority,
        recipients,
        areas: Vec::new(),
        criteria: Vec::new(),
        source: pairs.field("Mã kế hoạch").cell.sibling(0, 0),
        cells: pairs.cells(),
    })
}

fn bases(pairs: &Pairs, about: &Grid, desk: &mut Desk) -> Vec<At<String>> {
    let bases: Vec<At<String>> = pairs.fields("Căn cứ").iter().flat_map(|field| bases_in(field, desk)).collect();
    if bases.is_empty() {
        desk.problems.warning(
            Place::Sheet(about.file.clone(), about.sheet.clone()),
            "Kế hoạch chưa ghi “Căn cứ” nào; tờ trình chỉ viện dẫn kế hoạch và biên bản",
            "Thêm mỗi căn cứ một dòng “Căn cứ”",
        );
    }
    for basis in &bases {
        let words = fold(&basis.value);
        // `x`: no name of a law or paper is so short.
        let is_none = words.chars().filter(|c| c.is_alphabetic()).count() < 4;
        if is_none || ["xet ", "theo ", "thuc hien "].iter().any(|beginning| words.starts_with(beginning)) {
            desk.problems.warning(
                basis,
                format!("Văn bản sẽ ghi “Căn cứ {}”", phrase::shortened(&basis.value)),
                "Ở “Căn cứ” chỉ ghi tên văn bản (luật, nghị định, quyết định, kế hoạch); bỏ dòng này",
            );
        }
    }
    bases
}

fn required<'g>(pairs: &Pairs<'g>, label: &'static str, hint: &str, desk: &mut Desk) -> Field<'g> {
    let field = pairs.field(label);
    if field.is_blank() {
        field.missing(desk, hint);
    }
    field
}

fn text(pairs: &Pairs, label: &'static str, desk: &mut Desk) -> String {
    pairs.field(label).text(desk).map_or_else(String::new, |at| at.value)
}

fn fit_for_a_folder(code: &str, field: &Field, desk: &mut Desk) -> bool {
    let own = OWN_FOLDERS.contains(&code) || code == NO_PLAN;
    let fit = fit_for_folder(code) && !own;
    if !fit {
        field.error(
            desk,
            format!("Mã kế hoạch “{}” không dùng làm tên thư mục được", phrase::shortened(code)),
            if own {
                "Chương trình dùng tên này cho thư mục của mình; đặt mã khác, ví dụ cchc-2023".to_owned()
            } else {
                format!("Chỉ dùng chữ thường không dấu, số và gạch nối, ví dụ {}", slug(code))
            },
        );
    }
    fit
}

/// The legal bases that a cell gives, without the words and marks that the papers add themselves: a line that begins one, or
/// follows a semicolon, is one; any other goes on with that above it.
fn bases_in(field: &Field, desk: &mut Desk) -> Vec<At<String>> {
    let Some(given) = field.several_lines(desk) else { return Vec::new() };
    let mut bases: Vec<String> = Vec::new();
    for line in given.value.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let text = line.trim_start_matches(['-', '+', '•', ' ']);
        let begins = text.len() < line.len() || without_label(text).len() < text.len();
        match bases.last_mut() {
            Some(last) if !begins && !last.ends_with(';') => *last = format!("{last} {text}"),
            _ => bases.push(without_label(text).to_owned()),
        }
    }
    bases.into_iter().map(|basis| field.at(basis.trim_end_matches([';', '.', ' ']).to_owned())).collect()
}

/// The same without `Căn cứ` before it, however it is spelled.
fn without_label(text: &str) -> &str {
    let mut words = text.splitn(3, ' ');
    match (words.next().map(fold), words.next().map(fold), words.next()) {
        (Some(one), Some(other), Some(rest)) if one == "can" && other == "cu" => rest,
        _ => text,
    }
}

/// `Ngày ban hành`: a day, or month and year where the records office has not given the day.
fn issued(field: &Field, desk: &mut Desk) -> Option<Issued> {
    if let Some(Raw::Text(text)) = field.raw {
        let folded = fold(text);
        let numbers: Vec<&str> = folded.split(' ').filter(|word| !matches!(*word, "ngay" | "thang" | "nam")).collect();
        if let [month, year] = numbers.as_slice()
            && let (Ok(month), Ok(year)) = (month.parse::<i8>(), year.parse::<i16>())
            && (1..=12).contains(&month)
            && (1900..=2100).contains(&year)
        {
            return Some(Issued { day: None, month, year });
        }
    }
    if let Some((month, year)) = field.month_alone() {
        return Some(Issued { day: None, month, year });
    }
    let date = field.date(desk)?.value;
    Some(Issued { day: Some(date.day()), month: date.month(), year: date.year() })
}

/// A share such as `2/3`, `> 50 %`.
fn share(field: &Field, desk: &mut Desk) -> Option<Bound> {
    if field.is_blank() {
        return None;
    }
    let one = Fraction::from_integer(1.into());
    match bound::share(field, desk)? {
        bound if !bound.admits(&one) => {
            field.error(
                desk,
                format!("“{}” phải lớn hơn 100% nên không bao giờ đạt được", field.name),
                "Ghi tỷ lệ, ví dụ 2/3 hoặc 66,7%",
            );
            None
        }
        bound => Some(bound),
    }
}

fn threshold(pairs: &Pairs, desk: &mut Desk) -> Threshold {
    let field = pairs.field("Tỷ lệ phiếu tối thiểu");
    // No law sets it for a commune's Giấy khen: less than a half is only asked about.
    let bound = share(&field, desk).inspect(|bound| {
        if *bound.value() < Fraction::new(1.into(), 2.into()) {
            desk.problems.warning(
                &field.cell,
                "“Tỷ lệ phiếu tối thiểu” dưới một nửa",
                "Thường là quá nửa (chương trình tự lấy “> 50%” khi để trống); kiểm tra lại tỷ lệ này",
            );
        }
    });
    let of = pairs.field("Tính trên").choice(
        desk,
        &[
            ("có mặt", Electorate::Present),
            ("tổng số thành viên", Electorate::Members),
            ("số thành viên có mặt", Electorate::Present),
            ("thành viên có mặt", Electorate::Present),
            ("tổng số", Electorate::Members),
        ],
    );
    Threshold {
        bound: bound.unwrap_or_else(|| Bound::MoreThan(Fraction::new(1.into(), 2.into()))),
        of: of.map_or(Electorate::Present, |at| at.value),
    }
}

/// The coefficient of a base salary: 15% of it is 0,15 of it.
fn coefficient(field: &Field, desk: &mut Desk) -> Option<At<Decimal>> {
    let percent = match field.raw {
        Some(Raw::Number { value, percent: true, .. }) => Some(*value),
        Some(Raw::Text(text)) => {
            number::from_text(text).filter(|typed| typed.percent).map(|typed| typed.value / Decimal::ONE_HUNDRED)
        }
        _ => None,
    };
    let above = percent.filter(|value| value.is_sign_positive() && !value.is_zero());
    above.map_or_else(|| positive(field, desk), |value| Some(field.at(value.normalize())))
}

fn positive(field: &Field, desk: &mut Desk) -> Option<At<Decimal>> {
    let value = field.decimal(desk)?;
    if value.value.is_zero() {
        field.error(desk, format!("“{}” bằng 0", field.name), "Ghi số lớn hơn 0, hoặc để trống nếu chưa biết");
        return None;
    }
    Some(value)
}

fn placed(name: String, kind: &str) -> String {
    if name.is_empty() { name } else { locality::spelled(&name, kind) }
}

fn level_above(district: &str, province: &str) -> String {
    match (district, province) {
        ("", "") => String::new(),
        ("", province) => format!("Chủ tịch Ủy ban nhân dân {province}"),
        (district, _) => format!("Ủy ban nhân dân {district}"),
    }
}

/// `Ưu tiên`: whom the plan wants first. Rule 5 knows one group; another one is the council's to see to, and nobody is said to
/// belong to it or not.
fn priority(field: &Field, desk: &mut Desk) -> Priority {
    let given = field.text(desk).map_or_else(String::new, |at| at.value);
    let said = fold(&given);
    // That there is no such group.
    let none = ["khong co", "khong uu tien", "khong quy dinh", "khong ap dung"];
    if said == "khong" || none.iter().any(|words| said.starts_with(words)) {
        return Priority::Nobody;
    }
    let by_rule = ["chuyen mon", "khong chuyen trach", "vuot"].iter().all(|words| said.contains(words));
    if !given.is_empty() && !by_rule {
        desk.problems.warning(
            &field.cell,
            "Chương trình không tự xét được ưu tiên này nên chỉ xếp thứ tự theo số phiếu của Hội đồng cấp xã",
            "Chương trình chỉ biết xét ưu tiên công chức chuyên môn và người hoạt động không chuyên trách vượt chỉ tiêu; ưu tiên \
             khác thì Hội đồng cân nhắc khi biểu quyết, bằng nhau ở vị trí cuối thì biểu quyết lại",
        );
        return Priority::Others(given);
    }
    Priority::ByRule(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_plan_reads() {
        let assets = Assets::default();
        for code in codes(&assets) {
            let plan = embedded(&assets, &code).expect("an embedded plan");
            assert_eq!(plan.code, code);
        }
        assert!(embedded(&assets, "khong-co").expect_err("unknown").to_string().contains("cchc-2023"));
    }
}
