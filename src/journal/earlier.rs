//! Finds what earlier runs made of an article.

use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{Entry, FOLDER, Header, Key, LINES, RECORDS, VERSION, index_in, sketch_of, value};
use crate::near::Sketch;
use crate::record::Record;
use crate::source::{Raw, Settings};

/// The journals of earlier runs. Of each record sixteen bytes are kept in memory.
#[derive(Default)]
pub struct Earlier {
    journals: Vec<Journal>,
}

/// A record of an earlier run.
pub struct Known {
    /// The record. Whether it is a copy of another article is still to be found out.
    pub record: Record<'static>,
    /// What it was made from.
    pub key: Key,
    /// By which copies are told.
    pub sketch: Option<Sketch>,
}

struct Journal {
    index: Mutex<BufReader<File>>,
    records: Mutex<File>,
    /// Hash of each id, and where its entry stands in the index; sorted.
    places: Vec<(u64, u64)>,
}

impl Earlier {
    /// Adds the journal in `folder`, where there is one that was made by this program, these lists and settings. Its
    /// records stand in it, else beside it, else in the first of `elsewhere` that has them. False where there is none.
    pub fn add(&mut self, folder: &Path, elsewhere: &[&Path], made_by: &str) -> bool {
        let own = folder.join(FOLDER).join(RECORDS);
        let lines = std::iter::once(folder).chain(elsewhere.iter().copied()).map(|folder| folder.join(LINES));
        let records: Option<PathBuf> = std::iter::once(own).chain(lines).find(|path| path.is_file());
        let opened = records.and_then(|records| Journal::open(&index_in(folder), &records, made_by));
        let is_there = opened.is_some();
        self.journals.extend(opened);
        is_there
    }

    /// Records that can be found.
    pub fn len(&self) -> usize {
        self.journals.iter().map(|journal| journal.places.len()).sum()
    }

    /// True where there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The record that an earlier run made of just this article.
    pub fn find(&self, raw: &Raw, settings: &Settings) -> Option<Known> {
        let mut key = None;
        self.journals.iter().find_map(|journal| {
            let entry = journal.entry(&raw.id)?;
            if key.is_none() {
                key = Some(Key::new(raw, &raw.digest(settings)?));
            }
            (key == Some(entry.key)).then(|| journal.known(&entry)).flatten()
        })
    }
}

impl Journal {
    fn open(index: &Path, records: &Path, made_by: &str) -> Option<Journal> {
        let mut index = BufReader::new(File::open(index).ok()?);
        let records = Mutex::new(File::open(records).ok()?);
        let mut line = Vec::new();
        let mut at = index.read_until(b'\n', &mut line).ok()? as u64;
        let expected = Header { journal: VERSION, made_by: made_by.to_owned() };
        if value::<Header>(&line)? != expected {
            return None;
        }
        let mut places = Vec::new();
        loop {
            line.clear();
            let length = index.read_until(b'\n', &mut line).ok()? as u64;
            if length == 0 {
                break;
            }
            places.extend(value::<Entry>(&line).map(|entry| (hashed(&entry.id), at)));
            at += length;
        }
        places.sort_unstable();
        places.shrink_to_fit();
        Some(Journal { index: Mutex::new(index), records, places })
    }

    fn entry(&self, id: &str) -> Option<Entry> {
        let hash = hashed(id);
        let from = self.places.partition_point(|&(other, _)| other < hash);
        let same = self.places[from..].iter().take_while(|&&(other, _)| other == hash);
        same.filter_map(|&(_, at)| self.entry_at(at)).find(|entry| entry.id == id)
    }

    fn entry_at(&self, at: u64) -> Option<Entry> {
        let mut line = Vec::new();
        let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        // entries are mostly asked for in the order in which they stand
        let ahead = i64::try_from(at).ok()? - i64::try_from(index.stream_position().ok()?).ok()?;
        index.seek_relative(ahead).ok()?;
        index.read_until(b'\n', &mut line).ok()?;
        drop(index);
        value(&line)
    }

    fn known(&self, entry: &Entry) -> Option<Known> {
        let mut bytes = Vec::new();
        let mut records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        records.seek(SeekFrom::Start(entry.start)).ok()?;
        (&mut *records).take(entry.length).read_to_end(&mut bytes).ok()?;
        drop(records);
        if crc32fast::hash(&bytes) != entry.crc {
            return None;
        }
        let sketch = entry.sketch.as_deref().map(|text| sketch_of(text).ok_or(())).transpose().ok()?;
        Some(Known { record: serde_json::from_slice(&bytes).ok()?, key: entry.key, sketch })
    }
}

fn hashed(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}
