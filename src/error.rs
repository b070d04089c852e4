//! Errors after which a run cannot go on.

use std::fmt;
use std::path::Path;

/// Why a run could not start or go on. What is odd in one article is a [`crate::Diagnostic`] instead.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    message: String,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Lexicon,
    Io,
    Usage,
}

impl Error {
    /// A word list that cannot be used.
    pub(crate) fn lexicon(message: String) -> Error {
        Error { kind: Kind::Lexicon, message, cause: None }
    }

    /// A TOML file that cannot be used: `trich.toml:3: …`.
    pub(crate) fn toml(file: &str, text: &str, error: &toml::de::Error) -> Error {
        let message = error.message().replace('\n', " ");
        match error.span() {
            Some(span) => Error::lexicon(format!("{file}:{}: {message}", line_at(text, span.start))),
            None => Error::lexicon(format!("{file}: {message}")),
        }
    }

    /// A request that cannot be carried out as given.
    pub fn usage(message: impl Into<String>) -> Error {
        Error { kind: Kind::Usage, message: message.into(), cause: None }
    }

    /// Reading or writing failed.
    pub fn io(message: impl Into<String>, cause: impl std::error::Error + Send + Sync + 'static) -> Error {
        Error { kind: Kind::Io, message: message.into(), cause: Some(Box::new(cause)) }
    }

    /// A file that could not be read.
    pub fn unreadable(path: &Path, cause: impl std::error::Error + Send + Sync + 'static) -> Error {
        Error::io(format!("could not read {}", path.display()), cause)
    }

    /// A temporary file that could not be written or read.
    pub(crate) fn temporary(cause: std::io::Error) -> Error {
        Error::io("could not write or read a temporary file", cause)
    }

    /// True where a word list is at fault.
    pub fn is_lexicon(&self) -> bool {
        self.kind == Kind::Lexicon
    }

    /// True where reading or writing failed.
    pub fn is_io(&self) -> bool {
        self.kind == Kind::Io
    }

    /// True where the reader of our output went away, as `head` does; no fault of anyone.
    pub fn is_broken_pipe(&self) -> bool {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = std::error::Error::source(self);
        while let Some(error) = cause {
            if error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe) {
                return true;
            }
            cause = error.source();
        }
        false
    }

    /// True where the request itself is at fault, such as an output that exists.
    pub fn is_usage(&self) -> bool {
        self.kind == Kind::Usage
    }
}

/// Number of the line that byte `at` stands in, from 1.
pub(crate) fn line_at(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count()
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause.as_ref() as _)
    }
}
