//! A text as trich reads it, with the way back.

use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use trich::text::{OffsetMap, Span, normalize};

/// A normalized text and its source. Places are counted in characters, as Python counts them.
#[pyclass(frozen, module = "trich._trich")]
pub struct Normalized {
    /// The normalized text.
    #[pyo3(get)]
    text: String,
    map: OffsetMap,
    /// Bytes at which the characters of the text begin, and its length; the same of the source.
    text_chars: Vec<u32>,
    source_chars: Vec<u32>,
}

#[pymethods]
impl Normalized {
    #[new]
    fn new(py: Python<'_>, text: &str) -> Normalized {
        py.detach(|| {
            let trich::text::Normalized { text: clean, map } = normalize(text);
            let text_chars = beginnings(&clean);
            Normalized { text: clean.into_owned(), map, text_chars, source_chars: beginnings(text) }
        })
    }

    /// Where the characters `start..end` of the text stood in the source.
    fn source(&self, start: usize, end: usize) -> PyResult<(usize, usize)> {
        let byte = |at: usize| {
            let length = self.text_chars.len() - 1;
            let missing = || PyIndexError::new_err(format!("expected a place in 0..={length}, but found {at}"));
            self.text_chars.get(at).copied().ok_or_else(missing)
        };
        let found = self.map.source(Span::new(byte(start)?, byte(end.max(start))?));
        Ok((self.source_char(found.start), self.source_char(found.end)))
    }

    /// True where the source is normalized already.
    #[getter]
    fn is_unchanged(&self) -> bool {
        self.map.is_identity() && self.text_chars.len() == self.source_chars.len()
    }

    fn __repr__(&self) -> String {
        format!("Normalized({:?})", self.text)
    }
}

impl Normalized {
    /// The character that begins at a byte of the source, or after it.
    fn source_char(&self, byte: u32) -> usize {
        self.source_chars.partition_point(|&at| at < byte)
    }
}

fn beginnings(text: &str) -> Vec<u32> {
    text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect()
}
