//! TIMEX3 notation.

use std::fmt::Write;

use jiff::civil::Date;

use super::expr::{Amount, Calendar, Clock, Length, Lunar, Month, Part, Point, Set, Unit};

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
        Unit::Century | Unit::Decade | Unit::Year => 'Y',
        Unit::Quarter => 'Q',
        Unit::Month | Unit::Minute => 'M',
        Unit::Week => 'W',
        Unit::Day => 'D',
        Unit::Hour => 'H',
        Unit::Second => 'S',
    }
}

/// `SET P1Y`, `SET XXXX-WXX-1`.
pub(super) fn set_text(set: &Set) -> String {
    match set {
        Set::Every(length) => format!("SET {}", length_text(length)),
        Set::On(point) => {
            let text = match point.day {
                Some(Calendar::Weekday(number, _)) => format!("XXXX-WXX-{number}"),
                Some(Calendar::Day(_, Month::Known(month), day)) => format!("XXXX-{month:02}-{day:02}"),
                Some(Calendar::Day(_, _, day)) => format!("XXXX-XX-{day:02}"),
                Some(Calendar::Month(_, Month::Known(month))) => format!("XXXX-{month:02}"),
                _ => "P1Y".to_owned(),
            };
            format!("SET {text}{}", clock_or_part(point))
        }
    }
}

/// `2017-1-10`, with `L` for a leap month; the year only where it is known.
pub(super) fn lunar_text(lunar: &Lunar, year: Option<i32>) -> String {
    let mut parts: Vec<String> = year.into_iter().map(year_text).collect();
    if lunar.month > 0 {
        parts.push(format!("{:02}", lunar.month));
    }
    if lunar.day > 0 {
        parts.push(format!("{:02}", lunar.day.min(30)));
    }
    parts.join("-") + if lunar.leap { "L" } else { "" }
}

/// The clock, or the part of the day, as it stands after the day.
pub(super) fn clock_or_part(point: &Point) -> String {
    match (point.clock, point.part) {
        (Some(clock), _) => clock_text(clock),
        (None, Some(part)) => part_text(part).to_owned(),
        _ => String::new(),
    }
}
