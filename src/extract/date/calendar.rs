//! Calendar arithmetic and TIMEX3 notation.

use std::fmt::Write;

use jiff::ToSpan;
use jiff::civil::Date;

use super::expr::{Amount, Clock, Length, Part, Unit};

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

/// `2021-W42`.
pub(super) fn week_text(of: Date) -> String {
    let week = of.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// A year; negative before our era.
pub(super) fn year_text(year: i32) -> String {
    if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") }
}

/// ISO 8601 day.
pub(super) fn day_text(day: Date) -> String {
    format!("{}-{:02}-{:02}", year_text(i32::from(day.year())), day.month(), day.day())
}

/// `T10:30`.
pub(super) fn clock_text(clock: Clock) -> String {
    let mut text = format!("T{:02}:{:02}", clock.hour, clock.minute.unwrap_or(0));
    if let Some(second) = clock.second {
        let _ = write!(text, ":{second:02}");
    }
    text
}

/// TIMEX3 code of a part of the day.
pub(super) fn part_text(part: Part) -> &'static str {
    match part {
        Part::Morning => "TMO",
        Part::Noon => "TMI",
        Part::Afternoon => "TAF",
        Part::Evening => "TEV",
        Part::Night => "TNI",
    }
}

/// `P4Y6M`, `PT1H30M`.
pub(super) fn length_text(length: &Length) -> String {
    let mut text = String::from("P");
    let mut is_clock = false;
    for (amount, unit) in length.parts.iter().flatten() {
        if *unit >= Unit::Hour && !is_clock {
            text.push('T');
            is_clock = true;
        }
        text.push_str(&amount_text(*amount));
        text.push(letter(*unit));
    }
    text
}

fn amount_text(amount: Amount) -> String {
    if amount.places == 0 {
        return amount.digits.to_string();
    }
    let scale = 10u64.pow(u32::from(amount.places));
    let places = usize::from(amount.places);
    let text = format!("{}.{:0places$}", amount.digits / scale, amount.digits % scale);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn letter(unit: Unit) -> char {
    match unit {
        Unit::Century | Unit::Year => 'Y',
        Unit::Quarter => 'Q',
        Unit::Month | Unit::Minute => 'M',
        Unit::Week => 'W',
        Unit::Day => 'D',
        Unit::Hour => 'H',
        Unit::Second => 'S',
    }
}
