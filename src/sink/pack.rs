//! Compressed output, and the files that take it.
//!
//! Workers compress what they have rendered, each piece as a member of its own: both formats are made to be joined, and
//! the writer is not held up. The same pieces give the same bytes, as the encoders know neither clock nor chance.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::folder::failed;
use crate::error::Error;

/// How the files of lines and of tables as text are compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pack {
    /// Not at all.
    #[default]
    Plain,
    /// `.gz`
    Gz,
    /// `.zst`
    Zst,
}

impl Pack {
    /// What the name of a file has at its end.
    fn ending(self) -> &'static str {
        match self {
            Pack::Plain => "",
            Pack::Gz => ".gz",
            Pack::Zst => ".zst",
        }
    }

    /// Compresses a piece; nothing stays nothing.
    pub(super) fn pack(self, bytes: Vec<u8>) -> Vec<u8> {
        match bytes.is_empty() {
            true => bytes,
            false => self.member(bytes),
        }
    }

    fn member(self, bytes: Vec<u8>) -> Vec<u8> {
        match self {
            Pack::Plain => bytes,
            Pack::Gz => gzipped(&bytes),
            Pack::Zst => compress_to_vec(bytes.as_slice(), CompressionLevel::Fastest),
        }
    }
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    // the only error is that of the vector, which has none
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// A file that grows at its end.
pub(super) struct Stream {
    path: PathBuf,
    file: File,
    pack: Pack,
    is_empty: bool,
}

impl Stream {
    /// A new file of this name and what `pack` adds to it.
    pub(super) fn create(folder: &Path, name: &str, pack: Pack) -> Result<Stream, Error> {
        let path = folder.join(format!("{name}{}", pack.ending()));
        let file = File::create(&path).map_err(|error| failed("could not create", &path, error))?;
        Ok(Stream { path, file, pack, is_empty: true })
    }

    /// Adds bytes, compressed where that is asked for.
    pub(super) fn write(&mut self, bytes: Vec<u8>) -> Result<(), Error> {
        self.write_packed(&self.pack.pack(bytes))
    }

    /// Adds bytes that are compressed already where that is asked for.
    pub(super) fn write_packed(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.is_empty &= bytes.is_empty();
        self.file.write_all(bytes).map_err(|error| failed("could not write", &self.path, error))
    }

    /// Waits until everything is on the disk.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        if self.is_empty {
            // a compressed file without anything in it is more than nothing
            self.write_packed(&self.pack.member(Vec::new()))?;
        }
        self.file.sync_data().map_err(|error| failed("could not write", &self.path, error))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_compressed_can_be_read_again() {
        let text = "Ông Nguyễn Văn An nói về Nghị định 100. ".repeat(5_000).into_bytes();
        let parts = [text.clone(), Vec::new(), b"x".to_vec()];
        let whole: Vec<u8> = parts.concat();
        let packed = |pack: Pack| -> Vec<u8> { parts.iter().flat_map(|part| pack.pack(part.clone())).collect() };
        let mut back = Vec::new();
        flate2::read::MultiGzDecoder::new(packed(Pack::Gz).as_slice()).read_to_end(&mut back).unwrap();
        assert!(back == whole);
        let (zst, mut back) = (packed(Pack::Zst), Vec::new());
        let mut rest = zst.as_slice();
        while !rest.is_empty() {
            let mut frame = ruzstd::decoding::StreamingDecoder::new(&mut rest).unwrap();
            frame.read_to_end(&mut back).unwrap();
        }
        assert!(back == whole);
        assert!(zst.len() < whole.len() / 10 && packed(Pack::Gz).len() < whole.len() / 10);
    }
}
