//! Bylines and picture credits: names that belong to the article, not to its story.

use super::Credit;
use super::lists::Lists;
use super::names::{Form, Part, Shape};
use super::syllable::is_syllable;
use crate::article::BlockKind;
use crate::extract::Context;
use crate::segment::{Key, Kind};

const PHOTO: &[Key] = &[Key::of("Ảnh"), Key::of("Photo"), Key::of("ảnh")];
const AUTHOR: &[Key] = &[Key::of("Bài"), Key::of("Tin"), Key::of("PV"), Key::of("viên")];
const SOURCES: &[Key] = &[Key::of("theo"), Key::of("tổng"), Key::of("dịch"), Key::of("lược"), Key::of("ghi")];

/// The credit that the name in tokens `from..to` stands in.
pub(super) fn credit(cx: &Context<'_>, from: usize, to: usize, shape: Shape) -> Option<Credit> {
    if to - from == 1 && (shape == Shape::Foreign || cx.token(to).kind == Kind::Lower && !cx.token(to).starts_line()) {
        return None;
    }
    if is_photo(cx, from) {
        return Some(Credit::Photo);
    }
    let byline = cx.block_kind(cx.token(from).span.start) == BlockKind::Byline && shape != Shape::Initials;
    (byline || is_author(cx, from, to)).then_some(Credit::Author)
}

/// `Ảnh: Bá Hoạt`, `Ảnh: Lê Anh - Bá Hoạt`.
fn is_photo(cx: &Context<'_>, from: usize) -> bool {
    let from = agency_before(cx, from);
    if from < 2 || !cx.is_mark(from - 1, ':') {
        return false;
    }
    PHOTO.contains(&cx.token(from - 2).key)
}

/// The token after the agency of a picture: the name itself, or the agency of `Ảnh: VGP/Quang Hiếu`.
fn agency_before(cx: &Context<'_>, from: usize) -> usize {
    let slash = from > 2 && cx.is_mark(from - 1, '/') && cx.token(from).is_glued();
    if slash && cx.token(from - 2).kind == Kind::Upper { from - 2 } else { from }
}

/// Number of last parts of a picture credit that open the next sentence: 1 of `Ảnh: Thanh Phúc Cách đây một tuần` and
/// `Ảnh: T.P Sở vừa báo cáo`, 2 of `Ảnh: Thanh Phúc Việt Nam thắng`, 3 of `Ảnh: Thanh Phúc Sân Hoa Lư hôm nay`.
pub(super) fn parts_of_sentence(lists: &Lists, cx: &Context<'_>, parts: &[Part]) -> usize {
    if parts.len() < 2 || !is_photo(cx, parts[0].from()) {
        return 0;
    }
    let end = parts[parts.len() - 1].to();
    let next = cx.token(end);
    if next.kind != Kind::Lower || next.starts_line() {
        return 0;
    }
    let least = if matches!(parts[0].form, Form::Initial | Form::Acronym) { 1 } else { 2 };
    let opens = |&first: &usize| {
        let from = parts[first].from();
        let place = lists.place(cx, from, end).is_some_and(|(place_end, _)| place_end == end);
        place || lists.head(cx, from).is_some()
    };
    match (least..parts.len().saturating_sub(1)).find(opens) {
        Some(first) => parts.len() - first,
        None => usize::from(parts.len() > least),
    }
}

/// True for `P.V`, which stands for a reporter and names nobody.
pub(super) fn is_reporter(cx: &Context<'_>, from: usize, to: usize) -> bool {
    const REPORTER: &[Key] = &[Key::of("P"), Key::of("V")];
    (from..to)
        .map(|at| cx.token(at))
        .filter(|token| token.kind.is_word())
        .map(|token| token.key)
        .eq(REPORTER.iter().copied())
}

/// A name, or several, alone between the end of a sentence and the end of a line, or before the source in brackets.
pub(super) fn is_author(cx: &Context<'_>, from: usize, to: usize) -> bool {
    if cx.before(from).is(SOURCES[0]) && cx.is_mark(to, '/') && is_late(cx, to) {
        return true;
    }
    if cx.before(from).is_mark(':') && from > 1 && AUTHOR.contains(&cx.token(from - 2).key) {
        return true;
    }
    if opens_source(cx, from, to) || made_it(cx, from, to) || is_stamped(cx, from, to) {
        return true;
    }
    let last = last_of_list(cx, to);
    let end = cx.token(last);
    let closes = end.kind == Kind::End || (end.starts_line() && is_late(cx, last));
    if !closes && !is_source(cx, last) {
        return false;
    }
    let first = first_of_list(cx, from);
    let before = cx.before(first);
    let alone =
        cx.token(first).starts_line() || ['.', '”', '"', '!', '?', '/', '…', ')'].iter().any(|&m| before.is_mark(m));
    alone && ((closes && first > 0) || is_source(cx, last) || are_authors(cx, first, last))
}

/// True for a text that is nothing but two authors: `Bảo Vy - Minh Hòa`.
fn are_authors(cx: &Context<'_>, first: usize, last: usize) -> bool {
    let is_name = |from: usize, to: usize| {
        (2..=4).contains(&(to - from))
            && (from..to).all(|at| is_name_word(cx, at) && is_syllable(cx.token(at).key) && !cx.token(at).is_glued())
    };
    let dash = (first..last).find(|&at| cx.is_mark(at, '-') || cx.is_mark(at, '–'));
    first == 0 && dash.is_some_and(|dash| is_name(first, dash) && is_name(dash + 1, last))
}

/// True for an author and a verb alone at the end: `Hà My thực hiện`, `Việt Thành tổng hợp`.
fn made_it(cx: &Context<'_>, from: usize, to: usize) -> bool {
    const VERBS: &[[Key; 2]] = &[
        [Key::of("thực"), Key::of("hiện")],
        [Key::of("tổng"), Key::of("hợp")],
        [Key::of("lược"), Key::of("dịch")],
        [Key::of("biên"), Key::of("dịch")],
    ];
    let verb = VERBS.iter().any(|[first, second]| cx.is(to, *first) && cx.is(to + 1, *second));
    let end = cx.token(to + 2);
    let alone = cx.token(from).starts_line() || cx.before(from).is_mark('.');
    verb && alone && (end.kind == Kind::End || end.starts_line()) && is_late(cx, to)
}

/// True for a line that begins with an author and ends with the time: `Hà Vy - Thể thao | 19:00 22/09/2017`.
fn is_stamped(cx: &Context<'_>, from: usize, to: usize) -> bool {
    const MOST: usize = 14;
    let dash = cx.is_mark(to, '-') || cx.is_mark(to, '–');
    if !dash || !cx.token(from).starts_line() || cx.token(to + 1).starts_line() {
        return false;
    }
    let bar = (to + 1..to + MOST).find(|&at| cx.is_mark(at, '|') || cx.token(at).starts_line());
    bar.is_some_and(|bar| {
        !cx.token(bar).starts_line() && cx.token(bar + 1).kind == Kind::Digits && cx.is_mark(bar + 2, ':')
    })
}

/// True for a line that begins with an author and names the paper: `Thu Hà / VOV`, `Theo Thu Hà (Khám phá)`.
fn opens_source(cx: &Context<'_>, from: usize, to: usize) -> bool {
    let (slash, bracket) = (cx.is_mark(to, '/'), cx.is_mark(to, '('));
    if !(slash || bracket) || cx.token(to).starts_line() || !cx.token(to + 1).kind.is_capital() || to - from > 4 {
        return false;
    }
    let told = from > 0
        && cx.is(from - 1, SOURCES[0])
        && (cx.token(from - 1).starts_line() || (from > 1 && cx.is_mark(from - 2, '.') && is_late(cx, from)));
    told || (slash && cx.token(from).starts_line())
}

/// True for a bracket that names the source: `(theo VnExpress)`, `(tổng hợp)`.
fn is_source(cx: &Context<'_>, at: usize) -> bool {
    let named = !cx.is(at + 1, SOURCES[0]) || cx.token(at + 2).kind.is_capital();
    cx.is_mark(at, '(') && SOURCES.contains(&cx.token(at + 1).key) && named
}

/// Tokens of the longest list of names in a credit.
const MOST_LIST: usize = 64;

/// First token of names that dashes or commas join: `Thùy Linh - Hoàng Nam`.
fn first_of_list(cx: &Context<'_>, from: usize) -> usize {
    let mut first = from;
    while first > 1
        && first + MOST_LIST > from
        && !cx.token(first).starts_line()
        && (is_joint(cx, first - 1) || is_name_word(cx, first - 1))
    {
        first -= 1;
    }
    first
}

fn last_of_list(cx: &Context<'_>, to: usize) -> usize {
    let mut last = to;
    while last < to + MOST_LIST && !cx.token(last).starts_line() && (is_joint(cx, last) || is_name_word(cx, last)) {
        last += 1;
    }
    last
}

fn is_joint(cx: &Context<'_>, at: usize) -> bool {
    ['-', '–', ','].iter().any(|&mark| cx.is_mark(at, mark))
}

fn is_name_word(cx: &Context<'_>, at: usize) -> bool {
    cx.token(at).kind == Kind::Capitalized
}

/// True in the last part of the article.
fn is_late(cx: &Context<'_>, at: usize) -> bool {
    at * 10 > cx.tokens.len() * 8
}
