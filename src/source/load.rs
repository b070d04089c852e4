//! Reads and parses one article: the part of reading that every worker does for itself.

use std::borrow::Cow;
use std::io::{ErrorKind, Read};
use std::mem::take;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::container::Packing;
use super::repair::repair_texts;
use super::unpack::unpack;
use super::{Body, Container, File, Raw, Settings, fields, html, json, mhtml};
use crate::article::{Article, Meta, Part, Source};
use crate::decode::Encoding;
use crate::diagnostic::{Diagnostic, Severity};
use crate::hexadecimal::hexadecimal;
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
    /// SHA-256 of the metadata beside a text, in hexadecimal.
    beside: Option<String>,
    diagnostics: Vec<Diagnostic>,
    /// The encoding that was asked for.
    asked: Option<Encoding>,
}

/// What an article is made from, apart from what its [`Raw`] says: SHA-256 in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Of its bytes, uncompressed.
    pub content: String,
    /// Of the metadata beside it.
    pub beside: Option<String>,
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
    pub fn load(&self, settings: &Settings) -> Loaded {
        let mut loaded = match &self.body {
            Body::File => load_file(&self.file, settings),
            Body::Json(bytes) => load_json(bytes, self.line.unwrap_or(1), settings),
            Body::Bytes(bytes, url) => load_bytes(Cow::Borrowed(bytes), self.file.container, url.as_deref(), settings),
            Body::Described(bytes, meta) => load_described(bytes, meta, &self.file, settings),
            Body::Missing => Ok(Loaded::default()),
        }
        .unwrap_or_else(Loaded::failed);
        loaded.asked = settings.encoding;
        loaded.diagnostics.splice(0..0, self.diagnostics.iter().cloned());
        loaded
    }

    /// The digest that the article has when it is loaded, without taking it apart; none where it cannot be read.
    pub fn digest(&self, settings: &Settings) -> Option<Digest> {
        match &self.body {
            Body::File => {
                let content = hash(&read_file(&self.file, settings).ok()?);
                Some(Digest { content, beside: Beside::of(&self.file, settings).and_then(|beside| beside.digest()) })
            }
            Body::Json(bytes) | Body::Bytes(bytes, _) => Some(Digest { content: hash(bytes), beside: None }),
            Body::Described(bytes, meta) => Some(Digest { content: hash(bytes), beside: Some(hash(meta)) }),
            Body::Missing => None,
        }
    }
}

impl Loaded {
    /// An article of which there is nothing but the reason why.
    pub(crate) fn failed(diagnostic: Diagnostic) -> Loaded {
        Loaded { diagnostics: vec![diagnostic], ..Loaded::default() }
    }

    /// What the article is made from; none where it could not be read.
    pub fn digest(&self) -> Option<Digest> {
        let is_read = !self.sha256.is_empty();
        is_read.then(|| Digest { content: self.sha256.clone(), beside: self.beside.clone() })
    }

    /// Runs the first part of the pipeline over the article, which takes its metadata along. An article without any text is a failed one.
    pub fn read<'a>(&'a mut self, raw: &'a Raw, pipeline: &Pipeline) -> Article<'a> {
        let (meta, diagnostics) = (take(&mut self.meta), take(&mut self.diagnostics));
        let mut article = pipeline.read(self.input(raw, meta));
        article.duplicate_of.clone_from(&raw.duplicate_of);
        article.diagnostics.splice(0..0, diagnostics);
        let is_explained = article.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        if !is_explained && article.text.trim().is_empty() {
            article.diagnostics.push(empty(&self.content));
        }
        article
    }

    /// Takes the metadata that stand beside a text; a page has its own. Bad ones cost themselves, not the article.
    fn describe(&mut self, beside: Beside, settings: &Settings) {
        self.beside = beside.digest();
        if !matches!(self.content, Owned::Bytes(_)) {
            return;
        }
        match beside.bytes.and_then(|bytes| json::parse(&bytes, 1, settings.encoding)) {
            Ok(json::Parsed { object, diagnostics }) => {
                self.meta = fields::meta(object);
                self.diagnostics.extend(diagnostics);
            }
            Err(Diagnostic { message, .. }) => {
                let path = super::walk::shown(&beside.path);
                let message = format!("expected the article's metadata in {path}: {message}");
                self.diagnostics.push(Diagnostic::new("source/bad-meta", Severity::Warning, message));
            }
        }
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
            encoding: self.asked,
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

fn load_file(file: &File, settings: &Settings) -> Result<Loaded, Diagnostic> {
    let bytes = read_file(file, settings)?;
    let mut loaded = load_bytes(Cow::Owned(bytes), file.container, None, settings)?;
    if let Some(beside) = Beside::of(file, settings) {
        loaded.describe(beside, settings);
    }
    Ok(loaded)
}

/// Loads a text out of an archive with the metadata that stood beside it.
fn load_described(bytes: &[u8], meta: &[u8], file: &File, settings: &Settings) -> Result<Loaded, Diagnostic> {
    let mut loaded = load_bytes(Cow::Borrowed(bytes), file.container, None, settings)?;
    let path = Path::new(&*file.shown).with_extension("meta.json");
    loaded.describe(Beside { path, bytes: Ok(meta.to_vec()) }, settings);
    Ok(loaded)
}

/// Reads a file that is an article, and unpacks it.
fn read_file(file: &File, settings: &Settings) -> Result<Vec<u8>, Diagnostic> {
    let bytes = read(&file.path, settings.max_article)?;
    match Packing::of(&bytes) {
        Some(_) => unpacked(bytes, settings.max_article),
        None => Ok(bytes),
    }
}

/// Loads a text or a page. `url` is its address, where the container tells it.
fn load_bytes(
    bytes: Cow<'_, [u8]>,
    named: Container,
    url: Option<&str>,
    settings: &Settings,
) -> Result<Loaded, Diagnostic> {
    let container = Container::of_content(&bytes, Some(named)).unwrap_or(named);
    match container {
        Container::Mhtml => match mhtml::page(&bytes) {
            Some((page, address)) => {
                let mut loaded = load_page(&page, address.as_deref().or(url), settings);
                loaded.format = Some(Container::Mhtml.name());
                loaded.sha256 = hash(&bytes);
                Ok(loaded)
            }
            None => Err(misnamed("a page", "a mail without one")),
        },
        container if container.is_archive() => Err(misnamed("an article", "an archive: name it so to have it read")),
        Container::Warc if named != Container::Warc => {
            Err(misnamed("an article", "a WARC file: name it so to have it read"))
        }
        Container::Html | Container::Warc => Ok(load_page(&bytes, url, settings)),
        _ if html::is_html(&bytes) => Ok(load_page(&bytes, url, settings)),
        _ => {
            let sha256 = hash(&bytes);
            Ok(Loaded { content: Owned::Bytes(bytes.into_owned()), sha256, ..Loaded::default() })
        }
    }
}

fn misnamed(expected: &str, found: &str) -> Diagnostic {
    Diagnostic::new("source/other-content", Severity::Error, format!("expected {expected}, but found {found}"))
}

/// Compressed bytes as they were, up to the length of the longest article.
fn unpacked(bytes: Vec<u8>, limit: usize) -> Result<Vec<u8>, Diagnostic> {
    let mut unpacked = Vec::new();
    let stream = unpack(Box::new(std::io::Cursor::new(bytes)));
    stream
        .and_then(|stream| stream.take(limit as u64 + 1).read_to_end(&mut unpacked))
        .map_err(|error| broken(&error))?;
    if unpacked.len() > limit { Err(too_long(limit)) } else { Ok(unpacked) }
}

fn load_page(bytes: &[u8], url: Option<&str>, settings: &Settings) -> Loaded {
    let page = html::read(bytes, url, settings);
    Loaded {
        content: Owned::Parts(page.parts),
        format: Some(Container::Html.name()),
        encoding: page.encoding,
        confidence: page.confidence,
        meta: page.meta,
        sha256: hash(bytes),
        diagnostics: page.diagnostics,
        ..Loaded::default()
    }
}

fn load_json(bytes: &[u8], line: u64, settings: &Settings) -> Result<Loaded, Diagnostic> {
    let json::Parsed { mut object, mut diagnostics } = json::parse(bytes, line, settings.encoding)?;
    if super::id::is_given(&object) {
        object.shift_remove("id");
    }
    fields::rename(&mut object, &settings.map);
    let text = match fields::take_text(&mut object) {
        Ok(text) => text,
        Err(diagnostic) => return load_html_field(&mut object, bytes, settings).ok_or(diagnostic),
    };
    let mut meta = fields::meta(object);
    diagnostics.extend(repair_texts(meta.texts_mut().collect()));
    let (content, found) = match html::is_fragment(&text) {
        true => {
            let (parts, found) = html::read_fragment(&text);
            (Owned::Parts(parts), found)
        }
        false => (Owned::Text(text), Vec::new()),
    };
    diagnostics.extend(found);
    let encoding = Encoding::Utf8.name();
    Ok(Loaded { content, meta, sha256: hash(bytes), diagnostics, encoding, ..Loaded::default() })
}

/// An object that holds a whole page instead of its text. What it says of the article counts before what the page says.
fn load_html_field(object: &mut Map<String, Value>, bytes: &[u8], settings: &Settings) -> Option<Loaded> {
    let html = fields::take_html(object)?;
    let mut meta = fields::meta(std::mem::take(object));
    let mut loaded = load_page(html.as_bytes(), meta.url.as_deref(), settings);
    meta.fill(take(&mut loaded.meta));
    Some(Loaded { meta, sha256: hash(bytes), ..loaded })
}

/// The metadata beside a text: `a.meta.json` of `a.txt`.
pub(super) fn sidecar(text: &Path) -> Option<PathBuf> {
    let path = text.with_extension("meta.json");
    (text.extension().is_some() && path.is_file()).then_some(path)
}

/// A sidecar.
struct Beside {
    path: PathBuf,
    bytes: Result<Vec<u8>, Diagnostic>,
}

impl Beside {
    /// Reads the sidecar of a file, where it has one.
    fn of(file: &File, settings: &Settings) -> Option<Beside> {
        let path = sidecar(&file.path)?;
        let bytes = read(&path, settings.max_article);
        Some(Beside { path, bytes })
    }

    /// SHA-256 in hexadecimal; none where it cannot be read.
    fn digest(&self) -> Option<String> {
        self.bytes.as_deref().ok().map(hash)
    }
}

/// Reads a file, up to the length of the longest article.
fn read(path: &Path, limit: usize) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(limit as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(&error))?;
    if bytes.len() > limit { Err(too_long(limit)) } else { Ok(bytes) }
}

/// A file or folder that the system does not let us read.
pub(super) fn unreadable(error: &dyn std::error::Error) -> Diagnostic {
    Diagnostic::new("source/unreadable", Severity::Error, format!("could not be read: {error}"))
}

/// A file that could not be read to its end; what was read before stands.
pub(super) fn broken(error: &std::io::Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof | ErrorKind::InvalidInput | ErrorKind::Other => {
            let message = format!("could not be read to its end: {error}");
            Diagnostic::new("source/broken", Severity::Error, message)
        }
        _ => unreadable(error),
    }
}

/// An article beyond the limit ([`Settings::max_article`]).
pub(super) fn too_long(limit: usize) -> Diagnostic {
    let limit = if limit >> 20 << 20 == limit { format!("{} MiB", limit >> 20) } else { format!("{limit} bytes") };
    let message = format!("expected an article of at most {limit}, but found a longer one");
    Diagnostic::new("source/too-long", Severity::Error, message)
}

/// SHA-256 in hexadecimal.
fn hash(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}
