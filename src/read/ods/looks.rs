//! The styles of an .ods as far as they say that cells or letters are struck out or raised.
//!
//! Only styles of the document's own content are followed, where office programs put what a clerk does to a cell.
//!
//! *Invariant:* a style that is not known changes nothing.

use std::collections::{HashMap, HashSet};

use quick_xml::events::BytesStart;

use crate::read::look::Look;
use crate::read::space::{Space, Spaces};

/// Most styles that are kept; a clerk's workbook has some dozens.
const MOST: usize = 10_000;

/// What the styles met so far say, and those in force.
#[derive(Default)]
pub struct Looks {
    /// Looks other than the plain one, by family and name of their style.
    known: HashMap<(String, String), Look>,
    /// Names of the styles of sheets that are not shown.
    hidden: HashSet<String>,
    /// The style whose tags go by.
    open: Option<(String, String)>,
    /// Whether each column of the open sheet strikes its cells out: so many columns in turn.
    columns: Vec<(u32, bool)>,
    /// Whether the open row does, where it says so.
    row: Option<bool>,
    /// The looks of the open runs of letters, the innermost last.
    spans: Vec<Look>,
}

impl Looks {
    /// A style's tag, or one within it.
    pub fn learn(&mut self, spaces: &Spaces, tag: &BytesStart) {
        let says = |name: &str| spaces.attribute(tag, Space::Style, name);
        match spaces.of(tag.name().as_ref()).1 {
            "style" => self.open = says("family").zip(says("name")),
            "table-properties" => {
                let hidden = spaces.attribute(tag, Space::Table, "display").is_some_and(|display| display == "false");
                if hidden && self.hidden.len() < MOST {
                    self.hidden.extend(self.open.clone().map(|(_, name)| name));
                }
            }
            "text-properties" => {
                let line = |name: &str| says(name).is_some_and(|line| line != "none");
                let struck = line("text-line-through-style") || line("text-line-through-type");
                let raised = says("text-position").is_some_and(|position| is_above(&position));
                if let Some(open) = self.open.take()
                    && (struck || raised)
                    && self.known.len() < MOST
                {
                    self.known.insert(open, Look { struck, raised });
                }
            }
            _ => {}
        }
    }

    /// A style has no more tags.
    pub fn learnt(&mut self) {
        self.open = None;
    }

    /// A sheet begins.
    pub fn sheet(&mut self) {
        self.columns.clear();
        self.row = None;
        self.spans.clear();
    }

    /// Whether a sheet is not shown.
    pub fn hides(&self, spaces: &Spaces, tag: &BytesStart) -> bool {
        !self.hidden.is_empty()
            && spaces.attribute(tag, Space::Table, "style-name").is_some_and(|style| self.hidden.contains(&style))
    }

    /// Columns of one style.
    pub fn column(&mut self, spaces: &Spaces, tag: &BytesStart, repeats: u32) {
        // Nothing is to be known of columns where no style strikes out; and nobody styles so many groups of them.
        if !self.known.is_empty() && self.columns.len() < 200 {
            let struck = self.struck(spaces.attribute(tag, Space::Table, "default-cell-style-name"));
            self.columns.push((repeats, struck.unwrap_or(false)));
        }
    }

    /// A row begins.
    pub fn row(&mut self, spaces: &Spaces, tag: &BytesStart) {
        self.row = self.struck(spaces.attribute(tag, Space::Table, "default-cell-style-name"));
    }

    /// Whether a cell is struck out whole: its own style says so, or the row's, or the column's.
    pub fn strikes(&self, spaces: &Spaces, tag: &BytesStart, column: u32) -> bool {
        if self.known.is_empty() {
            return false;
        }
        let of_column = || {
            let mut first = 0_u32;
            let holds = |(repeats, _): &&(u32, bool)| {
                first = first.saturating_add(*repeats);
                column < first
            };
            self.columns.iter().find(holds).is_some_and(|(_, struck)| *struck)
        };
        let own = self.struck(spaces.attribute(tag, Space::Table, "style-name"));
        own.or(self.row).unwrap_or_else(of_column)
    }

    /// Whether a style of cells strikes out; `None` for no style.
    fn struck(&self, style: Option<String>) -> Option<bool> {
        Some(self.known.get(&("table-cell".to_owned(), style?)).is_some_and(|look| look.struck))
    }

    /// A run of letters begins.
    pub fn span(&mut self, spaces: &Spaces, tag: &BytesStart) {
        let style = spaces.attribute(tag, Space::Text, "style-name");
        let own = style.and_then(|style| self.known.get(&("text".to_owned(), style)).copied());
        let around = self.now();
        let own = own.unwrap_or_default();
        self.spans.push(Look { struck: own.struck || around.struck, raised: own.raised || around.raised });
    }

    /// It ends.
    pub fn span_ends(&mut self) {
        self.spans.pop();
    }

    /// The look of the letters that go by.
    pub fn now(&self) -> Look {
        self.spans.last().copied().unwrap_or_default()
    }
}

/// Whether letters at this place, `super 58%` or `33% 58%`, stand above the line.
fn is_above(position: &str) -> bool {
    let place = position.split_whitespace().next().unwrap_or_default();
    place == "super"
        || place.strip_suffix('%').and_then(|share| share.parse().ok()).is_some_and(|share: f32| share > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_above_the_line_are_told_by_either_word_or_share() {
        assert!(["super", "super 58%", "33% 58%", " 0.5%"].into_iter().all(is_above));
        assert!(!["sub 58%", "-33% 58%", "0% 100%", "0%", "", "x%"].into_iter().any(is_above));
    }
}
