//! Capitals with a tone, which TCVN3 has no bytes for: they were typed as small letters and shown in a font of
//! capitals, so that `THỦ TƯỚNG` comes as `THủ TƯớNG`.

use super::syllable::is_syllable;

/// Where a word begins and ends.
type Word = (usize, usize);

/// Gives capitals back to words that have another capital inside, and to those that stand between such words.
pub(super) fn restore_capitals(text: &mut String) {
    let mut restored = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        restore_line(line, &mut restored);
    }
    // Positions must stay: letters whose capital has another width are left.
    if restored.len() == text.len() {
        *text = restored;
    }
}

fn restore_line(line: &str, out: &mut String) {
    let words = words(line);
    let is_shouted = |word: &Word| {
        has_no_small(&line[word.0..word.1]) && line[word.0..word.1].chars().skip(1).any(char::is_uppercase)
    };
    let shouted: Vec<bool> = words.iter().map(is_shouted).collect();
    // abbreviations stand in every sentence: only syllables in capitals speak for the words between them
    let is_title = |at: usize| {
        let word = words.get(at).filter(|_| shouted[at]);
        word.is_some_and(|word| is_syllable(&line[word.0..word.1].to_uppercase()))
    };
    let mut taken = 0;
    for (at, &(start, end)) in words.iter().enumerate() {
        let is_between = has_no_small(&line[start..end]) && at.checked_sub(1).is_some_and(is_title) && is_title(at + 1);
        out.push_str(&line[taken..start]);
        match shouted[at] || is_between {
            true => out.extend(line[start..end].chars().map(capital)),
            false => out.push_str(&line[start..end]),
        }
        taken = end;
    }
    out.push_str(&line[taken..]);
}

fn has_no_small(word: &str) -> bool {
    !word.contains(|char: char| char.is_ascii_lowercase())
}

/// The capital of a letter beyond ASCII, if it has the same width.
fn capital(char: char) -> char {
    let mut upper = char.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) if !char.is_ascii() && one.len_utf8() == char.len_utf8() => one,
        _ => char,
    }
}

/// Runs of letters.
fn words(line: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for (at, char) in line.char_indices().filter(|(_, char)| char.is_alphabetic()) {
        match words.last_mut() {
            Some(last) if last.1 == at => last.1 += char.len_utf8(),
            _ => words.push((at, at + char.len_utf8())),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_come_back_where_others_stand_beside() {
        for (text, expected) in [
            ("THủ TƯớNG CHÍNH PHủ", "THỦ TƯỚNG CHÍNH PHỦ"),
            ("ủY BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN"),
            ("Đã ở HÀ Nội", "Đã ở HÀ Nội"),
            ("NGHị ĐịNH số 5", "NGHỊ ĐỊNH số 5"),
            ("HộI NGHị ở Hà Nội", "HỘI NGHỊ ở Hà Nội"),
            ("LÀM VIệC ở TỉNH", "LÀM VIỆC Ở TỈNH"),
            ("Sở GD-ĐT và THPT ở TP.HCM", "Sở GD-ĐT và THPT ở TP.HCM"),
            ("hơn 2 tỷ USDlà", "hơn 2 tỷ USDlà"),
            ("một chữ", "một chữ"),
        ] {
            let mut restored = text.to_owned();
            restore_capitals(&mut restored);
            assert_eq!(restored, expected);
        }
    }
}
