//! How many there are of those who are judged, nominated or refused.
//!
//! *Invariant:* a collective (tập thể) is never counted as a person.

use std::fmt;
use std::iter::Sum;

use super::{Candidate, Kind};

/// People and collectives, counted apart. Shown as Vietnamese has it: `7 người`, `2 tập thể`, `7 người và 2 tập thể`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headcount {
    /// Individuals.
    pub people: usize,
    /// Collectives.
    pub collectives: usize,
}

impl Headcount {
    /// Both together.
    pub fn total(self) -> usize {
        self.people + self.collectives
    }
}

impl<'a> FromIterator<&'a Candidate> for Headcount {
    fn from_iter<I: IntoIterator<Item = &'a Candidate>>(candidates: I) -> Self {
        candidates.into_iter().map(|candidate| candidate.kind.into()).sum()
    }
}

impl From<Kind> for Headcount {
    fn from(kind: Kind) -> Self {
        let collective = kind == Kind::Collective;
        Self { people: usize::from(!collective), collectives: usize::from(collective) }
    }
}

impl Sum for Headcount {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, one| Self {
            people: sum.people + one.people,
            collectives: sum.collectives + one.collectives,
        })
    }
}

impl fmt::Display for Headcount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.people, self.collectives) {
            (people, 0) => write!(f, "{people} người"),
            (0, collectives) => write!(f, "{collectives} tập thể"),
            (people, collectives) => write!(f, "{people} người và {collectives} tập thể"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collective_is_nobody() {
        let count = |kinds: &[Kind]| kinds.iter().map(|kind| Headcount::from(*kind)).sum::<Headcount>();
        let shown = |kinds| count(kinds).to_string();
        assert_eq!(shown(&[]), "0 người");
        assert_eq!(shown(&[Kind::Head, Kind::PartTime]), "2 người");
        assert_eq!(shown(&[Kind::Collective]), "1 tập thể");
        assert_eq!(shown(&[Kind::Collective, Kind::Official, Kind::Collective]), "1 người và 2 tập thể");
        assert_eq!(count(&[Kind::Collective, Kind::Official]).total(), 2);
    }
}
