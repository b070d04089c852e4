//! Python bindings of trich: the module `trich._trich`, on which the package `trich` builds.
//!
//! Articles come in as lines of JSON and go out as lines of JSON, the very bytes that `trich run -` reads and writes.
//! The package turns them into what Python users expect. While trich works, other Python threads go on.

mod line;
mod normalized;
mod pipeline;
mod tables;

use std::num::NonZero;
use std::path::PathBuf;

use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyOSError};
use pyo3::prelude::*;
use trich::check::{Corpus, config_path};
use trich::lexicon::Own;
use trich::source::{Settings, Sites};

create_exception!(_trich, TrichError, PyException, "What trich cannot do, with the place and what was expected there.");
create_exception!(_trich, LexiconError, TrichError, "A word list or a trich.toml that cannot be used.");
create_exception!(_trich, UsageError, TrichError, "A request that cannot be carried out as given.");

/// The exception for an error of the library.
fn raised(error: trich::Error) -> PyErr {
    let message = error.to_string();
    match error {
        error if error.is_lexicon() => LexiconError::new_err(message),
        error if error.is_io() => PyOSError::new_err(message),
        _ => UsageError::new_err(message),
    }
}

/// What articles are read with, where the user's own lists, kinds of facts and sites stand at `paths`.
fn load(paths: &[PathBuf]) -> Result<(trich::Pipeline, Settings), trich::Error> {
    let own = Own::of(paths)?;
    let settings = Settings { sites: Sites::new(&own.sites)?, ..Settings::default() };
    Ok((trich::Pipeline::with_own(own)?, settings))
}

/// Threads that work on articles; one for each processor unless asked for a number above 0.
fn threads(asked: Option<usize>) -> usize {
    trich::batch::threads(asked.and_then(NonZero::new))
}

/// The score of a corpus against its gold, as JSON.
#[pyfunction]
fn score(py: Python<'_>, corpus: PathBuf, lexicon: Vec<PathBuf>, jobs: Option<usize>) -> PyResult<String> {
    let measured = py.detach(|| {
        let paths: Vec<PathBuf> = config_path(&corpus).into_iter().chain(lexicon).collect();
        let (pipeline, settings) = load(&paths)?;
        let corpus = Corpus { root: &corpus, ids: &[], pipeline: &pipeline, settings: &settings, jobs: threads(jobs) };
        let scored = corpus.score()?;
        let troubles = scored.troubles;
        let score = scored.score;
        if !troubles.is_empty() {
            return Err(trich::Error::usage(troubles.join("\n")));
        }
        Ok(trich::score::json(&score, &score.intervals()).to_string())
    });
    measured.map_err(raised)
}

/// The JSON Schema of a record.
#[pyfunction]
fn schema() -> String {
    trich::record::schema().to_string()
}

/// The module.
#[pymodule]
fn _trich(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("TrichError", py.get_type::<TrichError>())?;
    module.add("LexiconError", py.get_type::<LexiconError>())?;
    module.add("UsageError", py.get_type::<UsageError>())?;
    module.add_class::<pipeline::Pipeline>()?;
    module.add_class::<normalized::Normalized>()?;
    module.add_function(wrap_pyfunction!(score, module)?)?;
    module.add_function(wrap_pyfunction!(schema, module)?)?;
    module.add_function(wrap_pyfunction!(tables::columns, module)?)?;
    module.add_function(wrap_pyfunction!(tables::tables, module)?)?;
    module.add_function(wrap_pyfunction!(tables::index, module)?)?;
    module.add_function(wrap_pyfunction!(tables::index_keys, module)?)
}
