//! What Typst remembers from one paper to the next: enough to share what papers have in common, yet memory stays flat over
//! ten thousand of them.
//!
//! Typst's memory is one for all threads, and each eviction makes everything in it older, what another thread is just
//! setting too. A paper that loses its own first pass is laid out twice, so beside a long one the others forget less
//! often. What the layout of very many pages leaves behind is more than what it shares with the next paper is worth: it
//! goes before they are exported.
//!
//! *Invariant:* what is remembered decides how fast a paper is made, never what it says.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use typst::comemo;

/// A paper with more bytes of data is long: some fifteen pages.
const LONG: usize = 40 << 10;
/// From here on it is very long: some thirty pages, or as many rows of the summary.
const VERY_LONG: usize = 64 << 10;
/// Among so many papers every long one is very long: what was judged fills what Typst might remember.
const MANY: usize = 5_000;

/// How many evictions a piece of remembered work may stay unused.
const AGE: usize = 5;
/// Beside a long paper, one in so many of the others evicts.
const SELDOM: usize = 3;

/// Keeps Typst's memory small.
#[derive(Default)]
pub struct Memory {
    /// Long papers at work.
    long: AtomicUsize,
    /// Papers finished beside them.
    beside: AtomicUsize,
    /// Whether there are many papers to set.
    many: AtomicBool,
}

impl Memory {
    /// So many papers will be set.
    pub fn expect(&self, papers: usize) {
        self.many.store(papers >= MANY, Ordering::Relaxed);
    }

    /// Sets a paper whose data have so many bytes, and forgets what is no longer wanted; `set` is given what to call when
    /// the pages are laid out.
    pub fn during<T>(&self, bytes: usize, set: impl FnOnce(&dyn Fn()) -> T) -> T {
        let long = usize::from(bytes > LONG);
        self.long.fetch_add(long, Ordering::Relaxed);
        let very_long = if self.many.load(Ordering::Relaxed) { LONG } else { VERY_LONG };
        let done = set(&|| {
            if bytes > very_long {
                comemo::evict(0);
            }
        });
        let others = self.long.fetch_sub(long, Ordering::Relaxed) - long;
        if others == 0 || self.beside.fetch_add(1, Ordering::Relaxed) % SELDOM == SELDOM - 1 {
            comemo::evict(AGE);
        }
        done
    }
}
