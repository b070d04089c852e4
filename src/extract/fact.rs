//! What every fact has: its mentions, and its row in a table.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One place of the text that states a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention<'a> {
    /// The words, as in `text`.
    pub text: Cow<'a, str>,
    /// Half-open span of `text` in Unicode scalar values.
    pub chars: [u32; 2],
    /// Half-open span in bytes of the file as found; absent where the container makes it meaningless.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_bytes: Option<[u32; 2]>,
    /// Index of the sentence that the mention begins in.
    pub sentence: u32,
    /// The rule that found it: `<room>/<rule>`.
    pub rule: Cow<'a, str>,
}

/// A column of a room's table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name, as in the record.
    pub name: &'static str,
    /// What it holds: unit, range, meaning of an empty cell.
    pub doc: &'static str,
}

/// The content of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Absent.
    Empty,
    /// Words.
    Text(Cow<'a, str>),
    /// An exact decimal number, as digits with a point.
    Number(Cow<'a, str>),
    /// Yes or no.
    Flag(bool),
}

impl<'a> Cell<'a> {
    /// Words, or an empty cell.
    pub fn text(value: Option<&'a str>) -> Cell<'a> {
        value.map_or(Cell::Empty, |value| Cell::Text(Cow::Borrowed(value)))
    }

    /// A number, or an empty cell.
    pub fn number(value: Option<&'a str>) -> Cell<'a> {
        value.map_or(Cell::Empty, |value| Cell::Number(Cow::Borrowed(value)))
    }
}

/// A kind of fact, as tables show it.
pub trait Fact {
    /// The columns after those that every table has (article, mention, sentence).
    fn columns() -> &'static [Column];

    /// Calls `add` with each mention and its cells, one for each column.
    fn rows<'s>(&'s self, add: &mut dyn FnMut(&'s Mention<'s>, Vec<Cell<'s>>));

    /// Spans that a reader would see marked, with the rule; used by `show` and reports.
    fn mentions(&self) -> impl Iterator<Item = &Mention<'_>>;

    /// The fact's value in few words, as `show` lists it.
    fn summary(&self) -> String;

    /// The columns of the index over many articles; none, where the kind has no index.
    fn index_columns() -> &'static [IndexColumn] {
        &[]
    }

    /// What the fact adds to the index; nothing, where it has no identity beyond its article.
    fn sighting(&self) -> Option<Sighting<'_>> {
        None
    }
}

/// A column of a kind's index over many articles.
#[derive(Clone, Copy, Debug)]
pub struct IndexColumn {
    /// Name and meaning.
    pub column: Column,
    /// What the cell shows of the values of all articles.
    pub gather: Gather,
}

/// What a cell of an index shows of many values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gather {
    /// The value that most articles have.
    Usual,
    /// All values, each with the number of articles that have it.
    All,
}

/// What one fact adds to the index of its kind.
#[derive(Clone, Debug)]
pub struct Sighting<'s> {
    /// The same for all facts that can share a row, such as a uri.
    pub key: Cow<'s, str>,
    /// Where there are any, facts of one key share a row only if they share one of these.
    pub marks: Vec<Cow<'s, str>>,
    /// Values for each column of the index, each once.
    pub values: Vec<Vec<Cow<'s, str>>>,
    /// Number of places.
    pub mentions: usize,
}
