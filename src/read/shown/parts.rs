//! The parts of a package, as far as what calamine does not tell has to be looked for in them.

use std::collections::BTreeMap;
use std::io::{BufRead, Cursor, Read as _};

use zip::ZipArchive;

/// A part's own spelling of its name.
pub fn name_of(zip: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Option<String> {
    (0..zip.len()).find_map(|index| {
        let name = zip.by_index(index).ok()?.name().ok()?.into_owned();
        name.eq_ignore_ascii_case(path).then_some(name)
    })
}

/// A part's content, which `package` has measured.
pub fn part(zip: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Option<Vec<u8>> {
    let name = name_of(zip, path)?;
    let mut content = Vec::new();
    zip.by_name(&name).ok()?.read_to_end(&mut content).ok()?;
    Some(content)
}

/// Relations of the workbook: the parts that they lead to, by their names.
pub fn targets(xml: &[u8]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    tags(xml, |tag| {
        let value = |name: &str| Some(tag.try_get_attribute(name).ok()??.value.into_owned());
        let part = value("Target").map(|target| match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("xl/{target}"),
        });
        found.extend(value("Id").zip(part));
    });
    found
}

/// Every tag of a part that begins something.
pub fn tags(xml: impl BufRead, mut each: impl FnMut(&quick_xml::events::BytesStart)) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => each(&tag),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}
