//! Text on one line.

/// The text with single blanks for white space, and none at its ends.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with a blank for each line break and tab, as long as before.
pub fn flat(text: &str) -> String {
    text.replace(['\n', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined() {
        assert_eq!(one_line(" một\n\n hai\tba "), "một hai ba");
        assert_eq!(flat(" một\n\n hai\tba "), " một   hai ba ");
    }
}
