//! How a corpus is read: flags that the subcommands over a corpus have.

use std::num::NonZero;
use std::path::{Path, PathBuf};

use trich::check::{Corpus, config_path};
use trich::lexicon::{Own, OwnKind};
use trich::source::Settings;
use trich::{Error, Pipeline};

use super::reading;

#[derive(clap::Args)]
#[group(id = "corpus_reading")]
pub struct Args {
    /// Own word list, trich.toml or folder of such to use besides the built-in ones and those of the corpus's trich.toml;
    /// may be given several times
    #[arg(long, value_name = "PATH")]
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
    /// The user's kinds of facts, which are in the pipeline, too.
    pub kinds: Vec<OwnKind>,
    /// How articles are read.
    pub settings: Settings,
    /// Threads.
    pub jobs: usize,
}

impl Args {
    /// Threads that were asked for.
    pub fn jobs(&self) -> usize {
        super::jobs(self.jobs)
    }

    /// The user's lists and kinds: those of the corpus, and those asked for.
    fn own(&self, root: &Path) -> Result<Own, Error> {
        let paths: Vec<PathBuf> = config_path(root).into_iter().chain(self.lexicon.iter().cloned()).collect();
        super::own(&paths)
    }

    /// Loads what the corpus at `root` is read with.
    pub fn tools(&self, root: &Path) -> Result<Tools, Error> {
        let own = self.own(root)?;
        let kinds = own.kinds.clone();
        Ok(Tools { pipeline: Pipeline::with_own(own)?, kinds, settings: self.reading.settings()?, jobs: self.jobs() })
    }
}

impl Tools {
    /// The articles of these ids below `root`, or all.
    pub fn corpus<'c>(&'c self, root: &'c Path, ids: &'c [String]) -> Corpus<'c> {
        Corpus { root, ids, pipeline: &self.pipeline, settings: &self.settings, jobs: self.jobs }
    }
}
