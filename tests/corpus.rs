//! The sample corpus: today's output against the accepted one, and the score against the gold.
//!
//! This is `trich check corpus` and the score as a test. `<name>.expected.tsv` beside an article is what the program said
//! when its output was last accepted; the test fails on any difference. `TRICH_ACCEPT=1 cargo test --test corpus` takes
//! today's output and scores over; nothing else rewrites them. `corpus/scores.tsv` holds the scores that must not fall.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use trich::Pipeline;
use trich::check::{Config, Corpus, Floor, accept, machine};
use trich::score::Score;
use trich::source::Settings;

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
    let corpus = corpus_of(&pipeline);
    let scored = corpus.score().unwrap();
    assert!(scored.troubles.is_empty(), "{}", scored.troubles.join("\n"));
    assert!(scored.without_gold.is_empty(), "articles without gold: {:?}", scored.without_gold);
    assert!(scored.score.articles.len() >= 24, "the corpus holds {} articles", scored.score.articles.len());
    if std::env::var_os("TRICH_ERRORS").is_some() {
        scored.score.mistakes().for_each(|(id, mistake)| println!("{id}\t{mistake}"));
    }
    for Floor { measure, share, least } in Config::of(corpus.root).unwrap().floors {
        let reached = scored.score.figure(&measure, share);
        assert!(reached >= least, "{measure} {share:?} {reached:.4} is below the floor {least} of trich.toml");
    }
    let scores = table(&scored.score);
    println!("{scores}");
    let accepted_path = corpus.root.join("scores.tsv");
    if is_accepting() {
        std::fs::write(&accepted_path, &scores).unwrap();
        return;
    }
    let accepted = std::fs::read_to_string(accepted_path).unwrap();
    let label = |line: &str| line.split('\t').next().unwrap().to_owned();
    for accepted in accepted.lines().skip(1) {
        let today = scores.lines().find(|line| label(line) == label(accepted));
        let today = today.unwrap_or_else(|| panic!("no score of today for {accepted}"));
        assert!(f1(today) >= f1(accepted), "score fell:\naccepted {accepted}\ntoday    {today}");
    }
}

fn is_accepting() -> bool {
    std::env::var_os("TRICH_ACCEPT").is_some()
}

fn corpus_of(pipeline: &Pipeline) -> Corpus<'_> {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"));
    static SETTINGS: LazyLock<Settings> = LazyLock::new(Settings::default);
    Corpus { root: &ROOT, ids: &[], pipeline, settings: &SETTINGS, jobs: 2 }
}

/// The scores, one line each, F1 in the last column.
fn table(score: &Score) -> String {
    const ROWS: [(&str, &str); 9] = [
        ("numbers span", "numbers.span"),
        ("numbers value", "numbers.value"),
        ("dates span", "dates.span"),
        ("dates value", "dates.value"),
        ("documents span", "documents.span"),
        ("documents value", "documents.value"),
        ("persons span", "persons.span"),
        ("titles", "persons.titles"),
        ("person chains B3", "persons.b3"),
    ];
    let mut out = String::from("what\tgold\tfound\tprecision\trecall\tf1\n");
    for (label, measure) in ROWS {
        let counts = score.counts(measure);
        let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
        writeln!(out, "{label}\t{}\t{}\t{precision:.4}\t{recall:.4}\t{f1:.4}", counts.gold, counts.found).unwrap();
    }
    out
}

fn f1(line: &str) -> f64 {
    line.rsplit('\t').next().unwrap().parse().unwrap()
}
