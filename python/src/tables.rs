//! Records as tables, column by column: the tables of `trich run --format csv`, with typed cells.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use trich::Record;
use trich::extract::{Cell, Holds};
use trich::index::{Index, Sightings};
use trich::sink::table::{Role, TABLES, Table, day, each_index_row, each_row, nearest, twin};

/// Name, type and description of a column.
type Described = (String, &'static str, &'static str);

/// Name, type and description of each column of each table, those of the exact value's machine form (`value_number`,
/// `begin_date`) included.
#[pyfunction]
pub fn columns() -> Vec<(&'static str, Vec<Described>)> {
    TABLES.iter().map(|table| (table.name, described(table))).collect()
}

fn described(table: &Table) -> Vec<Described> {
    let mut columns = Vec::new();
    for column in &table.columns {
        columns.push((column.name.to_owned(), column.holds.name(), column.doc));
        if let Some(name) = twin(column) {
            columns.push((name, if column.holds == Holds::Date { "day" } else { "double" }, column.doc));
        }
    }
    columns
}

/// The tables of articles, sentences and facts of some records, each a list of values a column.
#[pyfunction]
pub fn tables<'py>(py: Python<'py>, records: Vec<Vec<u8>>) -> PyResult<Bound<'py, PyDict>> {
    filled(
        py,
        |role| role != Role::Index,
        |add| {
            for (at, record) in records.iter().enumerate() {
                each_row(&parsed(record, at)?, add);
            }
            Ok(())
        },
    )
}

/// The indexes of documents and persons of some records; with `kind` and `key`, of what has that key only.
#[pyfunction]
#[pyo3(signature = (records, kind=None, key=None))]
pub fn index<'py>(
    py: Python<'py>,
    records: Vec<Vec<u8>>,
    kind: Option<&str>,
    key: Option<&str>,
) -> PyResult<Bound<'py, PyDict>> {
    let mut index = Index::default();
    for (at, record) in records.iter().enumerate() {
        let mut sightings = Sightings::default();
        sightings.push_if(&parsed(record, at)?, |own_kind, own_key| {
            kind.is_none_or(|kind| kind == own_kind) && key.is_none_or(|key| key == own_key)
        });
        index.add(sightings);
    }
    filled(
        py,
        |role| role == Role::Index,
        |add| {
            each_index_row(&index, add);
            Ok(())
        },
    )
}

/// Kind and key of all that a record adds to the indexes, each once.
#[pyfunction]
pub fn index_keys(record: &[u8]) -> PyResult<Vec<(&'static str, String)>> {
    let record = parsed(record, 0)?;
    let mut keys = Vec::new();
    record.facts.each_sighting(&mut |kind, sighting| keys.push((kind, sighting.key.into_owned())));
    keys.sort_unstable();
    keys.dedup();
    Ok(keys)
}

fn parsed(record: &[u8], at: usize) -> PyResult<Record<'_>> {
    serde_json::from_slice(record).map_err(|error| {
        PyValueError::new_err(format!("expected a record of the schema trich/1 as item {at}, but found: {error}"))
    })
}

/// The tables whose role is `wanted`, with the rows that `each` adds.
fn filled<'py>(
    py: Python<'py>,
    wanted: impl Fn(Role) -> bool,
    each: impl FnOnce(&mut dyn FnMut(usize, &[Cell<'_>])) -> PyResult<()>,
) -> PyResult<Bound<'py, PyDict>> {
    let filling = Filling::new(py, wanted)?;
    let mut failed = None;
    each(&mut |table, cells| {
        failed = failed.take().or_else(|| filling.push(table, cells).err());
    })?;
    failed.map_or(Ok(()), Err)?;
    filling.finish()
}

/// The columns of tables while they are filled.
struct Filling<'py> {
    py: Python<'py>,
    /// By place in [`TABLES`]; none for tables that are not asked for.
    tables: Vec<Option<Vec<Bound<'py, PyList>>>>,
}

impl<'py> Filling<'py> {
    fn new(py: Python<'py>, wanted: impl Fn(Role) -> bool) -> PyResult<Filling<'py>> {
        let lists = |table: &Table| described(table).iter().map(|_| PyList::empty(py)).collect();
        let tables = TABLES.iter().map(|table| wanted(table.role).then(|| lists(table))).collect();
        Ok(Filling { py, tables })
    }

    fn push(&self, table: usize, cells: &[Cell<'_>]) -> PyResult<()> {
        let Some(lists) = &self.tables[table] else { return Ok(()) };
        let mut lists = lists.iter();
        let mut put = |value: Bound<'py, PyAny>| lists.next().map_or(Ok(()), |list| list.append(value));
        for (column, cell) in TABLES[table].columns.iter().zip(cells) {
            put(value(self.py, column.holds, cell)?)?;
            match column.holds {
                Holds::Decimal => put(nearest(cell).into_pyobject(self.py)?.into_any())?,
                Holds::Date => put(day(cell).map(|(day, _)| day.to_string()).into_pyobject(self.py)?.into_any())?,
                _ => {}
            }
        }
        Ok(())
    }

    fn finish(self) -> PyResult<Bound<'py, PyDict>> {
        let out = PyDict::new(self.py);
        for (table, lists) in TABLES.iter().zip(self.tables) {
            let Some(lists) = lists else { continue };
            let columns = PyDict::new(self.py);
            for ((name, ..), list) in described(table).into_iter().zip(lists) {
                columns.set_item(name, list)?;
            }
            out.set_item(table.name, columns)?;
        }
        Ok(out)
    }
}

/// A cell as Python has it; absent ones are `None`.
fn value<'py>(py: Python<'py>, holds: Holds, cell: &Cell<'_>) -> PyResult<Bound<'py, PyAny>> {
    Ok(match cell {
        Cell::Empty => py.None().into_bound(py),
        Cell::Number(digits) if holds == Holds::Integer => digits.parse::<i64>().ok().into_pyobject(py)?.into_any(),
        Cell::Text(text) | Cell::Marked(text, _) | Cell::Number(text) => text.as_ref().into_pyobject(py)?.into_any(),
        Cell::Flag(flag) => flag.into_pyobject(py)?.to_owned().into_any(),
        Cell::List(texts) => texts.iter().map(AsRef::as_ref).collect::<Vec<&str>>().into_pyobject(py)?,
    })
}
