//! Ranges: `28/11 đến 12/12`, `từ 1 đến 15-3`, `tháng 3-5/2020`, `2016-2020`, `8h-10h ngày 5/6`.

use super::expr::{Calendar, Lunar, Month, Point, Seen, Set, Unit, Year};
use super::reader::{Reader, keys::*};
use super::rules_point::Read;
use crate::segment::{Key, Kind};

impl Reader<'_, '_> {
    /// A point, or a range that begins with one, at token `at`.
    pub fn point_or_range(&self, at: usize) -> Option<(Seen, usize, &'static str)> {
        if let Some((first, last, next)) = self.term(at) {
            return Some((years(first, last), next, "date/term"));
        }
        if let Some(found) = self.span_of_years(at) {
            return Some(found);
        }
        if let Some(found) = self.short_range(at) {
            return Some(found);
        }
        let read = self.point(at, false)?;
        if read.impossible {
            return read.sure.then_some((Seen::Impossible, read.next, "date/impossible"));
        }
        if let Some(last) = read.last {
            let other = Point { day: Some(last), ..read.point };
            return read.sure.then(|| (Seen::Range(Box::new((read.point, other))), read.next, "date/range"));
        }
        if let Some((seen, next)) = self.range_from(&read) {
            return Some((seen, next, "date/range"));
        }
        if !read.sure {
            return None;
        }
        if let Some(next) = self.repeats(&read) {
            return Some((Seen::Set(Set::On(read.point)), next, "date/repetition"));
        }
        Some((Seen::Point(read.point), read.next, read.rule))
    }

    /// `thứ Hai hằng tuần`, `ngày 20-11 hằng năm`.
    fn repeats(&self, read: &Read) -> Option<usize> {
        let at = read.next;
        if !self.is_any(at, &[HANG, HANG_EVERY, MOI_EACH]) || self.token(at).starts_line() {
            return None;
        }
        let unit = match read.point.day {
            Some(Calendar::Weekday(_, None)) => TUAN,
            Some(Calendar::Day(Year::Open, Month::Open, _)) => THANG,
            Some(Calendar::Day(Year::Open, ..) | Calendar::Month(Year::Open, _) | Calendar::Lunar(_)) => NAM,
            _ => return None,
        };
        self.is(at + 1, unit).then_some(at + 2)
    }

    /// `2016-2020`, `2017 - 2018` without a head word, `năm 2016-2017`.
    fn span_of_years(&self, at: usize) -> Option<(Seen, usize, &'static str)> {
        if self.is_counted_year(at) {
            return None;
        }
        let number = if self.is(at, NAM) { at + 1 } else { at };
        let (first, last, next) = self.year_span(number)?;
        let is_plausible = (1000..2200).contains(&first) && (1000..2200).contains(&last);
        if number == at {
            let before = self.cx.before(at);
            let is_bracketed = before.is_mark('(');
            let is_near = (1400..2100).contains(&first) && self.starts_clean(at);
            let has_cue =
                is_bracketed || self.cue(at).is_some() || self.token(at).starts_line() || self.is(next - 2, DEN);
            let is_name =
                matches!(before.kind, Kind::Capitalized | Kind::Upper | Kind::Mixed) && self.cue(at).is_none();
            let is_free = self.is_free(next) || self.is(next, TREN);
            if !(is_near && (has_cue || !is_name) && is_free) || !is_bracketed && self.cx.is_mark(number + 1, '/') {
                return None;
            }
        }
        is_plausible.then_some((years(first, last), next, "date/range"))
    }

    /// Ranges whose first end is a bare number: `tháng 3-5`, `quý I-III`, `từ 1 đến 15-3`, `8-10h`.
    fn short_range(&self, at: usize) -> Option<(Seen, usize, &'static str)> {
        if self.is(at, THANG) {
            return self.range_of_months(at);
        }
        if self.is(at, QUY) {
            return self.range_of_quarters(at);
        }
        if self.is(at, THAP) || self.is(at, THE) {
            return self.range_of_ages(at);
        }
        let number = if self.is_any(at, &[NGAY, MUNG, MONG]) { at + 1 } else { at };
        if self.token(number).kind != Kind::Digits {
            return None;
        }
        let second = self.joint(number + 1)?;
        self.range_of_lunar_days(number, second, at)
            .or_else(|| self.range_of_days(number, second, number > at))
            .or_else(|| (number == at).then(|| self.range_of_hours(at, second))?)
    }

    /// `mùng 10 đến 20 tháng Bảy âm lịch`.
    fn range_of_lunar_days(&self, number: usize, second: usize, at: usize) -> Option<(Seen, usize, &'static str)> {
        let is_told = number > at || self.is(number.wrapping_sub(1), TU);
        let first = self.day_digits(number).filter(|_| is_told)?;
        let (Calendar::Lunar(last), next) = self.lunar(second)? else { return None };
        let point = |day| Point { day: Some(Calendar::Lunar(Lunar { day, ..last })), ..Point::default() };
        (last.day > first).then(|| (Seen::Range(Box::new((point(first), point(last.day)))), next, "date/lunar"))
    }

    /// `ngày 3 đến 5/11`, `từ 1 đến 15-3`, `1 – 15 tháng 3`.
    fn range_of_days(&self, number: usize, second: usize, headed: bool) -> Option<(Seen, usize, &'static str)> {
        let first = self.day_digits(number).filter(|_| self.starts_clean(number))?;
        let second = second + usize::from(self.is(second, NGAY));
        let is_told = headed || self.is(number.wrapping_sub(1), TU);
        let (day, next) = match self.figures(second, is_told) {
            Some(figures) if figures.last.is_none() && !figures.impossible => (figures.first, figures.next),
            Some(_) => return None,
            None => self.worded(second, is_told).filter(|found| !found.2).map(|(day, next, _)| (day, next))?,
        };
        let Calendar::Day(year, month, last) = day else { return None };
        // "từ 3 đến 6 tháng trước" counts months.
        if !headed && matches!(month, Month::Offset(..)) {
            return None;
        }
        let (year, next) = match year {
            Year::Open => self.year_after(next, false).unwrap_or((year, next)),
            _ => (year, next),
        };
        let is_word = !self.is_dash(number + 1);
        let is_fit = last > first && (is_told || is_word || self.token(second + 1).is(THANG));
        let point = |day| Point { day: Some(Calendar::Day(year, month, day)), ..Point::default() };
        is_fit.then(|| (Seen::Range(Box::new((point(first), point(last)))), next, "date/range"))
    }

    /// `tháng 3-5/2020`, `tháng 1 và 2` is left to lists.
    fn range_of_months(&self, at: usize) -> Option<(Seen, usize, &'static str)> {
        let first = self.month_digits(at + 1)?;
        let mut second = self.joint(at + 2)?;
        second += usize::from(self.is(second, THANG));
        let last = self.month_digits(second).filter(|_| self.token(second).span.len() <= 2)?;
        if !self.ends_clean(second + 1) && self.year_after(second + 1, true).is_none() {
            return None;
        }
        let (year, next) = self.year_after(second + 1, true).unwrap_or((Year::Open, second + 1));
        let point = |month| Point { day: Some(Calendar::Month(year, Month::Known(month))), ..Point::default() };
        (last > first).then(|| (Seen::Range(Box::new((point(first), point(last)))), next, "date/range"))
    }

    /// `quý I-III/2020`, `quý 1 đến quý 3`.
    fn range_of_quarters(&self, at: usize) -> Option<(Seen, usize, &'static str)> {
        let number = |at| self.digits(at, 1, 1, 4).or_else(|| self.roman(at, 4)).map(|value| value as u8);
        let first = number(at + 1)?;
        let mut second = self.joint(at + 2)?;
        second += usize::from(self.is(second, QUY));
        let last = number(second).filter(|&last| last > first)?;
        let (year, next) = self.year_after(second + 1, true).unwrap_or((Year::Open, second + 1));
        let point = |quarter| Point { day: Some(Calendar::Quarter(year, quarter)), ..Point::default() };
        Some((Seen::Range(Box::new((point(first), point(last)))), next, "date/range"))
    }

    /// `thế kỷ XVIII - XIX`, `thập niên 1930-1950`.
    fn range_of_ages(&self, at: usize) -> Option<(Seen, usize, &'static str)> {
        let (first, next) = self.period(at)?;
        let second = self.joint(next)?;
        let (last, next) = match first {
            Calendar::Decade(_) => {
                let value = self.digits(second, 4, 20, 2090).filter(|value| value % 10 == 0)? as i32;
                (Calendar::Decade(if value < 100 { 1900 + value } else { value }), second + 1)
            }
            Calendar::Century(_) => {
                let number = self.roman(second, 21).or_else(|| self.digits(second, 2, 1, 21))?;
                (Calendar::Century(number as i32), second + 1)
            }
            _ => return None,
        };
        let point = |day| Point { day: Some(day), ..Point::default() };
        Some((Seen::Range(Box::new((point(first), point(last)))), next, "date/range"))
    }

    /// `8-10h`, `20-21h ngày 14/11`.
    fn range_of_hours(&self, at: usize, second: usize) -> Option<(Seen, usize, &'static str)> {
        let hour = self.digits(at, 2, 0, 24).filter(|_| self.starts_clean(at))? as u8;
        let told = self.clock(second).filter(|told| told.clock.hour > hour)?;
        let read = self.point(second, true)?;
        let first = super::expr::Clock { hour, minute: None, second: None };
        // "mất từ 2-3 giờ" is a length, "buổi sáng từ 9-11 giờ" is none.
        let is_expected = match self.is(told.next - 1, GIO) {
            true => {
                let from = if self.is(at.wrapping_sub(1), TU) { at - 1 } else { at };
                self.is_any(at.wrapping_sub(1), &[LUC, VAO]) || self.words.parts.before(self.cx, from).is_some()
            }
            false => self.expects_clock(at),
        };
        let is_told = is_expected || read.point.day.is_some() || read.point.part.is_some();
        let first = match (read.point.part, told.clock) {
            (Some(part), _) => super::rules_clock::in_24_hours(first, part),
            _ => first,
        };
        let left = Point { clock: Some(first), ..read.point };
        is_told.then(|| (Seen::Range(Box::new((left, read.point))), read.next, "date/range"))
    }

    /// The token after the words that join two ends: `-`, `đến`, `tới`, `đến hết`.
    fn joint(&self, at: usize) -> Option<usize> {
        if self.token(at).starts_line() || self.token(at + 1).starts_line() {
            return None;
        }
        if self.is_dash(at) {
            return Some(at + 1);
        }
        if !self.is_any(at, &[DEN, TOI]) {
            return None;
        }
        let mut next = at + 1;
        next += usize::from(self.is(next, HET));
        Some(next)
    }

    /// The range that a point opens, where another of its kind follows.
    fn range_from(&self, first: &Read) -> Option<(Seen, usize)> {
        let at = self.joint(first.next)?;
        if self.is_dash(first.next) && !self.is_range_dash(first) {
            return None;
        }
        let last = self.point(at, true)?;
        if last.impossible || last.last.is_some() || !alike(&first.point, &last.point) {
            return None;
        }
        let (left, right) = share(first.point, last.point);
        Some((Seen::Range(Box::new((left, right))), last.next))
    }

    /// A dash joins ends: not the hyphen of a timestamp or a paragraph.
    fn is_range_dash(&self, first: &Read) -> bool {
        let at = first.next;
        let is_year = matches!(first.point.day, Some(Calendar::Year(_)));
        let is_spaced_out = !self.token(at).is_glued() && !self.token(at + 1).is_glued();
        !(is_spaced_out && is_year && self.token(at + 1).kind != Kind::Digits)
    }
}

const TREN: Key = Key::of("trên");

fn years(first: i32, last: i32) -> Seen {
    let point = |year| Point { day: Some(Calendar::Year(Year::Known(year))), ..Point::default() };
    if first == last { Seen::Point(point(first)) } else { Seen::Range(Box::new((point(first), point(last)))) }
}

/// How wide a point is, so that only like ends make a range.
fn rank(point: &Point) -> u8 {
    match point.day {
        None => 0,
        Some(Calendar::Day(..) | Calendar::Weekday(..) | Calendar::Offset(Unit::Day, ..)) => 1,
        Some(Calendar::Lunar(lunar)) if lunar.day > 0 => 1,
        Some(Calendar::Month(..) | Calendar::Lunar(_) | Calendar::Offset(Unit::Month, ..)) => 2,
        Some(Calendar::Quarter(..)) => 3,
        Some(Calendar::Year(_) | Calendar::Offset(Unit::Year, ..)) => 4,
        Some(Calendar::Decade(_)) => 5,
        Some(Calendar::Century(_)) => 6,
        Some(_) => 7,
    }
}

/// True where two points can be the ends of one range.
fn alike(first: &Point, last: &Point) -> bool {
    let clocks = first.clock.is_some() == last.clock.is_some();
    match (rank(first), rank(last)) {
        (0, _) => clocks && rank(last) <= 1,
        (1, 0) => first.clock.is_some() && last.clock.is_some(),
        (one, other) => one == other && one < 7 && clocks,
    }
}

/// Gives each end what only the other tells.
fn share(mut first: Point, mut last: Point) -> (Point, Point) {
    match (first.day, last.day) {
        // "23h đến 6h sáng hôm sau"
        (None, Some(Calendar::Offset(Unit::Day, 1, from))) if first.clock.is_some() => {
            first.day = Some(Calendar::Offset(Unit::Day, 0, from));
        }
        (None, Some(_)) => first.day = last.day,
        (Some(_), None) => last.day = first.day,
        (Some(Calendar::Day(Year::Open, month, day)), Some(Calendar::Day(year, m, _))) => {
            let month = if month == Month::Open { m } else { month };
            first.day = Some(Calendar::Day(earlier(year, month, m), month, day));
        }
        (Some(Calendar::Day(year, month, _)), Some(Calendar::Day(Year::Open, m, d))) if year != Year::Open => {
            last.day = Some(Calendar::Day(year, if m == Month::Open { month } else { m }, d));
        }
        (Some(Calendar::Month(Year::Open, month)), Some(Calendar::Month(year, m))) => {
            first.day = Some(Calendar::Month(earlier(year, month, m), month));
        }
        (Some(Calendar::Quarter(Year::Open, quarter)), Some(Calendar::Quarter(year, _))) => {
            first.day = Some(Calendar::Quarter(year, quarter));
        }
        (Some(Calendar::Lunar(one)), Some(Calendar::Lunar(other))) if one.year == Year::Open => {
            first.day = Some(Calendar::Lunar(Lunar { year: other.year, ..one }));
        }
        _ => {}
    }
    if first.part.is_none() && first.clock.is_some() && first.day == last.day {
        first.part = last.part;
    }
    (first, last)
}

/// The year of the first end: that of the last one, or the one before where its month is later in the year.
fn earlier(year: Year, first: Month, last: Month) -> Year {
    match (year, first, last) {
        (Year::Known(year), Month::Known(first), Month::Known(last)) if first > last => Year::Known(year - 1),
        (Year::Offset(offset, from), Month::Known(first), Month::Known(last)) if first > last => {
            Year::Offset(offset - 1, from)
        }
        _ => year,
    }
}
