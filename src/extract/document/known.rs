//! Known documents: `lexicon/documents.tsv` and the user's registers of the same columns.
//!
//! A known document completes what an article says of it (number of a law from name and year, name from number, date,
//! title, issuer) and gives short forms their document where no other can be meant.

use std::collections::HashMap;

use jiff::civil::Date;

use super::code::Code;
use super::identity::{place, plain_code, plain_number, slug};
use super::lists::{Class, Lists, Type};
use crate::error::Error;
use crate::lexicon::{Builder, Row, Table};

/// Columns of a register, in order.
pub(super) const COLUMNS: &[&str] = &["type", "number", "name", "short", "issuer", "title", "date", "from", "to"];

const TYPE: usize = 0;
const NUMBER: usize = 1;
const NAME: usize = 2;
const SHORT: usize = 3;
const ISSUER: usize = 4;
const TITLE: usize = 5;
const DATE: usize = 6;
const FROM: usize = 7;
const TO: usize = 8;

/// A document of a register.
#[derive(Debug)]
pub(super) struct Known {
    pub kind: usize,
    /// Number, year and code; absent for the Constitution.
    pub code: Option<Code>,
    /// Number as it stands in a uri.
    pub number: Option<String>,
    pub year: u16,
    /// Name of a law, and as it stands in a uri.
    pub name: Option<String>,
    pub slug: Option<String>,
    /// Numbers and names as they stand in a uri that mean this document, without its year and code.
    short: Vec<String>,
    pub issuer: Option<String>,
    /// Place of a local issuer, as a slug.
    pub place: Option<String>,
    pub title: Option<String>,
    pub date: Option<Date>,
    /// First and last day of publication on which a form without year means it.
    from: Option<Date>,
    to: Option<Date>,
}

impl Known {
    /// True where articles of this day mean the document by forms that have no year.
    fn holds(&self, published: Option<Date>) -> bool {
        self.from.is_none_or(|from| published.is_some_and(|day| day >= from))
            && self.to.is_none_or(|to| published.is_some_and(|day| day <= to))
    }

    /// The code as it stands in a uri.
    pub fn plain_code(&self) -> Option<String> {
        self.code.as_ref().and_then(plain_code)
    }
}

/// Known documents, and where to find them.
#[derive(Debug, Default)]
pub(super) struct Register {
    rows: Vec<Known>,
    by_number: Index,
    by_name: Index,
    by_short: Index,
}

/// Rows by a number or name as it stands in a uri.
type Index = HashMap<String, Vec<u32>>;

impl Register {
    /// Documents of a type and number.
    pub fn numbered(&self, kind: usize, number: &str) -> impl Iterator<Item = &Known> {
        self.find(&self.by_number, kind, number)
    }

    /// Laws of a type and name.
    pub fn named(&self, kind: usize, name: &str) -> impl Iterator<Item = &Known> {
        self.find(&self.by_name, kind, name)
    }

    /// Documents that articles of a day mean by a type and a number or name.
    pub fn short(&self, kind: usize, short: &str, published: Option<Date>) -> impl Iterator<Item = &Known> {
        self.find(&self.by_short, kind, short).filter(move |known| known.holds(published))
    }

    /// Documents that articles of a day mean by a type and a number with a code, but without a year.
    pub fn undated(&self, kind: usize, number: &str, published: Option<Date>) -> impl Iterator<Item = &Known> {
        // Numbers begin anew each year or term, so such a row must say from when it is meant.
        let can_be = move |known: &&Known| {
            let has_no_year = known.code.as_ref().is_some_and(|code| code.year.is_none());
            has_no_year && known.from.is_some() && known.holds(published)
        };
        self.numbered(kind, number).filter(can_be)
    }

    fn find(&self, index: &Index, kind: usize, key: &str) -> impl Iterator<Item = &Known> {
        let rows = index.get(key).into_iter().flatten().map(|&row| &self.rows[row as usize]);
        rows.filter(move |known| known.kind == kind)
    }

    fn push(&mut self, known: Known) {
        let row = self.rows.len() as u32;
        let note = |index: &mut Index, key: &String| index.entry(key.clone()).or_default().push(row);
        known.number.iter().for_each(|number| note(&mut self.by_number, number));
        known.slug.iter().for_each(|name| note(&mut self.by_name, name));
        known.short.iter().for_each(|short| note(&mut self.by_short, short));
        self.rows.push(known);
    }
}

/// The only document, where there is exactly one; the same one may stand in two registers.
pub(super) fn only<'k>(mut known: impl Iterator<Item = &'k Known>) -> Option<&'k Known> {
    let first = known.next()?;
    let is_same = |other: &Known| other.number == first.number && other.year == first.year;
    known.all(is_same).then_some(first)
}

/// Reads the user's registers, which come first and so win, and the built-in one.
pub(super) fn load(builder: &mut Builder, lists: &mut Lists) -> Result<(), Error> {
    for own in builder.own("documents", COLUMNS) {
        add(builder, lists, &own.name, &own.text)?;
    }
    add(builder, lists, "documents.tsv", include_str!("lexicon/documents.tsv"))
}

fn add(builder: &mut Builder, lists: &mut Lists, name: &str, text: &str) -> Result<(), Error> {
    for row in Table::parse(name, text, COLUMNS)?.rows() {
        let known = known(lists, &row?)?;
        if let Some(name) = known.name.as_ref().filter(|name| !name.is_empty()) {
            lists.add_name(builder, known.kind, name)?;
        }
        lists.register.push(known);
    }
    Ok(())
}

fn known(lists: &Lists, row: &Row<'_>) -> Result<Known, Error> {
    let kind = lists.kind(row.get(TYPE)).ok_or_else(|| row.expected(TYPE, "a type such as Nghị định or Luật"))?;
    let name = name(&lists.types[kind], row)?;
    let date = day(row, DATE)?;
    let code = code(lists, row, name.is_some())?;
    let year = code.as_ref().and_then(|code| code.year).or(date.map(|date| date.year() as u16));
    let year = year.ok_or_else(|| row.expected(DATE, "a date such as 2019-12-30, since the number has no year"))?;
    Ok(Known {
        kind,
        number: code.as_ref().map(|code| plain_number(&code.number)),
        code,
        year,
        slug: name.as_deref().map(slug),
        name,
        short: short_forms(row),
        issuer: row.optional(ISSUER).map(str::to_owned),
        place: row.optional(ISSUER).and_then(|issuer| place(lists, issuer)),
        title: row.optional(TITLE).map(str::to_owned),
        date,
        from: day(row, FROM)?,
        to: day(row, TO)?,
    })
}

/// The name of a law; empty for the Constitution, absent for other documents.
fn name(kind: &Type, row: &Row<'_>) -> Result<Option<String>, Error> {
    match kind.class {
        Class::Law if row.get(NAME).is_empty() && kind.slug != "hien-phap" => {
            Err(row.expected(NAME, "the name of the law"))
        }
        Class::Law => Ok(Some(row.get(NAME).to_owned())),
        _ if row.optional(NAME).is_some() => {
            Err(row.expected(NAME, "nothing, since only laws, codes and ordinances have a name (others have a title)"))
        }
        _ => Ok(None),
    }
}

fn code(lists: &Lists, row: &Row<'_>, is_named: bool) -> Result<Option<Code>, Error> {
    const EXPECTED: &str = "a number such as 100/2019/NĐ-CP or 04-ĐA/TU";
    match row.optional(NUMBER) {
        None if is_named => Ok(None),
        None => Err(row.expected(NUMBER, EXPECTED)),
        Some(number) => Code::parse(lists, number).map(Some).ok_or_else(|| row.expected(NUMBER, EXPECTED)),
    }
}

fn short_forms(row: &Row<'_>) -> Vec<String> {
    row.get(SHORT).split(';').map(|form| plain_number(form.trim())).filter(|form| !form.is_empty()).collect()
}

fn day(row: &Row<'_>, column: usize) -> Result<Option<Date>, Error> {
    row.optional(column).map(|_| row.parse(column, "a date such as 2019-12-30")).transpose()
}
