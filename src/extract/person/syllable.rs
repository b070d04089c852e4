//! The shape of a Vietnamese syllable: what tells `Quang` from `Trump`.

/// True where a word has the shape of a Vietnamese syllable: an onset, a rhyme that occurs, at most one tone, and a
/// rising or falling tone where it ends in p, t, c or ch.
pub(super) fn is_syllable(word: &str) -> bool {
    let Some(plain) = Plain::of(word) else { return false };
    let letters = &plain.letters[..plain.len];
    ONSETS.iter().any(|onset| {
        let rest = letters.strip_prefix(*onset);
        rest.is_some_and(|rhyme| is_rhyme(rhyme, plain.tone) || (*onset == ['g', 'i'] && rhyme.is_empty()))
    })
}

/// A word in small letters without its tone.
struct Plain {
    letters: [char; 8],
    len: usize,
    tone: u8,
}

impl Plain {
    /// `None` for words with a second tone, other letters, or more letters than a syllable has.
    fn of(word: &str) -> Option<Plain> {
        let mut plain = Plain { letters: [' '; 8], len: 0, tone: 0 };
        for char in word.chars() {
            let letter = crate::segment::letter(char);
            let code = letter.code();
            if code == 0 || plain.len == plain.letters.len() || (letter.tone() != 0 && plain.tone != 0) {
                return None;
            }
            plain.tone = plain.tone.max(letter.tone());
            plain.letters[plain.len] = LETTERS[usize::from(code) - 1];
            plain.len += 1;
        }
        Some(plain)
    }
}

/// The letters by their code, as in `segment::key`.
const LETTERS: [char; 33] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w',
    'x', 'y', 'z', 'ă', 'â', 'đ', 'ê', 'ô', 'ơ', 'ư',
];

const ONSETS: &[&[char]] = &[
    &['n', 'g', 'h'],
    &['n', 'g'],
    &['n', 'h'],
    &['g', 'h'],
    &['g', 'i'],
    &['k', 'h'],
    &['c', 'h'],
    &['t', 'h'],
    &['t', 'r'],
    &['p', 'h'],
    &['q'],
    &['g'],
    &['k'],
    &['c'],
    &['t'],
    &['p'],
    &['d'],
    &['đ'],
    &['b'],
    &['h'],
    &['l'],
    &['m'],
    &['n'],
    &['r'],
    &['s'],
    &['v'],
    &['x'],
    &[],
];

/// Vowel groups that open a rhyme.
const NUCLEI: &[&[char]] = &[
    &['u', 'y', 'ê'],
    &['u', 'y', 'a'],
    &['i', 'ê'],
    &['y', 'ê'],
    &['i', 'a'],
    &['u', 'y'],
    &['u', 'a'],
    &['u', 'ô'],
    &['u', 'â'],
    &['u', 'ê'],
    &['u', 'ơ'],
    &['ư', 'a'],
    &['ư', 'ơ'],
    &['o', 'a'],
    &['o', 'ă'],
    &['o', 'e'],
    &['a'],
    &['ă'],
    &['â'],
    &['e'],
    &['ê'],
    &['i'],
    &['o'],
    &['ô'],
    &['ơ'],
    &['u'],
    &['ư'],
    &['y'],
];

const CODAS: &[&[char]] = &[
    &[],
    &['c', 'h'],
    &['n', 'g'],
    &['n', 'h'],
    &['c'],
    &['p'],
    &['t'],
    &['m'],
    &['n'],
    &['o'],
    &['i'],
    &['u'],
    &['y'],
];

/// The tones sắc and nặng, the only ones of rhymes that end in p, t, c or ch.
const STOPPED_TONES: [u8; 2] = [4, 5];

fn is_rhyme(rhyme: &[char], tone: u8) -> bool {
    NUCLEI.iter().any(|nucleus| {
        let coda = rhyme.strip_prefix(*nucleus);
        coda.is_some_and(|coda| CODAS.contains(&coda) && (!is_stop(coda) || STOPPED_TONES.contains(&tone)))
    })
}

fn is_stop(coda: &[char]) -> bool {
    matches!(coda, ['c' | 'p' | 't'] | ['c', 'h'])
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
