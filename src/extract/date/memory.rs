//! The dates named so far, by how exactly they name a time: what `cùng ngày`, `năm đó`, `hai tháng sau` point back to.

use jiff::civil::Date as Day;

use super::expr::Unit;

/// How many sentences back a day or month may lie where later dates were less exact.
const REACH: usize = 10;

/// A date named before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    /// First and last day meant.
    pub stretch: (Day, Day),
    /// Sentence that named it.
    pub sentence: usize,
}

/// The latest date, and the latest ones that name a quarter, a month and a day at most.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Memory {
    /// Whichever it is.
    pub latest: Option<Named>,
    quarter: Option<Named>,
    month: Option<Named>,
    day: Option<Named>,
}

impl Memory {
    /// Takes a date.
    pub fn keep(&mut self, stretch: (Day, Day), sentence: usize) {
        const LONGEST_QUARTER: i32 = 92;
        const LONGEST_MONTH: i32 = 31;
        let named = Some(Named { stretch, sentence });
        let days = stretch.0.until(stretch.1).map_or(i32::MAX, |span| span.get_days());
        self.latest = named;
        if days < LONGEST_QUARTER {
            self.quarter = named;
        }
        if days < LONGEST_MONTH {
            self.month = named;
        }
        if days == 0 {
            self.day = named;
        }
    }

    /// Takes a day whose year is not known: nothing after it can point past it.
    pub fn forget(&mut self) {
        *self = Memory::default();
    }

    /// The latest date that is exact enough to count units from: `hôm sau` needs a day, `năm đó` any date.
    pub fn for_unit(&self, unit: Unit, sentence: usize) -> Option<Named> {
        let named = match unit {
            Unit::Century | Unit::Decade | Unit::Year => return self.latest,
            Unit::Quarter => self.quarter,
            Unit::Month => self.month,
            _ => self.day,
        };
        named.filter(|named| named.sentence + REACH >= sentence)
    }

    /// The day that a sentence has named.
    pub fn day_of(&self, sentence: usize) -> Option<Named> {
        self.day.filter(|day| day.sentence == sentence)
    }

    /// The latest date that a sentence has named.
    pub fn latest_of(&self, sentence: usize) -> Option<Named> {
        self.latest.filter(|named| named.sentence == sentence)
    }

    /// The latest day.
    pub fn day(&self) -> Option<Named> {
        self.day
    }
}
