//! The cases of the anatomy: `src/article/cases/`.

use std::path::{Path, PathBuf};

use trich::{Input, Pipeline, Record};

#[test]
fn texts_come_apart_as_expected() {
    let pipeline = Pipeline::new().unwrap();
    let mut failures = String::new();
    for path in files() {
        let text = std::fs::read_to_string(&path).unwrap();
        let parts: Vec<&str> = text.split("---\n").collect();
        let [known, text, expected] = parts[..] else { panic!("{}: expected three parts", path.display()) };
        let found = take_apart(&pipeline, known, text, expected);
        if found.trim() != expected.trim() {
            failures += &format!("{}\n--- expected\n{expected}--- found\n{found}\n", path.display());
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/article/cases");
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
