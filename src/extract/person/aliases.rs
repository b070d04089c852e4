//! Other names of a person, told by a word: `Nguyễn Văn Lâm (SN 1990, tức Lâm Đen)`, `ca sĩ Trần Thị Mai, nghệ danh Mai Vy`.

use super::Seen;
use super::lists::{Lists, WordKind};
use super::names::Shape;
use crate::extract::Context;

/// What the word for a thing before a name, such as `biệt danh`, has taken from its points.
const HEAD: i32 = 9;
/// A candidate with less than this is another thing.
const LEAST: i32 = -4;
/// Most tokens between a name and the other one.
const MOST_BETWEEN: usize = 12;

/// True where the second of two names is told to be another name of the first.
pub(super) fn is_alias(lists: &Lists, cx: &Context<'_>, name: &Seen, other: &Seen) -> bool {
    let (to, from) = (name.tokens().end, other.tokens().start);
    let score = other.score + if other.placed { HEAD } else { 0 };
    let near = (to + 1..to + MOST_BETWEEN).contains(&from);
    if is_bracketed(cx, name, other) {
        return true;
    }
    near && name.credit.is_none()
        && score >= LEAST
        && other.shape != Shape::Initials
        && lists.word_ending(cx, from, WordKind::Alias).is_some_and(|start| is_joined(cx, to, start))
}

/// True for a Vietnamese reading of a foreign name alone in brackets: `Zhu Chenjie (Chu Thần Kiệt)`.
fn is_bracketed(cx: &Context<'_>, name: &Seen, other: &Seen) -> bool {
    let (open, shut) = (name.tokens().end, other.tokens().end);
    let touches = other.tokens().start == open + 1 && cx.is_mark(open, '(') && cx.is_mark(shut, ')');
    let is_reading = match other.shape {
        Shape::Full => other.tokens().len() > 1,
        Shape::Given => other.tokens().len() == 3,
        Shape::Foreign | Shape::Initials => false,
    };
    touches && is_reading && name.shape == Shape::Foreign && name.credit.is_none() && other.score >= LEAST
}

/// True where a bracket or a comma opens at token `to` what holds the word at token `start`, in one sentence.
fn is_joined(cx: &Context<'_>, to: usize, start: usize) -> bool {
    let ends =
        |at: usize| cx.token(at).starts_line() || ['.', ')', ';', '!', '?'].iter().any(|&mark| cx.is_mark(at, mark));
    let opens = cx.is_mark(to, '(') || cx.is_mark(to, ',');
    opens && start > to && !(to..=start).any(ends)
}
