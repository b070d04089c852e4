//! Which stretch of the calendar is meant: moved units, windows, centuries, and how far one is from the publication date.

use jiff::civil::Date as Day;

use super::calendar::{add_days, add_months, months, week, years};
use super::expr::{Toward, Unit};
use super::timex::{day_text, month_text, week_text, year_text};

/// How far a stretch is from the publication date, in days, with what speaks against it added. `told` says that the
/// expression itself looks back or ahead; a verb of the past only hints at it.
pub(super) fn cost(dct: Day, (first, last): (Day, Day), lean: Option<Toward>, told: bool, penalty: i32) -> i32 {
    let days = |from: Day, to: Day| from.until(to).map_or(0, |span| span.get_days());
    let (distance, is_future) = if first > dct {
        (days(dct, first), true)
    } else if last < dct {
        (days(last, dct), false)
    } else {
        (0, false)
    };
    let weight = match (lean, is_future) {
        (Some(Toward::Future), true) | (Some(Toward::Past), false) => 2,
        (Some(Toward::Past), _) if !told => 6,
        (Some(_), _) => 12,
        (None, true) => 3,
        (None, false) => 2,
    };
    distance * weight / 2 + penalty
}

/// The unit that holds a day, moved.
pub(super) fn shifted(anchor: Day, unit: Unit, count: i32) -> Option<(String, (Day, Day))> {
    match unit {
        Unit::Day => {
            let day = add_days(anchor, count)?;
            Some((day_text(day), (day, day)))
        }
        Unit::Week => {
            let stretch = week(add_days(anchor, count.checked_mul(7)?)?)?;
            Some((week_text(stretch.0), stretch))
        }
        Unit::Month => {
            let first = add_months(anchor.first_of_month(), count)?;
            let text = month_text(i32::from(first.year()), first.month() as u8);
            Some((text, (first, first.last_of_month())))
        }
        Unit::Quarter => {
            let first = add_months(anchor.first_of_month(), count.checked_mul(3)?)?;
            let (year, quarter) = (i32::from(first.year()), (first.month() as u8).div_ceil(3));
            Some((format!("{}-Q{quarter}", year_text(year)), months(year, quarter * 3 - 2, quarter * 3)?))
        }
        Unit::Year => {
            let year = i32::from(anchor.year()).checked_add(count)?;
            Some((year_text(year), years(year, year)?))
        }
        Unit::Decade => {
            let start = i32::from(anchor.year()).div_euclid(10) * 10 + count.checked_mul(10)?;
            Some(((start / 10).to_string(), years(start, start + 9)?))
        }
        Unit::Century => {
            let number = (i32::from(anchor.year()) + 99) / 100 + count;
            let (text, stretch) = century(number);
            Some((text, stretch?))
        }
        _ => None,
    }
}

/// 20 is `19`, 1901-2000; -3 is the third century before our era.
pub(super) fn century(number: i32) -> (String, Option<(Day, Day)>) {
    if number > 0 {
        return (format!("{:02}", number - 1), years(number * 100 - 99, number * 100));
    }
    (format!("-{:02}", -number - 1), years(number * 100, number * 100 + 99))
}

pub(super) fn window_of(dct: Day, count: i32, unit: Unit, toward: Toward) -> Option<(Day, Day)> {
    let sign = if toward == Toward::Past { -1 } else { 1 };
    let far = match unit {
        Unit::Year => add_months(dct, (sign * count).checked_mul(12)?)?,
        Unit::Month => add_months(dct, sign * count)?,
        Unit::Week => add_days(dct, (sign * count).checked_mul(7)?)?,
        Unit::Day => add_days(dct, sign * count)?,
        Unit::Hour | Unit::Minute | Unit::Second => dct,
        _ => return None,
    };
    let is_clock = unit >= Unit::Hour;
    Some(match toward {
        Toward::Past if is_clock => (dct, dct),
        Toward::Past => (far, add_days(dct, -i32::from(unit == Unit::Day))?),
        Toward::Future if is_clock => (dct, dct),
        Toward::Future => (add_days(dct, 1)?, far),
    })
}

/// 1 Monday to 7 Sunday.
pub(super) fn weekday_of(day: Day) -> u8 {
    day.weekday().to_monday_one_offset() as u8
}
