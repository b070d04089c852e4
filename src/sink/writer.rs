//! Puts rendered pieces down, in the order in which they come.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::folder::{Folder, failed, names_in};
use super::manifest::{self, Manifest};
use super::set::Set;
use super::{Formats, Rendered, failure};
use crate::error::Error;
use crate::journal;

/// Where pieces go.
pub enum Writer {
    /// Into a folder, in any forms.
    Folder(Box<FolderWriter>),
    /// Onto standard output, as JSON lines.
    Stream(Box<dyn Write + Send>),
}

/// The open files of a folder.
pub struct FolderWriter {
    folder: Folder,
    formats: Formats,
    /// The files that are being filled; none between two shards.
    set: Option<Set>,
    /// Shards that are full.
    shards: u64,
    failures: failure::Writer,
    journal: Option<journal::Writer>,
}

/// The folder in a draft where a shard is filled.
const SHARD: &str = ".shard";

impl Writer {
    /// Writes to standard output.
    pub fn stdout() -> Writer {
        Writer::Stream(Box::new(std::io::stdout()))
    }

    /// Writes into a folder that was opened for it.
    pub fn folder(folder: Folder, formats: &Formats) -> Result<Writer, Error> {
        let journal = match &formats.journal {
            Some(made_by) => {
                let journal = journal::Writer::create(folder.draft(), made_by, !formats.has_plain_lines());
                Some(journal.map_err(|error| failed("could not write into", folder.draft(), error))?)
            }
            None => None,
        };
        let failures = failure::Writer::new(folder.draft());
        let mut writer = FolderWriter { folder, formats: formats.clone(), set: None, shards: 0, failures, journal };
        writer.open()?;
        Ok(Writer::Folder(Box::new(writer)))
    }

    /// Where temporary files of the run belong: beside what it writes, where there is room for that.
    pub fn temporary_folder(&self) -> PathBuf {
        match self {
            Writer::Folder(writer) => writer.folder.draft().to_owned(),
            Writer::Stream(_) => std::env::temp_dir(),
        }
    }

    /// Writes a piece.
    pub fn write(&mut self, piece: Rendered) -> Result<(), Error> {
        match self {
            Writer::Folder(folder) => folder.write(piece),
            Writer::Stream(stream) => stream
                .write_all(&piece.jsonl)
                .and_then(|()| stream.flush())
                .map_err(|error| Error::io("could not write to standard output", error)),
        }
    }

    /// Ends all files and moves them to their places. Returns the names of what stands in the folder now. With a
    /// manifest, it is one of them.
    pub fn finish(self, manifest: Option<Manifest>) -> Result<Vec<String>, Error> {
        match self {
            Writer::Folder(folder) => folder.finish(manifest),
            Writer::Stream(_) => Ok(Vec::new()),
        }
    }
}

impl FolderWriter {
    /// Opens the files of the run or of its next shard, where none are open.
    fn open(&mut self) -> Result<&mut Set, Error> {
        let set = match self.set.take() {
            Some(set) => set,
            None if self.formats.shard.is_none() => Set::create(self.folder.draft(), &self.formats)?,
            None => {
                let at = self.folder.draft().join(SHARD);
                fs::create_dir(&at).map_err(|error| failed("could not create", &at, error))?;
                Set::create(&at, &self.formats)?
            }
        };
        Ok(self.set.insert(set))
    }

    fn write(&mut self, mut piece: Rendered) -> Result<(), Error> {
        self.open()?.write(&mut piece)?;
        self.failures.write(&piece.failures)?;
        if let Some(journal) = &mut self.journal {
            let written = journal.write(&piece.jsonl, &piece.noted);
            written.map_err(|error| failed("could not write into", journal.folder(), error))?;
        }
        if piece.ends_shard { self.end_set() } else { Ok(()) }
    }

    /// Ends the open files, and gives those of a shard their names.
    fn end_set(&mut self) -> Result<(), Error> {
        let Some(set) = self.set.take() else { return Ok(()) };
        set.finish()?;
        if self.formats.shard.is_none() {
            return Ok(());
        }
        let (draft, number) = (self.folder.draft(), self.shards);
        self.shards += 1;
        move_shard(draft, number).map_err(|error| failed("could not write into", draft, error))
    }

    fn finish(mut self, manifest: Option<Manifest>) -> Result<Vec<String>, Error> {
        if self.shards == 0 {
            self.open()?;
        }
        self.end_set()?;
        let FolderWriter { folder, formats, failures, journal, .. } = self;
        failures.finish()?;
        if let Some(manifest) = manifest {
            manifest::write(manifest, folder.draft())?;
        }
        let keeps = journal.is_some() && (formats.has_plain_lines() || formats.keeps_records);
        if let Some(journal) = journal.filter(|_| keeps) {
            journal.finish().map_err(|error| failed("could not write into", folder.draft(), error))?;
        }
        folder.publish(keeps)
    }
}

/// Moves the files of a full shard out of the folder where they were filled: `numbers.csv` becomes `numbers-00007.csv`.
fn move_shard(draft: &Path, number: u64) -> std::io::Result<()> {
    let from = draft.join(SHARD);
    for name in names_in(&from)? {
        let (stem, ending) = name.find('.').map_or((name.as_str(), ""), |at| name.split_at(at));
        fs::rename(from.join(&name), draft.join(format!("{stem}-{number:05}{ending}")))?;
    }
    fs::remove_dir_all(from)
}
