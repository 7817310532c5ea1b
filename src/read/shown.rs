//! What calamine does not tell of Excel's formats: which rows and columns are hidden; of .xls and .xlsb also how cells show their numbers
//! and letters, for `100%` is stored as 1 and would be taken for a count of one, and what is struck out is read like the
//! rest; of .xlsb what it passes over in silence besides: formulas that failed, texts in several fonts, merged cells.
//!
//! *Invariant:* only cells of which there is more to say than their value are kept, and not more than [`MOST_CELLS`] in all:
//! a workbook within its budget has no more.

mod parts;
mod xls;
mod xlsb;
mod xlsx;

use std::collections::BTreeMap;

use super::book::MOST_CELLS;
use super::grid::{Hidden, Raw};
use super::guard::Trouble;
use super::look::{Look, Rich};
use super::shows::Shows;

pub use xls::xls;
pub use xlsb::xlsb;
pub use xlsx::hidden;

/// Row and column, from zero.
type Place = (u32, u32);

/// What is to be known of a sheet besides its plain cells.
#[derive(Debug, Default)]
pub struct Beside {
    /// How cells show what they hold, where that is more than what they hold.
    pub shown: BTreeMap<Place, Shows>,
    /// Cells that say something else than calamine has them say.
    pub cells: Vec<(Place, Raw)>,
    /// First and last cell of merged ones, where calamine does not tell them.
    pub merged: Vec<(Place, Place)>,
    /// What is not shown.
    pub hidden: Hidden,
}

impl Beside {
    /// Keeps a text of several looks, unless it says no more than its letters.
    fn keep(&mut self, place: Place, rich: &Rich, read: Option<String>, left: &mut Left) -> Result<(), Trouble> {
        let Some(raw) = read.and_then(Raw::text) else { return Ok(()) };
        // Of those that share a string each has a copy, so letters are taken as cells.
        left.take(1 + rich.letters.len() / 16)?;
        // Its letters say for themselves which of them are struck out.
        if let Some(shows) = self.shown.get_mut(&place) {
            shows.struck = false;
        }
        self.cells.push((place, raw));
        Ok(())
    }
}

/// How many cells may still be kept of a workbook.
struct Left(usize);

impl Left {
    fn of_a_workbook() -> Self {
        Self(MOST_CELLS)
    }

    fn take(&mut self, cells: usize) -> Result<(), Trouble> {
        self.0 = self.0.checked_sub(cells).ok_or_else(Trouble::too_large)?;
        Ok(())
    }
}

/// A workbook's formats of cells, by their numbers.
#[derive(Default)]
struct Formats {
    shows: Vec<Shows>,
    /// The looks that its fonts give letters, by the fonts' numbers.
    fonts: Vec<Look>,
    /// Which font each format has.
    font_of: Vec<u16>,
}

/// Number formats that Excel does not write down.
fn built_in() -> BTreeMap<u16, String> {
    BTreeMap::from([(9, "0%".to_owned()), (10, "0.00%".to_owned()), (17, "mmm-yy".to_owned())])
}

impl Formats {
    /// `cells` are the formats' numbers of a code and of a font.
    fn new(codes: &BTreeMap<u16, String>, fonts: Vec<Look>, cells: &[(u16, u16)]) -> Self {
        let font = |number: &u16| fonts.get(usize::from(*number)).copied().unwrap_or_default();
        let shows = |(code, number): &(u16, u16)| {
            let shows = codes.get(code).map_or_else(Shows::default, |code| Shows::of_code(code));
            Shows { struck: font(number).struck, ..shows }
        };
        let (shows, font_of) = (cells.iter().map(shows).collect(), cells.iter().map(|(_, font)| *font).collect());
        Self { shows, fonts, font_of }
    }

    /// What the format of this number shows, where that is more than what the cell holds.
    fn get(&self, format: u32) -> Option<Shows> {
        self.shows.get(usize::try_from(format).ok()?).copied().filter(|shows| *shows != Shows::default())
    }

    fn font(&self, number: u16) -> Look {
        self.fonts.get(usize::from(number)).copied().unwrap_or_default()
    }

    /// A text of several looks in a cell of this format, as it is read.
    fn read(&self, format: u32, rich: &Rich) -> Option<String> {
        let own = usize::try_from(format).ok().and_then(|format| self.font_of.get(format));
        rich.read(own.map_or_else(Look::default, |number| self.font(*number)), |number| self.font(number))
    }

    /// Whether some font of a text changes what it says.
    fn matter(&self, rich: &Rich) -> bool {
        rich.read(Look::default(), |number| self.font(number)).is_some()
    }
}

/// What a font's flags and its place above or below the line give its letters, in both binary formats.
fn look(flags: u16, escapement: u16) -> Look {
    const STRUCK: u16 = 8;
    const SUPERSCRIPT: u16 = 1;
    Look { struck: flags & STRUCK != 0, raised: escapement == SUPERSCRIPT }
}

/// Letters of two bytes each, the lower first.
fn units(bytes: &[u8]) -> Vec<u16> {
    bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect()
}
