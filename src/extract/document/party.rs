//! Resolutions of the Party's plenums and congresses: `Nghị quyết Trung ương 4 khóa XII`, `Nghị quyết Đại hội XIII`.

use super::number::TypeWords;
use super::seen::{Body, Congress, Plenum, Seen};
use crate::extract::{Context, Finding};
use crate::numeral::{roman, small};
use crate::segment::{Key, Kind};
use crate::text::Span;

/// Greatest number of a plenum of one term.
const MOST_PLENUMS: u64 = 20;
/// Greatest number of words between "Đại hội" and its number.
const MOST_BETWEEN: usize = 10;

const CENTRAL: [Key; 2] = [Key::of("trung"), Key::of("ương")];
const MEETING: [Key; 2] = [Key::of("hội"), Key::of("nghị")];
const CONGRESS: [Key; 2] = [Key::of("đại"), Key::of("hội")];
const TIME: Key = Key::of("lần");
const ORDINAL: Key = Key::of("thứ");
const COMMITTEE: [Key; 3] = [Key::of("ban"), Key::of("chấp"), Key::of("hành")];
const PARTY: Key = Key::of("đảng");
const OF: Key = Key::of("của");
const TERM: Key = Key::of("khóa");
const AND: Key = Key::of("và");

/// Finds a plenum or congress after the words of a type. Gives the token after it.
pub(super) fn find(cx: &Context<'_>, words: TypeWords, finding: &mut Finding<'_, Seen>) -> Option<usize> {
    let (body, next, rule) = match plenum(cx, words.to) {
        Some((body, next)) => (body, next, "document/plenum"),
        None => {
            let (body, next) = congress(cx, words.to)?;
            (body, next, "document/congress")
        }
    };
    let kind = words.kind as u16;
    let (from, to) = (words.from as u32, next as u32);
    let seen = Seen { from, to, kind, printed: kind, body, is_tentative: false, list: None };
    finding.push(words.span(cx, next), rule, seen);
    Some(next)
}

/// `(Hội nghị) Trung ương 4 (khóa XII)`, `Hội nghị lần thứ bảy Ban Chấp hành Trung ương Đảng khóa XII`.
fn plenum(cx: &Context<'_>, at: usize) -> Option<(Body, usize)> {
    let mut at = skip(cx, at, &[OF]);
    let is_meeting = cx.are(at, &MEETING);
    at = skip(cx, at, &MEETING);
    let early = central(cx, at);
    let (ordinal, mut next) = match early {
        Some(after) => plenum_number(cx, after)?,
        None if is_meeting => plenum_number(cx, at)?,
        None => return None,
    };
    if early.is_none() {
        next = skip(cx, skip(cx, next, &[OF]), &COMMITTEE);
        next = central(cx, next)?;
    }
    next = skip(cx, next, &[PARTY]);
    let (terms, next) = terms(cx, next);
    let (terms, places) = terms.into_iter().unzip();
    Some((Body::Plenum(Box::new(Plenum { ordinal, terms, places })), next))
}

/// `4`, `lần thứ 4`, `lần thứ tư` within the numbers that plenums have.
fn plenum_number(cx: &Context<'_>, at: usize) -> Option<(u64, usize)> {
    let at = skip(cx, skip(cx, at, &[TIME]), &[ORDINAL]);
    let (value, next) = ordinal(cx, at)?;
    (1..=MOST_PLENUMS).contains(&value).then_some((value, next))
}

/// A number in digits, Roman digits or words.
fn ordinal(cx: &Context<'_>, at: usize) -> Option<(u64, usize)> {
    const FOURTH: Key = Key::of("tư");
    if cx.token(at).starts_line() {
        return None;
    }
    if cx.is(at, FOURTH) {
        return Some((4, at + 1));
    }
    if let Some(value) = roman(cx, at).filter(|&value| value <= 40) {
        return Some((value, at + 1));
    }
    small(cx, at).map(|small| (small.value, small.next))
}

/// The token after "Trung ương", "TW", "TƯ" or "T.Ư".
fn central(cx: &Context<'_>, at: usize) -> Option<usize> {
    const SHORT: [Key; 2] = [Key::of("TW"), Key::of("TƯ")];
    if cx.are(at, &CENTRAL) {
        return Some(at + 2);
    }
    if cx.token(at).kind == Kind::Upper && SHORT.iter().any(|&short| cx.is(at, short)) {
        return Some(at + 1);
    }
    let is_dotted = cx.is(at, const { Key::of("T") }) && cx.is_mark(at + 1, '.') && cx.token(at + 2).is_glued();
    let ends = cx.is(at + 2, const { Key::of("Ư") }) || cx.is(at + 2, const { Key::of("W") });
    (is_dotted && ends).then_some(at + 3)
}

/// `khóa XII`, `(khóa XI, XII)`, `, khóa XI, khóa XII`: the terms with their places, and the token after them.
fn terms(cx: &Context<'_>, start: usize) -> (Vec<(u64, Span)>, usize) {
    let opens = cx.is_mark(start, '(');
    let mut at = if opens || cx.is_mark(start, ',') { start + 1 } else { start };
    if !cx.is(at, TERM) {
        return (Vec::new(), start);
    }
    let mut terms = Vec::new();
    let mut next = start;
    while terms.len() < 5 {
        let from = at;
        at = skip(cx, at, &[TERM]);
        let Some((term, after)) = ordinal(cx, at) else { break };
        terms.push((term, cx.span(from, after)));
        next = after;
        let is_joined = cx.is_mark(after, ',') || cx.is(after, AND);
        if !is_joined || !(cx.is(after + 1, TERM) || roman(cx, after + 1).is_some()) {
            break;
        }
        at = after + 1;
    }
    if opens && cx.is_mark(next, ')') && !terms.is_empty() {
        next += 1;
    } else if opens {
        return (terms, start);
    }
    (terms, next)
}

/// `Đại hội XIII`, `Đại hội đại biểu toàn quốc lần thứ XII`, `Đại hội Đảng bộ tỉnh lần thứ XVIII`.
fn congress(cx: &Context<'_>, start: usize) -> Option<(Body, usize)> {
    let at = skip(cx, start, &[OF]);
    if !cx.are(at, &CONGRESS) {
        return None;
    }
    for next in at + 2..at + 2 + MOST_BETWEEN {
        let token = cx.token(next);
        if !token.kind.is_word() || token.starts_line() {
            return None;
        }
        let number = skip(cx, next, &[TIME, ORDINAL]);
        let number = skip(cx, number, &[TERM]);
        let is_announced = number > next;
        let value = if is_announced { ordinal(cx, number) } else { roman(cx, next).map(|value| (value, next + 1)) };
        if let Some((ordinal, after)) = value.filter(|value| value.0 > 1 && value.0 <= 60) {
            let end = local_party(cx, after);
            let name = if end > after { between(cx, after, end) } else { between(cx, at + 2, next) };
            return Some((Body::Congress(Box::new(Congress { name, ordinal })), end));
        }
    }
    None
}

/// The token after the words of a local party: `Đại hội XIII Đảng bộ khối các cơ quan Trung ương`.
fn local_party(cx: &Context<'_>, at: usize) -> usize {
    const LOCAL: [Key; 2] = [Key::of("đảng"), Key::of("bộ")];
    const WORDS: [Key; 16] = [
        Key::of("tỉnh"),
        Key::of("thành"),
        Key::of("phố"),
        Key::of("huyện"),
        Key::of("quận"),
        Key::of("thị"),
        Key::of("xã"),
        Key::of("phường"),
        Key::of("khối"),
        Key::of("các"),
        Key::of("cơ"),
        Key::of("quan"),
        Key::of("quân"),
        Key::of("đội"),
        Key::of("bộ"),
        Key::of("ngành"),
    ];
    if !cx.are(at, &LOCAL) || cx.token(at).starts_line() {
        return at;
    }
    let mut end = at + 2;
    while end < at + 12 && !cx.token(end).starts_line() {
        let is_word = cx.token(end).kind == Kind::Capitalized || WORDS.iter().any(|&word| cx.is(end, word));
        if !is_word {
            break;
        }
        end += 1;
    }
    end
}

/// The words from one token to another, with single blanks.
fn between(cx: &Context<'_>, from: usize, to: usize) -> String {
    (from..to).map(|at| cx.word(at)).collect::<Vec<_>>().join(" ")
}

/// The token after `words`, if they stand at `at`; else `at`.
fn skip(cx: &Context<'_>, at: usize, words: &[Key]) -> usize {
    if cx.are(at, words) && !cx.token(at).starts_line() { at + words.len() } else { at }
}
