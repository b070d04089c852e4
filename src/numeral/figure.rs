//! Numbers in digits, with separators.
//!
//! Vietnamese writes `1.234,5`, English `1,234.5`; papers mix them. Groups of three digits after a point are thousands,
//! digits after a comma are decimals; the English reading is taken where the Vietnamese one is impossible
//! (`11,085,306`, `7.5`), and given as the other reading where both are possible (`1,299`).

use super::Decimal;
use crate::extract::Context;
use crate::segment::{Key, Kind};

/// A number in digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The value in the Vietnamese reading, where there is one.
    pub value: Decimal,
    /// The value in the English reading, where that is possible, too.
    pub other: Option<Decimal>,
    /// Token after the last digits.
    pub next: usize,
    /// True where separators or blanks stand between the digits.
    pub separated: bool,
    /// The style that the separators prove, if they do.
    pub style: Option<Style>,
}

/// How separators are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `1.234,5`.
    Vietnamese,
    /// `1,234.5`.
    English,
}

/// What stands at a run of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A number.
    Figure(Figure),
    /// Digits and separators that are no number (`20.11.2020`, `192.168.1.1`), up to this token.
    Other(usize),
}

/// Most runs of digits in one number.
const MOST_PARTS: usize = 9;

/// Most runs of digits that are read together, though they are no number: a chain without end costs by its length.
const MOST_RUNS: usize = 64;

/// Reads the digits at token `at`, with the separators that touch them.
#[inline]
pub fn figure(cx: &Context<'_>, at: usize) -> Option<Reading> {
    if cx.token(at).kind != Kind::Digits {
        return None;
    }
    one_run(cx, at).map(Reading::Figure).or_else(|| several_runs(cx, at))
}

/// The figure that is one run of digits and nothing else, as most are.
#[inline]
fn one_run(cx: &Context<'_>, at: usize) -> Option<Figure> {
    let after = cx.token(at + 1).kind;
    if after == Kind::Digits || after == Kind::Mark && separator(cx, at + 1).is_some() {
        return None;
    }
    let value = Decimal::whole(i128::from(cx.token(at).digits()?));
    Some(Figure { value, other: None, next: at + 1, separated: false, style: None })
}

fn several_runs(cx: &Context<'_>, at: usize) -> Option<Reading> {
    let parts = Parts::read(cx, at);
    let next = parts.next;
    Some(parts.value(cx).map_or(Reading::Other(next), Reading::Figure))
}

/// Runs of digits and the separators between them.
struct Parts {
    at: usize,
    next: usize,
    /// Runs of digits.
    count: usize,
    dots: usize,
    commas: usize,
    /// The last separator.
    last: char,
}

impl Parts {
    fn read(cx: &Context<'_>, at: usize) -> Parts {
        let mut parts = Parts { at, next: at + 1, count: 1, dots: 0, commas: 0, last: '.' };
        while let Some(separator) = separator(cx, parts.next).filter(|_| parts.count < MOST_RUNS) {
            parts.last = separator;
            match separator {
                '.' => parts.dots += 1,
                _ => parts.commas += 1,
            }
            parts.count += 1;
            parts.next += 2;
        }
        if parts.count == 1 {
            parts.read_blanks(cx);
        }
        parts
    }

    /// `2 000 000`: groups of three digits, each behind a blank.
    fn read_blanks(&mut self, cx: &Context<'_>) {
        if cx.token(self.at).span.len() > 3 {
            return;
        }
        let mut next = self.next;
        while is_blank_group(cx, next) && next < self.at + MOST_RUNS {
            next += 1;
        }
        let touches = matches!(cx.word(next), "." | "," | "/" | "-" | ":") && cx.token(next).is_glued();
        if cx.token(next).kind != Kind::Digits && !(touches && cx.token(next + 1).kind == Kind::Digits) {
            self.next = next;
        }
    }

    /// True where both separators occur, and the last one only there.
    fn last_is_decimal_sign(&self) -> bool {
        match self.last {
            '.' => self.dots == 1 && self.commas > 0,
            _ => self.commas == 1 && self.dots > 0,
        }
    }

    fn width(&self, cx: &Context<'_>, part: usize) -> u32 {
        cx.token(self.at + 2 * part).span.len()
    }

    /// True where parts `1..end` have three digits and the first one to three.
    fn is_grouped(&self, cx: &Context<'_>, end: usize) -> bool {
        self.width(cx, 0) <= 3 && (1..end).all(|part| self.width(cx, part) == 3)
    }

    fn value(&self, cx: &Context<'_>) -> Option<Figure> {
        if self.count > MOST_PARTS {
            return None;
        }
        let last = self.count - 1;
        let last_width = self.width(cx, last);
        let begins_with_zero = cx.word(self.at).starts_with('0');
        let grouped = self.is_grouped(cx, self.count) && !begins_with_zero;
        let (places, other) = match (self.dots, self.commas) {
            (0, 0) => (0, None),
            (1, 0) if grouped => (0, Some(last_width).filter(|_| !cx.word(self.next - 1).ends_with('0'))),
            (_, 0) if grouped => (0, None),
            (1, 0) => (last_width, None),
            (0, 1) if grouped => (last_width, Some(0)),
            (0, 1) => (last_width, None),
            (0, _) if grouped => (0, None),
            _ if self.last_is_decimal_sign() && self.is_grouped(cx, last) => (last_width, None),
            _ => return None,
        };
        let read = |places| Decimal::from_digits(self.digits(cx), places);
        let other = other.and_then(read);
        let separated = self.next > self.at + 1;
        let is_doubtful = grouped && self.count == 2;
        let style = if is_doubtful { None } else { self.style(places) };
        Some(Figure { value: read(places)?, other, next: self.next, separated, style })
    }

    /// The style of separators that can be read in one way only.
    fn style(&self, places: u32) -> Option<Style> {
        match (self.dots, self.commas) {
            (0, 0) => None,
            (dots, 0) => Some(if dots > 1 { Style::Vietnamese } else { Style::English }),
            (0, commas) => Some(if commas > 1 { Style::English } else { Style::Vietnamese }),
            _ if places > 0 => Some(if self.last == ',' { Style::Vietnamese } else { Style::English }),
            _ => None,
        }
    }

    fn digits<'c>(&self, cx: &'c Context<'_>) -> impl Iterator<Item = u8> + use<'c> {
        let bytes = cx.words(cx.span(self.at, self.next)).bytes();
        bytes.filter(u8::is_ascii_digit).map(|byte| byte - b'0')
    }
}

const POINT: Key = Key::mark('.');
const COMMA: Key = Key::mark(',');

/// The separator at token `at`, if digits touch it on both sides.
fn separator(cx: &Context<'_>, at: usize) -> Option<char> {
    let after = cx.token(at + 1);
    if !cx.token(at).is_glued() || !after.is_glued() || after.kind != Kind::Digits {
        return None;
    }
    match cx.token(at).key {
        POINT => Some('.'),
        COMMA => Some(','),
        _ => None,
    }
}

fn is_blank_group(cx: &Context<'_>, at: usize) -> bool {
    let token = cx.token(at);
    token.kind == Kind::Digits
        && token.span.len() == 3
        && token.span.start == cx.before(at).span.end + 1
        && !token.starts_line()
}

#[cfg(test)]
mod tests {
    use super::super::tests::context;
    use super::*;

    fn read(text: &str) -> (String, Option<String>) {
        match figure(&context(text), 0) {
            Some(Reading::Figure(figure)) => (figure.value.to_string(), figure.other.map(|other| other.to_string())),
            _ => ("-".to_owned(), None),
        }
    }

    #[test]
    fn reads_both_styles() {
        for (text, value, other) in [
            ("1.234", "1234", Some("1.234")),
            ("1,5", "1.5", None),
            ("1,299", "1.299", Some("1299")),
            ("11,085,306", "11085306", None),
            ("2.383.611,87", "2383611.87", None),
            ("2,383,611.87", "2383611.87", None),
            ("10.000,50", "10000.50", None),
            ("7.0", "7.0", None),
            ("0.123", "0.123", None),
            ("0,125", "0.125", None),
            ("10.000", "10000", None),
            ("1 000", "1000", None),
            ("2 000 000 000", "2000000000", None),
            ("1000", "1000", None),
        ] {
            assert_eq!(read(text), (value.to_owned(), other.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn leaves_dates_versions_and_addresses() {
        for text in ["20.11.2020", "192.168.1.1", "1.2.3", "1,23,4", "1.234.56", "1.234,567.89"] {
            assert_eq!(read(text).0, "-", "{text}");
        }
    }
}
