//! What Typst remembers from one document to the next: enough to share what papers have in common, yet memory stays flat
//! over ten thousand of them.
//!
//! Typst's memory is one for all threads, and an eviction is felt by whoever is just laying out: it waits meanwhile, loses
//! its shortcuts to what it tracks, and everything remembered grows older, its own first pass too, which would have to be
//! made again. So forgetting waits for a moment in which nothing is laid out (the other threads write what they laid out),
//! though not for long; where it must not wait any more, what was made since the oldest layout at work began is kept,
//! within bounds.
//!
//! *Invariant:* what is remembered decides how fast a document is made, never what it says.

use std::sync::{Mutex, MutexGuard, PoisonError};

use typst::comemo;

/// How many evictions a piece of remembered work may stay unused, at least.
const LEAST: usize = 1;
/// And at most, however long a layout takes: beside a very long one the others forget all the same.
const MOST: usize = 2;
/// For how many bytes of the documents' running text forgetting may wait: memory fills with what they say, however many they
/// are.
const PATIENCE: usize = 128 << 10;

/// Keeps Typst's memory small.
#[derive(Default)]
pub struct Memory(Mutex<State>);

#[derive(Default)]
struct State {
    /// Evictions so far.
    evictions: usize,
    /// How many there were when each layout at work began, the oldest first.
    begun: Vec<usize>,
    /// Bytes laid out since the last eviction.
    kept: usize,
}

impl State {
    /// The layout of so many bytes, which began after so many evictions, has ended. The age beyond which is to be forgotten
    /// now, if it is time.
    fn end(&mut self, begun: usize, bytes: usize) -> Option<usize> {
        if let Some(at) = self.begun.iter().position(|other| *other == begun) {
            self.begun.remove(at);
        }
        self.kept += bytes;
        let oldest = self.begun.first();
        if oldest.is_some() && self.kept < PATIENCE {
            return None;
        }
        let age = oldest.map_or(LEAST, |oldest| (self.evictions + 1 - oldest).clamp(LEAST, MOST));
        self.evictions += 1;
        self.kept = 0;
        Some(age)
    }
}

impl Memory {
    /// The layout of a document begins that is as good as so many bytes of running text.
    pub fn begin(&self, bytes: usize) -> Layout<'_> {
        let mut state = self.held();
        let begun = state.evictions;
        state.begun.push(begun);
        Layout { memory: self, begun, bytes }
    }

    /// Forgets everything.
    pub fn clear(&self) {
        comemo::evict(0);
        self.held().kept = 0;
    }

    fn held(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A layout at work, until it is dropped: writing shares little with it, so what is no longer wanted is forgotten then.
pub struct Layout<'a> {
    memory: &'a Memory,
    begun: usize,
    bytes: usize,
}

impl Drop for Layout<'_> {
    fn drop(&mut self) {
        let due = self.memory.held().end(self.begun, self.bytes);
        if let Some(age) = due {
            comemo::evict(age);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_document_is_followed_by_forgetting_where_nothing_else_is_laid_out() {
        let mut state = State::default();
        for evictions in 1..4 {
            state.begun.push(state.evictions);
            assert_eq!(state.end(evictions - 1, 1), Some(LEAST));
            assert_eq!(state.evictions, evictions);
        }
    }

    #[test]
    fn forgetting_waits_for_a_quiet_moment() {
        let mut state = State { begun: vec![0, 0], ..State::default() };
        assert_eq!(state.end(0, PATIENCE - 1), None, "another is laid out");
        assert_eq!(state.end(0, 0), Some(LEAST), "and now none is");
    }

    #[test]
    fn beside_a_long_layout_forgetting_waits_only_so_long_and_spares_what_it_made() {
        let memory = Memory::default();
        let long = memory.begin(0);
        let mut ages = Vec::new();
        for _ in 0..9 {
            let begun = memory.held().evictions;
            memory.held().begun.push(begun);
            ages.extend(memory.held().end(begun, PATIENCE.div_ceil(3)));
        }
        assert_eq!(ages, [1, 2, MOST], "as old as the long one, within bounds");
        drop(long);
        assert_eq!(memory.held().evictions, 4, "and once it is done, at once");
    }
}
