//! brat standoff: the text in `.txt`, the mentions in `.ann`.
//!
//! ```text
//! T1  PERSON 4 18  Nguyễn Văn Bảo
//! #1  AnnotatorNotes T1  p1 | Giám đốc
//! *  Equiv T1 T3
//! ```
//!
//! Where two blanks stand here there is a tab. A `T` line has the label, the span in characters and the words; the note
//! has what gold says of it; `Equiv` joins the mentions of one person.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Corrected, Label, Marked, marked};
use crate::record::Record;
use crate::text::{Places, flat, one_line};

/// `annotation.conf`: the labels.
pub const ANNOTATION_CONF: &str = "[entities]\nNUMBER\nDATE\nDOCUMENT\nPERSON\n\n[relations]\n\
    <EQUIV>\tArg1:PERSON, Arg2:PERSON, <REL-TYPE>:symmetric-transitive\n\n[events]\n\n[attributes]\n";

/// `visual.conf`: their colours.
pub fn visual_conf() -> String {
    let mut conf =
        "[labels]\n\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:lightgray, borderColor:darken\n".to_owned();
    for label in Label::ALL {
        // Writing to a string cannot fail.
        let _ = writeln!(conf, "{}\tbgColor:{}", label.name(), label.colors()[1]);
    }
    conf
}

/// The `.ann` file of a record. Line breaks are blanks in `T` lines.
pub fn write(record: &Record<'_>) -> String {
    let places = Places::new(&record.text);
    let mut out = String::new();
    let mut chains: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, Marked { label, chars, note }) in (1..).zip(marked(record)) {
        let words = places.bytes(chars).map_or("", |range| &record.text[range]);
        let _ = writeln!(out, "T{number}\t{} {} {}\t{}", label.name(), chars[0], chars[1], flat(words));
        let _ = writeln!(out, "#{number}\tAnnotatorNotes T{number}\t{note}");
        if label == Label::Person {
            chains.entry(entity(&note).to_owned()).or_default().push(number);
        }
    }
    for chain in chains.values().filter(|chain| chain.len() > 1) {
        let members: Vec<String> = chain.iter().map(|number| format!("T{number}")).collect();
        let _ = writeln!(out, "*\tEquiv {}", members.join(" "));
    }
    out
}

/// The entity of a person's note.
fn entity(note: &str) -> &str {
    note.split('|').next().unwrap_or("").trim()
}

/// Reads an article. Errors name the line of the `.ann` file.
pub fn read(id: &str, text: &str, ann: &str) -> Result<Corrected, String> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let places = Places::new(text);
    let mut mentions: BTreeMap<&str, Marked> = BTreeMap::new();
    let (mut notes, mut chains) = (Vec::new(), Vec::new());
    for (at, line) in ann.lines().enumerate() {
        let line = line.trim_start_matches('\u{FEFF}').trim_end();
        let fields: Vec<&str> = line.splitn(3, '\t').collect();
        let told = |message: String| format!("line {}: {message}", at + 1);
        match (line.chars().next(), &fields[..]) {
            (Some('T'), &[name, place, words]) => {
                mentions.insert(name, mention(place, words, text, &places).map_err(told)?);
            }
            (Some('T'), _) => {
                return Err(told(format!("expected `T1<tab>LABEL START END<tab>words`, but found {line:?}")));
            }
            (Some('#'), &[_, about, note]) => notes.extend(about.split_once(' ').map(|(_, name)| (name.trim(), note))),
            (Some('*'), &[_, chain, ..]) if chain.starts_with("Equiv ") => chains.push(chain),
            // Relations, events, attributes and the like say nothing that gold has.
            _ => {}
        }
    }
    for (name, note) in notes {
        if let Some(mention) = mentions.get_mut(name) {
            mention.note = one_line(note);
        }
    }
    chains.iter().for_each(|chain| join(chain, &mut mentions));
    Ok(Corrected::new(id.to_owned(), text.to_owned(), mentions.into_values().collect()))
}

/// `PERSON 4 18`
fn mention(place: &str, words: &str, text: &str, places: &Places) -> Result<Marked, String> {
    if place.contains(';') {
        return Err(format!("expected one stretch, but found the stretches {place:?}: gold has no mentions with gaps"));
    }
    let parts: Vec<&str> = place.split(' ').collect();
    let [label, start, end] = parts[..] else {
        return Err(format!("expected `LABEL START END`, but found {place:?}"));
    };
    let number = |text: &str| text.parse::<u32>().map_err(|_| format!("expected a place, but found {text:?}"));
    let (label, chars) = (Label::of(label)?, [number(start)?, number(end)?]);
    let range =
        places.bytes(chars).ok_or_else(|| format!("expected a place in the text, but found {start} to {end}"))?;
    let found = flat(&text[range]);
    if found.trim() != words.trim() {
        return Err(format!("expected {words:?} at {start} to {end} of the text, but found {found:?}"));
    }
    Ok(Marked { label, chars, note: String::new() })
}

/// Gives the persons of a chain the entity of its first member that has one.
fn join(chain: &str, mentions: &mut BTreeMap<&str, Marked>) {
    let names: Vec<&str> = chain.split(' ').skip(1).collect();
    let is_known = |name: &&&str| mentions.get(**name).is_some_and(|mention| !mention.note.is_empty());
    let Some(first) = names.iter().find(is_known).and_then(|name| mentions.get(name)) else { return };
    let entity = entity(&first.note).to_owned();
    for name in names {
        if let Some(mention) = mentions.get_mut(name).filter(|mention| mention.label == Label::Person) {
            let titles = mention.note.split_once('|').map_or("", |(_, titles)| titles.trim());
            mention.note = format!("{entity} | {titles}").trim_end().to_owned();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "😀 Ông Bảo, bà Hoa, anh Bảo.";

    #[test]
    fn chains_join_persons() {
        let ann = "T1\tPERSON 6 9\tBảo\n#1\tAnnotatorNotes T1\tp1 | Giám đốc\nT2\tPERSON 23 26\tBảo\n*\tEquiv T1 T2\nA1\tOdd T1\n";
        let read = read("a", TEXT, ann).unwrap();
        let notes: Vec<&str> = read.mentions.iter().map(|mention| mention.note.as_str()).collect();
        assert_eq!(notes, ["p1 | Giám đốc", "p1 |"]);
    }

    #[test]
    fn errors_name_line_and_place() {
        for (ann, expected) in [
            ("T1\tPERSON 6 9\tHoa", "line 1: expected \"Hoa\" at 6 to 9 of the text, but found \"Bảo\""),
            ("\nT1\tPER 6 9\tBảo", "line 2: expected a label"),
            ("T1\tPERSON 6 99\tBảo", "line 1: expected a place in the text, but found 6 to 99"),
            ("T1\tPERSON 6 7;8 9\tB o", "line 1: expected one stretch"),
            ("T1\tPERSON 6\tBảo", "line 1: expected `LABEL START END`"),
            ("T1 PERSON", "line 1: expected `T1<tab>"),
            ("T1\tPERSON -1 9\tBảo", "line 1: expected a place, but found \"-1\""),
        ] {
            let error = read("a", TEXT, ann).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
        }
    }

    proptest! {
        #[test]
        fn no_file_makes_it_panic(ann in "[T#*0-9\\t ;A-Z\\n😀bảo]{0,80}") {
            let _ = read("a", TEXT, &ann);
            let _ = read("a", TEXT, &format!("T1\tDATE {ann}\t5"));
        }
    }
}
