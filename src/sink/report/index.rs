//! What the page knows of every article without loading its record: enough to list, filter and plot.
//!
//! Names that come again and again (rules, outlets, units, documents, persons) stand in lists of their own, in the order
//! in which they were first seen; articles point into these lists. The page's `data.js` reads what [`Index`] writes.

use std::collections::{BTreeMap, HashMap};

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::extract::Facts;
use crate::extract::number::NumberKind;
use crate::record::Record;

/// Characters of a lead in the list of articles.
const MAX_LEAD: usize = 220;

/// Titles of a person, or of a document, that are told of it.
const MAX_NOTES: usize = 3;

/// An article on its way to the index.
#[derive(Debug)]
pub(super) struct Card {
    id: String,
    title: String,
    lead: String,
    /// Day of publication; empty where unknown.
    day: String,
    outlet: String,
    /// Facts of each kind.
    counts: Vec<usize>,
    rules: Vec<String>,
    entities: Vec<Sighted>,
    /// Currencies with amounts; of a range its ends.
    money: Vec<(String, f64)>,
    diagnostics: usize,
    is_copy: bool,
}

/// A document or a person of the article.
#[derive(Debug)]
struct Sighted {
    kind: &'static str,
    key: String,
    label: String,
    /// A document's title, a person's titles.
    notes: Vec<String>,
    mentions: usize,
}

impl Card {
    pub(super) fn of(record: &Record<'_>) -> Card {
        let article = &record.article;
        let text = |value: &Option<_>| value.as_deref().map(str::to_owned).unwrap_or_default();
        let mut day = text(&article.published);
        day.truncate(if day.is_char_boundary(10) { 10 } else { 0 });
        Card {
            id: record.id.to_string(),
            title: article.title.as_deref().map_or_else(|| beginning(&record.text), str::to_owned),
            lead: article.lead.as_deref().map(|lead| shortened(lead, MAX_LEAD)).unwrap_or_default(),
            day,
            outlet: text(&article.outlet),
            counts: record.facts.counts(),
            rules: rules(record),
            entities: entities(record),
            money: money(record),
            diagnostics: record.diagnostics.len(),
            is_copy: record.duplicate_of.is_some(),
        }
    }
}

/// The first words of a text that has no title.
fn beginning(text: &str) -> String {
    const MAX: usize = 80;
    shortened(text.trim().lines().next().unwrap_or(""), MAX)
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The rules that found something, each once.
fn rules(record: &Record<'_>) -> Vec<String> {
    let mut rules: Vec<&str> = Vec::new();
    record.facts.each_fact(&mut |_, _, mentions| {
        mentions.iter().for_each(|mention| {
            if !rules.contains(&&*mention.rule) {
                rules.push(&mention.rule);
            }
        });
    });
    rules.into_iter().map(str::to_owned).collect()
}

fn entities(record: &Record<'_>) -> Vec<Sighted> {
    let mut entities = Vec::new();
    record.facts.each_sighting(&mut |kind, sighting| {
        // The first column of every index is the name, the last one what it is called besides.
        let label = sighting.values.first().and_then(|values| values.first()).map(|label| label.to_string());
        let notes = sighting.values.last().into_iter().flatten().map(|note| note.to_string());
        entities.push(Sighted {
            kind,
            label: label.unwrap_or_else(|| sighting.key.to_string()),
            notes: notes.collect(),
            key: sighting.key.into_owned(),
            mentions: sighting.mentions,
        });
    });
    entities
}

/// The amounts of money, the one kind of value that the page plots. Prices (`VND/lượng`) are no amounts.
fn money(record: &Record<'_>) -> Vec<(String, f64)> {
    let mut amounts = Vec::new();
    for number in record.facts.numbers.iter().filter(|number| number.kind == NumberKind::Money) {
        let Some(unit) = number.unit.as_deref().filter(|unit| !unit.contains('/')) else { continue };
        let values = [&number.value, &number.min, &number.max].into_iter().flatten();
        let values = values.filter_map(|value| value.parse().ok()).filter(|value: &f64| value.is_finite());
        amounts.extend(values.map(|value| (unit.to_owned(), value)));
    }
    amounts
}

/// A list of names, each once.
#[derive(Debug, Default)]
struct Names {
    places: HashMap<String, usize>,
    names: Vec<String>,
}

impl Names {
    fn place(&mut self, name: String) -> usize {
        if let Some(&place) = self.places.get(&name) {
            return place;
        }
        self.names.push(name.clone());
        self.places.insert(name, self.names.len() - 1);
        self.names.len() - 1
    }
}

/// Documents or persons of all articles.
#[derive(Debug, Default)]
struct Entities {
    keys: Names,
    labels: Vec<String>,
    notes: Vec<BTreeMap<String, u64>>,
}

impl Entities {
    fn place(&mut self, sighted: Sighted) -> usize {
        let place = self.keys.place(sighted.key);
        if place == self.labels.len() {
            self.labels.push(sighted.label);
            self.notes.push(BTreeMap::new());
        }
        for note in sighted.notes {
            *self.notes[place].entry(note).or_default() += 1;
        }
        place
    }

    /// Label and usual notes of each.
    fn rows(&self) -> Vec<(&str, String)> {
        let labels = self.labels.iter().map(String::as_str);
        labels.zip(self.notes.iter().map(usual)).collect()
    }
}

/// The notes that most articles have.
fn usual(notes: &BTreeMap<String, u64>) -> String {
    let mut notes: Vec<(&str, u64)> = notes.iter().map(|(note, &count)| (note.as_str(), count)).collect();
    notes.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    notes.truncate(MAX_NOTES);
    notes.into_iter().map(|(note, _)| note).collect::<Vec<_>>().join("; ")
}

/// All articles.
#[derive(Debug, Default)]
pub(super) struct Index {
    rules: Names,
    outlets: Names,
    units: Names,
    /// By kind.
    entities: BTreeMap<&'static str, Entities>,
    rows: Vec<Row>,
    /// Articles of each chunk.
    chunks: Vec<usize>,
}

/// An article, with places in the lists.
#[derive(Debug)]
struct Row {
    id: String,
    title: String,
    lead: String,
    day: String,
    outlet: Option<usize>,
    counts: Vec<usize>,
    rules: Vec<usize>,
    /// For each kind, pairs of place and number of mentions, one after the other.
    entities: BTreeMap<&'static str, Vec<usize>>,
    money: Vec<(usize, f64)>,
    diagnostics: usize,
    is_copy: bool,
}

impl Index {
    pub(super) fn add(&mut self, card: Card) {
        let mut entities: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
        for sighted in card.entities {
            let (kind, mentions) = (sighted.kind, sighted.mentions);
            let place = self.entities.entry(kind).or_default().place(sighted);
            entities.entry(kind).or_default().extend([place, mentions]);
        }
        self.rows.push(Row {
            outlet: (!card.outlet.is_empty()).then(|| self.outlets.place(card.outlet)),
            rules: card.rules.into_iter().map(|rule| self.rules.place(rule)).collect(),
            money: card.money.into_iter().map(|(unit, value)| (self.units.place(unit), value)).collect(),
            id: card.id,
            title: card.title,
            lead: card.lead,
            day: card.day,
            counts: card.counts,
            entities,
            diagnostics: card.diagnostics,
            is_copy: card.is_copy,
        });
    }

    /// Notes that the articles added since the last chunk are one, and returns its number.
    pub(super) fn close_chunk(&mut self) -> usize {
        let before: usize = self.chunks.iter().sum();
        self.chunks.push(self.rows.len() - before);
        self.chunks.len() - 1
    }
}

impl Serialize for Index {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entities: BTreeMap<_, _> = self.entities.iter().map(|(kind, entities)| (kind, entities.rows())).collect();
        let mut index = serializer.serialize_struct("Index", 7)?;
        index.serialize_field("kinds", Facts::KINDS)?;
        index.serialize_field("rules", &self.rules.names)?;
        index.serialize_field("outlets", &self.outlets.names)?;
        index.serialize_field("units", &self.units.names)?;
        index.serialize_field("entities", &entities)?;
        index.serialize_field("chunks", &self.chunks)?;
        index.serialize_field("articles", &self.rows)?;
        index.end()
    }
}

/// A row is a list, since names of fields would be half of it.
impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let texts = (&self.id, &self.title, &self.lead, &self.day);
        let found = (self.outlet, &self.counts, &self.rules, &self.entities, &self.money);
        (texts, found, self.diagnostics, u8::from(self.is_copy)).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_leads_are_cut_at_characters() {
        assert_eq!(shortened("Đề án số", 5), "Đề án…");
        assert_eq!(shortened("Đề án", 5), "Đề án");
    }

    #[test]
    fn what_most_articles_say_comes_first() {
        let notes = [("Bộ trưởng", 2), ("A", 1), ("B", 1), ("C", 1)].map(|(note, count)| (note.to_owned(), count));
        assert_eq!(usual(&BTreeMap::from(notes)), "Bộ trưởng; A; B");
    }
}
