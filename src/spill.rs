//! What a run must remember of each article, in memory that does not grow: a little stays there, the rest goes into
//! temporary files.
//!
//! The files have no name, or lose it as soon as they are open: nothing of them is left, however the run ends.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Bytes of a [`Log`] that wait in memory.
const TAIL: usize = 1 << 16;
/// Keys that a [`Counts`] holds in memory.
const HELD: usize = 1 << 13;
/// Bytes of an entry of a table: a key and its count.
const ENTRY: usize = 16;
/// Bytes of a page of a table.
const PAGE: usize = 1024;
/// Entries of a page.
const ENTRIES: u64 = (PAGE / ENTRY) as u64;

/// Bytes that are written once, one piece behind the other, and read now and then.
pub struct Log {
    folder: PathBuf,
    file: Option<File>,
    /// Bytes in the file.
    filed: u64,
    /// The bytes behind those.
    tail: Vec<u8>,
}

impl Log {
    /// An empty one, whose file will be in `folder`.
    pub fn new(folder: &Path) -> Log {
        Log { folder: folder.to_owned(), file: None, filed: 0, tail: Vec::new() }
    }

    /// Adds a piece, and gives the place where it begins.
    pub fn append(&mut self, piece: &[u8]) -> io::Result<u64> {
        if self.tail.len() + piece.len() > TAIL {
            self.spill()?;
        }
        let at = self.filed + self.tail.len() as u64;
        self.tail.extend_from_slice(piece);
        Ok(at)
    }

    fn spill(&mut self) -> io::Result<()> {
        let file = match self.file.take() {
            Some(file) => file,
            None => tempfile::tempfile_in(&self.folder)?,
        };
        let file = self.file.insert(file);
        file.seek(SeekFrom::Start(self.filed))?;
        file.write_all(&self.tail)?;
        self.filed += self.tail.len() as u64;
        self.tail.clear();
        Ok(())
    }

    /// The piece of a length that begins at a place.
    pub fn read(&mut self, at: u64, length: usize) -> io::Result<Vec<u8>> {
        if let Some(start) = at.checked_sub(self.filed) {
            let piece = self.tail.get(start as usize..).and_then(|tail| tail.get(..length));
            return piece.map(<[u8]>::to_vec).ok_or_else(|| io::ErrorKind::UnexpectedEof.into());
        }
        let mut file = self.file.as_ref().ok_or(io::ErrorKind::UnexpectedEof)?;
        let mut piece = vec![0; length];
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(&mut piece)?;
        Ok(piece)
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        (self.file, self.filed) = (None, 0);
        self.tail.clear();
    }
}

/// How often each of any number of keys came. Keys are hashes: their bits are spread well.
pub struct Counts {
    folder: PathBuf,
    held: HashMap<u64, u64>,
    table: Option<Table>,
}

impl Counts {
    /// None so far; the file will be in `folder`.
    pub fn new(folder: &Path) -> Counts {
        Counts { folder: folder.to_owned(), held: HashMap::new(), table: None }
    }

    /// Counts a key, and gives its count.
    pub fn add(&mut self, key: u64) -> io::Result<u64> {
        if let Some(table) = &mut self.table {
            if table.is_full() {
                *table = table.grown(&self.folder)?;
            }
            return table.add(key, 1);
        }
        let count = self.held.entry(key).or_insert(0);
        *count += 1;
        let count = *count;
        if self.held.len() > HELD {
            self.table = Some(self.spilled()?);
            self.held = HashMap::new();
        }
        Ok(count)
    }

    fn spilled(&self) -> io::Result<Table> {
        let mut table = Table::create(&self.folder, (4 * self.held.len() as u64 / ENTRIES).next_power_of_two())?;
        // in the order of the pages
        let mut held: Vec<(u64, u64)> = self.held.iter().map(|(&key, &count)| (key, count)).collect();
        held.sort_unstable();
        held.into_iter().try_for_each(|(key, count)| table.add(key, count).map(drop))?;
        Ok(table)
    }
}

/// A file of pages. A key stands in the page of its first bits, or behind that where it is full.
struct Table {
    file: File,
    /// A power of two, greater than one.
    pages: u64,
    keys: u64,
}

/// A page as read from the file.
type Page = [u8; PAGE];

impl Table {
    fn create(folder: &Path, pages: u64) -> io::Result<Table> {
        let file = tempfile::tempfile_in(folder)?;
        file.set_len(pages * PAGE as u64)?;
        Ok(Table { file, pages, keys: 0 })
    }

    /// True where three quarters of the entries are taken.
    fn is_full(&self) -> bool {
        self.keys * 4 >= self.pages * ENTRIES * 3
    }

    /// Adds to the count of a key, and gives the sum.
    fn add(&mut self, key: u64, count: u64) -> io::Result<u64> {
        let mut page = key >> (64 - self.pages.trailing_zeros());
        loop {
            let bytes = self.page(page)?;
            // entries are taken one after the other: the first that is free ends the search
            let found = entries(&bytes).enumerate().find(|&(_, (other, taken))| other == key || taken == 0);
            if let Some((at, (_, taken))) = found {
                self.keys += u64::from(taken == 0);
                self.write(page * PAGE as u64 + (at * ENTRY) as u64, key, taken + count)?;
                return Ok(taken + count);
            }
            page = (page + 1) % self.pages;
        }
    }

    fn page(&mut self, number: u64) -> io::Result<Page> {
        let mut bytes = [0; PAGE];
        self.file.seek(SeekFrom::Start(number * PAGE as u64))?;
        self.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn write(&mut self, at: u64, key: u64, count: u64) -> io::Result<()> {
        let mut entry = [0; ENTRY];
        entry[..8].copy_from_slice(&key.to_le_bytes());
        entry[8..].copy_from_slice(&count.to_le_bytes());
        self.file.seek(SeekFrom::Start(at))?;
        self.file.write_all(&entry)
    }

    /// The same keys in a file of twice the length.
    fn grown(&mut self, folder: &Path) -> io::Result<Table> {
        let mut table = Table::create(folder, self.pages * 2)?;
        for number in 0..self.pages {
            let bytes = self.page(number)?;
            let mut taken = entries(&bytes).take_while(|&(_, count)| count > 0);
            taken.try_for_each(|(key, count)| table.add(key, count).map(drop))?;
        }
        Ok(table)
    }
}

/// The keys of a page with their counts, 0 where an entry is free.
fn entries(page: &Page) -> impl Iterator<Item = (u64, u64)> {
    let numbers = page.as_chunks::<8>().0.as_chunks::<2>().0.iter();
    numbers.map(|[key, count]| (u64::from_le_bytes(*key), u64::from_le_bytes(*count)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number with its bits spread.
    fn spread(number: u64) -> u64 {
        (number ^ number >> 31).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    #[test]
    fn pieces_are_read_as_they_were_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = Log::new(folder.path());
        for _ in 0..2 {
            let piece = |number: usize| number.to_string().repeat(number % 300).into_bytes();
            let places: Vec<u64> = (0..4000).map(|number| log.append(&piece(number)).unwrap()).collect();
            assert!(log.file.is_some() && log.tail.len() <= TAIL);
            for (number, &at) in places.iter().enumerate().rev().step_by(7) {
                assert_eq!(log.read(at, piece(number).len()).unwrap(), piece(number));
            }
            assert!(log.read(log.filed, TAIL).is_err());
            log.clear();
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "the file has no name");
    }

    #[test]
    fn keys_are_counted_in_memory_and_in_files_alike() {
        let folder = tempfile::tempdir().unwrap();
        let mut counts = Counts::new(folder.path());
        let keys = |from: u64, to: u64| (from..to).map(spread);
        for (round, expected) in [(keys(0, 60_000), 1), (keys(0, 20_000), 2), (keys(60_000, 70_000), 1)] {
            assert!(round.map(|key| counts.add(key).unwrap()).all(|count| count == expected));
        }
        let table = counts.table.as_ref().unwrap();
        assert_eq!(table.keys, 70_000);
        assert!(!table.is_full() && table.pages * ENTRIES < 300_000);
    }

    #[test]
    fn keys_that_crowd_one_page_go_behind_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut table = Table::create(folder.path(), 4).unwrap();
        let keys = || (0..ENTRIES + 10).map(|number| u64::MAX - number);
        for round in 1..=2 {
            assert!(keys().all(|key| table.add(key, 1).unwrap() == round));
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let mut log = Log::new(Path::new("/there/is/none"));
        assert!((0..2).map(|_| log.append(&[0; TAIL])).any(|result| result.is_err()));
        let mut counts = Counts::new(Path::new("/there/is/none"));
        assert!((0..2 * HELD as u64).any(|key| counts.add(spread(key)).is_err()));
    }
}
