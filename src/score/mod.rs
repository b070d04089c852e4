//! How good the extraction is, measured against gold annotation.
//!
//! A gold file lists the mentions of one article, one a line, without offsets ([`parse`]). [`Score::add`] compares it
//! with a record, in the measures of [`MEASURES`]:
//!
//! | level | what is right |
//! |---|---|
//! | `span` | a mention of exactly these words |
//! | `overlap` | a mention that shares words with one of the gold, one for one |
//! | `value` | the span and its value |
//! | `entity` | of documents: a canonical form of the article; of persons: a chain with exactly these mentions |
//! | `titles` | a title at a mention |
//! | `muc`, `b3`, `ceafe`, `conll` | the chains of persons, as the CoNLL shared tasks count them; `conll` is the mean |
//! | `sentences`, `blocks` | the end of a sentence; the beginning and kind of a block; only where gold has them |
//!
//! Counts come first, precision, recall and F1 from them. [`Score::intervals`] says within what bounds a value would lie
//! with other articles of the kind, by drawing the articles anew many times.

mod bootstrap;
mod coref;
mod count;
mod expected;
mod gold;
mod html;
mod json;
mod measure;
mod mentions;
mod mistake;
mod why;

pub use bootstrap::{Interval, Share};
pub use count::{ArticleScore, Counts, RuleCounts, Score};
pub use expected::expected;
pub(crate) use gold::locate;
pub use gold::{Begin, Gold, GoldMention, Trouble, parse};
pub use html::page;
pub use json::{from_json, json};
pub use measure::{CONLL, MEASURES, measure};
pub use mentions::{Found, mentions};
pub use mistake::{Mistake, Wrong};

/// The four kinds, by the letter that gold files use.
pub const KINDS: [char; 4] = ['N', 'D', 'R', 'P'];
