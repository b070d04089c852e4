//! The folded form of a word, in one machine word.
//!
//! Two spellings of one word get one [`Key`]: case, the place of the tone mark (`hoà`/`hòa`) and `i`/`y` where they
//! are the same sound (`tỉ`/`tỷ`, `kĩ`/`kỹ`) are folded. A word of up to ten Vietnamese letters is stored exactly (six
//! bits a letter, three for the tone), so comparing two keys compares the words; a longer or foreign word is hashed.

/// The folded form of a word, a number or a punctuation mark.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Key(pub(crate) u64);

/// Marks the key of a hashed word.
const HASHED: u64 = 1 << 63;
/// Letters that fit into an exact key.
const MOST_LETTERS: u32 = 10;
/// Where the tone stands in an exact key.
const TONE_SHIFT: u32 = 60;

impl Key {
    /// The key of one word.
    pub const fn of(word: &str) -> Key {
        let bytes = word.as_bytes();
        let mut folder = Folder::new();
        let mut at = 0;
        while at < bytes.len() {
            let (char, width) = decode(bytes, at);
            let info = letter(char);
            if info.code() == 0 {
                folder.push_foreign(false);
            } else {
                folder.push(info);
            }
            at += width;
        }
        folder.finish(bytes)
    }

    /// The key of a punctuation mark or symbol.
    pub const fn mark(char: char) -> Key {
        Key(HASHED | (1 << 62) | char as u64)
    }

    /// The key as a number: the same for the same word in every run.
    pub const fn hash(self) -> u64 {
        self.0
    }

    /// The letters of a word of up to ten letters, six bits a letter with the last one lowest, and the tone; see
    /// [`letter`].
    #[inline]
    pub const fn letters(self) -> Option<(u64, u8)> {
        let is_exact = self.0 & HASHED == 0;
        if is_exact { Some((self.0 & ((1 << TONE_SHIFT) - 1), (self.0 >> TONE_SHIFT) as u8)) } else { None }
    }

    /// Mixes the word into the number that stands for the words before it; sequences of words get different numbers.
    #[inline]
    pub const fn mix(self, before: u64) -> u64 {
        spread(before.rotate_left(23) ^ self.0)
    }

    /// The key of a run of digits: its value, or for a very long run some number beyond any value that is looked up.
    pub const fn digits(value: u64) -> Key {
        Key(value | (1 << 61) | HASHED)
    }
}

/// Folds a word, letter by letter.
#[derive(Clone, Copy)]
pub struct Folder {
    packed: u64,
    letters: u32,
    capitals: u32,
    tone: u8,
    foreign: bool,
}

impl Folder {
    /// A folder that has seen nothing.
    #[inline]
    pub const fn new() -> Folder {
        Folder { packed: 0, letters: 0, capitals: 0, tone: 0, foreign: false }
    }

    /// Takes the next character, whose [`letter`] entry is known.
    #[inline(always)]
    pub const fn push(&mut self, letter: Letter) {
        self.packed = self.packed << 6 | letter.code() as u64;
        self.capitals += letter.is_upper() as u32;
        self.tone |= letter.tone();
        self.letters += 1;
    }

    /// Takes a letter that no alphabet of the tables has.
    pub const fn push_foreign(&mut self, is_upper: bool) {
        self.foreign = true;
        self.capitals += is_upper as u32;
        self.letters += 1;
    }

    /// True when the word has so far only letters of the Vietnamese and English alphabets.
    #[inline]
    pub const fn is_plain(&self) -> bool {
        !self.foreign
    }

    /// Letters taken.
    #[inline]
    pub const fn letters(&self) -> u32 {
        self.letters
    }

    /// Capitals among them.
    #[inline]
    pub const fn capitals(&self) -> u32 {
        self.capitals
    }

    /// The key of the word, given as its bytes once more for the rare word that must be hashed.
    #[inline(always)]
    pub const fn finish(self, word: &[u8]) -> Key {
        if self.foreign || self.letters > MOST_LETTERS {
            return hashed(word);
        }
        Key(fold_final_y(self.packed, self.letters) | (self.tone as u64) << TONE_SHIFT)
    }
}

/// Spreads a number over all bits, the upper ones most: for the places of hash tables.
#[inline]
pub(crate) const fn spread(number: u64) -> u64 {
    number.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The key of a long or foreign word.
#[cold]
const fn hashed(word: &[u8]) -> Key {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut tone = 0;
    let mut at = 0;
    while at < word.len() {
        let (char, width) = decode(word, at);
        let info = letter(char);
        tone |= info.tone();
        let value = if info.code() == 0 { lower(char) as u64 + 64 } else { info.code() as u64 };
        hash = (hash ^ value).wrapping_mul(0x100_0000_01b3);
        at += width;
    }
    Key((hash ^ (tone as u64) << 32) & !(7 << 61) | HASHED)
}

/// `y` that ends a syllable is `i` after h, k, l, m, s, t, v and qu: kỹ = kĩ, quý = quí.
const fn fold_final_y(packed: u64, letters: u32) -> u64 {
    const Y: u64 = code_of(b'y');
    if packed & 63 != Y {
        return packed;
    }
    let before = (packed >> 6) & 63;
    let folds = match letters {
        2 => {
            before == code_of(b'h')
                || before == code_of(b'k')
                || before == code_of(b'l')
                || before == code_of(b'm')
                || before == code_of(b's')
                || before == code_of(b't')
                || before == code_of(b'v')
        }
        3 => before == code_of(b'u') && packed >> 12 == code_of(b'q'),
        _ => false,
    };
    if folds { packed & !63 | code_of(b'i') } else { packed }
}

/// What is known of a character as a Vietnamese letter: code of the letter without tone and case, tone, case.
#[derive(Clone, Copy)]
pub struct Letter(u16);

impl Letter {
    /// True for a letter of the Vietnamese or English alphabet.
    #[inline(always)]
    pub const fn is_known(self) -> bool {
        self.0 != 0
    }

    /// 1-63 for a letter of the Vietnamese or English alphabet, 0 for anything else.
    #[inline]
    pub const fn code(self) -> u8 {
        (self.0 & 63) as u8
    }

    /// 0 level, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng. A word has at most one; of several, the bits are joined.
    #[inline]
    pub const fn tone(self) -> u8 {
        (self.0 >> 6 & 7) as u8
    }

    /// True for a capital.
    #[inline]
    pub const fn is_upper(self) -> bool {
        self.0 & 1 << 9 != 0
    }
}

/// The toneless letters; a letter's code is its place here, from 1.
const LETTERS: [char; 33] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w',
    'x', 'y', 'z', 'ă', 'â', 'đ', 'ê', 'ô', 'ơ', 'ư',
];

/// Toned vowels: the toneless one, then huyền, hỏi, ngã, sắc, nặng; small and capital.
const VOWELS: [(char, [char; 5], [char; 5]); 12] = [
    ('a', ['à', 'ả', 'ã', 'á', 'ạ'], ['À', 'Ả', 'Ã', 'Á', 'Ạ']),
    ('ă', ['ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'], ['Ằ', 'Ẳ', 'Ẵ', 'Ắ', 'Ặ']),
    ('â', ['ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'], ['Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ậ']),
    ('e', ['è', 'ẻ', 'ẽ', 'é', 'ẹ'], ['È', 'Ẻ', 'Ẽ', 'É', 'Ẹ']),
    ('ê', ['ề', 'ể', 'ễ', 'ế', 'ệ'], ['Ề', 'Ể', 'Ễ', 'Ế', 'Ệ']),
    ('i', ['ì', 'ỉ', 'ĩ', 'í', 'ị'], ['Ì', 'Ỉ', 'Ĩ', 'Í', 'Ị']),
    ('o', ['ò', 'ỏ', 'õ', 'ó', 'ọ'], ['Ò', 'Ỏ', 'Õ', 'Ó', 'Ọ']),
    ('ô', ['ồ', 'ổ', 'ỗ', 'ố', 'ộ'], ['Ồ', 'Ổ', 'Ỗ', 'Ố', 'Ộ']),
    ('ơ', ['ờ', 'ở', 'ỡ', 'ớ', 'ợ'], ['Ờ', 'Ở', 'Ỡ', 'Ớ', 'Ợ']),
    ('u', ['ù', 'ủ', 'ũ', 'ú', 'ụ'], ['Ù', 'Ủ', 'Ũ', 'Ú', 'Ụ']),
    ('ư', ['ừ', 'ử', 'ữ', 'ứ', 'ự'], ['Ừ', 'Ử', 'Ữ', 'Ứ', 'Ự']),
    ('y', ['ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'], ['Ỳ', 'Ỷ', 'Ỹ', 'Ý', 'Ỵ']),
];

/// Letters below U+0200, by code point.
static LOW: [u16; 0x200] = table::<0x200>(0);
/// Letters of Latin Extended Additional, U+1E00-1EFF.
static HIGH: [u16; 0x100] = table::<0x100>(0x1E00);

/// The entry of a character.
#[inline]
pub const fn letter(char: char) -> Letter {
    let point = char as usize;
    if point < 0x200 {
        Letter(LOW[point])
    } else if point >= 0x1E00 && point < 0x1F00 {
        Letter(HIGH[point - 0x1E00])
    } else {
        Letter(0)
    }
}

/// The entry and width of the character at `at` of valid UTF-8; no entry for what is not in the tables.
#[inline(always)]
pub(crate) fn letter_at(bytes: &[u8], at: usize) -> (Letter, usize) {
    let first = bytes[at];
    if first < 0x80 {
        return (Letter(LOW[usize::from(first)]), 1);
    }
    if first < 0xC7 {
        let point = usize::from(first & 0x1F) << 6 | usize::from(bytes[at + 1] & 0x3F);
        return (Letter(LOW[point & 0x1FF]), 2);
    }
    if first == 0xE1 {
        let point = usize::from(bytes[at + 1] & 0x3F) << 6 | usize::from(bytes[at + 2] & 0x3F);
        return (letter_in_high(point), 3);
    }
    (Letter(0), usize::from(first >= 0xE0) + usize::from(first >= 0xF0) + 2)
}

/// The entry of U+1000 + `point`.
#[inline(always)]
fn letter_in_high(point: usize) -> Letter {
    match point.checked_sub(0xE00) {
        Some(index) if index < HIGH.len() => Letter(HIGH[index]),
        _ => Letter(0),
    }
}

const fn code_of(letter: u8) -> u64 {
    (letter - b'a' + 1) as u64
}

const fn table<const N: usize>(first: usize) -> [u16; N] {
    let mut table = [0; N];
    let mut i = 0;
    while i < LETTERS.len() {
        let code = i as u16 + 1;
        put(&mut table, first, LETTERS[i], code);
        put(&mut table, first, upper(LETTERS[i]), code | 1 << 9);
        i += 1;
    }
    let mut i = 0;
    while i < VOWELS.len() {
        let (base, small, capital) = VOWELS[i];
        let code = base_code(base);
        let mut tone = 0;
        while tone < 5 {
            let toned = code | (tone as u16 + 1) << 6;
            put(&mut table, first, small[tone], toned);
            put(&mut table, first, capital[tone], toned | 1 << 9);
            tone += 1;
        }
        i += 1;
    }
    table
}

const fn base_code(base: char) -> u16 {
    let mut i = 0;
    while LETTERS[i] as u32 != base as u32 {
        i += 1;
    }
    i as u16 + 1
}

const fn put<const N: usize>(table: &mut [u16; N], first: usize, char: char, entry: u16) {
    let point = char as usize;
    if point >= first && point - first < N {
        table[point - first] = entry;
    }
}

const fn upper(char: char) -> char {
    match char {
        'ă' => 'Ă',
        'â' => 'Â',
        'đ' => 'Đ',
        'ê' => 'Ê',
        'ô' => 'Ô',
        'ơ' => 'Ơ',
        'ư' => 'Ư',
        _ => char.to_ascii_uppercase(),
    }
}

/// Lower case of the Latin and Cyrillic capitals that foreign names bring; others stay.
const fn lower(char: char) -> char {
    let point = char as u32;
    let small = match point {
        0xC0..=0xD6 | 0xD8..=0xDE | 0x410..=0x42F => point + 32,
        0x400..=0x40F => point + 80,
        0x100..=0x137 | 0x14A..=0x177 => point | 1,
        _ => char.to_ascii_lowercase() as u32,
    };
    match char::from_u32(small) {
        Some(char) => char,
        None => char,
    }
}

/// The character at `at` of valid UTF-8 and its width in bytes.
pub(crate) const fn decode(bytes: &[u8], at: usize) -> (char, usize) {
    let first = bytes[at] as u32;
    let (point, width) = if first < 0x80 {
        (first, 1)
    } else if first < 0xE0 {
        ((first & 0x1F) << 6 | tail(bytes, at + 1), 2)
    } else if first < 0xF0 {
        ((first & 0x0F) << 12 | tail(bytes, at + 1) << 6 | tail(bytes, at + 2), 3)
    } else {
        let low = tail(bytes, at + 2) << 6 | tail(bytes, at + 3);
        ((first & 0x07) << 18 | tail(bytes, at + 1) << 12 | low, 4)
    };
    match char::from_u32(point) {
        Some(char) => (char, width),
        None => (char::REPLACEMENT_CHARACTER, width),
    }
}

const fn tail(bytes: &[u8], at: usize) -> u32 {
    (bytes[at] & 0x3F) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_tone_place_and_final_y() {
        for (one, other) in [("Hoà", "hòa"), ("tỉ", "TỶ"), ("quí", "Quý"), ("kĩ", "kỹ"), ("uỷ", "Ủy"), ("THUÝ", "thúy")]
        {
            assert_eq!(Key::of(one), Key::of(other), "{one} and {other}");
        }
    }

    #[test]
    fn keeps_words_apart() {
        for (one, other) in [("năm", "nam"), ("ma", "mà"), ("tay", "tai"), ("ngày", "ngay"), ("vi", "vì"), ("d", "đ")]
        {
            assert_ne!(Key::of(one), Key::of(other), "{one} and {other}");
        }
    }
}
