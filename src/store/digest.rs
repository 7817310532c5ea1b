//! What a file's bytes are known by: the [`Digest`] that the bags' manifests list, and the [`Mark`] that it is compared by
//! from run to run, which most processors compute many times faster.
//!
//! *Invariant:* two files have one digest, or one mark, only when they have the same bytes.

use std::fmt::{self, Write as _};

use sha2::{Digest as _, Sha256, Sha512};

/// The SHA-512 of some bytes; printed as 128 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest([u8; 64]);

/// The SHA-256 of some bytes; printed as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Mark([u8; 32]);

impl Digest {
    /// The digest of bytes in memory.
    pub fn of(bytes: &[u8]) -> Self {
        Hasher::<Self>::of(bytes)
    }

    /// Reads 128 hexadecimal digits, in either case.
    pub fn parse(text: &str) -> Option<Self> {
        read(text).map(Self)
    }
}

impl Mark {
    /// Reads 64 hexadecimal digits, in either case.
    pub fn parse(text: &str) -> Option<Self> {
        read(text).map(Self)
    }
}

fn read<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits: Vec<u32> = text.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
    let bytes: Option<Vec<u8>> = digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair.get(1)?).ok()).collect();
    bytes?.try_into().ok()
}

fn write(f: &mut fmt::Formatter, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

/// For a person to tell them apart.
fn begin(f: &mut fmt::Formatter, name: &str, bytes: &[u8]) -> fmt::Result {
    let mut start = String::new();
    bytes.iter().take(4).try_for_each(|byte| write!(start, "{byte:02x}"))?;
    write!(f, "{name}({start}…)")
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write(f, &self.0)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        begin(f, "Digest", &self.0)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write(f, &self.0)
    }
}

impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        begin(f, "Mark", &self.0)
    }
}

/// What is made of bytes piece by piece: a digest, a mark, or both at once.
pub trait Sum {
    /// It in the making.
    type Making: Default;

    /// Takes the next bytes.
    fn add(making: &mut Self::Making, bytes: &[u8]);

    /// It, of all that was taken.
    fn finish(making: Self::Making) -> Self;
}

impl Sum for Digest {
    type Making = Sha512;

    fn add(making: &mut Sha512, bytes: &[u8]) {
        making.update(bytes);
    }

    fn finish(making: Sha512) -> Self {
        Self(making.finalize().into())
    }
}

impl Sum for Mark {
    type Making = Sha256;

    fn add(making: &mut Sha256, bytes: &[u8]) {
        making.update(bytes);
    }

    fn finish(making: Sha256) -> Self {
        Self(making.finalize().into())
    }
}

impl<A: Sum, B: Sum> Sum for (A, B) {
    type Making = (A::Making, B::Making);

    fn add(making: &mut Self::Making, bytes: &[u8]) {
        A::add(&mut making.0, bytes);
        B::add(&mut making.1, bytes);
    }

    fn finish(making: Self::Making) -> Self {
        (A::finish(making.0), B::finish(making.1))
    }
}

/// A [`Sum`] in the making.
pub struct Hasher<S: Sum>(S::Making);

impl<S: Sum> Default for Hasher<S> {
    fn default() -> Self {
        Self(S::Making::default())
    }
}

impl<S: Sum> Hasher<S> {
    fn of(bytes: &[u8]) -> S {
        let mut hasher = Self::default();
        hasher.add(bytes);
        hasher.finish()
    }

    /// Takes the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        S::add(&mut self.0, bytes);
    }

    /// The sum of all that was taken.
    pub fn finish(self) -> S {
        S::finish(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers_and_back() {
        let (digest, mark) = Hasher::<(Digest, Mark)>::of(b"abc");
        assert_eq!(digest, Digest::of(b"abc"));
        let text = digest.to_string();
        assert!(text.starts_with("ddaf35a193617abacc417349ae204131") && text.len() == 128);
        assert_eq!(Digest::parse(&text), Some(digest));
        assert_eq!(Digest::parse(&text.to_uppercase()), Some(digest));
        assert_eq!(Digest::parse(&text[1..]), None);
        assert_eq!(Digest::parse(&text[2..]), None);
        assert_eq!(Digest::parse(&text.replace('d', "g")), None);
        let text = mark.to_string();
        assert_eq!(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(Mark::parse(&text), Some(mark));
        assert_eq!(Mark::parse(&digest.to_string()), None);
    }
}
