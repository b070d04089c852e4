//! The subcommands, a file each.

mod accept;
mod annotate;
mod check;
mod color;
mod completions;
mod corpus;
mod diff_report;
mod difference;
mod facts;
mod files;
mod forms;
mod import;
mod interrupt;
mod lint;
mod man;
mod manifest;
mod marked;
mod progress;
mod reading;
mod reference;
mod run;
mod schema;
mod score;
mod sheet;
mod show;
mod suggest;
mod summary;
mod words;
mod wrap;

use std::io::Write;
use std::process::ExitCode;
use std::sync::LazyLock;

use clap::{Parser, Subcommand};

use trich::Error;

/// What `trich --version` says.
static VERSION: LazyLock<String> = LazyLock::new(trich::version::described);

/// Extracts facts from Vietnamese news articles: numbers, dates, references to official documents, and persons with
/// their titles.
#[derive(Parser)]
#[command(name = "trich", version = VERSION.as_str(), max_term_width = 100, after_help = EXIT_CODES)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Run(run::Args),
    Show(show::Args),
    Facts(facts::Args),
    Import(import::Args),
    Schema(schema::Args),
    Check(check::Args),
    Accept(accept::Args),
    Score(score::Args),
    Annotate(annotate::Args),
    Lint(lint::Args),
    Words(words::Args),
    Suggest(suggest::Args),
    DiffReport(diff_report::Args),
    Completions(completions::Args),
    Man(man::Args),
}

const EXIT_CODES: &str = "\
Exit codes:
  0  all articles were read; what was checked is as it should be
  1  some articles failed, the others are done; what was checked is not as it should be
  2  the run could not start or go on
  130  the run was interrupted; trich run --resume goes on with it";

/// Carries out what was asked for.
pub fn run(args: Args) -> Result<ExitCode, Error> {
    match args.command {
        Command::Run(args) => run::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Facts(args) => facts::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Accept(args) => accept::run(&args),
        Command::Score(args) => score::run(&args),
        Command::Annotate(args) => annotate::run(&args),
        Command::Lint(args) => lint::run(&args),
        Command::Suggest(args) => suggest::run(&args),
        Command::Words(args) => words::run(&args),
        Command::DiffReport(args) => diff_report::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    }
}

/// Writes a line to standard error, with nothing in it that a terminal would obey: it may quote an input. Where nobody
/// listens there, so be it.
pub fn message(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", marked::clean(line));
}

/// Writes to standard output.
fn print(text: &(impl AsRef<[u8]> + ?Sized)) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_ref()).and_then(|()| out.flush());
    written.map_err(|error| Error::io("could not write to standard output", error))
}
