//! Text without tone marks, as people type it who search in a hurry.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text in small letters without any marks: `Đường` becomes `duong`.
pub fn bare(text: &str) -> String {
    let plain = text.nfd().filter(|&char| !is_combining_mark(char)).flat_map(char::to_lowercase);
    plain.map(|char| if char == 'đ' { 'd' } else { char }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_bars_go_away() {
        assert_eq!(bare("Đường Nguyễn Thị Định, ĐỒNG NAI"), "duong nguyen thi dinh, dong nai");
        assert_eq!(bare("hoà hòa tỉ tỷ"), "hoa hoa ti ty");
    }
}
