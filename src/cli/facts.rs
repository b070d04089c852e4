//! `trich facts`

use std::fs::File;
use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use trich::query::{Query, Question};
use trich::sink::{Failure, Folder, Formats, Rendered, Writer};
use trich::source::unpacked;
use trich::{Error, Record};

use super::files::below;
use super::{forms, message};

/// Ask simple questions of the records of an earlier run
///
/// Reads the records that `trich run` wrote, and writes them again with only the facts that were asked for, in any form;
/// articles without any are left out. A person, a document and days of publication choose articles; a kind, a size and
/// words of the sentence choose facts of theirs. Words match with or without tone marks.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Results of a run: articles.jsonl, also compressed; a folder with it, with its shards or with JSON files; - for
    /// standard input
    #[arg(required = true, value_name = "IN")]
    paths: Vec<PathBuf>,

    /// Folder to write to [default: JSON lines on standard output]
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,

    #[command(flatten)]
    question: Asked,

    #[command(flatten)]
    forms: forms::Args,

    /// Replace the results in a folder that is not empty
    #[arg(long)]
    force: bool,

    /// Print nothing but what stops the run
    #[arg(short, long)]
    quiet: bool,
}

#[derive(clap::Args)]
#[group(id = "question")]
struct Asked {
    /// Facts of this kind: numbers, dates, documents, persons; money, percent, interval, "nghị định"
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    kind: Vec<String>,

    /// Numbers greater than this: 1e12, 2500000
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    over: Option<f64>,

    /// Numbers less than this
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    under: Option<f64>,

    /// Articles that name this person
    #[arg(long, value_name = "NAME")]
    person: Option<String>,

    /// Articles that cite this document: number, type and number, title or uri
    #[arg(long, value_name = "DOCUMENT")]
    document: Option<String>,

    /// Articles published on this day, in this month or year, or later
    #[arg(long, value_name = "DATE")]
    from: Option<String>,

    /// Articles published on this day, in this month or year, or earlier
    #[arg(long, value_name = "DATE")]
    to: Option<String>,

    /// Facts in sentences with these words
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  trich facts facts/articles.jsonl --kind money --over 1e12 -o big --format xlsx
  trich facts facts --person \"Vũ Đức Bảo\" --from 2020-01 --to 2020-12
  trich facts facts --kind percent --text \"dat dai\" -o land --format sqlite,csv
  trich facts facts --document 2898-QĐ/TU | jq -r .id";

/// Records that are written together.
const TOGETHER: usize = 64;

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    let query = Query::new(args.question.question())?;
    let output = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    let formats = args.forms.formats(output.is_none())?;
    let files = files(&args.paths)?;
    let writer = match output {
        None => Writer::stdout(),
        Some(path) => Writer::folder(Folder::open(path, args.force)?, &formats)?,
    };
    let mut run = Run { query, formats, writer, waiting: Rendered::default(), count: 0, read: 0, kept: 0, failed: 0 };
    files.iter().try_for_each(|file| run.read_file(file))?;
    run.flush()?;
    let written = run.writer.finish(None)?;
    if !args.quiet {
        message(&format!("{} of {} articles have such facts", run.kept, run.read));
    }
    if let Some(path) = output.filter(|_| !args.quiet) {
        message(&format!("written to {}: {}", path.display(), written.join(", ")));
    }
    Ok(if run.failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

impl Asked {
    fn question(&self) -> Question {
        Question {
            kinds: self.kind.clone(),
            over: self.over,
            under: self.under,
            person: self.person.clone(),
            document: self.document.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            text: self.text.clone(),
        }
    }
}

/// The files that hold records, those of a folder in the order of their paths.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in paths {
        let mut found = match path.is_dir() {
            true => lines_in(path)?,
            false => vec![path.clone()],
        };
        if found.is_empty() {
            found = below(path, &["json", "jsonl"])?;
            found.retain(|path| !is_beside(path));
        }
        if found.is_empty() {
            let message = "expected results of trich run in it (articles.jsonl, json/), but found none";
            return Err(Error::usage(format!("{}: {message}", path.display())));
        }
        files.append(&mut found);
    }
    Ok(files)
}

/// The files in a folder that hold records as lines, shards in their order.
fn lines_in(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = entries.map_err(|error| Error::unreadable(folder, error))?;
    let mut files: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    files.retain(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(has_lines));
    // a hundred thousand shards have longer names than those before
    files.sort_by_cached_key(|path| (path.as_os_str().len(), path.clone()));
    Ok(files)
}

/// True for `articles.jsonl`, a shard of it, and either compressed.
fn has_lines(name: &str) -> bool {
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name);
    let shard = name.strip_prefix("articles").and_then(|name| name.strip_suffix(".jsonl"));
    shard.is_some_and(|shard| match shard.strip_prefix('-') {
        Some(number) => !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()),
        None => shard.is_empty(),
    })
}

/// True for what a run writes beside its records.
fn is_beside(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "errors.jsonl" || name == "manifest.json")
}

/// The work on one question.
struct Run {
    query: Query,
    formats: Formats,
    writer: Writer,
    waiting: Rendered,
    /// Records in `waiting`.
    count: usize,
    read: u64,
    kept: u64,
    failed: u64,
}

impl Run {
    fn read_file(&mut self, path: &Path) -> Result<(), Error> {
        let stream: std::io::Result<Box<dyn Read + Send>> = match path.as_os_str() == "-" {
            true => Ok(Box::new(std::io::stdin())),
            false => File::open(path).map(|file| Box::new(file) as _),
        };
        let file = stream.and_then(unpacked).map_err(|error| Error::unreadable(path, error))?;
        if path.extension().is_some_and(|end| end == "json") {
            self.read_one(path, file)
        } else {
            self.read_lines(path, file)
        }
    }

    fn read_one(&mut self, path: &Path, mut file: impl Read) -> Result<(), Error> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|error| Error::unreadable(path, error))?;
        self.take(path, None, &bytes)
    }

    fn read_lines(&mut self, path: &Path, mut lines: impl BufRead) -> Result<(), Error> {
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            if lines.read_until(b'\n', &mut line).map_err(|error| Error::unreadable(path, error))? == 0 {
                break;
            }
            if !line.trim_ascii().is_empty() {
                self.take(path, Some(number), &line)?;
            }
        }
        Ok(())
    }

    /// Takes up a record.
    fn take(&mut self, path: &Path, line: Option<u64>, bytes: &[u8]) -> Result<(), Error> {
        self.read += 1;
        match parse(bytes) {
            Ok(record) => self.ask(record),
            Err(found) => {
                self.fail(path, line, found);
                Ok(())
            }
        }
    }

    fn ask(&mut self, mut record: Record<'static>) -> Result<(), Error> {
        if !self.query.ask(&mut record) {
            return Ok(());
        }
        self.kept += 1;
        let stem = Path::new(&*record.source.path).with_extension("").to_string_lossy().into_owned();
        self.formats.render(&record, &stem, &mut self.waiting);
        self.count += 1;
        if self.count == TOGETHER { self.flush() } else { Ok(()) }
    }

    fn fail(&mut self, path: &Path, line: Option<u64>, found: String) {
        self.failed += 1;
        let path = path.display().to_string();
        let failure = Failure {
            id: line.map_or(path.clone(), |line| format!("{path}#{line}")),
            path,
            line,
            code: "facts/no-record".to_owned(),
            message: format!("expected a record of trich run, but found {found}"),
        };
        message(&failure.describe());
        self.waiting.fail([failure]);
    }

    fn flush(&mut self) -> Result<(), Error> {
        self.count = 0;
        self.formats.seal(&mut self.waiting, false);
        self.writer.write(std::mem::take(&mut self.waiting))
    }
}

fn parse(bytes: &[u8]) -> Result<Record<'static>, String> {
    let record: Record<'static> = serde_json::from_slice(bytes).map_err(|error| format!("no such JSON: {error}"))?;
    match &*record.schema {
        trich::record::SCHEMA => Ok(record),
        other => Err(format!("the schema {other:?}")),
    }
}
