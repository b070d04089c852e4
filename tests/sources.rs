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
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 30\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
    b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n",
    b"<html><p>",
    b"text;title\n",
    b"\x1F\x8B\x08\0\0\0\0\0\0\x03",
    b"\x28\xB5\x2F\xFD\x04\x58",
    b"\x50\x2A\x4D\x18\xFF\0\0\0",
    b"BZh91AY&SY",
    b"\xFD7zXZ\0",
    b"PK\x03\x04",
    b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    b"\xFF\xFE",
    b"Vi\xD6t Nam nh\xA9n d\xA9n ",
    b"Vi\xC3\xA1\xC2\xBB\xE2\x80\xA1t &quot;",
];

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new().unwrap());

fn check(bytes: &[u8], pipeline: &Pipeline) {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "a.txt",
        "b.json",
        "c.jsonl",
        "d.txt",
        "d.meta.json",
        "e.csv",
        "f.warc",
        "g.tar",
        "h.mhtml",
        "i.zip",
        "j.html",
        "k.gz",
        "l.tsv",
        "m",
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let mut ids = HashSet::new();
    for raw in Reader::new(find(&[folder.path().to_owned()], None, &Settings::default()).unwrap(), &Settings::default())
    {
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
