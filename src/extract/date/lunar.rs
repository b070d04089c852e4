//! From the lunar calendar to the Gregorian one, by table.

use jiff::ToSpan;
use jiff::civil::Date;

use super::rules_lunar::LAST;
use super::words::LunarYear;

/// First and last day of a lunar year; of a month where `month` is not 0; of a day where `day` is not 0. `None` where the
/// table does not reach or the year has no such day.
pub(super) fn to_gregorian(table: &[LunarYear], year: i32, month: u8, leap: bool, day: u8) -> Option<(Date, Date)> {
    let row = row(table, year)?;
    if month == 0 {
        let days = (0..row.months).map(|index| length(row, index)).sum::<i64>();
        return Some((row.tet, plus(row.tet, days - 1)?));
    }
    let index = index(row, month, leap)?;
    let first = plus(row.tet, (0..index).map(|index| length(row, index)).sum())?;
    let days = length(row, index);
    match i64::from(day) {
        0 => Some((first, plus(first, days - 1)?)),
        _ if day == LAST => plus(first, days - 1).map(|last| (last, last)),
        day if day <= days => plus(first, day - 1).map(|day| (day, day)),
        _ => None,
    }
}

/// The lunar year that holds a Gregorian day.
pub(super) fn year_of(table: &[LunarYear], day: Date) -> Option<i32> {
    let next = table.partition_point(|row| row.tet <= day);
    next.checked_sub(1).map(|index| table[index].year)
}

fn row(table: &[LunarYear], year: i32) -> Option<&LunarYear> {
    let index = table.binary_search_by_key(&year, |row| row.year).ok()?;
    Some(&table[index])
}

/// Place of a month in its year, the leap month counted.
fn index(row: &LunarYear, month: u8, leap: bool) -> Option<u8> {
    if leap {
        return (row.leap == month).then_some(month);
    }
    let follows_leap = row.leap != 0 && month > row.leap;
    Some(month - 1 + u8::from(follows_leap))
}

fn length(row: &LunarYear, index: u8) -> i64 {
    29 + i64::from(row.long >> index & 1)
}

fn plus(day: Date, days: i64) -> Option<Date> {
    day.checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::date::words::Words;
    use crate::lexicon::Builder;

    fn table() -> Vec<LunarYear> {
        Words::load(&mut Builder::default()).unwrap().lunar
    }

    #[test]
    fn years_follow_each_other_without_a_gap() {
        for pair in table().windows(2) {
            let (_, last) = to_gregorian(&table(), pair[0].year, 0, false, 0).unwrap();
            assert_eq!(last.tomorrow().unwrap(), pair[1].tet, "the year after {}", pair[0].year);
        }
    }

    #[test]
    fn knows_days_that_other_tables_get_wrong() {
        let table = table();
        let day = |year, month, leap, day| to_gregorian(&table, year, month, leap, day).unwrap().0.to_string();
        assert_eq!(day(2023, 2, true, 1), "2023-03-22");
        assert_eq!(day(2019, 3, false, 10), "2019-04-14");
        assert_eq!(day(1985, 1, false, 1), "1985-01-21");
        assert_eq!(day(2007, 1, false, 1), "2007-02-17");
        assert_eq!(day(2021, 12, false, LAST), "2022-01-31");
        assert!(to_gregorian(&table, 2024, 2, true, 1).is_none());
    }
}
