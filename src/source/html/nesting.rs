//! How deep a page nests, told before it is parsed: parsing takes the square of the depth.

/// Depth of the deepest page that is read. Real ones stay below a hundred.
pub(super) const DEEPEST: usize = 1000;

/// Elements that hold nothing, or that may end without an end tag.
const OPEN_ENDED: [&str; 30] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "rt", "rp",
    "nobr",
];

/// True where the tags of `html` nest deeper than [`DEEPEST`], counted without regard to what they are.
pub(super) fn is_too_deep(html: &str) -> bool {
    let bytes = html.as_bytes();
    let mut depth = 0usize;
    for (at, _) in html.match_indices('<') {
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
}
