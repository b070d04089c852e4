//! Vectors whose memory serves the next article.
//!
//! Every article needs a few long lists: its tokens, their entries, the candidates. Asked for anew each time, their
//! memory would be a different one each time, which the processor has not yet in its caches.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};
use std::thread::LocalKey;

/// The vectors of a thread that wait for the next user.
pub type Spares<T> = RefCell<Vec<Vec<T>>>;

/// What long lists are made of.
pub trait Reusable: Sized + 'static {
    /// Where vectors of this kind wait.
    fn spares() -> &'static LocalKey<Spares<Self>>;
}

/// Makes a type one whose vectors are reused.
macro_rules! reusable {
    ($type:ty) => {
        impl $crate::reuse::Reusable for $type {
            fn spares() -> &'static std::thread::LocalKey<$crate::reuse::Spares<$type>> {
                thread_local! {
                    static SPARES: $crate::reuse::Spares<$type> = const { std::cell::RefCell::new(Vec::new()) };
                }
                &SPARES
            }
        }
    };
}
pub(crate) use reusable;

reusable!(bool);
reusable!(u8);
reusable!(usize);

/// Vectors of a kind that wait at most.
const MOST: usize = 4;
/// Bytes of the longest one that waits: what one huge article needed is given back.
const LONGEST: usize = 1 << 21;

/// A vector that hands its memory on when it is dropped.
#[derive(Debug)]
pub struct Reused<T: Reusable>(Vec<T>);

impl<T: Reusable> Reused<T> {
    /// An empty vector with room for so many items at least.
    pub fn with_capacity(capacity: usize) -> Reused<T> {
        let spare = T::spares().try_with(|spares| spares.borrow_mut().pop()).ok().flatten();
        let mut items = spare.unwrap_or_default();
        items.reserve(capacity);
        Reused(items)
    }
}

impl<T: Reusable> Default for Reused<T> {
    fn default() -> Reused<T> {
        Reused::with_capacity(0)
    }
}

impl<T: Reusable + Clone> Clone for Reused<T> {
    fn clone(&self) -> Reused<T> {
        let mut items = Reused::with_capacity(self.len());
        items.extend_from_slice(self);
        items
    }
}

impl<T: Reusable> Deref for Reused<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T: Reusable> DerefMut for Reused<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T: Reusable> Drop for Reused<T> {
    fn drop(&mut self) {
        let mut items = std::mem::take(&mut self.0);
        items.clear();
        if items.capacity() == 0 || items.capacity().saturating_mul(size_of::<T>()) > LONGEST {
            return;
        }
        // where the thread is at its end, there is no next user
        let _ = T::spares().try_with(|spares| {
            let mut spares = spares.borrow_mut();
            if spares.len() < MOST {
                spares.push(items);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hands_memory_on_but_not_what_is_in_it() {
        let mut first = Reused::<bool>::with_capacity(100);
        first.push(true);
        let place = first.as_ptr();
        drop(first);
        let second = Reused::<bool>::with_capacity(10);
        assert!(second.is_empty() && second.capacity() >= 100);
        assert_eq!(second.as_ptr(), place);
        let other = Reused::<bool>::with_capacity(10);
        assert_ne!(other.as_ptr(), place);
    }

    #[test]
    fn gives_back_what_is_too_long() {
        drop(Reused::<u8>::with_capacity(LONGEST + 1));
        assert!(Reused::<u8>::default().capacity() <= LONGEST);
    }
}
