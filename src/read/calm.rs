//! A panic inside a file's reader is that file's trouble alone.
//!
//! *Invariant:* the process's panic hook works as before for every thread and every panic but those caught here.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// What `f` gives; `None` where it panicked, about which nothing is printed.
pub fn calmly<T>(f: impl FnOnce() -> T) -> Option<T> {
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    let outer = QUIET.replace(true);
    let result = catch_unwind(AssertUnwindSafe(f));
    QUIET.set(outer);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_and_the_next_call_is_as_before() {
        assert_eq!(calmly(|| -> u8 { panic!("a reader's fault") }), None);
        assert_eq!(calmly(|| 1), Some(1));
        assert!(!QUIET.get());
    }
}
