//! Goes through the files in order and hands out their articles.

use std::collections::VecDeque;
use std::fs;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::mem::take;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::{Archive, Member};
use super::lines::{Item, Lines, TooLong};
use super::load::{broken, too_long, unreadable};
use super::rows::Rows;
use super::unpack::{Bytes, as_utf8, unpack};
use super::values::Values;
use super::walk::{Found, HEAD, Place, is_table, lacks_text, stem};
use super::warc::{Addresses, Record, Trouble, Warc};
use super::zip::Zip;
use super::{Body, Container, File, Raw, Settings, id};
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;

/// The articles of a run, in order.
pub struct Reader {
    places: std::vec::IntoIter<Place>,
    /// The container that is being read, and the archive that it stands in.
    open: Vec<Open>,
    /// Articles that are found already and come first.
    pub(super) ready: VecDeque<Raw>,
    /// What stood last in the archive that is being read.
    beside: Beside,
    ids: id::Ids,
    /// Why reading cannot go on.
    failure: Option<io::Error>,
    addresses: Addresses,
    settings: Settings,
}

/// A file of an archive that may belong to the next one: a text and its metadata stand side by side, in either order.
#[derive(Default)]
enum Beside {
    #[default]
    Nothing,
    /// A text, and its name without ending.
    Text(PathBuf, Raw),
    /// Metadata, and the name of their text without ending.
    Meta(PathBuf, Vec<u8>),
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
    Lines(Lines<Bytes>),
    Values(Values<Bytes>),
    Rows(Box<Rows>),
    Warc(Warc),
    Archive(Archive),
}

/// What a container hands out.
enum Next {
    Item(Item),
    Record(Record),
    Member(Member),
}

/// What became of a file that was opened.
enum Opened {
    /// It holds articles.
    Items(Items),
    /// It is one.
    Single(Vec<u8>),
    /// It is not read.
    Refused(Diagnostic),
}

impl Reader {
    /// The articles of what was found.
    pub fn new(found: Found, settings: &Settings) -> Reader {
        Reader {
            places: found.places.into_iter(),
            open: Vec::new(),
            ready: VecDeque::new(),
            beside: Beside::Nothing,
            ids: id::Ids::new(&std::env::temp_dir()),
            failure: None,
            addresses: Addresses::default(),
            settings: settings.clone(),
        }
    }

    /// The articles of a stream that takes the place of standard input: JSON lines, unless its content is of another
    /// kind.
    pub fn of_stream(stream: Box<dyn Read + Send>, settings: &Settings) -> Reader {
        let mut reader = Reader::new(Found::default(), settings);
        let first = reader.enter(File::stdin(), stream);
        reader.ready.extend(first);
        reader
    }

    /// With temporary files in `folder`, not in that of the system. To be called before anything is read.
    pub fn with_files_in(mut self, folder: &Path) -> Reader {
        self.ids = id::Ids::new(folder);
        self
    }

    /// To be asked when there are no more articles: fails where that was not their end.
    pub fn finish(&mut self) -> Result<(), Error> {
        self.failure.take().map_or(Ok(()), |error| Err(Error::temporary(error)))
    }

    /// True where the next article can be had without waiting for input, as far as known.
    pub fn is_ready(&self) -> bool {
        match self.open.last() {
            Some(Open { items: Items::Lines(lines), .. }) => !self.ready.is_empty() || lines.is_ready(),
            _ => true,
        }
    }

    fn raw(&mut self, wanted: String, file: Arc<File>, line: Option<u64>, body: Body) -> Raw {
        let (id, diagnostic) = self.ids.unique(wanted).unwrap_or_else(|error| {
            self.failure = Some(error);
            Default::default()
        });
        let odd_name = file.has_odd_name.then(odd_name);
        let diagnostics = odd_name.into_iter().chain(diagnostic).collect();
        Raw { id, file, line, body, duplicate_of: None, diagnostics }
    }

    fn failed(&mut self, wanted: String, file: Arc<File>, line: Option<u64>, diagnostic: Diagnostic) -> Raw {
        let mut raw = self.raw(wanted, file, line, Body::Missing);
        raw.diagnostics.push(diagnostic);
        raw
    }

    /// Begins a file: an article where it is one, else `None` and the container is open.
    fn begin(&mut self, file: File) -> Option<Raw> {
        if file.container.is_single() && !file.is_stdin() {
            return Some(self.raw(file.stem.to_string(), Arc::new(file), None, Body::File));
        }
        let stream: io::Result<Bytes> = match file.is_stdin() {
            true => Ok(Box::new(io::stdin())),
            false => fs::File::open(&file.path).map(|file| Box::new(file) as Bytes),
        };
        match stream {
            Ok(stream) => self.enter(file, stream),
            Err(error) => Some(self.failed(file.stem.to_string(), Arc::new(file), None, unreadable(&error))),
        }
    }

    /// Looks into a file that is open.
    fn enter(&mut self, mut file: File, stream: Bytes) -> Option<Raw> {
        let opened = open(&mut file, stream, &self.settings);
        let (wanted, file) = (file.stem.to_string(), Arc::new(file));
        match opened {
            Ok(Opened::Items(items)) => {
                self.open.push(Open { file, items, count: 0, ahead: None });
                None
            }
            Ok(Opened::Single(bytes)) => Some(self.raw(wanted, file, None, Body::Bytes(bytes, None))),
            Ok(Opened::Refused(diagnostic)) => Some(self.failed(wanted, file, None, diagnostic)),
            Err(error) => Some(self.failed(wanted, file, None, broken(&error))),
        }
    }

    /// The next article of the open container; closes it at its end.
    fn go_on(&mut self) -> Option<Raw> {
        let open = self.open.last_mut()?;
        let file = Arc::clone(&open.file);
        match open.next() {
            Ok(Some(Next::Item(Item { line, bytes }))) => {
                let number = open.number(line);
                Some(self.item(file, line, number, bytes))
            }
            Ok(Some(Next::Record(record))) => Some(self.record(file, record)),
            Ok(Some(Next::Member(member))) => {
                let count = open.count;
                self.member_beside(&file, count, member)
            }
            Ok(None) => {
                self.open.pop();
                self.held(&file)
            }
            Err(error) => {
                self.open.pop();
                let held = self.held(&file);
                let failed = self.failed(file.stem.to_string(), file, None, broken(&error));
                self.hand_out(held, Some(failed))
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
            Err(TooLong) => self.failed(plain(), file, line, too_long(self.settings.max_article)),
        }
    }

    fn record(&mut self, file: Arc<File>, Record { number, url, page }: Record) -> Raw {
        let wanted = format!("{}#{number}", file.stem);
        let page = match page {
            Ok(page) => page,
            Err(Trouble::TooLong) => return self.failed(wanted, file, None, too_long(self.settings.max_article)),
            Err(Trouble::Other(reason)) => {
                let diagnostic =
                    Diagnostic::new("source/broken", Severity::Error, format!("could not be read: {reason}"));
                return self.failed(wanted, file, None, diagnostic);
            }
        };
        let mut raw = self.raw(wanted, file, None, Body::Bytes(page, url.clone()));
        let earlier = url.as_deref().and_then(|url| self.addresses.earlier(url, &raw.id));
        if let (Some(first), Some(url)) = (earlier, url) {
            let message = format!("expected a page once, but {url} is that of {first:?}, too");
            raw.diagnostics.push(Diagnostic::new("source/duplicate-url", Severity::Info, message));
            raw.duplicate_of = Some(first);
        }
        raw
    }

    /// The text that was kept back, at the end of its archive.
    fn held(&mut self, ended: &File) -> Option<Raw> {
        match take(&mut self.beside) {
            Beside::Text(_, raw) if ended.container.is_archive() => Some(raw),
            other => {
                self.beside = if ended.container.is_archive() { Beside::Nothing } else { other };
                None
            }
        }
    }

    /// Hands out the first of two articles now, the other one next.
    fn hand_out(&mut self, held: Option<Raw>, next: Option<Raw>) -> Option<Raw> {
        match held {
            Some(held) => {
                self.ready.extend(next);
                Some(held)
            }
            None => next,
        }
    }

    /// A file of an archive, or the one before it, together with what belongs to it.
    fn member_beside(&mut self, archive: &File, count: u64, member: Member) -> Option<Raw> {
        let beside = take(&mut self.beside);
        if let Some(text) = member.name.strip_suffix(".meta.json").map(PathBuf::from) {
            let meta = member.content.ok().and_then(|content| short(content, self.settings.max_article));
            return match (beside, meta) {
                (Beside::Text(name, raw), Some(meta)) if name == text => Some(described(raw, meta)),
                (beside, meta) => {
                    self.beside = meta.map_or(Beside::Nothing, |meta| Beside::Meta(text, meta));
                    if let Beside::Text(_, raw) = beside { Some(raw) } else { None }
                }
            };
        }
        let name = Path::new(&member.name).with_extension("");
        let next = self.member(archive, count, member);
        let is_text = |raw: &Raw| raw.file.container == Container::Text && matches!(raw.body, Body::Bytes(..));
        match (beside, next) {
            (Beside::Meta(text, meta), Some(raw)) if text == name && is_text(&raw) => Some(described(raw, meta)),
            (beside, next) => {
                let held = if let Beside::Text(_, raw) = beside { Some(raw) } else { None };
                match next {
                    Some(raw) if is_text(&raw) => {
                        self.beside = Beside::Text(name, raw);
                        held
                    }
                    next => self.hand_out(held, next),
                }
            }
        }
    }

    /// A file of an archive: an article, or a container that is open now, or nothing to be read.
    fn member(&mut self, archive: &File, count: u64, member: Member) -> Option<Raw> {
        let container = Container::of(Path::new(&member.name));
        let stem = stem(&member.name, container.is_some());
        let mut file = File {
            path: archive.path.clone(),
            shown: format!("{}/{}", archive.shown, member.name).into(),
            stem: format!("{}/{stem}", archive.stem).into(),
            container: container.unwrap_or(Container::Unknown),
            is_member: true,
            has_odd_name: member.is_odd,
            len: 0,
        };
        let content = match member.content {
            Ok(content) => content,
            Err(diagnostic) => {
                // its name may be no name to go by
                file.shown = Arc::clone(&archive.shown);
                file.stem = format!("{}#{count}", archive.stem).into();
                return Some(self.failed(file.stem.to_string(), Arc::new(file), None, diagnostic));
            }
        };
        let mut content = content;
        let mut head = Vec::new();
        if let Err(error) = content.by_ref().take(HEAD).read_to_end(&mut head) {
            return Some(self.failed(file.stem.to_string(), Arc::new(file), None, broken(&error)));
        }
        if container.is_none() {
            file.container = Container::of_content(&head, None)?;
        }
        if is_table(file.container) && lacks_text(&head, &self.settings) {
            return None;
        }
        self.enter(file, Box::new(Cursor::new(head).chain(content)))
    }
}

/// The text with its metadata.
fn described(raw: Raw, meta: Vec<u8>) -> Raw {
    let body = match raw.body {
        Body::Bytes(text, _) => Body::Described(text, meta),
        other => other,
    };
    Raw { body, ..raw }
}

/// A whole file, where it is not too long and can be read.
fn short(content: Bytes, limit: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    content.take(limit as u64 + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() <= limit).then_some(bytes)
}

impl Iterator for Reader {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        let next = self.next_raw();
        next.filter(|_| self.failure.is_none())
    }
}

impl Reader {
    fn next_raw(&mut self) -> Option<Raw> {
        if let Some(raw) = self.ready.pop_front() {
            return Some(raw);
        }
        loop {
            if !self.open.is_empty() {
                match self.go_on() {
                    Some(raw) => return Some(raw),
                    None => continue,
                }
            }
            let raw = match self.places.next()? {
                Place::File(place) => self.begin(place.file()),
                Place::Unreadable(place, diagnostic) => {
                    let file = place.file();
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
    fn next(&mut self) -> io::Result<Option<Next>> {
        let next = match self.ahead.take() {
            Some(item) => Some(Next::Item(item)),
            None => self.items.next()?,
        };
        self.count += u64::from(next.is_some());
        if self.count == 1 && self.file.container == Container::Json {
            self.ahead = match self.items.next()? {
                Some(Next::Item(item)) => Some(item),
                _ => None,
            };
        }
        Ok(next)
    }

    /// What tells the article from the others of its file: the line, or its place in the array. `None` where it is
    /// the only one.
    fn number(&self, line: u64) -> Option<u64> {
        match (&self.items, self.file.container) {
            (Items::Rows(_), _) | (_, Container::JsonLines) => Some(line),
            (Items::Values(values), _) if values.is_array() => Some(self.count),
            _ if self.count == 1 && self.ahead.is_none() => None,
            _ => Some(self.count),
        }
    }
}

impl Items {
    fn next(&mut self) -> io::Result<Option<Next>> {
        Ok(match self {
            Items::Lines(lines) => lines.next()?.map(Next::Item),
            Items::Values(values) => values.next()?.map(Next::Item),
            Items::Rows(rows) => rows.next()?.map(Next::Item),
            Items::Warc(warc) => warc.next()?.map(Next::Record),
            Items::Archive(archive) => archive.next()?.map(Next::Member),
        })
    }
}

/// Opens a stream by what its first bytes are; notes that in `file`.
fn open(file: &mut File, stream: Bytes, settings: &Settings) -> io::Result<Opened> {
    let limit = settings.max_article;
    let mut raw = BufReader::with_capacity(super::unpack::BUFFER, stream);
    let is_plain_zip = raw.fill_buf()?.starts_with(b"PK");
    let mut reader = unpack(Box::new(raw))?;
    let head = reader.fill_buf()?;
    file.container = Container::of_content(head, Some(file.container)).unwrap_or(file.container);
    let items = match file.container {
        container if container.is_archive() && file.is_member => return Ok(Opened::Refused(nested(container))),
        Container::Zip if is_plain_zip && !file.is_stdin() => {
            Items::Archive(Archive::Zip(Box::new(Zip::open(&file.path)?)))
        }
        Container::Zip => return Ok(Opened::Refused(nested(Container::Zip))),
        Container::Tar => Items::Archive(Archive::Tar(super::tar::Tar::new(Box::new(reader)))),
        Container::Warc => Items::Warc(Warc::new(reader, limit)),
        Container::Csv => Items::Rows(Box::new(Rows::open(as_utf8(reader)?, false, limit, settings.encoding)?)),
        Container::Tsv => Items::Rows(Box::new(Rows::open(as_utf8(reader)?, true, limit, settings.encoding)?)),
        Container::Json | Container::JsonLines => objects(file.container, as_utf8(reader)?, limit)?,
        Container::Text | Container::Html | Container::Mhtml | Container::Unknown => return single(reader, limit),
    };
    Ok(Opened::Items(items))
}

/// A whole article, where it is not too long.
fn single(reader: BufReader<Bytes>, limit: usize) -> io::Result<Opened> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() > limit { Opened::Refused(too_long(limit)) } else { Opened::Single(bytes) })
}

fn objects(container: Container, mut reader: BufReader<Bytes>, limit: usize) -> io::Result<Items> {
    let is_lines = container == Container::JsonLines || is_lines(reader.fill_buf()?);
    Ok(if is_lines { Items::Lines(Lines::new(reader, limit)) } else { Items::Values(Values::new(reader, limit)) })
}

/// True where the first line of a `.json` file is an object of its own: then a broken line costs that line only.
fn is_lines(beginning: &[u8]) -> bool {
    let line = beginning.split_inclusive(|&byte| byte == b'\n').next().unwrap_or_default();
    line.ends_with(b"\n") && serde_json::from_slice::<serde_json::Map<_, _>>(line).is_ok()
}

fn nested(container: Container) -> Diagnostic {
    let message =
        format!("expected articles, but found a {} archive inside of another file: unpack it first", container.name());
    Diagnostic::new("source/nested-archive", Severity::Error, message)
}

fn odd_name() -> Diagnostic {
    let message = "expected a name in UTF-8, but found other bytes: shown with U+FFFD";
    Diagnostic::new("source/bad-name", Severity::Warning, message)
}
