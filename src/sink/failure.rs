//! `errors.jsonl`: articles that failed. There is none where none did.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::folder::failed;
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::record::Record;

/// Name of the file.
pub(super) const FILE: &str = "errors.jsonl";

/// Why an article failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Id of the article.
    pub id: String,
    /// Path of its file.
    pub path: String,
    /// Line of the file that the article begins in; absent where the file is one article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Stable name of what went wrong: `source/bad-json`.
    pub code: String,
    /// What was expected and what was found.
    pub message: String,
}

impl Failure {
    /// The errors among a record's diagnostics.
    pub fn of<'r>(record: &'r Record<'_>) -> impl Iterator<Item = Failure> + use<'r> {
        let errors = record.diagnostics.iter().filter(|note| note.severity == Severity::Error);
        errors.map(|note| Failure {
            id: record.id.to_string(),
            path: record.source.path.to_string(),
            line: record.source.line,
            code: note.code.to_string(),
            message: note.message.to_string(),
        })
    }

    /// Place and message in a line: `feed.jsonl:17: expected …`.
    pub fn describe(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}: {}", self.path, self.message),
            None => format!("{}: {}", self.path, self.message),
        }
    }
}

/// Makes the file when the first failure comes.
pub(super) struct Writer {
    path: PathBuf,
    file: Option<File>,
}

impl Writer {
    pub(super) fn new(folder: &Path) -> Writer {
        Writer { path: folder.join(FILE), file: None }
    }

    pub(super) fn write(&mut self, failures: &[Failure]) -> Result<(), Error> {
        if failures.is_empty() {
            return Ok(());
        }
        self.append(failures).map_err(|error| failed("could not write", &self.path, error))
    }

    fn append(&mut self, failures: &[Failure]) -> std::io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(File::create(&self.path)?),
        };
        let mut lines = Vec::new();
        for failure in failures {
            serde_json::to_writer(&mut lines, failure)?;
            lines.push(b'\n');
        }
        file.write_all(&lines)
    }

    pub(super) fn finish(self) -> Result<(), Error> {
        match &self.file {
            Some(file) => file.sync_data().map_err(|error| failed("could not write", &self.path, error)),
            None => Ok(()),
        }
    }
}
