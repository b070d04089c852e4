//! Cuts a JSON file into the objects that it holds, without parsing them.
//!
//! One object, an array of objects, objects one after the other, with or without commas: all are a run of top-level
//! values here. A pass over the bytes that knows strings and braces suffices to find their ends; whether a value is
//! sound is seen when it is parsed.

use std::io::{self, BufRead, BufReader, Read};

use super::lines::{BOM, Item, MOST_SKIPPED, TooLong, endless};

/// The values of a JSON file.
pub(super) struct Values<R> {
    reader: BufReader<R>,
    line: u64,
    limit: usize,
    is_array: bool,
    is_start: bool,
}

/// Where the scan stands inside a value.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

/// What the next byte does to a value.
enum Step {
    Inside,
    Last,
    /// The value ended before this byte.
    Beyond,
}

impl<R: Read> Values<R> {
    pub(super) fn new(reader: BufReader<R>, limit: usize) -> Values<R> {
        Values { reader, line: 1, limit, is_array: false, is_start: true }
    }

    /// True where the values seen so far stand in an array.
    pub(super) fn is_array(&self) -> bool {
        self.is_array
    }

    /// The next value.
    pub(super) fn next(&mut self) -> io::Result<Option<Item>> {
        if !self.skip_separators()? {
            return Ok(None);
        }
        let line = self.line;
        let mut bytes = Vec::new();
        let mut length = 0;
        let mut scan = Scan::default();
        loop {
            let buffer = self.reader.fill_buf()?;
            let end = scan.end(buffer, length == 0);
            let is_over = end.is_some() || buffer.is_empty();
            let taken = end.unwrap_or(buffer.len());
            let kept = taken.min(self.limit.saturating_sub(length));
            bytes.extend_from_slice(&buffer[..kept]);
            self.line += newlines(&buffer[..taken]);
            self.reader.consume(taken);
            length += taken;
            if is_over {
                break;
            }
            if length / MOST_SKIPPED > self.limit {
                return Err(endless());
            }
        }
        let bytes = if length > self.limit { Err(TooLong) } else { Ok(bytes) };
        Ok(Some(Item { line, bytes }))
    }

    /// Passes over what stands between values; false at the end of the file.
    fn skip_separators(&mut self) -> io::Result<bool> {
        if std::mem::take(&mut self.is_start) && self.reader.fill_buf()?.starts_with(BOM) {
            self.reader.consume(BOM.len());
        }
        while let Some(byte) = self.peek()? {
            match byte {
                b'[' => self.is_array = true,
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b']' => {}
                _ => return Ok(true),
            }
            self.advance(byte);
        }
        Ok(false)
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.reader.fill_buf()?.first().copied())
    }

    fn advance(&mut self, byte: u8) {
        self.line += u64::from(byte == b'\n');
        self.reader.consume(1);
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().map(|&byte| u64::from(byte == b'\n')).sum()
}

impl Scan {
    /// Goes on over `bytes`; says where in them the value ends, if it does. `is_first` where it begins with them.
    fn end(&mut self, bytes: &[u8], is_first: bool) -> Option<usize> {
        for (at, &byte) in bytes.iter().enumerate() {
            match self.step(byte, is_first && at == 0) {
                Step::Inside => {}
                Step::Last => return Some(at + 1),
                Step::Beyond => return Some(at),
            }
        }
        None
    }

    fn step(&mut self, byte: u8, is_first: bool) -> Step {
        if self.in_string {
            return self.step_in_string(byte);
        }
        match byte {
            // A bare word or number outside of any object: it ends where the line, the element or an object does.
            b',' | b'\n' | b']' | b'{' if self.depth == 0 && !is_first => return Step::Beyond,
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth > 0 => {
                self.depth -= 1;
                if self.depth == 0 {
                    return Step::Last;
                }
            }
            _ => {}
        }
        Step::Inside
    }

    fn step_in_string(&mut self, byte: u8) -> Step {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = true,
            b'"' => self.in_string = false,
            _ => {}
        }
        Step::Inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<(u64, String)> {
        let mut values = Values::new(BufReader::with_capacity(2, text.as_bytes()), 1000);
        let mut found = Vec::new();
        while let Some(item) = values.next().unwrap() {
            found.push((item.line, String::from_utf8(item.bytes.unwrap()).unwrap()));
        }
        found
    }

    fn check(text: &str, expected: &[(u64, &str)]) {
        let found = values(text);
        let found: Vec<(u64, &str)> = found.iter().map(|(line, value)| (*line, value.as_str())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn objects_are_cut_out_of_any_arrangement() {
        check("", &[]);
        check("[]", &[]);
        check(r#"{"a":1}"#, &[(1, r#"{"a":1}"#)]);
        check("[\n{\"a\":[1,{}]},\n{}]\n", &[(2, r#"{"a":[1,{}]}"#), (3, "{}")]);
        check("{}\n{\n}{}", &[(1, "{}"), (2, "{\n}"), (3, "{}")]);
    }

    #[test]
    fn braces_and_quotes_in_strings_end_nothing() {
        check(r#"[{"a":"}\"]{"},{"b":"\\"}]"#, &[(1, r#"{"a":"}\"]{"}"#), (1, r#"{"b":"\\"}"#)]);
    }

    #[test]
    fn other_values_are_handed_out_as_they_stand() {
        check("[1, \"x\", {}]", &[(1, "1"), (1, "\"x\""), (1, "{}")]);
        check("oops\n{}", &[(1, "oops"), (2, "{}")]);
        check("oops {}}{}", &[(1, "oops "), (1, "{}"), (1, "}"), (1, "{}")]);
        check(r#"{"a": "#, &[(1, r#"{"a": "#)]);
    }

    #[test]
    fn a_value_beyond_the_limit_is_passed_over() {
        let mut values = Values::new(BufReader::new(r#"[{"a":"long"},{}]"#.as_bytes()), 5);
        assert_eq!(values.next().unwrap().unwrap().bytes, Err(TooLong));
        assert_eq!(values.next().unwrap().unwrap().bytes, Ok(b"{}".to_vec()));
    }
}
