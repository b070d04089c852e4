//! The sample corpus: today's output against the accepted one, and the score against the gold.
//!
//! `<name>.expected.tsv` beside an article is what the program said when its output was last accepted; the test fails on
//! any difference and shows the lines gained and lost. `TRICH_ACCEPT=1 cargo test --test corpus` takes today's output
//! over; nothing else rewrites it. `corpus/scores.tsv` holds the scores that must not fall, of the whole corpus and of its
//! two splits. `corpus/splits.tsv` says which desks and which years of publication are for test only; the rest is for
//! development.

use std::collections::BTreeSet;
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
    let scores = scores();
    let mut today = String::from("split\twhat\tgold\tfound\tprecision\trecall\tf1\n");
    for (split, score) in &scores {
        if std::env::var_os("TRICH_ERRORS").is_some() && *split == ALL {
            println!("{}", score.errors.join("\n"));
        }
        table(&mut today, split, score);
    }
    println!("{today}");
    let accepted_path = corpus().join("scores.tsv");
    if is_accepting() {
        std::fs::write(&accepted_path, &today).unwrap();
        return;
    }
    let accepted = std::fs::read_to_string(accepted_path).unwrap();
    assert_eq!(labels(&today), labels(&accepted), "the rows of corpus/scores.tsv are others than today's");
    for (today, accepted) in today.lines().zip(accepted.lines()).skip(1) {
        assert!(f1(today) >= f1(accepted), "score fell:\naccepted {accepted}\ntoday    {today}");
    }
}

/// Both splits have enough articles to say something, and no row of the list is idle.
#[test]
fn splits_are_balanced() {
    let rows = split_rows();
    let articles = articles();
    let (mut met, mut in_test) = (BTreeSet::new(), 0);
    for path in &articles {
        let hits: Vec<usize> = (0..rows.len()).filter(|row| rows[*row].holds(path)).collect();
        in_test += usize::from(!hits.is_empty());
        met.extend(hits);
    }
    assert_eq!(met.len(), rows.len(), "a row of corpus/splits.tsv fits no article: {rows:?}, met {met:?}");
    let share = in_test * 100 / articles.len();
    assert!((20..=50).contains(&share), "{share} % of the articles are for test");
}

const ALL: &str = "all";

/// The scores of the whole corpus and of each split.
fn scores() -> [(&'static str, Score); 3] {
    let pipeline = Pipeline::new().unwrap();
    let rows = split_rows();
    let mut scores = [ALL, "dev", "test"].map(|split| (split, Score::default()));
    for path in articles() {
        let gold = std::fs::read_to_string(path.with_extension("gold.tsv")).unwrap();
        let own = if rows.iter().any(|row| row.holds(&path)) { "test" } else { "dev" };
        on_record(&pipeline, &path, |record| {
            let gold = score::parse(&gold, &record.text);
            assert!(gold.errors.is_empty(), "{}: {:?}", path.display(), gold.errors);
            for (_, score) in scores.iter_mut().filter(|(split, _)| *split == ALL || *split == own) {
                score.add(&name(&path), record, &gold);
            }
        });
    }
    scores
}

/// A row of `corpus/splits.tsv`: a desk, or years of publication, that are for test.
#[derive(Debug)]
enum SplitRow {
    Desk(String),
    Years(String, String),
}

impl SplitRow {
    fn holds(&self, path: &Path) -> bool {
        match self {
            Self::Desk(desk) => path.parent().is_some_and(|folder| folder.ends_with(desk)),
            Self::Years(from, to) => meta(&path.with_extension("meta.json"))
                .published_raw
                .is_some_and(|day| day.get(..4).is_some_and(|year| from.as_str() <= year && year <= to.as_str())),
        }
    }
}

fn split_rows() -> Vec<SplitRow> {
    let text = std::fs::read_to_string(corpus().join("splits.tsv")).unwrap();
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

/// The first two columns of a table of scores: split and what.
fn labels(scores: &str) -> Vec<Vec<&str>> {
    scores.lines().map(|line| line.split('\t').take(2).collect()).collect()
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

/// Writes the scores of a split, one line each, F1 in the last column.
fn table(out: &mut String, split: &str, total: &Score) {
    for (letter, label) in [('N', "numbers"), ('D', "dates"), ('R', "documents"), ('P', "persons")] {
        for (level, suffix) in [(Level::Span, "span"), (Level::Value, "value")] {
            if letter != 'P' || level == Level::Span {
                row(out, &format!("{split}\t{label} {suffix}"), total.kinds.get(&(letter, level)));
            }
        }
    }
    row(out, &format!("{split}\ttitles"), Some(&total.titles));
    row(out, &format!("{split}\tperson chains B3"), Some(&total.chains));
}

fn row(out: &mut String, label: &str, counts: Option<&Counts>) {
    let counts = counts.copied().unwrap_or_default();
    let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
    writeln!(out, "{label}\t{}\t{}\t{precision:.4}\t{recall:.4}\t{f1:.4}", counts.gold, counts.found).unwrap();
}

fn f1(line: &str) -> f64 {
    line.rsplit('\t').next().unwrap().parse().unwrap()
}
