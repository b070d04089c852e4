//! `trich show`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use trich::extract::{Explanation, Loser};
use trich::sink::{Lost, page};
use trich::source::{Container, Raw, Reader, Settings, find};
use trich::{Error, Record, Severity};

use super::color::{self, Color};
use super::sheet::Sheet;
use super::{print, reading};

/// Show an article in the terminal, with its facts marked
///
/// Below the text the facts are listed: the words, the value, the place in characters of the text, and the rule that
/// found them; documents and persons with every place that names them.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// File to show; of a file of many articles or a folder the first one; - for standard input: JSON lines, a page,
    /// or what --format says
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// What the file holds, where neither its name nor its content tells
    #[arg(long, value_name = "FORMAT")]
    format: Option<Form>,

    #[command(flatten)]
    reading: reading::Args,

    /// Show the article of this id
    #[arg(long, value_name = "ID")]
    id: Option<String>,

    /// Also list what speaks for and against each name of a person, and the candidates that lost their place to others
    #[arg(long)]
    explain: bool,

    /// What to print
    #[arg(long, value_name = "FORM", value_enum, default_value_t = To::Text)]
    to: To,

    /// Columns that lines may have [default: those of the terminal; without one lines are not broken]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..))]
    width: Option<u16>,

    /// When to use colours; without them facts stand in brackets
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    color: Color,
}

const EXAMPLES: &str = "\
Examples:
  trich show article.txt
  trich show --explain scraped.jsonl --id 20201012-5
  trich show --color always article.txt | less -R
  trich show article.txt --to html > article.html
  curl -s https://… | trich show - --format html";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Html,
    Mhtml,
    Json,
    Jsonl,
    Csv,
    Tsv,
    Warc,
}

impl From<Form> for Container {
    fn from(form: Form) -> Container {
        match form {
            Form::Text => Container::Text,
            Form::Html => Container::Html,
            Form::Mhtml => Container::Mhtml,
            Form::Json => Container::Json,
            Form::Jsonl => Container::JsonLines,
            Form::Csv => Container::Csv,
            Form::Tsv => Container::Tsv,
            Form::Warc => Container::Warc,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    /// The text with its facts, for a terminal
    Text,
    /// A page for a browser, like those of `trich run --format report`
    Html,
    /// The record
    Json,
}

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    let reading::Tools { pipeline, settings, .. } = args.reading.tools(None)?;
    let raw = choose(args, &settings)?;
    let mut loaded = raw.load(&settings);
    let article = loaded.read(&raw, &pipeline);
    let (record, explanation) = pipeline.explain(&article);
    let explanation = if args.explain { explanation } else { Explanation::default() };
    match args.to {
        To::Text => color::print(&sheet(args, &record, &explanation, &article.text), args.color)?,
        To::Html => print(&page(&record, &lost(&explanation.losers, &article.text)))?,
        To::Json => print(&format!("{}\n", serde_json::to_string_pretty(&record).unwrap_or_default()))?,
    }
    let has_failed = record.diagnostics.iter().any(|note| note.severity == Severity::Error);
    Ok(ExitCode::from(u8::from(has_failed)))
}

/// What is printed on a terminal.
fn sheet(args: &Args, record: &Record<'_>, explanation: &Explanation, text: &str) -> String {
    let terminal = || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| width.0.max(20));
    let columns = args.width.or_else(terminal).map(usize::from);
    let mut sheet = Sheet::new(args.color.choice() != anstream::ColorChoice::Never, columns);
    sheet.record(record);
    sheet.weighed(&explanation.weighed, record, text);
    sheet.losers(&explanation.losers, text);
    sheet.out
}

/// Candidates that lost, for the page.
fn lost<'t>(losers: &[Loser], text: &'t str) -> Vec<Lost<'t>> {
    let lost = |loser: &Loser| Lost {
        text: loser.candidate.span.of(text),
        rule: loser.candidate.rule,
        winner_text: loser.winner_span.of(text),
        winner: loser.winner,
        reason: loser.reason(),
    };
    losers.iter().map(lost).collect()
}

/// The article that was asked for.
fn choose(args: &Args, settings: &Settings) -> Result<Raw, Error> {
    let mut found = find(std::slice::from_ref(&args.file), None, settings)?;
    if let Some(form) = args.format {
        found.read_as(form.into());
    }
    let mut articles = Reader::new(found, settings);
    let found = match &args.id {
        Some(id) => articles.find(|raw| raw.id == *id),
        None => articles.next(),
    };
    articles.finish()?;
    found.ok_or_else(|| match &args.id {
        Some(id) => {
            Error::usage(format!("expected an article with id {id:?} in {}, but found none", args.file.display()))
        }
        None => Error::usage(format!("expected an article in {}, but found none", args.file.display())),
    })
}
