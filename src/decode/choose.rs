//! Chooses the encoding by which words become Vietnamese syllables.
//!
//! Only words with bytes beyond ASCII speak. Each encoding decodes them; in the right one nearly all are syllables, in
//! a wrong one hardly any. How far the runner-up stays behind gives the confidence.

use unicode_normalization::UnicodeNormalization;

use super::Encoding;
use super::syllable::is_syllable;
use super::table::Table;

/// Words that are looked at: beyond these nothing changes.
const MOST_WORDS: usize = 120;
/// Least share of the words with marks that must be syllables.
const LEAST_SHARE: f64 = 0.65;

/// An encoding, and how sure it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub encoding: Encoding,
    /// Words with marks that are syllables, and that were judged.
    pub good: usize,
    pub judged: usize,
    /// From 0 to 1: the share of syllables, less where another encoding does nearly as well.
    pub confidence: f64,
}

impl Choice {
    /// Good words less bad ones.
    pub(super) fn balance(&self) -> i64 {
        Count { good: self.good, judged: self.judged }.balance()
    }

    /// Share of the judged words that are syllables.
    pub(super) fn share(&self) -> f64 {
        share(self.good, self.judged)
    }
}

/// What one word says of a decoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A syllable.
    Good,
    /// None.
    Bad,
    /// Punctuation, abbreviations, plain words.
    Silent,
}

/// Good words and judged ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub good: usize,
    pub judged: usize,
}

impl Count {
    /// Counts the words with marks of a text.
    pub(super) fn of(text: &str) -> Count {
        let words = text.split(|char: char| char.is_ascii() && !char.is_ascii_alphabetic());
        words.filter(|word| !word.is_ascii()).take(MOST_WORDS).map(judge).collect()
    }

    /// True where three of four words are syllables.
    pub(super) fn is_fine(self) -> bool {
        self.good * 4 >= self.judged * 3
    }

    /// Good words less bad ones.
    pub(super) fn balance(self) -> i64 {
        2 * self.good as i64 - self.judged as i64
    }
}

impl FromIterator<Verdict> for Count {
    fn from_iter<I: IntoIterator<Item = Verdict>>(verdicts: I) -> Count {
        verdicts.into_iter().fold(Count::default(), |count, verdict| Count {
            good: count.good + usize::from(verdict == Verdict::Good),
            judged: count.judged + usize::from(verdict != Verdict::Silent),
        })
    }
}

fn share(good: usize, judged: usize) -> f64 {
    if judged == 0 { 0.0 } else { good as f64 / judged as f64 }
}

/// The encoding of the time before Unicode that the bytes are in, if one makes syllables of them.
pub(super) fn choose(bytes: &[u8]) -> Option<Choice> {
    let words = telling_words(bytes);
    let readings: Vec<Reading> = Encoding::LEGACY.into_iter().filter_map(|it| Reading::new(it, &words)).collect();
    let best = readings.iter().rev().max_by_key(|reading| reading.count.balance())?;
    let Count { good, judged } = best.count;
    if good == 0 || share(good, judged) < LEAST_SHARE {
        return None;
    }
    let rivals = readings.iter().filter(|reading| reading.encoding != best.encoding);
    let lead = rivals.map(|rival| best.lead(rival)).fold(1.0, f64::min);
    Some(Choice { encoding: best.encoding, good, judged, confidence: share(good, judged) * lead })
}

/// True for bytes that are letters of windows-1252, in words as Western languages have them.
pub(super) fn is_western(bytes: &[u8]) -> bool {
    let Some(table) = Table::of(Encoding::Windows1252) else { return false };
    let words = marked_words(bytes).take(MOST_WORDS).map(|word| table.text(word));
    let (mut sound, mut all) = (0, 0);
    for word in words {
        all += 1;
        sound += usize::from(pieces(&word).is_some_and(|pieces| pieces.into_iter().all(is_western_word)));
    }
    sound * 10 >= all * 9
}

/// Small letters, maybe after a capital, or all capitals.
fn is_western_word(word: &str) -> bool {
    let is_upper = |char: char| char.is_uppercase();
    word.chars().skip(1).all(|char| !is_upper(char)) || word.chars().all(is_upper)
}

/// True where the words without marks are Vietnamese, and too many have marks for another language.
pub(super) fn is_vietnamese_otherwise(text: &str) -> bool {
    const FEWEST: usize = 12;
    let words = text.split(|char: char| char.is_ascii() && !char.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let (mut plain, mut good, mut marked) = (0, 0, 0);
    for word in words.take(4 * MOST_WORDS) {
        match word.is_ascii() {
            true if word.len() > 1 => {
                plain += 1;
                good += usize::from(is_syllable(word));
            }
            true => {}
            false => marked += 1,
        }
    }
    plain >= FEWEST && good * 10 >= plain * 6 && marked * 5 >= plain + marked
}

/// The first words with marks, and later ones with the bytes that are capitals in some encodings and punctuation in
/// others: these are rare.
fn telling_words(bytes: &[u8]) -> Vec<&[u8]> {
    let is_telling = |byte: &u8| matches!(byte, 0x80..=0x9F) || may_be_letter(*byte);
    let mut words = marked_words(bytes);
    let mut telling: Vec<&[u8]> = words.by_ref().take(MOST_WORDS).collect();
    telling.extend(words.filter(|word| word.iter().any(is_telling)).take(MOST_WORDS));
    telling
}

/// How one encoding reads the words.
struct Reading {
    encoding: Encoding,
    words: Vec<(String, Verdict)>,
    count: Count,
}

impl Reading {
    fn new(encoding: Encoding, words: &[&[u8]]) -> Option<Reading> {
        let table = encoding.table()?;
        let words: Vec<(String, Verdict)> = words
            .iter()
            .map(|word| {
                let text = table.text(word);
                let verdict = judge(&text);
                (text, verdict)
            })
            .collect();
        let count = words.iter().map(|(_, verdict)| *verdict).collect();
        Some(Reading { encoding, words, count })
    }

    /// How far this reading leads before another one, from 0 to 1; 1 where both read the same text.
    fn lead(&self, rival: &Reading) -> f64 {
        let differ = self.words.iter().zip(&rival.words).filter(|(own, other)| own.0 != other.0);
        let (mut all, mut wins, mut losses) = (0, 0, 0);
        for (own, other) in differ {
            all += 1;
            wins += usize::from(own.1 == Verdict::Good && other.1 != Verdict::Good);
            losses += usize::from(own.1 != Verdict::Good && other.1 == Verdict::Good);
        }
        if all == 0 { 1.0 } else { (wins as f64 + 0.5) / (wins + losses + 1) as f64 }
    }
}

/// Words with bytes beyond ASCII, or with controls that may be letters.
fn marked_words(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let words = bytes.split(|&byte| byte.is_ascii() && !byte.is_ascii_alphabetic() && !may_be_letter(byte));
    words.filter(|word| word.iter().any(|&byte| !byte.is_ascii() || may_be_letter(byte)))
}

/// Controls that some encodings use for letters.
pub(super) fn may_be_letter(byte: u8) -> bool {
    matches!(byte, 0x01..=0x08 | 0x0E..=0x1F)
}

/// Judges a decoded word, which may have punctuation around or between.
pub(super) fn judge(word: &str) -> Verdict {
    let Some(pieces) = pieces(word) else { return Verdict::Bad };
    let count = |wanted| pieces.iter().filter(|piece| judge_piece(piece) == wanted).count();
    match (count(Verdict::Bad), count(Verdict::Good)) {
        (0, 0) => Verdict::Silent,
        (0, _) => Verdict::Good,
        _ => Verdict::Bad,
    }
}

fn judge_piece(piece: &str) -> Verdict {
    match () {
        () if piece.is_ascii() => Verdict::Silent,
        // other letters that stand alone are dashes and quotation marks of another encoding
        () if piece.nfc().nth(1).is_none() && !is_word_of_one_letter(piece) && !is_abbreviation(piece) => Verdict::Bad,
        () if is_syllable(piece) => Verdict::Good,
        () if is_abbreviation(piece) => Verdict::Silent,
        () => Verdict::Bad,
    }
}

/// `Ở`, `ý`
fn is_word_of_one_letter(piece: &str) -> bool {
    piece.nfc().flat_map(char::to_lowercase).all(|char| "àáạâờởồôơừýí".contains(char))
}

/// `HĐND`, `ĐH`, `đ`: consonants alone.
fn is_abbreviation(piece: &str) -> bool {
    piece.chars().all(|char| matches!(char, 'Đ' | 'đ') || char.is_ascii_alphabetic() && !"AEIOUYaeiouy".contains(char))
}

/// The runs of letters in a word; `None` where a sign that belongs in no word stands between letters (`nh©n`).
fn pieces(word: &str) -> Option<Vec<&str>> {
    let is_letter = |char: char| char.is_alphabetic() || matches!(char, '\u{300}'..='\u{36F}');
    let is_sign =
        |char: char| !is_letter(char) && !matches!(char, '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '•' | '\u{A0}');
    let trimmed = word.trim_matches(|char| !is_letter(char));
    // windows-1252 has no letters where others have capitals: controls, and a trade mark that belongs to no word
    let is_gap = word.contains(char::is_control) || word == "™";
    if is_gap || trimmed.contains(is_sign) {
        return None;
    }
    Some(trimmed.split(|char| !is_letter(char)).filter(|piece| !piece.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_encoding_is_chosen() {
        for (bytes, expected) in [
            (&b"Ph\xB8t tri\xD3n kinh t\xD5 n\xAB\x6Eg th\xABn"[..], Encoding::Tcvn3),
            (b"Pha\xF9t trie\xE5n kinh te\xE1 no\xE2ng tho\xE2n", Encoding::Vni),
            (b"Ph\xE1t tri\xACn kinh t\xAA n\xF4ng th\xF4n", Encoding::Viscii),
            (b"Ph\xE1t tri\x8Bn kinh t\x89 n\xF4ng th\xF4n", Encoding::Vps),
            (b"Pha\xECt tri\xEA\xD2n kinh t\xEA\xEC n\xF4ng th\xF4n", Encoding::Windows1258),
        ] {
            let choice = choose(bytes).unwrap();
            assert_eq!(choice.encoding, expected);
            assert!(choice.confidence >= 0.75, "{choice:?}");
        }
    }

    #[test]
    fn other_languages_are_left() {
        for text in [
            "Der B\u{FC}rger h\u{F6}rt die gr\u{F6}\u{DF}te \u{DC}berraschung",
            "l'\u{E9}t\u{E9} pass\u{E9} \u{E0} No\u{EB}l",
        ] {
            let bytes: Vec<u8> = text.chars().map(|char| char as u8).collect();
            assert!(choose(&bytes).is_none(), "{text}");
            assert!(is_western(&bytes), "{text}");
        }
    }

    #[test]
    fn signs_inside_words_speak_against_a_decoding() {
        for (word, expected) in [
            ("nhân", Verdict::Good),
            ("“Nhân", Verdict::Good),
            ("dân…”", Verdict::Good),
            ("HĐND", Verdict::Silent),
            ("–", Verdict::Silent),
            ("nh©n", Verdict::Bad),
            ("đãthấy", Verdict::Bad),
        ] {
            assert_eq!(judge(word), expected, "{word}");
        }
    }
}
