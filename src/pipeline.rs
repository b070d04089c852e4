//! The flow of one article, from bytes to record.

use std::borrow::Cow;

use crate::article::{Anatomy, Article, Block, Meta, Part, Source};
use crate::decode::{Decoded, Encoding, decode, decode_field};
use crate::error::Error;
use crate::extract::{Context, Explanation, Extraction, Rooms, extract, watch};
use crate::lexicon::{Builder, Lexicon, Own, OwnList};
use crate::record::Record;
use crate::segment::{Sentence, Splitter};
use crate::text::{CharIndex, Normalized, OffsetMap, Span, normalize};

/// The text of an article as a source hands it over.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// A file that is the article.
    File(&'a [u8]),
    /// A field of a container, already decoded.
    Field(&'a str),
    /// Blocks of known kinds, already decoded.
    Parts(&'a [Part]),
}

/// An article as a source hands it over.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// Name of the article, unique in a run.
    pub id: Cow<'a, str>,
    /// Where it was found; `encoding` is filled in by the pipeline for files and fields.
    pub source: Source<'a>,
    /// What the container says of it.
    pub meta: Meta,
    /// Its text.
    pub content: Content<'a>,
    /// The encoding to read it by; `None` to find that out.
    pub encoding: Option<Encoding>,
}

impl<'a> Input<'a> {
    /// An article from a string alone.
    pub fn from_text(text: &'a str) -> Input<'a> {
        let (source, meta, content) = (Source::default(), Meta::default(), Content::Field(text));
        Input { id: Cow::Borrowed(""), source, meta, content, encoding: None }
    }
}

/// The word lists and rules, loaded once and shared by all threads.
pub struct Pipeline {
    lexicon: Lexicon,
    splitter: Splitter,
    anatomy: Anatomy,
    rooms: Rooms,
}

impl Pipeline {
    /// Loads the built-in word lists.
    pub fn new() -> Result<Pipeline, Error> {
        Pipeline::with_lists(Vec::new())
    }

    /// Loads the built-in word lists and the user's own, each of which adds to the built-in list of its columns.
    pub fn with_lists(own: Vec<OwnList>) -> Result<Pipeline, Error> {
        Pipeline::with_own(Own { lists: own, ..Own::default() })
    }

    /// Loads the built-in word lists, and the lists and kinds of facts of the user.
    pub fn with_own(own: Own) -> Result<Pipeline, Error> {
        let mut builder = Builder::with_own(own);
        let anatomy = Anatomy::load()?;
        let splitter = Splitter::load(&mut builder)?;
        let rooms = Rooms::load(&mut builder)?;
        builder.check_own()?;
        watch(&rooms, &mut builder);
        let lexicon = builder.build();
        Ok(Pipeline { lexicon, splitter, anatomy, rooms })
    }

    /// Decodes and normalizes an article and takes it apart into blocks.
    pub fn read<'a>(&self, input: Input<'a>) -> Article<'a> {
        let Input { id, mut source, meta, content, encoding: asked } = input;
        let mut blocks = Vec::new();
        let Decoded { text, encoding, confidence, map, diagnostics } = match content {
            Content::Field(text) => decode_field(text, asked),
            Content::File(bytes) => decode(bytes, asked),
            Content::Parts(parts) => Decoded::unchanged(Cow::Owned(join(parts, &mut blocks))),
        };
        if !matches!(content, Content::Parts(_)) {
            source.encoding = Cow::Borrowed(encoding);
            source.encoding_confidence = confidence;
        }
        // Parts are normalized one by one, so that nothing moves between them.
        let (text, normal) = match content {
            Content::Parts(_) => (text, OffsetMap::identity()),
            _ => normalized(text),
        };
        let map = matches!(content, Content::File(_)).then(|| normal.over(map));
        let (tokens, hits) = self.lexicon.read(&text);
        let mut article =
            Article { id, source, meta, text, map, tokens, hits, blocks, duplicate_of: None, diagnostics };
        self.anatomy.read(&mut article);
        article
    }

    /// Cuts an article into sentences.
    pub fn sentences(&self, article: &Article<'_>) -> Vec<Sentence> {
        self.splitter.split(&article.text, &article.tokens, &article.hits, &article.blocks)
    }

    /// Finds the facts of an article.
    pub fn extract<'a>(&self, article: &'a Article<'_>) -> Record<'a> {
        self.run(article, false).0
    }

    /// Finds the facts of an article and why they are what they are: what lost its place to others, and the evidence.
    pub fn explain<'a>(&self, article: &'a Article<'_>) -> (Record<'a>, Explanation) {
        self.run(article, true)
    }

    fn run<'a>(&self, article: &'a Article<'_>, explain: bool) -> (Record<'a>, Explanation) {
        let text = article.text.as_ref();
        let cx = Context {
            text,
            tokens: article.tokens.as_slice(),
            hits: &article.hits,
            blocks: &article.blocks,
            sentences: self.sentences(article),
            dct: article.meta.published.as_ref().map(|published| published.local),
            title: article.meta.title.as_deref(),
            index: CharIndex::new(text),
            map: article.map.as_ref(),
        };
        let Extraction { facts, diagnostics, explanation } = extract(&self.rooms, &cx, explain);
        let diagnostics = article.diagnostics.iter().cloned().chain(diagnostics).collect();
        (Record::new(article, &cx, facts, diagnostics), explanation)
    }
}

/// Normalizes text that may be borrowed; what is borrowed and clean stays borrowed.
fn normalized(text: Cow<'_, str>) -> (Cow<'_, str>, OffsetMap) {
    match text {
        Cow::Borrowed(text) => {
            let Normalized { text, map } = normalize(text);
            (text, map)
        }
        Cow::Owned(text) => {
            let Normalized { text: clean, map } = normalize(&text);
            match clean {
                Cow::Borrowed(_) => (Cow::Owned(text), map),
                Cow::Owned(clean) => (Cow::Owned(clean), map),
            }
        }
    }
}

/// Normalizes parts, joins them to a text, and notes where each of them stands in it.
fn join(parts: &[Part], blocks: &mut Vec<Block>) -> String {
    let mut text = String::with_capacity(parts.iter().map(|part| part.text.len() + 2).sum());
    for part in parts {
        let clean = normalize(&part.text).text;
        let clean = clean.trim();
        if clean.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str(if part.is_paragraph { "\n\n" } else { "\n" });
        }
        let start = text.len() as u32;
        text.push_str(clean);
        blocks.push(Block { kind: part.kind, span: Span::new(start, text.len() as u32) });
    }
    text
}
