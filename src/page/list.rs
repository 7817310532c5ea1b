//! Long lists of the page, whose members are made when the template comes to them: ten thousand people need no memory here.
//!
//! The template's engine takes only values that borrow nothing, so a list asks for its members by their places: several that
//! follow one another at a time, for whoever asks waits for another thread.
//!
//! *Invariant:* a list is what a list in memory would be: it has a length, can be indexed, and can be gone through again.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};

use crate::parallel::Asker;

/// Which member of which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    /// A person, by the number in the run.
    Person(usize),
    /// The person's line of the matrix.
    Line(usize),
    /// A row of the order: its group and its place there.
    Row(usize, usize),
    /// A unit.
    Unit(usize),
    /// An error.
    Error(usize),
    /// A warning.
    Warning(usize),
}

/// Where members come from.
pub type Source = Arc<Asker<Vec<Member>, Vec<Value>>>;

/// How many members are asked for at a time.
const AT_A_TIME: usize = 16;

/// A list for the template.
struct List<F> {
    length: usize,
    member: F,
    source: Source,
    /// The members asked for last, and their places.
    known: Mutex<(Range<usize>, Vec<Value>)>,
}

/// So many members, the one at each place being `member`.
pub fn list(source: &Source, length: usize, member: impl Fn(usize) -> Member + Send + Sync + 'static) -> Value {
    Value::from_object(List { length, member, source: Arc::clone(source), known: Mutex::default() })
}

impl<F> std::fmt::Debug for List<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "a list of {}", self.length)
    }
}

impl<F: Fn(usize) -> Member + Send + Sync + 'static> Object for List<F> {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let at = key.as_usize().filter(|at| *at < self.length)?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.0.contains(&at) {
            let places = at..self.length.min(at + AT_A_TIME);
            let members = self.source.ask(places.clone().map(&self.member).collect())?;
            *known = (places, members);
        }
        known.1.get(at - known.0.start).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.length)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::parallel;

    #[test]
    fn a_list_is_what_a_list_in_memory_would_be() {
        let asked = AtomicUsize::new(0);
        let answer = |members: Vec<Member>| {
            asked.fetch_add(1, Ordering::Relaxed);
            let numbers = members.into_iter().map(|member| match member {
                Member::Row(group, at) => group * 100 + at,
                other => panic!("{other:?}"),
            });
            numbers.map(Value::from).collect()
        };
        parallel::answering(answer, |asker| {
            let list = list(&Arc::new(asker), 40, |at| Member::Row(7, at));
            let all: Vec<usize> = (700..740).collect();
            for times in 1..3 {
                let gone_through = list.try_iter().expect("a list").map(|number| number.as_usize().expect("a number"));
                assert_eq!(gone_through.collect::<Vec<_>>(), all);
                assert_eq!(asked.load(Ordering::Relaxed), 3 * times, "several at a time");
            }
            assert_eq!(list.len(), Some(40));
            for at in [39, 0, 17, 16, 38] {
                assert_eq!(list.get_item_by_index(at).expect("an item").as_usize(), Some(700 + at));
            }
            assert!(list.get_item_by_index(40).expect("an answer").is_undefined());
        });
    }
}
