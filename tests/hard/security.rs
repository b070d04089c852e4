//! The threats of SECURITY.md that no test elsewhere tries.

use serde_json::json;

use crate::support::Place;

/// What a terminal obeys: colours and titles, cursor, bell, backspace, and characters that turn the writing around.
const OBEYED: [&str; 6] = ["\u{1b}[2J", "\u{1b}]0;x\u{7}", "\u{9b}31m", "\u{8}", "\u{202e}", "\u{2066}"];

/// True where nothing is left that a terminal would obey. Without colours no escape is of our own.
#[track_caller]
fn is_plain(text: &str, what: &str) {
    let odd = |char: &char| {
        char.is_control() && *char != '\n' && *char != '\t'
            || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.chars().any(|char| odd(&char)), "{what}: {text:?}");
}

#[test]
fn terminals_are_told_nothing_by_articles() {
    let place = Place::new();
    let bad = OBEYED.concat();
    let text = format!("Ông Lê Văn {bad}Bình, Giám đốc, mua 5 kg {bad} ngày 5-3-2018 theo Nghị định 15/2020/NĐ-CP.");
    let line = json!({ "id": format!("a{bad}"), "title": bad, "text": text, "outlet": bad }).to_string();
    place.file("in/feed.jsonl", format!("{line}\n{{\"id\":\"{}\"}}\noops\u{1b}[2J\n", "b\\u001b[2J"));
    let shown = place.trich(&["show", "in/feed.jsonl", "--explain", "--color", "never"]);
    is_plain(&shown.stdout, "show");
    let ran = place.trich(&["run", "in", "-o", "out", "--format", "jsonl"]);
    is_plain(&ran.stderr, "run");
    let checked = place.trich(&["check", "in", "--color", "never"]);
    is_plain(&(checked.stdout + &checked.stderr), "check");
    place.trich(&["annotate", "in/feed.jsonl"]);
    let linted = place.trich(&["lint", "in"]);
    is_plain(&(linted.stdout + &linted.stderr), "lint");
    let scored = place.trich(&["score", "in", "--errors", "--color", "never"]);
    is_plain(&(scored.stdout + &scored.stderr), "score");
    let suggested = place.trich(&["suggest", "in", "--min", "1"]);
    is_plain(&suggested.stdout, "suggest");
}

#[test]
fn names_of_files_tell_terminals_nothing() {
    let place = Place::new();
    place.file("in/a\u{1b}[2J.txt", "").file("in/b.txt", "Tăng 5%.").file("bad\u{1b}[2J.tsv", "x\ty\n1\n");
    let ran = place.trich(&["run", "in", "-o", "out", "--lexicon", "bad\u{1b}[2J.tsv"]);
    is_plain(&ran.stderr, "a list");
    let ran = place.trich(&["run", "in", "-o", "out"]).exits(1);
    is_plain(&ran.stderr, "an article");
}

/// Entities that a page declares are not expanded: a page of a few hundred bytes stays one.
#[test]
fn declared_entities_are_not_expanded() {
    let place = Place::new();
    let entity = |at: usize| format!("<!ENTITY e{at} \"{}\">", format!("&e{};", at + 1).repeat(10));
    let entities: String = (0..9).map(entity).collect();
    let page = format!(
        "<!DOCTYPE html [<!ENTITY e9 \"x\">{entities}]><html><body><article><h1>Tin</h1><p>Giá tăng 5%: &e0;</p>"
    );
    place.file("in/a.html", page);
    place.trich(&["run", "in", "-o", "out", "--format", "jsonl"]);
    let lines = place.read("out/articles.jsonl");
    assert!(lines.len() < 20_000, "{} bytes", lines.len());
}

/// Patterns that take time beyond measure elsewhere: the time goes up with the text, and a compiled pattern is bounded.
#[test]
fn patterns_of_the_user_end() {
    let place = Place::new();
    let kind = |pattern: &str| format!("[[kind]]\nname = \"a\"\ntriggers = [\"số\"]\npattern = '{pattern}'\n");
    place.file("in/a.txt", format!("Hồ sơ số {}!", "a".repeat(20_000)));
    place.file("slow.toml", kind("số (a+)+(a|aa)*(a?){50}b"));
    place.trich(&["run", "in", "-o", "out", "--lexicon", "slow.toml", "--format", "jsonl"]).exits(0);
    place.file("large.toml", kind("số (\\w{200}){200}"));
    let ran = place.trich(&["run", "in", "-o", "large", "--lexicon", "large.toml"]).exits(2);
    assert!(ran.stderr.contains("expected a regular expression as pattern"), "{}", ran.stderr);
}

/// A page of the report and of the score has the words of an article as words.
#[test]
fn pages_have_no_markup_of_articles() {
    let place = Place::new();
    let bad = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'";
    let line = json!({ "id": format!("a{bad}"), "title": bad, "url": "javascript:alert(1)",
        "text": format!("Ông Lê Văn Bình {bad}, mua 5 kg {bad}.") });
    place.file("in/feed.jsonl", format!("{line}\n"));
    place.trich(&["run", "in", "-o", "out", "--format", "report"]).exits(0);
    let report = place.read("out/report/index.html");
    let shown = place.trich(&["show", "in/feed.jsonl", "--to", "html"]).exits(0).stdout;
    for page in [&report, &shown] {
        assert!(!page.contains("<script>alert"), "a script");
        assert!(!page.contains("<img src=x"), "an element");
        assert!(!page.contains("href=\"javascript:"), "a link that runs");
    }
}
