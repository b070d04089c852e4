//! Lines and paragraphs.

use super::BlockKind;
use super::lists::Lists;
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

/// A line shorter than this that was joined is a link inside a sentence, whose rest comes next.
const FRAGMENT: usize = 40;

/// The paragraphs of a text: its lines, without white space around; lines that were wrapped inside a sentence, or torn
/// off around a link in it, are joined.
pub(super) fn paragraphs(lists: &Lists, text: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut start = 0;
    let mut gap = 0;
    let mut is_fragment = false;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = &text[start..end];
        let words = line.trim();
        if !words.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            let span = Span::new(from as u32, (from + words.len()) as u32);
            let joins = |last: &Piece| gap == 1 && (is_fragment || goes_on(lists, last.span.of(text), words));
            match out.last_mut() {
                Some(last) if joins(last) => {
                    last.span.end = span.end;
                    is_fragment = words.len() < FRAGMENT && is_open(words);
                }
                _ => {
                    out.push(Piece { kind: BlockKind::Body, span, gap: gap + u32::from(out.is_empty()) });
                    is_fragment = false;
                }
            }
            gap = 0;
        }
        start = end + 1;
        gap += 1;
    }
    out
}

fn last_line(paragraph: &str) -> &str {
    memchr::memrchr(b'\n', paragraph.as_bytes()).map_or(paragraph, |at| &paragraph[at + 1..])
}

/// True where no sentence ends with `line`.
fn is_open(line: &str) -> bool {
    line.ends_with(|char: char| char.is_alphanumeric() || matches!(char, ',' | '”' | '"' | ')' | '%'))
}

/// True where `next` goes on with the sentence at the end of `paragraph`.
fn goes_on(lists: &Lists, paragraph: &str, next: &str) -> bool {
    if !is_open(paragraph) {
        return false;
    }
    let line = last_line(paragraph);
    let is_item = next.chars().nth(1).is_some_and(|char| matches!(char, ')' | '.' | '/'));
    let is_wrapped = line.len() >= WRAPPED && next.starts_with(char::is_lowercase) && !is_item;
    let is_tail = next.starts_with(", ") || next.starts_with("; ") || next.starts_with(") ") || next.starts_with(". ");
    is_wrapped || is_tail || lists.is_joint(line)
}
