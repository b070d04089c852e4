//! When a page was published: its metadata, checked against the line that readers see.
//!
//! The day and clock in Vietnam are kept. Sites err in two ways about zones: some write the local clock with a `Z`, as
//! if it were UTC; others write UTC and mean it. The visible line (or the stamp in the address) tells which; where there
//! is none, UTC is believed and told as the clock in Vietnam.

use jiff::civil::{DateTime, Time};
use jiff::{SignedDuration, ToSpan};

use crate::article::{Published, PublishedFrom};

/// Hours that Vietnam is ahead of UTC.
const AHEAD: i64 = 7;

/// The publication time, of what the metadata says (best first), what is visible, and the page's address.
pub(super) fn published(metadata: &[String], visible: Option<&str>, url: Option<&str>) -> Option<Published> {
    let visible = visible.and_then(|raw| Published::parse(raw, PublishedFrom::Timestamp));
    let metadata = metadata.iter().find_map(|raw| Published::parse(raw, PublishedFrom::Metadata));
    let Some(stated) = metadata else { return visible };
    let witness = visible.clone().or_else(|| url.and_then(Published::from_url)).filter(has_clock);
    if !has_clock(&stated) {
        return Some(visible.filter(|seen| seen.local.date() == stated.local.date()).unwrap_or(stated));
    }
    // Midnight sharp is a day whose clock nobody entered.
    if stated.local.time() == Time::midnight()
        && let Some(seen) = witness.as_ref().filter(|seen| seen.local.date() == stated.local.date())
    {
        return Some(seen.clone());
    }
    let ahead = stated.local.checked_add(AHEAD.hours()).unwrap_or(stated.local);
    let seen = witness.as_ref().map(|witness| witness.local);
    let local = match seen {
        Some(seen) if is_near(seen, stated.local) => stated.local,
        Some(seen) if is_near(seen, ahead) => ahead,
        _ if is_utc(&stated.text) => ahead,
        _ => return Some(stated),
    };
    Some(here(local, &stated))
}

fn has_clock(published: &Published) -> bool {
    published.text.contains('T')
}

fn is_utc(text: &str) -> bool {
    text.ends_with('Z') || text.ends_with("+00:00") || text.ends_with("-00:00")
}

/// Within a quarter of an hour: sites round, and show when the article was changed.
fn is_near(a: DateTime, b: DateTime) -> bool {
    a.duration_since(b).abs() <= SignedDuration::from_mins(15)
}

/// The same publication with another clock, told in the time of Vietnam.
fn here(local: DateTime, stated: &Published) -> Published {
    let clock = stated.text.split('T').nth(1).unwrap_or_default();
    let has_seconds = clock.bytes().take_while(|byte| !b"+-Z".contains(byte)).filter(|byte| *byte == b':').count() == 2;
    let form = if has_seconds { "%Y-%m-%dT%H:%M:%S+07:00" } else { "%Y-%m-%dT%H:%M+07:00" };
    Published { text: local.strftime(form).to_string(), local, from: stated.from }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(metadata: &[&str], visible: Option<&str>, url: Option<&str>) -> Option<String> {
        let metadata: Vec<String> = metadata.iter().map(|raw| (*raw).to_owned()).collect();
        published(&metadata, visible, url).map(|published| published.text)
    }

    #[test]
    fn the_visible_line_tells_what_z_means() {
        let z = "2025-10-22T05:00:00.000Z";
        let seen = |line| told(&[z], Some(line), None).unwrap();
        assert_eq!(seen("Thứ tư, 22/10/2025, 12:00 (GMT+7)"), "2025-10-22T12:00:00+07:00");
        assert_eq!(seen("22/10/2025 05:00"), "2025-10-22T05:00:00+07:00");
        assert_eq!(told(&[z], None, None).unwrap(), "2025-10-22T12:00:00+07:00");
        assert_eq!(
            told(&[z], None, Some("https://a.vn/tin-20251022050012345.htm")).unwrap(),
            "2025-10-22T05:00:00+07:00"
        );
    }

    #[test]
    fn a_late_evening_stays_on_its_day() {
        assert_eq!(told(&["2024-10-15T00:15:00+07:00"], None, None).unwrap(), "2024-10-15T00:15:00+07:00");
        assert_eq!(told(&["2024-10-14T17:15:00Z"], None, None).unwrap(), "2024-10-15T00:15:00+07:00");
    }

    #[test]
    fn a_clock_without_zone_is_local() {
        assert_eq!(
            told(&["2026-03-07T00:01:00"], Some("07-03-2026 - 00:01 AM"), None).unwrap(),
            "2026-03-07T00:01:00+07:00"
        );
    }

    #[test]
    fn midnight_is_a_day_without_clock() {
        let seen = |line| told(&["2022-02-09T00:00:00+07:00"], Some(line), None).unwrap();
        assert_eq!(seen("Thứ Tư, 09/02/2022, 07:05 [GMT+7]"), "2022-02-09T07:05+07:00");
        assert_eq!(seen("10/02/2022 07:05"), "2022-02-09T00:00:00+07:00");
    }

    #[test]
    fn a_day_takes_the_clock_of_the_visible_line() {
        assert_eq!(told(&["2024-05-01"], Some("01/05/2024 08:30"), None).unwrap(), "2024-05-01T08:30+07:00");
        assert_eq!(told(&["2024-05-01"], Some("02/05/2024 08:30"), None).unwrap(), "2024-05-01");
        assert_eq!(told(&[], Some("Thứ Năm, ngày 03/04/2025"), None).unwrap(), "2025-04-03");
        assert_eq!(told(&["hôm qua"], None, None), None);
    }
}
