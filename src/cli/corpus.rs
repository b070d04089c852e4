//! What the subcommands over a corpus have in common: which articles are meant, and how they are read.

use std::num::NonZero;
use std::path::{Path, PathBuf};

use trich::Error;
use trich::check::{Corpus, config_path};
use trich::lexicon::OwnKind;

use super::reading;

/// The articles that are meant.
#[derive(clap::Args)]
#[group(id = "corpus_articles")]
pub struct Articles {
    /// Folder of articles, with a trich.toml where it has settings of its own
    #[arg(value_name = "CORPUS")]
    pub corpus: PathBuf,

    /// Only the articles of these ids
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
}

/// How they are read.
#[derive(clap::Args)]
#[group(id = "corpus_reading")]
pub struct Args {
    #[command(flatten)]
    reading: reading::Args,

    /// Threads that work on articles [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
}

/// What a corpus is read with.
pub struct Tools {
    loaded: reading::Tools,
    jobs: usize,
}

impl Args {
    /// Threads that were asked for.
    pub fn jobs(&self) -> usize {
        trich::batch::threads(self.jobs)
    }

    /// Loads what the corpus at `root` is read with.
    pub fn tools(&self, root: &Path) -> Result<Tools, Error> {
        Ok(Tools { loaded: self.reading.tools(config_path(root).as_deref())?, jobs: self.jobs() })
    }
}

impl Tools {
    /// The user's kinds of facts.
    pub fn kinds(&self) -> &[OwnKind] {
        &self.loaded.kinds
    }

    /// The articles of these ids below `root`, or all.
    pub fn corpus<'c>(&'c self, root: &'c Path, ids: &'c [String]) -> Corpus<'c> {
        let reading::Tools { pipeline, settings, .. } = &self.loaded;
        Corpus { root, ids, pipeline, settings, jobs: self.jobs }
    }

    /// The articles that are meant.
    pub fn articles<'c>(&'c self, articles: &'c Articles) -> Corpus<'c> {
        self.corpus(&articles.corpus, &articles.ids)
    }
}
