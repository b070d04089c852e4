//! The case table of sentence boundaries: `src/segment/cases.tsv`.

use std::fmt::Write;

use trich::{Input, Pipeline};

#[test]
fn sentences_end_where_the_table_says() {
    let pipeline = Pipeline::new().unwrap();
    let table = include_str!("../src/segment/cases.tsv");
    let mut failures = String::new();
    for (index, line) in table.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() || line.starts_with("text\t") {
            continue;
        }
        let Some((text, note)) = line.split_once('\t') else {
            writeln!(failures, "cases.tsv:{}: expected 2 columns: {line:?}", index + 1).unwrap();
            continue;
        };
        let found = found(&pipeline, &text.replace(" | ", " ").replace('|', "").replace("\\n", "\n"));
        let is_gap = note.starts_with("gap:");
        if (found == normal(text)) == is_gap {
            let what = if is_gap { "marked as a gap, but right" } else { "wrong" };
            writeln!(
                failures,
                "cases.tsv:{}: {what}\n    expected {:?}\n    found    {found:?}",
                index + 1,
                normal(text)
            )
            .unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

fn normal(text: &str) -> Vec<String> {
    text.replace("\\n", "\n").split('|').map(|part| part.trim().to_owned()).collect()
}

fn found(pipeline: &Pipeline, text: &str) -> Vec<String> {
    let article = pipeline.read(Input::from_text(text));
    let record = pipeline.extract(&article);
    let chars: Vec<char> = record.text.chars().collect();
    let words = |[start, end]: [u32; 2]| chars[start as usize..end as usize].iter().collect();
    record.sentences.iter().map(|sentence| words(sentence.chars)).collect()
}
