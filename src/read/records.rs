//! The record stream of .xlsb parts, walked before calamine does: no record may claim more than it has.
//!
//! calamine makes room for a record by the length it states, and for the names of other workbooks by a count inside it.
//!
//! *Invariant:* a stream that passes holds no record longer than [`LONGEST`].

/// Longest record: a cell of 32 767 letters is 64 KiB.
const LONGEST: usize = 1 << 20;
/// `BrtExternSheet`, which states a count calamine believes.
const EXTERN_SHEET: u32 = 0x016A;

/// Where the walk stands.
#[derive(Default)]
pub struct Records {
    kind: Vec<u8>,
    length: Vec<u8>,
    left: usize,
    count: Vec<u8>,
}

impl Records {
    /// Goes over a block; whether all is well so far.
    pub fn pass(&mut self, block: &[u8]) -> bool {
        let mut rest = block;
        while let Some((first, others)) = rest.split_first() {
            if self.left > 0 {
                let taken = self.left.min(rest.len());
                if !self.counted(&rest[..taken]) {
                    return false;
                }
                rest = &rest[taken..];
                self.left -= taken;
            } else {
                rest = others;
                if !self.kind_complete() {
                    self.kind.push(*first);
                    continue;
                }
                self.length.push(*first);
                if first & 0x80 != 0 && self.length.len() < 4 {
                    continue;
                }
                self.left = usize::try_from(number(&self.length)).unwrap_or(usize::MAX);
                self.length.clear();
                self.count.clear();
                if self.left > LONGEST {
                    return false;
                }
            }
            if self.left == 0 {
                self.kind.clear();
            }
        }
        true
    }

    /// The count at the head of a record that has one.
    fn counted(&mut self, content: &[u8]) -> bool {
        if number(&self.kind) != EXTERN_SHEET {
            return true;
        }
        let wanted = 4_usize.saturating_sub(self.count.len()).min(content.len());
        self.count.extend(&content[..wanted]);
        self.count.iter().rev().fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte)) <= 100_000
    }

    fn kind_complete(&self) -> bool {
        self.kind.len() == 2 || self.kind.first().is_some_and(|byte| byte & 0x80 == 0)
    }
}

/// Seven bits a byte, the lowest first.
fn number(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |sum, byte| (sum << 7) | u32::from(byte & 0x7F))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_bounded_however_the_blocks_fall() {
        let good = [0x01, 0x03, 1, 2, 3, 0x93, 0x01, 0x00, 0x05, 0x01, 9];
        for size in 1..good.len() {
            let mut records = Records::default();
            assert!(good.chunks(size).all(|block| records.pass(block)));
            assert!(records.kind.is_empty() && records.left == 0);
        }
        assert!(!Records::default().pass(&[0x01, 0xFF, 0xFF, 0xFF, 0x7F]));
        let counted = [0xEA, 0x02, 0x04, 0xFF, 0xFF, 0xFF, 0x7F];
        assert!(!Records::default().pass(&counted));
    }
}
