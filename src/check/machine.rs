//! Checks as other programs read them: JSON, JUnit XML, annotations of GitHub.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::{Change, Checked, Count, Outcome, Tally, What};
use crate::text::escaped;

/// An article as JSON: its id, file and outcome, and what differs.
pub fn json(checked: &Checked) -> Value {
    let changes: Vec<Value> = checked.changes().iter().map(change).collect();
    let mut object = json!({ "id": checked.id, "file": checked.file, "outcome": name(&checked.outcome) });
    if let Outcome::Unreadable(reason) = &checked.outcome {
        object["reason"] = json!(reason);
    }
    if !changes.is_empty() {
        object["changes"] = json!(changes);
    }
    object
}

/// The counts as JSON.
pub fn json_tally(tally: &Tally) -> Value {
    let kinds: Map<String, Value> = tally.kinds.iter().map(|(kind, count)| (kind.clone(), counts(*count))).collect();
    let rules: Map<String, Value> =
        tally.rules.iter().map(|((_, rule), count)| (rule.clone(), counts(*count))).collect();
    json!({
        "articles": tally.articles, "differing": tally.differing, "new": tally.new, "gone": tally.gone,
        "unreadable": tally.unreadable, "kinds": kinds, "rules": rules,
    })
}

fn counts(count: Count) -> Value {
    json!({ "gained": count.gained, "lost": count.lost, "changed": count.changed, "moved": count.moved })
}

fn name(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Same => "same",
        Outcome::New => "new",
        Outcome::Differs(_) => "differs",
        Outcome::Unreadable(_) => "unreadable",
        Outcome::Gone => "gone",
    }
}

fn change(change: &Change) -> Value {
    let line = |line: &super::Line| json!({ "kind": line.kind, "chars": line.chars, "rule": line.rule, "text": line.words, "value": line.value });
    let mut object = json!({ "change": change.what.name() });
    if let (Value::Object(all), Value::Object(line)) = (&mut object, line(&change.line)) {
        all.extend(line);
    }
    if let Some(was) = &change.was {
        object["was"] = line(was);
    }
    if let Some(context) = &change.context {
        object["context"] = json!(context);
    }
    if let Some(number) = change.text_line {
        object["line"] = json!(number);
    }
    object
}

/// A difference in few words: `lost number/money 35 triệu đồng = 35000000 VND`.
pub fn words(change: &Change) -> String {
    let line = &change.line;
    let name = if line.rule.is_empty() { line.kind.as_str() } else { line.rule.as_str() };
    let mut out = format!("{} {name}", change.what.name());
    for (sign, part) in [(" ", &line.words), (" = ", &line.value)].into_iter().filter(|(_, part)| !part.is_empty()) {
        let _ = write!(out, "{sign}{part}");
    }
    if let Some(was) = change.was.as_ref().filter(|_| change.what == What::Changed) {
        let _ = write!(out, " (was {} {} = {})", was.rule, was.words, was.value);
    }
    out
}

/// What is to be said of an article, a line for each difference.
pub fn lines(checked: &Checked) -> Vec<String> {
    match &checked.outcome {
        Outcome::Same => Vec::new(),
        Outcome::New => vec![format!("not in what is accepted ({})", checked.accepted.display())],
        Outcome::Gone => vec!["only in what is accepted: the article is missing".to_owned()],
        Outcome::Unreadable(reason) => vec![format!("could not read {}: {reason}", checked.accepted.display())],
        Outcome::Differs(changes) => {
            let shown = changes.iter().filter(|change| change.what != What::Moved).map(words);
            shown.chain(moved(changes)).collect()
        }
    }
}

/// Says how many lines only stand elsewhere.
pub fn moved(changes: &[Change]) -> Option<String> {
    match changes.iter().filter(|change| change.what == What::Moved).count() {
        0 => None,
        1 => Some("1 line stands elsewhere, otherwise unchanged: the text before has another length".to_owned()),
        many => Some(format!("{many} lines stand elsewhere, otherwise unchanged: the text before has another length")),
    }
}

/// An article as a test case of JUnit.
pub fn junit_case(checked: &Checked) -> String {
    let (class, name) = checked.id.rsplit_once('/').unwrap_or(("", &checked.id));
    let head = format!("  <testcase classname=\"{}\" name=\"{}\"", xml(class), xml(name));
    let lines = lines(checked);
    if lines.is_empty() {
        return format!("{head}/>\n");
    }
    let message = format!("{} differences from the accepted output", lines.len());
    format!("{head}>\n    <failure message=\"{message}\">{}</failure>\n  </testcase>\n", xml(&lines.join("\n")))
}

/// A JUnit file of test cases.
pub fn junit(cases: &str, tally: &Tally) -> String {
    let failures = tally.differing + tally.new + tally.gone + tally.unreadable;
    let tests = tally.articles + tally.gone;
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"trich check\" tests=\"{tests}\" \
         failures=\"{failures}\" errors=\"0\">\n{cases}</testsuite>\n"
    )
}

fn xml(text: &str) -> String {
    // XML has no way to write these.
    let is_foreign = |char: char| char.is_control() || matches!(char, '\u{FFFE}' | '\u{FFFF}');
    let is_blank = |char| matches!(char, '\n' | '\t');
    escaped(text, |char| if is_foreign(char) && !is_blank(char) { '\u{FFFD}' } else { char })
}

/// An article as annotations of GitHub, a line for each difference.
pub fn github(checked: &Checked) -> String {
    let mut out = String::new();
    let file = checked.file.strip_prefix("./").unwrap_or(&checked.file);
    let mut add = |line: Option<u32>, message: &str| {
        let line = line.filter(|_| checked.is_plain).map(|line| line as usize);
        out.push_str(&annotation("error", file, line, "trich check", message));
    };
    match &checked.outcome {
        Outcome::Differs(changes) => {
            let shown = changes.iter().filter(|change| change.what != What::Moved);
            shown.for_each(|change| add(change.text_line, &words(change)));
            moved(changes).iter().for_each(|line| add(None, line));
        }
        _ => lines(checked).iter().for_each(|line| add(None, line)),
    }
    out
}

/// A line that GitHub shows at a place of a file. `severity` is `error` or `warning`.
pub fn annotation(severity: &str, file: &str, line: Option<usize>, title: &str, message: &str) -> String {
    let place = line.map_or_else(String::new, |line| format!(",line={line}"));
    format!("::{severity} file={}{place},title={title}::{}\n", property(file), data(message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::compare;

    fn checked(outcome: Outcome) -> Checked {
        let (id, file) = ("courts/a<b".to_owned(), "c,d/a.txt".to_owned());
        Checked { id, file, is_plain: true, accepted: "x".into(), outcome, today: String::new() }
    }

    #[test]
    fn junit_is_well_formed() {
        let changes = compare("", "numbers\t0..2\tnumber/percent\t5%\t5 % & <\n", "5%");
        let case = junit_case(&checked(Outcome::Differs(changes)));
        assert!(case.contains("name=\"a&lt;b\"") && case.contains("5 % &amp; &lt;"), "{case}");
        assert_eq!(junit_case(&checked(Outcome::Same)).lines().count(), 1);
        assert_eq!(xml("a\u{1b}\u{0}"), "a\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn annotations_are_escaped_and_have_a_line() {
        let changes = compare("", "numbers\t2..4\tnumber/percent\t5%\t5 %\n", "a\n5%");
        let line = github(&checked(Outcome::Differs(changes)));
        let expected = "::error file=c%2Cd/a.txt,line=2,title=trich check::gained number/percent 5%25 = 5 %25\n";
        assert_eq!(line, expected);
    }
}
