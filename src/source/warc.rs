//! Pages in the records of a WARC file.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, BufReader, Error, ErrorKind, Read};

use super::http::{Headers, page};
use super::unpack::Bytes;

/// Bytes of the headers of a record, at most.
const MOST_HEADERS: u64 = 1 << 16;
/// Addresses that are remembered, to tell pages that come twice.
const MOST_ADDRESSES: usize = 1 << 21;

/// The pages of a WARC file.
pub(super) struct Warc {
    reader: BufReader<Bytes>,
    limit: usize,
    /// Pages so far.
    count: u64,
}

/// A page, or why there is none.
pub(super) struct Record {
    /// Its place among the pages of the file, from 1.
    pub number: u64,
    pub url: Option<String>,
    pub page: Result<Vec<u8>, Trouble>,
}

/// Why a page cannot be read.
pub(super) enum Trouble {
    TooLong,
    Other(String),
}

impl Warc {
    pub(super) fn new(reader: BufReader<Bytes>, limit: usize) -> Warc {
        Warc { reader, limit, count: 0 }
    }

    /// The next page; other records are passed over.
    pub(super) fn next(&mut self) -> io::Result<Option<Record>> {
        while let Some(headers) = self.headers()? {
            let length: u64 = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            let kind = headers.get("warc-type").unwrap_or_default().to_ascii_lowercase();
            let is_page = kind == "response" || kind == "resource" && headers.is_html();
            if !is_page {
                self.skip(length)?;
                continue;
            }
            let content = self.content(length)?;
            let page = match content {
                Some(content) if kind == "resource" => Some(Ok(content)),
                Some(content) => page(&content, self.limit).map(|page| page.map_err(Trouble::Other)),
                None => Some(Err(Trouble::TooLong)),
            };
            let Some(page) = page else { continue };
            let page = page.and_then(|page| if page.len() > self.limit { Err(Trouble::TooLong) } else { Ok(page) });
            self.count += 1;
            let url = headers.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
            return Ok(Some(Record { number: self.count, url, page }));
        }
        Ok(None)
    }

    /// The headers of the next record; none at the end.
    fn headers(&mut self) -> io::Result<Option<Headers>> {
        let mut lines = Vec::new();
        loop {
            let start = lines.len();
            let read = (&mut self.reader).take(MOST_HEADERS - start as u64).read_until(b'\n', &mut lines)?;
            match (read, lines[start..].trim_ascii().is_empty()) {
                (0, _) if start == 0 => return Ok(None),
                (0, _) => return Err(broken("the headers of a record do not end")),
                (_, true) if start == 0 => lines.clear(),
                (_, true) => break,
                (_, false) if start == 0 && !lines.starts_with(b"WARC/") => {
                    return Err(broken("expected a record, but found other data"));
                }
                _ => {}
            }
        }
        Ok(Some(Headers::parse(&lines)))
    }

    /// The content of a record; `None` where it is too long.
    fn content(&mut self, length: u64) -> io::Result<Option<Vec<u8>>> {
        // headers of an answer, and pieces, take some room besides the page
        if length > self.limit as u64 + MOST_HEADERS {
            self.skip(length)?;
            return Ok(None);
        }
        let mut content = Vec::new();
        (&mut self.reader).take(length).read_to_end(&mut content)?;
        if (content.len() as u64) < length {
            return Err(broken("it ends inside a record"));
        }
        Ok(Some(content))
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        let skipped = io::copy(&mut (&mut self.reader).take(length), &mut io::sink())?;
        if skipped == length { Ok(()) } else { Err(broken("it ends inside a record")) }
    }
}

fn broken(reason: &str) -> Error {
    Error::new(ErrorKind::InvalidData, format!("broken WARC file: {reason}"))
}

/// The addresses of the pages of a run, each with the article that had it first.
#[derive(Default)]
pub(super) struct Addresses {
    first: HashMap<u64, String>,
}

impl Addresses {
    /// The article that had this address before, or `None` and this one is remembered.
    pub(super) fn earlier(&mut self, url: &str, id: &str) -> Option<String> {
        let mut hasher = DefaultHasher::new();
        url.split('#').next().hash(&mut hasher);
        let key = hasher.finish();
        if let Some(first) = self.first.get(&key) {
            return Some(first.clone());
        }
        if self.first.len() < MOST_ADDRESSES {
            self.first.insert(key, id.to_owned());
        }
        None
    }
}
