//! The corpus view: one row for each document and person that many articles speak of.
//!
//! Each kind of fact says what a fact adds to the index of its kind ([`Fact::sighting`]): a key, values, and marks that
//! tell facts of one key apart. Workers collect what an article adds ([`Sightings`]); one [`Index`] takes it up in input
//! order, so that the rows are the same for any number of threads. Memory grows with the rows, not with the articles; of
//! many articles there are more than a hundred thousand rows, so a row takes no more of it than it must.
//!
//! [`Fact::sighting`]: crate::extract::Fact::sighting

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::extract::{Cell, Column, Facts, Gather, IndexColumn};
use crate::record::Record;

/// Columns behind those of the kind.
pub const COMMON: &[Column] = &[
    Column::integer("articles", "số bài", "number of articles"),
    Column::integer("mentions", "số lần nhắc", "number of places in them"),
    Column::date(
        "first_published",
        "đăng lần đầu",
        "publication date of the first article; empty where no article has one",
    ),
    Column::text("first_article", "bài đầu", "its id; of articles of one date, and of those without, the first by id"),
    Column::date(
        "last_published",
        "đăng lần cuối",
        "publication date of the last article; empty where no article has one",
    ),
    Column::text("last_article", "bài cuối", "its id; of articles of one date, and of those without, the last by id"),
];

/// What some articles add, in their order.
#[derive(Debug, Default)]
pub struct Sightings(Vec<Article>);

/// What an article adds.
#[derive(Debug)]
struct Article {
    stamp: Arc<Stamp>,
    found: Vec<Found>,
}

/// What a fact adds.
#[derive(Debug)]
struct Found {
    kind: &'static str,
    key: String,
    marks: Vec<String>,
    values: Vec<Vec<String>>,
    mentions: u64,
}

impl Sightings {
    /// Adds an article.
    pub fn push(&mut self, record: &Record<'_>) {
        self.push_if(record, |_, _| true);
    }

    /// Adds what an article has of the kinds and keys that are `wanted`.
    pub fn push_if(&mut self, record: &Record<'_>, wanted: impl Fn(&str, &str) -> bool) {
        let mut found = Vec::new();
        record.facts.each_sighting(&mut |kind, sighting| {
            if !wanted(kind, &sighting.key) {
                return;
            }
            let owned = |values: Vec<Cow<'_, str>>| values.into_iter().map(Cow::into_owned).collect();
            found.push(Found {
                kind,
                key: sighting.key.into_owned(),
                marks: owned(sighting.marks),
                values: sighting.values.into_iter().map(owned).collect(),
                mentions: sighting.mentions as u64,
            });
        });
        if !found.is_empty() {
            self.0.push(Article { stamp: Arc::new(Stamp::of(record)), found });
        }
    }
}

/// When an article was published, and its id.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    published: Option<String>,
    id: String,
}

impl Stamp {
    fn of(record: &Record<'_>) -> Stamp {
        let published = record.article.published.as_ref().map(|published| published.to_string());
        Stamp { published, id: record.id.to_string() }
    }

    /// Articles with a date come first; then by date and id.
    fn is_before(&self, other: &Stamp) -> bool {
        (self.published.is_none(), &self.published, &self.id) < (other.published.is_none(), &other.published, &other.id)
    }

    /// Articles with a date come last; then by date and id.
    fn is_after(&self, other: &Stamp) -> bool {
        (&self.published, &self.id) > (&other.published, &other.id)
    }
}

/// The rows of all kinds.
#[derive(Debug, Default)]
pub struct Index {
    /// Articles taken up.
    articles: u64,
    kinds: BTreeMap<&'static str, HashMap<String, Vec<Row>>>,
}

/// A row: facts of one key that share marks.
#[derive(Debug)]
struct Row {
    marks: Vec<String>,
    /// For each column of the kind, its values, sorted, with the number of articles that have them.
    values: Vec<Vec<(String, u64)>>,
    articles: u64,
    mentions: u64,
    /// Number of the article that was counted last.
    counted: u64,
    first: Arc<Stamp>,
    last: Arc<Stamp>,
}

impl Index {
    /// Takes up what articles add.
    pub fn add(&mut self, sightings: Sightings) {
        for article in sightings.0 {
            self.articles += 1;
            for mut found in article.found {
                let key = std::mem::take(&mut found.key);
                let rows = self.kinds.entry(found.kind).or_default().entry(key).or_default();
                add(rows, found, &article.stamp, self.articles);
            }
        }
    }

    /// Calls `visit` with the name of the index and the cells of each row: those of most articles first, then by mentions
    /// and key.
    pub fn each_row(&self, visit: &mut dyn FnMut(&'static str, &[Cell<'_>])) {
        Facts::each_index(&mut |kind, name, columns| {
            let Some(rows) = self.kinds.get(kind) else { return };
            let mut rows: Vec<(&String, &Row)> =
                rows.iter().flat_map(|(key, rows)| rows.iter().map(move |row| (key, row))).collect();
            rows.sort_by(|(a_key, a), (b_key, b)| {
                let order = (b.articles, b.mentions).cmp(&(a.articles, a.mentions));
                order.then_with(|| (a_key, &a.marks).cmp(&(b_key, &b.marks)))
            });
            rows.iter().for_each(|(_, row)| visit(name, &row.cells(columns)));
        });
    }
}

/// Adds a fact to the row that shares a mark with it, or has none like it. Rows that it shows to be one become one.
fn add(rows: &mut Vec<Row>, found: Found, stamp: &Arc<Stamp>, article: u64) {
    let is_own = |row: &Row| match found.marks.is_empty() {
        true => row.marks.is_empty(),
        false => row.marks.iter().any(|mark| found.marks.contains(mark)),
    };
    let mut own = rows.extract_if(.., |row| is_own(row));
    let joined = own.next().map(|first| own.by_ref().fold(first, Row::join));
    drop(own);
    let new = Row::new(found, stamp, article);
    // Nearly every key has one row: no room for more is made ahead.
    rows.reserve_exact(1);
    rows.push(match joined {
        Some(row) => row.join(new),
        None => new,
    });
}

impl Row {
    /// The row of one fact.
    fn new(found: Found, stamp: &Arc<Stamp>, article: u64) -> Row {
        let values = found.values.into_iter().map(counted).collect();
        let (first, last) = (Arc::clone(stamp), Arc::clone(stamp));
        let mut row =
            Row { marks: found.marks, values, articles: 1, mentions: found.mentions, counted: article, first, last };
        row.tidy();
        row
    }

    /// One row of two.
    fn join(mut self, other: Row) -> Row {
        // Both may have counted the article that is being taken up.
        let is_twice = self.counted == other.counted;
        self.articles += other.articles - u64::from(is_twice);
        self.counted = self.counted.max(other.counted);
        self.mentions += other.mentions;
        self.marks.extend(other.marks);
        for (own, values) in self.values.iter_mut().zip(other.values) {
            values.into_iter().for_each(|(value, count)| add_count(own, value, count));
        }
        self.tidy();
        if other.first.is_before(&self.first) {
            self.first = other.first;
        }
        if other.last.is_after(&self.last) {
            self.last = other.last;
        }
        self
    }

    fn tidy(&mut self) {
        self.marks.sort_unstable();
        self.marks.dedup();
    }

    fn cells(&self, columns: &[IndexColumn]) -> Vec<Cell<'_>> {
        let values = columns.iter().zip(&self.values).map(|(column, values)| gathered(column.gather, values));
        let number = |count: u64| Cell::Number(Cow::Owned(count.to_string()));
        let ends = [&self.first, &self.last].map(|stamp| [stamp.published.as_deref(), Some(stamp.id.as_str())]);
        values
            .chain([number(self.articles), number(self.mentions)])
            .chain(ends.into_iter().flatten().map(Cell::text))
            .collect()
    }
}

/// The values that one article gives a column.
fn counted(mut values: Vec<String>) -> Vec<(String, u64)> {
    values.sort_unstable();
    values.dedup();
    values.into_iter().map(|value| (value, 1)).collect()
}

/// Adds to the count of a value.
fn add_count(values: &mut Vec<(String, u64)>, value: String, count: u64) {
    match values.binary_search_by(|(known, _)| known.cmp(&value)) {
        Ok(at) => values[at].1 += count,
        Err(at) => values.insert(at, (value, count)),
    }
}

/// The values of a column in one cell.
fn gathered(gather: Gather, values: &[(String, u64)]) -> Cell<'_> {
    let mut values: Vec<(&str, u64)> = values.iter().map(|(value, count)| (value.as_str(), *count)).collect();
    values.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    match gather {
        Gather::Usual => Cell::text(values.first().map(|&(value, _)| value)),
        Gather::All if values.is_empty() => Cell::Empty,
        Gather::All => {
            let values = values.iter().map(|(value, count)| format!("{value} ({count})"));
            Cell::Text(Cow::Owned(values.collect::<Vec<_>>().join("; ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(key: &str, marks: &[&str], value: &str) -> Found {
        let marks: Vec<String> = marks.iter().map(|&mark| mark.to_owned()).collect();
        Found {
            kind: "persons",
            key: key.to_owned(),
            values: vec![vec![value.to_owned()], marks.clone()],
            marks,
            mentions: 2,
        }
    }

    fn article(published: &str, id: &str, found: Vec<Found>) -> Article {
        let published = Some(published.to_owned()).filter(|day| !day.is_empty());
        Article { stamp: Arc::new(Stamp { published, id: id.to_owned() }), found }
    }

    fn rows(articles: Vec<Article>) -> Vec<String> {
        let mut index = Index::default();
        index.add(Sightings(articles));
        let mut rows = Vec::new();
        index.each_row(&mut |_, cells| {
            let cells = cells.iter().map(|cell| match cell {
                Cell::Text(text) | Cell::Number(text) => text.to_string(),
                _ => String::new(),
            });
            rows.push(cells.collect::<Vec<_>>().join("|"));
        });
        rows
    }

    #[test]
    fn facts_of_one_key_are_one_row_only_where_they_share_a_mark() {
        let rows = rows(vec![
            article("2020-01-02", "b", vec![found("an", &["mayor"], "An")]),
            article("", "z", vec![found("an", &["singer"], "An")]),
            article("2020-01-01", "c", vec![found("an", &["mayor", "deputy"], "An")]),
            article("2020-01-02", "a", vec![found("an", &[], "An")]),
        ]);
        let expected = [
            "An|mayor (2); deputy (1)|2|4|2020-01-01|c|2020-01-02|b",
            "An||1|2|2020-01-02|a|2020-01-02|a",
            "An|singer (1)|1|2||z||z",
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_fact_that_shares_marks_with_two_rows_makes_them_one() {
        let rows = rows(vec![
            article("2020-01-01", "a", vec![found("an", &["mayor"], "An")]),
            article("2020-01-02", "b", vec![found("an", &["deputy"], "AN"), found("an", &["mayor", "deputy"], "An")]),
        ]);
        assert_eq!(rows, ["An|deputy (2); mayor (2)|2|6|2020-01-01|a|2020-01-02|b"]);
    }
}
