//! TIMEX3 notation.

use std::fmt::Write;

use jiff::civil::Date;

use super::expr::{Calendar, Clock, Length, Lunar, Measure, Month, Part, Point, Set, Unit};

/// `2021-W42`.
pub(super) fn week_text(of: Date) -> String {
    let week = of.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// A year; negative before our era.
pub(super) fn year_text(year: i32) -> String {
    let mut text = String::with_capacity("2021-11-02T10:30".len());
    push_year(&mut text, year);
    text
}

/// ISO 8601 day.
pub(super) fn day_text(day: Date) -> String {
    let mut text = year_text(i32::from(day.year()));
    text.push('-');
    push_two(&mut text, day.month() as u8);
    text.push('-');
    push_two(&mut text, day.day() as u8);
    text
}

/// `2021-11`.
pub(super) fn month_text(year: i32, month: u8) -> String {
    let mut text = year_text(year);
    text.push('-');
    push_two(&mut text, month);
    text
}

fn push_year(text: &mut String, year: i32) {
    if year < 0 {
        text.push('-');
    }
    match u16::try_from(year.unsigned_abs()) {
        Ok(year @ 0..10_000) => {
            push_two(text, (year / 100) as u8);
            push_two(text, (year % 100) as u8);
        }
        _ => {
            let _ = write!(text, "{}", year.unsigned_abs());
        }
    }
}

/// Two digits of a number below a hundred.
fn push_two(text: &mut String, number: u8) {
    text.push(char::from(b'0' + number / 10));
    text.push(char::from(b'0' + number % 10));
}

/// `T10:30`.
fn push_clock(text: &mut String, clock: Clock) {
    text.push('T');
    push_two(text, clock.hour);
    text.push(':');
    push_two(text, clock.minute.unwrap_or(0));
    if let Some(second) = clock.second {
        text.push(':');
        push_two(text, second);
    }
}

/// TIMEX3 code of a part of the day.
fn part_text(part: Part) -> &'static str {
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
    for measure in length.parts.iter().flatten() {
        if measure.unit >= Unit::Hour && !is_clock {
            text.push('T');
            is_clock = true;
        }
        push_amount(&mut text, measure);
        text.push(letter(measure.unit));
    }
    text
}

fn push_amount(text: &mut String, measure: &Measure) {
    if let (0, digits @ 0..10) = (measure.places, measure.digits) {
        return text.push(char::from(b'0' + digits as u8));
    }
    let scale = 10u64.pow(u32::from(measure.places));
    let places = usize::from(measure.places);
    let _ = write!(text, "{}", measure.digits / scale);
    if measure.digits % scale != 0 {
        let _ = write!(text, ".{:0places$}", measure.digits % scale);
        text.truncate(text.trim_end_matches('0').len());
    }
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
            let mut text = format!("SET {text}");
            push_time(&mut text, point);
            text
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

/// Adds the clock, or the part of the day, as it stands after the day.
pub(super) fn push_time(text: &mut String, point: &Point) {
    match (point.clock, point.part) {
        (Some(clock), _) => push_clock(text, clock),
        (None, Some(part)) => text.push_str(part_text(part)),
        _ => {}
    }
}
