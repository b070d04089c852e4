//! Stretches between two numbers: `50-60`, `5 đến 10 triệu đồng`, `14 tuổi đến dưới 16 tuổi`.

use super::lists::Lists;
use super::place::{is_after_date_head, is_year};
use super::quantity::{Base, Quantity, Unit, quantity};
use crate::extract::Context;
use crate::numeral::{Decimal, Form, word};
use crate::segment::{Key, Kind};

/// A stretch between two numbers, with the unit of both.
pub(super) struct Range {
    pub min: Decimal,
    pub max: Decimal,
    pub unit: Option<Unit>,
    pub exponent: u32,
    pub form: Form,
    pub next: usize,
    pub last: Quantity,
}

/// The word or mark between the two ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    Dash,
    To,
    Or,
    And,
}

/// The stretch that begins with `first` and goes on behind a link.
pub(super) fn range(lists: &Lists, cx: &Context<'_>, first: &Quantity, (link, at): (Link, usize)) -> Option<Range> {
    if first.form == Form::Plain && first.unit.is_none() && is_after_date_head(lists, cx, first.from) {
        return None;
    }
    let second = quantity(lists, cx, skip_qualifier(lists, cx, link, at))?;
    if link == Link::Dash && second.digits != at && second.unit.is_none_or(|unit| !is_currency(unit)) {
        return None;
    }
    let unit = shared_unit(lists, first, &second)?;
    let is_bare = unit.is_none() && first.form == Form::Plain && second.form == Form::Plain;
    if unit.is_none() && goes_on(cx, second.next)
        || are_years(cx, first, &second, unit)
        || is_bare && is_series(cx, first.from)
    {
        return None;
    }
    if link == Link::Or && !is_neighbour(first, &second) {
        return None;
    }
    if link == Link::Dash && is_bare && could_be_date(lists, cx, first, &second) {
        return None;
    }
    let min = scale_like(link, first, &second)?;
    let in_order = min.is_below(second.value);
    in_order.then_some(Range {
        min,
        max: second.value,
        unit,
        exponent: second.exponent,
        form: if second.form == Form::Plain { first.form } else { second.form },
        next: second.next,
        last: second,
    })
}

/// What links the two ends, and the token of the second one.
pub(super) fn link(cx: &Context<'_>, first: &Quantity) -> Option<(Link, usize)> {
    const BETWEEN: Key = Key::of("giữa");
    let at = first.next;
    let link = match cx.token(at).key {
        TO | TO_TOO => Link::To,
        OR => Link::Or,
        AND if cx.before(first.from).key == BETWEEN => Link::And,
        COMMA if comma_links(cx, first) => Link::Or,
        key if DASHES.contains(&key) && dash_links(cx, first) => Link::Dash,
        _ => return None,
    };
    let is_cut = cx.token(at).starts_line() || cx.token(at + 1).starts_line();
    (!is_cut).then_some((link, at + 1))
}

const TO: Key = Key::of("đến");
const TO_TOO: Key = Key::of("tới");
const OR: Key = Key::of("hoặc");
const AND: Key = Key::of("và");
pub(super) const COMMA: Key = Key::mark(',');
const DASHES: [Key; 5] = [Key::mark('-'), Key::mark('–'), Key::mark('—'), Key::mark('~'), Key::mark('−')];

/// True for the words and marks that may link two ends.
pub(super) fn is_link(key: Key) -> bool {
    matches!(key, TO | TO_TOO | OR | AND) || DASHES.contains(&key)
}

/// `bốn, năm đơn hàng`: one digit word and the next one, before what they count. `năm` is the year in `trong năm, sáu …`.
fn comma_links(cx: &Context<'_>, first: &Quantity) -> bool {
    const YEAR: Key = Key::of("năm");
    const BEFORE_YEAR: [Key; 8] = [
        Key::of("trong"),
        Key::of("cả"),
        Key::of("cùng"),
        Key::of("đầu"),
        Key::of("cuối"),
        Key::of("giữa"),
        Key::of("mỗi"),
        Key::of("một"),
    ];
    let (from, counted) = (first.from, cx.token(first.next + 2));
    let before = cx.before(from);
    let is_name =
        [Key::of("hiệp"), Key::of("thứ"), Key::of("phần"), Key::of("lớp"), Key::of("số")].contains(&before.key);
    let is_list = before.is_mark(',') || word(before.key).is_some() || matches!(counted.key, AND | OR);
    let is_year = cx.is(from, YEAR) && (BEFORE_YEAR.contains(&before.key) || before.kind == Kind::End);
    first.form == Form::Words
        && first.is_single()
        && cx.token(first.next + 1).kind == Kind::Lower
        && word(cx.token(first.next + 1).key).is_some()
        && counted.kind == Kind::Lower
        && word(counted.key).is_none()
        && !counted.starts_line()
        && !is_list
        && !is_name
        && !is_year
}

/// A dash with a blank on one side only may belong to one of the two words.
fn dash_links(cx: &Context<'_>, first: &Quantity) -> bool {
    let (dash, after) = (cx.token(first.next), cx.token(first.next + 1));
    first.unit.is_some() || dash.is_glued() == after.is_glued() || after.kind == Kind::Digits
}

/// `đến dưới 16 tuổi`: a qualifier inside.
fn skip_qualifier(lists: &Lists, cx: &Context<'_>, link: Link, at: usize) -> usize {
    if link != Link::To {
        return at;
    }
    cx.entry(at, lists.tags.approx).map_or(at, |hit| at + hit.len as usize)
}

fn is_currency(unit: Unit) -> bool {
    matches!(unit.base, Base::Currency(_))
}

/// The unit of both ends; `None` where they differ.
fn shared_unit(lists: &Lists, first: &Quantity, second: &Quantity) -> Option<Option<Unit>> {
    match (first.unit, second.unit) {
        (None, unit) => Some(unit),
        (Some(unit), None) => {
            let is_large = second.form != Form::Plain && second.form != Form::Words;
            (is_currency(unit) && is_large).then_some(Some(unit))
        }
        (Some(one), Some(other)) => {
            let same = one.base == other.base || lists.name(one.base) == lists.name(other.base);
            same.then_some(Some(if other.per.is_some() { other } else { one }))
        }
    }
}

/// True where digits, dashes or slashes go on, as in dates.
fn goes_on(cx: &Context<'_>, next: usize) -> bool {
    let (token, after) = (cx.token(next), cx.token(next + 1));
    token.is_glued()
        && token.kind == Kind::Mark
        && after.is_glued()
        && after.kind == Kind::Digits
        && !token.is_mark(',')
}

/// `01 – 05 – 07`: more than two numbers in a row.
fn is_series(cx: &Context<'_>, at: usize) -> bool {
    matches!(cx.word(at.wrapping_sub(1)), "-" | "–") && cx.before(at.wrapping_sub(1)).kind == Kind::Digits
}

/// `15-11` without anything counted, and without a qualifier.
fn could_be_date(lists: &Lists, cx: &Context<'_>, first: &Quantity, second: &Quantity) -> bool {
    let (day, month) = (first.value.as_whole(), second.value.as_whole());
    let fits = matches!((day, month), (Some(1..=31), Some(1..=12)));
    let spaced = !cx.token(first.next).is_glued();
    fits && !spaced && lists.approx(cx, first.from, second.next).is_none() && !lists.may_be_counted(cx, second.next)
}

fn are_years(cx: &Context<'_>, first: &Quantity, second: &Quantity, unit: Option<Unit>) -> bool {
    unit.is_none()
        && (first.form == Form::Plain && is_year(cx.word(first.digits))
            || second.form == Form::Plain && is_year(cx.word(second.digits)))
}

/// `1 hoặc 2`.
fn is_neighbour(first: &Quantity, second: &Quantity) -> bool {
    let next = first.value.plus(Decimal::whole(1));
    first.unit.is_none() && next == Some(second.value) && second.value.is_below(Decimal::whole(10))
}

/// The lower end in the scale of the upper one: `5 đến 10 triệu`, `500 đến 1 triệu`, `50 - 100.000`.
fn scale_like(link: Link, first: &Quantity, second: &Quantity) -> Option<Decimal> {
    let bare = first.exponent == 0 && matches!(first.form, Form::Plain | Form::Separated | Form::Words);
    if !bare || first.unit.is_some() {
        return Some(first.value);
    }
    if second.exponent >= 2 {
        let scaled = first.value.shifted(second.exponent)?;
        if scaled.is_below(second.value) {
            return Some(scaled);
        }
        let lower = first.value.shifted(second.exponent.saturating_sub(3))?;
        return Some(if first.form == Form::Separated { first.value } else { lower });
    }
    let thousands = first.value.shifted(3)?;
    let is_short = link == Link::Dash
        && first.form == Form::Plain
        && second.form == Form::Separated
        && second.value.as_whole().is_some_and(|value| value % 1000 == 0)
        && second.value.is_below(Decimal::whole(1_000_000));
    Some(if is_short && thousands.is_below(second.value) { thousands } else { first.value })
}
