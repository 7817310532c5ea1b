//! The plain loop over the typst library that one would write first: fonts and templates loaded once, a paper compiled,
//! exported to the same standards and returned; the cache evicted as Typst's own command does between compilations.

use std::collections::HashMap;

use hoso::assets::Assets;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// Everything but the data.
pub struct World {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: HashMap<FileId, Source>,
    data: Bytes,
}

impl World {
    /// Loads fonts and templates.
    pub fn new(assets: &Assets) -> Self {
        let fonts: Vec<Font> = assets.fonts().flat_map(|(_, bytes)| Font::iter(Bytes::new(bytes.to_vec()))).collect();
        let sources = assets.texts(".typ").map(|(name, text)| (id(name), Source::new(id(name), text.to_owned())));
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            sources: sources.collect(),
            fonts,
            data: Bytes::new(Vec::new()),
        }
    }

    /// Compiles and exports one paper.
    pub fn print(&self, data: &str) -> Vec<u8> {
        let world = Self {
            library: self.library.clone(),
            book: self.book.clone(),
            fonts: self.fonts.clone(),
            sources: self.sources.clone(),
            data: Bytes::from_string(data.to_owned()),
        };
        let paged = typst::compile::<PagedDocument>(&world).output.expect("the templates are sound");
        let day = Datetime::from_ymd_hms(2023, 12, 20, 0, 0, 0).expect("a day");
        let options = PdfOptions {
            timestamp: Some(Timestamp::new_utc(day)),
            standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).expect("the two go together"),
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&paged, &options).expect("the paper is exported");
        typst::comemo::evict(10);
        pdf
    }
}

fn id(name: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(format!("/{name}")).expect("a path")).intern()
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        id("main.typ")
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| FileError::NotFound("template".into()))
    }

    fn file(&self, file: FileId) -> FileResult<Bytes> {
        if file == id("data.json") { Ok(self.data.clone()) } else { Err(FileError::NotFound("file".into())) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
