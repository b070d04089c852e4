//! The folder that a run writes into: whole files or none.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use tempfile::TempDir;

use super::failure;
use crate::error::Error;

/// What the name of a draft folder begins with.
const DRAFT: &str = ".trich-";

/// An output folder. Files are written into a draft folder inside it, and moved to their places by
/// [`Folder::publish`]; where a run fails the draft goes away and what stood there before is untouched.
pub struct Folder {
    path: PathBuf,
    draft: TempDir,
    is_new: bool,
    is_published: bool,
}

impl Folder {
    /// Opens `path`, which is made where it does not exist. A folder that holds anything is refused unless `force` is
    /// given; even then only files of the same names are replaced.
    pub fn open(path: &Path, force: bool) -> Result<Folder, Error> {
        let is_new = !path.exists();
        if !is_new && !force && !is_empty(path)? {
            let message = format!(
                "{} is not empty: give another folder, or --force to replace the results in it",
                path.display()
            );
            return Err(Error::usage(message));
        }
        fs::create_dir_all(path).map_err(|error| failed("could not create", path, error))?;
        let draft = tempfile::Builder::new().prefix(DRAFT).tempdir_in(path);
        let draft = draft.map_err(|error| failed("could not write into", path, error))?;
        Ok(Folder { path: path.to_owned(), draft, is_new, is_published: false })
    }

    /// The folder in which files are written.
    pub fn draft(&self) -> &Path {
        self.draft.path()
    }

    /// Moves everything to its place and returns the names. Where one file cannot be replaced, all stay as they were.
    pub fn publish(mut self) -> Result<Vec<String>, Error> {
        let old = self.draft.path().join(".replaced");
        fs::create_dir(&old).map_err(|error| failed("could not write into", &self.path, error))?;
        let names = names_in(self.draft.path()).map_err(|error| failed("could not read", &self.path, error))?;
        for (done, name) in names.iter().enumerate() {
            if let Err(error) = self.place(name, &old) {
                names[..=done].iter().rev().for_each(|name| self.take_back(name, &old));
                return Err(failed("could not replace (is it open in another program?)", &self.path.join(name), error));
            }
        }
        // A list of failures from the run before would speak of articles that are no longer meant.
        let failures = self.path.join(failure::FILE);
        if !names.iter().any(|name| name == failure::FILE) {
            set_aside(&failures, &old.join(failure::FILE))
                .map_err(|error| failed("could not remove", &failures, error))?;
        }
        self.is_published = true;
        Ok(names)
    }

    /// Moves a file to its place, and what stood there into `old`.
    fn place(&self, name: &str, old: &Path) -> io::Result<()> {
        let (from, to) = (self.draft.path().join(name), self.path.join(name));
        set_aside(&to, &old.join(name))?;
        fs::rename(from, to)
    }

    /// Undoes [`Folder::place`] as far as it went.
    fn take_back(&self, name: &str, old: &Path) {
        let (draft, place, old) = (self.draft.path().join(name), self.path.join(name), old.join(name));
        if !draft.exists() {
            let _ = fs::rename(&place, draft);
        }
        if old.exists() {
            let _ = fs::rename(old, place);
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.is_new && !self.is_published {
            // Only a folder that is empty apart from the draft goes away; otherwise it stays, and no harm is done.
            let _ = fs::remove_dir_all(self.draft.path());
            let _ = fs::remove_dir(&self.path);
        }
    }
}

/// True where a folder holds nothing but drafts, which a run that was killed leaves behind.
fn is_empty(path: &Path) -> Result<bool, Error> {
    let entries = fs::read_dir(path).map_err(|error| failed("could not read the folder", path, error))?;
    let mut names = entries.flatten().map(|entry| entry.file_name());
    Ok(names.all(|name| name.to_string_lossy().starts_with(DRAFT)))
}

/// Moves what stands at `path` out of the way, if anything does.
fn set_aside(path: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(path, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Names of visible files and folders, sorted.
fn names_in(path: &Path) -> io::Result<Vec<String>> {
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
