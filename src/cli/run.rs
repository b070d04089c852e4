//! `trich run`

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use trich::Error;
use trich::batch::{Batch, Tally, threads};
use trich::sink::{Folder, Writer};
use trich::source::{Found, Reader, Settings, find};

use super::progress::Progress;
use super::{forms, message, reading, summary};

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
    forms: forms::Args,

    #[command(flatten)]
    reading: reading::Args,

    /// Threads that work on articles [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZero<usize>>,

    /// Keep only the first of several copies of an article; without this the others are marked by duplicate_of
    #[arg(long)]
    dedup: bool,

    /// Replace the results in a folder that is not empty
    #[arg(long)]
    force: bool,

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
    let formats = args.forms.formats(matches!(output, Output::Stdout))?;
    let reading::Tools { pipeline, settings, .. } = args.reading.tools(None)?;
    let found = find_articles(args, &output, &settings)?;
    let mut writer = match output {
        Output::Stdout => Writer::stdout(),
        Output::Folder(path) => Writer::folder(Folder::open(path, args.force)?, &formats)?,
    };
    let batch = Batch {
        pipeline: &pipeline,
        settings: &settings,
        dedup: args.dedup,
        formats: &formats,
        keep_empty: matches!(output, Output::Stdout),
        jobs: threads(args.jobs),
    };
    let mut progress = Progress::new(found.bytes(), args.quiet, output.failures());
    let total = batch
        .run(Reader::new(found, &settings), &mut writer, &mut |tally, failures| progress.advance(tally, failures))?;
    progress.finish();
    let written = writer.finish()?;
    if !args.quiet {
        summary::print(&total, start.elapsed());
        output.tell(&written);
    }
    Ok(exit_code(&total))
}

fn output(args: &Args) -> Result<Output<'_>, Error> {
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
