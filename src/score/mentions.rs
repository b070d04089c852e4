//! A record's mentions in the notation of the gold.

use super::gold::with_unit;
use crate::extract::Mention;
use crate::extract::number::{Number, NumberKind};
use crate::record::Record;
use crate::text::Places;

/// A mention of a record, in the notation of the gold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// `N`, `D`, `R` or `P`.
    pub kind: char,
    /// Half-open span of the text in Unicode scalar values.
    pub chars: [u32; 2],
    /// Byte of the text.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
    /// Value without unit, TIMEX value, canonical, or entity.
    pub value: String,
    /// The unit of a number.
    pub unit: String,
    /// Titles at this mention of a person.
    pub titles: Vec<String>,
    /// The rule that found it.
    pub rule: String,
}

impl Found {
    /// Where it stands, in bytes.
    pub fn place(&self) -> (usize, usize) {
        (self.start, self.end)
    }

    /// Value and unit.
    pub fn shown(&self) -> String {
        with_unit(&self.value, &self.unit)
    }
}

/// The record's mentions, kind by kind. Anaphors are left out: gold does not mark them.
pub fn mentions(record: &Record<'_>) -> Vec<Found> {
    let places = Places::new(&record.text);
    let mut out = Vec::new();
    let mut push = |kind, mention: &Mention<'_>, value: String, unit: &str, titles| {
        let chars = mention.chars;
        let [start, end] = chars.map(|char| places.byte(char));
        let (unit, rule) = (unit.to_owned(), mention.rule.to_string());
        out.push(Found { kind, chars, start, end, value, unit, titles, rule });
    };
    for number in &record.facts.numbers {
        push('N', &number.mention, number_value(number), number.unit.as_deref().unwrap_or(""), Vec::new());
    }
    for date in &record.facts.dates {
        push('D', &date.mention, date.value.to_string(), "", Vec::new());
    }
    for document in &record.facts.documents {
        for mention in document.mentions.iter().filter(|mention| !mention.anaphor) {
            push('R', &mention.mention, document.canonical.to_string(), "", Vec::new());
        }
    }
    for person in &record.facts.persons {
        for mention in &person.mentions {
            let titles = mention.titles.iter().filter_map(|&title| person.titles.get(title as usize));
            let titles = titles.map(|title| title.text.to_string()).collect();
            push('P', &mention.mention, person.id.to_string(), "", titles);
        }
    }
    out
}

/// A number in the notation of the gold, without its unit: `#17` for ordinals, `1..5` for ranges.
fn number_value(number: &Number<'_>) -> String {
    let value = match &number.value {
        Some(value) => value.to_string(),
        None => format!("{}..{}", number.min.as_deref().unwrap_or(""), number.max.as_deref().unwrap_or("")),
    };
    if number.kind == NumberKind::Ordinal { format!("#{value}") } else { value }
}
