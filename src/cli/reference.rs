//! The field reference: the record by its JSON Schema, the tables by their definition.

use std::fmt::Write;

use serde_json::{Map, Value};
use trich::extract::{Facts, Unit};
use trich::sink::table::{Lang, TABLES, column_heading, twin};
use trich::text::one_line;

const HEAD: &str = "\
<!-- Generated: cargo run -- schema --reference > docs/record.md -->

# Field reference

What `trich` writes: first the record of an article (`articles.jsonl`, `json/`), then the tables (CSV, workbook, SQLite,
Parquet).
";

const TABLES_HEAD: &str = "
# Tables

Every form of tables has these. CSV, SQLite and Parquet name the columns as here; the workbook has the headings in
English or Vietnamese (`--lang`).

| type | CSV | workbook | SQLite | Parquet |
|---|---|---|---|---|
| text | as it is | text | `TEXT` | string |
| integer | digits | number | `INTEGER` | int64 |
| decimal | exact digits with a point (`--csv-dialect excel-vi`: a comma) | exact text, and a number in `…_number` | exact `TEXT`, and `REAL` in `…_number` | exact string, and double in `…_number` |
| date | ISO 8601 | ISO 8601 text, and a date in `…_date` | ISO 8601 `TEXT` | ISO 8601 string, and date32 in `…_date` |
| flag | `true`, `false` | boolean | 0, 1 | boolean |
| list | joined by `; ` | joined by `; ` | JSON array | list of strings |
| link | address | link | `TEXT` | string |

Columns `…_number` and `…_date` are empty where the exact value is no decimal (a fraction) or no whole day.
";

/// The page. `schema` is the schema of the record.
pub fn page(schema: &Value) -> String {
    let mut page = HEAD.to_owned();
    object("Record", schema, &mut page);
    for (name, part) in schema.get("$defs").and_then(Value::as_object).into_iter().flatten() {
        object(name, part, &mut page);
    }
    page.push_str(TABLES_HEAD);
    tables(&mut page);
    views(&mut page);
    page
}

/// A section for a type of the schema: its fields, or the words that it can be.
fn object(name: &str, schema: &Value, page: &mut String) {
    let about = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let _ = write!(page, "\n## {name}\n\n{}\n", cell(about));
    if let Some(fields) = schema.get("properties").and_then(Value::as_object) {
        rows(fields, schema, page);
    }
    if let Some(words) = schema.get("oneOf").and_then(Value::as_array) {
        page.push_str("\n| value | meaning |\n|---|---|\n");
        words.iter().for_each(|word| choice(word, page));
    }
}

fn rows(fields: &Map<String, Value>, schema: &Value, page: &mut String) {
    let required: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    page.push_str("\n| field | type | always there | content |\n|---|---|---|---|\n");
    for (name, field) in fields {
        let always = if required.contains(&name.as_str()) { "yes" } else { "" };
        let about = field.get("description").and_then(Value::as_str).unwrap_or_default();
        let _ = writeln!(page, "| `{name}` | {} | {always} | {} |", kind(field), cell(about));
    }
}

fn choice(word: &Value, page: &mut String) {
    let about = word.get("description").and_then(Value::as_str).unwrap_or_default();
    let names = word.get("const").into_iter().chain(word.get("enum").and_then(Value::as_array).into_iter().flatten());
    for name in names.filter_map(Value::as_str) {
        let _ = writeln!(page, "| `{name}` | {} |", cell(about));
    }
}

/// The type of a field in words.
fn kind(field: &Value) -> String {
    if let Some(name) = field.get("$ref").and_then(Value::as_str) {
        let name = name.rsplit('/').next().unwrap_or(name);
        return format!("[{name}](#{})", name.to_lowercase());
    }
    if let Some(parts) = ["anyOf", "oneOf", "allOf"].iter().find_map(|key| field.get(key)).and_then(Value::as_array) {
        return parts.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    let names = match field.get("type") {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => vec!["any"],
    };
    let items = field.get("items").map(|items| format!(" of {}", kind(items))).unwrap_or_default();
    let names: Vec<String> =
        names.iter().map(|&name| if name == "array" { format!("array{items}") } else { name.to_owned() }).collect();
    names.join(" or ")
}

/// A text that fits into a row.
fn cell(text: &str) -> String {
    one_line(text).replace('|', "\\|")
}

fn tables(page: &mut String) {
    for table in TABLES.iter() {
        let _ = write!(page, "\n## {}\n\n{}\n\n", table.name, table.heading(Lang::Vi));
        page.push_str("| column | type | unit | heading | content |\n|---|---|---|---|---|\n");
        for column in &table.columns {
            let unit = match column.unit {
                Unit::None => String::new(),
                Unit::Fixed(unit) => unit.to_owned(),
                Unit::In(name) => format!("as `{name}` says"),
            };
            let (heading, about) = (column_heading(column, Lang::Vi), cell(column.doc));
            let beside = match twin(column) {
                Some(twin) => format!("; `{twin}` beside it"),
                None => String::new(),
            };
            let kind = column.holds.name();
            let _ = writeln!(page, "| `{}` | {kind} | {unit} | {heading} | {about}{beside} |", column.name);
        }
    }
}

fn views(page: &mut String) {
    page.push_str("\n# Views of the database\n\n| view | content |\n|---|---|\n");
    page.push_str("| `facts` | the facts of all kinds, with the columns that they share |\n");
    page.push_str(
        "| `sentences_found` | sentences by words, with or without tone marks: `WHERE search MATCH 'duong'` |\n",
    );
    Facts::each_view(&mut |view| {
        let _ = writeln!(page, "| `{}` | {} |", view.name, cell(view.doc));
    });
}
