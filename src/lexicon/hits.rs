//! What the matcher finds in a text.

use std::ops::Range;
use std::sync::Arc;

use crate::reuse::{Reused, reusable};

/// A category of entries, such as the units of the number room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag(pub(super) u16);

impl Tag {
    pub(super) fn index(self) -> usize {
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

/// Entries of the same words, a range of [`Words::hits`], and what can be told of all of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stretch {
    /// Their tags.
    pub tags: Tags,
    /// The first of them.
    pub first: u32,
    /// The one after the last.
    pub end: u32,
    /// The watched sets that have one of them.
    pub watched: u8,
}

impl Stretch {
    /// True where there are none.
    pub fn is_empty(&self) -> bool {
        self.first == self.end
    }

    fn range(&self) -> Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// What begins with each word, by its number. No entry has word 0.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub infos: Vec<WordInfo>,
    pub hits: Vec<Hit>,
}

/// What begins with a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordInfo {
    /// The entries that are this word alone.
    pub entries: Stretch,
    /// The words that longer entries may go on with; see [`Node::nexts`](super::trie::Node::nexts).
    pub nexts: u64,
    /// See [`Node::small_nexts`](super::trie::Node::small_nexts).
    pub small_nexts: u64,
    /// Its node of the trie.
    pub root: u32,
}

impl Words {
    #[inline]
    pub fn info(&self, word: u32) -> &WordInfo {
        const NONE: Stretch = Stretch { tags: Tags([0; 2]), first: 0, end: 0, watched: 0 };
        static NOTHING: WordInfo = WordInfo { entries: NONE, nexts: 0, small_nexts: 0, root: 0 };
        self.infos.get(word as usize).unwrap_or(&NOTHING)
    }

    /// The last entry of a tag in a stretch.
    #[inline]
    fn last(&self, stretch: &Stretch, tag: Tag) -> Option<Hit> {
        if !stretch.tags.may_have(tag) {
            return None;
        }
        self.hits[stretch.range()].iter().rev().find(|hit| hit.tag == tag).copied()
    }
}

/// The entries found in a text, by the token that they begin at.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    words: Arc<Words>,
    places: Reused<Place>,
    longer: Reused<Longer>,
}

reusable!(Place);
reusable!(Longer);

/// What begins at a token and ends before it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// Tags of the entries that begin here.
    tags: Tags,
    word: u32,
    /// Its first longer entries in [`Hits::longer`]; the others follow.
    first: u32,
    /// How many lengths of longer entries begin here.
    count: u16,
    /// The watched sets that have the token's kind or an entry that begins here.
    watched: u8,
    /// The last longer entries that end before the token, plus one, or 0.
    ending: u32,
}

impl Place {
    /// The place of a word, before it is known what longer entries begin there.
    #[inline]
    pub fn new(tags: Tags, word: u32, watched: u8) -> Place {
        Place { tags, word, watched, first: 0, count: 0, ending: 0 }
    }
}

/// Entries of the same words, more than one.
#[derive(Clone, Copy, Debug)]
struct Longer {
    entries: Stretch,
    /// The token that they begin at.
    start: u32,
    /// Those before them that end at the same token, plus one, or 0.
    before: u32,
}

impl Hits {
    pub(super) fn new(words: Arc<Words>, places: Reused<Place>) -> Hits {
        Hits { words, places, longer: Reused::default() }
    }

    /// The number of the word of token `at`.
    #[inline]
    pub(super) fn word(&self, at: usize) -> u32 {
        self.places[at].word
    }

    /// Notes longer entries that begin at token `at` and end before token `end`, and links them to that.
    pub(super) fn note(&mut self, at: usize, end: usize, entries: Stretch) {
        let place = &mut self.places[at];
        let Some(count) = place.count.checked_add(1) else { return };
        if place.count == 0 {
            place.first = self.longer.len() as u32;
        }
        place.count = count;
        place.tags = place.tags.with(entries.tags);
        place.watched |= entries.watched;
        let ending = &mut self.places[end].ending;
        self.longer.push(Longer { entries, start: at as u32, before: *ending });
        *ending = self.longer.len() as u32;
    }

    /// For token `from` and those after it, which of the sets of [`Builder::watch`](super::Builder::watch) they are in.
    #[inline]
    pub fn watched(&self, from: usize) -> impl Iterator<Item = u8> + '_ {
        self.places[from..].iter().map(|place| place.watched)
    }

    /// The tags of the entries that begin at token `at`.
    #[inline]
    pub fn tags(&self, at: usize) -> Tags {
        self.places.get(at).map_or(Tags::default(), |place| place.tags)
    }

    /// False where surely no entry of a tag begins at token `at`.
    #[inline]
    pub fn may_have(&self, at: usize, tag: Tag) -> bool {
        self.places.get(at).is_some_and(|place| place.tags.may_have(tag))
    }

    /// The longest entry of a tag that ends before token `at`, with the token that it begins at.
    #[inline]
    pub fn longest_ending(&self, at: usize, tag: Tag) -> Option<(usize, Hit)> {
        let mut link = self.places.get(at)?.ending;
        let mut found: Option<(usize, Hit)> = None;
        while let Some(longer) = self.longer.get((link as usize).wrapping_sub(1)) {
            let hit = self.words.last(&longer.entries, tag);
            if let Some(hit) = hit.filter(|hit| found.is_none_or(|(_, other)| hit.len > other.len)) {
                found = Some((longer.start as usize, hit));
            }
            link = longer.before;
        }
        found.or_else(|| {
            let start = at.checked_sub(1)?;
            self.single(self.places.get(start)?, tag).map(|hit| (start, hit))
        })
    }

    /// Entries that begin at token `at`.
    #[inline]
    pub fn at(&self, at: usize) -> Entries<'_> {
        let Some(place) = self.places.get(at).filter(|place| place.tags != Tags::default()) else {
            return Entries::default();
        };
        let one = &self.words.hits[self.words.info(place.word).entries.range()];
        Entries { one, longer: self.longer_at(place), hits: &self.words.hits }
    }

    /// Of the entries of a tag and more than one word that begin at token `at`, one of each length, shortest first.
    #[inline]
    pub fn longer(&self, at: usize, tag: Tag) -> impl Iterator<Item = Hit> + '_ {
        let longer = self.places.get(at).map_or(&[][..], |place| self.longer_at(place));
        longer.iter().filter_map(move |longer| self.words.last(&longer.entries, tag))
    }

    #[inline]
    fn longer_at(&self, place: &Place) -> &[Longer] {
        &self.longer[place.first as usize..][..usize::from(place.count)]
    }

    /// The longest entry of a tag that begins at token `at`.
    #[inline]
    pub fn longest(&self, at: usize, tag: Tag) -> Option<Hit> {
        match self.places.get(at) {
            Some(place) if place.tags.may_have(tag) => self.search(place, tag),
            _ => None,
        }
    }

    /// See [`Hits::longest`], where the tags do not rule it out.
    fn search(&self, place: &Place, tag: Tag) -> Option<Hit> {
        let longer = self.longer_at(place).iter().rev();
        longer.filter_map(|longer| self.words.last(&longer.entries, tag)).next().or_else(|| self.single(place, tag))
    }

    /// The entry of a tag that is one token alone.
    #[inline]
    fn single(&self, place: &Place, tag: Tag) -> Option<Hit> {
        if !place.tags.may_have(tag) {
            return None;
        }
        self.words.last(&self.words.info(place.word).entries, tag)
    }
}

/// A set of tags that can only rule a tag out: beyond 128 tags two may share a place in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tags([u64; 2]);

impl Tags {
    /// The set of some tags.
    pub fn of(tags: &[Tag]) -> Tags {
        tags.iter().fold(Tags::default(), |set, &tag| set.and(tag))
    }

    /// The set with one tag more.
    pub(super) fn and(mut self, tag: Tag) -> Tags {
        self.0[half(tag)] |= 1 << (tag.0 % 64);
        self
    }

    /// The set with the tags of another one.
    #[inline]
    fn with(self, other: Tags) -> Tags {
        Tags([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    /// False where the set surely lacks a tag.
    #[inline]
    fn may_have(&self, tag: Tag) -> bool {
        self.0[half(tag)] >> (tag.0 % 64) & 1 != 0
    }

    /// True where the sets share a place.
    #[inline]
    pub fn meets(self, other: Tags) -> bool {
        (self.0[0] & other.0[0]) | (self.0[1] & other.0[1]) != 0
    }
}

/// The half of a set that has the tag's place.
#[inline]
fn half(tag: Tag) -> usize {
    usize::from(tag.0 / 64 % 2)
}

/// The entries that begin at a token, shortest first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entries<'h> {
    one: &'h [Hit],
    longer: &'h [Longer],
    /// What `longer` points into.
    hits: &'h [Hit],
}

impl<'h> Entries<'h> {
    /// The entries, shortest first.
    #[inline]
    pub fn iter(self) -> impl DoubleEndedIterator<Item = &'h Hit> {
        self.one.iter().chain(self.longer.iter().flat_map(move |longer| &self.hits[longer.entries.range()]))
    }
}
