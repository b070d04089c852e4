//! Cuts the articles of a run into chunks.

use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::Error;
use crate::source::{Raw, Reader};

/// Articles of a chunk at most.
const CHUNK_ARTICLES: usize = 64;
/// A chunk with as many bytes is closed.
const CHUNK_BYTES: u64 = 1 << 20;

/// Articles in chunks that are worth a thread's while.
pub(super) struct Chunks<'b> {
    reader: Reader,
    stop: Option<&'b AtomicBool>,
    /// Articles of a shard.
    shard: Option<NonZero<u64>>,
    /// Articles so far.
    count: u64,
}

/// Articles that follow each other.
pub(super) struct Chunk {
    pub articles: Vec<Raw>,
    /// True where a shard is full with them.
    pub ends_shard: bool,
}

impl<'b> Chunks<'b> {
    /// The articles of `reader`, until `stop` is set.
    pub fn new(reader: Reader, stop: Option<&'b AtomicBool>) -> Chunks<'b> {
        Chunks { reader, stop, shard: None, count: 0 }
    }

    /// With a chunk's end wherever a shard of so many articles is full.
    pub fn in_shards(mut self, articles: Option<NonZero<u64>>) -> Chunks<'b> {
        self.shard = articles;
        self
    }

    /// To be asked when there are no more chunks: fails where that was not the end of the articles.
    pub fn finish(mut self) -> Result<(), Error> {
        self.reader.finish()
    }

    /// True where the articles so far fill a shard.
    fn is_shard_full(&self) -> bool {
        self.shard.is_some_and(|shard| self.count.is_multiple_of(shard.get()))
    }

    fn next_article(&mut self) -> Option<Raw> {
        let raw = self.reader.next()?;
        self.count += 1;
        Some(raw)
    }
}

impl Iterator for Chunks<'_> {
    type Item = Chunk;

    fn next(&mut self) -> Option<Chunk> {
        if self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            return None;
        }
        let first = self.next_article()?;
        let mut bytes = first.weight();
        let mut articles = vec![first];
        // Whoever sends article by article and waits for the answers gets them: the chunk ends where input does.
        while articles.len() < CHUNK_ARTICLES && bytes < CHUNK_BYTES && !self.is_shard_full() && self.reader.is_ready()
        {
            let Some(raw) = self.next_article() else { break };
            bytes += raw.weight();
            articles.push(raw);
        }
        Some(Chunk { articles, ends_shard: self.is_shard_full() })
    }
}
