//! Which papers exist, and what each one says: verdicts in, data for the page templates out.
//!
//! [`papers`] lists them without making any, so that ten thousand reports need no memory; [`Composer::compose`] makes one,
//! and [`Composer::bind`] a set from the papers that [`bound`] names.
//!
//! *Invariant:* what a paper says depends only on the judged data, the templates and the plan; never on the other papers'
//! order or on the clock. A set says what its papers say, behind a list of contents.

pub mod annex;
pub mod commune;
pub mod data;
mod document;
mod ending;
pub mod list;
mod money;
pub mod names;
pub mod report;
mod unit;
pub mod vietnamese;
pub mod volumes;
pub mod words;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use anyhow::bail;
use jiff::civil::Date;

pub use commune::{Certificates, CommunePaper, withheld};
pub use document::{Document, Front, Head, Part};
pub use words::{Script, SignatureBlock, Words};

use crate::judge::Judged;
use crate::phrase;
use crate::text::{slug, unique};
use annex::Annexed;
use commune::summary::Everybody;
use volumes::Binding;

/// How a set is bound, a unit's by its reports and the commune's by its certificates, and both by their annexes: a set is
/// laid out in one piece, which takes up to five megabytes a person while it is made.
pub const SET: Binding = Binding { whole: 20, volume: 10 };

/// One PDF to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Path below the plan's output folder, with `/`.
    pub path: Arc<str>,
    /// What it is.
    pub kind: PaperKind,
}

/// What a paper is; the numbers are indices into [`Judged::units`] and a unit's assessments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaperKind {
    /// Tờ trình of a unit.
    Submission(usize),
    /// Biên bản of a unit's council.
    Minutes(usize),
    /// Phụ lục of a unit's submission or minutes, from 0.
    Annex(usize, Annexed, usize),
    /// Báo cáo thành tích of a person.
    Report(usize, usize),
    /// The unit's set as one file; a volume of it where many are nominated.
    Set(usize, usize),
    /// One of the commune's.
    Commune(CommunePaper),
    /// The commune's set as one file; a volume of it where many are rewarded.
    CommuneSet(usize),
}

impl PaperKind {
    /// The unit it belongs to; none where it is the commune's.
    pub fn unit(self) -> Option<usize> {
        match self {
            Self::Submission(unit)
            | Self::Minutes(unit)
            | Self::Annex(unit, ..)
            | Self::Report(unit, _)
            | Self::Set(unit, _) => Some(unit),
            Self::Commune(_) | Self::CommuneSet(_) => None,
        }
    }

    /// Whether it is what another paper says of many people.
    pub fn is_annex(self) -> bool {
        matches!(self, Self::Annex(..) | Self::Commune(CommunePaper::Annex(..)))
    }

    /// Whether it is several papers in one file.
    pub fn is_set(self) -> bool {
        matches!(self, Self::Set(..) | Self::CommuneSet(_))
    }
}

/// The folder of each judged unit: plain ASCII, one a unit, never the commune's own.
pub fn folders(judged: &Judged) -> Vec<String> {
    let mut taken = BTreeSet::from([names::COMMUNE.to_owned()]);
    judged.units.iter().map(|unit| unique(&slug(&unit.unit.office.name), &mut taken)).collect()
}

/// Every paper of the run, in the order of the output tree.
pub fn papers(judged: &Judged) -> Vec<Paper> {
    let mut papers = Vec::new();
    for (index, (unit, folder)) in judged.units.iter().zip(folders(judged)).enumerate() {
        if unit.stopped {
            continue;
        }
        let mut add = |name: String, kind| papers.push(Paper { path: format!("{folder}/{name}.pdf").into(), kind });
        let set = unit::set(judged, index);
        let mut taken = BTreeSet::new();
        for &kind in &set {
            let name = match kind {
                PaperKind::Annex(_, annexed, annex) => annexed.annex_file(annex),
                PaperKind::Minutes(_) => Annexed::Minutes.file().to_owned(),
                PaperKind::Report(_, person) => {
                    let candidate = unit.assessments[person].candidate;
                    let of = (slug(&candidate.code.value), slug(&candidate.name.value));
                    let name = format!("{}-{}-{}", names::REPORT, of.0, of.1);
                    unique(&name, &mut taken)
                }
                PaperKind::Submission(_) => Annexed::Submission.file().to_owned(),
                PaperKind::Set(..) | PaperKind::Commune(_) | PaperKind::CommuneSet(_) => {
                    unreachable!("a unit's set binds its own papers")
                }
            };
            add(name, kind);
        }
        // Who nominates nobody submits no dossier.
        if unit.nominated().next().is_some() {
            for volume in 0..volumes_of(&set).len() {
                add(names::volume(names::SET, volume), PaperKind::Set(index, volume));
            }
        }
    }
    papers.extend(commune::list(judged));
    papers
}

/// The papers that a set, or a volume of it, binds, in their order there; none for a paper that is no set.
pub fn bound(judged: &Judged, set: PaperKind) -> Vec<PaperKind> {
    let (all, volume) = match set {
        PaperKind::Set(unit, volume) => (unit::set(judged, unit), volume),
        PaperKind::CommuneSet(volume) => (commune::set(judged), volume),
        _ => return Vec::new(),
    };
    all[volumes_of(&all)[volume].clone()].to_vec()
}

/// How a set of these papers is cut into volumes.
fn volumes_of(set: &[PaperKind]) -> Vec<Range<usize>> {
    SET.cut(&set.iter().map(|kind| weight(*kind)).collect::<Vec<_>>())
}

/// How much a paper counts in a set, in reports: what there is one of in every set counts nothing.
fn weight(kind: PaperKind) -> usize {
    match kind {
        PaperKind::Report(..) | PaperKind::Commune(CommunePaper::Certificate(_) | CommunePaper::Report(_)) => 1,
        kind if kind.is_annex() => annex::WEIGHT,
        _ => 0,
    }
}

/// How much memory a paper takes while it is set, in reports: roughly, by the size of its data, which memory goes with.
pub fn extent(judged: &Judged, kind: PaperKind) -> usize {
    /// So many rows of the summary are a report.
    const SUMMARY_ROWS: usize = 5;
    /// And so many of a submission or of minutes.
    const ROWS: usize = 20;
    match kind {
        PaperKind::Commune(CommunePaper::Summary(volume)) => {
            commune::summary::rows_of(judged, volume).len().div_ceil(SUMMARY_ROWS)
        }
        PaperKind::Submission(unit) | PaperKind::Minutes(unit) => {
            1 + annex::in_body(judged.units[unit].assessments.len()).len() / ROWS
        }
        kind if kind.is_set() => bound(judged, kind).into_iter().map(|kind| extent(judged, kind)).sum(),
        kind => weight(kind).max(1),
    }
}

/// Makes papers' data from what was judged.
pub struct Composer<'a> {
    judged: &'a Judged<'a>,
    words: &'a Words,
    plan: data::Plan<'a>,
    family: &'a str,
    certificates: Certificates,
    everybody: OnceLock<Everybody<'a>>,
}

impl<'a> Composer<'a> {
    /// A composer for one run; `family` is the font family the pages are set in.
    pub fn new(judged: &'a Judged<'a>, words: &'a Words, family: &'a str) -> Self {
        Self {
            judged,
            words,
            plan: data::Plan::of(judged.plan),
            family,
            certificates: Certificates::default(),
            everybody: OnceLock::new(),
        }
    }

    /// The same composer, printing certificates so.
    #[must_use]
    pub fn certificates(self, certificates: Certificates) -> Self {
        Self { certificates, ..self }
    }

    /// What the summary's volumes are cut from.
    fn everybody(&self) -> &Everybody<'a> {
        self.everybody.get_or_init(|| Everybody::of(self.judged))
    }

    /// Makes one paper's data. Fails only where a template is at fault.
    pub fn compose(&self, paper: &Paper) -> anyhow::Result<Document> {
        let (part, date) = match paper.kind {
            PaperKind::Submission(unit) => (self.submission(unit)?, self.submission_date(unit)),
            PaperKind::Minutes(unit) => (self.minutes(unit)?, self.meeting_date(unit)),
            PaperKind::Annex(unit, Annexed::Minutes, annex) => {
                (self.minutes_annex(unit, annex)?, self.meeting_date(unit))
            }
            PaperKind::Annex(unit, _, annex) => (self.submission_annex(unit, annex)?, self.submission_date(unit)),
            PaperKind::Report(unit, person) => (self.report(unit, person, false)?, self.meeting_date(unit)),
            PaperKind::Set(..) | PaperKind::CommuneSet(_) => {
                let bound = bound(self.judged, paper.kind).into_iter();
                let papers = bound.map(|kind| self.compose(&Paper { path: "".into(), kind }));
                return self.bind(paper, papers.collect::<anyhow::Result<_>>()?);
            }
            PaperKind::Commune(paper) => self.commune(paper)?,
        };
        Ok(self.document(paper, vec![part], date))
    }

    /// Makes a set's data from those of the papers that it [binds](bound), in their order, each with its one part. The set's
    /// first part is the list of contents; a paper's is the next in turn.
    ///
    /// # Errors
    /// As [`compose`](Self::compose).
    pub fn bind(&self, set: &Paper, papers: Vec<Document>) -> anyhow::Result<Document> {
        let mut parts: Vec<Part> = papers.into_iter().flat_map(|paper| paper.parts).collect();
        let (contents, date) = match set.kind {
            PaperKind::Set(unit, volume) => (self.contents(unit, volume, &parts)?, self.submission_date(unit)),
            PaperKind::CommuneSet(volume) => self.commune_contents(volume, &parts)?,
            _ => unreachable!("only sets are bound"),
        };
        parts.insert(0, contents);
        Ok(self.document(set, parts, date))
    }

    fn document(&self, paper: &Paper, parts: Vec<Part>, date: Date) -> Document {
        let title = parts.first().map(Part::title).unwrap_or_default();
        let density = if matches!(paper.kind, PaperKind::Commune(CommunePaper::Summary(_))) { 2 } else { 1 };
        let front = Front { path: paper.path.clone(), title, date };
        Document { front, font: self.family.to_owned(), parts, density }
    }

    /// Which annexes a paper of so many people refers to. One whose words know of none, as an office's own from before there
    /// were any, would leave those people out without a word.
    fn cited(&self, template: &str, people: usize) -> anyhow::Result<Option<String>> {
        let cited = annex::cited(people);
        if cited.is_some() && !self.words.asks(template, "phu_luc")? {
            bail!(
                "Mẫu câu chữ “{template}” không dẫn tới phụ lục nào ({{{{ phu_luc }}}}), mà có {people} trường hợp phải ghi vào \
                 phụ lục; gõ “hoso mau --templates” để lấy mẫu mới rồi sửa lại"
            );
        }
        Ok(cited)
    }
}

/// A row of a set's list of contents (Phụ lục V, Mục IV): the columns before and behind the page number.
fn contents_row(index: usize, part: &Part, day: Option<String>, author: &str) -> [String; 7] {
    // A report's subject stands in capitals on its own page; a list of contents names the person instead. So does a
    // certificate, whose page has no subject at all; and an annex names its paper.
    let title = if let "bao-cao" | "giay-khen" | "phu-luc" = part.kind.as_str() {
        part.bookmark.clone()
    } else {
        let name = vietnamese::capitalised(&part.name.to_lowercase());
        format!("{name} {}", phrase::lower_first(&part.subject.join(" ")))
    };
    let (number, day) = (part.head.number_and_symbol(), day.unwrap_or_else(|| part.head.dated()));
    [(index + 1).to_string(), number, day, title, author.to_owned(), String::new(), String::new()]
}
