//! `trich completions`

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::{Shell, generate};
use trich::Error;

/// Print what a shell completes `trich` by
///
/// Each shell reads it from a place of its own, see the examples; a new shell knows it.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  trich completions bash > ~/.local/share/bash-completion/completions/trich
  trich completions zsh > ~/.zfunc/_trich          # with fpath+=~/.zfunc in .zshrc
  trich completions fish > ~/.config/fish/completions/trich.fish";

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    let mut script = Vec::new();
    generate(args.shell, &mut super::Args::command(), "trich", &mut script);
    super::print(&script)?;
    Ok(ExitCode::SUCCESS)
}
