//! What a file's bytes are known by: the [`Digest`] that the bags' manifests list, and the [`Mark`] that it is compared by
//! from run to run, which most processors compute many times faster.
//!
//! *Invariant:* two files have one digest, or one mark, only when they have the same bytes.

use std::fmt;

use sha2::{Digest as _, Sha512};

/// A sum of some bytes, itself of so many; printed as lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sum<const N: usize>([u8; N]);

/// SHA-512.
pub type Digest = Sum<64>;

/// BLAKE3.
pub type Mark = Sum<32>;

impl<const N: usize> Sum<N> {
    /// Reads its hexadecimal digits, in either case.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 2 * N {
            return None;
        }
        let mut bytes = [0; N];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let digit = |sign: u8| char::from(sign).to_digit(16);
            *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()?;
        }
        Some(Self(bytes))
    }
}

impl<const N: usize> Sum<N>
where
    Self: Known,
{
    /// The sum of bytes in memory.
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = Hasher::<Self>::default();
        hasher.add(bytes);
        hasher.finish()
    }
}

impl<const N: usize> fmt::Display for Sum<N> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl<const N: usize> fmt::Debug for Sum<N> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Sum({self})")
    }
}

/// A sum whose algorithm is known.
pub trait Known {
    /// The algorithm at work.
    type By: Default;

    /// Takes the next bytes.
    fn add(by: &mut Self::By, bytes: &[u8]);

    /// The sum of all that was taken.
    fn given(by: Self::By) -> Self;
}

impl Known for Digest {
    type By = Sha512;

    fn add(by: &mut Sha512, bytes: &[u8]) {
        by.update(bytes);
    }

    fn given(by: Sha512) -> Self {
        Self(by.finalize().into())
    }
}

impl Known for Mark {
    type By = blake3::Hasher;

    fn add(by: &mut blake3::Hasher, bytes: &[u8]) {
        by.update(bytes);
    }

    fn given(by: blake3::Hasher) -> Self {
        Self(by.finalize().into())
    }
}

/// A sum in the making, fed piece by piece.
pub struct Hasher<S: Known>(S::By);

impl<S: Known> Default for Hasher<S> {
    fn default() -> Self {
        Self(S::By::default())
    }
}

impl<S: Known> Hasher<S> {
    /// Takes the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        S::add(&mut self.0, bytes);
    }

    /// The sum of all that was taken.
    pub fn finish(self) -> S {
        S::given(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers_and_back() {
        let digest = Digest::of(b"abc");
        let mut hasher = Hasher::<Mark>::default();
        [&b"a"[..], b"", b"bc"].iter().for_each(|piece| hasher.add(piece));
        let mark = hasher.finish();
        let text = digest.to_string();
        assert!(text.starts_with("ddaf35a193617abacc417349ae204131") && text.len() == 128);
        assert_eq!(Digest::parse(&text), Some(digest));
        assert_eq!(Digest::parse(&text.to_uppercase()), Some(digest));
        assert_eq!(Digest::parse(&text[1..]), None);
        assert_eq!(Digest::parse(&text[2..]), None);
        assert_eq!(Digest::parse(&text.replace('d', "g")), None);
        let text = mark.to_string();
        assert_eq!(text, "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85");
        assert_eq!(Mark::parse(&text), Some(mark));
        assert_eq!(Mark::parse(&digest.to_string()), None);
    }
}
