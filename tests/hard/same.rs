//! The same input gives the same bytes: for any number of threads, any order in which folders are listed, any form of the
//! text's characters, and any build.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use trich::{Content, Input, Pipeline};
use unicode_normalization::UnicodeNormalization;

use crate::support::{Place, files_below};

/// SHA-256 of the records of the sample corpus. A change of output changes it, in every build alike:
/// `TRICH_ACCEPT=1 cargo test --test hard` writes it.
const ACCEPTED: &str = "tests/hard/corpus.sha256";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The texts of the sample corpus with their names, in order.
fn corpus() -> Vec<(String, String)> {
    let mut paths = files_below(&root().join("corpus"), "txt");
    paths.sort();
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    paths.into_iter().map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn threads_and_the_order_of_files_change_nothing() {
    let (place, mut texts) = (Place::new(), corpus());
    texts.truncate(60);
    for (name, text) in &texts {
        place.file(&format!("in/{name}.txt"), text);
    }
    // written the other way round, and named one by one
    for (name, text) in texts.iter().rev() {
        place.file(&format!("again/in/{name}.txt"), text);
    }
    let bytes = |input: &str, out: &str, jobs: &str| {
        place.trich(&["run", input, "-o", out, "--jobs", jobs, "--format", "jsonl,csv"]).exits(0);
        let names = ["articles.jsonl", "numbers.csv", "dates.csv", "documents.csv", "persons.csv", "persons_index.csv"];
        names.map(|name| place.read(&format!("{out}/{name}")))
    };
    let first = bytes("in", "out", "1");
    for jobs in ["2", "3", "16"] {
        assert!(bytes("in", &format!("out{jobs}"), jobs) == first, "{jobs} threads");
    }
    let again = bytes("again/in", "out_again", "4").map(|text| text.replace("again/in/", "in/"));
    assert!(again == first, "another order of writing");
}

#[test]
fn composed_and_decomposed_text_give_the_same_record() {
    let pipeline = Pipeline::new().unwrap();
    let record = |text: &str| {
        let article = pipeline.read(Input::from_text(text));
        serde_json::to_string(&pipeline.extract(&article)).unwrap()
    };
    for (name, text) in corpus() {
        let (composed, decomposed): (String, String) = (text.nfc().collect(), text.nfd().collect());
        assert_eq!(record(&composed), record(&decomposed), "{name}");
    }
}

#[test]
fn every_build_gives_the_records_that_were_accepted() {
    let pipeline = Pipeline::new().unwrap();
    let mut hash = Sha256::new();
    for (_, text) in corpus() {
        let article = pipeline.read(Input { content: Content::File(text.as_bytes()), ..Input::from_text("") });
        hash.update(serde_json::to_vec(&pipeline.extract(&article)).unwrap());
    }
    let found: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let path = root().join(ACCEPTED);
    if std::env::var_os("TRICH_ACCEPT").is_some() {
        fs::write(&path, format!("{found}\n")).unwrap();
    }
    let accepted = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(accepted.trim(), found, "the records of the corpus changed, or this build gives others");
}
