//! Writes a journal beside the results of a run.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Entry, FOLDER, Header, Key, RECORDS, VERSION, index_in, line, sketch_text};
use crate::near::Sketch;

/// What a journal is told of a record.
#[derive(Debug)]
pub struct Noted {
    /// Id of the article.
    pub id: String,
    /// What it was made from; absent where the record is not to be used again.
    pub key: Option<Key>,
    /// By which copies are told; absent for short texts.
    pub sketch: Option<Sketch>,
    /// Bytes of the record, its line end included.
    pub length: usize,
}

/// The files of a journal.
pub struct Writer {
    index: File,
    /// The records, where they do not stand beside the journal.
    records: Option<File>,
    /// Bytes of all records so far.
    end: u64,
    folder: PathBuf,
}

impl Writer {
    /// A journal beside the results in `folder`, for records that are made by this program, these lists and settings.
    pub fn create(folder: &Path, made_by: &str, has_own_records: bool) -> io::Result<Writer> {
        let at = folder.join(FOLDER);
        fs::create_dir(&at)?;
        let mut index = File::create(index_in(folder))?;
        index.write_all(&line(&Header { journal: VERSION, made_by: made_by.to_owned() }))?;
        let records = has_own_records.then(|| File::create(at.join(RECORDS))).transpose()?;
        Ok(Writer { index, records, end: 0, folder: at })
    }

    /// Adds records that follow each other, one a line. Records that stand beside the journal are written already.
    pub fn write(&mut self, lines: &[u8], noted: &[Noted]) -> io::Result<()> {
        if let Some(records) = &mut self.records {
            records.write_all(lines)?;
        }
        let (mut entries, mut rest) = (Vec::new(), lines);
        for Noted { id, key, sketch, length } in noted {
            let (record, behind) = rest.split_at(*length.min(&rest.len()));
            if let Some(key) = *key {
                let (sketch, crc) = (sketch.as_ref().map(sketch_text), crc32fast::hash(record));
                let entry = Entry { id: id.clone(), key, sketch, start: self.end, length: *length as u64, crc };
                entries.extend_from_slice(&line(&entry));
            }
            self.end += *length as u64;
            rest = behind;
        }
        self.index.write_all(&entries)
    }

    /// Where its files are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Waits until everything is on the disk.
    pub fn finish(self) -> io::Result<()> {
        self.records.map_or(Ok(()), |records| records.sync_data())?;
        self.index.sync_data()
    }
}
