//! Words that were read before: the tokenizer's short cut.
//!
//! A newspaper writes few words many times. What was found out about a word of up to fifteen bytes (its key, its kind,
//! its number in the lexicon) is kept by its bytes, so that the next time one comparison replaces reading its letters.
//! Where such a word ends is told from sixteen bytes at once: a word goes on as long as bytes are ASCII letters or
//! belong to characters beyond ASCII, but for the punctuation of U+2000-203F. That is a guess, and harmless: a word is
//! only kept where the reading letter by letter ended at the same place.

use super::token::{Kind, Token};
use super::{Key, spread, tokenize::Scanner};
use crate::lexicon::WordId;
use crate::text::Span;

/// Words that are kept, a power of two.
const SLOTS: usize = 1 << 14;

/// The words read so far. A word that falls on another one's place replaces it; results never depend on what is kept.
#[derive(Clone)]
pub struct Memo {
    slots: Vec<Slot>,
}

/// A word and what is known of it; no word has only zero bytes, so those mark a free slot.
#[derive(Clone, Copy)]
struct Slot {
    bytes: u128,
    key: Key,
    word: WordId,
    kind: Kind,
    flags: u8,
}

impl Default for Memo {
    fn default() -> Memo {
        let free = Slot { bytes: 0, key: Key::default(), word: WordId::NONE, kind: Kind::End, flags: 0 };
        Memo { slots: vec![free; SLOTS] }
    }
}

impl Memo {
    /// Cuts normalized text into tokens, as [`super::tokenize()`] does, and gives each the number that `number` knows its
    /// key by. One memo must always be used with the same `number`.
    pub fn tokenize(&mut self, text: &str, number: impl Fn(Key) -> WordId) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
        let mut scanner = Scanner::new(text);
        loop {
            let flags = scanner.skip_blanks();
            let Some(first) = scanner.first() else { return tokens };
            let mut token = match is_word_byte(first) {
                true => self.word(&mut scanner, flags, &number),
                false => scanner.token_at(first, flags),
            };
            if !token.kind.is_word() {
                token.word = number(token.key);
            }
            tokens.push(token);
        }
    }

    /// The token that begins with a byte of a word.
    #[inline(always)]
    fn word(&mut self, scanner: &mut Scanner<'_>, flags: u8, number: &impl Fn(Key) -> WordId) -> Token {
        let start = scanner.at;
        let (bytes, len) = word_bytes(&scanner.bytes[start..]);
        let place = place(bytes);
        let slot = self.slots[place];
        if slot.bytes == bytes && len < 16 {
            scanner.at = start + len;
            let span = Span::new(start as u32, scanner.at as u32);
            return Token { span, key: slot.key, word: slot.word, kind: slot.kind, flags: slot.flags | flags };
        }
        self.read(scanner, flags, number, (bytes, len, place))
    }

    /// Reads a word letter by letter, and keeps it where it is what the bytes alone said.
    #[cold]
    #[inline(never)]
    fn read(
        &mut self,
        scanner: &mut Scanner<'_>,
        flags: u8,
        number: &impl Fn(Key) -> WordId,
        (bytes, len, place): (u128, usize, usize),
    ) -> Token {
        let start = scanner.at;
        let mut token = scanner.token_at(scanner.bytes[start], 0);
        if token.kind.is_word() {
            token.word = number(token.key);
            if len < 16 && scanner.at - start == len {
                let Token { key, word, kind, flags, .. } = token;
                self.slots[place] = Slot { bytes, key, word, kind, flags };
            }
        }
        token.flags |= flags;
        token
    }
}

/// Bytes that may begin a word.
fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

/// Spreads a byte over all places.
const fn all(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The bytes of the word at the start of `bytes`, as one number, and how many they are; sixteen where that is not sure.
#[inline(always)]
fn word_bytes(bytes: &[u8]) -> (u128, usize) {
    let Some(chunk) = bytes.first_chunk::<16>() else { return word_in(last_bytes(bytes), bytes) };
    let chunk = u128::from_le_bytes(*chunk);
    // most words have fewer than eight bytes
    let len = (ends(chunk as u64).trailing_zeros() / 8) as usize;
    if 0 < len && len < 8 && bytes[len] != PUNCTUATION {
        return (u128::from(chunk as u64 & FIRST[len] as u64), len);
    }
    word_in(chunk, bytes)
}

/// See [`word_bytes`], for any word.
#[inline(never)]
fn word_in(chunk: u128, bytes: &[u8]) -> (u128, usize) {
    let halves = [ends(chunk as u64), ends((chunk >> 64) as u64)];
    let len = (u128::from(halves[0]) | u128::from(halves[1]) << 64).trailing_zeros() as usize / 8;
    let goes_on = matches!(bytes.get(len..), Some([PUNCTUATION, next, ..]) if *next != 0x80);
    if 0 < len && len < 16 && !goes_on { (chunk & FIRST[len], len) } else { (chunk, 16) }
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

/// Where a word is kept.
#[inline(always)]
fn place(bytes: u128) -> usize {
    let folded = bytes as u64 ^ ((bytes >> 64) as u64).rotate_left(29);
    (spread(folded) >> (64 - SLOTS.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::super::tokenize;
    use super::*;

    /// What a token is, but for its number.
    fn parts(tokens: &[Token]) -> Vec<(Span, Key, Kind, u8)> {
        tokens.iter().map(|token| (token.span, token.key, token.kind, token.flags)).collect()
    }

    #[test]
    fn reads_as_the_tokenizer_does_the_first_and_the_second_time() {
        let texts = [
            "Đề án số 04-ĐA/TU “Phát triển”, gọi là Đề án 04…",
            "nghiêng nghiêngnghiêng Ⱀabc abcⰀ abc x² Müller's Нгуен 1tr2 Ａ ﬁ €5 abc–def",
            "ngắn",
            "a\u{2028}b\u{3000}c e\u{301}",
            "",
        ];
        let mut memo = Memo::default();
        for _ in 0..2 {
            for text in texts {
                let read = memo.tokenize(text, |_| WordId::NONE);
                assert_eq!(parts(&read), parts(&tokenize(text)), "{text}");
            }
        }
    }

    #[test]
    fn finds_where_a_word_ends() {
        for (text, len) in
            [("ngày 5", 5), ("Huế”", 5), ("tr2", 2), ("a", 1), ("Z.", 1), ("“Z", 16), ("abcdefghijklmnop", 16)]
        {
            assert_eq!(word_bytes(text.as_bytes()).1, len, "{text}");
        }
    }
}
