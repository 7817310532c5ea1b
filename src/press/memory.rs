//! What Typst remembers from one document to the next: enough to share what papers have in common, yet memory stays flat
//! over ten thousand of them.
//!
//! Typst's memory is one for all threads, and each eviction makes everything in it older, what another thread is just
//! setting too. A document that loses its own first pass is laid out twice; so what was made since the oldest document at
//! work began is kept, within bounds.
//!
//! *Invariant:* what is remembered decides how fast a document is made, never what it says.

use std::sync::{Mutex, MutexGuard, PoisonError};

use typst::comemo;

/// How many evictions a piece of remembered work may stay unused, at least.
const LEAST: usize = 2;
/// And at most, for each document at work: beside a very long one the others forget all the same.
const PATIENCE: usize = 2;

/// Keeps Typst's memory small.
#[derive(Default)]
pub struct Memory(Mutex<State>);

#[derive(Default)]
struct State {
    /// Evictions so far.
    evictions: usize,
    /// How many there were when each document at work began, the oldest first.
    begun: Vec<usize>,
}

impl State {
    /// The age beyond which the next eviction forgets.
    fn age(&self) -> usize {
        let oldest = self.begun.first().copied().unwrap_or(self.evictions);
        (self.evictions + 1 - oldest).clamp(LEAST, LEAST.max(PATIENCE * self.begun.len()))
    }
}

impl Memory {
    /// A document begins.
    pub fn begin(&self) -> Work<'_> {
        let mut state = self.held();
        let begun = state.evictions;
        state.begun.push(begun);
        Work { memory: self, begun }
    }

    fn held(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A document at work, until it is dropped.
pub struct Work<'a> {
    memory: &'a Memory,
    begun: usize,
}

impl Work<'_> {
    /// Its pages are laid out: what is no longer wanted is forgotten.
    pub fn laid_out(&self) {
        let age = {
            let mut state = self.memory.held();
            let age = state.age();
            state.evictions += 1;
            age
        };
        comemo::evict(age);
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        let mut state = self.memory.held();
        if let Some(at) = state.begun.iter().position(|begun| *begun == self.begun) {
            state.begun.remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_document_at_work_has_made_is_kept_within_bounds() {
        let memory = Memory::default();
        assert_eq!(memory.held().age(), LEAST, "nobody is at work");
        let long = memory.begin();
        let mut ages = Vec::new();
        for _ in 0..6 {
            let short = memory.begin();
            ages.push(memory.held().age());
            short.laid_out();
        }
        assert_eq!(ages, [2, 2, 3, 4, 4, 4], "as old as the long one, at most two for each of the two");
        drop(long);
        assert_eq!(memory.held().age(), LEAST, "the long one is done");
    }
}
