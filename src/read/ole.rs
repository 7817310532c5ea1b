//! The old compound file (.xls) measured before calamine reads it whole.
//!
//! calamine makes a dense table of every sheet of an .xls and repeats a shared string in each cell that names it, so a
//! file of some megabytes can ask for gigabytes. The records are walked here first: the area of each sheet and the
//! letters its cells add up to are bounded.
//!
//! *Invariant:* what this passes makes at most [`AREA`] cells and [`LETTERS`] letters.

use super::guard::{Format, NO_TABLE, Passed, Trouble};
use super::look::Rich;

/// Most cells, blank ones between them too, of all sheets together.
const AREA: u64 = 2_000_000;
/// Most letters of all cells together.
const LETTERS: u64 = 32 << 20;
/// Largest .xls.
const LARGEST: usize = 24 << 20;
/// A larger one is read alone.
const HEAVY: usize = 4 << 20;

/// Measures a compound file.
pub fn inspect(bytes: &[u8]) -> Result<Passed, Trouble> {
    if bytes.len() > LARGEST {
        return Err(Trouble::too_large());
    }
    let file = Compound::open(bytes).ok_or_else(Trouble::damaged)?;
    if file.entry("EncryptedPackage").is_some() {
        return Err(Trouble::password());
    }
    let Some(stream) = file.entry("Workbook").or_else(|| file.entry("Book")) else {
        let kind = if file.entry("WordDocument").is_some() {
            "văn bản Word (.doc) đã đổi tên"
        } else {
            "tệp Office khác, không phải bảng tính"
        };
        return Err(Trouble::file(format!("Tệp không phải là bảng tính Excel: nội dung là {kind}"), NO_TABLE));
    };
    let stream = file.stream(stream).ok_or_else(Trouble::damaged)?;
    sheets(&stream)?;
    let largest = u64::try_from(stream.len()).unwrap_or(u64::MAX);
    let heavy = bytes.len() > HEAVY;
    Ok(Passed { format: Format::Xls, heavy, formulas: true, merged: true, hidden: false, largest, mend: false })
}

/// The stream that holds the sheets; `None` where the file has none.
pub fn workbook_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let file = Compound::open(bytes)?;
    file.stream(file.entry("Workbook").or_else(|| file.entry("Book"))?)
}

struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    directory: Vec<u8>,
    cutoff: usize,
    mini_fat: Vec<u32>,
}

/// A named stream.
#[derive(Clone, Copy)]
struct Entry {
    start: u32,
    size: usize,
}

const NO_SECTOR: u32 = 0xFFFF_FFFA;

impl<'a> Compound<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let shift = u16_at(bytes, 30)?;
        let sector = if matches!(shift, 9 | 12) { 1_usize << shift } else { return None };
        let mut file = Self {
            bytes,
            sector,
            fat: Vec::new(),
            directory: Vec::new(),
            cutoff: usize::try_from(u32_at(bytes, 56)?).ok()?,
            mini_fat: Vec::new(),
        };
        let mut blocks: Vec<u32> = (0..109).filter_map(|n| u32_at(bytes, 76 + n * 4)).collect();
        let mut next = u32_at(bytes, 68)?;
        for _ in 0..=bytes.len() / sector {
            if next >= NO_SECTOR {
                break;
            }
            let mut more = words(file.sector(next)?);
            next = more.pop()?;
            blocks.extend(more);
            // There are no more such sectors than sectors, whatever the file says.
            if blocks.len() > 109 + bytes.len() / sector {
                return None;
            }
        }
        for block in blocks.into_iter().filter(|block| *block < NO_SECTOR) {
            file.fat.extend(words(file.sector(block)?));
        }
        file.directory = file.chain(u32_at(bytes, 48)?)?;
        file.mini_fat = words(&file.chain(u32_at(bytes, 60)?).unwrap_or_default());
        Some(file)
    }

    fn sector(&self, index: u32) -> Option<&'a [u8]> {
        let at = usize::try_from(index).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        let end = (at + self.sector).min(self.bytes.len());
        self.bytes.get(at..end).filter(|sector| !sector.is_empty())
    }

    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let mut next = start;
        while next < NO_SECTOR {
            content.extend_from_slice(self.sector(next)?);
            next = *self.fat.get(usize::try_from(next).ok()?)?;
            if content.len() > self.bytes.len() {
                return None;
            }
        }
        Some(content)
    }

    fn entries(&self) -> impl Iterator<Item = &[u8]> {
        self.directory.chunks_exact(128)
    }

    fn entry(&self, name: &str) -> Option<Entry> {
        let wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let found = self.entries().find(|entry| {
            let length = usize::from(u16_at(entry, 64).unwrap_or(0)).saturating_sub(2).min(64);
            entry[..length].eq_ignore_ascii_case(&wanted)
        })?;
        Some(Entry { start: u32_at(found, 116)?, size: usize::try_from(u32_at(found, 120)?).ok()? })
    }

    fn stream(&self, entry: Entry) -> Option<Vec<u8>> {
        let mut content = if entry.size < self.cutoff {
            let root = self.entries().next()?;
            let store = self.chain(u32_at(root, 116)?)?;
            let mut content = Vec::new();
            let mut next = entry.start;
            while next < NO_SECTOR && content.len() <= store.len() {
                let at = usize::try_from(next).ok()? * 64;
                content.extend_from_slice(store.get(at..(at + 64).min(store.len()))?);
                next = *self.mini_fat.get(usize::try_from(next).ok()?)?;
            }
            content
        } else {
            self.chain(entry.start)?
        };
        content.truncate(entry.size);
        Some(content)
    }
}

/// Records of a workbook stream from a place on: type and content.
pub fn records(stream: &[u8], from: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = from;
    std::iter::from_fn(move || {
        let kind = u16_at(stream, at)?;
        let length = usize::from(u16_at(stream, at + 2)?);
        let content = stream.get(at + 4..(at + 4 + length).min(stream.len()))?;
        at += 4 + length;
        Some((kind, content))
    })
}

/// Records of the sheet that begins at a place, with those of the charts in it, up to its end.
pub fn sheet_records(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    const BEGIN: u16 = 0x0809;
    const END: u16 = 0x000A;
    let mut depth = 0_u32;
    records(stream, start).take_while(move |(kind, _)| {
        let ends = *kind == END && depth <= 1;
        match *kind {
            BEGIN => depth += 1,
            END => depth = depth.saturating_sub(1),
            _ => {}
        }
        !ends
    })
}

fn sheets(stream: &[u8]) -> Result<(), Trouble> {
    const FILE_PASS: u16 = 0x002F;
    const BOUND_SHEET: u16 = 0x0085;
    const END: u16 = 0x000A;
    let mut starts = Vec::new();
    for (kind, content) in records(stream, 0) {
        match kind {
            FILE_PASS if u16_at(content, 0) != Some(0) || content.len() > 2 => return Err(Trouble::password()),
            BOUND_SHEET => starts.push(u32_at(content, 0).ok_or_else(Trouble::damaged)?),
            END => break,
            _ => {}
        }
    }
    if starts.is_empty() {
        return Err(Trouble::damaged());
    }
    let strings: Vec<u64> = shared_strings(stream).map(|string| string.letters).collect();
    let mut cost = Cost::default();
    for start in starts.into_iter().filter_map(|start| usize::try_from(start).ok()) {
        cost.sheet(stream, start, &strings).ok_or_else(Trouble::too_large)?;
    }
    Ok(())
}

#[derive(Default)]
struct Cost {
    area: u64,
    letters: u64,
    /// Bytes gone over.
    walked: usize,
}

impl Cost {
    /// Adds a sheet's cost; `None` where it is too much.
    fn sheet(&mut self, stream: &[u8], start: usize, strings: &[u64]) -> Option<()> {
        let mut used: Option<[u64; 4]> = None;
        for (kind, content) in sheet_records(stream, start) {
            // Sheets lie behind one another; where many begin at the same place, going over them would never end.
            self.walked += content.len() + 4;
            if self.walked > stream.len().saturating_mul(2) {
                return None;
            }
            match kind {
                0x0200 => self.stated(content)?,
                0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x00BD | 0x0006 => {
                    let row = u64::from(u16_at(content, 0).unwrap_or(0));
                    let first = u64::from(u16_at(content, 2).unwrap_or(0));
                    let last = match kind {
                        0x00BD => u64::from(u16_at(content, content.len().saturating_sub(2)).unwrap_or(0)).max(first),
                        _ => first,
                    };
                    let [top, bottom, left, right] = used.unwrap_or([row, row, first, last]);
                    used = Some([top.min(row), bottom.max(row), left.min(first), right.max(last)]);
                    if kind == 0x00FD {
                        let index = u32_at(content, 6).and_then(|index| usize::try_from(index).ok()).unwrap_or(0);
                        self.letters += strings.get(index).copied().unwrap_or(0);
                    }
                }
                _ => {}
            }
        }
        if let Some([top, bottom, left, right]) = used {
            self.area += (bottom - top + 1) * (right - left + 1);
        }
        (self.area <= AREA && self.letters <= LETTERS).then_some(())
    }

    /// The sheet's own statement of its size, for which calamine reserves memory.
    fn stated(&self, content: &[u8]) -> Option<()> {
        let (top, bottom, left, right) = if content.len() >= 14 {
            (u32_at(content, 0)?, u32_at(content, 4)?, u16_at(content, 8)?, u16_at(content, 10)?)
        } else {
            (u32::from(u16_at(content, 0)?), u32::from(u16_at(content, 2)?), u16_at(content, 4)?, u16_at(content, 6)?)
        };
        if bottom == 0 || right == 0 {
            return Some(());
        }
        // As calamine takes them: a first column that no .xls has is none, and rows from the last to the first wrap around.
        let left = if left > 0xFF || right < left { 0 } else { left };
        let (rows, columns) = (u64::from(bottom.checked_sub(top)?), u64::from(right - left));
        (rows * columns <= 4 * AREA).then_some(())
    }
}

/// One of the shared strings.
pub struct SharedString {
    /// How many letters it has.
    pub letters: u64,
    /// It as a text in several fonts, where it is one.
    pub rich: Option<Rich>,
}

/// The shared strings, as far as the table can be followed.
pub fn shared_strings(stream: &[u8]) -> impl Iterator<Item = SharedString> {
    const TABLE: u16 = 0x00FC;
    const CONTINUE: u16 = 0x003C;
    let mut blocks: Vec<&[u8]> = Vec::new();
    for (kind, content) in records(stream, 0) {
        match kind {
            TABLE => blocks.push(content.get(8..).unwrap_or_default()),
            CONTINUE if !blocks.is_empty() => blocks.push(content),
            _ if !blocks.is_empty() => break,
            _ => {}
        }
    }
    let mut reader = Blocks { blocks, at: 0 };
    std::iter::from_fn(move || reader.string())
}

/// The table of strings, cut into records at any place.
struct Blocks<'a> {
    blocks: Vec<&'a [u8]>,
    at: usize,
}

impl Blocks<'_> {
    fn byte(&mut self) -> Option<u8> {
        while self.at < self.blocks.len() {
            if let Some((first, rest)) = self.blocks[self.at].split_first() {
                self.blocks[self.at] = rest;
                return Some(*first);
            }
            self.at += 1;
        }
        None
    }

    fn number(&mut self, bytes: u32) -> Option<u64> {
        let mut sum = 0;
        for place in 0..bytes {
            sum |= u64::from(self.byte()?) << (8 * place);
        }
        Some(sum)
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn string(&mut self) -> Option<SharedString> {
        let letters = self.short()?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.short()? } else { 0 };
        let extra = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let mut wide = flags & 1 != 0;
        let mut kept = Vec::new();
        for _ in 0..letters {
            // A record that goes on inside the letters begins with their width again.
            if self.blocks.get(self.at).is_some_and(|block| block.is_empty()) {
                self.at += 1;
                wide = self.byte()? & 1 != 0;
            }
            let letter = if wide { self.short()? } else { self.byte()?.into() };
            if runs > 0 {
                kept.push(letter);
            }
        }
        let runs = (0..runs).map(|_| Some((self.short()?, self.short()?))).collect::<Option<Vec<_>>>()?;
        for _ in 0..extra {
            self.byte()?;
        }
        let rich = (!runs.is_empty()).then_some(Rich { letters: kept, runs });
        Some(SharedString { letters: letters.into(), rich })
    }
}

/// The number of two bytes at a place, the lowest first.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// The number of four bytes at a place, the lowest first.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|word| u32_at(word, 0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_size_is_taken_as_calamine_takes_it() {
        let passes = |top: u32, bottom: u32, left: u16, right: u16| {
            let words = [top.to_le_bytes(), bottom.to_le_bytes()].concat();
            let content = [&words[..], &left.to_le_bytes(), &right.to_le_bytes(), &[0, 0]].concat();
            Cost::default().stated(&content).is_some()
        };
        assert!(passes(0, 0, 0, 0) && passes(0, 65_536, 0, 100) && passes(7, 7, 3, 3) && passes(0, 20, 300, 305));
        assert!(!passes(0, 65_536, 0, 256));
        // A first column beyond the sheet counts as the first, and more rows than there are wrap around.
        assert!(!passes(0, 65_536, 60_000, 60_001));
        assert!(!passes(0, 65_536, 200, 199));
        assert!(!passes(2, 1, 0, 1));
    }

    #[test]
    fn a_file_cannot_state_more_of_itself_than_there_is() {
        // A list of sectors whose last entry leads to itself.
        let mut bytes = vec![0; 512 * 200];
        bytes[30] = 9;
        bytes[76..512].fill(0xFF);
        bytes[68..72].fill(0);
        assert!(Compound::open(&bytes).is_none());
    }

    #[test]
    fn a_sheet_ends_at_its_end_whatever_that_holds() {
        let record = |kind: u16, content: &[u8]| {
            let length = u16::try_from(content.len()).expect("a short record");
            [&kind.to_le_bytes()[..], &length.to_le_bytes(), content].concat()
        };
        let chart = [record(0x0809, &[0; 4]), record(0x000A, &[])].concat();
        let stream = [
            record(0x0809, &[0; 8]),
            chart,
            record(0x0203, &[0; 14]),
            record(0x000A, &[1; 8]),
            record(0x0203, &[0; 14]),
        ];
        let kinds: Vec<u16> = sheet_records(&stream.concat(), 0).map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [0x0809, 0x0809, 0x000A, 0x0203]);
    }
}
