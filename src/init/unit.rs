//! A unit's workbook: who nominates, whom, with which figures, and how its council voted.
//!
//! *Invariant:* the figures' sheet holds, for each prepared person, one row for every criterion of the plan, every item
//! of its checklists and every content area without a target, in the plan's order.

use jiff::ToSpan as _;
use jiff::civil::Date;
use rust_xlsxwriter::{FormatBorder, Workbook, Worksheet, XlsxError};

use super::form::{self, Column, Entry, Item, ROWS, body, rule, sheet, table};
use super::guide::{self, Line};
use crate::model::Kind;
use crate::plan::targets;
use crate::plan::{Criterion, Measure, Plan};

/// A line of the figures' sheet: what is written there and what is wanted beside it.
pub struct Target {
    /// The code, and the words behind it: `4.3.1 – Hồ sơ đúng hạn`.
    pub label: String,
    /// What `Kết quả` is.
    pub result: Wanted,
    /// What `Tổng số` is.
    pub total: Wanted,
    /// What must be reached, in words.
    pub goal: String,
}

/// What a figure's cell wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A whole number.
    Whole(&'static str),
    /// A whole number no larger than `Tổng số`.
    Part(&'static str),
    /// A number, decimals allowed.
    Number(&'static str),
    /// Có or Không.
    YesNo(&'static str),
    /// Nothing.
    Nothing,
}

impl Wanted {
    /// What is wanted, in words; empty for nothing.
    pub fn words(self) -> &'static str {
        match self {
            Self::Whole(words) | Self::Part(words) | Self::Number(words) | Self::YesNo(words) => words,
            Self::Nothing => "",
        }
    }
}

/// Letters of a label, so that it stays on one line and its row grows with what is typed beside it.
const LABEL: u8 = 72;

/// The sheet of the guide, whose column of labels is the list of criteria to choose from.
pub const GUIDE: &str = "Hướng dẫn";

/// The workbook.
pub fn workbook(plan: &Plan, name: &str, people: u32) -> Result<Vec<u8>, XlsxError> {
    let mut book = form::book("Hồ sơ khen thưởng: tệp của đơn vị")?;
    let targets = targets(plan);
    let list = guide::unit(sheet(&mut book, GUIDE, 0)?, plan, &targets)?;
    form::pairs(sheet(&mut book, "Đơn vị", 1)?, &office(plan, name))?;
    let names = sheet(&mut book, "Cá nhân", 1)?;
    table(names, &candidates(plan), people)?;
    // So many columns are wider than a screen: who it is stays in sight.
    names.set_freeze_panes(1, 3)?;
    figures(sheet(&mut book, "Số liệu", 1)?, &targets, people, &list)?;
    table(sheet(&mut book, "Sáng kiến", 1)?, &initiatives(), people * 2)?;
    table(sheet(&mut book, "Hội đồng", 1)?, &council(), 9)?;
    votes(&mut book, Some(&codes()), people)?;
    crate::xlsx::bytes(book)
}

/// Every line of the figures' sheet for one person.
pub fn targets(plan: &Plan) -> Vec<Target> {
    let mut lines = Vec::new();
    for (index, area) in plan.areas.iter().enumerate() {
        let of_area = plan.criteria.iter().filter(|criterion| criterion.area == index);
        let before = lines.len();
        of_area.for_each(|criterion| add(&mut lines, criterion));
        if lines.len() == before && !area.code.is_empty() {
            lines.push(Target {
                label: noted(&format!("{} – {}", area.code, area.name), " (chỉ ghi dẫn chứng, nếu có)"),
                result: Wanted::Nothing,
                total: Wanted::Nothing,
                goal: "không có chỉ tiêu".to_owned(),
            });
        }
    }
    for line in &mut lines {
        line.label = shortened(&line.label);
    }
    lines
}

/// A label of at most [`LABEL`] letters.
fn shortened(label: &str) -> String {
    noted(label, "")
}

/// A label of at most [`LABEL`] letters with its note; what is too long is cut before the note.
fn noted(label: &str, note: &str) -> String {
    let room = usize::from(LABEL).saturating_sub(note.chars().count());
    if label.chars().count() <= room {
        return format!("{label}{note}");
    }
    let kept: String = label.chars().take(room.saturating_sub(1)).collect();
    format!("{}…{note}", kept.trim_end())
}

fn add(lines: &mut Vec<Target>, criterion: &Criterion) {
    let code = &criterion.code.value;
    let mut goal =
        if criterion.target_words.is_empty() { targets::target(criterion) } else { criterion.target_words.clone() };
    if !criterion.kinds.is_empty() {
        let kinds: Vec<&str> = criterion.kinds.iter().map(|kind| kind.vietnamese()).collect();
        goal = format!("{goal}; chỉ cho: {}", kinds.join(", "));
    }
    let mut push = |label: String, result, total| {
        lines.push(Target { label, result, total, goal: goal.clone() });
    };
    let label = format!("{code} – {}", criterion.short);
    match &criterion.measure {
        _ if criterion.counts_initiatives => {
            push(noted(&label, " (tự đếm từ trang Sáng kiến)"), Wanted::Nothing, Wanted::Nothing);
        }
        Measure::Share(_) => push(
            label,
            Wanted::Part("Số đạt yêu cầu: số nguyên, không ghi phần trăm"),
            Wanted::Whole("Tổng số: số nguyên, lớn hơn 0"),
        ),
        Measure::Cut(_) if criterion.reduces_time() => push(
            label,
            Wanted::Number("Tổng thời gian đã giải quyết các hồ sơ, không phải thời gian rút ngắn"),
            Wanted::Number("Tổng thời gian theo quy định của các hồ sơ ấy, cùng tính bằng ngày hoặc cùng bằng giờ"),
        ),
        Measure::Cut(_) => {
            push(
                label,
                Wanted::Number("Số còn lại sau khi giảm"),
                Wanted::Number("Số trước khi giảm, cùng đơn vị tính"),
            );
        }
        Measure::YesNo => push(label, Wanted::YesNo("Chọn Có hoặc Không"), Wanted::Nothing),
        Measure::Count(_) => push(label, Wanted::Number("Số lượng đạt được"), Wanted::Nothing),
        Measure::NoViolation => {
            push(label, Wanted::Whole("Số trường hợp vi phạm; không có thì ghi 0"), Wanted::Nothing)
        }
        Measure::Checklist(items) if items.is_empty() => {
            let label = format!("{code}/1 – {} (mỗi mục được giao một dòng: {code}/1, {code}/2…)", criterion.short);
            push(label, Wanted::YesNo("Chọn Có hoặc Không"), Wanted::Nothing);
        }
        Measure::Checklist(items) => {
            for item in items {
                let label = format!("{code}/{} – {}", item.code, item.name);
                push(label, Wanted::YesNo("Chọn Có hoặc Không"), Wanted::Nothing);
            }
        }
    }
}

/// The rows of `Đơn vị`.
fn office(plan: &Plan, name: &str) -> Vec<Item> {
    let mut rows = vec![
        Item::required("Tên đơn vị", Entry::Text, "Tên đầy đủ, ví dụ: Văn phòng - Thống kê").holding(name),
        Item::new("Ký hiệu đơn vị", Entry::Text, "Phần sau của số ký hiệu, ví dụ VPTK để in TTr-VPTK"),
    ];
    rows.push(Item::new(
        "Cơ quan cấp trên",
        Entry::Text,
        "Dòng in trên tên đơn vị; để trống thì in Ủy ban nhân dân xã; chỉ ghi khi đơn vị không thuộc Ủy ban nhân dân xã",
    ));
    rows.extend(common(
        plan,
        "Mỗi nơi một dòng trong ô (Alt+Enter); để trống thì ghi Chủ tịch Ủy ban nhân dân xã và Hội đồng Thi đua - Khen thưởng xã",
    ));
    rows
}

/// What is said of a paper's number.
pub const BLANK: &str = "Để trống thì văn bản chừa chỗ cho văn thư ghi sau khi ký";
/// What is said of a paper's day: Excel in English takes 08/12 for the 12th of August.
pub const UNDATED: &str = "Để trống thì văn bản chừa chỗ cho văn thư ghi sau khi ký; gõ thì nhìn lại ô: ngày 8 tháng 12 phải hiện \
                           08/12/2023, nếu không thì gõ 2023-12-08";

/// Rows that `Đơn vị` and `Xã` share, with what is said of whom their submission goes to.
pub fn common(plan: &Plan, addressees: &'static str) -> Vec<Item> {
    const MEETING: &str = "Ngày họp Hội đồng, gõ ngày/tháng/năm, ví dụ 08/12/2023. Gõ xong nhìn lại ô: nếu hiện 12/08/2023 thì \
                           máy đã đọc tháng trước ngày, hãy gõ lại theo năm-tháng-ngày: 2023-12-08";
    let one = Entry::Whole;
    vec![
        Item::new("Địa danh", Entry::Text, "Chỉ ghi khi khác với kế hoạch"),
        Item::new("Số tờ trình", Entry::Verbatim, BLANK),
        Item::new("Ngày tờ trình", day(plan), UNDATED),
        Item::new("Số biên bản", Entry::Verbatim, BLANK),
        Item::new("Ngày họp", day(plan), MEETING),
        Item::new("Giờ bắt đầu", Entry::Hour, "Ví dụ 08:00"),
        Item::new("Giờ kết thúc", Entry::Hour, "Ví dụ 10:15"),
        Item::new("Địa điểm họp", Entry::Text, ""),
        Item::new("Kính gửi", Entry::Text, addressees),
        Item::new(
            "Quyền hạn ký",
            Entry::Choice(&["TM.", "KT.", "Q.", "TL.", "TUQ."]),
            "Để trống khi người đứng đầu tự ký",
        ),
        Item::new("Chức vụ người ký", Entry::Text, "Ví dụ: Trưởng bộ phận, Phó Chủ tịch"),
        Item::new("Người ký", Entry::Text, "Họ và tên, không ghi học hàm, học vị"),
        Item::new("Nơi nhận", Entry::Text, "Mỗi nơi một dòng trong ô (Alt+Enter)"),
        Item::new("Số phiếu phát ra", one.clone(), "Chỉ ghi khi bỏ phiếu kín"),
        Item::new("Số phiếu thu vào", one.clone(), "Chỉ ghi khi bỏ phiếu kín"),
        Item::new("Số phiếu hợp lệ", one, "Chỉ ghi khi bỏ phiếu kín"),
        Item::new("Ban kiểm phiếu", Entry::Text, "Chỉ ghi khi bỏ phiếu kín: họ và tên những người kiểm phiếu"),
    ]
}

/// A day from the campaign's first to two years after its last.
pub fn day(plan: &Plan) -> Entry {
    let last: Date = plan.to.saturating_add(2.years());
    Entry::Day(plan.from, last)
}

/// Where the codes of people stand.
fn codes() -> String {
    format!("='Cá nhân'!$A$2:$A${}", ROWS + 1)
}

fn candidates(plan: &Plan) -> Vec<Column> {
    let further = plan.further_column();
    let kinds: &'static [&'static str] =
        const { &["Người đứng đầu", "Công chức chuyên môn", "Không chuyên trách", "Tập thể"] };
    debug_assert!(Kind::ALL.iter().all(|kind| kinds.contains(&kind.vietnamese())), "every kind can be chosen");
    vec![
        Column::required("Mã", 9, Entry::Verbatim, "Mỗi người một mã, không trùng với người nào trong xã, ví dụ VP01"),
        Column::new("Danh xưng", 10, Entry::Choice(&["Ông", "Bà"]), ""),
        Column::required("Họ và tên", 24, Entry::Text, "Đầy đủ; với tập thể thì ghi tên tập thể"),
        Column::new("Ngày sinh", 12, Entry::Verbatim, "Ngày/tháng/năm, ví dụ 12/5/1985, hoặc chỉ năm sinh"),
        Column::new("Quê quán", 28, Entry::Text, ""),
        Column::new("Nơi thường trú", 28, Entry::Text, ""),
        Column::new("Chức vụ", 22, Entry::Text, ""),
        Column::new("Đơn vị công tác", 24, Entry::Text, ""),
        Column::required("Đối tượng", 16, Entry::Choice(kinds), "Chọn trong danh sách"),
        Column::new("Trình độ", 16, Entry::Text, ""),
        Column::new("Năm thành lập", 12, Entry::Verbatim, "Chỉ ghi cho tập thể: năm, hoặc ngày/tháng/năm"),
        Column::new(
            "Cơ cấu tổ chức",
            28,
            Entry::Text,
            "Chỉ ghi cho tập thể: cơ cấu, tổng số cán bộ, công chức, viên chức",
        ),
        Column::new("Chức năng, nhiệm vụ", 28, Entry::Text, "Chỉ ghi cho tập thể"),
        Column::required(
            "Kỷ luật",
            9,
            Entry::Choice(&["Không", "Có"]),
            "Có bị kỷ luật trong thời gian của phong trào không",
        ),
        Column::new(further, 11, Entry::Choice(&["x"]), "Chọn x khi đề nghị thêm cấp trên khen"),
    ]
}

fn initiatives() -> Vec<Column> {
    vec![
        Column::required("Mã", 9, Entry::Listed(codes()), "Mã của người có sáng kiến"),
        Column::required("Tên sáng kiến", 50, Entry::Text, "Mỗi sáng kiến, giải pháp một dòng"),
        Column::new("Hiệu quả", 50, Entry::Text, "Nêu rõ bằng số liệu"),
        Column::new("Công nhận", 40, Entry::Text, "Số và ngày của quyết định công nhận"),
    ]
}

/// The columns of `Hội đồng`.
pub fn council() -> Vec<Column> {
    vec![
        Column::required("Họ và tên", 28, Entry::Text, ""),
        Column::new("Chức vụ", 40, Entry::Text, "Chức vụ ngoài Hội đồng"),
        Column::required(
            "Vai trò",
            16,
            Entry::Choice(&["Chủ tịch", "Phó Chủ tịch", "Ủy viên", "Thư ký"]),
            "Vai trò trong Hội đồng",
        ),
        Column::new("Có mặt", 10, Entry::Choice(&["x"]), "Chọn x cho người dự họp; vắng thì để trống"),
        Column::new("Lý do vắng", 36, Entry::Text, ""),
    ]
}

/// The sheet `Biểu quyết`; `codes` is the range that codes can be chosen from. The commune's, which has none, also takes
/// the vote that settles a tie.
pub fn votes(book: &mut Workbook, codes: Option<&str>, prepared: u32) -> Result<(), XlsxError> {
    let code = codes.map_or(Entry::Verbatim, |range| Entry::Listed(range.to_owned()));
    let mut columns = vec![
        Column::required("Mã", 9, code, "Mã của người được biểu quyết, đúng như ở trang Cá nhân"),
        Column::required("Đồng ý", 12, Entry::Whole, "Số phiếu; không có phiếu nào thì ghi 0"),
        Column::new("Không đồng ý", 12, Entry::Whole, "Số phiếu; không có thì để trống hoặc ghi 0"),
        Column::new("Không có ý kiến", 12, Entry::Whole, "Số phiếu; không có thì để trống hoặc ghi 0"),
    ];
    if codes.is_none() {
        columns.push(Column::new(
            "Biểu quyết lại",
            12,
            Entry::Whole,
            "Chỉ ghi khi có người bằng nhau ở vị trí cuối danh sách và Hội đồng biểu quyết lại giữa những người đó: số phiếu đồng ý của \
             lần biểu quyết lại. Không có thì để trống",
        ));
    }
    columns.push(Column::new("Ý kiến", 60, Entry::Text, "Ý kiến cần ghi vào biên bản"));
    table(sheet(book, "Biểu quyết", 1)?, &columns, prepared)
}

/// The sheet `Số liệu`: the criteria filled in, one block of rows a person, what is not wanted greyed.
fn figures(sheet: &mut Worksheet, targets: &[Target], people: u32, list: &str) -> Result<(), XlsxError> {
    let columns = [
        Column::required("Mã", 9, Entry::Verbatim, ""),
        Column::required("Chỉ tiêu", LABEL, Entry::Text, ""),
        Column::new("Kết quả", 12, Entry::Text, ""),
        Column::new("Tổng số", 12, Entry::Text, ""),
        Column::new("Không áp dụng", 30, Entry::Text, ""),
        Column::new("Dẫn chứng", 60, Entry::Text, ""),
    ];
    table(sheet, &columns, 0)?;
    let mut row = 0;
    for _ in 0..people {
        for (index, target) in targets.iter().enumerate() {
            row += 1;
            line(sheet, row, target, [index == 0, index + 1 == targets.len()])?;
        }
    }
    let end = row + ROWS;
    let code = Entry::Listed(codes());
    let messages = [
        (0, code, "Mã", "Mã của người này, đúng như ở trang Cá nhân; ghi cho mọi dòng của người đó"),
        (1, Entry::Listed(list.to_owned()), "Chỉ tiêu", "Chọn trong danh sách; chỉ cần mã ở đầu dòng là đủ"),
        (
            4,
            Entry::Text,
            "Không áp dụng",
            "Khi chỉ tiêu không áp dụng cho người hoặc tập thể này: ghi lý do, để trống Kết quả",
        ),
        (5, Entry::Text, "Dẫn chứng", "Nêu cụ thể: số liệu, số và ngày của văn bản chứng minh"),
    ];
    for (column, entry, title, message) in messages {
        if let Some(rule) = rule(&entry, title, message, column < 2)? {
            sheet.add_data_validation(1, column, end, column, &rule)?;
        }
    }
    sheet.autofilter(0, 0, row, 5)?;
    Ok(())
}

/// A row of the figures; `edges`: whether it is the first and the last of a person's block, which thicker lines set off.
fn line(sheet: &mut Worksheet, row: u32, target: &Target, edges: [bool; 2]) -> Result<(), XlsxError> {
    let body = |entry: &Entry, required| {
        let format = body(entry, required);
        let format = if edges[0] { format.set_border_top(FormatBorder::Thick) } else { format };
        if edges[1] { format.set_border_bottom(FormatBorder::Thick) } else { format }
    };
    sheet.write_blank(row, 0, &body(&Entry::Verbatim, true))?;
    sheet.write_with_format(row, 1, target.label.as_str(), &body(&Entry::Text, false))?;
    for (column, wanted, title) in [(2u16, target.result, "Kết quả"), (3, target.total, "Tổng số")] {
        let entry = entry(wanted, row + 1);
        sheet.write_blank(row, column, &body(&entry, wanted != Wanted::Nothing))?;
        let message = match wanted {
            Wanted::Nothing => "Không ghi gì ở ô này".to_owned(),
            _ => format!("{}. Cần đạt: {}", wanted.words(), target.goal),
        };
        if let Some(rule) = rule(&entry, title, &message, false)? {
            sheet.add_data_validation(row, column, row, column, &rule)?;
        }
    }
    sheet.write_blank(row, 4, &body(&Entry::Text, false))?;
    sheet.write_blank(row, 5, &body(&Entry::Text, false))?;
    Ok(())
}

/// What Excel holds a figure against in its row (counted from 1, as Excel does).
fn entry(wanted: Wanted, row: u32) -> Entry {
    match wanted {
        Wanted::Whole(_) => Entry::Whole,
        Wanted::Part(_) => Entry::Checked(
            format!("=AND(ISNUMBER(C{row}),C{row}>=0,C{row}=INT(C{row}),OR(D{row}=\"\",C{row}<=D{row}))"),
            "Kết quả là số nguyên, không âm, không lớn hơn Tổng số; không ghi phần trăm.",
        ),
        Wanted::Number(_) => Entry::Number,
        Wanted::YesNo(_) => Entry::Choice(&["Có", "Không"]),
        Wanted::Nothing => Entry::Nothing,
    }
}

/// A part of the guide that lists the criteria: its lines.
pub fn lines(targets: &[Target]) -> Vec<Line> {
    targets
        .iter()
        .map(|target| {
            Line::Row([&target.label, &target.goal, target.result.words(), target.total.words()].map(str::to_owned))
        })
        .collect()
}
