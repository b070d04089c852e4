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
            at += lists.marker(Role::Timestamp, &words.keys[at..])?.1;
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
    !text.contains(' ') && text.contains('.') && text.len() > 5 && text.bytes().all(|byte| byte.is_ascii_graphic()) && !text.ends_with('.')
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

/// The agency that opens a story and the token after its dash.
pub(super) fn dateline(lists: &Lists, words: &Words<'_>) -> Option<(Span, usize)> {
    let is_bracketed = words.is_mark(0, &['(', '[']);
    let from = usize::from(is_bracketed);
    let (len, is_bare) = lists.dateline(words.keys.get(from..)?)?;
    let to = from + len;
    let mut end = to;
    if is_bracketed {
        if !words.is_mark(end, &[')', ']']) {
            return None;
        }
        end += 1;
    }
    let dashes = (end..words.len()).take_while(|&at| words.is_mark(at, &['-', '–', '—', ':'])).count();
    let is_compound = dashes == 1 && words.token(end).is_glued() && words.token(end + 1).is_glued() && !is_bracketed;
    let opens = !matches!(words.kind(end + dashes), Kind::Lower | Kind::End);
    ((dashes > 0 || is_bracketed || is_bare && words.is_capital(end)) && !is_compound && opens).then(|| (words.span(from, to), end + dashes))
}

/// True where `text` ends with the words of a label of a list, in any case.
pub(super) fn ends_with(text: &str, label: &str) -> bool {
    let Some(start) = text.len().checked_sub(label.len()).filter(|&start| text.is_char_boundary(start)) else {
        return false;
    };
    let is_word = text[..start].chars().next_back().is_none_or(|char| !char.is_alphanumeric());
    is_word && text[start..].to_lowercase() == *label
}

/// At most `len` bytes of `text`, cut on a character boundary.
pub(super) fn head(text: &str, len: usize) -> &str {
    let mut end = len.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
