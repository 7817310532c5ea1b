//! The plan of a campaign: what is judged, by what, and what the papers cite.
//!
//! A plan is data: the embedded one and a clerk's plan workbook pass through the same reader. Only the *kinds* of
//! measure are code, a closed enum, so that a new kind does not compile until reading, judging and writing know it.
//!
//! *Invariant:* a criterion's code is unique in its plan; bounds are between sensible limits (shares from 0 to 1).

pub mod targets;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::cell::{At, Cell};
use crate::model::Kind;
use crate::number::{Decimal, Fraction};
use crate::text::fold;

/// A campaign's plan (kế hoạch phát động phong trào thi đua).
#[derive(Clone, Debug)]
pub struct Plan {
    /// `Mã kế hoạch`, safe as a folder name: lower-case ASCII, digits and hyphens.
    pub code: String,
    /// `Tên phong trào`, without quotes and without the year.
    pub campaign: String,
    /// `Số ký hiệu` as written; begins with `/` where the number is still blank.
    pub symbol: String,
    /// `Ngày ban hành`; the day may be blank, as on a draft.
    pub issued: Option<Issued>,
    /// First day judged.
    pub from: Date,
    /// Last day judged.
    pub to: Date,
    /// `Xã`: the commune's name with its kind, such as `xã Tam Phước`.
    pub commune: String,
    /// `Huyện`; empty where there is no district level.
    pub district: String,
    /// `Tỉnh`, with its kind.
    pub province: String,
    /// `Căn cứ`, in order: the legal basis each submission cites, without `Căn cứ` and without final punctuation.
    pub bases: Vec<At<String>>,
    /// `Hình thức khen thưởng`, such as `Giấy khen của Chủ tịch Ủy ban nhân dân xã`.
    pub award: String,
    /// `Số lượng tối đa`: how many individuals may be proposed (plan III.3.b).
    pub limit: u32,
    /// `Tỷ lệ thành viên dự họp tối thiểu`: members present over members.
    pub quorum: Bound,
    /// The share of votes that carries a candidate.
    pub threshold: Threshold,
    /// `Mẫu báo cáo`: the legal citation of the report form.
    pub report_form: String,
    /// `Trích yếu`: what the plan as a document is about, in its own words (NĐ 30/2020, Phụ lục I, Phần I, Mục II.6.b); empty
    /// where no row has it.
    pub subject: String,
    /// `Hệ số tiền thưởng` of an individual, in base salaries (lần mức lương cơ sở); a collective gets twice that.
    pub coefficient: Option<At<Decimal>>,
    /// `Mức lương cơ sở` at the decision's date, in đồng.
    pub base_salary: Option<At<Decimal>>,
    /// `Cấp trên`: to whom the commune proposes further, such as `Ủy ban nhân dân huyện Long Điền`; empty where none.
    pub level_above: String,
    /// `Hình thức đề nghị cấp trên`: the award that the commune asks for there, such as `Bằng khen của Chủ tịch Ủy ban nhân dân
    /// tỉnh`; empty where the plan leaves it open. A submission names it (Nghị định 152/2025/NĐ-CP, Điều 33 khoản 11).
    pub award_above: String,
    /// `Tiêu chuẩn` (plan III.2), in order, as the minutes and the submission cite them.
    pub standards: Vec<String>,
    /// `Ưu tiên` (plan III.2).
    pub priority: Priority,
    /// `Nơi nhận`, in order: to whom the plan itself goes, for templates of an office's own.
    pub recipients: Vec<String>,
    /// `Địa danh` that papers carry unless a workbook says otherwise.
    pub place: String,
    /// Content areas (plan II.3), in order.
    pub areas: Vec<Area>,
    /// Targets (plan II.4), in order.
    pub criteria: Vec<Criterion>,
    /// The sheet the plan came from.
    pub source: Cell,
    /// Where each label that it has a row for says what it says.
    pub cells: BTreeMap<&'static str, Cell>,
}

impl Plan {
    /// How the form heads the column of those who are proposed to the level above as well.
    pub fn further_column(&self) -> &'static str {
        if self.district.is_empty() { "Đề nghị cấp trên" } else { "Đề nghị cấp huyện" }
    }

    /// What stands in for a plan that cannot be used: its name and where it is, and nothing of this one but its dates and
    /// numbers, by which nothing is judged.
    #[must_use]
    pub fn stand_in(self, source: Cell, code: String, campaign: String) -> Self {
        let unknown = || "……".to_owned();
        Self {
            code,
            campaign,
            source,
            symbol: String::new(),
            issued: None,
            commune: unknown(),
            district: String::new(),
            province: unknown(),
            place: unknown(),
            bases: Vec::new(),
            subject: String::new(),
            coefficient: None,
            base_salary: None,
            level_above: String::new(),
            award_above: String::new(),
            standards: Vec::new(),
            priority: Priority::Nobody,
            recipients: Vec::new(),
            areas: Vec::new(),
            criteria: Vec::new(),
            cells: BTreeMap::new(),
            ..self
        }
    }

    /// Whether it is such a one: a plan has targets.
    pub fn is_stand_in(&self) -> bool {
        self.criteria.is_empty()
    }

    /// The year, or the years, that the campaign is judged over: `2023`, `2023 - 2024`.
    pub fn years(&self) -> String {
        if self.is_stand_in() {
            return "……".to_owned();
        }
        match (self.from.year(), self.to.year()) {
            (first, last) if first == last => last.to_string(),
            (first, last) => format!("{first} - {last}"),
        }
    }

    /// Whether nobody is commended without an initiative (rule 2): unless the plan's own standards and targets ask for none.
    pub fn asks_for_initiatives(&self) -> bool {
        self.standards.is_empty()
            || self.standards_name_initiatives()
            || self.criteria.iter().any(|one| one.counts_initiatives)
    }

    /// Whether the plan's own standards ask for initiatives.
    pub fn standards_name_initiatives(&self) -> bool {
        let names = |text: &String| ["sang kien", "giai phap"].iter().any(|word| fold(text).contains(word));
        self.standards.iter().any(names)
    }
}

/// Whom a plan wants first among those who are equal in votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Priority {
    /// Nobody: it says `Không`.
    Nobody,
    /// The group of rule 5, professional staff and part-timers who exceeded a target; in the plan's own words, which may be
    /// empty.
    ByRule(String),
    /// Others, in the plan's own words: who they are no figure tells, so the council sees to it.
    Others(String),
}

impl Priority {
    /// Whether the group is that of rule 5.
    pub fn is_by_rule(&self) -> bool {
        matches!(self, Self::ByRule(_))
    }

    /// The plan's own words; empty where it has none.
    pub fn words(&self) -> &str {
        match self {
            Self::Nobody => "",
            Self::ByRule(words) | Self::Others(words) => words,
        }
    }
}

/// A date whose day the records office may still have to fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Day of the month, where known.
    pub day: Option<i8>,
    /// Month, 1 to 12.
    pub month: i8,
    /// Year.
    pub year: i16,
}

/// The share of favourable votes a candidate needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// The bound itself: the default is more than one half.
    pub bound: Bound,
    /// What the votes are a share of.
    pub of: Electorate,
}

/// `Tính trên`: the denominator of a vote's share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Electorate {
    /// Members present.
    Present,
    /// All members.
    Members,
}

impl Electorate {
    /// As `Tính trên` writes it.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::Present => "có mặt",
            Self::Members => "tổng số thành viên",
        }
    }
}

/// A content area of the plan (nội dung thi đua, II.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its number in the plan, such as `3.1`; empty where the plan gives none.
    pub code: String,
    /// Its heading, such as `Về công tác chỉ đạo điều hành`.
    pub name: String,
}

/// One target of the plan (chỉ tiêu, II.4).
#[derive(Clone, Debug)]
pub struct Criterion {
    /// `Mã`, such as `4.3.1`.
    pub code: At<Arc<str>>,
    /// Index into [`Plan::areas`].
    pub area: usize,
    /// `Chỉ tiêu`: what is asked for, as a phrase.
    pub name: String,
    /// `Tên gọn`: the same in a few words, for tables and lists; the whole phrase where the plan gives none.
    pub short: String,
    /// How it is measured.
    pub measure: Measure,
    /// `Đơn vị tính`, such as `hồ sơ`; may be empty.
    pub unit: String,
    /// `Áp dụng cho`; empty means every kind of candidate.
    pub kinds: Vec<Kind>,
    /// Whether the figure is the number of the candidate's initiatives (`Nguồn` = `Sáng kiến`).
    pub counts_initiatives: bool,
    /// `Câu báo cáo`: how the achievement report says it, with its cell.
    pub sentence: Option<At<String>>,
    /// `Mức đạt` as the plan writes it, for people to read, such as `tối thiểu 95%`.
    pub target_words: String,
}

impl Criterion {
    /// Whether what a reduction reduces is time, as its unit says, or without a unit its own words.
    pub fn reduces_time(&self) -> bool {
        const UNITS: [&str; 9] = ["ngay", "gio", "phut", "giay", "tuan", "thang", "quy", "nam", "thoi gian"];
        const WORDS: [&str; 4] = ["thoi gian", "thoi han", "rut ngan", "tien do"];
        let says = |text: &str, words: &[&str]| {
            let text = format!(" {} ", fold(text));
            words.iter().any(|word| text.contains(&format!(" {word} ")))
        };
        if self.unit.is_empty() {
            says(&self.name, &WORDS) || says(&self.short, &WORDS)
        } else {
            says(&self.unit, &UNITS)
        }
    }
}

/// `Cách đo`: when a figure meets its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// `tỷ lệ`: done over total.
    Share(Bounds<Fraction>),
    /// `mức giảm`: (allowed − taken) over allowed.
    Cut(Bounds<Fraction>),
    /// `có/không`: met by Có.
    YesNo,
    /// `số lượng`: a count.
    Count(Bounds<Decimal>),
    /// `không vi phạm`: met by 0.
    NoViolation,
    /// `danh mục`: met when every item that concerns the person is Có. Empty where the plan leaves the items to the units.
    Checklist(Vec<Item>),
}

/// `Cách đo`: which kind of measure a criterion has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// [`Measure::Share`].
    Share,
    /// [`Measure::Cut`].
    Cut,
    /// [`Measure::YesNo`].
    YesNo,
    /// [`Measure::Count`].
    Count,
    /// [`Measure::NoViolation`].
    NoViolation,
    /// [`Measure::Checklist`].
    Checklist,
}

impl Way {
    /// Every way, in the contract's order.
    pub const ALL: [Self; 6] = [Self::Share, Self::Cut, Self::YesNo, Self::Count, Self::NoViolation, Self::Checklist];

    /// As plans write them, in the same order.
    pub const WORDS: [&str; 6] = ["tỷ lệ", "mức giảm", "có/không", "số lượng", "không vi phạm", "danh mục"];

    /// As a plan writes it.
    pub fn vietnamese(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl Measure {
    /// Which kind it is.
    pub fn way(&self) -> Way {
        match self {
            Self::Share(_) => Way::Share,
            Self::Cut(_) => Way::Cut,
            Self::YesNo => Way::YesNo,
            Self::Count(_) => Way::Count,
            Self::NoViolation => Way::NoViolation,
            Self::Checklist(_) => Way::Checklist,
        }
    }
}

/// One item of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What follows the slash of its code: `PAPI` of `4.1.3/PAPI`.
    pub code: Arc<str>,
    /// Its full name.
    pub name: String,
}

/// From where on a target is met, and from where on it is exceeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds<T> {
    /// `Mức đạt`.
    pub met: Bound<T>,
    /// `Mức vượt`; `None` where the target cannot be exceeded.
    pub exceeded: Option<Bound<T>>,
}

/// `≥` and `>` kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound<T = Fraction> {
    /// `≥`: the value itself counts.
    AtLeast(T),
    /// `>`: the value itself does not.
    MoreThan(T),
}

impl<T: PartialOrd> Bound<T> {
    /// Whether a value satisfies the bound.
    pub fn admits(&self, value: &T) -> bool {
        match self {
            Self::AtLeast(bound) => value >= bound,
            Self::MoreThan(bound) => value > bound,
        }
    }

    /// The number on the line.
    pub fn value(&self) -> &T {
        match self {
            Self::AtLeast(bound) | Self::MoreThan(bound) => bound,
        }
    }
}

impl Plan {
    /// The criterion of this code, spelled in any case.
    pub fn criterion(&self, code: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| crate::text::same_code(&criterion.code.value, code))
    }

    /// Whether it comes with the program, not from a workbook.
    pub fn is_embedded(&self) -> bool {
        self.source.file().ends_with(".json")
    }

    /// Where the sheet `Kế hoạch` says what this label stands for; its first cell where it has no such row.
    pub fn cell(&self, label: &str) -> &Cell {
        self.cells.get(label).unwrap_or(&self.source)
    }
}

impl Criterion {
    /// Whether the criterion concerns this kind of candidate at all.
    pub fn concerns(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }
}
