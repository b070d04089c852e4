//! Normalization: one clean form of the text, with the way back.
//!
//! Composes (NFC), puts displaced tone marks back (`thi ̣trường`), drops doubled ones, turns every kind of blank into a
//! plain one and every line end into `\n`, removes zero-width characters, controls and soft hyphens, and replaces
//! look-alikes (`Ð` for `Đ`, Cyrillic letters in Latin words). Tone placement, quotes and dashes stay as written.
//!
//! Clean text is borrowed. In other text only the words that need it are rebuilt, and each change is noted in the
//! [`OffsetMap`] when it is made.

use std::borrow::Cow;

use super::gate::{Class, class, next_dirty};
use super::rebuild::{add_tone, is_tone, rebuild};
use super::{OffsetMap, Span};

/// The text that all later stages read.
#[derive(Clone, Debug)]
pub struct Normalized<'a> {
    /// NFC, with plain blanks and `\n` line ends; borrowed where the input was so already.
    pub text: Cow<'a, str>,
    /// From its bytes back to those of the input.
    pub map: OffsetMap,
}

/// Normalizes `input`.
pub fn normalize(input: &str) -> Normalized<'_> {
    let mut writer = Writer { input, taken: 0, out: String::new(), map: OffsetMap::identity() };
    let mut at = 0;
    while let Some((place, char, class)) = next_dirty(input, at) {
        at = match class {
            Class::Keep => place + char.len_utf8(),
            Class::Blank => writer.replace(place, place + char.len_utf8(), " "),
            Class::Line => writer.replace(place, line_end(input, place, char), "\n"),
            Class::Word => writer.word(place),
        };
    }
    writer.finish()
}

/// The end of the line break at `place`; `\r\n` is one.
fn line_end(input: &str, place: usize, char: char) -> usize {
    let end = place + char.len_utf8();
    end + usize::from(char == '\r' && input[end..].starts_with('\n'))
}

struct Writer<'a> {
    input: &'a str,
    /// Input bytes that `out` accounts for.
    taken: usize,
    out: String,
    map: OffsetMap,
}

impl<'a> Writer<'a> {
    /// Copies the input up to `to`.
    fn copy(&mut self, to: usize) {
        if self.out.is_empty() {
            self.out.reserve(self.input.len());
        }
        self.out.push_str(&self.input[self.taken..to]);
        self.taken = to;
    }

    /// Writes `with` in the place of the input's bytes `from..to`; gives `to`.
    fn replace(&mut self, from: usize, to: usize, with: &str) -> usize {
        self.copy(from);
        let start = self.out.len();
        self.out.push_str(with);
        self.taken = to;
        let in_step = with.len() == to - from && with.chars().nth(1).is_none();
        if !in_step {
            self.map.push(span(start, self.out.len()), span(from, to));
        }
        to
    }

    /// Rebuilds the word around the byte `place`; gives the end of the word.
    fn word(&mut self, place: usize) -> usize {
        let start = self.word_start(place);
        let end = word_end(self.input, place);
        let word = &self.input[start..end];
        let clean = rebuild(word);
        if clean.starts_with(is_tone) && self.move_tone(start, &clean, end) {
            return end;
        }
        if clean == word {
            return end;
        }
        let (head, tail) = common_ends(word, &clean);
        self.replace(start + head, end - tail, &clean[head..clean.len() - tail]);
        self.copy(end);
        end
    }

    /// Where the word around `place` begins; not before what is written already.
    fn word_start(&self, place: usize) -> usize {
        let before = self.input[self.taken..place].char_indices().rev();
        before.take_while(|(_, char)| !is_blank(*char)).last().map_or(place, |(at, _)| self.taken + at)
    }

    /// A tone mark at the start of a word, input bytes `start..end`, belongs to the word before it, if one blank stands
    /// between them and that word has no tone. Writes both words if so; `clean` is the rebuilt second one.
    fn move_tone(&mut self, start: usize, clean: &str, end: usize) -> bool {
        self.copy(start);
        let mut chars = clean.chars();
        let (Some(tone), Some(before)) = (chars.next(), self.out.strip_suffix(' ')) else { return false };
        let letters = before.chars().rev().take(LONGEST).take_while(|char| char.is_alphabetic());
        let place = before.len() - letters.map(char::len_utf8).sum::<usize>();
        let mut syllable: Vec<char> = before[place..].chars().collect();
        if !add_tone(&mut syllable, tone) {
            return false;
        }
        let (text_start, source_start) = self.map.cut(place as u32);
        let (text_start, source_start) = (text_start as usize, source_start as usize);
        let moved: String = self.out[text_start..place].chars().chain(syllable).chain([' ']).chain(chars).collect();
        let (head, tail) = common_ends(&self.input[source_start..end], &moved);
        self.out.truncate(text_start);
        self.out.push_str(&moved);
        self.map.push(span(text_start + head, self.out.len() - tail), span(source_start + head, end - tail));
        self.taken = end;
        true
    }

    fn finish(mut self) -> Normalized<'a> {
        if self.taken == 0 {
            return Normalized { text: Cow::Borrowed(self.input), map: self.map };
        }
        self.copy(self.input.len());
        Normalized { text: Cow::Owned(self.out), map: self.map }
    }
}

/// Letters that a syllable can have and one more, so that a longer run of letters is not taken for one.
const LONGEST: usize = 8;

fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\n') || matches!(class(char), Class::Blank | Class::Line)
}

fn word_end(input: &str, place: usize) -> usize {
    input[place..].find(is_blank).map_or(input.len(), |len| place + len)
}

/// Bytes that two words share at the start and at the end, in whole characters.
fn common_ends(one: &str, other: &str) -> (usize, usize) {
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let head = one.chars().zip(other.chars()).take_while(same).map(|(char, _)| char.len_utf8()).sum();
    let (one, other) = (one[head..].chars().rev(), other[head..].chars().rev());
    (head, one.zip(other).take_while(same).map(|(char, _)| char.len_utf8()).sum())
}

fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans() {
        for (input, expected) in [
            ("thi \u{323}trường", "thị trường"),
            ("thi\u{a0}\u{323}trường", "thị trường"),
            ("đến\u{a0}nay\r\nvà\rrồi\u{2028}\tthôi", "đến nay\nvà\nrồi\n thôi"),
            ("\u{feff}Đắp mặt nạ\u{200b}", "Đắp mặt nạ"),
            ("hòa hoà “Hà” – ‘a’", "hòa hoà “Hà” – ‘a’"),
            ("a \u{323}b", "ạ b"),
            ("là\u{a0}\u{a0}mo\u{302} \u{323}t", "là  mộ t"),
        ] {
            assert_eq!(normalize(input).text, expected);
        }
        assert!(matches!(normalize("Объясняем 😀 “Đề án”").text, Cow::Borrowed(_)));
    }

    #[test]
    fn maps_back() {
        let input = "Ðề\u{a0}án thi \u{323}trường hoa\u{300}n \u{200b}thành";
        let clean = normalize(input);
        let text = clean.text.as_ref();
        assert_eq!(text, "Đề án thị trường hoàn thành");
        for (word, source) in
            [("Đề", "Ðề"), ("án", "án"), ("thị", "thi \u{323}"), ("hoàn", "hoa\u{300}n"), ("thành", "thành")]
        {
            let at = text.find(word).unwrap();
            let found = clean.map.source(span(at, at + word.len()));
            assert_eq!(found.of(input), source);
        }
    }
}
