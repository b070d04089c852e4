//! Letters that look like Latin ones and stand for them.

/// Cyrillic letters and the Latin letters that they are mistaken for.
const CYRILLIC: [(char, char); 33] = [
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('Х', 'X'),
    ('У', 'Y'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('Ѕ', 'S'),
    ('Ԛ', 'Q'),
    ('Ԝ', 'W'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('х', 'x'),
    ('у', 'y'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ѕ', 's'),
    ('һ', 'h'),
    ('ԁ', 'd'),
    ('ԛ', 'q'),
    ('ԝ', 'w'),
    ('ѵ', 'v'),
    ('к', 'k'),
];

/// The Latin letter that a Cyrillic one is mistaken for.
pub(super) fn latin(char: char) -> Option<char> {
    if !is_cyrillic(char) {
        return None;
    }
    CYRILLIC.iter().find(|(from, _)| *from == char).map(|&(_, to)| to)
}

/// True for Icelandic eth and African d, which old keyboards and fonts gave for Đ.
pub(super) fn is_eth(char: char) -> bool {
    matches!(char, 'Ð' | 'ð' | 'Ɖ' | 'ɖ')
}

fn is_cyrillic(char: char) -> bool {
    matches!(char, '\u{400}'..='\u{52F}')
}

/// Replaces look-alikes in a word, which holds no blanks.
pub(super) fn replace(word: &mut [char]) {
    for at in 0..word.len() {
        if is_eth(word[at]) && is_dd(word, at) {
            word[at] = if word[at].is_lowercase() { 'đ' } else { 'Đ' };
        }
    }
    let mut start = 0;
    while start < word.len() {
        let len = word[start..].iter().take_while(|char| is_code(**char)).count();
        replace_cyrillic(&mut word[start..start + len]);
        start += len.max(1);
    }
}

/// Vietnamese has đ only before a syllable's vowel or as a capital in codes without vowels (`QÐ-UBND`, `HÐND`);
/// Icelandic and Faroese have ð only after a vowel (`Guðmundur`, `SIGURÐSSON`).
fn is_dd(word: &[char], at: usize) -> bool {
    let before: Vec<char> = word[..at].iter().rev().take_while(|char| char.is_alphabetic()).copied().collect();
    let is_code = || before.iter().all(|char| char.is_uppercase() && !"AEIOUYÁÉÍÓÚÝÆÖ".contains(*char));
    before.is_empty() || word[at].is_uppercase() && (before[0].is_lowercase() || is_code())
}

/// Letters, digits and what joins them in codes.
fn is_code(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '-' | '/' | '.') || unicode_normalization::char::is_combining_mark(char)
}

/// Replaces Cyrillic letters where Latin ones stand in the same word or code, and every Cyrillic one is a look-alike.
fn replace_cyrillic(code: &mut [char]) {
    let cyrillic = || code.iter().filter(|char| is_cyrillic(**char));
    let has_latin = code.iter().any(|char| char.is_alphabetic() && !is_cyrillic(*char));
    if cyrillic().next().is_none() || !has_latin || !cyrillic().all(|char| latin(*char).is_some()) {
        return;
    }
    for char in code {
        *char = latin(*char).unwrap_or(*char);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(word: &str) -> String {
        let mut chars: Vec<char> = word.chars().collect();
        replace(&mut chars);
        chars.into_iter().collect()
    }

    #[test]
    fn replaces_only_where_vietnamese_is_meant() {
        for (word, expected) in [
            ("Ðảng", "Đảng"),
            ("ðồng", "đồng"),
            ("HÐND", "HĐND"),
            ("136/2007/NÐ-CP", "136/2007/NĐ-CP"),
            ("Goðafoss", "Goðafoss"),
            ("SIGURÐSSON", "SIGURÐSSON"),
            ("IIА-109", "IIA-109"),
            ("09/СТ-TTg", "09/CT-TTg"),
            ("Объясняем", "Объясняем"),
            ("СССР", "СССР"),
            ("ТАСС/TTXVN", "TACC/TTXVN"),
            ("củaМосква", "củaМосква"),
        ] {
            assert_eq!(replaced(word), expected);
        }
    }
}
