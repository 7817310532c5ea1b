//! Long lists of the page, whose members are made when the template comes to them: ten thousand people need no memory here.
//!
//! The template's engine takes only values that borrow nothing, so a list asks for its members by their places.
//!
//! *Invariant:* a list is what a list in memory would be: it has a length, can be indexed, and can be gone through again.

use std::sync::Arc;

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
pub type Source = Arc<Asker<Member, Value>>;

/// A list for the template.
struct List<F> {
    length: usize,
    member: F,
    source: Source,
}

/// So many members, the one at each place being `member`.
pub fn list(source: &Source, length: usize, member: impl Fn(usize) -> Member + Send + Sync + 'static) -> Value {
    Value::from_object(List { length, member, source: Arc::clone(source) })
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
        self.source.ask((self.member)(at))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.length)
    }
}
