//! Files below a folder.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use trich::Error;

/// The files below a folder whose names have one of these endings, folder by folder in the order of the names. Links to
/// folders are not followed: they might lead round in a circle.
pub fn below(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for entry in WalkBuilder::new(folder).standard_filters(false).sort_by_file_name(|a, b| a.cmp(b)).build() {
        let entry = entry.map_err(|error| Error::unreadable(folder, error))?;
        let ending = entry.path().extension().and_then(|ending| ending.to_str());
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        if !is_folder && ending.is_some_and(|ending| endings.contains(&ending)) {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}
