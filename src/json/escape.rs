//! Strings: quotes, backslashes and control characters are escaped, everything else is copied.

/// Bytes that are searched at a time.
const STEP: usize = 16;

/// Appends a string in quotes.
#[inline]
pub(super) fn write(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    out.reserve(bytes.len() + 2);
    out.push(b'"');
    match bytes.len() < STEP && first_special(short(bytes)).is_none() {
        true => copy_short(bytes, out),
        false => write_long(bytes, out),
    }
    out.push(b'"');
}

/// Copies bytes, most often few.
#[inline]
pub(super) fn copy(bytes: &[u8], out: &mut Vec<u8>) {
    match bytes.len() {
        0..=STEP => copy_short(bytes, out),
        _ => out.extend_from_slice(bytes),
    }
}

/// Copies up to sixteen bytes. Pieces of fixed length are a store each, where one of any length is a call.
#[inline]
fn copy_short(bytes: &[u8], out: &mut Vec<u8>) {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        overlap(first, last, bytes.len(), out);
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        overlap(first, last, bytes.len(), out);
    } else {
        bytes.iter().for_each(|&byte| out.push(byte));
    }
}

/// Appends `len` bytes, given by the first and the last `N` of them.
#[inline(always)]
fn overlap<const N: usize>(first: &[u8; N], last: &[u8; N], len: usize, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(first);
    out.truncate(start + len - N);
    out.extend_from_slice(last);
}

/// Up to fifteen bytes as one number, in any order, with plain letters for those that lack.
#[inline]
fn short(bytes: &[u8]) -> u128 {
    const PLAIN: u128 = all(b'a');
    let halves = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) => [u64::from_le_bytes(*first), u64::from_le_bytes(*last)],
        _ => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some(first), Some(last)) => {
                let both = u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last));
                [both, both]
            }
            _ => return bytes.iter().fold(PLAIN, |chunk, &byte| chunk << 8 | u128::from(byte)),
        },
    };
    u128::from(halves[0]) << 64 | u128::from(halves[1])
}

/// What stands between the quotes.
fn write_long(bytes: &[u8], out: &mut Vec<u8>) {
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
    const ONE: u128 = all(1);
    const BLANK: u128 = all(b' ');
    const QUOTE: u128 = all(b'"');
    const SLASH: u128 = all(b'\\');
    // the highest bit of a place says "special"; a borrow from a lower place can only follow a special one
    let is_zero = |places: u128| places.wrapping_sub(ONE) & !places;
    let control = chunk.wrapping_sub(BLANK) & !chunk;
    let special = (control | is_zero(chunk ^ QUOTE) | is_zero(chunk ^ SLASH)) & HIGH;
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
    fn sees_every_byte_of_a_short_string() {
        for len in 0..STEP {
            for at in 0..len {
                let mut bytes = vec![b'a'; len];
                bytes[at] = b'"';
                assert!(first_special(short(&bytes)).is_some(), "{at} of {len}");
                bytes[at] = 0xE1;
                assert!(first_special(short(&bytes)).is_none(), "{at} of {len}");
            }
        }
    }

    #[test]
    fn copies_short_strings() {
        let text = b"0123456789abcdef";
        for len in 0..=text.len() {
            let mut out = b"before".to_vec();
            copy_short(&text[..len], &mut out);
            assert_eq!(out, [b"before", &text[..len]].concat());
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
