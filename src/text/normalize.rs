//! Normalization: one clean form of the text, with the way back.

use std::borrow::Cow;

use super::OffsetMap;

/// The text that all later stages read.
#[derive(Clone, Debug)]
pub struct Normalized<'a> {
    /// NFC, with plain blanks and `\n` line ends; borrowed where the input was so already.
    pub text: Cow<'a, str>,
    /// From its bytes back to those of the input.
    pub map: OffsetMap,
}

/// Normalizes `input`.
pub fn normalize(input: &str) -> Normalized<'_> {
    Normalized { text: Cow::Borrowed(input), map: OffsetMap::identity() }
}
