//! What holds for every record of the program: spans can be sliced and give the words, mentions are apart, JSON gives the
//! record back. `tests/invariants.rs` checks the same of random texts.

use std::collections::BTreeSet;

use trich::Record;

/// A record that the program made of `source` bytes.
pub fn check(record: &Record<'_>, source: usize) {
    let chars: Vec<char> = record.text.chars().collect();
    let slice = |[start, end]: [u32; 2]| chars[start as usize..end as usize].iter().collect::<String>();
    let mut places = Vec::new();
    record.facts.each_fact(&mut |kind, _, mentions| {
        for mention in mentions {
            assert_eq!(slice(mention.chars), mention.text, "a {kind} mention");
            assert!(!mention.text.is_empty() && mention.text.trim() == mention.text, "{:?}", mention.text);
            if let Some([start, end]) = mention.source_bytes {
                assert!(start <= end && end as usize <= source, "{start}..{end} of {source}");
            }
            let sentence = &record.sentences[mention.sentence as usize];
            assert!(sentence.chars[0] <= mention.chars[0] && mention.chars[0] < sentence.chars[1], "{mention:?}");
            places.push(mention.chars);
        }
    });
    places.sort_unstable();
    // The same words may name two documents (`Nghị quyết Trung ương 4 (khóa XI, XII)`).
    let is_apart = |pair: &[[u32; 2]]| pair[0] == pair[1] || pair[0][1] <= pair[1][0];
    assert!(places.windows(2).all(is_apart), "mentions overlap: {places:?}");
    let place = |chars: [u32; 2]| chars.map(|at| at as usize);
    let blocks: Vec<[usize; 2]> = record.blocks.iter().map(|it| place(it.chars)).collect();
    let sentences: Vec<[usize; 2]> = record.sentences.iter().map(|it| place(it.chars)).collect();
    check_cover(&blocks, chars.len(), |at| chars[at]);
    check_cover(&sentences, chars.len(), |at| chars[at]);
    check_ids(record);
    check_json(record);
}

/// Spans come in order, are apart, not empty, and leave nothing but white space out. `char` gives the character at a
/// place; places count what its length in them is.
pub fn check_cover(spans: &[[usize; 2]], end: usize, char: impl Fn(usize) -> char) {
    let mut at = 0;
    for &[start, stop] in spans.iter().chain([&[end, end]]) {
        assert!(at <= start && (start < stop || start == end), "{spans:?} of {end}");
        while at < start {
            let left_out = char(at);
            assert!(left_out.is_whitespace(), "{left_out:?} at {at} is left out: {spans:?}");
            // white space of normalized text is a blank or a line break: one byte and one character alike
            at += 1;
        }
        at = stop;
    }
}

/// Entities of an article have names of their own.
fn check_ids(record: &Record<'_>) {
    let (mut persons, mut documents) = (BTreeSet::new(), BTreeSet::new());
    assert!(record.facts.persons.iter().all(|person| persons.insert(&person.id)), "two persons of one id");
    assert!(record.facts.documents.iter().all(|document| documents.insert(&document.id)), "two documents of one id");
}

/// Written and read, a record is the same.
pub fn check_json(record: &Record<'_>) {
    let json = serde_json::to_string(record).expect("JSON");
    let back: Record<'_> = serde_json::from_str(&json).expect("the record");
    assert_eq!(serde_json::to_string(&back).expect("JSON"), json);
    let mut own = Vec::new();
    trich::json::write(record, &mut own).expect("JSON");
    assert!(own == json.as_bytes(), "the two writers of JSON differ: {json}");
}
