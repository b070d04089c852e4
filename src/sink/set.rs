//! All files of a run, or of one of its shards: a writer for each form that is asked for.

use std::path::Path;

use super::rows::Rows;
use super::table::{self, TABLES};
use super::{Format, Formats, Rendered, annotation, csv, json, jsonl, parquet, report, sqlite, xlsx};
use crate::error::Error;
use crate::index::Index;

/// The open files.
pub(super) struct Set {
    formats: Formats,
    jsonl: Option<jsonl::Writer>,
    json: Option<json::Writer>,
    csv: Option<csv::Writer>,
    xlsx: Option<xlsx::Writer>,
    sqlite: Option<sqlite::Writer>,
    parquet: Option<parquet::Writer>,
    report: Option<report::Writer>,
    annotation: annotation::Writer,
    index: Index,
}

impl Set {
    /// Creates the files in a folder.
    pub(super) fn create(at: &Path, formats: &Formats) -> Result<Set, Error> {
        let (lang, dialect, pack) = (formats.lang, formats.dialect, formats.pack);
        Ok(Set {
            jsonl: open(formats, Format::Jsonl, at, |at| jsonl::Writer::create(at, pack))?,
            json: open(formats, Format::Json, at, json::Writer::create)?,
            csv: open(formats, Format::Csv, at, |at| csv::Writer::create(at, &TABLES, dialect, pack))?,
            xlsx: open(formats, Format::Xlsx, at, |at| xlsx::Writer::create(at, &TABLES, lang))?,
            sqlite: open(formats, Format::Sqlite, at, |at| sqlite::Writer::create(at, &TABLES))?,
            parquet: open(formats, Format::Parquet, at, |at| parquet::Writer::create(at, &TABLES))?,
            report: open(formats, Format::Report, at, report::Writer::create)?,
            annotation: annotation::Writer::create(at, formats.tools(), pack)?,
            index: Index::default(),
            formats: formats.clone(),
        })
    }

    /// Writes a piece; what the set alone needs of it is taken out.
    pub(super) fn write(&mut self, piece: &mut Rendered) -> Result<(), Error> {
        if let Some(writer) = &mut self.jsonl {
            writer.write(piece.packed_jsonl.as_deref().unwrap_or(&piece.jsonl))?;
        }
        if let Some(writer) = &mut self.json {
            writer.write(&piece.json)?;
        }
        if let Some(writer) = &mut self.csv {
            writer.write(&piece.packed_csv)?;
        }
        self.write_rows(&piece.rows)?;
        self.sqlite.as_mut().map_or(Ok(()), |writer| writer.write_search(&piece.search))?;
        if let Some(writer) = &mut self.report {
            writer.write(std::mem::take(&mut piece.report))?;
        }
        self.annotation.write(std::mem::take(&mut piece.annotation))?;
        self.index.add(std::mem::take(&mut piece.index));
        Ok(())
    }

    fn write_rows(&mut self, rows: &Rows) -> Result<(), Error> {
        self.xlsx.as_mut().map_or(Ok(()), |writer| writer.write(rows))?;
        self.sqlite.as_mut().map_or(Ok(()), |writer| writer.write(rows))?;
        self.parquet.as_mut().map_or(Ok(()), |writer| writer.write(rows))
    }

    /// Writes the rows of the index, some at a time: of many articles it has many.
    fn write_index(&mut self) -> Result<(), Error> {
        let index = std::mem::take(&mut self.index);
        if let Some(writer) = &mut self.csv {
            let rows = csv::render_index(&index, self.formats.dialect);
            writer.write(&csv::packed(rows, self.formats.pack))?;
        }
        table::each_index_batch(&index, &mut |rows| self.write_rows(rows))
    }

    /// Ends all files.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.write_index()?;
        let Set { jsonl, csv, xlsx, sqlite, parquet, report, annotation, .. } = self;
        jsonl.map(jsonl::Writer::finish).transpose()?;
        csv.map(csv::Writer::finish).transpose()?;
        xlsx.map(xlsx::Writer::finish).transpose()?;
        sqlite.map(sqlite::Writer::finish).transpose()?;
        parquet.map(parquet::Writer::finish).transpose()?;
        report.map(report::Writer::finish).transpose()?;
        annotation.finish()
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
