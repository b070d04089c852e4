//! HTML entities that stand in text: it was escaped once too often (`Vi&#7879;t Nam`, `&amp;quot;`).

use std::borrow::Cow;

use memchr::memchr_iter;

use super::rewrite::Rewrite;
use crate::text::OffsetMap;

/// Bytes of the longest entity that is looked for: `&CounterClockwiseContourIntegral;`.
const LONGEST: usize = 33;
/// How often a text may have been escaped.
const DEEPEST: usize = 4;

/// The text without entities, where there are any; also how many there were.
pub(super) fn unescape(text: &str) -> Option<(String, OffsetMap, usize)> {
    let mut rewrite = Rewrite::new(text);
    let (mut end, mut count) = (0, 0);
    for at in memchr_iter(b'&', text.as_bytes()) {
        if at < end {
            continue;
        }
        if let Some((with, len)) = entity(&text[at..]) {
            end = at + len;
            count += 1;
            rewrite.replace(at, end, &with);
        }
    }
    match rewrite.finish() {
        (Cow::Owned(text), map) => Some((text, map, count)),
        _ => None,
    }
}

/// The character of the entity at the beginning of `text`, and its length there; an entity that was escaped again and
/// again (`&amp;amp;quot;`) is one.
fn entity(text: &str) -> Option<(String, usize)> {
    let mut len = end(text)?;
    let mut decoded = decode(&text[..len])?;
    for _ in 1..DEEPEST {
        if decoded != "&" {
            break;
        }
        let again = format!("&{}", &text[len..floor(text, len + LONGEST)]);
        let Some(inner) = end(&again) else { break };
        let Some(next) = decode(&again[..inner]) else { break };
        len += inner - 1;
        decoded = next;
    }
    Some((decoded, len))
}

/// Where the entity that begins `text` ends; only one with its semicolon counts.
fn end(text: &str) -> Option<usize> {
    let name = text.bytes().skip(1).take(LONGEST).position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#')?;
    (name > 1 && text.as_bytes()[name + 1] == b';').then_some(name + 2)
}

fn decode(entity: &str) -> Option<String> {
    let decoded = html_escape::decode_html_entities(entity);
    (decoded != entity && !decoded.contains(|char: char| char.is_control() && !char.is_whitespace()))
        .then(|| decoded.into_owned())
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read_however_often_they_were_escaped() {
        for (text, expected) in [
            ("Vi&#7879;t Nam &amp; ASEAN", "Việt Nam & ASEAN"),
            ("&quot;H&agrave; N&#x1ED9;i&quot;", "\"Hà Nội\""),
            ("&amp;amp;quot;Hà&amp;nbsp;Nội", "\"Hà\u{A0}Nội"),
            ("A &amp;amp; B", "A & B"),
        ] {
            let (found, ..) = unescape(text).unwrap();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn other_signs_are_left() {
        for text in
            ["R&D; M&A", "?a=1&copy=2", "Johnson & Johnson", "&", "&;", "&#;", "&#0;", "&khongco;", "&é;", "a &amp"]
        {
            assert!(unescape(text).is_none(), "{text}");
        }
    }

    #[test]
    fn places_lead_back() {
        let text = "a &quot;b&quot; c";
        let (found, map, count) = unescape(text).unwrap();
        assert_eq!(count, 2);
        let at = found.find('c').unwrap() as u32;
        let source = map.source(crate::text::Span::new(at, at + 1));
        assert_eq!(source.of(text), "c");
    }
}
