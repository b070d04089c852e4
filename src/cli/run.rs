//! `trich run`

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use trich::Error;
use trich::batch::{Batch, Tally, threads};
use trich::journal::Earlier;
use trich::sink::{Folder, Formats, Start, Writer};
use trich::source::{Found, Reader, Settings, find};

use super::progress::Progress;
use super::{forms, interrupt, manifest, message, reading, summary};

/// Extract the facts of articles
///
/// Reads texts (.txt), saved pages (.html, .mhtml), JSON (.json: an object, an array of objects, or lines of objects;
/// .jsonl, .ndjson), tables (.csv, .tsv) and WARC files, one by one or below folders; each also compressed (.gz, .zst,
/// .bz2, .xz) and in archives (.zip, .tar). What a file is, its content tells before its name does. Of an object or a
/// row the fields text (or content, body), id, title, published (or date), url, outlet and authors are read under their
/// usual names; the others are kept in article.extra. Beside a text file a.txt, a.meta.json may hold the same fields.
///
/// With - for a path, JSON lines (or a file of another kind) are read from standard input, and without -o the records go
/// to standard output, a line for each line read, in the same order.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files and folders to read; - for JSON lines on standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Folder to write to; - for JSON lines on standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,

    #[command(flatten)]
    pub(super) forms: forms::Args,

    #[command(flatten)]
    pub(super) reading: reading::Args,

    /// Threads that work on articles [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZero<usize>>,

    /// Keep only the first of several copies of an article; without this the others are marked by duplicate_of
    #[arg(long)]
    pub(super) dedup: bool,

    /// Replace the results in a folder that is not empty
    #[arg(long)]
    force: bool,

    /// Go on with a run into OUT that was killed, interrupted, or stopped by a full disk; the results are those of a run
    /// that nothing disturbed
    #[arg(long, conflicts_with = "force")]
    resume: bool,

    /// Bring the results in OUT up to date: articles that have not changed since are not extracted again; the results
    /// are those of a full run
    #[arg(long, conflicts_with = "force")]
    incremental: bool,

    /// Write the results in shards of N articles of the input, each with all forms for itself: articles-00000.jsonl
    #[arg(long, value_name = "N")]
    pub(super) shard: Option<NonZero<u64>>,

    /// Draw N articles of all, the same ones each time; they are read once and held in memory
    #[arg(long, value_name = "N")]
    pub(super) sample: Option<NonZero<usize>>,

    /// Draw other ones [default: 0]
    #[arg(long, value_name = "SEED", requires = "sample", default_value_t = 0, hide_default_value = true)]
    pub(super) seed: u64,

    /// Print nothing but what stops the run
    #[arg(short, long)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  trich run articles/ -o facts
  trich run articles/ -o facts --format jsonl,json,csv,xlsx
  trich run articles/ -o facts --format sqlite,xlsx --lang vi
  trich run articles/ -o facts --format report
  trich run scraped.jsonl.gz crawl.warc.gz -o facts --jobs 4
  trich run table.csv -o facts --map text=content,published=ngay_dang
  trich run articles/ -o facts --lexicon documents.tsv
  trich run articles/ -o facts --incremental
  trich run articles/ -o facts --shard 100000 --compress zst
  scraper | trich run - | jq '.persons[].name'";

/// Where records go.
enum Output<'a> {
    Stdout,
    Folder(&'a Path),
}

impl Output<'_> {
    /// Where failures are listed.
    fn failures(&self) -> &'static str {
        match self {
            Output::Stdout => "the diagnostics of their records",
            Output::Folder(_) => "errors.jsonl",
        }
    }

    /// Says where the results are.
    fn tell(&self, written: &[String]) {
        if let Output::Folder(path) = self {
            message(&format!("written to {}: {}", path.display(), written.join(", ")));
        }
    }
}

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    let start = Instant::now();
    let output = output(args)?;
    let formats = args.forms.formats(matches!(output, Output::Stdout))?.in_shards(args.shard);
    let reading::Tools { pipeline, settings, made_by, .. } = args.reading.tools(None)?;
    let found = find_articles(args, &output, &settings)?;
    let formats = match output {
        Output::Stdout => formats,
        Output::Folder(_) => formats.with_journal(made_by.clone(), args.incremental),
    };
    let bytes = if args.sample.is_none() { found.bytes() } else { 0 };
    let Opened { mut writer, earlier, stop } = open(args, &output, &formats, &made_by)?;
    let batch = Batch {
        pipeline: &pipeline,
        settings: &settings,
        dedup: args.dedup,
        formats: &formats,
        keep_empty: matches!(output, Output::Stdout),
        jobs: threads(args.jobs),
        earlier,
        stop,
    };
    let mut progress = Progress::new(bytes, args.quiet, output.failures());
    let reader = Reader::new(found, &settings).with_files_in(&writer.temporary_folder());
    let reader = match args.sample {
        Some(count) => reader.sampled(count.get(), args.seed),
        None => reader,
    };
    let total = batch.run(reader, &mut writer, &mut |tally, failures| progress.advance(tally, failures))?;
    progress.finish();
    if interrupt::is_asked() {
        drop(writer);
        message("interrupted: trich run --resume, with the same arguments, goes on");
        return Ok(interrupt::exit_code());
    }
    let written = writer.finish(Some(manifest::of(args, &total)))?;
    if !args.quiet {
        summary::print(&total, start.elapsed());
        output.tell(&written);
    }
    Ok(exit_code(&total))
}

/// What is ready for a run.
struct Opened {
    writer: Writer,
    /// What earlier runs made.
    earlier: Earlier,
    /// Set when the run is to end.
    stop: Option<&'static AtomicBool>,
}

fn open(args: &Args, output: &Output<'_>, formats: &Formats, made_by: &str) -> Result<Opened, Error> {
    let Output::Folder(path) = output else {
        return Ok(Opened { writer: Writer::stdout(), earlier: Earlier::default(), stop: None });
    };
    let folder = Folder::start(path, start(args))?;
    let earlier = folder.earlier(made_by);
    if !args.quiet && (args.resume || args.incremental) {
        let count = summary::grouped(earlier.len() as u64);
        message(&format!("records of earlier runs by this version, these lists and settings: {count}"));
    }
    let writer = Writer::folder(folder, formats)?;
    Ok(Opened { writer, earlier, stop: Some(interrupt::listen()?) })
}

/// What may stand in the folder.
fn start(args: &Args) -> Start {
    match args {
        Args { force: true, .. } => Start::Replace,
        Args { incremental: true, .. } => Start::Incremental,
        Args { resume: true, .. } => Start::Resume,
        _ => Start::New,
    }
}

fn output(args: &Args) -> Result<Output<'_>, Error> {
    let output = given_output(args)?;
    if matches!(output, Output::Stdout) && (args.resume || args.incremental || args.shard.is_some()) {
        return Err(Error::usage("--resume, --incremental and --shard need a folder to write to: give -o OUT"));
    }
    Ok(output)
}

fn given_output(args: &Args) -> Result<Output<'_>, Error> {
    match args.output.as_deref() {
        Some(path) if is_dash(path) => Ok(Output::Stdout),
        Some(path) => Ok(Output::Folder(path)),
        None if args.paths.iter().all(|path| is_dash(path)) => Ok(Output::Stdout),
        None => Err(Error::usage("expected a folder to write to: give -o OUT, or -o - for standard output")),
    }
}

fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Finds what is to be read, and says what is not.
fn find_articles(args: &Args, output: &Output<'_>, settings: &Settings) -> Result<Found, Error> {
    let folder = match output {
        Output::Folder(path) => Some(*path),
        Output::Stdout => None,
    };
    let found = find(&args.paths, folder, settings)?;
    if !args.quiet {
        found.notices.iter().for_each(|(path, diagnostic)| message(&format!("{path}: {}", diagnostic.message)));
        summary::print_passed_over(&found);
    }
    Ok(found)
}

fn exit_code(total: &Tally) -> ExitCode {
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
