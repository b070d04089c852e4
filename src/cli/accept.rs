//! `trich accept`

use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use trich::Error;
use trich::check::{Checked, Outcome, accept};

use super::color::{self, Color};
use super::difference::{self, Against};
use super::{corpus, message};

/// Take today's output over as the accepted one
///
/// Where the terminal is one, each difference is shown and asked about; else say which articles are meant, or --yes for
/// all. Writes a.expected.tsv beside each article a.txt that was accepted, and no other file. With --yes, accepted output
/// that has no article any more is removed.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    articles: corpus::Articles,

    /// Accept all of it without asking
    #[arg(short, long, conflicts_with = "ids")]
    yes: bool,

    #[command(flatten)]
    reading: corpus::Args,

    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    color: Color,
}

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    let is_asking = args.articles.ids.is_empty() && !args.yes;
    if is_asking && !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        let message = "expected a terminal to ask on: give the ids of articles to accept, or --yes for all";
        return Err(Error::usage(message));
    }
    let tools = args.reading.tools(&args.articles.corpus)?;
    let mut accepting = Accepting { is_asking, color: args.color, is_over: false, accepted: 0, left: 0 };
    tools.articles(&args.articles).check(&mut |checked| accepting.take(&checked))?;
    message(&match (accepting.accepted, accepting.left) {
        (0, 0) => "nothing to accept: no difference".to_owned(),
        (accepted, 0) => format!("accepted: {accepted}"),
        (accepted, left) => format!("accepted: {accepted}, left as they are: {left}"),
    });
    Ok(ExitCode::SUCCESS)
}

/// Accepts differences, where asked for after asking.
struct Accepting {
    is_asking: bool,
    color: Color,
    is_over: bool,
    accepted: u64,
    left: u64,
}

enum Answer {
    Accept,
    Skip,
    All,
    Quit,
}

impl Accepting {
    fn take(&mut self, checked: &Checked) -> Result<(), Error> {
        if checked.is_same() {
            return Ok(());
        }
        if self.is_over || !self.is_wanted(checked)? {
            self.left += 1;
            return Ok(());
        }
        self.accepted += 1;
        match checked.outcome {
            Outcome::Gone => std::fs::remove_file(&checked.accepted)
                .map_err(|error| Error::io(format!("could not remove {}", checked.accepted.display()), error)),
            _ => accept(&checked.accepted, &checked.today),
        }
    }

    fn is_wanted(&mut self, checked: &Checked) -> Result<bool, Error> {
        if !self.is_asking {
            return Ok(true);
        }
        color::print(&difference::article(checked, Against::Accepted), self.color)?;
        match self.ask()? {
            Answer::Accept => return Ok(true),
            Answer::Skip => {}
            Answer::All => {
                self.is_asking = false;
                return Ok(true);
            }
            Answer::Quit => self.is_over = true,
        }
        Ok(false)
    }

    fn ask(&self) -> Result<Answer, Error> {
        loop {
            color::print("accept? [y]es, [n]o, [a]ll from here, [q]uit: ", self.color)?;
            let mut line = String::new();
            let read = std::io::stdin().lock().read_line(&mut line);
            if read.map_err(|error| Error::io("could not read the answer", error))? == 0 {
                return Ok(Answer::Quit);
            }
            match line.trim().to_lowercase().as_str() {
                "y" | "yes" => return Ok(Answer::Accept),
                "n" | "no" | "" => return Ok(Answer::Skip),
                "a" | "all" => return Ok(Answer::All),
                "q" | "quit" => return Ok(Answer::Quit),
                _ => {}
            }
        }
    }
}
