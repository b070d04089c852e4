//! Rebuilds one word that is not clean: drops what has no width, replaces look-alikes, composes, and puts tone marks
//! where they belong.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, decompose_canonical, is_combining_mark};

use super::gate::{cp1252, is_dropped};
use super::lookalike;

/// Rounds after which a word counts as settled.
const ROUNDS: usize = 4;

/// The clean form of a word, which holds no blanks. Rebuilding the answer gives the answer again.
pub(super) fn rebuild(word: &str) -> String {
    let mut clean = round(word);
    for _ in 1..ROUNDS {
        let next = round(&clean);
        if next == clean {
            break;
        }
        clean = next;
    }
    clean
}

fn round(word: &str) -> String {
    let kept = word.chars().map(|char| cp1252(char).unwrap_or(char)).filter(|char| !is_dropped(*char));
    let mut chars: Vec<char> = kept.collect();
    lookalike::replace(&mut chars);
    let mut chars: Vec<char> = chars.into_iter().nfc().collect();
    place_tones(&mut chars);
    chars.into_iter().nfc().collect()
}

/// True for one of the five tone marks.
pub(super) fn is_tone(char: char) -> bool {
    matches!(char, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// Handles tone marks that composed with nothing: one that its vowel has already is dropped, one after the syllable's
/// last consonant goes to the vowel.
fn place_tones(chars: &mut Vec<char>) {
    let mut at = 0;
    while at < chars.len() {
        let start = syllable_start(chars, at);
        let tone = chars[at];
        if is_tone(tone) && (has_tone(&chars[start..at], tone) || add_tone(&mut chars[start..at], tone)) {
            chars.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Letters of the longest syllable, `nghiêng`.
const SYLLABLE: usize = 7;

/// Where the run of letters that ends before `at` begins; at most a syllable back.
fn syllable_start(chars: &[char], at: usize) -> usize {
    let letters = chars[..at].iter().rev().take(SYLLABLE).take_while(|char| char.is_alphabetic()).count();
    at - letters
}

/// True where the last vowel carries the tone.
fn has_tone(syllable: &[char], tone: char) -> bool {
    syllable.iter().rev().find(|char| is_vowel(**char)).is_some_and(|&vowel| tone_of(vowel) == Some(tone))
}

/// Puts a tone on the vowel of a syllable that has none; false where there is no one place for it.
pub(super) fn add_tone(syllable: &mut [char], tone: char) -> bool {
    if syllable.is_empty() || syllable.iter().any(|&char| tone_of(char).is_some()) {
        return false;
    }
    let Some(place) = tone_place(syllable) else { return false };
    let mut composed = [syllable[place], tone].into_iter().nfc();
    let (Some(toned), None) = (composed.next(), composed.next()) else { return false };
    syllable[place] = toned;
    true
}

/// The vowel that carries the tone: the last with a mark of its own (`trường`, `tiếng`), else the one before a final
/// consonant (`hoàn`), else the first of two (`hòa`, `mía`); `u` of `qu` and `i` of `gi` before a vowel do not count.
fn tone_place(syllable: &[char]) -> Option<usize> {
    let vowels: Vec<usize> =
        (0..syllable.len()).filter(|&at| is_vowel(syllable[at]) && !is_glide(syllable, at)).collect();
    let (&first, &last) = (vowels.first()?, vowels.last()?);
    if last - first + 1 != vowels.len() {
        return None;
    }
    if let Some(&marked) = vowels.iter().rev().find(|&&at| "ăâêôơưĂÂÊÔƠƯ".contains(syllable[at])) {
        return Some(marked);
    }
    match vowels.len() {
        1 => Some(first),
        2 if last + 1 < syllable.len() => Some(last),
        2 => Some(first),
        3 => Some(vowels[1]),
        _ => None,
    }
}

/// True for `u` after `q`, and for `i` after `g` where a vowel follows.
fn is_glide(syllable: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| syllable[before].to_ascii_lowercase());
    match (before, syllable[at].to_ascii_lowercase()) {
        (Some('q'), 'u') => true,
        (Some('g'), 'i') => syllable.get(at + 1).is_some_and(|&next| is_vowel(next)),
        _ => false,
    }
}

fn is_vowel(char: char) -> bool {
    "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".contains(without_tone(char))
}

/// The tone mark that a letter carries.
fn tone_of(char: char) -> Option<char> {
    let mut tone = None;
    decompose_canonical(char, |part| tone = tone.or(Some(part).filter(|part| is_tone(*part))));
    tone
}

/// The letter without its tone mark.
fn without_tone(char: char) -> char {
    let mut letter = None;
    decompose_canonical(char, |part| {
        letter = match letter {
            None => Some(part),
            Some(base) if is_combining_mark(part) && !is_tone(part) => compose(base, part).or(Some(base)),
            base => base,
        }
    });
    letter.unwrap_or(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composes_and_places_tones() {
        for (word, expected) in [
            ("hoa\u{300}n", "hoàn"),
            ("viê\u{323}t", "việt"),
            ("mơ\u{301}i", "mới"),
            ("u\u{31b}\u{301}ng", "ứng"),
            ("a\u{323}\u{302}n", "ận"),
            ("Thuỵ\u{323}", "Thuỵ"),
            ("trương\u{300}", "trường"),
            ("quy\u{301}", "quý"),
            ("gia\u{301}", "giá"),
            ("hoa\u{300}", "hoà"),
            ("tư\u{ad}ơng", "tương"),
            ("a\u{200b}\u{301}", "á"),
            ("\u{93}Vâng\u{94}", "“Vâng”"),
        ] {
            assert_eq!(rebuild(word), expected, "{word:?}");
        }
    }

    #[test]
    fn puts_a_tone_on_its_vowel() {
        for (word, expected) in [
            ("hoa", "hòa"),
            ("hoan", "hoàn"),
            ("qua", "quà"),
            ("gi", "gì"),
            ("giu", "giù"),
            ("tiêng", "tiềng"),
            ("oai", "oài"),
        ] {
            let mut chars: Vec<char> = word.chars().collect();
            assert!(add_tone(&mut chars, '\u{300}'));
            assert_eq!(chars.into_iter().collect::<String>(), expected);
        }
    }
}
