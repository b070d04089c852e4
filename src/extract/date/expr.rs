//! What a rule saw: a calendar expression with unknown parts open.

use super::DateMod;

/// A calendar expression before it is completed.
///
/// Every candidate carries one, so what is rare and large is boxed.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// One day, month, year…, perhaps with a part of the day or a clock.
    Point(Point),
    /// A stretch from one point to another.
    Range(Box<(Point, Point)>),
    /// A length of time.
    Length(Length),
    /// A length between two bounds.
    Lengths(Box<(Length, Length)>),
    /// A length that begins or ends at the publication date: `hai năm qua`, `3 tháng tới`.
    Window(Length, Toward),
    /// So many whole years before the one named before: `trong 10 năm trước đó`.
    YearsBefore(i32),
    /// A repetition.
    Set(Set),
    /// A day that no calendar has, where a head word shows that one was meant.
    Impossible,
}

/// Which side of the publication date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toward {
    /// Before it.
    Past,
    /// After it.
    Future,
}

/// One point of the calendar, from the millennium down to the second.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Point {
    /// Day, month, year…
    pub day: Option<Calendar>,
    /// Day of the week that stands beside a day, 1 Monday to 7 Sunday.
    pub weekday: Option<u8>,
    /// Part of the day.
    pub part: Option<Part>,
    /// Time of the clock, 24 hours.
    pub clock: Option<Clock>,
    /// Qualification.
    pub modifier: Option<DateMod>,
    /// What the words of the expression say of past and future.
    pub lean: Option<Toward>,
}

/// A stretch that the calendar has a name for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// A day.
    Day(Year, Month, u8),
    /// A month.
    Month(Year, Month),
    /// A year.
    Year(Year),
    /// Consecutive months of a year, as in `9 tháng đầu năm`.
    Months(Year, u8, u8),
    /// A quarter, 1 to 4.
    Quarter(Year, u8),
    /// Half of a year, 1 or 2.
    Half(Year, u8),
    /// A season.
    Season(Year, Season),
    /// A weekday; with the number of weeks from that of the anchor where one is told.
    Weekday(u8, Option<i32>),
    /// So many units from the anchor's.
    Offset(Unit, i32, From),
    /// A decade, by its first year.
    Decade(i32),
    /// A century: 20 is 1901-2000; negative before our era.
    Century(i32),
    /// A day or month of the lunar calendar.
    Lunar(Lunar),
}

/// A year, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// Not told.
    Open,
    /// Told; negative before our era.
    Known(i32),
    /// So many years from that of the anchor.
    Offset(i32, From),
    /// Place in the cycle of sixty.
    CanChi(u8),
}

/// A month, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Month {
    /// Not told.
    Open,
    /// 1 to 12.
    Known(u8),
    /// So many months from that of the anchor.
    Offset(i32, From),
}

/// What an offset counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The publication date.
    Dct,
    /// The date named before.
    Mention,
}

/// A date of the lunar calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lunar {
    /// Lunar year.
    pub year: Year,
    /// 1 to 12; 0 for the whole year.
    pub month: u8,
    /// True for the leap month that follows the month.
    pub leap: bool,
    /// Day, 1 to 30; 0 for the whole month; 31 for its last day.
    pub day: u8,
}

/// Seasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// Parts of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Part {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

/// A time of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 24.
    pub hour: u8,
    /// 0 to 59, where told.
    pub minute: Option<u8>,
    /// 0 to 59, where told.
    pub second: Option<u8>,
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Unit {
    Century,
    Decade,
    Year,
    Quarter,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
}

/// A decimal number: `digits` with the last `places` after the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// All digits.
    pub digits: u64,
    /// How many of them stand after the point.
    pub places: u8,
}

impl Amount {
    /// A whole number.
    pub fn whole(digits: u64) -> Amount {
        Amount { digits, places: 0 }
    }
}

/// An amount of a unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// All digits of the amount.
    pub digits: u64,
    /// How many of them stand after the point.
    pub places: u8,
    /// The unit.
    pub unit: Unit,
}

impl Measure {
    fn of(amount: Amount, unit: Unit) -> Measure {
        Measure { digits: amount.digits, places: amount.places, unit }
    }
}

/// A length of time: up to three amounts, each with a smaller unit than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The amounts; unused places are `None`.
    pub parts: [Option<Measure>; 3],
}

impl Length {
    /// One amount.
    pub fn of(amount: Amount, unit: Unit) -> Length {
        Length { parts: [Some(Measure::of(amount, unit)), None, None] }
    }

    /// Adds a smaller unit; `None` where it is not smaller or three are there already.
    pub fn and(mut self, amount: Amount, unit: Unit) -> Option<Length> {
        let free = self.parts.iter().position(Option::is_none)?;
        let last = self.parts[free.checked_sub(1)?]?.unit;
        let most = match unit {
            Unit::Minute | Unit::Second => 59,
            Unit::Hour => 23,
            Unit::Month => 11,
            _ => u64::MAX,
        };
        (unit > last && (amount.places > 0 || amount.digits <= most))
            .then(|| self.parts[free] = Some(Measure::of(amount, unit)))?;
        Some(self)
    }

    /// The only amount, where it is whole.
    pub fn single(&self) -> Option<(i32, Unit)> {
        match self.parts {
            [Some(Measure { digits, places: 0, unit }), None, None] => Some((i32::try_from(digits).ok()?, unit)),
            _ => None,
        }
    }

    /// The largest unit.
    pub fn unit(&self) -> Option<Unit> {
        self.parts[0].map(|measure| measure.unit)
    }
}

/// A repetition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Set {
    /// Once in each such length.
    Every(Length),
    /// On each such day: a weekday, or a day and month.
    On(Point),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_stays_small() {
        assert!(size_of::<Seen>() <= 64, "{} bytes", size_of::<Seen>());
    }
}
