//! What can begin at a token: the words of a type, an abbreviation of one, the letters of a standard, a bare code.

use super::lists::{Class, Lists};
use super::number::TypeWords;
use super::seen::{Body, Seen};
use super::{name, number, party, standard};
use crate::extract::{Context, Finding};
use crate::segment::Kind;

/// Looks for a reference that begins at token `at`. Gives the token from which to look next.
pub(super) fn find(cx: &Context<'_>, lists: &Lists, at: usize, finding: &mut Finding<'_, Seen>) -> usize {
    let token = cx.token(at);
    if token.kind == Kind::Digits {
        return number::find_bare(cx, lists, at, finding).unwrap_or(at + 1);
    }
    let tags = &lists.tags;
    if let Some(hit) = cx.entry(at, tags.standard) {
        return standard::find(cx, at, hit.payload as usize, finding).unwrap_or(at + 1);
    }
    if let Some(hit) = cx.entry(at, tags.short_law) {
        return name::find_short(cx, lists, at, hit.payload as usize, finding).unwrap_or(at + 1);
    }
    if let Some(hit) = cx.entry(at, tags.kind) {
        let (to, kind) = (at + hit.len as usize, hit.payload as usize);
        let words = TypeWords { from: at, to, kind, is_abbreviation: false };
        return typed(cx, lists, words, finding).unwrap_or(to);
    }
    if let Some(hit) = cx.entry(at, tags.abbreviation).filter(|_| token.kind == Kind::Upper) {
        let words = TypeWords { from: at, to: at + 1, kind: hit.payload as usize, is_abbreviation: true };
        return number::find(cx, lists, words, finding).unwrap_or(at + 1);
    }
    at + 1
}

/// Looks for what the words of a type announce.
fn typed(cx: &Context<'_>, lists: &Lists, words: TypeWords, finding: &mut Finding<'_, Seen>) -> Option<usize> {
    let kind = &lists.types[words.kind];
    if let Some(next) = anaphor(cx, lists, words, finding) {
        return Some(next);
    }
    match kind.class {
        Class::Law => number::find(cx, lists, words, finding).or_else(|| name::find(cx, lists, words, finding)),
        Class::Treaty => name::find_treaty(cx, lists, words, finding),
        _ if matches!(kind.name, "Nghị quyết" | "Kết luận") => {
            party::find(cx, words, finding).or_else(|| number::find(cx, lists, words, finding))
        }
        _ => number::find(cx, lists, words, finding),
    }
}

/// `Nghị định này`, `quyết định nói trên`.
fn anaphor(cx: &Context<'_>, lists: &Lists, words: TypeWords, finding: &mut Finding<'_, Seen>) -> Option<usize> {
    let hit = cx.entry(words.to, lists.tags.this)?;
    if cx.token(words.to).starts_line() {
        return None;
    }
    let next = words.to + hit.len as usize;
    let kind = words.kind as u16;
    let (from, to) = (words.from as u32, next as u32);
    let seen = Seen { from, to, kind, printed: kind, body: Body::Anaphor, is_tentative: true, list: None };
    finding.push(cx.span(words.from, next), "document/anaphor", seen);
    Some(next)
}
