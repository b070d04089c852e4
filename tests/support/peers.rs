//! Judges of the cases of other programs: whether a record says what a case expects.

use std::path::Path;

use serde_json::Value;
use trich::{Input, Pipeline, Record};

use super::exclusions::{Count, Exclusions};

/// A set of cases: its name, its file, which lines belong to it, which field is the text, how it is judged, and the
/// share that must be right.
pub struct Set {
    pub name: &'static str,
    pub file: &'static str,
    pub belongs: fn(&Value) -> bool,
    pub text: &'static str,
    pub judge: fn(&Value, &Record<'_>) -> bool,
    pub floor: f64,
}

impl Set {
    /// Runs every case of the set.
    pub fn run(&self, folder: &Path, pipeline: &Pipeline, exclusions: &Exclusions) -> Result<(), String> {
        let mut count = Count::new(self.name, exclusions);
        for case in lines(&folder.join(self.file)).iter().filter(|case| (self.belongs)(case)) {
            let text = case[self.text].as_str().unwrap();
            let mut input = Input::from_text(text);
            input.meta.published_raw = case["reference_time"].as_str().map(str::to_owned);
            let article = pipeline.read(input);
            let record = pipeline.extract(&article);
            let id = case["id"].as_str().unwrap();
            count.add(id, (self.judge)(case, &record), || format!("{text}\t{}", found(&record)));
        }
        count.check(self.floor)
    }
}

/// A set of sentences with spans that must be found: its name, its file, the labels of the spans, the spans found, and
/// the share that must be found.
pub struct Spans {
    pub name: &'static str,
    pub file: &'static str,
    pub label: &'static str,
    pub found: fn(&Record<'_>) -> Vec<[u32; 2]>,
    pub floor: f64,
}

impl Spans {
    /// Looks for every span; one is found where a fact overlaps it. The id of a span is its line and first character.
    pub fn run(&self, folder: &Path, pipeline: &Pipeline, exclusions: &Exclusions) -> Result<(), String> {
        let mut count = Count::new(self.name, exclusions);
        for (line, case) in lines(&folder.join(self.file)).iter().enumerate() {
            let text = case["text"].as_str().unwrap();
            let article = pipeline.read(Input::from_text(text));
            let record = pipeline.extract(&article);
            let found: Vec<[usize; 2]> = (self.found)(&record).iter().map(|&span| inked(&record.text, span)).collect();
            for [start, end] in self.spans(case) {
                let [from, to] = inked(text, [start, end]);
                let is_found = found.iter().any(|&[a, b]| a < to && from < b);
                count.add(&format!("{line}:{start}"), is_found, || around(text, start as usize, end as usize));
            }
        }
        count.check(self.floor)
    }

    fn spans(&self, case: &Value) -> Vec<[u32; 2]> {
        let spans = case["spans"].as_array().unwrap().iter();
        let spans = spans.filter(|span| span[2].as_str().unwrap().starts_with(self.label));
        spans.map(|span| [span[0].as_u64().unwrap() as u32, span[1].as_u64().unwrap() as u32]).collect()
    }
}

pub fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A span in characters that are no white space, which normalization does not move.
fn inked(text: &str, span: [u32; 2]) -> [usize; 2] {
    span.map(|at| text.chars().take(at as usize).filter(|char| !char.is_whitespace()).count())
}

fn around(text: &str, start: usize, end: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let part = |from: usize, to: usize| chars[from..to.min(chars.len())].iter().collect::<String>();
    format!("{}[{}]{}", part(start.saturating_sub(30), start), part(start, end), part(end, end + 25)).replace('\n', "⏎")
}

fn found(record: &Record<'_>) -> String {
    let numbers = record.facts.numbers.iter().map(|number| format!("{} = {:?}", number.mention.text, number.value));
    let dates = record.facts.dates.iter().map(|date| format!("{} = {}", date.mention.text, date.value));
    numbers.chain(dates).collect::<Vec<_>>().join(" | ")
}

/// True where a number has the value, as a decimal or a fraction.
pub fn has_number(record: &Record<'_>, expected: &Value) -> bool {
    let values = record.facts.numbers.iter().filter_map(|number| number.value.as_deref());
    let wanted = match expected {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    values.into_iter().any(|value| value == wanted || is_same(value, &wanted))
}

/// Case `expected.value`.
pub fn expected_value(case: &Value, record: &Record<'_>) -> bool {
    has_number(record, &case["expected"]["value"])
}

/// Case `value`.
pub fn value(case: &Value, record: &Record<'_>) -> bool {
    has_number(record, &case["value"])
}

pub fn has_value(case: &Value) -> bool {
    matches!(case["value"], Value::String(_) | Value::Number(_))
}

/// An amount, or a stretch of which one end may be open.
pub fn money(case: &Value, record: &Record<'_>) -> bool {
    let expected = &case["expected"];
    if !expected["value"].is_null() {
        return has_number(record, &expected["value"]);
    }
    let end = |name: &str| if expected[name].is_object() { &expected[name]["value"] } else { &expected[name] };
    let (from, to) = (end("from"), end("to"));
    if from.is_null() || to.is_null() {
        let only = if from.is_null() { to } else { from };
        return has_number(record, only) || has_range(record, from, to);
    }
    has_range(record, from, to)
}

fn has_range(record: &Record<'_>, from: &Value, to: &Value) -> bool {
    let fits = |end: &Value, found: Option<&str>| {
        end.is_null() || found.is_some_and(|found| is_same(found, end.as_str().unwrap_or(&end.to_string())))
    };
    record.facts.numbers.iter().any(|number| fits(from, number.min.as_deref()) && fits(to, number.max.as_deref()))
}

fn is_same(one: &str, other: &str) -> bool {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => (one - other).abs() < 1e-6 * other.abs().max(1.0),
        _ => false,
    }
}

/// A date whose first day, and clock where one is stated, is the expected one.
pub fn duckling_time(case: &Value, record: &Record<'_>) -> bool {
    let expected = &case["expected"];
    let from = if expected["from"].is_object() { &expected["from"]["value"] } else { &expected["from"] };
    let expected = expected["value"].as_str().or(from.as_str()).unwrap_or_default();
    let (day, clock) = (expected.get(..10).unwrap_or(expected), expected.get(11..16).unwrap_or_default());
    record.facts.dates.iter().any(|date| {
        let value = date.value.as_ref();
        let states_clock = value.split_once('T').is_some_and(|(_, clock)| clock.contains(':'));
        let same_clock = matches!(clock, "" | "00:00") || value.contains(clock) || !states_clock;
        let same_day = date.begin.as_deref().is_some_and(|begin| begin == day) && same_clock;
        same_day || !value.is_empty() && expected.starts_with(value.get(..16).unwrap_or(value))
    })
}

/// A date whose first day has the parts that are expected, or none where nothing is expected.
pub fn chrono(case: &Value, record: &Record<'_>) -> bool {
    let expected = &case["expected"];
    if expected.is_null() {
        return record.facts.dates.is_empty();
    }
    let part = |name: &str| expected["start"][name].as_i64();
    record.facts.dates.iter().any(|date| {
        let begin = date.begin.as_deref().unwrap_or_default();
        let mut parts = begin.trim_start_matches('-').splitn(3, '-').map(str::parse::<i64>);
        let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) = (parts.next(), parts.next(), parts.next()) else {
            return false;
        };
        let year = if begin.starts_with('-') { -year } else { year };
        let day_is_open = date.value.matches('-').count() < 2;
        part("year").is_none_or(|expected| expected == year)
            && part("month").is_none_or(|expected| expected == month)
            && part("day").is_none_or(|expected| expected == day || day_is_open)
    })
}

/// What users reported of other programs: each expectation that a case names must hold.
pub fn report(case: &Value, record: &Record<'_>) -> bool {
    case["expected"].as_object().unwrap().iter().all(|(name, expected)| holds(name, expected, record))
}

fn holds(name: &str, expected: &Value, record: &Record<'_>) -> bool {
    let (numbers, dates) = (&record.facts.numbers, &record.facts.dates);
    let text = expected.as_str().unwrap_or_default();
    let unit_has =
        |part: &str| numbers.iter().any(|number| number.unit.as_deref().is_some_and(|unit| unit.contains(part)));
    match name {
        "number" | "percent" | "money" => has_number(record, expected),
        "numbers" => expected.as_array().unwrap().iter().all(|expected| has_number(record, expected)),
        "unit" | "currency" | "per" => unit_has(text),
        "percent_range" => has_range(record, &expected[0], &expected[1]),
        "count_of_total" => has_number(record, &Value::String(format!("{}/{}", expected[0], expected[1]))),
        "not_date" => dates.iter().all(|date| date.begin.is_none() || text_is_relative(&date.mention.text)),
        "none" | "idiom" => numbers.is_empty() && dates.is_empty(),
        "date" => dates.iter().any(|date| date.value.starts_with(text)),
        "duration_range" => dates.iter().any(|date| {
            let ends = (expected[0].as_str().unwrap(), expected[1].as_str().unwrap());
            date.value.split_once("..") == Some(ends)
        }),
        "relative" => dates.iter().any(|date| date.value == "UNDEF" || date.begin.is_some()),
        "doc_number" => record.facts.documents.iter().any(|document| {
            let (number, code) = text.split_once('-').unwrap_or((text, ""));
            document.number.as_deref() == Some(number) && document.code.as_deref() == Some(code)
        }),
        other => panic!("an unknown expectation: {other}"),
    }
}

/// `hôm nay`, which is a date, but not one that digits were taken for.
fn text_is_relative(text: &str) -> bool {
    !text.contains(|char: char| char.is_ascii_digit())
}
