//! Words that open a sentence right before a lone name: `Nhìn Hải` where the article calls somebody `Hải`.

use super::Seen;
use super::evidence::SURE;
use super::lists::Lists;
use super::names::Shape;
use super::peel::starts_sentence;
use crate::extract::{Candidate, Context};
use crate::segment::Key;

/// How many times more often a syllable that no name has in its middle is a word than a name where it is taken for one.
const WORD: u32 = 20;

/// Cuts such words off the candidates.
pub(super) fn cut(lists: &Lists, cx: &Context<'_>, mentions: &mut [Candidate<Seen>]) {
    if !mentions.iter().any(|mention| is_opened(lists, cx, &mention.seen)) {
        return;
    }
    let called = called(cx, mentions);
    let names = names_inside(cx, mentions);
    for mention in mentions.iter_mut().filter(|mention| is_opened(lists, cx, &mention.seen)) {
        let name = mention.seen.to as usize - 1;
        if called.contains(&cx.token(name).key) && !names.contains(&pair(cx, &mention.seen)) {
            mention.seen.from = name as u32;
            mention.seen.score = mention.seen.score.max(0);
            mention.seen.context = 0;
            mention.span = cx.span(name, name + 1);
        }
    }
}

/// The lone syllables that the article surely calls persons by.
fn called(cx: &Context<'_>, mentions: &[Candidate<Seen>]) -> Vec<Key> {
    let seen = mentions.iter().map(|mention| &mention.seen);
    let lone = seen.filter(|seen| seen.shape == Shape::Given && seen.to - seen.from == 1 && seen.score >= SURE);
    lone.map(|seen| cx.token(seen.from as usize).key).collect()
}

/// Names of two syllables inside sentences.
fn names_inside(cx: &Context<'_>, mentions: &[Candidate<Seen>]) -> Vec<[Key; 2]> {
    let seen = mentions.iter().map(|mention| &mention.seen).filter(|seen| seen.to - seen.from == 2);
    seen.filter(|seen| !starts_sentence(cx, seen.from as usize)).map(|seen| pair(cx, seen)).collect()
}

/// The keys of two syllables.
fn pair(cx: &Context<'_>, seen: &Seen) -> [Key; 2] {
    [seen.from, seen.from + 1].map(|at| cx.token(at as usize).key)
}

/// True for two syllables at the start of a sentence of which the first is hardly part of a name.
fn is_opened(lists: &Lists, cx: &Context<'_>, seen: &Seen) -> bool {
    let from = seen.from as usize;
    let two = seen.shape == Shape::Given && seen.to - seen.from == 2;
    let bare = seen.honorific.is_none() && seen.credit.is_none();
    two && bare
        && starts_sentence(cx, from)
        && lists
            .syllable(cx, from)
            .is_none_or(|counts| counts.middle == 0 && counts.small > WORD * (counts.last + counts.alone))
}
