//! Places in an order: `lần thứ XVII`, `thứ ba`, `khóa XVI`, `hạng 3`, `top 150`, `Đại hội XIII`.

use super::lists::{Head, Lists};
use crate::extract::Context;
use crate::numeral::{Decimal, roman, roman_value, spoken};
use crate::segment::{Key, Kind};

/// A place in an order.
pub(super) struct Ordinal {
    pub value: Decimal,
    /// First token of the span.
    pub from: usize,
    pub next: usize,
    /// The other end of a stretch (`top 301-350`).
    pub to: Option<Decimal>,
    pub rule: &'static str,
}

/// The ordinal at token `at`, where its head stands.
pub(super) fn ordinal(lists: &Lists, cx: &Context<'_>, at: usize) -> Option<Ordinal> {
    let hit = cx.entry(at, lists.tags.ordinal)?;
    let number = at + hit.len as usize;
    if cx.token(number).starts_line() {
        return None;
    }
    let mark = |value: u64, from, next, rule| Ordinal { value: whole(value), from, next, to: None, rule };
    match lists.head(hit) {
        Head::Thu => {
            let (value, next) = place(cx, number)?;
            let only_weekday = hit.len == 1 && is_weekday(lists, cx, at, value, next);
            // `nhiệm kỳ thứ hai`: the head is one word with the one before it.
            let from = if cx.before(at).key == const { Key::of("nhiệm") } { number - 1 } else { at };
            (!only_weekday).then(|| mark(value, from, next, "number/ordinal"))
        }
        Head::Rank => rank(cx, at, number).filter(|rank| lists.measure_at(cx, rank.next).is_none()),
        Head::Force => rank(cx, number - 1, number).map(|rank| Ordinal { rule: "number/force", ..rank }),
        Head::Term => {
            let value = roman_number(cx, number).or_else(|| term_digits(cx, number))?;
            Some(mark(value, at, number + 1, "number/term"))
        }
        Head::Band => {
            let band = rank(cx, at, number).filter(|band| band.to.is_some() && !counts(lists, cx, band.next))?;
            Some(Ordinal { from: number, rule: "number/band", ..band })
        }
        Head::Number => {
            let value = cx.token(number).digits()?;
            let of_all = cx.is(number + 1, const { Key::of("trong") }) && cx.token(number + 2).kind == Kind::Digits;
            of_all.then(|| mark(value, at, number + 1, "number/place"))
        }
        Head::Roman => Some(mark(roman_number(cx, number)?, number, number + 1, "number/congress")),
    }
}

fn whole(value: u64) -> Decimal {
    Decimal::whole(i128::from(value))
}

/// The number behind `thứ`.
fn place(cx: &Context<'_>, at: usize) -> Option<(u64, usize)> {
    const FIRST: [(Key, u64); 5] =
        [(Key::of("nhất"), 1), (Key::of("nhì"), 2), (Key::of("nhứt"), 1), (Key::of("tư"), 4), (Key::of("bét"), 0)];
    let token = cx.token(at);
    if let Some(value) = token.digits() {
        let code = cx.token(at + 1);
        let next = behind_all(cx, at + 1, value);
        let is_plain = token.span.len() <= 4 && !(code.is_glued() && code.kind.is_word());
        return (is_plain && (next > at + 1 || !is_part(cx, at))).then_some((value, next));
    }
    if let Some(value) = roman_number(cx, at) {
        return Some((value, at + 1));
    }
    if let Some(&(_, value)) = FIRST.iter().find(|(key, value)| token.key == *key && *value > 0) {
        return Some((value, at + 1));
    }
    let read = spoken(cx, at)?;
    let is_short = read.value > 0 && read.value < 1000;
    is_short.then_some((read.value as u64, read.next))
}

/// True where the digits go on (`thứ 2/3`).
fn is_part(cx: &Context<'_>, at: usize) -> bool {
    let (mark, after) = (cx.token(at + 1), cx.token(at + 2));
    mark.is_glued() && mark.kind == Kind::Mark && after.is_glued() && after.kind == Kind::Digits
}

/// A Roman number that is no letter: one letter only if it is I, V or X, and no initial (`khóa C.`).
fn roman_number(cx: &Context<'_>, at: usize) -> Option<u64> {
    let value = roman(cx, at).or_else(|| small_roman(cx, at))?;
    let after = cx.token(at + 1);
    let is_number = matches!(cx.word(at), "I" | "V" | "X") || cx.word(at).len() > 1;
    let touches = after.is_glued() && (after.kind.is_word() || after.kind == Kind::Digits);
    (is_number && !touches && value < 200).then_some(value)
}

/// `khóa xi`: small letters where nothing follows that they could belong to (`xi măng`).
fn small_roman(cx: &Context<'_>, at: usize) -> Option<u64> {
    let word = cx.word(at);
    let is_plain = word.len() > 1 && word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    if !is_plain || cx.token(at + 1).kind.is_word() {
        return None;
    }
    roman_value(&word.to_ascii_uppercase())
}

/// `thứ hai` is a weekday, too: where it is capitalized so (`thứ Hai`), where a date follows, and behind words of time.
fn is_weekday(lists: &Lists, cx: &Context<'_>, at: usize, value: u64, next: usize) -> bool {
    let number = cx.token(at + 1);
    if !(2..=7).contains(&value)
        || next != at + 2
        || number.kind == Kind::Upper
        || cx.is(at + 1, const { Key::of("nhì") })
    {
        return false;
    }
    if is_from_side(cx, next) || is_of_all(cx, next) {
        return false;
    }
    let before = cx.before(at);
    let head = cx.token(at);
    if number.kind == Kind::Capitalized && head.kind == Kind::Lower {
        return true;
    }
    let after = cx.token(next);
    let dated = cx.token(next + 1).kind == Kind::Digits && after.kind == Kind::Mark
        || after.kind == Kind::Digits
        || cx.is(next, const { Key::of("ngày") })
        || cx.is(next + 1, const { Key::of("ngày") })
        || cx.is(next, const { Key::of("tuần") })
        || cx.is(next, const { Key::of("hàng") })
        || cx.is(next, const { Key::of("hằng") });
    if dated {
        return true;
    }
    if head.kind == Kind::Capitalized {
        return !cx.is_mark(next, ',') && !cx.is_mark(next, ':') && !cx.is(next, const { Key::of("là") });
    }
    let counts_time =
        [const { Key::of("năm") }, const { Key::of("tháng") }, const { Key::of("tuần") }, const { Key::of("quý") }]
            .contains(&before.key);
    let follows = before.kind.is_word() || before.kind == Kind::Digits || before.is_mark('"') || before.is_mark('”');
    let is_counted = counts_time || follows && !before_weekday(lists, cx, at);
    !is_counted
}

/// `thứ ba thế giới`, `thứ 3 châu Á`, `thứ hai cả nước`: a place among all.
fn is_of_all(cx: &Context<'_>, next: usize) -> bool {
    const ALL: [[Key; 2]; 5] = [
        [Key::of("thế"), Key::of("giới")],
        [Key::of("châu"), Key::of("Á")],
        [Key::of("châu"), Key::of("Âu")],
        [Key::of("cả"), Key::of("nước")],
        [Key::of("toàn"), Key::of("quốc")],
    ];
    let is_region = cx.are(next, &[const { Key::of("Đông") }, const { Key::of("Nam") }, const { Key::of("Á") }]);
    !cx.token(next).starts_line() && (is_region || ALL.iter().any(|all| cx.are(next, all)))
}

/// `thứ ba từ trái sang`, `thứ hai từ dưới lên`: a place in a row.
fn is_from_side(cx: &Context<'_>, next: usize) -> bool {
    const SIDES: [Key; 6] =
        [Key::of("trái"), Key::of("phải"), Key::of("trên"), Key::of("dưới"), Key::of("trong"), Key::of("ngoài")];
    cx.is(next, const { Key::of("từ") }) && SIDES.contains(&cx.token(next + 1).key)
}

/// True behind words that want a day: `vào`, `sáng`, `từ`, `đến`, `hôm`.
fn before_weekday(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    const DAY: [Key; 14] = [
        Key::of("vào"),
        Key::of("từ"),
        Key::of("đến"),
        Key::of("tới"),
        Key::of("ngày"),
        Key::of("và"),
        Key::of("mỗi"),
        Key::of("hoặc"),
        Key::of("trừ"),
        Key::of("qua"),
        Key::of("nay"),
        Key::of("các"),
        Key::of("trước"),
        Key::of("sau"),
    ];
    const COURSE: Key = Key::of("khóa");
    let before = cx.before(at).key;
    DAY.contains(&before) || before != COURSE && cx.entry_ending(at, lists.tags.time_head).is_some()
}

/// `hạng 3`, `top 20`, `top 301-350`.
fn rank(cx: &Context<'_>, at: usize, number: usize) -> Option<Ordinal> {
    let digits = cx.token(number);
    let value = digits.digits().filter(|_| digits.span.len() <= 4)?;
    let dash = cx.token(number + 1);
    let second = cx.token(number + 2);
    let mut rank = Ordinal { value: whole(value), from: at, next: number + 1, to: None, rule: "number/rank" };
    if (dash.is_mark('-') || dash.is_mark('–')) && second.kind == Kind::Digits {
        rank.to = Some(whole(second.digits().filter(|&second| second > value)?));
        rank.next = number + 3;
    }
    rank.next = behind_all(cx, rank.next, value);
    let after = cx.token(rank.next);
    (!(after.is_glued() && (after.kind.is_word() || after.kind == Kind::Digits)) && !is_part(cx, rank.next - 1))
        .then_some(rank)
}

/// The token behind the number of all: `hạng 25/154`, `thứ 4/9`.
fn behind_all(cx: &Context<'_>, next: usize, value: u64) -> usize {
    let (slash, all) = (cx.token(next), cx.token(next + 1));
    let is_all = slash.is_mark('/') && slash.is_glued() && all.is_glued() && !is_part(cx, next + 1);
    if is_all && all.digits().is_some_and(|all| all > value && all > 3) { next + 2 } else { next }
}

fn term_digits(cx: &Context<'_>, at: usize) -> Option<u64> {
    let digits = cx.token(at);
    let value = digits.digits().filter(|_| digits.span.len() <= 2)?;
    let after = cx.token(at + 1);
    let is_code = after.is_glued() && (after.kind.is_word() || after.is_mark('-') || after.is_mark('/'));
    (!is_code && !is_part(cx, at)).then_some(value)
}

/// True where something is counted: a noun or a unit follows.
fn counts(lists: &Lists, cx: &Context<'_>, next: usize) -> bool {
    let tags = &lists.tags;
    [tags.noun, tags.unit, tags.currency, tags.time_unit].into_iter().any(|tag| lists.has(cx, next, tag))
}
