//! Articles in, records out.

use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use trich::batch::{Batch, on_record};
use trich::journal::Earlier;
use trich::sink::{Format, Formats, Writer};
use trich::source::{Raw, Reader, Settings};
use trich::{Error, Input};

use super::{line, load, raised, threads};

/// Rules and word lists, loaded once. Threads may share it; threads that work on articles are started anew for each
/// call, so that a forked process can use it, too.
#[pyclass(frozen, module = "trich._trich")]
pub struct Pipeline {
    /// In a box, since Python aligns objects to 16 bytes only, and searches for words want 32.
    pipeline: Box<trich::Pipeline>,
    settings: Settings,
    jobs: usize,
}

#[pymethods]
impl Pipeline {
    #[new]
    fn new(py: Python<'_>, lexicon: Vec<PathBuf>, jobs: Option<usize>) -> PyResult<Pipeline> {
        let (pipeline, settings) = py.detach(|| load(&lexicon)).map_err(raised)?;
        Ok(Pipeline { pipeline: Box::new(pipeline), settings, jobs: threads(jobs) })
    }

    /// The record of one article, a line of JSON each.
    fn record<'py>(&self, py: Python<'py>, line: Vec<u8>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &py.detach(|| self.line(line)))
    }

    /// The records of lines of JSON, in their order: what `trich run -` writes.
    fn records<'py>(&self, py: Python<'py>, lines: Vec<u8>) -> PyResult<Bound<'py, PyBytes>> {
        let written = py.detach(|| self.lines(lines)).map_err(raised)?;
        Ok(PyBytes::new(py, &written))
    }

    /// The records of articles, in their order, a record an item; `encode` makes a line of an article that is neither a
    /// text nor a dictionary of texts.
    fn records_list<'py>(
        &self,
        py: Python<'py>,
        articles: &Bound<'py, PyAny>,
        encode: &Bound<'py, PyAny>,
    ) -> PyResult<Vec<Bound<'py, PyBytes>>> {
        let lines = line::lines(articles, encode)?;
        let written = py.detach(|| self.lines(lines)).map_err(raised)?;
        Ok(written.split_inclusive(|&byte| byte == b'\n').map(|line| PyBytes::new(py, line.trim_ascii_end())).collect())
    }

    /// The sentences of a text as spans of its normalized form, in characters.
    fn sentences(&self, py: Python<'_>, text: &str) -> Vec<(String, u32, u32)> {
        py.detach(|| {
            let article = self.pipeline.read(Input::from_text(text));
            let index = trich::text::CharIndex::new(&article.text);
            let sentences = self.pipeline.sentences(&article).into_iter();
            let told = sentences.map(|sentence| {
                let [start, end] = index.chars(sentence.span);
                (sentence.span.of(&article.text).to_owned(), start, end)
            });
            told.collect()
        })
    }

    /// Threads that work on articles.
    #[getter]
    fn jobs(&self) -> usize {
        self.jobs
    }
}

impl Pipeline {
    fn line(&self, line: Vec<u8>) -> Vec<u8> {
        let mut out = Vec::new();
        on_record(&Raw::of_line(line), &self.pipeline, &self.settings, |_, record| {
            // a record is JSON, whatever is in it
            let _ = trich::json::write(record, &mut out);
        });
        out
    }

    fn lines(&self, lines: Vec<u8>) -> Result<Vec<u8>, Error> {
        let written = Written::default();
        let batch = Batch {
            pipeline: &self.pipeline,
            settings: &self.settings,
            formats: &Formats::new(&[Format::Jsonl]),
            dedup: false,
            keep_empty: true,
            jobs: self.jobs,
            earlier: Earlier::default(),
            stop: None,
        };
        let reader = Reader::of_stream(Box::new(Cursor::new(lines)), &self.settings);
        let mut writer = Writer::Stream(Box::new(written.clone()));
        batch.run(reader, &mut writer, &mut |_, _| {})?;
        drop(writer);
        Ok(written.into_bytes())
    }
}

/// Bytes that were written by another thread.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn into_bytes(self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()))
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
