//! One cell under one header, read as what the header asks for.
//!
//! Each reader gives `None` for a blank cell and, with a problem laid down at the cell, for one it cannot take; it never
//! guesses between two meanings.
//!
//! *Invariant:* every problem quotes what the cell holds and says what to write instead.

mod answers;
mod days;
mod numbers;

use super::desk::Desk;
use super::grid::{DayOrder, PICTURE, Raw};
use super::letters::{self, clean, visible};
use super::said::{own_label, points_above, says_nothing};
use super::sheets::KINDS;
use super::{moment, notes};
use crate::cell::{At, Cell};
use crate::number::{Decimal, written};
use crate::phrase::shortened;
use crate::text::fold;

/// Excel's own limit for a cell; longer text is no clerk's.
const LONGEST: usize = 32_767;

/// Letters of a person's name at most. No rule sets it or [`POST`]: longer ones are whole paragraphs put into the wrong cell.
pub const NAME: usize = 150;

/// Letters of a post at most.
pub const POST: usize = 300;

/// A cell and the header or label it stands under.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    /// What the cell holds; `None` where it is blank or its column is not there.
    pub raw: Option<&'a Raw>,
    /// The cell; where the column is not there, the first cell of the row.
    pub cell: Cell,
    /// The header or label.
    pub name: &'a str,
    /// See [`Grid::epoch`](super::grid::Grid::epoch).
    pub epoch: u16,
}

impl Field<'_> {
    /// Whether nothing is to be seen in the cell.
    pub fn is_blank(&self) -> bool {
        self.raw.is_none_or(Raw::is_blank)
    }

    /// Whether it shows a rate where a count is asked for: a percentage, or two counts (`412/413`).
    pub fn is_rate(&self) -> bool {
        match self.raw {
            Some(Raw::Number { percent, .. }) => *percent,
            Some(Raw::Text(text)) => text.contains(['%', '/']),
            _ => false,
        }
    }

    /// Its column, or its label in a sheet of labels, as messages call it.
    fn called(&self) -> String {
        let sheet = fold(self.cell.sheet());
        // A workbook's first sheet is the one of labels.
        let labels = KINDS.iter().any(|(first, ..)| fold(first) == sheet);
        let what = if labels { "Mục" } else { "Cột" };
        format!("{what} “{}”", self.name)
    }

    /// Whether the cell holds 0, in whatever format.
    pub fn is_zero(&self) -> bool {
        match self.raw {
            Some(Raw::Number { value, .. } | Raw::Moment { serial: value, .. }) => value.is_zero(),
            Some(Raw::Text(text)) => matches!(visible(text).trim(), "0" | "00"),
            _ => false,
        }
    }

    /// Pairs a value with the cell.
    pub fn at<T>(&self, value: T) -> At<T> {
        At::new(value, self.cell.clone())
    }

    /// Lays down an error at the cell.
    pub fn error(&self, desk: &mut Desk, message: impl Into<String>, hint: impl Into<String>) {
        desk.problems.error(&self.cell, message, hint);
    }

    /// Says that the cell must not be blank.
    pub fn missing(&self, desk: &mut Desk, hint: &str) {
        self.error(desk, format!("Chưa ghi “{}”", self.name), hint);
    }

    /// Text on one line; of several they are one that the cell was too narrow for.
    pub fn text(&self, desk: &mut Desk) -> Option<At<String>> {
        self.several_lines(desk).map(|at| at.map(|text| text.replace('\n', " ")))
    }

    /// The same where each line may be an entry of a list.
    pub fn listed(&self, desk: &mut Desk) -> Option<At<String>> {
        self.several_lines(desk).map(|at| at.map(|text| join_lines(&text)))
    }

    /// The name of one person or body: some letters, on one line, and no more than a line takes.
    pub fn name(&self, desk: &mut Desk) -> Option<At<String>> {
        let name = self.within(NAME, self.text(desk), desk)?;
        let shown = shortened(&name.value);
        if name.value.chars().filter(|c| c.is_alphabetic()).nth(1).is_none() || says_nothing(&name.value) {
            self.error(desk, format!("“{shown}” không phải là họ tên"), "Ghi đủ họ và tên bằng chữ");
            return None;
        }
        if let Some(Raw::Text(lines)) = self.raw
            && visible(lines).trim().contains('\n')
        {
            self.error(
                desk,
                format!("“{}” ghi trên nhiều dòng của một ô", shortened(lines.trim())),
                "Mỗi người một dòng của bảng; họ tên của một người thì ghi liền trên một dòng",
            );
            return None;
        }
        if let Some(letter) = name.value.chars().find(|c| letters::is_strange(*c)) {
            desk.problems.warning(
                &name,
                format!("“{}” có chữ “{letter}” của bảng chữ cái khác, nhìn giống chữ Việt", name.value),
                "Gõ lại họ tên bằng bộ gõ tiếng Việt, nếu không thì không so được với tên ở nơi khác",
            );
        }
        Some(name)
    }

    /// Warns of a person's name with a digit in it: a footnote, a number of order, two of one name told apart.
    pub fn without_digits(&self, name: &At<String>, desk: &mut Desk) {
        // Within a word a raised digit is a letter of an old font.
        let letters: Vec<char> = name.value.chars().chain([' ']).collect();
        if letters.windows(2).any(|pair| pair[0].is_numeric() && (pair[0].is_ascii() || !pair[1].is_alphabetic())) {
            desk.problems.warning(
                name,
                format!("Họ tên “{}” có chữ số, văn bản in đúng như thế", shortened(&name.value)),
                "Chỉ ghi họ và tên; bỏ số thứ tự, dấu chú thích",
            );
        }
    }

    /// The same where a bare 0 says something too: a bound, an answer.
    pub fn written(&self, desk: &mut Desk) -> Option<At<String>> {
        self.lines(desk).map(|at| at.map(|text| text.replace('\n', " ")))
    }

    /// Text that proves something. A cell that cannot be read is noted, so that nobody is said to have left it blank.
    pub fn proof(&self, desk: &mut Desk) -> Option<At<String>> {
        let text = self.listed(desk);
        if text.is_none() && !self.is_blank() {
            desk.evidence_unread.push(self.cell.clone());
        }
        text
    }

    /// The text of this field, unless it has more letters than a name or post of which papers say so much.
    pub fn within(&self, most: usize, text: Option<At<String>>, desk: &mut Desk) -> Option<At<String>> {
        text.filter(|text| {
            let letters = text.value.chars().count();
            if letters > most {
                let message = format!("“{}” dài {letters} ký tự, nhiều nhất là {most}", self.name);
                self.error(desk, message, "Ghi ngắn gọn, một mục đúng một nội dung");
            }
            letters <= most
        })
    }

    /// Text whose line breaks mean something. A bare 0 is what a formula makes of a blank cell: it says nothing of anybody; nor
    /// does a mark for what stands above, or a day that Excel made of a fraction.
    pub fn several_lines(&self, desk: &mut Desk) -> Option<At<String>> {
        match self.raw? {
            _ if self.is_zero() => self.zero(desk),
            Raw::Moment { serial, .. } => {
                self.error(
                    desk,
                    format!("Ô ở “{}” là ngày {}, không phải nội dung", self.name, moment::shown(*serial)),
                    "Ghi nội dung bằng chữ (văn bản thì ghi cả số, ký hiệu và ngày); nếu đã gõ số có dấu / hoặc - (như 12/12) thì Excel đã đổi \
                     thành ngày: đặt định dạng ô là Văn bản (Text) rồi gõ lại",
                );
                None
            }
            Raw::Text(text) if points_above(&visible(text)) => {
                self.error(
                    desk,
                    format!("Ô ở “{}” ghi “{}” (như trên), không có nội dung", self.name, visible(text).trim()),
                    "Ghi lại đủ nội dung vào từng ô; văn bản của mỗi người in riêng",
                );
                None
            }
            _ => self.lines(desk),
        }
    }

    /// Text of which a day is one form: a year or a day of founding.
    pub fn text_or_day(&self, desk: &mut Desk) -> Option<At<String>> {
        if matches!(self.raw, Some(Raw::Moment { .. })) { self.written(desk) } else { self.text(desk) }
    }

    /// What is told of a person or member in words; a mark that says nothing leaves it blank.
    pub fn told(&self, desk: &mut Desk) -> Option<At<String>> {
        self.text(desk).filter(|text| !says_nothing(&text.value) && text.value.chars().nth(1).is_some())
    }

    fn zero<T>(&self, desk: &mut Desk) -> Option<T> {
        self.error(
            desk,
            format!("Ô ở “{}” ghi số 0, không phải nội dung", self.name),
            "Công thức lấy từ ô trống thì cho số 0: ghi nội dung vào ô, hoặc xóa công thức để ô trống",
        );
        None
    }

    fn no_words<T>(&self, yes: bool, desk: &mut Desk) -> Option<T> {
        self.error(
            desk,
            format!(
                "Ô ở “{}” ghi {} (Excel hiểu là {}), không phải nội dung",
                self.name,
                if yes { "TRUE" } else { "FALSE" },
                if yes { "đúng" } else { "sai" }
            ),
            "Ghi nội dung bằng chữ vào ô, hoặc để trống ô",
        );
        None
    }

    fn lines(&self, desk: &mut Desk) -> Option<At<String>> {
        let text = match self.raw? {
            Raw::Text(text) => self.cleaned(desk, text)?,
            Raw::Number { value, percent: true, .. } => format!("{}%", written(*value * Decimal::ONE_HUNDRED)),
            Raw::Number { value, zeros, .. } => padded(*value, *zeros).replace('.', ","),
            Raw::Moment { serial, order: DayOrder::MonthAlone | DayOrder::YearAlone } => moment::shown_month(*serial),
            Raw::Moment { serial, .. } => moment::shown(*serial),
            Raw::Bool(yes) => return self.no_words(*yes, desk),
            Raw::Fault(_) | Raw::Pending | Raw::Endless => return self.unusable(desk),
        };
        if let Some(words) = notes::note(&text, matches!(self.name, "Ý kiến" | "Lý do vắng")) {
            desk.noted(words, &self.cell);
        }
        if let Some(label) = own_label(&text, self.name) {
            desk.labelled(self.name, label, &self.cell);
        }
        (!text.is_empty()).then(|| self.at(text))
    }

    /// One entry a line, without the dashes that begin them. Among recipients `Như trên` says who: the addressees.
    pub fn entries(&self, desk: &mut Desk) -> Vec<At<String>> {
        let points_above =
            self.name == "Nơi nhận" && matches!(self.raw, Some(Raw::Text(text)) if points_above(&visible(text)));
        let text = if points_above { self.lines(desk) } else { self.several_lines(desk) };
        let Some(text) = text else { return Vec::new() };
        let entry = |line: &str| line.trim_start_matches(['-', '+', '•', '*', '–', ' ']).to_owned();
        text.value.lines().map(entry).filter(|line| !line.is_empty()).map(|line| self.at(line)).collect()
    }

    /// A code such as `VP01` or `4.3.1`: a number is taken with its decimal point, a date is Excel's mistake.
    pub fn code(&self, desk: &mut Desk) -> Option<At<String>> {
        match self.raw? {
            Raw::Number { value, percent: false, zeros } => Some(self.at(padded(*value, *zeros))),
            Raw::Moment { serial, .. } => {
                self.error(
                    desk,
                    format!("{} cần mã nhưng Excel đã đổi thành ngày {}", self.called(), moment::shown(*serial)),
                    "Chọn cột, đặt định dạng ô là Văn bản (Text) rồi gõ lại mã",
                );
                None
            }
            _ => self.text(desk),
        }
    }

    fn cleaned(&self, desk: &mut Desk, text: &str) -> Option<String> {
        if text.chars().nth(LONGEST).is_some() {
            self.error(
                desk,
                format!("Ô ở “{}” dài hơn {} ký tự", self.name, written(Decimal::from(LONGEST))),
                "Rút gọn nội dung ô",
            );
            return None;
        }
        if letters::are_broken(text) {
            self.error(
                desk,
                format!("Ô ở “{}” có chữ bị vỡ hoặc mất dấu: “{}”", self.name, shortened(text)),
                "Gõ lại nội dung bằng tiếng Việt có dấu (Unicode); chữ bị vỡ khi chép từ phần mềm hoặc tệp khác",
            );
            return None;
        }
        match clean(text, &|c| (desk.can_print)(c)) {
            Ok(clean) => {
                if let Some((from, to)) = clean.mended {
                    desk.problems.warning(
                        &self.cell,
                        format!("“{}” có chữ “{from}” của bảng chữ cái khác, được đọc là “{to}”", shortened(text)),
                        format!("Gõ lại chữ “{to}” trong ô bằng bộ gõ tiếng Việt"),
                    );
                }
                if letters::has_endless_word(&clean.text) {
                    self.error(
                        desk,
                        format!("Ô ở “{}” có hơn 1.000 ký tự viết liền, không có dấu cách", self.name),
                        "Tách chữ bằng dấu cách, hoặc xóa nội dung dán nhầm",
                    );
                    return None;
                }
                Some(clean.text)
            }
            Err(unfit) => {
                let (message, hint) = unfit.words();
                self.error(desk, format!("{message} (“{}”)", self.name), hint);
                None
            }
        }
    }

    /// Says why a cell without a usable value has none.
    fn unusable<T>(&self, desk: &mut Desk) -> Option<T> {
        match self.raw {
            Some(Raw::Fault(shown)) if shown == PICTURE => self.error(
                desk,
                format!("Ô ở “{}” là ảnh chèn trong ô nên không đọc được", self.name),
                "Xóa ảnh khỏi ô, ghi nội dung bằng chữ",
            ),
            Some(Raw::Fault(shown)) => self.error(
                desk,
                format!("Ô ở “{}” mang lỗi công thức {shown}", self.name),
                "Sửa công thức, hoặc ghi thẳng giá trị vào ô",
            ),
            Some(Raw::Pending) => self.error(
                desk,
                format!("Ô ở “{}” là công thức chưa được tính", self.name),
                "Mở tệp bằng Excel rồi lưu lại, hoặc ghi thẳng giá trị vào ô",
            ),
            Some(Raw::Endless) => {
                self.error(desk, format!("Ô ở “{}” chứa số quá lớn", self.name), "Kiểm tra lại số này")
            }
            _ => {}
        }
        None
    }
}

/// A number as text, with the zeros its format shows before it.
fn padded(value: Decimal, zeros: usize) -> String {
    let plain = value.normalize().to_string();
    if value.is_integer() { format!("{plain:0>zeros$}") } else { plain }
}

/// Lines as one: a new line that begins like an entry of a list becomes one.
fn join_lines(text: &str) -> String {
    let mut joined = String::new();
    let alone = !text.contains('\n');
    for line in text.lines() {
        let entry = line.trim_start_matches(['-', '+', '•', ' ']);
        let line = if alone || entry.is_empty() { line } else { entry };
        if joined.is_empty() {
            joined.push_str(line);
            continue;
        }
        let ended = joined.ends_with([';', ',', '.', ':', '!', '?', '…', '-', '(', '/']);
        let begins = line.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
        joined.push_str(if begins && !ended { "; " } else { " " });
        joined.push_str(line);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_join_as_a_list_or_as_a_sentence() {
        assert_eq!(join_lines("Công văn số 1\nCông văn số 2"), "Công văn số 1; Công văn số 2");
        assert_eq!(join_lines("- Một;\n- Hai."), "Một; Hai.");
        assert_eq!(join_lines("- 5 độ"), "- 5 độ");
        assert_eq!(join_lines("giải quyết\nđúng hạn"), "giải quyết đúng hạn");
    }

    #[test]
    fn numbers_keep_the_zeros_they_show() {
        assert_eq!(padded(Decimal::from(7), 3), "007");
        assert_eq!(padded("3.6".parse().expect("a decimal"), 0), "3.6");
    }
}
