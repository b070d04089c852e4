//! What a run came to, in a few lines.

use std::time::Duration;

use trich::batch::Tally;
use trich::extract::Facts;
use trich::source::Found;

use super::message;

/// Endings of files that are told when they were passed over.
const MAX_ENDINGS: usize = 5;

/// Prints the closing summary.
pub fn print(total: &Tally, time: Duration) {
    message(&articles(total, time));
    if total.articles > 0 {
        message(&format!("read: {}{}", list(forms(total)), copies(total)));
        message(&format!("facts: {}", list(facts(total))));
    }
    if !total.diagnostics.is_empty() {
        let codes = total.diagnostics.iter().map(|(code, &count)| (code.as_str(), count));
        message(&format!("diagnostics: {}", list(codes)));
    }
}

fn forms(total: &Tally) -> impl Iterator<Item = (&str, u64)> {
    total.formats.iter().map(|(form, &count)| (form.as_str(), count))
}

/// The kinds, without those that only the user has and that were not found.
fn facts(total: &Tally) -> impl Iterator<Item = (&str, u64)> {
    let kinds = Facts::KINDS.iter().copied().zip(total.facts.iter().copied());
    kinds.filter(|(kind, count)| *count > 0 || *kind != "custom")
}

fn copies(total: &Tally) -> String {
    match total.copies {
        0 => String::new(),
        1 => "; 1 is a copy of another".to_owned(),
        copies => format!("; {} are copies of others", grouped(copies)),
    }
}

fn articles(total: &Tally, time: Duration) -> String {
    let rate = total.articles as f64 / time.as_secs_f64().max(0.001);
    let failed = match total.failed {
        0 => String::new(),
        failed => format!(", {} failed", grouped(failed)),
    };
    let seconds = time.as_secs_f64();
    format!("articles: {}{failed} ({seconds:.1} s, {} a second)", grouped(total.articles), grouped(rate as u64))
}

/// Says that files of other kinds are not read, and that there are no articles where there are none.
pub fn print_passed_over(found: &Found) {
    if !found.passed_over.is_empty() {
        let mut endings: Vec<_> = found.passed_over.iter().map(|(ending, &count)| (ending.as_str(), count)).collect();
        endings.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        let more = if endings.len() > MAX_ENDINGS { ", …" } else { "" };
        endings.truncate(MAX_ENDINGS);
        message(&format!("passed over, as no articles by name or content: {}{more}", list(endings)));
    }
    if found.is_empty() {
        message("warning: there is nothing to read: no text, page, JSON, table, WARC file or archive of such");
    }
}

/// `12 numbers, 1,340 dates`.
fn list<'a>(counts: impl IntoIterator<Item = (&'a str, u64)>) -> String {
    let counts = counts.into_iter().map(|(name, count)| format!("{} {name}", grouped(count)));
    counts.collect::<Vec<_>>().join(", ")
}

/// `1 article`, `1,200 articles`.
pub fn counted(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// A number with a comma between groups of three digits.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped() {
        for (number, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), expected);
        }
    }
}
