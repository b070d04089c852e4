//! Label Studio: tasks with predictions, and the labeling interface that they need.
//!
//! A mention is a region of the control `label`; what gold says of it is the text of the control `value` at the same
//! region. Places are characters. Older versions gave places back in UTF-16 units, which differ behind an emoji;
//! the words that a region carries tell which of both it is.

use serde_json::{Value, json};

use super::{Corrected, Label, Marked, marked};
use crate::record::Record;
use crate::text::{Places, one_line};

/// The labeling interface.
pub fn config() -> String {
    let label = |(key, label): (usize, Label)| {
        format!("    <Label value=\"{}\" background=\"{}\" hotkey=\"{key}\"/>\n", label.name(), label.colors()[0])
    };
    let labels: String = (1..).zip(Label::ALL).map(label).collect();
    format!(
        "<View>\n  <Labels name=\"label\" toName=\"text\">\n{labels}  </Labels>\n  \
         <Text name=\"text\" value=\"$text\" granularity=\"symbol\"/>\n  \
         <TextArea name=\"value\" toName=\"text\" perRegion=\"true\" editable=\"true\" maxSubmissions=\"1\" \
         placeholder=\"value | unit, date, canonical, or person | titles\"/>\n</View>\n"
    )
}

/// The task of a record.
pub fn write(record: &Record<'_>) -> Value {
    let places = Places::new(&record.text);
    let regions = |(number, mention): (usize, &Marked)| {
        let Marked { label, chars: [start, end], note } = mention;
        let words = places.bytes(mention.chars).map_or("", |range| &record.text[range]);
        let region = |control: &str, kind: &str, value: Value| json!({"id": format!("m{number}"), "from_name": control, "to_name": "text", "type": kind, "value": value});
        let name = label.name();
        [
            region("label", "labels", json!({"start": start, "end": end, "text": words, "labels": [name]})),
            region("value", "textarea", json!({"start": start, "end": end, "text": [note]})),
        ]
    };
    let mentions = marked(record);
    let result: Vec<Value> = (1..).zip(&mentions).flat_map(regions).collect();
    let model = concat!("trich ", env!("CARGO_PKG_VERSION"));
    json!({"data": {"id": record.id, "text": record.text}, "predictions": [{"model_version": model, "result": result}]})
}

/// Reads an exported file: a list of tasks. A task that nobody annotated is `None`.
pub fn read(file: &str) -> Result<Vec<Result<Option<Corrected>, String>>, String> {
    let tasks: Vec<Value> =
        serde_json::from_str(file).map_err(|error| format!("expected a list of Label Studio tasks: {error}"))?;
    Ok((1..).zip(tasks).map(|(at, task)| read_task(&task).map_err(|error| format!("task {at}: {error}"))).collect())
}

fn read_task(task: &Value) -> Result<Option<Corrected>, String> {
    let text =
        task["data"]["text"].as_str().ok_or("expected `data.text`, but found none (export as JSON, not JSON-MIN)")?;
    let id = [&task["data"]["id"], &task["id"]].into_iter().find(|id| !id.is_null());
    let id = id.map_or(String::new(), |id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
    let is_done = |annotation: &&Value| annotation["was_cancelled"] != Value::Bool(true);
    let annotations = task["annotations"].as_array();
    let Some(annotation) = annotations.and_then(|all| all.iter().rfind(is_done)) else { return Ok(None) };
    let result = annotation["result"].as_array().ok_or("expected `result`, but found none")?;
    let places = Places::new(text);
    let mut mentions = Vec::new();
    for region in result.iter().filter(|region| region["type"] == "labels") {
        let chars = place(region, text, &places)?;
        let label = region["value"]["labels"][0].as_str().unwrap_or("");
        mentions.push(Marked { label: Label::of(label)?, chars, note: note(&region["id"], result) });
    }
    Ok(Some(Corrected::new(id, text.to_owned(), mentions)))
}

/// The text of the control `value` at the region.
fn note(id: &Value, result: &[Value]) -> String {
    let own = result.iter().find(|other| other["type"] == "textarea" && other["id"] == *id);
    own.and_then(|own| own["value"]["text"][0].as_str()).map(one_line).unwrap_or_default()
}

/// The span of a region in characters.
fn place(region: &Value, text: &str, places: &Places) -> Result<[u32; 2], String> {
    let value = &region["value"];
    let number = |key: &str| value[key].as_u64().and_then(|number| u32::try_from(number).ok());
    let (Some(start), Some(end)) = (number("start"), number("end")) else {
        return Err(format!("expected places of a region, but found {} and {}", value["start"], value["end"]));
    };
    let words = value["text"].as_str();
    let in_chars = Some([start, end]).filter(|&chars| fits(chars, words, text, places));
    let in_units = || chars_of_units([start, end], text, places).filter(|&chars| fits(chars, words, text, places));
    in_chars.or_else(in_units).ok_or_else(|| match words {
        Some(words) => format!("expected {words:?} at {start} to {end} of the text, but found other words"),
        None => format!("expected a place in the text, but found {start} to {end}"),
    })
}

/// True where the words stand there. Label Studio writes line breaks as `\n` with a backslash.
fn fits(chars: [u32; 2], words: Option<&str>, text: &str, places: &Places) -> bool {
    let Some(range) = places.bytes(chars) else { return false };
    words.is_none_or(|words| one_line(&text[range]) == one_line(&words.replace("\\n", "\n")))
}

/// A span of UTF-16 units in characters; none where it would cut a character.
fn chars_of_units(units: [u32; 2], text: &str, places: &Places) -> Option<[u32; 2]> {
    let mut at = 0;
    let mut found = [None; 2];
    for (byte, width) in text.char_indices().map(|(byte, char)| (byte, char.len_utf16())).chain([(text.len(), 0)]) {
        for (unit, found) in units.iter().zip(&mut found) {
            if *unit as usize == at {
                found.get_or_insert(places.char(byte));
            }
        }
        at += width;
    }
    Some([found[0]?, found[1]?])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn task(start: u32, end: u32, words: &str) -> Value {
        json!({"id": 3, "data": {"text": "😀😀 Ông Bảo nói."}, "annotations": [{"result": [
            {"id": "x", "type": "labels", "value": {"start": start, "end": end, "text": words, "labels": ["PERSON"]}},
            {"id": "x", "type": "textarea", "value": {"text": ["p1 | "]}},
        ]}]})
    }

    #[test]
    fn places_are_characters_or_units_as_the_words_tell() {
        for (start, end) in [(7, 10), (9, 12)] {
            let read = read_task(&task(start, end, "Bảo")).unwrap().unwrap();
            assert_eq!(read.mentions, [Marked { label: Label::Person, chars: [7, 10], note: "p1 |".to_owned() }]);
        }
        assert!(read_task(&task(8, 11, "Bảo")).unwrap_err().starts_with("expected \"Bảo\" at 8 to 11"));
        assert_eq!(chars_of_units([1, 4], "😀😀", &Places::new("😀😀")), None);
    }

    #[test]
    fn only_what_someone_annotated_comes_back() {
        let mut skipped = task(7, 10, "Bảo");
        skipped["annotations"][0]["was_cancelled"] = true.into();
        assert_eq!(read_task(&skipped), Ok(None));
        assert_eq!(read_task(&json!({"data": {"text": ""}, "predictions": []})), Ok(None));
        assert!(read("{}").unwrap_err().starts_with("expected a list of Label Studio tasks"));
    }

    proptest! {
        #[test]
        fn no_place_makes_it_panic(start in any::<u32>(), end in 0u32..20, words in "[Bảo😀 ]{0,4}") {
            let _ = read_task(&task(start % 20, end, &words));
            let _ = read_task(&task(start, end, &words));
        }
    }
}
