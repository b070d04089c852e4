//! Differences of output, for a person to read.

use anstyle::{AnsiColor, Style};
use trich::check::{Change, Checked, Count, Outcome, Tally, What, machine};

use super::marked::clean;
use super::summary::{counted, grouped};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GAINED: Style = AnsiColor::Green.on_default();
const LOST: Style = AnsiColor::Red.on_default();
const CHANGED: Style = AnsiColor::Yellow.on_default();

/// Rules that the summary lists at most.
const MOST_RULES: usize = 30;

/// What today's output is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// The accepted output.
    Accepted,
    /// The output of another run.
    Run,
}

impl Against {
    /// What is said of an article that only today has.
    fn added(self) -> &'static str {
        match self {
            Against::Accepted => "without accepted output",
            Against::Run => "missing in the other output",
        }
    }

    /// What is said of an article that today lacks.
    fn gone(self) -> &'static str {
        match self {
            Against::Accepted => "accepted output without an article",
            Against::Run => "only in the other output, missing in this one",
        }
    }
}

/// What differs in an article, empty where nothing does.
pub fn article(checked: &Checked, against: Against) -> String {
    let mut out = String::new();
    match &checked.outcome {
        Outcome::Same => return out,
        Outcome::New => {
            let facts = counted(checked.facts() as u64, "fact");
            out.push_str(&format!("  {CHANGED}new{CHANGED:#}: {}; {facts} today\n", against.added()));
        }
        Outcome::Gone => out.push_str(&format!("  {LOST}gone{LOST:#}: {}\n", against.gone())),
        Outcome::Unreadable(reason) => {
            let path = clean(&checked.accepted.display().to_string());
            out.push_str(&format!("  {LOST}could not read{LOST:#} {path}: {}\n", clean(reason)));
        }
        Outcome::Differs(changes) => out.push_str(&lines(changes)),
    }
    let (id, file) = (clean(&checked.id), clean(&checked.file));
    format!("{BOLD}{id}{BOLD:#}  {DIM}{file}{DIM:#}\n{out}\n")
}

fn lines(changes: &[Change]) -> String {
    let shown = changes.iter().filter(|change| change.what != What::Moved);
    let mut out: String = shown.map(line).collect();
    if let Some(moved) = machine::moved(changes) {
        out.push_str(&format!("  {DIM}{moved}{DIM:#}\n"));
    }
    out
}

/// `+ numbers  … quỹ [35 triệu đồng] cho xã …  = 35000000 VND  number/money :12`
fn line(change: &Change) -> String {
    let (sign, style) = match change.what {
        What::Gained => ('+', GAINED),
        What::Lost => ('-', LOST),
        What::Changed | What::Moved => ('~', CHANGED),
    };
    let kind = &change.line.kind;
    let words = match &change.context {
        Some([before, words, after]) => {
            let (before, words, after) = (clean(before), clean(words), clean(after));
            format!("{DIM}…{before}{DIM:#}{style}[{words}]{style:#}{DIM}{after}…{DIM:#}")
        }
        None => format!("{style}{}{style:#}", clean(&change.line.words)),
    };
    let place = change.text_line.map_or_else(String::new, |line| format!(" {DIM}line {line}{DIM:#}"));
    format!("  {style}{sign} {kind}{style:#} {words}{}{place}\n", told(change, style))
}

/// Value and rule, and what they and the words were before.
fn told(change: &Change, style: Style) -> String {
    let (line, was) = (&change.line, change.was.as_ref());
    let mut out = String::new();
    let values = (was.map(|was| clean(&was.value)), clean(&line.value));
    match values {
        (Some(old), new) if old != new => {
            out.push_str(&format!(" = {LOST}{old}{LOST:#} → {GAINED}{new}{GAINED:#}"));
        }
        (_, value) if !value.is_empty() => out.push_str(&format!(" = {style}{value}{style:#}")),
        _ => {}
    }
    if let Some(was) = was.filter(|was| was.words != line.words) {
        out.push_str(&format!("  words were {LOST}{}{LOST:#}", clean(&was.words)));
    } else if let Some(chars) = was.and_then(|was| was.chars).filter(|_| was.map(|was| was.chars) != Some(line.chars)) {
        out.push_str(&format!("  was {}..{}", chars[0], chars[1]));
    }
    match was.filter(|was| was.rule != line.rule) {
        Some(was) => out.push_str(&format!("  {DIM}{}{DIM:#} → {}", clean(&was.rule), clean(&line.rule))),
        None if !line.rule.is_empty() => out.push_str(&format!("  {DIM}{}{DIM:#}", clean(&line.rule))),
        None => {}
    }
    out
}

/// What a check came to. `hint` says how to take the differences over.
pub fn summary(tally: &Tally, against: Against, hint: &str) -> String {
    let all = counted(tally.articles, "article");
    if tally.is_clean() {
        return format!("{GAINED}no difference{GAINED:#} in {all}\n");
    }
    let mut out = table("kind", tally.kinds.iter().map(|(kind, count)| (kind.as_str(), *count)));
    let mut rules: Vec<(&str, Count)> = tally.rules.iter().map(|((_, rule), count)| (rule.as_str(), *count)).collect();
    rules.retain(|(_, count)| count.told() > 0);
    rules.sort_by_key(|(_, count)| std::cmp::Reverse(count.told()));
    let more = rules.len().saturating_sub(MOST_RULES);
    rules.truncate(MOST_RULES);
    if !rules.is_empty() {
        out.push_str(&table("rule", rules.into_iter()));
    }
    if more > 0 {
        out.push_str(&format!("{more} more rules\n"));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    let parts = [
        (tally.differing, "with differences"),
        (tally.new, against.added()),
        (tally.unreadable, "with accepted output that could not be read"),
        (tally.gone, against.gone()),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{LOST}{}{LOST:#} {what}", grouped(count)))
        .collect();
    format!("{out}of {all}: {}\n{hint}", parts.join(", "))
}

fn table<'c>(head: &str, rows: impl Iterator<Item = (&'c str, Count)>) -> String {
    let rows: Vec<(&str, Count)> = rows.collect();
    if rows.is_empty() {
        return String::new();
    }
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max(head.len());
    let mut out = format!("{DIM}{head:width$}  gained   lost  changed  moved{DIM:#}\n");
    for (name, count) in rows {
        let Count { gained, lost, changed, moved } = count;
        let name = clean(name);
        out.push_str(&format!("{name:width$}  {gained:>6} {lost:>6} {changed:>8} {moved:>6}\n"));
    }
    out
}
