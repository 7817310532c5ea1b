//! The layout of `danh-gia.json`: indented down to the lists of verdicts, and each verdict on one line. Indented throughout,
//! half of the file would be spaces.
//!
//! *Invariant:* only white space between the tokens differs from what serde_json writes by itself.

use std::io::{self, Write};

use serde_json::ser::{Formatter, PrettyFormatter};

/// Below so many brackets all stands on one line: units, unit, candidates, candidate and criteria are indented, as is the
/// whole.
const INDENTED: usize = 6;

/// Indents what is not too deep.
pub struct Lines {
    indented: PrettyFormatter<'static>,
    /// Open brackets.
    depth: usize,
}

impl Default for Lines {
    fn default() -> Self {
        Self { indented: PrettyFormatter::new(), depth: 0 }
    }
}

impl Lines {
    fn is_indented(&self) -> bool {
        self.depth <= INDENTED
    }

    /// A bracket closes; whether what it closes is indented.
    fn closes(&mut self) -> bool {
        let indented = self.is_indented();
        self.depth -= 1;
        indented
    }

    fn between<W: ?Sized + Write>(writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        if self.is_indented() { self.indented.begin_array(writer) } else { writer.write_all(b"[") }
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.closes() { self.indented.end_array(writer) } else { writer.write_all(b"]") }
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if self.is_indented() { self.indented.begin_array_value(writer, first) } else { Self::between(writer, first) }
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.is_indented() { self.indented.end_array_value(writer) } else { Ok(()) }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        if self.is_indented() { self.indented.begin_object(writer) } else { writer.write_all(b"{") }
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.closes() { self.indented.end_object(writer) } else { writer.write_all(b"}") }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if self.is_indented() { self.indented.begin_object_key(writer, first) } else { Self::between(writer, first) }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.is_indented() { self.indented.end_object_value(writer) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize as _;
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_verdict_stands_on_one_line() {
        let verdict = |code: &str| json!({"code": code, "source": {"cells": ["C2", "D2"], "none": [], "of": {}}});
        let person = json!({"criteria": [verdict("a"), verdict("b")], "name": null});
        let value = json!({"none": [], "units": [{"candidates": [person], "nothing": {}}]});
        let mut bytes = Vec::new();
        value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, Lines::default())).expect("written");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let line = |code: &str| {
            format!(r#"{{"code": "{code}", "source": {{"cells": ["C2", "D2"], "none": [], "of": {{}}}}}}"#)
        };
        let expected = format!(
            r#"{{
  "none": [],
  "units": [
    {{
      "candidates": [
        {{
          "criteria": [
            {},
            {}
          ],
          "name": null
        }}
      ],
      "nothing": {{}}
    }}
  ]
}}"#,
            line("a"),
            line("b")
        );
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), value);
    }
}
