//! `trich words`

use std::process::ExitCode;

use trich::Error;
use trich::lexicon::builtin::{self, List};

/// List the entries of the built-in word lists, with their source
///
/// Without a list the lists are named, with the number of their entries, their columns and where they come from. Entries
/// are printed as they stand: columns apart by tabs.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// List to print, such as person/titles or titles
    #[arg(value_name = "LIST")]
    list: Option<String>,

    /// Print the entries of all lists that hold these words, after the name of their list
    #[arg(long, value_name = "WORDS", conflicts_with = "list")]
    find: Option<String>,

    /// Print all entries of all lists, after the name of their list
    #[arg(long, conflicts_with_all = ["list", "find"])]
    all: bool,
}

const EXAMPLES: &str = "\
Examples:
  trich words
  trich words person/titles
  trich words --find 'thượng tá'
  trich words --all | wc -l";

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    let lists = builtin::lists();
    let text = match (&args.list, &args.find) {
        (Some(name), _) => one(&lists, name)?,
        (None, Some(words)) => found(&lists, &words.to_lowercase()),
        (None, None) if args.all => found(&lists, ""),
        (None, None) => lists.iter().map(head).collect(),
    };
    super::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn head(list: &List) -> String {
    format!(
        "{}: {} entries\n  columns: {}\n  source: {}\n",
        list.name,
        list.entries().count(),
        list.columns().replace('\t', ", "),
        list.source()
    )
}

fn one(lists: &[List], name: &str) -> Result<String, Error> {
    let is_meant = |list: &&List| list.name == name || list.name.split('/').next_back() == Some(name);
    let meant: Vec<&List> = lists.iter().filter(is_meant).collect();
    match meant[..] {
        [list] => {
            let entries: String = list.entries().map(|entry| format!("{entry}\n")).collect();
            Ok(format!("{}\n{entries}", list.columns()))
        }
        [] => Err(Error::usage(format!("expected a list as `trich words` names it, but found {name:?}"))),
        _ => {
            let names: Vec<&str> = meant.iter().map(|list| list.name).collect();
            Err(Error::usage(format!("expected one list, but {name:?} may be {}", names.join(" or "))))
        }
    }
}

fn found(lists: &[List], words: &str) -> String {
    let entries = lists.iter().flat_map(|list| list.entries().map(move |entry| (list.name, entry)));
    let entries = entries.filter(|(_, entry)| entry.to_lowercase().contains(words));
    entries.map(|(name, entry)| format!("{name}\t{entry}\n")).collect()
}
