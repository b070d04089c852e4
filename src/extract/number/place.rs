//! Where a number without a unit is a fact: the words around it decide.

use super::label::is_label;
use super::lists::{Lists, Tally};
use super::quantity::{Quantity, is_number_word};
use crate::extract::Context;
use crate::numeral::{Decimal, Form, counts_times};
use crate::segment::{Key, Kind};

/// True where what stands before token `at` does not make it part of something longer (`Covid-19`, `A320`, `10:30`).
#[inline]
pub(super) fn is_free(cx: &Context<'_>, at: usize) -> bool {
    !cx.token(at).is_glued() || is_free_of_mark(cx, at)
}

/// True where the mark that a number touches does not make it part of something longer.
fn is_free_of_mark(cx: &Context<'_>, at: usize) -> bool {
    let before = cx.before(at);
    if before.kind != Kind::Mark {
        return false;
    }
    let far = cx.before(at.wrapping_sub(1));
    let touches = before.is_glued();
    match cx.word(at.wrapping_sub(1)) {
        "-" | "–" | "—" | "−" => !touches || far.is_mark('('),
        "/" | "#" | "@" | "_" | "°" | "№" | "&" | "\\" | "^" | "$" => false,
        "." => !touches || far.kind == Kind::Lower && far.span.len() > 1,
        "," | ":" => !touches || far.kind != Kind::Digits,
        "+" => !touches || far.is_mark('('),
        _ => true,
    }
}

/// `6 mã tăng/21 mã giảm`: a count behind the slash of another one, whose noun stands between.
pub(super) fn follows_count(lists: &Lists, cx: &Context<'_>, at: usize, next: usize) -> bool {
    const NOUN: usize = 3;
    let is_noun = |at: usize| cx.token(at).kind == Kind::Lower && !cx.token(at).starts_line();
    if !cx.before(at).is_mark('/') || !is_noun(next) || cx.token(next).is_glued() {
        return false;
    }
    let words = (2..=NOUN + 1).filter_map(|back| at.checked_sub(back)).take_while(|&at| is_noun(at)).count();
    let noun = at - 1 - words;
    (1..=NOUN).contains(&words) && cx.before(noun).kind == Kind::Digits && !lists.is_unit(cx, noun)
}

/// `3x4 cm`, `5,5x8m`: true for the `x` at token `at` where it joins sides, the last of which has a unit of length.
pub(super) fn joins_sides(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    const TIMES: [Key; 2] = [Key::of("x"), Key::mark('×')];
    const SIDES: usize = 4;
    let mut times = at;
    for _ in 0..SIDES {
        let touches = cx.token(times).is_glued() && cx.token(times + 1).is_glued();
        let joins = TIMES.contains(&cx.token(times).key) && cx.token(times + 1).kind == Kind::Digits;
        if !(touches && joins && cx.before(times).kind == Kind::Digits) {
            return false;
        }
        let is_decimal = matches!(cx.word(times + 2), "," | ".") && cx.token(times + 3).kind == Kind::Digits;
        let next = if is_decimal && cx.token(times + 3).is_glued() { times + 4 } else { times + 2 };
        if let Some((row, _)) = lists.measure_at(cx, next) {
            return lists.measure(row).si.is_some_and(|(_, unit)| unit == "m");
        }
        times = next;
    }
    false
}

/// `một`, an article where it counts nothing.
pub(super) const ONE: Key = Key::of("một");
/// `không`, a negation where it counts nothing.
pub(super) const ZERO: Key = Key::of("không");
/// `năm`, a year where it counts nothing.
pub(super) const FIVE: Key = Key::of("năm");

/// True behind a small-letter word that the number touches: scrapers drop blanks (`trị giá1.500 đồng`), and behind the
/// slash of another amount (`58,9ha/262,3ha`). Numbers with a unit are read there.
pub(super) fn is_stuck(cx: &Context<'_>, at: usize) -> bool {
    let before = cx.before(at);
    let token = cx.token(at);
    let follows_word = before.kind == Kind::Lower && before.span.len() > 2;
    token.is_glued() && token.kind == Kind::Digits && (follows_word || follows_amount(cx, at))
}

fn follows_amount(cx: &Context<'_>, at: usize) -> bool {
    let unit = cx.before(at.wrapping_sub(1));
    cx.before(at).is_mark('/') && unit.kind.is_word() && cx.before(at.wrapping_sub(2)).kind == Kind::Digits
}

/// True where the bare number counts something, or stands by itself.
pub(super) fn bare_is_number(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    if is_time(lists, cx, quantity) || is_label(lists, cx, quantity) {
        return false;
    }
    match quantity.form {
        Form::Words => words_are_number(lists, cx, quantity),
        Form::Scaled => true,
        Form::Separated => {
            !follows_name(lists, cx, quantity) || !is_version(cx, quantity) || is_counted(lists, cx, quantity.next)
        }
        Form::Plain => plain_is_number(lists, cx, quantity),
    }
}

/// True before a unit of time and behind a head of dates, where the date room reads.
fn is_time(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    if lists.has(cx, quantity.next, lists.tags.time_unit)
        && !cx.token(quantity.next).starts_line()
        && !is_day_word(cx, quantity.next)
    {
        return true;
    }
    match quantity.form {
        Form::Plain => {
            is_after_date_head(lists, cx, quantity.from)
                || cx.is(quantity.next, const { Key::of("rưỡi") })
                || goes_to_date(lists, cx, quantity.next)
                || shares_time_unit(lists, cx, quantity)
                || is_in_date_list(lists, cx, quantity.from)
                    && (quantity.value.is_below(Decimal::whole(32)) || is_year(cx.word(quantity.digits)))
                    && lists.noun(cx, quantity.next).is_none()
        }
        _ if is_version(cx, quantity) => {
            is_after_date_head(lists, cx, quantity.from) || is_day_and_month(lists, cx, quantity)
        }
        _ => false,
    }
}

/// `từ 29 đến mùng 5`: the other end is a date.
fn goes_to_date(lists: &Lists, cx: &Context<'_>, next: usize) -> bool {
    const TO: [Key; 2] = [Key::of("đến"), Key::of("tới")];
    TO.contains(&cx.token(next).key)
        && cx
            .entry(next + 1, lists.tags.time_head)
            .is_some_and(|hit| cx.token(next + 1 + hit.len as usize).kind == Kind::Digits)
}

/// `7 và 5 năm`: the unit behind the next number is the unit of both.
fn shares_time_unit(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    const OR: [Key; 3] = [Key::of("và"), Key::of("hoặc"), Key::of("hay")];
    let next = quantity.next;
    OR.contains(&cx.token(next).key)
        && cx.token(next + 1).kind == Kind::Digits
        && lists.has(cx, next + 2, lists.tags.time_unit)
        && !lists.is_unit(cx, next + 2)
}

/// `hôm nay`: a date of its own.
fn is_day_word(cx: &Context<'_>, at: usize) -> bool {
    const DAYS: [Key; 4] = [Key::of("nay"), Key::of("qua"), Key::of("kia"), Key::of("sau")];
    cx.is(at, const { Key::of("hôm") }) && DAYS.contains(&cx.token(at + 1).key)
}

/// `các ngày 11, 12 và 15`: a further day behind the first.
fn is_in_date_list(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    let mut first = at;
    while first >= 2 && first + 8 > at && cx.before(first - 1).kind == Kind::Digits {
        if !matches!(cx.word(first - 1), "," | "và" | "-" | "–" | "đến") {
            return false;
        }
        first -= 2;
    }
    first < at && is_after_date_head(lists, cx, first)
}

/// `từ 24.7`, `(7.9)`: with a point, papers write days and months, decimals have a comma.
fn is_day_and_month(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    const BEFORE: [Key; 7] =
        [Key::of("từ"), Key::of("đến"), Key::of("nay"), Key::of("qua"), Key::of("vào"), Key::of("và"), Key::of("mai")];
    let before = cx.before(quantity.from);
    let opens = BEFORE.contains(&before.key) || before.is_mark('(') || before.is_mark(',');
    let parts = (cx.token(quantity.digits).digits(), cx.token(quantity.digits + 2).digits());
    let is_date = matches!(parts, (Some(1..=31), Some(1..=12)));
    opens && is_date && !is_counted(lists, cx, quantity.next)
}

/// True behind `ngày`, `tháng`, `năm`…, but not behind `mỗi ngày`.
pub(super) fn is_after_date_head(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    const DAY: Key = Key::of("ngày");
    const EACH: [Key; 5] = [Key::of("mỗi"), Key::of("một"), Key::of("hằng"), Key::of("hàng"), Key::of("từng")];
    if cx.before(at).kind == Kind::Mark {
        return false;
    }
    let Some((start, _)) = cx.entry_ending(at, lists.tags.time_head) else { return false };
    let is_dose = || cx.before(at).key == DAY && counts_times(cx, at);
    !EACH.contains(&cx.before(start).key) && !is_stage(lists, cx, at) && !is_dose()
}

/// `giai đoạn 4 - 7 tuổi`: the other end has a unit, so that the stage is no date.
fn is_stage(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    const STAGE: Key = Key::of("đoạn");
    const LINKS: [Key; 3] = [Key::mark('-'), Key::mark('–'), Key::of("đến")];
    cx.before(at).key == STAGE
        && LINKS.contains(&cx.token(at + 1).key)
        && cx.token(at + 2).kind == Kind::Digits
        && lists.has(cx, at + 3, lists.tags.unit)
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
    let is_test = cx.entry_ending(at, lists.tags.test).is_some();
    let opens = before.kind == Kind::Capitalized
        && opens_sentence(cx, at - 1)
        && !cx.before(at - 1).is_mark('(')
        && !is_joined(cx, at - 1);
    !is_test && !opens
}

/// True for the first word of a sentence. A mark that touches the word is inside a name (`V.League`).
pub(super) fn opens_sentence(cx: &Context<'_>, at: usize) -> bool {
    let mark = cx.word(at.wrapping_sub(1));
    cx.token(at).starts_line()
        || matches!(mark, "\"" | "“" | "‘" | "(")
        || !cx.token(at).is_glued() && matches!(mark, "." | "!" | "?" | ":" | ";" | "-" | "–" | "…")
}

/// True for the second of two names that a dash joins: `Hà Nội - Hải Phòng`.
fn is_joined(cx: &Context<'_>, at: usize) -> bool {
    let dash = cx.before(at);
    (dash.is_mark('-') || dash.is_mark('–'))
        && !dash.starts_line()
        && cx.before(at - 1).kind.is_capital()
        && !cx.before(at - 1).starts_line()
}

/// True for one point with few digits behind it: `8.1`.
fn is_version(cx: &Context<'_>, quantity: &Quantity) -> bool {
    quantity.next == quantity.digits + 3 && cx.is_mark(quantity.digits + 1, '.') && quantity.value.places() > 0
}

fn plain_is_number(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    if is_whole_text(cx, quantity) {
        return true;
    }
    if is_model(lists, cx, quantity) || cx.before(quantity.from).key == const { Key::of("thứ") } {
        return false;
    }
    let word = cx.word(quantity.digits);
    // `ASEAN Cup 2024 tổ chức tại…`: the year belongs to the name, whatever noun follows.
    if follows_name(lists, cx, quantity) && (lists.noun(cx, quantity.next).is_none() || is_year(word)) {
        return false;
    }
    let counted = || is_counted(lists, cx, quantity.next);
    match word.len() {
        1 => true,
        2 => !word.starts_with('0') || counted(),
        4 if is_year(word) => lists.noun(cx, quantity.next).is_some() && cx.before(quantity.from).kind != Kind::Digits,
        3..=5 => !word.starts_with('0'),
        6..=9 => !word.starts_with('0') && counted(),
        _ => false,
    }
}

/// `737 Max`, `488 GTB`: three or four digits before a capitalized word that is not counted.
fn is_model(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    let after = cx.token(quantity.next);
    if !after.kind.is_capital() {
        return false;
    }
    let digits = cx.token(quantity.digits).span.len();
    let is_long = after.kind == Kind::Upper && cx.word(quantity.next).chars().count() > 4;
    (3..=4).contains(&digits)
        && !is_long
        && !after.starts_line()
        && !after.is_glued()
        && lists.noun(cx, quantity.next).is_none()
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
    if is_whole_text(cx, quantity) {
        return true;
    }
    if !quantity.is_single() {
        return !is_name_word(cx, at);
    }
    let key = cx.token(at).key;
    let is_numbered =
        cx.before(at).key == const { Key::of("số") } && cx.before(at - 1).key != const { Key::of("trong") };
    if is_numbered || key == ONE || key == ZERO || is_name_word(cx, at) || is_estimate(cx, at) {
        return false;
    }
    if is_tally(lists, cx, at) {
        return true;
    }
    if key == FIVE {
        return five_is_number(lists, cx, at);
    }
    if cx.before(at).key == const { Key::of("cả") } || key == const { Key::of("chín") } {
        return lists.noun(cx, next).is_some();
    }
    is_counted(lists, cx, next)
        || cx.token(at).kind == Kind::Lower && cx.token(next).kind.is_capital() && !cx.token(next).starts_line()
        || cx.token(at).kind == Kind::Lower
            && matches!(cx.word(next), "\"" | "“" | "'" | "‘")
            && cx.token(next + 1).is_glued()
        || cx.is(next, const { Key::of("trong") })
            && (cx.is(next + 1, const { Key::of("số") }) || cx.is(next + 1, const { Key::of("những") }))
}

/// `tám thắng, hai hòa`, `thắng bảy, hòa bốn và thua năm.`: matches, which are counted without their noun. What goes on
/// is something else (`hiệp hai thắng Myanmar`, `năm thua lỗ`), and so is a rule (`năm thắng ba`, the best of five).
pub(super) fn is_tally(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    const VICTORY: Key = Key::of("chiến");
    const HALF: Key = Key::of("hiệp");
    let ends = |next: usize| {
        let token = cx.token(next);
        token.starts_line()
            || lists.tallies(token.key, Tally::End)
            || matches!(cx.word(next), "," | "." | ";" | ")" | "")
    };
    let is_result = |at: usize| cx.token(at).kind == Kind::Lower && lists.tallies(cx.token(at).key, Tally::Result);
    let follows =
        at > 0 && is_result(at - 1) && cx.before(at - 1).key != VICTORY && !is_number_word(cx, at.wrapping_sub(2));
    let leads = is_result(at + 1) && cx.before(at).key != HALF && ends(at + 2);
    follows && ends(at + 1) || leads
}

/// True where the text is the number and nothing else, as in a cell of a table.
fn is_whole_text(cx: &Context<'_>, quantity: &Quantity) -> bool {
    quantity.from == 0 && quantity.next == cx.tokens.len()
}

/// False for vague amounts (`vài trăm`, `hàng chục`) and fixed words (`hai bên`, `ngã ba`).
pub(super) fn number_words_are_free(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    let at = quantity.digits;
    let is_vague = cx.entry_ending(at, lists.tags.vague).is_some();
    let is_year = quantity.is_single() && cx.is(at, FIVE) && is_after_number(cx, at);
    let is_month = quantity.is_single() && MONTH.contains(&cx.before(at).key);
    let is_tail = quantity.is_single() && cx.entry_ending(at + 1, lists.tags.tail).is_some();
    let is_name = quantity.is_single() && is_name_word(cx, at);
    !is_vague
        && !is_name
        && !is_tail
        && !is_year
        && !is_month
        && (!quantity.is_single() || cx.entry(at, lists.tags.idiom).is_none())
}

/// Words behind which a number word is part of a date.
const MONTH: [Key; 5] = [Key::of("tháng"), Key::of("mùng"), Key::of("mồng"), Key::of("quý"), Key::of("thứ")];

fn is_after_number(cx: &Context<'_>, at: usize) -> bool {
    cx.before(at).kind == Kind::Digits || is_number_word(cx, at.wrapping_sub(1))
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
    const YEAR_OF: [Key; 4] = [Key::of("lớp"), Key::of("cấp"), Key::of("học"), Key::of("đầu")];
    let before = cx.before(at);
    lists.noun(cx, at + 1).is_some()
        && !YEAR.contains(&before.key)
        && !YEAR_OF.contains(&cx.token(at + 1).key)
        && before.kind.is_word()
        && !is_after_number(cx, at)
}
