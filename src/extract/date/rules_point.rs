//! Points: a clock, part of the day, weekday and day together, in any order that papers use.

use super::expr::{Calendar, From, Point, Unit, Year};
use super::reader::{Reader, keys::*};
use super::rules_clock::in_24_hours;
use crate::segment::{Key, Kind};

/// A point that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    /// The point.
    pub point: Point,
    /// The other end, where the day itself is a range: `26-28/6`.
    pub last: Option<Calendar>,
    /// Token after it.
    pub next: usize,
    /// True where it can only be a date; else it counts only as an end of a range.
    pub sure: bool,
    /// True where no calendar has the day.
    pub impossible: bool,
    /// Its rule.
    pub rule: &'static str,
}

impl Read {
    /// A point of no pieces.
    pub fn empty(at: usize) -> Read {
        let point = Point::default();
        Read { point, last: None, next: at, sure: false, impossible: false, rule: "" }
    }

    fn has_day(&self) -> bool {
        self.point.day.is_some()
    }

    /// True before any piece was read.
    pub fn is_empty(&self) -> bool {
        self.point == Point::default()
    }
}

impl Reader<'_, '_> {
    /// The longest point at token `at`. `in_range` says that it follows `đến` or a dash after another point.
    pub fn point(&self, at: usize, in_range: bool) -> Option<Read> {
        let mut read = Read::empty(at);
        read.sure = in_range;
        let mut from = at;
        if let Some((modifier, next)) = self.modifier(at) {
            if let Some(read) = self.modified(modifier, next, at) {
                return Some(read);
            }
            self.part(at)?;
        }
        while let Some(more) = self.piece(&read, from) {
            read = more;
            from = read.next;
        }
        self.finish(read, at)
    }

    /// One more piece of the point, perhaps after `,`, `của`, `lúc` or in brackets.
    fn piece(&self, read: &Read, at: usize) -> Option<Read> {
        if read.is_empty() {
            return self.bare_piece(read, at);
        }
        if self.token(at).starts_line() {
            return None;
        }
        if self.cx.is_mark(at, '(') {
            return self.bracketed_piece(read, at);
        }
        if let Some(found) = self.bare_piece(read, at) {
            return Some(found);
        }
        let joins_day = read.point.clock.is_some() || read.point.weekday.is_some() || read.point.part.is_some();
        // "[04/12 - 15:59]"
        let is_stamp = self.is_dash(at) && (self.is_dated(read) || self.is_day_before_clock(read, at));
        let is_joint = self.cx.is_mark(at, ',') || self.is_any(at, &[CUA, LUC]) || is_stamp;
        if !is_joint || self.token(at + 1).starts_line() {
            return None;
        }
        let more = self.bare_piece(read, at + 1)?;
        let is_clock = more.point.clock != read.point.clock;
        let is_fit = match is_clock {
            true => read.has_day() && (self.is(at, LUC) || self.is_dated(read) || is_stamp),
            false => (joins_day || read.has_day()) && !self.is(at, LUC) && more.point.day != read.point.day,
        };
        is_fit.then_some(more)
    }

    /// `04/12 - 15:59`: a day and a clock with a colon, in brackets, as links to other articles have them.
    fn is_day_before_clock(&self, read: &Read, at: usize) -> bool {
        let is_day = matches!(read.point.day, Some(Calendar::Day(..)));
        let closes = |next: usize| self.cx.is_mark(next, ')') || self.cx.is_mark(next, ']');
        is_day && self.clock(at + 1).is_some_and(|told| self.cx.is_mark(at + 2, ':') && closes(told.next))
    }

    /// True where the day has its year, as in a timestamp.
    fn is_dated(&self, read: &Read) -> bool {
        matches!(read.point.day, Some(Calendar::Day(Year::Known(_), ..)))
    }

    /// `(12/10)` after `thứ Hai` or `hôm nay`, `(thứ Hai)` after a day.
    fn bracketed_piece(&self, read: &Read, at: usize) -> Option<Read> {
        // "3h20 (ngày 28/11)", but not "8h (12/10)"
        let names_day = self.is_any(at + 1, &[NGAY, HOM]);
        if read.point.clock.is_some() && !read.has_day() && read.point.weekday.is_none() && !names_day {
            return None;
        }
        let mut inner = *read;
        if points_at_day(inner.point.day) {
            inner.point.day = None;
        }
        let is_wider =
            |more: &Read| more.point.weekday != read.point.weekday || matches!(more.point.day, Some(Calendar::Day(..)));
        let mut more = self.bare_piece(&inner, at + 1).filter(is_wider)?;
        if more.point.clock != read.point.clock || more.last.is_some() {
            return None;
        }
        if let Some(again) = self.piece_after_comma(&more) {
            more = again;
        }
        if !self.cx.is_mark(more.next, ')') {
            return None;
        }
        more.point.day = more.point.day.or(read.point.day);
        more.sure = true;
        more.next += 1;
        Some(more)
    }

    fn piece_after_comma(&self, read: &Read) -> Option<Read> {
        let next = if self.cx.is_mark(read.next, ',') { read.next + 1 } else { read.next };
        self.bare_piece(read, next).filter(|more| more.point.clock == read.point.clock)
    }

    /// A piece right at token `at` that fills an open place of the point.
    fn bare_piece(&self, read: &Read, at: usize) -> Option<Read> {
        let is_figure = match self.token(at).kind {
            Kind::Digits => true,
            kind if kind.is_word() && self.opens_piece(at) => false,
            _ => return None,
        };
        let point = &read.point;
        if point.clock.is_none()
            && self.opens_number(at)
            && let Some(found) = self.clock_piece(read, at)
        {
            return Some(found);
        }
        if !is_figure
            && point.part.is_none()
            && !is_wide(point.day)
            && let Some(found) = self.part_piece(read, at)
        {
            return Some(found);
        }
        if point.day.is_none()
            && let Some(found) = self.day_piece(read, at)
        {
            return Some(found);
        }
        if points_at_day(point.day)
            && let Some(found) = self.exact_day(read, at)
        {
            return Some(found);
        }
        if !is_figure && point.weekday.is_none() && !is_wide(point.day) {
            return self.weekday_piece(read, at);
        }
        None
    }

    /// `chiều nay 22/9`, `hôm qua, ngày 5-8`: the day in figures says which day it is.
    fn exact_day(&self, read: &Read, at: usize) -> Option<Read> {
        let number = if self.is(at, NGAY) { at + 1 } else { at };
        self.figure_piece(read, number, true).filter(|found| !found.impossible && found.last.is_none())
    }

    fn clock_piece(&self, read: &Read, at: usize) -> Option<Read> {
        if is_wide(read.point.day) || read.point.part.is_some() && !read.has_day() && !self.token(at + 1).is_glued() {
            // "sáng 8 giờ" is rare; "tối 8 giờ 30" is left to the part alone.
            if !read.has_day() {
                return None;
            }
        }
        let told = self.clock(at)?;
        let is_expected = self.expects_clock(at) || read.has_day();
        // "báo trước 5 giờ" tells how long before.
        let lasts = self.is(at.wrapping_sub(1), TRUOC) && told.clock.minute.is_none() && told.clock.hour <= 12;
        let sure = read.sure || told.sure && !self.is_duration_cue(at) || is_expected && !(lasts && read.is_empty());
        let point = Point { clock: Some(told.clock), ..read.point };
        let rule = if read.is_empty() { "date/clock" } else { read.rule };
        Some(Read { point, next: told.next, sure, rule, ..*read })
    }

    /// `trong 2h30`, `mất 1h45`: lengths.
    fn is_duration_cue(&self, at: usize) -> bool {
        const WORDS: [Key; 8] = [TRONG, SUOT, MAT, Key::of("dài"), VONG, THEM, Key::of("chậm"), Key::of("tích")];
        let before = if self.is_any(at.wrapping_sub(1), &[KHOANG, GAN, HON]) { at.wrapping_sub(1) } else { at };
        self.is_any(before.wrapping_sub(1), &WORDS)
    }

    /// `đêm Noel`, `đêm giao thừa`: a holiday of its own.
    fn is_eve(&self, at: usize) -> bool {
        self.words.holidays.at(self.cx, at).is_some_and(|(_, next)| next > at + 1)
    }

    fn part_piece(&self, read: &Read, at: usize) -> Option<Read> {
        let (part, is_name, mut next) = self.part(at).filter(|_| !self.is_eve(at))?;
        let mut point = Point { part: Some(part), ..read.point };
        let mut sure = read.sure;
        if point.day.is_none()
            && let Some((offset, after)) = self.words.deictic.at(self.cx, next)
            && !self.token(next).starts_line()
        {
            point.day = Some(Calendar::Offset(Unit::Day, offset, From::Dct));
            next = after;
            sure = true;
        }
        if read.has_day() && !is_name && !self.is_free(next) {
            return None;
        }
        if read.point.clock.is_some() {
            sure = true;
        }
        if let (Some(clock), Some(part)) = (point.clock, point.part) {
            point.clock = Some(in_24_hours(clock, part));
        }
        let rule = if read.rule.is_empty() || read.rule == "date/clock" { "date/part-of-day" } else { read.rule };
        Some(Read { point, next, sure, rule, ..*read })
    }

    fn weekday_piece(&self, read: &Read, at: usize) -> Option<Read> {
        let start = if self.is_any(at, &[HOM, NGAY]) { at + 1 } else { at };
        let (day, week, is_sure, next) = self.weekday(start)?;
        // "ngày thứ hai" is the second day as often as Monday.
        let has_cue =
            start > at && self.is(at, HOM) || !read.is_empty() || self.is_any(at.wrapping_sub(1), &[HOM, VAO, TU]);
        let has_cue = has_cue && !(start > at && self.is(at, NGAY));
        let is_counted = start == at && self.cx.before(at).kind == Kind::Lower && self.cue(at).is_none();
        let sure = read.sure || is_sure || has_cue || self.names_day(next) && !is_counted;
        let mut point = Point { weekday: Some(day), ..read.point };
        if week.is_some() && point.day.is_none() {
            point.day = Some(Calendar::Weekday(day, week));
        }
        let rule = if matches!(read.rule, "" | "date/clock" | "date/part-of-day") { "date/weekday" } else { read.rule };
        Some(Read { point, next, sure, rule, ..*read })
    }

    /// True where a day follows that makes the words before it a weekday.
    fn names_day(&self, next: usize) -> bool {
        let after = if self.cx.is_mark(next, ',') || self.cx.is_mark(next, '(') { next + 1 } else { next };
        if self.token(after).starts_line() {
            return false;
        }
        self.is(after, NGAY) && self.small(after + 1).is_some()
            || self.figures(after, false).is_some_and(|figures| !figures.impossible)
            || self.ending(next).is_some()
    }

    /// Completes the point with what follows it, and drops it where it says too little.
    fn finish(&self, mut read: Read, at: usize) -> Option<Read> {
        if read.is_empty() || read.next == at {
            return None;
        }
        let weekday_only = read.point.weekday.is_some() && read.point.day.is_none();
        if weekday_only {
            read.point.day = read.point.weekday.map(|day| Calendar::Weekday(day, None));
            let is_alone = self.cx.tokens.len() == read.next - at;
            read.sure |= is_alone || read.point.part.is_some();
            if !read.sure {
                return None;
            }
        }
        if read.point.day.is_none() && read.point.clock.is_none() {
            return None;
        }
        if can_move(&read.point)
            && let Some((toward, next)) = self.ending(read.next)
        {
            read.point.lean = Some(toward);
            read.sure = true;
            // "thứ Năm tới" is a date by its last word, "ngày 24/9 tới" without it.
            if matches!(read.point.day, Some(Calendar::Weekday(..) | Calendar::Season(..))) {
                read.next = next;
            }
        }
        if read.rule.is_empty() {
            read.rule = "date/clock";
        }
        Some(read)
    }
}

/// True for a day told by its distance (`hôm nay`, `thứ Hai tuần sau`), which figures after it may tell again.
fn points_at_day(day: Option<Calendar>) -> bool {
    matches!(
        day,
        Some(
            Calendar::Offset(Unit::Day, _, From::Dct)
                | Calendar::Offset(Unit::Day, 0, From::Mention)
                | Calendar::Weekday(_, Some(_))
        )
    )
}

/// True for stretches longer than a day.
fn is_wide(day: Option<Calendar>) -> bool {
    match day {
        None | Some(Calendar::Day(..) | Calendar::Weekday(..)) => false,
        Some(Calendar::Offset(unit, ..)) => unit != Unit::Day,
        Some(Calendar::Lunar(lunar)) => lunar.day == 0,
        Some(_) => true,
    }
}

/// True where `tới` or `vừa qua` may choose the occurrence.
fn can_move(point: &Point) -> bool {
    matches!(
        point.day,
        Some(
            Calendar::Day(Year::Open, ..)
                | Calendar::Month(Year::Open, _)
                | Calendar::Quarter(Year::Open, _)
                | Calendar::Season(Year::Open, _)
                | Calendar::Weekday(_, None)
                | Calendar::Lunar(super::expr::Lunar { year: Year::Open, .. })
        )
    )
}
