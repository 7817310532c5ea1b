//! Signature fields, bookmark names and a joined tag tree, put into a PDF as Typst writes it, which is then packed: what is
//! no stream itself goes into compressed object streams (ISO 32000-1, 7.5.7), for a tag tree takes more than what it tags.
//!
//! A template marks the place of a signature with a link to `chu-ky:<name>|<tooltip>` over an empty box. Typst and krilla
//! then do what a form field needs and they cannot write themselves: the place on the page, the entry in the page's
//! annotations, and a structure element that owns it in reading order. Here that link becomes a `Widget` of an empty
//! signature field, and its `Link` element a `Form` (PDF/UA-1, 7.18.4).
//!
//! In a set each field's name begins with the number of its part: a file's fields must differ.
//!
//! *Invariant:* streams stay as they were, pages, fonts and all; and nothing depends on clock or chance.

#![expect(clippy::float_arithmetic, reason = "corners of a field on its page")]

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Context as _, anyhow};
use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};

use crate::text::unique;

/// What the address of a marked place begins with.
const MARK: &str = "chu-ky:";

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartPages {
    /// Its name among the bookmarks; empty where it has none of its own.
    pub bookmark: String,
    /// Its pages, from 0; empty where the entry template does not mark them.
    pub pages: Range<usize>,
}

/// Makes every marked place a signature field, names the outline's top entries and joins what the pages had to part.
pub fn finish(pdf: Vec<u8>, parts: &[PartPages]) -> anyhow::Result<Vec<u8>> {
    let mut document = Document::load_mem(&pdf).context("Không đọc lại được tệp PDF vừa dàn")?;
    let length = pdf.len();
    // A set's takes megabytes, and so does what it was read into.
    drop(pdf);
    let places = places(&document, parts)?;
    for (id, entry) in titles(&document, parts)? {
        document.set_object(id, entry);
    }
    super::tree::join(&mut document).context("Không đọc được cây cấu trúc của tệp PDF")?;
    add(&mut document, places)?;
    let packed = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).compression_level(6).build();
    let mut finished = Vec::with_capacity(length);
    document.save_with_options(&mut finished, packed).context("Không ghi được tệp PDF")?;
    // What a signature appends begins with an object, which PDF/A wants at the beginning of a line (ISO 19005-2, 6.1.9).
    finished.push(b'\n');
    Ok(finished)
}

/// A place marked for a signature.
struct Place {
    page: ObjectId,
    annotation: ObjectId,
    element: ObjectId,
    parent: Object,
    rect: [f32; 4],
    name: String,
    tooltip: String,
}

fn places(document: &Document, parts: &[PartPages]) -> anyhow::Result<Vec<Place>> {
    let mut places = Vec::new();
    let mut taken = BTreeSet::new();
    for (number, page) in document.page_iter().enumerate() {
        let part = parts.iter().position(|part| part.pages.contains(&number)).filter(|_| parts.len() > 1);
        let Ok(list) = document.get_dictionary(page)?.get_deref(b"Annots", document) else { continue };
        for annotation in list.as_array()?.iter().filter_map(|object| object.as_reference().ok()) {
            let dictionary = document.get_dictionary(annotation)?;
            let Some(mark) = mark(document, dictionary) else { continue };
            let (name, tooltip) = mark.split_once('|').unwrap_or((&mark, &mark));
            let parent = dictionary.get(b"StructParent").context("Ô chữ ký không có trong cây cấu trúc")?.clone();
            places.push(Place {
                page,
                annotation,
                element: element(document, parent.as_i64()?)?,
                parent,
                rect: rect(dictionary)?,
                // A full stop would make a hierarchy of fields.
                name: unique(&numbered(part, name).replace('.', "-"), &mut taken),
                tooltip: tooltip.to_owned(),
            });
        }
    }
    Ok(places)
}

fn mark(document: &Document, annotation: &Dictionary) -> Option<String> {
    let action = annotation.get_deref(b"A", document).ok()?.as_dict().ok()?;
    let address = action.get_deref(b"URI", document).ok()?.as_str().ok()?;
    std::str::from_utf8(address).ok()?.strip_prefix(MARK).map(str::to_owned)
}

fn rect(annotation: &Dictionary) -> anyhow::Result<[f32; 4]> {
    let numbers = annotation.get(b"Rect")?.as_array()?;
    let numbers: Vec<f32> = numbers.iter().filter_map(|number| number.as_float().ok()).collect();
    numbers.try_into().map_err(|_| anyhow!("Ô chữ ký không có kích thước"))
}

/// A field's name with the number of its part, unless an entry template put it there.
fn numbered(part: Option<usize>, name: &str) -> String {
    let number = part.map(|part| format!("{part}-")).filter(|number| !name.starts_with(number));
    number.unwrap_or_default() + name
}

/// The structure element that the tree of parents gives for a key.
fn element(document: &Document, key: i64) -> anyhow::Result<ObjectId> {
    let root = document.catalog()?.get_deref(b"StructTreeRoot", document)?.as_dict()?;
    let tree = root.get_deref(b"ParentTree", document)?.as_dict()?;
    look_up(document, tree, key).ok_or_else(|| anyhow!("Ô chữ ký không có trong cây cấu trúc"))
}

fn look_up(document: &Document, node: &Dictionary, key: i64) -> Option<ObjectId> {
    if let Ok(numbers) = node.get_deref(b"Nums", document).and_then(Object::as_array) {
        let entry = numbers.chunks_exact(2).find(|pair| pair[0].as_i64().is_ok_and(|number| number == key));
        if let Some(pair) = entry {
            return pair[1].as_reference().ok();
        }
    }
    let kids = node.get_deref(b"Kids", document).and_then(Object::as_array).ok()?;
    kids.iter().find_map(|kid| {
        let (_, kid) = document.dereference(kid).ok()?;
        look_up(document, kid.as_dict().ok()?, key)
    })
}

fn add(document: &mut Document, places: Vec<Place>) -> anyhow::Result<()> {
    if places.is_empty() {
        return Ok(());
    }
    let mut fields = Vec::new();
    for place in places {
        let [left, bottom, right, top] = place.rect;
        // A form of nothing: a print shows nothing, and PDF/A has the appearance it asks for.
        let nothing = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "Resources" => Dictionary::new(),
            "BBox" => vec![0.into(), 0.into(), (right - left).into(), (top - bottom).into()],
        };
        let appearance = document.add_object(Stream::new(nothing, Vec::new()));
        let widget = dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "F" => 4, "P" => place.page,
            "T" => text(&place.name), "TU" => text(&place.tooltip),
            "Rect" => place.rect.iter().map(|number| Object::Real(*number)).collect::<Vec<_>>(),
            "AP" => dictionary! { "N" => appearance },
            "StructParent" => place.parent,
        };
        document.set_object(place.annotation, widget);
        let element = document.get_dictionary_mut(place.element)?;
        element.set("S", "Form");
        // A form element has its field as its only child, not a list of one: so signing programs know the field again.
        if let Some(only) = element.get(b"K").and_then(Object::as_array).ok().filter(|kids| kids.len() == 1) {
            let only = only[0].clone();
            element.set("K", only);
        }
        document.get_dictionary_mut(place.page)?.set("Tabs", "S");
        fields.push(Object::Reference(place.annotation));
    }
    let form = dictionary! { "Fields" => fields, "SigFlags" => 0 };
    document.catalog_mut()?.set("AcroForm", form);
    Ok(())
}

/// The outline's top entries with the parts' own names, where there is one for each.
fn titles(document: &Document, parts: &[PartPages]) -> anyhow::Result<Vec<(ObjectId, Dictionary)>> {
    let mut entries = Vec::new();
    let Ok(outline) = document.catalog()?.get_deref(b"Outlines", document).and_then(Object::as_dict) else {
        return Ok(entries);
    };
    let mut next = outline.get(b"First").and_then(Object::as_reference).ok();
    while let Some(id) = next {
        let entry = document.get_dictionary(id)?;
        next = entry.get(b"Next").and_then(Object::as_reference).ok();
        entries.push((id, entry.clone()));
    }
    if entries.len() != parts.len() {
        return Ok(Vec::new());
    }
    for ((_, entry), part) in entries.iter_mut().zip(parts).filter(|(_, part)| !part.bookmark.is_empty()) {
        entry.set("Title", text(&part.bookmark));
    }
    Ok(entries)
}

/// A text string: UTF-16 with its mark, as PDF has it.
fn text(words: &str) -> Object {
    let bytes = [0xFE, 0xFF].into_iter().chain(words.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}
