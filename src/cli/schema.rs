//! `trich schema`

use std::process::ExitCode;

use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};
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
    super::print(&format!("{:#}\n", head_first(schema)))?;
    Ok(ExitCode::SUCCESS)
}

/// The schema with what it is about before its fields.
fn head_first(mut schema: Schema) -> Value {
    let head = ["$schema", "title", "description"].map(|key| (key.to_owned(), schema.remove(key).unwrap_or_default()));
    let mut ordered = Map::from_iter(head);
    ordered.extend(schema.ensure_object().clone());
    Value::Object(ordered)
}
