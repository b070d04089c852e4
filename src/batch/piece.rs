//! An article on its way to its record: read now, or known from an earlier run.

use std::borrow::Cow;

use crate::article::Article;
use crate::diagnostic::{Diagnostic, Severity};
use crate::guard::guarded;
use crate::journal::{Key, Known};
use crate::near::Sketch;
use crate::pipeline::Pipeline;
use crate::record::Record;
use crate::source::{Loaded, Raw, Settings};

/// An article before it is taken apart.
pub(super) enum Found {
    Known(Box<Known>),
    Loaded(Box<Loaded>),
}

/// An article on its way to its record.
pub(super) struct Piece<'l> {
    made: Made<'l>,
    /// What it is made from.
    pub key: Option<Key>,
    /// By which copies are told.
    pub sketch: Option<Sketch>,
    /// The article that it is a copy of.
    pub duplicate_of: Option<String>,
}

/// What there is of an article.
enum Made<'l> {
    /// The record of an earlier run.
    Record(&'l mut Record<'static>),
    /// The article, or the words with which the program panicked.
    Article(Box<Result<Article<'l>, String>>),
}

impl<'l> Piece<'l> {
    /// Reads an article. Its key is found only where it `is_noted` in a journal.
    pub fn new(found: &'l mut Found, raw: &'l Raw, pipeline: &Pipeline, is_noted: bool) -> Piece<'l> {
        let duplicate_of = raw.duplicate_of.clone();
        match found {
            Found::Known(known) => {
                let Known { record, key, sketch } = known.as_mut();
                Piece { made: Made::Record(record), key: Some(*key), sketch: *sketch, duplicate_of }
            }
            Found::Loaded(loaded) => {
                let digest = if is_noted { loaded.digest() } else { None };
                let key = digest.map(|digest| Key::new(raw, &digest));
                let article = guarded(|| loaded.read(raw, pipeline));
                let sketch = article.as_ref().ok().and_then(Sketch::of);
                Piece { made: Made::Article(Box::new(article)), key, sketch, duplicate_of }
            }
        }
    }

    /// Hands the record to `work`.
    pub fn with_record(self, raw: &Raw, pipeline: &Pipeline, work: impl FnOnce(&Record<'_>)) {
        match self.made {
            Made::Record(record) => {
                record.duplicate_of = self.duplicate_of.map(Cow::Owned);
                work(record);
            }
            Made::Article(mut article) => {
                if let Ok(article) = article.as_mut() {
                    article.duplicate_of = self.duplicate_of;
                }
                with_record(&article, raw, pipeline, work);
            }
        }
    }
}

/// Hands the record of an article to `work`; where the program has a fault, the record says so.
pub(super) fn with_record<R>(
    article: &Result<Article<'_>, String>,
    raw: &Raw,
    pipeline: &Pipeline,
    work: impl FnOnce(&Record<'_>) -> R,
) -> R {
    let record = article.as_ref().map_err(Clone::clone);
    match record.and_then(|article| guarded(|| pipeline.extract(article))) {
        Ok(record) => work(&record),
        Err(panic) => {
            let mut failed = Loaded::failed(fault(panic));
            let article = failed.read(raw, pipeline);
            work(&pipeline.extract(&article))
        }
    }
}

/// Loads an article; a fault in that is told like any other.
pub(super) fn load(raw: &Raw, settings: &Settings) -> Loaded {
    guarded(|| raw.load(settings)).unwrap_or_else(|panic| Loaded::failed(fault(panic)))
}

/// A diagnostic for a panic: a fault of the program that shows in one article must not cost the others.
fn fault(panic: String) -> Diagnostic {
    Diagnostic::new("run/panic", Severity::Error, format!("a fault of the program, please report it: {panic}"))
}
