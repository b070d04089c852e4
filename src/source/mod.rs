//! Where articles come from: folders, single files, containers of many articles, archives, standard input.
//!
//! Reading takes two steps. [`Reader`] goes through the places in order and hands out [`Raw`] articles, each with its
//! final id; that is cheap, since a text file is only named and a JSON object only cut out. [`Raw::load`] reads and
//! parses one of them on whichever thread works on it. Nothing here knows Vietnamese.
//!
//! What a file is, its first bytes tell before its name does ([`Container`]); whatever it is may be compressed
//! (`unpack`), and archives hold files of every kind but archives. Everything is a stream: nothing is ever read without
//! a bound ([`Settings::max_article`]), however long the file and however much it grows by being unpacked.

mod archive;
mod container;
mod fields;
mod html;
mod http;
mod id;
mod json;
mod lines;
mod load;
mod mhtml;
mod reader;
mod repair;
mod rows;
mod sample;
mod settings;
mod tar;
mod unpack;
mod values;
mod walk;
mod warc;
mod zip;
mod zstd;

use std::io::{self, BufRead, Read};
use std::path::PathBuf;
use std::sync::Arc;

pub use container::Container;
pub use html::Sites;
pub use load::{Digest, Loaded};
pub use reader::Reader;
pub use settings::{MAX_ARTICLE, Settings};
pub use walk::{Found, find};

use crate::diagnostic::Diagnostic;

/// A stream, uncompressed where its first bytes say that it is compressed. Fails where it cannot be read.
pub fn unpacked(stream: Box<dyn Read + Send>) -> io::Result<impl BufRead> {
    unpack::unpack(stream)
}

/// A file to be read.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it is; `-` for standard input.
    pub path: PathBuf,
    /// The same for people, with `/` between folders.
    pub shown: Arc<str>,
    /// Path below the folder that was asked for, without ending: the id of its article, or the first part of it.
    pub stem: Arc<str>,
    /// What it holds, by its name or its content.
    pub container: Container,
    /// True where it stands in an archive; `path` is that of the archive then.
    pub is_member: bool,
    /// True where its name is not UTF-8, so that `shown` is not exact.
    pub has_odd_name: bool,
    /// Its length as the file system gives it; 0 where unknown.
    pub len: u64,
}

/// An article as found, with its final id.
#[derive(Clone, Debug)]
pub struct Raw {
    /// Name of the article, unique in the run.
    pub id: String,
    /// The file it stands in.
    pub file: Arc<File>,
    /// Line of the file that it begins in, from 1; `None` where the file is one article.
    pub line: Option<u64>,
    /// Its content.
    pub body: Body,
    /// The article that this one is a copy of, as far as its container tells.
    pub duplicate_of: Option<String>,
    /// What was odd so far.
    pub diagnostics: Vec<Diagnostic>,
}

/// The content of an article as found.
#[derive(Clone, Debug)]
pub enum Body {
    /// The whole file, not yet read.
    File,
    /// A JSON value, not yet parsed.
    Json(Vec<u8>),
    /// A text or a page out of an archive, and the page's address where the archive tells it.
    Bytes(Vec<u8>, Option<String>),
    /// A text out of an archive, and the metadata that stand beside it there, as JSON.
    Described(Vec<u8>, Vec<u8>),
    /// Nothing: the diagnostics say why.
    Missing,
}

impl File {
    /// Lines of JSON on standard input, or what takes its place.
    fn stdin() -> File {
        File {
            path: PathBuf::from("-"),
            shown: "-".into(),
            stem: "stdin".into(),
            container: Container::JsonLines,
            is_member: false,
            has_odd_name: false,
            len: 0,
        }
    }

    /// True for standard input.
    pub fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }
}

impl Raw {
    /// The article of one line of JSON, as if it were all of standard input.
    pub fn of_line(line: Vec<u8>) -> Raw {
        let file = Arc::new(File::stdin());
        let id = id::given(&line).unwrap_or_else(|| format!("{}#1", file.stem));
        Raw { id, file, line: Some(1), body: Body::Json(line), duplicate_of: None, diagnostics: Vec::new() }
    }

    /// Bytes that it takes to read, as far as known: what progress and chunks are measured by.
    pub fn weight(&self) -> u64 {
        match &self.body {
            Body::File => self.file.len,
            Body::Json(bytes) => bytes.len() as u64 + 1,
            Body::Bytes(bytes, _) => bytes.len() as u64,
            Body::Described(bytes, meta) => (bytes.len() + meta.len()) as u64,
            Body::Missing => 0,
        }
    }
}
