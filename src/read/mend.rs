//! A package written anew as the readers of its format take it, where they would misread it or cannot read it.
//!
//! Excel reads XML in UTF-16, values in CDATA sections, broken by comments or with numbered letters, knows more error codes
//! than calamine, and shows some letters of a cell struck out or raised. Only the parts in question are written anew; pictures
//! and macros are left out.
//!
//! *Invariant:* what a cell says is not changed: letters struck out are marked ([`STRUCK`]), digits raised are raised
//! digits; and what comes out is measured like any other package.

use std::borrow::Cow;
use std::io::{Cursor, Read as _, Write as _};

use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::guard::Trouble;
use super::letters::STRUCK;
use super::look::Look;
use super::xml::{Xml, is_wide};

/// Most bytes that the parts that are written anew may unpack to together, as they were and as they are then.
const MOST: usize = 64 << 20;

/// Writes the package anew.
pub fn mend(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let damaged = |_| Trouble::damaged();
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut made = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut left = MOST;
    for index in 0..zip.len() {
        let name = zip.by_index(index).map_err(damaged)?.name().map_err(damaged)?.into_owned();
        let lower = name.to_lowercase();
        let is_xml = lower.ends_with(".xml") || lower.ends_with(".rels");
        if !is_xml && lower != "mimetype" {
            continue;
        }
        if !(is_xml && misread(zip.by_index(index).map_err(damaged)?, lower.contains("styles"))?) {
            made.raw_copy_file(zip.by_index_raw(index).map_err(damaged)?).map_err(damaged)?;
            continue;
        }
        let part = zip.by_index(index).map_err(damaged)?;
        let mut content = Vec::new();
        let most = u64::try_from(left).unwrap_or(u64::MAX);
        part.take(most.saturating_add(1)).read_to_end(&mut content).map_err(|_| Trouble::damaged())?;
        left = left.checked_sub(content.len()).ok_or_else(Trouble::too_large)?;
        if is_wide(&content) {
            content = narrow(&content)?;
        }
        // The styles say of whole cells what they look like, and stay.
        if !lower.contains("styles") {
            content = plain(&content)?;
        }
        made.start_file(name, stored).map_err(damaged)?;
        made.write_all(&content).map_err(|_| Trouble::damaged())?;
    }
    Ok(made.finish().map_err(damaged)?.into_inner())
}

/// Whether the readers would misread a part as it stands.
fn misread(mut part: impl std::io::Read, is_styles: bool) -> Result<bool, Trouble> {
    let mut xml = Xml::new(is_styles);
    let mut block = vec![0; 64 << 10];
    loop {
        let read = part.read(&mut block).map_err(|_| Trouble::damaged())?;
        if read == 0 || xml.found.to_mend {
            return Ok(xml.found.to_mend);
        }
        if !xml.passes(&block[..read]) {
            return Err(Trouble::too_large());
        }
    }
}

/// UTF-16 as UTF-8, without the mark of its byte order and the line that declares it.
fn narrow(content: &[u8]) -> Result<Vec<u8>, Trouble> {
    let high_first = matches!(content, [0xFE, 0xFF, ..] | [0, ..]);
    let (pairs, rest) = content.as_chunks::<2>();
    let unit = |pair: &[u8; 2]| if high_first { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) };
    let letters: Result<String, _> = char::decode_utf16(pairs.iter().map(unit)).collect();
    let text = letters.map_err(|_| Trouble::damaged())?;
    let text = text.trim_start_matches('\u{FEFF}');
    let body = match text.strip_prefix("<?xml") {
        Some(declared) => declared.split_once("?>").ok_or_else(Trouble::damaged)?.1,
        None => text,
    };
    if rest.is_empty() { Ok(body.as_bytes().to_vec()) } else { Err(Trouble::damaged()) }
}

/// A sheet or list of strings whose values are plain text; errors are texts, which are known as such by what they say.
fn plain(content: &[u8]) -> Result<Vec<u8>, Trouble> {
    let damaged = |_| Trouble::damaged();
    let mut xml = Reader::from_reader(content);
    xml.config_mut().check_end_names = false;
    let mut made = Writer::new(Vec::with_capacity(content.len()));
    let mut buffer = Vec::new();
    let mut run = Look::default();
    loop {
        // Five letters may stand for one that was written: `&amp;`.
        if made.get_mut().len() > MOST {
            return Err(Trouble::too_large());
        }
        buffer.clear();
        let event = match xml.read_event_into(&mut buffer).map_err(|_| Trouble::damaged())? {
            Event::Eof => break,
            Event::Comment(_) | Event::PI(_) | Event::DocType(_) => continue,
            Event::CData(text) => {
                made.write_event(Event::Text(shown(run, BytesText::new(&text.xml10_content())))).map_err(damaged)?;
                continue;
            }
            Event::GeneralRef(name) => match name.resolve_char_ref().map_err(|_| Trouble::damaged())? {
                Some(letter) => {
                    let text = letter.to_string();
                    made.write_event(Event::Text(shown(run, BytesText::new(&text)))).map_err(damaged)?;
                    continue;
                }
                None => {
                    if run.struck {
                        made.write_event(Event::Text(BytesText::new(&STRUCK.to_string()))).map_err(damaged)?;
                    }
                    Event::GeneralRef(name)
                }
            },
            Event::Start(tag) if tag.local_name().as_ref() == "c" => Event::Start(without_error(&tag)),
            Event::Start(tag) | Event::Empty(tag) if SHOWN.contains(&tag.local_name().as_ref()) => {
                learn(&mut run, &tag);
                continue;
            }
            Event::End(tag) if SHOWN.contains(&tag.local_name().as_ref()) => continue,
            Event::End(tag) => {
                if tag.local_name().as_ref() == "r" {
                    run = Look::default();
                }
                Event::End(tag)
            }
            Event::Text(text) => Event::Text(shown(run, text)),
            event => event,
        };
        made.write_event(event).map_err(damaged)?;
    }
    Ok(made.into_inner())
}

/// What says how letters are shown, as far as it changes what they say.
const SHOWN: [&str; 2] = ["strike", "vertAlign"];

/// What such a tag adds to the look of its run.
fn learn(look: &mut Look, tag: &BytesStart) {
    let value = tag.try_get_attribute("val").ok().flatten().map(|attribute| attribute.value.into_owned());
    match tag.local_name().as_ref() {
        "strike" => look.struck = !matches!(value.as_deref(), Some("0" | "false")),
        _ => look.raised = value.as_deref() == Some("superscript"),
    }
}

/// Letters of a run as they are read.
fn shown(look: Look, text: BytesText) -> BytesText {
    match look.read(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(read) => BytesText::from_escaped(read),
    }
}

/// A cell's tag that calls an error a text.
fn without_error(tag: &BytesStart) -> BytesStart<'static> {
    let name = tag.name().as_ref().to_owned();
    let mut made = BytesStart::new(name);
    for mut attribute in tag.attributes().with_checks(false).flatten() {
        if (attribute.key.as_ref(), attribute.value.as_ref()) == ("t", "e") {
            attribute.value = "str".into();
        }
        made.push_attribute(attribute);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_says_what_it_said() {
        for (before, after) in [
            ("<c r=\"A1\" t=\"e\"><v>#SPILL!</v></c>", "<c r=\"A1\" t=\"str\"><v>#SPILL!</v></c>"),
            ("<c><v>4<!-- </v> -->12</v></c>", "<c><v>412</v></c>"),
            ("<c><v><![CDATA[4]]>&#49;2</v></c>", "<c><v>412</v></c>"),
            ("<c t=\"str\"><v><![CDATA[a<b]]> &amp; &#60;</v></c>", "<c t=\"str\"><v>a&lt;b &amp; &lt;</v></c>"),
            (
                "<si><r><rPr><strike/><sz val=\"9\"/></rPr><t>12 &amp; 13</t></r><r><t>14</t></r></si>",
                "<si><r><rPr><sz val=\"9\"/></rPr><t>\u{FDD2}12 \u{FDD2}&amp;\u{FDD2} 13</t></r><r><t>14</t></r></si>",
            ),
            ("<r><rPr><strike val=\"0\"></strike></rPr><t>1</t></r>", "<r><rPr></rPr><t>1</t></r>"),
            ("<x:r><x:vertAlign val=\"superscript\"/><x:t>12</x:t></x:r>", "<x:r><x:t>¹²</x:t></x:r>"),
            ("<r><vertAlign val=\"superscript\"/><t>2 </t></r>", "<r><t>² </t></r>"),
            ("<r><strike/><t>&#272;a</t></r>", "<r><t>\u{FDD2}Đ\u{FDD2}a</t></r>"),
            ("<r><vertAlign val=\"superscript\"/><t>a1</t></r>", "<r><t>a1</t></r>"),
            ("<r><vertAlign val=\"subscript\"/><t>2</t></r>", "<r><t>2</t></r>"),
            ("<?xml version=\"1.0\"?><x:c a=\"&lt;\"/>", "<?xml version=\"1.0\"?><x:c a=\"&lt;\"/>"),
        ] {
            let made = plain(before.as_bytes()).expect("a sheet");
            assert_eq!(String::from_utf8(made).as_deref(), Ok(after), "{before}");
        }
    }

    #[test]
    fn a_sheet_does_not_grow_without_end() {
        let letters = format!("<v><![CDATA[{}]]></v>", "&".repeat(MOST / 5)).repeat(2);
        assert_eq!(plain(letters.as_bytes()), Err(Trouble::too_large()));
    }

    #[test]
    fn wide_letters_come_in_either_order() {
        let text = "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-16\"?><t>Ấp Phước 😀</t>";
        let low: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let high: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for wide in [&low[..], &high[..], &low[2..], &high[2..]] {
            assert_eq!(narrow(wide).map(String::from_utf8), Ok(Ok("<t>Ấp Phước 😀</t>".to_owned())));
        }
        assert!(narrow(&low[..low.len() - 1]).is_err());
        assert!(narrow(&[0xFF, 0xFE, 0, 0xD8]).is_err());
    }
}
