//! Reads and parses one article: the part of reading that every worker does for itself.

use std::borrow::Cow;
use std::io::Read;
use std::mem::take;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{Body, Container, File, MAX_ARTICLE, Raw, fields, html, json};
use crate::article::{Article, Meta, Part, Source};
use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::{Content, Input, Pipeline};

/// An article in memory.
#[derive(Debug, Default)]
pub struct Loaded {
    content: Owned,
    /// Form and encoding, where the content tells more than the file's name.
    format: Option<&'static str>,
    encoding: &'static str,
    confidence: Option<f64>,
    meta: Meta,
    sha256: String,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Debug)]
enum Owned {
    Bytes(Vec<u8>),
    Text(String),
    Parts(Vec<Part>),
}

impl Default for Owned {
    fn default() -> Owned {
        Owned::Text(String::new())
    }
}

impl Raw {
    /// Reads and parses the article. What goes wrong is told by diagnostics; the text is empty then.
    pub fn load(&self) -> Loaded {
        let mut loaded = match &self.body {
            Body::File => load_file(&self.file).unwrap_or_else(Loaded::failed),
            Body::Json(bytes) => load_json(bytes, self.line.unwrap_or(1)).unwrap_or_else(Loaded::failed),
            Body::Missing => Loaded::default(),
        };
        loaded.diagnostics.splice(0..0, self.diagnostics.iter().cloned());
        loaded
    }
}

impl Loaded {
    /// An article of which there is nothing but the reason why.
    pub(crate) fn failed(diagnostic: Diagnostic) -> Loaded {
        Loaded { diagnostics: vec![diagnostic], ..Loaded::default() }
    }

    /// Runs the first part of the pipeline over the article, which takes its metadata along. An article without any text is a failed one.
    pub fn read<'a>(&'a mut self, raw: &'a Raw, pipeline: &Pipeline) -> Article<'a> {
        let (meta, diagnostics) = (take(&mut self.meta), take(&mut self.diagnostics));
        let mut article = pipeline.read(self.input(raw, meta));
        article.diagnostics.splice(0..0, diagnostics);
        let is_explained = article.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        if !is_explained && article.text.trim().is_empty() {
            article.diagnostics.push(empty(&self.content));
        }
        article
    }

    fn input<'a>(&'a self, raw: &'a Raw, meta: Meta) -> Input<'a> {
        Input {
            id: Cow::Borrowed(&raw.id),
            source: Source {
                path: Cow::Borrowed(&raw.file.shown),
                line: raw.line,
                format: Cow::Borrowed(self.format.unwrap_or(raw.file.container.name())),
                encoding: Cow::Borrowed(self.encoding),
                encoding_confidence: self.confidence,
                sha256: Cow::Borrowed(&self.sha256),
            },
            meta,
            encoding: None,
            content: match &self.content {
                Owned::Bytes(bytes) => Content::File(bytes),
                Owned::Text(text) => Content::Field(text),
                Owned::Parts(parts) => Content::Parts(parts),
            },
        }
    }
}

fn empty(content: &Owned) -> Diagnostic {
    let found = match content {
        Owned::Bytes(bytes) if bytes.is_empty() => "an empty file",
        Owned::Bytes(_) => "white space only",
        Owned::Text(_) => "an empty text",
        Owned::Parts(_) => "a page without one",
    };
    Diagnostic::new("source/empty", Severity::Error, format!("expected the text of an article, but found {found}"))
}

fn load_file(file: &File) -> Result<Loaded, Diagnostic> {
    let bytes = read(&file.path)?;
    if file.container == Container::Html || html::is_html(&bytes) {
        return Ok(load_page(&bytes));
    }
    let sha256 = hash(&bytes);
    let (meta, diagnostics) = match sidecar(&file.path) {
        Some(path) => load_sidecar(&path),
        None => (Meta::default(), Vec::new()),
    };
    Ok(Loaded { content: Owned::Bytes(bytes), meta, sha256, diagnostics, ..Loaded::default() })
}

fn load_page(bytes: &[u8]) -> Loaded {
    let page = html::read(bytes, None);
    Loaded {
        content: Owned::Parts(page.parts),
        format: Some(Container::Html.name()),
        encoding: page.encoding,
        confidence: page.confidence,
        meta: page.meta,
        sha256: hash(bytes),
        diagnostics: page.diagnostics,
    }
}

fn load_json(bytes: &[u8], line: u64) -> Result<Loaded, Diagnostic> {
    let json::Parsed { mut object, diagnostics } = json::parse(bytes, line)?;
    if super::id::is_given(&object) {
        object.shift_remove("id");
    }
    let text = fields::take_text(&mut object)?;
    Ok(Loaded {
        content: Owned::Text(text),
        meta: fields::meta(object),
        sha256: hash(bytes),
        diagnostics,
        ..Loaded::default()
    })
}

/// The metadata beside a text: `a.meta.json` of `a.txt`.
pub(super) fn sidecar(text: &Path) -> Option<PathBuf> {
    let path = text.with_extension("meta.json");
    (text.extension().is_some() && path.is_file()).then_some(path)
}

/// Reads a sidecar; a bad one costs the metadata, not the article.
fn load_sidecar(path: &Path) -> (Meta, Vec<Diagnostic>) {
    match read(path).and_then(|bytes| json::parse(&bytes, 1)) {
        Ok(json::Parsed { object, diagnostics }) => (fields::meta(object), diagnostics),
        Err(Diagnostic { message, .. }) => {
            let message = format!("expected the article's metadata in {}: {message}", super::walk::shown(path));
            (Meta::default(), vec![Diagnostic::new("source/bad-meta", Severity::Warning, message)])
        }
    }
}

/// Reads a file, up to the length of the longest article.
fn read(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MAX_ARTICLE as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(&error))?;
    if bytes.len() > MAX_ARTICLE {
        return Err(too_long());
    }
    Ok(bytes)
}

/// A file or folder that the system does not let us read.
pub(super) fn unreadable(error: &dyn std::error::Error) -> Diagnostic {
    Diagnostic::new("source/unreadable", Severity::Error, format!("could not be read: {error}"))
}

/// An article beyond [`MAX_ARTICLE`].
pub(super) fn too_long() -> Diagnostic {
    let message = format!("expected an article of at most {} MiB, but found a longer one", MAX_ARTICLE >> 20);
    Diagnostic::new("source/too-long", Severity::Error, message)
}

/// SHA-256 in hexadecimal.
fn hash(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digest = Sha256::digest(bytes);
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
