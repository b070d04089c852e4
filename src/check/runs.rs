//! Two outputs of `trich run`, compared article by article while they are read.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Checked, Outcome, compare};
use crate::batch::in_order;
use crate::error::Error;
use crate::record::Record;
use crate::score::expected;

/// Two outputs: folders with an `articles.jsonl`, or such files.
pub struct Runs<'r> {
    /// The output that counts as accepted.
    pub before: &'r Path,
    /// The output that is compared with it.
    pub now: &'r Path,
    /// Threads that work on articles.
    pub jobs: usize,
}

/// Pairs of lines that a thread takes at a time.
const CHUNK: usize = 64;

/// A line with its number.
type Numbered = (u64, String);

/// The record of one article on both sides; a side that lacks it is absent.
struct Pair {
    id: String,
    before: Option<Numbered>,
    now: Option<Numbered>,
}

/// True for a folder with an `articles.jsonl`, and for a file of records.
pub fn is_output(path: &Path) -> bool {
    let Ok(mut lines) = Lines::open(path) else { return false };
    matches!(lines.next(), Some(Ok((_, line))) if is_record(&line))
}

/// True for a record, also where another program has written it anew.
fn is_record(line: &str) -> bool {
    serde_json::from_str::<Marked>(line).is_ok_and(|marked| marked.schema.starts_with("trich/"))
}

impl Runs<'_> {
    /// Compares every article, in the order of the runs. Articles that one run lacks are told where their turn would
    /// be, or at the end.
    pub fn check(&self, take: &mut (dyn FnMut(Checked) -> Result<(), Error> + Send)) -> Result<(), Error> {
        let (before, now) = (Lines::open(self.before)?, Lines::open(self.now)?);
        let (before_path, now_path) = (before.path.clone(), now.path.clone());
        let mut pairs = Pairs { before, now, waiting: HashMap::new(), rest: None, error: None };
        let chunks = std::iter::from_fn(|| {
            let chunk: Vec<Pair> = pairs.by_ref().take(CHUNK).collect();
            (!chunk.is_empty()).then_some(chunk)
        });
        let work = |chunk: Vec<Pair>| -> Result<Vec<Checked>, Error> {
            chunk.iter().map(|pair| pair.compare(&before_path, &now_path)).collect()
        };
        in_order(self.jobs, chunks, work, |results| results?.into_iter().try_for_each(&mut *take))?;
        pairs.error.map_or(Ok(()), Err)
    }
}

impl Pair {
    fn compare(&self, before_path: &Path, now_path: &Path) -> Result<Checked, Error> {
        let (outcome, today) = match (&self.before, &self.now) {
            (Some((_, before)), Some((_, now))) if before == now => (Outcome::Same, String::new()),
            (Some(before), Some(now)) => {
                let (before, now) = (record(before, before_path)?, record(now, now_path)?);
                let (accepted, today) = (expected(&before), expected(&now));
                match compare(&accepted, &today, &now.text) {
                    changes if changes.is_empty() => (Outcome::Same, String::new()),
                    changes => (Outcome::Differs(changes), today),
                }
            }
            (None, Some(now)) => (Outcome::New, expected(&record(now, now_path)?)),
            (_, None) => (Outcome::Gone, String::new()),
        };
        let (path, line) = match (&self.now, &self.before) {
            (Some((line, _)), _) => (now_path, *line),
            (None, Some((line, _))) => (before_path, *line),
            (None, None) => (now_path, 0),
        };
        let file = format!("{}:{line}", path.display());
        Ok(Checked { id: self.id.clone(), file, is_plain: false, accepted: before_path.to_owned(), outcome, today })
    }
}

fn record<'l>((number, line): &'l Numbered, path: &Path) -> Result<Record<'l>, Error> {
    serde_json::from_str(line).map_err(|error| not_a_record(path, *number, &error.to_string()))
}

fn not_a_record(path: &Path, number: u64, found: &str) -> Error {
    Error::usage(format!("{}:{number}: expected a record as `trich run` writes it, but found {found}", path.display()))
}

/// The lines of a file of records.
struct Lines {
    path: PathBuf,
    stream: BufReader<File>,
    number: u64,
}

impl Lines {
    fn open(path: &Path) -> Result<Lines, Error> {
        let path = if path.is_dir() { path.join("articles.jsonl") } else { path.to_owned() };
        let file = File::open(&path).map_err(|error| {
            Error::io(format!("expected the records of a run: could not open {}", path.display()), error)
        })?;
        Ok(Lines { path, stream: BufReader::with_capacity(1 << 18, file), number: 0 })
    }
}

impl Iterator for Lines {
    type Item = Result<Numbered, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut line = String::new();
            self.number += 1;
            match self.stream.read_line(&mut line) {
                Ok(0) => return None,
                Ok(_) if line.trim().is_empty() => {}
                Ok(_) => return Some(Ok((self.number, line))),
                Err(error) => return Some(Err(Error::io(format!("{}:{}", self.path.display(), self.number), error))),
            }
        }
    }
}

/// Joins the lines of both runs by the ids of their articles. A line whose other side has not come yet waits for it, so
/// that runs in the same order are joined in little memory, and runs in another order in as much as they need.
struct Pairs {
    before: Lines,
    now: Lines,
    /// By id the lines that wait, and true where they are of the run that counts as accepted.
    waiting: HashMap<String, (bool, Numbered)>,
    /// What is left when both runs have ended.
    rest: Option<std::vec::IntoIter<Pair>>,
    /// What ended the reading.
    error: Option<Error>,
}

impl Pairs {
    fn step(&mut self, is_before: bool) -> Result<Option<(String, Numbered)>, Error> {
        let lines = if is_before { &mut self.before } else { &mut self.now };
        let Some(next) = lines.next() else { return Ok(None) };
        let (number, line) = next?;
        match serde_json::from_str::<Named>(&line) {
            Ok(named) => Ok(Some((named.id.into_owned(), (number, line)))),
            Err(error) => Err(not_a_record(&lines.path, number, &error.to_string())),
        }
    }

    fn read(&mut self) -> Result<Option<Vec<Pair>>, Error> {
        let (before, now) = (self.step(true)?, self.step(false)?);
        if before.is_none() && now.is_none() {
            return Ok(None);
        }
        let mut pairs = Vec::new();
        match (before, now) {
            (Some((id, before)), Some((other, now))) if id == other => {
                pairs.push(Pair { id, before: Some(before), now: Some(now) });
            }
            (before, now) => {
                let sides = [(true, before), (false, now)].into_iter();
                for (is_before, (id, line)) in sides.filter_map(|(side, line)| Some((side, line?))) {
                    pairs.extend(self.meet(is_before, id, line));
                }
            }
        }
        Ok(Some(pairs))
    }

    /// Joins a line with the one that waits for it, or lets it wait.
    fn meet(&mut self, is_before: bool, id: String, line: Numbered) -> Option<Pair> {
        match self.waiting.remove(&id) {
            Some((true, other)) if !is_before => Some(Pair { id, before: Some(other), now: Some(line) }),
            Some((false, other)) if is_before => Some(Pair { id, before: Some(line), now: Some(other) }),
            _ => {
                self.waiting.insert(id, (is_before, line));
                None
            }
        }
    }

    /// The lines that waited in vain, in the order of their runs.
    fn left(&mut self) -> Vec<Pair> {
        let mut left: Vec<(String, (bool, Numbered))> = self.waiting.drain().collect();
        left.sort_by_key(|(_, (is_before, (number, _)))| (!is_before, *number));
        let pair = |(id, (is_before, line))| match is_before {
            true => Pair { id, before: Some(line), now: None },
            false => Pair { id, before: None, now: Some(line) },
        };
        left.into_iter().map(pair).collect()
    }
}

impl Iterator for Pairs {
    type Item = Pair;

    fn next(&mut self) -> Option<Pair> {
        loop {
            if let Some(pair) = self.rest.as_mut().and_then(Iterator::next) {
                return Some(pair);
            }
            match self.read() {
                Ok(Some(pairs)) => self.rest = Some(pairs.into_iter()),
                Ok(None) if self.waiting.is_empty() => return None,
                Ok(None) => self.rest = Some(self.left().into_iter()),
                Err(error) => {
                    self.error = Some(error);
                    return None;
                }
            }
        }
    }
}

/// The name of a record's article.
#[derive(Deserialize)]
struct Named<'l> {
    #[serde(borrow)]
    id: std::borrow::Cow<'l, str>,
}

/// What tells a record from other objects.
#[derive(Deserialize)]
struct Marked<'l> {
    #[serde(borrow)]
    schema: std::borrow::Cow<'l, str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_known_in_any_spacing() {
        assert!(is_record("{\"schema\":\"trich/1\",\"id\":\"a\"}"));
        assert!(is_record("{\"id\": \"a\", \"schema\": \"trich/1\"}"));
        assert!(!is_record("{\"id\": \"a\", \"text\": \"\\\"schema\\\":\\\"trich/1\\\"\"}"));
        assert!(!is_record("{\"schema\": \"other/1\"}"));
    }
}
