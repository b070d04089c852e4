//! Overlaps: the longest candidate wins, then the one whose room prevails, then the order of the rooms, then the one
//! that begins first.

use super::{Candidate, Seen};
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

/// Keeps candidates that do not overlap, in text order, and hands the others to `lost`.
pub(super) fn settle(mut candidates: Vec<Candidate<Seen>>, lost: &mut dyn FnMut(Loser)) -> Vec<Candidate<Seen>> {
    candidates.sort_by_key(|candidate| (candidate.span.start, std::cmp::Reverse(candidate.span.end)));
    let mut kept = Vec::with_capacity(candidates.len());
    let mut cluster: Vec<Candidate<Seen>> = Vec::new();
    let mut end = 0;
    for candidate in candidates {
        if candidate.span.start >= end && !cluster.is_empty() {
            settle_cluster(&mut cluster, &mut kept, lost);
        }
        end = end.max(candidate.span.end);
        cluster.push(candidate);
    }
    settle_cluster(&mut cluster, &mut kept, lost);
    kept
}

/// Settles candidates that hang together.
fn settle_cluster(cluster: &mut Vec<Candidate<Seen>>, kept: &mut Vec<Candidate<Seen>>, lost: &mut dyn FnMut(Loser)) {
    if cluster.len() <= 1 {
        kept.append(cluster);
        return;
    }
    let first = kept.len();
    cluster.sort_by_key(|c| (std::cmp::Reverse(c.span.len()), std::cmp::Reverse(c.seen.strength()), c.seen.room(), c.span.start));
    for candidate in cluster.drain(..) {
        match kept[first..].iter().find(|winner| winner.span.overlaps(candidate.span)) {
            Some(winner) => lost(Loser { winner: winner.rule, winner_span: winner.span, candidate }),
            None => kept.push(candidate),
        }
    }
    kept[first..].sort_by_key(|candidate| candidate.span.start);
}
