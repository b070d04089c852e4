//! The pass: every token once, every room only where it asked to be called.

use super::settle::settle;
use super::{Candidate, Context, Evidence, Facts, Loser, Rooms, Seen};
use crate::diagnostic::Diagnostic;
use crate::lexicon::Builder;
use crate::reuse::{Reused, reusable};
use crate::segment::{Kind, Token};
use crate::text::Span;

/// Which rooms are asked at which tokens.
pub struct Dispatch {
    /// By kind of token, the rooms as a bit set over their list. Which rooms the entries of the lexicon call, it is told
    /// to watch itself.
    kinds: [u8; Kind::COUNT],
}

impl Dispatch {
    /// Collects the triggers of all rooms, and has the lexicon watch for those that are entries.
    pub fn new(rooms: &Rooms, builder: &mut Builder) -> Dispatch {
        let triggers = rooms.triggers();
        builder.watch(triggers.iter().map(|triggers| triggers.tags.as_slice()));
        let mut dispatch = Dispatch { kinds: [0; Kind::COUNT] };
        for (index, triggers) in triggers.into_iter().enumerate() {
            for kind in triggers.kinds {
                dispatch.kinds[kind as usize] |= 1 << index;
            }
        }
        dispatch
    }

    /// By token, the rooms that are asked there, as a bit set; none in blocks without facts.
    fn calls(&self, cx: &Context<'_>) -> Reused<u8> {
        let mut calls = Reused::with_capacity(cx.tokens.len() + STRIDE);
        for block in cx.blocks {
            let from = calls.len();
            let tokens = &cx.tokens[from..];
            let tokens = &tokens[..tokens.partition_point(|token| token.span.start < block.span.end)];
            let by_kind = |token: &Token| self.kinds[token.kind as usize];
            match block.kind.has_facts() {
                true => calls.extend(tokens.iter().zip(cx.hits.watched(from)).map(|(token, own)| by_kind(token) | own)),
                false => calls.resize(from + tokens.len(), 0),
            }
        }
        // in whole strides
        let len = calls.len().next_multiple_of(STRIDE);
        calls.resize(len, 0);
        calls
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
    let mut candidates = candidates(rooms, dispatch, cx);
    let kept = settle(&candidates, &mut |loser, winner| {
        if explain {
            let Candidate { rule, span, .. } = candidates[winner];
            explanation.losers.push(Loser { candidate: candidates[loser].clone(), winner: rule, winner_span: span });
        }
    });
    if explain {
        let kept = candidates.iter().zip(kept.iter()).filter(|(_, kept)| **kept).map(|(candidate, _)| candidate);
        explanation.weighed = weighed(rooms, cx, kept);
    }
    let kept = candidates.drain(..).zip(kept.iter()).filter(|(_, kept)| **kept).map(|(candidate, _)| candidate);
    let mut diagnostics = Vec::new();
    let facts = rooms.resolve(cx, kept, &mut diagnostics);
    Extraction { facts, diagnostics, explanation }
}

/// The evidence for candidates in text order, where a room weighs any.
fn weighed<'c>(rooms: &Rooms, cx: &Context<'_>, candidates: impl Iterator<Item = &'c Candidate<Seen>>) -> Vec<Weighed> {
    let weighed = candidates.map(|candidate| {
        let evidence = rooms.evidence(cx, &candidate.seen);
        Weighed { span: candidate.span, rule: candidate.rule, evidence }
    });
    let mut weighed: Vec<Weighed> = weighed.filter(|weighed| !weighed.evidence.is_empty()).collect();
    weighed.sort_by_key(|weighed| weighed.span.start);
    weighed
}

/// Tokens whose calls are looked at together.
const STRIDE: usize = 8;

/// Asks each room at the tokens that call it. One room after the other: the code of a room is far larger than what it
/// reads, and stays in the processor's cache this way.
fn candidates(rooms: &Rooms, dispatch: &Dispatch, cx: &Context<'_>) -> Reused<Candidate<Seen>> {
    let mut out = Reused::default();
    let calls = dispatch.calls(cx);
    for index in 0..Rooms::COUNT {
        let mut resume = 0;
        for at in called(&calls, index) {
            if at >= resume {
                resume = rooms.find(index, cx, at, &mut out).max(at + 1);
            }
        }
    }
    out
}

/// The tokens at which room `index` is called.
fn called(calls: &[u8], index: usize) -> impl Iterator<Item = usize> + '_ {
    let wanted = u64::from_ne_bytes([1 << index; STRIDE]);
    let (strides, _) = calls.as_chunks::<STRIDE>();
    strides.iter().enumerate().flat_map(move |(stride, calls)| {
        let mut left = u64::from_le_bytes(*calls) & wanted;
        std::iter::from_fn(move || {
            let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(stride * STRIDE + bit / 8)
        })
    })
}

reusable!(Candidate<Seen>);
