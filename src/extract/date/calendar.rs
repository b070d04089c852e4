//! Calendar arithmetic.

use jiff::ToSpan;
use jiff::civil::Date;

/// A day, `None` where there is none.
pub(super) fn day(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()
}

/// First and last day of some months of a year.
pub(super) fn months(year: i32, first: u8, last: u8) -> Option<(Date, Date)> {
    let end = day(year, last, 1)?.last_of_month();
    Some((day(year, first, 1)?, end))
}

/// First and last day of some years.
pub(super) fn years(first: i32, last: i32) -> Option<(Date, Date)> {
    Some((day(first, 1, 1)?, day(last, 12, 31)?))
}

/// Moves a day by months, to the last day of a shorter month.
pub(super) fn add_months(from: Date, count: i32) -> Option<Date> {
    from.checked_add(i64::from(count).months()).ok()
}

/// Moves a day by days.
pub(super) fn add_days(from: Date, count: i32) -> Option<Date> {
    from.checked_add(i64::from(count).days()).ok()
}

/// Monday and Sunday of the week that holds a day.
pub(super) fn week(of: Date) -> Option<(Date, Date)> {
    let back = of.weekday().to_monday_zero_offset();
    let monday = add_days(of, -i32::from(back))?;
    Some((monday, add_days(monday, 6)?))
}
