//! The plan's sentences on its targets (`Câu báo cáo`): cells of a workbook that name figures.
//!
//! *Invariant:* a sentence may name what it can speak of, and ask whether that is there, but no more: a cell is no program.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Value;
use minijinja::value::Serde;
use serde_json::Value as Json;

use super::{Words, fault, plain};
use crate::text::marks::TRACED;

/// What the names of the plan's sentences begin with, and no file's.
pub const SENTENCE: char = '\n';

impl Words {
    /// The same with a plan's sentences read once, however many people are told of in them. One that cannot be read is
    /// left to [`sentence`](Self::sentence), which says so.
    #[must_use]
    pub fn with_sentences<'s>(&self, sources: impl Iterator<Item = &'s str>) -> Self {
        let (mut environment, mut sentences) = (self.environment.clone(), BTreeMap::new());
        for source in sources {
            let text = placeholders(source);
            if names_alone(&text) && environment.add_template_owned(name_of(source), text).is_ok() {
                sentences.insert(source.to_owned(), self.asks_for(source));
            }
        }
        Self { environment, sentences }
    }

    /// Fills a sentence of the plan, which is a cell of a workbook: it may name what the data holds, and ask whether it is
    /// there, but no more, for a cell is no program. The error is for the clerk: what in the sentence cannot be understood.
    pub fn sentence(&self, source: &str, data: &Json) -> Result<String, &'static str> {
        let known = self.sentences.get(source);
        if known.is_none() && !names_alone(&placeholders(source)) {
            return Err("chỉ được nêu tên số liệu trong ngoặc nhọn, hoặc {% if tên %} … {% endif %}");
        }
        // The engine has names of its own.
        let holds = |names: &BTreeSet<String>| names.iter().all(|name| data.get(name).is_some());
        if !known.map_or_else(|| holds(&self.asks_for(source)), holds) {
            return Err("dùng một tên không có");
        }
        let values = Value::from(Serde(data));
        let filled = match known {
            Some(_) => self.environment.get_template(&name_of(source)).and_then(|template| template.render(values)),
            None => self.environment.render_str(&placeholders(source), values),
        };
        filled.map(|text| plain(text.trim())).map_err(|error| fault::sentence(&error))
    }

    /// Whether a sentence prints one of these of the data, which are strings: a condition may keep it from doing so.
    pub fn prints_any(&self, source: &str, data: &Json, names: &[&str]) -> bool {
        if !source.contains("{%") {
            return self.asks_for(source).iter().any(|name| names.contains(&name.as_str()));
        }
        let mut marked = data.clone();
        for name in names {
            if marked[*name].as_str().is_some_and(|value| !value.is_empty()) {
                marked[*name] = TRACED.to_string().into();
            }
        }
        self.sentence(source, &marked).is_ok_and(|text| text.contains(TRACED))
    }

    /// The names a sentence of the plan asks for.
    pub fn asks_for(&self, source: &str) -> BTreeSet<String> {
        if let Some(names) = self.sentences.get(source) {
            return names.clone();
        }
        let source = placeholders(source);
        let template = self.environment.template_from_str(&source);
        template.map(|template| template.undeclared_variables(false).into_iter().collect()).unwrap_or_default()
    }
}

/// The name of a plan's sentence among the templates.
fn name_of(sentence: &str) -> String {
    format!("{SENTENCE}{sentence}")
}

/// `{Kết quả}` in a plan's sentence, as a clerk would write it, is `{{ ket_qua }}`.
fn placeholders(source: &str) -> String {
    let mut out = String::new();
    let mut rest = source;
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let double = from.starts_with("{{");
        let code = from.starts_with("{%") || from.starts_with("{#");
        let close = if double { "}}" } else { "}" };
        match from.find(close) {
            Some(end) if !code => {
                let inner = from[..end].trim_start_matches('{');
                let words = inner.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '_');
                let name = crate::text::fold(&inner.replace('_', " ")).replace(' ', "_");
                if words && !name.is_empty() {
                    out.push_str(&format!("{{{{ {name} }}}}"));
                } else {
                    out.push_str(&from[..end + close.len()]);
                }
                rest = &from[end + close.len()..];
            }
            _ => {
                let (mark, behind) = from.split_at(if double || code { 2 } else { 1 });
                out.push_str(mark);
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Whether all that a template does is to name values, and to ask whether they are there.
fn names_alone(text: &str) -> bool {
    const VALUES: [&str; 3] = ["true", "false", "none"];
    let is_name = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_alphabetic())
            && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !VALUES.contains(&word.to_lowercase().as_str())
    };
    let mut rest = text;
    while let Some(start) = rest.find(['{', '}']) {
        let from = &rest[start..];
        let close = match from.get(..2) {
            Some("{{") => "}}",
            Some("{%") => "%}",
            // A brace that belongs to nothing is a name that was typed wrong.
            _ => return false,
        };
        // What is not closed the engine says.
        let Some(end) = from[2..].find(close).map(|end| end + 2) else { return true };
        let inner = from[2..end].trim_matches(['-', '+']);
        let words: Vec<&str> = inner.split_whitespace().collect();
        let fits = match (close, &words[..]) {
            ("}}", [name]) | ("%}", ["if" | "elif", name] | ["if" | "elif", "not", name]) => is_name(name),
            ("%}", ["else" | "endif"]) => true,
            _ => false,
        };
        if !fits {
            return false;
        }
        rest = &from[end + 2..];
    }
    true
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_plan_sentence_is_no_program() {
        let fresh = Words::new(std::iter::empty()).expect("no templates");
        let data = json!({"ket_qua": "412", "so": ""});
        for good in
            ["{{ ket_qua }}{% if so %}, {{so}}{% else %}!{% endif %}", "{%- if not so -%}{ Kết quả }{%- endif %}"]
        {
            assert!(fresh.sentence(good, &data).is_ok(), "{good}");
        }
        for bad in [
            "{{ \"x\" * 100000000 }}",
            "{{ debug() }}",
            "{{ debug }}",
            "{{ 7*7 }}",
            "{{ range(100000) | join }}",
            "{{ ket_qua | upper }}",
            "{{ ket_qua.x }}",
            "{% for x in range(9) %}{% endfor %}",
            "{% set x = 1 %}",
            "{% include \"bao-cao.jinja\" %}",
            "{# x #}",
            "{{ khong_co }}",
            "{{ 7 }}",
            "{{ true }}",
            "{Tỷ lệ %}",
            "{Kết quả",
            "{Đơn vị",
            "đạt {",
            "%} }}",
            "{}",
        ] {
            assert!(fresh.sentence(bad, &data).is_err(), "{bad}");
            assert!(fresh.with_sentences(std::iter::once(bad)).sentence(bad, &data).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_figure_that_a_condition_keeps_back_is_not_printed() {
        let words = Words::new(std::iter::empty()).expect("no templates");
        let data = json!({"ket_qua": "412", "chenh_lech": "", "ten": "x"});
        let prints = |source: &str| words.prints_any(source, &data, &["ket_qua", "chenh_lech"]);
        assert!(prints("{{ ket_qua }}") && prints("{% if chenh_lech %}a{% else %}{Kết quả}{% endif %}"));
        assert!(!prints("{{ ten }}") && !prints("{% if ket_qua %}tốt{% endif %}"));
        assert!(!prints("{% if chenh_lech %}{{ chenh_lech }}{% else %}tốt{% endif %}"));
    }

    #[test]
    fn a_plan_sentence_takes_both_spellings_of_a_name() {
        let fresh = Words::new(std::iter::empty()).expect("no templates");
        let data = json!({"ket_qua": "412", "tong_so": "413"});
        let good = ["{{ ket_qua }}/{{ tong_so }}", "{Kết quả}/{Tổng số}", "{{ Kết quả }}/{tong_so}"];
        let broken = ["{{ ket_qua", "{{ ket_qua }} {% endif %}"];
        let read_once = fresh.with_sentences(good.into_iter().chain(broken).chain(["{Lạ lùng}", "{Kết quả} a"]));
        for words in [fresh, read_once] {
            for source in good {
                assert_eq!(words.sentence(source, &data).as_deref(), Ok("412/413"), "{source}");
            }
            assert_eq!(words.sentence("{Lạ lùng}", &data), Err("dùng một tên không có"));
            for broken in broken {
                assert_eq!(words.sentence(broken, &data), Err("viết sai cú pháp"), "{broken}");
            }
            assert!(words.asks_for("{Kết quả} a").contains("ket_qua"));
        }
    }
}
