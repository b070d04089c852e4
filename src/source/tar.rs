//! Files of a tar archive, one after the other, never more than a buffer of them in memory.
//!
//! The `tar` crate does not serve here: its files borrow the archive, and so cannot be kept beside it in a reader that
//! hands out one article at a time; on a thread of its own each archive would cost a channel and a copy of every byte.
//!
//! Read are the formats that are in use: the old one, ustar, and the long names of GNU and pax. Only plain files are
//! handed out; links are told apart, since what they point to is not in the archive's hand.

use std::io::{self, Error, ErrorKind, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::unpack::Bytes;

const BLOCK: usize = 512;
/// Bytes of the longest name.
const LONGEST_NAME: u64 = 1 << 16;

/// An archive that is read from front to back.
pub(super) struct Tar {
    state: Arc<Mutex<State>>,
}

/// What the archive and the file that is being read of it share.
struct State {
    stream: Bytes,
    /// Bytes of the current file that were not read, and those that fill up its last block.
    left: u64,
    padding: u64,
}

/// A file of the archive.
pub(super) struct Entry {
    /// Its name as it stands there.
    pub name: Vec<u8>,
    /// True for a hard or symbolic link.
    pub is_link: bool,
    /// Its content, to be read before the next file is asked for.
    pub content: Content,
}

/// The content of the current file.
pub(super) struct Content {
    state: Arc<Mutex<State>>,
}

impl Tar {
    pub(super) fn new(stream: Bytes) -> Tar {
        Tar { state: Arc::new(Mutex::new(State { stream, left: 0, padding: 0 })) }
    }

    /// The next file or link.
    pub(super) fn next(&mut self) -> io::Result<Option<Entry>> {
        let mut long_name = None;
        loop {
            let mut state = lock(&self.state);
            state.skip()?;
            let Some(header) = state.header()? else { return Ok(None) };
            let size = number(&header[124..136])?;
            state.left = size;
            state.padding = size.wrapping_neg() % BLOCK as u64;
            match header[156] {
                b'L' => long_name = Some(state.text()?),
                b'x' => long_name = pax_path(&state.text()?).or(long_name),
                kind @ (0 | b'0' | b'7' | b'1' | b'2') => {
                    let name = long_name.take().unwrap_or_else(|| short_name(&header));
                    let is_link = matches!(kind, b'1' | b'2');
                    drop(state);
                    return Ok(Some(Entry { name, is_link, content: Content { state: Arc::clone(&self.state) } }));
                }
                _ => long_name = None,
            }
        }
    }
}

impl State {
    /// Passes over what is left of the current file.
    fn skip(&mut self) -> io::Result<()> {
        let rest = self.left.saturating_add(self.padding);
        let skipped = io::copy(&mut (&mut self.stream).take(rest), &mut io::sink())?;
        (self.left, self.padding) = (0, 0);
        if skipped == rest { Ok(()) } else { Err(broken("it ends inside a file")) }
    }

    /// The next header; none at the end, which two empty blocks mark, and which may also be missing.
    fn header(&mut self) -> io::Result<Option<[u8; BLOCK]>> {
        let mut header = [0; BLOCK];
        let mut length = 0;
        while length < BLOCK {
            match self.stream.read(&mut header[length..])? {
                0 if length == 0 => return Ok(None),
                0 => return Err(broken("it ends inside a header")),
                read => length += read,
            }
        }
        if header.iter().all(|&byte| byte == 0) {
            return Ok(None);
        }
        let sum = |range: std::ops::Range<usize>| header[range].iter().map(|&byte| u64::from(byte)).sum::<u64>();
        let expected = sum(0..148) + 8 * u64::from(b' ') + sum(156..BLOCK);
        if number(&header[148..156])? == expected { Ok(Some(header)) } else { Err(broken("a header's sum is wrong")) }
    }

    /// The current file as a short text: a name, or the fields of pax.
    fn text(&mut self) -> io::Result<Vec<u8>> {
        if self.left > LONGEST_NAME {
            return Err(broken("a name is too long"));
        }
        let mut text = Vec::new();
        let left = std::mem::take(&mut self.left);
        (&mut self.stream).take(left).read_to_end(&mut text)?;
        text.truncate(text.iter().position(|&byte| byte == 0).unwrap_or(text.len()));
        Ok(text)
    }
}

impl Read for Content {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut state = lock(&self.state);
        let most = buffer.len().min(usize::try_from(state.left).unwrap_or(usize::MAX));
        if most == 0 {
            return Ok(0);
        }
        let read = state.stream.read(&mut buffer[..most])?;
        if read == 0 {
            return Err(broken("it ends inside a file"));
        }
        state.left -= read as u64;
        Ok(read)
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn broken(reason: &str) -> Error {
    Error::new(ErrorKind::InvalidData, format!("broken tar archive: {reason}"))
}

/// A number in octal digits, or of 64 bits where the first one is set.
fn number(field: &[u8]) -> io::Result<u64> {
    if let [0x80, rest @ ..] = field {
        return Ok(rest.iter().rev().take(8).rev().fold(0, |number, &byte| number << 8 | u64::from(byte)));
    }
    let digits: Vec<u8> = field.iter().copied().filter(|byte| !matches!(byte, b' ' | 0)).collect();
    let text = std::str::from_utf8(&digits).unwrap_or_default();
    match text {
        "" => Ok(0),
        _ => u64::from_str_radix(text, 8).map_err(|_| broken("a number is none")),
    }
}

/// The name in a header: with the prefix of ustar, where there is one.
fn short_name(header: &[u8; BLOCK]) -> Vec<u8> {
    let field = |range: std::ops::Range<usize>| header[range].split(|&byte| byte == 0).next().unwrap_or_default();
    let name = field(0..100);
    let prefix = if header[257..262] == *b"ustar" && header[262] == 0 { field(345..500) } else { b"" };
    match prefix {
        [] => name.to_vec(),
        prefix => [prefix, b"/", name].concat(),
    }
}

/// The path in the fields of pax: `25 path=…` and a line break.
fn pax_path(fields: &[u8]) -> Option<Vec<u8>> {
    fields.split(|&byte| byte == b'\n').find_map(|field| {
        let at = field.windows(6).position(|window| window == b" path=")?;
        Some(field[at + 6..].to_vec())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(name: &str, kind: u8, size: usize) -> Vec<u8> {
        let mut header = vec![0; BLOCK];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..136].copy_from_slice(format!("{size:011o} ").as_bytes());
        header[156] = kind;
        header[257..263].copy_from_slice(b"ustar\0");
        header[148..156].copy_from_slice(b"        ");
        let sum: u64 = header.iter().map(|&byte| u64::from(byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        header
    }

    fn file(name: &str, kind: u8, content: &[u8]) -> Vec<u8> {
        let mut file = header(name, kind, content.len());
        file.extend(content);
        file.resize(file.len().next_multiple_of(BLOCK), 0);
        file
    }

    fn read(bytes: Vec<u8>) -> io::Result<Vec<(String, String)>> {
        let mut tar = Tar::new(Box::new(io::Cursor::new(bytes)));
        let mut files = Vec::new();
        while let Some(mut entry) = tar.next()? {
            let mut content = String::new();
            entry.content.read_to_string(&mut content)?;
            files.push((String::from_utf8(entry.name).unwrap(), content));
        }
        Ok(files)
    }

    #[test]
    fn files_come_one_by_one() {
        let long = "a/".repeat(80) + "b.txt";
        let pax = format!("{} path={long}\n", long.len() + 10);
        let archive = [
            file("a.txt", b'0', b"Mot"),
            file("folder/", b'5', b""),
            file("././@LongLink", b'L', long.as_bytes()),
            file("short", b'0', b"Hai"),
            file("fields", b'x', pax.as_bytes()),
            file("short", b'0', b"Ba"),
            vec![0; 2 * BLOCK],
        ];
        let files = read(archive.concat()).unwrap();
        let expected = [("a.txt", "Mot"), (long.as_str(), "Hai"), (long.as_str(), "Ba")];
        assert_eq!(files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn broken_archives_are_told() {
        let good = [file("a.txt", b'0', &[b'x'; 2000]), file("b.txt", b'0', b"y")].concat();
        assert!(read(good[..1000].to_vec()).is_err());
        assert!(read(good[..700].to_vec()).is_err());
        let mut bad = good.clone();
        bad[3] ^= 1;
        assert!(read(bad).is_err());
        assert_eq!(read(good).unwrap().len(), 2);
    }
}
