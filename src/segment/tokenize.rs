//! The tokenizer: one walk over the bytes, by tables.

use super::key::{Folder, Key, decode, letter_at};
use super::token::{FLAG_BLANK, FLAG_LINE, FLAG_PLAIN, FLAG_ROMAN, Kind, Token};

use crate::text::Span;

/// Cuts normalized text into tokens. White space is not a token; every other character is in exactly one.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
    let mut scanner = Scanner::new(text);
    let (mut at, mut flags) = first_blanks(scanner.bytes);
    while let Some(&first) = scanner.bytes.get(at) {
        scanner.at = at;
        tokens.push(scanner.token_at(first, flags));
        (at, flags) = skip_blanks(scanner.bytes, scanner.at);
    }
    tokens
}

/// Skips white space at the start of a text, where a line begins in any case; see [`skip_blanks`].
pub(super) fn first_blanks(bytes: &[u8]) -> (usize, u8) {
    let (at, flags) = skip_blanks(bytes, 0);
    (at, flags | FLAG_BLANK | FLAG_LINE)
}

/// The first byte from `at` on that is no white space, and what of it stands there.
#[inline(always)]
pub(super) fn skip_blanks(bytes: &[u8], mut at: usize) -> (usize, u8) {
    // most tokens are words with one blank between them
    if let (Some(b' '), Some(33..)) = (bytes.get(at), bytes.get(at + 1)) {
        return (at + 1, FLAG_BLANK);
    }
    let mut flags = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' => flags |= FLAG_BLANK,
            b'\n' | b'\r' | 0x0B | 0x0C => flags |= FLAG_BLANK | FLAG_LINE,
            _ => break,
        }
        at += 1;
    }
    (at, flags)
}

/// A place in a text.
pub(super) struct Scanner<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Scanner<'a> {
        Scanner { bytes: text.as_bytes(), at: 0 }
    }

    /// Reads the token that begins with the byte `first` at the place.
    #[inline(always)]
    pub(super) fn token_at(&mut self, first: u8, flags: u8) -> Token {
        if letter_at(self.bytes, self.at).0.is_known() {
            return self.word(flags);
        }
        if first.is_ascii_digit() {
            return self.digits(flags);
        }
        if first < 0x80 || !is_other_letter(decode(self.bytes, self.at).0) {
            return self.mark(flags);
        }
        self.word(flags)
    }

    fn token(&self, start: usize, key: Key, kind: Kind, flags: u8) -> Token {
        let span = Span::new(start as u32, self.at as u32);
        Token { span, key, kind, flags }
    }

    fn mark(&mut self, flags: u8) -> Token {
        let start = self.at;
        let (char, width) = decode(self.bytes, start);
        self.at += width;
        self.token(start, Key::mark(char), Kind::Mark, flags)
    }

    fn digits(&mut self, flags: u8) -> Token {
        let start = self.at;
        let mut value = 0u64;
        while let Some(&byte) = self.bytes.get(self.at).filter(|byte| byte.is_ascii_digit()) {
            value = value.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
            self.at += 1;
        }
        let value = if self.at - start > 18 { (1 << 61) - 1 } else { value };
        self.token(start, Key::digits(value), Kind::Digits, flags)
    }

    #[inline(always)]
    fn word(&mut self, mut flags: u8) -> Token {
        let start = self.at;
        let mut folder = Folder::new();
        loop {
            while self.at < self.bytes.len() {
                let (letter, width) = letter_at(self.bytes, self.at);
                if !letter.is_known() {
                    break;
                }
                folder.push(letter);
                self.at += width;
            }
            if !self.other_letter(&mut folder) {
                break;
            }
        }
        let word = &self.bytes[start..self.at];
        let kind = kind(word, &folder);
        if folder.is_plain() {
            flags |= FLAG_PLAIN;
        }
        if kind == Kind::Upper && is_roman(word) {
            flags |= FLAG_ROMAN;
        }
        self.token(start, folder.finish(word), kind, flags)
    }

    /// Takes a letter that the tables lack, if one is next.
    fn other_letter(&mut self, folder: &mut Folder) -> bool {
        if self.bytes.get(self.at).is_none_or(|byte| byte.is_ascii()) {
            return false;
        }
        let (char, width) = decode(self.bytes, self.at);
        let is_letter = is_other_letter(char);
        if is_letter {
            folder.push_foreign(char.is_uppercase());
            self.at += width;
        }
        is_letter
    }
}

/// Letters beyond the Vietnamese and English alphabets, and the marks that belong to them.
fn is_other_letter(char: char) -> bool {
    let is_punctuation = matches!(char, '\u{2000}'..='\u{206F}');
    !is_punctuation && (char.is_alphanumeric() || unicode_normalization::char::is_combining_mark(char))
}

fn is_roman(word: &[u8]) -> bool {
    word.iter().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M'))
}

/// What the capitals of a word make it.
#[inline(always)]
fn kind(word: &[u8], folder: &Folder) -> Kind {
    match folder.capitals() {
        0 => Kind::Lower,
        capitals if capitals == folder.letters() => Kind::Upper,
        1 if begins_with_capital(word) => Kind::Capitalized,
        _ => Kind::Mixed,
    }
}

fn begins_with_capital(word: &[u8]) -> bool {
    let (letter, _) = letter_at(word, 0);
    if letter.is_known() { letter.is_upper() } else { decode(word, 0).0.is_uppercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokenize(text).iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn splits_letters_digits_and_marks() {
        assert_eq!(cut("Đề án số 04-ĐA/TU"), ["Đề", "án", "số", "04", "-", "ĐA", "/", "TU"]);
        assert_eq!(cut("lúc 10h45, 1tr2."), ["lúc", "10", "h", "45", ",", "1", "tr", "2", "."]);
    }

    #[test]
    fn tells_kinds_and_blanks() {
        let tokens = tokenize("Hà XVII TTg\n12");
        let kinds: Vec<Kind> = tokens.iter().map(|token| token.kind).collect();
        assert_eq!(kinds, [Kind::Capitalized, Kind::Upper, Kind::Mixed, Kind::Digits]);
        assert!(tokens[1].is_roman() && !tokens[2].is_roman());
        assert!(tokens[3].starts_line() && !tokens[2].starts_line());
        assert_eq!(tokens[3].digits(), Some(12));
    }
}
