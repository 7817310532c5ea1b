//! Volumes (tập): how a paper about many people, or a set of many papers, is cut into files of a size that prints in little
//! memory, and that a hand can leaf through.
//!
//! *Invariant:* the volumes hold everything once, in order; where all weigh alike, one more at the end changes the last volume
//! alone.

use std::ops::Range;

use serde::Serialize;

/// How a paper is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Up to so many people it stays in one piece.
    pub whole: usize,
    /// How many people a volume holds where it does not.
    pub volume: usize,
}

impl Binding {
    /// In how many volumes a paper about so many people is bound; one at least.
    pub fn volumes(self, people: usize) -> usize {
        if people > self.whole { people.div_ceil(self.volume) } else { 1 }
    }

    /// Which of so many people a volume holds, by their places; volumes are counted from 0.
    pub fn people_of(self, volume: usize, people: usize) -> Range<usize> {
        if self.volumes(people) == 1 {
            return 0..people;
        }
        (volume * self.volume).min(people)..((volume + 1) * self.volume).min(people)
    }

    /// The places in each volume of things that weigh as much as so many people each: a volume takes one after another until
    /// it is full.
    pub fn cut(self, weights: &[usize]) -> Vec<Range<usize>> {
        let mut volumes = Vec::new();
        let (mut first, mut weight) = (0, 0);
        if weights.iter().sum::<usize>() > self.whole {
            for (place, own) in weights.iter().enumerate() {
                if weight >= self.volume {
                    volumes.push(first..place);
                    (first, weight) = (place, 0);
                }
                weight += own;
            }
        }
        volumes.push(first..weights.len());
        volumes
    }
}

/// Which volume a paper says it is: `tap`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Volume {
    /// Counted from 1.
    #[serde(rename = "so")]
    number: usize,
    /// How many there are.
    #[serde(rename = "tong")]
    of: usize,
}

/// What a volume, from 0, of so many says of itself; nothing where there is only one.
pub fn told(volume: usize, volumes: usize) -> Option<Volume> {
    (volumes > 1).then_some(Volume { number: volume + 1, of: volumes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_in_one_volume() {
        let binding = Binding { whole: 6, volume: 4 };
        for people in 0..40 {
            let volumes = binding.volumes(people);
            assert!(volumes == 1 && people <= 6 || volumes > 1 && people > 6);
            let all: Vec<usize> = (0..volumes).flat_map(|volume| binding.people_of(volume, people)).collect();
            assert_eq!(all, (0..people).collect::<Vec<_>>());
        }
        assert_eq!(binding.people_of(9, 7), 7..7);
    }

    #[test]
    fn people_and_things_of_their_weight_are_cut_alike() {
        let binding = Binding { whole: 6, volume: 4 };
        for people in 0..40 {
            let volumes = (0..binding.volumes(people)).map(|volume| binding.people_of(volume, people));
            assert_eq!(binding.cut(&vec![1; people]), volumes.collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_volume_is_full_at_its_weight() {
        let binding = Binding { whole: 6, volume: 4 };
        assert_eq!(binding.cut(&[0, 0, 3, 3]).len(), 1, "all is not too much for one piece");
        assert_eq!(binding.cut(&[0, 0, 3, 3, 0, 1, 5, 0]), [0..4, 4..7, 7..8]);
        assert_eq!(binding.cut(&[9, 1]), [0..1, 1..2]);
    }

    #[test]
    fn a_volume_says_which_it_is() {
        assert_eq!(told(0, 1), None);
        assert_eq!(told(1, 3), Some(Volume { number: 2, of: 3 }));
    }
}
