//! What the user adds: lists, each to a built-in one of the same columns, kinds of facts, and profiles of sites.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;
use serde::de::IgnoredAny;
use unicode_normalization::UnicodeNormalization;

use super::{Builder, OwnKind, Row, Table};
use crate::error::Error;

/// A list of the user: the text of a TSV file. Its columns say which built-in list it adds to.
#[derive(Clone, Debug)]
pub struct OwnList {
    /// As messages name it: the path of its file.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// The profile of a site: where it keeps the parts of an article, as a TOML file ([`crate::source::Sites`]).
#[derive(Clone, Debug)]
pub struct OwnSite {
    /// As messages name it: the path of its file.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What the user adds.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// Lists.
    pub lists: Vec<OwnList>,
    /// Kinds of facts.
    pub kinds: Vec<OwnKind>,
    /// Profiles of sites.
    pub sites: Vec<OwnSite>,
}

/// Everything that a `trich.toml` may have, so that a slip in a name is told. Kinds and scores are read elsewhere.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    /// Further lists and folders, beside the file.
    lexicon: Vec<PathBuf>,
    /// Profiles of sites and folders of such, beside the file.
    sites: Vec<PathBuf>,
    #[serde(rename = "kind")]
    _kinds: IgnoredAny,
    #[serde(rename = "score")]
    _score: IgnoredAny,
}

/// Name of the folder, in a folder of lists, that holds profiles of sites.
const SITES: &str = "sites";

impl Own {
    /// What stands at these paths, in their order; see [`Own::read`].
    pub fn of<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Own, Error> {
        let mut own = Own::default();
        paths.into_iter().try_for_each(|path| own.read(path.as_ref()))?;
        Ok(own)
    }

    /// Adds what stands at `path`: a list, a `trich.toml`, or all of these in a folder, in the order of their names, with the
    /// profiles of sites in its folder `sites`. A file of a folder `sites` is a profile.
    pub fn read(&mut self, path: &Path) -> Result<(), Error> {
        if path.is_dir() {
            return self.read_folder(path);
        }
        if path.extension().is_none_or(|ending| ending != "toml") {
            self.lists.push(OwnList::read(path)?);
            return Ok(());
        }
        if path.parent().is_some_and(|folder| folder.ends_with(SITES)) {
            return self.read_sites(path);
        }
        let OwnList { name, text } = OwnList::read(path)?;
        let kinds = OwnKind::parse(&name, &text)?;
        if let Some(twice) = kinds.iter().find(|kind| self.kinds.iter().any(|other| other.name == kind.name)) {
            let message = format!("{name}: the kind {:?} is defined already, in another file", twice.name);
            return Err(Error::lexicon(message));
        }
        self.kinds.extend(kinds);
        let settings: Settings = toml::from_str(&text).map_err(|error| Error::toml(&name, &text, &error))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        settings.lexicon.iter().try_for_each(|further| match further.extension() {
            Some(ending) if ending == "toml" => Err(Error::lexicon(format!(
                "{name}: expected lists and folders of lists, but found {}",
                further.display()
            ))),
            _ => self.read_lists(&folder.join(further)),
        })?;
        settings.sites.iter().try_for_each(|sites| self.read_sites(&folder.join(sites)))
    }

    fn read_folder(&mut self, folder: &Path) -> Result<(), Error> {
        let count = |own: &Own| (own.lists.len(), own.kinds.len(), own.sites.len());
        let before = count(self);
        let file = folder.join("trich.toml");
        if file.is_file() {
            self.read(&file)?;
        }
        self.read_lists(folder)?;
        if count(self) == before {
            let message = format!(
                "expected lists (.tsv), {SITES}/*.toml or a trich.toml with kinds in {}, but found none",
                folder.display()
            );
            return Err(Error::lexicon(message));
        }
        Ok(())
    }

    /// Adds a list, or every list of a folder and the profiles in its folder `sites`.
    fn read_lists(&mut self, path: &Path) -> Result<(), Error> {
        if !path.is_dir() {
            self.lists.push(OwnList::read(path)?);
            return Ok(());
        }
        for file in files_of(path, "tsv")? {
            self.lists.push(OwnList::read(&file)?);
        }
        let sites = path.join(SITES);
        if sites.is_dir() { self.read_sites(&sites) } else { Ok(()) }
    }

    /// Adds a profile of a site, or every one of a folder. A file that was added already is not added again.
    fn read_sites(&mut self, path: &Path) -> Result<(), Error> {
        let files = if path.is_dir() { files_of(path, "toml")? } else { vec![path.to_owned()] };
        for file in files {
            let OwnList { name, text } = OwnList::read(&file)?;
            if self.sites.iter().all(|site| site.name != name) {
                self.sites.push(OwnSite { name, text });
            }
        }
        Ok(())
    }
}

/// The files of a folder with an ending, in the order of their names.
fn files_of(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Error> {
    let failed = |error| Error::io(format!("could not read the folder {}", folder.display()), error);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        files.push(entry.map_err(failed)?.path());
    }
    files.retain(|file| file.extension().is_some_and(|found| found == ending));
    files.sort();
    Ok(files)
}

impl OwnList {
    /// A list from its text. Letters may be composed in any way; a byte order mark is passed over.
    pub fn new(name: impl Into<String>, text: &str) -> OwnList {
        OwnList { name: name.into(), text: text.trim_start_matches('\u{feff}').nfc().collect() }
    }

    /// Reads a list.
    pub fn read(path: &Path) -> Result<OwnList, Error> {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| Error::io(format!("could not read {name}"), error))?;
        match std::str::from_utf8(&bytes) {
            Ok(text) => Ok(OwnList::new(name, text)),
            Err(error) => {
                let line = bytes[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count() + 1;
                Err(Error::lexicon(format!("{name}:{line}: expected UTF-8 (save it as UTF-8 text)")))
            }
        }
    }

    /// The line that names the columns, with its number.
    pub(super) fn header(&self) -> (usize, &str) {
        let lines = self.text.lines().enumerate().map(|(index, line)| (index + 1, line.trim_end_matches('\r')));
        let mut lines = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        lines.next().unwrap_or((1, ""))
    }

    /// True where the list adds to the built-in list of this name and these columns. A register of documents may have
    /// any name, since no other list has its columns.
    pub(super) fn adds_to(&self, name: &str, columns: &[&str]) -> bool {
        let stem = Path::new(&self.name).file_stem().and_then(|stem| stem.to_str());
        let is_named = name == "documents" || stem == Some(name);
        is_named && self.header().1.split('\t').eq(columns.iter().copied())
    }
}

impl Builder {
    /// A builder that hands what the user has to the rooms.
    pub fn with_own(own: Own) -> Builder {
        let mut builder = Builder::default();
        (builder.own, builder.kinds) = (own.lists, own.kinds);
        builder
    }

    /// The user's kinds of facts.
    pub fn own_kinds(&mut self) -> Vec<OwnKind> {
        std::mem::take(&mut self.kinds)
    }

    /// The user's lists that add to a built-in list of this name and these columns.
    pub fn own(&mut self, name: &'static str, columns: &'static [&'static str]) -> Vec<OwnList> {
        self.extendable.push((name, columns));
        self.own.extract_if(.., |list| list.adds_to(name, columns)).collect()
    }

    /// The rows of a built-in list, and those that the user adds to it.
    pub fn rows(
        &mut self,
        name: &'static str,
        text: &'static str,
        columns: &'static [&'static str],
    ) -> Result<Vec<Row<'static>>, Error> {
        let mut rows: Vec<Row<'static>> = Table::parse(name, text, columns)?.rows().collect::<Result<_, Error>>()?;
        for OwnList { name, text } in self.own(name, columns) {
            for row in Table::parse(kept(name), kept(text), columns)?.rows() {
                rows.push(row?);
            }
        }
        Ok(rows)
    }

    /// An error where a list of the user has the columns of none that it could add to.
    pub fn check_own(&self) -> Result<(), Error> {
        let Some(list) = self.own.first() else { return Ok(()) };
        let (line, header) = list.header();
        let lists = self.extendable.iter().map(|(name, columns)| format!("{name}.tsv ({})", columns.join(", ")));
        let (name, lists) = (&list.name, lists.collect::<Vec<_>>().join(", "));
        let found = header.split('\t').collect::<Vec<_>>().join(", ");
        let message = format!("{name}:{line}: expected one of the lists {lists}, but found the columns {found}");
        Err(Error::lexicon(message))
    }
}

/// A text that lives as long as the program, since entries borrow from their lists. Equal texts are kept once, however
/// many pipelines are loaded.
pub(crate) fn kept(text: String) -> &'static str {
    static TEXTS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(text) = texts.get(text.as_str()) {
        return text;
    }
    let text: &'static str = text.leak();
    texts.insert(text);
    text
}
