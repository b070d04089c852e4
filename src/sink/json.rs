//! `json/`: a file an article, in folders like those of the input.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::folder::failed;
use crate::error::Error;
use crate::hexadecimal::hexadecimal;
use crate::record::Record;

/// Characters of the longest part of a path; file systems end at 255 bytes.
const MAX_PART: usize = 100;

/// A file to be written.
#[derive(Debug)]
pub struct NamedFile {
    /// Folders and name without ending, each safe on every system.
    parts: Vec<String>,
    bytes: Vec<u8>,
}

/// Renders a record, with its place in the tree. `stem` is the path of its file below the folder that was read.
pub(super) fn render(record: &Record<'_>, stem: &str) -> NamedFile {
    let mut bytes = serde_json::to_vec_pretty(record).unwrap_or_default();
    bytes.push(b'\n');
    NamedFile { parts: parts(&record.id, record.source.line, stem), bytes }
}

/// Folders and name for an article that is written under its id.
pub fn safe_parts(id: &str) -> Vec<String> {
    id.split('/').map(safe).collect()
}

/// An article that is a file is named like its file. Those of a container stand in a folder that is named like the
/// container, each named by its id, or by its number where that is all of its id.
pub(super) fn parts(id: &str, line: Option<u64>, stem: &str) -> Vec<String> {
    let mut parts: Vec<String> = stem.split('/').map(safe).collect();
    if line.is_some() {
        let number = id.strip_prefix(stem).and_then(|rest| rest.strip_prefix('#'));
        parts.push(safe(number.unwrap_or(id)));
    }
    parts
}

/// A file name that is safe on every system and differs for every text: letters, digits, `-`, `_`, `#`, `~` and inner
/// points stand for themselves, everything else is written as bytes in hexadecimal, `%2F`.
pub(crate) fn safe(part: &str) -> String {
    let mut name = String::with_capacity(part.len());
    for (at, char) in part.char_indices() {
        let is_inner = at > 0 && at + 1 < part.len();
        match char {
            '-' | '_' | '#' | '~' => name.push(char),
            '.' if is_inner => name.push(char),
            _ if char.is_alphanumeric() => name.push(char),
            _ => push_escaped(char, &mut name),
        }
    }
    if name.is_empty() {
        return "%".to_owned();
    }
    if is_device(&name) {
        name.insert(0, '%');
    }
    shortened(name)
}

fn push_escaped(char: char, name: &mut String) {
    for byte in char.encode_utf8(&mut [0; 4]).bytes() {
        name.push_str(&format!("%{byte:02X}"));
    }
}

/// Names that mean devices on Windows, with any ending.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_uppercase();
    let numbered =
        |prefix| stem.strip_prefix(prefix).is_some_and(|n: &str| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

/// Cuts a long name, and tells it from others with the same beginning by a hash.
fn shortened(name: String) -> String {
    if name.len() <= MAX_PART {
        return name;
    }
    let mut end = MAX_PART - 17;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    let hash = hexadecimal(&Sha256::digest(name.as_bytes())[..8]);
    format!("{}~{hash}", &name[..end])
}

/// The tree.
pub(super) struct Writer {
    root: PathBuf,
}

impl Writer {
    pub(super) fn create(folder: &Path) -> Result<Writer, Error> {
        let root = folder.join("json");
        fs::create_dir(&root).map_err(|error| failed("could not create", &root, error))?;
        Ok(Writer { root })
    }

    pub(super) fn write(&mut self, files: &[NamedFile]) -> Result<(), Error> {
        files.iter().try_for_each(|file| self.write_file(file))
    }

    fn write_file(&self, file: &NamedFile) -> Result<(), Error> {
        let (folder, name) = placed(&self.root, &file.parts);
        fs::create_dir_all(&folder).map_err(|error| failed("could not create", &folder, error))?;
        create_new(&folder, name, ".json")
            .and_then(|(mut handle, _)| handle.write_all(&file.bytes))
            .map_err(|error| failed("could not write", &folder.join(format!("{name}.json")), error))
    }
}

/// The folder below `root` and the name that the parts of a path tell.
pub(super) fn placed<'p>(root: &Path, parts: &'p [String]) -> (PathBuf, &'p str) {
    let mut folder = root.to_owned();
    let (name, folders) = parts.split_last().map_or(("%", &[][..]), |(name, folders)| (name, folders));
    folder.extend(folders);
    (folder, name)
}

/// Creates a file of this name and ending, or of a like name where that is taken: some file systems do not tell upper
/// from lower case. Gives the name, too.
pub(super) fn create_new(folder: &Path, name: &str, ending: &str) -> io::Result<(fs::File, String)> {
    let mut number = 1;
    loop {
        let name = if number == 1 { name.to_owned() } else { format!("{name}~{number}") };
        match fs::File::create_new(folder.join(format!("{name}{ending}"))) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            result => return result.map(|file| (file, name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_mirrors_the_input() {
        assert_eq!(parts("hanoi/a", None, "hanoi/a"), ["hanoi", "a"]);
        assert_eq!(parts("my/id", None, "hanoi/a"), ["hanoi", "a"]);
        assert_eq!(parts("hanoi/feed#17", Some(17), "hanoi/feed"), ["hanoi", "feed", "17"]);
        assert_eq!(parts("my/id", Some(17), "hanoi/feed"), ["hanoi", "feed", "my%2Fid"]);
    }

    #[test]
    fn names_never_leave_their_folder() {
        for (part, expected) in [
            ("..", "%2E%2E"),
            (".", "%2E"),
            ("", "%"),
            (".git", "%2Egit"),
            ("a/../b", "a%2F..%2Fb"),
            ("C:\\x", "C%3A%5Cx"),
            ("nul.txt", "%nul.txt"),
            ("COM1", "%COM1"),
            ("tên bài.v1", "tên%20bài.v1"),
            ("a\0\n", "a%00%0A"),
        ] {
            assert_eq!(safe(part), expected, "{part:?}");
        }
    }

    #[test]
    fn long_names_are_cut_and_still_differ() {
        let (a, b) = (safe(&format!("{}a", "ệ".repeat(200))), safe(&format!("{}b", "ệ".repeat(200))));
        assert!(a.len() <= MAX_PART && a != b);
    }
}
