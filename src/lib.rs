//! trich extracts facts from Vietnamese news articles: numbers, dates, references to official documents, and persons
//! with their titles, each with its value, its place in the text and the rule that found it.

pub mod annotation;
pub mod article;
pub mod batch;
pub mod check;
pub mod decode;
pub mod diagnostic;
pub mod error;
pub mod extract;
pub mod guard;
mod hexadecimal;
pub mod index;
pub mod journal;
pub mod json;
pub mod lexicon;
pub mod near;
pub mod numeral;
pub mod pipeline;
pub mod query;
pub mod record;
mod reuse;
pub mod score;
pub mod segment;
pub mod sink;
pub mod source;
mod spill;
pub mod text;
pub mod version;

pub use diagnostic::{Diagnostic, Severity};
pub use error::Error;
pub use pipeline::{Content, Input, Pipeline};
pub use record::Record;
