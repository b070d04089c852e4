//! Keeps two runs from writing into one folder.
//!
//! The lock is the system's, on a file of the folder: it ends with its process, however that ends, so a file that a
//! killed run left behind locks nobody out.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::folder::failed;
use crate::error::Error;

/// Name of the file.
const FILE: &str = ".trich-lock";

/// A lock that is held.
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Locks a folder, or says that it is locked.
    pub(super) fn take(folder: &Path) -> Result<Lock, Error> {
        let path = folder.join(FILE);
        loop {
            let options = File::options().write(true).create(true).truncate(false).open(&path);
            let file = options.map_err(|error| failed("could not write into", folder, error))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let message =
                        format!("expected {} for this run alone, but another one is writing into it", folder.display());
                    return Err(Error::usage(message));
                }
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(failed("could not lock", folder, error)),
            }
            // who held the lock until now may have removed the file, and somebody made a new one
            if is_file_at(&file, &path).map_err(|error| failed("could not lock", folder, error))? {
                return Ok(Lock { path, _file: file });
            }
        }
    }

    /// Removes the file; the lock itself is held on.
    pub(super) fn remove(&self) {
        // a file that stays does no harm
        let _ = fs::remove_file(&self.path);
    }
}

fn is_file_at(file: &File, path: &Path) -> io::Result<bool> {
    match Handle::from_path(path) {
        Ok(there) => Ok(there == Handle::from_file(file.try_clone()?)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
