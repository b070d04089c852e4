//! Lunar dates and holidays: `mùng 3 Tết`, `rằm tháng Bảy`, `10/3 âm lịch`, `23 tháng Chạp`, `Giáng sinh 2019`.

use super::expr::{Calendar, Lunar, Month, Year};
use super::reader::{Reader, keys::*};
use super::words::HolidayKind;
use crate::segment::{Key, Kind};

/// The last day of a lunar month, whichever it is.
pub(super) const LAST: u8 = 31;

/// Words after a holiday that make it that of a village, a clan or a trade.
const NAMED_TET: [Key; 4] = [Key::of("làng"), Key::of("họ"), Key::of("nghề"), Key::of("dòng")];
const TET_DAYS: [Key; 2] = [Key::of("nguyên"), Key::of("âm")];

impl Reader<'_, '_> {
    /// A lunar day or month whose words say so, or a `mùng`/`mồng` day of the solar calendar.
    pub fn lunar(&self, at: usize) -> Option<(Calendar, usize)> {
        let start = if self.is(at, NGAY) { at + 1 } else { at };
        if self.is(start, RAM) {
            return self.full_moon(start + 1);
        }
        let is_early = self.is_any(start, &[MUNG, MONG]);
        let number = if is_early { start + 1 } else { start };
        if self.token(number).starts_line() && number > at {
            return None;
        }
        let (day, next) = self.small(number).filter(|&(day, _)| (1..=30).contains(&day))?;
        let day = day as u8;
        if (is_early || day > 20)
            && let Some((year, next)) = self.tet(next, is_early)
        {
            let lunar = if day > 20 {
                Lunar { year: before(year), month: 12, leap: false, day: eve(day) }
            } else {
                Lunar { year, month: 1, leap: false, day }
            };
            return Some((Calendar::Lunar(lunar), next));
        }
        if let Some(found) = self.lunar_month(day, next) {
            return Some(found);
        }
        if self.token(number).kind == Kind::Digits
            && self.is_marked_lunar(number)
            && let Some(found) = self.lunar_figures(number, start != at || is_early)
        {
            return Some(found);
        }
        is_early.then(|| self.early_day(day, number))?
    }

    /// `Tết`, `Tết Đinh Dậu`, `Tết Nguyên đán 2024` after a day; days of the old year need `30`, `29`… or `mùng`.
    fn tet(&self, at: usize, is_early: bool) -> Option<(Year, usize)> {
        if !self.is(at, TET) || self.token(at).starts_line() || self.token(at).kind == Kind::Lower && !is_early {
            return None;
        }
        let mut next = at + 1;
        if self.is_any(next, &TET_DAYS) {
            next += 2;
        }
        let (year, next) = self.lunar_year(next).unwrap_or((Year::Open, next));
        Some((year, next))
    }

    /// The lunar year: `năm Giáp Thìn`, `Giáp Thìn`, `năm 2024`, `2024`, `năm nay`.
    fn lunar_year(&self, at: usize) -> Option<(Year, usize)> {
        if self.token(at).starts_line() {
            return None;
        }
        if let Some((place, next)) = self.words.canchi.at(self.cx, at) {
            return match self.year_digits(next).filter(|_| !self.token(next).starts_line()) {
                Some(year) => Some((Year::Known(year), next + 1)),
                None => Some((Year::CanChi(place), next)),
            };
        }
        if let Some(year) = self.year_digits(at).filter(|_| self.ends_clean(at + 1)) {
            return Some((Year::Known(year), at + 1));
        }
        self.named_year(at)
    }

    /// `tháng Giêng`, `tháng 3 âm lịch`, `tháng Bảy năm Giáp Thìn` after a day.
    fn lunar_month(&self, day: u8, at: usize) -> Option<(Calendar, usize)> {
        if !self.is(at, THANG) || self.token(at).starts_line() {
            return None;
        }
        let (month, is_lunar, next) = self.month(at + 1)?;
        let (leap, next) = if self.is(next, NHUAN) { (true, next + 1) } else { (false, next) };
        let (year, after) = self.year_after(next, false).unwrap_or((Year::Open, next));
        let marked = self.lunar_mark(next).map(|after| {
            let (year, after) = self.year_after(after, false).unwrap_or((Year::Open, after));
            (year, after)
        });
        let marked = marked.or_else(|| self.lunar_mark(after).map(|after| (year, after)));
        let is_lunar = is_lunar || leap || matches!(year, Year::CanChi(_));
        let (year, after) = marked.or(is_lunar.then_some((year, after)))?;
        Some((Calendar::Lunar(Lunar { year, month, leap, day: eve(day) }), after))
    }

    /// True where `âm lịch` stands behind figures that begin at `at`.
    pub fn is_marked_lunar(&self, at: usize) -> bool {
        self.joins_figures(at + 1) && [3, 5, 7].iter().any(|&count| self.lunar_mark(at + count).is_some())
    }

    /// `10/3 âm lịch`, `4-5 (âm lịch)`.
    fn lunar_figures(&self, at: usize, headed: bool) -> Option<(Calendar, usize)> {
        let figures = self.figures(at, headed || self.starts_clean(at))?;
        let Calendar::Day(year, Month::Known(month), day) = figures.first else { return None };
        let next = self.lunar_mark(figures.next)?;
        let (year, next) = match year {
            Year::Open => self.lunar_year(next).unwrap_or((year, next)),
            _ => (year, next),
        };
        let is_day = figures.last.is_none() && day <= 30 && month <= 12;
        is_day.then_some((Calendar::Lunar(Lunar { year, month, leap: false, day }), next))
    }

    /// `rằm tháng Bảy`, `rằm tháng 7`, `rằm tháng Giêng năm 2017`.
    fn full_moon(&self, at: usize) -> Option<(Calendar, usize)> {
        if !self.is(at, THANG) {
            return None;
        }
        let (month, _, next) = self.month(at + 1)?;
        let (year, next) = self.year_after(next, false).unwrap_or((Year::Open, next));
        let next = self.lunar_mark(next).unwrap_or(next);
        Some((Calendar::Lunar(Lunar { year, month, leap: false, day: 15 }), next))
    }

    /// `mùng 5 tháng 6`, `mùng 2/9`: a day of the solar calendar.
    fn early_day(&self, day: u8, number: usize) -> Option<(Calendar, usize)> {
        if day > 10 {
            return None;
        }
        if let Some((calendar, next, false)) = self.worded(number, true) {
            return Some((calendar, next));
        }
        let figures = self.figures(number, true).filter(|figures| figures.last.is_none() && !figures.impossible)?;
        Some((figures.first, figures.next))
    }

    /// `Giáng sinh 2019`, `Quốc khánh 2/9`, `Tết Nguyên đán 2024`, `đêm giao thừa`. A name alone is a season of days more
    /// often than a day (`kỳ nghỉ Tết`, `mùa Giáng sinh`), and so is one with the name of a lunar year.
    pub fn holiday(&self, at: usize) -> Option<(Calendar, usize)> {
        let (holiday, next) = self.words.holidays.at(self.cx, at)?;
        let is_small = self.token(at).kind == Kind::Lower && self.token(next - 1).kind == Kind::Lower;
        if is_small && holiday.kind == HolidayKind::Tet || self.is_any(next, &NAMED_TET) {
            return None;
        }
        let year = self.lunar_year(next);
        let has_year = year.is_some_and(|(year, _)| matches!(year, Year::Known(_) | Year::Offset(..)));
        let is_whole = at == 0 && next == self.cx.tokens.len();
        let is_told =
            has_year || is_whole || self.is(at, DEM) || self.own_figures(next, holiday.day, holiday.month).is_some();
        if !is_told {
            return None;
        }
        let (open, after) = year.unwrap_or((Year::Open, next));
        let lunar = |day| Calendar::Lunar(Lunar { year: open, month: holiday.month, leap: false, day });
        match holiday.kind {
            HolidayKind::Solar => {
                let after = self.own_figures(next, holiday.day, holiday.month);
                let (open, after) = match after {
                    Some(found) => found,
                    None => (open, year.map_or(next, |(_, next)| next)),
                };
                Some((Calendar::Day(open, Month::Known(holiday.month), holiday.day), after))
            }
            HolidayKind::Lunar => Some((lunar(holiday.day), after)),
            HolidayKind::Eve => {
                let day = Lunar { year: before(open), month: holiday.month, leap: false, day: LAST };
                Some((Calendar::Lunar(day), after))
            }
            HolidayKind::Tet => year.map(|_| (lunar(holiday.day), after)),
        }
    }

    /// The holiday's own day in figures after its name: `Quốc khánh 2/9`, `Quốc khánh (2-9-2020)`.
    fn own_figures(&self, at: usize, day: u8, month: u8) -> Option<(Year, usize)> {
        let is_open = self.cx.is_mark(at, '(');
        let figures = self.figures(at + usize::from(is_open), true)?;
        let Calendar::Day(year, Month::Known(m), d) = figures.first else { return None };
        let is_own = m == month && d == day && figures.last.is_none();
        let is_closed = !is_open || self.cx.is_mark(figures.next, ')');
        (is_own && is_closed).then_some((year, figures.next + usize::from(is_open)))
    }
}

/// The days before Tết belong to the lunar year before the one that Tết begins: `30 Tết Kỷ Hợi`.
fn before(tet: Year) -> Year {
    match tet {
        Year::Open => Year::Open,
        Year::Known(year) => Year::Known(year - 1),
        Year::Offset(count, from) => Year::Offset(count - 1, from),
        Year::CanChi(place) => Year::CanChi((place + 59) % 60),
    }
}

/// `30 Tết`, `30 tháng Chạp` is the last day, of a month with 29 days, too.
fn eve(day: u8) -> u8 {
    if day == 30 { LAST } else { day }
}
