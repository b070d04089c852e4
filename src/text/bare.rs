//! Text without tone marks, as people type it who search in a hurry.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The text in small letters without any marks: `Đường` becomes `duong`.
pub fn bare(text: &str) -> String {
    let plain = text.nfd().filter(|&char| !is_combining_mark(char)).flat_map(char::to_lowercase);
    plain.map(|char| if char == 'đ' { 'd' } else { char }).collect()
}

/// Vietnamese in small letters without marks but the bar of `đ`; letters of other languages stay as they are.
pub fn unmarked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_ascii() {
            out.push(char.to_ascii_lowercase());
        } else if is_marked(char) {
            decompose_canonical(char, |part| out.extend(part.to_lowercase()));
            out.truncate(out.trim_end_matches(is_combining_mark).len());
        } else {
            out.push(if char == 'Đ' { 'đ' } else { char });
        }
    }
    out
}

/// True for a letter of Vietnamese with a mark.
fn is_marked(char: char) -> bool {
    matches!(char, 'À'..='Ý' | 'à'..='ý' | 'Ă' | 'ă' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ạ'..='ỹ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_bars_go_away() {
        assert_eq!(bare("Đường Nguyễn Thị Định, ĐỒNG NAI"), "duong nguyen thi dinh, dong nai");
        assert_eq!(bare("hoà hòa tỉ tỷ"), "hoa hoa ti ty");
    }

    #[test]
    fn only_the_marks_of_vietnamese_go_away() {
        assert_eq!(unmarked("Đường NGUYỄN Thị Định × 3"), "đuong nguyen thi đinh × 3");
        assert_eq!(unmarked("Škoda Æ Й"), "Škoda æ Й");
    }
}
