//! `trich annotate`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use trich::Error;
use trich::check::{accept, beside, draft};

use super::{corpus, message};

/// Draft gold for an article, for a person to correct
///
/// Writes a.gold.tsv beside a.txt: one mention a line below the sentence that it stands in, as trich sees it today. Correct
/// it until it says what is right, check it with `trich lint`, and measure with `trich score`. A gold file that is there
/// already is left alone.
#[derive(clap::Args)]
pub struct Args {
    /// Article to annotate, or a folder of articles that have no gold yet
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Write to this file instead; - for standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Replace gold that is there
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    reading: corpus::Args,
}

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    let tools = args.reading.tools(&args.file)?;
    let (mut written, mut kept) = (Vec::new(), 0);
    let corpus = tools.corpus(&args.file, &[]);
    corpus.each(&|raw, record| (beside(raw, "gold"), draft(record)), |(path, text)| {
        if let Some(output) = &args.output {
            return to_output(output, &text, args.force);
        }
        if path.exists() && !args.force {
            kept += 1;
            return Ok(());
        }
        accept(&path, &text)?;
        written.push(path);
        Ok(())
    })?;
    written.iter().for_each(|path| message(&format!("drafted {}: correct it by hand", path.display())));
    if kept > 0 && written.is_empty() {
        return Err(Error::usage("expected an article without gold, but there is some: give --force to replace it"));
    }
    Ok(ExitCode::SUCCESS)
}

fn to_output(path: &Path, text: &str, force: bool) -> Result<(), Error> {
    if path.as_os_str() == "-" {
        return super::print(text);
    }
    if path.exists() && !force {
        return Err(Error::usage(format!("{} is there already: give --force to replace it", path.display())));
    }
    accept(path, text)
}
