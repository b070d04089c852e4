//! `manifest.json`: what a run was and what it wrote, with a hash of every file. It has no clock in it: the same run gives
//! the same manifest.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::folder::{failed, names_in};
use crate::error::Error;
use crate::hexadecimal::hexadecimal;
use crate::version;

/// Name of the file.
pub(super) const FILE: &str = "manifest.json";

/// Bytes of a file that are read at a time.
const BUFFER: usize = 1 << 16;

/// Name and version of its form.
const SCHEMA: &str = "trich-manifest/1";

/// What a manifest tells of a run besides its files.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// What the results depend on besides the articles.
    pub options: Map<String, Value>,
    /// How many articles there were, how many facts of each kind and so on.
    pub counts: Map<String, Value>,
}

#[derive(Serialize)]
struct Written {
    schema: &'static str,
    version: &'static str,
    commit: Option<&'static str>,
    lexicon: &'static str,
    options: Map<String, Value>,
    counts: Map<String, Value>,
    files: Vec<Listed>,
}

/// A file of the results, or a folder of files.
#[derive(Serialize, Deserialize)]
struct Listed {
    /// Its name; of a folder with `/` behind.
    name: String,
    /// Files in it; absent for a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    files: Option<u64>,
    bytes: u64,
    /// Of a folder, that of the lines of `sha256sum` over its files in the order of the bytes of their paths.
    sha256: String,
}

/// The part of a manifest that tells of files.
#[derive(Deserialize)]
struct Files {
    files: Vec<Listed>,
}

/// Writes the manifest of all results in a folder into it.
pub(super) fn write(manifest: Manifest, folder: &Path) -> Result<(), Error> {
    let path = folder.join(FILE);
    let Manifest { options, counts } = manifest;
    let written = list(folder).and_then(|files| {
        let (version, commit, lexicon) = (version::VERSION, version::commit(), version::LEXICON);
        let written = Written { schema: SCHEMA, version, commit, lexicon, options, counts, files };
        let mut json = serde_json::to_vec_pretty(&written)?;
        json.push(b'\n');
        fs::write(&path, json)
    });
    written.map_err(|error| failed("could not write", &path, error))
}

/// The shards that the manifest in a folder names: later results may have fewer.
pub(super) fn shards_in(folder: &Path) -> Vec<String> {
    let manifest = fs::read(folder.join(FILE)).unwrap_or_default();
    let files = serde_json::from_slice::<Files>(&manifest).map_or(Vec::new(), |manifest| manifest.files);
    let names = files.into_iter().map(|file| file.name.trim_end_matches('/').to_owned());
    names.filter(|name| is_shard(name)).collect()
}

/// True for `numbers-00007.csv`.
fn is_shard(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let number = stem.rsplit_once('-').map_or("", |(_, number)| number);
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    is_plain && number.len() >= 5 && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn list(folder: &Path) -> io::Result<Vec<Listed>> {
    let names = names_in(folder)?;
    names.par_iter().map(|name| listed(folder, name)).collect()
}

fn listed(folder: &Path, name: &str) -> io::Result<Listed> {
    let path = folder.join(name);
    if !path.is_dir() {
        let (bytes, sha256) = summed(&path)?;
        return Ok(Listed { name: name.to_owned(), files: None, bytes, sha256 });
    }
    let mut tree = Tree { files: 0, bytes: 0, lines: Sha256::new() };
    tree.add(folder, name)?;
    let sha256 = hexadecimal(&tree.lines.finalize());
    Ok(Listed { name: format!("{name}/"), files: Some(tree.files), bytes: tree.bytes, sha256 })
}

/// The files below a folder so far.
struct Tree {
    files: u64,
    bytes: u64,
    lines: Sha256,
}

impl Tree {
    /// Adds what stands at `root`/`name`, in the order of whole paths: `a-b/` comes before `a/`.
    fn add(&mut self, root: &Path, name: &str) -> io::Result<()> {
        let path = root.join(name);
        if !path.is_dir() {
            let (bytes, sum) = summed(&path)?;
            self.files += 1;
            self.bytes += bytes;
            self.lines.update(format!("{sum}  {name}\n"));
            return Ok(());
        }
        let mut inside = Vec::new();
        for entry in fs::read_dir(&path)? {
            let entry = entry?;
            let end = if entry.path().is_dir() { "/" } else { "" };
            inside.push(format!("{}{end}", entry.file_name().to_string_lossy()));
        }
        inside.sort();
        inside.iter().try_for_each(|inner| self.add(root, &format!("{name}/{}", inner.trim_end_matches('/'))))
    }
}

/// Length and SHA-256 of a file.
fn summed(path: &Path) -> io::Result<(u64, String)> {
    let mut file = BufReader::with_capacity(BUFFER, File::open(path)?);
    let (mut hasher, mut length) = (Sha256::new(), 0);
    loop {
        let bytes = file.fill_buf()?;
        if bytes.is_empty() {
            return Ok((length, hexadecimal(&hasher.finalize())));
        }
        hasher.update(bytes);
        let count = bytes.len();
        length += count as u64;
        file.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_shards_are_taken_for_such() {
        for name in ["articles-00000.jsonl", "numbers-00012.csv.zst", "json-00003", "trich-123456.xlsx"] {
            assert!(is_shard(name), "{name}");
        }
        for name in ["articles.jsonl", "../x-00000", "a-00000/../../b", "notes-2020.md", "-", "x-0000a.csv"] {
            assert!(!is_shard(name), "{name}");
        }
    }
}
