//! Workbooks made in code: each test says what is special in its workbook and leaves the rest to be in order.
//!
//! ```ignore
//! Book::unit("Văn phòng").candidate("VP01", "Nguyễn Văn An").figure("VP01", "4.3.1", 412, 413, "…").complete().save(path)
//! ```

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatScript, Formula, Workbook};

/// What a cell is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A number in a number format of Excel's.
    Formatted(f64, &'static str),
    /// TRUE or FALSE.
    Bool(bool),
    /// Text that is struck out whole.
    Struck(&'static str),
    /// Text of which the second part is struck out.
    PartStruck(&'static str, &'static str),
    /// Text of which the second part stands above the line.
    PartRaised(&'static str, &'static str),
    /// A formula with its cached value.
    Formula(&'static str, &'static str),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// Rows of a sheet.
pub type Rows = Vec<Vec<Value>>;

/// A workbook in the making.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Sheets in order.
    pub sheets: Vec<(String, Rows)>,
    /// Cells merged: sheet, first row and column, last row and column.
    pub merged: Vec<(String, [u32; 4])>,
    /// Rows hidden: sheet and row.
    pub hidden: Vec<(String, u32)>,
}

/// Headers of `Cá nhân`.
pub const PEOPLE: &[&str] = &[
    "Mã",
    "Danh xưng",
    "Họ và tên",
    "Ngày sinh",
    "Quê quán",
    "Nơi thường trú",
    "Chức vụ",
    "Đơn vị công tác",
    "Đối tượng",
    "Trình độ",
    "Kỷ luật",
    "Đề nghị cấp huyện",
];
/// Headers of `Số liệu`.
pub const FIGURES: &[&str] = &["Mã", "Chỉ tiêu", "Kết quả", "Tổng số", "Không áp dụng", "Dẫn chứng"];
/// Headers of `Chỉ tiêu` of a plan.
pub const TARGETS: &[&str] = &[
    "Mã",
    "Nội dung",
    "Chỉ tiêu",
    "Cách đo",
    "Mức đạt",
    "Mức vượt",
    "Đơn vị tính",
    "Áp dụng cho",
    "Nguồn",
    "Câu báo cáo",
];
const MEMBERS: &[&str] = &["Họ và tên", "Chức vụ", "Vai trò", "Có mặt", "Lý do vắng"];
const VOTES: &[&str] = &["Mã", "Đồng ý", "Không đồng ý", "Không có ý kiến", "Ý kiến"];
const EVIDENCE: &str = "Báo cáo số 125/BC-UBND ngày 30/11/2023";

/// A row of values.
pub fn row(values: &[&str]) -> Vec<Value> {
    values.iter().map(|text| Value::from(*text)).collect()
}

impl Book {
    /// A unit with its office and a council of five, four of them present; nobody nominated yet.
    pub fn unit(name: &str) -> Self {
        let about =
            [["Tên đơn vị", name], ["Ngày họp", "05/12/2023"], ["Giờ bắt đầu", "08:00"], ["Giờ kết thúc", "10:30"]];
        Self::default()
            .sheet("Đơn vị", pairs(&about))
            .sheet("Cá nhân", vec![row(PEOPLE)])
            .sheet("Số liệu", vec![row(FIGURES)])
            .sheet("Sáng kiến", vec![row(&["Mã", "Tên sáng kiến", "Hiệu quả", "Công nhận"])])
            .council()
    }

    /// The commune with a council of five, four of them present; nobody voted on yet.
    pub fn commune() -> Self {
        let about = [
            ["Tên xã", "xã Tam Phước"],
            ["Ngày họp", "18/12/2023"],
            ["Giờ bắt đầu", "8 giờ"],
            ["Giờ kết thúc", "11 giờ"],
        ];
        Self::default().sheet("Xã", pairs(&about)).council()
    }

    /// A plan with one target, `1.1`: at least 90 % on time, more than 95 % exceeds.
    pub fn plan(code: &str) -> Self {
        let about = [
            ["Mã kế hoạch", code],
            ["Tên phong trào", "Dân vận khéo"],
            ["Số ký hiệu", "15/KH-UBND"],
            ["Ngày ban hành", "10/01/2023"],
            ["Từ ngày", "01/01/2023"],
            ["Đến ngày", "31/12/2023"],
            ["Xã", "Phước Hội"],
            ["Huyện", "Đất Đỏ"],
            ["Tỉnh", "Bà Rịa - Vũng Tàu"],
            ["Căn cứ", "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003"],
            ["Hình thức khen thưởng", "Giấy khen của Chủ tịch Ủy ban nhân dân xã"],
            ["Số lượng tối đa", "3"],
            ["Mẫu báo cáo", "Mẫu số 07, Nghị định số 91/2017/NĐ-CP"],
        ];
        Self::default().sheet("Kế hoạch", pairs(&about)).sheet("Chỉ tiêu", vec![row(TARGETS)]).row(
            "Chỉ tiêu",
            &["1.1", "1 Công tác dân vận", "Trả lời kiến nghị đúng hạn", "tỷ lệ", "≥ 90%", "> 95%", "kiến nghị"],
        )
    }

    fn council(self) -> Self {
        self.sheet("Hội đồng", vec![row(MEMBERS)])
            .sheet("Biểu quyết", vec![row(VOTES)])
            .row("Hội đồng", &["Phan Thị Một", "Trưởng ấp", "Chủ tịch", "x"])
            .row("Hội đồng", &["Phan Văn Hai", "Phó ấp", "Phó Chủ tịch", "x"])
            .row("Hội đồng", &["Phan Thị Ba", "Công an viên", "Ủy viên", "x"])
            .row("Hội đồng", &["Phan Văn Bốn", "Văn thư", "Thư ký", "x"])
            .row("Hội đồng", &["Phan Văn Năm", "Đoàn viên", "Ủy viên", "", "Đi học"])
    }

    /// Adds a sheet.
    pub fn sheet(mut self, name: &str, rows: Rows) -> Self {
        self.sheets.push((name.to_owned(), rows));
        self
    }

    /// Takes a sheet away.
    pub fn without(mut self, name: &str) -> Self {
        self.sheets.retain(|(known, _)| known != name);
        self
    }

    /// The rows of a sheet, to be changed at will.
    pub fn rows(&mut self, name: &str) -> &mut Rows {
        &mut self.sheets.iter_mut().find(|(known, _)| known == name).expect("a sheet of this name").1
    }

    /// Adds a row of texts.
    pub fn row(self, sheet: &str, values: &[&str]) -> Self {
        self.values(sheet, row(values))
    }

    /// Adds a row of values.
    pub fn values(mut self, sheet: &str, values: Vec<Value>) -> Self {
        self.rows(sheet).push(values);
        self
    }

    /// Puts a value into a cell such as `C7`.
    pub fn put(mut self, sheet: &str, cell: &str, value: impl Into<Value>) -> Self {
        let digits = cell.find(|c: char| c.is_ascii_digit()).expect("a row");
        let column = cell[..digits].bytes().fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1) - 1;
        let line = cell[digits..].parse::<usize>().expect("a row") - 1;
        let rows = self.rows(sheet);
        rows.resize(rows.len().max(line + 1), Vec::new());
        let width = rows[line].len().max(column + 1);
        rows[line].resize(width, Value::Blank);
        rows[line][column] = value.into();
        self
    }

    /// Says something of the unit, the commune or the plan (the first sheet); a label that is there is said anew.
    pub fn says(mut self, label: &str, value: impl Into<Value>) -> Self {
        let rows = &mut self.sheets[0].1;
        let value = value.into();
        match rows.iter_mut().find(|row| row[0] == Value::from(label)) {
            Some(row) => row[1] = value,
            None => rows.push(vec![Value::from(label), value]),
        }
        self
    }

    /// Says where the unit met and who signs.
    pub fn signed(self) -> Self {
        self.says("Địa điểm họp", "Phòng họp số 1")
            .says("Chức vụ người ký", "Trưởng bộ phận")
            .says("Người ký", "Đỗ Thị Ký")
    }

    /// Nominates a professional staff member.
    pub fn candidate(self, code: &str, name: &str) -> Self {
        self.row(
            "Cá nhân",
            &[
                code,
                if name.contains(" Thị ") { "Bà" } else { "Ông" },
                name,
                "12/5/1985",
                "Xã Tam Phước",
                "Ấp Phước Trinh",
                "Công chức",
                "UBND xã Tam Phước",
                "Công chức chuyên môn",
                "Đại học",
                "Không",
            ],
        )
    }

    /// Nominates a collective.
    pub fn collective(self, code: &str, name: &str) -> Self {
        self.row("Cá nhân", &[code, "", name, "", "", "", "", "UBND xã Tam Phước", "Tập thể", "", "Không"])
    }

    /// Gives a figure.
    pub fn figure(
        self,
        code: &str,
        criterion: &str,
        result: impl Into<Value>,
        total: impl Into<Value>,
        evidence: &str,
    ) -> Self {
        let values = vec![code.into(), criterion.into(), result.into(), total.into(), Value::Blank, evidence.into()];
        self.values("Số liệu", values)
    }

    /// Says that a criterion does not concern the person.
    pub fn not_applicable(self, code: &str, criterion: &str, reason: &str) -> Self {
        self.row("Số liệu", &[code, criterion, "", "", reason])
    }

    /// Gives an initiative.
    pub fn initiative(self, code: &str, name: &str) -> Self {
        self.row("Sáng kiến", &[code, name, "Giảm 30 phút mỗi hồ sơ", "Quyết định số 12/QĐ-UBND ngày 20/10/2023"])
    }

    /// Votes on somebody.
    pub fn vote(self, code: &str, favour: i32, against: i32, abstain: i32) -> Self {
        self.values("Biểu quyết", vec![code.into(), favour.into(), against.into(), abstain.into()])
    }

    /// Gives everybody what is still missing: figures of their own that meet the embedded plan, an initiative, four votes in favour.
    pub fn complete(mut self) -> Self {
        if self.rows("Cá nhân").len() == 1 {
            self = self.candidate("VP01", "Nguyễn Văn An");
        }
        let (figures, initiatives, votes) =
            (self.first("Số liệu", 2), self.first("Sáng kiến", 1), self.first("Biểu quyết", 1));
        let codes: Vec<Value> = self.rows("Cá nhân").iter().skip(1).map(|row| row[0].clone()).collect();
        for code in codes {
            let Value::Text(code) = code else { continue };
            for (criterion, result, total) in GOOD {
                if !figures.contains(&format!("{code} {criterion}")) {
                    let [result, total] = [result, total].map(|text| times(result_of(text), own(&code)));
                    self = self.figure(&code, criterion, result, total, EVIDENCE);
                }
            }
            if !initiatives.contains(&code) {
                self = self.initiative(&code, "Trả kết quả tại nhà");
            }
            if !votes.contains(&code) {
                self = self.vote(&code, 4, 0, 0);
            }
        }
        self
    }

    /// The texts in so many first columns of each row of a sheet, with a space between.
    fn first(&mut self, sheet: &str, columns: usize) -> HashSet<String> {
        let text = |value: &Value| if let Value::Text(text) = value { text.clone() } else { String::new() };
        let key = |row: &Vec<Value>| row.iter().take(columns).map(text).collect::<Vec<_>>().join(" ");
        self.rows(sheet).iter().map(key).collect()
    }

    /// Merges cells, counted from zero; the value is the first cell's.
    pub fn merge(mut self, sheet: &str, first_row: u32, first_column: u32, last_row: u32, last_column: u32) -> Self {
        self.merged.push((sheet.to_owned(), [first_row, first_column, last_row, last_column]));
        self
    }

    /// Hides a row, counted from zero.
    pub fn hide(mut self, sheet: &str, row: u32) -> Self {
        self.hidden.push((sheet.to_owned(), row));
        self
    }

    /// The bytes of the workbook.
    pub fn bytes(&self) -> Vec<u8> {
        self.workbook().save_to_buffer().expect("a workbook")
    }

    /// Writes the workbook.
    pub fn save(&self, path: impl AsRef<Path>) -> PathBuf {
        let path = path.as_ref().to_owned();
        std::fs::write(&path, self.bytes()).expect("a writable folder");
        path
    }

    fn workbook(&self) -> Workbook {
        let mut workbook = Workbook::new();
        // The same book is the same bytes.
        let day = ExcelDateTime::from_ymd(2023, 12, 1).expect("a day");
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        for (name, rows) in &self.sheets {
            let sheet = workbook.add_worksheet().set_name(name).expect("a sheet's name");
            for (sheet_name, [first_row, first_column, last_row, last_column]) in &self.merged {
                if sheet_name == name {
                    let column = |n: &u32| u16::try_from(*n).expect("a column");
                    sheet
                        .merge_range(
                            *first_row,
                            column(first_column),
                            *last_row,
                            column(last_column),
                            "",
                            &Format::new(),
                        )
                        .expect("cells to merge");
                }
            }
            for (sheet_name, row) in &self.hidden {
                if sheet_name == name {
                    sheet.set_row_hidden(*row).expect("a row");
                }
            }
            let struck = Format::new().set_font_strikethrough();
            let raised = Format::new().set_font_script(FormatScript::Superscript);
            for (row, values) in (0..).zip(rows) {
                for (column, value) in (0..).zip(values) {
                    match value {
                        Value::Blank => continue,
                        Value::Text(text) => sheet.write_string(row, column, text),
                        Value::Number(number) => sheet.write_number(row, column, *number),
                        Value::Formatted(number, format) => {
                            sheet.write_number_with_format(row, column, *number, &Format::new().set_num_format(*format))
                        }
                        Value::Struck(text) => sheet.write_string_with_format(row, column, *text, &struck),
                        Value::PartStruck(text, part) => {
                            sheet.write_rich_string(row, column, &[(&Format::new(), *text), (&struck, *part)])
                        }
                        Value::PartRaised(text, part) => {
                            sheet.write_rich_string(row, column, &[(&Format::new(), *text), (&raised, *part)])
                        }
                        Value::Bool(yes) => sheet.write_boolean(row, column, *yes),
                        Value::Formula(formula, cached) => {
                            sheet.write_formula(row, column, Formula::new(*formula).set_result(*cached))
                        }
                    }
                    .expect("a cell");
                }
            }
        }
        workbook
    }
}

/// Figures that meet every target of the embedded plan.
const GOOD: [(&str, &str, &str); 17] = [
    ("4.1.1", "119", "120"),
    ("4.1.2", "86", "86"),
    ("4.1.3/PARINDEX", "Có", ""),
    ("4.1.3/SIPAS", "Có", ""),
    ("4.1.3/PAPI", "Có", ""),
    ("4.1.3/PCI", "Có", ""),
    ("4.1.3/DTI", "Có", ""),
    ("4.1.3/POBI", "Có", ""),
    ("4.2.1", "3", "3"),
    ("4.3.1", "412", "413"),
    ("4.3.2", "60", "100"),
    ("4.3.3", "Có", ""),
    ("4.4.1", "Có", ""),
    ("4.5.1", "24", "24"),
    ("4.5.2", "0", ""),
    ("4.7.1", "1234", "1300"),
    ("4.1.4", "", ""),
];

/// So many times the figures of another does whoever has this code: nobody has another's, and all have the same rates.
fn own(code: &str) -> u32 {
    let sum = |code: &str| code.bytes().map(u32::from).sum::<u32>();
    (sum(code) + 97 - sum("VP01") % 97) % 97 + 1
}

#[expect(clippy::float_arithmetic, reason = "whole numbers, as Excel keeps them")]
fn times(value: Value, times: u32) -> Value {
    if let Value::Number(number) = value { Value::Number(number * f64::from(times)) } else { value }
}

fn result_of(text: &str) -> Value {
    text.parse().map_or_else(|_| Value::from(text), Value::Number)
}

fn pairs(rows: &[[&str; 2]]) -> Rows {
    let mut all = vec![row(&["Mục", "Nội dung"])];
    all.extend(rows.iter().map(|pair| row(pair)));
    all
}
