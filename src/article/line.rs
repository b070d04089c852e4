//! Lines that say themselves what they are.

use super::lists::{Lists, Role, Words};
use super::{Published, PublishedFrom};
use crate::segment::{Key, Kind};
use crate::text::Span;

/// The date of a line that holds nothing else.
pub(super) fn timestamp(lists: &Lists, words: &Words<'_>) -> Option<Published> {
    let digits = words.tokens.iter().filter(|token| token.kind == Kind::Digits).count();
    if digits < 3 || words.len() > 30 {
        return None;
    }
    let mut at = 0;
    while at < words.len() {
        if words.kind(at).is_word() {
            at += lists.marker(Role::Timestamp, words.from(at))?.1;
        } else {
            at += 1;
        }
    }
    Published::parse(words.text, PublishedFrom::Timestamp)
}

/// A link to another article with its date: `Lễ hội khai mạc chiều nay(17/10/2004)`.
pub(super) fn is_dated_link(words: &Words<'_>) -> bool {
    let Some(open) = words.len().checked_sub(7) else { return false };
    let kinds = [Kind::Mark, Kind::Digits, Kind::Mark, Kind::Digits, Kind::Mark, Kind::Digits, Kind::Mark];
    open > 2
        && words.is_mark(open, &['('])
        && words.is_mark(words.len() - 1, &[')'])
        && (0..7).all(|i| words.kind(open + i) == kinds[i])
}

/// A line that is only the address of a site.
pub(super) fn is_site_name(words: &Words<'_>) -> bool {
    let text = words.text.trim_end_matches('/');
    !text.contains(' ')
        && text.contains('.')
        && text.len() > 5
        && text.bytes().all(|byte| byte.is_ascii_graphic())
        && !text.ends_with('.')
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// True where the words of `line` begin with those of the title; gives the token after them. Marks do not count.
pub(super) fn same_words(title: &Words<'_>, line: &Words<'_>) -> Option<usize> {
    let mut at = 0;
    for token in title.tokens.iter().filter(|token| token.kind != Kind::Mark) {
        while line.kind(at) == Kind::Mark {
            at += 1;
        }
        if line.token(at).key != token.key || line.kind(at) == Kind::End {
            return None;
        }
        at += 1;
    }
    while line.is_mark(at, &['.', '?', '!', '…', '"', '”', '\'', '’']) && line.token(at).is_glued() {
        at += 1;
    }
    Some(at)
}

/// The first letter or digit, small.
pub(super) fn first_letter(text: &str) -> Option<char> {
    text.chars().find(|char| char.is_alphanumeric())?.to_lowercase().next()
}

/// True where a sentence ends at the end of the line.
pub(super) fn ends_sentence(words: &Words<'_>) -> bool {
    let last = words.tokens.iter().rposition(|token| !is_closing(token.key));
    last.is_some_and(|last| words.is_mark(last, &['.', '!', '?', '…', ':', ';']))
}

fn is_closing(key: Key) -> bool {
    const CLOSING: [Key; 5] = [Key::mark('”'), Key::mark('"'), Key::mark('’'), Key::mark(')'), Key::mark(']')];
    CLOSING.contains(&key)
}

/// The same for headings, which may ask.
pub(super) fn ends_heading(words: &Words<'_>) -> bool {
    let last = words.len().wrapping_sub(1);
    words.is_mark(last, &[',']) || ends_sentence(words) && !words.is_mark(last, &['?'])
}

/// Capital words only: a name rather than a title.
pub(super) fn is_name_line(words: &Words<'_>) -> bool {
    words.tokens.iter().all(|token| matches!(token.kind, Kind::Capitalized | Kind::Mark)) && words.count() <= 5
}

/// At most `len` bytes at the end of `text`.
pub(super) fn tail(text: &str, len: usize) -> &str {
    let mut start = text.len().saturating_sub(len);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// What opens a story before its first word.
pub(super) struct Opening {
    pub(super) agency: Option<Span>,
    pub(super) published: Option<Published>,
    /// The token after it.
    pub(super) end: usize,
}

/// The dateline that opens a story: `TTO -`, `(HNMO) -`, `Hà Nội (TTXVN 12/10/2020) -`, `Hà Nội, ngày 12-10-2020 -`.
pub(super) fn dateline(lists: &Lists, words: &Words<'_>) -> Option<Opening> {
    const LONGEST_PLACE: usize = 4;
    let place = (0..LONGEST_PLACE).take_while(|&at| words.is_capital(at)).count();
    if words.is_mark(0, &['(', '[']) {
        return bracketed(lists, words, 0);
    }
    if words.is_mark(place, &['(']) && lists.agency(&words.tokens).is_none() {
        return bracketed(lists, words, place);
    }
    if words.is_mark(place, &[',']) {
        return dated(words, place + 1);
    }
    if place > 0 && is_stamp(words, place) {
        return Some(Opening { agency: None, published: None, end: place + 1 });
    }
    let (len, is_bare) = lists.dateline(&words.tokens)?;
    let end = dashes(words, len);
    let is_compound = end == len + 1 && words.token(len).is_glued() && words.token(end).is_glued();
    let stands_apart = end > len && !is_compound || is_bare && words.is_capital(len);
    let agency = Some(words.span(0, len));
    (stands_apart && opens_story(words, end)).then_some(Opening { agency, published: None, end })
}

/// `TP HCM- 100 em…`: the dash of a place that a site sets apart stands at its last word, and apart from the story.
fn is_stamp(words: &Words<'_>, dash: usize) -> bool {
    words.is_mark(dash, &['-', '–'])
        && words.token(dash).is_glued()
        && !words.token(dash + 1).is_glued()
        && (words.is_capital(dash + 1) || words.kind(dash + 1) == Kind::Digits)
}

/// `(HNMO 12/10/2020) -` at token `at`.
fn bracketed(lists: &Lists, words: &Words<'_>, at: usize) -> Option<Opening> {
    const LONGEST: usize = 8;
    let (len, _) = lists.dateline(words.from(at + 1))?;
    let name = at + 1 + len;
    let close = (name..name + LONGEST).find(|&at| words.is_mark(at, &[')', ']']))?;
    if words.tokens[name..close].iter().any(|token| token.kind.is_word() && token.key != NGAY) {
        return None;
    }
    let end = dashes(words, close + 1);
    let published = (close > name).then(|| words.span(name, close).of(words.text)).and_then(read_date);
    let agency = Some(words.span(at + 1, name));
    (opens_story(words, end) && (at == 0 || end > close + 1)).then_some(Opening { agency, published, end })
}

/// `ngày 12-10-2020 -` at token `at`, with the year.
fn dated(words: &Words<'_>, at: usize) -> Option<Opening> {
    const LONGEST: usize = 7;
    let dash = (at..at + LONGEST).find(|&at| words.is_mark(at, &['-', '–', '—']) && !words.token(at).is_glued())?;
    let date = words.span(at, dash).of(words.text);
    let published = Some(read_date(date)?);
    let is_date = words.tokens[at..dash].iter().all(|token| !token.kind.is_word() || token.key == NGAY);
    (is_date && opens_story(words, dash + 1)).then_some(Opening { agency: None, published, end: dash + 1 })
}

const NGAY: Key = Key::of("ngày");

fn read_date(text: &str) -> Option<Published> {
    Published::parse(text, PublishedFrom::Dateline)
}

/// The token after the dashes at `at`.
fn dashes(words: &Words<'_>, at: usize) -> usize {
    (at..words.len()).find(|&at| !words.is_mark(at, &['-', '–', '—', ':'])).unwrap_or(words.len())
}

fn opens_story(words: &Words<'_>, at: usize) -> bool {
    !matches!(words.kind(at), Kind::Lower | Kind::End)
}

/// True where `text` ends with the words of a label of a list, in any case.
pub(super) fn ends_with(text: &str, label: &str) -> bool {
    let mut letters = text.chars().rev();
    let same = |char: char| letters.next().is_some_and(|letter| letter == char || letter.to_lowercase().eq([char]));
    label.chars().rev().all(same) && letters.next().is_none_or(|char| !char.is_alphanumeric())
}

/// At most `len` bytes of `text`, cut on a character boundary.
pub(super) fn head(text: &str, len: usize) -> &str {
    let mut end = len.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
