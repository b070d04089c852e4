//! One article: what is known of it, its text, and the blocks of its text.

mod anatomy;
mod byline;
mod caption;
mod footer;
mod line;
mod links;
mod lists;
mod meta;
mod paragraph;
mod published;
mod repeat;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use anatomy::Anatomy;
pub use meta::{Meta, Published, PublishedFrom};

use crate::diagnostic::Diagnostic;
use crate::lexicon::Hits;
use crate::reuse::Reused;
use crate::segment::Token;
use crate::text::{OffsetMap, Span};

/// What a block of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum BlockKind {
    /// Section or series name above the title.
    Kicker,
    /// The headline.
    Title,
    /// The standfirst (sapo).
    Lead,
    /// Running text.
    Body,
    /// A heading between paragraphs.
    Heading,
    /// Words under a picture, with its credit.
    Caption,
    /// Who wrote it.
    Byline,
    /// Where it was taken from: `Theo HNMO`.
    Source,
    /// Place or agency that opens the text: `TTO -`.
    Dateline,
    /// When it was published.
    Timestamp,
    /// Keywords.
    Tags,
    /// Links to other articles.
    Related,
    /// A paragraph that stands in the text already, such as the lead repeated below.
    Duplicate,
    /// What the site adds: footer, copyright, sharing buttons.
    Boilerplate,
}

impl BlockKind {
    /// True where facts are extracted from blocks of this kind.
    pub fn has_facts(self) -> bool {
        !matches!(self, BlockKind::Related | BlockKind::Duplicate | BlockKind::Boilerplate)
    }
}

/// A stretch of the text that is one thing. Blocks come in order and do not overlap; between two of them stands only
/// white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: Span,
}

/// A block whose kind the container tells (a page's markup), not yet normalized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: BlockKind,
    /// Its words, without line breaks.
    pub text: String,
    /// True where it begins a paragraph; else it is the next line of the one before, such as a cell of a table.
    pub is_paragraph: bool,
}

/// Where an article was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source<'a> {
    /// Path of the file as given, with `/` between folders; `-` for standard input.
    pub path: Cow<'a, str>,
    /// Line of the file that holds the article, from 1; absent where the file is one article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Container: `text`, `html`, `json`, `jsonl`, `csv`, `tsv`, `warc`, `mhtml`.
    pub format: Cow<'a, str>,
    /// Encoding of the file: `utf-8`, `utf-16le`, `tcvn3`, `vni`, `windows-1258`…; `binary` or `unknown` where the text
    /// could not be read.
    pub encoding: Cow<'a, str>,
    /// How sure the encoding is, from 0 to 1; absent where the bytes leave no doubt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding_confidence: Option<f64>,
    /// SHA-256 of the article's bytes as found, in hexadecimal.
    pub sha256: Cow<'a, str>,
}

/// An article that is read: decoded, normalized, taken apart into blocks.
#[derive(Clone, Debug)]
pub struct Article<'a> {
    /// Name of the article, unique in a run.
    pub id: Cow<'a, str>,
    /// Where it was found.
    pub source: Source<'a>,
    /// What is known of it.
    pub meta: Meta,
    /// Normalized text.
    pub text: Cow<'a, str>,
    /// From the text back to the bytes of the file; `None` where the file's bytes are not the text's (JSON).
    pub map: Option<OffsetMap>,
    /// The text's tokens.
    pub tokens: Reused<Token>,
    /// The entries of the lexicon by token.
    pub hits: Hits,
    /// The text's blocks.
    pub blocks: Vec<Block>,
    /// The earlier article that this one is a copy of.
    pub duplicate_of: Option<String>,
    /// What was odd so far.
    pub diagnostics: Vec<Diagnostic>,
}
