//! Completes what was seen: by the publication date, by the words around, or by the date named before.

use jiff::civil::Date as Day;

use super::calendar::{add_days, add_months, day, months, week, years};
use super::expr::{Calendar, Clock, From, Length, Lunar, Month, Point, Seen, Toward, Unit, Year};
use super::lunar;
use super::memory::{Memory, Named};
use super::reader::keys::TRUOC;
use super::stretch::{century, cost, shifted, weekday_of, window_of};
use super::timex::{day_text, length_text, lunar_text, month_text, push_time, set_text, year_text};
use super::words::Words;
use super::{Anchor, DateMod, DateType};
use crate::extract::Context;
use crate::segment::Key;
use crate::text::Span;

/// The value of what nothing completes.
const UNKNOWN: &str = "UNDEF";

/// A completed expression.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub kind: DateType,
    pub value: String,
    pub stretch: Option<(Day, Day)>,
    pub anchor: Anchor,
    pub modifier: Option<DateMod>,
    pub lunar: Option<String>,
}

/// A calendar stretch while it is completed.
#[derive(Clone, Debug)]
struct Base {
    text: String,
    stretch: Option<(Day, Day)>,
    anchor: Anchor,
    lunar: Option<String>,
}

impl Base {
    fn new(text: String, stretch: Option<(Day, Day)>, anchor: Anchor) -> Base {
        Base { text, stretch, anchor, lunar: None }
    }

    fn unknown() -> Base {
        Base::new(UNKNOWN.to_owned(), None, Anchor::None)
    }
}

/// The year that a sentence opens with: `Năm 2018, họ chốt danh sách từ ngày 19/7`.
#[derive(Clone, Copy, Debug)]
struct Frame {
    year: i32,
    sentence: usize,
}

/// Completes the mentions of one article, in text order.
pub(super) struct Resolver<'r, 'a> {
    pub(super) cx: &'r Context<'a>,
    pub(super) words: &'r Words,
    dct: Option<Day>,
    memory: Memory,
    frame: Option<Frame>,
    /// True once the day of the publication was named: `hôm nay`, `sáng 14/10`.
    tells_of_today: bool,
    /// Token and sentence of the mention in work.
    pub(super) at: usize,
    pub(super) next: usize,
    pub(super) sentence: usize,
}

impl<'r, 'a> Resolver<'r, 'a> {
    pub fn new(cx: &'r Context<'a>, words: &'r Words) -> Resolver<'r, 'a> {
        let dct = cx.dct.map(|dct| dct.date());
        Resolver {
            cx,
            words,
            dct,
            memory: Memory::default(),
            frame: None,
            tells_of_today: false,
            at: 0,
            next: 0,
            sentence: 0,
        }
    }

    /// Completes one mention; `None` for what is no fact: an impossible day, or a word that points back to nothing.
    pub fn resolve(&mut self, span: Span, seen: &Seen) -> Option<Resolved> {
        // Mentions come in text order, and have few tokens.
        let tokens = &self.cx.tokens;
        self.at = self.next + tokens[self.next..].partition_point(|token| token.span.start < span.start);
        let words = tokens[self.at..].iter().take_while(|token| token.span.start < span.end);
        self.next = self.at + words.count();
        self.sentence = self.cx.sentence(span.start);
        let resolved = self.complete(seen).filter(|_| !self.points_nowhere(seen))?;
        let is_topic = !matches!(seen, Seen::Window(..)) && !self.is_compared() && !self.is_since();
        match resolved.stretch {
            Some(stretch) if is_topic => self.memory.keep(stretch, self.sentence),
            None if matches!(seen, Seen::Point(Point { day: Some(Calendar::Day(..)), .. })) => self.memory.forget(),
            _ => {}
        }
        let names_day = matches!(seen, Seen::Point(Point { day: Some(_), .. }));
        self.tells_of_today |= names_day && self.dct.is_some_and(|dct| resolved.stretch == Some((dct, dct)));
        if let Some(year) = self.framing_year(seen, &resolved) {
            self.frame = Some(Frame { year, sentence: self.sentence });
        }
        Some(resolved)
    }

    /// `năm đó`, `hôm ấy` where no date was named before: no more than "then".
    fn points_nowhere(&self, seen: &Seen) -> bool {
        const DO: Key = Key::of("đó");
        const AY: Key = Key::of("ấy");
        let Seen::Point(Point { day: Some(Calendar::Offset(unit, 0, From::Mention)), .. }) = seen else { return false };
        let last = self.cx.token(self.next.wrapping_sub(1));
        self.memory.for_unit(*unit, self.sentence).is_none() && (last.is(DO) || last.is(AY))
    }

    /// The year of a mention that opens its sentence, perhaps after a preposition, and is closed by a comma.
    fn framing_year(&self, seen: &Seen, resolved: &Resolved) -> Option<i32> {
        let Seen::Point(Point { day: Some(Calendar::Year(_) | Calendar::Offset(Unit::Year, ..)), .. }) = seen else {
            return None;
        };
        let opening = self.cx.sentences.get(self.sentence)?.span.start;
        let opens = [0, 1].iter().any(|&back| self.cx.token(self.at.wrapping_sub(back)).span.start == opening);
        let is_frame = opens && self.at < self.cx.tokens.len() && self.cx.is_mark(self.next, ',');
        let year = resolved.stretch.filter(|_| is_frame).map(|(first, _)| first.year())?;
        // This year needs no frame, and may go on into the next one: "Năm nay, kỳ thi mở vào ngày 5/1".
        (self.dct.is_none_or(|dct| dct.year() != year)).then_some(i32::from(year))
    }

    fn complete(&self, seen: &Seen) -> Option<Resolved> {
        Some(match seen {
            Seen::Point(point) => self.point(point),
            Seen::Range(ends) => self.range(&ends.0, &ends.1),
            Seen::Length(length) => plain(DateType::Duration, length_text(length)),
            Seen::Lengths(bounds) => {
                let value = format!("{}..{}", length_text(&bounds.0), length_text(&bounds.1));
                plain(DateType::Duration, value)
            }
            Seen::Window(length, toward) => self.window(length, *toward),
            Seen::YearsBefore(count) => self.years_before(*count),
            Seen::Set(set) => plain(DateType::Set, set_text(set)),
            Seen::Impossible => return None,
        })
    }

    fn point(&self, point: &Point) -> Resolved {
        let base = self.base(point);
        finish(point, base)
    }

    /// The calendar part of a point.
    fn base(&self, point: &Point) -> Base {
        match point.day {
            Some(day) => self.calendar(day, point),
            None => self.clock_day(point.clock),
        }
    }

    /// The day of a clock that stands alone: the day named before in its sentence; where the clock opens its sentence, as
    /// in a tale (`Đến 8h03, máy bay …`), that of its paragraph; that of the publication where no other day was named
    /// lately; else it stays open, since which one is meant is not said.
    fn clock_day(&self, clock: Option<Clock>) -> Base {
        if let Some(named) = self.memory.day_of(self.sentence).or_else(|| self.day_of_tale()) {
            return exact(Some(named.stretch.0), Anchor::Mention);
        }
        match self.dct.filter(|&dct| !self.names_other_day(dct) && !self.is_clock_habit()) {
            Some(dct) => exact(add_days(dct, i32::from(self.is_over(clock))), Anchor::Dct),
            None => Base::new("XXXX-XX-XX".to_owned(), None, Anchor::None),
        }
    }

    /// The day that the paragraph tells of, where the clock goes on with the tale: it opens its sentence, the day was
    /// named not long before, and is not still to come.
    fn day_of_tale(&self) -> Option<Named> {
        const REACH: usize = 4;
        let named = self.memory.day()?;
        let is_near = named.sentence + REACH >= self.sentence && self.is_in_paragraph(named);
        let is_past = self.dct.is_none_or(|dct| named.stretch.0 <= dct);
        (is_near && is_past && self.opens_sentence() && !self.is_clock_habit()).then_some(named)
    }

    /// True where the paragraph has spoken of another day than that of the publication, or the text has lately and does
    /// not tell of the day of the publication at all.
    fn names_other_day(&self, dct: Day) -> bool {
        const REACH: usize = 10;
        let is_lately = |named: Named| !self.tells_of_today && named.sentence + REACH >= self.sentence;
        let is_near = |named: Named| self.is_in_paragraph(named) || is_lately(named);
        self.memory.day().is_some_and(|named| is_near(named) && named.stretch.0 != dct)
    }

    /// True for a date named in the same paragraph.
    fn is_in_paragraph(&self, named: Named) -> bool {
        let block = |sentence: usize| self.cx.sentences.get(sentence).map(|sentence| sentence.block);
        block(named.sentence) == block(self.sentence)
    }

    /// True for a lone line of a calendar whose clock had struck when it was published.
    fn is_over(&self, clock: Option<Clock>) -> bool {
        let Some((now, clock)) = self.cx.dct.map(|dct| dct.time()).zip(clock) else { return false };
        let told = (clock.hour as i8, clock.minute.unwrap_or(0) as i8);
        self.is_alone() && now != jiff::civil::Time::midnight() && told < (now.hour(), now.minute())
    }

    fn calendar(&self, calendar: Calendar, point: &Point) -> Base {
        match calendar {
            Calendar::Day(year, month, number) => self.day(year, month, number, point),
            Calendar::Month(year, month) => self.month(year, month, point),
            Calendar::Year(year) => match self.known_year(year) {
                Some((year, anchor)) => Base::new(year_text(year), years(year, year), anchor),
                None => Base::unknown(),
            },
            Calendar::Months(year, first, last) => {
                self.part_of_year(year, (first, last), point, |year| format!("{year}-{first:02}/{year}-{last:02}"))
            }
            Calendar::Quarter(year, quarter) => {
                let stretch = (quarter * 3 - 2, quarter * 3);
                self.part_of_year(year, stretch, point, |year| format!("{year}-Q{quarter}"))
            }
            Calendar::Half(year, half) => {
                let stretch = (half * 6 - 5, half * 6);
                self.part_of_year(year, stretch, point, |year| format!("{year}-H{half}"))
            }
            Calendar::Season(year, season) => {
                let mut base =
                    self.part_of_year(year, season.months(), point, |year| format!("{year}-{}", season.code()));
                if let (Some((first, _)), true) = (base.stretch, season.months().0 == 12) {
                    base.stretch = add_months(first, 2).map(|last| (first, last.last_of_month()));
                }
                base
            }
            Calendar::Weekday(number, week) => self.weekday(number, week, point),
            Calendar::Offset(unit, count, from) => self.offset(unit, count, from),
            Calendar::Decade(start) => Base::new((start / 10).to_string(), years(start, start + 9), Anchor::None),
            Calendar::Century(number) => {
                let (text, stretch) = century(number);
                Base::new(text, stretch, Anchor::None)
            }
            Calendar::Lunar(lunar) => self.lunar(lunar, point),
        }
    }

    fn known_year(&self, year: Year) -> Option<(i32, Anchor)> {
        match year {
            Year::Open => None,
            Year::Known(year) => Some((year, Anchor::None)),
            Year::Offset(count, from) => {
                let (anchor, from) = self.anchor(from, Unit::Year)?;
                Some((i32::from(anchor.year()) + count, from))
            }
            Year::CanChi(place) => {
                let around = self.dct.map(|dct| i32::from(dct.year()))?;
                let behind = (around - i32::from(place)).rem_euclid(60);
                let year = if behind > 50 { around + 60 - behind } else { around - behind };
                Some((year, Anchor::Dct))
            }
        }
    }

    /// The day that an offset counts from.
    fn anchor(&self, from: From, unit: Unit) -> Option<(Day, Anchor)> {
        if from == From::Mention {
            let named = self.memory.for_unit(unit, self.sentence)?;
            return Some((named.stretch.0, Anchor::Mention));
        }
        if let Some(named) = self.memory.latest.filter(|_| self.compares(unit)) {
            return Some((named.stretch.1, Anchor::Mention));
        }
        self.dct.map(|dct| (dct, Anchor::Dct))
    }

    /// `so với tuần trước` in a sentence that has named a week: it compares with that one.
    fn compares(&self, unit: Unit) -> bool {
        let Some(memory) = self.memory.latest_of(self.sentence) else { return false };
        let is_before = self.cx.is(self.next.wrapping_sub(1), TRUOC);
        let days = memory.stretch.0.until(memory.stretch.1).map_or(0, |span| span.get_days());
        let widest = match unit {
            Unit::Week => 7,
            Unit::Month => 31,
            Unit::Quarter => 92,
            _ => 366,
        };
        self.is_compared() && is_before && days <= widest
    }

    fn day(&self, year: Year, month: Month, number: u8, point: &Point) -> Base {
        match (self.known_year(year), month) {
            (Some((year, anchor)), Month::Known(month)) => exact(day(year, month, number), anchor),
            (None, Month::Known(month)) if year == Year::Open => {
                let chosen = self.choose(point, |year| day(year, month, number).map(|day| (day, day)));
                match chosen {
                    Some((year, anchor)) => exact(day(year, month, number), anchor),
                    None => Base::new(format!("XXXX-{month:02}-{number:02}"), None, Anchor::None),
                }
            }
            (_, Month::Offset(count, from)) => {
                let found = self.anchor(from, Unit::Month).and_then(|(anchor, by)| {
                    let month = add_months(anchor.first_of_month(), count)?;
                    Some((day(i32::from(month.year()), month.month() as u8, number)?, by))
                });
                found.map_or_else(Base::unknown, |(day, by)| exact(Some(day), by))
            }
            (_, Month::Open) => self.day_of_month(number, point),
            _ => Base::unknown(),
        }
    }

    /// `ngày 26`: the month is that of the date named before in its sentence, or near the publication date.
    fn day_of_month(&self, number: u8, point: &Point) -> Base {
        if let Some(named) = self.memory.latest_of(self.sentence) {
            let near = named.stretch.0;
            if let Some(found) = day(i32::from(near.year()), near.month() as u8, number) {
                return exact(Some(found), Anchor::Mention);
            }
        }
        let found = self.dct.and_then(|dct| {
            let lean = self.lean(point);
            (-1..=1)
                .filter_map(|count| {
                    let month = add_months(dct.first_of_month(), count)?;
                    day(i32::from(month.year()), month.month() as u8, number)
                })
                .min_by_key(|&found| cost(dct, (found, found), lean, point.lean.is_some(), 15))
        });
        found.map_or_else(
            || Base::new(format!("XXXX-XX-{number:02}"), None, Anchor::None),
            |day| exact(Some(day), Anchor::Dct),
        )
    }

    fn month(&self, year: Year, month: Month, point: &Point) -> Base {
        match (self.known_year(year), month) {
            (Some((year, anchor)), Month::Known(month)) => {
                Base::new(month_text(year, month), months(year, month, month), anchor)
            }
            (None, Month::Known(month)) if year == Year::Open => {
                self.part_of_year(year, (month, month), point, |year| format!("{year}-{month:02}"))
            }
            _ => Base::unknown(),
        }
    }

    /// A stretch of months whose year may be open.
    fn part_of_year(&self, year: Year, (first, last): (u8, u8), point: &Point, text: impl Fn(&str) -> String) -> Base {
        let stretch = |year| months(year, first, last.max(first));
        if let Some((year, anchor)) = self.known_year(year) {
            return Base::new(text(&year_text(year)), stretch(year), anchor);
        }
        if year != Year::Open {
            return Base::unknown();
        }
        match self.choose(point, stretch) {
            Some((year, anchor)) => Base::new(text(&year_text(year)), stretch(year), anchor),
            None => Base::new(text("XXXX"), None, Anchor::None),
        }
    }

    /// The year of a stretch without one: that which its sentence opens with, or the one that makes most sense.
    fn choose(&self, point: &Point, stretch: impl Fn(i32) -> Option<(Day, Day)>) -> Option<(i32, Anchor)> {
        if self.is_habit() {
            return None;
        }
        let frame = self.frame.filter(|frame| frame.sentence == self.sentence && point.lean.is_none());
        if let Some(frame) = frame {
            return stretch(frame.year).map(|_| (frame.year, Anchor::Mention));
        }
        self.nearest_year(point, stretch).map(|year| (year, Anchor::Dct))
    }

    /// The year that puts the stretch nearest to the publication date, by what the words say of past and future.
    fn nearest_year(&self, point: &Point, stretch: impl Fn(i32) -> Option<(Day, Day)>) -> Option<i32> {
        let dct = self.dct?;
        let lean = self.lean(point);
        let this = i32::from(dct.year());
        let is_day = stretch(this).or_else(|| stretch(this - 1)).is_some_and(|(first, last)| first == last);
        if is_day && lean.is_none() && self.is_alone() {
            return (this..this + 5).find(|&year| stretch(year).is_some_and(|(first, _)| first >= dct));
        }
        let reach = if is_day { -4..=4 } else { -1..=1 };
        let candidates = reach.filter_map(|step| stretch(this + step).map(|stretch| (this + step, stretch)));
        let best = candidates.min_by_key(|&(year, stretch)| {
            let wrong_weekday = point.weekday.is_some_and(|weekday| weekday_of(stretch.0) != weekday);
            cost(dct, stretch, lean, point.lean.is_some(), 100 * (year - this).abs())
                + if wrong_weekday { 10_000 } else { 0 }
        });
        best.map(|(year, _)| year)
    }

    fn weekday(&self, number: u8, weeks: Option<i32>, point: &Point) -> Base {
        let Some(dct) = self.dct.filter(|_| weeks.is_some() || !self.is_any_week()) else {
            return Base::new(format!("XXXX-WXX-{number}"), None, Anchor::None);
        };
        let found = match weeks {
            Some(count) => week(dct).and_then(|(monday, _)| add_days(monday, count * 7 + i32::from(number) - 1)),
            None => self.nearest_weekday(dct, number, point),
        };
        exact(found, Anchor::Dct)
    }

    fn nearest_weekday(&self, dct: Day, number: u8, point: &Point) -> Option<Day> {
        let ahead = (i32::from(number) - i32::from(weekday_of(dct))).rem_euclid(7);
        let is_told = point.lean.is_some();
        match self.lean(point) {
            Some(Toward::Future) => add_days(dct, if ahead == 0 && is_told { 7 } else { ahead }),
            Some(Toward::Past) if ahead == 0 && is_told => add_days(dct, -7),
            None if self.is_alone() => add_days(dct, ahead),
            _ if ahead == 0 => Some(dct),
            _ => add_days(dct, ahead - 7),
        }
    }

    fn offset(&self, unit: Unit, count: i32, from: From) -> Base {
        if unit >= Unit::Hour {
            return self.clock_offset(unit, count, from);
        }
        if let Some(base) = self.end_of_named_year(unit, count) {
            return base;
        }
        let is_ahead = || count > 0 && (self.is_alone() || self.tense() == Some(Toward::Future));
        let anchor = self.anchor(from, unit);
        let anchor = anchor.or_else(|| self.dct.filter(|_| is_ahead()).map(|dct| (dct, Anchor::Dct)));
        let Some((anchor, by)) = anchor else { return Base::unknown() };
        shifted(anchor, unit, count).map_or_else(Base::unknown, |(text, stretch)| Base::new(text, Some(stretch), by))
    }

    /// `Năm 1999, họ không xuống hạng. Đến cuối năm, …`: the year that the text is telling of, not that of the publication.
    fn end_of_named_year(&self, unit: Unit, count: i32) -> Option<Base> {
        const CUOI: Key = Key::of("cuối");
        const NAM: Key = Key::of("năm");
        let is_bare = unit == Unit::Year && count == 0 && self.next == self.at + 2;
        let is_end = is_bare && self.cx.is(self.at, CUOI) && self.cx.is(self.at + 1, NAM);
        let named = self.memory.latest.filter(|named| is_end && named.sentence + 1 >= self.sentence)?;
        let (first, last) = named.stretch;
        let is_told = first.year() == last.year() && self.dct.is_none_or(|dct| first.year() < dct.year());
        (is_told && self.is_in_paragraph(named) && self.tense() != Some(Toward::Future)).then(|| {
            let year = i32::from(first.year());
            Base::new(year_text(year), years(year, year), Anchor::Mention)
        })
    }

    /// `21 giờ trước`: needs the clock of the publication.
    fn clock_offset(&self, unit: Unit, count: i32, from: From) -> Base {
        use jiff::ToSpan;
        let Some(dct) = self.cx.dct.filter(|dct| from == From::Dct && dct.time() != jiff::civil::Time::midnight())
        else {
            return Base::unknown();
        };
        let count = i64::from(count);
        let span = match unit {
            Unit::Hour => count.hours(),
            Unit::Minute => count.minutes(),
            _ => count.seconds(),
        };
        let Ok(moved) = dct.checked_add(span) else { return Base::unknown() };
        let date = moved.date();
        let text = format!("{}T{:02}:{:02}", day_text(date), moved.hour(), moved.minute());
        Base::new(text, Some((date, date)), Anchor::Dct)
    }

    fn lunar(&self, lunar: Lunar, point: &Point) -> Base {
        let table = &self.words.lunar;
        let convert = |year| lunar::to_gregorian(table, year, lunar.month, lunar.leap, lunar.day);
        let known = self.known_lunar_year(lunar.year);
        let (year, anchor) = match known {
            Some(found) => found,
            None => match self.choose(point, convert) {
                Some(found) => found,
                None => return Base { lunar: Some(lunar_text(&lunar, None)), ..Base::unknown() },
            },
        };
        let stretch = convert(year);
        let text = match stretch {
            _ if lunar.month == 0 => year_text(year),
            Some((first, last)) if first == last => day_text(first),
            Some((first, last)) => format!("{}/{}", day_text(first), day_text(last)),
            None => UNKNOWN.to_owned(),
        };
        Base { text, stretch, anchor, lunar: Some(lunar_text(&lunar, Some(year))) }
    }

    fn known_lunar_year(&self, year: Year) -> Option<(i32, Anchor)> {
        if let Year::Offset(count, From::Dct) = year {
            let this = lunar::year_of(&self.words.lunar, self.dct?)?;
            return Some((this + count, Anchor::Dct));
        }
        self.known_year(year)
    }

    /// `hai năm qua`, `3 tháng tới`: its length, with the days that it covers.
    fn window(&self, length: &Length, toward: Toward) -> Resolved {
        let stretch =
            self.dct.zip(length.single()).and_then(|(dct, (count, unit))| window_of(dct, count, unit, toward));
        let anchor = if stretch.is_some() { Anchor::Dct } else { Anchor::None };
        let kind = if stretch.is_some() { DateType::Interval } else { DateType::Duration };
        Resolved { kind, value: length_text(length), stretch, anchor, modifier: None, lunar: None }
    }

    /// The years before the one named before.
    fn years_before(&self, count: i32) -> Resolved {
        let last = self.memory.latest.map(|named| i32::from(named.stretch.0.year()) - 1);
        let Some((first, last)) = last.map(|last| (last - count + 1, last)).filter(|_| count > 0) else {
            return plain(DateType::Interval, UNKNOWN.to_owned());
        };
        let value = format!("{}/{}", year_text(first), year_text(last));
        let stretch = years(first, last);
        Resolved { kind: DateType::Interval, value, stretch, anchor: Anchor::Mention, modifier: None, lunar: None }
    }

    fn range(&self, first: &Point, last: &Point) -> Resolved {
        let left = self.base(first);
        let mut right = self.base(last);
        if let (Some((begin, _)), Some((_, end))) = (left.stretch, right.stretch)
            && end < begin
            && right.anchor == Anchor::Dct
            && let Some(moved) = self.next_year(last, begin)
        {
            right = moved;
        }
        let anchor = if left.anchor == Anchor::None { right.anchor } else { left.anchor };
        let stretch = left.stretch.zip(right.stretch).map(|(left, right)| (left.0, right.1)).filter(|(a, b)| a <= b);
        let mut value = left.text;
        if value != UNKNOWN || right.text != UNKNOWN {
            push_time(&mut value, first);
            value.push('/');
            value.push_str(&right.text);
            push_time(&mut value, last);
        }
        let lunar = left.lunar.zip(right.lunar).map(|(left, right)| format!("{left}/{right}"));
        Resolved { kind: DateType::Interval, value, stretch, anchor, modifier: None, lunar }
    }

    /// The last end of a range in the year after its first one.
    fn next_year(&self, point: &Point, begin: Day) -> Option<Base> {
        let year = Year::Known(i32::from(begin.year()) + 1);
        let moved = match point.day? {
            Calendar::Day(Year::Open, month, number) => Calendar::Day(year, month, number),
            Calendar::Month(Year::Open, month) => Calendar::Month(year, month),
            _ => return None,
        };
        let base = self.calendar(moved, point);
        Some(Base { anchor: Anchor::Dct, ..base })
    }

    /// What the expression and the words around it say of past and future.
    fn lean(&self, point: &Point) -> Option<Toward> {
        point.lean.or_else(|| self.tense())
    }
}

fn plain(kind: DateType, value: String) -> Resolved {
    Resolved { kind, value, stretch: None, anchor: Anchor::None, modifier: None, lunar: None }
}

fn exact(day: Option<Day>, anchor: Anchor) -> Base {
    day.map_or_else(Base::unknown, |day| Base::new(day_text(day), Some((day, day)), anchor))
}

fn finish(point: &Point, base: Base) -> Resolved {
    let is_clock = point.clock.is_some() || base.text.contains('T');
    let is_stretch = base.text.contains('/');
    let kind = match (is_clock, is_stretch) {
        (true, _) => DateType::Time,
        (_, true) => DateType::Interval,
        _ => DateType::Date,
    };
    let mut value = base.text;
    if value != UNKNOWN {
        push_time(&mut value, point);
    }
    Resolved { kind, value, stretch: base.stretch, anchor: base.anchor, modifier: point.modifier, lunar: base.lunar }
}
