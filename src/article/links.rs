//! Links to other articles inside flattened text: `… ở Bali. >> Tàu ngầm mất tích Trong khi đó, …`.
//!
//! A link begins with its arrows. Its end is only taken where it is sure: a quoted title at the closing quote, a title at
//! words that open sentences, a notice of the site (`>> Chia sẻ bài viết của bạn … tại đây.`) at its stop, the last link
//! of a paragraph at the end. Where the end is in doubt nothing is cut, since what follows may be story.

use super::BlockKind;
use super::line::head;
use super::lists::{Lists, Place, Role, Words};
use crate::segment::{Kind, Token};
use crate::text::Span;

/// Longest link, in bytes.
const LONGEST: usize = 240;
/// Tokens that a title has at least before words that may open the next sentence.
const TITLE: usize = 4;

/// The links inside `text`, in order, and what they are.
pub(super) fn links(lists: &Lists, text: &str) -> Vec<(Span, BlockKind)> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(start) = arrows(text, from) {
        let title = start + text[start..].len() - text[start..].trim_start_matches(['>', '»', ' ', '\u{a0}']).len();
        let found = link_end(lists, &text[title..]);
        if let Some((len, kind)) = found {
            out.push((Span::new(start as u32, (title + len) as u32), kind));
        }
        from = title + found.map_or(0, |(len, _)| len);
    }
    out
}

/// The next arrows that open a link: two and more, or one of their own, which quotes in French use as well.
fn arrows(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += memchr::memchr2(b'>', b'\xc2', &bytes[at..])?;
        let is_open = text[..at].chars().next_back().is_none_or(|before| before.is_whitespace() || is_stop(before));
        let is_double = bytes[at..].starts_with(b">>");
        let is_guillemet = bytes[at..].starts_with("» ".as_bytes()) && !text[..at].contains('«');
        if is_open && (is_double || is_guillemet) {
            return Some(at);
        }
        at += bytes[at..].iter().take_while(|byte| **byte == b'>').count().max(1);
    }
}

fn is_stop(char: char) -> bool {
    matches!(char, '.' | '!' | '?' | '…' | '"' | '”')
}

/// Bytes of the link whose title begins `text`, and what it is.
fn link_end(lists: &Lists, text: &str) -> Option<(usize, BlockKind)> {
    let words = Words::new(head(text, LONGEST));
    let is_marked = lists.marker(Role::Boilerplate, &words.tokens).is_some_and(|(place, _)| place == Place::Start);
    if is_marked || lists.notices.iter().any(|notice| text.as_bytes().starts_with(notice.needle())) {
        return Some((end_of(&words, notice_end(&words)), BlockKind::Boilerplate));
    }
    let end = quoted(&words).or_else(|| before_sentence(lists, &words)).or_else(|| to_the_end(&words, text))?;
    Some((end_of(&words, end), BlockKind::Related))
}

fn end_of(words: &Words<'_>, tokens: usize) -> usize {
    words.token(tokens.saturating_sub(1)).span.end as usize
}

/// The token after a notice: its stop, or that of the next sentence where it says `tại đây`.
fn notice_end(words: &Words<'_>) -> usize {
    let stop = |from: usize| {
        let ends = |at: &usize| words.is_mark(*at, &['.', '!']) && !words.token(at + 1).is_glued();
        (from..words.len()).find(ends).map_or(words.len(), |at| at + 1)
    };
    let first = stop(1);
    let second = stop(first + 1);
    let is_here = (first..second).any(|at| words.word(at) == "tại" && words.word(at + 1) == "đây");
    if is_here { second } else { first }
}

/// `'Tuyển Việt Nam trả giá đắt' Trận này …`: the token after the closing quote.
fn quoted(words: &Words<'_>) -> Option<usize> {
    let closing = match words.word(0) {
        "'" => '\'',
        "\"" => '"',
        "“" => '”',
        "‘" => '’',
        _ => return None,
    };
    let end = (2..words.len()).find(|&at| words.is_mark(at, &[closing]) && !words.token(at + 1).is_glued())? + 1;
    (end >= words.len() || opens(words, end)).then_some(end)
}

/// The token that opens the next sentence.
fn before_sentence(lists: &Lists, words: &Words<'_>) -> Option<usize> {
    let is_label = |at: usize| words.kind(at + 1) == Kind::Digits && words.is_mark(at + 2, &[':']);
    let first_stop = words.tokens.iter().position(is_end).unwrap_or(words.len());
    (1..first_stop).find(|&at| {
        let is_opener = || at >= TITLE && lists.opener(words.from(at)).is_some_and(|len| !words.is_capital(at + len));
        words.kind(at) == Kind::Capitalized && !words.token(at).is_glued() && (is_label(at) || is_opener())
    })
}

/// The end of the paragraph, where no sentence ends before it.
fn to_the_end(words: &Words<'_>, text: &str) -> Option<usize> {
    let is_last = words.text.len() == text.len() && words.count() >= 2;
    let last = words.len().saturating_sub(1);
    let has_sentence = words.tokens[..last].iter().enumerate().any(|(at, token)| is_end(token) && opens(words, at + 1));
    let has_arrows = words.tokens.iter().any(|token| token.is_mark('>'));
    // `>> Đáp án Theo Dân trí`
    let source = (1..words.len()).find(|&at| words.word(at) == "Theo" && words.is_capital(at + 1));
    (is_last && !has_sentence && !has_arrows).then_some(source.unwrap_or(words.len()))
}

fn is_end(token: &Token) -> bool {
    token.is_mark('.') || token.is_mark('!') || token.is_mark('?') || token.is_mark('…')
}

fn opens(words: &Words<'_>, at: usize) -> bool {
    !words.token(at).is_glued() && (words.is_capital(at) || words.is_mark(at, &['"', '“', '\'', '‘', '>', '-']))
}
