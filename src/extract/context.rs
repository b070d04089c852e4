//! What a room may look at.

use std::borrow::Cow;

use crate::article::{Block, BlockKind};
use crate::extract::Mention;
use crate::lexicon::{Entries, Hit, Hits, Tag};
use crate::segment::{Key, Sentence, Token};
use crate::text::{CharIndex, OffsetMap, Span};

/// One article on its way through the rooms.
pub struct Context<'a> {
    /// Normalized text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Lexicon entries by token.
    pub hits: &'a Hits,
    /// Its blocks.
    pub blocks: &'a [Block],
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Publication date and clock (the DCT).
    pub dct: Option<jiff::civil::DateTime>,
    /// Headline given by the scraper, where `text` may not hold it.
    pub title: Option<&'a str>,
    /// Counts Unicode scalar values.
    pub index: CharIndex<'a>,
    /// From the text back to the bytes of the file, where that makes sense.
    pub map: Option<&'a OffsetMap>,
}

impl<'a> Context<'a> {
    /// Token `at`, or [`Token::END`] beyond the last one. `at.wrapping_sub(1)` is allowed for the first token.
    #[inline]
    pub fn token(&self, at: usize) -> Token {
        // a choice between two places rather than a branch
        *self.tokens.get(at).unwrap_or(&Token::END)
    }

    /// The token before `at`, or [`Token::END`].
    #[inline]
    pub fn before(&self, at: usize) -> Token {
        self.token(at.wrapping_sub(1))
    }

    /// The words of token `at`; empty beyond the last one.
    #[inline]
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// True where token `at` is the word `key`, in any case.
    #[inline]
    pub fn is(&self, at: usize, key: Key) -> bool {
        self.token(at).key == key
    }

    /// True where token `at` is the mark `char`.
    #[inline]
    pub fn is_mark(&self, at: usize, char: char) -> bool {
        self.token(at).is_mark(char)
    }

    /// True where tokens from `at` on are these words.
    pub fn are(&self, at: usize, keys: &[Key]) -> bool {
        keys.iter().enumerate().all(|(i, &key)| self.is(at + i, key))
    }

    /// Lexicon entries that begin at token `at`, shortest first.
    #[inline]
    pub fn entries(&self, at: usize) -> Entries<'_> {
        self.hits.at(at)
    }

    /// The longest entry of a tag at token `at`.
    #[inline]
    pub fn entry(&self, at: usize, tag: Tag) -> Option<Hit> {
        self.hits.longest(at, tag)
    }

    /// The longest entry of a tag that ends before token `at`, with the token that it begins at.
    #[inline]
    pub fn entry_ending(&self, at: usize, tag: Tag) -> Option<(usize, Hit)> {
        self.hits.longest_ending(at, tag)
    }

    /// The span of tokens `from..to` (`to` excluded, at least one token).
    pub fn span(&self, from: usize, to: usize) -> Span {
        self.tokens[from].span.join(self.tokens[to - 1].span)
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    /// Index of the last sentence that begins at or before byte `at`; 0 where there is none.
    pub fn sentence(&self, at: u32) -> usize {
        self.sentences.partition_point(|sentence| sentence.span.start <= at).saturating_sub(1)
    }

    /// The span in Unicode scalar values.
    pub fn chars(&self, span: Span) -> [u32; 2] {
        self.index.chars(span)
    }

    /// A mention as the record shows it.
    pub fn mention(&self, span: Span, rule: &'static str) -> Mention<'a> {
        let source = self.map.map(|map| map.source(span));
        Mention {
            text: Cow::Borrowed(span.of(self.text)),
            chars: self.chars(span),
            source_bytes: source.map(|source| [source.start, source.end]),
            sentence: self.sentence(span.start) as u32,
            rule: Cow::Borrowed(rule),
        }
    }

    /// Kind of the block that holds byte `at`.
    pub fn block_kind(&self, at: u32) -> BlockKind {
        let next = self.blocks.partition_point(|block| block.span.start <= at);
        next.checked_sub(1).map_or(BlockKind::Body, |index| self.blocks[index].kind)
    }
}
