//! A text with some of its stretches marked, safe to print on a terminal.

use std::fmt::Write;

use anstyle::Style;

/// A stretch to be marked.
pub struct Mark {
    /// Where it stands, in Unicode scalar values.
    pub chars: [u32; 2],
    /// How it looks.
    pub style: Style,
}

/// The text with its marks, in colours or in brackets. Of marks that overlap the first one counts.
pub fn marked(text: &str, mut marks: Vec<Mark>, has_colors: bool) -> String {
    marks.sort_by_key(|mark| mark.chars);
    let mut marks = marks.into_iter().peekable();
    let mut out = String::with_capacity(text.len() * 2);
    let mut open: Option<Mark> = None;
    for (at, char) in (0..).zip(text.chars()) {
        if let Some(mark) = open.take_if(|mark| mark.chars[1] <= at) {
            end(&mark, has_colors, &mut out);
        }
        while let Some(mark) = marks.next_if(|mark| mark.chars[0] <= at) {
            if open.is_none() && mark.chars[0] == at {
                begin(&mark, has_colors, &mut out);
                open = Some(mark);
            }
        }
        push(char, &mut out);
    }
    if let Some(mark) = open {
        end(&mark, has_colors, &mut out);
    }
    out
}

fn begin(mark: &Mark, has_colors: bool, out: &mut String) {
    if has_colors {
        let _ = write!(out, "{}", mark.style);
    } else {
        out.push('[');
    }
}

fn end(mark: &Mark, has_colors: bool, out: &mut String) {
    if has_colors {
        let _ = write!(out, "{:#}", mark.style);
    } else {
        out.push(']');
    }
}

/// The text on one line, with nothing that a terminal would obey.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|char| if char == '\n' { out.push(' ') } else { push(char, &mut out) });
    out
}

/// Appends a character; one that a terminal would obey is written as an escape.
fn push(char: char, out: &mut String) {
    match char {
        '\n' | '\t' => out.push(char),
        _ if char.is_control() || is_direction(char) => out.extend(char.escape_unicode()),
        _ => out.push(char),
    }
}

/// Characters that turn the direction of writing around, by which a text can be made to look like another.
fn is_direction(char: char) -> bool {
    matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: u32, end: u32) -> Mark {
        Mark { chars: [start, end], style: anstyle::AnsiColor::Red.on_default() }
    }

    #[test]
    fn marks_stand_at_characters() {
        assert_eq!(marked("số 4 và 5", vec![mark(8, 9), mark(3, 4)], false), "số [4] và [5]");
        assert_eq!(marked("ab", vec![mark(0, 1), mark(1, 2)], false), "[a][b]");
        assert_eq!(marked("abc", vec![mark(0, 2), mark(1, 3), mark(5, 6)], false), "[ab]c");
        assert_eq!(marked("ab", vec![mark(0, 1)], true), "\u{1b}[31ma\u{1b}[0mb");
    }

    #[test]
    fn a_terminal_is_told_nothing() {
        assert_eq!(marked("a\u{1b}[2Jb\n\u{202e}", Vec::new(), true), "a\\u{1b}[2Jb\n\\u{202e}");
        assert_eq!(clean("a\nb\r"), "a b\\u{d}");
    }
}
