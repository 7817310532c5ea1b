//! A crew: workers that take items, of which each may leave work for later that any of them does.
//!
//! A set is laid out by one worker, and its papers may then be written by another. About half of a crew lays out, if there is
//! something to write meanwhile: what Typst remembers of one layout for the next is one memory for all threads, and each that
//! uses it slows the others down. So few layouts are held in memory, too: none is begun while more than half as many wait as
//! there are workers, and all that are being made must find room, even if some workers have to wait.
//!
//! *Invariant:* everything is done once, whatever the number of threads, unless a worker panics; whoever waits is woken then too.

use std::cmp::Reverse;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::{STACK, alone};

/// Work that an item left.
pub type Later<'a> = Box<dyn FnOnce() + Send + 'a>;

/// What an item asks of the crew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// The heavier, the sooner it is begun by all but the first worker.
    pub weight: usize,
    /// How much of the crew's room it takes while somebody is at it.
    pub size: usize,
}

/// What the workers share.
pub struct Crew<'a> {
    threads: usize,
    /// How much room there is for all items that are being done; one is done even if it takes more.
    room: usize,
    /// How much each item takes.
    sizes: Vec<usize>,
    state: Mutex<State<'a>>,
    /// Told when there is work, or none to be waited for any more.
    changed: Condvar,
}

struct State<'a> {
    /// Whether each item was taken.
    taken: Vec<bool>,
    /// What items left, the oldest first; no batch is empty.
    later: VecDeque<VecDeque<Later<'a>>>,
    /// Workers that are at an item now, and may leave more.
    at_items: usize,
    /// How much room their items take.
    filled: usize,
    /// Workers that keep to what was left, as long as there is any.
    finishers: usize,
    /// Whether a worker has panicked.
    broken: bool,
}

enum Job<'a> {
    Item(usize),
    Later(Later<'a>),
}

/// `f` of every item, on so many threads that keep to themselves what is shared out inside, and all that `f` put off for later.
/// The first worker takes the items in their order, so that something is done soon; the others take the heaviest first, so
/// that none is left for the end, when the other workers are idle. Items that are being done keep within `room`,
/// but for one that takes more by itself.
pub fn crew<'a, T: Sync>(
    threads: usize,
    room: usize,
    items: &'a [T],
    load: impl Fn(&T) -> Load,
    f: impl Fn(&Crew<'a>, &'a T) + Sync,
) {
    let loads: Vec<Load> = items.iter().map(load).collect();
    let in_order: Vec<usize> = (0..items.len()).collect();
    let mut heaviest_first = in_order.clone();
    heaviest_first.sort_by_key(|&index| Reverse(loads[index].weight));
    let threads = threads.max(1);
    let state = State {
        taken: vec![false; items.len()],
        later: VecDeque::new(),
        at_items: 0,
        filled: 0,
        finishers: 0,
        broken: false,
    };
    let sizes = loads.iter().map(|load| load.size).collect();
    let crew = Crew { threads, room, sizes, state: Mutex::new(state), changed: Condvar::new() };
    let work = |order: &[usize]| {
        let mut order = order;
        let mut finisher = false;
        while let Some(job) = crew.next(&mut order, &mut finisher) {
            let _at_job = AtJob { crew: &crew, item: if let Job::Item(index) = job { Some(index) } else { None } };
            match job {
                Job::Item(index) => f(&crew, &items[index]),
                Job::Later(work) => work(),
            }
        }
    };
    std::thread::scope(|scope| {
        for worker in 0..threads {
            let order = if worker == 0 { &in_order } else { &heaviest_first };
            let work = &work;
            let thread = std::thread::Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, move || alone(|| work(order))).expect("the system gives a thread");
        }
    });
}

impl<'a> Crew<'a> {
    /// Puts work off for later, to be begun in this order by whoever comes first.
    pub fn defer(&self, work: impl IntoIterator<Item = Later<'a>>) {
        let work: VecDeque<Later> = work.into_iter().collect();
        if !work.is_empty() {
            self.state().later.push_back(work);
            self.changed.notify_all();
        }
    }

    /// What a worker does next; `None` where all is done, or will be by those that are at it, or somebody panicked.
    ///
    /// `order` is what the worker has yet to look at: items that are taken go from its head.
    ///
    /// Up to half of the workers become finishers, which prefer what was left for the rest of the run: so the code of one
    /// kind of work stays in the processor's cache.
    fn next(&self, order: &mut &[usize], finisher: &mut bool) -> Option<Job<'a>> {
        let mut state = self.state();
        loop {
            if state.broken {
                return None;
            }
            let enough = state.at_items >= self.threads.div_ceil(2);
            if enough && !*finisher && state.finishers < self.threads / 2 {
                *finisher = true;
                state.finishers += 1;
            }
            let full = state.later.len() > self.threads / 2;
            if (*finisher || enough || full)
                && let Some(work) = state.take_later()
            {
                return Some(Job::Later(work));
            }
            if let Some(index) = self.free(&state, order) {
                state.taken[index] = true;
                state.at_items += 1;
                state.filled += self.sizes[index];
                return Some(Job::Item(index));
            }
            if let Some(work) = state.take_later() {
                return Some(Job::Later(work));
            }
            if state.at_items == 0 {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The next item that nobody has taken and that there is room for.
    fn free(&self, state: &State, order: &mut &[usize]) -> Option<usize> {
        while let [first, rest @ ..] = *order
            && state.taken[*first]
        {
            *order = rest;
        }
        let fits = |index: usize| state.at_items == 0 || state.filled + self.sizes[index] <= self.room;
        order.iter().copied().find(|&index| !state.taken[index] && fits(index))
    }

    fn state(&self) -> MutexGuard<'_, State<'a>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> State<'a> {
    fn take_later(&mut self) -> Option<Later<'a>> {
        let oldest = self.later.front_mut()?;
        let work = oldest.pop_front();
        if oldest.is_empty() {
            self.later.pop_front();
        }
        work
    }
}

/// A worker is at a job, until this is dropped.
struct AtJob<'a, 'b> {
    crew: &'a Crew<'b>,
    /// The item, where the job is one.
    item: Option<usize>,
}

impl Drop for AtJob<'_, '_> {
    fn drop(&mut self) {
        let mut state = self.crew.state();
        state.at_items -= usize::from(self.item.is_some());
        state.filled -= self.item.map_or(0, |index| self.crew.sizes[index]);
        state.broken |= std::thread::panicking();
        drop(state);
        self.crew.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::panic::AssertUnwindSafe;
    use std::time::{Duration, Instant};

    use super::*;

    /// What was done, in the order in which it was begun.
    fn done(threads: usize, items: &[usize]) -> Vec<(usize, usize)> {
        let done = Mutex::new(Vec::new());
        let note = |item: usize, part: usize| done.lock().expect("a list").push((item, part));
        crew(
            threads,
            7,
            items,
            |item| Load { weight: *item, size: item % 10 },
            |crew, &item| {
                note(item, 0);
                let note = &note;
                crew.defer((1..=item).map(|part| Box::new(move || note(item, part)) as Later));
            },
        );
        done.into_inner().expect("a list")
    }

    #[test]
    fn everything_is_done_once() {
        let items: Vec<usize> = (0..40).collect();
        let all: BTreeSet<(usize, usize)> =
            items.iter().flat_map(|&item| (0..=item).map(move |part| (item, part))).collect();
        for threads in [0, 1, 2, 3, 16] {
            let done = done(threads, &items);
            assert_eq!(done.len(), all.len());
            assert_eq!(done.into_iter().collect::<BTreeSet<_>>(), all);
        }
        assert_eq!(done(4, &[]), []);
    }

    #[test]
    fn one_worker_keeps_the_order() {
        assert_eq!(done(1, &[1, 3, 2]), [(1, 0), (1, 1), (3, 0), (3, 1), (3, 2), (3, 3), (2, 0), (2, 1), (2, 2)]);
    }

    #[test]
    fn whoever_has_no_item_left_helps() {
        for threads in [1, 2, 5] {
            let by = Mutex::new(BTreeSet::new());
            let given_up = Instant::now() + Duration::from_secs(60);
            let part = || {
                by.lock().expect("a list").insert(format!("{:?}", std::thread::current().id()));
                // Nobody is done before everybody has come.
                while by.lock().expect("a list").len() < threads && Instant::now() < given_up {
                    std::thread::yield_now();
                }
            };
            crew(
                threads,
                0,
                &[()],
                |()| Load::default(),
                |crew, ()| crew.defer((0..40).map(|_| Box::new(part) as Later)),
            );
            assert_eq!(by.into_inner().expect("a list").len(), threads);
        }
    }

    /// One small item that is not taken, nobody at work.
    fn state<'a>() -> State<'a> {
        State { taken: vec![false], later: VecDeque::new(), at_items: 0, filled: 0, finishers: 0, broken: false }
    }

    /// A crew with room for ten, whose second item takes six of it.
    fn of(threads: usize, state: State) -> Crew {
        Crew { threads, room: 10, sizes: vec![1, 6, 4], state: Mutex::new(state), changed: Condvar::new() }
    }

    /// What a worker is given where so many are at items and so many batches of work are left: an item, or work.
    fn given(threads: usize, at_items: usize, left: usize, finisher: bool) -> &'static str {
        let later = (0..left).map(|_| VecDeque::from([Box::new(|| ()) as Later])).collect();
        let state = State { later, at_items, finishers: usize::from(finisher), ..state() };
        match of(threads, state).next(&mut &[0][..], &mut { finisher }) {
            Some(Job::Item(_)) => "item",
            Some(Job::Later(_)) => "work",
            None => "nothing",
        }
    }

    #[test]
    fn about_half_lay_out_if_there_is_something_to_write() {
        assert_eq!(given(2, 0, 1, false), "item");
        assert_eq!(given(2, 1, 1, false), "work", "the other lays out");
        assert_eq!(given(2, 1, 0, false), "item", "but nothing is left to write");
        assert_eq!(given(2, 0, 2, false), "work", "enough waits to be written");
        assert_eq!(given(2, 0, 1, true), "work", "it goes on writing");
        assert_eq!(given(2, 0, 0, true), "item");
        assert_eq!(given(4, 1, 1, false), "item");
        assert_eq!(given(4, 2, 1, false), "work");
        assert_eq!(given(4, 0, 2, false), "item");
        assert_eq!(given(4, 0, 3, false), "work");
        assert_eq!(given(1, 0, 1, false), "work", "one worker does one thing after another");
    }

    #[test]
    fn half_become_finishers_and_nobody_goes_on_after_a_panic() {
        let state = |at_items, finishers, broken| {
            let later = VecDeque::from([VecDeque::from([Box::new(|| ()) as Later])]);
            State { later, at_items, finishers, broken, ..state() }
        };
        let becomes = |threads, state| {
            let mut finisher = false;
            (of(threads, state).next(&mut &[0][..], &mut finisher).is_some(), finisher)
        };
        assert_eq!(becomes(2, state(1, 0, false)), (true, true));
        assert_eq!(becomes(2, state(1, 1, false)), (true, false), "one of two is enough");
        assert_eq!(becomes(2, state(0, 0, false)), (true, false), "nobody is at an item");
        assert_eq!(becomes(1, state(1, 0, false)), (true, false));
        assert_eq!(becomes(2, state(0, 0, true)), (false, false), "there is work, but a worker panicked");
    }

    #[test]
    fn an_item_waits_for_room() {
        let given = |at_items, filled| {
            let crew = of(4, State { taken: vec![true, false, false], at_items, filled, ..state() });
            let mut order = &[0, 1, 2][..];
            let given = crew.free(&crew.state(), &mut order);
            assert_eq!(order, [1, 2], "what is taken is looked at no more");
            given
        };
        assert_eq!([given(1, 4), given(1, 5), given(1, 6), given(1, 7)], [Some(1), Some(2), Some(2), None]);
        assert_eq!(given(0, 0), Some(1));
        let mut larger = of(4, State { at_items: 0, ..state() });
        larger.room = 0;
        assert_eq!(larger.free(&larger.state(), &mut &[0][..]), Some(0), "one is done all the same");
    }

    #[test]
    fn what_is_being_done_keeps_within_the_room() {
        let at_once = Mutex::new((0, 0));
        let count = |by: isize| {
            let mut at_once = at_once.lock().expect("a count");
            at_once.0 += by;
            at_once.1 = at_once.1.max(at_once.0);
        };
        crew(
            5,
            7,
            &[3; 20],
            |&size| Load { size, ..Load::default() },
            |_, &size| {
                count(size.cast_signed());
                std::thread::yield_now();
                count(-size.cast_signed());
            },
        );
        assert!(at_once.into_inner().expect("a count").1 <= 7);
    }

    #[test]
    fn a_panic_is_told_to_those_who_wait() {
        for item in [Some(0), None] {
            let crew = of(3, State { taken: vec![true], at_items: 2, filled: 1, ..state() });
            let job = AssertUnwindSafe(|| {
                let _at_job = AtJob { crew: &crew, item };
                panic!("at the job");
            });
            assert!(std::panic::catch_unwind(job).is_err());
            assert!(crew.state().broken);
            assert_eq!(crew.state().at_items, 2 - usize::from(item.is_some()));
            assert!(crew.next(&mut &[][..], &mut false).is_none(), "though another is at an item");
        }
    }

    #[test]
    fn a_panic_is_the_callers_too() {
        let panicking = |in_item: bool| {
            std::panic::catch_unwind(|| {
                crew(
                    3,
                    0,
                    &[1, 2, 3],
                    |_| Load::default(),
                    |crew, &item| {
                        assert!(!in_item || item != 2, "in an item");
                        crew.defer([Box::new(move || assert!(in_item || item != 2, "in what it put off")) as Later]);
                    },
                );
            })
        };
        assert!(panicking(true).is_err() && panicking(false).is_err());
    }

    #[test]
    fn what_is_shared_out_inside_stays_on_the_worker() {
        crew(
            3,
            0,
            &[(); 12],
            |()| Load::default(),
            |_, ()| {
                let here = std::thread::current().id();
                let (one, other) = rayon::join(|| std::thread::current().id(), || std::thread::current().id());
                assert!(one == here && other == here);
            },
        );
    }
}
