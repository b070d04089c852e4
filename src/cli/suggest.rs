//! `trich suggest`

use std::path::PathBuf;
use std::process::ExitCode;

use trich::Error;
use trich::check::{Suggestions, sightings};

use super::corpus;
use super::marked::clean;

/// Suggest words that the lists lack: titles, organisations, abbreviations
///
/// Prints a table: kind, words, number of articles, a place in its context. Read it, and take over what is right into a
/// list of your own (titles.tsv, abbreviations.tsv) for --lexicon.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of articles
    #[arg(value_name = "CORPUS")]
    corpus: PathBuf,

    /// Articles that must have the words
    #[arg(long, value_name = "N", default_value_t = 2)]
    min: usize,

    #[command(flatten)]
    reading: corpus::Args,
}

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    let tools = args.reading.tools(&args.corpus)?;
    let mut suggestions = Suggestions::default();
    tools.corpus(&args.corpus, &[]).each(&|_, record| sightings(record), |one| {
        suggestions.add(one);
        Ok(())
    })?;
    let rows = suggestions.finish(args.min).into_iter().map(|one| {
        let (words, context) = (clean(&one.words), clean(&one.context));
        format!("{}\t{words}\t{}\t{context}\n", one.kind, one.articles)
    });
    super::print(&format!("kind\twords\tarticles\tcontext\n{}", rows.collect::<String>()))?;
    Ok(ExitCode::SUCCESS)
}
