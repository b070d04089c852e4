//! Days: `ngày 20-9-2017`, `12/10`, `ngày 5 tháng 6 năm 2021`, `26-28/6/2022`, `thứ Hai tuần trước`.

use super::expr::{Calendar, From, Month, Toward, Unit, Year};
use super::reader::{Reader, keys::*};
use crate::segment::Kind;

/// A day or month in figures, and what it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures {
    /// The day, or the first of several.
    pub first: Calendar,
    /// The last of several days or months: `26-28/6`.
    pub last: Option<Calendar>,
    /// Token after it.
    pub next: usize,
    /// True where the year stands with it.
    pub dated: bool,
    /// True where no calendar has the day.
    pub impossible: bool,
}

impl Reader<'_, '_> {
    /// A date in figures at token `at`. `headed` says that a head word or another part of a date stands before it, so
    /// that blanks around the separators and two-digit years are allowed.
    pub fn figures(&self, at: usize, headed: bool) -> Option<Figures> {
        if self.token(at).kind != Kind::Digits || self.token(at).span.len() > 2 {
            return None;
        }
        if !self.joins_figures(at + 1) || !headed && !self.starts_clean(at) {
            return None;
        }
        self.day_range(at, headed).or_else(|| self.month_range(at, headed)).or_else(|| self.day_month(at, headed))
    }

    /// True where a mark that joins figures stands at `at`, and figures after it.
    pub fn joins_figures(&self, at: usize) -> bool {
        let token = self.token(at);
        token.kind == Kind::Mark
            && self.token(at + 1).kind == Kind::Digits
            && (self.is_dash(at) || token.is_mark('/') || token.is_mark('.'))
    }

    /// The separator at `at`, where it joins the numbers beside it.
    fn separator(&self, at: usize, headed: bool) -> Option<char> {
        let mark = ['/', '-', '.', '–'].into_iter().find(|&mark| self.cx.is_mark(at, mark))?;
        let is_tight = self.token(at).is_glued() && self.token(at + 1).is_glued();
        let is_loose = headed && mark != '.' && !self.token(at).starts_line() && !self.token(at + 1).starts_line();
        (is_tight || is_loose).then_some(mark)
    }

    /// `26-28/6`, `3-5/11/2021`.
    fn day_range(&self, at: usize, headed: bool) -> Option<Figures> {
        let first = self.day_digits(at)?;
        if !self.is_dash(at + 1) || self.token(at + 1).starts_line() || self.token(at + 2).starts_line() {
            return None;
        }
        let last = self.day_digits(at + 2).filter(|&last| last > first)?;
        let separator = self.separator(at + 3, headed).filter(|&mark| mark == '/' || mark == '.')?;
        let month = self.month_digits(at + 4)?;
        let (year, next) = self.figure_year(at + 5, separator, headed);
        if !self.ends_clean(next) || !fits(last, month, year) {
            return None;
        }
        let day = |day| Calendar::Day(year, Month::Known(month), day);
        let dated = year != Year::Open;
        Some(Figures { first: day(first), last: Some(day(last)), next, dated, impossible: false })
    }

    /// `02-03/2000`.
    fn month_range(&self, at: usize, headed: bool) -> Option<Figures> {
        let first = self.month_digits(at)?;
        if !self.is_dash(at + 1) {
            return None;
        }
        let last = self.month_digits(at + 2).filter(|&last| last > first)?;
        self.separator(at + 3, headed).filter(|&mark| mark == '/' || mark == '.')?;
        let year = Year::Known(self.year_digits(at + 4)?);
        if !self.ends_clean(at + 5) {
            return None;
        }
        let month = |month| Calendar::Month(year, Month::Known(month));
        Some(Figures { first: month(first), last: Some(month(last)), next: at + 5, dated: true, impossible: false })
    }

    /// `20/9/2017`, `12-10`, `8.11`.
    fn day_month(&self, at: usize, headed: bool) -> Option<Figures> {
        let separator = self.separator(at + 1, headed)?;
        let day = self.digits(at, 2, 1, 99)?;
        let month = self.digits(at + 2, 2, 1, 99)?;
        let (year, next) = self.figure_year(at + 3, separator, headed);
        if !self.ends_clean(next) {
            return None;
        }
        let dated = year != Year::Open;
        let (day, month) = (day as u8, month as u8);
        let impossible = !fits(day, month, year);
        if impossible && !headed && !(dated && separator != '.') {
            return None;
        }
        let first = Calendar::Day(year, Month::Known(month), day);
        Some(Figures { first, last: None, next, dated, impossible })
    }

    /// The year of a date in figures, after the same separator.
    fn figure_year(&self, at: usize, separator: char, headed: bool) -> (Year, usize) {
        let same = self.separator(at, headed).filter(|&mark| mark == separator || separator != '.' && mark != '.');
        if same.is_none() {
            return (Year::Open, at);
        }
        if let Some(year) = self.year_digits(at + 1) {
            return (Year::Known(year), at + 2);
        }
        let is_short = self.token(at + 1).span.len() == 2 && self.cx.is_mark(at, separator);
        match self.digits(at + 1, 2, 0, 99) {
            Some(short) if is_short && (headed || separator == '/') && self.token(at + 1).is_glued() => {
                (Year::Known(century_of(short as i32)), at + 2)
            }
            _ => (Year::Open, at),
        }
    }

    /// `5 tháng 6 năm 2021`, `mười hai tháng năm`, from the number on; `headed` as in [`Reader::figures`].
    pub fn worded(&self, at: usize, headed: bool) -> Option<(Calendar, usize, bool)> {
        if self.token(at).kind == Kind::Digits && !self.is_any(at + 1, &[THANG, THG]) && !self.cx.is_mark(at + 1, ',') {
            return None;
        }
        let (day, mut next) = self.small(at)?;
        let day = u8::try_from(day).ok().filter(|day| (1..=99).contains(day))?;
        if self.cx.is_mark(next, ',') && self.is(next + 1, THANG) {
            next += 1;
        }
        if !self.is_any(next, &[THANG, THG]) || self.token(next).starts_line() {
            return None;
        }
        if let Some((relative, after)) = self.words.relative.at(self.cx, next) {
            let is_month = headed && relative.unit == Unit::Month && day <= 31 && !self.reaches_beyond(after);
            let month = Month::Offset(relative.offset, relative.from);
            return is_month.then_some((Calendar::Day(Year::Open, month, day), after, false));
        }
        let Some((month, is_lunar, after)) = self.month(next + 1) else {
            // "ngày 1 tháng 13"
            let month = self.digits(next + 1, 2, 0, 99).filter(|_| headed && self.ends_clean(next + 2))? as u8;
            return Some((Calendar::Day(Year::Open, Month::Known(month), day), next + 2, true));
        };
        // "10 tháng năm 2016" are ten months of a year.
        let is_count = self.is(next + 1, NAM) && self.year_digits(after).is_some();
        if is_lunar || is_count || !headed && self.words.units.is_at(self.cx, after) && !self.is(after, NAM) {
            return None;
        }
        let (year, after) = self.year_of_words(after);
        let impossible = !fits(day, month, year);
        Some((Calendar::Day(year, Month::Known(month), day), after, impossible))
    }

    /// The year after a day and month in words: also `, 2024` and ` 2015`.
    fn year_of_words(&self, at: usize) -> (Year, usize) {
        if let Some(found) = self.year_after(at, true) {
            return found;
        }
        let number = if self.cx.is_mark(at, ',') { at + 1 } else { at };
        let token = self.token(number);
        match self.year_digits(number) {
            Some(year) if (1900..2100).contains(&year) && !token.starts_line() && !token.is_glued() => {
                if self.ends_clean(number + 1) && self.is_free(number + 1) || self.is(number + 1, LUC) {
                    return (Year::Known(year), number + 1);
                }
                (Year::Open, at)
            }
            _ => (Year::Open, at),
        }
    }

    /// A weekday, with its week where one is told. The flag is true where nothing else can be meant.
    pub fn weekday(&self, at: usize) -> Option<(u8, Option<i32>, bool, usize)> {
        let (name, next) = self.words.weekdays.at(self.cx, at)?;
        if name.sure && self.is_newspaper(at) {
            return None;
        }
        let is_capital = self.token(next - 1).kind == Kind::Capitalized;
        let week = if self.is(next, CUA) { next + 1 } else { next };
        match self.words.relative.at(self.cx, week) {
            Some((relative, after)) if relative.unit == Unit::Week && relative.from == From::Dct => {
                Some((name.day, Some(relative.offset), true, after))
            }
            _ if self.is(next, THIS) => Some((name.day, Some(0), name.sure || is_capital, next + 1)),
            _ => Some((name.day, None, name.sure || is_capital, next)),
        }
    }

    /// `báo Chủ nhật`, `Tuổi Trẻ Chủ nhật`, `Sài Gòn Giải Phóng thứ bảy`.
    fn is_newspaper(&self, at: usize) -> bool {
        let before = self.cx.before(at);
        self.token(at).kind == Kind::Capitalized
            && before.kind == Kind::Capitalized
            && !self.token(at).starts_line()
            && !self.words.parts.is_at(self.cx, at - 1)
            && self.words.weekdays.before(self.cx, at).is_none()
            && !self.is_any(at - 1, &[NGAY, HOM])
    }

    /// `tới`, `vừa qua` after a date.
    pub fn ending(&self, at: usize) -> Option<(Toward, usize)> {
        if self.token(at).starts_line() {
            return None;
        }
        let (toward, next) = self.words.ends.at(self.cx, at)?;
        let is_short = next - at == 1;
        let is_preposition = is_short && !self.is_free_after_toi(next);
        (!is_preposition).then_some((toward, next))
    }

    /// `12/10 tới` ends a phrase; `12/10 tới 15/10` and `tới thăm` do not.
    fn is_free_after_toi(&self, next: usize) -> bool {
        self.ends_words(next) || self.words.follow.is_at(self.cx, next)
    }
}

/// A year of two digits: up to 2049, else of the last century.
fn century_of(short: i32) -> i32 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

/// True where some year (or the year told) has the day.
pub(super) fn fits(day: u8, month: u8, year: Year) -> bool {
    let longest = match (month, year) {
        (2, Year::Known(year)) if !(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) => 28,
        (2, _) => 29,
        (4 | 6 | 9 | 11, _) => 30,
        (1..=12, _) => 31,
        _ => 0,
    };
    (1..=longest).contains(&day)
}
