//! spaCy: the JSON of a `Doc`, for `Doc(vocab).from_json(…)`, with our tokens and sentences and the mentions as `ents`.
//!
//! spaCy's tokens cover the whole text: a single blank belongs to the token before it, and any other white space is a
//! token of its own.

use serde_json::{Value, json};

use super::marked;
use crate::record::Record;
use crate::segment::tokenize;
use crate::text::Places;

/// The line of a record.
pub fn write(record: &Record<'_>) -> Value {
    let span = |chars: [u32; 2]| json!({"start": chars[0], "end": chars[1]});
    let entity = |(chars, label): ([u32; 2], &str)| json!({"start": chars[0], "end": chars[1], "label": label});
    let mentions = marked(record).into_iter().map(|mention| (mention.chars, mention.label.name()));
    let tokens = (0u32..).zip(tokens(&record.text));
    json!({
        "text": record.text,
        "ents": mentions.map(entity).collect::<Vec<_>>(),
        "sents": record.sentences.iter().map(|sentence| span(sentence.chars)).collect::<Vec<_>>(),
        "tokens": tokens.map(|(id, [start, end])| json!({"id": id, "start": start, "end": end})).collect::<Vec<_>>(),
    })
}

/// The tokens with the white space between them.
fn tokens(text: &str) -> Vec<[u32; 2]> {
    let places = Places::new(text);
    let mut all = Vec::new();
    let mut at = 0;
    let space = |all: &mut Vec<[u32; 2]>, start: usize, end: usize| {
        let is_blank = start > 0 && text[start..end].starts_with(' ');
        let start = start + usize::from(is_blank);
        if start < end {
            all.push([places.char(start), places.char(end)]);
        }
    };
    for token in tokenize(text) {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        space(&mut all, at, start);
        all.push([places.char(start), places.char(end)]);
        at = end;
    }
    space(&mut all, at, text.len());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_a_token_unless_it_is_one_blank() {
        assert_eq!(tokens("Có  5\n\nkm. "), [[0, 2], [3, 4], [4, 5], [5, 7], [7, 9], [9, 10]]);
        assert_eq!(tokens(" a"), [[0, 1], [1, 2]]);
    }
}
