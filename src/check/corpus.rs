//! The articles of a corpus, each with what it says today and what was accepted.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::accepted::read_beside;
use super::{Change, Line, beside, compare};
use crate::batch::each_record;
use crate::error::Error;
use crate::pipeline::Pipeline;
use crate::record::Record;
use crate::score::expected;
use crate::source::{Raw, Reader, Settings, find};

/// A folder of articles, or a file of such.
pub struct Corpus<'c> {
    /// Where it is.
    pub root: &'c Path,
    /// Ids of the articles that are meant; all where there are none.
    pub ids: &'c [String],
    /// Rules and lists.
    pub pipeline: &'c Pipeline,
    /// How articles are read.
    pub settings: &'c Settings,
    /// Threads that work on articles.
    pub jobs: usize,
}

/// What came out for an article.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Its output is the accepted one.
    Same,
    /// It has no accepted output.
    New,
    /// Its output differs from the accepted one.
    Differs(Vec<Change>),
    /// Its accepted output cannot be read.
    Unreadable(String),
    /// Only the accepted side has it.
    Gone,
}

/// An article that was checked.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Name of the article.
    pub id: String,
    /// The file that it stands in.
    pub file: String,
    /// True where lines of the article's text are lines of the file.
    pub is_plain: bool,
    /// Where its accepted output stands.
    pub accepted: PathBuf,
    /// What came out.
    pub outcome: Outcome,
    /// Its output today; empty where it is the accepted one.
    pub today: String,
}

impl Checked {
    /// True where there is nothing to tell.
    pub fn is_same(&self) -> bool {
        matches!(self.outcome, Outcome::Same)
    }

    /// What differs.
    pub fn changes(&self) -> &[Change] {
        match &self.outcome {
            Outcome::Differs(changes) => changes,
            _ => &[],
        }
    }

    /// The facts of an article that has no accepted output yet.
    pub fn facts(&self) -> usize {
        self.today.lines().map(Line::parse).filter(Line::is_fact).count()
    }
}

impl Corpus<'_> {
    /// Checks every article, in order, and then tells of accepted outputs that have no article.
    pub fn check(&self, take: &mut (dyn FnMut(Checked) -> Result<(), Error> + Send)) -> Result<(), Error> {
        let left = self.each_beside("expected", &check, &mut *take)?;
        left.into_iter().try_for_each(|path| take(gone(self.root, path)))
    }

    /// Runs over the articles as [`Corpus::each`] does, each with the path of its file of a kind. An id that no article
    /// has is an error; the files that belong to no article come back.
    pub(super) fn each_beside<R: Send>(
        &self,
        kind: &str,
        work: &(impl Fn(&Raw, &Record<'_>, &Path) -> R + Sync),
        mut take: impl FnMut(R) -> Result<(), Error> + Send,
    ) -> Result<Vec<PathBuf>, Error> {
        let mut seen: HashSet<PathBuf> = HashSet::new();
        let mut ids: HashSet<String> = HashSet::new();
        let on_record = |raw: &Raw, record: &Record<'_>| {
            let path = beside(raw, kind);
            let result = work(raw, record, &path);
            (raw.id.clone(), path, result)
        };
        self.each(&on_record, |(id, path, result)| {
            seen.insert(path);
            if !self.ids.is_empty() {
                ids.insert(id);
            }
            take(result)
        })?;
        self.expect_ids(&ids)?;
        match self.ids.is_empty() && self.root.is_dir() {
            true => Ok(left_over(self.root, kind, &seen)),
            false => Ok(Vec::new()),
        }
    }

    /// Runs over the articles, hands each record to `work` and the results, in order, to `take`.
    pub fn each<R: Send>(
        &self,
        work: &(impl Fn(&Raw, &Record<'_>) -> R + Sync),
        take: impl FnMut(R) -> Result<(), Error> + Send,
    ) -> Result<(), Error> {
        let found = find(&[self.root.to_owned()], None, self.settings)?;
        if found.is_empty() {
            let message = format!("expected articles in {}, but found none", self.root.display());
            return Err(Error::usage(message));
        }
        let reader = Reader::new(found, self.settings);
        let ids: HashSet<&str> = self.ids.iter().map(String::as_str).collect();
        let wanted = |raw: &Raw| ids.is_empty() || ids.contains(raw.id.as_str());
        each_record(self.pipeline, self.settings, self.jobs, reader, wanted, work, take)
    }

    /// An error that names the ids that no article has.
    fn expect_ids(&self, seen: &HashSet<String>) -> Result<(), Error> {
        let missing: Vec<&str> = self.ids.iter().map(String::as_str).filter(|&id| !seen.contains(id)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let message = format!(
            "expected articles of these ids in {}, but found none: {}",
            self.root.display(),
            missing.join(", ")
        );
        Err(Error::usage(message))
    }
}

fn check(raw: &Raw, record: &Record<'_>, accepted: &Path) -> Checked {
    let mut today = expected(record);
    let outcome = match read_beside(accepted) {
        Ok(Some(text)) => match compare(&text, &today, &record.text) {
            changes if changes.is_empty() => Outcome::Same,
            changes => Outcome::Differs(changes),
        },
        Ok(None) => Outcome::New,
        Err(reason) => Outcome::Unreadable(reason),
    };
    if matches!(outcome, Outcome::Same) {
        today.clear();
    }
    let is_plain = record.source.format == "text" && raw.line.is_none();
    let (file, accepted) = (raw.file.shown.to_string(), accepted.to_owned());
    Checked { id: raw.id.clone(), file, is_plain, accepted, outcome, today }
}

/// An accepted output that has no article any more.
fn gone(root: &Path, accepted: PathBuf) -> Checked {
    let below = accepted.strip_prefix(root).unwrap_or(&accepted).to_string_lossy().replace('\\', "/");
    let id = below.strip_suffix(".expected.tsv").unwrap_or(&below).to_owned();
    let file = accepted.display().to_string();
    Checked { id, file, is_plain: false, accepted, outcome: Outcome::Gone, today: String::new() }
}

/// Files of a kind below a folder that belong to none of the articles seen, in order.
fn left_over(root: &Path, kind: &str, seen: &HashSet<PathBuf>) -> Vec<PathBuf> {
    let ending = format!(".{kind}.tsv");
    let mut left: Vec<PathBuf> = Vec::new();
    for entry in ignore::WalkBuilder::new(root).standard_filters(false).follow_links(true).build() {
        let Ok(entry) = entry else { continue };
        let is_one = entry.file_name().to_string_lossy().ends_with(&ending);
        if is_one && entry.file_type().is_some_and(|kind| kind.is_file()) && !seen.contains(entry.path()) {
            left.push(entry.into_path());
        }
    }
    left.sort();
    left
}
