//! `trich.sqlite`: a database with the tables, keys, indexes, views and full-text search.
//!
//! Exact numbers are texts, with the nearest number beside them (`value`, `value_number`); lists are JSON arrays; flags
//! are 0 and 1. `search` finds sentences by words with and without tone marks. All is written in one transaction into a
//! file that moves to its place when it is whole.

use std::borrow::Cow;
use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OpenFlags, Statement};

use super::folder::failed;
use super::rows::{Row, Rows};
use super::table::{Role, Table, nearest, texts, twin};
use crate::error::Error;
use crate::extract::{Cell, Column, Facts, Holds};
use crate::record::Record;
use crate::text::unmarked;

/// Name of the file.
const FILE: &str = "trich.sqlite";

/// The database.
pub(super) struct Writer {
    path: PathBuf,
    database: Connection,
    tables: Vec<Table>,
    /// The statement that adds a row to each table.
    inserts: Vec<String>,
    /// Sentences that the search knows.
    sought: i64,
}

/// Renders the sentences of a record for the search: a row of two cells for each. The first one is without marks, which
/// the search would take off more slowly. The second one is the same with `d` for `đ`, which is a letter of its own to the
/// search; it is empty where the sentence has no such letter.
pub(super) fn render(record: &Record<'_>, out: &mut Rows) {
    for sentence in texts(&record.text, &record.sentences) {
        let text = unmarked(sentence);
        let folded = text.contains('đ').then(|| text.replace('đ', "d"));
        out.push(0, &[Cell::text(Some(&text)), Cell::text(folded.as_deref())]);
    }
}

impl Writer {
    pub(super) fn create(folder: &Path, tables: &[Table]) -> Result<Writer, Error> {
        let path = folder.join(FILE);
        refuse_if_in_use(&place_of(&path))?;
        let database = set_up(&path, tables).map_err(|error| failed("could not create", &path, error))?;
        let inserts = tables.iter().map(insert).collect();
        Ok(Writer { path, database, tables: tables.to_vec(), inserts, sought: 0 })
    }

    pub(super) fn write(&mut self, rows: &Rows) -> Result<(), Error> {
        self.insert(rows).map_err(|error| failed("could not write", &self.path, error))
    }

    fn insert(&self, rows: &Rows) -> rusqlite::Result<()> {
        let statements = self.inserts.iter().map(|insert| self.database.prepare_cached(insert));
        let mut statements = statements.collect::<Result<Vec<_>, _>>()?;
        let mut bound: Vec<Option<Row<'_>>> = self.tables.iter().map(|_| None).collect();
        for row in rows.iter() {
            let (statement, bound) = (&mut statements[row.table], &mut bound[row.table]);
            bind(statement, &self.tables[row.table], &row, bound.as_ref())?;
            statement.raw_execute()?;
            *bound = Some(row);
        }
        Ok(())
    }

    /// Makes sentences known to the search, each under the number of its row: those come in the same order.
    pub(super) fn write_search(&mut self, sentences: &Rows) -> Result<(), Error> {
        let result = self.index(sentences);
        self.sought += i64::try_from(sentences.len()).unwrap_or(0);
        result.map_err(|error| failed("could not write", &self.path, error))
    }

    fn index(&self, sentences: &Rows) -> rusqlite::Result<()> {
        let insert = "INSERT INTO search (rowid, text, folded) VALUES (?1, ?2, ?3)";
        let mut statement = self.database.prepare_cached(insert)?;
        for (number, sentence) in (self.sought + 1..).zip(sentences.iter()) {
            statement.raw_bind_parameter(1, number)?;
            for (at, cell) in (2..).zip(&sentence.cells) {
                statement.raw_bind_parameter(at, text(cell))?;
            }
            statement.raw_execute()?;
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Result<(), Error> {
        let Writer { path, database, tables, .. } = self;
        let ended = end(&database, &tables).and_then(|()| database.close().map_err(|(_, error)| error));
        ended.map_err(|error| failed("could not write", &path, error))?;
        let synced = File::open(&path).and_then(|file| file.sync_all());
        synced.map_err(|error| failed("could not write", &path, error))?;
        refuse_if_in_use(&place_of(&path))
    }
}

/// Where the file of a draft will stand.
fn place_of(draft: &Path) -> PathBuf {
    let folder = draft.parent().and_then(Path::parent).unwrap_or(Path::new("."));
    folder.join(FILE)
}

/// An older database that another program works on must not be replaced under its hands: what that program has yet to
/// write would go into the new one.
fn refuse_if_in_use(path: &Path) -> Result<(), Error> {
    if !path.exists() {
        return Ok(());
    }
    let sidecar = ["-journal", "-wal"].map(|end| PathBuf::from(format!("{}{end}", path.display())));
    let is_open = sidecar.iter().any(|file| file.metadata().is_ok_and(|file| file.len() > 0));
    if is_open || is_locked(path) {
        let message = format!("could not replace {}: another program has it open; close it there", path.display());
        return Err(Error::usage(message));
    }
    Ok(())
}

/// True where another connection holds a lock. A file that is no database has none.
fn is_locked(path: &Path) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let Ok(database) = Connection::open_with_flags(path, flags) else { return false };
    let tried = database
        .busy_timeout(std::time::Duration::ZERO)
        .and_then(|()| database.execute_batch("BEGIN EXCLUSIVE; ROLLBACK"));
    let code = tried.err().and_then(|error| error.sqlite_error_code());
    matches!(code, Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked))
}

/// Makes the tables. The file is a draft until it is whole, so that no journal is needed; and what refers to an article
/// is written after it, so that SQLite need not look it up for every row.
fn set_up(path: &Path, tables: &[Table]) -> rusqlite::Result<Connection> {
    let database = Connection::open(path)?;
    database.set_prepared_statement_cache_capacity(tables.len() + 4);
    database.execute_batch(
        "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; \
         PRAGMA foreign_keys = OFF; PRAGMA cache_size = -16384; BEGIN",
    )?;
    for table in tables {
        database.execute_batch(&definition(table))?;
    }
    // The search collects 16 MB in memory, not one, before it writes: fewer parts are to be joined. Its leaves fill a page.
    database.execute_batch(
        "CREATE VIRTUAL TABLE search USING fts5(text, folded, content='', tokenize='unicode61 remove_diacritics 2'); \
         INSERT INTO search (search, rank) VALUES ('hashsize', 16777216); \
         INSERT INTO search (search, rank) VALUES ('pgsz', 16000)",
    )?;
    Ok(database)
}

/// Adds what is faster made at the end, and ends the transaction.
fn end(database: &Connection, tables: &[Table]) -> rusqlite::Result<()> {
    for table in tables {
        for index in indexes(table) {
            database.execute_batch(&index)?;
        }
    }
    database.execute_batch(&all_facts(tables))?;
    database.execute_batch(
        "CREATE VIEW sentences_found AS SELECT search, sentences.* FROM search JOIN sentences ON sentences.id = search.rowid",
    )?;
    let mut views = Vec::new();
    Facts::each_view(&mut |view| views.push(format!("CREATE VIEW {} AS {}", quoted(view.name), view.sql)));
    // A table of another making lacks the columns that views of the usual kinds ask for; SQLite looks only when asked.
    views.iter().try_for_each(|view| database.execute_batch(view))?;
    database.execute_batch("COMMIT")
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The names and types of a table's columns, with those beside exact numbers.
fn columns(table: &Table) -> Vec<(Cow<'static, str>, &'static str)> {
    let mut all = Vec::new();
    for column in &table.columns {
        let kind = match column.holds {
            Holds::Integer | Holds::Flag => "INTEGER",
            _ => "TEXT",
        };
        all.push((Cow::Borrowed(column.name), kind));
        all.extend(number_twin(column).map(|name| (Cow::Owned(name), "REAL")));
    }
    all
}

/// The column for the nearest number. Days need none: as ISO 8601 texts they compare as days do.
fn number_twin(column: &Column) -> Option<String> {
    (column.holds == Holds::Decimal).then(|| twin(column)).flatten()
}

fn definition(table: &Table) -> String {
    let mut parts = vec!["id INTEGER PRIMARY KEY".to_owned()];
    for (name, kind) in columns(table) {
        let is_key = name == "article_id";
        let rule = match table.role {
            Role::Articles if is_key => " NOT NULL UNIQUE",
            Role::Sentences | Role::Facts if is_key => " NOT NULL REFERENCES articles (article_id)",
            _ => "",
        };
        parts.push(format!("{} {kind}{rule}", quoted(&name)));
    }
    format!("CREATE TABLE {} ({})", quoted(table.name), parts.join(", "))
}

fn insert(table: &Table) -> String {
    let columns = columns(table);
    let names: Vec<String> = columns.iter().map(|(name, _)| quoted(name)).collect();
    let places = vec!["?"; columns.len()];
    format!("INSERT INTO {} ({}) VALUES ({})", quoted(table.name), names.join(", "), places.join(", "))
}

/// An index for each column that is asked for often; a sentence is known by its article and number.
fn indexes(table: &Table) -> Vec<String> {
    let name = quoted(table.name);
    let is_keyed = |column: &&Column| table.role != Role::Articles || column.name != "article_id";
    let asked = table.columns.iter().filter(|column| column.asked).filter(is_keyed).map(|column| {
        let column = number_twin(column).unwrap_or_else(|| column.name.to_owned());
        let index = quoted(&format!("{}_by_{column}", table.name));
        match (table.role, column.as_str()) {
            (Role::Sentences, "article_id") => format!("CREATE UNIQUE INDEX {index} ON {name} (article_id, sentence)"),
            _ => format!("CREATE INDEX {index} ON {name} ({})", quoted(&column)),
        }
    });
    asked.collect()
}

/// A view over the facts of all kinds, with the columns that they share.
fn all_facts(tables: &[Table]) -> String {
    let facts = tables.iter().filter(|table| table.role == Role::Facts).map(|table| {
        format!(
            "SELECT '{0}' AS kind, article_id, article_title, published, text, char_start, char_end, rule, sentence FROM {1}",
            table.name.replace('\'', "''"),
            quoted(table.name)
        )
    });
    format!("CREATE VIEW facts AS {}", facts.collect::<Vec<_>>().join(" UNION ALL "))
}

/// Binds the cells of a row. What is `bound` already stays, so that what the rows of an article share is copied once.
fn bind(statement: &mut Statement<'_>, table: &Table, row: &Row<'_>, bound: Option<&Row<'_>>) -> rusqlite::Result<()> {
    let mut at = 1;
    for (place, (column, cell)) in table.columns.iter().zip(&row.cells).enumerate() {
        let has_twin = column.holds == Holds::Decimal;
        if bound.and_then(|bound| bound.cells.get(place)) != Some(cell) {
            statement.raw_bind_parameter(at, value(column, cell))?;
            if has_twin {
                statement.raw_bind_parameter(at + 1, nearest(cell))?;
            }
        }
        at += 1 + usize::from(has_twin);
    }
    Ok(())
}

/// The words of a cell.
fn text<'c>(cell: &'c Cell<'_>) -> ToSqlOutput<'c> {
    match cell {
        Cell::Text(text) | Cell::Marked(text, _) | Cell::Number(text) => {
            ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))
        }
        _ => ToSqlOutput::Owned(Value::Null),
    }
}

fn value<'c>(column: &Column, cell: &'c Cell<'_>) -> ToSqlOutput<'c> {
    match cell {
        Cell::Flag(flag) => ToSqlOutput::Owned(Value::Integer((*flag).into())),
        Cell::Number(digits) if column.holds == Holds::Integer => match digits.parse() {
            Ok(number) => ToSqlOutput::Owned(Value::Integer(number)),
            Err(_) => ToSqlOutput::Borrowed(ValueRef::Text(digits.as_bytes())),
        },
        Cell::List(texts) => ToSqlOutput::Owned(Value::Text(serde_json::to_string(texts).unwrap_or_default())),
        other => text(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLES: &str = "CREATE VIRTUAL TABLE plain USING fts5(text, tokenize='unicode61 remove_diacritics 2'); \
         CREATE VIRTUAL TABLE bare USING fts5(text, tokenize='unicode61 remove_diacritics 2')";

    #[test]
    fn letters_without_marks_are_found_like_those_with() {
        let database = Connection::open_in_memory().unwrap();
        database.execute_batch(TABLES).unwrap();
        let letters: Vec<String> =
            ('\u{A1}'..'\u{250}').chain('\u{1E00}'..'\u{1F00}').map(|char| char.to_string()).collect();
        for letter in &letters {
            database.execute("INSERT INTO plain VALUES (?1)", [letter]).unwrap();
            database.execute("INSERT INTO bare VALUES (?1)", [unmarked(letter)]).unwrap();
        }
        let found = |table: &str, letter: &str| -> Vec<i64> {
            let sql = format!("SELECT rowid FROM {table} WHERE {table} MATCH ?1");
            let mut statement = database.prepare(&sql).unwrap();
            let rows = statement.query_map([format!("\"{letter}\"")], |row| row.get(0)).unwrap();
            rows.map(Result::unwrap).collect()
        };
        for letter in &letters {
            assert_eq!(found("plain", letter), found("bare", letter), "{letter}");
        }
    }
}
