//! Floors on annotated articles that are not part of the project: newspaper texts, given beside it in `../shared`. Where
//! they are absent the tests say so and pass.

#[path = "support/exclusions.rs"]
mod exclusions;
#[path = "support/peers.rs"]
mod peers;
#[path = "support/sentences.rs"]
mod sentences;

use std::path::{Path, PathBuf};

use exclusions::Exclusions;
use peers::{Set, Spans};
use trich::score::{self, Score};
use trich::{Input, Pipeline};

/// F1 that must be reached on the annotated articles: spans with values, titles, chains.
const FLOORS: &[(&str, f64)] =
    &[("numbers", 0.97), ("dates", 0.88), ("documents", 0.88), ("persons", 0.80), ("titles", 0.70), ("chains", 0.75)];

/// Cases of other programs. Those that mean something else by a fact are left out (`tests/peer_exclusions.tsv`).
const SETS: &[Set] = &[
    Set {
        name: "duckling.numeral",
        file: "duckling_vi.jsonl",
        belongs: |case| case["dim"] == "numeral",
        text: "text",
        judge: peers::expected_value,
        floor: 0.97,
    },
    Set {
        name: "duckling.ordinal",
        file: "duckling_vi.jsonl",
        belongs: |case| case["dim"] == "ordinal",
        text: "text",
        judge: peers::expected_value,
        floor: 0.97,
    },
    Set {
        name: "duckling.money",
        file: "duckling_vi.jsonl",
        belongs: |case| case["dim"] == "amount-of-money",
        text: "text",
        judge: peers::money,
        floor: 0.97,
    },
    Set {
        name: "duckling.time",
        file: "duckling_vi.jsonl",
        belongs: |case| case["dim"] == "time",
        text: "text",
        judge: peers::duckling_time,
        floor: 0.90,
    },
    Set {
        name: "nemo.spoken",
        file: "nemo_vi.jsonl",
        belongs: peers::has_value,
        text: "spoken",
        judge: peers::value,
        floor: 0.97,
    },
    Set {
        name: "nemo.written",
        file: "nemo_vi.jsonl",
        belongs: peers::has_value,
        text: "written",
        judge: peers::value,
        floor: 0.97,
    },
    Set {
        name: "vinorm",
        file: "vinorm_like.jsonl",
        belongs: |case| peers::has_value(case) && case["negative"] != true,
        text: "text",
        judge: peers::value,
        floor: 0.96,
    },
    Set { name: "chrono", file: "chrono_vi.jsonl", belongs: |_| true, text: "text", judge: peers::chrono, floor: 0.90 },
    Set {
        name: "reports",
        file: "issues_vi.jsonl",
        belongs: |_| true,
        text: "text",
        judge: peers::report,
        floor: 0.90,
    },
];

/// Annotated sentences, for which only what is missed counts.
const SPANS: &[Spans] = &[
    Spans {
        name: "vlsp2021.quantities",
        file: "vlsp2021_dev.jsonl",
        label: "QUANTITY",
        found: |record| record.facts.numbers.iter().map(|number| number.mention.chars).collect(),
        floor: 0.96,
    },
    Spans {
        name: "vlsp2021.dates",
        file: "vlsp2021_dev.jsonl",
        label: "DATETIME",
        found: |record| record.facts.dates.iter().map(|date| date.mention.chars).collect(),
        floor: 0.96,
    },
    Spans {
        name: "phoner.dates",
        file: "phoner_dev.jsonl",
        label: "DATE",
        found: |record| record.facts.dates.iter().map(|date| date.mention.chars).collect(),
        floor: 0.98,
    },
];

#[test]
fn cases_of_other_programs_are_right() {
    let Some(folder) = annotated("peers") else { return };
    let (pipeline, exclusions) = (Pipeline::new().unwrap(), Exclusions::read());
    let failures: Vec<String> = SETS.iter().filter_map(|set| set.run(&folder, &pipeline, &exclusions).err()).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn annotated_spans_are_found() {
    let Some(folder) = annotated("annotated") else { return };
    let (pipeline, exclusions) = (Pipeline::new().unwrap(), Exclusions::read());
    let failures: Vec<String> =
        SPANS.iter().filter_map(|spans| spans.run(&folder, &pipeline, &exclusions).err()).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn sentences_end_where_the_annotation_says() {
    const FLOOR: f64 = 0.98;
    let Some(folder) = annotated("annotated") else { return };
    let ends = sentences::Ends::read(&folder.join("vlsp2016_train_docs.jsonl"), &Pipeline::new().unwrap());
    let known = sentences::known_wrong();
    let [all, rest] = [ends.f1(&[]), ends.f1(&known)];
    println!("sentence ends: F1 {all:.4}, floor {FLOOR}; without {} known wrong cuts {rest:.4}", known.len());
    assert!(all >= FLOOR, "sentence ends: F1 {all:.4} is below the floor {FLOOR}");
    let settled: Vec<_> = known.iter().filter(|cut| !ends.is_difference(cut)).collect();
    assert!(settled.len() * 20 <= known.len(), "listed as wrong, but found alike: {settled:?}");
}

#[test]
fn the_first_article_is_wholly_right() {
    let Some(folder) = annotated("seed") else { return };
    let score = score(&folder);
    let mistakes: Vec<String> = score.mistakes().map(|(_, mistake)| mistake.to_string()).collect();
    assert!(mistakes.is_empty(), "\n{}", mistakes.join("\n"));
}

#[test]
fn floors_on_annotated_articles_hold() {
    let Some(folder) = annotated("gold") else { return };
    let score = score(&folder);
    let measures = ["numbers.value", "dates.value", "documents.value", "persons.span", "persons.titles", "persons.b3"];
    let reached = measures.map(|measure| score.counts(measure).f1());
    for ((what, floor), f1) in FLOORS.iter().zip(reached) {
        println!("{what}: F1 {f1:.4}, floor {floor}");
        assert!(f1 >= *floor, "{what}: F1 {f1:.4} is below the floor {floor}");
    }
}

fn annotated(set: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(set);
    if !folder.is_dir() {
        println!("skipped: the annotated articles are not here");
        return None;
    }
    Some(folder)
}

fn score(folder: &Path) -> Score {
    let pipeline = Pipeline::new().unwrap();
    let mut total = Score::default();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    paths.sort();
    for gold in paths {
        let name = gold.file_stem().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(gold.with_extension("txt")).unwrap();
        let mut input = Input::from_text(&text);
        read_meta(&mut input, &gold.with_extension("meta.json"));
        let article = pipeline.read(input);
        let record = pipeline.extract(&article);
        total.add(name, &record, &score::parse(&std::fs::read_to_string(&gold).unwrap(), &record.text));
    }
    total
}

fn read_meta(input: &mut Input<'_>, path: &Path) {
    let Ok(meta) = std::fs::read_to_string(path) else { return };
    let meta: serde_json::Value = serde_json::from_str(&meta).unwrap();
    let field = |name: &str| meta[name].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    input.meta.published_raw = field("published");
    input.meta.url = field("url");
}
