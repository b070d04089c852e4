//! `trich schema`

use std::process::ExitCode;

use schemars::generate::SchemaSettings;
use trich::{Error, Record};

/// Print the JSON Schema of the record
///
/// The schema describes what `trich run` writes for each article, every field with its unit, its range and what its
/// absence means.
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_args: &Args) -> Result<ExitCode, Error> {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = generator.into_root_schema_for::<Record<'static>>();
    super::print(&format!("{:#}\n", schema.as_value()))?;
    Ok(ExitCode::SUCCESS)
}
