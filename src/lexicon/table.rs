//! Word lists as tab-separated text.

use crate::error::Error;

/// A TSV list: `#` lines are comments, the first other line names the columns, each further line is an entry.
pub struct Table<'a> {
    name: &'a str,
    columns: Vec<&'a str>,
    lines: Vec<(usize, &'a str)>,
}

impl<'a> Table<'a> {
    /// Reads a list. `name` is shown in messages; `columns` are those that the list must have, in order.
    pub fn parse(name: &'a str, text: &'a str, columns: &[&str]) -> Result<Table<'a>, Error> {
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line.trim_end_matches('\r')))
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let (number, header) = lines
            .next()
            .ok_or_else(|| Error::lexicon(format!("{name}: expected a header line, but the list is empty")))?;
        let found: Vec<&str> = header.split('\t').collect();
        if found != columns {
            let message = format!("{name}:{number}: expected the columns {columns:?}, but found {found:?}");
            return Err(Error::lexicon(message));
        }
        Ok(Table { name, columns: found, lines: lines.collect() })
    }

    /// The entries.
    pub fn rows(&self) -> impl Iterator<Item = Result<Row<'a>, Error>> + '_ {
        self.lines.iter().map(|&(number, line)| {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            if cells.len() != self.columns.len() {
                let (expected, found) = (self.columns.len(), cells.len());
                let message =
                    format!("{}:{number}: expected {expected} columns, but found {found}: {line:?}", self.name);
                return Err(Error::lexicon(message));
            }
            Ok(Row { name: self.name, number, cells })
        })
    }
}

/// One entry of a list.
pub struct Row<'a> {
    name: &'a str,
    number: usize,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The text of a column, by its place.
    pub fn get(&self, column: usize) -> &'a str {
        self.cells[column]
    }

    /// The text of a column, or `None` where it is empty.
    pub fn optional(&self, column: usize) -> Option<&'a str> {
        Some(self.cells[column]).filter(|cell| !cell.is_empty())
    }

    /// An error that names the file, the line, what was expected in the column and what was found.
    pub fn expected(&self, column: usize, what: &str) -> Error {
        let found = self.cells[column];
        Error::lexicon(format!("{}:{}: expected {what}, but found {found:?}", self.name, self.number))
    }

    /// Reads a column with `FromStr`.
    pub fn parse<T: std::str::FromStr>(&self, column: usize, what: &str) -> Result<T, Error> {
        self.cells[column].parse().map_err(|_| self.expected(column, what))
    }
}
