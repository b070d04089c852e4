//! Rows on their way to a file: thousands of cells in a few pieces of memory, since asking for some for each cell, on one
//! thread, and giving it back on another one costs more than writing it.

use std::borrow::Cow;

use crate::extract::Cell;

/// A row that is looked at.
#[derive(Debug)]
pub(super) struct Row<'r> {
    /// Place of its table in [`super::table::TABLES`].
    pub table: usize,
    /// A cell for each column.
    pub cells: Vec<Cell<'r>>,
}

/// Rows of any tables, in their order.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The words of all cells.
    text: String,
    cells: Vec<Packed>,
    /// The items of all lists.
    items: Vec<Words>,
    /// What is marked, of cells with such.
    marked: Vec<(Words, [u32; 2])>,
    /// For each row its table and its first cell.
    rows: Vec<(usize, usize)>,
}

/// A stretch of the text.
#[derive(Clone, Copy, Debug)]
struct Words {
    start: usize,
    length: u32,
}

/// A cell, with where its words stand.
#[derive(Clone, Copy, Debug)]
enum Packed {
    Empty,
    Flag(bool),
    Text(Words),
    Number(Words),
    /// Place among the marked.
    Marked(usize),
    /// First item and number of items.
    List(usize, u32),
}

impl Rows {
    /// Adds a row.
    pub(super) fn push(&mut self, table: usize, cells: &[Cell<'_>]) {
        self.rows.push((table, self.cells.len()));
        for cell in cells {
            let packed = self.pack(cell);
            self.cells.push(packed);
        }
    }

    fn pack(&mut self, cell: &Cell<'_>) -> Packed {
        match cell {
            Cell::Empty => Packed::Empty,
            Cell::Flag(flag) => Packed::Flag(*flag),
            Cell::Text(text) => Packed::Text(self.add(text)),
            Cell::Number(digits) => Packed::Number(self.add(digits)),
            Cell::Marked(text, mark) => {
                let words = self.add(text);
                self.marked.push((words, *mark));
                Packed::Marked(self.marked.len() - 1)
            }
            Cell::List(texts) => {
                let first = self.items.len();
                for text in texts {
                    let words = self.add(text);
                    self.items.push(words);
                }
                Packed::List(first, texts.len() as u32)
            }
        }
    }

    /// Texts are parts of an article, whose length is counted in 32 bits.
    fn add(&mut self, text: &str) -> Words {
        let start = self.text.len();
        self.text.push_str(text);
        Words { start, length: text.len() as u32 }
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The rows.
    pub(super) fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|row| {
            let cells = self.cells_of(row).iter().map(|&packed| self.unpack(packed));
            Row { table: self.rows[row].0, cells: cells.collect() }
        })
    }

    /// The cells of a column; absent ones are empty.
    pub(super) fn column(&self, column: usize) -> impl Iterator<Item = Cell<'_>> {
        let packed = (0..self.len()).map(move |row| self.cells_of(row).get(column).copied());
        packed.map(|packed| self.unpack(packed.unwrap_or(Packed::Empty)))
    }

    fn cells_of(&self, row: usize) -> &[Packed] {
        let end = self.rows.get(row + 1).map_or(self.cells.len(), |&(_, first)| first);
        &self.cells[self.rows[row].1..end]
    }

    fn unpack(&self, packed: Packed) -> Cell<'_> {
        match packed {
            Packed::Empty => Cell::Empty,
            Packed::Flag(flag) => Cell::Flag(flag),
            Packed::Text(words) => Cell::Text(Cow::Borrowed(self.words(words))),
            Packed::Number(words) => Cell::Number(Cow::Borrowed(self.words(words))),
            Packed::Marked(at) => {
                let (words, mark) = self.marked[at];
                Cell::Marked(Cow::Borrowed(self.words(words)), mark)
            }
            Packed::List(first, count) => {
                let items = &self.items[first..first + count as usize];
                Cell::List(items.iter().map(|&words| Cow::Borrowed(self.words(words))).collect())
            }
        }
    }

    fn words(&self, words: Words) -> &str {
        &self.text[words.start..words.start + words.length as usize]
    }

    /// Forgets the rows; the memory serves the next ones.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
        self.items.clear();
        self.marked.clear();
        self.rows.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_out_as_they_went_in() {
        let text = |text: &'static str| Cell::Text(text.into());
        let rows = [
            (3, vec![text("á"), Cell::Empty, Cell::Number("1.5".into()), Cell::Flag(true)]),
            (
                0,
                vec![Cell::List(vec!["x".into(), "".into(), "ờ".into()]), Cell::Marked("đỏ!".into(), [0, 2]), text("")],
            ),
            (3, vec![]),
        ];
        let mut packed = Rows::default();
        for _ in 0..2 {
            packed.clear();
            rows.iter().for_each(|(table, cells)| packed.push(*table, cells));
            let found: Vec<_> = packed.iter().map(|row| (row.table, row.cells)).collect();
            assert_eq!(found, rows);
            let second: Vec<Cell<'_>> = packed.column(1).collect();
            assert_eq!(second, [Cell::Empty, Cell::Marked("đỏ!".into(), [0, 2]), Cell::Empty]);
        }
    }
}
