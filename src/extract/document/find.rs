//! What can begin at a token: the words of a type, an abbreviation of one, the letters of a standard, a bare code.

use super::lists::{Class, Lists};
use super::number::TypeWords;
use super::seen::{Body, Seen};
use super::{name, number, party, standard};
use crate::extract::{Context, Finding};
use crate::segment::{Key, Kind};

/// Looks for a reference that begins at token `at`. Gives the token from which to look next.
pub(super) fn find(cx: &Context<'_>, lists: &Lists, at: usize, finding: &mut Finding<'_, Seen>) -> usize {
    let token = cx.token(at);
    if token.kind == Kind::Digits {
        let found = if number::leads_to_mark(cx, at) { number::find_bare(cx, lists, at, finding) } else { None };
        return found.unwrap_or(at + 1);
    }
    let tags = &lists.tags;
    if let Some(hit) = cx.entry(at, tags.standard) {
        return standard::find(cx, lists, at, hit.payload as usize, finding).unwrap_or(at + 1);
    }
    if let Some(hit) = cx.entry(at, tags.short_law) {
        return name::find_short(cx, lists, at, hit.payload as usize, finding).unwrap_or(at + 1);
    }
    if let Some(hit) = cx.entry(at, tags.kind) {
        let (to, kind) = (at + hit.len as usize, hit.payload as usize);
        let words = TypeWords { from: at, to, kind, start: token.span.start, is_abbreviation: false };
        return typed(cx, lists, words, finding).unwrap_or(to);
    }
    if let Some(hit) = cx.entry(at, tags.abbreviation).filter(|_| token.kind == Kind::Upper) {
        let (to, kind, start) = (at + 1, hit.payload as usize, token.span.start);
        let words = TypeWords { from: at, to, kind, start, is_abbreviation: true };
        return number::find(cx, lists, words, finding).unwrap_or(at + 1);
    }
    if token.kind == Kind::Mixed {
        return glued(cx, lists, at).and_then(|words| typed(cx, lists, words, finding)).unwrap_or(at + 1);
    }
    at + 1
}

/// Looks for what the words of a type announce.
fn typed(cx: &Context<'_>, lists: &Lists, words: TypeWords, finding: &mut Finding<'_, Seen>) -> Option<usize> {
    let kind = &lists.types[words.kind];
    if is_second_half(cx, words.from) {
        return None;
    }
    if let Some(next) = anaphor(cx, lists, words, finding) {
        return Some(next);
    }
    match kind.class {
        Class::Law => number::find(cx, lists, words, finding).or_else(|| name::find(cx, lists, words, finding)),
        Class::Treaty => name::find_treaty(cx, lists, words, finding),
        Class::Standard => standard::find_named(cx, lists, words, finding),
        _ if matches!(kind.name, "Nghị quyết" | "Kết luận") => {
            party::find(cx, words, finding).or_else(|| number::find(cx, lists, words, finding))
        }
        _ => number::find(cx, lists, words, finding),
    }
}

/// `Bộ Tư lệnh`, `mệnh lệnh`: the second half of another word.
fn is_second_half(cx: &Context<'_>, at: usize) -> bool {
    const ORDER: Key = Key::of("lệnh");
    const BEFORE: [Key; 4] = [Key::of("tư"), Key::of("mệnh"), Key::of("hiệu"), Key::of("huấn")];
    cx.is(at, ORDER) && BEFORE.contains(&cx.before(at).key)
}

/// `Nghị định này`, `quyết định nói trên`; not "các nghị định này", which points to several.
fn anaphor(cx: &Context<'_>, lists: &Lists, words: TypeWords, finding: &mut Finding<'_, Seen>) -> Option<usize> {
    const NOT_BEFORE: [Key; 7] = [
        Key::of("các"),
        Key::of("những"),
        Key::of("điều"),
        Key::of("dự"),
        Key::of("đạo"),
        Key::of("pháp"),
        Key::of("kỷ"),
    ];
    let hit = cx.entry(words.to, lists.tags.this)?;
    let before = words.from.wrapping_sub(1);
    if cx.token(words.to).starts_line() || NOT_BEFORE.iter().any(|&word| cx.is(before, word)) {
        return None;
    }
    let next = words.to + hit.len as usize;
    let kind = words.kind as u16;
    let (from, to) = (words.from as u32, next as u32);
    let seen = Seen { from, to, kind, printed: kind, body: Body::Anaphor, is_tentative: true, list: None };
    finding.push(words.span(cx, next), "document/anaphor", seen);
    Some(next)
}

/// The words of a type to which a scraper glued the word before: `theoNghị định`.
fn glued(cx: &Context<'_>, lists: &Lists, at: usize) -> Option<TypeWords> {
    let word = cx.word(at);
    if !word.chars().next().is_some_and(char::is_lowercase) {
        return None;
    }
    let inner = word.char_indices().rev().find(|(_, char)| char.is_uppercase())?.0;
    let (kind, len) = lists.type_behind(cx, &word[inner..], at + 1)?;
    let start = cx.token(at).span.start + inner as u32;
    Some(TypeWords { from: at, to: at + len, kind, start, is_abbreviation: false })
}
