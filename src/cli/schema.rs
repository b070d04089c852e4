//! `trich schema`

use std::process::ExitCode;

use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};
use trich::sink::table::TABLES;
use trich::{Error, Record};

/// Print the JSON Schema of the record, or the columns of the tables
///
/// The schema describes what `trich run` writes for each article, every field with its unit, its range and what its
/// absence means.
#[derive(clap::Args)]
pub struct Args {
    /// Print the columns of the CSV files and the workbook instead, in Markdown
    #[arg(long)]
    tables: bool,
}

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    super::print(&if args.tables { tables() } else { schema() })?;
    Ok(ExitCode::SUCCESS)
}

fn schema() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = generator.into_root_schema_for::<Record<'static>>();
    format!("{:#}\n", head_first(schema))
}

/// The tables as sections of a Markdown page.
fn tables() -> String {
    let mut page = "# Tables\n\nThe CSV files and the sheets of the workbook have these columns.\n".to_owned();
    for table in TABLES.iter() {
        page.push_str(&format!("\n## {}\n\n| column | content |\n|---|---|\n", table.name));
        for column in &table.columns {
            page.push_str(&format!("| `{}` | {} |\n", column.name, column.doc));
        }
    }
    page
}

/// The schema with what it is about before its fields.
fn head_first(mut schema: Schema) -> Value {
    let head = ["$schema", "title", "description"].map(|key| (key.to_owned(), schema.remove(key).unwrap_or_default()));
    let mut ordered = Map::from_iter(head);
    ordered.extend(schema.ensure_object().clone());
    Value::Object(ordered)
}
