//! Bytes that are not all Unicode: an encoding of the time before it, UTF-8 with bad places, or both in one file.
//!
//! A file is decoded line by line, since whoever joins articles of several years joins encodings, too. The lines that
//! are no UTF-8 choose their encoding together; one whose words speak against it chooses for itself.

use std::ops::Range;

use super::choose::{Choice, Count, choose, is_vietnamese_otherwise, is_western, may_be_letter};
use super::unicode::{self, Lossy};
use super::{Decoded, Encoding, bad_utf8, case, read_as, table::Table, unknown};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{OffsetMap, Span};

/// Bytes that choose an encoding together, at most.
const SAMPLE: usize = 1 << 16;
/// Words that a line must have to choose for itself.
const FEWEST: usize = 6;
/// Where the confidence is lower, the words may be wrong.
const SURE: f64 = 0.8;

/// How a line is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// ASCII, or good UTF-8.
    Unicode,
    /// UTF-8 with bad places.
    Damaged,
    /// Something else.
    Other,
}

/// Decodes bytes that are not wholly UTF-8 and that begin at byte `base` of the file.
pub(super) fn decode(bytes: &[u8], base: u32) -> Decoded<'static> {
    let lossy = unicode::lossy(bytes, base);
    let is_mostly_utf8 = unicode::is_mostly_utf8(bytes.len(), lossy.count, lossy.good);
    let mut lines = lines(bytes, is_mostly_utf8);
    let sample = sample(bytes, &lines);
    let Some(choice) = choose(&sample).or_else(|| western(&sample, is_mostly_utf8)) else {
        return if is_mostly_utf8 { damaged(lossy) } else { unknown("an unknown encoding") };
    };
    if is_mostly_utf8 && !lines.iter().any(|(_, kind)| *kind == Kind::Other) {
        return damaged(lossy);
    }
    doubt_chance_utf8(bytes, &mut lines, choice.encoding);
    let mut writer = Writer::default();
    for (range, kind) in &lines {
        writer.line(&bytes[range.clone()], *kind, choice.encoding);
    }
    writer.finish(choice, base)
}

/// UTF-8 whose bad places were replaced.
fn damaged(lossy: Lossy) -> Decoded<'static> {
    let Lossy { text, map, first, count, .. } = lossy;
    let diagnostics = vec![bad_utf8(first, count)];
    Decoded { map, diagnostics, ..Decoded::owned(text, Encoding::Utf8) }
}

/// The lines, each with its end, and how they are encoded.
fn lines(bytes: &[u8], is_mostly_utf8: bool) -> Vec<(Range<usize>, Kind)> {
    let mut lines: Vec<(Range<usize>, Kind)> = Vec::new();
    let mut start = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let end = start + line.len();
        lines.push((start..end, kind(line, is_mostly_utf8)));
        start = end;
    }
    lines
}

fn kind(line: &[u8], is_mostly_utf8: bool) -> Kind {
    if std::str::from_utf8(line).is_ok() {
        return Kind::Unicode;
    }
    let Lossy { count: bad, good, .. } = unicode::lossy(line, 0);
    let is_damaged = if is_mostly_utf8 { good >= bad || bad <= 2 } else { good >= bad * 4 };
    if is_damaged { Kind::Damaged } else { Kind::Other }
}

/// The lines in another encoding, up to a bound.
fn sample(bytes: &[u8], lines: &[(Range<usize>, Kind)]) -> Vec<u8> {
    let mut sample = Vec::new();
    for (range, _) in lines.iter().filter(|(_, kind)| *kind == Kind::Other) {
        let room = SAMPLE - sample.len().min(SAMPLE);
        sample.extend(bytes[range.clone()].iter().take(room));
        if sample.len() >= SAMPLE {
            break;
        }
    }
    sample
}

/// Western words, where the file is no UTF-8 and its words do not look like Vietnamese ones that were spoilt.
fn western(sample: &[u8], is_mostly_utf8: bool) -> Option<Choice> {
    let text = Table::of(Encoding::Windows1252)?.text(sample);
    let fits = !is_mostly_utf8 && is_western(sample) && !is_vietnamese_otherwise(&text);
    fits.then_some(Choice { encoding: Encoding::Windows1252, good: 0, judged: 0, confidence: 0.5 })
}

/// Lines that are good UTF-8 by chance alone, told by their words, are taken to be like the others.
fn doubt_chance_utf8(bytes: &[u8], lines: &mut [(Range<usize>, Kind)], encoding: Encoding) {
    let Some(table) = encoding.table() else { return };
    for (range, kind) in lines.iter_mut().filter(|(_, kind)| *kind == Kind::Unicode) {
        let line = &bytes[range.clone()];
        let Some(text) = std::str::from_utf8(line).ok().filter(|_| !is_plain(line)) else { continue };
        let count = Count::of(text);
        // in ASCII only controls can speak, and these are in no word of Unicode
        if (text.is_ascii() || !count.is_fine()) && Count::of(&table.text(line)).balance() > count.balance() {
            *kind = Kind::Other;
        }
    }
}

/// ASCII without controls that stand for letters in some encodings.
fn is_plain(line: &[u8]) -> bool {
    line.iter().all(|&byte| byte.is_ascii() && !may_be_letter(byte))
}

/// Puts the lines together.
#[derive(Default)]
struct Writer {
    text: String,
    map: OffsetMap,
    source: u32,
    line: u64,
    /// Bad places of UTF-8, and the first one.
    bad: u64,
    first_bad: u32,
    /// Bytes beyond ASCII in Unicode.
    unicode: usize,
    /// The same in another encoding.
    other: usize,
    /// Lines whose encoding is not that of most: first line and encoding.
    odd: Vec<(u64, Encoding)>,
}

impl Writer {
    fn line(&mut self, line: &[u8], kind: Kind, encoding: Encoding) {
        self.line += 1;
        let marks = line.iter().filter(|byte| !byte.is_ascii()).count();
        match kind {
            Kind::Other => {
                self.other += marks;
                let own = own_encoding(line, encoding);
                if own != encoding {
                    self.odd.push((self.line, own));
                }
                self.decode(line, own);
            }
            Kind::Unicode | Kind::Damaged => {
                self.unicode += marks;
                if marks > 0 {
                    self.odd.push((self.line, Encoding::Utf8));
                }
                self.utf8(line);
            }
        }
    }

    fn decode(&mut self, line: &[u8], encoding: Encoding) {
        let Some(table) = encoding.table() else { return self.utf8(line) };
        let start = self.text.len();
        decode_with(table, line, self.source, &mut self.text, &mut self.map);
        self.source += line.len() as u32;
        restore_case(encoding, start, &mut self.text);
    }

    fn utf8(&mut self, line: &[u8]) {
        for chunk in line.utf8_chunks() {
            self.text.push_str(chunk.valid());
            self.source += chunk.valid().len() as u32;
            if chunk.invalid().is_empty() {
                continue;
            }
            if self.bad == 0 {
                self.first_bad = self.source;
            }
            self.bad += 1;
            let start = self.text.len() as u32;
            self.text.push(char::REPLACEMENT_CHARACTER);
            let end = self.source + chunk.invalid().len() as u32;
            self.map.push(Span::new(start, self.text.len() as u32), Span::new(self.source, end));
            self.source = end;
        }
    }

    fn finish(self, choice: Choice, base: u32) -> Decoded<'static> {
        let is_mostly_utf8 = self.unicode > self.other;
        let encoding = if is_mostly_utf8 { Encoding::Utf8 } else { choice.encoding };
        let mut diagnostics = vec![read_as_legacy(&choice)];
        if is_mostly_utf8 || !self.odd.is_empty() {
            diagnostics.push(self.mixed(choice.encoding, is_mostly_utf8));
        }
        if self.bad > 0 {
            diagnostics.push(bad_utf8(base + self.first_bad, self.bad));
        }
        let confidence = Some(rounded(choice.confidence));
        Decoded { map: self.map.with_base(base), diagnostics, confidence, ..Decoded::owned(self.text, encoding) }
    }

    fn mixed(&self, encoding: Encoding, is_mostly_utf8: bool) -> Diagnostic {
        let found = match (is_mostly_utf8, self.odd.first()) {
            (true, _) => format!("lines in {encoding} among lines in UTF-8"),
            (false, Some((line, other))) => {
                format!("lines in {other} (the first is line {line}) among lines in {encoding}")
            }
            (false, None) => encoding.to_string(),
        };
        let message = format!("expected one encoding, but found {found}: each line read by itself");
        Diagnostic::new("decode/mixed", Severity::Warning, message)
    }
}

/// The encoding of a line among lines in `encoding`: another one only where its words speak clearly for it.
fn own_encoding(line: &[u8], encoding: Encoding) -> Encoding {
    let count = encoding.table().map(|table| Count::of(&table.text(line))).unwrap_or_default();
    if count.judged < FEWEST || count.good * 2 > count.judged {
        return encoding;
    }
    choose(line).filter(|own| own.balance() > count.balance()).map_or(encoding, |own| own.encoding)
}

/// Decodes by a table, and notes where each character stood. `source` is the place of the first byte.
pub(super) fn decode_with(table: &Table, bytes: &[u8], source: u32, text: &mut String, map: &mut OffsetMap) {
    table.decode(bytes, |range, piece| {
        let start = text.len() as u32;
        text.push_str(piece);
        if piece.len() != range.len() || range.len() > 1 {
            let from = Span::new(source + range.start as u32, source + range.end as u32);
            let to = Span::new(start, text.len() as u32);
            if range.len() == 1 { map.push_even(to, from) } else { map.push(to, from) }
        }
    });
}

/// Gives capitals back from byte `start` of the text on, where the encoding lacks them.
pub(super) fn restore_case(encoding: Encoding, start: usize, text: &mut String) {
    if encoding == Encoding::Tcvn3 {
        let mut tail = text.split_off(start);
        case::restore_capitals(&mut tail);
        text.push_str(&tail);
    }
}

/// Decodes a whole text by the encoding that was asked for.
pub(super) fn decode_by(encoding: Encoding, table: &Table, bytes: &[u8], base: u32) -> Decoded<'static> {
    let (mut text, mut map) = (String::with_capacity(bytes.len() * 2), OffsetMap::identity());
    decode_with(table, bytes, 0, &mut text, &mut map);
    restore_case(encoding, 0, &mut text);
    Decoded { map: map.with_base(base), ..Decoded::owned(text, encoding) }
}

/// Says which encoding was read, and why.
fn read_as_legacy(choice: &Choice) -> Diagnostic {
    let severity = if choice.confidence >= SURE { Severity::Info } else { Severity::Warning };
    Diagnostic::new("decode/legacy-encoding", severity, read_as("UTF-8", choice))
}

/// Two decimals say all there is.
pub(super) fn rounded(confidence: f64) -> f64 {
    (confidence * 100.0).round() / 100.0
}
