//! Streams of compressed data, and of UTF-16, as the bytes that are meant.

use std::io::{self, BufRead, BufReader, Error, ErrorKind, Read};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;

use super::container::Packing;
use super::zstd::Frames;

/// A stream of bytes.
pub(super) type Bytes = Box<dyn Read + Send>;

/// Bytes read ahead of a stream.
pub(super) const BUFFER: usize = 1 << 18;
/// Compressed data inside compressed data, at most.
const DEEPEST: usize = 2;
/// Memory for the dictionary of an XZ stream, in KiB: as much as `xz -9` needs, and a little more.
const XZ_MEMORY: u32 = 80 << 10;

/// A stream, uncompressed where its first bytes say that it is compressed.
pub(super) fn unpack(stream: Bytes) -> io::Result<BufReader<Bytes>> {
    let mut reader = BufReader::with_capacity(BUFFER, stream);
    for _ in 0..DEEPEST {
        let Some(packing) = Packing::of(reader.fill_buf()?) else { return Ok(reader) };
        let inner = Named { inner: decoder(packing, reader), packing };
        reader = BufReader::with_capacity(BUFFER, Box::new(Filled::new(inner)));
    }
    match Packing::of(reader.fill_buf()?) {
        None => Ok(reader),
        Some(_) => Err(Error::new(ErrorKind::InvalidData, "compressed more than twice")),
    }
}

fn decoder(packing: Packing, reader: BufReader<Bytes>) -> Bytes {
    match packing {
        Packing::Gzip => Box::new(MultiGzDecoder::new(reader)),
        Packing::Bzip2 => Box::new(MultiBzDecoder::new(reader)),
        Packing::Xz => Box::new(XzReader::new_mem_limit(reader, true, XZ_MEMORY)),
        Packing::Zstd => Box::new(Frames::new(reader)),
    }
}

/// Compressed data, whose errors name the kind of compression.
struct Named {
    inner: Bytes,
    packing: Packing,
}

impl Read for Named {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let name = self.packing.name();
        self.inner.read(buffer).map_err(|error| {
            let reason =
                if error.kind() == ErrorKind::UnexpectedEof { "it ends too early".into() } else { error.to_string() };
            Error::new(ErrorKind::InvalidData, format!("broken {name} data: {reason}"))
        })
    }
}

/// Fills every buffer to its end, so that the first bytes are at hand together. An error waits until what was read
/// before it is taken.
struct Filled<R> {
    inner: R,
    error: Option<Error>,
}

impl<R> Filled<R> {
    fn new(inner: R) -> Filled<R> {
        Filled { inner, error: None }
    }
}

impl<R: Read> Read for Filled<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        let mut length = 0;
        while length < buffer.len() {
            match self.inner.read(&mut buffer[length..]) {
                Ok(0) => break,
                Ok(read) => length += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if length == 0 => return Err(error),
                Err(error) => {
                    self.error = Some(error);
                    break;
                }
            }
        }
        Ok(length)
    }
}

/// A stream of lines or values as UTF-8: UTF-16 is told by its byte order mark.
pub(super) fn as_utf8(mut reader: BufReader<Bytes>) -> io::Result<BufReader<Bytes>> {
    let unit: fn([u8; 2]) -> u16 = match reader.fill_buf()? {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return Ok(reader),
    };
    reader.consume(2);
    Ok(BufReader::with_capacity(
        BUFFER,
        Box::new(Filled::new(Utf16 { reader, unit, high: None, out: Vec::new(), at: 0 })),
    ))
}

/// UTF-16 on its way to UTF-8. Halves without their other half become U+FFFD.
struct Utf16 {
    reader: BufReader<Bytes>,
    unit: fn([u8; 2]) -> u16,
    /// A high surrogate that waits for its other half.
    high: Option<u16>,
    out: Vec<u8>,
    at: usize,
}

impl Utf16 {
    /// Units that are turned at once.
    const UNITS: usize = 4096;

    fn refill(&mut self) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(2 * Utf16::UNITS);
        (&mut self.reader).take(2 * Utf16::UNITS as u64).read_to_end(&mut bytes)?;
        let units = bytes.chunks(2).map(|pair| match *pair {
            [a, b] => (self.unit)([a, b]),
            _ => 0xFFFD,
        });
        let mut units: Vec<u16> = self.high.take().into_iter().chain(units).collect();
        if bytes.len() == 2 * Utf16::UNITS {
            self.high = units.pop_if(|unit| matches!(unit, 0xD800..=0xDBFF));
        }
        let text: String = char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        self.out = text.into_bytes();
        self.at = 0;
        Ok(())
    }
}

impl Read for Utf16 {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.out.len() {
            self.refill()?;
        }
        let length = buffer.len().min(self.out.len() - self.at);
        buffer[..length].copy_from_slice(&self.out[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn text(bytes: Vec<u8>) -> String {
        let mut text = String::new();
        as_utf8(unpack(Box::new(Cursor::new(bytes))).unwrap()).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn utf16_becomes_utf8_across_pieces() {
        let long = "Đề án 😀\n".repeat(3000);
        let units = || std::iter::once(0xFEFF).chain(long.encode_utf16());
        assert!(text(units().flat_map(u16::to_le_bytes).collect()) == long);
        assert!(text(units().flat_map(u16::to_be_bytes).collect()) == long);
        assert_eq!(text(long.as_bytes().to_vec()), long);
    }
}
