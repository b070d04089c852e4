//! Strings: quotes, backslashes and control characters are escaped, everything else is copied.

/// Bytes of a long string that are searched at a time.
const STEP: usize = 32;

/// Appends a string in quotes.
///
/// Pieces of fixed length are a store or two each, where a piece of any length is a call: so a short string is written
/// as its first and its last bytes, which may overlap.
#[inline]
pub(super) fn write(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    match bytes.len() {
        4..8 => write_four(bytes, out),
        8..=16 => write_eight(bytes, out),
        _ => write_any(bytes, out),
    }
}

/// Appends a string of four to eight bytes.
fn write_four(bytes: &[u8], out: &mut Vec<u8>) {
    let (Some(&first), Some(&last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) else {
        return write_any(bytes, out);
    };
    if !is_plain(u64::from(u32::from_le_bytes(first)) << 32 | u64::from(u32::from_le_bytes(last))) {
        return write_any(bytes, out);
    }
    let ([a, b, c, d], [e, f, g, h]) = (first, last);
    overlap(&[b'"', a, b, c, d], &[e, f, g, h, b'"'], bytes.len() + 2, out);
}

/// Appends a string of eight to sixteen bytes.
fn write_eight(bytes: &[u8], out: &mut Vec<u8>) {
    let (Some(&first), Some(&last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) else {
        return write_any(bytes, out);
    };
    if !is_plain(u64::from_le_bytes(first)) || !is_plain(u64::from_le_bytes(last)) {
        return write_any(bytes, out);
    }
    let ([a, b, c, d, e, f, g, h], [i, j, k, l, m, n, o, p]) = (first, last);
    overlap(&[b'"', a, b, c, d, e, f, g, h], &[i, j, k, l, m, n, o, p, b'"'], bytes.len() + 2, out);
}

/// Appends `len` bytes, given by the first and the last `N` of them.
#[inline(always)]
fn overlap<const N: usize>(first: &[u8; N], last: &[u8; N], len: usize, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(first);
    out.truncate(start + len - N);
    out.extend_from_slice(last);
}

/// Appends a string of any length.
fn write_any(bytes: &[u8], out: &mut Vec<u8>) {
    out.reserve(bytes.len() + 2);
    out.push(b'"');
    write_long(bytes, out);
    out.push(b'"');
}

/// What stands between the quotes.
fn write_long(bytes: &[u8], out: &mut Vec<u8>) {
    let mut done = 0;
    let mut at = 0;
    while at < bytes.len() {
        let end = bytes.len().min(at + STEP);
        let chunk = &bytes[at..end];
        if chunk.first_chunk().map_or_else(|| may_have_special(chunk), has_special) {
            for at in at..end {
                if is_special(bytes[at]) {
                    escape(bytes, &mut done, at, out);
                }
            }
        }
        at = end;
    }
    out.extend_from_slice(&bytes[done..]);
}

/// True where some byte has to be escaped. Looks at all of them, so that many are compared at once.
fn has_special(bytes: &[u8; STEP]) -> bool {
    bytes.iter().fold(false, |found, &byte| found | (byte < 0x20) | (byte == b'"') | (byte == b'\\'))
}

fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Copies what stands before the byte at `at`, which is escaped; `done` is the first byte that is not yet written.
fn escape(bytes: &[u8], done: &mut usize, at: usize, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.extend_from_slice(&bytes[*done..at]);
    *done = at + 1;
    let byte = bytes[at];
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        _ => {
            let digits = [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
            out.extend_from_slice(b"\\u00");
            out.extend_from_slice(&digits);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

/// False where surely no byte has to be escaped, for a few bytes.
fn may_have_special(bytes: &[u8]) -> bool {
    let (eights, rest) = bytes.as_chunks::<8>();
    !eights.iter().all(|chunk| is_plain(u64::from_le_bytes(*chunk))) || rest.iter().any(|&byte| is_special(byte))
}

/// Spreads a byte over all places.
const fn all(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// True where none of eight bytes has to be escaped.
#[inline]
fn is_plain(chunk: u64) -> bool {
    const HIGH: u64 = all(0x80);
    const ONE: u64 = all(1);
    const BLANK: u64 = all(b' ');
    const QUOTE: u64 = all(b'"');
    const SLASH: u64 = all(b'\\');
    // the highest bit of a place says "special"; a borrow from a lower place can only follow a special one
    let is_zero = |places: u64| places.wrapping_sub(ONE) & !places;
    let control = chunk.wrapping_sub(BLANK) & !chunk;
    (control | is_zero(chunk ^ QUOTE) | is_zero(chunk ^ SLASH)) & HIGH == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_every_byte() {
        for byte in 0..=255u8 {
            for at in 0..STEP {
                let mut chunk = [b'a'; STEP];
                chunk[at] = byte;
                assert_eq!(has_special(&chunk), is_special(byte), "{byte} at {at}");
                let mut chunk = [0xE1; 8];
                chunk[at % 8] = byte;
                assert_eq!(is_plain(u64::from_le_bytes(chunk)), !is_special(byte), "{byte} at {at}");
            }
        }
    }

    #[test]
    fn writes_strings_of_every_length() {
        let text = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        for len in 0..text.len() {
            for quote in 0..=len {
                let mut text = text[..len].to_owned();
                let mut expected = format!("before\"{text}\"");
                if quote < len {
                    text.replace_range(quote..=quote, "\"");
                    expected.replace_range(quote + 7..=quote + 7, "\\\"");
                }
                let mut out = b"before".to_vec();
                write(&text, &mut out);
                assert_eq!(String::from_utf8(out).unwrap(), expected);
            }
        }
    }

    #[test]
    fn escapes_as_json_wants() {
        let mut out = Vec::new();
        write("Đề án “04”:\t\"a\\b\"\n\u{0}\u{1f}\u{7f} và hơn mười sáu byte\r", &mut out);
        let expected = "\"Đề án “04”:\\t\\\"a\\\\b\\\"\\n\\u0000\\u001f\u{7f} và hơn mười sáu byte\\r\"";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
