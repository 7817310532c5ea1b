//! The closed world that pages are set in: templates and fonts in memory, one `/data.json`, and nothing else.
//!
//! *Invariant:* no disk, no network, no packages, no clock. One file id a template and one for the data, so that Typst's
//! table of ids (65,535 for the life of the process) never fills.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use anyhow::anyhow;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use crate::assets::Assets;

const MAIN: &str = "main.typ";
const DATA: &str = "data.json";

/// What all papers of a run share, so that their common work is done once.
pub struct Closed {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    /// By path, as ids have no order.
    sources: BTreeMap<String, Template>,
    files: BTreeMap<String, Bytes>,
    main: FileId,
    data: FileId,
}

/// A page template.
struct Template {
    id: FileId,
    text: String,
    /// Parsed when a page first wants it: what reads workbooks need not wait for it.
    parsed: OnceLock<Source>,
}

impl Closed {
    /// Takes every page template.
    pub fn new(assets: &Assets, fonts: &[Font]) -> anyhow::Result<Self> {
        let mut sources = BTreeMap::new();
        for (name, text) in assets.texts(".typ") {
            let Some(id) = id(name) else { continue };
            sources.insert(key(id), Template { id, text: text.to_owned(), parsed: OnceLock::new() });
        }
        let mut files = BTreeMap::new();
        for (name, bytes) in assets.templates() {
            if let Some(id) = id(name).filter(|_| name.ends_with(".png") || name.ends_with(".svg")) {
                files.insert(key(id), Bytes::new(bytes.to_vec()));
            }
        }
        let named = |name: &str| id(name).ok_or_else(|| anyhow!("Không đặt được tên tệp “{name}”"));
        let (main, data) = (named(MAIN)?, named(DATA)?);
        if !sources.contains_key(&key(main)) {
            return Err(anyhow!("Thiếu mẫu trang “{MAIN}”"));
        }
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(fonts)),
            fonts: fonts.to_vec(),
            sources,
            files,
            main,
            data,
        })
    }
}

fn id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(format!("/{name}")).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// A file's path in the closed world; one of a package has no place in it.
fn key(id: FileId) -> String {
    match id.get().root() {
        VirtualRoot::Project => id.get().vpath().get_without_slash().to_owned(),
        VirtualRoot::Package(package) => format!("@{package}"),
    }
}

/// The closed world with one paper's data in it.
pub struct PaperWorld<'a> {
    closed: &'a Closed,
    data: Bytes,
}

impl<'a> PaperWorld<'a> {
    /// Puts the data down as `/data.json`.
    pub fn new(closed: &'a Closed, data: Bytes) -> Self {
        Self { closed, data }
    }

    /// The name of a template, as the clerk knows it.
    pub fn name(id: FileId) -> String {
        key(id)
    }
}

impl World for PaperWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.closed.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.closed.book
    }

    fn main(&self) -> FileId {
        self.closed.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let name = key(id);
        let template = self.closed.sources.get(&name).ok_or_else(|| FileError::NotFound(PathBuf::from(name)))?;
        Ok(template.parsed.get_or_init(|| Source::new(template.id, template.text.clone())).clone())
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.closed.data {
            return Ok(self.data.clone());
        }
        let name = key(id);
        if let Some(bytes) = self.closed.files.get(&name) {
            return Ok(bytes.clone());
        }
        self.source(id).map(|source| Bytes::from_string(source.text().to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.closed.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
