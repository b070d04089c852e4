//! The folder that a run writes into: whole files or none, and one run at a time.
//!
//! Files are written into a draft folder inside it and moved to their places at the end. A draft whose journal holds
//! records outlives its run, so that the next one can go on with it.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::failure;
use super::lock::Lock;
use super::manifest;
use crate::error::Error;
use crate::journal::{self, Earlier};

/// What the names of all that is hidden in the folder begin with.
const HIDDEN: &str = ".trich";
/// What the name of a draft folder begins with.
const DRAFT: &str = ".trich-";
/// The draft of the run that is going on.
const RUN: &str = ".trich-run";
/// The draft of a run that did not come to its end, from which the run that is going on takes records.
const EARLIER: &str = ".trich-earlier";
/// In a draft: what is being replaced.
const REPLACED: &str = ".replaced";

/// What may stand in the folder when a run begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Nothing.
    New,
    /// Anything: files of the same names are replaced.
    Replace,
    /// A run that has not come to its end, whose records are used.
    Resume,
    /// The results of a run, whose records are used; or a run that has not come to its end.
    Incremental,
}

/// An output folder. Files are written into a draft folder inside it, and moved to their places by
/// [`Folder::publish`]; where a run fails, what stood there before is untouched.
pub struct Folder {
    path: PathBuf,
    draft: PathBuf,
    start: Start,
    is_new: bool,
    is_published: bool,
    lock: Lock,
}

impl Folder {
    /// Opens `path`, which is made where it does not exist. A folder that holds anything is refused unless `force` is
    /// given; even then only files of the same names are replaced.
    pub fn open(path: &Path, force: bool) -> Result<Folder, Error> {
        Folder::start(path, if force { Start::Replace } else { Start::New })
    }

    /// Opens `path`, which is made where it does not exist, if what stands in it is what may be there. A folder that
    /// another run is writing into is refused.
    pub fn start(path: &Path, start: Start) -> Result<Folder, Error> {
        let is_new = !path.exists();
        if !is_new {
            check(path, start)?;
        }
        fs::create_dir_all(path).map_err(|error| failed("could not create", path, error))?;
        let lock = Lock::take(path)?;
        let draft = path.join(RUN);
        let folder = Folder { path: path.to_owned(), draft, start, is_new, is_published: false, lock };
        let prepared = folder.prepare().and_then(|()| fs::create_dir(&folder.draft));
        prepared.map_err(|error| failed("could not write into", path, error))?;
        Ok(folder)
    }

    /// Makes room for a new draft. Of two drafts with records the longer one stays: the shorter one was made from it.
    fn prepare(&self) -> io::Result<()> {
        let earlier = self.path.join(EARLIER);
        if !self.uses_records() {
            remove(&earlier)?;
            return remove(&self.draft);
        }
        if journal::length_in(&self.draft) < journal::length_in(&earlier).max(1) {
            return remove(&self.draft);
        }
        remove(&earlier)?;
        fs::rename(&self.draft, earlier)
    }

    fn uses_records(&self) -> bool {
        matches!(self.start, Start::Resume | Start::Incremental)
    }

    /// The records of earlier runs that may be used, as far as they were made by this program, lists and settings.
    pub fn earlier(&self, made_by: &str) -> Earlier {
        let mut found = Earlier::default();
        if self.uses_records() {
            let draft = self.path.join(EARLIER);
            found.add(&draft, &[&self.path], made_by);
            found.add(&self.path, &[&draft], made_by);
        }
        found
    }

    /// The folder in which files are written.
    pub fn draft(&self) -> &Path {
        &self.draft
    }

    /// Moves everything to its place and returns the names; the journal, too, where that is kept. Where one file cannot
    /// be replaced, all stay as they were.
    pub fn publish(mut self, keeps_journal: bool) -> Result<Vec<String>, Error> {
        let old = self.draft.join(REPLACED);
        fs::create_dir(&old).map_err(|error| failed("could not write into", &self.path, error))?;
        let names = names_in(&self.draft).map_err(|error| failed("could not read", &self.path, error))?;
        let mut moved = names.clone();
        // the journal last: as long as it stands in the draft, a run that is killed here can be gone on with
        moved.extend(keeps_journal.then(|| journal::FOLDER.to_owned()));
        let stale = self.stale(&moved);
        for (done, name) in moved.iter().enumerate() {
            if let Err(error) = self.place(name, &old) {
                moved[..=done].iter().rev().for_each(|name| self.take_back(name, &old));
                return Err(failed("could not replace (is it open in another program?)", &self.path.join(name), error));
            }
        }
        for name in &stale {
            let path = self.path.join(name);
            set_aside(&path, &old.join(name)).map_err(|error| failed("could not remove", &path, error))?;
        }
        self.is_published = true;
        Ok(names)
    }

    /// What the run before left that would speak of articles that are no longer meant: its failures, its manifest, its
    /// journal, and shards of which there are fewer now.
    fn stale(&self, moved: &[String]) -> Vec<String> {
        let mut stale = manifest::shards_in(&self.path);
        stale.extend([failure::FILE, manifest::FILE, journal::FOLDER].map(str::to_owned));
        stale.retain(|name| !moved.contains(name));
        stale
    }

    /// Moves a file to its place, and what stood there into `old`.
    fn place(&self, name: &str, old: &Path) -> io::Result<()> {
        let (from, to) = (self.draft.join(name), self.path.join(name));
        set_aside(&to, &old.join(name))?;
        fs::rename(from, to)
    }

    /// Undoes [`Folder::place`] as far as it went.
    fn take_back(&self, name: &str, old: &Path) {
        let (draft, place, old) = (self.draft.join(name), self.path.join(name), old.join(name));
        if !draft.exists() {
            let _ = fs::rename(&place, draft);
        }
        if old.exists() {
            let _ = fs::rename(old, place);
        }
    }

    /// True where the run can be gone on with.
    fn is_resumable(&self) -> bool {
        !self.is_published && [RUN, EARLIER].iter().any(|name| journal::length_in(&self.path.join(name)) > 0)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed stays, and no harm is done.
        if self.is_published || journal::length_in(&self.draft) == 0 {
            let _ = remove(&self.draft);
        }
        if self.is_published {
            let _ = remove(&self.path.join(EARLIER));
        }
        self.lock.remove();
        if self.is_new && !self.is_published && !self.is_resumable() {
            // only a folder that is empty goes away
            let _ = fs::remove_dir(&self.path);
        }
    }
}

/// Says why a run cannot begin in a folder.
fn check(path: &Path, start: Start) -> Result<(), Error> {
    let shown = path.display();
    let has_run = [RUN, EARLIER].iter().any(|name| journal::length_in(&path.join(name)) > 0);
    let message = match start {
        Start::Replace => return Ok(()),
        Start::New if has_run => {
            format!(
                "a run into {shown} has not come to its end: give --resume to go on with it, or --force to begin anew"
            )
        }
        _ if has_run || is_empty(path)? => return Ok(()),
        Start::New => format!("{shown} is not empty: give another folder, or --force to replace the results in it"),
        Start::Resume => format!(
            "{shown} holds no run to resume: give --incremental to bring the results in it up to date, or --force to replace them"
        ),
        Start::Incremental if journal::length_in(path) > 0 => return Ok(()),
        Start::Incremental => {
            format!("{shown} holds no journal of a run to build on: give --force to replace the results in it")
        }
    };
    Err(Error::usage(message))
}

/// True where a folder holds nothing but drafts and the like, which a run that was killed leaves behind.
fn is_empty(path: &Path) -> Result<bool, Error> {
    let entries = fs::read_dir(path).map_err(|error| failed("could not read the folder", path, error))?;
    let mut names = entries.flatten().map(|entry| entry.file_name());
    Ok(names.all(|name| name.to_string_lossy().starts_with(HIDDEN)))
}

/// Removes a folder, if it is there.
fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Moves what stands at `path` out of the way, if anything does.
fn set_aside(path: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(path, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Names of visible files and folders, sorted.
pub(super) fn names_in(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// An error that names its file, by the place where it would have come to stand.
pub(super) fn failed(what: &str, path: &Path, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    let is_draft = |part: &Component<'_>| part.as_os_str().to_string_lossy().starts_with(DRAFT);
    let path: PathBuf = path.components().filter(|part| !is_draft(part)).collect();
    Error::io(format!("{what} {}", path.display()), error)
}
