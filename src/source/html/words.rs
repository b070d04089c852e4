//! Strings of a page: entities that were escaped twice, white space, names of persons.

use std::borrow::Cow;

/// Text without entities, on one line, without blanks around; `None` where nothing is left.
pub(super) fn clean(text: &str) -> Option<String> {
    let text = decode(text);
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    (!out.is_empty()).then_some(out)
}

/// Decodes entities that are still there after the parser: sites escape twice, some of them three times.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..2 {
        if !has_entity(&text) {
            break;
        }
        text = Cow::Owned(html_escape::decode_html_entities(&text).into_owned());
    }
    text
}

/// True where the text holds `&name;` or `&#1234;`.
pub(super) fn has_entity(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let rest = &text.as_bytes()[at + 1..];
        let len = rest.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
        len >= 2 && rest.get(len) == Some(&b';')
    })
}

/// The persons that a byline names: `Tác giả: NHẬT XUÂN - NGHI VŨ`, `Hà Thu (tổng hợp)`.
pub(super) fn persons(line: &str) -> Vec<String> {
    let line = line.split(['(', '@']).next().unwrap_or(line);
    let line = ["Tác giả", "Thực hiện", "Bài và ảnh", "Bài, ảnh", "Tin, ảnh", "Bài", "Tin", "Theo", "PV"]
        .iter()
        .find_map(|label| label_rest(line, label))
        .unwrap_or(line);
    let mut names = Vec::new();
    for name in line
        .split([';', ',', '/', '|', '–', '—'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" và "))
    {
        if is_name(name.trim()) {
            names.push(name.trim().to_owned());
        }
    }
    names
}

/// What stands after a label and its colon.
fn label_rest<'a>(line: &'a str, label: &str) -> Option<&'a str> {
    let rest = line.trim_start().strip_prefix(label)?;
    let after = rest.trim_start();
    (after.starts_with(':') || label == "Tác giả" || label == "PV" && rest.starts_with(' '))
        .then(|| after.trim_start_matches(':').trim())
}

/// True for what can be the name of a person or a pen name: capitalised words, no digits, no address.
pub(super) fn is_name(text: &str) -> bool {
    const WORDS: std::ops::RangeInclusive<usize> = 1..=6;
    let words: Vec<&str> = text.split_whitespace().collect();
    WORDS.contains(&words.len())
        && text.chars().count() <= 40
        && words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase))
        && text.chars().all(|char| char.is_alphabetic() || " .-'’".contains(char) || is_mark(char))
        && !text.contains(".vn")
        && !text.contains(".com")
}

/// A combining mark: pages in decomposed letters are composed later.
fn is_mark(char: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&char)
}

/// Small letters and digits alone, to compare names: `Báo VnExpress` and `vnexpress.net` share `vnexpress`.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_decoded_however_often_they_were_escaped() {
        assert_eq!(clean("Chi&amp;#7871;n  s&#7921;\n&nbsp;").as_deref(), Some("Chiến sự"));
        assert_eq!(clean("R&D và Q&A; AT&T").as_deref(), Some("R&D và Q&A; AT&T"));
        assert_eq!(clean(" \u{a0} "), None);
    }

    #[test]
    fn bylines_name_persons() {
        assert_eq!(persons("NHẬT XUÂN - NGHI VŨ"), ["NHẬT XUÂN", "NGHI VŨ"]);
        assert_eq!(persons("Hà Thu (tổng hợp)"), ["Hà Thu"]);
        assert_eq!(persons("Tác giả: Lê An và Y Thanh"), ["Lê An", "Y Thanh"]);
        assert_eq!(persons("Bài và ảnh: Trần Mai"), ["Trần Mai"]);
        assert!(persons("https://www.facebook.com/bao").is_empty());
        assert!(persons("và 1 tác giả khác").is_empty());
    }
}
