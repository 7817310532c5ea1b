//! A person's name wrong in the person's own evidence: another candidate's, or their own misspelled.
//!
//! *Invariant:* a text that has the person's name right is not said to have it wrong, whoever else it names.

use std::collections::{BTreeMap, BTreeSet};

use super::Text;
use crate::model::{Candidate, Kind};
use crate::name::{is_near, name_key};
use crate::problem::{Place, Problems, Severity};
use crate::text::is_alphabetic;

/// Words of the longest name looked for.
const LONGEST: usize = 7;

/// Who is known by what name.
pub struct Names<'a> {
    people: BTreeMap<String, &'a Candidate>,
    /// The first words of these names: few words of a text are one.
    firsts: BTreeSet<String>,
}

impl<'a> Names<'a> {
    /// The names of everybody.
    pub fn of(people: impl Iterator<Item = &'a Candidate>) -> Self {
        let mut known: BTreeMap<String, &Candidate> = BTreeMap::new();
        // A collective is named in its people's evidence by right.
        for person in people.filter(|person| person.kind != Kind::Collective) {
            if person.name.value.split_whitespace().nth(1).is_some() {
                known.entry(name_key(&person.name.value)).or_insert(person);
            }
        }
        let firsts = known.keys().filter_map(|key| key.split(' ').next()).map(str::to_owned).collect();
        Self { people: known, firsts }
    }

    /// Warns of names in the texts of others, and of names close to the person's own. The texts are one person's.
    pub fn check(&self, texts: &[Text], keys: &mut Keys, problems: &mut Problems) {
        let Some(person) = texts.first().map(|text| text.person.candidate) else { return };
        if person.kind == Kind::Collective {
            return;
        }
        let own = name_key(&person.name.value);
        for text in texts {
            self.one(text, &own, keys, problems);
        }
    }

    fn one(&self, text: &Text, own_key: &str, keys: &mut Keys, problems: &mut Problems) {
        let own_words: Vec<&str> = own_key.split(' ').collect();
        let mut other = None;
        let mut near = None;
        for run in runs(text.said) {
            let run_keys: Vec<String> = run.iter().map(|word| keys.of(word)).collect();
            for begin in 0..run.len() {
                let begins = self.firsts.contains(&run_keys[begin]);
                for end in begin + 2..=run.len().min(begin + LONGEST) {
                    let words = &run_keys[begin..end];
                    if words.iter().map(String::as_str).eq(own_words.iter().copied()) {
                        return;
                    }
                    if let Some(person) = begins.then(|| self.people.get(&words.join(" "))).flatten() {
                        other = other.or(Some(*person));
                    } else if words.len() == own_words.len()
                        && is_near(own_words.iter().copied(), words.iter().map(String::as_str))
                    {
                        near = near.or_else(|| Some(run[begin..end].join(" ")));
                    }
                }
            }
        }
        say(text, other, near, problems);
    }
}

fn say(text: &Text, other: Option<&Candidate>, near: Option<String>, problems: &mut Problems) {
    let own = &text.person.candidate.name;
    if let Some(person) = other {
        problems.between(
            Severity::Warning,
            vec![Place::from(text.cell), Place::from(&person.name)],
            format!("{} nêu tên “{}”, là người khác cũng được đề nghị", text.what(), person.name.value),
            format!("Nếu chép nhầm từ hồ sơ khác thì sửa lại theo kết quả của “{}”", own.value),
        );
    } else if let Some(near) = near {
        problems.between(
            Severity::Warning,
            vec![Place::from(text.cell), Place::from(own)],
            format!("{} ghi “{near}”, gần giống nhưng khác họ tên “{}”", text.what(), own.value),
            "Nếu là cùng một người thì ghi họ tên cho thống nhất, đúng như giấy tờ tùy thân",
        );
    }
}

/// Runs of words that begin with a capital, unbroken by punctuation.
fn runs(text: &str) -> Vec<Vec<&str>> {
    let mut runs = Vec::new();
    let mut run = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !is_alphabetic(c));
        let capital = bare.chars().next().is_some_and(char::is_uppercase);
        if !capital || !word.starts_with(bare) {
            runs.push(std::mem::take(&mut run));
        }
        if capital {
            run.push(bare);
            if !word.ends_with(bare) {
                runs.push(std::mem::take(&mut run));
            }
        }
    }
    runs.push(run);
    runs.retain(|run| run.len() > 1);
    runs
}

/// Keys of words, each made once: names and places repeat.
#[derive(Default)]
pub struct Keys(BTreeMap<String, String>);

impl Keys {
    fn of(&mut self, word: &str) -> String {
        if let Some(key) = self.0.get(word) {
            return key.clone();
        }
        let key = name_key(word);
        // A bound, so that no input makes it grow without end.
        if self.0.len() < 50_000 {
            self.0.insert(word.to_owned(), key.clone());
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_of_capitals() {
        assert_eq!(
            runs("Ông Nguyễn Văn An, Trần Thị Bình xử lý (Lê Đào) hồ sơ"),
            [vec!["Ông", "Nguyễn", "Văn", "An"], vec!["Trần", "Thị", "Bình"], vec!["Lê", "Đào"]]
        );
    }
}
