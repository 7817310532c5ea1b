//! A second look at evidence (plan III.4: “kết quả cụ thể, có số liệu dẫn chứng, chứng minh, không nêu kết quả chung”).
//!
//! What is looked for is what goes wrong when last year's papers or a colleague's are copied: no evidence or none with a
//! number (here), days of another year (`period`), percentages that the counts contradict (`percents`), one sentence or
//! the same figures in two people's reports (`repeated`, `alike`), one paper with two days (`dated`), another's name
//! (`names`), what is denied or only planned (`denial`), more cases late or against the rules than are left (`cases`), other times
//! than those taken and allowed (`times`), one initiative in two rows (`initiatives`).
//!
//! *Invariant:* everything here is a warning with its cell; it never stops a paper and never changes a verdict. It takes
//! time in proportion to the text, however many people there are.

mod alike;
mod cases;
mod dated;
mod denial;
mod document;
mod excuse;
mod initiatives;
mod names;
mod own;
mod percent;
mod percents;
mod period;
mod plain;
mod repeated;
mod times;
mod when;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::{Assessment, Finding, JudgedUnit, check};
use crate::cell::{At, Cell};
use crate::model::{Initiative, Value};
use crate::number::{self, Decimal};
use crate::parallel;
use crate::phrase::shortened;
use crate::plan::Plan;
use crate::problem::{Place, Problems, Severity};
use crate::text::bare_but_percent;

/// People who are looked at in one go.
const TOGETHER: usize = 16;

/// Looks at the evidence of every figure, and at every initiative.
pub fn look(plan: &Plan, units: &[JudgedUnit], threads: usize, problems: &mut Problems) {
    let people: Vec<&Assessment> = units.iter().flat_map(|unit| &unit.assessments).collect();
    let eye = Eye {
        faulty: units.iter().flat_map(|unit| &unit.unit.evidence_unread).map(row_of).collect(),
        period: period::Period::of(plan),
        met: units.iter().filter_map(|unit| Some((&unit.unit.file, unit.unit.council.date.as_ref()?))).collect(),
        names: names::Names::of(people.iter().map(|person| person.candidate)),
    };
    // What is compared across all people is one piece of the work, begun first, for it takes longest.
    let pieces: Vec<Piece> = std::iter::once(Piece::Across).chain(people.chunks(TOGETHER).map(Piece::Some)).collect();
    let look = |piece: &Piece| {
        let mut found = Problems::default();
        match piece {
            Piece::Across => {
                // A file beside its own copy is said as such; its sentences are no other person's.
                let copies = check::copies(units);
                let is_own = |person: &&Assessment| !copies.contains(person.candidate.code.cell.file());
                let own: Vec<&Assessment> = people.iter().copied().filter(is_own).collect();
                let texts: Vec<Text> = own.iter().flat_map(|person| texts_of(person)).collect();
                repeated::check(&texts, &mut found);
                alike::check(&own, &mut found);
                dated::check(&texts, &mut found);
            }
            Piece::Some(people) => {
                let mut keys = names::Keys::default();
                people.iter().for_each(|person| eye.one(person, &mut keys, &mut found));
            }
        }
        found
    };
    parallel::map(threads, &pieces, look).into_iter().for_each(|found| problems.extend(found));
}

/// A piece of the work.
enum Piece<'a> {
    /// What all people's texts have in common.
    Across,
    /// These people's own texts.
    Some(&'a [&'a Assessment<'a>]),
}

/// What one person's texts are looked at with.
struct Eye<'a> {
    /// Rows whose evidence could not be read.
    faulty: BTreeSet<RowOf>,
    period: period::Period,
    /// When the council of each unit met, by the unit's file.
    met: BTreeMap<&'a Arc<str>, &'a At<Date>>,
    names: names::Names<'a>,
}

impl Eye<'_> {
    fn one(&self, person: &Assessment, keys: &mut names::Keys, problems: &mut Problems) {
        let given = person.findings.iter().flat_map(|finding| {
            given(finding).into_iter().map(|(evidence, cell)| Given {
                code: &finding.criterion.code.value,
                evidence,
                cell,
            })
        });
        // A cell that could not be read has been said already, and is not one left blank.
        let given = given.filter(|given| given.evidence.is_some() || !self.faulty.contains(&row_of(given.cell)));
        let areas = person.candidate.area_evidence.iter();
        let areas = areas.map(|(code, at)| Given { code, evidence: Some(at), cell: &at.cell });
        present(person, &given.chain(areas).collect::<Vec<_>>(), problems);
        let readable = |initiative: &&Initiative| !self.faulty.contains(&row_of(&initiative.name.cell));
        let all: Vec<&Initiative> = person.candidate.initiatives.iter().filter(readable).collect();
        initiatives::check(person, &all, problems);
        let texts = texts_of(person);
        plain::check(&texts, problems);
        self.period.check(&texts, problems);
        if let Some(met) = self.met.get(person.candidate.code.cell.file()) {
            self.period.after_the_meeting(&texts, met, problems);
        }
        for text in &texts {
            percents::check(text, &self.period, problems);
        }
        self.names.check(&texts, keys, problems);
    }
}

/// A row of a sheet of a file.
type RowOf = (Arc<str>, Arc<str>, u32);

fn row_of(cell: &Cell) -> RowOf {
    (cell.file().clone(), cell.sheet().clone(), cell.row)
}

/// One text that speaks for a person.
struct Text<'a> {
    person: &'a Assessment<'a>,
    said: &'a str,
    cell: &'a Cell,
    about: About<'a>,
}

/// What a text speaks for.
#[derive(Clone, Copy)]
enum About<'a> {
    /// `Dẫn chứng` of a criterion.
    Finding(&'a Finding<'a>),
    /// `Dẫn chứng` of a content area without target.
    Area(&'a str),
    /// `Tên sáng kiến` or `Hiệu quả`.
    Initiative,
    /// `Công nhận`.
    Recognition,
}

impl Text<'_> {
    /// Whose text it is and what for, as messages begin.
    fn what(&self) -> String {
        let name = &self.person.candidate.name.value;
        match self.about {
            About::Finding(finding) => format!("{name} – chỉ tiêu {}: dẫn chứng", finding.criterion.code.value),
            About::Area(code) => format!("{name} – nội dung {code}: dẫn chứng"),
            About::Initiative => format!("{name} – sáng kiến: nội dung"),
            About::Recognition => format!("{name} – sáng kiến: phần công nhận"),
        }
    }

    /// What it says in one breath each.
    fn clauses(&self) -> impl Iterator<Item = &str> {
        clauses(self.said)
    }
}

/// A text's lines and the parts between semicolons and full stops: what is said in one breath.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '\n']).flat_map(|line| line.split(". ")).filter(|clause| !clause.trim().is_empty())
}

/// The same down to the commas and dashes that set off what is said beside.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    clauses(text)
        .flat_map(|clause| clause.split(", "))
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" – "))
}

/// Whether a text has one of these letters in a row, in NFC as all texts are: most have none, and need not be looked through word
/// by word.
fn may_say(text: &str, letters: &[&str]) -> bool {
    let lower = text.to_lowercase();
    letters.iter().any(|letters| lower.contains(letters))
}

/// What a word counts; no percentage does.
fn count(word: &str) -> Option<Decimal> {
    let word = bare_but_percent(word);
    number::from_text(word).filter(|typed| !typed.percent).map(|typed| typed.value)
}

/// Every text of a person, in the order of the sheets.
fn texts_of<'a>(person: &'a Assessment<'a>) -> Vec<Text<'a>> {
    let mut texts = Vec::new();
    let mut add = |said: &'a str, cell: &'a Cell, about| texts.push(Text { person, said, cell, about });
    for finding in &person.findings {
        for evidence in given(finding).into_iter().filter_map(|(evidence, _)| evidence) {
            add(&evidence.value, &evidence.cell, About::Finding(finding));
        }
    }
    for (code, evidence) in &person.candidate.area_evidence {
        add(&evidence.value, &evidence.cell, About::Area(code));
    }
    for initiative in &person.candidate.initiatives {
        let own = [
            (Some(&initiative.name), About::Initiative),
            (initiative.effect.as_ref(), About::Initiative),
            (initiative.recognition.as_ref(), About::Recognition),
        ];
        for (at, about) in own.into_iter().filter_map(|(at, about)| Some((at?, about))) {
            add(&at.value, &at.cell, about);
        }
    }
    texts
}

/// The evidence texts of a finding with the cell to open; one for each item of a checklist.
fn given<'a>(finding: &Finding<'a>) -> Vec<(Option<&'a At<Arc<str>>>, &'a Cell)> {
    match finding.figure {
        None => Vec::new(),
        Some(figure) => match &figure.value {
            Value::NotApplicable(_) => Vec::new(),
            Value::Checklist(items) => items
                .iter()
                .filter(|item| item.done.is_some())
                .map(|item| (item.evidence.as_ref(), &item.source))
                .collect(),
            Value::Share { .. } | Value::Cut(_) | Value::YesNo(_) | Value::Count(_) | Value::Violations(_) => {
                vec![(figure.evidence.as_ref(), &figure.source)]
            }
        },
    }
}

/// A figure's evidence, or the cell it is missing beside.
struct Given<'a> {
    code: &'a str,
    evidence: Option<&'a At<Arc<str>>>,
    cell: &'a Cell,
}

/// No evidence, or none with a number. What goes for many figures of a person is said once.
fn present(person: &Assessment, given: &[Given], problems: &mut Problems) {
    let mut alike: BTreeMap<Option<&str>, Vec<&Given>> = BTreeMap::new();
    for given in given {
        let text = given.evidence.map(|at| &*at.value);
        if text.is_none_or(|text| !text.chars().any(|c| c.is_ascii_digit())) {
            alike.entry(text).or_default().push(given);
        }
    }
    for (text, given) in alike {
        if given.len() > FEW {
            say(person, text, &given, problems);
        } else {
            given.iter().for_each(|given| say(person, text, &[given], problems));
        }
    }
}

/// So many problems of one kind are said one by one.
const FEW: usize = 3;
/// So many cells and codes of one kind are named.
const NAMED: usize = 5;

fn say(person: &Assessment, text: Option<&str>, given: &[&Given], problems: &mut Problems) {
    let mut codes: Vec<&str> = given.iter().map(|given| given.code).collect();
    codes.dedup();
    let more = if codes.len() > NAMED { ", …" } else { "" };
    codes.truncate(NAMED);
    let name = &person.candidate.name.value;
    let what = format!("{name} – chỉ tiêu {}{more}", codes.join(", "));
    let count = if given.len() > 1 { format!("{} dòng ", given.len()) } else { String::new() };
    let (message, hint) = match text {
        None => (
            format!("{what}: {count}có số liệu nhưng chưa ghi dẫn chứng"),
            "Ghi văn bản chứng minh: số, ký hiệu, ngày tháng năm",
        ),
        Some(text) => (
            format!("{what}: {count}dẫn chứng “{}” không có số liệu nào", shortened(text)),
            "Nêu cụ thể, có con số: số văn bản, ngày tháng năm, số lượng",
        ),
    };
    let cell = |given: &&Given| given.evidence.map_or(given.cell, |at| &at.cell).clone();
    let places = given.iter().take(NAMED).map(|given| Place::Cell(cell(given))).collect();
    problems.between(Severity::Warning, places, message, hint);
}
