//! The command line: arguments, run, exit code.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    trich::guard::tell_only_unguarded_panics();
    match cli::run(cli::Args::parse()) {
        Ok(code) => code,
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            cli::message(&format!("error: {error}"));
            ExitCode::from(2)
        }
    }
}
