//! Results of matches: `thắng 2-1`.

use super::lists::Lists;
use super::place::{is_after_date_head, is_free};
use crate::extract::Context;
use crate::segment::{Key, Kind};

/// The result of a match.
pub(super) struct Score {
    pub home: u64,
    pub away: u64,
    pub next: usize,
}

/// How many tokens before and behind a result may say that it is one.
const WINDOW: usize = 8;

/// How many tokens before it, where names and other results stand between.
const FAR: usize = 32;

/// The highest result for which so far a word counts.
const MOST: u64 = 60;

/// The result at token `at`.
pub(super) fn score(lists: &Lists, cx: &Context<'_>, at: usize) -> Option<Score> {
    let (dash, second) = (cx.token(at + 1), cx.token(at + 2));
    let is_dash = dash.is_mark('-') || dash.is_mark('–') || dash.is_mark(':') && dash.is_glued() && second.is_glued();
    if !is_dash || second.starts_line() || !is_free(cx, at) {
        return None;
    }
    let (home, away) = (points(cx, at)?, points(cx, at + 2)?);
    let next = at + 3;
    if is_series(cx, at) || goes_on(cx, next) || is_after_date_head(lists, cx, at) {
        return None;
    }
    let is_named = between_names(cx, at, next);
    let is_close = cx.entry_ending(at, lists.tags.score).is_some();
    let can_be_range = home < away && counts(lists, cx, next);
    let is_sentence = stands_alone(cx, at, next) || fills_line(cx, at, next) && home.max(away) < 20;
    if home.max(away) > 99 && !(is_close || is_named || has_context(lists, cx, at, (home, away))) {
        return None;
    }
    if !is_close && is_date(cx, at, home, away) {
        return None;
    }
    let is_draw = home == away && home < 10 && heads_report(cx, at, next);
    let is_nil = home.min(away) == 0 && home.max(away) < 20 && !counts(lists, cx, next);
    let is_score = is_close
        || is_sentence
        || is_draw
        || is_nil
        || !can_be_range && (is_named || has_context(lists, cx, at, (home, away)));
    let is_clock = dash.is_mark(':') && cx.word(at + 2).len() == 2 && !is_close;
    (is_score && !is_clock).then_some(Score { home, away, next })
}

/// `từ 19-10 đến 8-11`: day and month behind a preposition.
fn is_date(cx: &Context<'_>, at: usize, day: u64, month: u64) -> bool {
    const BEFORE: [Key; 8] = [
        Key::of("từ"),
        Key::of("đến"),
        Key::of("tới"),
        Key::of("vào"),
        Key::of("sau"),
        Key::of("qua"),
        Key::of("nay"),
        Key::of("cử"),
    ];
    (1..=31).contains(&day) && (1..=12).contains(&month) && BEFORE.contains(&cx.before(at).key)
}

fn points(cx: &Context<'_>, at: usize) -> Option<u64> {
    let token = cx.token(at);
    token.digits().filter(|_| token.span.len() <= 3 && (token.span.len() == 1 || !cx.word(at).starts_with('0')))
}

/// `02 - 06 - 08`: more than two numbers in a row.
fn is_series(cx: &Context<'_>, at: usize) -> bool {
    let before = cx.before(at);
    (before.is_mark('-') || before.is_mark('–')) && cx.before(at - 1).kind == Kind::Digits
}

fn goes_on(cx: &Context<'_>, next: usize) -> bool {
    let (token, after) = (cx.token(next), cx.token(next + 1));
    token.is_glued()
        && (token.kind.is_word()
            || token.is_mark('%')
            || token.kind == Kind::Mark && !token.is_mark(',') && after.is_glued() && after.kind == Kind::Digits)
}

/// `Chelsea 2-1 Arsenal`.
fn between_names(cx: &Context<'_>, at: usize, next: usize) -> bool {
    cx.before(at).kind.is_capital()
        && cx.token(next).kind.is_capital()
        && !cx.token(at).starts_line()
        && !cx.token(next).starts_line()
}

/// `2-0.` as a sentence.
fn stands_alone(cx: &Context<'_>, at: usize, next: usize) -> bool {
    let opens = cx.before(at).is_mark('.') && !cx.token(at).is_glued();
    opens && (cx.is_mark(next, '.') || cx.is_mark(next, '!')) && !cx.token(at).starts_line()
}

/// `Sông Lam - Sông Hồng 1-1: …`: the result behind a name, with the report behind a colon.
fn heads_report(cx: &Context<'_>, at: usize, next: usize) -> bool {
    cx.before(at).kind.is_capital() && !cx.token(at).starts_line() && cx.is_mark(next, ':')
}

/// `2 - 1` on a line of its own, as between the names of two teams.
fn fills_line(cx: &Context<'_>, at: usize, next: usize) -> bool {
    let (before, after) = (cx.before(at), cx.token(next));
    let follows_name = before.kind.is_capital() || before.is_mark('.') && cx.before(at - 1).kind.is_capital();
    cx.token(at).starts_line() && after.starts_line() && follows_name && after.kind.is_capital()
}

fn counts(lists: &Lists, cx: &Context<'_>, next: usize) -> bool {
    lists.noun(cx, next).is_some()
        || lists.has(cx, next, lists.tags.time_unit)
        || lists.measure_at(cx, next).is_some()
        || lists.currency_at(cx, next, false).is_some()
}

/// A word of matches nearby, on the same line.
fn has_context(lists: &Lists, cx: &Context<'_>, at: usize, (home, away): (u64, u64)) -> bool {
    let next = at + 3;
    let before = (at.saturating_sub(FAR)..at).rev().take_while(|&i| !cx.token(i + 1).starts_line());
    let after = (next..next + WINDOW).take_while(|&i| !cx.token(i).starts_line());
    let mut words = 0;
    let is_listed = home.max(away) <= MOST && !cx.before(at).is_mark('(');
    let before = before.take_while(|&i| {
        words += usize::from(!is_listed || !is_part_of_list(cx, i));
        words <= WINDOW
    });
    before.chain(after).any(|i| lists.has(cx, i, lists.tags.score))
}

/// True for names, digits and what stands between them: `thua Hà Nội 1-3, hòa Nam Định 2-2`.
fn is_part_of_list(cx: &Context<'_>, at: usize) -> bool {
    const BETWEEN: [Key; 5] = [Key::mark('-'), Key::mark('–'), Key::mark(','), Key::of("và"), Key::mark(';')];
    let token = cx.token(at);
    token.kind == Kind::Digits || token.kind.is_capital() || BETWEEN.contains(&token.key)
}
