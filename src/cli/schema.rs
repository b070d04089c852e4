//! `trich schema`

use std::process::ExitCode;

use trich::Error;
use trich::record::schema;

use super::reference;

/// Print the JSON Schema of the record, or a field reference
///
/// The schema describes what `trich run` writes for each article, every field with its unit, its range and what its
/// absence means.
#[derive(clap::Args)]
pub struct Args {
    /// Print a field reference instead, in Markdown: the record, and the columns of all tables
    #[arg(long, alias = "tables")]
    reference: bool,
}

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    super::print(&if args.reference { reference::page(&schema()) } else { format!("{:#}\n", schema()) })?;
    Ok(ExitCode::SUCCESS)
}
