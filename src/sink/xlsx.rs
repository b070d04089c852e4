//! `trich.xlsx`: a workbook with a summary and a sheet for each table.
//!
//! Rows go to disk as they come, so that memory does not grow with the run. What is exact stands as words; beside it
//! stands a number or day of the spreadsheet's own, shown as percent or money where it is that. No cell is a formula but
//! links to pages, where there are more of them than can be held otherwise. A sheet that is full is continued in
//! another one.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, IgnoreError, Url, Workbook, Worksheet, XlsxError,
};

use super::folder::failed;
use super::rows::{Row, Rows};
use super::table::{Lang, Table, column_heading, day, heading as spelled, nearest, twin, twin_ending};
use crate::error::Error;
use crate::extract::{Cell, Column, Holds, Unit};
use crate::guard::guarded;

/// Rows of a sheet, header included.
const MAX_ROWS: u32 = 1_048_576;

/// UTF-16 units of the longest cell.
const MAX_CELL: usize = 32_767;

/// Links of the workbook; those behind them are formulas. A sheet can hold as many, but the library keeps each link in
/// memory until the end, about 700 bytes, and tables of facts repeat the page of their article in each row.
const MAX_LINKS: u32 = 65_530;

/// Characters of the longest link, and of the longest text in a formula.
const MAX_LINK: usize = 2_079;
const MAX_FORMULA_TEXT: usize = 255;

/// Decimals that a number format shows at most.
const MAX_DECIMALS: usize = 6;

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

/// How much of a sheet and of the workbook can be used; less in tests.
#[derive(Clone, Copy)]
struct Limits {
    /// Rows of a sheet, header included.
    rows: u32,
    /// Links of the workbook that may still come.
    links: u32,
}

/// The workbook.
pub(super) struct Writer {
    path: PathBuf,
    workbook: Workbook,
    tables: Vec<Table>,
    /// For each table, the sheet that is being filled.
    sheets: Vec<Sheet>,
    limits: Limits,
    lang: Lang,
    look: Look,
}

struct Sheet {
    /// Place in the workbook.
    index: usize,
    /// How many sheets the table has so far.
    part: u32,
    /// The row to be written next.
    row: u32,
    /// Rows in the sheets before.
    rows_before: u64,
}

impl Writer {
    pub(super) fn create(folder: &Path, tables: &[Table], lang: Lang) -> Result<Writer, Error> {
        Writer::with_limits(folder, tables, lang, Limits { rows: MAX_ROWS, links: MAX_LINKS })
    }

    fn with_limits(folder: &Path, tables: &[Table], lang: Lang, limits: Limits) -> Result<Writer, Error> {
        let path = folder.join("trich.xlsx");
        let mut workbook = Workbook::new();
        let sheets =
            set_up(&mut workbook, folder, tables, lang).map_err(|error| failed("could not create", &path, error))?;
        Ok(Writer { path, workbook, tables: tables.to_vec(), sheets, limits, lang, look: Look::new() })
    }

    pub(super) fn write(&mut self, rows: &Rows) -> Result<(), Error> {
        self.attempt(|writer| rows.iter().try_for_each(|row| writer.write_row(&row)))
    }

    /// Does some writing. A full disk makes the library panic where it writes rows; here that is an error like others.
    fn attempt(&mut self, write: impl FnOnce(&mut Writer) -> Result<(), XlsxError>) -> Result<(), Error> {
        match guarded(|| write(self)) {
            Ok(result) => result.map_err(|error| failed("could not write", &self.path, error)),
            Err(panic) => Err(failed("could not write", &self.path, std::io::Error::other(panic))),
        }
    }

    fn write_row(&mut self, row: &Row<'_>) -> Result<(), XlsxError> {
        let (sheet, table) = (&mut self.sheets[row.table], &self.tables[row.table]);
        if sheet.row == self.limits.rows {
            end_sheet(self.workbook.worksheet_from_index(sheet.index)?, table, sheet.row)?;
            let rows_before = sheet.rows_before + u64::from(sheet.row - 1);
            *sheet = Sheet { rows_before, ..new_sheet(&mut self.workbook, table, self.lang, sheet.part + 1)? };
        }
        let worksheet = self.workbook.worksheet_from_index(sheet.index)?;
        let mut place = Place { worksheet, look: &self.look, sheet, at: 0, links: &mut self.limits.links };
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            place.write(column, cell)?;
            place.at += 1;
            if twin_ending(column).is_some() {
                place.write_twin(column, cell, unit(column, table, row))?;
                place.at += 1;
            }
        }
        sheet.row += 1;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.attempt(Writer::save)
    }

    fn save(&mut self) -> Result<(), XlsxError> {
        for (table, sheet) in self.tables.iter().zip(&self.sheets) {
            end_sheet(self.workbook.worksheet_from_index(sheet.index)?, table, sheet.row)?;
        }
        self.summarise()?;
        self.workbook.save(&self.path)
    }

    /// Fills the first sheet: what the workbook holds.
    fn summarise(&mut self) -> Result<(), XlsxError> {
        let [sheet, rows] = match self.lang {
            Lang::En => ["Sheet", "Rows"],
            Lang::Vi => ["Trang tính", "Số dòng"],
        };
        let worksheet = self.workbook.worksheet_from_index(0)?;
        worksheet.set_column_width(0, 40.0)?.set_column_width(1, 16.0)?.set_freeze_panes(1, 0)?;
        worksheet.write_string_with_format(0, 0, sheet, &self.look.bold)?;
        worksheet.write_string_with_format(0, 1, rows, &self.look.bold)?;
        for (at, (table, sheet)) in (1..).zip(self.tables.iter().zip(&self.sheets)) {
            let rows = sheet.rows_before + u64::from(sheet.row - 1);
            worksheet.write_string(at, 0, table.heading(self.lang))?;
            worksheet.write_number_with_format(at, 1, rows as f64, &self.look.plain[0])?;
        }
        Ok(())
    }
}

/// The unit of a column's number in a row.
fn unit<'r>(column: &Column, table: &Table, row: &'r Row<'_>) -> &'r str {
    let Unit::In(name) = column.unit else { return "" };
    let at = table.columns.iter().position(|column| column.name == name);
    match at.and_then(|at| row.cells.get(at)) {
        Some(Cell::Text(unit)) => unit,
        _ => "",
    }
}

/// The formats of cells.
struct Look {
    bold: Format,
    normal: Format,
    day: Format,
    clock: Format,
    link: Format,
    /// Numbers, by decimals.
    plain: Vec<Format>,
    percent: Vec<Format>,
    /// Amounts of currencies: code, formats by decimals.
    money: Vec<(&'static str, Vec<Format>)>,
}

impl Look {
    fn new() -> Look {
        let numbers = |before: &str, after: &str| -> Vec<Format> {
            let decimals = |count| if count == 0 { String::new() } else { format!(".{}", "0".repeat(count)) };
            let format = |count| Format::new().set_num_format(format!("{before}#,##0{}{after}", decimals(count)));
            (0..=MAX_DECIMALS).map(format).collect()
        };
        Look {
            bold: Format::new().set_bold(),
            normal: Format::new(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            clock: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
            link: Format::new().set_hyperlink(),
            plain: numbers("", ""),
            percent: numbers("", "\"%\""),
            money: vec![
                ("VND", numbers("", " [$₫-42A]")),
                ("USD", numbers("[$$-409]", "")),
                ("EUR", numbers("", " [$€-407]")),
                ("JPY", numbers("[$¥-411]", "")),
                ("GBP", numbers("[$£-809]", "")),
            ],
        }
    }

    /// How a number is shown, by its digits and its unit.
    fn number(&self, digits: &str, unit: &str) -> &Format {
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len()).min(MAX_DECIMALS);
        let money = self.money.iter().find(|(code, _)| *code == unit).map(|(_, formats)| formats);
        let formats = money.unwrap_or(if unit == "%" { &self.percent } else { &self.plain });
        &formats[decimals]
    }
}

/// A cell that is to be written.
struct Place<'w> {
    worksheet: &'w mut Worksheet,
    look: &'w Look,
    sheet: &'w Sheet,
    at: u16,
    /// Links that may still come.
    links: &'w mut u32,
}

impl Place<'_> {
    fn write(&mut self, column: &Column, cell: &Cell<'_>) -> Result<(), XlsxError> {
        match (cell, column.holds) {
            (Cell::Empty, _) => Ok(()),
            (Cell::Flag(flag), _) => self.worksheet.write_boolean(self.sheet.row, self.at, *flag).map(drop),
            (Cell::Text(address), Holds::Link) if is_address(address) => self.write_link(address),
            (Cell::Marked(text, mark), _) => self.write_marked(text, *mark),
            (Cell::Number(digits), Holds::Integer) => match digits.parse::<f64>() {
                Ok(number) => self.worksheet.write_number(self.sheet.row, self.at, number).map(drop),
                Err(_) => self.write_text(digits),
            },
            _ => self.write_text(&cell.plain()),
        }
    }

    fn write_text(&mut self, text: &str) -> Result<(), XlsxError> {
        self.worksheet.write_string(self.sheet.row, self.at, shortened(text)).map(drop)
    }

    /// Writes a text with the marked characters in bold.
    fn write_marked(&mut self, text: &str, mark: [u32; 2]) -> Result<(), XlsxError> {
        let byte = |chars: u32| text.char_indices().nth(chars as usize).map_or(text.len(), |(at, _)| at);
        let [start, end] = mark.map(byte);
        if start >= end || text.len() == end - start || text.len() > MAX_CELL {
            return self.write_text(text);
        }
        let (normal, bold) = (&self.look.normal, &self.look.bold);
        let parts = [(normal, &text[..start]), (bold, &text[start..end]), (normal, &text[end..])];
        let parts: Vec<(&Format, &str)> = parts.into_iter().filter(|(_, part)| !part.is_empty()).collect();
        self.worksheet.write_rich_string(self.sheet.row, self.at, &parts).map(drop)
    }

    fn write_link(&mut self, address: &str) -> Result<(), XlsxError> {
        if let Some(left) = self.links.checked_sub(1) {
            *self.links = left;
            return self.worksheet.write_url(self.sheet.row, self.at, Url::new(address)).map(drop);
        }
        if address.encode_utf16().count() > MAX_FORMULA_TEXT {
            return self.write_text(address);
        }
        // The result is kept with the formula: readers that do not calculate show it.
        let formula = Formula::new(format!("=HYPERLINK(\"{}\")", address.replace('"', "\"\""))).set_result(address);
        self.worksheet.write_formula_with_format(self.sheet.row, self.at, formula, &self.look.link).map(drop)
    }

    /// Writes the spreadsheet's own number or day beside the exact one; nothing, where it has none.
    fn write_twin(&mut self, column: &Column, cell: &Cell<'_>, unit: &str) -> Result<(), XlsxError> {
        if column.holds == Holds::Date {
            return self.write_day(cell);
        }
        let (Some(number), Cell::Number(digits)) = (nearest(cell), cell) else { return Ok(()) };
        let format = self.look.number(digits, unit);
        self.worksheet.write_number_with_format(self.sheet.row, self.at, number, format).map(drop)
    }

    fn write_day(&mut self, cell: &Cell<'_>) -> Result<(), XlsxError> {
        let Some((day, rest)) = day(cell) else { return Ok(()) };
        let [year, month, date] = [i32::from(day.year()), day.month().into(), day.day().into()];
        let part = |number: i32| u8::try_from(number).unwrap_or(0);
        // Spreadsheets know no day before 1900.
        let Ok(moment) = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(0), part(month), part(date)) else {
            return Ok(());
        };
        let clock = clock(rest).and_then(|(hour, minute)| moment.clone().and_hms(hour, minute, 0.0).ok());
        let (moment, format) = match clock {
            Some(moment) => (moment, &self.look.clock),
            None => (moment, &self.look.day),
        };
        self.worksheet.write_datetime_with_format(self.sheet.row, self.at, &moment, format).map(drop)
    }
}

/// Hour and minute of `T10:45+07:00`: the clock as it stands, without a zone.
fn clock(text: &str) -> Option<(u16, u8)> {
    let (hour, rest) = text.strip_prefix('T')?.split_once(':')?;
    Some((hour.parse().ok()?, rest.get(..2)?.parse().ok()?))
}

/// True for the address of a page that a cell can lead to.
fn is_address(text: &str) -> bool {
    let is_page = text.starts_with("https://") || text.starts_with("http://");
    is_page && text.encode_utf16().count() <= MAX_LINK && !text.contains(char::is_whitespace)
}

/// Adds the summary and the first sheet of each table. The date of making is fixed, so that equal runs give equal bytes.
fn set_up(workbook: &mut Workbook, folder: &Path, tables: &[Table], lang: Lang) -> Result<Vec<Sheet>, XlsxError> {
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title("trich").set_creation_datetime(&made));
    workbook.set_tempdir(folder)?;
    let summary = workbook.add_worksheet_with_constant_memory()?;
    summary.set_name(match lang {
        Lang::En => "Summary",
        Lang::Vi => "Tóm tắt",
    })?;
    tables.iter().map(|table| new_sheet(workbook, table, lang, 1)).collect()
}

/// Adds a sheet with its header, which stays in view.
fn new_sheet(workbook: &mut Workbook, table: &Table, lang: Lang, part: u32) -> Result<Sheet, XlsxError> {
    let bold = Format::new().set_bold();
    let index = workbook.worksheets().len();
    let worksheet = workbook.add_worksheet_with_constant_memory()?;
    let name = table.heading(lang);
    worksheet.set_name(if part == 1 { name } else { format!("{name} ({part})") })?;
    worksheet.set_freeze_panes(1, 0)?;
    for (at, (heading, width)) in (0..).zip(headings(table, lang)) {
        worksheet.set_column_width(at, width)?;
        worksheet.write_string_with_format(0, at, heading, &bold)?;
    }
    Ok(Sheet { index, part, row: 1, rows_before: 0 })
}

/// The headings of a sheet's columns and their widths in characters.
fn headings(table: &Table, lang: Lang) -> Vec<(String, f64)> {
    let mut all = Vec::new();
    for column in &table.columns {
        let heading = column_heading(column, lang);
        let width = width(column, &heading);
        let twin = twin(column).map(|twin| match (lang, column.holds) {
            (Lang::En, _) => spelled(&twin, "", lang),
            (Lang::Vi, Holds::Date) => format!("{heading} (kiểu ngày)"),
            (Lang::Vi, _) => format!("{heading} (kiểu số)"),
        });
        all.push((heading, width));
        all.extend(twin.map(|heading| (heading, 18.0)));
    }
    all
}

/// Gives a sheet of `rows` rows its filters. Exact numbers stand as words by intention: no warning about those.
fn end_sheet(worksheet: &mut Worksheet, table: &Table, rows: u32) -> Result<(), XlsxError> {
    let columns = headings(table, Lang::En).len();
    let last = u16::try_from(columns).unwrap_or(u16::MAX).saturating_sub(1);
    worksheet.autofilter(0, 0, rows - 1, last)?;
    worksheet.ignore_error_range(0, 0, rows - 1, last, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

/// Width of a column: wide for running text, else that of its heading.
fn width(column: &Column, heading: &str) -> f64 {
    match (column.name, column.holds) {
        ("sentence", Holds::Text) | ("lead", _) => 80.0,
        ("article_title" | "title" | "canonical", _) | (_, Holds::List | Holds::Link) => 40.0,
        (_, Holds::Text) => 24.0,
        _ => (heading.chars().count() + 4).max(12) as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sink::table::TABLES;

    fn text(text: &str) -> Cell<'static> {
        Cell::Text(text.to_owned().into())
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
        let limits = Limits { rows: 3, links: 1 };
        let mut writer = Writer::with_limits(folder.path(), &TABLES, Lang::En, limits).unwrap();
        let mut rows = Rows::default();
        (0..5).for_each(|n| rows.push(1, &[text(&n.to_string())]));
        writer.write(&rows).unwrap();
        let names: Vec<String> = writer.workbook.worksheets().iter().map(Worksheet::name).collect();
        assert_eq!(names[TABLES.len() + 1..], ["Sentences (2)", "Sentences (3)"]);
        writer.finish().unwrap();
    }

    #[test]
    fn links_beyond_what_the_workbook_holds_are_formulas_with_their_result() {
        use calamine::{Data, Reader, Xlsx, open_workbook};
        let folder = tempfile::tempdir().unwrap();
        const PAGES: &[Column] = &[Column::link("page", "trang", "")];
        let tables = super::super::table::tables(&[("pages", "trang", PAGES)]);
        let limits = Limits { rows: MAX_ROWS, links: 1 };
        let mut writer = Writer::with_limits(folder.path(), &tables, Lang::En, limits).unwrap();
        let pages = ["https://a.vn/1", "https://a.vn/\"2\"", "javascript:alert(1)"];
        let mut rows = Rows::default();
        for page in pages {
            rows.push(2, &(0..8).map(|_| Cell::Empty).chain([text(page)]).collect::<Vec<_>>());
        }
        writer.write(&rows).unwrap();
        writer.finish().unwrap();
        let mut workbook: Xlsx<_> = open_workbook(folder.path().join("trich.xlsx")).unwrap();
        let formulas = workbook.worksheet_formula("Pages").unwrap();
        let formulas: Vec<&String> = formulas.used_cells().map(|(_, _, formula)| formula).collect();
        assert_eq!(formulas, ["HYPERLINK(\"https://a.vn/\"\"2\"\"\")"]);
        let cells = workbook.worksheet_range("Pages").unwrap();
        let found = [1, 2, 3].map(|row| cells.get_value((row, 9)).cloned());
        assert_eq!(found, pages.map(|page| Some(Data::String(page.to_owned()))));
    }
}
