//! The row around cells at fault: a line of headers, the row itself, and a line that marks the cells.
//!
//! *Invariant:* the cells at fault are always drawn; what does not fit beside them is left out, and `┊` says where.

use hoso::Field;
use hoso::cell::{Cell, column_name};

use super::terminal::{FAINT, cut, harmless, pad, paint, width};

/// At most so many columns of the screen for one cell.
const FIELD: usize = 30;

struct Drawn {
    header: String,
    text: String,
    /// Where the mark begins below the text, and how wide it is; `None` for a cell that is not at fault.
    mark: Option<(usize, usize)>,
}

impl Drawn {
    fn columns(&self) -> usize {
        width(&self.header).max(width(&self.text))
    }
}

/// The number Excel gives the cell's row.
pub fn number(cell: &Cell) -> String {
    (u64::from(cell.row) + 1).to_string()
}

/// How a row is drawn.
pub struct Manner<'a> {
    /// Columns left for the row's number.
    pub gutter: usize,
    /// Columns of the screen.
    pub columns: usize,
    /// The colour of the marks.
    pub colour: &'a str,
    /// What is said of the row; of a cell that holds something quoted here, that part alone is marked.
    pub message: &'a str,
}

/// Draws the row of these cells, which is one row.
pub fn drawn(cells: &[&Cell], row: &[Field], manner: &Manner) -> String {
    let Manner { gutter, columns, colour, message } = *manner;
    let quoted: Vec<&str> = message.split('“').skip(1).filter_map(|rest| Some(rest.split_once('”')?.0)).collect();
    let fields: Vec<Drawn> = row
        .iter()
        .map(|field| {
            let letters = column_name(field.column);
            let header = if field.header.is_empty() { letters } else { format!("{letters}: {}", field.header) };
            let header = cut(&harmless(&header), FIELD);
            let text = harmless(&field.text);
            if !cells.iter().any(|cell| cell.column == field.column) {
                return Drawn { header, text: cut(&text, FIELD), mark: None };
            }
            let (text, mark) = marked_part(&text, &quoted);
            Drawn { header, text, mark: Some(mark) }
        })
        .collect();
    let marked: Vec<usize> = (0..fields.len()).filter(|index| fields[*index].mark.is_some()).collect();
    let widths: Vec<usize> = fields.iter().map(|field| field.columns() + 3).collect();
    let shown = chosen(&marked, &widths, columns.saturating_sub(gutter + 4));
    let bar = paint(FAINT, "│");
    let [mut headers, mut texts, mut marks] = [const { String::new() }; 3];
    let mut before = None;
    for index in shown {
        let field = &fields[index];
        let wide = field.columns();
        let edge = if before.is_none_or(|before| before + 1 == index) { "│" } else { "┊" };
        let edge = paint(FAINT, edge);
        headers += &format!("{edge} {} ", paint(FAINT, &pad(&field.header, wide)));
        texts += &format!("{edge} {} ", pad(&field.text, wide));
        let (begins, long) = field.mark.unwrap_or_default();
        let sign = if long > 0 { paint(colour, &"^".repeat(long)) } else { String::new() };
        marks += &format!("  {}{sign}{}", " ".repeat(begins), " ".repeat((wide + 1).saturating_sub(begins + long)));
        before = Some(index);
    }
    let (blank, number) = (" ".repeat(gutter), cells.first().map(|cell| number(cell)).unwrap_or_default());
    let marks = marks.trim_end().strip_prefix(' ').unwrap_or_default();
    format!("{blank} {headers}{bar}\n{number:>gutter$} {texts}{bar}\n{blank} {bar}{marks}\n")
}

/// A cell's text as far as it is drawn, and what of it is marked: the part that is quoted, else all.
fn marked_part(text: &str, quoted: &[&str]) -> (String, (usize, usize)) {
    let part = quoted.iter().filter(|part| !part.is_empty()).find_map(|part| Some((text.find(part)?, *part)));
    let Some((at, part)) = part.filter(|(_, part)| part.len() < text.len()) else {
        let text = cut(text, FIELD);
        let long = width(&text).max(1);
        return (text, (0, long));
    };
    let (mut before, after) = text.split_at(at);
    let part = cut(part, FIELD);
    let room = FIELD.saturating_sub(width(&part) + 2);
    let led = if width(before) > room {
        // The end of what stands before, so that the part itself is seen.
        while width(before) > room / 2 {
            before = before.char_indices().nth(1).map_or("", |(next, _)| &before[next..]);
        }
        format!("…{before}")
    } else {
        before.to_owned()
    };
    let begins = width(&led);
    let text = cut(&format!("{led}{after}"), FIELD.max(begins + width(&part) + 1));
    let long = width(&part).min(width(&text).saturating_sub(begins)).max(1);
    (text, (begins, long))
}

/// Which fields are drawn: those at fault, the first of the row (whose row it is), and the nearest others that fit.
fn chosen(marked: &[usize], widths: &[usize], columns: usize) -> Vec<usize> {
    let Some(&centre) = marked.first() else { return Vec::new() };
    let mut order: Vec<usize> = (0..widths.len()).collect();
    order.sort_by_key(|index| (!marked.contains(index), *index != 0, index.abs_diff(centre)));
    let mut used = 0;
    let mut shown: Vec<usize> = order
        .into_iter()
        .filter(|index| {
            let fits = used + widths[*index] <= columns || marked.contains(index);
            used += if fits { widths[*index] } else { 0 };
            fits
        })
        .collect();
    shown.sort_unstable();
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_that_is_quoted_is_marked() {
        let long = "Công khai quyết toán ngân sách tại Quyết định số 12 ngày 05/3/2022 của Ủy ban nhân dân xã";
        let (text, (begins, wide)) = marked_part(long, &["3.6", "2022"]);
        assert_eq!(text.chars().skip(begins).take(wide).collect::<String>(), "2022");
        assert!(width(&text) <= FIELD && text.starts_with('…') && text.ends_with('…'), "{text}");
        assert_eq!(marked_part("Cán bộ", &["Cán bộ"]), ("Cán bộ".to_owned(), (0, 6)));
        assert_eq!(marked_part("", &["x"]), (String::new(), (0, 1)));
        assert_eq!(marked_part("số 12a", &["", "12a"]), ("số 12a".to_owned(), (3, 3)));
    }

    #[test]
    fn the_nearest_fields_that_fit_are_drawn() {
        assert_eq!(chosen(&[3], &[20; 6], 65), [0, 2, 3]);
        assert_eq!(chosen(&[0], &[200], 65), [0]);
        assert_eq!(chosen(&[5], &[10; 6], 1000), [0, 1, 2, 3, 4, 5]);
        assert_eq!(chosen(&[1, 4], &[30, 30, 30, 30, 30], 70), [1, 4]);
        assert_eq!(chosen(&[], &[10], 70), [] as [usize; 0]);
    }
}
