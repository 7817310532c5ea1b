//! The program's only threads: workers of our own with a deep stack.
//!
//! Not rayon's shared pool: Typst uses it inside, a worker that waits there steals the next whole document, and the stack
//! overflows. Each worker that prints is a pool of one instead, so that what Typst would share out stays on its thread:
//! as many threads as were asked for, and no document waits for another.
//!
//! *Invariant:* results come in the order of the items, whatever the number of threads.

mod crew;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};
use std::time::Duration;

use rayon::ThreadPoolBuilder;

pub use crew::{Crew, Later, Load, crew};

const STACK: usize = 16 << 20;

/// `f` of every item, on at most `threads` threads, begun in the items' order.
///
/// The threads are plain: `f` shares nothing out inside.
pub fn map<T: Sync, R: Send>(threads: usize, items: &[T], f: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let slots = Slots::of(items);
    let work = || {
        while let Some((index, item)) = take(items, &next) {
            slots.put(index, f(item));
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..workers(threads, items) {
            let thread = std::thread::Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, work).expect("the system gives a thread");
        }
    });
    slots.results()
}

/// Where workers put their results, by the places of the items.
struct Slots<R>(Vec<Mutex<Option<R>>>);

impl<R> Slots<R> {
    fn of<T>(items: &[T]) -> Self {
        Self(items.iter().map(|_| Mutex::new(None)).collect())
    }

    fn put(&self, index: usize, result: R) {
        *self.0[index].lock().expect("a slot is locked once") = Some(result);
    }

    fn results(self) -> Vec<R> {
        let result =
            |slot: Mutex<Option<R>>| slot.into_inner().ok().flatten().expect("every item was taken by a worker");
        self.0.into_iter().map(result).collect()
    }
}

/// As [`map`], for results that stay while the workers go on allocating and freeing much: they are copies, which the calling
/// thread makes by `copy` as results come, in any order, and each worker drops its own originals.
///
/// So what stays lies together in the calling thread's part of the heap. In the workers' parts it would lie between gaps
/// that nothing large fits in any more: with glibc, ten thousand units took four times the memory they fill.
pub fn map_copied<T: Sync, R: Send>(
    threads: usize,
    items: &[T],
    f: impl Fn(&T) -> R + Sync,
    mut copy: impl FnMut(&R) -> R,
) -> Vec<R> {
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
            slots[index] = Some(copy(&original));
            // A worker that is gone needs none back.
            let _ = back.send(original);
        }
    });
    slots.into_iter().map(|slot| slot.expect("every item was taken by a worker")).collect()
}

/// `work` on a thread of its own: what it frees goes back, whereas what this thread frees stays its own, for the little that
/// this thread does while the others print.
pub fn apart<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        match thread.expect("the system gives a thread").join() {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// `main` on this thread while a worker does `side`, and what `main` gave once both are done.
pub fn beside<R>(side: impl FnOnce() + Send, main: impl FnOnce() -> R) -> R {
    std::thread::scope(|scope| {
        let work = || alone(side);
        std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).expect("the system gives a thread");
        main()
    })
}

/// `main` on this thread, while a thread of its own does `side` again and again, with a pause before each time, as long as it
/// says so and `main` is not done. It should mostly wait, for the disk say: it is one thread more than were asked for.
pub fn while_at_work<R>(pause: Duration, side: impl Fn() -> bool + Send, main: impl FnOnce() -> R) -> R {
    std::thread::scope(|scope| {
        // Done when its sender is gone, by a panic too.
        let (done, waits) = mpsc::channel::<()>();
        let work = move || while waits.recv_timeout(pause) == Err(mpsc::RecvTimeoutError::Timeout) && side() {};
        std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).expect("the system gives a thread");
        let result = main();
        drop(done);
        result
    })
}

/// `work` with this thread as a pool of one. Rayon never frees such a pool: so only where something is shared out inside.
fn alone<R>(work: impl FnOnce() -> R) -> R {
    let _alone = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    work()
}

/// `work` that may borrow nothing asks what is borrowed: a thread of its own answers, one question after another, while
/// the asker waits. As many threads work as before.
pub fn answering<Q: Send, A: Send, R>(answer: impl Fn(Q) -> A + Send, work: impl FnOnce(Asker<Q, A>) -> R) -> R {
    let (ask, asked) = mpsc::channel();
    std::thread::scope(|scope| {
        let serve = move || {
            // Whoever keeps an asker for longer than the work gets no answer any more.
            while let Ok(Some((question, to))) = asked.recv() {
                let to: mpsc::Sender<A> = to;
                // An asker that is gone needs none.
                let _ = to.send(answer(question));
            }
        };
        std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, serve).expect("the system gives a thread");
        let done = work(Asker(ask.clone()));
        let _ = ask.send(None);
        done
    })
}

/// Asks what [`answering`] answers.
#[derive(Debug)]
pub struct Asker<Q, A>(mpsc::Sender<Option<(Q, mpsc::Sender<A>)>>);

impl<Q, A> Asker<Q, A> {
    /// The answer; none where nobody answers any more.
    pub fn ask(&self, question: Q) -> Option<A> {
        let (to, answer) = mpsc::channel();
        self.0.send(Some((question, to))).ok()?;
        answer.recv().ok()
    }
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
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..500).collect();
        for threads in [0, 1, 2, 7, 1_000] {
            let doubled = map(threads, &items, |item| item * 2);
            assert_eq!(doubled, items.iter().map(|item| item * 2).collect::<Vec<_>>());
        }
        let written = map_copied(3, &items, ToString::to_string, String::clone);
        assert_eq!(written, items.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert!(map_copied(2, &[0_u8; 0], ToString::to_string, String::clone).is_empty());
        assert!(map(4, &[] as &[usize], |item| *item).is_empty());
    }

    #[test]
    fn what_goes_along_ends_with_the_work() {
        let times = AtomicUsize::new(0);
        let often = || times.fetch_add(1, Ordering::Relaxed) < 3;
        let enough = || {
            while times.load(Ordering::Relaxed) < 4 {
                std::thread::yield_now();
            }
        };
        while_at_work(Duration::ZERO, often, enough);
        assert_eq!(times.into_inner(), 4, "until it says that it is enough");
        let panicked = std::panic::catch_unwind(|| while_at_work(Duration::ZERO, || true, || panic!("in the work")));
        assert!(panicked.is_err(), "and no thread goes on");
    }

    #[test]
    fn what_is_borrowed_is_asked_for() {
        let borrowed = [String::from("a"), String::from("b")];
        let answer = |index: usize| borrowed[index].clone();
        let kept = answering(answer, |asker| {
            assert_eq!((asker.ask(1).as_deref(), asker.ask(0).as_deref()), (Some("b"), Some("a")));
            asker
        });
        assert_eq!(kept.ask(0), None);
    }
}
