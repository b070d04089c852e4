//! Where records go: JSON lines, a JSON file an article, tables (CSV, a workbook, SQLite, Parquet), a report to look at,
//! files of annotation tools; the tables come with an index over all articles.
//!
//! The work is shared out: workers turn records into [`Rendered`] pieces ([`Formats::render`]), and one [`Writer`] puts
//! the pieces down in input order. Nothing here knows a kind of fact; all tables come from [`table`]. (The report's plot of
//! money alone looks for a kind.)

mod annotation;
mod csv;
mod failure;
mod folder;
mod json;
mod jsonl;
mod parquet;
mod report;
mod sqlite;
pub mod table;
mod xlsx;

use std::io::Write;
use std::path::Path;

pub use csv::Dialect;
pub use failure::Failure;
pub use folder::Folder;
pub(crate) use json::safe as safe_name;
pub use json::{NamedFile, safe_parts};
pub use report::{Entry, Lost, page};
pub use table::{Lang, Row};

use table::TABLES;

use crate::annotation::Tool;
use crate::error::Error;
use crate::index::{Index, Sightings};
use crate::record::Record;

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `articles.jsonl`: a record a line.
    Jsonl,
    /// `json/`: a file an article.
    Json,
    /// A CSV file for each table.
    Csv,
    /// `trich.xlsx`: a sheet for each table.
    Xlsx,
    /// `report/`: pages to look at.
    Report,
    /// `trich.sqlite`: a database.
    Sqlite,
    /// A Parquet file for each table.
    Parquet,
    /// Files of a tool for annotation.
    Annotation(Tool),
}

/// The forms of output that are asked for.
#[derive(Clone, Debug, Default)]
pub struct Formats {
    forms: Vec<Format>,
    lang: Lang,
    dialect: Dialect,
}

/// What a worker made of some articles, in their order: a part for each form of output that is asked for.
#[derive(Debug, Default)]
pub struct Rendered {
    jsonl: Vec<u8>,
    json: Vec<NamedFile>,
    csv: Vec<csv::Rows>,
    rows: Vec<Row>,
    search: Vec<sqlite::Sought>,
    report: Vec<report::Entry>,
    annotation: annotation::Pieces,
    index: Sightings,
    failures: Vec<Failure>,
}

impl Formats {
    /// These forms, each once.
    pub fn new(formats: &[Format]) -> Formats {
        let mut all = Vec::new();
        for &format in formats {
            if !all.contains(&format) {
                all.push(format);
            }
        }
        Formats { forms: all, ..Formats::default() }
    }

    /// With headings of the workbook in a language.
    pub fn in_lang(mut self, lang: Lang) -> Formats {
        self.lang = lang;
        self
    }

    /// With CSV files in a dialect.
    pub fn in_dialect(mut self, dialect: Dialect) -> Formats {
        self.dialect = dialect;
        self
    }

    fn has(&self, format: Format) -> bool {
        self.forms.contains(&format)
    }

    /// Renders a record. `stem` is the path of its file below the folder that was read, without ending.
    pub fn render(&self, record: &Record<'_>, stem: &str, out: &mut Rendered) {
        for format in &self.forms {
            match format {
                Format::Jsonl => jsonl::render(record, &mut out.jsonl),
                Format::Json => out.json.push(json::render(record, stem)),
                Format::Csv => csv::render(record, self.dialect, &mut out.csv),
                Format::Sqlite => sqlite::render(record, &mut out.search),
                Format::Xlsx | Format::Parquet => {}
                Format::Report => out.report.push(report::render(record)),
                Format::Annotation(tool) => annotation::render(*tool, record, stem, &mut out.annotation),
            }
        }
        if self.has_rows() {
            table::push_rows(record, &mut out.rows);
        }
        if self.has_rows() || self.has(Format::Csv) {
            out.index.push(record);
        }
    }

    fn tools(&self) -> impl Iterator<Item = Tool> {
        self.forms.iter().filter_map(|format| match format {
            Format::Annotation(tool) => Some(*tool),
            _ => None,
        })
    }

    /// True for forms whose writers take rows; CSV is text already when it comes to its writer.
    fn has_rows(&self) -> bool {
        [Format::Xlsx, Format::Sqlite, Format::Parquet].iter().any(|&format| self.has(format))
    }
}

impl Rendered {
    /// Notes an article that failed.
    pub fn fail(&mut self, failures: impl IntoIterator<Item = Failure>) {
        self.failures.extend(failures);
    }

    /// Articles that failed.
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }
}

/// Puts rendered pieces down, in the order in which they come.
pub enum Writer {
    /// Into a folder, in any forms.
    Folder(Box<FolderWriter>),
    /// Onto standard output, as JSON lines.
    Stream(Box<dyn Write + Send>),
}

/// The open files of a folder.
pub struct FolderWriter {
    folder: Folder,
    jsonl: Option<jsonl::Writer>,
    json: Option<json::Writer>,
    csv: Option<csv::Writer>,
    xlsx: Option<xlsx::Writer>,
    sqlite: Option<sqlite::Writer>,
    parquet: Option<parquet::Writer>,
    report: Option<report::Writer>,
    dialect: Dialect,
    annotation: annotation::Writer,
    index: Index,
    failures: failure::Writer,
}

impl Writer {
    /// Writes to standard output.
    pub fn stdout() -> Writer {
        Writer::Stream(Box::new(std::io::stdout()))
    }

    /// Writes into a folder that was opened for it.
    pub fn folder(folder: Folder, formats: &Formats) -> Result<Writer, Error> {
        let at = folder.draft();
        Ok(Writer::Folder(Box::new(FolderWriter {
            jsonl: open(formats, Format::Jsonl, at, jsonl::Writer::create)?,
            json: open(formats, Format::Json, at, json::Writer::create)?,
            csv: open(formats, Format::Csv, at, |at| csv::Writer::create(at, &TABLES, formats.dialect))?,
            xlsx: open(formats, Format::Xlsx, at, |at| xlsx::Writer::create(at, &TABLES, formats.lang))?,
            sqlite: open(formats, Format::Sqlite, at, |at| sqlite::Writer::create(at, &TABLES))?,
            parquet: open(formats, Format::Parquet, at, |at| parquet::Writer::create(at, &TABLES))?,
            report: open(formats, Format::Report, at, report::Writer::create)?,
            dialect: formats.dialect,
            annotation: annotation::Writer::create(at, formats.tools())?,
            index: Index::default(),
            failures: failure::Writer::new(at),
            folder,
        })))
    }

    /// Writes a piece.
    pub fn write(&mut self, piece: Rendered) -> Result<(), Error> {
        match self {
            Writer::Folder(folder) => folder.write(piece),
            Writer::Stream(stream) => stream
                .write_all(&piece.jsonl)
                .and_then(|()| stream.flush())
                .map_err(|error| Error::io("could not write to standard output", error)),
        }
    }

    /// Ends all files and moves them to their places. Returns the names of what stands in the folder now.
    pub fn finish(self) -> Result<Vec<String>, Error> {
        match self {
            Writer::Folder(folder) => folder.finish(),
            Writer::Stream(_) => Ok(Vec::new()),
        }
    }
}

fn open<T>(
    formats: &Formats,
    format: Format,
    at: &Path,
    create: impl FnOnce(&Path) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    formats.has(format).then(|| create(at)).transpose()
}

impl FolderWriter {
    fn write(&mut self, piece: Rendered) -> Result<(), Error> {
        if let Some(writer) = &mut self.jsonl {
            writer.write(&piece.jsonl)?;
        }
        if let Some(writer) = &mut self.json {
            writer.write(&piece.json)?;
        }
        if let Some(writer) = &mut self.csv {
            writer.write(piece.csv)?;
        }
        self.write_rows(piece.rows)?;
        self.sqlite.as_mut().map_or(Ok(()), |writer| writer.write_search(&piece.search))?;
        if let Some(writer) = &mut self.report {
            writer.write(piece.report)?;
        }
        self.annotation.write(&piece.annotation)?;
        self.index.add(piece.index);
        self.failures.write(&piece.failures)
    }

    fn write_rows(&mut self, rows: Vec<Row>) -> Result<(), Error> {
        self.xlsx.as_mut().map_or(Ok(()), |writer| writer.write(&rows))?;
        self.sqlite.as_mut().map_or(Ok(()), |writer| writer.write(&rows))?;
        self.parquet.as_mut().map_or(Ok(()), |writer| writer.write(rows))
    }

    /// Writes the rows of the index, some at a time: of many articles it has many.
    fn write_index(&mut self) -> Result<(), Error> {
        let index = std::mem::take(&mut self.index);
        table::each_index_batch(&index, &mut |rows| self.write_rows(rows))
    }

    fn finish(mut self) -> Result<Vec<String>, Error> {
        if let Some(writer) = &mut self.csv {
            writer.write(csv::render_index(&self.index, self.dialect))?;
        }
        self.write_index()?;
        let FolderWriter { folder, jsonl, csv, xlsx, sqlite, parquet, report, annotation, failures, .. } = self;
        jsonl.map(jsonl::Writer::finish).transpose()?;
        csv.map(csv::Writer::finish).transpose()?;
        xlsx.map(xlsx::Writer::finish).transpose()?;
        sqlite.map(sqlite::Writer::finish).transpose()?;
        parquet.map(parquet::Writer::finish).transpose()?;
        report.map(report::Writer::finish).transpose()?;
        annotation.finish()?;
        failures.finish()?;
        folder.publish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Cell, Column};

    /// A kind that there is not: every form of tables must show it from its columns alone.
    const DUMMIES: &[Column] = &[
        Column::text("colour", "màu", "a colour"),
        Column::decimal("size", "cỡ", "how big").unit("m").asked(),
        Column::date("made", "ngày làm", "when"),
        Column::list("parts", "bộ phận", "of what"),
        Column::flag("fake", "giả", "whether it is one"),
    ];

    fn rows() -> Vec<Row> {
        let text = |text: &str| Cell::Text(text.to_owned().into());
        let mut cells = vec![text("a"), Cell::Empty, Cell::Empty, text("2020-10-12"), text("đỏ")];
        cells.extend(["0", "2"].map(|number| Cell::Number(number.into())));
        cells.extend([text("dummy/rule"), text("đỏ"), Cell::Number("12345678901234567.5".into()), text("2020-02-29")]);
        cells.extend([Cell::List(vec!["x".into(), "y".into()]), Cell::Flag(true), Cell::Marked("đỏ!".into(), [0, 2])]);
        cells.push(text("https://a.vn"));
        let mut article = vec![Cell::Empty; 19];
        article[0] = text("a");
        vec![Row { table: 0, cells: article }, Row { table: 2, cells }]
    }

    fn written<T>(create: impl FnOnce(&Path, &[table::Table]) -> T) -> (tempfile::TempDir, T) {
        let folder = tempfile::tempdir().unwrap();
        let tables = table::tables(&[("dummies", "vật thử", DUMMIES)]);
        let made = create(folder.path(), &tables);
        (folder, made)
    }

    #[test]
    fn a_new_kind_is_in_the_database_by_itself() {
        let (folder, writer) = written(sqlite::Writer::create);
        let mut writer = writer.unwrap();
        writer.write(&rows()).unwrap();
        writer.finish().unwrap();
        let database = rusqlite::Connection::open(folder.path().join("trich.sqlite")).unwrap();
        let sql = "SELECT colour || '|' || size || '|' || size_number || '|' || made || '|' || parts || '|' || fake FROM dummies";
        let row: String = database.query_row(sql, (), |row| row.get(0)).unwrap();
        assert_eq!(row, "đỏ|12345678901234567.5|12345678901234568.0|2020-02-29|[\"x\",\"y\"]|1");
        let kind: String = database.query_row("SELECT kind FROM facts", (), |row| row.get(0)).unwrap();
        assert_eq!(kind, "dummies");
    }

    #[test]
    fn a_new_kind_is_in_parquet_by_itself() {
        use ::parquet::file::reader::{FileReader, SerializedFileReader};
        let (folder, writer) = written(parquet::Writer::create);
        let mut writer = writer.unwrap();
        writer.write(rows()).unwrap();
        writer.finish().unwrap();
        let file = std::fs::File::open(folder.path().join("dummies.parquet")).unwrap();
        let row = SerializedFileReader::new(file).unwrap().get_row_iter(None).unwrap().next().unwrap().unwrap();
        let row = row.to_string();
        for part in ["colour: \"đỏ\"", "size: \"12345678901234567.5\"", "made_date: 2020-02-29", "fake: true"] {
            assert!(row.contains(part), "{part} in {row}");
        }
    }

    #[test]
    fn a_new_kind_is_in_the_workbook_by_itself() {
        use calamine::{Reader, Xlsx, open_workbook};
        let (folder, writer) = written(|at, tables| xlsx::Writer::create(at, tables, Lang::Vi));
        let mut writer = writer.unwrap();
        writer.write(&rows()).unwrap();
        writer.finish().unwrap();
        let mut workbook: Xlsx<_> = open_workbook(folder.path().join("trich.xlsx")).unwrap();
        let sheet = workbook.worksheet_range("Vật thử").unwrap();
        let lines: Vec<String> =
            sheet.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")).collect();
        assert!(
            lines[0].ends_with("Màu|Cỡ|Cỡ (kiểu số)|Ngày làm|Ngày làm (kiểu ngày)|Bộ phận|Giả|Câu văn|Liên kết"),
            "{lines:?}"
        );
        assert!(lines[1].contains("|đỏ|12345678901234567.5|12345678901234568|2020-02-29|"), "{lines:?}");
    }

    #[test]
    fn a_new_kind_is_in_csv_by_itself() {
        let (folder, writer) = written(|at, tables| csv::Writer::create(at, tables, Dialect::Plain));
        writer.unwrap().finish().unwrap();
        let header = std::fs::read_to_string(folder.path().join("dummies.csv")).unwrap();
        assert!(header.contains("rule,colour,size,made,parts,fake,sentence,url"), "{header}");
    }
}
