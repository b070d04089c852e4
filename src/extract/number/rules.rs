//! The order in which the rules are tried at a token.

use super::fraction::fraction;
use super::lists::Lists;
use super::ordinal::ordinal;
use super::place::{bare_is_number, is_free, is_stuck, number_words_are_free};
use super::quantity::{Base, Quantity, Unit, quantity};
use super::range::range;
use super::score::score;
use super::{NumberKind, Seen, Value};
use crate::extract::{Context, Finding};
use crate::numeral::{Decimal, Form, Reading, figure};
use crate::segment::{Key, Kind};

/// Looks at the text from token `at` on.
pub(super) fn find(lists: &Lists, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Seen>) -> usize {
    if let Some(next) = find_ordinal(lists, cx, at, finding) {
        return next;
    }
    if let Some(hit) = cx.entry(at, lists.tags.idiom) {
        return at + hit.len as usize;
    }
    if let Some(Reading::Other(next)) = figure(cx, at) {
        return next;
    }
    let found = find_score(lists, cx, at, finding)
        .or_else(|| find_fraction(lists, cx, at, finding))
        .or_else(|| find_quantity(lists, cx, at, finding));
    found.unwrap_or(at + 1)
}

fn find_ordinal(lists: &Lists, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Seen>) -> Option<usize> {
    let found = ordinal(lists, cx, at)?;
    let value = found.to.map_or(Value::Exact(found.value), |to| Value::Range(found.value, to));
    finding.push(cx.span(found.from, found.next), found.rule, Seen::new(NumberKind::Ordinal, value));
    Some(found.next)
}

fn find_score(lists: &Lists, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Seen>) -> Option<usize> {
    if cx.token(at).kind != Kind::Digits {
        return None;
    }
    let found = score(lists, cx, at)?;
    let seen = Seen::new(NumberKind::Score, Value::Score(found.home, found.away));
    finding.push(cx.span(at, found.next), "number/score", seen);
    Some(found.next)
}

fn find_fraction(lists: &Lists, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Seen>) -> Option<usize> {
    let found = fraction(lists, cx, at)?;
    let value = Value::Fraction(found.upper, found.lower);
    let mut seen = Seen::new(NumberKind::Fraction, value);
    seen.approx = lists.approx(cx, at, found.next);
    seen.noun = lists.noun(cx, found.next);
    finding.push(cx.span(at, found.next), found.rule, seen);
    Some(found.next)
}

fn find_quantity(lists: &Lists, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Seen>) -> Option<usize> {
    let is_free = is_free(cx, at);
    if !is_free && !is_stuck(cx, at) {
        return None;
    }
    let first = with_point(cx, with_sign(lists, cx, quantity(lists, cx, at)?));
    if first.form == Form::Words && !number_words_are_free(lists, cx, &first) {
        return Some(first.next);
    }
    if let Some(range) = range(lists, cx, &first) {
        let whole =
            Quantity { unit: range.unit, next: range.next, exponent: range.exponent, form: range.form, ..first };
        if range.unit.is_some() || bare_is_number(lists, cx, &Quantity { from: first.from, ..range.last }) {
            push(lists, cx, whole, Some((range.min, range.max)), finding);
        }
        return Some(range.next);
    }
    if continues_like_date(cx, &first) {
        return None;
    }
    if !is_free && first.unit.is_none() {
        return None;
    }
    let accepted = first.unit.is_some() || bare_is_number(lists, cx, &first) || after_age(lists, cx, &first).is_some();
    if accepted {
        push(lists, cx, first, None, finding);
    }
    Some(first.next)
}

/// Takes a minus that touches the digits along: `-5°C`, but not the dash of a list item or between two words.
fn with_sign(lists: &Lists, cx: &Context<'_>, mut quantity: Quantity) -> Quantity {
    let at = quantity.from;
    let Some(dash) = at.checked_sub(1).filter(|&dash| matches!(cx.word(dash), "-" | "−" | "–")) else {
        return quantity;
    };
    let token = cx.token(dash);
    let before = cx.before(dash);
    let alone = dash == 0 && quantity.next == cx.tokens.len();
    let measured = matches!(quantity.unit, Some(Unit { base: Base::Measure(row), .. }) if is_signed(lists, row));
    let follows_word = before.kind == Kind::Lower && !token.is_glued() && !token.starts_line();
    let opens = before.is_mark('(') || token.starts_line();
    if alone || measured && follows_word || cx.token(at).is_glued() && (follows_word || opens && measured) {
        quantity.value = quantity.value.negated();
        quantity.other = quantity.other.map(Decimal::negated);
        quantity.from = dash;
    }
    quantity
}

/// `,77` at the start of a line, as in a cell of a table: decimals without the zero before them.
fn with_point(cx: &Context<'_>, mut quantity: Quantity) -> Quantity {
    let Some(point) = quantity.from.checked_sub(1) else { return quantity };
    let is_point = cx.is_mark(point, ',') || cx.is_mark(point, '.');
    let starts = cx.token(point).starts_line() && cx.token(quantity.from).is_glued();
    if is_point && starts && quantity.form == Form::Plain {
        let digits = cx.word(quantity.digits);
        let value = Decimal::from_digits(digits.bytes().map(|byte| byte - b'0'), digits.len() as u32);
        quantity.value = value.unwrap_or(quantity.value);
        quantity.from = point;
    }
    quantity
}

/// Units whose values are below zero at times.
fn is_signed(lists: &Lists, row: u32) -> bool {
    matches!(lists.measure(row).symbol, Some("°C" | "°F" | "%" | "độ"))
}

/// `15-3`, `12/10`: a bare number that a mark ties to another.
fn continues_like_date(cx: &Context<'_>, quantity: &Quantity) -> bool {
    let (mark, after) = (cx.token(quantity.next), cx.token(quantity.next + 1));
    quantity.unit.is_none()
        && mark.kind == Kind::Mark
        && mark.is_glued()
        && after.is_glued()
        && after.kind == Kind::Digits
        && !mark.is_mark(',')
        && !mark.is_mark('.')
}

/// The unit `tuổi` of a number behind that word: `ở tuổi 60`, `độ tuổi từ 50`, `tuổi ngoài 20`.
fn after_age(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> Option<()> {
    const AGE: Key = Key::of("tuổi");
    let approximated = cx.entry_ending(quantity.from, lists.tags.approx);
    let start = approximated.map_or(quantity.from, |(start, _)| start);
    let before = cx.before(start).key;
    let far = cx.before(start.wrapping_sub(1)).key;
    (before == AGE || before == const { Key::of("từ") } && far == AGE).then_some(())
}

fn push(
    lists: &Lists,
    cx: &Context<'_>,
    quantity: Quantity,
    range: Option<(Decimal, Decimal)>,
    finding: &mut Finding<'_, Seen>,
) {
    let noun = if quantity.unit.is_none() { lists.noun(cx, quantity.next) } else { None };
    let quantity = if noun.is_some() { quantity.counted() } else { quantity };
    let mut unit = quantity.unit;
    if unit.is_none() && noun.is_none() && after_age(lists, cx, &quantity).is_some() {
        unit = lists.age();
    }
    let (kind, rule) = kind_of(lists, unit);
    let is_whole = noun.is_some() || kind == NumberKind::Money;
    let other =
        quantity.other.filter(|other| range.is_none() && (other.places() == 0 || may_be_decimal(is_whole, *other)));
    let value = range.map_or(Value::Exact(quantity.value), |(min, max)| Value::Range(min, max));
    let seen = Seen {
        kind,
        value,
        other,
        unit,
        approx: lists.approx(cx, quantity.from, quantity.next),
        noun,
        exponent: quantity.exponent,
        form: quantity.form,
        style: quantity.style,
    };
    finding.push(cx.span(quantity.from, quantity.next), rule, seen);
}

/// A decimal reading of grouped digits is worth telling only where parts can be counted and the last digit says
/// something: not for `1.000` or people.
fn may_be_decimal(is_whole: bool, other: Decimal) -> bool {
    !is_whole && other.trimmed().places() == other.places()
}

fn kind_of(lists: &Lists, unit: Option<Unit>) -> (NumberKind, &'static str) {
    match unit.map(|unit| unit.base) {
        None => (NumberKind::Cardinal, "number/cardinal"),
        Some(Base::Currency(_)) => (NumberKind::Money, "number/money"),
        Some(Base::Measure(row)) => match lists.measure(row).symbol {
            Some("%" | "điểm %" | "‰") => (NumberKind::Percent, "number/percent"),
            _ => (NumberKind::Measure, "number/measure"),
        },
    }
}

impl Seen {
    fn new(kind: NumberKind, value: Value) -> Seen {
        Seen {
            kind,
            value,
            other: None,
            unit: None,
            approx: None,
            noun: None,
            exponent: 0,
            form: Form::Plain,
            style: None,
        }
    }
}
