//! The sample corpus: today's output against the accepted one, and the score against the gold.
//!
//! This is `trich check corpus` and the score as a test. `<name>.expected.tsv` beside an article is what the program said
//! when its output was last accepted; the test fails on any difference. `TRICH_ACCEPT=1 cargo test --test corpus` takes
//! today's output and scores over; nothing else rewrites them. `corpus/scores.tsv` holds the scores that must not fall.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use trich::article::Meta;
use trich::check::{Corpus, accept, machine};
use trich::score::{self, Counts, Level, Score};
use trich::source::Settings;
use trich::{Content, Input, Pipeline};

#[test]
fn output_is_the_accepted_one() {
    let pipeline = Pipeline::new().unwrap();
    let mut report = String::new();
    corpus_of(&pipeline)
        .check(&mut |checked| {
            if is_accepting() && !checked.is_same() {
                return accept(&checked.accepted, &checked.today);
            }
            for line in machine::lines(&checked) {
                writeln!(report, "{}: {line}", checked.id).unwrap();
            }
            Ok(())
        })
        .unwrap();
    assert!(
        report.is_empty(),
        "output changed; read the change (trich check corpus), then accept it (trich accept corpus):\n{report}"
    );
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

fn corpus_of(pipeline: &Pipeline) -> Corpus<'_> {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(corpus);
    static SETTINGS: LazyLock<Settings> = LazyLock::new(Settings::default);
    Corpus { root: &ROOT, ids: &[], pipeline, settings: &SETTINGS, jobs: 2 }
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
