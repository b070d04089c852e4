//! `trich check`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::json;
use trich::Error;
use trich::check::{Checked, Runs, Tally, is_output, machine};

use super::color::{self, Color};
use super::corpus;
use super::difference::{self, Against};

/// Compare today's output with the accepted one
///
/// Beside an article a.txt stands a.expected.tsv, what trich said of it when `trich accept` was last told to take its
/// output over. Facts gained, lost and changed since are shown in their context, then counted by kind and rule. Nothing
/// is written.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    articles: corpus::Articles,

    /// Compare with an output of `trich run` instead: its folder, or its articles.jsonl
    #[arg(long, value_name = "OUT", conflicts_with = "ids")]
    against: Option<PathBuf>,

    /// Form of the report
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Form::Text)]
    format: Form,

    #[command(flatten)]
    reading: corpus::Args,

    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    color: Color,
}

const EXAMPLES: &str = "\
Examples:
  trich check corpus
  trich check corpus courts/theft
  trich check corpus --format junit > check.xml
  trich check out-new --against out-old

Exit codes:
  0  no difference
  1  differences, articles without accepted output, or accepted output without an article
  2  the check could not start or go on";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a person
    Text,
    /// One object with all differences and counts
    Json,
    /// JUnit XML, a test case for each article
    Junit,
    /// Annotations of GitHub
    Github,
}

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    let against = if args.against.is_some() { Against::Run } else { Against::Accepted };
    let mut report =
        Report { form: args.format, color: args.color, against, tally: Tally::default(), kept: String::new() };
    check(args, &mut |checked| report.add(&checked))?;
    let is_clean = report.tally.is_clean();
    report.finish(&hint(args))?;
    Ok(ExitCode::from(u8::from(!is_clean)))
}

fn check(args: &Args, take: &mut (dyn FnMut(Checked) -> Result<(), Error> + Send)) -> Result<(), Error> {
    let Some(before) = &args.against else {
        let tools = args.reading.tools(&args.articles.corpus)?;
        return tools.articles(&args.articles).check(take);
    };
    if is_output(&args.articles.corpus) {
        return Runs { before, now: &args.articles.corpus, jobs: args.reading.jobs() }.check(take);
    }
    let message = format!(
        "expected an output of `trich run` to compare with {}: run trich over {} first",
        before.display(),
        args.articles.corpus.display()
    );
    Err(Error::usage(message))
}

fn hint(args: &Args) -> String {
    match args.against {
        Some(_) => String::new(),
        None => format!("To take them over: trich accept {}\n", args.articles.corpus.display()),
    }
}

/// The report, which is written while articles are checked, as far as its form allows.
struct Report {
    form: Form,
    color: Color,
    against: Against,
    tally: Tally,
    /// What can be written only at the end.
    kept: String,
}

impl Report {
    fn add(&mut self, checked: &Checked) -> Result<(), Error> {
        self.tally.add(checked);
        match self.form {
            Form::Text if !checked.is_same() => color::print(&difference::article(checked, self.against), self.color),
            Form::Github if !checked.is_same() => super::print(&machine::github(checked)),
            Form::Json if !checked.is_same() => {
                let head = if self.kept.is_empty() { "{\"results\":[\n" } else { ",\n" };
                self.kept = " ".to_owned();
                super::print(&format!("{head}{}", machine::json(checked)))
            }
            Form::Junit => {
                self.kept.push_str(&machine::junit_case(checked));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn finish(self, hint: &str) -> Result<(), Error> {
        match self.form {
            Form::Text => color::print(&difference::summary(&self.tally, self.against, hint), self.color),
            Form::Github => Ok(()),
            Form::Json => {
                let head = if self.kept.is_empty() { "{\"results\":[" } else { "\n" };
                super::print(&format!("{head}],\"counts\":{}}}\n", json!(machine::json_tally(&self.tally))))
            }
            Form::Junit => super::print(&machine::junit(&self.kept, &self.tally)),
        }
    }
}
