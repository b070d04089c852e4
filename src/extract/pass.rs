//! The pass: every token once, every room only where it asked to be called.

use super::settle::settle;
use super::{Candidate, Context, Evidence, Facts, Loser, Rooms, Seen};
use crate::diagnostic::Diagnostic;
use crate::lexicon::Tags;
use crate::segment::Kind;
use crate::text::Span;

/// Which rooms are asked at which tokens.
pub struct Dispatch {
    /// By kind of token, the rooms as a bit set over their list.
    kinds: [u32; Kind::COUNT],
    /// By room, the entries that call it.
    tags: [Tags; Rooms::COUNT],
}

impl Dispatch {
    /// Collects the triggers of all rooms.
    pub fn new(rooms: &Rooms) -> Dispatch {
        let mut dispatch = Dispatch { kinds: [0; Kind::COUNT], tags: [Tags::default(); Rooms::COUNT] };
        for (index, triggers) in rooms.triggers().into_iter().enumerate() {
            for kind in triggers.kinds {
                dispatch.kinds[kind as usize] |= 1 << index;
            }
            dispatch.tags[index] = Tags::of(&triggers.tags);
        }
        dispatch
    }

    /// The rooms that are asked at a token, as a bit set.
    #[inline]
    fn rooms(&self, kind: Kind, tags: Tags) -> u32 {
        let by_tag = self.tags.iter().enumerate().map(|(index, wanted)| u32::from(wanted.meets(tags)) << index);
        by_tag.fold(self.kinds[kind as usize], |rooms, room| rooms | room)
    }
}

/// What an article states.
pub struct Extraction<'a> {
    /// The facts.
    pub facts: Facts<'a>,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
    /// Why the facts are what they are; filled only where asked for.
    pub explanation: Explanation,
}

/// Why facts are what they are.
#[derive(Default)]
pub struct Explanation {
    /// Candidates that lost to others.
    pub losers: Vec<Loser>,
    /// Candidates that evidence speaks for or against, in text order.
    pub weighed: Vec<Weighed>,
}

/// A candidate and what speaks for and against it. What the rest of the article says of the same words comes on top.
pub struct Weighed {
    /// Bytes of the normalized text.
    pub span: Span,
    /// `<room>/<rule>`.
    pub rule: &'static str,
    /// What was weighed.
    pub evidence: Vec<Evidence>,
}

/// Finds the facts of an article. `explain` keeps the candidates that lost, and the evidence for the others.
pub fn extract<'a>(rooms: &Rooms, dispatch: &Dispatch, cx: &Context<'a>, explain: bool) -> Extraction<'a> {
    let mut explanation = Explanation::default();
    let candidates = candidates(rooms, dispatch, cx);
    let kept = settle(candidates, &mut |loser| {
        if explain {
            explanation.losers.push(loser);
        }
    });
    if explain {
        explanation.weighed = weighed(rooms, cx, &kept);
    }
    let mut diagnostics = Vec::new();
    let facts = rooms.resolve(cx, kept, &mut diagnostics);
    Extraction { facts, diagnostics, explanation }
}

/// The evidence for candidates, where a room weighs any.
fn weighed(rooms: &Rooms, cx: &Context<'_>, candidates: &[Candidate<Seen>]) -> Vec<Weighed> {
    let weighed = candidates.iter().map(|candidate| {
        let evidence = rooms.evidence(cx, &candidate.seen);
        Weighed { span: candidate.span, rule: candidate.rule, evidence }
    });
    weighed.filter(|weighed| !weighed.evidence.is_empty()).collect()
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
    let mut asked = dispatch.rooms(cx.tokens[at].kind, cx.hits.tags(at));
    while asked != 0 {
        let index = asked.trailing_zeros() as usize;
        asked &= asked - 1;
        if at >= resume[index] {
            resume[index] = rooms.find(index, cx, at, out).max(at + 1);
        }
    }
}
