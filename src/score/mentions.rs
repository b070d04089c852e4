//! A record's mentions in the notation of the gold.

use crate::extract::number::{Number, NumberKind};
use crate::record::Record;

/// A mention of a record, in the notation of the gold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// `N`, `D`, `R` or `P`.
    pub kind: char,
    /// Bytes of the text.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
    /// Value with unit, TIMEX value, canonical, or entity.
    pub value: String,
    /// The unit of a number.
    pub unit: String,
    /// Titles at this mention of a person.
    pub titles: Vec<String>,
    /// The rule that found it.
    pub rule: String,
}

/// The record's mentions, kind by kind. Anaphors are left out: gold does not mark them.
pub fn mentions(record: &Record<'_>) -> Vec<Found> {
    let mut starts: Vec<usize> = record.text.char_indices().map(|(at, _)| at).collect();
    starts.push(record.text.len());
    let byte = |char: u32| starts.get(char as usize).copied().unwrap_or(record.text.len());
    let mut out = Vec::new();
    let mut push = |kind, mention: &crate::extract::Mention<'_>, value: String, unit: &str, titles| {
        let (start, end) = (byte(mention.chars[0]), byte(mention.chars[1]));
        let (unit, rule) = (unit.to_owned(), mention.rule.to_string());
        out.push(Found { kind, start, end, value, unit, titles, rule });
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
