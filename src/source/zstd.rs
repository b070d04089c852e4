//! Zstandard data of any number of frames.

use std::io::{self, BufRead, BufReader, Error, ErrorKind, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::unpack::Bytes;

/// One frame after the other. A frame whose window needs more than the decoder's bound of memory is refused.
pub(super) struct Frames {
    reader: BufReader<Bytes>,
    decoder: FrameDecoder,
    is_open: bool,
}

impl Frames {
    pub(super) fn new(reader: BufReader<Bytes>) -> Frames {
        Frames { reader, decoder: FrameDecoder::new(), is_open: false }
    }

    /// Opens the next frame; false at the end of the data.
    fn open(&mut self) -> io::Result<bool> {
        while !self.reader.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.reader) {
                Ok(()) => {
                    self.is_open = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut (&mut self.reader).take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(broken(&error)),
            }
        }
        Ok(false)
    }
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.is_open && !self.open()? {
                return Ok(0);
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let decoded = self.decoder.decode_blocks(&mut self.reader, BlockDecodingStrategy::UptoBlocks(1));
                decoded.map_err(|error| broken(&error))?;
            }
            match self.decoder.read(buffer)? {
                0 if self.decoder.is_finished() => self.is_open = false,
                read => return Ok(read),
            }
        }
    }
}

fn broken(error: &FrameDecoderError) -> Error {
    Error::new(ErrorKind::InvalidData, error.to_string())
}
