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

/// A column of a table: the one place that says what stands in it, for every form of output.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name, as in the record.
    pub name: &'static str,
    /// Heading in Vietnamese.
    pub vi: &'static str,
    /// What it holds: range, meaning of an empty cell.
    pub doc: &'static str,
    /// The type of its cells.
    pub holds: Holds,
    /// What its numbers count.
    pub unit: Unit,
    /// True where it is asked for often, so that a database indexes it.
    pub asked: bool,
    /// True for running text, which is searched for words and not compared as a whole.
    pub prose: bool,
}

/// The type of a column's cells. Any cell may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Text,
    /// A whole number that a machine's integer holds.
    Integer,
    /// An exact number: digits with a point, or what is no decimal, such as a fraction.
    Decimal,
    /// An ISO 8601 date, which may lack its day or have a clock.
    Date,
    /// Yes or no.
    Flag,
    /// Texts, in order.
    List,
    /// The address of a page.
    Link,
}

/// What the numbers of a column count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nothing in particular.
    None,
    /// The same everywhere.
    Fixed(&'static str),
    /// What another column of the row says.
    In(&'static str),
}

impl Holds {
    /// Name, as in the field reference.
    pub fn name(self) -> &'static str {
        match self {
            Holds::Text => "text",
            Holds::Integer => "integer",
            Holds::Decimal => "decimal",
            Holds::Date => "date",
            Holds::Flag => "flag",
            Holds::List => "list",
            Holds::Link => "link",
        }
    }
}

impl Column {
    const fn new(name: &'static str, vi: &'static str, doc: &'static str, holds: Holds) -> Column {
        Column { name, vi, doc, holds, unit: Unit::None, asked: false, prose: false }
    }

    /// A column of words.
    pub const fn text(name: &'static str, vi: &'static str, doc: &'static str) -> Column {
        Column::new(name, vi, doc, Holds::Text)
    }

    /// A column of whole numbers.
    pub const fn integer(name: &'static str, vi: &'static str, doc: &'static str) -> Column {
        Column::new(name, vi, doc, Holds::Integer)
    }

    /// A column of exact numbers.
    pub const fn decimal(name: &'static str, vi: &'static str, doc: &'static str) -> Column {
        Column::new(name, vi, doc, Holds::Decimal)
    }

    /// A column of dates.
    pub const fn date(name: &'static str, vi: &'static str, doc: &'static str) -> Column {
        Column::new(name, vi, doc, Holds::Date)
    }

    /// A column of yes and no.
    pub const fn flag(name: &'static str, vi: &'static str, doc: &'static str) -> Column {
        Column::new(name, vi, doc, Holds::Flag)
    }

    /// A column of lists.
    pub const fn list(name: &'static str, vi: &'static str, doc: &'static str) -> Column {
        Column::new(name, vi, doc, Holds::List)
    }

    /// A column of addresses.
    pub const fn link(name: &'static str, vi: &'static str, doc: &'static str) -> Column {
        Column::new(name, vi, doc, Holds::Link)
    }

    /// With a unit that is the same in every row.
    pub const fn unit(mut self, unit: &'static str) -> Column {
        self.unit = Unit::Fixed(unit);
        self
    }

    /// One that is asked for often.
    pub const fn asked(mut self) -> Column {
        self.asked = true;
        self
    }

    /// One of running text.
    pub const fn prose(mut self) -> Column {
        self.prose = true;
        self
    }

    /// With a unit that stands in the column `name` of the row.
    pub const fn unit_in(mut self, name: &'static str) -> Column {
        self.unit = Unit::In(name);
        self
    }
}

/// The content of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Absent.
    Empty,
    /// Words.
    Text(Cow<'a, str>),
    /// Words with a stretch (half-open, in characters) that is what the row is about.
    Marked(Cow<'a, str>, [u32; 2]),
    /// An exact decimal number, as digits with a point.
    Number(Cow<'a, str>),
    /// Yes or no.
    Flag(bool),
    /// Texts, at least one.
    List(Vec<Cow<'a, str>>),
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

    /// A list, or an empty cell.
    pub fn list(values: impl Iterator<Item = &'a str>) -> Cell<'a> {
        let values: Vec<Cow<'a, str>> = values.map(Cow::Borrowed).collect();
        if values.is_empty() { Cell::Empty } else { Cell::List(values) }
    }

    /// What the cell says in words; lists are joined by `; `.
    pub fn plain(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            Cell::Text(text) | Cell::Marked(text, _) | Cell::Number(text) => Cow::Borrowed(text),
            Cell::List(texts) => Cow::Owned(texts.join("; ")),
        }
    }

    /// The same, borrowed from nothing.
    pub fn into_owned(self) -> Cell<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        match self {
            Cell::Empty => Cell::Empty,
            Cell::Flag(flag) => Cell::Flag(flag),
            Cell::Text(text) => Cell::Text(own(text)),
            Cell::Marked(text, mark) => Cell::Marked(own(text), mark),
            Cell::Number(text) => Cell::Number(own(text)),
            Cell::List(texts) => Cell::List(texts.into_iter().map(own).collect()),
        }
    }
}

/// A question to a database of facts, with its answer in SQL over the tables.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Name.
    pub name: &'static str,
    /// What it shows.
    pub doc: &'static str,
    /// The SELECT statement.
    pub sql: &'static str,
}

/// A kind of fact, as tables show it.
pub trait Fact {
    /// What the kind is called in Vietnamese, as heading of its table.
    fn heading() -> &'static str;

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

    /// Questions that a database of facts answers by itself.
    fn views() -> &'static [View] {
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
