//! Words that stand in the text already: the lead below the story, slides of a gallery printed twice.

use std::collections::HashMap;

use super::BlockKind;
use super::line::head;
use super::paragraph::Piece;
use crate::text::Span;

/// Bytes that a paragraph must share with the start of the first ones to repeat the lead.
pub(super) const SAME: usize = 60;
/// Bytes of a stretch that repeats any other one. Shorter ones are labels, items of lists, sayings.
const COPY: usize = 150;
/// Bytes by which a sentence is looked up.
const PREFIX: usize = 32;

/// True where a paragraph is, as a whole or up to its `[…]`, the start of an earlier one.
pub(super) fn repeats(paragraph: &str, text: &str, earlier: &[Piece]) -> bool {
    let body = paragraph.trim_end_matches(['[', ']', '…', '.', ' ']);
    let is_cut = paragraph.ends_with(']') && paragraph.len() > body.len() + 2;
    let start = head(body, SAME);
    let same = |(index, piece): (usize, &Piece)| {
        let other = piece.span.of(text);
        let is_lead = index < 3 || piece.kind == BlockKind::Lead;
        let is_whole = is_lead && !paragraph.ends_with(':') || body.len() >= COPY;
        other.starts_with(body) && is_whole || is_cut && other.starts_with(start)
    };
    body.len() >= SAME && earlier.iter().enumerate().filter(|(_, piece)| piece.kind != BlockKind::Title).any(same)
}

/// The stretches of whole sentences that stand in the text already, with the piece that they are in; in order.
pub(super) fn stretches(text: &str, pieces: &[Piece]) -> Vec<(usize, Span)> {
    let mut seen: HashMap<&[u8], Span> = HashMap::new();
    let mut out = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        if !matches!(piece.kind, BlockKind::Lead | BlockKind::Body | BlockKind::Caption) {
            continue;
        }
        let mut run: Option<Span> = None;
        for chunk in chunks(text, piece.span) {
            if (chunk.len() as usize) < SAME {
                continue;
            }
            let known = *seen.entry(&chunk.of(text).as_bytes()[..PREFIX]).or_insert(chunk);
            if known != chunk && known.of(text) == chunk.of(text) {
                run = Some(run.map_or(chunk, |run| run.join(chunk)));
            } else {
                out.extend(run.take().map(|run| (index, run)));
            }
        }
        out.extend(run.map(|run| (index, run)));
    }
    out.retain(|(index, run)| run.len() as usize >= COPY && pieces[*index].kind == BlockKind::Body);
    out
}

/// The sentences of a piece, roughly: up to a stop, a question or an exclamation mark before a blank.
fn chunks(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let mut start = span.start;
    std::iter::from_fn(move || {
        if start >= span.end {
            return None;
        }
        let marks = memchr::memchr3_iter(b'.', b'!', b'?', &bytes[start as usize..span.end as usize]);
        let ends = marks.map(|at| start + at as u32 + 1);
        let end = ends.into_iter().find(|&end| end == span.end || bytes[end as usize] == b' ').unwrap_or(span.end);
        let chunk = Span::new(start, end);
        start = end + (span.end - end - Span::new(end, span.end).of(text).trim_start().len() as u32);
        Some(chunk)
    })
}
