//! `trich show`

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use trich::extract::{Facts, Loser, Mention};
use trich::source::{Container, Raw, Reader, Settings, find};
use trich::{Error, Record, Severity};

use super::marked::{Mark, clean, marked};
use super::{pipeline, reading};

/// Show an article in the terminal, with its facts marked
///
/// Below the text the facts are listed: the words, the value, the place in characters of the text, and the rule that
/// found them; documents and persons with every place that names them.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// File to show; of a file of many articles or a folder the first one; - for standard input: JSON lines, a page,
    /// or what --format says
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// What the file holds, where neither its name nor its content tells
    #[arg(long, value_name = "FORMAT")]
    format: Option<Form>,

    #[command(flatten)]
    reading: reading::Args,

    /// Show the article of this id
    #[arg(long, value_name = "ID")]
    id: Option<String>,

    /// Also list the candidates that lost their place to others, and why
    #[arg(long)]
    explain: bool,

    /// Own word list, trich.toml with kinds of facts, or folder of such, to use besides what is built in; may be given
    /// several times
    #[arg(long, value_name = "PATH")]
    lexicon: Vec<PathBuf>,

    /// When to use colours; without them facts stand in brackets
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    color: Color,
}

const EXAMPLES: &str = "\
Examples:
  trich show article.txt
  trich show --explain scraped.jsonl --id 20201012-5
  trich show --color always article.txt | less -R
  curl -s https://… | trich show - --format html";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Html,
    Mhtml,
    Json,
    Jsonl,
    Csv,
    Tsv,
    Warc,
}

impl From<Form> for Container {
    fn from(form: Form) -> Container {
        match form {
            Form::Text => Container::Text,
            Form::Html => Container::Html,
            Form::Mhtml => Container::Mhtml,
            Form::Json => Container::Json,
            Form::Jsonl => Container::JsonLines,
            Form::Csv => Container::Csv,
            Form::Tsv => Container::Tsv,
            Form::Warc => Container::Warc,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

/// One style for each kind of fact, in their order.
const STYLES: [Style; 6] = [
    AnsiColor::Cyan.on_default(),
    AnsiColor::Yellow.on_default(),
    AnsiColor::Green.on_default(),
    AnsiColor::Magenta.on_default(),
    AnsiColor::Blue.on_default(),
    AnsiColor::Red.on_default(),
];

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Characters of the widest column.
const MAX_WIDTH: usize = 40;

pub fn run(args: &Args) -> Result<ExitCode, Error> {
    let settings = args.reading.settings()?;
    let raw = choose(args, &settings)?;
    let pipeline = pipeline(&args.lexicon)?;
    let mut loaded = raw.load(&settings);
    let article = loaded.read(&raw, &pipeline);
    let (record, losers) = pipeline.explain(&article);
    let colors = colors(args.color);
    let mut page = Page { out: String::new(), has_colors: colors != anstream::ColorChoice::Never };
    page.record(&record);
    if args.explain {
        page.losers(&losers, &article.text);
    }
    let mut out = AutoStream::new(std::io::stdout(), colors);
    let written = out.write_all(page.out.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Error::io("could not write to standard output", error))?;
    let has_failed = record.diagnostics.iter().any(|note| note.severity == Severity::Error);
    Ok(ExitCode::from(u8::from(has_failed)))
}

/// The article that was asked for.
fn choose(args: &Args, settings: &Settings) -> Result<Raw, Error> {
    let mut found = find(std::slice::from_ref(&args.file), None, settings)?;
    if let Some(form) = args.format {
        found.read_as(form.into());
    }
    let mut articles = Reader::new(found, settings);
    let found = match &args.id {
        Some(id) => articles.find(|raw| raw.id == *id),
        None => articles.next(),
    };
    found.ok_or_else(|| match &args.id {
        Some(id) => {
            Error::usage(format!("expected an article with id {id:?} in {}, but found none", args.file.display()))
        }
        None => Error::usage(format!("expected an article in {}, but found none", args.file.display())),
    })
}

fn colors(color: Color) -> anstream::ColorChoice {
    match color {
        Color::Auto => AutoStream::choice(&std::io::stdout()),
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
}

/// What is printed.
struct Page {
    out: String,
    has_colors: bool,
}

impl Page {
    fn record(&mut self, record: &Record<'_>) {
        self.head(record);
        self.text(record);
        for kind in 0..Facts::KINDS.len() {
            self.facts(kind, record);
        }
        self.diagnostics(record);
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn head(&mut self, record: &Record<'_>) {
        let article = &record.article;
        if let Some(title) = &article.title {
            self.line(&format!("{BOLD}{}{BOLD:#}", clean(title)));
        }
        let place = match record.source.line {
            Some(line) => format!("{}:{line}", record.source.path),
            None => record.source.path.to_string(),
        };
        let about = [article.published.as_deref(), article.outlet.as_deref(), Some(place.as_str())];
        let about: Vec<String> = about.into_iter().flatten().map(clean).collect();
        self.line(&format!("{DIM}{}{DIM:#}", about.join("  ")));
    }

    fn text(&mut self, record: &Record<'_>) {
        if record.text.trim().is_empty() {
            return;
        }
        let mut marks = Vec::new();
        record.facts.each_fact(&mut |kind, _, mentions| {
            let style = style(index(kind));
            marks.extend(mentions.into_iter().map(|mention| Mark { chars: mention.chars, style }));
        });
        self.line("");
        self.line(marked(&record.text, marks, self.has_colors).trim());
    }

    fn facts(&mut self, kind: usize, record: &Record<'_>) {
        let mut facts = Vec::new();
        record.facts.each_fact(&mut |name, summary, mentions| {
            if index(name) == kind {
                facts.push((summary, mentions));
            }
        });
        self.title(Facts::KINDS[kind], facts.len(), style(kind));
        let texts = facts.iter().flat_map(|(_, mentions)| mentions).map(|mention| mention.text.chars().count());
        let width = texts.max().unwrap_or(0).min(MAX_WIDTH);
        for (summary, mentions) in &facts {
            match mentions[..] {
                [mention] => self.mention(mention, &format!(" = {}", clean(summary)), width),
                _ => {
                    self.line(&format!("  {}", clean(summary)));
                    mentions.iter().for_each(|mention| self.mention(mention, "", width));
                }
            }
        }
    }

    fn title(&mut self, name: &str, count: usize, style: Style) {
        if count > 0 {
            self.line("");
            self.line(&format!("{style}{name}{style:#} {DIM}{count}{DIM:#}"));
        }
    }

    fn mention(&mut self, mention: &Mention<'_>, value: &str, width: usize) {
        let indent = if value.is_empty() { "    " } else { "  " };
        let text = clean(&mention.text);
        let [start, end] = mention.chars;
        self.line(&format!("{indent}{text:width$}{value}  {DIM}{start}-{end} {}{DIM:#}", mention.rule));
    }

    fn diagnostics(&mut self, record: &Record<'_>) {
        self.title("diagnostics", record.diagnostics.len(), BOLD);
        for note in &record.diagnostics {
            let severity = match note.severity {
                Severity::Info => "info",
                Severity::Warning => "warning",
                Severity::Error => "error",
            };
            self.line(&format!("  {severity} {}: {}", note.code, clean(&note.message)));
        }
    }

    fn losers(&mut self, losers: &[Loser], text: &str) {
        self.title("lost", losers.len(), BOLD);
        for loser in losers {
            let (words, winner) = (clean(loser.candidate.span.of(text)), clean(loser.winner_span.of(text)));
            let (rule, by) = (loser.candidate.rule, loser.winner);
            self.line(&format!("  {words}  {DIM}{rule}{DIM:#} lost to {winner}  {DIM}{by}{DIM:#}: {}", reason(loser)));
        }
    }
}

/// Why a candidate lost, by the order in which overlaps are settled.
fn reason(loser: &Loser) -> &'static str {
    let room = |rule: &str| rule.split('/').next().unwrap_or(rule).to_owned();
    match () {
        () if loser.candidate.span.len() < loser.winner_span.len() => "that one is longer",
        () if room(loser.candidate.rule) != room(loser.winner) => "as long, and its kind comes first",
        () => "as long, and that one begins first",
    }
}

fn index(kind: &str) -> usize {
    Facts::KINDS.iter().position(|&name| name == kind).unwrap_or(0)
}

fn style(kind: usize) -> Style {
    STYLES[kind % STYLES.len()]
}
