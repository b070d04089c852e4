//! Bytes to text.
//!
//! UTF-8 and UTF-16 are decoded, with and without a byte order mark. Bytes that are no text, and text in an encoding of
//! the time before Unicode, are recognised and reported: their words are never passed on as good text.

mod guess;
mod unicode;

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::OffsetMap;

use guess::suspicion;

/// Text as decoded, not yet normalized.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text; empty where the bytes are no text that can be read.
    pub text: Cow<'a, str>,
    /// `utf-8`, `utf-16le`, `utf-16be`; `binary` or `unknown` where nothing was decoded.
    pub encoding: &'static str,
    /// From the text's bytes back to the input's.
    pub map: OffsetMap,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Decoded<'a> {
    /// Text that needs no decoding.
    pub fn unchanged(text: Cow<'a, str>) -> Decoded<'a> {
        Decoded { text, encoding: "utf-8", map: OffsetMap::identity(), diagnostics: Vec::new() }
    }

    fn unreadable(encoding: &'static str, diagnostic: Diagnostic) -> Decoded<'a> {
        let map = OffsetMap::identity();
        Decoded { text: Cow::Borrowed(""), encoding, map, diagnostics: vec![diagnostic] }
    }
}

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Decodes a file.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => unknown("UTF-32"),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, 2, unicode::Order::Little),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, 2, unicode::Order::Big),
        _ if bytes.starts_with(UTF8_MARK) => utf8(&bytes[UTF8_MARK.len()..], UTF8_MARK.len() as u32),
        _ => match (unicode::utf16_order(bytes), binary_kind(bytes)) {
            (_, Some(kind)) => Decoded::unreadable("binary", binary(kind)),
            (Some(order), None) => utf16(bytes, 0, order),
            (None, None) => utf8(bytes, 0),
        },
    }
}

/// The text of a field, which its container has decoded; reported, too, where its words are no good text.
pub fn decode_field(text: &str) -> Decoded<'_> {
    match suspicion(text) {
        Some(found) => unknown(found),
        None => Decoded::unchanged(Cow::Borrowed(text)),
    }
}

fn utf16(bytes: &[u8], base: u32, order: unicode::Order) -> Decoded<'static> {
    let unicode::Utf16 { text, map, lone, odd } = unicode::utf16(bytes, base, order);
    let mut diagnostics = Vec::new();
    if lone > 0 || odd {
        let what = if odd { "an odd number of bytes" } else { "surrogates without their pair" };
        let message = format!("expected UTF-16, but found {what}; replaced {} places by U+FFFD", lone + u64::from(odd));
        diagnostics.push(Diagnostic::new("decode/bad-utf16", Severity::Warning, message));
    }
    let encoding = if order == unicode::Order::Little { "utf-16le" } else { "utf-16be" };
    Decoded { text: Cow::Owned(text), encoding, map, diagnostics }
}

fn utf8(bytes: &[u8], base: u32) -> Decoded<'_> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => return broken_utf8(bytes, base),
    };
    if is_control_heavy(bytes) {
        return Decoded::unreadable("binary", binary("control characters"));
    }
    let map = OffsetMap::identity().with_base(base);
    match suspicion(text) {
        Some(found) => unknown(found),
        None => Decoded { text: Cow::Borrowed(text), encoding: "utf-8", map, diagnostics: Vec::new() },
    }
}

/// UTF-8 with bad places, or another encoding.
fn broken_utf8(bytes: &[u8], base: u32) -> Decoded<'_> {
    if bytes.contains(&0) || is_control_heavy(bytes) {
        return Decoded::unreadable("binary", binary("NUL or control characters"));
    }
    let unicode::Lossy { text, map, first, count, good } = unicode::lossy(bytes, base);
    if !unicode::is_mostly_utf8(bytes.len(), count, good) {
        return unknown(guess::legacy(bytes));
    }
    if let Some(found) = suspicion(&text) {
        return unknown(found);
    }
    let message = format!(
        "expected UTF-8, but found invalid bytes at byte {first}; replaced {count} {} by U+FFFD",
        if count == 1 { "place" } else { "places" }
    );
    let diagnostics = vec![Diagnostic::new("decode/bad-utf8", Severity::Warning, message)];
    Decoded { text: Cow::Owned(text), encoding: "utf-8", map, diagnostics }
}

fn unknown(found: &str) -> Decoded<'static> {
    let message = format!("expected UTF-8 or UTF-16, but found {found}");
    Decoded::unreadable("unknown", Diagnostic::new("decode/unknown-encoding", Severity::Error, message))
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
            let decoded = decode(&bytes);
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
        let decoded = decode(&bytes);
        let at = TEXT.find("04").unwrap() as u32;
        assert_eq!(decoded.map.source(Span::new(at, at + 2)), Span::new(at + 3, at + 5));
    }

    #[test]
    fn replaces_bad_bytes() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.insert(2, 0xFF);
        bytes.pop();
        bytes.extend(&"ộ".as_bytes()[..2]);
        let decoded = decode(&bytes);
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
            let decoded = decode(bytes);
            assert_eq!(decoded.diagnostics[0].code, "decode/binary");
            assert!(decoded.text.is_empty());
        }
        assert!(decode(b"").diagnostics.is_empty());
        assert!(decode("RIFF là gì?".as_bytes()).diagnostics.is_empty());
    }
}
