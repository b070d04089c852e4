//! Copies of articles are marked, or left out, the same whatever the number of threads.

mod support;

use serde_json::{Value, json};
use support::{Place, strings};

/// Words of an article that no other one has.
fn words(article: u64) -> String {
    let word = |at: u64| format!("từ{}", (article * 1000 + at).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 44);
    (0..120).map(word).collect::<Vec<_>>().join(" ")
}

fn feed() -> String {
    let article = |id: String, text: String| json!({"id": id, "text": text}).to_string() + "\n";
    let mut feed = String::new();
    for number in 0..300 {
        feed += &article(format!("a{number}"), format!("Bản tin.\n\n{}", words(number)));
        if number % 10 == 0 && number > 0 {
            // the agency's report of some articles before, with a line of the paper's own
            feed +=
                &article(format!("copy{number}"), format!("{}.\n\nTheo bản tin của thông tấn xã.", words(number - 5)));
        }
    }
    feed
}

fn run(args: &[&str]) -> (Vec<Value>, String) {
    let place = Place::new();
    place.file("feed.jsonl", feed());
    let args = [&["run", "feed.jsonl", "-o", "out", "--format", "jsonl,csv"], args].concat();
    let ran = place.trich(&args).exits(0);
    assert!(place.read("out/articles.csv").lines().next().unwrap().contains("duplicate_of"));
    (place.lines("out/articles.jsonl"), ran.stderr)
}

#[test]
fn copies_are_marked() {
    let (records, stderr) = run(&["--jobs", "1"]);
    for record in &records {
        let id = record["id"].as_str().unwrap();
        let number = id.strip_prefix("copy").map(|number| number.parse::<u64>().unwrap());
        let expected = number.map(|number| Value::from(format!("a{}", number - 5)));
        assert_eq!(record.get("duplicate_of").cloned(), expected, "{id}");
    }
    assert!(stderr.contains("read: 329 jsonl; 29 are copies of others"), "{stderr}");
    assert!(records == run(&["--jobs", "7"]).0);
}

#[test]
fn copies_are_left_out_where_that_is_asked_for() {
    let (records, stderr) = run(&["--dedup", "--jobs", "3"]);
    assert_eq!(records.len(), 300);
    assert!(strings(&records, "id").iter().all(|id| id.starts_with('a')));
    assert!(stderr.contains("articles: 329"), "{stderr}");
}
