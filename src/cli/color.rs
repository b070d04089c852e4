//! When output is coloured.

use std::io::Write;

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use trich::Error;

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

impl Color {
    /// What that means for standard output.
    pub fn choice(self) -> ColorChoice {
        match self {
            Color::Auto => AutoStream::choice(&std::io::stdout()),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }
}

/// Writes styled text to standard output.
pub fn print(text: &str, color: Color) -> Result<(), Error> {
    let mut out = AutoStream::new(std::io::stdout(), color.choice());
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Error::io("could not write to standard output", error))
}
