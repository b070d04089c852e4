//! The shape of a Vietnamese syllable: what tells `Quang` from `Trump`.

use crate::segment::{decode, letter};

/// True where a word has the shape of a Vietnamese syllable: an onset, a rhyme that occurs, at most one tone, and a
/// rising or falling tone where it ends in p, t, c or ch.
pub(super) fn is_syllable(word: &str) -> bool {
    let Some(plain) = Plain::of(word) else { return false };
    ONSETS.iter().any(|onset| {
        let rest = plain.letters.strip_prefix(*onset);
        rest.is_some_and(|rhyme| is_rhyme(rhyme, plain.tone) || (*onset == GI && rhyme == NONE))
    })
}

/// Letters of a word that has no more of them than a syllable: six bits each, the first one lowest, so that a part is
/// compared in one step.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Letters {
    codes: u64,
    len: u32,
}

impl Letters {
    /// Most letters that a syllable can have, and one more.
    const MOST: u32 = 8;

    /// The letters of a part of a syllable, which has no tone.
    const fn of(part: &str) -> Letters {
        let bytes = part.as_bytes();
        let mut letters = Letters { codes: 0, len: 0 };
        let mut at = 0;
        while at < bytes.len() {
            let (char, width) = decode(bytes, at);
            letters = letters.push(letter(char).code());
            at += width;
        }
        letters
    }

    const fn push(self, code: u8) -> Letters {
        Letters { codes: self.codes | (code as u64) << (6 * self.len), len: self.len + 1 }
    }

    /// The letters after `prefix`, if they begin with it.
    fn strip_prefix(self, prefix: Letters) -> Option<Letters> {
        let bits = 6 * prefix.len;
        let begins = prefix.len <= self.len && self.codes & ((1 << bits) - 1) == prefix.codes;
        begins.then(|| Letters { codes: self.codes >> bits, len: self.len - prefix.len })
    }
}

/// A word in small letters without its tone.
struct Plain {
    letters: Letters,
    tone: u8,
}

impl Plain {
    /// `None` for words with a second tone, other letters, or more letters than a syllable has.
    fn of(word: &str) -> Option<Plain> {
        let mut plain = Plain { letters: NONE, tone: 0 };
        for char in word.chars() {
            let letter = letter(char);
            let is_second_tone = letter.tone() != 0 && plain.tone != 0;
            if letter.code() == 0 || plain.letters.len == Letters::MOST || is_second_tone {
                return None;
            }
            plain.tone = plain.tone.max(letter.tone());
            plain.letters = plain.letters.push(letter.code());
        }
        Some(plain)
    }
}

const NONE: Letters = Letters::of("");
const GI: Letters = Letters::of("gi");

static ONSETS: [Letters; 28] = parts([
    "ngh", "ng", "nh", "gh", "gi", "kh", "ch", "th", "tr", "ph", "q", "g", "k", "c", "t", "p", "d", "đ", "b", "h", "l",
    "m", "n", "r", "s", "v", "x", "",
]);

/// Vowel groups that open a rhyme.
static NUCLEI: [Letters; 28] = parts([
    "uyê", "uya", "iê", "yê", "ia", "uy", "ua", "uô", "uâ", "uê", "uơ", "ưa", "ươ", "oa", "oă", "oe", "a", "ă", "â",
    "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y",
]);

static CODAS: [Letters; 13] = parts(["", "ch", "ng", "nh", "c", "p", "t", "m", "n", "o", "i", "u", "y"]);

/// Codas after which only the tones sắc and nặng occur.
static STOPS: [Letters; 4] = parts(["c", "p", "t", "ch"]);

/// Those tones.
const STOPPED_TONES: [u8; 2] = [4, 5];

const fn parts<const N: usize>(words: [&str; N]) -> [Letters; N] {
    let mut parts = [Letters { codes: 0, len: 0 }; N];
    let mut i = 0;
    while i < N {
        parts[i] = Letters::of(words[i]);
        i += 1;
    }
    parts
}

fn is_rhyme(rhyme: Letters, tone: u8) -> bool {
    NUCLEI.iter().any(|nucleus| {
        let coda = rhyme.strip_prefix(*nucleus);
        coda.is_some_and(|coda| CODAS.contains(&coda) && (!STOPS.contains(&coda) || STOPPED_TONES.contains(&tone)))
    })
}

#[cfg(test)]
mod tests {
    use super::is_syllable;

    #[test]
    fn tells_vietnamese_syllables_from_foreign_words() {
        for word in ["Nguyễn", "Thủy", "Quang", "Giang", "Oanh", "Gì", "Khuyên", "Đức", "Ý"] {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["Trump", "Donald", "Messi", "Biden", "Hac", "Müller", "Kpă", "Zed"] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
