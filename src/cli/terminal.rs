//! The screen: colours, widths and lines.
//!
//! Everything is written with colours; `anstream` takes them off where NO_COLOR asks for it, where the stream is not a
//! terminal, and turns them into calls where an old Windows console knows none.
//!
//! *Invariant:* no character of a workbook steers the terminal: controls and marks of direction print as `·`.

use std::io::{self, IsTerminal as _, Write};

use unicode_normalization::char::is_combining_mark;

/// Bold red: an error.
pub const RED: &str = "\x1b[1;31m";
/// Bold yellow: a warning.
pub const YELLOW: &str = "\x1b[1;33m";
/// Bold green: done.
pub const GREEN: &str = "\x1b[1;32m";
/// Bold cyan: what to do.
pub const CYAN: &str = "\x1b[1;36m";
/// Faint: lines and letters around the content.
pub const FAINT: &str = "\x1b[2m";
/// Bold: names.
pub const BOLD: &str = "\x1b[1m";

/// Text in a colour.
pub fn paint(colour: &str, text: &str) -> String {
    format!("{colour}{text}\x1b[0m")
}

/// How wide the lines may be: the terminal's columns, 100 where the output is no terminal.
pub fn columns() -> usize {
    let terminal = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    terminal.map_or(100, |(width, _)| usize::from(width.0)).clamp(40, 160)
}

/// Writes a whole text to standard output. A reader that has gone away (`hoso | head`) wants no more, which is no fault.
///
/// # Errors
/// Any other fault of the stream, such as a full disk behind a redirection.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::AutoStream::auto(io::stdout());
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Writes a whole text to standard error; where that is gone there is nobody left to tell.
pub fn complain(text: &str) {
    let mut err = anstream::AutoStream::auto(io::stderr());
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// The text on one line, harmless: line breaks as `⏎`, other controls and marks of direction as `·`.
pub fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' => '⏎',
            '\t' => ' ',
            c if c.is_control() || steers(c) => '·',
            c => c,
        })
        .collect()
}

fn steers(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// How many columns a text takes.
pub fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    let wide = matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}');
    if is_combining_mark(c) || c.is_control() || ('\u{fe00}'..='\u{fe0f}').contains(&c) {
        0
    } else {
        1 + usize::from(wide)
    }
}

/// The text cut to at most `limit` columns, with `…` where something was cut.
pub fn cut(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let mut used = 1;
    let kept: String = text
        .chars()
        .take_while(|c| {
            used += char_width(*c);
            used <= limit
        })
        .collect();
    kept.trim_end().to_owned() + "…"
}

/// The text with blanks behind it up to `columns`.
pub fn pad(text: &str, columns: usize) -> String {
    text.to_owned() + &" ".repeat(columns.saturating_sub(width(text)))
}

/// The words of a text in lines of at most `columns`; the lines after the first begin with `indent`.
pub fn wrap(text: &str, columns: usize, indent: &str) -> String {
    let bare = text.trim_start_matches(' ');
    let mut lines = " ".repeat(text.len() - bare.len());
    let mut used = lines.len();
    for (index, word) in bare.split(' ').enumerate() {
        let needed = width(word);
        if index > 0 && used + 1 + needed > columns {
            lines.push('\n');
            lines.push_str(indent);
            used = width(indent);
        } else if index > 0 {
            lines.push(' ');
            used += 1;
        }
        lines.push_str(word);
        used += needed;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_count_columns() {
        for (text, columns) in [("Nguyễn", 6), ("Nguye\u{302}\u{303}n", 6), ("漢字", 4), ("", 0), ("a\u{301}", 1)] {
            assert_eq!(width(text), columns, "{text}");
        }
        assert_eq!(cut("Giải quyết hồ sơ", 8), "Giải qu…");
        assert_eq!(cut("ngắn", 8), "ngắn");
        assert_eq!(pad("ấp", 4), "ấp  ");
    }

    #[test]
    fn text_cannot_steer_the_terminal() {
        assert_eq!(harmless("a\x1b[2Jb\u{202e}c\nd"), "a·[2Jb·c⏎d");
    }

    #[test]
    fn words_are_wrapped() {
        assert_eq!(wrap("một hai ba bốn", 8, "  "), "một hai\n  ba bốn");
        assert_eq!(wrap("  - một hai", 8, "    "), "  - một\n    hai");
    }
}
