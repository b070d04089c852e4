//! Goes through the files in order and hands out their articles.

use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use super::lines::{Item, Lines, TooLong};
use super::load::{too_long, unreadable};
use super::values::Values;
use super::walk::{Found, Place};
use super::{Body, Container, File, Raw, id};
use crate::diagnostic::Diagnostic;

/// Bytes read ahead of a container; also what [`is_lines`] looks at.
const BUFFER: usize = 1 << 18;

/// The articles of a run, in order.
pub struct Reader {
    places: std::vec::IntoIter<Place>,
    open: Option<Open>,
    ids: id::Ids,
}

/// A container that is being read.
struct Open {
    file: Arc<File>,
    items: Items,
    /// Items so far.
    count: u64,
    /// An item that was read ahead.
    ahead: Option<Item>,
}

enum Items {
    Lines(Lines<Box<dyn Read + Send>>),
    Values(Values<Box<dyn Read + Send>>),
}

impl Reader {
    /// The articles of what was found.
    pub fn new(found: Found) -> Reader {
        Reader { places: found.places.into_iter(), open: None, ids: id::Ids::default() }
    }

    /// True where the next article can be had without waiting for input, as far as known.
    pub fn is_ready(&self) -> bool {
        match &self.open {
            Some(Open { items: Items::Lines(lines), .. }) => lines.is_ready(),
            _ => true,
        }
    }

    fn raw(&mut self, wanted: String, file: Arc<File>, line: Option<u64>, body: Body) -> Raw {
        let (id, diagnostic) = self.ids.unique(wanted);
        Raw { id, file, line, body, diagnostics: diagnostic.into_iter().collect() }
    }

    fn failed(&mut self, wanted: String, file: Arc<File>, line: Option<u64>, diagnostic: Diagnostic) -> Raw {
        let mut raw = self.raw(wanted, file, line, Body::Missing);
        raw.diagnostics.push(diagnostic);
        raw
    }

    /// Begins a file: an article where it is one, else `None` and the container is open.
    fn begin(&mut self, file: Arc<File>) -> Option<Raw> {
        if matches!(file.container, Container::Text | Container::Html) {
            return Some(self.raw(file.stem.to_string(), file, None, Body::File));
        }
        match open(&file) {
            Ok(items) => {
                self.open = Some(Open { file, items, count: 0, ahead: None });
                None
            }
            Err(error) => Some(self.failed(file.stem.to_string(), file, None, unreadable(&error))),
        }
    }

    /// The next article of the open container; closes it at its end.
    fn go_on(&mut self) -> Option<Raw> {
        let open = self.open.as_mut()?;
        let file = Arc::clone(&open.file);
        match open.next() {
            Ok(Some(Item { line, bytes })) => {
                let number = open.number(line);
                Some(self.item(file, line, number, bytes))
            }
            Ok(None) => {
                self.open = None;
                None
            }
            Err(error) => {
                self.open = None;
                Some(self.failed(file.stem.to_string(), file, None, unreadable(&error)))
            }
        }
    }

    fn item(&mut self, file: Arc<File>, line: u64, number: Option<u64>, bytes: Result<Vec<u8>, TooLong>) -> Raw {
        let plain = || match number {
            Some(number) => format!("{}#{number}", file.stem),
            None => file.stem.to_string(),
        };
        let line = number.map(|_| line);
        match bytes {
            Ok(bytes) => self.raw(id::given(&bytes).unwrap_or_else(plain), file, line, Body::Json(bytes)),
            Err(TooLong) => self.failed(plain(), file, line, too_long()),
        }
    }
}

impl Iterator for Reader {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        loop {
            if let Some(raw) = self.go_on() {
                return Some(raw);
            }
            let raw = match self.places.next()? {
                Place::File(file) => self.begin(Arc::new(file)),
                Place::Unreadable(file, diagnostic) => {
                    Some(self.failed(file.stem.to_string(), Arc::new(file), None, diagnostic))
                }
            };
            if raw.is_some() {
                return raw;
            }
        }
    }
}

impl Open {
    fn next(&mut self) -> io::Result<Option<Item>> {
        let item = match self.ahead.take() {
            Some(item) => Some(item),
            None => self.items.next()?,
        };
        self.count += u64::from(item.is_some());
        if self.count == 1 && self.file.container == Container::Json {
            self.ahead = self.items.next()?;
        }
        Ok(item)
    }

    /// What tells the article from the others of its file: the line, or its place in the array. `None` where it is
    /// the only one.
    fn number(&self, line: u64) -> Option<u64> {
        match (&self.items, self.file.container) {
            (_, Container::JsonLines) => Some(line),
            (Items::Values(values), _) if values.is_array() => Some(self.count),
            _ if self.count == 1 && self.ahead.is_none() => None,
            _ => Some(self.count),
        }
    }
}

impl Items {
    fn next(&mut self) -> io::Result<Option<Item>> {
        match self {
            Items::Lines(lines) => lines.next(),
            Items::Values(values) => values.next(),
        }
    }
}

fn open(file: &File) -> io::Result<Items> {
    let input: Box<dyn Read + Send> =
        if file.is_stdin() { Box::new(io::stdin()) } else { Box::new(fs::File::open(&file.path)?) };
    let mut reader = BufReader::with_capacity(BUFFER, input);
    let beginning = reader.fill_buf()?;
    if beginning.starts_with(b"\xFF\xFE") || beginning.starts_with(b"\xFE\xFF") {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "expected JSON in UTF-8, but found UTF-16"));
    }
    let is_lines = file.container == Container::JsonLines || is_lines(beginning);
    Ok(if is_lines { Items::Lines(Lines::new(reader)) } else { Items::Values(Values::new(reader)) })
}

/// True where the first line of a `.json` file is an object of its own: then a broken line costs that line only.
fn is_lines(beginning: &[u8]) -> bool {
    let line = beginning.split_inclusive(|&byte| byte == b'\n').next().unwrap_or_default();
    line.ends_with(b"\n") && serde_json::from_slice::<serde_json::Map<_, _>>(line).is_ok()
}
