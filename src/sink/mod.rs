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
mod lock;
mod manifest;
mod pack;
mod parquet;
mod report;
mod rows;
mod set;
mod sqlite;
pub mod table;
mod writer;
mod xlsx;

use std::num::NonZero;

pub use csv::Dialect;
pub use failure::Failure;
pub use folder::{Folder, Start};
pub(crate) use json::safe as safe_name;
pub use json::{NamedFile, safe_parts};
pub use manifest::Manifest;
pub use pack::Pack;
pub use report::{Entry, Lost, page};
pub use table::Lang;
pub use writer::{FolderWriter, Writer};

use crate::annotation::Tool;
use crate::index::Sightings;
use crate::journal::Noted;
use crate::record::Record;
use rows::Rows;

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
    pack: Pack,
    shard: Option<NonZero<u64>>,
    /// What records are made by, where a journal is written.
    journal: Option<String>,
    keeps_records: bool,
}

/// What a worker made of some articles, in their order: a part for each form of output that is asked for.
#[derive(Debug, Default)]
pub struct Rendered {
    jsonl: Vec<u8>,
    /// The same, where it is written compressed.
    packed_jsonl: Option<Vec<u8>>,
    noted: Vec<Noted>,
    json: Vec<NamedFile>,
    csv: Vec<csv::Rows>,
    packed_csv: Vec<Vec<u8>>,
    rows: Rows,
    /// Sentences for the database's search.
    search: Rows,
    report: Vec<report::Entry>,
    annotation: annotation::Pieces,
    index: Sightings,
    failures: Vec<Failure>,
    ends_shard: bool,
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

    /// With files of lines and of tables as text compressed.
    pub fn packed(mut self, pack: Pack) -> Formats {
        self.pack = pack;
        self
    }

    /// In shards of so many articles, each with all forms for itself.
    pub fn in_shards(mut self, articles: Option<NonZero<u64>>) -> Formats {
        self.shard = articles;
        self
    }

    /// With a journal of records that are made by this ([`crate::version::made_by`]). `keeps_records` says that it is
    /// kept for later runs even where that takes room: where `articles.jsonl` does not hold the records.
    pub fn with_journal(mut self, made_by: String, keeps_records: bool) -> Formats {
        (self.journal, self.keeps_records) = (Some(made_by), keeps_records);
        self
    }

    /// True where a journal is written.
    pub fn has_journal(&self) -> bool {
        self.journal.is_some()
    }

    /// Articles of a shard.
    pub fn shard(&self) -> Option<NonZero<u64>> {
        self.shard
    }

    /// True where `articles.jsonl` is written as it is.
    fn has_plain_lines(&self) -> bool {
        self.has(Format::Jsonl) && self.pack == Pack::Plain && self.shard.is_none()
    }

    fn has(&self, format: Format) -> bool {
        self.forms.contains(&format)
    }

    /// Renders a record. `stem` is the path of its file below the folder that was read, without ending. Gives the length
    /// of the record as a line, 0 where it is not one.
    pub fn render(&self, record: &Record<'_>, stem: &str, out: &mut Rendered) -> usize {
        let start = out.jsonl.len();
        if self.has(Format::Jsonl) || self.has_journal() {
            jsonl::render(record, &mut out.jsonl);
        }
        for format in &self.forms {
            match format {
                Format::Json => out.json.push(json::render(record, stem)),
                Format::Csv => csv::render(record, self.dialect, &mut out.csv),
                Format::Sqlite => sqlite::render(record, &mut out.search),
                Format::Jsonl | Format::Xlsx | Format::Parquet => {}
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
        out.jsonl.len() - start
    }

    /// Makes a piece ready to be written: what is to be compressed is. `ends_shard` says that a shard is full with it.
    pub fn seal(&self, out: &mut Rendered, ends_shard: bool) {
        out.ends_shard = ends_shard;
        if self.pack != Pack::Plain && self.has(Format::Jsonl) {
            let plain = if self.has_journal() { out.jsonl.clone() } else { std::mem::take(&mut out.jsonl) };
            out.packed_jsonl = Some(self.pack.pack(plain));
        }
        out.packed_csv = csv::packed(std::mem::take(&mut out.csv), self.pack);
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

    /// Notes a record that was rendered, for the journal.
    pub fn note(&mut self, noted: Noted) {
        self.noted.push(noted);
    }

    /// Articles that failed.
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

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

    fn rows() -> Rows {
        let text = |text: &str| Cell::Text(text.to_owned().into());
        let mut cells = vec![text("a"), Cell::Empty, Cell::Empty, text("2020-10-12"), text("đỏ")];
        cells.extend(["0", "2"].map(|number| Cell::Number(number.into())));
        cells.extend([text("dummy/rule"), text("đỏ"), Cell::Number("12345678901234567.5".into()), text("2020-02-29")]);
        cells.extend([Cell::List(vec!["x".into(), "y".into()]), Cell::Flag(true), Cell::Marked("đỏ!".into(), [0, 2])]);
        cells.push(text("https://a.vn"));
        let mut article = vec![Cell::Empty; 19];
        article[0] = text("a");
        let mut rows = Rows::default();
        rows.push(0, &article);
        rows.push(2, &cells);
        rows
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
        writer.write(&rows()).unwrap();
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
        let (folder, writer) = written(|at, tables| csv::Writer::create(at, tables, Dialect::Plain, Pack::Plain));
        writer.unwrap().finish().unwrap();
        let header = std::fs::read_to_string(folder.path().join("dummies.csv")).unwrap();
        assert!(header.contains("rule,colour,size,made,parts,fake,sentence,url"), "{header}");
    }
}
