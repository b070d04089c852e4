//! UTF-8 that was read as windows-1252, once or several times: `Viá»‡t Nam` for `Việt Nam`.

use super::rewrite::Rewrite;
use super::syllable::is_syllable;
use super::table::windows_1252_byte;

/// A character of a line that stands for a byte beyond ASCII.
#[derive(Clone, Copy)]
struct Unit {
    at: usize,
    len: usize,
    byte: u8,
}

/// Reads the mojibake of `text[start..end]`, and notes it; says how many characters were repaired. Nothing is noted
/// where one pair of signs is all there is and may well be meant.
pub(super) fn repair(text: &str, start: usize, end: usize, rewrite: &mut Rewrite<'_>) -> usize {
    let mut found = Vec::new();
    let mut at = start;
    while let Some(offset) = text[at..end].find(|char: char| !char.is_ascii()) {
        let units = run(&text[..end], at + offset);
        let Some(last) = units.last() else {
            at += offset + text[at + offset..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        at = last.at + last.len;
        let bytes: Vec<u8> = units.iter().map(|unit| unit.byte).collect();
        at = read_run(&text[..end], &units, &bytes, &mut found).unwrap_or(at);
    }
    if let [(from, to, char)] = found[..]
        && char.len_utf8() == 2
        && !text[from..to].contains(char::is_control)
        && may_be_meant(&text[start..from], &text[to..end])
        && !joins(text, from, char, &text[to..end])
    {
        return 0;
    }
    for (from, to, char) in &found {
        rewrite.replace(*from, *to, char.encode_utf8(&mut [0; 4]));
    }
    found.len()
}

/// The characters from `at` on that stand for bytes beyond ASCII.
fn run(text: &str, at: usize) -> Vec<Unit> {
    let units = text[at..].char_indices().map_while(|(offset, char)| {
        let byte = windows_1252_byte(char).filter(|byte| !byte.is_ascii())?;
        Some(Unit { at: at + offset, len: char.len_utf8(), byte })
    });
    units.collect()
}

/// Finds the good UTF-8 in a run. Gives where to go on, if that is not the run's end.
fn read_run(text: &str, units: &[Unit], bytes: &[u8], found: &mut Vec<(usize, usize, char)>) -> Option<usize> {
    let mut next = 0;
    for chunk in bytes.utf8_chunks() {
        for char in chunk.valid().chars() {
            let last = next + char.len_utf8() - 1;
            if is_likely(char) {
                found.push((units[next].at, units[last].at + units[last].len, char));
            }
            next = last + 1;
        }
        next += chunk.invalid().len();
    }
    // `Ã` at the end has lost its other half: a no-break space that became a plain one, or a soft hyphen that is gone.
    let last = units.last().filter(|last| last.byte == 0xC3)?;
    let end = last.at + last.len;
    let after = text[end..].strip_prefix(' ');
    let (char, to) = match after {
        Some(rest) if rest.starts_with(' ') || is_punctuation(rest) && joins(text, last.at, 'à', "") => ('à', end + 1),
        Some(rest) => (joins(text, last.at, 'à', rest).then_some('à')?, end + 1),
        None => (joins(text, last.at, 'í', &text[end..]).then_some('í')?, end),
    };
    found.push((last.at, to, char));
    Some(to)
}

fn is_punctuation(rest: &str) -> bool {
    rest.starts_with(|char: char| char.is_ascii_punctuation())
}

/// True where the letters before, `char` and the letters after, some of either, are one syllable.
fn joins(text: &str, at: usize, char: char, rest: &str) -> bool {
    let is_letter = |char: &char| char.is_ascii_alphabetic();
    let before = text[..at].len() - text[..at].chars().rev().take_while(is_letter).count();
    let after: String = rest.chars().take_while(is_letter).collect();
    (before < at || !after.is_empty()) && is_syllable(&format!("{}{char}{after}", &text[before..at]))
}

/// Letters of European alphabets, tone marks, controls (which are letters misread again); of three bytes and more anything, since such runs do not come
/// by chance.
fn is_likely(char: char) -> bool {
    matches!(char, '\u{80}'..='\u{52F}' | '\u{800}'..)
}

/// True where the pair of signs between may be meant: `XÃ»` at the end of a quotation in capitals.
fn may_be_meant(before: &str, after: &str) -> bool {
    before.ends_with(char::is_uppercase) && !after.starts_with(|char: char| char.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> String {
        let mut rewrite = Rewrite::new(text);
        repair(text, 0, text.len(), &mut rewrite);
        rewrite.finish().0.into_owned()
    }

    /// UTF-8 as windows-1252 shows it; the five bytes that it lacks are controls.
    fn garbled(text: &str) -> String {
        let table = super::super::Encoding::Windows1252.table().unwrap();
        table.text(text.as_bytes())
    }

    #[test]
    fn words_come_back() {
        for text in ["Đảng bộ Việt Nam", "“Hà Nội” – 25°C, € 😀", "Ông là người ở Ý", "Beyoncé", "M. Hà", "25 µm β-hCG"]
        {
            assert_eq!(repaired(&garbled(text)), text);
            assert_eq!(repaired(&repaired(&garbled(&garbled(text)))), text);
        }
    }

    #[test]
    fn lost_halves_come_back_where_a_syllable_tells() {
        assert_eq!(repaired("HÃ  Ná»™i, thÃ ng lÃ  chÃnh"), "Hà Nội, thàng là chính");
    }

    #[test]
    fn good_text_is_left() {
        for text in ["«THỊ XÃ»", "Hà Nội là của cả nước", "São Paulo", "Ã, À, Â", "±5°C", "DÃ»"]
        {
            assert_eq!(repaired(text), text);
        }
    }
}
