//! `trich man`

use std::process::ExitCode;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use trich::Error;

/// Print the manual page of trich or of a command
///
/// The page is that of `man`, in roff.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A command, such as run [default: trich itself]
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  trich man > ~/.local/share/man/man1/trich.1
  trich man run > ~/.local/share/man/man1/trich-run.1";

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    let mut page = Vec::new();
    let man = Man::new(command(args.command.as_deref())?).source(format!("trich {}", trich::version::VERSION));
    let rendered = man.render(&mut page);
    rendered.map_err(|error| Error::io("could not write to standard output", error))?;
    super::print(&page)?;
    Ok(ExitCode::SUCCESS)
}

/// The program, or one of its commands under its name for manual pages: `trich-run`.
fn command(name: Option<&str>) -> Result<Command, Error> {
    let program = super::Args::command().version(trich::version::VERSION);
    let Some(name) = name else { return Ok(program) };
    let found = program.get_subcommands().find(|command| command.get_name() == name);
    let found = found.ok_or_else(|| Error::usage(format!("expected a command of trich, but found {name:?}")))?;
    let page = format!("trich-{name}");
    Ok(found.clone().display_name(page).bin_name(format!("trich {name}")).version(trich::version::VERSION))
}
