//! Headers and bodies as the web has them: those of HTTP answers, of WARC records and of MIME parts.

use std::io::{BufReader, Cursor, Read};

use brotli_decompressor::Decompressor as Brotli;
use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};

use super::zstd::Frames;

/// Headers: names in small letters, and values.
#[derive(Clone, Debug, Default)]
pub(super) struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads the lines of headers; a line that begins with white space goes on with the one before.
    pub(super) fn parse(lines: &[u8]) -> Headers {
        let text = String::from_utf8_lossy(lines);
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in text.lines() {
            match (line.starts_with([' ', '\t']), headers.last_mut(), line.split_once(':')) {
                (true, Some((_, value)), _) => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                (false, _, Some((name, value))) => {
                    headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
                _ => {}
            }
        }
        Headers(headers)
    }

    /// The value of the first header of this name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// A parameter of a header: `boundary` of `multipart/related; boundary="x"`.
    pub(super) fn parameter(&self, header: &str, name: &str) -> Option<&str> {
        self.get(header)?.split(';').skip(1).find_map(|parameter| {
            let (own, value) = parameter.split_once('=')?;
            own.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"'))
        })
    }

    /// True where the content is said to be a page.
    pub(super) fn is_html(&self) -> bool {
        let kind = self.get("content-type").unwrap_or_default().to_ascii_lowercase();
        kind.starts_with("text/html") || kind.starts_with("application/xhtml")
    }
}

/// Headers and body, which a blank line parts.
pub(super) fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let end = at + line.len();
        if line.trim_ascii().is_empty() {
            return (&bytes[..at], &bytes[end..]);
        }
        at = end;
    }
    (bytes, b"")
}

/// The page in an answer of a web server: its body, put together and uncompressed; `None` where it is no page.
pub(super) fn page(answer: &[u8], limit: usize) -> Option<Result<Vec<u8>, String>> {
    let (head, body) = split(answer);
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let is_good = line.split(|&byte| byte == b' ').nth(1).is_some_and(|status| status.starts_with(b"2"));
    let headers = Headers::parse(&head[line.len()..]);
    if !is_good || !headers.is_html() {
        return None;
    }
    let is_chunked = headers.get("transfer-encoding").is_some_and(|it| it.to_ascii_lowercase().contains("chunked"));
    let body = if is_chunked { joined(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() };
    Some(uncompressed(body, headers.get("content-encoding").unwrap_or_default(), limit))
}

/// The pieces of a body in one; `None` where it does not come in pieces, though its headers say so.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let end = body.iter().position(|&byte| byte == b'\n')?;
        let line = std::str::from_utf8(&body[..end]).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 1..];
        if length == 0 || body.is_empty() {
            return Some(whole);
        }
        let piece = &body[..length.min(body.len())];
        whole.extend(piece);
        body = body[piece.len()..].trim_ascii_start();
        if body.is_empty() {
            return Some(whole);
        }
    }
}

/// A body as it was before it was compressed. A crawler may have undone that already and kept the header.
fn uncompressed(body: Vec<u8>, encoding: &str, limit: usize) -> Result<Vec<u8>, String> {
    let read = |reader: &mut dyn Read| {
        let mut page = Vec::new();
        reader.take(limit as u64 + 1).read_to_end(&mut page).map(|_| page).map_err(|error| error.to_string())
    };
    match (encoding.to_ascii_lowercase().as_str(), body.first()) {
        ("gzip" | "x-gzip", Some(0x1F)) => read(&mut GzDecoder::new(body.as_slice())),
        ("deflate", Some(0x78)) => read(&mut ZlibDecoder::new(body.as_slice())),
        ("deflate", Some(first)) if *first != b'<' => read(&mut DeflateDecoder::new(body.as_slice())),
        ("br", Some(first)) if !is_beginning(*first) => read(&mut Brotli::new(body.as_slice(), 1 << 12)),
        ("zstd", Some(first)) if !is_beginning(*first) => {
            read(&mut Frames::new(BufReader::new(Box::new(Cursor::new(body)))))
        }
        _ => Ok(body),
    }
}

/// How a page begins that is not compressed.
fn is_beginning(first: u8) -> bool {
    matches!(first, b'<' | b' ' | b'\n' | b'\r' | 0xEF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_put_together() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n\
            4\r\n<htm\r\n3;x=1\r\nl>\n\r\n0\r\n\r\n";
        assert_eq!(page(answer, 100).unwrap().unwrap(), b"<html>\n");
        assert!(page(b"HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n<html>", 100).is_none());
        assert!(page(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx", 100).is_none());
        let brotli = |body: &[u8]| {
            let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n";
            page(&[head, body].concat(), 100).unwrap()
        };
        assert_eq!(brotli(b"\x8b\x02\x80<html>\x03").unwrap(), b"<html>");
        assert_eq!(brotli(b"<html>").unwrap(), b"<html>");
        assert!(brotli(b"\x8b").is_err());
        let plain = b"HTTP/1.1 200 OK\nContent-Type: text/html\nTransfer-Encoding: chunked\n\n<p>";
        assert_eq!(page(plain, 100).unwrap().unwrap(), b"<p>");
    }

    #[test]
    fn headers_are_read() {
        let headers = Headers::parse(b"Content-Type: multipart/related;\r\n\tboundary=\"a b\"; type=x\r\nX: y\r\n");
        assert_eq!(headers.parameter("content-type", "Boundary"), Some("a b"));
        assert_eq!(headers.get("x"), Some("y"));
    }
}
