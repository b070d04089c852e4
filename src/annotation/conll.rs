//! A token a line with its BIO tag, in the manner of CoNLL-2003: a blank line after a sentence, `-DOCSTART-` before an
//! article. The tokens are those of the extraction: runs of letters, runs of digits, single marks.

use std::fmt::Write;

use super::{Marked, marked};
use crate::record::Record;
use crate::segment::tokenize;
use crate::text::Places;

/// The lines of a record.
pub fn write(record: &Record<'_>) -> String {
    let places = Places::new(&record.text);
    let mentions = marked(record);
    let mut sentences = record.sentences.iter().map(|sentence| sentence.chars[0]).peekable();
    let mut mention = 0;
    let mut out = "-DOCSTART- -X- O O\n".to_owned();
    for token in tokenize(&record.text) {
        let start = places.char(token.span.start as usize);
        let end = places.char(token.span.end as usize);
        while sentences.next_if(|&at| at <= start).is_some() {
            if !out.ends_with("\n\n") {
                out.push('\n');
            }
        }
        while mentions.get(mention).is_some_and(|mention| mention.chars[1] <= start) {
            mention += 1;
        }
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{} {}", token.span.of(&record.text), tag(mentions.get(mention), start, end));
    }
    out.push('\n');
    out
}

/// The tag of a token by the mention that ends after its beginning.
fn tag(mention: Option<&Marked>, start: u32, end: u32) -> String {
    match mention {
        Some(mention) if mention.chars[0] == start => format!("B-{}", mention.label.name()),
        Some(mention) if mention.chars[0] < start && end <= mention.chars[1] => format!("I-{}", mention.label.name()),
        _ => "O".to_owned(),
    }
}
