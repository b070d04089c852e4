//! Text that is Unicode, but was spoilt on the way: entities, mojibake, words of an older encoding read as windows-1252.
//!
//! Good text is told by looking at bytes: nearly every line of Vietnamese has letters of U+1E00-1FFF. Only lines without
//! them are read word by word, and only where their words are no syllables anything is tried.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem};

use super::choose::{Choice, Count, choose, is_vietnamese_otherwise};
use super::legacy::{decode_with, restore_case};
use super::rewrite::Rewrite;
use super::table::windows_1252_byte;
use super::{Encoding, entities, mojibake, read_as, viqr};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::OffsetMap;

/// How often UTF-8 may have been misread.
const DEEPEST: usize = 3;
/// Words that tell an older encoding in Unicode text, at least.
const FEWEST: usize = 4;

/// Text on the way from what was found to what was meant.
pub(super) struct Repaired<'a> {
    pub text: Cow<'a, str>,
    pub map: OffsetMap,
    pub diagnostics: Vec<Diagnostic>,
    /// True where the words are still no good text.
    pub is_lost: bool,
}

/// Repairs what can be repaired. `map` leads from the text to the file.
pub(super) fn repair(text: &str, map: OffsetMap) -> Repaired<'_> {
    let mut repaired = Repaired { text: Cow::Borrowed(text), map, diagnostics: Vec::new(), is_lost: false };
    repaired.unescape();
    if repaired.text.is_ascii() {
        repaired.read_viqr();
    } else if has_doubtful_line(&repaired.text) {
        repaired.read_mojibake();
        repaired.read_legacy();
        repaired.is_lost = is_lost(&repaired.text);
    }
    repaired
}

impl Repaired<'_> {
    fn advance(&mut self, text: String, map: OffsetMap) {
        self.map = map.over(std::mem::take(&mut self.map));
        self.text = Cow::Owned(text);
    }

    fn note(&mut self, code: &'static str, severity: Severity, message: String) {
        self.diagnostics.push(Diagnostic::new(code, severity, message));
    }

    fn unescape(&mut self) {
        if memchr(b'&', self.text.as_bytes()).is_none() {
            return;
        }
        if let Some((text, map, count)) = entities::unescape(&self.text) {
            self.advance(text, map);
            let message = format!("expected text, but found HTML entities: read {count} of them");
            self.note("decode/entities", Severity::Info, message);
        }
    }

    fn read_mojibake(&mut self) {
        let (mut depth, mut total) = (0, 0);
        while depth < DEEPEST {
            let mut rewrite = Rewrite::new(&self.text);
            let lines = doubtful_lines(&self.text);
            let count: usize =
                lines.into_iter().map(|line| mojibake::repair(&self.text, line.start, line.end, &mut rewrite)).sum();
            let (Cow::Owned(text), map) = rewrite.finish() else { break };
            self.advance(text, map);
            total += count;
            depth += 1;
        }
        if depth > 0 {
            let times = ["once", "twice", "three times"][depth.min(3) - 1];
            let message =
                format!("expected UTF-8, but found UTF-8 read as windows-1252 {times}: repaired {total} characters");
            self.note("decode/mojibake", Severity::Info, message);
        }
    }

    fn read_legacy(&mut self) {
        let lines = doubtful_lines(&self.text);
        let Some(choice) = choose_together(&self.text, &lines) else { return };
        let mut rewrite = Rewrite::new(&self.text);
        lines.into_iter().for_each(|line| reread(&self.text, line, choice.encoding, &mut rewrite));
        if let (Cow::Owned(text), map) = rewrite.finish() {
            self.advance(text, map);
            self.note("decode/legacy-encoding", Severity::Warning, read_as("Unicode", &choice));
        }
    }

    fn read_viqr(&mut self) {
        let Some(table) = Encoding::Viqr.table().filter(|table| viqr::is_viqr(&self.text, table)) else { return };
        let (mut text, mut map) = (String::with_capacity(self.text.len()), OffsetMap::identity());
        decode_with(table, self.text.as_bytes(), 0, &mut text, &mut map);
        // By the standard a full stop after a vowel is a tone, unless a backslash stands before it.
        let (severity, doubt) = match self.text.contains('\\') {
            true => (Severity::Info, ""),
            false => (Severity::Warning, "; some full stops and question marks may have been read as tones"),
        };
        self.advance(text, map);
        self.note("decode/legacy-encoding", severity, format!("expected UTF-8, but found viqr{doubt}"));
    }
}

/// True where a line may be spoilt.
fn has_doubtful_line(text: &str) -> bool {
    is_garbled(text.as_bytes()) || ranges(text).any(|line| is_odd(&text[line]))
}

/// The lines that may be spoilt.
fn doubtful_lines(text: &str) -> Vec<Range<usize>> {
    ranges(text).filter(|line| is_doubtful(&text[line.clone()])).collect()
}

/// The lines of a text, each with its end.
fn ranges(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let ends = memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain([text.len()]);
    ends.scan(0, |start, end| Some(std::mem::replace(start, end)..end))
}

/// True for a line that holds mojibake of Vietnamese letters, or whose words are in doubt.
fn is_doubtful(line: &str) -> bool {
    is_garbled(line.as_bytes()) || is_odd(line)
}

/// True for a line without the letters that good Vietnamese has, whose words with marks are no syllables.
fn is_odd(line: &str) -> bool {
    let bytes = line.as_bytes();
    !is_well_decoded(bytes) && !line.is_ascii() && (has_sign(bytes) || !Count::of(line).is_fine())
}

/// A letter of U+1E00-1FFF in every hundred bytes: Vietnamese that was decoded well.
fn is_well_decoded(line: &[u8]) -> bool {
    let least = line.len().div_ceil(100).max(1);
    memchr_iter(0xE1, line).nth(least - 1).is_some()
}

/// True where `áº` or `á»` stands, which begins most letters of Vietnamese in mojibake.
fn is_garbled(bytes: &[u8]) -> bool {
    memmem::find(bytes, b"\xC3\xA1\xC2").is_some()
}

/// True where a letter stands that UTF-8's bytes become, before a sign: the words around need not show it (`25Â°`).
fn has_sign(bytes: &[u8]) -> bool {
    bytes
        .windows(3)
        .any(|window| matches!(window, [0xC3, 0x82..=0x86, 0xC2 | 0xC5 | 0xC6 | 0xE2]) || *window == *b"\xC3\xA2\xE2")
}

/// The older encoding that the doubtful lines are in, where their words say so together.
fn choose_together(text: &str, lines: &[Range<usize>]) -> Option<Choice> {
    const SAMPLE: usize = 1 << 16;
    let counts = lines.iter().map(|line| Count::of(&text[line.clone()]));
    let (good, judged) = counts.fold((0, 0), |(good, judged), own| (good + own.good, judged + own.judged));
    if judged < FEWEST || good * 2 >= judged {
        return None;
    }
    let chars = lines.iter().flat_map(|line| text[line.clone()].chars()).take(SAMPLE);
    let bytes: Vec<u8> = chars.map(|char| windows_1252_byte(char).unwrap_or(b' ')).collect();
    choose(&bytes).filter(|choice| choice.judged >= FEWEST && choice.share() >= 0.75)
}

/// Reads a line by another encoding, where its words gain by that.
fn reread(text: &str, line: Range<usize>, encoding: Encoding, rewrite: &mut Rewrite<'_>) {
    let Some(table) = encoding.table() else { return };
    let mut chars = text[line.clone()].char_indices().peekable();
    let mut pieces = Vec::new();
    while chars.peek().is_some() {
        let (mut bytes, mut places) = (Vec::new(), Vec::new());
        while let Some((at, byte)) = chars.next_if_map_byte() {
            bytes.push(byte);
            places.push(line.start + at);
        }
        let end = chars.peek().map_or(line.end, |(at, _)| line.start + at);
        if bytes.is_empty() {
            chars.next();
            continue;
        }
        places.push(end);
        let mut decoded = String::new();
        decode_with(table, &bytes, 0, &mut decoded, &mut OffsetMap::identity());
        restore_case(encoding, 0, &mut decoded);
        pieces.push((places, bytes, decoded));
    }
    let before = Count::of(&text[line.clone()]);
    let after = pieces.iter().map(|(.., decoded)| Count::of(decoded)).fold(0, |sum, count| sum + count.balance());
    if after <= before.balance() {
        return;
    }
    for (places, bytes, decoded) in pieces {
        let mut at = 0;
        table.decode(&bytes, |range, piece| {
            let (from, to) = (places[range.start], places[range.end]);
            let piece = &decoded[at..at + piece.len()];
            at += piece.len();
            if text[from..to] != *piece {
                rewrite.replace(from, to, piece);
            }
        });
    }
}

/// The next character's byte, if windows-1252 has one.
trait NextByte {
    fn next_if_map_byte(&mut self) -> Option<(usize, u8)>;
}

impl NextByte for std::iter::Peekable<std::str::CharIndices<'_>> {
    fn next_if_map_byte(&mut self) -> Option<(usize, u8)> {
        let (at, char) = *self.peek()?;
        let byte = windows_1252_byte(char)?;
        self.next();
        Some((at, byte))
    }
}

/// True where the words without marks are Vietnamese and those with marks are not: reading them would give nonsense.
fn is_lost(text: &str) -> bool {
    const SAMPLE: usize = 8192;
    let end = (0..=text.len().min(SAMPLE)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let sample = &text[..end];
    let count = Count::of(sample);
    count.judged >= FEWEST && count.good * 3 < count.judged * 2 && is_vietnamese_otherwise(sample)
}
