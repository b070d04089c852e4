//! `trich.toml` beside a corpus: the floors of its scores. Kinds of facts and lists in it are read elsewhere
//! ([`crate::lexicon::Own`]).
//!
//! ```toml
//! [score.floors]
//! "numbers.value" = 0.95
//! "persons.titles.precision" = 0.9
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::Error;
use crate::score::{Share, measure};

/// Name of the file.
pub const NAME: &str = "trich.toml";

/// What a `trich.toml` says of scores.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The least that a figure of a measure may be.
    pub floors: Vec<Floor>,
}

/// The least that a figure may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// Name of the measure.
    pub measure: String,
    /// The figure.
    pub share: Share,
    /// From 0 to 1.
    pub least: f64,
}

#[derive(Debug, Default, Deserialize)]
struct Raw {
    #[serde(default)]
    score: RawScore,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScore {
    #[serde(default)]
    floors: BTreeMap<String, f64>,
}

/// The `trich.toml` that belongs to a corpus: in the folder, or beside the file.
pub fn config_path(corpus: &Path) -> Option<PathBuf> {
    let folder = if corpus.is_dir() { corpus } else { corpus.parent()? };
    Some(folder.join(NAME)).filter(|path| path.is_file())
}

impl Config {
    /// Reads the `trich.toml` that belongs to a corpus; where there is none, there are no floors.
    pub fn of(corpus: &Path) -> Result<Config, Error> {
        let Some(path) = config_path(corpus) else { return Ok(Config::default()) };
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|error| Error::unreadable(&path, error))?;
        let raw: Raw = toml::from_str(&text).map_err(|error| Error::toml(&shown, &text, &error))?;
        let floors = raw.score.floors.into_iter().map(|(name, least)| floor(&shown, &name, least));
        Ok(Config { floors: floors.collect::<Result<_, _>>()? })
    }
}

fn floor(path: &str, name: &str, least: f64) -> Result<Floor, Error> {
    let (measured, share) = match name.rsplit_once('.') {
        Some((measured, "precision")) => (measured, Share::Precision),
        Some((measured, "recall")) => (measured, Share::Recall),
        Some((measured, "f1")) => (measured, Share::F1),
        _ => (name, Share::F1),
    };
    if measure(measured).is_none() {
        let message = format!(
            "{path}: expected the floor of a measure, such as \"numbers.value\" or \"persons.titles.precision\", but \
             found {name:?}"
        );
        return Err(Error::usage(message));
    }
    if !(0.0..=1.0).contains(&least) {
        return Err(Error::usage(format!("{path}: expected a floor from 0 to 1 for {name:?}, but found {least}")));
    }
    Ok(Floor { measure: measured.to_owned(), share, least })
}
