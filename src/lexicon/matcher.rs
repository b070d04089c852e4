//! Builds the matcher and reads texts with it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::hits::{Hit, Hits, Place, Tag, Tags, WordInfo, Words};
use super::trie::{Edges, Frozen, Node, Trait, Trie, next_bit};
use super::{OwnKind, OwnList};
use crate::error::Error;
use crate::reuse::Reused;
use crate::segment::{Key, Kind, Memo, Token, spread, tokenize};

/// Collects entries.
#[derive(Default)]
pub struct Builder {
    tags: Vec<String>,
    /// Tags whose entries count only where they begin with a capital.
    capital: Vec<Tag>,
    /// By tag, the sets of [`Builder::watch`] that it belongs to.
    watches: Vec<u8>,
    /// By kind of token, the same.
    watched: [u8; Kind::COUNT],
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

    /// The tag of a name, as [`Builder::tag`] gives it, whose entries count only where they begin with a capital. That
    /// spares the matcher the way to them from most words.
    pub fn capital_tag(&mut self, name: &str) -> Tag {
        let tag = self.tag(name);
        self.capital.push(tag);
        tag
    }

    /// Has the matcher tell for each token which of up to eight sets it is in, by its kind or by the tag of an entry that
    /// begins there; see [`Hits::watched`]. Bit `i` stands for the set `i`.
    pub fn watch<'t>(&mut self, sets: impl IntoIterator<Item = (&'t [Kind], &'t [Tag])>) {
        self.watches = vec![0; self.tags.len()];
        for (bit, (kinds, tags)) in sets.into_iter().enumerate() {
            debug_assert!(bit < 8, "more sets than bits");
            kinds.iter().for_each(|&kind| self.watched[kind as usize] |= 1 << bit);
            tags.iter().for_each(|tag| self.watches[tag.index()] |= 1 << bit);
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
        self.watches.resize(self.tags.len(), 0);
        let mut traits: Vec<Trait> =
            self.watches.iter().map(|&watched| Trait { watched, needs_capital: false }).collect();
        self.capital.iter().for_each(|tag| traits[tag.index()].needs_capital = true);
        // what needs a capital stands last in each node
        let order = |hit: &Hit| (traits[hit.tag.index()].needs_capital, hit.tag, hit.payload);
        self.entries.sort_by(|a, b| (&a.0, order(&a.1)).cmp(&(&b.0, order(&b.1))));
        self.entries.dedup();
        let mut trie = Trie::default();
        for (path, hit) in &self.entries {
            trie.insert(path, *hit);
        }
        let Frozen { nodes, edges, hits, roots } = trie.freeze(self.words.len() + 1, &traits);
        let infos = roots.iter().map(|root| root.map_or(WordInfo::default(), |root| info(root, &nodes))).collect();
        let id = LAST_ID.fetch_add(1, Ordering::Relaxed) + 1;
        let (slots, words, kinds) = (Slots::new(&self.words), Arc::new(Words { infos, hits }), self.watched);
        Lexicon { id, slots, nodes, edges, words, kinds }
    }
}

/// What begins with a word whose root node is `root`.
fn info(root: u32, nodes: &[Node]) -> WordInfo {
    let Node { entries, nexts, small_nexts, .. } = nodes[root as usize];
    WordInfo { entries, nexts, small_nexts, root }
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

/// What the tokenizer keeps beside a word, so that reading it is enough to know what begins with it.
#[derive(Clone, Copy, Default)]
struct Known {
    /// Tags of the entries that are this word alone.
    tags: Tags,
    /// The words that longer entries may go on with.
    nexts: u64,
    /// The word's number, or 0.
    word: u32,
    /// The watched sets that have the word's kind or one of those entries.
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
    /// By kind of token, the watched sets that have it.
    kinds: [u8; Kind::COUNT],
}

/// A text on its way into tokens.
struct Reading {
    tokens: Reused<Token>,
    places: Reused<Place>,
    /// The tokens with which, by their own and the next word, a longer entry may begin.
    starts: Reused<usize>,
    /// The words that an entry may go on with that begins with the last token.
    nexts: u64,
}

impl Reading {
    fn new(text: &str) -> Reading {
        let expected = text.len() / 4 + 1;
        Reading {
            tokens: Reused::with_capacity(expected),
            places: Reused::with_capacity(expected + 1),
            starts: Reused::default(),
            nexts: 0,
        }
    }

    /// Takes the next token.
    #[inline(always)]
    fn take(&mut self, token: Token, known: &Known) {
        let &Known { tags, nexts, word, watched } = known;
        if self.nexts & next_bit(word) != 0 {
            self.starts.push(self.tokens.len() - 1);
        }
        self.nexts = nexts;
        self.places.push(Place::new(tags, word, watched));
        self.tokens.push(token);
    }
}

impl Lexicon {
    /// Cuts normalized text into tokens and finds the entries that begin at each of them. An entry never crosses a line
    /// break.
    ///
    /// Entries of one word are not collected: they are looked up by the word. Only longer ones are walked to here.
    pub fn read(&self, text: &str) -> (Reused<Token>, Hits) {
        let mut reading = Reading::new(text);
        MEMO.with_borrow_mut(|(owner, memo)| {
            if *owner != self.id {
                (*owner, *memo) = (self.id, Memo::default());
            }
            memo.tokenize(text, |key, kind| self.known(key, kind), |token, known| reading.take(token, known));
        });
        let Reading { tokens, mut places, starts, .. } = reading;
        places.push(Place::default());
        let mut hits = Hits::new(Arc::clone(&self.words), places);
        for &at in starts.iter() {
            self.walk(at, &tokens, &mut hits);
        }
        (tokens, hits)
    }

    /// What is known of a word of this kind.
    fn known(&self, key: Key, kind: Kind) -> Known {
        let word = self.slots.get(key);
        let WordInfo { entries, nexts, small_nexts, .. } = *self.words.info(word);
        let nexts = if kind.is_capital() { nexts } else { small_nexts };
        Known { tags: entries.tags, nexts, word, watched: entries.watched | self.kinds[kind as usize] }
    }

    /// Collects the entries of more than one word that begin at token `at`, shortest first.
    fn walk(&self, at: usize, tokens: &[Token], hits: &mut Hits) {
        let mut root = self.words.info(hits.word(at)).root;
        let is_capital = tokens[at].kind.is_capital();
        let mut nexts = u64::MAX;
        for (next, token) in tokens.iter().enumerate().skip(at + 1) {
            let word = hits.word(next);
            if nexts & next_bit(word) == 0 || word == 0 || token.starts_line() {
                break;
            }
            let Some(child) = self.edges.child(root, word) else { break };
            let node = &self.nodes[child as usize];
            (root, nexts) = (child, node.nexts);
            let entries = if is_capital { node.entries } else { node.small_entries };
            if !entries.is_empty() {
                hits.note(at, next + 1, entries);
            }
        }
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
        assert!(hits.at(3).iter().next().is_none());
        assert_eq!(hits.longest_ending(4, short).unwrap().0, 2);
        assert_eq!(hits.longest_ending(6, long).unwrap().0, 2);
        assert_eq!(hits.longest_ending(5, long), None);
    }
}
