//! Bytes to text.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::OffsetMap;

/// Text as decoded, not yet normalized.
pub struct Decoded<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// `utf-8`, `utf-16le`, `utf-16be`.
    pub encoding: &'static str,
    /// From the text's bytes back to the input's.
    pub map: OffsetMap,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
}

/// Decodes a file.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    let mut diagnostics = Vec::new();
    let text = String::from_utf8_lossy(bytes);
    if let Cow::Owned(_) = text {
        diagnostics.push(Diagnostic::new("decode/bad-utf8", Severity::Warning, "expected UTF-8"));
    }
    Decoded { text, encoding: "utf-8", map: OffsetMap::identity(), diagnostics }
}
