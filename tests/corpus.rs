//! The sample corpus: today's output against the accepted one, and the score against the gold.
//!
//! This is `trich check corpus` and the score as a test. `<name>.expected.tsv` beside an article is what the program said
//! when its output was last accepted; the test fails on any difference. `TRICH_ACCEPT=1 cargo test --test corpus` takes
//! today's output and scores over; nothing else rewrites them. `corpus/scores.tsv` holds the scores that must not fall, of the
//! whole corpus and of its two splits: `corpus/splits.tsv` says which desks and which years of publication are for test
//! only.

use std::collections::BTreeSet;
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
    assert!(scored.score.articles.len() >= 120, "the corpus holds {} articles", scored.score.articles.len());
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
    assert_eq!(labels(&scores), labels(&accepted), "the rows of corpus/scores.tsv are others than today's");
    for (today, accepted) in scores.lines().zip(accepted.lines()).skip(1) {
        assert!(f1(today) >= f1(accepted), "score fell:\naccepted {accepted}\ntoday    {today}");
    }
}

/// Both splits have enough articles to say something, and no row of the list is idle.
#[test]
fn splits_are_balanced() {
    let rows = split_rows();
    let (mut met, mut in_test) = (BTreeSet::new(), 0);
    let articles = articles();
    for id in &articles {
        let hits: Vec<usize> = (0..rows.len()).filter(|row| rows[*row].holds(id)).collect();
        in_test += usize::from(!hits.is_empty());
        met.extend(hits);
    }
    assert_eq!(met.len(), rows.len(), "a row of corpus/splits.tsv fits no article: {rows:?}, met {met:?}");
    let share = in_test * 100 / articles.len();
    assert!((20..=50).contains(&share), "{share} % of the articles are for test");
}

/// The ids of all articles: `desk/slug`.
fn articles() -> Vec<String> {
    let mut ids = Vec::new();
    for desk in std::fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let files = std::fs::read_dir(&desk).unwrap().map(|entry| entry.unwrap().path());
        let texts = files.filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
        let id = |path: PathBuf| path.strip_prefix(root()).unwrap().with_extension("").display().to_string();
        ids.extend(texts.map(id));
    }
    ids.sort();
    ids
}

/// A row of `corpus/splits.tsv`: a desk, or years of publication, that are for test.
#[derive(Debug)]
enum SplitRow {
    Desk(String),
    Years(String, String),
}

impl SplitRow {
    fn holds(&self, id: &str) -> bool {
        match self {
            Self::Desk(desk) => id.split_once('/').is_some_and(|(own, _)| own == desk),
            Self::Years(from, to) => published(id)
                .is_some_and(|day| day.get(..4).is_some_and(|year| from.as_str() <= year && year <= to.as_str())),
        }
    }
}

fn published(id: &str) -> Option<String> {
    let meta = std::fs::read_to_string(root().join(format!("{id}.meta.json"))).unwrap();
    let meta: serde_json::Value = serde_json::from_str(&meta).unwrap();
    meta["published"].as_str().map(str::to_owned)
}

fn split_rows() -> Vec<SplitRow> {
    let text = std::fs::read_to_string(root().join("splits.tsv")).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| match row.split('\t').collect::<Vec<_>>()[..] {
        ["desk", desk, "test"] => SplitRow::Desk(desk.to_owned()),
        ["years", years, "test"] => {
            let (from, to) = years.split_once('-').unwrap();
            SplitRow::Years(from.to_owned(), to.to_owned())
        }
        _ => panic!("splits.tsv: expected `desk` or `years`, a name and `test`, but found {row:?}"),
    })
    .collect()
}

fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"));
    &ROOT
}

fn corpus_of(pipeline: &Pipeline) -> Corpus<'_> {
    static SETTINGS: LazyLock<Settings> = LazyLock::new(Settings::default);
    Corpus { root: root(), ids: &[], pipeline, settings: &SETTINGS, jobs: 2 }
}

/// The scores of the whole corpus and of its splits, one line each, F1 in the last column.
fn table(all: &Score) -> String {
    let rows = split_rows();
    let is_test = |id: &str| rows.iter().any(|row| row.holds(id));
    let (mut dev, mut test) = (Score::default(), Score::default());
    for article in &all.articles {
        let own = if is_test(&article.id) { &mut test } else { &mut dev };
        own.articles.push(article.clone());
    }
    let mut out = String::from("split\twhat\tgold\tfound\tprecision\trecall\tf1\n");
    for (split, score) in [("all", all), ("dev", &dev), ("test", &test)] {
        add_rows(&mut out, split, score);
    }
    out
}

fn add_rows(out: &mut String, split: &str, score: &Score) {
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
    for (label, measure) in ROWS {
        let counts = score.counts(measure);
        let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
        let (gold, found) = (counts.gold, counts.found);
        writeln!(out, "{split}\t{label}\t{gold}\t{found}\t{precision:.4}\t{recall:.4}\t{f1:.4}").unwrap();
    }
}

/// The first two columns of a table of scores: split and what.
fn labels(scores: &str) -> Vec<Vec<&str>> {
    scores.lines().map(|line| line.split('\t').take(2).collect()).collect()
}

fn is_accepting() -> bool {
    std::env::var_os("TRICH_ACCEPT").is_some()
}

fn f1(line: &str) -> f64 {
    line.rsplit('\t').next().unwrap().parse().unwrap()
}
