//! The pass: every token once, every room only where it asked to be called.

use super::settle::settle;
use super::{Candidate, Context, Facts, Loser, Rooms, Seen};
use crate::diagnostic::Diagnostic;
use crate::lexicon::{Lexicon, Tag};
use crate::segment::Kind;

/// Which rooms are asked at which tokens, as bit sets over the list of rooms.
pub struct Dispatch {
    kinds: [u32; Kind::COUNT],
    /// By the number of a word, for entries of one word.
    words: Vec<u32>,
    /// By tag, for longer entries.
    tags: Vec<u32>,
}

impl Dispatch {
    /// Collects the triggers of all rooms.
    pub fn new(rooms: &Rooms, lexicon: &Lexicon) -> Dispatch {
        let tags = vec![0; lexicon.tag_count()];
        let mut dispatch = Dispatch { kinds: [0; Kind::COUNT], words: Vec::new(), tags };
        for (index, triggers) in rooms.triggers().into_iter().enumerate() {
            for kind in triggers.kinds {
                dispatch.kinds[kind as usize] |= 1 << index;
            }
            for tag in triggers.tags {
                dispatch.tags[tag.index()] |= 1 << index;
            }
        }
        let rooms =
            |tags: &[u32], word: &mut dyn Iterator<Item = Tag>| word.fold(0, |set, tag| set | tags[tag.index()]);
        dispatch.words = lexicon.tags_of_words().map(|mut word| rooms(&dispatch.tags, &mut word)).collect();
        dispatch
    }
}

/// What an article states.
pub struct Extraction<'a> {
    /// The facts.
    pub facts: Facts<'a>,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
    /// Candidates that lost to others; filled only where asked for.
    pub losers: Vec<Loser>,
}

/// Finds the facts of an article. `explain` keeps the candidates that lost.
pub fn extract<'a>(rooms: &Rooms, dispatch: &Dispatch, cx: &Context<'a>, explain: bool) -> Extraction<'a> {
    let mut losers = Vec::new();
    let candidates = candidates(rooms, dispatch, cx);
    let kept = settle(candidates, &mut |loser| {
        if explain {
            losers.push(loser);
        }
    });
    let mut diagnostics = Vec::new();
    let facts = rooms.resolve(cx, kept, &mut diagnostics);
    Extraction { facts, diagnostics, losers }
}

/// Asks the rooms at every token of the blocks that have facts.
fn candidates(rooms: &Rooms, dispatch: &Dispatch, cx: &Context<'_>) -> Vec<Candidate<Seen>> {
    let mut out = Vec::new();
    let mut resume = [0usize; Rooms::COUNT];
    let mut at = 0;
    for block in cx.blocks {
        while cx.tokens.get(at).is_some_and(|token| token.span.start < block.span.end) {
            if block.kind.has_facts() {
                ask(rooms, dispatch, cx, at, &mut resume, &mut out);
            }
            at += 1;
        }
    }
    out
}

fn ask(
    rooms: &Rooms,
    dispatch: &Dispatch,
    cx: &Context<'_>,
    at: usize,
    resume: &mut [usize; Rooms::COUNT],
    out: &mut Vec<Candidate<Seen>>,
) {
    let token = &cx.tokens[at];
    let mut asked = dispatch.kinds[token.kind as usize] | dispatch.words.get(token.word.index()).copied().unwrap_or(0);
    for hit in cx.hits.longer(at) {
        asked |= dispatch.tags[hit.tag.index()];
    }
    while asked != 0 {
        let index = asked.trailing_zeros() as usize;
        asked &= asked - 1;
        if at >= resume[index] {
            resume[index] = rooms.find(index, cx, at, out).max(at + 1);
        }
    }
}
