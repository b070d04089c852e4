//! Decides a run of capitalised words by all that speaks for and against a person.

use super::credit;
use super::lists::{HeadKind, Lists, PlaceKind, TitleKind, WordKind};
use super::names::{self, Form, Part, Run, Shape};
use super::titles::{self, Left, TitleAt};
use super::{Seen, apposition, org, split};
use crate::extract::{Context, Finding};
use crate::segment::{Key, Kind};

/// A candidate with this score is a person by itself.
pub(super) const SURE: i32 = 3;
/// A candidate with this score is a person even where the article uses the same words for a place.
pub(super) const STRONG: i32 = 5;
/// A candidate with this score is one if the article says so elsewhere.
const WEAK: i32 = -14;

const TUOI: Key = Key::of("tuổi");
const SINH: Key = Key::of("sinh");
const SN: Key = Key::of("SN");
const NAM: Key = Key::of("năm");

/// What stands to the right of a name.
#[derive(Clone, Copy, Debug, Default)]
struct Right {
    age: Option<u16>,
    born: Option<u16>,
    score: i32,
}

/// Judges the run at token `at`; returns the token after it.
pub(super) fn judge(lists: &Lists, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Seen>) -> usize {
    let run = Run::read(lists, cx, at);
    if cx.token(at).is_glued() && matches!(cx.before(at).kind, Kind::Digits) {
        return run.end();
    }
    if is_headline(cx, &run) {
        return headline_end(cx, run.end());
    }
    let Some(first) = peel(lists, cx, &run) else { return run.end() };
    let parts = &run.parts()[first..];
    let cut = split::cut(lists, cx, parts);
    let end = parts.len() - usize::from(credit::runs_into_sentence(cx, &parts[cut..]));
    propose(lists, cx, &parts[cut..end], finding);
    run.end()
}

/// True for a run of words in capitals that is too long for a name.
fn is_headline(cx: &Context<'_>, run: &Run) -> bool {
    let long = |part: &&Part| cx.token(part.from).kind == Kind::Upper && cx.token(part.from).span.len() > 1;
    run.parts().len() > 5 && run.parts().iter().filter(long).count() > 5
}

fn headline_end(cx: &Context<'_>, from: usize) -> usize {
    let mut at = from;
    while cx.token(at).kind.is_capital() && !cx.token(at).starts_line() {
        at += 1;
    }
    at
}

/// Index of the part that the name may begin with, after titles, forms of address, places and words that open the
/// sentence; `None` where the run is no name.
fn peel(lists: &Lists, cx: &Context<'_>, run: &Run) -> Option<usize> {
    let parts = run.parts();
    let native = parts.len() == 2 && parts.iter().all(|part| part.form == Form::Syllable);
    let known = lists.false_friend(cx, parts[0].from).is_some();
    if native && !known && credit::is_author(cx, parts[0].from, run.end()) {
        return Some(0);
    }
    let mut first = overlap(lists, cx, run);
    if lists.false_friend(cx, parts[0].from).is_some_and(|(end, doubtful)| end == run.end() && !doubtful)
        && parts.len() > 1
        && starts_sentence(cx, parts[0].from)
    {
        return None;
    }
    if starts_sentence(cx, parts[0].from) && names::is_opener(lists, cx, parts[0].from) {
        first = 1;
    }
    while first < parts.len() {
        let at = parts[first].from;
        let Some(end) = peeled(lists, cx, run, first) else { return Some(first) };
        debug_assert!(end > at);
        first = if end >= run.end() { return None } else { run.part_at(end) };
    }
    None
}

/// Number of parts that end a place which begins before the run: `Âu` of `châu Âu`.
fn overlap(lists: &Lists, cx: &Context<'_>, run: &Run) -> usize {
    let at = run.parts()[0].from;
    let before = (at.saturating_sub(2)..at).filter(|&start| cx.token(start).kind == Kind::Lower);
    let end = before.filter_map(|start| lists.place(cx, start, run.end())).map(|(end, _)| end).max();
    end.filter(|&end| end > at).map_or(0, |end| run.part_at(end))
}

/// End of what is no part of the name at part `first`; `usize::MAX` where the whole run is none.
fn peeled(lists: &Lists, cx: &Context<'_>, run: &Run, first: usize) -> Option<usize> {
    let at = run.parts()[first].from;
    let token = cx.token(at);
    let addressed = lists.honorific(cx, at).is_some();
    if lists.false_friend(cx, at).is_some_and(|(end, _)| end > run.end() || (addressed && end > at + 1)) {
        return Some(usize::MAX);
    }
    if lists.place(cx, at, usize::MAX).is_some_and(|(end, _)| end > run.end()) {
        return Some(usize::MAX);
    }
    if let Some((end, _)) = lists.title(cx, at, usize::MAX) {
        if end > run.end()
            || end > at + 1
            || is_short(cx, at)
            || (first == 0 && !is_surname(lists, cx, at) && starts_sentence(cx, at))
        {
            return Some(end);
        }
    }
    if let Some(end) = lists.honorific(cx, at) {
        let opens = first == 0 && starts_sentence(cx, at) && !is_short(cx, at);
        if end > run.end() || (opens && end < run.end()) || (opens && cx.token(end).kind == Kind::Lower) {
            return Some(end);
        }
    }
    if let Some((end, kind)) = lists.head(cx, at) {
        let crosses = end > run.end() || (end > at + 1 && kind != HeadKind::Thing);
        let bare = end == run.end() && lists.honorific_ending(cx, at).is_none();
        if bare || (first == 0 && starts_sentence(cx, at) && !is_surname(lists, cx, at)) {
            return Some(end);
        }
        let named = run.parts().len() == 2 && is_given(lists, cx, run.parts()[1].from) && !starts_sentence(cx, at);
        if named && end == at + 1 && lists.title_ending(cx, at).is_none() {
            return None;
        }
        let of_title = kind == HeadKind::Place
            && !is_surname(lists, cx, at)
            && lists.title_ending(cx, at).is_some()
            && end < run.end();
        if crosses
            || of_title
            || is_short(cx, at)
            || (end < run.end() && token.kind == Kind::Capitalized && kind.is_org() && !is_surname(lists, cx, at))
        {
            return Some(end);
        }
    }
    if let Some(end) = lists.word(cx, at, WordKind::Field) {
        let follows = lists.head_ending(cx, at).is_some() || lists.title_ending(cx, at).is_some();
        if end > run.end() || (end > at + 1 && follows) {
            return Some(end);
        }
    }
    place_before_name(lists, cx, run, first)
}

fn is_surname(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    lists.surname(cx, at).is_some_and(|(_, weight)| weight > 1)
}

fn is_given(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    lists.syllable(cx, at).is_some_and(|counts| counts.last > 1)
}

fn is_short(cx: &Context<'_>, at: usize) -> bool {
    matches!(cx.token(at).kind, Kind::Upper | Kind::Mixed) && cx.token(at).span.len() > 1
}

/// End of a place that stands before a full name: `Hà Nội Ngô Thị Thanh Hằng`, `Mỹ Donald Trump`.
fn place_before_name(lists: &Lists, cx: &Context<'_>, run: &Run, first: usize) -> Option<usize> {
    let parts = run.parts();
    let (end, kind) = lists.place(cx, parts[first].from, run.end())?;
    if end == run.end() {
        return None;
    }
    let next = run.part_at(end);
    let (score, shape) = names::score(lists, cx, &parts[next..])?;
    let at = parts[first].from;
    let titled = at > 0
        && (lists.title_ending(cx, at).is_some()
            || lists.head_ending(cx, at).is_some()
            || (lists.word(cx, at - 1, WordKind::Org).is_some() && cx.token(at - 1).kind == Kind::Lower));
    let titled = titled || end > at + 1;
    let ok = match kind {
        _ if shape == Shape::Given => false,
        PlaceKind::Country => titled && (parts.len() - next > 1 || parts[next].form == Form::Foreign),
        _ => score >= 2,
    };
    (ok || (score >= 5 && next > first + 1)).then_some(end)
}

/// True where a token opens a sentence.
pub(super) fn starts_sentence(cx: &Context<'_>, at: usize) -> bool {
    let (token, before) = (cx.token(at), cx.before(at));
    token.starts_line() || at == 0 || (before.kind == Kind::Mark && !before.is_mark(',') && !before.is_mark('&'))
}

/// Scores the parts as a name in their place and proposes them.
fn propose(lists: &Lists, cx: &Context<'_>, parts: &[Part], finding: &mut Finding<'_, Seen>) {
    let Some((score, shape)) = names::score(lists, cx, parts) else { return };
    let (from, to) = (parts[0].from, parts[parts.len() - 1].to);
    let left = titles::before(lists, cx, from);
    let credit = credit::credit(lists, cx, from, to, shape);
    let mut score = score;
    let mut rule = rule_of(shape);
    let backed = left_score(lists, cx, &left, from, to, shape);
    score += backed;
    if credit.is_some() {
        (score, rule) = (score + 6, "person/credit");
    } else if backed >= 5 {
        rule = if left.titles.is_empty() && !left.status { "person/honorific" } else { "person/titled" };
    } else if backed > 0 && !left.titles.is_empty() {
        rule = "person/titled";
    }
    let right = right(lists, cx, to, shape == Shape::Foreign && parts.len() == 1);
    score += right.score;
    let after = if score >= -3 && credit.is_none() { apposition::after(lists, cx, to) } else { Vec::new() };
    score += if after.is_empty() { 0 } else { 4 };
    score += if credit.is_some() { 0 } else { against(lists, cx, parts, &left, shape) };
    score += place_in_sentence(lists, cx, parts, &left, shape);
    if score < WEAK {
        return;
    }
    let many = is_many(cx, &left);
    let placed = left.from == from && head_before(lists, cx, from, parts.len(), shape) < -5;
    let titles: Vec<TitleAt> = left.titles.into_iter().chain(after).collect();
    let honorific = left.honorific;
    let seen =
        Seen { from, to, shape, score, honorific, titles, age: right.age, born: right.born, credit, placed, many };
    finding.push(cx.span(from, to), rule, seen);
}

/// True where the words before a name say that several follow.
fn is_many(cx: &Context<'_>, left: &Left) -> bool {
    const MANY: &[Key] = &[Key::of("các"), Key::of("hai"), Key::of("ba"), Key::of("bốn"), Key::of("những")];
    let counted = !left.titles.is_empty() && MANY.contains(&cx.before(left.from).key);
    counted || left.honorific.is_some_and(|(_, honorific)| honorific.many)
}

fn rule_of(shape: Shape) -> &'static str {
    match shape {
        Shape::Full => "person/surname",
        Shape::Given => "person/given",
        Shape::Foreign => "person/foreign",
        Shape::Initials => "person/initials",
    }
}

/// What the words before say.
fn left_score(lists: &Lists, cx: &Context<'_>, left: &Left, from: usize, to: usize, shape: Shape) -> i32 {
    let single = to - from == 1;
    if let Some((at, _)) = left.honorific {
        // "cô gái Việt" may be a people or a place, "cô Việt" is a name.
        return if from - at > 1 && shape == Shape::Given { 4 } else { 7 };
    }
    let direct = left.titles.last().is_some_and(|title| title.org == title.to);
    let backed = direct || left.status;
    if !backed && left.titles.is_empty() {
        return 0;
    }
    let kind = kind_of_last(lists, cx, left, from);
    if left.status && shape == Shape::Foreign && is_named(cx, from) {
        return 0;
    }
    let whole_place = lists.place(cx, from, to).is_some_and(|(end, _)| end == to);
    let takes_place = matches!(kind, None | Some(TitleKind::Office | TitleKind::Fixed | TitleKind::Crowd));
    if whole_place && (takes_place || !single) {
        return 0;
    }
    let letter = single && shape == Shape::Initials;
    if letter && kind == Some(TitleKind::Office) {
        return 0;
    }
    let open = kind == Some(TitleKind::Crowd) || left.public || (direct && lists.head_ending(cx, from).is_some());
    if open && single && kind != Some(TitleKind::Crowd) && !left.public && shape == Shape::Given {
        return 0;
    }
    if open && shape != Shape::Initials && (shape != Shape::Full || to - from < 3) {
        return 3;
    }
    if single && shape == Shape::Given {
        return lone_score(lists, cx, from, kind == Some(TitleKind::Office), backed);
    }
    if kind == Some(TitleKind::Office) && shape == Shape::Foreign && lists.foreign(cx, from).is_none() {
        return 3;
    }
    if backed { 6 } else { 4 }
}

/// True after `tên` and `tên là`, which things have, too.
fn is_named(cx: &Context<'_>, from: usize) -> bool {
    const NAME: Key = Key::of("tên");
    from > 1 && (cx.is(from - 1, NAME) || cx.is(from - 2, NAME))
}

/// What a title says of a lone syllable: "Bộ trưởng Sơn", but not "Chủ tịch Hội".
fn lone_score(lists: &Lists, cx: &Context<'_>, from: usize, office: bool, backed: bool) -> i32 {
    let next = cx.token(from + 1);
    let runs_on = next.kind.is_word() && !next.starts_line() && verb(lists, cx, from + 1, false) == 0;
    let doubtful = lists.false_friend(cx, from).is_some() || cx.is_mark(from - 1, ':');
    if !backed || lists.is_compound(cx, from) || (office && runs_on) || doubtful {
        return 0;
    }
    let known = lists.syllable(cx, from).is_some_and(|counts| counts.last > 0 || counts.alone > 1);
    let follows = next.kind == Kind::Lower && lists.word(cx, from + 1, WordKind::Org).is_some();
    match (known, follows) {
        (true, _) => 6,
        (false, false) => 7,
        (false, true) => 0,
    }
}

/// Kind of the title next to the name.
fn kind_of_last(lists: &Lists, cx: &Context<'_>, left: &Left, from: usize) -> Option<TitleKind> {
    let title = left.titles.last()?;
    lists.title(cx, title.role, from).map(|(_, kind)| kind)
}

/// What the words after say.
fn right(lists: &Lists, cx: &Context<'_>, to: usize, is_like_firm: bool) -> Right {
    let mut right = Right::default();
    let mut at = to;
    if cx.is_mark(at, '(') {
        (right.age, right.born) = birth(cx, at + 1);
        let close = (at + 1..at + 30).find(|&at| cx.is_mark(at, ')'));
        at = close.map_or(at, |close| close + 1);
    } else if cx.is_mark(at, ',') || cx.token(at).kind == Kind::Digits || cx.is(at, SINH) {
        (right.age, right.born) = birth(cx, if cx.is_mark(at, ',') { at + 1 } else { at });
    }
    let bare = cx.token(to).kind == Kind::Digits;
    if right.age.is_some() || right.born.is_some() {
        right.score += if bare { 2 } else { 5 };
    }
    right.score += verb(lists, cx, at, is_like_firm);
    right
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

/// How much the verb at a token speaks for a person before it.
fn verb(lists: &Lists, cx: &Context<'_>, at: usize, is_like_firm: bool) -> i32 {
    if cx.token(at).starts_line() || cx.token(at).kind != Kind::Lower {
        return 0;
    }
    let is = |kind| (at..at + 2).any(|at| cx.token(at).kind == Kind::Lower && lists.word(cx, at, kind).is_some());
    if is(WordKind::Say) || (!is_like_firm && is(WordKind::State)) {
        3
    } else {
        i32::from(lists.word(cx, at, WordKind::Act).is_some())
    }
}

/// What speaks against a person.
fn against(lists: &Lists, cx: &Context<'_>, parts: &[Part], left: &Left, shape: Shape) -> i32 {
    let (from, to) = (parts[0].from, parts[parts.len() - 1].to);
    let mut score = 0;
    let place = lists.place(cx, from, to);
    if place.is_some_and(|(end, _)| end == to) {
        score -= if left.honorific.is_some_and(|(at, _)| from - at == 1) { 3 } else { 9 };
    } else if place.is_some() && parts.len() > 1 && shape != Shape::Full {
        score -= 3;
    }
    if let Some((_, doubtful)) = lists.false_friend(cx, from).filter(|&(end, _)| end >= to && left.honorific.is_none())
    {
        score -= if doubtful { 3 } else { 9 };
    }
    if left.from == from {
        score += head_before(lists, cx, from, parts.len(), shape);
    } else if left.honorific.is_none() && left.titles.last().is_some_and(|title| title.org < title.to) {
        let full = shape == Shape::Full && parts.len() > 2;
        let headed = lists.head_ending(cx, from).is_some_and(|(_, kind)| kind != HeadKind::Office);
        let takes = headed || org::ends_firm(lists, cx, from);
        score -= if takes && !full { 12 } else { 0 };
    }
    score + neighbours(lists, cx, parts, left, shape)
}

/// A lone syllable is worth more inside a sentence than at its start, where every word has a capital.
fn place_in_sentence(lists: &Lists, cx: &Context<'_>, parts: &[Part], left: &Left, shape: Shape) -> i32 {
    let [part] = parts else { return 0 };
    if shape != Shape::Given || left.from != part.from {
        return 0;
    }
    let Some(counts) = lists.syllable(cx, part.from) else { return 0 };
    if !starts_sentence(cx, part.from) {
        return i32::from(counts.last > 0 || counts.alone > 1);
    }
    if counts.small > 40 * (counts.last + counts.alone) { -4 } else { 0 }
}

/// What a head word or a preposition right before the name says.
fn head_before(lists: &Lists, cx: &Context<'_>, from: usize, count: usize, shape: Shape) -> i32 {
    if cx.token(from).starts_line() {
        return 0;
    }
    if lists.head_ending(cx, from).is_some() || shares_head(lists, cx, from) || org::ends_firm(lists, cx, from) {
        return -9;
    }
    if shape != Shape::Initials && cx.before(from).digits().is_some_and(|number| number < 1900) {
        return if is_address(cx, from - 1) { -12 } else { -6 };
    }
    const AT: &[Key] = &[Key::of("ở"), Key::of("tại"), Key::of("từ"), Key::of("đến"), Key::of("sang"), Key::of("về")];
    if AT.contains(&cx.token(from - usize::from(from > 0)).key) && from > 0 {
        return if count < 3 { -3 } else { -1 };
    }
    0
}

/// What capitals that touch the run say: `Lê Lợi - Hàm Nghi`, `T&T`.
fn neighbours(lists: &Lists, cx: &Context<'_>, parts: &[Part], left: &Left, shape: Shape) -> i32 {
    let (from, to) = (parts[0].from, parts[parts.len() - 1].to);
    let mut score = 0;
    if left.from == from && parts.len() < 4 && is_home(lists, cx, from, to) {
        score -= 5;
    }
    if left.from == from && from > 1 && cx.is_mark(from - 1, ',') && lists.place_ending(cx, from - 1).is_some() {
        score -= 6;
    }
    if cx.is(to, Key::of("and")) || cx.is_mark(to, '&') || (from > 0 && cx.is_mark(from - 1, '&')) {
        score -= 6;
    }
    if left.from == from
        && (is_route(lists, cx, to) || (from > 1 && is_dash(cx, from - 1) && lists.place(cx, from, to).is_some()))
    {
        score -= 4;
    }
    let word = cx.token(to);
    let bare = left.from == from && shape == Shape::Given && parts.len() == 1;
    if bare && word.kind == Kind::Lower && !word.starts_line() && lists.word(cx, to, WordKind::Org).is_some() {
        score -= 2;
    }
    score
}

/// True where the number at a token is that of a house: `số 12`, `446-448`, `15/3`.
fn is_address(cx: &Context<'_>, number: usize) -> bool {
    let before = cx.before(number);
    before.is(Key::of("số")) || before.is_mark('-') || before.is_mark('/') || before.is_mark(':')
}

/// True where the run is one of several names of roads and places: `các phố Tràng Tiền, Đinh Lễ`, `ngã tư A - B`.
fn shares_head(lists: &Lists, cx: &Context<'_>, from: usize) -> bool {
    const AND: Key = Key::of("và");
    let mut at = from;
    for _ in 0..6 {
        if at < 2 || cx.token(at).starts_line() {
            return false;
        }
        if !is_dash(cx, at - 1) && !cx.is_mark(at - 1, ',') && !cx.is(at - 1, AND) {
            return false;
        }
        let end = at - 1;
        at = end;
        while at > 0 && cx.token(at - 1).kind.is_capital() && end - at < 5 {
            at -= 1;
        }
        if at == end {
            return false;
        }
        match lists.head_ending(cx, at) {
            Some((_, HeadKind::Place)) => return true,
            Some(_) => return false,
            None => {}
        }
    }
    false
}

/// True for the first place of an address: `(An Dương, Hải Phòng)`.
fn is_home(lists: &Lists, cx: &Context<'_>, from: usize, to: usize) -> bool {
    let before = cx.before(from);
    let opens = before.is_mark('(') || before.is_mark(',');
    opens
        && cx.is_mark(to, ',')
        && lists.place(cx, to + 1, usize::MAX).is_some_and(|(end, _)| !cx.token(end).kind.is_capital())
}

fn is_dash(cx: &Context<'_>, at: usize) -> bool {
    cx.is_mark(at, '-') || cx.is_mark(at, '–')
}

/// True where a dash and another bare name follow, as between two streets.
fn is_route(lists: &Lists, cx: &Context<'_>, to: usize) -> bool {
    if !is_dash(cx, to) || !cx.token(to + 1).kind.is_capital() || cx.token(to + 1).starts_line() {
        return false;
    }
    lists.title(cx, to + 1, usize::MAX).is_none() && lists.honorific(cx, to + 1).is_none()
}
