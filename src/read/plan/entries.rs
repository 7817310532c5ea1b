//! The entries of the sheet `Kế hoạch` that are more than a text, each by itself.
//!
//! *Invariant:* an entry that is there and cannot be understood is an error at its cell, whatever stands in for it.

use super::{required, text};
use crate::cell::At;
use crate::locality;
use crate::number::{self, Decimal, Fraction};
use crate::phrase;
use crate::plan::{Bound, Electorate, Issued, Priority, Threshold};
use crate::problem::Place;
use crate::read::bound;
use crate::read::desk::Desk;
use crate::read::field::Field;
use crate::read::grid::{Grid, Raw};
use crate::read::pairs::Pairs;
use crate::read::said::says_nothing;
use crate::store::{NO_PLAN, OWN_FOLDERS, fit_for_folder};
use crate::text::{fold, slug};

/// `Số lượng tối đa`.
pub fn limit(pairs: &Pairs, desk: &mut Desk) -> Option<u32> {
    const NAME: &str = "Số lượng tối đa";
    let limit = required(pairs, NAME, "Ghi số cá nhân nhiều nhất được đề nghị, ví dụ 5", desk).whole(desk)?;
    let fit = u32::try_from(limit.value).ok().filter(|limit| (1..=10_000).contains(limit));
    if fit.is_none() {
        pairs.field(NAME).error(desk, "“Số lượng tối đa” phải từ 1 đến 10.000", "Ghi số cá nhân");
    }
    fit
}

/// What lies above the commune; empty where it does not.
pub struct Levels {
    /// The district.
    pub district: String,
    /// The province.
    pub province: String,
    /// Whom the commune proposes people to.
    pub level_above: String,
}

/// `Huyện`, `Tỉnh`, `Cấp trên`; a level that is not there may be said so in a word.
pub fn levels(pairs: &Pairs, desk: &mut Desk) -> Levels {
    let level = |label, desk: &mut Desk| Some(text(pairs, label, desk)).filter(|text| !says_nothing(text));
    let district = placed(level("Huyện", desk).unwrap_or_default(), "huyện");
    let province = placed(text(pairs, "Tỉnh", desk), &pairs.word("Tỉnh").to_lowercase());
    let above = level("Cấp trên", desk);
    let says_none = !pairs.field("Cấp trên").is_blank() || pairs.is_dashed("Cấp trên");
    let derived = || if says_none { String::new() } else { level_above(&district, &province) };
    let level_above = above.unwrap_or_else(derived);
    Levels { district, province, level_above }
}

/// `Căn cứ`: the acts and plans that papers rest on.
pub fn bases(pairs: &Pairs, about: &Grid, desk: &mut Desk) -> Vec<At<String>> {
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

/// Whether the plan's code can name the folder of its papers.
pub fn fit_for_a_folder(code: &str, field: &Field, desk: &mut Desk) -> bool {
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
pub fn issued(field: &Field, desk: &mut Desk) -> Option<Issued> {
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
pub fn share(field: &Field, desk: &mut Desk) -> Option<Bound> {
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

/// `Tỷ lệ phiếu tối thiểu`, and of what it is.
pub fn threshold(pairs: &Pairs, desk: &mut Desk) -> Threshold {
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
pub fn coefficient(field: &Field, desk: &mut Desk) -> Option<At<Decimal>> {
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

/// A number above 0.
pub fn positive(field: &Field, desk: &mut Desk) -> Option<At<Decimal>> {
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
pub fn priority(field: &Field, desk: &mut Desk) -> Priority {
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
