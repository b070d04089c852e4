//! `articles.jsonl`: a record a line.

use std::path::Path;

use super::pack::{Pack, Stream};
use crate::error::Error;
use crate::journal::LINES;
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
pub(super) struct Writer(Stream);

impl Writer {
    pub(super) fn create(folder: &Path, pack: Pack) -> Result<Writer, Error> {
        Stream::create(folder, LINES, pack).map(Writer)
    }

    /// Writes lines, which are compressed already where that is asked for.
    pub(super) fn write(&mut self, lines: &[u8]) -> Result<(), Error> {
        self.0.write_packed(lines)
    }

    pub(super) fn finish(self) -> Result<(), Error> {
        self.0.finish()
    }
}
