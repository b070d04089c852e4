//! How deep a page nests and how many attributes a tag has, told before it is parsed: parsing takes the square of both.

/// Depth of the deepest page that is read. Real ones stay below a hundred.
pub(super) const DEEPEST: usize = 1000;

/// Attributes of the fullest tag that is read. Real ones stay below fifty.
pub(super) const FULLEST: usize = 500;

/// Bytes of a tag that is not looked into: it has too few for so many attributes.
const SHORT_TAG: usize = 2 * FULLEST;

/// Elements that hold nothing, or that may end without an end tag.
const OPEN_ENDED: [&str; 30] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "rt", "rp",
    "nobr",
];

/// True where the tags of `html` nest deeper than [`DEEPEST`], counted without regard to what they are, or where one has
/// more attributes than [`FULLEST`].
pub(super) fn is_too_deep(html: &str) -> bool {
    let bytes = html.as_bytes();
    let mut depth = 0usize;
    // long tags are looked into once, even where each `<` begins one that does not end
    let mut seen = 0;
    for (at, _) in html.match_indices('<') {
        let short = &bytes[at..bytes.len().min(at + SHORT_TAG)];
        if at >= seen && short.len() == SHORT_TAG && memchr::memchr(b'>', short).is_none() {
            let (attributes, end) = attributes(bytes, at);
            if attributes > FULLEST {
                return true;
            }
            seen = end;
        }
        match bytes.get(at + 1) {
            Some(b'/') if !is_open_ended(&html[at + 2..]) => depth = depth.saturating_sub(1),
            Some(first) if first.is_ascii_alphabetic() && !is_open_ended(&html[at + 1..]) => depth += 1,
            _ => {}
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// The words of a tag that are not in quotes, about as many as it has attributes, and where the tag ends.
fn attributes(bytes: &[u8], tag: usize) -> (usize, usize) {
    let (mut count, mut quote, mut is_inside) = (0, None, true);
    for (at, &byte) in bytes.iter().enumerate().skip(tag) {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return (count, at),
            (None, _) if byte.is_ascii_whitespace() || byte == b'/' => is_inside = false,
            (None, _) => {
                count += usize::from(!is_inside);
                is_inside = true;
            }
        }
    }
    (count, bytes.len())
}

/// Letters of the longest name in [`OPEN_ENDED`].
const LONGEST: usize = 8;

fn is_open_ended(tag: &str) -> bool {
    let len = tag.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = &tag[..len];
    len <= LONGEST && OPEN_ENDED.iter().any(|other| other.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nests_counts() {
        assert!(is_too_deep(&"<div>".repeat(1500)));
        assert!(!is_too_deep(&"<div><br><p>x</div>".repeat(1500)));
        assert!(!is_too_deep(&"<".repeat(1500)));
    }

    #[test]
    fn full_tags_are_told_from_long_ones() {
        assert!(is_too_deep(&format!("<p {}>", "a=1 ".repeat(600))));
        assert!(!is_too_deep(&format!("<p data-a=\"{}\" b='{}'>", "a=1 ".repeat(600), "x ".repeat(600))));
        assert!(!is_too_deep(&"<a href=b>c</a> d e ".repeat(600)));
    }
}
