//! Bytes to text.
//!
//! *What it reads*: UTF-8, UTF-16 and UTF-32 with and without a byte order mark, and the encodings of the time before
//! Unicode: TCVN3 (ABC), VNI Windows, windows-1258, VISCII, VPS, TCVN 5712, VIQR. Which of these it is, is decided by
//! which one makes Vietnamese syllables of the bytes ([`choose`]); files that mix encodings are read line by line
//! ([`legacy`]). Unicode text that was spoilt on the way (mojibake, entities, an older encoding shown as windows-1252) is
//! repaired ([`repair`]).
//!
//! *What it tells*: every guess and every repair has a diagnostic, every guess a confidence. Bytes that are no text, and
//! text that no encoding makes sense of, are reported: their words are never passed on as good text.
//!
//! *Sources*: the tables are lists in `tables/`, see `tables/SOURCES.md`.

mod case;
mod choose;
mod encoding;
mod entities;
mod legacy;
mod mojibake;
mod repair;
mod rewrite;
mod syllable;
mod table;
mod unicode;
mod viqr;

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::OffsetMap;

use choose::Choice;
pub use encoding::Encoding;
use repair::Repaired;
use unicode::{Order, Wide};

/// Text as decoded, not yet normalized.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text; empty where the bytes are no text that can be read.
    pub text: Cow<'a, str>,
    /// Name of the encoding; `binary` or `unknown` where nothing was decoded.
    pub encoding: &'static str,
    /// How sure the encoding is, from 0 to 1; absent where the bytes leave no doubt.
    pub confidence: Option<f64>,
    /// From the text's bytes back to the input's.
    pub map: OffsetMap,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Decoded<'a> {
    /// Text that needs no decoding.
    pub fn unchanged(text: Cow<'a, str>) -> Decoded<'a> {
        let encoding = Encoding::Utf8.name();
        Decoded { text, encoding, confidence: None, map: OffsetMap::identity(), diagnostics: Vec::new() }
    }

    fn owned(text: String, encoding: Encoding) -> Decoded<'static> {
        Decoded { encoding: encoding.name(), ..Decoded::unchanged(Cow::Owned(text)) }
    }

    fn unreadable(encoding: &'static str, diagnostic: Diagnostic) -> Decoded<'a> {
        Decoded { encoding, diagnostics: vec![diagnostic], ..Decoded::unchanged(Cow::Borrowed("")) }
    }
}

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Decodes a file; by the encoding that was asked for, if one was.
pub fn decode(bytes: &[u8], asked: Option<Encoding>) -> Decoded<'_> {
    if let Some(encoding) = asked {
        return decode_as(bytes, encoding);
    }
    match bytes {
        [0xFF, 0xFE, 0, 0, rest @ ..] => wide(rest, 4, Order::Little, unicode::utf32),
        [0, 0, 0xFE, 0xFF, rest @ ..] => wide(rest, 4, Order::Big, unicode::utf32),
        [0xFF, 0xFE, rest @ ..] => wide(rest, 2, Order::Little, unicode::utf16),
        [0xFE, 0xFF, rest @ ..] => wide(rest, 2, Order::Big, unicode::utf16),
        _ if bytes.starts_with(UTF8_MARK) => utf8(&bytes[UTF8_MARK.len()..], UTF8_MARK.len() as u32),
        _ => decode_unmarked(bytes),
    }
}

fn decode_unmarked(bytes: &[u8]) -> Decoded<'_> {
    if let Some(kind) = binary_kind(bytes) {
        return Decoded::unreadable("binary", binary(kind));
    }
    match (unicode::utf32_order(bytes), unicode::utf16_order(bytes)) {
        (Some(order), _) => wide(bytes, 0, order, unicode::utf32),
        (None, Some(order)) => wide(bytes, 0, order, unicode::utf16),
        (None, None) => utf8(bytes, 0),
    }
}

/// Decodes by the encoding that was asked for, whatever the bytes look like.
fn decode_as(bytes: &[u8], encoding: Encoding) -> Decoded<'_> {
    let skip = |mark: &[u8]| if bytes.starts_with(mark) { mark.len() } else { 0 };
    let wide_as = |mark: &[u8], order, read| wide(&bytes[skip(mark)..], skip(mark) as u32, order, read);
    match (encoding, encoding.table()) {
        (_, Some(table)) => legacy::decode_by(encoding, table, bytes, 0),
        (Encoding::Utf16Le, _) => wide_as(b"\xFF\xFE", Order::Little, unicode::utf16),
        (Encoding::Utf16Be, _) => wide_as(b"\xFE\xFF", Order::Big, unicode::utf16),
        (Encoding::Utf32Le, _) => wide_as(b"\xFF\xFE\0\0", Order::Little, unicode::utf32),
        (Encoding::Utf32Be, _) => wide_as(b"\0\0\xFE\xFF", Order::Big, unicode::utf32),
        _ => utf8_as_it_is(&bytes[skip(UTF8_MARK)..], skip(UTF8_MARK) as u32),
    }
}

/// UTF-8 that is not doubted.
fn utf8_as_it_is(bytes: &[u8], base: u32) -> Decoded<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { map: OffsetMap::identity().with_base(base), ..Decoded::unchanged(Cow::Borrowed(text)) },
        Err(_) => {
            let unicode::Lossy { text, map, first, count, .. } = unicode::lossy(bytes, base);
            Decoded { map, diagnostics: vec![bad_utf8(first, count)], ..Decoded::owned(text, Encoding::Utf8) }
        }
    }
}

/// The text of a field, which its container has decoded; repaired where its words are no good text, or read by the
/// encoding that was asked for.
pub fn decode_field(text: &str, asked: Option<Encoding>) -> Decoded<'_> {
    match asked.and_then(|encoding| Some((encoding, encoding.table()?))) {
        Some((encoding, table)) => {
            let bytes: Option<Vec<u8>> = text.chars().map(table::windows_1252_byte).collect();
            match bytes {
                Some(bytes) => Decoded { map: OffsetMap::identity(), ..legacy::decode_by(encoding, table, &bytes, 0) },
                None => Decoded::unchanged(Cow::Borrowed(text)),
            }
        }
        None => repaired(text, 0),
    }
}

/// UTF-16 or UTF-32 that begins at byte `base`.
fn wide(bytes: &[u8], base: u32, order: Order, read: fn(&[u8], u32, Order) -> Wide) -> Decoded<'static> {
    let Wide { text, map, encoding, bad, odd } = read(bytes, base, order);
    let mut diagnostics = Vec::new();
    if bad > 0 || odd {
        let what = if odd { "bytes that are no whole unit" } else { "units that are no characters" };
        let message =
            format!("expected {encoding}, but found {what}; replaced {} places by U+FFFD", bad + u64::from(odd));
        diagnostics.push(Diagnostic::new("decode/bad-utf16", Severity::Warning, message));
    }
    Decoded { map, diagnostics, ..Decoded::owned(text, encoding) }
}

fn utf8(bytes: &[u8], base: u32) -> Decoded<'_> {
    if is_control_heavy(bytes) {
        return Decoded::unreadable("binary", binary("control characters"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => repaired(text, base),
        Err(_) if bytes.contains(&0) => Decoded::unreadable("binary", binary("NUL characters")),
        Err(_) => legacy::decode(bytes, base),
    }
}

/// Unicode text that begins at byte `base`, with what was spoilt on the way repaired.
fn repaired(text: &str, base: u32) -> Decoded<'_> {
    let map = OffsetMap::identity().with_base(base);
    let Repaired { text, map, diagnostics, is_lost } = repair::repair(text, map);
    match is_lost {
        true => unknown("an unknown encoding"),
        false => Decoded { map, diagnostics, ..Decoded::unchanged(text) },
    }
}

fn unknown(found: &str) -> Decoded<'static> {
    let message = format!("expected UTF-8 or another encoding of Vietnamese, but found {found}");
    Decoded::unreadable("unknown", Diagnostic::new("decode/unknown-encoding", Severity::Error, message))
}

fn bad_utf8(first: u32, count: u64) -> Diagnostic {
    let places = if count == 1 { "place" } else { "places" };
    let message =
        format!("expected UTF-8, but found invalid bytes at byte {first}; replaced {count} {places} by U+FFFD");
    Diagnostic::new("decode/bad-utf8", Severity::Warning, message)
}

/// Says which encoding was read instead of the expected one, and by what it was told.
fn read_as(expected: &str, choice: &Choice) -> String {
    let Choice { encoding, good, judged, .. } = choice;
    let told = match judged {
        0 => "its words are Western ones".to_owned(),
        _ => format!("{good} of {judged} words with marks are Vietnamese syllables in it"),
    };
    format!("expected {expected}, but found {encoding}: {told}")
}

fn binary(found: &str) -> Diagnostic {
    Diagnostic::new("decode/binary", Severity::Error, format!("expected text, but found {found}"))
}

/// Files that are told by their first bytes.
fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 14] = [
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP file or an Office document"),
        (b"\x1F\x8B", "a gzip file"),
        (b"BZh", "a bzip2 file"),
        (b"\x28\xB5\x2F\xFD", "a Zstandard file"),
        (b"\xFD7zXZ\0", "an XZ file"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"RIFF", "a RIFF file"),
        (b"\xD0\xCF\x11\xE0", "an old Office document"),
        (b"\x7FELF", "a program"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"{\\rtf", "an RTF document"),
    ];
    let found = KINDS.iter().find(|(start, _)| bytes.starts_with(start))?;
    (found.0.iter().any(|byte| !byte.is_ascii_alphanumeric()) || is_control_heavy(bytes)).then_some(found.1)
}

/// True where more than one in fifty of the first bytes are controls other than white space.
fn is_control_heavy(bytes: &[u8]) -> bool {
    const SAMPLE: usize = 4096;
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let controls =
        sample.iter().filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)).count();
    controls * 50 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    const TEXT: &str = "Đề án 04 của Thành ủy 😀: “mở” và “động”.";

    fn utf16(text: &str, mark: bool, big: bool) -> Vec<u8> {
        let units = text.encode_utf16().collect::<Vec<u16>>();
        let mark = mark.then_some(0xFEFF);
        mark.into_iter()
            .chain(units)
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn decodes_utf16_with_and_without_mark() {
        for (mark, big) in [(true, false), (true, true), (false, false), (false, true)] {
            let bytes = utf16(TEXT, mark, big);
            let decoded = decode(&bytes, None);
            assert_eq!(decoded.text, TEXT, "{mark} {big} {:?}", decoded.diagnostics);
            assert_eq!(decoded.encoding, if big { "utf-16be" } else { "utf-16le" });
            assert!(decoded.diagnostics.is_empty());
            for word in ["Đề", "04", "ủy", "😀", "động"] {
                let at = TEXT.find(word).unwrap() as u32;
                let source = decoded.map.source(Span::new(at, at + word.len() as u32));
                let expected = utf16(word, false, big);
                assert_eq!(&bytes[source.start as usize..source.end as usize], expected, "{word}");
            }
        }
    }

    #[test]
    fn maps_past_the_mark_of_utf8() {
        let bytes = [UTF8_MARK, TEXT.as_bytes()].concat();
        let decoded = decode(&bytes, None);
        let at = TEXT.find("04").unwrap() as u32;
        assert_eq!(decoded.map.source(Span::new(at, at + 2)), Span::new(at + 3, at + 5));
    }

    #[test]
    fn replaces_bad_bytes() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.insert(2, 0xFF);
        bytes.pop();
        bytes.extend(&"ộ".as_bytes()[..2]);
        let decoded = decode(&bytes, None);
        assert_eq!(decoded.text.matches('\u{FFFD}').count(), 2);
        assert_eq!(decoded.diagnostics[0].code, "decode/bad-utf8");
        assert!(decoded.diagnostics[0].message.contains("byte 2; replaced 2 places"), "{:?}", decoded.diagnostics);
        let at = decoded.text.find("04").unwrap() as u32;
        let source = decoded.map.source(Span::new(at, at + 2));
        assert_eq!(&bytes[source.start as usize..source.end as usize], b"04");
    }

    #[test]
    fn refuses_what_is_no_text() {
        for bytes in
            [&b"%PDF-1.4\n%\xE2\xE3"[..], b"\x89PNG\r\n\x1A\n\0\0\0", b"PK\x03\x04\x14\0", b"\0\x01\x02\xFF\xFE\x80"]
        {
            let decoded = decode(bytes, None);
            assert_eq!(decoded.diagnostics[0].code, "decode/binary");
            assert!(decoded.text.is_empty());
        }
        assert!(decode(b"", None).diagnostics.is_empty());
        assert!(decode("RIFF là gì?".as_bytes(), None).diagnostics.is_empty());
    }
}
