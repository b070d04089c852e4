//! The room's word lists.

use super::expr::{From, Part, Season, Toward, Unit};
use crate::error::Error;
use crate::extract::Context;
use crate::lexicon::{Builder, Row, Table, Tag};

/// A list whose entries mean a `T`.
pub struct List<T> {
    /// The entries' tag.
    pub tag: Tag,
    rows: Vec<T>,
}

impl<T: Copy> List<T> {
    fn load(
        builder: &mut Builder,
        name: &str,
        text: &str,
        columns: &[&str],
        read: impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<List<T>, Error> {
        let tag = builder.tag(&format!("date/{name}"));
        let mut rows = Vec::new();
        for row in Table::parse(&format!("date/lexicon/{name}.tsv"), text, columns)?.rows() {
            let row = row?;
            builder.add(row.get(0), tag, rows.len() as u32)?;
            rows.push(read(&row)?);
        }
        Ok(List { tag, rows })
    }

    /// The longest entry at token `at`, and the token after it.
    #[inline]
    pub fn at(&self, cx: &Context<'_>, at: usize) -> Option<(T, usize)> {
        if at >= cx.tokens.len() {
            return None;
        }
        let hit = cx.entry(at, self.tag)?;
        Some((self.rows[hit.payload as usize], at + hit.len as usize))
    }

    /// The longest entry that ends right before token `at`.
    pub fn before(&self, cx: &Context<'_>, at: usize) -> Option<(T, usize)> {
        let (start, hit) = cx.entry_ending(at, self.tag)?;
        Some((self.rows[hit.payload as usize], start))
    }

    /// True where an entry begins at token `at`.
    pub fn is_at(&self, cx: &Context<'_>, at: usize) -> bool {
        self.at(cx, at).is_some()
    }
}

/// A weekday's name.
#[derive(Clone, Copy)]
pub struct Weekday {
    /// 1 Monday to 7 Sunday.
    pub day: u8,
    /// True where the words mean nothing else.
    pub sure: bool,
}

/// A month's name.
#[derive(Clone, Copy)]
pub struct MonthName {
    /// 1 to 12.
    pub month: u8,
    /// True where only the lunar calendar uses the name.
    pub lunar: bool,
}

/// A part of the day.
#[derive(Clone, Copy)]
pub struct PartName {
    /// The part.
    pub part: Part,
    /// True where the words mean nothing else.
    pub sure: bool,
}

/// A unit after a count.
#[derive(Clone, Copy)]
pub struct UnitName {
    /// The unit.
    pub unit: Unit,
    /// How many of the unit one is.
    pub factor: u32,
}

/// A stretch named by its distance.
#[derive(Clone, Copy)]
pub struct Relative {
    /// Unit.
    pub unit: Unit,
    /// Units from the anchor's.
    pub offset: i32,
    /// Anchor.
    pub from: From,
}

/// A word before a date without head word.
#[derive(Clone, Copy)]
pub struct Cue {
    /// True where hardly anything but a date follows.
    pub strong: bool,
    /// Past where it says that the date is over.
    pub toward: Option<Toward>,
}

/// What a holiday falls on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum HolidayKind {
    /// Day and month.
    Solar,
    /// Lunar day and month.
    Lunar,
    /// The lunar New Year.
    Tet,
    /// The day before it.
    Eve,
}

/// A holiday.
#[derive(Clone, Copy)]
pub struct Holiday {
    /// Its calendar.
    pub kind: HolidayKind,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A season's name.
#[derive(Clone, Copy)]
pub struct SeasonName {
    /// The season.
    pub season: Season,
}

/// A row of the lunar calendar.
#[derive(Clone, Copy)]
pub struct LunarYear {
    /// Gregorian year in which it begins.
    pub year: i32,
    /// Its first day.
    pub tet: jiff::civil::Date,
    /// Month that a leap month follows, or 0.
    pub leap: u8,
    /// Bit `i` is set where month `i` (from 0, leap month included) has 30 days.
    pub long: u16,
    /// Number of months.
    pub months: u8,
}

/// Every list of the room.
pub struct Words {
    /// Days of the week.
    pub weekdays: List<Weekday>,
    /// Months after `tháng`.
    pub months: List<MonthName>,
    /// Parts of the day.
    pub parts: List<PartName>,
    /// Units after a count.
    pub units: List<UnitName>,
    /// `hôm qua`, `tuần trước`.
    pub relative: List<Relative>,
    /// `nay`, `qua` after a part of the day.
    pub deictic: List<i32>,
    /// Holidays.
    pub holidays: List<Holiday>,
    /// Seasons.
    pub seasons: List<SeasonName>,
    /// Head words of stretches of years; years that one lasts.
    pub terms: List<u8>,
    /// Years of the cycle of sixty.
    pub canchi: List<u8>,
    /// Words before a date without head word.
    pub cues: List<Cue>,
    /// Words that tell past and future.
    pub tense: List<Toward>,
    /// `tới`, `vừa qua` after a date.
    pub ends: List<Toward>,
    /// Words that make a day and month part of a name.
    pub names: List<()>,
    /// Words that make `tháng 2` a count.
    pub counted: List<()>,
    /// Words that make `một năm` a rate.
    pub rates: List<()>,
    /// Words that may follow a year without head word.
    pub follow: List<()>,
    /// Words that make `tiếng` a sound.
    pub sounds: List<()>,
    /// `hằng năm`, `thỉnh thoảng`.
    pub habits: List<()>,
    /// `mở cửa`: before a clock that comes again each day.
    pub routines: List<()>,
    /// `ngân hàng` and other words that end in `hàng`.
    pub compounds: List<()>,
    /// First words of number words, and what else opens a span before its head word.
    pub openers: List<()>,
    /// The lunar calendar.
    pub lunar: Vec<LunarYear>,
}

macro_rules! list {
    ($builder:expr, $name:literal, $columns:expr, $read:expr) => {
        List::load($builder, $name, include_str!(concat!("lexicon/", $name, ".tsv")), $columns, $read)?
    };
}

impl Words {
    /// Reads the lists.
    pub fn load(builder: &mut Builder) -> Result<Words, Error> {
        Ok(Words {
            weekdays: list!(builder, "weekdays", &["words", "day", "sure"], |row| {
                Ok(Weekday { day: row.parse(1, "a weekday, 1 to 7")?, sure: flag(row, 2)? })
            }),
            months: list!(builder, "months", &["words", "month", "calendar"], |row| {
                Ok(MonthName { month: row.parse(1, "a month, 1 to 12")?, lunar: row.get(2) == "lunar" })
            }),
            parts: list!(builder, "parts", &["words", "part", "sure"], |row| {
                Ok(PartName { part: part(row)?, sure: flag(row, 2)? })
            }),
            units: list!(builder, "units", &["words", "unit", "factor"], |row| {
                Ok(UnitName { unit: unit(row)?, factor: row.parse(2, "a factor")? })
            }),
            relative: list!(builder, "relative", &["words", "unit", "offset", "anchor"], |row| {
                let from = if row.get(3) == "mention" { From::Mention } else { From::Dct };
                Ok(Relative { unit: unit(row)?, offset: row.parse(2, "an offset")?, from })
            }),
            deictic: list!(builder, "deictic", &["words", "offset"], |row| row.parse(1, "an offset in days")),
            holidays: list!(builder, "holidays", &["words", "kind", "month", "day"], holiday),
            seasons: list!(builder, "seasons", &["words", "season"], |row| Ok(SeasonName { season: season(row)? })),
            terms: list!(builder, "terms", &["words", "years"], |row| row.parse(1, "a number of years")),
            canchi: list!(builder, "canchi", &["words", "place"], |row| row.parse(1, "a place, 0 to 59")),
            cues: list!(builder, "cues", &["words", "kind"], |row| {
                let toward = (row.get(1) == "past").then_some(Toward::Past);
                Ok(Cue { strong: row.get(1) != "weak", toward })
            }),
            tense: list!(builder, "tense", &["words", "tense"], toward),
            ends: list!(builder, "ends", &["words", "lean"], toward),
            names: list!(builder, "names", &["words"], |_| Ok(())),
            counted: list!(builder, "counted", &["words"], |_| Ok(())),
            rates: list!(builder, "rates", &["words"], |_| Ok(())),
            follow: list!(builder, "follow", &["words"], |_| Ok(())),
            sounds: list!(builder, "sounds", &["words"], |_| Ok(())),
            habits: list!(builder, "habits", &["words"], |_| Ok(())),
            routines: list!(builder, "routines", &["words"], |_| Ok(())),
            compounds: list!(builder, "compounds", &["words"], |_| Ok(())),
            openers: list!(builder, "openers", &["words"], |_| Ok(())),
            lunar: lunar_years()?,
        })
    }

    /// Tags of the entries at which an expression can begin.
    pub fn triggers(&self) -> Vec<Tag> {
        vec![
            self.weekdays.tag,
            self.parts.tag,
            self.relative.tag,
            self.holidays.tag,
            self.seasons.tag,
            self.terms.tag,
            self.openers.tag,
        ]
    }
}

fn lunar_years() -> Result<Vec<LunarYear>, Error> {
    let text = include_str!("lexicon/lunar_years.tsv");
    let table = Table::parse("date/lexicon/lunar_years.tsv", text, &["year", "tet", "leap", "long"])?;
    table
        .rows()
        .map(|row| {
            let row = row?;
            let long = u16::from_str_radix(row.get(3), 2).map_err(|_| row.expected(3, "a row of 0 and 1"))?;
            let months = row.get(3).len() as u8;
            let tet = row.parse(1, "a day, YYYY-MM-DD")?;
            let long = long.reverse_bits() >> (16 - u16::from(months));
            Ok(LunarYear { year: row.parse(0, "a year")?, tet, leap: row.parse(2, "a month, or 0")?, long, months })
        })
        .collect()
}

fn flag(row: &Row<'_>, column: usize) -> Result<bool, Error> {
    match row.get(column) {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(row.expected(column, "yes or no")),
    }
}

fn toward(row: &Row<'_>) -> Result<Toward, Error> {
    match row.get(1) {
        "past" => Ok(Toward::Past),
        "future" => Ok(Toward::Future),
        _ => Err(row.expected(1, "past or future")),
    }
}

fn part(row: &Row<'_>) -> Result<Part, Error> {
    match row.get(1) {
        "TMO" => Ok(Part::Morning),
        "TMI" => Ok(Part::Noon),
        "TAF" => Ok(Part::Afternoon),
        "TEV" => Ok(Part::Evening),
        "TNI" => Ok(Part::Night),
        _ => Err(row.expected(1, "TMO, TMI, TAF, TEV or TNI")),
    }
}

fn season(row: &Row<'_>) -> Result<Season, Error> {
    match row.get(1) {
        "SP" => Ok(Season::Spring),
        "SU" => Ok(Season::Summer),
        "FA" => Ok(Season::Autumn),
        "WI" => Ok(Season::Winter),
        _ => Err(row.expected(1, "SP, SU, FA or WI")),
    }
}

fn unit(row: &Row<'_>) -> Result<Unit, Error> {
    match row.get(1) {
        "C" => Ok(Unit::Century),
        "X" => Ok(Unit::Decade),
        "Y" => Ok(Unit::Year),
        "Q" => Ok(Unit::Quarter),
        "M" => Ok(Unit::Month),
        "W" => Ok(Unit::Week),
        "D" => Ok(Unit::Day),
        "h" => Ok(Unit::Hour),
        "m" => Ok(Unit::Minute),
        "s" => Ok(Unit::Second),
        _ => Err(row.expected(1, "C, X, Y, Q, M, W, D, h, m or s")),
    }
}

fn holiday(row: &Row<'_>) -> Result<Holiday, Error> {
    let kind = match row.get(1) {
        "solar" => HolidayKind::Solar,
        "lunar" => HolidayKind::Lunar,
        "tet" => HolidayKind::Tet,
        "eve" => HolidayKind::Eve,
        _ => return Err(row.expected(1, "solar, lunar, tet or eve")),
    };
    Ok(Holiday { kind, month: row.parse(2, "a month")?, day: row.parse(3, "a day")? })
}
