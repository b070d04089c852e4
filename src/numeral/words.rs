//! Number words.
//!
//! A number is a chain of groups up to 999, each with a scale (`nghìn`, `vạn`, `triệu`, `tỷ`) but for the last. Spoken
//! shortcuts are read: `hai lăm` 25, `một trăm hai` 120, `một triệu hai` 1,200,000, `một nghìn hai sáu` 1026.
//! `năm` is five only where it can't be the year: never last after `mươi`, `trăm` or a scale (`hai mươi năm` is twenty
//! years).

use super::behind_repetition;
use super::vocabulary::{Word, at_word};
use crate::extract::Context;
use crate::segment::Key;

/// A number in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The value.
    pub value: i128,
    /// Token after the last word.
    pub next: usize,
}

/// The longest number in words that begins at token `at`. Every single digit word is one (`một`, `năm`, `không`):
/// whether it counts something is for the rule to know.
pub fn spoken(cx: &Context<'_>, at: usize) -> Option<Spoken> {
    let value = match at_word(cx, at)? {
        Word::Digit(digit) => i128::from(digit),
        Word::Ten => 10,
        _ => return None,
    };
    if at_word(cx, at + 1).is_none() {
        return Some(Spoken { value, next: at + 1 });
    }
    chain(cx, at)
}

/// A number of more than one word.
fn chain(cx: &Context<'_>, at: usize) -> Option<Spoken> {
    let mut chain = Chain::default();
    let mut next = at;
    while let Some(step) = chain.step(cx, next) {
        next = step.next;
        if step.last {
            break;
        }
    }
    Some(Spoken { value: chain.value()?, next })
}

/// True where token `at` is the word for both five and year.
pub(super) fn is_year_word(cx: &Context<'_>, at: usize) -> bool {
    cx.is(at, FIVE)
}

const FIVE: Key = Key::of("năm");

/// True where a lone `năm` is the number: before a unit of time or its own digits in brackets, or after a word that wants a
/// number.
pub(super) fn is_five(cx: &Context<'_>, at: usize) -> bool {
    const TIME: [Key; 10] = [
        FIVE,
        Key::of("tháng"),
        Key::of("tuần"),
        Key::of("ngày"),
        Key::of("giờ"),
        Key::of("phút"),
        Key::of("giây"),
        Key::of("tiếng"),
        Key::of("đêm"),
        Key::of("quý"),
    ];
    const HEADS: [Key; 5] = [Key::of("tháng"), Key::of("thứ"), Key::of("mùng"), Key::of("mồng"), Key::of("quý")];
    let before = cx.before(at).key;
    HEADS.contains(&before)
        || TIME.contains(&cx.token(at + 1).key) && cx.token(at + 2).digits().is_none()
        || behind_repetition(cx, at, 5, at + 1) > at + 1
}

/// Groups and scales read so far, greatest scale first.
#[derive(Default)]
struct Chain {
    terms: [(u32, i128); 4],
    len: usize,
    /// Exponent of the scale that was read last.
    scale: Option<u32>,
    overflow: bool,
}

struct Step {
    next: usize,
    last: bool,
}

impl Chain {
    fn value(&self) -> Option<i128> {
        let sum = self.terms[..self.len].iter().try_fold(0i128, |sum, term| sum.checked_add(term.1))?;
        (self.len > 0 && !self.overflow).then_some(sum)
    }

    fn step(&mut self, cx: &Context<'_>, at: usize) -> Option<Step> {
        if self.overflow {
            return None;
        }
        if let Some(scale) = self.scale {
            return self.step_after_scale(cx, at, scale);
        }
        let group = group(cx, at)?;
        match at_word(cx, group.next) {
            Some(Word::Scale(_)) if group.value == 0 => None,
            Some(Word::Scale(exponent)) => self.close(group, exponent),
            _ => self.finish(i128::from(group.value), group.next),
        }
    }

    /// What may follow a scale word: another scale (`nghìn tỷ`), a half, a group, or an elided digit.
    fn step_after_scale(&mut self, cx: &Context<'_>, at: usize, scale: u32) -> Option<Step> {
        if cx.is_mark(at, ',') {
            return self.step_after_comma(cx, at + 1, scale);
        }
        match at_word(cx, at)? {
            Word::Scale(exponent) => return self.stack(exponent, at + 1),
            Word::Half => return self.finish(power(scale) / 2, at + 1),
            Word::Tail(digit) => return self.finish(elided(digit, scale), at + 1),
            _ => {}
        }
        let linh = usize::from(at_word(cx, at) == Some(Word::And));
        let group = group(cx, at + linh)?;
        match at_word(cx, group.next) {
            Some(Word::Scale(exponent)) if exponent < scale || exponent == 9 && scale < 9 => {
                self.close(group, exponent)
            }
            Some(Word::Scale(_)) => None,
            _ if linh == 0 && group.next == at + 1 && at_word(cx, at) != Some(Word::Ten) => {
                let digit = elidable(cx, at)?;
                self.finish(elided(digit, scale), group.next)
            }
            _ => self.finish(i128::from(group.value), group.next),
        }
    }

    /// Contracts set the groups apart: `năm tỷ, hai trăm triệu, ba trăm nghìn`.
    fn step_after_comma(&mut self, cx: &Context<'_>, at: usize, scale: u32) -> Option<Step> {
        let group = group(cx, at)?;
        match at_word(cx, group.next) {
            Some(Word::Scale(exponent @ 3..)) if exponent < scale => self.close(group, exponent),
            _ => None,
        }
    }

    /// Closes a group by its scale; smaller terms before it belong to it (`chín nghìn tám trăm tỷ`).
    fn close(&mut self, group: Group, exponent: u32) -> Option<Step> {
        let mut sum = i128::from(group.value);
        while self.len > 0 && self.terms[self.len - 1].0 < exponent {
            self.len -= 1;
            sum += self.terms[self.len].1;
        }
        self.push(exponent, sum.checked_mul(power(exponent)));
        self.scale = Some(exponent);
        Some(Step { next: group.next + 1, last: false })
    }

    /// A scale that directly follows a scale multiplies: `nghìn tỷ`, `tỷ tỷ`.
    fn stack(&mut self, exponent: u32, next: usize) -> Option<Step> {
        let mut sum = 0i128;
        while self.len > 0 && self.terms[self.len - 1].0 < exponent {
            self.len -= 1;
            sum += self.terms[self.len].1;
        }
        if sum == 0 {
            self.len -= 1;
            sum = self.terms[self.len].1;
        }
        self.push(exponent, sum.checked_mul(power(exponent)));
        self.scale = Some(exponent);
        Some(Step { next, last: false })
    }

    fn finish(&mut self, value: i128, next: usize) -> Option<Step> {
        self.push(0, Some(value));
        Some(Step { next, last: true })
    }

    fn push(&mut self, exponent: u32, value: Option<i128>) {
        match (value, self.terms.get_mut(self.len)) {
            (Some(value), Some(term)) => {
                *term = (exponent, value);
                self.len += 1;
            }
            _ => self.overflow = true,
        }
    }
}

pub(super) fn power(exponent: u32) -> i128 {
    10i128.pow(exponent)
}

fn elided(digit: u8, scale: u32) -> i128 {
    i128::from(digit) * power(scale - 1)
}

/// The digit of a lone word that says the next lower place: `hai` of `một triệu hai`. `một` would be `mốt`, `năm` is
/// the year.
fn elidable(cx: &Context<'_>, at: usize) -> Option<u8> {
    match at_word(cx, at)? {
        Word::Digit(digit) if digit >= 2 && !is_year_word(cx, at) => Some(digit),
        Word::Tail(digit) => Some(digit),
        _ => None,
    }
}

/// A number up to 999 and the token after it.
#[derive(Clone, Copy)]
struct Group {
    value: u32,
    next: usize,
}

fn group(cx: &Context<'_>, at: usize) -> Option<Group> {
    if let (Some(Word::Digit(digit)), Some(Word::Hundred)) = (at_word(cx, at), at_word(cx, at + 1)) {
        return Some(hundreds(cx, u32::from(digit) * 100, at + 2));
    }
    match at_word(cx, at)? {
        Word::Digit(digit) => two_digits(cx, at).or(Some(Group { value: u32::from(digit), next: at + 1 })),
        _ => two_digits(cx, at),
    }
}

/// What follows `trăm`.
fn hundreds(cx: &Context<'_>, value: u32, at: usize) -> Group {
    let rest = match at_word(cx, at) {
        Some(Word::And) => match at_word(cx, at + 1) {
            Some(Word::Digit(digit) | Word::Tail(digit)) => Some(Group { value: u32::from(digit), next: at + 2 }),
            _ => None,
        },
        Some(Word::Half) if value > 0 => Some(Group { value: 50, next: at + 1 }),
        Some(_) => two_digits(cx, at).or_else(|| {
            let digit = elidable(cx, at).filter(|_| value > 0 && at_word(cx, at + 1) != Some(Word::Hundred))?;
            Some(Group { value: u32::from(digit) * 10, next: at + 1 })
        }),
        None => None,
    };
    rest.map_or(Group { value, next: at }, |rest| Group { value: value + rest.value, next: rest.next })
}

/// `mười hai`, `hai mươi lăm`, `hai lăm`, `sáu bảy`.
fn two_digits(cx: &Context<'_>, at: usize) -> Option<Group> {
    match (at_word(cx, at)?, at_word(cx, at + 1)) {
        (Word::Ten, _) => Some(with_unit(cx, 10, at + 1)),
        (Word::Digit(digit @ 1..), Some(Word::Tens)) => Some(with_unit(cx, u32::from(digit) * 10, at + 2)),
        (Word::Digit(tens @ 2..), Some(Word::Tail(unit))) if !is_year_before_word(cx, at) => {
            Some(Group { value: u32::from(tens * 10 + unit), next: at + 2 })
        }
        (Word::Digit(tens @ 2..), Some(Word::Digit(unit @ 1..))) if is_pair(cx, at) => {
            Some(Group { value: u32::from(tens * 10 + unit), next: at + 2 })
        }
        _ => None,
    }
}

/// `20 năm tư vấn`: `năm tư` is 54 only behind a hundred or thousand.
fn is_year_before_word(cx: &Context<'_>, at: usize) -> bool {
    is_year_word(cx, at) && cx.is(at + 1, const { Key::of("tư") }) && !follows_scale(cx, at)
}

fn follows_scale(cx: &Context<'_>, at: usize) -> bool {
    matches!(at_word(cx, at.wrapping_sub(1)), Some(Word::Hundred | Word::Scale(2..)))
}

/// Two plain digit words are tens and units (`bốn ba` 43) unless one of them may begin something else. Neighbours are
/// an estimate, too (`ba bốn người`), so that they count only behind a hundred or before a scale.
fn is_pair(cx: &Context<'_>, at: usize) -> bool {
    let after = at_word(cx, at + 2);
    let (Some(Word::Digit(tens)), Some(Word::Digit(unit))) = (at_word(cx, at), at_word(cx, at + 1)) else {
        return false;
    };
    let is_plain = !is_year_word(cx, at) && !is_year_word(cx, at + 1);
    let is_open = !matches!(after, Some(Word::Tens | Word::Hundred | Word::Tail(_) | Word::Digit(_)));
    is_plain && is_open && (follows_scale(cx, at) || tens + 1 != unit && cx.token(at + 1).kind == cx.token(at).kind)
}

/// Adds the last digit after the tens.
fn with_unit(cx: &Context<'_>, tens: u32, at: usize) -> Group {
    let unit = match at_word(cx, at) {
        Some(Word::Digit(digit @ 1..)) if !is_year_word(cx, at) => digit,
        Some(Word::Tail(digit)) if tens > 10 || digit != 1 => digit,
        _ => return Group { value: tens, next: at },
    };
    if matches!(at_word(cx, at + 1), Some(Word::Tens | Word::Hundred)) {
        return Group { value: tens, next: at };
    }
    Group { value: tens + u32::from(unit), next: at + 1 }
}

#[cfg(test)]
mod tests {
    use super::super::tests::context;
    use super::*;

    fn read(text: &str) -> Option<i128> {
        spoken(&context(text), 0).map(|spoken| spoken.value)
    }

    #[test]
    fn reads_full_and_spoken_forms() {
        for (text, value) in [
            ("mười hai", 12),
            ("hai mươi lăm", 25),
            ("hai lăm", 25),
            ("ba mốt", 31),
            ("bốn ba", 43),
            ("một trăm linh năm", 105),
            ("một trăm hai", 120),
            ("một trăm mốt", 110),
            ("tám trăm rưỡi", 850),
            ("năm trăm sáu bảy", 567),
            ("một nghìn hai sáu", 1026),
            ("một nghìn chín trăm bốn lăm", 1945),
            ("một triệu hai", 1_200_000),
            ("một triệu hai trăm nghìn", 1_200_000),
            ("mười triệu rưỡi", 10_500_000),
            ("hai chục nghìn", 20_000),
            ("ba vạn", 30_000),
            ("một nghìn tỷ", 1_000_000_000_000),
            ("chín nghìn tám trăm bảy mươi sáu tỷ năm trăm triệu", 9_876_500_000_000),
            ("một tỷ tỷ", 1_000_000_000_000_000_000),
            ("năm tỷ, hai trăm triệu, ba trăm nghìn", 5_200_300_000),
            ("hai triệu, ba người", 2_000_000),
            ("hai mươi triệu chứng", 20),
            ("một trăm tư vấn viên", 100),
            ("hai mươi năm", 20),
            ("một trăm năm", 100),
            ("ba nghìn năm", 3000),
            ("mười năm", 10),
            ("hai triệu một năm", 2_000_000),
        ] {
            assert_eq!(read(text), Some(value), "{text}");
        }
        for text in ["trăm năm", "triệu", "mươi", "linh", "tư vấn", "tỷ tỷ tỷ", "không triệu"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&format!("một {}", "tỷ ".repeat(40))), None);
    }
}
