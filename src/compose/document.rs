//! A paper's data as the page templates take it: `/data.json`, one part a paper, in a set behind a list of contents.

use std::sync::Arc;

use jiff::civil::Date;
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value as Json;

use super::vietnamese;
use super::words::{Script, SignatureBlock};

/// What a file says of itself, beside its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    /// Path below the plan's output folder.
    pub path: Arc<str>,
    /// The PDF's title.
    pub title: String,
    /// The PDF's date: the paper's own, else the meeting's, else the plan's last day.
    pub date: Date,
}

/// A paper's data, ready for the press; as JSON, `/data.json` of the page templates.
#[derive(Clone, Debug)]
pub struct Document {
    /// What its file says of itself.
    pub front: Front,
    /// The family its pages are set in.
    pub font: String,
    /// The paper; of a set the list of contents, then each paper that it binds.
    pub parts: Vec<Part>,
    /// How many times as much memory its data fills while it is set as running text of as many bytes: a table's cells are each
    /// a text by itself.
    pub density: usize,
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut data = serializer.serialize_struct("Document", 3)?;
        data.serialize_field("title", &self.front.title)?;
        data.serialize_field("font", &self.font)?;
        data.serialize_field("parts", &self.parts)?;
        data.end()
    }
}

/// One paper's pages, in the shape `templates/main.typ` takes. Read back only where papers are made up, to try the templates.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Part {
    /// The page template.
    pub kind: String,
    /// Its name among the file's bookmarks.
    pub bookmark: String,
    /// The form that the paper follows; empty where it follows none.
    #[serde(default)]
    pub form: String,
    /// What it goes with; empty where it stands alone.
    #[serde(default)]
    pub attached: String,
    /// The paper's head.
    pub head: Head,
    /// The paper's name.
    pub name: String,
    /// What it is about, a line each.
    pub subject: Vec<String>,
    /// Who decides, above a decision.
    pub authority: String,
    /// Whom it addresses.
    pub to: Vec<String>,
    /// Who receives it.
    pub recipients: Vec<String>,
    /// Its text, block by block.
    pub body: Vec<Json>,
    /// Who signs.
    pub signatures: Vec<SignatureBlock>,
    /// What else its page template asks for.
    pub extra: Json,
}

/// A paper's head (Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II.1–4). What is not known is empty.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Head {
    /// The body above the issuer.
    pub parent: String,
    /// The issuer, its lines joined.
    pub issuer: String,
    /// The registered number.
    pub number: String,
    /// What stands behind it.
    pub symbol: String,
    /// The place beside the day.
    pub place: String,
    /// Two digits.
    pub day: String,
    /// The month, with two digits where the decree wants them.
    pub month: String,
    /// Four digits.
    pub year: String,
}

impl Head {
    /// `45/TTr-UBND`, its number dotted where there is none yet; empty where the paper has none.
    pub(super) fn number_and_symbol(&self) -> String {
        let Self { number, symbol, .. } = self;
        match (symbol.is_empty(), number.is_empty()) {
            (true, _) => String::new(),
            (_, true) => format!("{}/{symbol}", vietnamese::BLANK),
            _ => format!("{number}/{symbol}"),
        }
    }

    /// `20/12/2023`; empty where the paper bears no day.
    pub(super) fn dated(&self) -> String {
        let Self { day, month, year, .. } = self;
        if day.is_empty() { String::new() } else { format!("{day}/{month}/{year}") }
    }
}

impl Part {
    /// A part from its words.
    pub(super) fn of(kind: &str, script: Script, number: String, date: Option<Date>) -> Self {
        let (day, month, year) = match date {
            Some(date) => (vietnamese::day(date), vietnamese::month(date.month()), date.year().to_string()),
            None => Default::default(),
        };
        let issuer = script.issuer.join("\n");
        let (parent, symbol, place) = (script.parent, script.symbol, script.place);
        Self {
            kind: kind.to_owned(),
            bookmark: script.bookmark,
            form: script.form,
            attached: script.attached,
            head: Head { parent, issuer, number, symbol, place, day, month, year },
            name: script.name,
            subject: script.subject,
            authority: script.authority,
            to: script.addressees,
            recipients: script.recipients,
            body: script.body,
            signatures: script.signatures,
            extra: Json::Null,
        }
    }

    /// The title of a file that begins with it: its paper's name, or what the set that it begins is about.
    pub(super) fn title(&self) -> String {
        if self.kind == "muc-luc" { self.subject.join(" ") } else { self.bookmark.clone() }
    }
}
