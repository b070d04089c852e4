//! Lines of a file, none read without a bound.

use std::io::{self, BufRead, BufReader, Read};

/// A piece of a container: a line, or a JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Line that it begins in, from 1.
    pub line: u64,
    /// Its bytes, or the reason why there are none.
    pub bytes: Result<Vec<u8>, TooLong>,
}

/// The piece is longer than any article may be; it was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// Reads the lines of a file that are not blank.
pub(super) struct Lines<R> {
    reader: BufReader<R>,
    line: u64,
    limit: usize,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(reader: BufReader<R>, limit: usize) -> Lines<R> {
        Lines { reader, line: 0, limit }
    }

    /// True where the next line can be had without waiting for more input.
    pub(super) fn is_ready(&self) -> bool {
        self.reader.buffer().contains(&b'\n')
    }

    /// The next line that is not blank, without white space around.
    pub(super) fn next(&mut self) -> io::Result<Option<Item>> {
        loop {
            let mut bytes = Vec::new();
            let read = (&mut self.reader).take(self.limit as u64 + 1).read_until(b'\n', &mut bytes)?;
            if read == 0 {
                return Ok(None);
            }
            self.line += 1;
            if bytes.len() > self.limit && bytes.last() != Some(&b'\n') {
                self.skip_line()?;
                return Ok(Some(Item { line: self.line, bytes: Err(TooLong) }));
            }
            if self.line == 1 && bytes.starts_with(BOM) {
                bytes.drain(..BOM.len());
            }
            let trimmed = bytes.trim_ascii();
            if !trimmed.is_empty() {
                let bytes = if trimmed.len() == bytes.len() { bytes } else { trimmed.to_vec() };
                return Ok(Some(Item { line: self.line, bytes: Ok(bytes) }));
            }
        }
    }

    fn skip_line(&mut self) -> io::Result<()> {
        let mut skipped = 0;
        loop {
            let buffer = self.reader.fill_buf()?;
            let (length, done) = match buffer.iter().position(|&byte| byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            self.reader.consume(length);
            skipped += length;
            if done {
                return Ok(());
            }
            if skipped / MOST_SKIPPED > self.limit {
                return Err(endless());
            }
        }
    }
}

/// Pieces that are longer than any article may be by so many times end their file: it may grow without end.
pub(super) const MOST_SKIPPED: usize = 16;

/// What is said of such a file.
pub(super) fn endless() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a piece without end: it grows far beyond the length of an article")
}

/// Byte order mark of UTF-8.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, limit: usize) -> Vec<(u64, Option<String>)> {
        let mut lines = Lines { reader: BufReader::with_capacity(3, text.as_bytes()), line: 0, limit };
        let mut found = Vec::new();
        while let Some(item) = lines.next().unwrap() {
            found.push((item.line, item.bytes.ok().map(|bytes| String::from_utf8(bytes).unwrap())));
        }
        found
    }

    #[test]
    fn blank_lines_are_counted_and_passed_over() {
        let found = lines("\u{feff}a\r\n\n  \n b \n", 100);
        assert_eq!(found, [(1, Some("a".to_owned())), (4, Some("b".to_owned()))]);
    }

    #[test]
    fn a_line_beyond_the_limit_is_passed_over_and_the_next_one_read() {
        let found = lines("12345678\n12345\n1234", 5);
        assert_eq!(found, [(1, None), (2, Some("12345".to_owned())), (3, Some("1234".to_owned()))]);
    }
}
