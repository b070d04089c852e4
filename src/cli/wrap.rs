//! Lines that fit a terminal. Widths are columns: a letter has one, a sign over it none, an ideograph two; sequences
//! that set a colour have none.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What begins a sequence that sets a colour; it ends with `m`.
const ESCAPE: char = '\u{1b}';

/// Columns of a text.
pub fn width(text: &str) -> usize {
    if !text.contains(ESCAPE) {
        return text.width();
    }
    let mut is_escape = false;
    let columns = text.chars().map(|char| {
        let was_escape = is_escape;
        is_escape = char == ESCAPE || (is_escape && char != 'm');
        if was_escape || is_escape { 0 } else { char.width().unwrap_or(0) }
    });
    columns.sum()
}

/// A text filled up with blanks.
pub fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Breaks lines at blanks so that none is wider than `columns`; what goes on begins `indent` columns from the left. A
/// word that is wider alone stands on a line of its own.
pub fn wrapped(text: &str, columns: usize, indent: usize) -> String {
    let indent = indent.min(columns / 2);
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        wrap_line(line, columns, indent, &mut out);
    }
    out
}

fn wrap_line(line: &str, columns: usize, indent: usize, out: &mut String) {
    let (mut used, mut blanks) = (0, 0);
    let mut has_word = false;
    for (at, word) in line.split(' ').enumerate() {
        blanks += usize::from(at > 0);
        if word.is_empty() {
            continue;
        }
        let wide = width(word);
        if has_word && used + blanks + wide > columns {
            out.push('\n');
            (used, blanks) = (0, indent);
        }
        out.extend(std::iter::repeat_n(' ', blanks));
        out.push_str(word);
        used += blanks + wide;
        blanks = 0;
        has_word |= wide > 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_columns() {
        for (text, expected) in [("Đề án", 5), ("e\u{301}", 1), ("日本", 4), ("\u{1b}[36m42\u{1b}[0m", 2), ("😀", 2)]
        {
            assert_eq!(width(text), expected, "{text:?}");
        }
        assert_eq!(padded("Đề", 4), "Đề  ");
    }

    #[test]
    fn lines_break_at_blanks() {
        assert_eq!(wrapped("một hai ba bốn\n\nnăm", 8, 0), "một hai\nba bốn\n\nnăm");
        assert_eq!(wrapped("  một hai ba bốn", 9, 4), "  một hai\n    ba\n    bốn");
        assert_eq!(wrapped("a \u{1b}[36mđỏ\u{1b}[0m lam", 4, 0), "a \u{1b}[36mđỏ\u{1b}[0m\nlam");
        assert_eq!(wrapped("dàiquákhổ ba", 4, 2), "dàiquákhổ\n  ba");
        assert_eq!(wrapped("    a", 1, 0), "    a");
    }

    #[test]
    fn nothing_but_blanks_is_lost() {
        let text = "một  hai   ba";
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        (1..20).for_each(|columns| assert_eq!(words(&wrapped(text, columns, 3)), words(text)));
        assert_eq!(wrapped(text, 80, 0), text);
    }
}
