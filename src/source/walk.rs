//! Finds the files that hold articles.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::container::{Packing, unpacked_name};
use super::fields::names_text;
use super::load::unreadable;
use super::{Container, File, Settings};
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;

/// What stands under the paths that were asked for.
#[derive(Debug, Default)]
pub struct Found {
    /// Files and troubles, in order.
    pub(super) places: Vec<Place>,
    /// What is worth knowing though nothing is lost by it: folders that lead back to themselves, links that lead out.
    /// Path and diagnostic.
    pub notices: Vec<(String, Diagnostic)>,
    /// Files of other kinds, by ending.
    pub passed_over: BTreeMap<String, u64>,
}

/// A file, or what is known of one that cannot be read.
#[derive(Clone, Debug)]
pub(super) enum Place {
    File(Spot),
    Unreadable(Spot, Diagnostic),
}

/// Where a file is. Runs may have millions of them: the rest of what is told of a file is made when its turn comes.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    path: PathBuf,
    /// Bytes of the path before the part that gives the id.
    above: usize,
    container: Container,
    /// True where the ending of the name is no part of the id.
    has_ending: bool,
    len: u64,
}

impl Spot {
    /// All that is known of the file.
    pub(super) fn file(self) -> File {
        let shown = shown(&self.path);
        let below = shown.get(self.above..).unwrap_or(&shown).trim_start_matches('/');
        let name = if self.path.as_os_str() == "-" { "stdin" } else { below };
        File {
            stem: stem(name, self.has_ending).into(),
            has_odd_name: self.path.to_str().is_none(),
            shown: shown.as_str().into(),
            path: self.path,
            container: self.container,
            is_member: false,
            len: self.len,
        }
    }
}

impl Found {
    /// Bytes of all files, 0 where they do not say how much there is to read.
    pub fn bytes(&self) -> u64 {
        let mut sum = 0;
        for place in &self.places {
            match place {
                Place::File(spot) if spot.is_unpacked() => sum += spot.len,
                Place::File(_) => return 0,
                Place::Unreadable(..) => {}
            }
        }
        sum
    }

    /// True where there is nothing to be read.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Takes every file as what `container` says.
    pub fn read_as(&mut self, container: Container) {
        for place in &mut self.places {
            if let Place::File(spot) = place {
                spot.container = container;
            }
        }
    }
}

impl Spot {
    /// True for a file whose length is that of what is read.
    fn is_unpacked(&self) -> bool {
        let name = self.path.to_string_lossy();
        !self.container.is_archive() && !unpacked_name(&name).1
    }
}

/// Finds the files under `paths`, folder by folder in the order of their names. `output` is not looked into. A path
/// that is not there is an error; what can't be read below a folder is a place of its own. Tables below a folder that
/// have no column for the text of an article are passed over, such as the results of a run.
pub fn find(paths: &[PathBuf], output: Option<&Path>, settings: &Settings) -> Result<Found, Error> {
    let output = output.and_then(|path| path.canonicalize().ok());
    let mut found = Found::default();
    for path in paths {
        if path == OsStr::new("-") {
            let (path, container) = (path.clone(), Container::JsonLines);
            found.places.push(Place::File(Spot { path, above: 0, container, has_ending: false, len: 0 }));
            continue;
        }
        let data = path.metadata().map_err(|error| Error::io(format!("could not open {}", shown(path)), error))?;
        if is_same(path, output.as_deref()) {
            return Err(Error::usage(format!("{} is read from: give another folder to write to", shown(path))));
        } else if data.is_dir() {
            walk(path, output.as_deref(), settings, &mut found);
        } else if !is_sidecar(path) {
            let above = path.parent().map_or(0, |folder| shown(folder).len());
            let container = Container::of(path).or_else(|| sniff(path)).unwrap_or(Container::Text);
            let (path, len) = (path.clone(), data.len());
            found.places.push(Place::File(Spot { path, above, container, has_ending: true, len }));
        }
    }
    Ok(found)
}

/// Links out of a folder that are told one by one.
const MOST_NOTICES: usize = 20;

fn walk(root: &Path, output: Option<&Path>, settings: &Settings, found: &mut Found) {
    let output = output.map(Path::to_owned);
    let mut builder = WalkBuilder::new(root);
    builder.standard_filters(false).follow_links(true).sort_by_file_name(|a, b| a.cmp(b));
    builder.filter_entry(move |entry| !is_folder(entry) || !is_same(entry.path(), output.as_deref()));
    for entry in builder.build() {
        match entry {
            Ok(entry) => add_entry(root, &entry, settings, found),
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

fn add_entry(root: &Path, entry: &DirEntry, settings: &Settings, found: &mut Found) {
    let path = entry.path();
    if !entry.file_type().is_some_and(|kind| kind.is_file()) {
        if entry.path_is_symlink() {
            note_link_out(root, path, found);
        }
        return;
    }
    if is_sidecar(path) {
        return;
    }
    let named = Container::of(path);
    let Some(container) = named.or_else(|| sniff(path)) else {
        let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy().to_lowercase()));
        *found.passed_over.entry(ending.unwrap_or_else(|| "without ending".to_owned())).or_default() += 1;
        return;
    };
    if is_other_table(path, container, settings) {
        *found.passed_over.entry(format!(".{} without a text column", container.name())).or_default() += 1;
        return;
    }
    if entry.path_is_symlink() {
        note_link_out(root, path, found);
    }
    let len = entry.metadata().map_or(0, |data| data.len());
    let (path, above) = (path.to_owned(), shown(root).len());
    let has_ending = named.is_some();
    found.places.push(Place::File(Spot { path, above, container, has_ending, len }));
}

/// Bytes at the beginning of a file by which it is judged.
pub(super) const HEAD: u64 = 4096;

fn head(path: &Path) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    fs::File::open(path).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
    Some(head)
}

/// True for a table whose first line, where it can be read here, names no column for the text.
fn is_other_table(path: &Path, container: Container, settings: &Settings) -> bool {
    is_table(container) && head(path).is_some_and(|head| lacks_text(&head, settings))
}

pub(super) fn is_table(container: Container) -> bool {
    matches!(container, Container::Csv | Container::Tsv)
}

/// True for the beginning of such a table.
pub(super) fn lacks_text(head: &[u8], settings: &Settings) -> bool {
    if Packing::of(head).is_some() {
        return false;
    }
    let Some(Ok(line)) = head.split(|&byte| byte == b'\n').next().map(std::str::from_utf8) else { return false };
    let mut names = line.trim_start_matches('\u{FEFF}').split(['\t', ',', ';', '|']);
    !line.contains('\0') && !names.any(|name| names_text(name.trim().trim_matches('"'), settings))
}

/// What a file of another ending is, where its first bytes tell.
fn sniff(path: &Path) -> Option<Container> {
    /// Endings of files that are no articles, so that these need not be opened.
    const FOREIGN: [&str; 32] = [
        "jpg", "jpeg", "png", "gif", "webp", "svg", "ico", "bmp", "css", "js", "map", "woff", "woff2", "ttf", "mp3",
        "mp4", "webm", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "epub", "md", "py", "log", "db",
        "lock", "xml",
    ];
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if ending.as_deref().is_some_and(|ending| FOREIGN.contains(&ending)) {
        return None;
    }
    let head = head(path)?;
    if Packing::of(&head).is_some() {
        return Some(Container::Unknown);
    }
    let names_text = |name: &str| memchr::memmem::find(&head, name.as_bytes()).is_some();
    match Container::of_content(&head, None)? {
        // formats of many programs are archives inside
        Container::Zip if ending.is_some() => None,
        // and settings of many are JSON
        Container::Json if !["\"text\"", "\"content\"", "\"body\"", "\"maintext\""].into_iter().any(names_text) => None,
        container => Some(container),
    }
}

/// Notes a link that leads out of the folder: what it points to is read, but is not where it seems to be.
fn note_link_out(root: &Path, path: &Path, found: &mut Found) {
    let (Ok(inside), Ok(target)) = (root.canonicalize(), path.canonicalize()) else { return };
    if target.starts_with(inside) || found.notices.len() >= MOST_NOTICES {
        return;
    }
    let message = format!("leads out of {} to {}: read there", shown(root), shown(&target));
    found.notices.push((shown(path), Diagnostic::new("source/link-out", Severity::Info, message)));
}

fn add_error(root: &Path, error: &ignore::Error, found: &mut Found) {
    if let Some((ancestor, child)) = folder_loop(error) {
        let message = format!("leads back to {}: read there", shown(ancestor));
        found.notices.push((shown(child), Diagnostic::new("source/loop", Severity::Info, message)));
        return;
    }
    let path = path_of(error).unwrap_or(root);
    let (above, container) = (shown(root).len(), Container::Text);
    let spot = Spot { path: path.to_owned(), above, container, has_ending: true, len: 0 };
    let error = root_cause(error.io_error().map_or(error as _, |error| error as _));
    found.places.push(Place::Unreadable(spot, unreadable(error)));
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

/// True for what belongs to an article: the metadata beside a text, accepted output and gold.
fn is_sidecar(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str);
    if name.is_some_and(|name| name.ends_with(".expected.tsv") || name.ends_with(".gold.tsv")) {
        return true;
    }
    let stem = name.and_then(|name| name.strip_suffix(".meta.json"));
    stem.is_some_and(|stem| path.with_file_name(format!("{stem}.txt")).is_file())
}

/// The name of a file below its folder as the first part of an id: without the endings that tell what it is, where
/// `has_ending` says that it has such.
pub(super) fn stem(name: &str, has_ending: bool) -> String {
    if !has_ending {
        return name.to_owned();
    }
    let (name, _) = unpacked_name(name);
    shown(&Path::new(name).with_extension(""))
}

/// A path as people read it, with `/` between folders.
pub(super) fn shown(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() }
}
