//! Fractions: `47/81`, `hai phần ba`, `một nửa`.

use super::lists::Lists;
use super::place::{is_after_date_head, is_free, opens_sentence};
use super::quantity::Start;
use crate::extract::Context;
use crate::numeral::{Amount, Decimal, Figure, Form, Reading, amount, figure};
use crate::segment::{Key, Kind};

/// A part of a whole.
pub(super) struct Fraction {
    pub upper: Decimal,
    pub lower: Decimal,
    pub next: usize,
    pub rule: &'static str,
}

/// `một nửa`.
pub(super) fn half(cx: &Context<'_>, at: usize) -> Option<Fraction> {
    if !cx.are(at, const { &[Key::of("một"), Key::of("nửa")] }) {
        return None;
    }
    Some(Fraction { upper: Decimal::whole(1), lower: Decimal::whole(2), next: at + 2, rule: "number/half" })
}

/// `hai phần ba`, behind its upper part.
pub(super) fn fraction_in_words(cx: &Context<'_>, start: Start, upper: &Amount) -> Option<Fraction> {
    if !cx.is(upper.next, const { Key::of("phần") }) || start.currency.is_some() {
        return None;
    }
    if start.negative && !cx.is(start.from, const { Key::of("âm") }) {
        return None;
    }
    let lower = amount(cx, upper.next + 1).or_else(|| {
        let is_quarter = cx.is(upper.next + 1, const { Key::of("tư") });
        is_quarter.then(|| four(upper.next + 1))
    })?;
    let is_part = lower.value.as_whole().is_some_and(|value| value > 1) && lower.exponent == 0;
    is_part.then_some(Fraction {
        upper: if start.negative { upper.value.negated() } else { upper.value },
        lower: lower.value,
        next: lower.next,
        rule: "number/fraction-words",
    })
}

fn four(at: usize) -> Amount {
    let value = Decimal::whole(4);
    Amount { value, other: None, next: at + 1, exponent: 0, form: Form::Words, style: None }
}

/// `47/81`, behind its upper part.
pub(super) fn fraction_in_digits(lists: &Lists, cx: &Context<'_>, at: usize, upper: &Figure) -> Option<Fraction> {
    let slash = upper.next;
    if !cx.is_mark(slash, '/') || !cx.token(slash).is_glued() || !cx.token(slash + 1).is_glued() {
        return None;
    }
    let Reading::Figure(lower) = figure(cx, slash + 1)? else { return None };
    let (a, b) = (upper.value, lower.value);
    let is_plain = !upper.separated && !lower.separated;
    let before = cx.before(at);
    let is_named = before.kind.is_capital()
        && !cx.token(at).starts_line()
        && !opens_sentence(cx, at - 1)
        && cx.entry_ending(at, lists.tags.test).is_none();
    let fits = !is_named
        && is_free(cx, at)
        && !b.is_below(a)
        && !goes_on(cx, lower.next)
        && !is_after_date_head(lists, cx, at);
    let is_fraction = fits && b.as_whole().is_some_and(|b| b > 1) && !is_document(cx, at);
    if !is_fraction || is_plain && could_be_date(cx, at, slash + 1) && !is_surely_part(lists, cx, at, lower.next) {
        return None;
    }
    Some(Fraction { upper: a, lower: b, next: lower.next, rule: "number/fraction" })
}

/// True where the run of digits and marks goes on, as in dates and codes.
fn goes_on(cx: &Context<'_>, next: usize) -> bool {
    let token = cx.token(next);
    let after = cx.token(next + 1);
    token.is_glued()
        && (token.kind.is_word() || token.kind == Kind::Mark && after.is_glued() && after.kind == Kind::Digits)
        || token.is_glued() && (token.is_mark('-') || token.is_mark('/')) && after.is_glued()
}

/// True behind `số`, as in numbers of houses and documents.
fn is_document(cx: &Context<'_>, at: usize) -> bool {
    cx.before(at).key == const { Key::of("số") } && cx.before(at - 1).key != const { Key::of("tỷ") }
}

/// True for `d/m` and `m/yyyy`.
fn could_be_date(cx: &Context<'_>, upper: usize, lower: usize) -> bool {
    let (Some(a), Some(b)) = (cx.token(upper).digits(), cx.token(lower).digits()) else { return false };
    a <= 31 && b <= 12 || a <= 12 && (1900..2100).contains(&b) || (1900..2100).contains(&b) && cx.word(lower).len() == 4
}

/// True where the words around tell that a part of a whole is meant: `hơn 2/3 số phiếu`.
fn is_surely_part(lists: &Lists, cx: &Context<'_>, at: usize, next: usize) -> bool {
    let (a, b) = (cx.token(at).digits(), cx.token(next - 1).digits());
    if a == b && cx.before(at).key == const { Key::of("cả") } {
        return true;
    }
    if a >= b || b.is_none_or(|b| b > 12) || is_padded(cx, at) || cx.word(next - 1).starts_with('0') {
        return false;
    }
    const BEFORE: [Key; 13] = [
        Key::of("chiếm"),
        Key::of("bằng"),
        Key::of("đạt"),
        Key::of("còn"),
        Key::of("quá"),
        Key::of("tới"),
        Key::of("được"),
        Key::of("lại"),
        Key::of("giảm"),
        Key::of("thiểu"),
        Key::of("nhất"),
        Key::of("chỉ"),
        Key::of("điểm"),
    ];
    let approximated = lists.approx(cx, at, next).is_some();
    let counted = lists.noun(cx, next).is_some()
        || cx.is(next, const { Key::of("số") })
        || cx.is(next, const { Key::of("tổng") });
    approximated
        || BEFORE.contains(&cx.before(at).key)
        || counted
        || lists.measure_at(cx, next).is_some()
        || cx.is(next, const { Key::of("trong") })
        || cx.token(next).kind == Kind::Lower
            && lists.may_be_counted(cx, next)
            && b.is_some_and(|b| b <= 5)
            && !is_dated(cx, at)
}

/// `05`: as days and months are written.
fn is_padded(cx: &Context<'_>, at: usize) -> bool {
    cx.word(at).len() > 1 && cx.word(at).starts_with('0')
}

fn is_dated(cx: &Context<'_>, at: usize) -> bool {
    const PREPOSITIONS: [Key; 8] = [
        Key::of("từ"),
        Key::of("đến"),
        Key::of("vào"),
        Key::of("tới"),
        Key::of("trước"),
        Key::of("sau"),
        Key::of("và"),
        Key::of("qua"),
    ];
    let before = cx.before(at);
    PREPOSITIONS.contains(&before.key)
        || before.kind == Kind::Mark
        || before.kind == Kind::End
        || before.kind.is_capital()
}
