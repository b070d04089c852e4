//! Overlaps: the longest candidate wins, then the one whose room prevails, then the order of the rooms, then the one
//! that begins first.

use super::{Candidate, Seen};
use crate::reuse::{Reused, reusable};
use crate::text::Span;

/// A candidate that lost its place to another.
#[derive(Clone, Debug)]
pub struct Loser {
    /// The candidate.
    pub candidate: Candidate<Seen>,
    /// Rule of the one that won.
    pub winner: &'static str,
    /// Place of the one that won.
    pub winner_span: Span,
}

impl Loser {
    /// Why it lost, by the order in which overlaps are settled.
    pub fn reason(&self) -> &'static str {
        let room = |rule: &'static str| rule.split('/').next();
        if self.candidate.span.len() < self.winner_span.len() {
            "that one is longer"
        } else if room(self.candidate.rule) != room(self.winner) {
            "as long, and its kind comes first"
        } else {
            "as long, and that one begins first"
        }
    }
}

/// What decides between candidates, so that they need not be moved while it is decided.
#[derive(Clone, Copy)]
struct Claim {
    span: Span,
    /// Place in the list of candidates.
    index: u32,
    room: u8,
    strength: u8,
}

reusable!(Claim);

/// Says of each candidate whether it is kept, so that those which are do not overlap; hands the places of each loser and
/// its winner to `lost`.
pub(super) fn settle(candidates: &[Candidate<Seen>], lost: &mut dyn FnMut(usize, usize)) -> Reused<bool> {
    let claim = |(index, candidate): (usize, &Candidate<Seen>)| Claim {
        span: candidate.span,
        index: index as u32,
        room: candidate.seen.room() as u8,
        strength: candidate.seen.strength(),
    };
    let mut claims = Reused::with_capacity(candidates.len());
    claims.extend(candidates.iter().enumerate().map(claim));
    claims.sort_by_key(|claim| (claim.span.start, std::cmp::Reverse(claim.span.end)));
    let mut kept = Reused::default();
    kept.resize(claims.len(), false);
    let mut end = 0;
    let mut first = 0;
    for at in 0..claims.len() {
        let span = claims[at].span;
        if span.start >= end {
            settle_cluster(&mut claims[first..at], &mut kept, lost);
            first = at;
        }
        end = end.max(span.end);
    }
    settle_cluster(&mut claims[first..], &mut kept, lost);
    kept
}

/// Settles candidates that hang together.
fn settle_cluster(cluster: &mut [Claim], kept: &mut [bool], lost: &mut dyn FnMut(usize, usize)) {
    if let [claim] = cluster {
        kept[claim.index as usize] = true;
        return;
    }
    cluster.sort_by_key(|c| (std::cmp::Reverse(c.span.len()), std::cmp::Reverse(c.strength), c.room, c.span.start));
    // the winners are moved to the front
    let mut winners = 0;
    for at in 0..cluster.len() {
        let claim = cluster[at];
        match cluster[..winners].iter().find(|winner| winner.span.overlaps(claim.span)) {
            Some(winner) => lost(claim.index as usize, winner.index as usize),
            None => {
                kept[claim.index as usize] = true;
                cluster.swap(winners, at);
                winners += 1;
            }
        }
    }
}
