//! What a plan says that papers would print awkwardly, or that is left of another plan: the clerk is asked.
//!
//! *Invariant:* but for days in the wrong order everything here is a warning at its cell.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::entries::Levels;
use super::text;
use crate::cell::At;
use crate::locality::{self, COMMUNE_KINDS, LEVELS_ABOVE, OTHER_KINDS};
use crate::phrase::shortened;
use crate::problem::{Place, Severity};
use crate::read::desk::Desk;
use crate::read::field::Field;
use crate::read::pairs::Pairs;
use crate::text::{fold, year};

/// Refuses a campaign that ends before it begins.
pub fn in_order(from: Option<&At<Date>>, to: Option<&At<Date>>, desk: &mut Desk) {
    if let (Some(from), Some(to)) = (from, to)
        && to.value < from.value
    {
        let places = vec![Place::from(to), Place::from(from)];
        desk.problems.between(Severity::Error, places, "“Đến ngày” trước “Từ ngày”", "Sửa lại một trong hai ngày");
    } else if let (Some(from), Some(to)) = (from, to)
        && to.value.year() - from.value.year() > LONGEST_CAMPAIGN
    {
        desk.problems.between(
            Severity::Warning,
            vec![Place::from(to), Place::from(from)],
            format!("Thời gian xét từ năm {} đến năm {}", from.value.year(), to.value.year()),
            "Kiểm tra lại năm: văn bản nào cũng ghi thời gian này sau tên phong trào",
        );
    }
}

/// Campaigns are of a year, or of the five of a term; no rule sets the bound, and a warning stops no paper.
const LONGEST_CAMPAIGN: i16 = 5;

/// Abbreviations of what is no plan (NĐ 30/2020, Phụ lục III, Mục I).
const DOCUMENT_KINDS: [&str; 14] =
    ["NQ", "QĐ", "CT", "QC", "TB", "HD", "CTr", "PA", "ĐA", "DA", "BC", "BB", "TTr", "CĐ"];

/// A number without the symbol behind it, with that of another kind of paper, or a symbol alone, or with the day (NĐ 30/2020, Phụ lục I, Phần I, Mục II.3).
pub fn about_symbol(symbol: &str, field: &Field, desk: &mut Desk) {
    if symbol.contains('/') && fold(symbol).split(' ').any(|word| word == "ngay") {
        desk.problems.warning(
            &field.cell,
            format!("“Số ký hiệu” của kế hoạch ghi cả ngày: “{}”", shortened(symbol)),
            "Chỉ ghi số và ký hiệu, ví dụ 25/KH-UBND; ngày ghi ở “Ngày ban hành”, nếu không thì văn bản ghi ngày hai lần",
        );
    }
    if symbol.contains('/') && symbol.starts_with(char::is_alphabetic) {
        desk.problems.warning(
            &field.cell,
            format!("“Số ký hiệu” của kế hoạch có chữ đứng trước số: “{}”", shortened(symbol)),
            "Chỉ ghi số và ký hiệu, ví dụ 25/KH-UBND; văn bản đã ghi sẵn “Kế hoạch số”",
        );
    }
    let kind =
        symbol.split_once('/').and_then(|(_, symbol)| symbol.split('-').next()).map(str::trim).unwrap_or_default();
    if DOCUMENT_KINDS.contains(&kind) {
        desk.problems.warning(
            &field.cell,
            format!("“Số ký hiệu” của kế hoạch là của loại văn bản khác: “{}”", shortened(symbol)),
            "Ghi số và ký hiệu của chính kế hoạch, ví dụ 25/KH-UBND; văn bản nào cũng ghi “Kế hoạch số” trước số này",
        );
    }
    if !symbol.is_empty() && !symbol.contains('/') {
        desk.problems.warning(
            &field.cell,
            format!(
                "“Số ký hiệu” của kế hoạch chỉ ghi “{}”, không có {}",
                shortened(symbol),
                if symbol.contains(|c: char| c.is_ascii_digit()) { "ký hiệu" } else { "số" }
            ),
            "Ghi cả số và ký hiệu, ví dụ 25/KH-UBND, chưa có số thì ghi /KH-UBND; các văn bản viện dẫn kế hoạch theo ô này",
        );
    }
}

/// What the plan is said to be about: written as no sentence goes on, or left from a plan of another campaign, time or
/// commune.
pub fn about_another(
    subject: &str,
    campaign: &str,
    commune: &str,
    period: RangeInclusive<Date>,
    pairs: &Pairs,
    desk: &mut Desk,
) {
    let folded = fold(subject);
    if folded.is_empty() {
        return;
    }
    let begins = ["cua ", "ubnd ", "uy ban nhan dan "].iter().any(|words| folded.starts_with(words));
    let loud = subject.contains(char::is_uppercase) && !subject.contains(char::is_lowercase);
    if begins || loud {
        let why = if loud { "viết hoa toàn bộ" } else { "bắt đầu bằng tên cơ quan" };
        desk.problems.warning(
            &pairs.field("Trích yếu").cell,
            format!("“Trích yếu” của kế hoạch {why} nên câu viện dẫn kế hoạch trong văn bản không đúng cách viết"),
            "Ghi như trong câu, ví dụ: Phát động phong trào thi đua “…” trên địa bàn xã năm …; hoặc xóa nội dung ô này",
        );
    }
    let years = period.start().year()..=period.end().year();
    let year = |word: &str| year(word.trim_matches(|c: char| !c.is_ascii_digit()));
    let other_year = folded.split(' ').filter_map(year).any(|year| !years.contains(&year));
    let of_place = COMMUNE_KINDS.iter().any(|kind| folded.contains(&format!("dia ban {} ", fold(kind))));
    let wrong = [
        ("Tên phong trào", !folded.contains(&fold(campaign))),
        ("Từ ngày", other_year),
        ("Xã", of_place && !folded.contains(&fold(commune))),
    ];
    let labels: Vec<&str> = wrong.into_iter().filter(|(_, wrong)| *wrong).map(|(label, _)| label).collect();
    if !labels.is_empty() {
        let places = std::iter::once("Trích yếu").chain(labels.iter().copied());
        let places = places.map(|label| Place::from(&pairs.field(label).cell)).collect();
        desk.problems.between(
            Severity::Warning,
            places,
            format!("“Trích yếu” của kế hoạch không khớp với “{}”", labels.join("”, “")),
            "Ghi đúng như trên kế hoạch, hoặc xóa nội dung ô này: khi đó văn bản viện dẫn theo tên phong trào",
        );
    }
}

/// Entries that are left of another commune's plan: a place, a level above or a code that the others contradict.
pub fn left_over(commune: &str, levels: &Levels, years: RangeInclusive<i16>, pairs: &Pairs, desk: &mut Desk) {
    let words = |text: &str| format!(" {} ", fold(text));
    let bare = locality::bare(commune);
    let place = text(pairs, "Địa danh", desk);
    if !place.is_empty()
        && !place.contains('…')
        && !words(bare).contains(&words(&place))
        && !words(&place).contains(&words(bare))
    {
        ask(pairs, &["Địa danh", "Xã"], format!("“Địa danh” ghi “{place}”, còn “Xã” ghi “{commune}”"), desk);
    }
    let above = &levels.level_above;
    let known = [&levels.district, &levels.province].map(|level| name_of(level));
    let is_known = |name: &String| !name.is_empty() && words(above).contains(name.as_str());
    if !pairs.field("Cấp trên").is_blank() && names_a_level(above) && !known.iter().any(is_known) {
        let message = format!("“Cấp trên” ghi “{above}”, không phải huyện, tỉnh của kế hoạch này");
        ask(pairs, &["Cấp trên", "Huyện", "Tỉnh"], message, desk);
    }
    let code = text(pairs, "Mã kế hoạch", desk);
    let named: Vec<i16> = code.split('-').filter_map(year).collect();
    // Of a term it has the first and the last.
    let spans = |named: &[i16]| matches!(named, [first, .., last] if first <= years.start() && years.end() <= last);
    let is_another = !named.iter().any(|year| years.contains(year)) && !spans(&named);
    if let Some(other) = named.first().filter(|_| is_another) {
        let message = format!("Mã kế hoạch “{code}” ghi năm {other}, ngoài thời gian của kế hoạch");
        ask(pairs, &["Mã kế hoạch", "Từ ngày"], message, desk);
    }
}

/// A level's name alone, folded: ` long dien ` of `huyện Long Điền`.
fn name_of(level: &str) -> String {
    let said = format!("{} ", fold(level));
    let name = LEVELS_ABOVE.iter().find_map(|kind| said.strip_prefix(kind)?.strip_prefix(' ')).unwrap_or(&said);
    if name.trim().is_empty() { String::new() } else { format!(" {name}") }
}

/// Whether a body is said to be of a level by its name, and not by its kind alone (`Ủy ban nhân dân tỉnh`) or shortened (`BR-VT`).
fn names_a_level(body: &str) -> bool {
    let said = format!(" {} ", fold(body));
    let behind =
        LEVELS_ABOVE.iter().filter_map(|kind| said.split_once(&format!(" {kind} "))).map(|(_, name)| name.trim());
    let is_spelled = body.split(' ').next_back().is_some_and(|last| last.chars().any(char::is_lowercase));
    !body.contains('…') && is_spelled && behind.into_iter().any(|name| name.len() > 2)
}

fn ask(pairs: &Pairs, labels: &[&'static str], message: String, desk: &mut Desk) {
    let places = labels.iter().map(|label| Place::from(&pairs.field(label).cell)).collect();
    desk.problems.between(
        Severity::Warning,
        places,
        message,
        "Nếu còn lại từ kế hoạch của nơi khác, năm khác thì sửa; nếu đúng thì không phải làm gì",
    );
}

/// A commune that is none: papers would call it one.
pub fn is_no_commune(commune: &At<String>, desk: &mut Desk) {
    const OFFICES: [&str; 16] = [
        "trường tiểu học",
        "trường trung học",
        "trường thpt",
        "trường thcs",
        "trường mầm non",
        "trường mẫu giáo",
        "trường đại học",
        "trường cao đẳng",
        "trường phổ thông",
        "trung tâm ",
        "bệnh viện ",
        "trạm y tế",
        "chi cục ",
        "công ty ",
        "hội đồng nhân dân",
        "đảng ủy",
    ];
    let lower = commune.value.to_lowercase();
    if OFFICES.iter().any(|words| lower.starts_with(words)) {
        desk.problems.error(
            commune,
            format!("“{}” không phải là xã, phường, thị trấn, đặc khu", shortened(&commune.value)),
            "Chương trình lập văn bản của cấp xã: ghi tên xã, ví dụ xã Tam Phước",
        );
    } else if OTHER_KINDS.iter().any(|kind| lower.strip_prefix(kind).is_some_and(|rest| rest.starts_with(' '))) {
        desk.problems.warning(
            commune,
            format!("“{}” không phải là cấp xã, mà văn bản viết theo cấp xã", shortened(&commune.value)),
            "Ghi tên xã, phường, thị trấn hoặc đặc khu; cấp khác thì kiểm tra từng câu, thẩm quyền và mức tiền thưởng trước khi trình ký",
        );
    }
}

/// A campaign's name with the year, which the papers say themselves.
pub fn with_year(campaign: &At<String>, desk: &mut Desk) {
    // Not of a period, nor of a decree that it is called after.
    let folded = fold(&campaign.value);
    let words: Vec<&str> = folded.split(' ').collect();
    if words.windows(2).any(|pair| pair[0] == "nam" && year(pair[1]).is_some()) {
        desk.problems.warning(
            campaign,
            "“Tên phong trào” có ghi năm, mà văn bản nào cũng ghi năm ngay sau tên",
            "Bỏ năm ra khỏi tên phong trào; năm lấy theo “Từ ngày”, “Đến ngày”",
        );
    }
}
