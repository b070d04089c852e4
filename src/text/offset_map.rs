//! Where each place of the normalized text stood in the file.

use super::Span;

/// Written while normalizing: maps byte offsets of the normalized text to byte offsets of the source.
///
/// Monotone: a later place of the text never maps to an earlier place of the source.
#[derive(Clone, Debug, Default)]
pub struct OffsetMap {
    /// Stretches that were changed, in order; between them the two texts run in step.
    edits: Vec<Edit>,
    /// Source bytes before the text, such as a byte order mark.
    base: u32,
}

/// One changed stretch.
#[derive(Clone, Copy, Debug)]
struct Edit {
    text: Span,
    source: Span,
}

impl OffsetMap {
    /// The map of a text that was taken over unchanged.
    pub fn identity() -> OffsetMap {
        OffsetMap::default()
    }

    /// Says that `base` source bytes stand before the text.
    pub fn with_base(mut self, base: u32) -> OffsetMap {
        self.base = base;
        self
    }

    /// True where nothing was changed.
    pub fn is_identity(&self) -> bool {
        self.edits.is_empty() && self.base == 0
    }

    /// Notes that the bytes `source` of the input became the bytes `text`. Edits come in order.
    pub(super) fn push(&mut self, text: Span, source: Span) {
        self.edits.push(Edit { text, source });
    }

    /// The source bytes of a span of the text. A place inside a changed stretch maps to the stretch's edge, so that
    /// the answer always covers the whole of what the span was made from.
    pub fn source(&self, span: Span) -> Span {
        Span::new(self.start(span.start), self.end(span.end).max(self.start(span.start)))
    }

    fn start(&self, at: u32) -> u32 {
        let next = self.edits.partition_point(|edit| edit.text.start <= at);
        match next.checked_sub(1).map(|i| self.edits[i]) {
            Some(edit) if at < edit.text.end => self.base + edit.source.start,
            Some(edit) => self.base + edit.source.end + (at - edit.text.end),
            None => self.base + at,
        }
    }

    fn end(&self, at: u32) -> u32 {
        let next = self.edits.partition_point(|edit| edit.text.start < at);
        match next.checked_sub(1).map(|i| self.edits[i]) {
            Some(edit) if at < edit.text.end => self.base + edit.source.end,
            Some(edit) => self.base + edit.source.end + (at - edit.text.end),
            None => self.base + at,
        }
    }
}
