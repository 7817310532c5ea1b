//! A sheet of two columns, `Mục` and `Nội dung`: labels and what they say.
//!
//! *Invariant:* a label that may stand once gives one field or none; a second one is an error at both cells.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use super::field::Field;
use super::grid::Grid;
use super::table::{Spec, Table};
use crate::cell::{At, Cell};
use crate::phrase::shortened;
use crate::problem::{Place, Severity};
use crate::text::fold;

/// The two columns.
pub const SPEC: Spec = Spec { required: &["Mục", "Nội dung"], optional: &[], aliases: &[], notes: &[] };

/// Which labels a sheet may have.
pub struct Labels {
    /// Labels that may stand once.
    pub once: &'static [&'static str],
    /// Labels that may be repeated, and go on in the rows below them.
    pub many: &'static [&'static str],
    /// Other words for a label: (word, label).
    pub aliases: &'static [(&'static str, &'static str)],
}

/// The labels of one sheet with their fields.
pub struct Pairs<'g> {
    grid: &'g Grid,
    fields: BTreeMap<&'static str, Vec<Field<'g>>>,
    /// Labels whose row is there with nothing behind it.
    blank: BTreeMap<&'static str, Cell>,
    /// Those of them behind which a dash stands.
    dashed: BTreeSet<&'static str>,
    /// Labels that stand there by another word, and that word.
    words: BTreeMap<&'static str, &'static str>,
    top: Cell,
}

impl<'g> Pairs<'g> {
    /// Reads the sheet; `None`, with an error, where it has no header row.
    pub fn read(grid: &'g Grid, labels: &Labels, desk: &mut Desk) -> Option<Self> {
        let table = Table::find(grid, &SPEC, desk)?;
        let mut pairs = Self {
            grid,
            fields: BTreeMap::new(),
            blank: BTreeMap::new(),
            dashed: BTreeSet::new(),
            words: BTreeMap::new(),
            top: table.header("Mục"),
        };
        let mut last: Option<&'static str> = None;
        let (mut row_before, mut below, mut unknown_label) = (pairs.top.row, false, false);
        for row in table.rows() {
            if desk.is_full(grid) {
                break;
            }
            let (label, content) = (row.field("Mục"), row.field("Nội dung"));
            let blank = |row: &u32| grid.row(*row).next().is_none();
            let gap = (row_before + 1..content.cell.row).take(100).filter(blank).count() > 1;
            // A list may be broken by a blank row; below more of them stands who made the sheet, or a note.
            below = label.is_blank() && (below || gap && row_before > pairs.top.row);
            row_before = content.cell.row;
            if below {
                if !content.is_blank() {
                    apart(&content, desk);
                }
                continue;
            }
            // What goes on below a label that nobody knows has been said with it.
            if label.is_blank() && unknown_label {
                continue;
            }
            let name = match label.text(desk) {
                None => last.filter(|name| labels.many.contains(name)),
                Some(text) => {
                    let name = labels.find(&text.value).map(|(word, name)| {
                        if word != name && !content.is_blank() {
                            pairs.words.entry(name).or_insert(word);
                        }
                        name
                    });
                    if name.is_none() {
                        unknown(&label, &text.value, desk);
                    }
                    last = name;
                    unknown_label = name.is_none();
                    if name.is_none() { continue } else { name }
                }
            };
            match name {
                Some(name) => {
                    if row.is_dashed("Nội dung") {
                        pairs.dashed.insert(name);
                    }
                    pairs.add(name, content, labels, desk);
                }
                None if content.is_blank() => {}
                None => content.error(
                    desk,
                    "Dòng có “Nội dung” mà không có “Mục”",
                    "Ghi tên mục vào cột “Mục”, hoặc xóa dòng này",
                ),
            }
        }
        Some(pairs)
    }

    fn add(&mut self, name: &'static str, mut content: Field<'g>, labels: &Labels, desk: &mut Desk) {
        content.name = name;
        let before = self.fields.entry(name).or_default();
        if content.is_blank() {
            self.blank.entry(name).or_insert(content.cell);
            return;
        }
        // The same said twice, under two words for one thing, says it once.
        if before.first().is_some_and(|first| first.raw == content.raw && !labels.many.contains(&name)) {
            return;
        }
        if let Some(first) = before.first().filter(|_| !labels.many.contains(&name)) {
            desk.problems.between(
                Severity::Error,
                vec![Place::Cell(first.cell.clone()), Place::Cell(content.cell.clone())],
                format!("Mục “{name}” được ghi hai lần"),
                "Giữ lại một dòng",
            );
            return;
        }
        before.push(content);
    }

    /// The field of a label; a blank one, at the label's place or the sheet's top, where nothing is given.
    pub fn field(&self, name: &'static str) -> Field<'g> {
        let given = self.fields.get(name).and_then(|fields| fields.first()).cloned();
        let place = || self.blank.get(name).unwrap_or(&self.top).clone();
        given.unwrap_or_else(|| Field { raw: None, cell: place(), name, epoch: self.grid.epoch })
    }

    /// Where each label that has a row says something first, or could.
    pub fn cells(&self) -> BTreeMap<&'static str, Cell> {
        self.fields.keys().map(|name| (*name, self.field(name).cell)).collect()
    }

    /// The cells of labels that have a row and nothing in it.
    pub fn blank(&self) -> BTreeMap<&'static str, Cell> {
        let given = |name: &str| self.fields.get(name).is_some_and(|fields| !fields.is_empty());
        self.blank.iter().filter(|(name, _)| !given(name)).map(|(name, cell)| (*name, cell.clone())).collect()
    }

    /// Whether the label has a row, be it blank.
    pub fn lists(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// The word by which a label stands there: its own, or another for it.
    pub fn word(&self, name: &'static str) -> &'static str {
        self.words.get(name).copied().unwrap_or(name)
    }

    /// Whether a dash stands behind the label, which says that there is none.
    pub fn is_dashed(&self, name: &str) -> bool {
        self.dashed.contains(name)
    }

    /// Every entry under a label that may be repeated, one a line. More than any paper lists are an error: no rule sets the
    /// number, but the time to set a list grows faster than the list.
    pub fn entries(&self, name: &'static str, desk: &mut Desk) -> Vec<At<String>> {
        const MOST: usize = 100;
        let mut entries: Vec<_> = self.fields(name).iter().flat_map(|field| field.entries(desk)).collect();
        if let Some(first) = entries.get(MOST) {
            let message = format!("Mục “{name}” có {} dòng, nhiều nhất là {MOST}", entries.len());
            desk.problems.error(first, message, "Gộp các nơi cùng loại vào một dòng, bỏ dòng thừa");
            entries.truncate(MOST);
        }
        entries
    }

    /// Every field of a label that may be repeated.
    pub fn fields(&self, name: &'static str) -> &[Field<'g>] {
        self.fields.get(name).map_or(&[], Vec::as_slice)
    }
}

impl Labels {
    /// The word that a text is, and the label that is meant by it.
    fn find(&self, text: &str) -> Option<(&'static str, &'static str)> {
        let find = |text: &str| {
            let key = fold(text);
            let own = self.once.iter().chain(self.many).find(|name| fold(name) == key).map(|name| (*name, *name));
            own.or_else(|| self.aliases.iter().find(|(word, _)| fold(word) == key).copied())
        };
        // `2. Ngày họp`, as lists are numbered.
        let unnumbered =
            || text.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['.', ')']).and_then(find);
        let without_bracket = || {
            text.split_once('(')
                .filter(|(_, more)| !fold(more).starts_with("du kien"))
                .and_then(|(before, _)| find(before))
        };
        find(text).or_else(without_bracket).or_else(unnumbered)
    }
}

fn apart(content: &Field, desk: &mut Desk) {
    let quoted = content.clone().text(desk).map_or_else(String::new, |text| format!(" (“{}”)", shortened(&text.value)));
    desk.problems.warning(
        &content.cell,
        format!("Ô dưới các dòng trống{quoted} không thuộc mục nào nên không được dùng"),
        "Không cần làm gì nếu đây là chữ ký hoặc ghi chú; nếu thuộc danh sách ở trên thì xóa các dòng trống ở giữa",
    );
}

fn unknown(label: &Field, text: &str, desk: &mut Desk) {
    desk.problems.warning(
        &label.cell,
        format!("Không hiểu mục “{}”, nội dung của mục này không được dùng", shortened(text)),
        "Sửa tên mục theo đúng mẫu, hoặc bỏ qua nếu chỉ để ghi nhớ",
    );
}
