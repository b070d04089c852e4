//! The trie over words.

use std::collections::HashMap;

use super::hits::{Hit, Stretch, Tags};
use crate::segment::spread;

/// What is known of a tag.
pub(super) struct Trait {
    /// The sets of [`Builder::watch`](super::Builder::watch) that it belongs to.
    pub watched: u8,
    /// True where its entries begin with a capital.
    pub needs_capital: bool,
}

/// The trie while it grows.
#[derive(Default)]
pub(super) struct Trie {
    nodes: Vec<Growing>,
    roots: HashMap<u32, u32>,
}

#[derive(Default)]
struct Growing {
    hits: Vec<Hit>,
    children: Vec<(u32, u32)>,
}

/// The trie as it is used.
pub(super) struct Frozen {
    pub nodes: Vec<Node>,
    pub edges: Edges,
    pub hits: Vec<Hit>,
    /// By word, its root node.
    pub roots: Vec<Option<u32>>,
}

/// Where the words on the way to it lead.
pub(super) struct Node {
    /// The entries that end here.
    pub entries: Stretch,
    /// The same without those that need a capital.
    pub small_entries: Stretch,
    /// The words that a longer entry may go on with, each at the bit [`next_bit`]: most walks end at this test.
    pub nexts: u64,
    /// The same without the ways that lead to nothing but entries that need a capital.
    pub small_nexts: u64,
}

impl Trie {
    /// Adds an entry. Those of the same words come one after the other, those that need a capital last.
    pub fn insert(&mut self, path: &[u32], hit: Hit) {
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

    /// Packs nodes, edges and hits; `traits` are by tag.
    pub fn freeze(self, words: usize, traits: &[Trait]) -> Frozen {
        let is_small = |hit: &Hit| !traits[hit.tag.index()].needs_capital;
        let leads = self.leads_to(is_small);
        let mut frozen = Frozen {
            nodes: Vec::with_capacity(self.nodes.len()),
            edges: Edges::new(self.nodes.len()),
            hits: Vec::new(),
            roots: vec![None; words],
        };
        for (index, node) in self.nodes.into_iter().enumerate() {
            let small = node.hits.iter().take_while(|hit| is_small(hit)).count();
            let nexts = |children: &mut dyn Iterator<Item = &(u32, u32)>| {
                children.fold(0, |set, child| set | next_bit(child.0))
            };
            let first = frozen.hits.len() as u32;
            frozen.nodes.push(Node {
                entries: stretch(&node.hits, first, traits),
                small_entries: stretch(&node.hits[..small], first, traits),
                nexts: nexts(&mut node.children.iter()),
                small_nexts: nexts(&mut node.children.iter().filter(|child| leads[child.1 as usize])),
            });
            frozen.hits.extend(node.hits);
            for (word, child) in node.children {
                frozen.edges.add(Edge { node: index as u32, word, child });
            }
        }
        for (word, node) in self.roots {
            frozen.roots[word as usize] = Some(node);
        }
        frozen
    }

    /// By node, whether some entry that passes a test ends at it or behind it.
    fn leads_to(&self, test: impl Fn(&Hit) -> bool) -> Vec<bool> {
        let mut leads = vec![false; self.nodes.len()];
        // children come after their parents
        for (index, node) in self.nodes.iter().enumerate().rev() {
            leads[index] = node.hits.iter().any(&test) || node.children.iter().any(|child| leads[child.1 as usize]);
        }
        leads
    }
}

/// What can be told of entries that will stand from `first` on.
fn stretch(hits: &[Hit], first: u32, traits: &[Trait]) -> Stretch {
    let tags = hits.iter().fold(Tags::default(), |tags, hit| tags.and(hit.tag));
    let watched = hits.iter().fold(0, |watched, hit| watched | traits[hit.tag.index()].watched);
    Stretch { tags, first, end: first + hits.len() as u32, watched }
}

/// The place of a word in the set of words that may follow.
#[inline]
pub(super) fn next_bit(word: u32) -> u64 {
    1 << (word % 64)
}

/// The way from a node by a word to its child; no way leads by word 0, so that marks a free place.
#[derive(Clone, Copy, Default)]
struct Edge {
    node: u32,
    word: u32,
    child: u32,
}

/// The edges of the trie, in an open-addressed table.
pub(super) struct Edges {
    table: Vec<Edge>,
    mask: usize,
}

impl Edges {
    /// A table with room for `count` edges.
    fn new(count: usize) -> Edges {
        let size = (count * 2).next_power_of_two().max(16);
        Edges { table: vec![Edge::default(); size], mask: size - 1 }
    }

    #[inline]
    fn home(&self, node: u32, word: u32) -> usize {
        let both = u64::from(node) << 32 | u64::from(word);
        (spread(both) >> 32) as usize & self.mask
    }

    fn add(&mut self, edge: Edge) {
        let mut at = self.home(edge.node, edge.word);
        while self.table[at].word != 0 {
            at = (at + 1) & self.mask;
        }
        self.table[at] = edge;
    }

    /// The child of a node by a word.
    #[inline]
    pub fn child(&self, node: u32, word: u32) -> Option<u32> {
        let mut at = self.home(node, word);
        loop {
            let edge = &self.table[at];
            if edge.word == word && edge.node == node {
                return Some(edge.child);
            }
            if edge.word == 0 {
                return None;
            }
            at = (at + 1) & self.mask;
        }
    }
}
