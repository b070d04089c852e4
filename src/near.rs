//! Articles that are copies of others, or nearly: papers print the same agency's report with another headline.
//!
//! *How*: an article is the set of its runs of five words. Of each of 32 parts of the space of hashes the smallest hash
//! is kept (MinHash in one pass); two articles share as large a part of these as of their words. Articles that agree in
//! one of eight bands of four are compared.
//!
//! *What it leaves out*: texts of less than thirty words, in which chance is too strong.
//!
//! The answer depends on the texts and their order alone. Memory is bounded: the last [`REMEMBERED`] articles count.

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::article::{Article, BlockKind};
use crate::segment::{Kind, spread};

/// Words of a run.
const RUN: usize = 5;
/// Smallest hashes that are kept.
const SLOTS: usize = 32;
/// Slots that must agree together to have two articles compared.
const BAND: usize = 4;
/// Of [`SLOTS`], those that two copies share at least: 70 %.
const ALIKE: usize = 22;
/// Words of the shortest article that is judged.
const FEWEST_WORDS: usize = 30;
/// What a word counts more than the next one of its run.
const PLACE: u64 = 0x9E37_79B9_7F4A_7C15;
/// Articles that later ones are compared with.
pub const REMEMBERED: usize = 1 << 18;

/// What is kept of an article's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch([u32; SLOTS]);

impl Sketch {
    /// The sketch of an article's lead and running text; none where that is too short.
    pub fn of(article: &Article<'_>) -> Option<Sketch> {
        let blocks = article.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Lead | BlockKind::Body));
        let tokens = article.tokens.as_slice();
        let words = blocks.flat_map(|block| {
            let start = tokens.partition_point(|token| token.span.start < block.span.start);
            tokens[start..].iter().take_while(|token| token.span.end <= block.span.end)
        });
        Sketch::new(words.filter(|token| token.kind != Kind::Mark).map(|token| token.key.hash()))
    }

    /// The sketch of words in a row, each a number.
    fn new(words: impl Iterator<Item = u64>) -> Option<Sketch> {
        // A run is a sum in which each word counts by its place, so that the next run follows from the last one.
        let weight = (0..RUN).fold(1u64, |weight, _| weight.wrapping_mul(PLACE));
        let mut slots = [u32::MAX; SLOTS];
        let mut last = [0u64; RUN];
        let (mut sum, mut count) = (0u64, 0);
        for word in words {
            let gone = std::mem::replace(&mut last[count % RUN], word);
            sum = sum.wrapping_mul(PLACE).wrapping_add(word).wrapping_sub(gone.wrapping_mul(weight));
            count += 1;
            if count >= RUN {
                let run = mix(sum);
                let slot = &mut slots[(run >> 32) as usize % SLOTS];
                *slot = (*slot).min(run as u32);
            }
        }
        (count >= FEWEST_WORDS).then(|| Sketch(filled(slots)))
    }

    /// The sketch as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|slot| slot.to_le_bytes()).collect()
    }

    /// The sketch that [`Sketch::to_bytes`] gives these bytes for.
    pub fn from_bytes(bytes: &[u8]) -> Option<Sketch> {
        let (slots, rest) = bytes.as_chunks::<4>();
        let slots: Vec<u32> = slots.iter().map(|slot| u32::from_le_bytes(*slot)).collect();
        slots.try_into().ok().filter(|_| rest.is_empty()).map(Sketch)
    }

    /// Slots that two articles share.
    fn shared(&self, other: &Sketch) -> usize {
        self.0.iter().zip(&other.0).filter(|(one, other)| one == other).count()
    }

    /// A number for each band; the same for two articles that agree in it.
    fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        (0u64..).zip(self.0.chunks(BAND)).map(|(at, band)| {
            let start = spread(at);
            band.iter().fold(start, |sum, &slot| mix(sum ^ u64::from(slot)))
        })
    }
}

/// Slots that no run fell into take over what the next ones have, so that short articles can be compared, too.
fn filled(slots: [u32; SLOTS]) -> [u32; SLOTS] {
    std::array::from_fn(|at| {
        let taken = (0..SLOTS).map(|step| (step as u32, slots[(at + step) % SLOTS]));
        let next = taken.into_iter().find(|(_, slot)| *slot != u32::MAX);
        next.map_or(u32::MAX, |(step, slot)| slot.wrapping_add(step))
    })
}

/// Spreads the bits of a number.
fn mix(number: u64) -> u64 {
    let number = (number ^ number >> 32).wrapping_mul(0x9E6C_63D0_876A_9A35);
    (number ^ number >> 29).wrapping_mul(0xD6E8_FEB8_6659_FD93)
}

/// The articles of a run so far.
#[derive(Default)]
pub struct Index {
    articles: VecDeque<(Sketch, Box<str>)>,
    /// Number of the first of them.
    first: u64,
    /// The first article of each band.
    bands: HashMap<u64, u64, BuildHasherDefault<Spread>>,
}

impl Index {
    /// The earlier article that the next one of the run is a copy of; an article that is none is remembered.
    pub fn earlier(&mut self, sketch: &Sketch, id: &str) -> Option<String> {
        if let Some(found) = self.find(sketch) {
            return Some(found.to_owned());
        }
        if self.articles.len() == REMEMBERED {
            self.forget();
        }
        let number = self.first + self.articles.len() as u64;
        for band in sketch.bands() {
            self.bands.entry(band).or_insert(number);
        }
        self.articles.push_back((*sketch, id.into()));
        None
    }

    /// The earliest of the articles that are most like this one.
    fn find(&self, sketch: &Sketch) -> Option<&str> {
        let numbers = sketch.bands().filter_map(|band| self.bands.get(&band).copied());
        let found = numbers.filter_map(|number| {
            let (other, id) = self.articles.get(number.checked_sub(self.first)? as usize)?;
            Some((sketch.shared(other), std::cmp::Reverse(number), id))
        });
        let (shared, _, id) = found.max_by_key(|(shared, number, _)| (*shared, *number))?;
        (shared >= ALIKE).then_some(id)
    }

    /// Forgets the oldest article.
    fn forget(&mut self) {
        let Some((sketch, _)) = self.articles.pop_front() else { return };
        for band in sketch.bands() {
            if self.bands.get(&band) == Some(&self.first) {
                self.bands.remove(&band);
            }
        }
        self.first += 1;
    }
}

/// Has the articles of many threads compared in the order of the run: whoever comes early waits for his turn.
#[derive(Default)]
pub struct Turns {
    state: Mutex<(u64, Index)>,
    changed: Condvar,
}

/// An article that is compared with those before.
pub struct Compared<'a> {
    /// Its name.
    pub id: &'a str,
    /// What it is compared by.
    pub sketch: Option<&'a Sketch>,
    /// The article that it is a copy of; stays where that is known already.
    pub duplicate_of: &'a mut Option<String>,
}

/// The turn of one piece of work. It passes on when this is dropped, whatever happens before.
pub struct Turn<'t> {
    turns: &'t Turns,
    number: u64,
}

impl Turns {
    /// The turn with this number; they count from 0, and each must be taken once.
    pub fn turn(&self, number: u64) -> Turn<'_> {
        Turn { turns: self, number }
    }

    /// Waits for a turn.
    fn wait(&self, number: u64) -> MutexGuard<'_, (u64, Index)> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        self.changed.wait_while(state, |(next, _)| *next < number).unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn<'_> {
    /// Compares the articles of this piece of work with those before, when its turn comes.
    pub fn compare<'a>(self, articles: impl Iterator<Item = Compared<'a>>) {
        let mut state = self.turns.wait(self.number);
        for Compared { id, sketch, duplicate_of } in articles {
            if let (None, Some(sketch)) = (&duplicate_of, sketch) {
                *duplicate_of = state.1.earlier(sketch, id);
            }
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.turns.wait(self.number);
        state.0 = self.number + 1;
        self.turns.changed.notify_all();
    }
}

/// Hashes numbers that are hashes already.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |sum, &byte| mix(sum ^ u64::from(byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words that depend on `seed` and their place.
    fn words(seed: u64, places: std::ops::Range<u64>) -> Vec<u64> {
        places.map(|at| mix(seed << 32 | at)).collect()
    }

    fn earlier(index: &mut Index, words: &[u64], id: &str) -> Option<String> {
        index.earlier(&Sketch::new(words.iter().copied()).unwrap(), id)
    }

    #[test]
    fn copies_are_told_whatever_stands_before_and_behind() {
        let mut index = Index::default();
        assert_eq!(earlier(&mut index, &words(1, 0..300), "a"), None);
        assert_eq!(earlier(&mut index, &words(2, 0..300), "b"), None);
        let copy = [words(3, 0..10), words(1, 0..295), words(3, 10..30)].concat();
        assert_eq!(earlier(&mut index, &copy, "c").as_deref(), Some("a"));
        assert_eq!(earlier(&mut index, &words(2, 0..300), "d").as_deref(), Some("b"));
        assert_eq!(earlier(&mut index, &words(1, 200..500), "e"), None);
    }

    #[test]
    fn short_texts_are_compared_where_they_have_enough_words() {
        assert_eq!(Sketch::new(words(1, 0..29).into_iter()), None);
        let mut index = Index::default();
        assert_eq!(earlier(&mut index, &words(1, 0..31), "a"), None);
        assert_eq!(earlier(&mut index, &words(1, 0..31), "b").as_deref(), Some("a"));
        assert_eq!(earlier(&mut index, &words(2, 0..31), "c"), None);
    }

    #[test]
    fn what_is_forgotten_is_no_more_found() {
        let mut index = Index::default();
        earlier(&mut index, &words(1, 0..50), "a");
        earlier(&mut index, &words(2, 0..50), "b");
        index.forget();
        assert_eq!(earlier(&mut index, &words(1, 0..50), "c"), None);
        assert_eq!(earlier(&mut index, &words(2, 0..50), "d").as_deref(), Some("b"));
        assert_eq!(earlier(&mut index, &words(1, 0..50), "e").as_deref(), Some("c"));
        assert_eq!(index.bands.len(), index.articles.len() * SLOTS / BAND);
    }
}
