//! Bytes, characters, tokens, sentences.

use trich::decode::{Decoded, Encoding, decode_field};
use trich::segment::tokenize;
use trich::text::{Normalized, OffsetMap, Span};
use trich::{Content, Input};

use super::records::PIPELINE;
use super::whole::check_cover;
use super::{split, text};

/// Any bytes, in an encoding that is asked for or found out.
pub fn decode(data: &[u8]) {
    let Some((choice, bytes)) = split(data) else { return };
    let asked = Encoding::ALL.get(choice).copied();
    let decoded = trich::decode::decode(bytes, asked);
    check_map(&decoded.text, &decoded.map, bytes.len(), |_| true);
    check_confidence(&decoded);
    if let Ok(field) = std::str::from_utf8(bytes) {
        let decoded = decode_field(field, asked);
        check_confidence(&decoded);
    }
}

fn check_confidence(decoded: &Decoded<'_>) {
    assert!(decoded.confidence.is_none_or(|it| (0.0..=1.0).contains(&it)), "{:?}", decoded.confidence);
}

/// Normalized text is clean, stays as it is, and every place in it has one in the input, in order.
pub fn normalize(data: &[u8]) {
    let input = text(data);
    let Normalized { text, map } = trich::text::normalize(&input);
    assert!(!text.contains(['\r', '\t', '\u{a0}', '\u{200b}', '\u{ad}', '\0']), "{text:?}");
    check_map(&text, &map, input.len(), |at| input.is_char_boundary(at));
    let again = trich::text::normalize(&text);
    assert_eq!(again.text, text, "normalized twice");
    assert!(again.map.is_identity(), "normalized twice, {text:?} moves");
}

/// Every character's place lies in the source, on a boundary, and not before that of the character before.
fn check_map(text: &str, map: &OffsetMap, source: usize, is_boundary: impl Fn(usize) -> bool) {
    let ends = text.char_indices().skip(1).map(|(at, _)| at).chain([text.len()]);
    let mut last = 0;
    for ((start, _), end) in text.char_indices().zip(ends) {
        let place = map.source(Span::new(start as u32, end as u32));
        assert!(place.start <= place.end && place.end as usize <= source, "{start}..{end} -> {place:?} of {source}");
        assert!(place.start >= last, "{start}..{end} -> {place:?}, after {last}");
        assert!(is_boundary(place.start as usize) && is_boundary(place.end as usize), "{place:?} is in a character");
        last = place.start;
    }
}

/// Tokens are apart, in order, whole characters, and leave nothing but white space out; those of the pipeline are the
/// same.
pub fn tokens(data: &[u8]) {
    let text = trich::text::normalize(&text(data)).text.into_owned();
    let tokens = tokenize(&text);
    let spans: Vec<[usize; 2]> =
        tokens.iter().map(|token| [token.span.start as usize, token.span.end as usize]).collect();
    check_cover(&spans, text.len(), |at| text[at..].chars().next().unwrap());
    PIPELINE.with(|pipeline| {
        let article = pipeline.read(Input { content: Content::File(text.as_bytes()), ..Input::from_text("") });
        let again = tokenize(&article.text);
        let read: Vec<Span> = article.tokens.iter().map(|token| token.span).collect();
        assert_eq!(read, again.iter().map(|token| token.span).collect::<Vec<_>>(), "{:?}", article.text);
    });
}

/// Sentences are in their blocks, in order, and leave nothing but white space out.
pub fn sentences(data: &[u8]) {
    let text = text(data);
    PIPELINE.with(|pipeline| {
        let article = pipeline.read(Input::from_text(&text));
        let sentences = pipeline.sentences(&article);
        let place = |span: Span| [span.start as usize, span.end as usize];
        let at = |at: usize| article.text[at..].chars().next().unwrap();
        check_cover(&article.blocks.iter().map(|it| place(it.span)).collect::<Vec<_>>(), article.text.len(), at);
        check_cover(&sentences.iter().map(|it| place(it.span)).collect::<Vec<_>>(), article.text.len(), at);
        for sentence in sentences {
            assert!(article.blocks[sentence.block as usize].span.contains(sentence.span), "{sentence:?}");
        }
    });
}
