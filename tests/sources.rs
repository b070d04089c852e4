//! Whatever a file holds, reading it ends, does not panic, and gives every article an id of its own.

use std::collections::HashSet;
use std::fs;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use trich::Pipeline;
use trich::source::{Reader, Settings, find};

/// Pieces that JSON is made of, sound and broken.
const PIECES: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\n",
    b"\r\n",
    b" ",
    b"\"",
    b"\\",
    b"\\ud83d",
    b"\\ude00",
    b"\\u12",
    b"\"text\"",
    b"\"id\"",
    b"\"title\"",
    b"\"x\"",
    b"1",
    b"-2.5e999",
    b"null",
    b"true",
    b"\xFF",
    b"\xE1\xBB",
    b"\xEF\xBB\xBF",
    b"\0",
    b"{\"text\":\"a\"}",
    b"{\"id\":\"x\",\"text\":\"b\"}\n",
    b"{\"id\":7,\"body\":[\"c\"]},",
];

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new().unwrap());

fn check(bytes: &[u8], pipeline: &Pipeline) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.json", "c.jsonl", "d.txt", "d.meta.json"] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let mut ids = HashSet::new();
    for raw in Reader::new(find(&[folder.path().to_owned()], None).unwrap(), &Settings::default()) {
        assert!(ids.insert(raw.id.clone()), "{:?} comes twice", raw.id);
        let mut loaded = raw.load(&Settings::default());
        let article = loaded.read(&raw, pipeline);
        assert!(!article.text.trim().is_empty() || !article.diagnostics.is_empty(), "{:?} is silent", raw.id);
    }
    assert!(ids.contains("a") && ids.contains("d"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn reading_ends_well(pieces in vec(select(PIECES), 0..40)) {
        check(&pieces.concat(), &PIPELINE);
    }
}
