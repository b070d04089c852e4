//! Words that were read before: the tokenizer's short cut.
//!
//! A newspaper writes few words many times. What was found out about a word, a number or a mark of up to fifteen bytes
//! (its key, its kind, what the lexicon knows of it) is kept by its bytes, so that the next time one comparison replaces
//! reading its letters. Where such a word ends is told from sixteen bytes at once: a word goes on as long as bytes are
//! ASCII letters or belong to characters beyond ASCII, but for the punctuation of U+2000-203F. That is a guess, and
//! harmless: a token is only kept where the reading letter by letter ended at the same place.

use super::token::{Kind, Token};
use super::tokenize::{Scanner, first_blanks, skip_blanks};
use super::{Key, spread};
use crate::text::Span;

/// Tokens that are kept, a power of two.
const SLOTS: usize = 1 << 14;

/// The tokens read so far, each with what the caller knows of its word, a `K`. A token that falls on another one's
/// place replaces it; results never depend on what is kept.
#[derive(Clone)]
pub struct Memo<K> {
    slots: Vec<Slot<K>>,
}

/// A token and what is known of it. All that is read of it lies on one cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Slot<K> {
    bytes: u128,
    key: Key,
    known: K,
    kind: Kind,
    flags: u8,
}

impl<K: Copy + Default> Slot<K> {
    fn free() -> Slot<K> {
        Slot { bytes: FREE, key: Key::default(), known: K::default(), kind: Kind::End, flags: 0 }
    }

    /// The token, where it stands in bytes `start..end` behind the blanks that `flags` tell of.
    #[inline(always)]
    fn token(&self, start: usize, end: usize, flags: u8) -> Token {
        let span = Span { start: start as u32, end: end as u32 };
        Token { span, key: self.key, kind: self.kind, flags: self.flags | flags }
    }
}

impl<K: Copy + Default> Default for Memo<K> {
    fn default() -> Memo<K> {
        Memo { slots: vec![Slot::free(); SLOTS + 1] }
    }
}

/// The place of a token that cannot be kept, while it is handed on.
const PASSING: usize = SLOTS;

impl<K: Copy + Default> Memo<K> {
    /// Cuts normalized text into tokens, as [`super::tokenize()`] does, and hands each to `take` with what `know` knows
    /// of it. One memo must always be used with the same `know`.
    ///
    /// Every token is read from its slot in the end, so that what is known of it goes from there to where it is wanted
    /// without a stop in between.
    pub fn tokenize(&mut self, text: &str, know: impl Fn(Key, Kind) -> K, mut take: impl FnMut(Token, &K)) {
        let bytes = text.as_bytes();
        let (mut at, mut flags) = first_blanks(bytes);
        while at < bytes.len() {
            let (word, len) = short_word(&bytes[at..]);
            let own = place(word);
            let (place, end) = match self.slots[own].bytes == word {
                true => (own, at + len),
                false => self.other(bytes, at, &know),
            };
            let slot = &self.slots[place];
            take(slot.token(at, end, flags), &slot.known);
            (at, flags) = skip_blanks(bytes, end);
        }
    }

    /// The place and the end of a token that is no short word: a long one, a number, a mark, or one that was not read
    /// before.
    #[inline(never)]
    fn other(&mut self, text: &[u8], at: usize, know: &impl Fn(Key, Kind) -> K) -> (usize, usize) {
        let (bytes, len) = token_bytes(&text[at..]);
        let place = place(bytes);
        match self.slots[place].bytes == bytes && len <= LONGEST {
            true => (place, at + len),
            false => self.read(text, at, know, (bytes, len, place)),
        }
    }

    /// Reads a token letter by letter, and keeps it where it is what the bytes alone said.
    #[cold]
    #[inline(never)]
    fn read(
        &mut self,
        text: &[u8],
        at: usize,
        know: &impl Fn(Key, Kind) -> K,
        (bytes, len, place): (u128, usize, usize),
    ) -> (usize, usize) {
        let mut scanner = Scanner { bytes: text, at };
        let Token { key, kind, flags, .. } = scanner.token_at(text[at], 0);
        let known = know(key, kind);
        let is_kept = len <= LONGEST && scanner.at - at == len;
        let (place, bytes) = if is_kept { (place, bytes) } else { (PASSING, FREE) };
        self.slots[place] = Slot { bytes, key, known, kind, flags };
        (place, scanner.at)
    }
}

/// Spreads a byte over all places.
const fn all(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The bytes of the word at the start of `bytes`, as one number, and how many they are, told in the fewest steps: all up
/// to the first one below `@`. So a word of up to seven bytes is found unless one of the few other marks touches it;
/// then, and for any other token, the answer is nothing that is ever kept, or no bytes at all.
#[inline(always)]
fn short_word(bytes: &[u8]) -> (u128, usize) {
    const HIGH: u64 = all(0x80);
    let Some(chunk) = bytes.first_chunk::<8>() else { return (NOTHING, 0) };
    let chunk = u64::from_le_bytes(*chunk);
    let ends = !(chunk | chunk << 1) & HIGH;
    if ends == 0 {
        return (NOTHING, 0);
    }
    // all ones below the byte that ends the word
    let word = (ends ^ (ends - 1)) >> 8;
    (u128::from(chunk & word), (ends.trailing_zeros() / 8) as usize)
}

/// The bytes of no token.
const NOTHING: u128 = 0;

/// What stands in a free slot; no text has such bytes.
const FREE: u128 = u128::MAX;

/// Bytes of the longest token that is kept.
const LONGEST: usize = 15;

/// The bytes of the token at the start of `bytes`, as one number, and how many they are; sixteen where that is not sure.
#[inline(always)]
fn token_bytes(bytes: &[u8]) -> (u128, usize) {
    match bytes.first_chunk::<16>() {
        Some(chunk) if matches!(chunk[0], b'!'..b'0') => (u128::from(chunk[0]), 1),
        Some(chunk) => token_in(u128::from_le_bytes(*chunk)),
        None => token_in(last_bytes(bytes)),
    }
}

/// See [`token_bytes`], for any token.
#[inline(never)]
fn token_in(chunk: u128) -> (u128, usize) {
    let len = match chunk as u8 {
        b'0'..=b'9' => count(digit_ends, chunk),
        // zero bytes stand for no token
        1..0x80 if ends(chunk as u64) & 0x80 != 0 => 1,
        // all of U+2000-203F are marks
        PUNCTUATION if (chunk >> 8) as u8 == 0x80 => 3,
        _ => word_in(chunk),
    };
    if 0 < len && len <= LONGEST { (chunk & FIRST[len], len) } else { (chunk, 16) }
}

/// How many bytes a word at the start of `chunk` has; sixteen where that is not sure.
fn word_in(chunk: u128) -> usize {
    let len = count(ends, chunk);
    // a letter of U+2040-2FFF, or one that the chunk cuts
    let goes_on = len <= LONGEST && (chunk >> (8 * len)) as u8 == PUNCTUATION && {
        len == LONGEST || (chunk >> (8 * len + 8)) as u8 != 0x80
    };
    if goes_on { 16 } else { len }
}

/// The first byte of `chunk` that `ends` marks.
fn count(ends: fn(u64) -> u64, chunk: u128) -> usize {
    let marked = u128::from(ends(chunk as u64)) | u128::from(ends((chunk >> 64) as u64)) << 64;
    marked.trailing_zeros() as usize / 8
}

/// By number of bytes, the mask that keeps the first ones.
const FIRST: [u128; 17] = {
    let mut masks = [0; 17];
    let mut len = 1;
    while len <= 16 {
        masks[len] = masks[len - 1] << 8 | 0xFF;
        len += 1;
    }
    masks
};

/// Fewer than sixteen bytes, with zeros behind them.
fn last_bytes(bytes: &[u8]) -> u128 {
    let mut chunk = [0; 16];
    chunk[..bytes.len()].copy_from_slice(bytes);
    u128::from_le_bytes(chunk)
}

/// The first byte of U+2000-2FFF.
const PUNCTUATION: u8 = 0xE2;

/// The highest bit of each byte that no word has: ASCII but for its letters, and [`PUNCTUATION`].
#[inline(always)]
fn ends(chunk: u64) -> u64 {
    const HIGH: u64 = all(0x80);
    const SMALL: u64 = all(0x20);
    const TO_A: u64 = all(0x80 - b'a');
    const PAST_Z: u64 = all(0x7F - b'z');
    const OTHER: u64 = all(PUNCTUATION);
    let small = (chunk | SMALL) & !HIGH;
    let letters = (small + TO_A) & !(small + PAST_Z);
    let other = chunk ^ OTHER;
    let not_other = ((other & !HIGH) + !HIGH) | other;
    !((letters | chunk) & not_other) & HIGH
}

/// The highest bit of each byte that is no digit.
fn digit_ends(chunk: u64) -> u64 {
    const HIGH: u64 = all(0x80);
    const ZERO: u64 = all(b'0');
    const PAST_NINE: u64 = all(0x80 - 10);
    // a digit is 0 to 9 once the bits of '0' are taken away, any other byte is more
    let values = chunk ^ ZERO;
    (((values & !HIGH) + PAST_NINE) | values) & HIGH
}

/// Where a token is kept.
#[inline(always)]
fn place(bytes: u128) -> usize {
    let folded = bytes as u64 ^ ((bytes >> 64) as u64).rotate_left(29);
    (spread(folded) >> (64 - SLOTS.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::super::tokenize;
    use super::*;

    /// What a token is.
    fn parts(tokens: &[Token]) -> Vec<(Span, Key, Kind, u8)> {
        tokens.iter().map(|token| (token.span, token.key, token.kind, token.flags)).collect()
    }

    #[test]
    fn reads_as_the_tokenizer_does_the_first_and_the_second_time() {
        let texts = [
            "Đề án số 04-ĐA/TU “Phát triển”, gọi là Đề án 04…",
            "nghiêng nghiêngnghiêng Ⱀabc abcⰀ abc x² Müller's Нгуен 1tr2 Ａ ﬁ €5 abc–def",
            "ngắn",
            "[1], 12.345,6 (x) – 7…” 2017 12345678901234567890 5%",
            "a\u{2028}b\u{3000}c e\u{301}",
            "",
        ];
        let mut memo = Memo::<()>::default();
        for _ in 0..2 {
            for text in texts {
                let mut read = Vec::new();
                memo.tokenize(text, |_, _| (), |token, ()| read.push(token));
                assert_eq!(parts(&read), parts(&tokenize(text)), "{text}");
            }
        }
    }

    #[test]
    fn finds_where_a_token_ends() {
        for (text, len) in [
            ("ngày 5", 5),
            ("Huế”", 5),
            ("tr2", 2),
            ("a", 1),
            ("Z.", 1),
            ("“Z", 3),
            ("2017.", 4),
            ("5", 1),
            ("123456789012.5 km", 12),
            (", 5", 1),
            ("[5] và tám tháng", 1),
            ("Ⱀ", 16),
            ("abcdefghijklmnop", 16),
        ] {
            assert_eq!(token_bytes(text.as_bytes()).1, len, "{text}");
        }
    }
}
