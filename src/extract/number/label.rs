//! Digits that name something instead of counting: `Cơ sở 1:`, telephone numbers in groups, list markers, `Điều 1.9`.

use super::lists::Lists;
use super::quantity::Quantity;
use crate::extract::Context;
use crate::numeral::{Decimal, Form};
use crate::segment::{Key, Kind};

/// How many tokens from a marker the next one of its list may stand.
const LIST: usize = 400;

/// Most digits of a marker or of the number of a thing.
const SHORT: u32 = 2;

/// True where the bare digits name something.
pub(super) fn is_label(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    match quantity.form {
        Form::Plain => {
            (is_group(cx, quantity) || is_heading(cx, quantity)) && lists.noun(cx, quantity.next).is_none()
                || is_list_marker(cx, quantity)
                || is_grade(lists, cx, quantity)
                || is_year_of_reign(cx, quantity)
                || is_road_mark(cx, quantity.from)
                || follows_area_code(cx, quantity)
                || is_motto(lists, cx, quantity)
                || repeats_name(lists, cx, quantity)
        }
        Form::Words => is_motto(lists, cx, quantity),
        Form::Separated => {
            is_part_of_law(cx, quantity) || follows_area_code(cx, quantity) || is_telephone(cx, quantity)
        }
        _ => false,
    }
}

/// `1900 56 56 56`, `06 - 15 - 33`: digits next to digits, or behind a dash that makes no range with them.
fn is_group(cx: &Context<'_>, quantity: &Quantity) -> bool {
    let (before, first, after) = (cx.before(quantity.from), cx.token(quantity.from), cx.token(quantity.next));
    if first.starts_line() {
        return false;
    }
    let follows_dash =
        (before.is_mark('-') || before.is_mark('–')) && cx.before(quantity.from - 1).kind == Kind::Digits;
    before.kind == Kind::Digits || follows_dash || after.kind == Kind::Digits && !after.starts_line()
}

/// `(1400)`: the year of what stands before.
fn is_year_of_reign(cx: &Context<'_>, quantity: &Quantity) -> bool {
    cx.before(quantity.from).is_mark('(')
        && cx.is_mark(quantity.next, ')')
        && cx.before(quantity.from - 1).kind.is_word()
        && cx.token(quantity.digits).span.len() == 4
        && quantity.value.is_below(Decimal::whole(2100))
        && !quantity.value.is_below(Decimal::whole(1000))
}

/// `Sinh viên 5 tốt`, `"4 tại chỗ"`, `“3 không”`: the name of a movement.
fn is_motto(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    const WORDS: usize = 2;
    let is_small = quantity.is_single() && quantity.value.is_below(Decimal::whole(20));
    if !is_small || cx.token(quantity.next).starts_line() {
        return false;
    }
    let quoted = || {
        let opens = matches!(cx.word(quantity.from.wrapping_sub(1)), "\"" | "“" | "‘" | "'");
        let most = if quantity.form == Form::Words { 1 } else { WORDS };
        let words = (quantity.next..).take(most).take_while(|&at| cx.token(at).kind == Kind::Lower).count();
        let closes = matches!(cx.word(quantity.next + words), "\"" | "”" | "’" | "'");
        opens && words > 0 && closes && lists.noun(cx, quantity.next).is_none()
    };
    lists.has(cx, quantity.next, lists.tags.motto) || quoted()
}

/// `iPhone 13 và 13 mini`: the number of a name again, in short.
fn repeats_name(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    const REACH: usize = 5;
    const JOINTS: [Key; 4] = [Key::of("và"), Key::of("hay"), Key::of("hoặc"), Key::mark(',')];
    if !JOINTS.contains(&cx.before(quantity.from).key) || lists.noun(cx, quantity.next).is_some() {
        return false;
    }
    let is_same = |at: usize| cx.token(at).kind == Kind::Digits && cx.word(at) == cx.word(quantity.digits);
    let named = |at: usize| is_same(at) && cx.before(at).kind.is_capital() && !cx.token(at).starts_line();
    let after = cx.token(quantity.next);
    let goes_on = after.kind.is_capital() || after.is(const { Key::of("mini") });
    goes_on && !after.starts_line() && (2..=REACH).filter_map(|back| quantity.from.checked_sub(back)).any(named)
}

/// `km 123 + 200`: a place on a road.
fn is_road_mark(cx: &Context<'_>, at: usize) -> bool {
    const KM: Key = Key::of("km");
    let follows_km = |at: usize| cx.before(at).key == KM && cx.before(at - 1).kind != Kind::Digits;
    let follows_plus = || cx.before(at).is_mark('+') && cx.before(at - 1).kind == Kind::Digits && follows_km(at - 2);
    at > 0 && follows_km(at) || at > 2 && follows_plus()
}

/// `8234.444`: four digits and more before the point, and a group behind it.
fn is_telephone(cx: &Context<'_>, quantity: &Quantity) -> bool {
    let digits = quantity.digits;
    let is_whole_text = quantity.from == 0 && quantity.next == cx.tokens.len();
    !is_whole_text
        && cx.token(digits).span.len() >= 4
        && cx.is_mark(digits + 1, '.')
        && cx.token(digits + 2).span.len() >= 3
        && cx.token(digits + 1).is_glued()
}

/// `(08) 62 806 995`.
fn follows_area_code(cx: &Context<'_>, quantity: &Quantity) -> bool {
    let bracket = quantity.from.wrapping_sub(1);
    cx.is_mark(bracket, ')') && cx.before(bracket).kind == Kind::Digits && cx.word(bracket - 1).starts_with('0')
}

/// `Cơ sở 1: …`: what it names follows.
fn is_heading(cx: &Context<'_>, quantity: &Quantity) -> bool {
    let (colon, after) = (cx.token(quantity.next), cx.token(quantity.next + 1));
    let is_short = cx.token(quantity.digits).span.len() <= SHORT;
    is_short
        && colon.is_mark(':')
        && !after.is_glued()
        && cx.before(quantity.from).kind.is_word()
        && !STATES.contains(&cx.before(quantity.from).key)
        && (after.kind.is_capital() || after.kind == Kind::Digits)
}

/// Words behind which a number before a colon is a count.
const STATES: [Key; 5] = [IS, Key::of("gồm"), Key::of("có"), Key::of("còn"), Key::of("thành")];

/// `… xã hội 1. Căn cứ … 2. Nội dung`: an item of a list whose line breaks are lost.
fn is_list_marker(cx: &Context<'_>, quantity: &Quantity) -> bool {
    let (from, stop) = (quantity.from, quantity.next);
    let opens = |stop: usize| cx.is_mark(stop, '.') && cx.token(stop).is_glued() && opens_item(cx, stop + 1);
    let is_stated = matches!(cx.before(from).key, IS | NUMBER);
    let Some(number @ 1..100) = cx.token(quantity.digits).digits().filter(|_| !is_stated && opens(stop)) else {
        return false;
    };
    let is_item = |at: usize, number: u64| cx.is(at, Key::digits(number)) && opens(at + 1);
    let follows = |number: u64| (stop..stop + LIST).any(|at| is_item(at, number));
    let leads = |number: u64| number > 0 && (from.saturating_sub(LIST)..from).any(|at| is_item(at, number));
    let ends = |at: usize| cx.before(at).kind == Kind::Mark || cx.token(at).starts_line();
    // two items are enough where the second one stands behind a mark, else three in a row
    number == 1 && (stop..stop + LIST).any(|at| is_item(at, 2) && ends(at))
        || follows(number + 1) && (follows(number + 2) || leads(number - 1))
        || leads(number - 1) && number > 1 && leads(number - 2)
}

/// `clip 18+`, `chương trình 9+`; not `hơn 50+ cửa hàng`.
fn is_grade(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    let plus = cx.token(quantity.next);
    plus.is_mark('+')
        && plus.is_glued()
        && cx.token(quantity.next + 1).kind != Kind::Digits
        && lists.noun(cx, quantity.next + 1).is_none()
}

const IS: Key = Key::of("là");
const NUMBER: Key = Key::of("số");

fn opens_item(cx: &Context<'_>, at: usize) -> bool {
    cx.token(at).kind.is_capital() && !cx.token(at).is_glued()
}

/// `Điều 1.9`, `mục 2.3`.
fn is_part_of_law(cx: &Context<'_>, quantity: &Quantity) -> bool {
    const PARTS: [Key; 6] =
        [Key::of("điều"), Key::of("khoản"), Key::of("mục"), Key::of("tiết"), Key::of("phần"), Key::of("chương")];
    quantity.value.places() > 0 && PARTS.contains(&cx.before(quantity.from).key)
}
