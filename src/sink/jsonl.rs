//! `articles.jsonl`: a record a line.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::folder::failed;
use crate::error::Error;
use crate::json;
use crate::record::Record;

/// Appends a record as a line.
pub(super) fn render(record: &Record<'_>, out: &mut Vec<u8>) {
    // A record has string keys only and a vector takes everything, so there is nothing that could fail.
    if json::write(record, out).is_ok() {
        out.push(b'\n');
    }
}

/// The file.
pub(super) struct Writer {
    path: PathBuf,
    file: File,
}

impl Writer {
    pub(super) fn create(folder: &Path) -> Result<Writer, Error> {
        let path = folder.join("articles.jsonl");
        let file = File::create(&path).map_err(|error| failed("could not create", &path, error))?;
        Ok(Writer { path, file })
    }

    pub(super) fn write(&mut self, lines: &[u8]) -> Result<(), Error> {
        self.file.write_all(lines).map_err(|error| failed("could not write", &self.path, error))
    }

    pub(super) fn finish(self) -> Result<(), Error> {
        self.file.sync_data().map_err(|error| failed("could not write", &self.path, error))
    }
}
