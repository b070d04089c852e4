//! The order in which the rules are tried at a token.

use super::comparison::is_no_qualifier;
use super::fraction::{Fraction, fraction_in_digits, fraction_in_words, half};
use super::lists::Lists;
use super::ordinal::ordinal;
use super::place::{
    FIVE, ONE, ZERO, bare_is_number, follows_count, is_after_date_head, is_free, is_stuck, is_tally, joins_sides,
    number_words_are_free,
};
use super::quantity::{Base, Quantity, Start, Unit, is_minus, with_unit};
use super::range::{COMMA, is_link, link, range};
use super::score::score;
use super::{NumberKind, Seen, Value};
use crate::extract::{Context, Finding};
use crate::numeral::{Amount, Decimal, Form, Reading, amount, figure, in_digits, word};
use crate::segment::{Key, Kind};

/// Looks at the text from token `at` on.
pub(super) fn find(lists: &Lists, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Box<Seen>>) -> usize {
    let found = match cx.token(at).kind {
        Kind::Digits => find_at_digits(lists, cx, at, finding),
        _ => find_at_word(lists, cx, at, finding),
    };
    found.unwrap_or(at + 1)
}

fn find_at_digits(lists: &Lists, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Box<Seen>>) -> Option<usize> {
    let figure = match figure(cx, at)? {
        Reading::Figure(figure) => figure,
        Reading::Other(next) => return Some(next),
    };
    if cx.token(figure.next).kind == Kind::Mark {
        let found = find_score(lists, cx, at, finding)
            .or_else(|| push_fraction(lists, cx, fraction_in_digits(lists, cx, at, &figure)?, finding));
        if found.is_some() {
            return found;
        }
    }
    let is_side = || at > 0 && joins_sides(lists, cx, at - 1);
    if is_in_date(lists, cx, at, figure.next)
        || !is_free(cx, at) && !is_stuck(cx, at) && !is_side() && !follows_count(lists, cx, at, figure.next)
    {
        return None;
    }
    find_quantity(lists, cx, Start::plain(at), &in_digits(cx, figure), finding)
}

/// True for digits before a slash or colon with digits behind it, and for bare ones behind a head of dates. Nothing is
/// lost without this test, but it spares reading most dates as numbers first.
fn is_in_date(lists: &Lists, cx: &Context<'_>, at: usize, next: usize) -> bool {
    let after = cx.token(next);
    if after.is_mark('/') || after.is_mark(':') {
        return after.is_glued() && cx.token(next + 1).kind == Kind::Digits && cx.token(next + 1).is_glued();
    }
    let is_plain = next == at + 1 && word(after.key).is_none() && !(after.is_glued() && after.kind.is_word());
    is_plain && is_after_date_head(lists, cx, at) && !lists.is_unit(cx, next)
}

fn find_at_word(lists: &Lists, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Box<Seen>>) -> Option<usize> {
    if let Some(next) = find_ordinal(lists, cx, at, finding) {
        return Some(next);
    }
    if let Some(hit) = cx.entry(at, lists.tags.idiom) {
        return Some(at + hit.len as usize);
    }
    if is_alone(lists, cx, at) {
        return None;
    }
    if let Some(half) = half(cx, at) {
        return push_fraction(lists, cx, half, finding);
    }
    let start = Start::read(lists, cx, at);
    let amount = amount(cx, start.digits)?;
    if let Some(fraction) = fraction_in_words(cx, start, &amount) {
        return push_fraction(lists, cx, fraction, finding);
    }
    if !is_free(cx, at) {
        return None;
    }
    find_quantity(lists, cx, start, &amount, finding)
}

fn find_ordinal(lists: &Lists, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Box<Seen>>) -> Option<usize> {
    let found = ordinal(lists, cx, at)?;
    let value = found.to.map_or(Value::Exact(found.value), |to| Value::Range(found.value, to));
    finding.push(cx.span(found.from, found.next), found.rule, Box::new(Seen::new(NumberKind::Ordinal, value)));
    Some(found.next)
}

fn find_score(lists: &Lists, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Box<Seen>>) -> Option<usize> {
    let found = score(lists, cx, at)?;
    let seen = Seen::new(NumberKind::Score, Value::Score(found.home, found.away));
    finding.push(cx.span(at, found.next), "number/score", Box::new(seen));
    Some(found.next)
}

fn push_fraction(
    lists: &Lists,
    cx: &Context<'_>,
    found: Fraction,
    finding: &mut Finding<'_, Box<Seen>>,
) -> Option<usize> {
    let mut seen = Seen::new(NumberKind::Fraction, Value::Fraction(found.upper, found.lower));
    seen.approx = lists.approx(cx, found.from, found.next);
    seen.noun = lists.noun(cx, found.next);
    finding.push(cx.span(found.from, found.next), found.rule, Box::new(seen));
    Some(found.next)
}

/// Adds unit, sign and other end to a number that was read, and decides whether it is a fact.
fn find_quantity(
    lists: &Lists,
    cx: &Context<'_>,
    start: Start,
    amount: &Amount,
    finding: &mut Finding<'_, Box<Seen>>,
) -> Option<usize> {
    let mut first = with_unit(lists, cx, start, amount)?;
    take_sign(lists, cx, &mut first);
    take_point(cx, &mut first);
    let link = link(cx, &first);
    // Bare words are judged below.
    let is_bare = first.unit.is_none() && link.is_none();
    if first.form == Form::Words && !is_bare && !number_words_are_free(lists, cx, &first) {
        return Some(first.next);
    }
    if let Some(range) = link.and_then(|link| range(lists, cx, &first, link)) {
        let whole =
            Quantity { unit: range.unit, next: range.next, exponent: range.exponent, form: range.form, ..first };
        // "bốn, năm đơn": the first one tells that the second is no year
        let judged = match cx.is(range.last.digits, FIVE) {
            true => Quantity { next: range.next, ..first },
            false => Quantity { from: first.from, ..range.last },
        };
        if range.unit.is_some() || bare_is_number(lists, cx, &judged) {
            push(lists, cx, whole, Some((range.min, range.max)), finding);
        }
        return Some(range.next);
    }
    let is_count = || follows_count(lists, cx, start.from, first.next);
    if continues_like_date(cx, &first) || first.unit.is_none() && is_stuck(cx, start.from) && !is_count() {
        return None;
    }
    if first.unit.is_some() || bare_is_number(lists, cx, &first) || is_age(lists, cx, first.from) {
        push(lists, cx, first, None, finding);
    }
    Some(first.next)
}

/// True for `một`, `không` and `năm` where nothing around makes them a number: articles, negations and years, the most
/// frequent number words by far. Nothing is lost without this test, but it spares reading them.
fn is_alone(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    const JOINED: [Key; 4] = [Key::of("phần"), Key::of("nửa"), Key::of("phẩy"), Key::of("chấm")];
    let key = cx.token(at).key;
    if !matches!(key, ONE | ZERO | FIVE) {
        return false;
    }
    let next = cx.token(at + 1).key;
    let opens_guess = next == COMMA && word(cx.token(at + 2).key).is_some();
    word(next).is_none()
        && !is_link(next)
        && !JOINED.contains(&next)
        && !opens_guess
        && !lists.is_unit(cx, at + 1)
        && (key != FIVE || lists.noun(cx, at + 1).is_none())
        && cx.tokens.len() > 2
        && !is_age(lists, cx, at)
        && !(key == FIVE && is_tally(lists, cx, at))
}

/// Takes a minus that touches the digits along: `-5°C`, but not the dash of a list item or between two words.
fn take_sign(lists: &Lists, cx: &Context<'_>, quantity: &mut Quantity) {
    let at = quantity.from;
    if cx.before(at).is_mark('+') || cx.before(at).is_mark('±') {
        return take_plus(cx, quantity);
    }
    if !is_minus(cx.before(at).key) {
        return;
    }
    let dash = at - 1;
    let token = cx.token(dash);
    let before = cx.before(dash);
    let follows_name = before.kind.is_capital() && !token.is_glued() && !token.starts_line() && cx.token(at).is_glued();
    let alone = dash == 0 && quantity.next == cx.tokens.len();
    let measured = matches!(quantity.unit, Some(Unit { base: Base::Measure(row), .. }) if is_signed(lists, row));
    let follows_word = before.kind == Kind::Lower && !token.is_glued() && !token.starts_line();
    let opens = before.is_mark('(') || token.starts_line();
    let signed = measured || quantity.form == Form::Separated && before.is_mark('(');
    if alone
        || measured && (follows_word || follows_name)
        || cx.token(at).is_glued() && (follows_word || opens && signed)
    {
        quantity.value = quantity.value.negated();
        quantity.other = quantity.other.map(Decimal::negated);
        quantity.from = dash;
    }
}

/// Takes a plus that touches the digits along, behind a blank or a bracket: `BIX +1,2%`, `(+2,7%)`.
fn take_plus(cx: &Context<'_>, quantity: &mut Quantity) {
    let plus = quantity.from - 1;
    let (token, before) = (cx.token(plus), cx.before(plus));
    let follows_word = before.kind.is_word() && !token.is_glued() && !token.starts_line();
    if cx.token(quantity.from).is_glued() && (follows_word || before.is_mark('(')) {
        quantity.from = plus;
    }
}

/// `,77` at the start of a line, as in a cell of a table: decimals without the zero before them.
fn take_point(cx: &Context<'_>, quantity: &mut Quantity) {
    let before = cx.before(quantity.from);
    let is_point = before.starts_line() && (before.is_mark(',') || before.is_mark('.'));
    if is_point && cx.token(quantity.from).is_glued() && quantity.form == Form::Plain {
        let digits = cx.word(quantity.digits);
        let value = Decimal::from_digits(digits.bytes().map(|byte| byte - b'0'), digits.len() as u32);
        quantity.value = value.unwrap_or(quantity.value);
        quantity.from -= 1;
    }
}

/// Units whose values are below zero at times.
fn is_signed(lists: &Lists, row: u32) -> bool {
    matches!(lists.measure(row).symbol, Some("°C" | "°F" | "%" | "°"))
}

/// `15-3`, `12/10`: a bare number that a mark ties to another.
fn continues_like_date(cx: &Context<'_>, quantity: &Quantity) -> bool {
    let (mark, after) = (cx.token(quantity.next), cx.token(quantity.next + 1));
    quantity.unit.is_none()
        && quantity.exponent == 0
        && mark.kind == Kind::Mark
        && mark.is_glued()
        && after.is_glued()
        && after.kind == Kind::Digits
        && !mark.is_mark(',')
        && !mark.is_mark('.')
}

/// True for a number behind `tuổi`: `ở tuổi 60`, `độ tuổi từ 50`, `tuổi ngoài 20`, `tuổi bình quân 44,6`.
fn is_age(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    const AGE: Key = Key::of("tuổi");
    const FROM: Key = Key::of("từ");
    const EVEN: Key = Key::of("bình");
    const MEAN: Key = Key::of("quân");
    // `lớn tuổi không thể`: a negation.
    if cx.is(at, ZERO) {
        return false;
    }
    let start = cx.entry_ending(at, lists.tags.approx).map_or(at, |(start, _)| start);
    match cx.before(start).key {
        AGE => true,
        MEAN => cx.before(start - 1).key == EVEN && cx.before(start.wrapping_sub(2)).key == AGE,
        FROM => cx.before(start.wrapping_sub(1)).key == AGE,
        _ => false,
    }
}

fn push(
    lists: &Lists,
    cx: &Context<'_>,
    mut quantity: Quantity,
    range: Option<(Decimal, Decimal)>,
    finding: &mut Finding<'_, Box<Seen>>,
) {
    let noun = if quantity.unit.is_none() { lists.noun(cx, quantity.next) } else { None };
    if noun.is_some() {
        quantity.read_as_count();
    }
    let mut unit = quantity.unit;
    if unit.is_none() && noun.is_none() && is_age(lists, cx, quantity.from) {
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
        approx: lists
            .approx(cx, quantity.from, quantity.next)
            .filter(|_| range.is_none() || !is_within(cx, quantity.from))
            .filter(|_| !is_no_qualifier(lists, cx, &quantity)),
        noun,
        exponent: quantity.exponent,
        form: quantity.form,
        style: quantity.style,
    };
    finding.push(cx.span(quantity.from, quantity.next), rule, Box::new(seen));
}

/// `trong khoảng 17-25 triệu đồng`, `trong khoảng từ 3 đến 4`: between the ends of a range, no estimate.
fn is_within(cx: &Context<'_>, at: usize) -> bool {
    const WITHIN: Key = Key::of("trong");
    const SPACE: Key = Key::of("khoảng");
    const FROM: Key = Key::of("từ");
    let space = at.wrapping_sub(if cx.before(at).is(FROM) { 2 } else { 1 });
    cx.is(space, SPACE) && cx.before(space).is(WITHIN)
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
        Some(Base::Measure(row)) if lists.measure(row).is_percent => (NumberKind::Percent, "number/percent"),
        Some(Base::Measure(_)) => (NumberKind::Measure, "number/measure"),
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
