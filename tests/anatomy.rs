//! The cases of the anatomy: `src/article/cases/`, and how well messy articles come apart: `tests/messy/`.
//!
//! Messy articles are measured, not compared: of their blocks, kind and words must be right. `a|b: words` leaves the kind
//! open where a reader could not tell. `TRICH_ANATOMY=FOLDER` measures articles of the same form that are kept elsewhere,
//! since their texts belong to newspapers; `TRICH_ANATOMY_SHOW=1` lists what differs.

use std::path::{Path, PathBuf};

use trich::{Input, Pipeline, Record};

#[test]
fn texts_come_apart_as_expected() {
    let pipeline = Pipeline::new().unwrap();
    let mut failures = String::new();
    for path in files("src/article/cases") {
        let [known, text, expected] = parts(&path);
        let found = take_apart(&pipeline, &known, &text, &expected);
        if found.trim() != expected.trim() {
            failures += &format!("{}\n--- expected\n{expected}--- found\n{found}\n", path.display());
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn messy_articles_come_apart() {
    const FLOOR: f64 = 0.93;
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messy");
    let other = std::env::var_os("TRICH_ANATOMY").map(PathBuf::from);
    if other.is_none() {
        println!("skipped: TRICH_ANATOMY names no folder of other articles");
    }
    let pipeline = Pipeline::new().unwrap();
    for folder in [Some(own), other].into_iter().flatten() {
        let f1 = measure(&pipeline, &folder);
        println!("{}: F1 of blocks {f1:.4}, floor {FLOOR}", folder.display());
        assert!(f1 >= FLOOR, "{}: F1 of blocks {f1:.4} is below the floor {FLOOR}", folder.display());
    }
}

/// F1 of the blocks of all articles in a folder.
fn measure(pipeline: &Pipeline, folder: &Path) -> f64 {
    let is_shown = std::env::var_os("TRICH_ANATOMY_SHOW").is_some();
    let [mut right, mut expected_blocks, mut found_blocks] = [0usize; 3];
    for path in files(folder) {
        let [known, text, expected] = parts(&path);
        let mut expected: Vec<&str> = expected.lines().filter(|line| !line.starts_with("= ")).collect();
        let found = take_apart(pipeline, &known, &text, "");
        let mut extra: Vec<&str> = found.lines().collect();
        expected_blocks += expected.len();
        found_blocks += extra.len();
        let before = expected.len();
        expected.retain(|block| {
            let at = extra.iter().position(|found| is_same(block, found));
            at.map(|at| extra.remove(at)).is_none()
        });
        right += before - expected.len();
        if is_shown && !(expected.is_empty() && extra.is_empty()) {
            println!("{}\n  - {}\n  + {}", path.display(), expected.join("\n  - "), extra.join("\n  + "));
        }
    }
    2.0 * right as f64 / (expected_blocks + found_blocks) as f64
}

/// The same words, and one of the kinds.
fn is_same(expected: &str, found: &str) -> bool {
    let (Some((kinds, words)), Some((kind, same))) = (expected.split_once(": "), found.split_once(": ")) else {
        return false;
    };
    kinds.split('|').any(|one| one == kind)
        && words
            .split([' ', '\u{a0}', '⏎'])
            .filter(|word| !word.is_empty())
            .eq(same.split([' ', '\u{a0}', '⏎']).filter(|word| !word.is_empty()))
}

/// What is known, the text, and the blocks.
fn parts(path: &Path) -> [String; 3] {
    let text = std::fs::read_to_string(path).unwrap();
    let parts: Vec<String> = text.split("---\n").map(str::to_owned).collect();
    parts.try_into().unwrap_or_else(|_| panic!("{}: expected three parts", path.display()))
}

fn files(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

fn take_apart(pipeline: &Pipeline, known: &str, text: &str, expected: &str) -> String {
    let mut input = Input::from_text(text);
    for (field, value) in known.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": ")) {
        let value = Some(value.to_owned());
        match field {
            "title" => input.meta.title = value,
            "published" => input.meta.published_raw = value,
            "url" => input.meta.url = value,
            _ => panic!("unknown field {field}"),
        }
    }
    let article = pipeline.read(input);
    let record = pipeline.extract(&article);
    let chars: Vec<char> = record.text.chars().collect();
    let mut out = String::new();
    for block in &record.blocks {
        let words: String = chars[block.chars[0] as usize..block.chars[1] as usize].iter().collect();
        let kind = serde_json::to_value(block.kind).unwrap();
        out += &format!("{}: {}\n", kind.as_str().unwrap(), words.replace('\n', "⏎"));
    }
    for field in expected.lines().filter_map(|line| line.strip_prefix("= ")?.split_once(": ")).map(|pair| pair.0) {
        out += &format!("= {field}: {}\n", value(&record, field));
    }
    out
}

fn value(record: &Record<'_>, field: &str) -> String {
    let article = &record.article;
    let from = article.published_from.map(|from| serde_json::to_value(from).unwrap());
    match field {
        "title" => article.title.as_deref().unwrap_or("").to_owned(),
        "credit" => article.credit.as_deref().unwrap_or("").to_owned(),
        "authors" => article.authors.join("; "),
        "published" => {
            let from = from.as_ref().and_then(|from| from.as_str()).unwrap_or("");
            format!("{} {from}", article.published.as_deref().unwrap_or(""))
        }
        _ => panic!("unknown field {field}"),
    }
}
