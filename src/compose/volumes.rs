//! Volumes (tập): how a paper about many people is cut into files of a size that prints in little memory, and that a hand
//! can leaf through.
//!
//! *Invariant:* the volumes hold everybody once, in order, and one person more changes the last volume alone.

use std::ops::Range;

use serde_json::{Value as Json, json};

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

    /// The volume's number and how many there are, for the words of a paper; nothing where there is only one.
    pub fn told(self, volume: usize, people: usize) -> Json {
        let volumes = self.volumes(people);
        json!((volumes > 1).then(|| json!({"so": volume + 1, "tong": volumes})))
    }
}

/// What a volume's file name ends with: nothing for the first.
pub fn suffix(volume: usize) -> String {
    if volume == 0 { String::new() } else { format!("-tap-{:02}", volume + 1) }
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
    fn a_volume_says_which_it_is() {
        let binding = Binding { whole: 6, volume: 4 };
        assert_eq!(binding.told(0, 6), Json::Null);
        assert_eq!(binding.told(1, 9), json!({"so": 2, "tong": 3}));
        assert_eq!((suffix(0), suffix(1)), (String::new(), "-tap-02".to_owned()));
    }
}
