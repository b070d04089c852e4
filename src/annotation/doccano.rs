//! doccano: a line of JSON an article, for projects of sequence labeling.
//!
//! `label` has the spans in characters. What gold says of them stands in `notes`, which doccano keeps as metadata and
//! gives back; a span that was moved has lost its note.

use serde_json::{Map, Value, json};

use super::{Corrected, Label, Marked, marked};
use crate::record::Record;
use crate::text::{Places, one_line};

/// The labels, for the import of labels in doccano's settings.
pub fn labels() -> String {
    let label = |(key, label): (usize, Label)| json!({"text": label.name(), "suffix_key": key.to_string(), "background_color": label.colors()[0], "text_color": "#ffffff"});
    let labels: Vec<Value> = (1..).zip(Label::ALL).map(label).collect();
    format!("{:#}\n", Value::from(labels))
}

/// The line of a record.
pub fn write(record: &Record<'_>) -> Value {
    let mentions = marked(record);
    let label = |mention: &Marked| json!([mention.chars[0], mention.chars[1], mention.label.name()]);
    let note = |mention: &Marked| json!([mention.chars[0], mention.chars[1], mention.label.name(), mention.note]);
    json!({
        "article": record.id,
        "text": record.text,
        "label": mentions.iter().map(label).collect::<Vec<_>>(),
        "notes": mentions.iter().map(note).collect::<Vec<_>>(),
    })
}

/// Reads a line as doccano exports it: `label` or `labels` with lists, or `entities` with objects where the project has
/// relations.
pub fn read(line: &str) -> Result<Corrected, String> {
    let object: Map<String, Value> =
        serde_json::from_str(line).map_err(|error| format!("expected a JSON object: {error}"))?;
    let text = ["text", "data"].into_iter().find_map(|key| object.get(key).and_then(Value::as_str));
    let text = text.ok_or("expected a field `text`, but found none")?;
    let id = ["article", "id"].into_iter().find_map(|key| object.get(key)).map_or(String::new(), plain);
    let notes = rows(object.get("notes"));
    let places = Places::new(text);
    let mut mentions = Vec::new();
    for row in spans(&object)? {
        let (label, chars) = span(&row)?;
        if places.bytes(chars).is_none() {
            return Err(format!("expected a place in the text, but found {} to {}", chars[0], chars[1]));
        }
        let note =
            notes.iter().find(|note| note.len() > 3 && note[..3] == row[..]).map(|note| one_line(&plain(&note[3])));
        mentions.push(Marked { label, chars, note: note.unwrap_or_default() });
    }
    Ok(Corrected::new(id, text.to_owned(), mentions))
}

/// A string, or a number as one.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Lists in a list.
fn rows(value: Option<&Value>) -> Vec<Vec<Value>> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(|row| row.as_array().cloned()).collect()
}

/// The spans, each as start, end and label.
fn spans(object: &Map<String, Value>) -> Result<Vec<Vec<Value>>, String> {
    if let Some(entities) = object.get("entities").and_then(Value::as_array) {
        let row = |entity: &Value| ["start_offset", "end_offset", "label"].map(|key| entity[key].clone()).to_vec();
        return Ok(entities.iter().map(row).collect());
    }
    let labels = ["label", "labels"].into_iter().find_map(|key| object.get(key));
    labels.ok_or("expected a field `label` or `entities`, but found none")?;
    Ok(rows(labels))
}

fn span(row: &[Value]) -> Result<(Label, [u32; 2]), String> {
    let number = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
    match row {
        [start, end, Value::String(label)] => match (number(start), number(end)) {
            (Some(start), Some(end)) => Ok((Label::of(label)?, [start, end])),
            _ => Err(format!("expected places of a span, but found {start} and {end}")),
        },
        _ => Err(format!("expected a span [start, end, label], but found {}", Value::from(row.to_vec()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_doccano_exports() {
        let expected = vec![Marked { label: Label::Person, chars: [6, 9], note: String::new() }];
        for line in [
            r#"{"id": 7, "text": "😀 Ông Bảo.", "label": [[6, 9, "PERSON"]], "Comments": []}"#,
            r#"{"id": 7, "data": "😀 Ông Bảo.", "labels": [[6, 9, "PERSON"]], "notes": [[5, 9, "PERSON", "p1"]]}"#,
            r#"{"id": 7, "text": "😀 Ông Bảo.", "entities": [{"id": 1, "label": "PERSON", "start_offset": 6, "end_offset": 9}], "relations": []}"#,
        ] {
            let read = read(line).unwrap();
            assert_eq!((read.id.as_str(), read.mentions), ("7", expected.clone()), "{line}");
        }
    }

    #[test]
    fn errors_say_what_was_expected() {
        for (line, expected) in [
            ("oops", "expected a JSON object"),
            ("{}", "expected a field `text`"),
            (r#"{"text": "a"}"#, "expected a field `label`"),
            (r#"{"text": "a", "label": [[0, 1, "LOC"]]}"#, "expected a label"),
            (r#"{"text": "a", "label": [[0, 2, "DATE"]]}"#, "expected a place in the text, but found 0 to 2"),
            (r#"{"text": "a", "label": [[-1, 2, "DATE"]]}"#, "expected places of a span"),
            (r#"{"text": "a", "label": [[0, 1]]}"#, "expected a span"),
        ] {
            let error = read(line).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
