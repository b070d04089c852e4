//! The tables of articles, sentences and facts: one definition for all sinks that have rows.
//!
//! The tables of facts begin with columns that all of them share, then come the columns of their kind ([`Fact`]
//! declares them), then the sentence. A new kind of fact appears here by itself.
//!
//! [`Fact`]: crate::extract::Fact

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::Serialize;

use super::rows::Rows;
use crate::extract::{Cell, Column, Facts, Holds, Mention};
use crate::index::{self, Index};
use crate::json;
use crate::record::{Record, SentenceInfo};

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Name, as of its file or sheet.
    pub name: &'static str,
    /// Heading in Vietnamese.
    pub vi: String,
    /// What it has rows of.
    pub role: Role,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// What a table has rows of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Articles.
    Articles,
    /// Sentences.
    Sentences,
    /// The facts of a kind, a row for each place.
    Facts,
    /// What many articles speak of.
    Index,
}

/// A language of headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Vietnamese.
    Vi,
}

impl Table {
    /// The heading, for people.
    pub fn heading(&self, lang: Lang) -> String {
        heading(self.name, &self.vi, lang)
    }
}

/// The heading of a column, for people.
pub fn column_heading(column: &Column, lang: Lang) -> String {
    heading(column.name, column.vi, lang)
}

/// A name in the record or its Vietnamese heading, as words.
pub(super) fn heading(name: &str, vi: &str, lang: Lang) -> String {
    let words = match lang {
        Lang::En => name.replace('_', " "),
        Lang::Vi => vi.to_owned(),
    };
    let mut chars = words.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// The column that shows the same as a machine's number or day, in forms that know those; the column itself stays exact.
/// A `value` has a `value_number` beside it, a `begin` a `begin_date`.
pub fn twin(column: &Column) -> Option<String> {
    twin_ending(column).map(|ending| format!("{}{ending}", column.name))
}

/// What the name of such a column has behind that of the exact one.
pub(super) fn twin_ending(column: &Column) -> Option<&'static str> {
    match column.holds {
        Holds::Decimal => Some("_number"),
        Holds::Date => Some("_date"),
        _ => None,
    }
}

/// The number nearest to a cell that is a decimal.
pub fn nearest(cell: &Cell<'_>) -> Option<f64> {
    match cell {
        Cell::Number(digits) if is_decimal(digits) => digits.parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

/// True for digits with a sign and a point at most: `-7`, `-0.5`.
pub(super) fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(fraction)
}

/// The day of a cell that names one, and what stands behind it.
pub fn day<'c>(cell: &'c Cell<'_>) -> Option<(jiff::civil::Date, &'c str)> {
    let Cell::Text(text) = cell else { return None };
    let (day, rest) = text.split_at_checked(10)?;
    day.parse().ok().map(|day| (day, rest))
}

/// Place of `articles` in [`TABLES`].
const ARTICLES: usize = 0;
/// Place of `sentences` in [`TABLES`].
const SENTENCES: usize = 1;
/// Place of the first kind of fact in [`TABLES`].
const FACTS: usize = 2;

/// Rows of an index that are handed on together.
const BATCH: usize = 1_024;

/// All tables: `articles`, `sentences`, a table for each kind of fact, then the indexes over all articles.
pub static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let mut kinds = Vec::new();
    Facts::each_table(&mut |name, vi, columns| kinds.push((name, vi, columns)));
    let mut tables = tables(&kinds);
    Facts::each_index(&mut |kind, name, columns| {
        let own: Vec<Column> = columns.iter().map(|column| column.column).collect();
        let vi = kinds.iter().find(|(name, ..)| *name == kind).map_or("", |(_, vi, _)| vi);
        let columns = [&own, index::COMMON].concat();
        tables.push(Table { name, vi: format!("{vi} (mục lục)"), role: Role::Index, columns });
    });
    tables
});

/// A kind of fact: name, Vietnamese heading, columns.
pub(super) type Kind = (&'static str, &'static str, &'static [Column]);

/// The tables of articles, sentences and these kinds.
pub(super) fn tables(kinds: &[Kind]) -> Vec<Table> {
    let count = |&(name, vi, _): &Kind| {
        Column::integer(name, vi, "number of facts; what is named several times, as documents and persons, counts once")
    };
    let counts: Vec<Column> = kinds.iter().map(count).collect();
    let articles = [ARTICLE, &counts, ARTICLE_END].concat();
    let mut tables = vec![
        Table { name: "articles", vi: "bài viết".to_owned(), role: Role::Articles, columns: articles },
        Table { name: "sentences", vi: "câu".to_owned(), role: Role::Sentences, columns: SENTENCE.to_vec() },
    ];
    tables.extend(kinds.iter().map(|&(name, vi, columns)| {
        let columns = [FACT, columns, FACT_END].concat();
        Table { name, vi: vi.to_owned(), role: Role::Facts, columns }
    }));
    tables
}

const ID: Column = Column::text("article_id", "mã bài", "name of the article, unique in its run").asked();
const PATH: Column = Column::text("source_path", "tệp", "path of the file that it stands in");
const TITLE: Column = Column::text("article_title", "tít bài", "headline; empty where unknown");
const PUBLISHED: Column =
    Column::date("published", "ngày đăng", "publication date, ISO 8601; empty where unknown").asked();
const URL: Column = Column::link("url", "liên kết", "address of the page; empty where unknown");
const START: Column = Column::integer(
    "char_start",
    "ký tự đầu",
    "first character, counted in Unicode scalar values of the article's text",
);
const END: Column = Column::integer("char_end", "ký tự cuối", "character after the last one");

const ARTICLE: &[Column] = &[
    ID,
    PATH,
    Column::integer(
        "source_line",
        "dòng",
        "line of the file that the article begins in; empty where the file is one article",
    ),
    Column::text("format", "định dạng", "what the file is: text, html, json, jsonl, csv…"),
    Column::text("encoding", "bảng mã", "encoding of the file"),
    Column::text("sha256", "SHA-256", "SHA-256 of the article's bytes, in hexadecimal"),
    TITLE,
    Column::text("lead", "sapô", "standfirst; empty where unknown").prose(),
    PUBLISHED,
    Column::text("published_from", "nguồn ngày đăng", "where the publication date was found"),
    Column::text("outlet", "báo", "paper or site"),
    Column::text("credit", "theo nguồn", "source line"),
    Column::list("authors", "tác giả", "names in the byline"),
    URL,
    Column::integer("characters", "số ký tự", "length of the text in Unicode scalar values"),
    Column::integer("sentences", "số câu", "number of sentences"),
];

const ARTICLE_END: &[Column] = &[
    Column::list("diagnostics", "ghi chú", "codes of what was odd"),
    Column::text(
        "duplicate_of",
        "bản sao của",
        "article of the run that this one is a copy of; empty where it is none",
    ),
];

const SENTENCE: &[Column] = &[
    ID,
    PATH,
    TITLE,
    PUBLISHED,
    Column::integer("sentence", "số câu", "number of the sentence in its article, from 0"),
    Column::text("block", "khối", "kind of the block that it stands in"),
    START,
    END,
    Column::text("text", "câu văn", "the sentence").prose(),
];

const FACT: &[Column] = &[
    ID,
    PATH,
    TITLE,
    PUBLISHED,
    Column::text("text", "nguyên văn", "the words"),
    START,
    END,
    Column::text("rule", "quy tắc", "the rule that found it"),
];

const FACT_END: &[Column] = &[Column::text("sentence", "câu văn", "the sentence that it stands in").prose(), URL];

/// Appends the rows of an article.
pub(super) fn push_rows(record: &Record<'_>, rows: &mut Rows) {
    each_row(record, &mut |table, cells| rows.push(table, cells));
}

/// Calls `write` with the rows of an index, some at a time, until that fails.
pub(super) fn each_index_batch<E>(index: &Index, write: &mut dyn FnMut(&Rows) -> Result<(), E>) -> Result<(), E> {
    let (mut rows, mut result) = (Rows::default(), Ok(()));
    each_index_row(index, &mut |table, cells| {
        if result.is_ok() {
            rows.push(table, cells);
        }
        if rows.len() == BATCH {
            result = write(&rows);
            rows.clear();
        }
    });
    result.and_then(|()| write(&rows))
}

/// Calls `add` with the place of the table in [`TABLES`] and the cells of each row of an article.
pub fn each_row(record: &Record<'_>, add: &mut dyn FnMut(usize, &[Cell<'_>])) {
    let sentences = texts(&record.text, &record.sentences);
    add(ARTICLES, &article_row(record));
    for (index, sentence) in record.sentences.iter().enumerate() {
        add(SENTENCES, &sentence_row(record, index, sentence, sentences[index]));
    }
    record.facts.each_row(&mut |kind, mention, cells| {
        let table = FACTS + Facts::place(kind).unwrap_or(0);
        let sentence = sentences.get(mention.sentence as usize).copied().unwrap_or("");
        add(table, &fact_row(record, mention, cells, sentence));
    });
}

/// Calls `add` with the place of the table in [`TABLES`] and the cells of each row of the index.
pub fn each_index_row(index: &Index, add: &mut dyn FnMut(usize, &[Cell<'_>])) {
    index.each_row(&mut |name, cells| {
        if let Some(table) = TABLES.iter().position(|table| table.name == name) {
            add(table, cells);
        }
    });
}

fn article_row<'r>(record: &'r Record<'_>) -> Vec<Cell<'r>> {
    let (source, article) = (&record.source, &record.article);
    let mut row = vec![
        Cell::text(Some(&record.id)),
        Cell::text(Some(&source.path)),
        source.line.map_or(Cell::Empty, number),
        Cell::text(Some(&source.format)),
        Cell::text(Some(&source.encoding)),
        Cell::text(Some(&source.sha256)),
        Cell::text(article.title.as_deref()),
        Cell::text(article.lead.as_deref()),
        Cell::text(article.published.as_deref()),
        article.published_from.map_or(Cell::Empty, name),
        Cell::text(article.outlet.as_deref()),
        Cell::text(article.credit.as_deref()),
        Cell::list(article.authors.iter().map(AsRef::as_ref)),
        Cell::text(article.url.as_deref()),
        number(record.text.chars().count() as u64),
        number(record.sentences.len() as u64),
    ];
    row.extend(record.facts.counts().into_iter().map(|count| number(count as u64)));
    row.push(Cell::list(record.diagnostics.iter().map(|note| note.code.as_ref())));
    row.push(Cell::text(record.duplicate_of.as_deref()));
    row
}

fn sentence_row<'r>(record: &'r Record<'_>, index: usize, sentence: &SentenceInfo, text: &'r str) -> Vec<Cell<'r>> {
    let block = record.blocks.get(sentence.block as usize);
    let mut row = common(record);
    row.extend([
        number(index as u64),
        block.map_or(Cell::Empty, |block| name(block.kind)),
        number(sentence.chars[0].into()),
        number(sentence.chars[1].into()),
        Cell::text(Some(text)),
    ]);
    row
}

fn fact_row<'r>(
    record: &'r Record<'_>,
    mention: &'r Mention<'_>,
    cells: Vec<Cell<'r>>,
    sentence: &'r str,
) -> Vec<Cell<'r>> {
    let mut row = common(record);
    row.extend([
        Cell::text(Some(&mention.text)),
        number(mention.chars[0].into()),
        number(mention.chars[1].into()),
        Cell::text(Some(&mention.rule)),
    ]);
    row.extend(cells);
    row.push(marked(record, mention, sentence));
    row.push(Cell::text(record.article.url.as_deref()));
    row
}

/// The sentence, with the words of the mention marked in it.
fn marked<'r>(record: &Record<'_>, mention: &Mention<'_>, sentence: &'r str) -> Cell<'r> {
    let start = record.sentences.get(mention.sentence as usize).map_or(0, |sentence| sentence.chars[0]);
    Cell::Marked(Cow::Borrowed(sentence), mention.chars.map(|at| at.saturating_sub(start)))
}

/// The cells that all tables but `articles` begin with.
fn common<'r>(record: &'r Record<'_>) -> Vec<Cell<'r>> {
    vec![
        Cell::text(Some(&record.id)),
        Cell::text(Some(&record.source.path)),
        Cell::text(record.article.title.as_deref()),
        Cell::text(record.article.published.as_deref()),
    ]
}

fn number(value: u64) -> Cell<'static> {
    Cell::Number(Cow::Owned(value.to_string()))
}

/// The name that the record shows for a value of an enum.
fn name(value: impl Serialize) -> Cell<'static> {
    Cell::Text(Cow::Owned(json::name(value)))
}

/// The words of each sentence, found in one walk over the text.
pub(crate) fn texts<'r>(text: &'r str, sentences: &[SentenceInfo]) -> Vec<&'r str> {
    let mut chars = 0;
    let mut byte = 0;
    let mut seek = |target: u32| {
        if target < chars {
            (chars, byte) = (0, 0);
        }
        let ahead = (target - chars) as usize;
        byte += text[byte..].char_indices().nth(ahead).map_or(text.len() - byte, |(at, _)| at);
        chars = target;
        byte
    };
    let spans = sentences.iter().map(|sentence| (seek(sentence.chars[0]), seek(sentence.chars[1])));
    spans.map(|(start, end)| &text[start..end.max(start)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_table_have_names_of_their_own() {
        for table in TABLES.iter() {
            let mut names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.columns.len(), "{} has two columns of one name", table.name);
        }
    }

    #[test]
    fn sentences_are_cut_at_characters() {
        let info = |start, end| SentenceInfo { chars: [start, end], block: 0 };
        let sentences = [info(0, 2), info(3, 5), info(5, 5), info(1, 9)];
        assert_eq!(texts("Đề án", &sentences), ["Đề", "án", "", "ề án"]);
    }
}
