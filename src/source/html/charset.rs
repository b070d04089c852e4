//! The bytes of a page as text.

use std::borrow::Cow;

use crate::decode::decode;
use crate::diagnostic::{Diagnostic, Severity};

/// A page as text.
pub(super) struct Text<'a> {
    pub text: Cow<'a, str>,
    pub encoding: &'static str,
    pub diagnostics: Vec<Diagnostic>,
}

/// Decodes a page: by its byte order mark, else as UTF-8 where it is such whatever its label says (labels are often
/// left over from an older server), else as any text is decoded.
pub(super) fn text(bytes: &[u8]) -> Text<'_> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => return utf16(rest, u16::from_le_bytes, "utf-16le"),
        [0xFE, 0xFF, rest @ ..] => return utf16(rest, u16::from_be_bytes, "utf-16be"),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Text { text: Cow::Borrowed(text), encoding: "utf-8", diagnostics: Vec::new() };
    }
    let decoded = decode(bytes);
    let mut diagnostics = decoded.diagnostics;
    if let Some(label) = label(bytes).filter(|label| !is_utf8(label)) {
        let message = format!("expected UTF-8, but the page says {label:?}: read as {}", decoded.encoding);
        diagnostics.push(Diagnostic::new("decode/charset", Severity::Info, message));
    }
    Text { text: decoded.text, encoding: decoded.encoding, diagnostics }
}

fn is_utf8(label: &str) -> bool {
    label.eq_ignore_ascii_case("utf-8") || label.eq_ignore_ascii_case("utf8")
}

fn utf16<'a>(bytes: &[u8], unit: fn([u8; 2]) -> u16, encoding: &'static str) -> Text<'a> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut lossy = bytes.len() % 2 == 1;
    let mut text = String::with_capacity(bytes.len());
    for char in char::decode_utf16(units) {
        lossy |= char.is_err();
        text.push(char.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    let message = format!("expected {encoding}, but found broken units: replaced by U+FFFD");
    let diagnostic = lossy.then(|| Diagnostic::new("decode/bad-utf16", Severity::Warning, message));
    Text { text: Cow::Owned(text), encoding, diagnostics: diagnostic.into_iter().collect() }
}

/// The encoding that the head of the page names: `<meta charset=…>` or `content="text/html; charset=…"`.
fn label(bytes: &[u8]) -> Option<String> {
    const HEAD: usize = 4096;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let name: String = rest.chars().take_while(|char| char.is_ascii_alphanumeric() || "-_:".contains(*char)).collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_order_marks_decide() {
        assert_eq!(text("\u{feff}Hà Nội".as_bytes()).text, "Hà Nội");
        let units: Vec<u8> = "\u{feff}Hà".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let decoded = text(&units);
        assert_eq!((decoded.text.as_ref(), decoded.encoding), ("Hà", "utf-16be"));
    }

    #[test]
    fn labels_are_found() {
        for head in [r#"<meta charset="windows-1258">"#, "<META content='text/html; charset = windows-1258'>"] {
            assert_eq!(label(head.as_bytes()).as_deref(), Some("windows-1258"), "{head}");
        }
        assert_eq!(label(b"<html>"), None);
    }

    #[test]
    fn utf8_is_utf8_whatever_the_label_says() {
        let decoded = text("<meta charset=\"iso-8859-1\">Hà".as_bytes());
        assert_eq!((decoded.encoding, decoded.diagnostics.len()), ("utf-8", 0));
    }
}
