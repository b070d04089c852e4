//! The word lists: well-formed, in NFC, without doubles, each with a row in the SOURCES.md beside it.

mod support;

use std::collections::HashSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use support::files_below;
use unicode_normalization::is_nfc;

#[test]
fn lists_are_sound() {
    let mut failures = String::new();
    let lists = lists();
    assert!(!lists.is_empty());
    for path in &lists {
        let text = std::fs::read_to_string(path).unwrap();
        for failure in faults(&text) {
            writeln!(failures, "{}:{failure}", path.display()).unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn every_list_names_its_source() {
    for path in lists() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let folder = path.parent().unwrap();
        let sources = [folder.join("SOURCES.md"), folder.parent().unwrap().join("SOURCES.md")];
        let named = sources.iter().any(|file| std::fs::read_to_string(file).is_ok_and(|text| text.contains(name)));
        assert!(named, "{} has no row in a SOURCES.md beside it", path.display());
    }
}

#[test]
fn every_list_can_be_looked_through() {
    let known: Vec<String> = trich::lexicon::builtin::lists().iter().map(|list| list.name.to_owned()).collect();
    for path in lists() {
        let room = path.parent().unwrap().parent().unwrap().file_name().unwrap().to_str().unwrap();
        let name = format!("{room}/{}", path.file_stem().unwrap().to_str().unwrap());
        assert!(known.contains(&name), "{} is missing in src/lexicon/builtin.rs", path.display());
    }
    assert_eq!(known.len(), lists().len());
}

/// Every TSV under a `lexicon` folder of the sources.
fn lists() -> Vec<PathBuf> {
    let files = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "tsv").into_iter();
    files.filter(|path| path.parent().is_some_and(|folder| folder.ends_with("lexicon"))).collect()
}

/// What is wrong with a list, as `line: what`.
fn faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !text.starts_with('#') {
        faults.push("1: expected a comment that explains the columns".to_owned());
    }
    let mut seen = HashSet::new();
    let mut columns = None;
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty()) {
        let at = index + 1;
        let found = line.split('\t').count();
        let expected = *columns.get_or_insert(found);
        if found != expected {
            faults.push(format!("{at}: expected {expected} columns, but found {found}: {line:?}"));
        }
        if !is_nfc(line) {
            faults.push(format!("{at}: not in NFC: {line:?}"));
        }
        if line.split('\t').any(|cell| cell != cell.trim()) {
            faults.push(format!("{at}: blanks around a cell: {line:?}"));
        }
        if !seen.insert(line.to_owned()) {
            faults.push(format!("{at}: the row stands twice: {line:?}"));
        }
    }
    faults
}
