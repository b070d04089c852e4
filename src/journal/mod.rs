//! The journal of a run: which record was made of which article, so that a later run need not make it again.
//!
//! It has two files. The *records* are the lines of `articles.jsonl`, or a file of the journal's own where that one is
//! not written or is compressed or in shards. The *index* has a line for each of them: its place, the article's id, the
//! [`Key`] of all that the record was made from, and the sketch by which copies are told.
//!
//! A journal is written while the run goes on, the records first, and can break off anywhere: every line of the index
//! carries a checksum of itself and one of its record. What does not fit is not there, and its article is extracted again.
//! A run that goes on with a killed one, and one over the results of the day before, do the same thing: they read their
//! input from the beginning, take the records whose keys fit out of the journals that are there, and write everything
//! anew. So the result never depends on where the run before ended, on its form of output, or on whether the input has
//! changed since.

mod earlier;
mod key;
mod writer;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::{Deserialize, Serialize};

pub use earlier::{Earlier, Known};
pub use key::Key;
pub use writer::{Noted, Writer};

use crate::near::Sketch;

/// Name of the folder that holds the files of a journal, beside the results.
pub const FOLDER: &str = ".trich";
/// Name of the index in it.
const INDEX: &str = "index";
/// Name of the records in it.
const RECORDS: &str = "records";
/// Name of the file, beside the folder, that holds the records where the journal has none of its own.
pub const LINES: &str = "articles.jsonl";
/// Version of the form of the index.
const VERSION: u32 = 1;

/// The first line of an index.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Header {
    /// Version of its form.
    journal: u32,
    /// Hash of the program, the lists and the settings that the records were made with.
    made_by: String,
}

/// A further line of an index.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    id: String,
    key: Key,
    /// In base64; absent where the article is too short to have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sketch: Option<String>,
    /// First byte of the record among the records.
    start: u64,
    /// Bytes of the record, its line end included.
    length: u64,
    /// CRC-32 of these bytes.
    crc: u32,
}

/// The index of the journal beside the results in `folder`.
pub fn index_in(folder: &Path) -> PathBuf {
    folder.join(FOLDER).join(INDEX)
}

/// Bytes of all entries of the journal in `folder`: 0 where there is none or it is empty.
pub fn length_in(folder: &Path) -> u64 {
    let measured = File::open(index_in(folder)).and_then(|index| {
        let mut header = Vec::new();
        let length = index.metadata()?.len();
        BufReader::new(index).read_until(b'\n', &mut header)?;
        Ok(length - header.len() as u64)
    });
    measured.unwrap_or(0)
}

/// A line of an index: a checksum, then a value as JSON.
fn line(value: &impl Serialize) -> Vec<u8> {
    // a struct of strings and numbers is JSON, whatever is in it
    let json = serde_json::to_string(value).unwrap_or_default();
    format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes())).into_bytes()
}

/// The value of a line with its line end; none where the line is torn.
fn value<'l, T: Deserialize<'l>>(line: &'l [u8]) -> Option<T> {
    let (sum, json) = line.strip_suffix(b"\n")?.split_at_checked(8)?;
    let json = json.strip_prefix(b" ")?;
    let sum = u32::from_str_radix(std::str::from_utf8(sum).ok()?, 16).ok()?;
    (sum == crc32fast::hash(json)).then(|| serde_json::from_slice(json).ok()).flatten()
}

fn sketch_text(sketch: &Sketch) -> String {
    STANDARD_NO_PAD.encode(sketch.to_bytes())
}

fn sketch_of(text: &str) -> Option<Sketch> {
    Sketch::from_bytes(&STANDARD_NO_PAD.decode(text).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn torn_lines_are_not_there() {
        let whole = line(&Header { journal: 1, made_by: "x".to_owned() });
        assert!(value::<Header>(&whole).is_some());
        for end in 0..whole.len() {
            assert!(value::<Header>(&whole[..end]).is_none(), "{end}");
        }
        for at in 0..whole.len() {
            let mut other = whole.clone();
            other[at] ^= 1;
            assert!(value::<Header>(&other).is_none(), "{at}");
        }
    }
}
