//! `trich.xlsx`: a workbook with a sheet for each table.
//!
//! Rows go to disk as they come, so that memory does not grow with the run. Cells are words or numbers, never formulas
//! or links. Numbers are numbers where a spreadsheet holds them exactly, and words where it does not. A sheet that is
//! full is continued in another one.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::folder::failed;
use super::table::{TABLES, Table, each_index_row, each_row};
use crate::error::Error;
use crate::extract::{Cell, Column};
use crate::guard::guarded;
use crate::index::Index;
use crate::record::Record;

/// Rows of a sheet, header included.
const MAX_ROWS: u32 = 1_048_576;

/// UTF-16 units of the longest cell.
const MAX_CELL: usize = 32_767;

/// Decimal digits that a spreadsheet keeps of a number.
const MAX_DIGITS: usize = 15;

/// A row on its way to the workbook.
#[derive(Debug)]
pub struct Row {
    table: usize,
    cells: Vec<Value>,
}

/// The content of a cell.
#[derive(Debug, PartialEq)]
enum Value {
    Empty,
    Text(String),
    Number(f64),
    Flag(bool),
}

/// Appends the rows of a record.
pub(super) fn render(record: &Record<'_>, rows: &mut Vec<Row>) {
    each_row(record, &mut |table, cells| rows.push(Row { table, cells: cells.iter().map(value).collect() }));
}

/// The rows of an index.
pub(super) fn render_index(index: &Index) -> Vec<Row> {
    let mut rows = Vec::new();
    each_index_row(index, &mut |table, cells| rows.push(Row { table, cells: cells.iter().map(value).collect() }));
    rows
}

fn value(cell: &Cell<'_>) -> Value {
    match cell {
        Cell::Empty => Value::Empty,
        Cell::Flag(flag) => Value::Flag(*flag),
        Cell::Text(text) => Value::Text(shortened(text)),
        Cell::Number(digits) => exact(digits).map_or_else(|| Value::Text(shortened(digits)), Value::Number),
    }
}

/// The number, where a spreadsheet shows all its digits again.
fn exact(digits: &str) -> Option<f64> {
    let significant = digits.bytes().filter(u8::is_ascii_digit).skip_while(|&digit| digit == b'0').count();
    if significant > MAX_DIGITS {
        return None;
    }
    digits.parse().ok().filter(|number: &f64| number.is_finite())
}

/// A text that fits into a cell.
fn shortened(text: &str) -> String {
    if text.len() <= MAX_CELL {
        return text.to_owned();
    }
    let mut units = 1;
    let fits = |char: &char| {
        units += char.len_utf16();
        units <= MAX_CELL
    };
    let short: String = text.chars().take_while(fits).collect();
    if short.len() == text.len() { short } else { short + "…" }
}

/// The workbook.
pub(super) struct Writer {
    path: PathBuf,
    workbook: Workbook,
    /// For each table, the sheet that is being filled.
    sheets: Vec<Sheet>,
    max_rows: u32,
}

struct Sheet {
    /// Place in the workbook.
    index: usize,
    /// How many sheets the table has so far.
    part: u32,
    /// The row to be written next.
    row: u32,
}

impl Writer {
    pub(super) fn create(folder: &Path) -> Result<Writer, Error> {
        Writer::with_rows(folder, MAX_ROWS)
    }

    fn with_rows(folder: &Path, max_rows: u32) -> Result<Writer, Error> {
        let path = folder.join("trich.xlsx");
        let mut workbook = Workbook::new();
        let sheets = set_up(&mut workbook, folder).map_err(|error| failed("could not create", &path, error))?;
        Ok(Writer { path, workbook, sheets, max_rows })
    }

    pub(super) fn write(&mut self, rows: &[Row]) -> Result<(), Error> {
        self.attempt(|writer| rows.iter().try_for_each(|row| writer.write_row(row)))
    }

    /// Does some writing. A full disk makes the library panic where it writes rows; here that is an error like others.
    fn attempt(&mut self, write: impl FnOnce(&mut Writer) -> Result<(), XlsxError>) -> Result<(), Error> {
        match guarded(|| write(self)) {
            Ok(result) => result.map_err(|error| failed("could not write", &self.path, error)),
            Err(panic) => Err(failed("could not write", &self.path, std::io::Error::other(panic))),
        }
    }

    fn write_row(&mut self, row: &Row) -> Result<(), XlsxError> {
        let sheet = &mut self.sheets[row.table];
        if sheet.row == self.max_rows {
            end_sheet(self.workbook.worksheet_from_index(sheet.index)?, &TABLES[row.table], sheet.row)?;
            *sheet = new_sheet(&mut self.workbook, &TABLES[row.table], sheet.part + 1)?;
        }
        let worksheet = self.workbook.worksheet_from_index(sheet.index)?;
        for (column, value) in (0..).zip(&row.cells) {
            match value {
                Value::Empty => {}
                Value::Text(text) => drop(worksheet.write_string(sheet.row, column, text)?),
                Value::Number(number) => drop(worksheet.write_number(sheet.row, column, *number)?),
                Value::Flag(flag) => drop(worksheet.write_boolean(sheet.row, column, *flag)?),
            }
        }
        sheet.row += 1;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.attempt(Writer::save)
    }

    fn save(&mut self) -> Result<(), XlsxError> {
        for (table, sheet) in TABLES.iter().zip(&self.sheets) {
            end_sheet(self.workbook.worksheet_from_index(sheet.index)?, table, sheet.row)?;
        }
        self.workbook.save(&self.path)
    }
}

/// Adds the first sheet of each table. The date of making is fixed, so that equal runs give equal bytes.
fn set_up(workbook: &mut Workbook, folder: &Path) -> Result<Vec<Sheet>, XlsxError> {
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title("trich").set_creation_datetime(&made));
    workbook.set_tempdir(folder)?;
    TABLES.iter().map(|table| new_sheet(workbook, table, 1)).collect()
}

/// Adds a sheet with its header, which stays in view.
fn new_sheet(workbook: &mut Workbook, table: &Table, part: u32) -> Result<Sheet, XlsxError> {
    let bold = Format::new().set_bold();
    let index = workbook.worksheets().len();
    let worksheet = workbook.add_worksheet_with_constant_memory()?;
    worksheet.set_name(if part == 1 { table.name.to_owned() } else { format!("{} ({part})", table.name) })?;
    worksheet.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(&table.columns) {
        worksheet.set_column_width(at, width(column))?;
        worksheet.write_string_with_format(0, at, column.name, &bold)?;
    }
    Ok(Sheet { index, part, row: 1 })
}

/// Gives a sheet of `rows` rows its filters.
fn end_sheet(worksheet: &mut Worksheet, table: &Table, rows: u32) -> Result<(), XlsxError> {
    let last = u16::try_from(table.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    worksheet.autofilter(0, 0, rows - 1, last)?;
    Ok(())
}

/// Width of a column in characters: wide for running text, else that of its name.
fn width(column: &Column) -> f64 {
    match column.name {
        "sentence" | "lead" => 80.0,
        "article_title" | "title" | "titles" | "orgs" | "canonical" | "url" => 40.0,
        "article_id" | "source_path" | "text" | "name" | "rule" | "uri" | "published" => 24.0,
        name => (name.len() + 4).max(10) as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_numbers_only_where_they_stay_exact() {
        assert_eq!(exact("42.9"), Some(42.9));
        assert_eq!(exact("-0.0001"), Some(-0.0001));
        assert_eq!(exact("123456789012345"), Some(123_456_789_012_345.0));
        assert_eq!(exact("1234567890123456"), None);
        assert_eq!(exact("47/81"), None);
        assert_eq!(exact("inf"), None);
    }

    #[test]
    fn long_texts_are_cut_to_what_a_cell_holds() {
        assert_eq!(shortened(&"ệ".repeat(MAX_CELL - 1)), "ệ".repeat(MAX_CELL - 1));
        let cut = shortened(&"😀".repeat(MAX_CELL));
        assert!(cut.ends_with('…') && cut.encode_utf16().count() <= MAX_CELL);
    }

    #[test]
    fn a_full_sheet_is_continued() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Writer::with_rows(folder.path(), 3).unwrap();
        let rows = (0..5).map(|n| Row { table: 1, cells: vec![Value::Text(n.to_string())] });
        writer.write(&rows.collect::<Vec<_>>()).unwrap();
        let names: Vec<String> = writer.workbook.worksheets().iter().map(Worksheet::name).collect();
        assert_eq!(names[TABLES.len()..], ["sentences (2)", "sentences (3)"]);
        writer.finish().unwrap();
    }
}
