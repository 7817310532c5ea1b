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
    marked: bool,
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

/// Draws the row of these cells, which is one row; `gutter` columns are left for its number.
pub fn drawn(cells: &[&Cell], row: &[Field], gutter: usize, columns: usize, colour: &str) -> String {
    let fields: Vec<Drawn> = row
        .iter()
        .map(|field| {
            let letters = column_name(field.column);
            let header = if field.header.is_empty() { letters } else { format!("{letters}: {}", field.header) };
            Drawn {
                header: cut(&harmless(&header), FIELD),
                text: cut(&harmless(&field.text), FIELD),
                marked: cells.iter().any(|cell| cell.column == field.column),
            }
        })
        .collect();
    let marked: Vec<usize> = (0..fields.len()).filter(|index| fields[*index].marked).collect();
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
        let sign = "^".repeat(if field.marked { width(&field.text).max(1) } else { 0 });
        let rest = " ".repeat(wide + 1 - sign.len());
        marks += &format!("  {}{rest}", if field.marked { paint(colour, &sign) } else { sign });
        before = Some(index);
    }
    let (blank, number) = (" ".repeat(gutter), cells.first().map(|cell| number(cell)).unwrap_or_default());
    let marks = marks.trim_end().strip_prefix(' ').unwrap_or_default();
    format!("{blank} {headers}{bar}\n{number:>gutter$} {texts}{bar}\n{blank} {bar}{marks}\n")
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
    fn the_nearest_fields_that_fit_are_drawn() {
        assert_eq!(chosen(&[3], &[20; 6], 65), [0, 2, 3]);
        assert_eq!(chosen(&[0], &[200], 65), [0]);
        assert_eq!(chosen(&[5], &[10; 6], 1000), [0, 1, 2, 3, 4, 5]);
        assert_eq!(chosen(&[1, 4], &[30, 30, 30, 30, 30], 70), [1, 4]);
        assert_eq!(chosen(&[], &[10], 70), [] as [usize; 0]);
    }
}
