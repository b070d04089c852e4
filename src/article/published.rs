//! When an article was published: every habit of scrapers and of printed lines.
//!
//! Day and clock are taken as printed. They are never moved through UTC: a site that prints `23:30` means that day.

use jiff::civil::{Date, DateTime, Time};

use super::{Published, PublishedFrom};

/// Offset of Vietnam, where the source gives a clock and no zone.
const HERE: &str = "+07:00";

impl Published {
    /// Reads a date that a scraper or a site wrote: ISO 8601 with or without clock and zone, `20201012`, seconds since
    /// 1970, `Thứ Sáu, 11/3/2016 | 08:51 GMT+7`, `10:12:51 12-10-2020`, `Mon, 12 Oct 2020 10:12:51 +0700`. `None` where
    /// no day is given; the year alone is not one.
    pub fn parse(raw: &str, from: PublishedFrom) -> Option<Published> {
        let raw = raw.trim();
        if raw.len() > 100 {
            return None;
        }
        if raw.bytes().all(|byte| byte.is_ascii_digit()) {
            return digits(raw, from).or_else(|| seconds(raw, from));
        }
        let pieces = pieces(raw);
        let (date, used) = find_date(&pieces)?;
        let clock = find_clock(&pieces, &used);
        let zone = clock.as_ref().and_then(|(_, end)| find_zone(&pieces, *end));
        Some(Published::new(date, clock.map(|(clock, _)| clock), zone, from))
    }

    /// Reads the date in the address of a page: `…-20161020080752685.htm`, `…-185250905081100865.htm`, `/2020/10/12/`.
    pub fn from_url(url: &str) -> Option<Published> {
        let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
        let runs = || path.split(|char: char| !char.is_ascii_digit()).filter(|run| !run.is_empty());
        let stamp = runs().rev().find_map(|run| match run.len() {
            8 | 14 | 17 => digits(run, PublishedFrom::Url),
            18 => digits(&format!("20{}", &run[3..15]), PublishedFrom::Url),
            _ => None,
        });
        stamp.or_else(|| {
            let folders: Vec<&str> = path.split(['/', '-']).collect();
            let day = folders.windows(3).find_map(|three| {
                (three[0].len() == 4)
                    .then(|| date_of(three[0].parse().ok()?, three[1].parse().ok()?, three[2].parse().ok()?))?
            })?;
            Some(Published::new(day, None, None, PublishedFrom::Url))
        })
    }

    fn new(date: Date, clock: Option<Clock>, zone: Option<String>, from: PublishedFrom) -> Published {
        let local = date.to_datetime(clock.as_ref().map_or(Time::midnight(), |clock| clock.time));
        let text = match clock {
            None => date.to_string(),
            Some(clock) if clock.has_seconds => {
                format!("{}{}", local.strftime("%Y-%m-%dT%H:%M:%S"), zone.as_deref().unwrap_or(HERE))
            }
            Some(_) => format!("{}{}", local.strftime("%Y-%m-%dT%H:%M"), zone.as_deref().unwrap_or(HERE)),
        };
        Published { text, local, from }
    }
}

struct Clock {
    time: Time,
    has_seconds: bool,
}

/// `20201012`, `20201012101251`, and the same with thousandths.
fn digits(run: &str, from: PublishedFrom) -> Option<Published> {
    let part = |range: std::ops::Range<usize>| run.get(range)?.parse::<i64>().ok();
    let date = date_of(part(0..4)?, part(4..6)?, part(6..8)?)?;
    let clock = match run.len() {
        8 => None,
        14 | 17 => Some(clock_of(part(8..10)?, part(10..12)?, part(12..14))?),
        _ => return None,
    };
    Some(Published::new(date, clock, None, from))
}

/// Seconds or thousandths since 1970, shown as the clock in Vietnam.
fn seconds(raw: &str, from: PublishedFrom) -> Option<Published> {
    let value: i64 = raw.parse().ok()?;
    let seconds = match raw.len() {
        9 | 10 => value,
        12 | 13 => value / 1000,
        _ => return None,
    };
    let local = jiff::Timestamp::from_second(seconds).ok()?;
    let local: DateTime = jiff::tz::Offset::constant(7).to_datetime(local);
    let clock = Clock { time: local.time(), has_seconds: true };
    Some(Published::new(local.date(), Some(clock), None, from))
}

/// A date that an article of the web can have.
fn date_of(year: i64, month: i64, day: i64) -> Option<Date> {
    if !(1990..2100).contains(&year) {
        return None;
    }
    Date::new(year as i16, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn clock_of(hour: i64, minute: i64, second: Option<i64>) -> Option<Clock> {
    let second_of = i8::try_from(second.unwrap_or(0)).ok()?;
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, second_of, 0).ok()?;
    Some(Clock { time, has_seconds: second.is_some() })
}

/// A run of digits, a run of letters, or a mark.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Piece<'a> {
    Number(i64, usize),
    Word(&'a str),
    Mark(char),
}

fn pieces(raw: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = raw;
    while let Some(first) = rest.chars().next() {
        let len = if first.is_ascii_digit() {
            rest.bytes().take_while(u8::is_ascii_digit).count()
        } else if first.is_alphabetic() {
            rest.chars().take_while(|char| char.is_alphabetic()).map(char::len_utf8).sum()
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at(len);
        rest = after;
        if first.is_ascii_digit() {
            out.push(Piece::Number(piece.parse().unwrap_or(i64::MAX), len));
        } else if first.is_alphabetic() {
            out.push(Piece::Word(piece));
        } else if !first.is_whitespace() {
            out.push(Piece::Mark(first));
        }
    }
    out
}

/// Pieces that a date takes.
type Used = std::ops::Range<usize>;

fn find_date(pieces: &[Piece]) -> Option<(Date, Used)> {
    (0..pieces.len()).find_map(|at| date_at(&pieces[at..]).map(|(date, len)| (date, at..at + len)))
}

fn date_at(pieces: &[Piece]) -> Option<(Date, usize)> {
    use Piece::{Mark, Number, Word};
    match *pieces {
        [Number(year, 4), Mark(a), Number(month, 1..=2), Mark(b), Number(day, 1..=2), ..] if a == b && is_joint(a) => {
            Some((date_of(year, month, day)?, 5))
        }
        [Number(day, 1..=2), Mark(a), Number(month, 1..=2), Mark(b), Number(year, 4), ..]
            if is_joint(a) && is_joint(b) =>
        {
            Some((date_of(year, month, day)?, 5))
        }
        [Number(day, 1..=2), Word(word), Number(month, 1..=2), Word(_), Number(year, 4), ..]
            if is_word(word, "tháng") =>
        {
            Some((date_of(year, month, day)?, 5))
        }
        [Number(day, 1..=2), Word(word), Number(month, 1..=2), Mark(','), Number(year, 4), ..]
            if is_word(word, "tháng") =>
        {
            Some((date_of(year, month, day)?, 5))
        }
        [Number(day, 1..=2), Word(month), Number(year, 4), ..] => Some((date_of(year, english(month)?, day)?, 3)),
        [Word(month), Number(day, 1..=2), Mark(','), Number(year, 4), ..] => {
            Some((date_of(year, english(month)?, day)?, 4))
        }
        [Number(_, 8 | 14), ..] => None,
        _ => None,
    }
}

fn is_joint(mark: char) -> bool {
    matches!(mark, '-' | '/' | '.')
}

fn is_word(word: &str, expected: &str) -> bool {
    word.to_lowercase() == expected
}

/// The number of an English month: `Oct`, `October`.
fn english(word: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = word.to_ascii_lowercase();
    let head = word.get(..3)?;
    MONTHS.iter().position(|month| *month == head).map(|month| month as i64 + 1)
}

/// The clock outside of the date, and the piece after it.
fn find_clock(pieces: &[Piece], date: &Used) -> Option<(Clock, usize)> {
    (0..pieces.len()).filter(|at| !date.contains(at)).find_map(|at| {
        let is_zone = at > 0 && matches!(pieces[at - 1], Piece::Mark('+'));
        let (clock, len) = (!is_zone).then(|| clock_at(&pieces[at..]))??;
        Some((clock, at + len))
    })
}

fn clock_at(pieces: &[Piece]) -> Option<(Clock, usize)> {
    use Piece::{Mark, Number, Word};
    let ((hour, minute, second), len) = match *pieces {
        [Number(hour, 1..=2), Mark(':'), Number(minute, 2), Mark(':'), Number(second, 2), ..] => {
            ((hour, minute, Some(second)), 5)
        }
        [Number(hour, 1..=2), Mark(':'), Number(minute, 2), ..] => ((hour, minute, None), 3),
        [Number(hour, 1..=2), Word("h" | "H" | "g" | "giờ"), Number(minute, 1..=2), ..] => ((hour, minute, None), 3),
        _ => return None,
    };
    let hour = match pieces.get(len) {
        Some(Word("PM" | "pm" | "CH")) if hour < 12 => hour + 12,
        Some(Word("AM" | "am" | "SA")) if hour == 12 => 0,
        _ => hour,
    };
    Some((clock_of(hour, minute, second)?, len))
}

/// The zone after the clock: `+0700`, `+07:00`, `Z`, `GMT+7`.
fn find_zone(pieces: &[Piece], from: usize) -> Option<String> {
    use Piece::{Mark, Number, Word};
    let rest = pieces.get(from..)?;
    (0..rest.len()).find_map(|at| match rest[at..] {
        [Mark(sign @ ('+' | '-')), Number(hour, 1..=2), Mark(':'), Number(minute, 2), ..] => {
            Some(zone(sign, hour, minute))
        }
        [Mark(sign @ ('+' | '-')), Number(both, 4), ..] if at == 0 => Some(zone(sign, both / 100, both % 100)),
        [Word("GMT" | "UTC"), Mark(sign @ ('+' | '-')), Number(hour, 1..=2), ..] => Some(zone(sign, hour, 0)),
        [Word("Z"), ..] | [Word("GMT" | "UTC")] => Some(zone('+', 0, 0)),
        _ => None,
    })
}

fn zone(sign: char, hour: i64, minute: i64) -> String {
    format!("{sign}{hour:02}:{minute:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_habit() {
        for (raw, expected) in [
            ("2020-10-12", "2020-10-12"),
            ("20201012", "2020-10-12"),
            ("2020-10-12T10:12:51+0700", "2020-10-12T10:12:51+07:00"),
            ("2020-10-12T23:30:00+07:00", "2020-10-12T23:30:00+07:00"),
            ("2020-10-12T10:12:51.123Z", "2020-10-12T10:12:51+00:00"),
            ("2020-10-12 10:12:51", "2020-10-12T10:12:51+07:00"),
            ("2016-11-20, 08:59:00+00:00", "2016-11-20T08:59:00+00:00"),
            ("Thứ Sáu, 11/3/2016 | 08:51 GMT+7", "2016-03-11T08:51+07:00"),
            ("Thứ hai, 3/6/2024, 15:57 (GMT+7)", "2024-06-03T15:57+07:00"),
            ("Thứ tư, 11/12/2019 - 17:49", "2019-12-11T17:49+07:00"),
            ("10:12:51 12-10-2020", "2020-10-12T10:12:51+07:00"),
            ("15:30 | 06/02/2017", "2017-02-06T15:30+07:00"),
            ("23/10/2008", "2008-10-23"),
            ("Ngày 12 tháng 10 năm 2020, 10h12", "2020-10-12T10:12+07:00"),
            ("Cập nhật lúc: 8:51 PM, 11.3.2016", "2016-03-11T20:51+07:00"),
            ("Mon, 12 Oct 2020 10:12:51 +0700", "2020-10-12T10:12:51+07:00"),
            ("October 12, 2020", "2020-10-12"),
            ("1602472371", "2020-10-12T10:12:51+07:00"),
            ("1602472371000", "2020-10-12T10:12:51+07:00"),
        ] {
            let found = Published::parse(raw, PublishedFrom::Metadata).map(|published| published.text);
            assert_eq!(found.as_deref(), Some(expected), "{raw:?}");
        }
        for raw in ["2017", "", "hôm qua", "32/13/2020", "12/10", "2020-02-30", "5:00", "12345678901234567890"] {
            assert!(Published::parse(raw, PublishedFrom::Metadata).is_none(), "{raw:?}");
        }
    }

    #[test]
    fn reads_addresses() {
        for (url, expected) in [
            ("https://dantri.com.vn/xa-hoi/tin-20161020080752685.htm", "2016-10-20T08:07:52+07:00"),
            ("https://thanhnien.vn/tin-185250905081100865.htm", "2025-09-05T08:11:00+07:00"),
            ("https://example.vn/2020/10/12/tin-moi.html", "2020-10-12"),
            ("https://example.vn/2020-10-12/tin-moi.html", "2020-10-12"),
            ("https://tuoitre.vn/tin-20241122150923.htm?x=19990101", "2024-11-22T15:09:23+07:00"),
        ] {
            assert_eq!(Published::from_url(url).map(|published| published.text).as_deref(), Some(expected), "{url}");
        }
        for url in ["https://vnexpress.net/tin-4753809.html", "http://www.baomoi.com/a/c/22378781.epi", ""] {
            assert!(Published::from_url(url).is_none(), "{url}");
        }
    }
}
