//! Which rule is asked first, and lists: `các ngày 12, 15 và 20/10`, `năm 2018, 2019 và 2020`.

use super::expr::{Calendar, Month, Point, Seen, Year};
use super::opening::Opening;
use super::reader::{Reader, keys::*};
use crate::segment::Kind;

/// An expression with its rule.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// What was seen.
    pub seen: Seen,
    /// Rule id.
    pub rule: &'static str,
}

/// Items that a list may have; a longer one is no list of dates.
const MOST_ITEMS: usize = 16;

impl Reader<'_, '_> {
    /// The expression at token `at`, and the token after it.
    pub fn expression(&self, at: usize) -> Option<(Item, usize)> {
        match self.opening(at) {
            Opening::Nothing => None,
            Opening::Repetition => {
                self.repetition(at).map(|(seen, next)| (Item { seen, rule: "date/repetition" }, next))
            }
            Opening::Ago => self.ago(at).map(|(seen, next)| (Item { seen, rule: "date/ago" }, next)),
            Opening::Point => self.point_item(at),
            Opening::Length => self.length_item(at),
            Opening::Either => match (self.point_item(at), self.length_item(at)) {
                (Some(point), Some(length)) => Some(if length.1 > point.1 { length } else { point }),
                (point, length) => point.or(length),
            },
        }
    }

    /// A point, a range, or a window such as `năm qua`.
    fn point_item(&self, at: usize) -> Option<(Item, usize)> {
        if let Some((seen, next)) = self.last_unit(at) {
            return Some((Item { seen, rule: "date/window" }, next));
        }
        self.point_or_range(at).map(|(seen, next, rule)| (Item { seen, rule }, next))
    }

    fn length_item(&self, at: usize) -> Option<(Item, usize)> {
        let (seen, next) = self.length_expression(at)?;
        let rule = length_rule(&seen);
        Some((Item { seen, rule }, next))
    }

    /// The next item of a list that `item`, at tokens `start..next`, opens or goes on with; gives `item` the month that
    /// only the last one tells.
    pub fn list_item(&self, item: &mut Item, start: usize, next: usize) -> Option<(Item, usize, usize)> {
        let Seen::Point(point) = &mut item.seen else { return None };
        self.list_joint(next)?;
        match point.day? {
            Calendar::Day(Year::Open, Month::Open, day) => {
                let (year, month) = self.month_of_list(next)?;
                point.day = Some(Calendar::Day(year, month, day));
                self.next_day(year, month, next)
            }
            Calendar::Day(year, month, _) if self.is_inside_list(start) => self.next_day(year, month, next),
            Calendar::Day(..) => self.next_figures(next),
            Calendar::Year(Year::Known(_)) => self.next_year(next),
            Calendar::Month(..) => self.next_month(point, next),
            Calendar::Quarter(year, quarter) => {
                let found = self.next_quarter(year, next)?;
                if let (Year::Open, Seen::Point(Point { day: Some(Calendar::Quarter(year, _)), .. })) =
                    (year, &found.0.seen)
                {
                    point.day = Some(Calendar::Quarter(*year, quarter));
                }
                Some(found)
            }
            Calendar::Century(_) | Calendar::Decade(_) => self.next_age(point.day?, next),
            _ => None,
        }
    }

    /// The token after `,`, `và`, `hoặc`, `hay`.
    fn list_joint(&self, at: usize) -> Option<usize> {
        let is_joint = self.cx.is_mark(at, ',') || self.is_any(at, &[VA, HOAC, HAY, ROI]);
        let mut next = at + 1;
        next += usize::from(self.cx.is_mark(at, ',') && self.is(next, VA));
        (is_joint && !self.token(at).starts_line() && !self.token(next).starts_line()).then_some(next)
    }

    /// True for a lone day number that goes on with a list.
    fn is_inside_list(&self, start: usize) -> bool {
        self.token(start).kind == Kind::Digits && self.figures(start, true).is_none()
    }

    /// Year and month of the last day of a list whose first day ends before `at`.
    pub fn month_of_list(&self, at: usize) -> Option<(Year, Month)> {
        let mut at = at;
        for _ in 0..MOST_ITEMS {
            let number = self.list_joint(at)?;
            let number = number + usize::from(self.is(number, NGAY));
            if let Some(figures) = self.figures(number, true) {
                let Calendar::Day(year, month, _) = figures.first else { return None };
                return (!figures.impossible && figures.last.is_none()).then_some((year, month));
            }
            if let Some((Calendar::Day(year, month, _), _, false)) = self.worded(number, true) {
                return Some((year, month));
            }
            self.day_digits(number)?;
            at = number + 1;
        }
        None
    }

    /// The next day of a list.
    fn next_day(&self, year: Year, month: Month, at: usize) -> Option<(Item, usize, usize)> {
        let number = self.list_joint(at)?;
        let digits = number + usize::from(self.is(number, NGAY));
        if let Some(figures) = self.figures(digits, true) {
            return Some((day_item(figures.first), number, figures.next));
        }
        if let Some((day, next, _)) = self.worded(digits, true) {
            return Some((day_item(day), number, next));
        }
        let day = self.day_digits(digits)?;
        Some((day_item(Calendar::Day(year, month, day)), number, digits + 1))
    }

    /// `3/11 và 5/11`, `3/11, 5/11`.
    fn next_figures(&self, at: usize) -> Option<(Item, usize, usize)> {
        let number = self.list_joint(at)?;
        let is_loose = self.is_falling(number);
        let figures = self.figures(number, is_loose).filter(|figures| figures.last.is_none() && !figures.impossible)?;
        Some((day_item(figures.first), number, figures.next))
    }

    /// `năm 2018, 2019`.
    fn next_year(&self, at: usize) -> Option<(Item, usize, usize)> {
        let number = self.list_joint(at)?;
        let year = self.year_digits(number).filter(|year| (1800..2100).contains(year))?;
        let is_plain = self.ends_clean(number + 1) && self.is_free(number + 1) && !self.is_dash(number + 1);
        let seen = Seen::Point(Point { day: Some(Calendar::Year(Year::Known(year))), ..Point::default() });
        is_plain.then_some((Item { seen, rule: "date/year" }, number, number + 1))
    }

    /// `thế kỷ XIX và XX`, `những năm 60 và 70`.
    fn next_age(&self, before: Calendar, at: usize) -> Option<(Item, usize, usize)> {
        let number = self.list_joint(at)?;
        let day = match before {
            Calendar::Century(_) => Calendar::Century(self.roman(number, 21)? as i32),
            Calendar::Decade(start) => {
                let value = self.digits(number, 4, 20, 2090).filter(|value| value % 10 == 0)? as i32;
                let next = if value < 100 { 1900 + value } else { value };
                Calendar::Decade((next > start && next < start + 100 && self.is_free(number + 1)).then_some(next)?)
            }
            _ => return None,
        };
        let seen = Seen::Point(Point { day: Some(day), ..Point::default() });
        Some((Item { seen, rule: "date/list" }, number, number + 1))
    }

    /// `quý III và IV`.
    fn next_quarter(&self, year: Year, at: usize) -> Option<(Item, usize, usize)> {
        let number = self.list_joint(at)?;
        let quarter = self.roman(number, 4)? as u8;
        let (year, next) = self.year_after(number + 1, false).unwrap_or((year, number + 1));
        let seen = Seen::Point(Point { day: Some(Calendar::Quarter(year, quarter)), ..Point::default() });
        Some((Item { seen, rule: "date/list" }, number, next))
    }

    /// `tháng Bảy, Tám, Chín`.
    fn next_named_month(&self, first: &Point, at: usize) -> Option<(Item, usize, usize)> {
        let number = self.list_joint(at)?;
        let Some(Calendar::Month(Year::Open, _)) = first.day else { return None };
        if self.token(number).kind != Kind::Capitalized || self.token(at - 1).kind != Kind::Capitalized {
            return None;
        }
        let (name, next) = self.words.months.at(self.cx, number)?;
        let day = Some(Calendar::Month(Year::Open, Month::Known(name.month)));
        Some((Item { seen: Seen::Point(Point { day, ..Point::default() }), rule: "date/list" }, number, next))
    }

    /// `tháng 1 và 2/2017`, `tháng 7, 8 năm nay`.
    fn next_month(&self, first: &mut Point, at: usize) -> Option<(Item, usize, usize)> {
        if let Some(found) = self.next_named_month(first, at) {
            return Some(found);
        }
        let number = self.list_joint(at)?;
        let month = self.month_digits(number)?;
        let (year, next) = match self.year_after(number + 1, false) {
            Some(found) => found,
            None => (self.year_of_months(number, month)?, number + 1),
        };
        if self.figures(number, true).is_some() {
            return None;
        }
        if let Some(Calendar::Month(Year::Open, month)) = first.day {
            first.day = Some(Calendar::Month(year, month));
        }
        let day = Some(Calendar::Month(year, Month::Known(month)));
        let seen = Seen::Point(Point { day, ..Point::default() });
        Some((Item { seen, rule: "date/month" }, number, next))
    }

    /// The year of a list of months that goes on after the one at token `number`, or ends there: `các tháng 10, 11 và
    /// 12/2023`, `tháng 6, 7 và 8.`
    fn year_of_months(&self, number: usize, month: u8) -> Option<Year> {
        let (mut at, mut last) = (number, month);
        for _ in 0..12 {
            if let Some((year, _)) = self.year_after(at + 1, false) {
                return Some(year);
            }
            let next = self.list_joint(at + 1).and_then(|next| Some((next, self.month_digits(next)?)));
            let Some((next, month)) = next.filter(|&(_, month)| month > last) else {
                return (self.ends_words(at + 1) && !self.token(at + 1).is_mark('/')).then_some(Year::Open);
            };
            (at, last) = (next, month);
        }
        None
    }
}

fn day_item(day: Calendar) -> Item {
    Item { seen: Seen::Point(Point { day: Some(day), ..Point::default() }), rule: "date/list" }
}

fn length_rule(seen: &Seen) -> &'static str {
    match seen {
        Seen::Set(_) => "date/repetition",
        Seen::Window(..) => "date/window",
        Seen::Point(_) => "date/ago",
        _ => "date/duration",
    }
}
