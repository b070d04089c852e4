//! The trie over words and the walk that marks tokens.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::OwnList;
use crate::error::Error;
use crate::segment::{Key, Kind, Memo, Token, spread, tokenize};

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
    /// Tags whose entries count only where they begin with a capital.
    capital: Vec<Tag>,
    /// By tag, the sets of [`Builder::watch`] that it belongs to.
    watches: Vec<u8>,
    words: HashMap<Key, u32>,
    /// Entry by entry: its words, and what it stands for.
    entries: Vec<(Vec<u32>, Hit)>,
    /// Lists of the user that no room has taken yet.
    own: Vec<OwnList>,
    /// Columns of the lists that the user may add to.
    extendable: Vec<&'static [&'static str]>,
}

impl Builder {
    /// A builder that hands the user's lists to the rooms.
    pub fn with_own(own: Vec<OwnList>) -> Builder {
        Builder { own, ..Builder::default() }
    }

    /// The user's lists that add to a built-in list of these columns.
    pub fn own(&mut self, columns: &'static [&'static str]) -> Vec<OwnList> {
        self.extendable.push(columns);
        self.own.extract_if(.., |list| list.has_columns(columns)).collect()
    }

    /// An error where a list of the user has the columns of none that it could add to.
    pub fn check_own(&self) -> Result<(), Error> {
        let Some(list) = self.own.first() else { return Ok(()) };
        let (line, header) = list.header();
        let columns: Vec<String> = self.extendable.iter().map(|columns| columns.join(", ")).collect();
        let (name, columns) = (&list.name, columns.join(" or "));
        let found = header.split('\t').collect::<Vec<_>>().join(", ");
        Err(Error::lexicon(format!("{name}:{line}: expected the columns {columns}, but found {found}")))
    }

    /// The tag of a name such as `number/unit`; the same name gives the same tag.
    pub fn tag(&mut self, name: &str) -> Tag {
        let index = self.tags.iter().position(|tag| tag == name).unwrap_or_else(|| {
            self.tags.push(name.to_owned());
            self.tags.len() - 1
        });
        Tag(index as u16)
    }

    /// The tag of a name, as [`Builder::tag`] gives it, whose entries count only where they begin with a capital. That
    /// spares the matcher the way to them from most words.
    pub fn capital_tag(&mut self, name: &str) -> Tag {
        let tag = self.tag(name);
        self.capital.push(tag);
        tag
    }

    /// Has the matcher tell for each token which of up to eight sets of tags have an entry that begins there; see
    /// [`Hits::watched`]. Bit `i` stands for the set `i`.
    pub fn watch<'t>(&mut self, sets: impl IntoIterator<Item = &'t [Tag]>) {
        self.watches = vec![0; self.tags.len()];
        for (bit, set) in sets.into_iter().enumerate() {
            debug_assert!(bit < 8, "more sets than bits");
            set.iter().for_each(|tag| self.watches[tag.index()] |= 1 << bit);
        }
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
        self.watches.resize(self.tags.len(), 0);
        let traits = Traits { watches: self.watches, capital: Tags::of(&self.capital) };
        let mut trie = Trie::default();
        for (path, hit) in &self.entries {
            trie.insert(path, *hit);
        }
        let Frozen { nodes, edges, hits, roots } = trie.freeze(self.words.len() + 1, traits.capital);
        let infos = roots.iter().map(|&root| info(root, &nodes, &hits, &traits)).collect();
        let id = LAST_ID.fetch_add(1, Ordering::Relaxed) + 1;
        let slots = Slots::new(&self.words);
        Lexicon { id, slots, nodes, edges, words: Arc::new(Words { infos, hits }), traits }
    }
}

/// What is known of tags.
struct Traits {
    /// By tag, the sets that it belongs to.
    watches: Vec<u8>,
    /// Those whose entries begin with a capital.
    capital: Tags,
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

/// The trie as it is used.
struct Frozen {
    nodes: Vec<Node>,
    edges: Edges,
    hits: Vec<Hit>,
    /// By word, its root node plus one, or 0.
    roots: Vec<u32>,
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

    /// Packs nodes, edges and hits.
    fn freeze(self, words: usize, capital: Tags) -> Frozen {
        let plain = self.leads_to_other_than(capital);
        let mut hits = Vec::new();
        let mut nodes = Vec::with_capacity(self.nodes.len());
        let mut edges = Edges::new(self.nodes.len());
        for (index, node) in self.nodes.into_iter().enumerate() {
            let first = hits.len() as u32;
            hits.extend(node.hits);
            let nexts = node.children.iter().fold(0, |set, child| set | next_bit(child.0));
            let small = node.children.iter().filter(|child| plain[child.1 as usize]);
            let small_nexts = small.fold(0, |set, child| set | next_bit(child.0));
            for (word, child) in node.children {
                edges.add(Edge { node: index as u32, word, child });
            }
            nodes.push(Node { first, end: hits.len() as u32, nexts, small_nexts });
        }
        let mut roots = vec![0; words];
        for (word, node) in self.roots {
            roots[word as usize] = node + 1;
        }
        Frozen { nodes, edges, hits, roots }
    }

    /// By node, whether some entry at it or behind it has a tag beyond `capital`.
    fn leads_to_other_than(&self, capital: Tags) -> Vec<bool> {
        let mut leads = vec![false; self.nodes.len()];
        // children come after their parents
        for (index, node) in self.nodes.iter().enumerate().rev() {
            leads[index] = node.hits.iter().any(|hit| !capital.may_have(hit.tag))
                || node.children.iter().any(|child| leads[child.1 as usize]);
        }
        leads
    }
}

struct Node {
    first: u32,
    end: u32,
    /// The words that a longer entry may go on with, each at the bit [`next_bit`]: most walks end at this test.
    nexts: u64,
    /// The same without the ways to entries that begin with a capital.
    small_nexts: u64,
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
fn info(root: u32, nodes: &[Node], hits: &[Hit], traits: &Traits) -> WordInfo {
    let Some(root) = root.checked_sub(1) else { return WordInfo::default() };
    let &Node { first, end, nexts, small_nexts } = &nodes[root as usize];
    let entries = &hits[first as usize..end as usize];
    let tags = entries.iter().fold(0, |tags, hit| tags | bit(hit.tag));
    let watched = entries.iter().fold(0, |watched, hit| watched | traits.watches[hit.tag.index()]);
    WordInfo { tags, nexts, small_nexts, first, end, root, watched }
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

/// What begins with each word, by its number. No entry has word 0.
#[derive(Debug, Default)]
struct Words {
    infos: Vec<WordInfo>,
    hits: Vec<Hit>,
}

/// What begins with a word.
#[derive(Clone, Copy, Debug, Default)]
struct WordInfo {
    /// Tags of the entries that are this word alone; see [`bit`].
    tags: u128,
    /// The words that longer entries may go on with; see [`Node::nexts`].
    nexts: u64,
    /// See [`Node::small_nexts`].
    small_nexts: u64,
    /// The entries that are this word alone, a range of [`Words::hits`].
    first: u32,
    /// See `first`.
    end: u32,
    /// Its node of the trie.
    root: u32,
    /// The watched sets that have one of those entries.
    watched: u8,
}

impl Words {
    #[inline]
    fn info(&self, word: u32) -> &WordInfo {
        static NOTHING: WordInfo =
            WordInfo { tags: 0, nexts: 0, small_nexts: 0, first: 0, end: 0, root: 0, watched: 0 };
        self.infos.get(word as usize).unwrap_or(&NOTHING)
    }

    #[inline]
    fn entries(&self, info: &WordInfo) -> &[Hit] {
        &self.hits[info.first as usize..info.end as usize]
    }
}

/// What the tokenizer keeps beside a word, so that reading it is enough to know what begins with it.
#[derive(Clone, Copy, Default)]
struct Known {
    /// See [`WordInfo::tags`]; in halves, so that no place is lost between the fields.
    tags: [u64; 2],
    /// The words that longer entries may go on with.
    nexts: u64,
    /// The word's number, or 0.
    word: u32,
    /// See [`WordInfo::watched`].
    watched: u8,
}

thread_local! {
    /// The words that this thread has read, and the [`Lexicon::id`] that they are known by.
    static MEMO: RefCell<(u32, Memo<Known>)> = RefCell::default();
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
    traits: Traits,
}

impl Lexicon {
    /// Cuts normalized text into tokens and finds the entries that begin at each of them. An entry never crosses a line
    /// break.
    ///
    /// Entries of one word are not collected: they are looked up by the word. Only longer ones are walked to here.
    pub fn read(&self, text: &str) -> (Vec<Token>, Hits) {
        let expected = text.len() / 4 + 1;
        let (mut tokens, mut places) = (Vec::with_capacity(expected), Vec::with_capacity(expected + 1));
        // the tokens with which, by their own and the next word, a longer entry may begin
        let mut starts = Vec::new();
        MEMO.with_borrow_mut(|(owner, memo)| {
            if *owner != self.id {
                (*owner, *memo) = (self.id, Memo::default());
            }
            let mut nexts = 0;
            let know = |key, kind| self.known(key, kind);
            memo.tokenize(text, know, |token, Known { tags: [low, high], nexts: own_nexts, word, watched }| {
                if nexts & next_bit(word) != 0 {
                    starts.push(tokens.len() - 1);
                }
                nexts = own_nexts;
                let tags = u128::from(low) | u128::from(high) << 64;
                places.push(Place { tags, word, watched, ..Place::default() });
                tokens.push(token);
            });
        });
        places.push(Place::default());
        let mut hits = Hits { words: Arc::clone(&self.words), places, ..Hits::default() };
        for at in starts {
            self.walk(at, &tokens, &mut hits);
        }
        (tokens, hits)
    }

    /// What is known of a word of this kind.
    fn known(&self, key: Key, kind: Kind) -> Known {
        let word = self.slots.get(key);
        let WordInfo { tags, nexts, small_nexts, watched, .. } = *self.words.info(word);
        let nexts = if kind.is_capital() { nexts } else { small_nexts };
        Known { tags: [tags as u64, (tags >> 64) as u64], nexts, word, watched }
    }

    /// Collects the entries of more than one word that begin at token `at`, shortest first.
    fn walk(&self, at: usize, tokens: &[Token], hits: &mut Hits) {
        let mut node = self.words.info(hits.places[at].word).root;
        let left_out = if tokens[at].kind.is_capital() { Tags::default() } else { self.traits.capital };
        let mut nexts = u64::MAX;
        for next in at + 1..tokens.len() {
            let word = hits.places[next].word;
            if nexts & next_bit(word) == 0 || word == 0 || tokens[next].starts_line() {
                break;
            }
            let Some(child) = self.edges.child(node, word) else { break };
            let &Node { first, end, nexts: further, .. } = &self.nodes[child as usize];
            (node, nexts) = (child, further);
            for hit in &self.words.hits[first as usize..end as usize] {
                if !left_out.may_have(hit.tag) {
                    hits.note(at, *hit, self.traits.watches[hit.tag.index()]);
                }
            }
        }
    }
}

/// The entries found in a text, by the token that they begin at.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    words: Arc<Words>,
    places: Vec<Place>,
    /// Entries of more than one word.
    longer: Vec<Hit>,
    /// For each of them, the token that it begins at, and the one before it that ends at the same token (plus one).
    links: Vec<(u32, u32)>,
}

/// What begins at a token and ends before it.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// Tags of the entries that begin here; see [`bit`].
    tags: u128,
    word: u32,
    /// Its first longer entry in [`Hits::longer`]; the others follow.
    first: u32,
    /// How many longer entries begin here.
    count: u16,
    /// The watched sets that have an entry that begins here.
    watched: u8,
    /// The last longer entry that ends before the token, plus one, or 0.
    ending: u32,
}

impl Hits {
    /// Notes a longer entry that begins at token `at`, and links it to the token that it ends before.
    fn note(&mut self, at: usize, hit: Hit, watched: u8) {
        let place = &mut self.places[at];
        let Some(count) = place.count.checked_add(1) else { return };
        if place.count == 0 {
            place.first = self.longer.len() as u32;
        }
        place.count = count;
        place.tags |= bit(hit.tag);
        place.watched |= watched;
        self.longer.push(hit);
        let ending = &mut self.places[at + hit.len as usize].ending;
        self.links.push((at as u32, *ending));
        *ending = self.longer.len() as u32;
    }

    /// For token `from` and those after it, which of the sets of [`Builder::watch`] have an entry that begins there.
    #[inline]
    pub fn watched(&self, from: usize) -> impl Iterator<Item = u8> + '_ {
        self.places[from..].iter().map(|place| place.watched)
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
            longer: &self.longer[place.first as usize..][..usize::from(place.count)],
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

    /// False where the set surely lacks a tag.
    #[inline]
    fn may_have(self, tag: Tag) -> bool {
        has(self.0, tag)
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
        let (_, hits) = lexicon.read("UBND: UỶ BAN nhân dân tỉnh");
        let found: Vec<Hit> = hits.at(2).iter().copied().collect();
        assert_eq!(found, [Hit { len: 2, tag: short, payload: 1 }, Hit { len: 4, tag: long, payload: 2 }]);
        assert_eq!(hits.longest(2, long).unwrap().payload, 2);
        assert!(hits.at(3).is_empty());
        assert_eq!(hits.longest_ending(4, short).unwrap().0, 2);
        assert_eq!(hits.longest_ending(6, long).unwrap().0, 2);
        assert_eq!(hits.longest_ending(5, long), None);
    }
}
