//! `docs/errors.md` and the code say the same.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use regex::Regex;

use crate::support::{Place, files_below};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> String {
    std::fs::read_to_string(root().join("docs/errors.md")).unwrap()
}

/// The sources without comments and tests, with strings over several lines joined.
fn sources() -> Vec<(PathBuf, String)> {
    let joint = Regex::new(r"\\\n\s*").unwrap();
    let source = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let lines: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        (path, joint.replace_all(&lines.join("\n"), "").into_owned())
    };
    files_below(&root().join("src"), "rs").into_iter().map(source).collect()
}

/// Codes of diagnostics: those of the stages wherever they stand, those of rooms where a diagnostic is made of them.
fn codes() -> BTreeSet<String> {
    let staged = Regex::new(r#""((?:decode|article|source|run)/[a-z0-9-]+)""#).unwrap();
    let made = Regex::new(r#"Diagnostic::new\(\s*"([a-z]+/[a-z0-9-]+)""#).unwrap();
    let lists = Path::new("lexicon/builtin.rs");
    let sources = sources().into_iter().filter(|(path, _)| !path.ends_with(lists));
    let found = sources.flat_map(|(_, text)| {
        let found = [&staged, &made].into_iter().flat_map(|regex| regex.captures_iter(&text));
        found.map(|capture| capture[1].to_owned()).collect::<Vec<_>>()
    });
    found.collect()
}

/// Messages, by their wording, with `…` for what is filled in.
fn messages() -> BTreeSet<String> {
    let string = Regex::new(r#""((?:[^"\\\n]|\\.)*)""#).unwrap();
    let filled = Regex::new(r"\{[^{}]*\}").unwrap();
    let worded = Regex::new(r"(?:^|[ :])(?:expected|could not) |: give ").unwrap();
    let found = sources().into_iter().flat_map(|(_, text)| {
        let strings = string.captures_iter(&text).map(|capture| capture[1].replace("\\\"", "\""));
        strings.map(|words| filled.replace_all(&words, "…").into_owned()).collect::<Vec<_>>()
    });
    found.filter(|words| worded.is_match(words)).collect()
}

#[test]
fn every_diagnostic_is_explained() {
    let row = Regex::new(r"(?m)^\| `([a-z]+/[a-z0-9-]+)` \|").unwrap();
    let explained: BTreeSet<String> = row.captures_iter(&page()).map(|capture| capture[1].to_owned()).collect();
    assert_eq!(explained, codes(), "docs/errors.md (left) and the code (right)");
}

#[test]
fn every_message_is_explained() {
    let item = Regex::new(r"(?m)^- (?:`` ?(.+?) ?``|`([^`]+)`): ").unwrap();
    let page = page();
    let explained = item.captures_iter(&page).filter_map(|found| found.get(1).or(found.get(2)));
    let explained: BTreeSet<String> = explained.map(|words| words.as_str().to_owned()).collect();
    assert_eq!(explained, messages(), "docs/errors.md (left) and the code (right)");
}

#[test]
fn exit_codes_are_those_of_the_page() {
    let page = page();
    for code in [0, 1, 2] {
        assert!(page.contains(&format!("\n| {code} | ")), "{code}");
    }
    let place = Place::new();
    place.file("good/a.txt", "Ngày 5-3-2018, giá tăng 5%.").file("bad/a.txt", "").file("bad/b.txt", "Tăng 5%.");
    place.trich(&["run", "good", "-o", "out"]).exits(0);
    place.trich(&["run", "bad", "-o", "failed"]).exits(1);
    place.trich(&["run", "good", "-o", "out"]).exits(2);
    place.trich(&["run", "nowhere", "-o", "other"]).exits(2);
    place.trich(&["run", "good", "--no-such-option"]).exits(2);
    place.trich(&["check", "good"]).exits(1);
    place.trich(&["lint", "good"]).exits(0);
}
