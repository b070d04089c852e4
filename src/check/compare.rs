//! What was gained, lost and changed between two outputs of one article.

use std::collections::HashMap;

use crate::extract::Facts;
use crate::text::{Places, context, flat};

/// A line of an accepted output, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// `article`, `block`, `sentence`, a kind of fact, or `diagnostic`.
    pub kind: String,
    /// Where it stands, in Unicode scalar values of the text; absent where it has no place.
    pub chars: Option<[u32; 2]>,
    /// The rule of a fact, the code of a diagnostic, the field of an article; empty for blocks and sentences.
    pub rule: String,
    /// The words of a fact, on one line; else empty.
    pub words: String,
    /// Value, kind of block, message.
    pub value: String,
}

impl Line {
    /// Takes a line apart; what is missing in it stays empty.
    pub fn parse(line: &str) -> Line {
        let mut cells = line.splitn(5, '\t');
        let mut next = || cells.next().unwrap_or_default();
        let kind = next();
        let (chars, rule, words, value) = match kind {
            "article" => ("", next(), "", next()),
            "block" => (next(), "", "", next()),
            "sentence" => (next(), "", "", ""),
            "diagnostic" => (next(), next(), "", next()),
            _ => (next(), next(), next(), next()),
        };
        let [rule, words, value] = [rule, words, value].map(str::to_owned);
        Line { kind: kind.to_owned(), chars: place(chars), rule, words, value }
    }

    /// True for a fact.
    pub fn is_fact(&self) -> bool {
        Facts::place(&self.kind).is_some()
    }

    /// Everything but the place.
    fn what(&self) -> (&str, &str, &str, &str) {
        (&self.kind, &self.rule, &self.words, &self.value)
    }

    /// What tells lines of one kind apart that have no place.
    fn is_about(&self, other: &Line) -> bool {
        self.kind == other.kind
            && match (self.chars, other.chars) {
                (Some(one), Some(two)) => one[0] < two[1] && two[0] < one[1],
                (None, None) => self.rule == other.rule,
                _ => false,
            }
    }
}

fn place(text: &str) -> Option<[u32; 2]> {
    let (start, end) = text.split_once("..")?;
    Some([start.parse().ok()?, end.parse().ok()?])
}

/// How a line differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Only today's output has it.
    Gained,
    /// Only the accepted output has it.
    Lost,
    /// Another value, rule or span at the same place.
    Changed,
    /// The same elsewhere: the text before it has another length.
    Moved,
}

impl What {
    /// The name that machine output shows.
    pub fn name(self) -> &'static str {
        match self {
            What::Gained => "gained",
            What::Lost => "lost",
            What::Changed => "changed",
            What::Moved => "moved",
        }
    }
}

/// A line that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How.
    pub what: What,
    /// The line as it is; of what was lost, as it was.
    pub line: Line,
    /// The line as it was, where it has changed.
    pub was: Option<Line>,
    /// The words before it, its own and those after it in the text, long ones cut; absent where it has no place there.
    pub context: Option<[String; 3]>,
    /// Line of the text, from 1; absent where it has no place there.
    pub text_line: Option<u32>,
}

/// Characters of context on either side.
const CONTEXT: usize = 40;

/// Compares the accepted output of an article with today's. `text` is that of today.
pub fn compare(accepted: &str, today: &str, text: &str) -> Vec<Change> {
    if accepted == today {
        return Vec::new();
    }
    let (mut old, mut new) = differing(accepted, today);
    let mut changes = Vec::new();
    pair_moved(&mut old, &mut new, &mut changes);
    pair_changed(&mut old, &mut new, &mut changes);
    changes.extend(old.into_iter().map(|line| change(What::Lost, line, None)));
    changes.extend(new.into_iter().map(|line| change(What::Gained, line, None)));
    changes.sort_by_key(|change| (order(&change.line.kind), change.line.chars, change.what));
    add_contexts(text, &mut changes);
    changes
}

fn change(what: What, line: Line, was: Option<Line>) -> Change {
    Change { what, line, was, context: None, text_line: None }
}

/// Place of a kind among the kinds of lines: metadata and structure first, then facts, then diagnostics.
fn order(kind: &str) -> usize {
    let head = ["article", "block", "sentence"];
    let fact = || Facts::place(kind).map(|at| at + head.len());
    head.iter().position(|&name| name == kind).or_else(fact).unwrap_or(usize::MAX)
}

/// The lines that only one side has, each as often as it has it more often than the other.
fn differing(accepted: &str, today: &str) -> (Vec<Line>, Vec<Line>) {
    let is_line = |line: &&str| !line.is_empty() && !line.starts_with('#');
    let mut counts: HashMap<&str, i64> = HashMap::new();
    for line in today.lines().filter(is_line) {
        *counts.entry(line).or_default() += 1;
    }
    let mut old = Vec::new();
    for line in accepted.lines().filter(is_line) {
        let count = counts.entry(line).or_default();
        if *count > 0 {
            *count -= 1;
        } else {
            old.push(Line::parse(line));
        }
    }
    let mut new: Vec<Line> = Vec::new();
    // Of equal lines the last ones count as gained; which of them does not matter.
    for line in today.lines().filter(is_line) {
        if let Some(count) = counts.get_mut(line).filter(|count| **count > 0) {
            *count -= 1;
            new.push(Line::parse(line));
        }
    }
    (old, new)
}

/// Pairs lines that say the same at other places, in their order.
fn pair_moved(old: &mut Vec<Line>, new: &mut Vec<Line>, changes: &mut Vec<Change>) {
    let mut places: HashMap<(&str, &str, &str, &str), Vec<usize>> = HashMap::new();
    for (at, line) in new.iter().enumerate().rev().filter(|(_, line)| line.chars.is_some()) {
        places.entry(line.what()).or_default().push(at);
    }
    let mut pairs: Vec<Option<usize>> = vec![None; new.len()];
    for (at, line) in old.iter().enumerate().filter(|(_, line)| line.chars.is_some()) {
        if let Some(to) = places.get_mut(&line.what()).and_then(Vec::pop) {
            pairs[to] = Some(at);
        }
    }
    take_pairs(old, new, &pairs, What::Moved, changes);
}

/// Pairs what says different things of one place, or of one field.
fn pair_changed(old: &mut Vec<Line>, new: &mut Vec<Line>, changes: &mut Vec<Change>) {
    for lines in [&mut *old, &mut *new] {
        lines.sort_by(|a, b| {
            (order(&a.kind), &a.kind, a.chars, &a.rule).cmp(&(order(&b.kind), &b.kind, b.chars, &b.rule))
        });
    }
    let key = |line: &Line| {
        let rule = if line.chars.is_none() { line.rule.clone() } else { String::new() };
        (order(&line.kind), line.kind.clone(), line.chars.map(|[_, end]| end), rule)
    };
    let mut pairs = vec![None; new.len()];
    let mut from = 0;
    for (to, line) in new.iter().enumerate() {
        // Both sides go up by place, so that what ends before a line is of no use to those after it either.
        while from < old.len() && !old[from].is_about(line) && key(&old[from]) <= key(line) {
            from += 1;
        }
        if old.get(from).is_some_and(|was| was.is_about(line)) {
            pairs[to] = Some(from);
            from += 1;
        }
    }
    take_pairs(old, new, &pairs, What::Changed, changes);
}

/// Moves paired lines over to `changes`: for each new line the place of its old one.
fn take_pairs(
    old: &mut Vec<Line>,
    new: &mut Vec<Line>,
    pairs: &[Option<usize>],
    what: What,
    changes: &mut Vec<Change>,
) {
    let mut rest: Vec<Option<Line>> = std::mem::take(old).into_iter().map(Some).collect();
    for (line, pair) in std::mem::take(new).into_iter().zip(pairs) {
        match pair.and_then(|at| rest[at].take()) {
            Some(was) => changes.push(change(what, line, Some(was))),
            None => new.push(line),
        }
    }
    old.extend(rest.into_iter().flatten());
}

/// Tells of each change where it stands in the text and what stands around it.
fn add_contexts(text: &str, changes: &mut [Change]) {
    let places = Places::new(text);
    let mut seen = (0, 1);
    for change in changes {
        let Some([Some(from), Some(to)]) = change.line.chars.map(|chars| chars.map(|char| places.get(char))) else {
            continue;
        };
        let words = &change.line.words;
        if from > to || !words.is_empty() && !same(&text[from..to], words) {
            continue;
        }
        change.text_line = Some(line_of(text, from, &mut seen));
        let [before, words, after] = context(text, from, to, CONTEXT);
        change.context = Some([before.to_owned(), shortened(words), after.to_owned()]);
    }
}

/// Number of the line that byte `at` stands in; `seen` is a place before with its number, to count on from.
fn line_of(text: &str, at: usize, seen: &mut (usize, u32)) -> u32 {
    if at < seen.0 {
        *seen = (0, 1);
    }
    let breaks = text[seen.0..at].bytes().filter(|&byte| byte == b'\n').count();
    *seen = (at, seen.1 + breaks as u32);
    seen.1
}

/// The words, or the beginning and the end of many.
fn shortened(words: &str) -> String {
    let count = words.chars().count();
    if count <= 3 * CONTEXT {
        return words.to_owned();
    }
    let head: String = words.chars().take(CONTEXT).collect();
    let tail: String = words.chars().skip(count - CONTEXT).collect();
    format!("{head} … {tail}")
}

/// True where the words are those of the text, which may have them on several lines.
fn same(text: &str, words: &str) -> bool {
    text == words || flat(text) == words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(accepted: &str, today: &str, text: &str) -> Vec<String> {
        let told = |change: Change| format!("{} {} {}", change.what.name(), change.line.kind, change.line.value);
        compare(accepted, today, text).into_iter().map(told).collect()
    }

    #[test]
    fn gained_lost_and_changed_are_told_apart() {
        let accepted = "numbers\t0..1\tnumber/cardinal\t5\t5\ndates\t2..6\tdate/year\t2020\t2020\narticle\ttitle\tA\n";
        let today =
            "article\ttitle\tB\nnumbers\t0..1\tnumber/cardinal\t5\t5 km\npersons\t7..9\tperson/titled\tAn\tAn\n";
        let text = "5 2020 An";
        assert_eq!(
            told(accepted, today, text),
            ["changed article B", "changed numbers 5 km", "lost dates 2020", "gained persons An"]
        );
        assert!(told(accepted, accepted, text).is_empty());
    }

    #[test]
    fn fields_are_compared_by_name() {
        let accepted = "article\tlead\tA\narticle\ttitle\tB\n";
        let today = "article\tcredit\tA\narticle\ttitle\tC\n";
        let expected = ["gained article A", "lost article A", "changed article C"];
        let mut told = told(accepted, today, "");
        told.sort_by_key(|line| expected.iter().position(|other| other == line));
        assert_eq!(told, expected);
    }

    #[test]
    fn a_shift_of_the_text_is_no_loss() {
        let accepted = "sentence\t0..9\nnumbers\t0..1\tn/c\t5\t5\nnumbers\t4..5\tn/c\t5\t5\n";
        let today = "sentence\t0..12\nnumbers\t3..4\tn/c\t5\t5\nnumbers\t7..8\tn/c\t5\t5\n";
        assert_eq!(told(accepted, today, "so 5 va 5"), ["moved sentence ", "moved numbers 5", "moved numbers 5"]);
    }

    #[test]
    fn lines_count_as_often_as_they_stand() {
        let line = "numbers\t0..1\tn/c\t5\t5\n";
        assert_eq!(told(line, &line.repeat(2), "5"), ["gained numbers 5"]);
        assert_eq!(told(&line.repeat(2), line, "5"), ["lost numbers 5"]);
    }

    #[test]
    fn the_context_is_that_of_the_text() {
        let text = "Một dòng\nsố 5 ở đây";
        let change = &compare("", "numbers\t12..13\tn/c\t5\t5\n", text)[0];
        assert_eq!(change.context, Some(["Một dòng\nsố ", "5", " ở đây"].map(str::to_owned)));
        assert_eq!(change.text_line, Some(2));
        let lost = &compare("numbers\t12..13\tn/c\t7\t7\n", "", text)[0];
        assert_eq!(lost.context, None);
    }
}
