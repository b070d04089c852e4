//! An article as a terminal shows it: the text with its facts marked, then the facts in columns.

use std::collections::HashMap;

use anstyle::{AnsiColor, Style};
use trich::extract::{Facts, Loser, Mention, Weighed};
use trich::text::CharIndex;
use trich::{Record, Severity};

use super::marked::{Mark, clean, marked};
use super::wrap::{padded, width, wrapped};

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

/// Columns of the widest column.
const MAX_WIDTH: usize = 40;

/// Columns by which one of several mentions is moved in.
const INDENT: usize = 2;

/// Columns beyond which running text is hard to read.
const MAX_TEXT: usize = 100;

/// What is printed.
pub struct Sheet {
    /// The lines so far.
    pub out: String,
    has_colors: bool,
    /// Columns of a line; none where lines are not broken.
    columns: Option<usize>,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(has_colors: bool, columns: Option<usize>) -> Sheet {
        Sheet { out: String::new(), has_colors, columns }
    }

    /// Adds an article.
    pub fn record(&mut self, record: &Record<'_>) {
        self.head(record);
        self.text(record);
        for kind in 0..Facts::KINDS.len() {
            self.facts(kind, record);
        }
        self.diagnostics(record);
    }

    /// A line; what does not fit into it goes on below, `indent` columns from the left.
    fn line(&mut self, line: &str, indent: usize) {
        match self.columns {
            Some(columns) => self.out.push_str(&wrapped(line, columns, indent)),
            None => self.out.push_str(line),
        }
        self.out.push('\n');
    }

    fn head(&mut self, record: &Record<'_>) {
        let article = &record.article;
        if let Some(title) = &article.title {
            self.line(&format!("{BOLD}{}{BOLD:#}", clean(title)), 0);
        }
        let place = match record.source.line {
            Some(line) => format!("{}:{line}", record.source.path),
            None => record.source.path.to_string(),
        };
        let about = [article.published.as_deref(), article.outlet.as_deref(), Some(place.as_str())];
        let about: Vec<String> = about.into_iter().flatten().map(clean).collect();
        self.line(&format!("{DIM}{}{DIM:#}", about.join("  ")), 0);
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
        let text = marked(&record.text, marks, self.has_colors);
        let columns = self.columns;
        self.columns = columns.map(|columns| columns.min(MAX_TEXT));
        self.line("", 0);
        self.line(text.trim(), 0);
        self.columns = columns;
    }

    fn facts(&mut self, kind: usize, record: &Record<'_>) {
        let mut facts = Vec::new();
        record.facts.each_fact(&mut |name, summary, mentions| {
            if index(name) == kind {
                facts.push((clean(&summary), mentions));
            }
        });
        self.title(Facts::KINDS[kind], facts.len(), style(kind));
        let texts = facts.iter().flat_map(|(_, mentions)| {
            // one of several mentions stands further to the right
            let indent = if mentions.len() > 1 { INDENT } else { 0 };
            mentions.iter().map(move |mention| width(&clean(&mention.text)) + indent)
        });
        let values = facts.iter().filter(|(_, mentions)| mentions.len() == 1).map(|(value, _)| width(value) + 3);
        let places = facts.iter().flat_map(|(_, mentions)| mentions).map(|mention| width(&place(mention)));
        let [texts, values] = [texts.max(), values.max()].map(|widest| widest.unwrap_or(0).min(MAX_WIDTH));
        // Values fill their column up only where the place still fits behind it.
        let room = self.columns.map(|columns| columns.saturating_sub(texts + places.max().unwrap_or(0) + 4));
        let widths = [texts, values.min(room.unwrap_or(values))];
        for (summary, mentions) in &facts {
            match mentions[..] {
                [mention] => self.mention(mention, &format!(" = {summary}"), "  ", widths),
                _ => {
                    self.line(&format!("  {summary}"), 4);
                    mentions
                        .iter()
                        .for_each(|mention| self.mention(mention, "", "    ", [widths[0].saturating_sub(INDENT), 0]));
                }
            }
        }
    }

    fn title(&mut self, name: &str, count: usize, style: Style) {
        if count > 0 {
            self.line("", 0);
            self.line(&format!("{style}{name}{style:#} {DIM}{count}{DIM:#}"), 0);
        }
    }

    fn mention(&mut self, mention: &Mention<'_>, value: &str, indent: &str, [text_width, value_width]: [usize; 2]) {
        let (text, value) = (padded(&clean(&mention.text), text_width), padded(value, value_width));
        self.line(&format!("{indent}{text}{value}  {DIM}{}{DIM:#}", place(mention)), indent.len() + text_width + 3);
    }

    fn diagnostics(&mut self, record: &Record<'_>) {
        self.title("diagnostics", record.diagnostics.len(), BOLD);
        for note in &record.diagnostics {
            let severity = match note.severity {
                Severity::Info => "info",
                Severity::Warning => "warning",
                Severity::Error => "error",
            };
            self.line(&format!("  {severity} {}: {}", note.code, clean(&note.message)), 4);
        }
    }

    /// Adds what was weighed, what speaks for and against it, and whether it is a fact in the end.
    pub fn weighed(&mut self, weighed: &[Weighed], record: &Record<'_>, text: &str) {
        let mut kept = HashMap::new();
        record.facts.each_fact(&mut |_, _, mentions| {
            kept.extend(mentions.into_iter().map(|mention| (mention.chars[0], mention.rule.to_string())));
        });
        let index = CharIndex::new(text);
        self.title("weighed", weighed.len(), BOLD);
        for one in weighed {
            let Weighed { span, rule, evidence } = one;
            let words = clean(span.of(text));
            let evidence: Vec<String> =
                evidence.iter().map(|evidence| format!("{:+} {}", evidence.points, evidence.what)).collect();
            let end = kept.get(&index.chars(*span)[0]).map_or("no fact", String::as_str);
            self.line(&format!("  {words}  {DIM}{rule}{DIM:#} {:+} = {}: {end}", one.sum(), evidence.join(", ")), 4);
        }
    }

    /// Adds the candidates that lost their place to others.
    pub fn losers(&mut self, losers: &[Loser], text: &str) {
        self.title("lost", losers.len(), BOLD);
        for loser in losers {
            let (words, winner) = (clean(loser.candidate.span.of(text)), clean(loser.winner_span.of(text)));
            let (rule, by) = (loser.candidate.rule, loser.winner);
            let reason = loser.reason();
            self.line(&format!("  {words}  {DIM}{rule}{DIM:#} lost to {winner}  {DIM}{by}{DIM:#}: {reason}"), 4);
        }
    }
}

/// Where a mention stands, and by which rule.
fn place(mention: &Mention<'_>) -> String {
    let [start, end] = mention.chars;
    format!("{start}-{end} {}", mention.rule)
}

fn index(kind: &str) -> usize {
    Facts::place(kind).unwrap_or(0)
}

fn style(kind: usize) -> Style {
    STYLES[kind % STYLES.len()]
}
