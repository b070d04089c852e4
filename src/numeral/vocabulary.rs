//! The words of which numbers are made.

use crate::extract::Context;
use crate::segment::{Key, spread};

/// What a word means inside a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// không, một, … chín.
    Digit(u8),
    /// mốt, tư, lăm, nhăm: a digit that is never first.
    Tail(u8),
    /// mười.
    Ten,
    /// mươi.
    Tens,
    /// trăm.
    Hundred,
    /// chục, nghìn, vạn, triệu, tỷ: the power of ten.
    Scale(u32),
    /// linh, lẻ: the tens are zero.
    And,
    /// rưỡi: and a half of the scale.
    Half,
}

/// The words, what they mean, and the words behind which they begin another word (`tỷ lệ`, `triệu chứng`, `vạn vật`, `tư
/// vấn`).
const WORDS: [(&str, Word, &[Key]); 29] = [
    ("không", Word::Digit(0), &[]),
    ("một", Word::Digit(1), &[]),
    ("hai", Word::Digit(2), &[]),
    ("ba", Word::Digit(3), &[]),
    ("bốn", Word::Digit(4), &[]),
    ("năm", Word::Digit(5), &[]),
    ("sáu", Word::Digit(6), &[]),
    ("bảy", Word::Digit(7), &[]),
    ("bẩy", Word::Digit(7), &[]),
    ("tám", Word::Digit(8), &[]),
    ("chín", Word::Digit(9), &[]),
    ("mốt", Word::Tail(1), &[]),
    ("tư", Word::Tail(4), &AFTER_FOUR_TAIL),
    ("lăm", Word::Tail(5), &[]),
    ("nhăm", Word::Tail(5), &[]),
    ("mười", Word::Ten, &[]),
    ("mươi", Word::Tens, &[]),
    ("trăm", Word::Hundred, &[]),
    ("chục", Word::Scale(1), &[]),
    ("nghìn", Word::Scale(3), &[]),
    ("ngàn", Word::Scale(3), &[]),
    ("vạn", Word::Scale(4), &AFTER_MYRIAD),
    ("triệu", Word::Scale(6), &AFTER_MILLION),
    ("tỷ", Word::Scale(9), &AFTER_BILLION),
    ("linh", Word::And, &[]),
    ("lẻ", Word::And, &[]),
    ("lẽ", Word::And, &[]),
    ("rưỡi", Word::Half, &[]),
    ("rưởi", Word::Half, &[]),
];

const AFTER_BILLION: [Key; 7] =
    [Key::of("lệ"), Key::of("số"), Key::of("giá"), Key::of("phú"), Key::of("trọng"), Key::of("suất"), Key::of("mỉ")];
const AFTER_MILLION: [Key; 4] = [Key::of("chứng"), Key::of("tập"), Key::of("hồi"), Key::of("phú")];
const AFTER_MYRIAD: [Key; 3] = [Key::of("vật"), Key::of("năng"), Key::of("sự")];
const AFTER_FOUR_TAIL: [Key; 10] = [
    Key::of("vấn"),
    Key::of("nhân"),
    Key::of("pháp"),
    Key::of("thục"),
    Key::of("lệnh"),
    Key::of("duy"),
    Key::of("tưởng"),
    Key::of("thế"),
    Key::of("liệu"),
    Key::of("cách"),
];

/// The words by key, in an open-addressed table: most words of a text are told apart from them in one look.
static BY_KEY: [Entry; SLOTS] = by_key();

/// Four times the number of words, so that most look-ups of other words end at once.
const SLOTS: usize = 128;

/// The key of no word. A constant, since the compiler would work it out at every look-up.
const NO_WORD: Key = Key::of("");

#[derive(Clone, Copy)]
struct Entry {
    /// The key of no word where the slot is empty.
    key: Key,
    word: Word,
    others: &'static [Key],
}

const fn by_key() -> [Entry; SLOTS] {
    let mut slots = [Entry { key: NO_WORD, word: Word::And, others: &[] }; SLOTS];
    let mut i = 0;
    while i < WORDS.len() {
        let (word, meaning, others) = WORDS[i];
        let key = Key::of(word);
        let mut slot = home(key);
        while !is_empty(slots[slot]) {
            slot = (slot + 1) % SLOTS;
        }
        slots[slot] = Entry { key, word: meaning, others };
        i += 1;
    }
    slots
}

/// The slot in which the look-up of a key begins.
const fn home(key: Key) -> usize {
    (spread(key.0) >> 57) as usize % SLOTS
}

const fn is_empty(entry: Entry) -> bool {
    entry.key.0 == NO_WORD.0
}

#[inline]
fn entry(key: Key) -> Option<&'static Entry> {
    let mut slot = home(key);
    loop {
        let entry = &BY_KEY[slot];
        if is_empty(*entry) {
            return None;
        }
        if entry.key.0 == key.0 {
            return Some(entry);
        }
        slot = (slot + 1) % SLOTS;
    }
}

/// The meaning of a word inside a number, if it has one.
#[inline]
pub fn word(key: Key) -> Option<Word> {
    entry(key).map(|entry| entry.word)
}

/// The meaning of token `at`, unless it begins another word.
#[inline]
pub(super) fn at_word(cx: &Context<'_>, at: usize) -> Option<Word> {
    let entry = entry(cx.token(at).key)?;
    let is_other = !entry.others.is_empty() && entry.others.contains(&cx.token(at + 1).key);
    (!is_other).then_some(entry.word)
}
