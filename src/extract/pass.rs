//! The pass: every token once, every room only where it asked to be called.

use super::settle::settle;
use super::{Candidate, Context, Evidence, Facts, Loser, Rooms, Seen};
use crate::diagnostic::Diagnostic;
use crate::lexicon::Builder;
use crate::reuse::{Reused, reusable};
use crate::text::Span;

/// Has the lexicon watch for what calls each room; its sets are the rooms, in order.
pub fn watch(rooms: &Rooms, builder: &mut Builder) {
    let triggers = rooms.triggers();
    builder.watch(triggers.iter().map(|triggers| (triggers.kinds.as_slice(), triggers.tags.as_slice())));
}

/// By token, the rooms that are called there, as a bit set; none in blocks without facts.
fn calls(cx: &Context<'_>) -> Reused<u8> {
    let mut calls = Reused::with_capacity(cx.tokens.len() + STRIDE);
    for block in cx.blocks {
        let from = calls.len();
        let count = cx.tokens[from..].partition_point(|token| token.span.start < block.span.end);
        match block.kind.has_facts() {
            true => calls.extend(cx.hits.watched(from).take(count)),
            false => calls.resize(from + count, 0),
        }
    }
    // in whole strides
    let len = calls.len().next_multiple_of(STRIDE);
    calls.resize(len, 0);
    calls
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

impl Weighed {
    /// The points of all evidence.
    pub fn sum(&self) -> i32 {
        self.evidence.iter().map(|evidence| evidence.points).sum()
    }
}

/// Finds the facts of an article. `explain` keeps the candidates that lost, and the evidence for the others.
pub fn extract<'a>(rooms: &Rooms, cx: &Context<'a>, explain: bool) -> Extraction<'a> {
    let mut explanation = Explanation::default();
    let mut candidates = candidates(rooms, cx);
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
fn candidates(rooms: &Rooms, cx: &Context<'_>) -> Reused<Candidate<Seen>> {
    let mut out = Reused::default();
    let calls = calls(cx);
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
