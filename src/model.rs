//! What the workbooks say, as plain data: the commune's people, their figures, their councils and votes.
//!
//! *Invariant:* a value that exists here is valid by itself (a count is whole and not negative, a figure fits its
//! criterion's measure); whether values agree with each other across people and files is `judge`'s to say.

mod headcount;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, Time};
use litemap::LiteMap;

use crate::cell::{At, Cell};
use crate::name::person_key;
use crate::number::Decimal;
use crate::post;

pub use headcount::Headcount;

/// Who issues papers, and how they are headed and signed: the rows of `Đơn vị` and `Xã` that both have.
#[derive(Clone, Debug, Default)]
pub struct Office {
    /// `Tên đơn vị` or `Tên xã`.
    pub name: String,
    /// `Ký hiệu đơn vị`: the part of a document symbol behind the type.
    pub symbol: Option<At<String>>,
    /// `Cơ quan cấp trên`.
    pub parent: Option<At<String>>,
    /// `Địa danh`.
    pub place: Option<At<String>>,
    /// `Kính gửi`, one addressee a line.
    pub addressees: Vec<At<String>>,
    /// `Quyền hạn ký`.
    pub authority: Authority,
    /// `Chức vụ người ký`.
    pub signer_title: Option<At<String>>,
    /// `Người ký`.
    pub signer: Option<At<String>>,
    /// `Nơi nhận`, one recipient a line.
    pub recipients: Vec<At<String>>,
}

/// `Quyền hạn ký` (NĐ 30/2020, Phụ lục I, Phần I, Mục II.7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Authority {
    /// Blank: the head signs in the head's own name.
    #[default]
    Own,
    /// `TM.`: on behalf of a collective.
    OnBehalf,
    /// `KT.`: a deputy for the head.
    ForHead,
    /// `Q.`: acting head.
    Acting,
    /// `TL.`: by order.
    ByOrder,
    /// `TUQ.`: by authorisation.
    ByAuthorisation,
}

impl Authority {
    /// What stands before the head's post where somebody else signs; nothing where nobody else does.
    pub fn before_head(self) -> Option<&'static str> {
        match self {
            Self::ForHead => Some("KT."),
            Self::ByOrder => Some("TL."),
            Self::ByAuthorisation => Some("TUQ."),
            Self::Own | Self::OnBehalf | Self::Acting => None,
        }
    }
}

/// Where a workbook has room for what it leaves blank, so that a clerk is led to the very cell.
#[derive(Clone, Debug, Default)]
pub struct Blanks {
    /// The cells beside labels of the first sheet that have a row and nothing in it.
    pub labels: BTreeMap<&'static str, Cell>,
    /// The columns of people's particulars, from zero.
    pub columns: BTreeMap<&'static str, u32>,
}

impl Blanks {
    /// The blank cell of a label; `otherwise` where it has no row.
    pub fn label<'a>(&'a self, label: &str, otherwise: &'a Cell) -> &'a Cell {
        self.labels.get(label).unwrap_or(otherwise)
    }

    /// The cell of a person's particular in the row of that person's code; the code's own where it has no column.
    pub fn of_person(&self, label: &str, code: &Cell) -> Cell {
        self.columns.get(label).map_or_else(|| code.clone(), |column| code.in_column(*column))
    }
}

/// Number and date of one paper; blank is what the records office fills in after signature (NĐ 30/2020, Điều 15).
#[derive(Clone, Debug, Default)]
pub struct Registration {
    /// The number, without its symbol.
    pub number: Option<At<String>>,
    /// The day.
    pub date: Option<At<Date>>,
}

/// A unit that nominates (đơn vị trình khen): one workbook.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its workbook.
    pub file: Arc<str>,
    /// The cell of its name.
    pub name_cell: Cell,
    /// Head and signature of its papers.
    pub office: Office,
    /// `Số tờ trình`, `Ngày tờ trình`.
    pub submission: Registration,
    /// `Số biên bản`; its date is the meeting's.
    pub minutes: Registration,
    /// The council's meeting.
    pub council: Council,
    /// The people and collectives nominated, in the workbook's order.
    pub candidates: Vec<Candidate>,
    /// Whether there are more, whose rows could not be read.
    pub people_unread: bool,
    /// Where a blank would be filled in.
    pub blanks: Blanks,
    /// Cells of evidence (`Dẫn chứng`, `Hiệu quả`, `Công nhận`) that could not be read, which has been said: they are not blank.
    pub evidence_unread: Vec<Cell>,
}

/// The commune's own workbook.
#[derive(Clone, Debug)]
pub struct Commune {
    /// Its workbook.
    pub file: Arc<str>,
    /// The cell of its name.
    pub name_cell: Cell,
    /// Where a blank would be filled in.
    pub blanks: Blanks,
    /// Head and signature of the council's papers.
    pub office: Office,
    /// `Số tờ trình`, `Ngày tờ trình`.
    pub submission: Registration,
    /// `Số biên bản`.
    pub minutes: Registration,
    /// `Số quyết định`, `Ngày quyết định`.
    pub decision: Registration,
    /// `Số tờ trình cấp trên` (`Số tờ trình huyện`), `Ngày tờ trình cấp trên`.
    pub proposal: Registration,
    /// `Quyền hạn ký quyết định`, `Chức vụ người ký quyết định`, `Người ký quyết định`.
    pub decision_signer: Signer,
    /// The commune council's meeting and votes.
    pub council: Council,
}

/// Who signs the Chairman's papers, where that is not who signs the council's.
#[derive(Clone, Debug, Default)]
pub struct Signer {
    /// In what capacity.
    pub authority: Authority,
    /// The post.
    pub title: Option<At<String>>,
    /// The name.
    pub name: Option<At<String>>,
}

/// A council (Hội đồng Thi đua - Khen thưởng), its meeting and its votes.
#[derive(Clone, Debug, Default)]
pub struct Council {
    /// Members, in the workbook's order.
    pub members: Vec<Member>,
    /// `Ngày họp`.
    pub date: Option<At<Date>>,
    /// `Giờ bắt đầu`.
    pub begins: Option<At<Time>>,
    /// `Giờ kết thúc`.
    pub ends: Option<At<Time>>,
    /// `Địa điểm họp`.
    pub venue: Option<At<String>>,
    /// The papers of a secret ballot.
    pub ballots: Option<Ballots>,
    /// One vote a candidate, in the workbook's order.
    pub votes: Vec<Vote>,
    /// Whether some of them could not be read: nobody is said not to have been voted on then.
    pub votes_unread: bool,
}

impl Council {
    /// The member of this name, with an honorific or without; nobody of a blank one.
    pub fn member(&self, name: &str) -> Option<&Member> {
        let key = person_key(name);
        self.members.iter().find(|member| !key.is_empty() && person_key(&member.name.value) == key)
    }

    /// The member who is the Chairman of the People's Committee.
    pub fn chairman(&self) -> Option<&Member> {
        self.members.iter().find(|member| member.post.as_ref().is_some_and(|post| post::is_chairman(&post.value)))
    }
}

/// A member of a council.
#[derive(Clone, Debug)]
pub struct Member {
    /// `Họ và tên`.
    pub name: At<String>,
    /// `Chức vụ` outside the council.
    pub post: Option<At<String>>,
    /// `Vai trò`.
    pub role: Role,
    /// `Có mặt`.
    pub present: bool,
    /// `Lý do vắng`.
    pub excuse: Option<At<String>>,
}

/// `Vai trò` in a council, in the order of rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Chủ tịch.
    Chair,
    /// Phó Chủ tịch.
    Deputy,
    /// Ủy viên.
    Member,
    /// Thư ký.
    Secretary,
}

/// The papers of a secret ballot (phiếu kín).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballots {
    /// `Số phiếu phát ra`.
    pub issued: At<u64>,
    /// `Số phiếu thu vào`.
    pub returned: At<u64>,
    /// `Số phiếu hợp lệ`.
    pub valid: At<u64>,
    /// `Ban kiểm phiếu`: who counted them.
    pub tellers: Option<At<String>>,
}

/// How a council voted on one candidate. Blank counts are 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// `Mã` of the candidate.
    pub code: At<String>,
    /// `Họ và tên`, which the sheet need not have, and seldom has.
    pub name: Option<Box<At<String>>>,
    /// `Đồng ý`.
    pub favour: At<u64>,
    /// `Không đồng ý`.
    pub against: At<u64>,
    /// `Không có ý kiến`.
    pub abstain: At<u64>,
    /// `Biểu quyết lại`: votes in favour when the council voted again between people who were equal in everything else.
    pub again: Option<At<u64>>,
    /// `Ý kiến`.
    pub remark: Option<At<String>>,
}

/// What the report's form asks of a collective (Nghị định 91/2017/NĐ-CP, Mẫu số 07, phần I).
#[derive(Clone, Debug, Default)]
pub struct Particulars {
    /// `Năm thành lập`, as written: a year, a month or a day.
    pub founded: Option<At<String>>,
    /// `Cơ cấu tổ chức`, with the number of its staff.
    pub structure: Option<At<String>>,
    /// `Chức năng, nhiệm vụ`.
    pub tasks: Option<At<String>>,
}

/// A person or collective nominated.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// `Mã`, unique in the plan's year.
    pub code: At<String>,
    /// `Danh xưng`.
    pub honorific: Option<At<String>>,
    /// `Họ và tên`, or the collective's name.
    pub name: At<String>,
    /// `Ngày sinh`.
    pub born: Option<At<Birth>>,
    /// `Quê quán`.
    pub origin: Option<At<String>>,
    /// `Nơi thường trú`.
    pub residence: Option<At<String>>,
    /// `Chức vụ`.
    pub post: Option<At<String>>,
    /// `Đơn vị công tác`.
    pub workplace: Option<At<String>>,
    /// `Đối tượng`.
    pub kind: Kind,
    /// `Trình độ`.
    pub education: Option<At<String>>,
    /// What is told of a collective in the place of a person's life; few have any.
    pub particulars: Option<Box<Particulars>>,
    /// `Kỷ luật`: whether the person was disciplined.
    pub discipline: At<bool>,
    /// `Đề nghị cấp huyện`: whether the commune should also propose the person to the level above.
    pub further: bool,
    /// Figures by the criterion's code as the plan spells it. A criterion without an entry has no data. In one block, since
    /// the nodes of trees take megabytes for ten thousand people.
    pub figures: LiteMap<Arc<str>, Figure>,
    /// Rows that give no figure, for what they say cannot be used or is not there yet: the cell to open, by the criterion's code.
    pub without_figure: LiteMap<Arc<str>, Cell>,
    /// Whether rows may be the person's of which it cannot be told what they are about, or whose: a target without a row may
    /// be theirs.
    pub may_have_more: bool,
    /// Evidence given for a content area that has no target (plan II.3.6), by the area's code.
    pub area_evidence: LiteMap<String, At<Arc<str>>>,
    /// `Sáng kiến`, in the workbook's order.
    pub initiatives: Vec<Initiative>,
}

impl Candidate {
    /// Every text of evidence.
    pub fn evidence_mut(&mut self) -> impl Iterator<Item = &mut Arc<str>> {
        let of_figures = self.figures.iter_mut().flat_map(|(_, figure)| {
            let items = if let Value::Checklist(items) = &mut figure.value { &mut items[..] } else { &mut [] };
            figure.evidence.iter_mut().chain(items.iter_mut().filter_map(|item| item.evidence.as_mut()))
        });
        of_figures.chain(self.area_evidence.iter_mut().map(|(_, at)| at)).map(|at| &mut at.value)
    }
}

/// A birth date; older papers sometimes give the year alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Birth {
    /// A whole date.
    Day(Date),
    /// A year alone.
    Year(i16),
}

/// `Đối tượng`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Người đứng đầu.
    Head,
    /// Công chức chuyên môn.
    Official,
    /// Không chuyên trách.
    PartTime,
    /// Tập thể.
    Collective,
}

impl Kind {
    /// Every kind, in the contract's order.
    pub const ALL: [Self; 4] = [Self::Head, Self::Official, Self::PartTime, Self::Collective];

    /// As a workbook writes it.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::Head => "Người đứng đầu",
            Self::Official => "Công chức chuyên môn",
            Self::PartTime => "Không chuyên trách",
            Self::Collective => "Tập thể",
        }
    }

    /// As `danh-gia.json` writes it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Official => "official",
            Self::PartTime => "part_time",
            Self::Collective => "collective",
        }
    }
}

/// One figure (số liệu) with its evidence (dẫn chứng).
#[derive(Clone, Debug)]
pub struct Figure {
    /// The numbers.
    pub value: Value,
    /// `Dẫn chứng`; absent where the row gives none.
    pub evidence: Option<At<Arc<str>>>,
    /// The cell to open: `Kết quả` of the row, or the row's `Mã` where it does not apply.
    pub source: Cell,
}

/// A `mức giảm`: what is left of a time or another quantity, and what it is reckoned from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// `Kết quả`: the time taken.
    pub taken: At<Decimal>,
    /// `Tổng số`: the time allowed; above 0.
    pub allowed: At<Decimal>,
}

/// The numbers of a figure, in the shape its criterion's measure asks for.
#[derive(Clone, Debug)]
pub enum Value {
    /// `tỷ lệ`: done ≤ total, total > 0.
    Share {
        /// `Kết quả`.
        done: At<u64>,
        /// `Tổng số`.
        total: At<u64>,
    },
    /// `mức giảm`; apart, since few figures are one and all would take its room.
    Cut(Box<Cut>),
    /// `có/không`.
    YesNo(At<bool>),
    /// `số lượng`.
    Count(At<Decimal>),
    /// `không vi phạm`: how many violations.
    Violations(At<u64>),
    /// `danh mục`: the items given, in the workbook's order.
    Checklist(Vec<Checked>),
    /// `Không áp dụng`, with its reason.
    NotApplicable(At<String>),
}

/// One item of a checklist as a unit reported it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Its code behind the slash, as the plan spells it.
    pub item: Arc<str>,
    /// Có or Không; `None` where it does not concern the person, for the reason in `excuse`.
    pub done: Option<At<bool>>,
    /// `Không áp dụng` of this item; seldom given, so it takes little room where it is not.
    pub excuse: Option<Box<At<String>>>,
    /// `Dẫn chứng` of this item.
    pub evidence: Option<At<Arc<str>>>,
    /// The cell to open.
    pub source: Cell,
}

/// An initiative (sáng kiến, giải pháp).
#[derive(Clone, Debug)]
pub struct Initiative {
    /// `Tên sáng kiến`.
    pub name: At<String>,
    /// `Hiệu quả`.
    pub effect: Option<At<String>>,
    /// `Công nhận`.
    pub recognition: Option<At<String>>,
}
