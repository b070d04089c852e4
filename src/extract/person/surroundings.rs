//! What stands right before and right after a name: birth, verbs, places, lists, addresses.

use super::lists::{HeadKind, Lists, WordKind};
use super::names::{self, Shape};
use super::org;
use super::syllable::is_syllable;
use super::titles;
use crate::extract::Context;
use crate::segment::{Key, Kind};

const TUOI: Key = Key::of("tuổi");
const SINH: Key = Key::of("sinh");
const SN: Key = Key::of("SN");
const NAM: Key = Key::of("năm");

/// What stands after a name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Right {
    /// Age in years.
    pub age: Option<u16>,
    /// Year of birth.
    pub born: Option<u16>,
    /// How much it speaks for a person.
    pub score: i32,
}

/// Reads the words after the name that ends before token `to`. Organisations say things, too: their verbs count little
/// for a name that is like a firm's.
pub(super) fn right(lists: &Lists, cx: &Context<'_>, to: usize, is_like_firm: bool) -> Right {
    let mut right = Right::default();
    let mut at = to;
    if cx.is_mark(at, '(') {
        (right.age, right.born) = birth(cx, at + 1 + sex(cx, at + 1));
        let close = (at + 1..at + 30).find(|&at| cx.is_mark(at, ')'));
        at = close.map_or(at, |close| close + 1);
    } else if cx.is_mark(at, ',') || cx.token(at).kind == Kind::Digits || cx.is(at, SINH) {
        let at = at + usize::from(cx.is_mark(at, ','));
        (right.age, right.born) = birth(cx, at + sex(cx, at));
    }
    if right.age.is_some() || right.born.is_some() {
        right.score += if cx.token(to).kind == Kind::Digits { 2 } else { 5 };
    }
    right.score += verb(lists, cx, at, is_like_firm) + if answers(cx, to) { 3 } else { 0 };
    right
}

/// True for a colon behind a name and what that one says of himself, in one line: `Trần Vy: Năm 2015 tôi lọt vào chung kết`.
fn answers(cx: &Context<'_>, to: usize) -> bool {
    const MOST: usize = 10;
    const SELF: &[Key] = &[Key::of("tôi"), Key::of("mình"), Key::of("chúng")];
    cx.is_mark(to, ':')
        && !cx.token(to).starts_line()
        && (to + 1..to + MOST).take_while(|&at| !cx.token(at).starts_line()).any(|at| SELF.contains(&cx.token(at).key))
}

/// Number of tokens of `nam,` or `nữ,` before an age.
fn sex(cx: &Context<'_>, at: usize) -> usize {
    const SEXES: &[Key] = &[Key::of("nam"), Key::of("nữ")];
    if SEXES.contains(&cx.token(at).key) && cx.is_mark(at + 1, ',') { 2 } else { 0 }
}

/// Age and year of birth at a token: `45 tuổi`, `SN 1989`, `sinh năm 1962`.
fn birth(cx: &Context<'_>, at: usize) -> (Option<u16>, Option<u16>) {
    let number = |at: usize| cx.token(at).digits().filter(|_| cx.token(at).kind == Kind::Digits);
    if let Some(age) = number(at).filter(|&age| (1..130).contains(&age)) {
        return (cx.is(at + 1, TUOI).then_some(age as u16), None);
    }
    let mut next = at;
    if !cx.is(next, SINH) && !cx.is(next, SN) {
        return (None, None);
    }
    next += 1;
    next += usize::from(cx.is(next, NAM) || cx.is_mark(next, '.') || cx.is_mark(next, ':'));
    let year = number(next).filter(|year| (1700..2100).contains(year));
    (None, year.map(|year| year as u16))
}

/// What a verb is worth that only persons have.
const HUMAN: i32 = 4;

/// How much the verb at a token speaks for a person before it.
pub(super) fn verb(lists: &Lists, cx: &Context<'_>, at: usize, is_like_firm: bool) -> i32 {
    if cx.token(at).starts_line() || cx.token(at).kind != Kind::Lower {
        return 0;
    }
    if !lists.may_be_verb(cx, at) && !lists.may_be_verb(cx, at + 1) {
        return 0;
    }
    let is = |kind| (at..at + 2).any(|at| cx.token(at).kind == Kind::Lower && lists.word(cx, at, kind).is_some());
    match () {
        _ if is_human(lists, cx, at) => HUMAN,
        _ if is(WordKind::Say) || (!is_like_firm && is(WordKind::State)) => 3,
        _ => i32::from(lists.word(cx, at, WordKind::Act).is_some()),
    }
}

/// True for what only a person does or is, behind `đã`, `không còn` and the like: `từng theo học`, `bật khóc`.
fn is_human(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    const MOST: usize = 3;
    let is = |at: usize, kind| cx.token(at).kind == Kind::Lower && lists.word(cx, at, kind).is_some();
    let head = (at..at + MOST).find(|&at| !is(at, WordKind::Aux)).unwrap_or(at + MOST);
    !cx.token(head).starts_line() && is(head, WordKind::Human)
}

/// What a head word or a preposition right before the name says. Clear foreign names stand after numbers, too:
/// `UFC 219 Holly Holm`.
pub(super) fn head_before(
    lists: &Lists,
    cx: &Context<'_>,
    from: usize,
    count: usize,
    shape: Shape,
    is_clear: bool,
) -> i32 {
    if cx.token(from).starts_line() {
        return 0;
    }
    // An office that stands alone takes no full name: `Ủy ban … của Quốc hội Phan Thanh Bình`.
    let full = shape == Shape::Full && count > 2 && lists.is_common_surname(cx, from);
    let headed = lists.head_ending(cx, from).is_some_and(|(_, kind)| !full || kind != HeadKind::Office);
    if headed
        || is_listed(lists, cx, from)
        || shares_head(lists, cx, from)
        || org::ends_firm(lists, cx, from)
        || is_quoted_thing(lists, cx, from)
    {
        return -9;
    }
    let counted = shape != Shape::Initials && !is_clear && !is_clock(cx, from - 1) && !is_amount(cx, from - 1);
    if counted && cx.before(from).digits().is_some_and(|number| number < 1900) {
        return if is_address(cx, from - 1) { -12 } else { -6 };
    }
    const AT: &[Key] = &[Key::of("ở"), Key::of("tại"), Key::of("từ"), Key::of("đến"), Key::of("sang"), Key::of("về")];
    match AT.contains(&cx.before(from).key) {
        true if count < 3 && !is_clear => -3,
        true => -1,
        false => 0,
    }
}

/// True after the word for a thing and a quote: `nhãn hiệu “Bảo Xuân”`.
fn is_quoted_thing(lists: &Lists, cx: &Context<'_>, from: usize) -> bool {
    const QUOTES: &[char] = &['"', '“', '‘', '\'', '«'];
    let quoted = from > 1 && QUOTES.iter().any(|&mark| cx.is_mark(from - 1, mark));
    let thing = |(start, kind)| kind == HeadKind::Thing && lists.word(cx, start, WordKind::Alias).is_none();
    quoted && lists.head_ending(cx, from - 1).is_some_and(thing)
}

/// True for the minutes of a time: `16:15 Quốc Hoàng ghi bàn`.
fn is_clock(cx: &Context<'_>, minutes: usize) -> bool {
    let touches = minutes > 1 && cx.is_mark(minutes - 1, ':') && cx.token(minutes).is_glued();
    touches && cx.token(minutes - 1).is_glued() && cx.token(minutes - 2).kind == Kind::Digits
}

/// True for the end of a sum in a list of gifts: `500,000 Nguyễn Duy Linh`.
fn is_amount(cx: &Context<'_>, number: usize) -> bool {
    let grouped =
        cx.token(number).is_glued() && number > 0 && [',', '.'].iter().any(|&mark| cx.is_mark(number - 1, mark));
    grouped && cx.word(number) == "000"
}

/// True where the number at a token is that of a house: `số 12`, `446-448`, `15/3`.
fn is_address(cx: &Context<'_>, number: usize) -> bool {
    let before = cx.before(number);
    before.is(const { Key::of("số") }) || before.is_mark('-') || before.is_mark('/') || before.is_mark(':')
}

/// True where the run is one of several names of roads and places: `các phố Tràng Tiền, Đinh Lễ`, `ngã tư A - B`.
fn shares_head(lists: &Lists, cx: &Context<'_>, from: usize) -> bool {
    const MOST: usize = 6;
    let mut at = from;
    for _ in 0..MOST {
        let Some(before) = name_before(cx, at) else { return false };
        at = before;
        if is_listed(lists, cx, at) {
            return true;
        }
        if let Some((_, kind)) = lists.head_ending(cx, at) {
            // `các Phó Chủ tịch UBND tỉnh Tạ Thu Lộc, Nông Đình Vạn`
            return kind == HeadKind::Place && titles::before(lists, cx, at).titles.is_empty();
        }
    }
    false
}

/// True for the first name after a colon and the word for places: `các huyện: Hương Khê, Vũ Quang`.
fn is_listed(lists: &Lists, cx: &Context<'_>, from: usize) -> bool {
    const MANY: &[Key] = &[Key::of("các"), Key::of("những")];
    let small = from > 1 && cx.is_mark(from - 1, ':') && cx.token(from - 2).kind == Kind::Lower;
    let many = |(head, kind)| kind == HeadKind::Place && MANY.contains(&cx.before(head).key);
    small && lists.head_ending(cx, from - 1).is_some_and(many)
}

/// Start of the capitals that a dash, a comma or `và` joins to those at a token.
fn name_before(cx: &Context<'_>, at: usize) -> Option<usize> {
    const AND: Key = Key::of("và");
    const LONGEST: usize = 5;
    if at < 2 || cx.token(at).starts_line() {
        return None;
    }
    let joint = at - 1;
    if !is_dash(cx, joint) && !cx.is_mark(joint, ',') && !cx.is(joint, AND) {
        return None;
    }
    let mut start = joint;
    while start > 0 && cx.token(start - 1).kind.is_capital() && joint - start < LONGEST {
        start -= 1;
    }
    (start < joint).then_some(start)
}

/// True after a place and a comma, as the parts of an address are; `Tuấn Anh, Công Phượng` are two persons.
pub(super) fn follows_place(lists: &Lists, cx: &Context<'_>, from: usize) -> bool {
    if from < 2 || !cx.is_mark(from - 1, ',') {
        return false;
    }
    let Some(place) = lists.place_ending(cx, from - 1) else { return false };
    const OFTEN: u32 = 5;
    let is_middle = |at| lists.syllable(cx, at).is_some_and(|counts| counts.middle + counts.last > OFTEN);
    let is_name = cx.before(place).kind == Kind::Capitalized && !cx.token(place).starts_line() && is_middle(place - 1);
    !is_name || lists.head_ending(cx, place).is_some() || names::is_opener(lists, cx, place - 1)
}

/// True for the letter of a ward or district and its name: `P.Bến Nghé`, `H. Nam Đông`, but not `P. Torres`.
pub(super) fn is_district(cx: &Context<'_>, from: usize, to: usize) -> bool {
    const LETTERS: &[Key] = &[Key::of("P"), Key::of("Q"), Key::of("H"), Key::of("X")];
    let name = || (from + 2..to).map(|at| cx.token(at));
    LETTERS.contains(&cx.token(from).key)
        && cx.is_mark(from + 1, '.')
        && name().count() > 1
        && name().all(|token| token.kind == Kind::Capitalized && is_syllable(token.key))
}

/// True for a street between the number of a house, or a preposition, and the district: `số 6, Thái Văn Lung, phường 2`.
pub(super) fn is_street(lists: &Lists, cx: &Context<'_>, from: usize, to: usize) -> bool {
    const AT: &[Key] = &[Key::of("ở"), Key::of("tại"), Key::of("ngụ"), Key::of("đường")];
    let housed = AT.contains(&cx.before(from).key)
        || (from > 1 && cx.is_mark(from - 1, ',') && cx.token(from - 2).kind == Kind::Digits);
    let is_district = || lists.head(cx, to + 1).is_some_and(|(_, kind)| kind == HeadKind::Place);
    housed && cx.is_mark(to, ',') && (is_district() || is_short_district(cx, to + 1))
}

/// True for `P.4`, `Q.10`, `Q.Phú Nhuận`.
fn is_short_district(cx: &Context<'_>, at: usize) -> bool {
    const LETTERS: &[Key] = &[Key::of("P"), Key::of("Q"), Key::of("H"), Key::of("TP")];
    LETTERS.contains(&cx.token(at).key) && cx.is_mark(at + 1, '.') && cx.token(at + 1).is_glued()
}

/// True for the first place of an address: `(An Dương, Hải Phòng)`.
pub(super) fn is_home(lists: &Lists, cx: &Context<'_>, from: usize, to: usize) -> bool {
    let before = cx.before(from);
    let opens = before.is_mark('(') || before.is_mark(',');
    opens
        && cx.is_mark(to, ',')
        && lists
            .place(cx, to + 1, usize::MAX)
            .is_some_and(|(end, _)| !cx.token(end).kind.is_capital() && !lists.is_known(cx, to + 1, end))
}

/// True for a given name in a row of names that begins like a form of address or a title: `Ngọc Anh - Anh Tuấn - Đức
/// Hiệp`, `Văn Phong, Anh Hùng, Văn Phú`.
pub(super) fn is_given_in_row(cx: &Context<'_>, at: usize) -> bool {
    const NAMES: &[Key] = &[Key::of("Anh"), Key::of("Bảo")];
    let is_joint = |at: usize| is_dash(cx, at) || cx.is_mark(at, ',');
    let is_name = |at: usize| cx.token(at).kind == Kind::Capitalized && !cx.token(at).starts_line();
    at > 2
        && NAMES.contains(&cx.token(at).key)
        && is_joint(at - 1)
        && is_joint(at + 2)
        && is_name(at + 1)
        && (cx.token(at - 2).kind, cx.token(at - 3).kind) == (Kind::Capitalized, Kind::Capitalized)
        && is_name(at + 3)
}

pub(super) fn is_dash(cx: &Context<'_>, at: usize) -> bool {
    cx.is_mark(at, '-') || cx.is_mark(at, '–')
}

/// True where a dash and another bare name follow, as between two streets.
pub(super) fn is_route(lists: &Lists, cx: &Context<'_>, to: usize) -> bool {
    if !is_dash(cx, to) || !cx.token(to + 1).kind.is_capital() || cx.token(to + 1).starts_line() {
        return false;
    }
    lists.title(cx, to + 1, usize::MAX).is_none() && lists.honorific(cx, to + 1).is_none()
}
