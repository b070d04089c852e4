//! Standards and technical codes: `TCVN 5574:2018`, `QCVN 10-MT:2015/BTNMT`, `TCVN ISO 9001:2015`.

use super::code;
use super::lists::Lists;
use super::number::TypeWords;
use super::seen::{Body, Seen, Standard};
use crate::extract::{Context, Finding};
use crate::segment::{Key, Kind};

/// `Quy chuẩn 41:2016`, `tiêu chuẩn Việt Nam 5574:2018`: words stand for the letters; the year is needed.
pub(super) fn find_named(
    cx: &Context<'_>,
    lists: &Lists,
    words: TypeWords,
    finding: &mut Finding<'_, Seen>,
) -> Option<usize> {
    const NUMBER: Key = Key::of("số");
    let at = words.to + usize::from(cx.is(words.to, NUMBER));
    let mut number = String::new();
    let next = digits(cx, at, &mut number)?;
    let (year, next) = year(cx, next);
    year?;
    let letters = lists.types[words.kind].codes[0].to_owned();
    push(cx, lists, words.kind, words.from, next, Standard { letters, number, year, issuer: None }, finding)
}

fn push(
    cx: &Context<'_>,
    lists: &Lists,
    kind: usize,
    from: usize,
    next: usize,
    standard: Standard,
    finding: &mut Finding<'_, Seen>,
) -> Option<usize> {
    let (issuer, next) = issuer(cx, lists, next);
    let body = Body::Standard(Box::new(Standard { issuer, ..standard }));
    let kind = kind as u16;
    let seen = Seen { from: from as u32, to: next as u32, kind, printed: kind, body, is_tentative: false, list: None };
    finding.push(cx.span(from, next), "document/standard", seen);
    Some(next)
}

/// Finds a standard whose letters stand at token `at`; those of a branch begin with its number (`22TCN 211-06`). Gives the token after it.
pub(super) fn find(
    cx: &Context<'_>,
    lists: &Lists,
    at: usize,
    kind: usize,
    finding: &mut Finding<'_, Seen>,
) -> Option<usize> {
    if cx.token(at).kind != Kind::Upper {
        return None;
    }
    let is_numbered = at > 0 && cx.token(at - 1).kind == Kind::Digits && cx.token(at).is_glued();
    let from = at - usize::from(is_numbered);
    let letters = cx.words(cx.span(from, at + 1)).to_owned();
    let mut next = at + 1;
    let mut number = String::new();
    const BODIES: [Key; 3] = [Key::of("ISO"), Key::of("IEC"), Key::of("EN")];
    while BODIES.iter().any(|&body| cx.is(next, body)) || !number.is_empty() && cx.is_mark(next, '/') {
        let blank = if number.is_empty() || cx.is_mark(next, '/') || number.ends_with('/') { "" } else { " " };
        number.push_str(blank);
        number.push_str(cx.word(next));
        next += 1;
    }
    next = digits(cx, next, &mut number)?;
    let (year, next) = year(cx, next);
    push(cx, lists, kind, from, next, Standard { letters, number, year, issuer: None }, finding)
}

/// `5574`, `7114-1`, `10-MT`: at most a blank before it.
fn digits(cx: &Context<'_>, at: usize, number: &mut String) -> Option<usize> {
    let token = cx.token(at);
    if token.kind != Kind::Digits || token.span.len() > 5 || token.starts_line() {
        return None;
    }
    if !number.is_empty() {
        number.push(' ');
    }
    number.push_str(cx.word(at));
    let mut next = at + 1;
    while ['-', '–'].iter().any(|&dash| cx.is_mark(next, dash)) {
        let part = cx.token(next + 1);
        let is_glued = cx.token(next).is_glued() && part.is_glued();
        let is_part = matches!(part.kind, Kind::Upper | Kind::Digits) && !part.starts_line();
        if !is_part || !is_glued && !cx.is_mark(next + 2, ':') {
            break;
        }
        number.push('-');
        number.push_str(cx.word(next + 1));
        next += 2;
    }
    Some(next)
}

fn year(cx: &Context<'_>, at: usize) -> (Option<u16>, usize) {
    let is_slash = cx.is_mark(at, '/') && cx.token(at).is_glued() && cx.token(at + 1).is_glued();
    if !cx.is_mark(at, ':') && !is_slash {
        return (None, at);
    }
    match code::year(cx.token(at + 1)) {
        Some(year) => (Some(year), at + 2),
        None => (None, at),
    }
}

/// `/BTNMT` after the year; with blanks only letters that are known.
fn issuer(cx: &Context<'_>, lists: &Lists, at: usize) -> (Option<String>, usize) {
    let issuer = cx.token(at + 1);
    let is_glued = cx.token(at).is_glued() && issuer.is_glued();
    let is_known = || lists.segment(cx.word(at + 1)).issuer.is_some() && !issuer.starts_line();
    let is_issuer = cx.is_mark(at, '/') && issuer.kind == Kind::Upper && (is_glued || is_known());
    if is_issuer { (Some(cx.word(at + 1).to_owned()), at + 2) } else { (None, at) }
}
