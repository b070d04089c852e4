//! Points: a clock, part of the day, weekday and day together, in any order that papers use.

use super::expr::{Calendar, From, Month, Point, Toward, Unit, Year};
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
    fn empty(at: usize) -> Read {
        let point = Point::default();
        Read { point, last: None, next: at, sure: false, impossible: false, rule: "" }
    }

    fn has_day(&self) -> bool {
        self.point.day.is_some()
    }

    fn is_empty(&self) -> bool {
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
            if self.part(at).is_none() {
                return None;
            }
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
        let is_joint = self.cx.is_mark(at, ',')
            || self.is_any(at, &[CUA, LUC])
            || (self.is_dash(at) || self.cx.is_mark(at, '|')) && self.is_dated(read);
        if !is_joint || self.token(at + 1).starts_line() {
            return None;
        }
        let more = self.bare_piece(read, at + 1)?;
        let is_clock = more.point.clock != read.point.clock;
        let is_fit = match is_clock {
            true => read.has_day() && (self.is(at, LUC) || self.is_dated(read)),
            false => (joins_day || read.has_day()) && !self.is(at, LUC) && more.point.day != read.point.day,
        };
        is_fit.then_some(more)
    }

    /// True where the day has its year, as in a timestamp.
    fn is_dated(&self, read: &Read) -> bool {
        matches!(read.point.day, Some(Calendar::Day(Year::Known(_), ..)))
    }

    /// `(12/10)` after `thứ Hai` or `hôm nay`, `(thứ Hai)` after a day.
    fn bracketed_piece(&self, read: &Read, at: usize) -> Option<Read> {
        if read.point.clock.is_some() && !read.has_day() && read.point.weekday.is_none() {
            return None;
        }
        let mut inner = *read;
        if let Some(Calendar::Offset(Unit::Day, _, From::Dct)) = inner.point.day {
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
        let point = &read.point;
        if point.clock.is_none()
            && let Some(found) = self.clock_piece(read, at)
        {
            return Some(found);
        }
        if point.part.is_none()
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
        if let Some(Calendar::Offset(Unit::Day, _, From::Dct)) = point.day
            && let Some(found) = self.exact_day(read, at)
        {
            return Some(found);
        }
        if point.weekday.is_none() && !is_wide(point.day) {
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
        let sure = read.sure || told.sure && !self.is_duration_cue(at) || is_expected;
        let point = Point { clock: Some(told.clock), ..read.point };
        let rule = if read.is_empty() { "date/clock" } else { read.rule };
        Some(Read { point, next: told.next, sure, rule, ..*read })
    }

    /// `trong 2h30`, `mất 1h45`: lengths.
    fn is_duration_cue(&self, at: usize) -> bool {
        const WORDS: [Key; 8] = [
            Key::of("trong"),
            Key::of("suốt"),
            Key::of("mất"),
            Key::of("dài"),
            Key::of("vòng"),
            Key::of("thêm"),
            Key::of("chậm"),
            Key::of("tích"),
        ];
        let before = if self.is_any(at.wrapping_sub(1), &[KHOANG, GAN, HON]) { at.wrapping_sub(1) } else { at };
        self.is_any(before.wrapping_sub(1), &WORDS)
    }

    fn part_piece(&self, read: &Read, at: usize) -> Option<Read> {
        let (part, is_name, mut next) = self.part(at)?;
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
        let has_cue = start > at || !read.is_empty() || self.is_any(at.wrapping_sub(1), &[HOM, Key::of("vào"), TU]);
        let sure = read.sure || is_sure || has_cue || self.names_day(next);
        let mut point = Point { weekday: Some(day), ..read.point };
        if week.is_some() && point.day.is_none() {
            point.day = Some(Calendar::Weekday(day, week));
        }
        let next = self.skip_joint(next);
        let rule = if matches!(read.rule, "" | "date/clock" | "date/part-of-day") { "date/weekday" } else { read.rule };
        Some(Read { point, next, sure, rule, ..*read })
    }

    fn skip_joint(&self, next: usize) -> usize {
        next
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

    /// A day, month or year.
    fn day_piece(&self, read: &Read, at: usize) -> Option<Read> {
        self.headed_day(read, at)
            .or_else(|| self.relative_day(read, at))
            .or_else(|| self.special_day(read, at))
            .or_else(|| self.numeric_day(read, at))
            .or_else(|| self.period_day(read, at))
    }

    fn with(&self, read: &Read, day: Calendar, next: usize, rule: &'static str, sure: bool) -> Option<Read> {
        let point = Point { day: Some(day), ..read.point };
        Some(Read { point, next, sure: sure || read.sure, rule, ..*read })
    }

    /// `ngày 20-9-2017`, `ngày 5 tháng 6`, `hôm 29/8`, `ngày 26`, `ngày mùng 5`.
    fn headed_day(&self, read: &Read, at: usize) -> Option<Read> {
        if !self.is_any(at, &[NGAY, HOM]) || self.is_count_of_days(at) {
            return None;
        }
        if let Some((day, next)) = self.lunar(at) {
            return self.with(read, day, next, "date/lunar", true);
        }
        let number = at + 1;
        if self.token(number).starts_line() {
            return None;
        }
        let mut read = *read;
        if self.is(at, HOM) {
            read.point.lean = Some(Toward::Past);
        }
        if let Some(found) = self.figure_piece(&read, number, true) {
            return Some(found);
        }
        if let Some((day, next, impossible)) = self.worded(number, true) {
            let found = self.with(&read, day, next, "date/day-month-year", true)?;
            return Some(Read { impossible, ..found });
        }
        self.lone_day(&read, at)
    }

    /// A day in figures, with the words that give its year.
    fn figure_piece(&self, read: &Read, number: usize, headed: bool) -> Option<Read> {
        let figures = self.figures(number, headed)?;
        let (mut first, mut last, mut next) = (figures.first, figures.last, figures.next);
        if !figures.dated
            && let Some((year, after)) = self.figure_year_words(next)
        {
            first = with_year(first, year);
            last = last.map(|last| with_year(last, year));
            next = after;
        }
        let rule = if figures.last.is_some() { "date/range" } else { "date/day-month-year" };
        let found = self.with(read, first, next, rule, true)?;
        Some(Read { last, impossible: figures.impossible, ..found })
    }

    /// `năm 2017`, `năm ngoái` after `20/9`.
    fn figure_year_words(&self, at: usize) -> Option<(Year, usize)> {
        if self.token(at).starts_line() || !(self.is(at, NAM) || self.words.relative.is_at(self.cx, at)) {
            return None;
        }
        self.named_year(at).filter(|(year, _)| !matches!(year, Year::CanChi(_)))
    }

    /// `mỗi ngày 3 viên`, `3 ngày 5/10`: no date.
    fn is_count_of_days(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        self.is_any(before, &[MOI_EACH, HANG, HANG_EVERY, Key::of("mấy"), Key::of("vài")])
            && self.token(before).is(HANG) != self.token(before).is(HANG_EVERY)
            || self.is(before, MOI_EACH)
    }

    /// `ngày 26`, whose month is open.
    fn lone_day(&self, read: &Read, at: usize) -> Option<Read> {
        let (day, next) = match self.day_digits(at + 1) {
            Some(day) => (day, at + 2),
            None => return None,
        };
        let before = self.cx.before(at);
        if before.kind == Kind::Digits || before.is(MOT) {
            return None;
        }
        let is_list =
            self.is(next, VA) || self.cx.is_mark(next, ',') || self.is_dash(next) || self.is_any(next, &[DEN, TOI]);
        if !self.ends_clean(next) || self.words.counted.is_at(self.cx, next) || !(self.is_free(next) || is_list) {
            return None;
        }
        self.with(read, Calendar::Day(Year::Open, Month::Open, day), next, "date/day", true)
    }

    /// `hôm qua`, `tuần trước`, `năm ngoái`.
    fn relative_day(&self, read: &Read, at: usize) -> Option<Read> {
        let (relative, next) = self.words.relative.at(self.cx, at)?;
        let is_day = relative.unit == Unit::Day;
        if !read.is_empty() && !is_day && read.point.modifier.is_none() || self.is_cut(at, next) {
            return None;
        }
        let day = Calendar::Offset(relative.unit, relative.offset, relative.from);
        self.with(read, day, next, "date/relative", true)
    }

    /// True where a relative word is part of a longer one: `năm trước khi`, `ngày hôm nay` after a count.
    fn is_cut(&self, at: usize, next: usize) -> bool {
        let is_prepositional = self.is_any(next - 1, &[TRUOC, SAU, TOI]);
        let bound = [KHI, NGAY, LUC, Key::of("năm"), Key::of("thềm")];
        let is_bound = is_prepositional && (self.is_any(next, &bound) || self.token(next).kind == Kind::Digits);
        let before = self.cx.before(at);
        let is_count = before.kind == Kind::Digits && !self.token(at).starts_line()
            || self.is_any(
                at.wrapping_sub(1),
                &[
                    Key::of("nhiều"),
                    NHUNG,
                    CAC,
                    Key::of("vài"),
                    Key::of("mấy"),
                    Key::of("mươi"),
                    CHUC,
                    TRAM,
                    Key::of("nghìn"),
                    Key::of("ngàn"),
                ],
            );
        if relative_is_adjective(self, at) {
            return true;
        }
        let is_idiom = self.is(at, NAM) && self.is_any(at.wrapping_sub(1), &[Key::of("thứ"), Key::of("tháng")]);
        is_bound || is_count || is_idiom
    }

    /// Lunar days and holidays.
    fn special_day(&self, read: &Read, at: usize) -> Option<Read> {
        if self.is_any(at, &[MUNG, MONG, RAM]) || self.token(at).kind == Kind::Digits {
            if let Some((day, next)) = self.lunar(at) {
                return self.with(read, day, next, "date/lunar", true);
            }
        }
        let (day, next) = self.holiday(at)?;
        self.with(read, day, next, "date/holiday", true)
    }

    /// `12/10`, `20-9-2017`, `10 tháng 2`, without a head word.
    fn numeric_day(&self, read: &Read, at: usize) -> Option<Read> {
        if self.token(at).kind != Kind::Digits {
            return None;
        }
        if let Some((day, next, false)) = self.worded(at, false) {
            let before = self.token(at.wrapping_sub(1));
            let is_clean = before.kind != Kind::Digits && self.starts_clean(at);
            return is_clean.then(|| self.with(read, day, next, "date/day-month-year", true))?;
        }
        let headed = !read.is_empty() || read.sure;
        let is_loose = headed || self.cue(at).is_some_and(|cue| cue.strong) && self.is_falling(at);
        let mut found = self.figure_piece(read, at, is_loose)?;
        let dated = matches!(found.point.day, Some(Calendar::Day(Year::Known(_) | Year::Offset(..), ..)));
        if !headed && self.is_name(at) && self.cue(at).is_none() {
            return None;
        }
        found.sure = read.sure
            || headed
            || dated
            || self.has_cue(at, found.next)
            || found.last.is_some() && self.is_free(found.next);
        if !headed && let Some(toward) = self.cue(at).and_then(|cue| cue.toward) {
            found.point.lean = Some(toward);
        }
        if !headed && found.impossible && !dated {
            return None;
        }
        Some(found)
    }

    /// True where the words around a bare `12/10` say that it is a day and no fraction.
    fn has_cue(&self, at: usize, next: usize) -> bool {
        let is_alone = self.token(at).starts_line()
            && (self.token(next).starts_line() || self.cx.is_mark(next, ':') || self.cx.is_mark(next, ','));
        if is_alone && self.is_likely_day(at) || self.ending(next).is_some() {
            return true;
        }
        let is_bracketed =
            self.cx.is_mark(at.wrapping_sub(1), '(') && (self.cx.is_mark(next, ')') || self.cx.is_mark(next, ','));
        if is_bracketed {
            return self.is_likely_day(at);
        }
        let Some(cue) = self.cue(at) else { return false };
        if self.is_dash(at + 1) {
            return self.is_falling(at) || cue.toward.is_some() || cue.strong && self.is_free(next);
        }
        cue.strong && self.is_free(next) || cue.toward.is_some() || self.is_unfraction(at)
    }

    /// `27 - 7`, no range of numbers, since the second is smaller.
    pub fn is_falling(&self, at: usize) -> bool {
        self.day_digits(at).zip(self.month_digits(at + 2)).is_some_and(|(day, month)| day > month)
    }

    /// A day and month that is no common fraction: `1/2`, `2/3`, `3/4`, `1/10`.
    fn is_likely_day(&self, at: usize) -> bool {
        self.is_unfraction(at) || self.cue(at).is_some_and(|cue| cue.toward.is_some())
    }

    fn is_unfraction(&self, at: usize) -> bool {
        let (Some(day), Some(month)) = (self.day_digits(at), self.month_digits(at + 2)) else { return false };
        self.token(at).span.len() == 2 && day < 10 || day >= month || day > 9
    }

    /// `tháng 9`, `quý III`, `năm 2020`, `thế kỷ XX`, `mùa hè 2020`, and bare years and months after a cue.
    fn period_day(&self, read: &Read, at: usize) -> Option<Read> {
        if !read.is_empty() {
            return None;
        }
        if let Some((day, next)) = self.period(at) {
            return self.with(read, day, next, rule_of(day), true);
        }
        if self.token(at).kind != Kind::Digits || !self.starts_clean(at) {
            return None;
        }
        if let Some((day, next)) = self.bare_month(at) {
            return self.with(read, day, next, "date/month", self.cue(at).is_some());
        }
        let year = self.year_digits(at).filter(|year| (1800..2100).contains(year) && self.ends_clean(at + 1))?;
        let sure = self.is_bare_year(at);
        self.with(read, Calendar::Year(Year::Known(year)), at + 1, "date/year", sure)
    }

    /// `9/2023`, `10-2024`.
    fn bare_month(&self, at: usize) -> Option<(Calendar, usize)> {
        let month = self.month_digits(at)?;
        let is_joined = self.cx.is_mark(at + 1, '/') || self.cx.is_mark(at + 1, '-');
        let (year, next) = self.year_after(at + 1, false).filter(|_| is_joined)?;
        let is_near = matches!(year, Year::Known(year) if (1900..2100).contains(&year));
        (is_near && !self.is_name(at)).then_some((Calendar::Month(year, Month::Known(month)), next))
    }

    /// A year without `năm`: after a cue, or at the head of a clause, and with nothing that it would count after it.
    fn is_bare_year(&self, at: usize) -> bool {
        let next = at + 1;
        let is_head = self.opens_sentence(at) && (self.cx.is_mark(next, ',') || self.words.follow.is_at(self.cx, next));
        let is_bracketed = self.cx.is_mark(at.wrapping_sub(1), '(') && self.cx.is_mark(next, ')');
        is_head || is_bracketed || self.cue(at).is_some() && self.is_free(next)
    }

    fn opens_sentence(&self, at: usize) -> bool {
        let before = self.cx.before(at);
        self.token(at).starts_line() || before.is_mark('.') && !self.token(at).is_glued()
    }

    /// A stretch with `đầu`, `cuối`… before it.
    fn modified(&self, modifier: super::DateMod, at: usize, start: usize) -> Option<Read> {
        let mut read = Read::empty(at);
        read.point.modifier = Some(modifier);
        let found = self.period(at).map(|(day, next)| (day, next, rule_of(day)));
        let found = found.or_else(|| {
            let (relative, next) = self.words.relative.at(self.cx, at)?;
            let is_wide = relative.unit != Unit::Day && !self.is_cut(at, next);
            is_wide.then_some((Calendar::Offset(relative.unit, relative.offset, relative.from), next, "date/relative"))
        });
        let found = found.or_else(|| self.modified_bare(at, start));
        let (day, next, rule) = found?;
        let _ = start;
        self.with(&read, day, next, rule, true)
    }

    /// `đầu năm`, `cuối tháng`, `cuối 2023`, `cuối tuần qua`, `đầu năm mới`.
    fn modified_bare(&self, at: usize, start: usize) -> Option<(Calendar, usize, &'static str)> {
        if self.token(at).starts_line() {
            return None;
        }
        if let Some(year) = self.year_digits(at).filter(|_| self.ends_clean(at + 1) && self.is_free(at + 1)) {
            return (1800..2100).contains(&year).then_some((Calendar::Year(Year::Known(year)), at + 1, "date/year"));
        }
        if self.is(at, TUAN) && self.is(at + 1, QUA) {
            return Some((Calendar::Offset(Unit::Week, -1, From::Dct), at + 2, "date/relative"));
        }
        if self.is(at, THANG) && self.is(at + 1, QUA) {
            return Some((Calendar::Offset(Unit::Month, -1, From::Dct), at + 2, "date/relative"));
        }
        if self.is(at, NAM) && self.is(at + 1, QUA) {
            return Some((Calendar::Offset(Unit::Year, -1, From::Dct), at + 2, "date/relative"));
        }
        if self.is(at, NAM) && self.is(at + 1, MOI) {
            return Some((Calendar::Offset(Unit::Year, 1, From::Dct), at + 2, "date/relative"));
        }
        let is_generic =
            self.is_any(start.wrapping_sub(1), &[Key::of("hàng"), Key::of("mỗi"), Key::of("sinh"), Key::of("dịp")]);
        let is_named =
            self.is_any(at + 1, &[HOC, Key::of("nhất"), Key::of("cấp"), Key::of("hai"), Key::of("ba"), Key::of("tài")]);
        if is_generic || is_named {
            return None;
        }
        let unit = match self.token(at).key {
            NAM => Unit::Year,
            THANG => Unit::Month,
            _ => return None,
        };
        let is_stretch = self.is_any(start, &[DAU, CUOI, GIUA]);
        is_stretch.then_some((Calendar::Offset(unit, 0, From::Dct), at + 1, "date/relative"))
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
            read.next = next;
            read.sure = true;
        }
        if read.rule.is_empty() {
            read.rule = "date/clock";
        }
        Some(read)
    }
}

/// `chất quý này`, `cao quý này`: precious, no quarter.
fn relative_is_adjective(reader: &Reader<'_, '_>, at: usize) -> bool {
    let is_adjective =
        reader.is(at, QUY) && reader.token(at).kind == Kind::Lower && reader.cx.before(at).kind == Kind::Lower;
    is_adjective && reader.cue(at).is_none()
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

fn with_year(day: Calendar, year: Year) -> Calendar {
    match day {
        Calendar::Day(_, month, day) => Calendar::Day(year, month, day),
        Calendar::Month(_, month) => Calendar::Month(year, month),
        other => other,
    }
}

/// The rule id of a stretch.
pub(super) fn rule_of(day: Calendar) -> &'static str {
    match day {
        Calendar::Month(..) => "date/month",
        Calendar::Quarter(..) | Calendar::Half(..) | Calendar::Months(..) => "date/part-of-year",
        Calendar::Year(_) => "date/year",
        Calendar::Season(..) => "date/season",
        Calendar::Decade(_) => "date/decade",
        Calendar::Century(_) => "date/century",
        Calendar::Lunar(_) => "date/lunar",
        Calendar::Offset(..) => "date/relative",
        Calendar::Day(..) => "date/day-month-year",
        Calendar::Weekday(..) => "date/weekday",
    }
}
