//! UTF-16, UTF-32, and UTF-8 with bad places.

use super::Encoding;
use crate::text::{OffsetMap, Span};

/// Which byte of a unit comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

/// The order of UTF-16 without a mark, if the bytes are that: every other byte of Vietnamese is mostly NUL (Basic
/// Latin), 01 (đ, ơ, ư) or 1E (ạ-ỹ).
pub(super) fn utf16_order(bytes: &[u8]) -> Option<Order> {
    const SAMPLE: usize = 4096;
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let pairs = sample.len() / 2;
    let nuls = |offset: usize| sample[offset.min(sample.len())..].iter().step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let is_high = |high: usize, low: usize| pairs > 0 && high * 10 >= pairs * 3 && low * 10 <= high;
    match (is_high(odd, even), is_high(even, odd)) {
        (true, _) if is_text(sample, Order::Little) => Some(Order::Little),
        (_, true) if is_text(sample, Order::Big) => Some(Order::Big),
        _ => None,
    }
}

/// True where few of the units are controls or unpaired surrogates.
fn is_text(bytes: &[u8], order: Order) -> bool {
    let odd = char::decode_utf16(units(bytes, order)).filter(|char| match char {
        Ok(char) => char.is_control() && !char.is_whitespace(),
        Err(_) => true,
    });
    odd.count() * 50 <= bytes.len()
}

fn units(bytes: &[u8], order: Order) -> impl Iterator<Item = u16> + '_ {
    bytes.chunks_exact(2).map(move |pair| match order {
        Order::Little => u16::from_le_bytes([pair[0], pair[1]]),
        Order::Big => u16::from_be_bytes([pair[0], pair[1]]),
    })
}

/// The order of UTF-32 without a mark, if the bytes are that: the high bytes are NUL.
pub(super) fn utf32_order(bytes: &[u8]) -> Option<Order> {
    const SAMPLE: usize = 4096;
    let sample = &bytes[..bytes.len().min(SAMPLE) & !3];
    let is_order = |order: Order| {
        let chars = units32(sample, order).map(char::from_u32);
        chars.into_iter().all(|char| char.is_some_and(|char| !char.is_control() || char.is_whitespace()))
    };
    let orders = [Order::Little, Order::Big];
    orders.into_iter().find(|&order| sample.len() >= 8 && bytes.len().is_multiple_of(4) && is_order(order))
}

fn units32(bytes: &[u8], order: Order) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(move |unit| {
        let unit = [unit[0], unit[1], unit[2], unit[3]];
        match order {
            Order::Little => u32::from_le_bytes(unit),
            Order::Big => u32::from_be_bytes(unit),
        }
    })
}

/// UTF-16 or UTF-32 as text.
pub(super) struct Wide {
    pub(super) text: String,
    pub(super) map: OffsetMap,
    pub(super) encoding: Encoding,
    /// Units that are no characters: surrogates without their pair.
    pub(super) bad: u64,
    /// Bytes were left over.
    pub(super) odd: bool,
}

impl Wide {
    fn new(bytes: &[u8], encoding: Encoding) -> Wide {
        let text = String::with_capacity(bytes.len());
        Wide { text, map: OffsetMap::identity(), encoding, bad: 0, odd: false }
    }

    /// Adds a character that stands at `source`, `width` bytes wide.
    fn push(&mut self, char: Option<char>, source: u32, width: u32) {
        self.bad += u64::from(char.is_none());
        let start = self.text.len() as u32;
        self.text.push(char.unwrap_or(char::REPLACEMENT_CHARACTER));
        self.map.push_even(Span::new(start, self.text.len() as u32), Span::new(source, source + width));
    }

    /// Ends with the bytes that are no whole unit.
    fn finish(mut self, source: u32, left: usize) -> Wide {
        self.odd = left > 0;
        if self.odd {
            let start = self.text.len() as u32;
            self.text.push(char::REPLACEMENT_CHARACTER);
            self.map.push(Span::new(start, self.text.len() as u32), Span::new(source, source + left as u32));
        }
        self
    }
}

/// Decodes UTF-16 that begins at byte `base` of the file.
pub(super) fn utf16(bytes: &[u8], base: u32, order: Order) -> Wide {
    let encoding = if order == Order::Little { Encoding::Utf16Le } else { Encoding::Utf16Be };
    let mut out = Wide::new(bytes, encoding);
    let mut source = base;
    for char in char::decode_utf16(units(bytes, order)) {
        let width = char.as_ref().map_or(2, |char| 2 * char.len_utf16() as u32);
        out.push(char.ok(), source, width);
        source += width;
    }
    out.finish(source, bytes.len() % 2)
}

/// Decodes UTF-32 that begins at byte `base` of the file.
pub(super) fn utf32(bytes: &[u8], base: u32, order: Order) -> Wide {
    let encoding = if order == Order::Little { Encoding::Utf32Le } else { Encoding::Utf32Be };
    let mut out = Wide::new(bytes, encoding);
    let mut source = base;
    for unit in units32(bytes, order) {
        out.push(char::from_u32(unit), source, 4);
        source += 4;
    }
    out.finish(source, bytes.len() % 4)
}

/// UTF-8 with bad places replaced.
pub(super) struct Lossy {
    pub(super) text: String,
    pub(super) map: OffsetMap,
    /// First bad byte of the file.
    pub(super) first: u32,
    /// Bad places.
    pub(super) count: u64,
    /// Characters of several bytes that are good.
    pub(super) good: u64,
}

/// Decodes UTF-8 that begins at byte `base` of the file, and puts U+FFFD where it is bad.
pub(super) fn lossy(bytes: &[u8], base: u32) -> Lossy {
    let map = OffsetMap::identity();
    let mut out = Lossy { text: String::with_capacity(bytes.len()), map, first: 0, count: 0, good: 0 };
    let mut source = 0u32;
    for chunk in bytes.utf8_chunks() {
        out.text.push_str(chunk.valid());
        out.good += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count() as u64;
        source += chunk.valid().len() as u32;
        if chunk.invalid().is_empty() {
            continue;
        }
        if out.count == 0 {
            out.first = base + source;
        }
        out.count += 1;
        let start = out.text.len() as u32;
        out.text.push(char::REPLACEMENT_CHARACTER);
        let end = source + chunk.invalid().len() as u32;
        out.map.push(Span::new(start, out.text.len() as u32), Span::new(source, end));
        source = end;
    }
    out.map = out.map.with_base(base);
    out
}

/// True for UTF-8 with some damage; false for an encoding of one byte a character, whose letters are rarely by chance
/// good UTF-8.
pub(super) fn is_mostly_utf8(len: usize, bad: u64, good: u64) -> bool {
    good >= bad * 4 || good >= bad && bad <= 2 || bad * 500 <= len as u64 || bad == 1
}
