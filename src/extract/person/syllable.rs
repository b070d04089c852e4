//! The shape of a Vietnamese syllable: what tells `Quang` from `Trump`.

use crate::segment::{Key, letter, spread};

/// True where a word has the shape of a Vietnamese syllable: an onset, a rhyme that occurs, and a rising or falling tone
/// where it ends in p, t, c or ch.
pub(super) fn is_syllable(word: Key) -> bool {
    let Some((letters, tone)) = word.letters() else { return false };
    if tone > LAST_TONE {
        return false;
    }
    let count = len(letters);
    let onset = onset_len(letters, count);
    let is = |onset: u32| {
        let rest = BITS * (count - onset);
        onset <= LONGEST_ONSET && ONSETS.has(letters >> rest) && is_rhyme(letters & ((1 << rest) - 1), tone)
    };
    is(onset) || (is_gi(letters, count) && is(2))
}

/// Beyond it, the tones of several letters are joined.
const LAST_TONE: u8 = 5;
/// Bits of a letter.
const BITS: u32 = 6;
/// Letters of the longest onset.
const LONGEST_ONSET: u32 = 3;
/// An onset whose `i` may also belong to the rhyme.
const GI: u64 = pack("gi");

/// Number of packed letters.
const fn len(letters: u64) -> u32 {
    (u64::BITS - letters.leading_zeros()).div_ceil(BITS)
}

/// Number of consonants that a word of `count` letters begins with.
fn onset_len(letters: u64, count: u32) -> u32 {
    let is_vowel = |at: u32| VOWELS >> (letters >> (BITS * at) & 63) & 1 == 1;
    (0..count).rev().position(is_vowel).map_or(count, |len| len as u32)
}

/// True for a word that begins with `gi`, whose `i` may belong to the onset.
fn is_gi(letters: u64, count: u32) -> bool {
    count > 1 && letters >> (BITS * (count - 2)) == GI
}

fn is_rhyme(rhyme: u64, tone: u8) -> bool {
    const STOPPED_TONES: [u8; 2] = [4, 5];
    RHYMES.has(rhyme) || (STOPPED_TONES.contains(&tone) && STOPPED_RHYMES.has(rhyme))
}

/// The letters of a part of a syllable, which has no tone, packed as in a [`Key`].
const fn pack(part: &str) -> u64 {
    let Some((letters, _)) = Key::of(part).letters() else { return 0 };
    letters
}

/// The letters that begin rhymes, each at the bit of its code.
const VOWELS: u64 = {
    let vowels = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'];
    let mut set = 0;
    let mut i = 0;
    while i < vowels.len() {
        set |= 1 << letter(vowels[i]).code();
        i += 1;
    }
    set
};

/// Consonants that open a syllable.
static ONSETS: Set<128> = Set::joined(
    &[
        "ngh", "ng", "nh", "gh", "gi", "kh", "ch", "th", "tr", "ph", "q", "g", "k", "c", "t", "p", "d", "đ", "b", "h",
        "l", "m", "n", "r", "s", "v", "x", "",
    ],
    &[""],
);

/// Vowel groups that open a rhyme.
const NUCLEI: &[&str] = &[
    "uyê", "uya", "iê", "yê", "ia", "uy", "ua", "uô", "uă", "uâ", "uê", "uơ", "ưa", "ươ", "oa", "oă", "oe", "a", "ă",
    "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y",
];

static RHYMES: Set<1024> = Set::joined(NUCLEI, &["", "ng", "nh", "m", "n", "o", "i", "u", "y"]);
/// Rhymes that occur with the tones sắc and nặng only.
static STOPPED_RHYMES: Set<512> = Set::joined(NUCLEI, &["c", "p", "t", "ch"]);

/// Packed letters, in an open-addressed table that the compiler fills. `N` is a power of two, twice the members or more.
struct Set<const N: usize> {
    /// Members plus one; 0 is a free slot.
    slots: [u64; N],
}

impl<const N: usize> Set<N> {
    /// Each of the first parts with each of the second ones.
    const fn joined(first: &[&str], second: &[&str]) -> Set<N> {
        let mut set = Set { slots: [0; N] };
        let mut i = 0;
        while i < first.len() {
            let mut j = 0;
            while j < second.len() {
                set.insert(pack(first[i]) << (BITS * len(pack(second[j]))) | pack(second[j]));
                j += 1;
            }
            i += 1;
        }
        set
    }

    const fn insert(&mut self, letters: u64) {
        let at = self.slot(letters);
        self.slots[at] = letters + 1;
    }

    const fn has(&self, letters: u64) -> bool {
        self.slots[self.slot(letters)] != 0
    }

    /// The slot that holds the letters, or the free one where they would stand.
    const fn slot(&self, letters: u64) -> usize {
        let mut at = (spread(letters) >> 32) as usize % N;
        while self.slots[at] != 0 && self.slots[at] != letters + 1 {
            at = (at + 1) % N;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::is_syllable;
    use crate::segment::Key;

    #[test]
    fn counted_syllables_have_the_shape_of_syllables() {
        let rows = include_str!("lexicon/syllables.tsv").lines().filter(|line| !line.starts_with('#'));
        for word in rows.skip(1).filter_map(|line| line.split('\t').next()) {
            assert!(word.len() == 1 || is_syllable(Key::of(word)), "{word}");
        }
    }

    #[test]
    fn tells_vietnamese_syllables_from_foreign_words() {
        for word in ["Nguyễn", "Thủy", "Quang", "Giang", "Oanh", "Gì", "Khuyên", "Đức", "Ý", "Quý", "Lý", "Nghiêng"]
        {
            assert!(is_syllable(Key::of(word)), "{word}");
        }
        for word in ["Trump", "Donald", "Messi", "Biden", "Hac", "Müller", "Kpă", "Zed", "Ng", "Th"] {
            assert!(!is_syllable(Key::of(word)), "{word}");
        }
    }
}
