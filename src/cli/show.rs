//! `trich show`

use std::path::PathBuf;
use std::process::ExitCode;

use trich::Error;

/// Show an article in the terminal, with its facts marked
#[derive(clap::Args)]
pub struct Args {
    /// File to show: a text, or a container of articles
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    Err(Error::usage(format!("{}: not yet", args.file.display())))
}
