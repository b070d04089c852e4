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

    /// TCVN3 of `Hội nghị bàn về phát triển kinh tế nông thôn`.
    const TCVN: &[u8] = b"H\xE9i ngh\xDE b\xB5n v\xD2 ph\xB8t tri\xD3n kinh t\xD5 n\xABng th\xABn";
    const MEANT: &str = "Hội nghị bàn về phát triển kinh tế nông thôn";

    fn codes(decoded: &Decoded<'_>) -> Vec<&'static str> {
        decoded.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
    }

    #[test]
    fn places_in_old_encodings_lead_back() {
        let decoded = decode(TCVN, None);
        assert_eq!((decoded.text.as_ref(), decoded.encoding), (MEANT, "tcvn3"));
        assert!(decoded.confidence.unwrap() > 0.8);
        for (word, bytes) in [("nghị", &b"ngh\xDE"[..]), ("về", b"v\xD2"), ("nông", b"n\xABng"), ("thôn", b"th\xABn")]
        {
            let at = MEANT.find(word).unwrap() as u32;
            let source = decoded.map.source(Span::new(at, at + word.len() as u32));
            assert_eq!(&TCVN[source.start as usize..source.end as usize], bytes, "{word}");
        }
    }

    #[test]
    fn files_that_mix_encodings_are_read_line_by_line() {
        let vni = b"Pha\xF9t trie\xE5n kinh te\xE1 no\xE2ng tho\xE2n, xa\xF5 ho\xE4i v\xF9a du\xF2ng";
        let file = [TEXT.as_bytes(), b"\n", TCVN, b"\r\n", TCVN, b"\n", vni, b"\n", TEXT.as_bytes()].concat();
        let decoded = decode(&file, None);
        let lines: Vec<&str> = decoded.text.lines().collect();
        assert_eq!(&lines[..3], [TEXT, MEANT, MEANT]);
        assert!(lines[3].starts_with("Phát triển kinh tế nông thôn, xã hội"), "{}", lines[3]);
        assert_eq!(lines[4], TEXT);
        assert!(codes(&decoded).contains(&"decode/mixed"), "{:?}", decoded.diagnostics);
    }

    #[test]
    fn capitals_in_the_place_of_controls_are_read_on_lines_of_their_own() {
        let vps = b"AN NINH - TR\x03T T\x15\n\nNh\xE2n d\xE2n Vi\x8Ct Nam ph\xE1t tri\x8Bn kinh t\x89 n\xF4ng th\xF4n, nh\xE2n d\xE2n Vi\x8Ct Nam l\xE0m \xE1o, nu\xF4i c\xE1.";
        let text = decode(vps, None).text;
        assert!(text.starts_with("AN NINH - TRẬT TỰ\n\nNhân dân Việt Nam phát triển kinh tế nông thôn"), "{text}");
    }

    #[test]
    fn old_encodings_shown_as_another_one_are_read() {
        let shown: String = TCVN.iter().map(|&byte| char::from(byte)).collect();
        let text = format!("{TEXT}\n{shown}\n{TEXT}");
        let decoded = decode_field(&text, None);
        assert_eq!(decoded.text, format!("{TEXT}\n{MEANT}\n{TEXT}"));
        assert_eq!(codes(&decoded), ["decode/legacy-encoding"]);
        let at = decoded.text.find("nông").unwrap() as u32;
        let source = decoded.map.source(Span::new(at, at + "nông".len() as u32));
        assert_eq!(source.of(&text), "n«ng");
    }

    #[test]
    fn repairs_upon_repairs_lead_back() {
        let text = "\u{feff}R&amp;D: cá»§a &quot;BÃ¬nh An&quot;";
        let decoded = decode(text.as_bytes(), None);
        assert_eq!(decoded.text, "R&D: của \"Bình An\"");
        assert_eq!(codes(&decoded), ["decode/entities", "decode/mojibake"]);
        for (word, found) in [("của", "cá»§a"), ("Bình", "BÃ¬nh"), ("An", "An")] {
            let at = decoded.text.find(word).unwrap() as u32;
            let source = decoded.map.source(Span::new(at, at + word.len() as u32));
            assert_eq!(source.of(text), found);
        }
    }

    #[test]
    fn western_words_are_read_with_a_warning() {
        let decoded = decode(b"The caf\xE9 near S\xE3o Paulo, \x93quoted\x94, opened its doors to the public.", None);
        assert_eq!((decoded.encoding, codes(&decoded)), ("windows-1252", vec!["decode/legacy-encoding"]));
        assert!(decoded.text.starts_with("The café near São Paulo, “quoted”"));
        assert_eq!(decoded.diagnostics[0].severity, Severity::Warning);
    }

    #[test]
    fn good_text_is_left() {
        for text in [
            TEXT,
            "Nhà văn Pháp: « Le café était à côté de la forêt où les élèves étudiaient l'été passé »",
            "Der Bürger hört die größte Überraschung über Müller und Schröder für München",
            "Guðmundur Þórðarson sagði að þetta væri ný íslensk bók",
            "På sørsiden står Bø kirke, og de har fått både bær og nøtter i år",
            "Beyoncé, Zoë, Chloé và Renée đến Nice",
            "Tỷ lệ 5 ± 2 °C, 25 m², ½ số dân, R&D",
            "Hà Nội",
            "",
        ] {
            let decoded = decode_field(text, None);
            assert_eq!(decoded.text, text);
            assert!(decoded.diagnostics.is_empty(), "{text}: {:?}", decoded.diagnostics);
        }
    }

    #[test]
    fn what_no_encoding_makes_sense_of_is_no_text() {
        let words = "bảy mươi hai xã trong huyện được giao cho các đơn vị thực hiện quy hoạch".replace('ơ', "œ");
        let spoilt: String = words.chars().map(|char| if char.is_ascii() { char } else { 'Ω' }).collect();
        let text = format!("{spoilt} cho ba xa va hai thon trong tinh nay khi ho di lam");
        let decoded = decode_field(&text, None);
        assert_eq!((decoded.encoding, codes(&decoded)), ("unknown", vec!["decode/unknown-encoding"]));
        assert!(decoded.text.is_empty());
    }

    #[test]
    fn the_encoding_that_is_asked_for_is_taken() {
        let decoded = decode(b"\xA9 \xAB", Some(Encoding::Tcvn3));
        assert_eq!((decoded.text.as_ref(), decoded.confidence), ("â ô", None));
        assert_eq!(decode("Hà".as_bytes(), Some(Encoding::Utf8)).text, "Hà");
        assert_eq!(decode(b"H\xE0", Some(Encoding::Utf8)).text, "H\u{FFFD}");
        assert_eq!(decode_field("Vi\u{D6}t", Some(Encoding::Tcvn3)).text, "Việt");
        assert_eq!(decode(b"H\0\xE0\0", Some(Encoding::Utf16Le)).text, "Hà");
        assert!("tcvn4".parse::<Encoding>().is_err());
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
