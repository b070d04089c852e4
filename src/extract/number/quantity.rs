//! One number with its unit.

use super::lists::Lists;
use super::place::joins_sides;
use crate::extract::Context;
use crate::numeral::{Amount, Decimal, Form, Style, Word, amount, word};
use crate::segment::{Key, Kind};
use crate::text::Span;

/// What a number is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub base: Base,
    /// What it is for: `lượng` of `đồng/lượng`.
    pub per: Option<Per>,
    /// What it is for, too: `tháng` of `đồng/người/tháng`.
    pub then: Option<Span>,
}

/// Row of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    Measure(u32),
    Currency(u32),
}

/// The lower part of a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Per {
    Measure(u32),
    Currency(u32),
    Words(Span),
}

/// A number with its unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quantity {
    pub value: Decimal,
    pub other: Option<Decimal>,
    pub exponent: u32,
    pub form: Form,
    pub style: Option<Style>,
    pub unit: Option<Unit>,
    /// First token: the sign, the prefixed currency or the number.
    pub from: usize,
    /// First token of the number itself.
    pub digits: usize,
    /// Token after the number itself.
    pub end: usize,
    /// Token after the unit.
    pub next: usize,
}

/// Where a number begins.
#[derive(Clone, Copy)]
pub(super) struct Start {
    /// First token: the sign, the prefixed currency or the number.
    pub from: usize,
    /// First token of the number itself.
    pub digits: usize,
    pub negative: bool,
    /// The currency before the number.
    pub currency: Option<u32>,
}

/// Reads the number at token `at` with the sign or currency before and the unit behind it. Says nothing about whether a
/// bare number is a fact; but digits that are part of a code (`5G`, `12A`) are not read.
pub(super) fn quantity(lists: &Lists, cx: &Context<'_>, at: usize) -> Option<Quantity> {
    let start = Start::read(lists, cx, at);
    with_unit(lists, cx, start, &amount(cx, start.digits)?)
}

impl Start {
    /// A number with nothing before it.
    pub fn plain(at: usize) -> Start {
        Start { from: at, digits: at, negative: false, currency: None }
    }

    /// A number that may have a currency or a sign before it.
    pub fn read(lists: &Lists, cx: &Context<'_>, at: usize) -> Start {
        if cx.token(at).kind == Kind::Digits || is_number_word(cx, at) {
            return Start::plain(at);
        }
        match lists.prefix_at(cx, at).filter(|&(_, next)| is_prefix(cx, next)) {
            Some((row, next)) => Start { digits: next, currency: Some(row), ..Start::plain(at) },
            None if is_sign(cx, at) => Start { digits: at + 1, negative: true, ..Start::plain(at) },
            None => Start::plain(at),
        }
    }
}

/// Adds the unit to a number that was read.
pub(super) fn with_unit(lists: &Lists, cx: &Context<'_>, start: Start, read: &Amount) -> Option<Quantity> {
    let mut quantity = Quantity {
        value: if start.negative { read.value.negated() } else { read.value },
        other: read.other,
        exponent: read.exponent,
        form: read.form,
        style: read.style,
        unit: start.currency.map(|row| Unit { base: Base::Currency(row), per: None, then: None }),
        from: start.from,
        digits: start.digits,
        end: read.next,
        next: read.next,
    };
    if start.currency.is_none() {
        take_unit(lists, cx, &mut quantity, read);
    }
    if let Some(unit) = &mut quantity.unit {
        quantity.next = rate(lists, cx, quantity.next, unit);
        add_cents(cx, &mut quantity);
    } else if is_karat(cx, &quantity) {
        return None;
    } else if let Some((unit, next)) = bare_rate(lists, cx, &quantity) {
        (quantity.unit, quantity.next) = (Some(unit), next);
    } else if is_code(cx, &quantity) && !joins_sides(lists, cx, quantity.next) {
        return None;
    }
    if quantity.other.is_some() {
        choose_reading(lists, &mut quantity);
    }
    Some(quantity)
}

/// A currency code stands before the number directly or behind one blank; a sign must not be a word of its own.
fn is_prefix(cx: &Context<'_>, next: usize) -> bool {
    cx.token(next).kind == Kind::Digits && !cx.token(next).starts_line()
}

/// `âm`, `trừ` at the beginning (elsewhere it is a verb), or a minus that touches the digits.
fn is_sign(cx: &Context<'_>, at: usize) -> bool {
    const MINUS: Key = Key::of("âm");
    const LESS: Key = Key::of("trừ");
    // `ký âm 42 bài`: sound, no sign.
    const SOUND: [Key; 6] =
        [Key::of("ký"), Key::of("ghi"), Key::of("thu"), Key::of("phát"), Key::of("lồng"), Key::of("thanh")];
    let key = cx.token(at).key;
    let is_sound = SOUND.contains(&cx.before(at).key);
    key == MINUS && !is_sound || key == LESS && at == 0 || is_minus(key)
}

/// True for the marks that may be a minus.
pub(super) fn is_minus(key: Key) -> bool {
    const MARKS: [Key; 3] = [Key::mark('-'), Key::mark('−'), Key::mark('–')];
    MARKS.contains(&key)
}

fn take_unit(lists: &Lists, cx: &Context<'_>, quantity: &mut Quantity, read: &Amount) {
    let next = read.next;
    if cx.token(next).starts_line() {
        return;
    }
    let is_grouped = read.form == Form::Separated && !read.value.is_below(Decimal::whole(1000));
    let is_large = || read.exponent >= 3 || is_grouped || !read.value.is_below(Decimal::whole(10_000));
    let Some((base, after)) = lists.unit_at(cx, next, is_large) else { return };
    let is_not = cx.is(read.next - 1, const { Key::of("không") })
        && next == quantity.digits + 1
        && !(quantity.from == 0 && after == cx.tokens.len());
    let is_letter = read.form == Form::Words && cx.token(next).kind.is_word() && cx.token(next).span.len() == 1;
    if is_not || is_letter || is_clock_letter(lists, cx, quantity, next) || cuts_word(cx, after) {
        return;
    }
    quantity.unit = Some(Unit { base, per: None, then: None });
    quantity.next = after;
    add_centimetres(cx, quantity, next);
    add_exponent(lists, cx, quantity);
    add_half(cx, quantity);
}

/// `8g` of `8g sáng` is eight o'clock in southern papers: a whole number up to 24 before a lone `g` is grams only where
/// a noun follows.
fn is_clock_letter(lists: &Lists, cx: &Context<'_>, quantity: &Quantity, unit: usize) -> bool {
    if cx.word(unit) != "g" {
        return false;
    }
    let after = cx.token(unit + 1);
    let is_hour = quantity.value.as_whole().is_some_and(|value| value <= 24);
    let is_dated = lists.has(cx, unit + 1, lists.tags.time_head) || lists.has(cx, unit + 1, lists.tags.time_unit);
    let is_timed = lists.has(cx, unit + 1, lists.tags.grammar) && AT.contains(&cx.before(quantity.from).key);
    after.kind == Kind::Digits && after.is_glued() || is_hour && (after.kind != Kind::Lower || is_dated || is_timed)
}

/// Words behind which a clock stands: `sau 15g như trước`, but not `nặng 15g như cũ`.
const AT: [Key; 5] = [Key::of("lúc"), Key::of("vào"), Key::of("sau"), Key::of("giấc"), Key::of("hồi")];

/// True where letters or digits go on behind the unit, so that it was not the whole word.
fn cuts_word(cx: &Context<'_>, after: usize) -> bool {
    let token = cx.token(after);
    let letters = token.kind.is_word() && cx.before(after).kind.is_word();
    token.is_glued() && (letters || token.kind == Kind::Digits && cx.word(after - 1) != "m")
}

/// `12,5m 2`: scrapers set the raised figure apart.
fn add_exponent(lists: &Lists, cx: &Context<'_>, quantity: &mut Quantity) {
    let at = quantity.next;
    let is_length = matches!(cx.word(at - 1), "m" | "km" | "cm" | "mm");
    let is_raised = matches!(cx.word(at), "2" | "3") && !cx.token(at).starts_line();
    let is_alone = !cx.token(at + 1).is_glued() || !(cx.is_mark(at + 1, '/') || cx.is_mark(at + 1, '-'));
    let counts = lists.noun(cx, at + 1).is_some() || lists.has(cx, at + 1, lists.tags.time_unit);
    if !is_length || !is_raised || !is_alone || counts {
        return;
    }
    let Some(row) = lists.measure_by_symbol(cx.word(at - 1), cx.word(at)) else { return };
    quantity.unit = Some(Unit { base: Base::Measure(row), per: None, then: None });
    quantity.next = at + 1;
}

/// `2 mét rưỡi`.
fn add_half(cx: &Context<'_>, quantity: &mut Quantity) {
    if word(cx.token(quantity.next).key) != Some(Word::Half) || quantity.exponent > 0 {
        return;
    }
    if let Some(value) = Decimal::parse("0.5").and_then(|half| quantity.value.plus(half)) {
        quantity.value = value;
        quantity.next += 1;
    }
}

/// `1m72`: metres and centimetres.
fn add_centimetres(cx: &Context<'_>, quantity: &mut Quantity, unit: usize) {
    let tail = cx.token(unit + 1);
    if cx.word(unit) != "m" || !tail.is_glued() || quantity.next != unit + 1 {
        return;
    }
    let Some(digits) = tail.digits().filter(|_| tail.span.len() <= 2) else { return };
    let tail = Decimal::from_digits(cx.word(unit + 1).bytes().map(|byte| byte - b'0'), tail.span.len());
    if let Some(value) =
        tail.and_then(|tail| quantity.value.plus(tail)).filter(|_| digits > 3 || tail_is_plain(cx, unit))
    {
        quantity.value = value;
        quantity.next = unit + 2;
    }
}

fn tail_is_plain(cx: &Context<'_>, unit: usize) -> bool {
    cx.word(unit + 1).len() == 2
}

/// `10 đô la 50 xu`: cents behind a currency; without their name in a line that holds nothing else.
fn add_cents(cx: &Context<'_>, quantity: &mut Quantity) {
    const CENTS: [Key; 4] = [Key::of("xu"), Key::of("cent"), Key::of("cents"), Key::of("xen")];
    if !matches!(quantity.unit, Some(Unit { base: Base::Currency(_), per: None, .. })) || quantity.form == Form::Scaled
    {
        return;
    }
    let start = quantity.next + usize::from(cx.is(quantity.next, const { Key::of("và") }));
    let Some(cents) = amount(cx, start).filter(|cents| cents.exponent == 0) else { return };
    let Some(whole) = cents.value.as_whole().filter(|&whole| (1..100).contains(&whole)) else { return };
    let is_named = CENTS.contains(&cx.token(cents.next).key);
    let fills_line = cx.token(quantity.from).starts_line() && cx.token(cents.next).starts_line();
    let is_price = fills_line && cx.word(start).len() == 2 && cents.form == Form::Plain;
    if (is_named || is_price)
        && let Some(sum) = Decimal::parse(&format!("0.{whole:02}")).and_then(|cents| quantity.value.plus(cents))
    {
        quantity.value = sum;
        quantity.next = cents.next + usize::from(is_named);
    }
}

/// Takes what the amount is for: `/kg`, `/lượng`, `/hồ sơ`, `mỗi kg`, `một pound`. Returns the token after it.
fn rate(lists: &Lists, cx: &Context<'_>, next: usize, unit: &mut Unit) -> usize {
    if cx.is_mark(next, '/') && !cx.token(next + 1).starts_line() {
        return slash_rate(lists, cx, next + 1, unit).map_or(next, |next| second_rate(lists, cx, next, unit));
    }
    let is_word = cx.is(next, const { Key::of("mỗi") }) || cx.is(next, const { Key::of("một") });
    if !is_word || !matches!(unit.base, Base::Currency(_)) {
        return next;
    }
    match lists.measure_at(cx, next + 1).filter(|&(row, _)| lists.measure(row).si.is_some() || is_ounce(lists, row)) {
        Some((row, after)) => {
            unit.per = Some(Per::Measure(row));
            after
        }
        None => next,
    }
}

/// `12 triệu/m2`, `500 nghìn/ngày`: a scale and what the amount is for make a price in đồng; but `200k/h` is a speed.
fn bare_rate(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> Option<(Unit, usize)> {
    let slash = quantity.next;
    let per = cx.token(slash + 1);
    let is_speed = per.key == const { Key::of("h") };
    if !cx.is_mark(slash, '/') || quantity.exponent < 3 || per.kind == Kind::Digits || per.starts_line() || is_speed {
        return None;
    }
    let mut unit = lists.dong()?;
    let next = slash_rate(lists, cx, slash + 1, &mut unit)?;
    // `300 triệu/cuộc đấu giá`: what follows the slash is no unit, but the beginning of a phrase.
    let is_unit = matches!(unit.per, Some(Per::Measure(_))) || lists.has(cx, slash + 1, lists.tags.time_unit);
    let goes_on = cx.token(next).kind == Kind::Lower && lists.may_be_counted(cx, next);
    if !is_unit && goes_on && !cx.token(next).starts_line() {
        return None;
    }
    let next = second_rate(lists, cx, next, &mut unit);
    Some((unit, next))
}

fn is_ounce(lists: &Lists, row: u32) -> bool {
    lists.measure(row).symbol == Some("oz")
}

fn slash_rate(lists: &Lists, cx: &Context<'_>, at: usize, unit: &mut Unit) -> Option<usize> {
    let percent = matches!(unit.base, Base::Measure(row) if lists.measure(row).symbol == Some("%"));
    if let Some((row, after)) = lists.measure_at(cx, at).filter(|&(_, after)| !cuts_word(cx, after)) {
        unit.per = Some(Per::Measure(row));
        return Some(after);
    }
    if let Some((row, after)) = lists.currency_at(cx, at, true) {
        unit.per = Some(Per::Currency(row));
        return Some(after);
    }
    let noun = cx.entry(at, lists.tags.noun).or_else(|| cx.entry(at, lists.tags.time_unit));
    let len = match noun {
        Some(hit) => hit.len as usize,
        None if cx.token(at).kind == Kind::Lower || gold_word(cx, at) => 1,
        None => return None,
    };
    if percent && noun.is_none() {
        return None;
    }
    unit.per = Some(Per::Words(cx.span(at, at + len)));
    Some(at + len)
}

/// `/tháng` of `đồng/người/tháng`. Returns the token after it.
fn second_rate(lists: &Lists, cx: &Context<'_>, next: usize, unit: &mut Unit) -> usize {
    if !cx.is_mark(next, '/') || !cx.token(next).is_glued() || cx.token(next + 1).starts_line() {
        return next;
    }
    let tags = &lists.tags;
    let hit = [tags.time_unit, tags.noun, tags.unit].into_iter().find_map(|tag| cx.entry(next + 1, tag));
    let Some(after) = hit.map(|hit| next + 1 + hit.len as usize).filter(|&after| !cuts_word(cx, after)) else {
        return next;
    };
    unit.then = Some(cx.span(next + 1, after));
    after
}

/// `lượng` and `chỉ` stand without `vàng` in a price.
fn gold_word(cx: &Context<'_>, at: usize) -> bool {
    matches!(cx.word(at), "CP" | "Lượng" | "SJC")
}

/// Letters that touch digits without a unit make a code: `5G`, `12A`, `2898-QĐ`.
fn is_code(cx: &Context<'_>, quantity: &Quantity) -> bool {
    let next = cx.token(quantity.next);
    if !next.is_glued() || cx.before(quantity.next).kind != Kind::Digits {
        return false;
    }
    let after = cx.token(quantity.next + 1);
    let is_masked = next.is_mark('.') && after.is_glued() && is_mask(cx, quantity.next + 1);
    next.kind.is_word()
        || is_masked
        || (next.is_mark('-') || next.is_mark('/')) && after.is_glued() && after.kind.is_capital()
        || next.is_mark('@')
        || matches!(cx.word(quantity.next), "'" | "’" | "′")
        || next.is_mark(':') && after.is_glued() && after.kind == Kind::Digits
}

/// `vàng 18K`: the purity of gold, no thousands.
fn is_karat(cx: &Context<'_>, quantity: &Quantity) -> bool {
    const GOLD: Key = Key::of("vàng");
    let is_purity = matches!(cx.token(quantity.digits).digits(), Some(9 | 10 | 14 | 18 | 22 | 24));
    is_purity && cx.word(quantity.digits + 1).eq_ignore_ascii_case("k") && cx.before(quantity.from).key == GOLD
}

/// True for letters that hide digits: `xxx`.
fn is_mask(cx: &Context<'_>, at: usize) -> bool {
    let word = cx.word(at);
    word.len() > 1 && word.bytes().all(|byte| byte.eq_ignore_ascii_case(&b'x'))
}

/// Chooses between the Vietnamese and the English reading by what is counted.
fn choose_reading(lists: &Lists, quantity: &mut Quantity) {
    let Some(other) = quantity.other else { return };
    let english = match quantity.unit.map(|unit| unit.base) {
        Some(Base::Currency(_)) => quantity.exponent == 0 && other.places() == 0,
        Some(Base::Measure(row)) => {
            let symbol = lists.measure(row).symbol;
            let parts = symbol == Some("%") && other.places() > 0;
            let whole = matches!(symbol, Some("vòng/phút" | "mAh" | "pixel" | "W" | "tuổi")) && other.places() == 0;
            (parts || whole) && quantity.exponent == 0
        }
        None => false,
    };
    if english {
        quantity.other = Some(quantity.value);
        quantity.value = other;
    }
}

impl Quantity {
    /// Takes the English reading where a thing is counted (`1,200 người`), which has no decimals.
    pub fn read_as_count(&mut self) {
        if let Some(other) = self.other.filter(|other| other.places() == 0 && self.exponent == 0) {
            self.other = Some(self.value);
            self.value = other;
        }
    }

    /// True for one word or one run of digits.
    pub fn is_single(&self) -> bool {
        self.end == self.digits + 1
    }
}

/// True where token `at` is a number word.
pub(super) fn is_number_word(cx: &Context<'_>, at: usize) -> bool {
    word(cx.token(at).key).is_some()
}
