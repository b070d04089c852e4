//! Paragraphs that stand in the text already: the lead printed again below the story, cut short or not.
//!
//! Only whole paragraphs count. Where a scraper wrote the lead into the first line of the story as well, or the slides
//! of a gallery twice, the words are running text: a fact that is stated again is found again.

use super::BlockKind;
use super::line::head;
use super::paragraph::Piece;

/// Bytes that a paragraph with `[…]` must share with the start of an earlier one.
const SAME: usize = 60;
/// Bytes of a paragraph that repeats the lead or another of the first ones.
const LEAD: usize = 100;
/// Bytes of a paragraph that repeats any other one. Shorter ones are labels, items of lists, sayings.
const COPY: usize = 150;

/// True where a paragraph is, as a whole or up to its `[…]`, the start of an earlier one.
pub(super) fn repeats(paragraph: &str, text: &str, earlier: &[Piece]) -> bool {
    let body = paragraph.trim_end_matches(['[', ']', '…', '.', ' ']);
    let is_cut = paragraph.ends_with(']') && paragraph.len() > body.len() + 2;
    let start = head(body, SAME);
    let same = |(index, piece): (usize, &Piece)| {
        let other = piece.span.of(text);
        let is_lead = index < 3 || piece.kind == BlockKind::Lead;
        let is_whole = body.len() >= if is_lead { LEAD } else { COPY };
        other.starts_with(body) && is_whole || is_cut && other.starts_with(start)
    };
    body.len() >= SAME && earlier.iter().enumerate().filter(|(_, piece)| piece.kind != BlockKind::Title).any(same)
}
