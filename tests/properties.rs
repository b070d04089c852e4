//! What holds for any input.

use proptest::prelude::*;
use trich::decode::decode;
use trich::text::{Span, normalize};
use trich::{Content, Input, Pipeline};

/// Text with the characters that normalization and the splitters care about, much oftener than by chance.
fn messy() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z0-9 .,:;!?()\"'/-]{0,12}",
        3 => "(Thủ tướng|thi\u{323}|ho\u{300}a|Ðảng|TP\\. HCM|N\\.V\\.A\\.|10\\.000|Ảnh: |Theo |1\\. |v\\.v\\.\\.\\. )",
        2 => "[\u{300}\u{301}\u{302}\u{303}\u{306}\u{309}\u{31b}\u{323} ]{1,3}",
        2 => "[\u{a0}\u{ad}\u{200b}\u{feff}\u{2028}\r\n\t\u{85}\u{93}\u{0}]{1,3}",
        1 => "[ÐðƉАВСТаеос]{1,3}",
        1 => "\\PC{0,6}",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// Every span of whole characters of a text, thinned out.
fn spans(text: &str) -> Vec<Span> {
    let places: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
    places.windows(2).map(|pair| Span::new(pair[0], pair[1])).chain([Span::new(0, text.len() as u32)]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn normalizing_twice_changes_nothing(input in messy()) {
        let once = normalize(&input).text.into_owned();
        let twice = normalize(&once);
        prop_assert_eq!(twice.text.as_ref(), once.as_str());
        prop_assert!(twice.map.is_identity());
    }

    #[test]
    fn normalized_text_is_clean(input in messy()) {
        let text = normalize(&input).text.into_owned();
        prop_assert!(!text.contains(['\r', '\t', '\u{a0}', '\u{200b}', '\u{ad}', '\0']), "{:?}", text);
        prop_assert!(unicode_normalization::is_nfc(&text));
    }

    #[test]
    fn the_map_is_monotone_and_stays_on_characters(input in messy()) {
        let clean = normalize(&input);
        let mut last = 0;
        for span in spans(&clean.text) {
            let source = clean.map.source(span);
            prop_assert!(source.start <= source.end && source.end as usize <= input.len());
            prop_assert!(input.is_char_boundary(source.start as usize) && input.is_char_boundary(source.end as usize));
            if span.len() as usize != clean.text.len() {
                prop_assert!(source.start >= last, "{:?} -> {:?}", span, source);
                last = source.start;
            }
        }
    }

    #[test]
    fn a_span_maps_to_what_it_was_made_from(input in messy()) {
        let clean = normalize(&input);
        for span in spans(&clean.text) {
            let source = clean.map.source(span);
            let again = normalize(source.of(&input)).text.into_owned();
            let words = span.of(&clean.text);
            if words.chars().all(|char| char.is_ascii_alphanumeric()) && source.len() == span.len() {
                prop_assert_eq!(again.as_str(), words);
            }
        }
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let decoded = decode(&bytes, None);
        for span in spans(&decoded.text) {
            prop_assert!(decoded.map.source(span).end as usize <= bytes.len());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn blocks_and_sentences_give_the_text_back(input in messy(), lines in prop::collection::vec(messy(), 0..6)) {
        thread_local!(static PIPELINE: Pipeline = Pipeline::new().unwrap());
        let whole = std::iter::once(input).chain(lines).collect::<Vec<_>>().join("\n\n");
        let mut input = Input::from_text("");
        input.content = Content::File(whole.as_bytes());
        PIPELINE.with(|pipeline| {
            let article = pipeline.read(input);
            let record = pipeline.extract(&article);
            let chars: Vec<char> = record.text.chars().collect();
            let blocks: Vec<[u32; 2]> = record.blocks.iter().map(|block| block.chars).collect();
            let sentences: Vec<[u32; 2]> = record.sentences.iter().map(|sentence| sentence.chars).collect();
            for spans in [&blocks, &sentences] {
                let mut last = 0;
                for [start, end] in spans.iter().map(|span| span.map(|at| at as usize)) {
                    prop_assert!(last <= start && start < end && end <= chars.len());
                    prop_assert!(chars[last..start].iter().all(|char| char.is_whitespace()), "{:?}", spans);
                    last = end;
                }
                prop_assert!(chars[last..].iter().all(|char| char.is_whitespace()), "{:?} {:?}", spans, record.text);
            }
            for sentence in &record.sentences {
                let block = blocks[sentence.block as usize];
                prop_assert!(block[0] <= sentence.chars[0] && sentence.chars[1] <= block[1]);
            }
            Ok(())
        })?;
    }
}
