//! Numbers in digits, words, or both: `1,5 triệu`, `3 tỷ 200 triệu`, `3 tỷ rưỡi`, `1tr2`, `100k`, `hai phẩy năm`.

use super::figure::{Figure, Reading, Style, figure};
use super::vocabulary::{Word, at_word};
use super::words::{power, spoken};
use super::{Decimal, behind_repetition};
use crate::extract::Context;
use crate::segment::{Key, Kind};

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One run of digits: `12`.
    Plain,
    /// Digits with separators: `1.234,5`.
    Separated,
    /// Digits with a scale: `2 tỷ`, `100k`.
    Scaled,
    /// Words: `hai mươi`.
    Words,
}

/// A number of any size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The value.
    pub value: Decimal,
    /// The English reading of the separators, where both are possible.
    pub other: Option<Decimal>,
    /// Token after the number.
    pub next: usize,
    /// Power of ten of the scale word that ends it (6 for `triệu`, 12 for `nghìn tỷ`); 0 where there is none.
    pub exponent: u32,
    /// How it is written.
    pub form: Form,
    /// The style that its separators prove, if they do.
    pub style: Option<Style>,
}

/// The longest number that begins at token `at`.
pub fn amount(cx: &Context<'_>, at: usize) -> Option<Amount> {
    if cx.token(at).kind != Kind::Digits {
        let read = in_words(cx, at)?;
        return Some(Amount { next: behind_value(cx, at, read.value, read.next, read.form), ..read });
    }
    let Reading::Figure(figure) = figure(cx, at)? else { return None };
    Some(in_digits(cx, figure))
}

/// The longest number that begins with a figure which was read already.
pub fn in_digits(cx: &Context<'_>, figure: Figure) -> Amount {
    let form = if figure.separated { Form::Separated } else { Form::Plain };
    let next = behind_value(cx, figure.next - 1, figure.value, figure.next, form);
    let plain = Amount { value: figure.value, other: figure.other, next, exponent: 0, form, style: figure.style };
    if !cx.token(next).kind.is_word() {
        return plain;
    }
    shorthand(cx, plain).or_else(|| scaled(cx, plain)).unwrap_or(plain)
}

/// See [`behind_repetition`], for a whole number without separators.
fn behind_value(cx: &Context<'_>, at: usize, value: Decimal, next: usize, form: Form) -> usize {
    match value.as_whole().filter(|_| form != Form::Separated) {
        Some(value) => behind_repetition(cx, at, value, next),
        None => next,
    }
}

/// `1tr2`, `2t3`, `100k`: a letter for the scale that touches the digits.
fn shorthand(cx: &Context<'_>, plain: Amount) -> Option<Amount> {
    let sign = cx.token(plain.next);
    if !sign.is_glued() {
        return None;
    }
    let tail = cx.token(plain.next + 1);
    let tail = tail.digits().filter(|_| tail.is_glued() && tail.span.len() <= 3);
    let exponent = match cx.word(plain.next) {
        "tr" | "Tr" | "TR" => 6,
        "t" | "T" if tail.is_some() => 9,
        "k" => 3,
        "M" if plain.form == Form::Separated && tail.is_none() => 6,
        "B" if plain.form == Form::Separated && tail.is_none() => 9,
        "K" if tail.is_none() && !matches!(plain.value.as_whole(), Some(1 | 2 | 4 | 5 | 6 | 8)) => 3,
        _ => return None,
    };
    let next = plain.next + 1;
    let value = plain.value.shifted(exponent)?;
    let Some(tail) = tail else {
        return Some(Amount { value, other: None, next, exponent, form: Form::Scaled, style: None });
    };
    let tail = Decimal::whole(i128::from(tail)).shifted(exponent - cx.token(next).span.len())?;
    Some(Amount { value: value.plus(tail)?, other: None, next: next + 1, exponent: 0, form: Form::Scaled, style: None })
}

/// Digits with scale words, and smaller amounts after them.
fn scaled(cx: &Context<'_>, plain: Amount) -> Option<Amount> {
    let (exponent, next) = scale(cx, plain.next)?;
    let value = plain.value.shifted(exponent)?;
    let other = plain.other.and_then(|other| other.shifted(exponent));
    let mut read = Amount { value, other, next, exponent, form: Form::Scaled, style: plain.style };
    let mut below = exponent;
    while let Some((rest, scale)) = rest(cx, read.next, below) {
        read.value = read.value.plus(rest.value)?;
        read = Amount { next: rest.next, exponent: 0, other: None, ..read };
        below = scale;
    }
    Some(read)
}

/// Scale words from token `at`: the power of ten of all of them, and the token after them.
fn scale(cx: &Context<'_>, at: usize) -> Option<(u32, usize)> {
    let (mut exponent, mut next) = (0, at);
    while next < at + 3 {
        match at_word(cx, next) {
            Some(Word::Hundred) if exponent == 0 => exponent += 2,
            Some(Word::Scale(more)) => exponent += more,
            _ => break,
        }
        next += 1;
    }
    (next > at).then_some((exponent, next))
}

/// What may follow a scale: `rưỡi`, an elided digit (`hai`, `tư`), or an amount below it. The second part is the
/// scale below which more may follow.
fn rest(cx: &Context<'_>, at: usize, below: u32) -> Option<(Amount, u32)> {
    if below < 2 {
        return None;
    }
    let part = |value, next| Amount { value, other: None, next, exponent: 0, form: Form::Scaled, style: None };
    match at_word(cx, at) {
        Some(Word::Half) => return Some((part(Decimal::whole(power(below) / 2), at + 1), 0)),
        Some(Word::Tail(digit)) => {
            return Some((part(Decimal::whole(i128::from(digit) * power(below - 1)), at + 1), 0));
        }
        Some(_) => return None,
        None => {}
    }
    let Some(Reading::Figure(figure)) = figure(cx, at) else { return None };
    let limit = Decimal::whole(power(below));
    match scale(cx, figure.next) {
        Some((exponent, next)) if exponent < below => {
            let value = figure.value.shifted(exponent).filter(|value| value.is_below(limit))?;
            Some((part(value, next), exponent))
        }
        None if figure.separated && figure.value.is_below(limit) && figure.value.places() == 0 => {
            Some((part(figure.value, figure.next), 0))
        }
        _ => None,
    }
}

/// `nửa triệu`, `nửa trăm`: half of a scale.
fn half_of_scale(cx: &Context<'_>, at: usize) -> Option<Amount> {
    let (exponent, next) = scale(cx, at + 1).filter(|&(exponent, _)| exponent >= 2)?;
    let value = Decimal::whole(5).shifted(exponent - 1)?;
    Some(Amount { value, other: None, next, exponent: 0, form: Form::Words, style: None })
}

fn in_words(cx: &Context<'_>, at: usize) -> Option<Amount> {
    if cx.is(at, HALF) {
        return half_of_scale(cx, at);
    }
    let whole = spoken(cx, at)?;
    let point = cx.token(whole.next).key;
    if (point == const { Key::of("phẩy") } || point == const { Key::of("chấm") })
        && let Some(read) = with_decimals(cx, whole.value, whole.next + 1)
    {
        return Some(read);
    }
    let exponent = if whole.next == at + 2 { ending_scale(cx, whole.next) } else { 0 };
    let value = Decimal::whole(whole.value);
    Some(Amount { value, other: None, next: whole.next, exponent, form: Form::Words, style: None })
}

const HALF: Key = Key::of("nửa");

fn ending_scale(cx: &Context<'_>, next: usize) -> u32 {
    match at_word(cx, next - 1) {
        Some(Word::Scale(exponent @ 3..)) => exponent,
        _ => 0,
    }
}

/// Decimals in words, digit by digit (`không ba`) or in pairs (`hai mươi lăm`), and a scale after them.
fn with_decimals(cx: &Context<'_>, whole: i128, at: usize) -> Option<Amount> {
    let mut digits = whole.unsigned_abs().to_string();
    let (start, mut next) = (digits.len(), at);
    if let Some(number) = cx.token(next).digits() {
        digits.push_str(&number.to_string());
        next += 1;
    }
    while digits.len() < start + 20 {
        let Some((value, after)) = decimal_digits(cx, next) else { break };
        digits.push_str(&value.to_string());
        next = after;
    }
    if next == at {
        return None;
    }
    let places = (digits.len() - start) as u32;
    let value = Decimal::from_digits(digits.bytes().map(|byte| byte - b'0'), places)?;
    let (exponent, next) = scale(cx, next).unwrap_or((0, next));
    Some(Amount { value: value.shifted(exponent)?, other: None, next, exponent, form: Form::Words, style: None })
}

fn decimal_digits(cx: &Context<'_>, at: usize) -> Option<(u32, usize)> {
    match at_word(cx, at)? {
        Word::Digit(digit) if at_word(cx, at + 1) != Some(Word::Tens) => Some((u32::from(digit), at + 1)),
        Word::Tail(digit) => Some((u32::from(digit), at + 1)),
        Word::Digit(_) | Word::Ten => {
            let pair = spoken(cx, at).filter(|pair| pair.value < 100)?;
            Some((pair.value as u32, pair.next))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::context;
    use super::*;

    #[test]
    fn reads_digits_words_and_both() {
        for (text, value) in [
            ("1,5 triệu", "1500000"),
            ("3 tỷ 200 triệu", "3200000000"),
            ("3 tỷ rưỡi", "3500000000"),
            ("1 triệu 500.000", "1500000"),
            ("2 nghìn tỷ", "2000000000000"),
            ("1tr2", "1200000"),
            ("1tr25", "1250000"),
            ("2t3", "2300000000"),
            ("100k", "100000"),
            ("4K", "4"),
            ("5 tỷ lệ", "5"),
            ("hai phẩy năm", "2.5"),
            ("không phẩy không ba", "0.03"),
            ("sáu mươi phẩy hai bốn không", "60.240"),
            ("ba phẩy một bốn tỷ", "3140000000"),
            ("hai phẩy 23", "2.23"),
            ("một nghìn phẩy mười một", "1000.11"),
            ("không phẩy hai triệu", "200000.0"),
            ("nửa triệu", "500000"),
            ("nửa nghìn tỷ", "500000000000"),
        ] {
            assert_eq!(
                amount(&context(text), 0).unwrap().value.trimmed(),
                Decimal::parse(value).unwrap().trimmed(),
                "{text}"
            );
        }
    }
}
