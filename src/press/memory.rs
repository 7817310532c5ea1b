//! What Typst remembers from one paper to the next: enough to share what papers have in common, yet memory stays flat over
//! ten thousand of them.
//!
//! Typst's memory is one for all threads, and each eviction makes everything in it older, what another thread is just
//! setting too. A long paper that lost its own first pass would be laid out twice, so beside one the others forget less
//! often; and what a long paper leaves is forgotten at once.
//!
//! *Invariant:* what is remembered decides how fast a paper is made, never what it says.

use std::sync::atomic::{AtomicUsize, Ordering};

use typst::comemo;

/// A paper whose data have more bytes than this is long: some twenty pages.
pub const LONG: usize = 48 << 10;

/// How many evictions a piece of remembered work may stay unused.
const AGE: usize = 5;
/// Beside a long paper only every so manieth paper evicts.
const SELDOM: usize = 3;

/// Keeps Typst's memory small.
#[derive(Default)]
pub struct Memory {
    /// Long papers at work.
    long: AtomicUsize,
    /// Papers finished beside them.
    beside: AtomicUsize,
}

impl Memory {
    /// Sets a paper, and forgets what is no longer wanted.
    pub fn during<T>(&self, long: bool, set: impl FnOnce() -> T) -> T {
        self.long.fetch_add(usize::from(long), Ordering::Relaxed);
        let done = set();
        let others = self.long.fetch_sub(usize::from(long), Ordering::Relaxed) - usize::from(long);
        if others == 0 {
            comemo::evict(AGE);
        } else if self.beside.fetch_add(1, Ordering::Relaxed) % SELDOM == SELDOM - 1 {
            comemo::evict(AGE);
        }
        done
    }
}
