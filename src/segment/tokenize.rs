//! The tokenizer: one walk over the characters.

use super::key::{Folder, Key, Letter, decode, letter};
use super::token::{FLAG_BLANK, FLAG_LINE, FLAG_PLAIN, FLAG_ROMAN, Kind, Token};
use crate::lexicon::WordId;
use crate::text::Span;

/// Cuts normalized text into tokens. White space is not a token; every other character is in exactly one.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
    let mut scanner = Scanner { text, at: 0 };
    while let Some(token) = scanner.next_token() {
        tokens.push(token);
    }
    tokens
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl Scanner<'_> {
    fn next_token(&mut self) -> Option<Token> {
        let flags = self.skip_blanks();
        let bytes = self.text.as_bytes();
        let &first = bytes.get(self.at)?;
        if first.is_ascii_digit() {
            return Some(self.digits(flags));
        }
        let (char, width) = decode(bytes, self.at);
        let info = letter(char);
        if info.code() != 0 || is_other_letter(char) {
            return Some(self.word(flags));
        }
        let start = self.at;
        self.at += width;
        Some(self.token(start, Key::mark(char), Kind::Mark, flags))
    }

    fn token(&self, start: usize, key: Key, kind: Kind, flags: u8) -> Token {
        let span = Span::new(start as u32, self.at as u32);
        Token { span, key, word: WordId::NONE, kind, flags }
    }

    /// Skips white space and says what of it stood there.
    fn skip_blanks(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        let mut flags = if self.at == 0 { FLAG_BLANK | FLAG_LINE } else { 0 };
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b' ' | b'\t' => flags |= FLAG_BLANK,
                b'\n' | b'\r' | 0x0B | 0x0C => flags |= FLAG_BLANK | FLAG_LINE,
                _ => break,
            }
            self.at += 1;
        }
        flags
    }

    fn digits(&mut self, flags: u8) -> Token {
        let start = self.at;
        let mut value = 0u64;
        while let Some(&byte) = self.text.as_bytes().get(self.at).filter(|byte| byte.is_ascii_digit()) {
            value = value.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
            self.at += 1;
        }
        let value = if self.at - start > 18 { (1 << 61) - 1 } else { value };
        self.token(start, Key::digits(value), Kind::Digits, flags)
    }

    fn word(&mut self, mut flags: u8) -> Token {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut folder = Folder::new();
        let mut case = Case::default();
        while self.at < bytes.len() {
            let (char, width) = decode(bytes, self.at);
            let info = letter(char);
            if info.code() == 0 && !is_other_letter(char) {
                break;
            }
            folder.push_letter(info, char);
            case.push(info, char);
            self.at += width;
        }
        if folder.is_vietnamese() {
            flags |= FLAG_PLAIN;
        }
        if case.roman {
            flags |= FLAG_ROMAN;
        }
        self.token(start, folder.finish(), case.kind(), flags)
    }
}

/// Letters beyond the Vietnamese and English alphabets, and the marks that belong to them.
fn is_other_letter(char: char) -> bool {
    !char.is_ascii() && (char.is_alphanumeric() || unicode_normalization::char::is_combining_mark(char))
}

/// Capitals and small letters of a word.
struct Case {
    first_upper: bool,
    upper: u32,
    lower: u32,
    roman: bool,
}

impl Default for Case {
    fn default() -> Case {
        Case { first_upper: false, upper: 0, lower: 0, roman: true }
    }
}

impl Case {
    fn push(&mut self, info: Letter, char: char) {
        let is_upper = if info.code() != 0 { info.is_upper() } else { char.is_uppercase() };
        if is_upper {
            self.first_upper |= self.upper + self.lower == 0;
            self.upper += 1;
            self.roman &= matches!(char, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M');
        } else {
            self.lower += 1;
            self.roman = false;
        }
    }

    fn kind(&self) -> Kind {
        match (self.upper, self.lower) {
            (0, _) => Kind::Lower,
            (_, 0) => Kind::Upper,
            (1, _) if self.first_upper => Kind::Capitalized,
            _ => Kind::Mixed,
        }
    }
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
