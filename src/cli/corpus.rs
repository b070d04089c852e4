//! How a corpus is read: flags that the subcommands over a corpus have.

use std::num::NonZero;
use std::path::{Path, PathBuf};

use trich::check::Corpus;
use trich::source::Settings;
use trich::{Error, Pipeline};

use super::reading;

#[derive(clap::Args)]
#[group(id = "corpus_reading")]
pub struct Args {
    /// Own word lists to use besides the built-in ones; may be given several times
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,

    #[command(flatten)]
    reading: reading::Args,

    /// Threads that work on articles [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
}

/// What a corpus is read with.
pub struct Tools {
    /// Rules and lists.
    pub pipeline: Pipeline,
    /// How articles are read.
    pub settings: Settings,
    /// Threads.
    pub jobs: usize,
}

impl Args {
    /// Threads that were asked for.
    pub fn jobs(&self) -> usize {
        let all = || std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
        self.jobs.unwrap_or_else(all).get()
    }

    /// Loads what the corpus at `root` is read with.
    pub fn tools(&self, _root: &Path) -> Result<Tools, Error> {
        let pipeline = super::pipeline(&self.lexicon)?;
        Ok(Tools { pipeline, settings: self.reading.settings()?, jobs: self.jobs() })
    }
}

impl Tools {
    /// The articles of these ids below `root`, or all.
    pub fn corpus<'c>(&'c self, root: &'c Path, ids: &'c [String]) -> Corpus<'c> {
        Corpus { root, ids, pipeline: &self.pipeline, settings: &self.settings, jobs: self.jobs }
    }
}
