//! The sample corpus: today's output against the accepted one, and the score against the gold.
//!
//! `<name>.expected.tsv` beside an article is what the program said when its output was last accepted; the test fails on
//! any difference and shows the lines gained and lost. `TRICH_ACCEPT=1 cargo test --test corpus` takes today's output
//! over; nothing else rewrites it. `corpus/scores.tsv` holds the scores that must not fall.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use trich::article::Meta;
use trich::score::{self, Counts, Level, Score};
use trich::{Content, Input, Pipeline};

#[test]
fn output_is_the_accepted_one() {
    let pipeline = Pipeline::new().unwrap();
    let mut report = String::new();
    for path in articles() {
        let today = on_record(&pipeline, &path, score::expected);
        let accepted_path = path.with_extension("expected.tsv");
        if is_accepting() {
            std::fs::write(&accepted_path, today).unwrap();
            continue;
        }
        let accepted = std::fs::read_to_string(&accepted_path).unwrap_or_default();
        compare(&path, &accepted, &today, &mut report);
    }
    assert!(report.is_empty(), "output changed; read the change, then accept it with TRICH_ACCEPT=1:\n{report}");
}

#[test]
fn scores_do_not_fall() {
    let pipeline = Pipeline::new().unwrap();
    let mut total = Score::default();
    for path in articles() {
        let gold = std::fs::read_to_string(path.with_extension("gold.tsv")).unwrap();
        on_record(&pipeline, &path, |record| {
            let gold = score::parse(&gold, &record.text);
            assert!(gold.errors.is_empty(), "{}: {:?}", path.display(), gold.errors);
            total.add(&name(&path), record, &gold);
        });
    }
    if std::env::var_os("TRICH_ERRORS").is_some() {
        println!("{}", total.errors.join("\n"));
    }
    let scores = table(&total);
    println!("{scores}");
    let accepted_path = corpus().join("scores.tsv");
    if is_accepting() {
        std::fs::write(&accepted_path, &scores).unwrap();
        return;
    }
    let accepted = std::fs::read_to_string(accepted_path).unwrap();
    for (today, accepted) in scores.lines().zip(accepted.lines()).skip(1) {
        assert!(f1(today) >= f1(accepted), "score fell:\naccepted {accepted}\ntoday    {today}");
    }
}

fn is_accepting() -> bool {
    std::env::var_os("TRICH_ACCEPT").is_some()
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// The corpus articles, sorted by path.
fn articles() -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for desk in std::fs::read_dir(corpus()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let files = std::fs::read_dir(desk).unwrap().map(|entry| entry.unwrap().path());
        paths.extend(files.filter(|path| path.extension().is_some_and(|extension| extension == "txt")));
    }
    paths.sort();
    assert!(paths.len() >= 24, "the corpus holds {} articles", paths.len());
    paths
}

fn name(path: &Path) -> String {
    path.strip_prefix(corpus()).unwrap().with_extension("").display().to_string()
}

fn on_record<T>(pipeline: &Pipeline, path: &Path, work: impl FnOnce(&trich::Record<'_>) -> T) -> T {
    let bytes = std::fs::read(path).unwrap();
    let mut input = Input::from_text("");
    input.id = name(path).into();
    input.meta = meta(&path.with_extension("meta.json"));
    input.content = Content::File(&bytes);
    let article = pipeline.read(input);
    work(&pipeline.extract(&article))
}

fn meta(path: &Path) -> Meta {
    let value: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let field = |name: &str| value[name].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    Meta {
        title: field("title"),
        published_raw: field("published"),
        url: field("url"),
        outlet: field("outlet"),
        ..Meta::default()
    }
}

/// Writes the lines that only one side has.
fn compare(path: &Path, accepted: &str, today: &str, report: &mut String) {
    let lost = accepted.lines().filter(|line| !today.lines().any(|other| other == *line));
    let gained = today.lines().filter(|line| !accepted.lines().any(|other| other == *line));
    let lines: Vec<String> =
        lost.map(|line| format!("  - {line}")).chain(gained.map(|line| format!("  + {line}"))).collect();
    if !lines.is_empty() {
        writeln!(report, "{}\n{}", name(path), lines.join("\n")).unwrap();
    }
}

/// The scores, one line each, F1 in the last column.
fn table(total: &Score) -> String {
    let mut out = String::from("what\tgold\tfound\tprecision\trecall\tf1\n");
    for (letter, label) in [('N', "numbers"), ('D', "dates"), ('R', "documents"), ('P', "persons")] {
        for (level, suffix) in [(Level::Span, "span"), (Level::Value, "value")] {
            if letter != 'P' || level == Level::Span {
                row(&mut out, &format!("{label} {suffix}"), total.kinds.get(&(letter, level)));
            }
        }
    }
    row(&mut out, "titles", Some(&total.titles));
    row(&mut out, "person chains B3", Some(&total.chains));
    out
}

fn row(out: &mut String, label: &str, counts: Option<&Counts>) {
    let counts = counts.copied().unwrap_or_default();
    let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
    writeln!(out, "{label}\t{}\t{}\t{precision:.4}\t{recall:.4}\t{f1:.4}", counts.gold, counts.found).unwrap();
}

fn f1(line: &str) -> f64 {
    line.rsplit('\t').next().unwrap().parse().unwrap()
}
