//! Titles in apposition after a name: `, Giám đốc Sở Y tế,`, `(phó vụ trưởng Vụ Thị trường)`, `- TGĐ -`.

use super::lists::{HeadKind, Lists, TitleKind};
use super::names::{self, Run};
use super::org;
use super::surroundings::is_given_in_row;
use super::syllable::is_syllable;
use super::titles::{MODIFIERS, MOST_TITLES, TitleAt, is_naked};
use crate::extract::Context;
use crate::segment::{Key, Kind};

const COMMA: char = ',';
const ALSO: Key = Key::of("kiêm");
const AND: Key = Key::of("và");
const ONE: Key = Key::of("một");
/// Most tokens of a country between an office and its holder.
const COUNTRY: usize = 2;

/// Reads the titles in apposition after the name that ends before token `end`: `, Giám đốc Sở Y tế,`.
pub(super) fn after(lists: &Lists, cx: &Context<'_>, end: usize) -> Vec<TitleAt> {
    let mut titles: Vec<TitleAt> = beside_birth(lists, cx, end).into_iter().collect();
    let mut at = skip_birth(lists, cx, end);
    while titles.len() < MOST_TITLES {
        let also = titles.last().is_some_and(|title| is_joined(lists, cx, title));
        let Some(next) = (if also { Some(at + 1) } else { apposition_start(cx, at) }) else { break };
        let Some(title) = title_after(lists, cx, next) else { break };
        at = title.to;
        titles.push(title);
    }
    titles
}

/// The title that follows age or birth in one bracket: `(39 tuổi, nguyên giám đốc Công ty Bramut)`.
fn beside_birth(lists: &Lists, cx: &Context<'_>, open: usize) -> Option<TitleAt> {
    const OPENINGS: &[Key] = &[Key::of("SN"), Key::of("sinh"), Key::of("tức"), Key::of("nam"), Key::of("nữ")];
    const MOST: usize = 12;
    let first = cx.token(open + 1);
    if !cx.is_mark(open, '(')
        || cx.token(open).starts_line()
        || !(first.kind == Kind::Digits || OPENINGS.contains(&first.key))
    {
        return None;
    }
    let commas = (open + 2..open + MOST).take_while(|&at| !cx.is_mark(at, ')')).filter(|&at| cx.is_mark(at, COMMA));
    commas.map(|comma| comma + 1).find_map(|from| bracketed(lists, cx, from))
}

/// The title at a token that a comma or the end of the bracket ends.
fn bracketed(lists: &Lists, cx: &Context<'_>, from: usize) -> Option<TitleAt> {
    let role = (from..from + 2).find(|&at| !MODIFIERS.contains(&cx.token(at).key))?;
    let (org, kind) = lists.title(cx, role, usize::MAX)?;
    let is_title = matches!(kind, TitleKind::Office | TitleKind::Fixed | TitleKind::Work | TitleKind::Crowd);
    let ends = |at: usize| cx.is_mark(at, COMMA) || cx.is_mark(at, ')');
    let to = (org..org + org::LONGEST).find(|&at| ends(at))?;
    let title = TitleAt { from, role, org, to };
    let stops =
        |at: usize| [';', '.', '('].iter().any(|&mark| cx.is_mark(at, mark)) || begins_name(lists, cx, at, &title);
    (is_title && !is_naked(cx, role, org) && !(org..to).any(stops)).then_some(title)
}

/// True where `và` joins a title without an organisation to the next one: `nhà sáng lập và CEO của Bramut`.
fn is_joined(lists: &Lists, cx: &Context<'_>, title: &TitleAt) -> bool {
    let next = || lists.title(cx, title.to + 1, usize::MAX).map(|(_, kind)| kind);
    title.org == title.to
        && cx.is(title.to, AND)
        && next().is_some_and(|kind| matches!(kind, TitleKind::Office | TitleKind::Work | TitleKind::Crowd))
}

/// Skips what stands between a name and its titles: `(45 tuổi)`, `, 45 tuổi`, `(Hà Nội)`.
fn skip_birth(lists: &Lists, cx: &Context<'_>, at: usize) -> usize {
    const MOST: usize = 16;
    if cx.token(at).starts_line() {
        return at;
    }
    if cx.is_mark(at, '(')
        && lists.title(cx, at + 1, usize::MAX).is_none()
        && !MODIFIERS.contains(&cx.token(at + 1).key)
    {
        let close = (at..at + MOST).find(|&close| cx.is_mark(close, ')'));
        return close.map_or(at, |close| close + 1);
    }
    let aged =
        cx.is_mark(at, COMMA) && cx.token(at + 1).kind == Kind::Digits && cx.is(at + 2, const { Key::of("tuổi") });
    if aged { at + 3 } else { at }
}

/// The first token after the comma, dash, bracket or `kiêm` that opens an apposition.
fn apposition_start(cx: &Context<'_>, at: usize) -> Option<usize> {
    let token = cx.token(at);
    if token.starts_line() {
        return None;
    }
    if token.is(ALSO) {
        return Some(at + 1);
    }
    let opens = [COMMA, '-', '–', '—', '('].iter().any(|&mark| token.is_mark(mark));
    let glued_hyphen = !token.is_mark(COMMA) && !token.is_mark('(') && token.is_glued();
    if !opens || glued_hyphen {
        return None;
    }
    let next = at + 1;
    let next = if cx.is(next, ALSO) { next + 1 } else { next };
    let next = if cx.is(next, ONE) { next + 1 } else { next };
    (!cx.token(next).starts_line()).then_some(next)
}

fn title_after(lists: &Lists, cx: &Context<'_>, from: usize) -> Option<TitleAt> {
    let mut role = from;
    while MODIFIERS.contains(&cx.token(role).key) && role < from + 2 {
        role += 1;
    }
    let (org, kind) = lists.title(cx, role, usize::MAX)?;
    if is_given_in_row(cx, role) {
        return None;
    }
    if matches!(kind, TitleKind::Status | TitleKind::Public) {
        return None;
    }
    let (org, joined) = join_after(lists, cx, org, kind);
    let takes = !joined && org::takes_org(lists, cx, kind, org, usize::MAX);
    let to = match bracket_end(cx, from, org) {
        Some(end) if takes => end,
        _ if takes => org::org_end(lists, cx, org),
        _ => org,
    };
    let title = TitleAt { from, role, org, to };
    is_apposition(lists, cx, &title, kind).then_some(title)
}

/// End of a title that fills the bracket it stands in: `(phó vụ trưởng Vụ Thị trường trong nước, Bộ Công Thương)`.
fn bracket_end(cx: &Context<'_>, from: usize, org: usize) -> Option<usize> {
    const BIRTH: &[Key] = &[Key::of("sinh"), Key::of("SN"), Key::of("ngụ"), Key::of("trú"), Key::of("quê")];
    if from == 0 || !cx.is_mark(from - 1, '(') {
        return None;
    }
    let ends = |at: usize| {
        let next = cx.token(at + 1);
        cx.is_mark(at, ')') || (cx.is_mark(at, COMMA) && (next.kind == Kind::Digits || BIRTH.contains(&next.key)))
    };
    let end = (org..org + org::LONGEST).find(|&at| ends(at))?;
    let plain = (org..end)
        .all(|at| !['.', ';', ':', '('].iter().any(|&mark| cx.is_mark(at, mark) && !cx.token(at + 1).is_glued()));
    plain.then_some(end)
}

/// End of degrees joined by points: `TS.BS`.
fn join_after(lists: &Lists, cx: &Context<'_>, end: usize, kind: TitleKind) -> (usize, bool) {
    if kind != TitleKind::Degree || !cx.is_mark(end, '.') {
        return (end, false);
    }
    match lists.title(cx, end + 1, usize::MAX) {
        Some((end, TitleKind::Degree)) => (end, true),
        _ => (end, false),
    }
}

/// True where the title belongs to the name before it and not to one after it.
fn is_apposition(lists: &Lists, cx: &Context<'_>, title: &TitleAt, kind: TitleKind) -> bool {
    if (title.org..=title.to).any(|at| at > title.role && begins_name(lists, cx, at, title)) {
        return false;
    }
    if org::is_holder(lists, cx, kind, title.org, title.to) {
        return false;
    }
    if lists.honorific(cx, title.to).is_some() && cx.token(title.to).kind == Kind::Lower {
        return cx.token(title.to + 1).kind == Kind::Lower;
    }
    if title.org == title.to && is_naked(cx, title.role, title.org) {
        return false;
    }
    let closed = matches!(cx.token(title.to).kind, Kind::Mark | Kind::End) || cx.token(title.to).starts_line();
    let closed = closed || is_joined(lists, cx, title);
    let says = lists.says(cx, title.to).is_some();
    match kind {
        TitleKind::Office | TitleKind::Fixed => closed || title.org < title.to,
        _ => closed || says,
    }
}

/// True where another person's name begins inside or right after a title.
fn begins_name(lists: &Lists, cx: &Context<'_>, at: usize, title: &TitleAt) -> bool {
    let token = cx.token(at);
    if !token.kind.is_capital() || token.starts_line() || (at == title.to && token.is_glued()) {
        return false;
    }
    if lists.head_ending(cx, at).is_some_and(|(start, kind)| start >= title.org && kind != HeadKind::Office) {
        return false;
    }
    let Some((_, weight)) = lists.surname(cx, at) else {
        let follows = || at == title.org && title.to == at;
        let is_name = || names::score(lists, cx, Run::read(lists, cx, at).parts()).is_some();
        return at <= title.org + COUNTRY && is_foreign_given(lists, cx, at) || follows() && is_name();
    };
    if weight < 2 || lists.place(cx, at, usize::MAX).is_some() {
        return false;
    }
    let run = Run::read(lists, cx, at);
    names::score(lists, cx, run.parts()).is_some_and(|(score, _)| score >= if at == title.org { 3 } else { 6 })
}

/// `Thủ tướng Anh David Cameron`: a given name of another language with a name behind it.
fn is_foreign_given(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    const OFTEN: u32 = 3;
    const AT_FIRM: [Key; 4] = [Key::of("tại"), Key::of("của"), Key::of("ở"), Key::of("cho")];
    if AT_FIRM.contains(&cx.before(at).key) {
        return false;
    }
    let next = cx.token(at + 1);
    let goes_on = next.kind == Kind::Capitalized && !next.is_glued() && !next.starts_line();
    goes_on
        && !is_syllable(cx.token(at).key)
        && lists.foreign(cx, at).is_some_and(|name| name.first >= OFTEN && name.first > name.last)
}
