//! What a file holds, told by its name and by its first bytes.

use std::path::Path;

use super::html;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// One article, plain text.
    Text,
    /// One article, a page of the web.
    Html,
    /// One article, a page of the web with its pictures.
    Mhtml,
    /// JSON objects: one, an array of them, or one after the other.
    Json,
    /// A JSON object a line.
    JsonLines,
    /// A table, an article a row; commas, semicolons or tabs between its columns.
    Csv,
    /// The same with tabs.
    Tsv,
    /// Answers of web servers, as crawlers keep them.
    Warc,
    /// An archive of files.
    Zip,
    /// An archive of files.
    Tar,
    /// Compressed data whose name does not say what is in it.
    Unknown,
}

/// How data are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

impl Container {
    /// What a file of this name holds, where its ending says so; endings of compressed files are passed over.
    pub fn of(path: &Path) -> Option<Container> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let (inner, is_packed) = unpacked_name(&name);
        let container = match inner.rsplit_once('.').map(|(_, ending)| ending) {
            Some("txt") => Container::Text,
            Some("html" | "htm" | "xhtml") => Container::Html,
            Some("mhtml" | "mht") => Container::Mhtml,
            Some("json") => Container::Json,
            Some("jsonl" | "ndjson") => Container::JsonLines,
            Some("csv") => Container::Csv,
            Some("tsv") => Container::Tsv,
            Some("warc") => Container::Warc,
            Some("zip") => Container::Zip,
            Some("tar") => Container::Tar,
            _ if name.ends_with(".tgz") || name.ends_with(".tbz2") || name.ends_with(".txz") => Container::Tar,
            _ if is_packed => Container::Unknown,
            _ => return None,
        };
        Some(container)
    }

    /// What these first bytes are, where they tell; `named` is what the file's name says.
    pub(super) fn of_content(head: &[u8], named: Option<Container>) -> Option<Container> {
        let trimmed = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        match named {
            _ if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") => Some(Container::Zip),
            _ if head.get(257..262) == Some(b"ustar") => Some(Container::Tar),
            _ if head.starts_with(b"WARC/") => Some(Container::Warc),
            _ if is_mhtml(head) => Some(Container::Mhtml),
            Some(Container::Json | Container::JsonLines) if html::is_html(head) => Some(Container::Html),
            Some(Container::Unknown) | None if html::is_html(head) => Some(Container::Html),
            Some(Container::Unknown) | None if trimmed.starts_with(b"{") || trimmed.starts_with(b"[{") => {
                Some(Container::Json)
            }
            Some(Container::Unknown) => Some(Container::Text),
            named => named,
        }
    }

    /// True where the file is one article.
    pub(crate) fn is_single(self) -> bool {
        matches!(self, Container::Text | Container::Html | Container::Mhtml)
    }

    /// True for an archive of files.
    pub(super) fn is_archive(self) -> bool {
        matches!(self, Container::Zip | Container::Tar)
    }

    /// The name that the record shows.
    pub fn name(self) -> &'static str {
        match self {
            Container::Text | Container::Unknown => "text",
            Container::Html => "html",
            Container::Mhtml => "mhtml",
            Container::Json => "json",
            Container::JsonLines => "jsonl",
            Container::Csv => "csv",
            Container::Tsv => "tsv",
            Container::Warc => "warc",
            Container::Zip => "zip",
            Container::Tar => "tar",
        }
    }
}

impl Packing {
    /// How the data are compressed that begin so, if they are.
    pub(super) fn of(head: &[u8]) -> Option<Packing> {
        match head {
            [0x1F, 0x8B, 8, ..] => Some(Packing::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Packing::Zstd),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..] => Some(Packing::Bzip2),
            [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Packing::Xz),
            _ => None,
        }
    }

    /// Its name, for a message.
    pub(super) fn name(self) -> &'static str {
        match self {
            Packing::Gzip => "gzip",
            Packing::Zstd => "Zstandard",
            Packing::Bzip2 => "bzip2",
            Packing::Xz => "XZ",
        }
    }
}

/// A name without the ending of compressed files, and whether it had one.
pub(super) fn unpacked_name(name: &str) -> (&str, bool) {
    const ENDINGS: [&str; 5] = [".gz", ".zst", ".bz2", ".xz", ".zstd"];
    let lower = name.to_ascii_lowercase();
    let ending = ENDINGS.iter().find(|ending| lower.ends_with(**ending) && lower.len() > ending.len());
    match ending {
        Some(ending) => (&name[..name.len() - ending.len()], true),
        None => (name, false),
    }
}

/// True for a page that a browser saved with its pictures: headers of a mail, and a body of several parts.
fn is_mhtml(head: &[u8]) -> bool {
    const HEADERS: usize = 2048;
    let name = head.iter().position(|&byte| byte == b':').map_or(b"" as &[u8], |at| &head[..at]);
    if name.is_empty() || !name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-') {
        return false;
    }
    let head = String::from_utf8_lossy(&head[..head.len().min(HEADERS)]).to_ascii_lowercase();
    head.contains("multipart/related") && head.contains("boundary")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell() {
        for (name, expected) in [
            ("a.txt", Some(Container::Text)),
            ("a.HTML.gz", Some(Container::Html)),
            ("a.jsonl.zst", Some(Container::JsonLines)),
            ("a.warc.gz", Some(Container::Warc)),
            ("a.tar.xz", Some(Container::Tar)),
            ("a.tgz", Some(Container::Tar)),
            ("a.bz2", Some(Container::Unknown)),
            ("a.jpg", None),
            (".gz", None),
            ("README", None),
        ] {
            assert_eq!(Container::of(Path::new(name)), expected, "{name}");
        }
    }

    #[test]
    fn content_tells() {
        for (head, named, expected) in [
            (&b"PK\x03\x04"[..], Some(Container::Json), Some(Container::Zip)),
            (b"WARC/1.0\r\n", Some(Container::Unknown), Some(Container::Warc)),
            (b"<!DOCTYPE html><html>", None, Some(Container::Html)),
            (b"<html>", Some(Container::Json), Some(Container::Html)),
            (b" {\"text\":", None, Some(Container::Json)),
            (b"M\xC3\xB4t b\xC3\xA0i.", Some(Container::Unknown), Some(Container::Text)),
            (b"M\xC3\xB4t b\xC3\xA0i.", None, None),
            (b"From: <Saved>\r\nContent-Type: multipart/related; boundary=x", None, Some(Container::Mhtml)),
            (b"{\"a\":\"multipart/related boundary\"}", Some(Container::Json), Some(Container::Json)),
        ] {
            assert_eq!(Container::of_content(head, named), expected, "{}", String::from_utf8_lossy(head));
        }
    }
}
