//! `trich diff-report`

use std::path::PathBuf;
use std::process::ExitCode;

use trich::Error;
use trich::check::{Checked, Outcome, Runs, Tally, What};

/// Count what two runs gained and lost, as a table for a changelog
///
/// The table has a row for each rule whose facts differ. Below it stand a few examples of each.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Output of `trich run` before: its folder, or its articles.jsonl
    #[arg(value_name = "BEFORE")]
    before: PathBuf,

    /// Output of `trich run` now
    #[arg(value_name = "NOW")]
    now: PathBuf,

    /// Examples that are shown for each rule and each way to differ
    #[arg(long, value_name = "N", default_value_t = 0)]
    examples: usize,
}

const EXAMPLES: &str = "\
Examples:
  trich diff-report out-0.1 out-0.2 >> CHANGELOG.md
  trich diff-report out-0.1 out-0.2 --examples 3";

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    let jobs = trich::batch::threads(None);
    let mut tally = Tally::default();
    let mut examples = Vec::new();
    Runs { before: &args.before, now: &args.now, jobs }.check(&mut |checked| {
        tally.add(&checked);
        collect(&checked, args.examples, &mut examples);
        Ok(())
    })?;
    super::print(&report(&tally, &examples))?;
    Ok(ExitCode::SUCCESS)
}

/// Rule, way to differ, words.
type Example = (String, What, String);

fn collect(checked: &Checked, most: usize, examples: &mut Vec<Example>) {
    let Outcome::Differs(changes) = &checked.outcome else { return };
    for change in changes.iter().filter(|change| change.line.is_fact() && change.what != What::Moved) {
        let rule = &change.line.rule;
        let count = examples.iter().filter(|(other, what, _)| other == rule && *what == change.what).count();
        if count < most {
            let words = trich::check::machine::words(change).replace('`', "'").replace('\n', " ");
            examples.push((rule.clone(), change.what, words));
        }
    }
}

fn report(tally: &Tally, examples: &[Example]) -> String {
    let head = format!("Over {} articles, {} of which differ", tally.articles, tally.differing);
    let missing = match (tally.new, tally.gone) {
        (0, 0) => String::new(),
        (new, gone) => format!(" ({new} only in the second run, {gone} only in the first)"),
    };
    let table = tally.markdown();
    if table.is_empty() {
        return format!("{head}{missing}: no fact gained, lost or changed.\n");
    }
    let mut examples = examples.to_vec();
    examples.sort();
    let examples: String = examples.iter().map(|(_, _, words)| format!("- {words}\n")).collect();
    let gap = if examples.is_empty() { "" } else { "\n" };
    format!("{head}{missing}:\n\n{table}{gap}{examples}")
}
