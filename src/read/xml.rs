//! XML followed block by block, before any reader of it: enough of it to know what would trip calamine.
//!
//! The scan knows the depth, the longest run without markup, and two numbers calamine would believe: the count of shared
//! strings, for which it reserves memory at once, and the index of a shared formula. It also sees what calamine gets wrong
//! of a cell's value: an error code newer than its list refuses the whole sheet, of a value broken by a comment, a CDATA
//! section or a numbered letter it takes a piece, and letters struck out or raised are letters like others to it.
//!
//! *Invariant:* what passes nests no deeper than [`DEPTH`] and has no run longer than [`RUN`].

use memchr::{memchr, memchr2};

/// Deepest nesting.
const DEPTH: u32 = 256;
/// Longest run of text, or of one tag; Excel's longest cell is 32 767 letters.
const RUN: usize = 1 << 20;
/// Most formats of cells; Excel has 65 490 of its own.
const STYLES: u32 = 70_000;
/// Most shared strings, stated or there: more than the cells that are read.
const STRINGS: u64 = 2_000_000;
/// Longest run in the styles, whose names calamine copies into every format; Excel's longest is 255 letters.
const STYLE_RUN: usize = 2_048;
/// So much of a tag is looked at.
const LONGEST_TAG: usize = 4_096;
/// The error codes that calamine knows.
const ERRORS: [&[u8]; 7] = [b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"];

/// What a scan found of a part.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Traits {
    /// Formats of cells; of a package, the most in one part.
    pub styles: u32,
    /// Whether there are formulas.
    pub formulas: bool,
    /// Whether there are merged cells.
    pub merged: bool,
    /// Whether rows that hold something, or columns, are hidden.
    pub hidden: bool,
    /// Whether the readers would misread it as it stands.
    pub to_mend: bool,
    /// Whether a cell has two values, or a sheet two bodies.
    pub contradicts: bool,
}

impl Traits {
    /// Adds what was found of another part.
    pub fn join(&mut self, other: &Self) {
        self.styles = self.styles.max(other.styles);
        self.formulas |= other.formulas;
        self.merged |= other.merged;
        self.hidden |= other.hidden;
        self.to_mend |= other.to_mend;
        self.contradicts |= other.contradicts;
    }
}

/// The walk over one part.
#[derive(Default)]
pub struct Xml {
    /// What was found so far.
    pub found: Traits,
    begin: Vec<u8>,
    wide: bool,
    tag: Vec<u8>,
    in_tag: bool,
    depth: u32,
    run: usize,
    longest: usize,
    styles: bool,
    bodies: u32,
    strings: u64,
    cell: Cell,
    in_hidden_row: bool,
    values: u32,
    in_value: bool,
    value: Vec<u8>,
}

/// The cell the walk is in.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Cell {
    /// None.
    #[default]
    None,
    /// One that holds a number, a truth value or a place in the shared strings.
    Plain,
    /// One that holds text.
    Text,
    /// One that holds an error.
    Error,
}

impl Xml {
    /// The walk over a part, be it that of the styles.
    pub fn new(is_styles: bool) -> Self {
        Self { longest: if is_styles { STYLE_RUN } else { RUN }, styles: is_styles, ..Self::default() }
    }

    /// Whether the open tag says that what it is about is not shown.
    fn is_hidden(&self) -> bool {
        let says = |mark: &[u8]| self.tag.windows(mark.len()).any(|window| window == mark);
        [b" hidden=\"1\"".as_slice(), b" hidden='1'", b" hidden=\"true\"", b" hidden='true'"].into_iter().any(says)
    }

    /// Takes the next bytes; whether all is well so far.
    pub fn passes(&mut self, mut bytes: &[u8]) -> bool {
        if self.begin.len() < 2 {
            self.begin.extend(bytes.iter().take(2 - self.begin.len()));
            self.wide = is_wide(&self.begin);
            self.found.to_mend |= self.wide;
        }
        // Two bytes a letter: measured when it is mended.
        while !self.wide && !bytes.is_empty() {
            let at = if self.in_tag { memchr2(b'<', b'>', bytes) } else { memchr(b'<', bytes) };
            let (run, mark) = match at {
                Some(at) => (&bytes[..at], Some(bytes[at])),
                None => (bytes, None),
            };
            bytes = &bytes[run.len() + usize::from(mark.is_some())..];
            if !self.ran(run) || mark.is_some_and(|mark| !self.marked(mark)) {
                return false;
            }
        }
        true
    }

    /// Bytes without markup.
    fn ran(&mut self, run: &[u8]) -> bool {
        self.run += run.len();
        if self.in_tag {
            self.tag.extend_from_slice(&run[..run.len().min(LONGEST_TAG - self.tag.len())]);
        } else if self.in_value {
            run.iter().for_each(|byte| self.valued(*byte));
        }
        self.run <= self.longest
    }

    /// A tag begins or ends.
    fn marked(&mut self, mark: u8) -> bool {
        self.run = 0;
        if mark == b'>' {
            self.in_tag = false;
            return self.ended();
        }
        // A tag inside what began with `<!` or `<?`.
        self.found.to_mend |= self.in_tag && self.in_value;
        self.in_tag = true;
        self.tag.clear();
        true
    }

    /// A byte of a cell's value.
    fn valued(&mut self, byte: u8) {
        self.found.to_mend |= byte == b'&' && self.cell != Cell::Text;
        if self.cell == Cell::Error && self.value.len() < 16 {
            self.value.push(byte);
        }
    }

    /// A tag has ended.
    fn ended(&mut self) -> bool {
        match self.tag.first() {
            Some(b'?' | b'!') | None => {
                self.found.to_mend |= self.in_value;
                return true;
            }
            Some(b'/') => {
                self.depth = self.depth.saturating_sub(1);
                self.closed();
                return true;
            }
            Some(_) if self.tag.ends_with(b"/") => {}
            Some(_) => self.depth += 1,
        }
        let believed = match local(&self.tag) {
            b"row" => {
                self.in_hidden_row = self.is_hidden();
                true
            }
            b"col" => {
                self.found.hidden |= self.is_hidden();
                true
            }
            b"c" => {
                self.found.hidden |= self.in_hidden_row && !self.tag.ends_with(b"/");
                self.cell = self.kind();
                self.values = 0;
                true
            }
            b"v" if self.cell != Cell::None => {
                self.in_value = !self.tag.ends_with(b"/");
                self.value.clear();
                self.values += 1;
                self.found.contradicts |= self.values > 1;
                true
            }
            b"sheetData" => {
                self.bodies += 1;
                self.found.contradicts |= self.bodies > 1;
                true
            }
            b"sst" => self.number(b"uniqueCount").is_none_or(|count| count <= STRINGS),
            b"si" => {
                self.strings += 1;
                self.strings <= STRINGS
            }
            b"f" => {
                self.found.formulas = true;
                self.number(b"si").is_none_or(|index| index <= 1_000_000)
            }
            b"xf" => {
                self.found.styles += 1;
                self.found.styles <= STYLES
            }
            // Some letters of a cell: calamine joins what was struck out, and a raised digit, to the rest.
            b"strike" | b"vertAlign" if !self.styles => {
                self.found.to_mend = true;
                true
            }
            b"mergeCell" => {
                self.found.merged = true;
                true
            }
            _ => true,
        };
        believed && self.depth <= DEPTH
    }

    /// An end tag was met.
    fn closed(&mut self) {
        if self.in_value {
            self.in_value = false;
            let known = || ERRORS.contains(&self.value.as_slice()) || self.value.is_empty();
            self.found.to_mend |= self.cell == Cell::Error && !known();
        } else if self.cell != Cell::None && local(&self.tag[1..]) == b"c" {
            self.cell = Cell::None;
        }
    }

    /// What the cell whose tag has ended holds.
    fn kind(&self) -> Cell {
        let blank = |byte: &u8| byte.is_ascii_whitespace();
        let kind = self.tag.windows(2).enumerate().find_map(|(at, pair)| {
            let rest = self.tag[at + 2..].trim_ascii_start();
            (blank(&pair[0]) && pair[1] == b't').then(|| rest.strip_prefix(b"=")).flatten()
        });
        let quoted = kind.map(|rest| rest.trim_ascii_start()).and_then(|rest| rest.get(1..)).unwrap_or_default();
        match quoted {
            _ if self.tag.ends_with(b"/") => Cell::None,
            [b'e', b'"' | b'\'', ..] => Cell::Error,
            [b's' | b'n' | b'b', b'"' | b'\'', ..] | [] => Cell::Plain,
            _ => Cell::Text,
        }
    }

    /// The number an attribute of the tag states; one too long to be a number counts as endless.
    fn number(&self, name: &[u8]) -> Option<u64> {
        let at = self.tag.windows(name.len()).position(|window| window == name)?;
        let digits: Vec<u8> = self.tag[at + name.len()..]
            .iter()
            .copied()
            .skip_while(|byte| !byte.is_ascii_digit() && *byte != b'>')
            .take_while(u8::is_ascii_digit)
            .collect();
        let text = String::from_utf8(digits).ok()?;
        if text.is_empty() { None } else { Some(text.parse().unwrap_or(u64::MAX)) }
    }
}

/// Whether XML that begins so has two bytes a letter (UTF-16).
pub fn is_wide(begin: &[u8]) -> bool {
    matches!(begin, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [b'<', 0, ..] | [0, b'<', ..])
}

/// The name of a tag without its prefix.
fn local(tag: &[u8]) -> &[u8] {
    let end = tag.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'/').unwrap_or(tag.len());
    tag[..end].rsplit(|byte| *byte == b':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(xml: &str) -> bool {
        // However the bytes come.
        let passes = |size| {
            let mut scan = Xml::new(false);
            xml.as_bytes().chunks(size).all(|block| scan.passes(block))
        };
        assert_eq!(passes(1), passes(xml.len().max(1)));
        passes(7)
    }

    fn found(bytes: &[u8]) -> Traits {
        let found = |size| {
            let mut scan = Xml::new(false);
            assert!(bytes.chunks(size).all(|block| scan.passes(block)));
            scan.found
        };
        assert_eq!(found(1), found(bytes.len()));
        found(5)
    }

    #[test]
    fn xml_is_bounded() {
        assert!(passes("<?xml version=\"1.0\"?><a><b/><c>x</c></a>"));
        assert!(!passes(&"<a>".repeat(300)));
        assert!(passes(&"<a/>".repeat(3000)));
        assert!(!passes(&format!("<a>{}</a>", "x".repeat(RUN + 1))));
        assert!(passes("<sst uniqueCount=\"12\">"));
        assert!(!passes("<x:sst count=\"1\" uniqueCount=\"99999999999\">"));
        assert!(!passes("<f t=\"shared\" si=\"4294967295\"/>"));
        let after = |strings| Xml { strings, ..Xml::new(false) }.passes(b"<sst><x:si><t>x</t></x:si></sst>");
        assert!(after(STRINGS - 1) && !after(STRINGS), "strings are counted, whatever is stated");
    }

    #[test]
    fn what_a_sheet_may_hold_is_seen() {
        let holds = |text: &str| {
            let found = found(text.as_bytes());
            (found.formulas, found.merged)
        };
        assert_eq!(holds("<worksheet><c><v>1</v></c><mergeCells/></worksheet>"), (false, false));
        assert_eq!(holds("<x:c><x:f>1+1</x:f></x:c>"), (true, false));
        assert_eq!(holds("<f/>"), (true, false));
        assert_eq!(holds("<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>"), (false, true));
    }

    #[test]
    fn hidden_rows_that_hold_something_are_seen() {
        for (text, hidden) in [
            ("<row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>1</v></c></row>", true),
            ("<row r=\"2\" hidden='1'><c r=\"A2\"><v>1</v></c></row>", true),
            ("<x:row hidden=\"true\"><x:c t=\"inlineStr\"><x:is/></x:c></x:row>", true),
            ("<row r=\"2\" hidden=\"1\"><c r=\"A2\" s=\"3\"/></row><row r=\"3\"><c><v>1</v></c></row>", false),
            ("<col hidden=\"0\"/><row hidden=\"0\"><c><v>1</v></c></row>", false),
            ("<col min=\"3\" max=\"3\" hidden=\"1\"/><row><c><v>1</v></c></row>", true),
        ] {
            assert_eq!(found(text.as_bytes()).hidden, hidden, "{text}");
        }
    }

    #[test]
    fn what_would_be_misread_is_seen() {
        for (text, misread) in [
            ("<c r=\"A1\" t=\"e\"><v>#N/A</v></c>", false),
            ("<c r=\"A1\" t=\"e\"><f>A</f><v>#SPILL!</v></c>", true),
            ("<x:c s=\"1\" t='e' ><x:v>#CALC!</x:v></x:c>", true),
            ("<c t=\"str\"><v>#SPILL! &amp; x</v></c>", false),
            ("<c t=\"str\"><v><![CDATA[x]]></v></c>", true),
            ("<c><v>4<!-- </v> -->12</v></c>", true),
            ("<c t=\"n\"><v>4&#49;2</v></c>", true),
            ("<si><r><rPr><strike/></rPr><t>a</t></r></si>", true),
            ("<x:si><x:r><x:rPr><x:vertAlign val=\"superscript\"/></x:rPr><x:t>1</x:t></x:r></x:si>", true),
            ("<si><t>a</t></si>", false),
            ("<c t=\"inlineStr\"><is><t>a &#49; <!-- b --></t></is></c><!-- c -->", false),
        ] {
            assert_eq!(found(text.as_bytes()).to_mend, misread, "{text}");
        }
        let wide: Vec<u8> = "<c>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(found(&wide).to_mend);
    }

    #[test]
    fn two_values_of_one_cell_are_seen() {
        assert!(found(b"<c><v>1</v><v>2</v></c>").contradicts);
        assert!(found(b"<sheetData/><sheetData></sheetData>").contradicts);
        assert!(!found(b"<c r=\"A1\"/><c><v>1</v></c><c><v>2</v></c><c:v>1</c:v><c:v>2</c:v>").contradicts);
    }
}
