//! The files in an archive.

use std::io;

use super::tar::{self, Tar};
use super::unpack::Bytes;
use super::zip::{self, Zip};
use crate::diagnostic::{Diagnostic, Severity};

/// An archive of files.
pub(super) enum Archive {
    Zip(Box<Zip>),
    Tar(Tar),
}

/// A file of an archive.
pub(super) struct Member {
    /// Its name; with U+FFFD where it is not UTF-8.
    pub name: String,
    /// True where the name is not UTF-8.
    pub is_odd: bool,
    /// Its content, or why it is not read.
    pub content: Result<Bytes, Diagnostic>,
}

impl Archive {
    /// The next file. Names that lead out of the archive, and links, are told as they are: nothing is read by them.
    pub(super) fn next(&mut self) -> io::Result<Option<Member>> {
        loop {
            let found = match self {
                Archive::Zip(archive) => archive.next()?.map(|zip::Entry { name, is_link, content }| {
                    (name, is_link, content.map_err(|error| super::load::broken(&error)))
                }),
                Archive::Tar(archive) => archive.next()?.map(|tar::Entry { name, is_link, content }| {
                    let content: Bytes = Box::new(content);
                    (name, is_link, Ok(content))
                }),
            };
            let Some((name, is_link, content)) = found else { return Ok(None) };
            let is_odd = std::str::from_utf8(&name).is_err();
            let name = String::from_utf8_lossy(&name).into_owned();
            if is_by_the_way(&name) {
                continue;
            }
            let content = match (is_unsafe(&name), is_link) {
                (true, _) => Err(refused("source/unsafe-name", "a name inside the archive", &name)),
                (_, true) => Err(refused("source/link", "a file", &name)),
                _ => content,
            };
            let name = name.strip_prefix("./").unwrap_or(&name).to_owned();
            return Ok(Some(Member { name, is_odd, content }));
        }
    }
}

fn refused(code: &'static str, expected: &str, name: &str) -> Diagnostic {
    let found = if code == "source/link" { "a link" } else { "one that leads out of it" };
    Diagnostic::new(code, Severity::Error, format!("expected {expected}, but found {found}: {name:?}"))
}

/// True for a name that leads out of the archive, or that some system would take so.
pub(super) fn is_unsafe(name: &str) -> bool {
    let is_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with(['/', '\\']) || is_drive || name.contains('\0') || name.split(['/', '\\']).any(|part| part == "..")
}

/// Folders, and what one system adds to every archive.
fn is_by_the_way(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.is_empty() || file.starts_with("._") || name.starts_with("__MACOSX/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out_are_told() {
        for name in ["/etc/passwd", "../a.txt", "a/../../b.txt", "C:\\a.txt", "..\\a.txt", "\\a.txt", "a\0.txt"] {
            assert!(is_unsafe(name), "{name}");
        }
        for name in ["a.txt", "a..b/c...txt", "./a.txt", "hà nội/bài.txt"] {
            assert!(!is_unsafe(name), "{name}");
        }
    }
}
