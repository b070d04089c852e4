//! What is odd in one article.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::Span;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; the facts are not in doubt.
    Info,
    /// Some fact may be wrong or missing.
    Warning,
    /// The article could not be read, or not wholly.
    Error,
}

/// Something odd in one article, found while it was read. It never stops the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name, `<stage>/<what>`: `decode/bad-utf8`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where in the normalized text, if it has a place there.
    pub span: Option<Span>,
    /// What was expected and what was found, for a person.
    pub message: String,
}

impl Diagnostic {
    /// A diagnostic without a place.
    pub fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, severity, span: None, message: message.into() }
    }

    /// The same with a place.
    pub fn at(mut self, span: Span) -> Diagnostic {
        self.span = Some(span);
        self
    }
}

/// A diagnostic as the record shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note<'a> {
    /// Stable name, `<stage>/<what>`: `decode/bad-utf8`.
    pub code: Cow<'a, str>,
    /// How much it matters.
    pub severity: Severity,
    /// Place in `text`, in Unicode scalar values, half-open; absent where it has no place there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chars: Option<[u32; 2]>,
    /// What was expected and what was found.
    pub message: Cow<'a, str>,
}
