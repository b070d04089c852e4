//! The gate: finds, fast, the places of a text that are not clean.
//!
//! Clean text (nearly every article) passes at several bytes a cycle: each byte is compared, with the two after it,
//! against the few byte patterns that *can* begin a character with work to do. Only blocks with such a pattern are
//! read character by character.

use unicode_normalization::{IsNormalized, char::canonical_combining_class, is_nfc_quick};

/// What normalization does with a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// It stays.
    Keep,
    /// It becomes a plain blank.
    Blank,
    /// It becomes a line end.
    Line,
    /// The word that it stands in has to be rebuilt.
    Word,
}

/// Bytes read in one go.
const BLOCK: usize = 32;

/// The first character at or after `from` that is not [`Class::Keep`], with its place.
pub(super) fn next_dirty(text: &str, from: usize) -> Option<(usize, char, Class)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if bytes[at..].first_chunk().is_some_and(is_clean) {
            at += BLOCK;
            continue;
        }
        let end = (at + BLOCK).min(bytes.len());
        at += (!text.is_char_boundary(at)) as usize * lead_distance(text, at);
        while at < end {
            let char = text[at..].chars().next()?;
            match class(char) {
                Class::Keep => at += char.len_utf8(),
                class => return Some((at, char, class)),
            }
        }
    }
    None
}

/// Bytes from `at`, inside a character, to the next one.
fn lead_distance(text: &str, at: usize) -> usize {
    (at..text.len() + 1).take_while(|&at| !text.is_char_boundary(at)).count()
}

/// True where no byte of the block can begin a character with work to do. `bytes` holds the block and the two after.
fn is_clean(bytes: &[u8; BLOCK + 2]) -> bool {
    let mut suspect = false;
    for at in 0..BLOCK {
        suspect |= is_suspect(bytes[at], bytes[at + 1], bytes[at + 2]);
    }
    !suspect
}

/// True where `a`, followed by `b` and `c`, may begin a character with work to do. Written without branches, so that
/// it is computed for many bytes at once. Continuation bytes (80-BF) are never suspect.
#[inline(always)]
fn is_suspect(a: u8, b: u8, c: u8) -> bool {
    let control = (a < 0x20) & (a != b'\n') | (a == 0x7F);
    // U+0080-009F controls, U+00A0 no-break space, U+00AD soft hyphen
    let latin1 = (a == 0xC2) & ((b < 0xA1) | (b == 0xAD));
    // Ð and ð; Ɖ
    let eth = (a == 0xC3) & ((b == 0x90) | (b == 0xB0)) | (a == 0xC6) & (b == 0x89);
    // U+01C0-0FFF: IPA, combining marks, Greek, Cyrillic
    let beyond = a.wrapping_sub(0xC7) <= 0xE0 - 0xC7;
    // of U+1000-1FFF only U+1E00-1EFF is clean, the Vietnamese letters
    let extended = (a == 0xE1) & (b.wrapping_sub(0xB8) > 3);
    // of U+2000-2FFF only U+2010-2027 and U+2030-203F: dashes, quotes, ellipsis
    let general = (a == 0xE2) & ((b != 0x80) | (c < 0x90) | (c.wrapping_sub(0xA8) < 8));
    control | latin1 | eth | beyond | extended | general | (a >= 0xE3)
}

/// What normalization does with a character.
pub(super) fn class(char: char) -> Class {
    match char {
        ' '..='~' | '\n' => Class::Keep,
        '\r' | '\u{B}' | '\u{C}' | '\u{2028}' | '\u{2029}' => Class::Line,
        '\t' | '\u{FFFC}' => Class::Blank,
        _ if is_space(char) => Class::Blank,
        _ if is_dropped(char) || is_cp1252(char) || is_lookalike(char) || !is_settled(char) => Class::Word,
        _ => Class::Keep,
    }
}

/// Blanks of other widths.
fn is_space(char: char) -> bool {
    matches!(char, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

/// Characters without width or meaning: controls, zero-width and direction marks, the soft hyphen.
pub(super) fn is_dropped(char: char) -> bool {
    matches!(char, '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Controls that are really punctuation of windows-1252, read as Latin-1.
fn is_cp1252(char: char) -> bool {
    cp1252(char).is_some()
}

/// The punctuation that a control stands for where windows-1252 was read as Latin-1.
pub(super) fn cp1252(char: char) -> Option<char> {
    Some(match char {
        '\u{85}' => '…',
        '\u{91}' => '‘',
        '\u{92}' => '’',
        '\u{93}' => '“',
        '\u{94}' => '”',
        '\u{95}' => '•',
        '\u{96}' => '–',
        '\u{97}' => '—',
        _ => return None,
    })
}

/// Letters that may stand for a Latin one.
fn is_lookalike(char: char) -> bool {
    super::lookalike::is_eth(char) || super::lookalike::latin(char).is_some()
}

/// True for a character that NFC leaves alone whatever stands around it.
fn is_settled(char: char) -> bool {
    canonical_combining_class(char) == 0 && is_nfc_quick(std::iter::once(char)) == IsNormalized::Yes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suspects_every_character_with_work_to_do() {
        for char in ('\0'..=char::MAX).filter(|&char| class(char) != Class::Keep) {
            let mut bytes = [0xBF; 6];
            char.encode_utf8(&mut bytes);
            assert!(is_suspect(bytes[0], bytes[1], bytes[2]), "{char:?} passes the gate");
        }
    }

    #[test]
    fn lets_clean_text_through() {
        let text = "“Đại hội XVII” – Ủy ban nhân dân tỉnh, 38°C, 12 m²… Kỹ sư Nguyễn Văn Đỗ.\n".repeat(9);
        assert_eq!(next_dirty(&text, 0), None);
        assert!(text.as_bytes().windows(3).all(|w| !is_suspect(w[0], w[1], w[2])));
        for place in [0, 1, 40, text.len()] {
            let place = (place..).find(|&place| text.is_char_boundary(place)).unwrap();
            let mut dirty = text.clone();
            dirty.insert(place, '\u{A0}');
            assert_eq!(next_dirty(&dirty, 0), Some((place, '\u{A0}', Class::Blank)));
        }
    }
}
