//! What is odd in gold files: lines that do not align, values that are none, digits that nobody marked, entities that
//! clash. And what is odd in what the user adds: examples of kinds that fail, profiles of sites that their pages do not fit.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use super::accepted::read_beside;
use super::{Corpus, around};
use crate::error::Error;
use crate::lexicon::{Example, OwnKind};
use crate::pipeline::{Input, Pipeline};
use crate::record::Record;
use crate::score::{Gold, GoldMention, parse};
use crate::source::Raw;
use crate::text::Places;

/// Something odd in a gold file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The file.
    pub path: String,
    /// Its line, from 1; 0 where it is about the file.
    pub line: usize,
    /// True where it is wrong for sure, false where a person should look.
    pub is_error: bool,
    /// What was expected and what was found.
    pub message: String,
}

/// What looking through a corpus came to.
#[derive(Clone, Debug, Default)]
pub struct Linted {
    /// Gold files that were looked through.
    pub files: usize,
    /// What is odd in them.
    pub flaws: Vec<Flaw>,
}

impl Corpus<'_> {
    /// Looks through every gold file.
    pub fn lint(&self) -> Result<Linted, Error> {
        let mut linted = Linted::default();
        let work = |raw: &Raw, record: &Record<'_>, path: &Path| (misfits(raw, record), lint(self, raw, record, path));
        let left = self.each_beside("gold", &work, |(misfits, flaws): (Vec<Flaw>, Option<Vec<Flaw>>)| {
            linted.files += usize::from(flaws.is_some());
            linted.flaws.extend(misfits.into_iter().chain(flaws.into_iter().flatten()));
            Ok(())
        })?;
        linted.flaws.extend(left.iter().map(|path| Flaw::of_file(path, "gold without an article".to_owned())));
        Ok(linted)
    }
}

impl Flaw {
    /// Something wrong with a whole file.
    fn of_file(path: &Path, message: String) -> Flaw {
        Flaw { path: path.display().to_string(), line: 0, is_error: true, message }
    }
}

/// Tries the examples of the user's kinds.
pub fn try_examples(kinds: &[OwnKind], pipeline: &Pipeline) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for kind in kinds {
        let mut add = |message: String| {
            let message = format!("kind {:?}: {message}", kind.name);
            flaws.push(Flaw { path: kind.file.clone(), line: kind.line, is_error: true, message });
        };
        if kind.examples.is_empty() {
            add("expected examples, but it has none".to_owned());
        }
        for Example { text, finds, value } in &kind.examples {
            let found = found(kind, pipeline, text);
            let is_it = |(words, found): &(String, String)| words == finds && value.as_ref().is_none_or(|v| v == found);
            if !found.iter().any(is_it) {
                let wanted =
                    value.as_ref().map_or_else(|| format!("{finds:?}"), |value| format!("{finds:?} = {value:?}"));
                add(format!("expected {wanted} in {text:?}, but found {}", listed(&found)));
            }
        }
        for text in &kind.counterexamples {
            let found = found(kind, pipeline, text);
            if !found.is_empty() {
                add(format!("expected nothing in {text:?}, but found {}", listed(&found)));
            }
        }
    }
    flaws
}

/// Words and values of a kind in a text.
fn found(kind: &OwnKind, pipeline: &Pipeline, text: &str) -> Vec<(String, String)> {
    let article = pipeline.read(Input::from_text(text));
    let record = pipeline.extract(&article);
    let facts = record.facts.custom.iter().filter(|fact| fact.kind == kind.name);
    facts.map(|fact| (fact.mention.text.to_string(), fact.value.to_string())).collect()
}

fn listed(found: &[(String, String)]) -> String {
    let found: Vec<String> = found.iter().map(|(words, value)| format!("{words:?} = {value:?}")).collect();
    if found.is_empty() { "nothing".to_owned() } else { found.join(", ") }
}

/// Where the profile that the user has of its site does not fit a page.
fn misfits(raw: &Raw, record: &Record<'_>) -> Vec<Flaw> {
    let notes = record.diagnostics.iter().filter(|note| note.code == "article/site-profile");
    let flaw = |message: String| Flaw { path: raw.file.shown.to_string(), line: 0, is_error: false, message };
    notes.map(|note| flaw(note.message.to_string())).collect()
}

/// The flaws of an article's gold; `None` where it has none.
fn lint(corpus: &Corpus<'_>, raw: &Raw, record: &Record<'_>, path: &Path) -> Option<Vec<Flaw>> {
    let text = match read_beside(path) {
        Ok(text) => text?,
        Err(reason) => return Some(vec![Flaw::of_file(path, reason)]),
    };
    let mut flaws = Flaws { path: path.display().to_string(), all: Vec::new() };
    let gold = parse(&text, &record.text);
    flaws.gold(&gold, &record.text);
    flaws.digits(&gold, record, || guarded_places(corpus, raw));
    flaws.all.sort_by_key(|flaw| flaw.line);
    Some(flaws.all)
}

/// Bytes that the guard holds for codes, addresses and the like.
fn guarded_places(corpus: &Corpus<'_>, raw: &Raw) -> Vec<(usize, usize)> {
    let mut loaded = raw.load(corpus.settings);
    let article = loaded.read(raw, corpus.pipeline);
    let (_, explanation) = corpus.pipeline.explain(&article);
    let guarded = explanation.losers.iter().filter(|loser| loser.winner.starts_with("blocked/"));
    guarded.map(|loser| (loser.winner_span.start as usize, loser.winner_span.end as usize)).collect()
}

/// The flaws of a file.
struct Flaws {
    path: String,
    all: Vec<Flaw>,
}

impl Flaws {
    fn error(&mut self, line: usize, message: String) {
        self.all.push(Flaw { path: self.path.clone(), line, is_error: true, message });
    }

    fn warn(&mut self, line: usize, message: String) {
        self.all.push(Flaw { path: self.path.clone(), line, is_error: false, message });
    }

    fn gold(&mut self, gold: &Gold, text: &str) {
        gold.errors.iter().for_each(|trouble| self.error(trouble.line, trouble.message.clone()));
        for mention in &gold.mentions {
            if let Some(expected) = wrong_value(mention) {
                self.error(mention.line, format!("expected {expected}, but found {:?}", mention.shown()));
            }
        }
        self.persons(gold, text);
        self.documents(gold, text);
    }

    /// One full name for two persons, and one person of names that share no word.
    fn persons(&mut self, gold: &Gold, text: &str) {
        let mut owners: BTreeMap<String, (&str, usize)> = BTreeMap::new();
        let mut words: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for mention in gold.mentions.iter().filter(|mention| mention.kind == 'P') {
            let name = text[mention.start..mention.end].to_lowercase();
            let entity = mention.value.as_str();
            if name.contains(' ') {
                let (owner, line) = *owners.entry(name.clone()).or_insert((entity, mention.line));
                if owner != entity {
                    let message = format!("{name:?} is {entity} here, but {owner} in line {line}");
                    self.error(mention.line, message);
                }
            }
            let parts: BTreeSet<String> = name
                .split(|char: char| !char.is_alphanumeric())
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect();
            match words.get_mut(entity) {
                Some(known) if known.is_disjoint(&parts) && !is_initials(known, &parts) => {
                    let known: Vec<&str> = known.iter().map(String::as_str).collect();
                    let message =
                        format!("{name:?} shares no word with the other names of {entity} ({})", known.join(" "));
                    self.warn(mention.line, message);
                }
                _ => {}
            }
            words.entry(entity).or_default().extend(parts);
        }
    }

    /// One full reference for two documents.
    fn documents(&mut self, gold: &Gold, text: &str) {
        let mut owners: BTreeMap<String, (&str, usize)> = BTreeMap::new();
        for mention in gold.mentions.iter().filter(|mention| mention.kind == 'R') {
            let words = text[mention.start..mention.end].to_lowercase();
            let (owner, line) = *owners.entry(words.clone()).or_insert((&mention.value, mention.line));
            if owner != mention.value {
                self.warn(mention.line, format!("{words:?} is {:?} here, but {owner:?} in line {line}", mention.value));
            }
        }
    }

    /// Digits of blocks with facts that no mention holds, nor a `# skip`, nor the guard, which is asked only where it
    /// matters.
    fn digits(&mut self, gold: &Gold, record: &Record<'_>, guarded: impl FnOnce() -> Vec<(usize, usize)>) {
        let text = record.text.as_ref();
        let held: Vec<(usize, usize)> =
            gold.mentions.iter().map(GoldMention::place).chain(gold.skipped.iter().copied()).collect();
        let open = |&(from, to): &(usize, usize)| !meets(&held, from, to) && !is_part_of_word(text, from);
        let open: Vec<(usize, usize)> = digits_with_facts(record).into_iter().filter(open).collect();
        let guarded = if open.is_empty() { Vec::new() } else { guarded() };
        for (from, to) in open.into_iter().filter(|&(from, to)| !meets(&guarded, from, to)) {
            let message = format!("digits that nothing marks: {}", around(text, from, to));
            self.warn(line_before(gold, from), message);
        }
    }
}

/// The runs of digits in blocks with facts, in bytes.
fn digits_with_facts(record: &Record<'_>) -> Vec<(usize, usize)> {
    let places = Places::new(&record.text);
    let blocks = record.blocks.iter().filter(|block| block.kind.has_facts());
    let runs = blocks.flat_map(|block| {
        let [start, end] = block.chars.map(|char| places.byte(char));
        let runs = digit_runs(&record.text[start..end.max(start)]);
        runs.map(move |(at, run)| (start + at, start + at + run.len()))
    });
    runs.collect()
}

/// True where one of the places shares bytes with `from..to`.
fn meets(places: &[(usize, usize)], from: usize, to: usize) -> bool {
    places.iter().any(|&(start, end)| start < to && from < end)
}

/// True where one name may be the initials of another.
fn is_initials(known: &BTreeSet<String>, parts: &BTreeSet<String>) -> bool {
    let begins = |one: &BTreeSet<String>, two: &BTreeSet<String>| {
        one.iter().any(|part| two.iter().any(|other| other.starts_with(part.as_str())))
    };
    begins(known, parts) || begins(parts, known)
}

/// Runs of digits with their places; a mark between digits does not end a run.
fn digit_runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    static RUN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]+(?:[.,/:-][0-9]+)*"));
    RUN.find_iter(text).map(|run| (run.start(), run.as_str()))
}

/// True where letters or a hyphen touch the digits on the left, as in `A320` and `Covid-19`.
fn is_part_of_word(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    match before.next() {
        Some('-') => before.next().is_some_and(char::is_alphabetic),
        Some(char) => char.is_alphabetic(),
        None => false,
    }
}

/// Line of the last mention before a place: below it the missing one belongs.
fn line_before(gold: &Gold, at: usize) -> usize {
    gold.mentions.iter().rev().find(|mention| mention.start <= at).map_or(1, |mention| mention.line)
}

/// What a mention's value should be, where it is not.
fn wrong_value(mention: &GoldMention) -> Option<&'static str> {
    let value = mention.value.as_str();
    let (is_right, expected) = match mention.kind {
        'N' => (NUMBER.is_match(value), "a plain decimal such as 1500 or 0.5, 5..7, 1/3, #17 or 2:1"),
        'D' => (is_timex(value), "a TIMEX value such as 2020-10-12, 2020-Q3, 2020/2025, P3D, PT2H or SET P1Y"),
        'R' => (is_canonical(value), "the type with a capital and what identifies the document, without \"số\""),
        _ => (ENTITY.is_match(value), "an entity such as p1"),
    };
    (!is_right).then_some(expected)
}

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("a pattern of the program: {error}"))
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    // an ordinal's mark; a number, or two of them as a range (open on one side), fraction or score
    pattern(r"^#?(?:-?[0-9]+(?:\.[0-9]+)?(?:\.\.|[/:]))?-?[0-9]+(?:\.[0-9]+)?(?:\.\.)?$|^#?\.\.-?[0-9]+(?:\.[0-9]+)?$")
});

static ENTITY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^p[0-9]+$"));

static TIMEX: LazyLock<Regex> = LazyLock::new(|| {
    let point = concat!(
        // a century, a decade, a year, or an unknown one
        r"-?(?:[0-9]{2,3}|[0-9X]{4}",
        // its quarter, half, season, week with a day, or month with a day
        r"(?:-(?:Q[1-4X]|H[12X]|SP|SU|FA|WI|W[0-9X]{2}(?:-(?:[1-7X]|WE))?|[01X][0-9X](?:-[0-3X][0-9X])?|WXX-[1-7X]))?",
        // part of the day, or the clock
        r"(?:T(?:MO|MI|AF|EV|NI|[0-2][0-9](?::[0-5][0-9]){0,2}))?)|T[0-2][0-9](?::[0-5][0-9]){0,2}",
    );
    let length = r"P(?:[0-9X.]+[YMWDQ])*(?:T(?:[0-9X.]+[HMS])+)?";
    pattern(&format!(r"^(?:UNDEF|(?:SET )?(?:{point}|{length})(?:(?:/|\.\.)(?:{point}|{length}))?)$"))
});

/// True for a TIMEX value whose days are in the calendar.
fn is_timex(value: &str) -> bool {
    let days = value.split(['/', ' ']).filter_map(|part| part.get(..10));
    let mut days = days.filter(|day| day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'));
    TIMEX.is_match(value) && value != "P" && days.all(|day| day.parse::<jiff::civil::Date>().is_ok())
}

fn is_canonical(value: &str) -> bool {
    let begins = value.chars().next().is_some_and(|char| char.is_uppercase());
    // the population of `Pháp lệnh Dân số 2003` is one word
    let value_without = value.replace("Dân số", "");
    let is_number = |rest: &str| rest.starts_with(|char: char| char.is_ascii_digit());
    let has_so = value_without.split(" số ").skip(1).any(is_number);
    begins && !has_so && !value.contains("  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_no_word_before_it_and_the_population_is_none() {
        assert!(is_canonical("Pháp lệnh Dân số 2003") && is_canonical("Nghị định 100/2019/NĐ-CP"));
        assert!(!is_canonical("Nghị định số 100/2019/NĐ-CP") && !is_canonical("nghị định 100"));
    }

    fn flaws(gold: &str, text: &str) -> Vec<(usize, String)> {
        let mut flaws = Flaws { path: String::new(), all: Vec::new() };
        flaws.gold(&parse(gold, text), text);
        flaws.all.into_iter().map(|flaw| (flaw.line, flaw.message)).collect()
    }

    #[test]
    fn values_have_a_syntax() {
        for value in ["5", "-0.5", "5..7", "5..", "..7", "1/3", "#17", "#8..9", "2:1", "-2..3"] {
            assert!(NUMBER.is_match(value), "{value}");
        }
        for value in ["", "1.200.000", "1,5", "5 km", "#", "5...7", "1e3", ".5"] {
            assert!(!NUMBER.is_match(value), "{value}");
        }
        for value in [
            "2020",
            "199",
            "19",
            "-0111",
            "2020-10-12",
            "XXXX-10-12",
            "2020-Q3",
            "2020-H1",
            "2020-W42",
            "2020-SU",
            "2020-10-12TMO",
            "2020-10-12T10:30",
            "2020/2025",
            "P3D",
            "PT2H41M",
            "P5Y..P7Y",
            "SET P1Y",
            "UNDEF",
            "SET XXXX-WXX-6TEV",
            "2020-10-12TNI/2020-10-13",
        ] {
            assert!(is_timex(value), "{value}");
        }
        for value in
            ["", "12/10/2020", "2020-13-01", "2020-02-30", "P", "hôm qua", "2020-Q5", "SET", "2020-10-12T25:00X"]
        {
            assert!(!is_timex(value), "{value}");
        }
    }

    #[test]
    fn clashes_are_told_with_their_line() {
        let text = "Lê An và Lê An, Bình. Luật X, Luật X.";
        let gold =
            "P | Lê An | p1\nP | Lê An | p2\nP | Bình | p1\nR | Luật X | Luật X 2013\nR | Luật X | Luật X 2024\n";
        let told: Vec<usize> = flaws(gold, text).into_iter().map(|(line, _)| line).collect();
        assert_eq!(told, [2, 3, 5]);
        assert!(flaws("P | Lê An | p1\n# skip | An\nP | Bình | p2", text).is_empty());
    }

    #[test]
    fn runs_of_digits_are_found() {
        assert_eq!(
            digit_runs("a 12, 3b45, 0868.77.").collect::<Vec<_>>(),
            [(2, "12"), (6, "3"), (8, "45"), (12, "0868.77")]
        );
    }
}
