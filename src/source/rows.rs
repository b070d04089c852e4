//! The rows of a table (CSV, TSV) as JSON objects, a field for each column.

use std::io::{self, BufRead, BufReader, Error, ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use csv::{ByteRecord, Reader, ReaderBuilder};
use serde_json::{Map, Value};

use super::lines::Item;
use super::unpack::Bytes;
use crate::decode::{Encoding, decode};

/// The rows of a table.
pub(super) struct Rows {
    reader: Reader<Metered>,
    /// Names of the columns.
    columns: Vec<String>,
    allowance: Arc<AtomicUsize>,
    limit: usize,
    asked: Option<Encoding>,
    /// What lines are more than the reader counts: it takes the end of a line, where that is two bytes, for a part of
    /// the next one.
    ahead: u64,
}

impl Rows {
    /// Reads the first row, which names the columns. `tabs` where tabs stand between them; else that is found out.
    pub(super) fn open(
        mut stream: BufReader<Bytes>,
        tabs: bool,
        limit: usize,
        asked: Option<Encoding>,
    ) -> io::Result<Rows> {
        let head = stream.fill_buf()?;
        let ahead = u64::from(memchr::memchr(b'\n', head).is_some_and(|at| at > 0 && head[at - 1] == b'\r'));
        let delimiter = if tabs { b'\t' } else { delimiter(head) };
        let allowance = Arc::new(AtomicUsize::new(limit));
        let metered = Metered { stream, allowance: Arc::clone(&allowance) };
        let mut reader =
            ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(true).from_reader(metered);
        let columns = reader.byte_headers().map_err(failed)?.iter().map(|name| name_of(name, asked)).collect();
        Ok(Rows { reader, columns, allowance, limit, asked, ahead })
    }

    /// The next row that is not blank. A row beyond the limit ends the table: where it ends cannot be known, since a
    /// quotation mark without its other half may be to blame.
    pub(super) fn next(&mut self) -> io::Result<Option<Item>> {
        let mut record = ByteRecord::new();
        loop {
            self.allowance.store(self.limit, Ordering::Relaxed);
            if !self.reader.read_byte_record(&mut record).map_err(failed)? {
                return Ok(None);
            }
            if record.iter().any(|field| !field.trim_ascii().is_empty()) {
                let line = record.position().map_or(0, csv::Position::line) + self.ahead;
                return Ok(Some(Item { line, bytes: Ok(self.object(&record)) }));
            }
        }
    }

    /// A row as the bytes of a JSON object. Fields without a name are left out.
    fn object(&self, record: &ByteRecord) -> Vec<u8> {
        let encoding = self.asked.or_else(|| encoding(record));
        let field = |(name, field): (&String, &[u8])| (name.clone(), Value::String(text(field, encoding)));
        let fields = self.columns.iter().zip(record).filter(|(name, _)| !name.is_empty()).map(field);
        Value::Object(fields.collect::<Map<String, Value>>()).to_string().into_bytes()
    }
}

/// The encoding of a row, where it is not UTF-8: that of its longest field.
fn encoding(record: &ByteRecord) -> Option<Encoding> {
    if record.iter().all(|field| std::str::from_utf8(field).is_ok()) {
        return None;
    }
    let longest = record.iter().max_by_key(|field| field.len())?;
    decode(longest, None).encoding.parse().ok()
}

fn text(field: &[u8], encoding: Option<Encoding>) -> String {
    match std::str::from_utf8(field) {
        Ok(text) if encoding.is_none() => text.to_owned(),
        _ => decode(field, encoding).text.into_owned(),
    }
}

fn name_of(name: &[u8], asked: Option<Encoding>) -> String {
    text(name.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(name), asked).trim().to_owned()
}

/// The sign that stands most often in the first line.
fn delimiter(head: &[u8]) -> u8 {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |sign: u8| line.iter().filter(|&&byte| byte == sign).count();
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|&sign| count(sign)).unwrap_or(b',')
}

fn failed(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => Error::new(ErrorKind::InvalidData, format!("{other:?}")),
    }
}

/// A stream that gives no more for one row than a row may have.
struct Metered {
    stream: BufReader<Bytes>,
    allowance: Arc<AtomicUsize>,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.allowance.load(Ordering::Relaxed);
        if left == 0 {
            return Err(Error::new(ErrorKind::InvalidData, "a row is longer than an article may be"));
        }
        let most = buffer.len().min(left);
        let read = self.stream.read(&mut buffer[..most])?;
        self.allowance.store(left - read, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn rows(text: &[u8], limit: usize) -> io::Result<Vec<(u64, String)>> {
        let stream: Bytes = Box::new(Cursor::new(text.to_vec()));
        let mut rows = Rows::open(BufReader::new(stream), false, limit, None)?;
        let mut found = Vec::new();
        while let Some(item) = rows.next()? {
            found.push((item.line, String::from_utf8(item.bytes.unwrap()).unwrap()));
        }
        Ok(found)
    }

    #[test]
    fn rows_become_objects() {
        let table = "\u{feff}id;text\n1;\"Một; \"\"hai\"\".\nBa.\"\n\n;\n2;Bốn\n";
        let expected = [(2, r#"{"id":"1","text":"Một; \"hai\".\nBa."}"#), (6, r#"{"id":"2","text":"Bốn"}"#)];
        let found = rows(table.as_bytes(), 1000).unwrap();
        assert_eq!(found.iter().map(|(line, row)| (*line, row.as_str())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        let found = rows(b"text\r\na\r\n\"b\r\nc\"\r\nd\r\n", 1000).unwrap();
        assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 5]);
    }

    #[test]
    fn a_row_without_end_is_refused() {
        let table = format!("a,b\n1,\"{}", "x".repeat(100_000));
        assert!(rows(table.as_bytes(), 20_000).is_err());
    }

    #[test]
    fn old_encodings_are_read() {
        let found =
            rows(b"title,text\nVi\xD6t,H\xB5 N\xE9i nh\xA9n d\xA9n ph\xB8t tri\xD3n kinh t\xD5\n", 1000).unwrap();
        assert_eq!(found[0].1, r#"{"title":"Việt","text":"Hà Nội nhân dân phát triển kinh tế"}"#);
    }
}
