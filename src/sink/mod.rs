//! Where records go: JSON lines, a JSON file an article, CSV tables, a workbook, a report to look at, files of annotation
//! tools; the tables come with an index over all articles.
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
mod report;
pub mod table;
mod xlsx;

use std::io::Write;
use std::path::Path;

pub use failure::Failure;
pub use folder::Folder;
pub(crate) use json::safe as safe_name;
pub use json::{NamedFile, safe_parts};
pub use report::{Entry, Lost, page};
pub use xlsx::Row;

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
    /// Files of a tool for annotation.
    Annotation(Tool),
}

/// The forms of output that are asked for.
#[derive(Clone, Debug, Default)]
pub struct Formats(Vec<Format>);

/// What a worker made of some articles, in their order: a part for each form of output that is asked for.
#[derive(Debug, Default)]
pub struct Rendered {
    jsonl: Vec<u8>,
    json: Vec<NamedFile>,
    csv: Vec<csv::Rows>,
    xlsx: Vec<Row>,
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
        Formats(all)
    }

    fn has(&self, format: Format) -> bool {
        self.0.contains(&format)
    }

    /// Renders a record. `stem` is the path of its file below the folder that was read, without ending.
    pub fn render(&self, record: &Record<'_>, stem: &str, out: &mut Rendered) {
        for format in &self.0 {
            match format {
                Format::Jsonl => jsonl::render(record, &mut out.jsonl),
                Format::Json => out.json.push(json::render(record, stem)),
                Format::Csv => csv::render(record, &mut out.csv),
                Format::Xlsx => xlsx::render(record, &mut out.xlsx),
                Format::Report => out.report.push(report::render(record)),
                Format::Annotation(tool) => annotation::render(*tool, record, stem, &mut out.annotation),
            }
        }
        if self.has_tables() {
            out.index.push(record);
        }
    }

    fn tools(&self) -> impl Iterator<Item = Tool> {
        self.0.iter().filter_map(|format| match format {
            Format::Annotation(tool) => Some(*tool),
            _ => None,
        })
    }

    fn has_tables(&self) -> bool {
        self.has(Format::Csv) || self.has(Format::Xlsx)
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
    report: Option<report::Writer>,
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
            csv: open(formats, Format::Csv, at, csv::Writer::create)?,
            xlsx: open(formats, Format::Xlsx, at, xlsx::Writer::create)?,
            report: open(formats, Format::Report, at, report::Writer::create)?,
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
    create: fn(&Path) -> Result<T, Error>,
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
        if let Some(writer) = &mut self.xlsx {
            writer.write(&piece.xlsx)?;
        }
        if let Some(writer) = &mut self.report {
            writer.write(piece.report)?;
        }
        self.annotation.write(&piece.annotation)?;
        self.index.add(piece.index);
        self.failures.write(&piece.failures)
    }

    fn finish(self) -> Result<Vec<String>, Error> {
        let FolderWriter { folder, jsonl, json, mut csv, mut xlsx, report, annotation, index, failures } = self;
        if let Some(writer) = &mut csv {
            writer.write(csv::render_index(&index))?;
        }
        if let Some(writer) = &mut xlsx {
            writer.write(&xlsx::render_index(&index))?;
        }
        jsonl.map(jsonl::Writer::finish).transpose()?;
        csv.map(csv::Writer::finish).transpose()?;
        xlsx.map(xlsx::Writer::finish).transpose()?;
        report.map(report::Writer::finish).transpose()?;
        annotation.finish()?;
        drop(json);
        failures.finish()?;
        folder.publish()
    }
}
