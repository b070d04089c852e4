//! JSON that may stand in a script: of the file or of the page.

use memchr::memchr2_iter;
use serde::Serialize;

use crate::json;

/// Appends a value.
pub(super) fn push(value: &impl Serialize, out: &mut Vec<u8>) {
    let mut json = Vec::new();
    // Records have string keys only, so there is nothing that JSON could not hold.
    if json::write(value, &mut json).is_ok() {
        push_escaped(&json, out);
    }
}

/// JSON with `<`, which could end the script or begin a comment in it, and with U+2028 and U+2029, which are line ends
/// in older JavaScript, as escapes. They stand in strings only, where an escape means the same.
pub(super) fn escaped(json: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(json.len());
    push_escaped(json, &mut out);
    out
}

fn push_escaped(json: &[u8], out: &mut Vec<u8>) {
    let mut done = 0;
    for at in memchr2_iter(b'<', 0xE2, json) {
        let (length, escape): (usize, &[u8]) = match json[at..] {
            [b'<', ..] => (1, b"\\u003c"),
            [0xE2, 0x80, 0xA8, ..] => (3, b"\\u2028"),
            [0xE2, 0x80, 0xA9, ..] => (3, b"\\u2029"),
            _ => continue,
        };
        out.extend_from_slice(&json[done..at]);
        out.extend_from_slice(escape);
        done = at + length;
    }
    out.extend_from_slice(&json[done..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script() {
        let mut out = Vec::new();
        push(&"“a” </script> \u{2028}\u{2029}\u{2027}<", &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "\"“a” \\u003c/script> \\u2028\\u2029\u{2027}\\u003c\"");
    }
}
