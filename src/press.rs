//! The press: a paper's data in, a finished PDF out.
//!
//! [`Press::lay_out`] hands the data to the page templates (`templates/*.typ`, entry `main.typ`) as `/data.json` and sets the
//! [`Pages`]; these are written as PDF/A-2a and PDF/UA-1, and the marked places made real signature fields. A set is laid
//! out once: every paper in it is written from the same pages, for layout is most of the work.
//!
//! *Invariant:* the bytes of a PDF depend only on the document, the templates, the fonts and the program's version; they
//! are the same whether a paper is laid out alone or in its set, which is known of the embedded page templates and of
//! no others. A clerk's text reaches Typst only as JSON strings, never as source.

mod faces;
mod fault;
mod form;
mod memory;
mod tree;
mod world;

use std::ops::Range;

use anyhow::{Context as _, anyhow};
use typst::foundations::{Bytes, Datetime, Label, Selector, Smart};
use typst::introspection::Introspector as _;
use typst::model::Document as _;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::assets::Assets;
use crate::compose::{Document, Front};
use faces::Faces;
use form::PartPages;
use memory::Memory;
use world::{Closed, PaperWorld};

/// Templates and fonts, ready to print from any number of our threads.
pub struct Press {
    closed: Closed,
    faces: Faces,
    memory: Memory,
    /// Whether a paper's pages in a set are those that it has by itself.
    cuts: bool,
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
        let faces = Faces::choose(assets.font_files())?;
        let closed = Closed::new(assets, faces.fonts())?;
        Ok(Self { closed, faces, memory: Memory::default(), cuts: assets.has_embedded_pages() })
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
        let world = PaperWorld::new(&self.closed, Bytes::new(data.to_string().into_bytes()));
        let _ = typst::compile::<PagedDocument>(&world).output;
    }

    /// Sets the pages of a document: a paper, or a set with every paper in it.
    ///
    /// # Errors
    /// A fault of a page template, told in Vietnamese with the template's file and line. Typst's warnings are faults.
    pub fn lay_out(&self, document: &Document) -> anyhow::Result<Pages<'_>> {
        self.laid_out(document).with_context(|| not_printed(&document.front))
    }

    /// Prints one document.
    ///
    /// # Errors
    /// As [`lay_out`](Self::lay_out).
    pub fn print(&self, document: &Document) -> anyhow::Result<Print> {
        self.lay_out(document)?.print(&document.front)
    }

    /// Forgets what Typst remembers of all that was laid out: nothing more will be soon.
    pub fn forget(&self) {
        self.memory.clear();
    }

    fn laid_out(&self, document: &Document) -> anyhow::Result<Pages<'_>> {
        let data = serde_json::to_vec(document).context("Dữ liệu của văn bản không ghi được thành JSON")?;
        let layout = self.memory.begin(document.density * data.len());
        let world = PaperWorld::new(&self.closed, Bytes::new(data));
        let made = typst::compile::<PagedDocument>(&world);
        let paged = made.output.map_err(|faults| fault::told(&world, &faults))?;
        if !made.warnings.is_empty() {
            return Err(fault::told(&world, &made.warnings));
        }
        drop(layout);
        let parts = parts(document, &paged);
        Ok(Pages { world, paged, parts, cuts: self.cuts })
    }
}

/// The pages of a document, ready to be written.
pub struct Pages<'a> {
    world: PaperWorld<'a>,
    paged: PagedDocument,
    parts: Vec<PartPages>,
    cuts: bool,
}

impl Pages<'_> {
    /// Writes the whole document.
    ///
    /// # Errors
    /// What cannot be written to the two standards, in Vietnamese.
    pub fn print(&self, front: &Front) -> anyhow::Result<Print> {
        self.write(&self.paged, front, &self.parts).with_context(|| not_printed(front))
    }

    /// Writes one part as the paper that it is by itself; none where the office has page templates of its own, in which
    /// a part may count pages or notes from those before it.
    ///
    /// # Errors
    /// As [`print`](Self::print).
    pub fn print_part(&self, index: usize, front: &Front) -> Option<anyhow::Result<Print>> {
        let part = self.parts.get(index).filter(|part| self.cuts && !part.pages.is_empty())?;
        let pages = self.paged.pages().get(part.pages.clone())?;
        let mut info = self.paged.info().clone();
        info.title = Some(front.title.as_str().into());
        let paged = PagedDocument::new(pages.iter().cloned().collect(), info);
        let alone = PartPages { bookmark: part.bookmark.clone(), pages: 0..pages.len() };
        Some(self.write(&paged, front, &[alone]).with_context(|| not_printed(front)))
    }

    fn write(&self, paged: &PagedDocument, front: &Front, parts: &[PartPages]) -> anyhow::Result<Print> {
        let options = options(front)?;
        let pdf = typst_pdf::pdf(paged, &options).map_err(|faults| fault::told(&self.world, &faults))?;
        let pdf = form::finish(pdf, parts).context("Không gắn được ô chữ ký vào tệp PDF")?;
        Ok(Print { pdf, pages: paged.pages().len() })
    }
}

fn not_printed(front: &Front) -> String {
    format!("Không in được “{}”", front.path)
}

/// The name and the pages of each part.
fn parts(document: &Document, paged: &PagedDocument) -> Vec<PartPages> {
    let named = document.parts.iter().enumerate();
    named.map(|(index, part)| PartPages { bookmark: part.bookmark.clone(), pages: marked(paged, index) }).collect()
}

/// The pages between the two marks of a part (`templates/main.typ`), from 0.
fn marked(paged: &PagedDocument, index: usize) -> Range<usize> {
    let page = |mark: &str| {
        let label = Label::new(PicoStr::intern(&format!("{mark}-{index}")))?;
        let found = paged.introspector().query_first(&Selector::Label(label))?;
        Some(paged.introspector().page(found.location()?)?.get())
    };
    match (page("part"), page("part-end")) {
        (Some(first), Some(last)) => first - 1..last,
        _ => 0..0,
    }
}

fn options(front: &Front) -> anyhow::Result<PdfOptions> {
    let date = front.date;
    let year = i32::from(date.year());
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    let moment = Datetime::from_ymd_hms(year, month, day, 0, 0, 0)
        .ok_or_else(|| anyhow!("Ngày {day}/{month}/{year} không ghi được vào tệp PDF"))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| anyhow!("Không lập được chuẩn PDF/A-2a và PDF/UA-1 ({})", error.message()))?;
    Ok(PdfOptions {
        ident: Smart::Custom(format!("hoso/{}", front.path)),
        creator: Smart::Custom(Some(format!("hoso {}", env!("CARGO_PKG_VERSION")))),
        timestamp: Some(Timestamp::new_utc(moment)),
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    })
}
