//! Strings: quotes, backslashes and control characters are escaped, everything else is copied.

/// Bytes that are searched at a time.
const STEP: usize = 16;

/// Appends a string in quotes.
pub(super) fn write(text: &str, out: &mut Vec<u8>) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut done = 0;
    let mut at = 0;
    while let Some(chunk) = bytes[at..].first_chunk::<STEP>() {
        match first_special(u128::from_le_bytes(*chunk)) {
            None => at += STEP,
            Some(offset) => {
                escape(bytes, &mut done, at + offset, out);
                at = done;
            }
        }
    }
    for at in at..bytes.len() {
        if is_special(bytes[at]) {
            escape(bytes, &mut done, at, out);
        }
    }
    out.extend_from_slice(&bytes[done..]);
    out.push(b'"');
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

/// Spreads a byte over all places.
const fn all(byte: u8) -> u128 {
    u128::from_ne_bytes([byte; STEP])
}

/// The first byte of sixteen (the lowest comes first) that has to be escaped.
#[inline]
fn first_special(chunk: u128) -> Option<usize> {
    const HIGH: u128 = all(0x80);
    // the highest bit of a place says "special"; a borrow from a lower place can only follow a special one
    let is_zero = |places: u128| places.wrapping_sub(all(1)) & !places;
    let control = chunk.wrapping_sub(all(0x20)) & !chunk;
    let special = (control | is_zero(chunk ^ all(b'"')) | is_zero(chunk ^ all(b'\\'))) & HIGH;
    (special != 0).then(|| (special.trailing_zeros() / 8) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_byte_to_escape() {
        for byte in 0..=255u8 {
            for at in 0..STEP {
                let mut chunk = [b'a'; STEP];
                chunk[at] = byte;
                let expected = is_special(byte).then_some(at);
                assert_eq!(first_special(u128::from_le_bytes(chunk)), expected, "{byte} at {at}");
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
