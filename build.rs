//! Tells the program what it is built from: the commit, where that is known, and hashes of its word lists and of all its
//! sources. Records of an earlier run are used again only by the same program with the same lists.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

/// Hexadecimal digits of a hash.
const DIGITS: usize = 16;

fn main() {
    let files = files_below(Path::new("src"));
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=TRICH_SOURCES={}", hash(files.iter()));
    println!("cargo::rustc-env=TRICH_LEXICON={}", hash(files.iter().filter(|path| is_list(path))));
    println!("cargo::rustc-env=TRICH_COMMIT={}", commit().unwrap_or_default());
}

/// True for word lists and profiles of sites.
fn is_list(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name);
    let ending = path.extension();
    let is = |name: &str, of: &str| folder.is_some_and(|folder| folder == name) && ending.is_some_and(|it| it == of);
    is("lexicon", "tsv") || is("sites", "toml")
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// A hash of names and contents.
fn hash<'p>(files: impl Iterator<Item = &'p PathBuf>) -> String {
    let mut hasher = Sha256::new();
    for path in files {
        let content = fs::read(path).unwrap_or_default();
        let name = path.to_string_lossy().replace('\\', "/");
        hasher.update(format!("{name}\n{}\n", content.len()));
        hasher.update(content);
    }
    let sum: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    sum[..DIGITS].to_owned()
}

/// The commit of the repository or, in a package, the one that it was packed from.
fn commit() -> Option<String> {
    if !Path::new(".git").exists() {
        let packed = fs::read_to_string(".cargo_vcs_info.json").ok()?;
        let (_, sum) = packed.split_once("\"sha1\": \"")?;
        return sum.get(..DIGITS).map(str::to_owned);
    }
    println!("cargo::rerun-if-changed=.git/HEAD");
    println!("cargo::rerun-if-changed=.git/logs/HEAD");
    let ran = Command::new("git").args(["rev-parse", "HEAD"]).output().ok()?;
    let sum = String::from_utf8(ran.stdout).ok()?;
    ran.status.success().then(|| sum.get(..DIGITS).map(str::to_owned)).flatten()
}
