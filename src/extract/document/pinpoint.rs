//! Cited parts of a document: `điểm a khoản 2 Điều 5 Luật …`, `Điều 13 và 14 Bộ luật …`, `Luật …, Điều 5`.
//!
//! The words before a reference are gathered backwards as long as they can belong to pinpoints, then read forwards:
//! each level (`điểm`, `khoản`, `Điều`, …) gives values, and a level completes the paths before it that lack it
//! (ascending order) or refines the last one (descending order).

use super::lists::Lists;
use crate::extract::Context;
use crate::numeral::roman;
use crate::segment::{Key, Kind};
use crate::text::Span;

/// Greatest number of tokens that pinpoints before a reference take up.
const MOST_TOKENS: usize = 60;
/// Greatest number of paths at one reference.
const MOST_PATHS: usize = 60;

const AND: Key = Key::of("và");

/// Levels from the inner to the outer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Point,
    Clause,
    Article,
    Section,
    Chapter,
    Part,
    Appendix,
}

const LEVELS: [Level; 7] =
    [Level::Appendix, Level::Part, Level::Chapter, Level::Section, Level::Article, Level::Clause, Level::Point];

impl Level {
    fn letter(self) -> &'static str {
        match self {
            Level::Point => "",
            Level::Clause => "K",
            Level::Article => "D",
            Level::Section => "M",
            Level::Chapter => "C",
            Level::Part => "P",
            Level::Appendix => "PL",
        }
    }
}

/// One cited part.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Levels from the outer to the inner: `D5.K2.b`.
    pub path: String,
    pub span: Span,
}

/// The parts cited right before the reference whose type words begin at token `from`.
pub(super) fn before(cx: &Context<'_>, lists: &Lists, from: usize) -> Vec<Part> {
    let end = before_joint(cx, lists, from);
    let mut start = end;
    while start > 0 && end - start < MOST_TOKENS && !cx.token(start).starts_line() && belongs(cx, start - 1) {
        start -= 1;
    }
    while start < end && level(cx, start).is_none() {
        start += 1;
    }
    if start == end { Vec::new() } else { parse(cx, start, end) }
}

/// The parts cited after the reference, behind a comma or in brackets: `Luật …, Điều 5, khoản 2`.
pub(super) fn after(cx: &Context<'_>, next: usize) -> Vec<Part> {
    let opens = cx.is_mark(next, '(') || cx.is_mark(next, ',');
    let from = next + usize::from(opens);
    if !opens || level(cx, from).is_none() || cx.token(from).starts_line() {
        return Vec::new();
    }
    let mut end = from;
    while end < from + MOST_TOKENS && belongs(cx, end) && !cx.token(end).starts_line() {
        end += 1;
    }
    parse(cx, from, end)
}

/// The token at which pinpoints end: before "của", "tại", "theo" and a comma in front of the reference.
fn before_joint(cx: &Context<'_>, lists: &Lists, from: usize) -> usize {
    const JOINTS: [Key; 3] = [Key::of("của"), Key::of("các"), Key::of("trong")];
    let mut end = from;
    while end > 0 && end + 3 > from {
        let word = end - 1;
        let is_joint = JOINTS.iter().any(|&joint| cx.is(word, joint));
        let is_comma = cx.is_mark(word, ',');
        let is_list = cx.entry(word, lists.tags.several).is_some() && cx.token(word).kind == Kind::Lower;
        if !is_joint && !is_comma && !is_list || cx.token(end).starts_line() {
            break;
        }
        end -= 1;
    }
    end
}

/// True for a token that can stand in pinpoints.
fn belongs(cx: &Context<'_>, at: usize) -> bool {
    const WORDS: [Key; 7] =
        [Key::of("và"), Key::of("các"), Key::of("đến"), Key::of("từ"), Key::of("số"), Key::of("hoặc"), Key::of("lục")];
    let token = cx.token(at);
    let is_letter = token.kind.is_word() && cx.word(at).chars().count() == 1;
    let is_mark = [',', ';', '.', '-', '–', '&'].iter().any(|&mark| token.is_mark(mark));
    let is_number = token.kind == Kind::Digits && token.span.len() <= 3;
    let is_word = WORDS.iter().any(|&word| cx.is(at, word));
    is_letter || is_mark || is_number || is_word || is_roman(cx, at) || level_word(cx, at).is_some()
}

fn is_roman(cx: &Context<'_>, at: usize) -> bool {
    roman(cx, at).is_some_and(|value| value <= 40)
}

fn level_word(cx: &Context<'_>, at: usize) -> Option<Level> {
    const WORDS: [(Key, Level); 7] = [
        (Key::of("điểm"), Level::Point),
        (Key::of("khoản"), Level::Clause),
        (Key::of("điều"), Level::Article),
        (Key::of("mục"), Level::Section),
        (Key::of("chương"), Level::Chapter),
        (Key::of("phần"), Level::Part),
        (Key::of("phụ"), Level::Appendix),
    ];
    WORDS.iter().find(|(word, _)| cx.is(at, *word)).map(|&(_, level)| level)
}

/// The level whose word stands at token `at` with a value after it, and the token of the value.
fn level(cx: &Context<'_>, at: usize) -> Option<(Level, usize)> {
    let level = level_word(cx, at)?;
    let mut next = at + 1;
    if level == Level::Appendix {
        if !cx.is(next, const { Key::of("lục") }) {
            return None;
        }
        next += 1;
    }
    next += usize::from(cx.is(next, const { Key::of("số") }));
    value(cx, level, next).map(|_| (level, next))
}

/// A value of a level at token `at`: its text in a path, and the token after it.
fn value(cx: &Context<'_>, level: Level, at: usize) -> Option<(String, usize)> {
    let token = cx.token(at);
    let word = cx.word(at);
    if token.kind == Kind::Digits {
        return digits(cx, level, at);
    }
    if level == Level::Point {
        let is_letter = token.kind.is_word() && word.chars().count() == 1 && token.is_plain();
        return is_letter.then(|| (word.to_lowercase(), at + 1));
    }
    let is_outer = level > Level::Article;
    roman(cx, at).filter(|&value| is_outer && value <= 40).map(|value| (value.to_string(), at + 1))
}

/// `5`, `5a`, `1.3`.
fn digits(cx: &Context<'_>, level: Level, at: usize) -> Option<(String, usize)> {
    if cx.token(at).span.len() > 3 {
        return None;
    }
    let mut text = cx.word(at).trim_start_matches('0').to_owned();
    let mut next = at + 1;
    while level == Level::Point && cx.is_mark(next, '.') && cx.token(next).is_glued() {
        let part = cx.token(next + 1);
        if part.kind != Kind::Digits || !part.is_glued() {
            break;
        }
        text.push('.');
        text.push_str(cx.word(next + 1));
        next += 2;
    }
    let letter = cx.token(next);
    if letter.is_glued() && letter.kind.is_word() && cx.word(next).chars().count() == 1 {
        text.push_str(&cx.word(next).to_lowercase());
        next += 1;
    }
    (!text.is_empty()).then_some((text, next))
}

/// A path while it grows: a value for some levels.
#[derive(Clone, Debug)]
struct Path {
    values: [Option<String>; 7],
    from: usize,
    to: usize,
}

impl Path {
    fn new(level: Level, value: String, from: usize, to: usize) -> Path {
        let mut path = Path { values: Default::default(), from, to };
        path.values[level as usize] = Some(value);
        path
    }

    fn has(&self, level: Level) -> bool {
        self.values[level as usize].is_some()
    }

    fn highest(&self) -> Option<Level> {
        LEVELS.into_iter().find(|&level| self.has(level))
    }

    fn lowest(&self) -> Option<Level> {
        LEVELS.into_iter().rev().find(|&level| self.has(level))
    }

    fn text(&self) -> String {
        let parts = LEVELS.into_iter().filter_map(|level| {
            let value = self.values[level as usize].as_ref()?;
            let range = value.replace('-', &format!("-{}", level.letter()));
            Some(format!("{}{range}", level.letter()))
        });
        parts.collect::<Vec<_>>().join(".")
    }
}

fn parse(cx: &Context<'_>, start: usize, end: usize) -> Vec<Part> {
    let mut paths: Vec<Path> = Vec::new();
    let mut at = start;
    while at < end && paths.len() < MOST_PATHS {
        let Some((kind, first)) = level(cx, at) else {
            at += 1;
            continue;
        };
        let (values, next) = values(cx, kind, first, end);
        let is_separate = cx.is(at.wrapping_sub(1), AND);
        add(&mut paths, (kind, values), (at, next), is_descending(cx, kind, at, next), is_separate);
        at = next;
    }
    let is_score = |path: &Path| path.highest() == Some(Level::Point) && path.lowest() == Some(Level::Point);
    let part = |path: &Path| Part { path: path.text(), span: cx.span(path.from, path.to) };
    paths.iter().filter(|path| !is_score(path)).map(part).collect()
}

/// The values of a level: `a, b, c`, `13 và 14`, `15 đến (Điều) 20`; and the token after them.
fn values(cx: &Context<'_>, kind: Level, first: usize, end: usize) -> (Vec<String>, usize) {
    let mut values = Vec::new();
    let mut at = first;
    let mut next = first;
    while at < end {
        let Some((text, after)) = value(cx, kind, at) else { break };
        values.push(text);
        next = after;
        if let Some((last, after)) = range_end(cx, kind, after) {
            if let Some(value) = values.last_mut() {
                *value = format!("{value}-{last}");
            }
            next = after;
        }
        let is_joined = cx.is_mark(next, ',') || cx.is(next, AND) || cx.is(next, const { Key::of("hoặc") });
        if !is_joined {
            break;
        }
        at = next + 1 + usize::from(cx.is_mark(next, ',') && cx.is(next + 1, AND));
    }
    (values, next)
}

/// `đến (Điều) 20`, `-20`.
fn range_end(cx: &Context<'_>, kind: Level, at: usize) -> Option<(String, usize)> {
    let is_range = cx.is(at, const { Key::of("đến") }) || ['-', '–'].iter().any(|&dash| cx.is_mark(at, dash));
    let next = at + 1;
    let next = if level_word(cx, next) == Some(kind) { next + 1 } else { next };
    is_range.then(|| value(cx, kind, next)).flatten()
}

/// True where the level at `at` refines the one before it: `Điều 260, khoản 2`, unless an outer level follows it
/// at once (`Điều 5, khoản 2 Điều 6`).
fn is_descending(cx: &Context<'_>, kind: Level, at: usize, next: usize) -> bool {
    let follows_outer = level(cx, next).is_some_and(|(outer, _)| outer > kind);
    at > 0 && !follows_outer
}

/// Adds a level at tokens `from..to`. After "và" it stands beside the paths before it (`is_separate`).
fn add(
    paths: &mut Vec<Path>,
    (kind, values): (Level, Vec<String>),
    (from, to): (usize, usize),
    may_descend: bool,
    is_separate: bool,
) {
    let can_descend =
        may_descend && !is_separate && paths.last().is_some_and(|last| last.lowest() > Some(kind) && !last.has(kind));
    if can_descend {
        descend(paths, kind, values, to);
        return;
    }
    let is_open = |path: &Path| !is_separate && path.highest() < Some(kind);
    let open: Vec<usize> = (0..paths.len()).filter(|&i| is_open(&paths[i])).collect();
    let Some((first, rest)) = values.split_first() else { return };
    if open.is_empty() {
        paths.extend(values.into_iter().map(|value| Path::new(kind, value, from, to)));
        return;
    }
    for &i in &open {
        paths[i].values[kind as usize] = Some(first.clone());
        paths[i].to = to;
    }
    paths.extend(rest.iter().map(|value| Path::new(kind, value.clone(), from, to)));
}

/// Refines the last path by the values of an inner level.
fn descend(paths: &mut Vec<Path>, kind: Level, values: Vec<String>, to: usize) {
    let Some(last) = paths.pop() else { return };
    for value in values {
        let mut path = last.clone();
        path.values[kind as usize] = Some(value);
        path.to = to;
        paths.push(path);
    }
}
