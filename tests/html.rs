//! Pages written for the project in the manner of Vietnamese sites (`tests/pages`), with what is to be read in them.
//!
//! `<page>.expected` holds `field: value` lines, an empty line, and the blocks, a line each: kind, tab, text. A field that
//! is not named must be absent; `diagnostics` lists the codes.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use trich::source::{Reader, Settings, find};
use trich::{Pipeline, Record};

#[test]
fn pages_are_read_as_expected() {
    let pipeline = Pipeline::new().unwrap();
    let mut failures = String::new();
    let pages = pages();
    assert!(pages.len() >= 12, "only {} pages", pages.len());
    for page in pages {
        let expected = std::fs::read_to_string(page.with_extension("expected")).unwrap();
        let found = read(&page, &pipeline);
        if let Some(difference) = difference(expected.trim_end(), found.trim_end()) {
            writeln!(failures, "{}:\n{difference}", page.display()).unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// The saved pages, in order of their names.
fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending != "expected")).collect();
    pages.sort();
    pages
}

/// What is read in a page, in the form of the expected file.
fn read(page: &Path, pipeline: &Pipeline) -> String {
    let raw = Reader::new(find(&[page.to_owned()], None, &Settings::default()).unwrap(), &Settings::default())
        .next()
        .unwrap();
    let mut loaded = raw.load(&Settings::default());
    let article = loaded.read(&raw, pipeline);
    form(&pipeline.extract(&article))
}

fn form(record: &Record<'_>) -> String {
    let article = &record.article;
    let tags = article.extra.get("tags").and_then(|tags| tags.as_array()).cloned().unwrap_or_default();
    let tags: Vec<&str> = tags.iter().filter_map(|tag| tag.as_str()).collect();
    let codes: Vec<&str> = record.diagnostics.iter().map(|note| note.code.as_ref()).collect();
    let own = |value: &Option<std::borrow::Cow<'_, str>>| value.as_deref().unwrap_or_default().to_owned();
    let fields = [
        ("title", own(&article.title)),
        ("published", own(&article.published)),
        ("outlet", own(&article.outlet)),
        ("authors", article.authors.join("; ")),
        ("url", own(&article.url)),
        ("credit", own(&article.credit)),
        ("tags", tags.join("; ")),
        ("diagnostics", codes.join(", ")),
    ];
    let mut out = String::new();
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "{name}: {value}").unwrap();
    }
    let chars: Vec<char> = record.text.chars().collect();
    out.push('\n');
    for block in &record.blocks {
        let [start, end] = block.chars;
        let text: String = chars[start as usize..end as usize].iter().collect();
        let kind = serde_json::to_value(block.kind).unwrap();
        writeln!(out, "{}\t{text}", kind.as_str().unwrap()).unwrap();
    }
    out
}

/// The lines that differ, expected with `-` and found with `+`.
fn difference(expected: &str, found: &str) -> Option<String> {
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let missing = expected.iter().filter(|line| !found.contains(line)).map(|line| format!("  - {line}"));
    let extra = found.iter().filter(|line| !expected.contains(line)).map(|line| format!("  + {line}"));
    let lines: Vec<String> = missing.chain(extra).collect();
    match lines.is_empty() {
        true if expected != found => Some("  the lines are the same, but in another order or number".to_owned()),
        true => None,
        false => Some(lines.join("\n")),
    }
}

#[test]
fn blocks_and_gaps_give_the_text_back() {
    let pipeline = Pipeline::new().unwrap();
    for page in pages() {
        let raw = Reader::new(find(&[page], None, &Settings::default()).unwrap(), &Settings::default()).next().unwrap();
        let mut loaded = raw.load(&Settings::default());
        let article = loaded.read(&raw, &pipeline);
        let mut end = 0;
        for block in &article.blocks {
            assert!(article.text[end..block.span.start as usize].trim().is_empty());
            assert!(!block.span.of(&article.text).trim().is_empty());
            end = block.span.end as usize;
        }
        assert_eq!(end, article.text.len());
    }
}

#[test]
fn broken_pages_are_read_or_told_to_be_broken() {
    let folder = tempfile::tempdir().unwrap();
    let pipeline = Pipeline::new().unwrap();
    let check = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        read(&path, &pipeline)
    };
    for page in pages() {
        let bytes = std::fs::read(&page).unwrap();
        for cut in (1..8).map(|part| bytes.len() * part / 8) {
            check("cut.html", &bytes[..cut]);
        }
    }
    let story = "<p>Câu chuyện dài hơn một dòng của người kể chuyện rong ở chợ phiên vùng cao mỗi tháng hai lần.</p>";
    let nested = |depth| format!("{}{story}{}", "<div>".repeat(depth), "</div>".repeat(depth));
    assert!(check("nested.html", nested(900).as_bytes()).contains("Câu chuyện"));
    assert!(check("deep.html", nested(50_000).as_bytes()).contains("article/too-deep"));
    for (name, page) in [
        ("empty.html", String::new()),
        ("open.html", "<".repeat(100_000)),
        ("script.html", format!("<script>{story}")),
        ("nul.html", format!("\0<html>\0{story}\0")),
        ("tables.html", "<table><td>".repeat(3_000)),
        ("attributes.html", format!("<p {}>{story}", "a=b ".repeat(20_000))),
        ("json.html", format!("<script type='application/ld+json'>{}</script>", "[".repeat(100_000))),
    ] {
        check(name, page.as_bytes());
    }
    let halves: Vec<u8> = "\u{feff}<html><h1>Chợ phiên</h1>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check("utf16.html", &halves[..halves.len() - 1]);
}
