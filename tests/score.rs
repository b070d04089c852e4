//! The scorer: its counts against tables counted by hand, and against another implementation (`support/score.py`).

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use trich::Pipeline;
use trich::check::{Corpus, draft};
use trich::score::{MEASURES, Score, Wrong, parse};
use trich::source::Settings;

const TEXT: &str = "Ông An gặp bà Bình. Ông An, Giám đốc, mua 5 kg, 7 kg và 9 kg năm 2020 theo Luật Đất đai. Bình đi.";

const GOLD: &str = "\
S | Ông An gặp bà Bình.
S | Ông An, Giám đốc, mua 5 kg, 7 kg và 9 kg năm 2020 theo Luật Đất đai.
S | Bình đi.
B | body | Ông An gặp
P | An | p1
P | Bình | p2
P | An | p1 | Giám đốc
N | 5 kg | 5 | kg
N | 7 kg | 7 | kg
N | 9 kg | 9 | kg
D | năm 2020 | 2020
R | Luật Đất đai | Luật Đất đai 2013
P | Bình | p2
";

/// The `nth` place of some words, as a mention of a record.
fn mention(words: &str, nth: usize, rule: &str) -> Value {
    let (byte, _) = TEXT.match_indices(words).nth(nth).expect("the words stand in the text");
    let start = TEXT[..byte].chars().count();
    json!({ "text": words, "chars": [start, start + words.chars().count()], "sentence": 0, "rule": rule })
}

fn with(mut mention: Value, fields: Value) -> Value {
    mention.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    mention
}

/// A record with one fault of every sort: see [`COUNTED`].
fn record() -> Value {
    let number = |words, nth, value: &str| {
        with(mention(words, nth, "number/measure"), json!({ "kind": "measure", "value": value, "unit": "kg" }))
    };
    let person = |id: &str, titles: Value, mentions: Vec<Value>| json!({ "id": id, "name": id, "titles": titles, "mentions": mentions });
    let plain = |words, nth| with(mention(words, nth, "person/honorific"), json!({ "titles": [] }));
    let title = json!([{ "text": "Giám đốc", "role": "Giám đốc", "modifier": [] }]);
    let end = TEXT.chars().count();
    json!({
        "schema": "trich/1", "id": "a", "text": TEXT, "diagnostics": [],
        "source": { "path": "a.txt", "format": "text", "encoding": "utf-8", "sha256": "" },
        "article": { "authors": [] },
        "blocks": [{ "kind": "lead", "chars": [0, end] }],
        "sentences": [{ "chars": [0, 19], "block": 0 }, { "chars": [20, end], "block": 0 }],
        // 5 kg is right, 7 kg has a wrong value, of 9 kg only 9 was found
        "numbers": [number("5 kg", 0, "5"), number("7 kg", 0, "8"), number("9", 0, "9")],
        "dates": [],
        "documents": [{
            "id": "d1", "canonical": "Luật Đất đai 2024", "uri": "x", "type": "Luật", "system": "state",
            "mentions": [with(mention("Luật Đất đai", 0, "document/law"), json!({ "pinpoints": [] }))],
        }],
        // the second An is another person than the first, who is one with the first Bình; an extra person
        "persons": [
            person("p1", title.clone(), vec![
                with(mention("An", 0, "person/honorific"), json!({ "titles": [0] })),
                plain("Bình", 0),
            ]),
            person("p2", title, vec![with(mention("An", 1, "person/honorific"), json!({ "titles": [0] }))]),
            person("p3", json!([]), vec![plain("Đất", 0)]),
        ],
    })
}

/// Measure, gold, found, right, recalled; counted by hand.
const COUNTED: &[(&str, [f64; 4])] = &[
    ("numbers.span", [3.0, 3.0, 2.0, 2.0]),
    ("numbers.overlap", [3.0, 3.0, 3.0, 3.0]),
    ("numbers.value", [3.0, 3.0, 1.0, 1.0]),
    ("dates.span", [1.0, 0.0, 0.0, 0.0]),
    ("documents.span", [1.0, 1.0, 1.0, 1.0]),
    ("documents.value", [1.0, 1.0, 0.0, 0.0]),
    ("documents.entity", [1.0, 1.0, 0.0, 0.0]),
    ("persons.span", [4.0, 4.0, 3.0, 3.0]),
    ("persons.titles", [1.0, 2.0, 1.0, 1.0]),
    // gold {An1 An2} {Bình1 Bình2}, found {An1 Bình1} {An2} {Đất}
    ("persons.entity", [2.0, 3.0, 0.0, 0.0]),
    ("persons.muc", [2.0, 1.0, 0.0, 0.0]),
    // precision: An1 1/2, Bình1 1/2, An2 1/1; recall: An1 1/2, An2 1/2, Bình1 1/2
    ("persons.b3", [4.0, 4.0, 2.0, 1.5]),
    // best: {An1 An2} with {An2} 2/3, {Bình1 Bình2} with {An1 Bình1} 1/2
    ("persons.ceafe", [2.0, 3.0, 7.0 / 6.0, 7.0 / 6.0]),
    ("sentences", [3.0, 2.0, 2.0, 2.0]),
    ("blocks", [1.0, 1.0, 0.0, 0.0]),
    ("all.span", [9.0, 8.0, 6.0, 6.0]),
    ("all.value", [9.0, 8.0, 4.0, 4.0]),
];

#[test]
fn counts_are_those_of_the_table() {
    let record = record().to_string();
    let record: trich::Record<'_> = serde_json::from_str(&record).unwrap();
    let gold = parse(GOLD, TEXT);
    assert!(gold.errors.is_empty(), "{:?}", gold.errors);
    let mut score = Score::default();
    score.add("a", &record, &gold);
    for (measure, expected) in COUNTED {
        let counts = score.counts(measure);
        let found = [counts.gold, counts.found, counts.right, counts.recalled];
        let is_same = found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(is_same, "{measure}: expected {expected:?}, found {found:?}");
    }
    let mut wrong: Vec<Wrong> = score.mistakes().map(|(_, mistake)| mistake.wrong).collect();
    wrong.sort();
    let expected = [
        Wrong::Missed,
        Wrong::Missed,
        Wrong::Extra,
        Wrong::Span,
        Wrong::Value,
        Wrong::Value,
        Wrong::Titles,
        Wrong::Split,
        Wrong::Merged,
        Wrong::Sentence,
        Wrong::Block,
        Wrong::Block,
    ];
    assert_eq!(wrong, expected);
    let rule = score.rules["number/measure"];
    assert_eq!((rule.found, rule.span, rule.value), (3, 2, 1));
}

/// Takes what a draft says for right: then nothing is wrong.
#[test]
fn a_draft_says_what_the_program_says() {
    let (pipeline, settings) = (Pipeline::new().unwrap(), Settings::default());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let corpus = Corpus { root: &root, ids: &[], pipeline: &pipeline, settings: &settings, jobs: 2 };
    let redraft = |_: &trich::source::Raw, record: &trich::Record<'_>| {
        let gold = parse(&draft(record), &record.text);
        let mut score = Score::default();
        score.add(&record.id, record, &gold);
        (score, gold.errors)
    };
    let mut total = Score::default();
    corpus
        .each(&redraft, |(score, errors)| {
            assert!(errors.is_empty(), "{errors:?}");
            total.merge(score);
            Ok(())
        })
        .unwrap();
    let mistakes: Vec<String> = total.mistakes().map(|(id, mistake)| format!("{id}: {mistake}")).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn counts_are_those_of_another_implementation() {
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: there is no python3 to run tests/support/score.py");
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    agree(&root.join("corpus"));
    let spoiled = tempfile::tempdir().unwrap();
    spoil(&root.join("corpus"), spoiled.path());
    agree(spoiled.path());
}

/// Scores a corpus both ways.
fn agree(corpus: &Path) {
    let (pipeline, settings) = (Pipeline::new().unwrap(), Settings::default());
    let ours = Corpus { root: corpus, ids: &[], pipeline: &pipeline, settings: &settings, jobs: 2 };
    let ours = ours.score().unwrap().score;
    let out = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_trich"))
        .args(["run", "--quiet", "--format", "jsonl", "-o"])
        .args([out.path(), corpus])
        .status();
    assert!(run.unwrap().success());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/score.py");
    let theirs =
        Command::new("python3").arg(script).arg(out.path().join("articles.jsonl")).arg(corpus).output().unwrap();
    assert!(theirs.status.success(), "{}", String::from_utf8_lossy(&theirs.stderr));
    let theirs = String::from_utf8(theirs.stdout).unwrap();
    assert!(theirs.lines().count() >= 20, "{theirs}");
    for line in theirs.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        assert!(MEASURES.contains(&cells[0]), "{line}");
        let counts = ours.counts(cells[0]);
        for (cell, ours) in cells[1..].iter().zip([counts.gold, counts.found, counts.right, counts.recalled]) {
            let theirs: f64 = cell.parse().unwrap();
            assert!((theirs - ours).abs() < 1e-3, "{}: {ours} here, {theirs} there\n{line}", cells[0]);
        }
    }
}

/// Copies a corpus with gold that is wrong in many places.
fn spoil(from: &Path, to: &Path) {
    let mut files: Vec<PathBuf> = std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files {
        let copy = to.join(path.file_name().unwrap());
        if path.is_dir() {
            std::fs::create_dir(&copy).unwrap();
            spoil(&path, &copy);
        } else if path.to_string_lossy().ends_with(".gold.tsv") {
            let lines = std::fs::read_to_string(&path).unwrap();
            let lines = lines.lines().enumerate().filter(|(at, _)| at % 7 != 6);
            let lines = lines.map(|(at, line)| match at % 5 {
                1 => line.replace(" | p2", " | p1").replace(" | 2", " | 3"),
                3 => line.replace(" ; ", " ").replace("| Luật", "| Bộ luật"),
                _ => line.to_owned(),
            });
            std::fs::write(copy, lines.collect::<Vec<_>>().join("\n")).unwrap();
        } else if path.extension().is_some_and(|ending| ending == "txt" || ending == "json") {
            std::fs::copy(&path, copy).unwrap();
        }
    }
}
