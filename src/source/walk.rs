//! Finds the files that hold articles.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::load::unreadable;
use super::{Container, File};
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;

/// What stands under the paths that were asked for.
#[derive(Debug, Default)]
pub struct Found {
    /// Files and troubles, in order.
    pub(super) places: Vec<Place>,
    /// Folders that lead back to themselves: path and diagnostic. Nothing is lost by them.
    pub loops: Vec<(String, Diagnostic)>,
    /// Files of other kinds, by ending.
    pub passed_over: BTreeMap<String, u64>,
}

/// A file, or what is known of one that cannot be read.
#[derive(Clone, Debug)]
pub(super) enum Place {
    File(File),
    Unreadable(File, Diagnostic),
}

impl Found {
    /// Bytes of all files, as far as known.
    pub fn bytes(&self) -> u64 {
        let lengths = self.places.iter().map(|place| match place {
            Place::File(file) => file.len,
            Place::Unreadable(..) => 0,
        });
        lengths.sum()
    }

    /// True where there is nothing to be read.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    fn add_file(&mut self, path: &Path, stem: String, container: Container, len: u64) {
        let file = File { path: path.to_owned(), shown: shown(path).into(), stem: stem.into(), container, len };
        self.places.push(Place::File(file));
    }

    fn add_unreadable(&mut self, path: &Path, stem: String, error: &dyn std::error::Error) {
        let file = File {
            path: path.to_owned(),
            shown: shown(path).into(),
            stem: stem.into(),
            container: Container::Text,
            len: 0,
        };
        self.places.push(Place::Unreadable(file, unreadable(error)));
    }
}

/// Finds the files under `paths`, folder by folder in the order of their names. `output` is not looked into. A path
/// that is not there is an error; what can't be read below a folder is a place of its own.
pub fn find(paths: &[PathBuf], output: Option<&Path>) -> Result<Found, Error> {
    let output = output.and_then(|path| path.canonicalize().ok());
    let mut found = Found::default();
    for path in paths {
        if path == OsStr::new("-") {
            found.add_file(path, "stdin".to_owned(), Container::JsonLines, 0);
            continue;
        }
        let data = path.metadata().map_err(|error| Error::io(format!("could not open {}", shown(path)), error))?;
        if is_same(path, output.as_deref()) {
            return Err(Error::usage(format!("{} is read from: give another folder to write to", shown(path))));
        } else if data.is_dir() {
            walk(path, output.as_deref(), &mut found);
        } else if !is_sidecar(path) {
            let name = path.file_name().map(Path::new).unwrap_or(path);
            let container = Container::of(path).unwrap_or(Container::Text);
            found.add_file(path, stem(name), container, data.len());
        }
    }
    Ok(found)
}

fn walk(root: &Path, output: Option<&Path>, found: &mut Found) {
    let output = output.map(Path::to_owned);
    let mut builder = WalkBuilder::new(root);
    builder.standard_filters(false).follow_links(true).sort_by_file_name(|a, b| a.cmp(b));
    builder.filter_entry(move |entry| !is_folder(entry) || !is_same(entry.path(), output.as_deref()));
    for entry in builder.build() {
        match entry {
            Ok(entry) => add_entry(root, &entry, found),
            Err(error) => add_error(root, &error, found),
        }
    }
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// True where `path` is the folder `other`, which is in canonical form.
fn is_same(path: &Path, other: Option<&Path>) -> bool {
    other.is_some() && path.canonicalize().ok().as_deref() == other
}

fn add_entry(root: &Path, entry: &DirEntry, found: &mut Found) {
    let path = entry.path();
    if !entry.file_type().is_some_and(|kind| kind.is_file()) || is_sidecar(path) {
        return;
    }
    match Container::of(path) {
        Some(container) => {
            let len = entry.metadata().map_or(0, |data| data.len());
            found.add_file(path, stem(path.strip_prefix(root).unwrap_or(path)), container, len);
        }
        None => {
            let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy().to_lowercase()));
            *found.passed_over.entry(ending.unwrap_or_else(|| "without ending".to_owned())).or_default() += 1;
        }
    }
}

fn add_error(root: &Path, error: &ignore::Error, found: &mut Found) {
    if let Some((ancestor, child)) = folder_loop(error) {
        let message = format!("leads back to {}: read there", shown(ancestor));
        found.loops.push((shown(child), Diagnostic::new("source/loop", Severity::Info, message)));
        return;
    }
    let path = path_of(error).unwrap_or(root);
    let id = stem(path.strip_prefix(root).unwrap_or(path));
    found.add_unreadable(path, id, root_cause(error.io_error().map_or(error as _, |error| error as _)));
}

/// The last error of a chain: what the system said, without the paths that were added on the way.
fn root_cause<'e>(mut error: &'e (dyn std::error::Error + 'static)) -> &'e (dyn std::error::Error + 'static) {
    while let Some(cause) = error.source() {
        error = cause;
    }
    error
}

fn folder_loop(error: &ignore::Error) -> Option<(&Path, &Path)> {
    match error {
        ignore::Error::Loop { ancestor, child } => Some((ancestor, child)),
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => folder_loop(err),
        _ => None,
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => path_of(err),
        _ => None,
    }
}

/// True for the metadata beside a text.
fn is_sidecar(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str);
    let stem = name.and_then(|name| name.strip_suffix(".meta.json"));
    stem.is_some_and(|stem| path.with_file_name(format!("{stem}.txt")).is_file())
}

/// A path below its root without its ending, with `/` between folders.
fn stem(path: &Path) -> String {
    shown(&path.with_extension(""))
}

/// A path as people read it, with `/` between folders.
pub(super) fn shown(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() }
}
