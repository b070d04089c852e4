//! Work that must not bring the program down, whatever it does.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

thread_local! {
    /// True while this thread is in guarded work.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// The answer of `work`, or the words with which it panicked. What `work` changed must not be used after a panic.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let outer = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result.map_err(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        words.or_else(|| panic.downcast_ref().map(|words: &&str| (*words).to_owned())).unwrap_or_default()
    })
}

/// Keeps panics of guarded work off standard error, where they are told as errors anyway; `RUST_BACKTRACE` shows them
/// again. To be called once, by the program.
pub fn tell_only_unguarded_panics() {
    if std::env::var_os("RUST_BACKTRACE").is_some() {
        return;
    }
    let tell = take_hook();
    set_hook(Box::new(move |panic| {
        if !GUARDED.get() {
            tell(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_words() {
        assert_eq!(guarded(|| 7), Ok(7));
        let number = 3;
        assert_eq!(guarded(|| panic!("on purpose")), Err::<(), _>("on purpose".to_owned()));
        assert_eq!(guarded(|| panic!("number {number}")), Err::<(), _>("number 3".to_owned()));
    }
}
