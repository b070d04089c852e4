//! One stage, once, so that a simulator of the processor can count its instructions: unlike seconds these repeat.

use std::hint::black_box;

use trich::{Input, Pipeline};
use unicode_segmentation::UnicodeSegmentation;

/// Runs a stage over all articles, after a first round that fills tables and buffers, and prints the bytes of text that
/// it went over. Only [`counted_stage`] is to be counted.
pub fn run(stage: &str, texts: &[String]) {
    let pipeline = Pipeline::new().expect("the built-in lists are sound");
    let work: &dyn Fn(&str) = match stage {
        "words" => &|text| {
            black_box(text.unicode_words().count());
        },
        "tokenize" => &|text| drop(black_box(trich::segment::tokenize(text))),
        "blocks" => &|text| drop(black_box(pipeline.read(Input::from_text(text)))),
        "facts" => &|text| drop(black_box(pipeline.extract(&pipeline.read(Input::from_text(text))))),
        "json" => &|text| json(&pipeline, text),
        _ => panic!("TRICH_COUNT names a stage: words, tokenize, blocks, facts or json, not {stage}"),
    };
    texts.iter().for_each(|text| work(text));
    counted_stage(work, texts);
    println!("{}", texts.iter().map(String::len).sum::<usize>());
}

fn json(pipeline: &Pipeline, text: &str) {
    let mut out = Vec::new();
    trich::json::write(&pipeline.extract(&pipeline.read(Input::from_text(text))), &mut out).expect("a record is JSON");
    black_box(out);
}

/// The work between whose first and last instruction the simulator counts.
#[inline(never)]
fn counted_stage(work: &dyn Fn(&str), texts: &[String]) {
    texts.iter().for_each(|text| work(black_box(text)));
}
