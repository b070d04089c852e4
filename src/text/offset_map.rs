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
    /// How the source itself came from a file, where it is not the file.
    below: Option<Box<OffsetMap>>,
}

/// One changed stretch.
#[derive(Clone, Copy, Debug)]
struct Edit {
    text: Span,
    source: Span,
    /// The stretch's characters are of one width in the text and of one in the source, so that a place inside it has
    /// its counterpart; otherwise the stretch is one whole.
    even: bool,
}

impl Edit {
    /// True where an even stretch goes on with these bytes, at the same widths.
    fn joins(&self, text: Span, source: Span) -> bool {
        let same_ratio = u64::from(self.text.len()) * u64::from(source.len())
            == u64::from(text.len()) * u64::from(self.source.len());
        self.text.end == text.start && self.source.end == source.start && same_ratio
    }

    /// The source byte of `at`, which lies inside an even stretch.
    fn inside(&self, at: u32) -> u32 {
        let (text, source) = (u64::from(self.text.len()), u64::from(self.source.len()));
        self.source.start + (u64::from(at - self.text.start) * source / text) as u32
    }
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

    /// This map, continued by the one that led to its source: from the text to the file below.
    pub fn over(mut self, below: OffsetMap) -> OffsetMap {
        if !below.is_identity() {
            self.below = Some(Box::new(below));
        }
        self
    }

    /// True where nothing was changed.
    pub fn is_identity(&self) -> bool {
        self.edits.is_empty() && self.base == 0 && self.below.is_none()
    }

    /// Notes that the bytes `source` of the input became the bytes `text`. Edits come in order.
    pub(crate) fn push(&mut self, text: Span, source: Span) {
        self.edits.push(Edit { text, source, even: false });
    }

    /// Notes that the bytes `source` became the bytes `text` character by character, all of one width on each side.
    pub(crate) fn push_even(&mut self, text: Span, source: Span) {
        match self.edits.last_mut() {
            Some(last) if last.even && last.joins(text, source) => {
                last.text.end = text.end;
                last.source.end = source.end;
            }
            _ => self.edits.push(Edit { text, source, even: true }),
        }
    }

    /// Takes back the edits that reach beyond `at`. Gives the last place at or before `at` that no edit covers, in the
    /// text and in the source.
    pub(super) fn cut(&mut self, at: u32) -> (u32, u32) {
        let mut text = at;
        while let Some(edit) = self.edits.pop_if(|edit| edit.text.end > text) {
            text = text.min(edit.text.start);
        }
        (text, self.start(text) - self.base)
    }

    /// The source bytes of a span of the text. A place inside a changed stretch maps to the stretch's edge, so that
    /// the answer always covers the whole of what the span was made from.
    pub fn source(&self, span: Span) -> Span {
        let start = self.start(span.start);
        let found = Span::new(start, self.end(span.end).max(start));
        match &self.below {
            Some(below) => below.source(found),
            None => found,
        }
    }

    fn start(&self, at: u32) -> u32 {
        let next = self.edits.partition_point(|edit| edit.text.start <= at);
        match next.checked_sub(1).map(|i| self.edits[i]) {
            Some(edit) if at < edit.text.end && edit.even => self.base + edit.inside(at),
            Some(edit) if at < edit.text.end => self.base + edit.source.start,
            Some(edit) => self.base + edit.source.end + (at - edit.text.end),
            None => self.base + at,
        }
    }

    fn end(&self, at: u32) -> u32 {
        let next = self.edits.partition_point(|edit| edit.text.start < at);
        match next.checked_sub(1).map(|i| self.edits[i]) {
            Some(edit) if at < edit.text.end && edit.even => self.base + edit.inside(at),
            Some(edit) if at < edit.text.end => self.base + edit.source.end,
            Some(edit) => self.base + edit.source.end + (at - edit.text.end),
            None => self.base + at,
        }
    }
}
