//! What the sample corpus covers: each rule fires at least three times, each group of a word list at least once.
//!
//! Rules are the ids that stand in the sources of the rooms; how often one fires is read from the accepted output beside
//! the articles. A group is a kind of words within a list, or the whole list where it has no kinds; it is covered when one
//! of its entries stands in an article. `corpus/coverage.tsv` names what is not covered yet and why; a row that is no
//! longer needed fails the test too, so that the file shrinks.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use support::files_below;
use unicode_normalization::UnicodeNormalization;

/// How often a rule has to fire over the whole corpus.
const LEAST_FIRES: usize = 3;

/// Columns that divide a list into groups, best first.
const GROUP_COLUMNS: &[&str] = &["kind", "class", "role", "people", "lean", "tense", "calendar", "reason", "system"];

/// Columns that hold the words of an entry; the first that a list has counts.
const WORD_COLUMNS: &[&str] =
    &["words", "word", "name", "surname", "syllable", "code", "country", "province", "found", "number", "year"];

/// Calls that take an id which is no rule: lexicon tags and diagnostics.
const NOT_RULES: &[&str] = &["tag(", "Diagnostic::new(", "code == "];

#[test]
fn rules_fire_and_groups_are_met() {
    let mut missing = rare_rules();
    missing.extend(unmet_groups());
    let known = exceptions();
    let open: Vec<_> = missing.iter().filter(|(what, _)| !known.contains(*what)).collect();
    let mended: Vec<_> = known.iter().filter(|what| !missing.contains_key(*what)).collect();
    assert!(open.is_empty(), "the corpus needs articles with these (found so often): {open:#?}");
    assert!(mended.is_empty(), "covered by now, take these out of corpus/coverage.tsv: {mended:#?}");
}

#[test]
fn a_rule_that_never_fires_is_seen() {
    let source =
        "cx.push(span, \"number/brand-new\");\nlet tag = builder.tag(\"number/words\");\n/// As \"number/told\".\n";
    assert_eq!(rules_in(source), ["number/brand-new"]);
    assert!(!words_stand_in(&flat("Chiều nay trời mưa"), "nắng"));
    assert!(words_stand_in(&flat("Chiều nay, trời mưa"), "Trời mưa"));
}

/// Rules that fire less than [`LEAST_FIRES`] times, as `rule <id>`, and how often they do.
fn rare_rules() -> BTreeMap<String, usize> {
    let fired = fires();
    let count = |rule: &String| fired.get(rule).copied().unwrap_or(0);
    let rules = all_rules();
    assert!(rules.len() > 60, "only {} rules found in the sources", rules.len());
    rules.iter().map(|rule| (format!("rule {rule}"), count(rule))).filter(|(_, times)| *times < LEAST_FIRES).collect()
}

/// The ids of rules in the sources of the rooms.
fn all_rules() -> BTreeSet<String> {
    let files = files_below(&root().join("src/extract"), "rs");
    files.iter().flat_map(|path| rules_in(&std::fs::read_to_string(path).unwrap())).collect()
}

/// The ids of rules in a source file: string literals `room/rule` outside comments, tags and diagnostics.
fn rules_in(source: &str) -> Vec<String> {
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(literals).filter(|(before, id)| is_rule(before, id)).map(|(_, id)| id.to_owned()).collect()
}

/// The string literals of a line, each with what stands before it.
fn literals(line: &str) -> Vec<(&str, &str)> {
    let quotes: Vec<usize> = line.match_indices('"').map(|(at, _)| at).collect();
    quotes.chunks_exact(2).map(|pair| (&line[..pair[0]], &line[pair[0] + 1..pair[1]])).collect()
}

fn is_rule(before: &str, id: &str) -> bool {
    let is_id = |rule: &str| !rule.is_empty() && rule.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let of_room = id
        .split_once('/')
        .is_some_and(|(room, rule)| ["number", "date", "document", "person"].contains(&room) && is_id(rule));
    of_room && !NOT_RULES.iter().any(|call| before.ends_with(call))
}

/// How often each rule fires in the accepted output. A kind of facts has the mention's rule in its third column.
fn fires() -> BTreeMap<String, usize> {
    let mut fired = BTreeMap::new();
    for path in files_below(&root().join("corpus"), "expected.tsv") {
        let text = std::fs::read_to_string(path).unwrap();
        let rules =
            text.lines().filter(|line| !line.starts_with("diagnostic")).filter_map(|line| line.split('\t').nth(2));
        for rule in rules.filter(|rule| is_rule("", rule)) {
            *fired.entry(rule.to_owned()).or_insert(0) += 1;
        }
    }
    fired
}

/// Groups of word lists without an entry in any article, as `words <list>[: group]`.
fn unmet_groups() -> BTreeMap<String, usize> {
    let texts: Vec<String> = files_below(&root().join("corpus"), "txt")
        .iter()
        .map(|path| flat(&String::from_utf8_lossy(&std::fs::read(path).unwrap())))
        .collect();
    let texts = texts.join("\n");
    let groups = groups();
    assert!(groups.len() > 100, "only {} groups found", groups.len());
    groups
        .into_iter()
        .filter(|(_, entries)| !entries.iter().any(|words| words_stand_in(&texts, words)))
        .map(|(group, _)| (format!("words {group}"), 0))
        .collect()
}

/// The entries of each group of each list below the sources that holds words of articles.
fn groups() -> BTreeMap<String, Vec<String>> {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in files_below(&root().join("src"), "tsv").iter().filter(|path| is_word_list(path)) {
        let text = std::fs::read_to_string(path).unwrap();
        let mut rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let header: Vec<&str> = rows.next().unwrap().split('\t').collect();
        let group = GROUP_COLUMNS.iter().find_map(|name| header.iter().position(|head| head == name));
        let words = header.iter().position(|head| WORD_COLUMNS.contains(head)).unwrap_or(0);
        let group = group.filter(|at| *at != words);
        for cells in rows.map(|row| row.split('\t').collect::<Vec<_>>()) {
            let list = path.strip_prefix(root().join("src")).unwrap().display().to_string();
            let kind = group.map(|at| cells[at]).filter(|kind| !kind.is_empty());
            let name = kind.map_or(list.clone(), |kind| format!("{list}: {kind}"));
            groups.entry(name).or_default().push(cells[words].to_owned());
        }
    }
    groups
}

fn is_word_list(path: &Path) -> bool {
    path.parent().is_some_and(|folder| folder.ends_with("lexicon")) && !path.starts_with(root().join("src/decode"))
}

/// A text in lower case, its words between single blanks, so that an entry is found as whole words.
fn flat(text: &str) -> String {
    let lower = text.nfc().collect::<String>().to_lowercase();
    let mut out = String::from(" ");
    for word in lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        out.push_str(word);
        out.push(' ');
    }
    out + &lower.chars().filter(|letter| !letter.is_alphanumeric()).collect::<String>()
}

/// Whether an entry stands in a flat text; one without letters is looked for as marks.
fn words_stand_in(texts: &str, words: &str) -> bool {
    let words = words.to_lowercase();
    let parts: Vec<&str> =
        words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if parts.is_empty() { texts.contains(&words) } else { texts.contains(&format!(" {} ", parts.join(" "))) }
}

/// What `corpus/coverage.tsv` says is not covered yet.
fn exceptions() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("corpus/coverage.tsv")).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| {
        let (what, reason) = row.split_once('\t').unwrap_or_else(|| panic!("coverage.tsv: no reason in {row:?}"));
        assert!(!reason.trim().is_empty(), "coverage.tsv: no reason in {row:?}");
        what.to_owned()
    })
    .collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
