//! Where articles come from: folders, single files, JSON containers, standard input.
//!
//! Reading takes two steps. [`Reader`] goes through the places in order and hands out [`Raw`] articles, each with its
//! final id; that is cheap, since a text file is only named and a JSON object only cut out. [`Raw::load`] reads and
//! parses one of them on whichever thread works on it. Nothing here knows Vietnamese, and nothing is ever read without
//! a bound ([`MAX_ARTICLE`]).

mod fields;
mod html;
mod id;
mod json;
mod lines;
mod load;
mod reader;
mod repair;
mod values;
mod walk;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use load::Loaded;
pub use reader::Reader;
pub use walk::{Found, find};

use crate::diagnostic::Diagnostic;

/// Bytes of the longest article that is read. Far above any real one: a file beyond it is something else.
pub const MAX_ARTICLE: usize = 32 << 20;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// One article, plain text.
    Text,
    /// One article, a page of the web.
    Html,
    /// JSON objects: one, an array of them, or one after the other.
    Json,
    /// A JSON object a line.
    JsonLines,
}

impl Container {
    /// What a file of this name holds, where its ending says so.
    pub fn of(path: &Path) -> Option<Container> {
        let ending = path.extension()?.to_str()?;
        let is = |name: &str| ending.eq_ignore_ascii_case(name);
        match () {
            () if is("txt") => Some(Container::Text),
            () if is("html") || is("htm") => Some(Container::Html),
            () if is("json") => Some(Container::Json),
            () if is("jsonl") || is("ndjson") => Some(Container::JsonLines),
            () => None,
        }
    }

    /// The name that the record shows.
    pub fn name(self) -> &'static str {
        match self {
            Container::Text => "text",
            Container::Html => "html",
            Container::Json => "json",
            Container::JsonLines => "jsonl",
        }
    }
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
    /// What it holds.
    pub container: Container,
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
    /// Nothing: the diagnostics say why.
    Missing,
}

impl File {
    /// True for standard input.
    pub fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }
}

impl Raw {
    /// Bytes that it takes to read, as far as known: what progress and chunks are measured by.
    pub fn weight(&self) -> u64 {
        match &self.body {
            Body::File => self.file.len,
            Body::Json(bytes) => bytes.len() as u64 + 1,
            Body::Missing => 0,
        }
    }
}
