//! Parses a JSON object of a scraper, with repairs for what scrapers get wrong.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::decode::{Encoding, decode};
use crate::diagnostic::{Diagnostic, Severity};

/// A parsed object, and what had to be repaired.
pub(super) struct Parsed {
    pub object: Map<String, Value>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses an object that begins in line `line` of its file.
pub(super) fn parse(bytes: &[u8], line: u64, asked: Option<Encoding>) -> Result<Parsed, Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            let decoded = decode(bytes, asked);
            match decoded.encoding {
                // its own diagnostic counts bytes from the beginning of the object
                "utf-8" | "unknown" | "binary" => {
                    diagnostics.push(bad_utf8(&place(bytes, error.valid_up_to(), line)));
                    String::from_utf8_lossy(bytes)
                }
                _ => {
                    diagnostics.extend(decoded.diagnostics);
                    decoded.text
                }
            }
        }
    };
    let mut result = serde_json::from_str::<Value>(&text);
    if result.is_err()
        && let Some((repaired, first)) = replace_lone_surrogates(&text)
    {
        diagnostics.push(lone_surrogate(&place(text.as_bytes(), first, line)));
        text = Cow::Owned(repaired);
        result = serde_json::from_str(&text);
    }
    match result {
        Ok(Value::Object(object)) => Ok(Parsed { object, diagnostics }),
        Ok(other) => Err(not_an_object(&other, &text)),
        Err(error) => Err(bad_json(&error, &text, line)),
    }
}

fn bad_utf8(place: &str) -> Diagnostic {
    let message = format!("expected UTF-8, but found other bytes at {place}: replaced by U+FFFD");
    Diagnostic::new("source/bad-utf8", Severity::Warning, message)
}

fn lone_surrogate(place: &str) -> Diagnostic {
    let message = format!("expected surrogates in pairs, but found a lone one at {place}: replaced by U+FFFD");
    Diagnostic::new("source/lone-surrogate", Severity::Warning, message)
}

fn not_an_object(value: &Value, text: &str) -> Diagnostic {
    let message = format!("expected a JSON object, but found {}: {}", kind(value), quote(text));
    Diagnostic::new("source/not-an-object", Severity::Error, message)
}

fn bad_json(error: &serde_json::Error, text: &str, line: u64) -> Diagnostic {
    let full = error.to_string();
    let reason = full.split(" at line ").next().unwrap_or(&full);
    let (line, column) = (line + error.line().saturating_sub(1) as u64, error.column());
    let message =
        format!("expected a JSON object, but found an error at line {line}, byte {column}: {reason}: {}", quote(text));
    Diagnostic::new("source/bad-json", Severity::Error, message)
}

/// Line and byte of offset `at`, as people count.
fn place(bytes: &[u8], at: usize, first_line: u64) -> String {
    let before = &bytes[..at];
    let line = first_line + before.iter().filter(|&&byte| byte == b'\n').count() as u64;
    let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count() + 1;
    format!("line {line}, byte {column}")
}

/// The beginning of a text, for a message.
fn quote(text: &str) -> String {
    const LENGTH: usize = 40;
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}

/// The name of a JSON value's type, with its article.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Replaces `\uD83D` without its other half by `\uFFFD`; also says where the first one stood.
///
/// Scrapers that cut strings between UTF-16 units write such halves of emoji. `None` where there are none.
fn replace_lone_surrogates(text: &str) -> Option<(String, usize)> {
    let mut repaired = String::with_capacity(text.len());
    let mut first = None;
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        repaired.push_str(before);
        let offset = text.len() - escape.len();
        let length = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                first.get_or_insert(offset);
                repaired.push_str("\\uFFFD");
                rest = &escape[6..];
                continue;
            }
            _ => 1 + escape[1..].chars().next().map_or(0, char::len_utf8),
        };
        repaired.push_str(&escape[..length]);
        rest = &escape[length..];
    }
    repaired.push_str(rest);
    first.map(|first| (repaired, first))
}

/// The UTF-16 unit of an escape `\uXXXX` at the beginning of `text`.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lone_surrogates_are_replaced() {
        let check = |text: &str, expected: &str| {
            let (repaired, _) = replace_lone_surrogates(text).unwrap();
            assert_eq!(repaired, expected);
        };
        check(r#"a\ud83d b"#, r#"a\uFFFD b"#);
        check(r#"\ude00\ud83d\ude00"#, r#"\uFFFD\ud83d\ude00"#);
        check(r#"\ud83d\ud83d\ude00"#, r#"\uFFFD\ud83d\ude00"#);
        assert!(replace_lone_surrogates(r#"\\ud83d \ud83d\ude00 \u00e0 \"#).is_none());
    }

    #[test]
    fn messages_name_the_place() {
        let error = parse(b"{\"a\":\n 1,}", 7, None).err().unwrap();
        assert_eq!(error.code, "source/bad-json");
        assert!(error.message.contains("line 8, byte 4"), "{}", error.message);
        let error = parse(b"[1]", 1, None).err().unwrap();
        assert_eq!(error.message, "expected a JSON object, but found an array: \"[1]\"");
    }

    #[test]
    fn bad_bytes_cost_a_warning_not_the_article() {
        let parsed = parse(b"{\"text\":\"a\xFFb\"}", 3, None).ok().unwrap();
        assert_eq!(parsed.object["text"], "a\u{FFFD}b");
        assert!(parsed.diagnostics[0].message.contains("line 3, byte 11"), "{}", parsed.diagnostics[0].message);
    }
}
