//! What is seen of a run while it goes on.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use trich::batch::Tally;
use trich::sink::Failure;

use super::message;

/// A run that takes less has no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Failures that are told one by one.
const MAX_FAILURES: u64 = 10;

/// Tells of failures, and shows a bar where the run is long and standard error is a terminal.
pub struct Progress {
    start: Instant,
    bar: ProgressBar,
    is_terminal: bool,
    is_quiet: bool,
    elsewhere: &'static str,
    failures: u64,
    articles: u64,
}

impl Progress {
    /// Begins. `bytes` is the length of all that is to be read, 0 where it is not known.
    /// `elsewhere` says where failures stand that are not told one by one.
    pub fn new(bytes: u64, is_quiet: bool, elsewhere: &'static str) -> Progress {
        let is_terminal = std::io::stderr().is_terminal();
        let length = (bytes > 0).then_some(bytes);
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden());
        let template = match length {
            Some(_) => "{bar:30} {percent:>3} %  {msg} articles  {bytes_per_sec}  {eta} left",
            None => "{spinner} {msg} articles  {bytes_per_sec}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress { start: Instant::now(), bar, is_terminal, is_quiet, elsewhere, failures: 0, articles: 0 }
    }

    /// Notes a stretch that is done.
    pub fn advance(&mut self, tally: &Tally, failures: &[Failure]) {
        if self.is_quiet {
            return;
        }
        self.tell(failures);
        if self.is_terminal && self.bar.is_hidden() && self.start.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.articles += tally.articles;
        self.bar.set_message(super::summary::grouped(self.articles));
        self.bar.inc(tally.bytes);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn tell(&mut self, failures: &[Failure]) {
        for failure in failures {
            self.failures += 1;
            if self.failures <= MAX_FAILURES {
                self.bar.suspend(|| message(&failure.describe()));
            } else if self.failures == MAX_FAILURES + 1 {
                self.bar.suspend(|| message(&format!("further failures stand in {}", self.elsewhere)));
            }
        }
    }
}
