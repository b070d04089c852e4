//! The trie over words and the walk that marks tokens.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::{OwnKind, OwnList};
use crate::error::Error;
use crate::segment::{Key, Memo, Token, spread, tokenize};

/// The number of a word that occurs in some entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(u32);

impl WordId {
    /// A word of no entry.
    pub const NONE: WordId = WordId(0);

    /// The number, 0 for a word of no entry.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A category of entries, such as the units of the number room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag(u16);

impl Tag {
    fn index(self) -> usize {
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
    /// Lists of the user that no room has taken yet.
    pub(super) own: Vec<OwnList>,
    /// Kinds of facts of the user.
    pub(super) kinds: Vec<OwnKind>,
    /// Names and columns of the lists that the user may add to.
    pub(super) extendable: Vec<(&'static str, &'static [&'static str])>,
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
        let (nodes, edges, hits, roots) = trie.freeze(self.words.len() + 1);
        let words = Words { infos: roots.iter().map(|&root| info(root, &nodes, &hits)).collect(), hits };
        let id = LAST_ID.fetch_add(1, Ordering::Relaxed) + 1;
        Lexicon { id, slots: Slots::new(&self.words), nodes, edges, words: Arc::new(words) }
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

    /// Packs nodes, edges and hits; the last part gives each word's root node plus one, or 0.
    fn freeze(self, words: usize) -> (Vec<Node>, Edges, Vec<Hit>, Vec<u32>) {
        let mut hits = Vec::new();
        let mut nodes = Vec::with_capacity(self.nodes.len());
        let mut edges = Edges::new(self.nodes.len());
        for (index, node) in self.nodes.into_iter().enumerate() {
            let first = hits.len() as u32;
            hits.extend(node.hits);
            let nexts = node.children.iter().fold(0, |set, child| set | next_bit(child.0));
            for (word, child) in node.children {
                edges.add(Edge { node: index as u32, word, child });
            }
            nodes.push(Node { first, end: hits.len() as u32, nexts });
        }
        let mut roots = vec![0; words];
        for (word, node) in self.roots {
            roots[word as usize] = node + 1;
        }
        (nodes, edges, hits, roots)
    }
}

struct Node {
    first: u32,
    end: u32,
    /// The words that a longer entry may go on with, each at the bit [`next_bit`]: most walks end at this test.
    nexts: u64,
}

/// The way from a node by a word to its child; no way leads by word 0, so that marks a free place.
#[derive(Clone, Copy, Default)]
struct Edge {
    node: u32,
    word: u32,
    child: u32,
}

/// The edges of the trie, in an open-addressed table.
struct Edges {
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
    fn child(&self, node: u32, word: u32) -> Option<u32> {
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

/// The place of a word in the set of words that may follow.
#[inline]
fn next_bit(word: u32) -> u64 {
    1 << (word % 64)
}

/// What begins with a word whose root node is `root` (plus one; 0 where no entry begins with it).
fn info(root: u32, nodes: &[Node], hits: &[Hit]) -> WordInfo {
    let Some(root) = root.checked_sub(1) else { return WordInfo::default() };
    let &Node { first, end, nexts, .. } = &nodes[root as usize];
    let tags = hits[first as usize..end as usize].iter().fold(0, |tags, hit| tags | bit(hit.tag));
    WordInfo { tags, nexts, first, end, root }
}

/// The tag's place in a set of tags; beyond 128 tags two may share one, so a set can only rule a tag out.
#[inline]
fn bit(tag: Tag) -> u128 {
    1 << (tag.0 % 128)
}

/// True where a set may hold a tag. Looks at one half of the set only, as a shift by 128 bits is slow.
#[inline]
fn has(tags: u128, tag: Tag) -> bool {
    let half = if tag.0 & 64 == 0 { tags as u64 } else { (tags >> 64) as u64 };
    half >> (tag.0 % 64) & 1 != 0
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
}

impl Slots {
    fn new(words: &HashMap<Key, u32>) -> Slots {
        let size = (words.len() * 3).next_power_of_two().max(16);
        let mut slots = Slots { slots: vec![Slot { key: Key::default(), word: 0 }; size], mask: size - 1 };
        let mut sorted: Vec<(Key, u32)> = words.iter().map(|(&key, &word)| (key, word)).collect();
        sorted.sort_unstable();
        for (key, word) in sorted {
            let mut at = slots.home(key);
            while slots.slots[at].word != 0 {
                at = (at + 1) & slots.mask;
            }
            slots.slots[at] = Slot { key, word };
        }
        slots
    }

    #[inline]
    fn home(&self, key: Key) -> usize {
        (spread(key.0) >> 32) as usize & self.mask
    }

    /// The number of a word, or 0.
    #[inline]
    fn get(&self, key: Key) -> u32 {
        let mut at = self.home(key);
        loop {
            let slot = self.slots[at];
            if slot.word == 0 || slot.key == key {
                return slot.word;
            }
            at = (at + 1) & self.mask;
        }
    }
}

/// What begins with each word, by its number.
#[derive(Default)]
struct Words {
    infos: Vec<WordInfo>,
    hits: Vec<Hit>,
}

/// What begins with a word.
#[derive(Clone, Copy, Default)]
struct WordInfo {
    /// Tags of the entries that are this word alone; see [`bit`].
    tags: u128,
    /// The words that longer entries may go on with; see [`Node::nexts`].
    nexts: u64,
    /// Those entries, a range of [`Words::hits`].
    first: u32,
    /// See `first`.
    end: u32,
    /// Its node of the trie.
    root: u32,
}

impl Words {
    #[inline]
    fn info(&self, word: u32) -> &WordInfo {
        static NOTHING: WordInfo = WordInfo { tags: 0, nexts: 0, first: 0, end: 0, root: 0 };
        self.infos.get(word as usize).unwrap_or(&NOTHING)
    }

    #[inline]
    fn entries(&self, info: &WordInfo) -> &[Hit] {
        &self.hits[info.first as usize..info.end as usize]
    }
}

thread_local! {
    /// The words that this thread has read, and the [`Lexicon::id`] that their numbers are of.
    static MEMO: RefCell<(u32, Memo)> = RefCell::default();
}

/// The last [`Lexicon::id`] that was given.
static LAST_ID: AtomicU32 = AtomicU32::new(0);

/// Every entry of every list, ready to mark tokens.
pub struct Lexicon {
    /// Differs from that of every other lexicon of the process.
    id: u32,
    slots: Slots,
    nodes: Vec<Node>,
    edges: Edges,
    words: Arc<Words>,
}

impl Lexicon {
    /// Cuts normalized text into tokens that know their word's number.
    pub fn tokenize(&self, text: &str) -> Vec<Token> {
        MEMO.with_borrow_mut(|(owner, memo)| {
            if *owner != self.id {
                (*owner, *memo) = (self.id, Memo::default());
            }
            memo.tokenize(text, |key| WordId(self.slots.get(key)))
        })
    }

    /// Finds the entries that begin at each token. An entry never crosses a line break.
    ///
    /// Entries of one word are not collected: they are looked up by the word. Only longer ones are walked to here.
    pub fn mark(&self, tokens: &[Token]) -> Hits {
        let mut hits = Hits { words: Arc::clone(&self.words), places: self.places(tokens), ..Hits::default() };
        for (at, pair) in tokens.windows(2).enumerate() {
            let info = self.words.info(pair[0].word.0);
            if info.nexts & next_bit(pair[1].word.0) != 0 && pair[1].word != WordId::NONE {
                self.walk(info.root, &tokens[at + 1..], &mut hits.longer);
                hits.note(at);
            }
        }
        hits
    }

    /// What begins at each token as far as its word alone tells, and one place more.
    fn places(&self, tokens: &[Token]) -> Vec<Place> {
        let mut places = Vec::with_capacity(tokens.len() + 1);
        places.extend(tokens.iter().map(|token| {
            let word = token.word.0;
            Place { tags: self.words.info(word).tags, word, ..Place::default() }
        }));
        places.push(Place::default());
        places
    }

    /// Collects the entries along the words that follow, shortest first.
    #[inline]
    fn walk(&self, root: u32, rest: &[Token], out: &mut Vec<Hit>) {
        let mut at = root;
        let mut nexts = u64::MAX;
        for token in rest {
            if nexts & next_bit(token.word.0) == 0 || token.word == WordId::NONE || token.starts_line() {
                return;
            }
            let Some(child) = self.edges.child(at, token.word.0) else { return };
            let node = &self.nodes[child as usize];
            (at, nexts) = (child, node.nexts);
            out.extend_from_slice(&self.words.hits[node.first as usize..node.end as usize]);
        }
    }
}

/// The entries found in a text, by the token that they begin at.
#[derive(Default)]
pub struct Hits {
    words: Arc<Words>,
    places: Vec<Place>,
    /// Entries of more than one word.
    longer: Vec<Hit>,
    /// For each of them, the token that it begins at, and the one before it that ends at the same token (plus one).
    links: Vec<(u32, u32)>,
}

/// What begins at a token and ends before it.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Tags of the entries that begin here; see [`bit`].
    tags: u128,
    word: u32,
    /// Its longer entries, a range of [`Hits::longer`].
    first: u32,
    /// See `first`.
    end: u32,
    /// The last longer entry that ends before the token, plus one, or 0.
    ending: u32,
}

impl Hits {
    /// Notes the longer entries that begin at token `at`, and links them to the tokens that they end before.
    fn note(&mut self, at: usize) {
        let first = self.links.len();
        if first == self.longer.len() {
            return;
        }
        let mut tags = 0;
        for (index, hit) in (first as u32 + 1..).zip(&self.longer[first..]) {
            tags |= bit(hit.tag);
            let ending = &mut self.places[at + hit.len as usize].ending;
            self.links.push((at as u32, *ending));
            *ending = index;
        }
        let place = &mut self.places[at];
        place.tags |= tags;
        (place.first, place.end) = (first as u32, self.links.len() as u32);
    }

    /// The tags of the entries that begin at token `at`.
    #[inline]
    pub fn tags(&self, at: usize) -> Tags {
        Tags(self.places.get(at).map_or(0, |place| place.tags))
    }

    /// The longest entry of a tag that ends before token `at`, with the token that it begins at.
    #[inline]
    pub fn longest_ending(&self, at: usize, tag: Tag) -> Option<(usize, Hit)> {
        let mut link = self.places.get(at)?.ending;
        let mut found: Option<(usize, Hit)> = None;
        while let Some(index) = link.checked_sub(1).map(|index| index as usize) {
            let (start, before) = self.links[index];
            let hit = self.longer[index];
            if hit.tag == tag && found.is_none_or(|(_, other)| hit.len > other.len) {
                found = Some((start as usize, hit));
            }
            link = before;
        }
        found.or_else(|| {
            let start = at.checked_sub(1)?;
            self.single(start, tag).map(|hit| (start, hit))
        })
    }

    /// Entries that begin at token `at`.
    #[inline]
    pub fn at(&self, at: usize) -> Entries<'_> {
        let Some(place) = self.places.get(at).filter(|place| place.tags != 0) else {
            return Entries { one: &[], longer: &[] };
        };
        Entries {
            one: self.words.entries(self.words.info(place.word)),
            longer: &self.longer[place.first as usize..place.end as usize],
        }
    }

    /// Entries of more than one word that begin at token `at`, shortest first.
    #[inline]
    pub fn longer(&self, at: usize) -> &[Hit] {
        self.at(at).longer
    }

    /// The longest entry of a tag that begins at token `at`.
    #[inline]
    pub fn longest(&self, at: usize, tag: Tag) -> Option<Hit> {
        match self.places.get(at) {
            Some(place) if has(place.tags, tag) => self.search(at, tag),
            _ => None,
        }
    }

    /// See [`Hits::longest`], where the tags do not rule it out.
    fn search(&self, at: usize, tag: Tag) -> Option<Hit> {
        let Entries { one, longer } = self.at(at);
        longer.iter().rev().chain(one.iter().rev()).find(|hit| hit.tag == tag).copied()
    }

    /// The entry of a tag that is token `at` alone.
    #[inline]
    fn single(&self, at: usize, tag: Tag) -> Option<Hit> {
        let place = self.places.get(at)?;
        if !has(place.tags, tag) {
            return None;
        }
        self.words.entries(self.words.info(place.word)).iter().rev().find(|hit| hit.tag == tag).copied()
    }
}

/// A set of tags that can only rule a tag out: two tags may share a place in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tags(u128);

impl Tags {
    /// The set of some tags.
    pub fn of(tags: &[Tag]) -> Tags {
        Tags(tags.iter().fold(0, |set, &tag| set | bit(tag)))
    }

    /// True where the sets share a place.
    #[inline]
    pub fn meets(self, other: Tags) -> bool {
        self.0 & other.0 != 0
    }
}

/// The entries that begin at a token, shortest first.
#[derive(Clone, Copy, Debug)]
pub struct Entries<'h> {
    one: &'h [Hit],
    longer: &'h [Hit],
}

impl<'h> Entries<'h> {
    /// The entries, shortest first.
    #[inline]
    pub fn iter(self) -> impl DoubleEndedIterator<Item = &'h Hit> {
        self.one.iter().chain(self.longer)
    }

    /// True where no entry begins.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.one.is_empty() && self.longer.is_empty()
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
        let tokens = lexicon.tokenize("UBND: UỶ BAN nhân dân tỉnh");
        let hits = lexicon.mark(&tokens);
        let found: Vec<Hit> = hits.at(2).iter().copied().collect();
        assert_eq!(found, [Hit { len: 2, tag: short, payload: 1 }, Hit { len: 4, tag: long, payload: 2 }]);
        assert_eq!(hits.longest(2, long).unwrap().payload, 2);
        assert!(hits.at(3).is_empty());
        assert_eq!(hits.longest_ending(4, short).unwrap().0, 2);
        assert_eq!(hits.longest_ending(6, long).unwrap().0, 2);
        assert_eq!(hits.longest_ending(5, long), None);
    }
}
