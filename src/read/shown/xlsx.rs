//! Rows and columns of .xlsx and .xlsm that are hidden.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor};

use zip::ZipArchive;

use super::parts::{name_of, part, tags, targets};
use crate::read::grid::Hidden;

/// What is hidden of each sheet of .xlsx, by the sheet's name. It is only for a warning, so what cannot be followed is passed
/// over.
pub fn hidden(bytes: &[u8]) -> BTreeMap<String, Hidden> {
    let mut found = BTreeMap::new();
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return found };
    let relations = part(&mut zip, "xl/_rels/workbook.xml.rels").map(|xml| targets(&xml)).unwrap_or_default();
    for (name, relation) in part(&mut zip, "xl/workbook.xml").map(|xml| sheets_of(&xml)).unwrap_or_default() {
        let Some(path) = relations.get(&relation) else { continue };
        if let Some(sheet) = name_of(&mut zip, path).and_then(|path| zip.by_name(&path).ok()) {
            found.insert(name, hidden_in(BufReader::new(sheet)));
        }
    }
    found
}

/// Names and relations of the sheets of a workbook.
fn sheets_of(xml: &[u8]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    tags(xml, |tag| {
        if tag.local_name().as_ref() == "sheet" {
            let value = |wanted: &str| {
                let attribute =
                    tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == wanted)?;
                quick_xml::escape::unescape(&attribute.value).ok().map(std::borrow::Cow::into_owned)
            };
            found.extend(value("name").zip(value("id")));
        }
    });
    found
}

fn hidden_in(xml: impl BufRead) -> Hidden {
    let mut found = Hidden::default();
    let (mut row, mut is_hidden) = (0_u32, false);
    tags(xml, |tag| {
        let value = |name: &str| Some(tag.try_get_attribute(name).ok()??.value.into_owned());
        match tag.local_name().as_ref() {
            "row" => {
                // From 1 in the file; without its number, the one after the last.
                row = value("r").and_then(|number| number.parse().ok()).unwrap_or_else(|| row.saturating_add(1));
                is_hidden = value("hidden").is_some_and(|hidden| is_true(&hidden));
            }
            "col" if value("hidden").is_some_and(|hidden| is_true(&hidden)) => {
                let number = |name: &str| value(name)?.parse::<u32>().ok()?.checked_sub(1);
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    found.hide_columns(first, last);
                }
            }
            "c" if is_hidden => drop(found.rows.insert(row.saturating_sub(1))),
            _ => {}
        }
    });
    found
}

fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true")
}
