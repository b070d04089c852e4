//! `trich score`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use trich::Error;
use trich::check::{Config, Floor, Scored, accept};
use trich::score::{self, Interval, MEASURES, Mistake, RuleCounts, Score, Share, Wrong};

use super::color::{self, Color};
use super::marked::clean;
use super::summary::counted;
use super::{corpus, message};

/// Measure the output against gold
///
/// Beside an article a.txt stands a.gold.tsv, what a person marked in it (`trich annotate` drafts it). Precision, recall
/// and F1 are given by kind and level, with the bounds that hold 95 of 100 draws of the articles. A trich.toml in the
/// corpus may set floors: [score.floors] "numbers.value" = 0.95.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    articles: corpus::Articles,

    /// List every mistake in its context
    #[arg(long)]
    errors: bool,

    /// Compare with an earlier score, as --format json gave it
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Also write a page with all mistakes for a browser
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,

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
  trich score corpus --errors
  trich score corpus --html score.html
  trich score corpus --format json > before.json
  trich score corpus --baseline before.json

Exit codes:
  0  scored, and no figure is below its floor
  1  a figure is below its floor, or gold does not align with its article
  2  the scoring could not start or go on";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a person
    Text,
    /// One object, with the counts of each article
    Json,
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();

/// Rules that are listed without --errors.
const MOST_RULES: usize = 15;

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    let config = Config::of(&args.articles.corpus)?;
    let before = args.baseline.as_deref().map(baseline).transpose()?;
    let tools = args.reading.tools(&args.articles.corpus)?;
    let scored = tools.articles(&args.articles).score()?;
    if scored.score.articles.is_empty() && scored.troubles.is_empty() {
        let message =
            format!("expected gold (a.gold.tsv beside a.txt) in {}, but found none", args.articles.corpus.display());
        return Err(Error::usage(message));
    }
    let intervals = scored.score.intervals();
    if let Some(path) = &args.html {
        let title = format!("trich score {}", args.articles.corpus.display());
        accept(path, &score::page(&title, &scored.score, &intervals))?;
    }
    match args.format {
        Form::Json => super::print(&format!("{:#}\n", score::json(&scored.score, &intervals)))?,
        Form::Text => color::print(&text(args, &scored, &intervals, before.as_ref()), args.color)?,
    }
    let is_good = tell(&scored, &config.floors);
    Ok(ExitCode::from(u8::from(!is_good)))
}

fn baseline(path: &Path) -> Result<Score, Error> {
    let text = std::fs::read_to_string(path).map_err(|error| Error::unreadable(path, error))?;
    score::from_json(&text).ok_or_else(|| {
        Error::usage(format!("{}: expected a score as `trich score --format json` writes it", path.display()))
    })
}

/// Says what is not as it should be; true where all is.
fn tell(scored: &Scored, floors: &[Floor]) -> bool {
    scored.troubles.iter().for_each(|trouble| message(trouble));
    let mut is_good = scored.troubles.is_empty();
    for Floor { measure, share, least } in floors {
        let reached = scored.score.figure(measure, *share);
        if reached < *least {
            is_good = false;
            let share = format!("{share:?}").to_lowercase();
            message(&format!("below its floor: {measure} {share} {reached:.4}, expected {least} at least"));
        }
    }
    if !scored.without_gold.is_empty() {
        message(&format!("without gold: {}", some(&scored.without_gold)));
    }
    is_good
}

/// The first few of many.
fn some(names: &[String]) -> String {
    const MOST: usize = 5;
    let shown = names.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn text(args: &Args, scored: &Scored, intervals: &[Interval], before: Option<&Score>) -> String {
    let score = &scored.score;
    let mut out = String::new();
    if args.errors {
        score.articles.iter().for_each(|article| {
            if !article.mistakes.is_empty() {
                out.push_str(&format!("{BOLD}{}{BOLD:#}\n", clean(&article.id)));
                article.mistakes.iter().for_each(|one| out.push_str(&mistake(one)));
                out.push('\n');
            }
        });
    }
    out.push_str(&measures(score, intervals, before));
    out.push_str(&rules(score, if args.errors { usize::MAX } else { MOST_RULES }));
    let count = score.mistakes().count();
    let hint = if args.errors || count == 0 { "" } else { " (--errors lists them, --html writes a page)" };
    let articles = counted(score.articles.len() as u64, "article");
    out.push_str(&format!("{articles}, {}{hint}\n", counted(count as u64, "mistake")));
    out
}

fn measures(score: &Score, intervals: &[Interval], before: Option<&Score>) -> String {
    let gains = before.map(|before| score.gains(before));
    let head = if gains.is_some() { "   change of F1" } else { "" };
    let mut out =
        format!("{DIM}measure            gold  found  precision  recall      F1  bounds of F1 {head}{DIM:#}\n");
    for (at, name) in MEASURES.iter().enumerate().filter(|(_, name)| score.has(name)) {
        let counts = score.counts(name);
        let share = |share| score.figure(name, share);
        let (precision, recall, f1) = (share(Share::Precision), share(Share::Recall), share(Share::F1));
        let bounds =
            intervals.get(at).map_or_else(String::new, |bounds| format!("{:.3}–{:.3}", bounds.low, bounds.high));
        let gain = gains.as_ref().and_then(|gains| gains.get(at)).map_or_else(String::new, gain);
        let (gold, found) = match counts.gold + counts.found {
            0.0 => (String::new(), String::new()),
            _ => (counts.gold.to_string(), counts.found.to_string()),
        };
        out.push_str(&format!(
            "{name:17} {gold:>5}  {found:>5}     {precision:.4}  {recall:.4}  {BOLD}{f1:.4}{BOLD:#}  {bounds}{gain}\n"
        ));
    }
    out
}

/// The change of a figure, and whether it is beyond chance.
fn gain((gain, Interval { low, high }): &(f64, Interval)) -> String {
    let figures = format!("{gain:+.4} ({low:+.4} to {high:+.4})");
    match (low, high) {
        _ if gain.abs() < 1e-9 => "   none".to_owned(),
        (low, _) if *low > 0.0 => format!("   {GOOD}{figures} better{GOOD:#}"),
        (_, high) if *high < 0.0 => format!("   {BAD}{figures} worse{BAD:#}"),
        _ => format!("   {figures} may be chance"),
    }
}

fn rules(score: &Score, most: usize) -> String {
    let rules = score.rules_by_errors().into_iter().filter(|(_, counts)| counts.value < counts.found);
    let rows = rules.take(most).map(|(rule, RuleCounts { found, span, value })| {
        let (wrong, other, share) = (found - span, span - value, value as f64 / found.max(1) as f64);
        format!("{:28} {found:>5}  {wrong:>10}  {other:>11}     {share:.4}\n", clean(rule))
    });
    let rows: String = rows.collect();
    if rows.is_empty() {
        return String::new();
    }
    format!("\n{DIM}rule                         found  wrong span  wrong value  precision{DIM:#}\n{rows}\n")
}

fn mistake(mistake: &Mistake) -> String {
    let [before, words, after] = mistake.context.each_ref().map(|part| clean(part));
    let (about, name, told, line) = (mistake.about(), mistake.wrong.name(), told(mistake), mistake.line);
    // of what was missed there is no rule, but a reason
    let by = clean(&format!("{}{}", mistake.rule, mistake.why));
    let by = if by.is_empty() { by } else { format!("{by}, ") };
    format!("  {about} {name} {DIM}…{before}{DIM:#}[{words}]{DIM}{after}…{DIM:#}{told}  {DIM}{by}line {line}{DIM:#}\n")
}

/// What the gold says and what the program says instead.
fn told(mistake: &Mistake) -> String {
    let gold = Some(clean(&mistake.gold)).filter(|gold| !gold.is_empty());
    let found = Some(clean(&mistake.found)).filter(|found| !found.is_empty());
    match (mistake.wrong, gold, found) {
        (Wrong::Titles, missing, extra) => {
            let missing = missing.map(|titles| format!("missing {GOOD}{titles}{GOOD:#}"));
            let extra = extra.map(|titles| format!("extra {BAD}{titles}{BAD:#}"));
            format!(": {}", missing.into_iter().chain(extra).collect::<Vec<_>>().join(", "))
        }
        (_, Some(gold), Some(found)) => format!(": {BAD}{found}{BAD:#} instead of {GOOD}{gold}{GOOD:#}"),
        (_, Some(gold), None) => format!(": {GOOD}{gold}{GOOD:#}"),
        (_, None, Some(found)) => format!(": {BAD}{found}{BAD:#}"),
        (_, None, None) => String::new(),
    }
}
