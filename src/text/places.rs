//! From counts of Unicode scalar values back to bytes, and what stands around a place.

use std::ops::Range;

/// Places of characters in a text; [`CharIndex`](super::CharIndex) goes the other way.
pub struct Places {
    /// Byte of each character, and of the end.
    bytes: Vec<usize>,
}

impl Places {
    /// Looks up every character of `text` once.
    pub fn new(text: &str) -> Places {
        Places { bytes: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() }
    }

    /// The byte at which a character begins, and that of the end behind the last one; none beyond.
    pub fn get(&self, char: u32) -> Option<usize> {
        self.bytes.get(char as usize).copied()
    }

    /// The byte at which a character begins; the end of the text for those beyond.
    pub fn byte(&self, char: u32) -> usize {
        let end = self.bytes[self.bytes.len() - 1];
        self.get(char).unwrap_or(end)
    }

    /// Bytes of a span of characters; none where it is empty or goes beyond the text.
    pub fn bytes(&self, [start, end]: [u32; 2]) -> Option<Range<usize>> {
        let (start, end) = (self.get(start)?, self.get(end)?);
        (start < end).then_some(start..end)
    }

    /// The character that begins at a byte, or that the byte is in.
    pub fn char(&self, byte: usize) -> u32 {
        self.bytes.partition_point(|&at| at <= byte).saturating_sub(1) as u32
    }
}

/// Bytes `start..end` of a text, between up to `most` characters that stand before and after them.
pub fn context(text: &str, start: usize, end: usize, most: usize) -> [&str; 3] {
    let from = text[..start].char_indices().rev().take(most).last().map_or(start, |(at, _)| at);
    let to = text[end..].char_indices().nth(most).map_or(text.len(), |(at, _)| end + at);
    [&text[from..start], &text[start..end], &text[end..to]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_characters() {
        let places = Places::new("😀 số");
        assert_eq!(places.bytes([2, 4]), Some(5..9));
        assert_eq!((places.bytes([4, 5]), places.bytes([1, 1])), (None, None));
        assert_eq!([0, 3, 4, 5, 6, 9].map(|byte| places.char(byte)), [0, 0, 1, 2, 3, 4]);
        assert_eq!([0, 2, 4, 5].map(|char| places.byte(char)), [0, 5, 9, 9]);
        assert_eq!([4, 5].map(|char| places.get(char)), [Some(9), None]);
    }

    #[test]
    fn a_context_is_cut_at_characters() {
        assert_eq!(context("Đề án số 5 đã hết", 15, 16, 3), ["số ", "5", " đã"]);
        assert_eq!(context("số 5", 0, 6, 3), ["", "số 5", ""]);
        assert_eq!(context("số 5", 5, 6, 0), ["", "5", ""]);
    }
}
