//! The trie over words and the walk that marks tokens.

use std::collections::HashMap;

use crate::error::Error;
use crate::segment::{Key, Token, tokenize};

/// The number of a word that occurs in some entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(u32);

impl WordId {
    /// A word of no entry.
    pub const NONE: WordId = WordId(0);
}

/// A category of entries, such as the units of the number room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag(u16);

impl Tag {
    /// The tag's number, below [`Lexicon::tag_count`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// An entry that begins at a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Tokens that the entry covers.
    pub len: u32,
    /// Category.
    pub tag: Tag,
    /// What the room registered with the entry, such as the index of its row.
    pub payload: u32,
}

/// Collects entries.
#[derive(Default)]
pub struct Builder {
    tags: Vec<String>,
    words: HashMap<Key, u32>,
    /// Entry by entry: its words, and what it stands for.
    entries: Vec<(Vec<u32>, Hit)>,
}

impl Builder {
    /// The tag of a name such as `number/unit`; the same name gives the same tag.
    pub fn tag(&mut self, name: &str) -> Tag {
        let index = self.tags.iter().position(|tag| tag == name).unwrap_or_else(|| {
            self.tags.push(name.to_owned());
            self.tags.len() - 1
        });
        Tag(index as u16)
    }

    /// Registers the words of one entry.
    pub fn add(&mut self, words: &str, tag: Tag, payload: u32) -> Result<(), Error> {
        let path: Vec<u32> = tokenize(words).iter().map(|token| self.word(token.key)).collect();
        if path.is_empty() {
            return Err(Error::lexicon(format!("an entry of {} has no words: {words:?}", self.tags[tag.index()])));
        }
        let hit = Hit { len: path.len() as u32, tag, payload };
        self.entries.push((path, hit));
        Ok(())
    }

    fn word(&mut self, key: Key) -> u32 {
        let next = self.words.len() as u32 + 1;
        *self.words.entry(key).or_insert(next)
    }

    /// Builds the matcher.
    pub fn build(mut self) -> Lexicon {
        self.entries.sort_by(|a, b| (&a.0, a.1.tag, a.1.payload).cmp(&(&b.0, b.1.tag, b.1.payload)));
        self.entries.dedup();
        let mut trie = Trie::default();
        for (path, hit) in &self.entries {
            trie.insert(path, *hit);
        }
        let (nodes, hits, roots) = trie.freeze(self.words.len() + 1);
        Lexicon { slots: Slots::new(&self.words, &roots), nodes, hits, tag_count: self.tags.len() }
    }
}

/// The trie while it grows.
#[derive(Default)]
struct Trie {
    nodes: Vec<Growing>,
    roots: HashMap<u32, u32>,
}

#[derive(Default)]
struct Growing {
    hits: Vec<Hit>,
    children: Vec<(u32, u32)>,
}

impl Trie {
    fn insert(&mut self, path: &[u32], hit: Hit) {
        let mut node = match self.roots.get(&path[0]) {
            Some(&node) => node,
            None => {
                let node = self.grow();
                self.roots.insert(path[0], node);
                node
            }
        };
        for &word in &path[1..] {
            let found = self.nodes[node as usize].children.iter().find(|child| child.0 == word).map(|child| child.1);
            node = found.unwrap_or_else(|| {
                let child = self.grow();
                self.nodes[node as usize].children.push((word, child));
                child
            });
        }
        self.nodes[node as usize].hits.push(hit);
    }

    fn grow(&mut self) -> u32 {
        self.nodes.push(Growing::default());
        self.nodes.len() as u32 - 1
    }

    /// Packs nodes and hits; the third part gives each word's root node plus one, or 0.
    fn freeze(self, words: usize) -> (Vec<Node>, Vec<Hit>, Vec<u32>) {
        let mut hits = Vec::new();
        let mut nodes = Vec::with_capacity(self.nodes.len());
        for mut node in self.nodes {
            node.children.sort_unstable();
            let first = hits.len() as u32;
            hits.extend(node.hits);
            nodes.push(Node { first, end: hits.len() as u32, children: node.children.into_boxed_slice() });
        }
        let mut roots = vec![0; words];
        for (word, node) in self.roots {
            roots[word as usize] = node + 1;
        }
        (nodes, hits, roots)
    }
}

struct Node {
    first: u32,
    end: u32,
    children: Box<[(u32, u32)]>,
}

/// Words by key, in an open-addressed table.
struct Slots {
    slots: Vec<Slot>,
    mask: usize,
}

#[derive(Clone, Copy)]
struct Slot {
    key: Key,
    word: u32,
    /// Root node of the trie plus one, or 0 where no entry begins with the word.
    root: u32,
}

impl Slots {
    fn new(words: &HashMap<Key, u32>, roots: &[u32]) -> Slots {
        let size = (words.len() * 3).next_power_of_two().max(16);
        let empty = Slot { key: Key::default(), word: 0, root: 0 };
        let mut slots = Slots { slots: vec![empty; size], mask: size - 1 };
        let mut sorted: Vec<(Key, u32)> = words.iter().map(|(&key, &word)| (key, word)).collect();
        sorted.sort_unstable();
        for (key, word) in sorted {
            let mut at = slots.home(key);
            while slots.slots[at].word != 0 {
                at = (at + 1) & slots.mask;
            }
            slots.slots[at] = Slot { key, word, root: roots[word as usize] };
        }
        slots
    }

    #[inline]
    fn home(&self, key: Key) -> usize {
        (key.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & self.mask
    }

    #[inline]
    fn get(&self, key: Key) -> Option<Slot> {
        let mut at = self.home(key);
        loop {
            let slot = self.slots[at];
            if slot.word == 0 {
                return None;
            }
            if slot.key == key {
                return Some(slot);
            }
            at = (at + 1) & self.mask;
        }
    }
}

/// Every entry of every list, ready to mark tokens.
pub struct Lexicon {
    slots: Slots,
    nodes: Vec<Node>,
    hits: Vec<Hit>,
    tag_count: usize,
}

impl Lexicon {
    /// Number of tags.
    pub fn tag_count(&self) -> usize {
        self.tag_count
    }

    /// Gives each token its word number and finds the entries that begin at it. An entry never crosses a line break.
    pub fn mark(&self, tokens: &mut [Token]) -> Hits {
        let mut roots = Vec::with_capacity(tokens.len());
        for token in tokens.iter_mut() {
            let slot = self.slots.get(token.key);
            token.word = WordId(slot.map_or(0, |slot| slot.word));
            roots.push(slot.map_or(0, |slot| slot.root));
        }
        let mut hits = Hits { first: Vec::with_capacity(tokens.len() + 1), hits: Vec::with_capacity(tokens.len()) };
        for (at, &root) in roots.iter().enumerate() {
            hits.first.push(hits.hits.len() as u32);
            if root != 0 {
                self.walk(root - 1, &tokens[at + 1..], &mut hits.hits);
            }
        }
        hits.first.push(hits.hits.len() as u32);
        hits
    }

    /// Collects the entries along the words that follow, shortest first.
    fn walk(&self, root: u32, rest: &[Token], out: &mut Vec<Hit>) {
        let mut node = &self.nodes[root as usize];
        out.extend_from_slice(&self.hits[node.first as usize..node.end as usize]);
        for token in rest {
            if node.children.is_empty() || token.word == WordId::NONE || token.starts_line() {
                return;
            }
            let Ok(child) = node.children.binary_search_by_key(&token.word.0, |child| child.0) else { return };
            node = &self.nodes[node.children[child].1 as usize];
            out.extend_from_slice(&self.hits[node.first as usize..node.end as usize]);
        }
    }
}

/// The entries found in a text, by the token that they begin at.
#[derive(Default)]
pub struct Hits {
    first: Vec<u32>,
    hits: Vec<Hit>,
}

impl Hits {
    /// Entries that begin at token `at`, shortest first.
    #[inline]
    pub fn at(&self, at: usize) -> &[Hit] {
        match self.first.get(at..at.saturating_add(2)) {
            Some(range) => &self.hits[range[0] as usize..range[1] as usize],
            None => &[],
        }
    }

    /// The longest entry of a tag that begins at token `at`.
    #[inline]
    pub fn longest(&self, at: usize, tag: Tag) -> Option<Hit> {
        self.at(at).iter().rev().find(|hit| hit.tag == tag).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_overlapping_entries_in_any_spelling() {
        let mut builder = Builder::default();
        let (short, long) = (builder.tag("test/short"), builder.tag("test/long"));
        builder.add("Ủy ban", short, 1).unwrap();
        builder.add("ủy ban nhân dân", long, 2).unwrap();
        let lexicon = builder.build();
        let mut tokens = tokenize("UBND: UỶ BAN nhân dân tỉnh");
        let hits = lexicon.mark(&mut tokens);
        assert_eq!(hits.at(2), [Hit { len: 2, tag: short, payload: 1 }, Hit { len: 4, tag: long, payload: 2 }]);
        assert_eq!(hits.longest(2, long).unwrap().payload, 2);
        assert!(hits.at(3).is_empty());
    }
}
