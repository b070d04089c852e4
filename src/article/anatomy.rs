//! Takes plain text apart into blocks and completes the metadata from it.

use super::{Article, Block, BlockKind, Published, PublishedFrom};
use crate::text::Span;

/// Fills the article's `blocks` and completes its `meta`.
pub fn anatomy(article: &mut Article<'_>) {
    let text = &article.text;
    let base = text.as_ptr() as usize;
    article.blocks = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let start = (line.as_ptr() as usize - base) as u32;
            Block { kind: BlockKind::Body, span: Span::new(start, start + line.len() as u32) }
        })
        .collect();
    let raw = article.meta.published_raw.as_deref();
    article.meta.published = raw.and_then(|raw| Published::parse(raw, PublishedFrom::Metadata));
}
