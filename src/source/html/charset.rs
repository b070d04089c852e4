//! The bytes of a page as text.

use std::borrow::Cow;

use crate::decode::{Decoded, Encoding, decode};
use crate::diagnostic::{Diagnostic, Severity};

/// Decodes a page: by the encoding that was asked for or its byte order mark, else as UTF-8 where it is such whatever
/// its label says (labels are often left over from an older server), else as any text is decoded.
pub(super) fn text(bytes: &[u8], asked: Option<Encoding>) -> Decoded<'_> {
    let unmarked = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let (Ok(text), None) = (std::str::from_utf8(unmarked), asked)
        && !text.as_bytes()[..text.len().min(64)].contains(&0)
    {
        return Decoded::unchanged(Cow::Borrowed(text));
    }
    let mut decoded = decode(bytes, asked);
    if let Some(label) = label(bytes).filter(|label| !is_utf8(label) && label != decoded.encoding) {
        let message = format!("expected UTF-8, but the page says {label:?}: read as {}", decoded.encoding);
        decoded.diagnostics.push(Diagnostic::new("decode/charset", Severity::Info, message));
    }
    decoded
}

fn is_utf8(label: &str) -> bool {
    label.eq_ignore_ascii_case("utf-8") || label.eq_ignore_ascii_case("utf8")
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
        assert_eq!(text("\u{feff}Hà Nội".as_bytes(), None).text, "Hà Nội");
        let units: Vec<u8> = "\u{feff}Hà".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let decoded = text(&units, None);
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
        let decoded = text("<meta charset=\"iso-8859-1\">Hà".as_bytes(), None);
        assert_eq!((decoded.encoding, decoded.diagnostics.len()), ("utf-8", 0));
    }
}
