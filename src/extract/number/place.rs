//! Where a number without a unit is a fact: the words around it decide.

use super::lists::Lists;
use super::quantity::{Quantity, is_number_word};
use crate::extract::Context;
use crate::numeral::Form;
use crate::segment::{Key, Kind};

/// True where what stands before token `at` does not make it part of something longer (`Covid-19`, `A320`, `10:30`).
pub(super) fn is_free(cx: &Context<'_>, at: usize) -> bool {
    let before = cx.before(at);
    if !cx.token(at).is_glued() {
        return true;
    }
    if before.kind != Kind::Mark {
        return false;
    }
    let far = cx.before(at.wrapping_sub(1));
    let touches = before.is_glued();
    match cx.word(at.wrapping_sub(1)) {
        "-" | "–" | "—" | "−" => !touches,
        "/" | "#" | "@" | "_" | "°" | "№" | "&" | "\\" | "^" | "$" => false,
        "." => !touches || far.kind == Kind::Lower,
        "," | ":" => !touches || far.kind != Kind::Digits,
        "+" => !touches,
        _ => true,
    }
}

/// True where the bare number counts something, or stands by itself.
pub(super) fn bare_is_number(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    if is_time(lists, cx, quantity) {
        return false;
    }
    match quantity.form {
        Form::Words => words_are_number(lists, cx, quantity),
        Form::Scaled => true,
        Form::Separated => !follows_name(lists, cx, quantity) || is_counted(lists, cx, quantity.next),
        Form::Plain => plain_is_number(lists, cx, quantity),
    }
}

/// True before a unit of time and behind a head of dates, where the date room reads.
fn is_time(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    if lists.has(cx, quantity.next, lists.tags.time_unit) && !cx.token(quantity.next).starts_line() {
        return true;
    }
    quantity.form == Form::Plain && is_after_date_head(lists, cx, quantity.from)
}

/// True behind `ngày`, `tháng`, `năm`…, but not behind `mỗi ngày`.
pub(super) fn is_after_date_head(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    const EACH: [Key; 5] = [Key::of("mỗi"), Key::of("một"), Key::of("hằng"), Key::of("hàng"), Key::of("từng")];
    let Some((_, start)) = lists.ending(cx, at, lists.tags.time_head) else { return false };
    !EACH.contains(&cx.before(start).key)
}

fn is_counted(lists: &Lists, cx: &Context<'_>, next: usize) -> bool {
    !cx.token(next).starts_line()
        && (lists.noun(cx, next).is_some() || cx.token(next).kind == Kind::Lower && lists.may_be_counted(cx, next))
}

/// True behind a capitalized word in the middle of a sentence: the number may belong to a name (`Windows 10`).
fn follows_name(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    let at = quantity.from;
    let before = cx.before(at);
    if !before.kind.is_capital() || cx.token(at).starts_line() {
        return false;
    }
    let is_test = lists.ending(cx, at, lists.tags.test).is_some();
    let opens = before.kind == Kind::Capitalized && opens_sentence(cx, at - 1);
    !is_test && !opens
}

/// True for the first word of a sentence.
fn opens_sentence(cx: &Context<'_>, at: usize) -> bool {
    let before = cx.before(at);
    cx.token(at).starts_line()
        || before.kind == Kind::Mark
            && matches!(
                cx.word(at.wrapping_sub(1)),
                "." | "!" | "?" | ":" | ";" | "\"" | "“" | "-" | "–" | "(" | "…" | "‘"
            )
}

fn plain_is_number(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    let word = cx.word(quantity.digits);
    let counted = is_counted(lists, cx, quantity.next);
    if follows_name(lists, cx, quantity) && lists.noun(cx, quantity.next).is_none() {
        return false;
    }
    match word.len() {
        1 => true,
        2 => !word.starts_with('0') || counted,
        4 if is_year(word) => lists.noun(cx, quantity.next).is_some(),
        3..=5 => !word.starts_with('0'),
        6..=9 => !word.starts_with('0') && counted,
        _ => false,
    }
}

/// True for 1900-2099.
pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

fn words_are_number(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    let (at, next) = (quantity.digits, quantity.next);
    if !number_words_are_free(lists, cx, quantity) {
        return false;
    }
    if at == 0 && next == cx.tokens.len() {
        return true;
    }
    if !quantity.is_single() {
        return !is_name_word(cx, at);
    }
    let key = cx.token(at).key;
    if key == Key::of("một") || key == Key::of("không") || is_name_word(cx, at) || is_estimate(cx, at) {
        return false;
    }
    if key == Key::of("năm") {
        return five_is_number(lists, cx, at);
    }
    is_counted(lists, cx, next)
        || cx.token(at).kind == Kind::Lower && cx.token(next).kind.is_capital() && !cx.token(next).starts_line()
        || cx.is(next, Key::of("trong")) && (cx.is(next + 1, Key::of("số")) || cx.is(next + 1, Key::of("những")))
}

/// False for vague amounts (`vài trăm`, `hàng chục`) and fixed words (`hai bên`, `ngã ba`).
pub(super) fn number_words_are_free(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    let at = quantity.digits;
    let is_vague = lists.ending(cx, at, lists.tags.vague).is_some();
    let is_tail = quantity.is_single() && lists.ending(cx, at + 1, lists.tags.tail).is_some();
    !is_vague && !is_tail && (!quantity.is_single() || cx.entry(at, lists.tags.idiom).is_none())
}

/// A capitalized number word in the middle of a sentence is a name (`ông Ba`), and so is one before a capital
/// (`Ba Đình`).
fn is_name_word(cx: &Context<'_>, at: usize) -> bool {
    let token = cx.token(at);
    token.kind.is_capital() && (!opens_sentence(cx, at) || cx.token(at + 1).kind.is_capital())
}

/// `hai ba người`: two number words in a row are an estimate.
fn is_estimate(cx: &Context<'_>, at: usize) -> bool {
    is_number_word(cx, at + 1) || is_number_word(cx, at.wrapping_sub(1))
}

/// `năm` before a noun is five unless the word before makes it a year.
fn five_is_number(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    const YEAR: [Key; 19] = [
        Key::of("trong"),
        Key::of("của"),
        Key::of("mỗi"),
        Key::of("mấy"),
        Key::of("nhiều"),
        Key::of("các"),
        Key::of("những"),
        Key::of("hằng"),
        Key::of("hàng"),
        Key::of("đầu"),
        Key::of("cuối"),
        Key::of("giữa"),
        Key::of("nửa"),
        Key::of("một"),
        Key::of("từng"),
        Key::of("suốt"),
        Key::of("theo"),
        Key::of("vào"),
        Key::of("cả"),
    ];
    const SCHOOL: [Key; 3] = [Key::of("lớp"), Key::of("cấp"), Key::of("học")];
    let before = cx.before(at);
    let is_after_number = before.kind == Kind::Digits || is_number_word(cx, at.wrapping_sub(1));
    lists.noun(cx, at + 1).is_some()
        && !YEAR.contains(&before.key)
        && !SCHOOL.contains(&cx.token(at + 1).key)
        && before.kind.is_word()
        && !is_after_number
}
