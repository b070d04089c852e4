//! Files of a zip archive, one after the other, never more than a buffer of them in memory.

use std::fs;
use std::io::{self, BufReader, Error, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::unpack::Bytes;

/// An archive, by its list of files.
pub(super) struct Zip {
    path: PathBuf,
    archive: ZipArchive<BufReader<fs::File>>,
    next: usize,
}

/// A file of the archive.
pub(super) struct Entry {
    /// Its name as it stands there.
    pub name: Vec<u8>,
    /// True for a symbolic link.
    pub is_link: bool,
    /// Its content, or why it cannot be read.
    pub content: io::Result<Bytes>,
}

impl Zip {
    /// Reads the list of files. An archive whose files share bytes is refused: that is how bombs are built.
    pub(super) fn open(path: &Path) -> io::Result<Zip> {
        let file = BufReader::new(fs::File::open(path)?);
        let mut archive = ZipArchive::new(file).map_err(|error| broken(&error.to_string()))?;
        match archive.has_overlapping_files() {
            Ok(false) => Ok(Zip { path: path.to_owned(), archive, next: 0 }),
            Ok(true) => Err(broken("its files overlap, as those of a bomb do")),
            Err(error) => Err(broken(&error.to_string())),
        }
    }

    /// The next file or link.
    pub(super) fn next(&mut self) -> io::Result<Option<Entry>> {
        while self.next < self.archive.len() {
            let at = self.next;
            self.next += 1;
            let entry = self.archive.by_index_raw(at).map_err(|error| broken(&error.to_string()))?;
            let name = entry.name_raw().to_vec();
            if name.ends_with(b"/") {
                continue;
            }
            let is_link = entry.is_symlink();
            let found = Found {
                start: entry.data_start(),
                length: entry.compressed_size(),
                method: entry.compression(),
                sum: entry.crc32(),
                is_encrypted: entry.encrypted(),
            };
            let content = found.content(&self.path);
            return Ok(Some(Entry { name, is_link, content }));
        }
        Ok(None)
    }
}

/// Where the content of a file stands, and how.
struct Found {
    start: Option<u64>,
    length: u64,
    method: CompressionMethod,
    sum: u32,
    is_encrypted: bool,
}

impl Found {
    fn content(&self, archive: &Path) -> io::Result<Bytes> {
        if self.is_encrypted {
            return Err(broken("the file is encrypted"));
        }
        let mut file = fs::File::open(archive)?;
        file.seek(SeekFrom::Start(self.start.ok_or_else(|| broken("a file is missing"))?))?;
        let raw = file.take(self.length);
        let content: Bytes = match self.method {
            CompressionMethod::Stored => Box::new(raw),
            CompressionMethod::Deflated => Box::new(DeflateDecoder::new(raw)),
            method => return Err(broken(&format!("the file is compressed by {method}, which is not read"))),
        };
        Ok(Box::new(Checked { content, crc: Crc::new(), expected: self.sum }))
    }
}

/// The content of a file, whose sum is checked at its end.
struct Checked {
    content: Bytes,
    crc: Crc,
    expected: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(buffer).map_err(|error| broken(&error.to_string()))?;
        self.crc.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.crc.sum() != self.expected {
            return Err(broken("the sum of a file is wrong"));
        }
        Ok(read)
    }
}

fn broken(reason: &str) -> Error {
    Error::new(ErrorKind::InvalidData, format!("broken zip archive: {reason}"))
}
