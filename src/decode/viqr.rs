//! VIQR: Vietnamese in ASCII (`Vie^.t Nam`), which no byte gives away.

use super::syllable::is_syllable;
use super::table::Table;

/// True for ASCII text in which words are full of VIQR's marks and become syllables by them.
pub(super) fn is_viqr(text: &str, table: &Table) -> bool {
    const SAMPLE: usize = 8192;
    let sample = &text[..text.len().min(SAMPLE)];
    // marks that other languages hardly use: one in ten letters of Vietnamese
    if sample.bytes().filter(|byte| b"^~`+".contains(byte)).count() * 100 < sample.len() {
        return false;
    }
    let words = sample.split_ascii_whitespace().map(|word| word.trim_matches(['"', ',', '(', ')', ':', ';', '!']));
    let (mut marked, mut good) = (0, 0);
    for word in words {
        let decoded = table.text(word.as_bytes());
        if !decoded.is_ascii() {
            marked += 1;
            good += usize::from(is_syllable(decoded.trim_end_matches(['.', '?'])) || is_syllable(trimmed(&decoded)));
        }
    }
    marked >= 4 && good * 4 >= marked * 3
}

/// A word without the tone that a full stop or a question mark at its end may have made.
fn trimmed(word: &str) -> &str {
    word.trim_end_matches(|char: char| !char.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::super::Encoding;
    use super::*;

    #[test]
    fn viqr_is_told() {
        let table = Encoding::Viqr.table().unwrap();
        assert!(is_viqr("Chu? ti.ch nu+o+'c Vie^.t Nam dde^'n tha(m DDa` Na(~ng.", table));
        assert!(!is_viqr("He said that 2^10 = 1024, and x^2 + y^2 = z^2 (see p. 5).", table));
        assert!(!is_viqr("The Prime Minister's visit (5 May) isn't a secret.", table));
    }
}
