//! The case table of each room: `src/extract/<room>/cases.tsv`.
//!
//! Columns: `text`, `dct` (publication date, or empty), `expected`, `note`. `expected` lists the room's mentions in text
//! order, `surface = summary` joined by ` | `, or is `-` where nothing is to be found. A note that begins with `gap:`
//! marks a case that is known to fail; it must go on failing, so that a fix forces the mark off. `\n` in a text is a
//! line break.

use std::fmt::Write;
use std::path::Path;

use trich::{Input, Pipeline};

#[test]
fn every_room_keeps_its_case_table() {
    let pipeline = Pipeline::new().unwrap();
    let mut failures = String::new();
    let mut count = 0;
    for (room, kind) in
        [("number", "numbers"), ("date", "dates"), ("document", "documents"), ("person", "persons"), ("blocked", "")]
    {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/extract").join(room).join("cases.tsv");
        let Ok(table) = std::fs::read_to_string(&path) else { continue };
        for (index, line) in table.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() || line.starts_with("text\t") {
                continue;
            }
            count += 1;
            if let Err(failure) = check(&pipeline, kind, line) {
                writeln!(failures, "{}:{}: {failure}", path.display(), index + 1).unwrap();
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
    println!("{count} cases");
}

fn check(pipeline: &Pipeline, kind: &str, line: &str) -> Result<(), String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [text, dct, expected, note] = cells[..] else {
        return Err(format!("expected 4 columns, but found {}: {line:?}", cells.len()));
    };
    let found = found(pipeline, kind, &text.replace("\\n", "\n"), dct);
    match (found == expected, note.starts_with("gap:")) {
        (true, false) | (false, true) => Ok(()),
        (true, true) => Err(format!("marked as a gap, but right: {text:?}")),
        (false, false) => Err(format!("{text:?}\n    expected {expected}\n    found    {found}")),
    }
}

/// The mentions of a kind (of every kind where `kind` is empty) in the notation of the tables.
fn found(pipeline: &Pipeline, kind: &str, text: &str, dct: &str) -> String {
    let mut input = Input::from_text(text);
    input.meta.published_raw = Some(dct.to_owned()).filter(|dct| !dct.is_empty());
    let article = pipeline.read(input);
    let record = pipeline.extract(&article);
    let mut mentions = Vec::new();
    record.facts.each_fact(&mut |name, summary, places| {
        if kind.is_empty() || name == kind {
            mentions.extend(places.iter().map(|place| (place.chars, format!("{} = {summary}", place.text))));
        }
    });
    mentions.sort();
    if mentions.is_empty() {
        return "-".to_owned();
    }
    mentions.into_iter().map(|(_, mention)| mention).collect::<Vec<_>>().join(" | ")
}
