//! Tells good text from text in an encoding of the time before Unicode, by its syllables.
//!
//! Vietnamese syllables follow strict rules. In good text nearly every word with a letter beyond ASCII is a syllable; in
//! text that was read with the wrong table hardly any is. What stands in the wrong words then tells which table it was.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// Bytes that are looked at.
const SAMPLE: usize = 8192;
/// Words with letters beyond ASCII that are too few to judge.
const FEWEST: usize = 4;

/// What the text seems to be, if it is not good text: the name of an encoding, for a message.
pub(super) fn suspicion(text: &str) -> Option<&'static str> {
    let sample = head(text, SAMPLE);
    // a letter of U+1E00-1FFF in every hundred bytes: Vietnamese that was decoded well
    let vietnamese = sample.bytes().filter(|byte| *byte == 0xE1).count();
    if vietnamese * 100 >= sample.len() || sample.is_ascii() {
        return None;
    }
    judge(sample)
}

/// What bytes that are not Unicode seem to be.
pub(super) fn legacy(bytes: &[u8]) -> &'static str {
    let text: String = bytes.iter().take(SAMPLE).map(|&byte| char::from(byte)).collect();
    judge(&text).unwrap_or("an unknown encoding")
}

fn head(text: &str, len: usize) -> &str {
    let mut end = len.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn judge(sample: &str) -> Option<&'static str> {
    let (mut total, mut good, mut plain, mut plain_good) = (0, 0, 0, 0);
    let mut marked = Vec::new();
    for word in sample.split(|char: char| char.is_ascii() && !char.is_ascii_alphabetic()) {
        total += usize::from(word.chars().any(char::is_alphabetic));
        if word.is_ascii() && word.len() > 1 {
            plain += 1;
            plain_good += usize::from(is_syllable(word));
        }
        if !word.is_ascii() && word.chars().any(|char| char.is_ascii_alphabetic()) {
            good += usize::from(is_syllable(word));
            marked.push(word);
        }
    }
    if marked.len() < FEWEST || marked.len() * 10 < total || good * 4 >= marked.len() * 3 {
        return None;
    }
    let share = |test: fn(&str) -> bool| marked.iter().filter(|word| test(word)).count() * 100 / marked.len();
    if share(is_mojibake) >= 40 {
        Some("UTF-8 that was read as windows-1252 (mojibake)")
    } else if share(has_vni_pair) >= 40 {
        Some("the encoding VNI")
    } else if share(has_1258_pair) >= 25 {
        Some("the encoding windows-1258")
    } else if share(has_symbol) >= 15 {
        Some(if share(|word| word.contains('ß')) >= 5 { "the encoding VISCII" } else { "the encoding TCVN3 (ABC)" })
    } else {
        // the words without marks are Vietnamese, those with marks are not
        let is_vietnamese = plain >= 3 * FEWEST && plain_good * 10 >= plain * 6;
        (is_vietnamese && marked.len() * 5 >= total && good * 3 < marked.len() * 2).then_some("an unknown encoding")
    }
}

/// `Äáº£ng`
fn is_mojibake(word: &str) -> bool {
    ["Ã", "Ä", "Æ°", "Æ¡", "áº", "á»", "â€"].iter().any(|pair| word.contains(pair))
}

/// `Buøi`, `Nöôùc`: a vowel and the letter that stands for its mark.
fn has_vni_pair(word: &str) -> bool {
    has_pair(word, "aeouyôöAEOUYÔÖ", "øùûõïâáàåãäêéèúüëØÙÛÕÏÂÁÀÅÃÄÊÉÈÚÜË") || has_pair(word, "ñÑ", "aeioôöuAEIOÔÖU")
}

/// `ðýõìng`, `Viêòt`: a letter and the byte of a tone mark.
fn has_1258_pair(word: &str) -> bool {
    has_pair(word, "aâãeêioôõuýyAÂÃEÊIOÔÕUÝY", "ìòÌÒÞ")
}

fn has_pair(word: &str, first: &str, second: &str) -> bool {
    let next = word.chars().skip(1);
    word.chars().zip(next).any(|(a, b)| first.contains(a) && second.contains(b))
}

/// `nh©n d©n`, `Vi®t`, `®¹i`: a sign before a letter of the same word.
fn has_symbol(word: &str) -> bool {
    let is_sign = |char| matches!(char, '\u{80}'..='\u{9F}' | '¡'..='©' | '«'..='¹' | '»'..='¿');
    word.chars().zip(word.chars().skip(1)).any(|(sign, next)| is_sign(sign) && next.is_alphabetic())
}

/// Parts of syllables.
struct Parts {
    onsets: Vec<&'static str>,
    rimes: HashSet<&'static str>,
}

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let mut parts = Parts { onsets: Vec::new(), rimes: HashSet::new() };
    for line in include_str!("lexicon/syllables.tsv").lines() {
        match line.split_once('\t') {
            Some(("onset", letters)) => parts.onsets.extend(letters.split(' ')),
            Some(("rime", letters)) => parts.rimes.extend(letters.split(' ')),
            _ => {}
        }
    }
    parts
});

/// True for a word spelled by the rules of Vietnamese syllables.
fn is_syllable(word: &str) -> bool {
    let mut tones = 0;
    let mut letters = String::new();
    for char in word.nfc().flat_map(char::to_lowercase) {
        decompose_canonical(char, |part| match part {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tones += 1,
            part => letters.push(part),
        });
    }
    let letters: String = letters.nfc().collect();
    let has_rime = |rest: &str| PARTS.rimes.contains(rest);
    let with_onset = |onset: &&str| {
        let rest = letters.strip_prefix(*onset);
        rest.is_some_and(|rest| {
            has_rime(rest)
                || *onset == "qu" && has_rime(&format!("u{rest}"))
                || *onset == "gi" && has_rime(&format!("i{rest}"))
        })
    };
    tones <= 1 && (has_rime(&letters) || PARTS.onsets.iter().any(with_onset))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "Ủy ban nhân dân tỉnh Bảo Thắng đã quyết định giao cho các đơn vị thực hiện nhiệm vụ được giao.";

    #[test]
    fn knows_syllables() {
        for word in ["người", "Nghiêng", "quyết", "giữ", "gì", "ủy", "hoà", "thuỷ", "đường", "quốc", "giếng"]
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["nh©n", "Buøi", "Äáº£ng", "café", "naïve", "Müller", "ðýõìng"] {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn suspects_the_right_encoding() {
        let mojibake: String = GOOD.bytes().map(char::from).collect();
        assert_eq!(suspicion(&mojibake), Some("UTF-8 that was read as windows-1252 (mojibake)"));
        let tcvn = "Uû ban nh©n d©n tØnh B¶o Th¾ng ®· quyÕt ®Þnh giao cho c¸c ®¬n vÞ thùc hiÖn nhiÖm vô";
        assert_eq!(suspicion(tcvn), Some("the encoding TCVN3 (ABC)"));
        let vni = "UÛy ban nhaân daân tænh Baûo Thaéng ñaõ quyeát ñònh giao cho caùc ñôn vò thöïc hieän nhieäm vuï";
        assert_eq!(suspicion(vni), Some("the encoding VNI"));
    }

    #[test]
    fn trusts_good_text() {
        for text in [
            GOOD,
            "Nhà văn Pháp: « Le café était à côté de la forêt où les élèves étudiaient l'été passé »",
            "Der Bürger hört die größte Überraschung über Müller und Schröder für München",
            "Hà Nội",
            "",
            "Guðmundur Þórðarson sagði að þetta væri ný íslensk bók",
        ] {
            assert_eq!(suspicion(text), None, "{text}");
        }
    }
}
