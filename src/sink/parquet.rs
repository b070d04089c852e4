//! A Parquet file for each table.
//!
//! Exact numbers are strings with the nearest double beside them (`value`, `value_number`), dates are strings with the
//! day as `date32` beside them where they name one (`begin`, `begin_date`), lists are lists of strings. The library is
//! used without Arrow, whose build costs more than that of everything else.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::{ColumnCloseResult, get_column_writer, get_typed_column_writer};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedFileWriter, SerializedPageWriter, TrackedWrite};
use parquet::schema::types::{ColumnDescPtr, ColumnPath, Type, TypePtr};
use rayon::prelude::*;

use super::folder::failed;
use super::rows::Rows;
use super::table::{Table, day, nearest, twin};
use crate::error::Error;
use crate::extract::{Cell, Column, Holds};

/// Rows that are written together.
const GROUP: usize = 16_384;

/// The files.
pub(super) struct Writer {
    files: Vec<Output>,
}

/// The file of a table, with the rows that wait for it.
struct Output {
    path: PathBuf,
    columns: Vec<Column>,
    waiting: Rows,
    file: SerializedFileWriter<File>,
}

impl Writer {
    pub(super) fn create(folder: &Path, tables: &[Table]) -> Result<Writer, Error> {
        let files = tables.iter().map(|table| Output::create(folder, table)).collect::<Result<_, Error>>()?;
        Ok(Writer { files })
    }

    pub(super) fn write(&mut self, rows: &Rows) -> Result<(), Error> {
        for row in rows.iter() {
            let output = &mut self.files[row.table];
            output.waiting.push(row.table, &row.cells);
            if output.waiting.len() == GROUP {
                output.write_group().map_err(|error| failed("could not write", &output.path, error))?;
            }
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Result<(), Error> {
        self.files.into_iter().try_for_each(Output::finish)
    }
}

impl Output {
    fn create(folder: &Path, table: &Table) -> Result<Output, Error> {
        let path = folder.join(table.name).with_extension("parquet");
        let error = |error: ParquetError| failed("could not create", &path, error);
        let schema = schema(table).map_err(error)?;
        let file = File::create(&path).map_err(|error| failed("could not create", &path, error))?;
        let file = SerializedFileWriter::new(file, schema, Arc::new(properties(table))).map_err(error)?;
        Ok(Output { path, columns: table.columns.clone(), waiting: Rows::default(), file })
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let encoded = self.encode()?;
        self.waiting.clear();
        let mut group = self.file.next_row_group()?;
        for Encoded { bytes, closed } in encoded.into_iter().flatten() {
            group.append_column(&bytes, closed)?;
        }
        group.close().map(drop)
    }

    /// Encodes the columns of a group, side by side.
    fn encode(&self) -> Result<Vec<Vec<Encoded>>, ParquetError> {
        let mut leaves = self.file.schema_descr().columns();
        let columns = self.columns.iter().enumerate().map(|(at, column)| {
            let (own, rest) = leaves.split_at(if twin(column).is_some() { 2 } else { 1 });
            leaves = rest;
            (column, at, Encoder { leaves: own, properties: self.file.properties(), done: Vec::new() })
        });
        let columns: Vec<_> = columns.collect();
        let encode = |(column, at, encoder)| write_column(encoder, column, self.waiting.column(at).collect());
        columns.into_par_iter().map(encode).collect()
    }

    fn finish(mut self) -> Result<(), Error> {
        let ended = if self.waiting.len() == 0 { Ok(()) } else { self.write_group() };
        let ended = ended.and_then(|()| self.file.into_inner());
        let file = ended.map_err(|error| failed("could not write", &self.path, error))?;
        file.sync_data().map_err(|error| failed("could not write", &self.path, error))
    }
}

/// Running text hardly ever comes twice, and nobody asks for what lies between two sentences: it needs no dictionary and
/// no bounds.
fn properties(table: &Table) -> WriterProperties {
    let all = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("trich ", env!("CARGO_PKG_VERSION")).to_owned());
    let prose = table.columns.iter().filter(|column| column.prose).map(|column| ColumnPath::from(column.name));
    let all = prose.fold(all, |all, path| {
        all.set_column_dictionary_enabled(path.clone(), false)
            .set_column_statistics_enabled(path, EnabledStatistics::None)
    });
    all.build()
}

fn schema(table: &Table) -> Result<TypePtr, ParquetError> {
    let mut fields = Vec::new();
    for column in &table.columns {
        fields.push(field(column)?);
        if let Some(name) = twin(column) {
            fields.push(match column.holds {
                Holds::Date => primitive(&name, Physical::INT32, Some(LogicalType::Date), Repetition::OPTIONAL)?,
                _ => primitive(&name, Physical::DOUBLE, None, Repetition::OPTIONAL)?,
            });
        }
    }
    Type::group_type_builder(table.name).with_fields(fields).build().map(Arc::new)
}

fn field(column: &Column) -> Result<TypePtr, ParquetError> {
    let text = Some(LogicalType::String);
    match column.holds {
        Holds::Integer => primitive(column.name, Physical::INT64, None, Repetition::OPTIONAL),
        Holds::Flag => primitive(column.name, Physical::BOOLEAN, None, Repetition::OPTIONAL),
        Holds::List => list(column.name),
        _ => primitive(column.name, Physical::BYTE_ARRAY, text, Repetition::OPTIONAL),
    }
}

fn primitive(
    name: &str,
    kind: Physical,
    meaning: Option<LogicalType>,
    repetition: Repetition,
) -> Result<TypePtr, ParquetError> {
    let builder = Type::primitive_type_builder(name, kind).with_logical_type(meaning).with_repetition(repetition);
    builder.build().map(Arc::new)
}

/// A list of texts, in the three levels that readers expect.
fn list(name: &str) -> Result<TypePtr, ParquetError> {
    let element = primitive("element", Physical::BYTE_ARRAY, Some(LogicalType::String), Repetition::REQUIRED)?;
    let items = Type::group_type_builder("list").with_repetition(Repetition::REPEATED).with_fields(vec![element]);
    let list = Type::group_type_builder(name)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(Some(LogicalType::List))
        .with_fields(vec![Arc::new(items.build()?)]);
    list.build().map(Arc::new)
}

/// The bytes of a column of a group, with what the file says of them.
struct Encoded {
    bytes: Bytes,
    closed: ColumnCloseResult,
}

/// Encodes a column, and the one beside it where it has such.
struct Encoder<'a> {
    /// Columns of the schema that are to come.
    leaves: &'a [ColumnDescPtr],
    properties: &'a WriterPropertiesPtr,
    done: Vec<Encoded>,
}

fn write_column(mut encoder: Encoder<'_>, column: &Column, cells: Vec<Cell<'_>>) -> Result<Vec<Encoded>, ParquetError> {
    let out = &mut encoder;
    let written = match column.holds {
        Holds::List => write_lists(out, &cells),
        Holds::Flag => write_values::<BoolType>(out, cells.iter().map(flag)),
        Holds::Integer => write_values::<Int64Type>(out, cells.iter().map(integer)),
        Holds::Decimal => {
            let numbers: Vec<Option<f64>> = cells.iter().map(nearest).collect();
            write_texts(out, cells).and_then(|()| write_values::<DoubleType>(out, numbers.into_iter()))
        }
        Holds::Date => {
            let days: Vec<Option<i32>> = cells.iter().map(days).collect();
            write_texts(out, cells).and_then(|()| write_values::<Int32Type>(out, days.into_iter()))
        }
        _ => write_texts(out, cells),
    };
    written.map(|()| encoder.done)
}

fn write_texts(out: &mut Encoder<'_>, cells: Vec<Cell<'_>>) -> Result<(), ParquetError> {
    write_values::<ByteArrayType>(out, cells.into_iter().map(text))
}

/// Writes a column of values that may be absent.
fn write_values<T: DataType>(
    out: &mut Encoder<'_>,
    values: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let (mut present, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        present.extend(value);
    }
    write_levels::<T>(out, &present, &levels, None)
}

/// Writes a column of lists: level 0 is no list, 2 an element; an element that goes on with its list repeats at 1.
fn write_lists(out: &mut Encoder<'_>, cells: &[Cell<'_>]) -> Result<(), ParquetError> {
    let (mut values, mut levels, mut repeats) = (Vec::new(), Vec::new(), Vec::new());
    for cell in cells {
        let Cell::List(texts) = cell else {
            levels.push(0);
            repeats.push(0);
            continue;
        };
        for (at, text) in texts.iter().enumerate() {
            values.push(ByteArray::from(text.as_bytes().to_vec()));
            levels.push(2);
            repeats.push(i16::from(at > 0));
        }
    }
    write_levels::<ByteArrayType>(out, &values, &levels, Some(&repeats))
}

fn write_levels<T: DataType>(
    out: &mut Encoder<'_>,
    values: &[T::T],
    levels: &[i16],
    repeats: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let missing = || ParquetError::General("more columns than the schema has".to_owned());
    let (leaf, rest) = out.leaves.split_first().ok_or_else(missing)?;
    let mut bytes = TrackedWrite::new(Vec::new());
    let pages = Box::new(SerializedPageWriter::new(&mut bytes));
    let mut writer = get_typed_column_writer::<T>(get_column_writer(leaf.clone(), out.properties.clone(), pages));
    writer.write_batch(values, Some(levels), repeats)?;
    let closed = writer.close()?;
    out.done.push(Encoded { bytes: Bytes::from(bytes.into_inner()?), closed });
    out.leaves = rest;
    Ok(())
}

fn text(cell: Cell<'_>) -> Option<ByteArray> {
    let text = match cell {
        Cell::Empty => return None,
        Cell::Text(text) | Cell::Number(text) | Cell::Marked(text, _) => text.into_owned(),
        other => other.plain().into_owned(),
    };
    Some(ByteArray::from(text.into_bytes()))
}

fn flag(cell: &Cell<'_>) -> Option<bool> {
    if let Cell::Flag(flag) = cell { Some(*flag) } else { None }
}

fn integer(cell: &Cell<'_>) -> Option<i64> {
    if let Cell::Number(digits) = cell { digits.parse().ok() } else { None }
}

/// Days since 1970-01-01.
fn days(cell: &Cell<'_>) -> Option<i32> {
    let (day, _) = day(cell)?;
    let since = day.since((jiff::Unit::Day, jiff::civil::date(1970, 1, 1))).ok()?;
    Some(since.get_days())
}
