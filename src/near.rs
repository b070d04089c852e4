//! Articles that are copies of others, or nearly: papers print the same agency's report with another headline.
//!
//! *How*: an article is the set of its runs of five words. Of each of 32 parts of the space of hashes the smallest hash
//! is kept (MinHash in one pass); two articles share as large a part of these as of their words. Articles that agree in
//! one of eight bands of four are compared.
//!
//! *What it leaves out*: texts of less than thirty words, in which chance is too strong.
//!
//! The answer depends on the texts and their order alone. Memory is bounded: the last [`REMEMBERED`] articles count.

use std::io;
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::article::{Article, BlockKind};
use crate::error::Error;
use crate::segment::{Kind, spread};
use crate::spill::Log;

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
pub const REMEMBERED: u32 = 1 << 18;

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

/// Bands of a sketch.
const BANDS: usize = SLOTS / BAND;
/// Places of a bucket: as many as a line of the processor's cache has room for.
const WAYS: usize = 16;
/// Bits of a place that tell bands of one bucket apart; the others hold the number of an article.
const TAG: u32 = 12;
/// Numbers of articles repeat after so many.
const NUMBERS: u32 = 1 << (32 - TAG);

/// The articles of a run so far.
///
/// In memory is only a table of bands, whose size is fixed: a place holds a few bits of a band and of the number of the
/// first article that has it. Half of the places are taken at most; where a bucket is full nevertheless, its oldest
/// place is given away. Sketches and ids are in files, and are read for articles that agree in a band.
pub struct Index {
    /// Articles that later ones are compared with.
    remembered: u32,
    /// Articles so far.
    count: u64,
    /// Buckets of [`WAYS`] places; 0 where a place is free.
    bands: Vec<u32>,
    /// What is known of the articles: one half is filled while the other one holds those before.
    halves: [Half; 2],
}

/// What is known of some articles that follow each other.
struct Half {
    /// For each article its sketch, and where its id stands.
    sketches: Log,
    ids: Log,
}

/// Bytes of an article in [`Half::sketches`]: the sketch, place and length of the id.
const NOTE: usize = SLOTS * 4 + 16;

/// A band as the table knows it.
#[derive(Clone, Copy)]
struct Band {
    bucket: usize,
    tag: u32,
}

impl Index {
    /// No article so far; files will be in `folder`.
    pub fn new(folder: &Path) -> Index {
        Index::remembering(REMEMBERED, folder)
    }

    /// With so many articles that later ones are compared with.
    fn remembering(remembered: u32, folder: &Path) -> Index {
        let half = || Half { sketches: Log::new(folder), ids: Log::new(folder) };
        let places = (remembered as usize * BANDS * 2).max(WAYS);
        Index { remembered, count: 0, bands: vec![0; places], halves: [half(), half()] }
    }

    /// The earlier article that the next one of the run is a copy of; an article that is none is remembered.
    pub fn earlier(&mut self, sketch: &Sketch, id: &str) -> io::Result<Option<String>> {
        let bands: Vec<Band> = sketch.bands().map(|band| self.band(band)).collect();
        let found = self.find(sketch, &bands)?;
        if found.is_none() {
            self.remember(sketch, id)?;
            bands.into_iter().for_each(|band| self.enter(band));
            self.count += 1;
        }
        Ok(found)
    }

    fn band(&self, band: u64) -> Band {
        let buckets = (self.bands.len() / WAYS) as u64;
        let bucket = ((u128::from(band) * u128::from(buckets)) >> 64) as usize;
        Band { bucket: bucket * WAYS, tag: (band as u32 & ((1 << TAG) - 1)).max(1) }
    }

    fn places(&mut self, band: Band) -> &mut [u32] {
        &mut self.bands[band.bucket..band.bucket + WAYS]
    }

    /// How many articles ago the one of a place was; none where it is free or was too long ago.
    fn age(&self, place: u32) -> Option<u32> {
        let age = (self.count as u32).wrapping_sub(place >> TAG) % NUMBERS;
        (place != 0 && (1..=self.remembered).contains(&age)).then_some(age)
    }

    /// The article that has this band.
    fn first(&self, band: Band) -> Option<u64> {
        let places = &self.bands[band.bucket..band.bucket + WAYS];
        let own = places.iter().filter(|&&place| place % (1 << TAG) == band.tag);
        own.filter_map(|&place| self.age(place)).max().and_then(|age| self.count.checked_sub(age.into()))
    }

    /// The earliest of the articles that are most like this one.
    fn find(&mut self, sketch: &Sketch, bands: &[Band]) -> io::Result<Option<String>> {
        let mut numbers: Vec<u64> = bands.iter().filter_map(|&band| self.first(band)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let (mut best, mut most) = (None, ALIKE - 1);
        for number in numbers {
            let (half, note) = self.note(number)?;
            let shared = Sketch::from_bytes(&note[..SLOTS * 4]).map_or(0, |other| sketch.shared(&other));
            if shared > most {
                (best, most) = (Some((half, note)), shared);
            }
        }
        best.map(|(half, note)| self.halves[half].id(&note)).transpose()
    }

    /// What is known of an article, and in which half.
    fn note(&mut self, number: u64) -> io::Result<(usize, Vec<u8>)> {
        let size = u64::from(self.remembered);
        let half = (number / size % 2) as usize;
        Ok((half, self.halves[half].sketches.read(number % size * NOTE as u64, NOTE)?))
    }

    fn remember(&mut self, sketch: &Sketch, id: &str) -> io::Result<()> {
        let size = u64::from(self.remembered);
        let half = &mut self.halves[(self.count / size % 2) as usize];
        if self.count.is_multiple_of(size) {
            half.sketches.clear();
            half.ids.clear();
        }
        let at = half.ids.append(id.as_bytes())?;
        let note = [sketch.to_bytes(), at.to_le_bytes().to_vec(), (id.len() as u64).to_le_bytes().to_vec()];
        half.sketches.append(&note.concat()).map(drop)
    }

    /// Enters the next article for a band, unless an earlier one has it.
    fn enter(&mut self, band: Band) {
        if self.first(band).is_some() {
            return;
        }
        let ages = self.bands[band.bucket..band.bucket + WAYS].iter().map(|&place| self.age(place));
        let oldest = ages.enumerate().max_by_key(|&(at, age)| (age.unwrap_or(u32::MAX), std::cmp::Reverse(at)));
        let place = (self.count as u32 % NUMBERS) << TAG | band.tag;
        self.places(band)[oldest.map_or(0, |(at, _)| at)] = place;
    }
}

impl Half {
    /// The id of an article, by what is known of it.
    fn id(&mut self, note: &[u8]) -> io::Result<String> {
        let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte));
        let (at, length) = (number(&note[SLOTS * 4..NOTE - 8]), number(&note[NOTE - 8..]));
        Ok(String::from_utf8_lossy(&self.ids.read(at, length as usize)?).into_owned())
    }
}

/// Has the articles of many threads compared in the order of the run: whoever comes early waits for his turn.
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
    /// Nothing compared so far; files will be in `folder`.
    pub fn new(folder: &Path) -> Turns {
        Turns { state: Mutex::new((0, Index::new(folder))), changed: Condvar::new() }
    }

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
    /// Compares the articles of this piece of work with those before, when its turn comes. Fails where temporary files do.
    pub fn compare<'a>(self, articles: impl Iterator<Item = Compared<'a>>) -> Result<(), Error> {
        let mut state = self.turns.wait(self.number);
        for Compared { id, sketch, duplicate_of } in articles {
            if let (None, Some(sketch)) = (&duplicate_of, sketch) {
                let earlier = state.1.earlier(sketch, id);
                *duplicate_of = earlier.map_err(Error::temporary)?;
            }
        }
        Ok(())
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.turns.wait(self.number);
        state.0 = self.number + 1;
        self.turns.changed.notify_all();
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
        index.earlier(&Sketch::new(words.iter().copied()).unwrap(), id).unwrap()
    }

    /// An index of so many articles, and the folder that its files are in.
    fn index(remembered: u32) -> (tempfile::TempDir, Index) {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::remembering(remembered, folder.path());
        (folder, index)
    }

    #[test]
    fn copies_are_told_whatever_stands_before_and_behind() {
        let (_folder, mut index) = index(1 << 10);
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
        let (_folder, mut index) = index(1 << 10);
        assert_eq!(earlier(&mut index, &words(1, 0..31), "a"), None);
        assert_eq!(earlier(&mut index, &words(1, 0..31), "b").as_deref(), Some("a"));
        assert_eq!(earlier(&mut index, &words(2, 0..31), "c"), None);
    }

    #[test]
    fn what_is_forgotten_is_no_more_found() {
        let (_folder, mut index) = index(2);
        for (seed, id, expected) in [(1, "a", None), (2, "b", None), (1, "c", Some("a")), (3, "d", None)] {
            assert_eq!(earlier(&mut index, &words(seed, 0..50), id).as_deref(), expected);
        }
        assert_eq!(earlier(&mut index, &words(1, 0..50), "e"), None);
        assert_eq!(earlier(&mut index, &words(3, 0..50), "f").as_deref(), Some("d"));
        assert_eq!(earlier(&mut index, &words(2, 0..50), "g"), None);
    }

    #[test]
    fn copies_of_all_that_is_remembered_are_told() {
        let (_folder, mut index) = index(5_000);
        for round in 0..3u64 {
            let seeds = || round * 5_000..(round + 1) * 5_000;
            assert!(seeds().all(|seed| earlier(&mut index, &words(seed, 0..50), &seed.to_string()).is_none()));
            let told = seeds().filter(|seed| earlier(&mut index, &words(*seed, 0..50), "") == Some(seed.to_string()));
            assert_eq!(told.count(), 5_000);
        }
    }
}
