//! The shape of a Vietnamese syllable: what tells good text from text that was read with the wrong table.
//!
//! Here every letter counts, more strictly than where names are told apart: a wrong decoding often gives letters that
//! stand side by side in no syllable, two tones, capitals inside a word, or a tone that an ending does not allow.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::segment::letter;

/// Letters of a part of a syllable, without tone and case: six bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Part {
    codes: u64,
    len: u32,
}

impl Part {
    /// Letters of the longest syllable, `nghiêng`.
    const LONGEST: u32 = 7;

    fn of(part: &str) -> Part {
        part.chars().fold(Part { codes: 0, len: 0 }, |part, char| part.push(letter(char).code()))
    }

    fn push(self, code: u8) -> Part {
        Part { codes: self.codes | u64::from(code) << (6 * self.len), len: self.len + 1 }
    }

    fn at(self, at: u32) -> u8 {
        (self.codes >> (6 * at) & 63) as u8
    }

    fn strip_prefix(self, prefix: Part) -> Option<Part> {
        let bits = 6 * prefix.len;
        let begins = prefix.len <= self.len && self.codes & ((1 << bits) - 1) == prefix.codes;
        begins.then(|| Part { codes: self.codes >> bits, len: self.len - prefix.len })
    }

    /// The part with another letter before it.
    fn after(self, code: u8) -> Part {
        Part { codes: self.codes << 6 | u64::from(code), len: self.len + 1 }
    }
}

/// How an onset goes on.
#[derive(Clone, Copy, Debug)]
enum Next {
    /// With any rime.
    Any,
    /// With e, ê, i or y: k, gh, ngh.
    Front,
    /// With others: c, ng.
    Back,
    /// With others and i: g.
    BackOrI,
    /// As it is or after a letter of its own: gi, qu.
    Shares(u8),
    /// Not at all: q.
    Never,
}

/// Parts of syllables.
struct Parts {
    onsets: Vec<(Part, Next)>,
    rimes: HashSet<Part>,
}

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let mut parts = Parts { onsets: Vec::new(), rimes: HashSet::new() };
    for line in include_str!("lexicon/syllables.tsv").lines() {
        match line.split_once('\t') {
            Some(("onset", letters)) => {
                parts.onsets.extend(letters.split(' ').map(|onset| (Part::of(onset), next(onset))))
            }
            Some(("rime", letters)) => parts.rimes.extend(letters.split(' ').map(Part::of)),
            _ => {}
        }
    }
    parts
});

fn next(onset: &str) -> Next {
    match onset {
        "q" => Next::Never,
        "qu" => Next::Shares(code('u')),
        "gi" => Next::Shares(code('i')),
        "k" | "gh" | "ngh" => Next::Front,
        "c" | "ng" => Next::Back,
        "g" => Next::BackOrI,
        _ => Next::Any,
    }
}

fn code(char: char) -> u8 {
    letter(char).code()
}

/// Codes of the tones that rise and that fall.
const STOPPED_TONES: [u8; 2] = [4, 5];

/// True for a word spelled by the rules of Vietnamese syllables, in small letters, in capitals, or with one at its
/// beginning.
pub(super) fn is_syllable(word: &str) -> bool {
    match word.contains(|char| matches!(char, '\u{300}'..='\u{36F}')) {
        true => is_composed_syllable(word.nfc()),
        false => is_composed_syllable(word.chars()),
    }
}

fn is_composed_syllable(chars: impl Iterator<Item = char>) -> bool {
    let (mut part, mut tone, mut case) = (Part { codes: 0, len: 0 }, 0, Case::default());
    for char in chars {
        let letter = letter(char);
        let is_second_tone = tone != 0 && letter.tone() != 0;
        if !letter.is_known() || part.len == Part::LONGEST || is_second_tone || !case.allows(letter.is_upper()) {
            return false;
        }
        tone |= letter.tone();
        part = part.push(letter.code());
    }
    is_rime(part, tone) || PARTS.onsets.iter().any(|onset| fits(*onset, part, tone))
}

/// Capitals so far: `nhân`, `Nhân` and `NHÂN` are allowed, `nhÂn` and `NhÂn` are not.
#[derive(Default)]
struct Case {
    first: Option<bool>,
    second: Option<bool>,
}

impl Case {
    fn allows(&mut self, is_upper: bool) -> bool {
        let Some(first) = self.first else {
            self.first = Some(is_upper);
            return true;
        };
        first >= is_upper && *self.second.get_or_insert(is_upper) == is_upper
    }
}

/// True where the letters are this onset and a rime that may follow it.
fn fits((onset, next): (Part, Next), letters: Part, tone: u8) -> bool {
    let Some(rest) = letters.strip_prefix(onset) else { return false };
    let first = rest.at(0);
    let is_front = ['e', 'ê', 'i', 'y'].into_iter().any(|char| code(char) == first);
    let may_follow = match next {
        Next::Any => true,
        Next::Front => is_front,
        Next::Back => !is_front,
        Next::BackOrI => !is_front || first == code('i'),
        Next::Shares(letter) => return is_rime(rest, tone) || is_rime(rest.after(letter), tone),
        Next::Never => false,
    };
    may_follow && is_rime(rest, tone)
}

/// True for a rime that occurs; one that ends in p, t, c or ch has a rising or a falling tone.
fn is_rime(rime: Part, tone: u8) -> bool {
    if rime.len == 0 || !PARTS.rimes.contains(&rime) {
        return false;
    }
    let last = rime.at(rime.len - 1);
    let is_stopped = ['p', 't', 'c'].into_iter().any(|char| code(char) == last)
        || rime.len > 1 && last == code('h') && rime.at(rime.len - 2) == code('c');
    !is_stopped || STOPPED_TONES.contains(&tone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told() {
        for word in [
            "người",
            "Nghiêng",
            "quyết",
            "giữ",
            "gì",
            "ủy",
            "hoà",
            "thuỷ",
            "đường",
            "quốc",
            "giếng",
            "VIỆT",
            "Ủy",
            "qua\u{301}n",
            "vie\u{302}\u{323}t",
        ] {
            assert!(is_syllable(word), "{word}");
        }
        for word in [
            "nh©n",
            "Buøi",
            "Äáº£ng",
            "café",
            "naïve",
            "Müller",
            "ðýõìng",
            "việT",
            "nhÂn",
            "cêm",
            "kạn",
            "thìt",
            "bàác",
            "",
            "nghiêngx",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
