//! The record: what trich says of one article (schema `trich/1`).

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::article::{Article, BlockKind, Meta, PublishedFrom, Source};
use crate::diagnostic::{Diagnostic, Note};
use crate::extract::{Context, Facts};

/// Name and version of the record's schema. Fields are added, never changed or removed, within a version.
pub const SCHEMA: &str = "trich/1";

/// Everything that trich found in one article. Spans are half-open, in Unicode scalar values of `text`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Record<'a> {
    /// `trich/1`.
    pub schema: Cow<'a, str>,
    /// Name of the article, unique in its run.
    pub id: Cow<'a, str>,
    /// Where it was found.
    pub source: Source<'a>,
    /// Id of the earlier article of the run that this one is a copy of, or nearly; absent where it is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<Cow<'a, str>>,
    /// What is known of it.
    pub article: ArticleInfo<'a>,
    /// Normalized text.
    pub text: Cow<'a, str>,
    /// The text's blocks, in order.
    pub blocks: Vec<BlockInfo>,
    /// Its sentences, in order.
    pub sentences: Vec<SentenceInfo>,
    /// The facts, a field for each kind.
    #[serde(flatten)]
    pub facts: Facts<'a>,
    /// What was odd.
    pub diagnostics: Vec<Note<'a>>,
}

/// What is known of an article apart from its text. Absent values are null.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ArticleInfo<'a> {
    /// Headline.
    pub title: Option<Cow<'a, str>>,
    /// Standfirst.
    pub lead: Option<Cow<'a, str>>,
    /// Publication date, ISO 8601, with the offset where a clock is known; never moved through UTC.
    pub published: Option<Cow<'a, str>>,
    /// Where `published` was found.
    pub published_from: Option<PublishedFrom>,
    /// Paper or site.
    pub outlet: Option<Cow<'a, str>>,
    /// Source line: `HNMO` of `Theo HNMO`.
    pub credit: Option<Cow<'a, str>>,
    /// Names in the byline.
    pub authors: Vec<Cow<'a, str>>,
    /// Address of the page.
    pub url: Option<Cow<'a, str>>,
    /// Fields of the scraper that have no place above, as found.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extra: Map<String, Value>,
}

/// A block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BlockInfo {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub chars: [u32; 2],
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SentenceInfo {
    /// Where it stands.
    pub chars: [u32; 2],
    /// Index of its block.
    pub block: u32,
}

impl<'a> Record<'a> {
    /// Puts a record together.
    pub(crate) fn new(
        article: &'a Article<'_>,
        cx: &Context<'a>,
        facts: Facts<'a>,
        diagnostics: Vec<Diagnostic>,
    ) -> Record<'a> {
        let blocks = article.blocks.iter();
        let sentences = cx.sentences.iter();
        Record {
            schema: Cow::Borrowed(SCHEMA),
            id: Cow::Borrowed(&article.id),
            source: borrow_source(&article.source),
            duplicate_of: article.duplicate_of.as_deref().map(Cow::Borrowed),
            article: ArticleInfo::new(&article.meta),
            text: Cow::Borrowed(&article.text),
            blocks: blocks.map(|block| BlockInfo { kind: block.kind, chars: cx.chars(block.span) }).collect(),
            sentences: sentences.map(|s| SentenceInfo { chars: cx.chars(s.span), block: s.block }).collect(),
            facts,
            diagnostics: diagnostics.into_iter().map(|diagnostic| note(diagnostic, cx)).collect(),
        }
    }
}

impl<'a> ArticleInfo<'a> {
    fn new(meta: &'a Meta) -> ArticleInfo<'a> {
        let published = meta.published.as_ref();
        ArticleInfo {
            title: meta.title.as_deref().map(Cow::Borrowed),
            lead: meta.lead.as_deref().map(Cow::Borrowed),
            published: published.map(|published| Cow::Borrowed(published.text.as_str())),
            published_from: published.map(|published| published.from),
            outlet: meta.outlet.as_deref().map(Cow::Borrowed),
            credit: meta.credit.as_deref().map(Cow::Borrowed),
            authors: meta.authors.iter().map(|author| Cow::Borrowed(author.as_str())).collect(),
            url: meta.url.as_deref().map(Cow::Borrowed),
            extra: meta.extra.clone(),
        }
    }
}

/// The JSON Schema of the record.
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = generator.into_root_schema_for::<Record<'static>>();
    head_first(schema)
}

/// The schema with what it is about before its fields.
fn head_first(mut schema: Schema) -> Value {
    let head = ["$schema", "title", "description"].map(|key| (key.to_owned(), schema.remove(key).unwrap_or_default()));
    let mut ordered = Map::from_iter(head);
    ordered.extend(schema.ensure_object().clone());
    Value::Object(ordered)
}

fn borrow_source<'a>(source: &'a Source<'_>) -> Source<'a> {
    Source {
        path: Cow::Borrowed(&source.path),
        line: source.line,
        format: Cow::Borrowed(&source.format),
        encoding: Cow::Borrowed(&source.encoding),
        encoding_confidence: source.encoding_confidence,
        sha256: Cow::Borrowed(&source.sha256),
    }
}

fn note<'a>(diagnostic: Diagnostic, cx: &Context<'_>) -> Note<'a> {
    Note {
        code: Cow::Borrowed(diagnostic.code),
        severity: diagnostic.severity,
        chars: diagnostic.span.map(|span| cx.chars(span)),
        message: Cow::Owned(diagnostic.message),
    }
}
