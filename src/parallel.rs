//! The program's only threads: workers of our own with a deep stack.
//!
//! Not rayon: Typst uses it inside, a worker that waits there steals the next whole document, and the stack overflows.
//!
//! *Invariant:* results come in the order of the items, whatever the number of threads.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

const STACK: usize = 16 << 20;

/// `f` of every item, on at most `threads` threads. Workers take the next item from a counter.
pub fn map<T: Sync, R: Send>(threads: usize, items: &[T], f: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let slots: Vec<Mutex<Option<R>>> = items.iter().map(|_| Mutex::new(None)).collect();
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, items.len().max(1)) {
            let work = || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    let result = f(item);
                    *slots[index].lock().expect("a slot is locked once") = Some(result);
                }
            };
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).expect("the system gives a thread");
        }
    });
    slots.into_iter().map(|slot| slot.into_inner().ok().flatten().expect("every item was taken by a worker")).collect()
}
