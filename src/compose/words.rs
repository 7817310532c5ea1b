//! The papers' words: minijinja templates that a clerk's office can edit, and the plan's own sentences.
//!
//! A template reads like the paper it makes, one paragraph a line. What a line is, is said by its first characters:
//!
//! | line begins with | is |
//! | --- | --- |
//! | `@chu-quan`, `@co-quan`, `@ky-hieu`, `@dia-danh` | the head: superior body, issuing body (a line each), symbol, place |
//! | `@ten`, `@trich-yeu`, `@kinh-gui`, `@noi-nhan`, `@tham-quyen` | the type of the paper, a line of its subject, an addressee, a recipient, the deciding authority |
//! | `@bieu-mau` | the form that the paper follows, above its head |
//! | `@kem-theo` | what the paper goes with, below its subject (only the summary prints it); below `@phu-luc` that of the annex |
//! | `@dau-trang` | the paper's name among the bookmarks and in the file's title |
//! | `@ky trai chu-ky-thu-ky` | begins a signature, left (`trai`) or right (`phai`), with the name of its field; `@quyen-han`, `@ghi-chu`, `@chuc-vu`, `@ho-ten`, `@noi-ngay` below it say its lines, note, other post above the name, name, and place and day |
//! | `# `, `## `, `### ` | a heading: mục, khoản, điểm |
//! | `> ` | a legal basis (căn cứ) |
//! | `- `, `+ ` | an item, an item below it |
//! | `= ` | a centred bold line |
//! | `@muc Ngày sinh: …` | a particular of a person, with the form's dotted blank where nothing follows |
//! | `@bang ten` | the table of that name |
//! | `@phu-luc Phụ lục` | begins an annex, on a new page where it stands behind its paper; `@ten-phu-luc`, `@kem-theo` below it say a line of its title, and what it is attached to |
//! | anything else | a paragraph |
//!
//! Inside a line `**…**` is bold and `__…__` is italic.
//!
//! *Invariant:* only the template's own characters are markup. Whatever a `{{ }}` prints is enclosed in two
//! noncharacters that no workbook can bring in, and is taken literally to the last character.

pub mod fault;
mod sentence;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::anyhow;
use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind, State, UndefinedBehavior, Value};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::vietnamese;
use crate::text::marks::{CLOSE, OPEN};

/// Steps a template may take, far above what any paper needs and far below a second.
const FUEL: u64 = 5_000_000;

/// Templates of words, ready to be filled.
pub struct Words {
    environment: Environment<'static>,
    /// What each of the plan's sentences asks for; they are templates under their own text.
    sentences: BTreeMap<String, BTreeSet<String>>,
}

/// The rows of a table, a text for each cell.
pub type Rows = Vec<Vec<String>>;

/// The rows of a paper's tables, by the names that `@bang` calls them.
#[derive(Debug, Default)]
pub struct Tables(BTreeMap<&'static str, Rows>);

impl Tables {
    /// The same with one more.
    #[must_use]
    pub fn and(mut self, name: &'static str, rows: Rows) -> Self {
        self.0.insert(name, rows);
        self
    }

    /// How many rows a table has.
    pub fn len(&self, name: &str) -> usize {
        self.0.get(name).map_or(0, Vec::len)
    }
}

/// One paper's words, in the shape the page templates take.
#[derive(Debug, Default)]
pub struct Script {
    /// `@dau-trang`.
    pub bookmark: String,
    /// `@chu-quan`.
    pub parent: String,
    /// `@co-quan`, a line each.
    pub issuer: Vec<String>,
    /// `@ky-hieu`; empty where the paper has no number.
    pub symbol: String,
    /// `@dia-danh`; empty where the paper has no place and day.
    pub place: String,
    /// `@ten`.
    pub name: String,
    /// `@trich-yeu`, a line each.
    pub subject: Vec<String>,
    /// `@kinh-gui`.
    pub addressees: Vec<String>,
    /// `@noi-nhan`.
    pub recipients: Vec<String>,
    /// `@bieu-mau`: the form that the paper follows; empty where it follows none.
    pub form: String,
    /// `@kem-theo` of the paper itself: what it goes with; empty where it stands alone.
    pub attached: String,
    /// `@tham-quyen`.
    pub authority: String,
    /// `@ky`.
    pub signatures: Vec<SignatureBlock>,
    /// The rest, as JSON blocks.
    pub body: Vec<Json>,
}

/// Where somebody signs.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SignatureBlock {
    /// `left` or `right`.
    pub side: String,
    /// `@quyen-han`: in what capacity, a line each.
    pub lines: Vec<String>,
    /// `@ghi-chu`: what stands in italics below.
    pub note: String,
    /// `@ho-ten`.
    pub name: String,
    /// `@chuc-vu`: the post below the name, a line each.
    pub post: Vec<String>,
    /// The name of the signature field.
    pub field: String,
    /// `@noi-ngay`: place and day above.
    pub place_date: String,
}

impl Words {
    /// Takes the templates (name and text). A syntax error names the template and its line.
    pub fn new<'t>(templates: impl Iterator<Item = (&'t str, &'t str)>) -> anyhow::Result<Self> {
        let mut environment = Environment::new();
        // A fault shows its line in a release build too.
        environment.set_debug(true);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        // An escaping of our own, so that what a block or macro printed is known for safe and not enclosed again.
        environment.set_auto_escape_callback(|_| minijinja::AutoEscape::Custom("literal".into()));
        environment.set_formatter(literal);
        environment.remove_filter("safe");
        vietnamese::add_filters(&mut environment);
        for (name, text) in templates {
            let text = text.replace([OPEN, CLOSE], "");
            environment.add_template_owned(name.to_owned(), text).map_err(|error| fault::said(&error))?;
        }
        Ok(Self { environment, sentences: BTreeMap::new() })
    }

    /// Fills the template `name` with `data` and reads its lines; `tables` are the rows of each `@bang`.
    pub fn script(&self, name: &str, data: &impl Serialize, tables: &Tables) -> anyhow::Result<Script> {
        let template = self.environment.get_template(name).map_err(|error| fault::said(&error))?;
        let text = template.render(Value::from(Serde(data))).map_err(|error| fault::said(&error))?;
        read(&text, tables).map_err(|(line, error)| {
            error.context(format!("{}: dòng này không đúng", fault::place(&self.environment, name, line)))
        })
    }

    /// Whether a template asks for this name.
    pub fn asks(&self, template: &str, name: &str) -> anyhow::Result<bool> {
        let template = self.environment.get_template(template).map_err(|error| fault::said(&error))?;
        Ok(template.undeclared_variables(false).contains(name))
    }

    /// Fills a one-sentence template and gives the plain text.
    pub fn line(&self, name: &str, data: &Json) -> anyhow::Result<String> {
        let template = self.environment.get_template(name).map_err(|error| fault::said(&error))?;
        let text = template.render(Value::from(Serde(data))).map_err(|error| fault::said(&error))?;
        Ok(plain(text.trim()))
    }
}

/// Prints a value literally: enclosed, so that the line reader takes it for text.
fn literal(out: &mut minijinja::Output, _: &mut State, value: &Value) -> Result<(), Error> {
    let text = match value.as_str() {
        Some(text) => text.to_owned(),
        None if value.is_undefined() => return Err(Error::from(ErrorKind::UndefinedError)),
        None if value.is_none() => String::new(),
        None => value.to_string(),
    };
    if value.is_safe() {
        return out.write_str(&text).map_err(Error::from);
    }
    // A mark inside would end the text for the line reader.
    write!(out, "{OPEN}{}{CLOSE}", plain(&text)).map_err(Error::from)
}

/// The text without the marks around values.
fn plain(text: &str) -> String {
    text.replace([OPEN, CLOSE], "")
}

/// Reads the lines of a filled template; an error comes with the line it is in.
fn read<'t>(text: &'t str, tables: &Tables) -> Result<Script, (&'t str, anyhow::Error)> {
    let mut script = Script::default();
    for line in lines(text) {
        let line = line.trim();
        if plain(line).trim().is_empty() {
            continue;
        }
        match line.strip_prefix('@') {
            Some(directive) => {
                let (name, rest) = directive.split_once(' ').unwrap_or((directive, ""));
                order(&mut script, name, rest.trim(), tables).map_err(|error| (line, error))?;
            }
            None => script.body.push(block(line)),
        }
    }
    Ok(script)
}

/// Splits at the template's own line ends, not at those inside a value.
fn lines(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    text.split(|c| {
        match c {
            OPEN => depth += 1,
            CLOSE => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '\n' && depth == 0
    })
    .collect()
}

fn order(script: &mut Script, name: &str, rest: &str, tables: &Tables) -> anyhow::Result<()> {
    match name {
        "dau-trang" => script.bookmark = plain(rest),
        "chu-quan" => script.parent = plain(rest),
        "co-quan" => script.issuer.push(plain(rest)),
        "ky-hieu" => script.symbol = plain(rest),
        "dia-danh" => script.place = plain(rest),
        "ten" => script.name = plain(rest),
        "bieu-mau" => script.form = plain(rest),
        "tham-quyen" => script.authority = plain(rest),
        "trich-yeu" => script.subject.push(plain(rest)),
        "kinh-gui" => script.addressees.extend(plain(rest).lines().map(str::to_owned)),
        "noi-nhan" => script.recipients.extend(plain(rest).lines().map(str::to_owned)),
        "muc" => {
            let (label, value) =
                rest.split_once(':').ok_or_else(|| anyhow!("“@muc” cần dấu hai chấm: {}", plain(rest)))?;
            let mut fact = json!({"kind": "fact", "label": plain(label).trim()});
            fact["runs"] = runs(value.trim()).into();
            script.body.push(fact);
        }
        "phu-luc" => script.body.push(json!({"kind": "annex", "label": plain(rest), "title": [], "attached": ""})),
        "ten-phu-luc" => annex(script, "title", plain(rest))?,
        "kem-theo" if script.body.iter().all(|block| block["kind"] != "annex") => script.attached = plain(rest),
        "kem-theo" => annex(script, "attached", plain(rest))?,
        "bang" => {
            let rows = tables.0.get(rest).ok_or_else(|| anyhow!("không có bảng “{}”", plain(rest)))?;
            if !rows.is_empty() {
                script.body.push(json!({"kind": "table", "name": rest, "rows": rows}));
            }
        }
        "ky" | "quyen-han" | "ghi-chu" | "chuc-vu" | "ho-ten" | "noi-ngay" => signature(script, name, plain(rest))?,
        _ => return Err(anyhow!("không có lệnh “@{}”", plain(name))),
    }
    Ok(())
}

fn signature(script: &mut Script, name: &str, rest: String) -> anyhow::Result<()> {
    if name == "ky" {
        let (side, field) = rest.split_once(' ').ok_or_else(|| anyhow!("“@ky {rest}” cần bên ký và tên ô chữ ký"))?;
        let side = match side {
            "trai" => "left",
            "phai" => "right",
            _ => return Err(anyhow!("“@ky {rest}” cần bên ký là “trai” hoặc “phai”")),
        };
        let side = side.to_owned();
        script.signatures.push(SignatureBlock { side, field: field.trim().to_owned(), ..SignatureBlock::default() });
        return Ok(());
    }
    let last = script.signatures.last_mut().ok_or_else(|| anyhow!("“@{name}” phải đứng sau “@ky”"))?;
    match name {
        "quyen-han" => last.lines.extend(rest.lines().map(str::to_owned)),
        "chuc-vu" => last.post.extend(rest.lines().map(str::to_owned)),
        "ghi-chu" => last.note = rest,
        "ho-ten" => last.name = rest,
        _ => last.place_date = rest,
    }
    Ok(())
}

fn annex(script: &mut Script, key: &str, text: String) -> anyhow::Result<()> {
    let block = script.body.last_mut().filter(|block| block["kind"] == "annex");
    let block = block.ok_or_else(|| anyhow!("“{text}” phải đứng ngay sau “@phu-luc”"))?;
    match block[key].as_array_mut() {
        Some(lines) => lines.push(Json::String(text)),
        None => block[key] = Json::String(text),
    }
    Ok(())
}

fn block(line: &str) -> Json {
    const MARKS: [(&str, &str); 7] =
        [("### ", "h3"), ("## ", "h2"), ("# ", "h1"), ("> ", "basis"), ("- ", "item"), ("+ ", "sub"), ("= ", "decree")];
    let (kind, rest) = MARKS
        .iter()
        .find_map(|(mark, kind)| line.strip_prefix(mark).map(|rest| (*kind, rest.trim_start())))
        .unwrap_or(("p", line));
    let mut block = json!({"kind": kind});
    block["runs"] = runs(rest).into();
    block
}

/// Cuts a line into runs at the template's own `**` and `__`.
fn runs(line: &str) -> Vec<Json> {
    let mut runs: Vec<Json> = Vec::new();
    let (mut bold, mut italic, mut depth) = (false, false, 0_usize);
    let mut text = String::new();
    let mut letters = line.chars().peekable();
    let flush = |text: &mut String, bold: bool, italic: bool, runs: &mut Vec<Json>| {
        if !text.is_empty() {
            let mut run = json!({"t": std::mem::take(text)});
            for (key, on) in [("b", bold), ("i", italic)] {
                if on {
                    run[key] = Json::Bool(true);
                }
            }
            runs.push(run);
        }
    };
    while let Some(letter) = letters.next() {
        match letter {
            OPEN => depth += 1,
            CLOSE => depth = depth.saturating_sub(1),
            '*' | '_' if depth == 0 && letters.peek() == Some(&letter) => {
                letters.next();
                flush(&mut text, bold, italic, &mut runs);
                if letter == '*' {
                    bold = !bold;
                } else {
                    italic = !italic;
                }
            }
            other => text.push(other),
        }
    }
    flush(&mut text, bold, italic, &mut runs);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(template: &str, data: Json) -> Script {
        let words = Words::new([("thu.jinja", template)].into_iter()).expect("a template");
        words
            .script("thu.jinja", &data, &Tables::default().and("bang-thu", vec![vec!["1".to_owned()]]))
            .expect("a script")
    }

    #[test]
    fn lines_become_blocks() {
        let made = script(
            "@ten TỜ TRÌNH\n@trich-yeu Về việc {{ viec }}\n@kinh-gui {{ ai }}\n# I. MỤC\n> Căn cứ;\n- ý\n@bang bang-thu\n@muc Sinh:\n**Điều 1.** Tặng __x__",
            json!({"viec": "thử", "ai": "A\nB"}),
        );
        assert_eq!((made.name.as_str(), made.subject.join("|").as_str()), ("TỜ TRÌNH", "Về việc thử"));
        assert_eq!(made.addressees, ["A", "B"]);
        let kinds: Vec<&str> = made.body.iter().filter_map(|block| block["kind"].as_str()).collect();
        assert_eq!(kinds, ["h1", "basis", "item", "table", "fact", "p"]);
        assert_eq!(made.body[5]["runs"], json!([{"t": "Điều 1.", "b": true}, {"t": " Tặng "}, {"t": "x", "i": true}]));
    }

    #[test]
    fn a_value_is_never_markup() {
        for value in ["# I", "@ten X", "**b**", "a\n# b", "{{ 7*7 }}", "- x", "__i__", "@bang bang-thu"] {
            let made = script("{{ x }}\nxem {{ x }}", json!({"x": value}));
            assert_eq!(made.name, "", "{value}");
            assert_eq!(made.body.len(), 2, "{value}");
            assert_eq!(made.body[0], json!({"kind": "p", "runs": [{"t": value}]}));
            assert_eq!(made.body[1], json!({"kind": "p", "runs": [{"t": format!("xem {value}")}]}));
        }
    }

    #[test]
    fn a_fault_names_its_template_and_line() {
        let error = Words::new([("to-trinh.jinja", "a\n{% if %}")].into_iter()).err().expect("a fault").to_string();
        assert!(error.starts_with("Mẫu câu chữ “to-trinh.jinja”, dòng 2: viết sai cú pháp"), "{error}");
        let words = Words::new([("a.jinja", "x\n\n{{ khong_co }}")].into_iter()).expect("a template");
        let error = words.script("a.jinja", &json!({}), &Tables::default()).expect_err("undefined").to_string();
        assert_eq!(
            error,
            "Mẫu câu chữ “a.jinja”, dòng 3: dùng một tên không có\n  3 │ {{ khong_co }}\n    │    ^^^^^^^^"
        );
    }

    #[test]
    fn a_line_that_is_no_order_is_named_with_its_number() {
        let templates = [("a.jinja", "x\n{% include \"b.jinja\" %}\n@ky phai"), ("b.jinja", "{{ x }}\n\n@lạ {{ x }}")];
        let words = Words::new(templates.into_iter()).expect("templates");
        let error = words.script("a.jinja", &json!({"x": "y"}), &Tables::default()).expect_err("an unknown order");
        assert_eq!(format!("{error:#}"), "Mẫu câu chữ “b.jinja”, dòng 3: dòng này không đúng: không có lệnh “@lạ”");
        let words = Words::new([("a.jinja", "x\n@ky phai")].into_iter()).expect("a template");
        let error = words.script("a.jinja", &json!({}), &Tables::default()).expect_err("an order without its field");
        assert!(error.to_string().starts_with("Mẫu câu chữ “a.jinja”, dòng 2: "), "{error}");
    }
}
