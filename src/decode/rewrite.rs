//! A text in the making: copied from its source but for what is replaced, with the way back.

use std::borrow::Cow;

use crate::text::{OffsetMap, Span};

/// Writes a text from a source.
pub(super) struct Rewrite<'a> {
    input: &'a str,
    /// Input bytes that `out` accounts for.
    taken: usize,
    out: String,
    map: OffsetMap,
}

impl<'a> Rewrite<'a> {
    pub(super) fn new(input: &'a str) -> Rewrite<'a> {
        Rewrite { input, taken: 0, out: String::new(), map: OffsetMap::identity() }
    }

    /// Writes `with` in the place of the input's bytes `from..to`, which come in order.
    pub(super) fn replace(&mut self, from: usize, to: usize, with: &str) {
        if self.out.is_empty() {
            self.out.reserve(self.input.len());
        }
        self.out.push_str(&self.input[self.taken..from]);
        let start = self.out.len() as u32;
        self.out.push_str(with);
        self.taken = to;
        if with.len() != to - from {
            self.map.push(Span::new(start, self.out.len() as u32), Span::new(from as u32, to as u32));
        }
    }

    /// The text; borrowed where nothing was replaced.
    pub(super) fn finish(mut self) -> (Cow<'a, str>, OffsetMap) {
        if self.taken == 0 {
            return (Cow::Borrowed(self.input), self.map);
        }
        self.out.push_str(&self.input[self.taken..]);
        (Cow::Owned(self.out), self.map)
    }
}
