//! The namespaces of OpenDocument, whatever prefixes a file gives them.
//!
//! Nearly every program writes `table:table-cell`; the standard only asks for the namespace, and a reader that goes by the
//! letters before the colon would pass such a file's cells over in silence.
//!
//! *Invariant:* a prefix stands for one namespace in the whole file, or the file is refused.

use quick_xml::events::BytesStart;

use super::guard::Trouble;

/// A namespace that the reader knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// Documents and values.
    Office,
    /// Sheets, rows, cells.
    Table,
    /// Paragraphs.
    Text,
    /// Drawings, flat and in space.
    Drawing,
    /// Styles of cells and letters.
    Style,
    /// Any other.
    Other,
}

/// What the prefixes stand for.
pub struct Spaces {
    prefixes: Vec<Prefix>,
}

struct Prefix {
    letters: String,
    space: Space,
    /// Whether the file says so; else it is what nearly all files mean by it.
    declared: bool,
}

impl Default for Spaces {
    fn default() -> Self {
        let usual = [
            ("table", Space::Table),
            ("office", Space::Office),
            ("text", Space::Text),
            ("draw", Space::Drawing),
            ("dr3d", Space::Drawing),
            ("style", Space::Style),
        ];
        let prefix = |(letters, space): (&str, Space)| Prefix { letters: letters.to_owned(), space, declared: false };
        Self { prefixes: usual.map(prefix).into() }
    }
}

impl Spaces {
    /// Takes up what a tag declares.
    pub fn learn(&mut self, tag: &BytesStart) -> Result<(), Trouble> {
        if !tag.attributes_raw().contains("xmlns") {
            return Ok(());
        }
        for attribute in tag.attributes().with_checks(false).flatten() {
            let letters = match attribute.key.as_ref().strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            let space = space_of(attribute.value.as_ref());
            match self.prefixes.iter_mut().find(|prefix| prefix.letters == letters) {
                Some(prefix) if prefix.space == space => prefix.declared = true,
                Some(prefix) if prefix.declared => return Err(foreign()),
                Some(prefix) => (prefix.space, prefix.declared) = (space, true),
                None if space == Space::Other => {}
                None => self.prefixes.push(Prefix { letters: letters.to_owned(), space, declared: true }),
            }
        }
        Ok(())
    }

    /// The namespace of an element and its name there.
    pub fn of<'n>(&self, name: &'n str) -> (Space, &'n str) {
        let (letters, local) = name.split_once(':').unwrap_or(("", name));
        (self.find(letters), local)
    }

    /// What an attribute of the tag says.
    pub fn attribute(&self, tag: &BytesStart, space: Space, local: &str) -> Option<String> {
        let is_it =
            |key: &str| key.split_once(':').is_some_and(|(letters, name)| name == local && self.find(letters) == space);
        let attribute =
            tag.attributes().with_checks(false).flatten().find(|attribute| is_it(attribute.key.as_ref()))?;
        attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
    }

    fn find(&self, letters: &str) -> Space {
        self.prefixes.iter().find(|prefix| prefix.letters == letters).map_or(Space::Other, |prefix| prefix.space)
    }
}

fn space_of(uri: &str) -> Space {
    match uri.strip_prefix("urn:oasis:names:tc:opendocument:xmlns:").unwrap_or_default() {
        "office:1.0" => Space::Office,
        "table:1.0" => Space::Table,
        "text:1.0" => Space::Text,
        "drawing:1.0" | "dr3d:1.0" => Space::Drawing,
        "style:1.0" => Space::Style,
        _ => Space::Other,
    }
}

/// A file in which one prefix stands for two namespaces.
fn foreign() -> Trouble {
    Trouble::file(
        "Tệp .ods do một phần mềm lạ ghi ra, không chắc đọc đúng được nên không đọc",
        "Mở tệp bằng LibreOffice hoặc Excel rồi lưu thành tệp Excel Workbook (.xlsx)",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learnt(tags: &[&'static str]) -> Result<Spaces, Trouble> {
        let mut spaces = Spaces::default();
        for tag in tags {
            spaces.learn(&BytesStart::from_content(*tag, 1))?;
        }
        Ok(spaces)
    }

    const TABLE: &str = "a xmlns:t=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"";

    #[test]
    fn prefixes_mean_what_the_file_says() {
        let spaces = learnt(&[TABLE, "m xmlns=\"http://www.w3.org/1998/Math/MathML\""]).expect("one meaning each");
        assert_eq!(spaces.of("t:table-cell"), (Space::Table, "table-cell"));
        assert_eq!(spaces.of("table:table-cell"), (Space::Table, "table-cell"));
        assert_eq!(spaces.of("table-cell"), (Space::Other, "table-cell"));
        let tag = BytesStart::from_content("t:table t:name=\"A&amp;B\" name=\"C\"", 7);
        assert_eq!(spaces.attribute(&tag, Space::Table, "name").as_deref(), Some("A&B"));
        assert_eq!(spaces.attribute(&tag, Space::Office, "name"), None);
        let moved = learnt(&["a xmlns:table=\"urn:x\""]).expect("one meaning each");
        assert_eq!(moved.of("table:table").0, Space::Other);
    }

    #[test]
    fn a_prefix_of_two_meanings_is_refused() {
        assert!(learnt(&[TABLE, "b xmlns:t=\"urn:x\""]).is_err());
        assert!(learnt(&[TABLE, TABLE]).is_ok());
    }
}
