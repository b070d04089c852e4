//! Lines that say who wrote the article and where it was taken from.
//!
//! Grammar, over the tokens of a short stretch that must be nothing else:
//!
//! ```text
//! byline = part ((sep)? part)* "."?
//! part   = label ":" name | name | "(" note ")" | "Theo" source
//! name   = agency | capital word{1,5}, initials among them        Lan Anh   N.Mạnh   PV
//! sep    = "-" "," "/" "&" "+" "|" ";" "và"
//! ```

use super::line::tail;
use super::lists::{Lists, Place, Role, Words};
use crate::segment::{Key, Kind};
use crate::text::Span;

/// Names of a byline, as spans of the stretch that was read.
#[derive(Debug, Default)]
pub(super) struct Byline {
    pub(super) authors: Vec<Span>,
    pub(super) source: Option<Span>,
    /// Byte at which `Theo …` begins outside of brackets.
    pub(super) source_start: Option<u32>,
    /// A name of several words, an agency, a label, initials or a source: not one word that happens to be capital.
    pub(super) is_sure: bool,
    /// Two words of it are glued, so that the names are in doubt.
    has_glued: bool,
    /// It ends with a note in brackets.
    has_note: bool,
    /// A note of the list, such as `(tổng hợp)`, which may stand without a name.
    has_known_note: bool,
}

impl Byline {
    /// True where a source is named as one: `Theo …`, `(theo …)`, or in brackets after a name.
    pub(super) fn names_source(&self) -> bool {
        self.is_sure && self.source.is_some() && (self.source_start.is_some() || self.has_note)
    }
}

const THEO: Key = Key::of("theo");
const VA: Key = Key::of("và");
const LONGEST_NAME: usize = 5;
/// Small words of a byline, as in `Theo Đời sống và pháp luật`; a sentence has more.
const MOST_SMALL: usize = 4;
/// Longest byline at the end of a paragraph, in bytes.
const LONGEST: usize = 160;
const LONGEST_SOURCE: usize = 9;

/// Reads a whole stretch as a byline.
pub(super) fn parse(lists: &Lists, words: &Words<'_>) -> Option<Byline> {
    if lists.marker(Role::Caption, &words.tokens).is_some_and(|(_, len)| words.is_mark(len, &[':'])) {
        return None;
    }
    let mut byline = Byline::default();
    let mut end = words.len();
    while end > 0 && words.is_mark(end - 1, &['.']) && words.kind(end.wrapping_sub(2)) != Kind::Mark {
        end -= 1;
    }
    let mut at = 0;
    while at < end {
        at = part(lists, words, at, end, &mut byline)?;
        if at < end && (words.is_mark(at, &['-', '–', ',', '/', '&', '+', '|', ';']) || words.tokens[at].key == VA) {
            at += 1;
        }
    }
    let names = !byline.authors.is_empty() || byline.has_glued || byline.source.is_some();
    (names || byline.has_known_note).then_some(byline)
}

/// The byline at the end of a paragraph, after its last sentence, and the byte at which it begins.
pub(super) fn at_end(lists: &Lists, text: &str) -> Option<(usize, Byline)> {
    let from = text.len() - tail(text, LONGEST).len();
    text[from..].match_indices(['.', '!', '?', '…', '”', '"']).find_map(|(at, mark)| {
        let start = from + at + mark.len();
        let rest = text[start..].trim_start_matches(['"', '”', '’', ')', '.', '/']);
        let blank = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let is_glued = blank == 0 && !text[..start - mark.len()].ends_with(char::is_lowercase);
        let word = text[..from + at].rsplit([' ', '.', '(']).next().unwrap_or("");
        let is_initial = word.starts_with(char::is_uppercase) && word.chars().nth(1).is_none();
        let is_abbreviation = mark == "." && (is_initial || lists.is_abbreviation(word));
        if rest.is_empty()
            || is_glued
            || is_abbreviation
            || !rest.starts_with(|char: char| char.is_uppercase() || char == '(')
        {
            return None;
        }
        if small_words(rest) > MOST_SMALL {
            return None;
        }
        let byline = parse(lists, &Words::new(rest)).filter(|byline| byline.is_sure)?;
        Some((text.len() - rest.len(), byline))
    })
}

fn part(lists: &Lists, words: &Words<'_>, at: usize, end: usize, byline: &mut Byline) -> Option<usize> {
    let label = lists
        .marker(Role::Byline, &words.tokens[at..end])
        .or_else(|| lists.marker(Role::Caption, &words.tokens[at..end]));
    if let Some((_, len)) = label.filter(|(_, len)| words.is_mark(at + len, &[':'])) {
        byline.is_sure = true;
        return name(lists, words, at + len + 1, end, byline);
    }
    if words.tokens[at].key == THEO {
        let start = words.token(at).span.start;
        byline.source_start = Some(start);
        return source(lists, words, at + 1, end, byline);
    }
    if words.is_mark(at, &['(']) {
        return note(lists, words, at, end, byline);
    }
    name(lists, words, at, end, byline)
}

fn name(lists: &Lists, words: &Words<'_>, at: usize, end: usize, byline: &mut Byline) -> Option<usize> {
    if let Some(len) = lists.agency(&words.tokens[at..end]) {
        byline.is_sure = true;
        let name = words.span(at, at + len);
        match lists.is_reporter(&words.tokens[at..end]) {
            true => byline.authors.push(name),
            false => byline.source = byline.source.or(Some(name)),
        }
        return Some(at + len);
    }
    let mut next = at;
    let mut names = 0;
    while next < end {
        if words.is_capital(next) && names < LONGEST_NAME {
            names += 1;
            next += 1;
        } else if is_initial_stop(words, next, end) {
            byline.is_sure = true;
            next += 1;
        } else {
            break;
        }
    }
    if names == 0 {
        return None;
    }
    byline.is_sure |= names > 1;
    // `Thành Lê tổng hợp`
    let bare = lists.marker(Role::Note, &words.tokens[next..end]).filter(|(_, len)| next + len == end && names > 1);
    if !(at..next).any(|at| is_glued_word(words, at)) {
        byline.authors.push(words.span(at, next));
    } else {
        byline.has_glued = true;
    }
    Some(bare.map_or(next, |(_, len)| next + len))
}

/// Words that begin with a small letter.
fn small_words(text: &str) -> usize {
    text.split(' ').filter(|word| word.starts_with(char::is_lowercase)).count()
}

/// `ThủyTheo`: a capital after a small letter of the Vietnamese alphabet.
fn is_glued_word(words: &Words<'_>, at: usize) -> bool {
    const SHORTEST: usize = 6;
    words.kind(at) == Kind::Mixed
        && words.token(at).is_plain()
        && words.word(at).len() >= SHORTEST
        && !words.word(at).is_ascii()
}

/// The stop of an initial (`N.Mạnh`, `T. Hằng`).
fn is_initial_stop(words: &Words<'_>, at: usize, end: usize) -> bool {
    let is_stop = at > 0 && words.is_mark(at, &['.']) && words.token(at).is_glued();
    is_stop
        && at + 1 < end
        && words.kind(at - 1).is_capital()
        && words.word(at - 1).chars().count() <= 2
        && words.is_capital(at + 1)
}

/// `(theo CNBC)`, `(tổng hợp)`, `(Dân trí)`.
fn note(lists: &Lists, words: &Words<'_>, at: usize, end: usize, byline: &mut Byline) -> Option<usize> {
    let len = words.tokens[at..end].iter().take(LONGEST_SOURCE + 3).position(|token| token.is_mark(')'))?;
    let close = at + len;
    if close == at + 1 {
        return None;
    }
    let known = lists.marker(Role::Note, &words.tokens[at + 1..close]).filter(|(_, len)| at + 1 + len == close);
    if let Some((place, _)) = known {
        byline.has_known_note |= place == Place::Whole;
    } else if words.tokens[at + 1].key == THEO {
        source(lists, words, at + 2, close, byline)?;
    } else if is_source(lists, words, at + 1, close) {
        byline.source = byline.source.or(Some(words.span(at + 1, close)));
    } else if len > 4 || words.tokens[at + 1..close].iter().any(|token| !token.kind.is_word()) {
        return None;
    }
    byline.is_sure = true;
    byline.has_note = true;
    Some(close + 1)
}

/// Everything up to `end` is the name of a source.
fn source(lists: &Lists, words: &Words<'_>, at: usize, end: usize, byline: &mut Byline) -> Option<usize> {
    if at >= end || !is_source(lists, words, at, end) {
        return None;
    }
    byline.is_sure = true;
    byline.source = Some(words.span(at, end));
    Some(end)
}

/// True where the tokens name sources: agencies, capital words, and few small words after a capital one.
fn is_source(lists: &Lists, words: &Words<'_>, from: usize, to: usize) -> bool {
    const PEOPLE: [Key; 4] = [Key::of("ông"), Key::of("bà"), Key::of("anh"), Key::of("chị")];
    if to - from > LONGEST_SOURCE || PEOPLE.contains(&words.tokens[from].key) {
        return false;
    }
    let mut small = 0;
    let mut at = from;
    while at < to {
        if let Some(len) = lists.agency(&words.tokens[at..to]) {
            at += len;
            continue;
        }
        match words.kind(at) {
            Kind::Lower => small += 1,
            Kind::Mark if !words.is_mark(at, &['.', ',', '/', '-', '–', '&', '(', ')', '+', ':']) => return false,
            _ => {}
        }
        at += 1;
    }
    let begins = words.is_capital(from) || lists.agency(&words.tokens[from..to]).is_some() || is_domain(words, from);
    begins && (small == 0 || to - from <= 4 || is_domain(words, from))
}

/// `baotintuc.vn`
fn is_domain(words: &Words<'_>, at: usize) -> bool {
    words.kind(at).is_word()
        && words.is_mark(at + 1, &['.'])
        && words.token(at + 1).is_glued()
        && words.token(at + 2).is_glued()
        && words.kind(at + 2) == Kind::Lower
}
