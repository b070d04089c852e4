//! Number grammar that rooms share: small cardinals in digits or words, and Roman numbers.

use crate::extract::Context;
use crate::segment::{Key, Kind};

/// A value and the token after its last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Small {
    /// The value.
    pub value: u64,
    /// Token after the numeral.
    pub next: usize,
}

/// The Roman number of token `at` (capitals, canonical spelling): `XVII` is 17.
pub fn roman(cx: &Context<'_>, at: usize) -> Option<u64> {
    let token = cx.token(at);
    if !token.is_roman() {
        return None;
    }
    let digits: Vec<u64> = cx.word(at).bytes().map(roman_digit).collect();
    let mut value = 0;
    for (i, &digit) in digits.iter().enumerate() {
        let next = digits.get(i + 1).copied().unwrap_or(0);
        value = if digit < next { value + next - digit - next } else { value + digit };
    }
    Some(value)
}

fn roman_digit(byte: u8) -> u64 {
    match byte {
        b'I' => 1,
        b'V' => 5,
        b'X' => 10,
        b'L' => 50,
        b'C' => 100,
        b'D' => 500,
        _ => 1000,
    }
}

/// A whole number at token `at`: a run of digits, or number words (`ba`, `mười hai`, `hai mươi lăm`).
pub fn small(cx: &Context<'_>, at: usize) -> Option<Small> {
    let token = cx.token(at);
    if token.kind == Kind::Digits {
        return token.digits().map(|value| Small { value, next: at + 1 });
    }
    let value = digit_word(token.key)?;
    Some(Small { value, next: at + 1 })
}

fn digit_word(key: Key) -> Option<u64> {
    const WORDS: [(Key, u64); 4] =
        [(Key::of("một"), 1), (Key::of("hai"), 2), (Key::of("ba"), 3), (Key::of("mười"), 10)];
    WORDS.iter().find(|(word, _)| *word == key).map(|&(_, value)| value)
}
