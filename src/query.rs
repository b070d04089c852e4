//! Simple questions over records: which articles, and which facts of theirs.
//!
//! A person, a document and days of publication choose articles; a kind, a size and words of the sentence choose facts.
//! Where neither kind nor size is given, a person or document that was asked for is also all that is kept. Words match
//! with or without tone marks, in any case.

use std::borrow::Cow;

use crate::error::Error;
use crate::extract::{Cell, Column, Facts, Holds, Mention};
use crate::record::Record;
use crate::sink::table::{nearest, texts};
use crate::text::bare;

/// What is asked for; nothing where a field is empty.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Kinds of facts (`numbers`) or of quantities, dates or documents (`money`, `Nghị định`).
    pub kinds: Vec<String>,
    /// Numbers must be greater than this; of a range, the upper bound.
    pub over: Option<f64>,
    /// Numbers must be less than this; of a range, the lower bound.
    pub under: Option<f64>,
    /// A person of the article.
    pub person: Option<String>,
    /// A document of the article: its number, type and number, title, or uri.
    pub document: Option<String>,
    /// First day of publication: `2020`, `2020-01`, `2020-01-31`.
    pub from: Option<String>,
    /// Last day of publication, included.
    pub to: Option<String>,
    /// Words of the sentence that the fact stands in.
    pub text: Option<String>,
}

/// A question made ready to be asked of many records.
pub struct Query {
    asked: Question,
    tables: Vec<(&'static str, &'static [Column])>,
}

/// A fact as its rows.
type Rows<'f> = [(&'f Mention<'f>, Vec<Cell<'f>>)];

impl Query {
    /// Makes ready, or says what the question lacks.
    pub fn new(mut question: Question) -> Result<Query, Error> {
        check_day("--from", question.from.as_deref())?;
        check_day("--to", question.to.as_deref())?;
        for words in [&mut question.person, &mut question.document, &mut question.text].into_iter().flatten() {
            *words = spaced(words);
        }
        question.kinds.iter_mut().for_each(|kind| *kind = spaced(kind));
        let mut tables = Vec::new();
        Facts::each_table(&mut |name, _, columns| tables.push((name, columns)));
        Ok(Query { asked: question, tables })
    }

    /// Leaves the facts that were asked for in the record; false where there are none.
    pub fn ask(&self, record: &mut Record<'_>) -> bool {
        if !self.is_published_then(record) || !self.names_who_is_asked(record) {
            return false;
        }
        let sentences = texts(&record.text, &record.sentences);
        let sentences = self.asked.text.as_deref().map(|words| has_words(&sentences, words));
        record.facts.retain(&mut |kind, rows| self.keeps(kind, rows, sentences.as_deref()));
        record.facts.counts().into_iter().any(|count| count > 0)
    }

    fn is_published_then(&self, record: &Record<'_>) -> bool {
        let (from, to) = (self.asked.from.as_deref(), self.asked.to.as_deref());
        if from.is_none() && to.is_none() {
            return true;
        }
        let Some(published) = record.article.published.as_deref() else { return false };
        // `2020-12` takes in all days of that month.
        let until = |to: &str| published.get(..to.len()).is_none_or(|published| published <= to);
        from.is_none_or(|from| published >= from) && to.is_none_or(until)
    }

    /// True where the article has the person and the document that are asked for.
    fn names_who_is_asked(&self, record: &Record<'_>) -> bool {
        let (mut has_person, mut has_document) = (self.asked.person.is_none(), self.asked.document.is_none());
        if has_person && has_document {
            return true;
        }
        record.facts.each_row(&mut |kind, _, cells| {
            has_person = has_person || self.is_person(kind, &cells);
            has_document = has_document || self.is_document(kind, &cells);
        });
        has_person && has_document
    }

    /// `sentences` tells of each sentence whether it has the words.
    fn keeps(&self, kind: &str, rows: &Rows<'_>, sentences: Option<&[bool]>) -> bool {
        rows.iter().any(|(mention, cells)| {
            let is_there = |sentences: &[bool]| sentences.get(mention.sentence as usize).copied().unwrap_or(false);
            sentences.is_none_or(is_there)
                && self.is_kind(kind, cells)
                && self.has_size(kind, cells)
                && self.is_named(kind, cells)
        })
    }

    fn is_kind(&self, kind: &str, cells: &[Cell<'_>]) -> bool {
        let own = ["kind", "type"].map(|name| self.cell(kind, cells, name));
        let own: Vec<String> = own.into_iter().flatten().map(|cell| spaced(&cell.plain())).collect();
        let is_one = |asked: &String| asked.trim() == kind || own.contains(asked);
        self.asked.kinds.is_empty() || self.asked.kinds.iter().any(is_one)
    }

    /// True where the first exact number of the row, or one in the same unit, is as great or small as asked.
    fn has_size(&self, kind: &str, cells: &[Cell<'_>]) -> bool {
        if self.asked.over.is_none() && self.asked.under.is_none() {
            return true;
        }
        let columns = self.columns(kind);
        let Some(first) = columns.iter().find(|column| column.holds == Holds::Decimal) else { return false };
        let is_own = |column: &Column| column.holds == Holds::Decimal && column.unit == first.unit;
        let numbers = columns.iter().zip(cells).filter(|(column, _)| is_own(column));
        let numbers: Vec<f64> = numbers.filter_map(|(_, cell)| nearest(cell)).collect();
        let is_over = |over: f64| numbers.iter().any(|&number| number > over);
        let is_under = |under: f64| numbers.iter().any(|&number| number < under);
        self.asked.over.is_none_or(is_over) && self.asked.under.is_none_or(is_under)
    }

    /// Where nothing else chooses facts, the person and document asked for do.
    fn is_named(&self, kind: &str, cells: &[Cell<'_>]) -> bool {
        let asked = &self.asked;
        let is_chosen = !asked.kinds.is_empty() || asked.over.is_some() || asked.under.is_some();
        let is_anyone = asked.person.is_none() && asked.document.is_none();
        is_chosen || is_anyone || self.is_person(kind, cells) || self.is_document(kind, cells)
    }

    fn is_person(&self, kind: &str, cells: &[Cell<'_>]) -> bool {
        kind == "persons" && self.has(kind, cells, &["name"], self.asked.person.as_deref())
    }

    fn is_document(&self, kind: &str, cells: &[Cell<'_>]) -> bool {
        kind == "documents" && self.has(kind, cells, &["canonical", "title", "uri"], self.asked.document.as_deref())
    }

    /// True where one of the columns has the words.
    fn has(&self, kind: &str, cells: &[Cell<'_>], columns: &[&str], words: Option<&str>) -> bool {
        let Some(words) = words else { return false };
        let cells = columns.iter().filter_map(|name| self.cell(kind, cells, name));
        cells.into_iter().any(|cell| spaced(&cell.plain()).contains(words))
    }

    fn cell<'c, 'f>(&self, kind: &str, cells: &'c [Cell<'f>], name: &str) -> Option<&'c Cell<'f>> {
        cells.get(self.columns(kind).iter().position(|column| column.name == name)?)
    }

    fn columns(&self, kind: &str) -> &'static [Column] {
        self.tables.iter().find(|(name, _)| *name == kind).map_or(&[], |(_, columns)| columns)
    }
}

/// The words without tone marks, each between blanks, so that only whole words match.
fn spaced(text: &str) -> String {
    let bare = bare(text);
    let words =
        bare.split(|char: char| char.is_whitespace() || matches!(char, ',' | '.' | '"' | '(' | ')' | ';' | ':'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

fn has_words(sentences: &[&str], words: &str) -> Vec<bool> {
    sentences.iter().map(|sentence| spaced(sentence).contains(words)).collect()
}

/// `2020`, `2020-01`, `2020-01-31`.
fn check_day(option: &str, day: Option<&str>) -> Result<(), Error> {
    let Some(day) = day else { return Ok(()) };
    let full: Cow<'_, str> = match day.len() {
        4 => format!("{day}-01-01").into(),
        7 => format!("{day}-01").into(),
        _ => day.into(),
    };
    match full.parse::<jiff::civil::Date>() {
        Ok(_) if full.len() == 10 => Ok(()),
        _ => Err(Error::usage(format!("expected {option} 2020, 2020-01 or 2020-01-31, but found {day:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_match_whole_and_without_marks() {
        assert!(spaced("Luật Đất đai, 2013").contains(&spaced("dat dai")));
        assert!(!spaced("Luật Đất đai").contains(&spaced("dat da")));
        assert!(spaced("Quyết định 2898-QĐ/TU").contains(&spaced("2898-qd/tu")));
    }

    #[test]
    fn days_may_lack_their_end() {
        for day in ["2020", "2020-01", "2020-02-29"] {
            assert!(check_day("--from", Some(day)).is_ok(), "{day}");
        }
        for day in ["20", "2020-13", "2020-02-30", "1/2020", "2020-01-01T10:00"] {
            assert!(check_day("--from", Some(day)).is_err(), "{day}");
        }
    }
}
