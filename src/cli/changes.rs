//! What differs between two runs: papers, verdicts, nominations.
//!
//! *Invariant:* a paper has changed when its bytes have, not when it was written again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hoso::Outcome;
use hoso::judge::{Assessment, Standing};
use hoso::record::Record;
use sha2::{Digest as _, Sha256};

use super::terminal::harmless;

/// At most so many papers are named; the others are counted.
const NAMED: usize = 8;

/// What a run came to, as far as changes are told.
#[derive(Clone, Debug, Default)]
pub struct State {
    papers: BTreeMap<String, Vec<u8>>,
    people: BTreeMap<String, Person>,
    errors: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Person {
    name: String,
    standing: &'static str,
    verdicts: BTreeMap<String, &'static str>,
}

impl State {
    /// The state a run left.
    pub fn of(outcome: &Outcome, record: &Record) -> Self {
        let mut papers = BTreeMap::new();
        digest(&outcome.folder, "", &mut papers);
        Self { papers, people: people(record), errors: outcome.problems.errors().count() }
    }
}

fn digest(folder: &Path, prefix: &str, papers: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let path = entry.path();
        if path.is_dir() {
            digest(&path, &format!("{name}/"), papers);
        } else if name.ends_with(".pdf")
            && let Ok(bytes) = std::fs::read(&path)
        {
            papers.insert(name, Sha256::digest(bytes).to_vec());
        }
    }
}

fn people(record: &Record) -> BTreeMap<String, Person> {
    let person = |assessment: &Assessment| Person {
        name: assessment.candidate.name.value.clone(),
        standing: assessment.standing.vietnamese(),
        verdicts: verdicts(assessment),
    };
    record.assessments().map(|one| (one.candidate.code.value.clone(), person(one))).collect()
}

/// What a unit in error says of its people does not count yet.
fn verdicts(person: &Assessment) -> BTreeMap<String, &'static str> {
    let findings = if person.standing == Standing::Stopped { &[][..] } else { &person.findings };
    findings.iter().map(|one| (one.criterion.code.value.to_string(), one.verdict.vietnamese())).collect()
}

/// What changed, one line each; empty where nothing did.
pub fn between(before: &State, after: &State) -> Vec<String> {
    let mut lines = Vec::new();
    let of = |state: &State| state.papers.keys().cloned().collect::<BTreeSet<_>>();
    let (old, new) = (of(before), of(after));
    let altered: Vec<&String> =
        old.intersection(&new).filter(|name| before.papers[*name] != after.papers[*name]).collect();
    lines.extend(named("văn bản mới", new.difference(&old).collect()));
    lines.extend(named("văn bản đổi", altered));
    lines.extend(named("văn bản bỏ", old.difference(&new).collect()));
    let codes: BTreeSet<&String> = before.people.keys().chain(after.people.keys()).collect();
    for code in codes {
        let change = match (before.people.get(code), after.people.get(code)) {
            (Some(old), Some(new)) => person(old, new),
            (None, Some(new)) => Some(format!("{}: mới có, {}", new.name, new.standing)),
            (Some(old), None) => Some(format!("{}: không còn", old.name)),
            (None, None) => None,
        };
        lines.extend(change.map(|change| harmless(&format!("{code} {change}"))));
    }
    if before.errors != after.errors {
        lines.push(format!("lỗi: {} → {}", before.errors, after.errors));
    }
    lines
}

fn named(what: &str, names: Vec<&String>) -> Option<String> {
    let shown: Vec<&str> = names.iter().take(NAMED).map(|name| name.as_str()).collect();
    let rest = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        rest => format!(" và {rest} văn bản nữa"),
    };
    (!names.is_empty()).then(|| format!("{what}: {}{rest}", shown.join(", ")))
}

fn person(old: &Person, new: &Person) -> Option<String> {
    let mut parts = Vec::new();
    for (code, verdict) in &new.verdicts {
        if let Some(before) = old.verdicts.get(code).filter(|before| *before != verdict) {
            parts.push(format!("{code} {before} → {verdict}"));
        }
    }
    if old.standing != new.standing {
        parts.push(format!("{} → {}", old.standing, new.standing));
    }
    if old.name != new.name {
        parts.push(format!("tên cũ {}", old.name));
    }
    (!parts.is_empty()).then(|| format!("{}: {}", new.name, parts.join("; ")))
}

#[cfg(test)]
mod tests {
    use hoso::judge::Verdict;

    use super::*;

    fn state(verdict: Verdict, standing: Standing, papers: &[(&str, u8)]) -> State {
        let verdicts = BTreeMap::from([("4.3.1".to_owned(), verdict.vietnamese())]);
        let people = BTreeMap::from([(
            "VP01".to_owned(),
            Person { name: "Nguyễn Văn An".into(), standing: standing.vietnamese(), verdicts },
        )]);
        let papers = papers.iter().map(|(name, byte)| ((*name).to_owned(), vec![*byte])).collect();
        State { papers, people, errors: 0 }
    }

    #[test]
    fn changes_are_told_one_line_each() {
        let before = state(Verdict::Exceeded, Standing::Nominated, &[("a.pdf", 1), ("b.pdf", 1)]);
        let after = state(Verdict::Missed, Standing::Refused, &[("a.pdf", 2), ("c.pdf", 1)]);
        let expected = [
            "văn bản mới: c.pdf",
            "văn bản đổi: a.pdf",
            "văn bản bỏ: b.pdf",
            "VP01 Nguyễn Văn An: 4.3.1 vượt → không đạt; được đơn vị đề nghị → không đủ tiêu chuẩn",
        ];
        assert_eq!(between(&before, &after), expected);
        assert!(between(&before, &before).is_empty());
    }
}
