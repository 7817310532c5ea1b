//! A sheet as a form: headers, prepared rows, what each cell may hold, and how it prints.
//!
//! *Invariant:* a header is exactly the contract's word; that a cell is required is said by its colour, by the message on
//! entering it and by the guide, never by a changed header.

#![expect(clippy::float_arithmetic, reason = "widths of columns")]

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

/// Rows below the header that take drop-down lists and messages.
pub const ROWS: u32 = 500;

const REQUIRED: u32 = 0x00FF_F2CC;
const HEADER: u32 = 0x00DD_EBF7;
const HEADER_REQUIRED: u32 = 0x00FF_D966;
const UNUSED: u32 = 0x00D9_D9D9;

/// What a cell may hold.
#[derive(Clone, Debug)]
pub enum Entry {
    /// Any text.
    Text,
    /// Text that stays as it is typed, such as a code or a date of birth.
    Verbatim,
    /// A day between two others; outside them Excel asks back.
    Day(Date, Date),
    /// A time of day.
    Hour,
    /// A whole number from 0.
    Whole,
    /// A number from 0.
    Number,
    /// A whole number that the condition holds for; the words say which.
    Checked(String, &'static str),
    /// One of a closed list.
    Choice(&'static [&'static str]),
    /// One of the cells of a range; another text is asked back, not refused.
    Listed(String),
    /// Nothing: the cell is greyed.
    Nothing,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its header.
    pub header: &'static str,
    /// Its width in characters.
    pub width: u8,
    /// Whether each row must have it.
    pub required: bool,
    /// What its cells may hold.
    pub entry: Entry,
    /// What is said on entering a cell; empty for nothing.
    pub message: &'static str,
}

impl Column {
    /// A column that may stay blank.
    pub fn new(header: &'static str, width: u8, entry: Entry, message: &'static str) -> Self {
        Self { header, width, required: false, entry, message }
    }

    /// A column that every row must have.
    pub fn required(header: &'static str, width: u8, entry: Entry, message: &'static str) -> Self {
        Self { required: true, ..Self::new(header, width, entry, message) }
    }
}

/// A new workbook that says nothing of when or by whom it was made.
pub fn book(title: &str) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2023, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_author("hoso").set_creation_datetime(&made));
    Ok(book)
}

/// A sheet that prints on A4, as wide as the page, its first `repeat` rows on every page.
pub fn sheet<'b>(book: &'b mut Workbook, name: &str, repeat: u32) -> Result<&'b mut Worksheet, XlsxError> {
    let sheet = book.add_worksheet().set_name(name)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.6, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&F&C&A&RTrang &P/&N");
    if repeat > 0 {
        sheet.set_repeat_rows(0, repeat - 1)?;
        sheet.set_freeze_panes(repeat, 0)?;
    }
    Ok(sheet)
}

/// Writes a table's header and its prepared rows, blank but for their colours, with the lists and messages of
/// [`ROWS`] rows.
pub fn table(sheet: &mut Worksheet, columns: &[Column], prepared: u32) -> Result<(), XlsxError> {
    sheet.set_landscape().set_row_height(0, 34)?;
    for (index, column) in (0u16..).zip(columns) {
        sheet.set_column_width(index, f64::from(column.width))?;
        sheet.write_with_format(0, index, column.header, &header(column.required))?;
        for row in 1..=prepared {
            sheet.write_blank(row, index, &body(&column.entry, column.required))?;
        }
        if let Some(rule) = rule(&column.entry, column.header, column.message, column.required)? {
            sheet.add_data_validation(1, index, ROWS, index, &rule)?;
        }
    }
    Ok(())
}

/// The format of a header cell.
pub fn header(required: bool) -> Format {
    let colour = if required { HEADER_REQUIRED } else { HEADER };
    base()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(colour))
}

/// The format of a cell that waits for an entry.
pub fn body(entry: &Entry, required: bool) -> Format {
    let format = base().set_align(FormatAlign::Top);
    let format = match entry {
        Entry::Verbatim => format.set_num_format("@"),
        Entry::Day(..) => format.set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left),
        Entry::Hour => format.set_num_format("hh:mm").set_align(FormatAlign::Left),
        Entry::Whole | Entry::Checked(..) => format.set_num_format("#,##0"),
        Entry::Number | Entry::Text | Entry::Choice(_) | Entry::Listed(_) => format,
        Entry::Nothing => format.set_background_color(Color::RGB(UNUSED)),
    };
    if required { format.set_background_color(Color::RGB(REQUIRED)) } else { format }
}

/// The format every cell begins with.
pub fn base() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(12).set_text_wrap().set_border(FormatBorder::Thin)
}

/// What Excel holds an entry against, and says on entering it; `None` where there is nothing to hold or to say.
pub fn rule(entry: &Entry, title: &str, message: &str, required: bool) -> Result<Option<DataValidation>, XlsxError> {
    let none = DataValidation::new();
    let (rule, wrong) = match entry {
        Entry::Text | Entry::Verbatim | Entry::Nothing => (none.allow_any_value(), String::new()),
        Entry::Day(from, to) => {
            let rule = none.allow_date(DataValidationRule::Between(excel(*from)?, excel(*to)?));
            let rule = rule.set_error_style(DataValidationErrorStyle::Warning);
            (rule, format!("Ô này cần một ngày từ {} đến {}.", shown(*from), shown(*to)))
        }
        Entry::Hour => {
            let (from, to) = (ExcelDateTime::from_hms(0, 0, 0)?, ExcelDateTime::from_hms(23, 59, 59)?);
            (none.allow_time(DataValidationRule::Between(from, to)), "Ghi giờ và phút, ví dụ 08:30.".to_owned())
        }
        Entry::Whole => {
            let rule = none.allow_whole_number(DataValidationRule::Between(0, 1_000_000_000));
            (rule, "Ô này cần một số nguyên, không âm; gõ liền, không dấu chấm, dấu phẩy, ví dụ 1234.".to_owned())
        }
        Entry::Number => {
            let rule = none.allow_decimal_number(DataValidationRule::Between(0.0, 1e12));
            (rule, "Ô này cần một số, không âm; số hàng nghìn gõ liền, ví dụ 1234.".to_owned())
        }
        Entry::Checked(condition, words) => (none.allow_custom(Formula::new(condition)), (*words).to_owned()),
        Entry::Choice(choices) => {
            (none.allow_list_strings(choices)?, format!("Chọn một trong các mục: {}.", choices.join(", ")))
        }
        Entry::Listed(range) => {
            let rule = none.allow_list_formula(Formula::new(range));
            let rule = rule.set_error_style(DataValidationErrorStyle::Warning);
            (rule, "Nội dung này không có trong danh sách.".to_owned())
        }
    };
    if message.is_empty() && wrong.is_empty() {
        return Ok(None);
    }
    let needed = if required { "Bắt buộc. " } else { "" };
    let rule = rule.set_input_title(cut(title, 31))?.set_input_message(cut(&format!("{needed}{message}"), 254))?;
    Ok(Some(rule.set_error_title("Chưa đúng")?.set_error_message(wrong)?))
}

fn cut(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect()
}

fn excel(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let number = |value: i8| u8::try_from(value).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(2000), number(day.month()), number(day.day()))
}

fn shown(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// A row of a sheet with the columns `Mục` and `Nội dung`.
#[derive(Clone, Debug)]
pub struct Item {
    /// `Mục`.
    pub label: &'static str,
    /// `Nội dung` as it is prepared; empty where the clerk fills it in.
    pub content: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// What it may hold.
    pub entry: Entry,
    /// What is said on entering it.
    pub message: &'static str,
}

impl Item {
    /// A row that may stay blank.
    pub fn new(label: &'static str, entry: Entry, message: &'static str) -> Self {
        Self { label, content: String::new(), required: false, entry, message }
    }

    /// A row that must be filled in.
    pub fn required(label: &'static str, entry: Entry, message: &'static str) -> Self {
        Self { required: true, ..Self::new(label, entry, message) }
    }

    /// The row with its content prepared.
    #[must_use]
    pub fn holding(self, content: impl Into<String>) -> Self {
        Self { content: content.into(), ..self }
    }
}

/// Gives a row the height its prepared texts need, each with the width of its column; a row of single lines keeps its
/// own, so that it still grows with what is typed.
pub fn height(sheet: &mut Worksheet, row: u32, cells: &[(&str, f64)]) -> Result<(), XlsxError> {
    const LINE: f64 = 16.0;
    // A letter of Times New Roman 12 is somewhat narrower than a column's unit, the digit 0 of the default font.
    const NARROWER: f64 = 1.12;
    let lines = |(text, width): &(&str, f64)| -> f64 {
        let letters = |line: &str| f64::from(u16::try_from(line.chars().count()).unwrap_or(u16::MAX));
        text.lines().map(|line| (letters(line) / (width * NARROWER)).ceil().max(1.0)).sum()
    };
    let most = cells.iter().map(lines).fold(1.0, f64::max);
    if most > 1.0 {
        sheet.set_row_height(row, (LINE * most + 2.0).min(400.0))?;
    }
    Ok(())
}

/// Writes a sheet of `Mục` and `Nội dung`.
pub fn pairs(sheet: &mut Worksheet, items: &[Item]) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 34)?.set_column_width(1, 90)?;
    sheet.write_with_format(0, 0, "Mục", &header(false))?.write_with_format(0, 1, "Nội dung", &header(false))?;
    for (row, item) in (1u32..).zip(items) {
        let label =
            if item.required { base().set_bold().set_background_color(Color::RGB(HEADER_REQUIRED)) } else { base() };
        sheet.write_with_format(row, 0, item.label, &label.set_align(FormatAlign::Top))?;
        let format = body(&item.entry, item.required).set_align(FormatAlign::Left);
        if item.content.is_empty() {
            sheet.write_blank(row, 1, &format)?;
        } else {
            value(sheet, row, 1, item, &format)?;
            height(sheet, row, &[(&item.content, 90.0)])?;
        }
        if let Some(rule) = rule(&item.entry, item.label, item.message, item.required)? {
            sheet.add_data_validation(row, 1, row, 1, &rule)?;
        }
    }
    Ok(())
}

/// Prepared content: a day or a number as Excel's own, all else as text.
fn value(sheet: &mut Worksheet, row: u32, column: u16, item: &Item, format: &Format) -> Result<(), XlsxError> {
    match (&item.entry, item.content.parse::<Date>(), item.content.parse::<f64>()) {
        (Entry::Day(..), Ok(day), _) => sheet.write_with_format(row, column, &excel(day)?, format)?,
        (Entry::Whole | Entry::Number, _, Ok(number)) => sheet.write_with_format(row, column, number, format)?,
        _ => sheet.write_with_format(row, column, item.content.as_str(), format)?,
    };
    Ok(())
}
