//! From byte offsets to counts of Unicode scalar values.

use super::Span;

/// Bytes between two counted places.
const STEP: usize = 64;

/// Answers how many Unicode scalar values stand before a byte of a text.
pub struct CharIndex<'a> {
    text: &'a [u8],
    /// Scalar values before byte `i * STEP`; empty where the text is ASCII and nothing needs counting.
    before: Vec<u32>,
}

impl<'a> CharIndex<'a> {
    /// Counts `text` once.
    pub fn new(text: &'a str) -> CharIndex<'a> {
        let bytes = text.as_bytes();
        if text.is_ascii() {
            return CharIndex { text: bytes, before: Vec::new() };
        }
        let mut before = Vec::with_capacity(bytes.len() / STEP + 1);
        let mut count = 0;
        for chunk in bytes.chunks(STEP) {
            before.push(count);
            count += scalars(chunk);
        }
        before.push(count);
        CharIndex { text: bytes, before }
    }

    /// Scalar values before byte `at`, which must be on a character boundary.
    pub fn at(&self, at: u32) -> u32 {
        if self.before.is_empty() {
            return at;
        }
        let at = at as usize;
        let step = at / STEP;
        let rest = &self.text[step * STEP..];
        let count = match rest.first_chunk() {
            Some(chunk) => scalars_before(chunk, (at % STEP) as u8),
            None => scalars(&rest[..at % STEP]),
        };
        self.before[step] + count
    }

    /// The span in scalar values, as `[start, end]`.
    pub fn chars(&self, span: Span) -> [u32; 2] {
        [self.at(span.start), self.at(span.end)]
    }
}

/// Scalar values that begin in at most [`STEP`] bytes: every byte but the continuation bytes of UTF-8. Counted in a byte,
/// so that many are added at once.
fn scalars(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u8::from((byte as i8) >= -0x40)).sum::<u8>().into()
}

/// Scalar values that begin before byte `at` of a whole step. Looks at all bytes: that is faster than to stop.
fn scalars_before(bytes: &[u8; STEP], at: u8) -> u32 {
    let counts = bytes.iter().zip(0..).map(|(&byte, place)| u8::from((byte as i8) >= -0x40) & u8::from(place < at));
    counts.sum::<u8>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_scalars_at_every_boundary() {
        let text = "Đề án số 04-ĐA/TU 😀 ".repeat(20);
        let index = CharIndex::new(&text);
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(index.at(at as u32), count as u32, "at byte {at}");
        }
        assert_eq!(index.at(text.len() as u32), text.chars().count() as u32);
    }
}
