//! Lines and paragraphs.

use super::BlockKind;
use crate::text::Span;

/// A stretch of the text on its way to being a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) kind: BlockKind,
    pub(super) span: Span,
    /// Line breaks before it; 0 where it was cut from the piece before.
    pub(super) gap: u32,
}

/// Bytes from which on a line may be one that the scraper wrapped.
const WRAPPED: usize = 15;

/// The paragraphs of a text: its lines, without white space around; lines that were wrapped inside a sentence are
/// joined.
pub(super) fn paragraphs(text: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut start = 0;
    let mut gap = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = &text[start..end];
        let words = line.trim();
        if !words.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            let span = Span::new(from as u32, (from + words.len()) as u32);
            match out.last_mut() {
                Some(last) if gap == 1 && is_wrapped(last.span.of(text), words) => last.span.end = span.end,
                _ => out.push(Piece { kind: BlockKind::Body, span, gap: gap + u32::from(out.is_empty()) }),
            }
            gap = 0;
        }
        start = end + 1;
        gap += 1;
    }
    out
}

/// True where `next` goes on with the sentence of `line`.
fn is_wrapped(line: &str, next: &str) -> bool {
    let is_open = line.ends_with(|char: char| char.is_alphanumeric() || matches!(char, ',' | '”' | '"' | ')' | '%'));
    let is_item = next.chars().nth(1).is_some_and(|char| matches!(char, ')' | '.' | '/'));
    is_open && next.starts_with(char::is_lowercase) && !is_item && {
        let start = memchr::memrchr(b'\n', line.as_bytes()).map_or(0, |at| at + 1);
        line.len() - start >= WRAPPED
    }
}
