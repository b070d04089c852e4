//! `trich schema`

use std::process::ExitCode;

use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};
use trich::{Error, Record};

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

fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = generator.into_root_schema_for::<Record<'static>>();
    head_first(schema)
}

/// The schema with what it is about before its fields.
fn head_first(mut schema: Schema) -> Value {
    let head = ["$schema", "title", "description"].map(|key| (key.to_owned(), schema.remove(key).unwrap_or_default()));
    let mut ordered = Map::from_iter(head);
    ordered.extend(schema.ensure_object().clone());
    Value::Object(ordered)
}
