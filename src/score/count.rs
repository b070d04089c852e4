//! Counts of right, missed and extra mentions.

use std::collections::{BTreeMap, BTreeSet};

use super::{Gold, GoldMention, KINDS};
use crate::extract::number::{Number, NumberKind};
use crate::record::Record;

/// How much of a mention must be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The span.
    Span,
    /// The span and the value, canonical or name.
    Value,
}

/// Right, gold and found mentions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// Mentions of the gold.
    pub gold: f64,
    /// Mentions found.
    pub found: f64,
    /// Found mentions that are right (for B³, their precision added up).
    pub right: f64,
    /// Gold mentions that were found (for B³, their recall added up).
    pub recalled: f64,
}

impl Counts {
    /// Share of the found mentions that are right; 1 where nothing was found.
    pub fn precision(&self) -> f64 {
        if self.found == 0.0 { 1.0 } else { self.right / self.found }
    }

    /// Share of the gold mentions that were found; 1 where there are none.
    pub fn recall(&self) -> f64 {
        if self.gold == 0.0 { 1.0 } else { self.recalled / self.gold }
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }
}

/// Counts over any number of articles.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// Spans and values by the letter of the kind.
    pub kinds: BTreeMap<(char, Level), Counts>,
    /// Titles at their mentions.
    pub titles: Counts,
    /// Chains of persons, B³.
    pub chains: Counts,
    /// What was missed, extra or wrong, for a person to read.
    pub errors: Vec<String>,
}

/// A mention of a record, in the notation of the gold.
struct Found {
    kind: char,
    start: usize,
    end: usize,
    value: String,
    titles: Vec<String>,
}

impl Score {
    /// Adds the counts of one article. `name` stands before its errors.
    pub fn add(&mut self, name: &str, record: &Record<'_>, gold: &Gold) {
        let found = mentions(record);
        for kind in KINDS {
            let gold: Vec<&GoldMention> = gold.mentions.iter().filter(|mention| mention.kind == kind).collect();
            let found: Vec<&Found> = found.iter().filter(|mention| mention.kind == kind).collect();
            self.add_kind(kind, &gold, &found);
            self.add_errors(name, &record.text, &gold, &found);
        }
        let persons: Vec<&GoldMention> = gold.mentions.iter().filter(|mention| mention.kind == 'P').collect();
        let found: Vec<&Found> = found.iter().filter(|mention| mention.kind == 'P').collect();
        self.add_titles(&persons, &found);
        self.add_chains(&persons, &found);
    }

    fn add_kind(&mut self, kind: char, gold: &[&GoldMention], found: &[&Found]) {
        for level in [Level::Span, Level::Value] {
            let is_right = |mention: &&&Found| {
                gold.iter().any(|g| {
                    (g.start, g.end) == (mention.start, mention.end)
                        && (level == Level::Span || kind == 'P' || folded(&g.value) == folded(&mention.value))
                })
            };
            let right = found.iter().filter(is_right).count() as f64;
            let counts = self.kinds.entry((kind, level)).or_default();
            counts.gold += gold.len() as f64;
            counts.found += found.len() as f64;
            counts.right += right;
            counts.recalled += right;
        }
    }

    fn add_errors(&mut self, name: &str, text: &str, gold: &[&GoldMention], found: &[&Found]) {
        for mention in gold {
            match found.iter().find(|f| (f.start, f.end) == (mention.start, mention.end)) {
                None => self.errors.push(error(
                    name,
                    "missed",
                    mention.kind,
                    text,
                    mention.start,
                    mention.end,
                    &mention.value,
                )),
                Some(f) if mention.kind != 'P' && folded(&f.value) != folded(&mention.value) => {
                    let values = format!("{} instead of {}", f.value, mention.value);
                    self.errors.push(error(name, "value", mention.kind, text, mention.start, mention.end, &values));
                }
                Some(_) => {}
            }
        }
        for mention in found {
            if !gold.iter().any(|g| (g.start, g.end) == (mention.start, mention.end)) {
                self.errors.push(error(name, "extra", mention.kind, text, mention.start, mention.end, &mention.value));
            }
        }
    }

    fn add_titles(&mut self, gold: &[&GoldMention], found: &[&Found]) {
        let marked: Vec<(usize, usize, String)> =
            gold.iter().flat_map(|m| m.titles.iter().map(|title| (m.start, m.end, folded(title)))).collect();
        let mut open = marked.clone();
        let (mut right, mut count) = (0, 0);
        for mention in found {
            for title in &mention.titles {
                count += 1;
                let title = (mention.start, mention.end, folded(title));
                if let Some(at) = open.iter().position(|other| *other == title) {
                    open.swap_remove(at);
                    right += 1;
                }
            }
        }
        self.titles.gold += marked.len() as f64;
        self.titles.found += f64::from(count);
        self.titles.right += f64::from(right);
        self.titles.recalled += f64::from(right);
    }

    /// B³: for each mention that both sides have, the share of its chain that the other side's chain holds too.
    fn add_chains(&mut self, gold: &[&GoldMention], found: &[&Found]) {
        let gold_chains = chains(gold.iter().map(|m| ((m.start, m.end), m.value.as_str())));
        let found_chains = chains(found.iter().map(|m| ((m.start, m.end), m.value.as_str())));
        for (place, chain) in &gold_chains {
            if let Some(other) = found_chains.get(place) {
                let shared = chain.intersection(other).count() as f64;
                self.chains.right += shared / other.len() as f64;
                self.chains.recalled += shared / chain.len() as f64;
            }
        }
        self.chains.gold += gold_chains.len() as f64;
        self.chains.found += found_chains.len() as f64;
    }
}

type Place = (usize, usize);

/// The chain of each mention.
fn chains<'m>(mentions: impl Iterator<Item = (Place, &'m str)>) -> BTreeMap<Place, BTreeSet<Place>> {
    let mut by_entity: BTreeMap<&str, BTreeSet<Place>> = BTreeMap::new();
    for (place, entity) in mentions {
        by_entity.entry(entity).or_default().insert(place);
    }
    by_entity.values().flat_map(|chain| chain.iter().map(|place| (*place, chain.clone()))).collect()
}

fn error(name: &str, what: &str, kind: char, text: &str, start: usize, end: usize, value: &str) -> String {
    let before: String = text[..start].chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text[end..].chars().take(30).collect();
    let line = format!("{name}\t{kind}\t{what}\t{before}[{}]{after}\t{value}", &text[start..end]);
    line.replace('\n', "⏎")
}

fn folded(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The record's mentions in the notation of the gold. Anaphors are left out: gold does not mark them.
fn mentions(record: &Record<'_>) -> Vec<Found> {
    let mut starts: Vec<usize> = record.text.char_indices().map(|(at, _)| at).collect();
    starts.push(record.text.len());
    let place = |chars: [u32; 2]| (starts[chars[0] as usize], starts[chars[1] as usize]);
    let mut out = Vec::new();
    let mut push = |kind, chars, value, titles| {
        let (start, end) = place(chars);
        out.push(Found { kind, start, end, value, titles });
    };
    for number in &record.facts.numbers {
        push('N', number.mention.chars, number_value(number), Vec::new());
    }
    for date in &record.facts.dates {
        push('D', date.mention.chars, date.value.to_string(), Vec::new());
    }
    for document in &record.facts.documents {
        for mention in document.mentions.iter().filter(|mention| !mention.anaphor) {
            push('R', mention.mention.chars, document.canonical.to_string(), Vec::new());
        }
    }
    for person in &record.facts.persons {
        for mention in &person.mentions {
            let titles = mention.titles.iter().filter_map(|&title| person.titles.get(title as usize));
            let titles = titles.map(|title| title.text.to_string()).collect();
            push('P', mention.mention.chars, person.id.to_string(), titles);
        }
    }
    out
}

/// A number in the notation of the gold: `#17` for ordinals, `1..5` for ranges, the unit after a blank.
fn number_value(number: &Number<'_>) -> String {
    let value = match &number.value {
        Some(value) => value.to_string(),
        None => format!("{}..{}", number.min.as_deref().unwrap_or(""), number.max.as_deref().unwrap_or("")),
    };
    let value = if number.kind == NumberKind::Ordinal { format!("#{value}") } else { value };
    match &number.unit {
        Some(unit) => format!("{value} {unit}"),
        None => value,
    }
}
