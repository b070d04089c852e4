//! What a token is.

use super::Key;

use crate::text::Span;

/// The smallest piece that later stages look at: a run of letters, a run of digits, or one mark.
///
/// Letters and digits that touch are separate tokens (`10h45` is `10`, `h`, `45`); [`Token::is_glued`] tells that no
/// blank stands between a token and the one before it.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Bytes of the normalized text.
    pub span: Span,
    /// Folded form of a word, value of a run of digits, or the mark.
    pub key: Key,
    /// What the token is made of.
    pub kind: Kind,
    /// See the `FLAG_` constants.
    pub(super) flags: u8,
}

/// White space stands before the token.
pub(super) const FLAG_BLANK: u8 = 1;
/// A line break stands before the token.
pub(super) const FLAG_LINE: u8 = 2;
/// All letters are among I, V, X, L, C, D, M.
pub(super) const FLAG_ROMAN: u8 = 4;
/// All letters are letters of the Vietnamese or English alphabet.
pub(super) const FLAG_PLAIN: u8 = 8;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Kind {
    /// Letters, all small: `ngày`.
    Lower,
    /// A capital, then small letters only: `Hà`. A single capital is [`Kind::Upper`].
    Capitalized,
    /// Capitals only: `UBND`, `A`.
    Upper,
    /// Other letters: `TTg`, `iPhone`, `McCain`.
    Mixed,
    /// Digits 0-9 only.
    Digits,
    /// Any one other character: punctuation, currency sign, emoji.
    Mark,
    /// No token: before the first and after the last one.
    End,
}

impl Kind {
    /// Number of kinds.
    pub const COUNT: usize = 7;

    /// True for a run of letters.
    pub fn is_word(self) -> bool {
        matches!(self, Kind::Lower | Kind::Capitalized | Kind::Upper | Kind::Mixed)
    }

    /// True for a word that begins with a capital.
    pub fn is_capital(self) -> bool {
        matches!(self, Kind::Capitalized | Kind::Upper | Kind::Mixed)
    }
}

impl Token {
    /// What stands where there is no token.
    pub const END: Token =
        Token { span: Span { start: 0, end: 0 }, key: Key(u64::MAX), kind: Kind::End, flags: FLAG_BLANK | FLAG_LINE };

    /// True where no white space stands between this token and the one before it.
    pub fn is_glued(&self) -> bool {
        self.flags & FLAG_BLANK == 0
    }

    /// True where the token begins a line.
    pub fn starts_line(&self) -> bool {
        self.flags & FLAG_LINE != 0
    }

    /// True for capitals that can be a Roman number: `XVII`, but also `C` or `MI`.
    pub fn is_roman(&self) -> bool {
        self.flags & FLAG_ROMAN != 0
    }

    /// True where every letter is one of the Vietnamese or English alphabet (so `Đô`, `Trump`, not `Müller`).
    pub fn is_plain(&self) -> bool {
        self.flags & FLAG_PLAIN != 0
    }

    /// True for the mark `char`; no word and no number has its key.
    #[inline]
    pub fn is_mark(&self, char: char) -> bool {
        self.key == Key::mark(char)
    }

    /// True for the word with this key, in any case.
    pub fn is(&self, key: Key) -> bool {
        self.key == key
    }

    /// The value of a run of digits of up to eighteen digits.
    pub fn digits(&self) -> Option<u64> {
        (self.kind == Kind::Digits && self.span.len() <= 18).then_some(self.key.0 & !(7 << 61))
    }
}

crate::reuse::reusable!(Token);
