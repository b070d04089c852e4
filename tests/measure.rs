//! Floors on annotated articles that are not part of the project: newspaper texts, given beside it in `../shared`. Where
//! they are absent the tests say so and pass.

use std::path::{Path, PathBuf};

use trich::score::{self, Level, Score};
use trich::{Input, Pipeline};

/// F1 that must be reached on the annotated articles: spans with values, titles, chains.
const FLOORS: &[(&str, f64)] =
    &[("numbers", 0.88), ("dates", 0.88), ("documents", 0.88), ("persons", 0.80), ("titles", 0.70), ("chains", 0.75)];

#[test]
fn the_first_article_is_wholly_right() {
    let Some(folder) = annotated("seed") else { return };
    let score = score(&folder);
    assert!(score.errors.is_empty(), "\n{}", score.errors.join("\n"));
    assert_eq!(score.titles.f1(), 1.0);
    assert_eq!(score.chains.f1(), 1.0);
}

#[test]
fn floors_on_annotated_articles_hold() {
    let Some(folder) = annotated("gold") else { return };
    let score = score(&folder);
    let kind = |letter, level| score.kinds[&(letter, level)].f1();
    let reached = [
        kind('N', Level::Value),
        kind('D', Level::Value),
        kind('R', Level::Value),
        kind('P', Level::Span),
        score.titles.f1(),
        score.chains.f1(),
    ];
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
