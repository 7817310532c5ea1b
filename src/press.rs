//! The press: a paper's data in, a finished PDF out.
//!
//! [`Press::print`] hands the data to the page templates (`templates/*.typ`, entry `main.typ`) as `/data.json`, sets the
//! pages, writes them as PDF/A-2a and PDF/UA-1 in one file, and makes the marked places real signature fields.
//!
//! *Invariant:* the bytes of a PDF depend only on the document, the templates, the fonts and the program's version; a
//! clerk's text reaches Typst only as JSON strings, never as source.

mod faces;
mod fault;
mod form;
mod memory;
mod tree;
mod world;

use anyhow::{Context as _, anyhow};
use typst::foundations::{Bytes, Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::assets::Assets;
use crate::compose::Document;
use faces::Faces;
use memory::Memory;
use world::{Closed, Desk};

/// Templates and fonts, ready to print from any number of our threads.
pub struct Press {
    closed: Closed,
    faces: Faces,
    memory: Memory,
}

/// A finished paper.
#[derive(Clone, Debug)]
pub struct Print {
    /// The file's bytes.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

impl Press {
    /// Takes the templates and fonts in force.
    ///
    /// # Errors
    /// No usable font family, one with a face or Vietnamese letters missing, or no `main.typ`.
    pub fn new(assets: &Assets) -> anyhow::Result<Self> {
        let faces = Faces::choose(assets.fonts())?;
        let closed = Closed::new(assets, faces.fonts())?;
        Ok(Self { closed, faces, memory: Memory::default() })
    }

    /// The family the pages are set in: real Times New Roman where the clerk supplied it, else the embedded one.
    pub fn family(&self) -> &str {
        self.faces.family()
    }

    /// Whether every face in force has a glyph for the character, and a PDF for the archive may hold it.
    pub fn can_print(&self, c: char) -> bool {
        self.faces.can_print(c)
    }

    /// Lets Typst read the page templates ahead of the first paper. A fault of theirs is that paper's to tell.
    pub fn prepare(&self) {
        let data = serde_json::json!({"title": "", "font": self.family(), "parts": []});
        let desk = Desk::new(&self.closed, Bytes::new(data.to_string().into_bytes()));
        let _ = typst::compile::<PagedDocument>(&desk).output;
    }

    /// So many papers will be printed: of many, less is remembered from one to the next.
    pub fn expect(&self, papers: usize) {
        self.memory.expect(papers);
    }

    /// Prints one paper.
    ///
    /// # Errors
    /// A fault of a page template, told in Vietnamese with the template's file and line. Typst's warnings are faults.
    pub fn print(&self, document: &Document) -> anyhow::Result<Print> {
        let data = serde_json::to_vec(&document.data).context("Dữ liệu của văn bản không ghi được thành JSON")?;
        let printed = self.memory.during(data.len(), |laid_out| self.set(document, Bytes::new(data), laid_out));
        printed.with_context(|| format!("Không in được “{}”", document.path))
    }

    /// `laid_out` is called between layout and export, which shares little with it.
    fn set(&self, document: &Document, data: Bytes, laid_out: impl FnOnce()) -> anyhow::Result<Print> {
        let desk = Desk::new(&self.closed, data);
        let made = typst::compile::<PagedDocument>(&desk);
        let paged = made.output.map_err(|faults| fault::told(&desk, &faults))?;
        if !made.warnings.is_empty() {
            return Err(fault::told(&desk, &made.warnings));
        }
        laid_out();
        let options = options(document)?;
        let pages = paged.pages().len();
        let pdf = typst_pdf::pdf(&paged, &options).map_err(|faults| fault::told(&desk, &faults))?;
        drop(paged);
        let pdf = form::finish(pdf, &bookmarks(document)).context("Không gắn được ô chữ ký vào tệp PDF")?;
        Ok(Print { pdf, pages })
    }
}

/// The name of each part among the bookmarks.
fn bookmarks(document: &Document) -> Vec<String> {
    let parts = document.data["parts"].as_array().map(Vec::as_slice).unwrap_or_default();
    parts.iter().map(|part| part["bookmark"].as_str().unwrap_or_default().to_owned()).collect()
}

fn options(document: &Document) -> anyhow::Result<PdfOptions> {
    let date = document.date;
    let year = i32::from(date.year());
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    let moment = Datetime::from_ymd_hms(year, month, day, 0, 0, 0)
        .ok_or_else(|| anyhow!("Ngày {day}/{month}/{year} không ghi được vào tệp PDF"))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| anyhow!("Không lập được chuẩn PDF/A-2a và PDF/UA-1 ({})", error.message()))?;
    Ok(PdfOptions {
        ident: Smart::Custom(format!("hoso/{}", document.path)),
        creator: Smart::Custom(Some(format!("hoso {}", env!("CARGO_PKG_VERSION")))),
        timestamp: Some(Timestamp::new_utc(moment)),
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    })
}
