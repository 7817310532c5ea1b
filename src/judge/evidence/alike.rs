//! Figures of one person that are another's, number for number.
//!
//! One number may be the same by chance, and a small one often is. Two targets with the same result of the same large
//! total, in one workbook, are somebody's figures copied into another's rows, or an office's given as each person's own
//! (plan III.4 asks for what the nominee did). Among the thousands of a province there are such pairs by chance: people
//! of different workbooks have to share three.
//!
//! *Invariant:* a person is warned of once for each group, at one cell. It takes time in proportion to the figures.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::NAMED;
use crate::cell::Cell;
use crate::judge::{Assessment, Finding, Reading, words};
use crate::model::{Candidate, Kind};
use crate::name::{person_key, plain_key};
use crate::number::Decimal;
use crate::problem::{Place, Problems, Severity};

/// A total below this is the same for two people by chance.
const LEAST: i64 = 30;

/// A figure as it is compared: the target, the result, the total.
type Figure<'a> = (&'a str, Decimal, Decimal);

/// Warns of people of one workbook who share at least two figures, not both of them complete and of less than a hundred.
pub fn check(people: &[&Assessment], problems: &mut Problems) {
    people.chunk_by(|one, other| file(one) == file(other)).for_each(|colleagues| among(colleagues, problems));
    across(people, problems);
}

fn file<'a>(person: &Assessment<'a>) -> &'a Arc<str> {
    person.candidate.code.cell.file()
}

fn among(people: &[&Assessment], problems: &mut Problems) {
    // A collective's figures may well be those of whoever did the work.
    let people: Vec<&Assessment> =
        people.iter().copied().filter(|person| person.candidate.kind != Kind::Collective).collect();
    let mut seen: HashMap<Figure, usize> = HashMap::new();
    for figure in people.iter().flat_map(|person| figures(person)) {
        *seen.entry(figure).or_default() += 1;
    }
    let mut pairs: BTreeMap<[Figure; 2], Vec<usize>> = BTreeMap::new();
    for (index, person) in people.iter().enumerate() {
        let shared: Vec<Figure> = figures(person).filter(|figure| seen[figure] > 1).collect();
        for (at, one) in shared.iter().enumerate() {
            for other in &shared[at + 1..] {
                pairs.entry([*one, *other]).or_default().push(index);
            }
        }
    }
    let mut groups: BTreeMap<Vec<usize>, Vec<&str>> = BTreeMap::new();
    for (pair, who) in pairs.into_iter().filter(|(pair, who)| who.len() > 1 && !pair.iter().all(is_complete)) {
        groups.entry(who).or_default().extend(pair.map(|(code, ..)| code));
    }
    for codes in groups.values_mut() {
        codes.sort_unstable();
        codes.dedup();
    }
    // Those with the most in common first; of people who were all named in groups, nothing more is said.
    let mut groups: Vec<(Vec<usize>, Vec<&str>)> = groups.into_iter().collect();
    groups.sort_by_key(|(_, codes)| Reverse(codes.len()));
    let mut said = BTreeSet::new();
    for (who, codes) in groups {
        if !who.iter().all(|index| said.contains(index)) {
            let people: Vec<&Assessment> = who.iter().map(|&index| people[index]).collect();
            say(&people, &codes, problems);
            said.extend(who);
        }
    }
}

/// Warns of people of different workbooks who share at least three figures: a neighbour's rows, pasted in.
fn across(people: &[&Assessment], problems: &mut Problems) {
    /// So many share a figure at most, for it to tell of anybody.
    const FEW: usize = 16;
    const LEAST_IN_COMMON: usize = 3;
    let people: Vec<&Assessment> =
        people.iter().copied().filter(|person| person.candidate.kind != Kind::Collective).collect();
    // Nor do round totals of whoever did all tell of anybody.
    let is_round = |(_, result, total): &Figure| result == total && (total % Decimal::TEN).is_zero();
    let telling = |index: usize| figures(people[index]).filter(|figure| !is_complete(figure) && !is_round(figure));
    let mut by_figure: HashMap<Figure, Vec<usize>> = HashMap::new();
    for index in 0..people.len() {
        telling(index).for_each(|figure| by_figure.entry(figure).or_default().push(index));
    }
    by_figure.retain(|_, who| (2..=FEW).contains(&who.len()));
    let mut said = BTreeSet::new();
    for (index, person) in people.iter().enumerate() {
        let mut common: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for figure in telling(index) {
            let others = by_figure.get(&figure).into_iter().flatten();
            let apart = |other: &Assessment| file(other) != file(person) && !is_one(other.candidate, person.candidate);
            for &other in others.filter(|&&other| other > index && apart(people[other])) {
                common.entry(other).or_default().push(figure.0);
            }
        }
        common.retain(|other, codes| codes.len() >= LEAST_IN_COMMON && !said.contains(other));
        let Some(codes) = common.values().max_by_key(|codes| codes.len()).cloned() else { continue };
        let who: Vec<usize> = common.into_iter().filter(|(_, own)| *own == codes).map(|(other, _)| other).collect();
        let named: Vec<&Assessment> = std::iter::once(index).chain(who.iter().copied()).map(|at| people[at]).collect();
        say(&named, &codes, problems);
        said.extend(who);
    }
}

/// Whether two rows are, or may be, one person's, who is told to be nominated twice.
fn is_one(one: &Candidate, other: &Candidate) -> bool {
    let born = |person: &Candidate| person.born.as_ref().map(|born| born.value);
    born(one) == born(other) && plain_key(&person_key(&one.name.value)) == plain_key(&person_key(&other.name.value))
}

/// Whoever did all does as much as others of as few.
fn is_complete((_, result, total): &Figure) -> bool {
    result == total && *total < Decimal::ONE_HUNDRED
}

/// A person's figures that are no chance.
fn figures<'a>(person: &Assessment<'a>) -> impl Iterator<Item = Figure<'a>> {
    person.findings.iter().filter_map(|finding| match finding.reading() {
        Reading::Rate { result, total } if total >= Decimal::from(LEAST) => {
            Some((&*finding.criterion.code.value, result, total))
        }
        _ => None,
    })
}

fn say(who: &[&Assessment], codes: &[&str], problems: &mut Problems) {
    let shared = |finding: &&Finding| codes.contains(&&*finding.criterion.code.value);
    let figures = who[0].findings.iter().filter(shared);
    let shown = |finding: &Finding| format!("{}: {}", finding.criterion.code.value, words::figure(finding));
    let figures: Vec<String> = figures.take(NAMED).map(shown).collect();
    let more = if codes.len() > NAMED { "; …" } else { "" };
    let names: Vec<&str> = who.iter().take(NAMED).map(|person| person.candidate.name.value.as_str()).collect();
    let others = if who.len() > NAMED { " và những trường hợp khác" } else { "" };
    let cell = |person: &&Assessment| -> Option<Cell> {
        person.findings.iter().find(shared)?.figure.map(|figure| figure.source.clone())
    };
    problems.between(
        Severity::Warning,
        who.iter().take(NAMED).filter_map(cell).map(Place::Cell).collect(),
        format!(
            "{}{others}: {} chỉ tiêu có kết quả và tổng số giống hệt nhau ({}{more})",
            names.join(", "),
            codes.len(),
            figures.join("; ")
        ),
        "Nếu chép nhầm số liệu của người này sang người kia thì ghi lại theo số liệu gốc; nếu là số liệu chung của bộ phận \
         thì ghi phần của từng người; nếu đúng là như vậy thì để nguyên",
    );
}
