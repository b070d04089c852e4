//! Days, months and years as pieces of a point, with the words that let one without a head word count.

use super::DateMod;
use super::expr::{Calendar, From, Month, Point, Toward, Unit, Year};
use super::reader::{Reader, keys::*};
use super::rules_point::Read;
use crate::segment::{Key, Kind};

impl Reader<'_, '_> {
    /// A day, month or year.
    pub(super) fn day_piece(&self, read: &Read, at: usize) -> Option<Read> {
        if self.token(at).kind == Kind::Digits {
            return self
                .lunar_day(read, at)
                .or_else(|| self.numeric_day(read, at))
                .or_else(|| self.period_day(read, at));
        }
        match self.token(at).key {
            NGAY | HOM => self.headed_day(read, at).or_else(|| self.relative_day(read, at)),
            THANG | QUY | NAM => self.relative_day(read, at).or_else(|| self.period_day(read, at)),
            _ => {
                self.relative_day(read, at).or_else(|| self.special_day(read, at)).or_else(|| self.period_day(read, at))
            }
        }
    }

    fn with(&self, read: &Read, day: Calendar, next: usize, rule: &'static str, sure: bool) -> Option<Read> {
        let point = Point { day: Some(day), ..read.point };
        Some(Read { point, next, sure: sure || read.sure, rule, ..*read })
    }

    /// `ngày 20-9-2017`, `ngày 5 tháng 6`, `hôm 29/8`, `ngày 26`, `ngày mùng 5`.
    fn headed_day(&self, read: &Read, at: usize) -> Option<Read> {
        if self.is_count_of_days(at) {
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
    pub(super) fn figure_piece(&self, read: &Read, number: usize, headed: bool) -> Option<Read> {
        let figures = self.figures(number, headed)?;
        let (mut first, mut last, mut next) = (figures.first, figures.last, figures.next);
        let takes_words = !figures.dated && (headed || self.cx.is_mark(number + 1, '/'));
        if takes_words && let Some((year, after)) = self.figure_year_words(next) {
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
        self.is_any(before, &[MOI_EACH, HANG, HANG_EVERY, MAY, VAI])
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
        if (before.kind == Kind::Digits || before.is(MOT)) && self.month_of_list(next).is_none() {
            return None;
        }
        let is_list =
            self.is(next, VA) || self.cx.is_mark(next, ',') || self.is_dash(next) || self.is_any(next, &[DEN, TOI]);
        // A lunar day whose month is open has no value.
        if self.lunar_mark(next).is_some() {
            return None;
        }
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
    pub(super) fn is_cut(&self, at: usize, next: usize) -> bool {
        let is_prepositional = self.is_any(next - 1, &[TRUOC, SAU, TOI]);
        let bound = [KHI, NGAY, LUC, NAM, THEM_EVE];
        let is_bound = is_prepositional && (self.is_any(next, &bound) || self.token(next).kind == Kind::Digits);
        let before = self.cx.before(at);
        let is_day = self.is_any(at, &[HOM, CUNG, BUA]) || self.is(at + 1, HOM);
        // "SEA Games 2022 năm nay"
        let is_year = self.is(next - 1, NAY) && self.year_digits(at.wrapping_sub(1)).is_some();
        let is_count = before.kind == Kind::Digits && !is_year && !self.token(at).starts_line() && !is_day
            || self.is_any(
                at.wrapping_sub(1),
                &[NHIEU, NHUNG, CAC, VAI, MAY, MUOI_TENS, CHUC, TRAM, NGHIN, NGAN, TRIEU, TY],
            );
        if self.is_together(at, next) || relative_is_adjective(self, at) {
            return true;
        }
        // "bằng cả năm trước đây", "từ đầu năm tới nay"
        let is_bridge = self.is(next - 1, TRUOC) && self.is(next, DAY) || self.is(next - 1, TOI) && self.is(next, NAY);
        // "hai hôm trước"
        let is_counted = self.is(at, HOM) && is_prepositional && at > 0 && self.small(at - 1).is_some();
        if self.is(at, NAM) && is_bridge || is_counted {
            return true;
        }
        // "sang năm học thứ hai", "sang năm 2017", "năm trước liền kề"
        let is_other_year = self.is(at, SANG) && (self.is_any(next, &[HOC, THU]) || self.year_digits(next).is_some())
            || self.is(next, LIEN);
        let is_idiom = self.is(at, NAM) && self.is_any(at.wrapping_sub(1), &[THU, THANG]);
        // "năm này qua năm khác"
        let is_each = self.is(next, QUA) && self.token(next + 1).key == self.token(at).key;
        let is_count = is_count && !self.is(next - 1, NGOAI);
        is_bound || is_count || is_idiom || is_other_year || is_each
    }

    /// `cùng` without the day named before: `trận cuối cùng ngày 10/7`, `cùng ngày tháng`, `cùng năm 2015`.
    fn is_together(&self, at: usize, next: usize) -> bool {
        let is_last = self.is_any(at.wrapping_sub(1), &[CUOI, SAU]);
        let is_named = self.is_any(at + 1, &[THANG, NAM]) && self.token(next).kind == Kind::Digits;
        self.is(at, CUNG) && (is_last || is_named || self.is_any(next, &[THANG, NAM]))
    }

    /// `23 tháng Chạp`, `30 Tết`, `10/3 âm lịch`.
    fn lunar_day(&self, read: &Read, at: usize) -> Option<Read> {
        let is_open = self.is_any(at + 1, &[THANG, TET]) || self.is_marked_lunar(at);
        let (day, next) = is_open.then(|| self.lunar(at))??;
        self.with(read, day, next, "date/lunar", true)
    }

    /// Lunar days and holidays.
    fn special_day(&self, read: &Read, at: usize) -> Option<Read> {
        if self.is_any(at, &[MUNG, MONG, RAM])
            && let Some((day, next)) = self.lunar(at)
        {
            return self.with(read, day, next, "date/lunar", true);
        }
        let (day, next) = self.holiday(at)?;
        // "đêm Noel", "đêm giao thừa": the name tells the part of the day, too.
        let part = read.point.part.or_else(|| self.words.parts.at(self.cx, at).map(|(name, _)| name.part));
        let read = Read { point: Point { part, ..read.point }, ..*read };
        self.with(&read, day, next, "date/holiday", true)
    }

    /// `12/10`, `20-9-2017`, `10 tháng 2`, without a head word.
    fn numeric_day(&self, read: &Read, at: usize) -> Option<Read> {
        if let Some((day, next, false)) = self.worded(at, false) {
            let before = self.token(at.wrapping_sub(1));
            let is_clean = before.kind != Kind::Digits && self.starts_clean(at);
            return is_clean.then(|| self.with(read, day, next, "date/day-month-year", true))?;
        }
        if !self.joins_figures(at + 1) {
            return None;
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
        (!found.impossible).then_some(found)
    }

    /// True where the words around a bare `12/10` say that it is a day and no fraction.
    fn has_cue(&self, at: usize, next: usize) -> bool {
        let is_alone = self.token(at).starts_line()
            && (self.token(next).starts_line() || self.cx.is_mark(next, ':') || self.cx.is_mark(next, ','));
        let is_headline = self.cx.is_mark(at + 1, '/') && self.cx.is_mark(next, ':');
        // A line of a table may hold goals: "9-1".
        let is_plain = !self.is_dash(at + 1) || self.is_no_score(at) || self.token(at + 2).span.len() == 2;
        if (is_alone && is_plain || is_headline) && self.is_likely_day(at) || self.ending(next).is_some() {
            return true;
        }
        // "30/4 và 1/5": the first is no fraction, and a day follows.
        let is_list = self.cx.is_mark(at + 1, '/') && self.is_no_score(at) && self.is(next, VA);
        if is_list && self.figures(next + 1, false).is_some_and(|figures| !figures.impossible) {
            return true;
        }
        let is_bracketed = self.cx.is_mark(at.wrapping_sub(1), '(') && self.cx.is_mark(next, ')');
        if is_bracketed && self.is_dash(at + 1) {
            return self.is_no_score(at);
        }
        if is_bracketed {
            return self.is_likely_day(at);
        }
        let Some(cue) = self.cue(at) else { return false };
        if !self.is_unfraction(at) && self.is_share(at) {
            return false;
        }
        if self.cx.is_mark(at + 1, '.') {
            return cue.strong && self.is_free(next) && self.is_no_mark(at);
        }
        if self.is_dash(at + 1) {
            let is_day = self.is_falling(at) || self.is_no_score(at) || self.is_free(next);
            return cue.strong && is_day || cue.toward.is_some();
        }
        cue.strong && self.is_free(next) || cue.toward.is_some() || self.is_unfraction(at)
    }

    /// `chiếm tới 1/3`, `giảm đến 1/2`: a share.
    fn is_share(&self, at: usize) -> bool {
        const VERBS: [Key; 8] = [
            Key::of("chiếm"),
            Key::of("giảm"),
            Key::of("tăng"),
            MAT,
            Key::of("lên"),
            Key::of("bằng"),
            Key::of("đạt"),
            Key::of("hụt"),
        ];
        self.is_any(at.wrapping_sub(1), &[TOI, DEN, HET]) && self.is_any(at.wrapping_sub(2), &VERBS)
    }

    /// `15.3`, no mark or amount such as `6.5`.
    fn is_no_mark(&self, at: usize) -> bool {
        self.is_no_score(at) || self.token(at).span.len() == 2 && self.token(at + 2).span.len() == 2
    }

    /// `(20-11)`, no result of a match or a set.
    fn is_no_score(&self, at: usize) -> bool {
        const MOST_GOALS: u8 = 12;
        self.day_digits(at).is_some_and(|day| day > MOST_GOALS) && self.month_digits(at + 2).is_some()
    }

    /// `27 - 7`, no range of numbers, since the second is smaller.
    pub(super) fn is_falling(&self, at: usize) -> bool {
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
    pub(super) fn period_day(&self, read: &Read, at: usize) -> Option<Read> {
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
        let is_bracketed =
            self.cx.is_mark(at.wrapping_sub(1), '(') && (self.cx.is_mark(next, ')') || self.lists_years(next));
        // "tuyển sinh 2018" is no year of birth.
        let is_birth = self.is(at.wrapping_sub(1), SINH) && self.token(at.wrapping_sub(2)).kind != Kind::Lower;
        let has_cue = is_birth || self.words.cues.before(self.cx, at).is_some();
        is_head || is_bracketed || has_cue && self.is_free(next)
    }

    /// `, 2014` or `và 2014` after a year.
    fn lists_years(&self, next: usize) -> bool {
        (self.cx.is_mark(next, ',') || self.is(next, VA)) && self.year_digits(next + 1).is_some()
    }

    fn opens_sentence(&self, at: usize) -> bool {
        let before = self.cx.before(at);
        self.token(at).starts_line() || before.is_mark('.') && !self.token(at).is_glued()
    }

    /// A stretch with `đầu`, `cuối`… before it.
    pub(super) fn modified(&self, modifier: DateMod, at: usize, start: usize) -> Option<Read> {
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
        if self.is(at, TUAN) && self.is(start, DAU) && self.is_any(start.wrapping_sub(1), &[HOM, HOI]) {
            return Some((Calendar::Offset(Unit::Week, 0, From::Dct), at + 1, "date/relative"));
        }
        let is_generic = self.is_any(start.wrapping_sub(1), &[HANG, MOI_EACH, SINH, DIP]);
        let is_named = self.is_any(at + 1, &[HOC, NHAT, CAP, HAI, BA, TAI]);
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
}

const SANG: Key = Key::of("sang");
const THEM_EVE: Key = Key::of("thềm");
const BUA: Key = Key::of("bữa");
const CAP: Key = Key::of("cấp");
const TAI: Key = Key::of("tài");

/// `chất quý này`, `cao quý này`: precious, no quarter.
fn relative_is_adjective(reader: &Reader<'_, '_>, at: usize) -> bool {
    let is_adjective =
        reader.is(at, QUY) && reader.token(at).kind == Kind::Lower && reader.cx.before(at).kind.is_word();
    is_adjective && reader.cue(at).is_none()
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
