//! `trich lint`

use std::process::ExitCode;

use clap::ValueEnum;
use trich::Error;
use trich::check::{Flaw, machine, try_examples};

use super::marked::clean;
use super::summary::counted;
use super::{corpus, message};

/// Look through gold files for what is odd
///
/// Errors: lines that do not align with the text or overlap, values that are none, one full name for two persons.
/// Warnings: digits that nothing marks, names of one person that share no word, one reference for two documents. Each with
/// file and line. Examples of own kinds of facts are tried, too.
#[derive(clap::Args)]
#[command(after_help = CODES)]
pub struct Args {
    #[command(flatten)]
    articles: corpus::Articles,

    /// Count warnings as errors
    #[arg(long)]
    strict: bool,

    /// Form of the report
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Form::Text)]
    format: Form,

    #[command(flatten)]
    reading: corpus::Args,
}

const CODES: &str = "\
Exit codes:
  0  no errors
  1  errors; with --strict also warnings
  2  the corpus could not be read";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// file:line: message
    Text,
    /// Annotations of GitHub
    Github,
}

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    let tools = args.reading.tools(&args.articles.corpus)?;
    let mut linted = tools.articles(&args.articles).lint()?;
    linted.flaws.splice(0..0, try_examples(tools.kinds(), tools.articles(&args.articles).pipeline));
    let lines: Vec<String> = linted.flaws.iter().map(|flaw| line(flaw, args.format)).collect();
    super::print(&lines.concat())?;
    let errors = linted.flaws.iter().filter(|flaw| flaw.is_error).count();
    let warnings = linted.flaws.len() - errors;
    let counts = [(linted.files, "gold file"), (errors, "error"), (warnings, "warning")];
    let [files, told, warned] = counts.map(|(count, noun)| counted(count as u64, noun));
    message(&format!("{files}: {told}, {warned}"));
    let is_bad = errors > 0 || (args.strict && warnings > 0);
    Ok(ExitCode::from(u8::from(is_bad)))
}

fn line(flaw: &Flaw, form: Form) -> String {
    let (path, message) = (clean(&flaw.path), clean(&flaw.message));
    let severity = if flaw.is_error { "error" } else { "warning" };
    match (form, flaw.line) {
        (Form::Text, 0) => format!("{path}: {severity}: {message}\n"),
        (Form::Text, line) => format!("{path}:{line}: {severity}: {message}\n"),
        (Form::Github, line) => machine::annotation(severity, &path, Some(line.max(1)), "trich lint", &message),
    }
}
