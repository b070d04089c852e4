//! The tables of articles, sentences and facts: one definition for all sinks that have rows.
//!
//! The tables of facts begin with columns that all of them share, then come the columns of their kind ([`Fact`]
//! declares them), then the sentence. A new kind of fact appears here by itself.
//!
//! [`Fact`]: crate::extract::Fact

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::Serialize;

use crate::extract::{Cell, Column, Facts, Mention};
use crate::index::{self, Index};
use crate::record::{Record, SentenceInfo};

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Name, as of its file or sheet.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// Place of `articles` in [`TABLES`].
const ARTICLES: usize = 0;
/// Place of `sentences` in [`TABLES`].
const SENTENCES: usize = 1;
/// Place of the first kind of fact in [`TABLES`].
const FACTS: usize = 2;

/// All tables: `articles`, `sentences`, a table for each kind of fact, then the indexes over all articles.
pub static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let mut tables = vec![
        Table { name: "articles", columns: [ARTICLE, &counts(), ARTICLE_END].concat() },
        Table { name: "sentences", columns: SENTENCE.to_vec() },
    ];
    Facts::each_table(&mut |name, columns| {
        tables.push(Table { name, columns: [FACT, columns, FACT_END].concat() });
    });
    Facts::each_index(&mut |_, name, columns| {
        let own: Vec<Column> = columns.iter().map(|column| column.column).collect();
        tables.push(Table { name, columns: [&own, index::COMMON].concat() });
    });
    tables
});

const fn column(name: &'static str, doc: &'static str) -> Column {
    Column { name, doc }
}

const ID: Column = column("article_id", "name of the article, unique in its run");
const PATH: Column = column("source_path", "path of the file that it stands in");
const TITLE: Column = column("article_title", "headline; empty where unknown");
const PUBLISHED: Column = column("published", "publication date, ISO 8601; empty where unknown");

const ARTICLE: &[Column] = &[
    ID,
    PATH,
    column("source_line", "line of the file that the article begins in; empty where the file is one article"),
    column("format", "what the file is: text, html, json, jsonl, csv…"),
    column("encoding", "encoding of the file"),
    column("sha256", "SHA-256 of the article's bytes, in hexadecimal"),
    TITLE,
    column("lead", "standfirst; empty where unknown"),
    PUBLISHED,
    column("published_from", "where the publication date was found"),
    column("outlet", "paper or site"),
    column("credit", "source line"),
    column("authors", "names in the byline, joined by `; `"),
    column("url", "address of the page"),
    column("characters", "length of the text in Unicode scalar values"),
    column("sentences", "number of sentences"),
];

const ARTICLE_END: &[Column] = &[
    column("diagnostics", "codes of what was odd, joined by `; `"),
    column("duplicate_of", "article of the run that this one is a copy of; empty where it is none"),
];

const SENTENCE: &[Column] = &[
    ID,
    PATH,
    TITLE,
    PUBLISHED,
    column("sentence", "number of the sentence in its article, from 0"),
    column("block", "kind of the block that it stands in"),
    column("char_start", "first character, counted in Unicode scalar values of the article's text"),
    column("char_end", "character after the last one"),
    column("text", "the sentence"),
];

const FACT: &[Column] = &[
    ID,
    PATH,
    TITLE,
    PUBLISHED,
    column("text", "the words"),
    column("char_start", "first character, counted in Unicode scalar values of the article's text"),
    column("char_end", "character after the last one"),
    column("rule", "the rule that found it"),
];

const FACT_END: &[Column] = &[column("sentence", "the sentence that it stands in")];

/// A column for the number of facts of each kind.
fn counts() -> Vec<Column> {
    Facts::KINDS.iter().map(|&name| column(name, "number of facts; documents and persons count once each")).collect()
}

/// Calls `add` with the place of the table in [`TABLES`] and the cells of each row of an article.
pub fn each_row(record: &Record<'_>, add: &mut dyn FnMut(usize, &[Cell<'_>])) {
    let sentences = texts(&record.text, &record.sentences);
    add(ARTICLES, &article_row(record));
    for (index, sentence) in record.sentences.iter().enumerate() {
        add(SENTENCES, &sentence_row(record, index, sentence, sentences[index]));
    }
    record.facts.each_row(&mut |kind, mention, cells| {
        let table = FACTS + Facts::KINDS.iter().position(|&name| name == kind).unwrap_or(0);
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
        joined(article.authors.iter().map(AsRef::as_ref)),
        Cell::text(article.url.as_deref()),
        number(record.text.chars().count() as u64),
        number(record.sentences.len() as u64),
    ];
    row.extend(record.facts.counts().into_iter().map(|count| number(count as u64)));
    row.push(joined(record.diagnostics.iter().map(|note| note.code.as_ref())));
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
    row.push(Cell::text(Some(sentence)));
    row
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

fn joined<'a>(values: impl Iterator<Item = &'a str>) -> Cell<'static> {
    let values: Vec<&str> = values.collect();
    if values.is_empty() { Cell::Empty } else { Cell::Text(Cow::Owned(values.join("; "))) }
}

/// The name that the record shows for a value of an enum.
fn name(value: impl Serialize) -> Cell<'static> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Cell::Text(Cow::Owned(name)),
        _ => Cell::Empty,
    }
}

/// The words of each sentence, found in one walk over the text.
fn texts<'r>(text: &'r str, sentences: &[SentenceInfo]) -> Vec<&'r str> {
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
