//! Number grammar that rooms share: numbers in digits, words and both, Roman numbers, and exact decimals.
//!
//! What a number is *of*, and whether it is a fact at all, is the business of the rooms; this module only reads.

mod amount;
mod decimal;
mod figure;
mod roman;
mod vocabulary;
mod words;

pub use amount::{Amount, Form, amount, in_digits};
pub use decimal::Decimal;
pub use figure::{Figure, Reading, Style, figure};
pub use roman::{roman, roman_value};
pub use vocabulary::{Word, word};
pub use words::{Spoken, spoken};

use crate::extract::Context;
use crate::segment::{Key, Kind};

/// The greatest value of [`small`].
const MOST: u64 = 9999;

/// A value and the token after its last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Small {
    /// The value.
    pub value: u64,
    /// Token after the numeral.
    pub next: usize,
}

/// A whole number up to 9999 at token `at`, in digits (`12`, `2 nghìn`) or words (`mười hai`, `hai mươi lăm`, `hai
/// lăm`, `ba mốt`, `một trăm linh năm`), in any case.
///
/// `năm` is five inside a numeral (`năm mươi`, `linh năm`), before a unit of time (`năm tháng`) and after a word that
/// wants a number (`tháng năm`, `thứ năm`); else it is the year. Digits are read as they stand: `1.000` is 1.
#[inline]
pub fn small(cx: &Context<'_>, at: usize) -> Option<Small> {
    let read = if cx.token(at).kind == Kind::Digits { digits(cx, at)? } else { in_words(cx, at)? };
    (read.value <= MOST).then_some(read)
}

/// The token after a number that is written once more in brackets, once in digits and once in words: `03 (ba)`, `bảy
/// (07)`. `at` is the token that the number begins at, `next` the one after it, which is the answer for any other number.
pub fn behind_repetition(cx: &Context<'_>, at: usize, value: i128, next: usize) -> usize {
    if !cx.is_mark(next, '(') {
        return next;
    }
    let inner = cx.token(next + 1);
    let (again, end) = match (cx.token(at).kind == Kind::Digits, inner.kind == Kind::Digits) {
        (true, false) => spoken(cx, next + 1).map_or((None, next), |read| (Some(read.value), read.next)),
        (false, true) => (inner.digits().map(i128::from), next + 2),
        _ => (None, next),
    };
    if again == Some(value) && cx.is_mark(end, ')') { end + 1 } else { next }
}

/// True for the figures of `2 lần`, `2-3 lần`: behind `ngày` they say how often a day, and are no date.
pub fn counts_times(cx: &Context<'_>, at: usize) -> bool {
    const TIMES: Key = Key::of("lần");
    const IN_TURN: Key = Key::of("lượt");
    const LINKS: [Key; 3] = [Key::mark('-'), Key::mark('–'), Key::of("đến")];
    let is_range = LINKS.contains(&cx.token(at + 1).key) && cx.token(at + 2).kind == Kind::Digits;
    let next = if is_range { at + 3 } else { at + 1 };
    cx.token(at).span.len() == 1 && cx.is(next, TIMES) && !cx.is(next + 1, IN_TURN)
}

/// A run of digits, with a scale word after it or without.
fn digits(cx: &Context<'_>, at: usize) -> Option<Small> {
    let value = cx.token(at).digits()?;
    let scale = match word(cx.token(at + 1).key) {
        Some(Word::Hundred) => 100,
        Some(Word::Scale(exponent @ 1..=3)) => 10u64.pow(exponent),
        _ => return Some(Small { value, next: at + 1 }),
    };
    Some(Small { value: value.checked_mul(scale)?, next: at + 2 })
}

#[inline]
fn in_words(cx: &Context<'_>, at: usize) -> Option<Small> {
    word(cx.token(at).key)?;
    several_words(cx, at)
}

fn several_words(cx: &Context<'_>, at: usize) -> Option<Small> {
    let Spoken { value, next } = spoken(cx, at)?;
    if next == at + 1 && words::is_year_word(cx, at) && !words::is_five(cx, at) {
        return None;
    }
    Some(Small { value: u64::try_from(value).ok()?, next })
}

#[cfg(test)]
mod tests {
    use crate::extract::Context;
    use crate::segment::tokenize;
    use crate::text::CharIndex;

    /// A text with nothing but its tokens.
    pub(super) fn context(text: &str) -> Context<'_> {
        Context {
            text,
            tokens: tokenize(text).leak(),
            hits: Box::leak(Box::default()),
            blocks: &[],
            sentences: Vec::new(),
            dct: None,
            title: None,
            index: CharIndex::new(text),
            map: None,
        }
    }
}
