//! What must hold for any input, a function for each part of the program. The fuzzer feeds them (`fuzz/run`, of which
//! this is the library), and `cargo test --test fuzz` feeds them what the fuzzer found before.

mod annotations;
mod articles;
mod facts;
mod lists;
mod records;
mod texts;
mod whole;

/// A function that panics where something does not hold.
type Check = fn(&[u8]);

/// The parts of the program.
pub const TARGETS: &[(&str, Check)] = &[
    ("decode", texts::decode),
    ("normalize", texts::normalize),
    ("tokens", texts::tokens),
    ("sentences", texts::sentences),
    ("html", articles::html),
    ("json", articles::json),
    ("table", articles::table),
    ("warc", articles::warc),
    ("mhtml", articles::mhtml),
    ("zip", articles::zip),
    ("tar", articles::tar),
    ("packed", articles::packed),
    ("number", facts::number),
    ("date", facts::date),
    ("document", facts::document),
    ("person", facts::person),
    ("pipeline", articles::pipeline),
    ("lists", lists::lists),
    ("kinds", lists::kinds),
    ("sites", lists::sites),
    ("score", annotations::score),
    ("imports", annotations::imports),
    ("record", records::record),
];

/// Longest input: beyond it texts are only longer, and `tests/hard/linear.rs` looks at those.
const MOST: usize = 1 << 14;

/// Runs the check of a part. Longer inputs are passed over.
pub fn run(name: &str, data: &[u8]) {
    let check = TARGETS.iter().find(|(target, _)| *target == name).map(|(_, check)| check);
    let check = check.unwrap_or_else(|| panic!("expected a target, but found {name:?}"));
    if data.len() <= MOST {
        check(data);
    }
}

/// The first byte, which chooses how the rest is read.
fn split(data: &[u8]) -> Option<(usize, &[u8])> {
    data.split_first().map(|(first, rest)| (usize::from(*first), rest))
}

/// The input as text; what is no UTF-8 in it is U+FFFD.
fn text(data: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(data)
}

/// Two texts: what stands before and behind the first line of two percent signs.
fn halves(data: &[u8]) -> (String, String) {
    let text = text(data);
    let (first, second) = text.split_once("\n%%\n").unwrap_or((&text, ""));
    (first.to_owned(), second.to_owned())
}
