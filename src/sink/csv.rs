//! A CSV file for each table, ready for spreadsheets: a byte order mark tells them the encoding, and no cell is one
//! that they would run.

use std::borrow::Cow;
use std::path::Path;

use super::pack::{Pack, Stream};
use super::table::{TABLES, Table, each_index_row, each_row, is_decimal};
use crate::error::Error;
use crate::extract::Cell;
use crate::index::Index;
use crate::record::Record;

/// Tells spreadsheets that the file is UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A stretch of a table, in memory.
pub(super) type Rows = csv::Writer<Vec<u8>>;

/// How a CSV file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Commas between cells, points in numbers.
    #[default]
    Plain,
    /// Semicolons between cells, commas in numbers: what Excel expects where Windows speaks Vietnamese.
    ExcelVi,
}

fn rows(dialect: Dialect) -> Rows {
    let delimiter = if dialect == Dialect::ExcelVi { b';' } else { b',' };
    csv::WriterBuilder::new().flexible(true).delimiter(delimiter).from_writer(Vec::new())
}

/// Appends the rows of a record to each table.
pub(super) fn render(record: &Record<'_>, dialect: Dialect, tables: &mut Vec<Rows>) {
    if tables.is_empty() {
        *tables = empty(dialect);
    }
    each_row(record, &mut |table, cells| push(&mut tables[table], cells.iter().map(|cell| shown(cell, dialect))));
}

/// The rows of an index.
pub(super) fn render_index(index: &Index, dialect: Dialect) -> Vec<Rows> {
    let mut tables = empty(dialect);
    each_index_row(index, &mut |table, cells| {
        push(&mut tables[table], cells.iter().map(|cell| shown(cell, dialect)));
    });
    tables
}

fn empty(dialect: Dialect) -> Vec<Rows> {
    TABLES.iter().map(|_| rows(dialect)).collect()
}

fn push<'c>(rows: &mut Rows, cells: impl Iterator<Item = Cow<'c, str>>) {
    for cell in cells {
        // Writing into memory does not fail.
        let _ = rows.write_field(cell.as_bytes());
    }
    let _ = rows.write_record(None::<&[u8]>);
}

/// A cell as plain text that a spreadsheet shows and does not run.
fn shown<'c>(cell: &'c Cell<'_>, dialect: Dialect) -> Cow<'c, str> {
    let text = cell.plain();
    match cell {
        _ if is_formula(&text) => Cow::Owned(format!("'{text}")),
        Cell::Number(digits) if dialect == Dialect::ExcelVi && is_decimal(digits) => {
            Cow::Owned(digits.replace('.', ","))
        }
        _ => text,
    }
}

/// True where a spreadsheet could take the text for a formula: it begins with `=`, `+`, `-`, `@`, a tab or a carriage
/// return, and is not just a number.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_decimal(text)
}

/// The files.
pub(super) struct Writer {
    files: Vec<Stream>,
}

impl Writer {
    pub(super) fn create(folder: &Path, tables: &[Table], dialect: Dialect, pack: Pack) -> Result<Writer, Error> {
        let files = tables.iter().map(|table| {
            let mut header = rows(dialect);
            push(&mut header, table.columns.iter().map(|column| Cow::Borrowed(column.name)));
            let mut file = Stream::create(folder, &format!("{}.csv", table.name), pack)?;
            file.write([BOM, &bytes(header)].concat())?;
            Ok(file)
        });
        Ok(Writer { files: files.collect::<Result<_, Error>>()? })
    }

    /// Writes a stretch of each table ([`packed`]).
    pub(super) fn write(&mut self, tables: &[Vec<u8>]) -> Result<(), Error> {
        self.files.iter_mut().zip(tables).try_for_each(|(file, rows)| file.write_packed(rows))
    }

    pub(super) fn finish(self) -> Result<(), Error> {
        self.files.into_iter().try_for_each(Stream::finish)
    }
}

/// Stretches of tables as they are written.
pub(super) fn packed(tables: Vec<Rows>, pack: Pack) -> Vec<Vec<u8>> {
    tables.into_iter().map(|rows| pack.pack(bytes(rows))).collect()
}

fn bytes(rows: Rows) -> Vec<u8> {
    // The only error is that of the vector, which has none.
    rows.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_numbers_left_alone() {
        for text in ["=1+1", "+84 912", "-", "- gạch đầu dòng", "@x", "\tx", "\rx", "-1-2", "-1.", "=HYPERLINK(\"x\")"]
        {
            assert!(is_formula(text), "{text:?}");
        }
        for text in ["", "-7", "-0.5", "+3", "12", "-0111", "a=b", "'=1"] {
            assert!(!is_formula(text), "{text:?}");
        }
    }
}
