//! Speed of the whole extraction against counting words.
//!
//! Both run in one process over the same articles: `unicode_words().count()` of unicode-segmentation is the yardstick,
//! since seconds of one machine say nothing on another. The last lines print the ratios, stage by stage. The articles are
//! those of `corpus/`; `TRICH_BENCH=FILE.jsonl` (lines with a `text` field) measures on others.
//!
//! Saved pages are measured against their parser in the same run: `pages/parse` builds the tree and nothing else,
//! `pages/page_to_json` is all of it. The pages are those of `tests/pages`; `TRICH_PAGES=FOLDER` measures on others.
//!
//! `TRICH_COUNT=STAGE` runs one stage once and nothing else, for `tools/instructions`, which counts its instructions.
//!
//! `sinks` writes finished records, form by form, so that writers are measured without the extraction; the last lines
//! print each as a part of the speed of JSON lines.

mod counted;

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group};
use trich::article::Article;
use trich::sink::{Folder, Format, Formats, Rendered, Writer};
use trich::source::{Body, Container, File, Raw, Settings};
use trich::{Input, Pipeline, Record};
use unicode_segmentation::UnicodeSegmentation;

/// Rounds of the comparison whose ratio is printed.
const ROUNDS: usize = 15;

fn articles() -> Vec<String> {
    match std::env::var("TRICH_BENCH") {
        Ok(path) => json_lines(&path),
        Err(_) => corpus(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")),
    }
}

fn json_lines(path: &str) -> Vec<String> {
    let lines = std::fs::read_to_string(path).expect("TRICH_BENCH names a readable file");
    let text = |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str().map(str::to_owned);
    lines.lines().filter_map(text).collect()
}

fn corpus(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    let mut paths: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            texts.extend(corpus(&path));
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            texts.extend(std::fs::read_to_string(&path));
        }
    }
    texts
}

/// What is measured against each other.
fn count_words(texts: &[String]) -> usize {
    texts.iter().map(|text| black_box(text).unicode_words().count()).sum()
}

fn extract(pipeline: &Pipeline, texts: &[String], out: &mut Vec<u8>) {
    for text in texts {
        out.clear();
        let article = pipeline.read(Input::from_text(text));
        trich::json::write(&pipeline.extract(&article), out).expect("a record is JSON");
        black_box(&out);
    }
}

/// Saved pages, each a file of its own.
fn pages() -> Vec<Vec<u8>> {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let folder = std::env::var_os("TRICH_PAGES").map_or_else(own, Into::into);
    let mut paths: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    paths.sort();
    paths.iter().filter_map(|path| std::fs::read(path).ok()).collect()
}

/// Saved pages as articles that are in memory already.
fn raw_pages(pages: &[Vec<u8>]) -> Vec<Raw> {
    let file = Arc::new(File {
        path: "page.html".into(),
        shown: "page.html".into(),
        stem: "page".into(),
        container: Container::Html,
        is_member: true,
        has_odd_name: false,
        len: 0,
    });
    let raw = |page: &Vec<u8>| Raw {
        id: "page".to_owned(),
        file: Arc::clone(&file),
        line: None,
        body: Body::Bytes(page.clone(), None),
        duplicate_of: None,
        diagnostics: Vec::new(),
    };
    pages.iter().map(raw).collect()
}

fn read_pages(pipeline: &Pipeline, pages: &[Raw], out: &mut Vec<u8>) {
    for raw in pages {
        out.clear();
        let mut loaded = raw.load(&Settings::default());
        let article = loaded.read(raw, pipeline);
        trich::json::write(&pipeline.extract(&article), out).expect("a record is JSON");
        black_box(&out);
    }
}

fn bench_pages(criterion: &mut Criterion) {
    let pages = pages();
    let bytes: usize = pages.iter().map(Vec::len).sum();
    let texts: Vec<_> = pages.iter().map(|page| String::from_utf8_lossy(page)).collect();
    let raw = raw_pages(&pages);
    let pipeline = Pipeline::new().expect("the built-in lists are sound");
    let mut out = Vec::new();
    let mut group = criterion.benchmark_group("pages");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
    group.bench_function("parse", |b| {
        b.iter(|| texts.iter().for_each(|page| drop(black_box(dom_query::Document::from(page.as_ref())))))
    });
    group.bench_function("load", |b| {
        b.iter(|| raw.iter().for_each(|raw| drop(black_box(raw.load(&Settings::default())))))
    });
    group.bench_function("page_to_json", |b| b.iter(|| read_pages(&pipeline, &raw, &mut out)));
    group.finish();
    print_best(&pipeline, &texts, &raw, bytes);
}

/// Prints the best of some rounds of parser and whole in turn: what else the machine does only ever slows a round down.
fn print_best(pipeline: &Pipeline, texts: &[std::borrow::Cow<'_, str>], raw: &[Raw], bytes: usize) {
    let mut out = Vec::new();
    let parse = || texts.iter().for_each(|page| drop(black_box(dom_query::Document::from(page.as_ref()))));
    let [mut parsed, mut read] = [Duration::MAX; 2];
    for _ in 0..ROUNDS * 2 {
        parsed = parsed.min(time(parse));
        read = read.min(time(|| read_pages(pipeline, raw, &mut out)));
    }
    let speed = |best: Duration| bytes as f64 / 1e6 / best.as_secs_f64();
    let [parsed, read] = [speed(parsed), speed(read)];
    println!("\npages: parser alone {parsed:.0} MB/s, page -> JSON {read:.0} MB/s ({:.2} of it)", read / parsed);
}

/// Forms of output whose writers are measured; the first is what the others are compared with.
const SINKS: [(&str, Format); 5] = [
    ("jsonl", Format::Jsonl),
    ("csv", Format::Csv),
    ("xlsx", Format::Xlsx),
    ("sqlite", Format::Sqlite),
    ("parquet", Format::Parquet),
];

/// Articles that are handed to a writer together, as a run does it.
const CHUNK: usize = 64;

/// Writes records into a new folder, as a run does it but on one thread.
fn write_records(records: &[Record<'_>], format: Format) {
    let folder = tempfile::tempdir().expect("a folder for results");
    let formats = Formats::new(&[format]);
    let out = Folder::open(&folder.path().join("out"), false).expect("a new folder");
    let mut writer = Writer::folder(out, &formats).expect("files in it");
    for chunk in records.chunks(CHUNK) {
        let mut rendered = Rendered::default();
        for record in chunk {
            formats.render(record, &record.id, &mut rendered);
        }
        formats.seal(&mut rendered, false);
        writer.write(rendered).expect("room for the results");
    }
    writer.finish(None).expect("room for the results");
}

fn bench_sinks(criterion: &mut Criterion) {
    let texts = articles();
    let bytes: usize = texts.iter().map(String::len).sum();
    let pipeline = Pipeline::new().expect("the built-in lists are sound");
    let ids: Vec<String> = (0..texts.len()).map(|number| format!("a{number}")).collect();
    let inputs = texts.iter().zip(&ids).map(|(text, id)| Input { id: id.into(), ..Input::from_text(text) });
    let read: Vec<Article<'_>> = inputs.map(|input| pipeline.read(input)).collect();
    let records: Vec<Record<'_>> = read.iter().map(|article| pipeline.extract(article)).collect();
    let mut group = criterion.benchmark_group("sinks");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(10);
    for (name, format) in SINKS {
        group.bench_function(name, |b| b.iter(|| write_records(&records, format)));
    }
    group.finish();
    print_sinks(&records, bytes);
}

/// Prints the best of some rounds of each writer.
fn print_sinks(records: &[Record<'_>], bytes: usize) {
    let best = |format| (0..ROUNDS).map(|_| time(|| write_records(records, format))).min().unwrap_or_default();
    let speeds = SINKS.map(|(name, format)| (name, bytes as f64 / 1e6 / best(format).as_secs_f64()));
    println!("\nwriters alone, MB of text a second, and as a part of JSON lines:");
    for (name, speed) in speeds {
        println!("  {name}: {speed:.1} ({:.2})", speed / speeds[0].1);
    }
}

fn bench(criterion: &mut Criterion) {
    let texts = articles();
    let bytes: usize = texts.iter().map(String::len).sum();
    let pipeline = Pipeline::new().expect("the built-in lists are sound");
    let mut out = Vec::new();
    let mut group = criterion.benchmark_group("articles");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
    group.bench_function("unicode_words", |b| b.iter(|| count_words(&texts)));
    group.bench_function("tokenize", |b| {
        b.iter(|| texts.iter().map(|t| trich::segment::tokenize(t).len()).sum::<usize>())
    });
    group.bench_function("text_to_json", |b| b.iter(|| extract(&pipeline, &texts, &mut out)));
    group.finish();
    print_ratio(&pipeline, &texts);
}

/// What is done to every article, each step with all before it.
const STAGES: [&str; 3] = ["text -> blocks", "text -> facts", "text -> JSON"];

/// Runs the yardstick and each stage in turn and prints the medians of the ratios.
fn print_ratio(pipeline: &Pipeline, texts: &[String]) {
    let mut out = Vec::new();
    let mut ratios = [const { Vec::new() }; STAGES.len()];
    for _ in 0..ROUNDS {
        let words = time(|| {
            black_box(count_words(texts));
        });
        let read = time(|| {
            texts.iter().for_each(|text| drop(black_box(pipeline.read(Input::from_text(text)))));
        });
        let facts = time(|| {
            texts.iter().for_each(|text| drop(black_box(pipeline.extract(&pipeline.read(Input::from_text(text))))));
        });
        let json = time(|| extract(pipeline, texts, &mut out));
        for (ratios, stage) in ratios.iter_mut().zip([read, facts, json]) {
            ratios.push(words.as_secs_f64() / stage.as_secs_f64());
        }
    }
    println!("\nspeed as a multiple of unicode_words().count(), median of {ROUNDS} rounds:");
    for (stage, ratios) in STAGES.iter().zip(&mut ratios) {
        ratios.sort_by(f64::total_cmp);
        println!("  {stage}: {:.2}", ratios[ROUNDS / 2]);
    }
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

criterion_group!(benches, bench, bench_pages, bench_sinks);

fn main() {
    match std::env::var("TRICH_COUNT") {
        Ok(stage) => counted::run(&stage, &articles()),
        Err(_) => {
            benches();
            Criterion::default().configure_from_args().final_summary();
        }
    }
}
