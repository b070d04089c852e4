//! Dates of issue beside a reference.

use jiff::civil::Date;

use crate::extract::{Context, Shared};
use crate::segment::{Key, Kind};

/// A day in the text, and the token after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day {
    pub date: Date,
    pub next: usize,
}

/// The day that begins at token `at`, as the date room found it or, where it did not, as printed in full.
pub(super) fn day_at(cx: &Context<'_>, shared: &Shared, at: usize) -> Option<Day> {
    let start = cx.tokens.get(at)?.span.start;
    let found = shared.dates.binary_search_by_key(&start, |dated| dated.span.start).ok();
    if let Some(dated) = found.map(|index| shared.dates[index]).filter(|dated| dated.begin == dated.end) {
        let next = cx.tokens.partition_point(|token| token.span.start < dated.span.end);
        return Some(Day { date: dated.begin, next });
    }
    printed(cx, at)
}

/// `ngày 20-9-2017`, `30/12/2019`, `ngày 26 tháng 4 năm 2017`.
fn printed(cx: &Context<'_>, at: usize) -> Option<Day> {
    const DAY: Key = Key::of("ngày");
    const MONTH: Key = Key::of("tháng");
    const YEAR: Key = Key::of("năm");
    let at = if cx.is(at, DAY) { at + 1 } else { at };
    let part = |at: usize| cx.token(at).digits().filter(|_| cx.token(at).kind == Kind::Digits);
    let is_words = cx.is(at + 1, MONTH) && (cx.is(at + 3, YEAR) || cx.is_mark(at + 3, '/'));
    let is_marks = is_joint(cx, at + 1) && is_joint(cx, at + 3);
    if !is_words && !is_marks {
        return None;
    }
    let (day, month, year) = (part(at)?, part(at + 2)?, part(at + 4)?);
    let is_year = (1930..=2100).contains(&year);
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    is_year.then_some(Day { date, next: at + 5 })
}

fn is_joint(cx: &Context<'_>, at: usize) -> bool {
    ['/', '-', '.', '–'].iter().any(|&mark| cx.is_mark(at, mark))
}
