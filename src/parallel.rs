//! The program's only threads: workers of our own with a deep stack.
//!
//! Not rayon: Typst uses it inside, a worker that waits there steals the next whole document, and the stack overflows.
//!
//! *Invariant:* results come in the order of the items, whatever the number of threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};

const STACK: usize = 16 << 20;

/// `f` of every item, on at most `threads` threads. Workers take the next item from a counter.
pub fn map<T: Sync, R: Send>(threads: usize, items: &[T], f: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let slots: Vec<Mutex<Option<R>>> = items.iter().map(|_| Mutex::new(None)).collect();
    std::thread::scope(|scope| {
        for _ in 0..workers(threads, items) {
            let work = || {
                while let Some((index, item)) = take(items, &next) {
                    let result = f(item);
                    *slots[index].lock().expect("a slot is locked once") = Some(result);
                }
            };
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).expect("the system gives a thread");
        }
    });
    slots.into_iter().map(|slot| slot.into_inner().ok().flatten().expect("every item was taken by a worker")).collect()
}

/// As [`map`], for results that stay while the workers go on allocating and freeing much: they are copies, made by the
/// calling thread as results come, and each worker drops its own originals.
///
/// So what stays lies together in the calling thread's part of the heap. In the workers' parts it would lie between gaps
/// that nothing large fits in any more: with glibc, ten thousand units took four times the memory they fill.
pub fn map_copied<T: Sync, R: Clone + Send>(threads: usize, items: &[T], f: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let mut slots: Vec<Option<R>> = items.iter().map(|_| None).collect();
    let (give, given) = mpsc::sync_channel(threads.max(1));
    std::thread::scope(|scope| {
        for _ in 0..workers(threads, items) {
            let (give, next, f) = (give.clone(), &next, &f);
            let work = move || {
                let (back, returned) = mpsc::channel();
                while let Some((index, item)) = take(items, next) {
                    returned.try_iter().for_each(drop);
                    if give.send((index, Box::new(f(item)), back.clone())).is_err() {
                        break;
                    }
                }
                drop((give, back));
                returned.into_iter().for_each(drop);
            };
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).expect("the system gives a thread");
        }
        drop(give);
        for (index, original, back) in given {
            slots[index] = Some(R::clone(&original));
            // A worker that is gone needs none back.
            let _ = back.send(original);
        }
    });
    slots.into_iter().map(|slot| slot.expect("every item was taken by a worker")).collect()
}

fn workers<T>(threads: usize, items: &[T]) -> usize {
    threads.clamp(1, items.len().max(1))
}

fn take<'a, T>(items: &'a [T], next: &AtomicUsize) -> Option<(usize, &'a T)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    items.get(index).map(|item| (index, item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..500).collect();
        let expected: Vec<String> = items.iter().map(ToString::to_string).collect();
        for threads in [0, 1, 3, 64] {
            assert_eq!(map(threads, &items, ToString::to_string), expected);
            assert_eq!(map_copied(threads, &items, ToString::to_string), expected);
        }
        assert!(map_copied(2, &[0_u8; 0], ToString::to_string).is_empty());
    }
}
